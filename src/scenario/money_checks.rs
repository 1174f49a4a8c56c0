//! What an intervention's money must say: a rate a head or a sum, in a currency, over months in which it can
//! come, for something that it can buy where it is asked for.

use super::problem::Problem;
use super::records::Raw;
use crate::params::Params;
use crate::programme::{Intervention, Programme, ScenarioRecord};
use crate::terms::Component;
use crate::world::arrangements::Arrangement;

/// A key, what is wrong with it, and what to do.
type Fault = (&'static str, String, &'static str);

/// Checks the money of every intervention.
pub(super) fn money(params: &Params, records: &[Raw], problems: &mut Vec<Problem>) {
    let programme = &params.programme;
    let raws = records.iter().filter(|raw| raw.table == Intervention::TABLE);
    for (index, (raw, record)) in raws.zip(&programme.interventions).enumerate() {
        let mut faults = amounts(record);
        faults.extend(months(params, programme, index, record));
        faults.extend(zones(params, record));
        problems.extend(faults.into_iter().map(|(key, message, help)| {
            let in_full = format!("{}.{key}", raw.table);
            Problem::error(raw.location(key), in_full, message, Some(help.to_owned()))
        }));
    }
}

/// A sum or a rate, and the currency of a sum.
fn amounts(record: &Intervention) -> Vec<Fault> {
    let mut faults = Vec::new();
    if record.budget > 0.0 && record.money > 0.0 {
        let message = format!("a budget of {} beside money = {}", record.budget, record.money);
        faults.push(("budget", message, "give a sum as budget, or a rate a head as money"));
    }
    if record.budget > 0.0 && record.currency.is_none() {
        let message = "a budget needs its currency".to_owned();
        faults.push(("budget", message, "write currency = \"USD\" or currency = \"rand\""));
    }
    if record.budget > 0.0 && record.until == 0 {
        let message = "a budget needs its last month".to_owned();
        faults.push(("budget", message, "write until = 36 for three years from month 1"));
    }
    if record.budget == 0.0 && record.currency.is_some() {
        let message = "a currency without a budget".to_owned();
        faults.push(("currency", message, "money a head is in rand; write budget for a sum"));
    }
    faults
}

/// A budget whose first month of money lies after its last month would never be paid.
fn months(
    params: &Params,
    programme: &Programme,
    index: usize,
    record: &Intervention,
) -> Option<Fault> {
    let planned = Arrangement::planned(index, record, programme)?;
    let (_, lag) = planned.lags(params);
    let first = record.from as i32 + lag.max(1);
    let is_short = record.until >= record.from && first > record.until as i32;
    (record.budget > 0.0 && is_short).then(|| {
        let message = format!(
            "no month is left in which the budget is paid: money comes from month {first}, and it ends in month {}",
            record.until
        );
        ("until", message, "aid takes aid.lag months from pledge to grant, each veto one more")
    })
}

/// What cannot be delivered in a part of the country.
fn zones(params: &Params, record: &Intervention) -> Option<Fault> {
    if !record.has_where() {
        return None;
    }
    match record.component? {
        Component::Public if params.budget.wages > 0.0 => Some((
            "where",
            format!(
                "wages are paid to the whole force: budget.wages = {} cannot be spent in a zone",
                params.budget.wages
            ),
            "set budget.wages = 0, or leave `where` out",
        )),
        Component::RequiredPrivateInterface => Some((
            "where",
            "auditors look at the state's whole budget, not at a part of the country".to_owned(),
            "leave `where` out",
        )),
        _ => None,
    }
}
