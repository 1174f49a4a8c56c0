//! From a sketch to SVG: written as it is, in the sketch's own pixels, so that words stay words and
//! lines stay lines.

use super::Figure;
use super::letters::FOOT;
use super::png::FAMILY;
use super::sketch::{Anchor, Shape, Sketch};
use super::style::Colour;
use std::fmt::Write;

pub(super) fn write(figure: &Figure) -> String {
    let sketch = &figure.sketch;
    let (width, height) = (sketch.width, sketch.height);
    let name = &figure.name;
    let [wide, tall] = [width, height].map(|side| sketch.millimetres(side));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{wide:.2}mm\" height=\"{tall:.2}mm\" role=\"img\" aria-labelledby=\"{name}-title {name}-desc\" \
         font-family=\"{FAMILY}\">\n\
         <title id=\"{name}-title\">{}</title>\n<desc id=\"{name}-desc\">{}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n",
        escaped(&sketch.title),
        escaped(&sketch.description)
    );
    svg.push_str(&shapes(sketch));
    svg.push_str("</svg>\n");
    svg
}

/// The shapes of a sketch alone, to stand within a drawing of its size.
pub(super) fn shapes(sketch: &Sketch) -> String {
    let mut svg = String::new();
    sketch.shapes.iter().for_each(|shape| push(&mut svg, shape));
    svg
}

fn push(svg: &mut String, shape: &Shape) {
    // Writing to a string cannot fail.
    let _ = match shape {
        Shape::Line { points, colour, width, dash } => {
            let lengths: Vec<String> = dash.iter().map(ToString::to_string).collect();
            let dash = if lengths.is_empty() {
                String::new()
            } else {
                format!(" stroke-dasharray=\"{}\"", lengths.join(" "))
            };
            writeln!(
                svg,
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\" \
                 stroke-linejoin=\"round\"{dash}/>",
                path(points),
                hex(*colour)
            )
        }
        Shape::Strokes { pieces, colour, width } => {
            let part = |[from, to]: &[(f64, f64); 2]| {
                let [a, b, c, d] = [from.0, from.1, to.0, to.1].map(short);
                format!("M{a} {b}L{c} {d}")
            };
            let data: String = pieces.iter().map(part).collect();
            writeln!(
                svg,
                "<path d=\"{data}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\"/>",
                hex(*colour)
            )
        }
        Shape::Area { points, colour, opacity } => {
            let veil =
                if *opacity < 1.0 { format!(" fill-opacity=\"{opacity}\"") } else { String::new() };
            let (path, fill) = (path(points), hex(*colour));
            writeln!(svg, "<polygon points=\"{path}\" fill=\"{fill}\"{veil}/>")
        }
        Shape::Circle { at, radius, colour, is_filled } => {
            let (fill, stroke) = if *is_filled {
                (hex(*colour), "none".to_owned())
            } else {
                ("none".to_owned(), hex(*colour))
            };
            writeln!(
                svg,
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.5\"/>",
                short(at.0),
                short(at.1),
                short(*radius)
            )
        }
        Shape::Text { at, text, size, anchor, colour, is_bold, has_halo } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let weight = if *is_bold { " font-weight=\"bold\"" } else { "" };
            let halo = if *has_halo {
                " stroke=\"#ffffff\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\""
            } else {
                ""
            };
            writeln!(
                svg,
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{anchor}\" \
                 fill=\"{}\"{weight}{halo}>{}</text>",
                short(at.0),
                short(at.1 + size * FOOT),
                short(*size),
                hex(*colour),
                escaped(text)
            )
        }
    };
}

fn path(points: &[(f64, f64)]) -> String {
    let points: Vec<String> =
        points.iter().map(|(x, y)| format!("{},{}", short(*x), short(*y))).collect();
    points.join(" ")
}

/// A tenth of a pixel is enough.
fn short(x: f64) -> String {
    let text = format!("{x:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn hex((r, g, b): Colour) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
