//! Study files: scenarios × points of uncertain parameters × replicates.

use super::decision::Decision;
use super::problem::{Problem, Problems};
use super::study_reader::Draft;
use super::targets::{Rules, Target};
use super::{
    Factor, Origin, Scenario, Settings, decision, library, points, read, study_checks as checks,
    study_reader, worlds,
};
use crate::metrics::{self, Column};
use crate::params::{Catalogue, Value};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How points are laid over the parameters' ranges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Design {
    /// Every combination of `steps` values a parameter.
    Grid,
    /// A Latin hypercube (McKay, Beckman & Conover 1979).
    LatinHypercube,
    /// Each parameter alone at `steps` values, the others at the scenario's.
    OneAtATime,
    /// A scrambled Sobol sequence (Owen 1995; Burley 2020).
    Sobol,
    /// `points` trajectories over four levels (Morris 1991).
    Morris,
    /// `points` rows of two matrices and their crossings (Saltelli et al. 2010).
    Saltelli,
    /// The rows of a CSV file of one's own, a column a parameter.
    Csv,
}

impl Design {
    /// The words of study files.
    pub(super) const ALL: [(&'static str, Self); 7] = [
        ("csv", Self::Csv),
        ("sobol", Self::Sobol),
        ("morris", Self::Morris),
        ("saltelli", Self::Saltelli),
        ("grid", Self::Grid),
        ("latin_hypercube", Self::LatinHypercube),
        ("one_at_a_time", Self::OneAtATime),
    ];
}

/// A point of a design of one's own.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnPoint {
    /// Line in the file, from 1.
    pub line: u64,
    /// A value a factor, in their order.
    pub values: Vec<Value>,
}

/// What happens to points that are no scenarios.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invalid {
    /// The study is refused.
    Refuse,
    /// Their rows are left empty, with the reason.
    Skip,
}

impl Invalid {
    /// The words of study files.
    pub(super) const ALL: [(&'static str, Self); 2] =
        [("refuse", Self::Refuse), ("skip", Self::Skip)];
}

/// A checked study.
#[derive(Debug, Clone)]
pub struct Study {
    /// The text of its file.
    pub source: String,
    /// The bytes of the file of a design of one's own; none where there is none.
    pub points_source: Arc<[u8]>,
    /// One line for lists and headings.
    pub title: String,
    /// Scenarios, with what the study sets for all of them.
    pub scenarios: Vec<Scenario>,
    /// Uncertain parameters, in the order of the file.
    pub factors: Vec<Factor>,
    /// The design.
    pub design: Design,
    /// Points of a Latin hypercube or a Sobol sequence; trajectories or rows of a sensitivity study.
    pub points: u32,
    /// Values a parameter in a grid or one at a time; fewer where there are no more.
    pub steps: u32,
    /// Replicates of each point.
    pub replicates: u32,
    /// Metrics that are told.
    pub metrics: Vec<String>,
    /// What facts are compared with is told too.
    pub facts: bool,
    /// The placebo of each scenario with a programme is an arm too, after the scenarios.
    pub placebo: bool,
    /// Seed of the design; runs take that of their scenario.
    pub seed: u64,
    /// First and last month over which values are means; the last is at most the horizon.
    pub window: (i32, i32),
    /// Months for which values are told, each a mean over the year before it, instead of one window.
    pub report_months: Vec<i32>,
    /// Months that all runs live as the first scenario before each goes its own way.
    pub fork_at: u32,
    /// When a run ends before its horizon.
    pub stop_when: Option<StopRule>,
    /// Points of a design of one's own.
    pub rows: Vec<OwnPoint>,
    /// The file of a design of one's own.
    pub file: PathBuf,
    /// What happens to points that break a rule.
    pub invalid: Invalid,
    /// The scenario from which differences are taken, by its position.
    pub baseline: Option<usize>,
    /// What it is calibrated to, beside the facts.
    pub targets: Vec<Target>,
    /// How a calibration goes.
    pub rules: Rules,
    /// What is decided, where it is a decision.
    pub decision: Option<Decision>,
    /// What is told before it is run, of its scenarios and points too.
    pub warnings: Vec<Problem>,
}

/// Ends a run when a metric has been beyond a bound for some months.
#[derive(Debug, Clone, PartialEq)]
pub struct StopRule {
    /// The metric's total.
    pub metric: String,
    /// It must be above this.
    pub above: f64,
    /// It must be below this.
    pub below: f64,
    /// For so many months in a row.
    pub for_months: u32,
}

impl Study {
    /// A study of nothing yet, as a file without a word would be.
    pub(crate) fn blank() -> Self {
        study_reader::blank()
    }

    /// The windows over which values are told: the one of the study, or a year before each of its
    /// reporting months.
    pub fn windows(&self) -> Vec<(i32, i32)> {
        if self.report_months.is_empty() {
            return vec![self.window];
        }
        self.report_months.iter().map(|&month| ((month - 11).max(1), month)).collect()
    }

    /// The totals that it asks for, each with its place among all columns.
    pub fn totals(&self) -> Vec<(usize, &'static Column)> {
        let is_asked = |column: &Column| {
            column.level.is_empty() && self.metrics.iter().any(|name| name == column.metric.name)
        };
        metrics::columns().iter().enumerate().filter(|(_, column)| is_asked(column)).collect()
    }
}

impl Study {
    /// Loads and checks a study file, its scenarios, and every scenario at every point.
    ///
    /// # Errors
    /// With every problem found.
    pub fn load(path: &Path, settings: &Settings, catalogue: &Catalogue) -> Result<Self, Problems> {
        let path = &library::found(path);
        let text = read::contents(path)?;
        let Draft { mut study, files, assignments, baseline, places, problems } =
            study_reader::read(path, &text, catalogue);
        let mut problems = Problems(problems);
        let mut settings = Settings { assignments, ..settings.clone() };
        problems.add(worlds::take(&mut study, &mut settings, &places, catalogue));
        match Scenario::load_all(&files, &settings, catalogue) {
            Ok(scenarios) => study.scenarios = scenarios,
            Err(Problems(found)) => problems.add(found),
        }
        if study.placebo {
            let placebos: Vec<_> = study.scenarios.iter().map(Scenario::placebo).collect();
            for placebo in placebos {
                match placebo {
                    Ok(arm) => study.scenarios.extend(arm),
                    Err(Problems(found)) => problems.add(found),
                }
            }
        }
        problems.add(study.scenarios.iter().flat_map(|scenario| scenario.warnings.clone()));
        study.take_replicates();
        if !study.scenarios.is_empty() {
            problems.add(checks::fits(&mut study, baseline, &places, catalogue));
            problems.add(decision::fits(&mut study, catalogue));
        }
        if !problems.has_errors() {
            problems.add(points::check(&study.with_portfolios(), catalogue));
        }
        if problems.has_errors() {
            return Err(problems);
        }
        study.warnings = problems.0;
        study.source = text;
        Ok(study)
    }

    /// `--replicates N` means those of each point.
    fn take_replicates(&mut self) {
        let given = self.scenarios.iter().flat_map(|scenario| &scenario.values).find(|value| {
            value.key == "run.replicates" && matches!(value.origin, Origin::Argument(_))
        });
        if let Some(Value::Whole(number)) = given.map(|resolved| &resolved.value) {
            self.replicates = u32::try_from(*number).unwrap_or(1);
        }
    }
}

/// Whether a file is a study and not a scenario, as far as can be seen without checking it.
pub fn is_study(path: &Path) -> bool {
    read::has_any(path, &read::STUDY)
}
