mod records;

use super::*;
use crate::params::{Allowed, Role};

fn read(text: &str) -> Result<Scenario, Problems> {
    Scenario::from_text("s.toml", text, &Settings::default(), &Catalogue::standard())
}

fn problems(text: &str) -> Vec<String> {
    read(text).expect_err("has problems").0.iter().map(ToString::to_string).collect()
}

#[test]
fn the_empty_file_is_a_weak_state() {
    assert_eq!(read("").unwrap().params, Params::default());
}

#[test]
fn all_problems_of_a_file_are_told_at_once() {
    let text = "schema_version = 1\n[provider.public]\nlegitimcy = 0.3\nofficers = \"many\"\n\
                wage = -5\n[wrld]\nhouseholds = 3\n[time]\nmonths = 1.5\n";
    let told = problems(text);
    assert_eq!(told.len(), 5, "{told:#?}");
    assert!(told[0].starts_with("s.toml:3:1: provider.public.legitimcy"));
    assert!(
        told[1]
            .contains("s.toml:4:12: provider.public.officers: found the text \"many\"; a number")
    );
    assert!(told[2].contains("0 or more"));
    assert!(told[3].contains("s.toml:6:2: wrld"));
    assert!(told[4].contains("a whole number is wanted"));
}

#[test]
fn near_misses_are_suggested() {
    let help = |text: &str| read(text).unwrap_err().0[0].help.clone().unwrap_or_default();
    assert!(help("[auspice.state]\nlegitimcy = 1").contains("did you mean `legitimacy`?"));
    assert!(help("[provider.polic]\nwage = 1").contains("provider.public"));
    assert!(help("[world]\nwage = 1").contains("provider.public.wage"));
}

#[test]
fn a_file_that_is_no_toml_says_where() {
    let told = problems("[world\nhouseholds = 3");
    assert!(told[0].starts_with("s.toml:1:"), "{told:?}");
    assert!(told[0].contains("not TOML"));
}

#[test]
fn a_key_given_twice_is_an_error() {
    assert!(problems("[time]\nmonths = 12\nmonths = 13\n")[0].starts_with("s.toml:3:1"));
}

#[test]
fn parameters_that_contradict_each_other_are_told() {
    let told = problems("[world]\npoor = 0.8\nrich = 0.5\n");
    assert!(told[0].starts_with("s.toml:3:8: world.poor, world.rich"), "{told:?}");
}

#[test]
fn arguments_are_checked_like_files() {
    let settings = |set: &str| Settings { sets: vec![set.to_owned()], ..Settings::default() };
    let with = |set: &str| Scenario::from_text("s", "", &settings(set), &Catalogue::standard());
    assert_eq!(with("provider.public.officers=160").unwrap().params.public.officers, 160.0);
    assert!(with("provider.public.oficers=160").unwrap_err().to_string().contains("argument"));
    assert!(with("mechanisms.feuds=maybe").unwrap_err().to_string().contains("true or false"));
    assert!(with("nothing").unwrap_err().to_string().contains("`=`"));
}

#[test]
fn a_resolved_scenario_reads_back_as_itself() {
    let first =
        read("title = \"A\"\n[provider.public]\nofficers = 33\n[mechanisms]\nfeuds = false\n")
            .unwrap();
    let second = read(&first.to_toml()).unwrap();
    assert_eq!(first.params, second.params);
    assert_eq!(first.hash(), second.hash());
    assert_eq!(first.title, second.title);
}

#[test]
fn names_and_seeds_play_no_part_in_the_hash() {
    let hash = |name: &str, text: &str| {
        Scenario::from_text(name, text, &Settings::default(), &Catalogue::standard())
            .unwrap()
            .hash()
    };
    assert_eq!(hash("a", ""), hash("b", "[run]\nseed = 9\nreplicates = 3\n"));
    assert_ne!(hash("a", ""), hash("a", "[time]\nmonths = 12\n"));
}

/// One declaration changed in memory changes parsing, schema, explain, list and reference.
#[test]
fn every_product_follows_the_declaration() {
    let mut catalogue = Catalogue::standard();
    let wage = catalogue.parameters.iter_mut().find(|p| p.key == "provider.public.wage").unwrap();
    wage.key = "provider.public.salary".to_owned();
    wage.default = Value::Real(99.0);
    wage.allowed = Allowed::Within(90.0, 100.0);
    wage.range = Some((91.0, 98.0));
    wage.unit = "cowries".to_owned();
    wage.role = Role::Numerical;
    wage.doc = "What an officer is promised.".to_owned();
    let read = |text: &str| Scenario::from_text("s", text, &Settings::default(), &catalogue);
    assert_eq!(read("").unwrap().params.public.wage, 99.0);
    assert_eq!(read("[provider.public]\nsalary = 95\n").unwrap().params.public.wage, 95.0);
    assert!(read("[provider.public]\nsalary = 5\n").unwrap_err().to_string().contains("90 to 100"));
    assert!(read("[provider.public]\nwage = 95\n").is_err());
    let schema = schema::schema(&catalogue);
    let property =
        &schema["properties"]["provider"]["properties"]["public"]["properties"]["salary"];
    assert_eq!(property["maximum"], 100.0);
    assert_eq!(property["default"], 99.0);
    let salary = catalogue.find("provider.public.salary").unwrap();
    let explained = reference::explain(salary);
    for part in ["cowries", "91 to 98", "90 to 100", "numerical", "What an officer is promised."] {
        assert!(explained.contains(part), "{part}");
        assert!(reference::markdown(&catalogue).contains(part), "{part}");
    }
}

/// Structure of a 2020-12 schema: every object is closed, every property has a type and a
/// description, and what the catalogue accepts is what the schema says.
#[test]
fn the_schema_is_closed_and_described() {
    fn walk(schema: &serde_json::Value, path: &str) {
        if schema["type"] == "object" {
            assert_eq!(schema["additionalProperties"], false, "{path}");
            for (name, inner) in schema["properties"].as_object().unwrap() {
                walk(inner, &format!("{path}.{name}"));
            }
        } else {
            assert!(schema["description"].is_string(), "{path}");
            let has_type = schema["type"].is_string() || schema["type"].is_array();
            assert!(has_type || schema["const"].is_number(), "{path}");
        }
    }
    let schema = schema::schema(&Catalogue::standard());
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    walk(&schema, "");
}

/// Each key that is gone is refused in a file, an argument and a study, with what to write; what it names is there.
#[test]
fn keys_that_are_gone_are_refused_with_what_to_write_instead() {
    use super::moved::MOVED;
    let catalogue = Catalogue::standard();
    assert!(!MOVED.is_empty());
    for moved in MOVED {
        assert!(catalogue.find(moved.key).is_none(), "{} is declared", moved.key);
        assert!((2..=super::SCHEMA_VERSION).contains(&moved.since), "{}", moved.key);
        for now in moved.now {
            assert!(catalogue.find(now).is_some() && moved.write.contains(now), "{now}");
        }
        let text = format!("schema_version = 1\n{} = 0.5\n", moved.key);
        let problems =
            Scenario::from_text("old", &text, &Settings::default(), &catalogue).unwrap_err();
        let [problem] = &problems.0[..] else { panic!("{problems}") };
        assert_eq!(problem.location.line_and_column().map(|(line, _)| line), Some(2));
        assert_eq!(problem.help.as_deref(), Some(moved.write));
        let sets = vec![format!("{}=0.5", moved.key)];
        let settings = Settings { sets, ..Settings::default() };
        let problems = Scenario::from_text("new", "", &settings, &catalogue).unwrap_err();
        assert_eq!(problems.0[0].help.as_deref(), Some(moved.write));
    }
}

#[test]
fn files_of_older_versions_run_and_those_of_newer_ones_are_refused() {
    let of = |version: &str| {
        let text = format!("schema_version = {version}\n[time]\nmonths = 6\n");
        Scenario::from_text("a", &text, &Settings::default(), &Catalogue::standard())
    };
    for version in 1..=super::SCHEMA_VERSION {
        assert_eq!(of(&version.to_string()).unwrap().params.time.months, 6);
    }
    let newer = of(&(super::SCHEMA_VERSION + 1).to_string()).unwrap_err();
    assert!(newer.0[0].help.as_ref().unwrap().contains("newer program"));
    for wrong in ["0", "-1", "\"1\"", "1.0"] {
        assert!(of(wrong).unwrap_err().0[0].message.contains("a version from 1"), "{wrong}");
    }
}

#[test]
fn numbers_beyond_their_type_are_refused() {
    assert!(read("[run]\nseed = 9223372036854775807\n").is_ok());
    let told = problems("[run]\nseed = 18446744073709551615\n");
    assert!(told[0].contains("beyond 9223372036854775807"), "{told:?}");
}
