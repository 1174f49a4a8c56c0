//! Python for tests that drive notebooks and pages: a virtual environment of its own, made from a pinned list.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The interpreter of a virtual environment that holds what a list of requirements names. It is made below the
/// build directory on first use, and again when the list changes; a half-made one is never taken for whole.
///
/// # Panics
/// In one line that says what is missing, when there is no Python 3.11 or newer or a package cannot be had.
pub fn interpreter(requirements: &Path) -> PathBuf {
    let list = fs::read(requirements).unwrap();
    let name = format!("python-{}", &blake3::hash(&list).to_hex()[..12]);
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let python = home.join("bin").join("python");
    if home.join("complete").exists() {
        return python;
    }
    let _ = fs::remove_dir_all(&home);
    let found = ["python3.11", "python3.12", "python3.13", "python3"]
        .into_iter()
        .find(|name| is_new_enough(name))
        .expect("Python 3.11 or newer is needed: install it, and see that python3 finds it");
    call(Command::new(found).args(["-m", "venv"]).arg(&home));
    call(Command::new(&python).args(["-m", "pip", "install", "--quiet", "-r"]).arg(requirements));
    fs::write(home.join("complete"), "").unwrap();
    python
}

fn is_new_enough(name: &str) -> bool {
    let check = "import sys; sys.exit(sys.version_info < (3, 11))";
    Command::new(name).args(["-c", check]).output().is_ok_and(|output| output.status.success())
}

fn call(command: &mut Command) {
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed: {told}");
}
