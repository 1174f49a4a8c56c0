//! Numbers of one unit below each other on one scale, each with its interval: a line a thing, a mark a series.

use super::behind::cell;
use super::charts::{around, key, numbered};
use super::comparison::Interval;
use super::letters;
use super::sketch::{Anchor, Sketch};
use super::style::{GREY, INK, Look, PALE, Pen};

/// Ticks of the scale, at most.
const TICKS: usize = 5;

/// What is drawn.
pub(super) struct Intervals<'a> {
    /// What it says in large letters.
    pub title: &'a str,
    /// What is shown, and how sure it is.
    pub note: &'a str,
    /// What stands on the scale, with its unit.
    pub axis: &'a str,
    /// Ends of what is as it should be; none where there is nothing of the sort.
    pub band: Option<(f64, f64)>,
    /// What marks of one pen have in common.
    pub series: &'a [&'a str],
    /// Things, each with its number in each series.
    pub lines: &'a [Line],
}

/// A thing and what is said of it: its number with its interval in each series, and words on that.
pub(super) struct Line {
    /// What it is.
    pub name: String,
    /// Mean, lower and upper end; none where there is no number.
    pub spans: Vec<Option<Interval>>,
    /// Words at the end of the line.
    pub told: String,
}

impl Intervals<'_> {
    /// The figure; a reason where no line has a number.
    pub(super) fn draw(&self, look: Look) -> Result<Sketch, String> {
        let ends = self.ends().ok_or("no line has a number")?;
        let mut sketch = Sketch::new(look, self.title, self.note);
        let (size, small) = (sketch.type_size, sketch.small_size() * 0.92);
        let mark = |sketch: &mut Sketch, at, pen| sketch.mark(at, size * 0.28, pen, true);
        let entries: Vec<(String, Pen)> = self
            .series
            .iter()
            .enumerate()
            .map(|(i, name)| ((*name).to_owned(), look.pen(i)))
            .collect();
        let top = if entries.len() > 1 { key(&mut sketch, &entries, mark) } else { sketch.head }
            + small * 0.4;
        let width = f64::from(sketch.width);
        let told = self.lines.iter().map(|line| letters::width(&line.told, small, false));
        let right = width - size * 1.6 - told.fold(0.0, f64::max);
        let left = size + (width - 2.0 * size) * 0.4;
        let tall = small * (0.75 + 0.75 * self.series.len() as f64);
        let foot = small * 3.2;
        let height = sketch.grow(top + tall * self.lines.len() as f64 + foot);
        let tall = ((height - top - foot) / self.lines.len() as f64).min(tall);
        let bottom = top + tall * self.lines.len() as f64;
        let x = |value: f64| {
            left + (value.clamp(ends.0, ends.1) - ends.0) / (ends.1 - ends.0) * (right - left)
        };
        if let Some((low, high)) = self.band {
            sketch.rectangle((x(low), top), (x(high), bottom), look.band());
        }
        self.scale(&mut sketch, (ends, &x), (top, bottom), small);
        sketch.columns(&["line", "series", "value", "low", "high"]);
        for (i, line) in self.lines.iter().enumerate() {
            let above = top + tall * i as f64;
            let middle = above + tall / 2.0;
            let name = letters::fitted(&line.name, left - size * 1.6, small);
            sketch.sized_text((left - size * 0.7, middle), &name, Anchor::End, INK, small);
            sketch.sized_text((right + size * 0.6, middle), &line.told, Anchor::Start, GREY, small);
            let step = tall / (line.spans.len() as f64 + 1.0);
            for (k, span) in line.spans.iter().enumerate() {
                let Some((mean, low, high)) = *span else { continue };
                let (y, pen) = (above + step * (k as f64 + 1.0), look.pen(k));
                sketch.line(vec![(x(low), y), (x(high), y)], pen.colour, size * 0.12);
                let is_clear = low > 0.0 || high < 0.0;
                sketch.mark((x(mean), y), size * 0.26, pen, is_clear);
                let numbers = [mean, low, high].map(|number| cell(Some(number)));
                let names = [line.name.clone(), self.series[k].to_owned()];
                sketch.record(names.into_iter().chain(numbers).collect());
            }
        }
        Ok(sketch)
    }

    /// Round ends around all numbers, the band and nothing at all.
    fn ends(&self) -> Option<(f64, f64)> {
        let spans = self.lines.iter().flat_map(|line| line.spans.iter().flatten());
        let all: Vec<f64> = spans.flat_map(|(mean, low, high)| [*mean, *low, *high]).collect();
        if all.is_empty() {
            return None;
        }
        let band = self.band.map(|(low, high)| [low, high]);
        let all = || all.iter().copied().chain(band.into_iter().flatten()).chain([0.0]);
        Some(around(all()))
    }

    /// Ticks and what they are of.
    fn scale(
        &self,
        sketch: &mut Sketch,
        ((low, high), x): ((f64, f64), &dyn Fn(f64) -> f64),
        (top, bottom): (f64, f64),
        small: f64,
    ) {
        let thin = sketch.look.hairline();
        for (value, text) in numbered(low, high, 1.0, TICKS) {
            let ink = if value == 0.0 { GREY } else { PALE };
            sketch.line(vec![(x(value), top), (x(value), bottom)], ink, thin);
            sketch.sized_text((x(value), bottom + small * 0.9), &text, Anchor::Middle, GREY, small);
        }
        let half = letters::width(self.axis, small, false) / 2.0;
        let width = f64::from(sketch.width);
        let middle = f64::midpoint(x(low), x(high)).min(width - sketch.type_size * 0.5 - half);
        sketch.sized_text((middle, bottom + small * 2.2), self.axis, Anchor::Middle, INK, small);
        sketch.axes.push(self.axis.to_owned());
    }
}
