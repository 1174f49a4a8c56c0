//! Step 1: taxes, rents, aid; households earn and spend; loot comes home.

use super::state;
use crate::ledger::{Holder, Money, Purpose};
use crate::metrics::Tally;
use crate::terms::Class;
use crate::world::Country;
use crate::world::community::Year;

/// Money comes in. What was raised this month is budgeted the next.
pub(super) fn levy(country: &mut Country) {
    country.ledger.flows.clear();
    spend_last_month(country);
    let is_new_year = (country.now - 1).rem_euclid(12) == 0;
    for c in &mut country.communities {
        if is_new_year {
            c.year = Year::default();
        }
        c.books.flows.clear();
        c.tally = Tally::default();
        let keep = country.params.economy.cash_months;
        for &class in Class::ALL {
            let income = Money(c.incomes[class.index()]);
            c.books.post(Purpose::Earnings, class, income);
            let spare = c.books.purses[class.index()] - income.share(keep);
            c.books.post(Purpose::Consumption, class, spare);
        }
    }
    bring_loot_home(country);
    state::raise_revenue(country);
    give_aid(country);
}

/// Officers pass their quota up and live on the rest.
fn spend_last_month(country: &mut Country) {
    let p = &country.params.public;
    let takings: Money = country.stations.iter().map(|station| station.takings).sum();
    country.ledger.post(Purpose::PassedUp, takings.share(p.passed_up));
    let rest = country.ledger.balance(Holder::Police);
    country.ledger.post(Purpose::OfficersSpending, rest);
}

/// What offenders took last month goes to the poor of the communities they come from.
fn bring_loot_home(country: &mut Country) {
    let loot = country.ledger.balance(Holder::Offenders);
    let weights = &mut country.division.weights;
    weights.clear();
    weights.extend(country.communities.iter().map(|c| f64::from(c.spare)));
    let shares = country.division.divide(loot.0.max(0) as u64);
    for (c, &share) in country.communities.iter_mut().zip(shares) {
        c.books.post(Purpose::Loot, Class::Poor, Money(share as i64));
    }
}

/// Donors grant what the scenario says, from month 1 (4.26: the channel costs 15 % outside the
/// state).
fn give_aid(country: &mut Country) {
    if !country.is_open() {
        return;
    }
    let p = &country.params.aid_agency;
    let monthly = country.simulated_persons() / 12.0;
    let committees = Money::from_rand(p.committee_grant * monthly);
    let state = Money::from_rand(p.state_grant * monthly);
    country.ledger.post(Purpose::Aid, committees + state);
    let cost = committees.share(p.channel_cost);
    country.ledger.post(Purpose::ChannelCost, cost);
    country.ledger.post(Purpose::ProgrammeGrant, committees - cost);
    country.ledger.post(Purpose::StateGrant, state);
}
