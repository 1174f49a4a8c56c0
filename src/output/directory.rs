//! A run's directory: refused if it holds something else, resumed if it holds the same work
//! unfinished, and never half written.

use super::manifest::{self, Manifest};
use super::parquet;
use super::record::{Keep, Record};
use super::tables::{self, Field, Table};
use crate::metrics::{self, Column};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// Where unfinished work is kept.
const UNFINISHED: &str = ".unfinished";
/// The file whose presence says that a run is complete.
const MANIFEST: &str = "manifest.json";

/// What a run is: two runs of equal work give equal bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// Digest of the scenario.
    pub scenario_hash: String,
    /// Seed.
    pub seed: u64,
    /// Version of the program.
    pub version: String,
    /// What is kept.
    pub keep: Keep,
}

/// Why a directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// It holds something else.
    #[error("{path} holds {what}; give another --out, or --force to write over it")]
    Occupied {
        /// The directory.
        path: PathBuf,
        /// What is in it.
        what: &'static str,
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

/// The directory of one run.
#[derive(Debug)]
pub struct RunDirectory {
    path: PathBuf,
    /// Whether unfinished work was found.
    pub is_resumed: bool,
}

/// A file that the scenario names, copied beside the results.
#[derive(Debug, Clone)]
pub struct Input {
    /// Name in `inputs/`.
    pub name: String,
    /// Contents.
    pub bytes: Vec<u8>,
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
}

impl RunDirectory {
    /// Looks whether a directory can be used, without touching it.
    ///
    /// # Errors
    /// When it holds something else and `force` is not given.
    pub fn check(path: &Path, work: &Work, force: bool) -> Result<(), DirectoryError> {
        if path.is_file() {
            return Err(DirectoryError::IsFile(path.to_owned()));
        }
        let is_empty = fs::read_dir(path).map_or(true, |mut entries| entries.next().is_none());
        if force || is_empty {
            return Ok(());
        }
        let occupied = |what| Err(DirectoryError::Occupied { path: path.to_owned(), what });
        if let Some(unfinished) = read_work(path) {
            return if unfinished == *work { Ok(()) } else { occupied("other work, unfinished") };
        }
        match read_manifest(path) {
            Ok(found) if found.work() == *work => Ok(()),
            Ok(_) => occupied("the results of another run"),
            Err(_) => occupied("files that no run has written"),
        }
    }

    /// Opens a directory for a run, making it and what leads to it.
    ///
    /// # Errors
    /// As [`RunDirectory::check`], and when the file system fails.
    pub fn open(path: &Path, work: &Work, force: bool) -> Result<Self, DirectoryError> {
        Self::check(path, work, force)?;
        let unfinished = path.join(UNFINISHED);
        let is_resumed = read_work(path).is_some_and(|found| found == *work);
        if unfinished.exists() && !is_resumed {
            fs::remove_dir_all(&unfinished).map_err(|error| io(&unfinished, &error))?;
        }
        fs::create_dir_all(&unfinished).map_err(|error| io(&unfinished, &error))?;
        write_atomically(&unfinished.join("work.json"), &json(work))?;
        Ok(Self { path: path.to_owned(), is_resumed })
    }

    /// A replicate that was finished before the work was interrupted, as long as it reaches as far.
    pub fn finished(&self, replicate: u32) -> Option<Record> {
        let bytes = fs::read(self.replicate_path(replicate)).ok()?;
        postcard::from_bytes(&bytes).ok().filter(|record: &Record| record.replicate == replicate)
    }

    /// Keeps a finished replicate until the run is complete.
    ///
    /// # Errors
    /// When the file system fails.
    pub fn keep(&self, record: &Record) -> Result<(), DirectoryError> {
        let path = self.replicate_path(record.replicate);
        let bytes = postcard::to_stdvec(record).map_err(|error| io(&path, &error))?;
        write_atomically(&path, &bytes)?;
        // What was saved on the way is of no more use; if it stays it does no harm.
        let _ = fs::remove_file(self.checkpoint_path(record.replicate));
        Ok(())
    }

    /// Bytes saved of a replicate on its way, if there are any.
    pub fn checkpoint(&self, replicate: u32) -> Option<Vec<u8>> {
        fs::read(self.checkpoint_path(replicate)).ok()
    }

    /// Saves a replicate on its way, in the place of what was saved before.
    ///
    /// # Errors
    /// When the file system fails.
    pub fn save_checkpoint(&self, replicate: u32, bytes: &[u8]) -> Result<(), DirectoryError> {
        write_atomically(&self.checkpoint_path(replicate), bytes)
    }

    fn checkpoint_path(&self, replicate: u32) -> PathBuf {
        self.path.join(UNFINISHED).join(format!("checkpoint-{replicate}.bin"))
    }

    fn replicate_path(&self, replicate: u32) -> PathBuf {
        self.path.join(UNFINISHED).join(format!("replicate-{replicate}.bin"))
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
        fs::create_dir_all(drafts.join("inputs")).map_err(|error| io(&drafts, &error))?;
        let columns = metrics::columns(&metrics::all());
        manifest.tables = write_tables(&drafts, finish, &columns)?;
        manifest.digest = manifest::digest(&manifest.tables);
        let mut files: Vec<PathBuf> =
            tables::ALL.iter().map(|table| PathBuf::from(table.file)).collect();
        if finish.with_csv {
            files.push(PathBuf::from("communities.csv"));
        }
        for input in finish.inputs {
            let file = Path::new("inputs").join(&input.name);
            write_atomically(&drafts.join(&file), &input.bytes)?;
            files.push(file);
        }
        let old = self.path.join(MANIFEST);
        if old.exists() {
            fs::remove_file(&old).map_err(|error| io(&old, &error))?;
        }
        if !finish.inputs.is_empty() {
            let inputs = self.path.join("inputs");
            fs::create_dir_all(&inputs).map_err(|error| io(&inputs, &error))?;
        }
        for file in files {
            let to = self.path.join(&file);
            fs::rename(drafts.join(&file), &to).map_err(|error| io(&to, &error))?;
        }
        write_atomically(&old, &json(&manifest))?;
        let unfinished = self.path.join(UNFINISHED);
        fs::remove_dir_all(&unfinished).map_err(|error| io(&unfinished, &error))?;
        Ok(manifest)
    }
}

impl Manifest {
    /// The work that a manifest tells of.
    fn work(&self) -> Work {
        Work {
            scenario_hash: self.scenario_hash.clone(),
            seed: self.seed,
            version: self.version.clone(),
            keep: self.keep,
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

/// Digests the tables that records give, without writing them.
///
/// # Errors
/// Never for records of this program; the type is that of the writers.
pub fn digests(records: &[Record]) -> Result<BTreeMap<String, String>, csv::Error> {
    let columns = metrics::columns(&metrics::all());
    tables::ALL
        .iter()
        .map(|table| {
            let digest = tables::write_csv(table, rows(table, records, &columns), std::io::sink())?;
            Ok((table.file.to_owned(), digest))
        })
        .collect()
}

/// The rows of a table over all records.
fn rows<'a>(
    table: &Table,
    records: &'a [Record],
    columns: &'a [Column],
) -> Box<dyn Iterator<Item = Vec<Field>> + 'a> {
    match table.file {
        "metrics.csv" => {
            Box::new(records.iter().flat_map(|record| tables::metrics(record, columns)))
        }
        "ledger.csv" => Box::new(records.iter().flat_map(tables::ledger)),
        "accounts.csv" => Box::new(records.iter().flat_map(tables::accounts)),
        "surveys.csv" => Box::new(records.iter().flat_map(tables::surveys)),
        _ => Box::new(records.iter().flat_map(tables::communities)),
    }
}

/// Writes all tables; the digest of communities is that of their rows as text, whatever the format.
fn write_tables(
    drafts: &Path,
    finish: &Finish,
    columns: &[Column],
) -> Result<BTreeMap<String, String>, DirectoryError> {
    let mut digests = BTreeMap::new();
    for table in &tables::ALL {
        let rows = rows(table, finish.records, columns);
        let path = drafts.join(table.file);
        let digest = if table.file == tables::COMMUNITIES.file {
            let groups = finish.records.iter().map(|record| tables::communities(record).collect());
            parquet::write(table, groups, create(&path)?).map_err(|error| io(&path, &error))?;
            let csv = drafts.join("communities.csv");
            if finish.with_csv {
                tables::write_csv(table, rows, create(&csv)?)
            } else {
                tables::write_csv(table, rows, std::io::sink())
            }
        } else {
            tables::write_csv(table, rows, create(&path)?)
        };
        digests.insert(table.file.to_owned(), digest.map_err(|error| io(&path, &error))?);
    }
    Ok(digests)
}

fn create(path: &Path) -> Result<BufWriter<File>, DirectoryError> {
    File::create(path).map(BufWriter::new).map_err(|error| io(path, &error))
}

fn read_work(path: &Path) -> Option<Work> {
    let text = fs::read_to_string(path.join(UNFINISHED).join("work.json")).ok()?;
    serde_json::from_str(&text).ok()
}

fn json(value: &impl Serialize) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(value).unwrap_or_default();
    text.push(b'\n');
    text
}

/// Writes a file under another name and renames it, so that it is there whole or not at all.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), DirectoryError> {
    let draft = path.with_extension("partial");
    fs::write(&draft, bytes).map_err(|error| io(&draft, &error))?;
    fs::rename(&draft, path).map_err(|error| io(path, &error))
}

fn io(path: &Path, error: &impl ToString) -> DirectoryError {
    DirectoryError::Io { path: path.to_owned(), error: error.to_string() }
}
