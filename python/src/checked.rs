//! Scenarios, read and checked.

use super::called::{exception, json};
use nodal::host::Failure;
use nodal::params::Catalogue;
use nodal::scenario::{Problems, Scenario, Settings};
use pyo3::prelude::*;
use std::path::{Path, PathBuf};

/// A scenario that was read and checked: every value is there and allowed.
#[pyclass(frozen)]
pub struct Checked(Scenario);

fn told(py: Python<'_>, read: Result<Scenario, Problems>) -> PyResult<Checked> {
    read.map(Checked).map_err(|problems| exception(py, &Failure::Input(problems)))
}

#[pymethods]
impl Checked {
    /// Reads a file, or a scenario of the library by its name.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf, sets: Vec<String>) -> PyResult<Self> {
        let settings = Settings { sets, ..Settings::default() };
        let read = py.detach(|| Scenario::load(&path, &settings, &Catalogue::standard()));
        told(py, read)
    }

    /// Reads a text as if it were a file of that name in the working directory.
    #[staticmethod]
    fn from_text(py: Python<'_>, name: &str, text: &str, sets: Vec<String>) -> PyResult<Self> {
        let settings = Settings { sets, ..Settings::default() };
        let read = py.detach(|| Scenario::from_text(name, text, &settings, &Catalogue::standard()));
        told(py, read)
    }

    #[getter]
    fn title(&self) -> &str {
        &self.0.title
    }

    #[getter]
    fn description(&self) -> &str {
        &self.0.description
    }

    /// A name for what the scenario says: that of manifests.
    #[getter]
    fn hash(&self) -> String {
        self.0.hash()
    }

    /// What is told before it is lived, as JSON.
    #[getter]
    fn warnings(&self) -> String {
        json(&self.0.warnings)
    }

    /// What was read and built of a real country, in a line.
    #[getter]
    fn account(&self) -> Option<String> {
        self.0.census.as_ref().map(nodal::world::Census::line)
    }

    /// Every value: key, value in TOML, and where it comes from.
    fn values(&self) -> Vec<(String, String, String)> {
        let of = |one: &nodal::scenario::Resolved| {
            (one.key.clone(), one.value.to_string(), one.origin.to_string())
        };
        self.0.values.iter().map(|one| of(one)).collect()
    }

    /// The resolved scenario as TOML, each value with where it comes from.
    fn show(&self) -> String {
        self.0.to_toml()
    }

    /// The resolved scenario as TOML that reads the same wherever it lies: the files that it names are written into a
    /// folder.
    fn portable(&self, folder: PathBuf) -> PyResult<String> {
        for file in &self.0.files {
            std::fs::write(folder.join(file.role()), &file.bytes)?;
        }
        let folder = std::fs::canonicalize(Path::new(&folder))?;
        Ok(self.0.to_portable_toml(|file| folder.join(file.role()).to_string_lossy().into_owned()))
    }
}
