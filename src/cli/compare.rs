//! `compare`: scenarios against the first, replicate by replicate on shared draws.

mod mechanisms_page;
mod plan;
mod steering_page;
mod tables;
mod told;

use super::host;
use super::options::Simulation;
use super::run::progress;
use super::store::{self, Keeper};
use super::{Cli, Failure};
use crate::experiment::compare::{Question, compare, every_pair, replicates_needed};
use crate::experiment::ensemble::{Ensemble, Watcher, run_together};
use crate::experiment::programmes::Accounts;
use crate::experiment::since_end::since_end;
use crate::experiment::{RunError, RunOptions};
use crate::metrics::Name;
use crate::output::answers::{AnswerDirectory, Files, Question as Asking};
use crate::output::directory::write_atomically;
use crate::output::manifest::Failure as Failed;
use crate::output::record::Keep;
use crate::output::stored::Shelf;
use crate::output::{RunDirectory, Work};
use crate::scenario::Scenario;
use clap::Args;
use plan::Plan;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use told::{Asked, Ends, print, tell_saving};

/// Replicates that a run to a precision takes at the most unless told otherwise.
const CAP: u32 = 400;

/// Options of `compare`.
#[derive(Debug, Args)]
pub(super) struct Compare {
    /// Scenario files; the first is the baseline.
    #[arg(required = true, num_args = 1.., value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    simulation: Simulation,
    /// Metric to compare, with all its levels; may be given again.
    #[arg(long, value_name = "METRIC")]
    metric: Vec<String>,
    /// Months over which a replicate's value is the mean, as 61:120; default all after month 0.
    #[arg(long, value_name = "FROM:TO")]
    window: Option<String>,
    /// Add replicates until the interval of this metric's difference is this narrow, as
    /// violence_rate=5% of the baseline's mean.
    #[arg(long, value_name = "METRIC=SHARE%")]
    until_precision: Option<String>,
    /// Compare the placebo of each programme too: same money and posts, local effect off.
    #[arg(long)]
    placebo: bool,
    /// Compare the first scenario also with itself without each of its mechanisms in turn.
    #[arg(long)]
    without_each: bool,
    /// Months that all scenarios live as the first one before each goes its own way; they may then
    /// differ only in what acts from month 1.
    #[arg(long, value_name = "MONTH", default_value_t = 0)]
    fork_at: u32,
    /// Tell metrics in the runs also of the places that each intervention serves, of those next to them, and of those
    /// that were drawn to stand beside for comparison.
    #[arg(long)]
    by_arm: bool,
    /// Most replicates that --until-precision may add up to.
    #[arg(long, value_name = "N", default_value_t = CAP)]
    most_replicates: u32,
    /// Also write who steered and what they chose, such as docs/who_steers.md: of scenarios in which auspices have money
    /// of their own.
    #[arg(long, value_name = "FILE")]
    choices_page: Option<PathBuf>,
    /// Also write what each mechanism changes in the first scenario, such as docs/mechanisms.md.
    #[arg(long, value_name = "FILE", requires = "without_each")]
    mechanisms_page: Option<PathBuf>,
}

/// What a comparison writes.
const TABLES: [&str; 5] =
    ["comparison.csv", "summary.csv", "money.csv", "since_end.csv", "pairs.csv"];
/// Where its replicates are kept: another question is asked of them without living them again.
const KEPT: &str = ".kept";

impl Compare {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let plan = self.plan(cli)?;
        if self.simulation.dry_run {
            let threads = self.simulation.threads;
            return plan
                .scenarios
                .iter()
                .try_for_each(|scenario| super::run::forecast(scenario, threads));
        }
        let start = Instant::now();
        let question = self.asked(&plan);
        let place = super::answers::open(&plan.path, &question, &TABLES, self.simulation.force)?;
        let shelf = kept(&plan.path)?;
        let keep = self.keep();
        let led_by = (self.fork_at > 0).then(|| &plan.scenarios[0]);
        let works: Vec<Work> =
            plan.scenarios.iter().map(|scenario| store::work(scenario, keep, led_by)).collect();
        let directories = plan
            .scenarios
            .iter()
            .zip(&works)
            .map(|(scenario, work)| {
                let path = plan.path.join("runs").join(&scenario.name);
                // Whether what lies there may be written over was asked of the whole directory.
                Ok(RunDirectory::open(&path, work, true)?.on(&shelf))
            })
            .collect::<Result<Vec<_>, Failure>>()?;
        let (ensembles, asked) = self.run(cli, &plan, &directories)?;
        store::tell(&store::of_shelf(&shelf, &plan.path));
        let seconds = start.elapsed().as_secs_f64();
        for (((scenario, work), directory), ensemble) in
            plan.scenarios.iter().zip(&works).zip(directories).zip(&ensembles)
        {
            let replicates = ensemble.records.len() as u32;
            if ensemble.failures.is_empty() && directory.is_complete(replicates) {
                directory.leave()?;
                continue;
            }
            let told = scenario.with_replicates(replicates);
            store::finish(&directory, &told, work, false, seconds, ensemble)?;
        }
        let runs: Vec<_> = plan
            .scenarios
            .iter()
            .zip(&ensembles)
            .map(|(scenario, ensemble)| (scenario, ensemble.records.as_slice()))
            .collect();
        let pilot = plan.precision.as_ref().zip(asked);
        let pilot = pilot.map(|(precision, (pilot, _))| (precision.metric.clone(), pilot));
        let asked_of = Question { pilot, ..plan.question.clone() };
        let rows = compare(&asked_of, &runs);
        let table = place.name(TABLES[0]);
        let failures = ensembles.iter().flat_map(|ensemble| ensemble.failures.clone()).collect();
        let accounts: Vec<Accounts> =
            runs.iter().map(|(scenario, records)| Accounts::of(scenario, records)).collect();
        let since_end = since_end(&plan.question.metrics, &runs);
        let written: Files = vec![
            (TABLES[0].to_owned(), tables::differences(&rows)?),
            (TABLES[1].to_owned(), tables::summary(&runs)?),
            (TABLES[2].to_owned(), tables::money(&accounts)?),
            (TABLES[3].to_owned(), tables::since_end(&since_end)?),
            (TABLES[4].to_owned(), tables::pairs(&every_pair(&asked_of, &runs))?),
        ];
        self.write(&plan, &question, place, &written, (start, failures))?;
        if let Some(path) = &self.choices_page {
            write_atomically(path, steering_page::markdown(&runs).as_bytes())?;
        }
        if let Some(path) = &self.mechanisms_page {
            // A mechanism is known by numbers of its own, with their levels, that no comparison tells unasked.
            let metrics = Name::ALL.iter().map(ToString::to_string).collect();
            let all =
                Question { metrics, totals_only: false, pilot: None, ..plan.question.clone() };
            let rows = compare(&all, &runs);
            let page = mechanisms_page::markdown(&plan.scenarios[0], plan.question.window, &rows);
            write_atomically(path, page.as_bytes())?;
        }
        print(
            cli,
            &plan,
            &rows,
            &Ends { accounts, since_end, asked, table: plan.path.join(table) },
        )?;
        match ensembles.iter().find_map(|ensemble| ensemble.failures.first()) {
            Some(failure) => Err(Failure::Halfway(format!(
                "replicate {} failed: {}",
                failure.replicate, failure.error
            ))),
            None => Ok(()),
        }
    }

    /// The question as it can be asked again of the scenarios that lie beside the results.
    fn asked(&self, plan: &Plan) -> Asking {
        let (from, to) = plan.question.window;
        let mut arguments = vec!["--window".to_owned(), format!("{from}:{to}")];
        let mut add = |option: &str, value: &str| {
            arguments.extend([option.to_owned(), value.to_owned()]);
        };
        self.metric.iter().for_each(|metric| add("--metric", metric));
        if let Some(precision) = &self.until_precision {
            add("--until-precision", precision);
            add("--most-replicates", &self.most_replicates.to_string());
        }
        if self.fork_at > 0 {
            add("--fork-at", &self.fork_at.to_string());
        }
        if self.placebo {
            arguments.push("--placebo".to_owned());
        }
        if self.without_each {
            arguments.push("--without-each".to_owned());
        }
        if self.by_arm {
            arguments.push("--by-arm".to_owned());
        }
        let written = &plan.scenarios[..self.files.len()];
        let mut asked = super::answers::question("compare", written, arguments);
        if self.fork_at > 0 {
            let forked = Some((self.fork_at, plan.scenarios[0].hash()));
            asked.scenarios.iter_mut().for_each(|arm| arm.forked.clone_from(&forked));
        }
        asked
    }

    /// Writes the tables of the comparison, and what was asked.
    fn write(
        &self,
        plan: &Plan,
        question: &Asking,
        place: AnswerDirectory,
        tables: &Files,
        (start, failures): (Instant, Vec<Failed>),
    ) -> Result<(), Failure> {
        let written = &plan.scenarios[..self.files.len()];
        let replicates = plan.scenarios[0].params.run.replicates;
        let window = Some(plan.question.window);
        let mut answer = super::answers::answer(question, Some(replicates), window, start);
        answer.warnings = super::answers::warnings(&plan.scenarios);
        answer.failures = failures;
        place.finish(answer, tables, &super::answers::inputs_of(written))?;
        Ok(())
    }

    fn keep(&self) -> Keep {
        Keep { fork_at: self.fork_at, by_arm: self.by_arm, ..Keep::default() }
    }

    /// Runs the pilot, and if a precision is wanted what it says is missing.
    fn run(
        &self,
        cli: &Cli,
        plan: &Plan,
        directories: &[RunDirectory],
    ) -> Result<(Vec<Ensemble>, Option<Asked>), Failure> {
        let stop = host::until_interrupted();
        let options = RunOptions {
            threads: self.simulation.threads,
            fork_at: self.fork_at,
            keep: self.keep(),
            ..RunOptions::default()
        };
        let bar = progress(cli, &plan.scenarios);
        let keepers: Vec<Keeper> =
            directories.iter().map(|directory| Keeper::new(directory, &bar, None)).collect();
        let watchers: Vec<&dyn Watcher> =
            keepers.iter().map(|keeper| keeper as &dyn Watcher).collect();
        let scenarios: Vec<&Scenario> = plan.scenarios.iter().collect();
        let together = |from: u32, to: u32| {
            run_together(&scenarios, from..=to, &options, &watchers, &stop).map_err(|error| {
                match error {
                    RunError::Interrupted => Failure::Interrupted(format!(
                        "finished replicates are kept in {}; the same command goes on from there",
                        plan.path.display()
                    )),
                    other => other.into(),
                }
            })
        };
        let start = Instant::now();
        let pilot = plan.scenarios[0].params.run.replicates;
        let mut ensembles = together(1, pilot)?;
        let mut told = None;
        if let Some(precision) = &plan.precision {
            let runs: Vec<_> = scenarios
                .iter()
                .copied()
                .zip(ensembles.iter().map(|e| e.records.as_slice()))
                .collect();
            let (needed, of_pilot) = replicates_needed(precision, plan.question.window, &runs);
            let wanted = needed.map_or(pilot, |n| u32::try_from(n).unwrap_or(u32::MAX));
            let total = wanted.min(self.most_replicates).max(pilot);
            if total > pilot {
                for (ensemble, more) in ensembles.iter_mut().zip(together(pilot + 1, total)?) {
                    ensemble.records.extend(more.records);
                    ensemble.failures.extend(more.failures);
                }
            }
            told = Some((of_pilot, needed));
        }
        bar.finish_and_clear();
        tell_saving(cli, &ensembles, start.elapsed().as_secs_f64());
        Ok((ensembles, told))
    }
}

/// The shelf of replicates that all comparisons of a directory share.
fn kept(path: &Path) -> Result<Arc<Shelf>, Failure> {
    let folder = path.join(KEPT);
    std::fs::create_dir_all(&folder)?;
    Ok(Arc::new(Shelf::new(folder, String::new())))
}
