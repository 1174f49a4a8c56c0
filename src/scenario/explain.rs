//! What the declarations say of records, their fields, attributes and components: `nodal explain`.

use super::reference::{admitted, shown};
use crate::programme::{Change, Compact, Intervention, RecordField, ScenarioRecord, Shock, Survey};
use crate::terms::{Attribute, Component};
use std::fmt::Write;

/// Everything of that name: a record, a field of a record (`intervention.where.share` or `where.share`), an
/// attribute, a component. Empty where nothing is called so.
pub fn explain(key: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    of_table::<Compact>(key, &mut blocks);
    of_table::<Intervention>(key, &mut blocks);
    of_table::<Shock>(key, &mut blocks);
    of_table::<Change>(key, &mut blocks);
    of_table::<Survey>(key, &mut blocks);
    blocks.extend(Attribute::parse(key).map(attribute));
    blocks.extend(Component::parse(key).map(component));
    blocks
}

/// Names that can be explained, for suggestions.
pub fn known() -> Vec<String> {
    let mut names = Vec::new();
    names_of::<Compact>(&mut names);
    names_of::<Intervention>(&mut names);
    names_of::<Shock>(&mut names);
    names_of::<Change>(&mut names);
    names_of::<Survey>(&mut names);
    names.extend(Attribute::ALL.iter().map(ToString::to_string));
    names.extend(Component::ALL.iter().map(ToString::to_string));
    names
}

fn names_of<T: ScenarioRecord>(names: &mut Vec<String>) {
    names.push(T::TABLE.to_owned());
    for field in T::fields() {
        names.push(format!("{}.{}", T::TABLE, field.key));
        names.push(field.key);
    }
}

fn of_table<T: ScenarioRecord>(key: &str, blocks: &mut Vec<String>) {
    if key == T::TABLE {
        let mut text = format!("[[{}]]\n  {}\n", T::TABLE, T::doc());
        for field in T::fields() {
            let full = format!("{}.{}", T::TABLE, field.key);
            let _ = writeln!(text, "  {full:<32} {} ({})", shown(&field.default), field.unit);
        }
        blocks.push(text);
        return;
    }
    let own = key.strip_prefix(T::TABLE).and_then(|key| key.strip_prefix('.')).unwrap_or(key);
    let fields = T::fields();
    let group = format!("{own}.");
    for one in fields.iter().filter(|one| one.key == own || one.key.starts_with(&group)) {
        blocks.push(field(one, T::TABLE));
    }
}

fn field<T>(field: &RecordField<T>, table: &str) -> String {
    let values = if field.choices.is_empty() {
        admitted(field.allowed)
    } else {
        format!("one of {}", field.choices.join(", "))
    };
    let mut text = format!(
        "{table}.{}\n  {}\n  unit     {}\n  default  {}\n  allowed  {values}\n",
        field.key,
        field.doc,
        field.unit,
        shown(&field.default),
    );
    if let Some(when) = when_read(table, &field.key) {
        let _ = writeln!(text, "  read     {when}");
    }
    let readers: Vec<_> = Component::ALL
        .iter()
        .filter(|component| component.reads().of(table).contains(&field.key.as_str()))
        .map(|component| component.name())
        .collect();
    if !readers.is_empty() {
        let _ = writeln!(text, "  by       {}", readers.join(", "));
    }
    if field.unit == "attribute" {
        text.push_str("  units    of the attributes:\n");
        for one in Attribute::ALL {
            let _ = writeln!(text, "           {:<16} {}", one.name(), one.unit());
        }
    }
    text
}

/// When a selection or a condition is looked at.
fn when_read(table: &str, key: &str) -> Option<&'static str> {
    match (table, key.split('.').next()?) {
        ("intervention", "where") => Some(
            "once, in the month in which the intervention begins; counts are those of the last full year",
        ),
        ("intervention", "when") => Some(
            "every month, as the mean over the country's households; counts are those of the last full year",
        ),
        _ => None,
    }
}

fn attribute(one: Attribute) -> String {
    format!(
        "{one} (an attribute, for where.attribute, where.by and when.attribute)\n  {}\n  unit     {}\n  read     {}\n",
        one.doc(),
        one.unit(),
        if one.is_count() {
            "where: once, when an intervention begins; when: every month; each time of the last full year"
        } else {
            "where: once, when an intervention begins; when: every month; each time as it is then"
        }
    )
}

fn component(one: Component) -> String {
    let reads = one.reads();
    let (serves, _) = one.serves().words();
    let mut text = format!(
        "{one} (a component of interventions)\n  {}\n  serves   by {serves}\n  unpaid   {}\n",
        one.doc(),
        if reads.acts_unpaid { "acts without money too" } else { "does nothing without money" },
    );
    for table in ["intervention", "compact"] {
        let fields = reads.of(table);
        if !fields.is_empty() {
            let _ = writeln!(
                text,
                "  reads    of [[{table}]] beside what all read: {}",
                fields.join(", ")
            );
        }
    }
    if let Some(switch) = reads.switch {
        let _ = writeln!(text, "  switch   mechanisms.{switch}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_fields_attributes_and_components_are_explained() {
        let told = |key: &str| explain(key).join("\n");
        assert!(told("intervention").contains("intervention.where.worst_share"));
        for key in ["where.worst_share", "intervention.where.worst_share"] {
            assert!(
                told(key).contains("share of people") && told(key).contains("once, in the month")
            );
        }
        assert!(told("when.above").contains("every month, as the mean"));
        assert!(
            told("violence").contains("acts per 1,000 persons and year"),
            "{}",
            told("violence")
        );
        assert!(told("hours_from_seat").contains("as it is then"));
        assert!(told("contract").contains("by       private_international"));
        assert!(told("peace_centre").contains("mechanisms.peace_centres"));
        assert_eq!(told("nothing"), "");
    }

    #[test]
    fn every_name_that_is_suggested_is_explained() {
        for name in known() {
            assert!(!explain(&name).is_empty(), "{name}");
        }
    }
}
