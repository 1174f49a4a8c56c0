//! The short table at the end of a run.

use super::{Cli, Failure};
use crate::experiment::statistics::{Estimate, estimate};
use crate::metrics::{self, Column};
use crate::output::{Manifest, Record};
use crate::scenario::Scenario;
use std::io::Write;
use std::path::Path;

/// What the table shows: metric, level, and what to call it.
const ROWS: [(&str, &str, &str); 15] = [
    ("violence_rate", "", "violence"),
    ("death_rate", "", "deaths"),
    ("retaliation_share", "", "violence that returns violence"),
    ("settled_share", "", "disputes settled"),
    ("forum_share", "", "disputes taken to a forum"),
    ("months_to_settlement", "", "time to settlement"),
    ("legitimacy", "public", "trust in police"),
    ("legitimacy", "customary", "trust in elders"),
    ("legitimacy", "state", "legitimacy of the state"),
    ("perceived_security", "", "perceived security"),
    ("coverage", "vigilante", "households with a band"),
    ("coverage", "criminal", "households under a gang"),
    ("pay_ratio", "", "police wages paid"),
    ("off_budget_share", "", "police revenue off the budget"),
    ("cost_per_settlement", "", "cost of a settled dispute"),
];

/// A row: the first and the last year.
struct Row {
    name: &'static str,
    unit: &'static str,
    first: Option<Estimate>,
    last: Option<Estimate>,
}

/// Prints what happened, and where the files are.
pub(super) fn print(
    cli: &Cli,
    scenario: &Scenario,
    records: &[Record],
    manifest: &Manifest,
    path: &Path,
) -> Result<(), Failure> {
    let columns = metrics::columns(&metrics::all());
    let rows: Vec<_> = ROWS.iter().filter_map(|&row| summarise(row, &columns, records)).collect();
    let mut stdout = std::io::stdout().lock();
    if cli.json {
        let json = |e: Option<Estimate>| {
            e.map(|e| serde_json::json!({"mean": e.mean, "half_width": e.half_width, "n": e.n}))
        };
        let rows: Vec<_> = rows
            .iter()
            .map(|row| serde_json::json!({
                "name": row.name, "unit": row.unit, "first_year": json(row.first), "last_year": json(row.last)
            }))
            .collect();
        let summary = serde_json::json!({
            "scenario": scenario.name, "directory": path, "digest": manifest.digest,
            "replicates": records.len(), "interval": "95 % t over replicates", "rows": rows
        });
        writeln!(stdout, "{summary:#}")?;
        return Ok(());
    }
    let months = scenario.params.time.months;
    writeln!(
        stdout,
        "{}\n{} replicates, {months} months after a burn-in of {}; means with 95 % t intervals over replicates\n",
        if scenario.title.is_empty() { &scenario.name } else { &scenario.title },
        records.len(),
        scenario.params.time.burn_in_months
    )?;
    writeln!(stdout, "{:<32} {:>18} {:>18}", "", "first year", "last year")?;
    for row in &rows {
        writeln!(
            stdout,
            "{:<32} {:>18} {:>18}  {}",
            row.name,
            show(row.first),
            show(row.last),
            row.unit
        )?;
    }
    writeln!(
        stdout,
        "\n{} s, digest {}\nresults in {}",
        tidy(manifest.wall_seconds),
        &manifest.digest[..16],
        path.display()
    )?;
    Ok(())
}

fn summarise(
    (metric, level, name): (&str, &str, &'static str),
    columns: &[Column],
    records: &[Record],
) -> Option<Row> {
    let at = columns.iter().position(|c| c.metric.name == metric && c.level == level)?;
    let last_month = records.first()?.months.last().copied()?;
    let year = |from: i32, to: i32| {
        let means: Vec<f64> =
            records.iter().filter_map(|record| mean(record, at, from, to)).collect();
        estimate(&means)
    };
    Some(Row {
        name,
        unit: columns[at].metric.unit,
        first: year(1, last_month.min(12)),
        last: year((last_month - 11).max(1), last_month),
    })
}

/// The mean of a column over months in which it is defined.
fn mean(record: &Record, column: usize, from: i32, to: i32) -> Option<f64> {
    let months = record.months.iter().zip(&record.values);
    let values: Vec<f64> = months
        .filter(|(month, _)| (from..=to).contains(*month))
        .filter_map(|(_, values)| values[column])
        .collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn show(estimate: Option<Estimate>) -> String {
    match estimate {
        None => "-".to_owned(),
        Some(Estimate { mean, half_width: Some(half), .. }) => {
            format!("{} ± {}", tidy(mean), tidy(half))
        }
        Some(Estimate { mean, .. }) => tidy(mean),
    }
}

/// Three figures, as far as a table needs them.
fn tidy(x: f64) -> String {
    match x.abs() {
        a if a >= 100.0 => format!("{x:.0}"),
        a if a >= 10.0 => format!("{x:.1}"),
        a if a >= 1.0 => format!("{x:.2}"),
        _ => format!("{x:.3}"),
    }
}
