//! Axes, bands, labels: what charts have in common.

use super::letters;
use super::series::Course;
use super::sketch::{Anchor, Bounds, Shape, Sketch, overlap, text_bounds};
use super::style::{Colour, GREY, INK, PALE, Pen, legible, tint};

/// What the numbers of an axis are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// Numbers as they are.
    Linear,
    /// Months, told in years where there are two or more.
    Months,
    /// Decimal logarithms, told as what they are logarithms of.
    Log,
}

/// An axis.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    /// What it shows, with its unit.
    pub label: String,
    /// From, to.
    pub range: (f64, f64),
    /// What its numbers are.
    pub scale: Scale,
    /// Places that have names; numbers are written where there are none.
    pub names: Vec<(f64, String)>,
}

impl Axis {
    /// A linear axis; the label is words and unit.
    pub(super) fn new(words: &str, unit: &str, range: (f64, f64)) -> Self {
        Self {
            label: labelled(words, unit),
            range: wide(range),
            scale: Scale::Linear,
            names: Vec::new(),
        }
    }

    /// Time from the start of a run to its last month.
    pub(super) fn time(months: f64) -> Self {
        let unit = if months < 24.0 { "months" } else { "years" };
        let label = format!("{unit} since the start");
        Self { label, range: (0.0, months.max(1.0)), scale: Scale::Months, names: Vec::new() }
    }

    /// Round places with their numbers, at most so many.
    fn ticks(&self, most: usize) -> Vec<(f64, String)> {
        let (low, high) = self.range;
        if !self.names.is_empty() {
            return self.names.clone();
        }
        match self.scale {
            Scale::Linear => numbered(low, high, 1.0, most),
            Scale::Months if high < 24.0 => numbered(low, high, 1.0, most),
            Scale::Months => numbered(low, high, 12.0, most),
            Scale::Log => logarithmic(low, high, most),
        }
    }
}

/// Words with their unit.
pub(super) fn labelled(words: &str, unit: &str) -> String {
    if unit.is_empty() { words.to_owned() } else { format!("{words}, {unit}") }
}

/// The step of at most `most` round ticks over a span.
pub(super) fn round_step(span: f64, most: usize) -> f64 {
    let raw = span.max(1e-12) / most.max(1) as f64;
    let unit = libm::pow(10.0, libm::floor(libm::log10(raw)));
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|times| times * unit)
        .find(|&step| step >= raw * (1.0 - 1e-9))
        .unwrap_or(10.0 * unit)
}

/// Ticks every so many units, whole units where a unit is more than one.
pub(super) fn numbered(low: f64, high: f64, unit: f64, most: usize) -> Vec<(f64, String)> {
    let mut step = round_step((high - low) / unit, most);
    if unit > 1.0 {
        step = step.max(1.0);
    }
    let digits = (-libm::floor(libm::log10(step))).max(0.0) as usize;
    let first = libm::ceil(low / unit / step - 1e-9) as i64;
    let last = libm::floor(high / unit / step + 1e-9) as i64;
    (first..=last)
        .map(|i| {
            let value = i as f64 * step;
            (value * unit, decimals(value, digits))
        })
        .collect()
}

/// Powers of ten, with 2 and 5 between them where there is room.
fn logarithmic(low: f64, high: f64, most: usize) -> Vec<(f64, String)> {
    let times: &[f64] = if high - low < most as f64 / 3.0 { &[1.0, 2.0, 5.0] } else { &[1.0] };
    let powers = libm::floor(low) as i32..=libm::ceil(high) as i32;
    powers
        .flat_map(|power| times.iter().map(move |times| times * libm::pow(10.0, f64::from(power))))
        .map(|value| (libm::log10(value), number(value)))
        .filter(|(at, _)| *at >= low - 1e-9 && *at <= high + 1e-9)
        .collect()
}

/// A number with so many decimals, thousands apart, and a true minus.
pub(super) fn decimals(x: f64, digits: usize) -> String {
    let text = format!("{:.digits$}", x.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let mut apart = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            apart.push(',');
        }
        apart.push(digit);
    }
    let is_nothing = text.chars().all(|c| matches!(c, '0' | '.'));
    let sign = if x < 0.0 && !is_nothing { "\u{2212}" } else { "" };
    if part.is_empty() { format!("{sign}{apart}") } else { format!("{sign}{apart}.{part}") }
}

/// A number as people write it, with two or three figures.
pub(super) fn number(x: f64) -> String {
    let size = x.abs();
    if size >= 1e6 {
        return format!("{} million", decimals(x / 1e6, usize::from(size < 1e7)));
    }
    if size == 0.0 || size >= 9.95 {
        return decimals(x, 0);
    }
    let digits = (1.0 - libm::floor(libm::log10(size))).clamp(1.0, 6.0) as usize;
    let text = decimals(x, digits);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number with its sign, as differences are written.
pub(super) fn signed(x: f64) -> String {
    let sign = if x > 0.0 { "+" } else { "" };
    format!("{sign}{}", number(x))
}

/// A share in per cent, with one decimal where it is small.
pub(super) fn percent(share: f64) -> String {
    let hundredths = share * 100.0;
    if hundredths > 0.0 && hundredths < 0.1 {
        "< 0.1 %".to_owned()
    } else {
        format!("{} %", decimals(hundredths, usize::from(hundredths < 9.95)))
    }
}

/// A frame with two axes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// Left, top, right, bottom.
    pub inner: Bounds,
    x: (f64, f64),
    y: (f64, f64),
}

impl Frame {
    /// A frame that fills what is left of a sketch, with room for labels at its right.
    pub(super) fn new(sketch: &mut Sketch, x: &Axis, y: &Axis, label_room: f64) -> Self {
        let size = sketch.type_size;
        let (width, height) = (f64::from(sketch.width), f64::from(sketch.height));
        let outer = (size, sketch.head, width - size - label_room, height - size * 0.8);
        Self::within(sketch, x, y, outer)
    }

    /// A frame with its ticks and labels within left, top, right, bottom.
    pub(super) fn within(sketch: &mut Sketch, x: &Axis, y: &Axis, outer: Bounds) -> Self {
        let (size, small) = (sketch.type_size, sketch.small_size());
        let room = outer.2 - outer.0;
        let top = sketch.paragraph((outer.0, outer.1), room, &y.label, INK, small);
        let top = if y.label.is_empty() { top + small * 0.6 } else { top };
        let lines = letters::wrap(&x.label, room, small, false);
        let x_lines = if x.label.is_empty() { 0.0 } else { lines.len() as f64 };
        let bottom = outer.3 - small * (1.3 * x_lines + 1.75);
        let up = y.ticks((((bottom - top) / (size * 2.6)) as usize).clamp(2, 8));
        let widest = up.iter().map(|(_, t)| letters::width(t, small, false)).fold(0.0, f64::max);
        let left = outer.0 + widest + size * 0.5;
        let frame = Self { inner: (left, top, outer.2, bottom), x: x.range, y: y.range };
        let thin = sketch.look.hairline();
        for (value, text) in &up {
            let at = frame.at(frame.x.0, *value).1;
            sketch.line(vec![(left, at), (outer.2, at)], PALE, thin);
            sketch.small((left - size * 0.4, at), text, Anchor::End, GREY);
        }
        let across = x.ticks((((outer.2 - left) / (size * 4.2)) as usize).clamp(2, 12));
        for (value, text) in &across {
            let at = frame.at(*value, frame.y.0).0;
            sketch.line(vec![(at, bottom), (at, bottom + size * 0.3)], GREY, thin);
            let half = letters::width(text, small, false) / 2.0;
            let at = at.min(f64::from(sketch.width) - half - 2.0);
            sketch.small((at, bottom + small * 1.05), text, Anchor::Middle, GREY);
        }
        sketch.line(vec![(left, bottom), (outer.2, bottom)], GREY, thin);
        if !x.label.is_empty() {
            for (i, line) in lines.iter().enumerate() {
                let at = outer.3 - small * (1.3 * (lines.len() - i) as f64 - 0.7);
                let half = letters::width(line, small, false) / 2.0;
                let middle = f64::midpoint(left, outer.2).max(outer.0 + half);
                sketch.small((middle, at), line, Anchor::Middle, INK);
            }
        }
        sketch.axes.extend([x, y].iter().filter(|a| !a.label.is_empty()).map(|a| a.label.clone()));
        frame
    }

    /// Where a pair of values lies; what is beyond the frame lies on its edge.
    pub(super) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let share =
            |value: f64, (low, high): (f64, f64)| ((value - low) / (high - low)).clamp(0.0, 1.0);
        let (left, top, right, bottom) = self.inner;
        (left + share(x, self.x) * (right - left), bottom - share(y, self.y) * (bottom - top))
    }

    /// A line through values; a mark where there is but one.
    pub(super) fn curve(&self, sketch: &mut Sketch, values: &[(f64, f64)], pen: Pen) {
        let points: Vec<_> = values.iter().map(|&(x, y)| self.at(x, y)).collect();
        if let [at] = points[..] {
            sketch.mark(at, sketch.type_size * 0.3, pen, true);
        } else {
            sketch.stroke(points, pen, sketch.type_size * 0.14);
        }
    }

    /// How far across a value lies.
    pub(super) fn across(&self, x: f64) -> f64 {
        self.at(x, self.y.0).0
    }

    /// What replicates do over time: bands of half and four fifths of them where there are enough, each as a thin line,
    /// and their median.
    pub(super) fn course(&self, sketch: &mut Sketch, course: &Course, pen: Pen) {
        if course.has_fan() {
            for (low, high) in [(0.1, 0.9), (0.25, 0.75)] {
                self.fan(sketch, course, (low, high), pen.colour);
            }
        }
        self.lines(sketch, course, pen);
    }

    /// Replicates as thin lines, and their median.
    pub(super) fn lines(&self, sketch: &mut Sketch, course: &Course, pen: Pen) {
        let thin = Pen { colour: tint(pen.colour, 0.45), dash: &[], ..pen };
        for values in course.replicates.iter().filter(|_| course.replicates.len() > 1) {
            self.steps(sketch, course, values, (thin, sketch.look.hairline()));
        }
        self.middle(sketch, course, pen);
    }

    /// The line of a course's median alone.
    pub(super) fn middle(&self, sketch: &mut Sketch, course: &Course, pen: Pen) {
        self.steps(sketch, course, &course.quantile(0.5), (pen, sketch.type_size * 0.14));
    }

    fn steps(
        &self,
        sketch: &mut Sketch,
        course: &Course,
        values: &[Option<f64>],
        (pen, width): (Pen, f64),
    ) {
        for part in course.steps(values) {
            sketch.stroke(part.into_iter().map(|(x, y)| self.at(x, y)).collect(), pen, width);
        }
    }

    /// The area between two quantiles.
    fn fan(&self, sketch: &mut Sketch, course: &Course, (low, high): (f64, f64), colour: Colour) {
        let parts = |share| course.steps(&course.quantile(share));
        for (low, high) in parts(low).iter().zip(&parts(high)) {
            let mut points: Vec<_> = low.iter().map(|&(x, y)| self.at(x, y)).collect();
            points.extend(high.iter().rev().map(|&(x, y)| self.at(x, y)));
            sketch.veil(points, colour, sketch.look.veil());
        }
    }

    /// Words at line ends, moved apart so that none overlap, with a thin line to what was moved.
    pub(super) fn label_ends(&self, sketch: &mut Sketch, mut ends: Vec<(f64, String, Colour)>) {
        ends.sort_by(|a, b| b.0.total_cmp(&a.0));
        let step = sketch.small_size() * 1.25;
        let (_, top, right, bottom) = self.inner;
        let wanted: Vec<f64> = ends.iter().map(|(y, _, _)| self.at(self.x.1, *y).1).collect();
        let heights = apart(&wanted, step, (top, bottom));
        let gap = sketch.type_size * 0.9;
        for ((height, wanted), (_, text, colour)) in heights.iter().zip(&wanted).zip(&ends) {
            if (height - wanted).abs() > step * 0.3 {
                let from = (right + gap * 0.15, *wanted);
                let to = (right + gap * 0.85, *height);
                sketch.line(vec![from, to], legible(*colour), 1.0);
            }
            sketch.small((right + gap, *height), text, Anchor::Start, legible(*colour));
        }
        let told: Vec<&str> = ends.iter().map(|(_, text, _)| text.as_str()).collect();
        sketch.describe(&format!("At the end, from above: {}", told.join("; ")));
    }
}

/// Which pen is what, in as many lines as it takes, each entry drawn by a function at its place; returns the height below.
pub(super) fn key(
    sketch: &mut Sketch,
    entries: &[(String, Pen)],
    draw: impl Fn(&mut Sketch, (f64, f64), Pen),
) -> f64 {
    let (size, small) = (sketch.type_size, sketch.small_size());
    let (mut x, mut y) = (size, sketch.head + small * 0.3);
    for (text, pen) in entries {
        let wide = letters::width(text, small, false) + size * 1.2;
        if x + wide > f64::from(sketch.width) - size && x > size {
            x = size;
            y += small * 1.35;
        }
        draw(sketch, (x + size * 0.35, y), *pen);
        sketch.small((x + size * 1.1, y), text, Anchor::Start, legible(pen.colour));
        x += wide + size * 0.9;
    }
    y + small * 1.1
}

/// Room that labels at line ends want.
pub(super) fn label_room<'a>(sketch: &Sketch, labels: impl Iterator<Item = &'a str>) -> f64 {
    let widest = labels.map(|text| letters::width(text, sketch.small_size(), false));
    widest.fold(0.0, f64::max) + sketch.type_size * 0.5
}

/// Heights as near to those wanted as a least distance and two ends allow; wanted from above.
pub(super) fn apart(wanted: &[f64], step: f64, (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut heights = wanted.to_vec();
    let mut above = f64::NEG_INFINITY;
    for height in &mut heights {
        *height = height.max(above + step).max(top);
        above = *height;
    }
    let mut below = bottom + step;
    for height in heights.iter_mut().rev() {
        *height = height.min(below - step);
        below = *height;
    }
    heights
}

/// Writes words beside points: where they cross no words, points or lines, else where they cross none
/// but axes, else farther off with a thin line to their point, else where they cross fewest. Where `must_stand` is not given,
/// those that find no place at once are left out, and lines do not matter.
pub(super) fn label_points(
    sketch: &mut Sketch,
    labels: &[((f64, f64), String, Colour)],
    within: Bounds,
    must_stand: bool,
) {
    let small = sketch.small_size();
    let gap = small * 0.75;
    let mut taken: Vec<Bounds> = sketch.shapes.iter().filter_map(Shape::text_box).collect();
    taken.extend(labels.iter().map(|((x, y), ..)| (x - 5.0, y - 5.0, x + 5.0, y + 5.0)));
    let (lines, no_axes) = (drawn(sketch, &[PALE]), drawn(sketch, &[PALE, GREY]));
    let tries: &[(&[Bounds], i32)] =
        if must_stand { &[(&lines, 2), (&no_axes, 2), (&lines, FARTHEST)] } else { &[(&[], 1)] };
    for (point, text, colour) in labels {
        let around = |far: i32| {
            let places = places(*point, f64::from(far) * gap).into_iter();
            places.map(move |(at, anchor)| (at, anchor, far, text_bounds(at, text, small, anchor)))
        };
        let is_open = |(.., b): &(_, _, _, Bounds)| {
            let is_inside =
                b.0 >= within.0 && b.1 >= within.1 && b.2 <= within.2 && b.3 <= within.3;
            is_inside && !taken.iter().any(|other| overlap(*b, *other))
        };
        let crossed =
            |b: Bounds, lines: &[Bounds]| lines.iter().filter(|l| overlap(b, **l)).count();
        let open = |farthest: i32| (1..=farthest).flat_map(around).filter(is_open);
        let free = tries
            .iter()
            .find_map(|(lines, farthest)| open(*farthest).find(|(.., b)| crossed(*b, lines) == 0));
        let least = || open(FARTHEST).min_by_key(|(.., b)| crossed(*b, &lines));
        if let Some((at, anchor, far, bounds)) = free.or_else(|| least().filter(|_| must_stand)) {
            taken.push(bounds);
            if far > 2 {
                sketch.line(vec![*point, at], *colour, 1.0);
            }
            sketch.halo(at, text, anchor, legible(*colour));
        }
    }
}

/// How far from its point a word may stand, in gaps.
const FARTHEST: i32 = 8;

/// Where words may stand round a point, the best first.
fn places((x, y): (f64, f64), far: f64) -> [((f64, f64), Anchor); 8] {
    [
        (1.0, 0.0, Anchor::Start),
        (-1.0, 0.0, Anchor::End),
        (0.0, -1.2, Anchor::Middle),
        (0.0, 1.2, Anchor::Middle),
        (0.8, -1.1, Anchor::Start),
        (0.8, 1.1, Anchor::Start),
        (-0.8, -1.1, Anchor::End),
        (-0.8, 1.1, Anchor::End),
    ]
    .map(|(dx, dy, anchor)| ((x + dx * far, y + dy * far), anchor))
}

/// Small boxes along all lines but those of some colours.
fn drawn(sketch: &Sketch, but: &[Colour]) -> Vec<Bounds> {
    let mut boxes = Vec::new();
    for shape in &sketch.shapes {
        let Shape::Line { points, colour, .. } = shape else { continue };
        if but.contains(colour) {
            continue;
        }
        for pair in points.windows(2) {
            let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
            let steps = (libm::hypot(bx - ax, by - ay) / 8.0).ceil().max(1.0) as i32;
            boxes.extend((0..=steps).map(|i| {
                let t = f64::from(i) / f64::from(steps);
                let (x, y) = (ax + (bx - ax) * t, ay + (by - ay) * t);
                (x - 2.0, y - 2.0, x + 2.0, y + 2.0)
            }));
        }
    }
    boxes
}

/// A range that is never empty.
fn wide((low, high): (f64, f64)) -> (f64, f64) {
    if high > low { (low, high) } else { (low - 0.5, low + 0.5) }
}

/// From 0 to a round number above all values.
pub(super) fn from_zero(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let high = values.fold(0.0, f64::max);
    if high <= 0.0 {
        return (0.0, 1.0);
    }
    let step = round_step(high, 6);
    (0.0, libm::ceil(high / step - 1e-9) * step)
}

/// Round numbers below and above all values.
pub(super) fn around(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let low = values.clone().fold(f64::INFINITY, f64::min);
    let high = values.fold(f64::NEG_INFINITY, f64::max);
    if high <= low {
        return (low - 0.5, low + 0.5);
    }
    let step = round_step(high - low, 6);
    (libm::floor(low / step + 1e-9) * step, libm::ceil(high / step - 1e-9) * step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_written_alike() {
        let texts = |axis: &Axis, most| -> Vec<String> {
            axis.ticks(most).into_iter().map(|(_, text)| text).collect()
        };
        assert_eq!(
            texts(&Axis::new("x", "", (0.0, 1.0)), 5),
            ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]
        );
        assert_eq!(
            texts(&Axis::new("x", "", (-2000.0, 1000.0)), 3),
            ["\u{2212}2,000", "\u{2212}1,000", "0", "1,000"]
        );
        assert_eq!(texts(&Axis::time(120.0), 6), ["0", "2", "4", "6", "8", "10"]);
        assert_eq!(texts(&Axis::time(30.0), 6), ["0", "1", "2"]);
        assert_eq!(texts(&Axis::time(1.0), 2), ["0.0", "0.5", "1.0"]);
    }

    #[test]
    fn labels_keep_their_distance_and_stay_inside() {
        let heights = apart(&[10.0, 11.0, 99.0, 99.5], 10.0, (0.0, 100.0));
        assert_eq!(heights, [10.0, 20.0, 90.0, 100.0]);
    }
}
