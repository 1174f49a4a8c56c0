//! Settlements of real countries: a table of one's own, or GeoNames' dump as it comes.

use super::dump;
use super::given;
use super::number;
use super::problem::nearest;
use super::table::{RowProblem, Table, TableRow};
use crate::world::{LeftOut, Town};
use std::collections::BTreeSet;

/// Columns that a settlements file must have; `admin1`, `within` and those that replace a draw may be there, others are
/// left alone.
pub const COLUMNS: [&str; 5] = ["geonameid", "name", "longitude", "latitude", "population"];

/// Columns that it may have beside those that replace a draw.
const OPTIONAL: [&str; 2] = ["admin1", "within"];

/// Other names of columns that can mean nothing else.
const ALSO: [(&str, &[&str]); 5] = [
    ("geonameid", &["geoname_id", "geonames_id", "id"]),
    ("longitude", &["lon", "lng", "long"]),
    ("latitude", &["lat"]),
    ("population", &["pop"]),
    ("admin1", &["admin1_code", "admin1code"]),
];

/// What a settlements file says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Settlements {
    /// The settlements, in the order of the file.
    pub towns: Vec<Town>,
    /// What of GeoNames' dump is no settlement of people.
    pub left_out: LeftOut,
    /// The capital, where GeoNames' dump names it.
    pub capital: Option<String>,
    /// What is odd and does no harm.
    pub warnings: Vec<RowProblem>,
}

/// Columns that it may have.
fn optional() -> impl Iterator<Item = &'static str> {
    OPTIONAL.into_iter().chain(given::COLUMNS)
}

/// Reads the text of a settlements file of a scenario with so many groups.
///
/// # Errors
/// With every bad row.
///
/// # Examples
/// ```
/// use nodal::scenario::settlements::read;
///
/// let text = "id;name;lon;lat;population\n7;Bo;-11,7;7,9;226,640\n";
/// assert_eq!(read(text, 3).unwrap().towns[0].population, 226_640);
/// ```
pub fn read(text: &str, groups: u32) -> Result<Settlements, Vec<RowProblem>> {
    if dump::is_dump(text) {
        return dump::read(text);
    }
    let table = Table::read(text, |name| column_of(name).is_some())?;
    if table.lacks_header() {
        let header = COLUMNS.join(",");
        return Err(vec![RowProblem {
            line: 1,
            column: String::new(),
            found: format!("a first row of data: {}", table.headers.join(", ")),
            wanted: format!("a first row with the names of columns is wanted: {header}"),
        }]);
    }
    let columns = Columns::of(&table.headers)?;
    let mut reading =
        Reading { columns, groups: groups as usize, problems: Vec::new(), known: BTreeSet::new() };
    let towns: Vec<Town> = table.rows.iter().filter_map(|row| reading.town(row)).collect();
    reading.strangers(&table.rows);
    if reading.problems.is_empty() {
        Ok(Settlements { towns, warnings: misspelt(&table.headers), ..Settlements::default() })
    } else {
        Err(reading.problems)
    }
}

/// Whether a text is GeoNames' dump.
pub fn is_dump(text: &str) -> bool {
    dump::is_dump(text)
}

/// The column that a header means, if one.
fn column_of(header: &str) -> Option<&'static str> {
    let plain = header.trim().to_lowercase().replace([' ', '-'], "_");
    COLUMNS.into_iter().chain(optional()).find(|name| *name == plain).or_else(|| {
        ALSO.iter().find(|(_, also)| also.contains(&plain.as_str())).map(|(name, _)| *name)
    })
}

/// Headers that nobody reads and that look like one that would be.
fn misspelt(headers: &[String]) -> Vec<RowProblem> {
    let is_there = |name: &str| headers.iter().any(|header| column_of(header) == Some(name));
    let missing = || optional().filter(|name| !is_there(name));
    let strange = headers.iter().filter(|header| column_of(header).is_none());
    strange
        .filter_map(|header| {
            let near = nearest(&header.to_lowercase(), missing())?;
            Some(RowProblem {
                line: 1,
                column: header.clone(),
                found: "a column that nobody reads".to_owned(),
                wanted: format!("did you mean {near:?}?"),
            })
        })
        .collect()
}

/// Where the columns lie.
struct Columns {
    wanted: [usize; COLUMNS.len()],
    admin1: Option<usize>,
    within: Option<usize>,
    given: given::Positions,
}

impl Columns {
    /// The exact name before one that means the same.
    fn of(headers: &[String]) -> Result<Self, Vec<RowProblem>> {
        let find = |name: &str| {
            headers
                .iter()
                .position(|header| header == name)
                .or_else(|| headers.iter().position(|header| column_of(header) == Some(name)))
        };
        let mut problems = Vec::new();
        let mut wanted = [0; COLUMNS.len()];
        for (at, name) in wanted.iter_mut().zip(COLUMNS) {
            match find(name) {
                Some(position) => *at = position,
                None => problems.push(missing(name, headers)),
            }
        }
        if problems.is_empty() {
            let given = given::COLUMNS.map(find);
            Ok(Self { wanted, admin1: find("admin1"), within: find("within"), given })
        } else {
            Err(problems)
        }
    }
}

fn missing(name: &str, headers: &[String]) -> RowProblem {
    let strange: Vec<&str> =
        headers.iter().map(String::as_str).filter(|header| column_of(header).is_none()).collect();
    let help = match nearest(name, strange.iter().copied()) {
        Some(near) => format!("is {near:?} meant? Name it {name}"),
        None if name == "geonameid" => {
            "number the settlements in it once and for all: draws hang on these numbers".to_owned()
        }
        None if headers
            .iter()
            .any(|header| ["x", "y"].contains(&header.to_lowercase().as_str())) =>
        {
            "x and y may be metres: give degrees (WGS 84) as longitude and latitude".to_owned()
        }
        None => format!("there are {}", headers.join(", ")),
    };
    RowProblem::missing(name, &COLUMNS, &help)
}

/// Rows becoming settlements.
struct Reading {
    columns: Columns,
    groups: usize,
    problems: Vec<RowProblem>,
    known: BTreeSet<u64>,
}

impl Reading {
    fn town(&mut self, row: &TableRow) -> Option<Town> {
        let id = self.take(row, 0, number::whole);
        let longitude = self.degrees(row, 2, 180.0);
        let latitude = self.degrees(row, 3, 90.0);
        let population = self.take(row, 4, people);
        let given = given::read(row, &self.columns.given, self.groups, &mut self.problems);
        let geonameid = id?;
        if !self.known.insert(geonameid) {
            self.complain(row, 0, "a number that no other row has is wanted");
            return None;
        }
        let optional = |column: Option<usize>| column.map_or("", |column| &row.fields[column]);
        Some(Town {
            geonameid,
            name: row.fields[self.columns.wanted[1]].clone(),
            admin1: optional(self.columns.admin1).to_owned(),
            longitude: longitude?,
            latitude: latitude?,
            population: population?,
            within: number::whole(optional(self.columns.within)).ok(),
            given,
        })
    }

    fn take<T>(
        &mut self,
        row: &TableRow,
        column: usize,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let parsed = parse(&row.fields[self.columns.wanted[column]]);
        parsed.map_err(|wrong| self.complain(row, column, &wrong)).ok()
    }

    fn degrees(&mut self, row: &TableRow, column: usize, most: f64) -> Option<f64> {
        self.take(row, column, |text| coordinate(text, most))
    }

    fn complain(&mut self, row: &TableRow, column: usize, wanted: &str) {
        self.problems.push(RowProblem {
            line: row.line,
            column: COLUMNS[column].to_owned(),
            found: format!("{:?}", row.fields[self.columns.wanted[column]]),
            wanted: wanted.to_owned(),
        });
    }

    /// Rows whose `within` is the id of no row.
    fn strangers(&mut self, rows: &[TableRow]) {
        let Some(within) = self.columns.within else { return };
        for row in rows {
            let found = &row.fields[within];
            if !found.is_empty() && !number::whole(found).is_ok_and(|id| self.known.contains(&id)) {
                self.problems.push(RowProblem {
                    line: row.line,
                    column: "within".to_owned(),
                    found: format!("{found:?}"),
                    wanted: "the geonameid of another row, or nothing, is wanted".to_owned(),
                });
            }
        }
    }
}

/// Degrees of longitude, at most 180, or of latitude, at most 90.
pub(super) fn coordinate(text: &str, most: f64) -> Result<f64, String> {
    match number::degrees(text)? {
        degrees if degrees.abs() <= most => Ok(degrees),
        degrees if most == 90.0 && degrees.abs() <= 180.0 => {
            Err("which is beyond 90 degrees: are longitude and latitude exchanged?".to_owned())
        }
        degrees if degrees.abs() <= 360.0 => Err(format!(
            "degrees from -{most} to {most} are wanted: write 181 degrees east as -179"
        )),
        _ => Err(format!(
            "degrees from -{most} to {most} are wanted: metres of a projection must be turned to degrees (WGS 84)"
        )),
    }
}

/// Persons of a settlement.
fn people(text: &str) -> Result<u32, String> {
    u32::try_from(number::whole(text)?).map_err(|_| "which is more than anywhere lives".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "geonameid,name,admin1,longitude,latitude,population\n";

    fn told(text: &str) -> Vec<(u64, String)> {
        read(text, 3).unwrap_err().into_iter().map(|p| (p.line, p.column)).collect()
    }

    #[test]
    fn a_good_file_is_read() {
        let towns = read(&format!("{HEADER}7,Bo,03,-11.7,7.9,226640\n"), 3).unwrap().towns;
        assert_eq!((towns[0].name.as_str(), towns[0].population), ("Bo", 226_640));
    }

    #[test]
    fn every_bad_row_is_told() {
        let text = format!("{HEADER}7,Bo,03,-11.7,97.9,226640\n7,Bo,03,x,7.9,-3\n");
        let wanted = [(2, "latitude"), (3, "longitude"), (3, "population"), (3, "geonameid")];
        assert_eq!(told(&text), wanted.map(|(line, column)| (line, column.to_owned())));
        assert_eq!(told(&format!("{HEADER}7,Bo,03,-11.7,9,22\n8,Ko\n")), [(3, String::new())]);
    }

    #[test]
    fn a_settlement_within_an_unknown_one_is_told() {
        let text = "geonameid,name,admin1,longitude,latitude,population,within\n\
                    7,Bo,03,-11.7,7.9,226640,\n8,Ko,03,-11.7,7.9,900,7\n9,Lo,03,-11.7,7.9,90,70\n";
        assert_eq!(told(text), [(4, "within".to_owned())]);
    }

    #[test]
    fn a_missing_column_is_told_with_what_may_be_meant() {
        assert_eq!(told("geonameid,name\n").len(), 3);
        let problems = read("geonameid,name,longitude,latitude,populatoin\n", 3).unwrap_err();
        assert!(problems[0].wanted.contains("is \"populatoin\" meant?"), "{problems:?}");
        let problems = read("1,Bo,-11.7,7.9,226640\n2,Ko,-11.7,7.9,640\n", 3).unwrap_err();
        assert!(problems[0].wanted.contains("names of columns"), "{problems:?}");
    }

    #[test]
    fn columns_are_known_by_other_names_and_ids_may_be_large() {
        let text = "\tID\tName\tLat\tLng\tPOP\n0\t12345678901234\tBo\t7.9\t-11.7\t12000.0\n";
        let town = &read(text, 3).unwrap().towns[0];
        assert_eq!(
            (town.geonameid, town.longitude, town.population),
            (12_345_678_901_234, -11.7, 12_000)
        );
        let indexed = "geonameid,name,longitude,latitude,population\n1,7,Bo,-11.7,7.9,\"12,000\"\n";
        assert_eq!(read(indexed, 3).unwrap().towns[0].population, 12_000);
    }

    #[test]
    fn a_column_that_looks_misspelt_is_told() {
        let read =
            read("geonameid,name,longitude,latitude,population,witin\n7,Bo,-11.7,7.9,9,\n", 3);
        assert_eq!(read.unwrap().warnings[0].column, "witin");
    }

    #[test]
    fn degrees_that_cannot_be_are_refused_with_what_to_do() {
        let wanted = |x: &str, y: &str| {
            read(&format!("{HEADER}7,Bo,03,{x},{y},9\n"), 3).unwrap_err()[0].wanted.clone()
        };
        assert!(wanted("8.1", "-111.9").contains("exchanged"));
        assert!(wanted("181", "8").contains("-179"));
        assert!(wanted("712345.1", "8").contains("metres"));
    }
}
