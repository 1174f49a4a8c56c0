//! What a study must fit: designs of one's own, forks, reporting months.

use super::problem::{Location, Problem, nearest};
use super::read::take;
use super::study::{Factor, Study};
use crate::params::{Catalogue, Parameter, Sort, Value};
use std::path::Path;

/// Factors and rows of a design.
type Points = (Vec<Factor>, Vec<Vec<Value>>);

/// Reads the points of a design of one's own: a header of parameter keys, a row a point.
pub(super) fn points(path: &Path, catalogue: &Catalogue) -> Result<Points, Vec<Problem>> {
    let unreadable = |message: String| {
        vec![Problem::error(Location::Unreadable(path.to_owned()), "file", message, None)]
    };
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .comment(Some(b'#'))
        .from_path(path)
        .map_err(|error| unreadable(format!("cannot read the file: {error}")))?;
    let header = reader.headers().map_err(|error| unreadable(error.to_string()))?.clone();
    let mut problems = Vec::new();
    let mut parameters: Vec<Option<&Parameter>> = Vec::new();
    for key in &header {
        let parameter = catalogue.find(key);
        if parameter.is_none() {
            let help = nearest(key, catalogue.parameters.iter().map(|p| p.key.as_str()))
                .map(|near| format!("did you mean `{near}`?"));
            problems.push(row(path, 1, key, "nobody declared this key".to_owned(), help));
        }
        parameters.push(parameter);
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                problems.extend(unreadable(error.to_string()));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let mut values = Vec::new();
        for (field, parameter) in record.iter().zip(&parameters) {
            let Some(parameter) = parameter else { continue };
            match take(&(*parameter).into(), literal(field).as_ref(), &format!("{field:?}")) {
                Ok(value) => values.push(value),
                Err((message, help)) => {
                    problems.push(row(path, line, &parameter.key, message, help));
                }
            }
        }
        rows.push(values);
    }
    if problems.is_empty() {
        let factors = parameters.into_iter().flatten().enumerate();
        Ok((factors.map(|(i, parameter)| factor(parameter, i, &rows)).collect(), rows))
    } else {
        Err(problems)
    }
}

fn row(path: &Path, line: u64, key: &str, message: String, help: Option<String>) -> Problem {
    let location = Location::Row { path: path.to_owned(), line };
    Problem::error(location, key, message, help)
}

/// A field as a value: whole, real, switch, else text.
fn literal(field: &str) -> Option<Value> {
    field
        .parse()
        .map(Value::Whole)
        .ok()
        .or_else(|| field.parse().map(Value::Real).ok())
        .or_else(|| field.parse().map(Value::Switch).ok())
        .or_else(|| Some(Value::Text(field.to_owned())))
}

/// A factor over the range of its column.
fn factor(parameter: &Parameter, column: usize, rows: &[Vec<Value>]) -> Factor {
    let numbers = rows.iter().filter_map(|row| match row.get(column) {
        Some(Value::Real(number)) => Some(*number),
        Some(Value::Whole(number)) => Some(*number as f64),
        _ => None,
    });
    let (low, high) = numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| {
        (low.min(number), high.max(number))
    });
    Factor { key: parameter.key.clone(), low, high, is_whole: parameter.sort() == Sort::Whole }
}

/// Reporting months inside the horizon; forks of what acts from month 1 only.
pub(super) fn fits(
    study: &Study,
    horizon: i32,
    path: &Path,
    catalogue: &Catalogue,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut tell = |key: &str, message: String| {
        let location = Location::Row { path: path.to_owned(), line: 1 };
        problems.push(Problem::error(location, key, message, None));
    };
    for month in study.report_months.iter().filter(|&&month| month > horizon) {
        tell("report_months", format!("month {month} is after the horizon, {horizon}"));
    }
    if study.fork_at == 0 {
        return problems;
    }
    if study.fork_at as i32 >= horizon {
        tell("fork_at", format!("month {} is not before the horizon, {horizon}", study.fork_at));
    }
    let is_early = |factor: &&Factor| catalogue.find(&factor.key).is_some_and(|p| !p.is_late);
    for factor in study.factors.iter().filter(is_early) {
        tell("fork_at", format!("{} acts before month 1: runs cannot fork later", factor.key));
    }
    if let Some((first, others)) = study.scenarios.split_first() {
        for other in others {
            for key in first.past_differences(other, catalogue) {
                let names = format!("{} and {}", first.name, other.name);
                tell("fork_at", format!("{names} differ in {key}, which acts before month 1"));
            }
        }
    }
    problems
}
