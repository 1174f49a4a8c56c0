//! What is open to an auspice, and what it is worth to it: component × site × partner, in acts averted a year among
//! those whom it cares for, times expected cooperation, less what its money last averted elsewhere.

use super::Purses;
use super::constituents::Constituents;
use crate::engine::Process;
use crate::ledger::Money;
use crate::model::keys;
use crate::params::{Catalogue, Params, Steering};
use crate::terms::{Auspice, Component, Kind, Measure, Mode};
use crate::world::Country;
use crate::world::choices::{Choice, Considered};
use crate::world::sites::CommunityId;
use enum_map::EnumMap;

/// One arrangement that could be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offer {
    pub(super) component: Component,
    /// Site of committees, by position.
    pub(super) site: usize,
    /// Its stable number.
    pub(super) identity: u32,
    pub(super) partner: Option<Auspice>,
    mode: Mode,
    /// Rand a month, of all who pay.
    pub(super) cost: f64,
    /// Share of it that the chooser pays.
    pub(super) own_share: f64,
    /// Whether it is what the chooser has there.
    pub(super) is_there: bool,
    /// Acts a year there, as far as it cares.
    acts: f64,
    /// Share of them that it expects to avert, and cases behind that.
    fall: (f64, f64),
    cooperation: f64,
    /// Acts averted a year, less the price of money.
    value: f64,
    /// What the logit makes of it.
    pub(super) rank: f64,
}

impl Offer {
    /// Acts averted a year among its own.
    fn worth(&self) -> f64 {
        self.acts * self.fall.0 * self.cooperation
    }

    /// Whether it passes: it averts more than the money would elsewhere.
    pub(super) fn passes(&self) -> bool {
        self.value > 0.0
    }

    /// What the chooser and its partner pay a month.
    pub(super) fn shares(&self) -> (f64, f64) {
        let own = self.cost * self.own_share;
        (own, self.cost - own)
    }

    /// What tells it from other offers.
    pub(super) fn order(&self) -> (usize, Component, Option<Auspice>) {
        (self.site, self.component, self.partner)
    }

    /// It, as the one who chooses saw it.
    pub(super) fn considered(&self, auspice: Auspice) -> Considered {
        let choice = Choice {
            auspice,
            component: self.component,
            zone: self.identity,
            partner: self.partner,
            mode: self.mode,
            cost: Money::from_rand(self.cost),
        };
        Considered {
            choice,
            acts: self.acts,
            fall: self.fall,
            cooperation: self.cooperation,
            value: self.value,
            is_taken: false,
        }
    }
}

/// Sites of committees that communities lie in, each once.
pub(super) fn sites_of(country: &Country, zone: &[CommunityId]) -> Vec<usize> {
    let of = |c: &CommunityId| country.committee_sites.site_of[c.place()].place();
    let mut sites: Vec<usize> = zone.iter().map(of).collect();
    sites.sort_unstable();
    sites.dedup();
    sites
}

/// Persons of a site.
pub(super) fn persons(country: &Country, site: usize) -> f64 {
    let households = country.households_of(country.committee_sites.members(site));
    households * country.params.world.household_size
}

/// Measured legitimacy of an auspice in a site.
pub(super) fn legitimacy(country: &Country, site: usize, auspice: Auspice) -> f64 {
    let members = country.committee_sites.members(site);
    country.mean_by_household(members, |c| f64::from(c.mean_legitimacy(auspice)))
}

/// A site as it is for whoever chooses there.
struct Ground {
    /// Its stable number.
    identity: u32,
    persons: f64,
    /// Acts a year, as far as the chooser cares.
    acts: f64,
    /// Measured legitimacy of each auspice.
    legitimacy: EnumMap<Auspice, f64>,
    /// Trust in each kind of provider.
    trust: EnumMap<Kind, f64>,
    /// What the chooser has there, and with whom.
    there: Option<(Component, Option<Auspice>)>,
}

impl Ground {
    fn of(country: &Country, site: usize, auspice: Auspice, acts: f64) -> Self {
        let members = country.committee_sites.members(site);
        let trust =
            |kind| country.mean_by_household(members, |c| f64::from(c.opinion.mean_trust[kind]));
        Self {
            identity: country.site_identity_of(&country.committee_sites, site),
            persons: persons(country, site),
            acts,
            legitimacy: EnumMap::from_fn(|of| legitimacy(country, site, of)),
            trust: EnumMap::from_fn(trust),
            there: super::current(country, auspice, site).map(|a| (a.component, a.partner())),
        }
    }

    /// Cooperation to expect: the mean of trust in who comes and of the legitimacy of those behind it; force does where
    /// that is more. Without the least legitimacy only force is open.
    fn cooperation(
        &self,
        p: &Steering,
        component: Component,
        auspice: Auspice,
        partner: Option<Auspice>,
    ) -> Option<f64> {
        let provision = component.provision();
        let own = self.legitimacy[auspice];
        let behind = partner.map_or(own, |partner| 0.5 * (own + self.legitimacy[partner]));
        let agreed = 0.5 * (self.trust[provision.by] + behind);
        if provision.is_by_force() {
            Some(agreed.max(p.force))
        } else {
            (behind >= p.least_legitimacy).then_some(agreed)
        }
    }
}

/// The sites that an auspice looks at: those with most violence against its own, some at random, and
/// those where it has something already.
pub(super) fn shortlist(country: &Country, auspice: Auspice) -> Vec<usize> {
    let p = &country.params.steering;
    let constituents = Constituents::of(country, auspice);
    let identity = |site: usize| country.site_identity_of(&country.committee_sites, site);
    let mut sites: Vec<(f64, u32, usize)> = (0..country.committee_sites.len())
        .map(|site| (constituents.acts(site), identity(site), site))
        .collect();
    sites.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let rest = sites.split_off(sites.len().min(p.worst as usize));
    let mut drawn: Vec<(f32, u32, usize)> = rest
        .iter()
        .map(|&(_, identity, site)| {
            let key = keys::option(keys::SHORTLIST, auspice as u32, 0, 0);
            let step = country.step_of(0);
            (country.draws.stream(Process::Steering, identity, step, key).unit(), identity, site)
        })
        .collect();
    drawn.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut listed: Vec<usize> = sites.iter().map(|&(_, _, site)| site).collect();
    listed.extend(drawn.iter().take(p.drawn as usize).map(|&(_, _, site)| site));
    for a in country.arrangements.iter().filter(|a| super::is_choice_of(a, auspice)) {
        listed.extend(sites_of(country, &a.zone));
    }
    listed.sort_unstable();
    listed.dedup();
    listed
}

/// Price of a month of a component for so many persons before anybody knows what it uses, in rand: a committee that
/// holds its priced gatherings, men for each so many persons, offices by the head.
fn first_price(country: &Country, component: Component, persons: f64) -> f64 {
    let p = &country.params.steering;
    let day = country.rules.day_wage / Money::CENTS;
    let month = country.rules.month_wage / Money::CENTS;
    let guards = persons / p.persons_per_guard;
    match component.provision().measure {
        Measure::Gatherings => {
            p.gatherings_priced * country.params.committee.pay * day * p.overhead_priced
        }
        Measure::Guards => guards * month * country.params.guards.markup,
        Measure::Rented => {
            p.officers_per_guard * guards * country.params.public.wage * country.params.rented.price
        }
        Measure::Officers => p.officers_per_guard * guards * country.params.public.wage,
        Measure::Company => guards * country.params.company.price,
        Measure::Peacekeepers => guards * country.params.interstate.price,
        Measure::Pupils => {
            let params = &country.params;
            let adults = persons * params.world.adults / params.world.household_size;
            adults * f64::from(params.education.share) * params.education.cost / 12.0
        }
        Measure::Offices => p.offices_priced * persons / 12.0,
    }
}

/// Price of a month, as far as like arrangements have shown what they use.
fn price(country: &Country, component: Component, persons: f64) -> f64 {
    let first = first_price(country, component, persons) / persons;
    country.choices.costs[component].expected(first, country.params.steering.prior) * persons
}

/// Components whose mechanism is on.
pub(super) fn switched_on(params: &Params) -> Vec<Component> {
    let catalogue = Catalogue::standard();
    let is_on = |component: &&Component| catalogue.switched_off(**component, params).is_none();
    Component::ALL.iter().filter(is_on).copied().collect()
}

/// What is open to an auspice at these sites: each of these components, alone and with the one partner who has most of what
/// it lacks.
pub(super) fn list(
    country: &Country,
    auspice: Auspice,
    sites: &[usize],
    components: &[Component],
    purses: &Purses,
) -> Vec<Offer> {
    let p = &country.params.steering;
    let constituents = Constituents::of(country, auspice);
    let mut offers = Vec::new();
    for &site in sites {
        let ground = Ground::of(country, site, auspice, constituents.acts(site));
        for &component in components {
            if is_taken_by_others(country, auspice, site, component) {
                continue;
            }
            let cost = price(country, component, ground.persons);
            let lead = Lead { country, auspice, ground: &ground, site, component, cost, purses };
            let lesson = country.choices.falls[auspice][component];
            for (partner, own_share) in [lead.alone(), lead.with_partner()].into_iter().flatten() {
                let Some(cooperation) = ground.cooperation(p, component, auspice, partner) else {
                    continue;
                };
                let coordination = country.params.partnership.coordination;
                let cost = if partner.is_some() { cost * (1.0 + coordination) } else { cost };
                offers.push(Offer {
                    component,
                    site,
                    identity: ground.identity,
                    partner,
                    mode: component.provision().mode,
                    cost: lead.limited(cost),
                    own_share,
                    is_there: ground.there == Some((component, partner)),
                    acts: ground.acts,
                    fall: (lesson.expected(p.expected_fall, p.prior), lesson.cases),
                    cooperation,
                    value: 0.0,
                    rank: 0.0,
                });
            }
        }
    }
    offers
}

/// Whether somebody else provides the same there: nobody buys what is there.
fn is_taken_by_others(
    country: &Country,
    auspice: Auspice,
    site: usize,
    component: Component,
) -> bool {
    let first = country.committee_sites.members(site)[0];
    country.arrangements.iter().any(|a| {
        a.component == component
            && a.maker.chooser() != Some(auspice)
            && !a.has_ended()
            && a.zone.binary_search(&first).is_ok()
    })
}

/// Who would lead an arrangement, and what it takes.
struct Lead<'a> {
    country: &'a Country,
    auspice: Auspice,
    ground: &'a Ground,
    site: usize,
    component: Component,
    cost: f64,
    purses: &'a Purses,
}

impl Lead<'_> {
    /// Alone, where it may and can pay. Members of committees give their time where a node has no money.
    fn alone(&self) -> Option<(Option<Auspice>, f64)> {
        let has_authority =
            self.component.provision().authority.is_none_or(|needed| needed == self.auspice);
        let can_pay = self.limited(self.cost) <= self.own();
        (has_authority && can_pay).then_some((None, 1.0))
    }

    /// What it pays where time can stand in for money.
    fn limited(&self, cost: f64) -> f64 {
        let is_volunteered = self.auspice == Auspice::CivilSociety
            && self.component.provision().measure == Measure::Gatherings;
        if is_volunteered { cost.min(self.own()) } else { cost }
    }

    /// What it has itself to spend there.
    fn own(&self) -> f64 {
        self.purses.at(self.auspice, self.site)
    }

    /// With the one who has what it lacks, if he is found: authority first, then money, then legitimacy.
    fn with_partner(&self) -> Option<(Option<Auspice>, f64)> {
        let needed = self.component.provision().authority.filter(|needed| *needed != self.auspice);
        let own = self.own();
        let has = self.ground.there.filter(|(component, _)| *component == self.component);
        let partner = if let Some(needed) = needed {
            needed
        } else if let Some((_, Some(partner))) = has {
            partner
        } else if own < self.cost {
            self.best(|other| self.purses.at(other, self.site))?
        } else {
            self.best(|other| self.ground.legitimacy[other])?
        };
        let own_share = if self.cost > 0.0 { (own / self.cost).min(1.0) } else { 1.0 };
        let can_pay = self.cost * (1.0 - own_share) <= self.purses.at(partner, self.site);
        (can_pay && self.finds(partner)).then_some((Some(partner), own_share))
    }

    /// The other who has most, if that is more than it has itself.
    fn best(&self, has: impl Fn(Auspice) -> f64) -> Option<Auspice> {
        let mut best = (None, has(self.auspice));
        for &other in Auspice::ALL {
            if has(other) > best.1 {
                best = (Some(other), has(other));
            }
        }
        best.0
    }

    /// Whether a partner is found is drawn, where he is not there already.
    fn finds(&self, partner: Auspice) -> bool {
        if self.ground.there == Some((self.component, Some(partner))) {
            return true;
        }
        let step = self.country.step_of(0);
        let place = self.ground.identity;
        let key = keys::option(keys::PARTNER, self.auspice as u32, 0, partner as u32 + 1);
        let mut stream = self.country.draws.stream(Process::Steering, place, step, key);
        stream.chance(self.country.params.steering.partner as f32)
    }
}

/// What each is worth after the price of money, and its rank in a logit over values. What an auspice thinks of an option
/// beside its value is its own and stays: what is there is kept unless another is better by more than the inertia.
pub(super) fn value(country: &Country, auspice: Auspice, offers: &mut [Offer]) {
    let p = &country.params.steering;
    let total = |of: &dyn Fn(&Offer) -> f64| offers.iter().map(of).sum::<f64>();
    let spent = total(&|offer| 12.0 * offer.shares().0);
    // At first it takes money to avert what it does on average over what is open.
    let first = if spent > 0.0 { total(&Offer::worth) / spent } else { 0.0 };
    let price = country.choices.price[auspice].unwrap_or(first);
    for offer in offers.iter_mut() {
        offer.value = offer.worth() - price * 12.0 * offer.shares().0;
        if offer.is_there {
            offer.value += p.inertia * offer.value.abs();
        }
    }
    let n = offers.len().max(1) as f64;
    let mean = offers.iter().map(|offer| offer.value).sum::<f64>() / n;
    let variance = offers.iter().map(|offer| (offer.value - mean).powi(2)).sum::<f64>() / n;
    let scale = if variance > 0.0 { p.sharpness / variance.sqrt() } else { 0.0 };
    for offer in offers.iter_mut() {
        let partner = offer.partner.map_or(0, |partner| partner as u32 + 1);
        let key = keys::option(keys::TASTE, auspice as u32, offer.component as u32 + 1, partner);
        let unit = country.draws.stream(Process::Steering, offer.identity, 0, key).unit64();
        let taste = -libm::log(-libm::log(unit.clamp(1e-12, 1.0 - 1e-12)));
        offer.rank = scale * offer.value + taste;
    }
}

/// The price at which money found takers: what the last that was taken averts for a rand where money ran short; where it
/// did not, half of what it was.
pub(super) fn set_price(price: &mut Option<f64>, taken: &[Offer], is_short: bool) {
    let of = |offer: &Offer| {
        let paid = 12.0 * offer.shares().0;
        (paid > 0.0).then(|| offer.worth() / paid)
    };
    let last = taken.iter().filter_map(of).min_by(f64::total_cmp);
    *price = match (is_short, last) {
        (true, Some(last)) => Some(last),
        (true, None) => *price,
        (false, _) => price.map(|price| price / 2.0),
    };
}
