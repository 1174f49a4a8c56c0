//! 4.13 Rupture: soldiers and officers seize power; off unless a scenario says so.

use crate::engine::{Process, math};
use crate::ledger::{Holder, Purpose};
use crate::terms::{Auspice, Delivery, Kind};
use crate::world::Country;
use crate::world::arrangements::Phase;

/// Hazard of a coup in this month: exp(base + pay·(1−pay ratio) + legitimacy·(1−L) + armed·share
/// of armed men off the payroll − guarded·[foreign guard or mission]).
pub(super) fn hazard(country: &Country) -> f32 {
    let p = &country.params.rupture;
    let households: f64 =
        country.communities.iter().map(|c| f64::from(c.size()) * c.stands_for).sum();
    let legitimacy: f64 = country
        .communities
        .iter()
        .map(|c| f64::from(c.mean_legitimacy(Auspice::State) * c.size()) * c.stands_for)
        .sum::<f64>()
        / households.max(1.0);
    let armed: f64 = country
        .communities
        .iter()
        .map(|c| {
            let men = c.providers.band.as_ref().map_or(0, |band| u32::from(band.men))
                + c.providers.turf.as_ref().map_or(0, |turf| u32::from(turf.men));
            f64::from(men) * c.stands_for
        })
        .sum();
    let posted = country.stations.iter().enumerate().map(|(site, station)| {
        f64::from(station.officers) * country.stands_for(&country.station_sites, site)
    });
    let officers: f64 = posted.sum();
    let off_payroll = armed / (armed + officers).max(1.0);
    let is_guarded = country
        .arrangements
        .iter()
        .any(|a| a.is_acting() && a.component.provision().delivers.is_by_foreign_force());
    let exponent = p.base
        + p.pay * (1.0 - country.state.force.pay_ratio)
        + p.legitimacy * (1.0 - legitimacy)
        + p.armed * off_payroll
        - if is_guarded { p.guarded } else { 0.0 };
    libm::exp(exponent) as f32
}

/// Perhaps a coup: the treasury goes to the winner, more leaks from now on, far posts lose half of
/// their officers, a mission may leave, and the state is thought of as its armed men are.
pub(crate) fn seize(country: &mut Country) {
    if !country.is_open() || !country.params.mechanisms.rupture {
        return;
    }
    let step = country.step_of(0);
    let mut stream = country.draws.stream(Process::Rupture, 0, step, 0);
    if !stream.chance(math::struck(hazard(country), 1.0)) {
        return;
    }
    let p = country.params.rupture.clone();
    country.communities[0].tally.ruptures += 1;
    let treasury = country.ledger.balance(Holder::State);
    country.ledger.post(Purpose::CoupSpoils, treasury);
    country.state.revenue.extra_leakage =
        (country.state.revenue.extra_leakage + p.leakage).min(p.most_leakage);
    for station in &mut country.stations {
        if f64::from(station.hours_from_seat) >= p.far_hours {
            let gone = stream.binomial(station.officers, p.far_loss);
            station.officers -= gone;
            country.pool += gone;
        }
    }
    let now = country.now;
    for a in &mut country.arrangements {
        if a.component.provision().delivers == Delivery::Mission
            && a.is_acting()
            && stream.chance(p.missions_leave)
        {
            a.phase = Phase::Ending { at: now + 1 };
            a.is_cut_short = true;
        }
    }
    for c in &mut country.communities {
        let armed = c.opinion.mean_trust[Kind::Public];
        c.opinion.legitimacy[Auspice::State].fill(armed);
    }
}
