//! Towns on every map, in figures and on the page: the discs on which their wards lie, and their names.

use super::arrangement::{Arranged, Spot};
use super::letters;
use super::signs;
use super::sketch::{Anchor, Bounds, Shape, Sketch, overlap, text_bounds};
use super::style::INK;

/// Towns with names on a map, at most; on a narrow one.
const NAMED: (usize, usize) = (14, 7);

/// Height of type as a share of the width from which on it is large.
const LARGE: f64 = 0.028;

/// A town that may be named.
struct Town {
    name: String,
    at: (f64, f64),
    radius: f64,
    people: f64,
}

/// The discs of towns of several wards.
pub(super) fn discs(sketch: &mut Sketch, arranged: &Arranged) {
    arranged.towns.iter().for_each(|town| signs::town(sketch, town.at, town.radius));
}

/// Names of towns, the seat first and then by their people, where they lie on no other name and no other town.
pub(super) fn name(
    sketch: &mut Sketch,
    (arranged, spots): (&Arranged, &[Spot]),
    seat: Option<(&str, (f64, f64))>,
    within: Bounds,
) {
    let size = sketch.type_size;
    let mut towns = all(arranged, spots, size * 0.3);
    if let Some((name, at)) = seat {
        let known = towns.iter().position(|town| town.name == name).map(|i| towns.remove(i));
        let (at, radius) = known.map_or((at, size * 0.3), |town| (town.at, town.radius));
        cross(sketch, at, radius);
        let (name, people) = (format!("{name} (seat)"), f64::INFINITY);
        towns.push(Town { name, at, radius: radius + size * 0.3, people });
    }
    towns.sort_by(|a, b| b.people.total_cmp(&a.people));
    // Names take room by their letters.
    let most = if sketch.type_size > LARGE * f64::from(sketch.width) { NAMED.1 } else { NAMED.0 };
    towns.truncate(most);
    let mut taken: Vec<Bounds> = sketch.shapes.iter().filter_map(Shape::text_box).collect();
    let disc = |town: &Town| {
        let ((x, y), r) = (town.at, town.radius);
        (x - r, y - r, x + r, y + r)
    };
    taken.extend(towns.iter().map(disc));
    for (rank, town) in towns.iter().enumerate() {
        // The first names are larger.
        let height = sketch.small_size() * if rank < 3 { 1.0 } else { 0.86 };
        if let Some((at, bounds)) = place_for(town, height, within, &taken) {
            taken.push(bounds);
            sketch.haloed(at, &town.name, Anchor::Start, INK, height);
        }
    }
}

/// Towns of several wards, and those of one, whose signs have a radius.
fn all(arranged: &Arranged, spots: &[Spot], radius: f64) -> Vec<Town> {
    let of = |town: &super::arrangement::Town| Town {
        name: town.name.clone(),
        at: town.at,
        radius: town.radius,
        people: town.people,
    };
    let mut towns: Vec<Town> = arranged.towns.iter().map(of).collect();
    for spot in spots {
        let Some(name) = spot.town else { continue };
        if let Some(known) = towns.iter_mut().find(|town| town.name == name) {
            // Wards that stand apart are one town all the same.
            known.people += if arranged.has(name) { 0.0 } else { spot.people };
        } else {
            towns.push(Town { name: name.to_owned(), at: spot.at, radius, people: spot.people });
        }
    }
    towns
}

/// Four lines round the sign of the seat.
fn cross(sketch: &mut Sketch, (x, y): (f64, f64), radius: f64) {
    let far = radius + sketch.type_size * 0.4;
    for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
        let at = |r: f64| (x + dx * r, y + dy * r);
        sketch.line(vec![at(radius), at(far)], INK, 2.0);
    }
}

/// Where a name may stand beside its sign, and the box that it fills; nowhere where all is taken.
fn place_for(
    town: &Town,
    height: f64,
    within: Bounds,
    taken: &[Bounds],
) -> Option<((f64, f64), Bounds)> {
    let ((x, y), wide) = (town.at, letters::width(&town.name, height, false));
    let far = town.radius + height * 0.45;
    let (across, down) = (far * 0.75, far * 0.75 + height * 0.3);
    let starts = [
        (x + far, y),
        (x - far - wide, y),
        (x + across, y - down),
        (x + across, y + down),
        (x - across - wide, y - down),
        (x - across - wide, y + down),
        (x - wide / 2.0, y - far - height * 0.4),
        (x - wide / 2.0, y + far + height * 0.4),
    ];
    starts.into_iter().find_map(|at| {
        let bounds = text_bounds(at, &town.name, height, Anchor::Start);
        let is_inside = bounds.0 >= within.0
            && bounds.1 >= within.1
            && bounds.2 <= within.2
            && bounds.3 <= within.3;
        let is_free = !taken.iter().any(|other| overlap(bounds, *other));
        (is_inside && is_free).then_some((at, bounds))
    })
}
