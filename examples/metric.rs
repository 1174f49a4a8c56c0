//! A metric of one's own: an observer sees every month of every replicate and counts what no table tells, here the
//! longest run of months in which a community saw no violence.
//!
//! `cargo run --release --example metric`

use nodal::prelude::*;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

/// Months without violence up to now, and the longest stretch, by replicate and community.
#[derive(Default)]
struct Quiet(Mutex<BTreeMap<(u32, u32), (u32, u32)>>);

impl Watcher for Quiet {
    fn month(&self, replicate: u32, country: &Country) {
        let Ok(mut stretches) = self.0.lock() else { return };
        for community in &country.communities {
            let (now, longest) = stretches.entry((replicate, community.identity())).or_default();
            let is_quiet = community.tally.violent.values().all(|&acts| acts == 0);
            *now = if is_quiet { *now + 1 } else { 0 };
            *longest = (*longest).max(*now);
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text =
        "[world]\ncommunities = 20\nhouseholds = 100\n[time]\nburn_in_months = 12\nmonths = 36";
    let scenario =
        Scenario::from_text("quiet", text, &Settings::default(), &Catalogue::standard())?;
    let quiet = Quiet::default();
    run_together(&[&scenario], 1..=2, &RunOptions::default(), &[&quiet], &AtomicBool::new(false))?;
    let stretches = quiet.0.into_inner()?;
    let longest = stretches.values().map(|(_, longest)| longest).max().copied().unwrap_or(0);
    println!("the longest quiet of {} communities lasted {longest} months", stretches.len());
    Ok(())
}
