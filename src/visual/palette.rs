//! One thing, one colour, in every figure. Colours of one sort are told apart by all readers, in copies without colour
//! too where areas lie side by side; the tests say by how much.

use super::style::{Colour, GREY, Look, Mark, Pen, Style, darkened, luminance};
use crate::terms::{Auspice, Kind, Mode, Origin, Outcome};

/// Things of one sort, each with its colour.
pub(super) type Sort = [(&'static str, Colour)];

/// Who authorises and pays.
pub(super) const AUSPICES: [(&str, Colour); Auspice::COUNT] = [
    (Auspice::State.name(), (2, 62, 145)),
    (Auspice::CivilSociety.name(), (11, 137, 71)),
    (Auspice::Multinational.name(), (246, 101, 54)),
    (Auspice::Interstate.name(), (60, 185, 254)),
    (Auspice::Ngo.name(), (230, 204, 47)),
    (Auspice::AidAgency.name(), (178, 17, 94)),
];

/// Who delivers.
pub(super) const PROVIDERS: [(&str, Colour); Kind::COUNT] = [
    (Kind::Public.name(), (18, 67, 136)),
    (Kind::RentedPublic.name(), (37, 156, 233)),
    (Kind::Customary.name(), (17, 140, 74)),
    (Kind::PeaceCommittee.name(), (18, 203, 107)),
    (Kind::Vigilante.name(), (178, 43, 0)),
    (Kind::PrivateNational.name(), (231, 206, 47)),
    (Kind::PrivateInternational.name(), (255, 235, 150)),
    (Kind::Criminal.name(), (93, 2, 64)),
];

/// How disputes end: settled is calm, violence dark.
pub(super) const OUTCOMES: [(&str, Colour); Outcome::COUNT] = [
    (Outcome::Agreement.name(), (21, 182, 135)),
    (Outcome::Imposition.name(), (14, 107, 196)),
    (Outcome::Dropped.name(), (203, 203, 203)),
    (Outcome::Violent.name(), (145, 7, 27)),
];

/// Where violence comes from. Lines: none is so pale that it is lost on paper, so that in grey only those that are
/// declared side by side are told apart, and names at their ends tell the rest.
pub(super) const ORIGINS: [(&str, Colour); Origin::COUNT] = [
    (Origin::Dispute.name(), (204, 136, 5)),
    (Origin::Feud.name(), (28, 48, 166)),
    (Origin::Predation.name(), (215, 65, 39)),
    (Origin::Punishment.name(), (23, 94, 142)),
    (Origin::Mob.name(), (251, 94, 202)),
    (Origin::Brutality.name(), (23, 134, 118)),
    (Origin::GangWar.name(), (105, 1, 72)),
    (Origin::Clash.name(), (171, 5, 44)),
];

/// How something is exchanged.
pub(super) const MODES: [(&str, Colour); Mode::COUNT] = [
    (Mode::Coercion.name(), (181, 8, 22)),
    (Mode::Sale.name(), (20, 125, 190)),
    (Mode::Gift.name(), (18, 189, 129)),
];

/// What has no sort of its own, in the order in which it comes: scenarios, points, gangs.
pub(super) const SERIES: [Colour; 8] = [
    (15, 108, 174),
    (221, 102, 20),
    (4, 115, 57),
    (254, 94, 190),
    (226, 186, 40),
    (89, 40, 162),
    (45, 162, 194),
    (171, 15, 4),
];

/// Contrast with paper that a line needs: pale things have darker lines.
const LINE: f64 = 1.9;

/// Dashes of print, in the order of series.
const DASHES: [&[f64]; 9] = [
    &[],
    &[12.0, 5.0],
    &[3.0, 4.0],
    &[14.0, 4.0, 3.0, 4.0],
    &[22.0, 5.0],
    &[7.0, 3.0],
    &[14.0, 4.0, 3.0, 4.0, 3.0, 4.0],
    &[2.0, 8.0],
    &[22.0, 4.0, 8.0, 4.0],
];

/// Marks of print, in the order of series.
const MARKS: [Mark; 4] = [Mark::Circle, Mark::Square, Mark::Triangle, Mark::Diamond];

/// The place of a thing among its sort; none where it is no such thing.
fn place(sort: &Sort, name: &str) -> Option<usize> {
    sort.iter().position(|(thing, _)| *thing == name)
}

impl Look {
    /// How the series of this number is drawn.
    pub(super) fn pen(self, i: usize) -> Pen {
        match self.style {
            Style::Light => Pen { colour: SERIES[i % SERIES.len()], dash: &[], mark: Mark::Circle },
            Style::Print => Pen {
                colour: if i.is_multiple_of(2) { (0, 0, 0) } else { (90, 90, 90) },
                dash: DASHES[i % DASHES.len()],
                mark: MARKS[i % MARKS.len()],
            },
        }
    }

    /// How a thing is drawn as a line; grey where it is none of its sort.
    pub(super) fn line_of(self, sort: &Sort, name: &str) -> Pen {
        let Some(place) = place(sort, name) else {
            return Pen { colour: GREY, dash: &[], mark: Mark::Diamond };
        };
        match self.style {
            Style::Light => Pen::plain(darkened(sort[place].1, LINE)),
            // The whole line is kept for what is the sum of all.
            Style::Print => self.pen(place + 1),
        }
    }

    /// How a thing is drawn as an area, in print the darker the darker its colour; grey where it is none of its sort.
    pub(super) fn area_of(self, sort: &Sort, name: &str) -> Colour {
        let Some(place) = place(sort, name) else { return GREY };
        let (colour, is_darker) =
            (sort[place].1, |other: Colour| luminance(other) < luminance(sort[place].1));
        match self.style {
            Style::Light => colour,
            Style::Print => {
                grey(sort.iter().filter(|(_, other)| is_darker(*other)).count(), sort.len())
            }
        }
    }

    /// Colour of the layer of this number of so many: in print the first is the darkest.
    pub(super) fn layer(self, i: usize, of: usize) -> Colour {
        match self.style {
            Style::Light => SERIES[i % SERIES.len()],
            Style::Print => grey(i, of),
        }
    }
}

/// A grey of so many, the first the darkest.
fn grey(i: usize, of: usize) -> Colour {
    let share = i as f64 / (of.max(2) - 1) as f64;
    let grey = (50.0 + 188.0 * share).round() as u8;
    (grey, grey, grey)
}

#[cfg(test)]
mod tests {
    use super::super::style::linear;
    use super::*;
    use crate::terms::Origin;

    /// Rows of a matrix on linear red, green and blue.
    type Sight = [[f64; 3]; 3];

    /// How readers see: with all cones, and without those for long, middle and short waves (Machado, Oliveira &
    /// Fernandes 2009, severity 1).
    const SIGHTS: [(&str, Sight); 4] = [
        ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protanopia",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deuteranopia",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
        (
            "tritanopia",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    /// Colours that differ by less are taken for one where they lie side by side.
    const APART: f64 = 10.0;

    /// CIE 1976 L*, a*, b* of a colour as somebody sees it, under D65.
    fn lab((r, g, b): Colour, sight: &Sight) -> [f64; 3] {
        let rgb = [r, g, b].map(linear);
        let dot = |row: &[f64; 3], of: &[f64; 3]| row.iter().zip(of).map(|(a, b)| a * b).sum();
        let seen = sight.map(|row| f64::clamp(dot(&row, &rgb), 0.0, 1.0));
        let xyz = [
            ([0.412_456, 0.357_576, 0.180_438], 0.950_47),
            ([0.212_673, 0.715_152, 0.072_175], 1.0),
            ([0.019_334, 0.119_192, 0.950_304], 1.088_83),
        ];
        let [x, y, z] = xyz.map(|(row, white)| {
            let t: f64 = dot(&row, &seen) / white;
            if t > 0.008_856 { libm::cbrt(t) } else { 7.787 * t + 16.0 / 116.0 }
        });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn distance(a: [f64; 3], b: [f64; 3]) -> f64 {
        a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    /// Every two colours of a sort differ in every sight, and in grey every two or, where only lines have them, those
    /// that are side by side.
    fn check(name: &str, colours: &[Colour], are_areas: bool) {
        for (i, a) in colours.iter().enumerate() {
            for (j, b) in colours.iter().enumerate().skip(i + 1) {
                let pair = format!("{name}: {a:?} and {b:?}");
                for (sight, matrix) in SIGHTS {
                    let apart = distance(lab(*a, &matrix), lab(*b, &matrix));
                    assert!(apart >= APART, "{pair}: {apart:.1} in {sight}");
                }
                let grey = |colour: Colour| [lab(colour, &SIGHTS[0].1)[0], 0.0, 0.0];
                let apart = distance(grey(*a), grey(*b));
                let must = are_areas || j == i + 1;
                assert!(!must || apart >= APART, "{pair}: {apart:.1} in grey");
            }
        }
    }

    #[test]
    fn colours_of_one_sort_are_told_apart_by_all_readers() {
        let sorts: [(&str, &Sort, bool); 5] = [
            ("auspices", &AUSPICES, true),
            ("providers", &PROVIDERS, true),
            ("outcomes", &OUTCOMES, true),
            ("modes", &MODES, true),
            ("origins", &ORIGINS, false),
        ];
        for (name, sort, are_areas) in sorts {
            let colours: Vec<Colour> = sort.iter().map(|(_, colour)| *colour).collect();
            check(name, &colours, are_areas);
        }
        check("series", &SERIES, false);
    }

    #[test]
    fn verif_lab_of_known_colours() {
        let red = lab((255, 0, 0), &SIGHTS[0].1);
        assert!(distance(red, [53.24, 80.09, 67.20]) < 0.1, "{red:?}");
        let white = lab((255, 255, 255), &SIGHTS[1].1);
        assert!(distance(white, [100.0, 0.0, 0.0]) < 0.1, "white stays white: {white:?}");
    }

    /// Tables would lose a thing that stood at another's place.
    #[test]
    fn every_thing_has_its_own_place_and_print_its_own_dashes() {
        let names: Vec<&str> = ORIGINS.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, Origin::ALL.iter().map(|one| one.name()).collect::<Vec<_>>());
        let look = Look { style: Style::Print, ..Look::default() };
        let pens: Vec<Pen> = names.iter().map(|name| look.line_of(&ORIGINS, name)).collect();
        for (i, a) in pens.iter().enumerate() {
            assert!(pens[i + 1..].iter().all(|b| a.dash != b.dash), "{}", names[i]);
        }
    }
}
