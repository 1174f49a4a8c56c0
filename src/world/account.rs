//! What became of an arrangement's money: every amount that its auspices gave is spent, at hand, leaked or
//! returned.

use crate::ledger::{Money, Purpose};

/// The money of an arrangement since it began, in simulated minor units. All state.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Account {
    /// What was promised over its months.
    pub promised: Money,
    /// What its auspices gave, before anything leaked.
    pub granted: Money,
    /// Part of that which came from outside the country: donors and corporations across borders.
    pub from_abroad: Money,
    /// What rulers took on the way through the treasury.
    pub leaked: Money,
    /// What went back at its end.
    pub returned: Money,
    /// What was spent, by purpose, in the order in which each came up first.
    pub spending: Vec<(Purpose, Money)>,
    /// First month in which money came.
    pub first_paid: Option<i32>,
}

/// Purposes that an arrangement spends on at the most: room kept so that months do not allocate.
const PURPOSES: usize = 8;

impl Default for Account {
    fn default() -> Self {
        Self {
            promised: Money::ZERO,
            granted: Money::ZERO,
            from_abroad: Money::ZERO,
            leaked: Money::ZERO,
            returned: Money::ZERO,
            spending: Vec::with_capacity(PURPOSES),
            first_paid: None,
        }
    }
}

impl Account {
    /// Notes what an auspice gave in a month, and how much of it leaked at once.
    pub fn receive(&mut self, now: i32, given: Money, leaked: Money, is_from_abroad: bool) {
        self.granted += given;
        self.leaked += leaked;
        if is_from_abroad {
            self.from_abroad += given;
        }
        if given > Money::ZERO {
            self.first_paid.get_or_insert(now);
        }
    }

    /// Notes a payment.
    pub fn spend(&mut self, purpose: Purpose, amount: Money) {
        if amount <= Money::ZERO {
            return;
        }
        match self.spending.iter_mut().find(|(of, _)| *of == purpose) {
            Some((_, sum)) => *sum += amount,
            None => self.spending.push((purpose, amount)),
        }
    }

    /// What was spent, over purposes.
    pub fn spent(&self) -> Money {
        self.spending.iter().map(|(_, amount)| *amount).sum()
    }

    /// What was given and is neither spent, leaked nor returned.
    pub fn unspent(&self) -> Money {
        self.granted - self.spent() - self.leaked - self.returned
    }
}
