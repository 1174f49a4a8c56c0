//! Options that every command that simulates takes.

use super::{Cli, Failure};
use crate::params::{Catalogue, Value};
use crate::scenario::{Scenario, Settings, distinguishing};
use clap::Args;
use std::path::{Path, PathBuf};

/// Whole numbers of scenario files go so far, and a seed must fit into one.
const MOST_SEED: u64 = i64::MAX as u64;

/// Threads beyond which no machine gains anything and the system may refuse them.
const MOST_THREADS: usize = 1024;

/// A number of threads; 0 for all cores.
pub(super) fn threads(written: &str) -> Result<usize, String> {
    match written.parse() {
        Ok(threads) if threads <= MOST_THREADS => Ok(threads),
        _ => Err(format!("0 to {MOST_THREADS} is wanted; 0 takes all cores")),
    }
}

/// Options of commands that simulate.
#[derive(Debug, Default, Args)]
pub(super) struct Simulation {
    /// Directory of the results; default runs/STEM. With several files one directory a file in it.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Change a value, checked like a file; may be given again.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Seed of all randomness.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=MOST_SEED))]
    seed: Option<u64>,
    /// Replicates.
    #[arg(long, value_name = "N")]
    replicates: Option<u32>,
    /// Months after month 0.
    #[arg(long, value_name = "N")]
    months: Option<u32>,
    /// Spread replicates over the sets of parameters of this file, which `nodal calibrate` writes.
    #[arg(long, value_name = "FILE")]
    pub ensemble: Option<PathBuf>,
    /// Threads; default all cores.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = threads)]
    pub threads: usize,
    /// Write over a directory that holds something else.
    #[arg(long)]
    pub force: bool,
    /// Say what would be run, and how long it would take; write nothing.
    #[arg(long)]
    pub dry_run: bool,
}

impl Simulation {
    /// That of a study whose runs are all there: into this directory, with so many replicates a point.
    pub(super) fn joining(out: &Path, replicates: u32, force: bool) -> Self {
        Self { out: Some(out.to_owned()), replicates: Some(replicates), force, ..Self::default() }
    }

    /// What the options change in scenarios.
    pub(super) fn settings(&self) -> Settings {
        let mut settings = self.at_defaults();
        if let Some(file) = &self.ensemble {
            let path = Value::Text(file.to_string_lossy().into_owned());
            let written = format!("--ensemble {}", file.display());
            settings.options.push(("run.ensemble", path, written));
        }
        settings
    }

    /// The same without the ensemble, for a command that spreads something else than replicates over it.
    pub(super) fn at_defaults(&self) -> Settings {
        let mut options = Vec::new();
        let mut add = |key, name: &str, value: Option<u64>| {
            if let Some(value) = value {
                let written = format!("--{name} {value}");
                options
                    .extend(i64::try_from(value).map(|value| (key, Value::Whole(value), written)));
            }
        };
        add("run.seed", "seed", self.seed);
        add("run.replicates", "replicates", self.replicates.map(u64::from));
        add("time.months", "months", self.months.map(u64::from));
        Settings { sets: self.set.clone(), options, ..Settings::default() }
    }

    /// Whether scenarios are taken as they are, into the default directory.
    pub(super) fn is_plain(&self) -> bool {
        let is_as_written = self.set.is_empty() && self.seed.is_none();
        is_as_written
            && self.ensemble.is_none()
            && self.out.is_none()
            && self.replicates.is_none()
            && self.months.is_none()
    }

    /// Loads scenarios, collecting the problems of all.
    pub(super) fn load(&self, cli: &Cli, files: &[PathBuf]) -> Result<Vec<Scenario>, Failure> {
        let scenarios =
            super::scenarios::load(cli, files, &self.settings(), &Catalogue::standard())?;
        super::memory::admit(&scenarios, self.threads)?;
        Ok(scenarios)
    }

    /// The directory of each scenario's results.
    pub(super) fn directories(&self, files: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
        let names = distinguishing(files);
        for (i, name) in names.iter().enumerate() {
            if names[..i].contains(name) {
                return Err(Failure::Usage {
                    message: format!(
                        "{} is there twice: both would be called {name}",
                        files[i].display()
                    ),
                    help: Some("name each file once".to_owned()),
                });
            }
        }
        Ok(match (&self.out, &names[..]) {
            (Some(out), [_]) => vec![out.clone()],
            (Some(out), _) => names.iter().map(|name| out.join(name)).collect(),
            (None, _) => names.iter().map(|name| Path::new("runs").join(name)).collect(),
        })
    }
}
