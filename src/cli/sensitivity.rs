//! `sensitivity`: which uncertain parameters the metrics of a study hang on.

use super::figures::{decimals, or_dash};
use super::options::Simulation;
use super::sweep::{Done, carry_out};
use super::{Cli, Failure, host, study_tables};
use crate::experiment::differences::Favour;
use crate::experiment::sensitivity::{Index, IndexRow, indices};
use crate::experiment::sweep::units;
use crate::params::Catalogue;
use crate::scenario::study::Design;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// Options of `sensitivity`.
#[derive(Debug, Args)]
pub(super) struct Sensitivity {
    /// Study file whose design is morris or saltelli.
    #[arg(value_name = "STUDY")]
    study: PathBuf,
    #[command(flatten)]
    simulation: Simulation,
}

impl Sensitivity {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let study = super::scenarios::load_study(cli, &self.study, &self.simulation.settings())?;
        if !matches!(study.design, Design::Morris | Design::Saltelli) {
            return Err(Failure::Usage {
                message: "sensitivity needs a study whose design is \"morris\" or \"saltelli\"".to_owned(),
                help: Some("design = \"morris\" screens many parameters, \"saltelli\" shares out the variance".to_owned()),
            });
        }
        let tables = ("sensitivity", &["results.csv", "differences.csv", "sensitivity.csv"][..]);
        let all = units(&study, &Catalogue::standard());
        let done = carry_out(cli, tables, (study, all), &self.study, &self.simulation, None)?;
        let Some(mut done) = done else { return Ok(()) };
        let (mut tables, favours) = study_tables::of(&done)?;
        let rows = indices(&done.study, &done.outcomes);
        tables.push(("sensitivity.csv".to_owned(), study_tables::of_indices(&rows)?));
        done.write(&tables)?;
        print(cli, &done, &rows, &favours)?;
        done.verdict()
    }
}

fn print(cli: &Cli, done: &Done, rows: &[IndexRow], favours: &[Favour]) -> Result<(), Failure> {
    let mut stdout = host::stdout();
    if cli.json {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| {
                serde_json::json!({
                    "metric": row.metric, "parameter": row.parameter, "index": row.index,
                    "value": row.value.value, "low": row.value.low, "high": row.value.high,
                    "scenario": row.scenario, "baseline": row.baseline, "reason": row.reason
                })
            })
            .collect();
        writeln!(stdout, "{:#}", serde_json::json!({"directory": done.path, "rows": rows}))?;
        return Ok(());
    }
    let of = |row: &IndexRow| (row.metric, row.scenario.clone(), row.baseline.clone());
    writeln!(stdout, "{} runs; 95 % bootstrap intervals", done.units.len())?;
    for rows in rows.chunk_by(|a, b| of(a) == of(b)) {
        let (metric, scenario, baseline) = of(&rows[0]);
        let whose = match (baseline.is_empty(), done.study.scenarios.len()) {
            (false, _) => format!("{metric}, {scenario} less {baseline}"),
            (true, 1) => metric.to_owned(),
            (true, _) => format!("{metric} of {scenario}"),
        };
        if rows.iter().all(|row| row.value.value.is_none()) {
            writeln!(stdout, "\n{whose}: {}", rows[0].reason)?;
            continue;
        }
        writeln!(stdout, "\n{whose}")?;
        for row in rows {
            let Index { value, low, high, .. } = row.value;
            let [value, low, high] = [value, low, high].map(|x| or_dash(x, |x| decimals(x, 4)));
            let note = if row.reason.is_empty() { "" } else { "  " };
            writeln!(
                stdout,
                "{:<34} {:<8} {value:>9}  {low:>9} to {high:>9}{note}{}",
                row.parameter, row.index, row.reason
            )?;
        }
    }
    study_tables::print_favours(&done.study, favours, &mut stdout)?;
    writeln!(stdout, "\nresults in {}", done.path.join("sensitivity.csv").display())?;
    Ok(())
}
