//! The digest of the sources: the same wherever they lie and however their lines end, another as soon as anything that
//! reaches the tables is another.

#[path = "../../../build/sources.rs"]
#[expect(clippy::module_inception, reason = "the name of what it tests")]
mod sources;

use sources::{CRATES, LIVING, REACHING, digest, locked, model};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Modules that speak or draw, and change no number.
const APART: [&str; 4] = ["cli", "lib", "main", "visual"];
/// Dependencies that speak or draw, and change no number.
const CRATES_APART: [&str; 16] = [
    "ab_glyph",
    "base64",
    "clap",
    "clap_complete",
    "ctrlc",
    "deunicode",
    "flate2",
    "indicatif",
    "maud",
    "miette",
    "pdf-writer",
    "rust_xlsxwriter",
    "plotters",
    "png",
    "strsim",
    "thiserror",
];

const LOCK: &str = "version = 4\n\n[[package]]\nname = \"clap\"\nversion = \"4.6.0\"\n\n\
    [[package]]\nname = \"rand\"\nversion = \"0.10.1\"\ndependencies = [\n \"rand_core 0.9.0\",\n]\n\n\
    [[package]]\nname = \"rand_core\"\nversion = \"0.9.0\"\n\n[[package]]\nname = \"rand_core\"\nversion = \"0.6.0\"\n";

/// A package in small.
fn package(folder: &Path) {
    for (name, text) in [
        ("Cargo.lock", LOCK),
        ("src/lib.rs", "mod terms;\n"),
        ("src/terms.rs", "/// A term.\nconst A: u8 = 1;\n"),
        ("src/model/month.rs", "fn month() {}\n"),
        ("src/model/notes.txt", "not compiled\n"),
        ("src/cli/mod.rs", "fn speak() {}\n"),
    ] {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// An ensemble that was learnt from the model holds while nothing else is lived.
#[test]
fn the_digest_of_the_model_depends_on_its_code_and_not_on_how_it_is_set_out() {
    let folder = TempDir::new().unwrap();
    package(folder.path());
    let first = model(folder.path()).unwrap();
    let after = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        let digest = model(folder.path()).unwrap();
        package(folder.path());
        digest
    };
    assert_eq!(after("src/terms.rs", "/// A better word.\nconst A: u8 =\n    1;\n"), first);
    assert_eq!(after("src/scenario/read.rs", "fn read() {}\n"), first);
    assert_ne!(after("src/terms.rs", "/// A term.\nconst A: u8 = 2;\n"), first);
    assert_ne!(after("src/model/month.rs", "fn month() { live() }\n"), first);
}

#[test]
fn the_digest_of_sources_depends_on_what_reaches_the_tables_and_on_nothing_else() {
    let (here, there) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    package(here.path());
    package(&there.path().join("a clone/of it"));
    let there = there.path().join("a clone/of it");
    let first = digest(here.path(), &REACHING).unwrap();
    assert_eq!(first.len(), 32);
    assert_eq!(digest(&there, &REACHING).unwrap(), first);
    let after = |name: &str, text: &str| {
        fs::write(there.join(name), text).unwrap();
        let digest = digest(&there, &REACHING).unwrap();
        package(&there);
        digest
    };
    assert_eq!(after("src/terms.rs", "/// A term.\r\nconst A: u8 = 1;\r\n"), first);
    assert_eq!(after("src/cli/mod.rs", "fn speak() { loud() }\n"), first);
    assert_eq!(after("src/model/notes.txt", "still not\n"), first);
    assert_eq!(after("Cargo.lock", &LOCK.replace("4.6.0", "4.7.0")), first);
    assert_eq!(after("Cargo.lock", &LOCK.replace("\"0.6.0\"", "\"0.6.1\"")), first);
    assert_eq!(after("Cargo.lock", &LOCK.replace('\n', "\r\n")), first);
    assert_ne!(after("src/terms.rs", "/// A term.\nconst A: u8 = 2;\n"), first);
    assert_ne!(after("src/model/month.rs", "fn month() { live() }\n"), first);
    assert_ne!(after("Cargo.lock", &LOCK.replace("0.9.0", "0.9.1")), first);
    fs::rename(there.join("src/model/month.rs"), there.join("src/model/year.rs")).unwrap();
    assert_ne!(digest(&there, &REACHING).unwrap(), first);
}

#[test]
fn this_build_names_the_digest_of_the_sources_that_lie_here() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert_eq!(nodal::output::identity::BUILD, digest(here, &REACHING).unwrap());
    assert_eq!(nodal::scenario::sets::MODEL, model(here).unwrap());
    assert!(LIVING.iter().all(|module| REACHING.contains(module)));
}

#[test]
fn every_module_and_every_dependency_reaches_the_tables_or_is_declared_not_to() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let modules: BTreeSet<String> = fs::read_dir(here.join("src"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let declared = REACHING.iter().chain(&APART).map(ToString::to_string);
    assert_eq!(modules, declared.collect());
    let manifest: toml::Table =
        fs::read_to_string(here.join("Cargo.toml")).unwrap().parse().unwrap();
    let crates: BTreeSet<String> =
        manifest["dependencies"].as_table().unwrap().keys().cloned().collect();
    let declared = CRATES.iter().chain(&CRATES_APART).map(ToString::to_string);
    assert_eq!(crates, declared.collect());
    let lock = fs::read_to_string(here.join("Cargo.lock")).unwrap();
    let reached = locked(&lock);
    for name in CRATES {
        assert!(reached.iter().any(|one| one.starts_with(&format!("{name} "))), "{name}");
    }
}
