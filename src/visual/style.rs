//! Sizes and colours of figures.

/// A colour: red, green, blue.
pub type Colour = (u8, u8, u8);

/// Where a figure goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// One column of a paper, 85 mm.
    OneColumn,
    /// Two columns of a paper, 178 mm.
    #[default]
    TwoColumns,
    /// A slide, 254 mm.
    Slide,
    /// So many millimetres of paper across.
    Millimetres(u16),
}

/// Millimetres below which a figure is set as one of one column.
const NARROW: u16 = 120;

impl Size {
    /// Millimetres across that a figure may have.
    pub const WIDTHS: std::ops::RangeInclusive<u16> = 60..=500;

    /// Whether it has the room of one column alone.
    pub const fn is_narrow(self) -> bool {
        match self {
            Self::OneColumn => true,
            Self::TwoColumns | Self::Slide => false,
            Self::Millimetres(wide) => wide < NARROW,
        }
    }

    /// Pixels of a millimetre.
    pub fn density(self) -> f64 {
        match self {
            Self::Slide => 1600.0 / 254.0,
            _ if self.is_narrow() => 720.0 / 85.0,
            _ => 1200.0 / 178.0,
        }
    }

    /// Width and height in pixels; figures that list many things are taller, slides apart.
    pub fn pixels(self) -> (u32, u32) {
        let whole = match self {
            Self::Slide => return (1600, 900),
            _ if self.is_narrow() => (720.0, 600.0),
            _ => (1200.0, 660.0),
        };
        let across = match self {
            Self::Millimetres(wide) => f64::from(wide) * self.density(),
            _ => whole.0,
        };
        (across.round() as u32, (whole.1 * across / whole.0).round() as u32)
    }

    /// Height of ordinary words in pixels: 7 to 8 points on paper.
    pub const fn type_size(self) -> f64 {
        match self {
            Self::Slide => 27.0,
            _ if self.is_narrow() => 21.0,
            _ => 19.0,
        }
    }
}

/// How a figure is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Colours that colour-blind readers tell apart.
    #[default]
    Light,
    /// Black and white: dashes, marks and greys ordered by lightness.
    Print,
}

/// Size and style of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Where it goes.
    pub size: Size,
    /// How it is coloured.
    pub style: Style,
}

/// How a series is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pen {
    /// Colour of lines and marks.
    pub colour: Colour,
    /// Lengths of dashes and gaps in pixels; none where the line is whole.
    pub dash: &'static [f64],
    /// Corners of its mark; none is a circle.
    pub mark: Mark,
}

impl Pen {
    /// A whole line with round marks.
    pub const fn plain(colour: Colour) -> Self {
        Self { colour, dash: &[], mark: Mark::Circle }
    }
}

/// What marks a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Circle,
    Square,
    Triangle,
    Diamond,
}

/// Ink.
pub(super) const INK: Colour = (34, 34, 34);
/// Words that stand back, and axes; still four and a half times as dark as paper.
pub(super) const GREY: Colour = (105, 105, 105);
/// Grid lines.
pub(super) const PALE: Colour = (222, 222, 222);
/// Paper.
pub(super) const WHITE: Colour = (255, 255, 255);

/// Steps of colour scales: more would not be seen, and fewer colours make smaller files.
const SHADES: f64 = 60.0;

impl Look {
    /// Colour of a share from 0 to 1, lightness falling evenly: from yellow to dark blue (after
    /// viridis), in print from pale grey to black.
    pub(super) fn shade(self, share: f64) -> Colour {
        const STOPS: [(f64, f64, f64); 5] = [
            (250.0, 228.0, 70.0),
            (94.0, 201.0, 98.0),
            (33.0, 145.0, 140.0),
            (59.0, 82.0, 139.0),
            (68.0, 1.0, 84.0),
        ];
        let share = (share.clamp(0.0, 1.0) * SHADES).round() / SHADES;
        if self.style == Style::Print {
            let grey = (238.0 - 238.0 * share).round() as u8;
            return (grey, grey, grey);
        }
        let at = share * (STOPS.len() - 1) as f64;
        let low = (at as usize).min(STOPS.len() - 2);
        let part = at - low as f64;
        let mix = |a: f64, b: f64| (a + (b - a) * part).round() as u8;
        let (a, b) = (STOPS[low], STOPS[low + 1]);
        (mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
    }

    /// Colour of a share from 0 to 1 of a scale with nothing in its middle: blue for less, orange for more, in print from
    /// pale grey to black.
    pub(super) fn side(self, share: f64) -> Colour {
        if self.style == Style::Print {
            return self.shade(share);
        }
        let share = (share.clamp(0.0, 1.0) * SHADES).round() / SHADES;
        let strength = (share - 0.5).abs() * 2.0;
        let (pale, deep): (Colour, Colour) = if share < 0.5 {
            ((214, 228, 240), (8, 72, 140))
        } else {
            ((246, 226, 208), (178, 66, 0))
        };
        let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * strength) as u8;
        (mix(pale.0, deep.0), mix(pale.1, deep.1), mix(pale.2, deep.2))
    }

    /// Colour of a band in which things should lie.
    pub(super) fn band(self) -> Colour {
        match self.style {
            Style::Light => tint(self.pen(2).colour, 0.16),
            Style::Print => PALE,
        }
    }

    /// Width of thin lines: hairlines do not survive print.
    pub(super) const fn hairline(self) -> f64 {
        match self.style {
            Style::Light => 1.0,
            Style::Print => 1.5,
        }
    }

    /// How much of what lies below a band hides.
    pub(super) const fn veil(self) -> f64 {
        match self.style {
            Style::Light => 0.2,
            Style::Print => 0.13,
        }
    }
}

/// A colour mixed with white.
pub(super) fn tint(colour: Colour, strength: f64) -> Colour {
    let mix = |c: u8| (255.0 - (255.0 - f64::from(c)) * strength).round() as u8;
    (mix(colour.0), mix(colour.1), mix(colour.2))
}

/// A channel of sRGB as a share of light.
pub(super) fn linear(channel: u8) -> f64 {
    let c = f64::from(channel) / 255.0;
    if c <= 0.04045 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
}

/// Relative luminance (WCAG 2.2).
pub(super) fn luminance((r, g, b): Colour) -> f64 {
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// Contrast of two colours, from 1 to 21 (WCAG 2.2).
pub(super) fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// A colour made so dark that words in it can be read on white.
pub(super) fn legible(colour: Colour) -> Colour {
    darkened(colour, 4.6)
}

/// A colour made so dark that it has a contrast with white.
pub(super) fn darkened(mut colour: Colour, least: f64) -> Colour {
    while contrast(colour, WHITE) < least {
        let darker = |c: u8| (f64::from(c) * 0.95) as u8;
        colour = (darker(colour.0), darker(colour.1), darker(colour.2));
    }
    colour
}
