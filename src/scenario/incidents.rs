//! A register of incidents of a war before month 0 (4.31), as registers of conflict are published: a row an incident.

use super::number;
use super::problem::nearest;
use super::settlements::coordinate;
use super::table::{RowProblem, Table, TableRow};
use crate::world::Incident;

/// Columns that it must have; others are left alone.
pub const COLUMNS: [&str; 4] = ["date", "longitude", "latitude", "deaths"];

/// Other names of these columns.
const ALSO: [(&str, &[&str]); 4] = [
    ("date", &["event_date", "date_start"]),
    ("longitude", &["lon", "lng", "long"]),
    ("latitude", &["lat"]),
    ("deaths", &["fatalities", "best", "killed"]),
];

/// Days of each month, in a leap year.
const DAYS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// The number of months from the year 0 to a date; a month or a year without more is its middle.
///
/// # Errors
/// In words, when it is no date.
///
/// # Examples
/// ```
/// use nodal::scenario::incidents::months;
///
/// assert_eq!(months("2003-01-01"), Ok(2003.0 * 12.0));
/// assert_eq!(months("2003-02"), Ok(2003.0 * 12.0 + 1.5));
/// assert!(months("1.2.2003").is_err());
/// ```
pub fn months(written: &str) -> Result<f64, String> {
    let none = || "a date as in 1999-01-31 is wanted".to_owned();
    // Registers write the time of day behind the date.
    let date = written.trim().split([' ', 'T']).next().unwrap_or_default();
    let mut parts = date.split('-');
    let mut next = |digits: usize| match parts.next() {
        None => Ok(None),
        Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
            part.parse::<u32>().map(Some).map_err(|_| none())
        }
        Some(_) => Err(none()),
    };
    let (year, month, day) = (next(4)?.ok_or_else(none)?, next(2)?, next(2)?);
    if parts.next().is_some() {
        return Err(none());
    }
    let start = f64::from(year) * 12.0;
    let Some(month) = month else { return Ok(start + 6.0) };
    let days = month.checked_sub(1).and_then(|month| DAYS.get(month as usize));
    let days = days.ok_or_else(|| format!("{}: there are twelve months", none()))?;
    let start = start + f64::from(month - 1);
    match day {
        None => Ok(start + 0.5),
        Some(day) if (1..=*days).contains(&day) => {
            Ok(start + f64::from(day - 1) / f64::from(*days))
        }
        Some(_) => Err(format!("{}: month {month} has {days} days", none())),
    }
}

/// Reads the text of a register for a record that begins at `begins`, in [`months`].
///
/// # Errors
/// With every bad row.
///
/// # Examples
/// ```
/// use nodal::scenario::incidents::{months, read};
///
/// let begins = months("2003-01-01").unwrap();
/// let text = "date;lon;lat;fatalities\n2002-01-01;-11,7;7,9;12\n";
/// assert_eq!(read(text, begins).unwrap()[0].months_before, 12.0);
/// ```
pub fn read(text: &str, begins: f64) -> Result<Vec<Incident>, Vec<RowProblem>> {
    let table = Table::read(text, |name| column_of(name).is_some())?;
    let mut problems = Vec::new();
    let positions = COLUMNS.map(|name| {
        let is_it = |header: &String| column_of(header) == Some(name);
        table.headers.iter().position(is_it).unwrap_or_else(|| {
            problems.push(missing(name, &table.headers));
            usize::MAX
        })
    });
    if !problems.is_empty() {
        return Err(problems);
    }
    let incidents = table
        .rows
        .iter()
        .filter_map(|row| incident(row, positions, begins, &mut problems))
        .collect();
    if problems.is_empty() { Ok(incidents) } else { Err(problems) }
}

fn incident(
    row: &TableRow,
    positions: [usize; COLUMNS.len()],
    begins: f64,
    problems: &mut Vec<RowProblem>,
) -> Option<Incident> {
    let mut take = |column: usize, parsed: Result<f64, String>| {
        let complain = |wanted: String| {
            problems.push(RowProblem {
                line: row.line,
                column: COLUMNS[column].to_owned(),
                found: format!("{:?}", row.fields[positions[column]]),
                wanted,
            });
        };
        parsed.map_err(complain).ok()
    };
    let field = |column: usize| row.fields[positions[column]].as_str();
    let before = months(field(0)).map(|month| begins - month).and_then(|months| {
        if months < 0.0 {
            Err("a date before world.begins is wanted".to_owned())
        } else {
            Ok(months)
        }
    });
    let months_before = take(0, before);
    let longitude = take(1, coordinate(field(1), 180.0));
    let latitude = take(2, coordinate(field(2), 90.0));
    let deaths = take(3, number::whole(field(3)).map(|deaths| deaths as f64));
    Some(Incident {
        longitude: longitude?,
        latitude: latitude?,
        deaths: deaths?,
        months_before: months_before?,
    })
}

/// The column that a header means, if one.
fn column_of(header: &str) -> Option<&'static str> {
    let plain = header.trim().to_lowercase().replace([' ', '-'], "_");
    ALSO.iter()
        .find(|(name, also)| *name == plain || also.contains(&plain.as_str()))
        .map(|(name, _)| *name)
}

fn missing(name: &str, headers: &[String]) -> RowProblem {
    let strange = headers.iter().map(String::as_str).filter(|header| column_of(header).is_none());
    let help = match nearest(name, strange) {
        Some(near) => format!("is {near:?} meant? Name it {name}"),
        None => format!("there are {}", headers.join(", ")),
    };
    RowProblem::missing(name, &COLUMNS, &help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bad_row_is_told_with_its_column() {
        let begins = months("2003-01-01").unwrap();
        let text = "date,longitude,latitude,deaths\n2002-13-01,-11.7,7.9,3\n2003-01-02,x,97,-2\n2002,1,2,3\n";
        let told: Vec<(u64, String)> =
            read(text, begins).unwrap_err().into_iter().map(|p| (p.line, p.column)).collect();
        let wanted = [(2, "date"), (3, "date"), (3, "longitude"), (3, "latitude"), (3, "deaths")];
        assert_eq!(told, wanted.map(|(line, column)| (line, column.to_owned())));
    }

    #[test]
    fn a_missing_column_is_told_with_what_may_be_meant() {
        let problems = read("date,longitude,latitude,deahts\n", 0.0).unwrap_err();
        assert!(problems[0].wanted.contains("is \"deahts\" meant?"), "{problems:?}");
    }

    #[test]
    fn dates_are_read_as_registers_write_them() {
        let of = |text: &str| months(text).unwrap() - 1999.0 * 12.0;
        assert_eq!([of("1999"), of("1999-01"), of("1999-01-01 00:00:00.000")], [6.0, 0.5, 0.0]);
        assert!(of("1999-01-31") < of("1999-02-01") && of("1999-12-31") < 12.0);
        for text in ["", "99-01-01", "1999-1-1", "1999-02-30", "1999-01-01-01", "31 January 1999"] {
            assert!(months(text).is_err(), "{text}");
        }
    }
}
