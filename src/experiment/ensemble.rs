//! The replicates of a scenario.

use crate::engine::Timings;
use crate::model;
use crate::output::manifest::Failure;
use crate::output::record::{Keep, Record};
use crate::params::Catalogue;
use crate::scenario::Scenario;
use crate::world::checkpoint::{Remembered, Saved};
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
    /// Months that all scenarios live under the first one's parameters before each goes its own way;
    /// they may then differ only in what acts from month 1.
    pub fork_at: u32,
    /// When a run ends before its horizon.
    pub stop_when: Option<StopWhen>,
}

/// Ends a run when a number of it has been beyond a bound for some months.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StopWhen {
    /// Position among the columns of the national series.
    pub column: usize,
    /// It must be above this.
    pub above: f64,
    /// It must be below this.
    pub below: f64,
    /// For so many months in a row.
    pub for_months: u32,
}

impl StopWhen {
    /// Whether a record's last months are beyond the bound.
    fn holds(&self, record: &Record) -> bool {
        let lived = record.months.iter().filter(|&&month| month > 0).count();
        lived >= self.for_months as usize
            && record.values.iter().rev().take(self.for_months.max(1) as usize).all(|values| {
                values[self.column].is_some_and(|value| value > self.above && value < self.below)
            })
    }
}

/// Why a run came to no end.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The places cannot be laid out.
    #[error(transparent)]
    Places(#[from] PlacesError),
    /// A variant of the scenario breaks a rule.
    #[error(transparent)]
    Variant(#[from] crate::scenario::Problems),
    /// The scenario cannot be lived as it says.
    #[error("{0}")]
    Scenario(String),
    /// Threads cannot be had.
    #[error("cannot start threads: {0}")]
    Threads(String),
    /// A country cannot be saved or gone on with.
    #[error(transparent)]
    Checkpoint(#[from] crate::world::checkpoint::CheckpointError),
    /// Scenarios that fork later than month 0 differ in what acts before.
    #[error("fork_at = {0}: the scenarios differ in more than what acts from month 1")]
    Fork(u32),
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
    /// Months lived for this scenario; a past that is shared counts for the first of those who share.
    pub months_lived: u64,
    /// Months that its records tell of, burn-in too: what would have been lived alone.
    pub months_told: u64,
}

/// Somebody who watches a run: keeps finished replicates, shows progress, asks to stop.
pub trait Watcher: Sync {
    /// A replicate that need not be run again.
    fn finished(&self, _replicate: u32) -> Option<Record> {
        None
    }

    /// A replicate has been run.
    ///
    /// # Errors
    /// When it cannot be kept; the run ends.
    fn keep(&self, _record: &Record) -> Result<(), RunError> {
        Ok(())
    }

    /// A month has been lived in some replicate; its country can be looked at.
    fn month(&self, _replicate: u32, _country: &Country) {}

    /// Where a replicate that was broken off can go on, if it was saved.
    fn resume(&self, _replicate: u32) -> Option<Resumed> {
        None
    }

    /// Whether it is time to save a replicate that has lived so many months.
    fn wants_checkpoint(&self, _lived: u32) -> bool {
        false
    }

    /// Saves a replicate on its way.
    ///
    /// # Errors
    /// When it cannot be kept; the run ends.
    fn save(&self, _replicate: u32, _checkpoint: &Checkpoint<'_>) -> Result<(), RunError> {
        Ok(())
    }
}

/// A replicate on its way, as it stands in memory: what was recorded, and the country at the end of its last month.
#[derive(Debug, serde::Serialize)]
pub struct Checkpoint<'a> {
    /// Months lived, burn-in too.
    pub lived: u32,
    /// What has been recorded.
    pub record: &'a Record,
    /// The country.
    pub country: Saved<'a>,
}

/// The same, read back.
#[derive(Debug, serde::Deserialize)]
pub struct Resumed {
    /// Months lived, burn-in too.
    pub lived: u32,
    /// What had been recorded.
    pub record: Record,
    /// What the country had come to.
    pub country: Remembered,
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
    fn month(&self, _replicate: u32, _country: &Country) {}
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
    if options.fork_at > 0 && pasts(scenarios).len() > 1 {
        return Err(RunError::Fork(options.fork_at));
    }
    // One thread is the caller's own. A pool of one inside the pool of a study would let the thread that waits for
    // it begin another run of the study on the same stack, and in that another, until the stack is full.
    let pool = (options.threads != 1)
        .then(|| rayon::ThreadPoolBuilder::new().num_threads(options.threads).build())
        .transpose()
        .map_err(|error| RunError::Threads(error.to_string()))?;
    let threads = pool.as_ref().map_or(1, rayon::ThreadPool::current_num_threads);
    // Threads go to replicates or into one country, never both: nested, a thread that waits inside
    // one replicate would start another and hold both in memory.
    let by_replicate = replicates.clone().count() >= threads;
    let task = Task {
        scenarios,
        pasts: pasts(scenarios),
        options,
        watchers,
        stop,
        is_inner_parallel: !by_replicate,
    };
    let all: Vec<u32> = replicates.collect();
    let one_by_one = || all.iter().map(|&replicate| task.replicate(replicate)).collect();
    let outcomes: Vec<_> = match pool {
        None => one_by_one(),
        Some(pool) if by_replicate => {
            pool.install(|| all.par_iter().map(|&replicate| task.replicate(replicate)).collect())
        }
        Some(pool) => pool.install(one_by_one),
    };
    let mut ensembles: Vec<Ensemble> = scenarios.iter().map(|_| Ensemble::default()).collect();
    for outcome in outcomes {
        for (ensemble, outcome) in ensembles.iter_mut().zip(outcome?) {
            match outcome {
                Ok(lived) => {
                    ensemble.timings.absorb(&lived.timings);
                    ensemble.months_lived += u64::from(lived.months);
                    ensemble.months_told += u64::from(lived.told);
                    ensemble.records.push(lived.record);
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
    is_inner_parallel: bool,
}

/// One replicate of one scenario, lived or found.
struct Lived {
    record: Record,
    timings: Timings,
    /// Months lived for it.
    months: u32,
    /// Months that its record tells of, burn-in too.
    told: u32,
}

impl Lived {
    fn found(record: Record) -> Self {
        Self { record, timings: Timings::default(), months: 0, told: 0 }
    }
}

/// What became of a replicate.
type ReplicateResult = Result<Lived, Failure>;

impl Task<'_> {
    /// One replicate of every scenario; a panic inside becomes a failure with its message.
    fn replicate(&self, replicate: u32) -> Result<Vec<ReplicateResult>, RunError> {
        let mut outcomes: Vec<Option<ReplicateResult>> = self
            .watchers
            .iter()
            .map(|watcher| watcher.finished(replicate).map(|record| Ok(Lived::found(record))))
            .collect();
        for past in &self.pasts {
            let missing: Vec<usize> =
                past.iter().copied().filter(|&i| outcomes[i].is_none()).collect();
            if missing.is_empty() {
                continue;
            }
            match catch_unwind(AssertUnwindSafe(|| self.live(&missing, replicate))) {
                Ok(lived) => {
                    for (&i, lived) in missing.iter().zip(lived?) {
                        outcomes[i] = Some(Ok(lived));
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

    /// Lives the past of these scenarios once, and each one's months after the fork.
    fn live(&self, members: &[usize], replicate: u32) -> Result<Vec<Lived>, RunError> {
        let first = self.scenarios[members[0]];
        let params = first.params_of(replicate);
        let mut country = Country::build(&params, first.geography.as_ref(), replicate)?;
        let households: usize = country.communities.iter().map(|c| c.households.len()).sum();
        country.is_parallel = self.is_inner_parallel && households >= LARGE;
        let mut run = Run {
            country,
            record: Record::new(replicate),
            timings: Timings::default(),
            lived: 0,
            is_over: false,
        };
        let mut months = 0;
        if let &[alone] = members
            && self.options.fork_at == 0
            && let Some(saved) = self.watchers[alone].resume(replicate)
        {
            run.country.go_on(saved.country)?;
            run.record = saved.record;
            run.lived = saved.lived;
            months = saved.lived;
        } else {
            model::begin(&mut run.country);
            if run.country.now == 0 {
                run.record.keep(&run.country, self.options.keep);
            }
        }
        let burn_in = first.params.time.burn_in_months;
        let is_alone = members.len() == 1;
        self.months(&mut run, burn_in, members[0], is_alone)?;
        if self.options.fork_at > 0 {
            run.country.adopt(&self.scenarios[0].params_of(replicate));
            self.months(&mut run, burn_in + self.options.fork_at, members[0], is_alone)?;
        }
        let mut all = Vec::with_capacity(members.len());
        let (&last, others) = members.split_last().ok_or(RunError::Interrupted)?;
        for &i in others {
            let mut other = run.clone();
            run.timings = Timings::default();
            all.push(self.future(i, &mut other, months, is_alone)?);
            months = run.lived;
        }
        // The last takes the country itself: a lone scenario is never held twice.
        all.push(self.future(last, &mut run, months, is_alone)?);
        Ok(all)
    }

    /// One scenario's months after the fork; what it lived itself counts from `from`.
    fn future(
        &self,
        i: usize,
        run: &mut Run,
        from: u32,
        is_alone: bool,
    ) -> Result<Lived, RunError> {
        let params = self.scenarios[i].params_of(run.record.replicate);
        run.country.adopt(&params);
        self.months(run, params.time.burn_in_months + params.time.months, i, is_alone)?;
        run.record.close(&run.country);
        self.watchers[i].keep(&run.record)?;
        Ok(Lived {
            record: std::mem::replace(&mut run.record, Record::new(0)),
            timings: std::mem::take(&mut run.timings),
            months: run.lived - from,
            told: run.lived,
        })
    }

    /// Lives until so many months have been lived, or until the run is over before.
    fn months(&self, run: &mut Run, until: u32, i: usize, is_alone: bool) -> Result<(), RunError> {
        let watcher = self.watchers[i];
        while run.lived < until && !run.is_over {
            if self.stop.load(Ordering::Relaxed) {
                return Err(RunError::Interrupted);
            }
            model::timed_month(&mut run.country, &mut run.timings);
            if let Some(complaint) = run.country.complaint.take() {
                return Err(RunError::Scenario(complaint));
            }
            run.record.keep(&run.country, self.options.keep);
            run.lived += 1;
            let ends = self.options.stop_when.is_some_and(|when| when.holds(&run.record));
            run.is_over = ends && run.country.now > 0;
            watcher.month(run.record.replicate, &run.country);
            if is_alone && run.lived < until && watcher.wants_checkpoint(run.lived) {
                let checkpoint = Checkpoint {
                    lived: run.lived,
                    record: &run.record,
                    country: run.country.to_save(),
                };
                watcher.save(run.record.replicate, &checkpoint)?;
            }
        }
        Ok(())
    }
}

/// A replicate being lived.
#[derive(Clone)]
struct Run {
    country: Country,
    record: Record,
    timings: Timings,
    /// Months lived, burn-in too.
    lived: u32,
    /// Ended before its horizon.
    is_over: bool,
}
