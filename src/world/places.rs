//! Places: where communities lie, generated or real. Pure functions of parameters, geography and
//! seed; the same for all replicates.

use super::countryside;
use super::place::{Geography, Place, PlacesError};
use super::sites::sites;
use super::synthetic;
use crate::engine::draws::unit;
use crate::engine::{Draws, Process};
use crate::params::Params;

/// The places of a scenario, by identity.
///
/// # Errors
/// When the geography does not fit the parameters.
pub fn places(params: &Params, geography: Option<&Geography>) -> Result<Vec<Place>, PlacesError> {
    // Replicate 0: the same places for all replicates.
    let draws = Draws::new(params.run.seed, 0);
    let mut places = match geography {
        None => synthetic::places(params, draws),
        Some(geography) => countryside::places(params, geography, draws)?,
    };
    if places.is_empty() {
        return Err(PlacesError::Empty);
    }
    places.sort_by_key(|place| place.identity);
    sample(&mut places, params, draws);
    Ok(places)
}

/// Keeps a random share of the country: whole neighbourhoods of the size of a station's site, so
/// that neighbours and sites stay what they are. Smaller shares are parts of larger ones.
fn sample(places: &mut Vec<Place>, params: &Params, draws: Draws) {
    let share = params.world.sample;
    if share >= 1.0 {
        return;
    }
    let all: f64 = places.iter().map(|place| f64::from(place.households)).sum();
    let sites = sites(places, params.public.site_people, params.world.household_size);
    let mut order: Vec<(f32, usize)> = (0..sites.len())
        .map(|site| {
            let first = places[sites.members(site)[0] as usize].identity;
            (unit(draws.block(Process::Sample, first, 0, 0, 0)[0]), site)
        })
        .collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let keep = ((sites.len() as f64 * share).round() as usize).max(1);
    let mut is_kept = vec![false; places.len()];
    for &(_, site) in &order[..keep] {
        for &member in sites.members(site) {
            is_kept[member as usize] = true;
        }
    }
    let mut kept = is_kept.into_iter();
    places.retain(|_| kept.next().unwrap_or(false));
    let simulated: f64 = places.iter().map(|place| f64::from(place.households)).sum();
    for place in places {
        place.weight = all / simulated;
    }
}

#[cfg(test)]
mod tests {
    use super::super::outline::Outline;
    use super::super::place::{HOUSEHOLDS, Town};
    use super::*;

    fn country() -> (Params, Geography) {
        let mut params = Params::default();
        params.world.population = 400_000.0;
        let town = |geonameid, name: &str, longitude, population| Town {
            geonameid,
            name: name.to_owned(),
            admin1: "01".to_owned(),
            longitude,
            latitude: 8.0,
            population,
        };
        let towns = vec![
            town(7, "Big", -12.0, 100_000),
            town(9, "Small", -11.5, 900),
            town(11, "None", -11.0, 0),
        ];
        let square = vec![[-13.0, 7.0], [-10.0, 7.0], [-10.0, 9.0], [-13.0, 9.0]];
        (params, Geography { towns, outline: Some(Outline { rings: vec![square] }) })
    }

    #[test]
    fn people_add_up_to_the_population() {
        let (params, geography) = country();
        let places = places(&params, Some(&geography)).unwrap();
        let persons: f64 = places.iter().map(|p| f64::from(p.households) * 5.0).sum();
        assert!((persons / 400_000.0 - 1.0).abs() < 0.005, "{persons}");
        assert!(places.iter().all(|p| HOUSEHOLDS.contains(&p.households)));
        assert_eq!(places.iter().filter(|p| !p.is_rural && p.name.starts_with("Big")).count(), 40);
        assert!(places.iter().filter(|p| p.is_rural).all(|p| p.is_synthetic));
    }

    #[test]
    fn villages_lie_inside_the_outline() {
        let (params, geography) = country();
        let outline = geography.outline.clone().unwrap();
        for place in places(&params, Some(&geography)).unwrap() {
            if let (true, Some(x), Some(y)) = (place.is_rural, place.longitude, place.latitude) {
                assert!(outline.contains(x, y));
            }
        }
    }

    #[test]
    fn a_smaller_sample_is_part_of_a_larger_one_and_weights_carry_the_country() {
        let (mut params, geography) = country();
        params.public.site_people = 10_000.0;
        let all = places(&params, Some(&geography)).unwrap();
        let households = |places: &[Place]| {
            places.iter().map(|p| f64::from(p.households) * p.weight).sum::<f64>()
        };
        params.world.sample = 0.2;
        let fifth = places(&params, Some(&geography)).unwrap();
        params.world.sample = 0.5;
        let half = places(&params, Some(&geography)).unwrap();
        assert!(fifth.iter().all(|p| half.iter().any(|q| q.identity == p.identity)));
        assert!((households(&fifth) / households(&all) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn an_unknown_seat_is_an_error() {
        let (mut params, geography) = country();
        params.world.seat = "Nowhere".to_owned();
        assert_eq!(
            places(&params, Some(&geography)),
            Err(PlacesError::UnknownSeat("Nowhere".to_owned()))
        );
    }

    #[test]
    fn settlements_may_not_hold_more_than_the_country() {
        let (mut params, geography) = country();
        params.world.population = 50_000.0;
        assert!(matches!(places(&params, Some(&geography)), Err(PlacesError::TooFewPeople { .. })));
    }
}
