//! What one part of a study that is shared out leaves beside its runs: what was asked, by which build, and what it made.

use super::answers::{Arm, Files, Question};
use super::directory::{json, write_atomically};
use super::files::io;
use super::{DirectoryError, identity};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of parts in a directory of results.
const FOLDER: &str = "parts";

/// A finished part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which part, from 1.
    pub part: usize,
    /// Of how many.
    pub of: usize,
    /// Digest of the sources of the program ([`identity::BUILD`]).
    pub build: String,
    /// Digest of the study, its points and all.
    pub study: String,
    /// Replicates a point.
    pub replicates: u32,
    /// Seed of the runs.
    pub seed: u64,
    /// The scenarios, in order.
    pub scenarios: Vec<Arm>,
    /// Names of the runs that were made, in order; one that failed has none.
    pub runs: Vec<String>,
}

impl Part {
    /// The part `(part, of)` of a study that lies among these inputs.
    pub fn new(
        (part, of): (usize, usize),
        (question, inputs): (&Question, &Files),
        replicates: u32,
        runs: Vec<String>,
    ) -> Self {
        let mut hasher = blake3::Hasher::new();
        for (name, bytes) in inputs {
            hasher.update(format!("{name} {}\n", bytes.len()).as_bytes());
            hasher.update(bytes);
        }
        Self {
            part,
            of,
            build: identity::BUILD.to_owned(),
            study: hasher.finalize().to_hex().to_string(),
            replicates,
            seed: question.seed,
            scenarios: question.scenarios.clone(),
            runs,
        }
    }

    /// Whether two are parts of one study in one division.
    pub fn is_beside(&self, other: &Self) -> bool {
        self.study == other.study
            && self.replicates == other.replicates
            && self.seed == other.seed
            && self.scenarios == other.scenarios
    }

    /// Writes the study and, last, what was made of it.
    ///
    /// # Errors
    /// When the file system fails.
    pub fn write(&self, directory: &Path, inputs: &Files) -> Result<(), DirectoryError> {
        let name = format!("{FOLDER}/{}-of-{}.json", self.part, self.of);
        let note = [(name, json(self))];
        for (name, bytes) in inputs.iter().chain(&note) {
            let place = directory.join(name);
            if let Some(folder) = place.parent() {
                fs::create_dir_all(folder).map_err(|error| io(folder, &error))?;
            }
            write_atomically(&place, bytes)?;
        }
        Ok(())
    }

    /// The finished parts in a directory, each with the file that tells of it, in the order of their names; those that
    /// cannot be read are errors in their places.
    pub fn of_directory(directory: &Path) -> Vec<(PathBuf, Result<Self, String>)> {
        let entries = fs::read_dir(directory.join(FOLDER)).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
        paths.sort();
        let read = |path: PathBuf| {
            let text = fs::read_to_string(&path).map_err(|error| error.to_string());
            let part = text
                .and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()));
            (path, part)
        };
        paths.into_iter().map(read).collect()
    }
}
