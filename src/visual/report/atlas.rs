//! The map: every community in every year, as one character each for the script, and as paths for
//! those who have none or print.

use super::evidence::Arm;
use super::numbers::plain;
use super::survey::{Place, SHOWN, Survey, survey};
use crate::visual::country::Projection;
use crate::visual::data::PlotError;
use crate::visual::style::Look;
use crate::visual::words::{capital, rate, shown_unit, words};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Colours of the scale.
pub(super) const COLOURS: usize = 12;

/// Characters that the frames of a page may take together: a page stays below 3 MB.
const ROOM: usize = 1_200_000;

/// Sizes of a place, each made up or real.
const SIZES: usize = 3;

/// Where the communities of one or more arms lie.
#[derive(PartialEq)]
pub(super) struct Layout {
    /// Across and down, in units of the view box.
    pub points: Vec<(i32, i32)>,
    /// Size, and [`SIZES`] more for a real place.
    pub classes: Vec<usize>,
    /// The outline as the data of paths, one a polygon: they may overlap. None for a generated world.
    outline: Vec<String>,
}

/// What the map shows of a metric.
pub(super) struct Layer {
    /// Name for people.
    pub label: String,
    /// Unit.
    pub unit: &'static str,
    /// Ends of the scale.
    pub ends: (f64, f64),
    /// For each arm and time a character a community: `A` for the lowest colour, `z` for no value.
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
        let places: usize = surveys.iter().map(|survey| survey.places.len()).sum();
        let years = thinned(&years, ROOM / (places * SHOWN.len()).max(1));
        let mut atlas = Self {
            arms: Vec::new(),
            layouts: Vec::new(),
            times: years.iter().map(|year| time(*year)).collect(),
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
        for (m, column) in SHOWN.iter().enumerate() {
            atlas.layers.extend(layer(column, m, &surveys, &years));
        }
        Ok((!atlas.layers.is_empty()).then_some(atlas))
    }

    fn lay_out(&mut self, arm: &Arm, survey: &Survey) -> Layout {
        let mut outline =
            if survey.is_degrees { arm.folder.outline(survey.meridian) } else { Vec::new() };
        let mut frame: Vec<(f64, f64)> = outline.iter().flatten().flatten().copied().collect();
        frame.extend(survey.places.iter().map(|place| place.at));
        let projection = Projection::fit(&frame, survey.is_degrees, (8.0, 8.0, 592.0, 592.0));
        let mut points: Vec<(f64, f64)> =
            survey.places.iter().map(|place| projection.at(place.at)).collect();
        let rings = outline.iter_mut().flatten().flatten();
        rings.for_each(|point| *point = projection.at(*point));
        // The view box ends where the country does.
        let all = points.iter().chain(outline.iter().flatten().flatten());
        let (top, bottom) =
            all.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), p| (a.min(p.1), b.max(p.1)));
        let lift = top - 8.0;
        self.size.1 = (bottom - lift + 8.0).ceil().clamp(100.0, 616.0) as i32;
        let all = points.iter_mut().chain(outline.iter_mut().flatten().flatten());
        all.for_each(|point| point.1 -= lift);
        Layout {
            points: points.iter().map(|&(x, y)| (x.round() as i32, y.round() as i32)).collect(),
            classes: survey.places.iter().map(class).collect(),
            outline: outline.iter().map(|rings| path(rings)).collect(),
        }
    }

    /// Diameter of the dots of a class: smaller where there are many.
    pub fn diameter(&self, class: usize) -> f64 {
        const WIDE: [f64; 2 * SIZES] = [3.0, 4.5, 6.0, 7.0, 9.5, 12.0];
        let places = self.layouts.iter().map(|layout| layout.points.len()).max().unwrap_or(1);
        let factor = libm::pow(2000.0 / places as f64, 0.35).clamp(0.8, 2.2);
        (WIDE[class.min(WIDE.len() - 1)] * factor * 10.0).round() / 10.0
    }

    /// The elements of a map: outline, villages that are made up, then real places with a ring.
    pub fn drawing(&self, layer: usize, arm: usize, time: usize) -> String {
        let layout = &self.layouts[self.arms[arm].1];
        let frame = self.layers[layer].frames[arm][time].as_bytes();
        let mut groups: BTreeMap<(usize, usize), String> = BTreeMap::new();
        let mut rings: BTreeMap<usize, String> = BTreeMap::new();
        for ((&(x, y), &class), letter) in layout.points.iter().zip(&layout.classes).zip(frame) {
            let colour = colour_of(*letter);
            let _ = write!(groups.entry((class, colour)).or_default(), "M{x} {y}h0");
            if class >= SIZES {
                let _ = write!(rings.entry(class).or_default(), "M{x} {y}h0");
            }
        }
        let mut text = self.ground(self.arms[arm].1);
        text += "<g fill=\"none\" stroke-linecap=\"round\">";
        for class in 0..2 * SIZES {
            if let Some(ring) = rings.get(&class) {
                let wide = self.diameter(class) + 2.4;
                let _ =
                    write!(text, "<path stroke=\"#222\" stroke-width=\"{wide}\" d=\"{ring}\"/>");
            }
            for colour in 0..=COLOURS {
                if let Some(dots) = groups.get(&(class, colour)) {
                    let (ink, wide) = (ink(colour), self.diameter(class));
                    let _ = write!(
                        text,
                        "<path stroke=\"{ink}\" stroke-width=\"{wide}\" d=\"{dots}\"/>"
                    );
                }
            }
        }
        text + "</g>"
    }

    /// The land below the dots.
    pub fn ground(&self, layout: usize) -> String {
        let draw = |data: &String| {
            format!(
                "<path fill=\"#e9ecef\" stroke=\"#8a8a8a\" fill-rule=\"evenodd\" d=\"{data}\"/>"
            )
        };
        self.layouts[layout].outline.iter().map(draw).collect()
    }

    /// First, middle and last time.
    pub fn moments(&self) -> Vec<usize> {
        let last = self.times.len() - 1;
        let mut moments = vec![0, last / 2, last];
        moments.dedup();
        moments
    }

    /// What the script reads.
    pub fn json(&self) -> String {
        let layouts: Vec<_> = self
            .layouts
            .iter()
            .enumerate()
            .map(|(i, layout)| {
                let points: Vec<i32> = layout.points.iter().flat_map(|&(x, y)| [x, y]).collect();
                let classes: String = layout.classes.iter().map(ToString::to_string).collect();
                serde_json::json!({"points": points, "classes": classes, "ground": self.ground(i)})
            })
            .collect();
        let layers: Vec<_> = self
            .layers
            .iter()
            .map(|layer| {
                let (low, high) = layer.scale();
                serde_json::json!({
                    "label": layer.label, "unit": layer.unit, "low": low, "high": high,
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
            "inks": (0..=COLOURS).map(ink).collect::<Vec<_>>(),
            "wide": (0..2 * SIZES).map(|class| self.diameter(class)).collect::<Vec<_>>(),
        });
        // Inside a script element only this character could end it.
        json.to_string().replace('<', "\\u003c")
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

fn path(rings: &[Vec<(f64, f64)>]) -> String {
    let mut text = String::new();
    for ring in rings {
        let mut last = None;
        for (x, y) in ring {
            let point = (x.round() as i32, y.round() as i32);
            if last == Some(point) {
                continue;
            }
            let letter = if last.is_none() { 'M' } else { 'L' };
            let _ = write!(text, "{letter}{} {}", point.0, point.1);
            last = Some(point);
        }
        text.push('Z');
    }
    text
}

/// The colour of a step of the scale; grey where there is no value.
pub(super) fn ink(colour: usize) -> String {
    if colour >= COLOURS {
        return "#b0b0b0".to_owned();
    }
    let (r, g, b) = Look::default().shade(colour as f64 / (COLOURS - 1) as f64);
    format!("#{r:02x}{g:02x}{b:02x}")
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

/// A metric of all arms at the chosen years, coloured on one scale.
fn layer(column: &str, m: usize, surveys: &[Survey], years: &[i64]) -> Option<Layer> {
    let of = |survey: &Survey, year: i64| -> Vec<f64> {
        let at = survey.years.iter().position(|known| *known == year);
        at.map_or_else(Vec::new, |at| survey.values[m][at].clone())
    };
    let mut all: Vec<f64> = surveys
        .iter()
        .flat_map(|survey| years.iter().flat_map(move |&year| of(survey, year)))
        .filter(|value| value.is_finite())
        .collect();
    all.sort_by(f64::total_cmp);
    // The scale leaves the outermost hundredths out, so that one place does not take all the colours.
    let (low, high) = (quantile(&all, 0.02)?, quantile(&all, 0.98)?);
    let low = if rate(column).is_some() { 0.0 } else { low };
    let ends = (low, if high > low { high } else { low + 1.0 });
    let frame = |survey: &Survey, year| -> String {
        of(survey, year).into_iter().map(|value| letter(value, ends)).collect()
    };
    let table = |make: &dyn Fn(&Survey, i64) -> String| -> Vec<Vec<String>> {
        let row = |survey| years.iter().map(|&year| make(survey, year)).collect();
        surveys.iter().map(row).collect()
    };
    Some(Layer {
        label: capital(&words(column)),
        unit: shown_unit(column),
        ends,
        frames: table(&frame),
        summaries: table(&|survey, year| summary(of(survey, year))),
    })
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
