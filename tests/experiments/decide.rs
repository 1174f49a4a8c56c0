//! Decisions: what is wrong is told before anything lives, the same bytes come whatever the order of work, and tables hang together.

use crate::program::{call, must, project, rows};
use nodal::params::Catalogue;
use nodal::scenario::{Settings, Study};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const WORLD: &str = "schema_version = 1\n[world]\ncommunities = 12\nhouseholds = 60\n\
    [time]\nburn_in_months = 6\nmonths = 36\n[mechanisms]\naid_fatigue = false\n";

/// A folder with a small world, two options beside it and a decision between them.
fn folder(sums: [f64; 2], decision: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("small.toml", WORLD);
    for (name, component, sum) in
        [("committees", "peace_committee", sums[0]), ("police", "public", sums[1])]
    {
        let option = format!(
            "schema_version = 1\nextends = \"small.toml\"\n[[intervention]]\nname = \"{name}\"\n\
             component = \"{component}\"\nby = \"aid_agency\"\nmoney = {sum:?}\nfrom = 1\nuntil = 12\n"
        );
        write(&format!("{name}.toml"), &option);
    }
    write("study.toml", decision);
    folder
}

fn study(more: &str) -> String {
    format!(
        "schema_version = 1\nscenarios = [\"small.toml\", \"committees.toml\", \"police.toml\"]\n\
         [study]\nbaseline = \"small\"\ndesign = \"sobol\"\npoints = 12\n[decision]\nquestion = \"Which?\"\n\
         [[outcome]]\nname = \"violence\"\nmetric = \"violence_rate\"\nthreshold = 5.0\n\
         [[outcome]]\nmeasure = \"durability\"\nmetric = \"perceived_security\"\n[[outcome]]\nmeasure = \"spent\"\n{more}\n\
         [parameters]\n\"escalation.hazard\" = true\n\"settlement.breaking\" = true\n"
    )
}

fn names(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

#[test]
fn what_is_wrong_with_a_decision_is_told_and_nothing_is_lived() {
    let outcome = |text: &str| study(&format!("[[outcome]]\n{text}"));
    let other = "set,weight,escalation.hazard,model,schema_version\n1,1,0.1,abc,1\n";
    for (sums, text, wanted) in [
        ([8.0, 9.0], study(""), "options are granted unequal money: committees US$"),
        (
            [8.0, 8.0],
            study("").replace("baseline = \"small\"\n", ""),
            "a decision needs a baseline",
        ),
        ([8.0, 8.0], outcome("metric = \"violnce_rate\""), "did you mean \"violence_rate\"?"),
        ([8.0, 8.0], outcome("name = \"violence\"\nmetric = \"fear\""), "two outcomes are called"),
        ([8.0, 8.0], outcome("metric = \"fear\"\nyears = [2, 9]"), "is after the horizon, 3"),
        ([8.0, 8.0], study("[portfolio]\nstep = 0.3"), "1, 0.5, 0.25 or another part"),
        (
            [8.0, 8.0],
            study("").replace("[decision]\n", "[decision]\nbudget = 5000\ncurrency = \"USD\"\n"),
            "of a budget of US$5,000",
        ),
        (
            [8.0, 8.0],
            study("").replace("[decision]\n", "[decision]\nensemble = \"sets.csv\"\n"),
            "it was made with model abc",
        ),
    ] {
        let folder = folder(sums, &text);
        fs::write(folder.path().join("sets.csv"), other).unwrap();
        let before = names(folder.path());
        let (code, _, told) = call(folder.path(), &["decide", "study.toml", "--out", "x"]);
        assert_eq!(code, 2, "{wanted}: {told}");
        assert!(told.contains(wanted), "{wanted} in {told}");
        assert!(told.contains("study.toml:") || told.contains("sets.csv"), "{told}");
        assert_eq!(names(folder.path()), before);
    }
    let folder = folder([8.0, 8.0], &study(""));
    fs::write(
        folder.path().join("none.toml"),
        "schema_version = 1\nscenarios = [\"small.toml\"]\n",
    )
    .unwrap();
    assert_eq!(call(folder.path(), &["decide", "none.toml", "--out", "x"]).0, 2);
}

/// By parts, joined, on one thread or two, and called again: the same bytes, and nothing is lived twice.
#[test]
fn a_decision_gives_the_same_tables_however_it_is_worked_out() {
    let folder = folder([8.0, 8.0], &study("[portfolio]\nstep = 0.5"));
    let at = |out: &str| folder.path().join(out);
    must(folder.path(), &["decide", "study.toml", "--out", "whole", "--threads", "1"]);
    for part in ["2/2", "1/2"] {
        must(folder.path(), &["decide", "study.toml", "--out", "parts", "--shard", part]);
    }
    let runs = names(&at("parts/runs"));
    must(folder.path(), &["decide", "study.toml", "--out", "parts"]);
    assert_eq!(names(&at("parts/runs")), runs);
    let tables = ["front", "regret", "conditions", "findings", "worlds", "portfolio"];
    for name in tables.iter().map(|name| format!("{name}.csv")).chain(["decision.md".to_owned()]) {
        let read = |out: &str| fs::read(at(out).join(&name)).unwrap();
        assert_eq!(read("whole"), read("parts"), "{name}");
    }
}

/// The front is what its worlds say, regret is nothing where an option is best, and options are granted the same.
#[test]
fn tables_of_a_decision_hang_together() {
    let folder = folder([8.0, 8.0], &study(""));
    must(folder.path(), &["decide", "study.toml", "--out", "x"]);
    let table = |name: &str| rows(&folder.path().join("x").join(name));
    let (front, worlds) = (table("front.csv"), table("worlds.csv"));
    let number = |text: &str| text.parse::<f64>().unwrap();
    let of = |option: &str| -> Vec<f64> {
        let own =
            worlds.iter().filter(|row| row["option"] == option && row["outcome"] == "violence");
        own.map(|row| number(&row["value"])).collect()
    };
    let all = ["small", "committees", "police"].map(of);
    let n = all[0].len();
    assert_eq!(n, 12);
    let mut best = 0;
    for (values, option) in all.iter().zip(["small", "committees", "police"]) {
        let row = front
            .iter()
            .find(|row| row["option"] == option && row["outcome"] == "violence")
            .unwrap();
        let mean = values.iter().sum::<f64>() / n as f64;
        assert!((number(&row["mean"]) - mean).abs() < 1e-9);
        let is_best = |world: &usize| {
            // Options that come to the same are best together, up to rounding.
            all.iter().all(|other| values[*world] <= other[*world] + 1e-9)
        };
        let count = (0..n).filter(is_best).count();
        assert!((number(&row["best"]) - count as f64 / n as f64).abs() < 1e-9, "{option}");
        best += count;
        let enough = values.iter().filter(|value| **value <= 5.0).count() as f64 / n as f64;
        assert!((number(&row["satisfied"]) - enough).abs() < 1e-9);
        let regret = table("regret.csv");
        let regret = regret
            .iter()
            .find(|row| row["option"] == option && row["outcome"] == "violence")
            .unwrap();
        let lost = |world: usize| {
            values[world] - all.iter().map(|of| of[world]).fold(f64::INFINITY, f64::min)
        };
        let mean = (0..n).map(lost).sum::<f64>() / n as f64;
        assert!((number(&regret["mean"]) - mean).abs() < 1e-9);
    }
    assert!(best >= n);
    let granted = |option: &str| {
        number(&front.iter().find(|row| row["option"] == option).unwrap()["granted"])
    };
    assert_eq!(granted("small"), 0.0);
    assert!((granted("committees") / granted("police") - 1.0).abs() < 0.01);
}

#[test]
fn the_library_decisions_can_be_checked() {
    for name in ["quick_decision", "sierra_leone_decision"] {
        let path = project(&format!("scenarios/studies/{name}.toml"));
        let study = Study::load(&path, &Settings::default(), &Catalogue::standard());
        let study = study.unwrap_or_else(|problems| panic!("{name}: {problems}"));
        let decision = study.decision.unwrap();
        assert!(!decision.portfolios.is_empty() && decision.granted.len() > 2, "{name}");
    }
}
