//! A sample is a numerical setting: it changes nothing but noise.
use crate::country::{laid_out, live, metric, of_file, scenario};
use nodal::ledger::Purpose;
use nodal::world::Country;
use std::path::Path;

/// Sierra Leone at a sample, after its first months.
fn sierra_leone(sample: f64) -> Country {
    let sample = format!("world.sample={sample}");
    let sets = [sample.as_str(), "time.burn_in_months=2", "aid.lag=0"];
    let mut country = laid_out(&of_file("scenarios/countries/sierra_leone.toml", &sets));
    live(&mut country, 4);
    country
}

/// Margins: what is given by the head or by the mine is the same to the cent a person; what the sites drawn decide
/// (9 and 35 of 177) within 10 %, three standard errors of the wage bill at fixed seed.
#[test]
fn a_smaller_sample_has_the_same_mines_and_the_same_national_money() {
    let (small, large) = (sierra_leone(0.05), sierra_leone(0.2));
    let mines = |country: &Country| -> Vec<String> {
        let held = country.communities.iter().filter(|c| c.ground.holds_enclave);
        held.map(|c| c.place.town.clone()).collect()
    };
    assert_eq!(mines(&small), mines(&large));
    assert!(mines(&small).contains(&"Koidu".to_owned()), "{:?}", mines(&small));
    let people = |country: &Country| country.observation().persons();
    assert!((people(&small) / people(&large) - 1.0).abs() < 1e-9);
    assert!((people(&small) / 7_092_113.0 - 1.0).abs() < 1e-3);
    let output = |country: &Country| {
        let o = country.observation();
        let flows = &o.money;
        (flows.total(Purpose::EnclaveWages).rand() + flows.total(Purpose::Compensation).rand())
            * o.weight
    };
    assert!((output(&small) / output(&large) - 1.0).abs() < 1e-3, "{}", output(&small));
    for name in ["state_revenue", "aid", "authorised_strength"] {
        let (a, b) = (metric(&small, name), metric(&large, name));
        assert!(a > 0.0 && (a / b - 1.0).abs() < 0.1, "{name}: {a} and {b}");
    }
}

/// Arms of a comparison of which one names a mine: with the same `world.keep` they live the same communities.
#[test]
fn what_is_kept_in_all_arms_makes_their_samples_one() {
    let towns = |records: &str, keep: &str| -> Vec<u32> {
        let text = format!(
            "schema_version = 2\nextends = {:?}\n{records}",
            Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/countries/solomon_islands.toml")
        );
        let kept = format!("world.keep={keep}");
        let country = laid_out(&scenario("arm.toml", &text, &["world.sample=0.05", &kept]));
        country.communities.iter().map(|c| c.place.identity).collect()
    };
    let named = "[[intervention]]\nname = \"guards\"\ncomponent = \"private_international\"\n\
                 by = \"interstate\"\nwhere = { places = [\"Gizo\"] }\nmoney = 1.0\n";
    assert_ne!(towns("", "[]"), towns(named, "[]"));
    assert_eq!(towns("", "[\"Gizo\"]"), towns(named, "[\"Gizo\"]"));
}
