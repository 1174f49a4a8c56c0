//! `bounds`: what committees can do at most beside what they do, and bands beside matched communities without one.

use super::answers::Survey;
use super::diagnose::{cell, csv_of, short, words};
use super::options::Simulation;
use super::{Cli, Failure};
use crate::experiment::bounds::{Match, OUTCOMES, Reach, bands, break_even, committees};
use crate::experiment::statistics::Estimate;
use crate::experiment::{RunOptions, ensemble};
use crate::output::directory::write_atomically;
use crate::scenario::Scenario;
use crate::terms::Component;
use clap::Args;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// Options of `bounds`.
#[derive(Debug, Args)]
pub(super) struct Bounds {
    /// Scenario files; default hybrid_compact and vigilante_rondas of the library.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    simulation: Simulation,
    /// Also write the tables as a page, such as docs/bounds.md.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
}

/// What was found of one scenario: committees where a programme has some, else bands.
struct Found {
    scenario: String,
    committees: Vec<Reach>,
    bands: Vec<Match>,
}

impl Bounds {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let files = if self.files.is_empty() {
            ["hybrid_compact", "vigilante_rondas"]
                .map(|name| PathBuf::from(format!("scenarios/{name}.toml")))
                .to_vec()
        } else {
            self.files.clone()
        };
        let scenarios = self.simulation.load(cli, &files)?;
        if self.simulation.dry_run {
            let threads = self.simulation.threads;
            return scenarios.iter().try_for_each(|one| super::run::forecast(one, threads));
        }
        let out = self.simulation.out.clone().unwrap_or_else(|| Path::new("runs").join("bounds"));
        let survey = Survey {
            kind: "bounds",
            scenarios: &scenarios,
            arguments: Vec::new(),
            tables: &["bounds.csv"],
            path: &out,
            force: self.simulation.force,
        };
        let found = survey.carry_out(|| {
            let stop = super::store::until_interrupted();
            let mut found = Vec::new();
            for scenario in &scenarios {
                if !cli.quiet {
                    eprintln!("{}", scenario.name);
                }
                found.push(self.look(scenario, &stop)?);
            }
            let table = table(&found)?;
            Ok((found, vec![table]))
        })?;
        let page = markdown(&found);
        if let Some(path) = &self.page {
            write_atomically(path, page.as_bytes())?;
        }
        let mut stdout = std::io::stdout().lock();
        if cli.json {
            writeln!(stdout, "{:#}", json(&found))?;
        } else {
            writeln!(stdout, "{page}table in {}", out.join("bounds.csv").display())?;
        }
        Ok(())
    }

    fn look(&self, scenario: &Scenario, stop: &AtomicBool) -> Result<Found, Failure> {
        let threads = self.simulation.threads;
        let has_committees = scenario
            .params
            .programme
            .interventions
            .iter()
            .any(|one| one.component == Some(Component::PeaceCommittee));
        let mut found =
            Found { scenario: scenario.name.clone(), committees: Vec::new(), bands: Vec::new() };
        if has_committees {
            found.committees = committees(scenario, threads, stop)?;
        } else {
            let options = RunOptions { threads, ..RunOptions::default() };
            let ensemble = ensemble::run_watched(scenario, &options, &ensemble::Unwatched, stop)?;
            found.bands = bands(&ensemble.records);
        }
        Ok(found)
    }
}

/// `bounds.csv`.
fn table(found: &[Found]) -> Result<Vec<u8>, Failure> {
    let mut rows = vec![
        ["scenario", "what", "breaking", "value", "low", "high", "replicates"].map(str::to_owned),
    ];
    for one in found {
        let mut add = |what: &str, breaking: String, estimate: &Estimate| {
            rows.push([
                one.scenario.clone(),
                what.to_owned(),
                breaking,
                estimate.mean.to_string(),
                cell(estimate.low()),
                cell(estimate.high()),
                estimate.n.to_string(),
            ]);
        };
        for reach in &one.committees {
            let at = reach.breaking.to_string();
            add("heard", at.clone(), &reach.heard);
            add("kept", at.clone(), &reach.kept);
            add("born_of_disputes", at.clone(), &reach.born_of_disputes);
            add("bound", at.clone(), &reach.bound);
            add("effect", at, &reach.effect);
        }
        for outcome in &one.bands {
            let name = outcome.outcome.replace(' ', "_");
            add(&format!("{name}_unmatched"), String::new(), &outcome.unmatched);
            add(&format!("{name}_matched"), String::new(), &outcome.matched);
        }
    }
    csv_of(&rows)
}

fn json(found: &[Found]) -> serde_json::Value {
    let value = |estimate: &Estimate| serde_json::json!({ "value": estimate.mean, "half_width": estimate.half_width, "n": estimate.n });
    let of = |one: &Found| {
        let committees: Vec<_> = one
            .committees
            .iter()
            .map(|reach| {
                serde_json::json!({
                    "breaking": reach.breaking, "heard": value(&reach.heard), "kept": value(&reach.kept),
                    "born_of_disputes": value(&reach.born_of_disputes), "bound": value(&reach.bound),
                    "effect": value(&reach.effect),
                })
            })
            .collect();
        let bands: Vec<_> = one
            .bands
            .iter()
            .map(|row| {
                serde_json::json!({
                    "outcome": row.outcome, "unmatched": value(&row.unmatched),
                    "matched": value(&row.matched), "bands": row.bands,
                })
            })
            .collect();
        serde_json::json!({
            "scenario": one.scenario, "committees": committees, "break_even": break_even(&one.committees),
            "bands": bands,
        })
    };
    found.iter().map(of).collect()
}

fn per_cent(estimate: &Estimate) -> String {
    let half =
        estimate.half_width.map_or_else(String::new, |half| format!(" ± {:.1}", half * 100.0));
    format!("{:.1}{half} %", estimate.mean * 100.0)
}

/// The page, which is also what the command prints.
fn markdown(found: &[Found]) -> String {
    let mut text = String::from(
        "# What programmes can do at most\n\nWritten by `nodal bounds`; do not edit. Intervals are 95 % over replicates.\n",
    );
    for one in found {
        let _ = writeln!(text, "\n## `{}`", one.scenario);
        if !one.committees.is_empty() {
            of_committees(&one.committees, &mut text);
        }
        if !one.bands.is_empty() {
            of_bands(&one.bands, &mut text);
        }
        if one.committees.is_empty() && one.bands.is_empty() {
            text.push_str(
                "\nNo programme of committees, and no band formed: there is nothing to bound.\n",
            );
        }
    }
    text
}

fn of_committees(reaches: &[Reach], text: &mut String) {
    text.push_str(
        "\nA committee can avert the violence of the disputes it hears, as far as what it settles is kept: *bound* = heard × kept × \
         born of disputes. *Effect*: violence averted against the placebo (same money, same gatherings asked for, nothing comes of \
         them), as a share of the placebo's. More than the bound must come by other paths: less grievance, wider radius, more \
         efficacy, less fear. Nobody has measured how fast settlements break, so each row takes another hazard; the default is \
         0.03, the declared range ends at 0.1.\n\n| break hazard a month | heard | kept | born of disputes | bound | effect | pairs |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for reach in reaches {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} |",
            reach.breaking,
            per_cent(&reach.heard),
            per_cent(&reach.kept),
            per_cent(&reach.born_of_disputes),
            per_cent(&reach.bound),
            per_cent(&reach.effect),
            reach.effect.n
        );
    }
    match break_even(reaches) {
        Some(hazard) => {
            let _ = writeln!(
                text,
                "\n**Break-even**: committees stop averting violence at a break hazard of about {} a month (interpolated between \
                 the rows, whose intervals say how sure that is).",
                short(hazard)
            );
        }
        None if reaches.iter().all(|reach| reach.effect.mean > 0.0) => {
            text.push_str("\n**Break-even**: none; they avert violence at every hazard tried, even where nearly nothing is kept.\n");
        }
        None => text.push_str("\n**Break-even**: none to be read; the effect does not fall through zero over the hazards tried.\n"),
    }
}

fn of_bands(rows: &[Match], text: &mut String) {
    let _ = write!(
        text,
        "\nCommunities in which a band formed and stayed ({} over all replicates), the year after, less communities of the same \
         replicate and year without one: all of them (*unmatched*), and the one that was most alike the year before in violence, \
         thefts, victims without an answer, fear, poverty, efficacy and gangs (*matched*). Where the two differ, bands form where \
         things are bad already.\n\n| outcome | unit | unmatched | matched | replicates |\n|---|---|---|---|---|\n",
        rows.first().map_or(0, |row| row.bands)
    );
    for row in rows {
        let unit =
            OUTCOMES.iter().find(|(name, _, _)| *name == row.outcome).map_or("", |one| one.1);
        let _ = writeln!(
            text,
            "| {} | {unit} | {} | {} | {} |",
            row.outcome,
            words(&row.unmatched),
            words(&row.matched),
            row.matched.n
        );
    }
}
