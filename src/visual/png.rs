//! From a sketch to PNG: all that knows plotters. It draws larger and averages, as its lines have no soft edges.

use super::letters::{self, FOOT};
use super::sketch::{Shape, Sketch};
use super::style::{Colour, WHITE};
use plotters::backend::BitMapBackend;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle, register_font};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::Once;

/// Times as large as it will be; less where points are so fine that nobody sees one.
const fn grain(scale: f64) -> u32 {
    if scale > 2.0 { 2 } else { 3 }
}

/// Millimetres of an inch.
const INCH: f64 = 25.4;

/// Name under which the fonts are known to the renderer and to readers of SVG.
pub(super) const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";

/// What is drawn on, and points of it for a pixel of the sketch.
struct Canvas<'a> {
    area: DrawingArea<BitMapBackend<'a>, plotters::coord::Shift>,
    points: f64,
}

fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = register_font(FAMILY, FontStyle::Normal, letters::REGULAR);
        let _ = register_font(FAMILY, FontStyle::Bold, letters::BOLD);
    });
}

/// Draws into a file whose name ends in png, with so many dots per inch of its true size; those of its own pixels where
/// none are told.
pub(super) fn write(sketch: &Sketch, path: &Path, dpi: Option<u16>) -> Result<(), String> {
    register();
    let own = sketch.look.size.density();
    let scale = dpi.map_or(1.0, |dpi| f64::from(dpi) / INCH / own);
    let grain = grain(scale);
    let [width, height] =
        [sketch.width, sketch.height].map(|side| (f64::from(side) * scale).round() as u32);
    let (across, down) = (width * grain, height * grain);
    let mut large = vec![0; across as usize * down as usize * 3];
    {
        let backend = BitMapBackend::with_buffer(&mut large, (across, down));
        let canvas = Canvas { area: backend.into_drawing_area(), points: scale * f64::from(grain) };
        canvas.area.fill(&rgb(WHITE)).map_err(|error| error.to_string())?;
        for shape in &sketch.shapes {
            canvas.paint(shape)?;
        }
        canvas.area.present().map_err(|error| error.to_string())?;
    }
    let small = averaged(&large, (width, height), grain);
    let file = File::create(path).map_err(|error| error.to_string())?;
    let mut encoder = png::Encoder::new(BufWriter::new(file), width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    let per_metre = (own * scale * 1000.0).round() as u32;
    let unit = png::Unit::Meter;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit }));
    let (palette, indices) = indexed(&small, &inks(sketch));
    encoder.set_palette(palette);
    encoder.set_compression(png::Compression::Best);
    // Flat colours and few of them: rows are shortest as they are.
    encoder.set_filter(png::FilterType::NoFilter);
    let mut writer = encoder.write_header().map_err(|error| error.to_string())?;
    writer.write_image_data(&indices).map_err(|error| error.to_string())?;
    writer.finish().map_err(|error| error.to_string())
}

/// The colours that shapes are drawn in.
fn inks(sketch: &Sketch) -> BTreeSet<[u8; 3]> {
    let ink = |shape: &Shape| {
        let (Shape::Line { colour, .. }
        | Shape::Strokes { colour, .. }
        | Shape::Area { colour, .. }
        | Shape::Circle { colour, .. }
        | Shape::Text { colour, .. }) = shape;
        [colour.0, colour.1, colour.2]
    };
    sketch.shapes.iter().map(ink).collect()
}

/// A palette of 256 colours, those of the shapes and then the most frequent, and for each pixel the nearest of them: what
/// is lost are shades at the edges of letters.
fn indexed(pixels: &[u8], inks: &BTreeSet<[u8; 3]>) -> (Vec<u8>, Vec<u8>) {
    let mut counts: BTreeMap<[u8; 3], u32> = BTreeMap::new();
    for pixel in pixels.chunks_exact(3) {
        *counts.entry([pixel[0], pixel[1], pixel[2]]).or_default() += 1;
    }
    let mut colours: Vec<[u8; 3]> = counts.keys().copied().collect();
    colours.sort_by_key(|colour| (!inks.contains(colour), std::cmp::Reverse(counts[colour])));
    let palette = &colours[..colours.len().min(256)];
    let far = |a: &[u8; 3], b: &[u8; 3]| -> u32 {
        (0..3).map(|i| u32::from(a[i].abs_diff(b[i])).pow(2)).sum()
    };
    let nearest: BTreeMap<[u8; 3], u8> = colours
        .iter()
        .map(|colour| {
            let at = (0..palette.len()).min_by_key(|&i| far(&palette[i], colour)).unwrap_or(0);
            (*colour, at as u8)
        })
        .collect();
    let of = |pixel: &[u8]| nearest[&[pixel[0], pixel[1], pixel[2]]];
    (palette.concat(), pixels.chunks_exact(3).map(of).collect())
}

/// Each pixel the mean of those drawn for it.
fn averaged(large: &[u8], (width, height): (u32, u32), grain: u32) -> Vec<u8> {
    let points = grain as usize;
    let row = width as usize * points * 3;
    let mut small = Vec::with_capacity(width as usize * height as usize * 3);
    for y in 0..height as usize {
        for x in 0..width as usize {
            for channel in 0..3 {
                let sum: u32 = (0..points)
                    .flat_map(|dy| (0..points).map(move |dx| (dx, dy)))
                    .map(|(dx, dy)| {
                        let at = (y * points + dy) * row + (x * points + dx) * 3 + channel;
                        u32::from(large[at])
                    })
                    .sum();
                small.push((sum / (grain * grain)) as u8);
            }
        }
    }
    small
}

fn rgb((r, g, b): Colour) -> RGBColor {
    RGBColor(r, g, b)
}

impl Canvas<'_> {
    fn whole(&self, (x, y): (f64, f64)) -> (i32, i32) {
        ((x * self.points).round() as i32, (y * self.points).round() as i32)
    }

    fn thick(&self, width: f64) -> u32 {
        (width * self.points).round() as u32
    }

    fn paint(&self, shape: &Shape) -> Result<(), String> {
        let all =
            |points: &[(f64, f64)]| points.iter().map(|&at| self.whole(at)).collect::<Vec<_>>();
        let area = &self.area;
        match shape {
            Shape::Line { points, colour, width, dash } => {
                // One piece after the other with round joints: at sharp bends of a whole path the renderer
                // draws spikes.
                let ink = rgb(*colour);
                let style = ShapeStyle::from(&ink).stroke_width(self.thick(*width));
                let joint = self.thick(*width) as i32 / 2;
                dashes(points, dash).iter().try_for_each(|part| {
                    let part = all(part);
                    part.windows(2)
                        .try_for_each(|pair| area.draw(&PathElement::new(pair.to_vec(), style)))?;
                    let inner = part.iter().skip(1).take(part.len().saturating_sub(2));
                    inner
                        .copied()
                        .try_for_each(|at| area.draw(&Circle::new(at, joint, ink.filled())))
                })
            }
            Shape::Strokes { pieces, colour, width } => {
                let style = ShapeStyle::from(&rgb(*colour)).stroke_width(self.thick(*width));
                pieces.iter().try_for_each(|piece| area.draw(&PathElement::new(all(piece), style)))
            }
            Shape::Area { points, colour, opacity } => {
                area.draw(&Polygon::new(all(points), rgb(*colour).mix(*opacity).filled()))
            }
            Shape::Circle { at, radius, colour, is_filled } => {
                let style = ShapeStyle {
                    color: rgb(*colour).to_rgba(),
                    filled: *is_filled,
                    stroke_width: self.thick(1.5),
                };
                area.draw(&Circle::new(self.whole(*at), self.thick(*radius) as i32, style))
            }
            Shape::Text { .. } => return self.paint_words(shape),
        }
        .map_err(|error| error.to_string())
    }

    fn paint_words(&self, shape: &Shape) -> Result<(), String> {
        let Shape::Text { at, text, size, colour, is_bold, has_halo, .. } = shape else {
            return Ok(());
        };
        let left = shape.text_box().map_or(at.0, |bounds| bounds.0);
        let style = if *is_bold { FontStyle::Bold } else { FontStyle::Normal };
        // The renderer puts the foot of letters half a line below the point that it is given.
        let line = size * letters::line_height(*is_bold);
        let top = at.1 + size * FOOT - line / 2.0;
        let font = (FAMILY, line * self.points, style).into_font();
        let pos = Pos::new(HPos::Left, VPos::Top);
        let draw = |shift: (f64, f64), ink: Colour| {
            let ink = rgb(ink);
            let style = TextStyle::from(font.clone()).color(&ink).pos(pos);
            let at = self.whole((left + shift.0, top + shift.1));
            self.area.draw(&Text::new(text.clone(), at, style)).map_err(|error| error.to_string())
        };
        if *has_halo {
            for i in 0..12 {
                let turn = f64::from(i) * std::f64::consts::TAU / 12.0;
                draw((libm::cos(turn) * 2.0, libm::sin(turn) * 2.0), WHITE)?;
            }
        }
        draw((0.0, 0.0), *colour)
    }
}

/// The parts of a line that are drawn: all of it, or its dashes.
fn dashes(points: &[(f64, f64)], pattern: &[f64]) -> Vec<Vec<(f64, f64)>> {
    if pattern.is_empty() {
        return vec![points.to_vec()];
    }
    let mut parts = Vec::new();
    let mut part: Vec<(f64, f64)> = points.first().copied().into_iter().collect();
    let (mut turn, mut left) = (0, pattern[0]);
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let length = libm::hypot(to.0 - from.0, to.1 - from.1);
        let mut walked = 0.0;
        while length - walked > left {
            walked += left;
            let share = walked / length;
            let at = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            part.push(at);
            if turn % 2 == 0 {
                parts.push(std::mem::take(&mut part));
            }
            part = vec![at];
            turn += 1;
            left = pattern[turn % pattern.len()];
        }
        left -= length - walked;
        part.push(to);
    }
    if turn % 2 == 0 && part.len() > 1 {
        parts.push(part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A scale of colours that covers few points keeps its own among many shades.
    #[test]
    fn inks_are_never_replaced_by_shades() {
        let mut pixels: Vec<u8> = (0..=255).flat_map(|i| [[i, 0, 0], [i, 0, 0]].concat()).collect();
        pixels.extend([8, 72, 140]);
        let (palette, indices) = indexed(&pixels, &BTreeSet::from([[8, 72, 140]]));
        let last = usize::from(indices[indices.len() - 1]) * 3;
        assert_eq!((palette.len(), &palette[last..last + 3]), (768, &[8, 72, 140][..]));
    }

    #[test]
    fn dashes_cover_their_share_of_a_line_and_nothing_outside_it() {
        let parts = dashes(&[(0.0, 0.0), (50.0, 0.0), (100.0, 0.0)], &[12.0, 8.0]);
        assert_eq!(parts.len(), 5);
        let long: f64 = parts.iter().map(|part| part[part.len() - 1].0 - part[0].0).sum();
        assert!((long - 60.0).abs() < 1e-9, "{parts:?}");
    }
}
