//! `explain`, `list`, `schema`, `completions`: what the declarations say.

use super::{Cli, Failure};
use crate::metrics;
use crate::output;
use crate::params::Catalogue;
use crate::scenario::claim::{Claim, heading, is_claim};
use crate::scenario::explain::{explain as records, known};
use crate::scenario::problem::nearest;
use crate::scenario::study::is_study;
use crate::scenario::{Scenario, Settings, Study, reference, schema as json_schema};
use clap::{CommandFactory, ValueEnum};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What can be listed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum What {
    /// Scenarios of the directory scenarios/ here.
    Scenarios,
    /// Parameters, with default and unit.
    Parameters,
    /// Metrics, with unit.
    Metrics,
    /// Mechanisms that can be switched off.
    Mechanisms,
    /// Claims of the paper that are outcomes, of the directory scenarios/claims/ here.
    Claims,
}

/// A row of a list: name and what is said of it.
type ListRow = (String, String);

/// `nodal list WHAT`
pub(super) fn list(cli: &Cli, what: What) -> Result<(), Failure> {
    let rows = match what {
        What::Scenarios => library()?,
        What::Claims => super::claims::library()?.iter().map(|path| heading(path)).collect(),
        What::Parameters => parameters(|_| true),
        What::Mechanisms => parameters(|key| key.starts_with("mechanisms.")),
        What::Metrics => metrics::all()
            .iter()
            .map(|metric| (metric.name.to_owned(), format!("{} [{}]", metric.doc, metric.unit)))
            .collect(),
    };
    let mut stdout = std::io::stdout().lock();
    if cli.json {
        let rows: Vec<_> = rows
            .iter()
            .map(|(name, text)| serde_json::json!({"name": name, "text": text}))
            .collect();
        writeln!(stdout, "{:#}", serde_json::Value::from(rows))?;
        return Ok(());
    }
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, text) in rows {
        writeln!(stdout, "{name:width$}  {text}")?;
    }
    Ok(())
}

fn parameters(wanted: impl Fn(&str) -> bool) -> Vec<ListRow> {
    let catalogue = Catalogue::standard();
    catalogue
        .parameters
        .iter()
        .filter(|p| wanted(&p.key))
        .map(|p| (p.key.clone(), format!("{} ({}): {}", p.default, p.unit, p.doc)))
        .collect()
}

/// Scenario files below scenarios/, with their titles.
fn library() -> Result<Vec<ListRow>, Failure> {
    let root = Path::new("scenarios");
    if !root.is_dir() {
        return Err(Failure::Usage {
            message: "there is no directory scenarios/ here".to_owned(),
            help: Some("run this where the project lies".to_owned()),
        });
    }
    let mut files = Vec::new();
    collect(root, &mut files)?;
    files.sort();
    let catalogue = Catalogue::standard();
    Ok(files
        .iter()
        .map(|file| {
            let settings = Settings::default();
            let title = if is_study(file) {
                Study::load(file, &settings, &catalogue)
                    .map(|study| format!("study: {}", study.title))
            } else if is_claim(file) {
                Claim::load(file, &settings, &catalogue)
                    .map(|claim| format!("claim: {}", claim.title))
            } else {
                Scenario::load(file, &settings, &catalogue).map(|scenario| scenario.title)
            };
            let title = title.unwrap_or_else(|problems| format!("({} problems)", problems.0.len()));
            (file.display().to_string(), title)
        })
        .collect())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
    Ok(())
}

/// `nodal explain KEY`
pub(super) fn explain(key: &str) -> Result<(), Failure> {
    let catalogue = Catalogue::standard();
    let metrics = metrics::all();
    let mut stdout = std::io::stdout().lock();
    // One name may be that of a metric and of an attribute: all that is called so is told.
    let parameter = catalogue.find(key).map(reference::explain);
    let metric = metrics.iter().find(|metric| metric.name == key).map(output::reference::explain);
    let blocks: Vec<String> = parameter.into_iter().chain(metric).chain(records(key)).collect();
    if !blocks.is_empty() {
        write!(stdout, "{}", blocks.join("\n"))?;
        return Ok(());
    }
    let prefix = format!("{key}.");
    let inside: Vec<_> =
        catalogue.parameters.iter().filter(|p| p.key.starts_with(&prefix)).collect();
    if !inside.is_empty() {
        for (_, doc) in catalogue.tables.iter().filter(|(table, _)| table == key) {
            writeln!(stdout, "{key}\n  {doc}")?;
        }
        for parameter in inside {
            writeln!(stdout, "  {:<42} {} ({})", parameter.key, parameter.default, parameter.unit)?;
        }
        return Ok(());
    }
    let of_records = known();
    let known = catalogue.parameters.iter().map(|p| p.key.as_str());
    let known = known.chain(metrics.iter().map(|metric| metric.name));
    let known = known.chain(of_records.iter().map(String::as_str));
    let by_name =
        catalogue.parameters.iter().find(|p| p.table_and_name().1 == key).map(|p| p.key.as_str());
    let help = by_name.or_else(|| nearest(key, known)).map(|near| format!("did you mean {near}?"));
    Err(Failure::Usage {
        message: format!(
            "no parameter, table, metric, record, attribute or component is called {key}"
        ),
        help,
    })
}

/// `nodal schema`
pub(super) fn schema() -> Result<(), Failure> {
    writeln!(std::io::stdout().lock(), "{:#}", json_schema::schema(&Catalogue::standard()))?;
    Ok(())
}

/// `nodal completions SHELL`
pub(super) fn completions(shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "nodal", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(())
}
