//! How long a scenario would take: its first months are timed, and how much dearer settled ones are is seen on a small world.

use super::Failure;
use crate::model;
use crate::params::{Params, World};
use crate::programme::Programme;
use crate::world::Country;
use std::time::Instant;

/// Months that are timed.
const TRIAL: usize = 9;
/// Months in which disputes and feuds gather.
const GATHERING: u32 = 36;
/// Communities and households in each of a small world.
const SMALL: (u32, u32) = (40, 200);

/// Seconds that a month of a country will take one thread once it has settled. The country lives its first months.
pub(super) fn settled_month(country: &mut Country) -> Result<f64, Failure> {
    let (communities, households) = SMALL;
    let params = Params {
        world: World { communities, households, ..World::default() },
        programme: Programme::default(),
        ..country.params.clone()
    };
    let mut small =
        Country::build(&params, None, 1).map_err(|error| Failure::Halfway(error.to_string()))?;
    let first = month(&mut small);
    for _ in 0..GATHERING {
        model::month(&mut small);
    }
    let settled = month(&mut small);
    Ok(month(country) * settled / first)
}

/// Seconds that a month takes, the median of a few: a month lasts milliseconds, and what else the machine does takes as many
/// away at once.
fn month(country: &mut Country) -> f64 {
    let mut seconds = [(); TRIAL].map(|()| {
        let start = Instant::now();
        model::month(country);
        start.elapsed().as_secs_f64()
    });
    seconds.sort_unstable_by(f64::total_cmp);
    seconds[TRIAL / 2]
}
