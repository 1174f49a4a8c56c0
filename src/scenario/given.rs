//! Columns of a settlements file that replace what is drawn of a town (4.29).

use super::number;
use super::table::{RowProblem, TableRow};
use crate::world::Given;
use crate::world::households::MAX_GROUPS;

/// Their names.
pub(super) const COLUMNS: [&str; 9] = [
    "poverty",
    "crowding",
    "officers",
    "arms",
    "past_violence",
    "group_1",
    "group_2",
    "group_3",
    "group_4",
];
/// Position of the first group.
const GROUPS: usize = COLUMNS.len() - MAX_GROUPS;
/// By how much the shares of groups may miss 1.
const ROUNDING: f64 = 0.01;

/// What is allowed in a column: the most, and in words.
const fn allowed(column: usize) -> (f64, &'static str) {
    match column {
        0 => (1.0, "a share of poor households from 0 to 1 is wanted"),
        1 => (1.0, "a level from 0 to 1 is wanted"),
        2 => (100_000.0, "police per 100,000 persons from 0 to 100,000 are wanted"),
        3 => (1000.0, "arms per 1,000 adults from 0 to 1,000 are wanted"),
        4 => (1.0, "a memory of war from 0 to 1 is wanted"),
        _ => (1.0, "a share of households from 0 to 1 is wanted"),
    }
}

/// Where they lie in a file.
pub(super) type Positions = [Option<usize>; COLUMNS.len()];

/// What a row says; an empty field says nothing. `groups` are those of the scenario.
pub(super) fn read(
    row: &TableRow,
    positions: &Positions,
    groups: usize,
    problems: &mut Vec<RowProblem>,
) -> Given {
    let before = problems.len();
    let mut values = [None; COLUMNS.len()];
    for (column, position) in positions.iter().enumerate() {
        let Some(field) = position.map(|at| row.fields[at].as_str()) else { continue };
        if field.is_empty() {
            continue;
        }
        match value(field, column, groups) {
            Ok(value) => values[column] = Some(value),
            Err(wanted) => problems.push(RowProblem {
                line: row.line,
                column: COLUMNS[column].to_owned(),
                found: format!("{field:?}"),
                wanted,
            }),
        }
    }
    let shares: [Option<f64>; MAX_GROUPS] = std::array::from_fn(|group| values[GROUPS + group]);
    let first = shares.iter().position(Option::is_some);
    let sum: f64 = shares.iter().flatten().sum();
    if let Some(first) = first.filter(|_| problems.len() == before && (sum - 1.0).abs() > ROUNDING)
    {
        problems.push(RowProblem {
            line: row.line,
            column: COLUMNS[GROUPS + first].to_owned(),
            found: format!("shares of groups that add up to {}", (sum * 1e4).round() / 1e4),
            wanted: format!(
                "they must add up to 1, within {ROUNDING}: an empty one among them is 0, and where all are empty \
                 they are drawn"
            ),
        });
    }
    Given {
        poverty: values[0],
        crowding: values[1],
        officers: values[2],
        arms: values[3],
        past_violence: values[4],
        groups: first.map(|_| shares.map(Option::unwrap_or_default)),
        by_incidents: None,
    }
}

fn value(field: &str, column: usize, groups: usize) -> Result<f64, String> {
    let (most, wanted) = allowed(column);
    let value = number::decimal(field).map_err(|wrong| format!("{wrong}: {wanted}"))?;
    if !(0.0..=most).contains(&value) {
        let is_per_cent = most <= 1.0 && (0.0..=100.0).contains(&value);
        let advice = if is_per_cent { ": write 65 per cent as 0.65" } else { "" };
        return Err(format!("{wanted}{advice}"));
    }
    if column >= GROUPS + groups && value > 0.0 {
        return Err(format!("world.groups = {groups} has no such group: 0 or nothing is wanted"));
    }
    Ok(value)
}
