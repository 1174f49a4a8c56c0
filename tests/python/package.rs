//! The package by its own tests (`python/tests`), and by its types.

use crate::{Shared, project};
use std::path::Path;

/// Calls a module of Python beside the package, with a path as its last argument.
fn call(arguments: &[&str], path: &Path) {
    let shared = Shared::get();
    let mut command = shared.command();
    command.arg("-m").args(arguments).arg(path).current_dir(&shared.package);
    let output = command.output().unwrap();
    let (told, mishaps) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{arguments:?}:\n{told}\n{mishaps}");
}

#[test]
fn the_package_does_what_the_program_does() {
    call(&["pytest", "-q", "-p", "no:cacheprovider"], &project("python/tests"));
}

#[test]
fn types_are_right() {
    let options = ["mypy", "--cache-dir", "/dev/null", "--package", "nodal", "--config-file"];
    call(&options, &project("pyproject.toml"));
}
