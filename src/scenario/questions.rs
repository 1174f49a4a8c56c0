//! What can be lived but nobody would ask: records that never act, fields that nothing reads, selections and
//! conditions that contradict themselves. Each is a warning.

use super::problem::Problem;
use super::records::Raw;
use super::zones::first_months;
use crate::params::{Catalogue, Params};
use crate::programme::{Change, Compact, Intervention, Programme, ScenarioRecord, Shock, Survey};
use crate::terms::{Component, Contract, PECULIAR, Strikes};
use crate::world::arrangements::Arrangement;

/// Warns of a field of a record.
struct Teller<'a> {
    problems: &'a mut Vec<Problem>,
}

impl Teller<'_> {
    fn tell(&mut self, raw: &Raw, key: &str, message: impl Into<String>, help: &str) {
        let help = (!help.is_empty()).then(|| help.to_owned());
        let in_full = format!("{}.{key}", raw.table);
        self.problems.push(Problem::warning(raw.location(key), in_full, message, help));
    }
}

/// Warns of what a programme asks that nobody would.
pub(super) fn warn(params: &Params, records: &[Raw], problems: &mut Vec<Problem>) {
    let programme = &params.programme;
    let teller = &mut Teller { problems };
    let of = |table: &'static str| records.iter().filter(move |raw| raw.table == table);
    for (index, (raw, one)) in of(Intervention::TABLE).zip(&programme.interventions).enumerate() {
        too_late(params, index, raw, one, teller);
        selection(params, raw, one, teller);
        condition(raw, one, teller);
        if let Some(component) = one.component {
            money(raw, one, component, teller);
            unread(raw, "intervention", component.reads().intervention, component.name(), teller);
            switched_off(params, raw, component, teller);
        }
    }
    for (raw, compact) in of(Compact::TABLE).zip(&programme.compacts) {
        behind(programme, raw, compact, teller);
    }
    for (raw, shock) in of(Shock::TABLE).zip(&programme.shocks) {
        strikes(params, raw, shock, teller);
    }
    late(params, records, teller);
}

/// What begins after the last month that is lived never acts; of each table it is told at once, at the first of them.
fn late(params: &Params, records: &[Raw], teller: &mut Teller) {
    let programme = &params.programme;
    let of = |table: &'static str| records.iter().filter(move |raw| raw.table == table);
    let mut tell = |key, verbs, late: &mut dyn Iterator<Item = (&Raw, u32)>| {
        never(params.time.months, (key, verbs), late, teller);
    };
    let interventions = of(Intervention::TABLE).zip(&programme.interventions);
    tell("from", ["acts", "act"], &mut interventions.map(|(raw, one)| (raw, one.from)));
    let shocks = of(Shock::TABLE).zip(&programme.shocks);
    tell("month", ["strikes", "strike"], &mut shocks.map(|(raw, one)| (raw, one.month)));
    let changes = of(Change::TABLE).zip(&programme.changes);
    tell("month", ["begins", "begin"], &mut changes.map(|(raw, one)| (raw, one.month)));
    let surveys = of(Survey::TABLE).zip(&programme.surveys);
    tell("month", ["is held", "are held"], &mut surveys.map(|(raw, one)| (raw, one.month)));
}

/// Tells of the records of a table that come after the last month.
fn never(
    months: u32,
    (key, verbs): (&str, [&str; 2]),
    records: &mut dyn Iterator<Item = (&Raw, u32)>,
    teller: &mut Teller,
) {
    let late: Vec<(&Raw, u32)> = records.filter(|(_, month)| *month > months).collect();
    let name =
        |raw: &Raw| if raw.name.is_empty() { raw.table.to_owned() } else { raw.name.clone() };
    let names: Vec<String> = late.iter().map(|(raw, _)| name(raw)).collect();
    let first = late.iter().map(|(_, month)| *month).min();
    let (Some((raw, _)), Some(first)) = (late.first(), first) else { return };
    let message = match &names[..] {
        [one] => format!("{one} never {}: month {first} is after the last, {months}", verbs[0]),
        _ => format!(
            "{} never {}: the first of them in month {first}, after the last, {months}",
            names.join(", "),
            verbs[1]
        ),
    };
    teller.tell(raw, key, message, &format!("time.months = {months} is the horizon"));
}

/// What begins in time and yet is never at work: before it is, the scenario or the intervention ends.
fn too_late(params: &Params, index: usize, raw: &Raw, one: &Intervention, teller: &mut Teller) {
    let Some(planned) = Arrangement::planned(index, one, &params.programme) else { return };
    let (_, at_work) = first_months(params, one, &planned);
    let months = params.time.months;
    let help =
        "each component has its lag, aid comes after aid.lag months, each veto costs one more";
    if one.from <= months && at_work > months {
        let message = format!(
            "{} never acts: it is at work from month {at_work}, after the last, {months}",
            planned.name
        );
        teller.tell(raw, "from", message, help);
    } else if one.until >= one.from && at_work > one.until {
        let message = format!(
            "{} is at work from month {at_work}, after its end, {}",
            planned.name, one.until
        );
        teller.tell(raw, "until", message, help);
    }
}

/// Whether a table has an attribute and a bound of it; tells where one stands without the other.
fn bounds(
    raw: &Raw,
    table: &str,
    (has_attribute, ends): (bool, [&str; 2]),
    useless: &str,
    teller: &mut Teller,
) -> bool {
    let attribute = format!("{table}.attribute");
    let keys = ends.map(|end| format!("{table}.{end}"));
    let given: Vec<&String> = keys.iter().filter(|key| raw.has(key)).collect();
    if has_attribute && given.is_empty() {
        teller.tell(raw, &attribute, useless, &format!("add {}", keys.join(" or ")));
    }
    if !has_attribute {
        for key in &given {
            teller.tell(raw, key, "a bound without an attribute", &format!("add {attribute}"));
        }
    }
    has_attribute && !given.is_empty()
}

/// `where`: bounds and orders that select by nothing, or twice.
fn selection(params: &Params, raw: &Raw, one: &Intervention, teller: &mut Teller) {
    let useless = "an attribute without a bound selects all";
    bounds(raw, "where", (one.attribute.is_some(), ["at_least", "at_most"]), useless, teller);
    if one.nearest_enclave > 0 && params.enclave.count == 0 {
        let message = "there is no enclave: all places are equally far from one";
        teller.tell(raw, "where.nearest_enclave", message, "set enclave.count");
    }
    let is_share = one.worst_share < 1.0;
    if one.worst > 0 && is_share {
        let message = format!(
            "`worst_share` takes its share of the {} communities that `worst` takes",
            one.worst
        );
        teller.tell(raw, "where.worst_share", message, "give one of them");
    }
    if one.worst == 0 && !is_share && raw.has("where.by") {
        let message = "`by` orders places for `worst` and `worst_share` only";
        teller.tell(raw, "where.by", message, "add where.worst_share, or where.attribute");
    }
}

/// `when`: conditions that always or never hold.
fn condition(raw: &Raw, one: &Intervention, teller: &mut Teller) {
    let useless = "a condition without a bound always holds";
    if bounds(raw, "when", (one.when.is_some(), ["above", "below"]), useless, teller)
        && one.above >= one.below
    {
        let message = format!(
            "it never acts: nothing is above {} and below {} at once",
            one.above, one.below
        );
        teller.tell(raw, "when.above", message, "");
    }
}

/// Money that buys nothing, or is missing.
fn money(raw: &Raw, one: &Intervention, component: Component, teller: &mut Teller) {
    let is_concession =
        component == Component::PrivateInternational && one.contract == Some(Contract::Concession);
    let has_money = one.money > 0.0 || one.budget > 0.0;
    let key = if one.budget > 0.0 { "budget" } else { "money" };
    if is_concession && has_money {
        let message = "a concession is paid by the rents of the zone: money beside it is not spent";
        teller.tell(raw, key, message, "leave it out, or write contract = \"cash\"");
    }
    if !is_concession && !has_money && !component.reads().acts_unpaid {
        let message = format!("{component} without money does nothing");
        teller.tell(raw, key, message, "give money a head and year, or a budget");
    }
    if !has_money && one.conditions {
        let message = "there is no money that could wait for an audit";
        teller.tell(raw, "conditions", message, "");
    }
}

/// Fields given that only other components read.
fn unread(raw: &Raw, table: &str, read: &[&str], by: &str, teller: &mut Teller) {
    let peculiar = PECULIAR.iter().filter(|(of, _)| *of == table).flat_map(|(_, fields)| *fields);
    for key in peculiar.filter(|key| raw.has(key) && !read.contains(key)) {
        let readers: Vec<_> = Component::ALL
            .iter()
            .filter(|component| component.reads().of(table).contains(key))
            .map(|component| component.name())
            .collect();
        let message = format!("{by} does not read it");
        teller.tell(raw, key, message, &format!("it is read by: {}", readers.join(", ")));
    }
}

/// A compact that nothing calls, or whose gifts no component takes.
fn behind(programme: &Programme, raw: &Raw, compact: &Compact, teller: &mut Teller) {
    let called = programme.interventions.iter().filter(|one| one.by == compact.name);
    let components: Vec<Component> = called.filter_map(|one| one.component).collect();
    if components.is_empty() {
        let help = "name it in `by` of an intervention";
        teller.tell(raw, "name", "no intervention is by this compact", help);
        return;
    }
    let read: Vec<&str> =
        components.iter().flat_map(|component| component.reads().compact).copied().collect();
    let names: Vec<&str> = components.iter().map(|component| component.name()).collect();
    unread(raw, "compact", &read, &names.join(", "), teller);
}

/// Shocks that strike nothing.
fn strikes(params: &Params, raw: &Raw, shock: &Shock, teller: &mut Teller) {
    let is_of_programme =
        matches!(shock.strikes, Some(Strikes::FundCut | Strikes::ProviderFailure));
    if !is_of_programme && !shock.intervention.is_empty() {
        let what = shock.strikes.map_or("it", Strikes::name);
        let message = format!("{what} strikes the state and no intervention");
        teller.tell(raw, "intervention", message, "leave it out");
    }
    let (grants, money) = (&params.aid_agency, &params.steering);
    let others = grants.committee_grant
        + grants.state_grant
        + money.state
        + money.civil_society
        + money.multinational
        + money.interstate
        + money.ngo
        + money.aid_agency;
    if is_of_programme && params.programme.interventions.is_empty() && others == 0.0 {
        let message = "there is no intervention that it could strike";
        teller.tell(raw, "strikes", message, "");
    }
    if shock.size == 0.0 {
        teller.tell(raw, "size", "nothing is lost", "");
    }
}

/// A component whose mechanism is switched off.
fn switched_off(params: &Params, raw: &Raw, component: Component, teller: &mut Teller) {
    if let Some(key) = Catalogue::standard().switched_off(component, params) {
        let message = format!("{component} does nothing: {key} is false");
        teller.tell(raw, "component", message, "");
    }
}
