//! Experiments: shared pasts, paired comparisons, precision.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking anywhere")]

mod calibrate;
#[path = "../common/country.rs"]
mod country;
mod decide;
mod facts;
mod one_world;
#[path = "../common/program.rs"]
mod program;

use country::{laid_out, live};
use nodal::experiment::compare::{Question, Verdict, compare};
use nodal::experiment::ensemble::{Unwatched, Watcher, run_together};
use nodal::experiment::{RunOptions, run};
use nodal::output::Record;
use nodal::output::record::Keep;
use nodal::params::{Allowed, Catalogue, Value};
use nodal::scenario::{Scenario, Settings};
use nodal::world::Country;
use program::{call, nodal};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

const BASE: &str = "[world]\ncommunities = 20\nhouseholds = 60\n[time]\nburn_in_months = 12\nmonths = 12\n\
    [run]\nreplicates = 4\n[provider.public]\nsite_people = 3000\n";

fn scenario(name: &str, more: &str) -> Scenario {
    country::scenario(name, &format!("{BASE}{more}"), &[])
}

fn with_committees() -> Scenario {
    scenario(
        "committees",
        "[provider.peace_committee]\ncoverage = 1.0\n[auspice.aid_agency]\ncommittee_grant = 8\n",
    )
}

/// What is declared to act from month 1 only changes nothing before: the ground on which scenarios
/// share their past.
#[test]
fn late_parameters_change_nothing_before_month_1() {
    let catalogue = Catalogue::standard();
    let keep = Keep { burn_in: true, ..Keep::default() };
    let past = |scenario: &Scenario| {
        let mut scenario = scenario.with_replicates(1);
        scenario.params.time.months = 0;
        let options = RunOptions { threads: 1, keep, ..RunOptions::default() };
        run(&scenario, &options).unwrap().records
    };
    let base = scenario("base", "");
    let expected = past(&base);
    let mut tried = 0;
    for parameter in catalogue.parameters.iter().filter(|parameter| parameter.is_late) {
        let mut other = base.clone();
        let value = match (&parameter.default, parameter.allowed) {
            (Value::Switch(on), _) => Value::Switch(!on),
            (Value::Whole(number), _) => Value::Whole(number + 1),
            (Value::Real(number), Allowed::Within(_, high)) => {
                Value::Real(f64::midpoint(*number, high))
            }
            (Value::Real(number), _) => Value::Real(number + 0.5),
            (Value::Text(_) | Value::Texts(_), _) => continue,
        };
        (parameter.set)(&mut other.params, &value);
        assert_eq!(expected, past(&other), "{} acts before month 1", parameter.key);
        tried += 1;
    }
    assert!(tried > 30);
}

/// Counts the months that are lived for it.
#[derive(Default)]
struct Counter(AtomicU32);

impl Watcher for Counter {
    fn finished(&self, _replicate: u32) -> Option<Record> {
        None
    }
    fn keep(&self, _record: &Record) -> Result<(), nodal::experiment::RunError> {
        Ok(())
    }
    fn month(&self, _replicate: u32, _country: &Country) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn scenarios_that_share_their_past_live_it_once_and_give_the_same_bytes() {
    let (base, committees) = (scenario("base", ""), with_committees());
    let catalogue = Catalogue::standard();
    assert_eq!(base.past(&catalogue), committees.past(&catalogue));
    let counters = [Counter::default(), Counter::default()];
    let watchers: Vec<&dyn Watcher> =
        counters.iter().map(|counter| counter as &dyn Watcher).collect();
    let stop = std::sync::atomic::AtomicBool::new(false);
    let together =
        run_together(&[&base, &committees], 1..=4, &RunOptions::default(), &watchers, &stop)
            .unwrap();
    let lived: u32 = counters.iter().map(|counter| counter.0.load(Ordering::Relaxed)).sum();
    assert_eq!(lived, 4 * (12 + 12 + 12), "the past was lived more than once");
    for (ensemble, scenario) in together.iter().zip([&base, &committees]) {
        assert_eq!(ensemble.records, run(scenario, &RunOptions::default()).unwrap().records);
    }
    assert_ne!(together[0].records, together[1].records);
}

#[test]
fn another_past_is_lived_on_its_own() {
    let catalogue = Catalogue::standard();
    let police = scenario("police", "officers = 200\n");
    assert_ne!(scenario("base", "").past(&catalogue), police.past(&catalogue));
}

fn question(metrics: &[&str]) -> Question {
    Question {
        metrics: metrics.iter().map(ToString::to_string).collect(),
        totals_only: false,
        window: (1, 12),
        pilot: None,
    }
}

#[test]
fn a_scenario_and_its_copy_differ_by_exactly_nothing() {
    let (base, copy) = (scenario("base", ""), scenario("copy", ""));
    let runs: Vec<_> =
        [&base, &copy].map(|s| (s, run(s, &RunOptions::default()).unwrap().records)).into();
    let rows = compare(
        &question(&["violence_rate", "fear"]),
        &[(runs[0].0, &runs[0].1), (runs[1].0, &runs[1].1)],
    );
    assert!(!rows.is_empty());
    for row in rows {
        assert_eq!((row.paired.difference, row.paired.half_width), (0.0, Some(0.0)));
        assert_eq!(row.verdict, Verdict::Identical);
    }
}

#[test]
fn pairing_narrows_what_scenarios_share() {
    let (base, honest) =
        (scenario("base", ""), scenario("honest", "[mechanisms]\nbribery = false\n"));
    let runs: Vec<_> =
        [&base, &honest].map(|s| (s, run(s, &RunOptions::default()).unwrap().records)).into();
    let rows = compare(
        &question(&["efficacy", "off_budget_share"]),
        &[(runs[0].0, &runs[0].1), (runs[1].0, &runs[1].1)],
    );
    let of = |metric: &str| {
        rows.iter().find(|row| row.metric == metric && row.level.is_empty()).unwrap()
    };
    assert!(of("efficacy").paired.gain.unwrap() > 2.0);
    assert_eq!(of("off_budget_share").verdict, Verdict::Better);
}

#[test]
fn unwatched_runs_need_nobody() {
    let stop = std::sync::atomic::AtomicBool::new(true);
    let base = scenario("base", "");
    let stopped = run_together(&[&base], 1..=1, &RunOptions::default(), &[&Unwatched], &stop);
    assert!(stopped.is_err());
}

#[test]
fn the_command_writes_a_table_and_the_runs_beside_it() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.toml"), BASE).unwrap();
    std::fs::write(
        folder.path().join("b.toml"),
        "extends = \"a.toml\"\n[mechanisms]\nbribery = false\n",
    )
    .unwrap();
    let call = |arguments: &[&str]| call(folder.path(), arguments);
    let (code, said, _) = call(&[
        "compare",
        "a.toml",
        "b.toml",
        "--out",
        "x",
        "--until-precision",
        "violence_rate=1%",
        "--most-replicates",
        "8",
    ]);
    assert_eq!(code, 0);
    assert!(
        said.contains("b against a: 8 pairs") && said.contains("the precision was not reached"),
        "{said}"
    );
    let table = std::fs::read_to_string(folder.path().join("x/comparison.csv")).unwrap();
    assert!(table.starts_with(
        "metric,dimension,level,baseline,scenario,difference,low,high,replicates,verdict"
    ));
    let (code, said, _) = call(&["reproduce", "x/runs/b"]);
    assert!(code == 0 && said.contains("identical"));
    for wrong in [
        ["--metric", "violnce_rate"],
        ["--window", "5:99"],
        ["--until-precision", "fear"],
        ["--set", "run.sed=1"],
    ] {
        let mut arguments = vec!["compare", "a.toml", "b.toml", "--out", "y"];
        arguments.extend(wrong);
        assert_eq!(call(&arguments).0, 2, "{wrong:?}");
        assert!(!folder.path().join("y").exists());
    }
    assert_eq!(call(&["compare", "a.toml"]).0, 2);
}

const STUDY: &str = "scenarios = [\"a.toml\"]\n[study]\npoints = 12\nreplicates = 2\nmetrics = [\"violence_rate\", \"fear\"]\n\
    [set]\n\"time.months\" = 6\n[parameters]\n\"escalation.hazard\" = true\n\"provider.public.officers\" = [40, 300]\n";

/// Exit code, stdout, stderr.
type Said = (i32, String, String);

/// A folder with a scenario and a study, and a way to call the program there.
fn study() -> (TempDir, impl Fn(&[&str]) -> Said) {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.toml"), BASE).unwrap();
    std::fs::write(folder.path().join("s.toml"), STUDY).unwrap();
    let path = folder.path().to_owned();
    let call = move |arguments: &[&str]| call(&path, arguments);
    (folder, call)
}

#[test]
fn a_sweep_is_one_tidy_table_and_runs_nothing_twice() {
    let (folder, call) = study();
    let table =
        |out: &str| std::fs::read_to_string(folder.path().join(out).join("results.csv")).unwrap();
    assert_eq!(call(&["sweep", "s.toml", "--out", "x"]).0, 0);
    let first = table("x");
    assert!(first.starts_with(
        "run,scenario,replicate,metric,value,escalation.hazard,provider.public.officers,month,stopped,error,point"
    ));
    assert_eq!(first.lines().count(), 1 + 12 * 2 * 2);
    // Kept runs are not touched again.
    let times = || {
        let entries = std::fs::read_dir(folder.path().join("x/runs")).unwrap();
        let mut times: Vec<_> = entries
            .map(|e| e.unwrap())
            .map(|e| (e.file_name(), e.metadata().unwrap().modified().unwrap()))
            .collect();
        times.sort();
        times
    };
    let before = times();
    assert_eq!(call(&["sweep", "s.toml", "--out", "x"]).0, 0);
    assert_eq!((table("x"), times()), (first.clone(), before));
    // Two parts, joined.
    for part in ["1/2", "2/2"] {
        assert_eq!(call(&["sweep", "s.toml", "--out", "y", "--shard", part]).0, 0);
        assert!(!folder.path().join("y/results.csv").exists());
    }
    assert_eq!(call(&["sweep", "s.toml", "--out", "y", "--threads", "1"]).0, 0);
    assert_eq!(table("y"), first);
    // A study that grows takes up what is done.
    std::fs::write(folder.path().join("s.toml"), STUDY.replace("replicates = 2", "replicates = 3"))
        .unwrap();
    assert_eq!(call(&["sweep", "s.toml", "--out", "x"]).0, 0);
    assert_eq!(times().len(), 12 * 3);
}

/// A study that reads no answers does not ask; one that reads facts does, and every number is the same.
#[test]
fn surveys_that_nobody_reads_change_no_number() {
    let (folder, call) = study();
    let survey = "[[survey]]\nname = \"barometer\"\nquestionnaire = \"afrobarometer\"\nmonth = 4\nrecall = 4\nsample = 60\n";
    std::fs::write(folder.path().join("a.toml"), format!("{BASE}\n{survey}")).unwrap();
    let numbers = |study: &str, out: &str| -> Vec<String> {
        std::fs::write(folder.path().join("s.toml"), study).unwrap();
        assert_eq!(call(&["sweep", "s.toml", "--out", out]).0, 0);
        let table = std::fs::read_to_string(folder.path().join(out).join("results.csv")).unwrap();
        let of_metrics = |line: &&str| line.contains(",violence_rate,") || line.contains(",fear,");
        table.lines().filter(of_metrics).map(str::to_owned).collect()
    };
    let unasked = numbers(STUDY, "x");
    assert_eq!(unasked.len(), 12 * 2 * 2);
    assert_eq!(unasked, numbers(&STUDY.replace("[study]", "[study]\nfacts = true"), "y"));
}

/// Parts that were lived apart make the table and the manifest that one directory would have.
#[test]
fn parts_in_several_directories_are_merged() {
    let (folder, call) = study();
    let file = |name: &str| folder.path().join(name);
    assert_eq!(call(&["sweep", "s.toml", "--out", "whole", "--seed", "3"]).0, 0);
    for (part, out) in [("1/3", "a"), ("2/3", "b"), ("3/3", "b")] {
        let sweep = ["sweep", "s.toml", "--seed", "3", "--out", out, "--shard", part];
        assert_eq!(call(&sweep).0, 0);
    }
    let (code, said, told) = call(&["merge", "a", "b", "--out", "c"]);
    assert!(code == 0 && said.contains("24 runs, 0 failed"), "{said}{told}");
    let of = |out: &str, name: &str| std::fs::read_to_string(file(out).join(name)).unwrap();
    assert_eq!(of("c", "results.csv"), of("whole", "results.csv"));
    let told = |out: &str| -> nodal::output::answers::Answers {
        serde_json::from_str(&of(out, "manifest.json")).unwrap()
    };
    let (joined, whole) = (told("c"), told("whole"));
    assert_eq!(joined.first.digest, whole.first.digest);
    assert_eq!((joined.first.about, joined.first.again), (whole.first.about, whole.first.again));
    // What does not belong together is told with its place, and nothing is written.
    let refused = |directories: &[&str], expected: &[&str]| {
        let (code, _, told) = call(&[&["merge"], directories, &["--out", "d"]].concat());
        assert_eq!(code, 2, "{told}");
        for part in expected {
            assert!(told.contains(part), "{part} in {told}");
        }
        assert!(!file("d").exists());
    };
    refused(&["a"], &["parts 2, 3 of 3 are in none of the directories"]);
    refused(&["a", "a", "b"], &["a/parts/1-of-3.json", "part 1 of 3 is in a too"]);
    refused(&["a", "b", "nowhere"], &["nowhere", "there is no finished part"]);
    assert_eq!(call(&["sweep", "s.toml", "--out", "e", "--shard", "1/3"]).0, 0);
    refused(
        &["a", "b", "e"],
        &["e/parts/1-of-3.json", "a part of another study than a/parts/1-of-3.json"],
    );
    let note =
        of("b", "parts/2-of-3.json").replace(nodal::output::identity::BUILD, "0123456789abcdef");
    std::fs::write(file("b/parts/2-of-3.json"), note).unwrap();
    refused(&["a", "b"], &["b/parts/2-of-3.json", "another build of the program (0123456789ab"]);
    let run = std::fs::read_dir(file("a/runs")).unwrap().next().unwrap().unwrap().path();
    std::fs::write(run, "").unwrap();
    assert_eq!(call(&["sweep", "s.toml", "--out", "b", "--seed", "3", "--shard", "2/3"]).0, 0);
    refused(&["a", "b"], &["1 of 8 runs are missing or damaged", "--shard 1/3"]);
}

/// Each run of a study is lived on the stack of the thread that took it, however many wait: a pool inside the pool of
/// the study would begin the next run inside the last one, and end in an overflow after a few hundred.
#[test]
fn a_study_of_thousands_of_runs_needs_no_deeper_stack() {
    let folder = TempDir::new().unwrap();
    let study = "scenarios = [\"s.toml\"]\n[study]\npoints = 2500\n[parameters]\n\"escalation.hazard\" = true\n\
                 \"disputes.arrival\" = true\n";
    let tiny =
        "[world]\ncommunities = 2\nhouseholds = 20\n[time]\nburn_in_months = 1\nmonths = 1\n";
    std::fs::write(folder.path().join("study.toml"), study).unwrap();
    std::fs::write(folder.path().join("s.toml"), tiny).unwrap();
    let sweep = ["-q", "sweep", "study.toml", "--out", "x", "--threads", "2"];
    let (code, said, told) = call(folder.path(), &sweep);
    assert_eq!(code, 0, "{told}");
    assert!(said.contains("2500 runs, 0 failed"), "{said}");
}

#[test]
fn a_broken_sweep_goes_on_to_the_same_table() {
    let (folder, call) = study();
    std::fs::write(folder.path().join("s.toml"), STUDY.replace("points = 12", "points = 80"))
        .unwrap();
    let mut child = nodal(folder.path())
        .args(["sweep", "s.toml", "--out", "x", "--threads", "1"])
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let start = std::time::Instant::now();
    while std::fs::read_dir(folder.path().join("x/runs")).map_or(0, Iterator::count) < 5
        && start.elapsed().as_secs() < 60
    {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!folder.path().join("x/results.csv").exists());
    assert_eq!(call(&["sweep", "s.toml", "--out", "x"]).0, 0);
    assert_eq!(call(&["sweep", "s.toml", "--out", "whole"]).0, 0);
    let table =
        |out: &str| std::fs::read_to_string(folder.path().join(out).join("results.csv")).unwrap();
    assert_eq!(table("x"), table("whole"));
}

#[test]
fn what_is_wrong_with_a_study_is_told_at_once() {
    let (folder, call) = study();
    let wrong = STUDY
        .replace("points = 12", "pints = 12")
        .replace("fear", "faer")
        .replace("escalation.hazard", "escalation.hazrd")
        .replace("[40, 300]", "[300, 40]");
    std::fs::write(folder.path().join("s.toml"), wrong).unwrap();
    let (code, _, told) = call(&["sweep", "s.toml", "--out", "x"]);
    assert_eq!(code, 2);
    for part in [
        "did you mean `points`?",
        "did you mean `fear`?",
        "did you mean `hazard`?",
        "300 is not below 40",
        "4 problems",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
    assert!(!folder.path().join("x").exists());
    assert_eq!(call(&["sweep", "s.toml", "--shard", "3/2"]).0, 2);
    assert_eq!(call(&["check", "s.toml"]).0, 2);
}

/// Each stratum of each parameter holds one point.
#[test]
fn verif_a_latin_hypercube_has_one_point_in_each_stratum() {
    let (folder, _) = study();
    let study = nodal::scenario::Study::load(
        &folder.path().join("s.toml"),
        &Settings::default(),
        &Catalogue::standard(),
    )
    .unwrap();
    let points = nodal::experiment::design::points(&study);
    for (i, factor) in study.factors.iter().enumerate() {
        let mut strata: Vec<u32> = points
            .iter()
            .map(|point| match &point[i] {
                Some(value) => (factor.levels.share(value).unwrap() * 12.0) as u32,
                None => panic!("no value"),
            })
            .collect();
        strata.sort_unstable();
        assert_eq!(strata, (0..12).collect::<Vec<_>>());
    }
}

#[test]
fn sensitivity_finds_what_violence_hangs_on() {
    let (folder, call) = study();
    for (design, index) in [("morris", "mu_star"), ("saltelli", "ST")] {
        let text = STUDY
            .replace("points = 12", &format!("points = 16\ndesign = \"{design}\""))
            .replace("[\"violence_rate\", \"fear\"]", "[\"violence_rate\"]")
            .replace("[40, 300]", "[80, 81]");
        std::fs::write(folder.path().join("s.toml"), text).unwrap();
        let (code, said, told) = call(&["sensitivity", "s.toml", "--out", design]);
        assert_eq!(code, 0, "{said}{told}");
        let mut reader =
            csv::Reader::from_path(folder.path().join(design).join("sensitivity.csv")).unwrap();
        let rows: Vec<(String, String, String, f64, f64, f64)> =
            reader.deserialize().map(Result::unwrap).collect();
        let of = |key: &str| rows.iter().find(|row| row.1 == key && row.2 == index).unwrap();
        let (hazard, officers) = (of("escalation.hazard"), of("provider.public.officers"));
        assert!(hazard.3 > 2.0 * officers.3, "{design}: {hazard:?} {officers:?}");
        assert!(hazard.4 <= hazard.3 && hazard.3 <= hazard.5);
    }
    std::fs::write(folder.path().join("s.toml"), STUDY).unwrap();
    let (code, _, told) = call(&["sensitivity", "s.toml", "--out", "z"]);
    assert!(code == 2 && told.contains("morris"), "{told}");
}

/// Forked in month 6, a scenario lives the baseline's first six months and its own after them: the same
/// bytes as a country that is lived by hand, and the six months are lived once.
#[test]
fn scenarios_that_fork_later_live_the_baselines_first_months_once() {
    let base = scenario("base", "");
    let compact = "[[intervention]]\nname = \"c\"\ncomponent = \"private_national\"\nby = \"ngo\"\nmoney = 50\n";
    let other = scenario("other", &format!("[aid]\nlag = 0\n{compact}"));
    let options = RunOptions { fork_at: 6, ..RunOptions::default() };
    let counters = [Counter::default(), Counter::default()];
    let watchers: Vec<&dyn Watcher> = counters.iter().map(|c| c as &dyn Watcher).collect();
    let stop = std::sync::atomic::AtomicBool::new(false);
    let together = run_together(&[&base, &other], 1..=2, &options, &watchers, &stop).unwrap();
    let lived: u32 = counters.iter().map(|counter| counter.0.load(Ordering::Relaxed)).sum();
    assert_eq!(lived, 2 * (12 + 6 + 6 + 6));
    let (months, told): (u64, u64) = together
        .iter()
        .fold((0, 0), |(a, b), ensemble| (a + ensemble.months_lived, b + ensemble.months_told));
    assert_eq!((months, told), (u64::from(lived), 2 * 2 * 24));
    assert_eq!(together[0].records, run(&base, &RunOptions::default()).unwrap().records[..2]);
    // By hand.
    let mut country = laid_out(&base);
    live(&mut country, 18);
    country.adopt(&other.params);
    live(&mut country, 6);
    let mut record = Record::new(1);
    record.keep(&country, Keep::default());
    assert_eq!(together[1].records[0].values.last(), record.values.last());
    assert_ne!(together[0].records[0].values.last(), record.values.last());
    // What acts before month 1 cannot fork later.
    let police = scenario("police", "officers = 200\n");
    assert!(run_together(&[&base, &police], 1..=1, &options, &watchers, &stop).is_err());
}

#[test]
fn compare_forks_and_says_what_it_saved() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.toml"), BASE).unwrap();
    let b = format!("{BASE}[mechanisms]\nsteering = false\n");
    std::fs::write(folder.path().join("b.toml"), b).unwrap();
    let c = format!("{BASE}officers = 200\n");
    std::fs::write(folder.path().join("c.toml"), c).unwrap();
    let call = |arguments: &[&str]| {
        let (code, _, told) = call(folder.path(), arguments);
        (code, told)
    };
    let (code, told) = call(&["compare", "a.toml", "b.toml", "--fork-at", "6", "--out", "x"]);
    assert!(code == 0 && told.contains("lived once"), "{told}");
    let (code, told) = call(&["reproduce", "x/runs/b"]);
    assert!(code == 2 && told.contains("was forked"), "{told}");
    let (code, told) = call(&["compare", "a.toml", "c.toml", "--fork-at", "6", "--out", "y"]);
    assert!(code == 2 && told.contains("provider.public.officers"), "{told}");
    assert!(!folder.path().join("y").exists());
}

/// Points that differ only in what acts from month 1 share their burn-in, and give the same table.
#[test]
fn points_of_a_sweep_share_their_past() {
    let (folder, call) = study();
    let late = STUDY.replace("escalation.hazard", "auspice.state.growth").replace(
        "\"provider.public.officers\" = [40, 300]",
        "\"provider.peace_committee.coverage\" = [0.0, 1.0]",
    );
    std::fs::write(folder.path().join("s.toml"), &late).unwrap();
    let (code, said, told) = call(&["sweep", "s.toml", "--out", "x"]);
    assert_eq!(code, 0, "{told}");
    // 2 replicates × (12 + 12 × 6) months instead of 2 × 12 × 18.
    assert!(said.contains("168 months lived for 432 told"), "{said}");
    let alone = late.replace("points = 12", "points = 12\nfork_at = 3");
    std::fs::write(folder.path().join("s.toml"), alone).unwrap();
    let (code, said, told) = call(&["sweep", "s.toml", "--out", "y"]);
    assert_eq!(code, 0, "{told}");
    assert!(said.contains("months lived for"), "{said}");
    std::fs::write(folder.path().join("s.toml"), STUDY.replace("points = 12", "fork_at = 3"))
        .unwrap();
    let (code, _, told) = call(&["sweep", "s.toml", "--out", "z"]);
    assert!(code == 2 && told.contains("acts before month 1"), "{told}");
}

#[test]
fn a_design_of_ones_own_is_read_from_a_file_and_checked_like_a_scenario() {
    let (folder, call) = study();
    let own = STUDY
        .replace("points = 12", "design = \"csv\"\nfile = \"points.csv\"\nreport_months = [3, 6]")
        .replace("[parameters]\n\"escalation.hazard\" = true\n\"provider.public.officers\" = [40, 300]\n", "");
    std::fs::write(folder.path().join("s.toml"), own).unwrap();
    let write = |text: &str| std::fs::write(folder.path().join("points.csv"), text).unwrap();
    write("escalation.hazard, mechanisms.feuds\n0.01, true\n0.03, false\n");
    let (code, said, told) = call(&["sweep", "s.toml", "--out", "x"]);
    assert_eq!(code, 0, "{said}{told}");
    let table = std::fs::read_to_string(folder.path().join("x/results.csv")).unwrap();
    // Two points, two replicates, two metrics, two months.
    assert_eq!(table.lines().count(), 1 + 2 * 2 * 2 * 2, "{table}");
    assert!(table.contains(",0.03,false,6,,"), "{table}");
    write("escalation.hazrd,mechanisms.feuds\n0.01,perhaps\n");
    let (code, _, told) = call(&["sweep", "s.toml", "--out", "y"]);
    assert_eq!(code, 2);
    for part in ["did you mean `escalation.hazard`?", "points.csv:2", "true or false"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    assert!(!folder.path().join("y").exists());
}

/// What a point makes of a scenario is checked as a scenario is, and a study that has such points is refused before
/// anything runs, or leaves them empty and says why.
#[test]
fn every_point_passes_the_whole_check_before_anything_runs() {
    let (folder, call) = study();
    let table =
        |out: &str| std::fs::read_to_string(folder.path().join(out).join("results.csv")).unwrap();
    let own = STUDY.replace(
        "\"escalation.hazard\" = true\n\"provider.public.officers\" = [40, 300]",
        "\"world.poor\" = [0.2, 0.95]\n\"world.rich\" = [0.05, 0.9]",
    );
    let own = own.replace("points = 12\nreplicates = 2", "points = 8");
    std::fs::write(folder.path().join("s.toml"), &own).unwrap();
    for command in ["sweep", "check"] {
        let (code, _, told) = call(&[command, "s.toml"]);
        assert_eq!(code, 2, "{command} {told}");
        assert!(told.contains("s.toml:") && told.contains("add up to more than 1"), "{told}");
        assert!(told.contains(" points of 8 break this rule"), "{told}");
        assert!(!folder.path().join("runs").exists());
    }
    let skipping = own.replace("points = 8", "points = 8\ninvalid = \"skip\"");
    std::fs::write(folder.path().join("s.toml"), &skipping).unwrap();
    let (code, said, told) = call(&["sweep", "s.toml", "--out", "x"]);
    assert_eq!(code, 0, "{told}");
    assert!(said.contains("left out as their points break a rule"), "{said}");
    let (refused, lived): (Vec<_>, Vec<_>) = table("x")
        .lines()
        .skip(1)
        .map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>())
        .partition(|row| row[4].is_empty());
    assert_eq!(refused.len() + lived.len(), 8 * 2);
    assert!(!refused.is_empty() && !lived.is_empty());
    for row in &refused {
        let sum = row[5].parse::<f64>().unwrap() + row[6].parse::<f64>().unwrap();
        assert!(sum > 1.0 && row.join(",").contains("invalid: world.poor, world.rich"), "{row:?}");
    }
    for row in &lived {
        let sum = row[5].parse::<f64>().unwrap() + row[6].parse::<f64>().unwrap();
        assert!(sum <= 1.0 && row[9].is_empty(), "{row:?}");
    }
}

/// A row of a design of one's own and a third rule.
#[test]
fn points_of_ones_own_and_of_any_rule_are_checked() {
    let (folder, call) = study();
    let csv = STUDY.replace("points = 12", "design = \"csv\"\nfile = \"points.csv\"").replace(
        "[parameters]\n\"escalation.hazard\" = true\n\"provider.public.officers\" = [40, 300]\n",
        "",
    );
    std::fs::write(folder.path().join("s.toml"), csv).unwrap();
    let write = |text: &str| std::fs::write(folder.path().join("points.csv"), text).unwrap();
    write("world.poor,world.rich\n0.3,0.2\n0.8,0.4\n");
    let (code, _, told) = call(&["sweep", "s.toml", "--out", "x"]);
    assert!(code == 2 && told.contains("points.csv:3"), "{told}");
    assert!(told.contains("1 point of 2 breaks this rule"), "{told}");
    write("world.groups,mechanisms.feuds\n3.0,TRUE\n2,false\n");
    let (code, said, told) = call(&["sweep", "s.toml", "--out", "y"]);
    assert!(code == 0, "{said}{told}");
    let table = std::fs::read_to_string(folder.path().join("y/results.csv")).unwrap();
    assert!(table.contains(",3,true,6,") && table.contains(",2,false,6,"), "{table}");
    let radius = STUDY.replace(
        "\"escalation.hazard\" = true\n\"provider.public.officers\" = [40, 300]",
        "\"radius.least\" = [0.0, 0.9]",
    );
    std::fs::write(folder.path().join("s.toml"), radius).unwrap();
    let (code, _, told) = call(&["sweep", "s.toml", "--out", "z"]);
    assert!(code == 2 && told.contains("radius.least, radius.start, radius.most"), "{told}");
    assert!(!folder.path().join("z").exists());
}

/// Levers of records and switches are varied like parameters; keys may be quoted or dotted; a path that a study sets is
/// relative to the study.
#[test]
fn levers_and_switches_are_varied_like_parameters() {
    let (folder, call) = study();
    let arm = "extends = \"a.toml\"\n[[compact]]\nname = \"partners\"\nseats = { state = 0.5, civil_society = 0.5 }\n\
               money = { aid_agency = 1.0 }\n[[intervention]]\nname = \"watch\"\ncomponent = \"peace_committee\"\n\
               by = \"partners\"\nmoney = 10\n";
    std::fs::write(folder.path().join("b.toml"), arm).unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    let towns = "geonameid,name,admin1,longitude,latitude,population\n1,One,A,-11.0,8.0,6000\n2,Two,A,-11.3,8.2,4000\n";
    std::fs::write(folder.path().join("data/towns.csv"), towns).unwrap();
    let text = "scenarios = [\"a.toml\", \"b.toml\"]\n[study]\npoints = 4\nmetrics = [\"fear\"]\n[set]\n\
                time.months = 3\n\"time.burn_in_months\" = 2\nworld.settlements = \"data/towns.csv\"\n[parameters]\n\
                compact.partners.oversight = true\n\"intervention.watch.money\" = [1, 30]\nmechanisms.feuds = true\n\
                world.groups = [1, 4]\n";
    std::fs::write(folder.path().join("s.toml"), text).unwrap();
    let elsewhere = TempDir::new().unwrap();
    let file = folder.path().join("s.toml");
    let sweep = ["sweep", file.to_str().unwrap(), "--out", "x"];
    let (code, _, told) = program::call(elsewhere.path(), &sweep);
    assert_eq!(code, 0, "{told}");
    let table = std::fs::read_to_string(elsewhere.path().join("x/results.csv")).unwrap();
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(
        rows[0][5..9].join(" "),
        "compact.partners.oversight intervention.watch.money mechanisms.feuds world.groups"
    );
    // The scenario without the records has no values for them; the other has the points'.
    assert!(rows[1..5].iter().all(|row| row[1] == "a" && row[5].is_empty() && row[6].is_empty()));
    assert!(rows[5..9].iter().all(|row| row[1] == "b" && !row[5].is_empty() && !row[6].is_empty()));
    // A quarter of the points each, and half of them.
    let column = |at: usize| {
        let mut values: Vec<&str> = rows[5..9].iter().map(|row| row[at]).collect();
        values.sort_unstable();
        values.join(" ")
    };
    assert_eq!((column(8), column(7)), ("1 2 3 4".to_owned(), "false false true true".to_owned()));
    let values: std::collections::BTreeSet<&str> = rows[5..9].iter().map(|row| row[4]).collect();
    assert!(values.len() > 1, "the levers change nothing: {table}");
    // What is wrong keeps its line and column.
    for (wrong, place) in [
        (text.replace("partners.oversight", "partner.oversight"), "s.toml:10:29"),
        (text.replace("partners.oversight", "partners.oversigt"), "did you mean `oversight`?"),
        (text.replace("[1, 30]", "[1, -30]"), "s.toml:11:30"),
        (text.replace("time.months = 3", "time.months = 3.5"), "s.toml:6:15"),
        (text.replace("data/towns.csv", "data/town.csv"), "s.toml:8:21"),
    ] {
        std::fs::write(folder.path().join("s.toml"), wrong).unwrap();
        let (code, _, told) = call(&["sweep", "s.toml", "--out", "y"]);
        assert!(code == 2 && told.contains(place), "{place} in {told}");
    }
    assert!(!folder.path().join("y").exists());
}

/// Files of one stem are told apart by as little of their paths as is needed, in studies and in comparisons.
#[test]
fn scenarios_of_one_stem_are_told_apart_by_their_paths() {
    let (folder, call) = study();
    for (name, more) in [("a", ""), ("b", "[mechanisms]\nbribery = false\n")] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
        std::fs::write(folder.path().join(name).join("city.toml"), format!("{BASE}{more}"))
            .unwrap();
    }
    let of = STUDY
        .replace("[\"a.toml\"]", "[\"a/city.toml\", \"b/city.toml\"]")
        .replace("points = 12", "points = 2");
    std::fs::write(folder.path().join("s.toml"), of).unwrap();
    let (code, _, told) = call(&["sweep", "s.toml", "--out", "x"]);
    assert_eq!(code, 0, "{told}");
    let table = std::fs::read_to_string(folder.path().join("x/results.csv")).unwrap();
    assert!(table.contains(",a/city,") && table.contains(",b/city,"), "{table}");
    let (code, said, told) = call(&["compare", "a/city.toml", "b/city.toml", "--out", "y"]);
    assert!(code == 0 && said.contains("b/city against a/city"), "{said}{told}");
    for command in ["plot", "report"] {
        let (code, said, told) = call(&[command, "y"]);
        assert!(code == 0, "{said}{told}");
    }
    let (code, _, told) = call(&["compare", "a/city.toml", "b/../a/city.toml"]);
    assert!(code == 2 && told.contains("is there twice"), "{told}");
}

/// Everything below a folder that somebody could read as text, with its name.
fn texts(folder: &std::path::Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(texts(&path));
        } else if let Some(ending) = path.extension().and_then(|ending| ending.to_str())
            && ["csv", "json", "svg", "html", "md"].contains(&ending)
        {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
    found
}

/// The first word of a text that is no number where one should be.
fn no_number(text: &str) -> Option<&str> {
    text.split(|c: char| !c.is_alphanumeric())
        .find(|word| ["NaN", "nan", "inf", "Inf", "infinity", "Infinity"].contains(word))
}

/// Worlds in which next to nothing happens: one replicate, one month, no violence, nothing that varies.
#[test]
fn nothing_that_is_written_says_nan_or_infinity() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let still = "[world]\ncommunities = 2\nhouseholds = 20\n[time]\nburn_in_months = 1\nmonths = 1\n[run]\nreplicates = 1\n\
                 [disputes]\narrival = 0.0\n[predation]\noffenders = 0.0\n[escalation]\nhazard = 0.0\n";
    write("still.toml", still);
    write("other.toml", "extends = \"still.toml\"\n[provider.public]\nofficers = 400\n");
    write(
        "programme.toml",
        "extends = \"still.toml\"\n[[intervention]]\nname = \"c\"\ncomponent = \"peace_committee\"\nby = \"ngo\"\nmoney = 9\n",
    );
    let metrics =
        "metrics = [\"violence_rate\", \"retaliation_share\", \"months_to_settlement\", \"fear\"]";
    let study = |design: &str| {
        format!(
            "scenarios = [\"still.toml\", \"other.toml\"]\n[study]\nbaseline = \"still\"\n{design}\n{metrics}\n[parameters]\n\
             escalation.hazard = true\nmechanisms.feuds = true\n"
        )
    };
    write("sweep.toml", &study("points = 9"));
    write("morris.toml", &study("design = \"morris\"\npoints = 1"));
    write(
        "saltelli.toml",
        &study("design = \"saltelli\"\npoints = 2").replace("baseline = \"still\"\n", ""),
    );
    let call = |arguments: &[&str]| {
        let (code, said, told) = call(folder.path(), arguments);
        assert_eq!(code, 0, "{arguments:?} {said}{told}");
        assert_eq!(no_number(&said), None, "{arguments:?}: {said}");
        said
    };
    call(&["run", "still.toml", "--out", "run", "--csv"]);
    call(&["compare", "still.toml", "other.toml", "programme.toml", "--out", "compare"]);
    let said = call(&["--json", "compare", "still.toml", "other.toml", "--out", "json"]);
    assert!(said.contains("\"half_width\": null") && said.contains("\"p\": null"), "{said}");
    let said = call(&["sweep", "sweep.toml", "--out", "sweep"]);
    assert!(said.contains("not defined at any point"), "{said}");
    let said = call(&["sensitivity", "morris.toml", "--out", "morris"]);
    assert!(said.contains("the same at every point"), "{said}");
    call(&["sensitivity", "saltelli.toml", "--out", "saltelli"]);
    call(&["diagnose", "still.toml", "--out", "diagnose", "--page", "diagnose.md"]);
    call(&["--json", "diagnose", "still.toml", "--out", "diagnosed"]);
    let said = call(&["bounds", "programme.toml", "--out", "bounds", "--page", "bounds.md"]);
    assert!(said.contains("not to be told"), "{said}");
    for directory in ["run", "compare", "sweep", "morris", "saltelli"] {
        call(&["plot", directory]);
        call(&["report", directory]);
    }
    let written = texts(folder.path());
    assert!(written.len() > 30, "{}", written.len());
    for (name, text) in &written {
        assert_eq!(no_number(text), None, "{name}: {text}");
    }
    let table = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    // One replicate has a difference and no interval.
    for line in table("compare/comparison.csv").lines().skip(1) {
        let row: Vec<&str> = line.split(',').collect();
        assert!(!row[5].is_empty() && row[6].is_empty() && row[7].is_empty(), "{line}");
    }
    // What never varies has empty fields and says so; what is nowhere defined too; the results are there all the same.
    for (metric, reason) in [
        ("violence_rate", "the same at every point"),
        ("retaliation_share", "not defined at any point"),
    ] {
        let rows = table("saltelli/sensitivity.csv");
        let rows: Vec<&str> = rows.lines().filter(|line| line.starts_with(metric)).collect();
        assert!(!rows.is_empty());
        for row in rows {
            assert!(row.contains(",,,,") && row.ends_with(reason), "{row}");
        }
        assert!(table("saltelli/results.csv").contains(&format!(",{metric},")));
    }
    let page = table("saltelli/report.html");
    assert!(page.contains("is the same at every point"), "{page}");
}

/// An arm that is better at each point is said to be so, with the interval of a share; its differences are those of the
/// results, and the indices are those of the difference.
#[test]
fn a_study_with_a_baseline_tells_differences_point_by_point() {
    let (folder, call) = study();
    let honest = format!("{BASE}[mechanisms]\nbribery = false\n");
    std::fs::write(folder.path().join("honest.toml"), honest).unwrap();
    let own = STUDY
        .replace("[\"a.toml\"]", "[\"honest.toml\", \"a.toml\"]")
        .replace("points = 12", "points = 6\nbaseline = \"a\"")
        .replace("[\"violence_rate\", \"fear\"]", "[\"off_budget_share\", \"staff\"]");
    std::fs::write(folder.path().join("s.toml"), &own).unwrap();
    let (code, said, told) = call(&["sweep", "s.toml", "--out", "x"]);
    assert_eq!(code, 0, "{told}");
    assert!(said.contains("better at 6 of 6: 1.00 (0.61 to 1.00)"), "{said}");
    assert!(said.contains("neither is better"), "{said}");
    let read = |name: &str| -> Vec<std::collections::BTreeMap<String, String>> {
        let mut reader = csv::Reader::from_path(folder.path().join(name)).unwrap();
        reader.deserialize().map(Result::unwrap).collect()
    };
    let (results, differences) = (read("x/results.csv"), read("x/differences.csv"));
    assert_eq!(differences.len(), 6 * 2);
    for row in &differences {
        let mean = |scenario: &str| {
            let of = results.iter().filter(|one| {
                one["scenario"] == scenario
                    && one["point"] == row["point"]
                    && one["metric"] == row["metric"]
            });
            of.map(|one| one["value"].parse::<f64>().unwrap()).sum::<f64>() / 2.0
        };
        let difference: f64 = row["difference"].parse().unwrap();
        assert!((difference - (mean("honest") - mean("a"))).abs() < 1e-9, "{row:?}");
        assert_eq!(row["scenario"], "honest");
        let better = if row["metric"] == "staff" { "" } else { "true" };
        assert_eq!(row["better"], better, "{row:?}");
    }
    for command in ["plot", "report"] {
        let (code, said, told) = call(&[command, "x"]);
        assert!(code == 0, "{said}{told}");
    }
    let page = std::fs::read_to_string(folder.path().join("x/report.html")).unwrap();
    assert!(page.contains("is better than a at 6 of 6 points"), "{page}");
    let morris = own.replace("points = 6", "design = \"morris\"\npoints = 4");
    std::fs::write(folder.path().join("s.toml"), morris).unwrap();
    let (code, said, told) = call(&["sensitivity", "s.toml", "--out", "y"]);
    assert!(code == 0 && said.contains("off_budget_share, honest less a"), "{said}{told}");
    let indices = read("y/sensitivity.csv");
    assert!(indices.iter().all(|row| row["scenario"] == "honest" && row["baseline"] == "a"));
    assert!(folder.path().join("y/differences.csv").is_file());
    std::fs::write(folder.path().join("s.toml"), own.replace("\"a\"", "\"honesty\"")).unwrap();
    let (code, _, told) = call(&["sweep", "s.toml", "--out", "z"]);
    assert!(code == 2 && told.contains("did you mean \"honest\"?"), "{told}");
}

/// Two replicates at each point of two arms: figures and page count points, arm by arm.
#[test]
fn figures_and_page_count_points_and_keep_arms_apart() {
    let (folder, call) = study();
    std::fs::write(folder.path().join("b.toml"), format!("{BASE}officers = 300\n")).unwrap();
    let own = STUDY.replace("[\"a.toml\"]", "[\"a.toml\", \"b.toml\"]").replace(", \"fear\"", "");
    std::fs::write(folder.path().join("s.toml"), own).unwrap();
    assert_eq!(call(&["sweep", "s.toml", "--out", "x"]).0, 0);
    assert_eq!(call(&["plot", "x"]).0, 0);
    let figure =
        |name: &str| std::fs::read_to_string(folder.path().join("x/plots").join(name)).unwrap();
    for arm in ["a", "b"] {
        let tornado = figure(&format!("sweep-tornado-violence-rate-{arm}.svg"));
        assert!(tornado.contains(&format!("12 points of {arm}")), "{tornado}");
    }
    assert!(figure("sweep-scatter-violence-rate.svg").contains("12 points each of a, b"));
    assert_eq!(call(&["report", "x"]).0, 0);
    let page = std::fs::read_to_string(folder.path().join("x/report.html")).unwrap();
    assert!(page.contains("Over 12 points") && !page.contains("24 runs"), "{page}");
}

#[test]
fn a_run_stops_when_a_bound_is_crossed_and_says_so() {
    let (folder, call) = study();
    let stopping = STUDY.replace(
        "points = 12",
        "points = 2\nstop_when = { metric = \"fear\", above = 0.0, for_months = 3 }",
    );
    std::fs::write(folder.path().join("s.toml"), &stopping).unwrap();
    assert_eq!(call(&["sweep", "s.toml", "--out", "x"]).0, 0);
    let table = std::fs::read_to_string(folder.path().join("x/results.csv")).unwrap();
    assert!(table.lines().skip(1).all(|line| line.contains(",6,3,,")), "{table}");
    std::fs::write(folder.path().join("s.toml"), stopping.replace("fear\", a", "faer\", a"))
        .unwrap();
    let (code, _, told) = call(&["sweep", "s.toml", "--out", "y"]);
    assert!(code == 2 && told.contains("did you mean \"fear\"?"), "{told}");
}

/// A long run killed at any moment goes on from its last checkpoint to the same bytes.
#[test]
fn a_killed_run_goes_on_from_its_checkpoint_to_the_same_bytes() {
    let folder = TempDir::new().unwrap();
    let long =
        BASE.replace("months = 12\n[run]\nreplicates = 4", "months = 400\n[run]\nreplicates = 1");
    let programme = "[[intervention]]\nname = \"c\"\ncomponent = \"peace_committee\"\nby = \"ngo\"\nmoney = 9\n";
    std::fs::write(folder.path().join("a.toml"), format!("{long}{programme}")).unwrap();
    let command = |out: &str| {
        let mut command = nodal(folder.path());
        command.stdout(std::process::Stdio::null());
        command.args(["run", "a.toml", "--checkpoint-every", "10", "--out", out]);
        command
    };
    let saved = folder.path().join("x/.unfinished/checkpoint-1.bin");
    let mut child = command("x").spawn().unwrap();
    let start = std::time::Instant::now();
    while !saved.exists() && start.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!folder.path().join("x/manifest.json").exists());
    assert!(saved.exists());
    assert!(command("x").status().unwrap().success());
    assert!(command("whole").status().unwrap().success());
    for table in ["metrics.csv", "ledger.csv", "accounts.csv", "communities.parquet"] {
        let read = |out: &str| std::fs::read(folder.path().join(out).join(table)).unwrap();
        assert_eq!(read("x"), read("whole"), "{table}");
    }
}

/// The same from any month: resumed countries go on as if nothing had happened.
#[test]
fn a_country_can_be_saved_and_resumed_after_any_month() {
    let busy = scenario(
        "busy",
        "[provider.vigilante]\ncoverage = 0.4\n[provider.criminal]\ncoverage = 0.3\n[enclave]\ncount = 2\n\
         [[intervention]]\ncomponent = \"private_international\"\nby = \"multinational\"\nmoney = 200\n\
         [[intervention]]\ncomponent = \"peace_centre\"\nby = \"aid_agency\"\nmoney = 20\n",
    );
    let mut country = laid_out(&busy);
    let mut twin = country.clone();
    for month in 0..30 {
        nodal::model::month(&mut country);
        let saved = country.save().unwrap();
        let mut resumed = laid_out(&busy);
        resumed.resume(&saved).unwrap();
        nodal::model::month(&mut twin);
        assert_eq!(twin.save().unwrap(), saved, "month {month}");
        twin = resumed;
    }
}
