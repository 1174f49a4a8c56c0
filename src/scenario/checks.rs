//! What single values cannot show: parameters that contradict each other, places that do not fit.

use super::problem::{Location, Problem};
use super::read::Entry;
use super::records::Raw;
use crate::params::Params;
use crate::programme::{Compact, Intervention, Programme, Record, Shock, Survey};
use crate::terms::Auspice;

/// Where the user set one of these keys last; else the file itself has no place to point at.
pub(super) fn place_of(keys: &[&str], entries: &[Entry]) -> Location {
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
            let location = place_of(keys, entries);
            problems.push(Problem::error(location, keys.join(", "), message, None));
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

/// What records must say, and what they may call.
pub(super) fn programme(programme: &Programme, records: &[Raw], problems: &mut Vec<Problem>) {
    let mut tell = |raw: &Raw, key: &str, message: String, help: Option<String>| {
        let key_in_full = format!("{}.{key}", raw.table);
        problems.push(Problem::error(raw.location(key), key_in_full, message, help));
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

/// What begins after the last month that is lived, and so never acts.
pub(super) fn horizon(params: &Params, records: &[Raw], problems: &mut Vec<Problem>) {
    let months = params.time.months;
    let programme = &params.programme;
    let of = |table: &'static str| records.iter().filter(move |raw| raw.table == table);
    let interventions = of(Intervention::TABLE).zip(&programme.interventions);
    let shocks = of(Shock::TABLE).zip(&programme.shocks);
    let surveys = of(Survey::TABLE).zip(&programme.surveys);
    let begins = interventions
        .map(|(raw, one)| (raw, "from", one.from, "acts"))
        .chain(shocks.map(|(raw, one)| (raw, "month", one.month, "strikes")))
        .chain(surveys.map(|(raw, one)| (raw, "month", one.month, "is held")));
    for (raw, key, month, verb) in begins.filter(|(_, _, month, _)| *month > months) {
        let what = if raw.name.is_empty() { raw.table } else { &raw.name };
        problems.push(Problem::warning(
            raw.location(key),
            format!("{}.{key}", raw.table),
            format!("{what} never {verb}: month {month} is after the last, {months}"),
            Some(format!("time.months = {months} is the horizon")),
        ));
    }
}
