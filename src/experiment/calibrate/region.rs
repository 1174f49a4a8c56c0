//! What is not ruled out: a sample spread evenly over it and its share of the prior, by subset simulation (Au & Beck 2001)
//! with moves of differential evolution (ter Braak 2006); and a sample of the posterior inside it, by tempering (Neal 2001;
//! Del Moral, Doucet & Jasra 2006).

use super::judge::Judge;
use crate::engine::{Draws, Process, Stream};
use libm::exp;
use rayon::prelude::*;

/// Points that stand for a region.
pub const POPULATION: usize = 1000;
/// Share of the population that goes on to the next level.
const KEPT: f64 = 0.2;
/// Levels after which nothing is said to be left: a share of 2·10⁻¹⁸.
const LEVELS: u32 = 25;
/// Least fall of the implausibility from level to level, as a share: below it nothing more is found.
const FALL: f64 = 0.004;
/// Moves of each point at a level, at the last level, and at a temperature.
const MOVES: [u32; 3] = [8, 20, 5];
/// Least effective share of the population from one temperature to the next.
const EFFECTIVE: f64 = 0.5;
/// Share of the moves that go the whole way from one point to another, between humps.
const JUMPS: f32 = 0.1;

/// A region of the prior.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Points spread evenly over it; empty where nothing is left.
    pub points: Vec<Vec<f64>>,
    /// Its share of the prior; where nothing is left that of the last level.
    pub share: f64,
    /// The most plausible point that was met.
    pub best: Vec<f64>,
    /// Its implausibility.
    pub least: f64,
}

/// A search in the unit cube.
pub struct Space<'a> {
    /// What is searched for.
    pub judge: &'a Judge,
    /// Inputs.
    pub dimensions: usize,
    /// Where a point really lies.
    pub snap: &'a (dyn Fn(&[f64]) -> Vec<f64> + Sync),
    /// Source of draws.
    pub draws: Draws,
    /// Of what the draws are: the wave.
    pub key: u32,
}

/// What a new point is worth, if it is taken: of the point, what the old one was worth, and a stream of draws.
type Accepts<'a> = dyn Fn(&[f64], f64, &mut Stream) -> Option<f64> + Sync + 'a;

/// Points of the prior, the same for all that is asked of a wave.
pub fn prior(draws: Draws, dimensions: usize, key: u32) -> Vec<Vec<f64>> {
    let point = |i: usize| {
        let mut stream = draws.stream(Process::Calibration, i as u32, 0, key);
        (0..dimensions).map(|_| stream.unit64()).collect()
    };
    (0..POPULATION).map(point).collect()
}

impl Space<'_> {
    fn worst(&self, at: &[f64], bound: f64) -> f64 {
        self.judge.worst(&(self.snap)(at), bound)
    }

    /// All that is not above the cut-off.
    pub fn below(&self, cutoff: f64) -> Region {
        let mut points = prior(self.draws, self.dimensions, self.key);
        let mut worst: Vec<f64> =
            points.par_iter().map(|point| self.worst(point, f64::INFINITY)).collect();
        let mut share = 1.0;
        let mut last = f64::INFINITY;
        let mut best = (f64::INFINITY, points[0].clone());
        for level in 1..=LEVELS {
            let mut order: Vec<usize> = (0..points.len()).collect();
            order.sort_by(|&a, &b| worst[a].total_cmp(&worst[b]).then(a.cmp(&b)));
            if worst[order[0]] < best.0 {
                best = (worst[order[0]], points[order[0]].clone());
            }
            let kept = (KEPT * points.len() as f64) as usize;
            let inside = order.iter().take_while(|&&i| worst[i] <= cutoff).count();
            let (keep, bound, moves) = if inside >= kept {
                (inside, cutoff, MOVES[1])
            } else {
                (kept, worst[order[kept - 1]], MOVES[0])
            };
            share *= keep as f64 / points.len() as f64;
            let seeds: Vec<(Vec<f64>, f64)> =
                order[..keep].iter().map(|&i| (points[i].clone(), worst[i])).collect();
            let is_last = inside >= kept;
            if !is_last && bound > last * (1.0 - FALL) {
                break;
            }
            last = bound;
            let accepts = |at: &[f64], _: f64, _: &mut Stream| {
                let worst = self.worst(at, bound);
                (worst <= bound).then_some(worst)
            };
            let moved = self.moved(&seeds, level, moves, &accepts);
            points = moved.iter().map(|(point, _)| point.clone()).collect();
            worst = moved.iter().map(|(_, worst)| *worst).collect();
            if is_last {
                return Region { points, share, best: best.1, least: best.0 };
            }
        }
        Region { points: Vec::new(), share, best: best.1, least: best.0 }
    }

    /// A population of points, each moved so many times from one of the seeds. `accepts` says of a new point, of which
    /// it is told what the old one is worth, what it is worth itself, if it is taken.
    fn moved(
        &self,
        seeds: &[(Vec<f64>, f64)],
        level: u32,
        moves: u32,
        accepts: &Accepts<'_>,
    ) -> Vec<(Vec<f64>, f64)> {
        let of = |i: usize| {
            let mut stream = self.draws.stream(Process::Calibration, i as u32, level, self.key);
            let (mut point, mut worth) = seeds[i * seeds.len() / POPULATION].clone();
            for _ in 0..moves {
                let next = self.proposal(&point, seeds, &mut stream);
                if let Some(of_next) = accepts(&next, worth, &mut stream) {
                    (point, worth) = (next, of_next);
                }
            }
            (point, worth)
        };
        (0..POPULATION).into_par_iter().map(of).collect()
    }

    /// A step along the difference of two seeds in some of the inputs, thrown back at the walls.
    fn proposal(&self, from: &[f64], seeds: &[(Vec<f64>, f64)], stream: &mut Stream) -> Vec<f64> {
        let n = seeds.len() as u32;
        let (a, b) = (stream.below(n) as usize, stream.below(n) as usize);
        let chosen = match stream.below(3) {
            0 => 1,
            1 => 3.min(self.dimensions),
            _ => self.dimensions,
        };
        let is_jump = stream.chance(JUMPS);
        let reach = if is_jump { 1.0 } else { 2.38 / (2.0 * chosen as f64).sqrt() };
        let mut next = from.to_vec();
        let mut step = |k: usize, stream: &mut Stream| {
            let along = reach * (seeds[a].0[k] - seeds[b].0[k]);
            let jitter = 0.02 * (stream.unit64() - 0.5);
            let at = (next[k] + along + jitter).rem_euclid(2.0);
            next[k] = if at > 1.0 { 2.0 - at } else { at };
        };
        if chosen == self.dimensions {
            (0..chosen).for_each(|k| step(k, stream));
        } else {
            for _ in 0..chosen {
                let k = stream.below(self.dimensions as u32) as usize;
                step(k, stream);
            }
        }
        next
    }

    /// From points spread evenly over a region to a sample of the posterior inside it: prior times likelihood.
    pub fn posterior(&self, region: &[Vec<f64>], cutoff: f64) -> Vec<Vec<f64>> {
        let likelihood = |at: &[f64]| self.judge.likelihood(&(self.snap)(at));
        let mut points: Vec<(Vec<f64>, f64)> =
            region.par_iter().map(|point| (point.clone(), likelihood(point))).collect();
        let mut heat = 0.0;
        for level in 0..LEVELS {
            let step = step(&points, 1.0 - heat);
            heat = if level + 1 == LEVELS { 1.0 } else { heat + step };
            let seeds = self.resampled(&points, step, level);
            let accepts = |at: &[f64], old: f64, stream: &mut Stream| {
                (self.worst(at, cutoff) <= cutoff).then_some(())?;
                let new = likelihood(at);
                (stream.unit64() < exp((heat * (new - old)).min(0.0))).then_some(new)
            };
            points = self.moved(&seeds, 100 + level, MOVES[2], &accepts);
            if heat >= 1.0 {
                break;
            }
        }
        points.into_iter().map(|(point, _)| point).collect()
    }

    /// As many points as before, each as often as its weight says (systematic resampling).
    fn resampled(&self, points: &[(Vec<f64>, f64)], step: f64, level: u32) -> Vec<(Vec<f64>, f64)> {
        let weights = weights(points.iter().map(|(_, worth)| step * worth));
        let mut stream = self.draws.stream(Process::Calibration, u32::MAX, level, self.key);
        chosen(&weights, POPULATION, stream.unit64())
            .into_iter()
            .map(|i| points[i].clone())
            .collect()
    }
}

/// Weights that add up to 1, from their logarithms.
pub fn weights(logarithms: impl Iterator<Item = f64>) -> Vec<f64> {
    let all: Vec<f64> = logarithms.collect();
    let most = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let raw: Vec<f64> = all.iter().map(|x| exp(x - most)).collect();
    let total: f64 = raw.iter().sum();
    raw.iter().map(|x| x / total).collect()
}

/// How many points of equal weight would say as much.
pub fn effective(weights: &[f64]) -> f64 {
    1.0 / weights.iter().map(|w| w * w).sum::<f64>()
}

/// Systematic resampling: so many positions, each as often as its weight says.
fn chosen(weights: &[f64], n: usize, start: f64) -> Vec<usize> {
    let (mut at, mut passed) = (0, weights[0]);
    let of = |i: usize| {
        let wanted = (i as f64 + start) / n as f64;
        while passed < wanted && at + 1 < weights.len() {
            at += 1;
            passed += weights[at];
        }
        at
    };
    (0..n).map(of).collect()
}

/// So many points that lie as far from each other as can be had, one after the other.
pub fn spread(points: &[Vec<f64>], n: usize) -> Vec<Vec<f64>> {
    let square =
        |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
    let Some(first) = points.first() else { return Vec::new() };
    let mut taken = vec![first.clone()];
    let mut near: Vec<f64> = points.iter().map(|point| square(point, first)).collect();
    while taken.len() < n.min(points.len()) {
        let far = (0..points.len()).max_by(|&a, &b| near[a].total_cmp(&near[b]).then(b.cmp(&a)));
        let Some(far) = far else { break };
        taken.push(points[far].clone());
        for (near, point) in near.iter_mut().zip(points) {
            *near = near.min(square(point, &points[far]));
        }
    }
    taken
}

/// The largest step of temperature that leaves enough of the population effective, up to what is left.
fn step(points: &[(Vec<f64>, f64)], left: f64) -> f64 {
    let enough = |step: f64| {
        let weights = weights(points.iter().map(|(_, worth)| step * worth));
        effective(&weights) >= EFFECTIVE * points.len() as f64
    };
    if enough(left) {
        return left;
    }
    let (mut low, mut high) = (0.0, left);
    for _ in 0..30 {
        let middle = f64::midpoint(low, high);
        if enough(middle) { low = middle } else { high = middle }
    }
    low.max(1e-6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::calibrate::aims::Aim;
    use crate::experiment::calibrate::runs::{Lived, Runs};

    const DIMENSIONS: usize = 3;

    /// Runs of a model whose numbers are its first input, the sum of the others, and its second input.
    fn runs() -> Runs {
        let point = |i: u32| {
            let of = |k: usize| f64::from(sobol_burley::sample(i, k as u32, 1));
            let shares: Vec<f64> = (0..DIMENSIONS).map(of).collect();
            let values = [shares[0], shares[1] + shares[2], shares[1]].map(|y| vec![y; 2]).to_vec();
            Lived { shares, values }
        };
        Runs { points: (0..60).map(point).collect() }
    }

    fn space<'a>(judge: &'a Judge, snap: &'a (dyn Fn(&[f64]) -> Vec<f64> + Sync)) -> Space<'a> {
        Space { judge, dimensions: DIMENSIONS, snap, draws: Draws::new(4, 0), key: 1 }
    }

    /// Three standard deviations on either side of a half: a share of six of them, however small.
    #[test]
    fn verif_the_share_that_is_left_is_found_however_small() {
        let snap = |point: &[f64]| point.to_vec();
        for half in [0.2, 0.02, 0.004] {
            let aims = [Aim::at("a", 0.5, half)];
            let (judge, without) = Judge::of(&aims, &runs(), 0.0);
            assert_eq!(without, []);
            let region = space(&judge, &snap).below(3.0);
            let wanted = (6.0 * half / 1.96).min(1.0);
            assert!(
                (region.share / wanted - 1.0).abs() < 0.25,
                "{half}: {} {wanted}",
                region.share
            );
            let off = |x: &Vec<f64>| (x[0] - 0.5).abs();
            assert!(region.points.iter().all(|x| off(x) < 3.3 * half / 1.96));
            // Evenly: half of the points lie in the inner half, and the other inputs are as free as before.
            let inner = region.points.iter().filter(|x| off(x) < 1.5 * half / 1.96).count();
            let mean = region.points.iter().map(|x| x[1]).sum::<f64>() / POPULATION as f64;
            assert!(half > 0.1 || inner.abs_diff(POPULATION / 2) < 80, "{inner}");
            assert!((mean - 0.5).abs() < 0.06, "{mean}");
        }
        // Two at once: the product. The sum is measured too widely to say anything.
        let aims = [Aim::at("a", 0.3, 0.004), Aim::at("b", 1.0, 50.0), Aim::at("c", 0.6, 0.004)];
        let (judge, _) = Judge::of(&aims, &runs(), 0.0);
        let region = space(&judge, &snap).below(3.0);
        let wanted = 0.012_24 * 0.012_24;
        assert!((region.share / wanted - 1.0).abs() < 0.35, "{} {wanted}", region.share);
    }

    #[test]
    fn where_nothing_is_the_nearest_is_told() {
        let snap = |point: &[f64]| point.to_vec();
        let aims = [Aim::at("a", 0.2, 0.02), Aim::at("b", 3.0, 0.02)];
        let (mut judge, _) = Judge::of(&aims, &runs(), 0.0);
        let region = space(&judge, &snap).below(3.0);
        assert!(region.points.is_empty());
        assert!(region.best[1] > 0.9 && region.best[2] > 0.9, "{:?}", region.best);
        judge.set_aside = 1;
        let region = space(&judge, &snap).below(3.0);
        assert!(!region.points.is_empty());
    }

    /// The posterior of a sum that is measured at 1: normal across the line, even along it.
    #[test]
    fn verif_the_posterior_is_prior_times_likelihood() {
        let snap = |point: &[f64]| point.to_vec();
        let half = 0.1;
        let aims = [Aim::at("a", 9.0, 1.0), Aim::at("b", 1.0, half)];
        let (mut judge, _) = Judge::of(&aims, &runs(), 0.0);
        judge.emulated.remove(0);
        judge.keep_all();
        let space = space(&judge, &snap);
        let region = space.below(3.0);
        let sample = space.posterior(&region.points, 3.0);
        let sums: Vec<f64> = sample.iter().map(|x| x[1] + x[2]).collect();
        let n = sums.len() as f64;
        let mean = sums.iter().sum::<f64>() / n;
        let deviation = (sums.iter().map(|s| (s - mean) * (s - mean)).sum::<f64>() / n).sqrt();
        assert!((mean - 1.0).abs() < 0.01, "{mean}");
        assert!((deviation / (half / 1.96) - 1.0).abs() < 0.15, "{deviation}");
        let along = sample.iter().filter(|x| x[1] < 0.5).count();
        assert!(along.abs_diff(POPULATION / 2) < 100, "{along}");
    }

    #[test]
    fn weights_and_resampling_say_what_they_are_given() {
        let of = weights([0.0, libm::log(3.0)].into_iter());
        assert!((of[1] - 0.75).abs() < 1e-12);
        assert!((effective(&of) - 1.6).abs() < 1e-12);
        assert_eq!(chosen(&of, 4, 0.5), [0, 1, 1, 1]);
        let points = [[0.1, 0.1], [0.11, 0.1], [0.9, 0.9], [0.5, 0.5]].map(|x| x.to_vec());
        assert_eq!(spread(&points, 2), [vec![0.1, 0.1], vec![0.9, 0.9]]);
    }
}
