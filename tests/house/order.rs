//! The house is in order: formatted, without a lint, documented without a warning, and of crates whose licences and
//! sources are known. These are the project's own commands, so that the test command runs them all.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

fn cargo(arguments: &[&str]) -> Output {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .expect("cargo can be called")
}

fn expect_quiet(arguments: &[&str]) {
    let output = cargo(arguments);
    assert!(
        output.status.success(),
        "cargo {}:\n{}{}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn every_file_is_formatted() {
    expect_quiet(&["fmt", "--check"]);
}

#[test]
fn no_lint_is_broken_and_documents_render_without_a_warning() {
    expect_quiet(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]);
    expect_quiet(&["doc", "--no-deps", "--document-private-items", "--quiet"]);
}

/// Advisories need the network and change by the day: `cargo deny check advisories` by hand.
#[test]
fn licences_bans_and_sources_are_allowed() {
    if !cargo(&["deny", "--version"]).status.success() {
        eprintln!("cargo-deny is not installed: licences, bans and sources were not checked");
        return;
    }
    expect_quiet(&["deny", "check", "licenses", "bans", "sources"]);
}

/// The examples are the library's face: they run as they stand, and say something.
#[test]
fn examples_run() {
    for example in ["country", "programme", "comparison", "metric"] {
        let output = cargo(&["run", "--quiet", "--example", example]);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "example {example}: {told}");
        assert!(!output.stdout.is_empty(), "example {example} says nothing");
    }
}

/// Peers are built as their lock files say: that of the peer which is this crate has what the crate needs.
#[test]
fn the_peer_of_this_crate_is_locked_to_what_it_needs() {
    let read = |path: &str| -> toml::Table {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let text = std::fs::read_to_string(path).expect("can be read");
        text.parse().expect("is TOML")
    };
    let manifest = read("Cargo.toml");
    let needed: BTreeSet<String> = ["dependencies", "build-dependencies"]
        .iter()
        .flat_map(|kind| manifest[*kind].as_table().expect("a table"))
        .filter(|(_, how)| how.get("optional").is_none())
        .map(|(name, _)| name.clone())
        .collect();
    let lock = read("benches/peers/nodal/Cargo.lock");
    let packages = lock["package"].as_array().expect("packages");
    let nodal = packages.iter().find(|one| one["name"].as_str() == Some("nodal"));
    let locked: BTreeSet<String> = nodal.expect("is there")["dependencies"]
        .as_array()
        .expect("dependencies")
        .iter()
        .filter_map(|one| one.as_str()?.split(' ').next().map(str::to_owned))
        .collect();
    assert_eq!(locked, needed, "`cargo update --workspace` in benches/peers/nodal mends it");
}
