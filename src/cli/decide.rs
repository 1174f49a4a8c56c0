//! `decide`: what options do over all that is not known, when they fail, and how the money could be shared out.

use super::options::Simulation;
use super::sweep::{carry_out, shard, tell_part};
use super::{Cli, Failure, decide_tables, host};
use crate::experiment::decide::{
    Decided, Front, Whole, conditions, findings, front, page, portfolios, regrets, shared, units,
};
use crate::output::decisions::ALL;
use crate::output::directory::write_atomically;
use crate::params::Catalogue;
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Options of `decide`.
#[derive(Debug, Args)]
pub(super) struct Decide {
    /// Study file with a decision.
    #[arg(value_name = "STUDY")]
    study: PathBuf,
    #[command(flatten)]
    simulation: Simulation,
    /// Run only this part of the runs, as 1/4; a call without it joins the parts.
    #[arg(long, value_name = "I/N")]
    shard: Option<String>,
    /// Also write the page here.
    #[arg(long, value_name = "FILE", conflicts_with = "shard")]
    page: Option<PathBuf>,
}

/// The page beside the tables.
const PAGE: &str = "decision.md";

impl Decide {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let study = super::scenarios::load_study(cli, &self.study, &self.simulation.settings())?;
        if study.decision.is_none() {
            return Err(Failure::Usage {
                message: format!("{} decides nothing", self.study.display()),
                help: Some(
                    "a decision has [decision], [[outcome]] and a baseline (docs/experiments.md)"
                        .to_owned(),
                ),
            });
        }
        let part = self.shard.as_deref().map(shard).transpose()?;
        let all = units(&study, &Catalogue::standard());
        let files: Vec<&str> = ALL.iter().map(|table| table.file).chain([PAGE]).collect();
        let Some(mut done) =
            carry_out(cli, ("decide", &files), (study, all), &self.study, &self.simulation, part)?
        else {
            return Ok(());
        };
        if part.is_some() {
            tell_part(part, done.units.len() - done.failed(), &done.path)?;
            return done.verdict();
        }
        let study = done.study.clone();
        let Some(decided) = Decided::new(&study, &done.units, &done.outcomes) else {
            return done.verdict();
        };
        if decided.worlds.is_empty() {
            let why = "there is no world in which everything could be lived: points break a rule, or runs failed";
            return Err(Failure::Halfway(why.to_owned()));
        }
        let (front, regrets) = (front(&decided), regrets(&decided));
        let (conditions, findings) = (conditions(&decided), findings(&decided));
        let portfolios = portfolios(&decided);
        let whole = Whole {
            front: &front,
            regrets: &regrets,
            conditions: &conditions,
            findings: &findings,
            portfolios: &portfolios,
        };
        let text = page(&decided, whole).into_bytes();
        let mut tables = decide_tables::of(&decided, whole)?;
        tables.push((PAGE.to_owned(), text.clone()));
        done.write(&tables)?;
        if let Some(path) = &self.page {
            write_atomically(path, &text)?;
        }
        print(cli, &decided, whole, &done.path)?;
        done.verdict()
    }
}

fn print(cli: &Cli, decided: &Decided, whole: Whole, path: &Path) -> Result<(), Failure> {
    let mut stdout = host::stdout();
    let outcomes = &decided.decision.outcomes;
    if cli.json {
        let row = |row: &Front| {
            serde_json::json!({
                "option": decided.arms[row.arm], "outcome": outcomes[row.outcome].name, "mean": row.mean.mean,
                "difference": row.difference.map(|of| of.difference), "low": row.difference.and_then(|of| of.low()),
                "high": row.difference.and_then(|of| of.high()), "better": row.better.map(|of| of.mean),
                "best": row.best.mean, "worst": row.worst.mean, "worlds": row.worlds,
            })
        };
        let told = serde_json::json!({
            "directory": path, "worlds": decided.worlds.len(), "left_out": decided.left_out,
            "front": whole.front.iter().map(row).collect::<Vec<_>>(),
        });
        writeln!(stdout, "{told:#}")?;
        return Ok(());
    }
    writeln!(
        stdout,
        "{} worlds, {} left out; {} options and {} portfolios beside {}\n",
        decided.worlds.len(),
        decided.left_out,
        decided.scenarios() - 1,
        decided.decision.portfolios.len(),
        decided.arms[decided.baseline]
    )?;
    for row in whole.front.iter().filter(|row| !outcomes[row.outcome].is_part) {
        let Some((difference, better)) = row.difference.zip(row.better) else { continue };
        let interval = super::figures::words(&crate::experiment::statistics::Span {
            mean: difference.difference,
            low: difference.low(),
            high: difference.high(),
            n: difference.n,
        });
        writeln!(
            stdout,
            "{:<28} {:<40} {interval:<36} better in {:.0} of {} worlds, best in {:.0}",
            outcomes[row.outcome].name,
            decided.arms[row.arm],
            better.mean * better.n as f64,
            better.n,
            row.best.mean * row.best.n as f64,
        )?;
    }
    for one in whole.conditions.iter().filter(|one| one.is_shown()) {
        let (arm, outcome) = (&decided.arms[one.arm], &outcomes[one.outcome].name);
        writeln!(stdout, "\n{arm}, {outcome}, {}: {}", one.failure, one.words)?;
    }
    for one in whole.portfolios.iter().filter(|one| one.is_best[0]) {
        let outcome = &outcomes[one.outcome].name;
        writeln!(stdout, "\nbest for the mean of {outcome}: {}", shared(decided, one.arm))?;
    }
    writeln!(stdout, "\nwhat each option does, and when it fails: {}", path.join(PAGE).display())?;
    Ok(())
}
