//! For whom an auspice steers: the weight that it gives to a community's violence (4.1).

use crate::terms::{Attribute, Auspice, Group};
use crate::world::Country;
use crate::world::community::Community;
use crate::world::posts;

/// For whom an auspice steers.
///
/// The state cares for those near its seat and for the group that it favours; a corporation for what lies
/// in and around enclaves, and where there are none for wealth; interstate organisations for all alike; NGOs and
/// aid agencies for the poor whom they can be seen to help; a node of civil society for its own group.
#[derive(Clone, Copy)]
pub(super) struct Constituents<'a> {
    country: &'a Country,
    auspice: Auspice,
    has_enclaves: bool,
}

impl<'a> Constituents<'a> {
    /// Those of an auspice.
    pub(super) fn of(country: &'a Country, auspice: Auspice) -> Self {
        let has_enclaves = country.communities.iter().any(|c| c.ground.holds_enclave);
        Self { country, auspice, has_enclaves }
    }

    /// What it cares for a community.
    pub(super) fn weight(&self, c: &Community) -> f64 {
        let params = &self.country.params;
        let within = |hours: f64| libm::exp2(-c.place.hours_from_seat / hours);
        match self.auspice {
            Auspice::State => posts::favour(c, params) * within(params.state.neglect_hours),
            Auspice::CivilSociety => largest_group(c),
            Auspice::Multinational if self.has_enclaves => f64::from(c.ground.enclave),
            Auspice::Multinational => f64::from(c.ground.wealth),
            Auspice::Interstate => 1.0,
            Auspice::Ngo | Auspice::AidAgency => {
                c.attribute(Attribute::Poverty, params) * within(params.steering.visible_hours)
            }
        }
    }

    /// The mean of that over the people of a site.
    pub(super) fn care(&self, site: usize) -> f64 {
        let members = self.country.committee_sites.members(site);
        self.country.mean_by_household(members, |c| self.weight(c))
    }

    /// Violent acts of last year in a site, each counted for as much as it cares.
    pub(super) fn acts(&self, site: usize) -> f64 {
        let params = &self.country.params;
        let of = |c: &Community| {
            let persons = f64::from(c.size()) * params.world.household_size;
            self.weight(c) * c.attribute(Attribute::Violence, params) * persons / 1000.0
        };
        let members = self.country.committee_sites.members(site);
        members.iter().map(|c| of(&self.country.communities[c.place()])).sum()
    }
}

/// Share of a community's largest group.
fn largest_group(c: &Community) -> f64 {
    let most = (0..Group::COUNT).map(|group| c.households.group(group).len()).max();
    most.unwrap_or(0) as f64 / f64::from(c.size().max(1.0))
}
