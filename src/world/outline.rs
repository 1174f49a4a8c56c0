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
            is_inside ^= is_east(ring[i], ring[previous], longitude, latitude);
            previous = i;
        }
    }
    is_inside
}

/// Whether an edge crosses the latitude of a point to the east of it.
fn is_east([xi, yi]: [f64; 2], [xj, yj]: [f64; 2], longitude: f64, latitude: f64) -> bool {
    (yi > latitude) != (yj > latitude) && longitude < (xj - xi) * (latitude - yi) / (yj - yi) + xi
}

/// The edges of an outline by the bands of latitude that they touch: of many points it is asked which lie inside, and few
/// edges lie at the latitude of one.
#[derive(Debug)]
pub struct Bands {
    south: f64,
    per_degree: f64,
    /// Of each band from the south, those of one polygon side by side.
    edges: Vec<Vec<Edge>>,
}

#[derive(Debug, Clone, Copy)]
struct Edge {
    polygon: usize,
    ends: [[f64; 2]; 2],
}

impl Bands {
    /// The edges of an outline, a few in each band.
    pub fn of(outline: &Outline) -> Self {
        let number = outline.points().count() / 4 + 1;
        let [_, south, _, north] = outline.bounds().unwrap_or_default();
        let per_degree = number as f64 / (north - south).max(f64::MIN_POSITIVE);
        let mut bands = Self { south, per_degree, edges: vec![Vec::new(); number] };
        for (polygon, rings) in outline.polygons.iter().enumerate() {
            for ring in rings {
                for (i, &point) in ring.iter().enumerate() {
                    let before = if i == 0 { ring.len() - 1 } else { i - 1 };
                    let ends = [point, ring[before]];
                    let at = ends.map(|[_, latitude]| bands.at(latitude));
                    for band in at[0].min(at[1])..=at[0].max(at[1]) {
                        bands.edges[band].push(Edge { polygon, ends });
                    }
                }
            }
        }
        bands
    }

    /// The band of a latitude; of two latitudes never the more southern one for the more northern.
    fn at(&self, latitude: f64) -> usize {
        (((latitude - self.south) * self.per_degree) as usize).min(self.edges.len() - 1)
    }

    /// As [`Outline::contains`].
    pub fn contains(&self, longitude: f64, latitude: f64) -> bool {
        let mut polygons = self.edges[self.at(latitude)].chunk_by(|a, b| a.polygon == b.polygon);
        polygons.any(|edges| {
            let crosses = |edge: &&Edge| is_east(edge.ends[0], edge.ends[1], longitude, latitude);
            edges.iter().filter(crosses).count() % 2 == 1
        })
    }
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
    fn bands_hold_the_points_that_the_outline_holds() {
        let spiky = (0..40).map(|i| [f64::from(i * 7 % 40), f64::from(i * 11 % 23)]).collect();
        let polygons =
            vec![vec![square(0.0, 10.0), square(4.0, 6.0)], vec![spiky], vec![square(9.0, 12.0)]];
        let outline = Outline { polygons };
        let bands = Bands::of(&outline);
        let mut inside = 0;
        for i in 0..90 {
            for j in 0..60 {
                let (x, y) = (f64::from(i) / 2.0 - 2.0, f64::from(j) / 2.0 - 2.0);
                assert_eq!(bands.contains(x, y), outline.contains(x, y), "{x} {y}");
                inside += u32::from(outline.contains(x, y));
            }
        }
        assert!((1000..4000).contains(&inside), "{inside}");
        assert!(!Bands::of(&Outline::default()).contains(1.0, 1.0));
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
