//! The page of a study whose arms are options: what each does at each point, against baseline and placebo, for what money.

use super::figures::{or_dash, short, words};
use super::sweep::Done;
use crate::experiment::options::{at_equal_use, best, outcomes};
use crate::metrics::Column;
use crate::scenario::Study;
use std::fmt::Write;

/// The page in Markdown.
pub(super) fn markdown(done: &Done) -> String {
    let study = &done.study;
    let mut text = format!(
        "# {}\n\nWritten by `nodal sweep --page`; do not edit. {} replicates a cell; means with 95 % intervals over pairs of replicates, \
         which share their draws. Money is external, in US$ a head and year: *granted*, and *used*, which is spent or leaked and neither \
         kept nor returned.\n",
        study.title, study.replicates
    );
    let Some(baseline) = study.baseline.map(|at| &study.scenarios[at].name) else {
        text.push_str("\nThe study names no baseline: there is nothing to set options beside.\n");
        return text;
    };
    for (column, told) in study.totals() {
        let _ = writeln!(
            text,
            "\n## {}\n\nMonths {} to {}; {}. Below 0: less than `{baseline}`, or than the option's own placebo (the same money, posts and \
             gatherings with the local effect off).\n",
            told.metric.id.title(),
            last_window(study).0,
            last_window(study).1,
            told.metric.unit
        );
        table(done, (column, told), &mut text);
        equal_use(done, column, &mut text);
    }
    text
}

fn last_window(study: &Study) -> (i32, i32) {
    study.windows().last().copied().unwrap_or(study.window)
}

/// What tells a point from the first, in words.
fn point_in_words(study: &Study, point: usize) -> String {
    let values =
        |point: usize| study.rows.get(point).map(|row| row.values.as_slice()).unwrap_or_default();
    let told: Vec<String> = study
        .factors
        .iter()
        .zip(values(0).iter().zip(values(point)))
        .filter(|(_, (first, here))| point == 0 || first != here)
        .map(|(factor, (_, here))| format!("`{}` {here}", factor.key))
        .collect();
    if told.is_empty() { format!("point {}", point + 1) } else { told.join(", ") }
}

fn table(done: &Done, (column, told): (usize, &Column), text: &mut String) {
    let study = &done.study;
    text.push_str("| at | option | granted | used | against the baseline | against its placebo |\n|---|---|---|---|---|---|\n");
    let all = outcomes(study, &done.outcomes, column);
    for of_point in all.chunk_by(|a, b| a.point == b.point) {
        let at = point_in_words(study, of_point[0].point - 1);
        for (i, one) in of_point.iter().enumerate() {
            let _ = writeln!(
                text,
                "| {} | `{}` | {} | {} | {} | {} |",
                if i == 0 { at.as_str() } else { "" },
                one.scenario,
                or_dash(one.granted, short),
                or_dash(one.used, short),
                or_dash(one.against_baseline, |span| words(&span)),
                or_dash(one.against_placebo, |span| words(&span))
            );
        }
    }
    text.push_str("\nThe best mean at each point, and what it has more than the next:\n\n| at | best | next | best less next | shown |\n|---|---|---|---|---|\n");
    for of_point in all.chunk_by(|a, b| a.point == b.point) {
        let point = of_point[0].point - 1;
        let Some((first, second, ahead)) = best(study, &done.outcomes, point, (column, told))
        else {
            continue;
        };
        let is_shown = ahead.and_then(|span| Some(span.low? > 0.0 || span.high? < 0.0));
        let shown = is_shown.map_or("-", |shown| if shown { "yes" } else { "no" });
        let _ = writeln!(
            text,
            "| {} | `{first}` | `{second}` | {} | {shown} |",
            point_in_words(study, point),
            or_dash(ahead, |span| words(&span))
        );
    }
}

fn equal_use(done: &Done, column: usize, text: &mut String) {
    let Some(equal) = at_equal_use(&done.study, &done.outcomes, column) else { return };
    let _ = writeln!(
        text,
        "\nAt equal money *used*, {} US$ a head and year (the most that every option comes to), between the rungs of the money ladder in \
         proportion:\n\n| option | against the baseline |\n|---|---|",
        short(equal.used)
    );
    for (option, value) in &equal.options {
        let _ = writeln!(text, "| `{option}` | {} |", or_dash(*value, |span| words(&span)));
    }
}
