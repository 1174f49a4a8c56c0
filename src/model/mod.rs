//! The theory. [`month`] reads like the paper; each mechanism is one file.

mod agreement;
mod bands;
mod beliefs;
mod breaking;
mod committees;
mod deterrence;
mod dispute_life;
mod disputes;
mod efficacy;
mod fear;
mod feuds;
mod forum_choice;
mod forums;
mod gangs;
mod imposition;
pub mod invariants;
mod learn;
mod levy;
mod live;
mod month;
mod observe;
mod peacebuilding;
mod police;
mod predation;
mod punishment;
mod radius;
mod review;
mod row;
mod scene;
mod spill;
mod state;
mod steer;
mod violence;

pub use month::month;
pub use observe::begin;
