//! What maps show of communities: where each lies, and its values year by year.

use super::evidence::Arm;
use crate::visual::data::PlotError;
use crate::visual::dots::town;
use crate::visual::words::rate;
use std::collections::{BTreeMap, BTreeSet};

/// Columns that the map can show.
pub(super) const SHOWN: [&str; 7] = [
    "violent_incidents",
    "unanswered",
    "fear",
    "radius_of_trust",
    "trust_public",
    "trust_customary",
    "police_officers",
];

/// Columns that place a community.
const PLACED: [&str; 12] = [
    "replicate",
    "year",
    "identity",
    "x_km",
    "y_km",
    "longitude",
    "latitude",
    "is_synthetic",
    "is_rural",
    "weight",
    "name",
    "households",
];

/// Where a community lies.
pub(super) struct Place {
    /// Degrees of longitude and latitude, or kilometres in a generated world.
    pub at: (f64, f64),
    /// Households.
    pub households: f64,
    /// Its name.
    pub name: String,
    /// Made up by the program.
    pub is_synthetic: bool,
    /// The town that it is, or is a ward of; none of villages.
    pub town: Option<String>,
    /// Households of the country that it stands for.
    pub people: f64,
}

/// Communities of an arm: where they are, and their values by metric and year.
pub(super) struct Survey {
    /// Places, by identity.
    pub places: Vec<Place>,
    /// Whether places are in degrees.
    pub is_degrees: bool,
    /// Their mean longitude.
    pub meridian: f64,
    /// Years, in order.
    pub years: Vec<i64>,
    /// By metric, then year, then place; NaN where there is none.
    pub values: Vec<Vec<Vec<f64>>>,
    /// Replicates over which values are means.
    pub replicates: usize,
}

/// The communities of an arm, their values as means over replicates.
pub(super) fn survey(arm: &Arm) -> Result<Survey, PlotError> {
    let columns: Vec<&str> = PLACED.into_iter().chain(SHOWN).collect();
    let table = arm.folder.places_with(&columns)?;
    let rows = 0..table.len();
    let whole = |column, row| table.whole(column, row).unwrap_or_default();
    let is_degrees = rows.clone().any(|row| table.real("longitude", row).is_some());
    let (x, y) = if is_degrees { ("longitude", "latitude") } else { ("x_km", "y_km") };
    let mut places: BTreeMap<i64, Place> = BTreeMap::new();
    let mut is_same = true;
    for row in rows.clone() {
        let (Some(x), Some(y)) = (table.real(x, row), table.real(y, row)) else { continue };
        let known = places.entry(whole("identity", row)).or_insert_with(|| {
            let households = table.real("households", row).unwrap_or(0.0);
            Place {
                at: (x, y),
                households,
                name: table.names.get(row).cloned().unwrap_or_default(),
                is_synthetic: table.real("is_synthetic", row).is_none_or(|yes| yes > 0.0),
                town: town(&table, row),
                people: households * table.real("weight", row).unwrap_or(1.0),
            }
        });
        is_same &= known.at == (x, y);
    }
    let replicates: BTreeSet<i64> = rows.clone().map(|row| whole("replicate", row)).collect();
    let years: BTreeSet<i64> = rows.clone().map(|row| whole("year", row)).collect();
    let years: Vec<i64> = years.into_iter().collect();
    let order: BTreeMap<i64, usize> = places.keys().enumerate().map(|(i, &id)| (id, i)).collect();
    let size = arm.scenario.params.world.household_size.max(1.0);
    let mut sums = vec![vec![vec![(0.0, 0.0); places.len()]; years.len()]; SHOWN.len()];
    for row in rows.filter(|&row| is_same || whole("replicate", row) == 1) {
        let (Some(&at), Ok(year)) =
            (order.get(&whole("identity", row)), years.binary_search(&whole("year", row)))
        else {
            continue;
        };
        let persons = (table.real("households", row).unwrap_or(0.0) * size).max(1.0);
        for (m, column) in SHOWN.iter().enumerate() {
            if let Some(raw) = table.real(column, row) {
                let sum: &mut (f64, f64) = &mut sums[m][year][at];
                sum.0 += rate(column).map_or(raw, |(per, _)| raw * per / persons);
                sum.1 += 1.0;
            }
        }
    }
    let mean = |(sum, n): (f64, f64)| if n > 0.0 { sum / n } else { f64::NAN };
    Ok(Survey {
        places: places.into_values().collect(),
        is_degrees,
        meridian: table.meridian,
        years,
        values: sums
            .into_iter()
            .map(|years| {
                years.into_iter().map(|places| places.into_iter().map(mean).collect()).collect()
            })
            .collect(),
        replicates: if is_same { replicates.len() } else { 1 },
    })
}
