//! An experiment inside one world, from the command line: the page's commands, its tables, and what is refused.

use crate::program::{Row, nodal, rows, text};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use tempfile::TempDir;

const WORLD: &str = "[world]\ncommunities = 48\nhouseholds = 50\ncluster = 12\n[time]\nburn_in_months = 6\nmonths = 18\n\
    [run]\nreplicates = 1\n[provider.peace_committee]\nsite_people = 1500\n[provider.public]\nsite_people = 3000\n";
const TRIAL: &str = "[[intervention]]\nname = \"trial\"\ncomponent = \"peace_committee\"\nby = \"aid_agency\"\n\
    money = 20.0\nassign = { share = 0.5, strata = [\"town\"] }\n";
const PANEL: &str = "[[survey]]\nname = \"panel\"\nquestionnaire = \"afrobarometer\"\nmonth = 1\nevery = 12\n\
    recall = 12\nsample = 200\nby = \"trial\"\npanel = true\nalso_by = [\"class\", \"standing\"]\n";

fn written(records: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("trial.toml"), format!("{WORLD}{records}")).unwrap();
    folder
}

#[test]
fn a_trial_is_told_in_communities_by_arm_and_in_surveys_and_reproduces() {
    let folder = written(&format!("{TRIAL}{PANEL}"));
    let run = ["run", "trial.toml", "--by-arm", "--csv", "--out", "x"];
    let output = nodal(folder.path()).args(run).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let out = folder.path().join("x");
    let places = rows(&out.join("communities.csv"));
    communities(&places);
    by_arm(&rows(&out.join("metrics.csv")), &places);
    surveys(&rows(&out.join("surveys.csv")));
    let again = nodal(folder.path()).args(["reproduce", "x"]).output().unwrap();
    assert!(again.status.success(), "{}", text(&again.stderr));
}

/// 18 months; committees of an aid agency work from month 7 on.
fn communities(places: &[Row]) {
    assert_eq!(places.len(), 2 * 48);
    let sides: BTreeSet<&str> = places.iter().map(|row| row["trial_assigned"].as_str()).collect();
    assert_eq!(sides.into_iter().collect::<Vec<_>>(), ["control", "treated"]);
    for row in places {
        let is_treated = row["trial_assigned"] == "treated";
        let distance: f64 = row["trial_distance"].parse().unwrap();
        assert_eq!(distance == 0.0, is_treated, "{row:?}");
        let expected = if is_treated { "6" } else { "0" };
        assert_eq!(row["trial_months"], expected, "{row:?}");
        let site = places.iter().filter(|other| other["committee_site"] == row["committee_site"]);
        assert!(site.into_iter().all(|other| other["trial_assigned"] == row["trial_assigned"]));
    }
}

/// Levels share the country out: here every place is eligible, so that their counts add up to the total.
fn by_arm(metrics: &[Row], places: &[Row]) {
    let mut sums: BTreeMap<(String, String), [f64; 2]> = BTreeMap::new();
    let mut levels = BTreeSet::new();
    for row in metrics.iter().filter(|row| row["metric"] == "disputes_arisen") {
        let key = (row["month"].clone(), row["metric"].clone());
        let value: f64 = row["value"].parse().unwrap_or(0.0);
        let sums = sums.entry(key).or_default();
        match row["dimension"].as_str() {
            "" => sums[0] += value,
            "trial" => {
                levels.insert(row["level"].clone());
                sums[1] += value;
            }
            _ => {}
        }
    }
    assert_eq!(levels.into_iter().collect::<Vec<_>>(), ["control", "ring", "treated"]);
    for (key, [total, parts]) in &sums {
        assert!((total - parts).abs() < 1e-9, "{key:?}: {total} {parts}");
    }
    let treated: f64 = places
        .iter()
        .filter(|row| row["trial_assigned"] == "treated")
        .map(|row| row["disputes_arisen"].parse::<f64>().unwrap())
        .sum();
    let told: f64 = metrics
        .iter()
        .filter(|row| row["metric"] == "disputes_arisen" && row["level"] == "treated")
        .map(|row| row["value"].parse::<f64>().unwrap())
        .sum();
    assert!((treated - told).abs() < 1e-9, "{treated} {told}");
    let is_national = |row: &&Row| row["dimension"] == "trial" && row["metric"] == "state_revenue";
    assert_eq!(metrics.iter().filter(is_national).count(), 0);
}

fn surveys(answers: &[Row]) {
    let asked = |assigned: &str, dimension: &str, month: &str| -> u32 {
        answers
            .iter()
            .filter(|row| {
                row["question"] == "felt_unsafe"
                    && row["assigned"] == assigned
                    && row["dimension"] == dimension
                    && row["month"] == month
            })
            .map(|row| row["n"].parse::<u32>().unwrap())
            .sum()
    };
    for month in ["1", "13"] {
        for assigned in ["treated", "control"] {
            for dimension in ["", "class", "standing"] {
                assert_eq!(
                    asked(assigned, dimension, month),
                    200,
                    "{assigned} {dimension} {month}"
                );
            }
        }
        assert_eq!(asked("", "", month), 0);
    }
    // The same households: as many of each class in every round.
    let classes = |month: &str| -> Vec<(String, String, String)> {
        let of = |row: &&Row| {
            row["question"] == "felt_unsafe" && row["dimension"] == "class" && row["month"] == month
        };
        let told = |row: &Row| (row["assigned"].clone(), row["level"].clone(), row["n"].clone());
        answers.iter().filter(of).map(told).collect()
    };
    assert_eq!(classes("1"), classes("13"));
}

/// Each mistake: what is added to the trial, and what is told.
#[test]
fn a_lot_that_cannot_be_drawn_is_refused_and_nothing_is_written() {
    let with = |assign: &str| TRIAL.replace("{ share = 0.5, strata = [\"town\"] }", assign);
    let cases = [
        (with("{ share = 1.0 }"), "0.001 to 0.999"),
        (with("{ share = 0 }"), "0.001 to 0.999"),
        (with("{ share = 0.5, strata = [\"twon\"] }"), "did you mean \"town\"?"),
        (with("{ share = 0.5, strata = [\"district\"] }"), "the world has no districts"),
        (with("{ share = 0.5, strata = [\"enclave\"] }"), "the world has no enclaves"),
        (with("{ strata = [\"town\"] }"), "a lot wants a share"),
        (with("{ share = 0.5, month = 3 }"), "it begins in month 1"),
        (
            with("{ share = 0.5 }\nwhere.places = [\"Town 1, ward 1\"]"),
            "leaves 1 site to draw from",
        ),
        (with("{ share = 0.02 }"), "leaves nobody treated"),
        (TRIAL.replace("name = \"trial\"\n", ""), "needs a name"),
        (TRIAL.replace("\"trial\"", "\"origin\""), "is a dimension of metrics"),
        (
            format!("{TRIAL}{}", PANEL.replace("by = \"trial\"", "by = \"trail\"")),
            "did you mean \"trial\"?",
        ),
        (format!("{}{PANEL}", TRIAL.replace("assign", "# assign")), "is not assigned by lot"),
        (format!("{TRIAL}{}", PANEL.replace("every = 12", "every = 0")), "a panel is asked again"),
        (format!("{}{PANEL}", TRIAL.replace("money", "from = 7\nmoney")), "drawn in month 7"),
    ];
    for (records, told) in cases {
        let folder = written(&records);
        let output =
            nodal(folder.path()).args(["run", "trial.toml", "--out", "x"]).output().unwrap();
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{records}\n{said}");
        assert!(said.contains(told), "{told:?} in {said}");
        assert!(said.contains("trial.toml:"), "{said}");
        assert!(!folder.path().join("x").exists());
    }
}

/// The lot can be drawn before the programme begins: then a round before it tells the two sides apart.
#[test]
fn a_survey_before_the_programme_needs_a_lot_that_was_drawn_before() {
    let trial = TRIAL.replace("strata", "month = 1, strata").replace("money", "from = 13\nmoney");
    let folder = written(&format!("{trial}{PANEL}"));
    let run = ["run", "trial.toml", "--csv", "--out", "x"];
    let output = nodal(folder.path()).args(run).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let answers = rows(&folder.path().join("x/surveys.csv"));
    assert!(answers.iter().any(|row| row["month"] == "1" && row["assigned"] == "control"));
    // It was never at work in these 18 months: pledges take six.
    let places = rows(&folder.path().join("x/communities.csv"));
    assert!(
        places.iter().all(|row| row["trial_months"] == "0" && !row["trial_assigned"].is_empty())
    );
}

#[test]
fn without_a_lot_the_zone_is_treated_and_nobody_is_control() {
    let records = TRIAL
        .replace("assign = { share = 0.5, strata = [\"town\"] }", "where.places = [\"Town 2\"]");
    let survey = "[[survey]]\nname = \"served\"\nquestionnaire = \"afrobarometer\"\nmonth = 12\nevery = 0\n\
                  sample = 100\nwhere = { treated = \"trial\" }\n";
    let folder = written(&format!("{records}{survey}"));
    let run = ["run", "trial.toml", "--csv", "--out", "x"];
    let output = nodal(folder.path()).args(run).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let places = rows(&folder.path().join("x/communities.csv"));
    let sides: BTreeSet<&str> = places.iter().map(|row| row["trial_assigned"].as_str()).collect();
    assert_eq!(sides.into_iter().collect::<Vec<_>>(), ["", "treated"]);
    let answers = rows(&folder.path().join("x/surveys.csv"));
    assert!(answers.iter().any(|row| row["question"] == "felt_unsafe" && row["n"] == "100"));
}
