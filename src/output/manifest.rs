//! `manifest.json`: what was run, by what, and what came out.

use super::record::Keep;
use crate::world::Census;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A run's manifest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this format.
    pub schema_version: i64,
    /// Name of the scenario.
    pub name: String,
    /// The resolved scenario, as TOML; its paths are relative to the directory.
    pub scenario: String,
    /// What the scenario says, as a digest; seed and replicates apart.
    pub scenario_hash: String,
    /// Seed.
    pub seed: u64,
    /// Replicates asked for.
    pub replicates: u32,
    /// Months after month 0.
    pub months: u32,
    /// Version of the program.
    pub version: String,
    /// Digest of the sources it was built from: runs are comparable within one.
    #[serde(default)]
    pub build: String,
    /// The commit that changed these sources last, where that is known.
    #[serde(default)]
    pub commit: String,
    /// The command as it was given.
    pub command: Vec<String>,
    /// What was kept.
    pub keep: Keep,
    /// Digest of the scenario whose first months it lived, where it forked from another; else empty.
    #[serde(default)]
    pub led_by: String,
    /// Time on the clock, in seconds.
    pub wall_seconds: f64,
    /// Digest of the contents of all tables: the same on every machine, thread count and directory.
    pub digest: String,
    /// Digest of each table's contents.
    pub tables: BTreeMap<String, String>,
    /// What was told before it was run.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// Digest of the bytes of each file that was written, inputs too.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
    /// What was read of a real country and built, and how many people each holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub world: Option<Census>,
    /// Replicates that failed, with their error.
    pub failures: Vec<Failure>,
}

/// A replicate that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Replicate, from 1.
    pub replicate: u32,
    /// What went wrong.
    pub error: String,
}

/// The digest of tables' digests.
pub fn digest(tables: &BTreeMap<String, String>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (file, digest) in tables {
        hasher.update(format!("{file} {digest}\n").as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}
