//! Figures of a comparison: differences with their intervals, scenarios side by side, cost against
//! effect. Titles state a finding only where the table's verdict does.

use super::behind::cell;
use super::charts::{Axis, Frame, around, label_points};
use super::data::{CsvRow, Folder, PlotError, real};
use super::forest::{bound, draw_groups};
use super::sketch::Sketch;
use super::style::{Colour, GREY, Look};
use super::words::{capital, metric_unit, scenario, words};
use super::{Gallery, Wishes, arms, courses, options, steering};
use crate::metrics::Name;
use std::collections::BTreeMap;

pub(super) fn figures(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let table = Table::read(folder, wishes)?;
    if table.rows.is_empty() {
        gallery.left_out.push("figures: comparison.csv has no differences".to_owned());
        return Ok(());
    }
    let arms = arms::of_comparison(folder, &table);
    gallery.add("options", options::options(&table, folder, wishes.look())?);
    gallery.add("pairs", options::pairs(&table, folder, wishes.look())?);
    gallery.add("differences", table.differences(wishes.look()));
    gallery.add("cost-against-effect", table.cost(wishes.look()));
    gallery.add("scenarios", courses::panels(&arms, &table.main(), None, wishes.look())?);
    steering::figure(&arms, wishes, gallery)
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
    /// Name of the baseline.
    pub baseline: String,
    titles: &'a BTreeMap<String, String>,
}

/// Difference, low, high.
pub(super) type Interval = (f64, f64, f64);

impl<'a> Table<'a> {
    /// The table of a directory, and its baseline: the first scenario, as the manifest names it, else the run that is no row.
    pub(super) fn read(folder: &Folder, wishes: &'a Wishes) -> Result<Self, PlotError> {
        let rows = folder.rows("comparison.csv", |row| {
            real(row, "difference").is_some() && text(row, "dimension").is_empty()
        })?;
        let told: Vec<&str> = rows.iter().map(|row| text(row, "scenario")).collect();
        let runs = folder.runs();
        let unnamed = || runs.into_iter().find(|name| !told.contains(&name.as_str()));
        let baseline = folder.baseline().or_else(unnamed).unwrap_or_default();
        Ok(Self { rows, baseline, titles: &wishes.titles })
    }

    /// The metric that titles tell of: violence where it is compared, else the first.
    pub(super) fn main(&self) -> String {
        let is_violence = |row: &&CsvRow| text(row, "metric") == Name::ViolenceRate.name();
        let row = self.rows.iter().find(is_violence).or(self.rows.first());
        row.map_or_else(String::new, |row| text(row, "metric").to_owned())
    }

    /// Scenarios other than the baseline, as the table has them.
    pub(super) fn scenarios(&self) -> Vec<&str> {
        in_order(self.rows.iter().map(|row| text(row, "scenario")))
    }

    /// Metrics, as the table has them.
    pub(super) fn metrics(&self) -> Vec<&str> {
        in_order(self.rows.iter().map(|row| text(row, "metric")))
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
    pub(super) fn finding(&self) -> Option<String> {
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
    pub(super) fn cited(&self, name: &str) -> String {
        let title = self.titles.get(name).map(|title| format!("\u{201c}{title}\u{201d}"));
        title.unwrap_or_else(|| scenario(name))
    }

    /// The baseline within a sentence.
    pub(super) fn against(&self) -> String {
        let baseline = self.cited(&self.baseline);
        if baseline.is_empty() { "the baseline".to_owned() } else { baseline }
    }

    /// How many pairs of replicates, in words.
    pub(super) fn pairs(&self) -> String {
        let n = self.rows.iter().filter_map(|row| real(row, "replicates")).fold(0.0, f64::max);
        format!("{n} pairs of replicates")
    }

    /// Differences as shares of the baseline, a group of lines a metric, a line a scenario.
    fn differences(&self, look: Look) -> Result<Sketch, String> {
        let share = |metric: &str, of: &str| -> Option<Interval> {
            let base = real(self.row(metric, of)?, "baseline")?.abs();
            let (d, low, high) = self.interval(metric, of)?;
            (base > 0.0).then_some((d / base * 100.0, low / base * 100.0, high / base * 100.0))
        };
        let scenarios = self.scenarios();
        let (drawn, absent): (Vec<&str>, Vec<&str>) = self
            .metrics()
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
        sketch.columns(&[
            "scenario",
            "cost_difference",
            "cost_low",
            "cost_high",
            "effect_difference",
            "effect_low",
            "effect_high",
        ]);
        for (i, (name, cost, effect)) in points.iter().enumerate() {
            let ends = [cost.0, cost.1, cost.2, effect.0, effect.1, effect.2];
            let ends = ends.map(|x| cell(Some(x)));
            sketch.record(std::iter::once((*name).to_owned()).chain(ends).collect());
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
}

/// Names as they come, each once.
pub(super) fn in_order<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut once: Vec<&str> = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    once
}
