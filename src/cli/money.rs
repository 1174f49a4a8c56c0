//! What comparisons say of money: each arm's interventions, arms that got unlike sums, dollars an act averted.

use super::Failure;
use crate::experiment::programmes::{cost, external, table};
use crate::output::Record;
use crate::scenario::Scenario;
use crate::scenario::zones::grouped;
use std::io::Write;

/// Difference of external money above which arms are told to be unlike.
const UNLIKE: f64 = 0.01;

/// Prints the money of all arms; the first is the baseline.
pub(super) fn print(out: &mut impl Write, runs: &[(&Scenario, &[Record])]) -> Result<(), Failure> {
    for (scenario, records) in runs {
        let lines = table(records, &scenario.params);
        if !lines.is_empty() {
            writeln!(out, "{}: {}\n", scenario.name, lines.join("\n"))?;
        }
    }
    let Some((&(base, of_base), arms)) = runs.split_first() else { return Ok(()) };
    unlike(out, runs)?;
    for &(arm, records) in arms {
        let told = cost((of_base, &base.params), (records, &arm.params));
        let Some(told) = told.filter(|told| told.money > 0.0) else { continue };
        let (averted, half) = told.averted;
        write!(
            out,
            "{}: US${} more external money spent than in {}, {averted:.0} ± {half:.0} violent acts averted over all months; ",
            arm.name,
            grouped(told.money),
            base.name
        )?;
        match told.ratio {
            Some((ratio, low, high)) => writeln!(
                out,
                "US${} an act (95 % interval {} to {}, Fieller)",
                grouped(ratio),
                grouped(low),
                grouped(high)
            )?,
            None => writeln!(out, "no cost an act: none is shown to be averted")?,
        }
    }
    Ok(())
}

/// Arms whose external money differs, and the factors that would make it alike. The reference is the first arm
/// that has any beyond the baseline's, else the baseline.
fn unlike(out: &mut impl Write, runs: &[(&Scenario, &[Record])]) -> Result<(), Failure> {
    let all: Vec<(f64, f64)> =
        runs.iter().map(|(scenario, records)| external(records, &scenario.params)).collect();
    let differs = |a: f64, b: f64| (a - b).abs() > UNLIKE * a.abs().max(b.abs());
    let reference = (1..all.len()).find(|&i| differs(all[i].0, all[0].0)).unwrap_or(0);
    for i in (1..all.len()).filter(|&i| i != reference) {
        let (mine, theirs) = (all[i], all[reference]);
        if !differs(mine.0, theirs.0) && !differs(mine.1, theirs.1) {
            continue;
        }
        writeln!(
            out,
            "{} and {} have unlike external money: US${} and US${} granted, US${} and US${} spent",
            runs[i].0.name,
            runs[reference].0.name,
            grouped(mine.0),
            grouped(theirs.0),
            grouped(mine.1),
            grouped(theirs.1)
        )?;
        // What both share with the baseline is left as it is; only what is beyond it is scaled.
        let beyond = |of: fn(&(f64, f64)) -> f64| {
            let base = if reference == 0 { 0.0 } else { of(&all[0]) };
            let (mine, theirs) = (of(&mine) - base, of(&theirs) - base);
            (mine > 0.0 && theirs > 0.0).then(|| theirs / mine)
        };
        for (word, factor) in [("granted", beyond(|x| x.0)), ("spent", beyond(|x| x.1))] {
            if let Some(factor) = factor {
                writeln!(
                    out,
                    "  to match on money {word}: multiply money or budget of what {} has beyond the baseline by {factor:.3}{}",
                    runs[i].0.name,
                    if word == "spent" { ", as far as it can spend more" } else { "" }
                )?;
            }
        }
    }
    Ok(())
}
