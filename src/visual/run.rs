//! Figures of a run: violence, provision, the plane of legitimacy and resources, disputes, money.

use super::charts::{Axes, Frame, from_zero, number, words, yearly};
use super::data::{Folder, PlotError, Row, real};
use super::sketch::{Anchor, Colour, GREY, INK, PALETTE, Sketch, Style, tint};
use super::{Gallery, Wishes};
use crate::experiment::statistics::t_quantile;
use std::collections::BTreeMap;

/// Month, mean and half-width.
type Band = Vec<(f64, f64, f64)>;

/// Values by level, replicate and month.
type Levels = BTreeMap<String, BTreeMap<String, Vec<(f64, f64)>>>;

pub(super) fn figures(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let wanted = [
        "violence_rate",
        "forum_share",
        "legitimacy",
        "disputes_arisen",
        "choice_share",
        "disputes_ended",
    ];
    let rows = folder.rows("metrics.csv", |row| {
        let is_wanted = row.get("metric").is_some_and(|name| wanted.contains(&name.as_str()));
        is_wanted && real(row, "month").is_some_and(|month| month > 0.0)
    })?;
    gallery.add("violence", violence(&rows, wishes.style));
    gallery.add("provision", provision(&rows, wishes.style));
    gallery.add("disputes", disputes(&rows, wishes.style));
    if folder.has("ledger.csv") {
        let ledger = folder.rows("ledger.csv", |_| true)?;
        gallery.add("money", money(&ledger, wishes.style));
        gallery.add("legitimacy-resources", plane(&rows, &ledger, wishes.style));
    }
    Ok(())
}

/// Values of a metric along a dimension.
fn levels(rows: &[Row], metric: &str, dimension: &str) -> Levels {
    let mut levels = Levels::new();
    for row in rows {
        let is_it = row.get("metric").is_some_and(|name| name == metric)
            && row.get("dimension").is_some_and(|name| name == dimension);
        if let (true, Some(month), Some(value)) = (is_it, real(row, "month"), real(row, "value")) {
            let level = row.get("level").cloned().unwrap_or_default();
            let replicate = row.get("replicate").cloned().unwrap_or_default();
            levels.entry(level).or_default().entry(replicate).or_default().push((month, value));
        }
    }
    levels
}

/// Mean over replicates, and the 95 % t band, of yearly means.
fn band(replicates: &BTreeMap<String, Vec<(f64, f64)>>) -> Vec<(f64, f64, f64)> {
    let curves: Vec<Vec<(f64, f64)>> = replicates.values().map(|series| yearly(series)).collect();
    let length = curves.iter().map(Vec::len).min().unwrap_or(0);
    (0..length)
        .map(|i| {
            let values: Vec<f64> = curves.iter().map(|curve| curve[i].1).collect();
            let n = values.len() as f64;
            let mean = values.iter().sum::<f64>() / n;
            let variance =
                values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
            let half = if values.len() > 1 {
                t_quantile(values.len() - 1, 0.975) * (variance / n).sqrt()
            } else {
                0.0
            };
            (curves[0][i].0, mean, half)
        })
        .collect()
}

fn violence(rows: &[Row], style: Style) -> Result<Sketch, String> {
    let levels = levels(rows, "violence_rate", "origin");
    let replicates = levels.values().map(BTreeMap::len).max().unwrap_or(0);
    let mut bands: Vec<(String, Band)> =
        levels.iter().map(|(name, of)| (name.clone(), band(of))).collect();
    bands.retain(|(_, band)| band.iter().any(|(_, mean, _)| *mean > 0.0));
    let last = |band: &[(f64, f64, f64)]| band.last().map_or(0.0, |point| point.1);
    bands.sort_by(|a, b| last(&b.1).total_cmp(&last(&a.1)));
    let Some((_, first)) = bands.first() else { return Err("no violence in it".to_owned()) };
    let across = (first[0].0, first[first.len() - 1].0);
    let tops: Vec<f64> = bands.iter().flat_map(|(_, b)| b.iter().map(|p| p.1 + p.2)).collect();
    let title = format!("Violence by origin, {replicates} replicates with 95 % bands");
    let mut sketch = Sketch::new(style, &title);
    let axes = Axes {
        x: "months since the start",
        y: "acts per 1,000 persons and year (means over a year)",
        across,
        up: from_zero(tops.iter()),
        label_room: 0.2,
    };
    let frame = Frame::new(&mut sketch, &axes);
    let mut ends = Vec::new();
    for (i, (name, band)) in bands.iter().enumerate() {
        let colour = PALETTE[i % PALETTE.len()];
        let low: Vec<_> = band.iter().map(|(x, y, h)| (*x, (y - h).max(0.0))).collect();
        let high: Vec<_> = band.iter().map(|(x, y, h)| (*x, y + h)).collect();
        frame.between(&mut sketch, &low, &high, tint(colour, 0.3));
        let middle: Vec<_> = band.iter().map(|(x, y, _)| (*x, *y)).collect();
        frame.curve(&mut sketch, &middle, colour);
        ends.push((last(band), words(name), colour));
    }
    frame.label_ends(&mut sketch, ends);
    Ok(sketch)
}

/// Who is turned to: a stacked area of the shares of first choices by kind.
fn provision(rows: &[Row], style: Style) -> Result<Sketch, String> {
    let levels = levels(rows, "forum_share", "provider");
    let mut curves: Vec<(String, Vec<(f64, f64)>)> = levels
        .iter()
        .map(|(name, of)| {
            (name.clone(), band(of).into_iter().map(|(x, mean, _)| (x, mean)).collect())
        })
        .collect();
    let biggest = |curve: &[(f64, f64)]| curve.iter().map(|p| p.1).fold(0.0, f64::max);
    curves.retain(|(_, curve): &(String, Vec<(f64, f64)>)| biggest(curve) > 0.001);
    curves.sort_by(|a, b| biggest(&b.1).total_cmp(&biggest(&a.1)));
    let Some((_, first)) = curves.first() else { return Err("no forum is used".to_owned()) };
    let base: Vec<(f64, f64)> = first.iter().map(|(x, _)| (*x, 0.0)).collect();
    let mut stacks = vec![base];
    for (_, curve) in &curves {
        let below = &stacks[stacks.len() - 1];
        stacks.push(below.iter().zip(curve).map(|(a, b)| (a.0, a.1 + b.1)).collect());
    }
    let top: Vec<f64> = stacks[stacks.len() - 1].iter().map(|p| p.1).collect();
    let mut sketch = Sketch::new(style, "Who is turned to with a dispute, by kind of provider");
    let axes = Axes {
        x: "months since the start",
        y: "share of first choices (the rest talk, put up with it, or help themselves)",
        across: (first[0].0, first[first.len() - 1].0),
        up: from_zero(top.iter()),
        label_room: 0.22,
    };
    let frame = Frame::new(&mut sketch, &axes);
    let mut ends = Vec::new();
    for (i, (name, _)) in curves.iter().enumerate() {
        let colour = PALETTE[i % PALETTE.len()];
        let (low, high) = (&stacks[i], &stacks[i + 1]);
        frame.between(&mut sketch, low, high, tint(colour, 0.75));
        let (a, b) = (low[low.len() - 1].1, high[high.len() - 1].1);
        ends.push((f64::midpoint(a, b), words(name), colour));
    }
    frame.label_ends(&mut sketch, ends);
    Ok(sketch)
}

/// Money by mode of exchange, earnings and consumption apart.
fn money(ledger: &[Row], style: Style) -> Result<Sketch, String> {
    let mut by_mode: BTreeMap<String, BTreeMap<i64, f64>> = BTreeMap::new();
    let mut replicates = std::collections::BTreeSet::new();
    for row in ledger {
        let purpose = row.get("purpose").map_or("", String::as_str);
        if matches!(purpose, "earnings" | "consumption") {
            continue;
        }
        let (Some(month), Some(amount)) = (real(row, "month"), real(row, "amount")) else {
            continue;
        };
        replicates.insert(row.get("replicate").cloned());
        let mode = row.get("mode").cloned().unwrap_or_default();
        *by_mode.entry(mode).or_default().entry(month as i64).or_default() += amount / 100.0;
    }
    let n = replicates.len().max(1) as f64;
    let curves: Vec<(String, Vec<(f64, f64)>)> = by_mode
        .into_iter()
        .map(|(mode, months)| {
            let series: Vec<_> = months.into_iter().map(|(m, v)| (m as f64, v / n)).collect();
            (mode, yearly(&series))
        })
        .collect();
    let Some((_, first)) = curves.first() else { return Err("no money moved".to_owned()) };
    let tops: Vec<f64> = curves.iter().flat_map(|(_, c)| c.iter().map(|p| p.1)).collect();
    let mut sketch = Sketch::new(style, "Money by mode of exchange");
    let axes = Axes {
        x: "months since the start",
        y: "rand of 2003 a month, in the communities simulated (means over a year)",
        across: (first[0].0, first[first.len() - 1].0),
        up: from_zero(tops.iter()),
        label_room: 0.16,
    };
    let frame = Frame::new(&mut sketch, &axes);
    let mut ends = Vec::new();
    for (i, (mode, curve)) in curves.iter().enumerate() {
        frame.curve(&mut sketch, curve, PALETTE[i]);
        ends.push((curve[curve.len() - 1].1, words(mode), PALETTE[i]));
    }
    frame.label_ends(&mut sketch, ends);
    Ok(sketch)
}

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

/// Purposes by which auspices pay for security.
const SECURITY: [&str; 14] = [
    "wages",
    "equipment",
    "recruitment",
    "training",
    "oversight",
    "state_contract",
    "corporate_payment",
    "interstate_grant",
    "ngo_grant",
    "programme_grant",
    "state_grant",
    "elder_gift",
    "dues",
    "subscription",
];

/// The paper's Table 1, alive: auspices by legitimacy and what they spend on security, year by year.
fn plane(rows: &[Row], ledger: &[Row], style: Style) -> Result<Sketch, String> {
    let legitimacy = levels(rows, "legitimacy", "auspice");
    let mut spent: BTreeMap<&str, BTreeMap<i64, f64>> = BTreeMap::new();
    let mut replicates = std::collections::BTreeSet::new();
    for row in ledger {
        replicates.insert(row.get("replicate").cloned());
        let purpose = row.get("purpose").map_or("", String::as_str);
        let payer = row.get("from").map_or("", String::as_str);
        let (Some(month), Some(amount), true, Some(auspice)) = (
            real(row, "month"),
            real(row, "amount"),
            SECURITY.contains(&purpose),
            auspice_of(payer),
        ) else {
            continue;
        };
        if month > 0.0 {
            let year = (month as i64 - 1) / 12;
            *spent.entry(auspice).or_default().entry(year).or_default() += amount / 100.0;
        }
    }
    let n = replicates.len().max(1) as f64;
    let mut paths: Vec<(String, Vec<(f64, f64)>)> = Vec::new();
    for (auspice, of) in &legitimacy {
        let Some(years) = spent.get(auspice.as_str()) else { continue };
        let path: Vec<(f64, f64)> = years
            .iter()
            .filter_map(|(year, rand)| {
                let values: Vec<f64> = of
                    .values()
                    .flatten()
                    .filter(|(month, _)| (*month as i64 - 1) / 12 == *year)
                    .map(|(_, value)| *value)
                    .collect();
                let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
                (!values.is_empty() && *rand > 0.0).then(|| (libm::log10(rand / n), mean))
            })
            .collect();
        if !path.is_empty() {
            paths.push((auspice.clone(), path));
        }
    }
    if paths.is_empty() {
        return Err("no auspice spends on security".to_owned());
    }
    let xs: Vec<f64> = paths.iter().flat_map(|(_, path)| path.iter().map(|p| p.0)).collect();
    let low = libm::floor(xs.iter().copied().fold(f64::INFINITY, f64::min));
    let high = libm::ceil(xs.iter().copied().fold(f64::NEG_INFINITY, f64::max));
    let mut sketch = Sketch::new(style, "Auspices by legitimacy and resources, year by year");
    let axes = Axes {
        x: "spent on security in a year, powers of ten of rand",
        y: "legitimacy, 0 to 1 (ring: first year, dot: last)",
        across: (low, high.max(low + 1.0)),
        up: (0.0, 1.0),
        label_room: 0.2,
    };
    let frame = Frame::new(&mut sketch, &axes);
    let mut ends = Vec::new();
    for (i, (auspice, path)) in paths.iter().enumerate() {
        let colour = PALETTE[i % PALETTE.len()];
        frame.curve(&mut sketch, path, tint(colour, 0.5));
        let (first, last) = (path[0], path[path.len() - 1]);
        sketch.circle(frame.at(first.0, first.1), 7.0, colour, false);
        sketch.circle(frame.at(last.0, last.1), 7.0, colour, true);
        ends.push((last.1, words(auspice), colour));
    }
    frame.label_ends(&mut sketch, ends);
    Ok(sketch)
}

/// The flow of disputes: all that arose, what was first done with them, and how disputes ended.
fn disputes(rows: &[Row], style: Style) -> Result<Sketch, String> {
    let mean = |metric: &str, dimension: &str| -> Vec<(String, f64)> {
        let mut shares: Vec<(String, f64)> = levels(rows, metric, dimension)
            .into_iter()
            .map(|(name, of)| {
                let values: Vec<f64> = of.values().flatten().map(|(_, value)| *value).collect();
                (name, values.iter().sum::<f64>() / values.len().max(1) as f64)
            })
            .collect();
        let all: f64 = shares.iter().map(|(_, share)| share).sum();
        shares.retain(|(_, share)| *share > 0.0);
        for (_, share) in &mut shares {
            *share /= all.max(1e-12);
        }
        shares.sort_by(|a, b| b.1.total_cmp(&a.1));
        shares
    };
    let (ways, ends) = (mean("choice_share", "way"), mean("disputes_ended", "outcome"));
    if ways.is_empty() || ends.is_empty() {
        return Err("no dispute in it".to_owned());
    }
    let arisen = mean_total(rows, "disputes_arisen");
    let mut sketch = Sketch::new(style, "Where disputes go: first choices, and how disputes end");
    let (width, height) = (f64::from(sketch.width), f64::from(sketch.height));
    let size = sketch.type_size;
    let (top, tall) = (size * 5.0, height - size * 7.5);
    let columns = [width * 0.06, width * 0.42, width * 0.78];
    let heads = ["arise", "are first", "end"];
    for (x, head) in columns.iter().zip(heads) {
        sketch.text((*x, top - size * 1.3), head, Anchor::Start, GREY);
    }
    let bar = width * 0.018;
    let first = place(&[("all".to_owned(), 1.0)], top, tall);
    let second = place(&ways, top, tall);
    let third = place(&ends, top, tall);
    ribbons(&mut sketch, (columns[0] + bar, columns[1]), &first, &second);
    ribbons(&mut sketch, (columns[1] + bar, columns[2]), &second, &third);
    let all = [(columns[0], &first), (columns[1], &second), (columns[2], &third)];
    for (column, (x, blocks)) in all.into_iter().enumerate() {
        let mut lowest = f64::NEG_INFINITY;
        for (i, block) in blocks.iter().enumerate() {
            let colour = if column == 0 { GREY } else { PALETTE[i % PALETTE.len()] };
            sketch.rectangle((x, block.top), (x + bar, block.bottom), colour);
            let text = if column == 0 {
                format!("{} a month", number(arisen))
            } else {
                format!("{} {:.0} %", words(&block.name), block.share * 100.0)
            };
            let middle = f64::midpoint(block.top, block.bottom).max(lowest + size * 1.2);
            lowest = middle;
            sketch.text((x + bar * 1.5, middle), &text, Anchor::Start, INK);
        }
    }
    Ok(sketch)
}

fn mean_total(rows: &[Row], metric: &str) -> f64 {
    let of = levels(rows, metric, "");
    let values: Vec<f64> =
        of.values().flat_map(BTreeMap::values).flatten().map(|(_, value)| *value).collect();
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// A block of a column of the flow.
struct Block {
    name: String,
    share: f64,
    top: f64,
    bottom: f64,
}

fn place(shares: &[(String, f64)], top: f64, tall: f64) -> Vec<Block> {
    let gap = tall * 0.03;
    let room = tall - gap * (shares.len() as f64 - 1.0);
    let mut at = top;
    shares
        .iter()
        .map(|(name, share)| {
            let block =
                Block { name: name.clone(), share: *share, top: at, bottom: at + share * room };
            at = block.bottom + gap;
            block
        })
        .collect()
}

/// Ribbons from each block to each, in proportion: who went where is not followed case by case, so
/// the flow between columns is that of their shares.
fn ribbons(sketch: &mut Sketch, (from, to): (f64, f64), left: &[Block], right: &[Block]) {
    let mut starts: Vec<f64> = left.iter().map(|block| block.top).collect();
    let mut ends: Vec<f64> = right.iter().map(|block| block.top).collect();
    for (i, a) in left.iter().enumerate() {
        for (j, b) in right.iter().enumerate() {
            let (high_a, high_b) = ((a.bottom - a.top) * b.share, (b.bottom - b.top) * a.share);
            let colour: Colour = tint(PALETTE[j % PALETTE.len()], 0.22);
            let steps = 24;
            let ease = |t: f64| t * t * (3.0 - 2.0 * t);
            let edge = |y0: f64, y1: f64| -> Vec<(f64, f64)> {
                (0..=steps)
                    .map(|s| {
                        let t = f64::from(s) / f64::from(steps);
                        (from + (to - from) * t, y0 + (y1 - y0) * ease(t))
                    })
                    .collect()
            };
            let mut points = edge(starts[i], ends[j]);
            points.extend(edge(starts[i] + high_a, ends[j] + high_b).into_iter().rev());
            sketch.area(points, colour);
            starts[i] += high_a;
            ends[j] += high_b;
        }
    }
}
