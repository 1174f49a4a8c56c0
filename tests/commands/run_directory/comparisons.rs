//! A comparison that is asked again: replicates are lived once, and no answer is written over by another.

use super::TINY;
use crate::program::call;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;
use tempfile::TempDir;

fn three() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.toml"), TINY).unwrap();
    for (name, off) in [("b", "bribery"), ("c", "feuds")] {
        let text = format!("extends = \"a.toml\"\n[mechanisms]\n{off} = false\n");
        fs::write(folder.path().join(format!("{name}.toml")), text).unwrap();
    }
    folder
}

/// When each stored replicate was written.
fn kept(folder: &Path) -> BTreeMap<String, SystemTime> {
    fs::read_dir(folder.join("x/.kept"))
        .unwrap()
        .map(Result::unwrap)
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, entry.metadata().unwrap().modified().unwrap())
        })
        .collect()
}

fn compare(folder: &Path, files: &[&str], more: &[&str]) -> (i32, String, String) {
    call(folder, &[&["compare"], files, &["--out", "x"], more].concat())
}

#[test]
fn another_question_of_the_same_runs_lives_nothing_and_goes_to_another_file() {
    let folder = three();
    let all = ["a.toml", "b.toml", "c.toml"];
    assert_eq!(compare(folder.path(), &all, &[]).0, 0);
    let read = |name: &str| fs::read_to_string(folder.path().join("x").join(name)).unwrap();
    let (stored, first, run) =
        (kept(folder.path()), read("comparison.csv"), read("runs/b/manifest.json"));
    assert_eq!(stored.len(), 3 * 2);
    for (files, more, table) in [
        (&all[..], &["--metric", "fear"][..], "comparison-metric-fear.csv"),
        (&all[..], &["--window", "7:12"][..], "comparison-window-7-12.csv"),
        (&["b.toml", "c.toml"][..], &[][..], "comparison-c-against-b.csv"),
        // Asked once more it is answered in its own place.
        (&all[..], &["--metric", "fear"][..], "comparison-metric-fear.csv"),
        (&all[..], &[][..], "comparison.csv"),
    ] {
        let (code, said, told) = compare(folder.path(), files, more);
        assert!(code == 0 && said.contains(table), "{said}{told}");
        assert!(folder.path().join("x").join(table).exists());
        assert_eq!(kept(folder.path()), stored, "{table}");
    }
    assert_eq!((read("comparison.csv"), read("runs/b/manifest.json")), (first, run));
    assert!(read("comparison-metric-fear.csv").contains("fear,"));
    let pair = read("comparison-c-against-b.csv");
    assert!(pair.lines().skip(1).all(|line| line.contains(",c,")), "{pair}");
    let (code, said, told) = call(folder.path(), &["reproduce", "x"]);
    assert!(code == 0 && said.lines().count() == 4, "{said}{told}");
}

#[test]
fn more_replicates_are_added_to_those_that_are_there() {
    let folder = three();
    let two = ["a.toml", "b.toml"];
    assert_eq!(compare(folder.path(), &two, &[]).0, 0);
    let before = kept(folder.path());
    assert_eq!(compare(folder.path(), &two, &["--replicates", "3"]).0, 0);
    let after = kept(folder.path());
    assert_eq!(after.len(), 2 * 3);
    assert!(before.iter().all(|(name, time)| after.get(name) == Some(time)));
    let whole =
        |out: &str| fs::read_to_string(folder.path().join(out).join("comparison.csv")).unwrap();
    let fresh = ["compare", "a.toml", "b.toml", "--out", "y", "--replicates", "3"];
    assert_eq!(call(folder.path(), &fresh).0, 0);
    assert_eq!(whole("x"), whole("y"));
}

#[test]
fn another_seed_or_an_edited_scenario_needs_force_and_going_back_lives_nothing() {
    let folder = three();
    let two = ["a.toml", "b.toml"];
    assert_eq!(compare(folder.path(), &two, &[]).0, 0);
    let read = || fs::read_to_string(folder.path().join("x/comparison.csv")).unwrap();
    let first = read();
    let (code, _, told) = compare(folder.path(), &two, &["--seed", "2"]);
    assert!(code == 2 && told.contains("another seed") && told.contains("--force"), "{told}");
    assert_eq!(read(), first);
    assert_eq!(compare(folder.path(), &two, &["--seed", "2", "--force"]).0, 0);
    assert_ne!(read(), first);
    let stored = kept(folder.path());
    assert_eq!(stored.len(), 2 * 2 * 2);
    assert_eq!(compare(folder.path(), &two, &["--force"]).0, 0);
    assert_eq!((read(), kept(folder.path())), (first, stored));
    fs::write(folder.path().join("b.toml"), "extends = \"a.toml\"\n[mechanisms]\nmobs = false\n")
        .unwrap();
    assert_eq!(compare(folder.path(), &two, &[]).0, 2);
}

#[test]
fn damaged_and_foreign_replicates_are_told_and_lived_again() {
    let folder = three();
    let two = ["a.toml", "b.toml"];
    assert_eq!(compare(folder.path(), &two, &[]).0, 0);
    let read = || fs::read_to_string(folder.path().join("x/comparison.csv")).unwrap();
    let first = read();
    let names: Vec<String> = kept(folder.path()).into_keys().collect();
    let place = |name: &str| folder.path().join("x/.kept").join(name);
    fs::write(place(&names[0]), vec![0; 400]).unwrap();
    fs::rename(place(&names[1]), place(&format!("00000000{}", &names[1][8..]))).unwrap();
    let (code, _, told) = compare(folder.path(), &two, &["--metric", "fear"]);
    assert!(code == 0 && told.contains("damaged") && told.contains("other builds"), "{told}");
    assert_eq!(compare(folder.path(), &two, &[]).0, 0);
    assert_eq!(read(), first);
}

#[test]
fn years_are_summed_up_in_runs_and_in_comparisons() {
    let folder = three();
    assert_eq!(compare(folder.path(), &["a.toml", "b.toml"], &[]).0, 0);
    let rows = |name: &str| -> Vec<BTreeMap<String, String>> {
        let path = folder.path().join("x").join(name);
        csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
    };
    let both = rows("summary.csv");
    let one = rows("runs/b/summary.csv");
    let of_b: Vec<_> = both.iter().filter(|row| row["scenario"] == "b").cloned().collect();
    assert_eq!(of_b, one);
    let fear: Vec<_> = one.iter().filter(|row| row["metric"] == "fear").collect();
    assert_eq!(fear.len(), 2);
    assert!(fear.iter().all(|row| {
        let number = |column: &str| row[column].parse::<f64>().unwrap();
        number("low") <= number("value")
            && number("value") <= number("high")
            && !row["unit"].is_empty()
    }));
    // One replicate has no interval.
    assert_eq!(call(folder.path(), &["run", "a.toml", "--out", "y", "--replicates", "1"]).0, 0);
    let text = fs::read_to_string(folder.path().join("y/summary.csv")).unwrap();
    assert!(text.starts_with("scenario,metric,year,value,low,high,unit\n"));
    assert!(text.lines().skip(1).all(|line| line.contains(",,,")), "{text}");
}

/// Replicates of an ensemble are counted by set: in how many worlds a difference lies which way.
#[test]
fn over_an_ensemble_worlds_are_counted() {
    let folder = three();
    let sets = "set,weight,disputes.arrival\n1,1,0.015\n2,1,0.04\n3,1,0.03\n";
    fs::write(folder.path().join("sets.csv"), sets).unwrap();
    let files = ["a.toml", "b.toml"];
    let over = ["--ensemble", "sets.csv", "--replicates", "9", "--metric", "bribe_share"];
    let (code, said, told) = compare(folder.path(), &files, &over);
    assert_eq!(code, 0, "{told}");
    assert!(said.contains("; better in 3 of 3 worlds"), "{said}");
    let cells = |table: &str| -> Vec<Vec<String>> {
        let text = fs::read_to_string(folder.path().join("x").join(table)).unwrap();
        text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
    };
    for table in ["comparison.csv", "pairs.csv"] {
        let rows = cells(table);
        assert!(rows[0].ends_with(&["worlds", "worlds_higher", "worlds_lower"].map(str::to_owned)));
        assert!(rows[1].ends_with(&["3", "0", "3"].map(str::to_owned)), "{:?}", rows[1]);
    }
    // One set for both is no world beside another.
    let (code, said, _) = compare(folder.path(), &files, &["--metric", "bribe_share", "--force"]);
    assert!(code == 0 && !said.contains("worlds"), "{said}");
}
