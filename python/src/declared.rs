//! What the declarations say, and the library.

use nodal::output::identity as id;
use nodal::params::Catalogue;
use nodal::scenario::{library as lib, schema as json_schema};
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;

/// Version of the program and digest of the sources it was built from.
#[pyfunction]
pub fn identity() -> (&'static str, &'static str) {
    (id::VERSION, id::BUILD)
}

/// What is declared of a parameter: key, default in TOML, unit, meaning, the range that sweeps draw from, and source.
type Declared = (String, String, String, String, Option<(f64, f64)>, String);

/// Parameters, as they are declared.
#[pyfunction]
pub fn parameters() -> Vec<Declared> {
    let of = |p: &nodal::params::Parameter| {
        let source = p.source.clone();
        (p.key.clone(), p.default.to_string(), p.unit.clone(), p.doc.clone(), p.range, source)
    };
    Catalogue::standard().parameters.iter().map(of).collect()
}

/// Metrics: name, unit, meaning.
#[pyfunction]
pub fn metrics() -> Vec<(String, String, String)> {
    let all = nodal::metrics::all();
    all.iter()
        .map(|one| (one.name.to_string(), one.unit.to_string(), one.doc.to_string()))
        .collect()
}

/// The JSON Schema of scenario files.
#[pyfunction]
pub fn schema() -> String {
    json_schema::schema(&Catalogue::standard()).to_string()
}

/// The library: name, sort (scenario, study or claim) and title of each file.
#[pyfunction]
pub fn library() -> Vec<(&'static str, &'static str, String)> {
    let catalogue = Catalogue::standard();
    let of = |name: &'static str| {
        let path = lib::path(name).with_extension("toml");
        let sort = match () {
            () if nodal::scenario::study::is_study(&path) => "study",
            () if nodal::scenario::claim::is_claim(&path) => "claim",
            () => "scenario",
        };
        (name, sort, nodal::scenario::title(&path, &catalogue))
    };
    lib::names().filter_map(|name| name.strip_suffix(".toml")).map(of).collect()
}

/// The text of a file of the library.
#[pyfunction]
pub fn library_text(name: &str) -> PyResult<String> {
    let path = lib::found(std::path::Path::new(name));
    lib::text(&path).map_err(|error| PyKeyError::new_err(format!("{name}: {error}")))
}

/// A table, written as JSON, as TOML.
#[pyfunction]
pub fn to_toml(json: &str) -> PyResult<String> {
    let wrong = |error: String| PyValueError::new_err(error);
    let table: toml::Table =
        serde_json::from_str(json).map_err(|error| wrong(error.to_string()))?;
    toml::to_string(&table).map_err(|error| wrong(error.to_string()))
}
