//! Options by outcomes over all worlds: means with intervals, and in how many worlds each is best, worst, dominated or enough;
//! and regret, what is lost by an option where another would have been best (Savage 1951).

use super::{Decided, Panel, less};
use crate::experiment::statistics::{Paired, Range, Span, estimate, paired, share_of, span};
use crate::scenario::decision::Better;

/// An option and an outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Front {
    /// Position of the scenario.
    pub arm: usize,
    /// Position of the outcome.
    pub outcome: usize,
    /// Mean over worlds.
    pub mean: Span,
    /// Option less baseline, over worlds; `None` of the baseline.
    pub difference: Option<Paired>,
    /// Share of worlds in which it is better than the baseline; `None` of the baseline.
    pub better: Option<Span>,
    /// Share of worlds in which no other is better; ties count for all of them.
    pub best: Span,
    /// Share of worlds in which no other is worse.
    pub worst: Span,
    /// Share of worlds in which it reaches the threshold; `None` without one.
    pub satisfied: Option<Span>,
    /// Share of worlds in which another is as good in every outcome and better in one.
    pub dominated: Option<Span>,
    /// Whether no other is as good in the mean of every outcome and better in one.
    pub is_on_front: bool,
    /// Worlds in which it is defined for all.
    pub worlds: usize,
}

/// What an option loses where another would have been best.
#[derive(Debug, Clone, PartialEq)]
pub struct Regret {
    /// Position of the scenario.
    pub arm: usize,
    /// Position of the outcome.
    pub outcome: usize,
    /// Mean over worlds.
    pub mean: Span,
    /// Mean over the tenth of worlds in which it loses most.
    pub worst_tenth: f64,
    /// In the world in which it loses most.
    pub most: f64,
}

/// Mean over the tenth of numbers that are least, of one at least.
pub(super) fn least_tenth(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len().div_ceil(10).max(1);
    sorted.iter().take(n).sum::<f64>() / n as f64
}

/// How good an arm is at most, in a world of a panel.
fn best_of(panel: &Panel, world: usize) -> f64 {
    panel.values.iter().map(|of| panel.sign * of[world]).fold(f64::NEG_INFINITY, f64::max)
}

/// Whether one is as good as another in all numbers and better in one; in each more is better.
fn dominates(one: &[f64], other: &[f64]) -> bool {
    let gains: Vec<f64> = one.iter().zip(other).map(|(a, b)| less(*a, *b)).collect();
    gains.iter().all(|gain| *gain >= 0.0) && gains.iter().any(|gain| *gain > 0.0)
}

/// Numbers of all arms in the outcomes by which options are dominated: world by world, and their means.
struct Numbers {
    /// World, arm, outcome.
    worlds: Vec<Vec<Vec<f64>>>,
    /// Arm, outcome.
    means: Vec<Vec<f64>>,
}

impl Numbers {
    fn of(decided: &Decided) -> Self {
        let arms = decided.scenarios();
        let outcomes: Vec<usize> = (0..decided.decision.outcomes.len())
            .filter(|&outcome| !decided.decision.outcomes[outcome].is_part)
            .collect();
        let of = |arm: usize, world: usize| -> Option<Vec<f64>> {
            let value = |&outcome: &usize| {
                let sign = decided.decision.outcomes[outcome].better.sign();
                Some(sign * decided.value(arm, outcome, world)?)
            };
            outcomes.iter().map(value).collect()
        };
        let worlds: Vec<Vec<Vec<f64>>> = (0..decided.worlds.len())
            .filter_map(|world| (0..arms).map(|arm| of(arm, world)).collect())
            .collect();
        let mean = |arm: usize, outcome: usize| {
            let all = worlds.iter().map(|world| world[arm][outcome]);
            all.sum::<f64>() / worlds.len().max(1) as f64
        };
        let means = (0..arms).map(|arm| (0..outcomes.len()).map(|at| mean(arm, at)).collect());
        Self { means: means.collect(), worlds }
    }

    fn is_dominated(arm: usize, all: &[Vec<f64>]) -> bool {
        all.iter().enumerate().any(|(other, one)| other != arm && dominates(one, &all[arm]))
    }
}

/// All scenarios by all outcomes, in their order; nothing without a world.
pub fn front(decided: &Decided) -> Vec<Front> {
    let whole = Numbers::of(decided);
    let mut rows = Vec::new();
    for arm in 0..decided.scenarios() {
        let in_worlds =
            whole.worlds.iter().filter(|world| Numbers::is_dominated(arm, world)).count();
        let dominated = share_of(in_worlds, whole.worlds.len());
        let is_on_front = !Numbers::is_dominated(arm, &whole.means);
        for outcome in 0..decided.decision.outcomes.len() {
            let panel = decided.panel(outcome, decided.scenarios());
            rows.extend(row(decided, &panel, (arm, outcome)).map(|row| Front {
                dominated,
                is_on_front,
                ..row
            }));
        }
    }
    rows
}

fn row(decided: &Decided, panel: &Panel, (arm, outcome): (usize, usize)) -> Option<Front> {
    let (own, asked) = (&panel.values[arm], &decided.decision.outcomes[outcome]);
    let worlds = panel.worlds.len();
    let share = |is_so: &dyn Fn(usize) -> bool| {
        share_of((0..worlds).filter(|&world| is_so(world)).count(), worlds)
    };
    let others = |arm: usize, is_so: fn(f64) -> bool| {
        let gains: Vec<Vec<f64>> =
            (0..panel.values.len()).map(|other| panel.gains(arm, other)).collect();
        share(&|world| gains.iter().all(|of| is_so(of[world])))
    };
    let is_option = arm != decided.baseline;
    let gains = panel.gains(arm, decided.baseline);
    Some(Front {
        arm,
        outcome,
        mean: estimate(own)?.into(),
        difference: paired(&panel.values[decided.baseline], own).filter(|_| is_option),
        better: share(&|world| gains[world] > 0.0).filter(|_| is_option),
        best: others(arm, |gain| gain >= 0.0)?,
        worst: others(arm, |gain| gain <= 0.0)?,
        satisfied: asked.threshold.and_then(|threshold| {
            share(&|world| match asked.better {
                Better::Lower => own[world] <= threshold,
                Better::Higher => own[world] >= threshold,
            })
        }),
        dominated: None,
        is_on_front: false,
        worlds,
    })
}

/// The regret of all scenarios in all outcomes.
pub fn regrets(decided: &Decided) -> Vec<Regret> {
    let mut rows = Vec::new();
    for outcome in 0..decided.decision.outcomes.len() {
        let panel = decided.panel(outcome, decided.scenarios());
        for arm in 0..decided.scenarios() {
            let lost = |(world, own): (usize, &f64)| less(best_of(&panel, world), panel.sign * own);
            let lost: Vec<f64> = panel.values[arm].iter().enumerate().map(lost).collect();
            let Some(mean) = span(&lost, Range::NotNegative) else { continue };
            let gained: Vec<f64> = lost.iter().map(|lost| -lost).collect();
            rows.push(Regret {
                arm,
                outcome,
                mean,
                worst_tenth: -least_tenth(&gained),
                most: lost.iter().copied().fold(0.0, f64::max),
            });
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_dominates_another_that_is_nowhere_better() {
        assert!(dominates(&[1.0, 2.0], &[1.0, 1.0]));
        assert!(!dominates(&[1.0, 2.0], &[1.0, 2.0]));
        assert!(!dominates(&[1.0, 0.0], &[0.0, 1.0]));
    }

    #[test]
    fn verif_the_least_tenth_is_a_mean_of_whole_worlds() {
        let values: Vec<f64> = (0..20).map(f64::from).collect();
        assert!((least_tenth(&values) - 0.5).abs() < 1e-12);
        assert!((least_tenth(&[3.0, 1.0]) - 1.0).abs() < 1e-12);
    }
}
