//! Calibration by history matching (Craig et al. 1997; Vernon, Goldstein & Bower 2010): in waves, points are lived, an
//! emulator of each target says what others would give, and what cannot meet the targets is ruled out. What is left is
//! sampled by the likelihood of the targets; that ensemble is lived too, and weighted by what its runs taught.

mod aims;
mod judge;
mod recover;
mod region;
mod runs;
mod told;

pub use crate::scenario::sets::{Ensemble, ParameterSet};
pub use aims::{Aim, aims};
pub use recover::{Recovered, Truth, recover, recovery_page};
pub use told::{Depth, against, depths, page, span_of};

use super::statistics::spearman;
use super::sweep::{Unit, UnitResult, units_apart};
use crate::engine::Draws;
use crate::params::Catalogue;
use crate::scenario::targets::Weights;
use crate::scenario::{Study, design};
use judge::Judge;
use rayon::prelude::*;
use region::{Region, Space, effective, prior, spread, weights};
use runs::{Runs, shares, snapped, study_of};

/// Share of its sets that an ensemble is worth, from which on no more targets are set aside.
const ENOUGH: f64 = 0.5;
/// Share of all other variance below which an emulator's own no longer matters.
const SURE: f64 = 0.1;
/// Joint points that chance would give, from which on none at all says that two targets exclude each other.
const EXPECTED: f64 = 5.0;
/// Rank correlation from which on a parameter is said to move a target.
const MOVES: f64 = 0.2;

/// What is lived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// A wave, from 1.
    Wave(u32),
    /// The ensemble.
    Ensemble,
}

/// Why a calibration ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// All waves were lived.
    Budget,
    /// Emulators are so sure that more runs would rule out nothing.
    Sure,
    /// Nothing is left.
    Empty,
    /// Something was left, and the ensemble's own runs rule out every set of it.
    Refuted,
}

/// What a wave found.
#[derive(Debug, Clone, PartialEq)]
pub struct Wave {
    /// Its number, from 1.
    pub number: u32,
    /// Points that were lived.
    pub points: usize,
    /// Runs of them.
    pub runs: usize,
    /// Runs that failed, or whose point is no scenario.
    pub failed: usize,
    /// Share of the prior that is left; where nothing is, that of the most plausible that was looked at.
    pub left: f64,
    /// How many of the worst targets were set aside.
    pub set_aside: usize,
    /// Least implausibility that was met, and where.
    pub least: f64,
    /// The most plausible point that was met.
    pub best: Vec<f64>,
    /// Target by target.
    pub aims: Vec<OfAim>,
    /// Why targets have no emulator.
    pub without: Vec<(usize, String)>,
    /// Pairs of targets that are met apart and never together, with the points that chance would give.
    pub excluded: Vec<(usize, usize, f64)>,
    /// For each parameter the targets that it moves, the strongest first, with the rank correlation.
    pub moves: Vec<Vec<(usize, f64)>>,
}

/// What a wave says of a target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OfAim {
    /// Position among the aims.
    pub aim: usize,
    /// Share of the prior that it alone leaves.
    pub alone: f64,
    /// Share of the variance over points that its emulator explains.
    pub explained: f64,
    /// Standard deviation of one replicate; of what is weighed by factors that near what was measured.
    pub noise: f64,
    /// Standard deviation of what the emulator does not know, in the middle of what is left; by factors as above.
    pub unsure: f64,
    /// Its implausibility at the most plausible point.
    pub at_best: f64,
}

/// A set of the ensemble.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightedSet {
    /// Where it lies in each range.
    pub shares: Vec<f64>,
    /// Its share of all weight.
    pub weight: f64,
}

/// A calibration that was carried out.
#[derive(Debug, Clone)]
pub struct Calibrated {
    /// What it aimed at.
    pub aims: Vec<Aim>,
    /// Its waves.
    pub waves: Vec<Wave>,
    /// Why it ended.
    pub ended: Ended,
    /// Points spread evenly over what is left.
    pub region: Vec<Vec<f64>>,
    /// The ensemble; empty where nothing is left, and where its own runs rule all of it out.
    pub sets: Vec<WeightedSet>,
    /// How many of the worst targets are set aside at each set of it.
    pub set_aside: usize,
    /// Targets that the ensemble's own runs hold against sets, with the share of sets, the largest first.
    pub against: Vec<(usize, f64)>,
    /// The study of its points.
    pub study: Study,
    /// What its runs told, in the order of the units of that study.
    pub outcomes: Vec<UnitResult>,
    /// Sets of equal weight that would say as much.
    pub effective: f64,
    /// The judge of the last wave.
    judge: Option<Judge>,
}

/// Runs that a calibration makes at the most: of each wave, and of the ensemble.
pub fn runs_of(study: &Study) -> (usize, usize) {
    let each = study.scenarios.len() * study.replicates as usize;
    (study.points as usize * each, study.rules.sets as usize * each)
}

/// Calibrates a study: `live` makes the runs that it is asked for.
///
/// # Errors
/// Those of `live`.
pub fn calibrate<E>(
    study: &Study,
    aims: &[Aim],
    catalogue: &Catalogue,
    mut live: impl FnMut(Stage, &Study, &[Unit]) -> Result<Vec<UnitResult>, E>,
) -> Result<Calibrated, E> {
    let factors = &study.factors;
    let snap = |point: &[f64]| snapped(factors, point);
    let draws = Draws::new(study.seed, 0);
    let mut runs = Runs::default();
    let mut done = Calibrated {
        aims: aims.to_vec(),
        waves: Vec::new(),
        ended: Ended::Budget,
        region: Vec::new(),
        sets: Vec::new(),
        set_aside: 0,
        against: Vec::new(),
        study: study.clone(),
        outcomes: Vec::new(),
        effective: 0.0,
        judge: None,
    };
    let mut points: Vec<Vec<f64>> =
        design::points(study).iter().map(|point| shares(factors, point)).collect();
    for number in 1..=study.rules.waves {
        // The first wave is the study's own design.
        let of_wave = match number {
            1 => study.clone(),
            _ => study_of(study, &points, &format!("wave {number}")),
        };
        let all = units_apart(&of_wave, runs.points.len() as u32, catalogue);
        let outcomes = live(Stage::Wave(number), &of_wave, &all)?;
        runs.add(&of_wave, aims, &points, &outcomes);
        let (mut judge, without) = Judge::of(aims, &runs, study.rules.discrepancy);
        let looked = Looked::at(&mut judge, &prior(draws, factors.len(), number), &snap);
        let region = what_is_left(study, &mut judge, (draws, number), &snap);
        let failed = outcomes.iter().filter(|outcome| outcome.is_err()).count();
        let wave = looked.wave(study, &judge, &region, &snap);
        let (points_lived, runs_made) = (points.len(), all.len());
        done.waves.push(Wave {
            number,
            points: points_lived,
            runs: runs_made,
            failed,
            without,
            ..wave
        });
        done.region.clone_from(&region.points);
        done.judge = Some(judge.clone());
        if region.points.is_empty() {
            done.ended = Ended::Empty;
            return Ok(done);
        }
        let is_sure = is_sure(&judge, &region, &snap);
        if is_sure || number == study.rules.waves {
            done.ended = if is_sure { Ended::Sure } else { Ended::Budget };
            sample(
                study,
                &judge,
                (&region, number, draws),
                &mut runs,
                catalogue,
                &mut live,
                &mut done,
            )?;
            return Ok(done);
        }
        points = spread(&region.points, study.points as usize);
    }
    Ok(done)
}

/// The region below the cut-off, with as few targets set aside as leave anything.
fn what_is_left(
    study: &Study,
    judge: &mut Judge,
    (draws, key): (Draws, u32),
    snap: &(dyn Fn(&[f64]) -> Vec<f64> + Sync),
) -> Region {
    let mut first = None;
    for set_aside in 0..=study.rules.set_aside as usize {
        judge.set_aside = set_aside;
        let space = Space { judge, dimensions: study.factors.len(), snap, draws, key };
        let region = space.below(study.rules.cutoff);
        if !region.points.is_empty() {
            return region;
        }
        first.get_or_insert(region);
    }
    judge.set_aside = 0;
    first.unwrap_or_else(|| unreachable!("at least no target is set aside"))
}

/// Whether what emulators do not know is little beside all else, for every target that rules out.
fn is_sure(judge: &Judge, region: &Region, snap: &dyn Fn(&[f64]) -> Vec<f64>) -> bool {
    judge.cutting().iter().all(|&i| {
        let one = &judge.emulated[i];
        middle(region.points.iter().take(100).map(|x| one.predict(&snap(x)).1)) < SURE * one.rest()
    })
}

fn middle(values: impl Iterator<Item = f64>) -> f64 {
    let mut all: Vec<f64> = values.collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(0.0)
}

/// Samples the posterior, lives the sample, and weights it by what its own runs taught.
fn sample<E>(
    study: &Study,
    judge: &Judge,
    (region, number, draws): (&Region, u32, Draws),
    runs: &mut Runs,
    catalogue: &Catalogue,
    live: &mut impl FnMut(Stage, &Study, &[Unit]) -> Result<Vec<UnitResult>, E>,
    done: &mut Calibrated,
) -> Result<(), E> {
    let factors = &study.factors;
    let snap = |point: &[f64]| snapped(factors, point);
    let cutoff = study.rules.cutoff;
    let space = Space { judge, dimensions: factors.len(), snap: &snap, draws, key: number + 1000 };
    let n = study.rules.sets as usize;
    let population = match study.rules.weights {
        Weights::Likelihood => space.posterior(&region.points, cutoff),
        Weights::Equal => region.points.clone(),
    };
    // Evenly over the population, and not as far apart as can be: the farthest are the first to be ruled out.
    let sets: Vec<Vec<f64>> =
        (0..n).map(|i| population[i * population.len() / n].clone()).collect();
    done.study = study_of(study, &sets, "the ensemble");
    let all = units_apart(&done.study, runs.points.len() as u32, catalogue);
    done.outcomes = live(Stage::Ensemble, &done.study, &all)?;
    runs.add(&done.study, &done.aims, &sets, &done.outcomes);
    let (mut after, _) = Judge::of(&done.aims, runs, study.rules.discrepancy);
    let at: Vec<Vec<f64>> = sets.iter().map(|set| snap(set)).collect();
    done.against = after.against(&at, cutoff);
    // As few targets are set aside as leave enough sets, and no fewer than the wave needed; else as many as are allowed.
    let mut weighed = Vec::new();
    for set_aside in judge.set_aside..=study.rules.set_aside as usize {
        after.set_aside = set_aside;
        let of = |x: &Vec<f64>| {
            // A set that its own runs rule out keeps no weight.
            let is_out = after.worst(x, cutoff) > cutoff;
            match study.rules.weights {
                _ if is_out => f64::NEG_INFINITY,
                Weights::Likelihood => after.likelihood(x) - judge.likelihood(x),
                Weights::Equal => 0.0,
            }
        };
        let logarithms: Vec<f64> = at.par_iter().map(of).collect();
        if logarithms.iter().any(|x| x.is_finite()) {
            weighed = weights(logarithms.into_iter());
            done.effective = effective(&weighed);
            done.set_aside = set_aside;
            if done.effective >= ENOUGH * n as f64 {
                break;
            }
        }
    }
    if weighed.is_empty() {
        done.ended = Ended::Refuted;
    }
    let weighted = at.into_iter().zip(weighed);
    done.sets = weighted.map(|(shares, weight)| WeightedSet { shares, weight }).collect();
    Ok(())
}

/// What emulators say of points of the prior.
struct Looked {
    points: Vec<Vec<f64>>,
    /// For each point the implausibility of each emulated target.
    implausible: Vec<Vec<f64>>,
    /// For each point what the emulators say.
    means: Vec<Vec<f64>>,
}

impl Looked {
    fn at(
        judge: &mut Judge,
        points: &[Vec<f64>],
        snap: &(dyn Fn(&[f64]) -> Vec<f64> + Sync),
    ) -> Self {
        let points: Vec<Vec<f64>> = points.iter().map(|point| snap(point)).collect();
        let of = |point: &Vec<f64>| {
            let each = judge.emulated.iter();
            each.map(|one| (one.implausibility(point), one.predict(point).0)).unzip()
        };
        let (implausible, means): (Vec<Vec<f64>>, Vec<Vec<f64>>) =
            points.par_iter().map(of).unzip();
        judge.order(&implausible);
        Self { points, implausible, means }
    }

    fn wave(
        &self,
        study: &Study,
        judge: &Judge,
        region: &Region,
        snap: &dyn Fn(&[f64]) -> Vec<f64>,
    ) -> Wave {
        let cutoff = study.rules.cutoff;
        let n = self.points.len() as f64;
        let meets = |x: &Vec<f64>, i: usize| x[i] <= cutoff;
        let share = |of: &dyn Fn(&Vec<f64>) -> bool| {
            self.implausible.iter().filter(|x| of(x)).count() as f64 / n
        };
        let best = snap(&region.best);
        let of = |(i, one): (usize, &judge::Emulated)| {
            let inside = if region.points.is_empty() { &self.points } else { &region.points };
            OfAim {
                aim: one.aim,
                alone: share(&|x| meets(x, i)),
                explained: one.explained,
                noise: one.unit * one.noise.sqrt(),
                unsure: one.unit
                    * middle(inside.iter().take(100).map(|x| one.predict(&snap(x)).1)).sqrt(),
                at_best: one.implausibility(&best),
            }
        };
        let aims = judge.emulated.iter().enumerate().map(of).collect();
        let mut excluded = Vec::new();
        let mut cutting = judge.cutting().to_vec();
        cutting.sort_unstable();
        for (at, &i) in cutting.iter().enumerate() {
            for &j in &cutting[at + 1..] {
                let expected = share(&|x| meets(x, i)) * share(&|x| meets(x, j)) * n;
                if expected >= EXPECTED && share(&|x| meets(x, i) && meets(x, j)) == 0.0 {
                    excluded.push((judge.emulated[i].aim, judge.emulated[j].aim, expected));
                }
            }
        }
        Wave {
            number: 0,
            points: 0,
            runs: 0,
            failed: 0,
            left: region.share,
            set_aside: judge.set_aside,
            least: region.least,
            best,
            aims,
            without: Vec::new(),
            excluded,
            moves: (0..study.factors.len()).map(|k| self.moves(judge, k)).collect(),
        }
    }

    /// Targets that a parameter moves.
    fn moves(&self, judge: &Judge, k: usize) -> Vec<(usize, f64)> {
        let x: Vec<f64> = self.points.iter().map(|point| point[k]).collect();
        let of = |(i, one): (usize, &judge::Emulated)| {
            let y: Vec<f64> = self.means.iter().map(|means| means[i]).collect();
            Some((one.aim, spearman(&x, &y)?))
        };
        let mut all: Vec<(usize, f64)> = judge.emulated.iter().enumerate().filter_map(of).collect();
        all.retain(|(_, rho)| rho.abs() > MOVES);
        all.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        all
    }
}

impl Calibrated {
    /// How implausible the last wave holds a point to be, the worst targets set aside as it did.
    pub fn implausibility(&self, shares: &[f64]) -> f64 {
        let at = snapped(&self.study.factors, shares);
        self.judge.as_ref().map_or(0.0, |judge| judge.worst(&at, f64::INFINITY))
    }

    /// Whether any target that may rule out could be emulated in the last wave.
    pub fn is_informed(&self) -> bool {
        let of = self.waves.last().into_iter().flat_map(|wave| &wave.aims);
        of.into_iter().any(|of| self.aims[of.aim].is_cut)
    }

    /// What each replicate of the ensemble says of a number, with its weight.
    pub fn values(
        &self,
        scenario: usize,
        of: impl Fn(&super::sweep::Told) -> Option<f64>,
    ) -> Vec<(f64, f64)> {
        let replicates = self.study.replicates as usize;
        let mut all = Vec::new();
        for (i, set) in self.sets.iter().enumerate() {
            let from = (scenario * self.sets.len() + i) * replicates;
            let told = self.outcomes.get(from..from + replicates).unwrap_or_default();
            let found: Vec<f64> = told.iter().filter_map(|one| of(one.as_ref().ok()?)).collect();
            let share = set.weight / found.len().max(1) as f64;
            all.extend(found.into_iter().map(|value| (value, share)));
        }
        all
    }

    /// By how much each parameter is narrowed: 1 less the ratio of standard deviations in what is left and in the prior.
    pub fn narrowed(&self) -> Vec<f64> {
        let of = |k: usize| {
            let x: Vec<f64> = self.region.iter().map(|point| point[k]).collect();
            let n = x.len() as f64;
            let mean = x.iter().sum::<f64>() / n;
            let variance = x.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
            1.0 - (12.0 * variance).sqrt()
        };
        if self.region.is_empty() {
            return vec![0.0; self.study.factors.len()];
        }
        (0..self.study.factors.len()).map(of).collect()
    }
}
