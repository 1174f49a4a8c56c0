//! Gaussian fields over the plane, from keyed noise on a lattice: what a place is like depends on where it is, not
//! on what other places are simulated.

use super::draws::{Draws, Process};
use super::math::coarse;
use rand_distr::{Distribution, StandardNormal};

/// Spacing of the lattice for a field whose correlation falls to 1/e over a distance of 1.
///
/// A cubic spline of spacing h has nearly the correlation exp(−3d²/(4h²)).
const SPACING: f64 = 0.866_025_403_784_438_6;

/// A field of mean 0 and variance 1 at every place.
#[derive(Debug, Clone, Copy)]
pub struct GaussianField {
    /// Tells fields of one world apart.
    pub key: u32,
    /// Tells independent draws of the same field apart, such as its years; below 2^23.
    pub time: u32,
    /// Distance over which its correlation falls to 1/e, in km; above 0.
    pub range_km: f64,
}

impl GaussianField {
    /// The field at (x, y) in km, [`coarse`]: independent noise on a square lattice, weighted by a cubic
    /// spline of the distance and divided by the root of the sum of squared weights.
    ///
    /// Sixteen draws, whatever else is simulated. Cells are told apart within 2^15 spacings of the origin.
    pub fn at(&self, draws: Draws, (x, y): (f64, f64)) -> f64 {
        let spacing = self.range_km * SPACING;
        let (column, across) = spline(x / spacing);
        let (row, along) = spline(y / spacing);
        let mut sum = 0.0;
        for (j, down) in along.iter().enumerate() {
            for (i, right) in across.iter().enumerate() {
                let cell = u32::from((column + i as i32) as u16) << 16
                    | u32::from((row + j as i32) as u16);
                let mut stream = draws.stream(Process::Differences, cell, self.time, self.key);
                let noise: f64 = StandardNormal.sample(&mut stream);
                sum += noise * down * right;
            }
        }
        let squares = |weights: [f64; 4]| weights.iter().map(|w| w * w).sum::<f64>();
        coarse(sum / (squares(across) * squares(along)).sqrt())
    }
}

/// The first of the four lattice lines that reach a place, and the weight of each.
fn spline(position: f64) -> (i32, [f64; 4]) {
    let line = position.floor();
    let t = position - line;
    let (s, t2, t3) = (1.0 - t, t * t, t * t * t);
    let weights = [s * s * s, 3.0 * t3 - 6.0 * t2 + 4.0, 3.0 * (t + t2 - t3) + 1.0, t3];
    (line as i32 - 1, weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(key: u32, offset: f64) -> Vec<f64> {
        let field = GaussianField { key, time: 0, range_km: 3.0 };
        let draws = Draws::new(1, 1);
        // Far enough apart to be independent.
        (0..4000)
            .map(|i| {
                field.at(draws, (f64::from(i % 63) * 20.0 + offset, f64::from(i / 63) * 20.0 + 0.7))
            })
            .collect()
    }

    fn product(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>() / a.len() as f64
    }

    /// Standard error of a mean square of 4,000 independent normals: 0.022; of a mean 0.016.
    #[test]
    fn verif_a_field_has_mean_0_and_variance_1_wherever_it_is_read() {
        for offset in [0.0, 0.4, 1.1, 1.9] {
            let a = values(1, offset);
            assert!((a.iter().sum::<f64>() / 4000.0).abs() < 0.08);
            assert!((product(&a, &a) - 1.0).abs() < 0.11, "{offset}: {}", product(&a, &a));
        }
    }

    #[test]
    fn verif_its_correlation_falls_to_1_over_e_over_its_range() {
        let here = values(1, 0.0);
        for (km, wanted) in [
            (0.5, libm::exp(-1.0 / 36.0)),
            (1.5, libm::exp(-0.25)),
            (3.0, libm::exp(-1.0)),
            (12.0, 0.0),
        ] {
            let found = product(&here, &values(1, km));
            assert!((found - wanted).abs() < 0.08, "{km}: {found} {wanted}");
        }
        assert!(product(&here, &values(2, 0.0)).abs() < 0.08, "other keys are other fields");
    }
}
