//! From a TOML file to a checked scenario, or to all that is wrong with it at once.

mod assigned;
mod changes;
mod checks;
pub mod claim;
mod claim_reader;
pub mod consistency;
pub mod decision;
mod decision_reader;
pub mod design;
mod dump;
pub mod encoding;
pub mod explain;
mod fields;
mod given;
pub mod incidents;
mod land;
mod levers;
pub mod library;
pub mod mixtures;
mod money_checks;
pub mod moved;
mod names;
pub mod number;
pub mod outline;
mod own_points;
mod points;
pub mod problem;
mod questions;
mod read;
mod records;
pub mod reference;
pub mod schema;
pub mod sets;
pub mod settlements;
mod stems;
pub mod study;
mod study_checks;
pub mod study_keys;
mod study_reader;
pub mod table;
pub mod targets;
mod text;
mod variants;
mod wanted;
mod worlds;
pub mod zones;

pub use levers::{Factor, Levels};
pub use problem::{Level, Location, Problem, Problems};
pub use read::title;
pub use stems::distinguishing;
pub use study::Study;
pub use variants::Assignment;
pub(crate) use variants::{PLACEBO, WITHOUT};

use crate::params::{Catalogue, Parameter, Params, Value};
use crate::programme::Programme;
use crate::world::{Census, Geography, places};
use read::Entry;
use records::Raw;
use sets::Ensemble;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use variants::enter;

/// Version of the format of scenarios and studies. Files of older ones are read; keys that are gone are in [`moved::MOVED`].
pub const SCHEMA_VERSION: i64 = 2;

/// Where the value of a parameter comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// No file says otherwise.
    Default,
    /// A line of a file.
    File {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
    },
    /// A `--set` argument or another option.
    Argument(String),
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line } => write!(f, "{}:{line}", path.display()),
            Self::Argument(argument) => f.write_str(argument),
        }
    }
}

/// The value of one parameter in a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: Value,
    /// Where the value comes from.
    pub origin: Origin,
    /// Key and value as digests take them: written once, as each point of a study is named by all of them.
    line: String,
}

impl Resolved {
    fn new(key: &str, value: Value, origin: Origin) -> Arc<Self> {
        let line = format!("{key}={value}\n");
        Arc::new(Self { key: key.to_owned(), value, origin, line })
    }

    /// The same parameter with another value.
    fn with(&self, value: Value) -> Arc<Self> {
        Self::new(&self.key, value, self.origin.clone())
    }
}

/// A checked scenario: every value is there and allowed, every file it names could be read.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Name: the file's without its ending.
    pub name: String,
    /// One line for lists and headings.
    pub title: String,
    /// What it stands for and what to look at.
    pub description: String,
    /// The parameters.
    pub params: Params,
    /// The same one by one, in the order of the catalogue; points of a study hold in common what they do not change.
    pub values: Vec<Arc<Resolved>>,
    /// The real places, if `world.settlements` is given.
    pub geography: Option<Geography>,
    /// The account of these places: what was read and built.
    pub census: Option<Census>,
    /// What is told before it is lived.
    pub warnings: Vec<Problem>,
    /// Sets of parameters over which its replicates are spread.
    pub ensemble: Option<Arc<Ensemble>>,
    /// The files that it names, as they were read.
    pub files: Vec<NamedFile>,
    /// What was written, before defaults: the ground on which other values are checked.
    written: Arc<Written>,
}

/// A file that a scenario names, as it was read when the scenario was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// The key that names it.
    pub key: &'static str,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

impl NamedFile {
    /// Its name by what it is for, wherever it lay and whatever it was called: two files of one name stay two.
    pub fn role(&self) -> &'static str {
        match self.key {
            "world.outline" => "outline.geojson",
            "world.incidents" => "incidents.csv",
            sets::KEY => "ensemble.csv",
            _ => "settlements.csv",
        }
    }
}

/// What files and arguments say.
#[derive(Debug, Default)]
struct Written {
    entries: Vec<Arc<Entry>>,
    records: Vec<Raw>,
    /// What was told of the files that it names.
    of_files: Vec<Problem>,
}

/// What the command line adds to a scenario.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// What a study sets for all its scenarios; arguments override it.
    pub assignments: Vec<Assignment>,
    /// `KEY=VALUE` arguments, checked like a file.
    pub sets: Vec<String>,
    /// Keys set by options of their own, such as `--seed`: key, value, and how the user wrote it.
    pub options: Vec<(&'static str, Value, String)>,
}

impl Scenario {
    /// Loads and checks a scenario file and all it extends, or a scenario of the [`library`] by its name.
    ///
    /// # Errors
    /// With every problem found in the files and arguments.
    ///
    /// # Examples
    /// ```
    /// use nodal::scenario::{Scenario, Settings};
    /// use nodal::params::Catalogue;
    ///
    /// let path = std::path::Path::new("scenarios/weak_state.toml");
    /// let scenario = Scenario::load(path, &Settings::default(), &Catalogue::standard())?;
    /// assert_eq!(scenario.params.public.officers, 80.0);
    /// # Ok::<(), nodal::scenario::Problems>(())
    /// ```
    pub fn load(path: &Path, settings: &Settings, catalogue: &Catalogue) -> Result<Self, Problems> {
        let path = &library::found(path);
        let document = read::file(path, catalogue);
        let name =
            path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        Self::resolve(name, document, settings, catalogue)
    }

    /// Loads scenario files, called so that they can be told apart; a problem of what two of them share is told once.
    ///
    /// # Errors
    /// With the problems of all.
    pub fn load_all(
        files: &[PathBuf],
        settings: &Settings,
        catalogue: &Catalogue,
    ) -> Result<Vec<Self>, Problems> {
        let mut scenarios = Vec::new();
        let mut problems = Problems::default();
        for (file, name) in files.iter().zip(distinguishing(files)) {
            match Self::load(file, settings, catalogue) {
                Ok(scenario) => scenarios.push(Self { name, ..scenario }),
                Err(Problems(found)) => problems.add(found),
            }
        }
        if problems.has_errors() { Err(problems) } else { Ok(scenarios) }
    }

    /// Checks a scenario given as text; its paths are relative to the working directory.
    ///
    /// # Errors
    /// With every problem found.
    ///
    /// # Examples
    /// ```
    /// use nodal::scenario::{Scenario, Settings};
    /// use nodal::params::Catalogue;
    ///
    /// let text = "[provider.public]\nlegitimcy = 0.3\n";
    /// let problems =
    ///     Scenario::from_text("draft", text, &Settings::default(), &Catalogue::standard()).unwrap_err();
    /// assert_eq!(problems.0[0].location.to_string(), "draft:2:1");
    /// ```
    pub fn from_text(
        name: &str,
        text: &str,
        settings: &Settings,
        catalogue: &Catalogue,
    ) -> Result<Self, Problems> {
        let document = read::text(Path::new(name), text, catalogue);
        Self::resolve(name.to_owned(), document, settings, catalogue)
    }

    fn resolve(
        name: String,
        document: read::Document,
        settings: &Settings,
        catalogue: &Catalogue,
    ) -> Result<Self, Problems> {
        let read::Document { title, description, mut entries, mut records, mut problems, .. } =
            document;
        for given in &settings.assignments {
            problems.extend(enter(given, &mut entries, &mut records, catalogue).err());
        }
        for set in &settings.sets {
            let of_record = set.split_once('=').and_then(|(key, value)| {
                records::argument(set, key.trim(), value.trim(), &mut records)
            });
            if let Some(outcome) = of_record {
                problems.extend(outcome.err());
                continue;
            }
            match read::argument(set, catalogue) {
                Ok(entry) => entries.push(Arc::new(entry)),
                Err(problem) => problems.push(problem),
            }
        }
        for (key, value, written) in &settings.options {
            match read::option(key, value, written, catalogue) {
                Ok(entry) => entries.push(Arc::new(entry)),
                Err(problem) => problems.push(problem),
            }
        }
        let head = Head { name, title, description };
        let written = Written { entries, records, of_files: Vec::new() };
        Self::build(head, written, problems, None, catalogue)
    }

    /// The one road from what is written to a scenario: every value is set and everything is checked. `known` is the scenario
    /// whose entries these begin with, if there is one: only what comes after is set, and its places are read already.
    fn build(
        head: Head,
        mut written: Written,
        mut problems: Vec<Problem>,
        known: Option<&Self>,
        catalogue: &Catalogue,
    ) -> Result<Self, Problems> {
        let (mut params, mut values, set) = if let Some(known) = known {
            let params = Params { programme: Programme::default(), ..known.params.clone() };
            (params, known.values.clone(), known.written.entries.len())
        } else {
            let mut params = Params::default();
            let values = defaults(&mut params, catalogue);
            (params, values, 0)
        };
        set_values(&mut params, &mut values, written.entries[set..].iter(), catalogue);
        checks::consistency(&params, &written.entries, &mut problems);
        let read = match known {
            Some(known) if known.names_same_files(&params) => {
                (known.geography.clone(), known.files.clone(), known.written.of_files.clone())
            }
            _ => {
                let mut told = Vec::new();
                let (geography, files) = land::read(&params, &written.entries, &mut told);
                (geography, files, told)
            }
        };
        let (geography, mut files, of_files) = read;
        let ensemble = match known {
            Some(known) if known.params.run.ensemble == params.run.ensemble => {
                known.ensemble.clone().zip(known.ensemble_file())
            }
            _ => sets::read(&params, &written.entries, catalogue, &mut problems),
        };
        files.retain(|file| file.key != sets::KEY);
        let ensemble = ensemble.map(|(ensemble, file)| {
            files.push(file);
            ensemble
        });
        if let Some(ensemble) = &ensemble {
            sets::check(ensemble, &params, &written.entries, &mut problems);
        }
        problems.extend(of_files.iter().cloned());
        written.of_files = of_files;
        // Names are looked up where the world itself is in order; else each would be told as unknown.
        let is_of_world = |key: &str| key.starts_with("world.") || !key.contains('.');
        let is_sound = !problems.iter().any(|one| one.is_error() && is_of_world(&one.key));
        if is_sound
            && names::are_given(&written.entries, &written.records)
            && let Ok((places, _)) = places::whole(&params, geography.as_ref())
        {
            problems.extend(names::resolve(
                &places,
                geography.as_ref(),
                &mut written.entries,
                &mut written.records,
            ));
            let of_places = written.entries.iter().filter(|entry| names::is_of_places(&entry.key));
            set_values(&mut params, &mut values, of_places, catalogue);
        }
        let Written { entries, records, .. } = &written;
        params.programme = records::build(records);
        checks::programme(&params.programme, records, &mut problems);
        changes::records(&params, records, catalogue, &mut problems);
        questions::warn(&params, records, &mut problems);
        money_checks::money(&params, records, &mut problems);
        assigned::records(&params.programme, records, &mut problems);
        let mut census = None;
        if !problems.iter().any(Problem::is_error) {
            census = land::lay_out(&params, geography.as_ref(), entries, &mut problems);
        }
        if !problems.iter().any(Problem::is_error) {
            assigned::country(&params, geography.as_ref(), records, &mut problems);
            changes::country(&params, geography.as_ref(), records, &mut problems);
        }
        if problems.iter().any(Problem::is_error) {
            return Err(Problems(problems));
        }
        let Head { name, title, description } = head;
        let written = Arc::new(written);
        let warnings = problems;
        Ok(Self {
            name,
            title,
            description,
            params,
            values,
            geography,
            census,
            warnings,
            ensemble,
            files,
            written,
        })
    }

    /// The file of its ensemble.
    fn ensemble_file(&self) -> Option<NamedFile> {
        self.files.iter().find(|file| file.key == sets::KEY).cloned()
    }

    /// Whether these parameters name the files that it has read.
    fn names_same_files(&self, params: &Params) -> bool {
        let (own, other) = (&self.params.world, &params.world);
        (&own.settlements, &own.outline, own.groups)
            == (&other.settlements, &other.outline, other.groups)
    }

    /// Digest of the places' files; empty where there are none.
    fn places_digest(&self) -> String {
        if self.files.is_empty() {
            return String::new();
        }
        let mut hasher = blake3::Hasher::new();
        for file in &self.files {
            hasher.update(&file.bytes);
        }
        hasher.finalize().to_hex().to_string()
    }

    /// A name for what the scenario says: equal for scenarios with equal values and equal places,
    /// whatever their files are called and wherever they lie; seed and replicates apart.
    pub fn hash(&self) -> String {
        self.hash_of(|_| true)
    }

    /// The same for what is said by some of its values.
    pub fn hash_of(&self, counts: impl Fn(&Resolved) -> bool) -> String {
        let mut hasher = blake3::Hasher::new();
        for resolved in self.values.iter().filter(|resolved| counts(resolved)) {
            let is_apart = resolved.key.starts_with("run.");
            let is_path = matches!(
                resolved.key.as_str(),
                "world.settlements" | "world.outline" | "world.incidents"
            );
            if !is_apart && !is_path {
                hasher.update(resolved.line.as_bytes());
            }
        }
        let mut records = String::new();
        records::write(&self.params.programme, None, &mut records);
        hasher.update(records.as_bytes());
        hasher.update(self.places_digest().as_bytes());
        hasher.finalize().to_hex().to_string()
    }
}

impl Scenario {
    /// A name for the scenario's past: scenarios with equal ones give the same bytes up to month 0,
    /// seed apart. Compacts, interventions, shocks, changes and surveys act from month 1 and play no part.
    pub fn past(&self, catalogue: &Catalogue) -> String {
        let mut hasher = blake3::Hasher::new();
        for (resolved, parameter) in self.values.iter().zip(&catalogue.parameters) {
            let is_apart = resolved.key.starts_with("run.") && resolved.key != "run.seed";
            let is_path = parameter.unit == "path";
            if !is_apart && !is_path && !parameter.is_late && resolved.key != "time.months" {
                hasher.update(resolved.line.as_bytes());
            }
        }
        for name in places::decisive(&self.params) {
            hasher.update(format!("{name}\n").as_bytes());
        }
        hasher.update(self.places_digest().as_bytes());
        hasher.finalize().to_hex().to_string()
    }
}

impl Scenario {
    /// Keys in which two scenarios' pasts differ: those that act before month 1.
    pub fn past_differences(&self, other: &Self, catalogue: &Catalogue) -> Vec<String> {
        let pairs = self.values.iter().zip(&other.values).zip(&catalogue.parameters);
        // Places that records name are always in the sample, from the first month.
        let is_same = places::decisive(&self.params) == places::decisive(&other.params);
        let of_names = (!is_same).then(|| "where.places".to_owned());
        pairs
            .filter(|((mine, theirs), parameter)| {
                let is_apart = mine.key.starts_with("run.") && mine.key != "run.seed";
                !parameter.is_late
                    && !is_apart
                    && parameter.unit != "path"
                    && mine.key != "time.months"
                    && mine.value != theirs.value
            })
            .map(|((mine, _), _)| mine.key.clone())
            .chain(of_names)
            .collect()
    }
}

/// What a scenario is called.
struct Head {
    name: String,
    title: String,
    description: String,
}

/// Every parameter at its default.
fn defaults(params: &mut Params, catalogue: &Catalogue) -> Vec<Arc<Resolved>> {
    let default = |parameter: &Parameter| {
        (parameter.set)(params, &parameter.default);
        Resolved::new(&parameter.key, parameter.default.clone(), Origin::Default)
    };
    catalogue.parameters.iter().map(default).collect()
}

/// Sets what entries say, in their order: the last of a key wins.
fn set_values<'a>(
    params: &mut Params,
    values: &mut [Arc<Resolved>],
    entries: impl Iterator<Item = &'a Arc<Entry>>,
    catalogue: &Catalogue,
) {
    for entry in entries {
        let Some(at) = values.iter().position(|resolved| resolved.key == entry.key) else {
            continue;
        };
        (catalogue.parameters[at].set)(params, &entry.value);
        values[at] = Resolved::new(&entry.key, entry.value.clone(), entry.origin());
    }
}

#[cfg(test)]
mod tests;
