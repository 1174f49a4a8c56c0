//! Differences with their intervals, a group of lines a metric, a line a scenario.

use super::behind::cell;
use super::charts::{key, number, round_step, signed};
use super::comparison::{Interval, Table, is_shown, text};
use super::data::real;
use super::letters;
use super::sketch::{Anchor, Sketch};
use super::style::{GREY, INK, PALE, Pen, legible};
use super::words::{capital, metric_unit, words};

/// How far the axis of differences reaches: most intervals whole, the widest cut.
pub(super) fn bound(intervals: impl Iterator<Item = Interval>) -> f64 {
    let mut ends: Vec<f64> = intervals
        .map(|(_, low, high)| low.abs().max(high.abs()))
        .filter(|end| end.is_finite())
        .collect();
    ends.sort_by(f64::total_cmp);
    let Some(&widest) = ends.last() else { return 1.0 };
    let most = ends[(ends.len() - 1) * 9 / 10];
    let reach = if widest > most * 2.0 { most * 1.3 } else { widest };
    let step = round_step(reach.max(1e-6), 2);
    libm::ceil(reach.max(1e-6) / step) * step
}

/// Draws the groups with a key of scenarios; `share` gives an interval in per cent of the baseline.
pub(super) fn draw_groups(
    sketch: &mut Sketch,
    table: &Table,
    (metrics, scenarios): (&[&str], &[&str]),
    bound: f64,
    share: &dyn Fn(&str, &str) -> Option<Interval>,
) {
    let (size, small) = (sketch.type_size, sketch.small_size());
    let width = f64::from(sketch.width);
    let entries: Vec<(String, Pen)> = scenarios
        .iter()
        .enumerate()
        .map(|(i, name)| (table.called(name), sketch.look.pen(i)))
        .collect();
    let mark = |sketch: &mut Sketch, at, pen| sketch.mark(at, size * 0.3, pen, true);
    let mut top = key(sketch, &entries, mark) + size * 0.3;
    let left = size + (width - 2.0 * size) * 0.44;
    let right = width - size * 1.6;
    let label_room = left - size * 1.8;
    let labels: Vec<(Vec<String>, Vec<String>)> = metrics
        .iter()
        .map(|metric| {
            let base = table.rows.iter().find(|row| text(row, "metric") == *metric);
            let base = base.and_then(|row| real(row, "baseline")).unwrap_or(0.0);
            let unit = match metric_unit(metric).as_str() {
                "level" => format!("level {}", number(base)),
                unit => format!("{} {unit}", number(base)),
            };
            (
                letters::wrap(&capital(&words(metric)), label_room, small, false),
                letters::wrap(&unit, label_room, small * 0.86, false),
            )
        })
        .collect();
    let wanted: Vec<f64> = labels
        .iter()
        .map(|(name, unit)| {
            let words = small * 1.2 * name.len() as f64 + small * 1.05 * unit.len() as f64;
            words.max(small * 0.7 * scenarios.len() as f64) + small * 0.45
        })
        .collect();
    let foot = small * 3.6;
    let height = sketch.grow(top + wanted.iter().sum::<f64>() + foot);
    let room = height - top - foot;
    let squeeze = (room / wanted.iter().sum::<f64>()).min(1.25);
    let bottom = top + wanted.iter().sum::<f64>() * squeeze;
    let x =
        |value: f64| left + (value.clamp(-bound, bound) + bound) / (2.0 * bound) * (right - left);
    let thin = sketch.look.hairline();
    for tick in [-1.0, -0.5, 0.0, 0.5, 1.0].map(|tick| tick * bound) {
        let ink = if tick == 0.0 { GREY } else { PALE };
        sketch.line(vec![(x(tick), top), (x(tick), bottom)], ink, thin);
        sketch.small((x(tick), bottom + small * 0.9), &signed(tick), Anchor::Middle, GREY);
    }
    let axis = format!("difference from {}, %", table.against());
    let half = letters::width(&axis, small, false) / 2.0;
    let middle = x(0.0).min(width - size * 0.5 - half);
    sketch.small((middle, bottom + small * 2.3), &axis, Anchor::Middle, INK);
    sketch.axes.push(axis);
    sketch.columns(&["metric", "scenario", "difference_in_per_cent", "low", "high", "shown"]);
    for ((metric, (name, unit)), tall) in metrics.iter().zip(&labels).zip(&wanted) {
        let tall = tall * squeeze;
        let block = small * 1.2 * name.len() as f64 + small * 1.05 * unit.len() as f64;
        let mut y = top + (tall - block) / 2.0 + small * 0.55;
        for line in name {
            sketch.small((left - size * 0.8, y), line, Anchor::End, INK);
            y += small * 1.2;
        }
        for line in unit {
            sketch.sized_text(
                (left - size * 0.8, y - small * 0.08),
                line,
                Anchor::End,
                GREY,
                small * 0.86,
            );
            y += small * 1.05;
        }
        let step = (tall - small * 0.45) / scenarios.len() as f64;
        for (i, of) in scenarios.iter().enumerate() {
            let y = top + small * 0.22 + step * (i as f64 + 0.5);
            if let Some(interval) = share(metric, of) {
                let is_filled = table.row(metric, of).is_some_and(is_shown);
                let [mean, low, high] = [interval.0, interval.1, interval.2].map(|x| cell(Some(x)));
                let shown = if is_filled { "yes" } else { "no" }.to_owned();
                sketch.record(vec![(*metric).to_owned(), (*of).to_owned(), mean, low, high, shown]);
                draw_interval(sketch, (&x, bound, y), interval, (i, is_filled));
            }
        }
        top += tall;
        sketch.line(vec![(size, top), (right, top)], PALE, thin);
    }
}

/// A mean with its interval; what lies beyond the frame ends in an arrow.
fn draw_interval(
    sketch: &mut Sketch,
    (x, bound, y): (&dyn Fn(f64) -> f64, f64, f64),
    (mean, low, high): Interval,
    (i, is_filled): (usize, bool),
) {
    let pen = sketch.look.pen(i);
    let size = sketch.type_size;
    if low.is_finite() && high.is_finite() {
        sketch.line(vec![(x(low), y), (x(high), y)], pen.colour, size * 0.12);
    }
    for (end, sign) in [(low, -1.0), (high, 1.0)] {
        if end.is_finite() && end.abs() > bound && end * sign > 0.0 {
            let (tip, back) = (x(end) + sign * size * 0.5, x(end) - sign * size * 0.1);
            sketch.area(vec![(tip, y), (back, y - size * 0.3), (back, y + size * 0.3)], pen.colour);
        }
    }
    if mean.abs() > bound {
        let text = format!("{} %", signed(mean));
        // Where the interval reaches into the frame, the number stands before it; where it reaches through, above it.
        let most = 0.4 * bound;
        let through = if mean > 0.0 { low < -most } else { high > most };
        let y = if through { y - 0.55 * size } else { y };
        let (anchor, at) = if mean > 0.0 {
            (Anchor::End, (x(low.min(bound).max(-most)) - 0.5 * size, y))
        } else {
            (Anchor::Start, (x(high.max(-bound).min(most)) + 0.5 * size, y))
        };
        sketch.sized_text(at, &text, anchor, legible(pen.colour), sketch.small_size() * 0.8);
    } else {
        sketch.mark((x(mean), y), size * 0.28, pen, is_filled);
    }
}
