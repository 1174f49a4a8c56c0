//! From a sketch to PNG: all that knows plotters. It draws three times as large and averages, as its
//! lines have no soft edges.

use super::letters::{self, FOOT};
use super::sketch::{Anchor, Shape, Sketch};
use super::style::{Colour, WHITE};
use plotters::backend::BitMapBackend;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle, register_font};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::Once;

/// Times as large as it will be.
const GRAIN: u32 = 3;

/// Name under which the fonts are known to the renderer and to readers of SVG.
pub(super) const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";

type Area<'a> = DrawingArea<BitMapBackend<'a>, plotters::coord::Shift>;

fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = register_font(FAMILY, FontStyle::Normal, letters::REGULAR);
        let _ = register_font(FAMILY, FontStyle::Bold, letters::BOLD);
    });
}

/// Draws into a file whose name ends in png.
pub(super) fn write(sketch: &Sketch, path: &Path) -> Result<(), String> {
    register();
    let (width, height) = (sketch.width, sketch.height);
    let mut large = vec![0; (width * GRAIN * height * GRAIN * 3) as usize];
    {
        let backend = BitMapBackend::with_buffer(&mut large, (width * GRAIN, height * GRAIN));
        let area = backend.into_drawing_area();
        area.fill(&rgb(WHITE)).map_err(|error| error.to_string())?;
        for shape in &sketch.shapes {
            paint(shape, &area)?;
        }
        area.present().map_err(|error| error.to_string())?;
    }
    let small = averaged(&large, width, height);
    let file = File::create(path).map_err(|error| error.to_string())?;
    let mut encoder = png::Encoder::new(BufWriter::new(file), width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    let (palette, indices) = indexed(&small);
    encoder.set_palette(palette);
    encoder.set_compression(png::Compression::Best);
    // Flat colours and few of them: rows are shortest as they are.
    encoder.set_filter(png::FilterType::NoFilter);
    let mut writer = encoder.write_header().map_err(|error| error.to_string())?;
    writer.write_image_data(&indices).map_err(|error| error.to_string())?;
    writer.finish().map_err(|error| error.to_string())
}

/// A palette of the 256 most frequent colours, and for each pixel the nearest of them: figures are
/// flat, what is lost are shades at the edges of letters.
fn indexed(pixels: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mut counts: BTreeMap<[u8; 3], u32> = BTreeMap::new();
    for pixel in pixels.chunks_exact(3) {
        *counts.entry([pixel[0], pixel[1], pixel[2]]).or_default() += 1;
    }
    let mut colours: Vec<[u8; 3]> = counts.keys().copied().collect();
    colours.sort_by_key(|colour| std::cmp::Reverse(counts[colour]));
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
fn averaged(large: &[u8], width: u32, height: u32) -> Vec<u8> {
    let grain = GRAIN as usize;
    let row = width as usize * grain * 3;
    let mut small = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height as usize {
        for x in 0..width as usize {
            for channel in 0..3 {
                let sum: u32 = (0..grain)
                    .flat_map(|dy| (0..grain).map(move |dx| (dx, dy)))
                    .map(|(dx, dy)| {
                        let at = (y * grain + dy) * row + (x * grain + dx) * 3 + channel;
                        u32::from(large[at])
                    })
                    .sum();
                small.push((sum / (GRAIN * GRAIN)) as u8);
            }
        }
    }
    small
}

fn rgb((r, g, b): Colour) -> RGBColor {
    RGBColor(r, g, b)
}

fn whole((x, y): (f64, f64)) -> (i32, i32) {
    let grain = f64::from(GRAIN);
    ((x * grain).round() as i32, (y * grain).round() as i32)
}

fn paint(shape: &Shape, area: &Area) -> Result<(), String> {
    let thick = |width: f64| (width * f64::from(GRAIN)).round() as u32;
    let all = |points: &[(f64, f64)]| points.iter().copied().map(whole).collect::<Vec<_>>();
    match shape {
        Shape::Line { points, colour, width, dash } => {
            // One piece after the other with round joints: at sharp bends of a whole path the renderer
            // draws spikes.
            let ink = rgb(*colour);
            let style = ShapeStyle::from(&ink).stroke_width(thick(*width));
            let joint = thick(*width) as i32 / 2;
            dashes(points, dash).iter().try_for_each(|part| {
                let part = all(part);
                part.windows(2)
                    .try_for_each(|pair| area.draw(&PathElement::new(pair.to_vec(), style)))?;
                let inner = part.iter().skip(1).take(part.len().saturating_sub(2));
                inner.copied().try_for_each(|at| area.draw(&Circle::new(at, joint, ink.filled())))
            })
        }
        Shape::Area { points, colour, opacity } => {
            area.draw(&Polygon::new(all(points), rgb(*colour).mix(*opacity).filled()))
        }
        Shape::Circle { at, radius, colour, is_filled } => {
            let style = ShapeStyle {
                color: rgb(*colour).to_rgba(),
                filled: *is_filled,
                stroke_width: thick(1.5),
            };
            area.draw(&Circle::new(whole(*at), thick(*radius) as i32, style))
        }
        Shape::Text { .. } => return paint_words(shape, area),
    }
    .map_err(|error| error.to_string())
}

fn paint_words(shape: &Shape, area: &Area) -> Result<(), String> {
    let Shape::Text { at, text, size, anchor, colour, is_bold, has_halo } = shape else {
        return Ok(());
    };
    let width = letters::width(text, *size, *is_bold);
    let left = match anchor {
        Anchor::Start => at.0,
        Anchor::Middle => at.0 - width / 2.0,
        Anchor::End => at.0 - width,
    };
    let style = if *is_bold { FontStyle::Bold } else { FontStyle::Normal };
    // The renderer puts the foot of letters half a line below the point that it is given.
    let line = size * letters::line_height(*is_bold);
    let top = at.1 + size * FOOT - line / 2.0;
    let font = (FAMILY, line * f64::from(GRAIN), style).into_font();
    let pos = Pos::new(HPos::Left, VPos::Top);
    let draw = |shift: (f64, f64), ink: Colour| {
        let ink = rgb(ink);
        let style = TextStyle::from(font.clone()).color(&ink).pos(pos);
        area.draw(&Text::new(text.clone(), whole((left + shift.0, top + shift.1)), style))
            .map_err(|error| error.to_string())
    };
    if *has_halo {
        for i in 0..12 {
            let turn = f64::from(i) * std::f64::consts::TAU / 12.0;
            draw((libm::cos(turn) * 2.0, libm::sin(turn) * 2.0), WHITE)?;
        }
    }
    draw((0.0, 0.0), *colour)
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

    #[test]
    fn dashes_cover_their_share_of_a_line_and_nothing_outside_it() {
        let parts = dashes(&[(0.0, 0.0), (50.0, 0.0), (100.0, 0.0)], &[12.0, 8.0]);
        assert_eq!(parts.len(), 5);
        let long: f64 = parts.iter().map(|part| part[part.len() - 1].0 - part[0].0).sum();
        assert!((long - 60.0).abs() < 1e-9, "{parts:?}");
    }
}
