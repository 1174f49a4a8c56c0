//! Where an intervention acts. `where` selects *what serves*: whole sites of a component that serves sites,
//! communities of one that does not ([`Component::serves`]).
//!
//! **The rule for sites that straddle.** A site is in when the larger part of its people live in communities
//! that `where` describes. Each place that is named keeps at least the site in which most of its people live,
//! and so does a description by an attribute that no site fits by its larger part.
//!
//! **Order and number.** Sites are ranked by the mean over their people (`worst`), by their nearest community
//! (`nearest_enclave`) or by lot under their own key (`share`), and taken in that order until the next would
//! bring their number further from what is asked: people for a share, communities for a count. One is always
//! taken, and of sites alike near to an enclave none is left out. So a share of a tenth serves a tenth of
//! people within one site's rounding.

use super::assignment;
use super::community::Community;
use super::country::Country;
use super::names::Names;
use super::sites::{CommunityId, SiteId};
use crate::engine::Process;
use crate::programme::Intervention;
use crate::terms::{Attribute, Component, Serves};
use std::collections::BTreeSet;

/// Where an intervention acts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Zone {
    /// Communities served, by position, in the order of identities.
    pub communities: Vec<CommunityId>,
    /// Sites served, by position among those of the component; empty where it serves communities.
    pub sites: Vec<SiteId>,
}

/// How much a zone is of the country: what is simulated counts for as much as it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Extent {
    /// Sites, or communities where the component serves those.
    pub sites: f64,
    /// Communities.
    pub communities: f64,
    /// Persons.
    pub people: f64,
    /// Persons who are simulated.
    pub simulated: f64,
    /// What one simulated person of the country stands for.
    pub mean_weight: f64,
}

impl Extent {
    /// What the zone counts in national sums: what it stands for over the mean.
    pub fn stands_for(&self) -> f64 {
        if self.mean_weight > 0.0 { self.weight() / self.mean_weight } else { 1.0 }
    }

    /// What one simulated person of the zone stands for.
    pub fn weight(&self) -> f64 {
        if self.simulated > 0.0 { self.people / self.simulated } else { 1.0 }
    }
}

/// Who is served by an intervention, and who stands beside for comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arms {
    /// Served.
    pub treated: Zone,
    /// Could have been, and was drawn to stand beside; nobody where nothing was drawn.
    pub control: Zone,
    /// Sites or communities that the lot was drawn over.
    pub eligible: usize,
}

/// The zone of these units.
fn zone(units: &[Unit], component: Component) -> Zone {
    let mut zone = Zone::default();
    for unit in units {
        zone.communities.extend(unit.members);
        if component.serves() != Serves::Communities {
            zone.sites.push(SiteId::at(unit.index));
        }
    }
    zone.communities.sort_unstable();
    zone.sites.sort_unstable();
    zone
}

/// One thing that can be selected: a site or a community.
struct Unit<'a> {
    /// Position among sites or communities.
    index: usize,
    members: &'a [CommunityId],
    /// Key of its draws: that of its first community.
    identity: u32,
    /// Persons of the country that it stands for.
    people: f64,
    /// Communities of the country that it stands for.
    communities: f64,
}

impl Country {
    /// The zone of an intervention under the key of its draws; empty where `where` describes nobody.
    pub fn select(&self, record: &Intervention, component: Component, key: u32) -> Zone {
        let everything = self.everybody();
        zone(&self.chosen(record, component, key, &everything), component)
    }

    /// The zone of an intervention, and where it is assigned by lot (`assign`) those who stand beside it: what
    /// `where` selects is eligible, as far as it has a level in every stratum asked for.
    pub fn arms(&self, record: &Intervention, component: Component, name: &str, key: u32) -> Arms {
        let everything = self.everybody();
        let mut units = self.chosen(record, component, key, &everything);
        if record.assign_share <= 0.0 {
            return Arms { treated: zone(&units, component), ..Arms::default() };
        }
        let mut eligible = Vec::new();
        units.retain(|unit| {
            let stratum = self.stratum(unit.members, &record.assign_strata);
            let is_eligible = stratum.is_some();
            eligible.extend(stratum.map(|level| (level, unit.identity)));
            is_eligible
        });
        let is_treated = assignment::draw(&eligible, record.assign_share, name, self.draws);
        let mut is_treated = is_treated.into_iter();
        let (treated, control): (Vec<Unit>, Vec<Unit>) =
            units.into_iter().partition(|_| is_treated.next().unwrap_or(false));
        Arms {
            eligible: treated.len() + control.len(),
            treated: zone(&treated, component),
            control: zone(&control, component),
        }
    }

    /// The units that `where` selects.
    fn chosen<'a>(
        &'a self,
        record: &Intervention,
        component: Component,
        key: u32,
        everything: &'a [CommunityId],
    ) -> Vec<Unit<'a>> {
        let units = self.units(component.serves(), everything);
        let mut chosen = self.described(record, units);
        if record.nearest_enclave > 0 {
            let enclaves: Vec<&Community> =
                self.communities.iter().filter(|c| c.ground.holds_enclave).collect();
            let near = |unit: &Unit| self.nearest(unit, &enclaves);
            take_count(&mut chosen, record.nearest_enclave, true, near);
        }
        let by = record.worst_by.unwrap_or(Attribute::Violence);
        let worst_first = |unit: &Unit| -self.mean_over(unit, by);
        if record.worst > 0 {
            take_count(&mut chosen, record.worst, false, worst_first);
        }
        if record.worst_share < 1.0 {
            take_share(&mut chosen, record.worst_share, worst_first);
        }
        if record.share < 1.0 {
            take_share(&mut chosen, record.share, |unit| {
                self.draws.stream(Process::Arrangements, unit.identity, 0, key).unit64()
            });
        }
        chosen
    }

    fn everybody(&self) -> Vec<CommunityId> {
        (0..self.communities.len()).map(CommunityId::at).collect()
    }

    /// All communities, and the sites of a component that serves sites.
    pub fn everywhere(&self, component: Component) -> Zone {
        self.zone_of(self.everybody(), component)
    }

    /// The zone of these communities, in the order of identities.
    pub fn zone_of(&self, communities: Vec<CommunityId>, component: Component) -> Zone {
        Zone { sites: self.sites_of(&communities, component), communities }
    }

    /// How much of the country a zone is.
    pub fn extent(&self, zone: &Zone) -> Extent {
        let size = self.params.world.household_size;
        let mut extent = Extent::default();
        for &c in &zone.communities {
            let c = &self.communities[c.place()];
            let persons = c.households.len() as f64 * size;
            extent.communities += c.place.weight;
            extent.people += persons * c.place.weight;
            extent.simulated += persons;
        }
        // A site counts for as many as its people stand for.
        extent.sites = if zone.sites.is_empty() {
            extent.communities
        } else {
            zone.sites.len() as f64 * extent.weight()
        };
        extent.mean_weight = self.observation.weight;
        extent
    }

    /// The sites whose communities these are, as far as the component serves sites.
    fn sites_of(&self, communities: &[CommunityId], component: Component) -> Vec<SiteId> {
        let sites = match component.serves() {
            Serves::CommitteeSites => &self.committee_sites,
            Serves::StationSites => &self.station_sites,
            Serves::Communities => return Vec::new(),
        };
        let mut of: Vec<SiteId> = communities.iter().map(|&c| sites.site_of[c.place()]).collect();
        of.sort_unstable();
        of.dedup();
        of
    }

    fn units<'a>(&'a self, serves: Serves, everything: &'a [CommunityId]) -> Vec<Unit<'a>> {
        let unit = |index: usize, members: &'a [CommunityId]| Unit {
            index,
            identity: self.communities[members[0].place()].identity(),
            people: members.iter().map(|&c| self.people_of(c)).sum(),
            communities: members.iter().map(|&c| self.communities[c.place()].place.weight).sum(),
            members,
        };
        let sites = match serves {
            Serves::CommitteeSites => &self.committee_sites,
            Serves::StationSites => &self.station_sites,
            Serves::Communities => {
                return everything.chunks(1).enumerate().map(|(i, one)| unit(i, one)).collect();
            }
        };
        (0..sites.len()).map(|site| unit(site, sites.members(site))).collect()
    }

    /// People of the country for whom a community stands.
    fn people_of(&self, c: CommunityId) -> f64 {
        let c = &self.communities[c.place()];
        c.households.len() as f64 * self.params.world.household_size * c.place.weight
    }

    /// The units of which the larger part is described by name and attribute.
    fn described<'a>(&self, record: &Intervention, units: Vec<Unit<'a>>) -> Vec<Unit<'a>> {
        let named = self.named(&record.places);
        let has_attribute = |c: CommunityId| {
            record.attribute.is_none_or(|attribute| {
                let value = self.communities[c.place()].attribute(attribute, &self.params);
                value >= record.at_least && value <= record.at_most
            })
        };
        let is_in = |c: CommunityId| {
            let is_named = named.is_empty() || named.iter().any(|of| of.contains(&c));
            is_named && has_attribute(c)
        };
        let part = |unit: &Unit, is_in: &dyn Fn(CommunityId) -> bool| -> f64 {
            let of = |&&c: &&CommunityId| is_in(c);
            unit.members.iter().filter(of).map(|&c| self.people_of(c)).sum()
        };
        let mut is_chosen: Vec<bool> =
            units.iter().map(|unit| part(unit, &is_in) > 0.5 * unit.people).collect();
        let mut keep_most = |is_in: &dyn Fn(CommunityId) -> bool| {
            let parts: Vec<f64> = units.iter().map(|unit| part(unit, is_in)).collect();
            let is_served = parts.iter().zip(&is_chosen).any(|(&part, &on)| on && part > 0.0);
            let most = (0..parts.len()).rev().max_by(|&a, &b| parts[a].total_cmp(&parts[b]));
            if let Some(most) = most.filter(|&most| !is_served && parts[most] > 0.0) {
                is_chosen[most] = true;
            }
        };
        for of in &named {
            keep_most(&|c| of.contains(&c) && has_attribute(c));
        }
        keep_most(&is_in);
        units.into_iter().zip(is_chosen).filter(|(_, on)| *on).map(|(unit, _)| unit).collect()
    }

    /// The communities that each name means; none for a name that means none, which `check` refuses.
    pub(crate) fn named(&self, names: &[String]) -> Vec<BTreeSet<CommunityId>> {
        if names.is_empty() {
            return Vec::new();
        }
        let all = Names::of(self.communities.iter().map(|c| &c.place));
        let found = |name: &String| {
            let places = all.find(name).unwrap_or_default();
            places.iter().map(|&place| CommunityId::at(place as usize)).collect()
        };
        names.iter().map(found).collect()
    }

    /// The mean of an attribute over the people of a unit.
    fn mean_over(&self, unit: &Unit, attribute: Attribute) -> f64 {
        let (mut sum, mut people) = (0.0, 0.0);
        for &c in unit.members {
            let n = self.people_of(c);
            sum += n * self.communities[c.place()].attribute(attribute, &self.params);
            people += n;
        }
        sum / people
    }

    /// Distance of a unit's nearest community to the nearest enclave, in km; very far without one.
    fn nearest(&self, unit: &Unit, enclaves: &[&Community]) -> f64 {
        let km = |c: &CommunityId| km_to_nearest(&self.communities[c.place()], enclaves);
        unit.members.iter().map(km).fold(f64::INFINITY, f64::min)
    }
}

/// Distance to the nearest of others, in km; very far without one.
fn km_to_nearest(c: &Community, others: &[&Community]) -> f64 {
    let squared = |other: &&Community| {
        let (dx, dy) = (other.place.x_km - c.place.x_km, other.place.y_km - c.place.y_km);
        dx * dx + dy * dy
    };
    others.iter().map(squared).fold(1e12, f64::min).sqrt()
}

/// Sorts by an order, ties by identity; returns the order's whole millionths, so that near ties are ties
/// on every machine.
fn rank(units: &mut [Unit], order: impl Fn(&Unit) -> f64) -> Vec<i64> {
    let of = |unit: &Unit| (order(unit).min(1e9) * 1e6).round() as i64;
    units.sort_by_cached_key(|unit| (of(unit), unit.identity));
    units.iter().map(of).collect()
}

/// How many of these in a row come nearest to what is wanted; one at least.
fn nearest_sum(sizes: impl Iterator<Item = f64>, wanted: f64) -> usize {
    let mut sum = 0.0;
    let mut count = 0;
    for size in sizes {
        if count > 0 && (sum + size - wanted).abs() >= (sum - wanted).abs() {
            break;
        }
        sum += size;
        count += 1;
    }
    count
}

/// Keeps the first by an order that hold about so many communities of the country; where `whole_ties`, with all
/// that are alike to the last.
fn take_count(units: &mut Vec<Unit>, count: u32, whole_ties: bool, order: impl Fn(&Unit) -> f64) {
    let ranks = rank(units, order);
    let mut taken = nearest_sum(units.iter().map(|unit| unit.communities), f64::from(count));
    while whole_ties
        && units.iter().any(|unit| unit.members.len() > 1)
        && (1..ranks.len()).contains(&taken)
        && ranks[taken] == ranks[taken - 1]
    {
        taken += 1;
    }
    units.truncate(taken);
}

/// Keeps the first by an order that hold about this share of the people of all.
fn take_share(units: &mut Vec<Unit>, share: f64, order: impl Fn(&Unit) -> f64) {
    rank(units, order);
    let all: f64 = units.iter().map(|unit| unit.people).sum();
    let taken = nearest_sum(units.iter().map(|unit| unit.people), share * all);
    units.truncate(taken);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Params;

    /// 40 communities of 750 persons in committee sites of 6,000 and station sites of 8,000.
    fn country() -> Country {
        let mut params = Params::default();
        params.world.communities = 40;
        params.world.households = 150;
        params.committee.site_people = 6000.0;
        params.public.site_people = 8000.0;
        params.enclave.count = 2;
        Country::build(&params, None, 1).unwrap()
    }

    fn select(country: &Country, component: Component, set: impl Fn(&mut Intervention)) -> Zone {
        let mut record = Intervention::default();
        set(&mut record);
        country.select(&record, component, 0)
    }

    #[test]
    fn every_component_that_serves_sites_is_given_whole_sites() {
        let country = country();
        for &component in Component::ALL {
            let zone = select(&country, component, |it| it.share = 0.3);
            let sites = match component.serves() {
                Serves::Communities => {
                    assert!(zone.sites.is_empty());
                    continue;
                }
                Serves::CommitteeSites => &country.committee_sites,
                Serves::StationSites => &country.station_sites,
            };
            let mut whole: Vec<CommunityId> =
                zone.sites.iter().flat_map(|&site| sites.members(site.place())).copied().collect();
            whole.sort_unstable();
            assert_eq!(zone.communities, whole, "{component}");
            assert!(!whole.is_empty());
        }
    }

    #[test]
    fn a_share_of_people_is_met_within_one_site() {
        let country = country();
        let all = country.extent(&country.everywhere(Component::PeaceCommittee)).people;
        for share in [0.1, 0.25, 0.5, 0.9] {
            for component in [Component::PeaceCommittee, Component::Public, Component::Delegation] {
                let largest = match component.serves() {
                    Serves::CommitteeSites => 6000.0,
                    Serves::StationSites => 8000.0,
                    Serves::Communities => 750.0,
                };
                let random = select(&country, component, |it| it.share = share);
                let worst = select(&country, component, |it| it.worst_share = share);
                for zone in [random, worst] {
                    let people = country.extent(&zone).people;
                    assert!(
                        (people - share * all).abs() <= largest,
                        "{component} {share} {people}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_site_is_in_by_the_larger_part_of_its_people_and_a_named_place_is_always_served() {
        let country = country();
        let sites = &country.committee_sites;
        let poverty = |c: CommunityId| f64::from(country.communities[c.place()].ground.poverty);
        let mut poorest: Vec<f64> = (0..40).map(CommunityId::at).map(poverty).collect();
        poorest.sort_by(f64::total_cmp);
        let median = poorest[20];
        let zone = select(&country, Component::PeaceCommittee, |it| {
            it.attribute = Some(Attribute::Poverty);
            it.at_least = median;
        });
        for site in 0..sites.len() {
            let members = sites.members(site);
            let poor = members.iter().filter(|&&c| poverty(c) >= median).count();
            assert_eq!(zone.sites.contains(&SiteId::at(site)), 2 * poor > members.len(), "{site}");
        }
        // A village of a twentieth of a site.
        let named = country.communities[39].place.name.clone();
        let zone =
            select(&country, Component::PeaceCommittee, |it| it.places = vec![named.clone()]);
        assert_eq!(zone.sites, [sites.site_of[39]]);
        let alone =
            select(&country, Component::PrivateNational, |it| it.places = vec![named.clone()]);
        assert_eq!(alone.communities, [CommunityId::at(39)]);
    }

    #[test]
    fn no_enclave_is_left_out_for_another() {
        let country = country();
        let zone = select(&country, Component::PrivateInternational, |it| it.nearest_enclave = 2);
        let with: Vec<CommunityId> = (0..40)
            .map(CommunityId::at)
            .filter(|&c| country.communities[c.place()].ground.holds_enclave)
            .collect();
        assert!(with.iter().all(|c| zone.communities.contains(c)));
        let guards = select(&country, Component::PrivateNational, |it| it.nearest_enclave = 2);
        assert_eq!(guards.communities, with);
    }

    #[test]
    fn what_is_described_by_nothing_is_nowhere() {
        let country = country();
        let zone = select(&country, Component::PeaceCommittee, |it| {
            it.attribute = Some(Attribute::Poverty);
            it.at_least = 2.0;
        });
        assert_eq!(zone, Zone::default());
    }
}
