//! The country: all that a month changes.

use super::arrangements::Arrangement;
use super::changes::Changes;
use super::choices::{Choices, Considered};
use super::community::{Community, Published};
use super::diary::Answer;
use super::fronts::{Front, Fronts};
use super::households::Households;
use super::neighbours::{Link, Neighbours};
use super::organisations::{Committee, Gang, State, Station};
use super::place::Place;
use super::rules::Rules;
use super::sites::{CommunityId, Sites};
use crate::engine::Draws;
use crate::engine::math::Division;
use crate::ledger::{Holder, Ledger, Money};
use crate::metrics::Observation;
use crate::params::Params;
use crate::terms::{Auspice, Class};
use enum_map::EnumMap;

/// A country and everything in it. Communities are stored in the order of their identities, so that
/// every sum over them has one order.
#[derive(Debug, Clone)]
pub struct Country {
    /// The parameters.
    pub params: Params,
    /// Constants that follow from them.
    pub rules: Rules,
    /// The source of randomness.
    pub draws: Draws,
    /// Month just lived; the burn-in ends with month 0.
    pub now: i32,
    /// Whether communities live side by side on several threads.
    pub is_parallel: bool,
    /// Communities, by identity.
    pub communities: Vec<Community>,
    /// What neighbours read of each, from the last step.
    pub published: Vec<Published>,
    /// Who lies near whom.
    pub neighbours: Neighbours,
    /// Sites of police stations.
    pub station_sites: Sites,
    /// Stations, one a site.
    pub stations: Vec<Station>,
    /// Sites of peace committees.
    pub committee_sites: Sites,
    /// Committees, at most one a site.
    pub committees: Vec<Option<Committee>>,
    /// Where groups stand against each other (4.36).
    pub fronts: Fronts,
    /// Heat between groups, one a site of [`Country::fronts`]. State.
    pub group_heat: Vec<Front>,
    /// Gangs; those without turf keep their place.
    pub gangs: Vec<Gang>,
    /// Drug rent of a turf over that of the first month, as gangs hold more or less. State.
    pub rent_share: f64,
    /// The state.
    pub state: State,
    /// Arrangements, in the order in which they were made.
    pub arrangements: Vec<Arrangement>,
    /// Whether the scenario's interventions have become arrangements. State.
    pub is_planned: bool,
    /// What auspices have learnt and chosen (4.1). State.
    pub choices: Choices,
    /// The options that auspices saw this month, where somebody follows them.
    pub deliberation: Option<Vec<Considered>>,
    /// What the country's news say of each auspice; nothing where nobody knows it. Set by learn.
    pub news: EnumMap<Auspice, Option<f32>>,
    /// Answers to the surveys of the month.
    pub answers: Vec<Answer>,
    /// Why the scenario cannot be lived as it says; the run ends. State.
    pub complaint: Option<String>,
    /// National accounts and the month's transfers.
    pub ledger: Ledger,
    /// What the month looked like.
    pub observation: Observation,
    /// Officers in the national pool who are on no post: recruits not yet hired, deserters gone.
    pub pool: u32,
    /// Communities of each change of the scenario, once it has been on. State.
    pub changed: Vec<Vec<CommunityId>>,
    /// The changes of the scenario, and its parameters without them.
    pub(super) changes: Option<Box<Changes>>,
    /// Room for dividing hours over sites, kept so that the month does not allocate.
    pub(crate) division: Division,
}

impl Country {
    /// Goes on under other parameters, which may differ in what acts from now on only. Where they
    /// bring another programme, its interventions begin when the next month does.
    pub fn adopt(&mut self, params: &Params) {
        self.is_planned &= self.params.programme == params.programme
            && self.declared().programmes == params.programmes;
        self.end_changes(params);
        self.params.clone_from(params);
        self.rules = Rules::new(params);
    }

    /// Steps lived so far: the clock of keyed draws. `within` counts steps inside the month.
    pub fn step_of(&self, within: u32) -> u32 {
        let steps = self.params.time.steps_per_month;
        let months = self.now - 1 + self.params.time.burn_in_months as i32;
        months as u32 * steps + within
    }

    /// Months lived so far, burn-in too.
    pub fn age(&self) -> u32 {
        (self.now + self.params.time.burn_in_months as i32) as u32
    }

    /// Whether the national loop has opened: budgets, pay and programmes move from month 1.
    pub fn is_open(&self) -> bool {
        self.now > 0
    }

    /// What a site counts in national sums; it lies in one neighbourhood of the sample.
    pub fn stands_for(&self, sites: &Sites, site: usize) -> f64 {
        sites.members(site).first().map_or(1.0, |&c| self.communities[c.place()].stands_for)
    }

    /// Persons who are simulated.
    pub fn simulated_persons(&self) -> f64 {
        let households: usize = self.communities.iter().map(|c| c.households.len()).sum();
        households as f64 * self.params.world.household_size
    }

    /// The balance of every account but `external`, where its money lies.
    pub fn accounts(&self) -> Vec<(&'static str, Money)> {
        let purse = |class: Class| -> Money {
            self.communities.iter().map(|c| c.books.purses[class]).sum()
        };
        vec![
            ("households_poor", purse(Class::Poor)),
            ("households_middle", purse(Class::Middle)),
            ("households_rich", purse(Class::Rich)),
            (Holder::Funds.name(), self.communities.iter().map(|c| c.books.fund).sum()),
            (Holder::Bands.name(), self.communities.iter().map(|c| c.books.chest).sum()),
            (Holder::Gangs.name(), self.ledger.balance(Holder::Gangs)),
            (Holder::State.name(), self.ledger.balance(Holder::State)),
            (Holder::Police.name(), self.ledger.balance(Holder::Police)),
            (Holder::AidAgency.name(), self.ledger.balance(Holder::AidAgency)),
            (Holder::Multinational.name(), self.ledger.balance(Holder::Multinational)),
            (Holder::Interstate.name(), self.ledger.balance(Holder::Interstate)),
            (Holder::Ngo.name(), self.ledger.balance(Holder::Ngo)),
            (Holder::Programme.name(), self.ledger.balance(Holder::Programme)),
            (Holder::Firms.name(), self.ledger.balance(Holder::Firms)),
            (Holder::Offenders.name(), self.ledger.balance(Holder::Offenders)),
        ]
    }

    /// Households of some communities.
    pub fn households_of(&self, communities: &[CommunityId]) -> f64 {
        communities.iter().map(|&c| f64::from(self.communities[c.place()].size())).sum()
    }

    /// The mean over the households of some communities.
    pub fn mean_by_household(
        &self,
        communities: &[CommunityId],
        of: impl Fn(&Community) -> f64,
    ) -> f64 {
        let (mut sum, mut households) = (0.0, 0.0);
        for &c in communities {
            let c = &self.communities[c.place()];
            let n = f64::from(c.size());
            sum += n * of(c);
            households += n;
        }
        sum / households
    }

    /// The stable number of the site that a community lies in: the identity of its first community.
    pub fn site_identity(&self, sites: &Sites, community: usize) -> u32 {
        self.site_identity_of(sites, sites.site_of[community].place())
    }

    /// The same of a site by its place in their order.
    pub fn site_identity_of(&self, sites: &Sites, site: usize) -> u32 {
        let first = sites.members(site)[0];
        self.communities[first.place()].identity()
    }

    /// The committees that serve a community, if there are any.
    pub fn committee_of(&self, community: usize) -> Option<&Committee> {
        self.committees[self.committee_sites.site_of[community].place()].as_ref()
    }

    /// Distance of each community to the nearest of some, in km; none where there are none.
    pub fn km_to_nearest(&self, targets: &[CommunityId]) -> Vec<Option<f64>> {
        let places: Vec<&Place> = self.communities.iter().map(|c| &c.place).collect();
        super::neighbours::km_to_nearest(&places, targets, &self.params)
    }

    /// Memory that the country holds, in bytes.
    pub fn bytes(&self) -> usize {
        let of_communities: usize = self.communities.iter().map(Community::bytes).sum();
        of_communities
            + self.published.capacity() * size_of::<Published>()
            + self.neighbours.bytes()
            + self.stations.capacity() * size_of::<Station>()
            + self.committees.capacity() * size_of::<Option<Committee>>()
            + self.gangs.capacity() * size_of::<Gang>()
    }

    /// Memory that a country of so many communities and households comes to hold, in bytes: the sizes of
    /// its structs, and what disputes, settlements and feuds were measured to take for a household.
    pub fn expected_bytes(communities: f64, households: f64) -> f64 {
        /// Disputes, settlements and feuds, for a household.
        const TROUBLES: f64 = 40.0;
        /// Names, for a community.
        const NAMES: f64 = 60.0;
        let of_community = size_of::<Community>() + size_of::<Published>() + 8 * size_of::<Link>();
        communities * (of_community as f64 + NAMES)
            + households * (Households::bytes_each() as f64 + TROUBLES)
    }

    /// What happened, at the end of the last month.
    pub fn observation(&self) -> &Observation {
        &self.observation
    }
}
