//! Scenarios compared replicate by replicate: they share their draws, so their differences are
//! those of the scenarios and not of luck.

use super::statistics::{Paired, estimate, holm, paired_after, stein_replicates};
use crate::metrics::{self, Column, Direction};
use crate::output::Record;
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// Level of Holm-adjusted p values at which a difference is told.
const LEVEL: f64 = 0.05;

/// What is compared.
#[derive(Debug, Clone)]
pub struct Question {
    /// Metrics, each with all its levels; only totals where `totals_only`.
    pub metrics: Vec<String>,
    /// Leave levels of dimensions out.
    pub totals_only: bool,
    /// First and last month over which a replicate's value is the mean.
    pub window: (i32, i32),
    /// A metric whose first so many pairs have said how many there should be: its total has the interval of Stein's
    /// two-stage procedure.
    pub pilot: Option<(String, usize)>,
}

/// What a comparison says of one number of one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonRow {
    /// Metric.
    pub metric: &'static str,
    /// Dimension; empty in a total.
    pub dimension: &'static str,
    /// Level; empty in a total.
    pub level: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Name of the scenario that it is compared with: the baseline.
    pub against: String,
    /// Mean of the baseline.
    pub baseline: f64,
    /// The scenario compared with it.
    pub scenario: String,
    /// The paired comparison.
    pub paired: Paired,
    /// What may be said.
    pub verdict: Verdict,
    /// In how many worlds it lies which way, where both scenarios spread their replicates over one ensemble.
    pub worlds: Option<Worlds>,
}

impl ComparisonRow {
    /// In how many worlds it is better, in words; `None` without an ensemble.
    pub fn in_worlds(&self) -> Option<String> {
        Some(self.worlds?.words(self.metric))
    }
}

/// Which way a metric is better; neither where it is not known.
fn direction(metric: &str) -> Direction {
    metrics::named(metric).map_or(Direction::Neutral, |metric| metric.direction)
}

/// In how many worlds, sets of parameters of an ensemble, a scenario has more than the baseline: each by the mean over its
/// pairs of replicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worlds {
    /// Worlds in which it has more.
    pub higher: usize,
    /// Worlds in which it has less.
    pub lower: usize,
    /// Worlds of which there are pairs.
    pub all: usize,
}

impl Worlds {
    fn of((first, scenario): (&Scenario, &Scenario), pairs: &[(u32, f64, f64)]) -> Option<Self> {
        let ensemble = first.ensemble.as_ref()?;
        if scenario.ensemble.as_ref()?.bytes != ensemble.bytes {
            return None;
        }
        let mut sums: BTreeMap<u32, f64> = BTreeMap::new();
        for (replicate, base, own) in pairs {
            *sums.entry(ensemble.of_replicate(*replicate).number).or_default() += own - base;
        }
        let higher = sums.values().filter(|sum| **sum > 0.0).count();
        let lower = sums.values().filter(|sum| **sum < 0.0).count();
        Some(Self { higher, lower, all: sums.len() })
    }

    /// As `better in 83 of 100 worlds`; higher, of a metric of which neither is better.
    pub fn words(self, metric: &str) -> String {
        let (word, count) = match direction(metric) {
            Direction::Up => ("better", self.higher),
            Direction::Down => ("better", self.lower),
            Direction::Neutral => ("higher", self.higher),
        };
        format!("{word} in {count} of {} worlds", self.all)
    }
}

/// What may be said of a difference, after Holm's correction over all rows of a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Not one replicate differs.
    Identical,
    /// Noise would explain it.
    NotShown,
    /// Higher, of a metric of which neither is better.
    Higher,
    /// Lower, of a metric of which neither is better.
    Lower,
    /// Better.
    Better,
    /// Worse.
    Worse,
}

impl Verdict {
    /// The words of tables.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::NotShown => "no difference shown",
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::Better => "better",
            Self::Worse => "worse",
        }
    }

    /// Whether a difference is shown.
    pub const fn is_shown(self) -> bool {
        !matches!(self, Self::Identical | Self::NotShown)
    }

    fn of(paired: &Paired, adjusted: f64, direction: Direction) -> Self {
        let is_higher = paired.difference > 0.0;
        if paired.difference == 0.0 && paired.deviation == 0.0 {
            return Self::Identical;
        }
        if adjusted >= LEVEL {
            return Self::NotShown;
        }
        match (direction, is_higher) {
            (Direction::Neutral, true) => Self::Higher,
            (Direction::Neutral, false) => Self::Lower,
            (Direction::Up, true) | (Direction::Down, false) => Self::Better,
            (Direction::Up, false) | (Direction::Down, true) => Self::Worse,
        }
    }
}

/// What may be said of each of several differences in metrics, after Holm's correction over all of them.
pub fn verdicts(differences: &[(&str, &Paired)]) -> Vec<Verdict> {
    // One pair judges nothing.
    let p: Vec<f64> = differences.iter().map(|(_, paired)| paired.p.unwrap_or(1.0)).collect();
    let judge = |((metric, paired), adjusted): (&(&str, &Paired), f64)| {
        Verdict::of(paired, adjusted, direction(metric))
    };
    differences.iter().zip(holm(&p)).map(judge).collect()
}

/// Replicates that both have, and the values of both over the window that the second says.
fn by_replicate(
    a: &[Record],
    b: &[Record],
    column: usize,
    window: impl Fn(&Record) -> Option<(i32, i32)>,
) -> Vec<(u32, f64, f64)> {
    let of = |first: &Record| {
        let second = b.iter().find(|second| second.replicate == first.replicate)?;
        let window = window(second)?;
        Some((first.replicate, first.mean(column, window)?, second.mean(column, window)?))
    };
    a.iter().filter_map(of).collect()
}

/// Values of both, replicate by replicate, for replicates that both have, over the window that the second says.
pub(super) fn pairs(
    a: &[Record],
    b: &[Record],
    column: usize,
    window: impl Fn(&Record) -> Option<(i32, i32)>,
) -> (Vec<f64>, Vec<f64>) {
    by_replicate(a, b, column, window).into_iter().map(|(_, first, second)| (first, second)).unzip()
}

/// Compares every scenario with the first. Rows in the order of scenarios and of metrics; verdicts
/// are adjusted over the rows of each scenario.
pub fn compare(question: &Question, runs: &[(&Scenario, &[Record])]) -> Vec<ComparisonRow> {
    let columns = metrics::columns();
    let asked = |column: &Column| {
        question.metrics.iter().any(|name| name == column.metric.name)
            && (!question.totals_only || column.dimension.is_empty())
    };
    let Some((&(first, baseline), others)) = runs.split_first() else { return Vec::new() };
    let mut rows = Vec::new();
    for &(scenario, records) in others {
        let start = rows.len();
        for (i, column) in columns.iter().enumerate().filter(|(_, column)| asked(column)) {
            let all = by_replicate(baseline, records, i, |_| Some(question.window));
            let (base, own): (Vec<f64>, Vec<f64>) = all.iter().map(|(_, a, b)| (*a, *b)).unzip();
            let pilot = match &question.pilot {
                Some((metric, pilot))
                    if metric == column.metric.name && column.level.is_empty() =>
                {
                    *pilot
                }
                _ => usize::MAX,
            };
            let paired = paired_after(&base, &own, pilot);
            let (Some(paired), Some(mean)) = (paired, estimate(&base)) else {
                continue;
            };
            rows.push(ComparisonRow {
                metric: column.metric.name,
                dimension: column.dimension,
                level: column.level,
                unit: column.metric.unit,
                against: first.name.clone(),
                baseline: mean.mean,
                scenario: scenario.name.clone(),
                verdict: Verdict::NotShown,
                worlds: Worlds::of((first, scenario), &all),
                paired,
            });
        }
        let own: Vec<(&str, &Paired)> =
            rows[start..].iter().map(|row| (row.metric, &row.paired)).collect();
        let verdicts = verdicts(&own);
        for (row, verdict) in rows[start..].iter_mut().zip(verdicts) {
            row.verdict = verdict;
        }
    }
    rows
}

/// Compares every two scenarios: each with all that come before it. Verdicts are adjusted over the rows of each pair.
pub fn every_pair(question: &Question, runs: &[(&Scenario, &[Record])]) -> Vec<ComparisonRow> {
    (0..runs.len()).flat_map(|first| compare(question, &runs[first..])).collect()
}

/// How precisely a metric is to be known.
#[derive(Debug, Clone, PartialEq)]
pub struct Precision {
    /// Metric; its total counts.
    pub metric: String,
    /// Wanted half-width over the mean of the baseline.
    pub share: f64,
}

/// Replicates that a pilot says are needed in all for the wanted precision of every scenario's
/// difference (Stein's two-stage procedure), `None` where the baseline is 0, and how many the pilot had.
pub fn replicates_needed(
    precision: &Precision,
    window: (i32, i32),
    pilot: &[(&Scenario, &[Record])],
) -> (Option<usize>, usize) {
    let metrics = vec![precision.metric.clone()];
    let question = Question { metrics, totals_only: true, window, pilot: None };
    let rows = compare(&question, pilot);
    let n = rows.iter().map(|row| row.paired.n).min().unwrap_or(0);
    let deviation = rows.iter().map(|row| row.paired.deviation).fold(0.0, f64::max);
    let baseline = rows.first().map_or(0.0, |row| row.baseline.abs());
    let half_width = precision.share * baseline;
    ((half_width > 0.0).then(|| stein_replicates(n, deviation, half_width)), n)
}
