//! The page of what each mechanism changes: a scenario beside itself without each in turn.

use crate::cli::figures::{short, words};
use crate::experiment::compare::{ComparisonRow, Verdict};
use crate::experiment::statistics::{Paired, Span};
use crate::params::Catalogue;
use crate::scenario::{Scenario, WITHOUT};
use std::fmt::Write;

/// Numbers told of a mechanism, those that it moves most surely.
const TOLD: usize = 4;

/// The page in Markdown.
pub(super) fn markdown(
    scenario: &Scenario,
    (from, to): (i32, i32),
    rows: &[ComparisonRow],
) -> String {
    let world = &scenario.params.world;
    let pairs = rows.iter().map(|row| row.paired.n).max().unwrap_or(0);
    let mut text = format!(
        "# What each mechanism changes\n\nWritten by `nodal compare FILE --without-each --mechanisms-page`; do not edit. `{}` ({} communities of {} \
         households) beside itself with `mechanisms.NAME = false`, a row a switch: {pairs} pairs of replicates that share their draws, means over \
         months {from} to {to}. Told is what is *shown* to differ (5 % after Holm's correction over all numbers of a row), at most {TOLD}, the \
         surest first: its value with the mechanism, and what goes or comes without it, with the 95 % paired t interval. Where nothing is \
         shown, the surest of all numbers stands there as such. A mechanism moves \
         more than is told here, and other things elsewhere.\n\n| without | what it is | numbers that move | what moves most surely |\n|---|---|---|---|\n",
        scenario.name, world.communities, world.households
    );
    let before = format!("{}{WITHOUT}", scenario.name);
    for parameter in Catalogue::standard().parameters {
        let Some(mechanism) = parameter.key.strip_prefix("mechanisms.") else { continue };
        let arm = format!("{before}{mechanism}");
        let of_arm: Vec<_> = rows.iter().filter(|row| row.scenario == arm).collect();
        let told = if of_arm.is_empty() {
            "it is off there".to_owned()
        } else if of_arm.iter().all(|row| row.verdict == Verdict::Identical) {
            "nothing at all: it has nothing to do there".to_owned()
        } else {
            moved(&of_arm)
        };
        let shown = of_arm.iter().filter(|row| row.verdict.is_shown()).count();
        let doc = parameter.doc.trim_end_matches('.');
        let _ = writeln!(text, "| `{mechanism}` | {doc} | {shown} | {told} |");
    }
    text
}

/// What is shown to differ, the surest first; where nothing is, what comes nearest to it.
fn moved(rows: &[&ComparisonRow]) -> String {
    let differs = rows.iter().filter(|row| row.verdict != Verdict::Identical);
    let mut all: Vec<_> = differs.collect();
    // Where all pairs differ alike nothing is surer.
    let certainty = |paired: &Paired| paired.standardised.map_or(f64::INFINITY, f64::abs);
    all.sort_by(|a, b| certainty(&b.paired).total_cmp(&certainty(&a.paired)));
    let shown: Vec<String> =
        all.iter().filter(|row| row.verdict.is_shown()).take(TOLD).map(|row| told(row)).collect();
    match all.first() {
        Some(first) if shown.is_empty() => format!(
            "{} numbers differ, none by more than noise explains; the surest is {}",
            all.len(),
            told(first)
        ),
        _ => shown.join("; "),
    }
}

fn told(row: &ComparisonRow) -> String {
    let level = if row.level.is_empty() { String::new() } else { format!(" {}", row.level) };
    let paired = &row.paired;
    let span =
        Span { mean: paired.difference, low: paired.low(), high: paired.high(), n: paired.n };
    let sign = if paired.difference > 0.0 { "+" } else { "" };
    let difference = format!("{sign}{}", words(&span)).replace('-', "\u{2212}");
    format!("`{}`{level} {}: {difference}", row.metric, short(row.baseline))
}
