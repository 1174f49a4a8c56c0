//! `check` and `show`, and the loading of scenario files.

use super::{Cli, Failure};
use crate::params::{Catalogue, Value};
use crate::scenario::study::is_study;
use crate::scenario::{Problems, Scenario, Settings, Study};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Loads scenario files; the problems of all are told at once.
pub(super) fn load(
    files: &[PathBuf],
    settings: &Settings,
    catalogue: &Catalogue,
) -> Result<Vec<Scenario>, Failure> {
    let mut scenarios = Vec::new();
    let mut problems = Vec::new();
    for file in files {
        match Scenario::load(file, settings, catalogue) {
            Ok(scenario) => scenarios.push(scenario),
            // A problem of what two files extend, or of an argument, is told once.
            Err(Problems(found)) => {
                for problem in found {
                    if !problems.contains(&problem) {
                        problems.push(problem);
                    }
                }
            }
        }
    }
    if problems.is_empty() { Ok(scenarios) } else { Err(Problems(problems).into()) }
}

/// `nodal check FILE...`
pub(super) fn check(cli: &Cli, files: &[PathBuf]) -> Result<(), Failure> {
    let (settings, catalogue) = (Settings::default(), Catalogue::standard());
    let mut problems = Vec::new();
    let mut titles = Vec::new();
    for file in files {
        let checked = if is_study(file) {
            Study::load(file, &settings, &catalogue).map(|study| format!("study: {}", study.title))
        } else {
            Scenario::load(file, &settings, &catalogue).map(|scenario| title(&scenario).to_owned())
        };
        match checked {
            Ok(title) => titles.push(title),
            // A problem of what two files extend is told once.
            Err(Problems(found)) => {
                for problem in found {
                    if !problems.contains(&problem) {
                        problems.push(problem);
                    }
                }
            }
        }
    }
    if !problems.is_empty() {
        return Err(Problems(problems).into());
    }
    let mut stdout = std::io::stdout().lock();
    if !cli.quiet {
        for (file, title) in files.iter().zip(titles) {
            writeln!(stdout, "{}: ok ({title})", file.display())?;
        }
    }
    Ok(())
}

fn title(scenario: &Scenario) -> &str {
    if scenario.title.is_empty() { &scenario.name } else { &scenario.title }
}

/// `nodal show FILE`
pub(super) fn show(cli: &Cli, file: &Path, set: &[String]) -> Result<(), Failure> {
    let settings = Settings { sets: set.to_vec(), ..Settings::default() };
    let scenario = Scenario::load(file, &settings, &Catalogue::standard())?;
    let mut stdout = std::io::stdout().lock();
    if cli.json {
        let values: Vec<_> = scenario
            .values
            .iter()
            .map(|resolved| {
                let value = match &resolved.value {
                    Value::Switch(on) => serde_json::json!(on),
                    Value::Whole(number) => serde_json::json!(number),
                    Value::Real(number) => serde_json::json!(number),
                    Value::Text(text) => serde_json::json!(text),
                };
                serde_json::json!({"key": resolved.key, "value": value, "from": resolved.origin.to_string()})
            })
            .collect();
        let hash = scenario.hash();
        let shown = serde_json::json!({
            "name": scenario.name, "title": scenario.title, "hash": hash, "values": values
        });
        writeln!(stdout, "{shown:#}")?;
    } else {
        write!(stdout, "{}", scenario.to_toml())?;
    }
    Ok(())
}
