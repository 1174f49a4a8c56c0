//! Numbers in tables for people: figures enough to tell them from nothing.

use super::Failure;
use crate::experiment::statistics::Span;

/// So many decimals; a number that they would show as nothing, or nearly, as `1.2e-5`.
pub(super) fn decimals(x: f64, digits: usize) -> String {
    let least = 5.0 * libm::pow(10.0, -(digits as f64));
    if x != 0.0 && x.abs() < least { format!("{x:.1e}") } else { format!("{x:.digits$}") }
}

/// The fewer decimals the larger it is.
pub(super) fn short(x: f64) -> String {
    match x.abs() {
        size if size >= 1000.0 => decimals(x, 0),
        size if size >= 100.0 => decimals(x, 1),
        size if size >= 1.0 => decimals(x, 2),
        _ => decimals(x, 4),
    }
}

/// A number that may not be known.
pub(super) fn or_dash<T>(x: Option<T>, write: impl Fn(T) -> String) -> String {
    x.map_or_else(|| "-".to_owned(), write)
}

/// A number as a cell of a table, empty where it is not defined.
pub(super) fn cell(number: Option<f64>) -> String {
    number.map_or_else(String::new, |x| x.to_string())
}

/// A mean and the ends of its interval as cells of a table.
pub(super) fn cells(span: Option<Span>) -> [String; 3] {
    [span.map(|span| span.mean), span.and_then(|span| span.low), span.and_then(|span| span.high)]
        .map(cell)
}

/// Rows as CSV, the header first.
pub(super) fn csv_of<R>(rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>, Failure>
where
    R: IntoIterator<Item: AsRef<[u8]>>,
{
    let failed = |error: csv::Error| Failure::Halfway(error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.into_iter().try_for_each(|row| writer.write_record(row)).map_err(failed)?;
    writer.into_inner().map_err(|error| Failure::Halfway(error.to_string()))
}

/// A mean with its interval, in words.
pub(super) fn words(span: &Span) -> String {
    match (span.low, span.high) {
        (Some(low), Some(high)) => {
            format!("{} ({} to {})", short(span.mean), short(low), short(high))
        }
        _ => short(span.mean),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_number_is_told_from_nothing() {
        assert_eq!(decimals(0.0, 4), "0.0000");
        assert_eq!(decimals(0.000_02, 4), "2.0e-5");
        assert_eq!(decimals(-0.001_2, 4), "-0.0012");
        assert_eq!(short(1234.5), "1234");
        assert_eq!(short(0.25), "0.2500");
    }
}
