//! Columns of a settlements file that replace a draw: what is told of them, and what is refused.

use crate::program::{nodal, text};
use std::fs;
use std::process::Output;
use tempfile::TempDir;

const SCENARIO: &str = "[world]\nsettlements = \"towns.csv\"\nhousehold_size = 5.0\nhouseholds = 200\n\
    groups = 2\n[provider.public]\nofficers = 100\n[time]\nburn_in_months = 0\nmonths = 1\n[run]\nreplicates = 1\n";
const COLUMNS: &str = "geonameid,name,longitude,latitude,population,poverty,crowding,officers,arms,group_1,group_2,group_3\n";

/// What a command says of two towns with these cells.
fn called(arguments: &[&str], first: &str, second: &str) -> (TempDir, Output) {
    let folder = TempDir::new().unwrap();
    let towns =
        format!("{COLUMNS}1,Aru,-11.9,8.1,40000,{first}\n2,Beko,-11.2,8.6,10000,{second}\n");
    fs::write(folder.path().join("towns.csv"), towns).unwrap();
    fs::write(folder.path().join("own.toml"), SCENARIO).unwrap();
    let output = nodal(folder.path()).args(arguments).output().unwrap();
    (folder, output)
}

fn told(arguments: &[&str], first: &str, second: &str) -> String {
    let (_, output) = called(arguments, first, second);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stderr)
}

#[test]
fn bad_values_are_told_all_at_once_with_what_is_allowed_and_nothing_is_written() {
    let first = "65,-0.1,\"1,200\",many,0.5,0.2,";
    let (folder, output) =
        called(&["run", "own.toml", "--out", "x"], first, ",,2e5,1001,0.5,0.3,0.2");
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    for wanted in [
        "towns.csv:2:1: poverty: found \"65\"; a share of poor households from 0 to 1 is wanted: write 65 per cent as 0.65",
        "towns.csv:2:1: crowding: found \"-0.1\"; a level from 0 to 1 is wanted",
        "towns.csv:2:1: officers: found \"1,200\"; which may be 1200 or 1.200",
        "towns.csv:2:1: arms: found \"many\"; which is no number: arms per 1,000 adults from 0 to 1,000 are wanted",
        "towns.csv:3:1: officers: found \"2e5\"; police per 100,000 persons from 0 to 100,000 are wanted",
        "towns.csv:3:1: arms: found \"1001\"",
        "towns.csv:3:1: group_3: found \"0.2\"; world.groups = 2 has no such group",
    ] {
        assert!(told.contains(wanted), "{wanted} in {told}");
    }
    assert!(told.contains("7 problems"), "{told}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    let (_, output) = called(&["check", "own.toml"], ",,,,0.5,0.2,", ",,,,,0.995,");
    let told = text(&output.stderr);
    let wanted = "towns.csv:2:1: group_1: found shares of groups that add up to 0.7; they must add up to 1, within 0.01";
    assert!(told.contains(wanted) && told.contains("1 problem"), "{told}");
}

#[test]
fn what_the_file_says_is_counted() {
    let plain = told(&["check", "own.toml"], ",,,,,,", ",,,,,,");
    assert!(!plain.contains("from the file") && plain.lines().count() == 1, "{plain}");
    let said = told(&["run", "own.toml", "--out", "x"], "0.5,,,,0.4,0.6,", "0.25,,120,,,,");
    // Forty wards and ten.
    let wanted = "; from the file: poverty of 50, officers of 10, groups of 40 communities";
    assert!(said.contains(wanted), "{said}");
    let sites = ["provider.public.site_people=5000", "provider.peace_committee.site_people=5000"];
    let sample = ["run", "own.toml", "--dry-run", "--set", "world.sample=0.2"];
    let sample = [&sample[..], &["--set", sites[0], "--set", sites[1]]].concat();
    let said = told(&sample, "0.5,,,,,,", ",,,,,,");
    assert!(said.contains("poverty of") && !said.contains("poverty of 40"), "{said}");
    let (_, output) = called(&["check", "--json", "own.toml"], "0.5,,,,,,", ",,,,,,");
    let notes: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let note = notes.as_array().unwrap().iter().find(|one| one["level"] == "note").unwrap();
    assert_eq!(note["census"]["from_file"]["poverty"], 40);
}

#[test]
fn officers_that_are_not_the_force_are_told_with_both_numbers() {
    // 50,000 persons at 100: a force of 50.
    assert!(
        !told(&["check", "own.toml"], ",,110,,,,", ",,60,,,,")
            .contains("officers of the settlements")
    );
    assert!(
        !told(&["check", "own.toml"], ",,110,,,,", ",,,,,,")
            .contains("officers of the settlements")
    );
    let said = told(&["check", "own.toml"], ",,210,,,,", ",,60,,,,");
    assert!(said.contains("puts 90 officers in all of the places, and the force has 50"), "{said}");
    assert!(said.contains("provider.public.officers = 180.0"), "{said}");
    let said = told(&["check", "own.toml"], ",,210,,,,", ",,,,,,");
    assert!(
        said.contains("puts 84 officers in some of the places, and the force has 50"),
        "{said}"
    );
    assert!(said.contains("no officer is left for the others"), "{said}");
    let (_, output) = called(&["check", "own.toml"], ",,0,,,,", ",,0,,,,");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("leaves no place an officer"),
        "{}",
        text(&output.stderr)
    );
    let (_, output) = called(&["check", "own.toml", "--deny-warnings"], ",,210,,,,", ",,60,,,,");
    assert_eq!(output.status.code(), Some(2));
}

/// What `check` says of these towns with a register of incidents of this text.
fn registered(begins: &str, incidents: &str) -> (i32, String) {
    let folder = TempDir::new().unwrap();
    let towns = format!("{COLUMNS}1,Aru,-11.9,8.1,40000,,,,,,,\n2,Beko,-11.2,8.6,10000,,,,,,,\n");
    let keys = format!("[world]\nincidents = \"data/war.csv\"\n{begins}");
    fs::create_dir(folder.path().join("data")).unwrap();
    fs::write(folder.path().join("towns.csv"), towns).unwrap();
    fs::write(folder.path().join("data/war.csv"), incidents).unwrap();
    fs::write(folder.path().join("own.toml"), SCENARIO.replace("[world]\n", &keys)).unwrap();
    let output = nodal(folder.path()).args(["check", "own.toml"]).output().unwrap();
    (output.status.code().unwrap(), text(&output.stderr))
}

#[test]
fn a_register_of_incidents_is_counted_and_its_bad_rows_are_told() {
    const BEGINS: &str = "begins = \"2003-01-01\"\n";
    let (code, said) = registered(
        BEGINS,
        "event_date,lon,lat,fatalities,source\n1999-01-06,-11.9,8.1,120,x\n2000-05-01,-11.2,8.6,30,\n2001,-5,8,7,\n",
    );
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("; 2 incidents with 150 dead are remembered in 50 communities, 1 near none"),
        "{said}"
    );
    assert!(
        said.contains("own.toml:2:") && said.contains("1 of 3 incidents lie near no community"),
        "{said}"
    );
    let (code, said) = registered(
        BEGINS,
        "date,longitude,latitude,deaths\n2003-02-01,-11.9,8.1,3\n1999-02-30,-11.9,98,many\n",
    );
    assert_eq!(code, 2, "{said}");
    for wanted in [
        "war.csv:2:1: date: found \"2003-02-01\"; a date before world.begins is wanted",
        "war.csv:3:1: date: found \"1999-02-30\"",
        "war.csv:3:1: latitude: found \"98\"",
        "war.csv:3:1: deaths: found \"many\"; which is no number",
        "4 problems",
    ] {
        assert!(said.contains(wanted), "{wanted} in {said}");
    }
    let (code, said) = registered("", "date,longitude,latitude,deaths\n1999-01-06,-11.9,8.1,120\n");
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("world.begins: found \"\"") && said.contains("2003-01-01"), "{said}");
}

#[test]
fn another_number_of_groups_reads_the_file_again() {
    let more = ["run", "own.toml", "--dry-run", "--set", "world.groups=3"];
    let said = told(&more, ",,,,0.4,0.4,0.2", ",,,,,,");
    assert!(said.contains("groups of 40"), "{said}");
}
