//! A slow plain twin of the communities' month: the second telling of docs/model.md, in plain loops
//! over plain vectors. It shares with the model the words of the field, the parameters, the keys of
//! draws and the engine's arithmetic; the rest is written again, and must come to the same bits.
//!
//! It covers: places that drift and persons who differ (4.29, 4.30), disputes that arise (4.2), the choice set and the choice (4.3), talk, self-help, hearings
//! of elders and police, agreement, imposition, settlements and their breaking (4.4, 4.5), escalation,
//! dropping, violence, fear, grievance (4.6), feuds (4.7), triage (4.8), deterrence by public police
//! (4.9), predation and displacement (4.10), encounters with police, bribes and extortion as people
//! meet them (4.11), the radius of trust (4.20), efficacy (4.21), beliefs, legitimacy and repute (4.22),
//! the norm of force (4.32).
//!
//! It does not cover, and its worlds switch off, what [`OFF`] lists: whatever is steered or bought, bands,
//! gangs, guards, companies, soldiers, committees, mobs, clashes, arms, links, enclaves, instruments. It lives in the
//! burn-in, which knows of no war (4.31) and holds budgets, staff and pay fixed, and keeps no accounts.
//!
//! A change of a covered mechanism changes the twin first.

mod arising;
mod beliefs;
mod choice;
mod compare;
mod hearings;
mod levels;
mod life;
mod month;
mod norms;
mod police;
mod predation;
mod proneness;
mod settlements;
mod state;
mod violence;

use super::country;
use compare::differences;
use nodal::engine::draws::unit;
use nodal::engine::{Draws, Process};
use nodal::model;
use nodal::params::{Catalogue, Parameter, Params, Sort, Value};
use nodal::world::Country;
use state::Twin;
use std::collections::BTreeSet;

/// Switches of what the twin covers, in the order in which its worlds are built up.
const COVERED: [&str; 21] = [
    "differences",
    "presence",
    "calls",
    "disputes",
    "proneness",
    "aspiration",
    "news",
    "customary",
    "escalation",
    "feuds",
    "predation",
    "repeats",
    "displacement",
    "deterrence",
    "triage",
    "bribery",
    "radius_of_trust",
    "efficacy",
    "degrees",
    "norms",
    "repute",
];

/// Switches that are off in the twin's worlds.
const OFF: [&str; 38] = [
    "livelihood",
    "mobility",
    "education",
    "soldiers",
    "clashes",
    "memory",
    "supply",
    "provocation",
    "steering",
    "mobs",
    "rent_out",
    "private_national",
    "private_international",
    "concessions",
    "peace_centres",
    "links",
    "association",
    "authority",
    "knowledge",
    "oversight",
    "group_standing",
    "rupture",
    "arms",
    "enclave_footprint",
    "aid_fatigue",
    "instruments",
    "accountability",
    "desertion",
    "vigilantes",
    "vigilante_drift",
    "criminal_governance",
    "capture",
    "peace_committees",
    "remuneration",
    "peacebuilding",
    "imitation",
    "reviews",
    "state_spiral",
];

/// Tables of the parameters that the covered mechanisms read.
const TABLES: [&str; 16] = [
    "differences",
    "proneness",
    "disputes",
    "choice",
    "settlement",
    "provider.customary",
    "escalation",
    "feeling",
    "feuds",
    "deterrence",
    "predation",
    "beliefs",
    "repute",
    "radius",
    "efficacy",
    "norms",
];

/// Parameters of those tables that the twin's worlds cannot feel: they are read when a country is
/// built, or belong to what is off (a nest of one forum is none).
fn is_idle(key: &str) -> bool {
    let of_others = ["vigilante", "company", "guards", "mission", "criminal"];
    if let Some(name) = key.strip_prefix("deterrence.") {
        return of_others.iter().any(|of| name.starts_with(of));
    }
    let felt =
        ["opportunity", "harshness", "persistence", "residual_shared", "residual_with_hardship"];
    if let Some(name) = key.strip_prefix("differences.") {
        return !felt.contains(&name);
    }
    [
        "disputes.project_quarrels",
        "disputes.project_others",
        "efficacy.broken",
        "choice.force",
        "choice.nest",
        "settlement.attenders",
        "provider.customary.custom",
        "provider.customary.segment",
        "provider.customary.quality",
        "provider.customary.quality_concentration",
        "provider.customary.legitimacy",
        "feeling.fit_spread",
        "predation.stake_days",
        "beliefs.disposition",
        "efficacy.start",
        "efficacy.ties_spread",
    ]
    .contains(&key)
}

fn parameters() -> Vec<Parameter> {
    let is_read = |p: &Parameter| {
        let table = p.key.rsplit_once('.').map_or("", |(table, _)| table);
        TABLES.contains(&table) && !is_idle(&p.key)
    };
    Catalogue::standard().parameters.into_iter().filter(is_read).collect()
}

/// Ten small communities with the covered mechanisms on up to this many, more police than usual and
/// quarrels enough to see them at work, and what else is set.
fn params(seed: u32, mechanisms: usize, others: &[(&str, f64)]) -> Params {
    let mut sets = vec![
        ("world.communities", 10.0),
        ("world.households", 60.0),
        ("time.burn_in_months", 120.0),
        ("run.seed", f64::from(seed)),
        ("provider.public.site_people", 600.0),
        ("provider.public.officers", 350.0),
        ("disputes.arrival", 0.12),
        ("escalation.hazard", 0.04),
        ("feuds.branching", 0.8),
        ("world.arms", 100.0),
    ];
    let on = COVERED.iter().take(mechanisms).map(|name| (name, 1.0));
    let off = COVERED.iter().skip(mechanisms).chain(&OFF).map(|name| (name, 0.0));
    let switches: Vec<(String, f64)> =
        on.chain(off).map(|(name, on)| (format!("mechanisms.{name}"), on)).collect();
    sets.extend(switches.iter().map(|(key, on)| (key.as_str(), *on)));
    sets.extend_from_slice(others);
    country::params(&sets)
}

fn build(params: &Params) -> Country {
    Country::build(params, None, 1).expect("a synthetic world can always be built")
}

/// Lives both, and panics with what first differs.
fn live_alike(params: &Params, months: u32, what: &str) {
    let mut country = build(params);
    let mut twin = Twin::of(&country);
    for month in 1..=months {
        model::month(&mut country);
        twin.live();
        let found = differences(&twin, &country);
        assert!(found.is_empty(), "{what}, month {month}: {found:#?}");
    }
}

#[test]
fn every_switch_is_covered_by_the_twin_or_said_to_be_off() {
    let catalogue = Catalogue::standard();
    let all = catalogue.parameters.iter().filter_map(|p| p.key.strip_prefix("mechanisms."));
    let known: BTreeSet<&str> = COVERED.iter().chain(&OFF).copied().collect();
    assert_eq!(known, all.collect());
}

#[test]
fn verif_the_twin_lives_the_same_months_to_the_bit() {
    for mechanisms in 1..=COVERED.len() {
        for seed in 1..=3 {
            let last = COVERED[mechanisms - 1];
            live_alike(&params(seed, mechanisms, &[]), 14, &format!("with {last}, seed {seed}"));
        }
    }
}

/// Countries of other shapes, by what is set beside [`params`].
const WORLDS: &[(&str, &[(&str, f64)])] = &[
    ("one village", &[("world.communities", 1.0), ("world.households", 40.0)]),
    (
        "a town",
        &[
            ("world.communities", 8.0),
            ("world.households", 250.0),
            ("world.cluster", 8.0),
            ("world.urban", 0.7),
            ("world.area", 2.0),
        ],
    ),
    ("one group", &[("world.groups", 1.0)]),
    (
        "groups outside each other's radius",
        &[
            ("world.groups", 4.0),
            ("world.group_mixing", 6.0),
            ("disputes.homophily", 0.4),
            ("radius.start", 0.1),
            ("radius.least", 0.0),
            ("escalation.outside", 1.0),
        ],
    ),
    ("uneven and aggrieved", UNEVEN),
    ("no feuds", &[("mechanisms.feuds", 0.0)]),
    (
        "nobody preys and nothing deters",
        &[("mechanisms.predation", 0.0), ("mechanisms.deterrence", 0.0)],
    ),
    ("no elders", &[("provider.customary.custom", 0.0)]),
    ("no police", &[("provider.public.officers", 0.0)]),
    ("two steps a month", &[("time.steps_per_month", 2.0)]),
];

/// A world in which disputes reach the ceiling, and are settled while feuds are hot.
const UNEVEN: &[(&str, f64)] = &[
    ("world.poor", 0.2),
    ("world.poverty_spread", 0.2),
    ("world.crowding_spread", 0.25),
    ("disputes.poverty", 1.0),
    ("disputes.crowding", 1.0),
    ("disputes.grievance", 1.5),
    ("feeling.victim_grievance", 0.3),
    ("feeling.grievance_half_life", 60.0),
    ("settlement.unaccepted_grievance", 0.3),
    ("settlement.dropped_grievance", 0.3),
    ("choice.talk", 3.0),
    ("provider.public.officers", 300.0),
    ("predation.arrest", 0.3),
    ("predation.offenders", 0.08),
    ("predation.idle", -2.0),
    ("world.spare_men", 0.3),
    ("disputes.known_offender", 0.6),
    ("escalation.lethality", 0.06),
];

#[test]
fn verif_the_twin_is_the_same_in_worlds_of_other_shapes() {
    for (seed, (what, sets)) in WORLDS.iter().enumerate() {
        live_alike(&params(4 + seed as u32, COVERED.len(), sets), 14, what);
    }
}

/// Sets a parameter to a point of its range, or of what is allowed around its value.
fn set(params: &mut Params, parameter: &Parameter, share: f64) {
    let Some((low, high)) = parameter.range else { return };
    let number = low + share * (high - low);
    let value = match parameter.sort() {
        Sort::Whole => Value::Whole(number.round() as i64),
        _ => Value::Real(number),
    };
    (parameter.set)(params, &value);
}

#[test]
fn verif_the_twin_is_the_same_anywhere_in_the_ranges_of_its_parameters() {
    let draws = Draws::new(1, 1);
    for seed in 1..=12 {
        let mut params = params(seed, COVERED.len(), &[]);
        for (i, parameter) in parameters().iter().enumerate() {
            let u = unit(draws.block(Process::Design, seed, 0, i as u32, 0)[0]);
            set(&mut params, parameter, f64::from(u));
        }
        live_alike(&params, 12, &format!("drawn parameters, seed {seed}"));
    }
}

/// The farther end of its range.
fn elsewhere(params: &Params, parameter: &Parameter) -> Option<Value> {
    let (low, high) = parameter.range?;
    let other = |was: f64| if was < f64::midpoint(low, high) { high } else { low };
    match (parameter.get)(params) {
        Value::Real(was) => Some(Value::Real(other(was))),
        Value::Whole(was) => Some(Value::Whole(other(was as f64) as i64)),
        Value::Switch(_) | Value::Text(_) | Value::Texts(_) => None,
    }
}

/// Whether the twin parts from the country when a parameter moves in the twin alone.
fn is_felt(parameter: &Parameter, first: &Country, lived: &[Country]) -> bool {
    let Some(changed) = elsewhere(&first.params, parameter) else { return true };
    let mut other = first.clone();
    (parameter.set)(&mut other.params, &changed);
    let mut twin = Twin::of(&other);
    lived.iter().any(|month| {
        twin.live();
        !differences(&twin, month).is_empty()
    })
}

/// The comparison can fail: each parameter of the covered mechanisms, moved to an end of its range in the
/// twin alone, makes it another, here or in the uneven world.
#[test]
fn a_changed_constant_makes_the_twin_differ() {
    let mut unfelt = parameters();
    for world in [&[], UNEVEN] {
        let first = build(&params(6, COVERED.len(), world));
        let mut country = first.clone();
        let lived: Vec<Country> = (0..30)
            .map(|_| {
                model::month(&mut country);
                country.clone()
            })
            .collect();
        unfelt.retain(|parameter| !is_felt(parameter, &first, &lived));
    }
    let unfelt: Vec<String> = unfelt.into_iter().map(|parameter| parameter.key).collect();
    assert!(unfelt.is_empty(), "changed in the twin and not felt: {unfelt:?}");
}
