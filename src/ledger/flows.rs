//! What flowed in a month, by purpose.

use super::{Holder, Money, Purpose};
use crate::terms::Class;

/// Amounts of one month by purpose and class of the household concerned (the first class where
/// none is).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flows([[Money; Class::COUNT]; Purpose::COUNT]);

impl Default for Flows {
    fn default() -> Self {
        Self([[Money::ZERO; Class::COUNT]; Purpose::COUNT])
    }
}

impl Flows {
    /// The amount booked.
    pub fn get(&self, purpose: Purpose, class: Class) -> Money {
        self.0[purpose.index()][class.index()]
    }

    /// The amount booked for a purpose, over classes.
    pub fn total(&self, purpose: Purpose) -> Money {
        self.0[purpose.index()].iter().copied().sum()
    }

    pub(super) fn add(&mut self, purpose: Purpose, class: Class, amount: Money) {
        self.0[purpose.index()][class.index()] += amount;
    }

    /// Adds all amounts of `other`.
    pub fn absorb(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().flatten().zip(other.0.iter().flatten()) {
            *mine += *theirs;
        }
    }

    /// Adds all amounts of `other`, each so many times.
    pub fn absorb_times(&mut self, other: &Self, times: f64) {
        for (mine, theirs) in self.0.iter_mut().flatten().zip(other.0.iter().flatten()) {
            *mine += theirs.times(times);
        }
    }

    /// Forgets all amounts.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// What flowed into a holder less what flowed out; `class` for households.
    pub fn net(&self, holder: Holder, class: Option<Class>) -> Money {
        let mut net = Money::ZERO;
        for &purpose in Purpose::ALL {
            for &of in Class::ALL {
                if class.is_some_and(|class| class != of) {
                    continue;
                }
                let amount = self.get(purpose, of);
                // Gifts to elders stay within the households of their class.
                if purpose.to() == holder {
                    net += amount;
                }
                if purpose.from() == holder {
                    net -= amount;
                }
            }
        }
        net
    }
}
