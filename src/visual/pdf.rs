//! From a sketch to PDF: lines and areas stay such, and words stay words, in the fonts of all figures.

use super::letters::{self, FOOT};
use super::sketch::{Shape, Sketch};
use super::style::{Colour, WHITE};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{
    CidFontType, FontFlags, LineCapStyle, LineJoinStyle, SystemInfo, TextRenderingMode, UnicodeCmap,
};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use std::collections::BTreeSet;
use std::io::Write;

/// Points of a millimetre.
const POINTS: f64 = 72.0 / 25.4;

/// Identity of glyphs: their numbers in the font.
const GLYPHS: SystemInfo =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// How far a handle of a Bézier curve lies from the end of a quarter of a circle of radius 1.
const HANDLE: f64 = 0.552_284_75;

/// A page of the sketch's true size.
pub(super) fn write(sketch: &Sketch) -> Vec<u8> {
    let mut last = 0;
    let mut next = || {
        last += 1;
        Ref::new(last)
    };
    let [catalog, pages, page, contents, information] = [(); 5].map(|()| next());
    let fonts = [false, true].map(|is_bold| (is_bold, [(); 5].map(|()| next())));
    let veils: BTreeSet<u8> = sketch.shapes.iter().filter_map(veil).collect();
    let veils: Vec<(u8, Ref)> = veils.into_iter().map(|hundredths| (hundredths, next())).collect();
    let [wide, tall] = [sketch.width, sketch.height].map(|side| sketch.millimetres(side) * POINTS);
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages).lang(TextStr("en"));
    pdf.document_info(information).title(TextStr(&sketch.title)).producer(TextStr("nodal"));
    pdf.pages(pages).kids([page]).count(1);
    let mut leaf = pdf.page(page);
    leaf.media_box(Rect::new(0.0, 0.0, wide as f32, tall as f32)).parent(pages).contents(contents);
    let mut resources = leaf.resources();
    let mut named = resources.fonts();
    for (is_bold, [font, ..]) in &fonts {
        named.pair(Name(font_name(*is_bold)), *font);
    }
    named.finish();
    let mut states = resources.ext_g_states();
    for (hundredths, veil) in &veils {
        states.pair(Name(veil_name(*hundredths).as_bytes()), *veil);
    }
    states.finish();
    resources.finish();
    leaf.finish();
    for (hundredths, veil) in &veils {
        pdf.ext_graphics(*veil).non_stroking_alpha(f32::from(*hundredths) / 100.0);
    }
    for (is_bold, places) in fonts {
        font(&mut pdf, is_bold, places);
    }
    let drawn = packed(&content(sketch));
    pdf.stream(contents, &drawn).filter(Filter::FlateDecode);
    pdf.finish()
}

/// Bytes in the format of zlib.
pub(super) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    // Memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn font_name(is_bold: bool) -> &'static [u8] {
    if is_bold { b"Bold" } else { b"Regular" }
}

/// How much of what lies below an area is hidden, in hundredths; none where all of it is.
fn veil(shape: &Shape) -> Option<u8> {
    match shape {
        Shape::Area { opacity, .. } if *opacity < 1.0 => Some((opacity * 100.0).round() as u8),
        _ => None,
    }
}

fn veil_name(hundredths: u8) -> String {
    format!("Veil{hundredths}")
}

/// A font with its glyphs, their widths and their letters.
fn font(pdf: &mut Pdf, is_bold: bool, [whole, glyphs, descriptor, letters, file]: [Ref; 5]) {
    let name: &[u8] = if is_bold { b"DejaVuSans-Bold" } else { b"DejaVuSans" };
    let name = Name(name);
    let face = letters::face(is_bold);
    pdf.type0_font(whole)
        .base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(glyphs)
        .to_unicode(letters);
    let mut of_glyphs = pdf.cid_font(glyphs);
    of_glyphs
        .subtype(CidFontType::Type2)
        .base_font(name)
        .system_info(GLYPHS)
        .font_descriptor(descriptor)
        .default_width(0.0)
        .cid_to_gid_map_predefined(Name(b"Identity"));
    of_glyphs.widths().consecutive(0, face.widths.iter().copied());
    of_glyphs.finish();
    pdf.font_descriptor(descriptor)
        .name(name)
        .flags(FontFlags::NON_SYMBOLIC)
        .bbox(Rect::new(-1000.0, face.descent, 2000.0, face.ascent))
        .italic_angle(0.0)
        .ascent(face.ascent)
        .descent(face.descent)
        .cap_height(FOOT as f32 * 2000.0)
        .stem_v(if is_bold { 140.0 } else { 80.0 })
        .font_file2(file);
    let mut map = UnicodeCmap::new(Name(b"Letters"), GLYPHS);
    face.letters.iter().for_each(|(glyph, letter)| map.pair(*glyph, *letter));
    pdf.cmap(letters, &map.finish());
    let bytes = packed(face.bytes);
    let length = face.bytes.len() as i32;
    pdf.stream(file, &bytes).filter(Filter::FlateDecode).pair(Name(b"Length1"), length);
}

/// Ink, page and scale of what is drawn.
struct Page {
    content: Content,
    points: f64,
    height: f64,
}

fn content(sketch: &Sketch) -> Vec<u8> {
    let points = sketch.millimetres(1) * POINTS;
    let mut page = Page { content: Content::new(), points, height: f64::from(sketch.height) };
    page.content.set_line_join(LineJoinStyle::RoundJoin).set_line_cap(LineCapStyle::ButtCap);
    sketch.shapes.iter().for_each(|shape| page.draw(shape));
    page.content.finish().to_vec()
}

impl Page {
    fn at(&self, (x, y): (f64, f64)) -> (f32, f32) {
        ((x * self.points) as f32, ((self.height - y) * self.points) as f32)
    }

    fn long(&self, pixels: f64) -> f32 {
        (pixels * self.points) as f32
    }

    fn fill(&mut self, colour: Colour) {
        let [r, g, b] = shares(colour);
        self.content.set_fill_rgb(r, g, b);
    }

    fn stroke(&mut self, colour: Colour, width: f64) {
        let [r, g, b] = shares(colour);
        let width = self.long(width);
        self.content.set_stroke_rgb(r, g, b).set_line_width(width);
    }

    fn path(&mut self, points: &[(f64, f64)]) {
        for (i, point) in points.iter().enumerate() {
            let (x, y) = self.at(*point);
            if i == 0 {
                self.content.move_to(x, y);
            } else {
                self.content.line_to(x, y);
            }
        }
    }

    fn draw(&mut self, shape: &Shape) {
        match shape {
            Shape::Line { points, colour, width, dash } => {
                self.stroke(*colour, *width);
                let dash: Vec<f32> = dash.iter().map(|part| self.long(*part)).collect();
                self.content.set_dash_pattern(dash, 0.0);
                self.path(points);
                self.content.stroke();
                self.content.set_dash_pattern([], 0.0);
            }
            Shape::Strokes { pieces, colour, width } => {
                self.stroke(*colour, *width);
                for piece in pieces {
                    self.path(piece);
                }
                self.content.stroke();
            }
            Shape::Area { points, colour, .. } => {
                self.content.save_state();
                if let Some(hundredths) = veil(shape) {
                    self.content.set_parameters(Name(veil_name(hundredths).as_bytes()));
                }
                self.fill(*colour);
                self.path(points);
                self.content.close_path().fill_nonzero().restore_state();
            }
            Shape::Circle { at, radius, colour, is_filled } => {
                self.circle(*at, *radius);
                if *is_filled {
                    self.fill(*colour);
                    self.content.fill_nonzero();
                } else {
                    self.stroke(*colour, 1.5);
                    self.content.stroke();
                }
            }
            Shape::Text { .. } => self.words(shape),
        }
    }

    fn circle(&mut self, (x, y): (f64, f64), radius: f64) {
        let handle = HANDLE * radius;
        let (right, top) = ((x + radius, y), (x, y - radius));
        let (left, bottom) = ((x - radius, y), (x, y + radius));
        let (begin, quarters) = (
            self.at(right),
            [
                [(right.0, y - handle), (x + handle, top.1), top],
                [(x - handle, top.1), (left.0, y - handle), left],
                [(left.0, y + handle), (x - handle, bottom.1), bottom],
                [(x + handle, bottom.1), (right.0, y + handle), right],
            ],
        );
        self.content.move_to(begin.0, begin.1);
        for quarter in quarters {
            let [a, b, end] = quarter.map(|point| self.at(point));
            self.content.cubic_to(a.0, a.1, b.0, b.1, end.0, end.1);
        }
        self.content.close_path();
    }

    fn words(&mut self, shape: &Shape) {
        let Shape::Text { at, text, size, colour, is_bold, has_halo, .. } = shape else { return };
        let left = shape.text_box().map_or(at.0, |bounds| bounds.0);
        let (x, y) = self.at((left, at.1 + size * FOOT));
        let glyphs: Vec<u8> =
            letters::glyphs(text, *is_bold).into_iter().flat_map(u16::to_be_bytes).collect();
        let size = self.long(*size);
        let mut passes = vec![(TextRenderingMode::Fill, *colour)];
        if *has_halo {
            passes.insert(0, (TextRenderingMode::Stroke, WHITE));
        }
        for (mode, ink) in passes {
            self.stroke(ink, 4.0);
            self.fill(ink);
            self.content.begin_text().set_font(Name(font_name(*is_bold)), size);
            self.content.set_text_rendering_mode(mode).next_line(x, y).show(Str(&glyphs));
            self.content.end_text();
        }
    }
}

fn shares((r, g, b): Colour) -> [f32; 3] {
    [r, g, b].map(|channel| f32::from(channel) / 255.0)
}
