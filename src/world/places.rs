//! Places: where communities lie, generated or real. Pure functions of parameters, geography and
//! seed; the same for all replicates.

use super::census::Census;
use super::countryside;
use super::given::Posted;
use super::place::{Geography, Place, PlacesError};
use super::sample;
use super::synthetic;
use crate::engine::Draws;
use crate::params::Params;
use std::collections::BTreeSet;

/// The places of a scenario, by identity.
///
/// # Errors
/// When the geography does not fit the parameters.
pub fn places(params: &Params, geography: Option<&Geography>) -> Result<Vec<Place>, PlacesError> {
    layout(params, geography).map(|(places, _)| places)
}

/// The places of a scenario, by identity, and the account of them.
///
/// # Errors
/// When the geography does not fit the parameters.
pub fn layout(
    params: &Params,
    geography: Option<&Geography>,
) -> Result<(Vec<Place>, Census), PlacesError> {
    let (mut places, mut census) = whole(params, geography)?;
    let size = params.world.household_size;
    census.posted = posted(&places, size);
    census.everybody = places.iter().map(|place| f64::from(place.households) * size).sum();
    sample::sample(&mut places, params, draws(params));
    census.weights = [f64::INFINITY, 0.0];
    for place in &places {
        let [low, high] = census.weights;
        census.weights = [low.min(place.weight), high.max(place.weight)];
        census.simulated.add(f64::from(place.households) * size);
        census.from_file.add(&place.given);
    }
    Ok((places, census))
}

/// Officers whom the settlements file gives to these places.
fn posted(places: &[Place], household_size: f64) -> Posted {
    let mut posted = Posted::default();
    for place in places {
        let Some(rate) = place.given.officers else { continue };
        let persons = f64::from(place.households) * household_size;
        posted.officers += rate / 100_000.0 * persons;
        posted.persons += persons;
    }
    posted
}

/// The names, of records and `world.keep`, that decide which communities a sample holds; none where all are lived.
pub fn decisive(params: &Params) -> BTreeSet<&str> {
    sample::decisive(params)
}

/// Replicate 0: the same places for all replicates.
fn draws(params: &Params) -> Draws {
    Draws::new(params.run.seed, 0)
}

/// All places of the country, those too that a sample leaves out, and the account of them.
///
/// # Errors
/// When the geography does not fit the parameters.
pub fn whole(
    params: &Params,
    geography: Option<&Geography>,
) -> Result<(Vec<Place>, Census), PlacesError> {
    let draws = draws(params);
    let (mut places, census) = match geography {
        None => (synthetic::places(params, draws), Census::default()),
        Some(geography) => countryside::places(params, geography, draws)?,
    };
    if places.is_empty() {
        return Err(PlacesError::Empty);
    }
    places.sort_by_key(|place| place.identity);
    Ok((places, census))
}

#[cfg(test)]
mod tests {
    use super::super::given::Given;
    use super::super::outline::{Outline, unwrapped};
    use super::super::place::{HOUSEHOLDS, Remedy, Town};
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
            within: None,
            given: Given::default(),
        };
        let towns = vec![
            town(7, "Big", -12.0, 100_000),
            town(9, "Small", -11.5, 900),
            town(11, "None", -11.0, 0),
        ];
        let square = vec![[-13.0, 7.0], [-10.0, 7.0], [-10.0, 9.0], [-13.0, 9.0]];
        let outline = Some(Outline { polygons: vec![vec![square]] });
        (params, Geography { towns, outline, ..Geography::default() })
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

    /// The same country so many degrees farther east.
    fn shifted(geography: &Geography, degrees: f64) -> Geography {
        let turn = |longitude: f64| unwrapped(longitude + degrees, 0.0);
        let mut other = geography.clone();
        for town in &mut other.towns {
            town.longitude = turn(town.longitude);
        }
        let outline = other.outline.iter_mut().flat_map(|outline| &mut outline.polygons);
        outline.flatten().flatten().for_each(|point| point[0] = turn(point[0]));
        other
    }

    #[test]
    fn a_shift_of_all_longitudes_changes_nothing_else_even_across_the_antimeridian() {
        let (params, geography) = country();
        let here = places(&params, Some(&geography)).unwrap();
        for degrees in [0.3, 100.0, -168.45, 191.7] {
            let there = places(&params, Some(&shifted(&geography, degrees))).unwrap();
            assert_eq!(here.len(), there.len(), "{degrees}");
            for (a, b) in here.iter().zip(&there) {
                assert_eq!(
                    (&a.name, a.identity, a.x_km, a.y_km, a.households, a.latitude),
                    (&b.name, b.identity, b.x_km, b.y_km, b.households, b.latitude)
                );
                let (a, b) = (a.longitude.unwrap(), b.longitude.unwrap());
                assert!((-180.0..=180.0).contains(&b));
                assert!(unwrapped(a + degrees - b, 0.0).abs() < 1e-6, "{a} {b}");
            }
        }
    }

    #[test]
    fn settlements_too_small_for_a_community_keep_their_people() {
        let (mut params, mut geography) = country();
        for i in 0..300_u64 {
            geography.towns.push(Town {
                geonameid: 100 + i,
                name: format!("Hamlet {i}"),
                admin1: (i % 3).to_string(),
                longitude: -12.9 + 2.8 * (i as f64 * 0.618).fract(),
                latitude: 7.1 + 1.8 * (i as f64 * 0.755).fract(),
                population: 10 + (i % 80) as u32,
                within: None,
                given: Given::default(),
            });
        }
        for population in [0.0, 120_000.0, 400_000.0] {
            params.world.population = population;
            let (places, census) = layout(&params, Some(&geography)).unwrap();
            let persons: f64 = places.iter().map(|p| f64::from(p.households) * 5.0).sum();
            let wanted = if population == 0.0 { census.read.persons } else { population };
            // Half a household a community where no countryside takes what rounding leaves.
            let slack = if population == 0.0 { 2.5 * places.len() as f64 } else { 5.0 };
            assert!((persons - wanted).abs() <= slack, "{persons} of {wanted}");
            assert_eq!(census.built(), persons);
            assert_eq!(census.merged.places, 300);
            assert!(places.iter().all(|p| HOUSEHOLDS.contains(&p.households)));
        }
    }

    #[test]
    fn neighbourhoods_are_neither_too_small_nor_too_large() {
        let (mut params, geography) = country();
        for households in [20, 31, 5000] {
            params.world.households = households;
            let places = places(&params, Some(&geography)).unwrap();
            assert!(places.iter().all(|p| HOUSEHOLDS.contains(&p.households)), "{households}");
        }
    }

    #[test]
    fn settlements_of_another_country_are_refused_with_what_would_help() {
        let (params, geography) = country();
        let remedy_of = |turn: fn(&mut Town)| {
            let mut other = geography.clone();
            other.towns.iter_mut().for_each(turn);
            match places(&params, Some(&other)) {
                Err(PlacesError::Outside { outside, remedy, .. }) => (outside, remedy),
                other => panic!("{other:?}"),
            }
        };
        let exchange = |town: &mut Town| std::mem::swap(&mut town.longitude, &mut town.latitude);
        assert_eq!(remedy_of(exchange), (3, Some(Remedy::Exchange)));
        assert_eq!(remedy_of(|town| town.longitude *= -1.0), (3, Some(Remedy::TurnLongitude)));
        assert_eq!(remedy_of(|town| town.latitude *= -1.0), (3, Some(Remedy::TurnLatitude)));
        assert_eq!(remedy_of(|town| town.longitude += 90.0), (3, None));
    }

    #[test]
    fn villages_for_which_there_is_no_room_are_counted_and_refused() {
        let (mut params, mut geography) = country();
        // Islets with nothing but the towns on them.
        let islet = |town: &Town| {
            let (x, y) = (town.longitude, town.latitude);
            vec![vec![[x - 1e-4, y - 1e-4], [x + 1e-4, y - 1e-4], [x, y + 1e-4]]]
        };
        let polygons = geography.towns.iter().map(islet).collect();
        geography.outline = Some(Outline { polygons });
        let refused = places(&params, Some(&geography));
        assert!(matches!(refused, Err(PlacesError::NoRoom { .. })), "{refused:?}");
        params.world.outside = 1.0;
        let (_, census) = layout(&params, Some(&geography)).unwrap();
        assert!(census.on_towns.places > 500, "{:?}", census.on_towns);
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
