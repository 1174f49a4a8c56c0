//! What happens around enclaves: rates by distance from the nearest, against those of places far away (claim 22 asks
//! whether protection spreads or pushes crime next door).

use super::between::{Contrast, Events, Scale, told, whole};
use crate::output::Record;
use crate::output::record::CommunityYear;
use std::collections::BTreeMap;

/// Distance in km from which a place is far.
const FAR: f64 = 20.0;

/// Rings: name, meaning, from and to in km; the enclave's own place lies at 0.
pub(super) const RINGS: [(&str, &str, f64, f64); 4] = [
    (
        "ring_at_enclave",
        "Rate per household in places that hold an enclave, over that farther than 20 km from any",
        -1.0,
        0.0,
    ),
    ("ring_to_5_km", "The same of other places within 5 km of one", 0.0, 5.0),
    ("ring_5_to_10_km", "The same from 5 to 10 km", 5.0, 10.0),
    ("ring_10_to_20_km", "The same from 10 to 20 km", 10.0, FAR),
];

/// A community: how far the nearest enclave is, events over its whole years, household-years.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Around {
    km: f64,
    events: f64,
    exposed: f64,
}

/// Communities of all replicates; none of a replicate without an enclave.
fn around(records: &[&Record], events: Events) -> Vec<Around> {
    let mut all = Vec::new();
    for record in records {
        let mut communities: BTreeMap<u32, (&CommunityYear, f64, f64)> = BTreeMap::new();
        for ((_, identity), year) in whole(record, Scale::Community) {
            let one = communities.entry(identity).or_insert((year, 0.0, 0.0));
            one.1 += events.count(year);
            one.2 += f64::from(year.households);
        }
        let enclaves: Vec<(f64, f64)> = communities
            .values()
            .filter(|(year, ..)| year.enclave)
            .map(|(year, ..)| (year.x_km, year.y_km))
            .collect();
        if enclaves.is_empty() {
            continue;
        }
        all.extend(communities.values().map(|&(year, events, exposed)| {
            let km = |&(x, y): &(f64, f64)| libm::hypot(year.x_km - x, year.y_km - y);
            let nearest = enclaves.iter().map(km).fold(f64::INFINITY, f64::min);
            let km = if year.enclave { 0.0 } else { nearest.max(f64::MIN_POSITIVE) };
            Around { km, events, exposed }
        }));
    }
    all
}

/// Rate in a ring over the rate far away; `None` where nothing is exposed or nothing happens far away.
fn ratio(places: &[Around], from: f64, to: f64) -> Option<f64> {
    let rate = |is_in: &dyn Fn(f64) -> bool| {
        let inside = places.iter().filter(|place| is_in(place.km));
        let (events, exposed) = inside
            .fold((0.0, 0.0), |(events, exposed), p| (events + p.events, exposed + p.exposed));
        (exposed > 0.0).then(|| events / exposed)
    };
    let (near, far) = (rate(&|km| km > from && km <= to)?, rate(&|km| km > FAR)?);
    (far > 0.0).then(|| near / far)
}

/// The rings of each sort of event; none where no replicate has an enclave.
pub(super) fn rings(records: &[&Record]) -> Vec<Contrast> {
    let mut all = Vec::new();
    for events in Events::ALL {
        let places = around(records, events);
        if places.is_empty() {
            return all;
        }
        all.extend(RINGS.iter().map(|&(number, _, from, to)| {
            let value = told(&places, |some| ratio(some, from, to));
            let (scale, of) = (Scale::Community, events.name());
            Contrast { scale, of, number, value, places: places.len() }
        }));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_held_against_what_lies_far() {
        let at = |km, events| Around { km, events, exposed: 2.0 };
        let places = [at(0.0, 8.0), at(3.0, 6.0), at(5.0, 2.0), at(12.0, 1.0), at(30.0, 4.0)];
        assert_eq!(ratio(&places, -1.0, 0.0), Some(2.0));
        assert_eq!(ratio(&places, 0.0, 5.0), Some(1.0));
        assert_eq!(ratio(&places, 5.0, 10.0), None);
        assert_eq!(ratio(&places, 10.0, FAR), Some(0.25));
        assert_eq!(ratio(&places[..4], 0.0, 5.0), None);
    }
}
