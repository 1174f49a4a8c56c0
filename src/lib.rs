//! `nodal` simulates how security is governed in weak and failing states.

pub mod cli;
pub mod engine;
pub mod experiment;
pub mod ledger;
pub mod metrics;
pub mod model;
pub mod output;
pub mod params;
pub mod scenario;
pub mod terms;
pub mod world;
