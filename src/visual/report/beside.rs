//! The model beside the facts: from a `facts.csv`, or as committed with the program.

use super::ReportError;
use super::numbers::plain;
use crate::experiment::facts;
use crate::output::cells::{CsvRow, read_csv};
use crate::visual::data::real;
use std::path::Path;

/// The table of facts of this version of the program.
static COMMITTED: &str = include_str!("../../../docs/calibration.md");

/// A fact, as far as the page tells of it.
pub(super) struct Fact {
    /// Number in docs/facts.md.
    pub id: String,
    /// What was measured.
    pub what: String,
    /// Where and when.
    pub place: String,
    /// The published number with a band for its error.
    pub target: String,
    /// What the model gives.
    pub model: String,
    /// Whether that lies within the target.
    pub is_met: bool,
    /// Whether it is a target; else a check of plausibility.
    pub is_target: bool,
}

impl Fact {
    /// Why it is missed, as far as it is understood.
    pub fn reason(&self) -> Option<&'static str> {
        facts::reason(&self.id)
    }
}

/// All facts, and where the table is from.
pub(super) struct Facts {
    /// The facts.
    pub all: Vec<Fact>,
    /// Words for the source of the table.
    pub source: &'static str,
}

/// Facts from a table if there is one, else those committed.
pub(super) fn facts(table: Option<&Path>) -> Result<Facts, ReportError> {
    match table {
        Some(path) => {
            Ok(Facts { all: measured(path)?, source: "from the facts.csv beside these results" })
        }
        None => Ok(Facts {
            all: committed(COMMITTED),
            source: "from the table published with the program",
        }),
    }
}

fn measured(path: &Path) -> Result<Vec<Fact>, ReportError> {
    let failed =
        |error: csv::Error| ReportError::Broken { path: path.to_owned(), error: error.to_string() };
    let (_, rows) = read_csv(path, |_| true).map_err(failed)?;
    let text = |row: &CsvRow, column: &str| row.get(column).cloned().unwrap_or_default();
    let number =
        |row: &CsvRow, column: &str| real(row, column).map_or_else(|| "?".to_owned(), plain);
    Ok(rows
        .iter()
        .map(|row| Fact {
            id: text(row, "fact"),
            what: text(row, "what"),
            place: text(row, "place"),
            target: format!("{} to {}", number(row, "target_low"), number(row, "target_high")),
            model: format!(
                "{} ({} to {})",
                number(row, "value"),
                number(row, "low"),
                number(row, "high")
            ),
            is_met: text(row, "inside") == "true",
            is_target: text(row, "use") != facts::Fact::CHECK,
        })
        .collect())
}

/// Rows of the first table that has the columns of facts; other tables may follow it.
fn committed(text: &str) -> Vec<Fact> {
    let cells = |line: &str| -> Vec<String> {
        let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
        inner.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect()
    };
    let lines: Vec<Vec<String>> = text.lines().map(cells).collect();
    let wanted = ["fact", "what", "place", "target", "model", "inside", "use"];
    let places = lines.iter().enumerate().find_map(|(i, header)| {
        let at = |name: &&str| header.iter().position(|cell| cell == name);
        Some((i, wanted.iter().map(at).collect::<Option<Vec<usize>>>()?))
    });
    let Some((header, places)) = places else { return Vec::new() };
    let width = lines[header].len();
    lines[header + 1..]
        .iter()
        .take_while(|cells| cells.len() == width && !cells[0].is_empty())
        .filter(|cells| !cells[0].starts_with('-') && !cells[0].starts_with(':'))
        .map(|cells| {
            let cell = |i: usize| cells[places[i]].clone();
            Fact {
                id: cell(0),
                what: cell(1),
                place: cell(2),
                target: cell(3),
                model: cell(4),
                is_met: cell(5) == "yes",
                is_target: cell(6) != facts::Fact::CHECK,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_table_is_read_whole() {
        let of_facts = COMMITTED.split("\n## ").next().unwrap_or_default();
        let rows = of_facts.lines().filter(|line| line.starts_with("| F")).count();
        let all = committed(COMMITTED);
        assert!(rows >= 20 && all.len() == rows, "{} of {rows}", all.len());
        assert!(all.iter().any(|fact| fact.is_met) && all.iter().any(|fact| !fact.is_met));
        assert!(all.iter().any(|fact| fact.is_target) && all.iter().any(|fact| !fact.is_target));
        assert!(all.iter().all(|fact| !fact.what.is_empty() && fact.target.contains(" to ")));
    }

    #[test]
    fn only_the_table_of_facts_is_read() {
        let page = "# Facts\n\n| fact | use | what | place | target | model | inside |\n|---|---|---|---|---|---|---|\n\
                    | F1 | target | killings | here | 1 to 2 | 1.5 (1.4 to 1.6) | yes |\n\n## More\n\n\
                    | a | b | c | d | e | f |\n|---|---|---|---|---|---|\n| F1 | x | y | z | u | no |\n";
        let all = committed(page);
        assert_eq!(all.len(), 1);
        assert!(all[0].is_met && all[0].is_target && all[0].id == "F1");
        assert_eq!(all[0].model, "1.5 (1.4 to 1.6)");
    }
}
