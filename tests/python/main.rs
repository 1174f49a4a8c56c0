//! The Python package and its notebooks: compiled once, beside a copy of its sources, in one environment.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking anywhere")]

mod notebooks;
mod package;
#[path = "../common/python.rs"]
mod python;

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What all of these tests share.
struct Shared {
    /// The interpreter, with the pinned packages.
    python: PathBuf,
    /// Where the package `nodal` lies.
    package: PathBuf,
    /// Where matplotlib keeps its list of fonts, made once.
    settings: PathBuf,
}

impl Shared {
    fn get() -> &'static Self {
        static MADE: OnceLock<Shared> = OnceLock::new();
        MADE.get_or_init(|| {
            let python = python::interpreter(&project("tests/python/requirements.txt"));
            let settings = python.parent().unwrap().parent().unwrap().join("matplotlib");
            let shared = Self { python, package: package(), settings };
            let drawn = shared.command().args(["-c", "import matplotlib.pyplot"]).status().unwrap();
            assert!(drawn.success(), "matplotlib cannot be imported");
            shared
        })
    }

    /// The interpreter, which finds the package, the program and its own settings.
    fn command(&self) -> Command {
        let mut command = Command::new(&self.python);
        command
            .env("PYTHONPATH", &self.package)
            .env("NODAL", env!("CARGO_BIN_EXE_nodal"))
            .env("MPLCONFIGDIR", &self.settings);
        command
    }
}

/// Compiles the extension as the tests are compiled, and lays the package out beside it as a wheel would.
fn package() -> PathBuf {
    let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
    // With the packages and kinds of targets that the test command has, features and so the compiled library are its own.
    let what = ["build", "--quiet", "--package", "nodal-python", "--package", "nodal", "--lib"];
    let how = ["--test", "python", "--profile", profile, "--message-format"];
    let built = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(what.iter().chain(&how).chain(&["json-render-diagnostics"]))
        .current_dir(project(""))
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let told = String::from_utf8_lossy(&built.stdout);
    let made: Vec<Value> =
        told.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let of = |name: &str| made.iter().find(|one| one["target"]["name"] == name);
    let is_shared = of("nodal").is_some_and(|library| library["fresh"] == true);
    assert!(
        is_shared,
        "the library was compiled once more: the package has other features (dev-dependencies in Cargo.toml)"
    );
    let library = of("_nodal").and_then(|extension| extension["filenames"][0].as_str()).unwrap();
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

/// Numbers with another version of a package may differ: every one is pinned.
#[test]
fn requirements_are_pinned() {
    let list = fs::read_to_string(project("tests/python/requirements.txt")).unwrap();
    let lines = list.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    let packages: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    assert!(!packages.is_empty());
    for package in packages {
        assert!(package.contains("=="), "{package} is not pinned");
    }
}
