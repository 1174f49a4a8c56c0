//! Means over replicates, their intervals, and paired comparisons.

use statrs::distribution::{ChiSquared, ContinuousCDF, Normal, StudentsT};

/// A mean with the half-width of its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Mean over replicates.
    pub mean: f64,
    /// Half-width of the 95 % t interval; `None` with fewer than two replicates.
    pub half_width: Option<f64>,
    /// Replicates.
    pub n: usize,
}

impl Estimate {
    /// Lower end of its interval.
    pub fn low(&self) -> Option<f64> {
        self.half_width.map(|half| self.mean - half)
    }

    /// Upper end of its interval.
    pub fn high(&self) -> Option<f64> {
        self.half_width.map(|half| self.mean + half)
    }
}

/// The mean of independent replicates, with a 95 % interval by Student's t.
pub fn estimate(values: &[f64]) -> Option<Estimate> {
    let n = values.len();
    if n == 0 {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n as f64;
    let half_width =
        (n > 1).then(|| t_quantile(n - 1, 0.975) * (variance(values) / n as f64).sqrt());
    Some(Estimate { mean, half_width, n })
}

/// A paired comparison of replicates that share their draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paired {
    /// Mean of the differences.
    pub difference: f64,
    /// Half-width of the 95 % paired t interval; infinite with fewer than two pairs.
    pub half_width: f64,
    /// Mean of the differences over their standard deviation (Cohen's d_z); `None` where all
    /// differences are equal.
    pub standardised: Option<f64>,
    /// Two-sided p value of the paired t test; 0 where all differences are equal and not zero, 1
    /// where all are zero.
    pub p: f64,
    /// Variance of the difference without pairing over that with it: how many times fewer
    /// replicates pairing needs. `None` where the differences do not vary.
    pub gain: Option<f64>,
    /// Standard deviation of the differences.
    pub deviation: f64,
    /// Pairs.
    pub n: usize,
}

/// Compares paired values, second less first. `None` without pairs.
pub fn paired(first: &[f64], second: &[f64]) -> Option<Paired> {
    let n = first.len().min(second.len());
    if n == 0 {
        return None;
    }
    let differences: Vec<f64> = second.iter().zip(first).map(|(b, a)| b - a).collect();
    let difference = differences.iter().sum::<f64>() / n as f64;
    let variance = variance(&differences);
    let deviation = deviation(&differences);
    let (mut p, mut half_width) = (1.0, f64::INFINITY);
    if n > 1 {
        let error = deviation / (n as f64).sqrt();
        half_width = t_quantile(n - 1, 0.975) * error;
        p = match (error > 0.0, difference == 0.0) {
            (true, _) => 2.0 * t_above(n - 1, (difference / error).abs()),
            (false, true) => 1.0,
            (false, false) => 0.0,
        };
    }
    Some(Paired {
        difference,
        half_width,
        standardised: (deviation > 0.0).then(|| difference / deviation),
        p,
        gain: (variance > 0.0).then(|| (self::variance(first) + self::variance(second)) / variance),
        deviation,
        n,
    })
}

/// Standard deviation of a sample; 0 with fewer than two values.
pub fn deviation(values: &[f64]) -> f64 {
    variance(values).sqrt()
}

/// Variance of a sample; 0 with fewer than two values.
fn variance(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (values.len() - 1) as f64
}

/// Quantile of Student's t.
pub fn t_quantile(freedom: usize, probability: f64) -> f64 {
    StudentsT::new(0.0, 1.0, freedom as f64).map_or(f64::NAN, |t| t.inverse_cdf(probability))
}

/// Quantile of the standard normal distribution.
pub fn normal_quantile(probability: f64) -> f64 {
    Normal::new(0.0, 1.0).map_or(f64::NAN, |normal| normal.inverse_cdf(probability))
}

/// Ranks from 0, ties sharing their mean.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut i = 0;
    while i < order.len() {
        let tied = order[i..].iter().take_while(|&&k| values[k] == values[order[i]]).count();
        for &k in &order[i..i + tied] {
            ranks[k] = i as f64 + (tied as f64 - 1.0) / 2.0;
        }
        i += tied;
    }
    ranks
}

/// Spearman's rank correlation; `None` with fewer than three pairs or where one does not vary.
pub fn spearman(x: &[f64], y: &[f64]) -> Option<f64> {
    let n = x.len().min(y.len());
    if n < 3 {
        return None;
    }
    let (x, y) = (ranks(&x[..n]), ranks(&y[..n]));
    let mean = (n as f64 - 1.0) / 2.0;
    let product: f64 = x.iter().zip(&y).map(|(a, b)| (a - mean) * (b - mean)).sum();
    let square = |v: &[f64]| v.iter().map(|a| (a - mean).powi(2)).sum::<f64>();
    let both = (square(&x) * square(&y)).sqrt();
    (both > 0.0).then(|| product / both)
}

fn t_above(freedom: usize, t: f64) -> f64 {
    StudentsT::new(0.0, 1.0, freedom as f64).map_or(f64::NAN, |student| student.sf(t))
}

/// The smallest true difference, in standard errors, that a two-sided t test at `level` shows with
/// probability `power`: the shift of the noncentral t distribution, whose spread is averaged over
/// quantiles of its chi-squared variance.
pub fn smallest_shown(freedom: usize, level: f64, power: f64) -> f64 {
    const STEPS: u32 = 400;
    let critical = t_quantile(freedom, 1.0 - level / 2.0);
    let (Ok(variance), Ok(normal)) = (ChiSquared::new(freedom as f64), Normal::new(0.0, 1.0))
    else {
        return f64::NAN;
    };
    let spreads: Vec<f64> = (0..STEPS)
        .map(|step| (f64::from(step) + 0.5) / f64::from(STEPS))
        .map(|share| (variance.inverse_cdf(share) / freedom as f64).sqrt())
        .collect();
    let shown = |shift: f64| {
        let chances = spreads.iter().map(|spread| normal.cdf(shift - critical * spread));
        chances.sum::<f64>() / f64::from(STEPS)
    };
    let (mut low, mut high) = (0.0, 4.0 * critical + 10.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if shown(middle) < power { low = middle } else { high = middle }
    }
    high
}

/// p values adjusted for their number by Holm's step-down method (Holm 1979), in the given order.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let mut adjusted = vec![1.0; p.len()];
    let mut least: f64 = 0.0;
    for (rank, &i) in order.iter().enumerate() {
        least = least.max(p[i] * (p.len() - rank) as f64).min(1.0);
        adjusted[i] = least;
    }
    adjusted
}

/// Replicates that Stein's two-stage procedure (Stein 1945) asks for: with a pilot of `n` of standard
/// deviation `deviation`, that many in all make the interval t(n−1)·deviation/√N no wider than
/// `half_width` on either side, with its full confidence although the pilot was looked at.
pub fn stein_replicates(n: usize, deviation: f64, half_width: f64) -> usize {
    if n < 2 || half_width <= 0.0 {
        return n;
    }
    let needed = (t_quantile(n - 1, 0.975) * deviation / half_width).powi(2).ceil();
    n.max(needed as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verif_a_paired_comparison_is_that_of_a_textbook() {
        // Differences 1, 2, 3: mean 2, deviation 1, t = 2√3 = 3.464 on two degrees: p = 0.0742.
        let paired = paired(&[5.0, 7.0, 1.0], &[6.0, 9.0, 4.0]).unwrap();
        assert!((paired.difference - 2.0).abs() < 1e-12);
        assert!((paired.p - 0.074_18).abs() < 1e-5, "{}", paired.p);
        assert_eq!(paired.standardised, Some(2.0));
        // Variances 28/3 and 19/3 against 1.
        assert!((paired.gain.unwrap() - 47.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn verif_a_rank_correlation_is_that_of_a_textbook() {
        // Ranks 1 to 5 against 2 1 4 3 5: 1 − 6·4/(5·24) = 0.8; ties share their mean rank.
        let x = [1.0, 2.0, 3.0, 4.0, 5.0];
        assert!((spearman(&x, &[2.0, 1.0, 4.0, 3.0, 5.0]).unwrap() - 0.8).abs() < 1e-12);
        assert_eq!(ranks(&[3.0, 1.0, 3.0]), [1.5, 0.0, 1.5]);
        assert_eq!(spearman(&x, &[7.0; 5]), None);
    }

    #[test]
    fn equal_values_differ_by_exactly_nothing() {
        let same = paired(&[1.5, 2.5], &[1.5, 2.5]).unwrap();
        assert_eq!((same.difference, same.half_width, same.p), (0.0, 0.0, 1.0));
        assert_eq!(same.standardised, None);
    }

    #[test]
    fn verif_holm_adjusts_step_by_step() {
        let adjusted = holm(&[0.01, 0.04, 0.03]);
        for (found, expected) in adjusted.iter().zip([0.03, 0.06, 0.06]) {
            assert!((found - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn verif_stein_asks_for_what_the_interval_needs() {
        // t(9, 0.975) = 2.2622; (2.2622·3/1)² = 46.06.
        assert_eq!(stein_replicates(10, 3.0, 1.0), 47);
        assert_eq!(stein_replicates(10, 0.1, 1.0), 10);
    }

    /// Roots of the noncentral t distribution's tail, by SciPy's `nct`.
    #[test]
    fn verif_the_smallest_difference_shown_is_that_of_the_noncentral_t() {
        for (freedom, rows, expected) in [
            (2, 12.0, 19.649),
            (3, 1.0, 4.256),
            (7, 1.0, 3.270),
            (7, 12.0, 5.269),
            (29, 12.0, 3.992),
        ] {
            let found = smallest_shown(freedom, 0.05 / rows, 0.8);
            assert!((found / expected - 1.0).abs() < 0.01, "{freedom} {rows}: {found}");
        }
    }

    #[test]
    fn verif_the_interval_is_students() {
        // Mean 2, standard deviation 1, n 3: t(2, 0.975) = 4.3027, half-width 4.3027/√3.
        let estimate = estimate(&[1.0, 2.0, 3.0]).unwrap();
        assert!((estimate.mean - 2.0).abs() < 1e-12);
        assert!((estimate.half_width.unwrap() - 4.302_652_73 / 3.0_f64.sqrt()).abs() < 1e-6);
    }

    #[test]
    fn one_replicate_has_no_interval() {
        assert_eq!(estimate(&[5.0]).unwrap().half_width, None);
        assert_eq!(estimate(&[]), None);
    }
}
