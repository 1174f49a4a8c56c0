//! Turf over space and time: a row a community that a gang ever held, a colour a gang.

use super::charts::{Axis, Frame, label_room};
use super::data::Places;
use super::sketch::Sketch;
use super::style::{Colour, Look, WHITE};
use std::collections::{BTreeMap, BTreeSet};

/// Colours, and gangs that are named.
const TOLD_APART: usize = 7;

/// A community with the gangs that held it, by year.
struct Held {
    name: String,
    at: (f64, f64),
    gangs: BTreeMap<i64, i64>,
}

pub(super) fn turf(places: &Places, look: Look, country: &str) -> Result<Sketch, String> {
    let mut rows: BTreeMap<i64, Held> = BTreeMap::new();
    let mut last = 1;
    for row in 0..places.len() {
        let (Some(identity), Some(year)) =
            (places.whole("identity", row), places.whole("year", row))
        else {
            continue;
        };
        last = last.max(year);
        let is_first = places.whole("replicate", row) == places.whole("replicate", 0);
        if let (true, Some(gang)) = (is_first, places.whole("gang", row)) {
            let at = |column| places.real(column, row).unwrap_or(0.0);
            let held = rows.entry(identity).or_insert_with(|| Held {
                name: places.names[row].clone(),
                at: (at("x_km"), at("y_km")),
                gangs: BTreeMap::new(),
            });
            held.gangs.insert(year, gang);
        }
    }
    if rows.is_empty() {
        return Err("no gang holds anything in the first replicate".to_owned());
    }
    let rows = chained(rows.into_values().collect());
    let ever = rows.len();
    let title = format!("{country}: which gang holds which community");
    let gangs: BTreeSet<i64> = rows.iter().flat_map(|held| held.gangs.values().copied()).collect();
    let repeat = if gangs.len() > TOLD_APART {
        format!(" {} gangs, the {TOLD_APART} largest named; shades repeat.", gangs.len())
    } else {
        String::new()
    };
    let note = format!(
        "{ever} communities that a gang ever held, neighbours side by side; white: held by none. First replicate.{repeat}"
    );
    let mut sketch = Sketch::new(look, &title, &note);
    draw(&mut sketch, &rows, last, look);
    Ok(sketch)
}

fn draw(sketch: &mut Sketch, rows: &[Held], last: i64, look: Look) {
    let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
    for gang in rows.iter().flat_map(|held| held.gangs.values()) {
        *sizes.entry(*gang).or_default() += 1;
    }
    let mut gangs: Vec<i64> = sizes.keys().copied().collect();
    gangs.sort_by_key(|gang| (std::cmp::Reverse(sizes[gang]), *gang));
    // Colours go round in the order in which gangs appear, so that neighbours differ.
    let mut order: Vec<i64> = Vec::new();
    for gang in rows.iter().flat_map(|held| held.gangs.values()) {
        if !order.contains(gang) {
            order.push(*gang);
        }
    }
    let told_apart = gangs.len().min(TOLD_APART);
    let colour = |gang: i64| -> Colour {
        let place = order.iter().position(|other| *other == gang).unwrap_or(0);
        look.layer(place % told_apart, told_apart)
    };
    // A gang is named at the right of what it holds in the last year in which it holds anything.
    let mut ends: Vec<(f64, String, Colour)> = Vec::new();
    for &gang in &gangs[..told_apart] {
        let year = rows
            .iter()
            .flat_map(|held| held.gangs.iter().filter(|(_, of)| **of == gang))
            .map(|(year, _)| *year)
            .max();
        let at: Vec<usize> = (0..rows.len())
            .filter(|&i| year.is_some_and(|year| rows[i].gangs.get(&year) == Some(&gang)))
            .collect();
        let Some(middle) = at.get(at.len() / 2) else { continue };
        let until = match year {
            Some(year) if year < last => format!(" until year {year}"),
            _ => String::new(),
        };
        ends.push((*middle as f64 + 0.5, format!("gang {gang}{until}"), colour(gang)));
    }
    let room =
        label_room(sketch, ends.iter().map(|(_, text, _)| text.as_str())) + sketch.type_size * 0.5;
    let x = Axis::new("year", "", (0.5, last as f64 + 0.5));
    let mut y = Axis::new("communities ever held", "number", (0.0, rows.len() as f64));
    let height = f64::from(sketch.height) - sketch.head - sketch.type_size * 4.0;
    if height / rows.len() as f64 > sketch.small_size() * 1.05 {
        "communities ever held, by name".clone_into(&mut y.label);
        y.names =
            (0..).zip(rows).map(|(i, held)| (f64::from(i) + 0.5, held.name.clone())).collect();
    }
    let frame = Frame::new(sketch, &x, &y, room);
    sketch.columns(&["community", "year", "gang"]);
    for (i, held) in rows.iter().enumerate() {
        for (&year, &gang) in &held.gangs {
            sketch.record(vec![held.name.clone(), year.to_string(), gang.to_string()]);
            let from = frame.at(year as f64 - 0.5, i as f64);
            let to = frame.at(year as f64 + 0.5, i as f64 + 1.0);
            sketch.rectangle(from, to, colour(gang));
        }
    }
    if rows.len() <= 80 {
        for i in 1..rows.len() {
            let ends = [0.5, last as f64 + 0.5].map(|x| frame.at(x, i as f64)).to_vec();
            sketch.line(ends, WHITE, 1.0);
        }
    }
    frame.label_ends(sketch, ends);
}

/// Communities in a chain from the south-west, each followed by the nearest that is left.
fn chained(mut rows: Vec<Held>) -> Vec<Held> {
    let mut chain: Vec<Held> = Vec::with_capacity(rows.len());
    while !rows.is_empty() {
        let from = chain.last().map_or((f64::MIN / 4.0, f64::MIN / 4.0), |held| held.at);
        let far = |held: &Held| {
            if chain.is_empty() {
                held.at.0 + held.at.1
            } else {
                libm::hypot(held.at.0 - from.0, held.at.1 - from.1)
            }
        };
        let nearest =
            (0..rows.len()).min_by(|&a, &b| far(&rows[a]).total_cmp(&far(&rows[b]))).unwrap_or(0);
        chain.push(rows.remove(nearest));
    }
    chain
}
