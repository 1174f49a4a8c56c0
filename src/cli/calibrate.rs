//! `calibrate`: which parameters the targets rule out, and an ensemble of what is left.

use super::figures::{cell, csv_of};
use super::options::Simulation;
use super::sweep::{Folder, hold, interrupted, of_part, progress, shard};
use super::{Cli, Failure, answers, host, store};
use crate::experiment::calibrate::{
    Aim, Calibrated, Depth, Ended, Recovered, Stage, Wave, against, aims, calibrate, depths, page,
    recover, recovery_page, runs_of, span_of,
};
use crate::experiment::sweep::{Unit, UnitResult, sweep};
use crate::output::answers::{AnswerDirectory, Files, Question};
use crate::output::directory::write_atomically;
use crate::output::studies::{DEPTH, ENSEMBLE, RECOVERY, TARGETS, WAVES};
use crate::params::Catalogue;
use crate::scenario::sets::MODEL;
use crate::scenario::study::Design;
use crate::scenario::{Problems, SCHEMA_VERSION, Study, targets};
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// Options of `calibrate`.
#[derive(Debug, Args)]
pub(super) struct Calibrate {
    /// Study file with targets, or with facts = true.
    #[arg(value_name = "STUDY")]
    study: PathBuf,
    #[command(flatten)]
    simulation: Simulation,
    /// Run only this part of each wave, as 1/4; wave by wave, once all parts are there. A call without it joins them.
    #[arg(long, value_name = "I/N")]
    shard: Option<String>,
    /// Instead draw so many truths from the priors, live each, and see whether what they gave leads back to them.
    #[arg(long, value_name = "N", conflicts_with = "shard", value_parser = clap::value_parser!(u32).range(1..=1000))]
    recover: Option<u32>,
    /// Also write the page here.
    #[arg(long, value_name = "FILE", conflicts_with = "shard")]
    page: Option<PathBuf>,
}

/// What a calibration writes.
const FILES: [&str; 5] =
    ["targets.csv", "waves.csv", "ensemble.csv", "calibration.md", "depth.csv"];
/// What a recovery writes.
const OF_RECOVERY: [&str; 2] = ["recovery.csv", "recovery.md"];

/// What a study may do where its targets leave nothing.
const ASIDE: &str = "set_aside = 1 or 2 in [calibration] lets the worst be set aside, leave_out = [\"…\"] names those that rule nothing out";

/// Why runs were not made.
enum Break {
    Failure(Failure),
    /// Other parts of a stage are missing.
    Waits(Stage),
}

/// Where runs are made and kept.
struct Workshop<'a> {
    cli: &'a Cli,
    threads: usize,
    path: PathBuf,
    folder: Folder,
    part: Option<(usize, usize)>,
    stop: Arc<AtomicBool>,
}

impl Workshop<'_> {
    fn live(&self, stage: Stage, study: &Study, units: &[Unit]) -> Result<Vec<UnitResult>, Break> {
        let own = of_part(units.iter().cloned(), self.part);
        let bar = progress(self.cli, own.len() as u64);
        let swept = sweep(study, &own, &self.folder, self.threads, &self.stop, &|| bar.inc(1));
        bar.finish_and_clear();
        let own: Option<Vec<UnitResult>> = swept.outcomes.into_iter().collect();
        let Some(own) = own else {
            return Err(Break::Failure(interrupted(&self.path)));
        };
        if self.part.is_none() {
            return Ok(own);
        }
        // What the other parts have made is looked for and not lived.
        let found = sweep(study, units, &self.folder, 1, &AtomicBool::new(true), &|| {});
        found.outcomes.into_iter().collect::<Option<_>>().ok_or(Break::Waits(stage))
    }
}

impl Calibrate {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let study = super::scenarios::load_study(cli, &self.study, &self.simulation.settings())?;
        let aims = self.aims(&study)?;
        let part = self.shard.as_deref().map(shard).transpose()?;
        let stem = self.study.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let path = self.simulation.out.clone().unwrap_or_else(|| Path::new("runs").join(stem));
        if self.simulation.dry_run {
            return self.forecast(&study);
        }
        super::memory::admit(&study.scenarios, self.simulation.threads)?;
        let start = Instant::now();
        let (mut question, inputs) = answers::of_study("calibrate", &study)?;
        let tables: &[&str] = if self.recover.is_some() { &OF_RECOVERY } else { &FILES };
        question
            .asks
            .extend(self.recover.into_iter().flat_map(|n| ["--recover".to_owned(), n.to_string()]));
        let (place, _lock) = hold(&path, (&question, tables), self.simulation.force, part)?;
        let folder = Folder::below(&path)?;
        let workshop = Workshop {
            cli,
            threads: self.simulation.threads,
            path,
            folder,
            part,
            stop: host::until_interrupted(),
        };
        let answer = Answering { study: &study, aims: &aims, question, inputs, place, start };
        let told = match self.recover {
            Some(truths) => self.recover(&workshop, truths, answer),
            None => self.calibrate(&workshop, answer),
        };
        store::tell(&store::of_shelf(&workshop.folder.0, &workshop.path));
        match (told, part) {
            (Err(Break::Failure(failure)), _) => Err(failure),
            (Err(Break::Waits(stage)), Some((i, n))) => {
                let what = match stage {
                    Stage::Wave(number) => format!("wave {number}"),
                    Stage::Ensemble => "the ensemble".to_owned(),
                };
                let mut stdout = host::stdout();
                writeln!(
                    stdout,
                    "part {i} of {n} of {what} is done; the other parts are wanted before it goes on"
                )?;
                Ok(())
            }
            (Err(Break::Waits(_)) | Ok(()), _) => Ok(()),
        }
    }

    /// What is aimed at, if a calibration can be made of the study at all.
    fn aims(&self, study: &Study) -> Result<Vec<Aim>, Failure> {
        let usage = |message: &str, help: &str| Failure::Usage {
            message: message.to_owned(),
            help: Some(help.to_owned()),
        };
        if !matches!(study.design, Design::LatinHypercube | Design::Sobol) {
            let help = "design = \"latin_hypercube\" or \"sobol\"";
            return Err(usage("a calibration needs a design that fills the space", help));
        }
        if !study.report_months.is_empty() || study.stop_when.is_some() {
            let help = "leave report_months and stop_when out";
            return Err(usage("a calibration reads one window of whole runs", help));
        }
        let mut problems = Problems(targets::priors(study, &Catalogue::standard()));
        match aims(study, &self.study) {
            Ok(aims) if !problems.has_errors() => Ok(aims),
            Ok(_) => Err(problems.into()),
            Err(found) => {
                problems.add(found);
                Err(problems.into())
            }
        }
    }

    fn forecast(&self, study: &Study) -> Result<(), Failure> {
        let (of_wave, of_ensemble) = runs_of(study);
        let waves = study.rules.waves as usize;
        let mut all = of_wave * waves + of_ensemble;
        let mut stdout = host::stdout();
        if let Some(truths) = self.recover {
            let truths = truths as usize;
            // The first wave is the same for all truths.
            let once = study.scenarios.len() * (1 + study.rules.sets as usize);
            all = of_wave + truths * (once + of_wave * (waves - 1) + of_ensemble);
            writeln!(stdout, "{truths} truths; at most {all} runs; nothing was written")?;
        } else {
            writeln!(
                stdout,
                "at most {waves} waves of {of_wave} runs and {of_ensemble} of the ensemble, {all} in all; nothing was written"
            )?;
        }
        let each = (all / study.scenarios.len().max(1)) as u32;
        study.scenarios.iter().try_for_each(|scenario| {
            super::run::forecast(&scenario.with_replicates(each), self.simulation.threads)
        })
    }

    fn calibrate(&self, workshop: &Workshop, answering: Answering) -> Result<(), Break> {
        let live = |stage: Stage, study: &Study, units: &[Unit]| workshop.live(stage, study, units);
        let done = calibrate(answering.study, answering.aims, &Catalogue::standard(), live)?;
        if !done.is_informed() {
            let why = "no target is defined at enough points, or none varies: nothing can be said of any parameter";
            return Err(Break::Failure(Failure::Halfway(why.to_owned())));
        }
        self.tell(workshop, answering, &done).map_err(Break::Failure)
    }

    fn tell(
        &self,
        workshop: &Workshop,
        answering: Answering,
        done: &Calibrated,
    ) -> Result<(), Failure> {
        if answering.place.is_none() {
            let mut stdout = host::stdout();
            writeln!(stdout, "all parts are done; a call without --shard writes the tables")?;
            return Ok(());
        }
        let page = page(done).into_bytes();
        if let Some(path) = &self.page {
            write_atomically(path, &page)?;
        }
        let mut tables: Files = vec![
            (FILES[0].to_owned(), of_targets(done)?),
            (FILES[1].to_owned(), of_waves(done)?),
            (FILES[3].to_owned(), page),
        ];
        if !done.sets.is_empty() {
            tables.push((FILES[2].to_owned(), of_ensemble(done)?));
        }
        let depths = depths(done);
        if !depths.is_empty() {
            tables.push((FILES[4].to_owned(), of_depths(done, &depths)?));
        }
        answering.write(&tables)?;
        print(workshop.cli, done, &workshop.path)
    }

    fn recover(&self, workshop: &Workshop, truths: u32, answering: Answering) -> Result<(), Break> {
        let (study, aims) = (answering.study, answering.aims);
        let live = |study: &Study, units: &[Unit]| workshop.live(Stage::Ensemble, study, units);
        let found = recover(study, aims, truths, &Catalogue::standard(), live)?;
        let page = recovery_page(study, aims, &found).into_bytes();
        let tell = || -> Result<(), Failure> {
            if let Some(path) = &self.page {
                write_atomically(path, &page)?;
            }
            let table = of_recovery(&found)?;
            answering.write(&vec![
                (OF_RECOVERY[0].to_owned(), table),
                (OF_RECOVERY[1].to_owned(), page.clone()),
            ])?;
            let (covered, all) = found.covered();
            let mut stdout = host::stdout();
            writeln!(
                stdout,
                "{} of {} truths are not ruled out; intervals of nine tenths hold {covered} of {all} numbers; tables in {}",
                found.inside(),
                found.truths.len(),
                workshop.path.display()
            )?;
            Ok(())
        };
        tell().map_err(Break::Failure)
    }
}

/// What will be answered, and where.
struct Answering<'a> {
    study: &'a Study,
    aims: &'a [Aim],
    question: Question,
    inputs: Files,
    place: Option<AnswerDirectory>,
    start: Instant,
}

impl Answering<'_> {
    fn write(self, tables: &Files) -> Result<(), Failure> {
        let Some(place) = self.place else { return Ok(()) };
        let (replicates, window) = (Some(self.study.replicates), Some(self.study.window));
        let mut answer = answers::answer(&self.question, replicates, window, self.start);
        answer.warnings = self.study.warnings.iter().map(ToString::to_string).collect();
        place.finish(answer, tables, &self.inputs)?;
        Ok(())
    }
}

/// `targets.csv`.
fn of_targets(done: &Calibrated) -> Result<Vec<u8>, Failure> {
    let last = done.waves.last();
    let row = |(at, aim): (usize, &Aim)| {
        let of = last.and_then(|wave| wave.aims.iter().find(|of| of.aim == at));
        let why = last.and_then(|wave| wave.without.iter().find(|(aim, _)| *aim == at));
        let span = span_of(&done.values(aim.scenario, |told| aim.of(told)));
        vec![
            aim.name.clone(),
            aim.value.to_string(),
            cell(span.map(|span| span.0)),
            cell(span.map(|span| span.1)),
            cell(span.map(|span| span.2)),
            done.study.scenarios[aim.scenario].name.clone(),
            aim.low.to_string(),
            aim.high.to_string(),
            aim.source.clone(),
            if aim.is_cut { "target" } else { "told" }.to_owned(),
            cell(of.map(|of| of.alone)),
            cell(of.map(|of| of.explained)),
            cell(of.map(|of| of.at_best)),
            why.map_or_else(String::new, |(_, why)| why.clone()),
        ]
    };
    csv_of(std::iter::once(TARGETS.names()).chain(done.aims.iter().enumerate().map(row)))
}

/// `waves.csv`.
fn of_waves(done: &Calibrated) -> Result<Vec<u8>, Failure> {
    let is_last = |wave: &Wave| done.waves.last().is_some_and(|last| last.number == wave.number);
    let rows = done.waves.iter().flat_map(|wave| {
        let ended = match done.ended {
            _ if !is_last(wave) => "",
            Ended::Budget => "budget",
            Ended::Sure => "sure",
            Ended::Empty => "empty",
            Ended::Refuted => "refuted",
        };
        let whole = vec![
            wave.number.to_string(),
            String::new(),
            wave.left.to_string(),
            wave.least.to_string(),
            wave.points.to_string(),
            wave.runs.to_string(),
            wave.failed.to_string(),
            wave.set_aside.to_string(),
            String::new(),
            String::new(),
            String::new(),
            ended.to_owned(),
        ];
        let of = wave.aims.iter().map(|of| {
            vec![
                wave.number.to_string(),
                done.aims[of.aim].name.clone(),
                of.alone.to_string(),
                of.at_best.to_string(),
                wave.points.to_string(),
                String::new(),
                String::new(),
                String::new(),
                of.explained.to_string(),
                of.noise.to_string(),
                of.unsure.to_string(),
                String::new(),
            ]
        });
        std::iter::once(whole).chain(of).collect::<Vec<_>>()
    });
    csv_of(std::iter::once(WAVES.names()).chain(rows))
}

/// `depth.csv`.
fn of_depths(done: &Calibrated, depths: &[Depth]) -> Result<Vec<u8>, Failure> {
    let factors = &done.study.factors;
    let rows = depths.iter().flat_map(|pair| {
        let cells = pair.cells.iter().enumerate();
        cells.flat_map(move |(up, row)| {
            row.iter().enumerate().map(move |(across, left)| {
                let [x, y] = [(pair.across, across), (pair.up, up)]
                    .map(|(k, cell)| Depth::ends(&factors[k], cell).map(|end| end.to_string()));
                let names = [pair.across, pair.up].map(|k| factors[k].key.clone());
                [&names[..], &x, &y, &[left.to_string()]].concat()
            })
        })
    });
    csv_of(std::iter::once(DEPTH.names()).chain(rows))
}

/// `ensemble.csv`: the values that were lived, and who may take them.
fn of_ensemble(done: &Calibrated) -> Result<Vec<u8>, Failure> {
    let mut names: Vec<String> = ["set", "weight"].map(str::to_owned).to_vec();
    names.extend(done.study.factors.iter().map(|factor| factor.key.clone()));
    names.extend(ENSEMBLE.names().into_iter().skip(2));
    let rows = done.sets.iter().zip(&done.study.rows).enumerate().map(|(i, (set, lived))| {
        let mut row = vec![(i + 1).to_string(), set.weight.to_string()];
        row.extend(lived.values.iter().map(ToString::to_string));
        row.push(MODEL.to_owned());
        row.push(SCHEMA_VERSION.to_string());
        row
    });
    csv_of(std::iter::once(names).chain(rows))
}

/// `recovery.csv`.
fn of_recovery(found: &Recovered) -> Result<Vec<u8>, Failure> {
    let rows = found.truths.iter().flat_map(|truth| {
        let head = [
            truth.number.to_string(),
            truth.implausibility.to_string(),
            if truth.is_inside { "yes" } else { "no" }.to_owned(),
            truth.left.to_string(),
        ];
        let none = truth.metrics.is_empty().then(|| vec![String::new(); 6]);
        let of = truth.metrics.iter().map(|held| {
            vec![
                held.metric.clone(),
                held.scenario.clone(),
                held.value.to_string(),
                held.low.to_string(),
                held.high.to_string(),
                if (held.low..=held.high).contains(&held.value) { "yes" } else { "no" }.to_owned(),
            ]
        });
        of.chain(none).map(move |row| [head.to_vec(), row].concat()).collect::<Vec<_>>()
    });
    csv_of(std::iter::once(RECOVERY.names()).chain(rows))
}

fn print(cli: &Cli, done: &Calibrated, path: &Path) -> Result<(), Failure> {
    let mut stdout = host::stdout();
    if cli.json {
        let waves: Vec<_> = done
            .waves
            .iter()
            .map(|wave| {
                serde_json::json!({
                    "wave": wave.number, "points": wave.points, "runs": wave.runs, "failed": wave.failed,
                    "left": wave.left, "set_aside": wave.set_aside, "least_implausibility": wave.least,
                })
            })
            .collect();
        let told = serde_json::json!({
            "directory": path, "waves": waves, "sets": done.sets.len(), "effective": done.effective,
            "is_empty": done.sets.is_empty(),
        });
        writeln!(stdout, "{told:#}")?;
        return Ok(());
    }
    for wave in &done.waves {
        let aside = match wave.set_aside {
            0 => String::new(),
            n => format!(", with {n} of the worst targets set aside"),
        };
        writeln!(
            stdout,
            "wave {}: {} points, {} runs, {} failed; {:.2e} of the prior is left{aside}; least implausibility {:.2}",
            wave.number, wave.points, wave.runs, wave.failed, wave.left, wave.least
        )?;
    }
    match done.ended {
        Ended::Empty => {
            let last = done.waves.last();
            let missed: Vec<String> = last
                .iter()
                .flat_map(|wave| &wave.aims)
                .filter(|of| done.aims[of.aim].is_cut && of.at_best > done.study.rules.cutoff)
                .map(|of| format!("{} ({:.1})", done.aims[of.aim].name, of.at_best))
                .collect();
            writeln!(
                stdout,
                "nothing is left, and there is no ensemble. At the most plausible point these are missed: {}\n{ASIDE}",
                missed.join(", ")
            )?;
        }
        Ended::Refuted => writeln!(
            stdout,
            "the ensemble's own runs rule out every set of it, and none is written. Against most sets: {}\n\
             more points or waves search where they leave something; {ASIDE}",
            against(done)
        )?,
        Ended::Budget | Ended::Sure => writeln!(
            stdout,
            "{} sets, worth {:.0} of equal weight, in {}",
            done.sets.len(),
            done.effective,
            path.join(FILES[2]).display()
        )?,
    }
    writeln!(stdout, "what is ruled out, and by what: {}", path.join(FILES[3]).display())?;
    Ok(())
}
