//! Points of a study: what is counted where runs are read, as replicates of one point say little that is new of it.

use super::comparison::text;
use super::data::{CsvRow, Folder, PlotError, real};
use std::collections::BTreeMap;

/// Values of a column, each once, in order of appearance.
pub(super) fn distinct(rows: &[CsvRow], column: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for value in rows.iter().filter_map(|row| row.get(column)) {
        if !found.contains(value) {
            found.push(value.clone());
        }
    }
    found
}

/// Where several months of a metric are reported, the last is told; facts have the first alone.
pub(super) fn at_last_month(mut rows: Vec<CsvRow>) -> Vec<CsvRow> {
    let mut last: BTreeMap<String, f64> = BTreeMap::new();
    for row in &rows {
        if let Some(month) = real(row, "month") {
            let last = last.entry(text(row, "metric").to_owned()).or_insert(month);
            *last = last.max(month);
        }
    }
    rows.retain(|row| real(row, "month") == last.get(text(row, "metric")).copied());
    rows
}

/// One row for each metric of each scenario at each point: the mean over the replicates in which it is defined. Rows
/// whose value is not defined in any stay, without one.
pub(super) fn of_points(rows: &[CsvRow]) -> Vec<CsvRow> {
    let mut order: Vec<CsvRow> = Vec::new();
    let mut places: BTreeMap<[&str; 3], (usize, f64, f64)> = BTreeMap::new();
    for row in rows {
        // A run is a scenario at a point.
        let key = ["run", "scenario", "metric"].map(|column| text(row, column));
        let place = places.entry(key).or_insert_with(|| {
            order.push(row.clone());
            (order.len() - 1, 0.0, 0.0)
        });
        if let Some(value) = real(row, "value") {
            place.1 += value;
            place.2 += 1.0;
        }
    }
    for (at, sum, n) in places.into_values() {
        let value = if n > 0.0 { (sum / n).to_string() } else { String::new() };
        order[at].insert("value".to_owned(), value);
    }
    order
}

/// Where a parameter stands in a row as a number; a switch that is on is 1.
pub(super) fn level(row: &CsvRow, key: &str) -> Option<f64> {
    match text(row, key) {
        "true" => Some(1.0),
        "false" => Some(0.0),
        _ => real(row, key),
    }
}

/// Whether values are the same everywhere, but for rounding.
pub(super) fn never_varies(values: impl Iterator<Item = f64>) -> bool {
    let (low, high, n) =
        values.fold((f64::MAX, f64::MIN, 0), |(low, high, n), v| (low.min(v), high.max(v), n + 1));
    n > 0 && high - low <= 1e-12 * low.abs().max(high.abs())
}

/// Rows of `differences.csv` as rows of results: the values of the point are those of the arm.
pub(super) fn of_differences(
    folder: &Folder,
    results: &[CsvRow],
) -> Result<Vec<CsvRow>, PlotError> {
    if !folder.has("differences.csv") {
        return Ok(Vec::new());
    }
    let rows = at_last_month(folder.rows("differences.csv", |_| true)?);
    let mut points: BTreeMap<[&str; 2], &CsvRow> = BTreeMap::new();
    for row in results {
        points.entry(["scenario", "point"].map(|column| text(row, column))).or_insert(row);
    }
    let of = |row: &CsvRow| {
        let point = points.get(&["scenario", "point"].map(|column| text(row, column)))?;
        let mut merged = (*point).clone();
        merged.insert("metric".to_owned(), text(row, "metric").to_owned());
        merged.insert("value".to_owned(), text(row, "difference").to_owned());
        merged.insert("better".to_owned(), text(row, "better").to_owned());
        Some(merged)
    };
    Ok(rows.iter().filter_map(of).collect())
}

/// The scenario of the results that has no differences: their baseline.
pub(super) fn baseline(results: &[CsvRow], differences: &[CsvRow]) -> String {
    let told = distinct(differences, "scenario");
    let all = distinct(results, "scenario");
    all.into_iter().find(|name| !told.contains(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(&str, &str)]) -> CsvRow {
        cells.iter().map(|(column, cell)| ((*column).to_owned(), (*cell).to_owned())).collect()
    }

    #[test]
    fn the_last_month_of_each_metric_is_told() {
        let row =
            |metric, month, value| row(&[("metric", metric), ("month", month), ("value", value)]);
        let rows = vec![row("a", "12", "1"), row("F1", "12", "2"), row("a", "24", "3")];
        let values: Vec<f64> =
            at_last_month(rows).iter().filter_map(|row| real(row, "value")).collect();
        assert_eq!(values, [2.0, 3.0]);
    }

    /// Two replicates of a point are one point; an arm's points are its own.
    #[test]
    fn points_are_counted_and_not_runs() {
        let row = |run, scenario, value| {
            row(&[("run", run), ("scenario", scenario), ("metric", "a"), ("value", value)])
        };
        let rows = [row("1", "x", "1"), row("1", "x", "3"), row("2", "y", "5"), row("3", "y", "")];
        let points = of_points(&rows);
        let told: Vec<(&str, Option<f64>)> =
            points.iter().map(|row| (text(row, "scenario"), real(row, "value"))).collect();
        assert_eq!(told, [("x", Some(2.0)), ("y", Some(5.0)), ("y", None)]);
    }

    #[test]
    fn rounding_is_no_variation() {
        assert!(never_varies([0.3, 0.1 + 0.2].into_iter()));
        assert!(!never_varies([0.3, 0.4].into_iter()));
        assert!(!never_varies(std::iter::empty()));
    }
}
