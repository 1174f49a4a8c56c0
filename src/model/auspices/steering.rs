//! 4.1 Steering: an auspice with money of its own lists what is open to it, tests each for legitimacy
//! and resources, buys down the list, keeps what is not much worse, and leaves where nothing passes.

use super::arrangements;
use crate::engine::{Process, Stream};
use crate::ledger::{Holder, Money};
use crate::terms::{Attribute, Auspice, Component, Measure};
use crate::world::Country;
use crate::world::arrangements::{Arrangement, Maker, Phase, Terms};
use crate::world::sites::CommunityId;
use enum_map::EnumMap;

/// One arrangement that could be.
struct Offer {
    component: Component,
    site: usize,
    partner: Option<Auspice>,
    price: f64,
    /// Expected fall in incidents for the money, times expected cooperation.
    worth: f64,
}

/// Every half year each auspice with money chooses.
pub(crate) fn choose(country: &mut Country) {
    let p = &country.params.steering;
    let is_due = country.is_open() && (country.now - 1) % p.every as i32 == 0;
    if !country.params.mechanisms.steering || !is_due {
        return;
    }
    let budgets = [
        (Auspice::State, p.state),
        (Auspice::Multinational, p.multinational),
        (Auspice::Interstate, p.interstate),
        (Auspice::Ngo, p.ngo),
        (Auspice::AidAgency, p.aid_agency),
    ];
    if budgets.iter().all(|(_, rand)| *rand <= 0.0) {
        return;
    }
    learn(country);
    for (auspice, rand) in budgets {
        if rand > 0.0 {
            let budget = rand * country.simulated_persons() / 12.0;
            decide(country, auspice, budget);
        }
    }
}

/// Lessons: each arrangement that has acted for half a year is a case, a success if violence where it
/// acts is below what it was. Auspices know nothing else of what works.
fn learn(country: &mut Country) {
    let mut lessons = EnumMap::<Component, [f64; 2]>::default();
    for a in &country.arrangements {
        if a.is_acting() && country.now - a.began >= 6 {
            let of_component = &mut lessons[a.component];
            let now = mean_of(country, &a.zone, Attribute::Violence);
            of_component[0] += f64::from(u8::from(now < a.violence_before));
            of_component[1] += 1.0;
        }
    }
    country.lessons = lessons;
}

fn mean_of(country: &Country, zone: &[CommunityId], attribute: Attribute) -> f64 {
    let of =
        |&c: &CommunityId| country.communities[c.place()].attribute(attribute, &country.params);
    zone.iter().map(of).sum::<f64>() / zone.len().max(1) as f64
}

/// Expected success of a component: (prior/2 + successes)/(prior + cases).
fn belief(country: &Country, component: Component) -> f64 {
    let prior = country.params.steering.prior;
    let [successes, cases] = country.lessons[component];
    (prior / 2.0 + successes) / (prior + cases)
}

/// Price of a month of a component for so many persons, in rand: a committee that holds its priced
/// gatherings, a guard or the officers that stand for one for each so many persons, training within a year; `None` where
/// there is none to be had.
fn price(country: &Country, measure: Measure, persons: f64) -> Option<f64> {
    let p = &country.params.steering;
    let day = country.rules.day_wage / Money::CENTS;
    let month = country.rules.month_wage / Money::CENTS;
    let price = match measure {
        Measure::Gatherings => {
            p.gatherings_priced * country.params.committee.pay * day * p.overhead_priced
        }
        Measure::Guards => persons / p.persons_per_guard * month * country.params.guards.markup,
        Measure::Officers => {
            p.officers_per_guard * persons / p.persons_per_guard
                * country.params.public.wage
                * country.params.rented.price
        }
        Measure::Pupils if !country.params.mechanisms.education => return None,
        Measure::Pupils => {
            let p = &country.params;
            let adults = persons * p.world.adults / p.world.household_size;
            adults * f64::from(p.education.share) * p.education.cost / 12.0
        }
    };
    Some(price)
}

/// Who can make people comply who do not think it right.
const fn can_coerce(auspice: Auspice) -> bool {
    match auspice {
        Auspice::State | Auspice::Multinational => true,
        Auspice::CivilSociety | Auspice::Interstate | Auspice::Ngo | Auspice::AidAgency => false,
    }
}

fn decide(country: &mut Country, auspice: Auspice, budget: f64) {
    let step = country.step_of(0);
    let mut stream = country.draws.stream(Process::Steering, auspice as u32, step, 0);
    let mut options = list(country, auspice, &mut stream);
    let inertia = country.params.steering.inertia;
    for option in &mut options {
        if current(country, auspice, option.site).is_some_and(|a| a.component == option.component) {
            option.worth *= 1.0 + inertia;
        }
    }
    options.sort_by(|a, b| {
        b.worth.total_cmp(&a.worth).then((a.site, a.component).cmp(&(b.site, b.component)))
    });
    let mut left = budget;
    let mut taken: Vec<(usize, Component)> = Vec::new();
    for option in &options {
        let is_free = taken.iter().all(|(site, _)| *site != option.site);
        if is_free && option.price <= left && option.worth > 0.0 {
            left -= option.price;
            taken.push((option.site, option.component));
            keep_or_make(country, auspice, option, &mut stream);
        }
    }
    abdicate(country, auspice, &taken);
}

/// What is open: each component at each site, alone or with a partner who has what is lacking.
fn list(country: &Country, auspice: Auspice, stream: &mut Stream) -> Vec<Offer> {
    let p = &country.params.steering;
    let mut options = Vec::new();
    for site in 0..country.committee_sites.len() {
        let zone = country.committee_sites.members(site);
        let persons: f64 =
            zone.iter().map(|&c| f64::from(country.communities[c.place()].size())).sum::<f64>()
                * country.params.world.household_size;
        let incidents = mean_of(country, zone, Attribute::Violence) * persons / 1000.0;
        let legitimacy = |of: Auspice| {
            let sum: f32 =
                zone.iter().map(|&c| country.communities[c.place()].mean_legitimacy(of)).sum();
            f64::from(sum) / zone.len() as f64
        };
        let own = legitimacy(auspice);
        let finds = stream.chance(p.partner as f32);
        let lacks = own < p.least_legitimacy;
        let partner = (lacks && finds).then_some(Auspice::CivilSociety);
        let behind = partner.map_or(own, |partner| 0.5 * (own + legitimacy(partner)));
        if behind < p.least_legitimacy && !can_coerce(auspice) {
            continue;
        }
        for &component in Component::ALL {
            let provision = component.provision();
            let price = |measure| price(country, measure, persons);
            let Some(price) = provision.choice.and_then(price) else { continue };
            let kind = provision.by;
            let trust: f32 = zone
                .iter()
                .map(|&c| country.communities[c.place()].opinion.mean_trust[kind])
                .sum::<f32>()
                / zone.len() as f32;
            let cooperation = 0.5 * (f64::from(trust) + behind);
            let gain = belief(country, component) * incidents / price.max(1.0);
            options.push(Offer { component, site, partner, price, worth: gain * cooperation });
        }
    }
    options
}

/// The arrangement of an auspice's own choice that serves a site.
fn current(country: &Country, auspice: Auspice, site: usize) -> Option<&Arrangement> {
    let first = country.committee_sites.members(site)[0];
    country.arrangements.iter().find(|a| is_choice_of(a, auspice) && a.zone.first() == Some(&first))
}

fn is_choice_of(a: &Arrangement, auspice: Auspice) -> bool {
    a.record.is_none()
        && a.maker.chooser() == Some(auspice)
        && !matches!(a.phase, Phase::Ended { .. })
}

fn keep_or_make(country: &mut Country, auspice: Auspice, option: &Offer, stream: &mut Stream) {
    if current(country, auspice, option.site).is_some_and(|a| a.component == option.component) {
        return;
    }
    let mut terms = Terms::alone(auspice);
    if let Some(partner) = option.partner {
        // On what seats partners agree is drawn.
        let p = &country.params.steering;
        let share = p.least_seats + p.drawn_seats * stream.unit();
        terms.seats[auspice] = 1.0 - share;
        terms.seats[partner] = share;
        terms.members = 2;
        terms.vetoes = 1;
        terms.local_knowledge = p.partner_knowledge;
        terms.standing = p.partner_standing;
    }
    let number = country.arrangements.len() as u32;
    let mut a = Arrangement::new(Maker::Choice(auspice, number), option.component, terms);
    a.name = format!("{auspice}_{}_{}", option.component, option.site + 1);
    let members = country.committee_sites.members(option.site).to_vec();
    let zone = country.zone_of(members, option.component);
    let extent = country.extent(&zone);
    a.serve(zone, extent);
    a.monthly = Money::from_rand(option.price);
    a.violence_before = mean_of(country, &a.zone, Attribute::Violence);
    a.is_placebo = country.params.programmes.placebo;
    a.funded_from = country.now;
    let lag = a.preparation(&country.params);
    a.phase = Phase::Preparing { until: country.now + (lag + a.terms.vetoes) as i32 };
    a.purse = country.ledger.open_account(Holder::Programme);
    country.arrangements.push(a);
}

/// What was not chosen again ends; where nothing passes nothing is left.
fn abdicate(country: &mut Country, auspice: Auspice, taken: &[(usize, Component)]) {
    let mut arrangements = std::mem::take(&mut country.arrangements);
    for a in &mut arrangements {
        let Some(&first) = a.zone.first().filter(|_| is_choice_of(a, auspice)) else { continue };
        let site = country.committee_sites.site_of[first.place()].place();
        if !taken.contains(&(site, a.component)) {
            arrangements::finish(country, a);
        }
    }
    country.arrangements = arrangements;
}
