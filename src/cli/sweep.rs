//! `sweep`: a study's scenarios at every point of its design, resumed and sharded at will.

use super::options::Simulation;
use super::{Cli, Failure};
use crate::experiment::sweep::{Outcome, Store, Unit, sweep, units};
use crate::metrics::{self, Column};
use crate::params::Catalogue;
use crate::scenario::Study;
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fs;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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
struct Folder(PathBuf);

impl Store for Folder {
    fn find(&self, name: &str) -> Option<Vec<Option<f64>>> {
        postcard::from_bytes(&fs::read(self.0.join(name)).ok()?).ok()
    }

    fn keep(&self, name: &str, values: &[Option<f64>]) -> Result<(), String> {
        let bytes = postcard::to_stdvec(values).map_err(|error| error.to_string())?;
        let draft = self.0.join(format!("{name}.partial"));
        fs::write(&draft, bytes).map_err(|error| error.to_string())?;
        fs::rename(&draft, self.0.join(name)).map_err(|error| error.to_string())
    }
}

impl Sweep {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let catalogue = Catalogue::standard();
        let study = Study::load(&self.study, &self.simulation.settings(), &catalogue)?;
        let shard = self.shard.as_deref().map(shard).transpose()?;
        let all = units(&study, &catalogue);
        let stem = self
            .study
            .file_stem()
            .map_or_else(|| "study".into(), |stem| stem.to_string_lossy().into_owned());
        let path = self.simulation.out.clone().unwrap_or_else(|| Path::new("runs").join(stem));
        if self.simulation.dry_run {
            writeln!(std::io::stdout().lock(), "{} runs; nothing was written", all.len())?;
            return study.scenarios.iter().try_for_each(|scenario| {
                super::run::forecast(
                    &scenario.with_replicates(all.len() as u32),
                    self.simulation.threads,
                )
            });
        }
        check_directory(&path, self.simulation.force)?;
        let folder = Folder(path.join("runs"));
        fs::create_dir_all(&folder.0)?;
        let mine: Vec<Unit> = match shard {
            None => all.clone(),
            Some((i, n)) => all
                .iter()
                .enumerate()
                .filter(|(at, _)| at % n == i - 1)
                .map(|(_, unit)| unit.clone())
                .collect(),
        };
        let stop = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stop);
        let _ = ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed));
        let bar = progress(cli, mine.len() as u64);
        let outcomes =
            sweep(&study, &mine, &folder, self.simulation.threads, &stop, &|| bar.inc(1));
        bar.finish_and_clear();
        let done: Option<Vec<Outcome>> = outcomes.into_iter().collect();
        let Some(done) = done else {
            return Err(Failure::Interrupted(format!(
                "finished runs are kept in {}; the same command goes on from there",
                path.display()
            )));
        };
        let failed = done.iter().filter(|outcome| outcome.is_err()).count();
        let mut stdout = std::io::stdout().lock();
        if let Some((i, n)) = shard {
            writeln!(
                stdout,
                "part {i} of {n}: {} of {} runs are done in {}",
                mine.len() - failed,
                all.len(),
                path.display()
            )?;
        } else {
            write_table(&path.join("results.csv"), &study, &all, &done)?;
            writeln!(
                stdout,
                "{} runs, {failed} failed; results in {}",
                all.len(),
                path.join("results.csv").display()
            )?;
        }
        if failed > 0 {
            return Err(Failure::Halfway(format!("{failed} runs failed; their rows say why")));
        }
        Ok(())
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

/// A directory that holds something else than a sweep is refused.
fn check_directory(path: &Path, force: bool) -> Result<(), Failure> {
    let Ok(entries) = fs::read_dir(path) else { return Ok(()) };
    let is_other = entries.flatten().any(|entry| {
        let name = entry.file_name();
        name != "results.csv" && name != "runs"
    });
    if is_other && !force {
        return Err(Failure::Usage {
            message: format!("{} holds something else than a sweep", path.display()),
            help: Some("give another --out, or --force to write beside it".to_owned()),
        });
    }
    Ok(())
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
    let draft = path.with_extension("partial");
    let failed =
        |error: csv::Error| Failure::Halfway(format!("cannot write {}: {error}", path.display()));
    let mut writer = csv::Writer::from_path(&draft).map_err(failed)?;
    let mut header: Vec<String> =
        ["run", "scenario", "replicate", "metric", "value"].map(str::to_owned).to_vec();
    header.extend(study.factors.iter().map(|factor| factor.key.clone()));
    header.push("error".to_owned());
    writer.write_record(&header).map_err(failed)?;
    for (unit, outcome) in units.iter().zip(outcomes) {
        for &(i, column) in &asked {
            let (value, error) = match outcome {
                Ok(values) => (
                    values.get(i).copied().flatten().map_or_else(String::new, |v| v.to_string()),
                    "",
                ),
                Err(error) => (String::new(), error.as_str()),
            };
            let mut row = vec![
                unit.run.to_string(),
                unit.scenario.name.clone(),
                unit.replicate.to_string(),
                column.metric.name.to_owned(),
                value,
            ];
            row.extend(unit.values.iter().map(ToString::to_string));
            row.push(error.to_owned());
            writer.write_record(&row).map_err(failed)?;
        }
    }
    writer.flush()?;
    drop(writer);
    Ok(fs::rename(&draft, path)?)
}
