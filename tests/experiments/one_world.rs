//! An experiment inside one world: who is drawn, whether the draw is fair, and whether it finds what is there.

use super::country::{intervention, laid_out, live, of_file, settings};
use nodal::experiment::matching::interventions;
use nodal::experiment::{RunOptions, run};
use nodal::output::Record;
use nodal::output::arms::Arm;
use nodal::output::record::{CommunityYear, Keep};
use nodal::params::Catalogue;
use nodal::scenario::{Problems, Scenario};
use nodal::terms::Assigned;
use nodal::world::sites::CommunityId;
use std::collections::BTreeMap;
use std::path::Path;

/// 72 communities in six towns, of which 40 % are wards; sites of about six communities.
const WORLD: &str = "[world]\ncommunities = 72\nhouseholds = 60\ncluster = 12\n[time]\nburn_in_months = 12\n\
    months = 14\n[run]\nreplicates = 2\n[provider.peace_committee]\nsite_people = 1800\n[provider.public]\n\
    site_people = 3600\n[mechanisms]\naid_fatigue = false\ndifferences = false\n";

fn loaded(records: &str, sets: &[&str]) -> Result<Scenario, Problems> {
    let text = format!("{WORLD}{records}");
    Scenario::from_text("trial", &text, &settings(sets), &Catalogue::standard())
}

fn lived(scenario: &Scenario) -> Vec<Record> {
    let options =
        RunOptions { keep: Keep { by_arm: true, ..Keep::default() }, ..RunOptions::default() };
    run(scenario, &options).unwrap().records
}

fn trial(component: &str, by: &str, rest: &str) -> String {
    intervention(component, by, &format!("money = 20.0\n{rest}"))
}

fn assigned(arm: &Arm) -> Vec<(u32, Option<Assigned>)> {
    arm.places.iter().map(|place| (place.identity, place.assigned)).collect()
}

/// Treated and eligible units by stratum, each unit counted once: of each of its levels that in which most people live.
fn by_stratum<const N: usize>(
    record: &Record,
    arm: &Arm,
    of: impl Fn(&CommunityYear) -> [String; N],
) -> BTreeMap<Vec<String>, (usize, usize)> {
    let mut units: BTreeMap<u32, ([BTreeMap<String, u32>; N], bool)> = BTreeMap::new();
    for row in record.communities.iter().filter(|row| row.year == 1) {
        let Some(assigned) = arm.place(row.identity).unwrap().assigned else { continue };
        let treated = assigned == Assigned::Treated;
        let unit = units
            .entry(row.committee_site)
            .or_insert_with(|| (std::array::from_fn(|_| BTreeMap::new()), treated));
        assert_eq!(unit.1, treated, "a site is treated whole or not at all");
        for (people, level) in unit.0.iter_mut().zip(of(row)) {
            *people.entry(level).or_default() += row.households;
        }
    }
    let mut strata: BTreeMap<Vec<String>, (usize, usize)> = BTreeMap::new();
    for (levels, is_treated) in units.into_values() {
        let most = |people: BTreeMap<String, u32>| {
            people.into_iter().rev().max_by_key(|(_, people)| *people).unwrap().0
        };
        let counts = strata.entry(levels.into_iter().map(most).collect()).or_default();
        counts.0 += usize::from(is_treated);
        counts.1 += 1;
    }
    strata
}

#[test]
fn each_stratum_has_its_share_of_sites_treated_within_one_site() {
    let records = trial(
        "peace_committee",
        "aid_agency",
        "assign = { share = 0.4, strata = [\"town\", \"is_rural\"] }",
    );
    for record in lived(&loaded(&records, &[]).unwrap()) {
        let of = |row: &CommunityYear| [row.town.clone(), row.is_rural.to_string()];
        let mut strata = by_stratum(&record, &record.arms[0], of);
        assert!(strata.len() >= 6, "{strata:?}");
        let all = strata.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        strata.insert(vec!["all".to_owned()], all);
        for (stratum, (treated, units)) in &strata {
            let expected = 0.4 * *units as f64;
            assert!((*treated as f64 - expected).abs() < 1.0, "{stratum:?}: {treated} of {units}");
        }
    }
}

#[test]
fn a_trial_in_sierra_leone_is_drawn_within_districts() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/countries/sierra_leone.toml");
    let folder = tempfile::TempDir::new().unwrap();
    let records =
        trial("peace_committee", "aid_agency", "assign = { share = 0.5, strata = [\"district\"] }");
    let path = folder.path().join("trial.toml");
    std::fs::write(&path, format!("extends = \"{}\"\n{records}", file.display())).unwrap();
    let sets = ["world.sample=0.05", "time.burn_in_months=1", "time.months=7", "run.replicates=1"];
    let scenario = of_file(&path, &sets);
    let record = lived(&scenario).remove(0);
    // The country has an intervention of its own beside ours.
    let arm = record.arms.iter().find(|arm| arm.name == "it").unwrap();
    let strata = by_stratum(&record, arm, |row| [row.district.clone()]);
    assert!(
        strata.len() >= 2 && strata.keys().all(|district| !district[0].is_empty()),
        "{strata:?}"
    );
    for (district, (treated, units)) in &strata {
        assert!(
            (*treated as f64 - 0.5 * *units as f64).abs() < 1.0,
            "{district:?}: {treated} of {units}"
        );
    }
}

#[test]
fn a_placebo_has_the_assignment_of_what_it_stands_beside_and_replicates_have_their_own() {
    let records = trial("peace_committee", "aid_agency", "assign = { share = 0.5 }");
    let real = loaded(&records, &[]).unwrap();
    let (real, placebo) = (lived(&real), lived(&real.placebo().unwrap().unwrap()));
    for (real, placebo) in real.iter().zip(&placebo) {
        assert_eq!(assigned(&real.arms[0]), assigned(&placebo.arms[0]));
    }
    assert_ne!(assigned(&real[0].arms[0]), assigned(&real[1].arms[0]));
    // What else is in the scenario, and in which order, changes nobody's lot.
    let other =
        intervention("private_national", "state", "money = 1.0").replace("\"it\"", "\"other\"");
    let beside = lived(&loaded(&format!("{other}{records}"), &[]).unwrap());
    assert_eq!(assigned(&real[0].arms[0]), assigned(&beside[0].arms[1]));
}

/// Baseline violence of treated less control over 40 seeds: the mean of 40 differences lies within 3.5 standard errors
/// (false alarm 1 in 1,000), and they are not smaller or larger than chance makes them: the mean square of the
/// differences, each over the deviation that drawing without replacement gives it, has mean 1 and standard error
/// √(2/40); it lies within four of them.
#[test]
fn val_baseline_violence_is_balanced_as_far_as_chance_goes() {
    let records = trial("private_national", "state", "assign = { share = 0.5 }");
    let mut standardised = Vec::new();
    for seed in 1..=40 {
        let seed = format!("run.seed={seed}");
        let scenario = loaded(&records, &[&seed]).unwrap();
        let mut country = laid_out(&scenario);
        live(&mut country, 13);
        let a = &country.arrangements[0];
        let violence = |list: &[CommunityId]| -> Vec<f64> {
            let of = |&c: &CommunityId| f64::from(country.communities[c.place()].last_year.violent);
            list.iter().map(of).collect()
        };
        let (treated, control) = (violence(&a.zone), violence(&a.control));
        assert_eq!((treated.len(), control.len()), (36, 36));
        let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
        let all: Vec<f64> = treated.iter().chain(&control).copied().collect();
        let middle = mean(&all);
        let variance =
            all.iter().map(|x| (x - middle).powi(2)).sum::<f64>() / (all.len() - 1) as f64;
        let error = (variance * (1.0 / 36.0 + 1.0 / 36.0)).sqrt();
        standardised.push((mean(&treated) - mean(&control)) / error);
    }
    let n = standardised.len() as f64;
    let mean = standardised.iter().sum::<f64>() / n;
    assert!(mean.abs() < 3.5 / n.sqrt(), "{mean}");
    let square = standardised.iter().map(|z| z * z).sum::<f64>() / n;
    assert!((square - 1.0).abs() < 4.0 * (2.0 / n).sqrt(), "{square}");
}

/// A company from abroad deters: with many men in half of the sites people there are less afraid, and one that is paid
/// and does nothing leaves them as they are. Differences by lot in the first whole year at work, over eight replicates:
/// those of the real one lie below zero, those of the placebo do not lie away from it, both at 1 in 1,000 (t of
/// 7 degrees of freedom at 5.41, where the interval told is at 2.36).
#[test]
fn a_large_effect_is_found_between_treated_and_control_and_a_placebo_has_none() {
    let records = intervention(
        "private_international",
        "multinational",
        "money = 400.0\nassign = { share = 0.5, strata = [\"is_rural\"] }",
    );
    let scenario = loaded(&records, &["run.replicates=8", "time.months=24"]).unwrap();
    let fear = |scenario: &Scenario| {
        let found = interventions(&lived(scenario));
        let fear = found.into_iter().find(|row| row.outcome == "fear").unwrap();
        assert!(fear.is_by_lot && fear.unmatched.n == 8);
        (fear.unmatched.mean, fear.unmatched.half_width.unwrap() * 5.41 / 2.36)
    };
    let ((real, doubt), (placebo, chance)) =
        (fear(&scenario), fear(&scenario.placebo().unwrap().unwrap()));
    eprintln!("real {real} within {doubt}; placebo {placebo} within {chance}");
    assert!(real < -doubt, "{real} within {doubt}");
    assert!(placebo.abs() < chance, "{placebo} beyond {chance}");
}
