//! The compiled half of the Python package: commands called in the process of Python, checked scenarios, the runs of a
//! study one by one, tables as Arrow, and the statistics of replicates. It says nothing of its own: what is told is what the command line tells.

#![allow(clippy::needless_pass_by_value, reason = "what comes from Python is owned")]

mod called;
mod checked;
mod declared;
mod replicates;
mod shared;
mod table;

use pyo3::prelude::*;

/// The module `nodal._nodal`.
#[pymodule]
mod _nodal {
    #[pymodule_export]
    use super::called::{call, main};
    #[pymodule_export]
    use super::checked::Checked;
    #[pymodule_export]
    use super::declared::{identity, library, library_text, metrics, parameters, schema, to_toml};
    #[pymodule_export]
    use super::replicates::{holm, interval, paired};
    #[pymodule_export]
    use super::shared::Shared;
    #[pymodule_export]
    use super::table::Table;
}
