//! What a directory holds, read back.

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Why figures cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum PlotError {
    /// The directory holds nothing that can be drawn.
    #[error("{0} holds no results: no metrics.csv, comparison.csv, results.csv or sensitivity.csv")]
    NoResults(PathBuf),
    /// A table cannot be read.
    #[error("cannot read {path}: {error}")]
    Unreadable {
        /// The table.
        path: PathBuf,
        /// Why.
        error: String,
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
pub(super) struct Folder(PathBuf);

/// A row by the names of its columns.
pub(super) type Row = BTreeMap<String, String>;

/// A community in a year, by the names of its columns.
pub(super) type Place = BTreeMap<String, f64>;

impl Folder {
    pub(super) fn open(path: &Path) -> Result<Self, PlotError> {
        let folder = Self(path.to_owned());
        let files = ["metrics.csv", "comparison.csv", "results.csv", "sensitivity.csv"];
        if files.iter().any(|file| folder.has(file)) {
            Ok(folder)
        } else {
            Err(PlotError::NoResults(path.to_owned()))
        }
    }

    pub(super) fn has(&self, file: &str) -> bool {
        self.0.join(file).is_file()
    }

    /// Names of the runs below a comparison, in order.
    pub(super) fn runs(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.0.join("runs")) else { return Vec::new() };
        let mut names: Vec<String> = entries
            .flatten()
            .filter(|entry| entry.path().join("metrics.csv").is_file())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Rows of a table that somebody wants.
    pub(super) fn rows(
        &self,
        file: &str,
        wanted: impl Fn(&Row) -> bool,
    ) -> Result<Vec<Row>, PlotError> {
        let path = self.0.join(file);
        let failed = |error: csv::Error| PlotError::Unreadable {
            path: path.clone(),
            error: error.to_string(),
        };
        let mut reader = csv::Reader::from_path(&path).map_err(failed)?;
        let header = reader.headers().map_err(failed)?.clone();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(failed)?;
            let pairs = header.iter().zip(&record).map(|(k, v)| (k.to_owned(), v.to_owned()));
            let row: Row = pairs.collect();
            if wanted(&row) {
                rows.push(row);
            }
        }
        Ok(rows)
    }

    /// The communities of the first replicate, year by year; numbers only.
    pub(super) fn places(&self) -> Result<Vec<Place>, PlotError> {
        let path = self.0.join("communities.parquet");
        let failed = |error: String| PlotError::Unreadable { path: path.clone(), error };
        let file = File::open(&path).map_err(|error| failed(error.to_string()))?;
        let reader = SerializedFileReader::new(file).map_err(|error| failed(error.to_string()))?;
        let rows = reader.get_row_iter(None).map_err(|error| failed(error.to_string()))?;
        let mut places = Vec::new();
        for row in rows {
            let row = row.map_err(|error| failed(error.to_string()))?;
            let place: Place = row
                .get_column_iter()
                .filter_map(|(name, field)| Some((name.clone(), number(field)?)))
                .collect();
            if place.get("replicate") == Some(&1.0) {
                places.push(place);
            }
        }
        Ok(places)
    }

    /// Columns of numbers of the communities of all replicates, a row after the other; NaN where a value
    /// is not defined.
    pub(super) fn columns(&self, names: &[&str]) -> Result<Vec<Vec<f64>>, PlotError> {
        let path = self.0.join("communities.parquet");
        let failed = |error: String| PlotError::Unreadable { path: path.clone(), error };
        let file = File::open(&path).map_err(|error| failed(error.to_string()))?;
        let reader = SerializedFileReader::new(file).map_err(|error| failed(error.to_string()))?;
        let root = reader.metadata().file_metadata().schema();
        let fields = root.get_fields().iter().filter(|field| names.contains(&field.name()));
        let wanted = Type::group_type_builder(root.name())
            .with_fields(fields.cloned().collect())
            .build()
            .map_err(|error| failed(error.to_string()))?;
        let rows = reader.get_row_iter(Some(wanted)).map_err(|error| failed(error.to_string()))?;
        let mut columns = vec![Vec::new(); names.len()];
        for row in rows {
            let row = row.map_err(|error| failed(error.to_string()))?;
            for column in &mut columns {
                column.push(f64::NAN);
            }
            for (name, field) in row.get_column_iter() {
                let at = names.iter().position(|wanted| wanted == name);
                if let (Some(at), Some(value)) = (at, number(field))
                    && let Some(last) = columns[at].last_mut()
                {
                    *last = value;
                }
            }
        }
        Ok(columns)
    }

    /// The outline of a real country, as rings of longitude and latitude; none for generated worlds.
    pub(super) fn outline(&self) -> Vec<Vec<(f64, f64)>> {
        let Ok(entries) = std::fs::read_dir(self.0.join("inputs")) else { return Vec::new() };
        entries
            .flatten()
            .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "geojson"))
            .find_map(|entry| std::fs::read_to_string(entry.path()).ok())
            .and_then(|text| crate::scenario::settlements::outline(&text).ok())
            .map(|outline| {
                let ring = |ring: Vec<[f64; 2]>| ring.into_iter().map(|[x, y]| (x, y)).collect();
                outline.rings.into_iter().map(ring).collect()
            })
            .unwrap_or_default()
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
pub(super) fn real(row: &Row, column: &str) -> Option<f64> {
    row.get(column)?.parse().ok().filter(|number: &f64| number.is_finite())
}
