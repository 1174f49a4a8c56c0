//! From degrees or kilometres to pixels.

use super::sketch::Bounds;

/// Kilometres of a degree of latitude.
const KM: f64 = 111.2;

/// A projection that keeps shapes: equirectangular round the middle, or plain kilometres.
#[derive(Debug, Clone)]
pub(super) struct Projection {
    origin: (f64, f64),
    stretch: f64,
    scale: f64,
    corner: (f64, f64),
    km: f64,
}

/// West, south, east, north of points, with a little room.
fn extent(points: &[(f64, f64)]) -> Bounds {
    let fold = |of: fn(&(f64, f64)) -> f64| {
        points
            .iter()
            .map(of)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)))
    };
    let ((west, east), (south, north)) = (fold(|p| p.0), fold(|p| p.1));
    let pad = ((east - west).max(north - south) * 0.02).max(1e-6);
    (west - pad, south - pad, east + pad, north + pad)
}

impl Projection {
    /// Fits points, in degrees or kilometres, into left, top, right, bottom.
    pub(super) fn fit(points: &[(f64, f64)], is_degrees: bool, within: Bounds) -> Self {
        let (west, south, east, north) = extent(points);
        let (left, top, right, bottom) = within;
        let stretch = stretch(is_degrees, south, north);
        let (wide, tall) = ((east - west) * stretch, north - south);
        let scale = ((right - left) / wide).min((bottom - top) / tall);
        let corner = (
            f64::midpoint(left, right) - wide * scale / 2.0,
            f64::midpoint(top, bottom) + tall * scale / 2.0,
        );
        let km = if is_degrees { scale / KM } else { scale };
        Self { origin: (west, south), stretch, scale, corner, km }
    }

    /// Where a point lies.
    pub(super) fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (
            self.corner.0 + (x - self.origin.0) * self.stretch * self.scale,
            self.corner.1 - (y - self.origin.1) * self.scale,
        )
    }

    /// A round distance that is about so many pixels long: kilometres, pixels.
    pub(super) fn scale_bar(&self, pixels: f64) -> (f64, f64) {
        let step = super::charts::round_step(pixels / self.km, 1);
        let km = if step * self.km > pixels * 1.5 { step / 2.0 } else { step };
        (km, km * self.km)
    }
}

fn stretch(is_degrees: bool, south: f64, north: f64) -> f64 {
    if is_degrees { libm::cos(f64::midpoint(south, north).to_radians()).max(0.2) } else { 1.0 }
}

/// Width over height of what a projection of points shows.
pub(super) fn aspect(points: &[(f64, f64)], is_degrees: bool) -> f64 {
    let (west, south, east, north) = extent(points);
    (east - west) * stretch(is_degrees, south, north) / (north - south)
}
