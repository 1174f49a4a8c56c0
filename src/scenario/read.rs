//! Reads scenario files: all syntax errors, unknown keys and wrong values at once, each located.

use super::Origin;
use super::library;
use super::problem::{Location, Problem, Problems, nearest};
use super::records::{self, Raw};
use super::wanted::{describe, literal, take};
use crate::params::{Catalogue, Parameter, Value};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// Keys that a file may have beside its tables.
const HEAD: [&str; 4] = ["schema_version", "extends", "title", "description"];
/// Tables and keys that make a file a study and not a scenario.
pub(super) const STUDY: [&str; 2] = ["study", "scenarios"];
/// Tables and keys that make a file a claim and not a scenario.
pub(super) const CLAIM: [&str; 4] = ["number", "arm", "carrier", "outcome"];

/// A value that a file or an argument gives to a parameter.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub key: String,
    pub value: Value,
    pub location: Location,
}

impl Entry {
    pub(super) fn origin(&self) -> Origin {
        match (&self.location, self.location.line_and_column()) {
            (Location::File { path, .. }, Some((line, _))) => {
                Origin::File { path: path.clone(), line }
            }
            (Location::Argument(argument), _) => Origin::Argument(argument.clone()),
            _ => Origin::Default,
        }
    }
}

/// A file with all it extends: entries of what is extended first.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub title: String,
    pub description: String,
    pub entries: Vec<Arc<Entry>>,
    pub records: Vec<Raw>,
    pub problems: Vec<Problem>,
    chain: Vec<PathBuf>,
}

/// Reads a file and what it extends.
pub(super) fn file(path: &Path, catalogue: &Catalogue) -> Document {
    let mut document = Document::default();
    document.add_file(path, catalogue);
    document
}

/// The text of a scenario, a study or a claim.
pub(super) fn contents(path: &Path) -> Result<String, Problems> {
    library::text(path).map_err(|error| {
        let location = Location::Unreadable(path.to_owned());
        let message = format!("cannot read the file: {error}");
        let near = library::near(path).filter(|_| error.kind() == std::io::ErrorKind::NotFound);
        let help =
            near.map(|near| format!("the library has {near}; `nodal list scenarios` shows all"));
        Problems(vec![Problem::error(location, "", message, help)])
    })
}

/// Whether a file has one of these keys at its top, as far as can be seen without checking it.
pub(super) fn has_any(path: &Path, keys: &[&str]) -> bool {
    library::text(&library::found(path)).is_ok_and(|text| {
        let (table, _) = DeTable::parse_recoverable(&text);
        keys.iter().any(|key| table.get_ref().contains_key(*key))
    })
}

/// The title of a scenario, a study or a claim, or of the scenario that it extends, as far as it can be seen without
/// checking it; empty where there is none.
///
/// # Examples
/// ```
/// use nodal::params::Catalogue;
/// use nodal::scenario::{library, title};
///
/// assert_eq!(title(&library::path("weak_state.toml"), &Catalogue::standard()), "Weak state");
/// ```
pub fn title(path: &Path, catalogue: &Catalogue) -> String {
    let text = library::text(path).unwrap_or_default();
    let (table, _) = DeTable::parse_recoverable(&text);
    match table.get_ref().get("title").and_then(|title| title.get_ref().as_str()) {
        Some(title) => title.to_owned(),
        None => file(path, catalogue).title,
    }
}

/// Reads a text as if it were a file of that name.
pub(super) fn text(path: &Path, text: &str, catalogue: &Catalogue) -> Document {
    let mut document = Document::default();
    document.add_text(path, text, catalogue);
    document
}

impl Document {
    fn add_file(&mut self, path: &Path, catalogue: &Catalogue) {
        match contents(path) {
            Ok(text) => self.add_text(path, &text, catalogue),
            Err(Problems(problems)) => self.problems.extend(problems),
        }
    }

    fn add_text(&mut self, path: &Path, text: &str, catalogue: &Catalogue) {
        self.chain.push(path.to_owned());
        let source = Source::new(path, text, catalogue);
        let (table, errors) = source.syntax(text);
        self.problems.extend(errors);
        if let Some(name) = STUDY.iter().find(|name| table.contains_key(**name)) {
            let message = format!("`{name}` makes this a study; a scenario is wanted here");
            self.problems.push(source.problem(0..0, "", message, None));
            return;
        }
        if let Some(name) = CLAIM.iter().find(|name| table.contains_key(**name)) {
            let message = format!("`{name}` makes this a claim; a scenario is wanted here");
            self.problems.push(source.problem(0..0, "", message, None));
            return;
        }
        self.read_head(&source, &table, catalogue);
        for (name, value) in &table {
            let of_records = records::TABLES.iter().find(|table| *table == name.get_ref());
            if let Some(table) = of_records {
                records::read(table, &source, value.get_ref(), value.span(), self);
            } else if !HEAD.contains(&name.get_ref().as_ref()) {
                source.walk(name.get_ref(), name.span(), value.get_ref(), value.span(), self);
            }
        }
    }

    /// `schema_version`, `extends`, `title`, `description`.
    fn read_head(&mut self, source: &Source, table: &DeTable, catalogue: &Catalogue) {
        let mut texts = Vec::new();
        for (name, value) in table {
            let (key, span) = (name.get_ref().as_ref(), value.span());
            match (key, value.get_ref()) {
                ("schema_version", found) => {
                    if let Err((message, help)) = super::moved::version(found) {
                        self.problems.push(source.problem(span, key, message, help));
                    }
                }
                ("extends" | "title" | "description", DeValue::String(found)) => {
                    texts.push((key, found.to_string(), span));
                }
                ("extends" | "title" | "description", found) => {
                    let message = format!("found {}; a text is wanted", describe(found));
                    self.problems.push(source.problem(span, key, message, None));
                }
                _ => {}
            }
        }
        // What is extended comes first, so that this file overrides it.
        for (key, text, span) in &texts {
            if *key == "extends" {
                self.extend(source, text, span.clone(), catalogue);
            }
        }
        for (key, text, _) in texts {
            match key {
                "title" => self.title = text,
                "description" => self.description = text,
                _ => {}
            }
        }
    }

    fn extend(&mut self, source: &Source, wanted: &str, span: Range<usize>, catalogue: &Catalogue) {
        let path = source.beside(wanted);
        let is_same = |known: &PathBuf| {
            known == &path || library::real(known).is_some_and(|a| Some(a) == library::real(&path))
        };
        let mut help = None;
        let message = if self.chain.iter().any(is_same) {
            format!("{wanted:?} extends this file in turn: a circle")
        } else if !library::is_file(&path) {
            help = library::near(&path).map(|near| {
                format!("the library has one: extends = \"{}.toml\"", library::path(near).display())
            });
            format!("there is no file {}", path.display())
        } else {
            self.add_file(&path, catalogue);
            return;
        };
        self.problems.push(source.problem(span, "extends", message, help));
    }
}

/// A text being read.
pub(super) struct Source<'a> {
    pub path: PathBuf,
    text: Arc<str>,
    /// Where its lines begin.
    lines: Vec<usize>,
    pub catalogue: &'a Catalogue,
}

impl<'a> Source<'a> {
    pub(super) fn new(path: &Path, text: &str, catalogue: &'a Catalogue) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(end, _)| end + 1));
        Self { path: path.to_owned(), text: text.into(), lines: lines.collect(), catalogue }
    }
}

impl Source<'_> {
    pub(super) fn at(&self, span: Range<usize>) -> Location {
        let start = span.start.min(self.text.len());
        let line = self.lines.partition_point(|&begin| begin <= start);
        let column = self.text[self.lines[line - 1]..start].chars().count() + 1;
        let (path, text) = (self.path.clone(), Arc::clone(&self.text));
        Location::File { path, text, span, begins: (line, column) }
    }

    pub(super) fn problem(
        &self,
        span: Range<usize>,
        key: &str,
        message: String,
        help: Option<String>,
    ) -> Problem {
        Problem::error(self.at(span), key, message, help)
    }

    /// What its text holds, and what of it is not TOML.
    pub(super) fn syntax<'t>(&self, text: &'t str) -> (DeTable<'t>, Vec<Problem>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let problem = |error: &toml::de::Error| {
            let message = format!("this is not TOML: {}", error.message());
            self.problem(error.span().unwrap_or(0..0), "", message, None)
        };
        (table.into_inner(), errors.iter().map(problem).collect())
    }

    /// A path in the file is relative to the file.
    pub(super) fn beside(&self, path: &str) -> PathBuf {
        library::beside(&self.path, path)
    }

    /// Walks a table or takes a value.
    fn walk(
        &self,
        key: &str,
        name: Range<usize>,
        value: &DeValue,
        span: Range<usize>,
        document: &mut Document,
    ) {
        let is_table = self
            .catalogue
            .tables
            .iter()
            .any(|(table, _)| table == key || table.starts_with(&format!("{key}.")));
        match (value, self.catalogue.find(key)) {
            (DeValue::Table(table), _) if is_table => {
                for (name, value) in table {
                    let key = format!("{key}.{}", name.get_ref());
                    self.walk(&key, name.span(), value.get_ref(), value.span(), document);
                }
            }
            (_, Some(parameter)) => {
                match take(&parameter.into(), literal(value).as_ref(), &describe(value)) {
                    Ok(value) => document.entries.push(Arc::new(Entry {
                        key: key.to_owned(),
                        value: self.resolve_path(parameter, value),
                        location: self.at(span),
                    })),
                    Err((message, help)) => {
                        document.problems.push(self.problem(span, key, message, help));
                    }
                }
            }
            (_, None) if is_table => {
                let message = format!("found {}; a table is wanted", describe(value));
                document.problems.push(self.problem(span, key, message, None));
            }
            (_, None) => {
                let (message, help) = unknown(key, self.catalogue);
                document.problems.push(self.problem(name, key, message, help));
            }
        }
    }

    fn resolve_path(&self, parameter: &Parameter, value: Value) -> Value {
        if parameter.unit == "path" { self.resolve(value) } else { value }
    }

    /// A text that is a path, relative to the file.
    pub(super) fn resolve(&self, value: Value) -> Value {
        match value {
            Value::Text(path) if !path.is_empty() => {
                Value::Text(self.beside(&path).to_string_lossy().into_owned())
            }
            other => other,
        }
    }
}

/// A key that nobody declared, and what may have been meant.
pub(super) fn unknown(key: &str, catalogue: &Catalogue) -> (String, Option<String>) {
    if let Some((message, help)) = super::moved::moved(key) {
        return (message, Some(help));
    }
    let (table, name) = key.rsplit_once('.').unwrap_or(("", key));
    let here = catalogue.parameters.iter().filter(|p| p.table_and_name().0 == table);
    let near = nearest(name, here.map(|p| p.table_and_name().1));
    let message = "nobody declared this key".to_owned();
    if let Some(near) = near {
        let full = if table.is_empty() { near.to_owned() } else { format!("{table}.{near}") };
        return (
            message,
            Some(format!("did you mean `{near}`? `nodal explain {full}` tells more")),
        );
    }
    if let Some(elsewhere) = catalogue.parameters.iter().find(|p| p.table_and_name().1 == name) {
        let help = format!("there is `{}`; is it in the wrong table?", elsewhere.key);
        return (message, Some(help));
    }
    let all = catalogue.parameters.iter().map(|p| p.key.as_str());
    let tables = catalogue.tables.iter().map(|(table, _)| table.as_str());
    let help = nearest(key, all.chain(tables).chain(HEAD)).map_or_else(
        || "`nodal list parameters` shows all keys".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    (message, Some(help))
}

/// Reads a `KEY=VALUE` argument; texts need no quotes.
#[expect(clippy::result_large_err, reason = "made once an argument")]
pub(super) fn argument(written: &str, catalogue: &Catalogue) -> Result<Entry, Problem> {
    let location = Location::Argument(format!("--set {written}"));
    let problem =
        |key: &str, message: String, help| Problem::error(location.clone(), key, message, help);
    let Some((key, value)) = written.split_once('=') else {
        let help =
            Some("write --set KEY=VALUE, as in --set provider.public.officers=160".to_owned());
        return Err(problem("", "found no `=`".to_owned(), help));
    };
    let (key, value) = (key.trim(), value.trim());
    let Some(parameter) = catalogue.find(key) else {
        let (message, help) = unknown(key, catalogue);
        return Err(problem(key, message, help));
    };
    let (found, described) = match (&parameter.default, DeValue::parse(value)) {
        (Value::Text(_) | Value::Texts(_), Err(_)) => {
            (Some(Value::Text(value.to_owned())), format!("the text {value:?}"))
        }
        (_, Ok(parsed)) => (literal(parsed.get_ref()), describe(parsed.get_ref())),
        (_, Err(_)) => (Some(Value::Text(value.to_owned())), format!("{value:?}")),
    };
    let value = take(&parameter.into(), found.as_ref(), &described)
        .map_err(|(message, help)| problem(key, message, help))?;
    Ok(Entry { key: key.to_owned(), value, location })
}

/// Takes the value of an option such as `--seed 7`.
#[expect(clippy::result_large_err, reason = "made once an option")]
pub(super) fn option(
    key: &str,
    value: &Value,
    written: &str,
    catalogue: &Catalogue,
) -> Result<Entry, Problem> {
    assignment(key, value, &Location::Argument(written.to_owned()), catalogue)
}

/// Takes a value that an option or a study gives to a parameter.
#[expect(clippy::result_large_err, reason = "made once a value")]
pub(super) fn assignment(
    key: &str,
    value: &Value,
    location: &Location,
    catalogue: &Catalogue,
) -> Result<Entry, Problem> {
    let problem = |message: String, help| Problem::error(location.clone(), key, message, help);
    let Some(parameter) = catalogue.find(key) else {
        let (message, help) = unknown(key, catalogue);
        return Err(problem(message, help));
    };
    let value = take(&parameter.into(), Some(value), &value.to_string())
        .map_err(|(message, help)| problem(message, help))?;
    Ok(Entry { key: key.to_owned(), value, location: location.clone() })
}
