//! 4.14 Military companies from abroad: high force and readiness, a high price, and nothing that
//! settles what they suppress (claims 48 to 52).

use crate::ledger::{Money, Purpose};
use crate::model::scene::Scene;
use crate::terms::{Class, Component, Contract, Origin};
use crate::world::Country;
use crate::world::arrangements::Arrangement;
use crate::world::community::Community;
use crate::world::engaged::Engaged;
use crate::world::parts::{Cover, Providers};

/// The company sends the men that the month's money buys, or that a concession's present value does,
/// and spreads them over its zone by people.
pub(crate) fn deploy(country: &mut Country, a: &mut Arrangement) {
    if !country.params.mechanisms.private_international {
        return;
    }
    let p = country.params.company.clone();
    let is_concession = a.contract == Contract::Concession && country.params.mechanisms.concessions;
    let men = if is_concession {
        concession_value(country, a) / (p.price * 100.0)
    } else {
        let price = p.price + p.auxiliaries * country.rules.month_wage / 100.0;
        let men = a.free(&country.ledger).rand() / price;
        pay(country, a, men, p.auxiliaries);
        men
    };
    a.staff = men as f32;
    if a.is_placebo {
        return;
    }
    spread(country, a, men, |company| Engaged { company, ..Engaged::default() });
}

/// The company's price, and its auxiliaries' pay in the first community of the zone.
fn pay(country: &mut Country, a: &mut Arrangement, men: f64, auxiliaries: f64) {
    let wage = country.rules.month_wage;
    let to_local = Money((men * auxiliaries * wage) as i64);
    let price = Money::from_rand(men * country.params.company.price);
    a.pay(&mut country.ledger, Purpose::CompanyPrice, price);
    if let Some(&c) = a.zone.first() {
        a.pay_in(
            &mut country.ledger,
            &mut country.communities[c.place()].books,
            Purpose::AuxiliaryPay,
            Class::Poor,
            to_local,
        );
    }
}

/// Shares men out over the zone by people.
pub(super) fn spread(
    country: &mut Country,
    a: &Arrangement,
    men: f64,
    engage: impl Fn(f32) -> Engaged,
) {
    let households = a.persons / country.params.world.household_size;
    for &c in &a.zone {
        let community = &mut country.communities[c.place()];
        let share = men * f64::from(community.size()) / households.max(1.0);
        let seats = a.terms.seats;
        community.providers.engaged.merge(&Engaged { seats, ..engage(share as f32) });
    }
}

/// Share of the country's rents that lie in the zone: by enclaves, else by people.
fn rents_share(country: &Country, a: &Arrangement) -> f64 {
    let held = |c: &Community| f64::from(u8::from(c.ground.holds_enclave));
    let all: f64 = country.communities.iter().map(held).sum();
    if all > 0.0 {
        a.zone.iter().map(|&c| held(&country.communities[c.place()])).sum::<f64>() / all
    } else {
        a.extent.stands_for() * a.persons / country.simulated_persons()
    }
}

/// Resource rents of the zone in a month, in minor units: what its enclaves put out; without any, its
/// share of the rents that the state has.
fn zone_rents(country: &Country, a: &Arrangement) -> f64 {
    let enclaves =
        a.zone.iter().filter(|&&c| country.communities[c.place()].ground.holds_enclave).count();
    if enclaves > 0 {
        enclaves as f64 * country.params.enclave.output * 100.0
    } else {
        rents_share(country, a) * country.state.revenue.rents_mean.0 as f64
    }
}

/// What a concession is worth to the company in each month that it is expected to stay: its present
/// value over its term, spread over the stay, in minor units. A cash contract of equal present value
/// would cost the state this each month.
pub(super) fn concession_value(country: &Country, a: &Arrangement) -> f64 {
    let p = &country.params.company;
    let monthly = p.concession * zone_rents(country, a);
    let annuity = |months: f64| (1.0 - libm::pow(1.0 + p.discount, -months)) / p.discount.max(1e-9);
    let term = f64::from(p.concession_months);
    let record = a.record.and_then(|i| country.params.programme.interventions.get(i as usize));
    let stay = record
        .filter(|record| record.until > 0)
        .map_or(term, |record| f64::from(record.until.saturating_sub(record.from) + 1));
    monthly * annuity(term) / annuity(stay.min(term)).max(1e-9)
}

/// The monthly cash contracts of the same present value as all concessions that run.
pub(crate) fn running_value(country: &Country) -> Money {
    let value: f64 = country
        .arrangements
        .iter()
        .filter(|a| is_running_concession(a, country))
        .map(|a| concession_value(country, a) * a.extent.stands_for())
        .sum();
    Money(value as i64)
}

/// Whether a concession has still to be paid: for its term, whether or not the company is there.
fn is_running_concession(a: &Arrangement, country: &Country) -> bool {
    let m = &country.params.mechanisms;
    m.concessions
        && m.private_international
        && a.component == Component::PrivateInternational
        && a.contract == Contract::Concession
        && a.began > 0
        && country.now < a.began + country.params.company.concession_months as i32
}

/// Concessions run whether or not the company is still there: the state does without its part of the
/// rents given away.
pub(crate) fn pay_concessions(country: &mut Country) {
    let p = &country.params.company;
    let share = p.concession;
    let total: f64 = country
        .arrangements
        .iter()
        .filter(|a| is_running_concession(a, country))
        .map(|a| rents_share(country, a))
        .sum();
    let rents = country.state.revenue.rents_mean.0 as f64 * libm::exp(country.state.revenue.rents);
    country.ledger.post(Purpose::Concession, Money((share * total.min(1.0) * rents) as i64));
}

/// Under a force that it cannot match a gang goes underground: it takes and governs nothing, and
/// waits. When the force has gone it is there again.
pub(crate) fn suppress(providers: &mut Providers, cover: &Cover, scene: &Scene) {
    let force = providers.engaged.company + providers.engaged.mission + providers.duty.soldiers;
    let is_matched =
        force > 0.0 && cover.deterrence[Origin::GangWar] > scene.params.company.underground;
    if let Some(turf) = &mut providers.turf {
        turf.is_underground = is_matched;
    }
}
