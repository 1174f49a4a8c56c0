#![allow(dead_code, reason = "each test binary uses a part")]
//! Small countries for tests, from parameters by key or from the text of a scenario: laid out, lived, counted.
use nodal::metrics::{self, Cell, Tally};
use nodal::model;
use nodal::params::{Catalogue, Params, Sort, Value};
use nodal::scenario::{Scenario, Settings};
use nodal::world::Country;
use std::path::Path;

/// Parameters with some set by key; whole and switch parameters take 0 and 1 too.
pub fn params(sets: &[(&str, f64)]) -> Params {
    let catalogue = Catalogue::standard();
    let mut params = Params::default();
    for (key, value) in sets {
        let parameter = catalogue.find(key).unwrap_or_else(|| panic!("no parameter {key}"));
        let value = match parameter.sort() {
            Sort::Real => Value::Real(*value),
            Sort::Whole => Value::Whole(*value as i64),
            Sort::Switch => Value::Switch(*value != 0.0),
            Sort::Text | Sort::Texts => panic!("{key} is a text"),
        };
        (parameter.set)(&mut params, &value);
    }
    params
}

/// A country of 60 communities × 200 households that are alike, without burn-in unless set otherwise.
pub fn country(sets: &[(&str, f64)]) -> Country {
    let mut all = vec![
        ("world.communities", 60.0),
        ("world.households", 200.0),
        ("time.burn_in_months", 0.0),
        ("mechanisms.differences", 0.0),
    ];
    all.extend_from_slice(sets);
    Country::build(&params(&all), None, 1).expect("a synthetic world can always be built")
}

/// Values set as on the command line.
pub fn settings(sets: &[&str]) -> Settings {
    Settings { sets: sets.iter().map(|&set| set.to_owned()).collect(), ..Settings::default() }
}

/// A scenario that is right, with values set as on the command line.
pub fn scenario(name: &str, text: &str, sets: &[&str]) -> Scenario {
    Scenario::from_text(name, text, &settings(sets), &Catalogue::standard())
        .unwrap_or_else(|problems| panic!("{problems}"))
}

/// A scenario that lies in a file, named from the project's folder on, with values set as on the command line.
pub fn of_file(path: impl AsRef<Path>, sets: &[&str]) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    Scenario::load(&path, &settings(sets), &Catalogue::standard())
        .unwrap_or_else(|problems| panic!("{problems}"))
}

/// The first replicate's country of a scenario, before its first month.
pub fn laid_out(scenario: &Scenario) -> Country {
    Country::build(&scenario.params, scenario.geography.as_ref(), 1).expect("can be laid out")
}

/// What small weak states with records have in common: their places are alike, so that one mechanism is seen at a time.
const WEAK_STATE: &str = "[world]\ncommunities = 40\nhouseholds = 150\n[time]\nburn_in_months = 12\n\
    [provider.peace_committee]\nsite_people = 6000\n[provider.public]\nsite_people = 8000\n\
    [mechanisms]\naid_fatigue = false\ndifferences = false\n";

/// A small weak state with these records and values, at the end of its burn-in.
pub fn weak_state(records: &str, sets: &[&str]) -> Country {
    let mut country = unlived(records, sets);
    live(&mut country, 12);
    country
}

/// The same before its first month.
pub fn unlived(records: &str, sets: &[&str]) -> Country {
    laid_out(&scenario("t", &format!("{WEAK_STATE}{records}"), sets))
}

/// Lives so many months and sums what was counted.
pub fn live(country: &mut Country, months: u32) -> Tally {
    let mut total = Tally::default();
    for _ in 0..months {
        model::month(country);
        total.absorb(&country.observation().tally);
    }
    total
}

/// The total of a metric in the last month; no number where it is not defined.
pub fn metric(country: &Country, name: &str) -> f64 {
    let metric = metrics::named(name).unwrap_or_else(|| panic!("no metric {name}"));
    (metric.value)(country.observation(), Cell::Total).unwrap_or(f64::NAN)
}

/// The sum of counts.
pub fn sum<K: enum_map::Enum>(counts: &enum_map::EnumMap<K, u32>) -> f64 {
    f64::from(counts.values().sum::<u32>())
}

/// An intervention named *it*, with more of its record.
pub fn intervention(component: &str, by: &str, rest: &str) -> String {
    format!("[[intervention]]\nname = \"it\"\ncomponent = \"{component}\"\nby = \"{by}\"\n{rest}\n")
}

/// A compact named *pact*, of civil society and aid agencies.
pub const COMPACT: &str = "[[compact]]\nname = \"pact\"\nseats = { civil_society = 0.5, aid_agency = 0.5 }\n\
    money = { aid_agency = 1.0 }\nknowledge = { local = 1.0, professional = 1.0 }\n\
    oversight = 0.5\nstanding = 1.0\n";
