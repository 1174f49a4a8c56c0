//! `bounds`: what committees can do at most beside what they do, and bands beside matched communities without one.

use super::answers::Survey;
use super::figures::{cells, csv_of, decimals, or_dash, short, words};
use super::options::Simulation;
use super::{Cli, Failure, host};
use crate::experiment::bounds::{BREAKING_KEY, BreakEven, Parts, Reach, break_even, committees};
use crate::experiment::matching::{Match, OUTCOMES, bands, interventions};
use crate::experiment::statistics::Span;
use crate::experiment::{RunOptions, ensemble};
use crate::output::directory::write_atomically;
use crate::params::Catalogue;
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

/// What was found of one scenario: committees where a programme has some, places beside others where a lot was drawn or
/// where there are none.
struct Found {
    scenario: String,
    committees: Vec<Reach>,
    parts: Option<Parts>,
    places: Vec<Match>,
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
            let stop = host::until_interrupted();
            let mut found = Vec::new();
            for scenario in &scenarios {
                if !cli.quiet {
                    host::note(&scenario.name);
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
        let mut stdout = host::stdout();
        if cli.json {
            writeln!(stdout, "{:#}", json(&found))?;
        } else {
            writeln!(stdout, "{page}table in {}", out.join("bounds.csv").display())?;
        }
        Ok(())
    }

    fn look(&self, scenario: &Scenario, stop: &AtomicBool) -> Result<Found, Failure> {
        let threads = self.simulation.threads;
        let records = &scenario.params.programme.interventions;
        let has_committees =
            records.iter().any(|one| one.component == Some(Component::PeaceCommittee));
        let has_lot = records.iter().any(|one| one.assign_share > 0.0);
        let mut found = Found {
            scenario: scenario.name.clone(),
            committees: Vec::new(),
            parts: None,
            places: Vec::new(),
        };
        if has_committees {
            (found.committees, found.parts) = committees(scenario, threads, stop)?;
        }
        if has_lot || !has_committees {
            let options = RunOptions { threads, ..RunOptions::default() };
            let ensemble = ensemble::run_watched(scenario, &options, &ensemble::Unwatched, stop)?;
            found.places = bands(&ensemble.records);
            found.places.extend(interventions(&ensemble.records));
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
        let mut add = |what: &str, breaking: String, span: Option<Span>| {
            let [value, low, high] = cells(span);
            rows.push([
                one.scenario.clone(),
                what.to_owned(),
                breaking,
                value,
                low,
                high,
                span.map_or(0, |span| span.n).to_string(),
            ]);
        };
        for reach in &one.committees {
            let at = reach.breaking.to_string();
            add("heard", at.clone(), reach.heard);
            add("kept", at.clone(), reach.kept);
            add("born_of_disputes", at.clone(), reach.born_of_disputes);
            add("bound", at.clone(), reach.bound);
            add("effect", at, reach.effect);
        }
        if let Some(parts) = &one.parts {
            let mut add = |what: &str, span| add(what, String::new(), span);
            add("whole_effect", parts.effect);
            for (path, span) in &parts.paths {
                add(&format!("by_{}", path.replace(' ', "_").replace(',', "")), *span);
            }
            add("direct", parts.direct);
            add("direct_bound", parts.bound);
            add("bound_less_direct", parts.unused);
        }
        for row in &one.places {
            let outcome = row.outcome.replace(' ', "_");
            let name =
                row.intervention.as_ref().map_or(outcome.clone(), |of| format!("{of}_{outcome}"));
            let all = if row.is_by_lot { "by_lot" } else { "unmatched" };
            add(&format!("{name}_{all}"), String::new(), Some(row.unmatched.into()));
            if let Some(matched) = row.matched {
                add(&format!("{name}_matched"), String::new(), Some(matched.into()));
            }
        }
    }
    csv_of(&rows)
}

fn json(found: &[Found]) -> serde_json::Value {
    let value = |span: Option<Span>| {
        span.map(|span| {
            serde_json::json!({ "value": span.mean, "low": span.low, "high": span.high, "n": span.n })
        })
    };
    let of = |one: &Found| {
        let committees: Vec<_> = one
            .committees
            .iter()
            .map(|reach| {
                serde_json::json!({
                    "breaking": reach.breaking, "heard": value(reach.heard), "kept": value(reach.kept),
                    "born_of_disputes": value(reach.born_of_disputes), "bound": value(reach.bound),
                    "effect": value(reach.effect),
                })
            })
            .collect();
        let told = |row: &Match| {
            serde_json::json!({
                "intervention": row.intervention, "outcome": row.outcome, "by_lot": row.is_by_lot,
                "unmatched": value(Some(row.unmatched.into())), "matched": value(row.matched.map(Span::from)),
                "places": row.places,
            })
        };
        let (bands, interventions): (Vec<&Match>, Vec<&Match>) =
            one.places.iter().partition(|row| row.intervention.is_none());
        let bands: Vec<_> = bands.into_iter().map(told).collect();
        let interventions: Vec<_> = interventions.into_iter().map(told).collect();
        let near = match break_even(&one.committees) {
            BreakEven::Between { near, .. } => Some(near),
            _ => None,
        };
        serde_json::json!({
            "scenario": one.scenario, "committees": committees, "break_even": near,
            "break_even_in_words": words_of_break_even(&one.committees),
            "parts": one.parts.as_ref().map(|parts| serde_json::json!({
                "effect": value(parts.effect), "direct": value(parts.direct), "bound": value(parts.bound),
                "bound_less_direct": value(parts.unused), "closes": parts.closes(),
                "paths": parts.paths.iter().map(|(path, span)| {
                    serde_json::json!({ "path": path, "averted": value(*span) })
                }).collect::<Vec<_>>(),
            })),
            "bands": bands, "interventions": interventions,
        })
    };
    found.iter().map(of).collect()
}

fn per_cent(span: &Span) -> String {
    let share = |x: f64| decimals(x * 100.0, 1);
    match (span.low, span.high) {
        (Some(low), Some(high)) => {
            format!("{} ({} to {}) %", share(span.mean), share(low), share(high))
        }
        _ => format!("{} %", share(span.mean)),
    }
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
        if let Some(parts) = &one.parts {
            of_parts(parts, &mut text);
        }
        for rows in one.places.chunk_by(|a, b| a.intervention == b.intervention) {
            of_places(rows, &mut text);
        }
        if one.committees.is_empty() && one.places.is_empty() {
            text.push_str(
                "\nNo programme of committees, and no band formed: there is nothing to bound.\n",
            );
        }
    }
    text
}

fn of_committees(reaches: &[Reach], text: &mut String) {
    let declared = Catalogue::standard();
    let breaking = declared.find(BREAKING_KEY);
    let default = or_dash(breaking, |one| one.default.to_string());
    let end = or_dash(breaking.and_then(|one| one.range), |(_, end)| end.to_string());
    let _ = write!(
        text,
        "\nA committee can avert the violence of the disputes it hears, as far as what it settles is kept: *bound* = heard × kept × \
         born of disputes. *Effect*: violence averted against the placebo (same money, same gatherings asked for, nothing comes of \
         them), as a share of the placebo's. More than the bound must come by other paths, of which the next table tells. Nobody \
         has measured how fast settlements break, so each row takes another hazard; the default is {default}, the declared range \
         ends at {end}.\n\n| break hazard a month | heard | kept | born of disputes | bound | effect | pairs |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for reach in reaches {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} |",
            reach.breaking,
            or_dash(reach.heard, |span| per_cent(&span)),
            or_dash(reach.kept, |span| per_cent(&span)),
            or_dash(reach.born_of_disputes, |span| per_cent(&span)),
            or_dash(reach.bound, |span| per_cent(&span)),
            or_dash(reach.effect, |span| per_cent(&span)),
            reach.effect.map_or(0, |effect| effect.n)
        );
    }
    let _ = writeln!(text, "\n**Break-even**: {}.", words_of_break_even(reaches));
}

/// The effect by its paths.
fn of_parts(parts: &Parts, text: &mut String) {
    text.push_str(
        "\nThe same effect by its paths, at the scenario's own break hazard: paths are cut one after the other in this order, in programme \
         and placebo alike, and what the effect loses with each is what went by it. What is left is averted by settling what was heard, and \
         should be no more than the bound: a case settled here might have been settled elsewhere.\n\n| violence averted | share of the \
         placebo's |\n|---|---|\n",
    );
    let mut row = |what: &str, span: Option<Span>| {
        let _ = writeln!(text, "| {what} | {} |", or_dash(span, |span| per_cent(&span)));
    };
    row("**all paths open**", parts.effect);
    for (path, span) in &parts.paths {
        row(&format!("by {path}"), *span);
    }
    row("**left: by settling**", parts.direct);
    row("bound of settling", parts.bound);
    row("bound less what is left", parts.unused);
    let verdict = if parts.closes() {
        "The account closes: what is left with all paths cut is no more than the bound, as far as its interval tells."
    } else {
        "The account does not close: more is left than the bound allows, so a path is missing from it."
    };
    let _ = writeln!(text, "\n{verdict}");
}

/// Where committees stop averting violence, as far as intervals carry a sentence.
fn words_of_break_even(reaches: &[Reach]) -> String {
    let pairs = reaches.iter().filter_map(|reach| reach.effect).map(|effect| effect.n).max();
    let pairs = pairs.unwrap_or(0);
    match break_even(reaches) {
        BreakEven::Nowhere => "none; at every hazard tried, even where nearly nothing is kept, the whole interval of what \
                               they avert lies above 0"
            .to_owned(),
        BreakEven::Between { from, to, near } => format!(
            "at a break hazard of {} a month the whole interval lies above 0, at {} below it; in between the mean crosses 0 \
             at about {}",
            short(from),
            short(to),
            short(near)
        ),
        BreakEven::After(from) => format!(
            "not to be told; up to a break hazard of {} a month the interval of what they avert lies above 0, beyond it the \
             intervals over {pairs} pairs hold 0",
            short(from)
        ),
        BreakEven::Harm => "none; at no hazard does the interval of what they avert lie above 0, and at some it lies below"
            .to_owned(),
        BreakEven::NotShown => {
            format!("not to be told; no interval over {pairs} pairs of replicates leaves out 0")
        }
    }
}

fn of_places(rows: &[Match], text: &mut String) {
    let Some(first) = rows.first() else { return };
    let alike = "the one that was most alike the year before in violence, thefts, victims without an answer, fear, poverty, \
                 efficacy and gangs (*matched*)";
    let (said, all) = match &first.intervention {
        None => (
            format!(
                "Communities in which a band formed and stayed ({} over all replicates), the year after, less communities of the \
                 same replicate and year without one: all of them (*unmatched*), and {alike}. Where the two differ, bands form \
                 where things are bad already.",
                first.places
            ),
            "unmatched",
        ),
        Some(name) if first.is_by_lot => (
            format!(
                "Communities that `{name}` serves ({} over all replicates), in its first whole year at work, less those that the \
                 lot drew to stand beside: all of them (*by lot*: chance alone tells them apart), and {alike}. Neighbours of the \
                 served may be touched too; `nodal run --by-arm` tells them apart.",
                first.places
            ),
            "by lot",
        ),
        Some(name) => (
            format!(
                "Communities that `{name}` serves ({} over all replicates), in its first whole year at work, less all that it does \
                 not serve (*unmatched*), and {alike}. What is left of how they were chosen is what nobody saw in that year; \
                 `assign` draws them by lot.",
                first.places
            ),
            "unmatched",
        ),
    };
    let _ = write!(
        text,
        "\n{said}\n\n| outcome | unit | {all} | matched | replicates |\n|---|---|---|---|---|\n"
    );
    for row in rows {
        let unit =
            OUTCOMES.iter().find(|(name, _, _)| *name == row.outcome).map_or("", |one| one.1);
        let _ = writeln!(
            text,
            "| {} | {unit} | {} | {} | {} |",
            row.outcome,
            words(&row.unmatched.into()),
            row.matched.map_or_else(|| "no year before".to_owned(), |all| words(&all.into())),
            row.unmatched.n
        );
    }
}
