//! Figures of `nodal diagnose` and `nodal bounds`: whether a world is at rest before its month 0, and by which paths a programme
//! averts violence.

use super::comparison::{Interval, in_order, text};
use super::data::{CsvRow, Folder, PlotError, real};
use super::intervals::{Intervals, Line};
use super::words::{capital, scenario, words};
use super::{Gallery, Wishes};
use crate::experiment::soundness::LEVEL;

/// How numbers of `soundness.csv` that are slopes begin.
const SLOPE: &str = "slope_a_year_months_";
/// How rows of `bounds.csv` that are paths begin.
const PATH: &str = "by_";

/// A number of a row with its interval, in per cent.
fn span(row: &CsvRow) -> Option<Interval> {
    let value = real(row, "value")? * 100.0;
    let end = |column| real(row, column).map_or(value, |end| end * 100.0);
    Some((value, end("low"), end("high")))
}

/// The slopes of `soundness.csv`, a figure a scenario.
pub(super) fn slopes(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let rows = folder.rows("soundness.csv", |row| text(row, "number").starts_with(SLOPE))?;
    for name in in_order(rows.iter().map(|row| text(row, "scenario"))) {
        let own: Vec<&CsvRow> = rows.iter().filter(|row| text(row, "scenario") == name).collect();
        let mut lines: Vec<Line> = Vec::new();
        for pair in own.chunk_by(|a, b| text(a, "metric") == text(b, "metric")) {
            let verdicts: Vec<&str> = pair.iter().map(|row| text(row, "verdict")).collect();
            lines.push(Line {
                name: capital(&words(text(pair[0], "metric"))),
                spans: pair.iter().map(|row| span(row)).collect(),
                told: verdicts.join(", then "),
            });
        }
        let months = |row: &&CsvRow| {
            let told = text(row, "number").trim_start_matches(SLOPE).replace("_to_", " to ");
            format!("months {}", told.replace('-', "\u{2212}"))
        };
        let series: Vec<String> = own.iter().take(2).map(months).collect();
        let series: Vec<&str> = series.iter().map(String::as_str).collect();
        let replicates = own.first().map_or("0", |row| text(row, "replicates"));
        let note = format!(
            "Slope of each metric over its mean before and after month 0, with 95 % intervals over {replicates} replicates. The \
             band is what counts as level; filled marks are told from nothing."
        );
        let level = LEVEL * 100.0;
        let figure = Intervals {
            title: &format!("Whether {} is at rest", scenario(name)),
            note: &note,
            axis: "slope a year, % of the mean",
            band: Some((-level, level)),
            series: &series,
            lines: &lines,
        };
        gallery.add(&format!("slopes-{name}"), figure.draw(wishes.look()));
    }
    Ok(())
}

/// What `bounds.csv` says of committees: the paths of the effect, and effect and bound by how fast settlements break.
pub(super) fn bounds(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let rows = folder.rows("bounds.csv", |_| true)?;
    for name in in_order(rows.iter().map(|row| text(row, "scenario"))) {
        let own: Vec<&CsvRow> = rows.iter().filter(|row| text(row, "scenario") == name).collect();
        if own.iter().any(|row| text(row, "what") == "whole_effect") {
            gallery.add(&format!("paths-{name}"), paths(name, &own, wishes));
        }
        if own.iter().any(|row| text(row, "what") == "bound") {
            gallery.add(&format!("bound-{name}"), by_breaking(name, &own, wishes));
        }
    }
    Ok(())
}

fn paths(name: &str, rows: &[&CsvRow], wishes: &Wishes) -> Result<super::Sketch, String> {
    let line = |row: &&&CsvRow| {
        let what = text(row, "what");
        let name = match what {
            "whole_effect" => "All paths open".to_owned(),
            "direct" => "Left: by settling".to_owned(),
            "direct_bound" => "Bound of settling".to_owned(),
            _ => format!("by {}", what.strip_prefix(PATH)?.replace('_', " ")),
        };
        Some(Line { name, spans: vec![span(row)], told: String::new() })
    };
    let lines: Vec<Line> = rows.iter().filter_map(|row| line(&row)).collect();
    let pairs = rows.iter().find(|row| text(row, "what") == "whole_effect");
    let note = format!(
        "Violence averted against the placebo, with 95 % intervals over {} pairs of replicates. Paths are cut one after the other, \
         and what the effect loses with each is what went by it; filled marks are told from nothing.",
        pairs.map_or("0", |row| text(row, "replicates"))
    );
    Intervals {
        title: &format!("By which paths {} averts violence", scenario(name)),
        note: &note,
        axis: "violence averted, % of the placebo's",
        band: None,
        series: &["averted"],
        lines: &lines,
    }
    .draw(wishes.look())
}

fn by_breaking(name: &str, rows: &[&CsvRow], wishes: &Wishes) -> Result<super::Sketch, String> {
    let effects = rows.iter().filter(|row| text(row, "what") == "effect");
    let line = |effect: &&CsvRow| {
        let at = text(effect, "breaking");
        let bound =
            rows.iter().find(|row| text(row, "what") == "bound" && text(row, "breaking") == at);
        let spans = vec![span(effect), bound.and_then(|row| span(row))];
        Line { name: format!("{at} a month"), spans, told: String::new() }
    };
    let lines: Vec<Line> = effects.map(line).collect();
    Intervals {
        title: &format!("What {} averts, and can avert by settling", scenario(name)),
        note: "By the hazard at which settlements break, which nobody has measured. Effect: violence averted against the placebo; \
               bound: heard × kept × born of disputes. 95 % intervals over replicates; filled marks are told from nothing.",
        axis: "violence, % of the placebo's",
        band: None,
        series: &["effect", "bound of settling"],
        lines: &lines,
    }
    .draw(wishes.look())
}
