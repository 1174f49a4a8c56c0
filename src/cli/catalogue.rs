//! `explain`, `list`, `schema`, `completions`: what the declarations say.

use super::{Cli, Failure, host};
use crate::metrics;
use crate::output;
use crate::params::Catalogue;
use crate::scenario::claim::{is_claim, number_of};
use crate::scenario::explain::{explain as records, known};
use crate::scenario::problem::nearest;
use crate::scenario::study::is_study;
use crate::scenario::{library, reference, schema as json_schema, title};
use clap::{CommandFactory, ValueEnum};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What can be listed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum What {
    /// Scenarios, studies and claims: those of the directory scenarios/ here, and of the library.
    Scenarios,
    /// Parameters, with default and unit.
    Parameters,
    /// Metrics, with unit.
    Metrics,
    /// Mechanisms that can be switched off.
    Mechanisms,
    /// Claims of the paper that are outcomes.
    Claims,
}

/// A row of a list: name and what is said of it.
type ListRow = (String, String);

/// `nodal list WHAT`
pub(super) fn list(cli: &Cli, what: What) -> Result<(), Failure> {
    let rows = match what {
        What::Scenarios => scenarios()?,
        What::Claims => {
            let catalogue = Catalogue::standard();
            let row = |path: &PathBuf| (number_of(path), title(path, &catalogue));
            super::claims::of_library()?.iter().map(row).collect()
        }
        What::Parameters => parameters(|_| true),
        What::Mechanisms => parameters(|key| key.starts_with("mechanisms.")),
        What::Metrics => metrics::all()
            .iter()
            .map(|metric| (metric.name.to_owned(), format!("{} [{}]", metric.doc, metric.unit)))
            .collect(),
    };
    let mut stdout = host::stdout();
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

/// Files below scenarios/ here, and those of the library that none of them takes the place of, with their titles.
fn scenarios() -> Result<Vec<ListRow>, Failure> {
    let root = Path::new("scenarios");
    let mut own = Vec::new();
    if root.is_dir() {
        collect(root, &mut own)?;
        own.sort();
    }
    let catalogue = Catalogue::standard();
    let row = |name: String, file: &Path| {
        let title = title(file, &catalogue);
        let sort = match () {
            () if is_study(file) => "study: ",
            () if is_claim(file) => "claim: ",
            () => "",
        };
        (name, format!("{sort}{title}"))
    };
    let of_library = library::names().filter_map(|name| name.strip_suffix(".toml"));
    let is_own = |name: &&str| own.contains(&root.join(name).with_extension("toml"));
    let carried = of_library
        .filter(|name| !is_own(name))
        .map(|name| row(name.to_owned(), &library::path(name).with_extension("toml")));
    let here = own.iter().map(|file| row(file.display().to_string(), file));
    Ok(here.chain(carried).collect())
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
    let mut stdout = host::stdout();
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
    writeln!(host::stdout(), "{:#}", json_schema::schema(&Catalogue::standard()))?;
    Ok(())
}

/// `nodal completions SHELL`
pub(super) fn completions(shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "nodal", &mut script);
    host::stdout().write_all(&script)?;
    Ok(())
}
