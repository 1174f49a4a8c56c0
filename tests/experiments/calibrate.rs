//! Calibration: bad input is located, what is known is found again, and an ensemble is what runs take.

use crate::program::{Row, call, must, project, rows};
use nodal::experiment::calibrate::{
    Aim, Ended, Ensemble, ParameterSet, Stage, aims, calibrate, recover,
};
use nodal::experiment::sweep::{Store, Told, Unit, UnitResult, sweep};
use nodal::params::{Catalogue, Value};
use nodal::scenario::{Settings, Study};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use tempfile::TempDir;

const WORLD: &str = "schema_version = 1\n[world]\ncommunities = 12\nhouseholds = 80\n\
    [time]\nburn_in_months = 6\nmonths = 12\n[mechanisms]\ndifferences = false\n";
const PARAMETERS: &str = "[parameters]\n\"disputes.arrival\" = true\n\"escalation.hazard\" = true\n\
    \"predation.offenders\" = true\n";

/// A folder with a small world and a study of it.
fn folder(study: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("small.toml"), WORLD).unwrap();
    fs::write(folder.path().join("study.toml"), study).unwrap();
    folder
}

fn study_of(targets: &str, more: &str) -> String {
    format!(
        "schema_version = 1\nscenarios = [\"small.toml\"]\n[study]\npoints = 24\nreplicates = 2\n\
         metrics = [\"fear\", \"settled_share\"]\n{more}\n{targets}\n{PARAMETERS}"
    )
}

fn target(metric: &str, low: f64, high: f64) -> String {
    format!("[[target]]\nmetric = \"{metric}\"\nband = [{low:?}, {high:?}]\nsource = \"a test\"\n")
}

fn names(folder: &Path) -> Vec<String> {
    let mut all: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    all.sort();
    all
}

#[test]
fn what_is_wrong_with_targets_is_told_at_once_and_nothing_is_lived() {
    let targets = "[calibration]\nwave = 2\ncutoff = 0.5\n\
        [[target]]\nmetric = \"violence_rate\"\nsource = \"a\"\n\
        [[target]]\nmetric = \"violnce_rate\"\nband = [1, 2]\nsource = \"a\"\n\
        [[target]]\nmetric = \"fear\"\nband = [2, 1]\nsource = \"a\"\n\
        [[target]]\nmetric = \"fear\"\nvalue = 0.9\nband = [0.1, 0.2]\nplace = \"smal\"\n\
        [[target]]\nband = [0.1, 0.2]\nsource = \"a\"\nweight = 3\n";
    let folder = folder(&study_of(targets, ""));
    let (code, _, told) = call(folder.path(), &["calibrate", "study.toml", "--out", "x"]);
    assert_eq!(code, 2, "{told}");
    for wanted in [
        "did you mean `waves`?",
        "a number from 1 to 10 is wanted",
        "a target without a band",
        "did you mean \"violence_rate\"?",
        "the first below the second",
        "0.9 lies outside its band",
        "a target needs a source",
        "reads a metric, or a question of a survey",
        "weight; nobody declared this key",
    ] {
        assert!(told.contains(wanted), "{wanted} in {told}");
    }
    assert!(told.contains("study.toml:9:1"), "{told}");
    assert_eq!(names(folder.path()), ["small.toml", "study.toml"]);
}

#[test]
fn priors_beyond_what_is_declared_and_unknown_places_and_names_are_refused() {
    let good = target("violence_rate", 1.0, 5.0);
    let priors = "\"feuds.branching\" = [0.01, 3.0]\n\"world.poor\" = [0.2, 0.3]\n";
    let survey =
        "[[target]]\nsurvey = \"barometre\"\nquestion = \"a\"\nband = [0, 1]\nsource = \"a\"\n";
    for (study, wanted) in [
        (study_of(&good, "") + priors, "reaches beyond the declared range"),
        (study_of(&good, "") + priors, "an ensemble has parameters"),
        (study_of(&(good.clone() + "place = \"smal\"\n"), ""), "did you mean \"small\"?"),
        (study_of(survey, ""), "has no survey \"barometre\""),
        (study_of("", ""), "nothing to calibrate to"),
        (study_of(&good, "[calibration]\nleave_out = [\"violence_rat\"]"), "violence_rate"),
        (study_of(&good, "design = \"grid\""), "fills the space"),
    ] {
        let folder = folder(&study);
        let (code, _, told) = call(folder.path(), &["calibrate", "study.toml", "--out", "x"]);
        assert_eq!(code, 2, "{told}");
        assert!(told.contains(wanted), "{wanted} in {told}");
        assert_eq!(names(folder.path()), ["small.toml", "study.toml"]);
    }
}

#[test]
fn an_ensemble_that_cannot_be_taken_is_refused_with_its_lines() {
    let folder = folder("");
    let run = |table: &str, more: &[&str]| {
        fs::write(folder.path().join("sets.csv"), table).unwrap();
        let first = ["run", "small.toml", "--ensemble", "sets.csv", "--out", "x"];
        call(folder.path(), &[&first[..], more].concat())
    };
    let other = "set,weight,escalation.hazard,model,schema_version\n1,1,0.1,abc,1\n";
    for (table, more, wanted) in [
        (other, &[][..], "it was made with model abc"),
        (other, &[], "it was made with schema_version 1"),
        ("set,weight,escalation.hazrd\n1,1,0.1\n", &[], "did you mean"),
        ("set,weight,escalation.hazard\n1,-1,0.1\n", &[], "sets.csv:2:1"),
        ("set,weight,escalation.hazard\n1,0,0.1\n", &[], "no set has any weight"),
        ("set,weight,disputes.dropping\n1,1,0.1\n2,1,-7\n", &[], "sets.csv:3:1"),
        ("set,escalation.hazard\n1,0.1\n", &[], "weight: there is no such column"),
        ("set,weight,world.households\n1,1,50\n", &[], "are the scenario's"),
        (
            "set,weight,escalation.hazard\n1,1,0.1\n",
            &["--set", "escalation.hazard=0.1"],
            "set by set",
        ),
    ] {
        let (code, _, told) = run(table, more);
        assert_eq!(code, 2, "{wanted}: {told}");
        assert!(told.contains(wanted), "{wanted} in {told}");
        assert!(!folder.path().join("x").exists());
    }
    let (code, _, told) =
        call(folder.path(), &["run", "small.toml", "--ensemble", "nowhere.csv", "--out", "x"]);
    assert_eq!(code, 2);
    assert!(told.contains("nowhere.csv"), "{told}");
}

/// One set that says what the scenario says anyway changes no byte; another set changes them.
#[test]
fn an_ensemble_of_what_is_so_anyway_changes_nothing() {
    let folder = folder("");
    let catalogue = Catalogue::standard();
    let parameter = catalogue.find("escalation.hazard").unwrap();
    let Value::Real(own) = parameter.default else { panic!("is a number") };
    let table = |hazard: f64| format!("set,weight,escalation.hazard\n1,1,{hazard:?}\n");
    fs::write(folder.path().join("same.csv"), table(own)).unwrap();
    fs::write(folder.path().join("other.csv"), table(own * 3.0)).unwrap();
    let run = |out: &str, more: &[&str]| {
        let first = ["run", "small.toml", "--replicates", "2", "--out", out];
        must(folder.path(), &[&first[..], more].concat());
        fs::read(folder.path().join(out).join("metrics.csv")).unwrap()
    };
    let plain = run("plain", &[]);
    assert_eq!(run("same", &["--ensemble", "same.csv"]), plain);
    assert_ne!(run("other", &["--ensemble", "other.csv"]), plain);
    assert!(folder.path().join("other/inputs/ensemble.csv").is_file());
    // The manifest says enough to live it again, wherever the table was.
    fs::remove_file(folder.path().join("other.csv")).unwrap();
    let (code, told, problems) = call(folder.path(), &["reproduce", "other"]);
    assert_eq!(code, 0, "{problems}");
    assert!(told.contains("identical"), "{told}");
}

#[test]
fn replicates_are_spread_over_sets_by_their_weights() {
    let folder = folder("");
    let path = folder.path().join("sets.csv");
    fs::write(&path, "set,weight,feuds.branching\n7,1,0.1\n8,6,0.2\n9,0,0.3\n10,3,0.4\n").unwrap();
    let ensemble = Ensemble::load(&path, &Catalogue::standard()).unwrap();
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for replicate in 1..=100 {
        *counts.entry(ensemble.of_replicate(replicate).number).or_default() += 1;
    }
    assert_eq!(counts.keys().copied().collect::<Vec<_>>(), [7, 8, 10]);
    for (set, wanted) in [(7, 10), (8, 60), (10, 30)] {
        assert!(counts[&set].abs_diff(wanted) <= 2, "{counts:?}");
    }
}

/// Runs kept in memory by what they are.
#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, Told>>);

impl Store for Memory {
    fn find(&self, name: &str) -> Option<Told> {
        self.0.lock().unwrap().get(name).cloned()
    }

    fn keep(&self, name: &str, told: &Told) -> Result<(), String> {
        self.0.lock().unwrap().insert(name.to_owned(), told.clone());
        Ok(())
    }
}

impl Memory {
    fn live(&self, study: &Study, units: &[Unit]) -> Result<Vec<UnitResult>, ()> {
        let swept = sweep(study, units, self, 0, &AtomicBool::new(false), &|| {});
        swept.outcomes.into_iter().collect::<Option<_>>().ok_or(())
    }
}

fn loaded(text: &str) -> (Study, Vec<Aim>, TempDir) {
    let folder = folder(text);
    let path = folder.path().join("study.toml");
    let study = Study::load(&path, &Settings::default(), &Catalogue::standard()).unwrap();
    let aims = aims(&study, &path).unwrap();
    (study, aims, folder)
}

/// What two targets ask of one number cannot be: nothing is left, both are named; one that may be set aside is, and told.
#[test]
fn targets_that_fight_leave_nothing_unless_one_may_be_set_aside() {
    let second = |set_aside: u32| {
        let high = target("violence_rate", 400.0, 402.0) + "name = \"high\"\n";
        let both = target("violence_rate", 3.0, 5.0) + &high;
        loaded(&study_of(&both, &format!("[calibration]\nwaves = 1\nset_aside = {set_aside}")))
    };
    let memory = Memory::default();
    let of = |set_aside: u32| {
        let (study, aims, _folder) = second(set_aside);
        calibrate(&study, &aims, &Catalogue::standard(), |_, study, units| {
            memory.live(study, units)
        })
        .unwrap()
    };
    let strict = of(0);
    assert_eq!((strict.ended, strict.sets.len()), (Ended::Empty, 0));
    let wave = strict.waves.last().unwrap();
    assert!(wave.aims.iter().any(|of| of.at_best > 3.0), "{:?}", wave.aims);
    let lenient = of(1);
    assert_eq!((lenient.waves[0].set_aside, lenient.sets.len()), (1, 100));
    assert!(nodal::experiment::calibrate::page(&lenient).contains("set aside"));
}

/// Where the ensemble gives something else than emulators said, no set is left: none is made, and the target is named.
#[test]
fn an_ensemble_that_its_own_runs_rule_out_is_not_made() {
    let text = study_of(&target("disputes_arisen_rate", 110.0, 130.0), "[calibration]\nwaves = 1");
    let (study, aims, _folder) = loaded(&text);
    let memory = Memory::default();
    let done = calibrate(&study, &aims, &Catalogue::standard(), |stage, study, units| {
        let mut lived = memory.live(study, units)?;
        if stage == Stage::Ensemble {
            for told in lived.iter_mut().flatten() {
                told.values.iter_mut().flatten().flatten().for_each(|value| *value += 500.0);
            }
        }
        Ok::<_, ()>(lived)
    })
    .unwrap();
    assert_eq!((done.ended, done.sets.len()), (Ended::Refuted, 0));
    assert_eq!(done.against, [(0, 1.0)]);
    let page = nodal::experiment::calibrate::page(&done);
    assert!(page.contains("**No ensemble**") && page.contains("(100 % of sets)"), "{page}");
}

/// A parameter that alone moves what is aimed at is narrowed to where the target is met, and one that moves nothing of it
/// is not.
#[test]
fn a_target_narrows_what_moves_it_and_nothing_else() {
    let text = study_of(&target("disputes_arisen_rate", 110.0, 130.0), "[calibration]\nwaves = 2");
    let (study, aims, _folder) = loaded(&text);
    let memory = Memory::default();
    let mut lived = Vec::new();
    let done = calibrate(&study, &aims, &Catalogue::standard(), |_, study, units| {
        lived.extend(units.iter().map(|unit| unit.replicate));
        memory.live(study, units)
    })
    .unwrap();
    assert_ne!(done.ended, Ended::Empty, "{:?}", done.waves);
    // Each run has a world of its own, whether of a wave or of the ensemble.
    lived.sort_unstable();
    let runs = done.waves.iter().map(|wave| wave.runs).sum::<usize>() + 2 * 100;
    assert_eq!(lived, (1..=runs as u32).collect::<Vec<u32>>());
    let narrowed = done.narrowed();
    assert_eq!(study.factors[0].key, "disputes.arrival");
    assert!(narrowed[0] > 0.2, "{narrowed:?}");
    assert!(narrowed[1] < 0.15, "{narrowed:?}");
    let weight: f64 = done.sets.iter().map(|set| set.weight).sum();
    assert!((weight - 1.0).abs() < 1e-9);
}

/// Truths are found again: nine in ten at least are not ruled out, and intervals of nine tenths hold about nine tenths.
#[test]
fn verif_what_is_known_is_found_again() {
    let is_full = std::env::var_os("NODAL_FULL").is_some();
    let truths = if is_full { 50 } else { 8 };
    let path = project("scenarios/studies/recovery.toml");
    let study = Study::load(&path, &Settings::default(), &Catalogue::standard()).unwrap();
    let aims = aims(&study, &path).unwrap();
    let memory = Memory::default();
    let found = recover(&study, &aims, truths, &Catalogue::standard(), |study, units| {
        memory.live(study, units)
    })
    .unwrap();
    assert_eq!((found.truths.len(), found.failed), (truths as usize, 0));
    assert!(found.inside() as f64 >= 0.9 * f64::from(truths) - 1.0, "{:?}", found.truths);
    let (covered, all) = found.covered();
    let share = covered as f64 / all as f64;
    // Three numbers a truth hang together: the margin is two and a half standard errors of as many truths.
    let margin = 2.5 * (0.09 / f64::from(truths)).sqrt();
    assert!(share > 0.9 - margin, "{covered} of {all}");
    assert!(all >= 3 * (truths as usize - 1), "{all}");
    // It rules out something.
    let left = found.truths.iter().map(|truth| truth.left).sum::<f64>() / f64::from(truths);
    assert!(left < 0.9, "{left}");
}

fn table(folder: &Path, name: &str) -> Vec<Row> {
    rows(&folder.join(name))
}

/// The command from end to end: its tables, by parts and again, on any number of threads, and what takes its ensemble.
#[test]
fn a_calibration_is_resumed_shared_out_and_taken() {
    let text = study_of(&target("disputes_arisen_rate", 110.0, 130.0), "[calibration]\nwaves = 2");
    let folder = folder(&text);
    let (code, told, _) = call(folder.path(), &["calibrate", "study.toml", "--dry-run"]);
    assert_eq!(code, 0);
    assert!(
        told.contains("at most 2 waves of 48 runs and 200 of the ensemble, 296 in all"),
        "{told}"
    );
    assert_eq!(names(folder.path()), ["small.toml", "study.toml"]);
    must(folder.path(), &["calibrate", "study.toml", "--out", "x", "--threads", "1"]);
    let read = |out: &str, name: &str| fs::read(folder.path().join(out).join(name)).unwrap();
    let ensemble = table(&folder.path().join("x"), "ensemble.csv");
    assert_eq!(ensemble.len(), 100);
    let targets = table(&folder.path().join("x"), "targets.csv");
    assert_eq!(
        (targets[0]["metric"].as_str(), targets[0]["target"].as_str()),
        ("disputes_arisen_rate", "120")
    );
    let waves = table(&folder.path().join("x"), "waves.csv");
    assert!(waves.iter().any(|row| row["target"].is_empty() && !row["ended"].is_empty()));
    assert!(String::from_utf8_lossy(&read("x", "calibration.md")).contains("## What fights what"));
    // Parts, one after the other, until all waves are there.
    let mut joined = false;
    for _ in 0..4 {
        for part in ["1/2", "2/2"] {
            let parts = ["calibrate", "study.toml", "--out", "y", "--shard", part];
            let (code, told, problems) = call(folder.path(), &parts);
            assert_eq!(code, 0, "{problems}");
            joined |= told.contains("all parts are done");
        }
    }
    assert!(joined);
    must(folder.path(), &["calibrate", "study.toml", "--out", "y"]);
    for name in ["ensemble.csv", "targets.csv", "waves.csv", "calibration.md"] {
        assert_eq!(read("x", name), read("y", name), "{name}");
    }
    // Called again it lives nothing.
    let runs = names(&folder.path().join("x/runs"));
    must(folder.path(), &["calibrate", "study.toml", "--out", "x"]);
    assert_eq!(names(&folder.path().join("x/runs")), runs);
    let taken = ["--ensemble", "x/ensemble.csv", "--replicates", "3"];
    must(folder.path(), &[&["run", "small.toml", "--out", "run"][..], &taken].concat());
    fs::write(folder.path().join("b.toml"), format!("{WORLD}[provider.public]\nofficers = 200\n"))
        .unwrap();
    let compare = ["compare", "small.toml", "b.toml", "--out", "compare"];
    must(folder.path(), &[&compare[..], &taken].concat());
    must(folder.path(), &["reproduce", "compare"]);
    let (code, _, problems) =
        call(folder.path(), &[&["sweep", "study.toml", "--out", "sweep"][..], &taken].concat());
    assert_eq!(code, 2);
    assert!(problems.contains("the ensemble gives it too"), "{problems}");
}

#[test]
fn the_library_calibrations_can_be_checked() {
    for name in ["quick_calibration", "calibration", "recovery"] {
        let path: PathBuf = project(&format!("scenarios/studies/{name}.toml"));
        let study = Study::load(&path, &Settings::default(), &Catalogue::standard()).unwrap();
        assert!(aims(&study, &path).is_ok());
        assert!(nodal::scenario::targets::priors(&study, &Catalogue::standard()).is_empty());
    }
}

/// The ensemble that is shipped is of this model, of sets within declared ranges, and worth a hundred of them. A change of the
/// model makes it another's: calibrate again (docs/experiments.md). Where the change leaves every number as it was
/// (tests/baselines.rs says so), `NODAL_BLESS=1` names the new model in it.
#[test]
fn the_shipped_ensemble_is_of_this_model() {
    let place = project("docs/ensemble.csv");
    let sets = rows(&place);
    let old = sets[0]["model"].clone();
    let new = nodal::scenario::sets::MODEL;
    if old != new && std::env::var_os("NODAL_BLESS").is_some() {
        let text = fs::read_to_string(&place).unwrap().replace(&old, new);
        fs::write(&place, text).unwrap();
    }
    let catalogue = Catalogue::standard();
    let ensemble = Ensemble::load(&place, &catalogue).expect("docs/ensemble.csv is of this model");
    let kept = ensemble.sets.iter().filter(|set| set.weight > 0.0).count();
    assert!(kept >= 100, "{kept} sets have weight");
    for (k, key) in ensemble.keys.iter().enumerate() {
        let (low, high) = catalogue.find(key).unwrap().range.unwrap();
        let real = |set: &ParameterSet| match set.values[k] {
            Value::Real(x) => x,
            Value::Whole(n) => n as f64,
            ref other => panic!("{key}: {other}"),
        };
        let is_inside = ensemble.sets.iter().all(|set| (low..=high).contains(&real(set)));
        assert!(is_inside, "{key} leaves {low} to {high}");
    }
}
