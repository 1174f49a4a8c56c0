//! Sweeps: every scenario at every point, replicate by replicate. A run is named by what it is, so
//! that what is done is never done again, whoever did it.

use super::compare::value;
use super::design::{Point, points};
use super::ensemble::{RunOptions, Unwatched, run_together};
use crate::metrics;
use crate::params::{Catalogue, Value};
use crate::scenario::{Scenario, Study};
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

/// One run of a study.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Number of the scenario and point, from 1.
    pub run: u32,
    /// The scenario at the point.
    pub scenario: Scenario,
    /// Replicate, from 1.
    pub replicate: u32,
    /// Values of the uncertain parameters, in the order of the study.
    pub values: Vec<Value>,
}

/// What a run gives: for each column of the metrics the mean over the study's window; or its error.
pub type Outcome = Result<Vec<Option<f64>>, String>;

/// Where runs that were done are kept.
pub trait Store: Sync {
    /// A run that was done.
    fn find(&self, name: &str) -> Option<Vec<Option<f64>>>;

    /// Keeps a run.
    ///
    /// # Errors
    /// In words, when it cannot be kept.
    fn keep(&self, name: &str, values: &[Option<f64>]) -> Result<(), String>;
}

/// The runs of a study, in the order of its table.
pub fn units(study: &Study, catalogue: &Catalogue) -> Vec<Unit> {
    let points = points(study);
    let mut units = Vec::new();
    let mut run = 0;
    for scenario in &study.scenarios {
        for point in &points {
            run += 1;
            let (scenario, values) = at(scenario, study, point, catalogue);
            for replicate in 1..=study.replicates {
                units.push(Unit {
                    run,
                    scenario: scenario.clone(),
                    replicate,
                    values: values.clone(),
                });
            }
        }
    }
    units
}

/// A scenario at a point, and the values of all factors there.
fn at(
    scenario: &Scenario,
    study: &Study,
    point: &Point,
    catalogue: &Catalogue,
) -> (Scenario, Vec<Value>) {
    let set: Vec<(String, Value)> = study
        .factors
        .iter()
        .zip(point)
        .filter_map(|(factor, value)| Some((factor.key.clone(), value.clone()?)))
        .collect();
    let scenario = scenario.with_values(&set, catalogue);
    let values = study
        .factors
        .iter()
        .filter_map(|factor| catalogue.find(&factor.key))
        .map(|parameter| (parameter.get)(&scenario.params))
        .collect();
    (scenario, values)
}

impl Unit {
    /// The name of the run: equal for equal work of this version of the program.
    pub fn name(&self, study: &Study) -> String {
        let text = format!(
            "{} {} {} {:?} {} {}",
            self.scenario.hash(),
            self.scenario.params.run.seed,
            self.replicate,
            study.window,
            env!("CARGO_PKG_VERSION"),
            metrics::columns(&metrics::all()).len()
        );
        blake3::hash(text.as_bytes()).to_hex().to_string()
    }
}

/// Runs what is missing of these units, side by side; a run that fails is an error in its place and
/// never the end of the study. `None` where the study was stopped first.
pub fn sweep(
    study: &Study,
    units: &[Unit],
    store: &dyn Store,
    threads: usize,
    stop: &AtomicBool,
    done: &(dyn Fn() + Sync),
) -> Vec<Option<Outcome>> {
    let one = |unit: &Unit| {
        let name = unit.name(study);
        let outcome = match store.find(&name) {
            Some(values) => Some(Ok(values)),
            None if stop.load(Ordering::Relaxed) => None,
            None => {
                let outcome = live(study, unit, stop);
                match (&outcome, stop.load(Ordering::Relaxed)) {
                    (Ok(values), _) => Some(store.keep(&name, values).and(outcome)),
                    (Err(_), true) => None,
                    (Err(_), false) => Some(outcome),
                }
            }
        };
        done();
        outcome
    };
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(|| units.par_iter().map(one).collect()),
        Err(error) => vec![Some(Err(format!("cannot start threads: {error}"))); units.len()],
    }
}

fn live(study: &Study, unit: &Unit, stop: &AtomicBool) -> Outcome {
    let options = RunOptions { threads: 1, ..RunOptions::default() };
    let ensembles = run_together(
        &[&unit.scenario],
        unit.replicate..=unit.replicate,
        &options,
        &[&Unwatched],
        stop,
    )
    .map_err(|error| error.to_string())?;
    let ensemble = ensembles.first().ok_or("no run")?;
    if let Some(failure) = ensemble.failures.first() {
        return Err(failure.error.clone());
    }
    let record = ensemble.records.first().ok_or("no record")?;
    let columns = metrics::columns(&metrics::all()).len();
    Ok((0..columns).map(|column| value(record, column, study.window)).collect())
}
