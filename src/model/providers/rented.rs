//! 4.11 Public police under private arrangements: officers diverted from the roster to whoever pays,
//! or an additional unit where private payers carry most of a shared cost (claims 9, 41 to 43).

use super::companies::spread;
use crate::ledger::{Money, Purpose};
use crate::terms::{Auspice, Kind};
use crate::world::Country;
use crate::world::arrangements::Arrangement;
use crate::world::community::PublicEvent;
use crate::world::engaged::Engaged;

/// The month's money rents officers for the zone. The commander lets them go when the price beats
/// the wage that is paid, and takes half.
pub(crate) fn rent(country: &mut Country, a: &mut Arrangement) {
    if !country.params.mechanisms.rent_out {
        return;
    }
    let p = country.params.rented.clone();
    let wage = country.params.public.wage;
    let price = p.price * wage;
    let is_shared = a.terms.money[Auspice::State] > 0.0;
    let is_unit = is_shared && a.private_share() > p.unit_share;
    if (is_shared && !is_unit) || p.price < country.state.force.pay_ratio {
        a.staff = 0.0;
        return;
    }
    let affordable = (a.free(&country.ledger).rand() / price.max(1.0)).floor() as u32;
    let officers = if is_unit { affordable } else { divert(country, a, affordable) };
    let paid = a.pay(
        &mut country.ledger,
        Purpose::PoliceRent,
        Money::from_rand(f64::from(officers) * price),
    );
    let times = a.extent.stands_for();
    country.ledger.post_for(Purpose::CommandersShare, paid.share(p.commander), times);
    a.staff = officers as f32;
    if !a.is_placebo {
        spread(country, a, f64::from(officers), |rented| Engaged { rented, ..Engaged::default() });
    }
}

/// Takes officers from the stations that serve the zone; those who do not pay see it.
fn divert(country: &mut Country, a: &Arrangement, wanted: u32) -> u32 {
    let p = country.params.rented.clone();
    let mut left = wanted;
    let mut last = None;
    for &c in &a.zone {
        let site = country.station_sites.site_of[c.place()].place();
        if last == Some(site) || left == 0 {
            continue;
        }
        last = Some(site);
        let station = &mut country.stations[site];
        let most = (f64::from(station.officers) * p.most) as u32;
        let taken = most.saturating_sub(station.rented).min(left);
        station.rented += taken;
        left -= taken;
        let soldiers = (f64::from(station.soldiers) * country.params.soldiers.rented) as u32;
        let more = soldiers.saturating_sub(station.soldiers_rented).min(left);
        station.soldiers_rented += more;
        left -= more;
        let share = taken as f32 / station.officers.max(1) as f32;
        let weight = country.params.beliefs.public_event * share * country.params.rented.resentment;
        for &other in country.station_sites.members(site) {
            if a.zone.binary_search(&other).is_err() {
                let event: &mut PublicEvent =
                    &mut country.communities[other.place()].opinion.events[Kind::Public];
                event.weight += weight;
                event.outcome += weight * p.seen;
            }
        }
    }
    wanted - left
}
