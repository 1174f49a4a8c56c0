//! Studies: stored runs prove themselves, and a directory answers one study.

use crate::program::call;
use nodal::output::lock::Lock;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

const TINY: &str =
    "[world]\ncommunities = 4\nhouseholds = 30\n[time]\nburn_in_months = 2\nmonths = 4\n";
const STUDY: &str = "scenarios = [\"a.toml\"]\n[study]\npoints = 4\nmetrics = [\"violence_rate\"]\n\
    [parameters]\n\"escalation.hazard\" = true\n";

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.toml"), TINY).unwrap();
    fs::write(folder.path().join("s.toml"), STUDY).unwrap();
    folder
}

#[test]
fn damaged_runs_and_those_of_other_builds_are_told_and_lived_again() {
    let folder = folder();
    let sweep = ["sweep", "s.toml", "--out", "x"];
    assert_eq!(call(folder.path(), &sweep).0, 0);
    let read = || fs::read_to_string(folder.path().join("x/results.csv")).unwrap();
    let first = read();
    let mut runs: Vec<PathBuf> = fs::read_dir(folder.path().join("x/runs"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    runs.sort();
    let bytes = fs::read(&runs[0]).unwrap();
    fs::write(&runs[0], vec![0; bytes.len()]).unwrap();
    fs::write(&runs[1], &bytes[..bytes.len() - 1]).unwrap();
    // A run under the name of another is not that other.
    fs::copy(&runs[3], &runs[2]).unwrap();
    let (code, _, told) = call(folder.path(), &sweep);
    assert!(code == 0 && told.contains("damaged") && told.contains("2 more"), "{told}");
    assert_eq!(read(), first);
    for run in &runs {
        let name = run.file_name().unwrap().to_string_lossy().into_owned();
        fs::rename(run, run.with_file_name(format!("00000000{}", &name[8..]))).unwrap();
    }
    let (code, _, told) = call(folder.path(), &sweep);
    assert!(code == 0 && told.contains("4 runs") && told.contains("other builds"), "{told}");
    assert_eq!(read(), first);
    assert!(runs.iter().all(|run| run.exists()));
}

#[test]
fn a_study_goes_on_beside_what_is_not_its_own() {
    let folder = folder();
    let place = folder.path().join("x");
    fs::create_dir(&place).unwrap();
    for name in [".DS_Store", "results.partial", ".results.csv.7.partial", "notes.md"] {
        fs::write(place.join(name), "mine").unwrap();
    }
    for _ in 0..2 {
        let (code, _, told) = call(folder.path(), &["sweep", "s.toml", "--out", "x"]);
        assert_eq!(code, 0, "{told}");
    }
    assert!(place.join("notes.md").exists() && !place.join("results.partial").exists());
    // It grows where it lies; another study is another directory.
    fs::write(folder.path().join("s.toml"), STUDY.replace("points = 4", "points = 6")).unwrap();
    assert_eq!(call(folder.path(), &["sweep", "s.toml", "--out", "x"]).0, 0);
    let rows = fs::read_to_string(place.join("results.csv")).unwrap();
    assert_eq!(rows.lines().count(), 1 + 6);
    fs::write(folder.path().join("s.toml"), STUDY.replace("violence_rate", "fear")).unwrap();
    let (code, _, told) = call(folder.path(), &["sweep", "s.toml", "--out", "x"]);
    assert!(code == 2 && told.contains("another question"), "{told}");
    assert_eq!(fs::read_to_string(place.join("results.csv")).unwrap(), rows);
    assert_eq!(call(folder.path(), &["sweep", "s.toml", "--out", "x", "--force"]).0, 0);
    // Nor is somebody's own table written over.
    fs::create_dir(folder.path().join("y")).unwrap();
    fs::write(folder.path().join("y/results.csv"), "mine").unwrap();
    assert_eq!(call(folder.path(), &["sweep", "s.toml", "--out", "y"]).0, 2);
}

#[test]
fn parts_of_a_study_are_lived_side_by_side_and_each_by_one() {
    let folder = folder();
    let place = folder.path().join("x");
    fs::create_dir(&place).unwrap();
    let part = Lock::of_part(&place, "1-of-2").unwrap();
    let sweep =
        |more: &[&str]| call(folder.path(), &[&["sweep", "s.toml", "--out", "x"], more].concat());
    assert_eq!(sweep(&["--shard", "2/2"]).0, 0);
    for more in [&["--shard", "1/2"][..], &[]] {
        let (code, _, told) = sweep(more);
        assert!(code == 2 && told.contains("is being written by process"), "{told}");
    }
    drop(part);
    assert_eq!(sweep(&[]).0, 0);
}
