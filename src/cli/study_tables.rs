//! The tables of a study: results, differences from its baseline, indices.

use super::Failure;
use super::figures::{cell, csv_of};
use super::figures::{or_dash, short};
use super::sweep::Done;
use crate::experiment::differences::{Difference, Favour, differences};
use crate::experiment::facts::facts;
use crate::experiment::sensitivity::IndexRow;
use crate::experiment::sweep::{Unit, UnitResult, Untold};
use crate::metrics::Column;
use crate::output::answers::Files;
use crate::output::studies::{DIFFERENCES, LEADING, RESULTS, SENSITIVITY};
use crate::params::Value;
use crate::scenario::Study;
use std::io::Write;

/// `results.csv` and, where the study has a baseline, `differences.csv`; and the shares of points at which arms are
/// better.
pub(super) fn of(done: &Done) -> Result<(Files, Vec<Favour>), Failure> {
    let results = results(&done.study, &done.units, &done.outcomes)?;
    let mut tables = vec![("results.csv".to_owned(), results)];
    if done.study.baseline.is_none() {
        return Ok((tables, Vec::new()));
    }
    let rows = differences(&done.study, &done.outcomes);
    tables.push(("differences.csv".to_owned(), of_differences(&rows)?));
    Ok((tables, Favour::of(&rows)))
}

/// `results.csv`, in the order of runs, replicates and metrics.
fn results(study: &Study, units: &[Unit], outcomes: &[UnitResult]) -> Result<Vec<u8>, Failure> {
    let asked = study.totals();
    let mut names = RESULTS.names();
    let factors = study.factors.iter().map(|factor| factor.key.clone());
    names.splice(LEADING..LEADING, factors);
    let windows = study.windows();
    let rows = units.iter().zip(outcomes).flat_map(|(unit, outcome)| {
        let of = |w: usize| of_unit(study, (unit, outcome), &asked, (w, windows[w].1));
        (0..windows.len()).flat_map(of).collect::<Vec<_>>()
    });
    csv_of(std::iter::once(names).chain(rows))
}

/// The rows of one run for one window.
fn of_unit(
    study: &Study,
    (unit, outcome): (&Unit, &UnitResult),
    asked: &[(usize, &Column)],
    (window, month): (usize, i32),
) -> Vec<Vec<String>> {
    let told = outcome.as_ref().ok();
    let of_metric = asked.iter().map(|&(i, column)| {
        (column.metric.name, told.and_then(|told| *told.values.get(window)?.get(i)?))
    });
    // Facts are read over the whole run: they stand in its first window.
    let facts = facts();
    let of_fact = facts
        .iter()
        .enumerate()
        .filter(|(_, fact)| window == 0 && study.facts && fact.belongs(&unit.scenario.name))
        .map(|(i, fact)| (fact.id, told.and_then(|told| *told.facts.get(i)?)));
    let whole = |number: Option<i32>| number.map_or_else(String::new, |number| number.to_string());
    let varied = |value: &Option<Value>| value.as_ref().map_or_else(String::new, Value::to_string);
    of_metric
        .chain(of_fact)
        .map(|(name, value)| {
            let mut row = vec![
                unit.run.to_string(),
                unit.scenario.name.clone(),
                unit.replicate.to_string(),
                name.to_owned(),
                cell(value),
            ];
            row.extend(unit.values.iter().map(varied));
            row.push(month.to_string());
            row.push(whole(told.and_then(|told| told.stopped)));
            row.push(outcome.as_ref().err().map_or_else(String::new, Untold::to_string));
            row.push(unit.point.to_string());
            row
        })
        .collect()
}

/// `differences.csv`.
fn of_differences(rows: &[Difference]) -> Result<Vec<u8>, Failure> {
    let row = |one: &Difference| {
        vec![
            one.point.to_string(),
            one.scenario.clone(),
            one.metric.to_owned(),
            cell(one.difference),
            one.better.map_or_else(String::new, |better| better.to_string()),
            one.month.to_string(),
            one.replicates.to_string(),
            one.reason.clone(),
        ]
    };
    csv_of(std::iter::once(DIFFERENCES.names()).chain(rows.iter().map(row)))
}

/// `sensitivity.csv`.
pub(super) fn of_indices(rows: &[IndexRow]) -> Result<Vec<u8>, Failure> {
    let row = |one: &IndexRow| {
        vec![
            one.metric.to_owned(),
            one.parameter.clone(),
            one.index.to_owned(),
            cell(one.value.value),
            cell(one.value.low),
            cell(one.value.high),
            one.scenario.clone(),
            one.baseline.clone(),
            one.value.n.to_string(),
            one.reason.clone(),
        ]
    };
    csv_of(std::iter::once(SENSITIVITY.names()).chain(rows.iter().map(row)))
}

/// At what share of points each arm is better, for people.
pub(super) fn print_favours(
    study: &Study,
    favours: &[Favour],
    stdout: &mut impl Write,
) -> Result<(), Failure> {
    let Some(baseline) = study.baseline.map(|at| &study.scenarios[at].name) else { return Ok(()) };
    writeln!(
        stdout,
        "\nDifferences from {baseline}, point by point: median and nine in ten of the points; share of points at which the \
         scenario is better, with its 95 % Wilson interval\n"
    )?;
    for one in favours {
        let month = if study.report_months.is_empty() {
            String::new()
        } else {
            format!(" to month {}", one.month)
        };
        let spread = or_dash(one.spread, |[low, middle, high]| {
            format!("{} ({} to {})", short(middle), short(low), short(high))
        });
        let share = match (&one.share, one.points) {
            (_, 0) => "not defined at any point".to_owned(),
            (_, points) if one.same == points => "the same at every point".to_owned(),
            (None, _) => "neither is better".to_owned(),
            (Some(share), points) => {
                let same = match one.same {
                    0 => String::new(),
                    n => format!(", the same at {n}"),
                };
                let ends = [share.low, share.high].map(|end| or_dash(end, |x| format!("{x:.2}")));
                let [low, high] = ends;
                format!(
                    "better at {} of {points}{same}: {:.2} ({low} to {high})",
                    one.better, share.mean
                )
            }
        };
        writeln!(stdout, "{:<24} {:<24}{month} {spread:<32} {share}", one.scenario, one.metric)?;
    }
    Ok(())
}
