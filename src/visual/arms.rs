//! What is drawn side by side: the scenarios of a comparison with their runs, or one run alone.

use super::Wishes;
use super::comparison::{Table, text};
use super::data::{Folder, PlotError};
use super::events::Events;
use super::series::{self, Levels};

/// A scenario with its run.
pub(super) struct Arm {
    /// Name in tables; empty of a run that stands alone.
    pub name: String,
    /// What it is called.
    pub called: String,
    /// The same within a sentence.
    pub cited: String,
    /// Its run.
    pub folder: Folder,
}

impl Arm {
    /// A run that stands alone.
    pub(super) fn alone(folder: &Folder) -> Self {
        let title = folder.title();
        Self { name: String::new(), called: title.clone(), cited: title, folder: folder.clone() }
    }

    /// A metric of the run along a dimension; its total where that is empty.
    pub(super) fn levels(&self, metric: &str, dimension: &str) -> Result<Levels, PlotError> {
        let rows = self.folder.rows("metrics.csv", |row| {
            text(row, "metric") == metric && text(row, "dimension") == dimension
        })?;
        Ok(series::levels(&rows, metric, dimension))
    }

    /// What happened to its programmes.
    pub(super) fn events(&self) -> Result<Events, PlotError> {
        Events::read(&self.folder)
    }
}

/// The runs of a comparison, the baseline first, the others as its table has them.
pub(super) fn of_comparison(folder: &Folder, table: &Table) -> Vec<Arm> {
    let told = table.scenarios();
    let mut names = folder.runs();
    // Runs of other comparisons may lie beside these.
    names.retain(|name| *name == table.baseline || told.contains(&name.as_str()));
    names.sort_by_key(|name| (*name != table.baseline, told.iter().position(|one| one == name)));
    let arm = |name: String| Arm {
        called: table.called(&name),
        cited: table.cited(&name),
        folder: folder.below(&format!("runs/{name}")),
        name,
    };
    names.into_iter().map(arm).collect()
}

/// The arms of a run or a comparison, the baseline first; none of a study.
pub(super) fn of(folder: &Folder, wishes: &Wishes) -> Result<Vec<Arm>, PlotError> {
    if folder.has("comparison.csv") {
        let table = Table::read(folder, wishes)?;
        return Ok(of_comparison(folder, &table));
    }
    Ok(if folder.has("metrics.csv") { vec![Arm::alone(folder)] } else { Vec::new() })
}
