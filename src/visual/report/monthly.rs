//! Numbers of replicates, month by month, and how they differ between two runs of a comparison.

use super::evidence::Arm;
use super::numbers::{plain, with_ends};
use crate::experiment::compare::{Verdict, verdicts};
use crate::experiment::statistics::{Paired, paired};
use crate::metrics::Name;
use crate::visual::data::{PlotError, real};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// A metric and its level of a dimension; both empty in a total.
pub(super) type Key = (Name, &'static str, String);

/// Values by replicate: month, value.
type Series = BTreeMap<String, Vec<(f64, f64)>>;

/// Numbers of a run that a page reads month by month.
pub(super) struct Monthly(BTreeMap<Key, Series>);

/// A month from and one until which values are means.
pub(super) type Window = (f64, f64);

impl Monthly {
    /// Reads metrics along dimensions; an empty one is the total.
    pub fn read(arm: &Arm, wanted: &[(Name, &'static str)]) -> Result<Self, PlotError> {
        let find = |metric: &str, dimension: &str| {
            let is_it = |(name, of): &&(Name, &str)| name.name() == metric && *of == dimension;
            wanted.iter().find(is_it).copied()
        };
        let rows = arm.folder.rows("metrics.csv", |row| {
            row.get("metric")
                .zip(row.get("dimension"))
                .is_some_and(|(metric, dimension)| find(metric, dimension).is_some())
        })?;
        let mut values: BTreeMap<Key, Series> = BTreeMap::new();
        for row in &rows {
            let text = |column: &str| row.get(column).map_or("", String::as_str);
            let (Some(month), Some(value)) = (real(row, "month"), real(row, "value")) else {
                continue;
            };
            if let (true, Some((name, dimension))) =
                (month > 0.0, find(text("metric"), text("dimension")))
            {
                let key = (name, dimension, text("level").to_owned());
                let series = values.entry(key).or_default();
                series.entry(text("replicate").to_owned()).or_default().push((month, value));
            }
        }
        Ok(Self(values))
    }

    /// Levels that a metric has along a dimension.
    pub fn levels(&self, name: Name, dimension: &str) -> Vec<Key> {
        let keys = self.0.keys();
        keys.filter(|(metric, of, _)| *metric == name && *of == dimension).cloned().collect()
    }

    /// The mean of a replicate over its months of a window; none where it has no value there.
    fn mean(&self, key: &Key, replicate: &str, (from, until): Window) -> Option<f64> {
        let series = self.0.get(key)?.get(replicate)?;
        let inside = series.iter().filter(|(month, _)| *month >= from && *month <= until);
        let (sum, n) = inside.fold((0.0, 0.0), |(sum, n), (_, value)| (sum + value, n + 1.0));
        (n > 0.0).then(|| sum / n)
    }

    /// How this differs from a baseline, replicate by replicate, each over the window that is its own.
    pub fn against(
        &self,
        baseline: &Self,
        key: &Key,
        window: &dyn Fn(&str) -> Option<Window>,
    ) -> Option<(f64, Paired)> {
        let replicates = self.0.get(key)?.keys();
        let (base, own): (Vec<f64>, Vec<f64>) = replicates
            .filter_map(|replicate| {
                let window = window(replicate)?;
                let base = baseline.mean(key, replicate, window)?;
                Some((base, self.mean(key, replicate, window)?))
            })
            .unzip();
        let paired = paired(&base, &own)?;
        Some((base.iter().sum::<f64>() / base.len() as f64, paired))
    }
}

/// A difference, and what may be said of it.
pub(super) struct Judged {
    paired: Paired,
    verdict: Verdict,
}

impl Judged {
    /// Differences in metrics, judged together; what is none stays none.
    pub fn all(differences: &[Option<(Name, Paired)>]) -> Vec<Option<Self>> {
        let there = differences.iter().flatten();
        let there: Vec<(&str, &Paired)> =
            there.map(|(name, paired)| (name.name(), paired)).collect();
        let mut verdicts = verdicts(&there).into_iter();
        let judged = |difference: &Option<(Name, Paired)>| {
            let (_, paired) = (*difference)?;
            Some(Self { paired, verdict: verdicts.next()? })
        };
        differences.iter().map(judged).collect()
    }
}

/// The cell of a difference in a column: its size, a word where it is shown, its interval; `none` where there is none.
pub(super) fn cell(column: &str, judged: Option<&Judged>, none: &str) -> Markup {
    let shown = judged.filter(|one| one.verdict.is_shown());
    let word = shown.map_or("", |one| one.verdict.words());
    html! {
        td.number.(word) data-of=(column) { @match judged {
            None => (none),
            Some(Judged { paired, .. }) => {
                @let (value, ends) = match paired.low().zip(paired.high()) {
                    Some((low, high)) => with_ends(paired.difference, low, high),
                    None => (plain(paired.difference), String::new()),
                };
                (value) @if !word.is_empty() { " " strong { (word) } }
                span.unit { (ends) }
            }
        } }
    }
}
