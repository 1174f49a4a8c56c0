//! Whether a scenario's numbers can be relied on: is it level before and after month 0, how many replicates does a
//! metric need, and what difference could be seen at all (model, sections 3 and 8).

use super::statistics::{
    Estimate, Range, Span, deviation, estimate, smallest_shown, span, t_quantile,
};
use crate::metrics;
use crate::output::Record;

/// Months at the end of the burn-in, and after month 0, that must be level.
const SPAN: i32 = 48;
/// Slope, as a share of the mean a year, below which a series counts as level.
pub const LEVEL: f64 = 0.02;
/// Probability of seeing a difference that is there.
const POWER: f64 = 0.8;
/// Replicates beyond which nobody would go.
const MOST: usize = 100_000;

/// Least-squares slope of a monthly series over its mean, a year; `None` where the mean is 0.
pub fn slope_a_year(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    let middle = (n - 1.0) / 2.0;
    let mean = values.iter().sum::<f64>() / n;
    let cross: f64 = values.iter().enumerate().map(|(i, v)| (i as f64 - middle) * (v - mean)).sum();
    let spread: f64 = (0..values.len()).map(|i| (i as f64 - middle).powi(2)).sum();
    (mean != 0.0 && spread > 0.0).then(|| 12.0 * cross / spread / mean)
}

/// What may be said of a slope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steadiness {
    /// Its whole interval lies within 2 % a year.
    Level,
    /// Its whole interval lies beyond.
    Drifts,
    /// The interval holds both: more replicates are needed to tell.
    Unclear,
}

impl Steadiness {
    /// The word of tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Drifts => "drifts",
            Self::Unclear => "cannot tell",
        }
    }

    fn of(slope: &Estimate) -> Self {
        let half = slope.half_width.unwrap_or(f64::INFINITY);
        match (slope.mean.abs() + half < LEVEL, slope.mean.abs() - half > LEVEL) {
            (true, _) => Self::Level,
            (_, true) => Self::Drifts,
            _ => Self::Unclear,
        }
    }
}

/// The slope of a metric over a stretch of months.
#[derive(Debug, Clone, PartialEq)]
pub struct Slope {
    /// Metric, its total.
    pub metric: &'static str,
    /// First month.
    pub from: i32,
    /// Last month.
    pub to: i32,
    /// Slope over the mean, a year, over replicates; `None` where no replicate has these months, or its mean is 0.
    pub slope: Option<Estimate>,
    /// What may be said.
    pub steadiness: Steadiness,
}

/// How well a metric is known, and what it would take to know it better.
#[derive(Debug, Clone, PartialEq)]
pub struct Convergence {
    /// Metric, its total; a replicate's value is its mean over all months after month 0.
    pub metric: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Mean over replicates with its 95 % interval.
    pub mean: Span,
    /// Standard deviation over replicates; `None` with fewer than two.
    pub deviation: Option<f64>,
    /// Replicates after which the 95 % interval is within 5 % of the mean on either side; `None`
    /// beyond 100,000, and where the deviation is not known.
    pub for_five_percent: Option<usize>,
    /// Likewise within 1 %.
    pub for_one_percent: Option<usize>,
    /// Smallest difference between two scenarios, each with as many replicates and without pairing, that a t test at
    /// 5 % would show with probability 0.8. Pairing divides it by the square root of the gain that `compare` prints. `None`
    /// with fewer than two replicates, or where they do not differ.
    pub detectable: Option<f64>,
}

/// Smallest difference that a t test at 5 %, paired or not, shows with probability 0.8, from the standard error of the
/// difference and its degrees of freedom.
pub fn detectable(error: f64, freedom: usize) -> f64 {
    smallest_shown(freedom, 0.05, POWER) * error
}

/// Replicates after which t(n − 1)·deviation/√n is no more than `half_width`; `None` beyond 100,000.
pub fn replicates_for(deviation: f64, half_width: f64) -> Option<usize> {
    let suffices =
        |n: usize| t_quantile(n - 1, 0.975) * deviation / (n as f64).sqrt() <= half_width;
    if !suffices(MOST) {
        return None;
    }
    // The half-width falls with n: halve the stretch in which it crosses.
    let (mut low, mut high) = (1, MOST);
    while high - low > 1 {
        let middle = usize::midpoint(low, high);
        if suffices(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

/// Slopes of these metrics over the last months of the burn-in, which records must hold, and over the first after it.
pub fn slopes(records: &[&Record], names: &[String]) -> Vec<Slope> {
    let columns = metrics::columns();
    let mut slopes = Vec::new();
    for at in names.iter().filter_map(|name| metrics::total(name)) {
        for (from, to) in [(1 - SPAN, 0), (1, SPAN)] {
            let of = |record: &&Record| {
                let months = record.months.iter().zip(&record.values);
                let series: Vec<f64> = months
                    .filter(|(month, _)| (from..=to).contains(*month))
                    .filter_map(|(_, values)| values[at])
                    .collect();
                (series.len() as i32 == SPAN).then(|| slope_a_year(&series)).flatten()
            };
            let values: Vec<f64> = records.iter().filter_map(of).collect();
            let slope = estimate(&values);
            let steadiness = slope.as_ref().map_or(Steadiness::Unclear, Steadiness::of);
            slopes.push(Slope { metric: columns[at].metric.name, from, to, slope, steadiness });
        }
    }
    slopes
}

/// How well these metrics are known from the replicates at hand.
pub fn convergence(records: &[&Record], names: &[String]) -> Vec<Convergence> {
    let columns = metrics::columns();
    let of = |at: usize| {
        let values: Vec<f64> =
            records.iter().filter_map(|record| record.mean(at, (1, i32::MAX))).collect();
        let unit = columns[at].metric.unit;
        let mean = span(&values, Range::of_unit(unit))?;
        let n = values.len();
        let deviation = (n > 1).then(|| deviation(&values));
        let within = |share: f64| replicates_for(deviation?, share * mean.mean.abs());
        let error = deviation.map_or(0.0, |deviation| deviation * (2.0 / n as f64).sqrt());
        Some(Convergence {
            metric: columns[at].metric.name,
            unit,
            deviation,
            for_five_percent: within(0.05),
            for_one_percent: within(0.01),
            detectable: (error > 0.0).then(|| detectable(error, 2 * n - 2)),
            mean,
        })
    };
    names.iter().filter_map(|name| metrics::total(name)).filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verif_a_slope_is_that_of_a_line() {
        // 100 rising by one a month: mean 150 over 101 months, 12/150 a year.
        let line: Vec<f64> = (0..101).map(|month| 100.0 + f64::from(month)).collect();
        assert!((slope_a_year(&line).unwrap() - 12.0 / 150.0).abs() < 1e-12);
        assert_eq!(slope_a_year(&[0.0; 48]), None);
    }

    #[test]
    fn verif_replicates_are_the_fewest_that_suffice() {
        // Deviation 1, half-width 1: t(5)/√6 = 2.5706/2.4495 = 1.049, t(6)/√7 = 2.4469/2.6458 = 0.925.
        assert_eq!(replicates_for(1.0, 1.0), Some(7));
        assert_eq!(replicates_for(0.0, 1.0), Some(2));
        assert_eq!(replicates_for(1.0, 1e-9), None);
    }

    #[test]
    fn verif_the_detectable_difference_is_that_of_a_power_table() {
        // Two groups of 10: 1.3249 deviations (Cohen 1988, G*Power), √(2/10) deviations the standard error.
        assert!((detectable(0.2_f64.sqrt(), 18) - 1.3249).abs() < 5e-3);
        // With very many degrees (1.960 + 0.842) standard errors.
        assert!((detectable(1.0, 1_000_000) - 2.8016).abs() < 1e-3);
    }

    #[test]
    fn what_is_said_of_a_slope_needs_its_whole_interval() {
        let slope = |mean, half| Estimate { mean, half_width: Some(half), n: 8 };
        assert_eq!(Steadiness::of(&slope(0.001, 0.01)), Steadiness::Level);
        assert_eq!(Steadiness::of(&slope(-0.05, 0.01)), Steadiness::Drifts);
        assert_eq!(Steadiness::of(&slope(0.01, 0.02)), Steadiness::Unclear);
        assert_eq!(
            Steadiness::of(&Estimate { mean: 0.0, half_width: None, n: 1 }),
            Steadiness::Unclear
        );
    }
}
