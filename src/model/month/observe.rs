//! Step 8: what the month looked like.

use crate::ledger::Money;
use crate::metrics::{Stocks, Tally};
use crate::model::providers::companies;
use crate::model::surveys::rounds;
use crate::terms::{Auspice, Component, Kind, Origin, Standing};
use crate::world::Country;
use crate::world::community::Community;
use crate::world::households::{MAX_GROUPS, sum};
use crate::world::organisations::together;

/// What there is to be seen before the first month: stocks only.
pub fn begin(country: &mut Country) {
    let mut stocks = Stocks::default();
    for (index, c) in country.communities.iter().enumerate() {
        let site = country.committee_sites.site_of[index] as usize;
        count(c, country.committees[site].is_some(), &mut stocks);
    }
    posts(country, &mut stocks);
    note_state(country);
    country.observation.stocks = stocks;
}

/// Closes the month's books and sums what is to be seen, in the order of identities.
pub(super) fn observe(country: &mut Country) {
    let mut tally = Tally::default();
    let mut stocks = Stocks::default();
    for (index, c) in country.communities.iter_mut().enumerate() {
        country.ledger.absorb(&c.books);
        tally.absorb(&c.tally);
        c.year.add(&c.tally);
        let site = country.committee_sites.site_of[index] as usize;
        count(c, country.committees[site].is_some(), &mut stocks);
    }
    country.ledger.close();
    posts(country, &mut stocks);
    follow_violence(country, &tally, &stocks);
    share_takings(country);
    note_state(country);
    rounds::hold(country);
    let observation = &mut country.observation;
    observation.flows.clone_from(&country.ledger.flows);
    observation.tally = tally;
    observation.stocks = stocks;
}

/// What is to be seen of the state and of arrangements.
fn note_state(country: &mut Country) {
    let state = &country.state;
    let observation = &mut country.observation;
    observation.pay_ratio = state.pay_ratio;
    observation.base = state.base;
    observation.predatory_effort = f64::from(state.mean_effort);
    observation.arrears = state.arrears;
    observation.rich_stake = country.params.economy.rich_income;
    observation.officer_wage = country.params.public.wage;
    observation.diverted = country.stations.iter().map(|station| f64::from(station.rented)).sum();
    let officers: u32 = country.stations.iter().map(|station| station.officers).sum();
    let held: f64 = country.stations.iter().map(|s| s.equipment * f64::from(s.officers)).sum();
    observation.equipment = together(state.equipment, held / f64::from(officers.max(1)));
    observation.authorised =
        country.stations.iter().map(|station| f64::from(station.authorised)).sum();
    observation.acting = [0.0; Component::COUNT];
    observation.unspent = Money::ZERO;
    for a in &country.arrangements {
        observation.unspent += a.at_hand();
        if a.is_acting() {
            observation.acting[a.component.index()] += 1.0;
        }
    }
    country.observation.concession_value = companies::running_value(country);
}

fn count(c: &Community, has_committee: bool, s: &mut Stocks) {
    let n = f64::from(c.size());
    s.households += n;
    s.communities += 1.0;
    s.open += c.open.len() as u64;
    s.queued += c
        .open
        .iter()
        .filter(|d| matches!(d.stage, crate::world::dispute::Stage::Queued { .. }))
        .count() as u64;
    s.feuds += c.feuds.len() as u64;
    for &kind in Kind::ALL {
        s.trust[kind.index()] += f64::from(c.mean_trust[kind.index()]) * n;
    }
    for (class, (fear, number)) in c.households.fear_by_class().into_iter().enumerate() {
        s.fear += fear;
        s.fear_by_class[class] += fear;
        s.households_by_class[class] += number;
    }
    for group in 0..MAX_GROUPS {
        s.households_by_group[group] += c.households.group(group).len() as f64;
    }
    let low = c.low_standing;
    s.households_by_standing[Standing::Low.index()] += f64::from(low);
    s.households_by_standing[Standing::Ordinary.index()] += n - f64::from(low);
    s.arms += f64::from(c.arms) * 100.0 * n;
    s.links += f64::from(c.links.iter().sum::<f32>()) / c.links.len() as f64 * n;
    s.information += f64::from(c.information) * n;
    s.grievance += sum(c.households.grievance());
    s.radius += f64::from(c.radius) * n;
    s.efficacy += f64::from(c.efficacy) * n;
    s.poverty += f64::from(c.poverty) * n;
    for &auspice in Auspice::ALL {
        s.legitimacy[auspice.index()] += f64::from(c.mean_legitimacy(auspice)) * n;
    }
    s.deterrence += f64::from(c.deterrence[Origin::Predation.index()]) * n;
    s.problems += f64::from(c.problems);
    s.projects += f64::from(c.projects);
    s.spare_men += u64::from(c.spare);
    s.jailed += u64::from(c.in_jail());
    reach(c, has_committee, n, s);
}

/// Who is in reach, how many men, how many organisations.
fn reach(c: &Community, has_committee: bool, n: f64, s: &mut Stocks) {
    let forums = c.elders.iter().filter(|elders| elders.exist).count() as f64;
    let mut has = |kind: Kind, is_there: bool, staff: f64, posts: f64| {
        s.reached[kind.index()] += if is_there { n } else { 0.0 };
        s.staff[kind.index()] += staff;
        s.posts[kind.index()] += posts;
    };
    has(Kind::Public, c.duty.officers > 0.0, 0.0, 0.0);
    has(Kind::Customary, forums > 0.0, forums, forums);
    has(Kind::PeaceCommittee, has_committee, 0.0, 0.0);
    let rented = f64::from(c.engaged.rented);
    has(Kind::RentedPublic, rented > 0.0, rented, f64::from(u8::from(rented > 0.0)));
    let guards = f64::from(c.guards);
    has(Kind::PrivateNational, c.guards > 0, guards, f64::from(u8::from(c.guards > 0)));
    let company = f64::from(c.engaged.company);
    has(Kind::PrivateInternational, company > 0.0, company, f64::from(u8::from(company > 0.0)));
    if let Some(band) = &c.band {
        has(Kind::Vigilante, true, f64::from(band.men), 1.0);
        s.order += f64::from(band.order);
    }
    if let Some(turf) = &c.turf {
        has(Kind::Criminal, true, f64::from(turf.men), 1.0);
        s.governing += f64::from(turf.effort);
    }
}

fn posts(country: &Country, s: &mut Stocks) {
    for station in &country.stations {
        s.staff[Kind::Public.index()] += f64::from(station.officers);
        s.posts[Kind::Public.index()] += f64::from(u8::from(station.officers > 0));
    }
    for committee in country.committees.iter().flatten() {
        s.staff[Kind::PeaceCommittee.index()] += f64::from(committee.members);
        s.posts[Kind::PeaceCommittee.index()] += 1.0;
    }
}

/// What the state's loop reads next month (4.13): violence over a year against that of month 0,
/// killings, perceived security.
fn follow_violence(country: &mut Country, tally: &Tally, stocks: &Stocks) {
    let persons = stocks.households * country.params.world.household_size;
    let violent = f64::from(tally.violent.iter().sum::<u32>()) / stocks.households.max(1.0);
    let age = country.age();
    let is_open = country.is_open();
    // A moving year; in the first year the mean of the months so far.
    if country.now.rem_euclid(12) == 1 {
        country.state.violence_last_year = country.state.violence;
    }
    let state = &mut country.state;
    state.violence += (violent - state.violence) / f64::from(age.min(12));
    if !is_open || age <= 12 {
        state.violence_at_start = state.violence;
    }
    state.deaths = f64::from(tally.deaths.iter().sum::<u32>()) / persons.max(1.0) * 1000.0;
    state.security = 1.0 - stocks.fear / stocks.households.max(1.0);
}

/// What officers took this month, by station: it counts as pay when they think of leaving.
fn share_takings(country: &mut Country) {
    for (site, station) in country.stations.iter_mut().enumerate() {
        station.takings = country
            .station_sites
            .members(site)
            .iter()
            .map(|&c| country.communities[c as usize].books.takings())
            .sum();
    }
}
