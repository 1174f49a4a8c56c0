//! Running scenarios: replicates side by side, each the same whatever else runs.

pub mod between;
pub mod bounds;
pub mod calibrate;
pub mod calibration;
pub mod claims;
pub mod clash_story;
pub mod compare;
mod deal;
pub mod decide;
pub mod differences;
pub mod distributions;
pub mod districts;
pub mod emulator;
pub mod end_states;
pub mod ensemble;
pub mod facts;
pub mod gap;
pub mod inequality;
pub mod look;
pub mod matching;
mod matrices;
pub mod money;
pub mod options;
pub mod partial;
pub mod prim;
pub mod programmes;
mod rings;
pub mod search;
pub mod sensitivity;
pub mod since_end;
pub mod soundness;
pub mod statistics;
pub mod steering;
pub mod summary;
pub mod sweep;
pub mod trace;
pub(crate) mod words;

pub use crate::scenario::design;
pub use ensemble::{Ensemble, RunError, RunOptions, run};

/// The examples of docs/experiments.md are tested.
#[cfg(doctest)]
#[doc = include_str!("../../docs/experiments.md")]
mod examples {}
