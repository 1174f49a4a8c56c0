//! The replicates of a scenario.

use crate::engine::Timings;
use crate::metrics::{self, Column};
use crate::model;
use crate::output::manifest::Failure;
use crate::output::record::{Keep, Record};
use crate::params::Catalogue;
use crate::scenario::Scenario;
use crate::world::{Country, PlacesError};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
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
    /// The scenario cannot be lived as it says.
    #[error("{0}")]
    Scenario(String),
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
    let ensembles =
        run_together(&[scenario], 1..=scenario.params.run.replicates, options, &[watcher], stop)?;
    Ok(ensembles.into_iter().next().unwrap_or_default())
}

/// Runs replicates of several scenarios. Scenarios that differ only in what acts from month 1 share
/// their past: it is lived once and forked, and every byte is that of running each whole.
///
/// One watcher a scenario, in the same order.
///
/// # Errors
/// As [`run_watched`].
pub fn run_together(
    scenarios: &[&Scenario],
    replicates: RangeInclusive<u32>,
    options: &RunOptions,
    watchers: &[&dyn Watcher],
    stop: &AtomicBool,
) -> Result<Vec<Ensemble>, RunError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads)
        .build()
        .map_err(|error| RunError::Threads(error.to_string()))?;
    // Threads go to replicates or into one country, never both: nested, a thread that waits inside
    // one replicate would start another and hold both in memory.
    let by_replicate = replicates.clone().count() >= pool.current_num_threads();
    let task = Task {
        scenarios,
        pasts: pasts(scenarios),
        options,
        watchers,
        stop,
        columns: metrics::columns(&metrics::all()),
        is_inner_parallel: !by_replicate,
    };
    let all: Vec<u32> = replicates.collect();
    let outcomes: Vec<_> = pool.install(|| {
        if by_replicate {
            all.par_iter().map(|&replicate| task.replicate(replicate)).collect()
        } else {
            all.iter().map(|&replicate| task.replicate(replicate)).collect()
        }
    });
    let mut ensembles: Vec<Ensemble> = scenarios.iter().map(|_| Ensemble::default()).collect();
    for outcome in outcomes {
        for (ensemble, outcome) in ensembles.iter_mut().zip(outcome?) {
            match outcome {
                Ok((record, timings)) => {
                    ensemble.records.push(record);
                    ensemble.timings.absorb(&timings);
                }
                Err(failure) => ensemble.failures.push(failure),
            }
        }
    }
    Ok(ensembles)
}

/// Scenarios that share a past, by position.
fn pasts(scenarios: &[&Scenario]) -> Vec<Vec<usize>> {
    let catalogue = Catalogue::standard();
    let mut by_past: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, scenario) in scenarios.iter().enumerate() {
        by_past.entry(scenario.past(&catalogue)).or_default().push(i);
    }
    by_past.into_values().collect()
}

/// What all replicates of a run share.
struct Task<'a> {
    scenarios: &'a [&'a Scenario],
    pasts: Vec<Vec<usize>>,
    options: &'a RunOptions,
    watchers: &'a [&'a dyn Watcher],
    stop: &'a AtomicBool,
    columns: Vec<Column>,
    is_inner_parallel: bool,
}

type Outcome = Result<(Record, Timings), Failure>;

impl Task<'_> {
    /// One replicate of every scenario; a panic inside becomes a failure with its message.
    fn replicate(&self, replicate: u32) -> Result<Vec<Outcome>, RunError> {
        let mut outcomes: Vec<Option<Outcome>> = self
            .watchers
            .iter()
            .map(|watcher| {
                watcher.finished(replicate).map(|record| Ok((record, Timings::default())))
            })
            .collect();
        for past in &self.pasts {
            let missing: Vec<usize> =
                past.iter().copied().filter(|&i| outcomes[i].is_none()).collect();
            if missing.is_empty() {
                continue;
            }
            match catch_unwind(AssertUnwindSafe(|| self.live(&missing, replicate))) {
                Ok(lived) => {
                    for (&i, (record, timings)) in missing.iter().zip(lived?) {
                        self.watchers[i].keep(&record)?;
                        outcomes[i] = Some(Ok((record, timings)));
                    }
                }
                Err(panic) => {
                    let error = panic
                        .downcast_ref::<String>()
                        .cloned()
                        .or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string))
                        .unwrap_or_else(|| "a fault of this program".to_owned());
                    for &i in &missing {
                        outcomes[i] = Some(Err(Failure { replicate, error: error.clone() }));
                    }
                }
            }
        }
        Ok(outcomes.into_iter().flatten().collect())
    }

    /// Lives the past of these scenarios once, and each one's months after month 0.
    fn live(&self, members: &[usize], replicate: u32) -> Result<Vec<(Record, Timings)>, RunError> {
        let first = self.scenarios[members[0]];
        let mut country = Country::build(&first.params, first.geography.as_ref(), replicate)?;
        let households: usize = country.communities.iter().map(|c| c.households.len()).sum();
        country.is_parallel = self.is_inner_parallel && households >= LARGE;
        let mut past = Record::new(replicate);
        let mut spent = Timings::default();
        model::begin(&mut country);
        if country.now == 0 {
            past.keep(&country, &self.columns, self.options.keep);
        }
        let watcher = self.watchers[members[0]];
        self.months(
            &mut country,
            first.params.time.burn_in_months,
            &mut past,
            &mut spent,
            watcher,
        )?;
        let mut lived = Vec::with_capacity(members.len());
        let (&last, others) = members.split_last().ok_or(RunError::Interrupted)?;
        for &i in others {
            lived.push(self.future(i, country.clone(), past.clone(), &mut spent)?);
        }
        // The last takes the country itself: a lone scenario is never held twice.
        lived.push(self.future(last, country, past, &mut spent)?);
        Ok(lived)
    }

    /// One scenario's months after the fork; the past's timings go to the first.
    fn future(
        &self,
        i: usize,
        mut country: Country,
        mut record: Record,
        past: &mut Timings,
    ) -> Result<(Record, Timings), RunError> {
        let params = &self.scenarios[i].params;
        let mut timings = std::mem::take(past);
        country.adopt(params);
        self.months(&mut country, params.time.months, &mut record, &mut timings, self.watchers[i])?;
        Ok((record, timings))
    }

    fn months(
        &self,
        country: &mut Country,
        months: u32,
        record: &mut Record,
        timings: &mut Timings,
        watcher: &dyn Watcher,
    ) -> Result<(), RunError> {
        for _ in 0..months {
            if self.stop.load(Ordering::Relaxed) {
                return Err(RunError::Interrupted);
            }
            model::month(country, timings);
            if let Some(complaint) = country.complaint.take() {
                return Err(RunError::Scenario(complaint));
            }
            record.keep(country, &self.columns, self.options.keep);
            watcher.month();
        }
        Ok(())
    }
}
