//! What a directory holds, read back.

use super::layers::Layers;
use super::words::{capital, words};
use crate::output::answers::Answers;
pub(super) use crate::output::cells::CsvRow;
use crate::output::cells::read_csv;
use crate::output::directory::read_manifest;
use crate::scenario::encoding::decode;
use crate::world::households::MAX_GROUPS;
use crate::world::outline::{circular_mean, unwrapped};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Tables by which a directory of results is known.
const RESULTS: [&str; 11] = [
    "metrics.csv",
    "comparison.csv",
    "results.csv",
    "sensitivity.csv",
    "facts.csv",
    "targets.csv",
    "depth.csv",
    "front.csv",
    "claims.csv",
    "soundness.csv",
    "bounds.csv",
];

/// Why figures cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum PlotError {
    /// The directory holds nothing that can be drawn.
    #[error("{0} holds no results: none of {names}", names = RESULTS.join(", "))]
    NoResults(PathBuf),
    /// A table cannot be read.
    #[error("cannot read {path}: {error}")]
    Unreadable {
        /// The table.
        path: PathBuf,
        /// Why.
        error: String,
    },
    /// Something was asked for that is not there.
    #[error("there is no {what} {found:?} for this directory")]
    Unknown {
        /// What it is.
        what: &'static str,
        /// What was asked for.
        found: String,
        /// What there is.
        allowed: String,
    },
    /// A metric does not have the form that was asked for.
    #[error("{metric} has no form {form:?} here: {reason}")]
    NoForm {
        /// The metric.
        metric: String,
        /// The form.
        form: &'static str,
        /// Why.
        reason: String,
    },
    /// A figure cannot be written.
    #[error("cannot draw {name}: {error}")]
    Draw {
        /// The figure.
        name: String,
        /// Why.
        error: String,
    },
}

/// A directory of results.
#[derive(Debug, Clone)]
pub(super) struct Folder(PathBuf);

/// Directories of runs below a folder, finished or begun, in order; those of scenarios of one stem lie in folders of
/// their own.
pub(super) fn runs_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if !path.is_dir() || entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        found.extend(runs_below(&path));
        let is_run = ["metrics.csv", "manifest.json", ".unfinished"];
        if is_run.iter().any(|name| path.join(name).exists()) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Communities by replicate and whole year: a row each, a list for each column of numbers.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Names.
    pub names: Vec<String>,
    rows: usize,
    columns: BTreeMap<String, Vec<f64>>,
    /// The mean longitude, around which longitudes are in one piece; 0 in generated worlds.
    pub meridian: f64,
}

impl Places {
    /// Rows.
    pub(super) fn len(&self) -> usize {
        self.rows
    }

    /// A number of a row; none where it is not defined.
    pub(super) fn real(&self, column: &str, row: usize) -> Option<f64> {
        self.columns.get(column)?.get(row).copied().filter(|number| number.is_finite())
    }

    /// Puts a country across the antimeridian into one piece.
    fn unwrap_longitudes(&mut self) {
        let Some(longitudes) = self.columns.get_mut("longitude") else { return };
        let known = longitudes.iter().copied().filter(|longitude| longitude.is_finite());
        self.meridian = circular_mean(known);
        for longitude in longitudes {
            *longitude = unwrapped(*longitude, self.meridian);
        }
    }

    /// A whole number of a row.
    pub(super) fn whole(&self, column: &str, row: usize) -> Option<i64> {
        self.real(column, row).map(|number| number as i64)
    }
}

impl Folder {
    pub(super) fn open(path: &Path) -> Result<Self, PlotError> {
        let folder = Self(path.to_owned());
        if RESULTS.iter().any(|file| folder.has(file)) {
            Ok(folder)
        } else {
            Err(PlotError::NoResults(path.to_owned()))
        }
    }

    /// A directory below it.
    pub(super) fn below(&self, path: &str) -> Self {
        Self(self.0.join(path))
    }

    pub(super) fn has(&self, file: &str) -> bool {
        self.0.join(file).is_file()
    }

    /// Names of the finished runs below a comparison, in order: paths from `runs/` on.
    pub(super) fn runs(&self) -> Vec<String> {
        let folder = self.0.join("runs");
        let finished =
            runs_below(&folder).into_iter().filter(|run| run.join("metrics.csv").is_file());
        let name = |run: PathBuf| {
            Some(run.strip_prefix(&folder).ok()?.to_string_lossy().replace('\\', "/"))
        };
        finished.filter_map(name).collect()
    }

    /// The baseline of a comparison, as its manifest names it.
    pub(super) fn baseline(&self) -> Option<String> {
        Some(Answers::read(&self.0).ok()?.first.scenarios.first()?.name.clone())
    }

    /// Rows of a table that somebody wants.
    pub(super) fn rows(
        &self,
        file: &str,
        wanted: impl Fn(&CsvRow) -> bool,
    ) -> Result<Vec<CsvRow>, PlotError> {
        let path = self.0.join(file);
        let failed = |error: csv::Error| PlotError::Unreadable {
            path: path.clone(),
            error: error.to_string(),
        };
        let (_, rows) = read_csv(&path, wanted).map_err(failed)?;
        Ok(rows)
    }

    /// The communities, by replicate and year.
    pub(super) fn places(&self) -> Result<Places, PlotError> {
        self.communities(|_| true)
    }

    /// The communities with these columns alone.
    pub(super) fn places_with(&self, columns: &[&str]) -> Result<Places, PlotError> {
        self.communities(|name| columns.contains(&name))
    }

    fn communities(&self, is_wanted: impl Fn(&str) -> bool) -> Result<Places, PlotError> {
        let path = self.0.join("communities.parquet");
        let failed = |error: String| PlotError::Unreadable { path: path.clone(), error };
        let file = File::open(&path).map_err(|error| failed(error.to_string()))?;
        let reader = SerializedFileReader::new(file).map_err(|error| failed(error.to_string()))?;
        let root = reader.metadata().file_metadata().schema();
        let is_read = |name: &str| is_wanted(name) || name == "months";
        let fields = root.get_fields().iter().filter(|field| is_read(field.name()));
        let wanted = Type::group_type_builder(root.name())
            .with_fields(fields.cloned().collect())
            .build()
            .map_err(|error| failed(error.to_string()))?;
        let rows = reader.get_row_iter(Some(wanted)).map_err(|error| failed(error.to_string()))?;
        let mut places = Places::default();
        for row in rows {
            let row = row.map_err(|error| failed(error.to_string()))?;
            // A last year that the run did not finish cannot stand beside whole ones.
            let is_short = |(name, field): (&String, &Field)| {
                name == "months" && number(field).is_some_and(|months| months < 12.0)
            };
            if row.get_column_iter().any(is_short) {
                continue;
            }
            places.rows += 1;
            for (name, field) in row.get_column_iter() {
                if let Field::Str(text) = field {
                    if name == "name" {
                        places.names.push(text.clone());
                    }
                } else {
                    let column = places.columns.entry(name.clone()).or_default();
                    column.push(number(field).unwrap_or(f64::NAN));
                }
            }
        }
        places.unwrap_longitudes();
        Ok(places)
    }

    /// Persons simulated, at the end of the first year of the first replicate; none without a table of
    /// communities.
    pub(super) fn persons(&self) -> Result<Option<f64>, PlotError> {
        if !self.has("communities.parquet") {
            return Ok(None);
        }
        let places = self.places()?;
        let is_first = |row: &usize| {
            let same = |column| places.real(column, *row) == places.real(column, 0);
            same("replicate") && same("year")
        };
        let households: f64 = (0..places.len())
            .filter(is_first)
            .filter_map(|row| places.real("households", row))
            .sum();
        Ok((households > 0.0).then(|| households * self.household_size()))
    }

    /// The resolved scenario of a run; nothing where there is no manifest.
    fn scenario(&self) -> toml::Table {
        read_manifest(&self.0)
            .ok()
            .and_then(|manifest| manifest.scenario.parse().ok())
            .unwrap_or_default()
    }

    /// Persons in a household.
    pub(super) fn household_size(&self) -> f64 {
        let scenario = self.scenario();
        let size = scenario.get("world").and_then(|world| world.get("household_size"));
        size.and_then(toml::Value::as_float).unwrap_or(5.0)
    }

    /// The seat of government, in degrees around a meridian, where the scenario names it and its
    /// settlements hold it.
    pub(super) fn seat(&self, meridian: f64) -> Option<(String, (f64, f64))> {
        let scenario = self.scenario();
        let world = scenario.get("world")?;
        let of = |key: &str| world.get(key)?.as_str().map(str::to_owned);
        let seat = of("seat")?;
        let text = decode(&std::fs::read(self.0.join(of("settlements")?)).ok()?).ok()?.text;
        let towns = crate::scenario::settlements::read(&text, MAX_GROUPS as u32).ok()?.towns;
        let town = towns.into_iter().find(|town| town.name == seat)?;
        Some((seat, (unwrapped(town.longitude, meridian), town.latitude)))
    }

    /// What the scenario of a run calls itself, else its name.
    pub(super) fn title(&self) -> String {
        let scenario = self.scenario();
        let title = scenario.get("title").and_then(toml::Value::as_str).unwrap_or_default();
        if title.is_empty() {
            let name = read_manifest(&self.0).map_or_else(|_| String::new(), |m| m.name);
            return capital(&words(&name));
        }
        title.to_owned()
    }

    /// The map of a real country, its longitudes in one piece around a meridian; none for generated worlds.
    pub(super) fn layers(&self, meridian: f64) -> Option<Layers> {
        let scenario = self.scenario();
        let path =
            scenario.get("world")?.get("outline")?.as_str().filter(|path| !path.is_empty())?;
        let text = decode(&std::fs::read(self.0.join(path)).ok()?).ok()?.text;
        let mut layers = Layers::read(&text)?;
        layers.points().for_each(|point| point.0 = unwrapped(point.0, meridian));
        Some(layers)
    }
}

fn number(field: &Field) -> Option<f64> {
    Some(match field {
        Field::Bool(yes) => f64::from(u8::from(*yes)),
        Field::Byte(n) => f64::from(*n),
        Field::Short(n) => f64::from(*n),
        Field::Int(n) => f64::from(*n),
        Field::Long(n) => *n as f64,
        Field::UInt(n) => f64::from(*n),
        Field::Float(n) => f64::from(*n),
        Field::Double(n) => *n,
        _ => return None,
    })
}

/// The number in a column of a row.
pub(super) fn real(row: &CsvRow, column: &str) -> Option<f64> {
    row.get(column)?.parse().ok().filter(|number: &f64| number.is_finite())
}
