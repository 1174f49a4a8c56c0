//! What could be found out first, and what that would be worth: the expected value of perfect information, of all that is not
//! known and of one parameter alone, by regression (Strong, Oakley & Brennan 2014).

use super::Decided;
use crate::engine::{Draws, Process};
use crate::experiment::deal::deal;
use rayon::prelude::*;

/// Tables of the same worlds in which a parameter's values are dealt anew, by which its value is judged.
const DEALT: u32 = 99;
/// Fewest worlds of which anything is said.
const FEWEST: usize = 8;

/// What knowing something would be worth for one outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Position of the outcome.
    pub outcome: usize,
    /// Position of the parameter; `None` for all that is not known, chance too.
    pub parameter: Option<usize>,
    /// Gain in the outcome, mean over worlds, if the option could be chosen knowing it.
    pub value: f64,
    /// The same of a parameter whose values are dealt to worlds by chance: what searching alone finds.
    pub by_chance: f64,
    /// How often such a parameter is worth as much, this one counted with them.
    pub chance: f64,
}

/// What knowing everything, and each parameter alone, would be worth, outcome by outcome; money is no outcome to be found out.
pub fn findings(decided: &Decided) -> Vec<Finding> {
    let mut rows = Vec::new();
    for outcome in 0..decided.decision.outcomes.len() {
        let panel = decided.panel(outcome, decided.scenarios());
        if panel.worlds.len() < FEWEST {
            continue;
        }
        let gains: Vec<Vec<f64>> =
            (0..panel.values.len()).map(|arm| panel.gains(arm, decided.baseline)).collect();
        let value = worth(&gains);
        rows.push(Finding { outcome, parameter: None, value, by_chance: 0.0, chance: 0.0 });
        let points = decided.points(&panel);
        let of = |parameter: usize| {
            let x: Vec<f64> = points.iter().map(|point| point[parameter]).collect();
            let value = of_parameter(&gains, &x);
            let draws = Draws::new(0, 0);
            let dealt: Vec<f64> = (0..DEALT)
                .map(|number| {
                    let mut stream = draws.stream(Process::Design, number, 3, parameter as u32);
                    of_parameter(&gains, &deal(&x, &mut stream))
                })
                .collect();
            let as_much = dealt.iter().filter(|other| **other >= value).count();
            Finding {
                outcome,
                parameter: Some(parameter),
                value,
                by_chance: dealt.iter().sum::<f64>() / f64::from(DEALT),
                chance: (as_much + 1) as f64 / f64::from(DEALT + 1),
            }
        };
        rows.par_extend((0..decided.study.factors.len()).into_par_iter().map(of));
    }
    rows
}

/// What choosing world by world gains over choosing once: gains by arm and world.
fn worth(gains: &[Vec<f64>]) -> f64 {
    let n = gains.first().map_or(0, Vec::len);
    let most = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::NEG_INFINITY, f64::max);
    if n == 0 {
        return 0.0;
    }
    let knowing = (0..n).map(|world| most(&mut gains.iter().map(|of| of[world]))).sum::<f64>();
    let once = most(&mut gains.iter().map(|of| of.iter().sum::<f64>()));
    ((knowing - once) / n as f64).max(0.0)
}

/// What knowing one parameter is worth: gains are replaced by what a parabola in it says of them.
fn of_parameter(gains: &[Vec<f64>], x: &[f64]) -> f64 {
    let basis = parabola(x);
    let fitted = gains.iter().map(|of| {
        let mean = of.iter().sum::<f64>() / of.len() as f64;
        let mut fit = vec![mean; of.len()];
        for along in &basis {
            let slope: f64 = along.iter().zip(of).map(|(a, y)| a * y).sum();
            fit.iter_mut().zip(along).for_each(|(fit, a)| *fit += slope * a);
        }
        fit
    });
    worth(&fitted.collect::<Vec<_>>())
}

/// A line and a parabola in x, of mean 0, length 1 and at right angles; fewer where x does not vary enough.
fn parabola(x: &[f64]) -> Vec<Vec<f64>> {
    let n = x.len() as f64;
    let centred = |values: &[f64]| -> Vec<f64> {
        let mean = values.iter().sum::<f64>() / n;
        values.iter().map(|value| value - mean).collect()
    };
    let unit = |values: Vec<f64>, size: f64| -> Option<Vec<f64>> {
        let length = values.iter().map(|value| value * value).sum::<f64>().sqrt();
        (length > 1e-9 * size).then(|| values.iter().map(|value| value / length).collect())
    };
    let size = x.iter().fold(f64::MIN_POSITIVE, |size: f64, x| size.max(x.abs()));
    let Some(line) = unit(centred(x), size) else { return Vec::new() };
    let square = centred(&line.iter().map(|value| value * value).collect::<Vec<_>>());
    let along: f64 = square.iter().zip(&line).map(|(a, b)| a * b).sum();
    let curve = square.iter().zip(&line).map(|(a, b)| a - along * b).collect();
    let mut basis = vec![line];
    basis.extend(unit(curve, 1.0 / n));
    basis
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nothing, or an option whose gain is θ − c with θ even on 0 to 1: knowing θ is worth (1 − c)²/2 − max(0, ½ − c), and
    /// knowing what plays no part nothing.
    #[test]
    fn verif_perfect_information_is_worth_what_theory_says() {
        let theta: Vec<f64> = (0..2000).map(|i| (f64::from(i) + 0.5) / 2000.0).collect();
        let other: Vec<f64> = (0..2000).map(|i| f64::from(i * 757 % 2000)).collect();
        for c in [0.2, 0.5, 0.9] {
            let gains = vec![vec![0.0; 2000], theta.iter().map(|theta| theta - c).collect()];
            let expected = (1.0 - c) * (1.0 - c) / 2.0 - (0.5 - c).max(0.0);
            assert!((worth(&gains) - expected).abs() < 1e-4, "{c}");
            assert!((of_parameter(&gains, &theta) - expected).abs() < 1e-4, "{c}");
            assert!(of_parameter(&gains, &other) < 0.01, "{c}: {}", of_parameter(&gains, &other));
        }
    }

    /// Two options that cross twice, θ² − 0.2 against nothing for θ from −1 to 1: the integral is by hand.
    #[test]
    fn verif_a_parabola_is_seen() {
        let theta: Vec<f64> = (0..4000).map(|i| (f64::from(i) + 0.5) / 2000.0 - 1.0).collect();
        let gains = vec![vec![0.0; 4000], theta.iter().map(|theta| theta * theta - 0.2).collect()];
        // ∫ max(0, θ² − 0.2)/2 dθ = [θ³/3 − 0.2 θ] from √0.2 to 1; less ⅓ − 0.2.
        let root = 0.2f64.sqrt();
        let expected = (1.0 / 3.0 - 0.2) - (root.powi(3) / 3.0 - 0.2 * root) - (1.0 / 3.0 - 0.2);
        assert!((of_parameter(&gains, &theta) - expected).abs() < 1e-4);
    }

    #[test]
    fn what_does_not_vary_is_worth_nothing() {
        assert_eq!(of_parameter(&[vec![0.0, 0.0], vec![1.0, -2.0]], &[3.0, 3.0]), 0.0);
        assert!(parabola(&[1.0, 2.0]).len() == 1);
    }
}
