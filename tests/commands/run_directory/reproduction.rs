//! `reproduce`: what lies on the disk is looked at before anything is lived again, and whatever writes a directory can be
//! asked again from its manifest.

use super::{SMALL, TINY, folder};
use crate::program::call;
use nodal::output::answers::Answers;
use nodal::output::identity;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const STUDY: &str = "title = \"A study\"\nscenarios = [\"here/a.toml\", \"here/b.toml\"]\n[study]\npoints = 3\n\
    metrics = [\"violence_rate\"]\n[set]\n\"time.months\" = 6\n[parameters]\n\"escalation.hazard\" = true\n";

/// Two tiny scenarios below a folder of their own.
fn tiny() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("here")).unwrap();
    fs::write(folder.path().join("here/a.toml"), TINY).unwrap();
    let b = "extends = \"a.toml\"\n[mechanisms]\nbribery = false\nfeuds = false\n";
    fs::write(folder.path().join("here/b.toml"), b).unwrap();
    folder
}

fn identical(folder: &Path, out: &str) {
    let (code, said, told) = call(folder, &["reproduce", out]);
    assert!(code == 0 && said.contains("identical"), "{out}: {said}{told}");
}

fn refused(folder: &Path, out: &str, what: &str) {
    let (code, _, told) = call(folder, &["reproduce", out]);
    assert!(code == 1 && told.contains(what), "{what}: {told}");
}

#[test]
fn a_table_that_was_edited_or_is_missing_is_named_and_nothing_is_called_identical() {
    let folder = folder();
    fs::write(
        folder.path().join("small.toml"),
        SMALL.replace("communities = 20", "communities = 6"),
    )
    .unwrap();
    assert_eq!(call(folder.path(), &["run", "small.toml", "--out", "x"]).0, 0);
    identical(folder.path(), "x");
    for name in ["metrics.csv", "communities.parquet", "summary.csv"] {
        let path = folder.path().join("x").join(name);
        let whole = fs::read(&path).unwrap();
        let mut edited = whole.clone();
        *edited.last_mut().unwrap() ^= 1;
        fs::write(&path, edited).unwrap();
        refused(folder.path(), "x", &format!("{name} was changed"));
        fs::remove_file(&path).unwrap();
        refused(folder.path(), "x", &format!("{name} is missing"));
        fs::write(&path, whole).unwrap();
    }
    identical(folder.path(), "x");
}

#[test]
fn a_comparison_says_what_it_was_and_is_reproduced() {
    let folder = tiny();
    let compare = ["compare", "here/a.toml", "here/b.toml", "--out", "x", "--window", "3:14"];
    let (code, _, told) = call(folder.path(), &compare);
    assert_eq!(code, 0, "{told}");
    let place = folder.path().join("x");
    let told = Answers::read(&place).unwrap();
    let first = &told.first;
    assert_eq!((first.kind.as_str(), first.seed, first.replicates), ("compare", 1, 2));
    assert_eq!((first.window, first.build.as_str()), (Some((3, 14)), identity::BUILD));
    assert!(first.command.iter().any(|word| word == "3:14"));
    assert_eq!(
        first.files.keys().collect::<Vec<_>>(),
        ["comparison.csv", "money.csv", "pairs.csv", "since_end.csv", "summary.csv"]
    );
    // Neither the scenarios nor the place are needed any more.
    fs::remove_dir_all(folder.path().join("here")).unwrap();
    fs::rename(&place, folder.path().join("moved")).unwrap();
    identical(folder.path(), "moved");
    for name in ["comparison.csv", "runs/b/metrics.csv", "inputs/a.toml"] {
        let path = folder.path().join("moved").join(name);
        let whole = fs::read(&path).unwrap();
        fs::write(&path, [&whole[..], b"\n"].concat()).unwrap();
        refused(folder.path(), "moved", "was changed");
        fs::write(&path, whole).unwrap();
    }
}

#[test]
fn arms_that_parted_after_a_shared_past_are_reproduced() {
    let folder = tiny();
    let late = "extends = \"a.toml\"\n[[shock]]\nstrikes = \"pay_stop\"\nmonth = 8\nmonths = 3\nsize = 0.5\n";
    fs::write(folder.path().join("here/late.toml"), late).unwrap();
    let compare =
        ["compare", "here/a.toml", "here/late.toml", "--fork-at", "6", "--by-arm", "--out", "x"];
    let (code, _, told) = call(folder.path(), &compare);
    assert_eq!(code, 0, "{told}");
    fs::remove_dir_all(folder.path().join("here")).unwrap();
    identical(folder.path(), "x");
}

#[test]
fn studies_say_what_they_were_and_are_reproduced() {
    let folder = tiny();
    let design = "design = \"morris\"\npoints = 2";
    let screen = STUDY.replace("points = 3", design).replace(", \"here/b.toml\"", "");
    for (command, text) in [("sweep", STUDY), ("sensitivity", &screen)] {
        fs::write(folder.path().join("s.toml"), text).unwrap();
        let (code, _, told) = call(folder.path(), &[command, "s.toml", "--out", command]);
        assert_eq!(code, 0, "{told}");
        let told = Answers::read(&folder.path().join(command)).unwrap();
        assert_eq!((told.first.kind.as_str(), told.first.window), (command, Some((1, 6))));
        identical(folder.path(), command);
    }
    let table = folder.path().join("sweep/results.csv");
    let text = fs::read_to_string(&table).unwrap();
    fs::write(&table, text.replacen(",a,", ",c,", 1)).unwrap();
    refused(folder.path(), "sweep", "results.csv was changed");
    // What is on the disk is as the manifest says, but it is not what this program finds.
    fs::write(&table, &text).unwrap();
    let manifest = folder.path().join("sweep/manifest.json");
    let forged = text.replacen(",a,", ",c,", 1);
    let digest = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
    let told = fs::read_to_string(&manifest).unwrap().replace(&digest(&text), &digest(&forged));
    fs::write(&manifest, told).unwrap();
    fs::write(&table, forged).unwrap();
    refused(folder.path(), "sweep", "different");
}

#[test]
fn a_design_of_ones_own_lies_beside_its_results() {
    let folder = tiny();
    let own = STUDY.replace("points = 3", "design = \"csv\"\nfile = \"here/points.csv\"");
    let own = own.replace("[parameters]\n\"escalation.hazard\" = true\n", "");
    fs::write(folder.path().join("s.toml"), own).unwrap();
    fs::write(folder.path().join("here/points.csv"), "escalation.hazard\n0.01\n0.02\n").unwrap();
    let (code, _, told) = call(folder.path(), &["sweep", "s.toml", "--out", "x"]);
    assert_eq!(code, 0, "{told}");
    fs::remove_dir_all(folder.path().join("here")).unwrap();
    identical(folder.path(), "x");
}

#[test]
fn what_looks_at_scenarios_one_by_one_is_reproduced_too() {
    let folder = tiny();
    for (command, table) in
        [("diagnose", "soundness.csv"), ("bounds", "bounds.csv"), ("facts", "facts.csv")]
    {
        let arguments = [command, "here/a.toml", "--out", command, "--months", "24"];
        let (code, _, told) = call(folder.path(), &arguments);
        assert_eq!(code, 0, "{told}");
        let told = Answers::read(&folder.path().join(command)).unwrap();
        assert!(told.first.files.contains_key(table));
        identical(folder.path(), command);
    }
}
