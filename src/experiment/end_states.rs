//! How the places of one run end: who is at work in each, whether it has stayed so, and into how many configurations they
//! fall (claim 55); whether formal and informal control take each other's place from place to place (claim 19).

use super::between::{Scale, endings, inverse_relation};
use super::gap::groups;
use crate::engine::{Draws, Process};
use crate::model::{self, constellation};
use crate::output::Record;
use crate::scenario::claim::Between;
use crate::terms::Kind;
use crate::world::Country;

/// Configurations that are looked for at most.
const MOST: usize = 6;

/// Months before the end with which it is compared.
const BEFORE: i32 = 24;

/// Who is at work in each place of one run.
#[derive(Debug, Clone, Default)]
pub struct EndStates {
    /// Kinds in reach two years before the end, a bit a kind.
    before: Vec<u8>,
    /// The same at the end.
    now: Vec<u8>,
    /// Logarithm of one more than the men of each kind per hundred households at the end.
    men: Vec<[f64; Kind::COUNT]>,
}

impl EndStates {
    /// Notes the month that a country has just lived, where it is one of those that count.
    pub fn note(&mut self, country: &Country, last: i32) {
        let reach = || {
            let of = |place: usize| {
                constellation(&country.communities[place], country.committee_of(place).is_some())
            };
            (0..country.communities.len()).map(of).collect()
        };
        if country.now == last - BEFORE {
            self.before = reach();
        }
        if country.now == last {
            self.now = reach();
            self.men = (0..country.communities.len()).map(|place| men(country, place)).collect();
        }
    }

    /// What is said of the places; `None` where they are too few.
    pub fn tell(&self, what: Between, record: &Record) -> Option<f64> {
        match what {
            Between::Configurations => {
                let mut stream = Draws::new(1, 0).stream(Process::Design, 0, 7, 0);
                let most = MOST.min(self.men.len() / 2);
                groups(&self.men, most, &mut stream).map(|n| n as f64)
            }
            Between::KeptConfigurations => {
                let pairs = self.before.iter().zip(&self.now);
                let kept = pairs.clone().filter(|(before, now)| before == now).count();
                let all = pairs.count();
                (all > 0).then(|| kept as f64 / all as f64)
            }
            Between::InverseRelation => inverse_relation(&endings([record], Scale::Community)),
        }
    }
}

/// The men of each kind in a place, as a point in space: a first man counts for more than a tenth.
fn men(country: &Country, place: usize) -> [f64; Kind::COUNT] {
    let c = &country.communities[place];
    let site = country.committee_sites.site_of[place].place();
    let in_site: f64 = country
        .committee_sites
        .members(site)
        .iter()
        .map(|&c| country.communities[c.place()].households.len() as f64)
        .sum();
    let own = c.households.len() as f64;
    let members = country
        .committee_of(place)
        .map_or(0.0, |one| f64::from(one.people.members) * own / in_site);
    let of = |kind: Kind| match kind {
        Kind::Public => f64::from(c.providers.duty.officers),
        Kind::PeaceCommittee => members,
        Kind::RentedPublic
        | Kind::Customary
        | Kind::Vigilante
        | Kind::PrivateNational
        | Kind::PrivateInternational
        | Kind::Criminal => model::men(c, kind),
    };
    std::array::from_fn(|i| {
        Kind::from_index(i).map_or(0.0, |kind| libm::log1p(100.0 * of(kind) / own.max(1.0)))
    })
}
