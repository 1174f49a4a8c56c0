//! Portfolios: one scenario in which several options share the money, perhaps in other kinds of places than their own.

use super::decision::Decision;
use super::problem::{Level, Location, Problem, Problems};
use super::read::Entry;
use super::records::Raw;
use super::study::Study;
use super::{Head, Scenario, Written};
use crate::params::{Catalogue, Value};
use crate::programme::{Compact, Intervention, ScenarioRecord};
use std::sync::Arc;

/// Most portfolios of a decision.
const MOST: usize = 500;

/// A kind of places.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// What it is called.
    pub name: String,
    /// Fields of an intervention that select it, under their keys.
    pub wheres: Vec<(String, Value, Location)>,
}

/// A portfolio.
#[derive(Debug, Clone)]
pub struct Mixture {
    /// The scenario.
    pub scenario: Scenario,
    /// Share of each option's money, in the order of the options.
    pub shares: Vec<f64>,
    /// The kind of places; empty where each option stays with its own.
    pub place: String,
}

/// All portfolios of a decision: shares of the money by steps, at the places of the options and at each kind of places. The
/// options themselves are none. One that breaks a rule is left out, and told.
pub(super) fn all(
    study: &Study,
    baseline: usize,
    step: f64,
    decision: &Decision,
    catalogue: &Catalogue,
) -> (Vec<Mixture>, Vec<Problem>) {
    let options: Vec<&Scenario> = study.options().map(|at| &study.scenarios[at]).collect();
    let parts = (1.0 / step).round() as u32;
    let own = Place { name: String::new(), wheres: Vec::new() };
    let (mut made, mut problems): (Vec<Mixture>, Vec<Problem>) = (Vec::new(), Vec::new());
    let wanted: Vec<(&Place, Vec<u32>)> = std::iter::once(&own)
        .chain(&decision.places)
        .flat_map(|place| compositions(parts, options.len()).map(move |shares| (place, shares)))
        .filter(|(place, shares)| match place.name.as_str() {
            "" => !shares.contains(&parts),
            _ => options
                .iter()
                .zip(shares)
                .any(|(option, share)| *share > 0 && moves(option, study, baseline)),
        })
        .collect();
    if wanted.len() > MOST {
        let message = format!("{} portfolios; {MOST} at most are lived", wanted.len());
        let help = "a larger step, or fewer kinds of places".to_owned();
        let location = decision.location.clone();
        return (made, vec![Problem::error(location, "portfolio.step", message, Some(help))]);
    }
    let mut left_out = 0;
    for (place, shares) in wanted {
        let of = options.iter().zip(&shares).filter(|(_, share)| **share > 0);
        let mixed: Vec<(&Scenario, f64)> =
            of.map(|(option, share)| (*option, f64::from(*share) / f64::from(parts))).collect();
        let name = format!("portfolio_{:03}", made.len() + 1);
        match study.scenarios[baseline].mixture(&mixed, place, name, catalogue) {
            Ok(scenario) => made.push(Mixture {
                scenario,
                shares: shares.iter().map(|share| f64::from(*share) / f64::from(parts)).collect(),
                place: place.name.clone(),
            }),
            Err(Problems(found)) => {
                left_out += 1;
                let is_known = |one: &Problem| {
                    problems.iter().any(|other: &Problem| other.message.starts_with(&one.message))
                };
                let first = found.into_iter().find(Problem::is_error).filter(|one| !is_known(one));
                problems.extend(first.map(|one| {
                    let at = if place.name.is_empty() { "" } else { " at " };
                    let message = format!(
                        "{}: portfolios{at}{} that break this rule are left out",
                        one.message, place.name
                    );
                    Problem { level: Level::Warning, message, ..one }
                }));
            }
        }
    }
    if made.is_empty() && left_out > 0 {
        for problem in &mut problems {
            problem.level = Level::Error;
        }
    }
    (made, problems)
}

/// Whether a kind of places changes where an option acts: something that it does names no places itself.
fn moves(option: &Scenario, study: &Study, baseline: usize) -> bool {
    let own = &study.scenarios[baseline].params.programme.interventions;
    let all = &option.params.programme.interventions;
    all.iter().any(|one| !own.contains(one) && one.places.is_empty())
}

/// Whole numbers that add up to a sum, the first the largest first.
fn compositions(sum: u32, numbers: usize) -> Box<dyn Iterator<Item = Vec<u32>>> {
    match numbers {
        0 => Box::new(std::iter::empty()),
        1 => Box::new(std::iter::once(vec![sum])),
        _ => Box::new((0..=sum).rev().flat_map(move |first| {
            compositions(sum - first, numbers - 1)
                .map(move |rest| std::iter::once(first).chain(rest).collect())
        })),
    }
}

impl Scenario {
    /// This scenario with what others have beyond it, their money in these shares, at a kind of places where one is named:
    /// what names its places itself stays there.
    ///
    /// # Errors
    /// With every problem of what they make of each other: two that set one value apart, or records that cannot be shared.
    fn mixture(
        &self,
        parts: &[(&Self, f64)],
        place: &Place,
        name: String,
        catalogue: &Catalogue,
    ) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let mut entries = self.written.entries.clone();
        let mut records = self.written.records.clone();
        let mut beyond: Vec<&Arc<Entry>> = Vec::new();
        for &(part, share) in parts {
            let differs =
                self.values.iter().zip(&part.values).filter(|(own, of)| own.value != of.value);
            for (_, of) in differs.filter(|(own, _)| !own.key.starts_with("run.")) {
                let of_key = |entry: &&Arc<Entry>| entry.key == of.key;
                let Some(entry) = part.written.entries.iter().rev().find(of_key) else { continue };
                match beyond.iter().find(|other| other.key == entry.key) {
                    Some(other) if other.value != entry.value => {
                        let message = format!(
                            "options of a portfolio set {} and {}",
                            other.value, entry.value
                        );
                        problems.push(Problem::error(
                            entry.location.clone(),
                            &*entry.key,
                            message,
                            None,
                        ));
                    }
                    Some(_) => {}
                    None => beyond.push(entry),
                }
            }
            records.extend(self.shared(part, share, place, &mut problems));
        }
        entries.extend(beyond.into_iter().cloned());
        let title = format!("{} (portfolio)", self.title);
        let head = Head { name, title, description: String::new() };
        let written = Written { entries, records, of_files: Vec::new() };
        Self::build(head, written, problems, Some(self), catalogue)
    }

    /// The records that another scenario has beyond this one, under names of their own, with a share of the money.
    fn shared(
        &self,
        part: &Self,
        share: f64,
        place: &Place,
        problems: &mut Vec<Problem>,
    ) -> Vec<Raw> {
        let is_same = |raw: &Raw, other: &Raw| {
            let values = |of: &Raw| {
                of.fields
                    .iter()
                    .map(|(key, value, _)| (key.clone(), value.clone()))
                    .collect::<Vec<_>>()
            };
            raw.table == other.table && raw.name == other.name && values(raw) == values(other)
        };
        let own = &self.written.records;
        let beyond: Vec<&Raw> = part
            .written
            .records
            .iter()
            .filter(|raw| !own.iter().any(|other| is_same(raw, other)))
            .collect();
        let renamed = |name: &str| format!("{}_{name}", part.name.replace(['/', '.'], "_"));
        let is_of = |table: &str, name: &str| {
            beyond.iter().any(|raw| raw.table == table && raw.name == name)
        };
        let mut found = Vec::new();
        for &raw in &beyond {
            let is_changed =
                own.iter().any(|other| other.table == raw.table && other.name == raw.name);
            if ![Compact::TABLE, Intervention::TABLE].contains(&raw.table) || is_changed {
                let message =
                    "a portfolio shares out interventions and compacts that the baseline has not"
                        .to_owned();
                let help = format!("{} has another {}", part.name, raw.table);
                problems.push(Problem::error(raw.location.clone(), raw.table, message, Some(help)));
                continue;
            }
            let mut raw = raw.clone();
            raw.name = renamed(&raw.name);
            if !place.wheres.is_empty()
                && raw.table == Intervention::TABLE
                && !raw.has("where.places")
            {
                raw.fields.retain(|(key, _, _)| !key.starts_with("where."));
                raw.fields.extend(place.wheres.iter().cloned());
            }
            for (key, value, _) in &mut raw.fields {
                match (key.as_str(), &*value) {
                    ("name", _) => *value = Value::Text(raw.name.clone()),
                    ("by", Value::Text(by)) if is_of(Compact::TABLE, by) => {
                        *value = Value::Text(renamed(by));
                    }
                    ("budget" | "money", Value::Real(sum)) if raw.table == Intervention::TABLE => {
                        *value = Value::Real(sum * share);
                    }
                    _ => {}
                }
            }
            found.push(raw);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verif_shares_are_all_ways_to_share_out() {
        let two: Vec<Vec<u32>> = compositions(2, 2).collect();
        assert_eq!(two, [vec![2, 0], vec![1, 1], vec![0, 2]]);
        assert_eq!(compositions(4, 3).count(), 15);
        assert!(compositions(4, 3).all(|one| one.iter().sum::<u32>() == 4));
    }
}
