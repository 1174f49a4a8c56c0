//! Step 2: auspices test, choose, budget and authorise.

use crate::model::auspices::{arrangements, budget, rupture, state, steering};
use crate::model::providers::{committees, supply};
use crate::world::Country;

/// Arrangements begin and end, auspices choose new ones, the state budgets, committees open and close.
pub(super) fn steer(country: &mut Country) {
    state::grow(country);
    rupture::seize(country);
    arrangements::follow(country);
    steering::choose(country);
    budget::budget(country);
    if country.now == 1 {
        country.found_committees();
    }
    committees::open_and_close(country);
    supply::answer(country);
}
