//! What flowed in a month, by purpose.

use super::{Holder, Money, Purpose};
use crate::terms::Class;
use enum_map::EnumMap;

/// Amounts of one month by purpose and class of the household concerned (the first class where
/// none is).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flows(EnumMap<Purpose, EnumMap<Class, Money>>);

impl Flows {
    /// The amount booked.
    pub fn get(&self, purpose: Purpose, class: Class) -> Money {
        self.0[purpose][class]
    }

    /// The amount booked for a purpose, over classes.
    pub fn total(&self, purpose: Purpose) -> Money {
        self.0[purpose].values().copied().sum()
    }

    pub(super) fn add(&mut self, purpose: Purpose, class: Class, amount: Money) {
        self.0[purpose][class] += amount;
    }

    /// Adds what `each` makes of all amounts of `other`.
    #[inline]
    fn add_each(&mut self, other: &Self, each: impl Fn(Money) -> Money) {
        for (mine, theirs) in self.0.values_mut().zip(other.0.values()) {
            for (mine, theirs) in mine.values_mut().zip(theirs.values()) {
                *mine += each(*theirs);
            }
        }
    }

    /// Adds all amounts of `other`.
    pub fn absorb(&mut self, other: &Self) {
        self.add_each(other, |amount| amount);
    }

    /// Adds all amounts of `other`, each so many times.
    pub fn absorb_times(&mut self, other: &Self, times: f64) {
        if times == 1.0 {
            self.absorb(other);
        } else {
            self.add_each(other, |amount| amount.times(times));
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
            // Gifts to elders stay within the households of their class.
            if (purpose.to() == holder) != (purpose.from() == holder) {
                let amount =
                    class.map_or_else(|| self.total(purpose), |class| self.get(purpose, class));
                net += if purpose.to() == holder { amount } else { Money::ZERO - amount };
            }
        }
        net
    }
}
