//! Directories: what may lie in them, what may not be written over, and who writes to them.

use super::{folder, manifest};
use crate::program::call;
use nodal::output::lock::Lock;
use std::fs;

#[test]
fn two_inputs_of_one_name_lie_beside_the_results_by_what_they_are_for() {
    let folder = folder();
    let towns = "geonameid,name,admin1,longitude,latitude,population\n1,A,1,0.1,0.1,9000\n2,B,1,0.2,0.2,8000\n";
    let square = "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}";
    for (place, text) in [("towns", towns), ("borders", square)] {
        fs::create_dir(folder.path().join(place)).unwrap();
        fs::write(folder.path().join(place).join("data"), text).unwrap();
    }
    let country = "[world]\nsettlements = \"towns/data\"\noutline = \"borders/data\"\nhouseholds = 60\n\
        [time]\nburn_in_months = 3\nmonths = 6\n[run]\nreplicates = 1\n";
    fs::write(folder.path().join("country.toml"), country).unwrap();
    let (code, _, told) = call(folder.path(), &["run", "country.toml", "--out", "x"]);
    assert_eq!(code, 0, "{told}");
    let read = |name: &str| fs::read_to_string(folder.path().join("x/inputs").join(name)).unwrap();
    assert_eq!(
        (read("settlements.csv").as_str(), read("outline.geojson").as_str()),
        (towns, square)
    );
    let (code, said, told) = call(folder.path(), &["reproduce", "x"]);
    assert!(code == 0 && said.contains("identical"), "{told}");
}

#[test]
fn only_what_would_be_written_over_is_a_reason_to_refuse() {
    let folder = folder();
    let place = folder.path().join("x");
    fs::create_dir(&place).unwrap();
    for (name, text) in
        [(".DS_Store", "mac"), (".metrics.csv.99.partial", "half"), ("notes.txt", "mine")]
    {
        fs::write(place.join(name), text).unwrap();
    }
    for _ in 0..2 {
        let (code, _, told) = call(folder.path(), &["run", "small.toml", "--out", "x"]);
        assert_eq!(code, 0, "{told}");
    }
    assert_eq!(fs::read_to_string(place.join("notes.txt")).unwrap(), "mine");
    assert!(!place.join(".metrics.csv.99.partial").exists());
    // Another question would write over these results; somebody's own table is nobody else's.
    let (code, _, told) = call(folder.path(), &["run", "small.toml", "--out", "x", "--seed", "5"]);
    assert!(code == 2 && told.contains("another run"), "{told}");
    fs::create_dir(folder.path().join("y")).unwrap();
    fs::write(folder.path().join("y/metrics.csv"), "precious").unwrap();
    let (code, _, told) = call(folder.path(), &["run", "small.toml", "--out", "y"]);
    assert!(code == 2 && told.contains("metrics.csv"), "{told}");
    assert_eq!(fs::read_to_string(folder.path().join("y/metrics.csv")).unwrap(), "precious");
}

#[test]
fn what_a_former_run_wrote_and_this_one_does_not_is_taken_away() {
    let folder = folder();
    let place = folder.path().join("x");
    assert_eq!(call(folder.path(), &["run", "small.toml", "--out", "x", "--csv"]).0, 0);
    assert!(place.join("communities.csv").exists());
    let other = ["run", "small.toml", "--out", "x", "--seed", "2", "--force"];
    assert_eq!(call(folder.path(), &other).0, 0);
    assert!(!place.join("communities.csv").exists());
    assert!(!manifest(&place).files.contains_key("communities.csv"));
}

#[test]
fn a_second_writer_is_told_who_the_first_is_and_writes_nothing() {
    let folder = folder();
    let place = folder.path().join("x");
    fs::create_dir(&place).unwrap();
    let lock = Lock::of(&place).unwrap();
    let (code, _, told) = call(folder.path(), &["run", "small.toml", "--out", "x"]);
    let who = format!("process {}", std::process::id());
    assert!(code == 2 && told.contains(&who) && told.contains("since"), "{told}");
    assert_eq!(fs::read_dir(&place).unwrap().count(), 1);
    drop(lock);
    assert_eq!(call(folder.path(), &["run", "small.toml", "--out", "x"]).0, 0);
    assert!(!place.join(".lock").exists());
}

#[test]
fn what_a_dead_process_holds_is_taken_over_and_told() {
    let folder = folder();
    fs::create_dir(folder.path().join("x")).unwrap();
    let dead = "{\"pid\":4000000,\"host\":\"elsewhere\",\"command\":[\"nodal\",\"run\",\"b.toml\"],\"since\":0,\"build\":\"\"}";
    fs::write(folder.path().join("x/.lock"), dead).unwrap();
    let (code, _, told) = call(folder.path(), &["run", "small.toml", "--out", "x"]);
    assert!(code == 0 && told.contains("process 4000000 on elsewhere"), "{told}");
    assert!(told.contains("nodal run b.toml") && told.contains("taken over"), "{told}");
}
