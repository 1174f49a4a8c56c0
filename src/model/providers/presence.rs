//! 4.9, 4.11 Presence is paid for: wages are spent outward from the seat, officers stay away as far as they are not
//! paid, and of those who come some stop people for money; cases take their part, and what is left is patrol.

use crate::params::Params;
use crate::world::Country;
use crate::world::organisations::{Station, together};

/// Halvings that find the scale of pay to the last bit.
const HALVINGS: u32 = 60;

/// Pays the posts: ρ_j = min(1, c·ρ·2^(−h_j/outward_hours)), h_j the hours from the seat of government, c such that
/// the force's mean is ρ. Where ρ is 1 and more, or presence is off, every post is paid alike.
pub(crate) fn pay_posts(country: &mut Country) {
    let pay = country.state.force.pay_ratio;
    let half = country.params.public.outward_hours;
    let is_even = !country.params.mechanisms.presence || pay >= 1.0;
    let outward = |station: &Station| libm::exp2(-f64::from(station.hours_from_seat) / half);
    let paid_of = |scale: f64, station: &Station| (scale * outward(station)).min(1.0);
    let officers: f64 = country.stations.iter().map(|s| f64::from(s.officers)).sum();
    if is_even || officers <= 0.0 {
        for station in &mut country.stations {
            station.pay = pay;
        }
        return;
    }
    let mean = |scale: f64| {
        let paid: f64 =
            country.stations.iter().map(|s| f64::from(s.officers) * paid_of(scale, s)).sum();
        paid / officers
    };
    let farthest = country.stations.iter().map(outward).fold(1.0, f64::min);
    let (mut low, mut high) = (0.0, 1.0 / farthest.max(f64::MIN_POSITIVE));
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if mean(middle) < pay {
            low = middle;
        } else {
            high = middle;
        }
    }
    for station in &mut country.stations {
        station.pay = paid_of(high, station);
    }
}

/// Share of their hours for which the officers of a post are there: 1 − absence·(1 − ρ_j).
pub(crate) fn present(params: &Params, station: &Station) -> f64 {
    if params.mechanisms.presence {
        1.0 - params.public.absence * (1.0 - station.pay.min(1.0))
    } else {
        1.0
    }
}

/// Officers on duty per 1,000 households of a community's station, at whatever work.
pub(crate) fn on_duty_at(country: &Country, place: usize) -> f64 {
    let site = country.station_sites.site_of[place];
    let station = &country.stations[site.place()];
    let at_hand = station.officers - station.rented.min(station.officers);
    let there = f64::from(at_hand) * present(&country.params, station);
    let households = country.households_of(country.station_sites.members(site.place()));
    country.params.deterrence.on_duty * there / (households / 1000.0).max(1e-9)
}

/// A station's hours go to its communities by last month's queues of cases, in whole minutes, and by people for the
/// calls and the patrol that are left.
///
/// Of the minutes of those present a share for_money·ε goes to stops for money; of the rest at most `case_share` to
/// cases and calls. What these asked for last month is not patrolled, as far as it can be given: so patrol is the same
/// in however many steps a month is lived.
pub(crate) fn divide_hours(country: &mut Country) {
    let p = &country.params.public;
    for (site, station) in country.stations.iter().enumerate() {
        let at_hand = station.officers - station.rented.min(station.officers);
        let present = present(&country.params, station);
        let minutes = (f64::from(at_hand) * p.duty_hours * 60.0 * present) as u64;
        let for_money = for_money(&country.params, station);
        let of_cases = (1.0 - for_money) * case_share(&country.params);
        let members = country.station_sites.members(site);
        let people: f64 =
            members.iter().map(|&c| f64::from(country.communities[c.place()].size())).sum();
        let asked: f64 =
            members.iter().map(|&c| f64::from(country.published[c.place()].case_queue())).sum();
        // What cases asked for last month goes by queue, as far as they can have it, the rest by people.
        let queued = asked.min(minutes as f64 * f64::from(of_cases));
        let weights = &mut country.division.weights;
        weights.clear();
        weights.extend(members.iter().map(|&c| {
            let by_queue = f64::from(country.published[c.place()].case_queue()) / asked.max(1.0);
            let by_people = f64::from(country.communities[c.place()].size()) / people.max(1.0);
            let left = 1.0 - f64::from(country.communities[c.place()].providers.engaged.withdrawn);
            (queued * by_queue + (minutes as f64 - queued) * by_people) * left
        }));
        let shares = country.division.divide(minutes);
        for (&c, &share) in members.iter().zip(shares) {
            let published = &country.published[c.place()];
            let community = &mut country.communities[c.place()];
            // Posts that were withdrawn are not divided among those who are left (Appendix A9).
            let share =
                (share as f64 * f64::from(1.0 - community.providers.engaged.withdrawn)) as u64;
            let duty = &mut community.providers.duty;
            let case = (p.case_hours * 60.0) as f32;
            let service = share as f32 * (1.0 - for_money);
            let for_cases = share as f32 * of_cases;
            // Where what cases can have is less than a case, it is saved up for one.
            let saved = if for_cases < case { duty.police_bank.min(case) } else { 0.0 };
            let a_month = (p.duty_hours.max(1.0) * 60.0) as f32;
            duty.police_bank = saved + for_cases;
            duty.reserved = published.serious_queue as f32;
            duty.expected = published.minor_queue as f32;
            community.tally.police_offered += for_cases as u64;
            duty.officers = share as f32 / a_month;
            duty.for_money = for_money;
            duty.on_patrol = (service - (published.police_queue as f32).min(for_cases)) / a_month;
            duty.equipment = together(country.state.force.equipment, station.equipment);
            duty.training = together(country.state.force.training, station.training);
        }
    }
}

/// Share of the hours of those present that goes to stops for money: for_money·ε.
fn for_money(params: &Params, station: &Station) -> f32 {
    if params.mechanisms.presence && params.mechanisms.bribery {
        params.public.for_money * station.predatory_effort
    } else {
        0.0
    }
}

/// Most of the hours of service that cases and calls can have.
fn case_share(params: &Params) -> f32 {
    if params.mechanisms.presence { params.public.case_share } else { 1.0 }
}
