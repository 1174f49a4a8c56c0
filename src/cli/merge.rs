//! `merge`: the parts of a sweep that lie in several directories, joined into the one they would have made in one.

use super::options::Simulation;
use super::sweep::{Folder, Sweep, TABLES, of_part};
use super::{Cli, Failure, answers};
use crate::experiment::sweep::{Store, Unit, units};
use crate::output::answers::AnswerDirectory;
use crate::output::directory::{other_build, write_atomically};
use crate::output::identity;
use crate::output::parts::Part;
use crate::params::Catalogue;
use crate::scenario::{Location, Problem, Problems, Study};
use clap::Args;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Options of `merge`.
#[derive(Debug, Args)]
pub(super) struct Merge {
    /// Directories with finished parts of one sweep, made by `nodal sweep STUDY --shard I/N`.
    #[arg(required = true, value_name = "DIR")]
    directories: Vec<PathBuf>,
    /// Directory of the results.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Write over a directory that holds something else.
    #[arg(long)]
    force: bool,
}

/// A finished part, and where it lies.
struct Found<'a> {
    directory: &'a Path,
    note: PathBuf,
    part: Part,
}

impl Merge {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let mut problems = Problems::default();
        let found = self.find(&mut problems);
        problems.add(apart(&found));
        let Some(first) = found.first().filter(|_| !problems.has_errors()) else {
            return Err(problems.into());
        };
        let file = first.directory.join("inputs").join("study.toml");
        let simulation = Simulation::joining(&self.out, first.part.replicates, self.force);
        let study = Study::load(&file, &simulation.settings(), &Catalogue::standard())?;
        let all = units(&study, &Catalogue::standard());
        for one in &found {
            problems.add(missing(one, &study, &all)?);
        }
        if problems.has_errors() {
            return Err(problems.into());
        }
        let (question, _) = answers::of_study(TABLES.0, &study)?;
        AnswerDirectory::check(&self.out, &question, TABLES.1, self.force)?;
        for one in &found {
            copy(one, &self.out)?;
        }
        Sweep::joining(file, simulation).call(cli)
    }

    /// The finished parts.
    fn find(&self, problems: &mut Problems) -> Vec<Found<'_>> {
        let mut found = Vec::new();
        for directory in &self.directories {
            let parts = Part::of_directory(directory);
            if parts.is_empty() {
                let message = "there is no finished part of a sweep in it".to_owned();
                let help = "`nodal sweep STUDY --shard I/N` makes one".to_owned();
                problems.add([problem(directory, message, Some(help))]);
            }
            for (note, part) in parts {
                match part {
                    Ok(part) => found.push(Found { directory, note, part }),
                    Err(error) => {
                        problems.add([problem(&note, format!("cannot be read: {error}"), None)]);
                    }
                }
            }
        }
        found
    }
}

fn problem(path: &Path, message: String, help: Option<String>) -> Problem {
    Problem::error(Location::Unreadable(path.to_owned()), "", message, help)
}

/// Why parts are not those of one sweep, each once: another build, another study, another division, twice, missing.
fn apart(found: &[Found]) -> Vec<Problem> {
    let Some(first) = found.first() else { return Vec::new() };
    let mut problems = Vec::new();
    let mut seen: Vec<&Found> = Vec::new();
    for one in found {
        let (part, of) = (one.part.part, one.part.of);
        if one.part.build != identity::BUILD {
            let message =
                other_build(one.directory, &one.part.build, "its runs are not those of this one");
            problems.push(problem(&one.note, message, None));
        } else if !one.part.is_beside(&first.part) {
            let message = format!("it is a part of another study than {}", first.note.display());
            problems.push(problem(&one.note, message, None));
        } else if of != first.part.of {
            let message = format!(
                "it is one of {of} parts, and {} one of {}",
                first.note.display(),
                first.part.of
            );
            problems.push(problem(&one.note, message, None));
        } else if let Some(other) = seen.iter().find(|other| other.part.part == part) {
            let message = format!("part {part} of {of} is in {} too", other.directory.display());
            problems.push(problem(&one.note, message, Some("name it once".to_owned())));
        } else {
            seen.push(one);
        }
    }
    let there: BTreeSet<usize> = found.iter().map(|one| one.part.part).collect();
    let missing: Vec<String> = (1..=first.part.of)
        .filter(|part| !there.contains(part))
        .map(|part| part.to_string())
        .collect();
    if !missing.is_empty() && problems.is_empty() {
        let (parts, are) = if missing.len() == 1 { ("part", "is") } else { ("parts", "are") };
        let message = format!(
            "{parts} {} of {} {are} in none of the directories",
            missing.join(", "),
            first.part.of
        );
        problems.push(problem(first.directory, message, None));
    }
    problems
}

/// Runs of a part that cannot be taken from its directory, and runs that are none of the study.
fn missing(one: &Found, study: &Study, all: &[Unit]) -> Result<Vec<Problem>, Failure> {
    let part = (one.part.part, one.part.of);
    let wanted: BTreeSet<String> =
        of_part(all.iter().cloned(), Some(part)).iter().map(|unit| unit.name(study)).collect();
    let folder = Folder::below(one.directory)?;
    let mut problems = Vec::new();
    let mut tell = |names: Vec<&String>, what: &str| {
        if let Some(first) = names.first() {
            let message = format!(
                "{} of {} runs {what}, the first {first}",
                names.len(),
                one.part.runs.len()
            );
            let help = format!("call `nodal sweep STUDY --shard {}/{}` again", part.0, part.1);
            problems.push(problem(&one.note, message, Some(help)));
        }
    };
    let runs = || one.part.runs.iter();
    tell(runs().filter(|name| !wanted.contains(*name)).collect(), "are none of the study's");
    tell(runs().filter(|name| folder.find(name).is_none()).collect(), "are missing or damaged");
    Ok(problems)
}

/// Copies the runs of a part to where all are joined.
fn copy(one: &Found, out: &Path) -> Result<(), Failure> {
    let (from, to) = (one.directory.join("runs"), out.join("runs"));
    fs::create_dir_all(&to)?;
    for name in &one.part.runs {
        let place = to.join(name);
        if !place.exists() {
            write_atomically(&place, &fs::read(from.join(name))?)?;
        }
    }
    Ok(())
}
