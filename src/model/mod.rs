//! The theory. [`month()`] reads like the paper; each mechanism is one file.
//!
//! The rooms stand on floors, and nothing imports from a floor above it; rooms of one floor do not
//! import each other. `tests/house/documents.rs` reads the imports and says where one climbs.
//!
//! ```text
//! month               the order of a month, nothing else
//! forums   auspices   how a dispute is heard; who authorises and pays
//!          surveys    what simulated households answer
//! violence            acts and what leads to them
//! providers           those who deliver
//! disputes            arise, are agreed on, imposed, kept
//! people   places     what is believed and feared; what is there
//! scene               what a community can see
//! ```

// A new kind, component, recourse or auspice is to be asked everywhere what it is.
#![warn(clippy::wildcard_enum_match_arm)]

mod auspices;
mod disputes;
mod forums;
pub mod invariants;
mod keys;
mod month;
mod people;
mod places;
mod providers;
mod scene;
mod surveys;
mod violence;

pub use month::{begin, constellation, men, month, observe_part, timed_month};
