//! Sensitivity: which uncertain parameter the output hangs on, by Morris's elementary effects and
//! by Sobol's shares of variance.

use super::design::{Point, points};
use super::differences::Answers;
use super::sweep::UnitResult;
use crate::engine::{Draws, Process};
use crate::params::Value;
use crate::scenario::study::Design;
use crate::scenario::{Factor, Study};

/// Resamples behind an interval.
const RESAMPLES: u32 = 1000;

/// An index with its 95 % bootstrap interval (percentiles over trajectories or rows).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Index {
    /// Estimate from all; `None` where it is not defined.
    pub value: Option<f64>,
    /// 2.5th percentile of resamples; `None` with fewer than two trajectories or rows.
    pub low: Option<f64>,
    /// 97.5th percentile of resamples.
    pub high: Option<f64>,
    /// Effects or rows behind it.
    pub n: usize,
}

/// Elementary effects of one parameter (Morris 1991; Campolongo, Cariboni & Saltelli 2007).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Elementary {
    /// Mean effect of moving through the whole range.
    pub mu: Index,
    /// Mean absolute effect.
    pub mu_star: Index,
    /// Standard deviation of effects: curvature and interaction.
    pub sigma: Index,
}

/// Sobol's indices of one parameter (estimators of Saltelli et al. 2010 for the first order and of
/// Jansen 1999 for the total).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// Share of variance from the parameter alone.
    pub first: Index,
    /// Share of variance in which it takes part.
    pub total: Index,
}

/// Elementary effects from trajectories: `x` in shares of ranges, `y` the outputs, each trajectory of
/// one point more than parameters, each step moving one parameter. Steps from or to a point without an output are left
/// out.
pub fn morris(x: &[Vec<f64>], y: &[Option<f64>], parameters: usize) -> Vec<Elementary> {
    let length = parameters + 1;
    let effects: Vec<Vec<f64>> = (0..parameters)
        .map(|parameter| {
            let steps = x.chunks(length).zip(y.chunks(length)).flat_map(|(points, outputs)| {
                points.windows(2).zip(outputs.windows(2)).filter_map(move |(point, output)| {
                    let moved = point[1][parameter] - point[0][parameter];
                    (moved.abs() > 1e-9).then_some((output[1]? - output[0]?) / moved)
                })
            });
            steps.collect()
        })
        .collect();
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        let (sum, n) = values.fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
        (n > 0.0).then_some(sum / n)
    };
    effects
        .iter()
        .map(|effects| {
            let of =
                |statistic: &dyn Fn(&[usize]) -> Option<f64>| bootstrap(effects.len(), statistic);
            Elementary {
                mu: of(&|rows| mean(&mut rows.iter().map(|&i| effects[i]))),
                mu_star: of(&|rows| mean(&mut rows.iter().map(|&i| effects[i].abs()))),
                sigma: of(&|rows| {
                    let centre = mean(&mut rows.iter().map(|&i| effects[i]))?;
                    let squares: f64 = rows.iter().map(|&i| (effects[i] - centre).powi(2)).sum();
                    (rows.len() > 1).then(|| (squares / (rows.len() as f64 - 1.0)).sqrt())
                }),
            }
        })
        .collect()
}

/// Sobol's indices from rows of outputs: for each row A, the crossings of each parameter, B. Rows in which a point has
/// no output are left out.
pub fn sobol(y: &[Option<f64>], parameters: usize) -> Vec<Shares> {
    let width = parameters + 2;
    let whole: Vec<Vec<f64>> = y
        .chunks_exact(width)
        .filter_map(|row| row.iter().copied().collect::<Option<Vec<f64>>>())
        .collect();
    let mean = whole.iter().flatten().sum::<f64>() / (whole.len() * width).max(1) as f64;
    let rows: Vec<Vec<f64>> =
        whole.iter().map(|row| row.iter().map(|value| value - mean).collect()).collect();
    let variance = |of: &[usize]| {
        let ends = || of.iter().flat_map(|&i| [rows[i][0], rows[i][width - 1]]);
        let n = 2.0 * of.len() as f64;
        let centre = ends().sum::<f64>() / n;
        ends().map(|value| (value - centre).powi(2)).sum::<f64>() / n
    };
    (0..parameters)
        .map(|parameter| {
            let crossed = parameter + 1;
            let over = |of: &[usize], term: &dyn Fn(&[f64]) -> f64| {
                let variance = variance(of);
                let mean = of.iter().map(|&i| term(&rows[i])).sum::<f64>() / of.len() as f64;
                (variance > 0.0).then_some(mean / variance)
            };
            Shares {
                first: bootstrap(rows.len(), &|of| {
                    over(of, &|row| row[width - 1] * (row[crossed] - row[0]))
                }),
                total: bootstrap(rows.len(), &|of| {
                    over(of, &|row| 0.5 * (row[0] - row[crossed]).powi(2))
                }),
            }
        })
        .collect()
}

/// A statistic of all `n` rows, and its percentiles over resamples with replacement in which it is defined.
fn bootstrap(n: usize, statistic: &dyn Fn(&[usize]) -> Option<f64>) -> Index {
    let all: Vec<usize> = (0..n).collect();
    let known = |x: Option<f64>| x.filter(|x| x.is_finite());
    let value = known(statistic(&all));
    if n < 2 || value.is_none() {
        return Index { value, n, ..Index::default() };
    }
    let draws = Draws::new(1, 0);
    let mut resampled: Vec<f64> = (0..RESAMPLES)
        .filter_map(|resample| {
            let mut stream = draws.stream(Process::Design, resample, 2, 0);
            let rows: Vec<usize> = (0..n).map(|_| stream.below(n as u32) as usize).collect();
            known(statistic(&rows))
        })
        .collect();
    resampled.sort_by(f64::total_cmp);
    let at = |share: f64| {
        resampled.get((resampled.len().saturating_sub(1) as f64 * share).round() as usize).copied()
    };
    Index { value, low: at(0.025), high: at(0.975), n }
}

/// Where points lie in the ranges, from 0 to 1.
fn shares(study: &Study, points: &[Point]) -> Vec<Vec<f64>> {
    let share = |(value, factor): (&Option<Value>, &Factor)| {
        value.as_ref().and_then(|value| factor.levels.share(value)).unwrap_or(0.0)
    };
    points.iter().map(|point| point.iter().zip(&study.factors).map(share).collect()).collect()
}

/// One index of one parameter for one metric.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexRow {
    /// Metric.
    pub metric: &'static str,
    /// Key of the parameter.
    pub parameter: String,
    /// mu, mu_star, sigma; or S1, ST.
    pub index: &'static str,
    /// Its value, with its interval.
    pub value: Index,
    /// The scenario.
    pub scenario: String,
    /// The scenario from which its difference is taken; empty where the index is of the metric itself.
    pub baseline: String,
    /// Why there is no value, or what it leaves out; empty where it is whole.
    pub reason: String,
}

/// The indices of every metric of a study that was swept over a Morris or a Saltelli design; outcomes in
/// the order of [`super::sweep::units`]. With a baseline they are those of each other scenario's difference from it.
pub fn indices(study: &Study, outcomes: &[UnitResult]) -> Vec<IndexRow> {
    let shares = shares(study, &points(study));
    let answers = Answers::new(study, outcomes);
    let mut rows = Vec::new();
    for (i, column) in study.totals() {
        for arm in (0..study.scenarios.len()).filter(|arm| study.baseline != Some(*arm)) {
            let at = |point: usize| match study.baseline {
                Some(baseline) => answers.difference((arm, baseline), point, 0, i).mean,
                None => answers.mean(arm, point, 0, i),
            };
            let y: Vec<Option<f64>> = (0..answers.points()).map(at).collect();
            let same = same(&y);
            for (parameter, index, value) in of_design(study, &shares, &y) {
                rows.push(IndexRow {
                    metric: column.metric.name,
                    parameter: study.factors[parameter].key.clone(),
                    index,
                    value: if same { Index::default() } else { value },
                    scenario: study.scenarios[arm].name.clone(),
                    baseline: study.baseline.map_or_else(String::new, |baseline| {
                        study.scenarios[baseline].name.clone()
                    }),
                    reason: reason(&y, same, &value),
                });
            }
        }
    }
    rows
}

/// The indices of outputs, by the position of the parameter.
fn of_design(
    study: &Study,
    shares: &[Vec<f64>],
    y: &[Option<f64>],
) -> Vec<(usize, &'static str, Index)> {
    let k = study.factors.len();
    if study.design == Design::Morris {
        let all = morris(shares, y, k).into_iter().enumerate();
        let three = |(i, of): (usize, Elementary)| {
            [(i, "mu", of.mu), (i, "mu_star", of.mu_star), (i, "sigma", of.sigma)]
        };
        all.flat_map(three).collect()
    } else {
        let all = sobol(y, k).into_iter().enumerate();
        let two = |(i, of): (usize, Shares)| [(i, "S1", of.first), (i, "ST", of.total)];
        all.flat_map(two).collect()
    }
}

/// Whether outputs are the same at every point, but for rounding.
fn same(y: &[Option<f64>]) -> bool {
    let known = || y.iter().flatten().copied();
    let (low, high) = known().fold((f64::MAX, f64::MIN), |(a, b), v| (a.min(v), b.max(v)));
    let size = low.abs().max(high.abs());
    known().next().is_some() && high - low <= 1e-12 * size
}

/// Why an index is not there, or what it leaves out.
fn reason(y: &[Option<f64>], same: bool, value: &Index) -> String {
    let missing = y.iter().filter(|value| value.is_none()).count();
    if missing == y.len() {
        "not defined at any point".to_owned()
    } else if same {
        "the same at every point".to_owned()
    } else if missing > 0 {
        format!("not defined at {missing} of {} points, which are left out", y.len())
    } else if value.value.is_none() {
        "too few trajectories or rows".to_owned()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Case {
        name: String,
        method: String,
        parameters: usize,
        y: Vec<f64>,
        #[serde(default)]
        x: Vec<Vec<f64>>,
        #[serde(default)]
        first: Vec<f64>,
        #[serde(default)]
        total: Vec<f64>,
        #[serde(default)]
        mu: Vec<f64>,
        #[serde(default)]
        mu_star: Vec<f64>,
        #[serde(default)]
        sigma: Vec<f64>,
    }

    /// The same outputs give SALib's indices, for two functions and for two designs of our own study
    /// (tests/reference/salib.py made the numbers).
    #[test]
    fn val_indices_are_those_of_salib() {
        let cases: Vec<Case> =
            serde_json::from_str(include_str!("../../tests/reference/salib.json")).unwrap();
        assert_eq!(cases.len(), 6);
        for case in cases {
            let near = |found: f64, expected: f64, what: &str| {
                let scale = expected.abs().max(1.0);
                assert!(
                    (found - expected).abs() < 1e-9 * scale,
                    "{} {what}: {found} {expected}",
                    case.name
                );
            };
            let y: Vec<Option<f64>> = case.y.iter().copied().map(Some).collect();
            if case.method == "sobol" {
                for (i, shares) in sobol(&y, case.parameters).iter().enumerate() {
                    near(shares.first.value.unwrap(), case.first[i], "first");
                    near(shares.total.value.unwrap(), case.total[i], "total");
                    assert!(
                        shares.total.low <= shares.total.value
                            && shares.total.value <= shares.total.high
                    );
                }
            } else {
                for (i, elementary) in morris(&case.x, &y, case.parameters).iter().enumerate() {
                    near(elementary.mu.value.unwrap(), case.mu[i], "mu");
                    near(elementary.mu_star.value.unwrap(), case.mu_star[i], "mu_star");
                    near(elementary.sigma.value.unwrap(), case.sigma[i], "sigma");
                }
            }
        }
    }

    /// Two trajectories over two parameters, y = 2a + b: the second has lost its last point, and with it one effect.
    #[test]
    fn steps_without_an_output_are_left_out_and_the_rest_is_told() {
        let x = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0], [1.0, 0.0]];
        let x: Vec<Vec<f64>> = x.iter().map(|point| point.to_vec()).collect();
        let y = [Some(0.0), Some(2.0), Some(3.0), Some(1.0), Some(0.0), None];
        let found = morris(&x, &y, 2);
        assert_eq!((found[0].mu.value, found[0].mu.n, found[0].mu.low), (Some(2.0), 1, None));
        assert_eq!((found[1].mu.value, found[1].mu.n), (Some(1.0), 2));
        assert_eq!(found[0].sigma.value, None);
        assert_eq!(
            reason(&y, false, &found[0].mu),
            "not defined at 1 of 6 points, which are left out"
        );
        // Rows of a Saltelli design go as a whole.
        let y = [Some(0.0), Some(1.0), None, Some(1.0), Some(0.0), Some(1.0), Some(0.0), Some(1.0)];
        let found = sobol(&y, 2);
        assert_eq!((found[0].total.n, found[0].total.low), (1, None));
    }

    #[test]
    fn what_never_varies_has_no_index() {
        let same_everywhere = [Some(0.3), Some(0.1 + 0.2), None];
        assert!(same(&same_everywhere));
        assert!(!same(&[Some(0.3), Some(0.4)]));
        assert!(!same(&[None, None]));
        let found = sobol(&[Some(1.0); 8], 2);
        assert_eq!(found[0].first, Index { n: 2, ..Index::default() });
    }
}
