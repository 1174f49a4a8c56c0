//! What a calibration says, on a page.

use super::{Calibrated, Ended, Wave};
use crate::params::Value;
use crate::scenario::Factor;
use std::fmt::Write;

/// Shares of an ensemble outside its interval, on either side.
const TAIL: f64 = 0.05;
/// Parameters whose pairs are drawn, the most narrowed first.
const PAIRS: usize = 5;
/// Targets that are named where an ensemble is ruled out.
const AGAINST: usize = 8;
/// Cells on a side of a drawing.
const CELLS: usize = 8;
/// From nothing to all.
const SHADES: [char; 5] = ['·', '░', '▒', '▓', '█'];

/// Weighted mean and the interval that holds nine tenths of the weight.
pub fn span_of(values: &[(f64, f64)]) -> Option<(f64, f64, f64)> {
    let total: f64 = values.iter().map(|(_, weight)| weight).sum();
    if values.is_empty() || total <= 0.0 {
        return None;
    }
    let mean = values.iter().map(|(value, weight)| value * weight).sum::<f64>() / total;
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at = |share: f64| {
        let mut passed = 0.0;
        let found = sorted.iter().find(|(_, weight)| {
            passed += weight / total;
            passed >= share
        });
        found.or(sorted.last()).map(|(value, _)| *value)
    };
    Some((mean, at(TAIL)?, at(1.0 - TAIL)?))
}

/// The page of a calibration.
pub fn page(done: &Calibrated) -> String {
    let mut text = format!(
        "# Calibration: {}\n\nWritten by `nodal calibrate`; do not edit. History matching in waves: points of the priors are \
         lived, an emulator of each target says what others would give, and a point is ruled out where what it says lies more \
         than {} standard deviations from what was measured. The variance is that of the measurement (its band holds 95 %), of \
         one replicate, of the emulator, and of the model's own error, stated as {} of half a band. What is not ruled out is \
         not thereby right.\n\n",
        if done.study.title.is_empty() { "a study" } else { &done.study.title },
        done.study.rules.cutoff,
        done.study.rules.discrepancy,
    );
    verdict(done, &mut text);
    waves(done, &mut text);
    let Some(last) = done.waves.last() else { return text };
    targets(done, last, &mut text);
    fights(done, last, &mut text);
    parameters(done, last, &mut text);
    depth(done, &mut text);
    text
}

fn verdict(done: &Calibrated, text: &mut String) {
    let left = done.waves.last().map_or(1.0, |wave| wave.left);
    let _ = match done.ended {
        Ended::Empty => writeln!(
            text,
            "**Nothing is left**: no point of the priors meets all targets at once, and no ensemble is made. The most \
             plausible point that was met is {:.1} standard deviations off.\n",
            done.waves.last().map_or(0.0, |wave| wave.least)
        ),
        Ended::Refuted => writeln!(
            text,
            "**No ensemble**: {} of the prior was left, and the ensemble's own runs rule out every set that was drawn from it. \
             Against most sets: {}.\n",
            share(left),
            against(done)
        ),
        Ended::Budget | Ended::Sure => writeln!(
            text,
            "**{} of the prior is not ruled out.** {} The ensemble has {} sets, worth {:.0} of equal weight.\n",
            share(left),
            if done.ended == Ended::Sure {
                "What emulators do not know is little beside all else: more runs would rule out hardly more."
            } else {
                "All waves were lived; more would rule out more."
            },
            done.sets.len(),
            done.effective
        ),
    };
    for wave in done.waves.iter().filter(|wave| wave.set_aside > 0) {
        let _ = writeln!(
            text,
            "In wave {} nothing would have been left: {} set aside at each point, as the study allows (`set_aside`).\n",
            wave.number,
            worst(wave.set_aside)
        );
    }
    let out = done.sets.iter().filter(|set| set.weight == 0.0).count();
    if out > 0 {
        let _ = writeln!(
            text,
            "The ensemble's own runs rule out {out} of its {} sets, which keep no weight{}. Held against most sets: {}.\n",
            done.sets.len(),
            match done.set_aside {
                0 => String::new(),
                n => format!(", although {} set aside at each", worst(n)),
            },
            against(done)
        );
    }
}

/// So many of the worst targets, with their verb.
fn worst(n: usize) -> String {
    format!("{n} of the worst targets {}", if n == 1 { "is" } else { "are" })
}

/// Targets that the ensemble's own runs hold against it, in words.
pub fn against(done: &Calibrated) -> String {
    let of = |(aim, share): &(usize, f64)| {
        format!("{} ({:.0} % of sets)", done.aims[*aim].name, share * 100.0)
    };
    done.against.iter().take(AGAINST).map(of).collect::<Vec<_>>().join(", ")
}

/// A share that may be very small.
fn share(share: f64) -> String {
    if share >= 0.001 { format!("{:.1} %", share * 100.0) } else { format!("{share:.1e}") }
}

fn waves(done: &Calibrated, text: &mut String) {
    text.push_str(
        "| wave | points | runs | failed | left of the prior | set aside | least implausibility |\n|---|---|---|---|---|---|---|\n",
    );
    for wave in &done.waves {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {:.2} |",
            wave.number,
            wave.points,
            wave.runs,
            wave.failed,
            share(wave.left),
            wave.set_aside,
            wave.least
        );
    }
}

fn targets(done: &Calibrated, last: &Wave, text: &mut String) {
    text.push_str(
        "\n## Targets\n\nThe strictest first: *alone* is the share of the prior that the target leaves by itself, *explained* \
         the share of the variance over points that its emulator foretells, *off* its implausibility at the most plausible \
         point.\n\n| target | what | place | band | ensemble (nine tenths) | alone | explained | off |\n|---|---|---|---|---|---|---|---|\n",
    );
    let mut order = last.aims.clone();
    order.sort_by(|a, b| a.alone.total_cmp(&b.alone).then(a.aim.cmp(&b.aim)));
    for of in &order {
        let aim = &done.aims[of.aim];
        let span = span_of(&done.values(aim.scenario, |told| aim.of(told)));
        let ensemble = span.map_or("-".to_owned(), |(mean, low, high)| {
            format!("{mean:.3} ({low:.3} to {high:.3})")
        });
        let mark = if aim.is_cut { "" } else { " (told only)" };
        let _ = writeln!(
            text,
            "| {}{mark} | {} | `{}` | {} to {} | {ensemble} | {} | {:.0} % | {:.1} |",
            aim.name,
            aim.what,
            done.study.scenarios[aim.scenario].name,
            aim.low,
            aim.high,
            share(of.alone),
            of.explained.max(0.0) * 100.0,
            of.at_best
        );
    }
    for (aim, why) in &last.without {
        let _ = writeln!(text, "\n{} rules nothing out: {why}.", done.aims[*aim].name);
    }
}

fn fights(done: &Calibrated, last: &Wave, text: &mut String) {
    text.push_str("\n## What fights what\n\n");
    let name = |aim: usize| done.aims[aim].name.as_str();
    let missed: Vec<String> = last
        .aims
        .iter()
        .filter(|of| done.aims[of.aim].is_cut && of.at_best > done.study.rules.cutoff)
        .map(|of| format!("{} ({:.1})", name(of.aim), of.at_best))
        .collect();
    if !missed.is_empty() {
        let _ = writeln!(
            text,
            "At the most plausible point these are missed still, in standard deviations: {}.\n",
            missed.join(", ")
        );
    }
    let nowhere: Vec<&str> = last
        .aims
        .iter()
        .filter(|of| done.aims[of.aim].is_cut && of.alone == 0.0)
        .map(|of| name(of.aim))
        .collect();
    if !nowhere.is_empty() {
        let _ = writeln!(
            text,
            "Met by no point of the prior that was looked at: {}.\n",
            nowhere.join(", ")
        );
    }
    let pairs: Vec<String> = last
        .excluded
        .iter()
        .map(|(a, b, expected)| {
            format!("{} and {} ({expected:.0} points expected, none found)", name(*a), name(*b))
        })
        .collect();
    let _ = writeln!(
        text,
        "Met apart and never together: {}.",
        if pairs.is_empty() {
            "no two that so many points could show".to_owned()
        } else {
            pairs.join("; ")
        }
    );
}

fn parameters(done: &Calibrated, last: &Wave, text: &mut String) {
    text.push_str(
        "\n## Parameters\n\n*Narrowed* is 1 less the ratio of standard deviations in what is left and in the prior.\n\n\
         | parameter | narrowed | ensemble (nine tenths) | targets that it moves, the strongest first (rank correlation) |\n|---|---|---|---|\n",
    );
    let narrowed = done.narrowed();
    for k in by_narrowing(&narrowed) {
        let factor = &done.study.factors[k];
        let values: Vec<(f64, f64)> =
            done.sets.iter().map(|set| (set.shares[k], set.weight)).collect();
        let ensemble = span_of(&values).map_or("-".to_owned(), |(_, low, high)| {
            let at = |share: f64| match factor.levels.at(share) {
                crate::params::Value::Real(number) => format!("{number:.3}"),
                other => other.to_string(),
            };
            format!("{} to {}", at(low), at(high))
        });
        let moved: Vec<String> = last.moves[k]
            .iter()
            .take(5)
            .map(|(aim, rho)| {
                format!("{} {rho:+.2}", done.aims[*aim].name).replace('-', "\u{2212}")
            })
            .collect();
        let moved = if moved.is_empty() { "none".to_owned() } else { moved.join(", ") };
        let _ = writeln!(
            text,
            "| `{}` | {:.0} % | {ensemble} | {moved} |",
            factor.key,
            narrowed[k] * 100.0
        );
    }
}

/// Parameters, the most narrowed first.
fn by_narrowing(narrowed: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..narrowed.len()).collect();
    order.sort_by(|&a, &b| narrowed[b].total_cmp(&narrowed[a]).then(a.cmp(&b)));
    order
}

/// The optical depth of a pair of parameters, by their positions: of all points of the prior with these two values, the share that
/// is left, in cells of the second by rows from below.
#[derive(Debug, Clone, PartialEq)]
pub struct Depth {
    /// The first parameter.
    pub across: usize,
    /// The second.
    pub up: usize,
    /// Shares that are left.
    pub cells: Vec<Vec<f64>>,
}

impl Depth {
    /// The ends of a cell of a parameter's range, in the parameter's unit.
    pub fn ends(factor: &Factor, cell: usize) -> [Value; 2] {
        [cell, cell + 1].map(|at| factor.levels.at(at as f64 / CELLS as f64))
    }
}

/// Optical depth of all pairs of the most narrowed parameters; none where nothing is left.
pub fn depths(done: &Calibrated) -> Vec<Depth> {
    let left = done.waves.last().map_or(1.0, |wave| wave.left);
    if done.region.is_empty() {
        return Vec::new();
    }
    let chosen: Vec<usize> = by_narrowing(&done.narrowed()).into_iter().take(PAIRS).collect();
    let after = |i: usize| chosen[i + 1..].iter().map(move |&up| (i, up));
    (0..chosen.len())
        .flat_map(after)
        .map(|(i, up)| (chosen[i], up))
        .map(|(across, up)| Depth { across, up, cells: cells(&done.region, across, up, left) })
        .collect()
}

fn depth(done: &Calibrated, text: &mut String) {
    let all = depths(done);
    if all.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "\n## Optical depth\n\nOf all points with these two values, the share that is left, from none (`{}`) to the most of any \
         cell (`{}`), which is told. Left to right and bottom to top from the low to the high end of the range. `nodal plot` draws \
         them (`depth`).",
        SHADES[0], SHADES[4]
    );
    for Depth { across, up, cells } in &all {
        let most = cells.iter().flatten().copied().fold(0.0, f64::max);
        let [across, up] = [across, up].map(|k| &done.study.factors[*k].key);
        let _ =
            writeln!(text, "\n`{across}` across, `{up}` up; at most {}:\n\n```text", share(most));
        for row in cells.iter().rev() {
            let of = |depth: &f64| {
                let at = if *depth <= 0.0 { 0 } else { 1 + (depth / most * 3.99) as usize };
                SHADES[at.min(4)]
            };
            let line: String = row.iter().flat_map(|depth| [of(depth), of(depth)]).collect();
            let _ = writeln!(text, "{line}");
        }
        text.push_str("```\n");
    }
}

/// Share of the prior that is left in each cell of two parameters, the second by rows from below.
fn cells(region: &[Vec<f64>], a: usize, b: usize, left: f64) -> Vec<Vec<f64>> {
    let mut cells = vec![vec![0.0; CELLS]; CELLS];
    let at = |x: f64| ((x * CELLS as f64) as usize).min(CELLS - 1);
    let each = left * (CELLS * CELLS) as f64 / region.len() as f64;
    for point in region {
        cells[at(point[b])][at(point[a])] += each;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verif_a_weighted_interval_holds_nine_tenths_of_the_weight() {
        let all: Vec<(f64, f64)> = (1..=100).map(|i| (f64::from(i), 2.0)).collect();
        assert_eq!(span_of(&all), Some((50.5, 5.0, 95.0)));
        let heavy = [(1.0, 0.01), (7.0, 0.98), (9.0, 0.01)];
        assert_eq!(span_of(&heavy).map(|(_, low, high)| (low, high)), Some((7.0, 7.0)));
        assert_eq!(span_of(&[]), None);
    }

    /// Points in the lower left quarter alone: four times the share of the prior there, nothing elsewhere.
    #[test]
    fn verif_depth_is_the_share_that_is_left_in_a_cell() {
        let n = 64;
        let region: Vec<Vec<f64>> = (0..n * n)
            .map(|i| [i % n, i / n].map(|at| (at as f64 + 0.5) / n as f64 / 2.0).to_vec())
            .collect();
        let cells = cells(&region, 0, 1, 0.25);
        assert!((cells[0][0] - 1.0).abs() < 1e-12);
        assert!(cells[7].iter().all(|depth| *depth == 0.0));
    }
}
