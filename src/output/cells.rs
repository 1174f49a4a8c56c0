//! Cells of tables as CSV: how they become text, how rows are written and digested, and how they are read back.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// A cell of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum TableCell {
    /// A whole number.
    Whole(i64),
    /// A number; `None` where it is not defined.
    Real(Option<f64>),
    /// A text.
    Text(String),
    /// Yes or no.
    Switch(bool),
}

impl std::fmt::Display for TableCell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole(number) => write!(f, "{number}"),
            // Rust prints the shortest text that reads back as the same number.
            Self::Real(Some(number)) => write!(f, "{number}"),
            Self::Real(None) => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Switch(on) => f.write_str(if *on { "true" } else { "false" }),
        }
    }
}

/// Writes rows as CSV and digests what is written.
///
/// # Errors
/// When the sink fails.
pub fn write_csv(
    header: &[String],
    rows: impl Iterator<Item = Vec<TableCell>>,
    sink: impl std::io::Write,
) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Digesting { sink, hasher: blake3::Hasher::new() });
    writer.write_record(header)?;
    let mut text = String::new();
    for row in rows {
        debug_assert_eq!(row.len(), header.len());
        for field in row {
            text.clear();
            let _ = write!(text, "{field}");
            writer.write_field(&text)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    let digesting =
        writer.into_inner().map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(digesting.hasher.finalize().to_hex().to_string())
}

/// Passes bytes on and digests them.
struct Digesting<W> {
    sink: W,
    hasher: blake3::Hasher,
}

impl<W: std::io::Write> std::io::Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.sink.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.sink.flush()
    }
}

/// A row that was read, by the names of its columns.
pub type CsvRow = BTreeMap<String, String>;

/// Reads the rows of a table that somebody wants, and the names of its columns in their order.
///
/// # Errors
/// When there is no such table, or a row is not as long as the header.
pub fn read_csv(
    path: &Path,
    mut wanted: impl FnMut(&CsvRow) -> bool,
) -> Result<(Vec<String>, Vec<CsvRow>), csv::Error> {
    let mut reader = csv::Reader::from_path(path)?;
    let header: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let row: CsvRow = header.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        if wanted(&row) {
            rows.push(row);
        }
    }
    Ok((header, rows))
}
