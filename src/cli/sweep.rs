//! `sweep`: a study's scenarios at every point of its design, resumed and sharded at will.

use super::options::Simulation;
use super::{Cli, Failure, answers, host, options_page, store, study_tables};
use crate::experiment::sweep::{Saving, Store, Told, Unit, UnitResult, Untold, sweep, units};
use crate::output::answers::{AnswerDirectory, Files, Question};
use crate::output::directory::{taken_over, write_atomically};
use crate::output::lock::Lock;
use crate::output::manifest;
use crate::output::parts::Part;
use crate::output::stored::Shelf;
use crate::params::Catalogue;
use crate::scenario::Study;
use clap::Args;
use indicatif::ProgressBar;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The command, and the tables that it writes.
pub(super) const TABLES: (&str, &[&str]) = ("sweep", &["results.csv", "differences.csv"]);

/// Options of `sweep`.
#[derive(Debug, Args)]
pub(super) struct Sweep {
    /// Study file.
    #[arg(value_name = "STUDY")]
    study: PathBuf,
    #[command(flatten)]
    simulation: Simulation,
    /// Run only this part of the runs, as 1/4; a call without it joins the parts, `nodal merge` those of
    /// several directories.
    #[arg(long, value_name = "I/N")]
    shard: Option<String>,
    /// Also write what each option does beside the baseline and its placebo, such as docs/comparison.md.
    #[arg(long, value_name = "FILE", conflicts_with = "shard")]
    page: Option<PathBuf>,
}

/// Runs kept as files named by what they are.
pub(super) struct Folder(pub(super) Shelf);

impl Folder {
    /// That of a directory of results.
    pub(super) fn below(path: &Path) -> Result<Self, Failure> {
        let runs = path.join("runs");
        fs::create_dir_all(&runs)?;
        Ok(Self(Shelf::new(runs, String::new())))
    }
}

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
    pub outcomes: Vec<UnitResult>,
    pub saving: Saving,
    pub path: PathBuf,
    /// The directory, unless only a part of the runs was asked for.
    place: Option<AnswerDirectory>,
    question: Question,
    inputs: Files,
    start: Instant,
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

    /// Writes the tables of a finished study, and what was asked.
    pub(super) fn write(&mut self, tables: &Files) -> Result<(), Failure> {
        let Some(place) = self.place.take() else { return Ok(()) };
        let window = self.study.report_months.is_empty().then_some(self.study.window);
        let replicates = Some(self.study.replicates);
        let mut answer = answers::answer(&self.question, replicates, window, self.start);
        answer.warnings = self.study.warnings.iter().map(ToString::to_string).collect();
        let failed = |(unit, outcome): (&Unit, &UnitResult)| match outcome {
            Err(Untold::Failed(error)) => {
                let error = format!("run {}: {error}", unit.run);
                Some(manifest::Failure { replicate: unit.replicate, error })
            }
            _ => None,
        };
        answer.failures = self.units.iter().zip(&self.outcomes).filter_map(failed).collect();
        place.finish(answer, tables, &self.inputs)?;
        Ok(())
    }

    /// Notes what a part has made, for whoever joins them.
    fn note(&self, part: (usize, usize)) -> Result<(), Failure> {
        let made = self.units.iter().zip(&self.outcomes).filter(|(_, outcome)| outcome.is_ok());
        let runs = made.map(|(unit, _)| unit.name(&self.study)).collect();
        let asked = (&self.question, &self.inputs);
        Ok(Part::new(part, asked, self.study.replicates, runs).write(&self.path, &self.inputs)?)
    }

    /// An error if runs failed, once their rows are written.
    pub(super) fn verdict(&self) -> Result<(), Failure> {
        match self.failed() {
            0 => Ok(()),
            failed => Err(Failure::Halfway(format!("{failed} runs failed; their rows say why"))),
        }
    }
}

/// Holds a directory for its answer, or for one part of the runs: parts are lived side by side, each held by one process,
/// and nobody writes a table meanwhile.
pub(super) fn hold(
    path: &Path,
    (question, tables): (&Question, &[&str]),
    force: bool,
    part: Option<(usize, usize)>,
) -> Result<(Option<AnswerDirectory>, Option<Lock>), Failure> {
    let Some((i, n)) = part else {
        return Ok((Some(answers::open(path, question, tables, force)?), None));
    };
    AnswerDirectory::check(path, question, tables, force)?;
    fs::create_dir_all(path)?;
    let lock = Lock::of_part(path, &format!("{i}-of-{n}"))?;
    store::tell(&taken_over(path, &lock).into_iter().collect::<Vec<_>>());
    Ok((None, Some(lock)))
}

/// The runs of a part, or all.
pub(super) fn of_part(
    units: impl IntoIterator<Item = Unit>,
    part: Option<(usize, usize)>,
) -> Vec<Unit> {
    let (i, n) = part.unwrap_or((1, 1));
    units.into_iter().skip(i - 1).step_by(n).collect()
}

/// Not all runs were made before the command was stopped.
pub(super) fn interrupted(path: &Path) -> Failure {
    Failure::Interrupted(format!(
        "finished runs are kept in {}; the same command goes on from there",
        path.display()
    ))
}

/// Makes the runs of a study that are missing, or those of one part of it; `tables` are its answer. `None` after a dry run.
pub(super) fn carry_out(
    cli: &Cli,
    (kind, tables): (&'static str, &[&str]),
    (study, all): (Study, Vec<Unit>),
    file: &Path,
    simulation: &Simulation,
    shard: Option<(usize, usize)>,
) -> Result<Option<Done>, Failure> {
    let stem =
        file.file_stem().map_or_else(|| "study".into(), |stem| stem.to_string_lossy().into_owned());
    let path = simulation.out.clone().unwrap_or_else(|| Path::new("runs").join(stem));
    if simulation.dry_run {
        writeln!(host::stdout(), "{} runs; nothing was written", all.len())?;
        study.with_portfolios().scenarios.iter().try_for_each(|scenario| {
            let runs = all.iter().filter(|unit| unit.scenario.name == scenario.name).count() as u32;
            super::run::forecast(&scenario.with_replicates(runs), simulation.threads)
        })?;
        return Ok(None);
    }
    super::memory::admit(&study.scenarios, simulation.threads)?;
    let start = Instant::now();
    let (question, inputs) = answers::of_study(kind, &study)?;
    let (place, _lock) = hold(&path, (&question, tables), simulation.force, shard)?;
    let folder = Folder::below(&path)?;
    let units = of_part(all, shard);
    let stop = host::until_interrupted();
    let bar = progress(cli, units.len() as u64);
    let swept = sweep(&study, &units, &folder, simulation.threads, &stop, &|| bar.inc(1));
    bar.finish_and_clear();
    store::tell(&store::of_shelf(&folder.0, &path));
    let saving = swept.saving;
    match swept.outcomes.into_iter().collect() {
        Some(outcomes) => {
            Ok(Some(Done { study, units, outcomes, saving, path, place, question, inputs, start }))
        }
        None => Err(interrupted(&path)),
    }
}

impl Sweep {
    /// The study, with what the options say of it.
    pub(super) fn load(&self, cli: &Cli) -> Result<Study, Failure> {
        super::scenarios::load_study(cli, &self.study, &self.simulation.settings())
    }

    /// That joins runs which are all there.
    pub(super) fn joining(study: PathBuf, simulation: Simulation) -> Self {
        Self { study, simulation, shard: None, page: None }
    }

    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let study = self.load(cli)?;
        let shard = self.shard.as_deref().map(shard).transpose()?;
        let all = units(&study, &Catalogue::standard());
        let done = carry_out(cli, TABLES, (study, all), &self.study, &self.simulation, shard)?;
        let Some(mut done) = done else { return Ok(()) };
        let mut stdout = host::stdout();
        let (runs, failed) = (done.units.len(), done.failed());
        if let Some((i, n)) = shard {
            done.note((i, n))?;
            tell_part(shard, runs - failed, &done.path)?;
        } else {
            let table = done.path.join("results.csv");
            let (tables, favours) = study_tables::of(&done)?;
            done.write(&tables)?;
            if let Some(page) = &self.page {
                write_atomically(page, options_page::markdown(&done).as_bytes())?;
            }
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
            study_tables::print_favours(&done.study, &favours, &mut stdout)?;
        }
        done.verdict()
    }
}

/// Says that the runs of a part are done; nothing where all were asked for.
pub(super) fn tell_part(
    part: Option<(usize, usize)>,
    runs: usize,
    path: &Path,
) -> Result<(), Failure> {
    if let Some((i, n)) = part {
        let path = path.display();
        writeln!(host::stdout(), "part {i} of {n}: {runs} runs are done in {path}")?;
    }
    Ok(())
}

/// `I/N`, I from 1 to N.
pub(super) fn shard(written: &str) -> Result<(usize, usize), Failure> {
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

/// A bar of runs.
pub(super) fn progress(cli: &Cli, runs: u64) -> ProgressBar {
    host::bar(cli, runs, "{wide_bar} {pos} of {len} runs, {eta} left")
}
