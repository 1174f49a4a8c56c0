//! Portfolios: shares of the money and kinds of places, the best of them for the mean and for the worst tenth of worlds.

use super::front::least_tenth;
use super::{Decided, Panel};
use crate::experiment::statistics::{Paired, paired};
use crate::scenario::decision::Measure;

/// An option or a portfolio and an outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Portfolio {
    /// Position among all that was lived.
    pub arm: usize,
    /// Position of the outcome.
    pub outcome: usize,
    /// Less the baseline, over worlds.
    pub difference: Paired,
    /// The same in the tenth of worlds in which it is least good.
    pub worst_tenth: f64,
    /// By which of the [`AIMS`] it is the best of all.
    pub is_best: [bool; 2],
    /// Where it is the best by one of them: what the best of one half of the worlds has over the baseline in the other half,
    /// so that it gains nothing by being searched for; `None` elsewhere, and with too few worlds.
    pub held_out: [Option<f64>; 2],
}

/// By what a portfolio can be the best.
pub const AIMS: [&str; 2] = ["mean", "worst tenth"];

/// All options and portfolios, outcome by outcome; none where no portfolios are looked for. Money is no outcome to be best in.
pub fn portfolios(decided: &Decided) -> Vec<Portfolio> {
    if decided.decision.portfolios.is_empty() {
        return Vec::new();
    }
    let arms: Vec<usize> = (0..decided.arms.len()).filter(|&arm| arm != decided.baseline).collect();
    let mut rows = Vec::new();
    for (outcome, asked) in decided.decision.outcomes.iter().enumerate() {
        if matches!(asked.measure, Measure::Granted | Measure::Spent) {
            continue;
        }
        let panel = decided.panel(outcome, decided.arms.len());
        let gains: Vec<Vec<f64>> =
            arms.iter().map(|&arm| panel.gains(arm, decided.baseline)).collect();
        let scores: [fn(&[f64]) -> f64; 2] = [mean, least_tenth];
        let best = scores.map(|score| (best_of(&gains, score), held_out(&panel, &gains, score)));
        for (at, &arm) in arms.iter().enumerate() {
            let values = |arm: usize| &panel.values[arm];
            let Some(difference) = paired(values(decided.baseline), values(arm)) else { continue };
            rows.push(Portfolio {
                arm,
                outcome,
                difference,
                worst_tenth: panel.sign * least_tenth(&gains[at]),
                is_best: best.map(|(best, _)| best == Some(at)),
                held_out: best.map(|(best, held_out)| held_out.filter(|_| best == Some(at))),
            });
        }
    }
    rows
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// The first of those with the highest score; `None` without a world.
fn best_of(gains: &[Vec<f64>], score: fn(&[f64]) -> f64) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (at, of) in gains.iter().enumerate().filter(|(_, of)| !of.is_empty()) {
        let own = score(of);
        if best.is_none_or(|(_, most)| own > most) {
            best = Some((at, own));
        }
    }
    best.map(|(at, _)| at)
}

/// What the best of every other world scores in those between, and the other way round: the mean of both, as a difference of
/// the outcome. `None` with fewer than four worlds.
fn held_out(panel: &Panel, gains: &[Vec<f64>], score: fn(&[f64]) -> f64) -> Option<f64> {
    let half = |parity: usize| -> Vec<Vec<f64>> {
        gains.iter().map(|of| of.iter().copied().skip(parity).step_by(2).collect()).collect()
    };
    let (even, odd) = (half(0), half(1));
    if odd.first()?.len() < 2 {
        return None;
    }
    let there = score(&odd[best_of(&even, score)?]);
    let back = score(&even[best_of(&odd, score)?]);
    Some(panel.sign * f64::midpoint(there, back))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two options that are each best in one half are worth what they do in the other half, and not what they were chosen for.
    #[test]
    fn verif_the_best_of_many_gains_nothing_by_being_searched_for() {
        let gains = vec![vec![5.0, -1.0, 5.0, -1.0], vec![-2.0, 4.0, -2.0, 4.0]];
        let panel = Panel { worlds: vec![0, 1, 2, 3], values: Vec::new(), sign: -1.0 };
        // The first wins the even worlds and has −1 in the odd; the second wins the odd and has −2 in the even.
        assert_eq!(held_out(&panel, &gains, mean), Some(1.5));
        assert_eq!(best_of(&gains, mean), Some(0));
        assert_eq!(best_of(&gains, least_tenth), Some(0));
        assert_eq!(held_out(&panel, &[vec![1.0, 2.0]], mean), None);
    }
}
