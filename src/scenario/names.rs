//! Names of places in a scenario: each means places of its world, or is a problem.

use super::problem::{Location, Problem, nearest};
use super::read::Entry;
use super::records::Raw;
use crate::params::Value;
use crate::world::names::{NameError, Names};
use crate::world::{Geography, Place};
use std::sync::Arc;

/// The field of records that holds names.
pub(super) const FIELD: &str = "where.places";
/// The parameters that do.
const ENCLAVES: &str = "enclave.places";
const KEEP: &str = "world.keep";

/// Whether a parameter holds names of places.
pub(super) fn is_of_places(key: &str) -> bool {
    [ENCLAVES, KEEP].contains(&key)
}

/// Whether a scenario names any place.
pub(super) fn are_given(entries: &[Arc<Entry>], records: &[Raw]) -> bool {
    entries.iter().any(|entry| is_of_places(&entry.key))
        || records.iter().any(|raw| raw.fields.iter().any(|(key, ..)| key == FIELD))
}

/// What names can mean in a world.
struct Atlas<'a> {
    names: Names<'a>,
    geography: Option<&'a Geography>,
}

/// Puts the names of places that were meant in place of what was written, and tells of those that
/// mean none.
pub(super) fn resolve(
    places: &[Place],
    geography: Option<&Geography>,
    entries: &mut [Arc<Entry>],
    records: &mut [Raw],
) -> Vec<Problem> {
    let atlas = Atlas { names: Names::of(places), geography };
    let mut problems = Vec::new();
    for key in [ENCLAVES, KEEP] {
        let Some(entry) = entries.iter_mut().rev().find(|entry| entry.key == key) else {
            continue;
        };
        let entry = Arc::make_mut(entry);
        let mut named = atlas.read(&entry.value);
        if key == ENCLAVES {
            named = named.and_then(|names| atlas.apart(names));
        }
        problems.extend(put(&mut entry.value, &entry.location, key, named));
    }
    for raw in records {
        let key = format!("{}.{FIELD}", raw.table);
        let given = raw.fields.iter_mut().rev().find(|(of, ..)| of == FIELD);
        let Some((_, value, location)) = given else { continue };
        let named = atlas.read(value);
        problems.extend(put(value, location, &key, named));
    }
    problems
}

/// Puts names in place of what was written; problems where it means none.
fn put(
    value: &mut Value,
    location: &Location,
    key: &str,
    named: Result<Vec<String>, Told>,
) -> Vec<Problem> {
    match named {
        Ok(names) => {
            *value = Value::Texts(names);
            Vec::new()
        }
        Err(told) => told
            .into_iter()
            .map(|(message, help)| Problem::error(location.clone(), key, message, help))
            .collect(),
    }
}

/// Messages, each with what to do.
type Told = Vec<(String, Option<String>)>;

impl Atlas<'_> {
    /// The names that a value means: an array is names, a text one name or names between commas
    /// where only one of the two fits.
    fn read(&self, value: &Value) -> Result<Vec<String>, Told> {
        let text = match value {
            Value::Texts(names) => return self.all(names.iter().map(String::as_str)),
            Value::Text(text) if text.trim().is_empty() => return Ok(Vec::new()),
            Value::Text(text) => text.trim(),
            Value::Switch(_) | Value::Whole(_) | Value::Real(_) => return Ok(Vec::new()),
        };
        let whole = self.all([text]);
        if !text.contains(',') {
            return whole;
        }
        let parts = self.all(text.split(','));
        match (whole, parts) {
            (Ok(_), Ok(_)) => {
                let message = format!("{text:?} can be read as one name and as several");
                let parts: Vec<&str> = text.split(',').map(str::trim).collect();
                let help = format!("write an array: [{text:?}] or {parts:?}");
                Err(vec![(message, Some(help))])
            }
            (Ok(one), Err(_)) => Ok(one),
            (Err(_), Ok(several)) => Ok(several),
            // A ward is meant where a name like the whole is near, else names between commas.
            (Err(told), Err(_)) if nearest(text, self.names.known()).is_some() => Err(told),
            (Err(_), Err(told)) => Err(told),
        }
    }

    fn all<'b>(&self, names: impl IntoIterator<Item = &'b str>) -> Result<Vec<String>, Told> {
        let (mut found, mut told) = (Vec::new(), Vec::new());
        for name in names.into_iter().map(str::trim) {
            match self.names.find(name) {
                Ok(_) => found.push(name.to_owned()),
                Err(error) => told.push(self.tell(name, error)),
            }
        }
        if told.is_empty() { Ok(found) } else { Err(told) }
    }

    /// Enclaves lie in communities of their own.
    fn apart(&self, names: Vec<String>) -> Result<Vec<String>, Told> {
        let seats: Vec<_> = names.iter().map(|name| self.names.seat(name)).collect();
        let mut told = Told::new();
        for (i, name) in names.iter().enumerate() {
            if let Some(other) = seats[..i].iter().position(|seat| *seat == seats[i]) {
                let message = format!("{name:?} and {:?} are one community", names[other]);
                let help = "at a town an enclave lies in its first ward; name another ward";
                told.push((message, Some(help.to_owned())));
            }
        }
        if told.is_empty() { Ok(names) } else { Err(told) }
    }

    fn tell(&self, name: &str, error: NameError) -> (String, Option<String>) {
        let is_town = |geography: &Geography| geography.towns.iter().any(|town| town.name == name);
        match error {
            NameError::Unknown if self.geography.is_some_and(is_town) => (
                format!("{name:?} has too few people to be a community of its own"),
                Some("name the place that its people are counted with".to_owned()),
            ),
            NameError::Unknown => {
                let help = nearest(name, self.names.known())
                    .map(|near| format!("did you mean {near:?}?"))
                    .or_else(|| Some("a name is a town's, or a community's in full".to_owned()));
                (format!("no place is called {name:?}"), help)
            }
            NameError::Twice => (
                format!("more than one place is called {name:?}"),
                Some("give them names of their own in the file of settlements".to_owned()),
            ),
        }
    }
}
