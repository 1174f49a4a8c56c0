//! The tables of a directory as sheets of one workbook, for those who calculate with spreadsheets.

use super::Failure;
use crate::output::directory::write_atomically;
use std::path::{Path, PathBuf};

/// Tables that are sheets, where they are there.
const SHEETS: [&str; 5] = ["summary", "comparison", "pairs", "money", "since_end"];

/// Writes `summary.xlsx` into a directory and tells where it is.
///
/// # Errors
/// Where the directory has no table, or cannot be written.
pub(super) fn write(directory: &Path) -> Result<PathBuf, Failure> {
    let place = directory.join("summary.xlsx");
    let tables = SHEETS.map(|name| (name, directory.join(format!("{name}.csv"))));
    let tables: Vec<_> = tables.into_iter().filter(|(_, path)| path.is_file()).collect();
    if tables.is_empty() {
        let message =
            format!("{} has no summary.csv: it is of runs and comparisons", directory.display());
        return Err(Failure::Usage { message, help: None });
    }
    write_atomically(&place, &workbook(&tables)?)?;
    Ok(place)
}

#[cfg(feature = "xlsx")]
fn workbook(tables: &[(&str, PathBuf)]) -> Result<Vec<u8>, Failure> {
    sheets(tables).map_err(|error| Failure::Halfway(error.to_string()))
}

#[cfg(feature = "xlsx")]
fn sheets(tables: &[(&str, PathBuf)]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};
    let mut book = Workbook::new();
    // The same tables give the same bytes.
    let born = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&born));
    let head = Format::new().set_bold();
    for (name, path) in tables {
        let mut reader = csv::Reader::from_path(path)?;
        let sheet = book.add_worksheet();
        sheet.set_name(*name)?;
        for (column, text) in (0_u16..).zip(reader.headers()?) {
            sheet.write_string_with_format(0, column, text, &head)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        for (row, record) in (1_u32..).zip(reader.records()) {
            for (column, text) in (0_u16..).zip(&record?) {
                // A number is a number, and what is not defined an empty cell.
                match text.parse::<f64>() {
                    _ if text.is_empty() => {}
                    Ok(number) if number.is_finite() => {
                        sheet.write_number(row, column, number)?;
                    }
                    _ => {
                        sheet.write_string(row, column, text)?;
                    }
                }
            }
        }
        sheet.autofit();
    }
    Ok(book.save_to_buffer()?)
}

#[cfg(not(feature = "xlsx"))]
fn workbook(_: &[(&str, PathBuf)]) -> Result<Vec<u8>, Failure> {
    Err(Failure::Usage {
        message: "this program was built without workbooks".to_owned(),
        help: Some("cargo build --release --features xlsx".to_owned()),
    })
}

#[cfg(all(test, feature = "xlsx"))]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sheets_and_the_same_tables_give_the_same_bytes() {
        let folder = tempfile::TempDir::new().unwrap();
        assert!(matches!(write(folder.path()), Err(Failure::Usage { .. })));
        std::fs::write(
            folder.path().join("summary.csv"),
            "metric,year,value\nfear,1,0.5\nfear,2,\n",
        )
        .unwrap();
        let first = std::fs::read(write(folder.path()).unwrap()).unwrap();
        let second = std::fs::read(write(folder.path()).unwrap()).unwrap();
        assert!(first.starts_with(b"PK") && first == second);
    }
}
