//! `summary.csv`: each metric by year, as most tables and figures want it.

use super::statistics::estimate;
use crate::metrics;
use crate::output::Record;
use crate::output::cells::{TableCell, write_csv};
use crate::output::tables::SUMMARY;

/// The rows of some scenarios, in order: for each metric's total and each year that was lived, the mean over replicates of
/// their means over the months of the year, with a 95 % t interval where there is more than one.
pub fn rows(runs: &[(&str, &[Record])]) -> Vec<Vec<TableCell>> {
    let columns = metrics::columns();
    let mut rows = Vec::new();
    for &(scenario, records) in runs {
        let last = records.iter().filter_map(|record| record.months.last()).max();
        let years = last.map_or(0, |&month| (month + 11) / 12);
        let totals = columns.iter().enumerate().filter(|(_, column)| column.level.is_empty());
        for (at, column) in totals {
            for year in 1..=years {
                let months = (12 * year - 11, 12 * year);
                let values: Vec<f64> =
                    records.iter().filter_map(|record| record.mean(at, months)).collect();
                let estimate = estimate(&values);
                rows.push(vec![
                    TableCell::Text(scenario.to_owned()),
                    TableCell::Text(column.metric.name.to_owned()),
                    TableCell::Whole(i64::from(year)),
                    TableCell::Real(estimate.map(|one| one.mean)),
                    TableCell::Real(estimate.and_then(|one| one.low())),
                    TableCell::Real(estimate.and_then(|one| one.high())),
                    TableCell::Text(column.metric.unit.to_owned()),
                ]);
            }
        }
    }
    rows
}

/// The table as bytes.
///
/// # Errors
/// Never for records of this program; the type is that of the writers.
pub fn table(runs: &[(&str, &[Record])]) -> Result<Vec<u8>, csv::Error> {
    let mut bytes = Vec::new();
    write_csv(&SUMMARY.header(std::iter::empty()), rows(runs).into_iter(), &mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two replicates of fifteen months, all columns 1 in the first and 3 in the second, 5 in the last three months.
    fn records() -> Vec<Record> {
        let columns = metrics::columns().len();
        [1.0, 3.0]
            .into_iter()
            .zip(1..)
            .map(|(of_replicate, replicate)| {
                let mut record = Record::new(replicate);
                for month in 0..=15 {
                    let value = if month > 12 { 5.0 } else { of_replicate };
                    record.months.push(month);
                    record.values.push(vec![Some(value); columns]);
                }
                record
            })
            .collect()
    }

    #[test]
    fn a_year_is_the_mean_of_its_months_with_an_interval_over_replicates() {
        let records = records();
        let all = rows(&[("a", &records), ("b", &records[..1])]);
        let of = |scenario: &str, year: i64| {
            let mut found = all.iter().filter(|row| {
                row[0] == TableCell::Text(scenario.to_owned())
                    && row[1] == TableCell::Text("violence_rate".to_owned())
                    && row[2] == TableCell::Whole(year)
            });
            let row = found.next().unwrap();
            assert!(found.next().is_none());
            (row[3].clone(), row[4].clone(), row[5].clone())
        };
        let real = |x: f64| TableCell::Real(Some(x));
        let (value, low, high) = of("a", 1);
        assert_eq!(value, real(2.0));
        // The standard error of 1 and 3 is 1; the t quantile with one degree of freedom 12.706.
        let TableCell::Real(Some(low)) = low else { panic!("no interval") };
        let TableCell::Real(Some(high)) = high else { panic!("no interval") };
        assert!((low + 10.706).abs() < 1e-3 && (high - 14.706).abs() < 1e-3, "{low} {high}");
        assert_eq!(of("a", 2), (real(5.0), real(5.0), real(5.0)));
        assert_eq!(of("b", 1), (real(1.0), TableCell::Real(None), TableCell::Real(None)));
    }
}
