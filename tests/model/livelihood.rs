//! 4.35 What people live on.

use crate::country::{country, live, metric, sum, unlived, weak_state};
use nodal::ledger::Purpose;
use nodal::terms::{Class, Kind};
use nodal::world::Country;
use nodal::world::community::Community;

/// A world in which nothing happens but that officers are paid and enclaves produce.
fn calm(sets: &[(&str, f64)]) -> Country {
    let off = [
        "disputes",
        "predation",
        "bribery",
        "vigilantes",
        "criminal_governance",
        "private_national",
        "state_spiral",
        "calls",
        "mobs",
        "mobility",
    ]
    .map(|name| format!("mechanisms.{name}"));
    let mut all: Vec<(&str, f64)> = off.iter().map(|key| (key.as_str(), 0.0)).collect();
    all.extend([
        ("world.communities", 20.0),
        ("world.households", 300.0),
        ("time.burn_in_months", 24.0),
        ("enclave.count", 3.0),
        // Taxes follow what people think of the state, which moves a little.
        ("auspice.state.rents", 0.8),
    ]);
    all.extend_from_slice(sets);
    country(&all)
}

fn poverty(c: &Community, world: &Country) -> f32 {
    c.poverty(&world.params)
}

fn income(c: &Community) -> f64 {
    Class::ALL.iter().map(|&class| c.ground.incomes[class]).sum::<i64>() as f64
}

#[test]
fn verif_where_nothing_changes_poverty_and_work_stay_what_they_are() {
    let mut world = calm(&[]);
    live(&mut world, 24 + 120);
    for c in &world.communities {
        assert!(
            (poverty(c, &world) - c.ground.poverty).abs() < 1e-3,
            "{}",
            c.conditions.living.gained
        );
        assert_eq!(c.men.found, 0);
    }
}

/// Twice the wages of enclaves: G = Δx·(1 − (1 − speed)^t), poverty and work by it.
#[test]
fn verif_wages_lower_poverty_and_give_work_at_the_declared_speed() {
    for factor in [0.0, 2.0] {
        let mut world = calm(&[]);
        live(&mut world, 24);
        let before: Vec<f64> = world
            .communities
            .iter()
            .map(|c| c.books.flows.total(Purpose::EnclaveWages).0 as f64)
            .collect();
        let compensation = 1.0
            + world.params.enclave.claim / world.params.enclave.wages
                * world.params.enclave.compensation
                * (1.0 - world.params.enclave.leak);
        world.params.enclave.output *= factor;
        live(&mut world, 36);
        let p = &world.params.livelihood;
        let reached = 1.0 - (1.0 - f64::from(p.speed)).powi(36);
        let mut seen = 0;
        for (c, before) in world.communities.iter().zip(before) {
            let gained = (factor - 1.0) * before * compensation / income(c) * reached;
            let found = f64::from(c.conditions.living.gained);
            assert!((found - gained).abs() < 1e-3 + 0.01 * gained.abs(), "{found} {gained}");
            if gained.abs() < 0.02 {
                continue;
            }
            seen += 1;
            let start = f64::from(c.ground.poverty);
            let odds = start / (1.0 - start) * (-f64::from(p.response) * found).exp();
            assert!((f64::from(poverty(c, &world)) - odds / (1.0 + odds)).abs() < 1e-3);
            let share = (f64::from(p.jobs) * found).clamp(-f64::from(p.casual), 1.0);
            let work = (share * f64::from(c.ground.spare_men)).round() as i32;
            assert!((c.men.found - work).abs() <= 1, "{} {work}", c.men.found);
            assert_eq!(c.men.spare as i32 + c.men.found, c.ground.spare_men as i32);
        }
        assert!(seen > 0, "no place lives by an enclave");
    }
}

#[test]
fn the_usual_weak_state_stays_as_poor_as_it_was() {
    let mut world = weak_state("", &["time.burn_in_months=36"]);
    live(&mut world, 24);
    let (before, men) = (metric(&world, "poverty"), metric(&world, "spare_men"));
    live(&mut world, 72);
    let (after, idle) = (metric(&world, "poverty"), metric(&world, "spare_men"));
    assert!((after - before).abs() < 0.01, "{before} {after}");
    assert!((idle / men - 1.0).abs() < 0.05, "{men} {idle}");
}

#[test]
fn who_is_driven_away_makes_poor_at_home_and_where_he_stays() {
    let mut world = calm(&[("enclave.count", 0.0), ("mechanisms.mobility", 1.0)]);
    live(&mut world, 24);
    let home = &mut world.communities[0];
    for household in 0..100 {
        home.households.set_away(household, true);
    }
    (home.conditions.moved.away, home.conditions.moved.unrest) = (100, u32::MAX);
    live(&mut world, 36);
    let (mut poorer, mut hosts) = (0, 0);
    for c in &world.communities {
        poorer += u32::from(poverty(c, &world) > c.ground.poverty + 0.005);
        hosts += u32::from(c.conditions.moved.guests > 0);
    }
    assert_eq!((poorer, hosts), (2, 1));
}

#[test]
fn what_answers_to_nothing_changes_nothing() {
    let lived = |sets: &[&str]| {
        let mut world = weak_state("", &[&["provider.criminal.coverage=0.3"], sets].concat());
        live(&mut world, 36)
    };
    let off = lived(&["mechanisms.livelihood=false"]);
    let deaf = ["livelihood.response=0", "livelihood.jobs=0", "provider.criminal.by_order=0"];
    assert_eq!(off, lived(&deaf));
    assert!(sum(&off.violent) > 0.0);
    assert_ne!(off, lived(&[]));
}

#[test]
fn verif_a_gang_earns_by_its_order_and_by_nothing_of_the_states() {
    let first_month = |by_order: &str| {
        let sets =
            ["provider.criminal.coverage=0.35", "provider.criminal.first_effort=1", by_order];
        let mut world = unlived("", &[&sets[..], &["time.burn_in_months=0"]].concat());
        let before: Vec<(f64, f64)> = world
            .communities
            .iter()
            .map(|c| {
                let effort = c.providers.turf.map_or(0.0, |turf| f64::from(turf.effort));
                (effort, f64::from(c.opinion.mean_trust[Kind::Criminal]))
            })
            .collect();
        live(&mut world, 1);
        let rent = |c: &Community| c.books.flows.total(Purpose::DrugRent).0 as f64;
        (before, world.communities.iter().map(rent).collect::<Vec<_>>())
    };
    let (by, none) =
        (first_month("provider.criminal.by_order=1"), first_month("provider.criminal.by_order=0"));
    let mut turfs = 0;
    for (i, (effort, trust)) in by.0.into_iter().enumerate() {
        if none.1[i] > 0.0 {
            turfs += 1;
            let ratio = by.1[i] / none.1[i];
            // Trust moves a little within the month before rents are taken.
            assert!((ratio - 1.0 - effort * trust).abs() < 0.02, "{ratio} {effort} {trust}");
        }
    }
    assert!(turfs > 3, "{turfs}");
}
