//! A real country: towns divided into neighbourhoods, and the rural remainder in villages that are
//! made up and say so.

use super::census::{Census, Count};
use super::fit;
use super::given::Given;
use super::incidents;
use super::merging::{self, Settled};
use super::outline::{Bands, circular_mean, unwrapped};
use super::place::{Geography, HOUSEHOLDS, Place, PlacesError, Town};
use crate::engine::{Draws, Process, Stream};
use crate::params::Params;
use rand_distr::{Distribution, StandardNormal};
use rand_philox::splitmix64;
use std::collections::{BTreeMap, BTreeSet};

/// Kilometres in a degree of latitude.
const KM_PER_DEGREE: f64 = 111.2;
/// Tries to find a place for a village inside the outline before it goes to its town.
const TRIES: u32 = 60;

/// Degrees of longitude are kept to this part of one: a centimetre. What is left of them after a shift
/// of the whole country is the same to the last bit.
const GRAIN: f64 = 1e7;

/// Degrees around the middle of the settlements, and km.
struct Projection {
    /// Mean longitude, of settlements in one piece across the antimeridian.
    meridian: f64,
    /// Mean latitude.
    latitude: f64,
    km_per_degree_east: f64,
}

impl Projection {
    fn of(towns: &[Town]) -> Self {
        let n = towns.len().max(1) as f64;
        let middle = circular_mean(towns.iter().map(|town| town.longitude));
        let turned = towns.iter().map(|town| unwrapped(town.longitude, middle));
        let meridian = turned.sum::<f64>() / n;
        let latitude = towns.iter().map(|town| town.latitude).sum::<f64>() / n;
        Self {
            meridian,
            latitude,
            km_per_degree_east: KM_PER_DEGREE * libm::cos(latitude.to_radians()),
        }
    }

    /// Degrees east of the mean longitude.
    fn east_of_mean(&self, longitude: f64) -> f64 {
        let east = unwrapped(longitude, self.meridian) - self.meridian;
        (east * GRAIN).round() / GRAIN
    }

    /// Settlements and outline with longitudes from the mean one.
    fn around_mean(&self, geography: &Geography) -> Geography {
        let mut turned = geography.clone();
        for town in &mut turned.towns {
            town.longitude = self.east_of_mean(town.longitude);
        }
        let points = turned.outline.iter_mut().flat_map(|outline| &mut outline.polygons);
        for point in points.flatten().flatten() {
            point[0] = self.east_of_mean(point[0]);
        }
        turned
    }

    fn km(&self, east: f64, latitude: f64) -> (f64, f64) {
        (east * self.km_per_degree_east, (latitude - self.latitude) * KM_PER_DEGREE)
    }

    fn degrees(&self, x_km: f64, y_km: f64) -> (f64, f64) {
        (x_km / self.km_per_degree_east, self.latitude + y_km / KM_PER_DEGREE)
    }

    /// Degrees east, from -180 to 180.
    fn longitude(&self, east: f64) -> f64 {
        unwrapped(self.meridian + east, 0.0)
    }

    fn between(&self, a: &Town, b: &Town) -> f64 {
        let ((ax, ay), (bx, by)) =
            (self.km(a.longitude, a.latitude), self.km(b.longitude, b.latitude));
        libm::hypot(ax - bx, ay - by)
    }
}

/// The communities of a country, and the account of them.
pub(super) fn places(
    params: &Params,
    geography: &Geography,
    draws: Draws,
) -> Result<(Vec<Place>, Census), PlacesError> {
    let world = &params.world;
    let size = world.household_size;
    let mut census = Census { left_out: geography.left_out, ..Census::default() };
    for town in &geography.towns {
        census.read.add(f64::from(town.population));
    }
    let in_towns = census.read.persons;
    if world.population > 0.0 && world.population < in_towns {
        return Err(PlacesError::TooFewPeople {
            settlements: in_towns as u64,
            population: world.population as u64,
        });
    }
    fit::fit(params, geography, &mut census)?;
    let projection = Projection::of(&geography.towns);
    let mut geography = projection.around_mean(geography);
    // The order of the file plays no part.
    geography.towns.sort_by_key(|town| town.geonameid);
    let seat = seat(params, &geography.towns)?;
    census.population = world.population.max(in_towns);
    let has_rural = world.rural && world.population > 0.0;
    let wanted = if has_rural { world.population } else { in_towns };
    census.not_simulated = census.population - wanted;
    let least = size * (f64::from(*HOUSEHOLDS.start()) - 0.5);
    let (settled, nowhere) =
        merging::merge(&geography.towns, least, |a, b| projection.between(a, b), &mut census);
    let of_town = |one: &Settled| (one.persons / size).round() as u32;
    let in_settled: u32 = settled.iter().map(of_town).sum();
    // What towns lose or win by rounding is made good in the countryside.
    let rural = if has_rural {
        ((wanted / size).round() as u32).saturating_sub(in_settled)
    } else {
        (nowhere / size).round() as u32
    };
    // Too few for a village: they live in the largest town.
    let is_village = rural >= *HOUSEHOLDS.start();
    let largest = largest(&settled);
    let mut builder = Builder {
        params,
        projection: &projection,
        seat,
        draws,
        identities: BTreeSet::new(),
        places: Vec::new(),
    };
    for (i, one) in settled.iter().enumerate() {
        let strangers = if is_village || Some(i) != largest { 0 } else { rural };
        builder.divide_town(one, of_town(one) + strangers);
    }
    if is_village {
        builder.scatter_villages(rural, &geography, &mut census.on_towns);
    }
    let mut places = builder.places;
    census.incidents = incidents::remember(&mut places, &geography.incidents, params, |incident| {
        projection.km(projection.east_of_mean(incident.longitude), incident.latitude)
    });
    close(params, &places, wanted, settled.len(), &mut census)?;
    Ok((places, census))
}

/// The place with most people.
fn largest(settled: &[Settled]) -> Option<usize> {
    (0..settled.len())
        .max_by(|&a, &b| settled[a].persons.total_cmp(&settled[b].persons).then(b.cmp(&a)))
}

/// Counts what was built; persons in are persons out but for half a household a settlement.
fn close(
    params: &Params,
    places: &[Place],
    wanted: f64,
    settlements: usize,
    census: &mut Census,
) -> Result<(), PlacesError> {
    let size = params.world.household_size;
    for place in places {
        let kind = if place.is_rural { &mut census.villages } else { &mut census.wards };
        kind.add(f64::from(place.households) * size);
    }
    if places.is_empty() {
        return Err(PlacesError::Empty);
    }
    let slack = size * (settlements as f64 + 1.0) / 2.0;
    if (census.built() - wanted).abs() > slack {
        return Err(PlacesError::Unbalanced { wanted, built: census.built() });
    }
    let (homeless, villages) = (census.on_towns.places, census.villages.places);
    if homeless as f64 > params.world.outside * villages as f64 {
        let allowed = params.world.outside * 100.0;
        return Err(PlacesError::NoRoom { homeless, villages, allowed });
    }
    Ok(())
}

/// The seat of government, in degrees from the mean: by name, else the settlement with most people.
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
    projection: &'a Projection,
    /// The seat of government, in degrees from the mean.
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

    /// A settlement of so many households in neighbourhoods of about the declared size, in a disc as
    /// large as its people need.
    fn divide_town(&mut self, settled: &Settled, households: u32) {
        let town = &settled.town;
        let wards = self.wards(households);
        let persons = f64::from(households) * self.params.world.household_size;
        let radius = (persons / self.params.world.town_density / std::f64::consts::PI).sqrt();
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
            let name =
                if wards == 1 { town.name.clone() } else { Place::ward_name(&town.name, ward) };
            let identity = self.identity(ward_of(town.geonameid, ward));
            self.add(identity, name, at, here, (settled.settlement, town), false);
        }
    }

    fn wards(&self, households: u32) -> u32 {
        let wanted = self.params.world.households.clamp(*HOUSEHOLDS.start(), *HOUSEHOLDS.end());
        let wards = (f64::from(households) / f64::from(wanted)).round() as u32;
        // No neighbourhood above or below what a community may be.
        wards
            .min(households / HOUSEHOLDS.start())
            .max(households.div_ceil(*HOUSEHOLDS.end()))
            .max(1)
    }

    /// Villages of log-normal size until the rural people are housed, denser near settlements.
    fn scatter_villages(&mut self, rural: u32, geography: &Geography, on_towns: &mut Count) {
        let world = &self.params.world;
        let size = world.household_size;
        let mut left = rural;
        let mut near = BTreeMap::new();
        let sites = Sites::of(geography, self.projection);
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
                // The last but one leaves enough for the last.
                let last = left <= *HOUSEHOLDS.end();
                households = if last { left } else { left - *HOUSEHOLDS.start() };
            }
            left -= households;
            let (at, is_inside) = self.village_site(&mut stream, &sites);
            if !is_inside {
                on_towns.add(f64::from(households) * size);
            }
            let nearest = sites.nearest(at);
            let count = near.entry(nearest).or_insert(0);
            *count += 1;
            let town = &geography.towns[nearest];
            let name = format!("near {} {}", town.name, count);
            let identity = self.identity(1 << 56 | u64::from(ordinal));
            self.add(identity, name, at, households, (nearest as u32, town), true);
        }
    }

    /// A point at an exponential distance from a settlement drawn by the root of its people; the
    /// settlement itself and false where none of the tries falls inside the outline.
    fn village_site(&self, stream: &mut Stream, sites: &Sites) -> ((f64, f64), bool) {
        let decay = self.params.world.village_decay_km;
        let mut home = (0.0, 0.0);
        for _ in 0..TRIES {
            let mut drawn = stream.unit64() * sites.pull;
            let town = sites.pulls.iter().position(|pull| {
                drawn -= pull;
                drawn < 0.0
            });
            let (x, y) = sites.at[town.unwrap_or(0)];
            let distance = -decay * libm::log(stream.unit64());
            let angle = stream.unit64() * std::f64::consts::TAU;
            let at = (x + distance * libm::cos(angle), y + distance * libm::sin(angle));
            let (longitude, latitude) = self.projection.degrees(at.0, at.1);
            if sites.outline.as_ref().is_none_or(|bands| bands.contains(longitude, latitude)) {
                return (at, true);
            }
            home = (x, y);
        }
        (home, false)
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
        let (east, latitude) = self.projection.degrees(x_km, y_km);
        let seat = self.projection.km(self.seat.0, self.seat.1);
        let hours = libm::hypot(x_km - seat.0, y_km - seat.1) / self.params.world.travel_speed;
        self.places.push(Place {
            identity,
            name,
            x_km,
            y_km,
            longitude: Some(self.projection.longitude(east)),
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
            given: if is_rural { Given::default() } else { town.given },
        });
    }
}

/// What villages go by: settlements, in the order of the geography, and the outline.
struct Sites {
    /// Where they lie, in km.
    at: Vec<(f64, f64)>,
    /// How strongly each draws villages round it, and all together.
    pulls: Vec<f64>,
    pull: f64,
    outline: Option<Bands>,
}

impl Sites {
    fn of(geography: &Geography, projection: &Projection) -> Self {
        let towns = &geography.towns;
        let pulls: Vec<f64> = towns.iter().map(pull_of).collect();
        Self {
            at: towns.iter().map(|town| projection.km(town.longitude, town.latitude)).collect(),
            pull: pulls.iter().sum(),
            pulls,
            outline: geography.outline.as_ref().map(Bands::of),
        }
    }

    /// The settlement nearest to a point, by position.
    fn nearest(&self, (x, y): (f64, f64)) -> usize {
        let distances = self.at.iter().map(|(tx, ty)| (tx - x) * (tx - x) + (ty - y) * (ty - y));
        let nearest = distances.enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b));
        nearest.map_or(0, |(position, _)| position)
    }
}

/// How strongly a settlement draws villages round it.
fn pull_of(town: &Town) -> f64 {
    f64::from(town.population.max(100)).sqrt()
}

/// What a ward's name for draws is made of. Ids of more than 32 bits are mixed first.
fn ward_of(geonameid: u64, ward: u32) -> u64 {
    if u32::try_from(geonameid).is_ok() {
        geonameid << 24 | u64::from(ward)
    } else {
        splitmix64(geonameid).wrapping_add(u64::from(ward))
    }
}
