//! Tables: the numbers compared, the money, and every value that is not as usual.

use super::evidence::{Arm, Difference};
use super::findings::{label, verdict};
use super::money::{self, Line};
use super::numbers::{counted, percent, plain, plain_doc, with_ends, with_half};
use super::words::{Changed, tell};
use crate::experiment::statistics::Estimate;
use crate::metrics::{self, Metric};
use crate::visual::data::PlotError;
use crate::visual::words::{capital, words};
use maud::{Markup, html};

/// A table that scrolls in its own box where the screen is narrow.
pub(super) fn boxed(name: &str, table: &Markup) -> Markup {
    html! { div.wide tabindex="0" role="region" aria-label=(name) { (table) } }
}

/// The same with a caption above its rows.
pub(super) fn captioned(name: &str, caption: &str, rows: &Markup) -> Markup {
    boxed(
        name,
        &html! { table {
            caption { span { (caption) } }
            (rows)
        } },
    )
}

/// The row's head: what a metric is.
fn head(metric: &str, level: &str, unit: &str) -> Markup {
    let doc = metrics::named(metric).map(|declared| plain_doc(declared.doc));
    html! {
        th scope="row" {
            (label(metric))
            @if !level.is_empty() { ", " (words(level)) }
            span.unit { (unit) }
            @if let Some(doc) = doc { span.doc { (doc) } }
        }
    }
}

/// A table a scenario: baseline, difference, interval, verdict.
pub(super) fn differences(arms: &[Arm], rows: &[Difference]) -> Markup {
    let Some((baseline, others)) = arms.split_first() else { return html! {} };
    let (from, to) = others.first().map_or((1, 1), Arm::window);
    html! {
        p { "A verdict is \u{201c}shown\u{201d} where chance alone would hardly explain the difference: at 5\u{a0}% after Holm's \
            correction for the number of rows of a table. \u{201c}No difference shown\u{201d} does not say that there is none. \
            Intervals are 95\u{a0}% intervals of the mean paired difference, not adjusted for the number of rows." }
        @for arm in others {
            @let own: Vec<&Difference> = rows.iter().filter(|row| row.scenario == arm.name).collect();
            @let pairs = own.iter().map(|row| row.n).max().unwrap_or(0);
            @let caption = format!("{} compared with {}: means over months {from} to {to}, {}",
                arm.title, baseline.title, counted(pairs, "paired replicate"));
            (captioned(&caption, &caption, &html! {
                thead { tr {
                    th scope="col" { "What" }
                    th scope="col" { "Verdict" }
                    th.number scope="col" { "Difference" }
                    th.number scope="col" { "In percent" }
                    th.number scope="col" { "95\u{a0}% interval" }
                    th.number scope="col" { "Baseline" }
                } }
                tbody { @for row in own { tr {
                    (head(&row.metric, &row.level, &row.unit))
                    @let (difference, ends) = written(row);
                    td.verdict { @if row.is_shown() { strong { (verdict(row)) } } @else { (verdict(row)) } }
                    td.number { (difference) }
                    td.number { (relative(row)) }
                    td.number { (ends) }
                    td.number { (plain(row.baseline)) }
                } } }
            }))
        }
    }
}

fn relative(row: &Difference) -> String {
    if row.baseline.abs() > 0.0 {
        let share = row.span.0 / row.baseline.abs();
        let text = percent(share);
        let is_more = share > 0.0 && text.contains(|c: char| ('1'..='9').contains(&c));
        format!("{}{text}", if is_more { "+" } else { "" })
    } else {
        "\u{2013}".to_owned()
    }
}

/// The difference, and the ends of its interval.
fn written(row: &Difference) -> (String, String) {
    let (difference, low, high) = row.span;
    if low.is_finite() && high.is_finite() {
        with_ends(difference, low, high)
    } else {
        (plain(difference), "none from one replicate".to_owned())
    }
}

/// An estimate with its interval.
fn estimate(estimate: &Estimate) -> String {
    match estimate.half_width {
        Some(half) => with_half(estimate.mean, half),
        None => plain(estimate.mean),
    }
}

/// Levels of one run.
pub(super) fn levels(arm: &Arm, means: &[(&Metric, Estimate)]) -> Markup {
    let n = means.iter().map(|(_, estimate)| estimate.n).max().unwrap_or(0);
    let caption = format!(
        "{}: means over months 1 to {}, {}",
        arm.title,
        arm.manifest.months,
        counted(n, "replicate")
    );
    captioned(
        &caption,
        &caption,
        &html! {
            thead { tr {
                th scope="col" { "What" }
                th.number scope="col" { "Mean and 95\u{a0}% interval" }
                th scope="col" { "Which way is better" }
            } }
            tbody { @for (metric, mean) in means { tr {
                (head(metric.name, "", metric.unit))
                td.number { (estimate(mean)) }
                td { (metric.direction.name()) }
            } } }
        },
    )
}

/// Who pays whom.
fn money_lines(caption: &str, arms: &[Arm], lines: &[Line], has_mode: bool) -> Markup {
    captioned(
        caption,
        caption,
        &html! {
            thead { tr {
                th scope="col" { @if has_mode { "Who pays whom" } @else { "Mode of exchange" } }
                @if has_mode { th scope="col" { "Mode" } }
                @for arm in arms { th.number scope="col" { (arm.title) } }
            } }
            tbody { @for line in lines { tr {
                th scope="row" { (line.label) span.doc { (line.purposes) } }
                @if has_mode { td { (line.mode) } }
                @for amount in &line.amounts {
                    td.number { @match amount { Some(of) => (estimate(of)), None => "\u{2013}" } }
                }
            } } }
        },
    )
}

/// The money part.
pub(super) fn money(arms: &[Arm]) -> Result<Markup, PlotError> {
    let money = money::money(arms)?;
    let replicates = arms.first().map_or(0, |arm| arm.manifest.replicates as usize);
    let of_economy = |arm: &Arm| {
        let economy = &arm.scenario.params.economy;
        format!("{} are one US$ of {}", plain(economy.per_usd), economy.price_year)
    };
    let unit = format!(
        "rand a head and year ({}), mean of {} \u{b1} 95 % interval",
        arms.first().map_or_else(String::new, of_economy),
        counted(replicates, "replicate")
    );
    Ok(html! {
        p { "Every cent is in a ledger: it leaves one account and comes to another. What households earn from and spend in the world \
            outside is left out. The ledger tells three modes of exchange apart: coercion, sale and gift." }
        (money_lines(&format!("Money by mode of exchange, {unit}"), arms, &money.modes, false))
        (money_lines(&format!("Who pays whom, {unit}"), arms, &money.flows, true))
    })
}

/// Values that are other than usual, scenario by scenario.
pub(super) fn values(arms: &[Arm]) -> Markup {
    let baseline = arms.first();
    html! {
        @for (i, arm) in arms.iter().enumerate() {
            @let told = tell(arm, baseline.filter(|_| i > 0));
            @let usual = if i == 0 { "default" } else { "baseline" };
            @if told.changed.is_empty() {
                p { (told.title) ": every parameter is that of the " @if i == 0 { "weak state of the defaults" } @else { "baseline" } "." }
            } @else {
                (changed(&told.title, usual, &told.changed))
            }
        }
    }
}

fn changed(title: &str, usual: &str, changed: &[Changed]) -> Markup {
    let caption = format!("{title}: parameters with another value than the {usual}");
    captioned(
        &caption,
        &caption,
        &html! {
            thead { tr {
                th scope="col" { "Parameter" }
                th.number scope="col" { "Value" }
                th.number scope="col" { (capital(usual)) }
                th scope="col" { "Unit" }
            } }
            tbody { @for one in changed { tr {
                th scope="row" { (one.doc) span.unit { code { (one.key) } } }
                td.number { (one.value) }
                td.number { (one.usual) }
                td { (one.unit) }
            } } }
        },
    )
}
