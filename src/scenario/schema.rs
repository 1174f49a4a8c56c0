//! JSON Schema of scenario files, for completion and checks in editors.

use super::SCHEMA_VERSION;
use crate::params::{Allowed, Catalogue, Parameter, Sort, Value};
use serde_json::{Map, Value as Json, json};

/// The schema (draft 2020-12) of scenario files that a catalogue accepts.
pub fn schema(catalogue: &Catalogue) -> Json {
    let mut root = Map::new();
    root.insert(
        "schema_version".into(),
        json!({
            "const": SCHEMA_VERSION, "description": "Version of the scenario format."
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

fn property(parameter: &Parameter) -> Json {
    let mut property = Map::new();
    let sort = match parameter.sort() {
        Sort::Switch => "boolean",
        Sort::Whole => "integer",
        Sort::Real => "number",
        Sort::Text => "string",
    };
    property.insert("type".into(), json!(sort));
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
    let default = match &parameter.default {
        Value::Switch(on) => json!(on),
        Value::Whole(number) => json!(number),
        Value::Real(number) => json!(number),
        Value::Text(text) => json!(text),
    };
    property.insert("default".into(), default);
    if matches!(parameter.sort(), Sort::Whole | Sort::Real) {
        match parameter.allowed {
            Allowed::Any => {}
            Allowed::AtLeast(low) => {
                property.insert("minimum".into(), json!(low));
            }
            Allowed::Within(low, high) => {
                property.insert("minimum".into(), json!(low));
                property.insert("maximum".into(), json!(high));
            }
        }
    }
    Json::Object(property)
}
