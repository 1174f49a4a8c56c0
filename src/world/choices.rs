//! What auspices have seen of arrangements, and what they chose (4.1).

use crate::ledger::Money;
use crate::terms::{Auspice, Component, Mode};
use enum_map::EnumMap;
use serde::{Deserialize, Serialize};

/// A mean that is being learnt: the sum of what cases showed, and how many there were.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Lesson {
    /// Sum over cases.
    pub sum: f64,
    /// Cases.
    pub cases: f64,
}

impl Lesson {
    /// One more case.
    pub fn add(&mut self, shown: f64) {
        self.sum += shown;
        self.cases += 1.0;
    }

    /// What to expect after these cases, where a first guess counts for so many.
    pub fn expected(&self, guess: f64, weight: f64) -> f64 {
        (weight * guess + self.sum) / (weight + self.cases)
    }
}

/// Violence of a site in the last three full years, the latest first, per 1,000 persons and year.
pub type Years = [f64; 3];

/// What auspices know and have chosen.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Choices {
    /// Falls in violence that each has seen, by component: of violence, against places alike without an arrangement.
    pub falls: EnumMap<Auspice, EnumMap<Component, Lesson>>,
    /// What arrangements of a component used, in rand a person and month.
    pub costs: EnumMap<Component, Lesson>,
    /// Acts averted for a rand by what each took last; `None` before its first choice.
    pub price: EnumMap<Auspice, Option<f64>>,
    /// Violence of each site of committees.
    pub years: Vec<Years>,
    /// Arrangements chosen so far; it tells their draws apart.
    pub made: u32,
    /// Choices of the month. Reset each month.
    pub taken: Vec<Choice>,
}

/// A choice of an auspice: what, where, with whom, how, for how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Who chose.
    pub auspice: Auspice,
    /// What.
    pub component: Component,
    /// Where: the site of committees, by the number that `communities.parquet` has.
    pub zone: u32,
    /// With whom.
    pub partner: Option<Auspice>,
    /// By which mode of exchange it engages the provider.
    pub mode: Mode,
    /// Money a month, of all who pay.
    pub cost: Money,
}

/// An option as an auspice saw it when it chose: what a trace tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Considered {
    /// The choice that it would be.
    pub choice: Choice,
    /// Acts a year in the zone that it cares for.
    pub acts: f64,
    /// Share of them that it expects to avert, and cases behind that.
    pub fall: (f64, f64),
    /// Cooperation that it expects.
    pub cooperation: f64,
    /// What it is worth after its cost, in acts a year.
    pub value: f64,
    /// Whether it took it.
    pub is_taken: bool,
}
