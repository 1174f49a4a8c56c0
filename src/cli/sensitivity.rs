//! `sensitivity`: which uncertain parameters the metrics of a study hang on.

use super::options::Simulation;
use super::sweep::{Done, carry_out};
use super::{Cli, Failure};
use crate::experiment::design::{Point, points};
use crate::experiment::sensitivity::{Index, morris, sobol};
use crate::metrics;
use crate::params::{Catalogue, Value};
use crate::scenario::Study;
use crate::scenario::study::Design;
use clap::Args;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Options of `sensitivity`.
#[derive(Debug, Args)]
pub(super) struct Sensitivity {
    /// Study file whose design is morris or saltelli, with one scenario.
    #[arg(value_name = "STUDY")]
    study: PathBuf,
    #[command(flatten)]
    simulation: Simulation,
}

/// A row of `sensitivity.csv`.
struct Row {
    metric: &'static str,
    parameter: String,
    index: &'static str,
    value: Index,
}

impl Sensitivity {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let study = Study::load(&self.study, &self.simulation.settings(), &Catalogue::standard())?;
        let is_right =
            matches!(study.design, Design::Morris | Design::Saltelli) && study.scenarios.len() == 1;
        if !is_right {
            return Err(Failure::Usage {
                message: "sensitivity needs a study of one scenario whose design is \"morris\" or \"saltelli\"".to_owned(),
                help: Some("design = \"morris\" screens many parameters, \"saltelli\" shares out the variance".to_owned()),
            });
        }
        let Some(done) = carry_out(cli, study, &self.study, &self.simulation, None)? else {
            return Ok(());
        };
        done.verdict()?;
        let rows = indices(&done)?;
        write_table(&done.path.join("sensitivity.csv"), &rows)?;
        print(cli, &done, &rows)
    }
}

/// A metric's value at every point: the mean over replicates.
fn outputs(done: &Done, column: usize) -> Option<Vec<f64>> {
    done.outcomes
        .chunks(done.study.replicates as usize)
        .map(|replicates| {
            let values: Option<Vec<f64>> = replicates
                .iter()
                .map(|outcome| outcome.as_ref().ok()?.get(column).copied().flatten())
                .collect();
            values.map(|values| values.iter().sum::<f64>() / values.len() as f64)
        })
        .collect()
}

/// Where points lie in the ranges, from 0 to 1.
fn shares(study: &Study, points: &[Point]) -> Vec<Vec<f64>> {
    let share = |(value, factor): (&Option<Value>, &crate::scenario::study::Factor)| {
        let number = match value {
            Some(Value::Real(number)) => *number,
            Some(Value::Whole(number)) => *number as f64,
            _ => factor.low,
        };
        (number - factor.low) / (factor.high - factor.low)
    };
    points.iter().map(|point| point.iter().zip(&study.factors).map(share).collect()).collect()
}

fn indices(done: &Done) -> Result<Vec<Row>, Failure> {
    let study = &done.study;
    let columns = metrics::columns(&metrics::all());
    let shares = shares(study, &points(study));
    let mut rows = Vec::new();
    let totals = columns.iter().enumerate().filter(|(_, column)| column.level.is_empty());
    for (i, column) in
        totals.filter(|(_, column)| study.metrics.iter().any(|name| name == column.metric.name))
    {
        let metric = column.metric.name;
        let Some(y) = outputs(done, i) else {
            return Err(Failure::Halfway(format!("{metric} is not defined at every point")));
        };
        let mut add = |parameter: usize, index, value| {
            rows.push(Row {
                metric,
                parameter: study.factors[parameter].key.clone(),
                index,
                value,
            });
        };
        if study.design == Design::Morris {
            for (k, effects) in morris(&shares, &y, study.factors.len()).into_iter().enumerate() {
                add(k, "mu", effects.mu);
                add(k, "mu_star", effects.mu_star);
                add(k, "sigma", effects.sigma);
            }
        } else {
            for (k, shares) in sobol(&y, study.factors.len()).into_iter().enumerate() {
                add(k, "S1", shares.first);
                add(k, "ST", shares.total);
            }
        }
    }
    Ok(rows)
}

/// `sensitivity.csv`, whole or not at all.
fn write_table(path: &Path, rows: &[Row]) -> Result<(), Failure> {
    let draft = path.with_extension("partial");
    let failed =
        |error: csv::Error| Failure::Halfway(format!("cannot write {}: {error}", path.display()));
    let mut writer = csv::Writer::from_path(&draft).map_err(failed)?;
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
    writer.flush()?;
    drop(writer);
    Ok(fs::rename(&draft, path)?)
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
