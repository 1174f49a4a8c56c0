//! The paper's Table 1, alive: auspices by legitimacy and resources, moving through the years.

use super::charts::{Axis, Frame, Scale, label_points, number};
use super::data::{CsvRow, real};
use super::palette::AUSPICES;
use super::series;
use super::sketch::{Anchor, Sketch};
use super::style::{Colour, GREY, Look};
use super::words::words;
use crate::experiment::statistics::estimate;
use crate::metrics::{Name, spending};
use crate::params::Params;
use std::collections::{BTreeMap, BTreeSet};

/// Who pays out of whose account: the auspice of an account.
fn auspice_of(account: &str) -> Option<&'static str> {
    Some(match account {
        "state" => "state",
        "multinational" => "multinational",
        "interstate" => "interstate",
        "ngo" => "ngo",
        "aid_agency" => "aid_agency",
        _ if account.starts_with("households") || account.starts_with("community_funds") => {
            "civil_society"
        }
        _ => return None,
    })
}

/// Legitimacy that tells the cells of Table 1 apart: neither trust nor distrust, which is what opinions fade to (model,
/// 4.22).
const LEGITIMATE: f64 = 0.5;

/// Resources that tell the cells apart, in rand a head and year: what the police of the weak state of the defaults is
/// due.
fn resourceful() -> f64 {
    let police = Params::default().public;
    police.officers / 100_000.0 * police.wage * 12.0
}

/// The year of a month.
fn year(month: f64) -> i64 {
    (month as i64 - 1) / 12
}

/// Legitimacy by auspice against what it spends, a point a year, mean over replicates.
pub(super) fn plane(
    rows: &[CsvRow],
    ledger: &[CsvRow],
    persons: Option<f64>,
    look: Look,
    country: &str,
) -> Result<Sketch, String> {
    let legitimacy = series::levels(rows, Name::Legitimacy.name(), "auspice");
    let replicates: BTreeSet<_> = ledger.iter().filter_map(|row| row.get("replicate")).collect();
    let Some(persons) = persons else {
        return Err("there is no communities.parquet, so nothing is told a head".to_owned());
    };
    let scale = 1.0 / 100.0 / persons / replicates.len().max(1) as f64;
    let spent = spent(ledger, scale);
    let mut paths: Vec<(&str, Vec<(f64, f64)>)> = Vec::new();
    let mut silent = Vec::new();
    for (auspice, of) in &legitimacy {
        let mean = |year_of: i64| {
            let values: Vec<f64> = of
                .values()
                .flatten()
                .filter(|(month, _)| year(*month) == year_of)
                .map(|(_, value)| *value)
                .collect();
            estimate(&values).map(|e| e.mean)
        };
        let years = spent.get(auspice.as_str()).into_iter().flatten();
        let path: Vec<(f64, f64)> = years
            .filter(|(_, rand)| **rand > 0.0)
            .filter_map(|(year, rand)| Some((libm::log10(*rand), mean(*year)?)))
            .collect();
        if path.is_empty() {
            silent.push(words(auspice));
        } else {
            paths.push((auspice.as_str(), path));
        }
    }
    if paths.is_empty() {
        return Err("no auspice spends on security".to_owned());
    }
    Ok(draw(&paths, &silent, replicates.len(), look, country))
}

fn draw(
    paths: &[(&str, Vec<(f64, f64)>)],
    silent: &[String],
    n: usize,
    look: Look,
    country: &str,
) -> Sketch {
    let parting = libm::log10(resourceful());
    let spent = paths.iter().flat_map(|(_, path)| path.iter().map(|p| p.0));
    let xs = || spent.clone().chain([parting]);
    let low = libm::floor(xs().fold(f64::INFINITY, f64::min) * 2.0 - 0.2) / 2.0;
    // The cells at the right have room for their signs.
    let most = xs().fold(parting + 0.6, f64::max);
    let high = libm::ceil(most * 2.0 + 0.2) / 2.0;
    let title = format!("{country}: legitimacy and resources of auspices");
    let runs = if n == 1 { "one replicate".to_owned() } else { format!("mean of {n} replicates") };
    let mut note = format!(
        "Table 1 of the paper, alive: a dot a year, the first hollow, the last large; {runs}. Cells part at level {LEGITIMATE} and at {} rand, what the police of the weak state of the defaults is due.",
        number(resourceful())
    );
    if !silent.is_empty() {
        note = format!("{note} Spend nothing: {}.", silent.join(", "));
    }
    let mut sketch = Sketch::new(look, &title, &note);
    let unit = "rand of 2003 a head and year";
    let mut x = Axis::new("resources: spent on security", unit, (low, high.max(low + 1.0)));
    x.scale = Scale::Log;
    let y = Axis::new("legitimacy", "level from 0 to 1", (0.0, 1.0));
    let frame = Frame::new(&mut sketch, &x, &y, 0.0);
    quadrants(&mut sketch, &frame, frame.at(parting, LEGITIMATE));
    let mut labels: Vec<((f64, f64), String, Colour)> = Vec::new();
    for (auspice, path) in paths {
        let (pen, auspice) = (look.line_of(&AUSPICES, auspice), words(auspice));
        let points: Vec<_> = path.iter().map(|&(x, y)| frame.at(x, y)).collect();
        let size = sketch.type_size;
        sketch.stroke(points.clone(), pen, size * 0.09);
        for (k, &at) in points.iter().enumerate() {
            let (is_first, is_last) = (k == 0, k + 1 == points.len());
            let radius = if is_first || is_last { size * 0.36 } else { size * 0.13 };
            sketch.mark(at, radius, pen, !is_first || is_last);
        }
        let last = path[path.len() - 1];
        sketch.columns(&["auspice", "step", "rand_a_head_and_year", "legitimacy"]);
        for (step, (rand, level)) in path.iter().enumerate() {
            let rand = libm::pow(10.0, *rand).to_string();
            let step = (step + 1).to_string();
            sketch.record(vec![auspice.clone(), step, rand, level.to_string()]);
        }
        sketch.describe(&format!("{auspice} ends at legitimacy {:.2}", last.1));
        labels.push((points[points.len() - 1], auspice, pen.colour));
    }
    label_points(&mut sketch, &labels, frame.inner, true);
    sketch
}

/// The four cells of the table around where they part, as its signs.
fn quadrants(sketch: &mut Sketch, frame: &Frame, (x, y): (f64, f64)) {
    let (left, top, right, bottom) = frame.inner;
    let thin = sketch.look.hairline();
    sketch.line(vec![(x, top), (x, bottom)], GREY, thin);
    sketch.line(vec![(left, y), (right, y)], GREY, thin);
    let pad = sketch.type_size * 0.8;
    let words = |legitimacy: &str, resources: &str| {
        format!("legitimacy {legitimacy}  resources {resources}")
    };
    let minus = "\u{2212}";
    sketch.halo((left + pad, top + pad), &words("+", minus), Anchor::Start, GREY);
    sketch.halo((right - pad, top + pad), &words("+", "+"), Anchor::End, GREY);
    sketch.halo((left + pad, bottom - pad), &words(minus, minus), Anchor::Start, GREY);
    sketch.halo((right - pad, bottom - pad), &words(minus, "+"), Anchor::End, GREY);
}

/// What each auspice spends on security by year, in rand.
fn spent(ledger: &[CsvRow], scale: f64) -> BTreeMap<&'static str, BTreeMap<i64, f64>> {
    let mut spent: BTreeMap<&str, BTreeMap<i64, f64>> = BTreeMap::new();
    for row in ledger {
        let purpose = row.get("purpose").map_or("", String::as_str);
        let payer = row.get("from").map_or("", String::as_str);
        if let (Some(month), Some(amount), true, Some(auspice)) = (
            real(row, "month"),
            real(row, "amount"),
            spending::has(&spending::OF_AUSPICES, purpose),
            auspice_of(payer),
        ) {
            *spent.entry(auspice).or_default().entry(year(month)).or_default() += amount * scale;
        }
    }
    spent
}
