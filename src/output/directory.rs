//! A run's directory: refused if it holds something else, resumed if it holds the same work
//! unfinished, and never half written.

use super::files::{self, io};
use super::lock::Lock;
use super::manifest::{self, Manifest};
use super::record::{Keep, Record};
use super::run_tables;
use super::stored::{Damage, Shelf, name_of};
use super::tables;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use super::files::write_atomically;

/// Where unfinished work is kept.
const UNFINISHED: &str = ".unfinished";
/// The file whose presence says that a run is complete.
const MANIFEST: &str = "manifest.json";
/// The folder of files that the scenario names.
const INPUTS: &str = "inputs";

/// What a run is: two runs of equal work give equal bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// Digest of the scenario.
    pub scenario_hash: String,
    /// Seed.
    pub seed: u64,
    /// Version of the program.
    pub version: String,
    /// Digest of the sources it was built from ([`identity::BUILD`](super::identity::BUILD)).
    #[serde(default)]
    pub build: String,
    /// What is kept.
    pub keep: Keep,
    /// Digest of the scenario whose first months it lives, where it forks from another; else empty.
    #[serde(default)]
    pub led_by: String,
}

impl Work {
    /// Whether the same was asked for, by whatever build.
    pub fn is_same_question(&self, other: &Self) -> bool {
        self.scenario_hash == other.scenario_hash
            && self.seed == other.seed
            && self.keep == other.keep
            && self.led_by == other.led_by
    }

    /// A digest of all of it.
    pub fn digest(&self) -> String {
        blake3::hash(&json(self)).to_hex().to_string()
    }
}

/// Why a directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// Something would be written over.
    #[error("{path} holds {what}; give another --out, or --force to write over it")]
    Occupied {
        /// The directory.
        path: PathBuf,
        /// What is in it.
        what: String,
    },
    /// Another process writes to it.
    #[error("{path} is being written by {by}; wait until it ends, or give another --out")]
    Held {
        /// The directory.
        path: PathBuf,
        /// Who it is.
        by: String,
    },
    /// The path is a file.
    #[error("{0} is a file; a directory is wanted")]
    IsFile(PathBuf),
    /// It holds no finished run.
    #[error("{0} holds no finished run: there is no readable manifest.json ({1})")]
    NoRun(PathBuf, String),
    /// The file system failed.
    #[error("cannot write {path}: {error}")]
    Io {
        /// File or directory.
        path: PathBuf,
        /// What the system said.
        error: String,
    },
}

/// The directory of one run, held by this process.
#[derive(Debug)]
pub struct RunDirectory {
    path: PathBuf,
    shelf: Arc<Shelf>,
    /// Names things on a shelf that is shared with other runs; `None` on one of its own.
    of: Option<String>,
    work: Work,
    /// Whether unfinished work was found.
    pub is_resumed: bool,
    /// What people should know of how it was found.
    pub notes: Vec<String>,
    _lock: Lock,
}

/// A file that the scenario names, copied beside the results.
#[derive(Debug, Clone)]
pub struct Input {
    /// Name in `inputs/`.
    pub name: String,
    /// Contents.
    pub bytes: Arc<[u8]>,
}

/// What finishing a run needs to know of it.
#[derive(Debug, Clone)]
pub struct Finish<'a> {
    /// Records of the replicates that succeeded, in order.
    pub records: &'a [Record],
    /// Files that the scenario names.
    pub inputs: &'a [Input],
    /// Also write `communities.csv`.
    pub with_csv: bool,
    /// `summary.csv`, which is made of statistics over the records.
    pub summary: &'a [u8],
}

impl RunDirectory {
    /// Looks whether a directory can be used, without touching it: only what would be written over is a reason to refuse.
    ///
    /// # Errors
    /// When it holds other work that would be lost and `force` is not given.
    pub fn check(path: &Path, work: &Work, force: bool) -> Result<(), DirectoryError> {
        if path.is_file() {
            return Err(DirectoryError::IsFile(path.to_owned()));
        }
        if force {
            return Ok(());
        }
        let occupied = |what: String| Err(DirectoryError::Occupied { path: path.to_owned(), what });
        if let Some(unfinished) = read_work(path) {
            return if unfinished.is_same_question(work) {
                Ok(())
            } else {
                occupied("other work, unfinished".to_owned())
            };
        }
        match read_manifest(path) {
            Ok(found) if found.work().is_same_question(work) => Ok(()),
            Ok(_) => occupied("the results of another run".to_owned()),
            Err(_) => match own_names().find(|name| path.join(name).exists()) {
                Some(name) => occupied(format!("{name}, which no finished run has left there")),
                None => Ok(()),
            },
        }
    }

    /// Opens a directory for a run, making it and what leads to it, and holds it. What an equal run of another build left
    /// unfinished is not gone on with, and told.
    ///
    /// # Errors
    /// As [`RunDirectory::check`], when another process holds it, and when the file system fails.
    pub fn open(path: &Path, work: &Work, force: bool) -> Result<Self, DirectoryError> {
        Self::check(path, work, force)?;
        fs::create_dir_all(path).map_err(|error| io(path, &error))?;
        let lock = Lock::of(path)?;
        // Whoever held it until now may have finished something else.
        Self::check(path, work, force)?;
        files::sweep_up(path);
        let mut notes: Vec<String> = taken_over(path, &lock).into_iter().collect();
        let unfinished = path.join(UNFINISHED);
        let found = read_work(path);
        let is_resumed = found.as_ref() == Some(work);
        if let Some(found) = found.filter(|found| found.build != work.build) {
            notes.push(other_build(path, &found.build, "what was lived is lived again"));
        } else if let Ok(found) = read_manifest(path)
            && found.build != work.build
            && found.work().is_same_question(work)
        {
            notes.push(other_build(path, &found.build, "its results are written anew"));
        }
        if unfinished.exists() && !is_resumed {
            fs::remove_dir_all(&unfinished).map_err(|error| io(&unfinished, &error))?;
        }
        fs::create_dir_all(&unfinished).map_err(|error| io(&unfinished, &error))?;
        write_atomically(&unfinished.join("work.json"), &json(work))?;
        let shelf = Arc::new(Shelf::new(unfinished, work.digest()));
        let work = work.clone();
        Ok(Self { path: path.to_owned(), shelf, of: None, work, is_resumed, notes, _lock: lock })
    }

    /// The same with its replicates on a shelf that is shared with other runs: they stay there when the run is finished.
    #[must_use]
    pub fn on(mut self, shelf: &Arc<Shelf>) -> Self {
        self.shelf = Arc::clone(shelf);
        self.of = Some(self.work.digest());
        self
    }

    /// What is there is this very run of this build, whole, with at least so many replicates, none of them failed.
    pub fn is_complete(&self, replicates: u32) -> bool {
        read_manifest(&self.path).is_ok_and(|found| {
            found.work() == self.work
                && found.replicates >= replicates
                && found.failures.is_empty()
                && files::faults(&self.path, &found.files).is_empty()
        })
    }

    /// Leaves what is there as it is.
    ///
    /// # Errors
    /// When the file system fails.
    pub fn leave(self) -> Result<(), DirectoryError> {
        let unfinished = self.path.join(UNFINISHED);
        fs::remove_dir_all(&unfinished).map_err(|error| io(&unfinished, &error))
    }

    /// The name of a thing on the shelf.
    fn name(&self, what: &str, replicate: u32) -> String {
        match &self.of {
            None => format!("{what}-{replicate}.bin"),
            Some(work) => name_of(&format!("{work} {what} {replicate}")),
        }
    }

    /// A replicate that was finished before the work was interrupted.
    pub fn finished(&self, replicate: u32) -> Option<Record> {
        self.shelf.find(&self.name("replicate", replicate))
    }

    /// Keeps a finished replicate until the run is complete.
    ///
    /// # Errors
    /// When the file system fails.
    pub fn keep(&self, record: &Record) -> Result<(), DirectoryError> {
        self.shelf.keep(&self.name("replicate", record.replicate), record)?;
        self.shelf.forget(&self.name("checkpoint", record.replicate));
        Ok(())
    }

    /// What was saved of a replicate on its way, if anything was.
    pub fn checkpoint<T: DeserializeOwned>(&self, replicate: u32) -> Option<T> {
        self.shelf.find(&self.name("checkpoint", replicate))
    }

    /// Saves a replicate on its way, in the place of what was saved before.
    ///
    /// # Errors
    /// When the file system fails.
    pub fn save_checkpoint<T: Serialize>(
        &self,
        replicate: u32,
        checkpoint: &T,
    ) -> Result<(), DirectoryError> {
        self.shelf.keep(&self.name("checkpoint", replicate), checkpoint)
    }

    /// Stored work that was found damaged.
    pub fn damage(&self) -> Vec<Damage> {
        self.shelf.damage()
    }

    /// Writes all tables beside their final names, digests them, renames them, and last of all puts
    /// the manifest, whose digests it fills in.
    ///
    /// # Errors
    /// When the file system fails; what was finished stays and can be resumed.
    pub fn finish(
        &self,
        finish: &Finish,
        mut manifest: Manifest,
    ) -> Result<Manifest, DirectoryError> {
        let drafts = self.path.join(UNFINISHED).join("tables");
        fs::create_dir_all(drafts.join(INPUTS)).map_err(|error| io(&drafts, &error))?;
        manifest.tables = run_tables::write(&drafts, finish.records, finish.with_csv)?;
        manifest.digest = manifest::digest(&manifest.tables);
        let mut names: Vec<String> =
            tables::ALL.iter().map(|table| table.file.to_owned()).collect();
        if finish.with_csv {
            names.push("communities.csv".to_owned());
        }
        write_atomically(&drafts.join(tables::SUMMARY.file), finish.summary)?;
        names.push(tables::SUMMARY.file.to_owned());
        for input in finish.inputs {
            let name = format!("{INPUTS}/{}", input.name);
            write_atomically(&drafts.join(&name), &input.bytes)?;
            names.push(name);
        }
        for name in &names {
            let draft = drafts.join(name);
            files::flush(&draft)?;
            let digest = files::digest_of(&draft).map_err(|error| io(&draft, &error))?;
            manifest.files.insert(name.clone(), digest);
        }
        self.put(&drafts, &names, &manifest)?;
        let unfinished = self.path.join(UNFINISHED);
        fs::remove_dir_all(&unfinished).map_err(|error| io(&unfinished, &error))?;
        Ok(manifest)
    }

    /// Puts drafts into their places and the manifest last; in between there is none.
    fn put(
        &self,
        drafts: &Path,
        names: &[String],
        manifest: &Manifest,
    ) -> Result<(), DirectoryError> {
        let place = self.path.join(MANIFEST);
        if let Ok(old) = read_manifest(&self.path) {
            for (name, digest) in old.files.iter().filter(|(name, _)| !names.contains(name)) {
                // What the former run wrote and this one does not would be taken for its own.
                let path = self.path.join(name);
                if files::digest_of(&path).is_ok_and(|found| found == *digest) {
                    fs::remove_file(&path).map_err(|error| io(&path, &error))?;
                }
            }
        }
        if place.exists() {
            fs::remove_file(&place).map_err(|error| io(&place, &error))?;
        }
        if names.iter().any(|name| name.starts_with(INPUTS)) {
            let inputs = self.path.join(INPUTS);
            fs::create_dir_all(&inputs).map_err(|error| io(&inputs, &error))?;
        }
        for name in names {
            let to = self.path.join(name);
            fs::rename(drafts.join(name), &to).map_err(|error| io(&to, &error))?;
        }
        write_atomically(&place, &json(manifest))
    }
}

/// Names that a run writes.
fn own_names() -> impl Iterator<Item = &'static str> {
    let tables = tables::ALL.iter().map(|table| table.file);
    tables.chain([tables::SUMMARY.file, "communities.csv", MANIFEST, INPUTS])
}

/// Says who held a directory and ended without giving it back.
pub fn taken_over(path: &Path, lock: &Lock) -> Option<String> {
    let holder = lock.taken_over.as_ref()?;
    Some(format!("{} was held by {holder}, which has ended: taken over", path.display()))
}

/// Says that what lies in a directory comes from another build.
pub fn other_build(path: &Path, found: &str, what: &str) -> String {
    let name = |build: &str| match build {
        "" => "one without a name".to_owned(),
        build => build.chars().take(12).collect(),
    };
    format!(
        "{} is of another build of the program ({}, this is {}): {what}",
        path.display(),
        name(found),
        name(super::identity::BUILD)
    )
}

impl Manifest {
    /// The work that a manifest tells of.
    fn work(&self) -> Work {
        Work {
            scenario_hash: self.scenario_hash.clone(),
            seed: self.seed,
            version: self.version.clone(),
            build: self.build.clone(),
            keep: self.keep,
            led_by: self.led_by.clone(),
        }
    }
}

/// Reads the manifest of a finished run.
///
/// # Errors
/// When there is none that can be read.
pub fn read_manifest(path: &Path) -> Result<Manifest, DirectoryError> {
    let no_run = |reason: String| DirectoryError::NoRun(path.to_owned(), reason);
    let text =
        fs::read_to_string(path.join(MANIFEST)).map_err(|error| no_run(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| no_run(error.to_string()))
}

fn read_work(path: &Path) -> Option<Work> {
    let text = fs::read_to_string(path.join(UNFINISHED).join("work.json")).ok()?;
    serde_json::from_str(&text).ok()
}

pub(super) fn json(value: &impl Serialize) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(value).unwrap_or_default();
    text.push(b'\n');
    text
}
