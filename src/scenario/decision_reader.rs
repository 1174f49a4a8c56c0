//! Reads what makes a study a decision: `[decision]`, `[[outcome]]` and `[portfolio]`.

use super::decision::{Better, Decision, Measure, Outcome};
use super::fields::Fields;
use super::levers::{Target, leaves};
use super::mixtures::Place;
use super::problem::{Location, Problem};
use super::read::Source;
use super::wanted::{describe, literal};
use crate::metrics::{self, Dimension, Direction};
use crate::params::Value;
use crate::terms::Currency;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Keys of `[decision]`.
const DECISION: [&str; 4] = ["question", "budget", "currency", "ensemble"];
/// Keys of an outcome.
const OUTCOME: [&str; 9] =
    ["name", "metric", "dimension", "level", "by", "measure", "better", "years", "threshold"];
/// Keys of `[portfolio]`.
const PORTFOLIO: [&str; 2] = ["step", "place"];
/// Keys of a kind of places.
const PLACE: [&str; 2] = ["name", "where"];
/// Most parts into which a budget is shared out.
const PARTS: f64 = 20.0;

/// The tables of a study that make it a decision; all are there if one is.
pub(super) const TABLES: [&str; 3] = ["decision", "outcome", "portfolio"];

/// Reads a decision, if the file has one.
pub(super) fn read(source: &Source, table: &DeTable) -> (Option<Decision>, Vec<Problem>) {
    let mut fields = Fields { source, problems: Vec::new() };
    let Some(of) = TABLES.iter().find_map(|name| table.get(*name)) else {
        return (None, Vec::new());
    };
    let mut decision = Decision {
        question: String::new(),
        budget: None,
        outcomes: Vec::new(),
        step: None,
        places: Vec::new(),
        portfolios: Vec::new(),
        granted: Vec::new(),
        ends: 0,
        ensemble: None,
        location: source.at(of.span()),
    };
    match table.get("decision").map(|value| (value, value.get_ref())) {
        Some((_, DeValue::Table(inner))) => head(&mut fields, inner, &mut decision),
        Some((value, _)) => fields.wants("decision", value, "[decision]"),
        None => {
            let message = "a decision needs [decision]".to_owned();
            fields.complain(of.span(), "decision", message, None);
        }
    }
    match table.get("outcome").map(|value| (value, value.get_ref())) {
        Some((_, DeValue::Array(all))) => {
            for one in all {
                match one.get_ref() {
                    DeValue::Table(inner) => outcome(&mut fields, inner, one.span(), &mut decision),
                    _ => fields.wants("outcome", one, "a table"),
                }
            }
        }
        Some((value, _)) => fields.wants("outcome", value, "[[outcome]]"),
        None => {
            let message = "a decision needs [[outcome]]: by what its options are judged".to_owned();
            fields.complain(of.span(), "outcome", message, None);
        }
    }
    match table.get("portfolio").map(|value| (value, value.get_ref())) {
        Some((_, DeValue::Table(inner))) => portfolio(&mut fields, inner, &mut decision),
        Some((value, _)) => fields.wants("portfolio", value, "[portfolio]"),
        None => {}
    }
    (Some(decision), fields.problems)
}

/// Tells the keys of a table that nobody declared.
fn known(fields: &mut Fields, table: &DeTable, keys: &[&str]) {
    for (key, _) in table {
        if !keys.contains(&key.get_ref().as_ref()) {
            fields.unknown(key.span(), key.get_ref(), keys);
        }
    }
}

/// `[decision]`.
fn head(fields: &mut Fields, table: &DeTable, decision: &mut Decision) {
    known(fields, table, &DECISION);
    decision.question = fields.texts(table, "question").unwrap_or_default();
    decision.ensemble = fields.texts(table, "ensemble").map(|file| fields.source.beside(&file));
    let currency = fields.word(
        table,
        "currency",
        Currency::parse,
        Currency::ALL.iter().map(|currency| currency.name()),
    );
    let budget = positive(fields, table, "budget");
    if budget.is_some() && !table.contains_key("currency") {
        let message = "a budget needs its currency".to_owned();
        let help = "write currency = \"USD\" or currency = \"rand\"".to_owned();
        let span = table.get("budget").map_or(0..0, Spanned::span);
        fields.complain(span, "budget", message, Some(help));
    }
    decision.budget = budget.zip(currency);
}

/// A number above 0.
fn positive(fields: &mut Fields, table: &DeTable, key: &str) -> Option<f64> {
    let value = table.get(key)?;
    let found = number(value.get_ref()).filter(|number| *number > 0.0);
    if found.is_none() {
        fields.wants(key, value, "a number above 0");
    }
    found
}

fn number(value: &DeValue) -> Option<f64> {
    match literal(value)? {
        Value::Whole(number) => Some(number as f64),
        Value::Real(number) => Some(number),
        _ => None,
    }
}

/// `[first, last]`, years from 1.
fn years(fields: &mut Fields, table: &DeTable) -> (u32, u32) {
    let Some(value) = table.get("years") else { return (0, 0) };
    let items = value.get_ref().as_array();
    let ends =
        items.map(|items| items.iter().map(|item| literal(item.get_ref())).collect::<Vec<_>>());
    match ends.as_deref() {
        Some([Some(Value::Whole(first)), Some(Value::Whole(last))])
            if 1 <= *first && first <= last && *last <= 1000 =>
        {
            (*first as u32, *last as u32)
        }
        _ => {
            fields.wants("years", value, "[first, last], years from 1,");
            (0, 0)
        }
    }
}

/// One `[[outcome]]`, or one for each level of the dimension by which it is asked.
fn outcome(fields: &mut Fields, table: &DeTable, span: Range<usize>, decision: &mut Decision) {
    let before = fields.problems.len();
    known(fields, table, &OUTCOME);
    let measures = Measure::ALL.iter().map(|measure| measure.name());
    let measure = fields.word(table, "measure", Measure::parse, measures).unwrap_or(Measure::Level);
    let is_money = matches!(measure, Measure::Granted | Measure::Spent);
    let column = if is_money {
        if let Some((key, _)) = table
            .iter()
            .find(|(key, _)| ["metric", "by", "level"].contains(&key.get_ref().as_ref()))
        {
            let message = format!("{measure} is money, and no metric");
            fields.complain(key.span(), key.get_ref(), message, None);
        }
        Some(0)
    } else {
        fields.column(table, &span)
    };
    let given =
        fields.word(table, "better", Better::parse, Better::ALL.iter().map(|better| better.name()));
    let threshold = table.get("threshold").and_then(|value| {
        let found = number(value.get_ref());
        if found.is_none() {
            fields.wants("threshold", value, "a number");
        }
        found
    });
    let years = years(fields, table);
    let parts = column.map_or_else(Vec::new, |column| parts(fields, table, column));
    if fields.problems.len() > before {
        return;
    }
    let Some(column) = column else { return };
    let metric = &metrics::columns()[column].metric;
    let declared = match metric.direction {
        _ if is_money => Some(Better::Lower),
        Direction::Up => Some(Better::Higher),
        Direction::Down => Some(Better::Lower),
        Direction::Neutral => None,
    };
    let Some(better) = given.or(declared) else {
        let message = format!("{}: neither more nor less is declared to be better", metric.name);
        let help = "write better = \"lower\" or better = \"higher\"".to_owned();
        return fields.complain(span, "better", message, Some(help));
    };
    let name = fields.texts(table, "name").unwrap_or_else(|| plain(measure, column));
    let is_taken = |name: &str| decision.outcomes.iter().any(|other| other.name == name);
    let own = Outcome {
        name,
        measure,
        column,
        better,
        years,
        threshold,
        is_part: false,
        location: fields.source.at(span.clone()),
    };
    let all = if parts.is_empty() {
        vec![own]
    } else {
        let part = |(column, level)| Outcome {
            name: format!("{}, {level}", own.name),
            column,
            is_part: true,
            ..own.clone()
        };
        parts.into_iter().map(part).collect()
    };
    if let Some(twice) = all.iter().find(|one| is_taken(&one.name)) {
        let message = format!("two outcomes are called {:?}", twice.name);
        let help = "give one a name = \"…\" of its own".to_owned();
        return fields.complain(span, "name", message, Some(help));
    }
    decision.outcomes.extend(all);
}

/// What an outcome is called where nobody says.
fn plain(measure: Measure, column: usize) -> String {
    let column = &metrics::columns()[column];
    let metric = match column.level {
        "" => column.metric.name.to_owned(),
        level => format!("{}, {level}", column.metric.name),
    };
    match measure {
        Measure::Level => metric,
        Measure::Durability => format!("durability of {metric}"),
        Measure::Granted | Measure::Spent => measure.name().to_owned(),
    }
}

/// The columns of a metric's levels along the dimension that `by` names, each with its level.
fn parts(fields: &mut Fields, table: &DeTable, column: usize) -> Vec<(usize, &'static str)> {
    let Some(by) = table.get("by") else { return Vec::new() };
    let metric = &metrics::columns()[column].metric;
    let along = metric.dimensions.iter().map(|dimension: &Dimension| dimension.name());
    let dimension = fields.word(
        table,
        "by",
        |word| metric.dimensions.iter().find(|one| one.name() == word),
        along.clone(),
    );
    if metric.dimensions.is_empty() {
        fields.complain(by.span(), "by", format!("{} is given along nothing", metric.name), None);
    }
    let Some(dimension) = dimension else { return Vec::new() };
    let columns = metrics::columns().iter().enumerate();
    let of =
        columns.filter(|(_, one)| one.metric.id == metric.id && one.dimension == dimension.name());
    of.map(|(at, one)| (at, one.level)).collect()
}

/// `[portfolio]`.
fn portfolio(fields: &mut Fields, table: &DeTable, decision: &mut Decision) {
    known(fields, table, &PORTFOLIO);
    let step = positive(fields, table, "step");
    if let (Some(step), Some(value)) = (step, table.get("step")) {
        let parts = (1.0 / step).round();
        let is_whole = (parts * step - 1.0).abs() < 1e-6 && (1.0..=PARTS).contains(&parts);
        if !is_whole {
            let wanted = format!(
                "1, 0.5, 0.25 or another part in which a budget comes out, down to {}",
                1.0 / PARTS
            );
            fields.wants("step", value, &wanted);
        }
    } else if !table.contains_key("step") {
        let span = table.iter().next().map_or(0..0, |(key, _)| key.span());
        fields.complain(
            span,
            "step",
            "a portfolio needs step = 0.5 or another part".to_owned(),
            None,
        );
    }
    decision.step = step;
    let Some(places) = table.get("place") else { return };
    let DeValue::Array(all) = places.get_ref() else {
        return fields.wants("place", places, "[[portfolio.place]]");
    };
    for one in all {
        let DeValue::Table(inner) = one.get_ref() else {
            fields.wants("place", one, "a table");
            continue;
        };
        known(fields, inner, &PLACE);
        let name = fields.texts(inner, "name").unwrap_or_default();
        if name.is_empty() && !inner.contains_key("name") {
            fields.complain(one.span(), "name", "a kind of places needs a name".to_owned(), None);
        }
        let wheres = match inner.get("where").map(|value| (value, value.get_ref())) {
            Some((_, DeValue::Table(table))) => selection(fields, table),
            Some((value, _)) => {
                fields.wants("where", value, "a table as interventions have it");
                Vec::new()
            }
            None => {
                fields.complain(
                    one.span(),
                    "where",
                    "a kind of places needs where".to_owned(),
                    None,
                );
                Vec::new()
            }
        };
        decision.places.push(Place { name, wheres });
    }
}

/// The fields of a `where`, as an intervention takes them.
fn selection(fields: &mut Fields, table: &DeTable) -> Vec<(String, Value, Location)> {
    let mut found = Vec::new();
    for leaf in leaves("where.", table) {
        let target = Target::of(&format!("intervention.any.{}", leaf.key), fields.source.catalogue);
        let taken = target.map_err(|told| (leaf.name.clone(), told)).and_then(|target| {
            let taken = target.take(literal(leaf.value).as_ref(), &describe(leaf.value));
            taken.map_err(|told| (leaf.span.clone(), told))
        });
        match taken {
            Ok(value) => found.push((leaf.key, value, fields.source.at(leaf.span))),
            Err((span, (message, help))) => fields.complain(span, &leaf.key, message, help),
        }
    }
    found
}
