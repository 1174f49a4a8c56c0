//! Study files: scenarios × points of uncertain parameters × replicates.

use super::problem::{Location, Problem, Problems, nearest};
use super::read::{Source, describe, literal, take};
use super::study_checks as checks;
use super::{Scenario, Settings};
use crate::metrics;
use crate::params::{Catalogue, Parameter, Sort, Value};
use std::ops::Range;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// How points are laid over the parameters' ranges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Design {
    /// Every combination of `steps` values a parameter.
    Grid,
    /// A Latin hypercube (McKay, Beckman & Conover 1979).
    LatinHypercube,
    /// Each parameter alone at `steps` values, the others at the scenario's.
    OneAtATime,
    /// A scrambled Sobol sequence (Owen 1995; Burley 2020).
    Sobol,
    /// `points` trajectories over four levels (Morris 1991).
    Morris,
    /// `points` rows of two matrices and their crossings (Saltelli et al. 2010).
    Saltelli,
    /// The rows of a CSV file of one's own, a column a parameter.
    Csv,
}

impl Design {
    const ALL: [(&'static str, Self); 7] = [
        ("csv", Self::Csv),
        ("sobol", Self::Sobol),
        ("morris", Self::Morris),
        ("saltelli", Self::Saltelli),
        ("grid", Self::Grid),
        ("latin_hypercube", Self::LatinHypercube),
        ("one_at_a_time", Self::OneAtATime),
    ];
}

/// An uncertain parameter of a study.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// Its key.
    pub key: String,
    /// Lowest value.
    pub low: f64,
    /// Highest value.
    pub high: f64,
    /// Whether its values are whole numbers.
    pub is_whole: bool,
}

/// A checked study.
#[derive(Debug, Clone)]
pub struct Study {
    /// One line for lists and headings.
    pub title: String,
    /// Scenarios, with what the study sets for all of them.
    pub scenarios: Vec<Scenario>,
    /// Uncertain parameters, in the order of the file.
    pub factors: Vec<Factor>,
    /// The design.
    pub design: Design,
    /// Points of a Latin hypercube.
    pub points: u32,
    /// Values a parameter in a grid or one at a time.
    pub steps: u32,
    /// Replicates of each point.
    pub replicates: u32,
    /// Metrics that are told.
    pub metrics: Vec<String>,
    /// What facts are compared with is told too.
    pub facts: bool,
    /// Seed of the design; runs take that of their scenario.
    pub seed: u64,
    /// First and last month over which values are means; the last is at most the horizon.
    pub window: (i32, i32),
    /// Months for which values are told, each a mean over the year before it, instead of one window.
    pub report_months: Vec<i32>,
    /// Months that all runs live as the first scenario before each goes its own way.
    pub fork_at: u32,
    /// When a run ends before its horizon.
    pub stop_when: Option<StopRule>,
    /// Points of a design of one's own, in the order of the factors.
    pub rows: Vec<Vec<Value>>,
    /// What is told before it is run, of its scenarios too.
    pub warnings: Vec<Problem>,
}

/// Ends a run when a metric has been beyond a bound for some months.
#[derive(Debug, Clone, PartialEq)]
pub struct StopRule {
    /// The metric's total.
    pub metric: String,
    /// It must be above this.
    pub above: f64,
    /// It must be below this.
    pub below: f64,
    /// For so many months in a row.
    pub for_months: u32,
}

impl Study {
    /// The windows over which values are told: the one of the study, or a year before each of its
    /// reporting months.
    pub fn windows(&self) -> Vec<(i32, i32)> {
        if self.report_months.is_empty() {
            return vec![self.window];
        }
        self.report_months.iter().map(|&month| ((month - 11).max(1), month)).collect()
    }
}

/// Keys of the table `[study]`.
const KEYS: [&str; 13] = [
    "design",
    "points",
    "steps",
    "replicates",
    "metrics",
    "facts",
    "seed",
    "from_month",
    "to_month",
    "file",
    "report_months",
    "fork_at",
    "stop_when",
];

impl Study {
    /// Loads and checks a study file and its scenarios.
    ///
    /// # Errors
    /// With every problem found.
    pub fn load(path: &Path, settings: &Settings, catalogue: &Catalogue) -> Result<Self, Problems> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            let location = Location::Unreadable(path.to_owned());
            let message = format!("cannot read the file: {error}");
            Problems(vec![Problem::error(location, "", message, None)])
        })?;
        let source = Source { path: path.to_owned(), text: text.as_str().into(), catalogue };
        let (table, errors) = DeTable::parse_recoverable(&text);
        let mut reader = Reader {
            source,
            problems: Vec::new(),
            sets: settings.sets.clone(),
            files: Vec::new(),
            study: blank(),
        };
        for error in &errors {
            let message = format!("this is not TOML: {}", error.message());
            reader.complain(error.span().unwrap_or(0..0), "", message, None);
        }
        reader.read(table.get_ref());
        let settings = Settings { sets: reader.sets, options: settings.options.clone() };
        let (mut study, mut problems) = (reader.study, Problems(reader.problems));
        for file in &reader.files {
            match Scenario::load(file, &settings, catalogue) {
                Ok(scenario) => {
                    problems.add(scenario.warnings.iter().cloned());
                    study.scenarios.push(scenario);
                }
                Err(Problems(found)) => problems.add(found),
            }
        }
        let horizon =
            study.scenarios.iter().map(|s| s.params.time.months).min().unwrap_or(0) as i32;
        study.window.1 = study.window.1.min(horizon);
        problems.add(checks::fits(&study, horizon, path, catalogue));
        if problems.has_errors() {
            return Err(problems);
        }
        study.warnings = problems.0;
        Ok(study)
    }
}

/// Whether a file is a study and not a scenario, as far as can be seen without checking it.
pub fn is_study(path: &Path) -> bool {
    std::fs::read_to_string(path).is_ok_and(|text| {
        let (table, _) = DeTable::parse_recoverable(&text);
        super::read::STUDY.iter().any(|name| table.get_ref().contains_key(*name))
    })
}

fn blank() -> Study {
    Study {
        title: String::new(),
        scenarios: Vec::new(),
        factors: Vec::new(),
        design: Design::LatinHypercube,
        points: 50,
        steps: 3,
        replicates: 1,
        metrics: vec!["violence_rate".to_owned(), "settled_share".to_owned()],
        facts: false,
        seed: 1,
        window: (1, i32::MAX),
        report_months: Vec::new(),
        fork_at: 0,
        stop_when: None,
        warnings: Vec::new(),
        rows: Vec::new(),
    }
}

struct Reader<'a> {
    source: Source<'a>,
    problems: Vec<Problem>,
    sets: Vec<String>,
    files: Vec<std::path::PathBuf>,
    study: Study,
}

impl Reader<'_> {
    fn complain(&mut self, span: Range<usize>, key: &str, message: String, help: Option<String>) {
        self.problems.push(self.source.problem(span, key, message, help));
    }

    fn read(&mut self, table: &DeTable) {
        for (name, value) in table {
            let (key, span) = (name.get_ref().as_ref(), value.span());
            match (key, value.get_ref()) {
                ("schema_version", DeValue::Integer(found)) if found.as_str() == "1" => {}
                ("title", DeValue::String(title)) => self.study.title = title.to_string(),
                ("description", DeValue::String(_)) => {}
                ("scenarios", DeValue::Array(files)) => {
                    for file in files {
                        match file.get_ref() {
                            DeValue::String(file) => self.files.push(self.source.beside(file)),
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
                    self.entry(name.get_ref(), name.span(), value.get_ref(), value.span());
                }),
                ("set", DeValue::Table(table)) => table.iter().for_each(|(name, value)| {
                    let written = match value.get_ref() {
                        DeValue::String(text) => text.to_string(),
                        _ => self.source.text[value.span()].to_owned(),
                    };
                    self.sets.push(format!("{}={written}", name.get_ref()));
                }),
                ("parameters", DeValue::Table(table)) => table.iter().for_each(|(name, value)| {
                    self.factor(name.get_ref(), name.span(), value.get_ref(), value.span());
                }),
                (_, found) => {
                    let near = nearest(
                        key,
                        ["scenarios", "study", "set", "parameters", "title", "description"],
                    );
                    let message = format!("found {}; no such key in a study", describe(found));
                    self.complain(
                        span,
                        key,
                        message,
                        near.map(|near| format!("did you mean `{near}`?")),
                    );
                }
            }
        }
        self.fits_design();
        if self.files.is_empty() {
            self.complain(
                0..0,
                "scenarios",
                "a study needs scenarios = [\"FILE\", …]".to_owned(),
                None,
            );
        }
        let is_own = self.study.design == Design::Csv;
        if is_own && self.study.rows.is_empty() && self.problems.is_empty() {
            let message =
                "design = \"csv\" needs file = \"POINTS.csv\" with a row a point".to_owned();
            self.complain(0..0, "file", message, None);
        }
        if self.study.factors.is_empty() && self.problems.is_empty() && !is_own {
            let help = "\"escalation.hazard\" = true takes the declared range, [low, high] another"
                .to_owned();
            self.complain(
                0..0,
                "parameters",
                "a study needs uncertain parameters".to_owned(),
                Some(help),
            );
        }
    }

    /// What the sequence behind Sobol's and Saltelli's designs can give.
    fn fits_design(&mut self) {
        const DIMENSIONS: usize = 256;
        const POINTS: u32 = 1 << 16;
        let dimensions = match self.study.design {
            Design::Sobol => self.study.factors.len(),
            Design::Saltelli => 2 * self.study.factors.len(),
            Design::Grid
            | Design::LatinHypercube
            | Design::OneAtATime
            | Design::Morris
            | Design::Csv => return,
        };
        if dimensions >= DIMENSIONS || self.study.points > POINTS {
            let message = format!(
                "{} points of {} parameters; this design takes {POINTS} points of {} at most",
                self.study.points,
                self.study.factors.len(),
                if self.study.design == Design::Sobol {
                    DIMENSIONS - 1
                } else {
                    DIMENSIONS / 2 - 1
                },
            );
            self.complain(0..0, "points", message, None);
        }
    }

    /// A key of `[study]`.
    fn entry(&mut self, key: &str, name: Range<usize>, value: &DeValue, span: Range<usize>) {
        let count = literal(value).and_then(|value| match value {
            Value::Whole(number) => u32::try_from(number).ok().filter(|&number| number > 0),
            _ => None,
        });
        match (key, value, count) {
            ("design", DeValue::String(text), _) => {
                if let Some((_, design)) = Design::ALL.iter().find(|(name, _)| name == text) {
                    self.study.design = *design;
                } else {
                    let names = Design::ALL.map(|(name, _)| name).join(", ");
                    self.complain(span, key, format!("found {text:?}; allowed are {names}"), None);
                }
            }
            ("points", _, Some(count)) => self.study.points = count,
            ("steps", _, Some(count)) => self.study.steps = count,
            ("replicates", _, Some(count)) => self.study.replicates = count,
            ("seed", _, Some(count)) => self.study.seed = u64::from(count),
            ("from_month", _, Some(count)) => self.study.window.0 = count as i32,
            ("to_month", _, Some(count)) => self.study.window.1 = count as i32,
            ("facts", DeValue::Boolean(told), _) => self.study.facts = *told,
            ("fork_at", _, Some(count)) => self.study.fork_at = count,
            ("file", DeValue::String(file), _) => {
                let path = self.source.beside(file);
                match checks::points(&path, self.source.catalogue) {
                    Ok((factors, rows)) => {
                        self.study.factors = factors;
                        self.study.rows = rows;
                    }
                    Err(problems) => self.problems.extend(problems),
                }
            }
            ("report_months", DeValue::Array(months), _) => {
                for month in months {
                    match literal(month.get_ref()) {
                        Some(Value::Whole(number)) if number > 0 => {
                            self.study.report_months.push(number as i32);
                        }
                        _ => {
                            let found = describe(month.get_ref());
                            let message = format!("found {found}; a month from 1 on is wanted");
                            self.complain(month.span(), key, message, None);
                        }
                    }
                }
            }
            ("stop_when", DeValue::Table(table), _) => self.stop_when(table, span),
            ("metrics", DeValue::Array(names), _) => {
                self.study.metrics.clear();
                for name in names {
                    self.metric(name.get_ref(), name.span());
                }
            }
            _ if KEYS.contains(&key) => {
                let message = format!(
                    "found {}; a whole number above 0, a text, true, false or a list of metrics is wanted",
                    describe(value)
                );
                self.complain(span, key, message, None);
            }
            _ => {
                let help = nearest(key, KEYS).map(|near| format!("did you mean `{near}`?"));
                self.complain(name, key, "nobody declared this key".to_owned(), help);
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
        let all = metrics::all();
        if all.iter().any(|metric| metric.name == rule.metric) {
            self.study.stop_when = Some(rule);
        } else {
            let near = nearest(&rule.metric, all.iter().map(|metric| metric.name));
            let message = format!("found metric {:?}; the name of a metric is wanted", rule.metric);
            let help = near.map(|near| format!("did you mean {near:?}?"));
            self.complain(span, "stop_when", message, help);
        }
    }

    fn metric(&mut self, value: &DeValue, span: Range<usize>) {
        let all = metrics::all();
        match value {
            DeValue::String(name) if all.iter().any(|metric| metric.name == name.as_ref()) => {
                self.study.metrics.push(name.to_string());
            }
            other => {
                let near = other
                    .as_str()
                    .and_then(|name| nearest(name, all.iter().map(|metric| metric.name)));
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

    /// An uncertain parameter: `true` for its declared range, or `[low, high]`.
    fn factor(&mut self, key: &str, name: Range<usize>, value: &DeValue, span: Range<usize>) {
        let Some(parameter) = self.source.catalogue.find(key) else {
            let (message, help) = super::read::unknown(key, self.source.catalogue);
            return self.complain(name, key, message, help);
        };
        let range = match value {
            DeValue::Boolean(true) => parameter
                .range
                .ok_or_else(|| "it has no declared range; write [low, high]".to_owned()),
            DeValue::Array(ends) if ends.len() == 2 => {
                ends_of(parameter, ends.iter().map(toml::Spanned::get_ref))
            }
            other => Err(format!("found {}; true or [low, high] is wanted", describe(other))),
        };
        match range {
            Ok((low, high)) if low < high => self.study.factors.push(Factor {
                key: key.to_owned(),
                low,
                high,
                is_whole: parameter.sort() == Sort::Whole,
            }),
            Ok((low, high)) => self.complain(span, key, format!("{low} is not below {high}"), None),
            Err(message) => self.complain(span, key, message, None),
        }
    }
}

fn ends_of<'a, 'i: 'a>(
    parameter: &Parameter,
    ends: impl Iterator<Item = &'a DeValue<'i>>,
) -> Result<(f64, f64), String> {
    let numbers = ends
        .map(|end| match take(&parameter.into(), literal(end).as_ref(), &describe(end)) {
            Ok(Value::Real(number)) => Ok(number),
            Ok(Value::Whole(number)) => Ok(number as f64),
            Ok(_) => Err("only numbers have ranges".to_owned()),
            Err((message, _)) => Err(message),
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok((numbers[0], numbers[1]))
}
