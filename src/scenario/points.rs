//! Every point of a study passes the whole check of a scenario before anything runs.

use super::design::{self, Point};
use super::problem::{Level, Location, Problem, Problems};
use super::study::{Design, Invalid, Study};
use super::{Assignment, Scenario};
use crate::params::{Catalogue, Value};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// A scenario at a point of a study.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The scenario with the values of the point, or what is wrong with them.
    pub scenario: Result<Scenario, Problems>,
    /// What the point gives to it.
    pub given: Vec<Assignment>,
    /// The values of all factors there; `None` where the scenario has no such record.
    pub values: Vec<Option<Value>>,
}

impl Study {
    /// A scenario at a point, of this number from 0, of its design.
    pub fn at(
        &self,
        scenario: &Scenario,
        number: usize,
        point: &Point,
        catalogue: &Catalogue,
    ) -> Placed {
        let given: Vec<Assignment> = self
            .factors
            .iter()
            .zip(point)
            .filter(|(factor, _)| scenario.has(&factor.key, catalogue))
            .filter_map(|(factor, value)| {
                let location = self.row(number).unwrap_or_else(|| factor.location.clone());
                Some(Assignment { key: factor.key.clone(), value: value.clone()?, location })
            })
            .collect();
        let values = self
            .factors
            .iter()
            .map(|factor| {
                let own = scenario.value(&factor.key, catalogue)?;
                let given = given.iter().find(|given| given.key == factor.key);
                Some(given.map_or(own, |given| given.value.clone()))
            })
            .collect();
        Placed { scenario: scenario.at(&given, catalogue), given, values }
    }

    /// The line of a point in a design of one's own.
    fn row(&self, number: usize) -> Option<Location> {
        let line = self.rows.get(number).filter(|_| self.design == Design::Csv)?.line;
        Some(Location::Row { path: self.file.clone(), line })
    }
}

/// What is wrong at some points, or warned of there.
struct Found {
    first: Problem,
    scenario: String,
    points: BTreeSet<usize>,
}

/// Checks every scenario at every point. Rules that are broken are errors, unless the study leaves such points empty:
/// then they are warnings, as is what scenarios warn of at points and not of themselves.
pub(super) fn check(study: &Study, catalogue: &Catalogue) -> Vec<Problem> {
    let points = design::points(study);
    let mut found: Vec<Found> = Vec::new();
    let mut refused = BTreeSet::new();
    for scenario in &study.scenarios {
        let is_known =
            |problem: &Problem| scenario.warnings.iter().any(|known| known.key == problem.key);
        // A real country is laid out at each point: side by side.
        let placed: Vec<Result<Vec<Problem>, Problems>> = points
            .par_iter()
            .enumerate()
            .map(|(number, point)| study.at(scenario, number, point, catalogue).scenario)
            .map(|placed| placed.map(|scenario| scenario.warnings))
            .collect();
        for (number, told) in placed.into_iter().enumerate() {
            let problems = told.unwrap_or_else(|Problems(problems)| {
                refused.insert(number);
                problems
            });
            for problem in problems.into_iter().filter(|one| one.is_error() || !is_known(one)) {
                let is_same = |one: &&mut Found| {
                    one.first.key == problem.key && one.first.level == problem.level
                };
                match found.iter_mut().find(is_same) {
                    Some(one) => {
                        one.points.insert(number);
                    }
                    None => found.push(Found {
                        first: problem,
                        scenario: scenario.name.clone(),
                        points: BTreeSet::from([number]),
                    }),
                }
            }
        }
    }
    let is_skipped = study.invalid == Invalid::Skip && refused.len() < points.len();
    found.into_iter().map(|one| one.tell(points.len(), study, is_skipped)).collect()
}

impl Found {
    /// The problem at the first point, and at how many it is found.
    fn tell(self, all: usize, study: &Study, is_skipped: bool) -> Problem {
        let number = self.points.first().map_or(0, |number| number + 1);
        let of = if study.scenarios.len() > 1 {
            format!(" of {}", self.scenario)
        } else {
            String::new()
        };
        let n = self.points.len();
        let points = if n == 1 { "point" } else { "points" };
        let message = format!("{} (point {number}{of})", self.first.message);
        if !self.first.is_error() {
            return Problem {
                message: format!("{message}; at {n} {points} of {all}"),
                ..self.first
            };
        }
        let verb = if n == 1 { "breaks" } else { "break" };
        let (level, help) = if is_skipped {
            (Level::Warning, "rows of such points are left empty, and say why in the column error")
        } else {
            (
                Level::Error,
                "narrow the ranges, or write invalid = \"skip\" in [study] to leave such points empty",
            )
        };
        Problem {
            level,
            message: format!("{message}; {n} {points} of {all} {verb} this rule"),
            help: Some(help.to_owned()),
            ..self.first
        }
    }
}
