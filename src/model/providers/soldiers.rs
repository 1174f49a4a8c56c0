//! 4.37 Soldiers: a staff of the state of their own. They patrol and hold down those who fight in bodies, and settle nothing.

use crate::ledger::{Holder, Money, Purpose};
use crate::world::Country;

/// Soldiers of all barracks that are simulated.
fn number(country: &Country) -> u32 {
    country.stations.iter().map(|station| station.soldiers).sum()
}

/// Wages due to soldiers in a month.
pub(crate) fn wage_bill(country: &Country) -> Money {
    let wage = country.params.soldiers.wage * country.params.public.wage * Money::CENTS;
    Money((f64::from(number(country)) * wage) as i64)
}

/// Pays soldiers from the treasury what was theirs of the budget of month 0: their wages, at the pay they had then, over
/// those of police and soldiers; so a treasury that shrinks, or that aid fills, does to both alike.
pub(crate) fn pay(country: &mut Country, due_to_police: Money) {
    let due = wage_bill(country);
    if due <= Money::ZERO {
        return;
    }
    let p = &country.params;
    let soldiers = due.0 as f64 * p.soldiers.pay_ratio;
    let police = due_to_police.0 as f64 * p.state.pay_ratio;
    let theirs = country.ledger.balance(Holder::State).share(soldiers / (soldiers + police));
    let owed = Money((due + country.state.army.arrears).0.min(theirs.0));
    let paid = country.ledger.post(Purpose::SoldiersPay, owed);
    if country.is_open() && p.mechanisms.state_spiral {
        let army = &mut country.state.army;
        let most = due.share(p.budget.arrears_expected);
        army.arrears = Money((army.arrears + due - paid).0.clamp(0, most.0));
        let ratio = (paid.0 as f64 / due.0 as f64).min(p.budget.ratio_noticed);
        army.pay_ratio += (ratio - army.pay_ratio) / p.state.pay_memory;
    }
}

/// Posts the soldiers of each barracks over its communities by people: those who come, as far as they are paid, and are not
/// rented out.
pub(crate) fn post(country: &mut Country) {
    if number(country) == 0 {
        return;
    }
    let unpaid = 1.0 - country.state.army.pay_ratio.min(1.0);
    let present = 1.0 - country.params.soldiers.absence * unpaid;
    for (site, station) in country.stations.iter().enumerate() {
        let there = f64::from(station.soldiers - station.soldiers_rented) * present;
        let members = country.station_sites.members(site);
        let people = country.households_of(members);
        for &c in members {
            let c = &mut country.communities[c.place()];
            c.providers.duty.soldiers = (there * f64::from(c.size()) / people.max(1.0)) as f32;
        }
    }
}
