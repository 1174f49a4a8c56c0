//! Figures of a sensitivity study.

use super::charts::labelled;
use super::comparison::text;
use super::data::{CsvRow, Folder, PlotError, real};
use super::sketch::Sketch;
use super::tornado::{Bar, tornado};
use super::words::{metric_unit, scenario, words};
use super::{Gallery, Wishes, morris};
use std::collections::BTreeMap;

/// Whose index it is: metric, scenario, and the baseline whose difference it is of.
fn whose(row: &CsvRow) -> [&str; 3] {
    ["metric", "scenario", "baseline"].map(|column| text(row, column))
}

pub(super) fn sensitivity_figures(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let told = folder.rows("sensitivity.csv", |_| true)?;
    let is_main = |row: &&CsvRow| matches!(text(row, "index"), "mu_star" | "ST");
    let rows: Vec<CsvRow> = told.iter().filter(is_main).cloned().collect();
    if rows.is_empty() {
        gallery.left_out.push("sensitivity: the table has no mu_star and no ST".to_owned());
    }
    let is_many = rows.iter().any(|row| text(row, "scenario") != text(&rows[0], "scenario"));
    let mut all: Vec<[&str; 3]> = Vec::new();
    for row in &rows {
        if !all.contains(&whose(row)) {
            all.push(whose(row));
        }
    }
    for [metric, arm, baseline] in all {
        let of: Vec<&CsvRow> =
            rows.iter().filter(|row| whose(row) == [metric, arm, baseline]).collect();
        let kind = if baseline.is_empty() { "sensitivity" } else { "sensitivity-difference" };
        let suffix = if is_many { format!("-{arm}") } else { String::new() };
        let name = format!("{kind}-{metric}{suffix}").replace(['_', '/'], "-");
        let what = match baseline {
            "" => words(metric),
            _ => format!("the difference in {}", words(metric)),
        };
        let all: Vec<&CsvRow> =
            told.iter().filter(|row| whose(row) == [metric, arm, baseline]).collect();
        let of_whom = of_whom(&of);
        gallery.add(&name, figure(&of, &first(&all), (metric, &what, &of_whom), wishes));
        if of.iter().any(|row| text(row, "index") == "mu_star") {
            let plane = morris::plane(&all, metric, (&what, &of_whom), wishes.look());
            gallery.add(&name.replacen("sensitivity", "sensitivity-plane", 1), plane);
        }
    }
    Ok(())
}

/// First indices by parameter.
fn first(rows: &[&CsvRow]) -> BTreeMap<String, f64> {
    let of = rows.iter().filter(|row| text(row, "index") == "S1");
    of.filter_map(|row| Some((row.get("parameter")?.clone(), real(row, "value")?))).collect()
}

/// Whose indices these are, in a sentence; nothing where there is one scenario.
fn of_whom(of: &[&CsvRow]) -> String {
    let (arm, baseline) =
        of.first().map_or(("", ""), |row| (text(row, "scenario"), text(row, "baseline")));
    match (arm, baseline) {
        ("", _) => String::new(),
        (arm, "") => format!("Of {}. ", scenario(arm)),
        (arm, baseline) => format!("Of {} less {}. ", scenario(arm), scenario(baseline)),
    }
}

/// The tornado of one metric of one arm, or why there is none.
fn figure(
    of: &[&CsvRow],
    first: &BTreeMap<String, f64>,
    (metric, what, whose): (&str, &str, &str),
    wishes: &Wishes,
) -> Result<Sketch, String> {
    let mut bars: Vec<Bar> = of
        .iter()
        .filter_map(|row| {
            // Without an interval there is no whisker.
            let end = |column| real(row, column).unwrap_or(f64::NAN);
            Some(Bar {
                key: row.get("parameter")?.clone(),
                inner: first.get(text(row, "parameter")).copied(),
                value: real(row, "value")?,
                low: end("low"),
                high: end("high"),
            })
        })
        .collect();
    if bars.is_empty() {
        let reason = of.first().map_or("", |row| text(row, "reason"));
        return Err(if reason.is_empty() { "no index has a value" } else { reason }.to_owned());
    }
    bars.sort_by(|a, b| b.value.total_cmp(&a.value));
    let is_morris = of.iter().any(|row| text(row, "index") == "mu_star");
    let (axis, note) = if is_morris {
        (
            labelled("mean absolute effect (mu*)", &metric_unit(metric)),
            "Effect of moving a parameter through its range (Morris 1991); whiskers: 95 % intervals. Grey: the interval holds 0.",
        )
    } else {
        (
            labelled("total index (ST)", "share of variance"),
            "Bars: share of variance in which a parameter takes part (ST, Saltelli et al. 2010); dark: by itself (S1); whiskers: 95 % intervals of ST. Grey: the interval holds 0.",
        )
    };
    let title = format!("Parameters by their effect on {what}");
    Ok(tornado(&bars, (&title, &format!("{whose}{note}")), &axis, wishes.look()))
}
