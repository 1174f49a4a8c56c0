//! Figures of a comparison: differences with their intervals, scenarios side by side, cost against
//! effect. Titles state a finding only where the table's verdict does.

use super::charts::{Axis, Frame, around, label_points};
use super::data::{CsvRow, Folder, PlotError, real};
use super::forest::{bound, draw_groups};
use super::letters;
use super::series::{self, Point};
use super::sketch::{Anchor, Sketch};
use super::style::{Colour, GREY, INK, Look, Pen, legible};
use super::words::{capital, metric_unit, scenario, words};
use super::{Gallery, Size, Wishes, steering};
use crate::metrics::Name;
use std::collections::BTreeMap;

pub(super) fn figures(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let rows = folder.rows("comparison.csv", |row| real(row, "difference").is_some())?;
    let totals: Vec<CsvRow> =
        rows.into_iter().filter(|row| text(row, "dimension").is_empty()).collect();
    if totals.is_empty() {
        gallery.left_out.push("figures: comparison.csv has no differences".to_owned());
        return Ok(());
    }
    let told: Vec<&str> = totals.iter().map(|row| text(row, "scenario")).collect();
    let mut runs = folder.runs();
    let unnamed = || runs.iter().find(|name| !told.contains(&name.as_str())).cloned();
    let baseline = folder.baseline().or_else(unnamed).unwrap_or_default();
    // Runs of other comparisons may lie beside these.
    runs.retain(|name| *name == baseline || told.contains(&name.as_str()));
    let table = Table { rows: totals, baseline, titles: &wishes.titles };
    gallery.add("differences", table.differences(wishes.look()));
    gallery.add("cost-against-effect", table.cost(wishes.look()));
    let mut curves = Vec::new();
    for name in runs.iter().cloned() {
        let metric = table.main();
        let series = folder.rows(&format!("runs/{name}/metrics.csv"), |row| {
            text(row, "metric") == metric && text(row, "dimension").is_empty()
        })?;
        curves.push((name, series));
    }
    gallery.add("scenarios", table.multiples(&curves, wishes.look()));
    // The baseline first, the others as the table has them.
    let order = table.scenarios();
    runs.sort_by_key(|name| (*name != table.baseline, order.iter().position(|one| one == name)));
    let called: Vec<(String, String)> =
        runs.into_iter().map(|name| (name.clone(), table.called(&name))).collect();
    steering::of_comparison(folder, &called, wishes, gallery)
}

pub(super) fn text<'a>(row: &'a CsvRow, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}

/// Whether the table's verdict says that there is a difference.
pub(super) fn is_shown(row: &CsvRow) -> bool {
    !matches!(text(row, "verdict"), "no difference shown" | "identical" | "")
}

/// `comparison.csv`, totals only.
pub(super) struct Table<'a> {
    /// Rows.
    pub rows: Vec<CsvRow>,
    baseline: String,
    titles: &'a BTreeMap<String, String>,
}

/// Difference, low, high.
pub(super) type Interval = (f64, f64, f64);

impl Table<'_> {
    /// The metric that titles tell of: violence where it is compared, else the first.
    fn main(&self) -> String {
        let is_violence = |row: &&CsvRow| text(row, "metric") == Name::ViolenceRate.name();
        let row = self.rows.iter().find(is_violence).or(self.rows.first());
        row.map_or_else(String::new, |row| text(row, "metric").to_owned())
    }

    fn scenarios(&self) -> Vec<&str> {
        in_order(self.rows.iter().map(|row| text(row, "scenario")))
    }

    /// The row of a metric and a scenario.
    pub(super) fn row(&self, metric: &str, of: &str) -> Option<&CsvRow> {
        self.rows.iter().find(|row| text(row, "metric") == metric && text(row, "scenario") == of)
    }

    fn interval(&self, metric: &str, of: &str) -> Option<Interval> {
        let row = self.row(metric, of)?;
        Some((real(row, "difference")?, real(row, "low")?, real(row, "high")?))
    }

    /// What the verdicts show of the main metric, in words; none where they show nothing.
    fn finding(&self) -> Option<String> {
        let metric = self.main();
        let shown = |is_lower: bool| -> Vec<String> {
            self.scenarios()
                .into_iter()
                .filter(|name| {
                    self.row(&metric, name).is_some_and(|row| {
                        is_shown(row) && (real(row, "difference") < Some(0.0)) == is_lower
                    })
                })
                .map(|name| self.cited(name))
                .collect()
        };
        let clause = |word: &str, names: &[String]| {
            format!("{word} {} in {}", words(&metric), names.join(" and "))
        };
        let (less, more) = (shown(true), shown(false));
        let finding = match (less.is_empty(), more.is_empty()) {
            (true, true) => return None,
            (false, true) => clause("less", &less),
            (true, false) => clause("more", &more),
            (false, false) => format!("{}, {}", clause("less", &less), clause("more", &more)),
        };
        Some(capital(&format!("{finding} than in {}", self.cited(&self.baseline))))
    }

    /// What a scenario is called where it stands alone.
    pub(super) fn called(&self, name: &str) -> String {
        self.titles.get(name).cloned().unwrap_or_else(|| scenario(name))
    }

    /// What a scenario is called within a sentence: a title in quotation marks.
    fn cited(&self, name: &str) -> String {
        let title = self.titles.get(name).map(|title| format!("\u{201c}{title}\u{201d}"));
        title.unwrap_or_else(|| scenario(name))
    }

    /// The baseline within a sentence.
    pub(super) fn against(&self) -> String {
        let baseline = self.cited(&self.baseline);
        if baseline.is_empty() { "the baseline".to_owned() } else { baseline }
    }

    fn pairs(&self) -> String {
        let n = self.rows.iter().filter_map(|row| real(row, "replicates")).fold(0.0, f64::max);
        format!("{n} pairs of replicates")
    }

    /// Differences as shares of the baseline, a group of lines a metric, a line a scenario.
    fn differences(&self, look: Look) -> Result<Sketch, String> {
        let metrics = in_order(self.rows.iter().map(|row| text(row, "metric")));
        let share = |metric: &str, of: &str| -> Option<Interval> {
            let base = real(self.row(metric, of)?, "baseline")?.abs();
            let (d, low, high) = self.interval(metric, of)?;
            (base > 0.0).then_some((d / base * 100.0, low / base * 100.0, high / base * 100.0))
        };
        let scenarios = self.scenarios();
        let (drawn, absent): (Vec<&str>, Vec<&str>) = metrics
            .into_iter()
            .partition(|metric| scenarios.iter().any(|of| share(metric, of).is_some()));
        if drawn.is_empty() {
            return Err("no baseline differs from 0".to_owned());
        }
        let title =
            self.finding().unwrap_or_else(|| format!("Differences from {}", self.against()));
        let mut note = format!(
            "{}, 95 % intervals. Filled: a difference is shown at 5 % after Holm's correction; hollow: none is.",
            capital(&self.pairs())
        );
        if !absent.is_empty() {
            let names: Vec<String> = absent.iter().map(|name| words(name)).collect();
            note = format!("{note} Left out, as the baseline is 0: {}.", names.join(", "));
        }
        let mut sketch = Sketch::new(look, &title, &note);
        let intervals =
            || drawn.iter().flat_map(|m| scenarios.iter().filter_map(move |of| share(m, of)));
        draw_groups(&mut sketch, self, (&drawn, &scenarios), bound(intervals()), &share);
        Ok(sketch)
    }

    /// Cost for a settled dispute against the main metric, each scenario a cross of its intervals.
    fn cost(&self, look: Look) -> Result<Sketch, String> {
        const COST: &str = "cost_per_settlement";
        let main = self.main();
        let points: Vec<(&str, Interval, Interval)> = self
            .scenarios()
            .into_iter()
            .filter_map(|name| {
                Some((name, self.interval(COST, name)?, self.interval(&main, name)?))
            })
            .filter(|(_, a, b)| [a.1, a.2, b.1, b.2].iter().all(|end| end.is_finite()))
            .collect();
        if points.is_empty() || main == COST {
            return Err(format!("{COST} and another metric are not both compared"));
        }
        let title =
            format!("{} against cost, differences from {}", capital(&words(&main)), self.against());
        let note = format!(
            "Crosses are 95 % intervals over {}, not adjusted; filled: a difference in {} is shown.",
            self.pairs(),
            words(&main)
        );
        let mut sketch = Sketch::new(look, &title, &note);
        let ends = |of: fn(&(&str, Interval, Interval)) -> Interval| {
            let all: Vec<f64> =
                points.iter().flat_map(|p| [of(p).1, of(p).2]).chain([0.0]).collect();
            around(all.into_iter())
        };
        let x =
            Axis::new(&format!("difference in {}", words(COST)), &metric_unit(COST), ends(|p| p.1));
        let y = Axis::new(
            &format!("difference in {}", words(&main)),
            &metric_unit(&main),
            ends(|p| p.2),
        );
        let frame = Frame::new(&mut sketch, &x, &y, 0.0);
        let (left, top, right, bottom) = frame.inner;
        let zero = frame.at(0.0, 0.0);
        let thin = sketch.look.hairline();
        sketch.line(vec![(left, zero.1), (right, zero.1)], GREY, thin);
        sketch.line(vec![(zero.0, top), (zero.0, bottom)], GREY, thin);
        let mut labels: Vec<((f64, f64), String, Colour)> = vec![(zero, self.against(), GREY)];
        let size = sketch.type_size;
        sketch.circle(zero, size * 0.25, GREY, true);
        for (i, (name, cost, effect)) in points.iter().enumerate() {
            let pen = look.pen(i);
            let (wide, tall) = ([cost.1, cost.2], [effect.1, effect.2]);
            sketch.line(wide.map(|end| frame.at(end, effect.0)).to_vec(), pen.colour, size * 0.08);
            sketch.line(tall.map(|end| frame.at(cost.0, end)).to_vec(), pen.colour, size * 0.08);
            let at = frame.at(cost.0, effect.0);
            let is_filled = self.row(&main, name).is_some_and(is_shown);
            sketch.mark(at, size * 0.36, pen, is_filled);
            labels.push((at, self.called(name), pen.colour));
        }
        label_points(&mut sketch, &labels, frame.inner, true);
        Ok(sketch)
    }

    /// The main metric over time, a panel a scenario, the baseline behind each.
    fn multiples(&self, runs: &[(String, Vec<CsvRow>)], look: Look) -> Result<Sketch, String> {
        let main = self.main();
        let mut n = 0;
        let mut months = 0.0_f64;
        let mut bands: Vec<(&str, Vec<Point>)> = Vec::new();
        for (name, rows) in runs {
            let levels = series::levels(rows, &main, "");
            months = months.max(series::last_month(levels.values()));
            if let Some(of) = levels.get("") {
                n = n.max(of.len());
                bands.push((name.as_str(), series::band(of)));
            }
        }
        let baseline =
            bands.iter().find(|(name, _)| *name == self.baseline).map(|(_, b)| b.clone());
        let order = self.scenarios();
        bands.retain(|(name, band)| order.contains(name) && !band.is_empty());
        bands.sort_by_key(|(name, _)| order.iter().position(|other| other == name));
        if bands.is_empty() {
            return Err(format!("there are no runs with {main} below it"));
        }
        let title = format!(
            "{} over time, each scenario beside {}",
            capital(&words(&main)),
            self.against()
        );
        let mut sketch = Sketch::new(look, &title, &format!("{}.", series::smoothing(months, n)));
        let edges = bands.iter().flat_map(|(_, b)| b).chain(baseline.iter().flatten());
        let ends: Vec<f64> = edges.flat_map(|p| [p.mean - p.half, p.mean + p.half]).collect();
        let up = around(ends.into_iter());
        let label = format!("{}, {}", words(&main), metric_unit(&main));
        let size = sketch.type_size;
        let small = sketch.small_size();
        let room = f64::from(sketch.width) - 2.0 * size;
        let top = sketch.paragraph((size, sketch.head), room, &label, INK, small);
        sketch.axes.push(label);
        if bands.len() > 2 && look.size == Size::OneColumn {
            sketch.grow(top + bands.len().div_ceil(2) as f64 * small * 14.0);
        }
        let panels = grid(&sketch, top, bands.len());
        let wide = panels.first().map_or(0.0, |panel| panel.2 - panel.0);
        let titles: Vec<Vec<String>> = bands
            .iter()
            .map(|(name, _)| letters::wrap(&self.called(name), wide, small, false))
            .collect();
        // All frames begin at one height.
        let lines = titles.iter().map(Vec::len).max().unwrap_or(1) as f64;
        for (i, (panel, ((_, band), title))) in
            panels.into_iter().zip(bands.iter().zip(&titles)).enumerate()
        {
            let pen = Pen { dash: &[], ..look.pen(i) };
            let back = Pen { colour: GREY, dash: &[3.0, 3.0], ..pen };
            let mut below = panel.1;
            for line in title {
                sketch.small((panel.0, below), line, Anchor::Start, legible(pen.colour));
                below += small * 1.25;
            }
            let y = Axis { label: String::new(), ..Axis::new("", "", up) };
            let outer = (panel.0, panel.1 + small * 1.25 * lines - small * 0.4, panel.2, panel.3);
            let frame = Frame::within(&mut sketch, &Axis::time(months), &y, outer);
            frame.band(&mut sketch, band, pen);
            let line = |band: &[Point]| band.iter().map(|p| (p.month, p.mean)).collect::<Vec<_>>();
            if let Some(base) = &baseline {
                frame.curve(&mut sketch, &line(base), back);
            }
            frame.curve(&mut sketch, &line(band), pen);
            let (left, _, _, bottom) = frame.inner;
            if i == 0 && baseline.is_some() {
                let at = (left + size * 0.5, bottom - small);
                let words = format!("dotted: {}", self.against());
                sketch.halo(at, &words, Anchor::Start, GREY);
            }
        }
        Ok(sketch)
    }
}

/// Left, top, right, bottom of panels side by side and below each other.
fn grid(sketch: &Sketch, top: f64, n: usize) -> Vec<(f64, f64, f64, f64)> {
    let size = sketch.type_size;
    let (width, height) = (f64::from(sketch.width), f64::from(sketch.height));
    let most = if sketch.look.size == Size::OneColumn { 2 } else { 4 };
    let columns = if n == 4 && most == 4 { 4 } else { n.min(most) };
    let lines = n.div_ceil(columns);
    let gap = size * 1.2;
    let wide = (width - 2.0 * size - gap * (columns - 1) as f64) / columns as f64;
    let tall = (height - top - size * 0.6) / lines as f64;
    (0..n)
        .map(|i| {
            let x = size + (wide + gap) * (i % columns) as f64;
            let y = top + tall * (i / columns) as f64 + size * 0.3;
            (x, y, x + wide, y + tall - size * if lines > 1 { 1.0 } else { 0.3 })
        })
        .collect()
}

/// Names as they come, each once.
fn in_order<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut once: Vec<&str> = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    once
}
