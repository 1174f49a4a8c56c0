//! Designs: where in the ranges of uncertain parameters a study looks.

use super::study::{Design, OwnPoint, Study};
use crate::engine::{Draws, Process};
use crate::params::Value;

/// One point: the values that differ from the scenario's, in the order of the factors; `None` where
/// the scenario's own stands.
pub type Point = Vec<Option<Value>>;

/// The points of a study, in their order.
pub fn points(study: &Study) -> Vec<Point> {
    match study.design {
        Design::Grid => grid(study),
        Design::LatinHypercube => latin_hypercube(study),
        Design::OneAtATime => one_at_a_time(study),
        Design::Sobol => at_shares(study, sobol(study, study.factors.len())),
        Design::Morris => at_shares(study, morris(study)),
        Design::Saltelli => at_shares(study, saltelli(study)),
        Design::Csv => {
            let point = |row: &OwnPoint| row.values.iter().cloned().map(Some).collect();
            study.rows.iter().map(point).collect()
        }
    }
}

/// Points from shares of the factors' ranges.
fn at_shares(study: &Study, shares: Vec<Vec<f64>>) -> Vec<Point> {
    shares
        .into_iter()
        .map(|point| {
            study
                .factors
                .iter()
                .zip(point)
                .map(|(factor, share)| Some(factor.levels.at(share)))
                .collect()
        })
        .collect()
}

/// A scrambled Sobol sequence in this many dimensions, which must be below 256.
fn sobol(study: &Study, dimensions: usize) -> Vec<Vec<f64>> {
    let seed = study.seed as u32;
    (0..study.points)
        .map(|i| {
            (0..dimensions).map(|d| f64::from(sobol_burley::sample(i, d as u32, seed))).collect()
        })
        .collect()
}

/// Steps of a Morris trajectory: two of the three between four levels.
pub const MORRIS_STEP: f64 = 2.0 / 3.0;

/// Trajectories of one point more than factors; each step moves one factor by [`MORRIS_STEP`], in an
/// order of its own.
fn morris(study: &Study) -> Vec<Vec<f64>> {
    let draws = Draws::new(study.seed, 0);
    let k = study.factors.len();
    let mut points = Vec::new();
    for trajectory in 0..study.points {
        let mut stream = draws.stream(Process::Design, trajectory, 1, 0);
        let mut point: Vec<f64> = (0..k).map(|_| f64::from(stream.below(2)) / 3.0).collect();
        let rises: Vec<bool> = (0..k).map(|_| stream.chance(0.5)).collect();
        for (level, &rises) in point.iter_mut().zip(&rises) {
            *level += if rises { 0.0 } else { MORRIS_STEP };
        }
        let mut order: Vec<usize> = (0..k).collect();
        for last in (1..k).rev() {
            order.swap(last, stream.below(last as u32 + 1) as usize);
        }
        points.push(point.clone());
        for i in order {
            point[i] += if rises[i] { MORRIS_STEP } else { -MORRIS_STEP };
            points.push(point.clone());
        }
    }
    points
}

/// For each row: A, A with each column of B in turn, B.
fn saltelli(study: &Study) -> Vec<Vec<f64>> {
    let k = study.factors.len();
    let mut points = Vec::new();
    for row in sobol(study, 2 * k) {
        let (a, b) = row.split_at(k);
        points.push(a.to_vec());
        for i in 0..k {
            let mut crossed = a.to_vec();
            crossed[i] = b[i];
            points.push(crossed);
        }
        points.push(b.to_vec());
    }
    points
}

/// Every combination; the last factor varies fastest.
fn grid(study: &Study) -> Vec<Point> {
    let mut points = vec![Vec::new()];
    for factor in &study.factors {
        let values = factor.levels.steps(study.steps);
        let longer = |point: &Point, value: &Value| {
            point.iter().cloned().chain([Some(value.clone())]).collect()
        };
        points = points
            .iter()
            .flat_map(|point: &Point| values.iter().map(move |value| longer(point, value)))
            .collect();
    }
    points
}

/// Each factor's range in as many strata as points, one point in each, in an order of its own.
fn latin_hypercube(study: &Study) -> Vec<Point> {
    let draws = Draws::new(study.seed, 0);
    let n = study.points;
    let columns: Vec<Vec<Value>> = study
        .factors
        .iter()
        .enumerate()
        .map(|(i, factor)| {
            let mut stream = draws.stream(Process::Design, i as u32, 0, 0);
            let mut strata: Vec<u32> = (0..n).collect();
            for last in (1..n).rev() {
                strata.swap(last as usize, stream.below(last + 1) as usize);
            }
            strata
                .into_iter()
                .map(|stratum| {
                    factor.levels.at((f64::from(stratum) + stream.unit64()) / f64::from(n))
                })
                .collect()
        })
        .collect();
    (0..n as usize)
        .map(|point| columns.iter().map(|column| Some(column[point].clone())).collect())
        .collect()
}

/// The scenario itself, and each factor alone at each step.
fn one_at_a_time(study: &Study) -> Vec<Point> {
    let own: Point = study.factors.iter().map(|_| None).collect();
    let mut points = vec![own.clone()];
    for (i, factor) in study.factors.iter().enumerate() {
        for value in factor.levels.steps(study.steps) {
            let mut point = own.clone();
            point[i] = Some(value);
            points.push(point);
        }
    }
    points
}
