//! Whether settlements and outline are of one country.

use super::census::Census;
use super::outline::{circular_mean, unwrapped};
use super::place::{Geography, PlacesError, Remedy, Town};
use crate::params::Params;

/// Degrees by which settlements on a shore, or on an island too small for the outline, may lie outside.
const SHORE: f64 = 0.06;

/// Counts settlements outside the outline.
///
/// # Errors
/// When there are more of them, or more people in them, than `world.outside` allows.
pub(super) fn fit(
    params: &Params,
    geography: &Geography,
    census: &mut Census,
) -> Result<(), PlacesError> {
    let Some(outline) = &geography.outline else { return Ok(()) };
    let meridian = circular_mean(outline.points().map(|point| point[0]));
    let outline = outline.unwrapped(meridian);
    let is_inside = |(longitude, latitude): (f64, f64)| {
        outline.is_near(unwrapped(longitude, meridian), latitude, SHORE)
    };
    let at = |town: &Town| (town.longitude, town.latitude);
    for town in geography.towns.iter().filter(|town| !is_inside(at(town))) {
        census.outside.add(f64::from(town.population));
    }
    let outside = census.outside;
    let all = geography.towns.len() as f64;
    let of_people = outside.persons / census.read.persons.max(1.0);
    if of_people.max(outside.places as f64 / all.max(1.0)) <= params.world.outside {
        return Ok(());
    }
    let after = |remedy: Remedy| {
        let is_in = |town: &&Town| is_inside(remedy.apply(town.longitude, town.latitude));
        geography.towns.iter().filter(is_in).count()
    };
    let remedy = Remedy::ALL.into_iter().find(|remedy| after(*remedy) as f64 >= 0.9 * all);
    Err(PlacesError::Outside {
        outside: outside.places,
        settlements: geography.towns.len() as u64,
        people: of_people * 100.0,
        allowed: params.world.outside * 100.0,
        remedy,
    })
}
