//! Figures of a run over time: violence, provision, money.

use super::charts::{Axis, Frame, from_zero, label_room, number, percent};
use super::data::{CsvRow, Folder, PlotError, real};
use super::series::{self, Levels, Point, Replicates};
use super::sketch::Sketch;
use super::style::{INK, Look, Mark, Pen, Style, WHITE};
use super::words::{capital, words};
use super::{Gallery, Wishes, clashes, flow, plane};
use crate::metrics::{Name, spending};
use std::collections::{BTreeMap, BTreeSet};

/// Metrics that figures of a run read.
const READ: [Name; 6] = [
    Name::ViolenceRate,
    Name::ForumShare,
    Name::Legitimacy,
    Name::DisputeCourses,
    Name::DisputesReopened,
    Name::KillingSizes,
];

pub(super) fn figures(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let rows = folder.rows("metrics.csv", |row| {
        row.get("metric").is_some_and(|name| READ.iter().any(|metric| metric.name() == name))
    })?;
    let (look, country) = (wishes.look(), folder.title());
    gallery.add("violence", violence(&rows, look, &country));
    gallery.add("provision", provision(&rows, look, &country));
    gallery.add("disputes", flow::disputes(&rows, look, &country));
    gallery.add("clash_sizes", clashes::sizes(&rows, wishes, &country));
    if folder.has("ledger.csv") {
        let ledger =
            folder.rows("ledger.csv", |row| real(row, "month").is_some_and(|m| m > 0.0))?;
        let persons = folder.persons()?;
        gallery.add("money", money(&ledger, persons, look, &country));
        gallery.add("plane", plane::plane(&rows, &ledger, persons, look, &country));
    }
    Ok(())
}

/// How many replicates.
fn count(levels: &Levels) -> usize {
    levels.values().map(BTreeMap::len).max().unwrap_or(0)
}

/// A line with its band and what its end is called.
struct Curve {
    name: String,
    band: Vec<Point>,
    pen: Pen,
}

impl Curve {
    fn last(&self) -> f64 {
        self.band.last().map_or(0.0, |p| p.mean)
    }
}

/// Curves with bands and labels at their ends.
fn curves(
    look: Look,
    (title, note): (&str, &str),
    y: (&str, &str),
    months: f64,
    curves: &[Curve],
) -> Sketch {
    let means = curves.iter().flat_map(|c| c.band.iter().map(|p| p.mean));
    let edges = curves.iter().flat_map(|c| c.band.iter().map(|p| p.mean + p.half));
    let highest = means.fold(0.0, f64::max);
    let widest = edges.fold(0.0, f64::max);
    let up = from_zero(std::iter::once(widest.min(1.6 * highest)));
    let cut = if widest > up.1 { "; bands go on beyond the frame" } else { "" };
    let mut sketch = Sketch::new(look, title, &format!("{note}{cut}."));
    let ends: Vec<_> = curves
        .iter()
        .map(|c| (c.last(), format!("{} {}", c.name, number(c.last())), c.pen.colour))
        .collect();
    let room =
        label_room(&sketch, ends.iter().map(|(_, text, _)| text.as_str())) + sketch.type_size * 0.5;
    let frame = Frame::new(&mut sketch, &Axis::time(months), &Axis::new(y.0, y.1, up), room);
    for curve in curves {
        frame.band(&mut sketch, &curve.band, curve.pen);
    }
    for curve in curves {
        let middle: Vec<_> = curve.band.iter().map(|p| (p.month, p.mean)).collect();
        frame.curve(&mut sketch, &middle, curve.pen);
    }
    frame.label_ends(&mut sketch, ends);
    sketch
}

/// Violence over time: all of it, its origins, and what is small together.
fn violence(rows: &[CsvRow], look: Look, country: &str) -> Result<Sketch, String> {
    let mut levels: Vec<(String, Replicates)> =
        series::levels(rows, Name::ViolenceRate.name(), "origin").into_iter().collect();
    let totals = series::levels(rows, Name::ViolenceRate.name(), "");
    let Some(total) = totals.get("") else {
        return Err("metrics.csv has no violence_rate".to_owned());
    };
    if series::mean(total) == 0.0 {
        return Err("there is no violence in it".to_owned());
    }
    levels.sort_by(|a, b| series::mean(&b.1).total_cmp(&series::mean(&a.1)));
    let is_small = |of: &Replicates| series::mean(of) < 0.03 * series::mean(total);
    let small: Vec<&(String, Replicates)> =
        levels.iter().filter(|(_, of)| is_small(of) && series::mean(of) > 0.0).collect();
    let ink = Pen { colour: INK, dash: &[], mark: Mark::Circle };
    let mut drawn = vec![Curve { name: "all".to_owned(), band: series::band(total), pen: ink }];
    for (name, of) in levels.iter().filter(|(_, of)| !is_small(of)) {
        let pen = look.pen(drawn.len() - usize::from(look.style == Style::Light));
        drawn.push(Curve { name: words(name), band: series::band(of), pen });
    }
    let mut note =
        series::smoothing(series::last_month(levels.iter().map(|(_, of)| of)), total.len());
    if !small.is_empty() {
        let others = series::sum(small.iter().map(|(_, of)| of));
        let pen = look.pen(drawn.len() - usize::from(look.style == Style::Light));
        let names: Vec<String> = small.iter().map(|(name, _)| words(name)).collect();
        note = format!("{note}; others are {}", names.join(", "));
        drawn.push(Curve { name: "others".to_owned(), band: series::band(&others), pen });
    }
    let months = series::last_month(totals.values());
    let title = format!("{country}: violence by origin");
    Ok(curves(look, (&title, &note), ("acts", "per 1,000 persons and year"), months, &drawn))
}

/// Who is turned to: a stacked area of the shares of first choices by kind.
fn provision(rows: &[CsvRow], look: Look, country: &str) -> Result<Sketch, String> {
    let levels = series::levels(rows, Name::ForumShare.name(), "provider");
    let mut layers: Vec<(String, Vec<Point>)> =
        levels.iter().map(|(name, of)| (words(name), series::band(of))).collect();
    let biggest = |layer: &[Point]| layer.iter().map(|p| p.mean).fold(0.0, f64::max);
    layers.retain(|(_, layer)| biggest(layer) > 0.0005);
    layers.sort_by(|a, b| biggest(&b.1).total_cmp(&biggest(&a.1)));
    let Some((_, first)) = layers.first() else { return Err("no forum is used".to_owned()) };
    let length = layers.iter().map(|(_, layer)| layer.len()).min().unwrap_or(0);
    let mut stacks: Vec<Vec<(f64, f64)>> =
        vec![first[..length].iter().map(|p| (p.month, 0.0)).collect()];
    for (_, layer) in &layers {
        let below = &stacks[stacks.len() - 1];
        stacks.push(below.iter().zip(layer).map(|(a, p)| (a.0, a.1 + p.mean * 100.0)).collect());
    }
    let top = stacks[stacks.len() - 1].iter().map(|p| p.1);
    let (n, months) = (count(&levels), series::last_month(levels.values()));
    let means = if months < 24.0 { "Monthly values" } else { "Moving means over 12 months" };
    let runs = if n == 1 { "one replicate".to_owned() } else { format!("mean of {n} replicates") };
    let note = format!(
        "{means}; {runs}. What is above the layers is put up with, talked over or taken into own hands."
    );
    let title = format!("{country}: who is turned to with a dispute");
    let mut sketch = Sketch::new(look, &title, &note);
    let ends: Vec<_> = layers
        .iter()
        .enumerate()
        .map(|(i, (name, _))| {
            let (low, high) = (stacks[i][length - 1].1, stacks[i + 1][length - 1].1);
            let share = high - low;
            let colour = look.layer(i, layers.len());
            (f64::midpoint(low, high), format!("{name} {}", percent(share / 100.0)), colour)
        })
        .collect();
    let room =
        label_room(&sketch, ends.iter().map(|(_, text, _)| text.as_str())) + sketch.type_size * 0.5;
    let y = Axis::new("first choices", "% of disputes that arise", from_zero(top));
    let frame = Frame::new(&mut sketch, &Axis::time(months), &y, room);
    for i in 0..layers.len() {
        let pen = Pen { colour: look.layer(i, layers.len()), dash: &[], mark: Mark::Square };
        if length == 1 {
            let (low, high) = (stacks[i][0].1, stacks[i + 1][0].1);
            let (left, right) = (frame.at(0.25, low), frame.at(0.75, high));
            sketch.rectangle(left, right, pen.colour);
        } else {
            frame.between(&mut sketch, &stacks[i], &stacks[i + 1], pen.colour);
            let edge: Vec<_> = stacks[i + 1].iter().map(|&(x, y)| frame.at(x, y)).collect();
            sketch.line(edge, WHITE, 1.5);
        }
    }
    frame.label_ends(&mut sketch, ends);
    Ok(sketch)
}

/// Money by mode of exchange, earnings and consumption apart.
fn money(
    ledger: &[CsvRow],
    persons: Option<f64>,
    look: Look,
    country: &str,
) -> Result<Sketch, String> {
    let mut levels = Levels::new();
    let mut purposes: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
    let replicates: BTreeSet<&String> = ledger.iter().filter_map(|r| r.get("replicate")).collect();
    let months: BTreeSet<i64> =
        ledger.iter().filter_map(|row| Some(real(row, "month")? as i64)).collect();
    // A month in which nothing moved in a mode is a month of nothing.
    let mut sums: BTreeMap<(String, String), BTreeMap<i64, f64>> = BTreeMap::new();
    let scale = persons.map_or(1.0, |persons| 12.0 / persons) / 100.0;
    for row in ledger {
        let of = |column: &str| row.get(column).cloned().unwrap_or_default();
        let purpose = of("purpose");
        if spending::has(&spending::LIVELIHOOD, &purpose) {
            continue;
        }
        let (Some(month), Some(amount)) = (real(row, "month"), real(row, "amount")) else {
            continue;
        };
        let series = sums
            .entry((of("mode"), of("replicate")))
            .or_insert_with(|| months.iter().map(|&month| (month, 0.0)).collect());
        *series.entry(month as i64).or_default() += amount * scale;
        *purposes.entry(of("mode")).or_default().entry(purpose).or_default() += amount;
    }
    for ((mode, replicate), months) in sums {
        let series = months.into_iter().map(|(month, value)| (month as f64, value)).collect();
        levels.entry(mode).or_default().insert(replicate, series);
    }
    if levels.is_empty() {
        return Err("no money moved".to_owned());
    }
    let largest = |mode: &str| -> String {
        let mut of: Vec<(&String, &f64)> = purposes.get(mode).into_iter().flatten().collect();
        of.sort_by(|a, b| b.1.total_cmp(a.1));
        let names: Vec<String> = of.iter().take(2).map(|(name, _)| words(name)).collect();
        names.join(" and ")
    };
    let drawn: Vec<Curve> = levels
        .iter()
        .enumerate()
        .map(|(i, (mode, of))| Curve {
            name: words(mode),
            band: series::band(of),
            pen: look.pen(i),
        })
        .collect();
    let months = series::last_month(levels.values());
    let most: Vec<String> =
        levels.keys().map(|mode| format!("{mode} is mostly {}", largest(mode))).collect();
    let note = format!(
        "{}. {}. Earnings and consumption left out",
        series::smoothing(months, replicates.len()),
        capital(&most.join(", "))
    );
    let title = format!("{country}: money by mode of exchange");
    let unit =
        if persons.is_some() { "rand of 2003 a head and year" } else { "rand of 2003 a month" };
    Ok(curves(look, (&title, &note), ("money that changes hands", unit), months, &drawn))
}
