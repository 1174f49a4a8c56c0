//! Keyed randomness and arithmetic that gives the same bytes everywhere. Knows no theory.

pub mod draws;
pub mod math;

pub use draws::{Draws, Process, Stream};
