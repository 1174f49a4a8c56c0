//! Axes, bands, stacks, dots: what charts have in common.

use super::sketch::{Anchor, Colour, GREY, INK, PALE, Sketch};

/// A frame with two axes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
    x: (f64, f64),
    y: (f64, f64),
}

/// Round steps of an axis, four or so.
fn ticks((low, high): (f64, f64)) -> Vec<f64> {
    let span = (high - low).max(1e-12);
    let raw = span / 4.0;
    let unit = libm::pow(10.0, libm::floor(libm::log10(raw)));
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|times| times * unit)
        .find(|&step| step >= raw)
        .unwrap_or(10.0 * unit);
    let first = libm::ceil(low / step - 1e-9) as i64;
    let last = libm::floor(high / step + 1e-9) as i64;
    (first..=last).map(|i| i as f64 * step).collect()
}

/// A number as people write it.
pub(super) fn number(x: f64) -> String {
    let size = x.abs();
    if size >= 1e6 {
        format!("{} m", trim(x / 1e6, 1))
    } else if size >= 1e4 {
        format!("{} k", trim(x / 1e3, 0))
    } else if size >= 100.0 || x == 0.0 {
        trim(x, 0)
    } else if size >= 1.0 {
        trim(x, 1)
    } else if size >= 0.01 {
        trim(x, 3)
    } else {
        format!("{x:.0e}")
    }
}

fn trim(x: f64, digits: usize) -> String {
    let text = format!("{x:.digits$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    };
    text.replace('-', "\u{2212}")
}

/// What axes say.
pub(super) struct Axes<'a> {
    /// Below, with its unit.
    pub x: &'a str,
    /// At the left, with its unit; written above the axis, level, to be read.
    pub y: &'a str,
    /// Range of x.
    pub across: (f64, f64),
    /// Range of y.
    pub up: (f64, f64),
    /// Room at the right for direct labels, as a share of the width.
    pub label_room: f64,
}

impl Frame {
    /// A frame that fills a sketch below its title.
    pub(super) fn new(sketch: &mut Sketch, axes: &Axes) -> Self {
        let (width, height) = (f64::from(sketch.width), f64::from(sketch.height));
        let size = sketch.type_size;
        let box_ =
            (size * 4.6, size * 4.6, width * (1.0 - axes.label_room) - size, height - size * 3.6);
        Self::within(sketch, axes, box_)
    }

    /// A frame within left, top, right, bottom.
    pub(super) fn within(
        sketch: &mut Sketch,
        axes: &Axes,
        (left, top, right, bottom): (f64, f64, f64, f64),
    ) -> Self {
        let frame = Self { left, top, right, bottom, x: wide(axes.across), y: wide(axes.up) };
        let size = sketch.type_size;
        for y in ticks(frame.y) {
            let at = frame.at(frame.x.0, y).1;
            sketch.line(vec![(left, at), (right, at)], PALE, 1);
            sketch.text((left - size * 0.5, at), &number(y), Anchor::End, GREY);
        }
        for x in ticks(frame.x) {
            let at = frame.at(x, frame.y.0).0;
            sketch.line(vec![(at, bottom), (at, bottom + size * 0.3)], GREY, 1);
            sketch.text((at, bottom + size), &number(x), Anchor::Middle, GREY);
        }
        sketch.line(vec![(left, bottom), (right, bottom)], GREY, 1);
        sketch.text((left - size * 3.6, top - size * 1.2), axes.y, Anchor::Start, INK);
        sketch.text((f64::midpoint(left, right), bottom + size * 2.4), axes.x, Anchor::Middle, INK);
        frame
    }

    /// Where a pair of values lies.
    pub(super) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let share = |value: f64, (low, high): (f64, f64)| (value - low) / (high - low);
        (
            self.left + share(x, self.x) * (self.right - self.left),
            self.bottom - share(y, self.y).clamp(-0.02, 1.02) * (self.bottom - self.top),
        )
    }

    /// The right end, where direct labels begin.
    pub(super) fn label_x(&self) -> f64 {
        self.right + 8.0
    }

    /// A line through values.
    pub(super) fn curve(&self, sketch: &mut Sketch, values: &[(f64, f64)], colour: Colour) {
        let points = values.iter().map(|&(x, y)| self.at(x, y)).collect();
        sketch.line(points, colour, 3);
    }

    /// The area between two curves over the same x.
    pub(super) fn between(
        &self,
        sketch: &mut Sketch,
        low: &[(f64, f64)],
        high: &[(f64, f64)],
        colour: Colour,
    ) {
        let mut points: Vec<_> = low.iter().map(|&(x, y)| self.at(x, y)).collect();
        points.extend(high.iter().rev().map(|&(x, y)| self.at(x, y)));
        sketch.area(points, colour);
    }

    /// Words at line ends, moved apart so that none overlap.
    pub(super) fn label_ends(&self, sketch: &mut Sketch, mut ends: Vec<(f64, String, Colour)>) {
        ends.sort_by(|a, b| b.0.total_cmp(&a.0));
        let step = sketch.type_size * 1.2;
        let mut heights: Vec<f64> = ends.iter().map(|(y, _, _)| self.at(self.x.1, *y).1).collect();
        for i in 1..heights.len() {
            heights[i] = heights[i].max(heights[i - 1] + step);
        }
        let over = heights.last().map_or(0.0, |last| (last - self.bottom).max(0.0));
        for (height, (_, text, colour)) in heights.iter().zip(&ends) {
            sketch.text((self.label_x(), height - over), text, Anchor::Start, *colour);
        }
    }
}

/// A range that is never empty, with its lower end at 0 where it is near.
fn wide((low, high): (f64, f64)) -> (f64, f64) {
    if high > low { (low, high) } else { (low - 0.5, low + 0.5) }
}

/// The range of values, from 0.
pub(super) fn from_zero<'a>(values: impl Iterator<Item = &'a f64>) -> (f64, f64) {
    let high = values.copied().fold(0.0, f64::max);
    (0.0, if high > 0.0 { high * 1.05 } else { 1.0 })
}

/// Means over windows of twelve months, at their middle: monthly noise is not what is shown.
pub(super) fn yearly(series: &[(f64, f64)]) -> Vec<(f64, f64)> {
    if series.len() < 24 {
        return series.to_vec();
    }
    series
        .windows(12)
        .step_by(3)
        .map(|window| {
            let n = window.len() as f64;
            let mean = |of: fn(&(f64, f64)) -> f64| window.iter().map(of).sum::<f64>() / n;
            (mean(|p| p.0), mean(|p| p.1))
        })
        .collect()
}

/// The words of a code name.
pub(super) fn words(name: &str) -> String {
    name.replace('_', " ")
}
