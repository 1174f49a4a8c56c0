//! 4.13 Rupture: soldiers and officers seize power; off unless a scenario says so.

use crate::engine::{Process, math};
use crate::ledger::{Holder, Purpose};
use crate::terms::{Auspice, Delivery, Kind};
use crate::world::Country;
use crate::world::arrangements::{Arrangement, Phase};
use crate::world::organisations::Station;

/// Hazard of a coup in this month: exp(base + pay·(1−pay ratio) + legitimacy·(1−L) + armed·share
/// of armed men off the payroll − guarded·[foreign guard or mission]). Where the state has soldiers the pay is theirs, and
/// foreign forces guard it by their men per soldier, up to one.
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
    let posted = |of: fn(&Station) -> u32| -> f64 {
        let stations = country.stations.iter().enumerate();
        stations
            .map(|(site, station)| {
                f64::from(of(station)) * country.stands_for(&country.station_sites, site)
            })
            .sum()
    };
    let (officers, soldiers) = (posted(|s| s.officers), posted(|s| s.soldiers));
    let off_payroll = armed / (armed + officers + soldiers).max(1.0);
    let foreign = || {
        let of_force = |a: &&Arrangement| {
            a.is_acting() && a.component.provision().delivers.is_by_foreign_force()
        };
        country.arrangements.iter().filter(of_force)
    };
    let has_soldiers = soldiers > 0.0;
    let guarded = if has_soldiers {
        let men: f64 = foreign().map(|a| f64::from(a.staff) * a.extent.stands_for()).sum();
        (men / soldiers).min(1.0)
    } else {
        f64::from(u8::from(foreign().next().is_some()))
    };
    let state = &country.state;
    let pay = if has_soldiers { state.army.pay_ratio } else { state.force.pay_ratio };
    let exponent =
        p.base + p.pay * (1.0 - pay) + p.legitimacy * (1.0 - legitimacy) + p.armed * off_payroll
            - p.guarded * guarded;
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
