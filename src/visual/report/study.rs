//! The shorter page of a sweep or a sensitivity study.

use super::beside::Facts;
use super::findings::{declared, label, noun};
use super::numbers::{counted, listed, plain, plain_doc};
use super::page::{Part, figures, whole};
use super::tables::boxed;
use super::{ReportError, certainty};
use crate::experiment::sweep::FIXED;
use crate::params::Catalogue;
use crate::visual::Gallery;
use crate::visual::comparison::text;
use crate::visual::data::{Folder, Row, real};
use crate::visual::study::{at_last_month, distinct};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The page of a study.
pub(super) fn page(
    title: Option<&str>,
    folder: &Folder,
    gallery: &Gallery,
    facts: &Facts,
) -> Result<String, ReportError> {
    let read = |file: &str| {
        if folder.has(file) { folder.rows(file, |_| true) } else { Ok(Vec::new()) }
    };
    let (results, indices) = (at_last_month(read("results.csv")?), read("sensitivity.csv")?);
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
        Part { id: "figures", heading: "Main figures", body: figures(gallery, |_| true) },
    ];
    if !indices.is_empty() {
        parts.push(Part { id: "numbers", heading: "The numbers", body: shares(&indices) });
    }
    if !results.is_empty() {
        parts.push(Part {
            id: "spread",
            heading: "Spread over the study",
            body: spread(&results, &metrics),
        });
    }
    parts.push(Part {
        id: "assumptions",
        heading: "How the model meets the facts",
        body: certainty::facts(facts),
    });
    let sure = html! { ul {
        li { "A spread over the runs of a study is what the parameters' ranges allow. It is no confidence interval: nobody says that \
             all points are equally likely." }
        li { "What was not among the parameters was not varied: every other value, and the mechanisms of the model." }
        li { "Files of a study do not hold its command; it is " code { "nodal sweep STUDY" } " or " code { "nodal sensitivity STUDY" }
             ", with the study's file. The same file gives the same table." }
    } };
    parts.push(Part { id: "certainty", heading: "How sure we are", body: sure });
    let title = title.map_or(heading, str::to_owned);
    Ok(whole(&title, &[answer(&results, &indices, &metrics)], &parts))
}

/// Keys of the parameters that the study moves.
fn parameters(results: &[Row], indices: &[Row]) -> Vec<String> {
    match results.first() {
        Some(row) => row.keys().filter(|key| !FIXED.contains(&key.as_str())).cloned().collect(),
        None => distinct(indices, "parameter"),
    }
}

/// The sorted values of a metric.
fn sorted(results: &[Row], metric: &str) -> Vec<f64> {
    let of = results.iter().filter(|row| text(row, "metric") == metric);
    let mut values: Vec<f64> = of.filter_map(|row| real(row, "value")).collect();
    values.sort_by(f64::total_cmp);
    values
}

fn at(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len().saturating_sub(1) as f64;
    sorted.get((last * share).round() as usize).copied().unwrap_or(f64::NAN)
}

/// What may be said: a parameter comes first where its interval lies above that of the next.
fn answer(results: &[Row], indices: &[Row], metrics: &[String]) -> String {
    let mut sentences: Vec<String> = Vec::new();
    for metric in metrics {
        let what = noun(metric);
        if let Some(sentence) = strongest(indices, metric, &what) {
            sentences.push(sentence);
        }
        let values = sorted(results, metric);
        if indices.is_empty() && !values.is_empty() {
            sentences.push(format!(
                "Over {}, {what} lies between {} and {} in nine of ten, {} in the middle.",
                counted(values.len(), "run"),
                plain(at(&values, 0.05)),
                plain(at(&values, 0.95)),
                plain(at(&values, 0.5))
            ));
        }
    }
    if sentences.is_empty() {
        "The study shows nothing: no run has a value.".to_owned()
    } else {
        sentences.join(" ")
    }
}

/// The parameter on which a metric hangs most, if the study tells.
fn strongest(indices: &[Row], metric: &str, what: &str) -> Option<String> {
    let leading = |row: &&Row| {
        matches!(text(row, "index"), "mu_star" | "ST") && text(row, "metric") == metric
    };
    let mut of: Vec<(&Row, f64, f64, f64)> = indices
        .iter()
        .filter(leading)
        .filter_map(|row| Some((row, real(row, "value")?, real(row, "low")?, real(row, "high")?)))
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
        let unit = declared(metric).map_or_else(String::new, |of| format!(" ({})", of.unit));
        format!("moving it through its range changes it by {}{unit} on average", plain(value))
    };
    Some(format!(
        "Of the parameters moved, {what} hangs most on {doc}: {how} (95\u{a0}% interval {ends})."
    ))
}

/// The parameters, and through which values they moved.
fn ranges(results: &[Row], keys: &[String]) -> Markup {
    let catalogue = Catalogue::standard();
    boxed(
        "Parameters of the study",
        &html! { table {
            caption { span { "Parameters of the study" } }
            thead { tr {
                th scope="col" { "Parameter" }
                th.number scope="col" { @if results.is_empty() { "Declared range" } @else { "Values in the study" } }
                th scope="col" { "Unit" }
            } }
            tbody { @for key in keys {
                @let declared = catalogue.find(key);
                @let values: Vec<f64> = results.iter().filter_map(|row| real(row, key)).collect();
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
        } },
    )
}

fn through(values: &[f64], results: &[Row], key: &str) -> String {
    if values.is_empty() {
        let words: BTreeSet<&str> = results.iter().map(|row| text(row, key)).collect();
        return words.into_iter().collect::<Vec<_>>().join(", ");
    }
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    format!("{} to {}", plain(low), plain(high))
}

/// The indices of a sensitivity study.
fn shares(indices: &[Row]) -> Markup {
    let caption = "Indices with 95 % bootstrap intervals: mu* is the mean absolute effect of moving a parameter through its range, \
                   S1 the share of variance from it alone, ST that in which it takes part";
    let number =
        |row: &Row, column: &str| real(row, column).map_or_else(|| "\u{2013}".to_owned(), plain);
    boxed(
        "Indices",
        &html! { table {
            caption { span { (caption) } }
            thead { tr {
                th scope="col" { "Parameter" }
                th scope="col" { "What" }
                th scope="col" { "Index" }
                th.number scope="col" { "Value" }
                th.number scope="col" { "95\u{a0}% interval" }
            } }
            tbody { @for row in indices { tr {
                th scope="row" { code { (text(row, "parameter")) } }
                td { (label(text(row, "metric"))) }
                td { (text(row, "index").replace('_', " ")) }
                td.number { (number(row, "value")) }
                td.number { (number(row, "low")) " to " (number(row, "high")) }
            } } }
        } },
    )
}

/// Quantiles of the metrics over runs.
fn spread(results: &[Row], metrics: &[String]) -> Markup {
    let failed: BTreeSet<&str> = results
        .iter()
        .filter(|row| !text(row, "error").is_empty())
        .map(|row| text(row, "run"))
        .collect();
    html! {
        @if !failed.is_empty() { p { (counted(failed.len(), "run")) " failed and are left out." } }
        (boxed("Spread of the metrics over runs", &html! { table {
            caption { span { "Spread of the metrics over the runs of the study" } }
            thead { tr {
                th scope="col" { "What" }
                th.number scope="col" { "Runs" }
                th.number scope="col" { "Lowest twentieth" }
                th.number scope="col" { "Middle" }
                th.number scope="col" { "Highest twentieth" }
            } }
            tbody { @for metric in metrics {
                @let values = sorted(results, metric);
                tr {
                    th scope="row" { (label(metric)) }
                    td.number { (values.len()) }
                    td.number { (plain(at(&values, 0.05))) }
                    td.number { (plain(at(&values, 0.5))) }
                    td.number { (plain(at(&values, 0.95))) }
                }
            } }
        } }))
    }
}
