//! Files that are there whole or not at all, and their digests.

use super::DirectoryError;
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What the name of a draft ends in.
const DRAFT: &str = "partial";

/// Writes a file under another name, flushes it to the disk and renames it, so that it is there whole or not at all, even
/// when the machine goes down.
///
/// # Errors
/// When the file system fails.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), DirectoryError> {
    write_atomically_by(path, Lasting::Yes, |file| file.write_all(bytes))
}

/// Whether a file outlives the machine that wrote it going down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lasting {
    /// It is flushed to the disk before it is there, which takes milliseconds.
    Yes,
    /// It is on its way to somewhere else.
    No,
}

/// The same, where `write` says what goes into the file.
///
/// # Errors
/// When the file system fails, or `write` does.
pub(super) fn write_atomically_by(
    path: &Path,
    lasting: Lasting,
    write: impl FnOnce(&mut File) -> std::io::Result<()>,
) -> Result<(), DirectoryError> {
    let draft = draft_of(path);
    let flush = |file: File| if lasting == Lasting::Yes { file.sync_all() } else { Ok(()) };
    let written = File::create(&draft)
        .and_then(|mut file| write(&mut file).and_then(|()| flush(file)))
        .and_then(|()| fs::rename(&draft, path));
    written.map_err(|error| {
        // Half a draft is of no use to anybody.
        let _ = fs::remove_file(&draft);
        io(path, &error)
    })
}

/// The name of a file while it is written: its own for each process, so that two never share one.
fn draft_of(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.{DRAFT}", std::process::id()))
}

/// Whether a name is that of a draft, left by a process that was killed while it wrote.
pub(crate) fn is_draft(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == DRAFT)
}

/// Takes drafts away that killed processes left in a directory which nobody else writes to.
pub(crate) fn sweep_up(directory: &Path) {
    let Ok(entries) = fs::read_dir(directory) else { return };
    for entry in entries.flatten() {
        if is_draft(&entry.file_name().to_string_lossy()) {
            // One that stays does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Flushes a written file to the disk.
///
/// # Errors
/// When the file system fails.
pub(super) fn flush(path: &Path) -> Result<(), DirectoryError> {
    let flushed = OpenOptions::new().write(true).open(path).and_then(|file| file.sync_all());
    flushed.map_err(|error| io(path, &error))
}

/// Digest of a file's bytes.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn digest_of(path: &Path) -> std::io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    Ok(hasher.finalize().to_hex().to_string())
}

/// A file that is not what a manifest says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// It is not there, or cannot be read.
    #[error("{0} is missing")]
    Missing(String),
    /// Its bytes are others.
    #[error("{0} was changed since it was written")]
    Changed(String),
}

/// The files of a directory that are not what their digests say, in order.
pub fn faults(directory: &Path, digests: &BTreeMap<String, String>) -> Vec<FileFault> {
    let fault = |(name, digest): (&String, &String)| match digest_of(&directory.join(name)) {
        Err(_) => Some(FileFault::Missing(name.clone())),
        Ok(found) if found != *digest => Some(FileFault::Changed(name.clone())),
        Ok(_) => None,
    };
    digests.iter().filter_map(fault).collect()
}

pub(super) fn io(path: &Path, error: &impl ToString) -> DirectoryError {
    DirectoryError::Io { path: path.to_owned(), error: error.to_string() }
}
