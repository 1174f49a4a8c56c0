//! `nodal` simulates how security is governed in weak and failing states, after Dupont, Grabosky &
//! Shearing (2003): auspices authorise and pay, providers deliver, each with legitimacy and
//! resources, over communities of households whose disputes are settled, lapse or turn violent.
//!
//! # The house
//! Nothing imports from a floor above it.
//!
//! ```text
//! cli          one file a command; speaks to people
//! visual       figures
//! experiment   replicates and statistics
//! output       tables, manifest, directories that are never half written
//! scenario     TOML → checked scenario, or every problem at once
//! model        the theory: month.rs is its table of contents, one mechanism a file
//! world        what exists: communities, households, disputes, organisations
//! params  programme  metrics  ledger      each declared once
//! terms        the field's vocabulary
//! engine       keyed randomness and arithmetic; knows no theory
//! ```
//!
//! # Example
//! ```
//! use nodal::engine::Timings;
//! use nodal::model;
//! use nodal::params::Params;
//! use nodal::world::Country;
//!
//! let mut params = Params::default(); // a weak state
//! params.world.communities = 10;
//! params.world.households = 50;
//! let mut country = Country::build(&params, None, 1)?;
//! for _ in 0..12 {
//!     model::month(&mut country, &mut Timings::default());
//! }
//! assert!(country.observation().tally.arisen.iter().sum::<u32>() > 0);
//! # Ok::<(), nodal::world::PlacesError>(())
//! ```

pub mod cli;
pub mod engine;
pub mod experiment;
pub mod ledger;
pub mod metrics;
pub mod model;
pub mod output;
pub mod params;
pub mod programme;
pub mod scenario;
pub mod terms;
pub mod visual;
pub mod world;
