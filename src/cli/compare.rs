//! `compare`: scenarios against the first, replicate by replicate on shared draws.

use super::compare_tables;
use super::figures::{decimals, or_dash};
use super::options::Simulation;
use super::run::progress;
use super::store::{self, Keeper};
use super::{Cli, Failure};
use crate::experiment::compare::{ComparisonRow, Precision, Question, compare, replicates_needed};
use crate::experiment::ensemble::{Ensemble, Watcher, run_together};
use crate::experiment::money::sentences;
use crate::experiment::programmes::Accounts;
use crate::experiment::statistics::MOST_GAIN;
use crate::experiment::{RunError, RunOptions};
use crate::metrics::{self, Name};
use crate::output::answers::{AnswerDirectory, Files, Question as Asking};
use crate::output::manifest::Failure as Failed;
use crate::output::record::Keep;
use crate::output::stored::Shelf;
use crate::output::{RunDirectory, Work};
use crate::params::Catalogue;
use crate::scenario::Scenario;
use crate::scenario::problem::{Location, Problem, Problems, nearest_metric};
use crate::world::places::decisive;
use clap::Args;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// Replicates that a run to a precision takes at the most unless told otherwise.
const CAP: u32 = 400;

/// Options of `compare`.
#[derive(Debug, Args)]
pub(super) struct Compare {
    /// Scenario files; the first is the baseline.
    #[arg(required = true, num_args = 2.., value_name = "FILE")]
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
}

/// What a comparison writes.
const TABLES: [&str; 3] = ["comparison.csv", "summary.csv", "money.csv"];
/// Where its replicates are kept: another question is asked of them without living them again.
const KEPT: &str = ".kept";

/// What is told at the end.
struct Ends {
    accounts: Vec<Accounts>,
    asked: Option<Asked>,
    table: PathBuf,
}

/// What the pilot of a run to a precision said: how many replicates it had, and how many it asked for; `None` where the
/// baseline is 0, of which no share is a precision.
type Asked = (usize, Option<usize>);

/// A comparison under way.
struct Plan {
    scenarios: Vec<Scenario>,
    path: PathBuf,
    question: Question,
    precision: Option<Precision>,
}

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
        let rows = compare(&Question { pilot, ..plan.question.clone() }, &runs);
        let table = place.name(TABLES[0]);
        let failures = ensembles.iter().flat_map(|ensemble| ensemble.failures.clone()).collect();
        let accounts: Vec<Accounts> =
            runs.iter().map(|(scenario, records)| Accounts::of(scenario, records)).collect();
        let tables: Files = vec![
            (TABLES[0].to_owned(), compare_tables::differences(&rows)?),
            (TABLES[1].to_owned(), compare_tables::summary(&runs)?),
            (TABLES[2].to_owned(), compare_tables::money(&accounts)?),
        ];
        self.write(&plan, &question, place, &tables, (start, failures))?;
        print(cli, &plan, &rows, &Ends { accounts, asked, table: plan.path.join(table) })?;
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

    fn plan(&self, cli: &Cli) -> Result<Plan, Failure> {
        let mut scenarios = self.simulation.load(cli, &self.files)?;
        if self.placebo {
            let placebos =
                scenarios.iter().map(Scenario::placebo).collect::<Result<Vec<_>, _>>()?;
            scenarios.extend(placebos.into_iter().flatten());
        }
        // One file twice would lie in one directory.
        self.simulation.directories(&self.files)?;
        let (first, others) = scenarios.split_first().ok_or_else(|| usage("no scenario", None))?;
        for other in others {
            if other.params.run.seed != first.params.run.seed {
                return Err(usage(
                    &format!(
                        "{} and {} have different seeds: their replicates are no pairs",
                        first.name, other.name
                    ),
                    Some("give one with --seed".to_owned()),
                ));
            }
        }
        let horizon =
            scenarios.iter().map(|scenario| scenario.params.time.months).min().unwrap_or(0) as i32;
        self.check_fork(first, others, horizon)?;
        let told = unlike_samples(first, others);
        if let Some(problem) = told {
            if cli.deny_warnings {
                return Err(Failure::Input(Problems(vec![problem])));
            }
            super::report::warn(std::slice::from_ref(&problem));
            scenarios[0].warnings.push(problem);
        }
        let metrics = if self.metric.is_empty() {
            Name::usual().iter().map(ToString::to_string).collect()
        } else {
            self.metric.iter().map(|name| known(name)).collect::<Result<_, _>>()?
        };
        let question = Question {
            totals_only: self.metric.is_empty(),
            metrics,
            window: window(self.window.as_deref(), horizon)?,
            pilot: None,
        };
        let precision = self.until_precision.as_deref().map(precision).transpose()?;
        let stems: Vec<_> =
            scenarios.iter().map(|scenario| scenario.name.replace('/', "-")).collect();
        let path = self
            .simulation
            .out
            .clone()
            .unwrap_or_else(|| Path::new("runs").join(stems.join("-against-")));
        Ok(Plan { scenarios, path, question, precision })
    }

    /// Scenarios that fork later than month 0 may differ only in what acts from month 1.
    fn check_fork(
        &self,
        first: &Scenario,
        others: &[Scenario],
        horizon: i32,
    ) -> Result<(), Failure> {
        if self.fork_at == 0 {
            return Ok(());
        }
        if self.fork_at as i32 >= horizon {
            let message = format!("--fork-at {} is not before month {horizon}", self.fork_at);
            return Err(usage(&message, None));
        }
        for other in others {
            let keys = first.past_differences(other, &Catalogue::standard());
            if !keys.is_empty() {
                let message = format!(
                    "{} and {} differ before month 1, in {}: they cannot fork in month {}",
                    first.name,
                    other.name,
                    keys.join(", "),
                    self.fork_at
                );
                return Err(usage(&message, None));
            }
        }
        Ok(())
    }

    /// Runs the pilot, and if a precision is wanted what it says is missing.
    fn run(
        &self,
        cli: &Cli,
        plan: &Plan,
        directories: &[RunDirectory],
    ) -> Result<(Vec<Ensemble>, Option<Asked>), Failure> {
        let stop = super::store::until_interrupted();
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

/// Arms that name different places hold different communities in their samples: what differs between them is then in part
/// who was drawn.
fn unlike_samples(first: &Scenario, others: &[Scenario]) -> Option<Problem> {
    let names = |scenario: &Scenario| -> BTreeSet<String> {
        decisive(&scenario.params).into_iter().map(str::to_owned).collect()
    };
    let own = names(first);
    let other = others.iter().find(|other| names(other) != own)?;
    let all: BTreeSet<String> = std::iter::once(first).chain(others).flat_map(names).collect();
    let all: Vec<String> = all.into_iter().collect();
    let message = format!(
        "{} and {} name different places, and their samples hold what they name: in part they live different communities",
        first.name, other.name
    );
    let help = format!("give all of them one sample: --set 'world.keep={all:?}'");
    Some(Problem::warning(
        Location::Argument(other.name.clone()),
        "world.keep",
        message,
        Some(help),
    ))
}

/// What living the shared past once has saved.
fn tell_saving(cli: &Cli, ensembles: &[Ensemble], seconds: f64) {
    let lived: u64 = ensembles.iter().map(|ensemble| ensemble.months_lived).sum();
    let told: u64 = ensembles.iter().map(|ensemble| ensemble.months_told).sum();
    if !cli.quiet && lived < told {
        eprintln!(
            "{lived} months lived in {seconds:.1} s for {told} told: shared pasts are lived once"
        );
    }
}

fn usage(message: &str, help: Option<String>) -> Failure {
    Failure::Usage { message: message.to_owned(), help }
}

/// A metric by its name.
fn known(name: &str) -> Result<String, Failure> {
    if metrics::named(name).is_some() {
        return Ok(name.to_owned());
    }
    Err(usage(
        &format!("no metric is called {name}"),
        nearest_metric(name).map(|near| format!("did you mean {near}?")),
    ))
}

/// `FROM:TO`, inside the horizon.
fn window(written: Option<&str>, horizon: i32) -> Result<(i32, i32), Failure> {
    let Some(written) = written else { return Ok((1, horizon)) };
    let parsed =
        written.split_once(':').and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
    match parsed {
        Some((from, to)) if 1 <= from && from <= to && to <= horizon => Ok((from, to)),
        _ => Err(usage(
            &format!(
                "found --window {written}; two months from 1 to {horizon} are wanted, as 61:{horizon}"
            ),
            None,
        )),
    }
}

/// `METRIC=SHARE%`.
fn precision(written: &str) -> Result<Precision, Failure> {
    let wrong = || {
        usage(
            &format!(
                "found --until-precision {written}; METRIC=SHARE% is wanted, as violence_rate=5%"
            ),
            None,
        )
    };
    let (metric, share) = written.split_once('=').ok_or_else(wrong)?;
    let percent: f64 = share.trim_end_matches('%').parse().map_err(|_| wrong())?;
    let is_right = share.ends_with('%') && percent > 0.0 && percent.is_finite();
    if !is_right {
        return Err(wrong());
    }
    Ok(Precision { metric: known(metric)?, share: percent / 100.0 })
}

/// The shelf of replicates that all comparisons of a directory share.
fn kept(path: &Path) -> Result<Arc<Shelf>, Failure> {
    let folder = path.join(KEPT);
    std::fs::create_dir_all(&folder)?;
    Ok(Arc::new(Shelf::new(folder, String::new())))
}

fn print(cli: &Cli, plan: &Plan, rows: &[ComparisonRow], ends: &Ends) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    if cli.json {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| {
                serde_json::json!({
                    "metric": row.metric, "dimension": row.dimension, "level": row.level, "unit": row.unit,
                    "baseline": row.baseline, "scenario": row.scenario, "difference": row.paired.difference,
                    "half_width": row.paired.half_width, "standardised": row.paired.standardised,
                    "variance_ratio": row.paired.gain, "p": row.paired.p, "replicates": row.paired.n,
                    "verdict": row.verdict.words()
                })
            })
            .collect();
        writeln!(
            stdout,
            "{:#}",
            serde_json::json!({
                "directory": plan.path, "table": ends.table, "rows": rows,
                "money": compare_tables::money_json(&ends.accounts),
            })
        )?;
        return Ok(());
    }
    let (from, to) = plan.question.window;
    let baseline = &plan.scenarios[0].name;
    for scenario in &plan.scenarios[1..] {
        let rows: Vec<_> = rows.iter().filter(|row| row.scenario == scenario.name).collect();
        let n = rows.iter().map(|row| row.paired.n).max().unwrap_or(0);
        writeln!(
            stdout,
            "{} against {baseline}: {n} pairs of replicates, means over months {from} to {to}\n\
             95 % paired t intervals; verdicts at 5 % after Holm's correction over these {} rows\n",
            scenario.name,
            rows.len()
        )?;
        writeln!(
            stdout,
            "{:<36} {:>10} {:>11} {:>10} {:>7} {:>8}  verdict",
            "", "baseline", "difference", "±", "d_z", "pairing"
        )?;
        for row in rows {
            let name = if row.level.is_empty() {
                row.metric.to_owned()
            } else {
                format!("{} {}", row.metric, row.level)
            };
            let p = &row.paired;
            let gain = or_dash(p.gain, |gain| match gain {
                gain if gain >= MOST_GAIN => format!("{MOST_GAIN:.0}+ ×"),
                gain => format!("{gain:.1} ×"),
            });
            let dz = or_dash(p.standardised, |dz| format!("{dz:.2}"));
            let four = |x: f64| decimals(x, 4);
            writeln!(
                stdout,
                "{name:<36} {:>10} {:>11} {:>10} {dz:>7} {gain:>8}  {}",
                four(row.baseline),
                four(p.difference),
                or_dash(p.half_width, four),
                row.verdict.words()
            )?;
        }
        writeln!(stdout)?;
    }
    if let (Some(asked), Some(precision)) = (ends.asked, &plan.precision) {
        let n = rows.first().map_or(0, |row| row.paired.n);
        writeln!(stdout, "{}\n", told_of_pilot(precision, asked, n))?;
    }
    for accounts in &ends.accounts {
        let lines = accounts.lines();
        if !lines.is_empty() {
            writeln!(stdout, "{}: {}\n", accounts.name, lines.join("\n"))?;
        }
    }
    for sentence in sentences(&ends.accounts) {
        writeln!(stdout, "{sentence}")?;
    }
    writeln!(stdout, "results in {}", ends.table.display())?;
    Ok(())
}

/// What the pilot asked for, and whether it was reached; the interval itself stands in the table.
fn told_of_pilot(precision: &Precision, (pilot, needed): Asked, n: usize) -> String {
    let metric = &precision.metric;
    let Some(needed) = needed else {
        return format!("{metric}: the baseline's mean is 0, of which no share is a precision");
    };
    let reached =
        if n < needed { ", more than the cap allows: the precision was not reached" } else { "" };
    format!(
        "{metric}: a pilot of {pilot} asked for {needed} replicates{reached}; its interval is that of Stein's two-stage \
         procedure, which keeps its confidence although the pilot was looked at"
    )
}
