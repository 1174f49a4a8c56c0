#![allow(dead_code, reason = "each test binary uses a part")]
//! The program as its users call it, in a folder, and the tables that it wrote.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A path in the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The program, to be called in a folder; it tells problems without colours.
pub fn nodal(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nodal"));
    command.current_dir(folder).env("NO_COLOR", "1");
    command
}

/// Calls it and waits: its exit code, what it said, and what it told beside.
pub fn call(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = nodal(folder).args(arguments).output().unwrap();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

/// Calls it without its progress.
pub fn quiet(folder: &Path, arguments: &[&str]) -> Output {
    nodal(folder).arg("-q").args(arguments).output().unwrap()
}

/// Calls it, and it succeeds.
pub fn must(folder: &Path, arguments: &[&str]) {
    let output = quiet(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
}

/// What was written, as text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A row of a table, by column.
pub type Row = BTreeMap<String, String>;

/// Rows of a table, each by column.
pub fn rows(path: &Path) -> Vec<Row> {
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}
