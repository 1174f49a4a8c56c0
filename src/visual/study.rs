//! Figures of a sweep and of a sensitivity study.

use super::charts::{Axis, Frame, around, label_room, labelled};
use super::comparison::text;
use super::data::{Folder, PlotError, Row, real};
use super::sketch::{Anchor, Sketch};
use super::style::{Colour, INK, Look, Style, WHITE, contrast, tint};
use super::tornado::{Bar, tornado};
use super::words::{capital, metric_unit, parameter, parameter_unit, scenario, words};
use super::{Gallery, Wishes};
use crate::experiment::statistics::spearman;
use crate::experiment::sweep::FIXED;
use std::collections::BTreeMap;

/// Fewest runs of which a correlation is told.
const FEWEST: usize = 8;

pub(super) fn sweep_figures(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let rows = at_last_month(folder.rows("results.csv", |row| real(row, "value").is_some())?);
    if rows.is_empty() {
        gallery.left_out.push("sweep: results.csv has no values".to_owned());
    }
    for metric in distinct(&rows, "metric") {
        let rows: Vec<Row> =
            rows.iter().filter(|row| row.get("metric") == Some(&metric)).cloned().collect();
        let sweep = Sweep { rows, metric, look: wishes.look() };
        let name = |kind: &str| format!("sweep-{kind}-{}", sweep.metric.replace('_', "-"));
        let parameters = sweep.parameters();
        gallery.add(&name("tornado"), sweep.tornado(&parameters));
        match &parameters[..] {
            [] => {}
            [only] => gallery.add(&name("scatter"), Ok(sweep.scatter(only))),
            [a, b, ..] => {
                gallery.add(&name("scatter"), Ok(sweep.scatter(a)));
                gallery.add(&name("response"), Ok(sweep.response(&a.key, &b.key)));
            }
        }
    }
    Ok(())
}

/// Where several months of a metric are reported, the last is told; facts have the first alone.
pub(super) fn at_last_month(mut rows: Vec<Row>) -> Vec<Row> {
    let mut last: BTreeMap<String, f64> = BTreeMap::new();
    for row in &rows {
        if let Some(month) = real(row, "month") {
            let last = last.entry(text(row, "metric").to_owned()).or_insert(month);
            *last = last.max(month);
        }
    }
    rows.retain(|row| real(row, "month") == last.get(text(row, "metric")).copied());
    rows
}

/// Values of a column, each once, in order of appearance.
pub(super) fn distinct(rows: &[Row], column: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for value in rows.iter().filter_map(|row| row.get(column)) {
        if !found.contains(value) {
            found.push(value.clone());
        }
    }
    found
}

/// Runs of one metric.
struct Sweep {
    rows: Vec<Row>,
    metric: String,
    look: Look,
}

/// Pairs of a parameter and the value.
fn pairs<'a>(rows: impl Iterator<Item = &'a Row>, key: &str) -> Vec<(f64, f64)> {
    rows.filter_map(|row| Some((real(row, key)?, real(row, "value")?))).collect()
}

/// Spearman's rank correlation with its 95 % interval by Fisher's transformation, its standard error
/// 1.06/sqrt(n − 3) (Fieller, Hartley & Pearson 1957); `None` where nothing varies or runs are few.
fn correlation(pairs: &[(f64, f64)]) -> Option<(f64, f64, f64)> {
    if pairs.len() < FEWEST {
        return None;
    }
    let (x, y): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let rho = spearman(&x, &y)?.clamp(-1.0, 1.0);
    let z = libm::atanh(rho.clamp(-0.999_999, 0.999_999));
    let error = 1.96 * 1.06 / (pairs.len() as f64 - 3.0).sqrt();
    Some((rho, libm::tanh(z - error), libm::tanh(z + error)))
}

impl Sweep {
    /// Parameters that vary, the strongest first.
    fn parameters(&self) -> Vec<Bar> {
        let keys = self.rows.first().into_iter().flat_map(|row| row.keys());
        let mut bars: Vec<Bar> = keys
            .filter(|key| !FIXED.contains(&key.as_str()))
            .filter_map(|key| {
                let (value, low, high) = correlation(&pairs(self.rows.iter(), key))?;
                Some(Bar { key: key.clone(), value, low, high })
            })
            .collect();
        bars.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
        bars
    }

    fn runs(&self) -> String {
        let scenarios = distinct(&self.rows, "scenario");
        let names: Vec<String> = scenarios.iter().map(|name| scenario(name)).collect();
        format!("{} runs of {}", self.rows.len(), names.join(", "))
    }

    /// Rank correlations, the strongest first.
    fn tornado(&self, bars: &[Bar]) -> Result<Sketch, String> {
        if bars.is_empty() {
            return Err(format!("no parameter varies over {FEWEST} runs or more"));
        }
        let title = format!("Parameters by their correlation with {}", words(&self.metric));
        let note = format!(
            "{}; whiskers: 95 % intervals, one parameter at a time. Grey: the interval holds 0.",
            self.runs()
        );
        let axis = labelled("rank correlation", "Spearman's, from \u{2212}1 to 1");
        Ok(tornado(bars, (&title, &note), &axis, self.look))
    }

    /// The value against a parameter, a trend a scenario.
    fn scatter(&self, bar: &Bar) -> Sketch {
        let key = &bar.key;
        let title =
            format!("{} against {}", capital(&words(&self.metric)), first_low(&parameter(key)));
        let scenarios = distinct(&self.rows, "scenario");
        let note = format!(
            "{}; line: means of tenths of the range. Rank correlation {}, 95 % interval {} to {}.",
            self.runs(),
            two(bar.value),
            two(bar.low),
            two(bar.high)
        );
        let mut sketch = Sketch::new(self.look, &title, &note);
        let all = pairs(self.rows.iter(), key);
        let x = Axis::new(key, &parameter_unit(key), around(all.iter().map(|p| p.0)));
        let up = around(all.iter().map(|p| p.1));
        let y = Axis::new(&words(&self.metric), &metric_unit(&self.metric), up);
        let is_many = scenarios.len() > 1;
        let trends: Vec<(String, Vec<(f64, f64)>)> = scenarios
            .iter()
            .map(|name| {
                let of = self.rows.iter().filter(|row| row.get("scenario") == Some(name));
                (scenario(name), trend(&pairs(of, key), x.range))
            })
            .collect();
        let room = if is_many {
            label_room(&sketch, trends.iter().map(|(name, _)| name.as_str())) + sketch.type_size
        } else {
            sketch.type_size
        };
        let frame = Frame::new(&mut sketch, &x, &y, room);
        let size = sketch.type_size;
        for (i, name) in scenarios.iter().enumerate() {
            let pen = self.look.pen(i);
            let of = self.rows.iter().filter(|row| row.get("scenario") == Some(name));
            let ink = if self.look.style == Style::Print {
                (150, 150, 150)
            } else {
                tint(pen.colour, 0.55)
            };
            for (x, y) in pairs(of, key) {
                sketch.circle(frame.at(x, y), size * 0.17, ink, true);
            }
        }
        let mut ends = Vec::new();
        for (i, (name, trend)) in trends.iter().enumerate() {
            let pen = self.look.pen(if is_many { i } else { 1 });
            if !trend.is_empty() {
                frame.curve(&mut sketch, trend, pen);
                ends.push((trend[trend.len() - 1].1, name.clone(), pen.colour));
            }
        }
        if is_many {
            frame.label_ends(&mut sketch, ends);
        }
        sketch
    }

    /// The mean value over two parameters, in fields.
    fn response(&self, a: &str, b: &str) -> Sketch {
        const FIELDS: usize = 5;
        let points: Vec<(f64, f64, f64)> = self
            .rows
            .iter()
            .filter_map(|row| Some((real(row, a)?, real(row, b)?, real(row, "value")?)))
            .collect();
        let across = extremes(points.iter().map(|p| p.0));
        let up = extremes(points.iter().map(|p| p.1));
        let mut fields = [[(0.0, 0_u32); FIELDS]; FIELDS];
        for &(x, y, value) in &points {
            let cell = |v: f64, (low, high): (f64, f64)| {
                (((v - low) / (high - low) * FIELDS as f64) as usize).min(FIELDS - 1)
            };
            let field = &mut fields[cell(y, up)][cell(x, across)];
            field.0 += value;
            field.1 += 1;
        }
        let means =
            || fields.iter().flatten().filter(|(_, n)| *n > 0).map(|(s, n)| s / f64::from(*n));
        let (low, high) = extremes(means());
        let digits = libm::ceil(1.7 - libm::log10((high - low).max(1e-6))).clamp(0.0, 4.0) as usize;
        let unit = labelled(&words(&self.metric), &metric_unit(&self.metric));
        let title = format!("{} by {a} and {b}", capital(&words(&self.metric)));
        let note = format!("Mean {unit}, of n out of {}. White: no run.", self.runs());
        let mut sketch = Sketch::new(self.look, &title, &note);
        sketch.axes.push(unit);
        let x = Axis::new(a, &parameter_unit(a), across);
        let y = Axis::new(b, &parameter_unit(b), up);
        let margin = sketch.type_size;
        let frame = Frame::new(&mut sketch, &x, &y, margin);
        let small = sketch.small_size();
        let edge =
            |i: usize, (low, high): (f64, f64)| low + (high - low) * i as f64 / FIELDS as f64;
        for (j, line) in fields.iter().enumerate() {
            for (i, (sum, n)) in line.iter().enumerate().filter(|(_, (_, n))| *n > 0) {
                let mean = sum / f64::from(*n);
                let share = if high > low { (mean - low) / (high - low) } else { 0.5 };
                let colour = self.look.shade(share);
                let from = frame.at(edge(i, across), edge(j, up));
                let to = frame.at(edge(i + 1, across), edge(j + 1, up));
                sketch.rectangle((from.0 + 1.0, from.1 - 1.0), (to.0 - 1.0, to.1 + 1.0), colour);
                let ink: Colour =
                    if contrast(colour, WHITE) > contrast(colour, INK) { WHITE } else { INK };
                let (x, y) = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
                let mean = super::charts::decimals(mean, digits);
                sketch.text((x, y - small * 0.5), &mean, Anchor::Middle, ink);
                let runs = format!("n = {n}");
                sketch.sized_text((x, y + small * 0.75), &runs, Anchor::Middle, ink, small * 0.8);
            }
        }
        sketch
    }
}

/// Two decimals with a true minus.
fn two(x: f64) -> String {
    super::charts::decimals(x, 2)
}

/// With a small first letter, unless it begins an abbreviation.
fn first_low(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let rest = letters.as_str();
    if rest.starts_with(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().collect::<String>() + rest
}

/// Smallest and largest, never the same.
fn extremes(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) =
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
    if high > low { (low, high) } else { (low - 0.5, low + 0.5) }
}

/// Means of tenths of a range with two points or more.
fn trend(pairs: &[(f64, f64)], (low, high): (f64, f64)) -> Vec<(f64, f64)> {
    let tenth = (high - low) / 10.0;
    (0..10)
        .filter_map(|i| {
            let from = low + tenth * f64::from(i);
            let is_last = i == 9;
            let inside: Vec<f64> = pairs
                .iter()
                .filter(|(x, _)| *x >= from && (*x < from + tenth || is_last))
                .map(|(_, y)| *y)
                .collect();
            let mean = inside.iter().sum::<f64>() / inside.len() as f64;
            (inside.len() > 1).then_some((from + tenth / 2.0, mean))
        })
        .collect()
}

pub(super) fn sensitivity_figures(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let rows = folder.rows("sensitivity.csv", |row| {
        row.get("index").is_some_and(|index| matches!(index.as_str(), "mu_star" | "ST"))
    })?;
    if rows.is_empty() {
        gallery.left_out.push("sensitivity: the table has no mu_star and no ST".to_owned());
    }
    for metric in distinct(&rows, "metric") {
        let of: Vec<&Row> = rows.iter().filter(|row| row.get("metric") == Some(&metric)).collect();
        let mut bars: Vec<Bar> = of
            .iter()
            .filter_map(|row| {
                let value = real(row, "value")?;
                let end = |column| real(row, column).unwrap_or(value);
                Some(Bar {
                    key: row.get("parameter")?.clone(),
                    value,
                    low: end("low"),
                    high: end("high"),
                })
            })
            .collect();
        bars.sort_by(|a, b| b.value.total_cmp(&a.value));
        let is_morris = of.iter().any(|row| row.get("index").is_some_and(|i| i == "mu_star"));
        let (axis, note) = if is_morris {
            (
                labelled("mean absolute effect (mu*)", &metric_unit(&metric)),
                "Effect of moving a parameter through its range (Morris 1991); whiskers: 95 % intervals.",
            )
        } else {
            (
                labelled("total index (ST)", "share of variance"),
                "Share of variance in which a parameter takes part (Saltelli et al. 2010); whiskers: 95 % intervals.",
            )
        };
        let title = format!("Parameters by their effect on {}", words(&metric));
        let name = format!("sensitivity-{}", metric.replace('_', "-"));
        gallery.add(&name, Ok(tornado(&bars, (&title, note), &axis, wishes.look())));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verif_rank_correlation_of_a_small_table_with_ties() {
        // By hand: ranks 0, 1.5, 1.5, 3 … against 0, 1, 2, 3 …
        let pairs: Vec<(f64, f64)> = [1.0, 2.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
            .into_iter()
            .zip((0..8).map(f64::from))
            .collect();
        let (rho, low, high) = correlation(&pairs).unwrap_or_default();
        // Sum of squares of ranks with one tie 41.5, of those without 42, of products 41.5.
        assert!((rho - 41.5 / (41.5_f64 * 42.0).sqrt()).abs() < 1e-12);
        assert!(low < rho && rho < high && high < 1.0);
    }

    #[test]
    fn the_last_month_of_each_metric_is_told() {
        let row = |metric: &str, month: &str, value: &str| -> Row {
            let cells = [("metric", metric), ("month", month), ("value", value)];
            cells.into_iter().map(|(column, cell)| (column.to_owned(), cell.to_owned())).collect()
        };
        let rows = vec![row("a", "12", "1"), row("F1", "12", "2"), row("a", "24", "3")];
        let values: Vec<f64> =
            at_last_month(rows).iter().filter_map(|row| real(row, "value")).collect();
        assert_eq!(values, [2.0, 3.0]);
        assert_eq!(at_last_month(vec![row("a", "", "1")]).len(), 1);
    }
}
