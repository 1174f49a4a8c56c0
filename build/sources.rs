//! Which sources reach the tables, and their digest: two builds of one digest write the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Modules below `src/` whose code reaches the tables.
pub const REACHING: [&str; 12] = [
    "engine",
    "experiment",
    "ledger",
    "metrics",
    "model",
    "output",
    "params",
    "programme",
    "scenario",
    "terms",
    "values",
    "world",
];

/// Those of them in which a run is lived: what is learnt of the model holds while these stay the same.
pub const LIVING: [&str; 9] =
    ["engine", "ledger", "metrics", "model", "params", "programme", "terms", "values", "world"];

/// Dependencies whose code reaches the tables, with all that these depend on.
pub const CRATES: [&str; 16] = [
    "blake3",
    "csv",
    "enum-map",
    "libm",
    "parquet",
    "postcard",
    "rand",
    "rand_distr",
    "rand_philox",
    "rayon",
    "rstar",
    "serde",
    "serde_json",
    "sobol_burley",
    "statrs",
    "toml",
];

/// What of the package reaches the tables, relative to it; what is not there is left out.
pub fn paths(package: &Path, modules: &[&str]) -> Vec<PathBuf> {
    let of_module = |name: &&str| {
        let folder = Path::new("src").join(name);
        [folder.with_extension("rs"), folder]
    };
    let all = modules.iter().flat_map(of_module).chain([PathBuf::from("Cargo.lock")]);
    all.filter(|path| package.join(path).exists()).collect()
}

/// The digest of modules: of each source file its place in the package and its text, with line ends as on Unix, and of
/// each dependency that reaches the tables its version.
///
/// # Errors
/// When a file cannot be read.
pub fn digest(package: &Path, modules: &[&str]) -> io::Result<String> {
    digest_of(package, modules, |text| text.replace("\r\n", "\n"))
}

/// The digest of the model: of the modules in which a run is lived, without comments of whole lines and without white space.
/// What is learnt of the model is not lost where its sources are explained better or their lines broken elsewhere.
///
/// # Errors
/// When a file cannot be read.
pub fn model(package: &Path) -> io::Result<String> {
    digest_of(package, &LIVING, |text| {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        code.flat_map(str::split_whitespace).collect()
    })
}

fn digest_of(
    package: &Path,
    modules: &[&str],
    told: impl Fn(&str) -> String,
) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    let mut add = |name: &str, text: &str| {
        hasher.update(format!("{name} {}\n", text.len()).as_bytes());
        hasher.update(text.as_bytes());
    };
    let mut files = BTreeMap::new();
    for path in paths(package, modules) {
        collect(package, &path, &mut files)?;
    }
    for (name, path) in &files {
        add(name, &told(&fs::read_to_string(path)?));
    }
    // A package without a lock file is built with versions that nobody can tell here.
    let lock = fs::read_to_string(package.join("Cargo.lock")).unwrap_or_default();
    add("dependencies", &locked(&lock).join("\n"));
    Ok(hasher.finalize().to_hex()[..32].to_owned())
}

/// Source files at a path, by their names with `/` between folders: whatever the system writes.
fn collect(package: &Path, path: &Path, files: &mut BTreeMap<String, PathBuf>) -> io::Result<()> {
    let whole = package.join(path);
    if whole.is_dir() {
        for entry in fs::read_dir(&whole)? {
            collect(package, &path.join(entry?.file_name()), files)?;
        }
    } else if path.extension().is_some_and(|ending| ending == "rs") {
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        files.insert(parts.join("/"), whole);
    }
    Ok(())
}

/// `NAME VERSION` of each locked package that reaches the tables, in order.
pub fn locked(lock: &str) -> Vec<String> {
    let lock = lock.replace("\r\n", "\n");
    let packages: Vec<(String, String, Vec<String>)> =
        lock.split("[[package]]").skip(1).map(package).collect();
    let is_named = |written: &str, name: &str, version: &str| {
        let mut words = written.split(' ');
        words.next() == Some(name) && words.next().is_none_or(|word| word == version)
    };
    let mut reached = BTreeSet::new();
    let mut open: Vec<String> = CRATES.map(str::to_owned).to_vec();
    while let Some(written) = open.pop() {
        for (name, version, needs) in &packages {
            if is_named(&written, name, version) && reached.insert(format!("{name} {version}")) {
                open.extend(needs.iter().cloned());
            }
        }
    }
    reached.into_iter().collect()
}

/// Name, version and dependencies of one entry of a lock file.
fn package(entry: &str) -> (String, String, Vec<String>) {
    let of = |key: &str| {
        let line = entry.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
        line.unwrap_or_default().trim_matches('"').to_owned()
    };
    let needs = entry.lines().map(str::trim).filter_map(|line| {
        line.strip_prefix('"')?.strip_suffix(',')?.strip_suffix('"').map(str::to_owned)
    });
    (of("name"), of("version"), needs.collect())
}
