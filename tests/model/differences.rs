//! 4.29, 4.30: places differ and drift; persons differ, and are hit again.

use crate::country::{laid_out, live, of_file, sum, unlived, weak_state};
use nodal::engine::Draws;
use nodal::params::Params;
use nodal::terms::Matter;
use nodal::world::Country;
use nodal::world::diary::{Diary, What};
use nodal::world::differences::{Difference, Landscape};
use std::collections::BTreeMap;

/// Places of small worlds are alike unless they are said to differ.
const DIFFER: &str = "mechanisms.differences=true";

/// Spreads of everything that differs from place to place.
const NO_SPREADS: [&str; 8] = [
    "differences.poverty=0",
    "differences.men=0",
    "differences.arms=0",
    "differences.posts=0",
    "differences.effort=0",
    "differences.urban=0",
    "differences.opportunity=0",
    "differences.harshness=0",
];

fn variation(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / values.len() as f64;
    variance.sqrt() / mean
}

fn officers_a_head(world: &Country) -> Vec<f64> {
    let people = |site: usize| -> f64 {
        let members = world.station_sites.members(site).iter();
        members.map(|&c| f64::from(world.communities[c.place()].size())).sum()
    };
    (0..world.stations.len())
        .map(|site| f64::from(world.stations[site].officers) / people(site))
        .collect()
}

fn of_places(world: &Country, of: fn(&nodal::world::community::Community) -> f64) -> Vec<f64> {
    world.communities.iter().map(of).collect()
}

#[test]
fn without_spreads_places_are_as_without_the_mechanism() {
    let sets = [&NO_SPREADS[..], &["provider.public.officers=2000"]].concat();
    let without = unlived("", &sets);
    let with = unlived("", &[&sets[..], &[DIFFER]].concat());
    for (a, b) in with.communities.iter().zip(&without.communities) {
        assert_eq!(a.ground.poverty, b.ground.poverty);
        assert_eq!(a.ground.crowding, b.ground.crowding);
        assert_eq!(
            (a.ground.spare_men, a.conditions.arms),
            (b.ground.spare_men, b.conditions.arms)
        );
    }
    let officers =
        |world: &Country| -> Vec<u32> { world.stations.iter().map(|s| s.officers).collect() };
    assert_eq!(officers(&with), officers(&without));
}

#[test]
fn with_spreads_places_and_posts_differ_and_the_country_stays() {
    let sets = [
        "world.communities=300",
        "world.households=40",
        "provider.public.site_people=1000",
        "provider.public.officers=4000",
    ];
    let with = unlived("", &[&sets[..], &[DIFFER]].concat());
    let without = unlived("", &sets);
    let compare = |what: &str, of: &dyn Fn(&Country) -> Vec<f64>, least: f64| {
        let (a, b) = (of(&with), of(&without));
        assert!(
            variation(&a) > variation(&b) + least,
            "{what}: {} {}",
            variation(&a),
            variation(&b)
        );
        let ratio = a.iter().sum::<f64>() / b.iter().sum::<f64>();
        // Of one world, in which near places share what they have.
        assert!((0.6..1.7).contains(&ratio), "{what}: {ratio}");
    };
    compare("poverty", &|w| of_places(w, |c| f64::from(c.ground.poverty)), 0.05);
    compare("men", &|w| of_places(w, |c| f64::from(c.ground.spare_men)), 0.3);
    compare("arms", &|w| of_places(w, |c| f64::from(c.ground.arms)), 0.3);
    compare("officers", &officers_a_head, 0.3);
    let all: [u32; 2] = [&with, &without].map(|w| w.stations.iter().map(|s| s.officers).sum());
    assert!(all[0].abs_diff(all[1]) * 50 < all[1], "{all:?}");
}

/// What a place is does not hang on what else is simulated.
#[test]
fn another_sample_changes_no_place() {
    let of = |share: &str| {
        let world = laid_out(&of_file(
            "scenarios/countries/sierra_leone.toml",
            &[share, "run.replicates=1"],
        ));
        let traits = |c: &nodal::world::community::Community| {
            (
                c.identity(),
                (
                    c.ground.hardship,
                    c.conditions.opportunity,
                    c.conditions.harshness,
                    c.ground.arms,
                ),
            )
        };
        world.communities.iter().map(traits).collect::<BTreeMap<_, _>>()
    };
    let (few, many) = (of("world.sample=0.02"), of("world.sample=0.05"));
    let shared: Vec<_> = few.keys().filter(|&place| many.contains_key(place)).collect();
    assert!(shared.len() > 20, "{}", shared.len());
    assert!(shared.iter().all(|&place| few[place] == many[place]));
}

#[test]
fn near_places_are_more_alike_than_far_ones() {
    let params = Params::default();
    let (mut near, mut far) = (0.0, 0.0);
    for replicate in 0..400 {
        let land = Landscape { params: &params, draws: Draws::new(1, replicate) };
        let at = |x: f64| land.mixed(Difference::Opportunity, 0.5, 0, (x, 0.0));
        near += at(0.0) * at(3.0);
        far += at(0.0) * at(100.0);
    }
    // The standard error of each mean is 0.05.
    assert!(near / 400.0 > 0.3 && (far / 400.0).abs() < 0.2, "{near} {far}");
}

/// Year after year the spread stays, and a place remembers what it was as far as declared.
#[test]
fn drift_keeps_the_spread_and_forgets_slowly() {
    let sets = [
        "world.communities=400",
        "world.households=20",
        "world.area=80",
        "differences.range_km=5",
        "mechanisms.disputes=false",
        "mechanisms.predation=false",
        "differences.persistence=0.9",
    ];
    let mut world = unlived("", &[&sets[..], &[DIFFER]].concat());
    let harsh = |w: &Country| of_places(w, |c| f64::from(c.conditions.harshness));
    let begins = harsh(&world);
    live(&mut world, 12);
    let then = harsh(&world);
    let moment =
        |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>() / a.len() as f64;
    let (first, last) = (moment(&begins, &begins), moment(&then, &then));
    assert!((first / last - 1.0).abs() < 0.3, "{first} {last}");
    // What is of hardship stays whole, the rest by the persistence.
    let rho = world.params.differences.residual_with_hardship;
    let kept = rho * rho + (1.0 - rho * rho) * 0.9;
    let correlation = moment(&begins, &then) / (first * last).sqrt();
    assert!((correlation - kept).abs() < 0.06, "{correlation} {kept}");
    let mut still = unlived("", &sets);
    live(&mut still, 12);
    assert!(harsh(&still).iter().all(|&z| z == 0.0));
}

/// Violence between places varies more where opportunity and harshness do.
#[test]
fn places_differ_in_violence() {
    let acts = |sets: &[&str]| {
        let mut world = weak_state("", &[&["escalation.hazard=0.04"], sets].concat());
        let mut acts = vec![0.0; world.communities.len()];
        for _ in 0..36 {
            live(&mut world, 1);
            for (sum, c) in acts.iter_mut().zip(&world.communities) {
                *sum += f64::from(c.tally.violent.values().sum::<u32>());
            }
        }
        variation(&acts)
    };
    let (with, without) = (acts(&[DIFFER]), acts(&[]));
    assert!(with > 1.3 * without, "{with} {without}");
}

/// All that happens in a world's communities, told.
fn followed(sets: &[&str], months: u32) -> Country {
    let mut world = weak_state("", sets);
    for c in &mut world.communities {
        c.diary = Some(Box::new(Diary { is_followed: true, ..Diary::default() }));
    }
    live(&mut world, months);
    world
}

const MANY_THEFTS: [&str; 4] = [
    "predation.offenders=0.08",
    "predation.idle=-3",
    "provider.vigilante.coverage=0",
    "mechanisms.vigilantes=false",
];

/// Thefts within a month after one from the same household, and from one of its three neighbours to each side, over all.
fn soon_again(world: &Country) -> [f64; 2] {
    let mut counts = [0.0; 3];
    for c in &world.communities {
        let n = c.households.len() as i32;
        let events = &c.diary.as_ref().unwrap().events;
        let thefts: Vec<(f32, i32)> = events
            .iter()
            .filter(|event| matches!(event.what, What::Theft))
            .filter_map(|event| Some((event.at, i32::from(event.households[0]?))))
            .collect();
        for (i, &(at, household)) in thefts.iter().enumerate() {
            counts[2] += 1.0;
            let before = |near: &dyn Fn(i32) -> bool| {
                thefts.iter().enumerate().any(|(j, &(then, other))| {
                    j != i
                        && (0.0..1.0).contains(&(at - then))
                        && near((other - household).rem_euclid(n))
                })
            };
            counts[0] += f64::from(u8::from(before(&|gap| gap == 0)));
            counts[1] += f64::from(u8::from(before(&|gap| (1..=3).contains(&gap) || gap >= n - 3)));
        }
    }
    [counts[0] / counts[2], counts[1] / counts[2]]
}

#[test]
fn who_was_robbed_is_robbed_again_sooner_and_so_are_those_near() {
    let share = |sets: &[&str]| soon_again(&followed(&[&MANY_THEFTS[..], sets].concat(), 24));
    let off = share(&["mechanisms.repeats=false"]);
    let none = share(&["proneness.repeats=0"]);
    let on = share(&["proneness.repeats=3"]);
    let alone = share(&["proneness.repeats=3", "proneness.near=0"]);
    assert!(on[0] > 1.5 * off[0] && on[1] > 1.5 * off[1], "{on:?} {off:?}");
    assert!((none[0] / off[0] - 1.0).abs() < 0.3, "{none:?} {off:?}");
    assert!(alone[0] > 1.5 * off[0] && alone[1] < 1.3 * off[1], "{alone:?} {off:?}");
}

/// Share of thefts from the tenth of households that have most.
fn worst_tenth(world: &Country) -> f64 {
    let mut counts = Vec::new();
    for c in &world.communities {
        let mut of_place = vec![0_u32; c.households.len()];
        for event in &c.diary.as_ref().unwrap().events {
            if let (What::Theft, Some(household)) = (&event.what, event.households[0]) {
                of_place[usize::from(household)] += 1;
            }
        }
        counts.extend(of_place);
    }
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let all: u32 = counts.iter().sum();
    let worst: u32 = counts[..counts.len() / 10].iter().sum();
    f64::from(worst) / f64::from(all)
}

#[test]
fn a_few_households_are_hit_far_more_than_others_and_no_more_is_stolen_in_all() {
    let lived = |sets: &[&str]| {
        followed(
            &[&MANY_THEFTS[..], &["predation.wealth=0.3", "mechanisms.repeats=false"], sets]
                .concat(),
            36,
        )
    };
    let worst = |sets: &[&str]| worst_tenth(&lived(sets));
    let (off, low, high) = (
        worst(&["mechanisms.proneness=false"]),
        worst(&["proneness.variance=0.3"]),
        worst(&["proneness.variance=3.3"]),
    );
    assert!(low > off && high > low + 0.05, "{off} {low} {high}");
}

#[test]
fn proneness_moves_quarrels_between_households_and_makes_none() {
    let arisen = |sets: &[&str]| {
        let mut world = unlived(
            "",
            &[
                &[
                    "time.burn_in_months=0",
                    "mechanisms.predation=false",
                    "mechanisms.escalation=false",
                ],
                sets,
            ]
            .concat(),
        );
        sum(&live(&mut world, 1).arisen)
    };
    assert_eq!(arisen(&[]), arisen(&["mechanisms.proneness=false"]));
}

#[test]
fn family_matters_lie_inside_a_household_and_make_no_feud() {
    let mut world = weak_state("", &["disputes.share_domestic=0.25", "escalation.hazard=0.04"]);
    live(&mut world, 24);
    let open = || world.communities.iter().flat_map(|c| &c.docket.open);
    assert!(open().any(|d| d.matter == Matter::Domestic));
    for d in open() {
        let is_inside = d.initiator == d.respondent;
        // An assault inside a household follows from a quarrel inside it.
        assert!(is_inside == (d.matter == Matter::Domestic) || d.matter == Matter::Assault);
    }
    assert!(world.communities.iter().flat_map(|c| &c.docket.feuds).all(|f| f.holder != f.against));
}
