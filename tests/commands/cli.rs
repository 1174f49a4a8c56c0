//! The command line as a user meets it: results, problems, exit codes, and nothing written when
//! the input is wrong.

mod given;
mod land;
mod trial;

use crate::program::{nodal, text};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The program, in a directory of its own.
const FIVE_MISTAKES: &str = "[provider.public]\nlegitimcy = 0.3\nofficers = \"many\"\nwage = -5\n\
    [wrld]\nhouseholds = 3\n[time]\nmonths = 1.5\n";

#[test]
fn five_mistakes_give_five_located_errors_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("bad.toml"), FIVE_MISTAKES).unwrap();
    let output = nodal(folder.path()).args(["run", "bad.toml", "--out", "x"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr);
    for place in ["bad.toml:2:1", "bad.toml:3:12", "bad.toml:4:8", "bad.toml:5:2", "bad.toml:8:10"]
    {
        assert!(told.contains(place), "{place} in {told}");
    }
    assert!(told.contains("did you mean `legitimacy`?"), "{told}");
    assert!(told.contains("5 problems"));
    assert!(output.stdout.is_empty());
    let left: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["bad.toml"]);
}

#[test]
fn a_bad_row_of_settlements_is_told() {
    let folder = TempDir::new().unwrap();
    let rows = "geonameid,name,admin1,longitude,latitude,population\n1,A,1,0.0,99.0,5000\n";
    fs::write(folder.path().join("towns.csv"), rows).unwrap();
    fs::write(folder.path().join("a.toml"), "[world]\nsettlements = \"towns.csv\"\n").unwrap();
    let output = nodal(folder.path()).args(["check", "a.toml"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr);
    assert!(told.contains("towns.csv:2:1") && told.contains("latitude"), "{told}");
}

#[test]
fn what_is_wrong_with_arguments_is_told_like_what_is_wrong_with_files() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.toml"), "").unwrap();
    for (arguments, told) in [
        (vec!["run", "a.toml", "--set", "provider.public.oficers=3"], "did you mean `officers`?"),
        (vec!["run", "a.toml", "--set", "world.households=1"], "20 to 5000"),
        (vec!["run", "a.toml", "--replicates", "0"], "--replicates 0"),
        (vec!["run", "nowhere.toml"], "nowhere.toml"),
        (vec!["explain", "provider.public.wag"], "did you mean provider.public.wage?"),
        (vec!["reproduce", "."], "no finished run"),
    ] {
        let output = nodal(folder.path()).args(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(told), "{arguments:?}: {}", text(&output.stderr));
        assert!(!folder.path().join("runs").exists());
    }
}

#[test]
fn circles_of_extends_and_studies_are_told() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.toml"), "extends = \"b.toml\"\n").unwrap();
    fs::write(folder.path().join("b.toml"), "extends = \"a.toml\"\n").unwrap();
    fs::write(folder.path().join("s.toml"), "extends = \"t.toml\"\n").unwrap();
    fs::write(folder.path().join("t.toml"), "scenarios = [\"a.toml\"]\n").unwrap();
    let told =
        |file: &str| text(&nodal(folder.path()).args(["check", file]).output().unwrap().stderr);
    assert!(told("a.toml").contains("circle"));
    assert!(told("s.toml").contains("study"));
}

#[test]
fn a_scenario_extends_another_and_shows_where_values_come_from() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("base")).unwrap();
    fs::write(folder.path().join("base/b.toml"), "[time]\nmonths = 60\n[run]\nseed = 4\n").unwrap();
    fs::write(folder.path().join("a.toml"), "extends = \"base/b.toml\"\n[time]\nmonths = 36\n")
        .unwrap();
    let output = nodal(folder.path())
        .args(["show", "a.toml", "--set", "mechanisms.feuds=false"])
        .output()
        .unwrap();
    let shown = text(&output.stdout);
    assert!(shown.contains("months = 36 # a.toml:3"), "{shown}");
    assert!(shown.contains("seed = 4 # base/b.toml:4"));
    assert!(shown.contains("feuds = false # --set mechanisms.feuds=false"));
    assert!(shown.contains("replicates = 8 # default"));
}

#[test]
fn explain_and_list_read_the_declarations() {
    let folder = TempDir::new().unwrap();
    let said =
        |arguments: &[&str]| text(&nodal(folder.path()).args(arguments).output().unwrap().stdout);
    let wage = said(&["explain", "provider.public.wage"]);
    for part in ["rand per month", "1250.0", "220 to 4000", "situation", "F37"] {
        assert!(wage.contains(part), "{part} in {wage}");
    }
    assert!(said(&["explain", "violent_incidents"]).contains("origin"));
    assert!(said(&["explain", "provider.public"]).contains("provider.public.officers"));
    assert!(said(&["list", "mechanisms"]).contains("mechanisms.radius_of_trust"));
    assert!(said(&["list", "metrics"]).contains("legitimacy"));
    assert!(said(&["schema"]).contains("2020-12"));
    assert!(said(&["completions", "bash"]).contains("_nodal"));
}

#[test]
fn a_new_scenario_can_be_run_and_is_not_written_over() {
    let folder = TempDir::new().unwrap();
    let call =
        |arguments: &[&str]| nodal(folder.path()).args(arguments).output().unwrap().status.code();
    assert_eq!(call(&["new", "mine"]), Some(0));
    assert_eq!(call(&["check", "mine.toml"]), Some(0));
    assert_eq!(call(&["new", "mine"]), Some(2));
    assert_eq!(call(&["new", "yours", "--from", "mine.toml"]), Some(0));
    assert_eq!(call(&["check", "yours.toml"]), Some(0));
}

/// `nodal list parameters | head -1` ends quietly.
#[test]
fn a_closed_pipe_ends_quietly() {
    use std::process::Stdio;
    let mut child = nodal(Path::new("."))
        .args(["list", "parameters"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
    assert!(output.status.success());
}

#[test]
fn trace_tells_the_story_of_a_dispute_from_quarrel_to_end_and_names_what_is_not_there() {
    let folder = TempDir::new().unwrap();
    let small =
        "[world]\ncommunities = 4\nhouseholds = 80\n[time]\nmonths = 12\nburn_in_months = 6\n";
    fs::write(folder.path().join("s.toml"), small).unwrap();
    let trace = |rest: &[&str]| {
        let place = ["trace", "s.toml", "--community", "Town 1, ward 1"];
        nodal(folder.path()).args(place).args(rest).output().unwrap()
    };
    let story = text(&trace(&["--dispute", "1"]).stdout);
    assert!(story.contains("complains of") && story.contains("month"), "{story}");
    assert!(text(&trace(&[]).stdout).contains("dispute"));
    assert!(text(&trace(&["--household", "3", "--json"]).stdout).contains("\"month\""));
    assert!(text(&trace(&["--organisation", "station"]).stdout).contains("officers"));
    let wrong = trace(&["--dispute", "100000"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("did not arise"));
    let peace = nodal(folder.path()).args(["trace", "s.toml", "--clash", "1"]).output().unwrap();
    assert_eq!(peace.status.code(), Some(2));
    assert!(text(&peace.stderr).contains("clash 1 did not happen"), "{}", text(&peace.stderr));
    let nowhere =
        nodal(folder.path()).args(["trace", "s.toml", "--community", "Twn 1, ward 1"]).output();
    assert!(text(&nowhere.unwrap().stderr).contains("did you mean \"Town 1, ward 1\"?"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// Following a community changes no byte of its life.
#[test]
fn a_story_is_the_same_as_what_a_run_counts() {
    let folder = TempDir::new().unwrap();
    let small = "[world]\ncommunities = 1\nhouseholds = 80\n[time]\nmonths = 12\nburn_in_months = 0\n\
                 [run]\nreplicates = 1\n";
    fs::write(folder.path().join("s.toml"), small).unwrap();
    let run = nodal(folder.path()).args(["run", "s.toml", "--out", "x"]).output().unwrap();
    assert!(run.status.success());
    let counted: u32 = fs::read_to_string(folder.path().join("x/metrics.csv"))
        .unwrap()
        .lines()
        .filter(|line| line.contains(",disputes_arisen,,,"))
        .filter_map(|line| line.split(',').nth(5)?.parse::<f64>().ok())
        .sum::<f64>() as u32;
    let overview = nodal(folder.path())
        .args(["trace", "s.toml", "--community", "Town 1, ward 1"])
        .output()
        .unwrap();
    let told = text(&overview.stdout) + &text(&overview.stderr);
    assert!(told.contains(&format!("of {counted} ")), "{counted}: {told}");
}

const LATE: &str = "[world]\ncommunities = 4\nhouseholds = 20\n[time]\nburn_in_months = 1\nmonths = 2\n\
    [run]\nreplicates = 1\n[[intervention]]\nname = \"late\"\ncomponent = \"peace_committee\"\n\
    by = \"aid_agency\"\nmoney = 10.0\nfrom = 61\n";

#[test]
fn what_nobody_would_ask_is_warned_of_run_and_kept_in_the_manifest() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("late.toml"), LATE).unwrap();
    for command in [vec!["check", "late.toml"], vec!["run", "late.toml", "--out", "x", "--quiet"]] {
        let output = nodal(folder.path()).args(&command).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{command:?}: {}", text(&output.stderr));
        let told = text(&output.stderr);
        assert!(told.contains("late.toml:14:8") && told.contains("late never acts"), "{told}");
    }
    let manifest = fs::read_to_string(folder.path().join("x/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let warnings = manifest["warnings"].as_array().unwrap();
    assert_eq!(warnings.len(), 1);
    assert!(warnings[0].as_str().unwrap().starts_with("late.toml:14:8: warning: "));
}

#[test]
fn warnings_can_be_denied_and_then_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("late.toml"), LATE).unwrap();
    let timely = LATE.replace("from = 61", "from = 1").replace("months = 2", "months = 12");
    fs::write(folder.path().join("timely.toml"), timely).unwrap();
    let arguments = ["run", "late.toml", "--out", "x", "--deny-warnings"];
    let output = nodal(folder.path()).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("1 warning, refused by --deny-warnings"));
    assert!(!folder.path().join("x").exists());
    for (file, code) in [("late.toml", 2), ("timely.toml", 0)] {
        let arguments = ["check", file, "--deny-warnings"];
        assert_eq!(
            nodal(folder.path()).args(arguments).output().unwrap().status.code(),
            Some(code)
        );
    }
}

#[test]
fn check_lists_problems_as_json_with_their_level() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("late.toml"), LATE).unwrap();
    fs::write(folder.path().join("bad.toml"), FIVE_MISTAKES).unwrap();
    fs::write(folder.path().join("good.toml"), "").unwrap();
    for (file, code, count, level) in
        [("late.toml", 0, 1, "warning"), ("bad.toml", 2, 5, "error"), ("good.toml", 0, 0, "")]
    {
        let output = nodal(folder.path()).args(["check", "--json", file]).output().unwrap();
        assert_eq!(output.status.code(), Some(code));
        let told: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(told.len(), count, "{told:?}");
        for problem in told {
            assert_eq!(problem["file"], file);
            assert_eq!(problem["level"], level);
            assert!(
                problem["line"].as_u64().unwrap() > 0 && problem["column"].as_u64().unwrap() > 0
            );
            assert!(!problem["key"].as_str().unwrap().is_empty());
            assert!(!problem["message"].as_str().unwrap().is_empty());
        }
    }
}

#[test]
fn numbers_that_would_be_bent_are_refused() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.toml"), LATE.replace("from = 61", "from = 1")).unwrap();
    for (option, number, told) in [
        ("--seed", "18446744073709551615", "9223372036854775807"),
        ("--threads", "100000", "0 to 1024 is wanted"),
        ("--checkpoint-every", "0", "1.."),
    ] {
        let arguments = ["run", "a.toml", "--out", "x", option, number];
        let output = nodal(folder.path()).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{option} {number}");
        assert!(text(&output.stderr).contains(told), "{}", text(&output.stderr));
        assert!(!folder.path().join("x").exists());
    }
    let most = ["run", "a.toml", "--out", "x", "--seed", "9223372036854775807", "--threads", "2"];
    assert_eq!(nodal(folder.path()).args(most).output().unwrap().status.code(), Some(0));
    let manifest = fs::read_to_string(folder.path().join("x/manifest.json")).unwrap();
    assert!(manifest.contains("9223372036854775807"));
}

#[test]
fn a_world_that_cannot_fit_is_refused_with_its_size_before_it_is_built() {
    let folder = TempDir::new().unwrap();
    let huge = LATE.replace("communities = 4", "communities = 1000000");
    let huge = huge.replace("households = 20", "households = 5000");
    fs::write(folder.path().join("huge.toml"), huge.replace("from = 61", "from = 1")).unwrap();
    for more in ["--dry-run", "--quiet"] {
        let start = std::time::Instant::now();
        let arguments = ["run", "huge.toml", "--out", "x", more];
        let output = nodal(folder.path()).args(arguments).output().unwrap();
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("5000000000 households") && told.contains("GB of memory"), "{told}");
        assert!(start.elapsed().as_secs() < 20, "it was built");
        assert!(!folder.path().join("x").exists());
    }
}

#[test]
fn records_their_fields_and_attributes_are_explained() {
    let folder = TempDir::new().unwrap();
    for (key, told) in [
        ("intervention", "intervention.where.worst_share"),
        ("where.worst_share", "share of people"),
        ("hours_from_seat", "unit     hours"),
        ("violence", "acts per 1,000 persons and year"),
        ("fear", "level, 0 to 1"),
    ] {
        let output = nodal(folder.path()).args(["explain", key]).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{key}");
        assert!(text(&output.stdout).contains(told), "{key}: {}", text(&output.stdout));
    }
    let output = nodal(folder.path()).args(["explain", "where.wrost"]).output().unwrap();
    assert!(text(&output.stderr).contains("did you mean where.worst?"));
}
