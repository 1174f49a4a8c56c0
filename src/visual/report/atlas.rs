//! The map: every community in every year, as one character each for the script, and as paths for
//! those who have none or print.

use super::evidence::Arm;
use super::numbers::plain;
use super::survey::{Place, SHOWN, Survey, survey};
use crate::visual::arrangement::{Arranged, Mark, Spot, arrange};
use crate::visual::country::{Projection, aspect};
use crate::visual::data::PlotError;
use crate::visual::land::Land;
use crate::visual::sketch::Sketch;
use crate::visual::style::{Look, Size};
use crate::visual::words::{capital, rate, shown_unit, words};
use crate::visual::{pdf, svg, towns};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Colours of the scale.
pub(super) const COLOURS: usize = 12;

/// Characters that the frames of a page may take together. Packed they are a third of that, so that a page stays
/// below 3 MB.
const ROOM: usize = 3_100_000;
/// Communities from which on no middle moment is drawn.
const LARGE: usize = 5_000;

/// Sizes of a place, each made up or real.
const SIZES: usize = 3;

/// Where the communities of one or more arms lie.
#[derive(PartialEq)]
pub(super) struct Layout {
    /// Marks, in units of the view box.
    arranged: Arranged,
    /// For each mark its size, and [`SIZES`] more for a real place; [`WARD`] for a dot of a town.
    classes: Vec<usize>,
    /// Names, each once, and for each mark which is its own.
    called: (Vec<String>, Vec<usize>),
    /// What lies below marks: the land.
    ground: String,
    /// What lies below the dots of towns: their discs.
    discs: String,
    /// What lies above all: names, for a desk and, fewer and larger, for a telephone.
    names: [String; 2],
}

/// The class of the dots of a town.
const WARD: usize = 2 * SIZES;

/// Millimetres that a map is drawn for.
const WIDE: u16 = 89;

/// Height of type on a map, on a desk and on a telephone, where it is drawn half as large.
const LETTERS: [f64; 2] = [17.0, 27.0];

/// What the colours of a layer mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// From little to much.
    Level,
    /// Less than the first scenario, or more.
    Difference,
}

impl Scale {
    const ALL: [Self; 2] = [Self::Level, Self::Difference];

    /// The colour of a step; grey where there is no value.
    pub fn ink(self, colour: usize) -> String {
        if colour >= COLOURS {
            return "#b0b0b0".to_owned();
        }
        let share = colour as f64 / (COLOURS - 1) as f64;
        let (r, g, b) = match self {
            Self::Level => Look::default().shade(share),
            Self::Difference => Look::default().side(share),
        };
        format!("#{r:02x}{g:02x}{b:02x}")
    }
}

/// What the map shows of a metric.
pub(super) struct Layer {
    /// Name for people.
    pub label: String,
    /// What its colours mean.
    pub scale: Scale,
    /// Unit.
    pub unit: &'static str,
    /// Ends of the scale.
    pub ends: (f64, f64),
    /// For each arm and time a character a mark: `A` for the lowest colour, `z` for no value.
    pub frames: Vec<Vec<String>>,
    /// The same in a sentence.
    pub summaries: Vec<Vec<String>>,
}

impl Layer {
    /// What the ends of the scale stand for.
    pub fn scale(&self) -> (String, String) {
        let (low, high) = self.ends;
        let low = if low == 0.0 { "0".to_owned() } else { format!("{} or less", plain(low)) };
        (low, format!("{} or more", plain(high)))
    }
}

/// All that the map section shows.
pub(super) struct Atlas {
    /// Title of each arm, and which layout is its own.
    pub arms: Vec<(String, usize)>,
    /// Layouts.
    pub layouts: Vec<Layout>,
    /// Moments in words.
    pub times: Vec<String>,
    /// Metrics.
    pub layers: Vec<Layer>,
    /// Width and height of the view box.
    pub size: (i32, i32),
    /// Replicates over which values are means; 1 where places differ between them.
    pub replicates: usize,
}

impl Atlas {
    /// Maps of all arms on common scales; `None` where no year is complete.
    pub fn of(arms: &[Arm]) -> Result<Option<Self>, PlotError> {
        let surveys: Vec<Survey> = arms.iter().map(survey).collect::<Result<_, _>>()?;
        let mut years: Vec<i64> = surveys.first().map_or_else(Vec::new, |s| s.years.clone());
        years.retain(|year| surveys.iter().all(|survey| survey.years.contains(year)));
        if years.is_empty() {
            return Ok(None);
        }
        let mut atlas = Self {
            arms: Vec::new(),
            layouts: Vec::new(),
            times: Vec::new(),
            layers: Vec::new(),
            size: (600, 600),
            replicates: surveys.iter().map(|survey| survey.replicates).min().unwrap_or(1),
        };
        for (arm, survey) in arms.iter().zip(&surveys) {
            let layout = atlas.lay_out(arm, survey);
            let at = atlas.layouts.iter().position(|known| *known == layout);
            atlas.arms.push((arm.title.clone(), at.unwrap_or(atlas.layouts.len())));
            if at.is_none() {
                atlas.layouts.push(layout);
            }
        }
        // Communities can be told against each other where all scenarios have the same.
        let has_differences = surveys.len() > 1 && atlas.layouts.len() == 1;
        let sorts = if has_differences { 2 } else { 1 };
        let places: usize = surveys.iter().map(|survey| survey.places.len()).sum();
        let years = thinned(&years, ROOM / (places * SHOWN.len() * sorts).max(1));
        atlas.times = years.iter().map(|year| time(*year)).collect();
        let laid: Vec<(&Survey, &Arranged)> = surveys
            .iter()
            .zip(&atlas.arms)
            .map(|(survey, (_, layout))| (survey, &atlas.layouts[*layout].arranged))
            .collect();
        let mut layers = Vec::new();
        for (m, column) in SHOWN.iter().enumerate() {
            layers.extend(layer(column, m, &laid, &years));
        }
        for (m, column) in SHOWN.iter().enumerate().filter(|_| has_differences) {
            layers.extend(difference(column, m, &laid, &years));
        }
        atlas.layers = layers;
        Ok((!atlas.layers.is_empty()).then_some(atlas))
    }

    fn lay_out(&mut self, arm: &Arm, survey: &Survey) -> Layout {
        let land = if survey.is_degrees {
            Land::of(&arm.folder, survey.meridian)
        } else {
            Land::default()
        };
        let mut frame: Vec<(f64, f64)> = land.rings().flatten().copied().collect();
        frame.extend(survey.places.iter().map(|place| place.at));
        // The view box ends where the country does.
        let tall = (592.0 / aspect(&frame, survey.is_degrees)).clamp(100.0, 592.0);
        self.size.1 = tall.ceil() as i32 + 8;
        let within = (4.0, 4.0, 596.0, tall + 4.0);
        let projection = Projection::fit(&frame, survey.is_degrees, within);
        let spots = survey.places.iter().map(|place| Spot {
            at: projection.at(place.at),
            is_synthetic: place.is_synthetic,
            town: place.town.as_deref(),
            people: place.people,
        });
        let spots: Vec<Spot> = spots.collect();
        let radius = diameter(SIZES, spots.len()) / 2.0;
        let arranged = arrange(&spots, radius);
        let marks: Vec<(f64, f64)> = arranged.marks.iter().map(|mark| mark.at).collect();
        let is_sampled = arm.scenario.params.world.sample < 1.0;
        let near = if is_sampled { radius * 2.5 } else { 0.0 };
        let blank = Sketch::bare(Look { size: Size::Millimetres(WIDE), ..Look::default() });
        let mut below = blank.clone();
        land.draw(&mut below, &projection, within, (&marks, near));
        let mut discs = blank.clone();
        towns::discs(&mut discs, &arranged);
        let seat = arm.folder.seat(survey.meridian).filter(|_| survey.is_degrees);
        let seat = seat.as_ref().map(|(name, at)| (name.as_str(), projection.at(*at)));
        let names = LETTERS.map(|size| {
            let mut above = Sketch { type_size: size, ..blank.clone() };
            land.name(&mut above, &projection, within);
            towns::name(&mut above, (&arranged, &spots), seat, within);
            svg::shapes(&above)
        });
        let class = |mark: &Mark| match mark.community() {
            Some(place) => class(&survey.places[place]),
            None => WARD,
        };
        Layout {
            classes: arranged.marks.iter().map(class).collect(),
            called: called(&arranged, &survey.places),
            arranged,
            ground: svg::shapes(&below),
            discs: svg::shapes(&discs),
            names,
        }
    }

    /// Diameter of the marks of a class: smaller where there are many.
    pub fn diameter(&self, class: usize) -> f64 {
        let marks = self.layouts.iter().map(|layout| layout.classes.len()).max().unwrap_or(1);
        diameter(class, marks)
    }

    /// The elements of a map: villages that are made up, then real places with a ring, then the wards of towns.
    pub fn drawing(&self, layer: usize, arm: usize, time: usize) -> String {
        let at = self.arms[arm].1;
        let layout = &self.layouts[at];
        let frame = self.layers[layer].frames[arm][time].as_bytes();
        let mut groups: BTreeMap<(usize, usize), String> = BTreeMap::new();
        let mut rings: BTreeMap<usize, String> = BTreeMap::new();
        for ((mark, &class), letter) in layout.arranged.marks.iter().zip(&layout.classes).zip(frame)
        {
            let (x, y) = tenths(mark.at);
            let colour = colour_of(*letter);
            let _ = write!(groups.entry((class, colour)).or_default(), "M{x} {y}h0");
            if is_ringed(class) {
                let _ = write!(rings.entry(class).or_default(), "M{x} {y}h0");
            }
        }
        let mut text = format!("<use href=\"#map-ground-{at}\"/><g fill=\"none\">");
        for class in 0..=WARD {
            if class == WARD {
                let _ = write!(text, "<use href=\"#map-discs-{at}\"/>");
            }
            if let Some(ring) = rings.get(&class) {
                let wide = self.diameter(class) + 2.4;
                let _ = write!(
                    text,
                    "<path stroke-linecap=\"round\" stroke=\"#222\" stroke-width=\"{wide}\" d=\"{ring}\"/>"
                );
            }
            for colour in 0..=COLOURS {
                if let Some(dots) = groups.get(&(class, colour)) {
                    let ink = self.layers[layer].scale.ink(colour);
                    let (wide, cap) = (self.diameter(class), cap(class));
                    let _ = write!(
                        text,
                        "<path stroke-linecap=\"{cap}\" stroke=\"{ink}\" stroke-width=\"{wide}\" d=\"{dots}\"/>"
                    );
                }
            }
        }
        let _ = write!(text, "</g><use href=\"#map-names-{at}\"/>");
        text
    }

    /// What all maps share, once a layout: the land, the discs of towns and the names.
    pub fn shared(&self) -> String {
        let group = |(i, layout): (usize, &Layout)| {
            let (ground, discs, [desk, phone]) = (&layout.ground, &layout.discs, &layout.names);
            format!(
                "<g id=\"map-ground-{i}\">{ground}</g><g id=\"map-discs-{i}\">{discs}</g>\
                 <g id=\"map-names-{i}\"><g class=\"desk\">{desk}</g><g class=\"phone\">{phone}</g></g>"
            )
        };
        self.layouts.iter().enumerate().map(group).collect()
    }

    /// Whether any map has a sort of mark.
    pub fn has(&self, wanted: impl Fn(usize) -> bool) -> bool {
        self.layouts.iter().any(|layout| layout.classes.iter().any(|class| wanted(*class)))
    }

    /// First, middle and last time; of a large country, whose drawings are large, first and last.
    pub fn moments(&self) -> Vec<usize> {
        let last = self.times.len() - 1;
        let marks = self.layouts.iter().map(|layout| layout.arranged.marks.len()).max();
        let mut moments = vec![0, last / 2, last];
        if marks > Some(LARGE) {
            moments.remove(1);
        }
        moments.dedup();
        moments
    }

    /// What the script reads, packed: zlib in base 64.
    pub fn packed(&self) -> String {
        BASE64_STANDARD.encode(pdf::packed(self.json().as_bytes()))
    }

    fn json(&self) -> String {
        let layouts: Vec<_> = self
            .layouts
            .iter()
            .map(|layout| {
                let marks = layout.arranged.marks.iter().map(|mark| tenths(mark.at));
                let points: Vec<f64> = marks.flat_map(|(x, y)| [x, y]).collect();
                let classes: String = layout.classes.iter().map(ToString::to_string).collect();
                let (names, called) = &layout.called;
                serde_json::json!({
                    "points": points, "classes": classes, "names": names, "called": called,
                })
            })
            .collect();
        let layers: Vec<_> = self
            .layers
            .iter()
            .map(|layer| {
                let (low, high) = layer.scale();
                serde_json::json!({
                    "label": layer.label, "unit": layer.unit, "low": low, "high": high,
                    "ends": layer.ends, "scale": layer.scale as u8,
                    "frames": layer.frames, "summaries": layer.summaries,
                })
            })
            .collect();
        let arms: Vec<_> = self
            .arms
            .iter()
            .map(|(title, layout)| serde_json::json!({"title": title, "layout": layout}))
            .collect();
        let json = serde_json::json!({
            "arms": arms, "times": self.times, "layers": layers, "layouts": layouts,
            "inks": Scale::ALL.map(|scale| (0..=COLOURS).map(|i| scale.ink(i)).collect::<Vec<_>>()),
            "wide": (0..=WARD).map(|class| self.diameter(class)).collect::<Vec<_>>(),
            "caps": (0..=WARD).map(cap).collect::<Vec<_>>(),
            "ringed": (0..=WARD).map(is_ringed).collect::<Vec<_>>(),
        });
        json.to_string()
    }
}

fn time(year: i64) -> String {
    format!("year {year} (months {} to {})", (year - 1) * 12 + 1, year * 12)
}

/// At most `room` years, evenly, the first and last among them; never fewer than three.
fn thinned(years: &[i64], room: usize) -> Vec<i64> {
    let room = room.max(3);
    if years.len() <= room {
        return years.to_vec();
    }
    let last = years.len() - 1;
    (0..room).map(|i| years[i * last / (room - 1)]).collect()
}

/// The size of a place by its households, and whether it is real.
fn class(place: &Place) -> usize {
    let size = usize::from(place.households >= 100.0) + usize::from(place.households >= 300.0);
    if place.is_synthetic { size } else { size + SIZES }
}

/// Whether marks of a class have a ring: real places.
pub(super) fn is_ringed(class: usize) -> bool {
    (SIZES..WARD).contains(&class)
}

/// Whether marks of a class are dots of towns.
pub(super) fn is_ward(class: usize) -> bool {
    class == WARD
}

/// How marks of a class end: villages are squares.
fn cap(class: usize) -> &'static str {
    if class < SIZES { "square" } else { "round" }
}

/// Diameter of the marks of a class where there are so many.
fn diameter(class: usize, marks: usize) -> f64 {
    const ACROSS: [f64; WARD + 1] = [2.6, 3.8, 5.2, 7.0, 9.5, 12.0, 3.6];
    let factor = libm::pow(2000.0 / marks.max(1) as f64, 0.35).clamp(0.8, 2.2);
    (ACROSS[class.min(WARD)] * factor * 10.0).round() / 10.0
}

/// A place to a tenth of a unit.
fn tenths((x, y): (f64, f64)) -> (f64, f64) {
    ((x * 10.0).round() / 10.0, (y * 10.0).round() / 10.0)
}

/// The names of marks, each once, and for each mark which is its own.
fn called(arranged: &Arranged, places: &[Place]) -> (Vec<String>, Vec<usize>) {
    let mut names: Vec<String> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let of = |mark: &Mark| {
        let place = mark.community().map(|place| places[place].name.clone());
        let town = || mark.town().map(|town| arranged.towns[town].name.clone());
        let name = place.or_else(town).unwrap_or_default();
        *known.entry(name).or_insert_with_key(|name| {
            names.push(name.clone());
            names.len() - 1
        })
    };
    let called = arranged.marks.iter().map(of).collect();
    (names, called)
}

fn letter(value: f64, (low, high): (f64, f64)) -> char {
    if !value.is_finite() {
        return 'z';
    }
    let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
    let step = ((share * COLOURS as f64) as u8).min(COLOURS as u8 - 1);
    char::from(b'A' + step)
}

fn colour_of(letter: u8) -> usize {
    usize::from(letter.wrapping_sub(b'A')).min(COLOURS)
}

/// Values of a column over communities in a year; none where the year is not there.
fn values_of(survey: &Survey, m: usize, year: i64) -> &[f64] {
    let at = survey.years.iter().position(|known| *known == year);
    at.map_or(&[], |at| &survey.values[m][at])
}

/// A metric of all arms at the chosen years, coloured on one scale.
fn layer(column: &str, m: usize, laid: &[(&Survey, &Arranged)], years: &[i64]) -> Option<Layer> {
    let of = |arm: usize, year: i64| values_of(laid[arm].0, m, year).to_vec();
    let all = sorted(laid.len(), years, &of);
    // The scale leaves the outermost hundredths out, so that one place does not take all the colours.
    let (low, high) = (quantile(&all, 0.02)?, quantile(&all, 0.98)?);
    let low = if rate(column).is_some() { 0.0 } else { low };
    let ends = (low, if high > low { high } else { low + 1.0 });
    let label = capital(&words(column));
    Some(coloured((label, column), (Scale::Level, ends), laid, years, &of, &summary))
}

/// What each arm changes of a metric against the first, community by community; nothing of the first itself.
fn difference(
    column: &str,
    m: usize,
    laid: &[(&Survey, &Arranged)],
    years: &[i64],
) -> Option<Layer> {
    let of = |arm: usize, year: i64| -> Vec<f64> {
        let (own, first) = (values_of(laid[arm].0, m, year), values_of(laid[0].0, m, year));
        if arm == 0 {
            return vec![f64::NAN; own.len()];
        }
        own.iter().zip(first).map(|(own, first)| own - first).collect()
    };
    let mut all: Vec<f64> = sorted(laid.len(), years, &of).into_iter().map(f64::abs).collect();
    all.sort_by(f64::total_cmp);
    let most = quantile(&all, 0.98)?;
    let ends = if most > 0.0 { (-most, most) } else { (-1.0, 1.0) };
    let label = format!("{}, less the first scenario's", capital(&words(column)));
    Some(coloured((label, column), (Scale::Difference, ends), laid, years, &of, &|values| {
        changes(&values)
    }))
}

/// All values of all arms and years, in order.
fn sorted(arms: usize, years: &[i64], of: &dyn Fn(usize, i64) -> Vec<f64>) -> Vec<f64> {
    let each = (0..arms).flat_map(|arm| years.iter().flat_map(move |&year| of(arm, year)));
    let mut all: Vec<f64> = each.filter(|value| value.is_finite()).collect();
    all.sort_by(f64::total_cmp);
    all
}

/// The layer of values that a function gives for an arm and a year.
fn coloured(
    (label, column): (String, &str),
    (scale, ends): (Scale, (f64, f64)),
    laid: &[(&Survey, &Arranged)],
    years: &[i64],
    of: &dyn Fn(usize, i64) -> Vec<f64>,
    told: &dyn Fn(Vec<f64>) -> String,
) -> Layer {
    let frame = |arm: usize, year: i64| -> String {
        let values = of(arm, year).into_iter().map(|value| value.is_finite().then_some(value));
        let shown = laid[arm].1.shown(&values.collect::<Vec<_>>(), |value| *value);
        shown.into_iter().map(|value| letter(value.unwrap_or(f64::NAN), ends)).collect()
    };
    let table = |make: &dyn Fn(usize, i64) -> String| -> Vec<Vec<String>> {
        let row = |arm| years.iter().map(|&year| make(arm, year)).collect();
        (0..laid.len()).map(row).collect()
    };
    Layer {
        label,
        scale,
        unit: shown_unit(column),
        ends,
        frames: table(&frame),
        summaries: table(&|arm, year| told(of(arm, year))),
    }
}

/// In how many places something is less than in the first scenario, and in how many more.
fn changes(values: &[f64]) -> String {
    let known = values.iter().filter(|value| value.is_finite()).count();
    if known == 0 {
        return "this is the scenario that the others are told against".to_owned();
    }
    let share = |wanted: &dyn Fn(f64) -> bool| {
        let those = values.iter().filter(|value| wanted(**value)).count();
        format!("{:.0} %", those as f64 / known as f64 * 100.0)
    };
    format!(
        "less in {} of the places, more in {}; at a single place most of it is luck",
        share(&|x| x < 0.0),
        share(&|x| x > 0.0)
    )
}

/// Spread over places in words.
fn summary(mut values: Vec<f64>) -> String {
    values.retain(|value| value.is_finite());
    values.sort_by(f64::total_cmp);
    match (quantile(&values, 0.5), quantile(&values, 0.9)) {
        (Some(half), Some(tenth)) => {
            format!("half of the places lie below {}, a tenth above {}", plain(half), plain(tenth))
        }
        _ => "no place has a value".to_owned(),
    }
}

/// A quantile of sorted values.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    sorted.get(((sorted.len().checked_sub(1)?) as f64 * share).round() as usize).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_years_are_thinned_and_keep_their_ends() {
        let years: Vec<i64> = (1..=100).collect();
        let few = thinned(&years, 7);
        assert_eq!((few.len(), few[0], few[6]), (7, 1, 100));
        assert_eq!(thinned(&years, 0), [1, 50, 100]);
        assert_eq!(thinned(&years[..5], 7), [1, 2, 3, 4, 5]);
    }

    #[test]
    fn values_have_colours_from_end_to_end_and_what_is_missing_has_its_own() {
        let ends = (0.0, 2.0);
        assert_eq!([-1.0, 0.0, 2.0, 9.0].map(|x| letter(x, ends)), ['A', 'A', 'L', 'L']);
        assert_eq!(colour_of(letter(f64::NAN, ends) as u8), COLOURS);
        assert_eq!(colour_of(b'L'), COLOURS - 1);
    }
}
