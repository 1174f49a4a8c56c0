//! What commands that simulate keep: finished replicates on the way, tables and a manifest at the
//! end.

use super::Failure;
use crate::experiment::RunError;
use crate::experiment::ensemble::{Checkpoint, Ensemble, Watcher};
use crate::output::directory::{Finish, Input};
use crate::output::record::{Keep, Record};
use crate::output::stored::{self, Shelf};
use crate::output::{Manifest, RunDirectory, Work, identity};
use crate::scenario::{NamedFile, Scenario};
use crate::world::Country;
use indicatif::ProgressBar;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A flag that Ctrl-C raises. Without a handler Ctrl-C ends the program at once, which loses nothing finished either.
pub(super) fn until_interrupted() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let _ = ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed));
    stop
}

/// What makes two runs the same.
pub(super) fn work(scenario: &Scenario, keep: Keep) -> Work {
    Work {
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
        eprintln!("note: {note}");
    }
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

/// What `plot` and `report` add to any directory.
const DRAWN: [&str; 2] = ["plots", "report.html"];

/// A directory that holds anything but these names and figures is refused unless forced: what is in it is somebody's.
pub(super) fn check_own(path: &Path, names: &[&str], force: bool) -> Result<(), Failure> {
    let Ok(mut entries) = std::fs::read_dir(path) else { return Ok(()) };
    let is_other = entries.any(|entry| {
        entry.is_ok_and(|entry| names.iter().chain(&DRAWN).all(|name| entry.file_name() != *name))
    });
    if is_other && !force {
        return Err(Failure::Usage {
            message: format!("{} holds something else than {}", path.display(), names.join(", ")),
            help: Some("give another --out, or --force to write beside it".to_owned()),
        });
    }
    Ok(())
}

/// Seconds after which a replicate on its way is saved.
const SAVE_AFTER: u64 = 20;

/// Keeps finished replicates, saves those on their way, and moves the bar.
pub(super) struct Keeper<'a> {
    directory: &'a RunDirectory,
    bar: &'a ProgressBar,
    /// Months between checkpoints; `None` goes by the clock.
    every: Option<u32>,
    saved: Mutex<Instant>,
}

impl<'a> Keeper<'a> {
    pub(super) fn new(
        directory: &'a RunDirectory,
        bar: &'a ProgressBar,
        every: Option<u32>,
    ) -> Self {
        Self { directory, bar, every, saved: Mutex::new(Instant::now()) }
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

    fn resume(&self, replicate: u32) -> Option<Checkpoint> {
        self.directory.checkpoint(replicate)
    }

    fn wants_checkpoint(&self, lived: u32) -> bool {
        if let Some(every) = self.every {
            return lived.is_multiple_of(every.max(1));
        }
        let Ok(mut saved) = self.saved.lock() else { return false };
        let is_due = saved.elapsed() > Duration::from_secs(SAVE_AFTER);
        if is_due {
            *saved = Instant::now();
        }
        is_due
    }

    fn save(&self, replicate: u32, checkpoint: &Checkpoint) -> Result<(), RunError> {
        Ok(self.directory.save_checkpoint(replicate, checkpoint)?)
    }
}

/// The files that a scenario names, by role, and the scenario with paths to their copies.
fn inputs(scenario: &Scenario) -> (Vec<Input>, String) {
    let stored = scenario.to_portable_toml(|file| format!("inputs/{}", file.role()));
    let copy =
        |file: &NamedFile| Input { name: file.role().to_owned(), bytes: Arc::clone(&file.bytes) };
    (scenario.files.iter().map(copy).collect(), stored)
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
        version: identity::VERSION.to_owned(),
        build: identity::BUILD.to_owned(),
        commit: identity::COMMIT.to_owned(),
        command: std::env::args().collect(),
        keep,
        wall_seconds: seconds,
        digest: String::new(),
        tables: std::collections::BTreeMap::new(),
        warnings: scenario.warnings.iter().map(ToString::to_string).collect(),
        files: std::collections::BTreeMap::new(),
        world: scenario.census.clone(),
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
    let (inputs, stored) = inputs(scenario);
    let finish = Finish { records: &ensemble.records, inputs: &inputs, with_csv };
    Ok(directory.finish(&finish, manifest(scenario, stored, keep, seconds, ensemble))?)
}
