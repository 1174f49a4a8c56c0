//! A programme written as TOML, checked with all its mistakes at once, and lived.
//!
//! `cargo run --release --example programme`

use nodal::prelude::*;

const PROGRAMME: &str = r#"
[world]
communities = 20
households = 100
[time]
burn_in_months = 24
months = 36
[run]
replicates = 2

[[compact]]
name = "partners"
seats = { civil_society = 0.6, aid_agency = 0.4 }
money = { aid_agency = 1.0 }

[[intervention]]
name = "committees"
component = "peace_committee"
by = "partners"
money = 8.4 # rand per head and year
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let catalogue = Catalogue::standard();
    let settings = Settings::default();
    let misspelt = PROGRAMME.replace("peace_committee", "peace_comittee");
    if let Err(problems) = Scenario::from_text("draft", &misspelt, &settings, &catalogue) {
        println!("{problems}");
    }
    let scenario = Scenario::from_text("programme", PROGRAMME, &settings, &catalogue)?;
    let lived = run(&scenario, &RunOptions::default())?;
    let gatherings = metrics::position(Name::Gatherings, "");
    for record in &lived.records {
        let a_month = record.mean(gatherings, (25, 36)).unwrap_or(0.0);
        println!(
            "replicate {}: {a_month:.1} gatherings a month in the third year",
            record.replicate
        );
    }
    Ok(())
}
