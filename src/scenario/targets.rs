//! What a study is calibrated to: numbers with their bands, and how points are ruled out.

use super::levers::Factor;
use super::problem::{Location, Problem, nearest, nearest_metric};
use super::read::Source;
use super::study::Study;
use super::wanted::{describe, literal};
use crate::metrics;
use crate::params::{Catalogue, Value};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// A number that the model is held to, and not one of the library's facts.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// What it is called in tables.
    pub name: String,
    /// What is read.
    pub reads: Reads,
    /// Position of the scenario that stands for its place.
    pub scenario: usize,
    /// The name that the file gives for the place; empty where the study has one scenario.
    pub place: String,
    /// What was measured.
    pub value: f64,
    /// Lower end of its band.
    pub low: f64,
    /// Upper end of its band.
    pub high: f64,
    /// Where it comes from.
    pub source: String,
    /// Where it is written.
    pub location: Location,
}

/// What a target reads from a replicate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reads {
    /// Mean of a column of the metrics over the window.
    Metric(usize),
    /// Mean over rounds of a question of a survey of the scenario.
    Question(Question),
}

/// A question of a survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Name of the survey.
    pub survey: String,
    /// Name of the question.
    pub question: String,
}

/// How the sets of an ensemble are drawn and weighted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weights {
    /// By the likelihood of the targets: a posterior, which wants emulators that are sure.
    Likelihood,
    /// Spread evenly over what is not ruled out, each as much as another: what history matching alone can say
    /// (Vernon, Goldstein & Bower 2010).
    Equal,
}

/// How a calibration goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// Most waves, before the ensemble itself is lived.
    pub waves: u32,
    /// Implausibility above which a point is ruled out.
    pub cutoff: f64,
    /// How many of the worst targets may be set aside where otherwise nothing is left.
    pub set_aside: u32,
    /// Standard deviation of the model's own error, in halves of each target's band.
    pub discrepancy: f64,
    /// Sets of the ensemble.
    pub sets: u32,
    /// How sets are weighted.
    pub weights: Weights,
    /// Targets that are told and rule nothing out.
    pub leave_out: Vec<(String, Location)>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            waves: 3,
            cutoff: 3.0,
            set_aside: 0,
            discrepancy: 0.5,
            sets: 100,
            weights: Weights::Likelihood,
            leave_out: Vec::new(),
        }
    }
}

impl Study {
    /// Questions that its targets ask.
    pub fn questions(&self) -> Vec<&Question> {
        let asked = self.targets.iter().filter_map(|target| match &target.reads {
            Reads::Question(question) => Some(question),
            Reads::Metric(_) => None,
        });
        asked.collect()
    }
}

/// Keys of a `[[target]]`.
const TARGET: [&str; 10] = [
    "name",
    "metric",
    "dimension",
    "level",
    "survey",
    "question",
    "place",
    "value",
    "band",
    "source",
];
/// Keys of `[calibration]`.
const RULES: [&str; 7] =
    ["waves", "cutoff", "set_aside", "discrepancy", "ensemble", "weights", "leave_out"];

type Told = Vec<(Range<usize>, &'static str, String, Option<String>)>;

/// Reads `[[target]]`.
pub(super) fn read_targets(
    source: &Source,
    value: &DeValue,
    span: Range<usize>,
) -> (Vec<Target>, Vec<Problem>) {
    let (mut targets, mut problems) = (Vec::<Target>::new(), Vec::new());
    let DeValue::Array(items) = value else {
        let message = format!("found {}; [[target]] is wanted", describe(value));
        return (targets, vec![source.problem(span, "target", message, None)]);
    };
    for item in items {
        let mut told = Told::new();
        if let DeValue::Table(table) = item.get_ref() {
            let location = source.at(item.span());
            if let Some(target) = read_target(table, item.span(), location, &mut told) {
                if targets.iter().any(|other| other.name == target.name) {
                    let message = format!("two targets are called {:?}", target.name);
                    let help = Some("give one a name = \"…\" of its own".to_owned());
                    told.push((item.span(), "name", message, help));
                }
                targets.push(target);
            }
        } else {
            let message = format!("found {}; a table is wanted", describe(item.get_ref()));
            told.push((item.span(), "", message, None));
        }
        problems.extend(told.into_iter().map(|(span, key, message, help)| {
            let key = if key.is_empty() { "target".to_owned() } else { format!("target.{key}") };
            source.problem(span, &key, message, help)
        }));
    }
    (targets, problems)
}

/// What a `[[target]]` says, field by field.
#[derive(Default)]
struct Fields {
    texts: [String; 6],
    value: Option<f64>,
    band: Option<(f64, f64)>,
    source: String,
}

/// Keys that take a text, in the order of [`Fields::texts`].
const TEXTS: [&str; 6] = ["name", "metric", "dimension", "level", "survey", "question"];

fn read_target(
    table: &DeTable,
    whole: Range<usize>,
    location: Location,
    told: &mut Told,
) -> Option<Target> {
    let before = told.len();
    let mut fields = Fields::default();
    let mut place = String::new();
    let spot = |key: &str| {
        let found = table.iter().find(|(name, _)| name.get_ref() == key);
        found.map_or(whole.clone(), |(_, value)| value.span())
    };
    for (name, value) in table {
        let key = name.get_ref().as_ref();
        let Some(&known) = TARGET.iter().find(|known| **known == key) else {
            let near = nearest(key, TARGET).map(|near| format!("did you mean `{near}`?"));
            let help = near.or_else(|| Some(format!("known are {}", TARGET.join(", "))));
            told.push((name.span(), "", format!("found {key}; nobody declared this key"), help));
            continue;
        };
        let text =
            |value: &DeValue| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
        let wanted = if let Some(at) = TEXTS.iter().position(|one| *one == known) {
            text(value.get_ref()).map(|text| fields.texts[at] = text).ok_or("a text is wanted")
        } else if known == "source" {
            text(value.get_ref()).map(|text| fields.source = text).ok_or("a text is wanted")
        } else if known == "place" {
            text(value.get_ref())
                .map(|text| place = text)
                .ok_or("the name of a scenario of the study is wanted")
        } else if known == "value" {
            fields.value = real(value.get_ref());
            fields.value.map(|_| ()).ok_or("a number is wanted")
        } else {
            fields.band = band(value.get_ref());
            fields
                .band
                .map(|_| ())
                .ok_or("[low, high] is wanted, two numbers, the first below the second")
        };
        if let Err(wanted) = wanted {
            let message = format!("found {}; {wanted}", describe(value.get_ref()));
            told.push((value.span(), known, message, None));
        }
    }
    let reads = reads(&fields, &spot, &whole, told);
    let has = |key: &str| table.iter().any(|(name, _)| name.get_ref() == key);
    if !has("band") {
        let message = "a target without a band says nothing of how far off is wrong".to_owned();
        let help = "write band = [low, high]: about 95 % of what the true number may be".to_owned();
        told.push((whole.clone(), "band", message, Some(help)));
    }
    if !has("source") {
        let message = "a target needs a source = \"…\"".to_owned();
        told.push((whole.clone(), "source", message, None));
    }
    let (low, high) = fields.band.unwrap_or_default();
    let value = fields.value.unwrap_or(f64::midpoint(low, high));
    if fields.band.is_some() && !(low..=high).contains(&value) {
        let message = format!("{value} lies outside its band, {low} to {high}");
        told.push((spot("value"), "value", message, None));
    }
    let [name, metric, _, level, survey, question] = fields.texts;
    let plain = match (metric.is_empty(), level.is_empty()) {
        (true, _) => format!("{survey}.{question}"),
        (false, true) => metric,
        (false, false) => format!("{metric}.{level}"),
    };
    let name = match (name.is_empty(), place.is_empty()) {
        (false, _) => name,
        (true, true) => plain,
        (true, false) => format!("{plain}@{place}"),
    };
    let source = fields.source;
    (told.len() == before).then_some(())?;
    Some(Target { name, reads: reads?, scenario: 0, place, value, low, high, source, location })
}

/// A metric with its level, or a question of a survey.
fn reads(
    fields: &Fields,
    spot: &dyn Fn(&str) -> Range<usize>,
    whole: &Range<usize>,
    told: &mut Told,
) -> Option<Reads> {
    let [_, metric, dimension, level, survey, question] = &fields.texts;
    match (metric.is_empty(), survey.is_empty() && question.is_empty()) {
        (false, true) => {
            let columns = metrics::columns();
            let found = columns.iter().position(|column| {
                column.metric.name == metric
                    && column.level == level.as_str()
                    && (level.is_empty()
                        || dimension.is_empty()
                        || column.dimension == dimension.as_str())
            });
            if found.is_none() && metrics::named(metric).is_none() {
                let near = nearest_metric(metric).map(|near| format!("did you mean {near:?}?"));
                let message = format!("found {metric:?}; the name of a metric is wanted");
                told.push((spot("metric"), "metric", message, near));
            } else if found.is_none() {
                let of: Vec<&str> = columns
                    .iter()
                    .filter(|column| column.metric.name == metric && !column.level.is_empty())
                    .map(|column| column.level)
                    .collect();
                let near = nearest(level, of.iter().copied());
                let message = format!("{metric} has no level {level:?}");
                let help = near.map(|near| format!("did you mean {near:?}?"));
                told.push((spot("level"), "level", message, help));
            }
            found.map(Reads::Metric)
        }
        (true, false) if !survey.is_empty() && !question.is_empty() => {
            Some(Reads::Question(Question { survey: survey.clone(), question: question.clone() }))
        }
        _ => {
            let message = "a target reads a metric, or a question of a survey".to_owned();
            let help = "write metric = \"…\", or survey = \"…\" and question = \"…\"".to_owned();
            told.push((whole.clone(), "metric", message, Some(help)));
            None
        }
    }
}

fn real(value: &DeValue) -> Option<f64> {
    match literal(value)? {
        Value::Real(number) if number.is_finite() => Some(number),
        Value::Whole(number) => Some(number as f64),
        _ => None,
    }
}

fn band(value: &DeValue) -> Option<(f64, f64)> {
    let DeValue::Array(items) = value else { return None };
    let [low, high] =
        items.iter().map(|item| real(item.get_ref())).collect::<Option<Vec<_>>>()?[..]
    else {
        return None;
    };
    (low < high).then_some((low, high))
}

/// Reads `[calibration]`.
pub(super) fn read_rules(source: &Source, table: &DeTable) -> (Rules, Vec<Problem>) {
    let (mut rules, mut problems) = (Rules::default(), Vec::new());
    for (name, value) in table {
        let key = name.get_ref().as_ref();
        let number = real(value.get_ref());
        let whole = |low: u32, high: u32| {
            let found = number.filter(|number| number.fract() == 0.0);
            let found = found.filter(|number| (f64::from(low)..=f64::from(high)).contains(number));
            found
                .map(|number| number as u32)
                .ok_or(format!("a whole number from {low} to {high} is wanted"))
        };
        let within = |low: f64, high: f64| {
            let found = number.filter(|number| (low..=high).contains(number));
            found.ok_or(format!("a number from {low} to {high} is wanted"))
        };
        let wanted = match key {
            "waves" => whole(1, 20).map(|waves| rules.waves = waves),
            "cutoff" => within(1.0, 10.0).map(|cutoff| rules.cutoff = cutoff),
            "set_aside" => whole(0, 2).map(|set_aside| rules.set_aside = set_aside),
            "discrepancy" => within(0.0, 10.0).map(|share| rules.discrepancy = share),
            "ensemble" => whole(100, 10_000).map(|sets| rules.sets = sets),
            "weights" => match value.get_ref().as_str() {
                Some("likelihood") => Ok(Weights::Likelihood),
                Some("equal") => Ok(Weights::Equal),
                _ => Err("\"likelihood\" or \"equal\" is wanted".to_owned()),
            }
            .map(|weights| rules.weights = weights),
            "leave_out" => names(source, value.get_ref())
                .map(|names| rules.leave_out = names)
                .ok_or("a list of names of targets is wanted".to_owned()),
            _ => {
                let near = nearest(key, RULES).map(|near| format!("did you mean `{near}`?"));
                let help = near.or_else(|| Some(format!("known are {}", RULES.join(", "))));
                let message = "nobody declared this key".to_owned();
                problems.push(source.problem(name.span(), key, message, help));
                continue;
            }
        };
        if let Err(wanted) = wanted {
            let message = format!("found {}; {wanted}", describe(value.get_ref()));
            problems.push(source.problem(value.span(), key, message, None));
        }
    }
    (rules, problems)
}

fn names(source: &Source, value: &DeValue) -> Option<Vec<(String, Location)>> {
    let DeValue::Array(items) = value else { return None };
    let of = |item: &toml::Spanned<DeValue>| {
        Some((item.get_ref().as_str()?.to_owned(), source.at(item.span())))
    };
    items.iter().map(of).collect()
}

/// Finds the scenario of each target's place, and its survey.
pub(super) fn place(study: &mut Study) -> Vec<Problem> {
    let mut problems = Vec::new();
    let names: Vec<String> = study.scenarios.iter().map(|one| one.name.clone()).collect();
    for target in &mut study.targets {
        let mut tell = |key: &str, message: String, help: Option<String>| {
            problems.push(Problem::error(target.location.clone(), key, message, help));
        };
        let at = names.iter().position(|name| *name == target.place);
        match at {
            Some(at) => target.scenario = at,
            None if target.place.is_empty() && names.len() == 1 => {}
            None => {
                let help = nearest(&target.place, names.iter().map(String::as_str))
                    .map(|near| format!("did you mean {near:?}?"))
                    .or_else(|| Some(format!("the scenarios are: {}", names.join(", "))));
                let found = if target.place.is_empty() {
                    "a target of a study of several scenarios needs a place".to_owned()
                } else {
                    format!(
                        "found {:?}; the name of a scenario of the study is wanted",
                        target.place
                    )
                };
                tell("target.place", found, help);
                continue;
            }
        }
        if let Reads::Question(Question { survey, .. }) = &target.reads {
            let surveys = &study.scenarios[target.scenario].params.programme.surveys;
            if !surveys.iter().any(|one| one.name == *survey) {
                let near = nearest(survey, surveys.iter().map(|one| one.name.as_str()))
                    .map(|near| format!("did you mean {near:?}?"));
                let message = format!("{} has no survey {survey:?}", names[target.scenario]);
                tell("target.survey", message, near);
            }
        }
    }
    problems
}

/// Priors of a calibration lie inside what is declared: beyond it nobody vouches for a value.
pub fn priors(study: &Study, catalogue: &Catalogue) -> Vec<Problem> {
    let outside = |factor: &Factor| {
        if super::sets::is_apart(&factor.key) || catalogue.find(&factor.key).is_none() {
            let message = "an ensemble has parameters of how people act and how a country is, and neither the size of \
                           the world, nor the length of a run, nor fields of records"
                .to_owned();
            return Some(Problem::error(factor.location.clone(), &*factor.key, message, None));
        }
        let declared = catalogue.find(&factor.key)?.range?;
        let (low, high) = match factor.levels {
            super::Levels::Real(low, high) => (low, high),
            super::Levels::Whole(low, high) => (low as f64, high as f64),
            super::Levels::Each(_) => return None,
        };
        let is_inside = declared.0 <= low && high <= declared.1;
        (!is_inside).then(|| {
            let message = format!(
                "a prior from {low} to {high} reaches beyond the declared range, {} to {}",
                declared.0, declared.1
            );
            let help = "true takes the declared range".to_owned();
            Problem::error(factor.location.clone(), &*factor.key, message, Some(help))
        })
    };
    study.factors.iter().filter_map(outside).collect()
}
