//! A country lived month by month, from Rust: what people do with their disputes as a weak state's police get paid.
//!
//! `cargo run --release --example country`

use nodal::model;
use nodal::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for pay in [0.3, 1.0] {
        let mut params = Params::default();
        params.world.communities = 20;
        params.world.households = 100;
        params.time.burn_in_months = 24;
        params.state.pay_ratio = pay;
        let mut country = Country::build(&params, None, 1)?;
        for _ in 0..48 {
            model::month(&mut country);
        }
        let seen = country.observation();
        println!(
            "pay ratio {pay}: {} disputes arose and {} acts of violence happened in the last month",
            seen.tally.arisen.values().sum::<u32>(),
            seen.tally.violent.values().sum::<u32>()
        );
    }
    Ok(())
}
