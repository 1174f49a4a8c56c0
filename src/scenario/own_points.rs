//! A design of one's own: a CSV file with a column a parameter or lever and a row a point.

use super::levers::{Factor, Levels, Target};
use super::problem::{Location, Problem, nearest};
use super::study::OwnPoint;
use super::table::{RowProblem, Table};
use super::{encoding, library, number};
use crate::params::{Catalogue, Value};
use std::path::Path;
use std::sync::Arc;

/// A file as it was read, what it varies, and its points.
type OwnDesign = (Arc<[u8]>, Vec<Factor>, Vec<OwnPoint>);

/// Reads the points of a design of one's own.
pub(super) fn read(path: &Path, catalogue: &Catalogue) -> Result<OwnDesign, Vec<Problem>> {
    let unreadable = |message: String| {
        vec![Problem::error(Location::Unreadable(path.to_owned()), "file", message, None)]
    };
    let bytes = library::bytes(path)
        .map_err(|error| unreadable(format!("cannot read the file: {error}")))?;
    let text = encoding::decode(&bytes).map_err(unreadable)?.text;
    let is_known = |key: &str| Target::of(key, catalogue).is_ok();
    let table = Table::read(&without_comments(&text), is_known).map_err(|rows| {
        let tell = |one: RowProblem| {
            row(path, one.line, &one.column, format!("found {}; {}", one.found, one.wanted), None)
        };
        rows.into_iter().map(tell).collect::<Vec<_>>()
    })?;
    let mut problems = Vec::new();
    let columns = targets(&table.headers, path, catalogue, &mut problems);
    let mut rows = Vec::new();
    for one in &table.rows {
        let mut values = Vec::new();
        for (field, (key, target)) in one.fields.iter().zip(&columns) {
            let Some(target) = target else { continue };
            let found = literal(field, &target.wanted.default);
            match target.take(Some(&found), &format!("{field:?}")) {
                Ok(value) => values.push(beside(path, target, value)),
                Err((message, help)) => problems.push(row(path, one.line, key, message, help)),
            }
        }
        rows.push(OwnPoint { line: one.line, values });
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let keys = columns.iter().filter(|(_, target)| target.is_some()).map(|(key, _)| *key);
    let factor = |(i, key): (usize, &str)| {
        let values: Vec<Value> = rows.iter().filter_map(|row| row.values.get(i).cloned()).collect();
        let location = Location::Row { path: path.to_owned(), line: 1 };
        Factor { key: key.to_owned(), levels: Levels::of_column(&values), location }
    };
    let factors = keys.enumerate().map(factor).collect();
    Ok((bytes.into_owned().into(), factors, rows))
}

/// Lines that begin with `#` say something to people.
pub(super) fn without_comments(text: &str) -> String {
    let of = |line: &str| if line.trim_start().starts_with('#') { "" } else { line }.to_owned();
    text.lines().map(of).collect::<Vec<_>>().join("\n")
}

/// A column, and what it wants; `None` where it numbers the rows, or nothing is called so.
type Column<'a> = (&'a str, Option<Target>);

fn targets<'a>(
    headers: &'a [String],
    path: &Path,
    catalogue: &Catalogue,
    problems: &mut Vec<Problem>,
) -> Vec<Column<'a>> {
    let of = |(i, key): (usize, &'a String)| {
        // Data frames and spreadsheets number rows in a column without a name.
        if key.is_empty() || key.starts_with("Unnamed:") {
            return (key.as_str(), None);
        }
        if headers[..i].contains(key) {
            problems.push(row(path, 1, key, "there are two such columns".to_owned(), None));
        }
        let target = Target::of(key, catalogue)
            .map_err(|(message, help)| {
                let keys = catalogue.parameters.iter().map(|parameter| parameter.key.as_str());
                let near = nearest(key, keys).map(|near| format!("did you mean `{near}`?"));
                problems.push(row(path, 1, key, message, near.or(help)));
            })
            .ok();
        (key.as_str(), target)
    };
    headers.iter().enumerate().map(of).collect()
}

fn row(path: &Path, line: u64, key: &str, message: String, help: Option<String>) -> Problem {
    let location = Location::Row { path: path.to_owned(), line };
    Problem::error(location, key, message, help)
}

/// A field as a value of the sort that is wanted, as spreadsheets and data frames write it: `3.0` for a whole number,
/// `TRUE` for a switch. A text where it is none.
pub(super) fn literal(field: &str, wanted: &Value) -> Value {
    let real = |field: &str| number::degrees(field).ok().map(Value::Real);
    let found = match wanted {
        Value::Text(_) | Value::Texts(_) => None,
        Value::Switch(_) => field.to_lowercase().parse().map(Value::Switch).ok(),
        Value::Whole(_) => {
            let whole = number::whole(field).ok().and_then(|number| i64::try_from(number).ok());
            field.parse().ok().or(whole).map(Value::Whole).or_else(|| real(field))
        }
        Value::Real(_) => real(field),
    };
    found.unwrap_or_else(|| Value::Text(field.to_owned()))
}

/// A path in the file is relative to the file.
fn beside(path: &Path, target: &Target, value: Value) -> Value {
    match value {
        Value::Text(of) if target.is_path && !of.is_empty() => {
            Value::Text(library::beside(path, &of).to_string_lossy().into_owned())
        }
        value => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_taken_as_spreadsheets_write_them() {
        assert_eq!(literal("3.0", &Value::Whole(0)), Value::Whole(3));
        assert_eq!(literal("-2", &Value::Whole(0)), Value::Whole(-2));
        assert_eq!(literal("3.5", &Value::Whole(0)), Value::Real(3.5));
        assert_eq!(literal("TRUE", &Value::Switch(false)), Value::Switch(true));
        assert_eq!(literal("false", &Value::Switch(false)), Value::Switch(false));
        assert_eq!(literal("0,5", &Value::Real(0.0)), Value::Real(0.5));
        assert_eq!(literal("7", &Value::Text(String::new())), Value::Text("7".to_owned()));
        let no_switch = literal("perhaps", &Value::Switch(false));
        assert_eq!(no_switch, Value::Text("perhaps".to_owned()));
    }
}
