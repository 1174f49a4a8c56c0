//! Reads claim files: every problem of the file itself, located.

use super::Assignment;
use super::claim::{self, Between, Claim, Contrast, HORIZON, Outcome, Reads, Sign};
use super::fields::Fields;
use super::levers::{Leaf, Target, leaves};
use super::problem::{Location, Problem, nearest};
use super::read::Source;
use super::wanted::{describe, literal};
use crate::params::Catalogue;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// A claim file as it is read, before its scenarios are.
pub(super) struct Draft {
    pub claim: Claim,
    pub arms: Vec<ArmDraft>,
    /// Names of arms in their order, of those with problems too.
    names: Vec<String>,
    pub problems: Vec<Problem>,
}

/// An arm as it is written.
pub(super) struct ArmDraft {
    pub name: String,
    pub file: PathBuf,
    pub sets: Vec<Assignment>,
    pub is_placebo: bool,
    pub location: Location,
}

/// Keys of a claim that are texts.
const TEXTS: [&str; 7] =
    ["title", "sentence", "section", "contradicts", "falsifiable", "measure", "declared"];
/// Keys of a claim.
const KEYS: [&str; 12] = [
    "schema_version",
    "number",
    "title",
    "sentence",
    "section",
    "contradicts",
    "falsifiable",
    "measure",
    "declared",
    "carrier",
    "arm",
    "outcome",
];
/// Keys of an arm.
const ARM: [&str; 3] = ["file", "set", "placebo"];
/// Keys of the carrier.
const CARRIER: [&str; 2] = ["words", "off"];
/// Keys of an outcome.
const OUTCOME: [&str; 15] = [
    "words",
    "metric",
    "between",
    "dimension",
    "level",
    "contrast",
    "arms",
    "at",
    "programmes",
    "years",
    "before",
    "sign",
    "than",
    "ratio",
    "needed",
];

/// Reads the text of a claim file.
pub(super) fn read(path: &Path, text: &str, catalogue: &Catalogue) -> Draft {
    let source = Source::new(path, text, catalogue);
    let (table, problems) = source.syntax(text);
    let claim = Claim { path: path.to_owned(), ..Claim::default() };
    let draft = Draft { claim, arms: Vec::new(), names: Vec::new(), problems: Vec::new() };
    let mut reader = Reader { fields: Fields { source: &source, problems }, draft };
    reader.read(&table);
    Draft { problems: reader.fields.problems, ..reader.draft }
}

struct Reader<'a> {
    fields: Fields<'a>,
    draft: Draft,
}

impl Reader<'_> {
    fn read(&mut self, table: &DeTable) {
        // Outcomes name arms, wherever these stand.
        for (name, value) in table {
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("schema_version", found) => {
                    if let Err((message, help)) = super::moved::version(found) {
                        self.fields.complain(value.span(), "schema_version", message, help);
                    }
                }
                ("number", DeValue::String(number)) => self.draft.claim.number = number.to_string(),
                ("number", DeValue::Integer(number)) => {
                    self.draft.claim.number = number.as_str().into();
                }
                ("number", _) => self.fields.wants("number", value, "the number of a claim"),
                ("arm", DeValue::Table(arms)) => self.arms(arms),
                ("arm", _) => self.fields.wants("arm", value, "a table a scenario"),
                ("carrier", DeValue::Table(carrier)) => self.carrier(carrier),
                ("carrier", _) => self.fields.wants("carrier", value, "a table with words and off"),
                ("outcome", _) => {}
                (key, DeValue::String(text)) if TEXTS.contains(&key) => self.text(key, text),
                (key, _) if TEXTS.contains(&key) => self.fields.wants(key, value, "a text"),
                (key, _) => self.fields.unknown(name.span(), key, &KEYS),
            }
        }
        match table.get("outcome") {
            Some(outcomes) => match outcomes.get_ref() {
                DeValue::Array(all) => {
                    for one in all {
                        match one.get_ref() {
                            DeValue::Table(outcome) => self.outcome(outcome, one.span()),
                            _ => self.fields.wants("outcome", one, "a table"),
                        }
                    }
                }
                _ => self.fields.wants("outcome", outcomes, "[[outcome]]"),
            },
            None => self.fields.complain(
                0..0,
                "outcome",
                "a claim needs [[outcome]]: what is read off its arms".to_owned(),
                None,
            ),
        }
        self.is_complete();
    }

    fn text(&mut self, key: &str, text: &str) {
        let claim = &mut self.draft.claim;
        let text = text.trim().to_owned();
        match key {
            "title" => claim.title = text,
            "sentence" => claim.sentence = text,
            "section" => claim.section = text,
            "contradicts" => claim.contradicts = text,
            "falsifiable" => claim.falsifiable = text,
            "measure" => claim.measure = text,
            _ => claim.declared = text,
        }
    }

    /// What no claim can do without.
    fn is_complete(&mut self) {
        let claim = &self.draft.claim;
        let missing: Vec<&str> = [
            ("number", claim.number.is_empty()),
            ("title", claim.title.is_empty()),
            ("sentence", claim.sentence.is_empty()),
            ("section", claim.section.is_empty()),
            ("contradicts", claim.contradicts.is_empty()),
            ("measure", claim.measure.is_empty()),
            ("carrier", claim.carrier.off.is_empty()),
            ("arm", self.draft.names.is_empty()),
        ]
        .into_iter()
        .filter_map(|(key, is_missing)| is_missing.then_some(key))
        .collect();
        let (number, of_file) = (claim.number.clone(), claim::number_of(&claim.path));
        let told =
            |key: &str, one: &Problem| one.key == key || one.key.starts_with(&format!("{key}."));
        for key in missing {
            if !self.fields.problems.iter().any(|one| told(key, one)) {
                self.fields.complain(0..0, key, format!("a claim needs {key}"), None);
            }
        }
        if !number.is_empty() && number != of_file {
            let message = format!("the file is called after claim {of_file}, and says {number}");
            self.fields.complain(
                0..0,
                "number",
                message,
                Some(format!("call it {number}_words.toml")),
            );
        }
    }

    fn arms(&mut self, arms: &DeTable) {
        for (name, value) in arms {
            let name = name.get_ref().to_string();
            self.draft.names.push(name.clone());
            let DeValue::Table(table) = value.get_ref() else {
                self.fields.wants(&format!("arm.{name}"), value, "a table with file");
                continue;
            };
            let location = self.fields.source.at(value.span());
            let mut arm = ArmDraft {
                name,
                file: PathBuf::new(),
                sets: Vec::new(),
                is_placebo: false,
                location,
            };
            for (key, value) in table {
                match (key.get_ref().as_ref(), value.get_ref()) {
                    ("file", DeValue::String(file)) => arm.file = self.fields.source.beside(file),
                    ("set", DeValue::Table(sets)) => arm.sets = self.sets(sets, true),
                    ("placebo", DeValue::Boolean(on)) => arm.is_placebo = *on,
                    (key, _) if ARM.contains(&key) => {
                        self.fields.wants(key, value, "a path, a table of values, or true");
                    }
                    (key, _) => self.fields.unknown(value.span(), key, &ARM),
                }
            }
            if arm.file.as_os_str().is_empty() {
                let message = "an arm needs file = \"SCENARIO.toml\"".to_owned();
                self.fields.complain(value.span(), "file", message, None);
            } else {
                self.draft.arms.push(arm);
            }
        }
    }

    /// Values for a scenario; those of an arm may not be how people act.
    fn sets(&mut self, table: &DeTable, is_of_arm: bool) -> Vec<Assignment> {
        let mut found = Vec::new();
        for Leaf { key, name, value, span } in leaves("", table) {
            let refused = claim::refused(&key, self.fields.source.catalogue).filter(|_| is_of_arm);
            if let Some((message, help)) = refused {
                self.fields.complain(name, &key, message, Some(help));
                continue;
            }
            let target = match Target::of(&key, self.fields.source.catalogue) {
                Ok(target) => target,
                Err((message, help)) => {
                    self.fields.complain(name, &key, message, help);
                    continue;
                }
            };
            match target.take(literal(value).as_ref(), &describe(value)) {
                Ok(value) => {
                    let value =
                        if target.is_path { self.fields.source.resolve(value) } else { value };
                    found.push(Assignment { key, value, location: self.fields.source.at(span) });
                }
                Err((message, help)) => self.fields.complain(span, &key, message, help),
            }
        }
        found
    }

    fn carrier(&mut self, table: &DeTable) {
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("words", DeValue::String(words)) => {
                    self.draft.claim.carrier.words = words.trim().into();
                }
                ("off", DeValue::Table(sets)) => {
                    self.draft.claim.carrier.off = self.sets(sets, false);
                }
                (key, _) if CARRIER.contains(&key) => {
                    self.fields.wants(
                        &format!("carrier.{key}"),
                        value,
                        "a text, or a table of values",
                    );
                }
                (key, _) => self.fields.unknown(value.span(), key, &CARRIER),
            }
        }
    }

    fn outcome(&mut self, table: &DeTable, span: Range<usize>) {
        let problems = self.fields.problems.len();
        for (key, _) in table {
            if !OUTCOME.contains(&key.get_ref().as_ref()) {
                self.fields.unknown(key.span(), key.get_ref(), &OUTCOME);
            }
        }
        let contrast = self.fields.word(
            table,
            "contrast",
            Contrast::parse,
            Contrast::ALL.iter().map(|c| c.name()),
        );
        let sign = self.fields.word(table, "sign", Sign::parse, Sign::ALL.iter().map(|s| s.name()));
        let reads = self.reads(table, &span);
        let outcome = Outcome {
            words: self.fields.texts(table, "words").unwrap_or_default(),
            reads,
            contrast: contrast.unwrap_or(Contrast::Level),
            arms: self.names(table),
            at: self.fields.numbers(table, "at"),
            programmes: self.fields.numbers(table, "programmes").first().map_or(0, |&n| n as usize),
            years: self.years(table, "years").unwrap_or((6, HORIZON)),
            before: self.years(table, "before").unwrap_or((0, 0)),
            sign: sign.unwrap_or(Sign::Up),
            than: self.fields.numbers(table, "than").first().copied().unwrap_or(0.0),
            is_ratio: self.fields.switch(table, "ratio", false),
            is_needed: self.fields.switch(table, "needed", true),
        };
        for (key, is_missing) in [("contrast", contrast.is_none()), ("sign", sign.is_none())] {
            if is_missing && !table.contains_key(key) {
                self.fields.complain(span.clone(), key, format!("an outcome needs {key}"), None);
            }
        }
        if self.fields.problems.len() == problems {
            if let Some(message) = shape(&outcome) {
                self.fields.complain(span, "arms", message, None);
            }
            self.draft.claim.outcomes.push(outcome);
        }
    }

    /// The metric that an outcome names, or what it says of places.
    fn reads(&mut self, table: &DeTable, span: &Range<usize>) -> Reads {
        if !table.contains_key("between") {
            return Reads::Metric(self.fields.column(table, span).unwrap_or_default());
        }
        for key in ["metric", "dimension", "level", "years", "before"] {
            if let Some(there) = table.get(key) {
                let message = "an outcome reads a metric over years, or what is between places at the \
                               end of a run: between stands in its place";
                self.fields.complain(there.span(), key, message.to_owned(), None);
            }
        }
        let names = Between::ALL.iter().map(|between| between.name());
        let found = self.fields.word(table, "between", Between::parse, names);
        Reads::Between(found.unwrap_or(Between::Configurations))
    }

    /// `[first, last]`, years from 1 to the horizon.
    fn years(&mut self, table: &DeTable, key: &str) -> Option<(u32, u32)> {
        let value = table.get(key)?;
        match self.fields.numbers(table, key)[..] {
            [first, last] if 1.0 <= first && first <= last && last <= f64::from(HORIZON) => {
                Some((first as u32, last as u32))
            }
            _ => {
                self.fields.wants(
                    key,
                    value,
                    &format!("[first, last], years from 1 to {HORIZON},"),
                );
                None
            }
        }
    }

    fn names(&mut self, table: &DeTable) -> Vec<usize> {
        let Some(value) = table.get("arms") else { return (0..self.draft.names.len()).collect() };
        let DeValue::Array(all) = value.get_ref() else {
            self.fields.wants("arms", value, "a list of arms");
            return Vec::new();
        };
        let mut found = Vec::new();
        for one in all {
            let typed = one.get_ref().as_str().unwrap_or_default();
            if let Some(at) = self.draft.names.iter().position(|name| name == typed) {
                found.push(at);
                continue;
            }
            let near = nearest(typed, self.draft.names.iter().map(String::as_str));
            let help = near.map(|near| format!("did you mean \"{near}\"?"));
            let there = self.draft.names.join(", ");
            let message = format!("found {}; arms are {there}", describe(one.get_ref()));
            self.fields.complain(one.span(), "arms", message, help);
        }
        found
    }
}

/// What is wrong with the number of arms of an outcome.
fn shape(outcome: &Outcome) -> Option<String> {
    let (name, n) = (outcome.contrast.name(), outcome.arms.len());
    let wrong = |wanted: &str| Some(format!("{n} arms; {name} takes {wanted}"));
    match outcome.contrast {
        Contrast::Level if n != 1 => wrong("one"),
        Contrast::Difference if n != 2 => wrong("two"),
        Contrast::Double if n != 4 => wrong("four"),
        Contrast::Factorial if n < 2 || !n.is_power_of_two() => wrong("two, four, eight …"),
        Contrast::Ladder if n < 3 || n != outcome.at.len() => {
            wrong("three or more, and as many numbers in at")
        }
        Contrast::Change | Contrast::Trend if !(1..=2).contains(&n) => wrong("one or two"),
        Contrast::Change | Contrast::Trend if matches!(outcome.reads, Reads::Between(_)) => Some(
            "what is between places is read at the end alone: no change and no trend".to_owned(),
        ),
        Contrast::Change if outcome.before.0 == 0 => {
            Some("a change needs before = [first, last]".to_owned())
        }
        Contrast::Trend if outcome.years.0 == outcome.years.1 => {
            Some("a trend needs several years".to_owned())
        }
        Contrast::Matching
            if outcome.programmes < 2 || n < 4 || !n.is_multiple_of(outcome.programmes) =>
        {
            wrong("two contexts or more of as many arms as programmes says")
        }
        Contrast::Level
        | Contrast::Difference
        | Contrast::Double
        | Contrast::Factorial
        | Contrast::Ladder
        | Contrast::Change
        | Contrast::Trend
        | Contrast::Matching => None,
    }
}
