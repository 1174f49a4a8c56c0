//! Two scenarios compared replicate by replicate, on shared draws, with the placebo beside them.
//!
//! `cargo run --release --example comparison`

use nodal::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let small = [
        "world.communities=20",
        "world.households=100",
        "time.burn_in_months=24",
        "time.months=36",
        "run.replicates=4",
    ];
    let settings = Settings { sets: small.map(str::to_owned).to_vec(), ..Settings::default() };
    let load = |file: &str| Scenario::load(file.as_ref(), &settings, &Catalogue::standard());
    let baseline = load("scenarios/weak_state.toml")?;
    let programme = load("scenarios/hybrid_compact.toml")?;
    let placebo = programme.placebo()?.ok_or("a programme has a placebo")?;
    let arms = [&baseline, &programme, &placebo];
    let lived = arms
        .map(|arm| run(arm, &RunOptions::default()))
        .into_iter()
        .collect::<Result<Vec<_>, _>>()?;
    let runs: Vec<_> =
        arms.into_iter().zip(&lived).map(|(arm, lived)| (arm, lived.records.as_slice())).collect();
    let question = Question {
        metrics: vec![Name::ViolenceRate.name().to_owned()],
        totals_only: true,
        window: (13, 36),
        pilot: None,
    };
    for row in compare(&question, &runs) {
        println!(
            "{}: {:+.2} {} over {} pairs: {}",
            row.scenario,
            row.paired.difference,
            row.unit,
            row.paired.n,
            row.verdict.words()
        );
    }
    Ok(())
}
