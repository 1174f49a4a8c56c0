//! Step 1: taxes, rents, aid, enclaves; households earn and spend; loot comes home.

use crate::ledger::{Holder, Money, Purpose};
use crate::metrics::Tally;
use crate::model::auspices::{arrangements, state};
use crate::model::places::enclaves;
use crate::model::scene;
use crate::terms::Class;
use crate::world::Country;

/// Money comes in. What was raised this month is budgeted the next.
pub(super) fn levy(country: &mut Country) {
    country.change();
    country.ledger.open();
    spend_last_month(country);
    let is_new_year = (country.now - 1).rem_euclid(12) == 0;
    scene::each_community(country, 0, |c, scene| {
        if is_new_year {
            c.last_year = std::mem::take(&mut c.year);
        }
        c.books.flows.clear();
        c.tally = Tally::default();
        let keep = scene.params.economy.cash_months;
        for &class in Class::ALL {
            let income = Money(c.ground.incomes[class]);
            let earned = c.conditions.earnings.map_or(income, |times| income.share(times));
            c.books.post(Purpose::Earnings, class, earned);
            let spare = c.books.purses[class] - income.share(keep);
            c.books.post(Purpose::Consumption, class, spare);
        }
    });
    bring_loot_home(country);
    state::raise_revenue(country);
    enclaves::produce(country);
    if country.is_open() {
        arrangements::fund(country);
    }
}

/// Officers pass their quota up and live on the rest.
fn spend_last_month(country: &mut Country) {
    let p = &country.params.public;
    let takings: Money = country.stations.iter().map(|station| station.takings).sum();
    country.ledger.post(Purpose::PassedUp, takings.share(p.passed_up));
    let rest = country.ledger.balance(Holder::Police);
    country.ledger.post(Purpose::OfficersSpending, rest);
    let profit = country.ledger.balance(Holder::Firms);
    country.ledger.post(Purpose::FirmProfit, profit);
}

/// What offenders took last month goes to the poor of the communities they come from.
fn bring_loot_home(country: &mut Country) {
    let loot = country.ledger.balance(Holder::Offenders);
    let weights = &mut country.division.weights;
    weights.clear();
    weights.extend(country.communities.iter().map(|c| f64::from(c.men.spare)));
    let shares = country.division.divide(loot.0.max(0) as u64);
    for (c, &share) in country.communities.iter_mut().zip(shares) {
        c.books.post(Purpose::Loot, Class::Poor, Money(share as i64));
    }
}
