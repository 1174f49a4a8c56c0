//! `facts`, `diagnose` and `bounds` as a user calls them, in small worlds.

use crate::program::nodal;
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

const SMALL: [&str; 8] = [
    "--set",
    "world.communities=20",
    "--set",
    "world.households=100",
    "--set",
    "time.burn_in_months=48",
    "--replicates",
    "2",
];

fn library(name: &str) -> String {
    format!("{}/scenarios/{name}.toml", env!("CARGO_MANIFEST_DIR"))
}

fn rows(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn called(command: &str, scenario: &str, extra: &[&str], folder: &Path) -> Output {
    let file = library(scenario);
    let mut arguments = vec!["-q", command, file.as_str(), "--out", "x"];
    arguments.extend(SMALL);
    arguments.extend(extra);
    nodal(folder).args(arguments).output().unwrap()
}

#[test]
fn facts_are_written_with_targets_intervals_and_a_page_and_again_the_same() {
    let folder = TempDir::new().unwrap();
    let first = called("facts", "weak_state", &["--months", "48"], folder.path());
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let text = fs::read_to_string(folder.path().join("x/facts.csv")).unwrap();
    assert!(text.starts_with("fact,target_low,target_high,value,low,high,inside,"), "{text}");
    let rows = rows(&folder.path().join("x/facts.csv"));
    assert!(rows.len() >= 15, "the weak state answers for most surveys: {}", rows.len());
    for row in &rows {
        let [low, high] = [1, 2].map(|i| row[i].parse::<f64>().unwrap());
        // Differences between sites want a hundred of them.
        let value = row[3].parse::<f64>().ok();
        let is_inside = value.is_some_and(|value| (low..=high).contains(&value));
        assert_eq!(row[6], is_inside.to_string(), "{row:?}");
        assert!(["target", "check"].contains(&row[12].as_str()), "{row:?}");
    }
    let page = fs::read_to_string(folder.path().join("x/calibration.md")).unwrap();
    assert!(page.contains("| F31 |") && page.contains("What is missed"));
    let few = rows.iter().find(|row| row[0] == "F71a").unwrap();
    assert_eq!(few[3], "", "one site of two replicates says nothing");
    let again = called("facts", "weak_state", &["--months", "48", "--threads", "1"], folder.path());
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
    assert_eq!(text, fs::read_to_string(folder.path().join("x/facts.csv")).unwrap());
    assert!(!folder.path().join("docs").exists(), "nothing is written elsewhere");
}

/// A country of the library is lived whole by `run`; facts are read from a share of it, unless another is said.
#[test]
fn facts_of_a_country_are_read_from_a_share_that_is_told() {
    let folder = TempDir::new().unwrap();
    // Whole sites are sampled, of police and of committees: of 500 people, five communities.
    let text = "schema_version = 1\n[world]\ncommunities = 200\nhouseholds = 20\n\
                [provider.public]\nsite_people = 500\n[provider.peace_committee]\nsite_people = 500\n";
    fs::write(folder.path().join("western_cape.toml"), text).unwrap();
    let lived = |command: &str, more: &[&str]| -> usize {
        let first = [command, "western_cape.toml", "--dry-run"];
        let output = nodal(folder.path()).args(first).args(more).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let before = told.split(" communities").next().unwrap();
        before.rsplit(' ').next().unwrap().parse().unwrap()
    };
    assert!((15..35).contains(&lived("facts", &[])), "{}", lived("facts", &[]));
    let half = lived("facts", &["--set", "world.sample=0.5"]);
    assert!((85..115).contains(&half), "{half}");
    assert_eq!(lived("run", &[]), 200);
}

/// Over an ensemble the table says between what nine tenths of replicates lie, and the page how many bands that reaches.
#[test]
fn over_an_ensemble_facts_are_foretold() {
    let folder = TempDir::new().unwrap();
    let sets = "set,weight,disputes.arrival\n1,1,0.015\n2,1,0.04\n";
    fs::write(folder.path().join("sets.csv"), sets).unwrap();
    let file = library("weak_state");
    let asked =
        ["-q", "facts", file.as_str(), "--out", "x", "--months", "48", "--replicates", "10"];
    let run = nodal(folder.path())
        .args(asked)
        .args(&SMALL[..6])
        .args(["--ensemble", "sets.csv"])
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let rows = rows(&folder.path().join("x/facts.csv"));
    let problems = rows.iter().find(|row| row[0] == "F21").unwrap();
    let [value, low, high, from, to] =
        [3, 4, 5, 13, 14].map(|i| problems[i].parse::<f64>().unwrap());
    // Two sets that differ threefold lie further apart than the mean of ten is unsure.
    assert!(from < low && low < value && value < high && high < to, "{problems:?}");
    let page = fs::read_to_string(folder.path().join("x/calibration.md")).unwrap();
    assert!(page.contains("an ensemble of 2 sets") && page.contains("| foretold |"), "{page}");
}

#[test]
fn a_search_without_facts_is_refused_before_anything_runs() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("s")).unwrap();
    let table = "run,scenario,replicate,metric,value,a\n1,weak_state,1,violence_rate,3,1\n";
    fs::write(folder.path().join("s/results.csv"), table).unwrap();
    for (search, wanted) in [("s", "facts = true"), ("nowhere", "cannot read")] {
        let output = called("facts", "weak_state", &["--search", search], folder.path());
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(wanted));
        assert!(!folder.path().join("x").exists());
    }
}

#[test]
fn a_study_of_facts_can_be_read_as_a_search() {
    let folder = TempDir::new().unwrap();
    let study = format!(
        "scenarios = [\"{}\"]\n[study]\npoints = 6\nfacts = true\n[set]\n\"world.communities\" = 8\n\
         \"world.households\" = 100\n\"time.burn_in_months\" = 6\n\"time.months\" = 48\n[parameters]\n\
         \"disputes.arrival\" = true\n\"choice.lump\" = true\n",
        library("weak_state")
    );
    fs::write(folder.path().join("study.toml"), study).unwrap();
    let swept =
        nodal(folder.path()).args(["-q", "sweep", "study.toml", "--out", "s"]).output().unwrap();
    assert!(swept.status.success(), "{}", String::from_utf8_lossy(&swept.stderr));
    let told = rows(&folder.path().join("s/results.csv"));
    assert_eq!(told.iter().filter(|row| row[3] == "F21").count(), 6);
    let read = nodal(folder.path())
        .args(["facts", "--search", "s", "--page", "page.md"])
        .output()
        .unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    let page = fs::read_to_string(folder.path().join("page.md")).unwrap();
    assert_eq!(page, String::from_utf8_lossy(&read.stdout));
    assert!(page.contains("A Latin hypercube of 6 points"), "{page}");
    assert!(page.contains("Parameters that no fact pins"));
}

#[test]
fn a_diagnosis_tells_steadiness_replicates_and_distributions() {
    let folder = TempDir::new().unwrap();
    let extra = ["--months", "48", "--metric", "violence_rate", "--metric", "settled_share"];
    let output = called("diagnose", "weak_state", &extra, folder.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let sound = rows(&folder.path().join("x/soundness.csv"));
    let of = |metric: &str, number: &str| {
        sound.iter().find(|row| row[1] == metric && row[2] == number).unwrap()
    };
    for metric in ["violence_rate", "settled_share"] {
        let verdict = &of(metric, "slope_a_year_months_-47_to_0")[6];
        assert!(["level", "drifts", "cannot tell"].contains(&verdict.as_str()), "{verdict}");
        assert!(of(metric, "detectable_difference")[3].parse::<f64>().unwrap() > 0.0);
    }
    let spread = rows(&folder.path().join("x/distributions.csv"));
    let sizes: f64 = spread
        .iter()
        .filter(|row| row[1] == "acts" && row[2] != "mean")
        .map(|row| row[3].parse::<f64>().unwrap())
        .sum();
    assert!((sizes - 1.0).abs() < 1e-9, "shares of sizes add up: {sizes}");
    assert!(spread.iter().any(|row| row[1] == "clustering"));
    let places = rows(&folder.path().join("x/places.csv"));
    assert!(places.len() > 40, "both scales, all numbers: {}", places.len());
    // Forty communities of two replicates are too few, and say so.
    for row in places {
        assert_eq!((row[4].as_str(), row[8].as_str()), ("", "too few places"), "{row:?}");
    }
    let wrong = called("diagnose", "weak_state", &["--metric", "violense_rate"], folder.path());
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("violence_rate"));
}

#[test]
fn bounds_stand_beside_what_committees_do() {
    let folder = TempDir::new().unwrap();
    let output = called("bounds", "hybrid_compact", &["--months", "24"], folder.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let table = rows(&folder.path().join("x/bounds.csv"));
    let of = |what: &str, breaking: &str| -> f64 {
        table.iter().find(|row| row[1] == what && row[2] == breaking).unwrap()[3].parse().unwrap()
    };
    assert!(of("heard", "0.03") > 0.0, "committees hear something");
    // What breaks sooner is kept less, and bounds what can be averted.
    assert!(of("kept", "0.005") > of("kept", "0.1") && of("kept", "0.1") > of("kept", "1"));
    assert!(of("bound", "0.005") > of("bound", "1"));
    let page = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(page.contains("Break-even"), "{page}");
}
