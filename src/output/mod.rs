//! What a run leaves behind: tables, a manifest, a directory that is never half written.

pub mod directory;
pub mod manifest;
mod parquet;
pub mod record;
pub mod reference;
pub mod story;
pub mod tables;

pub use directory::{DirectoryError, RunDirectory, Work};
pub use manifest::Manifest;
pub use record::Record;
