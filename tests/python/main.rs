//! The Python package: compiled beside a copy of its sources, and tried by its own tests (`python/tests`).

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking anywhere")]

#[path = "../common/python.rs"]
mod python;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Compiles the extension, and lays the package out beside it as a wheel would.
fn package() -> PathBuf {
    // What is tried is the way in and out: the cheapest build will do.
    let built = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "build",
            "--quiet",
            "--package",
            "nodal-python",
            "--message-format",
            "json-render-diagnostics",
        ])
        .current_dir(project(""))
        .env("CARGO_PROFILE_DEV_OPT_LEVEL", "1")
        // It is built once a change: a cache of parts would only grow.
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let told = String::from_utf8_lossy(&built.stdout);
    let library = told
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["target"]["name"] == "_nodal")
        .find_map(|message| message["filenames"][0].as_str().map(PathBuf::from))
        .unwrap();
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("package");
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(place.join("nodal")).unwrap();
    for entry in fs::read_dir(project("python/nodal")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, place.join("nodal").join(path.file_name().unwrap())).unwrap();
        }
    }
    fs::copy(library, place.join("nodal/_nodal.abi3.so")).unwrap();
    place
}

#[test]
fn the_package_does_what_the_program_does() {
    let place = package();
    let python = python::interpreter(&project("tests/python/requirements.txt"));
    let call = |arguments: &[&str]| {
        let output = Command::new(&python)
            .args(arguments)
            .current_dir(&place)
            .env("PYTHONPATH", &place)
            .env("NODAL", env!("CARGO_BIN_EXE_nodal"))
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        let mishaps = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}:\n{told}\n{mishaps}");
    };
    let tests = project("python/tests");
    call(&["-m", "pytest", "-q", "-p", "no:cacheprovider", tests.to_str().unwrap()]);
    let settings = project("pyproject.toml");
    call(&["-m", "mypy", "--config-file", settings.to_str().unwrap(), "--package", "nodal"]);
}
