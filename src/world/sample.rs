//! A sample of a country: whole neighbourhoods, each with what it stands for.

use super::names::Names;
use super::place::{Place, PlacesError};
use super::sites::{Sites, sites};
use crate::engine::{Draws, Process};
use crate::params::Params;
use std::collections::BTreeSet;

/// Keeps a random share of the country: whole neighbourhoods as large as a site, so that sites and
/// most neighbours stay what they are. Smaller shares are parts of larger ones.
///
/// What a scenario names is always in. A neighbourhood with an enclave stands for itself. Of a town that
/// records name, and of the seat of government, the same share is drawn as of the rest, but one
/// neighbourhood at least; what is drawn of a stratum stands for all its people.
///
/// Neighbourhoods are drawn at even steps, from a random start, along their order by town and
/// remoteness: a plain draw of thirty would often leave a region out or take it twice. The steps
/// are those of the golden ratio, which fill the order evenly whatever the share.
pub(super) fn sample(places: &mut Vec<Place>, params: &Params, draws: Draws) {
    let share = params.world.sample;
    if share >= 1.0 {
        return;
    }
    let people = f64::max(params.public.site_people, params.committee.site_people);
    let sites = sites(places, people, params.world.household_size);
    let stratum_of = strata(places, params, &sites, draws);
    let order = drawing_order(places, &sites, draws);
    let mut kept = vec![false; sites.len()];
    for stratum in 0..=stratum_of.iter().copied().max().unwrap_or(0) {
        let of_it: Vec<usize> =
            order.iter().copied().filter(|&site| stratum_of[site] == stratum).collect();
        let wanted = (of_it.len() as f64 * share).round().max(1.0) as usize;
        of_it.iter().take(wanted).for_each(|&site| kept[site] = true);
    }
    weigh(places, &sites, &stratum_of, &kept);
    let pieces: Vec<Option<u32>> = kept
        .iter()
        .scan(0, |next, &is_kept| {
            let piece = is_kept.then_some(*next);
            *next += u32::from(is_kept);
            Some(piece)
        })
        .collect();
    let mut site_of = sites.site_of.iter();
    places.retain_mut(|place| {
        let piece = site_of.next().and_then(|&site| pieces[site.place()]);
        place.piece = piece.unwrap_or(0);
        piece.is_some()
    });
}

/// Sites in the order in which they are drawn.
fn drawing_order(places: &[Place], sites: &Sites, draws: Draws) -> Vec<usize> {
    /// 2^32 over the golden ratio.
    const STEP: u32 = 2_654_435_769;
    let start = draws.block(Process::Sample, 0, 0, 0, 0)[0];
    let mut drawn: Vec<(u32, usize)> = (0_u32..)
        .zip(by_town_and_remoteness(places, sites))
        .map(|(rank, site)| (rank.wrapping_mul(STEP).wrapping_add(start), site))
        .collect();
    drawn.sort_unstable();
    drawn.into_iter().map(|(_, site)| site).collect()
}

/// The stratum of each site: 0 is the rest of the country.
fn strata(places: &[Place], params: &Params, sites: &Sites, draws: Draws) -> Vec<usize> {
    let names = Names::of(places);
    let mut stratum_of = vec![0; sites.len()];
    let mut next = 1;
    let mut mark = |positions: &[u32]| {
        let mut is_used = false;
        for &position in positions {
            let stratum = &mut stratum_of[sites.site_of[position as usize].place()];
            if *stratum == 0 {
                *stratum = next;
                is_used = true;
            }
        }
        next += usize::from(is_used);
    };
    // A name that is no place is told when enclaves are placed.
    for position in enclaves(places, params, draws).unwrap_or_default() {
        mark(&[position]);
    }
    for name in called(params).collect::<BTreeSet<&str>>() {
        mark(names.find(name).unwrap_or_default());
    }
    let nearest = |place: &&Place| !place.is_rural;
    let seat = places
        .iter()
        .filter(nearest)
        .min_by(|a, b| a.hours_from_seat.total_cmp(&b.hours_from_seat))
        .and_then(|place| names.find(&place.town).ok());
    mark(seat.unwrap_or_default());
    stratum_of
}

/// Gives what is kept of a stratum the weight of all its people.
fn weigh(places: &mut [Place], sites: &Sites, stratum_of: &[usize], kept: &[bool]) {
    let strata = stratum_of.iter().copied().max().unwrap_or(0) + 1;
    let (mut all, mut simulated) = (vec![0.0; strata], vec![0.0; strata]);
    for (place, &site) in places.iter().zip(&sites.site_of) {
        let households = f64::from(place.households);
        let stratum = stratum_of[site.place()];
        all[stratum] += households;
        simulated[stratum] += if kept[site.place()] { households } else { 0.0 };
    }
    for (place, &site) in places.iter_mut().zip(&sites.site_of) {
        let stratum = stratum_of[site.place()];
        place.weight = all[stratum] / simulated[stratum];
    }
}

/// Positions of the communities that hold the country's enclaves: those named, in their order, then as
/// many as are wanted of the others, by lot under their own keys.
///
/// # Errors
/// When one is named that is no place.
pub(super) fn enclaves(
    places: &[Place],
    params: &Params,
    draws: Draws,
) -> Result<Vec<u32>, PlacesError> {
    let p = &params.enclave;
    let names = Names::of(if p.places.is_empty() { &[] } else { places });
    let seat =
        |name: &String| names.seat(name).map_err(|error| PlacesError::Enclave(name.clone(), error));
    let mut holders: Vec<u32> = p.places.iter().map(seat).collect::<Result<_, _>>()?;
    if holders.len() < p.count as usize {
        let mut others: Vec<u32> = (0..places.len() as u32).collect();
        others.retain(|position| !holders.contains(position));
        others.sort_by_cached_key(|&position| {
            let identity = places[position as usize].identity;
            (draws.stream(Process::Enclaves, identity, 0, 0).below(1 << 30), identity)
        });
        holders.extend(others);
    }
    holders.truncate(p.count as usize);
    Ok(holders)
}

/// Names of places that a scenario's records call.
fn called(params: &Params) -> impl Iterator<Item = &str> {
    let programme = &params.programme;
    let of_interventions = programme.interventions.iter().flat_map(|one| &one.places);
    let of_changes = programme.changes.iter().flat_map(|one| &one.places);
    let of_records = of_interventions.chain(programme.surveys.iter().flat_map(|one| &one.places));
    of_records.chain(of_changes).chain(&params.world.keep).map(String::as_str)
}

/// The names, of records and `world.keep`, that decide which communities a sample holds; none where all are lived.
pub(super) fn decisive(params: &Params) -> BTreeSet<&str> {
    if params.world.sample < 1.0 { called(params).collect() } else { BTreeSet::new() }
}

/// Persons of the country over simulated ones; 1 where nobody is left out.
pub(super) fn mean_weight(places: &[Place]) -> f64 {
    let [low, high] = places.iter().fold([f64::INFINITY, 0.0], |[low, high]: [f64; 2], place| {
        [low.min(place.weight), high.max(place.weight)]
    });
    // One weight for all is kept to the last bit.
    if low == high {
        return high;
    }
    let sum = |of: fn(&Place) -> f64| places.iter().map(of).sum::<f64>();
    let simulated = sum(|place| f64::from(place.households));
    sum(|place| f64::from(place.households) * place.weight) / simulated
}

/// Sites from the most rural to the most urban, those alike by hours from the seat of government.
fn by_town_and_remoteness(places: &[Place], sites: &Sites) -> Vec<usize> {
    let mut ranked: Vec<(f64, f64, usize)> = (0..sites.len())
        .map(|site| {
            let (mut people, mut in_town, mut hours) = (0.0, 0.0, 0.0);
            for &member in sites.members(site) {
                let place = &places[member.place()];
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
    use super::super::places::{places, whole};
    use super::*;
    use crate::programme::Intervention;

    /// A generated country of 800 communities of 2,500 persons, with two enclaves and a programme in a
    /// town, simulated in part.
    fn country(share: f64) -> Params {
        let mut params = Params::default();
        params.world.communities = 800;
        params.world.sample = share;
        params.public.site_people = 20_000.0;
        params.committee.site_people = 20_000.0;
        params.enclave.count = 2;
        params.enclave.places = vec!["Town 9".to_owned()];
        let places = vec!["Town 5".to_owned()];
        params.programme.interventions.push(Intervention { places, ..Intervention::default() });
        params
    }

    #[test]
    fn what_is_named_is_in_every_sample_with_what_it_stands_for() {
        let (all, _) = whole(&country(1.0), None).unwrap();
        let households = |of: &dyn Fn(&Place) -> bool, places: &[Place]| -> f64 {
            places.iter().filter(|p| of(p)).map(|p| f64::from(p.households) * p.weight).sum()
        };
        let mut mines = BTreeSet::new();
        for share in [0.02, 0.05, 0.2, 0.5] {
            let params = country(share);
            let kept = places(&params, None).unwrap();
            assert!(
                (households(&|_| true, &kept) / households(&|_| true, &all) - 1.0).abs() < 1e-9
            );
            let holders = enclaves(&kept, &params, Draws::new(params.run.seed, 0)).unwrap();
            for &holder in &holders {
                let place = &kept[holder as usize];
                assert_eq!(place.weight, 1.0, "an enclave stands for itself");
                mines.insert(place.name.clone());
            }
            assert_eq!(holders.len(), 2);
            // The programme's town, with those that share a neighbourhood with it.
            let in_town = |p: &Place| p.town == "Town 5" && !p.is_rural;
            let town = households(&in_town, &kept) / households(&in_town, &all);
            assert!((0.4..2.5).contains(&town), "{share} {town}");
            assert!(kept.iter().any(|p| p.hours_from_seat < 0.2), "the seat is in");
        }
        // The same communities whatever the share, the named one among them.
        assert_eq!(mines.len(), 2, "{mines:?}");
        assert!(mines.contains("Town 9, ward 1"));
    }

    #[test]
    fn a_smaller_sample_is_part_of_a_larger_one() {
        let (fifth, half) = (country(0.2), country(0.5));
        let (fifth, half) = (places(&fifth, None).unwrap(), places(&half, None).unwrap());
        assert!(fifth.iter().all(|p| half.iter().any(|q| q.identity == p.identity)));
    }
}
