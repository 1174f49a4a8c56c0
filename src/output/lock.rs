//! One writer a directory: a lock file that says who holds it.
//!
//! The file is locked with the operating system, which lets go when its holder ends, however it ends: what is left behind
//! by a dead process is taken over. Its text tells people who it is.

use super::files::io;
use super::{DirectoryError, identity};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// What the names of lock files begin with.
const LOCK: &str = ".lock";

/// Who holds a directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Process.
    pub pid: u32,
    /// Its machine, where that can be told.
    pub host: String,
    /// The command as it was given.
    pub command: Vec<String>,
    /// Since when: seconds of 1970 in UTC.
    pub since: u64,
    /// Build of the program.
    pub build: String,
}

impl Holder {
    fn this() -> Self {
        let named = |variable: &str| std::env::var(variable).ok().filter(|name| !name.is_empty());
        let file = || fs::read_to_string("/etc/hostname").ok().map(|name| name.trim().to_owned());
        Self {
            pid: std::process::id(),
            host: file()
                .or_else(|| named("HOSTNAME"))
                .or_else(|| named("COMPUTERNAME"))
                .unwrap_or_default(),
            command: std::env::args().collect(),
            since: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs()),
            build: identity::BUILD.to_owned(),
        }
    }
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let host = if self.host.is_empty() { "this machine" } else { &self.host };
        write!(f, "process {} on {host} since {}", self.pid, utc(self.since))?;
        if self.command.is_empty() { Ok(()) } else { write!(f, " ({})", self.command.join(" ")) }
    }
}

/// Seconds of 1970 as a date and time, by the civil calendar (Hinnant 2013).
fn utc(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02} UTC",
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

/// The right to write to a directory, given back when it is dropped.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    file: File,
    /// A process that held the directory and ended without giving it back.
    pub taken_over: Option<Holder>,
}

impl Lock {
    /// Takes a directory that is there for this process alone.
    ///
    /// # Errors
    /// When another process holds it or a part of it, or the file system fails.
    pub fn of(directory: &Path) -> Result<Self, DirectoryError> {
        let lock = Self::take(directory, LOCK)?;
        for name in names(directory).filter(|name| name != LOCK) {
            refuse_if_held(directory, &name)?;
        }
        Ok(lock)
    }

    /// Takes a part of the work in a directory: other parts may be held by others, the whole may not.
    ///
    /// # Errors
    /// As [`Lock::of`].
    pub fn of_part(directory: &Path, part: &str) -> Result<Self, DirectoryError> {
        let lock = Self::take(directory, &format!("{LOCK}-{part}"))?;
        refuse_if_held(directory, LOCK)?;
        Ok(lock)
    }

    fn take(directory: &Path, name: &str) -> Result<Self, DirectoryError> {
        let path = directory.join(name);
        let failed = |error: std::io::Error| io(&path, &error);
        loop {
            let mut file = open(&path).map_err(failed)?;
            let before = read(&mut file);
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(held(directory, before)),
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
            let this = Holder::this();
            let text = serde_json::to_vec(&this).unwrap_or_default();
            let written =
                file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(&text));
            written.map_err(failed)?;
            // Between opening and locking, its holder may have taken the file away: then this one is no longer there.
            if fs::read(&path).is_ok_and(|there| there == text) {
                return Ok(Self {
                    path,
                    file,
                    taken_over: before.filter(|holder| *holder != this),
                });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Taken away while it is held: whoever opened it sees that it is gone. If it stays, nobody holds it.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

fn open(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

fn read(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

/// Names of lock files in a directory.
fn names(directory: &Path) -> impl Iterator<Item = String> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| is_lock(name))
}

/// Whether a name is that of a lock file.
pub(crate) fn is_lock(name: &str) -> bool {
    name == LOCK || name.strip_prefix(LOCK).is_some_and(|part| part.starts_with('-'))
}

fn refuse_if_held(directory: &Path, name: &str) -> Result<(), DirectoryError> {
    let Ok(mut file) = OpenOptions::new().read(true).write(true).open(directory.join(name)) else {
        return Ok(());
    };
    let holder = read(&mut file);
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(held(directory, holder)),
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}

fn held(directory: &Path, holder: Option<Holder>) -> DirectoryError {
    let by = holder.map_or_else(|| "another process".to_owned(), |holder| holder.to_string());
    DirectoryError::Held { path: directory.to_owned(), by }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_has_one_writer_and_the_other_is_told_who() {
        let folder = tempfile::TempDir::new().unwrap();
        let lock = Lock::of(folder.path()).unwrap();
        let told = Lock::of(folder.path()).unwrap_err().to_string();
        assert!(told.contains(&format!("process {}", std::process::id())), "{told}");
        assert!(Lock::of_part(folder.path(), "1-of-2").is_err());
        drop(lock);
        assert_eq!(names(folder.path()).count(), 0);
        let parts =
            [1, 2].map(|part| Lock::of_part(folder.path(), &format!("{part}-of-2")).unwrap());
        assert!(
            Lock::of(folder.path()).is_err() && Lock::of_part(folder.path(), "1-of-2").is_err()
        );
        drop(parts);
        assert!(Lock::of(folder.path()).unwrap().taken_over.is_none());
    }

    #[test]
    fn the_lock_of_a_dead_process_is_taken_over_and_told() {
        let folder = tempfile::TempDir::new().unwrap();
        let dead = Holder { pid: 1 << 30, ..Holder::this() };
        fs::write(folder.path().join(LOCK), serde_json::to_vec(&dead).unwrap()).unwrap();
        assert_eq!(Lock::of(folder.path()).unwrap().taken_over, Some(dead));
        // A file that says nothing is nobody's.
        fs::write(folder.path().join(LOCK), "").unwrap();
        assert_eq!(Lock::of(folder.path()).unwrap().taken_over, None);
    }

    #[test]
    fn verif_seconds_are_dates() {
        assert_eq!(utc(0), "1970-01-01 00:00:00 UTC");
        assert_eq!(utc(951_827_696), "2000-02-29 12:34:56 UTC");
        assert_eq!(utc(4_102_444_799), "2099-12-31 23:59:59 UTC");
    }
}
