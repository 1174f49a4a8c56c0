//! Differences between places as `diagnose` tells them: table, lines, page.

use super::Failure;
use super::figures::{cells, csv_of, words};
use crate::experiment::between::{Contrast, ENOUGH, meanings};
use std::fmt::Write as _;
use std::io::Write;

/// A scenario's name with its contrasts.
pub(super) type Of<'a> = (&'a str, &'a [Contrast]);

/// What is told of one number: nothing where places are too few.
fn told(one: &Contrast) -> String {
    match &one.value {
        Some(value) => words(value),
        None if one.is_told() => "–".to_owned(),
        None => "too few".to_owned(),
    }
}

/// `places.csv`.
pub(super) fn table<'a>(all: impl Iterator<Item = Of<'a>>) -> Result<Vec<u8>, Failure> {
    let header = ["scenario", "scale", "of", "number", "value", "low", "high", "places", "verdict"];
    let mut rows = vec![header.map(str::to_owned)];
    for (scenario, contrasts) in all {
        rows.extend(contrasts.iter().map(|one| {
            let verdict = if one.is_told() { "told" } else { "too few places" };
            let [value, low, high] = cells(one.value);
            [
                scenario.to_owned(),
                one.scale.name().to_owned(),
                one.of.to_owned(),
                one.number.to_owned(),
                value,
                low,
                high,
                one.places.to_string(),
                verdict.to_owned(),
            ]
        }));
    }
    csv_of(&rows)
}

/// What one scenario's places say, on the terminal.
pub(super) fn print(contrasts: &[Contrast], stdout: &mut impl Write) -> Result<(), Failure> {
    let places = "value (95 % over places)";
    writeln!(
        stdout,
        "\n{:<42} {:<22} {places:>28} places",
        "differences between places", "number"
    )?;
    for one in contrasts {
        let what = format!("{}, by {}", one.of, one.scale.name());
        writeln!(stdout, "{what:<42} {:<22} {:>28} {}", one.number, told(one), one.places)?;
    }
    Ok(())
}

/// The same for `--json`.
pub(super) fn json(contrasts: &[Contrast]) -> Vec<serde_json::Value> {
    let of = |one: &Contrast| {
        serde_json::json!({
            "scale": one.scale.name(), "of": one.of, "number": one.number, "places": one.places,
            "value": one.value.map(|span| span.mean), "low": one.value.and_then(|span| span.low),
            "high": one.value.and_then(|span| span.high),
        })
    };
    contrasts.iter().map(of).collect()
}

/// The section of the page.
pub(super) fn section(all: &[Of<'_>], text: &mut String) {
    let _ = write!(
        text,
        "\n## Differences between places\n\nBy community, and by the site of a police station (`provider.public.site_people`, 40,000 \
         people unless a scenario says otherwise), replicates pooled; intervals are 95 % by drawing places again. With fewer than \
         {ENOUGH} places nothing is told: twelve sites say nothing. Places of a sample can be smaller than a site of the country.\n"
    );
    for (number, meaning) in meanings() {
        let _ = write!(text, "\n**{number}.** {meaning}.\n\n| |");
        for (scenario, _) in all {
            let _ = write!(text, " `{scenario}` |");
        }
        let _ = write!(text, "\n|---|{}\n", "---|".repeat(all.len()));
        // All scenarios tell the same numbers in the same order.
        let rows = all.first().map_or(&[][..], |(_, contrasts)| contrasts);
        for row in rows.iter().filter(|one| one.number == number) {
            let _ = write!(text, "| {}, by {} |", row.of, row.scale.name());
            for (_, contrasts) in all {
                let same = |one: &&Contrast| {
                    (one.number, one.of, one.scale) == (row.number, row.of, row.scale)
                };
                let cell = contrasts.iter().find(same).map_or_else(
                    || "–".to_owned(),
                    |one| format!("{} of {} places", told(one), one.places),
                );
                let _ = write!(text, " {cell} |");
            }
            text.push('\n');
        }
    }
}
