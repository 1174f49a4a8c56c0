//! One reader for every table that a user gives: separators, index columns and empty rows as
//! spreadsheets and statistics programs write them.

use super::number;

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// Its fields, trimmed; as many as there are headers.
    pub fields: Vec<String>,
}

/// A table of texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Names of columns as written, trimmed; empty for a column of numbers before the first name.
    pub headers: Vec<String>,
    /// Rows; those without anything in them are left out.
    pub rows: Vec<TableRow>,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// Line of the file, from 1.
    pub line: u64,
    /// Column; empty where the row itself is wrong.
    pub column: String,
    /// What was found.
    pub found: String,
    /// What is wanted.
    pub wanted: String,
}

/// What may part the fields of a row.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

impl Table {
    /// Reads a table; of the separators the one is taken that finds most known names in the first row.
    ///
    /// # Errors
    /// With every row that has too few or too many fields.
    ///
    /// # Examples
    /// ```
    /// use nodal::scenario::table::Table;
    ///
    /// let table = Table::read("name;people\nBo;12\n", |name| name == "people").unwrap();
    /// assert_eq!(table.rows[0].fields, ["Bo", "12"]);
    /// ```
    pub fn read(text: &str, is_known: impl Fn(&str) -> bool) -> Result<Self, Vec<RowProblem>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (separator, skipped) = separator(text, is_known);
        let body = text.splitn(skipped as usize + 1, '\n').last().unwrap_or_default();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .trim(csv::Trim::All)
            .flexible(true)
            .has_headers(false)
            .from_reader(body.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| vec![unreadable(&error)])?;
            if record.iter().any(|field| !field.is_empty()) {
                rows.push(TableRow {
                    line: record.position().map_or(0, |position| line(position, body)) + skipped,
                    fields: record.iter().map(str::to_owned).collect(),
                });
            }
        }
        if rows.is_empty() {
            return Ok(Self::default());
        }
        let headers = rows.remove(0).fields;
        Self { headers, rows }.in_columns()
    }

    /// Every row as long as the header. Programs that number rows write one field more in each.
    fn in_columns(mut self) -> Result<Self, Vec<RowProblem>> {
        let width = self.headers.len();
        let is_numbered =
            |row: &TableRow| row.fields.len() == width + 1 && number::whole(&row.fields[0]).is_ok();
        if !self.rows.is_empty() && self.rows.iter().all(is_numbered) {
            self.headers.insert(0, String::new());
            return Ok(self);
        }
        let is_wrong = |row: &&TableRow| row.fields.len() != width;
        let problems: Vec<RowProblem> = self
            .rows
            .iter()
            .filter(is_wrong)
            .map(|row| RowProblem {
                line: row.line,
                column: String::new(),
                found: format!("{} fields", row.fields.len()),
                wanted: format!(
                    "the first row has {width}; quote a field that holds the separator, as in \"Port, Old Town\""
                ),
            })
            .collect();
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    /// Whether the first row is data: a number where names are wanted.
    pub fn lacks_header(&self) -> bool {
        self.headers.iter().any(|name| number::degrees(name).is_ok())
    }
}

impl RowProblem {
    /// A column that a table must have and has not; `help` says what may be done about it.
    pub fn missing(name: &str, columns: &[&str], help: &str) -> Self {
        Self {
            line: 1,
            column: name.to_owned(),
            found: "no such column".to_owned(),
            wanted: format!("the columns {} are wanted; {help}", columns.join(", ")),
        }
    }
}

/// Line of a record, which the reader puts before empty lines.
fn line(position: &csv::Position, body: &str) -> u64 {
    let from = body.as_bytes().get(position.byte() as usize..).unwrap_or_default();
    let empty = from.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    position.line() + empty.filter(|byte| **byte == b'\n').count() as u64
}

/// The separator, and how many lines before the first row speak of it (`sep=;`).
fn separator(text: &str, is_known: impl Fn(&str) -> bool) -> (u8, u64) {
    let first = text.lines().next().unwrap_or_default();
    if let Some([separator]) = first.trim().strip_prefix("sep=").map(str::as_bytes) {
        return (*separator, 1);
    }
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let found = |separator: u8| {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .trim(csv::Trim::All)
            .has_headers(false)
            .from_reader(head.as_bytes());
        let fields = reader.records().next().and_then(Result::ok).unwrap_or_default();
        (fields.iter().filter(|name| is_known(name)).count(), fields.len())
    };
    // Of equals the first: a comma.
    let best = SEPARATORS.into_iter().rev().max_by_key(|&separator| found(separator));
    (best.unwrap_or(b','), 0)
}

fn unreadable(error: &csv::Error) -> RowProblem {
    RowProblem {
        line: error.position().map_or(1, csv::Position::line),
        column: String::new(),
        found: error.to_string(),
        wanted: "a table of rows of text is wanted".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Table {
        Table::read(text, |name| ["name", "people"].contains(&name)).unwrap()
    }

    #[test]
    fn separators_are_told_by_the_names_they_find() {
        for text in ["name,people\nBo,12\n", "name;people\nBo;12\n", "name\tpeople\nBo\t12\n"] {
            let table = read(text);
            assert_eq!(
                (table.headers.len(), table.rows[0].fields[1].as_str()),
                (2, "12"),
                "{text}"
            );
        }
        let table = read("sep=;\nname;people\n\"Port; Old\";12\n");
        assert_eq!((table.rows[0].line, table.rows[0].fields[0].as_str()), (3, "Port; Old"));
    }

    #[test]
    fn an_index_before_the_first_name_and_empty_rows_do_no_harm() {
        let table = read("name,people\n1,Bo,12\n2,Ko,13\n");
        assert_eq!((table.headers[0].as_str(), table.rows[1].fields[1].as_str()), ("", "Ko"));
        let table = read("name,people\nBo,12\n,\n\nKo,13\n");
        assert_eq!((table.rows.len(), table.rows[1].line), (2, 5));
    }

    #[test]
    fn rows_of_another_length_are_told_with_their_line() {
        let problems = Table::read("name,people\nPort, Old,12\nKo,13\n", |_| true).unwrap_err();
        assert_eq!((problems.len(), problems[0].line), (1, 2));
    }
}
