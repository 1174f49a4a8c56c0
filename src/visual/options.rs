//! Options beside each other: what each does to every outcome and what it costs, and every two of them.

use super::charts::{number, signed};
use super::comparison::{Table, text};
use super::data::{CsvRow, Folder, PlotError, real};
use super::grid::{Cell, Grid, Row, Tone};
use super::sketch::Sketch;
use super::style::Look;
use super::words::{capital, metric_unit, words};

/// More options than these are no choice that somebody looks at.
const MOST: usize = 8;

/// Rows of `money.csv` that an option is told by, and what they are called.
const MONEY: [(&str, &str); 4] = [
    ("external_granted", "money granted from abroad"),
    ("external_used", "money spent of it"),
    ("violent_acts_averted", "violent acts averted"),
    ("cost_per_act_averted", "money an act averted"),
];

/// Options by outcomes, each against the baseline, with their money.
pub(super) fn options(
    table: &Table,
    folder: &Folder,
    look: Look,
) -> Result<Result<Sketch, String>, PlotError> {
    let scenarios = table.scenarios();
    if scenarios.len() > MOST {
        return Ok(Err(format!("{} options are no table to look at", scenarios.len())));
    }
    let mut rows: Vec<Row> =
        table.metrics().into_iter().map(|metric| outcome(table, metric, &scenarios)).collect();
    if folder.has("money.csv") {
        let money = folder.rows("money.csv", |row| text(row, "intervention").is_empty())?;
        rows.extend(MONEY.iter().filter_map(|what| of_money(&money, what, table, &scenarios)));
    }
    let heads = std::iter::once(capital(&table.against()));
    let grid = Grid {
        title: table.finding().unwrap_or_else(|| "Options by outcomes".to_owned()),
        note: format!(
            "{}: means; the others: differences from it with 95 % intervals over {}. Shaded, with a word: shown at 5 % after Holm's correction.",
            capital(&table.against()),
            table.pairs()
        ),
        corner: "outcomes, with units".to_owned(),
        heads: heads.chain(scenarios.iter().map(|name| capital(&table.called(name)))).collect(),
        rows,
    };
    Ok(Ok(grid.draw(look)))
}

/// A difference with its interval, and what is shown of it in a word.
pub(super) fn difference(row: &CsvRow) -> Cell {
    let Some(difference) = real(row, "difference") else {
        return Cell { lines: Vec::new(), tone: Tone::Plain };
    };
    let tone = Tone::of(text(row, "verdict"));
    let word = if tone == Tone::Plain { "" } else { text(row, "verdict") };
    let mut lines = vec![format!("{} {word}", signed(difference)).trim().to_owned()];
    if let (Some(low), Some(high)) = (real(row, "low"), real(row, "high")) {
        lines.push(format!("{} to {}", signed(low), signed(high)));
    }
    Cell { lines, tone }
}

fn outcome(table: &Table, metric: &str, scenarios: &[&str]) -> Row {
    let base = scenarios.iter().find_map(|of| real(table.row(metric, of)?, "baseline"));
    let base = Cell { lines: base.map(number).into_iter().collect(), tone: Tone::Plain };
    let none = || Cell { lines: Vec::new(), tone: Tone::Plain };
    let cells = scenarios.iter().map(|of| table.row(metric, of).map_or_else(none, difference));
    Row {
        name: capital(&words(metric)),
        unit: metric_unit(metric),
        cells: std::iter::once(base).chain(cells).collect(),
    }
}

/// A row of money; none where no option has any of it.
fn of_money(
    money: &[CsvRow],
    (what, called): &(&str, &str),
    table: &Table,
    scenarios: &[&str],
) -> Option<Row> {
    let cell = |scenario: &str| {
        let row = money
            .iter()
            .find(|row| text(row, "what") == *what && text(row, "scenario") == scenario);
        let mut lines: Vec<String> = Vec::new();
        match row.and_then(|row| real(row, "value")) {
            Some(value) => lines.push(number(value)),
            None if row.is_some() => lines.push("not shown".to_owned()),
            None => {}
        }
        if let Some((low, high)) = row.and_then(|row| Some((real(row, "low")?, real(row, "high")?)))
        {
            lines.push(format!("{} to {}", number(low), number(high)));
        }
        Cell { lines, tone: Tone::Plain }
    };
    let names = std::iter::once(table.baseline.as_str()).chain(scenarios.iter().copied());
    let is_it = |row: &&CsvRow| text(row, "what") == *what;
    let unit = money.iter().find(is_it).map(|row| text(row, "unit").to_owned())?;
    let has_any = |row: &CsvRow| {
        text(row, "what") == MONEY[0].0 && real(row, "value").is_some_and(|x| x != 0.0)
    };
    money.iter().any(has_any).then(|| Row {
        name: capital(called),
        unit,
        cells: names.map(cell).collect(),
    })
}

/// The main metric of every two options: the row's less the column's.
pub(super) fn pairs(
    table: &Table,
    folder: &Folder,
    look: Look,
) -> Result<Result<Sketch, String>, PlotError> {
    let metric = table.main();
    let scenarios = table.scenarios();
    let mut names = vec![table.baseline.as_str()];
    names.extend(&scenarios);
    if !(3..=MOST + 1).contains(&names.len()) {
        return Ok(Err(format!("{} scenarios have no pairs to look at", names.len())));
    }
    if !folder.has("pairs.csv") {
        return Ok(Err("there is no pairs.csv; ask the comparison again".to_owned()));
    }
    let rows = folder.rows("pairs.csv", |row| {
        text(row, "metric") == metric && text(row, "dimension").is_empty()
    })?;
    let cell = |of: &str, against: &str| {
        let row =
            rows.iter().find(|row| text(row, "scenario") == of && text(row, "against") == against);
        row.map_or_else(|| Cell { lines: Vec::new(), tone: Tone::Plain }, difference)
    };
    let what = words(&metric);
    let grid = Grid {
        title: format!("{}: every two options", capital(&what)),
        note: format!(
            "Row less column, with 95 % intervals over {}. Shaded, with a word: shown at 5 % after Holm's correction over the outcomes of the two.",
            table.pairs()
        ),
        corner: format!("{what}, {}", metric_unit(&metric)),
        heads: names[..names.len() - 1].iter().map(|name| capital(&table.called(name))).collect(),
        rows: names[1..]
            .iter()
            .map(|of| Row {
                name: capital(&table.called(of)),
                unit: String::new(),
                cells: names[..names.len() - 1].iter().map(|against| cell(of, against)).collect(),
            })
            .collect(),
    };
    Ok(Ok(grid.draw(look)))
}
