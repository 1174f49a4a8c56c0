//! What the runs of a wave gave, point by point and target by target.

use super::aims::Aim;
use crate::experiment::sweep::{Told, UnitResult};
use crate::params::Value;
use crate::scenario::study::{Design, Invalid, OwnPoint};
use crate::scenario::{Factor, Study};
use std::path::PathBuf;
use std::sync::Arc;

/// All points that were lived.
#[derive(Debug, Clone, Default)]
pub struct Runs {
    /// In the order of waves and designs.
    pub points: Vec<Lived>,
}

/// A point that was lived.
#[derive(Debug, Clone, PartialEq)]
pub struct Lived {
    /// Where it lies in each range, from 0 to 1.
    pub shares: Vec<f64>,
    /// For each aim what each replicate says; none where it is not defined or failed.
    pub values: Vec<Vec<f64>>,
}

/// A study of these points and no others.
pub fn study_of(study: &Study, points: &[Vec<f64>], what: &str) -> Study {
    let value = |(factor, share): (&Factor, &f64)| factor.levels.at(*share);
    let rows = points.iter().enumerate().map(|(i, point)| OwnPoint {
        line: i as u64 + 1,
        values: study.factors.iter().zip(point).map(value).collect(),
    });
    Study {
        design: Design::Csv,
        rows: rows.collect(),
        file: PathBuf::from(what),
        points_source: Arc::default(),
        invalid: Invalid::Skip,
        ..study.clone()
    }
}

/// Where a point really lies: of levels that can be counted, at one of them.
pub fn snapped(factors: &[Factor], point: &[f64]) -> Vec<f64> {
    let of = |(factor, share): (&Factor, &f64)| {
        factor.levels.share(&factor.levels.at(*share)).unwrap_or(*share)
    };
    factors.iter().zip(point).map(of).collect()
}

/// Where values lie, of a design that says them all.
pub fn shares(factors: &[Factor], point: &[Option<Value>]) -> Vec<f64> {
    let of = |(factor, value): (&Factor, &Option<Value>)| {
        value.as_ref().and_then(|value| factor.levels.share(value)).unwrap_or(0.5)
    };
    factors.iter().zip(point).map(of).collect()
}

impl Runs {
    /// Adds the points of a wave, whose outcomes stand in the order of its units: scenarios, points, replicates.
    pub fn add(
        &mut self,
        study: &Study,
        aims: &[Aim],
        points: &[Vec<f64>],
        outcomes: &[UnitResult],
    ) {
        let replicates = study.replicates as usize;
        let of = |scenario: usize, point: usize| -> Vec<&Told> {
            let from = (scenario * points.len() + point) * replicates;
            let all = outcomes.get(from..from + replicates).unwrap_or_default();
            all.iter().filter_map(|outcome| outcome.as_ref().ok()).collect()
        };
        for (number, point) in points.iter().enumerate() {
            let values = aims.iter().map(|aim| {
                let told = of(aim.scenario, number).into_iter().filter_map(|told| aim.of(told));
                told.filter(|value| value.is_finite()).collect()
            });
            let shares = snapped(&study.factors, point);
            self.points.push(Lived { shares, values: values.collect() });
        }
    }
}
