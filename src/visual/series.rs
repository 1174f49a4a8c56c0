//! Series of a run: values by level, replicate and month, and their means with intervals.

use super::data::{CsvRow, real};
use crate::experiment::statistics::estimate;
use std::collections::BTreeMap;

/// Values of a replicate by month.
pub(super) type Series = Vec<(f64, f64)>;

/// Series by replicate.
pub(super) type Replicates = BTreeMap<String, Series>;

/// Series by level and replicate.
pub(super) type Levels = BTreeMap<String, Replicates>;

/// A mean over replicates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    /// Month.
    pub month: f64,
    /// Mean.
    pub mean: f64,
    /// Half-width of its 95 % interval; 0 with one replicate.
    pub half: f64,
}

/// Values of a metric along a dimension, after month 0; the total where the dimension is empty.
pub(super) fn levels(rows: &[CsvRow], metric: &str, dimension: &str) -> Levels {
    let mut levels = Levels::new();
    for row in rows {
        let is = |column: &str, name: &str| row.get(column).is_some_and(|found| found == name);
        let is_it = is("metric", metric) && is("dimension", dimension);
        if let (true, Some(month), Some(value)) = (is_it, real(row, "month"), real(row, "value"))
            && month > 0.0
        {
            let level = row.get("level").cloned().unwrap_or_default();
            let replicate = row.get("replicate").cloned().unwrap_or_default();
            levels.entry(level).or_default().entry(replicate).or_default().push((month, value));
        }
    }
    levels
}

/// Moving means over twelve months, fewer at both ends: monthly noise is not what is shown. Series
/// shorter than two years stay as they are.
pub(super) fn smooth(series: &[(f64, f64)]) -> Series {
    let n = series.len();
    if n < 24 {
        return series.to_vec();
    }
    let at = (0..n).step_by(2).chain(n.is_multiple_of(2).then_some(n - 1));
    at.map(|i| {
        let window = &series[i.saturating_sub(6)..(i + 6).min(n)];
        (series[i].0, window.iter().map(|p| p.1).sum::<f64>() / window.len() as f64)
    })
    .collect()
}

/// Mean over replicates of smoothed series with the half-widths of their 95 % t intervals.
pub(super) fn band(replicates: &Replicates) -> Vec<Point> {
    let curves: Vec<Series> = replicates.values().map(|series| smooth(series)).collect();
    let length = curves.iter().map(Vec::len).min().unwrap_or(0);
    (0..length)
        .filter_map(|i| {
            let values: Vec<f64> = curves.iter().map(|curve| curve[i].1).collect();
            let e = estimate(&values)?;
            let half = e.half_width.unwrap_or(0.0);
            Some(Point { month: curves[0][i].0, mean: e.mean, half })
        })
        .collect()
}

/// The sum of several levels, month by month, for each replicate.
pub(super) fn sum<'a>(levels: impl Iterator<Item = &'a Replicates>) -> Replicates {
    let mut sums: BTreeMap<String, BTreeMap<i64, f64>> = BTreeMap::new();
    for replicates in levels {
        for (replicate, series) in replicates {
            let of = sums.entry(replicate.clone()).or_default();
            for (month, value) in series {
                *of.entry(*month as i64).or_default() += value;
            }
        }
    }
    let series = |months: BTreeMap<i64, f64>| months.into_iter().map(|(m, v)| (m as f64, v));
    sums.into_iter().map(|(replicate, months)| (replicate, series(months).collect())).collect()
}

/// The mean over all months and replicates.
pub(super) fn mean(replicates: &Replicates) -> f64 {
    let values: Vec<f64> = replicates.values().flatten().map(|(_, value)| *value).collect();
    estimate(&values).map_or(0.0, |e| e.mean)
}

/// The last month of all series.
pub(super) fn last_month<'a>(levels: impl Iterator<Item = &'a Replicates>) -> f64 {
    levels.flat_map(BTreeMap::values).flatten().map(|(month, _)| *month).fold(0.0, f64::max)
}

/// How means over replicates were made, in words.
pub(super) fn smoothing(months: f64, replicates: usize) -> String {
    let means = if months < 24.0 { "Monthly values" } else { "Moving means over 12 months" };
    match replicates {
        1 => format!("{means}; one replicate, so no interval"),
        n => format!("{means}; mean of {n} replicates with its 95 % interval"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_is_the_mean_with_its_t_interval() {
        let one = |value: f64| vec![(1.0, value)];
        let replicates: Replicates =
            [("1".to_owned(), one(2.0)), ("2".to_owned(), one(4.0))].into_iter().collect();
        let band = band(&replicates);
        assert!((band[0].mean - 3.0).abs() < 1e-12);
        assert!((band[0].half - 12.706).abs() < 1e-2, "t of one degree of freedom, error 1");
    }
}
