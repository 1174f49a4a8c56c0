//! Sets of parameters with weights, as a calibration leaves them: replicates are spread over them.

use super::checks::place_of;
use super::consistency::broken;
use super::levers::Target;
use super::own_points::{literal, without_comments};
use super::problem::{Level, Location, Problem, Problems};
use super::read::Entry;
use super::table::{RowProblem, Table, TableRow};
use super::{NamedFile, SCHEMA_VERSION, Scenario, encoding, library, number};
use crate::params::{Catalogue, Params, Value};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Key of the parameter that names the file.
pub(super) const KEY: &str = "run.ensemble";
/// Digest of the model that this program lives: of the sources of its runs, without those that read and tell them.
pub const MODEL: &str = env!("NODAL_MODEL");
/// Share of the way round by which replicates go from set to set: the golden section, which spreads any number of them.
const STEP: f64 = 0.618_033_988_749_894_9;
/// Columns that are no parameters.
const OWN: [&str; 4] = ["set", "weight", "model", "schema_version"];
/// Tables of which an ensemble says nothing: the size of the world and the length of the run are those of the scenario.
const APART: [&str; 3] = ["run.", "time.", "world."];

/// Whether a parameter is one that an ensemble says nothing of.
pub(super) fn is_apart(key: &str) -> bool {
    APART.iter().any(|table| key.starts_with(table))
}

/// Sets of parameters with weights.
#[derive(Debug, Clone)]
pub struct Ensemble {
    /// Keys of the parameters, in the order of the file.
    pub keys: Vec<String>,
    /// The sets, in the order of the file.
    pub sets: Vec<ParameterSet>,
    /// The bytes of the file.
    pub bytes: Arc<[u8]>,
    path: PathBuf,
    setters: Vec<fn(&mut Params, &Value)>,
}

/// One set of parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterSet {
    /// Its number.
    pub number: u32,
    /// Its share of all weight.
    pub weight: f64,
    /// A value a parameter, in the order of the keys.
    pub values: Vec<Value>,
    /// Line in the file, from 1.
    pub line: u64,
}

impl Ensemble {
    /// Reads an `ensemble.csv`: columns `set`, `weight`, and one a parameter. Where columns `model` and
    /// `schema_version` say of which model it was learnt, it must be this one; a table of one's own has none.
    ///
    /// # Errors
    /// With every problem found.
    pub fn load(path: &Path, catalogue: &Catalogue) -> Result<Self, Problems> {
        let unreadable = |message: String| {
            let location = Location::Unreadable(path.to_owned());
            Problems(vec![Problem::error(location, KEY, message, None)])
        };
        let bytes = library::bytes(path)
            .map_err(|error| unreadable(format!("cannot read {}: {error}", path.display())))?;
        let text = encoding::decode(&bytes).map_err(unreadable)?.text;
        Self::read(path, &text, bytes.into_owned().into(), catalogue).map_err(Problems)
    }

    fn read(
        path: &Path,
        text: &str,
        bytes: Arc<[u8]>,
        catalogue: &Catalogue,
    ) -> Result<Self, Vec<Problem>> {
        let is_known = |key: &str| OWN.contains(&key) || catalogue.find(key).is_some();
        let told = |one: RowProblem| {
            row(path, one.line, &one.column, format!("found {}; {}", one.found, one.wanted), None)
        };
        let table = Table::read(&without_comments(text), is_known)
            .map_err(|rows| rows.into_iter().map(told).collect::<Vec<_>>())?;
        let mut reader = Reader { path, table: &table, problems: Vec::new() };
        let columns = reader.columns(catalogue);
        reader.is_ours();
        let mut sets: Vec<ParameterSet> =
            table.rows.iter().filter_map(|one| reader.set(one, &columns)).collect();
        let total: f64 = sets.iter().map(|set| set.weight).sum();
        if reader.problems.is_empty() && total <= 0.0 {
            let message = "no set has any weight".to_owned();
            reader.problems.push(row(path, 1, "weight", message, None));
        }
        if !reader.problems.is_empty() {
            return Err(reader.problems);
        }
        for set in &mut sets {
            set.weight /= total;
        }
        let keys: Vec<String> = columns.iter().map(|(_, key, _)| key.clone()).collect();
        let found = keys.iter().filter_map(|key| catalogue.find(key));
        let setters = found.map(|parameter| parameter.set).collect();
        Ok(Self { keys, sets, bytes, path: path.to_owned(), setters })
    }

    /// The set of a replicate, the same whatever their number: each set has its share of any number of them.
    pub fn of_replicate(&self, replicate: u32) -> &ParameterSet {
        &self.sets[of_replicate(replicate, self.sets.iter().map(|set| set.weight))]
    }

    /// Parameters with the values of a set.
    pub fn given(&self, set: &ParameterSet, params: &Params) -> Params {
        let mut params = params.clone();
        for (setter, value) in self.setters.iter().zip(&set.values) {
            setter(&mut params, value);
        }
        params
    }
}

/// The position of a replicate's set among sets whose weights add up to 1.
pub(crate) fn of_replicate(replicate: u32, weights: impl Iterator<Item = f64>) -> usize {
    let at = (f64::from(replicate) * STEP).fract();
    let (mut passed, mut found) = (0.0, 0);
    for (set, weight) in weights.enumerate().filter(|(_, weight)| *weight > 0.0) {
        found = set;
        passed += weight;
        if at < passed {
            break;
        }
    }
    found
}

impl Scenario {
    /// The parameters of a replicate: those of its set where the scenario has an ensemble, else its own.
    pub fn params_of(&self, replicate: u32) -> Cow<'_, Params> {
        match &self.ensemble {
            Some(ensemble) => {
                Cow::Owned(ensemble.given(ensemble.of_replicate(replicate), &self.params))
            }
            None => Cow::Borrowed(&self.params),
        }
    }
}

/// A column of a parameter: its place, its key, and what it wants.
type Column = (usize, String, Target);

struct Reader<'a> {
    path: &'a Path,
    table: &'a Table,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn tell(&mut self, line: u64, key: &str, message: String, help: Option<String>) {
        self.problems.push(row(self.path, line, key, message, help));
    }

    fn columns(&mut self, catalogue: &Catalogue) -> Vec<Column> {
        let mut columns = Vec::new();
        for name in ["set", "weight"] {
            if !self.table.headers.iter().any(|one| one == name) {
                let help = "an ensemble has set, weight and one column a parameter".to_owned();
                self.tell(1, name, "there is no such column".to_owned(), Some(help));
            }
        }
        for (at, key) in self.table.headers.iter().enumerate() {
            if key.is_empty() || OWN.contains(&key.as_str()) {
                continue;
            }
            if self.table.headers[..at].contains(key) {
                self.tell(1, key, "there are two such columns".to_owned(), None);
            }
            if catalogue.find(key).is_some() && is_apart(key) {
                let message = "the size of the world and the length of a run are the scenario's";
                self.tell(1, key, message.to_owned(), Some("leave the column out".to_owned()));
                continue;
            }
            match catalogue.find(key).map(|_| Target::of(key, catalogue)) {
                Some(Ok(target)) => columns.push((at, key.clone(), target)),
                Some(Err((message, help))) => self.tell(1, key, message, help),
                None => {
                    let (message, help) = super::read::unknown(key, catalogue);
                    self.tell(1, key, message, help);
                }
            }
        }
        if columns.is_empty() && self.problems.is_empty() {
            self.tell(1, "", "no column is a parameter".to_owned(), None);
        }
        columns
    }

    /// Whether it was learnt of this model, where it says of which.
    fn is_ours(&mut self) {
        let wanted = [("model", MODEL.to_owned()), ("schema_version", SCHEMA_VERSION.to_string())];
        for (name, wanted) in wanted {
            let Some(at) = self.table.headers.iter().position(|one| one == name) else { continue };
            let other = self.table.rows.iter().find(|one| one.fields[at] != wanted);
            if let Some(one) = other {
                let message = format!(
                    "it was made with {name} {}, and this is {wanted}: what was ruled out there need not be here",
                    one.fields[at]
                );
                let help = "calibrate again with this model".to_owned();
                self.tell(one.line, name, message, Some(help));
            }
        }
        if self.table.rows.is_empty() {
            self.tell(1, "", "there is no set in it".to_owned(), None);
        }
    }

    fn set(&mut self, one: &TableRow, columns: &[Column]) -> Option<ParameterSet> {
        let before = self.problems.len();
        let at = |name: &str| self.table.headers.iter().position(|header| header == name);
        let field = |name: &str| at(name).map_or("", |at| one.fields[at].as_str());
        let (set, weight) = (field("set"), field("weight"));
        let number = number::whole(set).ok().and_then(|n| u32::try_from(n).ok());
        if number.is_none() && at("set").is_some() {
            self.tell(one.line, "set", format!("found {set:?}; a whole number is wanted"), None);
        }
        let weight_found =
            weight.parse::<f64>().ok().filter(|weight| weight.is_finite() && *weight >= 0.0);
        if weight_found.is_none() && at("weight").is_some() {
            let message = format!("found {weight:?}; a number from 0 on is wanted");
            self.tell(one.line, "weight", message, None);
        }
        let mut values = Vec::new();
        for (at, key, target) in columns {
            let field = &one.fields[*at];
            let found = literal(field, &target.wanted.default);
            match target.take(Some(&found), &format!("{field:?}")) {
                Ok(value @ (Value::Switch(_) | Value::Whole(_) | Value::Real(_))) => {
                    values.push(value);
                }
                Ok(Value::Text(_) | Value::Texts(_)) => {
                    let message = "an ensemble has numbers and switches".to_owned();
                    self.tell(one.line, key, message, None);
                }
                Err((message, help)) => self.tell(one.line, key, message, help),
            }
        }
        (self.problems.len() == before).then_some(())?;
        let (number, weight) = (number?, weight_found?);
        Some(ParameterSet { number, weight, values, line: one.line })
    }
}

fn row(path: &Path, line: u64, key: &str, message: String, help: Option<String>) -> Problem {
    Problem::error(Location::Row { path: path.to_owned(), line }, key, message, help)
}

/// Reads the file that `run.ensemble` names.
pub(super) fn read(
    params: &Params,
    entries: &[Arc<Entry>],
    catalogue: &Catalogue,
    problems: &mut Vec<Problem>,
) -> Option<(Arc<Ensemble>, NamedFile)> {
    if params.run.ensemble.is_empty() {
        return None;
    }
    match Ensemble::load(Path::new(&params.run.ensemble), catalogue) {
        Ok(ensemble) => {
            let file = NamedFile { key: KEY, bytes: Arc::clone(&ensemble.bytes) };
            Some((Arc::new(ensemble), file))
        }
        Err(Problems(found)) => {
            let place = place_of(&[KEY], entries);
            problems.extend(found.into_iter().map(|one| match one.location {
                Location::Unreadable(_) => Problem { location: place.clone(), ..one },
                _ => one,
            }));
            None
        }
    }
}

/// Every set must make a scenario, and a value is given once.
pub(super) fn check(
    ensemble: &Ensemble,
    params: &Params,
    entries: &[Arc<Entry>],
    problems: &mut Vec<Problem>,
) {
    for key in &ensemble.keys {
        let Some(entry) = entries.iter().rev().find(|entry| entry.key == *key) else { continue };
        if matches!(entry.location, Location::Argument(_)) {
            let message = format!("{} gives it too, set by set", ensemble.path.display());
            let help = "give it here or in the ensemble".to_owned();
            problems.push(Problem::error(entry.location.clone(), key, message, Some(help)));
        } else {
            let message =
                format!("{} gives it too: its values stand, set by set", ensemble.path.display());
            problems.push(Problem::warning(entry.location.clone(), key, message, None));
        }
    }
    let own = broken(params);
    for set in &ensemble.sets {
        let of_set = broken(&ensemble.given(set, params));
        let first = of_set.iter().find(|one| one.level == Level::Error && !own.contains(one));
        if let Some(one) = first {
            problems.push(row(
                &ensemble.path,
                set.line,
                &one.keys.join(", "),
                one.message.clone(),
                None,
            ));
        }
    }
}
