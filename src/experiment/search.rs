//! What a search over behaviour says of the facts: which are met where, which cannot be met together, and which
//! parameters no fact pins.

use super::facts::{Fact, facts};
use super::statistics::spearman;
use crate::output::cells::{CsvRow, read_csv};
use crate::output::studies::RESULTS;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Family-wise error of the correlations of one parameter with all facts.
const LEVEL: f64 = 0.05;
/// Joint hits that chance would give, from which on none at all says that two facts exclude each other.
const EXPECTED: f64 = 5.0;

/// A search that was carried out: `results.csv` of a study with `facts = true`.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// Runs in all.
    pub runs: usize,
    /// Points of the design.
    pub points: usize,
    /// Most facts inside at any point, of those that were read there.
    pub most_inside: usize,
    /// Facts that were read.
    pub read: usize,
    /// For each fact that was read: its number, and the share of points that meet it.
    pub met: Vec<(&'static str, f64)>,
    /// Pairs of facts that are met apart and never together, with the number of points that chance would give.
    pub excluded: Vec<(&'static str, &'static str, f64)>,
    /// For each parameter: its key and the facts that it moves, the strongest first, with the rank correlation.
    pub moves: Vec<(String, Vec<(&'static str, f64)>)>,
    /// Rank correlation from which on chance does not explain it.
    pub threshold: f64,
}

/// Why a search cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The table is not there or no table.
    #[error("cannot read {0}: {1}")]
    Unreadable(String, String),
    /// It tells nothing of facts.
    #[error("{0} tells nothing of facts: the study needs facts = true in [study]")]
    NoFacts(String),
}

/// A point: the values of its parameters, and of each fact.
type Point = (Vec<f64>, BTreeMap<usize, f64>);

impl Search {
    /// Reads the directory of a sweep.
    ///
    /// # Errors
    /// When it has no `results.csv` or that has no facts in it.
    pub fn read(directory: &Path) -> Result<Self, SearchError> {
        let path = directory.join("results.csv");
        let name = path.display().to_string();
        let failed = |error: csv::Error| SearchError::Unreadable(name.clone(), error.to_string());
        let all = facts();
        let mut runs = BTreeSet::new();
        let of = |row: &CsvRow, column: &str| row.get(column).cloned().unwrap_or_default();
        let fact = |row: &CsvRow| all.iter().position(|fact| fact.id == of(row, "metric"));
        let (mut keys, rows) = read_csv(&path, |row| {
            runs.insert((of(row, "run"), of(row, "replicate")));
            fact(row).is_some()
        })
        .map_err(failed)?;
        keys.retain(|key| !RESULTS.has(key));
        let mut points: BTreeMap<String, Point> = BTreeMap::new();
        for row in &rows {
            let cell = |name: &str| row.get(name).map_or("", String::as_str);
            let (Some(fact), Ok(value)) = (fact(row), cell("value").parse::<f64>()) else {
                continue;
            };
            let values: Vec<&str> = keys.iter().map(|key| cell(key)).collect();
            let point = points.entry(values.join(" ")).or_insert_with(|| {
                (values.iter().filter_map(|value| value.parse().ok()).collect(), BTreeMap::new())
            });
            point.1.insert(fact, value);
        }
        let points: Vec<Point> = points.into_values().collect();
        if points.iter().all(|(_, told)| told.is_empty()) {
            return Err(SearchError::NoFacts(name));
        }
        Ok(Self::of(runs.len(), &keys, &points, &all))
    }

    fn of(runs: usize, keys: &[String], points: &[Point], all: &[Fact]) -> Self {
        let is_inside = |point: &Point, fact: usize| {
            point.1.get(&fact).is_some_and(|value| all[fact].holds(*value))
        };
        let read: Vec<usize> =
            (0..all.len()).filter(|fact| points.iter().any(|p| p.1.contains_key(fact))).collect();
        let hits = |of: &dyn Fn(&Point) -> bool| points.iter().filter(|p| of(p)).count() as f64;
        let n = points.len() as f64;
        let mut excluded = Vec::new();
        for (i, &a) in read.iter().enumerate() {
            for &b in &read[i + 1..] {
                let apart = (hits(&|p| is_inside(p, a)), hits(&|p| is_inside(p, b)));
                let expected = apart.0 * apart.1 / n;
                if expected >= EXPECTED && hits(&|p| is_inside(p, a) && is_inside(p, b)) == 0.0 {
                    excluded.push((all[a].id, all[b].id, expected));
                }
            }
        }
        let threshold = super::statistics::normal_quantile(1.0 - LEVEL / 2.0 / read.len() as f64)
            / (n - 1.0).max(1.0).sqrt();
        let moves = keys.iter().enumerate().map(|(k, key)| {
            let mut moved: Vec<(&'static str, f64)> = read
                .iter()
                .filter_map(|&fact| {
                    let pairs =
                        points.iter().filter_map(|p| Some((*p.0.get(k)?, *p.1.get(&fact)?)));
                    let (x, y): (Vec<f64>, Vec<f64>) = pairs.unzip();
                    Some((all[fact].id, spearman(&x, &y)?))
                })
                .filter(|(_, rho)| rho.abs() > threshold)
                .collect();
            moved.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
            (key.clone(), moved)
        });
        let inside = |point: &Point| read.iter().filter(|&&fact| is_inside(point, fact)).count();
        Self {
            runs,
            points: points.len(),
            most_inside: points.iter().map(inside).max().unwrap_or(0),
            read: read.len(),
            met: read
                .iter()
                .map(|&fact| (all[fact].id, hits(&|p| is_inside(p, fact)) / n))
                .collect(),
            excluded,
            moves: moves.collect(),
            threshold,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    /// Forty points: a fact that rises with the first parameter and one that is met only where the first is not.
    #[test]
    fn what_moves_a_fact_is_found_and_what_moves_none_is_told() {
        let directory = tempfile::TempDir::new().unwrap();
        let mut text =
            String::from("run,scenario,replicate,metric,value,a,b,month,stopped,error\n");
        for i in 0..40 {
            let share = f64::from(i) / 40.0;
            let other = f64::from(i * 17 % 40);
            writeln!(text, "{i},weak_state,1,F18,{share},{i},{other},60,,").unwrap();
            writeln!(text, "{i},weak_state,1,F21,{},{i},{other},60,,", 1.0 - share).unwrap();
            writeln!(text, "{i},weak_state,1,violence_rate,3,{i},{other},60,,").unwrap();
        }
        std::fs::write(directory.path().join("results.csv"), text).unwrap();
        let search = Search::read(directory.path()).unwrap();
        assert_eq!((search.runs, search.points, search.read), (40, 40, 2));
        assert_eq!(search.moves[0].0, "a");
        assert_eq!(search.moves[0].1.len(), 2);
        assert!(search.moves[1].1.is_empty(), "{:?}", search.moves[1]);
        // F18 wants 0.6 to 0.7, F21 0.4 to 0.6: together where the share is just 0.6.
        assert_eq!(search.most_inside, 2);
    }

    #[test]
    fn a_sweep_without_facts_is_told() {
        let directory = tempfile::TempDir::new().unwrap();
        let text = "run,scenario,replicate,metric,value,a\n1,weak_state,1,violence_rate,3,1\n";
        std::fs::write(directory.path().join("results.csv"), text).unwrap();
        assert!(matches!(Search::read(directory.path()), Err(SearchError::NoFacts(_))));
    }
}
