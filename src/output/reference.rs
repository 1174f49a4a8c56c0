//! Generated references: the data dictionary and the metrics.

use super::claims;
use super::columns::{ColumnDoc, Table};
use super::decisions;
use super::studies;
use super::tables;
use crate::ledger::Purpose;
use crate::metrics::Metric;
use std::fmt::Write;

/// A column of a table by the names of both, where it is declared.
pub fn column(file: &str, name: &str) -> Option<&'static ColumnDoc> {
    let file = if file == "communities.csv" { "communities.parquet" } else { file };
    let all = tables::ALL.iter().chain([&tables::SUMMARY]).chain(&studies::ALL);
    let columns = all.filter(|table| table.file == file).flat_map(|table| table.columns);
    columns.into_iter().find(|column| column.name == name)
}

/// `docs/tables.md`.
pub fn tables_markdown() -> String {
    let mut text = String::from(
        "# Tables\n\nGenerated from the declarations in `src/output/tables.rs`, `studies.rs`, `decisions.rs` and `claims.rs`; do not edit. A run's \
         directory holds these tables, `manifest.json`, and in `inputs/` the files that the scenario \
         names. Empty fields are values that are not defined, such as a share of nothing.\n",
    );
    for table in tables::ALL.iter().chain([&tables::SUMMARY]) {
        describe(table, &mut text);
    }
    text.push_str("\n# Tables of studies and comparisons\n");
    for table in studies::ALL.iter().chain(&decisions::ALL).chain(&claims::ALL) {
        describe(table, &mut text);
    }
    text.push_str(
        "\n# The ledger\n\n## Purposes of transfers\n\n| purpose | from | to | mode |\n|---|---|---|---|\n",
    );
    for purpose in Purpose::ALL {
        let _ = writeln!(
            text,
            "| `{purpose}` | {} | {} | {} |",
            purpose.from(),
            purpose.to(),
            purpose.mode()
        );
    }
    text
}

/// A table and its columns.
fn describe(table: &Table, text: &mut String) {
    let _ = write!(
        text,
        "\n## `{}`\n\n{}\n\n| column | unit | meaning |\n|---|---|---|\n",
        table.file, table.doc
    );
    for column in table.columns {
        let _ = writeln!(text, "| `{}` | {} | {} |", column.name, column.unit, column.doc);
    }
    if table.by_intervention.is_empty() {
        return;
    }
    text.push_str(
        "\nAnd for each intervention, called by its NAME:\n\n| column | unit | meaning |\n|---|---|---|\n",
    );
    for column in table.by_intervention {
        let _ = writeln!(text, "| `{}` | {} | {} |", column.name, column.unit, column.doc);
    }
}

/// What is known of one metric, line by line.
pub fn explain(metric: &Metric) -> String {
    format!(
        "{}\n  {}\n  unit       {}\n  good       {}\n  also by    {}\n  at month 0 {}\n",
        metric.name,
        metric.doc,
        metric.unit,
        metric.direction.name(),
        dimensions(metric),
        if metric.is_stock { "yes" } else { "no" },
    )
}

fn dimensions(metric: &Metric) -> String {
    let names: Vec<_> = metric.dimensions.iter().map(|dimension| dimension.name()).collect();
    if names.is_empty() { "-".to_owned() } else { names.join(", ") }
}

/// `docs/metrics.md`.
pub fn metrics_markdown(metrics: &[Metric]) -> String {
    let mut text = String::from(
        "# Metrics\n\nGenerated from the declarations in `src/metrics/declared.rs`; do not edit. Counts \
         and money are of the country: those of each simulated community times what it stands \
         for. *Month 0*: known at the start.\n\n| metric | unit | good | also by | month 0 | definition |\n|---|---|---|---|---|---|\n",
    );
    for metric in metrics {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {} | {} |",
            metric.name,
            metric.unit,
            metric.direction.name(),
            dimensions(metric),
            if metric.is_stock { "yes" } else { "no" },
            metric.doc
        );
    }
    text
}
