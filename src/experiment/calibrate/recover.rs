//! Whether calibration finds what is known: truths are drawn from the priors, lived with draws of their own, and searched
//! for from what they gave.

use super::runs::study_of;
use super::{Aim, Calibrated, Ended, Stage, calibrate, span_of};
use crate::engine::{Draws, Process, Stream};
use crate::experiment::sweep::{Told, Unit, UnitResult, units_apart};
use crate::params::Catalogue;
use crate::scenario::Study;
use crate::scenario::sets::of_replicate;
use std::fmt::Write;

/// The share that an interval is to hold.
const NINE_TENTHS: f64 = 0.9;
/// Replicates from which on truths are lived, and from which on they are foretold: no wave comes to so many, so that neither
/// shares its worlds with what is searched.
const APART: [u32; 2] = [1 << 20, 1 << 21];

/// A truth that was searched for.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// Its number, from 1.
    pub number: u32,
    /// Where it lies in each range.
    pub shares: Vec<f64>,
    /// Its implausibility in the end, the worst set aside as the calibration did.
    pub implausibility: f64,
    /// Whether it is not ruled out.
    pub is_inside: bool,
    /// Share of the prior that is left.
    pub left: f64,
    /// For each metric of the study that is no target: its name, what the truth gave, and the ensemble's interval.
    pub metrics: Vec<Held>,
}

/// A number that was not aimed at.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Its metric.
    pub metric: String,
    /// The scenario.
    pub scenario: String,
    /// What the truth gave.
    pub value: f64,
    /// Lower end of the ensemble's interval of nine tenths.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// All truths.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Recovered {
    /// One by one.
    pub truths: Vec<Truth>,
    /// Truths that could not be lived.
    pub failed: usize,
}

impl Recovered {
    /// How many were not ruled out.
    pub fn inside(&self) -> usize {
        self.truths.iter().filter(|truth| truth.is_inside).count()
    }

    /// Intervals that hold what the truth gave, and all intervals.
    pub fn covered(&self) -> (usize, usize) {
        let all = self.truths.iter().flat_map(|truth| &truth.metrics);
        let held = |one: &&Held| (one.low..=one.high).contains(&one.value);
        (all.clone().filter(held).count(), all.count())
    }
}

/// Searches for so many truths. The error of each measurement and of the model are drawn as the study states them.
///
/// # Errors
/// Those of `live`.
pub fn recover<E>(
    study: &Study,
    aims: &[Aim],
    truths: u32,
    catalogue: &Catalogue,
    mut live: impl FnMut(&Study, &[Unit]) -> Result<Vec<UnitResult>, E>,
) -> Result<Recovered, E> {
    let draws = Draws::new(study.seed, 0);
    let point = |number: u32| -> Vec<f64> {
        let mut stream = draws.stream(Process::Calibration, number, 1, u32::MAX);
        study.factors.iter().map(|_| stream.unit64()).collect()
    };
    let points: Vec<Vec<f64>> = (1..=truths).map(point).collect();
    let (of_truths, all) = once(study, &points, APART[0], catalogue);
    let told = live(&of_truths, &all)?;
    let mut recovered = Recovered::default();
    for (i, shares) in points.iter().enumerate() {
        let of_truth: Vec<Option<&Told>> = (0..study.scenarios.len())
            .map(|scenario| told[scenario * points.len() + i].as_ref().ok())
            .collect();
        let mut stream = draws.stream(Process::Calibration, i as u32 + 1, 2, u32::MAX);
        let Some(found) = aims_at(study, aims, &of_truth, &mut stream) else {
            recovered.failed += 1;
            continue;
        };
        let done =
            calibrate(study, &found, catalogue, |_: Stage, study, units| live(study, units))?;
        let foretold = foretold(study, &done, catalogue, &mut live)?;
        recovered.truths.push(judged(study, (i as u32 + 1, shares), &done, &foretold, &of_truth));
    }
    Ok(recovered)
}

/// A study of points, one replicate each, and its runs.
fn once(
    study: &Study,
    points: &[Vec<f64>],
    before: u32,
    catalogue: &Catalogue,
) -> (Study, Vec<Unit>) {
    let study = Study { replicates: 1, ..study_of(study, points, "one replicate each") };
    let all = units_apart(&study, before, catalogue);
    (study, all)
}

/// What the ensemble foretells: as many replicates as it has sets, spread over them as every command spreads them, by scenario.
fn foretold<E>(
    study: &Study,
    done: &Calibrated,
    catalogue: &Catalogue,
    live: &mut impl FnMut(&Study, &[Unit]) -> Result<Vec<UnitResult>, E>,
) -> Result<Vec<Vec<Told>>, E> {
    if done.sets.is_empty() {
        return Ok(vec![Vec::new(); study.scenarios.len()]);
    }
    let set = |replicate| of_replicate(replicate, done.sets.iter().map(|set| set.weight));
    let points: Vec<Vec<f64>> = (1..=done.sets.len() as u32)
        .map(|replicate| done.sets[set(replicate)].shares.clone())
        .collect();
    let (study, all) = once(study, &points, APART[1], catalogue);
    let told = live(&study, &all)?;
    let of = |all: &[UnitResult]| all.iter().filter_map(|one| one.as_ref().ok().cloned()).collect();
    Ok(told.chunks(points.len()).map(of).collect())
}

/// The targets with what a truth gave in the place of what was measured; `None` where it gave nothing to aim at.
fn aims_at(
    study: &Study,
    aims: &[Aim],
    told: &[Option<&Told>],
    stream: &mut Stream,
) -> Option<Vec<Aim>> {
    let of = |aim: &Aim| {
        let value = told[aim.scenario].and_then(|told| aim.of(told))?;
        let own = study.rules.discrepancy * aim.half();
        let error = (aim.observed() + own * own).sqrt() * normal(stream);
        let (mut found, half) = (aim.clone(), aim.half());
        found.value = value + error;
        (found.low, found.high) = (found.value - half, found.value + half);
        Some(found)
    };
    let found: Vec<Aim> = aims.iter().map(of).collect::<Option<_>>()?;
    Some(found)
}

/// A draw of the standard normal distribution.
fn normal(stream: &mut Stream) -> f64 {
    super::super::statistics::normal_quantile(stream.unit64())
}

fn judged(
    study: &Study,
    (number, shares): (u32, &[f64]),
    done: &Calibrated,
    foretold: &[Vec<Told>],
    told: &[Option<&Told>],
) -> Truth {
    let implausibility = done.implausibility(shares);
    let is_empty = done.ended == Ended::Empty;
    let mut metrics = Vec::new();
    for (scenario, told) in told.iter().enumerate() {
        for (column, metric) in study.totals() {
            let value = |told: &Told| *told.values.first()?.get(column)?;
            let values: Vec<(f64, f64)> =
                foretold[scenario].iter().filter_map(value).map(|value| (value, 1.0)).collect();
            let span = span_of(&values);
            if let (Some(truth), Some((_, low, high))) = (told.and_then(value), span) {
                metrics.push(Held {
                    metric: metric.metric.name.to_owned(),
                    scenario: study.scenarios[scenario].name.clone(),
                    value: truth,
                    low,
                    high,
                });
            }
        }
    }
    Truth {
        number,
        shares: shares.to_vec(),
        implausibility,
        is_inside: !is_empty && implausibility <= study.rules.cutoff,
        left: if is_empty { 0.0 } else { done.waves.last().map_or(1.0, |wave| wave.left) },
        metrics,
    }
}

/// The page of a recovery.
pub fn recovery_page(study: &Study, aims: &[Aim], recovered: &Recovered) -> String {
    let n = recovered.truths.len();
    let (covered, intervals) = recovered.covered();
    let share = |of: usize, all: usize| 100.0 * of as f64 / all.max(1) as f64;
    let names: Vec<&str> =
        aims.iter().filter(|aim| aim.is_cut).map(|aim| aim.name.as_str()).collect();
    let mut text = format!(
        "# What calibration finds of what is known\n\nWritten by `nodal calibrate STUDY --recover {}`; do not edit. Truths are drawn from \
         the priors of {} parameters and lived with draws of their own; what they gave, with the errors that the study states, is \
         what is then searched for, by {} waves at most of {} points with {} replicates. What the ensemble foretells is of {} \
         replicates spread over its sets. Each run has a world of its own. Targets: {}.\n\n\
         The truth is not ruled out in **{} of {n}** ({:.0} %); 90 % are wanted. The ensemble's interval of nine tenths holds \
         **{covered} of {intervals}** numbers that it was asked to foretell ({:.0} %); {:.0} % would be right.{}\n\n\
         | truth | implausibility | not ruled out | left of the prior | number | truth gave | low | high | inside |\n\
         |---|---|---|---|---|---|---|---|---|\n",
        n + recovered.failed,
        study.factors.len(),
        study.rules.waves,
        study.points,
        study.replicates,
        study.rules.sets,
        names.join(", "),
        recovered.inside(),
        share(recovered.inside(), n),
        share(covered, intervals),
        NINE_TENTHS * 100.0,
        match recovered.failed {
            0 => String::new(),
            failed => format!(" {failed} truths gave nothing to aim at."),
        }
    );
    for truth in &recovered.truths {
        for (i, held) in truth.metrics.iter().enumerate() {
            let head = if i == 0 {
                format!(
                    "{} | {:.2} | {} | {:.1e}",
                    truth.number,
                    truth.implausibility,
                    if truth.is_inside { "yes" } else { "no" },
                    truth.left
                )
            } else {
                " | | | ".to_owned()
            };
            let inside = if (held.low..=held.high).contains(&held.value) { "yes" } else { "no" };
            let _ = writeln!(
                text,
                "| {head} | {} | {:.3} | {:.3} | {:.3} | {inside} |",
                held.metric, held.value, held.low, held.high
            );
        }
        if truth.metrics.is_empty() {
            let _ = writeln!(
                text,
                "| {} | {:.2} | no | 0 | | | | | |",
                truth.number, truth.implausibility
            );
        }
    }
    text
}
