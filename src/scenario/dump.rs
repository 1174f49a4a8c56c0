//! GeoNames' dump of a country as it comes: 19 columns, tabs, no header, no quotes
//! (<https://download.geonames.org/export/dump/>).

use super::number;
use super::settlements::Settlements;
use super::table::RowProblem;
use crate::world::{Given, LeftOut, Town};

/// Columns of the dump.
const WIDTH: usize = 19;
/// Persons of a city above which GeoNames counts its suburbs by themselves too.
const CITY: u32 = 50_000;
/// Persons on a square kilometre of the circle in which a settlement is taken for a suburb.
const DENSITY: f64 = 1500.0;
/// Kilometres in a degree of latitude.
const KM_PER_DEGREE: f64 = 111.2;

/// Whether a text is a dump: nineteen fields between tabs, a number, degrees, a class of features.
pub(super) fn is_dump(text: &str) -> bool {
    let first = text.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty());
    first.is_some_and(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        fields.len() == WIDTH
            && fields[0].parse::<u64>().is_ok()
            && fields[4].parse::<f64>().is_ok()
            && fields[5].parse::<f64>().is_ok()
            && fields[6].len() <= 1
    })
}

/// Reads populated places with people. A settlement inside the circle that a city of 50,000 or more
/// fills at 1,500 persons/km² is taken as part of it, and its people are taken off the city's: GeoNames
/// counts them twice.
///
/// # Errors
/// With every bad line.
pub(super) fn read(text: &str) -> Result<Settlements, Vec<RowProblem>> {
    let mut problems = Vec::new();
    let mut left_out = LeftOut::default();
    let mut towns: Vec<Town> = Vec::new();
    let mut sections = Vec::new();
    let mut capital = None;
    for (line, row) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if row.trim().is_empty() {
            continue;
        }
        match place(row) {
            Ok(Feature::Town(town, kind)) => {
                if kind == CAPITAL {
                    capital = Some(town.name.clone());
                }
                towns.push(*town);
                sections.push(kind == SECTION);
            }
            Ok(Feature::Empty) => left_out.empty += 1,
            Ok(Feature::Other) => left_out.others += 1,
            Err((column, found, wanted)) => problems.push(RowProblem {
                line: line as u64 + 1,
                column: column.to_owned(),
                found,
                wanted,
            }),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let towns = without_sections(net(towns), &sections, &mut left_out);
    Ok(Settlements { towns, left_out, capital, warnings: Vec::new() })
}

/// Code of the seat of government.
const CAPITAL: &str = "PPLC";
/// Code of a section of a place.
const SECTION: &str = "PPLX";

enum Feature<'a> {
    /// A populated place with people, and its code.
    Town(Box<Town>, &'a str),
    /// A populated place without people, or one that was left.
    Empty,
    /// A hill, a road, a district.
    Other,
}

fn place(row: &str) -> Result<Feature<'_>, (&'static str, String, String)> {
    let fields: Vec<&str> = row.split('\t').collect();
    if fields.len() != WIDTH {
        let wanted = format!("{WIDTH} fields between tabs are wanted, as in the rows above");
        return Err(("", format!("{} fields", fields.len()), wanted));
    }
    if fields[6] != "P" {
        return Ok(Feature::Other);
    }
    let wrong = |name: &'static str, at: usize| {
        move |wanted: String| (name, format!("{:?}", fields_at(row, at)), wanted)
    };
    let within = |most: f64| {
        move |degrees: f64| {
            let wanted = format!("degrees from -{most} to {most} are wanted");
            if degrees.abs() <= most { Ok(degrees) } else { Err(wanted) }
        }
    };
    let published = if fields[14].is_empty() { "0" } else { fields[14] };
    let people = number::whole(published).map_err(wrong("population", 14))?;
    // Left, historical and destroyed places.
    if people == 0 || ["PPLQ", "PPLH", "PPLW", "PPLCH"].contains(&fields[7]) {
        return Ok(Feature::Empty);
    }
    let town = Town {
        geonameid: number::whole(fields[0]).map_err(wrong("geonameid", 0))?,
        name: fields[1].to_owned(),
        admin1: fields[10].to_owned(),
        latitude: number::degrees(fields[4])
            .and_then(within(90.0))
            .map_err(wrong("latitude", 4))?,
        longitude: number::degrees(fields[5])
            .and_then(within(180.0))
            .map_err(wrong("longitude", 5))?,
        population: u32::try_from(people).map_err(|_| {
            wrong("population", 14)(format!("{people} are more people than a place can have"))
        })?,
        within: None,
        given: Given::default(),
    };
    Ok(Feature::Town(Box::new(town), fields[7]))
}

fn fields_at(row: &str, at: usize) -> &str {
    row.split('\t').nth(at).unwrap_or_default()
}

/// Takes people of suburbs off their city, largest cities first, and says which city holds each.
fn net(mut towns: Vec<Town>) -> Vec<Town> {
    let mut order: Vec<usize> = (0..towns.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(towns[i].population), towns[i].geonameid));
    let published: Vec<u32> = towns.iter().map(|town| town.population).collect();
    for (rank, &city) in order.iter().enumerate() {
        if published[city] < CITY || towns[city].within.is_some() {
            continue;
        }
        let radius = (f64::from(published[city]) / DENSITY / std::f64::consts::PI).sqrt();
        for &other in &order[rank + 1..] {
            let is_free = towns[other].within.is_none();
            let fits = towns[city].population >= published[other];
            if is_free && fits && km(&towns[city], &towns[other]) <= radius {
                towns[city].population -= published[other];
                towns[other].within = Some(towns[city].geonameid);
            }
        }
    }
    towns
}

fn km(a: &Town, b: &Town) -> f64 {
    let turn = (a.longitude - b.longitude + 540.0).rem_euclid(360.0) - 180.0;
    let east = turn * libm::cos(a.latitude.to_radians());
    libm::hypot(east, a.latitude - b.latitude) * KM_PER_DEGREE
}

/// Sections of places outside every city's circle are people of a place that is there already.
fn without_sections(towns: Vec<Town>, sections: &[bool], left_out: &mut LeftOut) -> Vec<Town> {
    towns
        .into_iter()
        .zip(sections)
        .filter_map(|(town, is_section)| {
            if *is_section && town.within.is_none() {
                left_out.sections += 1;
                left_out.in_sections += u64::from(town.population);
                return None;
            }
            Some(town)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::settlements;
    use super::*;

    fn row(id: u32, name: &str, (y, x): (f64, f64), code: &str, people: u32) -> String {
        let class = if code.starts_with("PPL") { "P" } else { "T" };
        format!(
            "{id}\t{name}\t{name}\t\t{y}\t{x}\t{class}\t{code}\tXX\t\t01\t\t\t\t{people}\t\t10\tAfrica/X\t2020-01-01\n"
        )
    }

    #[test]
    fn a_dump_is_recognised_and_netted() {
        let text = row(1, "City", (8.0, -12.0), "PPLC", 500_000)
            + &row(2, "Suburb \"East", (8.02, -12.0), "PPLX", 40_000)
            + &row(3, "Far", (9.0, -11.0), "PPL", 3000)
            + &row(4, "Quarter of Far", (9.0, -11.01), "PPLX", 900)
            + &row(5, "Empty", (9.5, -11.0), "PPL", 0)
            + &row(6, "Hill", (9.5, -11.0), "HLL", 0);
        let read = settlements::read(&text, 3).unwrap();
        let told: Vec<_> =
            read.towns.iter().map(|t| (t.name.as_str(), t.population, t.within)).collect();
        assert_eq!(
            told,
            [("City", 460_000, None), ("Suburb \"East", 40_000, Some(1)), ("Far", 3000, None)]
        );
        let wanted = LeftOut { others: 1, empty: 1, sections: 1, in_sections: 900 };
        assert_eq!(read.left_out, wanted);
    }

    #[test]
    fn a_broken_line_of_a_dump_is_told() {
        let text = row(1, "City", (8.0, -12.0), "PPLC", 500)
            + &row(2, "Off", (98.0, -12.0), "PPL", 9)
            + "3\tshort\n";
        let problems = settlements::read(&text, 3).unwrap_err();
        let told: Vec<_> = problems.iter().map(|p| (p.line, p.column.as_str())).collect();
        assert_eq!(told, [(2, "latitude"), (3, "")]);
    }
}
