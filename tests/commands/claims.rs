//! `claims` as a user calls it: which there are, what is refused, what is written, and that a wrong mechanism is found out.

use crate::program::nodal;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn file(name: &str) -> String {
    here().join("scenarios/claims").join(format!("{name}.toml")).display().to_string()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Small worlds at a first look, with more arguments.
fn called(folder: &Path, claims: &[&str], extra: &[&str]) -> Output {
    let mut arguments = vec!["-q", "claims"];
    arguments.extend(claims);
    arguments.extend(["--quick", "--out", "x"]);
    arguments.extend(extra);
    nodal(folder).args(arguments).output().unwrap()
}

/// The rows of `claims.csv` by claim, each cell by its column.
fn rows(path: &Path) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| -> BTreeMap<String, String> {
        header.iter().zip(&record).map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|one| row(one.unwrap())).map(|row| (row["claim"].clone(), row)).collect()
}

#[test]
fn all_claims_are_listed_and_no_other_can_be_asked_for() {
    let listed = nodal(here()).args(["list", "claims"]).output().unwrap();
    let listed = text(&listed.stdout);
    assert_eq!(listed.lines().count(), 49, "{listed}");
    for number in ["2 ", "32 ", "79 ", "M1 ", "M8 "] {
        assert!(listed.lines().any(|line| line.starts_with(number)), "{number}");
    }
    let folder = TempDir::new().unwrap();
    let input = nodal(here())
        .args(["claims", "34", "--out"])
        .arg(folder.path().join("x"))
        .output()
        .unwrap();
    assert_eq!(input.status.code(), Some(2));
    assert!(text(&input.stderr).contains("claim 34 is no outcome"), "{}", text(&input.stderr));
    assert!(!folder.path().join("x").exists());
}

#[test]
fn every_claim_of_the_library_is_right() {
    let files: Vec<_> = fs::read_dir(here().join("scenarios/claims"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    let checked = nodal(here()).arg("check").args(&files).output().unwrap();
    assert!(checked.status.success(), "{}", text(&checked.stderr));
    assert!(text(&checked.stdout).contains("claim 32: "), "{}", text(&checked.stdout));
}

/// Every mistake at once, each where it stands: what people do, a metric, an arm, a sign, a form, a key, a number.
#[test]
fn what_is_wrong_in_a_claim_is_told_at_once() {
    let folder = TempDir::new().unwrap();
    let wrong = format!(
        "number = 12\ntitle = \"t\"\nsentence = \"s\"\nsection = \"n\"\ncontradicts = \"c\"\nmeasure = \"m\"\nwhy = 1\n\
         [carrier]\noff = {{ \"mechanisms.feudz\" = false }}\n\
         [arm.a]\nfile = \"{}/scenarios/weak_state.toml\"\nset = {{ \"escalation.hazard\" = 0.01 }}\n\
         [[outcome]]\nbetween = \"configuration\"\nyears = [1, 2]\ncontrast = \"level\"\narms = [\"a\"]\nsign = \"up\"\n\
         [[outcome]]\nbetween = \"configurations\"\ncontrast = \"trend\"\narms = [\"a\"]\nsign = \"up\"\n\
         [[outcome]]\nmetric = \"violense_rate\"\ncontrast = \"diference\"\narms = [\"b\"]\nsign = \"sideways\"\n",
        here().display()
    );
    fs::write(folder.path().join("13_x.toml"), wrong).unwrap();
    let told = nodal(folder.path()).args(["check", "--json", "13_x.toml"]).output().unwrap();
    assert_eq!(told.status.code(), Some(2));
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    let found: Vec<(&str, u64)> = told
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["key"].as_str().unwrap(), one["line"].as_u64().unwrap()))
        .collect();
    for wanted in [
        ("why", 7),
        ("mechanisms.feudz", 9),
        ("escalation.hazard", 12),
        ("between", 14),
        ("years", 15),
        ("arms", 19),
        ("metric", 25),
        ("contrast", 26),
        ("arms", 27),
        ("sign", 28),
        ("number", 1),
    ] {
        assert!(found.contains(&wanted), "{wanted:?} is not among {found:?}");
    }
}

#[test]
fn a_claim_is_no_scenario_and_no_study() {
    let run =
        nodal(here()).args(["run", &file("65_early_resolution"), "--dry-run"]).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("makes this a claim"), "{}", text(&run.stderr));
}

#[test]
fn claims_are_written_and_lived_once() {
    let folder = TempDir::new().unwrap();
    let claims = [file("65_early_resolution"), file("35_widens_radius")];
    let claims: Vec<&str> = claims.iter().map(String::as_str).collect();
    let first = called(folder.path(), &claims, &[]);
    assert!(first.status.success(), "{}", text(&first.stderr));
    let path = folder.path().join("x/claims.csv");
    let written = fs::read_to_string(&path).unwrap();
    let head = "claim,verdict,effect,low,high,replicates,ablated_effect,share_holds,share_null,share_reversed,";
    assert!(written.starts_with(head), "{written}");
    for (claim, row) in rows(&path) {
        let number = |key: &str| row[key].parse::<f64>().unwrap();
        assert!(number("low") <= number("effect") && number("effect") <= number("high"), "{claim}");
        let shares = number("share_holds") + number("share_null") + number("share_reversed");
        assert!((shares - 1.0).abs() < 1e-6, "{claim}: {shares}");
        assert_eq!((row["draws"].as_str(), row["replicates"].as_str()), ("2", "4"));
    }
    // A page tells of them what the table says.
    let page = nodal(folder.path()).args(["report", "x"]).output().unwrap();
    assert!(page.status.success(), "{}", text(&page.stderr));
    let page = fs::read_to_string(folder.path().join("x/report.html")).unwrap();
    for (claim, row) in rows(&path) {
        assert!(page.contains(&format!("id=\"claim-{claim}\"")), "{claim}");
        assert!(
            page.contains(&format!("Verdict: {}", row["verdict"].replace('_', " "))),
            "{claim}"
        );
    }
    assert!(!page.contains(&folder.path().display().to_string()));
    // Over sets of an ensemble, which are lived beside the prior; the defaults stay what they are.
    let sets = folder.path().join("sets.csv");
    fs::write(&sets, "set,weight,settlement.breaking\n1,1,0.01\n2,1,0.03\n").unwrap();
    let over = folder.path().join("over");
    fs::create_dir(&over).unwrap();
    let with_sets = called(&over, &claims, &["--ensemble", &sets.display().to_string()]);
    assert!(with_sets.status.success(), "{}", text(&with_sets.stderr));
    for (claim, row) in rows(&over.join("x/claims.csv")) {
        assert_eq!((row["sets"].as_str(), row["draws"].as_str()), ("2", "2"), "{claim}");
        let plain = &rows(&path)[&claim];
        assert_eq!(
            (&row["effect"], &row["prior_holds"]),
            (&plain["effect"], &plain["share_holds"])
        );
    }
    // The sets lie beside the results, from where they are taken when the claims are tried again.
    let kept = fs::read(over.join("x/inputs/ensemble.csv")).unwrap();
    assert_eq!(kept, fs::read(&sets).unwrap());
    let manifest = fs::read_to_string(over.join("x/manifest.json")).unwrap();
    assert!(manifest.contains("--ensemble=inputs/ensemble.csv"), "{manifest}");
    // Hybrid and placebo are shared between both claims.
    let kept = || fs::read_dir(folder.path().join("x/runs")).unwrap().count();
    let runs = kept();
    let again = called(folder.path(), &claims, &["--threads", "1"]);
    assert!(again.status.success(), "{}", text(&again.stderr));
    assert_eq!((&written, runs), (&fs::read_to_string(&path).unwrap(), kept()));
    // In two parts, each with its share of every replicate, and joined: the same runs and the same table.
    let parts = folder.path().join("parts");
    fs::create_dir(&parts).unwrap();
    let lived = || fs::read_dir(parts.join("x/runs")).map_or(0, Iterator::count);
    for part in ["2/2", "1/2"] {
        let (before, of_part) = (lived(), called(&parts, &claims, &["--shard", part]));
        assert!(of_part.status.success(), "{}", text(&of_part.stderr));
        assert!((1..runs).contains(&(lived() - before)), "{part}: {} of {runs}", lived() - before);
        assert!(!parts.join("x/claims.csv").exists());
    }
    assert_eq!(lived(), runs);
    let joined = called(&parts, &claims, &[]);
    assert!(joined.status.success(), "{}", text(&joined.stderr));
    assert_eq!(
        (&written, runs),
        (&fs::read_to_string(parts.join("x/claims.csv")).unwrap(), lived())
    );
    let dry = called(folder.path(), &claims[..1], &["--dry-run"]);
    let alone = text(&dry.stdout);
    let alone: usize = alone.split(' ').nth(2).unwrap().parse().unwrap();
    // Each claim alone needs its own runs of hybrid and placebo: together they need fewer than the sum.
    let other = text(&called(folder.path(), &claims[1..], &["--dry-run"]).stdout);
    let other: usize = other.split(' ').nth(2).unwrap().parse().unwrap();
    assert!(runs < alone + other, "{runs} of {alone} and {other}");
}

/// Gatherings after which nobody agrees and everybody is angrier: what hangs on them turns round, and nothing else has to.
#[test]
fn a_planted_wrong_mechanism_flips_the_verdicts_that_depend_on_it() {
    let folder = TempDir::new().unwrap();
    let claims = [file("65_early_resolution")];
    let claims: Vec<&str> = claims.iter().map(String::as_str).collect();
    let world = [
        "--set",
        "world.communities=24",
        "--set",
        "world.households=60",
        "--replicates",
        "8",
        "--draws",
        "0",
    ];
    let angering = [
        "--set",
        "settlement.plan=-8.0",
        "--set",
        "settlement.failure_anger=1.0",
        "--set",
        "escalation.anger=2.0",
    ];
    let verdict = |extra: &[&str]| {
        let told = called(folder.path(), &claims, &[&world[..], extra, &["--force"]].concat());
        assert!(told.status.success(), "{}", text(&told.stderr));
        let row = &rows(&folder.path().join("x/claims.csv"))["65"];
        (row["verdict"].clone(), row["effect"].parse::<f64>().unwrap())
    };
    let (right, averted) = verdict(&[]);
    let (wrong, added) = verdict(&angering);
    assert!(averted < 0.0 && added > 0.0, "{averted} {added}");
    assert_ne!(right, "reversed");
    assert_eq!(wrong, "reversed");
}
