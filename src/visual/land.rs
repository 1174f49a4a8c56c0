//! The ground of every map, in figures and on the page: sea, neighbours, the country with its districts, and what of it is
//! not simulated.

use super::country::Projection;
use super::data::Folder;
use super::layers::{Area, Layers};
use super::sketch::{Anchor, Bounds, Sketch};
use super::style::{Colour, GREY, PALE, Pen, Style, WHITE};
use super::{clip, letters};

/// Pixels between the lines that tell land of which nobody is simulated.
const HATCH: f64 = 7.0;

/// What lies below the marks of a map; nothing for generated worlds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Land(Layers);

impl Land {
    /// Of a run, its longitudes in one piece around a meridian.
    pub(super) fn of(folder: &Folder, meridian: f64) -> Self {
        Self(folder.layers(meridian).unwrap_or_default())
    }

    /// Whether it is a real country.
    pub(super) fn is_real(&self) -> bool {
        !self.0.outline.is_empty()
    }

    /// Whether borders of districts are drawn.
    pub(super) fn has_borders(&self) -> bool {
        !self.0.borders.is_empty()
    }

    /// Every ring of the country.
    pub(super) fn rings(&self) -> impl Iterator<Item = &Vec<(f64, f64)>> {
        self.0.outline.iter().flatten()
    }

    /// Draws it within a frame; land farther than `near` pixels from every mark is hatched.
    pub(super) fn draw(
        &self,
        sketch: &mut Sketch,
        projection: &Projection,
        within: Bounds,
        (marks, near): (&[(f64, f64)], f64),
    ) {
        let (left, top, right, bottom) = within;
        let is_print = sketch.look.style == Style::Print;
        let pick = |light: Colour, print: Colour| if is_print { print } else { light };
        let (land, sea) = (pick((252, 250, 245), WHITE), pick((222, 233, 241), (240, 240, 240)));
        let abroad = pick((236, 235, 230), (225, 225, 225));
        let thin = sketch.look.hairline();
        // A generated country is all land.
        sketch.rectangle((left, top), (right, bottom), if self.is_real() { sea } else { land });
        for (_, polygons) in &self.0.neighbours {
            for ring in seen(polygons, projection, within) {
                sketch.area(ring, abroad);
            }
            for ring in polygons.iter().flatten() {
                for part in clip::line(&closed(pixels(ring, projection)), within) {
                    sketch.line(part, pick((196, 194, 186), (170, 170, 170)), thin);
                }
            }
        }
        let country = self.country(projection);
        for ring in country.iter().filter_map(|rings| rings.first()) {
            sketch.area(ring.clone(), land);
        }
        for hole in country.iter().flat_map(|rings| rings.iter().skip(1)) {
            sketch.area(hole.clone(), sea);
        }
        if near > 0.0 {
            let pieces = clip::hatch(&country, marks, near, HATCH);
            sketch.strokes(pieces, pick((213, 206, 190), (200, 200, 200)), thin);
        }
        let ink = pick((150, 145, 135), (140, 140, 140));
        let dashed = Pen { dash: &[6.0, 4.0], ..Pen::plain(ink) };
        for border in &self.0.borders {
            for part in clip::line(&pixels(border, projection), within) {
                sketch.stroke(part, dashed, thin);
            }
        }
        for ring in country.into_iter().flatten() {
            sketch.line(closed(ring), GREY, thin * 1.2);
        }
        let frame = vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        sketch.line(frame, PALE, thin);
    }

    /// Writes the names of neighbours, each where there is most room for it in what is seen of it; none where there is too
    /// little.
    pub(super) fn name(&self, sketch: &mut Sketch, projection: &Projection, within: Bounds) {
        let country = self.country(projection);
        let size = sketch.small_size();
        for (name, polygons) in &self.0.neighbours {
            let half = (letters::width(name, size, false) / 2.0 + size * 0.4, size * 0.9);
            let rings = seen(polygons, projection, within);
            let found = rings.iter().filter_map(|ring| clip::roomiest(ring, &country, half));
            if let Some((at, _)) = found.max_by(|a, b| a.1.total_cmp(&b.1)) {
                sketch.small(at, name, Anchor::Middle, GREY);
            }
        }
    }

    /// The country in pixels.
    fn country(&self, projection: &Projection) -> Area {
        let rings = |rings: &Vec<Vec<(f64, f64)>>| {
            rings.iter().map(|ring| pixels(ring, projection)).collect()
        };
        self.0.outline.iter().map(rings).collect()
    }
}

/// A line in pixels.
fn pixels(line: &[(f64, f64)], projection: &Projection) -> Vec<(f64, f64)> {
    line.iter().map(|&point| projection.at(point)).collect()
}

/// What is seen of the outer rings of polygons within a frame, in pixels.
fn seen(polygons: &Area, projection: &Projection, within: Bounds) -> Vec<Vec<(f64, f64)>> {
    let rings = polygons.iter().filter_map(|polygon| polygon.first());
    let cut = rings.map(|ring| clip::area(&pixels(ring, projection), within));
    cut.filter(|ring| ring.len() > 2).collect()
}

/// A ring with its first point again at its end.
fn closed(mut ring: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    ring.extend(ring.first().copied());
    ring
}
