//! Morris's plane: how much a parameter does on the whole, and how much that depends on where the others stand.

use super::behind::cell;
use super::charts::{Axis, Frame, from_zero, label_points};
use super::comparison::text;
use super::data::{CsvRow, real};
use super::sketch::Sketch;
use super::style::{Colour, GREY, INK, Look, tint};
use super::words::metric_unit;

/// Parameters with names, at most.
const NAMED: usize = 8;

/// μ* across and σ up, with the 95 % intervals of μ*; `rows` are of one metric of one arm.
pub(super) fn plane(
    rows: &[&CsvRow],
    metric: &str,
    (what, whose): (&str, &str),
    look: Look,
) -> Result<Sketch, String> {
    let of = |parameter: &str, index: &str| {
        rows.iter()
            .find(|row| text(row, "parameter") == parameter && text(row, "index") == index)
            .copied()
    };
    let told = |row: &&CsvRow| {
        let parameter = text(row, "parameter");
        let star = of(parameter, "mu_star")?;
        let end = |column| real(star, column);
        let sigma = real(of(parameter, "sigma")?, "value")?;
        Some((parameter.to_owned(), real(star, "value")?, (end("low"), end("high")), sigma))
    };
    let mut points: Vec<_> =
        rows.iter().filter(|row| text(row, "index") == "mu_star").filter_map(told).collect();
    if points.is_empty() {
        return Err("no parameter has both mu_star and sigma".to_owned());
    }
    points.sort_by(|a, b| b.1.total_cmp(&a.1));
    let n = rows.iter().filter_map(|row| real(row, "n")).fold(0.0, f64::max);
    let note = format!(
        "{whose}Right: moving it through its range does more (mean absolute effect, {n} effects each, whiskers 95 % intervals). Up: what it does depends more on where the others stand, or is not proportional. Below the line effects nearly always have one sign (σ < μ*/2)."
    );
    let mut sketch = Sketch::new(look, &format!("What moves {what}, and how evenly"), &note);
    let unit = metric_unit(metric);
    let right = from_zero(points.iter().flat_map(|p| [p.1, p.2.1.unwrap_or(p.1)]));
    let up = from_zero(points.iter().map(|p| p.3));
    let x = Axis::new("mean absolute effect (\u{3bc}*)", &unit, right);
    let y = Axis::new("spread of effects (\u{3c3})", &unit, up);
    let margin = sketch.type_size;
    let frame = Frame::new(&mut sketch, &x, &y, margin);
    let end = right.1.min(up.1 * 2.0);
    sketch.line(vec![frame.at(0.0, 0.0), frame.at(end, end / 2.0)], GREY, look.hairline());
    sketch.columns(&["parameter", "mu_star", "low", "high", "sigma"]);
    let pen = look.pen(0);
    let size = sketch.type_size;
    let mut labels: Vec<((f64, f64), String, Colour)> = Vec::new();
    for (i, (parameter, star, (low, high), sigma)) in points.iter().enumerate() {
        let numbers = [Some(*star), *low, *high, Some(*sigma)].map(cell);
        sketch.record(std::iter::once(parameter.clone()).chain(numbers).collect());
        if let (Some(low), Some(high)) = (low, high) {
            let ends = vec![frame.at(*low, *sigma), frame.at(*high, *sigma)];
            sketch.line(ends, tint(pen.colour, 0.5), size * 0.08);
        }
        // Where the interval leaves nothing out there is nothing to tell of.
        let is_clear = low.is_none_or(|low| low > 0.0);
        sketch.mark(frame.at(*star, *sigma), size * 0.3, pen, is_clear);
        if i < NAMED {
            labels.push((frame.at(*star, *sigma), parameter.clone(), INK));
        }
    }
    label_points(&mut sketch, &labels, frame.inner, true);
    let told: Vec<&str> = points.iter().map(|point| point.0.as_str()).collect();
    sketch.describe(&format!("From the strongest: {}.", told.join("; ")));
    Ok(sketch)
}
