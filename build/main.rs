//! Tells the program which sources it was built from: the digest of what reaches the tables, that of the model alone, and
//! the commit that changed it last; and lists the library of scenarios for it. Runs again only when these sources change, so
//! that a commit costs no build of its own.

mod library;
mod sources;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the library of scenarios.
const LIBRARY: &str = "scenarios";

fn main() -> io::Result<()> {
    let package = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let paths = sources::paths(&package, &sources::REACHING);
    for path in paths.iter().map(PathBuf::as_path).chain([Path::new("build"), Path::new(LIBRARY)]) {
        println!("cargo:rerun-if-changed={}", path.display());
    }
    let digest = sources::digest(&package, &sources::REACHING)?;
    let model = sources::model(&package)?;
    let place = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(place.join("library.rs"), library::index(&package.join(LIBRARY))?)?;
    let commit = packaged(&package).or_else(|| checked_out(&package, &paths)).unwrap_or_default();
    let of_commit = if commit.is_empty() { String::new() } else { format!(", commit {commit}") };
    println!("cargo:rustc-env=NODAL_BUILD={digest}");
    println!("cargo:rustc-env=NODAL_MODEL={model}");
    println!("cargo:rustc-env=NODAL_COMMIT={commit}");
    println!("cargo:rustc-env=NODAL_VERSION={version} (sources {digest}{of_commit})");
    Ok(())
}

/// The commit that a published package was made from.
fn packaged(package: &Path) -> Option<String> {
    let told = fs::read_to_string(package.join(".cargo_vcs_info.json")).ok()?;
    let (_, after) = told.split_once("\"sha1\":")?;
    let commit = after.split('"').nth(1)?.to_owned();
    let is_dirty = told.contains("\"dirty\": true") || told.contains("\"dirty\":true");
    Some(marked(commit, is_dirty))
}

/// The last commit that changed the sources, where the package is a checkout of its own.
fn checked_out(package: &Path, paths: &[PathBuf]) -> Option<String> {
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.arg("-C").arg(package).args(arguments);
        if arguments.last() == Some(&"--") {
            command.args(paths);
        }
        let output = command.output().ok().filter(|output| output.status.success())?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    // Inside somebody else's repository the commits are not ours.
    let top = PathBuf::from(git(&["rev-parse", "--show-toplevel"])?);
    if top.canonicalize().ok()? != package.canonicalize().ok()? {
        return None;
    }
    let commit = git(&["log", "-1", "--format=%H", "--"])?;
    let is_dirty = !git(&["status", "--porcelain", "--"])?.is_empty();
    (!commit.is_empty()).then(|| marked(commit, is_dirty))
}

/// A commit from which the sources differ is marked.
fn marked(commit: String, is_dirty: bool) -> String {
    if is_dirty { format!("{commit} with changes") } else { commit }
}
