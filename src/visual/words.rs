//! The words of code names, with units from where they are declared.

use crate::metrics::{self, Name};
use crate::output::tables;
use crate::params::Catalogue;
use crate::scenario::PLACEBO;

/// Words that are more than a code name with spaces; metrics have theirs where they are declared.
const WORDS: [(&str, &str); 24] = [
    ("unanswered", "victims without an answer"),
    ("trust_public", "trust in police"),
    ("trust_customary", "trust in elders"),
    ("trust_peace_committee", "trust in peace committees"),
    ("has_committee", "peace committees"),
    ("public", "police"),
    ("rented_public", "rented police"),
    ("customary", "elders"),
    ("peace_committee", "peace committees"),
    ("vigilante", "bands"),
    ("private_national", "guards"),
    ("private_international", "companies from abroad"),
    ("criminal", "gangs"),
    ("talk", "talk it over"),
    ("self_help", "help themselves"),
    ("lump", "put up with it"),
    ("agreement", "agreed"),
    ("imposition", "decided for them"),
    ("violent", "turned violent"),
    ("dispute", "disputes"),
    ("feud", "feuds"),
    ("ngo", "NGOs"),
    ("mob", "mobs"),
    ("state_centred_aid", "state-centred aid"),
];

/// The words of a metric, a level, a column, an account.
pub(super) fn words(name: &str) -> String {
    if let Some(metric) = Name::parse(name) {
        return metric.title().to_owned();
    }
    WORDS
        .iter()
        .find(|(code, _)| *code == name)
        .map_or_else(|| name.replace('_', " "), |(_, words)| (*words).to_owned())
}

/// The words of a scenario: the name of its file, which is what tables call it.
pub(super) fn scenario(name: &str) -> String {
    match name.strip_suffix(PLACEBO) {
        Some(of) => format!("{}, placebo", words(of)),
        None => words(name),
    }
}

/// With a capital letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// The unit of a metric as it is declared.
pub(super) fn metric_unit(name: &str) -> String {
    metrics::named(name).map_or_else(String::new, |m| m.unit.to_owned())
}

/// Columns of communities that a map can show.
pub(super) fn map_columns() -> Vec<&'static str> {
    let no_quantity = ["number", "years", "months", "name", "code", "km", "degrees", "communities"];
    let columns = tables::COMMUNITIES.columns.iter();
    columns
        .filter(|column| !no_quantity.contains(&column.unit) && !column.name.starts_with("is_"))
        .map(|column| column.name)
        .collect()
}

/// The unit of a column of communities as it is declared.
pub(super) fn column_unit(name: &str) -> &'static str {
    tables::COMMUNITIES
        .columns
        .iter()
        .find(|column| column.name == name)
        .map_or("", |column| column.unit)
}

/// What a parameter is, in the first words of its declaration; its key where they are many.
pub(super) fn parameter(key: &str) -> String {
    let catalogue = Catalogue::standard();
    let Some(parameter) = catalogue.find(key) else { return key.to_owned() };
    let doc = parameter.doc.as_str();
    let end = doc.find([',', ';', ':', '(', '.']).unwrap_or(doc.len());
    let first = doc[..end].trim();
    if first.chars().count() > 90 { key.to_owned() } else { first.to_owned() }
}

/// The unit of a parameter.
pub(super) fn parameter_unit(key: &str) -> String {
    Catalogue::standard().find(key).map_or_else(String::new, |parameter| parameter.unit.clone())
}

/// What a column's number is divided by, and its unit: counts of a year and people are told for so
/// many persons, so that large places do not look bad for being large.
pub(super) fn rate(column: &str) -> Option<(f64, &'static str)> {
    Some(match column_unit(column) {
        "persons" => (100_000.0, "per 100,000 persons and year"),
        "incidents" | "thefts" | "disputes" | "victims" => (1000.0, "per 1,000 persons and year"),
        "officers" | "men" => (1000.0, "per 1,000 persons"),
        _ => return None,
    })
}

/// The unit in which maps show a column.
pub(super) fn shown_unit(column: &str) -> &'static str {
    match rate(column).map_or_else(|| column_unit(column), |(_, unit)| unit) {
        "yes or no" => "share of replicates",
        "level" => "level from 0 to 1",
        unit => unit,
    }
}
