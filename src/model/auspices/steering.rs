//! 4.1 Steering: every auspice with money of its own lists what is open to it, tests each for legitimacy
//! and resources, looks for a partner who has what it lacks, buys down the list, keeps what is not much
//! worse, and leaves where nothing passes.
//!
//! Whom it cares for is `steering/constituents.rs`, what is open to it and what that is worth to it
//! `steering/options.rs`, what it has learnt from what others tried `steering/lessons.rs`.

mod constituents;
mod lessons;
mod options;

use super::arrangements;
use crate::engine::Process;
use crate::ledger::{Holder, Money};
use crate::model::keys;
use crate::terms::{Auspice, Component};
use crate::world::Country;
use crate::world::arrangements::{Arrangement, Maker, Phase, Terms};
use crate::world::choices::Considered;
use enum_map::{EnumMap, enum_map};
use options::Offer;

/// Money that is left this month, in rand.
struct Purses {
    /// Of those with one treasury; civil society's entry is what all its nodes might raise.
    central: EnumMap<Auspice, f64>,
    /// What the node of each site has raised.
    nodes: Vec<f64>,
}

impl Purses {
    fn of(country: &Country) -> Self {
        let central = budgets(country);
        let sites = 0..country.committee_sites.len();
        let has_dues = central[Auspice::CivilSociety] > 0.0;
        let raised = |site| if has_dues { dues(country, site) } else { 0.0 };
        Self { central, nodes: sites.map(raised).collect() }
    }

    /// What an auspice can spend at a site.
    fn at(&self, auspice: Auspice, site: usize) -> f64 {
        if auspice == Auspice::CivilSociety { self.nodes[site] } else { self.central[auspice] }
    }

    fn spend(&mut self, auspice: Auspice, site: usize, rand: f64) {
        if auspice == Auspice::CivilSociety {
            self.nodes[site] -= rand;
        } else {
            self.central[auspice] -= rand;
        }
    }
}

/// Nodes of civil society ask first, as they look to others for what they lack; then those with larger treasuries.
const ORDER: [Auspice; 6] = [
    Auspice::CivilSociety,
    Auspice::State,
    Auspice::Multinational,
    Auspice::Interstate,
    Auspice::Ngo,
    Auspice::AidAgency,
];

/// Every half year each auspice with money chooses.
pub(crate) fn choose(country: &mut Country) {
    lessons::remember_year(country);
    country.choices.taken.clear();
    if let Some(seen) = &mut country.deliberation {
        seen.clear();
    }
    let p = &country.params.steering;
    let is_due = country.is_open() && (country.now - 1) % p.every as i32 == 0;
    if !country.params.mechanisms.steering || !is_due {
        return;
    }
    let mut purses = Purses::of(country);
    let has_money = purses.central.map(|_, rand| rand > 0.0);
    if !has_money.values().any(|has| *has) {
        return;
    }
    lessons::learn(country);
    let components = options::switched_on(&country.params);
    for auspice in ORDER {
        if !has_money[auspice] {
            continue;
        }
        if auspice == Auspice::CivilSociety {
            for site in 0..country.committee_sites.len() {
                decide(country, auspice, &[site], &components, &mut purses);
            }
        } else {
            let listed = options::shortlist(country, auspice);
            decide(country, auspice, &listed, &components, &mut purses);
        }
    }
}

/// Money of a month that each can spend on arrangements of its own choice, in rand.
fn budgets(country: &Country) -> EnumMap<Auspice, f64> {
    let p = &country.params.steering;
    let a_head = enum_map! {
        Auspice::State => p.state,
        Auspice::CivilSociety => p.civil_society,
        Auspice::Multinational => p.multinational,
        Auspice::Interstate => p.interstate,
        Auspice::Ngo => p.ngo,
        Auspice::AidAgency => p.aid_agency,
    };
    let persons = country.simulated_persons();
    a_head.map(|_, rand| rand * persons / 12.0)
}

/// What the node of a site can raise in a month: dues of those who trust it.
fn dues(country: &Country, site: usize) -> f64 {
    let trusted = options::legitimacy(country, site, Auspice::CivilSociety);
    country.params.steering.civil_society * trusted * options::persons(country, site) / 12.0
}

/// An auspice draws from what is open to it at these sites, more often what is worth more to it (a logit over
/// values), until its money is spent.
fn decide(
    country: &mut Country,
    auspice: Auspice,
    sites: &[usize],
    components: &[Component],
    purses: &mut Purses,
) {
    let mut offers = options::list(country, auspice, sites, components, purses);
    options::value(country, auspice, &mut offers);
    offers.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(a.order().cmp(&b.order())));
    let mut taken: Vec<Offer> = Vec::new();
    let mut is_short = false;
    for offer in &offers {
        let is_free = taken.iter().all(|other| other.site != offer.site);
        if !is_free || !offer.passes() {
            continue;
        }
        let (own, others) = offer.shares();
        let has = |auspice, rand| rand <= 0.0 || rand <= purses.at(auspice, offer.site);
        let can_pay = has(auspice, own) && offer.partner.is_none_or(|partner| has(partner, others));
        if !can_pay {
            is_short = true;
            continue;
        }
        purses.spend(auspice, offer.site, own);
        if let Some(partner) = offer.partner {
            purses.spend(partner, offer.site, others);
        }
        taken.push(*offer);
    }
    options::set_price(&mut country.choices.price[auspice], &taken, is_short);
    if let Some(seen) = &mut country.deliberation {
        seen.extend(offers.iter().map(|offer| {
            let is_taken = taken.iter().any(|other| other.order() == offer.order());
            Considered { is_taken, ..offer.considered(auspice) }
        }));
    }
    abdicate(country, auspice, sites, &taken);
    for offer in &taken {
        country.choices.taken.push(offer.considered(auspice).choice);
        keep_or_make(country, auspice, offer);
    }
}

/// The arrangement of an auspice's own choice that serves a site.
fn current(country: &Country, auspice: Auspice, site: usize) -> Option<&Arrangement> {
    let first = country.committee_sites.members(site)[0];
    country.arrangements.iter().find(|a| is_choice_of(a, auspice) && a.zone.first() == Some(&first))
}

fn is_choice_of(a: &Arrangement, auspice: Auspice) -> bool {
    a.is_chosen() && a.maker.chooser() == Some(auspice)
}

/// Who steers and pays what is chosen. On what seats partners agree is drawn; the money is what each gives.
fn terms(country: &Country, auspice: Auspice, offer: &Offer) -> Terms {
    let mut terms = Terms::alone(auspice);
    let Some(partner) = offer.partner else { return terms };
    let p = &country.params.steering;
    let mut stream = country.draws.stream(
        Process::Steering,
        offer.identity,
        country.step_of(0),
        keys::option(keys::SEATS, auspice as u32, offer.component as u32, 0),
    );
    let share = p.least_seats + p.drawn_seats * stream.unit();
    terms.seats[auspice] = 1.0 - share;
    terms.seats[partner] = share;
    terms.money[auspice] = offer.own_share;
    terms.money[partner] = 1.0 - offer.own_share;
    terms.members = 2;
    terms.vetoes = 1;
    if partner == Auspice::CivilSociety || auspice == Auspice::CivilSociety {
        terms.local_knowledge = p.partner_knowledge;
        terms.standing = p.partner_standing;
    }
    terms
}

fn keep_or_make(country: &mut Country, auspice: Auspice, offer: &Offer) {
    if offer.is_there {
        return;
    }
    let terms = terms(country, auspice, offer);
    country.choices.made += 1;
    let maker = Maker::Choice(auspice, country.choices.made);
    let mut a = Arrangement::new(maker, offer.component, terms);
    a.name = format!("{auspice}_{}_{}", offer.component, offer.site + 1);
    let members = country.committee_sites.members(offer.site).to_vec();
    let zone = country.zone_of(members, offer.component);
    let extent = country.extent(&zone);
    a.serve(zone, extent);
    a.monthly = Money::from_rand(offer.cost);
    a.is_placebo = country.params.programmes.placebo;
    let (ready, money) = a.lags(&country.params);
    a.funded_from = country.now + money;
    a.phase = Phase::Preparing { until: country.now + ready };
    // What it had there before and left is taken up again, with its account.
    let there = |old: &&mut Arrangement| old.record.is_none() && old.name == a.name;
    if let Some(old) = country.arrangements.iter_mut().find(there) {
        a.purse = old.purse;
        a.account = std::mem::take(&mut old.account);
        a.at_work = old.at_work;
        *old = a;
    } else {
        a.purse = country.ledger.open_account(Holder::Programme);
        country.arrangements.push(a);
    }
}

/// What was not chosen again at these sites ends; where nothing passes nothing is left.
fn abdicate(country: &mut Country, auspice: Auspice, sites: &[usize], taken: &[Offer]) {
    let mut arrangements = std::mem::take(&mut country.arrangements);
    for a in &mut arrangements {
        let Some(&first) = a.zone.first().filter(|_| is_choice_of(a, auspice)) else { continue };
        let site = country.committee_sites.site_of[first.place()].place();
        let is_kept = taken.iter().any(|offer| {
            (offer.site, offer.component, offer.partner) == (site, a.component, a.partner())
        });
        if sites.contains(&site) && !is_kept {
            arrangements::finish(country, a);
        }
    }
    country.arrangements = arrangements;
}
