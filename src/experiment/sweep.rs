//! Sweeps: every scenario at every point, replicate by replicate. A run is named by what it is, so
//! that what is done is never done again, whoever did it.

use super::design::points;
use super::end_states::EndStates;
use super::ensemble::{RunError, RunOptions, StopWhen, Watcher, run_together};
use super::facts;
use super::look::PlaceMonths;
use super::money::{External, Outlay};
use crate::metrics;
use crate::output::Record;
use crate::output::stored::name_of;
use crate::params::{Catalogue, Value};
use crate::scenario::claim::Between;
use crate::scenario::targets::Question;
use crate::scenario::{Assignment, Problem, Problems, Scenario, Study};
use crate::world::Country;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// One run of a study: how its scenario is made, and what it is called. The scenario itself is made when it is lived, as
/// thousands of them would fill the memory.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Number of the scenario and point, from 1.
    pub run: u32,
    /// Number of the point in the design, from 1; the same for all scenarios.
    pub point: u32,
    /// The scenario as the study has it.
    pub scenario: Arc<Scenario>,
    /// What the point gives to it.
    given: Arc<[Assignment]>,
    /// What names the scenario at the point and its past, and its seed.
    identity: Arc<Identity>,
    /// Why the point is no scenario: it is not run.
    pub refused: Option<String>,
    /// Replicate, from 1.
    pub replicate: u32,
    /// Values of what is varied, in the order of the study; `None` where the scenario has no such record.
    pub values: Arc<[Option<Value>]>,
    /// Whether its places are held against each other at its end.
    is_compared: bool,
}

/// A month that no run comes to.
const NEVER: u32 = 1 << 24;

/// What names a scenario at a point.
#[derive(Debug)]
struct Identity {
    hash: String,
    past: String,
    seed: u64,
}

impl Identity {
    fn of(scenario: &Scenario, catalogue: &Catalogue) -> Self {
        let (hash, past) = (scenario.hash(), scenario.past(catalogue));
        Self { hash, past, seed: scenario.params.run.seed }
    }
}

/// What a run gives.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Told {
    /// For each window of the study, for each column of the metrics, the mean over the window; `None`
    /// where it is not defined or the run had ended.
    pub values: Vec<Vec<Option<f64>>>,
    /// What facts are compared with, in the order of [`facts`](super::facts::facts), where the study asks for them;
    /// `None` for those of other scenarios.
    pub facts: Vec<Option<f64>>,
    /// Answers to the questions of the study's targets, in their order: means over rounds.
    pub answers: Vec<Option<f64>>,
    /// What is said of its places at its end, in the order of [`Between`], where it is asked for.
    pub between: Vec<Option<f64>>,
    /// External money of its programmes, US$ a head and year.
    pub external: External,
    /// Money of all its programmes, US$, whole country.
    pub outlay: Outlay,
    /// The month in which it ended before its horizon.
    pub stopped: Option<i32>,
}

/// Why a run gives nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Untold {
    /// Its point is no scenario, and the study leaves such points empty.
    #[error("invalid: {0}")]
    Refused(String),
    /// It failed on the way.
    #[error("{0}")]
    Failed(String),
}

/// What a unit gives, or why it gives nothing.
pub type UnitResult = Result<Told, Untold>;

/// Where runs that were done are kept.
pub trait Store: Sync {
    /// A run that was done.
    fn find(&self, name: &str) -> Option<Told>;

    /// Keeps a run.
    ///
    /// # Errors
    /// In words, when it cannot be kept.
    fn keep(&self, name: &str, told: &Told) -> Result<(), String>;
}

/// What living shared pasts once has saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Saving {
    /// Months lived.
    pub lived: u64,
    /// Months that would have been lived run by run.
    pub told: u64,
}

/// A study that was carried out.
#[derive(Debug, Default)]
pub struct Swept {
    /// In the order of the units; `None` where the study was stopped first.
    pub outcomes: Vec<Option<UnitResult>>,
    /// What sharing pasts has saved.
    pub saving: Saving,
}

/// The runs of a study, in the order of its table.
pub fn units(study: &Study, catalogue: &Catalogue) -> Vec<Unit> {
    let points = points(study);
    let scenarios: Vec<Arc<Scenario>> = study.scenarios.iter().cloned().map(Arc::new).collect();
    // A real country is laid out once for each of them, to be checked.
    let of = |run: usize| {
        let (scenario, number) = (&scenarios[run / points.len()], run % points.len());
        let placed = study.at(scenario, number, &points[number], catalogue);
        let (identity, refused) = match &placed.scenario {
            Ok(placed) => (Identity::of(placed, catalogue), None),
            Err(Problems(found)) => (Identity::of(scenario, catalogue), Some(reason(found))),
        };
        let unit = Unit {
            run: run as u32 + 1,
            point: number as u32 + 1,
            scenario: Arc::clone(scenario),
            given: placed.given.into(),
            identity: Arc::new(identity),
            refused,
            replicate: 1,
            values: placed.values.into(),
            is_compared: false,
        };
        unit.replicates(study.replicates)
    };
    let runs = 0..study.scenarios.len() * points.len();
    runs.into_par_iter().flat_map_iter(of).collect()
}

/// The same, each point in worlds of its own: replicates that no other point lives, nor any of so many points before. With
/// luck in common all points would tell of the same few worlds, and how far these lie from their mean could not be told.
pub fn units_apart(study: &Study, before: u32, catalogue: &Catalogue) -> Vec<Unit> {
    let mut units = units(study, catalogue);
    for unit in &mut units {
        unit.replicate += (before + unit.point - 1) * study.replicates;
    }
    units
}

/// Why a point is no scenario, in a cell of a table.
fn reason(problems: &[Problem]) -> String {
    let one = |problem: &Problem| format!("{}: {}", problem.key, problem.message);
    problems.iter().map(one).collect::<Vec<_>>().join("; ")
}

impl Unit {
    /// The runs of a scenario as it stands, of this number from 1, whose places may be held against each other.
    pub fn each(
        run: u32,
        scenario: &Scenario,
        replicates: u32,
        is_compared: bool,
        catalogue: &Catalogue,
    ) -> impl Iterator<Item = Self> + use<> {
        let unit = Self {
            run,
            point: 1,
            scenario: Arc::new(scenario.clone()),
            given: Arc::default(),
            identity: Arc::new(Identity::of(scenario, catalogue)),
            refused: None,
            replicate: 1,
            values: Arc::default(),
            is_compared,
        };
        unit.replicates(replicates)
    }

    /// The same run as so many replicates, which hold in common what they are made of.
    fn replicates(self, number: u32) -> impl Iterator<Item = Self> {
        (1..=number).map(move |replicate| Self { replicate, ..self.clone() })
    }

    /// The scenario at the point.
    fn placed(&self, catalogue: &Catalogue) -> Result<Arc<Scenario>, Problems> {
        if self.given.is_empty() {
            return Ok(Arc::clone(&self.scenario));
        }
        self.scenario.at(&self.given, catalogue).map(Arc::new)
    }

    /// The name of the run: equal for equal work of one build of the program.
    pub fn name(&self, study: &Study) -> String {
        let text = format!(
            "{} {} {} {:?} {} {:?} {} {:?} {}",
            self.identity.hash,
            self.identity.seed,
            self.replicate,
            study.windows(),
            if study.fork_at > 0 {
                format!("{} {}", study.fork_at, study.scenarios[0].hash())
            } else {
                String::new()
            },
            study.stop_when,
            study.facts,
            study.questions(),
            self.is_compared
        );
        name_of(&text)
    }
}

/// Runs what is missing of these units, side by side; units that share a past live it once. A run
/// that fails is an error in its place and never the end of the study.
///
/// `done` is called after each run.
///
/// # Examples
/// ```
/// use nodal::experiment::sweep::{Store, Told, sweep, units};
/// use nodal::params::Catalogue;
/// use nodal::scenario::{Settings, Study};
/// use std::sync::atomic::AtomicBool;
///
/// /// Keeps nothing.
/// struct Nowhere;
/// impl Store for Nowhere {
///     fn find(&self, _: &str) -> Option<Told> {
///         None
///     }
///     fn keep(&self, _: &str, _: &Told) -> Result<(), String> {
///         Ok(())
///     }
/// }
///
/// let small = ["world.communities=4", "world.households=50", "time.burn_in_months=3", "time.months=6"];
/// let settings = Settings { sets: small.map(str::to_owned).to_vec(), ..Settings::default() };
/// let path = std::path::Path::new("scenarios/studies/quick.toml");
/// let mut study = Study::load(path, &settings, &Catalogue::standard())?;
/// study.points = 3;
/// let units = units(&study, &Catalogue::standard());
/// let swept = sweep(&study, &units, &Nowhere, 1, &AtomicBool::new(false), &|| {});
/// assert_eq!(swept.outcomes.len(), 3);
/// # Ok::<(), nodal::scenario::Problems>(())
/// ```
pub fn sweep(
    study: &Study,
    units: &[Unit],
    store: &dyn Store,
    threads: usize,
    stop: &AtomicBool,
    done: &(dyn Fn() + Sync),
) -> Swept {
    let mut outcomes: Vec<Option<UnitResult>> = units
        .iter()
        .map(|unit| {
            let found = match &unit.refused {
                Some(reason) => Some(Err(Untold::Refused(reason.clone()))),
                None => store.find(&unit.name(study)).map(Ok),
            };
            if found.is_some() {
                done();
            }
            found
        })
        .collect();
    let missing: Vec<usize> = (0..units.len()).filter(|&i| outcomes[i].is_none()).collect();
    let families = families(units, &missing);
    let catalogue = Catalogue::standard();
    let live = |family: &Vec<usize>| {
        let members: Vec<&Unit> = family.iter().map(|&i| &units[i]).collect();
        live((study, &catalogue), &members, store, stop, done)
    };
    let lived: Vec<(Vec<Option<UnitResult>>, Saving)> =
        match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
            Ok(pool) => pool.install(|| in_order(&families, live)),
            Err(error) => {
                let failed = Some(Err(Untold::Failed(format!("cannot start threads: {error}"))));
                let of =
                    |family: &Vec<usize>| (vec![failed.clone(); family.len()], Saving::default());
                families.iter().map(of).collect()
            }
        };
    let mut saving = Saving::default();
    for (family, (of_family, saved)) in families.iter().zip(lived) {
        saving.lived += saved.lived;
        saving.told += saved.told;
        for (&i, outcome) in family.iter().zip(of_family) {
            outcomes[i] = outcome;
        }
    }
    Swept { outcomes, saving }
}

/// Units that share a past, by position, of those at some positions: the same past, seed and replicate. The first replicate
/// of all goes before the second: a study that is stopped has whole replicates, and may be told of those alone.
pub fn families(units: &[Unit], missing: &[usize]) -> Vec<Vec<usize>> {
    let mut by_past: BTreeMap<(u32, &str), Vec<usize>> = BTreeMap::new();
    for &i in missing {
        let unit = &units[i];
        by_past.entry((unit.replicate, &unit.identity.past)).or_default().push(i);
    }
    by_past.into_values().collect()
}

/// What is made of each, side by side. They are begun in their order, and not from the middle as halves of a slice would be.
fn in_order<T: Send>(
    families: &[Vec<usize>],
    live: impl Fn(&Vec<usize>) -> T + Sync + Send,
) -> Vec<T> {
    let mut lived: Vec<(usize, T)> =
        families.iter().enumerate().par_bridge().map(|(i, family)| (i, live(family))).collect();
    lived.sort_unstable_by_key(|(i, _)| *i);
    lived.into_iter().map(|(_, one)| one).collect()
}

/// The same without rounds of surveys, which nobody would read; the places that they name stay in the sample.
fn unasked(mut scenario: Arc<Scenario>) -> Arc<Scenario> {
    if !scenario.params.programme.surveys.is_empty() {
        for survey in &mut Arc::make_mut(&mut scenario).params.programme.surveys {
            (survey.month, survey.every) = (NEVER, 0);
        }
    }
    scenario
}

/// Lives a family of units, their past once.
fn live(
    (study, catalogue): (&Study, &Catalogue),
    members: &[&Unit],
    store: &dyn Store,
    stop: &AtomicBool,
    done: &(dyn Fn() + Sync),
) -> (Vec<Option<UnitResult>>, Saving) {
    if stop.load(Ordering::Relaxed) {
        return (vec![None; members.len()], Saving::default());
    }
    let is_asked = study.facts || !study.questions().is_empty();
    let placed: Result<Vec<Arc<Scenario>>, Problems> = members
        .iter()
        .map(|unit| unit.placed(catalogue))
        .map(|placed| placed.map(|scenario| if is_asked { scenario } else { unasked(scenario) }))
        .collect();
    let placed = match placed {
        Ok(placed) => placed,
        Err(Problems(found)) => {
            let failed = Some(Err(Untold::Failed(reason(&found))));
            return (vec![failed; members.len()], Saving::default());
        }
    };
    let options = RunOptions {
        threads: 1,
        fork_at: study.fork_at,
        stop_when: study.stop_when.as_ref().and_then(|rule| {
            Some(StopWhen {
                column: metrics::total(&rule.metric)?,
                above: rule.above,
                below: rule.below,
                for_months: rule.for_months,
            })
        }),
        ..RunOptions::default()
    };
    let keepers: Vec<Keeper> = members
        .iter()
        .zip(&placed)
        .map(|(unit, scenario)| Keeper {
            name: unit.name(study),
            scenario,
            study,
            store,
            done,
            months: Mutex::default(),
            ends: unit.is_compared.then(Mutex::default),
            outcome: Mutex::new(None),
        })
        .collect();
    let mut watchers: Vec<&dyn Watcher> =
        keepers.iter().map(|keeper| keeper as &dyn Watcher).collect();
    let mut scenarios: Vec<&Scenario> = placed.iter().map(|scenario| &**scenario).collect();
    // The baseline leads a later fork, and lives no further than that.
    let baseline = (study.fork_at > 0).then(|| study.scenarios[0].clone());
    if let Some(baseline) = &baseline {
        scenarios.insert(0, baseline);
        watchers.insert(0, &OnlyLeads);
    }
    let replicate = members.first().map_or(1, |unit| unit.replicate);
    let lived = run_together(&scenarios, replicate..=replicate, &options, &watchers, stop);
    let mut saving = Saving::default();
    let mut error = None;
    match lived {
        Ok(ensembles) => {
            for ensemble in &ensembles {
                saving.lived += ensemble.months_lived;
                saving.told += ensemble.months_told;
                error = error.or_else(|| ensemble.failures.first().map(|one| one.error.clone()));
            }
        }
        Err(RunError::Interrupted) => {}
        Err(other) => error = Some(other.to_string()),
    }
    let outcomes = keepers
        .into_iter()
        .map(|keeper| {
            let found = keeper.outcome.into_inner().ok().flatten();
            found.or_else(|| error.clone().map(|error| Err(Untold::Failed(error))))
        })
        .collect();
    (outcomes, saving)
}

/// Keeps what one unit gives as soon as it has been lived.
struct Keeper<'a> {
    name: String,
    scenario: &'a Scenario,
    study: &'a Study,
    store: &'a dyn Store,
    done: &'a (dyn Fn() + Sync),
    /// What is seen of it month by month, where facts are asked for.
    months: Mutex<PlaceMonths>,
    /// Who is at work in each place, where places are compared.
    ends: Option<Mutex<EndStates>>,
    outcome: Mutex<Option<UnitResult>>,
}

impl Watcher for Keeper<'_> {
    fn finished(&self, _replicate: u32) -> Option<Record> {
        None
    }

    fn keep(&self, record: &Record) -> Result<(), RunError> {
        let columns = metrics::columns().len();
        let last = record.months.last().copied().unwrap_or(0);
        let of = |window: (i32, i32)| -> Vec<Option<f64>> {
            (0..columns).map(|column| record.mean(column, window)).collect()
        };
        let params = &self.scenario.params;
        let told = Told {
            values: self.study.windows().into_iter().map(of).collect(),
            facts: self.facts(record),
            answers: self.answers(record),
            between: self.between(record),
            external: External::a_head_and_year(record, params),
            outlay: Outlay::of(record, params),
            stopped: (last < params.time.months as i32).then_some(last),
        };
        let outcome = self.store.keep(&self.name, &told).map(|()| told).map_err(Untold::Failed);
        if let Ok(mut place) = self.outcome.lock() {
            *place = Some(outcome);
        }
        (self.done)();
        Ok(())
    }

    fn month(&self, _replicate: u32, country: &Country) {
        if self.study.facts
            && let Ok(mut months) = self.months.lock()
        {
            months.note(country);
        }
        if let Some(Ok(mut ends)) = self.ends.as_ref().map(Mutex::lock) {
            ends.note(country, self.scenario.params.time.months as i32);
        }
    }
}

impl Keeper<'_> {
    /// What is said of its places.
    fn between(&self, record: &Record) -> Vec<Option<f64>> {
        let Some(Ok(ends)) = self.ends.as_ref().map(Mutex::lock) else { return Vec::new() };
        Between::ALL.iter().map(|&what| ends.tell(what, record)).collect()
    }

    /// What a replicate answers to the questions of the study's targets.
    fn answers(&self, record: &Record) -> Vec<Option<f64>> {
        let of = |asked: &Question| {
            let rounds = record.surveys.iter().map(|(_, answer)| answer);
            let values: Vec<f64> = rounds
                .filter(|one| one.survey == asked.survey && one.question == asked.question)
                .map(|one| one.value)
                .collect();
            (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
        };
        self.study.questions().into_iter().map(of).collect()
    }

    /// What a replicate says of each fact, where the study asks.
    fn facts(&self, record: &Record) -> Vec<Option<f64>> {
        match self.months.lock() {
            Ok(months) if self.study.facts => {
                facts::read(&facts::Seen { record, months: &months }, &self.scenario.name)
            }
            _ => Vec::new(),
        }
    }
}

/// The baseline of a fork: it is lived until the fork, and nothing is wanted of it after that.
struct OnlyLeads;

impl Watcher for OnlyLeads {
    fn finished(&self, replicate: u32) -> Option<Record> {
        Some(Record::new(replicate))
    }

    fn keep(&self, _record: &Record) -> Result<(), RunError> {
        Ok(())
    }

    fn month(&self, _replicate: u32, _country: &Country) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Settings;
    use std::path::Path;

    /// What is stopped has whole replicates: of one thread, each is begun when those before it are done.
    #[test]
    fn first_replicates_go_first() {
        let catalogue = Catalogue::standard();
        let path = Path::new("scenarios/studies/quick.toml");
        let mut study = Study::load(path, &Settings::default(), &catalogue).unwrap();
        (study.points, study.replicates) = (3, 2);
        let units = units(&study, &catalogue);
        let missing: Vec<usize> = (1..units.len()).collect();
        let families = families(&units, &missing);
        let replicates: Vec<u32> = families.iter().map(|one| units[one[0]].replicate).collect();
        assert_eq!(replicates, [1, 1, 2, 2, 2]);
        let begun = Mutex::new(Vec::new());
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let live = |family: &Vec<usize>| {
            begun.lock().unwrap().push(family[0]);
            family[0]
        };
        let lived = pool.install(|| in_order(&families, live));
        assert_eq!(lived, begun.into_inner().unwrap());
        assert_eq!(lived, families.iter().map(|one| one[0]).collect::<Vec<_>>());
    }
}
