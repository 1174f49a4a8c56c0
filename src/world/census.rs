//! The account that a world gives of itself: what was read, what was built, and how many people each
//! holds. Persons in are persons out.

use super::given::{FromFile, Posted};
use super::incidents::Register;
use crate::values::grouped;
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// Places and the persons in them.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Count {
    /// Places.
    pub places: u64,
    /// Persons.
    pub persons: f64,
}

impl Count {
    /// One place more.
    pub fn add(&mut self, persons: f64) {
        self.places += 1;
        self.persons += persons;
    }
}

/// What of GeoNames' dump is no settlement of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LeftOut {
    /// Features that are no populated places.
    pub others: u64,
    /// Populated places without a number of people, or left by them.
    pub empty: u64,
    /// Sections of a place that is there itself.
    pub sections: u64,
    /// Persons in these sections.
    pub in_sections: u64,
}

/// What was read of a real country, what was built of it, and how many people each holds.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Census {
    /// Settlements of the file.
    pub read: Count,
    /// Rows of GeoNames' dump that are no settlement.
    pub left_out: LeftOut,
    /// Persons of the country; those of the settlements where the scenario gives no other number.
    pub population: f64,
    /// Neighbourhoods of towns.
    pub wards: Count,
    /// Villages made up for the rural remainder.
    pub villages: Count,
    /// Settlements too small for a community, and merged with neighbours of their district or, where
    /// there are too few, with the nearest town.
    pub merged: Count,
    /// Farthest that one of them was moved, in km.
    pub merged_km: f64,
    /// Persons of the rural remainder where `world.rural` is false: they are not simulated.
    pub not_simulated: f64,
    /// Settlements outside the outline, by more than a shore's breadth.
    pub outside: Count,
    /// Villages on the centre of a town, as no place was found for them inside the outline.
    pub on_towns: Count,
    /// Communities that are simulated.
    pub simulated: Count,
    /// Least and most communities of the country that one of them stands for.
    pub weights: [f64; 2],
    /// Of these, those of which the settlements file says something.
    #[serde(default, skip_serializing_if = "FromFile::is_nothing")]
    pub from_file: FromFile,
    /// What became of a register of incidents.
    #[serde(default, skip_serializing_if = "Register::is_nothing")]
    pub incidents: Register,
    /// Persons of all communities, simulated or not.
    #[serde(skip)]
    pub everybody: f64,
    /// Officers of whom it says where they are, in the whole country.
    #[serde(skip)]
    pub posted: Posted,
}

impl Census {
    /// Persons in communities of the country, simulated or not.
    pub fn built(&self) -> f64 {
        self.wards.persons + self.villages.persons
    }

    /// One line for people.
    pub fn line(&self) -> String {
        let of = |count: &Count, what: &str| {
            format!(
                "{} {what} of {} persons",
                grouped(count.places as f64),
                grouped(count.persons.trunc())
            )
        };
        let mut line = format!("read {}", of(&self.read, "settlements"));
        let left = &self.left_out;
        if *left != LeftOut::default() {
            let _ = write!(
                line,
                " (left out: {} without people, {} sections of {} persons, {} that are no settlements)",
                grouped(left.empty as f64),
                grouped(left.sections as f64),
                grouped(left.in_sections as f64),
                grouped(left.others as f64)
            );
        }
        let _ = write!(line, "; built {}", of(&self.wards, "neighbourhoods"));
        if self.villages.places > 0 {
            let _ = write!(line, " and {}, made up", of(&self.villages, "villages"));
        }
        if self.merged.places > 0 {
            let far = self.merged_km;
            let _ = write!(
                line,
                "; merged {} over {far:.0} km at most",
                of(&self.merged, "settlements")
            );
        }
        if self.not_simulated > 0.0 {
            let rural = grouped(self.not_simulated.trunc());
            let _ = write!(line, "; {rural} persons outside them are not simulated (world.rural)");
        }
        let [low, high] = self.weights;
        if high > 1.0 {
            let _ = write!(
                line,
                "; simulated {}, each for {}",
                of(&self.simulated, "communities"),
                if high - low < 0.005 {
                    format!("{high:.2}")
                } else {
                    format!("{low:.2} to {high:.2}")
                }
            );
        }
        if !self.from_file.is_nothing() {
            let _ = write!(line, "; from the file: {} communities", self.from_file.line());
        }
        let register = &self.incidents;
        if !register.is_nothing() {
            let _ = write!(
                line,
                "; {} incidents with {} dead are remembered in {} communities, {} near none",
                grouped(register.near as f64),
                grouped(register.deaths),
                grouped(register.communities as f64),
                grouped(register.nowhere as f64)
            );
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_was_read_built_merged_and_simulated() {
        let census = Census {
            read: Count { places: 501, persons: 55_000.0 },
            wards: Count { places: 254, persons: 55_000.0 },
            villages: Count { places: 3, persons: 1000.0 },
            merged: Count { places: 500, persons: 45_000.0 },
            merged_km: 41.2,
            simulated: Count { places: 60, persons: 14_000.0 },
            weights: [1.0, 4.5],
            from_file: FromFile { poverty: 12, officers: 1003, ..FromFile::default() },
            incidents: Register { near: 12, deaths: 1340.0, nowhere: 2, communities: 31 },
            ..Census::default()
        };
        assert_eq!(
            census.line(),
            "read 501 settlements of 55,000 persons; built 254 neighbourhoods of 55,000 persons and 3 villages of \
             1,000 persons, made up; merged 500 settlements of 45,000 persons over 41 km at most; simulated 60 \
             communities of 14,000 persons, each for 1.00 to 4.50; from the file: poverty of 12, officers of 1,003 \
             communities; 12 incidents with 1,340 dead are remembered in 31 communities, 2 near none"
        );
    }
}
