//! What a comparison or a run lets one say, and no more: a difference is stated where the table's
//! Holm-adjusted verdict shows it, always with its interval and the number of replicates.

use super::evidence::{Arm, Difference};
use super::numbers::{counted, listed, percent, percent_span, plain};
use crate::experiment::statistics::{Estimate, estimate, smallest_shown, t_quantile};
use crate::metrics::{self, Metric, Name, Rank};
use crate::visual::data::{PlotError, real};
use crate::visual::words::{capital, words};
use std::collections::BTreeMap;

/// Probability with which a smallest difference would have been shown.
const POWER: f64 = 0.8;

/// Other findings that the answer has room for.
const FURTHER: usize = 3;

/// A metric inside a sentence.
pub(super) fn noun(metric: &str) -> String {
    Name::parse(metric).map_or_else(|| words(metric), |metric| metric.noun().to_owned())
}

/// A metric as a heading.
pub(super) fn label(metric: &str) -> String {
    capital(&words(metric))
}

/// Whether a metric is spoken of always, shown or not.
pub(super) fn is_headline(metric: &str) -> bool {
    Name::parse(metric).is_some_and(|metric| metric.rank() == Rank::Headline)
}

/// What a row is about: `violence`, or `violence (feud)` where it is one level of a dimension.
fn noun_of(row: &Difference) -> String {
    if row.level.is_empty() {
        noun(&row.metric)
    } else {
        format!("{} ({})", noun(&row.metric), words(&row.level))
    }
}

/// How a difference of a unit is measured in sentences.
enum Scale {
    /// Relative to the baseline.
    Percent,
    /// In points of hundred: the metric is itself a share.
    Points,
    /// On its own scale.
    Own,
}

fn scale(row: &Difference) -> Scale {
    if row.unit.starts_with("share") {
        Scale::Points
    } else if row.baseline <= 0.0 {
        Scale::Own
    } else {
        Scale::Percent
    }
}

/// An amount of a difference, without its sign: `12 %`, `3.2 points`, `0.02`.
fn amount(row: &Difference, size: f64) -> String {
    match scale(row) {
        Scale::Percent => percent(size / row.baseline),
        Scale::Points => format!("{} percentage points", percent(size).trim_end_matches("\u{a0}%")),
        Scale::Own => format!("{} ({})", plain(size), row.unit),
    }
}

/// An interval of a difference whose ends have one sign, without it: `5 to 18 %`.
fn interval(row: &Difference, (low, high): (f64, f64)) -> String {
    match scale(row) {
        Scale::Percent => {
            format!("{}\u{a0}%", percent_span(low / row.baseline, high / row.baseline))
        }
        Scale::Points => format!("{} points", percent_span(low, high)),
        Scale::Own => format!("{} to {}", plain(low), plain(high)),
    }
}

/// An interval that holds zero, in words: `3 % lower to 2 % higher`.
fn either_way(row: &Difference) -> String {
    let (_, low, high) = row.span;
    let side = |x: f64| {
        let way = if x < 0.0 { "lower" } else { "higher" };
        format!("{} {way}", amount(row, x.abs()))
    };
    format!("{} to {}", side(low), side(high))
}

/// The smallest difference that would have been shown with a probability of 80 %, at the strictest
/// step of Holm's correction over `rows` rows.
pub(super) fn smallest(row: &Difference, rows: usize) -> Option<f64> {
    let freedom = row.n.checked_sub(1).filter(|freedom| *freedom > 0)?;
    let half = (row.span.2 - row.span.1) / 2.0;
    let error = half / t_quantile(freedom, 0.975);
    let found = smallest_shown(freedom, 0.05 / rows.max(1) as f64, POWER) * error;
    (found.is_finite() && found > 0.0).then_some(found)
}

/// The smallest difference in words.
pub(super) fn smallest_in_words(row: &Difference, rows: usize) -> String {
    match smallest(row, rows) {
        Some(size) => amount(row, size),
        None if row.is_identical() => "any at all: no replicate differs".to_owned(),
        None => "not known from fewer than two replicates".to_owned(),
    }
}

/// A difference that is shown: `violence is 12 % lower`, with its interval apart.
fn shown(row: &Difference) -> (String, String) {
    let (difference, low, high) = row.span;
    let way = if difference < 0.0 { "lower" } else { "higher" };
    let ends = if difference < 0.0 { (-high, -low) } else { (low, high) };
    let what = format!("{} is {} {way}", noun_of(row), amount(row, difference.abs()));
    (what, interval(row, ends))
}

/// One sentence of a row, whole in itself.
fn sentence(row: &Difference, arm: &str, baseline: &str, rows: usize) -> String {
    let pairs = counted(row.n, "paired replicate");
    if row.is_shown() {
        let (what, ends) = shown(row);
        return capital(&format!(
            "{what} under {arm} than under {baseline} (95\u{a0}% interval {ends}, {pairs})."
        ));
    }
    let what = noun_of(row);
    if row.is_identical() {
        return format!("In {what} no replicate differs between {arm} and {baseline} ({pairs}).");
    }
    let Some(size) = smallest(row, rows) else {
        return format!("A difference in {what} cannot be judged from {pairs}.");
    };
    let (_, low, high) = row.span;
    // An interval that leaves out zero asks for the reason.
    let corrected = if low * high > 0.0 {
        format!(", before Holm's correction for the {rows} numbers compared")
    } else {
        String::new()
    };
    format!(
        "No difference in {what} is shown between {arm} and {baseline} (95\u{a0}% interval from {}{corrected}, {pairs}); the study would \
         have seen one of {} or more, with a probability of 80\u{a0}%.",
        either_way(row),
        amount(row, size),
    )
}

/// The answer of a comparison, a paragraph for each scenario.
pub(super) fn answers(arms: &[Arm], rows: &[Difference]) -> Vec<String> {
    let Some((baseline, others)) = arms.split_first() else { return Vec::new() };
    others.iter().map(|arm| answer(arm, baseline, rows)).collect()
}

fn answer(arm: &Arm, baseline: &Arm, rows: &[Difference]) -> String {
    let rows: Vec<&Difference> = rows.iter().filter(|row| row.scenario == arm.name).collect();
    let pairs = rows.iter().map(|row| row.n).max().unwrap_or(0);
    let [arm, baseline] = [arm, baseline].map(|arm| format!("\u{201c}{}\u{201d}", arm.title));
    if !rows.is_empty() && rows.iter().all(|row| row.is_identical()) {
        return format!(
            "{arm} and {baseline} are identical: in none of the {} compared does any of {} differ.",
            counted(rows.len(), "number"),
            counted(pairs, "paired replicate"),
        );
    }
    let is_main = |row: &&&Difference| row.level.is_empty() && is_headline(&row.metric);
    let main = rows.iter().filter(is_main);
    let mut sentences: Vec<String> =
        main.map(|row| sentence(row, &arm, &baseline, rows.len())).collect();
    let mut further: Vec<&&Difference> =
        rows.iter().filter(|row| row.is_shown() && !is_main(row)).collect();
    // The clearest first: the largest difference in half-widths of its interval.
    let clarity = |row: &Difference| (row.span.0 / (row.span.2 - row.span.1)).abs();
    further.sort_by(|a, b| clarity(b).total_cmp(&clarity(a)));
    let total = further.len();
    further.truncate(FURTHER);
    let also: Vec<String> = further
        .iter()
        .map(|row| {
            let (what, ends) = shown(row);
            format!("{what} ({ends})")
        })
        .collect();
    if !also.is_empty() {
        let more = match total - further.len() {
            0 => "",
            1 => " One more difference is shown below.",
            _ => " More differences are shown below.",
        };
        sentences.push(format!("Under {arm} {}.{more}", listed(&also)));
    }
    let others = rows.iter().filter(|row| !is_main(row)).count();
    if total == 0 && others > 0 {
        let others = counted(others, "other number");
        sentences.push(format!("No difference is shown in the {others} compared."));
    }
    sentences.join(" ")
}

/// The verdict of a row in words.
pub(super) fn verdict(row: &Difference) -> String {
    let way = if row.span.0 < 0.0 { "lower" } else { "higher" };
    match row.verdict.as_str() {
        "better" => format!("shown: {way}, which is better"),
        "worse" => format!("shown: {way}, which is worse"),
        "higher" | "lower" => format!("shown: {way}"),
        "identical" => "identical in every replicate".to_owned(),
        other => other.to_owned(),
    }
}

/// Means over months after month 0 of a run's totals, with intervals over replicates.
pub(super) fn means(
    arm: &Arm,
    wanted: &[Name],
) -> Result<Vec<(&'static Metric, Estimate)>, PlotError> {
    let rows = arm.folder.rows("metrics.csv", |row| {
        row.get("dimension").is_some_and(String::is_empty)
            && row
                .get("metric")
                .is_some_and(|name| wanted.iter().any(|metric| metric.name() == name))
            && real(row, "month").is_some_and(|month| month > 0.0)
    })?;
    let mut sums: BTreeMap<(String, String), (f64, f64)> = BTreeMap::new();
    for row in &rows {
        let Some(value) = real(row, "value") else { continue };
        let key = |column: &str| row.get(column).cloned().unwrap_or_default();
        let sum = sums.entry((key("metric"), key("replicate"))).or_default();
        sum.0 += value;
        sum.1 += 1.0;
    }
    let found = wanted.iter().filter_map(|name| {
        let of = sums.iter().filter(|((metric, _), _)| metric == name.name());
        let values: Vec<f64> = of.map(|(_, (sum, n))| sum / n).collect();
        Some((metrics::named(name.name())?, estimate(&values)?))
    });
    Ok(found.collect())
}

/// What a run alone says.
pub(super) fn levels(title: &str, means: &[(&Metric, Estimate)]) -> String {
    let told: Vec<String> = means
        .iter()
        .filter(|(metric, _)| metric.id.rank() == Rank::Headline || metric.id == Name::SettledShare)
        .map(|(metric, estimate)| {
            let write = |x: f64| {
                if metric.unit.starts_with("share") { percent(x) } else { plain(x) }
            };
            let unit = if metric.unit.starts_with("share") {
                String::new()
            } else {
                format!(" {}", metric.unit)
            };
            let mean = estimate.mean;
            let n = counted(estimate.n, "replicate");
            let sureness = match estimate.half_width {
                Some(half) => format!(
                    "95\u{a0}% interval {} to {}, {n}",
                    write(mean - half),
                    write(mean + half)
                ),
                None => format!("{n}, so without an interval"),
            };
            format!("{} is {}{unit} ({sureness})", noun(metric.name), write(mean))
        })
        .collect();
    if told.is_empty() {
        return format!("Nothing happened in \u{201c}{title}\u{201d} that could be counted.");
    }
    format!(
        "In \u{201c}{title}\u{201d}, on average over all months, {}. These are levels of a model that meets only part of the facts (see \
         below): differences between scenarios are worth more than levels.",
        told.join("; ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(verdict: &str, span: (f64, f64, f64), n: usize) -> Difference {
        Difference {
            metric: "violence_rate".to_owned(),
            level: String::new(),
            scenario: "b".to_owned(),
            unit: "per 1,000 persons and year".to_owned(),
            baseline: 5.0,
            span,
            n,
            verdict: verdict.to_owned(),
            gain: None,
            worlds: None,
        }
    }

    #[test]
    fn a_difference_is_stated_only_where_the_verdict_shows_it() {
        let told = |verdict, span, n| sentence(&row(verdict, span, n), "B", "A", 12);
        assert_eq!(
            told("better", (-0.6, -0.9, -0.3), 8),
            "Violence is 12\u{a0}% lower under B than under A (95\u{a0}% interval 6 to 18\u{a0}%, 8 paired replicates)."
        );
        let not_shown = told("no difference shown", (-0.6, -1.2, 0.1), 8);
        assert!(not_shown.starts_with("No difference in violence is shown between B and A"));
        assert!(not_shown.contains("24\u{a0}% lower to 2\u{a0}% higher"), "{not_shown}");
        assert!(
            not_shown.contains("the study would have seen one of 29\u{a0}% or more"),
            "{not_shown}"
        );
        assert!(!not_shown.contains("Holm"), "{not_shown}");
        let corrected = told("no difference shown", (-0.6, -1.1, -0.1), 8);
        assert!(corrected.contains("before Holm's correction for the 12 numbers"), "{corrected}");
        let one = told("no difference shown", (-0.6, f64::NEG_INFINITY, f64::INFINITY), 1);
        assert_eq!(one, "A difference in violence cannot be judged from 1 paired replicate.");
        assert!(told("identical", (0.0, 0.0, 0.0), 8).contains("no replicate differs"));
    }

    #[test]
    fn a_level_is_not_taken_for_the_total() {
        let mut row = row("worse", (0.5, 0.4, 0.6), 8);
        row.level = "gang_war".to_owned();
        assert!(sentence(&row, "B", "A", 1).starts_with("Violence (gang war) is 10\u{a0}% higher"));
    }

    #[test]
    fn shares_differ_by_points() {
        let mut row = row("better", (0.05, 0.02, 0.08), 4);
        row.metric = "settled_share".to_owned();
        row.unit = "share of disputes ended".to_owned();
        let told = sentence(&row, "B", "A", 1);
        assert!(told.contains("is 5 percentage points higher under B"), "{told}");
        assert!(told.contains("2.0 to 8.0 points, 4 paired replicates"), "{told}");
    }
}
