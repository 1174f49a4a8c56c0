//! What a calibration leaves, seen through pairs of parameters: of all points with two values, the share that is left.

use super::charts::percent;
use super::comparison::text;
use super::data::{CsvRow, Folder, PlotError, real};
use super::letters;
use super::points::distinct;
use super::sketch::{Anchor, Sketch};
use super::style::{GREY, INK, Look, PALE};
use super::{Gallery, Wishes};

/// The figure of a directory of `nodal calibrate`.
pub(super) fn figure(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let rows = folder.rows("depth.csv", |row| real(row, "left").is_some())?;
    gallery.add("depth", draw(&rows, wishes.look()));
    Ok(())
}

/// A cell: its lower and upper ends in both parameters, and the share that is left.
type Cell = ([f64; 2], [f64; 2], f64);

/// That of a row.
fn cell(row: &CsvRow) -> Option<Cell> {
    let ends =
        |of: &str| Some([real(row, &format!("{of}_from"))?, real(row, &format!("{of}_until"))?]);
    Some((ends("across")?, ends("up")?, real(row, "left")?))
}

/// A panel a pair, parameters in the order of the table: each column has one across, each row another up.
fn draw(rows: &[CsvRow], look: Look) -> Result<Sketch, String> {
    let (across, up) = (distinct(rows, "across"), distinct(rows, "up"));
    let cells: Vec<_> = rows.iter().filter_map(cell).collect();
    let most = cells.iter().map(|(_, _, left)| *left).fold(0.0, f64::max);
    if most <= 0.0 {
        return Err("no pair of parameters has a cell that is left".to_owned());
    }
    let note = format!(
        "Of all points with these two values, the share that is left: from none (white) to {} (darkest). Each parameter from the low to \
         the high end of its range.",
        percent(most)
    );
    let mut sketch = Sketch::new(look, "What is left, by pairs of parameters", &note);
    let (size, small) = (sketch.type_size, sketch.small_size());
    let width = f64::from(sketch.width);
    let widest = up.iter().map(|key| letters::width(key, small * 0.9, false)).fold(0.0, f64::max);
    let left = (size * 1.4 + widest).min(width * 0.34);
    let gap = size * 0.6;
    let wide = (width - left - size) / across.len() as f64;
    let top = sketch.head + size * 0.4;
    let below = small * 3.6;
    let height = sketch.grow(top + wide * up.len() as f64 + below);
    let tall = wide.min((height - top - below) / up.len() as f64);
    sketch.columns(&["across", "up", "across_from", "across_until", "up_from", "up_until", "left"]);
    for (j, of_row) in up.iter().enumerate() {
        let middle = top + tall * (j as f64 + 0.5) - gap / 2.0;
        let name = letters::fitted(of_row, left - size * 1.2, small * 0.9);
        sketch.sized_text((left - gap, middle), &name, Anchor::End, INK, small * 0.9);
        for (i, of_column) in across.iter().enumerate() {
            let of =
                |row: &&CsvRow| text(row, "across") == *of_column && text(row, "up") == *of_row;
            let panel: Vec<&CsvRow> = rows.iter().filter(of).collect();
            if !panel.is_empty() {
                let from = (left + wide * i as f64, top + tall * j as f64);
                draw_panel(&mut sketch, &panel, (from, (wide - gap, tall - gap)), most);
            }
        }
    }
    for (i, of_column) in across.iter().enumerate() {
        let middle = left + wide * (i as f64 + 0.5) - gap / 2.0;
        let lines = letters::wrap(&of_column.replace('.', ". "), wide - gap, small * 0.9, false);
        for (k, line) in lines.iter().enumerate() {
            let y = top + tall * up.len() as f64 + small * (0.5 + k as f64);
            sketch.sized_text(
                (middle, y),
                &line.replace(". ", "."),
                Anchor::Middle,
                INK,
                small * 0.9,
            );
        }
    }
    sketch.axes.push("share that is left".to_owned());
    Ok(sketch)
}

/// The cells of a pair in a rectangle, told by its upper left corner, width and height.
fn draw_panel(
    sketch: &mut Sketch,
    rows: &[&CsvRow],
    ((x0, y0), (wide, tall)): ((f64, f64), (f64, f64)),
    most: f64,
) {
    let cells: Vec<_> = rows.iter().filter_map(|row| cell(row)).collect();
    let ends = |of: fn(&Cell) -> [f64; 2]| {
        let all = || cells.iter().flat_map(of);
        (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max))
    };
    let (x, y) = (ends(|cell| cell.0), ends(|cell| cell.1));
    let share = |at: f64, (low, high): (f64, f64)| (at - low) / (high - low);
    for (across, up, left) in &cells {
        let from = (x0 + wide * share(across[0], x), y0 + tall * (1.0 - share(up[1], y)));
        let to = (x0 + wide * share(across[1], x), y0 + tall * (1.0 - share(up[0], y)));
        if *left > 0.0 {
            sketch.rectangle(from, to, sketch.look.shade(left / most));
        }
    }
    let corners = [(x0, y0), (x0 + wide, y0), (x0 + wide, y0 + tall), (x0, y0 + tall), (x0, y0)];
    let thin = sketch.look.hairline();
    sketch.line(corners.to_vec(), if cells.is_empty() { PALE } else { GREY }, thin);
    for row in rows {
        let names = ["across", "up", "across_from", "across_until", "up_from", "up_until", "left"];
        sketch.record(names.map(|name| text(row, name).to_owned()).to_vec());
    }
}
