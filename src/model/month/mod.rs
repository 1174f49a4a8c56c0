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

pub use observe::{begin, observe_part};

/// Lives one month: auspices levy and steer, providers row, people live, auspices learn.
///
/// The order is part of the theory. Money is there before it is budgeted; what is authorised this
/// month is delivered this month; people meet the providers that are there, and read only what
/// neighbours showed before; what happened is reviewed before it is paid, next month; beliefs
/// follow experience; and only what has been lived is observed.
///
/// In debug builds books, counts, men and probabilities are checked after every month.
pub fn month(country: &mut Country, timings: &mut Timings) {
    country.now += 1;
    timings.time("levy", || levy::levy(country)); // households earn, the state taxes, donors grant, gangs extort
    timings.time("steer", || steer::steer(country)); // auspices budget and authorise
    timings.time("row", || row::row(country)); // providers pay, hire and deploy
    timings.time("live", || live::live(country)); // communities, side by side: quarrel, turn to someone, settle or fight
    timings.time("spill", || spill::spill(country)); // across the hills: loot, arrests, gangs, imitation
    timings.time("review", || review::review(country)); // who watches the watchers
    timings.time("learn", || learn::learn(country)); // people revise what they believe
    timings.time("observe", || observe::observe(country)); // what the month looked like
    #[cfg(debug_assertions)]
    crate::model::invariants::check(country);
}
