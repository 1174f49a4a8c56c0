//! How many groups points fall into, and whether into any: the gap statistic. A search for clusters always finds some; what
//! counts is how much closer points lie to their middles than points without groups would.

use super::statistics::deviation;
use crate::engine::Stream;

/// Worlds without groups behind what chance gives.
const REFERENCES: usize = 20;

/// Starts of each search for middles, of which the best counts.
const STARTS: usize = 4;

/// Rounds after which a search ends that has not settled.
const ROUNDS: usize = 40;

/// Squared distance from a middle that is told from none: points that lie on each other have no logarithm.
const NOTHING: f64 = 1e-6;

/// The number of groups, from 1 to `most`: the smallest whose gap is not below that of one more by its standard error
/// (Tibshirani, Walther & Hastie 2001). Points without groups lie evenly over the ranges of these. `None` where there are
/// not two points for each group that may be found.
pub fn groups<const D: usize>(
    points: &[[f64; D]],
    most: usize,
    stream: &mut Stream,
) -> Option<usize> {
    (points.len() >= 2 * most.max(1)).then_some(())?;
    let spans: [(f64, f64); D] = std::array::from_fn(|d| {
        let of = points.iter().map(|point| point[d]);
        of.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
    });
    let mut even = || -> Vec<[f64; D]> {
        let place = |(low, high): (f64, f64), u: f64| low + (high - low) * u;
        points.iter().map(|_| spans.map(|span| place(span, stream.unit64()))).collect()
    };
    let references: Vec<Vec<[f64; D]>> = (0..REFERENCES).map(|_| even()).collect();
    let mut gap = |k: usize| -> (f64, f64) {
        let by_chance: Vec<f64> =
            references.iter().map(|reference| spread(reference, k, stream)).collect();
        let mean = by_chance.iter().sum::<f64>() / REFERENCES as f64;
        let error = deviation(&by_chance) * (1.0 + 1.0 / REFERENCES as f64).sqrt();
        (mean - spread(points, k, stream), error)
    };
    let mut own = gap(1).0;
    for k in 1..most {
        let (next, error) = gap(k + 1);
        if own >= next - error {
            return Some(k);
        }
        own = next;
    }
    Some(most)
}

/// Logarithm of the sum of squared distances of points from the nearest of `k` middles.
fn spread<const D: usize>(points: &[[f64; D]], k: usize, stream: &mut Stream) -> f64 {
    let one = |stream: &mut Stream| around(points, seeds(points, k, stream));
    let best = (0..STARTS).map(|_| one(stream)).fold(f64::INFINITY, f64::min);
    libm::log(best + NOTHING * points.len() as f64)
}

/// Points to begin from, each drawn by how far it lies from those before it (Arthur & Vassilvitskii 2007).
fn seeds<const D: usize>(points: &[[f64; D]], k: usize, stream: &mut Stream) -> Vec<[f64; D]> {
    let mut middles = vec![points[stream.below(points.len() as u32) as usize]];
    while middles.len() < k {
        let away: Vec<f64> = points.iter().map(|point| nearest(point, &middles).1).collect();
        let mut left = away.iter().sum::<f64>() * stream.unit64();
        let reached = |&far: &f64| {
            left -= far;
            left <= 0.0
        };
        middles.push(points[away.iter().position(reached).unwrap_or(0)]);
    }
    middles
}

/// The sum of squares after moving middles to what lies nearest to them until nothing moves (Lloyd 1982).
fn around<const D: usize>(points: &[[f64; D]], mut middles: Vec<[f64; D]>) -> f64 {
    let mut before = f64::INFINITY;
    for _ in 0..ROUNDS {
        let mut sums = vec![([0.0; D], 0.0); middles.len()];
        let mut all = 0.0;
        for point in points {
            let (at, far) = nearest(point, &middles);
            all += far;
            let (sum, n) = &mut sums[at];
            sum.iter_mut().zip(point).for_each(|(sum, x)| *sum += x);
            *n += 1.0;
        }
        if all >= before {
            break;
        }
        before = all;
        for (middle, (sum, n)) in middles.iter_mut().zip(sums) {
            if n > 0.0 {
                *middle = sum.map(|sum| sum / n);
            }
        }
    }
    before
}

/// The nearest middle by position, and its squared distance.
fn nearest<const D: usize>(point: &[f64; D], middles: &[[f64; D]]) -> (usize, f64) {
    let far =
        |middle: &[f64; D]| point.iter().zip(middle).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
    let all = middles.iter().map(far).enumerate();
    all.min_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((0, f64::INFINITY))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Draws, Process};

    fn stream() -> Stream {
        Draws::new(1, 1).stream(Process::Design, 0, 7, 0)
    }

    /// So many points about each middle, with noise of about this deviation.
    fn about(middles: &[[f64; 3]], each: usize, noise: f64) -> Vec<[f64; 3]> {
        let mut stream = Draws::new(2, 1).stream(Process::Design, 0, 7, 0);
        let mut one = |middle: &[f64; 3]| {
            middle.map(|x| x + noise * (0..12).map(|_| stream.unit64() - 0.5).sum::<f64>())
        };
        middles
            .iter()
            .flat_map(|middle| (0..each).map(|_| one(middle)).collect::<Vec<_>>())
            .collect()
    }

    /// What was put in comes out; one cloud, and points spread evenly, are one group however often one cuts them.
    #[test]
    fn verif_groups_are_those_that_there_are() {
        let [a, b, c] = [[0.0; 3], [5.0, 0.0, 0.0], [0.0, 5.0, 5.0]];
        for (middles, wanted) in [(vec![a], 1), (vec![a, b], 2), (vec![a, b, c], 3)] {
            assert_eq!(groups(&about(&middles, 60, 0.5), 6, &mut stream()), Some(wanted));
        }
        let mut even = stream();
        let even: Vec<[f64; 3]> = (0..200).map(|_| [0.0; 3].map(|_: f64| even.unit64())).collect();
        assert_eq!(groups(&even, 6, &mut stream()), Some(1));
    }

    #[test]
    fn points_that_lie_on_each_other_are_told() {
        let twice = |n: usize| [vec![[0.0, 1.0]; n], vec![[1.0, 1.0]; n]].concat();
        assert_eq!(groups(&twice(40), 4, &mut stream()), Some(2));
        assert_eq!(groups(&[[1.0, 2.0]; 40], 4, &mut stream()), Some(1));
        assert_eq!(groups(&twice(3), 4, &mut stream()), None);
    }
}
