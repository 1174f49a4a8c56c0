//! Partial rank correlations: what goes with what while other things are held fixed.

use super::matrices::{inverse, root};
use super::statistics::spearman;

/// Part of a variable's variance that others leave, below which it tells nothing of its own.
const SINGULAR: f64 = 1e-9;

/// The partial rank correlation of two variables with others held fixed: of what is left of their ranks when those of the
/// others are regressed out, from the inverse of the matrix of rank correlations (Iman & Conover 1980). `None` where that has
/// no inverse, as where there are too few values.
pub fn partial_rank_correlation(x: &[f64], y: &[f64], held: &[Vec<f64>]) -> Option<f64> {
    let columns: Vec<&[f64]> = [x, y].into_iter().chain(held.iter().map(Vec::as_slice)).collect();
    let n = columns.len();
    if x.len() < n + 2 {
        return None;
    }
    let mut correlations = Vec::with_capacity(n * n);
    for a in &columns {
        for b in &columns {
            correlations.push(spearman(a, b)?);
        }
    }
    let root = root(&correlations, n)?;
    if (0..n).any(|i| root[i * n + i].powi(2) < SINGULAR) {
        return None;
    }
    let inverse = inverse(&root, n);
    let (xx, yy, xy) = (inverse[0], inverse[n + 1], inverse[1]);
    let both = (xx * yy).sqrt();
    (both > 0.0).then(|| (-xy / both).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cause, what it causes, and something that goes with the cause alone: held fixed, nothing is left of it.
    #[test]
    fn verif_partial_rank_correlations_see_through_company() {
        let cause: Vec<f64> = (0..200).map(|i| f64::from(i * 37 % 200)).collect();
        let noise = |k: i32| (0..200).map(move |i| f64::from(i * k % 199));
        let effect: Vec<f64> = cause.iter().zip(noise(83)).map(|(c, e)| c + 0.3 * e).collect();
        let company: Vec<f64> = cause.iter().zip(noise(51)).map(|(c, e)| c + 0.5 * e).collect();
        assert!(spearman(&company, &effect).unwrap() > 0.7);
        let held = |x: &[f64], with: &[f64]| {
            partial_rank_correlation(x, &effect, &[with.to_vec()]).unwrap()
        };
        assert!(held(&company, &cause).abs() < 0.15, "{}", held(&company, &cause));
        assert!(held(&cause, &company) > 0.8);
        // With one other the formula of three correlations.
        let [a, b, c] = [(&cause, &effect), (&cause, &company), (&company, &effect)]
            .map(|(x, y)| spearman(x, y).unwrap());
        let by_hand = (a - b * c) / ((1.0 - b * b) * (1.0 - c * c)).sqrt();
        assert!((held(&cause, &company) - by_hand).abs() < 1e-9);
        assert_eq!(
            partial_rank_correlation(&cause[..3], &effect[..3], &[company[..3].to_vec()]),
            None
        );
    }
}
