//! `sensitivity`: which uncertain parameters the metrics of a study hang on.

use super::options::Simulation;
use super::sweep::{Done, carry_out};
use super::{Cli, Failure};
use crate::experiment::sensitivity::{Index, Row, indices};
use crate::scenario::study::Design;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// Options of `sensitivity`.
#[derive(Debug, Args)]
pub(super) struct Sensitivity {
    /// Study file whose design is morris or saltelli, with one scenario.
    #[arg(value_name = "STUDY")]
    study: PathBuf,
    #[command(flatten)]
    simulation: Simulation,
}

impl Sensitivity {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let study = super::scenarios::load_study(cli, &self.study, &self.simulation.settings())?;
        let is_right =
            matches!(study.design, Design::Morris | Design::Saltelli) && study.scenarios.len() == 1;
        if !is_right {
            return Err(Failure::Usage {
                message: "sensitivity needs a study of one scenario whose design is \"morris\" or \"saltelli\"".to_owned(),
                help: Some("design = \"morris\" screens many parameters, \"saltelli\" shares out the variance".to_owned()),
            });
        }
        let tables = ("sensitivity", &["sensitivity.csv"][..]);
        let Some(mut done) = carry_out(cli, tables, study, &self.study, &self.simulation, None)?
        else {
            return Ok(());
        };
        done.verdict()?;
        let rows = indices(&done.study, &done.outcomes)
            .map_err(|error| Failure::Halfway(error.to_string()))?;
        done.write(&vec![("sensitivity.csv".to_owned(), table(&rows)?)])?;
        print(cli, &done, &rows)
    }
}

/// `sensitivity.csv`.
fn table(rows: &[Row]) -> Result<Vec<u8>, Failure> {
    let failed = |error: csv::Error| Failure::Halfway(error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(["metric", "parameter", "index", "value", "low", "high"])
        .map_err(failed)?;
    for row in rows {
        let Index { value, low, high } = row.value;
        let numbers = [value, low, high].map(|number| number.to_string());
        let [value, low, high] = &numbers;
        writer
            .write_record([row.metric, &row.parameter, row.index, value, low, high])
            .map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Failure::Halfway(error.to_string()))
}

fn print(cli: &Cli, done: &Done, rows: &[Row]) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    if cli.json {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| {
                serde_json::json!({
                    "metric": row.metric, "parameter": row.parameter, "index": row.index,
                    "value": row.value.value, "low": row.value.low, "high": row.value.high
                })
            })
            .collect();
        writeln!(stdout, "{:#}", serde_json::json!({"directory": done.path, "rows": rows}))?;
        return Ok(());
    }
    writeln!(stdout, "{} runs; 95 % bootstrap intervals\n", done.units.len())?;
    for row in rows {
        let Index { value, low, high } = row.value;
        writeln!(
            stdout,
            "{:<24} {:<34} {:<8} {value:>9.4}  {low:>9.4} to {high:>9.4}",
            row.metric, row.parameter, row.index
        )?;
    }
    writeln!(stdout, "\nresults in {}", done.path.join("sensitivity.csv").display())?;
    Ok(())
}
