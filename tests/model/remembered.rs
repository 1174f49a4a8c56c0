//! 4.31, 4.32: what is remembered of war, and of force.

use crate::country::{live, metric, of_file, params, sum, unlived, weak_state};
use nodal::metrics::Tally;
use nodal::model;
use nodal::params::Params;
use nodal::scenario::settlements::read;
use nodal::terms::Recourse;
use nodal::world::households::mean;
use nodal::world::{Country, Geography, Incident, places};
use std::fmt::Write as _;

/// A handful of hamlets with a short past.
const HAMLETS: [&str; 3] = ["world.communities=6", "world.households=40", "time.burn_in_months=3"];

fn hamlets(sets: &[&str]) -> Country {
    unlived("", &[&HAMLETS[..], sets].concat())
}

#[test]
fn verif_the_memory_of_war_is_set_at_month_0_and_halves_in_its_half_life() {
    let mut world = hamlets(&["world.war=0.8", "memory.half_life=60"]);
    for _ in 0..63 {
        model::month(&mut world);
        let wanted = match world.now {
            ..0 => 0.0,
            now => 0.8 * (-f64::from(now) / 60.0).exp2(),
        };
        let found = metric(&world, "war_memory");
        assert!((found - wanted).abs() < 1e-5, "{}: {found} {wanted}", world.now);
    }
    let none = hamlets(&["world.war=0.8", "time.burn_in_months=0"]);
    assert!(none.communities.iter().all(|c| c.conditions.war == 0.8));
}

#[test]
fn verif_a_remembered_war_takes_its_share_of_the_calm_that_is_left() {
    let mut world = hamlets(&["world.war=0.6", "memory.fear=0.75"]);
    live(&mut world, 12);
    let left = 1.0 - 0.6 * (-9.0_f64 / 120.0).exp2() * 0.75;
    let short: f64 = world.communities.iter().map(|c| f64::from(mean(c.households.fear()))).sum();
    let short = short / world.communities.len() as f64;
    let wanted = 1.0 - (1.0 - short) * left;
    let fear = metric(&world, "fear");
    assert!((fear - wanted).abs() < 1e-5, "{fear} {wanted}");
    assert!((metric(&world, "perceived_security") - (1.0 - wanted)).abs() < 1e-5);
    let chosen_by = world.attribute(nodal::terms::Attribute::Fear);
    assert!((chosen_by - wanted).abs() < 1e-5, "{chosen_by}");
    for c in &world.communities {
        let one = f64::from(c.households.fear()[7].get());
        assert!((f64::from(c.fear_of(7)) - (1.0 - (1.0 - one) * left)).abs() < 1e-5);
    }
}

#[test]
fn without_a_war_not_a_byte_is_another_and_the_burn_in_knows_of_none() {
    let lived = |sets: &[&str], months: u32| {
        let mut world = hamlets(sets);
        live(&mut world, months);
        world
    };
    let (on, off) = (lived(&[], 12), lived(&["mechanisms.memory=false"], 12));
    assert!(on.save().unwrap() == off.save().unwrap());
    let forgotten = lived(&["world.war=0.9", "mechanisms.memory=false"], 12);
    assert_eq!(metric(&forgotten, "fear"), metric(&off, "fear"));
    let before = |world: &Country| -> Vec<f32> {
        world.communities.iter().map(nodal::world::Community::mean_fear).collect()
    };
    let (peace, war) = (lived(&[], 2), lived(&["world.war=0.9"], 2));
    assert_eq!(before(&peace), before(&war));
    assert!(before(&lived(&["world.war=0.9"], 3)) > before(&lived(&[], 3)));
}

/// What is felt of crime where there was no war must come without one.
#[test]
fn the_weak_state_remembers_no_war_and_countries_that_had_one_do() {
    let war = |name: &str| of_file(format!("scenarios/{name}.toml"), &[]).params.world.war;
    assert_eq!(war("weak_state"), 0.0);
    assert_eq!(war("countries/western_cape"), 0.0);
    assert!(war("countries/sierra_leone") > war("countries/solomon_islands"));
    assert!(war("countries/solomon_islands") > 0.0);
}

/// Five towns; the third says what it remembers, if anything.
fn towns(of_third: &str) -> Geography {
    let mut text = "geonameid,name,longitude,latitude,population,past_violence\n".to_owned();
    for (id, people) in [(1, 30_000), (2, 9000), (3, 12_000), (4, 5000), (5, 4000)] {
        let said = if id == 3 { of_third } else { "" };
        let _ = writeln!(text, "{id},T{id},{}.0,{}.5,{people},{said}", id % 3, id / 2);
    }
    Geography { towns: read(&text, 3).unwrap().towns, ..Geography::default() }
}

fn settings() -> Params {
    params(&[("world.households", 100.0), ("world.war", 0.5), ("time.burn_in_months", 0.0)])
}

/// What the wards of a town remember.
fn memories(geography: &Geography, params: &Params, town: &str) -> Vec<f32> {
    let world = Country::build(params, Some(geography), 1).unwrap();
    let of_town = world.communities.iter().filter(|c| c.place.town == town);
    of_town.map(|c| c.ground.past_violence).collect()
}

#[test]
fn a_town_remembers_what_its_file_says_and_others_what_the_country_does() {
    let said = towns("0.25");
    assert!(memories(&said, &settings(), "T3").iter().all(|&memory| memory == 0.25));
    assert!(memories(&said, &settings(), "T1").iter().all(|&memory| memory == 0.5));
    let silent = towns("");
    assert!(memories(&silent, &settings(), "T3").iter().all(|&memory| memory == 0.5));
}

/// An incident on the fifth town, twelve months before month 0.
const INCIDENT: Incident =
    Incident { longitude: 2.0, latitude: 2.5, deaths: 40.0, months_before: 12.0 };

#[test]
fn incidents_are_remembered_near_them_and_by_nobody_else() {
    let mut geography = towns("0.25");
    let at_third = Incident { longitude: 0.0, latitude: 1.5, ..INCIDENT };
    let at_sea = Incident { longitude: 5.0, latitude: 5.0, ..INCIDENT };
    geography.incidents = vec![INCIDENT, at_third, at_sea];
    let remembered = memories(&geography, &settings(), "T5");
    assert!(remembered.iter().all(|&memory| memory > 0.0 && memory != 0.5), "{remembered:?}");
    // A column says more than a register.
    assert!(memories(&geography, &settings(), "T3").iter().all(|&memory| memory == 0.25));
    assert!(memories(&geography, &settings(), "T1").iter().all(|&memory| memory == 0.5));
    let (_, census) = places::layout(&settings(), Some(&geography)).unwrap();
    assert_eq!((census.incidents.near, census.incidents.nowhere), (2, 1));
    assert_eq!(census.incidents.deaths, 80.0);
    assert!(census.line().contains("; 2 incidents with 80 dead are remembered in"));
    // In whatever order they are told.
    geography.incidents.reverse();
    assert_eq!(memories(&geography, &settings(), "T5"), remembered);
}

/// Dead per person are −ln(1 − W)·dead/1,000; those of all persons together are the dead, less what a year forgets, however
/// finely a town is cut.
#[test]
fn verif_the_dead_of_an_incident_are_borne_by_those_near_as_many_in_any_cut() {
    let mut geography = towns("");
    geography.incidents = vec![INCIDENT];
    for households in [25.0, 100.0, 400.0] {
        let mut params = settings();
        params.world.households = households as u32;
        params.memory.near_km = 5.0;
        let world = Country::build(&params, Some(&geography), 1).unwrap();
        let borne: f64 = world
            .communities
            .iter()
            .filter(|c| c.place.given.by_incidents.is_some())
            .map(|c| {
                let memory = f64::from(c.ground.past_violence);
                let per_person = -(1.0 - memory).ln() * params.memory.dead / 1000.0;
                per_person * f64::from(c.size()) * params.world.household_size
            })
            .sum();
        let wanted = 40.0 * (-12.0 / params.memory.half_life).exp2();
        assert!((borne / wanted - 1.0).abs() < 0.01, "{households}: {borne} {wanted}");
    }
}

/// Quarrels enough, in places that are alike.
const QUARRELS: [&str; 4] = [
    "disputes.arrival=0.1",
    "escalation.hazard=0.04",
    "mechanisms.predation=false",
    "time.burn_in_months=6",
];

fn after(sets: &[&str], months: u32) -> (Country, Tally) {
    let mut world = unlived("", &[&QUARRELS[..], sets].concat());
    let tally = live(&mut world, months);
    (world, tally)
}

#[test]
fn a_norm_that_nothing_teaches_or_that_teaches_nothing_changes_nothing() {
    let without = after(&["mechanisms.norms=false"], 24);
    let unmoved = after(&["norms.learning=0"], 24);
    assert_eq!(metric(&unmoved.0, "norm_of_force"), 0.5);
    assert_eq!(unmoved.1, without.1);
    let unfelt = after(&["norms.response=0", "norms.silence=0"], 24);
    assert!((metric(&unfelt.0, "norm_of_force") - 0.5).abs() > 0.001);
    assert_eq!(unfelt.1, without.1);
    assert_eq!(metric(&unfelt.0, "fear"), metric(&without.0, "fear"));
}

/// Where people help themselves, and it works, force becomes the norm; where talk settles it, it becomes less so.
#[test]
fn force_that_pays_teaches_force_and_answers_without_it_teach_the_contrary() {
    let norm = |sets: &[&str]| metric(&after(sets, 36).0, "norm_of_force");
    let forced = norm(&["choice.self_help=6", "settlement.self_help=0.9", "choice.talk=-3"]);
    let talked = norm(&["choice.talk=8", "settlement.talk=6", "choice.self_help=-6"]);
    assert!(forced > 0.55 && talked < 0.495, "{forced} {talked}");
}

/// A world in which the norm is what is set, and stays.
fn held(norm: f32) -> (f64, f64, f64) {
    let mut world = unlived(
        "",
        &[&QUARRELS[..], &["norms.learning=0", "norms.half_life=120", "choice.talk=-1"]].concat(),
    );
    let (mut violent, mut self_help, mut reported) = (0.0, 0.0, 0.0);
    for _ in 0..24 {
        for c in &mut world.communities {
            c.opinion.norm = norm;
        }
        let tally = live(&mut world, 1);
        violent += sum(&tally.violent);
        self_help += f64::from(tally.first_chosen[Recourse::SelfHelp]);
        reported += f64::from(tally.serious_reported);
    }
    (violent, self_help, reported / violent)
}

#[test]
fn where_force_is_the_norm_more_turns_violent_more_help_themselves_and_fewer_report() {
    let (low, rest, high) = (held(0.0), held(0.5), held(1.0));
    assert!(low.0 < rest.0 && rest.0 < high.0, "{low:?} {rest:?} {high:?}");
    assert!(low.1 < rest.1 && rest.1 < high.1, "{low:?} {rest:?} {high:?}");
    assert!(low.2 > high.2, "{low:?} {high:?}");
}

#[test]
fn memories_are_in_a_checkpoint() {
    let sets = [&QUARRELS[..], &["world.war=0.7", "world.communities=6"]].concat();
    let mut world = weak_state("", &sets);
    let saved = world.save().unwrap();
    let mut later = unlived("", &sets);
    later.resume(&saved).unwrap();
    for world in [&mut world, &mut later] {
        live(world, 6);
    }
    assert!(metric(&later, "war_memory") > 0.6);
    assert!(world.save().unwrap() == later.save().unwrap());
}
