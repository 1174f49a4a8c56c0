//! `reproduce`: look whether what lies in a directory is what was written there, ask the same again from its manifest, and
//! compare what comes out.

use super::{Failure, host, host::Host, store};
use crate::experiment::{RunOptions, run};
use crate::output::answers::{Answer, Answers};
use crate::output::directory::{other_build, read_manifest};
use crate::output::files::faults;
use crate::output::run_tables::digests;
use crate::output::{Manifest, identity, manifest};
use crate::params::Catalogue;
use crate::scenario::{Scenario, Settings};
use clap::Args;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Options of `reproduce`.
#[derive(Debug, Args)]
pub(super) struct Reproduce {
    /// Directory of a finished run, comparison or study.
    directory: PathBuf,
    /// Threads; default all cores.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = super::options::threads)]
    threads: usize,
}

impl Reproduce {
    pub(super) fn call(&self) -> Result<(), Failure> {
        match Answers::read(&self.directory) {
            Ok(answers) => self.answers(&answers),
            Err(_) => self.run(&read_manifest(&self.directory)?),
        }
    }

    /// A run, lived again in memory.
    fn run(&self, manifest: &Manifest) -> Result<(), Failure> {
        if manifest.keep.fork_at > 0 {
            return Err(Failure::Usage {
                message: format!(
                    "{} was forked from another scenario in month {}",
                    self.directory.display(),
                    manifest.keep.fork_at
                ),
                help: Some("reproduce the comparison that it is a part of".to_owned()),
            });
        }
        self.tell_build(&manifest.build);
        on_disk(&self.directory, &manifest.files)?;
        // Paths in the stored scenario are relative to the directory.
        let name = self.directory.join(manifest.name.replace('/', "-"));
        let scenario = Scenario::from_text(
            &name.to_string_lossy(),
            &manifest.scenario,
            &Settings::default(),
            &Catalogue::standard(),
        )?;
        let options =
            RunOptions { threads: self.threads, keep: manifest.keep, ..RunOptions::default() };
        let ensemble = run(&scenario, &options)?;
        let tables =
            digests(&ensemble.records).map_err(|error| Failure::Halfway(error.to_string()))?;
        let digest = manifest::digest(&tables);
        if digest == manifest.digest && tables == manifest.tables {
            writeln!(host::stdout(), "identical: digest {digest}")?;
            return Ok(());
        }
        let told = (manifest.digest.as_str(), manifest.version.as_str(), manifest.build.as_str());
        Err(different(&digest, told, &tables, &manifest.tables))
    }

    /// A comparison, a study or another directory of several runs: its commands are given again in it, with a directory of
    /// their own for what they write.
    fn answers(&self, answers: &Answers) -> Result<(), Failure> {
        self.tell_build(&answers.first.build);
        let mut files = answers.inputs.clone();
        files.extend(answers.all().flat_map(|answer| answer.files.clone()));
        on_disk(&self.directory, &files)?;
        for run in runs(&self.directory) {
            on_disk(&run, &read_manifest(&run)?.files)?;
        }
        let scratch = Scratch::new()?;
        for answer in answers.all() {
            self.again(answer, &scratch.0)?;
        }
        let found = Answers::read(&scratch.0)?;
        for answer in answers.all() {
            let again = found.all().find(|one| one.again == answer.again);
            let tables = again.map(|one| &one.files);
            if tables != Some(&answer.files) {
                let told = (answer.digest.as_str(), answer.version.as_str(), answer.build.as_str());
                let (empty, digest) = (BTreeMap::new(), again.map_or("none", |one| &one.digest));
                return Err(different(digest, told, tables.unwrap_or(&empty), &answer.files));
            }
        }
        let mut stdout = host::stdout();
        for answer in answers.all() {
            let tables: Vec<_> = answer.files.keys().map(String::as_str).collect();
            writeln!(stdout, "identical: digest {} ({})", answer.digest, tables.join(", "))?;
        }
        Ok(())
    }

    fn again(&self, answer: &Answer, out: &Path) -> Result<(), Failure> {
        let failed = |what: String| {
            Failure::Halfway(format!("cannot ask `{}` again: {what}", answer.again.join(" ")))
        };
        let threads = self.threads.to_string();
        let options = ["--out".as_ref(), out.as_os_str(), "--threads".as_ref(), threads.as_ref()];
        let words = ["nodal", "--quiet"].into_iter().chain(answer.again.iter().map(String::as_str));
        let arguments = words.map(OsString::from).chain(options.map(OsString::from));
        let here = std::env::current_dir()?;
        std::env::set_current_dir(&self.directory)?;
        let called = Host::default().call(arguments);
        std::env::set_current_dir(here)?;
        match called {
            // Runs that failed fail again, and their table says so.
            Err(error) if answer.failures.is_empty() && !out.join("manifest.json").is_file() => {
                Err(failed(error.told()))
            }
            _ => Ok(()),
        }
    }

    /// Numbers may differ where the program does.
    fn tell_build(&self, build: &str) {
        if build != identity::BUILD {
            store::tell(&[other_build(&self.directory, build, "numbers may differ")]);
        }
    }
}

/// Says which files are not those that were written.
fn on_disk(directory: &Path, files: &BTreeMap<String, String>) -> Result<(), Failure> {
    let faults = faults(directory, files);
    if faults.is_empty() {
        return Ok(());
    }
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    Err(Failure::Halfway(format!(
        "{} does not hold what its manifest says: {}",
        directory.display(),
        faults.join("; ")
    )))
}

/// Finished runs below a comparison, in order.
fn runs(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(directory) else { return Vec::new() };
    let mut found = Vec::new();
    let below = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir());
    for path in below {
        if read_manifest(&path).is_ok() {
            found.push(path);
        } else {
            found.extend(runs(&path));
        }
    }
    found.sort();
    found
}

fn different(
    digest: &str,
    (wanted, version, build): (&str, &str, &str),
    found: &BTreeMap<String, String>,
    expected: &BTreeMap<String, String>,
) -> Failure {
    let names =
        expected.keys().chain(found.keys()).filter(|name| found.get(*name) != expected.get(*name));
    let mut names: Vec<&str> = names.map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    Failure::Halfway(format!(
        "different: digest {digest} instead of {wanted}, in {}; it was written by version {version} (sources {build}), this is {}",
        names.join(", "),
        identity::LINE
    ))
}

/// A directory for what is lived again, taken away at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self, Failure> {
        let path = std::env::temp_dir().join(format!("nodal-reproduce-{}", std::process::id()));
        // One of a dead process of the same number.
        if path.exists() {
            std::fs::remove_dir_all(&path)?;
        }
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
