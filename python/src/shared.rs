//! A study whose runs are shared out among processes.

use super::called::{beside, exception, named};
use nodal::host::{Host, SharedStudy};
use pyo3::prelude::*;
use std::path::PathBuf;

/// A study, run by run.
#[pyclass(frozen)]
pub struct Shared(SharedStudy);

/// Runs that share a past: their numbers, and what to call them.
type Family = (Vec<usize>, String);

#[pymethods]
impl Shared {
    /// Reads a study as `nodal sweep` does with these arguments.
    #[new]
    fn new(py: Python<'_>, arguments: Vec<String>) -> PyResult<Self> {
        let arguments = named(arguments);
        let read = py.detach(|| SharedStudy::read(&Host::default(), arguments));
        read.map(Self).map_err(|failure| exception(py, &failure))
    }

    /// The study as it is asked for, with all that it names: paths and contents.
    #[getter]
    fn files(&self) -> Vec<(String, Vec<u8>)> {
        self.0.files.clone()
    }

    /// The study's file among these.
    #[getter]
    fn file(&self) -> &'static str {
        self.0.file()
    }

    /// Replicates a point.
    #[getter]
    fn replicates(&self) -> u32 {
        self.0.replicates()
    }

    /// The names of all runs, in the order of the table: equal for equal work of one build.
    fn names(&self) -> Vec<String> {
        self.0.names()
    }

    /// Runs by the pasts that they share, which are lived once.
    fn families(&self) -> Vec<Family> {
        self.0.families()
    }

    /// Lives runs by their numbers, and keeps each in a folder under its name. Returns what went wrong with which.
    fn live(
        &self,
        py: Python<'_>,
        runs: Vec<usize>,
        folder: PathBuf,
        threads: usize,
    ) -> PyResult<Vec<(usize, String)>> {
        let host = Host::default();
        beside(py, &host, None, || self.0.live(&host, &runs, &folder, threads))
    }
}
