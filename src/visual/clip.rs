//! What of lines and areas lies within a frame, and lines that hatch an area.

use super::sketch::Bounds;

/// A point.
type Point = (f64, f64);

/// The part of a ring within a frame (Sutherland & Hodgman 1974): cut by one side after the other.
pub(super) fn area(ring: &[Point], (left, top, right, bottom): Bounds) -> Vec<Point> {
    // Along which axis a side stands, where, and on which side of it points stay.
    let sides = [(0, left, 1.0), (0, right, -1.0), (1, top, 1.0), (1, bottom, -1.0)];
    sides.into_iter().fold(ring.to_vec(), |points, (axis, at, sign)| {
        let off = |point: Point| (if axis == 0 { point.0 } else { point.1 } - at) * sign;
        let mut kept = Vec::with_capacity(points.len());
        for (i, &to) in points.iter().enumerate() {
            let from = points[(i + points.len() - 1) % points.len()];
            if (off(from) < 0.0) != (off(to) < 0.0) {
                let share = off(from) / (off(from) - off(to));
                kept.push((from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share));
            }
            if off(to) >= 0.0 {
                kept.push(to);
            }
        }
        kept
    })
}

/// The parts of a line within a frame (Liang & Barsky 1984).
pub(super) fn line(points: &[Point], (left, top, right, bottom): Bounds) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        let sides = [
            (-dx, from.0 - left),
            (dx, right - from.0),
            (-dy, from.1 - top),
            (dy, bottom - from.1),
        ];
        for (toward, room) in sides {
            if toward == 0.0 {
                leave = if room < 0.0 { -1.0 } else { leave };
            } else if toward < 0.0 {
                enter = enter.max(room / toward);
            } else {
                leave = leave.min(room / toward);
            }
        }
        if enter > leave {
            continue;
        }
        let at = |share: f64| (from.0 + dx * share, from.1 + dy * share);
        match parts.last_mut() {
            Some(part) if enter == 0.0 && part.last() == Some(&from) => part.push(at(leave)),
            _ => parts.push(vec![at(enter), at(leave)]),
        }
    }
    parts
}

/// Pieces of parallel lines, rising to the right, within polygons and farther than `near` from every point.
pub(super) fn hatch(
    polygons: &[Vec<Vec<Point>>],
    points: &[Point],
    near: f64,
    step: f64,
) -> Vec<[Point; 2]> {
    const TURN: f64 = std::f64::consts::FRAC_1_SQRT_2;
    // Turned by an eighth, lines lie level.
    let turned = |&(x, y): &Point| ((x - y) * TURN, (x + y) * TURN);
    let back = |(x, y): Point| ((x + y) * TURN, (y - x) * TURN);
    let polygons: Vec<Vec<Vec<Point>>> = polygons
        .iter()
        .map(|rings| rings.iter().map(|ring| ring.iter().map(turned).collect()).collect())
        .collect();
    let points: Vec<Point> = points.iter().map(turned).collect();
    let heights = polygons.iter().flatten().flatten().map(|point| point.1);
    let (low, high) = heights.fold((f64::MAX, f64::MIN), |(a, b), y| (a.min(y), b.max(y)));
    let mut pieces = Vec::new();
    let mut y = low + step / 2.0;
    while y < high {
        let inside = union(polygons.iter().flat_map(|rings| crossed(rings, y)).collect());
        let beside = points.iter().filter(|point| (point.1 - y).abs() < near).map(|point| {
            let half = (near * near - (point.1 - y) * (point.1 - y)).sqrt();
            (point.0 - half, point.0 + half)
        });
        let beside = union(beside.collect());
        for (from, to) in inside {
            for (from, to) in without((from, to), &beside) {
                pieces.push([back((from, y)), back((to, y))]);
            }
        }
        y += step;
    }
    pieces
}

/// Where a level line lies within a polygon.
fn crossed(rings: &[Vec<Point>], y: f64) -> Vec<(f64, f64)> {
    let mut at = Vec::new();
    for ring in rings {
        for (i, &to) in ring.iter().enumerate() {
            let from = ring[(i + ring.len() - 1) % ring.len()];
            if (from.1 <= y) != (to.1 <= y) {
                at.push(from.0 + (to.0 - from.0) * (y - from.1) / (to.1 - from.1));
            }
        }
    }
    at.sort_by(f64::total_cmp);
    at.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Stretches in order, those that touch as one.
fn union(mut stretches: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut joined: Vec<(f64, f64)> = Vec::new();
    for (from, to) in stretches {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

/// What others, in order, leave of a stretch.
fn without((from, to): (f64, f64), others: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut left = Vec::new();
    let mut at = from;
    for &(begin, end) in others.iter().filter(|other| other.1 > from && other.0 < to) {
        if begin > at {
            left.push((at, begin));
        }
        at = at.max(end);
    }
    if at < to {
        left.push((at, to));
    }
    left
}

/// Where in a ring, and beside others, a box of such half sides has most room, and how much; none where it has none.
pub(super) fn roomiest(
    ring: &[Point],
    others: &[Vec<Vec<Point>>],
    (wide, tall): (f64, f64),
) -> Option<(Point, f64)> {
    const STEPS: i32 = 24;
    // Stretched until the box is a square.
    let stretched = |(x, y): Point| (x, y * wide / tall);
    let all: Vec<Vec<Point>> = std::iter::once(ring)
        .chain(others.iter().flatten().map(Vec::as_slice))
        .map(|ring| ring.iter().copied().map(stretched).collect())
        .collect();
    let bounds = all[0].iter().fold((f64::MAX, f64::MAX, f64::MIN, f64::MIN), |b, p| {
        (b.0.min(p.0), b.1.min(p.1), b.2.max(p.0), b.3.max(p.1))
    });
    let holds = |ring: &[Point], at: Point| {
        let ring = [ring.to_vec()];
        crossed(&ring, at.1).iter().any(|(from, to)| *from < at.0 && at.0 < *to)
    };
    let mut best: Option<(Point, f64)> = None;
    for step in 0..STEPS * STEPS {
        let share = |i: i32| (f64::from(i) + 0.5) / f64::from(STEPS);
        let at = (
            bounds.0 + (bounds.2 - bounds.0) * share(step % STEPS),
            bounds.1 + (bounds.3 - bounds.1) * share(step / STEPS),
        );
        if !holds(&all[0], at) || all[1..].iter().any(|ring| holds(ring, at)) {
            continue;
        }
        let far = all.iter().map(|ring| distance(ring, at)).fold(f64::MAX, f64::min);
        if far >= wide && best.is_none_or(|(_, most)| far > most) {
            best = Some(((at.0, at.1 * tall / wide), far));
        }
    }
    best
}

/// From a point to the nearest side of a ring.
fn distance(ring: &[Point], at: Point) -> f64 {
    let sides = ring.iter().enumerate().map(|(i, &to)| {
        let from = ring[(i + ring.len() - 1) % ring.len()];
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let long = dx * dx + dy * dy;
        let along = ((at.0 - from.0) * dx + (at.1 - from.1) * dy) / long.max(1e-12);
        let along = along.clamp(0.0, 1.0);
        libm::hypot(at.0 - from.0 - dx * along, at.1 - from.1 - dy * along)
    });
    sides.fold(f64::MAX, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Bounds = (0.0, 0.0, 10.0, 10.0);

    #[test]
    fn what_leaves_a_frame_is_cut_at_its_sides() {
        let cut = area(&[(5.0, 5.0), (15.0, 5.0), (5.0, 15.0)], FRAME);
        assert!(cut.contains(&(10.0, 5.0)) && cut.contains(&(5.0, 10.0)), "{cut:?}");
        assert!(cut.iter().all(|(x, y)| *x <= 10.0 && *y <= 10.0));
        assert!(area(&[(20.0, 0.0), (30.0, 0.0), (20.0, 9.0)], FRAME).len() < 3);
        let parts = line(&[(-5.0, 5.0), (5.0, 5.0), (5.0, 20.0), (8.0, 20.0), (8.0, 5.0)], FRAME);
        assert_eq!(
            parts,
            [vec![(0.0, 5.0), (5.0, 5.0), (5.0, 10.0)], vec![(8.0, 10.0), (8.0, 5.0)]]
        );
    }

    /// A square of 100 by 100 hatched every unit has lines of 10,000 together, less those of a circle.
    #[test]
    fn verif_hatching_is_as_long_as_the_area_that_is_left() {
        let square = vec![vec![(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]];
        let long = |pieces: Vec<[Point; 2]>| -> f64 {
            pieces.iter().map(|[a, b]| libm::hypot(b.0 - a.0, b.1 - a.1)).sum()
        };
        let whole = long(hatch(&[square.clone(), square.clone()], &[], 0.0, 1.0));
        assert!((whole - 10_000.0).abs() < 50.0, "{whole}");
        let left = long(hatch(&[square], &[(50.0, 50.0)], 20.0, 1.0));
        assert!((left - (10_000.0 - std::f64::consts::PI * 400.0)).abs() < 50.0, "{left}");
    }
}
