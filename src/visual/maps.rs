//! Maps of communities inside the country's outline, at chosen years side by side; turf over space and
//! time.

use super::charts::{Axes, Frame, number, words};
use super::country::Projection;
use super::data::{Folder, Place, PlotError};
use super::sketch::{Anchor, GREY, INK, PALETTE, Sketch, Style, shade, tint};
use super::{Gallery, Wishes};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn figures(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    if !folder.has("communities.parquet") {
        gallery.left_out.push("map: there is no communities.parquet".to_owned());
        return Ok(());
    }
    let places = folder.places()?;
    let outline = folder.outline();
    gallery.add("map", strip(&places, &outline, wishes));
    gallery.add("turf", turf(&places, wishes.style));
    Ok(())
}

/// Years that are shown: those asked for, else the first, the middle and the last.
fn years(places: &[Place], asked: &[i32]) -> Vec<i64> {
    let all: BTreeSet<i64> =
        places.iter().filter_map(|place| Some(*place.get("year")? as i64)).collect();
    let all: Vec<i64> = all.into_iter().collect();
    if !asked.is_empty() {
        return all.into_iter().filter(|year| asked.contains(&(*year as i32))).collect();
    }
    let mut shown = vec![0, all.len() / 2, all.len().saturating_sub(1)];
    shown.dedup();
    shown.into_iter().filter_map(|i| all.get(i).copied()).collect()
}

/// What a map's colour stands for: a column, or a count as a rate per 1,000 persons.
fn value(place: &Place, column: &str) -> Option<f64> {
    let counts = ["violent_incidents", "deaths", "thefts", "disputes_arisen", "unanswered"];
    let raw = *place.get(column)?;
    if counts.contains(&column) {
        let households = place.get("households").copied().unwrap_or(1.0).max(1.0);
        return Some(raw * 1000.0 / (households * 5.0));
    }
    Some(raw)
}

/// A map for each year, with one scale.
fn strip(places: &[Place], outline: &[Vec<(f64, f64)>], wishes: &Wishes) -> Result<Sketch, String> {
    let column = wishes.map_of.as_str();
    let shown = years(places, &wishes.years);
    let mut all: Vec<f64> = places.iter().filter_map(|place| value(place, column)).collect();
    if all.is_empty() || shown.is_empty() {
        return Err(format!("communities have no {column}"));
    }
    all.sort_by(f64::total_cmp);
    // The scale ends at the 98th percentile, so that one place does not take all the colours.
    let top = all[(all.len() - 1) * 98 / 100].max(all[0] + 1e-9);
    let low = all[0].min(top);
    let is_rate = value(places.first().unwrap_or(&Place::new()), column)
        != places.first().and_then(|place| place.get(column).copied());
    let unit = if is_rate { " per 1,000 persons and year" } else { "" };
    let title = format!("{}{unit}, one replicate", capital(&words(column)));
    let mut sketch = Sketch::new(wishes.style, &title);
    let (width, height) = (f64::from(sketch.width), f64::from(sketch.height));
    let size = sketch.type_size;
    let panel = (width - size * 2.0) / shown.len() as f64;
    let (head, foot) = (size * 4.2, height - size * 5.0);
    for (i, &year) in shown.iter().enumerate() {
        let left = size + panel * i as f64;
        let projection = Projection::fit(
            places,
            outline,
            (left + size * 0.4, head, left + panel - size * 0.4, foot),
        );
        sketch.text(
            (left + panel / 2.0, head - size * 1.1),
            &format!("year {year}"),
            Anchor::Middle,
            INK,
        );
        projection.draw_outline(&mut sketch, outline);
        let of_year = places.iter().filter(|place| place.get("year") == Some(&(year as f64)));
        for place in of_year {
            let (Some(value), Some(at)) = (value(place, column), projection.at(place)) else {
                continue;
            };
            let colour = shade((value - low) / (top - low));
            let households = place.get("households").copied().unwrap_or(100.0);
            let radius = (households.sqrt() * 0.13).clamp(2.0, 7.0);
            let is_synthetic = place.get("is_synthetic").is_some_and(|yes| *yes > 0.0);
            sketch.circle(at, radius, colour, true);
            if !is_synthetic {
                sketch.circle(at, radius, INK, false);
            }
        }
    }
    legend(&mut sketch, (low, top), height - size * 2.6);
    Ok(sketch)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// The scale of colours, and what ringed dots are.
fn legend(sketch: &mut Sketch, (low, high): (f64, f64), y: f64) {
    let size = sketch.type_size;
    let (left, wide) = (size * 5.0, f64::from(sketch.width) * 0.25);
    let steps = 40;
    for i in 0..steps {
        let share = f64::from(i) / f64::from(steps - 1);
        let x = left + wide * f64::from(i) / f64::from(steps);
        let next = left + wide * f64::from(i + 1) / f64::from(steps) + 1.0;
        sketch.rectangle((x, y - size * 0.5), (next, y + size * 0.5), shade(share));
    }
    sketch.text((left - size * 0.4, y), &number(low), Anchor::End, GREY);
    sketch.text(
        (left + wide + size * 0.4, y),
        &format!("{} or more", number(high)),
        Anchor::Start,
        GREY,
    );
    let x = left + wide + size * 10.0;
    sketch.circle((x, y), 6.0, PALETTE[5], true);
    sketch.circle((x, y), 6.0, INK, false);
    sketch.text((x + size, y), "real place", Anchor::Start, GREY);
    let x = x + size * 8.0;
    sketch.circle((x, y), 6.0, PALETTE[5], true);
    sketch.text((x + size, y), "generated", Anchor::Start, GREY);
}

/// Turf over time: a row a community that a gang ever held, by where it lies; a colour a gang.
fn turf(places: &[Place], style: Style) -> Result<Sketch, String> {
    let mut rows: BTreeMap<i64, (f64, Vec<(i64, i64)>)> = BTreeMap::new();
    for place in places {
        let (Some(identity), Some(year)) = (place.get("identity"), place.get("year")) else {
            continue;
        };
        let order =
            place.get("x_km").copied().unwrap_or(0.0) + place.get("y_km").copied().unwrap_or(0.0);
        if let Some(gang) = place.get("gang") {
            let row = rows.entry(*identity as i64).or_insert((order, Vec::new()));
            row.1.push((*year as i64, *gang as i64));
        }
    }
    if rows.is_empty() {
        return Err("no gang holds anything".to_owned());
    }
    let mut rows: Vec<(f64, Vec<(i64, i64)>)> = rows.into_values().collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    let last = places.iter().filter_map(|p| p.get("year")).copied().fold(1.0, f64::max);
    let mut sketch = Sketch::new(style, "Turf over time: who holds which community, one replicate");
    let axes = Axes {
        x: "year",
        y: "communities ever held, from south-west to north-east; a colour a gang",
        across: (1.0, last + 1.0),
        up: (0.0, rows.len() as f64),
        label_room: 0.03,
    };
    let frame = Frame::new(&mut sketch, &axes);
    for (i, (_, held)) in rows.iter().enumerate() {
        for &(year, gang) in held {
            let colour = tint(PALETTE[gang as usize % PALETTE.len()], 0.85);
            let from = frame.at(year as f64, i as f64 + 0.08);
            let to = frame.at(year as f64 + 1.0, i as f64 + 0.92);
            sketch.rectangle(from, to, colour);
        }
    }
    Ok(sketch)
}
