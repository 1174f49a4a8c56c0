//! What stands beside a map: the scale of its colours, and what its signs are.

use super::charts::number;
use super::letters;
use super::scale::ColourScale;
use super::sketch::{Anchor, Sketch};
use super::style::{Colour, GREY, INK, Pen, WHITE};

/// A sign of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A settlement.
    Place,
    /// A village that the program made up.
    Village,
    /// A community of a country that is made up.
    Community,
    /// The wards of a town.
    Town,
    /// A difference that is told from nothing.
    Clear,
    /// Land of which nobody is simulated.
    Hatch,
    /// A border of districts.
    Border,
}

impl Sign {
    const fn words(self) -> &'static str {
        match self {
            Self::Place => "real settlement",
            Self::Village => "village made up by the program",
            Self::Community => "community of a made-up country",
            Self::Town => "town: its wards, highest in the middle",
            Self::Clear => "ringed: the interval leaves out 0",
            Self::Hatch => "nobody of it is simulated",
            Self::Border => "border of districts",
        }
    }

    fn draw(self, sketch: &mut Sketch, (x, y): (f64, f64), colour: Colour) {
        let size = sketch.type_size * 0.32;
        match self {
            Self::Place => place(sketch, (x, y), size, colour, (false, true)),
            Self::Village | Self::Community => place(sketch, (x, y), size, colour, (true, false)),
            Self::Clear => place(sketch, (x, y), size, colour, (true, true)),
            Self::Town => {
                town(sketch, (x, y), size * 1.5);
                for i in 0..6 {
                    let turn = f64::from(i) * std::f64::consts::TAU / 6.0;
                    let at = (x + size * libm::cos(turn), y + size * libm::sin(turn));
                    sketch.circle(at, size * 0.45, colour, true);
                }
                sketch.circle((x, y), size * 0.45, colour, true);
            }
            Self::Hatch => {
                let across = [-1.0, 0.0, 1.0].map(|i| x + i * size);
                let pieces = across.map(|at| [(at - size, y + size), (at + size, y - size)]);
                sketch.strokes(pieces.to_vec(), HATCHED, 1.0);
            }
            Self::Border => {
                let pen = Pen { dash: &[6.0, 4.0], ..Pen::plain(GREY) };
                sketch.stroke(vec![(x - size * 1.6, y), (x + size * 1.6, y)], pen, 1.0);
            }
        }
    }
}

/// Ink of hatching beside a map: darker than on it, as there is less of it.
const HATCHED: Colour = (160, 160, 160);

/// A place: real ones are circles, made-up ones small squares, some with a ring.
pub(super) fn place(
    sketch: &mut Sketch,
    (x, y): (f64, f64),
    radius: f64,
    colour: Colour,
    (is_synthetic, is_ringed): (bool, bool),
) {
    let mut draw = |radius: f64, colour| {
        if is_synthetic {
            let half = radius * 0.8;
            sketch.rectangle((x - half, y - half), (x + half, y + half), colour);
        } else {
            sketch.circle((x, y), radius * 1.25, colour, true);
        }
    };
    if is_ringed {
        draw(radius + 1.0, INK);
    }
    draw(radius, colour);
}

/// The disc of a town, on which its wards lie.
pub(super) fn town(sketch: &mut Sketch, at: (f64, f64), radius: f64) {
    sketch.circle(at, radius + 1.2, INK, true);
    sketch.circle(at, radius, WHITE, true);
}

/// The scale of colours with its unit; returns the height below it.
pub(super) fn scale(
    sketch: &mut Sketch,
    (colours, label): (&ColourScale, &str),
    (x, y): (f64, f64),
    (wide, room): (f64, f64),
) -> f64 {
    let small = sketch.small_size();
    let below = sketch.paragraph((x, y), room, label, INK, small);
    sketch.axes.push(label.to_owned());
    let (from, to) = (below - small * 0.5, below + small * 0.3);
    let steps = 60;
    for i in 0..steps {
        let at = |i: i32| x + wide * f64::from(i) / f64::from(steps);
        let colour = colours.at(sketch.look, f64::from(i) / f64::from(steps - 1));
        sketch.rectangle((at(i), from), ((at(i + 1) + 0.5).min(x + wide), to), colour);
    }
    let anchors = [Anchor::Start, Anchor::Middle, Anchor::Middle];
    for ((share, text), anchor) in colours.labels().into_iter().zip(anchors) {
        sketch.small((x + wide * share, to + small * 0.8), &text, anchor, GREY);
    }
    to + small * 2.3
}

/// Room across that signs want.
pub(super) fn wide(sketch: &Sketch, signs: &[Sign]) -> f64 {
    let size = sketch.type_size;
    let words = signs.iter().map(|sign| letters::width(sign.words(), sketch.small_size(), false));
    words.fold(0.0, f64::max) + size * 1.9
}

/// Height of so many lines of signs.
pub(super) fn tall(sketch: &Sketch, lines: usize) -> f64 {
    sketch.type_size * (1.25 * lines as f64 + 1.4)
}

/// Signs in as many columns as are told, each so wide, then the bar of the map's scale: kilometres and pixels.
pub(super) fn key(
    sketch: &mut Sketch,
    signs: &[Sign],
    (x, y): (f64, f64),
    (columns, wide): (usize, f64),
    (colour, (km, pixels)): (Colour, (f64, f64)),
) {
    let size = sketch.type_size;
    let lines = signs.len().div_ceil(columns);
    for (i, sign) in signs.iter().enumerate() {
        let at = (x + wide * (i / lines) as f64, y + size * 1.25 * (i % lines) as f64);
        sign.draw(sketch, (at.0 + size * 0.5, at.1), colour);
        sketch.small((at.0 + size * 1.4, at.1), sign.words(), Anchor::Start, GREY);
    }
    let y = y + size * 1.25 * lines as f64 + size * 0.2;
    let bar = [(0.0, -4.0), (0.0, 0.0), (pixels, 0.0), (pixels, -4.0)];
    sketch.line(bar.map(|(dx, dy)| (x + dx, y + dy)).to_vec(), GREY, 1.5);
    let text = format!("{} km", number(km));
    sketch.small((x + pixels + size * 0.5, y), &text, Anchor::Start, GREY);
}
