//! What a calibration aims at: the facts of the library whose scenarios it has, and the study's own targets.

use crate::experiment::facts::facts;
use crate::experiment::sweep::Told;
use crate::scenario::problem::nearest;
use crate::scenario::targets::Reads;
use crate::scenario::{Location, Problem, Study};
use std::path::Path;

/// Standard deviations on either side of the middle that a band is taken to span.
const BAND: f64 = 1.96;

/// A number that the model is held to.
#[derive(Debug, Clone, PartialEq)]
pub struct Aim {
    /// Its name: of a fact its number.
    pub name: String,
    /// What it is, in words.
    pub what: String,
    /// Position of its scenario in the study.
    pub scenario: usize,
    /// What was measured.
    pub value: f64,
    /// Lower end of its band.
    pub low: f64,
    /// Upper end of its band.
    pub high: f64,
    /// Where it comes from.
    pub source: String,
    /// Whether points are ruled out by it; else it is only told.
    pub is_cut: bool,
    pub(super) read: Read,
}

/// Variance of the error of a measurement, from half of its band on any scale.
pub(super) fn measured(half: f64) -> f64 {
    let deviation = half / BAND;
    deviation * deviation
}

/// Where it stands in what a run tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    Fact(usize),
    Metric(usize),
    Answer(usize),
}

impl Aim {
    /// Half of its band.
    pub fn half(&self) -> f64 {
        (self.high - self.low) / 2.0
    }

    /// Variance of the error of what was measured: its band holds about 95 % of it.
    pub fn observed(&self) -> f64 {
        measured(self.half())
    }

    /// What a run says of it.
    pub fn of(&self, told: &Told) -> Option<f64> {
        match self.read {
            Read::Fact(at) => *told.facts.get(at)?,
            Read::Metric(column) => *told.values.first()?.get(column)?,
            Read::Answer(at) => *told.answers.get(at)?,
        }
    }
}

#[cfg(test)]
impl Aim {
    /// A number of the first scenario, as tests want it.
    pub(super) fn at(name: &str, value: f64, half: f64) -> Self {
        Self {
            name: name.to_owned(),
            what: String::new(),
            scenario: 0,
            value,
            low: value - half,
            high: value + half,
            source: String::new(),
            is_cut: true,
            read: Read::Metric(0),
        }
    }
}

/// All that a study is calibrated to.
///
/// # Errors
/// Where it is nothing, where two have one name, and where what is left out is not there.
pub fn aims(study: &Study, path: &Path) -> Result<Vec<Aim>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut all = Vec::new();
    let known = facts();
    for (at, fact) in known.iter().enumerate().filter(|(_, one)| study.facts && one.is_target()) {
        let place = study.scenarios.iter().position(|scenario| fact.belongs(&scenario.name));
        let Some(scenario) = place else { continue };
        all.push(Aim {
            name: fact.id.to_owned(),
            what: format!("{}, {}", fact.what, fact.place),
            scenario,
            value: f64::midpoint(fact.low, fact.high),
            low: fact.low,
            high: fact.high,
            source: fact.source.to_owned(),
            is_cut: true,
            read: Read::Fact(at),
        });
    }
    let mut answers = 0;
    for target in &study.targets {
        if all.iter().any(|aim: &Aim| aim.name == target.name) {
            let message = format!("a fact is called {:?}", target.name);
            problems.push(Problem::error(target.location.clone(), "target.name", message, None));
        }
        let (read, what) = match &target.reads {
            Reads::Metric(column) => (Read::Metric(*column), target.name.clone()),
            Reads::Question(asked) => {
                answers += 1;
                (Read::Answer(answers - 1), format!("{}, {}", asked.question, asked.survey))
            }
        };
        all.push(Aim {
            name: target.name.clone(),
            what,
            scenario: target.scenario,
            value: target.value,
            low: target.low,
            high: target.high,
            source: target.source.clone(),
            is_cut: true,
            read,
        });
    }
    for (name, location) in &study.rules.leave_out {
        if let Some(aim) = all.iter_mut().find(|aim| aim.name == *name) {
            aim.is_cut = false;
            continue;
        }
        let near = nearest(name, all.iter().map(|aim| aim.name.as_str()));
        let help = near.map(|near| format!("did you mean {near:?}?"));
        let message = format!("found {name:?}; the name of a target of this study is wanted");
        problems.push(Problem::error(location.clone(), "leave_out", message, help));
    }
    if !all.iter().any(|aim| aim.is_cut) && problems.is_empty() {
        let text = study.source.as_str().into();
        let location = Location::File { path: path.to_owned(), text, span: 0..0, begins: (1, 1) };
        let help = "write [[target]] with metric, band and source, or facts = true in [study] with scenarios that \
                    facts belong to";
        let message = "there is nothing to calibrate to".to_owned();
        problems.push(Problem::error(location, "target", message, Some(help.to_owned())));
    }
    if problems.is_empty() { Ok(all) } else { Err(problems) }
}
