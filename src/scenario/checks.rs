//! What single values cannot show: parameters that contradict each other, places that do not fit.

use super::problem::{Location, Problem};
use super::read::Entry;
use super::settlements;
use crate::params::Params;
use crate::world::places;
use crate::world::{Geography, Outline, PlacesError};
use std::path::{Path, PathBuf};

/// Where the user set one of these keys last; else the file itself has no place to point at.
fn place_of(keys: &[&str], entries: &[Entry]) -> Location {
    entries
        .iter()
        .rev()
        .find(|entry| keys.contains(&entry.key.as_str()))
        .or_else(|| entries.last())
        .map_or_else(|| Location::Argument(keys.join(", ")), |entry| entry.location.clone())
}

/// Pairs of parameters of which one may not exceed the other or the sum may not exceed one.
pub(super) fn consistency(params: &Params, entries: &[Entry], problems: &mut Vec<Problem>) {
    let mut expect = |holds: bool, keys: &[&str], message: String| {
        if !holds {
            problems.push(Problem {
                location: place_of(keys, entries),
                key: keys.join(", "),
                message,
                help: None,
            });
        }
    };
    let world = &params.world;
    expect(
        world.poor + world.rich <= 1.0,
        &["world.poor", "world.rich"],
        format!("shares of {} and {} add up to more than 1", world.poor, world.rich),
    );
    let vigilante = &params.vigilante;
    expect(
        vigilante.fewest_men <= vigilante.most_men,
        &["provider.vigilante.fewest_men", "provider.vigilante.most_men"],
        format!("fewest {} is more than most {}", vigilante.fewest_men, vigilante.most_men),
    );
    let radius = &params.radius;
    expect(
        radius.least <= radius.start && radius.start <= radius.most,
        &["radius.least", "radius.start", "radius.most"],
        format!("{} ≤ {} ≤ {} does not hold", radius.least, radius.start, radius.most),
    );
    expect(
        !world.outline.is_empty()
            || world.population == 0.0
            || !world.rural
            || world.settlements.is_empty(),
        &["world.outline", "world.population"],
        "a rural remainder needs an outline to lie in".to_owned(),
    );
}

/// Reads the files that `world.settlements` and `world.outline` name.
pub(super) fn geography(
    params: &Params,
    entries: &[Entry],
    problems: &mut Vec<Problem>,
) -> (Option<Geography>, String) {
    let world = &params.world;
    if world.settlements.is_empty() {
        return (None, String::new());
    }
    let mut hasher = blake3::Hasher::new();
    let mut open = |path: &str, key: &str| match std::fs::read_to_string(path) {
        Ok(text) => {
            hasher.update(text.as_bytes());
            Some(text)
        }
        Err(error) => {
            problems.push(Problem {
                location: place_of(&[key], entries),
                key: key.to_owned(),
                message: format!("cannot read {path}: {error}"),
                help: Some("paths in a scenario are relative to its file".to_owned()),
            });
            None
        }
    };
    let towns = open(&world.settlements, "world.settlements");
    let outline =
        if world.outline.is_empty() { None } else { open(&world.outline, "world.outline") };
    let digest = hasher.finalize().to_hex().to_string();
    let mut geography = Geography::default();
    if let Some(text) = towns {
        match settlements::towns(&text) {
            Ok(towns) => geography.towns = towns,
            Err(rows) => problems.extend(rows.into_iter().map(|row| Problem {
                location: Location::Row { path: PathBuf::from(&world.settlements), line: row.line },
                key: row.column,
                message: format!("found {}; {}", row.found, row.wanted),
                help: None,
            })),
        }
    }
    if let Some(text) = outline {
        geography.outline = read_outline(Path::new(&world.outline), &text, problems);
    }
    (Some(geography), digest)
}

fn read_outline(path: &Path, text: &str, problems: &mut Vec<Problem>) -> Option<Outline> {
    settlements::outline(text)
        .map_err(|message| {
            problems.push(Problem {
                location: Location::Unreadable(path.to_owned()),
                key: String::new(),
                message,
                help: Some("a GeoJSON file with a feature of polygons is wanted".to_owned()),
            });
        })
        .ok()
}

/// Lays the places out, to see that they can be.
pub(super) fn places(
    params: &Params,
    geography: Option<&Geography>,
    entries: &[Entry],
    problems: &mut Vec<Problem>,
) {
    let Err(error) = places::places(params, geography) else { return };
    let key = match error {
        PlacesError::UnknownSeat(_) => "world.seat",
        PlacesError::TooFewPeople { .. } => "world.population",
        PlacesError::Empty => "world.settlements",
    };
    let help = match (&error, geography) {
        (PlacesError::UnknownSeat(seat), Some(geography)) => {
            super::problem::nearest(seat, geography.towns.iter().map(|town| town.name.as_str()))
                .map(|name| format!("did you mean {name:?}?"))
        }
        _ => None,
    };
    problems.push(Problem {
        location: place_of(&[key], entries),
        key: key.to_owned(),
        message: error.to_string(),
        help,
    });
}
