//! `facts`: the model beside the facts.

use super::answers::Survey;
use super::figures::{cell, csv_of};
use super::options::Simulation;
use super::{Cli, Failure, host};
use crate::experiment::RunOptions;
use crate::experiment::calibration;
use crate::experiment::facts::{Answer, answer, facts, share};
use crate::experiment::search::{Search, SearchError};
use crate::output::directory::write_atomically;
use crate::params::{Catalogue, Value};
use crate::scenario::{Origin, Scenario};
use clap::Args;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The share of a country that is simulated.
const SAMPLE: &str = "world.sample";

/// Options of `facts`.
#[derive(Debug, Args)]
pub(super) struct Facts {
    /// Scenario files; default those of the library that facts belong to.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    simulation: Simulation,
    /// Run nothing: read the directory of a sweep with facts = true (scenarios/studies/facts.toml), and tell which facts
    /// it meets where and which parameters none pins.
    #[arg(long, value_name = "DIR")]
    search: Option<PathBuf>,
    /// Where the page goes beside the one in the results' directory; docs/calibration.md where all of the library is
    /// measured into the default directory. With --search, the page of the search.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
}

impl Facts {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        if let Some(directory) = &self.search {
            return self.read_search(directory);
        }
        let files = if self.files.is_empty() { library() } else { self.files.clone() };
        let scenarios = self.sampled(&files, self.simulation.load(cli, &files)?)?;
        if self.simulation.dry_run {
            let threads = self.simulation.threads;
            return scenarios
                .iter()
                .try_for_each(|scenario| super::run::forecast(scenario, threads));
        }
        let out = self.simulation.out.clone().unwrap_or_else(|| Path::new("runs").join("facts"));
        let options = RunOptions { threads: self.simulation.threads, ..RunOptions::default() };
        let seed = scenarios.first().map_or(1, |scenario| scenario.params.run.seed);
        let sets = scenarios
            .first()
            .and_then(|scenario| scenario.ensemble.as_ref())
            .map(|ensemble| ensemble.sets.len());
        let survey = Survey {
            kind: "facts",
            scenarios: &scenarios,
            arguments: Vec::new(),
            tables: &["facts.csv", "calibration.md"],
            path: &out,
            force: self.simulation.force,
        };
        let (answers, page) = survey.carry_out(|| {
            let mut answers = Vec::new();
            for scenario in &scenarios {
                if !cli.quiet {
                    host::note(&told(scenario));
                }
                answers.extend(answer(scenario, &options)?);
            }
            answers.sort_by_key(|answer| answer.fact);
            let page = calibration::page(&answers, seed, sets, &scenarios).into_bytes();
            let table = table(&answers)?;
            Ok(((answers, page.clone()), vec![table, page]))
        })?;
        if let Some(path) = self.page() {
            write_atomically(&path, &page)?;
        }
        print(cli, &answers, &out)
    }
}

impl Facts {
    /// The same scenarios, with that share of a country that its facts are read from where nobody says another.
    fn sampled(
        &self,
        files: &[PathBuf],
        scenarios: Vec<Scenario>,
    ) -> Result<Vec<Scenario>, Failure> {
        let catalogue = Catalogue::standard();
        let of = |(file, scenario): (&PathBuf, Scenario)| {
            let is_said = scenario
                .values
                .iter()
                .any(|value| value.key == SAMPLE && value.origin != Origin::Default);
            let Some(share) = share(&scenario.name).filter(|_| !is_said) else {
                return Ok(scenario);
            };
            let mut settings = self.simulation.settings();
            let written = "the share that facts are read from".to_owned();
            settings.options.push((SAMPLE, Value::Real(share), written));
            let mut sampled = Scenario::load(file, &settings, &catalogue)?;
            sampled.name = scenario.name;
            Ok(sampled)
        };
        files.iter().zip(scenarios).map(of).collect()
    }

    /// What a search says, on stdout and as a page where one is wanted.
    fn read_search(&self, directory: &Path) -> Result<(), Failure> {
        let search = Search::read(directory).map_err(|error: SearchError| Failure::Usage {
            message: error.to_string(),
            help: None,
        })?;
        let page = calibration::search_page(&search);
        if let Some(path) = &self.page {
            write_atomically(path, page.as_bytes())?;
        }
        Ok(host::stdout().write_all(page.as_bytes())?)
    }

    /// The project's page is written again where nothing but the whole library was asked for.
    fn page(&self) -> Option<PathBuf> {
        let is_plain = self.files.is_empty() && self.simulation.is_plain();
        let default = || {
            let page = Path::new("docs").join("calibration.md");
            (is_plain && page.is_file()).then_some(page)
        };
        self.page.clone().or_else(default)
    }
}

/// A scenario, and what share of its country is lived.
fn told(scenario: &Scenario) -> String {
    match scenario.params.world.sample {
        1.0 => scenario.name.clone(),
        share => format!("{}, {share} of the country", scenario.name),
    }
}

/// The library's files that facts name, from the project's directory.
fn library() -> Vec<PathBuf> {
    let names: BTreeSet<&str> = facts().iter().map(|fact| fact.scenario).collect();
    names.into_iter().map(|name| PathBuf::from(format!("scenarios/{name}.toml"))).collect()
}

/// `facts.csv`.
fn table(answers: &[Answer]) -> Result<Vec<u8>, Failure> {
    let all = facts();
    let header = [
        "fact",
        "target_low",
        "target_high",
        "value",
        "low",
        "high",
        "inside",
        "scenario",
        "what",
        "place",
        "source",
        "replicates",
        "use",
        "spread_low",
        "spread_high",
    ];
    let mut rows = vec![header.map(str::to_owned)];
    for answer in answers {
        let fact = &all[answer.fact];
        rows.push([
            fact.id.to_owned(),
            fact.low.to_string(),
            fact.high.to_string(),
            cell(answer.value),
            cell(answer.low),
            cell(answer.high),
            answer.is_inside().to_string(),
            fact.scenario.to_owned(),
            fact.what.to_owned(),
            fact.place.to_owned(),
            fact.source.to_owned(),
            answer.n.to_string(),
            fact.mark().to_owned(),
            cell(answer.spread.map(|(low, _)| low)),
            cell(answer.spread.map(|(_, high)| high)),
        ]);
    }
    csv_of(&rows)
}

fn print(cli: &Cli, answers: &[Answer], out: &Path) -> Result<(), Failure> {
    let all = facts();
    let mut stdout = host::stdout();
    let (inside, targets) = calibration::met(answers);
    if cli.json {
        let rows: Vec<_> = answers
            .iter()
            .map(|answer| {
                let fact = &all[answer.fact];
                serde_json::json!({
                    "fact": fact.id, "target_low": fact.low, "target_high": fact.high,
                    "value": answer.value, "low": answer.low, "high": answer.high,
                    "inside": answer.is_inside(), "scenario": fact.scenario, "use": fact.mark(),
                    "spread_low": answer.spread.map(|(low, _)| low), "spread_high": answer.spread.map(|(_, high)| high),
                })
            })
            .collect();
        writeln!(stdout, "{:#}", serde_json::Value::from(rows))?;
        return Ok(());
    }
    for answer in answers {
        let fact = &all[answer.fact];
        let value = answer.value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"));
        let mark = match (answer.is_inside(), fact.is_target()) {
            (true, true) => "inside",
            (true, false) => "inside (check)",
            (false, true) => "",
            (false, false) => "(check)",
        };
        writeln!(
            stdout,
            "{:<5} {:<68} {:<28} {:>6} to {:<6} {value:>8}  {mark}",
            fact.id, fact.what, fact.scenario, fact.low, fact.high
        )?;
    }
    writeln!(
        stdout,
        "\n{inside} of {targets} targets are met; table in {}",
        out.join("facts.csv").display()
    )?;
    Ok(())
}
