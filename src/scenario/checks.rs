//! What single values cannot show: parameters that contradict each other, places that do not fit.

use super::problem::{Location, Problem};
use super::read::Entry;
use super::records::Raw;
use super::settlements;
use crate::params::Params;
use crate::programme::{Compact, Intervention, Programme, Record, Shock, Survey};
use crate::terms::Auspice;
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

/// What records must say, and what they may call.
pub(super) fn programme(programme: &Programme, records: &[Raw], problems: &mut Vec<Problem>) {
    let mut tell = |raw: &Raw, key: &str, message: String, help: Option<String>| {
        let location = raw.location(key);
        problems.push(Problem { location, key: format!("{}.{key}", raw.table), message, help });
    };
    let of = |table: &str| records.iter().filter(|raw| raw.table == table).collect::<Vec<_>>();
    for (raw, compact) in of(Compact::TABLE).into_iter().zip(&programme.compacts) {
        let sum = |shares: &[f64]| shares.iter().sum::<f64>();
        if compact.name.is_empty() {
            tell(raw, "name", "a compact needs a name".to_owned(), None);
        }
        for (key, total) in [("seats", sum(&compact.seats)), ("money", sum(&compact.money))] {
            if (total - 1.0).abs() > 1e-6 {
                tell(raw, key, format!("shares add up to {total:.3}; 1 is wanted"), None);
            }
        }
    }
    for (raw, intervention) in of(Intervention::TABLE).into_iter().zip(&programme.interventions) {
        if intervention.component.is_none() {
            tell(raw, "component", "an intervention needs a component".to_owned(), None);
        }
        let compacts = programme.compacts.iter().map(|compact| compact.name.as_str());
        let known: Vec<&str> =
            Auspice::ALL.iter().map(|auspice| auspice.name()).chain(compacts).collect();
        if !known.contains(&intervention.by.as_str()) {
            let message = format!("found {:?}; an auspice or a compact is wanted", intervention.by);
            let help = super::problem::nearest(&intervention.by, known.iter().copied())
                .map(|near| format!("did you mean {near:?}?"))
                .or_else(|| Some(format!("there are: {}", known.join(", "))));
            tell(raw, "by", message, help);
        }
        if intervention.until != 0 && intervention.until < intervention.from {
            let message = format!("it ends before month {}", intervention.from);
            tell(raw, "until", message, None);
        }
    }
    for (raw, shock) in of(Shock::TABLE).into_iter().zip(&programme.shocks) {
        if shock.strikes.is_none() {
            tell(raw, "strikes", "a shock strikes something".to_owned(), None);
        }
        let names = || programme.interventions.iter().map(|one| one.name.as_str());
        if !shock.intervention.is_empty() && !names().any(|name| name == shock.intervention) {
            let help = super::problem::nearest(&shock.intervention, names())
                .map(|near| format!("did you mean {near:?}?"));
            let message = format!("there is no intervention {:?}", shock.intervention);
            tell(raw, "intervention", message, help);
        }
    }
    for (raw, survey) in of(Survey::TABLE).into_iter().zip(&programme.surveys) {
        if survey.questionnaire.is_none() {
            tell(raw, "questionnaire", "a survey needs a questionnaire".to_owned(), None);
        }
    }
}
