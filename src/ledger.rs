//! Money: whole minor units, accounts, and transfers that each have a purpose, two holders and a
//! mode of exchange (section 4.28, claim 13).
//!
//! A [`Purpose`] fixes who pays whom and in which mode, so that no transfer can be booked without.
//! Every balance lies in one place. Communities keep [`Books`] of their own, so that they can live in
//! parallel: purses, fund, chest, and what a gang's men have in hand. The national [`Ledger`] has all
//! other accounts, one below their holder for each gang and arrangement, and adds the books up.

mod flows;
mod purposes;

use crate::terms::Class;
use enum_map::EnumMap;

pub use flows::Flows;
use purposes::Kept;
pub use purposes::{Holder, Purpose};

/// An amount in minor units: cents of the accounting currency (rand of 2003, R10 = US$1).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Default,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct Money(pub i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Minor units of a rand: what declared amounts are multiplied by.
    pub const CENTS: f64 = 100.0;

    /// The amount nearest to this many rand.
    #[inline]
    pub fn from_rand(rand: f64) -> Self {
        Self((rand * Self::CENTS).round() as i64)
    }

    /// The amount in rand.
    #[inline]
    pub fn rand(self) -> f64 {
        self.0 as f64 / Self::CENTS
    }

    /// A share of the amount, rounded down.
    #[inline]
    #[must_use]
    pub fn share(self, share: f64) -> Self {
        Self((self.0 as f64 * share).floor() as i64)
    }

    /// The amount so many times, rounded.
    #[inline]
    #[must_use]
    pub fn times(self, times: f64) -> Self {
        // Exact where it stands for itself alone.
        if times == 1.0 || self == Self::ZERO {
            self
        } else {
            Self((self.0 as f64 * times).round() as i64)
        }
    }
}

impl std::ops::Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::ops::Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl std::ops::AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl std::ops::SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.map(|amount| amount.0).sum())
    }
}

/// The accounts that lie in one community, and the month's transfers that touch them.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Books {
    /// Cash of the households of each class. State.
    pub purses: EnumMap<Class, Money>,
    /// The community-building fund. State.
    pub fund: Money,
    /// The band's chest. State.
    pub chest: Money,
    /// What the gang here has taken and not handed over to its chest; below zero where it paid out more.
    /// State.
    till: Money,
    /// This month's transfers. Reset each month.
    #[serde(skip)]
    pub flows: Flows,
}

impl Books {
    fn balance(&mut self, holder: Holder, class: Class) -> Option<&mut Money> {
        match holder {
            Holder::Households => Some(&mut self.purses[class]),
            Holder::Funds => Some(&mut self.fund),
            Holder::Bands => Some(&mut self.chest),
            _ => None,
        }
    }

    /// Books a transfer between a local account and another; `class` says which purse. A local
    /// payer pays no more than it has. Returns what was paid.
    pub fn post(&mut self, purpose: Purpose, class: Class, amount: Money) -> Money {
        debug_assert!(purpose.from() != Holder::Programme && purpose.to() != Holder::Programme);
        self.enter(purpose, class, amount)
    }

    fn enter(&mut self, purpose: Purpose, class: Class, amount: Money) -> Money {
        let mut paid = Money(amount.0.max(0));
        if let Some(balance) = self.balance(purpose.from(), class) {
            paid = Money(paid.0.min(balance.0.max(0)));
            *balance -= paid;
        }
        if let Some(balance) = self.balance(purpose.to(), class) {
            *balance += paid;
        }
        if purpose.from() == Holder::Gangs {
            self.till -= paid;
        }
        if purpose.to() == Holder::Gangs {
            self.till += paid;
        }
        self.flows.add(purpose, class, paid);
        paid
    }

    /// What the gang here has taken and not handed over.
    pub fn in_till(&self) -> Money {
        self.till
    }
}

impl Books {
    /// What officers took from this community in the month, off the budget.
    pub fn takings(&self) -> Money {
        Purpose::ALL
            .iter()
            .filter(|purpose| purpose.is_taking())
            .map(|&purpose| self.flows.total(purpose))
            .sum()
    }
}

/// An account below a holder that has several: a gang's chest, an arrangement's purse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct AccountId(u32);

impl Default for AccountId {
    /// None is opened yet.
    fn default() -> Self {
        Self(u32::MAX)
    }
}

/// The accounts that are not local, and the month's transfers of the whole country.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Ledger {
    /// Of holders with one account. State.
    balances: EnumMap<Holder, Money>,
    /// Of gangs and arrangements, with the holder that each is below. State.
    accounts: Vec<(Holder, Money)>,
    /// This month's transfers, of communities too once the books are closed.
    #[serde(skip)]
    pub flows: Flows,
    /// The same for the country: each for what its community or zone stands for over the mean.
    #[serde(skip)]
    pub national: Flows,
    /// Transfers of communities that are not settled yet.
    #[serde(skip)]
    local: Flows,
}

impl Ledger {
    /// Opens an account for one of several below a holder.
    pub fn open_account(&mut self, holder: Holder) -> AccountId {
        debug_assert_eq!(holder.kept(), Kept::Accounts);
        self.accounts.push((holder, Money::ZERO));
        AccountId(self.accounts.len() as u32 - 1)
    }

    /// The balance of a holder that is not local, over its accounts. `External` is what entered, with
    /// the sign turned.
    pub fn balance(&self, holder: Holder) -> Money {
        match holder.kept() {
            Kept::Account | Kept::Books => self.balances[holder],
            Kept::Accounts => {
                self.accounts.iter().filter(|(of, _)| *of == holder).map(|(_, money)| *money).sum()
            }
        }
    }

    /// What lies in an account; nothing before it is opened.
    pub fn at(&self, account: AccountId) -> Money {
        self.accounts.get(account.0 as usize).map_or(Money::ZERO, |(_, money)| *money)
    }

    /// Books a transfer between two accounts that are not local. A payer other than `External`
    /// pays no more than it has. Returns what was paid.
    pub fn post(&mut self, purpose: Purpose, amount: Money) -> Money {
        self.post_for(purpose, amount, 1.0)
    }

    /// The same for a part of the country that stands for so many of it over the mean.
    pub fn post_for(&mut self, purpose: Purpose, amount: Money, times: f64) -> Money {
        debug_assert!([purpose.from(), purpose.to()].iter().all(|of| of.kept() == Kept::Account));
        let paid = self.payable(purpose, amount);
        self.balances[purpose.from()] -= paid;
        self.balances[purpose.to()] += paid;
        self.note(purpose, paid, times)
    }

    /// The same between a gang or an arrangement, by its account, and a holder with one account.
    pub fn post_at(
        &mut self,
        account: AccountId,
        purpose: Purpose,
        amount: Money,
        times: f64,
    ) -> Money {
        let (holder, money) = &mut self.accounts[account.0 as usize];
        let paid = if purpose.from() == *holder {
            let paid = Money(amount.0.min(money.0).max(0));
            *money -= paid;
            self.balances[purpose.to()] += paid;
            paid
        } else {
            debug_assert_eq!(purpose.to(), *holder);
            let paid = self.payable(purpose, amount);
            self.balances[purpose.from()] -= paid;
            self.accounts[account.0 as usize].1 += paid;
            paid
        };
        self.note(purpose, paid, times)
    }

    /// The same between an arrangement and a local account of a community.
    pub fn post_in(
        &mut self,
        account: AccountId,
        books: &mut Books,
        purpose: Purpose,
        class: Class,
        amount: Money,
    ) -> Money {
        let (holder, money) = &mut self.accounts[account.0 as usize];
        debug_assert_eq!(*holder, Holder::Programme);
        if purpose.from() == *holder {
            let paid = books.enter(purpose, class, Money(amount.0.min(money.0).max(0)));
            *money -= paid;
            paid
        } else {
            debug_assert_eq!(purpose.to(), *holder);
            let paid = books.enter(purpose, class, amount);
            *money += paid;
            paid
        }
    }

    /// A gang's men in a community hand over what they took, or are given what they paid out.
    pub fn collect(&mut self, chest: AccountId, books: &mut Books) {
        let (holder, money) = &mut self.accounts[chest.0 as usize];
        debug_assert_eq!(*holder, Holder::Gangs);
        *money += std::mem::take(&mut books.till);
    }

    fn payable(&self, purpose: Purpose, amount: Money) -> Money {
        let paid = amount.0.max(0);
        match purpose.from() {
            Holder::External => Money(paid),
            holder => Money(paid.min(self.balances[holder].0.max(0))),
        }
    }

    fn note(&mut self, purpose: Purpose, paid: Money, times: f64) -> Money {
        self.flows.add(purpose, Class::Poor, paid);
        self.national.add(purpose, Class::Poor, paid.times(times));
        paid
    }

    /// Forgets the transfers of the month.
    pub fn open(&mut self) {
        self.flows.clear();
        self.national.clear();
    }

    /// Takes note of the month's transfers of a community that stands for so many over the mean; their
    /// other side is settled by [`Ledger::close`].
    pub fn absorb(&mut self, books: &Books, times: f64) {
        self.local.absorb(&books.flows);
        self.national.absorb_times(&books.flows, times);
    }

    /// Settles the other side of all that communities transferred; that of gangs and arrangements was
    /// booked at once.
    pub fn close(&mut self) {
        for &purpose in Purpose::ALL {
            let total = self.local.total(purpose);
            if purpose.from().kept() == Kept::Account {
                self.balances[purpose.from()] -= total;
            }
            if purpose.to().kept() == Kept::Account {
                self.balances[purpose.to()] += total;
            }
        }
        self.flows.absorb(&self.local);
        self.local.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_transfer_moves_money_and_is_booked() {
        let mut books = Books::default();
        books.post(Purpose::Earnings, Class::Poor, Money(1000));
        assert_eq!(books.post(Purpose::Bribe, Class::Poor, Money(300)), Money(300));
        assert_eq!(books.purses[Class::Poor], Money(700));
        let mut ledger = Ledger::default();
        ledger.absorb(&books, 1.0);
        ledger.close();
        assert_eq!(ledger.balance(Holder::Police), Money(300));
        assert_eq!(ledger.balance(Holder::External), Money(-1000));
    }

    #[test]
    fn nobody_pays_what_he_does_not_have() {
        let mut books = Books::default();
        assert_eq!(books.post(Purpose::Tax, Class::Rich, Money(5)), Money::ZERO);
        let mut ledger = Ledger::default();
        assert_eq!(ledger.post(Purpose::Wages, Money(5)), Money::ZERO);
    }

    #[test]
    fn a_gang_and_an_arrangement_have_accounts_of_their_own() {
        let mut ledger = Ledger::default();
        let (chest, other) =
            (ledger.open_account(Holder::Gangs), ledger.open_account(Holder::Gangs));
        let purse = ledger.open_account(Holder::Programme);
        let mut books = Books::default();
        books.post(Purpose::Earnings, Class::Poor, Money(1000));
        books.post(Purpose::GangExtortion, Class::Poor, Money(300));
        books.post(Purpose::GangPay, Class::Poor, Money(100));
        ledger.collect(chest, &mut books);
        ledger.post_in(purse, &mut books, Purpose::Subscription, Class::Poor, Money(50));
        ledger.post_in(purse, &mut books, Purpose::Bounty, Class::Poor, Money(20));
        ledger.absorb(&books, 1.0);
        ledger.close();
        assert_eq!((ledger.at(chest), ledger.at(other)), (Money(200), Money::ZERO));
        assert_eq!(books.in_till(), Money::ZERO);
        assert_eq!(ledger.post_at(purse, Purpose::Unspent, Money(99), 1.0), Money(30));
        let all: Money = Holder::ALL.iter().map(|&holder| ledger.balance(holder)).sum();
        assert_eq!(all + books.purses[Class::Poor], Money::ZERO, "what one has another has not");
    }

    #[test]
    fn every_change_of_a_purse_is_its_flows() {
        let mut books = Books::default();
        books.post(Purpose::Earnings, Class::Middle, Money(900));
        books.post(Purpose::Tax, Class::Middle, Money(100));
        books.post(Purpose::ElderGift, Class::Middle, Money(50));
        assert_eq!(
            books.flows.net(Holder::Households, Some(Class::Middle)),
            books.purses[Class::Middle]
        );
    }
}
