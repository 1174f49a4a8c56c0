//! Figures of a decision: what each option does to each outcome over all worlds, in how many it is better, and when it fails.

use super::charts::{number, percent, signed};
use super::comparison::text;
use super::data::{CsvRow, Folder, PlotError, real};
use super::grid::{Cell, Grid, Row, Tone};
use super::points::distinct;
use super::words::{capital, words};
use super::{Gallery, Wishes};

pub(super) fn figures(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let front = folder.rows("front.csv", |_| true)?;
    let options = distinct(&front, "option");
    let grid = Grid {
        title: "Options by outcomes, over all worlds".to_owned(),
        note: "The baseline: means over worlds; the others: differences from it with 95 % intervals over worlds, and the share of worlds in which they are better. \
               Shaded: the interval leaves out 0."
            .to_owned(),
        corner: "outcomes, with units".to_owned(),
        heads: options.iter().map(|option| capital(&words(option))).collect(),
        rows: distinct(&front, "outcome").iter().map(|outcome| row(&front, outcome, &options)).collect(),
    };
    gallery.add(
        "front",
        if front.is_empty() {
            Err("front.csv has no rows".to_owned())
        } else {
            Ok(grid.draw(wishes.look()))
        },
    );
    let conditions = folder.rows("conditions.csv", |_| true)?;
    gallery.add("conditions", fails(&conditions, wishes));
    Ok(())
}

fn row(front: &[CsvRow], outcome: &str, options: &[String]) -> Row {
    let of = |option: &String| {
        front.iter().find(|row| text(row, "option") == option && text(row, "outcome") == outcome)
    };
    let unit = front
        .iter()
        .find(|row| text(row, "outcome") == outcome)
        .map_or("", |row| text(row, "unit"));
    let cell = |option: &String| {
        of(option).map_or_else(|| Cell { lines: Vec::new(), tone: Tone::Plain }, of_option)
    };
    Row {
        name: capital(&words(outcome)),
        unit: unit.to_owned(),
        cells: options.iter().map(cell).collect(),
    }
}

/// What an option does: the baseline's mean, the difference of any other.
fn of_option(row: &CsvRow) -> Cell {
    let Some(difference) = real(row, "difference") else {
        let mean = real(row, "mean").map(number);
        return Cell { lines: mean.into_iter().collect(), tone: Tone::Plain };
    };
    let ends = real(row, "difference_low").zip(real(row, "difference_high"));
    let better = real(row, "better");
    let is_shown = ends.is_some_and(|(low, high)| low > 0.0 || high < 0.0);
    let tone = match better {
        Some(share) if is_shown && share > 0.5 => Tone::Better,
        Some(share) if is_shown && share < 0.5 => Tone::Worse,
        _ => Tone::Plain,
    };
    let mut lines = vec![signed(difference)];
    lines.extend(ends.map(|(low, high)| format!("{} to {}", signed(low), signed(high))));
    lines.extend(better.map(|share| format!("better in {}", percent(share))));
    Cell { lines, tone }
}

/// In how many worlds each option fails, and where.
fn fails(conditions: &[CsvRow], wishes: &Wishes) -> Result<super::Sketch, String> {
    let options = distinct(conditions, "option");
    if options.is_empty() {
        return Err("no option fails anywhere".to_owned());
    }
    let mut kinds: Vec<(&str, &str)> = Vec::new();
    for row in conditions {
        let kind = (text(row, "outcome"), text(row, "fails"));
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let cell = |option: &String, (outcome, fails): (&str, &str)| {
        let own = conditions.iter().filter(|row| {
            text(row, "option") == option
                && text(row, "outcome") == outcome
                && text(row, "fails") == fails
        });
        let own: Vec<&CsvRow> = own.collect();
        let Some(first) = own.first() else {
            return Cell { lines: vec!["in none".to_owned()], tone: Tone::Plain };
        };
        let mut lines =
            vec![format!("in {} of {}", text(first, "failures"), text(first, "worlds"))];
        let limits = own.iter().filter_map(|row| {
            let limit = number(real(row, "limit")?);
            Some(format!("{} {} {limit}", text(row, "parameter"), text(row, "side")))
        });
        lines.extend(limits);
        let chance = real(first, "chance").map(|chance| format!("by chance {}", percent(chance)));
        lines.extend(chance);
        let is_clear = real(first, "chance").is_some_and(|chance| chance <= 0.05);
        Cell { lines, tone: if is_clear { Tone::Worse } else { Tone::Plain } }
    };
    let row = |kind: &(&str, &str)| Row {
        name: capital(&words(kind.0)),
        unit: kind.1.to_owned(),
        cells: options.iter().map(|option| cell(option, *kind)).collect(),
    };
    let grid = Grid {
        title: "In how many worlds options fail, and where".to_owned(),
        note: "A limit says where failures lie, as a box of what is not known (PRIM); by chance: how often as good a box is found where failures are dealt at random. Shaded: at most in one of twenty.".to_owned(),
        corner: "outcome, and what failing is".to_owned(),
        heads: options.iter().map(|option| capital(&words(option))).collect(),
        rows: kinds.iter().map(row).collect(),
    };
    Ok(grid.draw(wishes.look()))
}
