//! One month of a country: the order of its steps, one file each.

mod learn;
mod levy;
mod live;
mod observe;
mod review;
mod row;
mod spill;
mod steer;

use crate::engine::Timings;
use crate::world::Country;

pub use observe::{begin, constellation, men, observe_part};

/// One step of a month.
type Step = fn(&mut Country);

/// The steps of a month in their order, each with its name.
const STEPS: [(&str, Step); 8] = [
    ("levy", levy::levy), // households earn, the state taxes, donors grant, gangs extort
    ("steer", steer::steer), // auspices budget and authorise
    ("row", row::row),    // providers pay, hire and deploy
    ("live", live::live), // communities, side by side: quarrel, turn to someone, settle or fight
    ("spill", spill::spill), // across the hills: loot, arrests, gangs, imitation
    ("review", review::review), // who watches the watchers
    ("learn", learn::learn), // people revise what they believe
    ("observe", observe::observe), // what the month looked like
];

/// Lives one month: auspices levy and steer, providers row, people live, auspices learn.
///
/// The order is part of the theory. Money is there before it is budgeted; what is authorised this
/// month is delivered this month; people meet the providers that are there, and read only what
/// neighbours showed before; what happened is reviewed before it is paid, next month; beliefs
/// follow experience; and only what has been lived is observed.
///
/// In debug builds books, counts, men and probabilities are checked after every month.
pub fn month(country: &mut Country) {
    in_order(country, |_, step, country| step(country));
}

/// Lives one month as [`month`] does, and adds the time that each step takes.
pub fn timed_month(country: &mut Country, timings: &mut Timings) {
    in_order(country, |name, step, country| timings.time(name, || step(country)));
}

fn in_order(country: &mut Country, mut take: impl FnMut(&'static str, Step, &mut Country)) {
    country.now += 1;
    for (name, step) in STEPS {
        take(name, step, country);
    }
    #[cfg(debug_assertions)]
    crate::model::invariants::check(country);
}
