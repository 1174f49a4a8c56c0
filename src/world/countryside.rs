//! A real country: towns divided into neighbourhoods, and the rural remainder in villages that are
//! made up and say so.

use super::outline::Outline;
use super::place::{Geography, HOUSEHOLDS, Place, PlacesError, Town};
use crate::engine::{Draws, Process, Stream};
use crate::params::Params;
use rand_distr::{Distribution, StandardNormal};
use rand_philox::splitmix64;
use std::collections::{BTreeMap, BTreeSet};

/// Kilometres in a degree of latitude.
const KM_PER_DEGREE: f64 = 111.2;
/// Persons on a square kilometre of a town.
const TOWN_DENSITY: f64 = 5000.0;
/// Tries to find a place for a village inside the outline before it goes to its town.
const TRIES: u32 = 60;

/// Longitude and latitude to km around the middle of the settlements.
struct Projection {
    longitude: f64,
    latitude: f64,
    km_per_degree_east: f64,
}

impl Projection {
    fn of(towns: &[Town]) -> Self {
        let n = towns.len().max(1) as f64;
        let longitude = towns.iter().map(|town| town.longitude).sum::<f64>() / n;
        let latitude = towns.iter().map(|town| town.latitude).sum::<f64>() / n;
        Self {
            longitude,
            latitude,
            km_per_degree_east: KM_PER_DEGREE * libm::cos(latitude.to_radians()),
        }
    }

    fn km(&self, longitude: f64, latitude: f64) -> (f64, f64) {
        let x = (longitude - self.longitude) * self.km_per_degree_east;
        (x, (latitude - self.latitude) * KM_PER_DEGREE)
    }

    fn degrees(&self, x_km: f64, y_km: f64) -> (f64, f64) {
        (self.longitude + x_km / self.km_per_degree_east, self.latitude + y_km / KM_PER_DEGREE)
    }
}

/// The communities of a country.
pub(super) fn places(
    params: &Params,
    geography: &Geography,
    draws: Draws,
) -> Result<Vec<Place>, PlacesError> {
    let world = &params.world;
    // The order of the file plays no part.
    let mut geography = geography.clone();
    geography.towns.sort_by_key(|town| town.geonameid);
    let geography = &geography;
    let in_towns: u64 = geography.towns.iter().map(|town| u64::from(town.population)).sum();
    if world.population > 0.0 && world.population < in_towns as f64 {
        return Err(PlacesError::TooFewPeople {
            settlements: in_towns,
            population: world.population as u64,
        });
    }
    let seat = seat(params, &geography.towns)?;
    let projection = Projection::of(&geography.towns);
    let mut builder = Builder {
        params,
        projection,
        seat,
        draws,
        identities: BTreeSet::new(),
        places: Vec::new(),
    };
    for (i, town) in geography.towns.iter().enumerate() {
        builder.divide_town(i as u32, town);
    }
    if world.rural && world.population > 0.0 {
        builder.scatter_villages(world.population - in_towns as f64, geography);
    }
    Ok(builder.places)
}

/// The seat of government: by name, else the settlement with most people.
fn seat(params: &Params, towns: &[Town]) -> Result<(f64, f64), PlacesError> {
    let name = &params.world.seat;
    let found = if name.is_empty() {
        towns.iter().max_by_key(|town| (town.population, std::cmp::Reverse(town.geonameid)))
    } else {
        towns.iter().find(|town| town.name == *name)
    };
    match found {
        Some(town) => Ok((town.longitude, town.latitude)),
        None if name.is_empty() => Err(PlacesError::Empty),
        None => Err(PlacesError::UnknownSeat(name.clone())),
    }
}

struct Builder<'a> {
    params: &'a Params,
    projection: Projection,
    /// Longitude and latitude of the seat of government.
    seat: (f64, f64),
    draws: Draws,
    identities: BTreeSet<u32>,
    places: Vec<Place>,
}

impl Builder<'_> {
    /// A name for draws that others do not have; depends on nothing but what it names, but for the
    /// rare case of two that fall together.
    fn identity(&mut self, of: u64) -> u32 {
        let mut identity = splitmix64(of) as u32;
        while !self.identities.insert(identity) {
            identity = identity.wrapping_add(1);
        }
        identity
    }

    /// A town in neighbourhoods of about the declared size, in a disc as large as its people need.
    fn divide_town(&mut self, settlement: u32, town: &Town) {
        let size = self.params.world.household_size;
        let households = (f64::from(town.population) / size).round() as u32;
        if households < *HOUSEHOLDS.start() {
            return;
        }
        let wards = self.wards(households);
        let radius = (f64::from(town.population) / TOWN_DENSITY / std::f64::consts::PI).sqrt();
        let (x, y) = self.projection.km(town.longitude, town.latitude);
        for ward in 0..wards {
            let here = households / wards + u32::from(ward < households % wards);
            // A sunflower: evenly over the disc, and the same whatever else there is.
            let reach = if wards == 1 {
                0.0
            } else {
                radius * ((f64::from(ward) + 0.5) / f64::from(wards)).sqrt()
            };
            let angle = f64::from(ward) * 2.399_963_229_728_653;
            let at = (x + reach * libm::cos(angle), y + reach * libm::sin(angle));
            let name = if wards == 1 {
                town.name.clone()
            } else {
                format!("{}, ward {}", town.name, ward + 1)
            };
            let identity = self.identity(u64::from(town.geonameid) << 24 | u64::from(ward));
            self.add(identity, name, at, here, (settlement, town), false);
        }
    }

    fn wards(&self, households: u32) -> u32 {
        let wanted = self.params.world.households.clamp(*HOUSEHOLDS.start(), *HOUSEHOLDS.end());
        ((f64::from(households) / f64::from(wanted)).round() as u32).max(1)
    }

    /// Villages of log-normal size until the rural people are housed, denser near settlements.
    fn scatter_villages(&mut self, rural: f64, geography: &Geography) {
        let world = &self.params.world;
        let size = world.household_size;
        let mut left = (rural / size).round() as u32;
        let mut near = BTreeMap::new();
        let total: f64 = geography.towns.iter().map(pull_of).sum();
        for ordinal in 0.. {
            if left < *HOUSEHOLDS.start() {
                break;
            }
            let mut stream = self.draws.stream(Process::Villages, ordinal, 0, 0);
            let deviate: f64 = StandardNormal.sample(&mut stream);
            let persons = world.village_median * libm::exp(world.village_spread * deviate);
            let drawn = (persons / size).round() as u32;
            let mut households = drawn.clamp(*HOUSEHOLDS.start(), *HOUSEHOLDS.end()).min(left);
            if left - households < *HOUSEHOLDS.start() {
                households = left.min(*HOUSEHOLDS.end());
            }
            left -= households;
            let at = self.village_site(&mut stream, geography, total);
            let nearest = self.nearest(at, &geography.towns);
            let count = near.entry(nearest).or_insert(0);
            *count += 1;
            let town = &geography.towns[nearest];
            let name = format!("near {} {}", town.name, count);
            let identity = self.identity(1 << 56 | u64::from(ordinal));
            self.add(identity, name, at, households, (nearest as u32, town), true);
        }
    }

    /// A point at an exponential distance from a settlement drawn by the root of its people; the
    /// settlement itself where none of the tries falls inside the outline.
    fn village_site(&self, stream: &mut Stream, geography: &Geography, total: f64) -> (f64, f64) {
        let decay = self.params.world.village_decay_km;
        let mut home = (0.0, 0.0);
        for _ in 0..TRIES {
            let mut drawn = stream.unit64() * total;
            let town = geography
                .towns
                .iter()
                .find(|town| {
                    drawn -= pull_of(town);
                    drawn < 0.0
                })
                .unwrap_or(&geography.towns[0]);
            let (x, y) = self.projection.km(town.longitude, town.latitude);
            let distance = -decay * libm::log(stream.unit64());
            let angle = stream.unit64() * std::f64::consts::TAU;
            let at = (x + distance * libm::cos(angle), y + distance * libm::sin(angle));
            let (longitude, latitude) = self.projection.degrees(at.0, at.1);
            if geography
                .outline
                .as_ref()
                .is_none_or(|outline: &Outline| outline.contains(longitude, latitude))
            {
                return at;
            }
            home = (x, y);
        }
        home
    }

    fn nearest(&self, (x, y): (f64, f64), towns: &[Town]) -> usize {
        let distance = |town: &Town| {
            let (tx, ty) = self.projection.km(town.longitude, town.latitude);
            (tx - x) * (tx - x) + (ty - y) * (ty - y)
        };
        (0..towns.len())
            .min_by(|&a, &b| distance(&towns[a]).total_cmp(&distance(&towns[b])))
            .unwrap_or(0)
    }

    fn add(
        &mut self,
        identity: u32,
        name: String,
        (x_km, y_km): (f64, f64),
        households: u32,
        (settlement, town): (u32, &Town),
        is_rural: bool,
    ) {
        let (longitude, latitude) = self.projection.degrees(x_km, y_km);
        let seat = self.projection.km(self.seat.0, self.seat.1);
        let hours = libm::hypot(x_km - seat.0, y_km - seat.1) / self.params.world.travel_speed;
        self.places.push(Place {
            identity,
            name,
            x_km,
            y_km,
            longitude: Some(longitude),
            latitude: Some(latitude),
            households,
            is_synthetic: is_rural,
            is_rural,
            weight: 1.0,
            piece: 0,
            hours_from_seat: hours,
            settlement,
            town: town.name.clone(),
            district: town.admin1.clone(),
        });
    }
}

/// How strongly a settlement draws villages round it.
fn pull_of(town: &Town) -> f64 {
    f64::from(town.population.max(100)).sqrt()
}
