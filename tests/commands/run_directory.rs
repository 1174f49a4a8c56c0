//! A run's directory: what is in it, that it is never half, and that it says the same thing twice.

mod comparisons;
mod directories;
mod reproduction;
mod sources;
mod stored_work;
mod studies;

use crate::program::{call, nodal, rows};
use nodal::output::record::{Keep, Record};
use nodal::output::{Manifest, RunDirectory, Work};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const SMALL: &str = "title = \"Small\"\n[world]\ncommunities = 20\nhouseholds = 60\n[time]\n\
    burn_in_months = 12\nmonths = 24\n[run]\nreplicates = 3\n[provider.peace_committee]\ncoverage = 0.5\n\
    site_people = 2000\n[auspice.aid_agency]\ncommittee_grant = 8\n";

/// What lives in a moment.
const TINY: &str = "[world]\ncommunities = 6\nhouseholds = 40\n[time]\nburn_in_months = 3\nmonths = 14\n\
    [run]\nreplicates = 2\n";

/// A directory with a small scenario in it.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("small.toml"), SMALL).unwrap();
    folder
}

fn manifest(directory: &Path) -> Manifest {
    serde_json::from_str(&fs::read_to_string(directory.join("manifest.json")).unwrap()).unwrap()
}

#[test]
fn a_run_leaves_its_tables_and_a_manifest_and_nothing_else() {
    let folder = folder();
    let (code, said, _) = call(folder.path(), &["run", "small.toml", "--csv"]);
    assert_eq!(code, 0);
    assert!(said.contains("Small") && said.contains("runs/small"), "{said}");
    let mut files: Vec<_> = fs::read_dir(folder.path().join("runs/small"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    assert_eq!(
        files,
        [
            "accounts.csv",
            "choices.csv",
            "communities.csv",
            "communities.parquet",
            "ledger.csv",
            "manifest.json",
            "metrics.csv",
            "programme_spending.csv",
            "programmes.csv",
            "summary.csv",
            "surveys.csv"
        ]
    );
    let header = |file: &str| {
        let text = fs::read_to_string(folder.path().join("runs/small").join(file)).unwrap();
        text.lines().next().unwrap().to_owned()
    };
    assert_eq!(header("metrics.csv"), "replicate,month,metric,dimension,level,value,unit");
    assert_eq!(header("ledger.csv"), "replicate,month,from,to,mode,purpose,amount");
    assert_eq!(header("accounts.csv"), "replicate,month,account,balance");
    let months: Vec<_> = rows(&folder.path().join("runs/small/metrics.csv"))
        .iter()
        .map(|row| row["month"].parse::<i32>().unwrap())
        .collect();
    assert_eq!((months.iter().min(), months.iter().max()), (Some(&0), Some(&24)));
}

#[test]
fn the_digest_is_the_same_at_any_thread_count_and_in_any_directory() {
    let folder = folder();
    for (out, threads) in [("a", "1"), ("b/c", "2"), ("d", "7")] {
        assert_eq!(
            call(folder.path(), &["run", "small.toml", "--out", out, "--threads", threads]).0,
            0
        );
    }
    let digest = |out: &str| manifest(&folder.path().join(out)).digest;
    assert_eq!(digest("a"), digest("b/c"));
    assert_eq!(digest("a"), digest("d"));
    assert_eq!(call(folder.path(), &["run", "small.toml", "--out", "e", "--seed", "2"]).0, 0);
    assert_ne!(digest("a"), digest("e"));
}

#[test]
fn reproduce_compares_and_tells_a_difference() {
    let folder = folder();
    assert_eq!(call(folder.path(), &["run", "small.toml", "--out", "a"]).0, 0);
    let (code, said, _) = call(folder.path(), &["reproduce", "a"]);
    assert!(code == 0 && said.contains("identical"), "{said}");
    let path = folder.path().join("a/manifest.json");
    let changed = fs::read_to_string(&path).unwrap().replace("seed = 1\\n", "seed = 2\\n");
    fs::write(&path, changed).unwrap();
    let (code, _, told) = call(folder.path(), &["reproduce", "a"]);
    assert!(code == 1 && told.contains("different") && told.contains("metrics.csv"), "{told}");
}

/// The ledger against the balances, from the files alone.
#[test]
fn the_ledger_reconciles_with_the_accounts() {
    let folder = folder();
    assert_eq!(call(folder.path(), &["run", "small.toml", "--out", "a"]).0, 0);
    let key = |row: &BTreeMap<String, String>, account: &str| {
        (row["replicate"].clone(), row["month"].parse::<i32>().unwrap(), row[account].clone())
    };
    let mut net: BTreeMap<_, i64> = BTreeMap::new();
    for row in rows(&folder.path().join("a/ledger.csv")) {
        let amount: i64 = row["amount"].parse().unwrap();
        assert!(amount > 0);
        assert!(["coercion", "sale", "gift"].contains(&row["mode"].as_str()));
        *net.entry(key(&row, "to")).or_default() += amount;
        *net.entry(key(&row, "from")).or_default() -= amount;
    }
    let balances: BTreeMap<_, i64> = rows(&folder.path().join("a/accounts.csv"))
        .iter()
        .map(|row| (key(row, "account"), row["balance"].parse().unwrap()))
        .collect();
    let mut checked = 0;
    for ((replicate, month, account), balance) in &balances {
        if *month == 0 {
            continue;
        }
        let before = balances[&(replicate.clone(), month - 1, account.clone())];
        let moved = net.get(&(replicate.clone(), *month, account.clone())).copied().unwrap_or(0);
        assert_eq!(balance - before, moved, "{account}, replicate {replicate}, month {month}");
        checked += 1;
    }
    assert_eq!(checked, 3 * 24 * 15);
}

#[test]
fn open_disputes_change_by_what_arises_reopens_and_ends() {
    let folder = folder();
    assert_eq!(call(folder.path(), &["run", "small.toml", "--out", "a"]).0, 0);
    let mut totals = BTreeMap::new();
    for row in rows(&folder.path().join("a/metrics.csv")) {
        if row["dimension"].is_empty()
            && row["metric"].starts_with("disputes_")
            && !row["value"].is_empty()
        {
            let key = (
                row["replicate"].clone(),
                row["month"].parse::<i32>().unwrap(),
                row["metric"].clone(),
            );
            totals.insert(key, row["value"].parse::<f64>().unwrap());
        }
    }
    for replicate in ["1", "2", "3"] {
        for month in 1..=24 {
            let of = |metric: &str, month: i32| {
                totals[&(replicate.to_owned(), month, metric.to_owned())]
            };
            let change = of("disputes_open", month) - of("disputes_open", month - 1);
            let flows = of("disputes_arisen", month) + of("disputes_reopened", month)
                - of("disputes_ended", month);
            assert!((change - flows).abs() < 1e-9);
        }
    }
}

#[test]
fn a_directory_with_something_of_ones_own_keeps_it() {
    let folder = folder();
    fs::create_dir(folder.path().join("thesis")).unwrap();
    fs::write(folder.path().join("thesis/chapter.tex"), "precious").unwrap();
    assert_eq!(call(folder.path(), &["run", "small.toml", "--out", "thesis"]).0, 0);
    assert_eq!(fs::read_to_string(folder.path().join("thesis/chapter.tex")).unwrap(), "precious");
    // Another run does not write over this one; the same run does.
    let (code, _, told) =
        call(folder.path(), &["run", "small.toml", "--out", "thesis", "--seed", "9"]);
    assert!(code == 2 && told.contains("--force"), "{told}");
    assert_eq!(call(folder.path(), &["run", "small.toml", "--out", "thesis", "--force"]).0, 0);
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = folder();
    let (code, said, _) = call(folder.path(), &["run", "small.toml", "--dry-run"]);
    assert!(code == 0 && said.contains("3 replicates"), "{said}");
    assert!(!folder.path().join("runs").exists());
}

/// Killed with SIGKILL at some moment, called again: the same bytes as an unbroken run, and what was
/// finished is not run again.
#[test]
fn a_killed_run_goes_on_from_where_it_was() {
    let folder = folder();
    let long =
        SMALL.replace("months = 24", "months = 120").replace("replicates = 3", "replicates = 24");
    fs::write(folder.path().join("long.toml"), long).unwrap();
    assert_eq!(call(folder.path(), &["run", "long.toml", "--out", "whole"]).0, 0);
    let mut child = nodal(folder.path())
        .args(["run", "long.toml", "--out", "broken", "--threads", "1", "-q"])
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let kept = folder.path().join("broken/.unfinished/replicate-2.bin");
    let start = std::time::Instant::now();
    while !kept.exists() && start.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(kept.exists());
    assert!(!folder.path().join("broken/manifest.json").exists());
    let (code, _, _) = call(folder.path(), &["run", "long.toml", "--out", "broken"]);
    assert_eq!(code, 0);
    let digest = |out: &str| manifest(&folder.path().join(out)).digest;
    assert_eq!(digest("whole"), digest("broken"));
    assert!(!folder.path().join("broken/.unfinished").exists());
}

#[test]
fn kept_replicates_are_taken_up_and_those_of_other_work_are_not() {
    let folder = TempDir::new().unwrap();
    let work = |seed| Work {
        scenario_hash: "h".to_owned(),
        seed,
        version: "1".to_owned(),
        build: "b".to_owned(),
        keep: Keep::default(),
        led_by: String::new(),
    };
    let directory = RunDirectory::open(folder.path(), &work(1), false).unwrap();
    directory.keep(&Record::new(2)).unwrap();
    // One writer at a time.
    assert!(RunDirectory::open(folder.path(), &work(1), false).is_err());
    drop(directory);
    let again = RunDirectory::open(folder.path(), &work(1), false).unwrap();
    assert!(again.is_resumed);
    assert_eq!(again.finished(2), Some(Record::new(2)));
    assert_eq!(again.finished(1), None);
    drop(again);
    assert!(RunDirectory::open(folder.path(), &work(2), false).is_err());
    let forced = RunDirectory::open(folder.path(), &work(2), true).unwrap();
    assert_eq!(forced.finished(2), None);
}

/// A country's inputs lie beside its results, so that it can be reproduced anywhere.
#[test]
fn a_real_country_runs_and_is_reproduced_from_its_directory() {
    let folder = TempDir::new().unwrap();
    let country =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/countries/sierra_leone.toml");
    let country = country.to_string_lossy().into_owned();
    let (code, _, told) = call(
        folder.path(),
        &[
            "run",
            &country,
            "--out",
            "sl",
            "--set",
            "world.sample=0.02",
            "--set",
            "time.burn_in_months=6",
            "--months",
            "12",
            "--replicates",
            "2",
            "--csv",
        ],
    );
    assert_eq!(code, 0, "{told}");
    fs::rename(folder.path().join("sl"), folder.path().join("moved")).unwrap();
    let (code, _, told) = call(folder.path(), &["reproduce", "moved"]);
    assert_eq!(code, 0, "{told}");
    let rows = rows(&folder.path().join("moved/communities.csv"));
    assert!(
        rows.iter().any(|row| row["is_synthetic"] == "true" && row["name"].starts_with("near "))
    );
    // Each place is of its town's district; a ward is named after its town.
    for row in rows {
        assert!(["01", "02", "03", "04", "05"].contains(&row["district"].as_str()), "{row:?}");
        assert!(row["name"].contains(&row["town"]), "{row:?}");
    }
}

#[test]
fn a_last_year_that_is_not_finished_has_its_months_and_its_counts() {
    let folder = folder();
    let months = ["run", "small.toml", "--csv", "--months", "17", "--replicates", "1"];
    assert_eq!(call(folder.path(), &months).0, 0);
    let communities = rows(&folder.path().join("runs/small/communities.csv"));
    let metrics = rows(&folder.path().join("runs/small/metrics.csv"));
    for (year, span, counted) in [("1", 1..=12, "12"), ("2", 13..=17, "5")] {
        let of_year: Vec<_> = communities.iter().filter(|row| row["year"] == year).collect();
        assert_eq!(of_year.len(), 20);
        assert!(of_year.iter().all(|row| row["months"] == counted));
        let sum: f64 = of_year.iter().map(|row| row["thefts"].parse::<f64>().unwrap()).sum();
        let told: f64 = metrics
            .iter()
            .filter(|row| {
                row["metric"] == "thefts" && span.contains(&row["month"].parse().unwrap())
            })
            .map(|row| row["value"].parse::<f64>().unwrap())
            .sum();
        assert!((sum - told).abs() < 1e-9, "year {year}: {sum} {told}");
    }
    // Sites are called by their first community, and hold neighbours of one name.
    for row in &communities {
        for site in ["site", "committee_site"] {
            assert!(
                communities
                    .iter()
                    .any(|other| other["identity"] == row[site] && other[site] == row[site])
            );
        }
    }
    // Maps and figures take whole years alone.
    let (code, _, told) = call(folder.path(), &["plot", "runs/small"]);
    assert_eq!(code, 0, "{told}");
    let plots = folder.path().join("runs/small/plots");
    assert!(plots.join("map-violent-incidents-month-12.svg").exists());
    assert!(!plots.join("map-violent-incidents-month-24.svg").exists());
}
