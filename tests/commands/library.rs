//! The program carries the library of scenarios: what it does in the project it does in an empty folder.

use super::program::{call, must, project};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const SMALL: [&str; 8] = [
    "--set",
    "world.communities=6",
    "--set",
    "world.households=50",
    "--set",
    "time.burn_in_months=3",
    "--months",
    "12",
];

fn digest(directory: &Path) -> String {
    let manifest = fs::read_to_string(directory.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    manifest["digest"].as_str().unwrap().to_owned()
}

fn walk(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_none_or(|ending| ending != "md") {
            let inside = path.strip_prefix(project("scenarios")).unwrap();
            let parts: Vec<_> = inside.iter().map(|part| part.to_str().unwrap()).collect();
            found.insert(parts.join("/"));
        }
    }
}

#[test]
fn the_program_carries_every_file_of_the_library() {
    let mut files = BTreeSet::new();
    walk(&project("scenarios"), &mut files);
    assert_eq!(
        nodal::scenario::library::names().map(str::to_owned).collect::<BTreeSet<_>>(),
        files
    );
}

#[test]
fn scenarios_are_listed_and_run_by_name_in_an_empty_folder() {
    let folder = TempDir::new().unwrap();
    let (code, listed, _) = call(folder.path(), &["list", "scenarios"]);
    assert_eq!(code, 0);
    for line in ["weak_state ", "countries/haiti ", "study: ", "claim: ", "instruments/delegation "]
    {
        assert!(listed.contains(line), "{line} in {listed}");
    }
    assert!(call(folder.path(), &["list", "claims"]).1.contains("32"));
    must(folder.path(), &[&["run", "weak_state", "--out", "a"][..], &SMALL].concat());
    must(
        folder.path(),
        &[&["run", "scenarios/weak_state.toml", "--out", "b"][..], &SMALL].concat(),
    );
    let file = project("scenarios/weak_state.toml");
    must(folder.path(), &[&["run", file.to_str().unwrap(), "--out", "c"][..], &SMALL].concat());
    let of = |name: &str| digest(&folder.path().join(name));
    assert_eq!((of("a"), of("b")), (of("c"), of("c")));
    for command in [
        &["check", "haiti"][..],
        &["check", "studies/quick", "claims/62_core_transfers"],
        &["show", "haiti"],
    ] {
        must(folder.path(), command);
    }
    let (code, said, told) = call(folder.path(), &["claims", "65", "--quick", "--dry-run"]);
    assert!(code == 0 && said.starts_with("1 claims: "), "{told}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn a_scenario_extends_one_of_the_library() {
    let folder = TempDir::new().unwrap();
    must(folder.path(), &["new", "mine", "--from", "haiti"]);
    let text = fs::read_to_string(folder.path().join("mine.toml")).unwrap();
    assert!(text.contains("extends = \"library:/countries/haiti.toml\""), "{text}");
    must(folder.path(), &["check", "mine.toml"]);
    let shown = call(folder.path(), &["show", "mine"]).1;
    assert!(shown.contains("# library:/countries/haiti.toml:"), "{shown}");
}

#[test]
fn files_of_ones_own_come_first() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("scenarios")).unwrap();
    fs::write(folder.path().join("scenarios/weak_state.toml"), "title = \"Mine\"\n").unwrap();
    let (_, listed, _) = call(folder.path(), &["list", "scenarios"]);
    assert!(listed.contains("Mine") && !listed.contains("Weak state"), "{listed}");
    assert!(call(folder.path(), &["check", "weak_state"]).1.contains("ok (Mine)"));
    fs::write(folder.path().join("weak_state.toml"), "title = \"Here\"\n").unwrap();
    assert!(call(folder.path(), &["check", "weak_state"]).1.contains("ok (Here)"));
}

#[test]
fn a_name_that_is_nearly_one_is_told() {
    let folder = TempDir::new().unwrap();
    let (code, _, told) = call(folder.path(), &["run", "weak_stat"]);
    assert!(code == 2 && told.contains("the library has weak_state;"), "{told}");
    fs::write(folder.path().join("a.toml"), "extends = \"scenarios/weak_state.toml\"\n").unwrap();
    let (code, _, told) = call(folder.path(), &["check", "a.toml"]);
    assert!(code == 2 && told.contains("extends = \"library:/weak_state.toml\""), "{told}");
    assert!(told.contains("a.toml:1:11"), "{told}");
}
