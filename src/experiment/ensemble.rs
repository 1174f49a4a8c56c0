//! The replicates of a scenario.

use crate::engine::Timings;
use crate::metrics::{self, Column};
use crate::model;
use crate::output::manifest::Failure;
use crate::output::record::{Keep, Record};
use crate::scenario::Scenario;
use crate::world::{Country, PlacesError};
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

/// Households from which on a single country is worth several threads.
const LARGE: usize = 50_000;

/// How to run.
#[derive(Debug, Clone, Default)]
pub struct RunOptions {
    /// Threads; 0 takes as many as there are cores.
    pub threads: usize,
    /// What is kept of each month.
    pub keep: Keep,
}

/// Why a run came to no end.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The places cannot be laid out.
    #[error(transparent)]
    Places(#[from] PlacesError),
    /// Threads cannot be had.
    #[error("cannot start threads: {0}")]
    Threads(String),
    /// Somebody asked to stop.
    #[error("interrupted")]
    Interrupted,
    /// A finished replicate could not be kept.
    #[error(transparent)]
    Directory(#[from] crate::output::DirectoryError),
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Ensemble {
    /// Records of replicates, in order, without those that failed.
    pub records: Vec<Record>,
    /// Replicates that failed by a fault of this program.
    pub failures: Vec<Failure>,
    /// Time spent in each step of the month, over replicates.
    pub timings: Timings,
}

/// Somebody who watches a run: keeps finished replicates, shows progress, asks to stop.
pub trait Watcher: Sync {
    /// A replicate that need not be run again.
    fn finished(&self, replicate: u32) -> Option<Record>;

    /// A replicate has been run.
    ///
    /// # Errors
    /// When it cannot be kept; the run ends.
    fn keep(&self, record: &Record) -> Result<(), RunError>;

    /// A month has been lived in some replicate.
    fn month(&self);
}

/// Nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watcher for Unwatched {
    fn finished(&self, _replicate: u32) -> Option<Record> {
        None
    }
    fn keep(&self, _record: &Record) -> Result<(), RunError> {
        Ok(())
    }
    fn month(&self) {}
}

/// Runs all replicates of a scenario.
///
/// # Errors
/// When the places cannot be laid out, or threads cannot be had.
///
/// # Examples
/// ```
/// use nodal::experiment::{RunOptions, run};
/// use nodal::params::Catalogue;
/// use nodal::scenario::{Scenario, Settings};
///
/// let text = "[world]\ncommunities = 4\nhouseholds = 50\n[time]\nmonths = 3\nburn_in_months = 3\n\
///             [run]\nreplicates = 2\n";
/// let scenario = Scenario::from_text("tiny", text, &Settings::default(), &Catalogue::standard())?;
/// let ensemble = run(&scenario, &RunOptions::default())?;
/// assert_eq!(ensemble.records.len(), 2);
/// assert_eq!(ensemble.records[0].months, [0, 1, 2, 3]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn run(scenario: &Scenario, options: &RunOptions) -> Result<Ensemble, RunError> {
    run_watched(scenario, options, &Unwatched, &AtomicBool::new(false))
}

/// Runs all replicates of a scenario, watched, until `stop` is set.
///
/// # Errors
/// As [`run`], and when stopped or when the watcher cannot keep a record.
pub fn run_watched(
    scenario: &Scenario,
    options: &RunOptions,
    watcher: &dyn Watcher,
    stop: &AtomicBool,
) -> Result<Ensemble, RunError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads)
        .build()
        .map_err(|error| RunError::Threads(error.to_string()))?;
    let replicates = scenario.params.run.replicates;
    let columns = metrics::columns(&metrics::all());
    // Threads go to replicates or into one country, never both: nested, a thread that waits inside
    // one replicate would start another and hold both in memory.
    let by_replicate = replicates as usize >= pool.current_num_threads();
    let one = |replicate: u32| {
        let task = Task {
            scenario,
            options,
            watcher,
            stop,
            columns: &columns,
            is_inner_parallel: !by_replicate,
        };
        task.replicate(replicate)
    };
    let outcomes: Vec<_> = pool.install(|| {
        if by_replicate {
            (1..=replicates).into_par_iter().map(one).collect()
        } else {
            (1..=replicates).map(one).collect()
        }
    });
    let mut ensemble = Ensemble::default();
    for outcome in outcomes {
        match outcome? {
            Ok((record, timings)) => {
                ensemble.records.push(record);
                ensemble.timings.absorb(&timings);
            }
            Err(failure) => ensemble.failures.push(failure),
        }
    }
    Ok(ensemble)
}

/// What all replicates of a run share.
struct Task<'a> {
    scenario: &'a Scenario,
    options: &'a RunOptions,
    watcher: &'a dyn Watcher,
    stop: &'a AtomicBool,
    columns: &'a [Column],
    is_inner_parallel: bool,
}

type Outcome = Result<(Record, Timings), Failure>;

impl Task<'_> {
    /// One replicate; a panic inside becomes a failure with its message.
    fn replicate(&self, replicate: u32) -> Result<Outcome, RunError> {
        if let Some(record) = self.watcher.finished(replicate) {
            return Ok(Ok((record, Timings::default())));
        }
        let lived = catch_unwind(AssertUnwindSafe(|| self.live(replicate)));
        match lived {
            Ok(result) => {
                let (record, timings) = result?;
                self.watcher.keep(&record)?;
                Ok(Ok((record, timings)))
            }
            Err(panic) => {
                let error = panic
                    .downcast_ref::<String>()
                    .cloned()
                    .or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string))
                    .unwrap_or_else(|| "a fault of this program".to_owned());
                Ok(Err(Failure { replicate, error }))
            }
        }
    }

    fn live(&self, replicate: u32) -> Result<(Record, Timings), RunError> {
        let params = &self.scenario.params;
        let mut country = Country::build(params, self.scenario.geography.as_ref(), replicate)?;
        let households: usize = country.communities.iter().map(|c| c.households.len()).sum();
        country.is_parallel = self.is_inner_parallel && households >= LARGE;
        let mut record = Record::new(replicate);
        let mut timings = Timings::default();
        model::begin(&mut country);
        if country.now == 0 {
            record.keep(&country, self.columns, self.options.keep);
        }
        for _ in 0..params.time.burn_in_months + params.time.months {
            if self.stop.load(Ordering::Relaxed) {
                return Err(RunError::Interrupted);
            }
            model::month(&mut country, &mut timings);
            record.keep(&country, self.columns, self.options.keep);
            self.watcher.month();
        }
        Ok((record, timings))
    }
}
