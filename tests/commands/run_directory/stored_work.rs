//! Unfinished work is gone on with only where it is whole and of this build, and what is not is told.

use super::{SMALL, folder, manifest};
use crate::program::call;
use nodal::experiment::{RunOptions, run};
use nodal::output::record::Keep;
use nodal::output::{RunDirectory, Work, identity};
use nodal::params::Catalogue;
use nodal::scenario::{Scenario, Settings};
use std::fs;
use std::path::Path;

/// Leaves a run broken off after its second replicate, by some build; the records that were kept are of another seed, so
/// that it can be told whether they were used.
fn broken_off(path: &Path, build: &str) {
    let scenario =
        Scenario::from_text("small", SMALL, &Settings::default(), &Catalogue::standard()).unwrap();
    let work = Work {
        scenario_hash: scenario.hash(),
        seed: scenario.params.run.seed,
        version: identity::VERSION.to_owned(),
        build: build.to_owned(),
        keep: Keep::default(),
        led_by: String::new(),
    };
    let other = SMALL.replace("[run]\n", "[run]\nseed = 9\n");
    let other =
        Scenario::from_text("small", &other, &Settings::default(), &Catalogue::standard()).unwrap();
    let directory = RunDirectory::open(path, &work, false).unwrap();
    for record in &run(&other, &RunOptions::default()).unwrap().records[..2] {
        directory.keep(record).unwrap();
    }
}

fn digest(folder: &Path, out: &str) -> String {
    manifest(&folder.join(out)).digest
}

/// What spoils a stored file, and its name.
type Damage<'a> = (&'a str, &'a dyn Fn(Vec<u8>) -> Vec<u8>);

#[test]
fn work_of_another_build_is_told_and_lived_again() {
    let folder = folder();
    assert_eq!(call(folder.path(), &["run", "small.toml", "--out", "whole"]).0, 0);
    // What this build kept is taken up as it is.
    broken_off(&folder.path().join("mine"), identity::BUILD);
    let (code, _, told) = call(folder.path(), &["run", "small.toml", "--out", "mine"]);
    assert!(code == 0 && told.is_empty(), "{told}");
    assert_ne!(digest(folder.path(), "mine"), digest(folder.path(), "whole"));
    // What another build kept is not.
    broken_off(&folder.path().join("other"), "0123456789abcdef");
    let (code, _, told) = call(folder.path(), &["run", "small.toml", "--out", "other"]);
    assert!(code == 0 && told.contains("another build") && told.contains("0123456789ab"), "{told}");
    assert_eq!(digest(folder.path(), "other"), digest(folder.path(), "whole"));
    assert_eq!(manifest(&folder.path().join("other")).build, identity::BUILD);
}

#[test]
fn damaged_replicates_are_told_and_lived_again() {
    let folder = folder();
    assert_eq!(call(folder.path(), &["run", "small.toml", "--out", "whole"]).0, 0);
    let zeros = |bytes: Vec<u8>| vec![0; bytes.len()];
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    let flipped = |mut bytes: Vec<u8>| {
        let at = bytes.len() - 9;
        bytes[at] ^= 4;
        bytes
    };
    let damages: [Damage; 3] = [("zeros", &zeros), ("cut", &cut), ("flipped", &flipped)];
    for (out, damage) in damages {
        broken_off(&folder.path().join(out), identity::BUILD);
        for replicate in [1, 2] {
            let path =
                folder.path().join(out).join(format!(".unfinished/replicate-{replicate}.bin"));
            fs::write(&path, damage(fs::read(&path).unwrap())).unwrap();
        }
        let (code, _, told) = call(folder.path(), &["run", "small.toml", "--out", out]);
        assert!(code == 0 && told.contains("damaged") && told.contains("1 more"), "{out}: {told}");
        assert_eq!(digest(folder.path(), out), digest(folder.path(), "whole"), "{out}");
    }
}

#[test]
fn the_program_and_every_manifest_name_their_sources() {
    let folder = folder();
    let (code, said, _) = call(folder.path(), &["--version"]);
    assert!(code == 0 && said.contains(identity::BUILD) && said.contains(identity::VERSION));
    assert!(said.contains(identity::COMMIT), "{said}");
    assert_eq!(call(folder.path(), &["run", "small.toml", "--out", "x"]).0, 0);
    let manifest = manifest(&folder.path().join("x"));
    assert_eq!(
        (manifest.build.as_str(), manifest.commit.as_str()),
        (identity::BUILD, identity::COMMIT)
    );
}
