//! Every metric, declared once: name, unit, direction of good, dimensions, definition.
//!
//! Communities count into a [`Tally`] during the month; a national [`Observation`] holds the sums
//! and the stocks at its end; each [`Metric`] is a function of that observation. Tables, reference
//! and the data dictionary derive from [`all`]. Adding a metric is adding one entry there.

mod declared;
mod names;
mod parts;
pub mod spending;
mod tally;

pub use declared::all;
pub use names::{Name, Rank};
pub use tally::{Around, Chosen, Counts, Events, Observation, Sort, Stocks, Tally};

use crate::terms::{
    Auspice, Class, Component, Group, Kind, Origin, Outcome, Recourse, Setting, Standing, Toll,
    Violation,
};
use std::sync::LazyLock;

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither.
    Neutral,
}

impl Direction {
    /// The word used in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Up => "more is better",
            Self::Down => "less is better",
            Self::Neutral => "neither",
        }
    }

    /// What a rise counts as: 1 where more is better, −1 where less is; `None` where neither is.
    pub const fn sign(self) -> Option<f64> {
        match self {
            Self::Up => Some(1.0),
            Self::Down => Some(-1.0),
            Self::Neutral => None,
        }
    }
}

/// A dimension along which a metric is also given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Where violence comes from.
    Origin,
    /// Kind of provider.
    Provider,
    /// Kind of auspice.
    Auspice,
    /// How disputes end.
    Outcome,
    /// What parties do with a dispute.
    Recourse,
    /// Kind of violation of rights.
    Violation,
    /// Income class.
    Class,
    /// Group.
    Group,
    /// Standing under custom.
    Standing,
    /// What kind of place people live in.
    Place,
    /// What an arrangement provides.
    Component,
    /// Party to an exchange.
    Party,
    /// Where a dispute was first taken and how it ended.
    Course,
    /// The auspice with whom an arrangement was chosen, or none.
    Partner,
    /// Where violence comes from and how many it killed at once.
    Toll,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Self; 15] = [
        Self::Origin,
        Self::Provider,
        Self::Auspice,
        Self::Outcome,
        Self::Recourse,
        Self::Violation,
        Self::Class,
        Self::Group,
        Self::Standing,
        Self::Place,
        Self::Component,
        Self::Party,
        Self::Course,
        Self::Partner,
        Self::Toll,
    ];

    /// The name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Origin => "origin",
            Self::Provider => "provider",
            Self::Auspice => "auspice",
            Self::Outcome => "outcome",
            Self::Recourse => "way",
            Self::Violation => "violation",
            Self::Class => "class",
            Self::Group => "group",
            Self::Standing => "standing",
            Self::Place => "place",
            Self::Component => "component",
            Self::Party => "party",
            Self::Course => "course",
            Self::Partner => "partner",
            Self::Toll => "toll",
        }
    }

    /// The names of its levels, in order.
    pub fn levels(self) -> Vec<&'static str> {
        match self {
            Self::Origin => Origin::ALL.iter().map(|x| x.name()).collect(),
            Self::Provider => Kind::ALL.iter().map(|x| x.name()).collect(),
            Self::Auspice => Auspice::ALL.iter().map(|x| x.name()).collect(),
            Self::Outcome => Outcome::ALL.iter().map(|x| x.name()).collect(),
            Self::Recourse => Recourse::ALL.iter().map(|x| x.name()).collect(),
            Self::Violation => Violation::ALL.iter().map(|x| x.name()).collect(),
            Self::Class => Class::ALL.iter().map(|x| x.name()).collect(),
            Self::Group => Group::ALL.iter().map(|x| x.name()).collect(),
            Self::Standing => Standing::ALL.iter().map(|x| x.name()).collect(),
            Self::Place => Setting::ALL.iter().map(|x| x.name()).collect(),
            Self::Component => Component::ALL.iter().map(|x| x.name()).collect(),
            Self::Party => vec!["private", "provider", "public"],
            Self::Course => COURSES.iter().map(String::as_str).collect(),
            Self::Partner => {
                Auspice::ALL.iter().map(|x| x.name()).chain(std::iter::once("none")).collect()
            }
            Self::Toll => TOLLS.iter().map(String::as_str).collect(),
        }
    }
}

/// Names of the levels of [`Dimension::Course`], as `customary/agreement`: outcomes within ways.
static COURSES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let of = |recourse: &Recourse| {
        Outcome::ALL.iter().map(|end| format!("{recourse}/{end}")).collect::<Vec<_>>()
    };
    Recourse::ALL.iter().flat_map(of).collect()
});

/// Names of the levels of [`Dimension::Toll`], as `clash/10_29`: tolls within origins.
static TOLLS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let of = |origin: &Origin| {
        Toll::ALL.iter().map(|toll| format!("{origin}/{toll}")).collect::<Vec<_>>()
    };
    Origin::ALL.iter().flat_map(of).collect()
});

/// Which number of a metric is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// The total, always there.
    Total,
    /// A level of a dimension, by position.
    At(Dimension, usize),
}

/// One declared metric.
#[derive(Clone)]
pub struct Metric {
    /// Which metric it is.
    pub id: Name,
    /// Name in tables.
    pub name: &'static str,
    /// Unit, in words.
    pub unit: &'static str,
    /// Which way is better.
    pub direction: Direction,
    /// Whether it is known at month 0, before anything has happened.
    pub is_stock: bool,
    /// Dimensions along which it is also given.
    pub dimensions: &'static [Dimension],
    /// Definition, and the claim or section it serves.
    pub doc: &'static str,
    /// The number; `None` where it is not defined, such as a share of nothing.
    pub value: fn(&Observation, Cell) -> Option<f64>,
}

impl std::fmt::Debug for Metric {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Metric").field("name", &self.name).finish_non_exhaustive()
    }
}

/// One column of the national series: a metric and one of its cells.
#[derive(Debug, Clone)]
pub struct Column {
    /// The metric.
    pub metric: Metric,
    /// The cell.
    pub cell: Cell,
    /// Name of the dimension; empty in a total.
    pub dimension: &'static str,
    /// Name of the level; empty in a total.
    pub level: &'static str,
}

/// All columns of the national series, totals before their levels.
pub fn columns() -> &'static [Column] {
    static COLUMNS: LazyLock<Vec<Column>> =
        LazyLock::new(|| all().iter().flat_map(columns_of).collect());
    &COLUMNS
}

/// The columns of a metric, its total first.
fn columns_of(metric: &Metric) -> Vec<Column> {
    let column = |cell, dimension, level| Column { metric: metric.clone(), cell, dimension, level };
    let mut columns = vec![column(Cell::Total, "", "")];
    for &dimension in metric.dimensions {
        for (i, level) in dimension.levels().into_iter().enumerate() {
            columns.push(column(Cell::At(dimension, i), dimension.name(), level));
        }
    }
    columns
}

/// Position among the [`columns`] of the total of a metric, by its name in tables.
pub fn total(name: &str) -> Option<usize> {
    columns().iter().position(|column| column.level.is_empty() && column.metric.name == name)
}

/// A metric by its name in tables.
pub fn named(name: &str) -> Option<&'static Metric> {
    Some(&columns()[total(name)?].metric)
}

/// Position among the [`columns`] of one of a metric's numbers: its total where `level` is empty.
///
/// # Panics
/// When the metric has no such level: the caller's code is wrong, and no number may stand in for the one it asked for.
pub fn position(id: Name, level: &str) -> usize {
    let found = columns().iter().position(|column| column.metric.id == id && column.level == level);
    found.unwrap_or_else(|| panic!("the metric {id} has no level {level:?}"))
}
