//! Figures of a comparison: differences with their intervals, scenarios side by side, cost against
//! effect. Titles state a finding only where the table's verdict does.

use super::charts::{Axes, Frame, from_zero, number, words, yearly};
use super::data::{Folder, PlotError, Row, real};
use super::sketch::{Anchor, GREY, INK, PALE, PALETTE, Sketch, Style, tint};
use super::{Gallery, Wishes};
use std::collections::BTreeMap;

pub(super) fn figures(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let rows = folder.rows("comparison.csv", |row| {
        row.get("dimension").is_some_and(String::is_empty) && real(row, "difference").is_some()
    })?;
    gallery.add("differences", differences(&rows, wishes.style));
    gallery.add("cost-against-effect", cost(&rows, wishes.style));
    let names: Vec<String> = folder.runs();
    let mut runs = Vec::new();
    for name in names {
        let file = format!("runs/{name}/metrics.csv");
        let series = folder.rows(&file, |row| {
            row.get("metric").is_some_and(|metric| metric == "violence_rate")
                && row.get("dimension").is_some_and(String::is_empty)
        })?;
        runs.push((name, series));
    }
    gallery.add("scenarios", multiples(&runs, wishes.style));
    Ok(())
}

fn text<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}

fn is_shown(row: &Row) -> bool {
    !matches!(text(row, "verdict"), "no difference shown" | "identical" | "")
}

/// Differences in standard deviations of the baseline's mean: each as a share of the baseline.
fn differences(rows: &[Row], style: Style) -> Result<Sketch, String> {
    let mut lines: Vec<(&Row, f64, f64, f64)> = rows
        .iter()
        .filter_map(|row| {
            let base = real(row, "baseline")?.abs();
            let share = |column: &str| Some(real(row, column)? / base * 100.0);
            let parts = (share("difference")?, share("low")?, share("high")?);
            (base > 0.0 && parts.1.is_finite() && parts.2.is_finite())
                .then_some((row, parts.0, parts.1, parts.2))
        })
        .collect();
    lines.retain(|(row, ..)| text(row, "verdict") != "identical");
    if lines.is_empty() {
        return Err("no difference has an interval".to_owned());
    }
    let violence = lines.iter().find(|(row, ..)| text(row, "metric") == "violence_rate");
    let title = match violence {
        Some((row, share, ..)) if is_shown(row) => format!(
            "{}: violence {} by {:.0} %",
            words(text(row, "scenario")),
            if *share < 0.0 { "falls" } else { "rises" },
            share.abs()
        ),
        _ => "Differences from the baseline".to_owned(),
    };
    let mut sketch = Sketch::new(style, &title);
    let size = sketch.type_size;
    let (width, height) = (f64::from(sketch.width), f64::from(sketch.height));
    let room = ((height - size * 8.0) / (size * 1.25)) as usize;
    lines.sort_by(|a, b| {
        (text(a.0, "scenario"), -a.1.abs().min(1e6))
            .partial_cmp(&(text(b.0, "scenario"), -b.1.abs().min(1e6)))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    lines.truncate(room);
    let bound =
        lines.iter().map(|(_, _, a, b)| a.abs().max(b.abs())).fold(1.0, f64::max).min(120.0);
    let (left, right) = (width * 0.5, width - size * 2.0);
    let (top, bottom) = (size * 4.0, height - size * 3.6);
    let axes = Axes {
        x: "difference in % of the baseline, with its 95 % interval (filled: shown after Holm's correction)",
        y: "",
        across: (-bound, bound),
        up: (0.0, 1.0),
        label_room: 0.0,
    };
    let x =
        |share: f64| left + (share.clamp(-bound, bound) + bound) / (2.0 * bound) * (right - left);
    sketch.line(vec![(x(0.0), top), (x(0.0), bottom)], GREY, 1);
    for share in [-bound, -bound / 2.0, bound / 2.0, bound] {
        sketch.line(vec![(x(share), top), (x(share), bottom)], PALE, 1);
        sketch.text((x(share), bottom + size), &number(share), Anchor::Middle, GREY);
    }
    sketch.text((width / 2.0, bottom + size * 2.4), axes.x, Anchor::Middle, INK);
    let step = (bottom - top) / lines.len() as f64;
    let scenarios: Vec<&str> = {
        let mut names: Vec<&str> = lines.iter().map(|(row, ..)| text(row, "scenario")).collect();
        names.dedup();
        names
    };
    for (i, (row, share, low, high)) in lines.iter().enumerate() {
        let y = top + step * (i as f64 + 0.5);
        let scenario = text(row, "scenario");
        let at = scenarios.iter().position(|name| *name == scenario).unwrap_or(0);
        let colour = PALETTE[at % PALETTE.len()];
        sketch.line(vec![(x(*low), y), (x(*high), y)], colour, 3);
        sketch.circle((x(*share), y), 6.0, colour, is_shown(row));
        let label = format!("{}: {}", words(scenario), words(text(row, "metric")));
        sketch.text((left - size, y), &label, Anchor::End, colour);
    }
    Ok(sketch)
}

/// Difference, low, high.
type Interval = (f64, f64, f64);

/// A scenario with its cost and its violence.
type Arm<'a> = (&'a str, Interval, Interval);

/// Cost for a settled dispute against violence, each scenario a cross of its intervals.
fn cost(rows: &[Row], style: Style) -> Result<Sketch, String> {
    let mut of: BTreeMap<&str, BTreeMap<&str, (f64, f64, f64)>> = BTreeMap::new();
    for row in rows {
        let (Some(d), Some(low), Some(high)) =
            (real(row, "difference"), real(row, "low"), real(row, "high"))
        else {
            continue;
        };
        of.entry(text(row, "scenario")).or_default().insert(text(row, "metric"), (d, low, high));
    }
    let points: Vec<_> = of
        .iter()
        .filter_map(|(name, metrics)| {
            Some((*name, *metrics.get("cost_per_settlement")?, *metrics.get("violence_rate")?))
        })
        .collect();
    if points.is_empty() {
        return Err("cost_per_settlement and violence_rate are not both compared".to_owned());
    }
    let span = |of: fn(&Arm) -> Interval| {
        let low = points.iter().map(|p| of(p).1).fold(0.0, f64::min);
        let high = points.iter().map(|p| of(p).2).fold(0.0, f64::max);
        let pad = (high - low).max(1e-6) * 0.08;
        (low - pad, high + pad)
    };
    let mut sketch = Sketch::new(style, "Cost against effect, differences from the baseline");
    let axes = Axes {
        x: "cost for a settled dispute, rand more than the baseline",
        y: "violence, acts per 1,000 persons and year more than the baseline",
        across: span(|p| p.1),
        up: span(|p| p.2),
        label_room: 0.3,
    };
    let frame = Frame::new(&mut sketch, &axes);
    let mut ends = Vec::new();
    for (i, (name, cost, violence)) in points.iter().enumerate() {
        let colour = PALETTE[i % PALETTE.len()];
        frame.curve(&mut sketch, &[(cost.1, violence.0), (cost.2, violence.0)], colour);
        frame.curve(&mut sketch, &[(cost.0, violence.1), (cost.0, violence.2)], colour);
        sketch.circle(frame.at(cost.0, violence.0), 6.0, colour, true);
        ends.push((violence.0, words(name), colour));
    }
    frame.label_ends(&mut sketch, ends);
    Ok(sketch)
}

/// Violence over time in each scenario, on one scale.
fn multiples(runs: &[(String, Vec<Row>)], style: Style) -> Result<Sketch, String> {
    let curves: Vec<(String, Vec<(f64, f64)>)> = runs
        .iter()
        .map(|(name, rows)| {
            let mut months: BTreeMap<i64, (f64, f64)> = BTreeMap::new();
            for row in rows {
                if let (Some(month), Some(value)) = (real(row, "month"), real(row, "value"))
                    && month > 0.0
                {
                    let sum = months.entry(month as i64).or_default();
                    sum.0 += value;
                    sum.1 += 1.0;
                }
            }
            let series: Vec<_> = months.into_iter().map(|(m, (s, n))| (m as f64, s / n)).collect();
            (name.clone(), yearly(&series))
        })
        .filter(|(_, curve)| !curve.is_empty())
        .collect();
    let Some((_, first)) = curves.first() else {
        return Err("there are no runs below it".to_owned());
    };
    let tops: Vec<f64> = curves.iter().flat_map(|(_, c)| c.iter().map(|p| p.1)).collect();
    let up = from_zero(tops.iter());
    let across = (first[0].0, first[first.len() - 1].0);
    let mut sketch =
        Sketch::new(style, "Violence in each scenario (others in grey), mean over replicates");
    let size = sketch.type_size;
    let (width, height) = (f64::from(sketch.width), f64::from(sketch.height));
    let columns = curves.len().min(3);
    let lines = curves.len().div_ceil(columns);
    let (wide, tall) =
        ((width - size * 2.0) / columns as f64, (height - size * 3.0) / lines as f64);
    for (i, (name, curve)) in curves.iter().enumerate() {
        let (column, line) = (i % columns, i / columns);
        let left = size * 1.5 + wide * column as f64;
        let top = size * 3.0 + tall * line as f64;
        let axes = Axes { x: "months", y: "", across, up, label_room: 0.0 };
        let frame = Frame::within(
            &mut sketch,
            &axes,
            (
                left + size * 2.6,
                top + size * 2.0,
                left + wide - size * 1.6,
                top + tall - size * 3.2,
            ),
        );
        for (_, other) in &curves {
            frame.curve(&mut sketch, other, tint(GREY, 0.35));
        }
        frame.curve(&mut sketch, curve, PALETTE[i % PALETTE.len()]);
        let room = ((wide - size * 2.0) / (size * 0.55)) as usize;
        let label: String = words(name).chars().take(room).collect();
        sketch.text(
            (left + size * 2.6, top + size * 0.8),
            &label,
            Anchor::Start,
            PALETTE[i % PALETTE.len()],
        );
    }
    sketch.sized_text(
        (width - size, size * 1.5),
        "per 1,000 persons and year",
        Anchor::End,
        GREY,
        size * 0.9,
    );
    Ok(sketch)
}
