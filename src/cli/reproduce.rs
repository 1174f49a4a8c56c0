//! `reproduce`: run a finished run again from its manifest, and compare what comes out.

use super::Failure;
use crate::experiment::{RunOptions, run};
use crate::output::directory::{digests, read_manifest};
use crate::output::manifest;
use crate::params::Catalogue;
use crate::scenario::{Scenario, Settings};
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// Options of `reproduce`.
#[derive(Debug, Args)]
pub(super) struct Reproduce {
    /// Directory of a finished run.
    directory: PathBuf,
    /// Threads; default all cores.
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,
}

impl Reproduce {
    pub(super) fn call(&self) -> Result<(), Failure> {
        let manifest = read_manifest(&self.directory)?;
        if manifest.keep.fork_at > 0 {
            return Err(Failure::Usage {
                message: format!(
                    "{} was forked from another scenario in month {}",
                    self.directory.display(),
                    manifest.keep.fork_at
                ),
                help: Some(format!("call the comparison again: {}", manifest.command.join(" "))),
            });
        }
        // Paths in the stored scenario are relative to the directory.
        let name = self.directory.join(manifest.name.replace('/', "-"));
        let settings = Settings::default();
        let scenario = Scenario::from_text(
            &name.to_string_lossy(),
            &manifest.scenario,
            &settings,
            &Catalogue::standard(),
        )?;
        let options =
            RunOptions { threads: self.threads, keep: manifest.keep, ..RunOptions::default() };
        let ensemble = run(&scenario, &options)?;
        let tables =
            digests(&ensemble.records).map_err(|error| Failure::Halfway(error.to_string()))?;
        let digest = manifest::digest(&tables);
        let different: Vec<_> = tables
            .iter()
            .filter(|(file, digest)| manifest.tables.get(*file) != Some(digest))
            .map(|(file, _)| file.as_str())
            .collect();
        if digest == manifest.digest {
            writeln!(std::io::stdout().lock(), "identical: digest {digest}")?;
            return Ok(());
        }
        Err(Failure::Halfway(format!(
            "different: digest {digest} instead of {}, in {}; it was written by version {}, this is {}",
            manifest.digest,
            different.join(", "),
            manifest.version,
            env!("CARGO_PKG_VERSION")
        )))
    }
}
