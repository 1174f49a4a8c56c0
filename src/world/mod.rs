//! What exists: communities, households, disputes, organisations, auspices. What happens to them
//! is the model's.

// A new kind, component, recourse or auspice is to be asked everywhere what it is.
#![warn(clippy::wildcard_enum_match_arm)]

pub mod account;
pub mod arrangements;
pub mod assignment;
mod attributes;
pub(crate) mod build;
pub mod census;
pub mod changes;
pub mod checkpoint;
pub mod choices;
pub mod community;
pub mod country;
mod countryside;
pub mod diary;
pub mod differences;
pub mod dispute;
pub mod engaged;
mod fit;
pub(crate) mod founding;
pub mod fronts;
pub mod given;
pub mod households;
pub mod incidents;
pub mod level;
mod merging;
pub mod names;
pub mod neighbours;
pub mod organisations;
pub mod outline;
pub mod parts;
pub mod place;
pub mod places;
pub(crate) mod posts;
pub mod rules;
mod sample;
mod segments;
pub mod selection;
pub mod sites;
mod synthetic;

pub use census::{Census, LeftOut};
pub use community::Community;
pub use country::Country;
pub use given::Given;
pub use incidents::Incident;
pub use level::Level;
pub use outline::Outline;
pub use place::{Geography, Place, PlacesError, Remedy, Town};
