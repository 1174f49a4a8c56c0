//! When an option fails, as a box in the space of what is not known, and in words.

use super::Decided;
use crate::engine::vocabulary;
use crate::experiment::prim::{Cases, Found, Limit};
use crate::experiment::words::{number, percent};
use crate::scenario::decision::{Better, Measure};
use rayon::prelude::*;
use std::fmt::Write;

/// Chance above which a box is told as one that chance gives too.
const BY_CHANCE: f64 = 0.05;

vocabulary! {
    /// What a failure is.
    Failure {
        /// The option misses the threshold that the study states.
        Threshold = "misses the threshold",
        /// It is worse than the baseline.
        Baseline = "worse than the baseline",
    }
}

/// When an option fails in an outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// Position of the scenario.
    pub arm: usize,
    /// Position of the outcome.
    pub outcome: usize,
    /// What counts as failing.
    pub failure: Failure,
    /// Worlds in which it fails.
    pub failed: usize,
    /// Worlds.
    pub worlds: usize,
    /// Where it fails; `None` where no box says it.
    pub found: Option<Found>,
    /// All this in words.
    pub words: String,
}

/// When each option fails, in each outcome that is no money.
pub fn conditions(decided: &Decided) -> Vec<Condition> {
    let mut asked = Vec::new();
    for arm in decided.study.options() {
        for (at, outcome) in decided.decision.outcomes.iter().enumerate() {
            if matches!(outcome.measure, Measure::Granted | Measure::Spent) {
                continue;
            }
            asked.extend(outcome.threshold.map(|_| (arm, at, Failure::Threshold)));
            asked.push((arm, at, Failure::Baseline));
        }
    }
    asked
        .into_par_iter()
        .map(|(arm, outcome, failure)| condition(decided, (arm, outcome), failure))
        .collect()
}

fn condition(decided: &Decided, (arm, outcome): (usize, usize), failure: Failure) -> Condition {
    let panel = decided.panel(outcome, decided.scenarios());
    let asked = &decided.decision.outcomes[outcome];
    let happens: Vec<bool> = match failure {
        Failure::Baseline => {
            panel.gains(arm, decided.baseline).iter().map(|gain| *gain < 0.0).collect()
        }
        Failure::Threshold => {
            let is_missed = |value: &f64| {
                asked.threshold.is_some_and(|threshold| match asked.better {
                    Better::Lower => *value > threshold,
                    Better::Higher => *value < threshold,
                })
            };
            panel.values[arm].iter().map(is_missed).collect()
        }
    };
    let points = decided.points(&panel);
    let found = Cases { points: &points, happens: &happens }.find();
    let (failed, worlds) = (happens.iter().filter(|fails| **fails).count(), happens.len());
    let words = words(decided, (failed, worlds), found.as_ref());
    Condition { arm, outcome, failure, failed, worlds, found, words }
}

/// One limit, in words.
fn limit_words(decided: &Decided, limit: &Limit) -> String {
    let side = if limit.is_upper { "below" } else { "above" };
    format!("{} is {side} {}", decided.study.factors[limit.factor].key, number(limit.at))
}

fn words(decided: &Decided, (failed, worlds): (usize, usize), found: Option<&Found>) -> String {
    if failed == 0 {
        return format!("fails in none of {worlds} worlds");
    }
    if failed == worlds {
        return format!("fails in all of {worlds} worlds");
    }
    let Some(found) = found else {
        return format!("fails in {failed} of {worlds} worlds; no limit tells where");
    };
    let limits: Vec<String> =
        found.limits.iter().map(|limit| limit_words(decided, limit)).collect();
    let mut text = format!(
        "fails in {failed} of {worlds} worlds; where {}: {} of its failures (coverage), fails in {} of such worlds (density), {} of all worlds (support)",
        limits.join(" and "),
        percent(found.coverage),
        percent(found.density),
        percent(found.support),
    );
    if found.chance > BY_CHANCE {
        let _ = write!(
            text,
            "; as good a box is found in {} of tables in which chance deals the failures: no condition is shown",
            percent(found.chance)
        );
    }
    text
}

impl Condition {
    /// Whether its box says more than chance would.
    pub fn is_shown(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.chance <= BY_CHANCE)
    }
}
