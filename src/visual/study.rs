//! Figures of a sweep: points are what is counted, and arms are kept apart.

use super::charts::{Axis, Frame, around, label_room, labelled};
use super::data::{CsvRow, Folder, PlotError, real};
use super::points::{
    at_last_month, baseline, distinct, level, never_varies, of_differences, of_points,
};
use super::sketch::{Anchor, Sketch};
use super::style::{Colour, INK, Look, Style, WHITE, contrast, tint};
use super::tornado::{Bar, tornado};
use super::words::{capital, metric_unit, parameter, parameter_unit, scenario, words};
use super::{Gallery, Wishes, parallel};
use crate::experiment::partial::partial_rank_correlation;
use crate::experiment::statistics::spearman;
use crate::output::studies::RESULTS;

/// Fewest points of which a correlation is told.
const FEWEST: usize = 8;

pub(super) fn sweep_figures(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let results = of_points(&at_last_month(folder.rows("results.csv", |_| true)?));
    let differences = of_differences(folder, &results)?;
    let baseline = baseline(&results, &differences);
    let rows: Vec<CsvRow> =
        results.into_iter().filter(|row| real(row, "value").is_some()).collect();
    if rows.is_empty() {
        gallery.left_out.push("sweep: results.csv has no values".to_owned());
    }
    for metric in distinct(&rows, "metric") {
        let of = |rows: &[CsvRow], against: &str| Sweep {
            rows: rows.iter().filter(|row| row.get("metric") == Some(&metric)).cloned().collect(),
            metric: metric.clone(),
            against: against.to_owned(),
            look: wishes.look(),
        };
        of(&rows, "").draw("sweep", gallery);
        if !differences.is_empty() {
            let known = differences.iter().filter(|row| real(row, "value").is_some());
            of(&known.cloned().collect::<Vec<_>>(), &baseline).draw("difference", gallery);
        }
    }
    Ok(())
}

/// Points of one metric, of one or several arms.
struct Sweep {
    rows: Vec<CsvRow>,
    metric: String,
    /// The baseline whose differences these are; empty where they are values themselves.
    against: String,
    look: Look,
}

/// Pairs of a parameter and the value.
fn pairs<'a>(rows: impl Iterator<Item = &'a CsvRow>, key: &str) -> Vec<(f64, f64)> {
    rows.filter_map(|row| Some((level(row, key)?, real(row, "value")?))).collect()
}

/// Spearman's rank correlation with its 95 % interval by Fisher's transformation, its standard error
/// 1.06/sqrt(n − 3) (Fieller, Hartley & Pearson 1957); `None` where nothing varies or points are few.
fn correlation(pairs: &[(f64, f64)]) -> Option<(f64, f64, f64)> {
    if pairs.len() < FEWEST {
        return None;
    }
    let (x, y): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    Some(interval(spearman(&x, &y)?, pairs.len() as f64))
}

/// A rank correlation with its interval; of a partial one each parameter that is held fixed counts as a point less.
fn interval(rho: f64, points: f64) -> (f64, f64, f64) {
    let rho = rho.clamp(-1.0, 1.0);
    let z = libm::atanh(rho.clamp(-0.999_999, 0.999_999));
    let error = 1.96 * 1.06 / (points - 3.0).max(0.25).sqrt();
    (rho, libm::tanh(z - error), libm::tanh(z + error))
}

impl Sweep {
    /// The figures: arms apart, for what moves one need not move the other.
    fn draw(&self, kind: &str, gallery: &mut Gallery) {
        let file = |of: &str, arm: &str| {
            let name = format!("{kind}-{of}-{}", self.metric);
            let arm = if arm.is_empty() { String::new() } else { format!("-{arm}") };
            format!("{name}{arm}").replace(['_', '/'], "-")
        };
        if self.rows.is_empty() {
            return gallery.left_out.push(format!("{kind} of {}: it has no value", self.metric));
        }
        if never_varies(self.rows.iter().filter_map(|row| real(row, "value"))) {
            let line = format!("{kind} of {}: the same at every point", self.metric);
            return gallery.left_out.push(line);
        }
        let arms = self.arms();
        let is_many = arms.len() > 1;
        let mut all: Vec<Bar> = Vec::new();
        for (name, arm) in &arms {
            let suffix = if is_many { name.as_str() } else { "" };
            let bars = arm.parameters();
            gallery.add(&file("tornado", suffix), arm.tornado(&bars));
            gallery.add(&file("where", suffix), arm.parallel(&bars));
            if let [a, b, ..] = &bars[..] {
                gallery.add(&file("response", suffix), Ok(arm.response(&a.key, &b.key)));
            }
            all.extend(bars);
        }
        all.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
        if let Some(strongest) = all.first() {
            gallery.add(&file("scatter", ""), Ok(self.scatter(&strongest.key)));
        }
    }

    /// Each arm alone, with its name.
    fn arms(&self) -> Vec<(String, Self)> {
        let of = |name: String| {
            let is_own = |row: &&CsvRow| row.get("scenario") == Some(&name);
            let rows = self.rows.iter().filter(is_own).cloned().collect();
            let (metric, against) = (self.metric.clone(), self.against.clone());
            (name.clone(), Self { rows, metric, against, look: self.look })
        };
        distinct(&self.rows, "scenario").into_iter().map(of).collect()
    }

    /// Parameters that vary, the strongest first.
    fn parameters(&self) -> Vec<Bar> {
        let keys = self.rows.first().into_iter().flat_map(|row| row.keys());
        let keys: Vec<&String> = keys.filter(|key| !RESULTS.has(key) && *key != "better").collect();
        let mut bars: Vec<Bar> = keys
            .iter()
            .filter_map(|key| {
                let others: Vec<&String> =
                    keys.iter().filter(|other| other != &key).copied().collect();
                let (value, low, high) = self.partial(key, &others)?;
                Some(Bar { key: (*key).clone(), inner: None, value, low, high })
            })
            .collect();
        bars.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
        bars
    }

    /// The partial rank correlation of a parameter with the value, the others that vary held fixed, with its interval.
    fn partial(&self, key: &str, others: &[&String]) -> Option<(f64, f64, f64)> {
        let known = |row: &&CsvRow| real(row, "value").is_some() && level(row, key).is_some();
        let rows: Vec<&CsvRow> = self.rows.iter().filter(known).collect();
        let column = |key: &str| -> Option<Vec<f64>> {
            let values: Vec<f64> = rows.iter().map(|row| level(row, key)).collect::<Option<_>>()?;
            (!never_varies(values.iter().copied())).then_some(values)
        };
        let x = column(key)?;
        let y: Vec<f64> = rows.iter().filter_map(|row| real(row, "value")).collect();
        let held: Vec<Vec<f64>> = others.iter().filter_map(|other| column(other)).collect();
        if rows.len() < FEWEST {
            return None;
        }
        let rho = partial_rank_correlation(&x, &y, &held)?;
        Some(interval(rho, rows.len() as f64 - held.len() as f64))
    }

    /// What is told: the metric, or the difference in it.
    fn what(&self) -> String {
        let metric = words(&self.metric);
        if self.against.is_empty() { metric } else { format!("the difference in {metric}") }
    }

    /// How many points, of which arms.
    fn points(&self) -> String {
        let scenarios = distinct(&self.rows, "scenario");
        let names: Vec<String> = scenarios.iter().map(|name| scenario(name)).collect();
        let n = self.rows.len() / scenarios.len().max(1);
        let each = if scenarios.len() > 1 { " each" } else { "" };
        let less = match self.against.as_str() {
            "" => String::new(),
            against => format!(" less {}", scenario(against)),
        };
        format!("{n} points{each} of {}{less}", names.join(", "))
    }

    /// Rank correlations, the strongest first.
    fn tornado(&self, bars: &[Bar]) -> Result<Sketch, String> {
        if never_varies(self.rows.iter().filter_map(|row| real(row, "value"))) {
            return Err("the same at every point".to_owned());
        }
        if bars.is_empty() {
            return Err(format!("no parameter varies over {FEWEST} points or more"));
        }
        let title = format!("Parameters by their correlation with {}", self.what());
        let note = format!(
            "{}; whiskers: 95 % intervals, each parameter with the others held fixed. Grey: the interval holds 0.",
            self.points()
        );
        let axis = labelled("partial rank correlation", "from \u{2212}1 to 1");
        Ok(tornado(bars, (&title, &note), &axis, self.look))
    }

    /// Where the value is worst, as a box over parameters, on parallel axes.
    fn parallel(&self, bars: &[Bar]) -> Result<Sketch, String> {
        let mut keys: Vec<&str> = bars.iter().map(|bar| bar.key.as_str()).collect();
        keys.truncate(parallel::AXES);
        let points = self.rows.iter().filter_map(|row| {
            let levels: Vec<f64> = keys.iter().map(|key| level(row, key)).collect::<Option<_>>()?;
            Some((levels, real(row, "value")?))
        });
        let points: Vec<(Vec<f64>, f64)> = points.collect();
        let told =
            parallel::Told { metric: &self.metric, what: &self.what(), points: &self.points() };
        parallel::axes(&keys, &points, &told, self.look)
    }

    /// The rank correlation of each arm with a parameter, in words.
    fn correlations(&self, key: &str) -> String {
        let arms = self.arms();
        let told = arms.iter().map(|(name, arm)| {
            let of = if arms.len() > 1 { format!(" of {}", scenario(name)) } else { String::new() };
            match correlation(&pairs(arm.rows.iter(), key)) {
                Some((rho, low, high)) => {
                    format!("{of} {}, 95 % interval {} to {}", two(rho), two(low), two(high))
                }
                None => format!("{of} not to be told"),
            }
        });
        told.collect::<Vec<_>>().join(";")
    }

    /// The value against a parameter, a trend a scenario.
    fn scatter(&self, key: &str) -> Sketch {
        let title = format!("{} against {}", capital(&self.what()), first_low(&parameter(key)));
        let scenarios = distinct(&self.rows, "scenario");
        let note = format!(
            "{}; line: means of tenths of the range. Rank correlation{}.",
            self.points(),
            self.correlations(key)
        );
        let mut sketch = Sketch::new(self.look, &title, &note);
        let all = pairs(self.rows.iter(), key);
        let x = Axis::new(key, &parameter_unit(key), around(all.iter().map(|p| p.0)));
        let up = around(all.iter().map(|p| p.1));
        let y = Axis::new(&self.what(), &metric_unit(&self.metric), up);
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
        sketch.columns(&["scenario", key, "value"]);
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
                sketch.record(vec![(*name).clone(), x.to_string(), y.to_string()]);
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
            .filter_map(|row| Some((level(row, a)?, level(row, b)?, real(row, "value")?)))
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
        let unit = labelled(&self.what(), &metric_unit(&self.metric));
        let title = format!("{} by {a} and {b}", capital(&self.what()));
        let note = format!("Mean {unit}, of n out of {}. White: no point.", self.points());
        let mut sketch = Sketch::new(self.look, &title, &note);
        sketch.axes.push(unit);
        let x = Axis::new(a, &parameter_unit(a), across);
        let y = Axis::new(b, &parameter_unit(b), up);
        let margin = sketch.type_size;
        let frame = Frame::new(&mut sketch, &x, &y, margin);
        sketch.columns(&[
            &format!("{a}_from"),
            &format!("{a}_until"),
            &format!("{b}_from"),
            &format!("{b}_until"),
            "mean",
            "points",
        ]);
        let small = sketch.small_size();
        let edge =
            |i: usize, (low, high): (f64, f64)| low + (high - low) * i as f64 / FIELDS as f64;
        for (j, line) in fields.iter().enumerate() {
            for (i, (sum, n)) in line.iter().enumerate().filter(|(_, (_, n))| *n > 0) {
                let mean = sum / f64::from(*n);
                let share = if high > low { (mean - low) / (high - low) } else { 0.5 };
                let colour = self.look.shade(share);
                let ends = [edge(i, across), edge(i + 1, across), edge(j, up), edge(j + 1, up)];
                let cells = ends.into_iter().chain([mean, f64::from(*n)]);
                sketch.record(cells.map(|x| x.to_string()).collect());
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
}
