//! What is told of a comparison at its end, to people and as JSON.

use super::plan::Plan;
use super::tables;
use crate::cli::figures::{decimals, or_dash};
use crate::cli::host;
use crate::cli::{Cli, Failure};
use crate::experiment::compare::{ComparisonRow, Precision};
use crate::experiment::ensemble::Ensemble;
use crate::experiment::money::sentences;
use crate::experiment::programmes::Accounts;
use crate::experiment::since_end::{Half, SinceEnd, half_life};
use crate::experiment::statistics::MOST_GAIN;
use crate::metrics::Name;
use std::io::Write;
use std::path::PathBuf;

/// What is told at the end.
pub(super) struct Ends {
    pub accounts: Vec<Accounts>,
    pub since_end: Vec<SinceEnd>,
    pub asked: Option<Asked>,
    pub table: PathBuf,
}

/// What the pilot of a run to a precision said: how many replicates it had, and how many it asked for; `None` where the
/// baseline is 0, of which no share is a precision.
pub(super) type Asked = (usize, Option<usize>);

/// What living the shared past once has saved.
pub(super) fn tell_saving(cli: &Cli, ensembles: &[Ensemble], seconds: f64) {
    let lived: u64 = ensembles.iter().map(|ensemble| ensemble.months_lived).sum();
    let told: u64 = ensembles.iter().map(|ensemble| ensemble.months_told).sum();
    if !cli.quiet && lived < told {
        host::note(&format!(
            "{lived} months lived in {seconds:.1} s for {told} told: shared pasts are lived once"
        ));
    }
}

/// Prints the rows of every scenario against the first, what was asked for, and the money.
pub(super) fn print(
    cli: &Cli,
    plan: &Plan,
    rows: &[ComparisonRow],
    ends: &Ends,
) -> Result<(), Failure> {
    let mut stdout = host::stdout();
    if cli.json {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| {
                serde_json::json!({
                    "metric": row.metric, "dimension": row.dimension, "level": row.level, "unit": row.unit,
                    "baseline": row.baseline, "scenario": row.scenario, "difference": row.paired.difference,
                    "half_width": row.paired.half_width, "standardised": row.paired.standardised,
                    "variance_ratio": row.paired.gain, "p": row.paired.p, "replicates": row.paired.n,
                    "verdict": row.verdict.words(), "worlds": row.in_worlds()
                })
            })
            .collect();
        writeln!(
            stdout,
            "{:#}",
            serde_json::json!({
                "directory": plan.path, "table": ends.table, "rows": rows,
                "money": tables::money_json(&ends.accounts),
            })
        )?;
        return Ok(());
    }
    let (from, to) = plan.question.window;
    let baseline = &plan.scenarios[0].name;
    for scenario in &plan.scenarios[1..] {
        let rows: Vec<_> = rows.iter().filter(|row| row.scenario == scenario.name).collect();
        let n = rows.iter().map(|row| row.paired.n).max().unwrap_or(0);
        writeln!(
            stdout,
            "{} against {baseline}: {n} pairs of replicates, means over months {from} to {to}\n\
             95 % paired t intervals; verdicts at 5 % after Holm's correction over these {} rows\n",
            scenario.name,
            rows.len()
        )?;
        writeln!(
            stdout,
            "{:<36} {:>10} {:>11} {:>10} {:>7} {:>8}  verdict",
            "", "baseline", "difference", "±", "d_z", "pairing"
        )?;
        for row in rows {
            let name = if row.level.is_empty() {
                row.metric.to_owned()
            } else {
                format!("{} {}", row.metric, row.level)
            };
            let p = &row.paired;
            let gain = or_dash(p.gain, |gain| match gain {
                gain if gain >= MOST_GAIN => format!("{MOST_GAIN:.0}+ ×"),
                gain => format!("{gain:.1} ×"),
            });
            let dz = or_dash(p.standardised, |dz| format!("{dz:.2}"));
            let four = |x: f64| decimals(x, 4);
            writeln!(
                stdout,
                "{name:<36} {:>10} {:>11} {:>10} {dz:>7} {gain:>8}  {}{}",
                four(row.baseline),
                four(p.difference),
                or_dash(p.half_width, four),
                row.verdict.words(),
                row.in_worlds().map_or_else(String::new, |words| format!("; {words}"))
            )?;
        }
        writeln!(stdout)?;
    }
    if let (Some(asked), Some(precision)) = (ends.asked, &plan.precision) {
        let n = rows.first().map_or(0, |row| row.paired.n);
        writeln!(stdout, "{}\n", told_of_pilot(precision, asked, n))?;
    }
    for accounts in &ends.accounts {
        let lines = accounts.lines();
        if !lines.is_empty() {
            writeln!(stdout, "{}: {}\n", accounts.name, lines.join("\n"))?;
        }
    }
    for sentence in sentences(&ends.accounts).into_iter().chain(lasting(&ends.since_end)) {
        writeln!(stdout, "{sentence}")?;
    }
    writeln!(stdout, "results in {}", ends.table.display())?;
    Ok(())
}

/// What is left of each scenario's effect on violence since its programmes ended.
fn lasting(rows: &[SinceEnd]) -> Vec<String> {
    let mut said = Vec::new();
    let of_violence = |row: &&SinceEnd| row.metric == Name::ViolenceRate.name();
    let all: Vec<&SinceEnd> = rows.iter().filter(of_violence).collect();
    for of in all.chunk_by(|a, b| a.scenario == b.scenario) {
        let Some(half) = half_life(of) else { continue };
        let words = match half {
            Half::NothingShown => "no effect on violence is shown in the last year of its money, so there is none to last".to_owned(),
            Half::Reversed(row) => {
                let (from, to) = row.period;
                format!(
                    "{from} to {to} months after the money the opposite of its effect on violence is shown, {} ({} to {}) {}",
                    decimals(row.paired.difference, 2),
                    or_dash(row.paired.low(), |x| decimals(x, 2)),
                    or_dash(row.paired.high(), |x| decimals(x, 2)),
                    row.unit
                )
            }
            Half::Months(months) => {
                format!("half of its effect on violence is gone within {:.0} months after the money", months.ceil())
            }
            Half::After(months) => {
                format!("more than half of its effect on violence is there {months:.0} months after the money")
            }
        };
        said.push(format!("{}: {words} (since_end.csv).", of[0].scenario));
    }
    said
}

/// What the pilot asked for, and whether it was reached; the interval itself stands in the table.
fn told_of_pilot(precision: &Precision, (pilot, needed): Asked, n: usize) -> String {
    let metric = &precision.metric;
    let Some(needed) = needed else {
        return format!("{metric}: the baseline's mean is 0, of which no share is a precision");
    };
    let reached =
        if n < needed { ", more than the cap allows: the precision was not reached" } else { "" };
    format!(
        "{metric}: a pilot of {pilot} asked for {needed} replicates{reached}; its interval is that of Stein's two-stage \
         procedure, which keeps its confidence although the pilot was looked at"
    )
}
