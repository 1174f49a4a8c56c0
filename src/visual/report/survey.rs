//! What maps show of communities: where each lies, and its values year by year.

use super::evidence::Arm;
use crate::visual::data::{Place, PlotError};
use std::collections::{BTreeMap, BTreeSet};

/// What a map can show.
pub(super) struct Shown {
    /// Name for people.
    pub label: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Column of the communities.
    pub column: &'static str,
    /// A count of the year, shown over this many persons.
    pub persons: Option<f64>,
}

pub(super) const SHOWN: [Shown; 7] = [
    Shown {
        label: "Violence",
        unit: "acts per 1,000 persons and year",
        column: "violent_incidents",
        persons: Some(1000.0),
    },
    Shown {
        label: "Victims without an answer",
        unit: "per 1,000 persons and year",
        column: "unanswered",
        persons: Some(1000.0),
    },
    Shown { label: "Fear", unit: "level, 0 to 1", column: "fear", persons: None },
    Shown {
        label: "Radius of trust",
        unit: "level, 0 to 1",
        column: "radius_of_trust",
        persons: None,
    },
    Shown {
        label: "Trust in the police",
        unit: "level, 0 to 1",
        column: "trust_public",
        persons: None,
    },
    Shown {
        label: "Trust in elders",
        unit: "level, 0 to 1",
        column: "trust_customary",
        persons: None,
    },
    Shown {
        label: "Police officers on duty",
        unit: "full-time officers per 1,000 persons",
        column: "police_officers",
        persons: Some(1000.0),
    },
];

/// Columns that place a community.
const PLACED: [&str; 8] =
    ["replicate", "year", "identity", "x_km", "y_km", "longitude", "latitude", "is_synthetic"];

/// Communities of an arm: where they are, and their values by metric and year.
pub(super) struct Survey {
    /// Places, by identity.
    pub places: Vec<Place>,
    /// Years, in order.
    pub years: Vec<i64>,
    /// By metric, then year, then place; NaN where there is none.
    pub values: Vec<Vec<Vec<f64>>>,
    /// Replicates over which values are means.
    pub replicates: usize,
}

/// The communities of an arm, their values as means over replicates.
pub(super) fn survey(arm: &Arm) -> Result<Survey, PlotError> {
    let mut names: Vec<&str> = PLACED.to_vec();
    names.push("households");
    names.extend(SHOWN.iter().map(|shown| shown.column));
    let columns = arm.folder.columns(&names)?;
    let rows = columns.first().map_or(0, Vec::len);
    let mut places: BTreeMap<i64, Place> = BTreeMap::new();
    let mut is_same = true;
    for row in 0..rows {
        let place: Place = names[..=PLACED.len()]
            .iter()
            .zip(&columns)
            .filter(|(_, column)| column[row].is_finite())
            .map(|(name, column)| ((*name).to_owned(), column[row]))
            .collect();
        let known = places.entry(columns[2][row] as i64).or_insert_with(|| place.clone());
        is_same &= known.get("x_km") == place.get("x_km") && known.get("y_km") == place.get("y_km");
    }
    let replicates: BTreeSet<i64> = columns[0].iter().map(|&replicate| replicate as i64).collect();
    let years: BTreeSet<i64> = columns[1].iter().map(|&year| year as i64).collect();
    let years: Vec<i64> = years.into_iter().collect();
    let order: BTreeMap<i64, usize> = places.keys().enumerate().map(|(i, &id)| (id, i)).collect();
    let size = arm.scenario.params.world.household_size.max(1.0);
    let mut sums = vec![vec![vec![(0.0, 0.0); places.len()]; years.len()]; SHOWN.len()];
    for row in (0..rows).filter(|&row| is_same || columns[0][row] == 1.0) {
        let (Some(&at), Ok(year)) =
            (order.get(&(columns[2][row] as i64)), years.binary_search(&(columns[1][row] as i64)))
        else {
            continue;
        };
        let persons = (columns[PLACED.len()][row] * size).max(1.0);
        for (m, shown) in SHOWN.iter().enumerate() {
            let raw = columns[PLACED.len() + 1 + m][row];
            let value = shown.persons.map_or(raw, |per| raw * per / persons);
            if value.is_finite() {
                let sum: &mut (f64, f64) = &mut sums[m][year][at];
                sum.0 += value;
                sum.1 += 1.0;
            }
        }
    }
    let mean = |(sum, n): (f64, f64)| if n > 0.0 { sum / n } else { f64::NAN };
    Ok(Survey {
        places: places.into_values().collect(),
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
