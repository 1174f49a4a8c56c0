//! What single values cannot show: parameters that contradict each other, places that do not fit.

use super::consistency::{Broken, broken};
use super::problem::{Location, Problem};
use super::read::Entry;
use super::records::Raw;
use crate::params::Params;
use crate::programme::{Compact, Intervention, Programme, ScenarioRecord, Shock, Survey};
use crate::terms::Auspice;
use crate::world::arrangements::Arrangement;
use crate::world::build::{GENERAL_GRANT, STATE_GRANT};
use std::sync::Arc;

/// Where the user set one of these keys last; else the file itself has no place to point at.
pub(super) fn place_of(keys: &[&str], entries: &[Arc<Entry>]) -> Location {
    entries
        .iter()
        .rev()
        .find(|entry| keys.contains(&entry.key.as_str()))
        .or_else(|| entries.last())
        .map_or_else(|| Location::Argument(keys.join(", ")), |entry| entry.location.clone())
}

/// Parameters that contradict each other, told where one of them was set last.
pub(super) fn consistency(params: &Params, entries: &[Arc<Entry>], problems: &mut Vec<Problem>) {
    for Broken { level, keys, message } in broken(params) {
        let problem = Problem::error(place_of(&keys, entries), keys.join(", "), message, None);
        problems.push(Problem { level, ..problem });
    }
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
        if Auspice::parse(&compact.name).is_some() {
            let message = format!("{:?} is an auspice: `by` would mean either", compact.name);
            tell(raw, "name", message, Some("give the compact another name".to_owned()));
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
        if intervention.at_least > intervention.at_most {
            let (least, most) = (intervention.at_least, intervention.at_most);
            let message = format!("no place is at least {least} and at most {most}");
            tell(raw, "where.at_least", message, None);
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
    distinct(programme, &of(Intervention::TABLE), &of(Survey::TABLE), &mut tell);
    for (raw, survey) in of(Survey::TABLE).into_iter().zip(&programme.surveys) {
        if survey.questionnaire.is_none() {
            tell(raw, "questionnaire", "a survey needs a questionnaire".to_owned(), None);
        }
    }
}

/// Names in tables mean one record: those too that records without a name are given.
fn distinct(
    programme: &Programme,
    interventions: &[&Raw],
    surveys: &[&Raw],
    tell: &mut impl FnMut(&Raw, &str, String, Option<String>),
) {
    let mut known = vec![GENERAL_GRANT.to_owned(), STATE_GRANT.to_owned()];
    for (index, record) in programme.interventions.iter().enumerate() {
        let Some(planned) = Arrangement::planned(index, record, programme) else { continue };
        if known.contains(&planned.name) {
            let message = format!("{:?} is in tables the name of something else", planned.name);
            tell(interventions[index], "name", message, Some("give it another name".to_owned()));
        }
        known.push(planned.name);
    }
    let nameless: Vec<_> = surveys.iter().filter(|raw| raw.name.is_empty()).collect();
    for raw in nameless.iter().filter(|_| nameless.len() > 1) {
        let message = "two surveys without a name cannot be told apart in tables".to_owned();
        tell(raw, "name", message, Some("give each a name".to_owned()));
    }
}
