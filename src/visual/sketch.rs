//! Shapes and words at places, in pixels from the upper left.

use super::behind::Behind;
use super::letters;
use super::style::{Colour, GREY, INK, Look, Mark, Pen, WHITE};

/// A box: left, top, right, bottom.
pub type Bounds = (f64, f64, f64, f64);

/// Where a text stands relative to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A shape.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A line through points.
    Line {
        /// Points.
        points: Vec<(f64, f64)>,
        /// Colour.
        colour: Colour,
        /// Width in pixels.
        width: f64,
        /// Lengths of dashes and gaps in pixels; none where it is whole.
        dash: &'static [f64],
    },
    /// Short lines, as of a hatching.
    Strokes {
        /// From and to.
        pieces: Vec<[(f64, f64); 2]>,
        /// Colour.
        colour: Colour,
        /// Width in pixels.
        width: f64,
    },
    /// A filled area.
    Area {
        /// Corners.
        points: Vec<(f64, f64)>,
        /// Colour.
        colour: Colour,
        /// From 0, not seen, to 1.
        opacity: f64,
    },
    /// A circle.
    Circle {
        /// Middle.
        at: (f64, f64),
        /// Radius.
        radius: f64,
        /// Colour.
        colour: Colour,
        /// Filled, or a ring.
        is_filled: bool,
    },
    /// Words; the point is at the middle height of their capitals.
    Text {
        /// Point.
        at: (f64, f64),
        /// Words.
        text: String,
        /// Height of type in pixels.
        size: f64,
        /// Where they stand.
        anchor: Anchor,
        /// Colour.
        colour: Colour,
        /// Bold.
        is_bold: bool,
        /// White round the letters, so that they can be read over lines.
        has_halo: bool,
    },
}

/// The box that words fill.
pub(super) fn text_bounds(at: (f64, f64), text: &str, size: f64, anchor: Anchor) -> Bounds {
    bounds(at, letters::width(text, size, false), size, anchor)
}

fn bounds(at: (f64, f64), width: f64, size: f64, anchor: Anchor) -> Bounds {
    let before = match anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => width / 2.0,
        Anchor::End => width,
    };
    (at.0 - before, at.1 - size * 0.42, at.0 - before + width, at.1 + size * 0.58)
}

/// Whether two boxes share more than an edge.
pub(super) fn overlap(a: Bounds, b: Bounds) -> bool {
    a.2 > b.0 && b.2 > a.0 && a.3 > b.1 && b.3 > a.1
}

impl Shape {
    /// The box that words fill, measured in the font they are drawn in; `None` of other shapes.
    pub fn text_box(&self) -> Option<Bounds> {
        let Self::Text { at, text, size, anchor, is_bold, .. } = self else {
            return None;
        };
        Some(bounds(*at, letters::width(text, *size, *is_bold), *size, *anchor))
    }

    fn points(&self) -> Vec<(f64, f64)> {
        match self {
            Self::Line { points, .. } | Self::Area { points, .. } => points.clone(),
            Self::Strokes { pieces, .. } => pieces.concat(),
            Self::Circle { at, radius, .. } => {
                vec![(at.0 - radius, at.1 - radius), (at.0 + radius, at.1 + radius)]
            }
            Self::Text { at, .. } => vec![*at],
        }
    }
}

/// A figure before it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketch {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Height of ordinary words in pixels.
    pub type_size: f64,
    /// What it says in large letters.
    pub title: String,
    /// What it shows, in sentences, for those who do not see it.
    pub description: String,
    /// What stands on its axes and scales, with units.
    pub axes: Vec<String>,
    /// Words with letters that no font and no Latin letters can draw.
    pub undrawn: Vec<String>,
    /// The data behind it.
    pub behind: Behind,
    /// Shapes, the last on top.
    pub shapes: Vec<Shape>,
    /// Size and style.
    pub(super) look: Look,
    /// Height at which there is room below title and note.
    pub(super) head: f64,
}

impl Sketch {
    /// Nothing yet, not even a title: what is drawn is a part of something else.
    pub(super) fn bare(look: Look) -> Self {
        let (width, height) = look.size.pixels();
        Self {
            width,
            height,
            type_size: look.size.type_size(),
            undrawn: Vec::new(),
            title: String::new(),
            description: String::new(),
            axes: Vec::new(),
            behind: Behind::default(),
            shapes: Vec::new(),
            look,
            head: 0.0,
        }
    }

    /// An empty figure with its title and a note on what is shown and how sure it is.
    pub(super) fn new(look: Look, title: &str, note: &str) -> Self {
        let mut sketch = Self { head: look.size.type_size() * 1.4, ..Self::bare(look) };
        let size = sketch.type_size;
        let width = sketch.width;
        title.clone_into(&mut sketch.title);
        title.clone_into(&mut sketch.description);
        sketch.describe(note);
        let room = f64::from(width) - 2.0 * size;
        let large = size * 1.15;
        for line in letters::wrap(title, room, large, true) {
            let at = (size, sketch.head);
            sketch.push_text(at, &line, Anchor::Start, INK, large, true, false);
            sketch.head += large * 1.25;
        }
        sketch.head = sketch.paragraph((size, sketch.head), room, note, GREY, size * 0.9);
        sketch.head += size * 0.35;
        sketch
    }

    /// Millimetres of so many of its pixels.
    pub fn millimetres(&self, pixels: u32) -> f64 {
        f64::from(pixels) / self.look.size.density()
    }

    /// Adds a sentence to the description.
    pub(super) fn describe(&mut self, sentence: &str) {
        if !sentence.is_empty() {
            let end = if self.description.ends_with('.') { " " } else { ". " };
            self.description.push_str(end);
            self.description.push_str(sentence);
        }
    }

    /// Makes the figure as high as what it lists; slides stay slides. Returns its height.
    pub(super) fn grow(&mut self, height: f64) -> f64 {
        if self.look.size != super::Size::Slide {
            self.height = height.ceil().max(240.0) as u32;
        }
        f64::from(self.height)
    }

    /// Words in as many lines as the room wants; returns the height below them.
    pub(super) fn paragraph(
        &mut self,
        (x, mut y): (f64, f64),
        room: f64,
        text: &str,
        colour: Colour,
        size: f64,
    ) -> f64 {
        if text.is_empty() {
            return y;
        }
        for line in letters::wrap(text, room, size, false) {
            self.sized_text((x, y), &line, Anchor::Start, colour, size);
            y += size * 1.3;
        }
        y
    }

    /// Words of ordinary size.
    pub(super) fn text(&mut self, at: (f64, f64), text: &str, anchor: Anchor, colour: Colour) {
        self.sized_text(at, text, anchor, colour, self.type_size);
    }

    /// Small words, as of ticks and direct labels.
    pub(super) fn small(&mut self, at: (f64, f64), text: &str, anchor: Anchor, colour: Colour) {
        self.sized_text(at, text, anchor, colour, self.small_size());
    }

    /// Height of small words.
    pub(super) fn small_size(&self) -> f64 {
        self.type_size * 0.88
    }

    /// Words of any size.
    pub(super) fn sized_text(
        &mut self,
        at: (f64, f64),
        text: &str,
        anchor: Anchor,
        colour: Colour,
        size: f64,
    ) {
        self.push_text(at, text, anchor, colour, size, false, false);
    }

    /// Small words with white round them.
    pub(super) fn halo(&mut self, at: (f64, f64), text: &str, anchor: Anchor, colour: Colour) {
        self.push_text(at, text, anchor, colour, self.small_size(), false, true);
    }

    /// Words of any size with white round them.
    pub(super) fn haloed(
        &mut self,
        at: (f64, f64),
        text: &str,
        anchor: Anchor,
        colour: Colour,
        size: f64,
    ) {
        self.push_text(at, text, anchor, colour, size, false, true);
    }

    #[expect(clippy::too_many_arguments, reason = "what a text is")]
    fn push_text(
        &mut self,
        at: (f64, f64),
        text: &str,
        anchor: Anchor,
        colour: Colour,
        size: f64,
        is_bold: bool,
        has_halo: bool,
    ) {
        let (drawn, is_whole) = letters::drawn(text);
        if !is_whole {
            self.undrawn.push(text.to_owned());
        }
        let text = drawn.into_owned();
        self.shapes.push(Shape::Text { at, text, size, anchor, colour, is_bold, has_halo });
    }

    /// A whole line.
    pub(super) fn line(&mut self, points: Vec<(f64, f64)>, colour: Colour, width: f64) {
        self.shapes.push(Shape::Line { points, colour, width, dash: &[] });
    }

    /// Short lines.
    pub(super) fn strokes(&mut self, pieces: Vec<[(f64, f64); 2]>, colour: Colour, width: f64) {
        self.shapes.push(Shape::Strokes { pieces, colour, width });
    }

    /// A line of a pen.
    pub(super) fn stroke(&mut self, points: Vec<(f64, f64)>, pen: Pen, width: f64) {
        self.shapes.push(Shape::Line { points, colour: pen.colour, width, dash: pen.dash });
    }

    /// A filled area.
    pub(super) fn area(&mut self, points: Vec<(f64, f64)>, colour: Colour) {
        self.veil(points, colour, 1.0);
    }

    /// An area through which others are seen.
    pub(super) fn veil(&mut self, points: Vec<(f64, f64)>, colour: Colour, opacity: f64) {
        self.shapes.push(Shape::Area { points, colour, opacity });
    }

    /// A rectangle.
    pub(super) fn rectangle(&mut self, from: (f64, f64), to: (f64, f64), colour: Colour) {
        self.area(vec![from, (to.0, from.1), to, (from.0, to.1)], colour);
    }

    /// A circle.
    pub(super) fn circle(&mut self, at: (f64, f64), radius: f64, colour: Colour, is_filled: bool) {
        self.shapes.push(Shape::Circle { at, radius, colour, is_filled });
    }

    /// The mark of a pen, filled or hollow.
    pub(super) fn mark(&mut self, (x, y): (f64, f64), radius: f64, pen: Pen, is_filled: bool) {
        let corners: &[(f64, f64)] = match pen.mark {
            Mark::Circle => {
                if !is_filled {
                    self.circle((x, y), radius, WHITE, true);
                }
                return self.circle((x, y), radius, pen.colour, is_filled);
            }
            Mark::Square => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            Mark::Triangle => &[(0.0, -1.15), (1.1, 0.8), (-1.1, 0.8)],
            Mark::Diamond => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
        };
        let mut points: Vec<_> =
            corners.iter().map(|(a, b)| (x + a * radius, y + b * radius)).collect();
        self.area(points.clone(), if is_filled { pen.colour } else { WHITE });
        points.push(points[0]);
        self.line(points, pen.colour, 1.5);
    }

    /// Pairs of words that overlap, anything that leaves the figure, letters that the font does not
    /// have, and points that are no numbers.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = self.word_faults();
        let (width, height) = (f64::from(self.width) + 1.0, f64::from(self.height) + 1.0);
        for shape in &self.shapes {
            let points = shape.points();
            if points.iter().any(|(x, y)| !x.is_finite() || !y.is_finite()) {
                faults.push("a point is no number".to_owned());
            } else if points
                .iter()
                .any(|(x, y)| *x < -1.0 || *y < -1.0 || *x > width || *y > height)
            {
                faults.push("a shape leaves the figure".to_owned());
            }
        }
        faults
    }

    fn word_faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let texts: Vec<(&str, Bounds)> = self
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Text { text, .. } => Some((text.as_str(), shape.text_box()?)),
                _ => None,
            })
            .collect();
        for (i, (words, a)) in texts.iter().enumerate() {
            if a.0 < 0.0 || a.1 < 0.0 || a.2 > f64::from(self.width) || a.3 > f64::from(self.height)
            {
                faults.push(format!("{words:?} leaves the figure"));
            }
            if words.contains("NaN") || words.contains("inf ") {
                faults.push(format!("{words:?} is no number"));
            }
            if !letters::has_all(words) {
                faults.push(format!("{words:?} has letters that the font has not"));
            }
            for (other, b) in &texts[i + 1..] {
                if overlap(*a, *b) {
                    faults.push(format!("{words:?} overlaps {other:?}"));
                }
            }
        }
        faults
    }
}
