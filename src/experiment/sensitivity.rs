//! Sensitivity: which uncertain parameter the output hangs on, by Morris's elementary effects and
//! by Sobol's shares of variance.

use super::design::{Point, points};
use super::sweep::Outcome;
use crate::engine::{Draws, Process};
use crate::metrics;
use crate::params::Value;
use crate::scenario::study::Design;
use crate::scenario::{Factor, Study};

/// Resamples behind an interval.
const RESAMPLES: u32 = 1000;

/// An index with its 95 % bootstrap interval (percentiles over trajectories or rows).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Index {
    /// Estimate from all.
    pub value: f64,
    /// 2.5th percentile of resamples.
    pub low: f64,
    /// 97.5th percentile of resamples.
    pub high: f64,
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
/// one point more than parameters, each step moving one parameter.
pub fn morris(x: &[Vec<f64>], y: &[f64], parameters: usize) -> Vec<Elementary> {
    let length = parameters + 1;
    let effects: Vec<Vec<f64>> = (0..parameters)
        .map(|parameter| {
            let steps = x.chunks(length).zip(y.chunks(length)).flat_map(|(points, outputs)| {
                points.windows(2).zip(outputs.windows(2)).filter_map(move |(point, output)| {
                    let moved = point[1][parameter] - point[0][parameter];
                    (moved.abs() > 1e-9).then(|| (output[1] - output[0]) / moved)
                })
            });
            steps.collect()
        })
        .collect();
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        let (sum, n) = values.fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
        sum / n
    };
    effects
        .iter()
        .map(|effects| {
            let of = |statistic: &dyn Fn(&[usize]) -> f64| bootstrap(effects.len(), statistic);
            Elementary {
                mu: of(&|rows| mean(&mut rows.iter().map(|&i| effects[i]))),
                mu_star: of(&|rows| mean(&mut rows.iter().map(|&i| effects[i].abs()))),
                sigma: of(&|rows| {
                    let centre = mean(&mut rows.iter().map(|&i| effects[i]));
                    let squares: f64 = rows.iter().map(|&i| (effects[i] - centre).powi(2)).sum();
                    (squares / (rows.len() as f64 - 1.0).max(1.0)).sqrt()
                }),
            }
        })
        .collect()
}

/// Sobol's indices from rows of outputs: for each row A, the crossings of each parameter, B.
pub fn sobol(y: &[f64], parameters: usize) -> Vec<Shares> {
    let width = parameters + 2;
    let mean = y.iter().sum::<f64>() / y.len() as f64;
    let rows: Vec<Vec<f64>> =
        y.chunks_exact(width).map(|row| row.iter().map(|value| value - mean).collect()).collect();
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
                of.iter().map(|&i| term(&rows[i])).sum::<f64>() / of.len() as f64 / variance(of)
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

/// A statistic of all `n` rows, and its percentiles over resamples with replacement.
fn bootstrap(n: usize, statistic: &dyn Fn(&[usize]) -> f64) -> Index {
    let all: Vec<usize> = (0..n).collect();
    let value = statistic(&all);
    let draws = Draws::new(1, 0);
    let mut resampled: Vec<f64> = (0..RESAMPLES)
        .map(|resample| {
            let mut stream = draws.stream(Process::Design, resample, 2, 0);
            let rows: Vec<usize> = (0..n).map(|_| stream.below(n as u32) as usize).collect();
            statistic(&rows)
        })
        .collect();
    resampled.sort_by(f64::total_cmp);
    let at = |share: f64| resampled[((resampled.len() - 1) as f64 * share).round() as usize];
    Index { value, low: at(0.025), high: at(0.975) }
}

/// A metric's value at every point: the mean over replicates.
fn outputs(study: &Study, outcomes: &[Outcome], column: usize) -> Option<Vec<f64>> {
    outcomes
        .chunks(study.replicates as usize)
        .map(|replicates| {
            let values: Option<Vec<f64>> = replicates
                .iter()
                .map(|outcome| {
                    outcome.as_ref().ok()?.values.first()?.get(column).copied().flatten()
                })
                .collect();
            values.map(|values| values.iter().sum::<f64>() / values.len() as f64)
        })
        .collect()
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
pub struct Row {
    /// Metric.
    pub metric: &'static str,
    /// Key of the parameter.
    pub parameter: String,
    /// mu, mu_star, sigma; or S1, ST.
    pub index: &'static str,
    /// Its value, with its interval.
    pub value: Index,
}

/// Why indices cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not defined at every point")]
pub struct Undefined(pub &'static str);

/// The indices of every metric of a study that was swept over a Morris or a Saltelli design; outcomes in
/// the order of [`super::sweep::units`].
///
/// # Errors
/// When a metric has no value at some point, as where its run failed.
pub fn indices(study: &Study, outcomes: &[Outcome]) -> Result<Vec<Row>, Undefined> {
    let columns = metrics::columns(&metrics::all());
    let shares = shares(study, &points(study));
    let mut rows = Vec::new();
    let totals = columns.iter().enumerate().filter(|(_, column)| column.level.is_empty());
    for (i, column) in
        totals.filter(|(_, column)| study.metrics.iter().any(|name| name == column.metric.name))
    {
        let metric = column.metric.name;
        let Some(y) = outputs(study, outcomes, i) else {
            return Err(Undefined(metric));
        };
        let mut add = |parameter: usize, index, value| {
            rows.push(Row {
                metric,
                parameter: study.factors[parameter].key.clone(),
                index,
                value,
            });
        };
        if study.design == Design::Morris {
            for (k, effects) in morris(&shares, &y, study.factors.len()).into_iter().enumerate() {
                add(k, "mu", effects.mu);
                add(k, "mu_star", effects.mu_star);
                add(k, "sigma", effects.sigma);
            }
        } else {
            for (k, shares) in sobol(&y, study.factors.len()).into_iter().enumerate() {
                add(k, "S1", shares.first);
                add(k, "ST", shares.total);
            }
        }
    }
    Ok(rows)
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
            if case.method == "sobol" {
                for (i, shares) in sobol(&case.y, case.parameters).iter().enumerate() {
                    near(shares.first.value, case.first[i], "first");
                    near(shares.total.value, case.total[i], "total");
                    assert!(
                        shares.total.low <= shares.total.value
                            && shares.total.value <= shares.total.high
                    );
                }
            } else {
                for (i, elementary) in morris(&case.x, &case.y, case.parameters).iter().enumerate()
                {
                    near(elementary.mu.value, case.mu[i], "mu");
                    near(elementary.mu_star.value, case.mu_star[i], "mu_star");
                    near(elementary.sigma.value, case.sigma[i], "sigma");
                }
            }
        }
    }
}
