//! Communities as dots: where each lies, and what is told of it, year by year or as a difference between two scenarios.

use super::arrangement::Spot;
use super::data::Places;
use super::words::rate;
use crate::experiment::statistics::estimate;
use crate::world::place::town_of;
use std::collections::{BTreeMap, BTreeSet};

/// Whose year a difference between scenarios stands under: it is of all years.
pub(super) const ALL_YEARS: i64 = 0;

/// A community on a map.
pub(super) struct Dot {
    /// Degrees, or kilometres in a generated world.
    pub at: (f64, f64),
    /// Made up by the program.
    pub is_synthetic: bool,
    /// The town that it is, or is a ward of; none of villages.
    town: Option<String>,
    /// Households of the country that it stands for.
    people: f64,
    /// What is told, by year, as means over replicates.
    pub values: BTreeMap<i64, f64>,
    /// Whether it is told from nothing: of differences alone.
    pub is_clear: bool,
}

/// A sum, and of how many.
type Sum = (f64, f64);

/// All communities of a run.
pub(super) struct Dots {
    /// Communities, by identity.
    pub all: Vec<Dot>,
    /// Whether they lie in degrees.
    pub is_degrees: bool,
    /// Replicates, or pairs of them.
    pub replicates: usize,
}

/// What a column says of a row: counts of a year as rates.
pub(super) fn value(places: &Places, row: usize, column: &str, size: f64) -> Option<f64> {
    let raw = places.real(column, row)?;
    let persons = places.real("households", row).unwrap_or(0.0).max(1.0) * size;
    Some(rate(column).map_or(raw, |(of, _)| raw * of / persons))
}

/// The town that a community is, or is a ward of; none of villages.
pub(super) fn town(places: &Places, row: usize) -> Option<String> {
    let is_rural = places.real("is_rural", row).is_none_or(|yes| yes > 0.0);
    Some(town_of(places.names.get(row).filter(|_| !is_rural)?).to_owned())
}

/// Whether places are in degrees.
pub(super) fn is_in_degrees(places: &Places) -> bool {
    (0..places.len()).any(|row| places.real("longitude", row).is_some())
}

/// Identity, replicate and year of a row, and where it lies.
fn placed(places: &Places, row: usize, is_degrees: bool) -> Option<([i64; 3], (f64, f64))> {
    let (x, y) = if is_degrees { ("longitude", "latitude") } else { ("x_km", "y_km") };
    let whole = |column| places.whole(column, row);
    let key = [whole("identity")?, whole("replicate")?, whole("year")?];
    Some((key, (places.real(x, row)?, places.real(y, row)?)))
}

impl Dots {
    /// A column of a run, means over replicates; households are of so many persons.
    pub(super) fn of(places: &Places, column: &str, size: f64) -> Self {
        let is_degrees = is_in_degrees(places);
        let mut sums: BTreeMap<i64, (Dot, BTreeMap<i64, f64>)> = BTreeMap::new();
        let mut replicates = BTreeSet::new();
        for row in 0..places.len() {
            let Some(([identity, replicate, year], at)) = placed(places, row, is_degrees) else {
                continue;
            };
            replicates.insert(replicate);
            let (dot, counted) =
                sums.entry(identity).or_insert_with(|| (Dot::at(at, places, row), BTreeMap::new()));
            if let Some(value) = value(places, row, column, size) {
                *dot.values.entry(year).or_default() += value;
                *counted.entry(year).or_default() += 1.0;
            }
        }
        let mean = |(mut dot, counted): (Dot, BTreeMap<i64, f64>)| {
            dot.values.iter_mut().for_each(|(year, value)| *value /= counted[year]);
            dot
        };
        let all = sums.into_values().map(mean).collect();
        Self { all, is_degrees, replicates: replicates.len() }
    }

    /// A column of a run less the same of its baseline, by the same communities in the same replicates over the years that
    /// both have; clear where the 95 % interval over replicates leaves out 0.
    pub(super) fn differences(places: &Places, base: &Places, column: &str, size: f64) -> Self {
        let is_degrees = is_in_degrees(places);
        let mut known: BTreeMap<[i64; 3], f64> = BTreeMap::new();
        for row in 0..base.len() {
            if let (Some((key, _)), Some(value)) =
                (placed(base, row, is_degrees), value(base, row, column, size))
            {
                known.insert(key, value);
            }
        }
        let mut sums: BTreeMap<i64, (Dot, BTreeMap<i64, Sum>)> = BTreeMap::new();
        let mut replicates = BTreeSet::new();
        for row in 0..places.len() {
            let Some((key, at)) = placed(places, row, is_degrees) else { continue };
            let (Some(value), Some(before)) = (value(places, row, column, size), known.get(&key))
            else {
                continue;
            };
            let [identity, replicate, _] = key;
            replicates.insert(replicate);
            let (_, sums) =
                sums.entry(identity).or_insert_with(|| (Dot::at(at, places, row), BTreeMap::new()));
            let sum = sums.entry(replicate).or_default();
            *sum = (sum.0 + value - before, sum.1 + 1.0);
        }
        let told = |(mut dot, sums): (Dot, BTreeMap<i64, Sum>)| {
            let means: Vec<f64> = sums.values().map(|(sum, n)| sum / n).collect();
            if let Some(estimate) = estimate(&means) {
                dot.values.insert(ALL_YEARS, estimate.mean);
                dot.is_clear = estimate.is_shown() == Some(true);
            }
            dot
        };
        let all = sums.into_values().map(told).collect();
        Self { all, is_degrees, replicates: replicates.len() }
    }

    /// Whether there are towns of several communities.
    pub(super) fn has_towns(&self) -> bool {
        let mut names: Vec<&String> = self.all.iter().filter_map(|dot| dot.town.as_ref()).collect();
        names.sort_unstable();
        names.windows(2).any(|pair| pair[0] == pair[1])
    }

    /// All of them for a map on which a function tells where they lie.
    pub(super) fn spots(&self, place: impl Fn((f64, f64)) -> (f64, f64)) -> Vec<Spot<'_>> {
        let spots = self.all.iter().map(|dot| Spot {
            at: place(dot.at),
            is_synthetic: dot.is_synthetic,
            town: dot.town.as_deref(),
            people: dot.people,
        });
        spots.collect()
    }

    /// All values.
    pub(super) fn values(&self) -> impl Iterator<Item = f64> {
        self.all.iter().flat_map(|dot| dot.values.values().copied())
    }
}

impl Dot {
    fn at(at: (f64, f64), places: &Places, row: usize) -> Self {
        let is_synthetic = places.real("is_synthetic", row).is_some_and(|yes| yes > 0.0);
        let people = places.real("households", row).unwrap_or(0.0)
            * places.real("weight", row).unwrap_or(1.0);
        Self {
            at,
            is_synthetic,
            town: town(places, row),
            people,
            values: BTreeMap::new(),
            is_clear: true,
        }
    }
}
