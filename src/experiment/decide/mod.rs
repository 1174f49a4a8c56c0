//! Decisions: options and the baseline lived in the same worlds, and what can be said of them over all that is not known.

mod conditions;
mod findings;
mod front;
mod page;
mod portfolio;

use super::sweep::{self, Told, Unit, UnitResult};
use crate::params::{Catalogue, Value};
use crate::scenario::Study;
use crate::scenario::decision::{Decision, Measure, Outcome};
pub use conditions::{Condition, Failure, conditions};
pub use findings::{Finding, findings};
pub use front::{Front, Regret, front, regrets};
pub use page::{Whole, page, shared};
pub use portfolio::{AIMS, Portfolio, portfolios};

/// The runs of a decision: its scenarios and portfolios, each in every world.
pub fn units(study: &Study, catalogue: &Catalogue) -> Vec<Unit> {
    sweep::units_apart(&study.with_portfolios(), 0, catalogue)
}

/// What was lived of a decision.
#[derive(Debug)]
pub struct Decided<'a> {
    /// The study.
    pub study: &'a Study,
    /// Its decision.
    pub decision: &'a Decision,
    /// Position of the baseline among the scenarios.
    pub baseline: usize,
    /// What is lived: the study's scenarios, then its portfolios.
    pub arms: Vec<String>,
    /// The worlds in which everything was lived.
    pub worlds: Vec<World>,
    /// Worlds that were left out, as something could not be lived there.
    pub left_out: usize,
    /// Means over replicates: arm, outcome, world; `None` where one is not defined.
    values: Vec<Vec<Vec<Option<f64>>>>,
    /// US dollars granted and spent: arm, mean over worlds.
    pub money: Vec<[f64; 2]>,
}

/// A world: what is not known, said.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// Its number, from 1.
    pub number: u32,
    /// Values of what is varied, in the order of the study.
    pub values: Vec<Value>,
}

impl World {
    /// Its values as numbers; switches as 0 and 1.
    fn point(&self) -> Vec<f64> {
        let number = |value: &Value| match value {
            Value::Real(number) => *number,
            Value::Whole(number) => *number as f64,
            Value::Switch(on) => f64::from(u8::from(*on)),
            Value::Text(_) | Value::Texts(_) => 0.0,
        };
        self.values.iter().map(number).collect()
    }
}

/// One outcome in the worlds in which it is defined for all that are compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// The worlds, by position.
    pub worlds: Vec<usize>,
    /// A value an arm and world.
    pub values: Vec<Vec<f64>>,
    /// 1 where more is better, −1 where less is.
    pub sign: f64,
}

impl Panel {
    /// How much better an arm is than another, world by world.
    pub fn gains(&self, arm: usize, than: usize) -> Vec<f64> {
        let pairs = self.values[arm].iter().zip(&self.values[than]);
        pairs.map(|(own, other)| self.sign * less(*own, *other)).collect()
    }
}

/// A difference; that of rounding is none.
fn less(own: f64, other: f64) -> f64 {
    let difference = own - other;
    if difference.abs() <= 1e-12 * own.abs().max(other.abs()) { 0.0 } else { difference }
}

impl<'a> Decided<'a> {
    /// Reads the runs of a decision, in the order of [`units`]; `None` where the study is none.
    pub fn new(study: &'a Study, units: &[Unit], outcomes: &[UnitResult]) -> Option<Self> {
        let decision = study.decision.as_ref()?;
        let baseline = study.baseline?;
        let own = study.scenarios.iter().map(|one| one.name.clone());
        let arms: Vec<String> =
            own.chain(decision.portfolios.iter().map(|one| one.scenario.name.clone())).collect();
        let replicates = study.replicates as usize;
        let each = outcomes.len() / arms.len().max(1);
        let of = |arm: usize, world: usize| -> Option<Vec<&Told>> {
            let from = arm * each + world * replicates;
            let all = outcomes.get(from..from + replicates)?;
            all.iter().map(|outcome| outcome.as_ref().ok()).collect()
        };
        let all = 0..each / replicates.max(1);
        let complete: Vec<usize> = all
            .clone()
            .filter(|&world| (0..arms.len()).all(|arm| of(arm, world).is_some()))
            .collect();
        let worlds = complete.iter().map(|&world| {
            let unit = &units[baseline * each + world * replicates];
            World { number: unit.point, values: unit.values.iter().flatten().cloned().collect() }
        });
        let told = |arm: usize| complete.iter().filter_map(move |&world| of(arm, world));
        let values = (0..arms.len()).map(|arm| {
            let outcome = |outcome: &Outcome| {
                let value =
                    |told: Vec<&Told>| mean_of(&told, |one| read(outcome, decision.ends, one));
                told(arm).map(value).collect()
            };
            decision.outcomes.iter().map(outcome).collect()
        });
        let money = (0..arms.len()).map(|arm| {
            let mean = |of: fn(&Told) -> f64| {
                let each = told(arm).filter_map(|told| mean_of(&told, |one| Some(of(one))));
                each.sum::<f64>() / complete.len().max(1) as f64
            };
            [mean(|told| told.outlay.granted), mean(|told| told.outlay.spent)]
        });
        let money = money.collect();
        let (values, worlds) = (values.collect(), worlds.collect());
        let left_out = all.len() - complete.len();
        Some(Self { study, decision, baseline, arms, worlds, left_out, values, money })
    }

    /// The scenarios of the study, by position: the baseline and the options.
    pub fn scenarios(&self) -> usize {
        self.study.scenarios.len()
    }

    /// The value of an outcome of an arm in a world.
    pub fn value(&self, arm: usize, outcome: usize, world: usize) -> Option<f64> {
        self.values[arm][outcome][world]
    }

    /// An outcome of the first so many arms in the worlds in which it is defined for all of them.
    pub fn panel(&self, outcome: usize, arms: usize) -> Panel {
        let is_defined =
            |&world: &usize| (0..arms).all(|arm| self.value(arm, outcome, world).is_some());
        let worlds: Vec<usize> = (0..self.worlds.len()).filter(is_defined).collect();
        let of = |arm: usize| worlds.iter().filter_map(|&w| self.value(arm, outcome, w)).collect();
        let values = (0..arms).map(of).collect();
        Panel { worlds, values, sign: self.decision.outcomes[outcome].better.sign() }
    }

    /// What the worlds of a panel say of what is not known, a point a world.
    pub fn points(&self, panel: &Panel) -> Vec<Vec<f64>> {
        panel.worlds.iter().map(|&world| self.worlds[world].point()).collect()
    }
}

/// The mean of a number over replicates; `None` where it is not defined in one.
fn mean_of(told: &[&Told], of: impl Fn(&Told) -> Option<f64>) -> Option<f64> {
    let all = told.iter().map(|one| of(one)).collect::<Option<Vec<f64>>>()?;
    (!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64)
}

/// The mean of a column over years of a run.
fn over(told: &Told, column: usize, (first, last): (u32, u32)) -> Option<f64> {
    let years =
        (first..=last).filter_map(|year| *told.values.get(year as usize - 1)?.get(column)?);
    let years: Vec<f64> = years.collect();
    (!years.is_empty()).then(|| years.iter().sum::<f64>() / years.len() as f64)
}

/// An outcome of a run, of a decision whose money ends in a year.
fn read(outcome: &Outcome, ends: u32, told: &Told) -> Option<f64> {
    match outcome.measure {
        Measure::Level => over(told, outcome.column, outcome.years),
        Measure::Durability => {
            let last = over(told, outcome.column, (ends, ends))?;
            Some(over(told, outcome.column, outcome.years)? - last)
        }
        Measure::Granted => Some(told.outlay.granted),
        Measure::Spent => Some(told.outlay.spent),
    }
}
