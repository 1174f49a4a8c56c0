//! Step 2: auspices test, choose, budget and authorise.

use super::{arrangements, budget, committees, rupture, state, steering};
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
}
