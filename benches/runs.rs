//! Whole runs, from the scenario's text to what is told of it, and a small sweep: `cargo bench --bench runs`. Items are
//! household-months, those of the burn-in too.

#![allow(missing_docs)]

use divan::Bencher;
use divan::counter::ItemsCount;
use nodal::experiment::RunOptions;
use nodal::experiment::ensemble::{Unwatched, Watcher, run, run_together};
use nodal::params::Catalogue;
use nodal::scenario::{Scenario, Settings};
use std::sync::atomic::AtomicBool;

const COMMUNITIES: u32 = 100;
const HOUSEHOLDS: u32 = 200;
const MONTHS: u32 = 60;
const REPLICATES: u32 = 2;

fn scenario(officers: u32) -> Scenario {
    let text = format!(
        "[world]\ncommunities = {COMMUNITIES}\nhouseholds = {HOUSEHOLDS}\n[time]\nmonths = {MONTHS}\n\
         [provider.public]\nofficers = {officers}\n[run]\nreplicates = {REPLICATES}"
    );
    Scenario::from_text("bench", &text, &Settings::default(), &Catalogue::standard())
        .expect("a scenario in order")
}

/// Household-months of so many points.
fn items(points: u32) -> ItemsCount {
    let months = MONTHS + scenario(80).params.time.burn_in_months;
    ItemsCount::new(points * REPLICATES * COMMUNITIES * HOUSEHOLDS * months)
}

fn main() {
    divan::main();
}

#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn whole_run(bencher: Bencher, threads: usize) {
    let scenario = scenario(80);
    let options = RunOptions { threads, ..RunOptions::default() };
    bencher.counter(items(1)).bench_local(|| run(&scenario, &options).map(drop));
}

#[divan::bench(args = [1, 2], sample_count = 3, sample_size = 1)]
fn sweep(bencher: Bencher, threads: usize) {
    let points = [20, 60, 100, 140].map(scenario);
    let points: Vec<&Scenario> = points.iter().collect();
    let watchers = [&Unwatched as &dyn Watcher; 4];
    let options = RunOptions { threads, ..RunOptions::default() };
    let stop = AtomicBool::new(false);
    bencher.counter(items(4)).bench_local(|| {
        run_together(&points, 1..=REPLICATES, &options, &watchers, &stop).map(drop)
    });
}
