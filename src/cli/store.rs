//! What commands that simulate keep: finished replicates on the way, tables and a manifest at the
//! end.

use super::Failure;
use crate::experiment::RunError;
use crate::experiment::ensemble::{Ensemble, Watcher};
use crate::output::directory::{Finish, Input};
use crate::output::record::{Keep, Record};
use crate::output::{Manifest, RunDirectory, Work};
use crate::scenario::Scenario;
use indicatif::ProgressBar;
use std::path::Path;

/// What makes two runs the same.
pub(super) fn work(scenario: &Scenario, keep: Keep) -> Work {
    Work {
        scenario_hash: scenario.hash(),
        seed: scenario.params.run.seed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        keep,
    }
}

/// Keeps finished replicates and moves the bar.
pub(super) struct Keeper<'a> {
    pub directory: &'a RunDirectory,
    pub bar: &'a ProgressBar,
}

impl Watcher for Keeper<'_> {
    fn finished(&self, replicate: u32) -> Option<Record> {
        self.directory.finished(replicate)
    }

    fn keep(&self, record: &Record) -> Result<(), RunError> {
        Ok(self.directory.keep(record)?)
    }

    fn month(&self) {
        self.bar.inc(1);
    }
}

/// The files that a scenario names, and the scenario with paths to their copies.
fn inputs(scenario: &Scenario) -> Result<(Vec<Input>, String), Failure> {
    let world = &scenario.params.world;
    let mut stored = scenario.clone();
    let mut inputs = Vec::new();
    for (key, path) in
        [("world.settlements", &world.settlements), ("world.outline", &world.outline)]
    {
        if path.is_empty() {
            continue;
        }
        let name = Path::new(path)
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let bytes = std::fs::read(path)
            .map_err(|error| Failure::Halfway(format!("cannot read {path}: {error}")))?;
        for resolved in stored.values.iter_mut().filter(|resolved| resolved.key == key) {
            resolved.value = crate::params::Value::Text(format!("inputs/{name}"));
        }
        inputs.push(Input { name, bytes });
    }
    Ok((inputs, stored.to_plain_toml()))
}

fn manifest(
    scenario: &Scenario,
    stored: String,
    keep: Keep,
    seconds: f64,
    ensemble: &Ensemble,
) -> Manifest {
    Manifest {
        schema_version: crate::scenario::SCHEMA_VERSION,
        name: scenario.name.clone(),
        scenario: stored,
        scenario_hash: scenario.hash(),
        seed: scenario.params.run.seed,
        replicates: scenario.params.run.replicates,
        months: scenario.params.time.months,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command: std::env::args().collect(),
        keep,
        wall_seconds: seconds,
        digest: String::new(),
        tables: std::collections::BTreeMap::new(),
        failures: ensemble.failures.clone(),
    }
}

/// Writes the tables and the manifest of a run.
pub(super) fn finish(
    directory: &RunDirectory,
    scenario: &Scenario,
    keep: Keep,
    with_csv: bool,
    seconds: f64,
    ensemble: &Ensemble,
) -> Result<Manifest, Failure> {
    let (inputs, stored) = inputs(scenario)?;
    let finish = Finish { records: &ensemble.records, inputs: &inputs, with_csv };
    Ok(directory.finish(&finish, manifest(scenario, stored, keep, seconds, ensemble))?)
}
