//! A run's tables out of its records: their rows, their digests, and the files that hold them.

use super::DirectoryError;
use super::arms::is_by_arm;
use super::cells::{TableCell, write_csv};
use super::columns::Table;
use super::files::io;
use super::parquet;
use super::record::{CommunityYear, Record};
use super::tables;
use crate::metrics::{self, Column};
use crate::terms::{Assigned, Auspice};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

/// Digests the tables that records give, without writing them.
///
/// # Errors
/// Never for records of this program; the type is that of the writers.
pub fn digests(records: &[Record]) -> Result<BTreeMap<String, String>, csv::Error> {
    tables::ALL
        .iter()
        .map(|table| {
            let header = header(table, records);
            let digest = write_csv(&header, rows(table, records), std::io::sink())?;
            Ok((table.file.to_owned(), digest))
        })
        .collect()
}

/// Writes all tables; the digest of communities is that of their rows as text, whatever the format.
pub(super) fn write(
    drafts: &Path,
    records: &[Record],
    with_csv: bool,
) -> Result<BTreeMap<String, String>, DirectoryError> {
    let mut digests = BTreeMap::new();
    for table in &tables::ALL {
        let header = header(table, records);
        let rows = rows(table, records);
        let path = drafts.join(table.file);
        let digest = if table.file == tables::COMMUNITIES.file {
            let groups: Vec<&[CommunityYear]> =
                records.iter().map(|record| &record.communities[..]).collect();
            let cell = |record: usize, year: &CommunityYear, column| {
                community_cell(&records[record], year, column)
            };
            parquet::write(&header, &groups, cell, create(&path)?)
                .map_err(|error| io(&path, &error))?;
            let csv = drafts.join("communities.csv");
            if with_csv {
                write_csv(&header, rows, create(&csv)?)
            } else {
                write_csv(&header, rows, std::io::sink())
            }
        } else {
            write_csv(&header, rows, create(&path)?)
        };
        digests.insert(table.file.to_owned(), digest.map_err(|error| io(&path, &error))?);
    }
    Ok(digests)
}

fn create(path: &Path) -> Result<BufWriter<File>, DirectoryError> {
    File::create(path).map(BufWriter::new).map_err(|error| io(path, &error))
}

/// The columns of a table, those of the interventions too.
fn header(table: &Table, records: &[Record]) -> Vec<String> {
    let arms = records.first().map_or(&[][..], |record| &record.arms);
    table.header(arms.iter().map(|arm| arm.name.as_str()))
}

/// The rows of a table over all records.
fn rows<'a>(table: &Table, records: &'a [Record]) -> Box<dyn Iterator<Item = Vec<TableCell>> + 'a> {
    match table.file {
        "metrics.csv" => Box::new(records.iter().flat_map(metrics)),
        "ledger.csv" => Box::new(records.iter().flat_map(ledger)),
        "accounts.csv" => Box::new(records.iter().flat_map(accounts)),
        "surveys.csv" => Box::new(records.iter().flat_map(surveys)),
        "programmes.csv" => Box::new(records.iter().flat_map(programmes)),
        "choices.csv" => Box::new(records.iter().flat_map(choices)),
        "programme_spending.csv" => Box::new(records.iter().flat_map(programme_spending)),
        _ => Box::new(records.iter().flat_map(communities)),
    }
}

/// Rows of `choices.csv`.
fn choices(record: &Record) -> impl Iterator<Item = Vec<TableCell>> + '_ {
    record.choices.iter().map(|(month, choice)| {
        let partner = choice.partner.map_or("", Auspice::name);
        vec![
            TableCell::Whole(i64::from(record.replicate)),
            TableCell::Whole(i64::from(*month)),
            TableCell::Text(choice.auspice.name().to_owned()),
            TableCell::Text(choice.component.name().to_owned()),
            TableCell::Whole(i64::from(choice.zone)),
            TableCell::Text(partner.to_owned()),
            TableCell::Text(choice.mode.name().to_owned()),
            TableCell::Whole(choice.cost.0),
        ]
    })
}

/// Rows of `metrics.csv`.
fn metrics(record: &Record) -> impl Iterator<Item = Vec<TableCell>> + '_ {
    let columns = metrics::columns();
    let row = |month: i32, column: &Column, (dimension, level): (&str, &str), value| {
        vec![
            TableCell::Whole(i64::from(record.replicate)),
            TableCell::Whole(i64::from(month)),
            TableCell::Text(column.metric.name.to_owned()),
            TableCell::Text(dimension.to_owned()),
            TableCell::Text(level.to_owned()),
            TableCell::Real(value),
            TableCell::Text(column.metric.unit.to_owned()),
        ]
    };
    record.months.iter().zip(&record.values).flat_map(move |(&month, values)| {
        let national = columns.iter().zip(values).map(move |(column, &value)| {
            row(month, column, (column.dimension, column.level), value)
        });
        let from = record.by_arm.partition_point(|part| part.month < month);
        let to = record.by_arm.partition_point(|part| part.month <= month);
        let parts = record.by_arm[from..to].iter().flat_map(move |part| {
            let told = columns.iter().filter(|column| is_by_arm(column)).zip(&part.values);
            told.map(move |(column, &value)| {
                row(month, column, (&part.name, part.level.name()), value)
            })
        });
        national.chain(parts)
    })
}

/// Rows of `ledger.csv`.
fn ledger(record: &Record) -> impl Iterator<Item = Vec<TableCell>> + '_ {
    record.ledger.iter().map(|transfer| {
        vec![
            TableCell::Whole(i64::from(record.replicate)),
            TableCell::Whole(i64::from(transfer.month)),
            TableCell::Text(transfer.from()),
            TableCell::Text(transfer.to()),
            TableCell::Text(transfer.purpose.mode().name().to_owned()),
            TableCell::Text(transfer.purpose.name().to_owned()),
            TableCell::Whole(transfer.amount.0),
        ]
    })
}

/// Rows of `accounts.csv`.
fn accounts(record: &Record) -> impl Iterator<Item = Vec<TableCell>> + '_ {
    record.accounts.iter().map(|(month, account, balance)| {
        vec![
            TableCell::Whole(i64::from(record.replicate)),
            TableCell::Whole(i64::from(*month)),
            TableCell::Text(account.clone()),
            TableCell::Whole(balance.0),
        ]
    })
}

/// Rows of `surveys.csv`.
fn surveys(record: &Record) -> impl Iterator<Item = Vec<TableCell>> + '_ {
    record.surveys.iter().map(|(month, answer)| {
        vec![
            TableCell::Whole(i64::from(record.replicate)),
            TableCell::Whole(i64::from(*month)),
            TableCell::Text(answer.survey.clone()),
            TableCell::Text(answer.question.clone()),
            TableCell::Real(Some(answer.value)),
            TableCell::Real(Some(answer.low)),
            TableCell::Real(Some(answer.high)),
            TableCell::Whole(i64::from(answer.n)),
            TableCell::Text(answer.assigned.map_or("", Assigned::name).to_owned()),
            TableCell::Text(answer.dimension.clone()),
            TableCell::Text(answer.level.clone()),
            TableCell::Real(answer.icc),
            TableCell::Real(answer.between_regions),
        ]
    })
}

/// Rows of `programmes.csv`.
fn programmes(record: &Record) -> impl Iterator<Item = Vec<TableCell>> + '_ {
    record.programmes.iter().map(|one| {
        let month = |month: Option<i32>| TableCell::Real(month.map(f64::from));
        vec![
            TableCell::Whole(i64::from(record.replicate)),
            TableCell::Text(one.name.clone()),
            month(one.at_work.map(|(first, _)| first)),
            month(one.at_work.map(|(_, last)| last)),
            TableCell::Real(Some(one.sites)),
            TableCell::Real(Some(one.people)),
            TableCell::Whole(one.granted.0),
            TableCell::Whole(one.spent().0),
            TableCell::Whole(one.unspent.0),
            TableCell::Whole(one.leaked.0),
            TableCell::Whole(one.returned.0),
            TableCell::Switch(one.ended_early),
            TableCell::Whole(one.promised.0),
            TableCell::Whole(one.from_abroad.0),
            month(one.first_paid),
            TableCell::Real(Some(one.weight)),
            TableCell::Text(one.chooser.map_or("", Auspice::name).to_owned()),
        ]
    })
}

/// Rows of `programme_spending.csv`.
fn programme_spending(record: &Record) -> impl Iterator<Item = Vec<TableCell>> + '_ {
    record.programmes.iter().flat_map(|one| {
        one.spending.iter().map(|(purpose, amount)| {
            vec![
                TableCell::Whole(i64::from(record.replicate)),
                TableCell::Text(one.name.clone()),
                TableCell::Text(purpose.name().to_owned()),
                TableCell::Whole(amount.0),
            ]
        })
    })
}

/// Rows of `communities.parquet`.
fn communities(record: &Record) -> impl Iterator<Item = Vec<TableCell>> + '_ {
    let columns = CommunityYear::COLUMNS + OF_ARM * record.arms.len();
    record
        .communities
        .iter()
        .map(move |row| (0..columns).map(|column| community_cell(record, row, column)).collect())
}

/// Columns of an arm in `communities.parquet`, after those of all communities.
const OF_ARM: usize = 3;

/// What stands in a column of a community's row.
fn community_cell(record: &Record, row: &CommunityYear, column: usize) -> TableCell {
    let Some(beyond) = column.checked_sub(CommunityYear::COLUMNS) else {
        return row.cell(record.replicate, column);
    };
    let arm = &record.arms[beyond / OF_ARM];
    let place = arm.place(row.identity);
    match beyond % OF_ARM {
        0 => {
            let assigned = place.and_then(|place| place.assigned).map_or("", Assigned::name);
            TableCell::Text(assigned.to_owned())
        }
        1 => TableCell::Whole(i64::from(arm.months(row.identity, row.year))),
        _ => TableCell::Real(place.and_then(|place| place.distance_km)),
    }
}
