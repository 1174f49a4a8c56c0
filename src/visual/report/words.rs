//! Scenarios in words: what is done where, by whom, for how much; and what else is not as usual.

use super::evidence::Arm;
use super::numbers::{counted, listed, percent, plain, plain_doc};
use crate::params::{Catalogue, Parameter, Role, Value};
use crate::programme::{ByAuspice, Change, Compact, Intervention, Shock};
use crate::scenario::Scenario;
use crate::terms::{Attribute, Auspice, Component, Contract, Strikes};
use crate::visual::words::capital;

/// A scenario as the page tells it.
pub(super) struct Told {
    /// Title.
    pub title: String,
    /// What its file says of it, without what only its author looks at.
    pub description: String,
    /// A sentence for each record that the baseline has not.
    pub sentences: Vec<String>,
    /// Names of the records that it shares with the baseline.
    pub shared: Vec<String>,
    /// Names of the baseline's records that it has not, or has otherwise.
    pub missing: Vec<String>,
    /// Parameters whose value is another than that of the weak state or the baseline.
    pub changed: Vec<Changed>,
}

/// A parameter with another value than usual.
pub(super) struct Changed {
    /// Key, as in scenario files.
    pub key: String,
    /// What it is.
    pub doc: String,
    /// Unit.
    pub unit: String,
    /// Its value.
    pub value: String,
    /// The value it is compared with.
    pub usual: String,
}

/// Tells of an arm: beside the baseline if there is one, else beside the weak state of the defaults.
pub(super) fn tell(arm: &Arm, baseline: Option<&Arm>) -> Told {
    let scenario = &arm.scenario;
    let programme = &scenario.params.programme;
    let before = baseline.map(|arm| &arm.scenario.params.programme);
    let mut told = Told {
        title: arm.title.clone(),
        description: summary(&scenario.description),
        sentences: Vec::new(),
        shared: Vec::new(),
        missing: Vec::new(),
        changed: changed(scenario, baseline.map(|arm| &arm.scenario)),
    };
    if scenario.params.programmes.placebo {
        let placebo = "This is a placebo: the same money, posts and gatherings as below, with the local effect switched off.";
        told.sentences.push(placebo.to_owned());
    }
    let mut add = |is_shared: bool, name: &str, sentence: String| {
        if is_shared {
            told.shared.push(name.replace('_', " "));
        } else {
            told.sentences.push(sentence);
        }
    };
    for one in &programme.compacts {
        let is_shared = before.is_some_and(|before| before.compacts.contains(one));
        add(is_shared, &one.name, compact(one));
    }
    for one in &programme.interventions {
        let is_shared = before.is_some_and(|before| before.interventions.contains(one));
        let is_compact = programme.compacts.iter().any(|compact| compact.name == one.by);
        add(is_shared, &one.name, intervention(one, is_compact));
    }
    for one in &programme.shocks {
        let is_shared = before.is_some_and(|before| before.shocks.contains(one));
        add(is_shared, &one.name, shock(one));
    }
    for one in &programme.changes {
        let is_shared = before.is_some_and(|before| before.changes.contains(one));
        add(is_shared, &one.name, change(one));
    }
    if let Some(before) = before {
        let compacts = before.compacts.iter().filter(|one| !programme.compacts.contains(one));
        let acts = before.interventions.iter().filter(|one| !programme.interventions.contains(one));
        let shocks = before.shocks.iter().filter(|one| !programme.shocks.contains(one));
        let names = compacts.map(|one| &one.name).chain(acts.map(|one| &one.name));
        let changes = before.changes.iter().filter(|one| !programme.changes.contains(one));
        let names = names.chain(shocks.map(|one| &one.name));
        let names = names.chain(changes.map(|one| &one.name));
        told.missing = names.map(|name| name.replace('_', " ")).collect();
    }
    told
}

/// A description without its advice to whoever works with the file.
fn summary(description: &str) -> String {
    plain_doc(description.split("Look at:").next().unwrap_or_default().trim()).replace('_', " ")
}

/// Whether a difference in this parameter is one of the situation, not of how the run was made.
fn matters(parameter: &Parameter) -> bool {
    !parameter.key.starts_with("run.") && parameter.unit != "path"
}

fn changed(scenario: &Scenario, baseline: Option<&Scenario>) -> Vec<Changed> {
    let catalogue = Catalogue::standard();
    let pairs = scenario.values.iter().zip(&catalogue.parameters).enumerate();
    pairs
        .filter_map(|(i, (resolved, parameter))| {
            let usual = baseline.map_or(&parameter.default, |baseline| &baseline.values[i].value);
            (matters(parameter) && resolved.value != *usual).then(|| Changed {
                key: resolved.key.clone(),
                doc: plain_doc(&parameter.doc),
                unit: parameter.unit.clone(),
                value: value(&resolved.value),
                usual: value(usual),
            })
        })
        .collect()
}

/// A value as people write it.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Switch(on) => if *on { "on" } else { "off" }.to_owned(),
        Value::Whole(number) => plain(*number as f64),
        Value::Real(number) => plain(*number),
        Value::Text(text) if text.is_empty() => "none".to_owned(),
        Value::Text(text) => text.clone(),
        Value::Texts(texts) if texts.is_empty() => "none".to_owned(),
        Value::Texts(texts) => texts.join("; "),
    }
}

/// Mechanisms that are switched off, by what they are.
pub(super) fn switched_off(scenario: &Scenario) -> Vec<String> {
    let catalogue = Catalogue::standard();
    let pairs = scenario.values.iter().zip(&catalogue.parameters);
    pairs
        .filter(|(resolved, parameter)| {
            parameter.key.starts_with("mechanisms.") && resolved.value == Value::Switch(false)
        })
        .map(|(resolved, parameter)| {
            let name = resolved.key.trim_start_matches("mechanisms.").replace('_', " ");
            let doc = plain_doc(&parameter.doc);
            format!("{name} ({})", doc.trim_end_matches('.').to_lowercase())
        })
        .collect()
}

/// Parameters of how people act that nobody has measured.
pub(super) fn assumed(catalogue: &Catalogue) -> Vec<&Parameter> {
    catalogue
        .parameters
        .iter()
        .filter(|parameter| parameter.role == Role::Behaviour && parameter.source == "assumed")
        .collect()
}

/// Who steers, in words.
fn auspice(auspice: Auspice) -> &'static str {
    match auspice {
        Auspice::State => "the state",
        Auspice::CivilSociety => "civil society",
        Auspice::Multinational => "corporations",
        Auspice::Interstate => "interstate organisations",
        Auspice::Ngo => "international associations",
        Auspice::AidAgency => "aid agencies",
    }
}

fn attribute(attribute: Attribute) -> &'static str {
    match attribute {
        Attribute::Violence => "violence of last year",
        Attribute::Deaths => "killings of last year",
        Attribute::Thefts => "thefts of last year",
        Attribute::Unanswered => "victims of last year without an answer",
        Attribute::Fear => "fear",
        Attribute::Poverty => "poverty",
        Attribute::Wealth => "income",
        Attribute::HoursFromSeat => "hours of travel from the seat of government",
        Attribute::Households => "households",
        Attribute::RadiusOfTrust => "the radius of trust",
        Attribute::Efficacy => "collective efficacy",
        Attribute::TrustPolice => "trust in the police",
        Attribute::TrustElders => "trust in elders",
        Attribute::Turf => "turf of a gang",
    }
}

/// `civil society 50 %, aid agencies 30 %`.
fn shares(of: &ByAuspice) -> Vec<String> {
    let mut parts: Vec<(f64, Auspice)> = Auspice::ALL
        .iter()
        .map(|&auspice| (of[auspice.index()], auspice))
        .filter(|(share, _)| *share > 0.0)
        .collect();
    parts.sort_by(|a, b| b.0.total_cmp(&a.0));
    parts.iter().map(|(share, of)| format!("{} {}", auspice(*of), percent(*share))).collect()
}

fn named(name: &str, otherwise: &str) -> String {
    if name.is_empty() { otherwise.to_owned() } else { name.replace('_', " ") }
}

fn compact(one: &Compact) -> String {
    let mut sentences = vec![format!(
        "The compact \u{201c}{}\u{201d} has these seats: {}. Its money comes from {}.",
        named(&one.name, "without a name"),
        listed(&shares(&one.seats)),
        match &shares(&one.money)[..] {
            [] => "nobody".to_owned(),
            [_] => one_payer(&one.money),
            many => listed(many),
        }
    )];
    let mut brings = Vec::new();
    for (level, what) in [
        (one.local_knowledge, "local knowledge"),
        (one.professional_knowledge, "professional knowledge"),
        (one.standing, "standing between groups"),
    ] {
        if level > 0.0 {
            brings.push(format!("{what} ({} of 1)", plain(level)));
        }
    }
    if !brings.is_empty() {
        sentences.push(format!("It brings {}.", listed(&brings)));
    }
    if one.oversight > 0.0 {
        sentences.push(format!("Outsiders review {} of the work.", percent(one.oversight)));
    }
    if one.vetoes > 0 {
        let members = counted(one.vetoes as usize, "further member");
        sentences.push(format!("{members} can veto, which delays the beginning."));
    }
    sentences.join(" ")
}

fn one_payer(of: &ByAuspice) -> String {
    let payer = Auspice::ALL.iter().find(|payer| of[payer.index()] > 0.0);
    payer.map_or_else(String::new, |&payer| format!("{} alone", auspice(payer)))
}

fn intervention(one: &Intervention, is_compact: bool) -> String {
    let what = one.component.map_or("nothing", |component| component.provision().words);
    let by = match Auspice::parse(&one.by) {
        Some(of) => auspice(of).to_owned(),
        None if is_compact => format!("the compact \u{201c}{}\u{201d}", one.by.replace('_', " ")),
        None => one.by.replace('_', " "),
    };
    let mut sentences = vec![format!(
        "{}: {what}; steered and paid by {by}, {}, {}, {}.",
        capital(&named(&one.name, "an intervention")),
        place(one),
        money(one.money),
        span(one.from, one.until),
    )];
    if let Some(condition) = one.when {
        let bound = match (one.above > f64::MIN, one.below < f64::MAX) {
            (true, false) => format!("above {}", plain(one.above)),
            (false, true) => format!("below {}", plain(one.below)),
            _ => format!("between {} and {}", plain(one.above), plain(one.below)),
        };
        sentences.push(format!("It acts only while {} is {bound}.", attribute(condition)));
    }
    let is_company = one.component == Some(Component::PrivateInternational);
    if is_company && one.contract == Some(Contract::Concession) {
        sentences
            .push("It is paid by a share of the zone's resource rents for ten years.".to_owned());
    }
    if one.component == Some(Component::PeaceCentre) && one.independent < 1.0 {
        sentences.push(format!("Police hold {} of its seats.", percent(1.0 - one.independent)));
    }
    if !one.code {
        sentences.push("Its code does not forbid force.".to_owned());
    }
    if one.conditions {
        sentences.push("Its money comes in tranches that wait for an audit.".to_owned());
    }
    if one.placebo {
        sentences.push("It is a placebo: the same money, posts and gatherings, with the local effect switched off.".to_owned());
    }
    sentences.join(" ")
}

/// R10 = US$1 of 2003.
fn money(rand: f64) -> String {
    if rand > 0.0 {
        format!(
            "for {} rand (US${:.2} of 2003) a head of the zone and year",
            plain(rand),
            rand / 10.0
        )
    } else {
        "without money of its own".to_owned()
    }
}

fn span(from: u32, until: u32) -> String {
    match (from, until) {
        (from, 0) => format!("from month {from} to the end"),
        (from, until) => format!("from month {from} to month {until}"),
    }
}

/// Where enclaves lie.
pub(super) fn enclaves(scenario: &Scenario) -> Option<String> {
    let enclave = &scenario.params.enclave;
    let (count, named) = (enclave.count as usize, &enclave.places);
    if count == 0 {
        return None;
    }
    let drawn = count.saturating_sub(named.len());
    let mut parts = Vec::new();
    if !named.is_empty() {
        parts.push(format!("{} at {}, in every replicate", named.len(), listed(named)));
    }
    if drawn > 0 {
        parts.push(format!("{drawn} where each replicate draws them"));
    }
    Some(format!(
        "Enclaves of extraction: {}; communities.parquet tells for each community whether it holds one or lies next to one.",
        parts.join(", ")
    ))
}

/// Where an intervention acts.
fn place(one: &Intervention) -> String {
    let mut parts = Vec::new();
    if !one.places.is_empty() {
        parts.push(format!("in {}", one.places.join("; ")));
    }
    if let Some(of) = one.attribute {
        let bound = match (one.at_least > f64::MIN, one.at_most < f64::MAX) {
            (true, true) => format!("from {} to {}", plain(one.at_least), plain(one.at_most)),
            (true, false) => format!("at least {}", plain(one.at_least)),
            _ => format!("at most {}", plain(one.at_most)),
        };
        parts.push(format!("where {} is {bound}", attribute(of)));
    }
    if one.nearest_enclave > 0 {
        let n = one.nearest_enclave;
        parts.push(format!("in the {n} communities nearest to an enclave"));
    }
    let by = one.worst_by.map_or("violence of last year", attribute);
    if one.worst > 0 {
        parts.push(format!("in the {} communities with most {by}", one.worst));
    }
    if one.worst_share < 1.0 {
        parts.push(format!("in the {} of communities with most {by}", percent(one.worst_share)));
    }
    if one.share < 1.0 {
        parts.push(format!("in {} of the communities, drawn at random", percent(one.share)));
    }
    if parts.is_empty() { "in every community".to_owned() } else { parts.join(", ") }
}

fn change(one: &Change) -> String {
    let lasts = if one.months > 0 {
        format!("for {}", counted(one.months as usize, "month"))
    } else {
        "to the end".to_owned()
    };
    let again = if one.every > 0 { format!(", every {} months", one.every) } else { String::new() };
    let at = if one.selector().has_where() { " in some places" } else { "" };
    format!(
        "{}: from month {} on, {lasts}{again}, {} is {}{at}.",
        capital(&named(&one.name, "a change")),
        one.month,
        one.key,
        one.value,
    )
}

fn shock(one: &Shock) -> String {
    let what = match one.strikes {
        Some(Strikes::FundCut) => "money of arrangements is cut",
        Some(Strikes::ProviderFailure) => "organisations fail",
        Some(Strikes::RentCollapse) => "resource rents fall",
        Some(Strikes::PayStop) => "wages of officers are not paid",
        None => "nothing happens",
    };
    let whose = if one.intervention.is_empty() {
        String::new()
    } else {
        format!(" of \u{201c}{}\u{201d}", one.intervention.replace('_', " "))
    };
    format!(
        "{}: from month {} on, for {}, {what}{whose}; {} is lost.",
        capital(&named(&one.name, "a shock")),
        one.month,
        counted(one.months as usize, "month"),
        percent(one.size),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_intervention_says_who_pays_for_what_where_and_when() {
        let mut one = Intervention {
            name: "night_watch".to_owned(),
            component: Some(Component::PrivateNational),
            by: "aid_agency".to_owned(),
            money: 8.4,
            from: 7,
            until: 30,
            worst_share: 0.5,
            ..Intervention::default()
        };
        assert_eq!(
            intervention(&one, false),
            "Night watch: guards hired within the country; steered and paid by aid agencies, in the 50\u{a0}% of communities with \
             most violence of last year, for 8.4 rand (US$0.84 of 2003) a head of the zone and year, from month 7 to month 30."
        );
        one.conditions = true;
        assert!(
            intervention(&one, false)
                .ends_with("month 30. Its money comes in tranches that wait for an audit.")
        );
    }

    #[test]
    fn a_compact_says_who_sits_and_who_pays() {
        let mut one = Compact { name: "partners".to_owned(), ..Compact::default() };
        one.seats[Auspice::CivilSociety.index()] = 0.7;
        one.seats[Auspice::State.index()] = 0.3;
        one.money[Auspice::AidAgency.index()] = 1.0;
        let told = compact(&one);
        assert!(told.contains("civil society 70\u{a0}% and the state 30\u{a0}%"), "{told}");
        assert!(told.contains("from aid agencies alone."), "{told}");
    }
}
