//! How many a clash kills (4.36): a run's clashes beside those that F97 counted.

use super::Wishes;
use super::behind::cell;
use super::charts::{Axis, Frame, Scale, from_zero, label_points, percent};
use super::data::CsvRow;
use super::series;
use super::sketch::Sketch;
use super::style::{INK, Mark, Pen};
use crate::experiment::facts::SIZES_OF_CLASHES;
use crate::experiment::statistics::{Range, Span, span};
use crate::metrics::Name;
use crate::terms::{Origin, Toll};
use std::collections::BTreeMap;

/// Share of clashes with so many dead and more, among those with any: a run's by bins, with its replicates' interval, and
/// the source's. Both axes are logarithmic, on which a power law is straight.
pub(super) fn sizes(rows: &[CsvRow], wishes: &Wishes, country: &str) -> Result<Sketch, String> {
    let by_toll = series::levels(rows, Name::KillingSizes.name(), "toll");
    // Clashes of a replicate by how many they killed.
    let mut replicates: BTreeMap<&str, [f64; Toll::COUNT]> = BTreeMap::new();
    for (i, toll) in Toll::ALL.iter().enumerate() {
        let level = format!("{}/{toll}", Origin::Clash);
        for (replicate, months) in by_toll.get(&level).into_iter().flatten() {
            let acts: f64 = months.iter().map(|(_, acts)| acts).sum();
            replicates.entry(replicate).or_default()[i] = acts;
        }
    }
    replicates.retain(|_, acts| acts.iter().sum::<f64>() > 0.0);
    if replicates.is_empty() {
        return Err("no clash of groups has killed anybody".to_owned());
    }
    let model: Vec<(f64, Span)> = Toll::ALL
        .iter()
        .enumerate()
        .filter_map(|(i, toll)| {
            let share = |acts: &[f64; Toll::COUNT]| {
                acts[i..].iter().sum::<f64>() / acts.iter().sum::<f64>()
            };
            let shares: Vec<f64> = replicates.values().map(share).collect();
            Some((f64::from(toll.least()), span(&shares, Range::Share)?))
        })
        .filter(|(_, share)| share.mean > 0.0)
        .collect();
    Ok(draw(&model, replicates.len(), wishes, country))
}

fn draw(model: &[(f64, Span)], n: usize, wishes: &Wishes, country: &str) -> Sketch {
    let runs = if n == 1 { "one replicate" } else { "means and 95 % intervals over replicates" };
    let mut sketch = Sketch::new(
        wishes.look(),
        &format!("{country}: how many a clash of groups kills"),
        &format!(
            "Of clashes with any dead, {runs}; hollow: 997 events in Nigeria, 2009 to 2019 (F97)."
        ),
    );
    let x = Axis {
        scale: Scale::Log,
        ..Axis::new("dead, so many and more", "", from_zero(std::iter::once(libm::log10(50.0))))
    };
    let least = model.iter().map(|(_, share)| share.low.unwrap_or(share.mean).max(0.005));
    let least = least.fold(0.02, f64::min);
    let y =
        Axis { scale: Scale::Log, ..Axis::new("share of clashes", "", (libm::log10(least), 0.0)) };
    let frame = Frame::new(&mut sketch, &x, &y, 0.0);
    let at = |dead: f64, share: f64| (libm::log10(dead), libm::log10(share.max(least)));
    let (own, theirs) = (wishes.look().pen(0), Pen { colour: INK, dash: &[], mark: Mark::Diamond });
    let curve: Vec<(f64, f64)> = model.iter().map(|(dead, share)| at(*dead, share.mean)).collect();
    frame.curve(&mut sketch, &curve, own);
    sketch.columns(&["source", "dead", "share", "low", "high"]);
    let radius = sketch.type_size * 0.3;
    for (dead, share) in model {
        if let (Some(low), Some(high)) = (share.low, share.high) {
            let (from, to) = (at(*dead, low), at(*dead, high));
            let ends = vec![frame.at(from.0, from.1), frame.at(to.0, to.1)];
            sketch.line(ends, own.colour, sketch.look.hairline() * 2.0);
        }
        let (x, y) = at(*dead, share.mean);
        sketch.mark(frame.at(x, y), radius, own, true);
        sketch.describe(&format!("{dead} and more: {}", percent(share.mean)));
        let [low, high] = [share.low, share.high].map(cell);
        let mean = share.mean.to_string();
        sketch.record(vec!["model".to_owned(), dead.to_string(), mean, low, high]);
    }
    let mut labels = Vec::new();
    for (dead, share) in SIZES_OF_CLASHES {
        let (x, y) = at(f64::from(dead), share);
        let point = frame.at(x, y);
        sketch.mark(point, radius * 1.3, theirs, false);
        labels.push((point, percent(share), INK));
        let [dead, share] = [dead.to_string(), share.to_string()];
        sketch.record(vec!["F97".to_owned(), dead, share, String::new(), String::new()]);
    }
    label_points(&mut sketch, &labels, frame.inner, false);
    sketch
}
