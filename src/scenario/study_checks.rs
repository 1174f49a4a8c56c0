//! What a study must fit: its window, forks, reporting months, its baseline, what it varies.

use super::problem::{Location, Problem, nearest};
use super::study::{Design, Study};
use super::study_keys::{Places, StudyKey};
use super::{Factor, Scenario, targets};
use crate::params::Catalogue;

/// Checks a study beside its scenarios, and finds its baseline among them.
pub(super) fn fits(
    study: &mut Study,
    baseline: Option<String>,
    places: &Places,
    catalogue: &Catalogue,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    window(study, places, &mut problems);
    varied(study, catalogue, &mut problems);
    problems.extend(targets::place(study));
    if study.fork_at > 0 {
        forks(study, places, catalogue, &mut problems);
    }
    if let Some(name) = baseline {
        find_baseline(study, &name, places, &mut problems);
    }
    problems
}

fn problem(location: Location, key: &str, message: String, help: Option<String>) -> Problem {
    Problem::error(location, key, message, help)
}

impl Study {
    /// Why the sequence behind Sobol's and Saltelli's designs cannot give so many points of so many parameters.
    pub(super) fn beyond_design(&self) -> Option<String> {
        const DIMENSIONS: usize = 256;
        const POINTS: u32 = 1 << 16;
        let each = match self.design {
            Design::Sobol => 1,
            Design::Saltelli => 2,
            Design::Grid
            | Design::LatinHypercube
            | Design::OneAtATime
            | Design::Morris
            | Design::Csv => return None,
        };
        let (points, parameters) = (self.points, self.factors.len());
        (each * parameters >= DIMENSIONS || points > POINTS).then(|| {
            format!(
                "{points} points of {parameters} parameters; this design takes {POINTS} points of {} at most",
                DIMENSIONS / each - 1
            )
        })
    }
}

/// The last month of the study; reporting months and the window lie inside the horizon and hold something.
fn window(study: &mut Study, places: &Places, problems: &mut Vec<Problem>) {
    let horizon = study.scenarios.iter().map(|s| s.params.time.months).min().unwrap_or(0) as i32;
    let mut tell = |key: StudyKey, message: String| {
        problems.push(problem(places.of(key), key.name(), message, None));
    };
    for month in study.report_months.iter().filter(|&&month| month > horizon) {
        tell(StudyKey::ReportMonths, format!("month {month} is after the horizon, {horizon}"));
    }
    let (from, to) = study.window;
    if to != i32::MAX && to > horizon {
        tell(StudyKey::ToMonth, format!("month {to} is after the horizon, {horizon}"));
    }
    study.window.1 = to.min(horizon);
    if from > study.window.1 && study.report_months.is_empty() {
        let last = study.window.1;
        tell(StudyKey::FromMonth, format!("month {from} is after the last month, {last}"));
    }
}

/// Levers exist in one scenario at least; where others lack them it is told.
fn varied(study: &Study, catalogue: &Catalogue, problems: &mut Vec<Problem>) {
    for factor in &study.factors {
        let varies = |scenario: &&Scenario| {
            scenario.ensemble.as_ref().is_some_and(|one| one.keys.contains(&factor.key))
        };
        if study.scenarios.iter().any(|scenario| varies(&scenario)) {
            let message = "the ensemble gives it too, set by set".to_owned();
            let location = factor.location.clone();
            problems.push(problem(location, &factor.key, message, None));
        }
        let (with, without): (Vec<&Scenario>, Vec<&Scenario>) =
            study.scenarios.iter().partition(|scenario| scenario.has(&factor.key, catalogue));
        let names = |of: &[&Scenario]| {
            of.iter().map(|scenario| scenario.name.clone()).collect::<Vec<_>>().join(", ")
        };
        let at = |message: String, help: Option<String>| {
            problem(factor.location.clone(), &factor.key, message, help)
        };
        if with.is_empty() {
            let known: Vec<String> = study.scenarios.iter().flat_map(Scenario::records).collect();
            let help = nearest_record(&factor.key, &known);
            problems.push(at("no scenario of the study has such a record".to_owned(), help));
        } else if !without.is_empty() {
            let message = format!(
                "{} has no such record: it plays no part there, and its column is empty",
                names(&without)
            );
            let location = factor.location.clone();
            problems.push(Problem::warning(location, &factor.key, message, None));
        }
    }
}

/// The record that may have been meant by a key, among `intervention.NAME` and the like.
fn nearest_record(key: &str, known: &[String]) -> Option<String> {
    let typed = key.splitn(3, '.').take(2).collect::<Vec<_>>().join(".");
    nearest(&typed, known.iter().map(String::as_str))
        .map(|near| format!("did you mean `{near}`?"))
        .or_else(|| (!known.is_empty()).then(|| format!("there are: {}", known.join(", "))))
}

/// Runs that fork may differ only in what acts from month 1.
fn forks(study: &Study, places: &Places, catalogue: &Catalogue, problems: &mut Vec<Problem>) {
    let horizon = study.scenarios.iter().map(|s| s.params.time.months).min().unwrap_or(0) as i32;
    let key = StudyKey::ForkAt;
    let at_fork = |message: String| problem(places.of(key), key.name(), message, None);
    if study.fork_at as i32 >= horizon {
        let message = format!("month {} is not before the horizon, {horizon}", study.fork_at);
        problems.push(at_fork(message));
    }
    let is_early = |factor: &&Factor| catalogue.find(&factor.key).is_some_and(|p| !p.is_late);
    for factor in study.factors.iter().filter(is_early) {
        let message = format!("{} acts before month 1: runs cannot fork later", factor.key);
        problems.push(problem(factor.location.clone(), key.name(), message, None));
    }
    if let Some((first, others)) = study.scenarios.split_first() {
        for other in others {
            for key in first.past_differences(other, catalogue) {
                let names = format!("{} and {}", first.name, other.name);
                let message = format!("{names} differ in {key}, which acts before month 1");
                problems.push(at_fork(message));
            }
        }
    }
}

/// The scenario that `baseline` names; replicates of all are its pairs.
fn find_baseline(study: &mut Study, name: &str, places: &Places, problems: &mut Vec<Problem>) {
    let mut tell = |message: String, help: Option<String>| {
        problems.push(problem(
            places.of(StudyKey::Baseline),
            StudyKey::Baseline.name(),
            message,
            help,
        ));
    };
    let names: Vec<&str> = study.scenarios.iter().map(|one| one.name.as_str()).collect();
    let Some(at) = names.iter().position(|one| *one == name) else {
        let help = nearest(name, names.iter().copied())
            .map(|near| format!("did you mean {near:?}?"))
            .or_else(|| Some(format!("the scenarios are: {}", names.join(", "))));
        return tell(
            format!("found {name:?}; the name of a scenario of the study is wanted"),
            help,
        );
    };
    if study.scenarios.len() < 2 {
        let help = "differences from a baseline need a second scenario".to_owned();
        return tell("it is the only scenario".to_owned(), Some(help));
    }
    let seed = |scenario: &Scenario| scenario.params.run.seed;
    if let Some(other) = study.scenarios.iter().find(|one| seed(one) != seed(&study.scenarios[at]))
    {
        let message =
            format!("{name} and {} have different seeds: replicates are no pairs", other.name);
        return tell(message, Some("give one with --seed".to_owned()));
    }
    study.baseline = Some(at);
}
