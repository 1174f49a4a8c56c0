//! How the money of programmes compares between scenarios: what came from abroad and was used, arms that got unlike
//! sums, what an act of violence averted costs, and all of it as a table.

use super::programmes::{AMOUNTS, Accounts};
use super::statistics::{Estimate, Span, estimate, t_quantile};
use crate::ledger::Money;
use crate::output::Record;
use crate::output::record::ProgrammeRecord;
use crate::params::Params;
use crate::values::grouped;

/// Difference of external money above which arms are told to be unlike.
const UNLIKE: f64 = 0.01;

/// Money from abroad in US dollars, of the whole country or of a head and year.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct External {
    /// What was granted.
    pub granted: f64,
    /// How much of that was spent or leaked, and did not stay or go back.
    pub used: f64,
}

/// Of one replicate's programmes.
fn external(programmes: &[ProgrammeRecord], per_usd: f64) -> External {
    let mut sum = External::default();
    for one in programmes.iter().filter(|one| one.granted > Money::ZERO) {
        let from_abroad = one.from_abroad.rand() * one.weight / per_usd;
        let kept = (one.unspent + one.returned).rand() / one.granted.rand();
        sum.granted += from_abroad;
        sum.used += from_abroad * (1.0 - kept);
    }
    sum
}

impl External {
    /// Of a replicate of a scenario: a head and year.
    pub fn a_head_and_year(record: &Record, params: &Params) -> Self {
        let whole = external(&record.programmes, params.economy.per_usd);
        let last = record.communities.iter().map(|row| row.year).max();
        let persons: f64 = record
            .communities
            .iter()
            .filter(|row| Some(row.year) == last)
            .map(|row| f64::from(row.households) * row.weight * params.world.household_size)
            .sum();
        let years = record.months.last().map_or(0.0, |month| f64::from(*month) / 12.0);
        let share = |money: f64| money / (persons * years).max(f64::MIN_POSITIVE);
        Self { granted: share(whole.granted), used: share(whole.used) }
    }
}

/// Money of programmes, from wherever it comes, in US dollars of the whole country.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Outlay {
    /// What they were granted.
    pub granted: f64,
    /// How much of that was spent or leaked, and did not stay or go back.
    pub spent: f64,
}

impl Outlay {
    /// Of a replicate of a scenario.
    pub fn of(record: &Record, params: &Params) -> Self {
        let mut sum = Self::default();
        for one in &record.programmes {
            let of_country = |amount: Money| amount.rand() * one.weight / params.economy.per_usd;
            sum.granted += of_country(one.granted);
            sum.spent += of_country(one.granted - one.unspent - one.returned);
        }
        sum
    }
}

impl Accounts {
    /// Mean over replicates.
    pub fn external(&self) -> External {
        let n = self.replicates.len().max(1) as f64;
        let all = || self.replicates.iter().map(|one| external(&one.programmes, self.per_usd));
        External {
            granted: all().map(|one| one.granted).sum::<f64>() / n,
            used: all().map(|one| one.used).sum::<f64>() / n,
        }
    }
}

/// What an act of violence averted costs, in US dollars of external money that was used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    /// Acts averted in the whole country over all months.
    pub averted: Estimate,
    /// Money more than in the baseline.
    pub money: Estimate,
    /// Dollars an act, low and high (Fieller 1954); `None` where the interval of the acts includes zero.
    pub ratio: Option<(f64, f64, f64)>,
}

/// Compares a scenario with the baseline, replicate by replicate; `None` without pairs.
pub fn cost(baseline: &Accounts, arm: &Accounts) -> Option<Cost> {
    let (money, averted): (Vec<f64>, Vec<f64>) = baseline
        .replicates
        .iter()
        .filter_map(|first| {
            let second = arm.replicates.iter().find(|one| one.replicate == first.replicate)?;
            let more = external(&second.programmes, arm.per_usd).used
                - external(&first.programmes, baseline.per_usd).used;
            Some((more, first.acts - second.acts))
        })
        .unzip();
    let (m, a) = (estimate(&money)?, estimate(&averted)?);
    let ratio = fieller(&money, &averted).filter(|_| m.mean > 0.0 && a.mean > 0.0);
    Some(Cost { averted: a, money: m, ratio })
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

/// What is to be said of the money of scenarios, the first of which is the baseline: a sentence each.
pub fn sentences(all: &[Accounts]) -> Vec<String> {
    let mut said = unlike(all);
    let Some((base, arms)) = all.split_first() else { return said };
    for arm in arms {
        let Some(told) = cost(base, arm).filter(|told| told.money.mean > 0.0) else { continue };
        let half = told.averted.half_width.map_or_else(String::new, |half| format!(" ± {half:.0}"));
        let price = match told.ratio {
            Some((ratio, low, high)) => format!(
                "US${} an act (95 % interval {} to {}, Fieller)",
                grouped(ratio),
                grouped(low),
                grouped(high)
            ),
            None => "no cost an act: none is shown to be averted".to_owned(),
        };
        said.push(format!(
            "{}: US${} more external money used than in {}, {:.0}{half} violent acts averted over all months; {price}",
            arm.name,
            grouped(told.money.mean),
            base.name,
            told.averted.mean
        ));
    }
    said
}

/// Scenarios whose external money differs, and the factors that would make it alike. The reference is the first
/// that has any beyond the baseline's, else the baseline.
fn unlike(all: &[Accounts]) -> Vec<String> {
    let sums: Vec<External> = all.iter().map(Accounts::external).collect();
    let differs = |a: f64, b: f64| (a - b).abs() > UNLIKE * a.abs().max(b.abs());
    let reference =
        (1..all.len()).find(|&i| differs(sums[i].granted, sums[0].granted)).unwrap_or(0);
    let mut said = Vec::new();
    for i in (1..all.len()).filter(|&i| i != reference) {
        let (mine, theirs) = (sums[i], sums[reference]);
        if !differs(mine.granted, theirs.granted) && !differs(mine.used, theirs.used) {
            continue;
        }
        said.push(format!(
            "{} and {} have unlike external money: US${} and US${} granted, US${} and US${} used",
            all[i].name,
            all[reference].name,
            grouped(mine.granted),
            grouped(theirs.granted),
            grouped(mine.used),
            grouped(theirs.used)
        ));
        // What both share with the baseline is left as it is; only what is beyond it is scaled.
        let beyond = |of: fn(&External) -> f64| {
            let base = if reference == 0 { 0.0 } else { of(&sums[0]) };
            let (mine, theirs) = (of(&mine) - base, of(&theirs) - base);
            (mine > 0.0 && theirs > 0.0 && differs(mine, theirs)).then(|| theirs / mine)
        };
        let factors = [
            ("granted", "", beyond(|x| x.granted)),
            ("used", ", as far as it can use more", beyond(|x| x.used)),
        ];
        for (word, limit, factor) in factors {
            if let Some(factor) = factor {
                said.push(format!(
                    "  to match on money {word}: multiply money or budget of what {} has beyond the baseline by {factor:.3}{limit}",
                    all[i].name
                ));
            }
        }
    }
    said
}

/// A row of `money.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct MoneyRow {
    /// Scenario.
    pub scenario: String,
    /// Intervention; empty where it is of the whole scenario.
    pub intervention: String,
    /// What it is.
    pub what: String,
    /// Mean over replicates with the ends of its interval, where it is defined.
    pub value: Option<(f64, Option<f64>, Option<f64>)>,
    /// Unit.
    pub unit: &'static str,
    /// Replicates.
    pub replicates: usize,
}

/// All that is told of money, as rows.
pub fn rows(all: &[Accounts]) -> Vec<MoneyRow> {
    let mut rows = Vec::new();
    let Some(base) = all.first() else { return rows };
    for (i, accounts) in all.iter().enumerate() {
        let mut add = |intervention: &str, what: &str, value, unit, replicates| {
            rows.push(MoneyRow {
                scenario: accounts.name.clone(),
                intervention: intervention.to_owned(),
                what: what.to_owned(),
                value,
                unit,
                replicates,
            });
        };
        let whole = |x: f64| Some((x, None, None));
        let ends = |of: &Span| Some((of.mean, of.low, of.high));
        let mean = |of: &Estimate| Some((of.mean, of.low(), of.high()));
        for told in accounts.told() {
            let n = told.replicates;
            add(&told.name, "people", whole(told.people), "persons", n);
            for (head, amount) in AMOUNTS.iter().zip(&told.amounts) {
                add(&told.name, head, ends(amount), "US$", n);
            }
            for (purpose, amount) in &told.spending {
                add(&told.name, &format!("spent_on_{purpose}"), whole(*amount), "US$", n);
            }
            let span = |months: Option<(i32, i32)>| {
                months.map_or([None; 2], |(a, b)| [whole(f64::from(a)), whole(f64::from(b))])
            };
            let [first, last] = span(told.at_work.0);
            add(&told.name, "first_month", first, "months", told.at_work.1);
            add(&told.name, "last_month", last, "months", told.at_work.1);
            add(&told.name, "first_paid", span(told.paid.0)[0], "months", told.paid.1);
            add(&told.name, "left_early", whole(told.left_early as f64), "replicates", n);
        }
        let n = accounts.replicates.len();
        let external = accounts.external();
        add("", "external_granted", whole(external.granted), "US$", n);
        add("", "external_used", whole(external.used), "US$", n);
        if let Some(told) = cost(base, accounts).filter(|_| i > 0) {
            add("", "external_used_more", mean(&told.money), "US$", told.money.n);
            add("", "violent_acts_averted", mean(&told.averted), "acts", told.averted.n);
            let ratio = told.ratio.map(|(value, low, high)| (value, Some(low), Some(high)));
            add("", "cost_per_act_averted", ratio, "US$", told.averted.n);
        }
    }
    rows
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
}
