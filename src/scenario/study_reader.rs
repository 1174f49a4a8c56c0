//! Reads study files: every problem of the file itself, located.

use super::Assignment;
use super::decision_reader;
use super::levers::{Factor, Leaf, Target, leaves};
use super::library;
use super::own_points;
use super::problem::{Problem, nearest, nearest_metric};
use super::read::Source;
use super::study::{Design, Invalid, StopRule, Study};
use super::study_keys::{Places, StudyKey};
use super::targets;
use super::wanted::{describe, literal};
use crate::metrics;
use crate::params::{Catalogue, Value};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// A study file as it is read, before its scenarios are.
pub(super) struct Draft {
    pub study: Study,
    /// Files of the scenarios.
    pub files: Vec<PathBuf>,
    /// What it sets for all of them.
    pub assignments: Vec<Assignment>,
    /// The name that `baseline` gives.
    pub baseline: Option<String>,
    /// Where the keys of `[study]` stand.
    pub places: Places,
    pub problems: Vec<Problem>,
}

pub(crate) fn blank() -> Study {
    Study {
        source: String::new(),
        points_source: Arc::default(),
        title: String::new(),
        scenarios: Vec::new(),
        factors: Vec::new(),
        design: Design::LatinHypercube,
        points: 50,
        steps: 3,
        replicates: 1,
        metrics: vec!["violence_rate".to_owned(), "settled_share".to_owned()],
        facts: false,
        placebo: false,
        seed: 1,
        window: (1, i32::MAX),
        report_months: Vec::new(),
        fork_at: 0,
        stop_when: None,
        rows: Vec::new(),
        file: PathBuf::new(),
        invalid: Invalid::Refuse,
        baseline: None,
        targets: Vec::new(),
        rules: targets::Rules::default(),
        decision: None,
        warnings: Vec::new(),
    }
}

/// Reads the text of a study file.
pub(super) fn read(path: &Path, text: &str, catalogue: &Catalogue) -> Draft {
    let source = Source::new(path, text, catalogue);
    let (table, problems) = source.syntax(text);
    let places = Places::new(source.at(0..0));
    let draft = Draft {
        study: blank(),
        files: Vec::new(),
        assignments: Vec::new(),
        baseline: None,
        places,
        problems,
    };
    let mut reader = Reader { source, draft };
    reader.read(&table);
    reader.draft
}

struct Reader<'a> {
    source: Source<'a>,
    draft: Draft,
}

impl Reader<'_> {
    fn complain(&mut self, span: Range<usize>, key: &str, message: String, help: Option<String>) {
        self.draft.problems.push(self.source.problem(span, key, message, help));
    }

    fn read(&mut self, table: &DeTable) {
        for (name, value) in table {
            let (key, span) = (name.get_ref().as_ref(), value.span());
            match (key, value.get_ref()) {
                ("schema_version", found) => {
                    if let Err((message, help)) = super::moved::version(found) {
                        self.complain(span, key, message, help);
                    }
                }
                ("title", DeValue::String(title)) => self.draft.study.title = title.to_string(),
                ("description", DeValue::String(_)) => {}
                ("scenarios", DeValue::Array(files)) => {
                    for file in files {
                        match file.get_ref() {
                            DeValue::String(file) => self.scenario(file, name.span()),
                            other => self.complain(
                                file.span(),
                                key,
                                format!("found {}; a path is wanted", describe(other)),
                                None,
                            ),
                        }
                    }
                }
                ("study", DeValue::Table(table)) => table.iter().for_each(|(name, value)| {
                    if let Some(key) = StudyKey::parse(name.get_ref()) {
                        self.draft.places.note(key, self.source.at(value.span()));
                    }
                    self.entry(name.get_ref(), name.span(), value.get_ref(), value.span());
                }),
                ("set", DeValue::Table(table)) => {
                    for leaf in leaves("", table) {
                        self.set(leaf);
                    }
                }
                ("parameters", DeValue::Table(table)) => {
                    for leaf in leaves("", table) {
                        self.factor(&leaf);
                    }
                }
                ("calibration", DeValue::Table(table)) => {
                    let (rules, problems) = targets::read_rules(&self.source, table);
                    self.draft.study.rules = rules;
                    self.draft.problems.extend(problems);
                }
                (key, _) if decision_reader::TABLES.contains(&key) => {}
                ("target", value) => {
                    let (found, problems) = targets::read_targets(&self.source, value, span);
                    self.draft.study.targets = found;
                    self.draft.problems.extend(problems);
                }
                (_, found) => {
                    let near = nearest(
                        key,
                        [
                            "scenarios",
                            "study",
                            "set",
                            "parameters",
                            "calibration",
                            "target",
                            "decision",
                            "outcome",
                            "portfolio",
                            "title",
                            "description",
                        ],
                    );
                    let message = format!("found {}; no such key in a study", describe(found));
                    let help = near.map(|near| format!("did you mean `{near}`?"));
                    self.complain(span, key, message, help);
                }
            }
        }
        let (decision, problems) = decision_reader::read(&self.source, table);
        self.draft.study.decision = decision;
        self.draft.problems.extend(problems);
        self.fits_design();
        self.is_complete();
    }

    /// A scenario of the study, once.
    fn scenario(&mut self, file: &str, span: Range<usize>) {
        let path = self.source.beside(file);
        let is_same = |other: &PathBuf| {
            *other == path || library::real(other).is_some_and(|a| Some(a) == library::real(&path))
        };
        if self.draft.files.iter().any(is_same) {
            self.complain(span, "scenarios", format!("{file} is there twice"), None);
        } else {
            self.draft.files.push(path);
        }
    }

    /// What no study can do without.
    fn is_complete(&mut self) {
        if self.draft.files.is_empty() {
            let message = "a study needs scenarios = [\"FILE\", …]".to_owned();
            self.complain(0..0, "scenarios", message, None);
        }
        let is_own = self.draft.study.design == Design::Csv;
        let is_right = self.draft.problems.is_empty();
        if is_own && self.draft.study.rows.is_empty() && is_right {
            let message =
                "design = \"csv\" needs file = \"POINTS.csv\" with a row a point".to_owned();
            self.complain(0..0, "file", message, None);
        }
        // A decision goes through the prior where no parameters are named.
        let is_told = !self.draft.study.factors.is_empty() || self.draft.study.decision.is_some();
        if !is_told && is_right && !is_own {
            let help = "\"escalation.hazard\" = true takes the declared range, [low, high] another";
            let message = "a study needs uncertain parameters".to_owned();
            self.complain(0..0, "parameters", message, Some(help.to_owned()));
        }
    }

    fn fits_design(&mut self) {
        if let Some(message) = self.draft.study.beyond_design() {
            self.complain(0..0, "points", message, None);
        }
    }

    /// A key of `[study]`.
    fn entry(&mut self, key: &str, name: Range<usize>, value: &DeValue, span: Range<usize>) {
        let Some(known) = StudyKey::parse(key) else {
            let help = nearest(key, StudyKey::ALL.iter().map(|key| key.name()))
                .map(|near| format!("did you mean `{near}`?"));
            return self.complain(name, key, "nobody declared this key".to_owned(), help);
        };
        let count = literal(value).and_then(|value| match value {
            Value::Whole(number) => u32::try_from(number).ok().filter(|&number| number > 0),
            _ => None,
        });
        match (known, value, count) {
            (StudyKey::Design, DeValue::String(text), _) => {
                if let Some((_, design)) = Design::ALL.iter().find(|(name, _)| name == text) {
                    self.draft.study.design = *design;
                } else {
                    let names = Design::ALL.map(|(name, _)| name).join(", ");
                    self.complain(span, key, format!("found {text:?}; allowed are {names}"), None);
                }
            }
            (StudyKey::Invalid, DeValue::String(text), _) => {
                if let Some((_, invalid)) = Invalid::ALL.iter().find(|(name, _)| name == text) {
                    self.draft.study.invalid = *invalid;
                } else {
                    let names = Invalid::ALL.map(|(name, _)| name).join(", ");
                    self.complain(span, key, format!("found {text:?}; allowed are {names}"), None);
                }
            }
            (StudyKey::Baseline, DeValue::String(name), _) => {
                self.draft.baseline = Some(name.to_string());
            }
            (StudyKey::Points, _, Some(count)) => self.draft.study.points = count,
            (StudyKey::Steps, _, Some(count)) => self.draft.study.steps = count,
            (StudyKey::Replicates, _, Some(count)) => self.draft.study.replicates = count,
            (StudyKey::Seed, _, Some(count)) => self.draft.study.seed = u64::from(count),
            (StudyKey::FromMonth, _, Some(count)) => self.draft.study.window.0 = count as i32,
            (StudyKey::ToMonth, _, Some(count)) => self.draft.study.window.1 = count as i32,
            (StudyKey::Facts, DeValue::Boolean(told), _) => self.draft.study.facts = *told,
            (StudyKey::Placebo, DeValue::Boolean(on), _) => self.draft.study.placebo = *on,
            (StudyKey::ForkAt, _, Some(count)) => self.draft.study.fork_at = count,
            (StudyKey::File, DeValue::String(file), _) => {
                let path = self.source.beside(file);
                match own_points::read(&path, self.source.catalogue) {
                    Ok((bytes, factors, rows)) => {
                        self.draft.study.points_source = bytes;
                        self.draft.study.factors = factors;
                        self.draft.study.rows = rows;
                        self.draft.study.file = path;
                    }
                    Err(problems) => self.draft.problems.extend(problems),
                }
            }
            (StudyKey::ReportMonths, DeValue::Array(months), _) => {
                for month in months {
                    match literal(month.get_ref()) {
                        Some(Value::Whole(number)) if number > 0 => {
                            self.draft.study.report_months.push(number as i32);
                        }
                        _ => {
                            let found = describe(month.get_ref());
                            let message = format!("found {found}; a month from 1 on is wanted");
                            self.complain(month.span(), key, message, None);
                        }
                    }
                }
            }
            (StudyKey::StopWhen, DeValue::Table(table), _) => self.stop_when(table, span),
            (StudyKey::Metrics, DeValue::Array(names), _) => {
                self.draft.study.metrics.clear();
                for name in names {
                    self.metric(name.get_ref(), name.span());
                }
            }
            _ => {
                let message = format!(
                    "found {}; a whole number above 0, a text, true, false or a list of metrics is wanted",
                    describe(value)
                );
                self.complain(span, key, message, None);
            }
        }
    }

    /// `stop_when = { metric = "violence_rate", above = 20.0, for_months = 6 }`.
    fn stop_when(&mut self, table: &DeTable, span: Range<usize>) {
        let mut rule =
            StopRule { metric: String::new(), above: f64::MIN, below: f64::MAX, for_months: 1 };
        for (name, value) in table {
            match (name.get_ref().as_ref(), literal(value.get_ref())) {
                ("metric", Some(Value::Text(metric))) => rule.metric = metric,
                ("above", Some(Value::Real(number))) => rule.above = number,
                ("above", Some(Value::Whole(number))) => rule.above = number as f64,
                ("below", Some(Value::Real(number))) => rule.below = number,
                ("below", Some(Value::Whole(number))) => rule.below = number as f64,
                ("for_months", Some(Value::Whole(number))) if (1..=1200).contains(&number) => {
                    rule.for_months = number as u32;
                }
                (key, _) => {
                    let help = nearest(key, ["metric", "above", "below", "for_months"])
                        .map(|near| format!("did you mean `{near}`?"));
                    let found = describe(value.get_ref());
                    let message = format!(
                        "found {key} = {found}; metric, above, below and for_months are wanted"
                    );
                    self.complain(name.span(), "stop_when", message, help);
                }
            }
        }
        if metrics::named(&rule.metric).is_some() {
            self.draft.study.stop_when = Some(rule);
        } else {
            let near = nearest_metric(&rule.metric);
            let message = format!("found metric {:?}; the name of a metric is wanted", rule.metric);
            let help = near.map(|near| format!("did you mean {near:?}?"));
            self.complain(span, "stop_when", message, help);
        }
    }

    fn metric(&mut self, value: &DeValue, span: Range<usize>) {
        match value {
            DeValue::String(name) if metrics::named(name).is_some() => {
                self.draft.study.metrics.push(name.to_string());
            }
            other => {
                let near = other.as_str().and_then(nearest_metric);
                let message = format!("found {}; the name of a metric is wanted", describe(other));
                self.complain(
                    span,
                    "metrics",
                    message,
                    near.map(|near| format!("did you mean `{near}`?")),
                );
            }
        }
    }

    /// A value for all scenarios.
    fn set(&mut self, leaf: Leaf) {
        let Leaf { key, name, value, span } = leaf;
        if key == "run.replicates" {
            let message = "a study takes its replicates from [study]".to_owned();
            return self.complain(name, &key, message, Some("write replicates = N".to_owned()));
        }
        if self.draft.assignments.iter().any(|other| other.key == key) {
            return self.complain(name, &key, "it is set twice".to_owned(), None);
        }
        let target = match Target::of(&key, self.source.catalogue) {
            Ok(target) => target,
            Err((message, help)) => return self.complain(name, &key, message, help),
        };
        match target.take(literal(value).as_ref(), &describe(value)) {
            Ok(value) => {
                let value = if target.is_path { self.source.resolve(value) } else { value };
                let location = self.source.at(span);
                self.draft.assignments.push(Assignment { key, value, location });
            }
            Err((message, help)) => self.complain(span, &key, message, help),
        }
    }

    /// What is varied: `true` for all that is declared, `[low, high]`, or a list of words.
    fn factor(&mut self, leaf: &Leaf) {
        let Leaf { key, name, value, span } = leaf;
        let (name, span) = (name.clone(), span.clone());
        if key == "run.replicates" {
            let message = "replicates are no parameter that is varied".to_owned();
            return self.complain(name, key, message, None);
        }
        if self.draft.study.factors.iter().any(|other| other.key == *key) {
            return self.complain(name, key, "it is varied twice".to_owned(), None);
        }
        let target = match Target::of(key, self.source.catalogue) {
            Ok(target) => target,
            Err((message, help)) => return self.complain(name, key, message, help),
        };
        match target.levels(value) {
            Ok(levels) => {
                let location = self.source.at(span);
                self.draft.study.factors.push(Factor { key: key.clone(), levels, location });
            }
            Err((message, help)) => self.complain(span, key, message, help),
        }
    }
}
