//! Step 2: auspices budget and authorise.

use super::{committees, gangs, state};
use crate::ledger::{Holder, Money, Purpose};
use crate::world::Country;

/// The state budgets; donors and civil society authorise committees.
pub(super) fn steer(country: &mut Country) {
    state::grow(country);
    budget(country);
    if country.now == 1 {
        country.found_committees();
    }
    committees::open_and_close(country);
}

/// The treasury pays what leaks and what gangs of national size take, then wages and arrears; what is left goes elsewhere.
fn budget(country: &mut Country) {
    let treasury = country.ledger.balance(Holder::State);
    country.ledger.post(Purpose::Leakage, treasury.share(country.params.state.leakage));
    gangs::draw_on_treasury(country);
    let due = state::wage_bill(country);
    let available = country.ledger.balance(Holder::State);
    let paid = country
        .ledger
        .post(Purpose::Wages, Money(available.0.min((due + country.state.arrears).0)));
    let left = country.ledger.balance(Holder::State);
    country.ledger.post(Purpose::OtherBudget, left);
    if country.is_open() && country.params.mechanisms.state_spiral {
        let state = &mut country.state;
        state.arrears = Money((state.arrears + due - paid).0.max(0));
        let ratio = if due.0 > 0 { paid.0 as f64 / due.0 as f64 } else { 1.0 };
        state.pay_ratio += (ratio.min(1.5) - state.pay_ratio) / country.params.state.pay_memory;
        // Nobody expects more than a year of arrears.
        state.arrears = Money(state.arrears.0.min(12 * due.0));
    }
}
