//! The fields of a table that is read by hand: each is taken or told.

use super::problem::{Problem, nearest, nearest_metric};
use super::read::Source;
use super::wanted::{describe, literal};
use crate::metrics;
use crate::params::Value;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A text whose tables are read, and what is wrong with them.
pub(super) struct Fields<'a> {
    pub source: &'a Source<'a>,
    pub problems: Vec<Problem>,
}

impl Fields<'_> {
    pub(super) fn complain(
        &mut self,
        span: Range<usize>,
        key: &str,
        message: String,
        help: Option<String>,
    ) {
        self.problems.push(self.source.problem(span, key, message, help));
    }

    /// Something else than what is wanted.
    pub(super) fn wants(&mut self, key: &str, value: &Spanned<DeValue>, wanted: &str) {
        let message = format!("found {}; {wanted} is wanted", describe(value.get_ref()));
        self.complain(value.span(), key, message, None);
    }

    /// A key that nobody declared.
    pub(super) fn unknown(&mut self, span: Range<usize>, key: &str, known: &[&str]) {
        let near = nearest(key, known.iter().copied());
        let help = near.map(|near| format!("did you mean `{near}`?"));
        let message = format!("no such key here; there are {}", known.join(", "));
        self.complain(span, key, message, help);
    }

    pub(super) fn word<T>(
        &mut self,
        table: &DeTable,
        key: &str,
        parse: impl Fn(&str) -> Option<T>,
        known: impl Iterator<Item = &'static str>,
    ) -> Option<T> {
        let value = table.get(key)?;
        let found = value.get_ref().as_str().and_then(parse);
        if found.is_none() {
            let known: Vec<&str> = known.collect();
            let typed = value.get_ref().as_str().unwrap_or_default();
            let help = nearest(typed, known.iter().copied())
                .map(|near| format!("did you mean \"{near}\"?"));
            let message =
                format!("found {}; allowed are {}", describe(value.get_ref()), known.join(", "));
            self.complain(value.span(), key, message, help);
        }
        found
    }

    pub(super) fn texts(&mut self, table: &DeTable, key: &str) -> Option<String> {
        let value = table.get(key)?;
        let found = value.get_ref().as_str().map(|text| text.trim().to_owned());
        if found.is_none() {
            self.wants(key, value, "a text");
        }
        found
    }

    pub(super) fn switch(&mut self, table: &DeTable, key: &str, default: bool) -> bool {
        match table.get(key).map(|value| (value, value.get_ref())) {
            None => default,
            Some((_, DeValue::Boolean(on))) => *on,
            Some((value, _)) => {
                self.wants(key, value, "true or false");
                default
            }
        }
    }

    /// A number or several.
    pub(super) fn numbers(&mut self, table: &DeTable, key: &str) -> Vec<f64> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let number = |one: &Spanned<DeValue>| match literal(one.get_ref()) {
            Some(Value::Whole(number)) => Some(number as f64),
            Some(Value::Real(number)) => Some(number),
            _ => None,
        };
        let found = match value.get_ref() {
            DeValue::Array(all) => all.iter().map(number).collect(),
            _ => number(value).map(|one| vec![one]),
        };
        found.unwrap_or_else(|| {
            self.wants(key, value, "a number, or numbers between brackets,");
            Vec::new()
        })
    }

    /// The column of the metrics that an outcome reads.
    pub(super) fn column(&mut self, table: &DeTable, span: &Range<usize>) -> Option<usize> {
        let Some(metric) = self.texts(table, "metric") else {
            self.complain(span.clone(), "metric", "an outcome needs metric".to_owned(), None);
            return None;
        };
        let at = |key: &str| table.get(key).map_or_else(|| span.clone(), Spanned::span);
        let dimension = self.texts(table, "dimension").unwrap_or_default();
        let level = self.texts(table, "level").unwrap_or_default();
        let of_metric =
            || metrics::columns().iter().enumerate().filter(|(_, c)| c.metric.name == metric);
        if of_metric().next().is_none() {
            let help = nearest_metric(&metric).map(|near| format!("did you mean \"{near}\"?"));
            let message = format!("found {metric:?}; the name of a metric is wanted");
            self.complain(at("metric"), "metric", message, help);
            return None;
        }
        let found = of_metric().find(|(_, c)| c.dimension == dimension && c.level == level);
        if found.is_none() {
            let there: Vec<String> = of_metric()
                .filter(|(_, c)| !c.level.is_empty())
                .map(|(_, c)| format!("{} {}", c.dimension, c.level))
                .collect();
            let message =
                format!("{metric} has no {dimension} {level}; there are: {}", there.join(", "));
            self.complain(at("level"), "level", message, None);
        }
        found.map(|(at, _)| at)
    }
}
