#![allow(dead_code, reason = "each test file uses a part")]
//! Small countries with records, for tests of arrangements and switches.
use nodal::metrics::{self, Cell, Tally};
use nodal::model;
use nodal::params::Catalogue;
use nodal::scenario::{Scenario, Settings};
use nodal::world::Country;

const SMALL: &str = "[world]\ncommunities = 40\nhouseholds = 150\n[time]\nburn_in_months = 12\n\
    [provider.peace_committee]\nsite_people = 6000\n[provider.public]\nsite_people = 8000\n\
    [mechanisms]\naid_fatigue = false\n";

/// A small weak state with these records and values, at the end of its burn-in.
pub fn country(records: &str, sets: &[&str]) -> Country {
    let mut country = unlived(records, sets);
    live(&mut country, 12);
    country
}

/// The same before its first month.
pub fn unlived(records: &str, sets: &[&str]) -> Country {
    let settings = Settings {
        sets: sets.iter().map(|set| (*set).to_owned()).collect(),
        ..Settings::default()
    };
    let text = format!("{SMALL}{records}");
    let scenario = Scenario::from_text("t", &text, &settings, &Catalogue::standard())
        .unwrap_or_else(|problems| panic!("{problems}"));
    Country::build(&scenario.params, None, 1).expect("can be laid out")
}

pub fn live(country: &mut Country, months: u32) -> Tally {
    let mut total = Tally::default();
    for _ in 0..months {
        model::month(country);
        total.absorb(&country.observation().tally);
    }
    total
}

pub fn metric(country: &Country, name: &str) -> f64 {
    let metric = metrics::all().into_iter().find(|metric| metric.name == name);
    let metric = metric.unwrap_or_else(|| panic!("no metric {name}"));
    (metric.value)(country.observation(), Cell::Total).unwrap_or(0.0)
}

pub fn sum<K: enum_map::Enum>(counts: &enum_map::EnumMap<K, u32>) -> f64 {
    f64::from(counts.values().sum::<u32>())
}

pub fn intervention(component: &str, by: &str, rest: &str) -> String {
    format!("[[intervention]]\nname = \"it\"\ncomponent = \"{component}\"\nby = \"{by}\"\n{rest}\n")
}

pub const COMPACT: &str = "[[compact]]\nname = \"pact\"\nseats = { civil_society = 0.5, aid_agency = 0.5 }\n\
    money = { aid_agency = 1.0 }\nknowledge = { local = 1.0, professional = 1.0 }\n\
    oversight = 0.5\nstanding = 1.0\n";
