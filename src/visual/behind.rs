//! The data behind a figure: what is drawn, as a table.

use super::series::Course;
use super::sketch::Sketch;

/// A table with a header. Cells are texts, numbers as they were calculated.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Behind {
    /// Names of columns.
    pub header: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

impl Behind {
    /// As CSV, the header first.
    pub fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let rows = std::iter::once(&self.header).chain(&self.rows);
        // Memory does not fail, and rows are as long as the header.
        rows.for_each(|row| drop(writer.write_record(row)));
        let bytes = writer.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// A number that may not be defined as a cell.
pub(super) fn cell(number: Option<f64>) -> String {
    number.filter(|x| x.is_finite()).map_or_else(String::new, |x| x.to_string())
}

impl Sketch {
    /// Names the columns of what is behind it.
    pub(super) fn columns(&mut self, names: &[&str]) {
        self.behind.header = names.iter().map(|name| (*name).to_owned()).collect();
    }

    /// Adds a row to what is behind it.
    pub(super) fn record(&mut self, cells: Vec<String>) {
        self.behind.rows.push(cells);
    }

    /// Adds a course: a row a replicate and step.
    pub(super) fn record_course(&mut self, name: &str, course: &Course) {
        self.columns(&["series", "from_month", "until_month", "replicate", "value"]);
        for (k, values) in course.replicates.iter().enumerate() {
            for ((from, until), value) in course.pieces.iter().zip(values) {
                let months = [from.to_string(), until.to_string()];
                let [from, until] = months;
                let replicate = (k + 1).to_string();
                self.record(vec![name.to_owned(), from, until, replicate, cell(*value)]);
            }
        }
    }
}
