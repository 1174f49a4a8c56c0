//! Emulators: a Gaussian process (Rasmussen & Williams 2006, chapters 2 and 5) that says what a run would give where none
//! was made, and how unsure that is.
//!
//! Inputs lie from 0 to 1. The covariance is squared-exponential with a length for each input, beside a linear trend;
//! the noise of a run is known from replicates, or fitted. Lengths are those of the highest posterior density under wide
//! priors, found from two starts by Rprop (Riedmiller & Braun 1993; for this use Blum & Riedmiller 2013).

use super::matrices::{Matrix, forward, inverse, root, solve};
use libm::{exp, log};

/// Points from which lengths are fitted: more of them say hardly more, and cost their cube.
const FITTED_ON: usize = 250;
/// Steps of the search from each start.
const STEPS: usize = 45;
/// Logarithms of inverse squared lengths of the two starts: a smooth response, and a rough one.
const STARTS: [f64; 2] = [-1.0, 1.5];
/// Share of the variance of the outputs that keeps matrices regular.
const JITTER: f64 = 1e-6;
/// Middle and width of the priors of the logarithms: process, trend, inverse squared lengths, noise.
const PRIORS: [(f64, f64); 4] = [(-0.5, 2.0), (0.0, 2.0), (-1.0, 2.0), (-2.0, 2.0)];

/// A fitted emulator of one number.
#[derive(Debug, Clone)]
pub struct Emulator {
    inputs: Vec<Vec<f64>>,
    /// Mean and standard deviation of the outputs.
    scale: (f64, f64),
    hyper: Hyper,
    /// Lower triangle whose square is the covariance of the outputs.
    root: Matrix,
    /// The inverse covariance times the outputs.
    weights: Vec<f64>,
    outputs: Vec<f64>,
}

/// What the covariance is made of, on the scale of standardised outputs.
#[derive(Debug, Clone, PartialEq)]
struct Hyper {
    process: f64,
    trend: f64,
    /// Inverse squared length of each input.
    sharp: Vec<f64>,
    /// Variance of each output's noise.
    noise: Vec<f64>,
}

impl Hyper {
    fn trend(&self, a: &[f64], b: &[f64]) -> f64 {
        let dot: f64 = a.iter().zip(b).map(|(a, b)| (a - 0.5) * (b - 0.5)).sum();
        1.0 + self.trend * dot
    }

    fn bump(&self, a: &[f64], b: &[f64]) -> f64 {
        let far: f64 =
            a.iter().zip(b).zip(&self.sharp).map(|((a, b), w)| w * (a - b) * (a - b)).sum();
        self.process * exp(-0.5 * far)
    }

    fn covariance(&self, a: &[f64], b: &[f64]) -> f64 {
        self.trend(a, b) + self.bump(a, b)
    }
}

impl Emulator {
    /// Fits an emulator of `outputs` at `inputs`; `noise` is the variance of each output about what many runs would give,
    /// and is fitted where it is not known. `None` where outputs are fewer than four, or do not vary.
    pub fn fit(inputs: &[Vec<f64>], outputs: &[f64], noise: Option<&[f64]>) -> Option<Self> {
        let n = outputs.len() as f64;
        let mean = outputs.iter().sum::<f64>() / n;
        let spread =
            (outputs.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>() / (n - 1.0)).sqrt();
        if outputs.len() < 4 || spread <= 1e-12 * mean.abs().max(1e-300) {
            return None;
        }
        let standard: Vec<f64> = outputs.iter().map(|y| (y - mean) / spread).collect();
        let noise: Option<Vec<f64>> =
            noise.map(|all| all.iter().map(|v| v / (spread * spread)).collect());
        let every = outputs.len().div_ceil(FITTED_ON);
        let some: Vec<usize> = (0..outputs.len()).step_by(every).collect();
        let search = Search {
            inputs: some.iter().map(|&i| inputs[i].clone()).collect(),
            outputs: some.iter().map(|&i| standard[i]).collect(),
            noise: noise.as_ref().map(|all| some.iter().map(|&i| all[i]).collect()),
        };
        let best = STARTS
            .iter()
            .map(|&start| search.climb(start))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, theta)| theta)?;
        let hyper = search.hyper(&best, outputs.len(), noise.as_deref());
        let root = root(&covariances(inputs, &hyper), outputs.len())?;
        let weights = solve(&root, &standard);
        let inputs = inputs.to_vec();
        Some(Self { inputs, scale: (mean, spread), hyper, root, weights, outputs: standard })
    }

    /// What many runs would give at a point, and the variance of not knowing it.
    pub fn predict(&self, at: &[f64]) -> (f64, f64) {
        self.predict_unless(at, |_, _| false).unwrap_or_default()
    }

    /// As [`Emulator::predict`], unless what costs a fraction of it is enough: `is_enough` is asked of the mean and of the
    /// most that the variance can be.
    pub fn predict_unless(
        &self,
        at: &[f64],
        is_enough: impl Fn(f64, f64) -> bool,
    ) -> Option<(f64, f64)> {
        let (mean, near) = self.mean_of(at);
        let unit = self.scale.1 * self.scale.1;
        if is_enough(mean, self.prior(at) * unit) {
            return None;
        }
        let known = forward(&self.root, &near).iter().map(|v| v * v).sum::<f64>();
        Some((mean, (self.prior(at) - known).max(JITTER * JITTER) * unit))
    }

    /// Mean variance of the outputs' noise.
    pub fn noise(&self) -> f64 {
        let noise = &self.hyper.noise;
        noise.iter().sum::<f64>() / noise.len() as f64 * self.scale.1 * self.scale.1
    }

    fn prior(&self, at: &[f64]) -> f64 {
        self.hyper.trend(at, at) + self.hyper.process
    }

    fn mean_of(&self, at: &[f64]) -> (f64, Vec<f64>) {
        let near: Vec<f64> = self.inputs.iter().map(|x| self.hyper.covariance(x, at)).collect();
        let mean = near.iter().zip(&self.weights).map(|(k, w)| k * w).sum::<f64>();
        (self.scale.0 + self.scale.1 * mean, near)
    }

    /// For each output how many standard deviations it lies from what the others say of it, noise and all (Rasmussen &
    /// Williams, 5.12).
    pub fn left_out(&self) -> Vec<f64> {
        let n = self.outputs.len();
        let inverse = inverse(&self.root, n);
        (0..n).map(|i| self.weights[i] / inverse[i * n + i].max(1e-300).sqrt()).collect()
    }

    /// Share of the outputs' variance that the others explain of each.
    pub fn explained(&self) -> f64 {
        let n = self.outputs.len();
        let inverse = inverse(&self.root, n);
        let errors = (0..n).map(|i| self.weights[i] / inverse[i * n + i].max(1e-300));
        let total: f64 = self.outputs.iter().map(|y| y * y).sum();
        1.0 - errors.map(|e| e * e).sum::<f64>() / total.max(1e-300)
    }
}

fn covariances(inputs: &[Vec<f64>], hyper: &Hyper) -> Matrix {
    let n = inputs.len();
    let mut all = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let k = hyper.covariance(&inputs[i], &inputs[j]);
            all[i * n + j] = k;
            all[j * n + i] = k;
        }
        all[i * n + i] += hyper.noise[i] + JITTER;
    }
    all
}

/// The search for lengths.
struct Search {
    inputs: Vec<Vec<f64>>,
    outputs: Vec<f64>,
    /// Known noise; fitted where it is not known.
    noise: Option<Vec<f64>>,
}

impl Search {
    fn is_noise_fitted(&self) -> bool {
        self.noise.is_none()
    }

    fn dimensions(&self) -> usize {
        self.inputs.first().map_or(0, Vec::len)
    }

    fn prior(&self, at: usize) -> (f64, f64) {
        match at {
            0 | 1 => PRIORS[at],
            _ if at < 2 + self.dimensions() => PRIORS[2],
            _ => PRIORS[3],
        }
    }

    fn hyper(&self, theta: &[f64], n: usize, known: Option<&[f64]>) -> Hyper {
        let d = self.dimensions();
        let fitted = theta.get(2 + d).map_or(0.0, |noise| exp(*noise));
        Hyper {
            process: exp(theta[0]),
            trend: exp(theta[1]),
            sharp: theta[2..2 + d].iter().map(|w| exp(*w)).collect(),
            noise: known.map_or_else(|| vec![fitted; n], <[f64]>::to_vec),
        }
    }

    /// From one start to the highest posterior density that is found.
    fn climb(&self, start: f64) -> (f64, Vec<f64>) {
        let d = self.dimensions();
        let mut theta = vec![PRIORS[0].0, PRIORS[1].0];
        theta.extend(std::iter::repeat_n(start, d));
        theta.extend(self.is_noise_fitted().then_some(PRIORS[3].0));
        let mut best = (f64::NEG_INFINITY, theta.clone());
        let mut steps = vec![0.2_f64; theta.len()];
        let mut last = vec![0.0_f64; theta.len()];
        for _ in 0..STEPS {
            let Some((density, slope)) = self.density(&theta) else { break };
            if density > best.0 {
                best = (density, theta.clone());
            }
            for (i, slope) in slope.iter().enumerate() {
                let turn = slope * last[i];
                if turn < 0.0 {
                    steps[i] = (steps[i] * 0.5).max(1e-3);
                    last[i] = 0.0;
                    continue;
                }
                if turn > 0.0 {
                    steps[i] = (steps[i] * 1.2).min(1.0);
                }
                last[i] = *slope;
                theta[i] = (theta[i] + steps[i] * slope.signum()).clamp(-9.0, 6.0);
            }
        }
        best
    }

    /// Logarithm of the posterior density and its slope; `None` where the covariance is not regular.
    fn density(&self, theta: &[f64]) -> Option<(f64, Vec<f64>)> {
        let (n, d) = (self.outputs.len(), self.dimensions());
        let hyper = self.hyper(theta, n, self.noise.as_deref());
        let root = root(&covariances(&self.inputs, &hyper), n)?;
        let weights = solve(&root, &self.outputs);
        let fit: f64 = self.outputs.iter().zip(&weights).map(|(y, w)| y * w).sum();
        let volume: f64 = (0..n).map(|i| log(root[i * n + i])).sum();
        let mut density = -0.5 * fit - volume;
        let inverse = inverse(&root, n);
        let mut slope = vec![0.0; theta.len()];
        // Of each term ½ Σ M ∂K with M = ww' − K⁻¹; `pull` is M times the bumps, which the lengths move.
        let mut pull = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..n {
                let m = weights[i] * weights[j] - inverse[i * n + j];
                let (a, b) = (&self.inputs[i], &self.inputs[j]);
                pull[i * n + j] = if j < i { pull[j * n + i] } else { m * hyper.bump(a, b) };
                slope[0] += 0.5 * pull[i * n + j];
                slope[1] += 0.5 * m * (hyper.trend(a, b) - 1.0);
            }
            if self.is_noise_fitted() {
                let m = weights[i] * weights[i] - inverse[i * n + i];
                slope[2 + d] += 0.5 * m * hyper.noise[i];
            }
        }
        let sums: Vec<f64> = pull.chunks_exact(n).map(|row| row.iter().sum()).collect();
        for k in 0..d {
            let x: Vec<f64> = self.inputs.iter().map(|point| point[k]).collect();
            let squares: f64 = sums.iter().zip(&x).map(|(sum, x)| sum * x * x).sum();
            let crossed: f64 = pull
                .chunks_exact(n)
                .zip(&x)
                .map(|(row, xi)| xi * row.iter().zip(&x).map(|(p, xj)| p * xj).sum::<f64>())
                .sum();
            slope[2 + k] = -0.25 * hyper.sharp[k] * 2.0 * (squares - crossed);
        }
        for (i, slope) in slope.iter_mut().enumerate() {
            let (middle, width) = self.prior(i);
            let off = (theta[i] - middle) / width;
            density -= 0.5 * off * off;
            *slope -= off / width;
        }
        density.is_finite().then_some((density, slope))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Draws, Process};

    fn points(n: usize, d: usize) -> Vec<Vec<f64>> {
        let of = |i: usize, k: usize| f64::from(sobol_burley::sample(i as u32, k as u32, 3));
        (0..n).map(|i| (0..d).map(|k| of(i, k)).collect()).collect()
    }

    /// Two points, no noise to speak of: mean and variance by hand.
    #[test]
    fn verif_two_points_give_the_closed_form() {
        let hyper = Hyper { process: 2.0, trend: 0.5, sharp: vec![4.0], noise: vec![0.1, 0.2] };
        let inputs = vec![vec![0.25], vec![0.75]];
        let outputs = vec![-1.0, 1.0];
        let root = root(&covariances(&inputs, &hyper), 2).unwrap();
        let weights = solve(&root, &outputs);
        let emulator = Emulator { inputs, scale: (3.0, 2.0), hyper, root, weights, outputs };
        let (trend, bump) = (|a: f64, b: f64| 1.0 + 0.5 * a * b, |f: f64| 2.0 * exp(-2.0 * f * f));
        let (a, b) = (trend(0.25, 0.25) + 2.1 + JITTER, trend(0.25, 0.25) + 2.2 + JITTER);
        let c = trend(-0.25, 0.25) + bump(0.5);
        let near = [trend(-0.25, 0.0) + bump(0.25), trend(0.25, 0.0) + bump(0.25)];
        let det = a * b - c * c;
        let weights = [(-b - c) / det, (a + c) / det];
        let mean = near[0] * weights[0] + near[1] * weights[1];
        let known =
            (near[0] * near[0] * b - 2.0 * near[0] * near[1] * c + near[1] * near[1] * a) / det;
        let (told, variance) = emulator.predict(&[0.5]);
        assert!((told - (3.0 + 2.0 * mean)).abs() < 1e-12);
        assert!((variance - 4.0 * (1.0 + 2.0 - known)).abs() < 1e-12);
        assert!(emulator.predict_unless(&[0.5], |_, most| most >= variance).is_none());
        // Left out, the first is predicted from the second alone.
        let alone = (-1.0 - c / b) / (a - c * c / b).sqrt();
        assert!((emulator.left_out()[0] - alone).abs() < 1e-9);
    }

    #[test]
    fn verif_the_slope_is_that_of_the_density() {
        let inputs = points(12, 2);
        let outputs: Vec<f64> = inputs.iter().map(|x| 2.0 * x[0] - x[1] * x[1]).collect();
        for noise in [None, Some(vec![0.05; 12])] {
            let search = Search { inputs: inputs.clone(), outputs: outputs.clone(), noise };
            let theta: Vec<f64> =
                [0.3, -0.4, 0.5, -0.2, -1.5][..4 + usize::from(search.is_noise_fitted())].to_vec();
            let (_, slope) = search.density(&theta).unwrap();
            for i in 0..theta.len() {
                let at = |step: f64| {
                    let mut other = theta.clone();
                    other[i] += step;
                    search.density(&other).unwrap().0
                };
                let measured = (at(1e-5) - at(-1e-5)) / 2e-5;
                assert!((measured - slope[i]).abs() < 1e-5, "{i}: {measured} {}", slope[i]);
            }
        }
    }

    /// A wavy function of two of five inputs with known noise: nine in ten outputs that are left out, and of the truth at
    /// new points, lie inside nine tenths.
    #[test]
    fn verif_intervals_hold_as_often_as_they_say() {
        const NINE_TENTHS: f64 = 1.645;
        let truth = |x: &[f64]| libm::sin(5.0 * x[0]) + 2.0 * x[1] * x[1];
        let inputs = points(120, 5);
        let noise = 0.15;
        let mut draws = Draws::new(5, 0).stream(Process::Design, 0, 0, 0);
        let mut normal = || (0..12).map(|_| draws.unit64()).sum::<f64>() - 6.0;
        let outputs: Vec<f64> = inputs.iter().map(|x| truth(x) + noise * normal()).collect();
        let known = vec![noise * noise; 120];
        let emulator = Emulator::fit(&inputs, &outputs, Some(&known)).unwrap();
        assert!(emulator.explained() > 0.9, "{}", emulator.explained());
        let share = |inside: usize, n: usize| inside as f64 / n as f64;
        let left = emulator.left_out();
        let inside = left.iter().filter(|z| z.abs() < NINE_TENTHS).count();
        assert!((0.82..0.99).contains(&share(inside, 120)), "{inside} of 120");
        let fresh = &points(520, 5)[120..];
        let is_inside = |x: &&Vec<f64>| {
            let (mean, variance) = emulator.predict(x);
            (mean - truth(x)).abs() < NINE_TENTHS * variance.sqrt()
        };
        let inside = fresh.iter().filter(is_inside).count();
        assert!((0.8..1.0).contains(&share(inside, 400)), "{inside} of 400");
        // Noise that is not known is found.
        let fitted = Emulator::fit(&inputs, &outputs, None).unwrap();
        let found = (fitted.hyper.noise[0]).sqrt() * fitted.scale.1;
        assert!((0.1..0.2).contains(&found), "{found}");
    }

    #[test]
    fn what_does_not_vary_has_no_emulator() {
        assert!(Emulator::fit(&points(9, 2), &[2.5; 9], None).is_none());
        assert!(Emulator::fit(&points(3, 2), &[1.0, 2.0, 3.0], None).is_none());
    }
}
