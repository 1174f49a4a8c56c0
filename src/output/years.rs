//! `communities.parquet`: a community in one year, each column declared once.

use super::cells::TableCell;
use super::columns::{ColumnDoc, REPLICATE, column};
use crate::terms::Kind;
use crate::world::{Community, Country};
use serde::{Deserialize, Serialize};

/// What is kept of a sort of column.
macro_rules! kept {
    (whole) => { u32 };
    (year) => { i32 };
    (text) => { String };
    (switch) => { bool };
    (real) => { f64 };
    (perhaps) => { Option<f64> };
    (number) => { Option<u32> };
}

/// How it is written.
macro_rules! written {
    (whole, $value:expr) => {
        TableCell::Whole(i64::from($value))
    };
    (year, $value:expr) => {
        TableCell::Whole(i64::from($value))
    };
    (text, $value:expr) => {
        TableCell::Text($value.clone())
    };
    (switch, $value:expr) => {
        TableCell::Switch($value)
    };
    (real, $value:expr) => {
        TableCell::Real(Some($value))
    };
    (perhaps, $value:expr) => {
        TableCell::Real($value)
    };
    (number, $value:expr) => {
        TableCell::Real($value.map(f64::from))
    };
}

/// Declares the columns: name, sort, unit, meaning, and what a country says of the community at a place.
macro_rules! columns {
    ($($name:ident: $sort:ident, $unit:literal, $doc:literal,
        |$country:ident, $c:ident, $place:ident| $value:expr;)+) => {
        /// A community in one year: counts of its months, stocks at its end.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub struct CommunityYear {
            $(#[doc = $doc] pub $name: kept!($sort),)+
        }

        /// Columns of the table, in order.
        pub(super) const COLUMNS: &[ColumnDoc] =
            &[REPLICATE, $(column(stringify!($name), $unit, $doc),)+];

        impl CommunityYear {
            /// The year of a country that ends, or is broken off, now.
            pub(super) fn of(country: &Country, place: usize) -> Self {
                let community = &country.communities[place];
                Self {
                    $($name: {
                        let ($country, $c, $place) = (country, community, place);
                        let _ = ($country, $c, $place);
                        $value
                    },)+
                }
            }

            /// What stands in each column, in order, after that of the replicate.
            const CELLS: &'static [fn(&Self) -> TableCell] =
                &[$(|year| written!($sort, year.$name),)+];
        }
    };
}

impl CommunityYear {
    /// Columns of its row, that of the replicate first.
    pub(super) const COLUMNS: usize = 1 + Self::CELLS.len();

    /// What stands in a column of its row.
    pub(super) fn cell(&self, replicate: u32, column: usize) -> TableCell {
        match column {
            0 => TableCell::Whole(i64::from(replicate)),
            column => Self::CELLS[column - 1](self),
        }
    }
}

fn trust(c: &Community, kind: Kind) -> f64 {
    f64::from(c.opinion.mean_trust[kind])
}

columns! {
    year: year, "years", "Year, from 1: months 1 to 12 are year 1.",
        |country, c, place| (country.now + 11) / 12;
    months: whole, "months", "Months that are counted: 12, fewer in a last year that the run did not finish.",
        |country, c, place| ((country.now - 1) % 12 + 1) as u32;
    identity: whole, "number", "Stable number of the community: the key of its draws.",
        |country, c, place| c.identity();
    name: text, "name", "Name.",
        |country, c, place| c.place.name.clone();
    town: text, "name", "The town that it is a ward of or lies nearest to.",
        |country, c, place| c.place.town.clone();
    site: whole, "number", "Site of the police station that serves it: the identity of the site's first community.",
        |country, c, place| country.site_identity(&country.station_sites, place);
    committee_site: whole, "number", "Site of peace committees that it lies in, likewise.",
        |country, c, place| country.site_identity(&country.committee_sites, place);
    district: text, "code", "First-level division (admin1) of its town; empty where none is known.",
        |country, c, place| c.place.district.clone();
    enclave: switch, "yes or no", "It holds an enclave of extraction.",
        |country, c, place| c.ground.holds_enclave;
    ring: switch, "yes or no", "It lies next to one and holds none.",
        |country, c, place| c.at_enclave().1;
    x_km: real, "km", "East of a point near the middle of a real country; in a generated world of its first town.",
        |country, c, place| c.place.x_km;
    y_km: real, "km", "North of it.",
        |country, c, place| c.place.y_km;
    longitude: perhaps, "degrees", "Degrees east; empty in a generated world.",
        |country, c, place| c.place.longitude;
    latitude: perhaps, "degrees", "Degrees north; empty in a generated world.",
        |country, c, place| c.place.latitude;
    households: whole, "households", "Households.",
        |country, c, place| c.place.households;
    is_synthetic: switch, "yes or no", "Made up by the program: not a real place.",
        |country, c, place| c.place.is_synthetic;
    is_rural: switch, "yes or no", "A village and no part of a town.",
        |country, c, place| c.place.is_rural;
    weight: real, "communities", "Communities of the country that it stands for.",
        |country, c, place| c.place.weight;
    violent_incidents: whole, "incidents", "Violent acts.",
        |country, c, place| c.year.violent;
    deaths: whole, "persons", "Killed.",
        |country, c, place| c.year.deaths;
    thefts: whole, "thefts", "Thefts and robberies.",
        |country, c, place| c.year.thefts;
    disputes_arisen: whole, "disputes", "Disputes that arose.",
        |country, c, place| c.year.arisen;
    disputes_settled: whole, "disputes", "Disputes settled by agreement or imposition.",
        |country, c, place| c.year.settled;
    settled_by_police: whole, "disputes", "Of those, settled by the police.",
        |country, c, place| c.year.settled_by_police;
    unanswered: whole, "victims", "Victims who got no answer from any forum.",
        |country, c, place| c.year.unanswered;
    police_officers: real, "officers", "Full-time officers whose hours go here.",
        |country, c, place| f64::from(c.providers.duty.officers);
    fear: real, "level", "Mean fear.",
        |country, c, place| f64::from(c.mean_fear());
    war_memory: real, "level", "Memory of war (4.31).",
        |country, c, place| f64::from(c.conditions.war);
    norm_of_force: real, "level", "Norm of force (4.32).",
        |country, c, place| f64::from(c.opinion.norm);
    radius_of_trust: real, "level", "Radius of trust.",
        |country, c, place| f64::from(c.opinion.radius);
    efficacy: real, "level", "Collective efficacy.",
        |country, c, place| f64::from(c.opinion.efficacy);
    poverty: real, "share", "Poverty: the share of poor households, as it has become.",
        |country, c, place| f64::from(c.poverty(&country.params));
    trust_public: real, "level", "Mean trust in police.",
        |country, c, place| trust(c, Kind::Public);
    trust_customary: real, "level", "Mean trust in elders.",
        |country, c, place| trust(c, Kind::Customary);
    trust_peace_committee: real, "level", "Mean trust in peace committees.",
        |country, c, place| trust(c, Kind::PeaceCommittee);
    has_committee: switch, "yes or no", "A peace committee serves it.",
        |country, c, place| country.committee_of(place).is_some();
    band_men: whole, "men", "Men of its band; 0 without one.",
        |country, c, place| c.providers.band.as_ref().map_or(0, |band| u32::from(band.men));
    gang: number, "number", "Gang that holds it; empty without one.",
        |country, c, place| c.providers.turf.as_ref().map(|turf| turf.gang.place() as u32);
    gang_men: whole, "men", "Men of the gang here.",
        |country, c, place| c.providers.turf.as_ref().map_or(0, |turf| u32::from(turf.men));
}
