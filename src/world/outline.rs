//! A country's outline.

/// A ring of points (longitude, latitude) in degrees, open or closed.
pub type Ring = Vec<[f64; 2]>;

/// Polygons of longitude and latitude. Each is a ring and the holes in it; where polygons overlap, a
/// point in one of them is inside.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outline {
    /// Polygons: the outer ring, then holes.
    pub polygons: Vec<Vec<Ring>>,
}

impl Outline {
    /// Whether a point lies in a polygon and in none of its holes.
    pub fn contains(&self, longitude: f64, latitude: f64) -> bool {
        self.polygons.iter().any(|rings| is_inside(rings, longitude, latitude))
    }

    /// Whether a point lies inside, or nearer to a border than so many degrees of latitude.
    pub fn is_near(&self, longitude: f64, latitude: f64, tolerance: f64) -> bool {
        let narrow = libm::cos(latitude.to_radians());
        let km = |[x, y]: [f64; 2]| [(x - longitude) * narrow, y - latitude];
        let is_close = |ring: &Ring| {
            let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
            pairs.map(|(a, b)| from_origin(km(*a), km(*b))).any(|far| far <= tolerance)
        };
        self.contains(longitude, latitude) || self.polygons.iter().flatten().any(is_close)
    }

    /// All points.
    pub fn points(&self) -> impl Iterator<Item = &[f64; 2]> {
        self.polygons.iter().flatten().flatten()
    }

    /// The same outline with every longitude turned by whole circles to within half a circle of a
    /// meridian, so that an outline across the antimeridian is in one piece.
    #[must_use]
    pub fn unwrapped(&self, meridian: f64) -> Self {
        let mut turned = self.clone();
        for point in turned.polygons.iter_mut().flatten().flatten() {
            point[0] = unwrapped(point[0], meridian);
        }
        turned
    }

    /// West, south, east, north; `None` without points.
    pub fn bounds(&self) -> Option<[f64; 4]> {
        self.points().fold(None, |bounds, &[x, y]| {
            let [w, s, e, n] = bounds.unwrap_or([x, y, x, y]);
            Some([w.min(x), s.min(y), e.max(x), n.max(y)])
        })
    }
}

/// A longitude turned by whole circles to within half a circle of a meridian.
pub fn unwrapped(longitude: f64, meridian: f64) -> f64 {
    longitude - 360.0 * ((longitude - meridian) / 360.0).round()
}

/// The direction in which most of these longitudes lie: their mean on the circle.
pub fn circular_mean(longitudes: impl Iterator<Item = f64>) -> f64 {
    let (east, north) = longitudes.fold((0.0, 0.0), |(east, north), longitude| {
        let angle = longitude.to_radians();
        (east + libm::cos(angle), north + libm::sin(angle))
    });
    libm::atan2(north, east).to_degrees()
}

/// Odd and even: a hole is outside.
fn is_inside(rings: &[Ring], longitude: f64, latitude: f64) -> bool {
    let mut is_inside = false;
    for ring in rings {
        let mut previous = ring.len().wrapping_sub(1);
        for i in 0..ring.len() {
            let ([xi, yi], [xj, yj]) = (ring[i], ring[previous]);
            let crosses = (yi > latitude) != (yj > latitude)
                && longitude < (xj - xi) * (latitude - yi) / (yj - yi) + xi;
            is_inside ^= crosses;
            previous = i;
        }
    }
    is_inside
}

/// Distance of a line between two points from the origin.
fn from_origin([ax, ay]: [f64; 2], [bx, by]: [f64; 2]) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    libm::hypot(ax + along * dx, ay + along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(a: f64, b: f64) -> Ring {
        vec![[a, a], [b, a], [b, b], [a, b]]
    }

    #[test]
    fn a_lake_is_outside() {
        let outline = Outline { polygons: vec![vec![square(0.0, 10.0), square(4.0, 6.0)]] };
        assert!(outline.contains(1.0, 1.0));
        assert!(!outline.contains(5.0, 5.0));
        assert!(!outline.contains(11.0, 5.0));
        assert_eq!(outline.bounds(), Some([0.0, 0.0, 10.0, 10.0]));
    }

    #[test]
    fn overlapping_polygons_do_not_cancel() {
        let outline = Outline { polygons: vec![vec![square(0.0, 10.0)], vec![square(4.0, 6.0)]] };
        assert!(outline.contains(5.0, 5.0));
    }

    #[test]
    fn a_shore_has_a_tolerance() {
        let outline = Outline { polygons: vec![vec![square(0.0, 10.0)]] };
        assert!(outline.is_near(10.05, 5.0, 0.06));
        assert!(!outline.is_near(10.2, 5.0, 0.06));
        assert!(outline.is_near(5.0, 5.0, 0.0));
    }

    #[test]
    fn longitudes_are_one_piece_across_the_antimeridian() {
        let mean = circular_mean([179.0, -179.0, 178.0].into_iter());
        assert!((mean - 179.333).abs() < 0.01, "{mean}");
        assert_eq!(unwrapped(-179.0, mean), 181.0);
        assert_eq!(unwrapped(178.0, mean), 178.0);
        let strip = vec![[179.0, 0.0], [-179.0, 0.0], [-179.0, 1.0], [179.0, 1.0]];
        let outline = Outline { polygons: vec![vec![strip]] }.unwrapped(mean);
        assert!(outline.contains(180.5, 0.5));
        assert!(!outline.contains(170.0, 0.5));
    }
}
