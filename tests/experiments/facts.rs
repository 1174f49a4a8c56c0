//! Facts are read through their instruments, and differences between places are found where there are any.

use crate::country::of_file;
use nodal::experiment::RunOptions;
use nodal::experiment::between::{Scale, contrasts};
use nodal::experiment::facts::{answer, facts};
use nodal::experiment::run;
use nodal::output::Record;
use std::collections::BTreeSet;

/// Of rare events in small places: whether anything but noise is left is not said.
const NEEDS_DIFFERENCES: [&str; 1] = ["F74"];

/// Every fact has a number in its scenario, small as it is here; no pass says that it is met.
#[test]
fn every_fact_can_be_read_where_it_belongs() {
    let small = [
        "world.communities=100",
        "world.households=100",
        "provider.public.site_people=1000",
        "time.burn_in_months=24",
        "time.months=60",
        "run.replicates=2",
    ];
    let all = facts();
    let scenarios: BTreeSet<&str> = all.iter().map(|fact| fact.scenario).collect();
    for name in scenarios {
        let mut sets = small.to_vec();
        if name.starts_with("countries/") {
            sets.push("world.sample=0.02");
        }
        let scenario = of_file(format!("scenarios/{name}.toml"), &sets);
        let answers = answer(&scenario, &RunOptions::default()).unwrap();
        let mine = all.iter().filter(|fact| fact.belongs(name)).count();
        assert_eq!(answers.len(), mine, "{name}");
        for answer in answers {
            let fact = &all[answer.fact];
            let may_be_nothing = NEEDS_DIFFERENCES.contains(&fact.id);
            assert!(answer.value.is_some() || may_be_nothing, "{} in {name}", fact.id);
            assert!(answer.value.is_none_or(f64::is_finite), "{}", fact.id);
        }
    }
}

/// Sites pooled over replicates are as many as there are in each, and the same numbers come of the same replicates.
#[test]
fn places_are_pooled_over_replicates() {
    let sets = [
        "world.communities=60",
        "world.households=100",
        "provider.public.site_people=1000",
        "time.burn_in_months=12",
        "time.months=24",
        "run.replicates=4",
    ];
    let scenario = of_file("scenarios/weak_state.toml", &sets);
    let told = |threads: usize| {
        let options = RunOptions { threads, ..RunOptions::default() };
        let records = run(&scenario, &options).unwrap().records;
        contrasts(&records.iter().collect::<Vec<&Record>>())
    };
    let all = told(1);
    assert_eq!(all, told(2));
    let places = |scale: Scale| all.iter().find(|one| one.scale == scale).unwrap().places;
    assert_eq!((places(Scale::Community), places(Scale::Site)), (240, 120));
    let acts = all.iter().find(|one| (one.of, one.number) == ("violent acts", "gini")).unwrap();
    let value = acts.value.unwrap();
    assert!(0.0 < value.mean && value.mean < 1.0 && value.low < value.high, "{value:?}");
}
