//! Notebooks run from first to last cell with the package and those that it is used with, and are committed bare.

use crate::{Shared, project};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

const NOTEBOOKS: [&str; 7] = [
    "1_from_a_run_to_a_figure",
    "2_comparing_interventions",
    "3_a_sensitivity_study",
    "4_designing_a_hybrid_compact",
    "5_indices_with_salib",
    "6_policies_with_ema_workbench",
    "7_a_surrogate_with_scikit_learn",
];

/// Executes a notebook in a folder of its own.
fn executed(folder: &Path, notebook: &Path) -> Output {
    let mut command = Shared::get().command();
    command.arg(project("tests/python/execute.py")).arg(notebook);
    if std::env::var_os("NODAL_FULL").is_some() {
        command.arg("--whole");
    }
    command.env("IPYTHONDIR", folder.join("ipython")).output().unwrap()
}

/// Executes one of the project's notebooks, where nothing of the project can be written.
fn execute(name: &str) {
    let folder = TempDir::new().unwrap();
    let notebook = folder.path().join(format!("{name}.ipynb"));
    fs::copy(project("notebooks").join(format!("{name}.ipynb")), &notebook).unwrap();
    let output = executed(folder.path(), &notebook);
    let (told, mishaps) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{name}:\n{told}\n{mishaps}");
}

#[test]
fn a_run_becomes_figures() {
    execute(NOTEBOOKS[0]);
}

#[test]
fn interventions_are_compared_and_the_table_is_met_by_hand() {
    execute(NOTEBOOKS[1]);
}

#[test]
fn a_sensitivity_study_is_written_run_and_mapped() {
    execute(NOTEBOOKS[2]);
}

#[test]
fn hybrid_compacts_are_designed_at_equal_money() {
    execute(NOTEBOOKS[3]);
}

#[test]
fn salib_finds_the_indices_of_the_program() {
    execute(NOTEBOOKS[4]);
}

#[test]
fn policies_are_tried_and_sought_in_the_workbench() {
    execute(NOTEBOOKS[5]);
}

#[test]
fn a_surrogate_is_held_against_runs_that_it_has_not_seen() {
    execute(NOTEBOOKS[6]);
}

/// A notebook that cannot go on says in which cell and why: else the tests above could not fail.
#[test]
fn a_notebook_that_fails_is_told_by_cell_and_error() {
    let folder = TempDir::new().unwrap();
    let code = |source: &str| {
        json!({"cell_type": "code", "id": "first", "metadata": {"tags": ["parameters"]}, "source": source,
            "outputs": [], "execution_count": null})
    };
    for (source, reduced, expected) in [
        ("fear = 1", "fear / 0", "ZeroDivisionError"),
        ("import warnings\nwarnings.warn('mind the gap')", "", "mind the gap"),
        ("print('no figure')", "", "no cell drew a figure"),
    ] {
        let notebook = json!({"cells": [code(source)], "metadata": {"reduced": reduced},
            "nbformat": 4, "nbformat_minor": 5});
        let path = folder.path().join("wrong.ipynb");
        fs::write(&path, notebook.to_string()).unwrap();
        let output = executed(folder.path(), &path);
        let told = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains(expected), "{expected} in {told}");
    }
}

/// Outputs would grow the history and grow stale: whoever wants them executes the notebook.
#[test]
fn notebooks_are_committed_without_outputs() {
    let mut found = 0;
    for entry in fs::read_dir(project("notebooks")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "ipynb") {
            continue;
        }
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(NOTEBOOKS.contains(&stem.as_str()), "no test executes {stem}");
        found += 1;
        let notebook: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        assert_eq!((&notebook["nbformat"], &notebook["nbformat_minor"]), (&4.into(), &5.into()));
        for cell in notebook["cells"].as_array().unwrap() {
            let id = cell["id"].as_str().unwrap();
            if cell["cell_type"] == "code" {
                assert_eq!(cell["outputs"], json!([]), "{stem}: outputs of {id}");
                assert_eq!(cell["execution_count"], Value::Null, "{stem}: count of {id}");
            }
        }
    }
    assert_eq!(found, NOTEBOOKS.len());
}
