//! What arms of a study do against its baseline, point by point.

use super::money::External;
use super::statistics::{Span, share_of};
use super::sweep::{Told, UnitResult};
use crate::metrics::{self, Direction};
use crate::scenario::Study;

/// The outcomes of a study by scenario, point and replicate; positions from 0.
pub(super) struct Answers<'a> {
    outcomes: &'a [UnitResult],
    replicates: usize,
    points: usize,
}

/// The difference of two arms at a point.
pub(super) struct AtPoint {
    /// Mean over pairs; `None` without any.
    pub mean: Option<f64>,
    /// Pairs of replicates in which both are defined.
    pub pairs: usize,
}

impl<'a> Answers<'a> {
    /// Outcomes in the order of [`super::sweep::units`].
    pub(super) fn new(study: &Study, outcomes: &'a [UnitResult]) -> Self {
        let replicates = study.replicates as usize;
        let points = outcomes.len() / (study.scenarios.len() * replicates).max(1);
        Self { outcomes, replicates, points }
    }

    /// Points of the design.
    pub(super) fn points(&self) -> usize {
        self.points
    }

    fn outcome(&self, arm: usize, point: usize, replicate: usize) -> Option<&UnitResult> {
        self.outcomes.get((arm * self.points + point) * self.replicates + replicate)
    }

    fn value(
        &self,
        (arm, point, replicate): (usize, usize, usize),
        window: usize,
        column: usize,
    ) -> Option<f64> {
        let told: &Told = self.outcome(arm, point, replicate)?.as_ref().ok()?;
        *told.values.get(window)?.get(column)?
    }

    /// A number of an arm at a point: the mean over the replicates in which it is defined.
    pub(super) fn mean(
        &self,
        arm: usize,
        point: usize,
        window: usize,
        column: usize,
    ) -> Option<f64> {
        let of = |replicate| self.value((arm, point, replicate), window, column);
        mean(&(0..self.replicates).filter_map(of).collect::<Vec<_>>())
    }

    /// What an arm has more than another at a point, over pairs of replicates.
    pub(super) fn difference(
        &self,
        (arm, baseline): (usize, usize),
        point: usize,
        window: usize,
        column: usize,
    ) -> AtPoint {
        let pairs = self.pairs((arm, baseline), point, window, column);
        AtPoint { mean: mean(&pairs), pairs: pairs.len() }
    }

    /// External money of an arm at a point, US$ a head and year: the mean over replicates; `None` without any.
    pub(super) fn external(&self, arm: usize, point: usize) -> Option<External> {
        let told = |replicate| self.outcome(arm, point, replicate)?.as_ref().ok();
        let all: Vec<External> =
            (0..self.replicates).filter_map(|replicate| Some(told(replicate)?.external)).collect();
        let of = |money: fn(&External) -> f64| mean(&all.iter().map(money).collect::<Vec<_>>());
        Some(External { granted: of(|one| one.granted)?, used: of(|one| one.used)? })
    }

    /// What an arm has more than another in each replicate in which both are defined.
    pub(super) fn pairs(
        &self,
        (arm, baseline): (usize, usize),
        point: usize,
        window: usize,
        column: usize,
    ) -> Vec<f64> {
        let of = |replicate| {
            let value = |arm| self.value((arm, point, replicate), window, column);
            let (own, other) = (value(arm)?, value(baseline)?);
            let is_dust = (own - other).abs() <= 1e-12 * own.abs().max(other.abs());
            Some(if is_dust { 0.0 } else { own - other })
        };
        (0..self.replicates).filter_map(of).collect()
    }

    /// Why two arms have no difference at a point.
    fn reason(&self, arms: [usize; 2], point: usize) -> String {
        let told = arms.into_iter().flat_map(|arm| {
            (0..self.replicates).filter_map(move |replicate| {
                self.outcome(arm, point, replicate)?.as_ref().err().map(ToString::to_string)
            })
        });
        told.into_iter().next().unwrap_or_else(|| "not defined in both arms".to_owned())
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// A row of `differences.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Number of the point, from 1.
    pub point: u32,
    /// The arm.
    pub scenario: String,
    /// Metric, its total.
    pub metric: &'static str,
    /// Scenario less baseline, mean over pairs of replicates; `None` where it is not defined.
    pub difference: Option<f64>,
    /// Whether the arm is better there; `None` where there is no difference, or neither is better.
    pub better: Option<bool>,
    /// Last month of the window.
    pub month: i32,
    /// Pairs of replicates behind it.
    pub replicates: usize,
    /// Why there is no difference; empty where there is one.
    pub reason: String,
}

/// The difference of each arm from the baseline of its study, at every point; none without a baseline.
pub fn differences(study: &Study, outcomes: &[UnitResult]) -> Vec<Difference> {
    let Some(baseline) = study.baseline else { return Vec::new() };
    let answers = Answers::new(study, outcomes);
    let asked = study.totals();
    let mut rows = Vec::new();
    for arm in (0..study.scenarios.len()).filter(|arm| *arm != baseline) {
        for point in 0..answers.points() {
            for (window, (_, month)) in study.windows().into_iter().enumerate() {
                for &(i, column) in &asked {
                    let at = answers.difference((arm, baseline), point, window, i);
                    rows.push(Difference {
                        point: point as u32 + 1,
                        scenario: study.scenarios[arm].name.clone(),
                        metric: column.metric.name,
                        difference: at.mean,
                        better: at.mean.and_then(|mean| is_better(mean, column.metric.direction)),
                        month,
                        replicates: at.pairs,
                        reason: match at.mean {
                            Some(_) => String::new(),
                            None => answers.reason([arm, baseline], point),
                        },
                    });
                }
            }
        }
    }
    rows
}

fn is_better(difference: f64, direction: Direction) -> Option<bool> {
    direction.sign().filter(|_| difference != 0.0).map(|sign| sign * difference > 0.0)
}

/// At how many points an arm is better, of those at which it has a difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Favour {
    /// The arm.
    pub scenario: String,
    /// Metric.
    pub metric: String,
    /// Last month of the window.
    pub month: i32,
    /// Points at which it is better.
    pub better: usize,
    /// Points at which it and the baseline are the same.
    pub same: usize,
    /// Points at which the difference is defined.
    pub points: usize,
    /// The share of points at which it is better, with its score interval; `None` for a metric of which neither is
    /// better, and without points.
    pub share: Option<Span>,
    /// 5th percentile of the differences over points, their median and their 95th percentile; `None` without points.
    pub spread: Option<[f64; 3]>,
}

/// Shares of points over differences: each is an arm, a metric, a month, a difference, and whether it is better.
pub fn favours<'a>(
    rows: impl Iterator<Item = (&'a str, &'a str, i32, Option<f64>, Option<bool>)>,
) -> Vec<Favour> {
    let mut all: Vec<(Favour, Vec<f64>)> = Vec::new();
    for (scenario, metric, month, difference, better) in rows {
        let is_same = |one: &(Favour, Vec<f64>)| {
            one.0.scenario == scenario && one.0.metric == metric && one.0.month == month
        };
        let at = all.iter().position(is_same).unwrap_or_else(|| {
            let (scenario, metric) = (scenario.to_owned(), metric.to_owned());
            let (better, same, points) = (0, 0, 0);
            let (share, spread) = (None, None);
            let favour = Favour { scenario, metric, month, better, same, points, share, spread };
            all.push((favour, Vec::new()));
            all.len() - 1
        });
        let Some(difference) = difference else { continue };
        let (favour, values) = &mut all[at];
        values.push(difference);
        favour.points += 1;
        favour.same += usize::from(difference == 0.0);
        favour.better += usize::from(better == Some(true));
    }
    let finish = |(mut favour, mut values): (Favour, Vec<f64>)| {
        values.sort_by(f64::total_cmp);
        let last = values.len().saturating_sub(1) as f64;
        let at = |share: f64| values.get((last * share).round() as usize).copied();
        let is_judged =
            metrics::named(&favour.metric).is_some_and(|one| one.direction != Direction::Neutral);
        favour.share = share_of(favour.better, favour.points).filter(|_| is_judged);
        favour.spread = at(0.05).zip(at(0.5)).zip(at(0.95)).map(|((a, b), c)| [a, b, c]);
        favour
    };
    all.into_iter().map(finish).collect()
}

impl Favour {
    /// Shares of points over the rows of a study.
    pub fn of(rows: &[Difference]) -> Vec<Self> {
        favours(
            rows.iter().map(|row| {
                (row.scenario.as_str(), row.metric, row.month, row.difference, row.better)
            }),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe (1998): none of ten gives 0 to 0.2775; by hand, eight of ten give 0.490 to 0.943.
    #[test]
    fn verif_the_share_of_points_has_wilsons_interval() {
        let rows = (0..10).map(|i| {
            let difference = if i < 8 { -1.0 - f64::from(i) } else { 1.0 };
            ("b", "deaths", 12, Some(difference), is_better(difference, Direction::Down))
        });
        let none = [("b", "deaths", 12, None, None)];
        let favour = favours(rows.chain(none)).remove(0);
        assert_eq!((favour.better, favour.same, favour.points), (8, 0, 10));
        let share = favour.share.unwrap();
        assert!((share.low.unwrap() - 0.490).abs() < 1e-3, "{share:?}");
        assert!((share.high.unwrap() - 0.943).abs() < 1e-3, "{share:?}");
    }

    #[test]
    fn an_arm_that_is_the_same_everywhere_is_better_nowhere() {
        let rows = (0..4).map(|_| ("b", "deaths", 12, Some(0.0), None));
        let favour = favours(rows).remove(0);
        assert_eq!((favour.better, favour.same, favour.share.unwrap().mean), (0, 4, 0.0));
        let neutral = favours([("b", "staff", 12, Some(1.0), None)].into_iter()).remove(0);
        assert_eq!(neutral.share, None);
    }
}
