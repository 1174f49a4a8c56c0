//! Money: whole minor units, accounts, and transfers that each have a purpose, two holders and a
//! mode of exchange (section 4.28, claim 13).
//!
//! A [`Purpose`] fixes who pays whom and in which mode, so that no transfer can be booked without.
//! Communities keep [`Books`] of their own, so that they can live in parallel; a national
//! [`Ledger`] adds them up and holds the accounts that are not local.

use crate::engine::vocabulary;
use crate::terms::{Class, Mode};

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

    /// The amount nearest to this many rand.
    #[inline]
    pub fn from_rand(rand: f64) -> Self {
        Self((rand * 100.0).round() as i64)
    }

    /// The amount in rand.
    #[inline]
    pub fn rand(self) -> f64 {
        self.0 as f64 / 100.0
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
        if times == 1.0 { self } else { Self((self.0 as f64 * times).round() as i64) }
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

vocabulary! {
    /// Who holds money. Households hold one purse for each class of a community.
    Holder {
        /// The world outside the model, by which money enters and leaves.
        External = "external",
        /// The state's treasury.
        State = "state",
        /// What officers have in their pockets: wages and takings.
        Police = "police",
        /// The donors' account.
        AidAgency = "aid_agency",
        /// Corporations across borders.
        Multinational = "multinational",
        /// Interstate organisations.
        Interstate = "interstate",
        /// International civil society.
        Ngo = "ngo",
        /// The purses of arrangements: compacts and interventions.
        Programme = "programme",
        /// Firms that hire out guards.
        Firms = "security_firms",
        /// What offenders have taken and not yet spent.
        Offenders = "offenders",
        /// Purses of households; the class is the second coordinate of an entry.
        Households = "households",
        /// Community-building funds.
        Funds = "community_funds",
        /// Chests of bands.
        Bands = "bands",
        /// Chests of gangs.
        Gangs = "gangs",
    }
}

impl Holder {
    /// Whether the money lies in communities (purses, funds, bands) and not in one account.
    pub const fn is_local(self) -> bool {
        matches!(self, Self::Households | Self::Funds | Self::Bands)
    }
}

/// Declares purposes with their payer, payee and mode.
macro_rules! purposes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $text:literal: $from:ident -> $to:ident, $mode:ident;)+) => {
        vocabulary! {
            /// What a transfer is for; fixes payer, payee and mode.
            Purpose { $($(#[doc = $doc])+ $variant = $text,)+ }
        }

        impl Purpose {
            /// Who pays.
            pub const fn from(self) -> Holder {
                match self { $(Self::$variant => Holder::$from,)+ }
            }

            /// Who receives.
            pub const fn to(self) -> Holder {
                match self { $(Self::$variant => Holder::$to,)+ }
            }

            /// The mode of exchange.
            pub const fn mode(self) -> Mode {
                match self { $(Self::$variant => Mode::$mode,)+ }
            }
        }
    };
}

purposes! {
    /// Work and harvests sold.
    Earnings = "earnings": External -> Households, Sale;
    /// What households buy.
    Consumption = "consumption": Households -> External, Sale;
    /// Taxes.
    Tax = "tax": Households -> State, Coercion;
    /// Resource rents.
    Rents = "rents": External -> State, Sale;
    /// What leaks from the treasury to rulers.
    Leakage = "leakage": State -> External, Coercion;
    /// What the state spends on other ends than security, and saves abroad.
    OtherBudget = "other_budget": State -> External, Sale;
    /// Wages of officers.
    Wages = "wages": State -> Police, Sale;
    /// Fees at the police station.
    PoliceFee = "police_fee": Households -> State, Sale;
    /// Bribes for help.
    Bribe = "bribe": Households -> Police, Sale;
    /// Bribes to avoid trouble.
    Shakedown = "shakedown": Households -> Police, Coercion;
    /// Money that officers take without contact.
    PoliceExtortion = "police_extortion": Households -> Police, Coercion;
    /// Takings passed up to superiors.
    PassedUp = "passed_up": Police -> External, Coercion;
    /// What officers live on.
    OfficersSpending = "officers_spending": Police -> External, Sale;
    /// Gifts to elders, who are households themselves.
    ElderGift = "elder_gift": Households -> Households, Gift;
    /// Theft and robbery.
    Theft = "theft": Households -> Offenders, Coercion;
    /// Loot that offenders bring home.
    Loot = "loot": Offenders -> Households, Sale;
    /// Dues to bands.
    Dues = "dues": Households -> Bands, Sale;
    /// Money that bands take.
    BandExtortion = "band_extortion": Households -> Bands, Coercion;
    /// Pay of band men.
    BandPay = "band_pay": Bands -> Households, Sale;
    /// Protection money.
    GangExtortion = "gang_extortion": Households -> Gangs, Coercion;
    /// Fees for a gang's verdict.
    GangFee = "gang_fee": Households -> Gangs, Sale;
    /// Drugs sold outside.
    DrugRent = "drug_rent": External -> Gangs, Sale;
    /// Pay of gang men.
    GangPay = "gang_pay": Gangs -> Households, Sale;
    /// What a gang spends on governing its turf.
    GangGoverning = "gang_governing": Gangs -> Households, Gift;
    /// What a gang pays posts to look away.
    CapturePrice = "capture_price": Gangs -> Police, Sale;
    /// What a gang of national size draws from the treasury.
    CapturedBudget = "captured_budget": State -> Gangs, Coercion;
    /// What the chiefs of gangs spend.
    GangSpending = "gang_spending": Gangs -> External, Sale;
    /// Chest of a band that became a gang.
    BandTurned = "band_turned": Bands -> Gangs, Gift;
    /// Chest of a band that ended, shared out among its men.
    BandDissolved = "band_dissolved": Bands -> Households, Gift;
    /// Money that donors raise.
    Aid = "aid": External -> AidAgency, Gift;
    /// What the channel of aid costs outside the state.
    ChannelCost = "channel_cost": Programme -> External, Sale;
    /// Grants of aid agencies to arrangements.
    ProgrammeGrant = "programme_grant": AidAgency -> Programme, Gift;
    /// Members' dues and gifts to international civil society.
    NgoIncome = "ngo_income": External -> Ngo, Gift;
    /// Grants of international civil society to arrangements.
    NgoGrant = "ngo_grant": Ngo -> Programme, Gift;
    /// Contributions of states to interstate organisations.
    InterstateIncome = "interstate_income": External -> Interstate, Gift;
    /// Grants of interstate organisations to arrangements.
    InterstateGrant = "interstate_grant": Interstate -> Programme, Gift;
    /// What corporations earn here.
    CorporateRevenue = "corporate_revenue": External -> Multinational, Sale;
    /// What corporations take home.
    CorporateProfit = "corporate_profit": Multinational -> External, Sale;
    /// What corporations pay for arrangements.
    CorporatePayment = "corporate_payment": Multinational -> Programme, Sale;
    /// Wages of those who work at an enclave.
    EnclaveWages = "enclave_wages": Multinational -> Households, Sale;
    /// Compensation for land taken.
    Compensation = "compensation": Multinational -> Households, Gift;
    /// Compensation that never arrives.
    CompensationLeak = "compensation_leak": Multinational -> External, Coercion;
    /// Revenue beyond the police budget of which the state pays its share of arrangements.
    GeneralBudget = "general_budget": External -> State, Coercion;
    /// What the state pays for arrangements.
    StateContract = "state_contract": State -> Programme, Sale;
    /// What households give to arrangements of civil society.
    Subscription = "subscription": Households -> Programme, Gift;
    /// What partners spend on each other's company.
    Coordination = "coordination": Programme -> External, Sale;
    /// Audits that free a tranche.
    AuditFee = "audit_fee": Programme -> External, Sale;
    /// Money of an arrangement that could not be spent and goes back.
    Unspent = "unspent": Programme -> External, Gift;
    /// Price of a military company.
    CompanyPrice = "company_price": Programme -> External, Sale;
    /// Pay of a company's local auxiliaries.
    AuxiliaryPay = "auxiliary_pay": Programme -> Households, Sale;
    /// Peacekeepers.
    MissionPay = "mission_pay": Programme -> External, Sale;
    /// Share of resource rents that a concession gives away.
    Concession = "concession": State -> External, Sale;
    /// Guards bought by arrangements.
    GuardContract = "guard_contract": Programme -> Firms, Sale;
    /// Guards bought by households and local business.
    GuardFee = "guard_fee": Households -> Firms, Sale;
    /// Wages of guards.
    GuardWages = "guard_wages": Firms -> Households, Sale;
    /// What firms keep.
    FirmProfit = "firm_profit": Firms -> External, Sale;
    /// Rent of police officers.
    PoliceRent = "police_rent": Programme -> Police, Sale;
    /// The commander's share of the rent.
    CommandersShare = "commanders_share": Police -> External, Coercion;
    /// Equipment of the police.
    Equipment = "equipment": State -> External, Sale;
    /// Recruiting officers.
    Recruitment = "recruitment": State -> External, Sale;
    /// Training officers.
    Training = "training": State -> External, Sale;
    /// Oversight over officers.
    Oversight = "oversight": State -> External, Sale;
    /// The treasury that falls to those who seize power.
    CoupSpoils = "coup_spoils": State -> External, Coercion;
    /// What obeying a command costs those commanded.
    ComplianceCost = "compliance_cost": Households -> External, Coercion;
    /// Rewards for information.
    Bounty = "bounty": Programme -> Households, Sale;
    /// Grants to the state's security budget.
    StateGrant = "state_grant": AidAgency -> State, Gift;
    /// What arrangements hand to the state for its police.
    PoliceSupport = "police_support": Programme -> State, Gift;
    /// Reviews of gatherings.
    Review = "review": Programme -> External, Sale;
    /// Organisers and central staff.
    Organisers = "organisers": Programme -> External, Sale;
    /// The members' share of the pay of gatherings.
    GatheringPay = "gathering_pay": Programme -> Households, Sale;
    /// The fund's share of the pay of gatherings.
    FundPay = "fund_pay": Programme -> Funds, Gift;
    /// Projects carried out by local entrepreneurs.
    Project = "project": Funds -> Households, Gift;
}

impl Purpose {
    /// Whether police take it off the budget (F39, F40).
    pub const fn is_taking(self) -> bool {
        matches!(
            self,
            Self::Bribe
                | Self::Shakedown
                | Self::PoliceExtortion
                | Self::CapturePrice
                | Self::PoliceRent
        )
    }
}

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

    fn add(&mut self, purpose: Purpose, class: Class, amount: Money) {
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

/// The accounts that lie in one community, and the month's transfers that touch them.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Books {
    /// Cash of the households of each class. State.
    pub purses: [Money; Class::COUNT],
    /// The community-building fund. State.
    pub fund: Money,
    /// The band's chest. State.
    pub chest: Money,
    /// This month's transfers. Reset each month.
    #[serde(skip)]
    pub flows: Flows,
}

impl Books {
    fn balance(&mut self, holder: Holder, class: Class) -> Option<&mut Money> {
        match holder {
            Holder::Households => Some(&mut self.purses[class.index()]),
            Holder::Funds => Some(&mut self.fund),
            Holder::Bands => Some(&mut self.chest),
            _ => None,
        }
    }

    /// Books a transfer between a local account and another; `class` says which purse. A local
    /// payer pays no more than it has. Returns what was paid.
    pub fn post(&mut self, purpose: Purpose, class: Class, amount: Money) -> Money {
        let mut paid = Money(amount.0.max(0));
        if let Some(balance) = self.balance(purpose.from(), class) {
            paid = Money(paid.0.min(balance.0.max(0)));
            *balance -= paid;
        }
        if let Some(balance) = self.balance(purpose.to(), class) {
            *balance += paid;
        }
        self.flows.add(purpose, class, paid);
        paid
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

/// The accounts that are not local, and the month's transfers of the whole country.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Ledger {
    balances: [Money; Holder::COUNT],
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
    /// The balance of a holder that is not local; gangs together. `External` is what entered,
    /// with the sign turned.
    pub fn balance(&self, holder: Holder) -> Money {
        self.balances[holder.index()]
    }

    /// Books a transfer between two accounts that are not local. A payer other than `External`
    /// pays no more than it has. Returns what was paid.
    pub fn post(&mut self, purpose: Purpose, amount: Money) -> Money {
        self.post_for(purpose, amount, 1.0)
    }

    /// The same for a part of the country that stands for so many of it over the mean.
    pub fn post_for(&mut self, purpose: Purpose, amount: Money, times: f64) -> Money {
        debug_assert!(!purpose.from().is_local() && !purpose.to().is_local());
        let mut paid = Money(amount.0.max(0));
        if purpose.from() != Holder::External {
            paid = Money(paid.0.min(self.balance(purpose.from()).0.max(0)));
        }
        self.balances[purpose.from().index()] -= paid;
        self.balances[purpose.to().index()] += paid;
        self.flows.add(purpose, Class::Poor, paid);
        self.national.add(purpose, Class::Poor, paid.times(times));
        paid
    }

    /// Forgets the transfers of the month.
    pub fn open(&mut self) {
        self.flows.clear();
        self.national.clear();
    }

    /// Books a transfer between two accounts that are not local out of money that communities have
    /// brought in this month and that [`Ledger::close`] will only add at its end. The caller keeps
    /// the account that may not be overdrawn; `times` as in [`Ledger::post_for`].
    pub fn post_against_month(&mut self, purpose: Purpose, amount: Money, times: f64) {
        self.balances[purpose.from().index()] -= amount;
        self.balances[purpose.to().index()] += amount;
        self.flows.add(purpose, Class::Poor, amount);
        self.national.add(purpose, Class::Poor, amount.times(times));
    }

    /// Takes note of the month's transfers of a community that stands for so many over the mean; their
    /// other side is settled by [`Ledger::close`].
    pub fn absorb(&mut self, books: &Books, times: f64) {
        self.local.absorb(&books.flows);
        self.national.absorb_times(&books.flows, times);
    }

    /// Settles the other side of all that communities transferred.
    pub fn close(&mut self) {
        for &purpose in Purpose::ALL {
            let total = self.local.total(purpose);
            if !purpose.from().is_local() {
                self.balances[purpose.from().index()] -= total;
            }
            if !purpose.to().is_local() {
                self.balances[purpose.to().index()] += total;
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
        assert_eq!(books.purses[0], Money(700));
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
    fn every_change_of_a_purse_is_its_flows() {
        let mut books = Books::default();
        books.post(Purpose::Earnings, Class::Middle, Money(900));
        books.post(Purpose::Tax, Class::Middle, Money(100));
        books.post(Purpose::ElderGift, Class::Middle, Money(50));
        assert_eq!(books.flows.net(Holder::Households, Some(Class::Middle)), books.purses[1]);
    }
}
