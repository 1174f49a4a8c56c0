//! Stationarity first: nothing is explained by a world that drifts (model, section 3).
//!
//! Reduced by default; at full size (400 × 500, 32 seeds) with `NODAL_FULL=1 cargo test --release
//! --test model stationarity -- --nocapture`, which prints the figures.

use crate::country::scenario;
use nodal::experiment::soundness::slope_a_year;
use nodal::experiment::statistics::{Estimate, estimate};
use nodal::experiment::{RunOptions, run};
use nodal::metrics;
use nodal::output::Record;
use nodal::output::record::Keep;
use nodal::terms::Origin;

fn records() -> Vec<Record> {
    let is_full = std::env::var_os("NODAL_FULL").is_some();
    let (communities, seeds) = if is_full { (400, 32) } else { (150, 16) };
    let text = format!(
        "[world]\ncommunities = {communities}\n[time]\nmonths = 48\n[run]\nreplicates = {seeds}\n"
    );
    // What drifts in a place is the more even over the country the nearer it fades and the slower it goes.
    let calm = ["differences.range_km=5", "differences.persistence=0.99"];
    let scenario = scenario("weak_state", &text, &calm);
    let keep = Keep { burn_in: true, ..Keep::default() };
    run(&scenario, &RunOptions { keep, ..RunOptions::default() }).expect("runs").records
}

/// A column of a record between two months.
fn series(record: &Record, metric: &str, level: &str, from: i32, to: i32) -> Vec<f64> {
    let at = metrics::columns()
        .iter()
        .position(|column| column.metric.name == metric && column.level == level)
        .expect("is a metric");
    let months = record.months.iter().zip(&record.values);
    months
        .filter(|(month, _)| (from..=to).contains(*month))
        .map(|(_, values)| values[at].unwrap_or(0.0))
        .collect()
}

fn over_seeds(records: &[Record], of: impl Fn(&Record) -> f64) -> Estimate {
    estimate(&records.iter().map(of).collect::<Vec<_>>()).expect("there are records")
}

#[test]
fn verif_the_weak_state_is_level_and_no_stock_is_stuck() {
    let records = records();
    // Before month 0 the national loop is held; after it the state's loop is open.
    for (from, to) in [(-47, 0), (1, 48)] {
        let slope = over_seeds(&records, |r| {
            slope_a_year(&series(r, "violent_incidents", "", from, to)).expect("there is violence")
        });
        let half = slope.half_width.expect("several seeds");
        println!("slope of violence, months {from} to {to}: {:.4} ± {half:.4} a year", slope.mean);
        assert!(slope.mean.abs() + half < 0.02, "months {from} to {to}: {slope:?}");
    }
    // Children of violence over violence: what the feuds' branching comes to here.
    let feuds = over_seeds(&records, |r| {
        let strikes: f64 =
            series(r, "violent_incidents", Origin::Feud.name(), -47, 48).iter().sum();
        strikes / series(r, "violent_incidents", "", -47, 48).iter().sum::<f64>()
    });
    let again = over_seeds(&records, |r| {
        let shares = series(r, "retaliation_share", "", -47, 48);
        shares.iter().sum::<f64>() / shares.len() as f64
    });
    println!("strikes per act {:.3}, acts with a violent parent {:.3}", feuds.mean, again.mean);
    assert!(again.mean < 0.5, "feuds are near critical: {again:?}");
    for (metric, level) in [
        ("legitimacy", "public"),
        ("legitimacy", "customary"),
        ("legitimacy", "vigilante"),
        ("legitimacy", "state"),
        ("legitimacy", "civil_society"),
        ("fear", ""),
        ("grievance", ""),
        ("radius_of_trust", ""),
        ("efficacy", ""),
        ("deterrence", ""),
        ("coverage", "vigilante"),
        ("coverage", "criminal"),
        ("band_order", ""),
        ("governing_effort", ""),
        ("pay_ratio", ""),
        ("predatory_effort", ""),
    ] {
        let rest = over_seeds(&records, |r| series(r, metric, level, 48, 48)[0]);
        println!("{metric} {level}: {:.3}", rest.mean);
        assert!((0.01..0.99).contains(&rest.mean), "{metric} {level} is stuck: {rest:?}");
    }
}
