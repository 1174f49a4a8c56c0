//! Arithmetic that gives the same bits on every machine: no platform libm, no fused operations.

use std::sync::{Arc, Mutex, PoisonError};

/// Logistic function σ(x).
#[inline]
pub fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// e^x to a relative error of 3e-7, from additions, multiplications and bit operations only.
///
/// Splits x = k ln 2 + r with |r| ≤ ln 2 / 2 and takes a polynomial of degree six in r. Saturates
/// below -87 (to 0) and above 88.
#[inline]
pub fn exp(x: f32) -> f32 {
    const LOG2_E: f32 = std::f32::consts::LOG2_E;
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    // Adding and taking off 1.5 · 2^23 rounds to the nearest whole number.
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-87.0, 88.0);
    let rounded = x * LOG2_E + ROUND;
    let k = rounded - ROUND;
    let r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    let p = 1.0 / 720.0;
    let p = p * r + 1.0 / 120.0;
    let p = p * r + 1.0 / 24.0;
    let p = p * r + 1.0 / 6.0;
    let p = p * r + 0.5;
    let p = p * r + 1.0;
    let p = p * r + 1.0;
    // The low bits of the rounded sum are k in two's complement, and those above them leave by the shift.
    p * f32::from_bits(rounded.to_bits().wrapping_add(127) << 23)
}

/// Natural logarithm of a positive number.
#[inline]
pub fn ln(x: f32) -> f32 {
    libm::logf(x)
}

/// Rounds a drawn number so that the last bit of a platform's functions cannot matter.
pub fn coarse(x: f64) -> f64 {
    (x * 4096.0).round() / 4096.0
}

/// An exponential waiting time at hazard `rate`, from a uniform; never ends at rate 0.
#[inline]
pub fn waiting_time(rate: f32, uniform: f32) -> f32 {
    if rate <= 0.0 { f32::INFINITY } else { -ln(uniform) / rate }
}

/// Probability that a hazard strikes within an exposure: 1 - exp(-h·x).
#[inline]
pub fn struck(hazard: f32, exposure: f32) -> f32 {
    1.0 - exp(-hazard * exposure)
}

/// The factor by which a stock with this half-life shrinks over `time` of the same unit.
pub fn decay(half_life: f64, time: f64) -> f32 {
    libm::exp2(-time / half_life) as f32
}

/// A Poisson number by inversion, in portions of mean at most 500 so that nothing underflows;
/// `uniform` gives the uniform of each portion.
pub fn poisson(mean: f64, mut uniform: impl FnMut(u32) -> f64) -> u32 {
    const PORTION: f64 = 500.0;
    let mut left = mean;
    let mut total = 0;
    let mut portion = 0;
    while left > 0.0 {
        let mean = left.min(PORTION);
        let u = uniform(portion);
        let mut p = libm::exp(-mean);
        let mut cumulated = p;
        let mut k = 0;
        // The second condition ends the sum where rounding keeps it from reaching u.
        while u > cumulated && f64::from(k) < mean + 40.0 * (mean.sqrt() + 1.0) {
            k += 1;
            p *= mean / f64::from(k);
            cumulated += p;
        }
        total += k;
        left -= PORTION;
        portion += 1;
    }
    total
}

/// Tables that were made before in this process, by what they were made of: each takes milliseconds, and every replicate,
/// point of a sweep and change of a parameter asks for them again.
struct Made<T>(Mutex<Vec<([u64; 2], Arc<T>)>>);

impl<T> Made<T> {
    /// Tables that are kept; the first go first.
    const MOST: usize = 64;

    const fn none() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    fn get(&self, of: [f64; 2], make: impl FnOnce() -> T) -> Arc<T> {
        let of = of.map(f64::to_bits);
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, table)) = made.iter().find(|(known, _)| *known == of) {
            return Arc::clone(table);
        }
        if made.len() == Self::MOST {
            made.remove(0);
        }
        let table = Arc::new(make());
        made.push((of, Arc::clone(&table)));
        table
    }
}

/// Quantiles of a Beta distribution at 256 evenly spread probabilities: one word, one draw.
#[derive(Debug, Clone)]
pub struct BetaQuantiles(Arc<[f32; 256]>);

impl BetaQuantiles {
    /// The distribution with this mean in (0, 1) and concentration a + b.
    pub fn new(mean: f64, concentration: f64) -> Self {
        static MADE: Made<[f32; 256]> = Made::none();
        Self(MADE.get([mean, concentration], || Self::table(mean, concentration)))
    }

    fn table(mean: f64, concentration: f64) -> [f32; 256] {
        const CELLS: usize = 4096;
        let (a, b) = (mean * concentration, (1.0 - mean) * concentration);
        let density: [f64; CELLS] = std::array::from_fn(|i| {
            let x = (i as f64 + 0.5) / CELLS as f64;
            libm::pow(x, a - 1.0) * libm::pow(1.0 - x, b - 1.0)
        });
        let total: f64 = density.iter().sum();
        let mut quantiles = [0.0; 256];
        let mut cell = 0;
        let mut below = 0.0;
        for (q, quantile) in quantiles.iter_mut().enumerate() {
            let target = (q as f64 + 0.5) / 256.0 * total;
            while cell < CELLS - 1 && below + density[cell] < target {
                below += density[cell];
                cell += 1;
            }
            let share = ((target - below) / density[cell]).clamp(0.0, 1.0);
            *quantile = ((cell as f64 + share) / CELLS as f64) as f32;
        }
        quantiles
    }

    /// The quantile of a random byte.
    #[inline]
    pub fn at(&self, byte: u8) -> f32 {
        self.0[byte as usize]
    }
}

/// Means of the 16 equal classes of a Gamma distribution of mean 1 and this variance, from the lowest; all 1 at
/// variance 0. Their mean is 1.
pub fn gamma_classes(variance: f64) -> [f64; 16] {
    static MADE: Made<[f64; 16]> = Made::none();
    if variance <= 0.0 {
        return [1.0; 16];
    }
    *MADE.get([variance, 0.0], || classes(variance))
}

fn classes(variance: f64) -> [f64; 16] {
    const CLASSES: usize = 16;
    const CELLS: usize = 20_000;
    let shape = 1.0 / variance;
    // The density of x^power has no pole at 0.
    let power = shape.min(1.0);
    let last = libm::pow(1.0 + 40.0 * variance.max(variance.sqrt()), power);
    let value = |i: usize| libm::pow((i as f64 + 0.5) / CELLS as f64 * last, 1.0 / power);
    // The logarithm keeps powers of large shapes finite; its constant does not matter.
    let density = |x: f64| libm::exp((shape - power) * libm::log(x) - shape * (x - 1.0));
    let cells: Vec<(f64, f64)> = (0..CELLS).map(value).map(|x| (x, density(x))).collect();
    let total: f64 = cells.iter().map(|(_, density)| density).sum();
    let (mut sums, mut shares) = ([0.0; CLASSES], [0.0; CLASSES]);
    let mut below = 0.0;
    for (x, density) in cells {
        let mut mass = density / total;
        // A cell can lie in two classes.
        while mass > 0.0 {
            let class = ((below * CLASSES as f64) as usize).min(CLASSES - 1);
            let room = if class + 1 < CLASSES {
                (class + 1) as f64 / CLASSES as f64 - below
            } else {
                f64::INFINITY
            };
            let part = mass.min(room.max(f64::EPSILON));
            sums[class] += part * x;
            shares[class] += part;
            below += part;
            mass -= part;
        }
    }
    let means: [f64; CLASSES] = std::array::from_fn(|i| sums[i] / shares[i]);
    let mean = means.iter().sum::<f64>() / CLASSES as f64;
    means.map(|of_class| of_class / mean)
}

/// Shares of a Beta distribution in bytes, by mean in 64 steps and at 256 evenly spread probabilities.
#[derive(Debug, Clone)]
pub struct BetaShares(Arc<Vec<[u8; 256]>>);

impl BetaShares {
    /// Steps of the mean.
    const MEANS: usize = 64;

    /// Distributions with this concentration a + b.
    pub fn new(concentration: f64) -> Self {
        static MADE: Made<Vec<[u8; 256]>> = Made::none();
        let row = |i| Self::row((i as f64 + 0.5) / Self::MEANS as f64, concentration);
        Self(MADE.get([concentration, 0.0], || (0..Self::MEANS).map(row).collect()))
    }

    /// Quantiles of one of them. A density that has no bound at an end is summed exactly there.
    fn row(mean: f64, concentration: f64) -> [u8; 256] {
        const CELLS: usize = 256;
        let (a, b) = (mean * concentration, (1.0 - mean) * concentration);
        // From the nearer end: the steep factor over the cell, times the other in its middle.
        let part = |from: f64, to: f64, steep: f64, flat: f64| {
            let middle = 1.0 - f64::midpoint(from, to);
            (libm::pow(to, steep) - libm::pow(from, steep)) / steep * libm::pow(middle, flat - 1.0)
        };
        let weight: [f64; CELLS] = std::array::from_fn(|cell| {
            let (from, to) = (cell as f64 / CELLS as f64, (cell + 1) as f64 / CELLS as f64);
            if cell < CELLS / 2 { part(from, to, a, b) } else { part(1.0 - to, 1.0 - from, b, a) }
        });
        let total: f64 = weight.iter().sum();
        let (mut cell, mut below) = (0, 0.0);
        std::array::from_fn(|q| {
            let target = (q as f64 + 0.5) / CELLS as f64 * total;
            while cell < CELLS - 1 && below + weight[cell] < target {
                below += weight[cell];
                cell += 1;
            }
            cell as u8
        })
    }

    /// A share of 255, of the distribution with this mean, at a random byte.
    #[inline]
    pub fn at(&self, mean: f32, byte: u8) -> u8 {
        let step = ((mean * Self::MEANS as f32) as usize).min(Self::MEANS - 1);
        self.0[step][byte as usize]
    }
}

/// Division of whole units over weights by the largest remainder, with room that is kept from one
/// division to the next.
#[derive(Debug, Clone, Default)]
pub struct Division {
    /// Weights of the shares; fill these, then divide.
    pub weights: Vec<f64>,
    shares: Vec<u64>,
    order: Vec<u32>,
}

impl Division {
    /// A division over these weights.
    pub fn over(weights: Vec<f64>) -> Self {
        Self { weights, ..Self::default() }
    }

    /// Divides `total` over the weights; ties go to the first. Without any weight nothing is given
    /// out.
    pub fn divide(&mut self, total: u64) -> &[u64] {
        let sum: f64 = self.weights.iter().sum();
        self.shares.clear();
        if sum <= 0.0 {
            self.shares.resize(self.weights.len(), 0);
            return &self.shares;
        }
        let exact = |weight: f64| total as f64 * (weight / sum);
        self.shares.extend(self.weights.iter().map(|&weight| exact(weight) as u64));
        let left = total.saturating_sub(self.shares.iter().sum());
        self.order.clear();
        self.order.extend(0..self.weights.len() as u32);
        let (weights, shares) = (&self.weights, &self.shares);
        let remainder = |i: u32| exact(weights[i as usize]) - shares[i as usize] as f64;
        self.order.sort_unstable_by(|&a, &b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(&b)));
        // Rounding of the exact shares can leave more than one unit for each.
        for i in 0..left as usize {
            self.shares[self.order[i % self.order.len()] as usize] += 1;
        }
        &self.shares
    }
}

/// A share of `n` with the ends of its 95 % score interval (Wilson 1927).
pub fn wilson(yes: f64, n: f64) -> (f64, f64, f64) {
    /// Standard normal quantile of a 95 % interval.
    const Z: f64 = 1.959_964;
    let share = yes / n;
    let centre = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half =
        Z / (1.0 + Z * Z / n) * libm::sqrt(share * (1.0 - share) / n + Z * Z / (4.0 * n * n));
    (share, (centre - half).max(0.0), (centre + half).min(1.0))
}

/// A geometric number from 1 on with this mean, above 1, from a uniform.
pub fn geometric(mean: f32, uniform: f32) -> u32 {
    1 + (ln(uniform) / ln(1.0 - 1.0 / mean)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verif_exp_is_close_to_the_exact_one() {
        for i in -8600..8700 {
            let x = i as f32 / 100.0;
            let exact = libm::exp(f64::from(x));
            assert!((f64::from(exp(x)) / exact - 1.0).abs() < 4e-7, "{x}");
        }
    }

    #[test]
    fn verif_poisson_has_its_mean_and_variance() {
        for mean in [0.3, 4.0, 60.0, 1200.0] {
            let n = 20_000;
            let mut stream = crate::engine::Draws::new(1, 1).stream(
                crate::engine::Process::World,
                mean as u32,
                0,
                0,
            );
            let draws: Vec<f64> = (0..n).map(|_| f64::from(stream.poisson(mean))).collect();
            let average = draws.iter().sum::<f64>() / n as f64;
            let variance = draws.iter().map(|x| (x - average).powi(2)).sum::<f64>() / n as f64;
            // Five standard errors each: false alarms below 1e-6.
            assert!((average - mean).abs() < 5.0 * (mean / n as f64).sqrt(), "{mean}: {average}");
            let spread = (mean / n as f64 + 2.0 * mean * mean / n as f64).sqrt();
            assert!((variance - mean).abs() < 5.0 * spread, "{mean}: variance {variance}");
        }
    }

    #[test]
    fn verif_beta_quantiles_have_the_mean() {
        for mean in [0.25, 0.3, 0.45] {
            let beta = BetaQuantiles::new(mean, 4.0);
            let average = (0..=255).map(|b| f64::from(beta.at(b))).sum::<f64>() / 256.0;
            assert!((average - mean).abs() < 2e-3, "{average}");
        }
    }

    #[test]
    fn verif_beta_shares_have_their_mean_and_the_closed_form_of_the_arcsine() {
        for concentration in [0.5, 1.0, 4.0] {
            let shares = BetaShares::new(concentration);
            for mean in [0.02_f32, 0.2, 0.5, 0.8, 0.98] {
                let all = (0..=255).map(|b| f64::from(shares.at(mean, b)));
                let average = all.sum::<f64>() / 256.0 / 255.0;
                // The mean is one of 64 steps.
                assert!((average - f64::from(mean)).abs() < 0.012, "{mean}: {average}");
            }
        }
        // Beta(1/2, 1/2): P(X < x) = 2/π·arcsin √x.
        let (shares, mean) = (BetaShares::new(1.0), 0.5);
        for x in [0.1_f64, 0.2, 0.5, 0.8] {
            let below = (0..=255).filter(|&b| f64::from(shares.at(mean, b)) < x * 255.0).count();
            let exact = 2.0 / std::f64::consts::PI * x.sqrt().asin();
            assert!((below as f64 / 256.0 - exact).abs() < 0.012, "{x}: {below} {exact}");
        }
    }

    #[test]
    fn division_gives_out_everything_by_the_largest_remainder() {
        let mut division = Division::over(vec![1.0, 1.0, 1.0]);
        assert_eq!(division.divide(100), [34, 33, 33]);
        division.weights = vec![1.0, 2.0, 4.0];
        assert_eq!(division.divide(10), [1, 3, 6]);
        division.weights = vec![0.0, 0.0];
        assert_eq!(division.divide(7), [0, 0]);
    }

    /// Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662.
    #[test]
    fn verif_the_interval_of_a_share_is_wilsons() {
        let (value, low, high) = wilson(81.0, 263.0);
        assert!((value - 0.3080).abs() < 1e-4);
        assert!((low - 0.2553).abs() < 1e-4 && (high - 0.3662).abs() < 1e-4, "{low} {high}");
    }

    /// The exponential distribution has class means in closed form: (1 − p)(1 − ln(1 − p)) is the mass above p.
    #[test]
    fn verif_classes_of_the_exponential_are_as_in_closed_form() {
        let above = |p: f64| if p < 1.0 { (1.0 - p) * (1.0 - libm::log(1.0 - p)) } else { 0.0 };
        for (i, mean) in gamma_classes(1.0).into_iter().enumerate() {
            let exact = 16.0 * (above(i as f64 / 16.0) - above((i + 1) as f64 / 16.0));
            assert!((mean / exact - 1.0).abs() < 0.01, "{i}: {mean} {exact}");
        }
    }

    #[test]
    fn verif_classes_of_gamma_have_mean_1_and_nearly_its_variance() {
        for variance in [0.0, 0.01, 0.3, 1.43, 3.3, 10.0] {
            let classes = gamma_classes(variance);
            let mean = classes.iter().sum::<f64>() / 16.0;
            let between = classes.iter().map(|f| (f - mean).powi(2)).sum::<f64>() / 16.0;
            assert!((mean - 1.0).abs() < 1e-9, "{variance}: {mean}");
            assert!(classes.windows(2).all(|pair| pair[0] <= pair[1]), "{classes:?}");
            // What lies within the classes, most of it in the highest, is missing.
            assert!(between <= variance && between >= 0.6 * variance, "{variance}: {between}");
        }
    }
}
