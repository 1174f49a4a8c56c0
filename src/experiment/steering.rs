//! Who steers (4.1): shares of what auspices chose, by who leads, what and with whom, and how alike it is.

use super::statistics::{Paired, Range, Span, paired, span};
use crate::output::Record;
use crate::output::record::CommunityYear;
use crate::terms::{Auspice, Component, Mode};
use crate::world::choices::Choice;
use std::collections::{BTreeMap, BTreeSet};

/// Months at the end of a run whose choices are told: what has been learnt by then shows.
pub const WINDOW: i32 = 24;

/// A replicate's choices with their months.
pub type Made = Vec<(i32, Choice)>;

/// The choices of each replicate in the last months of all of them; none of a replicate that chose nothing then.
pub fn recent<'a>(replicates: impl IntoIterator<Item = &'a Made> + Clone) -> Vec<Made> {
    let months = replicates.clone().into_iter().flatten().map(|(month, _)| *month);
    let last = months.max().unwrap_or_default();
    let is_recent = |(month, _): &&(i32, Choice)| *month > last - WINDOW;
    let of = |made: &Made| made.iter().filter(is_recent).copied().collect();
    replicates.into_iter().map(of).collect()
}

/// Share of choices with something.
pub fn share(made: &Made, has: impl Fn(&Choice) -> bool) -> f64 {
    made.iter().filter(|(_, one)| has(one)).count() as f64 / made.len().max(1) as f64
}

/// Share of the money of choices that goes to those with something; `None` where none costs anything.
pub fn share_of_money(made: &Made, has: impl Fn(&Choice) -> bool) -> Option<f64> {
    let sum = |is_in: &dyn Fn(&Choice) -> bool| -> f64 {
        made.iter().filter(|(_, one)| is_in(one)).map(|(_, one)| one.cost.rand()).sum()
    };
    let all = sum(&|_| true);
    (all > 0.0).then(|| sum(&has) / all)
}

fn has_state(one: &Choice) -> bool {
    one.auspice == Auspice::State || one.partner == Some(Auspice::State)
}

/// Mean shares over the replicates that chose anything, the largest first; each counts the same.
pub fn mean_shares<K: Ord>(replicates: &[Made], key: impl Fn(&Choice) -> K) -> Vec<(K, f64)> {
    let mut shares: BTreeMap<K, f64> = BTreeMap::new();
    let choosing = replicates.iter().filter(|made| !made.is_empty()).count();
    for made in replicates {
        let one = 1.0 / (made.len() * choosing) as f64;
        for (_, choice) in made {
            *shares.entry(key(choice)).or_default() += one;
        }
    }
    let mut shares: Vec<(K, f64)> = shares.into_iter().collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    shares
}

/// Sum of the squared shares of components: 1 where all chose the same.
pub fn concentration(made: &Made) -> f64 {
    let shares = mean_shares(std::slice::from_ref(made), |one| one.component);
    shares.iter().map(|(_, share)| share * share).sum()
}

/// What is told of how a replicate was steered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// Choices a review.
    Arrangements,
    /// Their money, of all who pay.
    Money,
    /// Their money that others than the state lead.
    OthersMoney,
    /// Choices led by others than the state.
    NonState,
    /// Money led by others than the state.
    NonStateMoney,
    /// Choices with the state as lead or partner.
    WithState,
    /// Money by which somebody is engaged by sale.
    BySale,
    /// Choices of commands and armed people.
    ByForce,
    /// Choices with a partner.
    Partnered,
    /// How alike components are.
    Concentration,
    /// Communities where others than the state lead most of the money.
    Places,
}

impl Told {
    /// All, in the order of tables.
    pub const ALL: [Self; 11] = [
        Self::Arrangements,
        Self::Money,
        Self::OthersMoney,
        Self::NonState,
        Self::NonStateMoney,
        Self::WithState,
        Self::BySale,
        Self::ByForce,
        Self::Partnered,
        Self::Concentration,
        Self::Places,
    ];

    /// Where it can lie.
    pub const fn range(self) -> Range {
        match self {
            Self::Arrangements | Self::Money | Self::OthersMoney => Range::NotNegative,
            Self::NonState
            | Self::NonStateMoney
            | Self::WithState
            | Self::BySale
            | Self::ByForce
            | Self::Partnered
            | Self::Concentration
            | Self::Places => Range::Share,
        }
    }
}

/// How each replicate of a scenario was steered, by its number.
#[derive(Debug, Clone, PartialEq)]
pub struct Steered {
    /// Choices of the last months.
    pub made: Vec<Made>,
    /// What is told of them.
    pub values: BTreeMap<u32, BTreeMap<Told, f64>>,
    /// Pairs of who leads and what that were chosen in any month of any replicate.
    pub pairs: BTreeSet<(Auspice, Component)>,
}

impl Steered {
    /// How the replicates of a scenario were, whose households have so many persons.
    pub fn of(records: &[Record], household_size: f64) -> Self {
        let made = recent(records.iter().map(|one| &one.choices));
        let choosing = records.iter().zip(&made).filter(|(_, made)| !made.is_empty());
        let values = choosing
            .map(|(record, made)| (record.replicate, told(record, made, household_size)))
            .collect();
        let all = records.iter().flat_map(|one| &one.choices);
        let pairs = all.map(|(_, one)| (one.auspice, one.component)).collect();
        Self { made, values, pairs }
    }

    /// A number over replicates.
    pub fn span(&self, what: Told) -> Option<Span> {
        let values: Vec<f64> =
            self.values.values().filter_map(|of| of.get(&what)).copied().collect();
        span(&values, what.range())
    }

    /// Its difference from another scenario, over replicates that both have.
    pub fn against(&self, other: &Self, what: Told) -> Option<Paired> {
        let both = self.values.iter().filter_map(|(replicate, here)| {
            Some((*other.values.get(replicate)?.get(&what)?, *here.get(&what)?))
        });
        let (first, second): (Vec<f64>, Vec<f64>) = both.unzip();
        paired(&first, &second)
    }
}

/// What is told of one replicate and its last months.
fn told(record: &Record, made: &Made, household_size: f64) -> BTreeMap<Told, f64> {
    let reviews: BTreeSet<i32> = made.iter().map(|(month, _)| *month).collect();
    let reviews = reviews.len() as f64;
    let money: f64 = made.iter().map(|(_, one)| one.cost.rand()).sum::<f64>() / reviews;
    let households: f64 = last_year(record).map(|one| f64::from(one.households)).sum();
    let persons = households * household_size;
    let mut values = BTreeMap::from([
        (Told::Arrangements, made.len() as f64 / reviews),
        (Told::NonState, share(made, |one| one.auspice != Auspice::State)),
        (Told::WithState, share(made, has_state)),
        (Told::ByForce, share(made, |one| one.component.provision().is_by_force())),
        (Told::Partnered, share(made, |one| one.partner.is_some())),
        (Told::Concentration, concentration(made)),
    ]);
    // What costs nothing has no shares of money.
    let of_money = [
        (Told::NonStateMoney, share_of_money(made, |one| one.auspice != Auspice::State)),
        (Told::BySale, share_of_money(made, |one| one.mode == Mode::Sale)),
    ];
    values.extend(of_money.into_iter().filter_map(|(what, share)| Some((what, share?))));
    if persons > 0.0 {
        let a_head = money * 12.0 / persons;
        values.insert(Told::Money, a_head);
        if let Some(share) = values.get(&Told::NonStateMoney) {
            values.insert(Told::OthersMoney, share * a_head);
        }
        values.insert(Told::Places, places_led_by_others(record, made));
    }
    values
}

/// The communities at the end of a replicate.
fn last_year(record: &Record) -> impl Iterator<Item = &CommunityYear> {
    let last = record.communities.iter().map(|one| one.year).max();
    record.communities.iter().filter(move |one| Some(one.year) == last)
}

/// Share of communities where others than the state lead most of the money that is chosen.
fn places_led_by_others(record: &Record, made: &Made) -> f64 {
    let mut ahead: BTreeMap<u32, i64> = BTreeMap::new();
    for (_, one) in made {
        let sign = if one.auspice == Auspice::State { -1 } else { 1 };
        *ahead.entry(one.zone).or_default() += sign * one.cost.0;
    }
    let led = |site: u32| ahead.get(&site).is_some_and(|money| *money > 0);
    let (mut all, mut theirs) = (0.0, 0.0);
    for place in last_year(record) {
        all += place.weight;
        if led(place.committee_site) {
            theirs += place.weight;
        }
    }
    theirs / all
}
