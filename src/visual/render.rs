//! From a sketch to SVG and PNG: all that knows plotters.

use super::Figure;
use super::data::PlotError;
use super::sketch::{Anchor, Colour, Shape, Sketch};
use plotters::backend::{BitMapBackend, DrawingBackend, SVGBackend};
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color, FontStyle, FontTransform, IntoFont, RGBColor, ShapeStyle, register_font,
};
use std::fs;
use std::path::Path;
use std::sync::Once;

/// The fonts travel with the program (DejaVu; licence beside them), so that none need be installed.
static REGULAR: &[u8] = include_bytes!("font/DejaVuSans.ttf");
static BOLD: &[u8] = include_bytes!("font/DejaVuSans-Bold.ttf");
/// Name under which they are known to the renderer and to readers of SVG.
const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";

fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = register_font(FAMILY, FontStyle::Normal, REGULAR);
        let _ = register_font(FAMILY, FontStyle::Bold, BOLD);
    });
}

pub(super) fn draw(figure: &Figure, folder: &Path) -> Result<(), PlotError> {
    register();
    let sketch = &figure.sketch;
    let size = (sketch.width, sketch.height);
    let failed = |error: String| PlotError::Draw { name: figure.name.clone(), error };
    let place = |ending: &str| folder.join(format!("{}.{ending}", figure.name));
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        paint(sketch, &area).map_err(failed)?;
    }
    let title = format!("<title>{}</title>\n", escaped(&sketch.description));
    if let Some(at) =
        svg.find('>').and_then(|first| svg[first + 1..].find('>').map(|n| first + n + 2))
    {
        let at = svg.find("<rect").unwrap_or(at);
        svg.insert_str(at, &title);
    }
    write(&place("svg"), svg.as_bytes()).map_err(failed)?;
    let draft = folder.join(format!("{}.draft.png", figure.name));
    {
        let area = BitMapBackend::new(&draft, size).into_drawing_area();
        paint(sketch, &area).map_err(failed)?;
    }
    fs::rename(&draft, place("png")).map_err(|error| failed(error.to_string()))
}

/// A figure as SVG for a page: it scales with the page, and says what it shows to those who do not see it.
pub(super) fn svg(figure: &Figure) -> String {
    register();
    let sketch = &figure.sketch;
    let (width, height) = (sketch.width, sketch.height);
    let mut drawn = String::new();
    {
        let area = SVGBackend::with_string(&mut drawn, (width, height)).into_drawing_area();
        if paint(sketch, &area).is_err() {
            return String::new();
        }
    }
    let body = drawn.find("<rect").map_or("", |at| &drawn[at..]);
    let text = escaped(&sketch.description);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
         <title>{text}</title>\n<desc>{text}</desc>\n{body}"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let draft = path.with_extension("partial");
    fs::write(&draft, bytes).map_err(|error| error.to_string())?;
    fs::rename(&draft, path).map_err(|error| error.to_string())
}

fn rgb((r, g, b): Colour) -> RGBColor {
    RGBColor(r, g, b)
}

fn whole((x, y): (f64, f64)) -> (i32, i32) {
    (x.round() as i32, y.round() as i32)
}

fn paint<B: DrawingBackend>(
    sketch: &Sketch,
    area: &DrawingArea<B, plotters::coord::Shift>,
) -> Result<(), String> {
    area.fill(&RGBColor(255, 255, 255)).map_err(|error| error.to_string())?;
    for shape in &sketch.shapes {
        match shape {
            Shape::Line { points, colour, width } => {
                let style = ShapeStyle::from(&rgb(*colour)).stroke_width(*width);
                let points: Vec<_> = points.iter().copied().map(whole).collect();
                area.draw(&PathElement::new(points, style))
            }
            Shape::Area { points, colour } => {
                let points: Vec<_> = points.iter().copied().map(whole).collect();
                area.draw(&Polygon::new(points, rgb(*colour).filled()))
            }
            Shape::Circle { at, radius, colour, is_filled } => {
                let style = ShapeStyle {
                    color: rgb(*colour).to_rgba(),
                    filled: *is_filled,
                    stroke_width: 1,
                };
                area.draw(&Circle::new(whole(*at), radius.round() as i32, style))
            }
            Shape::Text { at, text, size, anchor, colour, is_bold, is_turned } => {
                let style = if *is_bold { FontStyle::Bold } else { FontStyle::Normal };
                let mut font = (FAMILY, *size, style).into_font();
                if *is_turned {
                    font = font.transform(FontTransform::Rotate270);
                }
                let across = match anchor {
                    Anchor::Start => HPos::Left,
                    Anchor::Middle => HPos::Center,
                    Anchor::End => HPos::Right,
                };
                let ink = rgb(*colour);
                let style = plotters::style::TextStyle::from(font)
                    .color(&ink)
                    .pos(Pos::new(across, VPos::Center));
                area.draw(&Text::new(text.clone(), whole(*at), style))
            }
        }
        .map_err(|error| error.to_string())?;
    }
    area.present().map_err(|error| error.to_string())
}
