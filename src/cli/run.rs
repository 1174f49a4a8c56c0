//! `run`: simulate scenarios and write their tables.

use super::figures::or_dash;
use super::options::Simulation;
use super::store::{self, Keeper};
use super::{Cli, Failure, host, summary};
use crate::engine::Timings;
use crate::experiment::ensemble::run_watched;
use crate::experiment::{RunError, RunOptions};
use crate::output::RunDirectory;
use crate::output::record::{Keep, Record};
use crate::output::stored;
use crate::scenario::Scenario;
use crate::world::Country;
use clap::Args;
use indicatif::ProgressBar;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// Options of `run`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Run {
    /// Scenario files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    simulation: Simulation,
    /// Also write communities.csv.
    #[arg(long)]
    csv: bool,
    /// Keep the transfers of each community on its own in ledger.csv.
    #[arg(long)]
    ledger_by_community: bool,
    /// Tell metrics also of the places that each intervention serves, of those next to them, and of those that were
    /// drawn to stand beside for comparison.
    #[arg(long)]
    by_arm: bool,
    /// Write the months of the burn-in too (months up to 0).
    #[arg(long)]
    burn_in: bool,
    /// Months between checkpoints, from which a broken run goes on; else every 20 seconds.
    #[arg(long, value_name = "MONTHS", value_parser = clap::value_parser!(u32).range(1..))]
    checkpoint_every: Option<u32>,
    /// Print the time spent in each step of the month.
    #[arg(long)]
    timings: bool,
}

impl Run {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let scenarios = self.simulation.load(cli, &self.files)?;
        let directories = self.simulation.directories(&self.files)?;
        let keep = Keep {
            burn_in: self.burn_in,
            ledger_by_community: self.ledger_by_community,
            by_arm: self.by_arm,
            fork_at: 0,
        };
        if self.simulation.dry_run {
            return scenarios
                .iter()
                .try_for_each(|scenario| forecast(scenario, self.simulation.threads));
        }
        // All directories are looked at before anything is written to one of them.
        for (scenario, directory) in scenarios.iter().zip(&directories) {
            RunDirectory::check(
                directory,
                &store::work(scenario, keep, None),
                self.simulation.force,
            )?;
        }
        let stop = host::until_interrupted();
        scenarios
            .iter()
            .zip(&directories)
            .try_for_each(|(scenario, directory)| self.one(cli, scenario, directory, keep, &stop))
    }

    fn one(
        &self,
        cli: &Cli,
        scenario: &Scenario,
        path: &Path,
        keep: Keep,
        stop: &AtomicBool,
    ) -> Result<(), Failure> {
        let work = store::work(scenario, keep, None);
        let directory = RunDirectory::open(path, &work, self.simulation.force)?;
        store::tell(&directory.notes);
        let start = Instant::now();
        let options =
            RunOptions { threads: self.simulation.threads, keep, ..RunOptions::default() };
        let bar = progress(cli, std::slice::from_ref(scenario));
        let watcher = Keeper::new(&directory, &bar, self.checkpoint_every);
        let ensemble =
            run_watched(scenario, &options, &watcher, stop).map_err(|error| match error {
                RunError::Interrupted => Failure::Interrupted(format!(
                    "what was lived is kept in {}; the same command goes on from there",
                    path.display()
                )),
                other => other.into(),
            })?;
        bar.finish_and_clear();
        store::tell(&stored::told(&directory.damage(), path).into_iter().collect::<Vec<_>>());
        let seconds = start.elapsed().as_secs_f64();
        let manifest = store::finish(&directory, scenario, &work, self.csv, seconds, &ensemble)?;
        summary::print(cli, scenario, &ensemble.records, &manifest, path)?;
        if self.timings {
            timings(scenario, &ensemble.timings, &ensemble.records)?;
        }
        if let Some(failure) = ensemble.failures.first() {
            return Err(Failure::Halfway(format!(
                "{} of {} replicates failed; the first, {}: {}",
                ensemble.failures.len(),
                scenario.params.run.replicates,
                failure.replicate,
                failure.error
            )));
        }
        Ok(())
    }
}

/// A bar of months.
pub(super) fn progress(cli: &Cli, scenarios: &[Scenario]) -> ProgressBar {
    let of = |scenario: &Scenario| {
        let time = &scenario.params.time;
        u64::from(time.burn_in_months + time.months) * u64::from(scenario.params.run.replicates)
    };
    let months = scenarios.iter().map(of).sum();
    let template = "{prefix} {wide_bar} {percent}% of {len} months, {eta} left";
    let bar = host::bar(cli, months, template);
    bar.set_prefix(scenarios.iter().map(|s| s.name.as_str()).collect::<Vec<_>>().join(", "));
    bar
}

fn timings(scenario: &Scenario, timings: &Timings, records: &[Record]) -> Result<(), Failure> {
    let mut stdout = host::stdout();
    let total: f64 = timings.steps().iter().map(|(_, spent)| spent.as_secs_f64()).sum();
    let households: f64 = records
        .iter()
        .map(|record| {
            let last = record.communities.iter().map(|row| row.year).max();
            record
                .communities
                .iter()
                .filter(|row| Some(row.year) == last)
                .map(|row| f64::from(row.households))
                .sum::<f64>()
        })
        .sum();
    let time = &scenario.params.time;
    let household_months = households * f64::from(time.burn_in_months + time.months);
    writeln!(stdout, "\nstep       seconds   share   ns per household-month")?;
    for (step, spent) in timings.steps() {
        let seconds = spent.as_secs_f64();
        let of = |whole: f64, part: f64| (whole > 0.0).then(|| part / whole);
        let share = or_dash(of(total, seconds), |share| format!("{:.1}", 100.0 * share));
        let each = or_dash(of(household_months, seconds), |each| format!("{:.2}", 1e9 * each));
        writeln!(stdout, "{step:<10} {seconds:>7.3} {share:>6} % {each:>8}")?;
    }
    Ok(())
}

/// Lives a few months of one replicate to say how long the run would take, and how much it would
/// hold and write.
pub(super) fn forecast(scenario: &Scenario, threads: usize) -> Result<(), Failure> {
    super::memory::admit(std::slice::from_ref(scenario), threads)?;
    let start = Instant::now();
    let mut country = Country::build(&scenario.params, scenario.geography.as_ref(), 1)
        .map_err(|error| Failure::Halfway(error.to_string()))?;
    let building = start.elapsed().as_secs_f64();
    let monthly = super::pace::settled_month(&mut country)?;
    let (time, replicates) = (&scenario.params.time, scenario.params.run.replicates);
    let months = time.burn_in_months + time.months;
    let wanted = super::memory::estimate(scenario, threads);
    let abreast = wanted.abreast;
    let seconds = (building + monthly * f64::from(months)) * f64::from(replicates) / abreast as f64;
    let households: usize = country.communities.iter().map(|c| c.households.len()).sum();
    let columns = crate::metrics::columns().len();
    // Rows of metrics and ledger take about 70 bytes each; a community-year about 120 in parquet.
    let per_month = (columns + 60) * 70;
    let disk = replicates as usize
        * (per_month * time.months as usize
            + country.communities.len() * (time.months as usize / 12) * 120);
    let mut stdout = host::stdout();
    writeln!(
        stdout,
        "{}: {replicates} replicates of {months} months (burn-in {}), {} communities, {households} households\n\
         about {seconds:.0} s on {abreast} threads, {:.0} MB of memory, {:.1} MB on disk; nothing was written",
        scenario.name,
        time.burn_in_months,
        country.communities.len(),
        wanted.bytes / 1e6,
        disk as f64 / 1e6,
    )?;
    Ok(())
}
