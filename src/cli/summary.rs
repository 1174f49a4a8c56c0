//! The short table at the end of a run.

use super::figures::decimals;
use super::{Cli, Failure, host};
use crate::experiment::programmes::Accounts;
use crate::experiment::statistics::{Estimate, estimate};
use crate::metrics::{self, Name};
use crate::output::{Manifest, Record};
use crate::scenario::Scenario;
use std::io::Write;
use std::path::Path;

/// What the table shows: metric, level, and what to call it.
const ROWS: [(Name, &str, &str); 15] = [
    (Name::ViolenceRate, "", Name::ViolenceRate.title()),
    (Name::DeathRate, "", Name::DeathRate.title()),
    (Name::RetaliationShare, "", Name::RetaliationShare.title()),
    (Name::SettledShare, "", Name::SettledShare.title()),
    (Name::ForumShare, "", Name::ForumShare.title()),
    (Name::MonthsToSettlement, "", Name::MonthsToSettlement.title()),
    (Name::Legitimacy, "public", "trust in police"),
    (Name::Legitimacy, "customary", "trust in elders"),
    (Name::Legitimacy, "state", "legitimacy of the state"),
    (Name::PerceivedSecurity, "", Name::PerceivedSecurity.title()),
    (Name::Coverage, "vigilante", "households with a band"),
    (Name::Coverage, "criminal", "households under a gang"),
    (Name::PayRatio, "", Name::PayRatio.title()),
    (Name::OffBudgetShare, "", Name::OffBudgetShare.title()),
    (Name::CostPerSettlement, "", Name::CostPerSettlement.title()),
];

/// A row: the first and the last year.
struct SummaryRow {
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
    let rows: Vec<_> = ROWS.iter().filter_map(|&row| summarise(row, records)).collect();
    let mut stdout = host::stdout();
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
    for (i, line) in Accounts::of(scenario, records).lines().iter().enumerate() {
        writeln!(stdout, "{}{line}", if i == 0 { "\n" } else { "" })?;
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
    (metric, level, name): (Name, &str, &'static str),
    records: &[Record],
) -> Option<SummaryRow> {
    let at = metrics::position(metric, level);
    let last_month = records.first()?.months.last().copied()?;
    let year = |from: i32, to: i32| {
        let means: Vec<f64> =
            records.iter().filter_map(|record| record.mean(at, (from, to))).collect();
        estimate(&means)
    };
    Some(SummaryRow {
        name,
        unit: metrics::columns()[at].metric.unit,
        first: year(1, last_month.min(12)),
        last: year((last_month - 11).max(1), last_month),
    })
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
        _ => decimals(x, 3),
    }
}
