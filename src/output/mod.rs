//! What a run leaves behind: tables, a manifest, a directory that is never half written.

pub mod answers;
pub mod arms;
pub mod cells;
pub mod claims;
pub mod columns;
pub mod decisions;
pub mod directory;
pub(crate) mod files;
pub mod identity;
pub mod lock;
pub mod manifest;
mod parquet;
pub mod parts;
pub mod record;
pub mod reference;
pub mod run_tables;
pub mod stored;
pub mod story;
pub mod studies;
pub mod tables;
mod years;

pub use directory::{DirectoryError, RunDirectory, Work};
pub use manifest::Manifest;
pub use record::Record;
