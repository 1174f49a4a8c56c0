//! The first screen in words: the largest good and the largest harm that are shown, by size and in units that people have,
//! and what is not known.

use super::currency::Currency;
use super::evidence::{Arm, Difference, ensemble};
use super::findings::{is_headline, noun, smallest};
use super::numbers::{counted, listed, percent, percent_span, plain};
use super::page::quoted;
use crate::experiment::money::cost;
use crate::experiment::programmes::Accounts;
use crate::metrics::Name;

/// People of the town for which rates are told.
const TOWN: f64 = 100_000.0;

/// A difference in units that people have: its size and the ends of its interval, without a sign.
fn in_people(row: &Difference) -> Option<String> {
    let per = match row.unit.as_str() {
        "per 1,000 persons and year" => 1000.0,
        "per 100,000 persons and year" => 100_000.0,
        _ => return None,
    };
    let of = |x: f64| plain((x.abs() * TOWN / per).round());
    let (difference, low, high) = row.span;
    let (near, far) = if difference < 0.0 { (high, low) } else { (low, high) };
    let way = if difference < 0.0 { "fewer" } else { "more" };
    Some(format!(
        "{} {} {way} a year in a town of {} (95\u{a0}% interval {} to {})",
        of(difference),
        counted_as(&row.metric),
        plain(TOWN),
        of(near),
        of(far)
    ))
}

/// What a rate counts.
fn counted_as(metric: &str) -> &'static str {
    match Name::parse(metric) {
        Some(Name::ViolenceRate) => "violent acts",
        Some(Name::DeathRate) => "people killed",
        _ => "cases",
    }
}

/// Size beside the baseline; what has none there is as large as it is.
fn size(row: &Difference) -> f64 {
    let base = row.baseline.abs();
    if base > 0.0 { (row.span.0 / base).abs() } else { row.span.0.abs() }
}

/// The largest difference of a verdict: headline metrics first.
fn largest<'a>(rows: &'a [Difference], verdict: &str) -> Option<&'a Difference> {
    let of = rows.iter().filter(|row| row.level.is_empty() && row.verdict == verdict);
    of.max_by(|a, b| {
        let first = is_headline(&a.metric).cmp(&is_headline(&b.metric));
        first.then(size(a).total_cmp(&size(b)))
    })
}

/// One difference in a sentence.
fn told(row: &Difference, arms: &[Arm]) -> String {
    let of = |name: &str| {
        let arm: Vec<&Arm> = arms.iter().filter(|arm| arm.name == name).collect();
        quoted(&arm)
    };
    let way = if row.span.0 < 0.0 { "lower" } else { "higher" };
    let how_much = if row.unit.starts_with("share") {
        format!("{} percentage points", plain((row.span.0.abs() * 1000.0).round() / 10.0))
    } else if row.baseline.abs() > 0.0 {
        percent(size(row))
    } else {
        format!("{} ({})", plain(row.span.0.abs()), row.unit)
    };
    let people = in_people(row).map(|people| format!(": {people}")).unwrap_or_default();
    let worlds = row.worlds.as_ref().map(|worlds| format!(", {worlds}")).unwrap_or_default();
    format!("under {} {} is {how_much} {way}{people}{worlds}", of(&row.scenario), noun(&row.metric))
}

/// What the money of a scenario was, and what an act averted cost.
fn price(name: &str, arms: &[Arm], accounts: &[Accounts], currency: &Currency) -> Option<String> {
    let at = arms.iter().position(|arm| arm.name == name)?;
    let told = cost(accounts.first()?, accounts.get(at)?).filter(|told| told.money.mean > 0.0)?;
    let ratio = told.ratio.map_or_else(
        || "no cost for an act averted can be told".to_owned(),
        |(ratio, low, high)| {
            format!(
                "{} for a violent act averted (95\u{a0}% interval {} to {})",
                currency.sum(ratio),
                currency.sum(low),
                currency.sum(high)
            )
        },
    );
    Some(format!(
        "; it spends {} more from abroad than the baseline, {ratio}",
        currency.sum(told.money.mean)
    ))
}

/// In short: what is shown to do good, what is shown to do harm, what is not known.
pub(super) fn sentences(
    arms: &[Arm],
    rows: &[Difference],
    accounts: &[Accounts],
    currency: &Currency,
) -> [String; 3] {
    let pairs = rows.iter().map(|row| row.n).max().unwrap_or(0);
    let pairs = counted(pairs, "paired replicate");
    let good = largest(rows, "better").map_or_else(
        || format!("Nothing is shown to get better under any option ({pairs})."),
        |row| {
            let price = price(&row.scenario, arms, accounts, currency).unwrap_or_default();
            format!("The largest good that is shown: {}{price} ({pairs}).", told(row, arms))
        },
    );
    let harm = largest(rows, "worse").map_or_else(
        || {
            "Nothing is shown to get worse under any option, which is not to say that nothing does."
                .to_owned()
        },
        |row| format!("The largest harm that is shown: {}.", told(row, arms)),
    );
    [good, harm, unknown(arms, rows)]
}

/// What is not known: headline differences that are not shown, and what was not varied.
fn unknown(arms: &[Arm], rows: &[Difference]) -> String {
    let mut hidden: Vec<String> = Vec::new();
    for name in Name::usual().into_iter().filter(|name| is_headline(name.name())) {
        let open = rows.iter().filter(|row| {
            row.level.is_empty()
                && row.metric == name.name()
                && !row.is_shown()
                && !row.is_identical()
        });
        let sizes: Vec<f64> = open
            .filter_map(|row| {
                let all = rows.iter().filter(|other| other.scenario == row.scenario).count();
                Some(smallest(row, all)? / row.baseline.abs())
            })
            .filter(|size| size.is_finite())
            .collect();
        let (low, high) = sizes
            .iter()
            .fold((f64::MAX, 0.0), |(low, high): (f64, f64), x| (low.min(*x), high.max(*x)));
        match sizes.len() {
            0 => {}
            1 => hidden.push(format!("{} ({})", noun(name.name()), percent(high))),
            _ => hidden.push(format!(
                "{} ({}\u{a0}%, by option)",
                noun(name.name()),
                percent_span(low, high)
            )),
        }
    }
    let hidden = if hidden.is_empty() {
        String::new()
    } else {
        format!(
            "where no difference is shown, whether there is one smaller than the study would have seen, in {}; ",
            listed(&hidden)
        )
    };
    let varied = if ensemble(arms).is_some() {
        "parameters that the facts do not rule out were drawn from an ensemble; the model's form was not varied"
    } else {
        "values that nobody has measured were not varied"
    };
    format!("Not known: {hidden}how far this hangs on the model, as {varied}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(metric: &str, verdict: &str, difference: f64) -> Difference {
        Difference {
            metric: metric.to_owned(),
            level: String::new(),
            scenario: "b".to_owned(),
            unit: "per 1,000 persons and year".to_owned(),
            baseline: 20.0,
            span: (difference, difference - 0.5, difference + 0.5),
            n: 8,
            verdict: verdict.to_owned(),
            gain: None,
            worlds: Some("better in 83 of 100 worlds".to_owned()),
        }
    }

    /// A small clear difference does not stand before a large one, and violence stands before the rest.
    #[test]
    fn the_largest_leads_and_is_told_in_peoples_units() {
        let rows = [
            row("fear", "better", -9.0),
            row("violence_rate", "better", -3.0),
            row("violence_rate", "worse", 1.0),
            row("violence_rate", "no difference shown", -9.0),
        ];
        let good = largest(&rows, "better").unwrap();
        assert_eq!((good.metric.as_str(), good.span.0), ("violence_rate", -3.0));
        assert_eq!(
            in_people(good).unwrap(),
            "300 violent acts fewer a year in a town of 100\u{202f}000 (95\u{a0}% interval 250 to 350)"
        );
        assert!(largest(&rows[3..], "better").is_none());
    }
}
