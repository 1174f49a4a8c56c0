//! What a directory holds, as far as a page tells of it.

use super::ReportError;
use crate::experiment::compare::Worlds;
use crate::output::Manifest;
use crate::output::answers::{Answer, Answers};
use crate::output::directory::read_manifest;
use crate::params::Catalogue;
use crate::scenario::{Scenario, Settings};
use crate::visual::data::{CsvRow, Folder, real, runs_below};
use std::path::{Path, PathBuf};

/// A run, alone or as a part of a comparison.
pub(super) struct Arm {
    /// Name, as in `comparison.csv`.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Its files.
    pub folder: Folder,
    /// Its manifest.
    pub manifest: Manifest,
    /// Its scenario.
    pub scenario: Scenario,
    /// First and last month over which the comparison that it is a part of takes means.
    asked: Option<(i32, i32)>,
}

/// A row of `comparison.csv`.
pub(super) struct Difference {
    /// Metric.
    pub metric: String,
    /// Level of a dimension; empty in a total.
    pub level: String,
    /// Name of the scenario that is compared with the baseline.
    pub scenario: String,
    /// Unit.
    pub unit: String,
    /// Mean of the baseline.
    pub baseline: f64,
    /// Scenario less baseline, and its 95 % interval.
    pub span: (f64, f64, f64),
    /// Pairs of replicates.
    pub n: usize,
    /// Verdict in the words of the table.
    pub verdict: String,
    /// Variance of the difference without pairing over that with it.
    pub gain: Option<f64>,
    /// In how many worlds of an ensemble it is better, in words; `None` without one.
    pub worlds: Option<String>,
}

impl Difference {
    /// Whether the table's Holm-adjusted verdict says that there is a difference.
    pub fn is_shown(&self) -> bool {
        matches!(self.verdict.as_str(), "better" | "worse" | "higher" | "lower")
    }

    /// Whether no replicate differs at all.
    pub fn is_identical(&self) -> bool {
        self.verdict == "identical"
    }
}

/// What a page is about.
pub(super) enum Evidence {
    /// One run.
    Run(Box<Arm>),
    /// Runs, the baseline first, and how the others differ from it.
    Comparison(Vec<Arm>, Vec<Difference>),
    /// A study: a folder with results.csv, sensitivity.csv or both.
    Study(Folder),
    /// Claims that were tried.
    Claims,
}

impl Evidence {
    /// Reads what a page needs to know.
    pub fn of(directory: &Path) -> Result<Self, ReportError> {
        let below = runs_below(&directory.join("runs"));
        let is_under_way = is_unfinished(directory) || below.iter().any(|path| is_unfinished(path));
        let folder = Folder::open(directory).map_err(|error| {
            if is_under_way { ReportError::Unfinished(directory.to_owned()) } else { error.into() }
        })?;
        if is_unfinished(directory) {
            return Err(ReportError::Unfinished(directory.to_owned()));
        }
        if folder.has("comparison.csv") {
            let rows = differences(&folder)?;
            let is_finished = |path: &&PathBuf| path.join("manifest.json").is_file();
            let arms = below.iter().filter(is_finished).map(|path| Arm::open(path));
            let arms = arms.collect::<Result<Vec<_>, _>>()?;
            let answers = Answers::read(directory).ok();
            let asked = answers.as_ref().map(|answers| &answers.first);
            let mut arms = in_order(directory, arms, &rows, asked)?;
            for arm in &mut arms {
                arm.asked = asked.and_then(|asked| asked.window);
            }
            return Ok(Self::Comparison(arms, rows));
        }
        if folder.has("metrics.csv") {
            return Ok(Self::Run(Box::new(Arm::open(directory)?)));
        }
        if folder.has("claims.csv") {
            return Ok(Self::Claims);
        }
        Ok(Self::Study(folder))
    }

    /// The runs it tells of, the baseline first.
    pub fn arms(&self) -> &[Arm] {
        match self {
            Self::Run(arm) => std::slice::from_ref(arm),
            Self::Comparison(arms, _) => arms,
            Self::Study(_) | Self::Claims => &[],
        }
    }
}

/// Sets of the ensemble over which replicates are spread; `None` without one.
pub(super) fn ensemble(arms: &[Arm]) -> Option<usize> {
    arms.iter().find_map(|arm| Some(arm.scenario.ensemble.as_ref()?.sets.len()))
}

impl Arm {
    fn open(path: &Path) -> Result<Self, ReportError> {
        let manifest = read_manifest(path).map_err(|error| ReportError::Broken {
            path: path.to_owned(),
            error: error.to_string(),
        })?;
        // Paths in the stored scenario are relative to the directory.
        let name = path.join(manifest.name.replace('/', "-"));
        let scenario = Scenario::from_text(
            &name.to_string_lossy(),
            &manifest.scenario,
            &Settings::default(),
            &Catalogue::standard(),
        )
        .map_err(|problems| ReportError::Broken {
            path: path.join("manifest.json"),
            error: format!(
                "its scenario, written by version {}, is not one of this version: {}",
                manifest.version,
                problems.0.first().map_or_else(String::new, |problem| problem.message.clone())
            ),
        })?;
        let title = if scenario.title.is_empty() {
            manifest.name.replace('_', " ")
        } else {
            scenario.title.clone()
        };
        let folder = Folder::open(path)?;
        Ok(Self { name: manifest.name.clone(), title, folder, manifest, scenario, asked: None })
    }

    /// The month from and to which a comparison takes means: what its manifest says, or where there is none the command of
    /// its runs; else all.
    pub fn window(&self) -> (i32, i32) {
        if let Some(asked) = self.asked {
            return asked;
        }
        let all = (1, self.manifest.months as i32);
        let command = &self.manifest.command;
        let given = command.iter().enumerate().find_map(|(i, word)| {
            let inline = word.strip_prefix("--window=").map(str::to_owned);
            inline.or_else(|| (word == "--window").then(|| command.get(i + 1).cloned())?)
        });
        given
            .and_then(|text| {
                let (from, to) = text.split_once(':')?;
                Some((from.parse().ok()?, to.parse().ok()?))
            })
            .unwrap_or(all)
    }
}

/// Whether a run has begun here and not come to its end.
fn is_unfinished(path: &Path) -> bool {
    path.join(".unfinished").is_dir()
}

/// The baseline, then the scenarios in the order of the table; runs of other comparisons that lie
/// beside them are left out.
fn in_order(
    directory: &Path,
    mut arms: Vec<Arm>,
    rows: &[Difference],
    asked: Option<&Answer>,
) -> Result<Vec<Arm>, ReportError> {
    let mut names: Vec<&str> = rows.iter().map(|row| row.scenario.as_str()).collect();
    names.dedup();
    let mut ordered = Vec::new();
    for name in &names {
        let path = directory.join("runs").join(name);
        if is_unfinished(&path) {
            return Err(ReportError::Unfinished(path));
        }
        let Some(at) = arms.iter().position(|arm| arm.name == *name) else {
            return Err(ReportError::Incomplete(directory.to_owned(), (*name).to_owned()));
        };
        ordered.push(arms.remove(at));
    }
    // The baseline is no scenario of the table; where no manifest names it and several could be, the command named it first.
    let named = asked.and_then(|asked| asked.scenarios.first());
    let named = named.and_then(|baseline| arms.iter().position(|arm| arm.name == baseline.name));
    let place_in_command = |arm: &Arm| {
        let command = ordered.first().map(|first| &first.manifest.command);
        command.and_then(|command| {
            command.iter().position(|word| Path::new(word).with_extension("").ends_with(&arm.name))
        })
    };
    let first = arms
        .iter()
        .enumerate()
        .min_by_key(|(_, arm)| place_in_command(arm).unwrap_or(usize::MAX))
        .map(|(at, _)| at);
    let Some(at) = named.or(first) else {
        return Err(ReportError::Incomplete(directory.to_owned(), "the baseline".to_owned()));
    };
    ordered.insert(0, arms.remove(at));
    let titles: Vec<String> = ordered.iter().map(|arm| arm.title.clone()).collect();
    for arm in &mut ordered {
        // Variants of one scenario often keep its title.
        if titles.iter().filter(|title| **title == arm.title).count() > 1 {
            arm.title = format!("{} ({})", arm.title, arm.name);
        }
    }
    Ok(ordered)
}

fn differences(folder: &Folder) -> Result<Vec<Difference>, ReportError> {
    let text = |row: &CsvRow, column: &str| row.get(column).cloned().unwrap_or_default();
    let rows = folder.rows("comparison.csv", |_| true)?;
    Ok(rows
        .iter()
        .map(|row| Difference {
            metric: text(row, "metric"),
            level: text(row, "level"),
            scenario: text(row, "scenario"),
            unit: text(row, "unit"),
            baseline: real(row, "baseline").unwrap_or(f64::NAN),
            span: (
                real(row, "difference").unwrap_or(f64::NAN),
                real(row, "low").unwrap_or(f64::NEG_INFINITY),
                real(row, "high").unwrap_or(f64::INFINITY),
            ),
            n: real(row, "replicates").unwrap_or(0.0) as usize,
            verdict: text(row, "verdict"),
            gain: real(row, "variance_ratio"),
            worlds: worlds(row).map(|worlds| worlds.words(&text(row, "metric"))),
        })
        .collect())
}

fn worlds(row: &CsvRow) -> Option<Worlds> {
    let count = |column: &str| real(row, column).map(|count| count as usize);
    let (higher, lower) = (count("worlds_higher")?, count("worlds_lower")?);
    Some(Worlds { higher, lower, all: count("worlds")? })
}
