//! What exists: communities, households, disputes, organisations, auspices. What happens to them
//! is the model's.

pub(crate) mod build;
pub mod community;
pub mod country;
pub mod dispute;
pub mod households;
pub mod level;
pub mod organisations;
pub mod places;
pub mod rules;

pub use community::Community;
pub use country::Country;
pub use level::Level;
