//! `trace`: the story of one household, dispute, organisation or clash between groups.

use super::options::Simulation;
use super::{Cli, Failure, host};
use crate::experiment::clash_story::trace_clash;
use crate::experiment::trace::{Body, Line, Subject, trace};
use crate::output::directory::write_atomically;
use crate::terms::Auspice;
use clap::Args;
use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;

/// Options of `trace`.
#[derive(Debug, Args)]
pub(super) struct Trace {
    /// Scenario file.
    file: PathBuf,
    /// Community, by name. An auspice's story is told of the country without it, of the community's site with it.
    #[arg(long, value_name = "NAME", required_unless_present_any = ["auspice", "clash"])]
    community: Option<String>,
    /// Replicate whose story is told.
    #[arg(long, value_name = "N", default_value_t = 1)]
    replicate: u32,
    #[command(flatten)]
    subject: Whose,
    #[command(flatten)]
    simulation: Simulation,
}

#[derive(Debug, Args)]
#[group(multiple = false)]
struct Whose {
    /// A household, by number from 0.
    #[arg(long, value_name = "N")]
    household: Option<u16>,
    /// The so-many-th dispute of the community, from 1. Without any of these: which there are.
    #[arg(long, value_name = "N")]
    dispute: Option<u32>,
    /// committee, band, gang, station, elders, guards or company.
    #[arg(long, value_name = "NAME", value_parser = body)]
    organisation: Option<Body>,
    /// An auspice that steers with money of its own: what it saw, what it took, and why.
    #[arg(long, value_name = "NAME", value_parser = auspice)]
    auspice: Option<Auspice>,
    /// The so-many-th clash between groups, from 1: of the country, or of the site of the community.
    #[arg(long, value_name = "N")]
    clash: Option<u32>,
}

fn auspice(name: &str) -> Result<Auspice, String> {
    Auspice::parse(name).ok_or_else(|| one_of(Auspice::ALL.iter().map(|auspice| auspice.name())))
}

fn one_of(names: impl Iterator<Item = &'static str>) -> String {
    format!("one of {} is wanted", names.collect::<Vec<_>>().join(", "))
}

fn body(name: &str) -> Result<Body, String> {
    Body::parse(name).ok_or_else(|| one_of(Body::ALL.iter().map(|body| body.name())))
}

impl Trace {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let scenarios = self.simulation.load(cli, std::slice::from_ref(&self.file))?;
        let Some(scenario) = scenarios.first() else { return Ok(()) };
        if self.simulation.dry_run {
            return super::run::forecast(&scenario.with_replicates(1), self.simulation.threads);
        }
        let subject = match (self.subject.household, self.subject.dispute) {
            (Some(household), _) => Subject::Household(household),
            (None, Some(dispute)) => Subject::Dispute(dispute),
            (None, None) => self.subject.auspice.map_or_else(
                || self.subject.organisation.map_or(Subject::Overview, Subject::Organisation),
                Subject::Auspice,
            ),
        };
        let community = self.community.as_deref();
        let lines = match self.subject.clash {
            Some(number) => trace_clash(scenario, self.replicate, community, number),
            None => trace(scenario, self.replicate, community, subject),
        };
        let lines =
            lines.map_err(|error| Failure::Usage { message: error.to_string(), help: None })?;
        let text = if cli.json { json(&lines) } else { plain(&lines) };
        if let Some(out) = &self.simulation.out {
            std::fs::create_dir_all(out)?;
            write_atomically(&out.join("trace.txt"), text.as_bytes())?;
        }
        host::stdout().write_all(text.as_bytes())?;
        Ok(())
    }
}

fn plain(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        let _ = writeln!(text, "month {:>7.2}  {}", line.month, line.text);
    }
    if lines.is_empty() {
        text.push_str("nothing happened\n");
    }
    text
}

fn json(lines: &[Line]) -> String {
    let rows: Vec<_> = lines
        .iter()
        .map(|line| serde_json::json!({"month": line.month, "text": line.text}))
        .collect();
    format!("{:#}\n", serde_json::Value::from(rows))
}
