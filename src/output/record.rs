//! What is kept of one replicate, month by month and year by year.

use super::arms::{self, Arm, ArmMonth};
pub use super::years::CommunityYear;
use crate::ledger::{Flows, Holder, Money, Purpose};
use crate::metrics;
use crate::terms::{Auspice, Class};
use crate::world::Country;
use crate::world::arrangements::Arrangement;
use crate::world::choices::Choice;
use crate::world::diary::Answer;
use serde::{Deserialize, Serialize};

/// Everything that a replicate writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// From 1.
    pub replicate: u32,
    /// Months kept, in order; month 0 is the start.
    pub months: Vec<i32>,
    /// For each month kept, the value of each column; `None` where it is not defined.
    pub values: Vec<Vec<Option<f64>>>,
    /// Transfers.
    pub ledger: Vec<Transfer>,
    /// Balances: month, account, minor units.
    pub accounts: Vec<(i32, String, Money)>,
    /// Communities at the end of each year.
    pub communities: Vec<CommunityYear>,
    /// Answers to surveys, with their month.
    pub surveys: Vec<(i32, Answer)>,
    /// What auspices chose, with its month (4.1).
    pub choices: Vec<(i32, Choice)>,
    /// What became of each intervention and its money.
    pub programmes: Vec<ProgrammeRecord>,
    /// Metrics of the parts of the country that interventions make, month by month, where they are kept.
    pub by_arm: Vec<ArmMonth>,
    /// The scenario's interventions, in its order: who was assigned to what, and when they were at work.
    pub arms: Vec<Arm>,
}

/// What became of an intervention in one replicate. Those of one name, which auspices choose again and again,
/// are one.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ProgrammeRecord {
    /// Its name.
    pub name: String,
    /// The auspice that chose it; `None` where the scenario has it.
    pub chooser: Option<Auspice>,
    /// First and last month at work; `None` if it never was.
    pub at_work: Option<(i32, i32)>,
    /// First month in which money came; `None` if none ever did.
    pub first_paid: Option<i32>,
    /// Sites of the country, or communities where it serves those.
    pub sites: f64,
    /// People of the country in its zone.
    pub people: f64,
    /// What one simulated person of its zone stands for.
    pub weight: f64,
    /// What was promised.
    pub promised: Money,
    /// What its auspices gave.
    pub granted: Money,
    /// Part of that from outside the country.
    pub from_abroad: Money,
    /// What leaked on the way through the treasury.
    pub leaked: Money,
    /// What went back.
    pub returned: Money,
    /// What was left at the end.
    pub unspent: Money,
    /// What was spent, by purpose.
    pub spending: Vec<(Purpose, Money)>,
    /// Its donors left before its time.
    pub ended_early: bool,
}

impl ProgrammeRecord {
    fn of(a: &Arrangement) -> Self {
        Self {
            name: a.name.clone(),
            chooser: a.maker.chooser(),
            at_work: a.at_work,
            first_paid: a.account.first_paid,
            sites: a.extent.sites,
            people: a.extent.people,
            weight: a.extent.weight(),
            promised: a.account.promised,
            granted: a.account.granted,
            from_abroad: a.account.from_abroad,
            leaked: a.account.leaked,
            returned: a.account.returned,
            unspent: a.account.unspent(),
            spending: a.account.spending.clone(),
            ended_early: a.is_cut_short && a.has_ended(),
        }
    }

    /// Takes another of the same name to itself.
    fn absorb(&mut self, other: &Self) {
        self.at_work = match (self.at_work, other.at_work) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (one, two) => one.or(two),
        };
        self.first_paid = match (self.first_paid, other.first_paid) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (one, two) => one.or(two),
        };
        self.sites = self.sites.max(other.sites);
        self.people = self.people.max(other.people);
        self.promised += other.promised;
        self.granted += other.granted;
        self.from_abroad += other.from_abroad;
        self.leaked += other.leaked;
        self.returned += other.returned;
        self.unspent += other.unspent;
        for &(purpose, amount) in &other.spending {
            match self.spending.iter_mut().find(|(of, _)| *of == purpose) {
                Some((_, sum)) => *sum += amount,
                None => self.spending.push((purpose, amount)),
            }
        }
        self.ended_early |= other.ended_early;
    }

    /// It, with its money for the whole country.
    #[must_use]
    pub fn of_country(&self) -> Self {
        let whole = |amount: Money| Money((amount.0 as f64 * self.weight).round() as i64);
        Self {
            weight: 1.0,
            promised: whole(self.promised),
            granted: whole(self.granted),
            from_abroad: whole(self.from_abroad),
            leaked: whole(self.leaked),
            returned: whole(self.returned),
            unspent: whole(self.unspent),
            spending: self.spending.iter().map(|&(of, amount)| (of, whole(amount))).collect(),
            ..self.clone()
        }
    }

    /// Takes another, of other places, to itself.
    pub fn join(&mut self, other: &Self) {
        let (sites, people) = (self.sites + other.sites, self.people + other.people);
        self.absorb(other);
        (self.sites, self.people) = (sites, people);
    }

    /// What was spent, over purposes.
    pub fn spent(&self) -> Money {
        self.spending.iter().map(|(_, amount)| *amount).sum()
    }
}

/// The interventions of a country, in the order in which they were made.
fn programmes(country: &Country) -> Vec<ProgrammeRecord> {
    let mut all: Vec<ProgrammeRecord> = Vec::new();
    for one in country.arrangements.iter().map(ProgrammeRecord::of) {
        match all.iter_mut().find(|known| known.name == one.name) {
            Some(known) => known.absorb(&one),
            None => all.push(one),
        }
    }
    all
}

/// The transfers of one purpose and class in one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// Month.
    pub month: i32,
    /// Name of the community; empty where all are added up.
    pub community: String,
    /// What for; fixes payer, payee and mode.
    pub purpose: Purpose,
    /// Class of the households concerned.
    pub class: Class,
    /// Positive minor units.
    pub amount: Money,
}

impl Transfer {
    /// The name of an account: households by class.
    fn account(&self, holder: Holder) -> String {
        let name = match holder {
            Holder::Households => format!("households_{}", self.class),
            other => other.name().to_owned(),
        };
        if self.community.is_empty() || !holder.is_local() {
            name
        } else {
            format!("{name}@{}", self.community)
        }
    }

    /// Account that pays.
    pub fn from(&self) -> String {
        self.account(self.purpose.from())
    }

    /// Account that receives.
    pub fn to(&self) -> String {
        self.account(self.purpose.to())
    }
}

/// What of a month is kept beside metrics and accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Keep {
    /// Burn-in months too.
    pub burn_in: bool,
    /// Transfers of each community on its own.
    pub ledger_by_community: bool,
    /// Metrics of the places that each intervention serves, of those next to them, and of those drawn to stand beside.
    #[serde(default)]
    pub by_arm: bool,
    /// Month until which the run lived another scenario's life, that of its comparison's baseline.
    #[serde(default)]
    pub fork_at: u32,
}

impl Record {
    /// A record with nothing in it yet.
    pub fn new(replicate: u32) -> Self {
        Self {
            replicate,
            months: Vec::new(),
            values: Vec::new(),
            ledger: Vec::new(),
            accounts: Vec::new(),
            communities: Vec::new(),
            surveys: Vec::new(),
            choices: Vec::new(),
            programmes: Vec::new(),
            by_arm: Vec::new(),
            arms: Vec::new(),
        }
    }

    /// Keeps the month that a country has just lived; of month 0 stocks only.
    pub fn keep(&mut self, country: &Country, keep: Keep) {
        let month = country.now;
        if month < 0 && !keep.burn_in {
            return;
        }
        let is_start = month == 0 && !keep.burn_in;
        self.months.push(month);
        self.values.push(
            metrics::columns()
                .iter()
                .map(|column| {
                    let is_known = column.metric.is_stock || !is_start;
                    let value = (column.metric.value)(country.observation(), column.cell);
                    value.filter(|value| is_known && value.is_finite())
                })
                .collect(),
        );
        for (account, balance) in country.accounts() {
            self.accounts.push((month, account.to_owned(), balance));
        }
        if is_start {
            return;
        }
        if keep.by_arm {
            self.by_arm.extend(arms::months(country));
        }
        if keep.ledger_by_community {
            for c in &country.communities {
                self.transfers(month, &c.place.name, &c.books.flows, |_| true);
            }
            let of_country =
                |purpose: Purpose| !purpose.from().is_local() && !purpose.to().is_local();
            self.transfers(month, "", &country.observation().flows, of_country);
        } else {
            self.transfers(month, "", &country.observation().flows, |_| true);
        }
        self.surveys.extend(country.answers.iter().map(|answer| (month, answer.clone())));
        self.choices.extend(country.choices.taken.iter().map(|choice| (month, *choice)));
        if month > 0 && month % 12 == 0 {
            self.communities.extend(community_years(country));
        }
    }

    /// Ends the record: with what a last, unfinished year has counted so far, and with who was assigned to what.
    pub fn close(&mut self, country: &Country) {
        self.programmes = programmes(country);
        if country.now > 0 && country.now % 12 != 0 {
            self.communities.extend(community_years(country));
        }
        self.arms = arms::of(country);
    }

    /// The mean of a column over the months of a window (first and last, both included) in which it is defined.
    pub fn mean(&self, column: usize, (from, to): (i32, i32)) -> Option<f64> {
        let (sum, n) = self
            .months
            .iter()
            .zip(&self.values)
            .filter(|(month, _)| (from..=to).contains(*month))
            .filter_map(|(_, values)| values[column])
            .fold((0.0, 0_u32), |(sum, n), value| (sum + value, n + 1));
        (n > 0).then(|| sum / f64::from(n))
    }

    fn transfers(
        &mut self,
        month: i32,
        community: &str,
        flows: &Flows,
        wanted: impl Fn(Purpose) -> bool,
    ) {
        for &purpose in Purpose::ALL.iter().filter(|&&purpose| wanted(purpose)) {
            for &class in Class::ALL {
                let amount = flows.get(purpose, class);
                if amount > Money::ZERO {
                    self.ledger.push(Transfer {
                        month,
                        community: community.to_owned(),
                        purpose,
                        class,
                        amount,
                    });
                }
            }
        }
    }
}

/// The communities of a country at the end of the months that a year has had, by identity.
fn community_years(country: &Country) -> impl Iterator<Item = CommunityYear> {
    (0..country.communities.len()).map(|place| CommunityYear::of(country, place))
}
