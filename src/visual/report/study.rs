//! The shorter page of a sweep or a sensitivity study.

use super::beside::Facts;
use super::findings::{label, noun};
use super::numbers::{counted, listed, plain, plain_doc};
use super::page::{Part, paragraphs, whole};
use super::pictures::Pictures;
use super::tables::captioned;
use super::{ReportError, certainty};
use crate::experiment::differences::{Favour, favours};
use crate::metrics;
use crate::output::studies::RESULTS;
use crate::params::Catalogue;
use crate::visual::comparison::text;
use crate::visual::data::{CsvRow, Folder, real};
use crate::visual::points::{
    at_last_month, baseline, distinct, level, never_varies, of_differences, of_points,
};
use crate::visual::words::{capital, scenario};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The page of a study.
pub(super) fn page(
    title: Option<&str>,
    folder: &Folder,
    pictures: &Pictures,
    facts: &Facts,
) -> Result<String, ReportError> {
    let read = |file: &str| {
        if folder.has(file) { folder.rows(file, |_| true) } else { Ok(Vec::new()) }
    };
    let (runs, indices) = (at_last_month(read("results.csv")?), read("sensitivity.csv")?);
    let results = of_points(&runs);
    let differences = of_differences(folder, &results)?;
    let metrics = distinct(if results.is_empty() { &indices } else { &results }, "metric");
    let names: Vec<String> = metrics.iter().map(|name| noun(name)).collect();
    let heading = if indices.is_empty() {
        format!("A sweep: {} over what is not known", listed(&names))
    } else {
        format!("What {} {} on", listed(&names), if names.len() == 1 { "hangs" } else { "hang" })
    };
    let keys = parameters(&results, &indices);
    let question = html! {
        p { "How " @if names.len() == 1 { "does " } @else { "do " } (listed(&names)) " change when " (counted(keys.len(), "parameter"))
            " that nobody knows exactly move through their ranges together?" }
        (ranges(&results, &keys))
    };
    let mut parts = vec![
        Part { id: "question", heading: "The question", body: question },
        Part { id: "figures", heading: "Main figures", body: pictures.shown(|_| true) },
    ];
    if !indices.is_empty() {
        parts.push(Part { id: "numbers", heading: "The numbers", body: shares(&indices) });
    }
    if !differences.is_empty() {
        let against = scenario(&baseline(&results, &differences));
        parts.push(Part {
            id: "differences",
            heading: "Differences from the baseline",
            body: beside_baseline(&differences, &against),
        });
    }
    if !results.is_empty() {
        parts.push(Part {
            id: "spread",
            heading: "Spread over the study",
            body: spread(&results, &runs, &metrics),
        });
    }
    parts.push(Part {
        id: "assumptions",
        heading: "How the model meets the facts",
        body: certainty::facts(facts),
    });
    let sure = html! { ul {
        li { "A spread over the points of a study is what the parameters' ranges allow, and what few replicates leave of noise. It is \
             no confidence interval: nobody says that all points are equally likely." }
        li { "What was not among the parameters was not varied: every other value, and the mechanisms of the model." }
        li { "Files of a study do not hold its command; it is " code { "nodal sweep STUDY" } " or " code { "nodal sensitivity STUDY" }
             ", with the study's file. The same file gives the same table." }
    } };
    parts.push(Part { id: "certainty", heading: "How sure we are", body: sure });
    let title = title.map_or(heading, str::to_owned);
    let told = paragraphs(&[answer(&results, &indices, &differences, &metrics)]);
    Ok(whole(&title, &told, &parts))
}

/// Keys of the parameters that the study moves.
fn parameters(results: &[CsvRow], indices: &[CsvRow]) -> Vec<String> {
    match results.first() {
        Some(row) => row.keys().filter(|key| !RESULTS.has(key)).cloned().collect(),
        None => distinct(indices, "parameter"),
    }
}

/// The sorted values of a metric of an arm, one a point.
fn sorted(results: &[CsvRow], metric: &str, arm: &str) -> Vec<f64> {
    let is_own = |row: &&CsvRow| text(row, "metric") == metric && text(row, "scenario") == arm;
    let mut values: Vec<f64> =
        results.iter().filter(is_own).filter_map(|row| real(row, "value")).collect();
    values.sort_by(f64::total_cmp);
    values
}

fn at(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().saturating_sub(1) as f64;
    sorted.get((last * share).round() as usize).copied()
}

/// A quantile in words.
fn quantile(sorted: &[f64], share: f64) -> String {
    at(sorted, share).map_or_else(|| "\u{2013}".to_owned(), plain)
}

/// What may be said: a parameter comes first where its interval lies above that of the next.
fn answer(
    results: &[CsvRow],
    indices: &[CsvRow],
    differences: &[CsvRow],
    metrics: &[String],
) -> String {
    let mut sentences: Vec<String> = Vec::new();
    let arms = distinct(results, "scenario");
    let against = scenario(&baseline(results, differences));
    for metric in metrics {
        for whose in arms_of_indices(indices, metric) {
            sentences.extend(strongest(&whose.rows, &whose.what(&noun(metric))));
        }
        sentences.extend(in_favour(differences, metric, &against));
        if !indices.is_empty() || !differences.is_empty() {
            continue;
        }
        for arm in &arms {
            let what = match arms.len() {
                1 => noun(metric),
                _ => format!("{} under {}", noun(metric), scenario(arm)),
            };
            let values = sorted(results, metric, arm);
            sentences.extend(spread_in_words(&values, &what));
        }
    }
    if sentences.is_empty() {
        "The study shows nothing: no point has a value.".to_owned()
    } else {
        sentences.join(" ")
    }
}

/// The middle and nine in ten of the points.
fn spread_in_words(values: &[f64], what: &str) -> Option<String> {
    let (low, middle, high) = (at(values, 0.05)?, at(values, 0.5)?, at(values, 0.95)?);
    let points = counted(values.len(), "point");
    Some(if never_varies(values.iter().copied()) {
        capital(&format!("{what} is the same at every one of {points}: {}.", plain(middle)))
    } else {
        format!(
            "Over {points}, {what} lies between {} and {} in nine of ten, {} in the middle.",
            plain(low),
            plain(high),
            plain(middle)
        )
    })
}

/// Shares of points at which arms are better.
fn favours_of(differences: &[CsvRow]) -> Vec<Favour> {
    favours(differences.iter().map(|row| {
        let better = text(row, "better").parse().ok();
        (text(row, "scenario"), text(row, "metric"), 0, real(row, "value"), better)
    }))
}

/// One sentence an arm: at how many points it is better than the baseline.
fn in_favour(differences: &[CsvRow], metric: &str, against: &str) -> Vec<String> {
    let of = favours_of(differences).into_iter().filter(|one| one.metric == metric);
    of.filter_map(|one| {
        let share = one.share?;
        let (low, high) = (share.low?, share.high?);
        Some(format!(
            "In {}, {} is better than {against} at {} of {} (share {}, 95\u{a0}% interval {} to {}).",
            noun(metric),
            scenario(&one.scenario),
            one.better,
            counted(one.points, "point"),
            plain(share.mean),
            plain(low),
            plain(high)
        ))
    })
    .collect()
}

/// The indices of one metric of one arm, or of its difference from the baseline.
struct Whose<'a> {
    arm: &'a str,
    baseline: &'a str,
    is_many: bool,
    rows: Vec<&'a CsvRow>,
}

impl Whose<'_> {
    /// What the indices are of, in words.
    fn what(&self, noun: &str) -> String {
        match (self.baseline, self.is_many) {
            ("", false) => noun.to_owned(),
            ("", true) => format!("{noun} under {}", scenario(self.arm)),
            (baseline, _) => format!(
                "the difference in {noun} between {} and {}",
                scenario(self.arm),
                scenario(baseline)
            ),
        }
    }
}

fn arms_of_indices<'a>(indices: &'a [CsvRow], metric: &str) -> Vec<Whose<'a>> {
    let mut all: Vec<Whose> = Vec::new();
    for row in indices.iter().filter(|row| text(row, "metric") == metric) {
        let (arm, baseline) = (text(row, "scenario"), text(row, "baseline"));
        match all.iter_mut().find(|one| one.arm == arm && one.baseline == baseline) {
            Some(one) => one.rows.push(row),
            None => all.push(Whose { arm, baseline, is_many: false, rows: vec![row] }),
        }
    }
    let is_many = all.len() > 1;
    for one in &mut all {
        one.is_many = is_many;
    }
    all
}

/// The parameter on which a metric hangs most, if the study tells.
fn strongest(indices: &[&CsvRow], what: &str) -> Option<String> {
    let leading: Vec<&&CsvRow> =
        indices.iter().filter(|row| matches!(text(row, "index"), "mu_star" | "ST")).collect();
    let first = leading.first()?;
    if leading.iter().all(|row| text(row, "reason") == "the same at every point") {
        return Some(capital(&format!("{what} is the same at every point.")));
    }
    if leading.iter().all(|row| real(row, "value").is_none()) {
        let reason = text(first, "reason");
        return Some(format!("The study does not tell on what {what} hangs: {reason}."));
    }
    let mut of: Vec<(&CsvRow, f64, f64, f64)> = leading
        .into_iter()
        .filter_map(|row| Some((*row, real(row, "value")?, real(row, "low")?, real(row, "high")?)))
        .collect();
    of.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (row, value, low, high) = *of.first()?;
    let next = of.get(1).map_or(0.0, |(_, _, _, high)| *high);
    if low <= next {
        return Some(format!("The study does not tell on which parameter {what} hangs most."));
    }
    let (key, ends) = (text(row, "parameter"), format!("{} to {}", plain(low), plain(high)));
    let doc = Catalogue::standard().find(key).map_or_else(
        || key.to_owned(),
        |declared| {
            let doc = plain_doc(&declared.doc);
            format!("{key} (\u{201c}{}\u{201d})", doc.trim_end_matches('.'))
        },
    );
    let how = if text(row, "index") == "ST" {
        format!("it takes part in {} of the variance", plain(value))
    } else {
        let metric = text(row, "metric");
        let unit = metrics::named(metric).map_or_else(String::new, |of| format!(" ({})", of.unit));
        format!("moving it through its range changes it by {}{unit} on average", plain(value))
    };
    Some(format!(
        "Of the parameters moved, {what} hangs most on {doc}: {how} (95\u{a0}% interval {ends})."
    ))
}

/// The parameters, and through which values they moved.
fn ranges(results: &[CsvRow], keys: &[String]) -> Markup {
    let catalogue = Catalogue::standard();
    captioned(
        "Parameters of the study",
        "Parameters of the study",
        &html! {
            thead { tr {
                th scope="col" { "Parameter" }
                th.number scope="col" { @if results.is_empty() { "Declared range" } @else { "Values in the study" } }
                th scope="col" { "Unit" }
            } }
            tbody { @for key in keys {
                @let declared = catalogue.find(key);
                @let is_switch = results.iter().any(|row| matches!(text(row, key), "true" | "false"));
                @let values: Vec<f64> = results.iter().filter_map(|row| level(row, key)).filter(|_| !is_switch).collect();
                tr {
                    th scope="row" {
                        @if let Some(of) = declared { (plain_doc(&of.doc)) }
                        span.unit { code { (key) } }
                    }
                    td.number { (through(&values, results, key)) @if results.is_empty() {
                    @if let Some((low, high)) = declared.and_then(|of| of.range) {
                        (plain(low)) " to " (plain(high))
                    }
                } }
                    td { @if let Some(of) = declared { (of.unit) } }
                }
            } }
        },
    )
}

fn through(values: &[f64], results: &[CsvRow], key: &str) -> String {
    if values.is_empty() {
        let words: BTreeSet<&str> =
            results.iter().map(|row| text(row, key)).filter(|word| !word.is_empty()).collect();
        return words.into_iter().collect::<Vec<_>>().join(", ");
    }
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    format!("{} to {}", plain(low), plain(high))
}

/// The indices of a sensitivity study.
fn shares(indices: &[CsvRow]) -> Markup {
    let caption = "Indices with 95 % bootstrap intervals: mu* is the mean absolute effect of moving a parameter through its range, \
                   S1 the share of variance from it alone, ST that in which it takes part";
    let number =
        |row: &CsvRow, column: &str| real(row, column).map_or_else(|| "\u{2013}".to_owned(), plain);
    captioned(
        "Indices",
        caption,
        &html! {
            thead { tr {
                th scope="col" { "Parameter" }
                th scope="col" { "What" }
                th scope="col" { "Whose" }
                th scope="col" { "Index" }
                th.number scope="col" { "Value" }
                th.number scope="col" { "95\u{a0}% interval" }
            } }
            tbody { @for row in indices { tr {
                th scope="row" { code { (text(row, "parameter")) } }
                td { (label(text(row, "metric"))) }
                td { (whose(row)) }
                td { (text(row, "index").replace('_', " ")) }
                td.number { (number(row, "value")) }
                td.number {
                    @if real(row, "low").is_some() { (number(row, "low")) " to " (number(row, "high")) } @else { "\u{2013}" }
                    @if !text(row, "reason").is_empty() { span.unit { (text(row, "reason")) } }
                }
            } } }
        },
    )
}

/// The arm of an index, or the two of whose difference it is.
fn whose(row: &CsvRow) -> String {
    match (text(row, "scenario"), text(row, "baseline")) {
        ("", _) => "\u{2013}".to_owned(),
        (arm, "") => scenario(arm),
        (arm, baseline) => format!("{} less {}", scenario(arm), scenario(baseline)),
    }
}

/// What each arm has more than the baseline, point by point, and at what share of points it is better.
fn beside_baseline(differences: &[CsvRow], against: &str) -> Markup {
    let number = |x: Option<f64>| x.map_or_else(|| "\u{2013}".to_owned(), plain);
    let caption = format!(
        "Differences from {against}, arm less baseline at the same point: over points, and the share of points at which the arm is \
         better, with its 95 % Wilson interval. A point's difference holds the noise of its replicates"
    );
    captioned(
        "Differences from the baseline",
        &caption,
        &html! {
            thead { tr {
                th scope="col" { "Scenario" }
                th scope="col" { "What" }
                th.number scope="col" { "Points" }
                th.number scope="col" { "Lowest twentieth" }
                th.number scope="col" { "Middle" }
                th.number scope="col" { "Highest twentieth" }
                th.number scope="col" { "Better at" }
                th.number scope="col" { "Share, 95\u{a0}% interval" }
            } }
            tbody { @for one in favours_of(differences) {
                @let spread = one.spread;
                tr {
                    th scope="row" { (scenario(&one.scenario)) }
                    td { (label(&one.metric)) }
                    td.number { (one.points) @if one.same > 0 { ", the same at " (one.same) } }
                    td.number { (number(spread.map(|of| of[0]))) }
                    td.number { (number(spread.map(|of| of[1]))) }
                    td.number { (number(spread.map(|of| of[2]))) }
                    @match one.share {
                        Some(share) => {
                            td.number { (one.better) }
                            td.number { (plain(share.mean)) " (" (number(share.low)) " to " (number(share.high)) ")" }
                        }
                        None => { td.number { "\u{2013}" } td.number { "neither is better" } }
                    }
                }
            } }
        },
    )
}

/// Quantiles of the metrics over points, an arm a line.
fn spread(results: &[CsvRow], runs: &[CsvRow], metrics: &[String]) -> Markup {
    let with = |is_wanted: fn(&str) -> bool, column: &str| {
        let rows = runs.iter().filter(|row| is_wanted(text(row, "error")));
        rows.map(|row| text(row, column).to_owned()).collect::<BTreeSet<_>>().len()
    };
    let failed = with(|error| !error.is_empty() && !error.starts_with("invalid:"), "run");
    let refused = with(|error| error.starts_with("invalid:"), "run");
    let arms = distinct(results, "scenario");
    let caption = "Spread of the metrics over the points of the study";
    html! {
        @if failed > 0 { p { (counted(failed, "run")) " failed and are left out." } }
        @if refused > 0 { p { (counted(refused, "point")) " break a rule of scenarios and are left out." } }
        (captioned("Spread of the metrics over points", caption, &html! {
            thead { tr {
                th scope="col" { "What" }
                th scope="col" { "Scenario" }
                th.number scope="col" { "Points" }
                th.number scope="col" { "Lowest twentieth" }
                th.number scope="col" { "Middle" }
                th.number scope="col" { "Highest twentieth" }
            } }
            tbody { @for metric in metrics { @for arm in &arms {
                @let values = sorted(results, metric, arm);
                tr {
                    th scope="row" { (label(metric)) }
                    td { (scenario(arm)) }
                    td.number { (values.len()) }
                    @if never_varies(values.iter().copied()) {
                        td.number colspan="3" { (quantile(&values, 0.5)) ", the same at every point" }
                    } @else {
                        td.number { (quantile(&values, 0.05)) }
                        td.number { (quantile(&values, 0.5)) }
                        td.number { (quantile(&values, 0.95)) }
                    }
                }
            } } }
        }))
    }
}
