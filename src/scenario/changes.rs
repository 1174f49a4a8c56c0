//! What a change of a value must say, and with what it may not meet.

use super::consistency::{Broken, broken};
use super::problem::{Level, Problem, nearest};
use super::records::Raw;
use super::zones::country_to_look_at;
use crate::params::{Catalogue, Parameter, Params, Sort};
use crate::programme::{Change, ScenarioRecord};
use crate::terms::Attribute;
use crate::world::changes::{Local, can_change, taken};
use crate::world::{Country, Geography};

fn problem(raw: &Raw, key: &str, message: String, help: Option<String>) -> Problem {
    Problem::error(raw.location(key), format!("{}.{key}", raw.table), message, help)
}

/// What can be seen from the records alone.
pub(super) fn records(
    params: &Params,
    records: &[Raw],
    catalogue: &Catalogue,
    problems: &mut Vec<Problem>,
) {
    let raws: Vec<&Raw> = of_changes(records).collect();
    for (raw, change) in raws.iter().zip(&params.programme.changes) {
        time(raw, change, problems);
        match named(raw, change, catalogue) {
            Ok(parameter) => value(params, raw, change, parameter, problems),
            Err(found) => problems.push(*found),
        }
    }
    let all: Vec<(&Raw, &Change)> = raws.into_iter().zip(&params.programme.changes).collect();
    for (i, &(raw, change)) in all.iter().enumerate() {
        for &(earlier, other) in &all[..i] {
            // Where both say where they act, their places are looked up in the country.
            let is_for_the_country =
                !change.selector().has_where() || !other.selector().has_where();
            if is_for_the_country && let Some(month) = meet(change, other, params.time.months) {
                problems.push(twice(raw, earlier, &change.key, month));
            }
        }
    }
}

fn of_changes(records: &[Raw]) -> impl Iterator<Item = &Raw> {
    records.iter().filter(|raw| raw.table == Change::TABLE)
}

fn time(raw: &Raw, change: &Change, problems: &mut Vec<Problem>) {
    if change.every > 0 && change.months == 0 {
        let message = "what comes again must end before: it has no months".to_owned();
        problems.push(problem(raw, "every", message, Some("give `months` too".to_owned())));
    } else if change.every > 0 && change.months >= change.every {
        let message = format!(
            "it lasts {} months and comes again every {}: it never ends",
            change.months, change.every
        );
        problems.push(problem(raw, "months", message, None));
    }
    if change.at_least > change.at_most {
        let message =
            format!("no place is at least {} and at most {}", change.at_least, change.at_most);
        problems.push(problem(raw, "where.at_least", message, None));
    }
}

/// The parameter that a change names, if it can change.
fn named<'a>(
    raw: &Raw,
    change: &Change,
    catalogue: &'a Catalogue,
) -> Result<&'a Parameter, Box<Problem>> {
    let key = change.key.as_str();
    let told = |key: &str, message: String, help: Option<String>| {
        Box::new(problem(raw, key, message, help))
    };
    if key.is_empty() {
        return Err(told("key", "a change names what changes".to_owned(), None));
    }
    let Some(parameter) = catalogue.find(key) else {
        let changing = catalogue.parameters.iter().filter(|one| can_change(one));
        let help = nearest(key, changing.map(|one| one.key.as_str()))
            .map(|near| format!("did you mean `{near}`?"))
            .or_else(|| Some("`nodal list parameters` names them all".to_owned()));
        return Err(told("key", format!("no parameter is called {key:?}"), help));
    };
    if !can_change(parameter) {
        let why = match parameter.sort() {
            Sort::Text | Sort::Texts => "it is no number",
            Sort::Switch | Sort::Whole | Sort::Real => "it acts before month 1 too",
        };
        let of_places: Vec<&str> = Local::ALL.iter().map(|(_, key)| *key).collect();
        let message = format!("`{key}` cannot change in a month: {why}");
        let help = format!(
            "what acts from month 1 only can; so can wages and prices of the police, of elders and of guards, and {}",
            of_places.join(", ")
        );
        return Err(told("key", message, Some(help)));
    }
    if change.selector().has_where() && Local::of(key).is_none() {
        let of_places: Vec<&str> = Local::ALL.iter().map(|(_, key)| *key).collect();
        let message = format!("`{key}` is one for the whole country: it cannot change by place");
        let help = format!("leave `where` out; by place can change: {}", of_places.join(", "));
        return Err(told("where", message, Some(help)));
    }
    Ok(parameter)
}

fn value(
    params: &Params,
    raw: &Raw,
    change: &Change,
    parameter: &Parameter,
    problems: &mut Vec<Problem>,
) {
    if change.value == f64::MIN {
        let message = format!("a change says what `{}` becomes", change.key);
        problems.push(problem(raw, "value", message, None));
        return;
    }
    let Some(taken) = taken(parameter, change.value) else {
        let numbers = parameter.allowed.numbers();
        let allowed = match parameter.sort() {
            Sort::Switch => "0 or 1".to_owned(),
            Sort::Whole => format!("a whole number, {numbers}"),
            Sort::Real | Sort::Text | Sort::Texts => numbers,
        };
        let message = format!(
            "found {}; allowed for `{}` is {allowed} ({})",
            change.value, change.key, parameter.unit
        );
        let help = format!("the default is {}", parameter.default);
        problems.push(problem(raw, "value", message, Some(help)));
        return;
    };
    let mut changed = params.clone();
    (parameter.set)(&mut changed, &taken);
    let before = broken(params);
    for Broken { level, keys, message } in broken(&changed) {
        let is_new = !before.iter().any(|one| one.message == message);
        if is_new && level == Level::Error {
            let message = format!("while it is on, {message} ({})", keys.join(", "));
            problems.push(problem(raw, "value", message, None));
        }
    }
}

/// The first month in which two changes of one key are both on.
fn meet(one: &Change, other: &Change, months: u32) -> Option<i32> {
    let first = one.month.max(other.month) as i32;
    (one.key == other.key)
        .then(|| (first..=months as i32).find(|&month| one.is_on(month) && other.is_on(month)))
        .flatten()
}

fn twice(raw: &Raw, earlier: &Raw, key: &str, month: i32) -> Problem {
    let line = |of: &Raw| of.location("month").line_and_column().map_or(0, |(line, _)| line);
    let message = format!(
        "`{key}` is changed in month {month} already by {:?}, on line {}",
        earlier.name,
        line(earlier)
    );
    let help = "let one end before the other begins, or give them other places";
    problem(raw, "month", message, Some(help.to_owned()))
}

/// What can be seen once the country is there: changes of one value that meet in a place, and such as have none.
pub(super) fn country(
    params: &Params,
    geography: Option<&Geography>,
    records: &[Raw],
    problems: &mut Vec<Problem>,
) {
    let all: Vec<(usize, (&Raw, &Change))> =
        of_changes(records).zip(&params.programme.changes).enumerate().collect();
    if !all.iter().any(|(_, (_, change))| change.selector().has_where()) {
        return;
    }
    let country = country_to_look_at(params, geography);
    for &(index, (raw, change)) in &all {
        let found = known(country.as_ref(), index, change);
        if found.is_some_and(|zone| zone.is_empty()) {
            problems.push(problem(raw, "where", "it matches no community".to_owned(), None));
        }
        for &(before, (earlier, other)) in &all[..index] {
            let both = change.selector().has_where() && other.selector().has_where();
            let Some(month) = meet(change, other, params.time.months).filter(|_| both) else {
                continue;
            };
            let zones =
                (known(country.as_ref(), index, change), known(country.as_ref(), before, other));
            let is_apart = matches!(&zones, (Some(a), Some(b)) if !a.iter().any(|c| b.contains(c)));
            if !is_apart {
                problems.push(twice(raw, earlier, &change.key, month));
            }
        }
    }
}

/// The places of a change, where what has happened by then does not decide them.
fn known(
    country: Option<&Country>,
    index: usize,
    change: &Change,
) -> Option<Vec<crate::world::sites::CommunityId>> {
    let is_lived = |attribute: Option<Attribute>| attribute.is_some_and(Attribute::is_lived);
    let by_history = (change.worst > 0 || change.worst_share < 1.0) && is_lived(change.worst_by);
    country
        .filter(|_| !by_history && !is_lived(change.attribute))
        .map(|country| country.zone_of_change(index, change))
        .filter(|_| change.selector().has_where())
}
