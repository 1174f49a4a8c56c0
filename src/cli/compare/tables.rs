//! Tables of a comparison.

use crate::cli::Failure;
use crate::cli::figures::{cell, csv_of};
use crate::experiment::compare::{ComparisonRow, Worlds};
use crate::experiment::money;
use crate::experiment::programmes::Accounts;
use crate::experiment::since_end::SinceEnd;
use crate::experiment::summary as by_year;
use crate::output::Record;
use crate::output::studies::{COMPARISON, MONEY, PAIRS, SINCE_END};
use crate::scenario::Scenario;

/// What a row of a comparison and one of pairs both have: the number that is compared, and what came of it.
fn read(row: &ComparisonRow) -> [Vec<String>; 2] {
    let p = &row.paired;
    [
        vec![row.metric.to_owned(), row.dimension.to_owned(), row.level.to_owned()],
        vec![
            row.baseline.to_string(),
            row.scenario.clone(),
            p.difference.to_string(),
            cell(p.low()),
            cell(p.high()),
            p.n.to_string(),
            row.verdict.words().to_owned(),
        ],
    ]
}

/// `comparison.csv`.
pub(super) fn differences(rows: &[ComparisonRow]) -> Result<Vec<u8>, Failure> {
    let rows = rows.iter().map(|row| {
        let [number, found] = read(row);
        let p = &row.paired;
        let more = vec![cell(p.standardised), cell(p.gain), cell(p.p), row.unit.to_owned()];
        [number, found, more, worlds(row)].concat()
    });
    csv_of(std::iter::once(COMPARISON.names()).chain(rows))
}

/// Worlds, and those with more and with less; empty without an ensemble.
fn worlds(row: &ComparisonRow) -> Vec<String> {
    let of = |count: fn(Worlds) -> usize| {
        row.worlds.map_or_else(String::new, |worlds| count(worlds).to_string())
    };
    vec![of(|one| one.all), of(|one| one.higher), of(|one| one.lower)]
}

/// `pairs.csv`.
pub(super) fn pairs(rows: &[ComparisonRow]) -> Result<Vec<u8>, Failure> {
    let rows = rows.iter().map(|row| {
        let [number, found] = read(row);
        [number, vec![row.against.clone()], found, vec![row.unit.to_owned()], worlds(row)].concat()
    });
    csv_of(std::iter::once(PAIRS.names()).chain(rows))
}

/// `summary.csv`.
pub(super) fn summary(runs: &[(&Scenario, &[Record])]) -> Result<Vec<u8>, Failure> {
    let arms: Vec<_> =
        runs.iter().map(|(scenario, records)| (scenario.name.as_str(), *records)).collect();
    by_year::table(&arms).map_err(|error| Failure::Halfway(error.to_string()))
}

/// `money.csv`.
pub(super) fn money(all: &[Accounts]) -> Result<Vec<u8>, Failure> {
    let rows = money::rows(all).into_iter().map(|row| {
        let (low, high) = row.value.map_or((None, None), |(_, low, high)| (low, high));
        vec![
            row.scenario,
            row.intervention,
            row.what,
            cell(row.value.map(|(value, _, _)| value)),
            cell(low),
            cell(high),
            row.replicates.to_string(),
            row.unit.to_owned(),
        ]
    });
    csv_of(std::iter::once(MONEY.names()).chain(rows))
}

/// `since_end.csv`.
pub(super) fn since_end(rows: &[SinceEnd]) -> Result<Vec<u8>, Failure> {
    let rows = rows.iter().map(|row| {
        vec![
            row.scenario.clone(),
            row.metric.to_owned(),
            row.period.0.to_string(),
            row.period.1.to_string(),
            row.paired.difference.to_string(),
            cell(row.paired.low()),
            cell(row.paired.high()),
            row.paired.n.to_string(),
            row.unit.to_owned(),
        ]
    });
    csv_of(std::iter::once(SINCE_END.names()).chain(rows))
}

/// The same rows, and what is said of them.
pub(super) fn money_json(all: &[Accounts]) -> serde_json::Value {
    let rows: Vec<_> = money::rows(all)
        .into_iter()
        .map(|row| {
            serde_json::json!({
                "scenario": row.scenario, "intervention": row.intervention, "what": row.what,
                "value": row.value.map(|(value, _, _)| value), "low": row.value.and_then(|(_, low, _)| low),
                "high": row.value.and_then(|(_, _, high)| high), "replicates": row.replicates, "unit": row.unit,
            })
        })
        .collect();
    serde_json::json!({ "rows": rows, "said": money::sentences(all) })
}
