//! Means over replicates and their intervals.

use statrs::distribution::{ContinuousCDF, StudentsT};

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

/// The mean of independent replicates, with a 95 % interval by Student's t.
pub fn estimate(values: &[f64]) -> Option<Estimate> {
    let n = values.len();
    if n == 0 {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n as f64;
    let half_width = (n > 1).then(|| {
        let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1) as f64;
        let t = StudentsT::new(0.0, 1.0, (n - 1) as f64).map_or(f64::NAN, |t| t.inverse_cdf(0.975));
        t * (variance / n as f64).sqrt()
    });
    Some(Estimate { mean, half_width, n })
}

#[cfg(test)]
mod tests {
    use super::*;

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
