//! What commands that simulate keep: finished replicates on the way, tables and a manifest at the
//! end.

use super::{Failure, host};
use crate::experiment::ensemble::{Checkpoint, Ensemble, Resumed, Watcher};
use crate::experiment::{RunError, summary};
use crate::output::directory::{Finish, Input, taken_over};
use crate::output::lock::Lock;
use crate::output::record::{Keep, Record};
use crate::output::stored::{self, Shelf};
use crate::output::{Manifest, RunDirectory, Work, identity};
use crate::scenario::{NamedFile, Scenario};
use crate::world::Country;
use indicatif::ProgressBar;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What makes two runs the same: the scenario, what is kept, and the scenario that it forks from if it does.
pub(super) fn work(scenario: &Scenario, keep: Keep, led_by: Option<&Scenario>) -> Work {
    Work {
        led_by: led_by.map(Scenario::hash).unwrap_or_default(),
        scenario_hash: scenario.hash(),
        seed: scenario.params.run.seed,
        version: identity::VERSION.to_owned(),
        build: identity::BUILD.to_owned(),
        keep,
    }
}

/// Tells on stderr what people should know of stored work.
pub(super) fn tell(notes: &[String]) {
    for note in notes {
        host::note(&format!("note: {note}"));
    }
}

/// Holds a directory while figures or a page are written to it.
pub(super) fn hold(path: &Path) -> Result<Lock, Failure> {
    let lock = Lock::of(path)?;
    tell(&taken_over(path, &lock).into_iter().collect::<Vec<_>>());
    Ok(lock)
}

/// What should be known of a shelf of runs once they were looked for.
pub(super) fn of_shelf(shelf: &Shelf, path: &Path) -> Vec<String> {
    let others = match shelf.of_other_builds() {
        0 => None,
        n => Some(format!(
            "{n} runs in {} are of other builds of the program: they are left alone, and what was asked for is lived by this one",
            path.display()
        )),
    };
    stored::told(&shelf.damage(), path).into_iter().chain(others).collect()
}

/// Time after which a replicate on its way is saved.
const SAVE_AFTER: Duration = Duration::from_secs(20);
/// How many times as long as saving took the next one waits at least: of a large country it may take seconds.
const SAVE_APART: u32 = 25;

/// Keeps finished replicates, saves those on their way, and moves the bar.
pub(super) struct Keeper<'a> {
    directory: &'a RunDirectory,
    bar: &'a ProgressBar,
    /// Months between checkpoints; `None` goes by the clock.
    every: Option<u32>,
    /// When a replicate was last saved, and how long to wait from then.
    saved: Mutex<(Instant, Duration)>,
}

impl<'a> Keeper<'a> {
    pub(super) fn new(
        directory: &'a RunDirectory,
        bar: &'a ProgressBar,
        every: Option<u32>,
    ) -> Self {
        Self { directory, bar, every, saved: Mutex::new((Instant::now(), SAVE_AFTER)) }
    }
}

impl Watcher for Keeper<'_> {
    fn finished(&self, replicate: u32) -> Option<Record> {
        self.directory.finished(replicate)
    }

    fn keep(&self, record: &Record) -> Result<(), RunError> {
        Ok(self.directory.keep(record)?)
    }

    fn month(&self, _replicate: u32, _country: &Country) {
        self.bar.inc(1);
    }

    fn resume(&self, replicate: u32) -> Option<Resumed> {
        self.directory.checkpoint(replicate)
    }

    fn wants_checkpoint(&self, lived: u32) -> bool {
        if let Some(every) = self.every {
            return lived.is_multiple_of(every.max(1));
        }
        let Ok(mut saved) = self.saved.lock() else { return false };
        let is_due = saved.0.elapsed() > saved.1;
        if is_due {
            saved.0 = Instant::now();
        }
        is_due
    }

    fn save(&self, replicate: u32, checkpoint: &Checkpoint<'_>) -> Result<(), RunError> {
        let start = Instant::now();
        self.directory.save_checkpoint(replicate, checkpoint)?;
        if let Ok(mut saved) = self.saved.lock() {
            *saved = (Instant::now(), SAVE_AFTER.max(start.elapsed() * SAVE_APART));
        }
        Ok(())
    }
}

/// The files that a scenario names, by role, and the scenario with paths to their copies.
fn inputs(scenario: &Scenario) -> (Vec<Input>, String) {
    let stored = scenario.to_portable_toml(|file| format!("inputs/{}", file.role()));
    let copy =
        |file: &NamedFile| Input { name: file.role().to_owned(), bytes: Arc::clone(&file.bytes) };
    (scenario.files.iter().map(copy).collect(), stored)
}

/// Writes the tables and the manifest of a run.
pub(super) fn finish(
    directory: &RunDirectory,
    scenario: &Scenario,
    work: &Work,
    with_csv: bool,
    seconds: f64,
    ensemble: &Ensemble,
) -> Result<Manifest, Failure> {
    let (inputs, stored) = inputs(scenario);
    let summary = summary::table(&[(&scenario.name, &ensemble.records)])
        .map_err(|error| Failure::Halfway(error.to_string()))?;
    let finish =
        Finish { records: &ensemble.records, inputs: &inputs, with_csv, summary: &summary };
    let manifest = Manifest {
        schema_version: crate::scenario::SCHEMA_VERSION,
        name: scenario.name.clone(),
        scenario: stored,
        scenario_hash: work.scenario_hash.clone(),
        seed: work.seed,
        replicates: scenario.params.run.replicates,
        months: scenario.params.time.months,
        version: work.version.clone(),
        build: work.build.clone(),
        commit: identity::COMMIT.to_owned(),
        command: host::arguments(),
        keep: work.keep,
        led_by: work.led_by.clone(),
        wall_seconds: seconds,
        digest: String::new(),
        tables: std::collections::BTreeMap::new(),
        warnings: scenario.warnings.iter().map(ToString::to_string).collect(),
        files: std::collections::BTreeMap::new(),
        world: scenario.census.clone(),
        failures: ensemble.failures.clone(),
    };
    Ok(directory.finish(&finish, manifest)?)
}
