//! Settlements and outlines of real countries.

use crate::world::{Outline, Town};
use std::collections::BTreeSet;

/// What is wrong with a row of a settlements file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// Line of the file, from 1.
    pub line: u64,
    /// Column.
    pub column: String,
    /// What was found.
    pub found: String,
    /// What is wanted.
    pub wanted: String,
}

/// Columns that a settlements file must have; `within` may be there, others are left alone.
pub const COLUMNS: [&str; 6] =
    ["geonameid", "name", "admin1", "longitude", "latitude", "population"];

/// Reads a settlements file.
///
/// # Errors
/// With every bad row.
pub fn towns(text: &str) -> Result<Vec<Town>, Vec<RowProblem>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut problems = Vec::new();
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => return Err(vec![unreadable(&error)]),
    };
    let mut columns = [0; COLUMNS.len()];
    for (at, name) in columns.iter_mut().zip(COLUMNS) {
        match headers.iter().position(|header| header == name) {
            Some(position) => *at = position,
            None => problems.push(RowProblem {
                line: 1,
                column: name.to_owned(),
                found: "no such column".to_owned(),
                wanted: format!("the columns {} are wanted", COLUMNS.join(", ")),
            }),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut towns = Vec::new();
    let mut known = BTreeSet::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let mut row = Row { record: &record, columns, problems: &mut problems };
                if let Some(town) = row.town(&mut known) {
                    towns.push(town);
                }
            }
            Err(error) => problems.push(unreadable(&error)),
        }
    }
    if let Some(within) = headers.iter().position(|header| header == "within") {
        problems.extend(strangers(text, within, &known));
    }
    if problems.is_empty() { Ok(towns) } else { Err(problems) }
}

/// Rows whose `within` is the id of no row.
fn strangers(text: &str, within: usize, known: &BTreeSet<u32>) -> Vec<RowProblem> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut problems = Vec::new();
    for record in reader.records().filter_map(Result::ok) {
        let found = record.get(within).unwrap_or("").trim();
        if !found.is_empty() && !found.parse().is_ok_and(|id| known.contains(&id)) {
            problems.push(RowProblem {
                line: record.position().map_or(0, csv::Position::line),
                column: "within".to_owned(),
                found: format!("{found:?}"),
                wanted: "the geonameid of another row, or nothing, is wanted".to_owned(),
            });
        }
    }
    problems
}

fn unreadable(error: &csv::Error) -> RowProblem {
    RowProblem {
        line: error.position().map_or(1, csv::Position::line),
        column: String::new(),
        found: error.to_string(),
        wanted: "a row with as many fields as the header is wanted".to_owned(),
    }
}

struct Row<'a> {
    record: &'a csv::StringRecord,
    columns: [usize; COLUMNS.len()],
    problems: &'a mut Vec<RowProblem>,
}

impl Row<'_> {
    fn town(&mut self, known: &mut BTreeSet<u32>) -> Option<Town> {
        let geonameid = self.number::<u32>(0, "a whole number", |_| true);
        let longitude =
            self.number::<f64>(3, "degrees from -180 to 180", |x| (-180.0..=180.0).contains(x));
        let latitude =
            self.number::<f64>(4, "degrees from -90 to 90", |y| (-90.0..=90.0).contains(y));
        let population = self.number::<u32>(5, "persons, 0 or more", |_| true);
        let geonameid = geonameid?;
        if !known.insert(geonameid) {
            self.complain(0, "a number that no other row has is wanted");
            return None;
        }
        Some(Town {
            geonameid,
            name: self.field(1).to_owned(),
            admin1: self.field(2).to_owned(),
            longitude: longitude?,
            latitude: latitude?,
            population: population?,
        })
    }

    fn field(&self, column: usize) -> &str {
        self.record.get(self.columns[column]).unwrap_or("")
    }

    fn number<T: std::str::FromStr>(
        &mut self,
        column: usize,
        wanted: &str,
        is_right: impl Fn(&T) -> bool,
    ) -> Option<T> {
        let parsed = self.field(column).trim().parse::<T>().ok().filter(is_right);
        if parsed.is_none() {
            self.complain(column, &format!("{wanted} is wanted"));
        }
        parsed
    }

    fn complain(&mut self, column: usize, wanted: &str) {
        self.problems.push(RowProblem {
            line: self.record.position().map_or(0, csv::Position::line),
            column: COLUMNS[column].to_owned(),
            found: format!("{:?}", self.field(column)),
            wanted: wanted.to_owned(),
        });
    }
}

/// Reads the rings of every polygon of a GeoJSON file; of several features the one whose `layer` is
/// `outline`.
///
/// # Errors
/// In words, when there is no polygon.
pub fn outline(text: &str) -> Result<Outline, String> {
    let json: serde_json::Value =
        serde_json::from_str(text).map_err(|error| format!("this is not JSON: {error}"))?;
    let features = json["features"].as_array().cloned().unwrap_or_else(|| vec![json.clone()]);
    let mut rings = Vec::new();
    for feature in &features {
        let layer = feature["properties"]["layer"].as_str();
        if layer.is_some_and(|layer| layer != "outline") {
            continue;
        }
        let geometry = if feature["geometry"].is_object() { &feature["geometry"] } else { feature };
        let coordinates = &geometry["coordinates"];
        match geometry["type"].as_str() {
            Some("Polygon") => rings.extend(polygon(coordinates)?),
            Some("MultiPolygon") => {
                for one in coordinates.as_array().into_iter().flatten() {
                    rings.extend(polygon(one)?);
                }
            }
            _ => {}
        }
    }
    if rings.is_empty() { Err("found no polygon".to_owned()) } else { Ok(Outline { rings }) }
}

fn polygon(coordinates: &serde_json::Value) -> Result<Vec<Vec<[f64; 2]>>, String> {
    let wrong = || "found a polygon whose rings are no lists of [longitude, latitude]".to_owned();
    let rings = coordinates.as_array().ok_or_else(wrong)?;
    rings
        .iter()
        .map(|ring| {
            ring.as_array()
                .ok_or_else(wrong)?
                .iter()
                .map(|point| match (point[0].as_f64(), point[1].as_f64()) {
                    (Some(x), Some(y)) => Ok([x, y]),
                    _ => Err(wrong()),
                })
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "geonameid,name,admin1,longitude,latitude,population\n";

    #[test]
    fn a_good_file_is_read() {
        let towns = towns(&format!("{HEADER}7,Bo,03,-11.7,7.9,226640\n")).unwrap();
        assert_eq!((towns[0].name.as_str(), towns[0].population), ("Bo", 226_640));
    }

    #[test]
    fn every_bad_row_is_told() {
        let text = format!("{HEADER}7,Bo,03,-11.7,97.9,226640\n7,Bo,03,x,7.9,-3\n8,Ko\n");
        let problems = towns(&text).unwrap_err();
        let told: Vec<_> = problems.iter().map(|p| (p.line, p.column.as_str())).collect();
        assert_eq!(
            told,
            [(2, "latitude"), (3, "longitude"), (3, "population"), (3, "geonameid"), (4, "")]
        );
    }

    #[test]
    fn a_settlement_within_an_unknown_one_is_told() {
        let text = "geonameid,name,admin1,longitude,latitude,population,within\n\
                    7,Bo,03,-11.7,7.9,226640,\n8,Ko,03,-11.7,7.9,900,7\n9,Lo,03,-11.7,7.9,90,70\n";
        let problems = towns(text).unwrap_err();
        let told: Vec<_> = problems.iter().map(|p| (p.line, p.column.as_str())).collect();
        assert_eq!(told, [(4, "within")]);
    }

    #[test]
    fn a_missing_column_is_told() {
        let problems = towns("geonameid,name\n").unwrap_err();
        assert_eq!(problems.len(), 4);
    }

    #[test]
    fn outlines_have_rings() {
        let text = r#"{"type":"FeatureCollection","features":[
            {"properties":{"layer":"outline"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}},
            {"properties":{"layer":"lines"},"geometry":{"type":"MultiLineString","coordinates":[]}}]}"#;
        assert_eq!(outline(text).unwrap().rings.len(), 1);
        assert!(outline("{").is_err());
        assert!(outline("{}").is_err());
    }
}
