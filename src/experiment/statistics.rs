//! Means over replicates, their intervals, and paired comparisons.

use crate::engine::wilson;
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

    /// Whether its interval leaves 0 out; `None` without one.
    pub fn is_shown(&self) -> Option<bool> {
        leaves_zero_out(self.low(), self.high())
    }
}

/// Whether an interval leaves 0 out.
fn leaves_zero_out(low: Option<f64>, high: Option<f64>) -> Option<bool> {
    Some(low? > 0.0 || high? < 0.0)
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

/// Where a quantity can lie at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// Anywhere.
    Any,
    /// At 0 or above: rates, ratios, counts.
    NotNegative,
    /// From 0 to 1.
    Share,
}

impl Range {
    /// Where a metric of this unit can lie.
    pub fn of_unit(unit: &str) -> Self {
        let begins = |words: &[&str]| words.iter().any(|word| unit.starts_with(word));
        if begins(&["share", "level", "probability"]) {
            Self::Share
        } else if begins(&["rand"]) {
            Self::Any
        } else {
            Self::NotNegative
        }
    }
}

/// A mean with the ends of its 95 % interval, which lie where the quantity can lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Mean over replicates.
    pub mean: f64,
    /// Lower end; `None` with fewer than two replicates, or where all of them lie on an edge of the range, of which they
    /// say no more than that.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Replicates.
    pub n: usize,
}

impl From<Estimate> for Span {
    fn from(estimate: Estimate) -> Self {
        let (low, high) = (estimate.low(), estimate.high());
        Self { mean: estimate.mean, low, high, n: estimate.n }
    }
}

/// The mean of independent replicates with a 95 % interval that stays in its range: Student's t on the scale of
/// log-odds for shares and of logarithms for what is not negative, carried there to first order (the delta method).
/// On its own scale where a replicate lies outside the range.
pub fn span(values: &[f64], range: Range) -> Option<Span> {
    let plain = estimate(values)?;
    let (mean, n) = (plain.mean, plain.n);
    let is_outside = |x: &f64| match range {
        Range::Any => true,
        Range::NotNegative => *x < 0.0,
        Range::Share => !(0.0..=1.0).contains(x),
    };
    let Some(half) = plain.half_width.filter(|_| !values.iter().any(is_outside)) else {
        return Some(plain.into());
    };
    let between = |low: f64, high: f64| Some(Span { mean, low: Some(low), high: Some(high), n });
    if range == Range::NotNegative && mean > 0.0 {
        return between(mean * libm::exp(-half / mean), mean * libm::exp(half / mean));
    }
    if range == Range::Share && mean > 0.0 && mean < 1.0 {
        let odds = libm::log(mean / (1.0 - mean));
        let reach = half / (mean * (1.0 - mean));
        let share = |odds: f64| 1.0 / (1.0 + libm::exp(-odds));
        return between(share(odds - reach), share(odds + reach));
    }
    Some(Span { mean, low: None, high: None, n })
}

/// A share with its 95 % score interval (Wilson 1927).
pub fn share_of(yes: usize, n: usize) -> Option<Span> {
    let (mean, low, high) = (n > 0).then(|| wilson(yes as f64, n as f64))?;
    Some(Span { mean, low: Some(low), high: Some(high), n })
}

/// Most that pairing is said to gain: beyond it the number tells of rounding and not of replicates.
pub const MOST_GAIN: f64 = 1000.0;

/// Share of the size of two numbers below which their difference is one of rounding.
const DUST: f64 = 1e-12;

/// A paired comparison of replicates that share their draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paired {
    /// Mean of the differences.
    pub difference: f64,
    /// Half-width of the 95 % paired t interval; `None` with fewer than two pairs.
    pub half_width: Option<f64>,
    /// Mean of the differences over their standard deviation (Cohen's d_z); `None` where all
    /// differences are equal.
    pub standardised: Option<f64>,
    /// Two-sided p value of the paired t test; 0 where all differences are equal and not zero, 1
    /// where all are zero. `None` with fewer than two pairs.
    pub p: Option<f64>,
    /// Variance of the difference without pairing over that with it, at most [`MOST_GAIN`]: how many times fewer
    /// replicates pairing needs. `None` where the differences do not vary.
    pub gain: Option<f64>,
    /// Standard deviation of the differences.
    pub deviation: f64,
    /// Pairs.
    pub n: usize,
}

impl Paired {
    /// Lower end of its interval.
    pub fn low(&self) -> Option<f64> {
        self.half_width.map(|half| self.difference - half)
    }

    /// Upper end of its interval.
    pub fn high(&self) -> Option<f64> {
        self.half_width.map(|half| self.difference + half)
    }

    /// Whether its interval leaves 0 out; `None` without one.
    pub fn is_shown(&self) -> Option<bool> {
        leaves_zero_out(self.low(), self.high())
    }
}

/// The differences of pairs, second less first; those of rounding are none.
fn differences(first: &[f64], second: &[f64]) -> Vec<f64> {
    let difference = |(b, a): (&f64, &f64)| {
        let d = b - a;
        if d.abs() <= DUST * a.abs().max(b.abs()) { 0.0 } else { d }
    };
    second.iter().zip(first).map(difference).collect()
}

/// Compares paired values, second less first. `None` without pairs.
pub fn paired(first: &[f64], second: &[f64]) -> Option<Paired> {
    paired_after(first, second, usize::MAX)
}

/// The same, where the first `pilot` pairs have said how many there should be: interval and p value are those of Stein's
/// two-stage procedure (Stein 1945), which takes the deviation and the degrees of freedom of the pilot.
pub fn paired_after(first: &[f64], second: &[f64], pilot: usize) -> Option<Paired> {
    let n = first.len().min(second.len());
    if n == 0 {
        return None;
    }
    let differences = differences(first, second);
    let difference = differences.iter().sum::<f64>() / n as f64;
    let size = first.iter().chain(second).fold(0.0, |size: f64, x| size.max(x.abs()));
    // Differences that vary by rounding alone do not vary.
    let spread = |of: &[f64]| Some(deviation(of)).filter(|d| *d > DUST * size).unwrap_or(0.0);
    let deviation = spread(&differences);
    let known = pilot.min(n);
    let error = spread(&differences[..known]) / (n as f64).sqrt();
    let freedom = known.checked_sub(1).filter(|freedom| *freedom > 0);
    let p = |freedom: usize| match (error > 0.0, difference == 0.0) {
        (true, _) => 2.0 * t_above(freedom, (difference / error).abs()),
        (false, true) => 1.0,
        (false, false) => 0.0,
    };
    let gain = (variance(first) + variance(second)) / (deviation * deviation);
    Some(Paired {
        difference,
        half_width: freedom.map(|freedom| t_quantile(freedom, 0.975) * error),
        standardised: (deviation > 0.0).then(|| difference / deviation),
        p: freedom.map(p),
        gain: (deviation > 0.0).then_some(gain.min(MOST_GAIN)),
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

/// A quantile of values in order: the one whose rank is nearest.
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let at = (share * (sorted.len() as f64 - 1.0)).round() as usize;
    sorted.get(at).copied()
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
        assert!((paired.p.unwrap() - 0.074_18).abs() < 1e-5, "{:?}", paired.p);
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
        assert_eq!((same.difference, same.half_width, same.p), (0.0, Some(0.0), Some(1.0)));
        assert_eq!((same.standardised, same.gain), (None, None));
    }

    #[test]
    fn one_pair_has_a_difference_and_nothing_else() {
        let one = paired(&[1.0], &[3.0]).unwrap();
        assert_eq!((one.difference, one.half_width, one.p), (2.0, None, None));
        assert_eq!((one.low(), one.high(), one.gain), (None, None, None));
    }

    /// 0.1 + 0.2 is not 0.3 to a computer; nobody finds a difference there.
    #[test]
    fn rounding_is_no_difference_and_pairing_gains_no_more_than_can_be_said() {
        let dust = paired(&[0.3, 0.3, 0.3], &[0.1 + 0.2, 0.3, 0.1 + 0.2]).unwrap();
        assert_eq!((dust.difference, dust.p, dust.gain), (0.0, Some(1.0), None));
        let shifted = paired(&[1.0, 2.0, 3.0], &[1.1, 2.1, 3.1]).unwrap();
        assert_eq!((shifted.p, shifted.gain, shifted.standardised), (Some(0.0), None, None));
        let close = paired(&[1.0, 2.0, 3.0], &[1.1, 2.1, 3.100_001]).unwrap();
        assert_eq!(close.gain, Some(MOST_GAIN));
    }

    /// By hand: shares 0.8, 0.9, 1.0 have mean 0.9 and half-width 4.3027·0.1/√3 = 0.24842; log-odds 2.19722 ± 2.76020.
    #[test]
    fn verif_intervals_stay_where_the_quantity_can_lie() {
        let share = span(&[0.8, 0.9, 1.0], Range::Share).unwrap();
        assert!((share.low.unwrap() - 0.362_87).abs() < 1e-4, "{share:?}");
        assert!((share.high.unwrap() - 0.993_02).abs() < 1e-4, "{share:?}");
        let ratio = span(&[0.0, 1.0, 5.0], Range::NotNegative).unwrap();
        assert!(ratio.low.unwrap() > 0.0 && ratio.high.unwrap() > ratio.mean);
        assert_eq!(span(&[0.0, 0.0], Range::Share).unwrap().low, None);
        let far = span(&[-1.0, 2.0], Range::Share).unwrap();
        assert_eq!(far, estimate(&[-1.0, 2.0]).unwrap().into());
    }

    /// The final interval takes the pilot's deviation and degrees of freedom: t(1) = 12.7062 on √(2)/√4.
    #[test]
    fn verif_an_interval_after_a_pilot_is_steins() {
        let after = paired_after(&[0.0; 4], &[1.0, 3.0, 2.0, 2.0], 2).unwrap();
        let half = 12.706_2 * 2.0_f64.sqrt() / 2.0;
        assert!((after.half_width.unwrap() - half).abs() < 1e-3, "{after:?}");
        assert_eq!(after.n, 4);
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
