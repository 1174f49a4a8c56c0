//! `check` and `show`, and the loading of scenario files.

use super::{Cli, Failure, host};
use crate::params::{Catalogue, Value};
use crate::scenario::claim::{Claim, is_claim};
use crate::scenario::study::is_study;
use crate::scenario::{Problems, Scenario, Settings, Study, zones};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Loads scenario files; the problems of all are told at once, and so are the warnings.
pub(super) fn load(
    cli: &Cli,
    files: &[PathBuf],
    settings: &Settings,
    catalogue: &Catalogue,
) -> Result<Vec<Scenario>, Failure> {
    let scenarios = Scenario::load_all(files, settings, catalogue)?;
    let mut problems = Problems::default();
    problems.add(scenarios.iter().flat_map(|scenario| scenario.warnings.clone()));
    accept(cli, problems)?;
    super::report::tell_worlds(cli, scenarios.iter());
    Ok(scenarios)
}

/// Loads a study and tells its warnings, and what is done before the first run where that takes a while.
pub(super) fn load_study(cli: &Cli, file: &Path, settings: &Settings) -> Result<Study, Failure> {
    let study = Study::load(file, settings, &Catalogue::standard())?;
    accept(cli, Problems(study.warnings.clone()))?;
    let countries = study.scenarios.iter().filter(|one| one.geography.is_some()).count();
    if countries > 0 && !cli.quiet {
        host::note(&format!(
            "the places of {countries} real countries are laid out at each point, to be checked before anything is lived"
        ));
    }
    Ok(study)
}

/// Refuses errors, and warnings where they are denied; else tells the warnings.
pub(super) fn accept(cli: &Cli, problems: Problems) -> Result<(), Failure> {
    if problems.has_errors() || (cli.deny_warnings && !problems.0.is_empty()) {
        return Err(problems.into());
    }
    host::warn(&problems.0);
    Ok(())
}

/// `nodal check FILE...`
pub(super) fn check(cli: &Cli, files: &[PathBuf]) -> Result<(), Failure> {
    let (settings, catalogue) = (Settings::default(), Catalogue::standard());
    let mut problems = Problems::default();
    let mut titles = Vec::new();
    let mut scenarios = Vec::new();
    for file in files {
        let checked = if is_study(file) {
            Study::load(file, &settings, &catalogue).map(|study| {
                (format!("{}: {}", kind(&study), study.title), study.warnings, study.scenarios)
            })
        } else if is_claim(file) {
            Claim::load(file, &settings, &catalogue).map(|claim| {
                let scenarios = claim.arms.into_iter().map(|arm| arm.scenario).collect();
                (format!("claim {}: {}", claim.number, claim.title), claim.warnings, scenarios)
            })
        } else {
            Scenario::load(file, &settings, &catalogue).map(|scenario| {
                (title(&scenario).to_owned(), scenario.warnings.clone(), vec![scenario])
            })
        };
        match checked {
            Ok((title, warnings, read)) => {
                let is_one = !is_study(file) && !is_claim(file);
                let reaches = read.iter().filter(|_| is_one).flat_map(|one| told(cli, one));
                titles.push((title, reaches.collect::<Vec<_>>()));
                problems.add(warnings);
                scenarios.extend(read);
            }
            Err(Problems(found)) => problems.add(found),
        }
    }
    if cli.json {
        let is_refused = problems.has_errors() || (cli.deny_warnings && !problems.0.is_empty());
        let mut told: Vec<_> = problems.0.iter().map(host::json).collect();
        told.extend(scenarios.iter().filter_map(account));
        writeln!(host::stdout(), "{:#}", serde_json::Value::from(told))?;
        return if is_refused { Err(Failure::Told) } else { Ok(()) };
    }
    accept(cli, problems)?;
    super::report::tell_worlds(cli, scenarios.iter());
    let mut stdout = host::stdout();
    if !cli.quiet {
        for (file, (title, reaches)) in files.iter().zip(titles) {
            writeln!(stdout, "{}: ok ({title})", file.display())?;
            for line in reaches {
                writeln!(stdout, "  {line}")?;
            }
        }
    }
    Ok(())
}

/// What a study is called.
const fn kind(study: &Study) -> &'static str {
    if study.decision.is_some() { "decision" } else { "study" }
}

/// The account of a real country for programs.
fn account(scenario: &Scenario) -> Option<serde_json::Value> {
    let census = scenario.census.as_ref()?;
    Some(serde_json::json!({
        "file": scenario.params.world.settlements, "line": null, "column": null,
        "key": "world.settlements", "level": "note", "message": census.line(), "help": null,
        "census": census
    }))
}

/// Whom the interventions of a scenario reach, a line each; nothing where nobody reads it.
fn told(cli: &Cli, scenario: &Scenario) -> Vec<String> {
    if cli.quiet || cli.json {
        return Vec::new();
    }
    zones::reaches(scenario).iter().map(zones::Reach::line).collect()
}

fn title(scenario: &Scenario) -> &str {
    if scenario.title.is_empty() { &scenario.name } else { &scenario.title }
}

/// `nodal show FILE`
pub(super) fn show(cli: &Cli, file: &Path, set: &[String]) -> Result<(), Failure> {
    let settings = Settings { sets: set.to_vec(), ..Settings::default() };
    let scenario = Scenario::load(file, &settings, &Catalogue::standard())?;
    accept(cli, Problems(scenario.warnings.clone()))?;
    super::report::tell_worlds(cli, std::iter::once(&scenario));
    let mut stdout = host::stdout();
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
                    Value::Texts(texts) => serde_json::json!(texts),
                };
                serde_json::json!({"key": resolved.key, "value": value, "from": resolved.origin.to_string()})
            })
            .collect();
        let hash = scenario.hash();
        let shown = serde_json::json!({
            "name": scenario.name, "title": scenario.title, "hash": hash, "values": values,
            "interventions": zones::reaches(&scenario).iter().map(zones::Reach::json).collect::<Vec<_>>()
        });
        writeln!(stdout, "{shown:#}")?;
    } else {
        write!(stdout, "{}", scenario.to_toml())?;
        for line in told(cli, &scenario) {
            writeln!(stdout, "# {line}")?;
        }
    }
    Ok(())
}
