//! Looking at replicates as they are lived: what happened month by month in each community, which records do not keep.

use super::districts::{Districts, Sizes};
use super::ensemble::{RunError, RunOptions, Watcher, run_watched};
use super::inequality::Windows;
use crate::metrics::Tally;
use crate::output::Record;
use crate::scenario::Scenario;
use crate::terms::Kind;
use crate::world::Country;
use crate::world::community::Community;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

/// Monthly counts of each community of one replicate, and where they lie.
#[derive(Debug, Clone, Default)]
pub struct PlaceMonths {
    /// Acts, a row a month after month 0.
    pub acts: Vec<Vec<u16>>,
    /// Killed, likewise.
    pub killed: Vec<Vec<u16>>,
    /// East and north in km, households.
    pub places: Vec<(f64, f64, f64)>,
    /// Mean trust in police and in elders, now.
    pub trust: [Vec<f64>; 2],
    /// Killing by bodies of men, by district.
    pub districts: Districts,
    /// Clashes of groups by their dead.
    pub clashes: Sizes,
}

impl PlaceMonths {
    /// Notes the month that a country has just lived; those of the burn-in are none.
    pub fn note(&mut self, country: &Country) {
        if country.now <= 0 {
            return;
        }
        let counts = |of: fn(&Tally) -> u32| {
            country.communities.iter().map(|c| of(&c.tally) as u16).collect()
        };
        self.acts.push(counts(|tally| tally.violent.values().sum()));
        self.killed.push(counts(|tally| tally.deaths.values().sum()));
        let trust = |kind: Kind| {
            country.communities.iter().map(|c| f64::from(c.opinion.mean_trust[kind])).collect()
        };
        self.trust = [trust(Kind::Public), trust(Kind::Customary)];
        if self.places.is_empty() {
            let place = |c: &Community| (c.place.x_km, c.place.y_km, c.households.len() as f64);
            self.places = country.communities.iter().map(place).collect();
        }
        self.districts.note(country);
        country.fronts.dead.iter().for_each(|&dead| self.clashes.add(dead));
    }

    /// Acts of each community in whole windows of so many months, one after the other.
    pub fn windows(&self, months: usize) -> Windows {
        let mut windows = Windows::of(months);
        for window in self.acts.chunks_exact(months.max(2)) {
            for place in 0..self.places.len() {
                let (sum, squares) = window
                    .iter()
                    .map(|month| f64::from(month[place]))
                    .fold((0.0, 0.0), |(sum, squares), n| (sum + n, squares + n * n));
                windows.add(sum, squares);
            }
        }
        windows
    }
}

/// A replicate that was looked at.
#[derive(Debug, Clone)]
pub struct Looked {
    /// What it recorded.
    pub record: Record,
    /// What was seen.
    pub months: PlaceMonths,
}

/// Looks at each replicate as it is lived.
#[derive(Default)]
struct Looker(Mutex<BTreeMap<u32, PlaceMonths>>);

impl Watcher for Looker {
    fn month(&self, replicate: u32, country: &Country) {
        if let Ok(mut seen) = self.0.lock() {
            seen.entry(replicate).or_default().note(country);
        }
    }
}

/// Runs all replicates of a scenario and looks at them; those that failed are left out.
///
/// # Errors
/// As [`run_watched`].
pub fn run_and_look(
    scenario: &Scenario,
    options: &RunOptions,
    stop: &AtomicBool,
) -> Result<Vec<Looked>, RunError> {
    let looker = Looker::default();
    let ensemble = run_watched(scenario, options, &looker, stop)?;
    let mut seen = looker.0.into_inner().unwrap_or_default();
    let with = |record: Record| {
        let months = seen.remove(&record.replicate).unwrap_or_default();
        Looked { record, months }
    };
    Ok(ensemble.records.into_iter().map(with).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_whole_and_of_each_community() {
        let months = PlaceMonths {
            acts: vec![vec![0, 1], vec![2, 1], vec![9, 9]],
            places: vec![(0.0, 0.0, 100.0); 2],
            ..PlaceMonths::default()
        };
        // Windows of two months: means 1 and 1, variances 2 and 0; the third month is left over.
        assert_eq!(months.windows(2).dispersion(), Some(1.0));
    }
}
