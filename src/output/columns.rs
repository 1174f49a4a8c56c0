//! What a table is: its file, its columns and what they mean; and the columns that several tables share.

use crate::values::Sort;

/// Name, unit and meaning of a column.
#[derive(Debug, Clone, Copy)]
pub struct ColumnDoc {
    /// Name in the header.
    pub name: &'static str,
    /// Unit, in words.
    pub unit: &'static str,
    /// Meaning.
    pub doc: &'static str,
}

impl ColumnDoc {
    /// The sort of its fields, by its unit.
    pub fn sort(&self) -> Sort {
        match self.unit {
            "name" | "words" | "account" | "unit" => Sort::Text,
            "number" | "months" | "cents" => Sort::Whole,
            "yes or no" => Sort::Switch,
            _ => Sort::Real,
        }
    }
}

/// A table.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// File name.
    pub file: &'static str,
    /// What a row is.
    pub doc: &'static str,
    /// Columns, in order.
    pub columns: &'static [ColumnDoc],
    /// Columns that follow for each intervention of the scenario, called by its name in the place of `NAME`.
    pub by_intervention: &'static [ColumnDoc],
}

impl Table {
    /// The names of the columns that every scenario has.
    pub fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.to_owned()).collect()
    }

    /// The names of the columns where the scenario has these interventions.
    pub fn header<'a>(&self, interventions: impl Iterator<Item = &'a str>) -> Vec<String> {
        let mut names = self.names();
        for name in interventions {
            names.extend(self.by_intervention.iter().map(|c| c.name.replacen("NAME", name, 1)));
        }
        names
    }

    /// Whether it has a column of this name.
    pub fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }
}

pub(super) const fn column(name: &'static str, unit: &'static str, doc: &'static str) -> ColumnDoc {
    ColumnDoc { name, unit, doc }
}

pub(super) const REPLICATE: ColumnDoc = column("replicate", "number", "Replicate, from 1.");
pub(super) const MONTH: ColumnDoc = column(
    "month",
    "months",
    "Month, from 1; 0 is the start (stocks only); burn-in months are below.",
);
pub(super) const METRIC: ColumnDoc = column("metric", "name", "Metric; see metrics.md.");
pub(super) const TOTAL: ColumnDoc = column("metric", "name", "Metric, its total.");
pub(super) const DIMENSION: ColumnDoc = column("dimension", "name", "Dimension, empty in a total.");
pub(super) const LEVEL: ColumnDoc =
    column("level", "name", "Level of the dimension, empty in a total.");
pub(super) const SCENARIO: ColumnDoc = column("scenario", "name", "Scenario.");
pub(super) const LAST_MONTH: ColumnDoc = column("month", "months", "Last month of the window.");
pub(super) const HIGH: ColumnDoc = column("high", "unit of the metric", "Upper end.");
pub(super) const UNIT: ColumnDoc = column("unit", "words", "Unit.");
