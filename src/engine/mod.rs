//! Keyed randomness and arithmetic that gives the same bytes everywhere. Knows no theory.

pub mod draws;
pub mod fields;
pub mod math;
pub mod timings;
pub mod variance;
mod vocabulary;

pub use draws::{Draws, Process, Stream};
pub use fields::GaussianField;
pub use math::wilson;
pub use timings::Timings;
pub use variance::{Components, Votes};
pub(crate) use vocabulary::vocabulary;
