//! 4.31 A register of incidents of a war: its dead are borne by the people near, who remember it by them.

use super::place::Place;
use crate::engine::math;
use crate::params::{Memory, Params};
use serde::{Deserialize, Serialize};

/// An incident of the war before month 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Incident {
    /// Degrees east (WGS 84).
    pub longitude: f64,
    /// Degrees north (WGS 84).
    pub latitude: f64,
    /// Killed.
    pub deaths: f64,
    /// Months before month 0.
    pub months_before: f64,
}

/// What became of a register of incidents.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Register {
    /// Incidents that somebody near remembers.
    pub near: u64,
    /// Their dead.
    pub deaths: f64,
    /// Incidents near no community, which nobody remembers.
    pub nowhere: u64,
    /// Communities of the country that remember any of them.
    pub communities: u64,
}

impl Register {
    /// Whether there is none.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// Ranges beyond which nobody bears the dead of an incident.
const REACH: f64 = 3.0;

/// The dead of each incident, fewer by 2^(−months/half-life), are borne by the persons around it in proportion to
/// exp(−d/near_km), up to three times that distance: as many in all however finely places are cut. Dead per person, e, leave a
/// memory of 1 − exp(−e·1000/dead). `at` says where an incident lies, in km.
pub(super) fn remember(
    places: &mut [Place],
    incidents: &[Incident],
    params: &Params,
    at: impl Fn(&Incident) -> (f64, f64),
) -> Register {
    let mut register = Register::default();
    let mut from_west: Vec<usize> = (0..places.len()).collect();
    from_west.sort_by(|&a, &b| places[a].x_km.total_cmp(&places[b].x_km).then(a.cmp(&b)));
    let mut borne = vec![0.0; places.len()];
    let mut near = Vec::new();
    for incident in incidents {
        near.clear();
        let all = around(places, &from_west, at(incident), &params.memory, &mut near);
        if all <= 0.0 {
            register.nowhere += 1;
            continue;
        }
        register.near += 1;
        register.deaths += incident.deaths;
        let left = libm::exp2(-incident.months_before / params.memory.half_life);
        for &(place, nearness) in &near {
            borne[place] += incident.deaths * left * nearness / (all * params.world.household_size);
        }
    }
    for (place, borne) in places.iter_mut().zip(borne) {
        if borne > 0.0 {
            register.communities += 1;
            let memory = 1.0 - libm::exp(-borne * 1000.0 / params.memory.dead);
            place.given.by_incidents = Some(math::coarse(memory));
        }
    }
    register
}

/// Places within reach, each with its nearness, and the nearness summed over all households there.
fn around(
    places: &[Place],
    from_west: &[usize],
    (x, y): (f64, f64),
    p: &Memory,
    near: &mut Vec<(usize, f64)>,
) -> f64 {
    let reach = REACH * p.near_km;
    let first = from_west.partition_point(|&place| places[place].x_km < x - reach);
    let mut all = 0.0;
    for &place in &from_west[first..] {
        let here = &places[place];
        if here.x_km > x + reach {
            break;
        }
        let km = libm::hypot(here.x_km - x, here.y_km - y);
        if km <= reach {
            let nearness = libm::exp(-km / p.near_km);
            near.push((place, nearness));
            all += nearness * f64::from(here.households);
        }
    }
    all
}
