//! Reads `[[compact]]`, `[[intervention]]`, `[[shock]]`, `[[change]]` and `[[survey]]`: every problem located.

use super::problem::{Location, Problem, nearest};
use super::read::{Document, Source};
use super::wanted::{Wanted, describe, literal, take};
use crate::params::Value;
use crate::programme::{
    Change, Compact, Intervention, Programme, RecordField, ScenarioRecord, Shock, Survey,
};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// The tables of records.
pub(super) const TABLES: [&str; 5] =
    [Compact::TABLE, Intervention::TABLE, Shock::TABLE, Change::TABLE, Survey::TABLE];

/// Whether a key is one of a record.
pub(super) fn is_of(key: &str) -> bool {
    TABLES.contains(&key.split('.').next().unwrap_or_default())
}

/// A record as files give it; one with the name of one in an extended file changes that.
#[derive(Debug, Clone)]
pub(super) struct Raw {
    pub table: &'static str,
    pub name: String,
    pub fields: Vec<(String, Value, Location)>,
    pub location: Location,
    /// Where the files that extend this one's change it, in their order.
    pub changed_at: Vec<Location>,
}

impl Raw {
    /// Where it begins, and which files change it.
    fn story(&self) -> String {
        let changes: Vec<String> = self.changed_at.iter().map(line_of).collect();
        let changed = if changes.is_empty() {
            String::new()
        } else {
            format!(", changed by {}", changes.join(", "))
        };
        format!(" # {}{changed}", line_of(&self.location))
    }

    /// Whether a field was given.
    pub(super) fn has(&self, key: &str) -> bool {
        self.fields.iter().any(|(of, _, _)| of == key)
    }

    /// Where a field, or one of a group of fields such as `seats`, was given last, else where the record begins.
    pub(super) fn location(&self, key: &str) -> Location {
        self.fields
            .iter()
            .rev()
            .find(|(of, _, _)| {
                of.strip_prefix(key).is_some_and(|of| of.is_empty() || of.starts_with('.'))
            })
            .map_or_else(|| self.location.clone(), |(_, _, location)| location.clone())
    }
}

/// What a field of a record wants to be.
struct Shape {
    key: String,
    wanted: Wanted,
    choices: Vec<&'static str>,
}

fn shapes_of<T: ScenarioRecord>() -> Vec<Shape> {
    let shape = |field: RecordField<T>| Shape {
        wanted: Wanted { unit: field.unit, default: field.default, allowed: field.allowed },
        key: field.key,
        choices: field.choices,
    };
    T::fields().into_iter().map(shape).collect()
}

fn shapes(table: &str) -> Vec<Shape> {
    match table {
        Compact::TABLE => shapes_of::<Compact>(),
        Intervention::TABLE => shapes_of::<Intervention>(),
        Shock::TABLE => shapes_of::<Shock>(),
        Change::TABLE => shapes_of::<Change>(),
        _ => shapes_of::<Survey>(),
    }
}

/// Takes the records of one table of a file.
pub(super) fn read(
    table: &'static str,
    source: &Source,
    value: &DeValue,
    span: Range<usize>,
    document: &mut Document,
) {
    let message = |found| format!("found {found}; write each record as [[{table}]]");
    let DeValue::Array(items) = value else {
        document.problems.push(source.problem(span, table, message(describe(value)), None));
        return;
    };
    let shapes = shapes(table);
    for item in items {
        let DeValue::Table(of_item) = item.get_ref() else {
            let found = describe(item.get_ref());
            document.problems.push(source.problem(item.span(), table, message(found), None));
            continue;
        };
        let mut raw = Raw {
            table,
            name: String::new(),
            fields: Vec::new(),
            location: source.at(item.span()),
            changed_at: Vec::new(),
        };
        fields("", of_item, &shapes, source, &mut raw, &mut document.problems);
        if let Some((_, Value::Text(name), _)) = raw.fields.iter().find(|(key, _, _)| key == "name")
        {
            raw.name.clone_from(name);
        }
        enter(raw, document);
    }
}

/// Adds a record, or changes the one of that name in a file that is extended. Two in one file are
/// a problem of both.
fn enter(raw: Raw, document: &mut Document) {
    let known = |other: &&mut Raw| {
        !raw.name.is_empty() && other.table == raw.table && other.name == raw.name
    };
    let Some(other) = document.records.iter_mut().find(known) else {
        document.records.push(raw);
        return;
    };
    let earlier = other.changed_at.last().unwrap_or(&other.location);
    if raw.location.path() == earlier.path() {
        document.problems.extend(twice(&raw, earlier));
        return;
    }
    other.changed_at.push(raw.location);
    other.fields.extend(raw.fields);
}

/// Two records of one name, told at both.
fn twice(raw: &Raw, earlier: &Location) -> [Problem; 2] {
    let key = format!("{}.name", raw.table);
    let line = |of: &Location| of.line_and_column().map_or(0, |(line, _)| line);
    let tell = |here: &Location, there: &Location| {
        let message =
            format!("another {} is called {:?}, on line {}", raw.table, raw.name, line(there));
        let help =
            "give each a name of its own; only a file that extends another changes its records";
        Problem::error(here.clone(), key.as_str(), message, Some(help.to_owned()))
    };
    [tell(earlier, &raw.location), tell(&raw.location, earlier)]
}

fn fields(
    prefix: &str,
    table: &DeTable,
    shapes: &[Shape],
    source: &Source,
    raw: &mut Raw,
    problems: &mut Vec<Problem>,
) {
    for (name, value) in table {
        let key = format!("{prefix}{}", name.get_ref());
        let inside = format!("{key}.");
        if let DeValue::Table(inner) = value.get_ref()
            && shapes.iter().any(|shape| shape.key.starts_with(&inside))
        {
            fields(&inside, inner, shapes, source, raw, problems);
            continue;
        }
        let full = format!("{}.{key}", raw.table);
        let Some(shape) = shapes.iter().find(|shape| shape.key == key) else {
            let help = nearest(&key, shapes.iter().map(|shape| shape.key.as_str()))
                .map(|near| format!("did you mean `{near}`?"))
                .or_else(|| Some(format!("a [[{}]] has: {}", raw.table, keys(shapes))));
            let message = "nobody declared this key".to_owned();
            problems.push(source.problem(name.span(), &full, message, help));
            continue;
        };
        match shape.take(value.get_ref()) {
            Ok(taken) => raw.fields.push((key, taken, source.at(value.span()))),
            Err((message, help)) => {
                problems.push(source.problem(value.span(), &full, message, help));
            }
        }
    }
}

fn keys(shapes: &[Shape]) -> String {
    shapes.iter().map(|shape| shape.key.as_str()).collect::<Vec<_>>().join(", ")
}

impl Shape {
    fn take(&self, value: &DeValue) -> Result<Value, (String, Option<String>)> {
        let taken = take(&self.wanted, literal(value).as_ref(), &describe(value))?;
        self.choose(taken)
    }

    fn choose(&self, taken: Value) -> Result<Value, (String, Option<String>)> {
        choose(taken, &self.choices)
    }
}

/// Texts must be of the words that may be chosen, where there are any.
pub(super) fn choose(
    taken: Value,
    choices: &[&'static str],
) -> Result<Value, (String, Option<String>)> {
    let words = match &taken {
        Value::Text(word) => std::slice::from_ref(word),
        Value::Texts(words) => words.as_slice(),
        Value::Switch(_) | Value::Whole(_) | Value::Real(_) => &[],
    };
    let is_unknown = |word: &&String| !choices.contains(&word.as_str());
    if !choices.is_empty()
        && let Some(word) = words.iter().find(is_unknown)
    {
        let message = format!("found {word:?}; one of {} is wanted", choices.join(", "));
        let help =
            nearest(word, choices.iter().copied()).map(|near| format!("did you mean {near:?}?"));
        return Err((message, help));
    }
    Ok(taken)
}

/// A value that somebody gives to a key, as it was found.
pub(super) struct Given<'a> {
    pub key: &'a str,
    pub value: Option<Value>,
    pub described: String,
    pub location: Location,
}

impl Given<'_> {
    #[expect(clippy::unnecessary_wraps, reason = "what every road to a record returns")]
    fn problem(&self, message: String, help: Option<String>) -> Option<Result<(), Problem>> {
        Some(Err(Problem::error(self.location.clone(), self.key, message, help)))
    }
}

/// `--set intervention.NAME.money=5`: changes a field of a record that is there. `None` where the
/// key is not one of a record.
pub(super) fn argument(
    written: &str,
    key: &str,
    value: &str,
    records: &mut [Raw],
) -> Option<Result<(), Problem>> {
    let (value, described) = match DeValue::parse(value) {
        Ok(parsed) => (literal(parsed.get_ref()), describe(parsed.get_ref())),
        Err(_) => (Some(Value::Text(value.to_owned())), format!("{value:?}")),
    };
    let location = Location::Argument(format!("--set {written}"));
    assign(&Given { key, value, described, location }, records)
}

/// The table of records to which a key such as `intervention.NAME.money` belongs, and what follows it.
fn table_of(key: &str) -> Option<(&'static str, &str)> {
    let (table, rest) = key.split_once('.')?;
    Some((TABLES.iter().find(|known| **known == table)?, rest))
}

/// What the field of a record that a key names wants to be, whatever the record is called, with the words that may be
/// chosen. `None` where the key is not one of a record, or no record has such a field.
pub(super) fn wanted(key: &str) -> Option<(Wanted, Vec<&'static str>)> {
    let (table, rest) = table_of(key)?;
    let is_of = |shape: &Shape| {
        rest.strip_suffix(&shape.key).is_some_and(|name| name.len() > 1 && name.ends_with('.'))
    };
    let of = shapes(table).into_iter().filter(is_of);
    of.max_by_key(|shape| shape.key.len()).map(|shape| (shape.wanted, shape.choices))
}

/// What is wrong with the key of a record that no record has as a field.
pub(super) fn unknown_field(key: &str) -> (String, Option<String>) {
    let message = "nobody declared this key".to_owned();
    let Some((table, rest)) = table_of(key) else { return (message, None) };
    let field = rest.split_once('.').map_or("", |(_, field)| field);
    let shapes = shapes(table);
    let help = nearest(field, shapes.iter().map(|shape| shape.key.as_str()))
        .map(|near| format!("did you mean `{near}`?"))
        .or_else(|| Some(format!("write {table}.NAME.KEY; a [[{table}]] has: {}", keys(&shapes))));
    (message, help)
}

/// Whether these records have the one that a key names.
pub(super) fn has(key: &str, records: &[Raw]) -> bool {
    table_of(key).is_some_and(|(table, rest)| named(table, rest, records).is_some())
}

/// The name with which the rest of a key begins, among the records of a table.
fn named<'a>(table: &str, rest: &str, records: &'a [Raw]) -> Option<&'a str> {
    let of = records.iter().filter(|raw| raw.table == table).map(|raw| raw.name.as_str());
    of.filter(|name| rest.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
        .max_by_key(|name| name.len())
}

/// Changes a field of a record that is there. `None` where the key is not one of a record.
pub(super) fn assign(given: &Given, records: &mut [Raw]) -> Option<Result<(), Problem>> {
    let (table, rest) = table_of(given.key)?;
    let Some(name) = named(table, rest, records).map(str::to_owned) else {
        let names: Vec<&str> =
            records.iter().filter(|raw| raw.table == table).map(|raw| raw.name.as_str()).collect();
        let typed = rest.split('.').next().unwrap_or_default();
        let help = nearest(typed, names.iter().copied())
            .map(|near| format!("did you mean `{table}.{near}`?"))
            .or_else(|| Some(format!("the scenario's are: {}", names.join(", "))));
        return given.problem(format!("the scenario has no {table} {typed:?}"), help);
    };
    let field = &rest[name.len() + 1..];
    let shapes = shapes(table);
    let Some(shape) = shapes.iter().find(|shape| shape.key == field) else {
        let help = nearest(field, shapes.iter().map(|shape| shape.key.as_str()))
            .map(|near| format!("did you mean `{near}`?"));
        return given.problem("nobody declared this key".to_owned(), help);
    };
    let taken = take(&shape.wanted, given.value.as_ref(), &given.described);
    match taken.and_then(|taken| shape.choose(taken)) {
        Ok(taken) => {
            let raw = records.iter_mut().find(|raw| raw.table == table && raw.name == name)?;
            raw.fields.push((field.to_owned(), taken, given.location.clone()));
            Some(Ok(()))
        }
        Err((message, help)) => given.problem(message, help),
    }
}

/// The value of a field of a record of a programme.
pub(super) fn value(key: &str, programme: &Programme) -> Option<Value> {
    fn of<T: ScenarioRecord>(rest: &str, programme: &Programme) -> Option<Value> {
        let of_name = |record: &&T| {
            rest.strip_prefix(record.name()).is_some_and(|rest| rest.starts_with('.'))
        };
        let all = T::listed(programme).iter().filter(of_name);
        let record = all.max_by_key(|record| record.name().len())?;
        let field = &rest[record.name().len() + 1..];
        T::fields().iter().find(|one| one.key == field).map(|one| one.get(record))
    }
    let (table, rest) = table_of(key)?;
    match table {
        Compact::TABLE => of::<Compact>(rest, programme),
        Intervention::TABLE => of::<Intervention>(rest, programme),
        Shock::TABLE => of::<Shock>(rest, programme),
        Change::TABLE => of::<Change>(rest, programme),
        _ => of::<Survey>(rest, programme),
    }
}

/// The programme that the records make.
pub(super) fn build(records: &[Raw]) -> Programme {
    let mut programme = Programme::default();
    for raw in records {
        match raw.table {
            Compact::TABLE => add::<Compact>(raw, &mut programme),
            Intervention::TABLE => add::<Intervention>(raw, &mut programme),
            Shock::TABLE => add::<Shock>(raw, &mut programme),
            Change::TABLE => add::<Change>(raw, &mut programme),
            _ => add::<Survey>(raw, &mut programme),
        }
    }
    programme
}

fn add<T: ScenarioRecord>(raw: &Raw, programme: &mut Programme) {
    let mut record = T::default();
    let fields = T::fields();
    for (key, value, _) in &raw.fields {
        if let Some(field) = fields.iter().find(|field| field.key == *key) {
            field.set(&mut record, value);
        }
    }
    T::list(programme).push(record);
}

/// The records as TOML: what differs from the defaults. With `origins`, where each record begins, which files
/// change it, and where each value comes from.
pub(super) fn write(programme: &Programme, origins: Option<&[Raw]>, text: &mut String) {
    write_list::<Compact>(programme, origins, text);
    write_list::<Intervention>(programme, origins, text);
    write_list::<Shock>(programme, origins, text);
    write_list::<Change>(programme, origins, text);
    write_list::<Survey>(programme, origins, text);
}

fn write_list<T: ScenarioRecord>(
    programme: &Programme,
    origins: Option<&[Raw]>,
    text: &mut String,
) {
    use std::fmt::Write;
    let fields = T::fields();
    let raws: Vec<&Raw> =
        origins.unwrap_or_default().iter().filter(|raw| raw.table == T::TABLE).collect();
    for (index, record) in T::listed(programme).iter().enumerate() {
        let raw = raws.get(index);
        let _ =
            writeln!(text, "\n[[{}]]{}", T::TABLE, raw.map_or_else(String::new, |raw| raw.story()));
        for field in &fields {
            let value = field.get(record);
            let is_given = raw.is_some_and(|raw| raw.has(&field.key));
            if value == field.default && !is_given {
                continue;
            }
            let from = raw.map_or_else(String::new, |raw| {
                format!(" # {}", line_of(&raw.location(&field.key)))
            });
            let _ = writeln!(text, "{} = {value}{from}", field.key);
        }
    }
}

/// A file and line, or an argument, as origins are told.
fn line_of(location: &Location) -> String {
    match (location.path(), location.line_and_column()) {
        (Some(path), Some((line, _))) => format!("{}:{line}", path.display()),
        _ => location.to_string(),
    }
}
