//! Running scenarios: replicates side by side, each the same whatever else runs.

pub mod compare;
pub mod ensemble;
pub mod statistics;

pub use ensemble::{Ensemble, RunError, RunOptions, run};
