//! Figures of a sweep and of a sensitivity study.

use super::charts::{Axes, Frame, number, words};
use super::data::{Folder, PlotError, Row, real};
use super::sketch::{Anchor, GREY, INK, PALETTE, Sketch, Style, shade, tint};
use super::{Gallery, Wishes};

/// Columns of results.csv that are no parameters.
pub(super) const FIXED: [&str; 8] =
    ["run", "scenario", "replicate", "metric", "value", "month", "stopped", "error"];

pub(super) fn sweep_figures(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let rows = folder.rows("results.csv", |row| real(row, "value").is_some())?;
    let Some(first) = rows.first() else {
        gallery.left_out.push("sweep: results.csv has no values".to_owned());
        return Ok(());
    };
    let metric = first.get("metric").cloned().unwrap_or_default();
    let rows: Vec<Row> =
        rows.into_iter().filter(|row| row.get("metric") == Some(&metric)).collect();
    let mut parameters: Vec<(String, f64)> = rows[0]
        .keys()
        .filter(|key| !FIXED.contains(&key.as_str()))
        .filter_map(|key| Some((key.clone(), correlation(&rows, key)?)))
        .collect();
    parameters.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    gallery.add("sweep-tornado", ranks(&parameters, &metric, rows.len(), wishes.style));
    if let Some((strongest, _)) = parameters.first() {
        gallery.add("sweep-scatter", Ok(scatter(&rows, strongest, &metric, wishes.style)));
    }
    if let [(a, _), (b, _), ..] = &parameters[..] {
        gallery.add("sweep-response", response(&rows, (a, b), &metric, wishes.style));
    }
    Ok(())
}

/// Pairs of a parameter and the value.
fn pairs(rows: &[Row], key: &str) -> Vec<(f64, f64)> {
    rows.iter().filter_map(|row| Some((real(row, key)?, real(row, "value")?))).collect()
}

/// Spearman's rank correlation; `None` where a parameter does not vary or is no number.
fn correlation(rows: &[Row], key: &str) -> Option<f64> {
    let pairs = pairs(rows, key);
    if pairs.len() < 8 {
        return None;
    }
    let ranks = |of: &dyn Fn(usize) -> f64| -> Vec<f64> {
        let mut order: Vec<usize> = (0..pairs.len()).collect();
        order.sort_by(|&a, &b| of(a).total_cmp(&of(b)));
        let mut ranks = vec![0.0; pairs.len()];
        let mut i = 0;
        while i < order.len() {
            let mut j = i;
            while j + 1 < order.len() && of(order[j + 1]) == of(order[i]) {
                j += 1;
            }
            for &k in &order[i..=j] {
                ranks[k] = f64::midpoint(i as f64, j as f64);
            }
            i = j + 1;
        }
        ranks
    };
    let (x, y) = (ranks(&|i| pairs[i].0), ranks(&|i| pairs[i].1));
    let mean = (pairs.len() as f64 - 1.0) / 2.0;
    let product: f64 = x.iter().zip(&y).map(|(a, b)| (a - mean) * (b - mean)).sum();
    let square = |v: &[f64]| v.iter().map(|a| (a - mean).powi(2)).sum::<f64>();
    let both = (square(&x) * square(&y)).sqrt();
    (both > 0.0).then(|| product / both)
}

/// A tornado: rank correlations, the strongest first.
fn ranks(
    parameters: &[(String, f64)],
    metric: &str,
    n: usize,
    style: Style,
) -> Result<Sketch, String> {
    if parameters.is_empty() {
        return Err("no parameter varies".to_owned());
    }
    // Two standard errors of a rank correlation of nothing.
    let noise = 2.0 / (n as f64 - 1.0).max(1.0).sqrt();
    let bars: Vec<Bar> = parameters
        .iter()
        .map(|(key, rho)| Bar {
            name: key.clone(),
            value: *rho,
            low: rho - noise,
            high: rho + noise,
        })
        .collect();
    let title = format!("What {} hangs on over {n} runs", words(metric));
    let x = "Spearman's rank correlation with \u{00b1} two standard errors";
    Ok(tornado(&bars, &title, x, style))
}

/// A bar of a tornado.
struct Bar {
    name: String,
    value: f64,
    low: f64,
    high: f64,
}

fn tornado(bars: &[Bar], title: &str, x_label: &str, style: Style) -> Sketch {
    let mut sketch = Sketch::new(style, title);
    let size = sketch.type_size;
    let (width, height) = (f64::from(sketch.width), f64::from(sketch.height));
    let (left, right) = (width * 0.46, width - size * 3.0);
    let (top, bottom) = (size * 3.6, height - size * 3.6);
    let low = bars.iter().map(|bar| bar.low.min(0.0)).fold(0.0, f64::min);
    let high = bars.iter().map(|bar| bar.high.max(0.0)).fold(1e-9, f64::max);
    let x = |value: f64| left + (value - low) / (high - low) * (right - left);
    let step = (bottom - top) / bars.len().max(1) as f64;
    for (i, bar) in bars.iter().enumerate() {
        let y = top + step * (i as f64 + 0.5);
        let half = (step * 0.32).min(size * 0.9);
        let is_clear = bar.low > 0.0 || bar.high < 0.0;
        let colour = if !is_clear {
            GREY
        } else if bar.value < 0.0 {
            PALETTE[0]
        } else {
            PALETTE[1]
        };
        sketch.rectangle((x(0.0), y - half), (x(bar.value), y + half), tint(colour, 0.7));
        sketch.line(vec![(x(bar.low), y), (x(bar.high), y)], INK, 1);
        sketch.text((left - size, y), &bar.name, Anchor::End, INK);
    }
    sketch.line(vec![(x(0.0), top), (x(0.0), bottom)], GREY, 1);
    for value in [low, 0.0, high] {
        let is_crowded = value != 0.0 && (x(value) - x(0.0)).abs() < size * 3.0;
        if !is_crowded {
            sketch.text((x(value), bottom + size), &number(value), Anchor::Middle, GREY);
        }
    }
    sketch.text((width / 2.0, bottom + size * 2.4), x_label, Anchor::Middle, INK);
    sketch
}

/// The value against its strongest parameter, with the mean of tenths of the range as trend.
fn scatter(rows: &[Row], key: &str, metric: &str, style: Style) -> Sketch {
    let pairs = pairs(rows, key);
    let span = |of: fn(&(f64, f64)) -> f64| {
        pairs
            .iter()
            .map(of)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)))
    };
    let (across, up) = (span(|p| p.0), span(|p| p.1));
    let title = format!("{} against {key}", words(metric));
    let mut sketch = Sketch::new(style, &title);
    let axes =
        Axes { x: key, y: &words(metric), across, up: (up.0.min(0.0), up.1), label_room: 0.04 };
    let frame = Frame::new(&mut sketch, &axes);
    for &(x, y) in &pairs {
        sketch.circle(frame.at(x, y), 3.0, tint(PALETTE[0], 0.6), true);
    }
    let tenth = (across.1 - across.0) / 10.0;
    let trend: Vec<(f64, f64)> = (0..10)
        .filter_map(|i| {
            let from = across.0 + tenth * f64::from(i);
            let inside: Vec<_> =
                pairs.iter().filter(|(x, _)| *x >= from && *x <= from + tenth).collect();
            let mean = inside.iter().map(|(_, y)| y).sum::<f64>() / inside.len() as f64;
            (inside.len() > 1).then_some((from + tenth / 2.0, mean))
        })
        .collect();
    frame.curve(&mut sketch, &trend, PALETTE[1]);
    sketch
}

/// The mean value over two parameters, in five by five fields.
fn response(
    rows: &[Row],
    (a, b): (&str, &str),
    metric: &str,
    style: Style,
) -> Result<Sketch, String> {
    const FIELDS: usize = 5;
    let points: Vec<(f64, f64, f64)> = rows
        .iter()
        .filter_map(|row| Some((real(row, a)?, real(row, b)?, real(row, "value")?)))
        .collect();
    let span = |of: fn(&(f64, f64, f64)) -> f64| {
        points
            .iter()
            .map(of)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)))
    };
    let (across, up) = (span(|p| p.0), span(|p| p.1));
    if across.1 <= across.0 || up.1 <= up.0 {
        return Err(format!("{a} and {b} do not both vary"));
    }
    let mut fields = [[(0.0, 0.0); FIELDS]; FIELDS];
    for &(x, y, value) in &points {
        let cell = |v: f64, (low, high): (f64, f64)| {
            (((v - low) / (high - low) * FIELDS as f64) as usize).min(FIELDS - 1)
        };
        let field = &mut fields[cell(y, up)][cell(x, across)];
        field.0 += value;
        field.1 += 1.0;
    }
    let means: Vec<f64> =
        fields.iter().flatten().filter(|(_, n)| *n > 0.0).map(|(sum, n)| sum / n).collect();
    let low = means.iter().copied().fold(f64::INFINITY, f64::min);
    let high = means.iter().copied().fold(f64::NEG_INFINITY, f64::max).max(low + 1e-9);
    let title = format!("Mean {} over {a} and {b}", words(metric));
    let mut sketch = Sketch::new(style, &title);
    let axes = Axes { x: a, y: b, across, up, label_room: 0.04 };
    let frame = Frame::new(&mut sketch, &axes);
    let edge = |i: usize, (low, high): (f64, f64)| low + (high - low) * i as f64 / FIELDS as f64;
    for (j, line) in fields.iter().enumerate() {
        for (i, (sum, n)) in line.iter().enumerate() {
            if *n == 0.0 {
                continue;
            }
            let share = (sum / n - low) / (high - low);
            let from = frame.at(edge(i, across), edge(j, up));
            let to = frame.at(edge(i + 1, across), edge(j + 1, up));
            sketch.rectangle(from, to, shade(share));
            let middle = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
            let ink = if share > 0.6 { INK } else { (255, 255, 255) };
            sketch.text(middle, &number(sum / n), Anchor::Middle, ink);
        }
    }
    Ok(sketch)
}

pub(super) fn sensitivity_figures(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let rows = folder.rows("sensitivity.csv", |row| {
        row.get("index").is_some_and(|index| matches!(index.as_str(), "mu_star" | "ST"))
    })?;
    let mut metrics: Vec<String> =
        rows.iter().filter_map(|row| row.get("metric").cloned()).collect();
    metrics.dedup();
    for metric in metrics {
        let mut bars: Vec<Bar> = rows
            .iter()
            .filter(|row| row.get("metric") == Some(&metric))
            .filter_map(|row| {
                Some(Bar {
                    name: row.get("parameter")?.clone(),
                    value: real(row, "value")?,
                    low: real(row, "low")?,
                    high: real(row, "high")?,
                })
            })
            .collect();
        bars.sort_by(|a, b| b.value.total_cmp(&a.value));
        let is_morris = rows.iter().any(|row| row.get("index").is_some_and(|i| i == "mu_star"));
        let x = if is_morris {
            "mean absolute effect of moving a parameter through its range (mu*), 95 % interval"
        } else {
            "share of variance in which a parameter takes part (total index), 95 % interval"
        };
        let title = format!("What {} hangs on", words(&metric));
        let name = format!("sensitivity-{}", metric.replace('_', "-"));
        gallery.add(&name, Ok(tornado(&bars, &title, x, wishes.style)));
    }
    Ok(())
}
