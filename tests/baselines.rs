//! Numbers of a few small scenarios, committed: a change of behaviour is a reviewed change of numbers
//! (`cargo insta review`, or `INSTA_UPDATE=always cargo test --test baselines`), named in the
//! changelog under *Changed results*.

#[path = "common/country.rs"]
mod country;

use country::of_file;
use nodal::experiment::{RunOptions, run};
use nodal::metrics;
use std::fmt::Write;
use std::path::Path;

/// Totals of every metric in the last year, mean over two replicates, four figures.
fn last_year(scenario: &str) -> String {
    let small = [
        "world.communities=40",
        "world.households=100",
        "world.sample=0.02",
        "time.burn_in_months=36",
        "time.months=24",
        "run.replicates=2",
    ];
    let scenario = of_file(Path::new("scenarios").join(scenario), &small);
    let records = run(&scenario, &RunOptions::default()).expect("runs").records;
    let columns = metrics::columns();
    let mut text = String::new();
    for (i, column) in columns.iter().enumerate().filter(|(_, column)| column.dimension.is_empty())
    {
        let values: Vec<f64> = records
            .iter()
            .flat_map(|record| record.months.iter().zip(&record.values))
            .filter(|(month, _)| **month > 12)
            .filter_map(|(_, values)| values[i])
            .collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let _ = writeln!(text, "{:<28} {mean:.4e}", column.metric.name);
    }
    text
}

#[test]
fn regress_weak_state() {
    insta::assert_snapshot!(last_year("weak_state.toml"));
}

#[test]
fn regress_failing_state() {
    insta::assert_snapshot!(last_year("failing_state.toml"));
}

#[test]
fn regress_western_cape() {
    insta::assert_snapshot!(last_year("countries/western_cape.toml"));
}

#[test]
fn regress_hybrid_compact() {
    insta::assert_snapshot!(last_year("hybrid_compact.toml"));
}

#[test]
fn regress_enclave_army() {
    insta::assert_snapshot!(last_year("enclave_army.toml"));
}

#[test]
fn regress_peacekeeping_exit() {
    insta::assert_snapshot!(last_year("peacekeeping_exit.toml"));
}
