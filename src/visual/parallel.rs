//! Where the value is worst: points of a study on parallel axes, a line each, with the box that says best where.

use super::charts::number;
use super::letters;
use super::sketch::{Anchor, Sketch};
use super::style::{GREY, INK, Look, PALE, Style};
use super::words::metric_unit;
use crate::experiment::prim::{Cases, Found};
use crate::metrics;

/// Axes beside each other, at most.
pub(super) const AXES: usize = 7;
/// Share of the points that count as the worst.
const WORST: f64 = 0.25;
/// How often chance may give as good a box for one to be drawn.
const CHANCE: f64 = 0.05;

/// What the points are of.
pub(super) struct Told<'a> {
    /// The metric.
    pub metric: &'a str,
    /// What is told, in words.
    pub what: &'a str,
    /// How many points, of what.
    pub points: &'a str,
}

/// The figure; none where chance alone would give as good a box.
pub(super) fn axes(
    keys: &[&str],
    points: &[(Vec<f64>, f64)],
    told: &Told,
    look: Look,
) -> Result<Sketch, String> {
    // Where less is better the most is worst; of what is neither the most is told.
    let sign = metrics::named(told.metric).and_then(|metric| metric.direction.sign());
    let sign = -sign.unwrap_or(-1.0);
    let mut sorted: Vec<f64> = points.iter().map(|(_, value)| value * sign).collect();
    sorted.sort_by(f64::total_cmp);
    let limit = sorted.get((sorted.len() as f64 * (1.0 - WORST)) as usize).copied();
    let limit = limit.ok_or("there are no points")?;
    let levels: Vec<Vec<f64>> = points.iter().map(|(levels, _)| levels.clone()).collect();
    let happens: Vec<bool> = points.iter().map(|(_, value)| value * sign >= limit).collect();
    let found = Cases { points: &levels, happens: &happens }
        .find()
        .ok_or("no box of parameters says where its worst quarter lies")?;
    if found.chance > CHANCE {
        return Err(format!(
            "chance gives as good a box for its worst quarter {} times in a hundred",
            number(found.chance * 100.0)
        ));
    }
    let which = if sign > 0.0 { "highest" } else { "lowest" };
    let title = format!("Where {} is {which}", told.what);
    let note = format!(
        "{}; parameters, each on a scale of its own. Dark: the {which} quarter, {} and {} ({}). Bars: the box that says best where they lie (PRIM): it holds {} % of them, they are {} % of its points; chance gives as good a box {} times in a hundred.",
        told.points,
        number(limit * sign),
        if sign > 0.0 { "above" } else { "below" },
        metric_unit(told.metric),
        number(found.coverage * 100.0),
        number(found.density * 100.0),
        number(found.chance * 100.0)
    );
    Ok(draw(keys, &levels, &happens, &found, (&title, &note), look))
}

fn draw(
    keys: &[&str],
    levels: &[Vec<f64>],
    happens: &[bool],
    found: &Found,
    (title, note): (&str, &str),
    look: Look,
) -> Sketch {
    let mut sketch = Sketch::new(look, title, note);
    let (size, small) = (sketch.type_size, sketch.small_size());
    let (width, height) = (f64::from(sketch.width), f64::from(sketch.height));
    let gap = (width - 2.0 * size) / keys.len() as f64;
    let names: Vec<Vec<String>> = keys
        .iter()
        .map(|key| letters::wrap(&key.replace('.', ". "), gap - size * 0.6, small * 0.9, false))
        .collect();
    let lines = names.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let top = sketch.head + small * (1.2 * lines + 1.6);
    let bottom = sketch.grow(height.max(top + size * 16.0)) - small * 2.2;
    let at = |i: usize| size + gap * (i as f64 + 0.5);
    let range = |i: usize| {
        levels
            .iter()
            .map(|point| point[i])
            .fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(x), b.max(x)))
    };
    let y = |i: usize, value: f64| {
        let (low, high) = range(i);
        bottom - (value - low) / (high - low).max(f64::MIN_POSITIVE) * (bottom - top)
    };
    for wanted in [false, true] {
        for (point, _) in levels.iter().zip(happens).filter(|(_, happens)| **happens == wanted) {
            let line = (0..keys.len()).map(|i| (at(i), y(i, point[i]))).collect();
            let (ink, wide) = match (wanted, look.style) {
                (false, _) => (PALE, 1.0),
                (true, Style::Light) => (look.pen(1).colour, 1.5),
                (true, Style::Print) => ((60, 60, 60), 1.5),
            };
            sketch.line(line, ink, wide);
        }
    }
    sketch.columns(&["parameter", "low", "high", "least_of_all", "most_of_all"]);
    for (i, key) in keys.iter().enumerate() {
        let (low, high) = range(i);
        sketch.line(vec![(at(i), top), (at(i), bottom)], GREY, look.hairline());
        for (k, line) in names[i].iter().enumerate() {
            let place = (at(i), sketch.head + small * (0.6 + 1.2 * k as f64));
            sketch.sized_text(place, line, Anchor::Middle, INK, small * 0.9);
        }
        sketch.sized_text(
            (at(i), top - small * 0.7),
            &number(high),
            Anchor::Middle,
            GREY,
            small * 0.9,
        );
        sketch.sized_text(
            (at(i), bottom + small * 0.9),
            &number(low),
            Anchor::Middle,
            GREY,
            small * 0.9,
        );
        let [from, until] = found.region.limits[i];
        let is_restricted = found.limits.iter().any(|limit| limit.factor == i);
        if is_restricted {
            let half = size * 0.28;
            let ends = ((at(i) - half, y(i, until)), (at(i) + half, y(i, from)));
            sketch.veil(
                vec![ends.0, (ends.1.0, ends.0.1), ends.1, (ends.0.0, ends.1.1)],
                INK,
                0.55,
            );
        }
        let row = [from, until, low, high].map(|x| x.to_string());
        sketch.record(std::iter::once((*key).to_owned()).chain(row).collect());
    }
    sketch.axes.push("parameters, each on a scale of its own".to_owned());
    sketch
}
