//! Things of different units below each other, each on a scale of its own: what was found beside the band in which it should
//! lie.

use super::behind::cell;
use super::charts::number;
use super::comparison::text;
use super::data::{CsvRow, Folder, PlotError, real};
use super::letters;
use super::sketch::{Anchor, Sketch};
use super::style::{GREY, INK, Look};
use super::{Gallery, Wishes};
use crate::experiment::facts;

/// Widths of a band that are shown on either side of it; what lies farther ends in an arrow.
const BESIDE: f64 = 1.0;

/// A row: what it is, whether it is a check beside the targets, its band, what was found with its interval, and whether
/// that is as it should be.
struct Row {
    name: String,
    is_check: bool,
    band: (f64, f64),
    value: f64,
    low: f64,
    high: f64,
    is_inside: bool,
}

/// The facts of a directory of `nodal facts`.
pub(super) fn facts(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let rows = folder.rows("facts.csv", |row| real(row, "value").is_some())?;
    let known = facts::facts();
    let told = |row: &CsvRow| {
        let id = text(row, "fact");
        let fact = known.iter().find(|fact| fact.id == id);
        let what = fact.map_or_else(String::new, |fact| format!(": {}, {}", fact.what, fact.place));
        let sort = if is_check(row) { " (check)" } else { "" };
        row_of(row, format!("{id}{sort}{what}"), text(row, "inside") == "true")
    };
    let rows: Vec<Row> = rows.iter().filter_map(told).collect();
    gallery
        .add("facts", draw(&rows, ("The model beside the facts", "95 % intervals"), wishes.look()));
    Ok(())
}

/// The targets of a calibration.
pub(super) fn targets(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let rows = folder.rows("targets.csv", |row| real(row, "value").is_some())?;
    let told = |row: &CsvRow| {
        let (band, value) = (band(row)?, real(row, "value")?);
        let is_inside = (band.0..=band.1).contains(&value);
        row_of(row, text(row, "metric").replace('_', " "), is_inside)
    };
    let rows: Vec<Row> = rows.iter().filter_map(told).collect();
    gallery.add(
        "targets",
        draw(
            &rows,
            ("The ensemble beside the targets", "nine tenths of its weight"),
            wishes.look(),
        ),
    );
    Ok(())
}

fn band(row: &CsvRow) -> Option<(f64, f64)> {
    Some((real(row, "target_low")?, real(row, "target_high")?))
}

/// Whether it is a fact that is no target.
fn is_check(row: &CsvRow) -> bool {
    text(row, "use") == facts::Fact::CHECK
}

fn row_of(row: &CsvRow, name: String, is_inside: bool) -> Option<Row> {
    let value = real(row, "value")?;
    let end = |column| real(row, column).unwrap_or(value);
    let (is_check, band, low, high) = (is_check(row), band(row)?, end("low"), end("high"));
    Some(Row { name, is_check, band, value, low, high, is_inside })
}

/// The figure; reasons where there is nothing to draw.
fn draw(rows: &[Row], (title, whiskers): (&str, &str), look: Look) -> Result<Sketch, String> {
    if rows.is_empty() {
        return Err("no row has a value".to_owned());
    }
    let inside = |is_check: bool, what: &str| {
        let of: Vec<&Row> = rows.iter().filter(|row| row.is_check == is_check).collect();
        let inside = of.iter().filter(|row| row.is_inside).count();
        (!of.is_empty()).then(|| format!("{inside} of {} {what}", of.len()))
    };
    let sorts = [inside(false, "targets"), inside(true, "checks")];
    let inside = sorts.into_iter().flatten().collect::<Vec<_>>().join(" and ");
    let note = format!(
        "{inside} lie in their bands. Each row has a scale of its own, on which its band is as wide as all others; whiskers: {whiskers}; filled marks lie in their bands, and an arrow leads beyond the frame."
    );
    let mut sketch = Sketch::new(look, title, &note);
    let (size, small) = (sketch.type_size, sketch.small_size() * 0.92);
    let width = f64::from(sketch.width);
    let (left, right) = (size + (width - 2.0 * size) * 0.5, width - size * 8.8);
    let room = left - size * 1.8;
    let top = sketch.head + small * 0.4;
    let height = sketch.grow(top + small * (1.5 * rows.len() as f64 + 3.2));
    let step = ((height - top - small * 3.2) / rows.len() as f64).min(small * 1.5);
    let x = |share: f64| {
        left + (share.clamp(-BESIDE, 1.0 + BESIDE) + BESIDE) / (1.0 + 2.0 * BESIDE) * (right - left)
    };
    let bottom = top + step * rows.len() as f64;
    sketch.rectangle((x(0.0), top), (x(1.0), bottom), look.band());
    sketch.columns(&["row", "target_low", "target_high", "value", "low", "high", "inside"]);
    for (i, row) in rows.iter().enumerate() {
        let y = top + step * (i as f64 + 0.5);
        let name = letters::fitted(&row.name, room, small);
        sketch.sized_text((left - size * 0.8, y), &name, Anchor::End, INK, small);
        draw_row(&mut sketch, row, &x, y);
        let told =
            format!("{} ({} to {})", number(row.value), number(row.band.0), number(row.band.1));
        let told_size = small * (size * 7.6 / letters::width(&told, small, false)).min(0.9);
        sketch.sized_text((right + size * 0.6, y), &told, Anchor::Start, GREY, told_size);
        let numbers = [row.band.0, row.band.1, row.value, row.low, row.high].map(|x| cell(Some(x)));
        let yes = if row.is_inside { "yes" } else { "no" }.to_owned();
        sketch.record(std::iter::once(row.name.clone()).chain(numbers).chain([yes]).collect());
    }
    let axis = "place in the band, in widths of it";
    sketch.small((x(0.5), bottom + small * 1.4), axis, Anchor::Middle, INK);
    sketch.axes.push(axis.to_owned());
    Ok(sketch)
}

/// Mark and whisker of a row at a height.
fn draw_row(sketch: &mut Sketch, row: &Row, x: &dyn Fn(f64) -> f64, y: f64) {
    let size = sketch.type_size;
    let wide = (row.band.1 - row.band.0).max(f64::MIN_POSITIVE);
    let share = |value: f64| (value - row.band.0) / wide;
    let pen = sketch.look.pen(usize::from(!row.is_inside));
    let (low, high) = (share(row.low), share(row.high));
    if high > -BESIDE && low < 1.0 + BESIDE {
        sketch.line(vec![(x(low), y), (x(high), y)], pen.colour, size * 0.12);
    }
    let at = share(row.value);
    if (-BESIDE..=1.0 + BESIDE).contains(&at) {
        sketch.mark((x(at), y), size * 0.26, pen, row.is_inside);
    } else {
        let sign = if at > 0.5 { 1.0 } else { -1.0 };
        let tip = x(at);
        let back = tip - sign * size * 0.55;
        sketch.area(vec![(tip, y), (back, y - size * 0.28), (back, y + size * 0.28)], pen.colour);
    }
}
