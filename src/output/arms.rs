//! Who was assigned to which intervention, and when it was at work: what a record keeps of each.

use crate::metrics::{self, Column};
use crate::model::observe_part;
use crate::terms::{ArmLevel, Assigned};
use crate::world::Country;
use crate::world::arrangements::{Arrangement, name_of};
use crate::world::sites::CommunityId;
use serde::{Deserialize, Serialize};

/// An intervention of the scenario as a replicate lived it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Arm {
    /// Its name.
    pub name: String,
    /// Months in which it was at work, by year from the first.
    pub worked: Vec<u8>,
    /// The simulated communities, by identity; none where it never began.
    pub places: Vec<ArmPlace>,
}

/// How a community stands to an intervention.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ArmPlace {
    /// The community.
    pub identity: u32,
    /// To what it was assigned; `None` where it was not eligible.
    pub assigned: Option<Assigned>,
    /// To the nearest community that is treated, in km.
    pub distance_km: Option<f64>,
}

impl Arm {
    /// How a community stands to it; `None` where it never began.
    pub fn place(&self, identity: u32) -> Option<&ArmPlace> {
        let at = self.places.binary_search_by_key(&identity, |place| place.identity).ok()?;
        Some(&self.places[at])
    }

    /// Months of a year, from 1, in which it was at work in a community.
    pub fn months(&self, identity: u32, year: i32) -> u8 {
        let is_treated =
            self.place(identity).is_some_and(|place| place.assigned == Some(Assigned::Treated));
        let worked = usize::try_from(year - 1).ok().and_then(|year| self.worked.get(year));
        if is_treated { worked.copied().unwrap_or(0) } else { 0 }
    }
}

/// Metrics of one part of the country that an intervention makes, in one month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArmMonth {
    /// Month.
    pub month: i32,
    /// The intervention's name.
    pub name: String,
    /// Which part.
    pub level: ArmLevel,
    /// The totals of metrics that are defined over communities, in the order of metrics.
    pub values: Vec<Option<f64>>,
}

/// Whether a column of the national series is also told by arm: totals of what is defined over communities.
pub fn is_by_arm(column: &Column) -> bool {
    column.dimension.is_empty() && column.metric.is_of_communities()
}

/// The last month in each part that the scenario's interventions make; nothing of those not drawn yet.
pub(super) fn months(country: &Country) -> Vec<ArmMonth> {
    let mut all = Vec::new();
    for a in country.arrangements.iter().filter(|a| a.record.is_some() && !a.zone.is_empty()) {
        let levels = levels(country, a);
        for &level in ArmLevel::ALL {
            let part = (0..levels.len()).filter(|&index| levels[index] == Some(level));
            let seen = observe_part(country, part);
            let value = |column: &Column| {
                let value = (column.metric.value)(&seen, column.cell);
                value.filter(|value| value.is_finite() && seen.stocks.households > 0.0)
            };
            all.push(ArmMonth {
                month: country.now,
                name: a.name.clone(),
                level,
                values: metrics::columns()
                    .iter()
                    .filter(|column| is_by_arm(column))
                    .map(value)
                    .collect(),
            });
        }
    }
    all
}

/// How each community stands to an arrangement.
fn levels(country: &Country, a: &Arrangement) -> Vec<Option<ArmLevel>> {
    let assigned: Vec<Option<Assigned>> =
        (0..country.communities.len()).map(|index| a.assigned(CommunityId::at(index))).collect();
    let is_treated = |index: usize| assigned[index] == Some(Assigned::Treated);
    (0..assigned.len())
        .map(|index| match assigned[index] {
            Some(Assigned::Treated) => Some(ArmLevel::Treated),
            of => {
                let mut links = country.neighbours.of(index).iter();
                if links.any(|link| is_treated(link.to.place())) {
                    Some(ArmLevel::Ring)
                } else {
                    of.map(|_| ArmLevel::Control)
                }
            }
        })
        .collect()
}

/// The interventions of a country's scenario, in its order.
pub(super) fn of(country: &Country) -> Vec<Arm> {
    let records = country.params.programme.interventions.iter().enumerate();
    records
        .map(|(index, record)| {
            let is_its = |a: &&Arrangement| a.record == Some(index as u32);
            let arrangement = country.arrangements.iter().find(is_its);
            Arm {
                name: name_of(index, record),
                worked: arrangement.map_or_else(Vec::new, |a| a.worked.clone()),
                places: arrangement.map_or_else(Vec::new, |a| places(country, a)),
            }
        })
        .collect()
}

fn places(country: &Country, a: &Arrangement) -> Vec<ArmPlace> {
    if a.zone.is_empty() {
        return Vec::new();
    }
    let distances = country.km_to_nearest(&a.zone);
    let all = country.communities.iter().zip(distances);
    (0..)
        .zip(all)
        .map(|(index, (c, distance_km))| ArmPlace {
            identity: c.identity(),
            assigned: a.assigned(CommunityId::at(index)),
            distance_km,
        })
        .collect()
}
