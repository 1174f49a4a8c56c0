//! Notebooks run from first to last cell with the packages that they name, and are committed bare.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking anywhere")]

#[path = "../common/python.rs"]
mod python;

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

const NOTEBOOKS: [&str; 4] = [
    "1_from_a_run_to_a_figure",
    "2_comparing_interventions",
    "3_a_sensitivity_study",
    "4_designing_a_hybrid_compact",
];

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Python with the pinned packages, and matplotlib's list of fonts, made once for all tests.
fn interpreter() -> &'static (PathBuf, PathBuf) {
    static MADE: OnceLock<(PathBuf, PathBuf)> = OnceLock::new();
    MADE.get_or_init(|| {
        let python = python::interpreter(&project("notebooks/requirements.txt"));
        let settings = python.parent().unwrap().parent().unwrap().join("matplotlib");
        let status = Command::new(&python)
            .args(["-c", "import matplotlib.pyplot"])
            .env("MPLCONFIGDIR", &settings)
            .status()
            .unwrap();
        assert!(status.success(), "matplotlib cannot be imported");
        (python, settings)
    })
}

/// Copies a folder, without what was run or hidden in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_file() {
            fs::copy(&path, to.join(name)).unwrap();
        } else if name != "runs" && !name.starts_with(['.', '_']) {
            copy(&path, &to.join(name));
        }
    }
}

/// Executes a notebook beside a copy of the library, where nothing of the project can be written.
fn execute(name: &str) {
    let (python, settings) = interpreter();
    let folder = TempDir::new().unwrap();
    copy(&project("notebooks"), &folder.path().join("notebooks"));
    copy(&project("scenarios"), &folder.path().join("scenarios"));
    let output = Command::new(python)
        .arg(project("tests/notebooks/execute.py"))
        .arg(folder.path().join("notebooks").join(format!("{name}.ipynb")))
        .env("NODAL", env!("CARGO_BIN_EXE_nodal"))
        .env("MPLCONFIGDIR", settings)
        .env("IPYTHONDIR", folder.path().join("ipython"))
        .output()
        .unwrap();
    let (told, mishaps) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{name}:\n{told}\n{mishaps}");
    assert!(folder.path().join("notebooks/runs").is_dir(), "{name} ran nothing");
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

/// A notebook that cannot go on says in which cell and why: else the tests above could not fail.
#[test]
fn a_notebook_that_fails_is_told_by_cell_and_error() {
    let (python, _) = interpreter();
    let folder = TempDir::new().unwrap();
    let code = |source: &str| {
        serde_json::json!({"cell_type": "code", "id": "first", "metadata": {}, "source": source,
            "outputs": [], "execution_count": null})
    };
    for (source, expected) in [
        ("fear = 1\nfear / 0", "ZeroDivisionError"),
        ("import warnings\nwarnings.warn('mind the gap')", "mind the gap"),
        ("print('no figure')", "no cell drew a figure"),
    ] {
        let notebook = serde_json::json!({"cells": [code(source)], "metadata": {}, "nbformat": 4,
            "nbformat_minor": 5});
        let path = folder.path().join("wrong.ipynb");
        fs::write(&path, notebook.to_string()).unwrap();
        let output = Command::new(python)
            .arg(project("tests/notebooks/execute.py"))
            .arg(path)
            .env("IPYTHONDIR", folder.path().join("ipython"))
            .output()
            .unwrap();
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
                assert_eq!(cell["outputs"], serde_json::json!([]), "{stem}: outputs of {id}");
                assert_eq!(cell["execution_count"], Value::Null, "{stem}: count of {id}");
            }
        }
    }
    assert_eq!(found, NOTEBOOKS.len());
}

/// Numbers with another version of a package may differ: every one is pinned.
#[test]
fn requirements_are_pinned() {
    let list = fs::read_to_string(project("notebooks/requirements.txt")).unwrap();
    let lines = list.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    let packages: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    assert!(!packages.is_empty());
    for package in packages {
        assert!(package.contains("=="), "{package} is not pinned");
    }
}
