//! Places: where communities lie, generated or real. Pure functions of parameters, geography and
//! seed; the same for all replicates.

use super::countryside;
use super::place::{Geography, Place, PlacesError};
use super::sites::{Sites, sites};
use super::synthetic;
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

/// Keeps a random share of the country: whole neighbourhoods as large as a site, so that sites and
/// most neighbours stay what they are. Smaller shares are parts of larger ones.
///
/// Neighbourhoods are drawn at even steps, from a random start, along their order by town and
/// remoteness: a plain draw of thirty would often leave the capital out or take it twice. The steps
/// are those of the golden ratio, which fill the order evenly whatever the share.
fn sample(places: &mut Vec<Place>, params: &Params, draws: Draws) {
    /// 2^32 over the golden ratio.
    const STEP: u32 = 2_654_435_769;
    let share = params.world.sample;
    if share >= 1.0 {
        return;
    }
    let all: f64 = places.iter().map(|place| f64::from(place.households)).sum();
    let people = f64::max(params.public.site_people, params.committee.site_people);
    let sites = sites(places, people, params.world.household_size);
    let start = draws.block(Process::Sample, 0, 0, 0, 0)[0];
    let mut drawn: Vec<(u32, usize)> = (0_u32..)
        .zip(by_town_and_remoteness(places, &sites))
        .map(|(rank, site)| (rank.wrapping_mul(STEP).wrapping_add(start), site))
        .collect();
    drawn.sort_unstable();
    drawn.truncate(((sites.len() as f64 * share).round() as usize).max(1));
    let mut kept: Vec<usize> = drawn.into_iter().map(|(_, site)| site).collect();
    kept.sort_unstable();
    let mut site_of = sites.site_of.iter();
    places.retain_mut(|place| {
        let piece = site_of.next().and_then(|site| kept.binary_search(&(*site as usize)).ok());
        place.piece = piece.unwrap_or(0) as u32;
        piece.is_some()
    });
    let simulated: f64 = places.iter().map(|place| f64::from(place.households)).sum();
    for place in places {
        place.weight = all / simulated;
    }
}

/// Sites from the most rural to the most urban, those alike by hours from the seat of government.
fn by_town_and_remoteness(places: &[Place], sites: &Sites) -> Vec<usize> {
    let mut ranked: Vec<(f64, f64, usize)> = (0..sites.len())
        .map(|site| {
            let (mut people, mut in_town, mut hours) = (0.0, 0.0, 0.0);
            for &member in sites.members(site) {
                let place = &places[member as usize];
                let households = f64::from(place.households);
                people += households;
                in_town += if place.is_rural { 0.0 } else { households };
                hours += households * place.hours_from_seat;
            }
            (in_town / people, hours / people, site)
        })
        .collect();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    ranked.into_iter().map(|(_, _, site)| site).collect()
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
