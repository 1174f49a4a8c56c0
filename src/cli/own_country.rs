//! `new --country`: a scenario of a country of one's own, from a file of its settlements.

use super::Failure;
use crate::params::Catalogue;
use crate::scenario::{Scenario, Settings, encoding, settlements};
use crate::world::Town;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// People whom a first scenario simulates at most; a sample of the country beyond.
const SIMULATED: f64 = 500_000.0;

/// What `new --country` is told.
pub(super) struct Own<'a> {
    /// File of settlements, or GeoNames' dump.
    pub settlements: &'a Path,
    /// Outline.
    pub outline: Option<&'a Path>,
    /// Persons of the country.
    pub population: Option<f64>,
}

/// A file to write.
pub(super) struct Text {
    /// Where.
    pub path: PathBuf,
    /// What.
    pub text: String,
}

/// What was made: files, and what was read and built.
pub(super) struct Made {
    /// The scenario first.
    pub files: Vec<Text>,
    /// The account of the country, on one line.
    pub account: String,
    /// What is told with it.
    pub warnings: Vec<crate::scenario::Problem>,
}

impl Own<'_> {
    /// Reads and lays out the country; nothing is written yet.
    pub(super) fn make(&self, title: &str, path: &Path) -> Result<Made, Failure> {
        let named = |file: &Path| super::new::relative(file, path);
        let dump = self.dump()?;
        let table = path.with_file_name(format!(
            "{}_settlements.csv",
            path.file_stem().unwrap_or_default().to_string_lossy()
        ));
        // Checked as it will be, with the files where they are now.
        let draft = self.template(title, self.settlements, self.outline, &Guess::default());
        let scenario =
            Scenario::from_text(title, &draft, &Settings::default(), &Catalogue::standard())?;
        let guess = Guess::of(&scenario);
        let settlements = if dump {
            PathBuf::from(table.file_name().unwrap_or_default())
        } else {
            named(self.settlements)
        };
        let outline = self.outline.map(named);
        let mut files = vec![Text {
            path: path.to_owned(),
            text: self.template(title, &settlements, outline.as_deref(), &guess),
        }];
        if dump {
            let towns = scenario.geography.as_ref().map_or(&[][..], |geography| &geography.towns);
            files.push(Text { path: table, text: rows(towns) });
        }
        let account = scenario.census.as_ref().map(crate::world::Census::line).unwrap_or_default();
        Ok(Made { files, account, warnings: scenario.warnings })
    }

    /// Whether the settlements are GeoNames' dump, which is written as a table of the house.
    fn dump(&self) -> Result<bool, Failure> {
        let path = self.settlements;
        let bytes = std::fs::read(path).map_err(|error| Failure::Usage {
            message: format!("cannot read {}: {error}", path.display()),
            help: None,
        })?;
        let decoded = encoding::decode(&bytes).map_err(|error| Failure::Usage {
            message: format!("{}: {error}", path.display()),
            help: None,
        })?;
        Ok(settlements::is_dump(&decoded.text))
    }

    fn template(
        &self,
        title: &str,
        settlements: &Path,
        outline: Option<&Path>,
        guess: &Guess,
    ) -> String {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let path = |path: &Path| quoted(&path.to_string_lossy());
        let mut text = format!(
            "schema_version = 1\ntitle = {}\ndescription = \"\"\"\n\
             What this country stands for, and what to look at.\"\"\"\n\n\
             # State only what differs. `nodal list parameters` shows all keys, `nodal explain KEY` one of them.\n\n\
             [world]\nsettlements = {}\n",
            quoted(title),
            path(settlements)
        );
        // Writing to a string cannot fail.
        let _ = match outline {
            Some(outline) => writeln!(text, "outline = {}", path(outline)),
            None => writeln!(
                text,
                "# outline = \"outline.geojson\" # degrees (WGS 84): villages lie inside it"
            ),
        };
        let _ = match self.population {
            Some(population) => writeln!(
                text,
                "population = {population} # census: who lives in no settlement lives in villages that are made up"
            ),
            None => writeln!(
                text,
                "# population = 5_000_000 # census: who lives in no settlement lives in villages, inside the outline"
            ),
        };
        if let Some(seat) = &guess.seat {
            let _ = writeln!(text, "seat = {} # {}", quoted(seat), guess.why);
        }
        if guess.sample < 1.0 {
            let _ = writeln!(
                text,
                "sample = {} # share that is simulated: 1 simulates everybody",
                guess.sample
            );
        }
        text += "household_size = 5.0 # assumed: see a census\n\n\
                 [time]\nmonths = 120 # after a burn-in of 120\n\n\
                 # [provider.public]\n# officers = 80 # per 100,000 persons\n";
        text
    }
}

/// What a first scenario takes from what was read.
struct Guess {
    seat: Option<String>,
    why: &'static str,
    sample: f64,
}

impl Default for Guess {
    fn default() -> Self {
        Self { seat: None, why: "", sample: 1.0 }
    }
}

impl Guess {
    fn of(scenario: &Scenario) -> Self {
        let mut guess = Self::default();
        if let Some(geography) = &scenario.geography {
            let largest = geography
                .towns
                .iter()
                .max_by_key(|town| (town.population, std::cmp::Reverse(town.geonameid)));
            guess.seat = geography.capital.clone().or(largest.map(|town| town.name.clone()));
            let is_known = geography.capital.is_some();
            guess.why = if is_known { "GeoNames' capital" } else { "assumed: the largest" };
        }
        let persons = scenario.census.as_ref().map_or(0.0, crate::world::Census::built);
        if persons > SIMULATED {
            // Two figures.
            guess.sample = (SIMULATED / persons * 100.0).ceil() / 100.0;
        }
        guess
    }
}

/// Settlements as a table of the house.
fn rows(towns: &[Town]) -> String {
    let mut taken: BTreeMap<u64, u64> = BTreeMap::new();
    for town in towns {
        if let Some(city) = town.within {
            *taken.entry(city).or_default() += u64::from(town.population);
        }
    }
    let mut text =
        "geonameid,name,admin1,longitude,latitude,population,population_geonames,within\n"
            .to_owned();
    for town in towns {
        let published =
            u64::from(town.population) + taken.get(&town.geonameid).copied().unwrap_or(0);
        let _ = writeln!(
            text,
            "{},{},{},{},{},{},{published},{}",
            town.geonameid,
            quoted(&town.name),
            quoted(&town.admin1),
            town.longitude,
            town.latitude,
            town.population,
            town.within.map_or_else(String::new, |city| city.to_string())
        );
    }
    text
}

/// A field, between quotes where it has to be.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
