//! A country of one's own: what is read of its files, what is told, and what is refused.

use crate::program::{nodal, text};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

/// A made-up country of four towns on a square.
const BASE: &str = "geonameid,name,admin1,longitude,latitude,population\n\
    1,Aruba Port,01,-11.90,8.10,40000\n2,Beko,01,-11.20,8.60,12000\n\
    3,Cama,02,-10.80,7.60,6000\n4,Doro,02,-12.40,8.90,1500\n";

const SCENARIO: &str = "[world]\nsettlements = \"towns.csv\"\noutline = \"outline.geojson\"\n\
    population = 100000\nhousehold_size = 5.0\nhouseholds = 200\n\
    [time]\nburn_in_months = 1\nmonths = 2\n[run]\nreplicates = 1\n";

fn polygon(west: f64, south: f64, east: f64, north: f64) -> String {
    format!(
        "{{\"type\":\"Polygon\",\"coordinates\":[[[{west},{south}],[{east},{south}],[{east},{north}],\
         [{west},{north}],[{west},{south}]]]}}"
    )
}

fn outline() -> String {
    polygon(-13.0, 7.0, -10.0, 10.0)
}

/// Checks the country with other towns and another outline.
fn check(towns: &[u8], outline: &str) -> Output {
    let folder = TempDir::new().unwrap();
    write(folder.path(), towns, outline);
    nodal(folder.path()).args(["check", "own.toml"]).output().unwrap()
}

fn write(folder: &Path, towns: &[u8], outline: &str) {
    fs::write(folder.join("towns.csv"), towns).unwrap();
    fs::write(folder.join("outline.geojson"), outline).unwrap();
    fs::write(folder.join("own.toml"), SCENARIO).unwrap();
}

fn refused(towns: &str, outline: &str) -> String {
    let output = check(towns.as_bytes(), outline);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    told
}

fn accepted(towns: &[u8], outline: &str) -> String {
    let output = check(towns, outline);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    told
}

#[test]
fn an_ordinary_country_is_accounted_for_on_one_line() {
    let told = accepted(BASE.as_bytes(), &outline());
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(
        told.contains("read 4 settlements of 59,500 persons; built 60 neighbourhoods"),
        "{told}"
    );
    assert!(told.contains("villages of 40,"), "{told}");
}

#[test]
fn hamlets_are_merged_and_nobody_is_lost() {
    let mut towns = BASE.to_owned();
    for i in 0..300 {
        let (x, y) = (f64::from(i % 20) * 0.1 - 12.5, f64::from(i / 20) * 0.1 + 7.5);
        let _ = writeln!(towns, "{},Hamlet {i},0{},{x:.2},{y:.2},90", 100 + i, i % 2);
    }
    let folder = TempDir::new().unwrap();
    write(folder.path(), towns.as_bytes(), &outline());
    let output = nodal(folder.path()).args(["run", "own.toml", "--out", "x"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("merged 300 settlements of 27,000 persons"));
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("x/manifest.json")).unwrap()).unwrap();
    let built = manifest["world"]["wards"]["persons"].as_f64().unwrap()
        + manifest["world"]["villages"]["persons"].as_f64().unwrap();
    assert!((built - 100_000.0).abs() <= 5.0, "{built}");
    let json = nodal(folder.path()).args(["check", "--json", "own.toml"]).output().unwrap();
    let told: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let note = told.as_array().unwrap().iter().find(|one| one["level"] == "note").unwrap();
    assert_eq!(note["census"]["merged"]["places"], 300);
}

#[test]
fn towns_that_do_not_lie_in_the_outline_are_refused_with_what_would_help() {
    let exchanged = BASE.replace("longitude,latitude", "latitude,longitude");
    let told = refused(&exchanged, &outline());
    assert!(told.contains("own.toml:3:11") && told.contains("exchanged"), "{told}");
    assert!(told.contains("4 of 4 settlements"), "{told}");
    let told = refused(&BASE.replace(",-", ","), &outline());
    assert!(told.contains("sign of longitudes"), "{told}");
    let told = refused(BASE, &polygon(7.0, -13.0, 10.0, -10.0));
    assert!(told.contains("exchanged"), "{told}");
    let told = refused(BASE, &polygon(30.0, 7.0, 33.0, 10.0));
    assert!(told.contains("same country"), "{told}");
}

#[test]
fn a_town_outside_the_outline_is_told_and_taken() {
    let mut towns = BASE.to_owned();
    for i in 0..30 {
        let _ = writeln!(towns, "{},Place {i},01,-12.{i:02},8.5,300", 100 + i);
    }
    let told = accepted((towns + "9,Islet,01,-13.5,8.5,300\n").as_bytes(), &outline());
    assert!(told.contains("1 of 35 settlements, with 300 persons, lie outside"), "{told}");
    assert!(
        told.contains("warning") || told.contains('⚠') || told.contains("own.toml:3"),
        "{told}"
    );
}

#[test]
fn outlines_that_are_no_degrees_are_named() {
    let told = refused(BASE, &polygon(700_000.0, 800_000.0, 900_000.0, 990_000.0));
    assert!(told.contains("metres of a projection"), "{told}");
    let told = refused(BASE, &polygon(8.0, -113.0, 10.0, -110.0));
    assert!(told.contains("[latitude, longitude]"), "{told}");
}

#[test]
fn districts_in_one_file_with_their_country_do_not_cancel_it() {
    let both = format!(
        "\u{feff}{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{}},\"geometry\":{}}},\
         {{\"type\":\"Feature\",\"properties\":{{}},\"geometry\":{}}}]}}",
        outline(),
        polygon(-13.0, 7.0, -11.0, 10.0)
    );
    assert_eq!(accepted(BASE.as_bytes(), &both), accepted(BASE.as_bytes(), &outline()));
}

#[test]
fn tables_of_other_programs_are_the_same_country() {
    let plain = accepted(BASE.as_bytes(), &outline());
    let semicolons = BASE.replace(',', ";").replace('.', ",");
    let tabs = BASE.replace(',', "\t").replace("40000", "\"40,000\"");
    let floats = BASE.replace("12000", "12000.0").replace("geonameid", "id");
    let utf16: Vec<u8> =
        format!("\u{feff}{BASE}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut index = String::new();
    for (i, line) in BASE.lines().enumerate() {
        let _ = writeln!(index, "{}{line}", if i == 0 { ",".to_owned() } else { format!("{i},") });
    }
    for towns in
        [semicolons.as_bytes(), tabs.as_bytes(), floats.as_bytes(), index.as_bytes(), &utf16]
    {
        assert_eq!(accepted(towns, &outline()), plain);
    }
    let latin: Vec<u8> = BASE.replace("Beko", "Bek\u{f3}").chars().map(|c| c as u8).collect();
    assert!(accepted(&latin, &outline()).contains("Windows-1252"));
    let large = BASE.replace("\n3,", "\n12345678901234,");
    assert!(accepted(large.as_bytes(), &outline()).contains("read 4 settlements of 59,500"));
}

#[test]
fn a_country_across_the_antimeridian_is_in_one_piece() {
    let folder = TempDir::new().unwrap();
    let towns = "geonameid,name,admin1,longitude,latitude,population\n1,Vuna,01,179.90,-16.90,20000\n\
                 2,Rabe,01,-179.90,-16.80,20000\n";
    fs::write(folder.path().join("towns.csv"), towns).unwrap();
    let scenario = "[world]\nsettlements = \"towns.csv\"\n[time]\nburn_in_months = 1\nmonths = 12\n\
                    [run]\nreplicates = 1\n";
    fs::write(folder.path().join("own.toml"), scenario).unwrap();
    let output =
        nodal(folder.path()).args(["run", "own.toml", "--out", "x", "--csv"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let mut table = csv::Reader::from_path(folder.path().join("x/communities.csv")).unwrap();
    let headers = table.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let x: Vec<f64> =
        table.records().map(|row| row.unwrap()[at("x_km")].parse().unwrap()).collect();
    let far =
        x.iter().copied().fold(f64::MIN, f64::max) - x.iter().copied().fold(f64::MAX, f64::min);
    assert!((20.0..30.0).contains(&far), "{far} km");
}

/// GeoNames' dump of a made-up country: towns in several scripts, a hill, a place without people.
fn dump() -> String {
    let row = |id: u32, name: &str, x: f64, y: f64, code: &str, people: u32| {
        let class = if code.starts_with("PPL") { "P" } else { "T" };
        format!(
            "{id}\t{name}\tascii\t\t{y:.4}\t{x:.4}\t{class}\t{code}\tXX\t\t0{}\t\t\t\t{people}\t\t10\tAfrica/X\t2020-01-01\n",
            id % 3
        )
    };
    let mut text = row(1, "Port, Old Town", -11.9, 8.1, "PPLC", 21_000);
    text += &row(2, "አዲስ ከተማ", -11.2, 8.6, "PPL", 9000);
    text += &row(3, "الخرطوم الجديدة", -10.8, 7.6, "PPL", 8000);
    text += &row(4, "Đông Hà", -12.4, 8.9, "PPL", 7000);
    text += &row(5, "\u{e000}\u{e001}", -11.5, 9.4, "PPL", 6000);
    for i in 0..40 {
        let (x, y) = (f64::from(i % 8) * 0.3 - 12.6, f64::from(i / 8) * 0.5 + 7.3);
        text += &row(10 + i, &format!("Place {i}"), x, y, "PPL", 60 + 20 * i);
    }
    text + &row(90, "Hill", -11.0, 8.0, "HLL", 0) + &row(91, "Nobody", -11.0, 8.0, "PPL", 0)
}

#[test]
fn a_scenario_of_a_country_is_made_from_a_dump_or_nothing_is() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), dump().as_bytes(), &outline());
    let make = |outline: &str| {
        let arguments = ["new", "mine", "--country", "towns.csv", "--outline", outline];
        nodal(folder.path()).args(arguments).args(["--population", "90000"]).output().unwrap()
    };
    fs::write(folder.path().join("wrong.geojson"), polygon(30.0, 7.0, 33.0, 10.0)).unwrap();
    let refused = make("wrong.geojson");
    assert_eq!(refused.status.code(), Some(2));
    assert!(!folder.path().join("mine.toml").exists());
    let made = make("outline.geojson");
    let told = text(&made.stdout);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    assert!(
        told.contains("read 45 settlements of 69,000 persons (left out: 1 without people"),
        "{told}"
    );
    assert!(told.contains("wrote mine.toml and mine_settlements.csv"), "{told}");
    let scenario = fs::read_to_string(folder.path().join("mine.toml")).unwrap();
    assert!(scenario.contains("seat = \"Port, Old Town\""), "{scenario}");
    let checked = nodal(folder.path()).args(["check", "mine.toml"]).output().unwrap();
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stderr));
    assert!(text(&checked.stderr).contains("read 45 settlements of 69,000 persons; built"));
    assert_eq!(make("outline.geojson").status.code(), Some(2), "it is there already");
}

/// Names in letters that the figures' font does not have are in Latin ones, in SVG as in PNG, which is drawn from the same
/// words; those that have none are told.
#[test]
fn the_commands_of_the_page_on_own_countries_run() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("XX.txt"), dump()).unwrap();
    fs::write(folder.path().join("outline.geojson"), outline()).unwrap();
    let page =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/own_country.md")).unwrap();
    let mut told = String::new();
    let blocks = page.split("```sh\n").skip(1).filter_map(|block| block.split("```").next());
    for line in blocks.flat_map(str::lines) {
        let mut words = line.split_whitespace();
        assert_eq!(words.next(), Some("nodal"), "{line}");
        let output = nodal(folder.path()).args(words).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{line}: {}", text(&output.stderr));
        told += &text(&output.stderr);
    }
    assert!(told.contains("letters that cannot be drawn"), "{told}");
    let plots = fs::read_dir(folder.path().join("my_run/plots")).unwrap();
    let maps: String = plots
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "svg"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for name in ["Port, Old Town (seat)", ">Đông Hà<"] {
        assert!(maps.contains(name), "{name}");
    }
    assert!(!maps.contains('አ') && !maps.contains('خ'));
    assert!(folder.path().join("my_run/report.html").exists());
}

#[test]
fn arms_that_name_different_places_are_told_to_live_different_samples() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), BASE.as_bytes(), &outline());
    let named = "[[intervention]]\nname = \"guards\"\ncomponent = \"private_international\"\nby = \"interstate\"\n\
                 where = { places = [\"Doro\"] }\nmoney = 1.0\n";
    fs::write(folder.path().join("named.toml"), format!("{SCENARIO}{named}")).unwrap();
    let asked = |more: &[&str]| {
        let compare = ["compare", "own.toml", "named.toml", "--dry-run", "--months", "24"];
        nodal(folder.path()).args([&compare[..], more].concat()).output().unwrap()
    };
    let part = ["--set", "world.sample=0.5"];
    let told = asked(&part);
    assert!(told.status.success());
    let told = text(&told.stderr);
    assert!(
        told.contains("name different places") && told.contains("world.keep=[\"Doro\"]"),
        "{told}"
    );
    assert_eq!(asked(&[&part[..], &["--deny-warnings"]].concat()).status.code(), Some(2));
    assert_eq!(asked(&["--deny-warnings"]).status.code(), Some(0));
    for one in [&[][..], &[part[0], part[1], "--set", "world.keep=[\"Doro\"]"]] {
        let told = text(&asked(one).stderr);
        assert!(!told.contains("name different places"), "{told}");
    }
    let wrong = asked(&["--set", "world.keep=[\"Dorro\"]"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("did you mean \"Doro\"?"), "{}", text(&wrong.stderr));
}
