//! Step 8: what the month looked like.

use crate::ledger::Money;
use crate::metrics::{Around, Chosen, Counts, Observation, Stocks, Tally};
use crate::model::providers::companies;
use crate::model::surveys::rounds;
use crate::params::Params;
use crate::terms::{Auspice, Group, Kind, Origin, Standing};
use crate::world::Country;
use crate::world::community::Community;
use crate::world::households::sum;
use crate::world::organisations::{Committee, Station, together};
use crate::world::sites::Sites;
use enum_map::EnumMap;

/// What there is to be seen before the first month: stocks only.
pub fn begin(country: &mut Country) {
    let Country { communities, params, committees, committee_sites, .. } = &*country;
    let mut stocks = stocks(communities, params, (committees, committee_sites));
    stocks.group_heat = group_heat(country, 0..country.communities.len());
    posts(country, &mut stocks);
    note_state(country);
    country.observation.stocks = stocks;
}

/// Closes the month's books and sums what is to be seen, in the order of identities; in national sums
/// each community counts for what it stands for.
pub(super) fn observe(country: &mut Country) {
    let Country { ledger, communities, params, committees, committee_sites, is_parallel, .. } =
        country;
    let communities: &[Community] = communities;
    let mut flows = || {
        let mut tally = Tally::default();
        let mut counts = Counts::default();
        let is_whole = communities.iter().all(|c| c.stands_for == 1.0);
        for c in communities {
            ledger.absorb(&c.books, c.stands_for);
            tally.absorb(&c.tally);
            if !is_whole {
                counts.absorb_times(&c.tally, c.stands_for);
            }
        }
        if is_whole {
            counts.absorb_times(&tally, 1.0);
        }
        (tally, counts)
    };
    let stocks = || stocks(communities, params, (committees, committee_sites));
    let ((tally, counts), mut stocks) =
        if *is_parallel { rayon::join(flows, stocks) } else { (flows(), stocks()) };
    let all = 0..country.communities.len();
    stocks.group_heat = group_heat(country, all.clone());
    let around = around_enclaves(country, all);
    country.ledger.close();
    posts(country, &mut stocks);
    follow_violence(country, &tally, &counts, &stocks);
    share_takings(country);
    note_state(country);
    rounds::hold(country);
    let observation = &mut country.observation;
    observation.flows.clone_from(&country.ledger.flows);
    observation.money.clone_from(&country.ledger.national);
    observation.tally = tally;
    observation.counts = counts;
    observation.stocks = stocks;
    observation.around = around;
}

/// What the last month looked like in a part of the country: counts and stocks of these communities alone. What only
/// the country has is no number here, so that no metric can be told of a part by mistake.
pub fn observe_part(country: &Country, part: impl Iterator<Item = usize> + Clone) -> Observation {
    let whole = &country.observation;
    let nothing = f64::NAN;
    let mut seen = Observation {
        household_size: whole.household_size,
        adults: whole.adults,
        weight: whole.weight,
        pay_ratio: nothing,
        base: nothing,
        predatory_effort: nothing,
        rich_stake: nothing,
        diverted: nothing,
        officer_wage: nothing,
        equipment: nothing,
        authorised: nothing,
        acting: EnumMap::from_fn(|_| nothing),
        chosen: Chosen::unknown(),
        ..Observation::default()
    };
    seen.stocks.group_heat = group_heat(country, part.clone());
    seen.around = around_enclaves(country, part.clone());
    for index in part {
        let c = &country.communities[index];
        seen.tally.absorb(&c.tally);
        seen.counts.absorb_times(&c.tally, c.stands_for);
        count(c, &country.params, country.committee_of(index).is_some(), &mut seen.stocks);
    }
    for kind in [Kind::Public, Kind::PeaceCommittee] {
        seen.stocks.staff[kind] = nothing;
        seen.stocks.posts[kind] = nothing;
    }
    seen
}

/// What is to be seen of the state and of arrangements.
fn note_state(country: &mut Country) {
    let over_stations = |of: fn(&Station) -> f64| -> f64 {
        let stations = country.stations.iter().enumerate();
        stations.map(|(site, one)| of(one) * country.stands_for(&country.station_sites, site)).sum()
    };
    let diverted = over_stations(|station| f64::from(station.rented));
    let authorised = over_stations(|station| f64::from(station.authorised));
    let officers = over_stations(|station| f64::from(station.officers));
    let held = over_stations(|station| station.equipment * f64::from(station.officers));
    let state = &country.state;
    let observation = &mut country.observation;
    observation.diverted = diverted;
    observation.authorised = authorised;
    observation.pay_ratio = state.force.pay_ratio;
    let has_soldiers = country.stations.iter().any(|station| station.soldiers > 0);
    observation.soldiers_paid = has_soldiers.then_some(state.army.pay_ratio);
    observation.base = state.revenue.base;
    observation.predatory_effort = f64::from(state.force.mean_effort);
    observation.arrears = state.force.arrears;
    observation.rich_stake = country.params.economy.rich_income;
    observation.officer_wage = country.params.public.wage;
    observation.equipment = together(state.force.equipment, held / officers.max(1.0));
    observation.acting = EnumMap::default();
    observation.chosen = Chosen::default();
    observation.unspent = Money::ZERO;
    for a in &country.arrangements {
        if let Some(chooser) = a.maker.chooser().filter(|_| a.is_chosen()) {
            observation.chosen.add(chooser, a.component, a.partner());
        }
        observation.unspent += country.ledger.at(a.purse).times(a.extent.stands_for());
        if a.is_acting() {
            observation.acting[a.component] += 1.0;
        }
    }
    country.observation.concession_value = companies::running_value(country);
}

/// Heat between the two groups of each site that are hottest, times households.
fn group_heat(country: &Country, part: impl Iterator<Item = usize>) -> f64 {
    part.map(|index| {
        let c = &country.communities[index];
        let site = country.fronts.sites.site_of[index].place();
        f64::from(country.group_heat[site].hottest() * c.size()) * c.stands_for
    })
    .sum()
}

/// The stocks of all communities, in the order of identities.
fn stocks(
    communities: &[Community],
    params: &Params,
    (committees, sites): (&[Option<Committee>], &Sites),
) -> Stocks {
    let mut stocks = Stocks::default();
    for (c, site) in communities.iter().zip(&sites.site_of) {
        count(c, params, committees[site.place()].is_some(), &mut stocks);
    }
    stocks
}

/// Adds the stocks of a community; `n` are the households for which it stands.
fn count(c: &Community, params: &Params, has_committee: bool, s: &mut Stocks) {
    let times = c.stands_for;
    let n = f64::from(c.size()) * times;
    s.households += n;
    s.communities += times;
    s.open += c.docket.open.len() as f64 * times;
    s.feuds += c.docket.feuds.len() as f64 * times;
    for &kind in Kind::ALL {
        let trust = f64::from(c.opinion.mean_trust[kind]) * n;
        s.trust[kind] += trust;
        if c.opinion.met & 1 << kind as u8 != 0 {
            s.met[kind] += n;
            s.trust_met[kind] += trust;
        }
    }
    let dread = f64::from(c.conditions.dread);
    for (class, (short, number)) in c.households.fear_by_class() {
        let fear = short + dread * (number - short);
        s.fear += fear * times;
        s.fear_by_class[class] += fear * times;
        s.sorts.class[class] += number * times;
    }
    for &group in Group::ALL {
        s.sorts.group[group] += c.households.group(group.index()).len() as f64 * times;
    }
    let low = f64::from(c.ground.low_standing) * times;
    s.sorts.standing[Standing::Low] += low;
    s.sorts.standing[Standing::Ordinary] += n - low;
    s.sorts.place[c.setting()] += n;
    s.arms += f64::from(c.conditions.arms) * 100.0 * n;
    s.links +=
        f64::from(c.providers.links.iter().sum::<f32>()) / c.providers.links.len() as f64 * n;
    s.information += f64::from(c.cover.information) * n;
    s.grievance += sum(c.households.grievance()) * times;
    s.radius += f64::from(c.opinion.radius) * n;
    s.efficacy += f64::from(c.opinion.efficacy) * n;
    s.efficacy_squared += f64::from(c.opinion.efficacy).powi(2) * n;
    s.war += f64::from(c.conditions.war) * n;
    s.norm += f64::from(c.opinion.norm) * n;
    for &auspice in Auspice::ALL {
        if c.opinion.heard & 1 << auspice as u8 != 0 {
            s.heard[auspice] += n;
            s.legitimacy[auspice] += f64::from(c.mean_legitimacy(auspice)) * n;
            s.repute[auspice] += f64::from(c.opinion.repute[auspice]) * n;
        }
    }
    s.poverty += f64::from(c.poverty(params)) * n;
    s.away += f64::from(c.conditions.moved.away) * times;
    s.trained += f64::from(c.opinion.lessons.trained) * n;
    s.deterrence += f64::from(c.cover.deterrence[Origin::Predation]) * n;
    s.problems += f64::from(c.conditions.problems) * times;
    s.projects += f64::from(c.conditions.projects) * times;
    s.spare_men += f64::from(c.men.spare) * times;
    reach(c, has_committee, n, s);
}

/// Whether a kind of provider is in reach of the people of a community.
fn is_in_reach(c: &Community, has_committee: bool, kind: Kind) -> bool {
    let providers = &c.providers;
    match kind {
        Kind::Public => providers.duty.officers > 0.0,
        Kind::RentedPublic => providers.engaged.rented > 0.0,
        Kind::Customary => providers.elders.iter().any(|elders| elders.exist),
        Kind::PeaceCommittee => has_committee,
        Kind::Vigilante => providers.band.is_some(),
        Kind::PrivateNational => c.men.guards > 0,
        Kind::PrivateInternational => providers.engaged.company > 0.0,
        Kind::Criminal => providers.turf.is_some(),
    }
}

/// The kinds of provider in reach of the people of a community, a bit a kind.
pub fn constellation(c: &Community, has_committee: bool) -> u8 {
    let bit = |kind: Kind| u8::from(is_in_reach(c, has_committee, kind)) << kind as u8;
    Kind::ALL.iter().fold(0, |all, &kind| all | bit(kind))
}

/// Men of a kind who are a community's own, elders by their forums; police and peace committees are of sites, and none here.
pub fn men(c: &Community, kind: Kind) -> f64 {
    let providers = &c.providers;
    match kind {
        Kind::Public | Kind::PeaceCommittee => 0.0,
        Kind::RentedPublic => f64::from(providers.engaged.rented),
        Kind::Customary => providers.elders.iter().filter(|elders| elders.exist).count() as f64,
        Kind::Vigilante => providers.band.as_ref().map_or(0.0, |band| f64::from(band.men)),
        Kind::PrivateNational => f64::from(c.men.guards),
        Kind::PrivateInternational => f64::from(providers.engaged.company),
        Kind::Criminal => providers.turf.as_ref().map_or(0.0, |turf| f64::from(turf.men)),
    }
}

/// Who is in reach, how many men, how many organisations.
fn reach(c: &Community, has_committee: bool, n: f64, s: &mut Stocks) {
    let constellation = constellation(c, has_committee);
    for &kind in Kind::ALL {
        if constellation & 1 << kind as u8 != 0 {
            s.reached[kind] += n;
        }
    }
    s.constellations[constellation] += n;
    let mut has = |kind: Kind, staff: f64, posts: f64| {
        s.staff[kind] += staff * c.stands_for;
        s.posts[kind] += posts * c.stands_for;
    };
    let forums = men(c, Kind::Customary);
    has(Kind::Customary, forums, forums);
    for kind in [Kind::RentedPublic, Kind::PrivateNational, Kind::PrivateInternational] {
        let men = men(c, kind);
        has(kind, men, f64::from(u8::from(men > 0.0)));
    }
    if let Some(band) = &c.providers.band {
        has(Kind::Vigilante, men(c, Kind::Vigilante), 1.0);
        s.order += f64::from(band.order) * c.stands_for;
    }
    if let Some(turf) = &c.providers.turf {
        has(Kind::Criminal, men(c, Kind::Criminal), 1.0);
        s.governing += f64::from(turf.effort) * c.stands_for;
    }
}

/// What happened beside enclaves and where none is near; nothing where the country has none.
fn around_enclaves(country: &Country, part: impl Iterator<Item = usize>) -> Around {
    let mut around = Around::default();
    if country.params.enclave.count == 0 {
        return around;
    }
    for index in part {
        let c = &country.communities[index];
        let events = match c.at_enclave() {
            (true, _) => continue,
            (_, true) => &mut around.beside,
            (..) => &mut around.elsewhere,
        };
        events.households += f64::from(c.size()) * c.stands_for;
        events.thefts += f64::from(c.tally.thefts) * c.stands_for;
        events.violent += f64::from(c.tally.violent.values().sum::<u32>()) * c.stands_for;
    }
    around
}

fn posts(country: &Country, s: &mut Stocks) {
    for (site, station) in country.stations.iter().enumerate() {
        let times = country.stands_for(&country.station_sites, site);
        s.staff[Kind::Public] += f64::from(station.officers) * times;
        s.posts[Kind::Public] += f64::from(u8::from(station.officers > 0)) * times;
    }
    for (site, committee) in country.committees.iter().enumerate() {
        let Some(committee) = committee else { continue };
        let times = country.stands_for(&country.committee_sites, site);
        s.staff[Kind::PeaceCommittee] += f64::from(committee.people.members) * times;
        s.posts[Kind::PeaceCommittee] += f64::from(committee.people.bodies) * times;
    }
}

/// What the state's loop reads next month (4.13): violence over a year against that of month 0,
/// killings, perceived security; and the acts counted in this year and the two before.
fn follow_violence(country: &mut Country, tally: &Tally, counts: &Counts, stocks: &Stocks) {
    let persons = stocks.households * country.params.world.household_size;
    let violent = counts.violent.values().sum::<f64>() / stocks.households.max(1.0);
    let age = country.age();
    let is_open = country.is_open();
    // A moving year; in the first year the mean of the months so far.
    let state = &mut country.state;
    if country.now.rem_euclid(12) == 1 {
        state.known.acts_of_years = [0, state.known.acts_of_years[0], state.known.acts_of_years[1]];
    }
    state.known.acts_of_years[0] += tally.violent.values().sum::<u32>();
    state.known.violence += (violent - state.known.violence) / f64::from(age.min(12));
    if !is_open || age <= 12 {
        state.known.violence_at_start = state.known.violence;
    }
    state.known.deaths = counts.deaths.values().sum::<f64>() / persons.max(1.0) * 1000.0;
    state.known.security = 1.0 - stocks.fear / stocks.households.max(1.0);
}

/// What officers took this month, by station: it counts as pay when they think of leaving.
fn share_takings(country: &mut Country) {
    for (site, station) in country.stations.iter_mut().enumerate() {
        station.takings = country
            .station_sites
            .members(site)
            .iter()
            .map(|&c| country.communities[c.place()].books.takings())
            .sum();
    }
}
