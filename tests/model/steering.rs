//! Auspices that choose (4.1): budgets, places, partners, what they learn; and what moves their choices.

use crate::country::{live, weak_state};
use nodal::experiment::steering::{Made, Steered, Told, concentration, mean_shares, recent};
use nodal::ledger::Money;
use nodal::model;
use nodal::output::Record;
use nodal::params::Catalogue;
use nodal::terms::{Auspice, Component, Mode};
use nodal::world::Country;
use nodal::world::arrangements::{Arrangement, Phase};
use nodal::world::choices::Choice;
use rayon::prelude::*;

/// Sites small enough that a small country has many.
const MANY_SITES: [&str; 4] = [
    "world.communities=400",
    "world.households=60",
    "provider.peace_committee.site_people=8000",
    "enclave.count=2",
];

/// A country of many sites, lived for some months, and what was chosen at its reviews.
fn chosen(sets: &[&str], months: u32) -> (Country, Vec<Choice>) {
    let mut world = weak_state("", &[&MANY_SITES, sets].concat());
    let mut choices = Vec::new();
    for _ in 0..months {
        live(&mut world, 1);
        choices.extend_from_slice(&world.choices.taken);
    }
    (world, choices)
}

/// The mean of a number over countries that are laid out and live otherwise.
fn over_seeds(number: impl Fn(&str) -> f64) -> f64 {
    let seeds = ["run.seed=1", "run.seed=2", "run.seed=3", "run.seed=4"];
    seeds.iter().map(|seed| number(seed)).sum::<f64>() / seeds.len() as f64
}

fn share(choices: &[Choice], is_in: impl Fn(&Choice) -> bool) -> f64 {
    choices.iter().filter(|one| is_in(one)).count() as f64 / choices.len().max(1) as f64
}

const EVERYBODY: [&str; 6] = [
    "steering.state=4",
    "steering.civil_society=2",
    "steering.multinational=4",
    "steering.interstate=4",
    "steering.ngo=4",
    "steering.aid_agency=4",
];

#[test]
fn without_money_or_switched_off_nothing_is_chosen_or_drawn() {
    assert!(chosen(&[], 24).1.is_empty());
    let (off, choices) = chosen(&["steering.ngo=6", "mechanisms.steering=false"], 24);
    assert!(choices.is_empty() && off.arrangements.is_empty());
}

#[test]
fn each_spends_within_its_budget_and_more_money_buys_dearer_things() {
    let cost = |rand: f64, seed: &str| {
        let sets = [&format!("steering.ngo={rand}"), "steering.partner=0", seed];
        let (world, choices) = chosen(&sets, 13);
        for month in world.arrangements.iter().filter(|a| !matches!(a.phase, Phase::Ended { .. })) {
            assert_eq!(month.maker.chooser(), Some(Auspice::Ngo));
        }
        let alive = |a: &&Arrangement| !matches!(a.phase, Phase::Ended { .. });
        let committed: f64 =
            world.arrangements.iter().filter(alive).map(|a| a.monthly.rand()).sum();
        assert!(committed <= rand * world.simulated_persons() / 12.0 + 1.0, "{committed}");
        assert!(!choices.is_empty());
        let priced: f64 = choices.iter().map(|one| one.cost.rand()).sum();
        priced / choices.len() as f64
    };
    let [little, much] = [2.0, 20.0].map(|rand| over_seeds(|seed| cost(rand, seed)));
    assert!(much > 1.05 * little, "{little} {much}");
}

#[test]
fn a_corporations_money_lies_at_its_mines_and_the_states_near_its_seat() {
    let (world, choices) = chosen(&["steering.multinational=6"], 13);
    let holds = |zone: u32| {
        let mut of = world.communities.iter().enumerate();
        of.any(|(place, c)| {
            let site = world.site_identity(&world.committee_sites, place);
            site == zone && c.ground.enclave > 0.0
        })
    };
    assert!(!choices.is_empty());
    assert!(choices.iter().all(|one| holds(one.zone)), "{choices:?}");

    let hours = |neglect: &str, seed: &str| {
        let (world, choices) = chosen(&["steering.state=0.1", neglect, seed], 13);
        let at = |zone: u32| {
            let of = world.communities.iter().find(|c| c.identity() == zone);
            of.map_or(0.0, |c| c.place.hours_from_seat)
        };
        choices.iter().map(|one| at(one.zone)).sum::<f64>() / choices.len().max(1) as f64
    };
    let [near, far] = ["auspice.state.neglect_hours=2", "auspice.state.neglect_hours=30"]
        .map(|neglect| over_seeds(|seed| hours(neglect, seed)));
    assert!(near < far, "{near} {far}");
}

#[test]
fn who_is_not_respected_chooses_force_or_finds_a_partner() {
    let all = [
        "steering.aid_agency=10",
        "steering.least_legitimacy=0.5",
        "auspice.aid_agency.legitimacy=0.2",
    ];
    let with = |partner: &str| chosen(&[&all[..], &[partner]].concat(), 8).1;
    let alone = with("steering.partner=0");
    assert!(!alone.is_empty());
    assert!(
        alone.iter().all(|one| one.component.provision().is_by_force() && one.partner.is_none())
    );
    let found = with("steering.partner=1");
    assert!(share(&found, |one| one.partner.is_some()) > 0.3, "{found:?}");
}

#[test]
fn who_is_respected_looks_for_partners_less() {
    let partnered = |legitimacy: &str| {
        let key = format!("auspice.ngo.legitimacy={legitimacy}");
        let (_, choices) = chosen(&["steering.ngo=4", &key], 25);
        share(&choices, |one| one.partner == Some(Auspice::CivilSociety))
    };
    let (little, twice) = (partnered("0.4"), partnered("0.8"));
    assert!(little > twice + 0.05, "{little} {twice}");
}

#[test]
fn prices_that_change_places_change_choices() {
    let committees = |sets: &[&str]| {
        let (_, choices) = chosen(&[&["steering.ngo=4", "steering.partner=0"], sets].concat(), 13);
        share(&choices, |one| one.component != Component::PrivateNational)
    };
    let cheap_committees =
        committees(&["steering.gatherings_priced=5", "steering.persons_per_guard=500"]);
    let cheap_guards =
        committees(&["steering.gatherings_priced=20", "steering.persons_per_guard=5000"]);
    assert!(cheap_committees > cheap_guards + 0.1, "{cheap_committees} {cheap_guards}");
}

#[test]
fn mandates_need_the_state_and_missions_the_states_together() {
    let (_, choices) = chosen(&EVERYBODY, 25);
    let has = |one: &Choice, who: Auspice| one.auspice == who || one.partner == Some(who);
    for one in &choices {
        if let Some(authority) = one.component.provision().authority {
            assert!(has(one, authority), "{one:?}");
        }
    }
    for &auspice in Auspice::ALL {
        assert!(choices.iter().any(|one| one.auspice == auspice), "{auspice} chooses nothing");
    }
}

/// What auspices expect things to cost before they have bought any.
const PRICES: [&str; 5] = [
    "steering.gatherings_priced",
    "steering.overhead_priced",
    "steering.persons_per_guard",
    "steering.offices_priced",
    "steering.officers_per_guard",
];

/// Nothing is made to win: with one expectation of everything no component takes most of what is chosen, at the defaults and
/// over the declared ranges of costs, at whose ends each stands as often with either end of each other.
#[test]
fn no_component_is_chosen_by_everybody() {
    let catalogue = Catalogue::standard();
    let end = |key: &str, is_high: bool| {
        let (low, high) = catalogue.find(key).unwrap().range.unwrap();
        format!("{key}={}", if is_high { high } else { low })
    };
    // A fractional factorial of eight points: the fourth and fifth column are products of the first three.
    let points = (0..8_u32).map(|point| {
        let [a, b, c] = [0, 1, 2].map(|bit| point >> bit & 1 == 1);
        let highs = [a, b, c, a ^ b, a ^ c];
        PRICES.iter().zip(highs).map(|(key, is_high)| end(key, is_high)).collect()
    });
    let all: Vec<Vec<String>> = std::iter::once(Vec::new()).chain(points).collect();
    all.par_iter().for_each(|prices| {
        let sets: Vec<&str> =
            EVERYBODY.iter().copied().chain(prices.iter().map(String::as_str)).collect();
        let (_, choices) = chosen(&sets, 37);
        for &component in Component::ALL {
            let share = share(&choices, |one| one.component == component);
            assert!(share < 0.8, "{component}: {share} at {prices:?}");
        }
    });
}

#[test]
fn cases_are_learnt_from_and_placebos_teach_nothing_on_average() {
    let falls = |sets: &[&str]| {
        let (world, _) = chosen(&[&EVERYBODY[..], sets].concat(), 49);
        let (mut sum, mut cases) = (0.0, 0.0);
        for lesson in world.choices.falls[Auspice::Ngo].values() {
            sum += lesson.sum;
            cases += lesson.cases;
        }
        (sum / cases, cases)
    };
    let (mean, cases) = falls(&["programmes.placebo=true"]);
    assert!(cases >= 20.0, "{cases}");
    assert!(mean.abs() < 0.15, "a placebo seems to avert {mean} of violence, over {cases} cases");
}

#[test]
fn what_was_chosen_is_remembered_in_a_checkpoint() {
    let mut one = weak_state("", &[&MANY_SITES[..], &EVERYBODY[..]].concat());
    live(&mut one, 13);
    let saved = one.save().expect("can be saved");
    let mut other = weak_state("", &[&MANY_SITES[..], &EVERYBODY[..]].concat());
    other.resume(&saved).expect("can go on");
    for _ in 0..12 {
        model::month(&mut one);
        model::month(&mut other);
        assert_eq!(one.choices, other.choices);
    }
    assert_eq!(one.save().unwrap(), other.save().unwrap());
}

/// An arrangement that is left and taken up again keeps its account: the list does not grow with the years.
#[test]
fn arrangements_do_not_pile_up() {
    let (world, _) = chosen(&EVERYBODY, 61);
    let mut names: Vec<&str> = world.arrangements.iter().map(|a| a.name.as_str()).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

fn choice(auspice: Auspice, component: Component, zone: u32, rand: f64) -> Choice {
    let (mode, cost) = (Mode::Gift, Money::from_rand(rand));
    Choice { auspice, component, zone, partner: None, mode, cost }
}

/// A replicate counts as one whatever it chose, and one that chose nothing does not count.
#[test]
fn shares_are_means_over_the_replicates_that_chose() {
    let of = |auspice| (7, choice(auspice, Component::PeaceCommittee, 1, 1.0));
    let (ngo, state) = (of(Auspice::Ngo), of(Auspice::State));
    let made: [Made; 3] = [vec![ngo, ngo, ngo, state], vec![state], vec![]];
    let shares = mean_shares(&made, |one| one.auspice);
    assert_eq!(shares, [(Auspice::State, 0.625), (Auspice::Ngo, 0.375)]);
    assert!(mean_shares(&made[2..], |one| one.auspice).is_empty());
}

#[test]
fn only_the_last_two_years_of_choices_are_told() {
    let at = |month| (month, choice(Auspice::Ngo, Component::PeaceCommittee, 1, 1.0));
    let made: [Made; 2] = [vec![at(1), at(37), at(43), at(61)], vec![at(1)]];
    let months = |made: &Made| made.iter().map(|(month, _)| *month).collect::<Vec<_>>();
    let told: Vec<Vec<i32>> = recent(&made).iter().map(months).collect();
    assert_eq!(told, [vec![43, 61], vec![]]);
}

#[test]
fn concentration_is_one_over_the_components_chosen_alike() {
    let of = |component| (1, choice(Auspice::State, component, 1, 1.0));
    let all: Made = Component::ALL.iter().map(|&component| of(component)).collect();
    assert!((concentration(&all) - 1.0 / Component::COUNT as f64).abs() < 1e-12);
    assert!((concentration(&vec![of(Component::Public); 5]) - 1.0).abs() < 1e-12);
}

/// Numbers of a replicate by hand: who leads counts choices, whose place it is goes by money.
#[test]
fn a_replicate_is_told_by_its_choices_and_its_places() {
    let mut world = weak_state("", &MANY_SITES);
    live(&mut world, 1);
    let mut record = Record::new(1);
    record.close(&world);
    let sites: std::collections::BTreeSet<u32> =
        record.communities.iter().map(|one| one.committee_site).collect();
    let sites: Vec<u32> = sites.into_iter().collect();
    assert!(sites.len() > 2);
    let of = |auspice, zone, rand| choice(auspice, Component::PeaceCommittee, zone, rand);
    // At the first site the state leads more of the money, at the second others do, though with fewer choices.
    record.choices = vec![
        (1, of(Auspice::State, sites[0], 5.0)),
        (1, of(Auspice::Ngo, sites[0], 4.0)),
        (1, of(Auspice::State, sites[1], 1.0)),
        (7, of(Auspice::State, sites[1], 1.0)),
        (7, of(Auspice::Interstate, sites[1], 9.0)),
    ];
    let steered = Steered::of(&[record.clone()], 5.0);
    let value = |what| steered.span(what).map(|span| span.mean).expect("is told");
    assert!((value(Told::NonState) - 0.4).abs() < 1e-12);
    assert!((value(Told::Arrangements) - 2.5).abs() < 1e-12);
    assert!((value(Told::Concentration) - 1.0).abs() < 1e-12);
    assert_eq!((value(Told::Partnered), value(Told::BySale)), (0.0, 0.0));
    assert!((value(Told::WithState) - 0.6).abs() < 1e-12);
    assert!((value(Told::NonStateMoney) - 13.0 / 20.0).abs() < 1e-12);
    let weight = |is_in: &dyn Fn(u32) -> bool| -> f64 {
        let of = record.communities.iter().filter(|one| is_in(one.committee_site));
        of.map(|one| one.weight).sum()
    };
    let theirs = weight(&|site| site == sites[1]) / weight(&|_| true);
    assert!((value(Told::Places) - theirs).abs() < 1e-12);
    let persons: f64 = record.communities.iter().map(|one| f64::from(one.households) * 5.0).sum();
    assert!((value(Told::Money) - 20.0 / 2.0 * 12.0 / persons).abs() < 1e-9);
}
