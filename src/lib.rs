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
//! model        the theory: month/ is its table of contents, one mechanism a file
//! world        what exists: communities, households, disputes, organisations
//! metrics  params            each declared once
//! ledger   programme         likewise: purposes of payment, records of a scenario
//! terms    values            the field's vocabulary; what a declared value may be
//! engine       keyed randomness and arithmetic; knows no theory
//! ```
//!
//! # Example
//! ```
//! use nodal::model;
//! use nodal::params::Params;
//! use nodal::world::Country;
//!
//! let mut params = Params::default(); // a weak state
//! params.world.communities = 10;
//! params.world.households = 50;
//! let mut country = Country::build(&params, None, 1)?;
//! for _ in 0..12 {
//!     model::month(&mut country);
//! }
//! assert!(country.observation().tally.arisen.values().sum::<u32>() > 0);
//! # Ok::<(), nodal::world::PlacesError>(())
//! ```

mod cli;
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
pub mod values;
#[doc(hidden)]
pub mod visual;
pub mod world;

/// The command line, from its arguments (the program's name first) to the exit code: 0 done, 1 something failed on the
/// way, 2 the input or command line is wrong and nothing was written, 130 interrupted. Results go to stdout, all else
/// to stderr.
///
/// # Examples
/// ```
/// assert_eq!(nodal::command(["nodal", "list", "auspices"].map(Into::into)), 2); // no such list
/// ```
pub fn command(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> u8 {
    cli::command(arguments)
}

/// Commands for programs that call them in their own process, such as the Python package.
pub mod host {
    pub use crate::cli::host::{Failure, Heard, Host, Progress, SharedStudy, json, rendered};
}

/// What a program that runs scenarios wants at hand.
///
/// # Examples
/// ```
/// use nodal::prelude::*;
///
/// let text = "[world]\ncommunities = 8\nhouseholds = 60\n[time]\nburn_in_months = 6\nmonths = 12";
/// let scenario = Scenario::from_text("small", text, &Settings::default(), &Catalogue::standard())?;
/// let lived = run(&scenario, &RunOptions::default())?;
/// let violence = metrics::position(Name::ViolenceRate, "");
/// assert!(lived.records[0].mean(violence, (1, 12)).is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub mod prelude {
    pub use crate::experiment::compare::{Question, compare};
    pub use crate::experiment::ensemble::{Watcher, run_together};
    pub use crate::experiment::{Ensemble, RunError, RunOptions, run};
    pub use crate::metrics::{self, Name};
    pub use crate::output::Record;
    pub use crate::params::{Catalogue, Params};
    pub use crate::scenario::{Problems, Scenario, Settings};
    pub use crate::world::Country;
}
