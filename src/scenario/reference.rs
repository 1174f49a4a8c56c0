//! The generated reference of parameters, and what `explain` says.

use crate::params::{Allowed, Catalogue, Parameter, Value};
use crate::programme::{Change, Compact, Intervention, ScenarioRecord, Shock, Survey};
use crate::terms::{Attribute, Component};
use std::fmt::Write;

/// Allowed values in words.
pub fn allowed(parameter: &Parameter) -> String {
    admitted(parameter.allowed)
}

pub(super) fn admitted(allowed: Allowed) -> String {
    match allowed {
        Allowed::Any => "any".to_owned(),
        Allowed::OneOf(words) => words.join(", "),
        Allowed::AtLeast(low) => format!("{low} or more"),
        Allowed::Within(low, high) => format!("{low} to {high}"),
    }
}

/// Sweep range in words.
pub fn range(parameter: &Parameter) -> String {
    parameter.range.map_or_else(|| "none".to_owned(), |(low, high)| format!("{low} to {high}"))
}

/// What is known of one parameter, line by line.
pub fn explain(parameter: &Parameter) -> String {
    format!(
        "{}\n  {}\n  unit     {}\n  default  {}\n  range    {}\n  allowed  {}\n  role     {}\n  source   {}\n",
        parameter.key,
        parameter.doc,
        parameter.unit,
        parameter.default,
        range(parameter),
        allowed(parameter),
        parameter.role.name(),
        parameter.source,
    )
}

/// `docs/parameters.md`.
pub fn markdown(catalogue: &Catalogue) -> String {
    let mut text = String::from(
        "# Parameters\n\nGenerated from the declarations in `src/params/`; do not edit. F-numbers are \
         those of [facts.md](facts.md); sections are those of [model.md](model.md). *Range* is what \
         sweeps draw from, *allowed* what a scenario may say. Role: *situation* is what a country is, \
         *behaviour* how people act (one value for all countries), *numerical* how the computation is \
         done (must not matter).\n",
    );
    for (table, doc) in &catalogue.tables {
        let _ = write!(text, "\n## `[{table}]`\n\n{doc}\n\n");
        text.push_str("| key | default | range | allowed | unit | role | source | meaning |\n|---|---|---|---|---|---|---|---|\n");
        for p in catalogue.parameters.iter().filter(|p| p.table_and_name().0 == table) {
            let _ = writeln!(
                text,
                "| `{}` | {} | {} | {} | {} | {} | {} | {} |",
                p.table_and_name().1,
                p.default,
                range(p),
                allowed(p),
                p.unit,
                p.role.name(),
                p.source,
                p.doc
            );
        }
    }
    text.push_str(
        "\n# Records\n\nTables of which a scenario can have any number. One with the name of an earlier \
         one changes that; `--set intervention.NAME.KEY=VALUE` does too.\n",
    );
    records::<Compact>(&mut text);
    records::<Intervention>(&mut text);
    records::<Shock>(&mut text);
    records::<Change>(&mut text);
    records::<Survey>(&mut text);
    components(&mut text);
    text
}

/// A default in words.
pub(super) fn shown(default: &Value) -> String {
    if default.is_nothing() { "none".to_owned() } else { default.to_string() }
}

/// What is peculiar to each component, and the units of attributes.
fn components(text: &mut String) {
    text.push_str(
        "\n# Components\n\nWhat each reads beside the fields that all read, whether it acts without money, and the switch \
         without which it does nothing. `check` warns of fields that are given and not read.\n\n\
         | component | of `[[intervention]]` | of `[[compact]]` | without money | switch | meaning |\n|---|---|---|---|---|---|\n",
    );
    let list = |fields: &[&str]| {
        fields.iter().map(|field| format!("`{field}`")).collect::<Vec<_>>().join(", ")
    };
    for component in Component::ALL {
        let reads = component.reads();
        let _ = writeln!(
            text,
            "| `{component}` | {} | {} | {} | {} | {} |",
            list(reads.intervention),
            list(reads.compact),
            if reads.acts_unpaid { "acts" } else { "does nothing" },
            reads.switch.map_or_else(String::new, |switch| format!("`mechanisms.{switch}`")),
            component.doc()
        );
    }
    text.push_str(
        "\n# Attributes\n\nWhat `where` and `when` measure. `where` is read once, when an intervention begins, of communities; \
         `when` every month, as the mean over the country's households; counts are those of the last full year.\n\n\
         | attribute | unit | meaning |\n|---|---|---|\n",
    );
    for one in Attribute::ALL {
        let _ = writeln!(text, "| `{one}` | {} | {} |", one.unit(), one.doc());
    }
}

/// The fields of one sort of record.
fn records<T: ScenarioRecord>(text: &mut String) {
    let _ = write!(text, "\n## `[[{}]]`\n\n{}\n\n", T::TABLE, T::doc());
    text.push_str("| key | default | values | unit | meaning |\n|---|---|---|---|---|\n");
    for field in T::fields() {
        let default = shown(&field.default);
        let values = if field.choices.is_empty() {
            admitted(field.allowed)
        } else {
            field.choices.join(", ")
        };
        let _ = writeln!(
            text,
            "| `{}` | {default} | {values} | {} | {} |",
            field.key, field.unit, field.doc
        );
    }
}
