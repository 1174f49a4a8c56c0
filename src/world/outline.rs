//! A country's outline.

/// Rings of points (longitude, latitude) in degrees; a point is inside if an odd number of rings
/// surround it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outline {
    /// Rings, open or closed.
    pub rings: Vec<Vec<[f64; 2]>>,
}

impl Outline {
    /// Whether a point lies inside.
    pub fn contains(&self, longitude: f64, latitude: f64) -> bool {
        let mut is_inside = false;
        for ring in &self.rings {
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

    /// West, south, east, north; `None` without points.
    pub fn bounds(&self) -> Option<[f64; 4]> {
        self.rings.iter().flatten().fold(None, |bounds, &[x, y]| {
            let [w, s, e, n] = bounds.unwrap_or([x, y, x, y]);
            Some([w.min(x), s.min(y), e.max(x), n.max(y)])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lake_is_outside() {
        let square = |a: f64, b: f64| vec![[a, a], [b, a], [b, b], [a, b]];
        let outline = Outline { rings: vec![square(0.0, 10.0), square(4.0, 6.0)] };
        assert!(outline.contains(1.0, 1.0));
        assert!(!outline.contains(5.0, 5.0));
        assert!(!outline.contains(11.0, 5.0));
        assert_eq!(outline.bounds(), Some([0.0, 0.0, 10.0, 10.0]));
    }
}
