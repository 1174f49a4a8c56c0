//! What assignment by lot needs of a scenario, and what surveys that go by it need.

use super::problem::{Problem, nearest};
use super::records::Raw;
use super::zones::country_to_look_at;
use crate::metrics::Dimension;
use crate::params::Params;
use crate::programme::{Intervention, Programme, ScenarioRecord, Survey};
use crate::terms::{Attribute, Component, Stratum};
use crate::world::assignment::{is_enough, level};
use crate::world::{Country, Geography};

/// What can be seen from the records alone.
pub(super) fn records(programme: &Programme, records: &[Raw], problems: &mut Vec<Problem>) {
    let mut tell = |raw: &Raw, key: &str, message: String, help: Option<String>| {
        let full = format!("{}.{key}", raw.table);
        problems.push(Problem::error(raw.location(key), full, message, help));
    };
    let of = |table: &'static str| records.iter().filter(move |raw| raw.table == table);
    for (raw, one) in of(Intervention::TABLE).zip(&programme.interventions) {
        if Dimension::ALL.iter().any(|dimension| dimension.name() == one.name) {
            let message = format!("{:?} is a dimension of metrics", one.name);
            let help = "metrics are also told by intervention: give it another name".to_owned();
            tell(raw, "name", message, Some(help));
        }
        if one.assign_share > 0.0 {
            lot(raw, one, &mut tell);
        } else if one.assign_month > 0 || !one.assign_strata.is_empty() {
            let message = "a lot wants a share".to_owned();
            tell(raw, "assign", message, Some("add share = 0.5 to `assign`".to_owned()));
        }
    }
    for (raw, survey) in of(Survey::TABLE).zip(&programme.surveys) {
        survey_of(raw, survey, programme, &mut tell);
    }
}

type Tell<'a> = &'a mut dyn FnMut(&Raw, &str, String, Option<String>);

fn lot(raw: &Raw, one: &Intervention, tell: Tell) {
    if one.name.is_empty() {
        let message = "what is assigned by lot needs a name: the lot hangs on it".to_owned();
        tell(raw, "name", message, None);
    }
    if one.assign_month > one.from {
        let message = format!("found {}; it begins in month {}", one.assign_month, one.from);
        tell(raw, "assign.month", message, Some("draw the lot before, or leave it out".to_owned()));
    }
}

/// What a survey goes by must be there, and drawn before the months that it asks about.
fn survey_of(raw: &Raw, survey: &Survey, programme: &Programme, tell: Tell) {
    let called = [
        ("where.treated", &survey.treated, false),
        ("where.control", &survey.control, true),
        ("by", &survey.by, true),
    ];
    for (key, name, wants_lot) in called.into_iter().filter(|(_, name, _)| !name.is_empty()) {
        let names = || programme.interventions.iter().map(|one| one.name.as_str());
        let Some(one) = programme.interventions.iter().find(|one| one.name == *name) else {
            let help = nearest(name, names())
                .map(|near| format!("did you mean {near:?}?"))
                .or_else(|| Some("an intervention of this scenario is wanted".to_owned()));
            tell(raw, key, format!("there is no intervention {name:?}"), help);
            continue;
        };
        if wants_lot && one.assign_share <= 0.0 {
            let help = Some("give it assign = { share = 0.5 }".to_owned());
            tell(raw, key, format!("{name:?} is not assigned by lot: it has no control"), help);
            continue;
        }
        let begins = survey.month.saturating_sub(survey.recall - 1).max(1);
        match drawn_in(one) {
            None => {
                let message =
                    format!("{name:?} waits for its `when`: nobody knows before whom it serves");
                let help = Some("draw its lot in a month of your own: assign.month".to_owned());
                tell(raw, key, message, help);
            }
            Some(month) if month > begins => {
                let message = format!(
                    "the round of month {} asks about what happens from month {begins}; whom {name:?} serves is drawn in \
                     month {month}",
                    survey.month
                );
                let help =
                    "draw it earlier (assign.month), ask later, or about a shorter time (recall)";
                tell(raw, key, message, Some(help.to_owned()));
            }
            Some(_) => {}
        }
    }
    let leaves_out = !survey.treated.is_empty() || !survey.control.is_empty();
    if !survey.by.is_empty() && leaves_out {
        let message =
            "it asks treated and control apart, and `where` leaves one of them out".to_owned();
        tell(raw, "by", message, Some("leave `by` or `where` out".to_owned()));
    }
    if survey.panel && survey.every == 0 {
        let message = "a panel is asked again; there is one round".to_owned();
        tell(raw, "panel", message, Some("give `every`, in months".to_owned()));
    }
}

/// Month in which it is known whom an intervention serves; `None` where that waits for a condition.
fn drawn_in(one: &Intervention) -> Option<u32> {
    if one.assign_share > 0.0 && one.assign_month > 0 {
        Some(one.assign_month)
    } else {
        one.when.is_none().then_some(one.from)
    }
}

/// What can be seen once the country is there: strata that exist, and enough to draw from.
pub(super) fn country(
    params: &Params,
    geography: Option<&Geography>,
    records: &[Raw],
    problems: &mut Vec<Problem>,
) {
    let drawn = |one: &Intervention| one.assign_share > 0.0;
    if !params.programme.interventions.iter().any(drawn) {
        return;
    }
    // Of a country too large to be looked at a run tells.
    let Some(country) = country_to_look_at(params, geography) else { return };
    let of = records.iter().filter(|raw| raw.table == Intervention::TABLE);
    let all = (0..).zip(of.zip(&params.programme.interventions));
    for (index, (raw, one)) in all.filter(|(_, (_, one))| drawn(one)) {
        let before = problems.len();
        for &stratum in &one.assign_strata {
            problems.extend(levels(&country, raw, stratum));
        }
        let is_sound = !problems[before..].iter().any(Problem::is_error);
        if let Some(component) = one.component.filter(|_| is_sound) {
            problems.extend(units(&country, raw, one, (component, index)));
        }
    }
}

/// A stratum that divides nothing.
fn levels(country: &Country, raw: &Raw, stratum: Stratum) -> Option<Problem> {
    let key = "assign.strata";
    let found: Vec<Option<String>> =
        country.communities.iter().map(|c| level(&c.place, stratum, c.at_enclave())).collect();
    let mut known: Vec<&str> = found.iter().flatten().map(String::as_str).collect();
    known.sort_unstable();
    known.dedup();
    let full = format!("{}.{key}", raw.table);
    let none = match stratum {
        Stratum::District => known.is_empty().then_some("districts (admin1)"),
        Stratum::Enclave => (known == ["no"]).then_some("enclaves"),
        Stratum::Ring => (known == ["no"]).then_some("enclaves, so that nothing lies next to one"),
        Stratum::Town | Stratum::IsRural => None,
    };
    if let Some(none) = none {
        let message = format!("the world has no {none}");
        let help = format!("leave {:?} out of the strata", stratum.name());
        return Some(Problem::error(raw.location(key), full, message, Some(help)));
    }
    let without = found.iter().filter(|level| level.is_none()).count();
    let message = if without > 0 {
        format!(
            "{without} of {} communities have no {stratum}: sites in which most people have none are neither treated nor control",
            found.len()
        )
    } else if known.len() == 1 {
        format!("all communities are alike by {stratum}: it divides nothing")
    } else {
        return None;
    };
    Some(Problem::warning(raw.location(key), full, message, None))
}

/// Too few to draw from, as far as that is known before anything is lived: bounds on what people have lived through
/// are left out.
fn units(
    country: &Country,
    raw: &Raw,
    one: &Intervention,
    (component, index): (Component, u32),
) -> Option<Problem> {
    let mut before = one.clone();
    if before.attribute.is_some_and(Attribute::is_lived) {
        before.attribute = None;
    }
    let eligible = country.arms(&before, component, &one.name, index).eligible;
    let share = one.assign_share;
    if is_enough(eligible, share) {
        return None;
    }
    let message = format!(
        "`where` leaves {} to draw from; a share of {share} of them leaves nobody treated, or nobody beside them",
        component.serves().count(eligible)
    );
    let help = if eligible < 2 {
        "select more, or a larger share of the world (world.sample)".to_owned()
    } else {
        format!(
            "select more, or take a share from {:.2} to {:.2}",
            1.0 / eligible as f64,
            1.0 - 1.0 / eligible as f64
        )
    };
    let full = format!("{}.assign.share", raw.table);
    Some(Problem::error(raw.location("assign.share"), full, message, Some(help)))
}
