//! What became of interventions over replicates, for people: a small table an arm, what it says in words, and
//! how money compares between arms.

use super::statistics::{estimate, t_quantile};
use crate::ledger::{Money, Purpose};
use crate::metrics::{self, Name};
use crate::output::Record;
use crate::output::record::Programme;
use crate::params::Params;
use crate::scenario::zones::grouped;
use std::collections::BTreeMap;
use std::fmt::Write;

/// An intervention over replicates: means for the whole country, in US dollars.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Its name.
    pub name: String,
    /// Replicates that have it.
    pub replicates: usize,
    /// Sites, or communities where it serves those.
    pub sites: f64,
    /// People in its zone.
    pub people: f64,
    /// Promised, granted, spent, unspent, returned, leaked.
    pub amounts: [f64; 6],
    /// Spent by purpose, the largest first.
    pub spending: Vec<(Purpose, f64)>,
    /// Earliest and latest first month in which money came, and in how many replicates it did.
    pub paid: (Option<(i32, i32)>, usize),
    /// Earliest first and latest last month at work, and in how many replicates it was at work.
    pub at_work: (Option<(i32, i32)>, usize),
    /// Replicates in which its donors left early.
    pub left_early: usize,
}

/// Heads of [`Told::amounts`].
pub const AMOUNTS: [&str; 6] = ["promised", "granted", "spent", "unspent", "returned", "leaked"];

/// The interventions of a scenario's replicates.
pub fn told(records: &[Record], params: &Params) -> Vec<Told> {
    let mut names: Vec<&str> = Vec::new();
    for one in records.iter().flat_map(|record| &record.programmes) {
        if !names.contains(&one.name.as_str()) {
            names.push(&one.name);
        }
    }
    let of = |name: &str| -> Vec<&Programme> {
        let all = records.iter().flat_map(|record| &record.programmes);
        all.filter(|one| one.name == name).collect()
    };
    names.into_iter().map(|name| over(name, &of(name), params.economy.per_usd)).collect()
}

fn over(name: &str, all: &[&Programme], per_usd: f64) -> Told {
    let n = all.len() as f64;
    let mean = |of: &dyn Fn(&Programme) -> f64| all.iter().map(|one| of(one)).sum::<f64>() / n;
    let dollars = |of: fn(&Programme) -> Money| {
        mean(&|one: &Programme| of(one).rand() * one.weight / per_usd)
    };
    let mut spending: BTreeMap<Purpose, f64> = BTreeMap::new();
    for one in all {
        for &(purpose, amount) in &one.spending {
            *spending.entry(purpose).or_default() += amount.rand() * one.weight / per_usd / n;
        }
    }
    let mut spending: Vec<_> = spending.into_iter().collect();
    spending.sort_by(|a, b| b.1.total_cmp(&a.1));
    let range = |months: Vec<(i32, i32)>| {
        let first = months.iter().map(|(first, _)| *first).min();
        first.zip(months.iter().map(|(_, last)| *last).max())
    };
    let paid: Vec<_> = all.iter().filter_map(|one| one.first_paid.map(|m| (m, m))).collect();
    let worked: Vec<_> = all.iter().filter_map(|one| one.at_work).collect();
    Told {
        name: name.to_owned(),
        replicates: all.len(),
        sites: mean(&|one| one.sites),
        people: mean(&|one| one.people),
        amounts: [
            dollars(|one| one.promised),
            dollars(|one| one.granted),
            dollars(Programme::spent),
            dollars(|one| one.unspent),
            dollars(|one| one.returned),
            dollars(|one| one.leaked),
        ],
        spending,
        left_early: all.iter().filter(|one| one.ended_early).count(),
        paid: (range(paid.clone()), paid.len()),
        at_work: (range(worked.clone()), worked.len()),
    }
}

impl Told {
    /// When it was paid and at work, and who left, in words.
    pub fn words(&self) -> String {
        let of_all = |n: usize| {
            if n == self.replicates {
                String::new()
            } else {
                format!(" in {n} of {} replicates", self.replicates)
            }
        };
        let span = |(first, last): (i32, i32)| {
            if first == last {
                format!("month {first}")
            } else {
                format!("months {first} to {last}")
            }
        };
        let mut text = match self.paid {
            (None, _) => "never paid".to_owned(),
            (Some(months), n) => format!("paid from {}{}", span(months), of_all(n)),
        };
        match self.at_work {
            (None, _) => text.push_str("; never at work"),
            (Some((first, last)), n) => {
                let _ = write!(text, "; at work in months {first} to {last}{}", of_all(n));
            }
        }
        if self.left_early > 0 {
            let all = self.replicates;
            let _ = write!(text, "; donors left early in {} of {all} replicates", self.left_early);
        }
        text
    }

    /// What the money was spent on, the largest first, in shares.
    pub fn purposes(&self) -> String {
        let spent = self.amounts[2];
        let share = |(purpose, amount): &(Purpose, f64)| {
            format!("{} {:.0} %", purpose.name().replace('_', " "), 100.0 * amount / spent)
        };
        let of: Vec<String> = self.spending.iter().filter(|(_, x)| *x > 0.0).map(share).collect();
        of.join(", ")
    }
}

/// The small table of an arm, as lines of text; none without interventions.
pub fn table(records: &[Record], params: &Params) -> Vec<String> {
    let all = told(records, params);
    if all.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![
        format!(
            "interventions, for the whole country, in US$ of {}; means over replicates",
            params.economy.price_year
        ),
        format!(
            "{:<24} {:>7} {:>11} {}",
            "",
            "sites",
            "people",
            AMOUNTS.map(|head| format!("{head:>12}")).join(" ")
        ),
    ];
    for one in &all {
        lines.push(format!(
            "{:<24} {:>7} {:>11} {}",
            one.name,
            grouped(one.sites),
            grouped(one.people),
            one.amounts.map(|amount| format!("{:>12}", grouped(amount))).join(" ")
        ));
        lines.push(format!("  {}", one.words()));
        if one.amounts[2] > 0.0 {
            lines.push(format!("  spent on {}", one.purposes()));
        }
    }
    lines
}

/// Money of a scenario's interventions in US dollars of the whole country, mean over replicates: what came
/// from abroad, and how much of that was spent or leaked and did not stay or go back.
pub fn external(records: &[Record], params: &Params) -> (f64, f64) {
    let (mut granted, mut gone) = (0.0, 0.0);
    for record in records {
        let (of_record, gone_of_record) = external_of(record, params);
        granted += of_record;
        gone += gone_of_record;
    }
    let n = records.len().max(1) as f64;
    (granted / n, gone / n)
}

fn external_of(record: &Record, params: &Params) -> (f64, f64) {
    let (mut granted, mut gone) = (0.0, 0.0);
    for one in record.programmes.iter().filter(|one| one.granted > Money::ZERO) {
        let from_abroad = one.from_abroad.rand() * one.weight / params.economy.per_usd;
        let kept = (one.unspent + one.returned).rand() / one.granted.rand();
        granted += from_abroad;
        gone += from_abroad * (1.0 - kept);
    }
    (granted, gone)
}

/// What an act of violence averted costs, in US dollars of external money that did not stay or go back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    /// Acts averted in the whole country over all months, and the half-width of their 95 % interval.
    pub averted: (f64, f64),
    /// Money more than in the baseline.
    pub money: f64,
    /// Dollars an act, low and high (Fieller 1954); `None` where the interval of the acts includes zero.
    pub ratio: Option<(f64, f64, f64)>,
}

/// Compares an arm with the baseline, replicate by replicate; `None` with fewer than two pairs.
pub fn cost(
    (baseline, of_baseline): (&[Record], &Params),
    (arm, of_arm): (&[Record], &Params),
) -> Option<Cost> {
    let at = metrics::position(Name::ViolentIncidents, "");
    let acts = |record: &Record| -> f64 {
        let months = record.months.iter().zip(&record.values).filter(|(month, _)| **month > 0);
        months.filter_map(|(_, values)| values[at]).sum()
    };
    let (money, averted): (Vec<f64>, Vec<f64>) = baseline
        .iter()
        .filter_map(|first| {
            let second = arm.iter().find(|second| second.replicate == first.replicate)?;
            let more = external_of(second, of_arm).1 - external_of(first, of_baseline).1;
            Some((more, acts(first) - acts(second)))
        })
        .unzip();
    let (m, a) = (estimate(&money)?, estimate(&averted)?);
    Some(Cost {
        averted: (a.mean, a.half_width?),
        money: m.mean,
        ratio: fieller(&money, &averted).filter(|_| m.mean > 0.0 && a.mean > 0.0),
    })
}

/// The ratio of two means of pairs with its 95 % interval; `None` where that of the denominator includes
/// zero.
fn fieller(numerator: &[f64], denominator: &[f64]) -> Option<(f64, f64, f64)> {
    let n = numerator.len();
    if n < 2 {
        return None;
    }
    let mean = |x: &[f64]| x.iter().sum::<f64>() / n as f64;
    let (above, below) = (mean(numerator), mean(denominator));
    let covariance = |x: &[f64], y: &[f64]| {
        let (mx, my) = (mean(x), mean(y));
        x.iter().zip(y).map(|(a, b)| (a - mx) * (b - my)).sum::<f64>() / (n - 1) as f64 / n as f64
    };
    let v11 = covariance(numerator, numerator);
    let v12 = covariance(numerator, denominator);
    let v22 = covariance(denominator, denominator);
    let t = t_quantile(n - 1, 0.975);
    let g = t * t * v22 / (below * below);
    // Not a number where nothing was averted.
    if g.is_nan() || g >= 1.0 {
        return None;
    }
    let ratio = above / below;
    let correction = if v22 > 0.0 { g * v12 / v22 } else { 0.0 };
    let rest = if v22 > 0.0 { g * (v11 - v12 * v12 / v22) } else { 0.0 };
    let inner = (v11 - 2.0 * ratio * v12 + ratio * ratio * v22 - rest).max(0.0);
    let half = t / below.abs() * inner.sqrt();
    let middle = ratio - correction;
    Some((ratio, (middle - half) / (1.0 - g), (middle + half) / (1.0 - g)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verif_fiellers_interval_is_that_of_the_numerator_where_the_denominator_is_known() {
        let (ratio, low, high) = fieller(&[8.0, 10.0, 12.0], &[2.0, 2.0, 2.0]).unwrap();
        let half = t_quantile(2, 0.975) * 2.0 / 3f64.sqrt() / 2.0;
        assert!((ratio - 5.0).abs() < 1e-12);
        assert!((low - 5.0 + half).abs() < 1e-9 && (high - 5.0 - half).abs() < 1e-9);
    }

    #[test]
    fn a_denominator_that_may_be_zero_has_no_ratio() {
        assert_eq!(fieller(&[8.0, 10.0, 12.0], &[-2.0, 0.5, 3.0]), None);
        assert_eq!(fieller(&[8.0], &[2.0]), None);
    }

    #[test]
    fn what_is_late_or_left_early_is_said_in_words() {
        let one = |first_paid, ended_early| Programme {
            name: "aid".to_owned(),
            at_work: Some((9, 30)),
            first_paid: Some(first_paid),
            weight: 1.0,
            ended_early,
            ..Programme::default()
        };
        let (a, b) = (one(7, false), one(7, true));
        let words = over("aid", &[&a, &b], 10.0).words();
        assert_eq!(
            words,
            "paid from month 7; at work in months 9 to 30; donors left early in 1 of 2 replicates"
        );
    }
}
