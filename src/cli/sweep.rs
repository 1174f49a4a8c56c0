//! `sweep`: a study's scenarios at every point of its design, resumed and sharded at will.

use super::options::Simulation;
use super::{Cli, Failure, store};
use crate::experiment::facts::facts;
use crate::experiment::sweep::{Outcome, Saving, Store, Told, Unit, Untold, sweep, units};
use crate::metrics::{self, Column};
use crate::output::stored::Shelf;
use crate::params::{Catalogue, Value};
use crate::scenario::Study;
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fs;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Options of `sweep`.
#[derive(Debug, Args)]
pub(super) struct Sweep {
    /// Study file.
    #[arg(value_name = "STUDY")]
    study: PathBuf,
    #[command(flatten)]
    simulation: Simulation,
    /// Run only this part of the runs, as 1/4; a call without it joins the parts.
    #[arg(long, value_name = "I/N")]
    shard: Option<String>,
}

/// Runs kept as files named by what they are.
struct Folder(Shelf);

impl Store for Folder {
    fn find(&self, name: &str) -> Option<Told> {
        self.0.find(name)
    }

    fn keep(&self, name: &str, told: &Told) -> Result<(), String> {
        self.0.keep(name, told).map_err(|error| error.to_string())
    }
}

/// A study that has been carried out, or a part of it.
pub(super) struct Done {
    pub study: Study,
    pub units: Vec<Unit>,
    pub outcomes: Vec<Outcome>,
    pub saving: Saving,
    pub path: PathBuf,
}

impl Done {
    /// Runs that failed.
    pub(super) fn failed(&self) -> usize {
        self.outcomes.iter().filter(|outcome| matches!(outcome, Err(Untold::Failed(_)))).count()
    }

    /// Runs that were left out, as their points are no scenarios.
    pub(super) fn refused(&self) -> usize {
        self.outcomes.iter().filter(|outcome| matches!(outcome, Err(Untold::Refused(_)))).count()
    }

    /// An error if runs failed, once their rows are written.
    pub(super) fn verdict(&self) -> Result<(), Failure> {
        match self.failed() {
            0 => Ok(()),
            failed => Err(Failure::Halfway(format!("{failed} runs failed; their rows say why"))),
        }
    }
}

/// Runs what is missing of a study, or of one part of it; `None` after a dry run.
pub(super) fn carry_out(
    cli: &Cli,
    study: Study,
    file: &Path,
    simulation: &Simulation,
    shard: Option<(usize, usize)>,
) -> Result<Option<Done>, Failure> {
    let all = units(&study, &Catalogue::standard());
    let stem =
        file.file_stem().map_or_else(|| "study".into(), |stem| stem.to_string_lossy().into_owned());
    let path = simulation.out.clone().unwrap_or_else(|| Path::new("runs").join(stem));
    if simulation.dry_run {
        writeln!(std::io::stdout().lock(), "{} runs; nothing was written", all.len())?;
        study.scenarios.iter().try_for_each(|scenario| {
            let runs = all.iter().filter(|unit| unit.scenario.name == scenario.name).count() as u32;
            super::run::forecast(&scenario.with_replicates(runs), simulation.threads)
        })?;
        return Ok(None);
    }
    store::check_own(&path, &["results.csv", "sensitivity.csv", "runs"], simulation.force)?;
    let runs = path.join("runs");
    fs::create_dir_all(&runs)?;
    let folder = Folder(Shelf::new(runs, String::new()));
    let units: Vec<Unit> = match shard {
        None => all,
        Some((i, n)) => all
            .into_iter()
            .enumerate()
            .filter(|(at, _)| at % n == i - 1)
            .map(|(_, unit)| unit)
            .collect(),
    };
    let stop = super::store::until_interrupted();
    let bar = progress(cli, units.len() as u64);
    let swept = sweep(&study, &units, &folder, simulation.threads, &stop, &|| bar.inc(1));
    bar.finish_and_clear();
    store::tell(&store::of_shelf(&folder.0, &path));
    let saving = swept.saving;
    match swept.outcomes.into_iter().collect() {
        Some(outcomes) => Ok(Some(Done { study, units, outcomes, saving, path })),
        None => Err(Failure::Interrupted(format!(
            "finished runs are kept in {}; the same command goes on from there",
            path.display()
        ))),
    }
}

impl Sweep {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let study = super::scenarios::load_study(cli, &self.study, &self.simulation.settings())?;
        let shard = self.shard.as_deref().map(shard).transpose()?;
        let Some(done) = carry_out(cli, study, &self.study, &self.simulation, shard)? else {
            return Ok(());
        };
        let mut stdout = std::io::stdout().lock();
        let (runs, failed) = (done.units.len(), done.failed());
        if let Some((i, n)) = shard {
            writeln!(
                stdout,
                "part {i} of {n}: {} runs are done in {}",
                runs - failed,
                done.path.display()
            )?;
        } else {
            let table = done.path.join("results.csv");
            write_table(&table, &done.study, &done.units, &done.outcomes)?;
            let refused = match done.refused() {
                0 => String::new(),
                n => format!(", {n} left out as their points break a rule"),
            };
            writeln!(
                stdout,
                "{runs} runs, {failed} failed{refused}; results in {}",
                table.display()
            )?;
            let Saving { lived, told } = done.saving;
            if lived < told {
                writeln!(
                    stdout,
                    "{lived} months lived for {told} told: shared pasts are lived once"
                )?;
            }
        }
        done.verdict()
    }
}

/// `I/N`, I from 1 to N.
fn shard(written: &str) -> Result<(usize, usize), Failure> {
    let parsed =
        written.split_once('/').and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
    match parsed {
        Some((i, n)) if 1 <= i && i <= n => Ok((i, n)),
        _ => Err(Failure::Usage {
            message: format!("found --shard {written}; I/N with I from 1 to N is wanted, as 1/4"),
            help: None,
        }),
    }
}

fn progress(cli: &Cli, runs: u64) -> ProgressBar {
    let is_watched = !cli.quiet && std::io::stderr().is_terminal();
    let target =
        if is_watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(runs), target);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos} of {len} runs, {eta} left") {
        bar.set_style(style);
    }
    bar
}

/// `results.csv`, whole or not at all, in the order of runs, replicates and metrics.
fn write_table(
    path: &Path,
    study: &Study,
    units: &[Unit],
    outcomes: &[Outcome],
) -> Result<(), Failure> {
    let columns = metrics::columns(&metrics::all());
    let asked: Vec<(usize, &Column)> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| {
            column.level.is_empty() && study.metrics.iter().any(|name| name == column.metric.name)
        })
        .collect();
    let facts = facts();
    let draft = path.with_extension("partial");
    let failed =
        |error: csv::Error| Failure::Halfway(format!("cannot write {}: {error}", path.display()));
    let mut writer = csv::Writer::from_path(&draft).map_err(failed)?;
    let mut header: Vec<String> =
        ["run", "scenario", "replicate", "metric", "value"].map(str::to_owned).to_vec();
    header.extend(study.factors.iter().map(|factor| factor.key.clone()));
    header.extend(["month", "stopped", "error", "point"].map(str::to_owned));
    writer.write_record(&header).map_err(failed)?;
    for (unit, outcome) in units.iter().zip(outcomes) {
        for (w, (_, month)) in study.windows().into_iter().enumerate() {
            let told = outcome.as_ref().ok();
            let of_metric = asked.iter().map(|&(i, column)| {
                (column.metric.name, told.and_then(|told| *told.values.get(w)?.get(i)?))
            });
            // Facts are read over the whole run: they stand in its first window.
            let of_fact = facts
                .iter()
                .enumerate()
                .filter(|(_, fact)| w == 0 && study.facts && fact.belongs(&unit.scenario.name));
            let of_fact =
                of_fact.map(|(i, fact)| (fact.id, told.and_then(|told| *told.facts.get(i)?)));
            for (name, value) in of_metric.chain(of_fact) {
                let stopped = told.and_then(|told| told.stopped);
                let text = |number: Option<String>| number.unwrap_or_default();
                let mut row = vec![
                    unit.run.to_string(),
                    unit.scenario.name.clone(),
                    unit.replicate.to_string(),
                    name.to_owned(),
                    text(value.map(|value| value.to_string())),
                ];
                let varied = unit.values.iter();
                row.extend(varied.map(|value| text(value.as_ref().map(Value::to_string))));
                row.push(month.to_string());
                row.push(text(stopped.map(|month| month.to_string())));
                row.push(text(outcome.as_ref().err().map(Untold::to_string)));
                row.push(unit.point.to_string());
                writer.write_record(&row).map_err(failed)?;
            }
        }
    }
    writer.flush()?;
    drop(writer);
    Ok(fs::rename(&draft, path)?)
}
