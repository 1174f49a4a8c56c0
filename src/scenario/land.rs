//! A real country's files: read, laid out, and what does not fit.

use super::NamedFile;
use super::checks::place_of;
use super::encoding;
use super::incidents;
use super::library;
use super::outline;
use super::problem::{Level, Location, Problem, nearest};
use super::read::Entry;
use super::settlements;
use super::table::RowProblem;
use crate::params::Params;
use crate::world::places;
use crate::world::{Census, Geography, Incident, PlacesError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads the files that `world.settlements`, `world.outline` and `world.incidents` name, once: what is parsed here is what lies beside the
/// results and what their digest tells of.
pub(super) fn read(
    params: &Params,
    entries: &[Arc<Entry>],
    problems: &mut Vec<Problem>,
) -> (Option<Geography>, Vec<NamedFile>) {
    let world = &params.world;
    let mut files = Vec::new();
    if world.settlements.is_empty() {
        return (None, files);
    }
    let mut open = |path: &str, key: &'static str| {
        let bytes =
            library::bytes(Path::new(path)).map_err(|error| format!("cannot read {path}: {error}"));
        let decoded = bytes.and_then(|bytes| {
            let decoded = encoding::decode(&bytes).map_err(|error| format!("{path}: {error}"));
            files.push(NamedFile { key, bytes: bytes.into_owned().into() });
            decoded
        });
        match decoded {
            Ok(decoded) => {
                let warning = |message: String| {
                    Problem::warning(Location::Unreadable(PathBuf::from(path)), key, message, None)
                };
                problems.extend(decoded.assumed.map(warning));
                Some(decoded.text)
            }
            Err(message) => {
                let help = "paths in a scenario are relative to its file".to_owned();
                problems.push(Problem::error(place_of(&[key], entries), key, message, Some(help)));
                None
            }
        }
    };
    let towns = open(&world.settlements, "world.settlements");
    let outline =
        if world.outline.is_empty() { None } else { open(&world.outline, "world.outline") };
    let incidents =
        if world.incidents.is_empty() { None } else { open(&world.incidents, "world.incidents") };
    let mut geography = Geography::default();
    if let Some(text) = towns {
        let path = Path::new(&world.settlements);
        match settlements::read(&text, world.groups) {
            Ok(read) => {
                geography.towns = read.towns;
                geography.left_out = read.left_out;
                geography.capital = read.capital;
                problems
                    .extend(read.warnings.into_iter().map(|row| of_row(path, row, Level::Warning)));
            }
            Err(rows) => {
                problems.extend(rows.into_iter().map(|row| of_row(path, row, Level::Error)));
            }
        }
    }
    if let Some(text) = outline {
        match outline::read(&text) {
            Ok(outline) => geography.outline = Some(outline),
            Err(message) => {
                let location = Location::Unreadable(PathBuf::from(&world.outline));
                let help = "a GeoJSON file with a feature of polygons is wanted".to_owned();
                problems.push(Problem::error(location, "", message, Some(help)));
            }
        }
    }
    if let Some(text) = incidents {
        geography.incidents = register(&text, params, entries, problems);
    }
    (Some(geography), files)
}

/// The incidents of a register, dated against the beginning of the record.
fn register(
    text: &str,
    params: &Params,
    entries: &[Arc<Entry>],
    problems: &mut Vec<Problem>,
) -> Vec<Incident> {
    let world = &params.world;
    let begins = match incidents::months(&world.begins) {
        Ok(begins) => begins,
        Err(wanted) => {
            let key = "world.begins";
            let message = format!("found {:?}; {wanted}, that of month 0", world.begins);
            let help =
                "incidents are dated against it, as in world.begins = \"2003-01-01\"".to_owned();
            let place = place_of(&[key, "world.incidents"], entries);
            problems.push(Problem::error(place, key, message, Some(help)));
            return Vec::new();
        }
    };
    incidents::read(text, begins).unwrap_or_else(|rows| {
        let path = Path::new(&world.incidents);
        problems.extend(rows.into_iter().map(|row| of_row(path, row, Level::Error)));
        Vec::new()
    })
}

fn of_row(path: &Path, row: RowProblem, level: Level) -> Problem {
    let location = Location::Row { path: path.to_owned(), line: row.line };
    let message = format!("found {}; {}", row.found, row.wanted);
    Problem { level, ..Problem::error(location, row.column, message, None) }
}

/// Lays the places out, to see that they can be.
pub(super) fn lay_out(
    params: &Params,
    geography: Option<&Geography>,
    entries: &[Arc<Entry>],
    problems: &mut Vec<Problem>,
) -> Option<Census> {
    // A generated world always fits, and is not built to be looked at, but for what is left of it.
    if geography.is_none() && params.world.sample >= 1.0 {
        return None;
    }
    let error = match places::layout(params, geography) {
        Ok((_, census)) => {
            weigh_sample(params, &census, entries, problems);
            geography?;
            warn(&census, entries, problems);
            weigh_posts(params, &census, entries, problems);
            return Some(census);
        }
        Err(error) => error,
    };
    let key = match error {
        PlacesError::UnknownSeat(_) => "world.seat",
        PlacesError::TooFewPeople { .. } => "world.population",
        PlacesError::Outside { .. } | PlacesError::NoRoom { .. } => "world.outline",
        PlacesError::Enclave(..) => "enclave.places",
        PlacesError::Unbalanced { .. } | PlacesError::Empty => "world.settlements",
    };
    let help = help(&error, geography);
    problems.push(Problem::error(place_of(&[key], entries), key, error.to_string(), help));
    None
}

/// Tells what a fallback took in, below what is refused.
fn warn(census: &Census, entries: &[Arc<Entry>], problems: &mut Vec<Problem>) {
    let mut tell = |key: &str, message: String| {
        problems.push(Problem::warning(place_of(&[key], entries), key, message, None));
    };
    let (outside, on_towns) = (&census.outside, &census.on_towns);
    if outside.places > 0 {
        let message = format!(
            "{} of {} settlements, with {:.0} persons, lie outside the outline; they are taken as they are",
            outside.places, census.read.places, outside.persons
        );
        tell("world.outline", message);
    }
    let register = &census.incidents;
    if register.nowhere > 0 {
        let message = format!(
            "{} of {} incidents lie near no community, and nobody remembers them",
            register.nowhere,
            register.near + register.nowhere
        );
        tell("world.incidents", message);
    }
    if on_towns.places > 0 {
        let message = format!(
            "no place inside the outline was found for {} of {} villages, with {:.0} persons; they lie on the centre \
             of a settlement",
            on_towns.places, census.villages.places, on_towns.persons
        );
        tell("world.outline", message);
    }
}

/// Tells where whole sites make another share of the world than was asked for.
fn weigh_sample(
    params: &Params,
    census: &Census,
    entries: &[Arc<Entry>],
    problems: &mut Vec<Problem>,
) {
    /// Few sites are no round share of a country; more than this is another question.
    const ROUNDING: f64 = 1.5;
    let wanted = params.world.sample;
    let share = census.simulated.persons / census.everybody;
    if share < wanted * ROUNDING && share > wanted / ROUNDING {
        return;
    }
    let key = "world.sample";
    let message = format!(
        "found {wanted}; {share:.2} of the world are lived, {} communities, as whole sites of police and committees are \
         drawn, one at least of each place that is named",
        census.simulated.places
    );
    let help =
        "a larger share, fewer named places, or smaller sites (site_people) come nearer".to_owned();
    problems.push(Problem::warning(place_of(&[key], entries), key, message, Some(help)));
}

/// Tells where the officers of the settlements file are not those of the force.
fn weigh_posts(
    params: &Params,
    census: &Census,
    entries: &[Arc<Entry>],
    problems: &mut Vec<Problem>,
) {
    /// What rates written with few digits may miss.
    const ROUNDING: f64 = 0.01;
    let key = "provider.public.officers";
    let posted = census.posted;
    let force = params.public.officers * census.built() / 100_000.0;
    let is_all = posted.persons >= census.built() * (1.0 - 1e-9);
    let is_more = posted.officers > force * (1.0 + ROUNDING);
    let is_less = is_all && posted.officers < force * (1.0 - ROUNDING);
    if posted.persons <= 0.0 || !(is_more || is_less) {
        return;
    }
    if is_all && posted.officers <= 0.0 {
        let message = format!(
            "the column officers of the settlements file leaves no place an officer, and the force has {force:.0}"
        );
        let help = "leave the fields empty where officers are not known".to_owned();
        problems.push(Problem::error(place_of(&[key], entries), key, message, Some(help)));
        return;
    }
    let whom = if is_all { "all" } else { "some" };
    let rest = if is_all { "" } else { ", and no officer is left for the others" };
    let rate = posted.officers / census.built() * 100_000.0;
    let message = format!(
        "the column officers of the settlements file puts {:.0} officers in {whom} of the places, and the force has \
         {force:.0}: the file says how these are spread{rest}",
        posted.officers
    );
    let help = format!("{key} = {rate:.1} would be the force of the file");
    problems.push(Problem::warning(
        place_of(&[key], entries),
        key,
        message,
        is_all.then_some(help),
    ));
}

fn help(error: &PlacesError, geography: Option<&Geography>) -> Option<String> {
    match (error, geography) {
        (PlacesError::UnknownSeat(seat), Some(geography)) => {
            nearest(seat, geography.towns.iter().map(|town| town.name.as_str()))
                .map(|name| format!("did you mean {name:?}?"))
        }
        (PlacesError::Outside { remedy: Some(remedy), .. }, _) => Some(remedy.advice().to_owned()),
        (PlacesError::Outside { .. }, _) => {
            Some("are the settlements and the outline of the same country?".to_owned())
        }
        (PlacesError::NoRoom { .. }, _) => Some(
            "villages lie within some multiples of world.village_decay_km of settlements; is the outline that of \
             the country?"
                .to_owned(),
        ),
        _ => None,
    }
}
