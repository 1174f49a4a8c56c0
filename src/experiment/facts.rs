//! The model beside the facts, each through the instrument in which it was measured.

mod differences;
mod organised;
mod seen;

pub use organised::SIZES_OF_CLASHES;
pub use seen::Seen;

use super::distributions::WINDOW;
use super::ensemble::{RunError, RunOptions};
use super::look::{Looked, run_and_look};
use super::statistics::{Span, estimate, quantile};
use crate::metrics::Name;
use crate::scenario::Scenario;
use crate::terms::Origin;
use std::sync::atomic::AtomicBool;

/// One fact to be met, or missed.
#[derive(Clone)]
pub struct Fact {
    /// Number in docs/facts.md, with a letter where one gives several numbers.
    pub id: &'static str,
    /// What was measured.
    pub what: &'static str,
    /// Where and when.
    pub place: &'static str,
    /// Source, as in docs/facts.md.
    pub source: &'static str,
    /// The scenario that stands for the place.
    pub scenario: &'static str,
    /// Lower end of the target.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The instrument through which it is read.
    pub read: Instrument,
}

/// How a fact is read from what was lived.
#[derive(Clone, Copy)]
pub enum Instrument {
    /// From each replicate; what is told is their mean.
    Each(fn(&Seen) -> Option<f64>),
    /// From all replicates together, with an interval of its own: differences between places want many places.
    Together(fn(&[Seen]) -> Option<Span>),
}

/// Facts that are read for plausibility alone: noisy, of another kind of place, of one country, or met by a parameter alone.
/// No targets.
const CHECKS: [&str; 14] = [
    "F32", "F72a", "F72b", "F73", "F83", "F84c", "F88a", "F88b", "F88c", "F88d", "F89", "F96a",
    "F96b", "F99",
];

/// Origins of killings that no body of men stands behind, or a crowd alone (F96).
const EVERYDAY: [Origin; 3] = [Origin::Dispute, Origin::Predation, Origin::Mob];

/// Declares facts: number, what, place, source, scenario, band, instrument.
macro_rules! declared {
    ($how:ident: $($id:literal, $what:literal, $place:literal, $source:literal, $scenario:literal, $low:literal..$high:literal, $read:expr;)+) => {
        vec![$($crate::experiment::facts::Fact {
            id: $id, what: $what, place: $place, source: $source, scenario: $scenario,
            low: $low, high: $high, read: $crate::experiment::facts::Instrument::$how($read),
        },)+]
    };
}
use declared;

/// All facts that the model is held against: none marked M, none that set a parameter. A single number has a band
/// for its sampling error and for what the place is only like. Those of single replicates first.
pub fn facts() -> Vec<Fact> {
    let mut all = of_replicates();
    all.extend(differences::facts_between_places());
    all.extend(organised::facts_on_bodies_of_men());
    all
}

fn of_replicates() -> Vec<Fact> {
    declared! {
        Each:
        "F3", "gatherings per committee and month", "South Africa 2003", "paper", "countries/western_cape", 8.0..40.0, |s| s.metric(Name::GatheringsPerCommittee, "");
        "F9", "gatherings with a plan (exit interview)", "South Africa", "programme's own count", "countries/western_cape", 0.85..1.0, |s| s.asked("exit_interview", "plan_agreed");
        "F17a", "problems of a year resolved", "Uganda 2016, 2024", "HiiL", "weak_state", 0.36..0.58, |s| s.asked("legal_needs_year", "resolved");
        "F17b", "problems of a year abandoned", "Uganda 2024", "HiiL", "weak_state", 0.12..0.20, |s| s.asked("legal_needs_year", "abandoned");
        "F17c", "problems of a year ongoing", "Uganda 2024", "HiiL", "weak_state", 0.24..0.34, |s| s.asked("legal_needs_year", "ongoing");
        "F18", "took action on the worst problem of four years", "Uganda 2015", "HiiL", "weak_state", 0.60..0.70, |s| s.asked("legal_needs_four_years", "took_action");
        "F19", "settled outside the formal system", "Uganda 2024", "HiiL", "weak_state", 0.85..0.95, |s| s.asked("legal_needs_year", "settled_informally");
        "F21", "adults with a problem in two years", "101 countries 2017-18", "World Justice Project 2019", "weak_state", 0.40..0.60, |s| s.asked("legal_needs", "problem");
        "F23a", "adults with a problem in four years", "Nigeria 2018", "HiiL", "weak_state", 0.62..0.78, |s| s.asked("legal_needs_four_years", "problem");
        "F23b", "completely resolved, of those who took action", "Nigeria 2018, Burkina Faso 2021 (F104)", "HiiL", "weak_state", 0.20..0.45, |s| s.asked("legal_needs_four_years", "resolved_completely_after_action");
        "F24", "disputes handled informally", "Afghanistan 2007, 2010", "CPHD, TLO", "collapsed_state", 0.80..0.97, |s| s.asked("legal_needs_year", "settled_informally");
        "F31", "trust the police somewhat or a lot", "Nigeria 2020", "Afrobarometer", "weak_state", 0.21..0.27, |s| s.asked("barometer", "trusts_police");
        "F32", "trust the police not at all", "Nigeria 2008", "Fry, AJPSSI", "weak_state", 0.42..0.50, |s| s.asked("barometer", "trusts_police_not_at_all");
        "F33a", "sought help from police in a year", "Nigeria 2020", "Afrobarometer", "weak_state", 0.09..0.13, |s| s.asked("barometer", "sought_police_help");
        "F33b", "met police otherwise in a year", "Nigeria 2020", "Afrobarometer", "weak_state", 0.45..0.53, |s| s.asked("barometer", "met_police_otherwise");
        "F34a", "paid a bribe for help, of those in contact", "Nigeria 2016-20, by two instruments that differ twofold", "Afrobarometer; UNODC (F112)", "weak_state", 0.33..0.80, |s| s.asked("barometer", "paid_bribe_for_help");
        "F34b", "paid a bribe to avoid trouble, of those in contact", "Nigeria 2020", "Afrobarometer", "weak_state", 0.64..0.72, |s| s.asked("barometer", "paid_bribe_to_avoid_trouble");
        "F36", "think the police effective", "Lagos 1997", "paper", "weak_state", 0.15..0.34, |s| s.asked("barometer", "police_effective");
        "F39", "unofficial share of revenue", "Kinshasa traffic police 2015-22", "Sanchez de la Sierra et al.", "collapsed_state", 0.60..0.85, |s| s.metric(Name::OffBudgetShare, "");
        "F40", "unofficial share of soldiers' revenue", "Indonesia, early 2000s", "paper", "failing_state", 0.55..0.80, |s| s.metric(Name::OffBudgetShare, "");
        "F41", "guards over police officers", "industrial states 2001", "paper", "strong_state", 2.5..6.0, |s| s.metric(Name::GuardsPerOfficer, "");
        "F42", "guards over police officers", "South Africa 1997", "IRR", "countries/western_cape", 0.8..1.3, |s| s.metric(Name::GuardsPerOfficer, "");
        "F43", "guards over police officers", "Papua New Guinea 2006", "Asia Pacific Report; with F28", "countries/papua_new_guinea", 1.8..3.0, |s| s.metric(Name::GuardsPerOfficer, "");
        "F48", "killings by mobs", "South Africa 2017-18", "algoafm.co.za", "countries/western_cape", 0.03..0.055, |s| s.killings(&["mob"]);
        "F49a", "killings out of arguments, of known", "South Africa 2015", "SAPS docket sample", "countries/western_cape", 0.42..0.60, |s| s.killings(&["dispute"]);
        "F49b", "killings by vigilantes and mobs, of known", "South Africa 2015", "SAPS docket sample", "countries/western_cape", 0.07..0.13, |s| s.killings(&["punishment", "mob"]);
        "F49c", "killings in retaliation", "South Africa 2015", "SAPS docket sample", "countries/western_cape", 0.015..0.05, |s| s.killings(&["feud"]);
        "F49d", "killings in robberies, of known", "South Africa 2015", "SAPS docket sample", "countries/western_cape", 0.14..0.27, |s| s.killings(&["predation"]);
        "F54a", "killed per 100,000 and year", "South Africa 2022", "UNODC", "countries/western_cape", 35.0..50.0, |s| s.metric(Name::DeathRate, "");
        "F54b", "killed per 100,000 and year", "world 2017, as a ceiling of strong states", "UNODC", "strong_state", 0.5..6.1, |s| s.metric(Name::DeathRate, "");
        "F55a", "killed per 100,000 and year", "Sierra Leone 2015-19", "WHO", "countries/sierra_leone", 7.0..9.7, |s| s.metric(Name::DeathRate, "");
        "F55b", "killed per 100,000 and year", "Papua New Guinea 2015-19", "WHO", "countries/papua_new_guinea", 11.0..19.0, |s| s.metric(Name::DeathRate, "");
        "F58", "households under a gang", "Medellin 2019-20, of another city", "Blattman et al.", "countries/western_cape", 0.25..0.42, |s| s.metric(Name::Coverage, "criminal");
        "F110a", "sought help from police in a year", "39 African countries 2021-23", "Afrobarometer", "weak_state", 0.08..0.21, |s| s.asked("barometer", "sought_police_help");
        "F110b", "met police otherwise in a year", "39 African countries 2021-23", "Afrobarometer", "weak_state", 0.35..0.45, |s| s.asked("barometer", "met_police_otherwise");
        "F114", "felt unsafe in the neighbourhood", "34 African countries 2019-21", "Afrobarometer", "weak_state", 0.35..0.55, |s| s.asked("barometer", "felt_unsafe");
        "F80", "trust in police: share of variance between communities", "Latin America 2018-23, 39 country-years", "AmericasBarometer", "weak_state", 0.015..0.06, |s| s.icc("barometer", "trusts_police");
        "F84a", "felt unsafe: share of variance between communities", "Tunisia 2015", "Afrobarometer", "weak_state", 0.03..0.11, |s| s.icc("barometer", "felt_unsafe");
        "F84b", "stolen from in a year: share of variance between communities", "Tunisia 2015", "Afrobarometer", "weak_state", 0.01..0.09, |s| s.icc("barometer", "stolen_from");
        "F84c", "attacked in a year: share of variance between communities", "Tunisia 2015", "Afrobarometer", "weak_state", -0.03..0.02, |s| s.icc("barometer", "attacked");
        "F85", "variation of violence in time, within communities and 24 months", "Washington 2010-12, gunfire", "Loeffler & Flaxman", "weak_state", 0.2..0.5, |s| s.variation_in_time(WINDOW);
        "F89", "strikes of feuds per violent act, as a branching ratio", "Nigeria 2009-19", "UCDP", "countries/papua_new_guinea", 0.1..0.35, |s| s.metric(Name::StrikesPerAct, "");
        "F96a", "acts of disputes, predation and mobs that kill: one dead", "Mexico 2019-20", "SSPC", "weak_state", 0.75..0.90, |s| s.kills_one(&EVERYDAY);
        "F96b", "dead per act of disputes, predation and mobs that kills", "Mexico 2019-20", "SSPC", "weak_state", 1.15..1.45, |s| s.dead_per_killing(&EVERYDAY);
        "F99", "killed in clashes of groups per 100,000 and year", "Enga 1991-2010, the worst province, as a ceiling", "Wiessner & Pupu 2012", "countries/papua_new_guinea", 1.0..53.0, |s| s.metric(Name::DeathRate, Origin::Clash.name());
        "F100", "violence other than feud: repeats on the same household in 60 months", "11 countries 1989-96", "Farrell & Bouloukos 2001", "weak_state", 0.25..0.45, |s| s.asked("victims", "violence_is_a_repeat");
        "F101", "stolen from more than once in a year, of those stolen from", "Tunisia 2013-18", "Afrobarometer", "weak_state", 0.25..0.45, |s| s.asked("barometer", "stolen_from_again");
        "F108a", "forum turned to first: police", "Liberia 2010-11", "Vinck & Pham, Talking Peace", "weak_state", 0.03..0.10, |s| s.first_resort("public");
        "F108b", "forum turned to first: chiefs and elders", "Liberia 2010-11", "Vinck & Pham, Talking Peace", "weak_state", 0.65..0.85, |s| s.first_resort("customary");
        "F111a", "sought help from police in a year", "37 African countries 2021-23, deciles", "Afrobarometer", "countries/sierra_leone", 0.08..0.21, |s| s.asked("barometer", "sought_police_help");
        "F111b", "paid a bribe for help, of those in contact", "37 African countries 2021-23, deciles", "Afrobarometer", "weak_state", 0.15..0.64, |s| s.asked("barometer", "paid_bribe_for_help");
        "F111c", "paid a bribe for help, of those in contact", "37 African countries 2021-23, deciles", "Afrobarometer", "countries/sierra_leone", 0.15..0.64, |s| s.asked("barometer", "paid_bribe_for_help");
        "F113", "told the police of a crime, of victims in a year", "34 African countries 2011-13", "Afrobarometer", "weak_state", 0.35..0.55, |s| s.asked("barometer", "told_police");
    }
}

impl Fact {
    /// What a fact that is no target is read for, in tables.
    pub const CHECK: &'static str = "check";

    /// Whether it is a target; else a check of plausibility.
    pub fn is_target(&self) -> bool {
        !CHECKS.contains(&self.id)
    }

    /// What it is read for, in a word.
    pub fn mark(&self) -> &'static str {
        if self.is_target() { "target" } else { Self::CHECK }
    }

    /// Whether a value lies within the target.
    pub fn holds(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// How far a value lies outside, in widths of the band.
    pub fn off_by(&self, value: f64) -> f64 {
        (self.low - value).max(value - self.high).max(0.0) / (self.high - self.low)
    }

    /// Whether it belongs to a scenario: the one whose file has its name.
    pub fn belongs(&self, scenario: &str) -> bool {
        is_of(self.scenario, scenario)
    }
}

/// What a replicate of a scenario says of each fact; `None` for those that belong to others, and for those that want
/// more places than it has.
pub fn read(seen: &Seen, scenario: &str) -> Vec<Option<f64>> {
    let of = |fact: &Fact| match fact.read {
        _ if !fact.belongs(scenario) => None,
        Instrument::Each(read) => read(seen),
        Instrument::Together(read) => read(&[*seen]).map(|span| span.mean),
    };
    facts().iter().map(of).collect()
}

/// Share of a country that facts are read from where no other is said: as many places as their numbers want. Others are lived
/// whole.
const SHARES: [(&str, f64); 3] = [
    ("countries/papua_new_guinea", 0.12),
    ("countries/sierra_leone", 0.2),
    ("countries/western_cape", 0.12),
];

/// The share of its country that facts are read from in a scenario: that whose file has its name.
pub fn share(scenario: &str) -> Option<f64> {
    SHARES.iter().find(|(of, _)| is_of(of, scenario)).map(|(_, share)| *share)
}

/// Whether a scenario is that of the library with such a path: one that shares its stem is called by more of its path.
fn is_of(path: &str, scenario: &str) -> bool {
    path.rsplit('/').next() == scenario.rsplit('/').next()
}

/// Why facts are missed where they are, as far as it is understood, by the beginning of their number.
const REASONS: [(&str, &str); 19] = [
    (
        "F17",
        "a settlement of less than a fifth of the claim is told as ongoing, and those that break are open again; settling more \
         at forums meets it and loses complete resolution (F23b)",
    ),
    (
        "F18",
        "it trades against F17 and F19 through the constants of lumping, talking and the police",
    ),
    (
        "F24",
        "hardly any police are left in the collapsed state; Afghanistan had more than its officers and less than those \
         of the failing state",
    ),
    (
        "F33b",
        "Nigeria's own survey and the mean of 39 countries (F110b) cannot both be met by one weak state; constants put it \
         where the two bands meet",
    ),
    (
        "F110b",
        "Nigeria's own survey (F33b) and the mean of 39 countries cannot both be met by one weak state; constants put it \
         where the two bands meet",
    ),
    (
        "F39",
        "posts differ in how predatory they are, and the worst have most of the takings; with the quota of superiors at 1 it is \
         still above",
    ),
    (
        "F34b",
        "at the edge of its band: the mean over 32 replicates of another seed lies inside, and a higher predatory effort would \
         take F31 and F111 out",
    ),
    (
        "F74",
        "acts that kill often kill more than one, so that counts are noisier than the Poisson noise that is taken out, and what is \
         left counts as change, of the few dead a year of a site here and not of a station's forty: with one dead an act \
         (`escalation.dead`) it comes out",
    ),
    ("F111", "at the edge of its band; the same effort sets F34b, of another instrument"),
    ("F114", "at the edge of its band: the mean over 32 replicates of another seed lies inside"),
    (
        "F82",
        "trust in elders comes of how they treat people, and elders of all segments treat them much alike; their quality \
         shows in what is settled and less in trust",
    ),
    (
        "F84a",
        "fear comes of what happened in the place itself and next door; people here hear of nothing from elsewhere in the \
         country, so fear is too local now that places differ",
    ),
    (
        "F85",
        "everyday violence is nearly without memory within two years: the branching ratio that killings in retaliation \
         allow (F49c) is too low for it, and what drifts does so over decades",
    ),
    (
        "F86",
        "half of these acts are mobs' and some of the rest bands', none of which makes another likelier; a clash is one act here and \
         many days of fighting there; and what heats is one pair of groups in one of a dozen sites of a district",
    ),
    (
        "F87",
        "a clash is one act here, however many it kills, and many days of fighting there; mobs, half of these acts, know nothing \
         of each other",
    ),
    (
        "F100",
        "most households are hit once in five years at the most: violence is rare, and the spread of proneness at its \
         declared end would meet it at the cost of problems in four years (F23a)",
    ),
    (
        "F101",
        "thefts are a third of the real ones, as they are set by killings in robberies (F49d); and what a theft adds to the \
         risk of the next ends in months",
    ),
    (
        "F108a",
        "full elders send people to the police at once; fewer cases there, by the constant of verdicts, moves it little. \
         Liberia's chiefs have no queue",
    ),
    (
        "F113",
        "the share who report rises with trust, which is low; reporting is near the end of its range",
    ),
];

/// Why a fact is missed, where that is understood.
pub fn reason(id: &str) -> Option<&'static str> {
    REASONS.iter().find(|(of, _)| id.starts_with(of)).map(|(_, why)| *why)
}

/// What a scenario says of one fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Position among [`facts()`].
    pub fact: usize,
    /// Mean over replicates, or the number of all together; `None` where nothing was measured.
    pub value: Option<f64>,
    /// Lower end of its 95 % interval: of Student's t over replicates, or over places.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Replicates.
    pub n: usize,
    /// Between which numbers nine tenths of single replicates lie; `None` of fewer than [`SPREAD`] that say anything. Over an
    /// ensemble, what it foretells of one country.
    pub spread: Option<(f64, f64)>,
}

/// Replicates from which on their spread is told.
pub const SPREAD: usize = 10;

impl Answer {
    /// Whether nine tenths of replicates reach into the target; `None` where there is no spread.
    pub fn is_reached(&self) -> Option<bool> {
        let fact = &facts()[self.fact];
        self.spread.map(|(low, high)| low <= fact.high && fact.low <= high)
    }

    /// Whether the value lies within the target.
    pub fn is_inside(&self) -> bool {
        self.value.is_some_and(|value| facts()[self.fact].holds(value))
    }
}

/// Runs a scenario and answers the facts that belong to it: those whose scenario's file has its name.
///
/// # Errors
/// As [`run_and_look`].
pub fn answer(scenario: &Scenario, options: &RunOptions) -> Result<Vec<Answer>, RunError> {
    let mine: Vec<usize> = facts()
        .iter()
        .enumerate()
        .filter(|(_, fact)| fact.belongs(&scenario.name))
        .map(|(i, _)| i)
        .collect();
    if mine.is_empty() {
        return Ok(Vec::new());
    }
    let looked = run_and_look(scenario, options, &AtomicBool::new(false))?;
    let seen: Vec<Seen> = looked.iter().map(Looked::seen).collect();
    let answers = mine.into_iter().map(|fact| {
        let each: Vec<f64> = match facts()[fact].read {
            Instrument::Each(read) => seen.iter().filter_map(read).collect(),
            Instrument::Together(read) => {
                seen.iter().filter_map(|one| Some(read(&[*one])?.mean)).collect()
            }
        };
        let (span, n) = match facts()[fact].read {
            Instrument::Each(_) => (estimate(&each).map(Span::from), each.len()),
            Instrument::Together(read) => (read(&seen), seen.len()),
        };
        Answer {
            fact,
            value: span.map(|span| span.mean),
            low: span.and_then(|span| span.low),
            high: span.and_then(|span| span.high),
            n,
            spread: spread(each),
        }
    });
    Ok(answers.collect())
}

fn spread(mut each: Vec<f64>) -> Option<(f64, f64)> {
    each.sort_by(f64::total_cmp);
    let is_enough = each.len() >= SPREAD;
    is_enough.then(|| Some((quantile(&each, 0.05)?, quantile(&each, 0.95)?))).flatten()
}

impl Looked {
    /// As facts see it.
    fn seen(&self) -> Seen<'_> {
        Seen { record: &self.record, months: &self.months }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_has_a_band_a_source_and_a_number_of_its_own() {
        let all = facts();
        assert!(all.iter().filter(|fact| fact.is_target()).count() >= 40);
        assert!(CHECKS.iter().all(|id| all.iter().any(|fact| fact.id == *id)));
        let ids: std::collections::BTreeSet<_> = all.iter().map(|fact| fact.id).collect();
        assert_eq!(ids.len(), all.len());
        assert!(all.iter().all(|fact| fact.low < fact.high && !fact.source.is_empty()));
    }
}
