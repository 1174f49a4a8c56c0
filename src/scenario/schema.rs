//! JSON Schema of scenario files, for completion and checks in editors.

use super::SCHEMA_VERSION;
use crate::params::{Allowed, Catalogue, Parameter, Value};
use crate::programme::{Change, Compact, Intervention, ScenarioRecord, Shock, Survey};
use serde_json::{Map, Value as Json, json};

/// The schema (draft 2020-12) of scenario files that a catalogue accepts.
pub fn schema(catalogue: &Catalogue) -> Json {
    let mut root = Map::new();
    root.insert(
        "schema_version".into(),
        json!({
            "type": "integer", "minimum": 1, "maximum": SCHEMA_VERSION, "description": "Version of the scenario format."
        }),
    );
    root.insert("extends".into(), json!({
        "type": "string", "description": "Scenario file that this one states only differences to; the path is relative to this file."
    }));
    root.insert(
        "title".into(),
        json!({"type": "string", "description": "One line for lists and headings."}),
    );
    root.insert(
        "description".into(),
        json!({
            "type": "string", "description": "What the scenario stands for and what to look at."
        }),
    );
    for (table, doc) in &catalogue.tables {
        let mut properties = Map::new();
        for parameter in catalogue.parameters.iter().filter(|p| p.table_and_name().0 == table) {
            properties.insert(parameter.table_and_name().1.to_owned(), property(parameter));
        }
        let object = json!({
            "type": "object", "description": doc, "properties": properties, "additionalProperties": false
        });
        insert(&mut root, &table.split('.').collect::<Vec<_>>(), object);
    }
    records::<Compact>(&mut root);
    records::<Intervention>(&mut root);
    records::<Shock>(&mut root);
    records::<Change>(&mut root);
    records::<Survey>(&mut root);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "nodal scenario",
        "description": "A scenario of nodal: every key is optional; the empty file is a weak state.",
        "type": "object",
        "properties": root,
        "additionalProperties": false
    })
}

/// Puts an object at a path of tables, making those between.
fn insert(properties: &mut Map<String, Json>, path: &[&str], object: Json) {
    match path {
        [] => {}
        [name] => {
            properties.insert((*name).to_owned(), object);
        }
        [name, rest @ ..] => {
            let between = properties.entry(*name).or_insert_with(
                || json!({"type": "object", "properties": {}, "additionalProperties": false}),
            );
            if let Some(inner) = between["properties"].as_object_mut() {
                insert(inner, rest, object);
            }
        }
    }
}

/// A list of records of one sort.
fn records<T: ScenarioRecord>(root: &mut Map<String, Json>) {
    let mut properties = Map::new();
    for field in T::fields() {
        let description = format!("{} Unit: {}.", field.doc, field.unit);
        let mut inner = Map::new();
        inner.insert("description".into(), json!(description));
        describe_values(&mut inner, &field.default, field.allowed);
        if !field.choices.is_empty() {
            if matches!(field.default, Value::Texts(_)) {
                let several = json!({"type": "array", "items": {"enum": field.choices}});
                inner.remove("items");
                inner.remove("type");
                inner.insert("anyOf".into(), json!([several, {"enum": field.choices}]));
            } else {
                inner.insert("enum".into(), json!(field.choices));
            }
        }
        let path: Vec<&str> = field.key.split('.').collect();
        insert(&mut properties, &path, Json::Object(inner));
    }
    let item = json!({"type": "object", "properties": properties, "additionalProperties": false});
    root.insert(
        T::TABLE.to_owned(),
        json!({"type": "array", "description": T::doc(), "items": item}),
    );
}

/// Sort, default and bounds of a value.
fn describe_values(property: &mut Map<String, Json>, default: &Value, allowed: Allowed) {
    let sort = match default {
        Value::Switch(_) => json!("boolean"),
        Value::Whole(_) => json!("integer"),
        Value::Real(_) => json!("number"),
        Value::Text(_) => json!("string"),
        Value::Texts(_) => {
            property.insert("items".into(), json!({"type": "string"}));
            json!(["array", "string"])
        }
    };
    property.insert("type".into(), sort);
    let shown = match default {
        Value::Switch(on) => Some(json!(on)),
        Value::Whole(number) => Some(json!(number)),
        Value::Real(number) if number.abs() < f64::MAX => Some(json!(number)),
        Value::Text(text) if !text.is_empty() => Some(json!(text)),
        Value::Real(_) | Value::Text(_) | Value::Texts(_) => None,
    };
    if let Some(shown) = shown {
        property.insert("default".into(), shown);
    }
    if let Allowed::OneOf(words) = allowed {
        property.insert("enum".into(), json!(words));
    }
    if matches!(default, Value::Whole(_) | Value::Real(_)) {
        match allowed {
            Allowed::Any | Allowed::OneOf(_) => {}
            Allowed::AtLeast(low) => {
                property.insert("minimum".into(), json!(low));
            }
            Allowed::Within(low, high) => {
                property.insert("minimum".into(), json!(low));
                property.insert("maximum".into(), json!(high));
            }
        }
    }
}

fn property(parameter: &Parameter) -> Json {
    let mut property = Map::new();
    let range =
        parameter.range.map_or_else(String::new, |(low, high)| format!(" Range {low} to {high}."));
    let description = format!(
        "{} Unit: {}.{range} Role: {}. Source: {}.",
        parameter.doc,
        parameter.unit,
        parameter.role.name(),
        parameter.source
    );
    property.insert("description".into(), json!(description));
    describe_values(&mut property, &parameter.default, parameter.allowed);
    Json::Object(property)
}
