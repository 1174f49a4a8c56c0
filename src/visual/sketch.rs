//! Shapes and words at places, in pixels from the upper left.

/// A box: left, top, right, bottom.
pub type Bounds = (f64, f64, f64, f64);

/// A colour: red, green, blue.
pub type Colour = (u8, u8, u8);

/// Colours that colour-blind readers tell apart (Okabe & Ito 2008).
pub const PALETTE: [Colour; 8] = [
    (0, 114, 178),
    (213, 94, 0),
    (0, 158, 115),
    (230, 159, 0),
    (204, 121, 167),
    (86, 180, 233),
    (148, 128, 10),
    (90, 90, 90),
];

/// Ink.
pub const INK: Colour = (34, 34, 34);
/// Axes and what stands back.
pub const GREY: Colour = (120, 120, 120);
/// Grid lines.
pub const PALE: Colour = (225, 225, 225);

/// A colour between dark blue and yellow for a share from 0 to 1 (after viridis): lightness rises
/// evenly, so that it survives print and colour-blindness.
pub fn shade(share: f64) -> Colour {
    const STOPS: [(f64, f64, f64); 5] = [
        (68.0, 1.0, 84.0),
        (59.0, 82.0, 139.0),
        (33.0, 145.0, 140.0),
        (94.0, 201.0, 98.0),
        (253.0, 231.0, 37.0),
    ];
    let at = share.clamp(0.0, 1.0) * (STOPS.len() - 1) as f64;
    let low = (at as usize).min(STOPS.len() - 2);
    let part = at - low as f64;
    let mix = |a: f64, b: f64| (a + (b - a) * part).round() as u8;
    let (a, b) = (STOPS[low], STOPS[low + 1]);
    (mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
}

/// A colour mixed with white.
pub fn tint(colour: Colour, strength: f64) -> Colour {
    let mix = |c: u8| (255.0 - (255.0 - f64::from(c)) * strength).round() as u8;
    (mix(colour.0), mix(colour.1), mix(colour.2))
}

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
        width: u32,
    },
    /// A filled area.
    Area {
        /// Corners.
        points: Vec<(f64, f64)>,
        /// Colour.
        colour: Colour,
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
    /// Words; the point is at their middle height.
    Text {
        /// Point.
        at: (f64, f64),
        /// Words.
        text: String,
        /// Height in pixels.
        size: f64,
        /// Where they stand.
        anchor: Anchor,
        /// Colour.
        colour: Colour,
        /// Bold.
        is_bold: bool,
        /// Turned to be read from below.
        is_turned: bool,
    },
}

impl Shape {
    /// The box that words fill, as left, top, right, bottom; `None` of other shapes.
    pub fn text_box(&self) -> Option<Bounds> {
        let Self::Text { at, text, size, anchor, is_turned, is_bold, .. } = self else {
            return None;
        };
        let wide = if *is_bold { 0.62 } else { 0.55 };
        let width = text.chars().count() as f64 * size * wide;
        let before = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        Some(if *is_turned {
            (at.0 - size / 2.0, at.1 - width / 2.0, at.0 + size / 2.0, at.1 + width / 2.0)
        } else {
            (at.0 - before, at.1 - size / 2.0, at.0 - before + width, at.1 + size / 2.0)
        })
    }
}

/// Size and type of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// One column of a paper.
    OneColumn,
    /// Two columns of a paper.
    TwoColumns,
    /// A slide.
    Slide,
}

impl Style {
    /// Width and height in pixels.
    pub const fn size(self) -> (u32, u32) {
        match self {
            Self::OneColumn => (720, 540),
            Self::TwoColumns => (1200, 640),
            Self::Slide => (1600, 900),
        }
    }

    /// Height of ordinary words.
    pub const fn type_size(self) -> f64 {
        match self {
            Self::OneColumn => 17.0,
            Self::TwoColumns => 18.0,
            Self::Slide => 25.0,
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
    /// Height of ordinary words.
    pub type_size: f64,
    /// What it shows, for those who cannot see it.
    pub description: String,
    /// Shapes, the last on top.
    pub shapes: Vec<Shape>,
}

impl Sketch {
    /// An empty figure with its title.
    pub fn new(style: Style, title: &str) -> Self {
        let (width, height) = style.size();
        let mut sketch = Self {
            width,
            height,
            type_size: style.type_size(),
            description: title.to_owned(),
            shapes: Vec::new(),
        };
        let size = sketch.type_size * 1.15;
        let room = (f64::from(width) - 2.0 * size) / (size * 0.62);
        let title = if title.chars().count() as f64 > room {
            let cut: String = title.chars().take(room as usize - 1).collect();
            format!("{cut}…")
        } else {
            title.to_owned()
        };
        sketch.shapes.push(Shape::Text {
            at: (size, size * 1.3),
            text: title,
            size,
            anchor: Anchor::Start,
            colour: INK,
            is_bold: true,
            is_turned: false,
        });
        sketch
    }

    /// What the figure says in large letters.
    pub fn title(&self) -> String {
        self.shapes
            .iter()
            .find_map(|shape| match shape {
                Shape::Text { text, is_bold: true, .. } => Some(text.clone()),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// Words of ordinary size.
    pub fn text(&mut self, at: (f64, f64), text: &str, anchor: Anchor, colour: Colour) {
        let size = self.type_size;
        self.sized_text(at, text, anchor, colour, size);
    }

    /// Words of any size.
    pub fn sized_text(
        &mut self,
        at: (f64, f64),
        text: &str,
        anchor: Anchor,
        colour: Colour,
        size: f64,
    ) {
        self.shapes.push(Shape::Text {
            at,
            text: text.to_owned(),
            size,
            anchor,
            colour,
            is_bold: false,
            is_turned: false,
        });
    }

    /// A line.
    pub fn line(&mut self, points: Vec<(f64, f64)>, colour: Colour, width: u32) {
        self.shapes.push(Shape::Line { points, colour, width });
    }

    /// A filled area.
    pub fn area(&mut self, points: Vec<(f64, f64)>, colour: Colour) {
        self.shapes.push(Shape::Area { points, colour });
    }

    /// A rectangle.
    pub fn rectangle(&mut self, from: (f64, f64), to: (f64, f64), colour: Colour) {
        self.area(vec![from, (to.0, from.1), to, (from.0, to.1)], colour);
    }

    /// A circle.
    pub fn circle(&mut self, at: (f64, f64), radius: f64, colour: Colour, is_filled: bool) {
        self.shapes.push(Shape::Circle { at, radius, colour, is_filled });
    }

    /// Pairs of words that overlap, words that leave the figure, and points that are no numbers.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let texts: Vec<(&Shape, Bounds)> =
            self.shapes.iter().filter_map(|shape| Some((shape, shape.text_box()?))).collect();
        let words = |shape: &Shape| match shape {
            Shape::Text { text, .. } => text.clone(),
            _ => String::new(),
        };
        for (i, (shape, a)) in texts.iter().enumerate() {
            let is_out = a.0 < -1.0
                || a.1 < -1.0
                || a.2 > f64::from(self.width) + 1.0
                || a.3 > f64::from(self.height) + 1.0;
            if is_out {
                faults.push(format!("{:?} leaves the figure", words(shape)));
            }
            for (other, b) in &texts[i + 1..] {
                let apart = a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 + 2.0 || b.3 <= a.1 + 2.0;
                if !apart {
                    faults.push(format!("{:?} overlaps {:?}", words(shape), words(other)));
                }
            }
        }
        let is_bad =
            |points: &[(f64, f64)]| points.iter().any(|(x, y)| !x.is_finite() || !y.is_finite());
        for shape in &self.shapes {
            let bad = match shape {
                Shape::Line { points, .. } | Shape::Area { points, .. } => is_bad(points),
                Shape::Circle { at, .. } | Shape::Text { at, .. } => is_bad(&[*at]),
            };
            if bad {
                faults.push("a point is no number".to_owned());
            }
        }
        faults
    }
}
