//! Which way parameters work: a table of expected directions. One that worked the wrong way round would be a wrong
//! sign in a paper.

use super::everything::{EVERYTHING, EVERYWHERE};
use crate::country::{live, unlived};
use nodal::metrics::{self, Cell, Name};
use nodal::params::{Catalogue, Parameter, Sort};
use nodal::world::Country;
use rayon::prelude::*;
use std::cmp::Ordering;

/// What a higher value does to a metric.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Sign {
    More,
    Less,
    /// Not a single bit of it.
    Nothing,
}
use Sign::{Less, More, Nothing};

/// There is something to remember.
const AFTER_WAR: &[&str] = &["world.war=0.6"];

/// Parameter, metric, sign from the low to the high end of its declared range, and what else must be so.
const ROWS: &[(&str, Name, Sign, &[&str])] = &[
    // Places and persons.
    ("differences.opportunity", Name::ViolenceRate, Nothing, &["mechanisms.differences=false"]),
    ("differences.posts", Name::Deterrence, Nothing, &["mechanisms.differences=false"]),
    (
        "differences.persistence",
        Name::DisputesArisen,
        Nothing,
        &["differences.opportunity=0", "differences.harshness=0"],
    ),
    ("proneness.variance", Name::ViolenceRate, Nothing, &["mechanisms.proneness=false"]),
    ("proneness.offenders", Name::DisputesArisen, Nothing, &["mechanisms.proneness=false"]),
    ("proneness.repeats", Name::RepeatedTheftShare, More, &[]),
    ("proneness.repeats", Name::RepeatedTheftShare, Nothing, &["mechanisms.repeats=false"]),
    // Disputes and what becomes of them.
    ("disputes.arrival", Name::DisputesOpen, More, &[]),
    ("disputes.dropping", Name::DisputesOpen, Less, &[]),
    ("disputes.known_offender", Name::DisputesArisen, More, &[]),
    ("enclave.land", Name::DisputesArisen, More, &[]),
    ("choice.lump", Name::ForumShare, Less, &[]),
    ("choice.agreement", Name::ForumShare, More, &[]),
    ("choice.cost", Name::Fear, Nothing, &["mechanisms.disputes=false"]),
    ("settlement.held", Name::SettledShare, More, &[]),
    ("settlement.plan", Name::SettledShare, More, &[]),
    ("settlement.talk", Name::SettledShare, More, &[]),
    ("settlement.breaking", Name::DisputesReopened, More, &[]),
    ("settlement.degree_concentration", Name::SettledPartly, More, &[]),
    ("settlement.degree_concentration", Name::Grievance, Nothing, &["mechanisms.degrees=false"]),
    ("settlement.complete", Name::SettledCompletely, Less, &[]),
    ("settlement.partial", Name::SettledPartly, Less, &[]),
    ("settlement.complete", Name::Fear, Nothing, &[]),
    ("settlement.plan", Name::SettledCompletely, More, &[]),
    ("provider.customary.capacity", Name::TurnedAway, Less, &[]),
    ("provider.customary.custom", Name::Coverage, More, &[]),
    ("provider.public.case_hours", Name::TurnedAway, More, &[]),
    ("links.forming", Name::Links, More, &[]),
    ("links.half_life", Name::Links, More, &[]),
    ("links.half_life", Name::Links, Nothing, &["mechanisms.links=false"]),
    // Presence is paid for.
    ("provider.public.absence", Name::Deterrence, Less, &[]),
    ("provider.public.absence", Name::Deterrence, Nothing, &["mechanisms.presence=false"]),
    ("provider.public.stops_for_money", Name::EncounterRate, More, &[]),
    ("provider.public.case_share", Name::PoliceLoad, Less, &[]),
    ("provider.public.calls", Name::HelpSoughtRate, More, &[]),
    ("provider.public.call_hours", Name::CallsAnswered, Less, &[]),
    ("provider.vigilante.provocation", Name::Posts, Nothing, &["mechanisms.provocation=false"]),
    // Violence and what holds it down.
    ("escalation.hazard", Name::ViolenceRate, More, &[]),
    ("escalation.hope", Name::ViolenceRate, Less, &[]),
    ("escalation.deterrence", Name::ViolenceRate, Less, &[]),
    ("escalation.lethality", Name::DeathRate, More, &[]),
    ("feuds.branching", Name::RetaliationShare, More, &[]),
    ("feuds.branching", Name::StrikesPerAct, More, &[]),
    ("feuds.branching", Name::ViolenceRate, Nothing, &["mechanisms.feuds=false"]),
    ("feuds.fast_share", Name::ViolenceRate, Nothing, &["mechanisms.feuds=false"]),
    ("feuds.fast_half_life", Name::ViolenceRate, Nothing, &["feuds.fast_share=0"]),
    ("deterrence.public_predation", Name::Thefts, Less, &[]),
    ("deterrence.public_predation", Name::Thefts, Nothing, &["mechanisms.deterrence=false"]),
    ("predation.offenders", Name::Thefts, More, &[]),
    ("predation.offenders", Name::Thefts, Nothing, &["mechanisms.predation=false"]),
    ("predation.idle", Name::Thefts, Less, &[]),
    ("world.spare_men", Name::Thefts, More, &[]),
    ("provider.private_national.effect", Name::AvertedThefts, More, &[]),
    ("mobs.base", Name::Mobs, More, &["mobs.caught=0.15", "predation.offenders=0.08"]),
    ("mobs.police", Name::Mobs, Less, &["mobs.caught=0.15", "predation.offenders=0.08"]),
    ("mobility.mob", Name::Displaced, More, &["mobs.caught=0.15", "predation.offenders=0.08"]),
    ("mobility.mob", Name::Displaced, Nothing, &["mechanisms.mobility=false"]),
    ("mobility.quiet_months", Name::Displaced, More, &["mobs.caught=0.15"]),
    ("enclave.displaced", Name::Displaced, More, &[]),
    ("mobs.caught", Name::Mobs, Nothing, &["mechanisms.mobs=false"]),
    ("provider.criminal.coverage", Name::Raids, More, &[]),
    ("provider.criminal.raids", Name::Raids, More, &[]),
    ("provider.criminal.by_order", Name::GoverningEffort, More, &[]),
    (
        "provider.criminal.by_order",
        Name::GoverningEffort,
        Nothing,
        &["mechanisms.livelihood=false"],
    ),
    ("livelihood.response", Name::Poverty, Nothing, &["livelihood.speed=0"]),
    ("livelihood.jobs", Name::SpareMen, Nothing, &["mechanisms.livelihood=false"]),
    ("arms.trade", Name::Arms, More, &[]),
    ("arms.trade", Name::Arms, Nothing, &["mechanisms.arms=false"]),
    // Groups fight.
    ("clashes.killing", Name::GroupHeat, More, &[]),
    ("clashes.half_life", Name::GroupHeat, More, &[]),
    ("clashes.land", Name::GroupHeat, More, &[]),
    ("clashes.force", Name::GroupHeat, Less, &[]),
    (
        "clashes.compensated",
        Name::GroupHeat,
        Less,
        &["clashes.compensation=0.5", "clashes.killing=0.3", "escalation.lethality=0.06"],
    ),
    ("clashes.settlement", Name::GroupHeat, Less, &[]),
    ("clashes.killing", Name::GroupHeat, Nothing, &["mechanisms.clashes=false"]),
    ("world.group_conflict", Name::GroupHeat, More, &[]),
    ("world.group_conflict", Name::DeathRate, Nothing, &["mechanisms.clashes=false"]),
    ("clashes.hazard", Name::DeathRate, Nothing, &["world.group_conflict=0"]),
    ("escalation.dead", Name::Killings, Less, &["escalation.lethality=0.06"]),
    // Police and the state.
    ("provider.public.quota", Name::BribeShare, More, &[]),
    ("provider.public.quota", Name::BribeShare, Nothing, &["mechanisms.bribery=false"]),
    ("provider.public.discipline", Name::PredatoryEffort, Less, &[]),
    ("auspice.state.pay_ratio", Name::PredatoryEffort, Less, &[]),
    ("provider.public.officers", Name::EncounterRate, More, &[]),
    ("provider.public.officers", Name::Deterrence, More, &[]),
    ("auspice.state.leakage", Name::Leakage, More, &[]),
    ("auspice.state.growth", Name::AssessedBase, More, &[]),
    ("auspice.state.growth", Name::AssessedBase, Nothing, &["mechanisms.state_spiral=false"]),
    ("auspice.state.rents_shock", Name::StateRevenue, Nothing, &["mechanisms.state_spiral=false"]),
    (
        "rupture.base",
        Name::Ruptures,
        More,
        &["rupture.pay=3", "rupture.legitimacy=3", "rupture.guarded=0"],
    ),
    ("rupture.armed", Name::Ruptures, Nothing, &["mechanisms.rupture=false"]),
    ("provider.soldiers.number", Name::Deterrence, More, &[]),
    ("provider.soldiers.number", Name::Deterrence, Nothing, &["mechanisms.soldiers=false"]),
    ("provider.soldiers.absence", Name::Deterrence, Less, &[]),
    ("provider.soldiers.pay_ratio", Name::SoldiersPaid, More, &[]),
    // Committees, partners and donors.
    ("provider.peace_committee.pay_response", Name::Gatherings, More, &[]),
    ("provider.peace_committee.sham", Name::ShamShare, More, &[]),
    ("peacebuilding.project_cost", Name::Projects, Less, &[]),
    ("education.cost", Name::TrainedShare, Less, &[]),
    ("education.half_life", Name::TrainedShare, More, &[]),
    ("education.talk", Name::ChoiceShare, Nothing, &["mechanisms.education=false"]),
    ("accountability.review", Name::AbusesDetected, More, &[]),
    ("accountability.review", Name::AbusesDetected, Nothing, &["mechanisms.accountability=false"]),
    ("programmes.money", Name::Aid, More, &[]),
    ("aid.lag", Name::Aid, Less, &[]),
    ("aid.lag", Name::Aid, Nothing, &["mechanisms.aid_fatigue=false"]),
    ("steering.ngo", Name::Arrangements, Nothing, &["mechanisms.steering=false"]),
    // What people feel and believe.
    ("feeling.fear_half_life", Name::Fear, More, &[]),
    ("feeling.hearing", Name::Fear, More, &[]),
    ("world.war", Name::Fear, More, &[]),
    ("world.war", Name::Efficacy, Less, &[]),
    ("world.war", Name::Fear, Nothing, &["mechanisms.memory=false"]),
    ("memory.fear", Name::Fear, More, AFTER_WAR),
    ("memory.fear", Name::Fear, Nothing, &[]),
    ("memory.half_life", Name::WarMemory, More, AFTER_WAR),
    ("norms.rest", Name::NormOfForce, More, &[]),
    ("norms.learning", Name::NormOfForce, More, &["norms.rest=0.1"]),
    ("norms.learning", Name::ViolenceRate, Nothing, &["norms.response=0", "norms.silence=0"]),
    ("norms.response", Name::ViolenceRate, Nothing, &["mechanisms.norms=false"]),
    ("norms.half_life", Name::NormOfForce, Nothing, &["norms.learning=0"]),
    ("provider.vigilante.provocation", Name::NormOfForce, More, &[]),
    ("beliefs.charged", Name::Legitimacy, More, &[]),
    ("efficacy.base", Name::Efficacy, More, &[]),
    ("efficacy.fear", Name::Efficacy, Less, &[]),
    ("efficacy.base", Name::Efficacy, Nothing, &["mechanisms.efficacy=false"]),
    ("radius.asymmetry", Name::RadiusOfTrust, Less, &[]),
    ("radius.response", Name::RadiusOfTrust, Nothing, &["mechanisms.radius_of_trust=false"]),
];

/// The world of the table of switches, with a shorter past.
const USUAL: &[&str] = &["time.burn_in_months=6"];

fn set(parameter: &Parameter, value: f64) -> String {
    match parameter.sort() {
        Sort::Whole => format!("{}={}", parameter.key, value.round()),
        _ => format!("{}={value:?}", parameter.key),
    }
}

/// The country before its first month, with this parameter at a value.
fn country(parameter: &Parameter, value: f64, others: &[&str]) -> Country {
    let own = set(parameter, value);
    unlived(EVERYTHING, &[EVERYWHERE, others, &[own.as_str()]].concat())
}

fn read(country: &Country, name: Name) -> Option<f64> {
    let metric = &metrics::columns()[metrics::position(name, "")].metric;
    (metric.value)(country.observation(), Cell::Total)
}

/// The sum of a metric over a year and a half from month 0 on.
fn total(mut country: Country, name: Name) -> f64 {
    live(&mut country, 6);
    let mut month = || {
        live(&mut country, 1);
        read(&country, name).unwrap_or(0.0)
    };
    (0..18).map(|_| month()).sum()
}

/// A row of the table: whether it holds, with both sums.
fn walk(key: &str, name: Name, sign: Sign, others: &[&str]) -> (bool, String) {
    let catalogue = Catalogue::standard();
    let parameter = catalogue.find(key).unwrap_or_else(|| panic!("no parameter {key}"));
    let (low, high) = parameter.range.unwrap_or_else(|| panic!("{key} has no range"));
    let at = |value: f64| total(country(parameter, value, &[USUAL, others].concat()), name);
    let (at_low, at_high) = (at(low), at(high));
    let found = match at_high.partial_cmp(&at_low) {
        Some(Ordering::Greater) => More,
        Some(Ordering::Less) => Less,
        _ => Nothing,
    };
    let told = format!("{key} on {name}: {sign:?}, {at_low} at {low}, {at_high} at {high}");
    (found == sign, told)
}

#[test]
fn parameters_work_the_way_they_should() {
    let all: Vec<(bool, String)> =
        ROWS.par_iter().map(|&(key, name, sign, others)| walk(key, name, sign, others)).collect();
    for (_, told) in &all {
        println!("{told}");
    }
    let wrong: Vec<&String> =
        all.iter().filter(|(holds, _)| !holds).map(|(_, told)| told).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
