//! Series of a run: values by level, replicate and month, and what replicates do over time. Replicates are never averaged
//! into a line that none of them took.

use super::data::{CsvRow, real};
use crate::experiment::statistics::estimate;
use std::collections::BTreeMap;

/// Values of a replicate by month.
pub(super) type Series = Vec<(f64, f64)>;

/// Series by replicate.
pub(super) type Replicates = BTreeMap<String, Series>;

/// Series by level and replicate.
pub(super) type Levels = BTreeMap<String, Replicates>;

/// Months from which on a run is told by years.
const YEARLY: f64 = 24.0;

/// Replicates from which on their quantiles are drawn.
const FAN: usize = 5;

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

/// What replicates do over time: a mean a year, in runs shorter than two years a value a month. It is drawn as a step, as
/// one number is all that is known of a year.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Course {
    /// From and until which month each value holds.
    pub pieces: Vec<(f64, f64)>,
    /// A value for each piece of each replicate; none where it is not defined.
    pub replicates: Vec<Vec<Option<f64>>>,
}

impl Course {
    /// Of replicates up to a month.
    pub(super) fn of(replicates: &Replicates, months: f64) -> Self {
        let long = if months < YEARLY { 1.0 } else { 12.0 };
        let n = libm::ceil(months / long) as usize;
        let pieces = (0..n).map(|i| (i as f64 * long, ((i + 1) as f64 * long).min(months)));
        let by_piece = |series: &Series| {
            let mut sums = vec![(0.0, 0.0); n];
            for (month, value) in series {
                let piece = ((month - 1.0) / long) as usize;
                if let Some(sum) = sums.get_mut(piece) {
                    *sum = (sum.0 + value, sum.1 + 1.0);
                }
            }
            sums.into_iter().map(|(sum, count)| (count > 0.0).then(|| sum / count)).collect()
        };
        Self { pieces: pieces.collect(), replicates: replicates.values().map(by_piece).collect() }
    }

    /// Whether there are replicates enough for quantiles.
    pub(super) fn has_fan(&self) -> bool {
        self.replicates.len() >= FAN
    }

    /// All values.
    pub(super) fn values(&self) -> impl Iterator<Item = f64> {
        self.replicates.iter().flatten().copied().flatten()
    }

    /// A quantile over replicates of each piece, between the two nearest; none where no replicate has a value.
    pub(super) fn quantile(&self, share: f64) -> Vec<Option<f64>> {
        let at = |piece: usize| {
            let mut values: Vec<f64> =
                self.replicates.iter().filter_map(|replicate| replicate[piece]).collect();
            values.sort_by(f64::total_cmp);
            let place = share * values.len().checked_sub(1)? as f64;
            let low = place as usize;
            let high = (low + 1).min(values.len() - 1);
            Some(values[low] + (values[high] - values[low]) * (place - low as f64))
        };
        (0..self.pieces.len()).map(at).collect()
    }

    /// The median over replicates in the last piece.
    pub(super) fn last(&self) -> f64 {
        self.quantile(0.5).last().copied().flatten().unwrap_or(0.0)
    }

    /// Corners of the steps through values, in as many parts as there are gaps between.
    pub(super) fn steps(&self, values: &[Option<f64>]) -> Vec<Vec<(f64, f64)>> {
        let mut parts: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
        for (&(from, until), value) in self.pieces.iter().zip(values) {
            match (value, parts.last_mut()) {
                (Some(value), Some(part)) => part.extend([(from, *value), (until, *value)]),
                _ => parts.push(Vec::new()),
            }
        }
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// In how many replicates the last year is above the first, and of how many; none of a single year.
    pub(super) fn rises(&self) -> Option<(usize, usize)> {
        if self.pieces.len() < 2 {
            return None;
        }
        let ends = self.replicates.iter().filter_map(|replicate| {
            let (first, last) = (replicate.first().copied()??, replicate.last().copied()??);
            Some(last > first)
        });
        let ends: Vec<bool> = ends.collect();
        (!ends.is_empty()).then(|| (ends.iter().filter(|rises| **rises).count(), ends.len()))
    }
}

/// How replicates over so many months are drawn, in words.
pub(super) fn drawn(months: f64, replicates: usize, has_bands: bool) -> String {
    let values = if months < YEARLY { "Values of months" } else { "Means of years" };
    match replicates {
        1 => format!("{values}; one replicate"),
        n if n < FAN || !has_bands => {
            format!("{values}; thin: each of {n} replicates, thick: their median")
        }
        n => format!(
            "{values}; thin: each of {n} replicates, thick: their median, bands: half and four fifths of them"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replicates(of: &[&[f64]]) -> Replicates {
        let series = |values: &&[f64]| (1..).map(f64::from).zip(values.iter().copied()).collect();
        (1..).map(|k: u32| k.to_string()).zip(of.iter().map(series)).collect()
    }

    /// Donors leave in one of two: no line is drawn between the two futures' years, and none ramps.
    #[test]
    fn a_course_is_a_step_a_year_and_quantiles_are_of_replicates() {
        let (stays, falls) = ([8.0; 24], [[8.0; 12], [0.0; 12]].concat());
        let course = Course::of(&replicates(&[&stays, &falls]), 24.0);
        assert_eq!(course.pieces, [(0.0, 12.0), (12.0, 24.0)]);
        assert_eq!(course.replicates[1], [Some(8.0), Some(0.0)]);
        let steps = course.steps(&course.replicates[1]);
        assert_eq!(steps, [[(0.0, 8.0), (12.0, 8.0), (12.0, 0.0), (24.0, 0.0)]]);
        assert_eq!(course.quantile(0.25), [Some(8.0), Some(2.0)]);
        assert_eq!(course.rises(), Some((0, 2)));
        assert!(!course.has_fan());
    }

    #[test]
    fn what_is_not_defined_is_a_gap() {
        let mut series = replicates(&[&[1.0, 2.0, 3.0]]);
        for series in series.values_mut() {
            series.retain(|(month, _)| *month != 2.0);
        }
        let course = Course::of(&series, 3.0);
        assert_eq!(course.quantile(0.5), [Some(1.0), None, Some(3.0)]);
        assert_eq!(course.steps(&course.quantile(0.5)).len(), 2);
    }
}
