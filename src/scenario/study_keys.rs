//! The keys of the table `[study]`, declared once, and where a file has them.

use super::problem::Location;
use crate::engine::vocabulary;
use std::collections::BTreeMap;

vocabulary! {
    /// A key of the table `[study]`.
    StudyKey {
        /// How points are laid over the ranges.
        Design = "design",
        /// Points, trajectories or rows of the design.
        Points = "points",
        /// Values a parameter in a grid or one at a time.
        Steps = "steps",
        /// Replicates of each point.
        Replicates = "replicates",
        /// Metrics that are told.
        Metrics = "metrics",
        /// Whether what facts are compared with is told too.
        Facts = "facts",
        /// Seed of the design.
        Seed = "seed",
        /// First month over which values are means.
        FromMonth = "from_month",
        /// Last month over which values are means.
        ToMonth = "to_month",
        /// The file of a design of one's own.
        File = "file",
        /// Months for which values are told.
        ReportMonths = "report_months",
        /// Months that all runs live as the first scenario.
        ForkAt = "fork_at",
        /// When a run ends before its horizon.
        StopWhen = "stop_when",
        /// The scenario from which differences are taken.
        Baseline = "baseline",
        /// Whether the placebo of each scenario with a programme is an arm too.
        Placebo = "placebo",
        /// What happens to points that break a rule.
        Invalid = "invalid",
    }
}

impl StudyKey {
    /// Whether more of it answers the same question better.
    pub const fn is_growing(self) -> bool {
        matches!(self, Self::Points | Self::Steps | Self::Replicates)
    }
}

/// Where the keys of `[study]` stand.
pub(super) struct Places {
    file: Location,
    keys: BTreeMap<StudyKey, Location>,
}

impl Places {
    /// Those of a file, of which nothing is known yet.
    pub(super) fn new(file: Location) -> Self {
        Self { file, keys: BTreeMap::new() }
    }

    /// Notes where a key stands.
    pub(super) fn note(&mut self, key: StudyKey, location: Location) {
        self.keys.insert(key, location);
    }

    /// Whether the file has a key.
    pub(super) fn has(&self, key: StudyKey) -> bool {
        self.keys.contains_key(&key)
    }

    /// Where a key stands, else where the file begins.
    pub(super) fn of(&self, key: StudyKey) -> Location {
        self.keys.get(&key).unwrap_or(&self.file).clone()
    }
}
