//! From degrees or kilometres to pixels.

use super::data::Place;
use super::sketch::{GREY, Sketch};

/// A projection that keeps shapes: equirectangular round the middle, or plain kilometres.
pub(super) struct Projection {
    is_geographic: bool,
    origin: (f64, f64),
    stretch: f64,
    scale: f64,
    corner: (f64, f64),
}

impl Projection {
    /// Fits all places, and the outline if there is one, into left, top, right, bottom.
    pub(super) fn fit(
        places: &[Place],
        outline: &[Vec<(f64, f64)>],
        (left, top, right, bottom): (f64, f64, f64, f64),
    ) -> Self {
        let is_geographic =
            !outline.is_empty() && places.iter().any(|place| place.contains_key("longitude"));
        let points: Vec<(f64, f64)> = if is_geographic {
            outline.iter().flatten().copied().collect()
        } else {
            places.iter().filter_map(|p| Some((*p.get("x_km")?, *p.get("y_km")?))).collect()
        };
        let fold = |of: fn(&(f64, f64)) -> f64| {
            points
                .iter()
                .map(of)
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)))
        };
        let ((west, east), (south, north)) = (fold(|p| p.0), fold(|p| p.1));
        let middle = f64::midpoint(south, north);
        let stretch = if is_geographic { libm::cos(middle.to_radians()).max(0.2) } else { 1.0 };
        let (wide, tall) = ((east - west).max(1e-9) * stretch, (north - south).max(1e-9));
        let scale = ((right - left) / wide).min((bottom - top) / tall) * 0.96;
        let corner = (
            f64::midpoint(left, right) - wide * scale / 2.0,
            f64::midpoint(top, bottom) + tall * scale / 2.0,
        );
        Self { is_geographic, origin: (west, south), stretch, scale, corner }
    }

    fn pixel(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (
            self.corner.0 + (x - self.origin.0) * self.stretch * self.scale,
            self.corner.1 - (y - self.origin.1) * self.scale,
        )
    }

    /// Where a place lies.
    pub(super) fn at(&self, place: &Place) -> Option<(f64, f64)> {
        let (x, y) = if self.is_geographic {
            (place.get("longitude")?, place.get("latitude")?)
        } else {
            (place.get("x_km")?, place.get("y_km")?)
        };
        Some(self.pixel((*x, *y)))
    }

    /// Draws the outline.
    pub(super) fn draw_outline(&self, sketch: &mut Sketch, outline: &[Vec<(f64, f64)>]) {
        if self.is_geographic {
            for ring in outline {
                let mut points = self.ring(ring);
                if let Some(first) = points.first().copied() {
                    points.push(first);
                }
                sketch.line(points, GREY, 1);
            }
        }
    }

    /// Where the points of a ring of the outline lie.
    pub(super) fn ring(&self, ring: &[(f64, f64)]) -> Vec<(f64, f64)> {
        ring.iter().map(|&point| self.pixel(point)).collect()
    }
}
