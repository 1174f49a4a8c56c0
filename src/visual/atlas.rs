//! A sheet of maps: communities as dots inside the country's outline, named towns, a scale and a key.

use super::arms::Arm;
use super::charts::{decimals, label_points, labelled, number};
use super::country::{Projection, aspect};
use super::data::{Folder, Places, PlotError};
use super::dots::{ALL_YEARS, Dot, Dots};
use super::scale::ColourScale;
use super::sketch::{Anchor, Bounds, Sketch};
use super::style::{Colour, GREY, INK, Look};
use super::words::{capital, rate, shown_unit, words};
use crate::world::place::town_of;
use std::collections::BTreeMap;

/// A town with a name on the map.
struct Town {
    at: (f64, f64),
    name: String,
    is_seat: bool,
}

/// What all maps of a run share: places, outline, one scale.
pub(super) struct Atlas {
    look: Look,
    /// What titles begin with.
    country: String,
    /// What is told, in words.
    what: String,
    /// The same with its unit.
    label: String,
    column: String,
    /// A sentence or two on what is seen.
    note: String,
    weight: f64,
    rings: Vec<Vec<(f64, f64)>>,
    frame: Vec<(f64, f64)>,
    dots: Dots,
    towns: Vec<Town>,
    colours: ColourScale,
    is_of_differences: bool,
}

impl Atlas {
    /// Maps of a column of a run.
    pub(super) fn of(folder: &Folder, places: &Places, column: &str, look: Look) -> Self {
        let dots = Dots::of(places, column, folder.household_size());
        let colours = ColourScale::of(dots.values().collect(), rate(column).is_some());
        let note = match dots.replicates {
            1 => "One replicate.".to_owned(),
            n => format!("Mean of {n} replicates."),
        };
        let (title, what) = (folder.title(), words(column));
        Self::new(folder, places, look, (title, what, column), (dots, colours, note))
    }

    /// The map of what a scenario changes against its baseline.
    pub(super) fn differences(
        arm: &Arm,
        base: &Arm,
        column: &str,
        look: Look,
    ) -> Result<Self, PlotError> {
        let (places, before) = (arm.folder.places()?, base.folder.places()?);
        let dots = Dots::differences(&places, &before, column, arm.folder.household_size());
        let colours = ColourScale::two_sided(dots.values());
        let clear = dots.all.iter().filter(|dot| dot.is_clear).count();
        let all = dots.all.len();
        let note = format!(
            "Mean of all years and {} pairs of replicates. Ringed: {clear} of {all} places whose 95 % interval leaves out 0; chance alone would ring about {}.",
            dots.replicates,
            number((all as f64 * 0.05).round())
        );
        let title = format!("{} less {}", capital(&arm.cited), base.cited);
        let what = format!("difference in {}", words(column));
        let atlas =
            Self::new(&arm.folder, &places, look, (title, what, column), (dots, colours, note));
        Ok(Self { is_of_differences: true, ..atlas })
    }

    fn new(
        folder: &Folder,
        places: &Places,
        look: Look,
        (country, what, column): (String, String, &str),
        (dots, colours, note): (Dots, ColourScale, String),
    ) -> Self {
        let rings: Vec<_> = folder.outline(places.meridian).into_iter().flatten().collect();
        let frame: Vec<(f64, f64)> = if dots.is_degrees && !rings.is_empty() {
            rings.iter().flatten().copied().collect()
        } else {
            dots.all.iter().map(|dot| dot.at).collect()
        };
        let seat = folder.seat(places.meridian);
        let towns = if dots.is_degrees { towns(places, seat.as_ref()) } else { Vec::new() };
        let label = labelled(&what, shown_unit(column));
        let weight = mean_weight(places);
        let column = column.to_owned();
        let is_of_differences = false;
        Self {
            look,
            country,
            what,
            label,
            column,
            note,
            weight,
            rings,
            frame,
            dots,
            towns,
            colours,
            is_of_differences,
        }
    }

    /// The scale, to be shared between maps.
    pub(super) fn sharing(self, colours: ColourScale) -> Self {
        Self { colours, ..self }
    }

    /// All that is told.
    pub(super) fn values(&self) -> impl Iterator<Item = f64> {
        self.dots.values()
    }

    /// Maps of some years with one scale; of one year a large one with names.
    pub(super) fn sheet(&self, years: &[i64]) -> Result<Sketch, String> {
        if self.dots.all.iter().all(|dot| dot.values.is_empty()) {
            return Err(format!("communities have no {}", self.column));
        }
        let span = match years {
            [ALL_YEARS] => "all years".to_owned(),
            [year] => format!("months {} to {}", year * 12 - 11, year * 12),
            [first, .., last] => format!("years {first} to {last}"),
            [] => return Err("no year was finished".to_owned()),
        };
        let title = format!("{}: {}, {span}", self.country, self.what);
        let sampled = if self.weight > 1.05 {
            format!(
                " One household in {} is simulated, and land without marks is not empty.",
                decimals(self.weight, 0)
            )
        } else {
            String::new()
        };
        let note = format!("{}{sampled} Small places vary much by chance.", self.note);
        let mut sketch = Sketch::new(self.look, &title, &note);
        let size = sketch.type_size;
        let (width, height) = (f64::from(sketch.width), f64::from(sketch.height));
        let aspect = aspect(&self.frame, self.dots.is_degrees);
        let is_narrow = sketch.look.size.is_narrow();
        // A country that is no wider than high has its key beside it.
        let is_beside = years.len() == 1 && aspect < 1.5 && !is_narrow;
        let foot = match (is_beside, is_narrow) {
            (true, _) => size * 0.8,
            (false, true) => size * 7.4,
            (false, false) => size * 4.6,
        };
        let right = if is_beside { width * 0.66 } else { width - size };
        let within = (size, sketch.head, right, height - foot);
        let head = if years.len() > 1 { size * 1.3 } else { 0.0 };
        let panels = panels(within, years.len(), aspect, head);
        let lowest = panels.iter().map(|panel| panel.3).fold(0.0, f64::max);
        sketch.grow(lowest + foot + size * 0.3);
        let across =
            if self.dots.is_degrees { ["longitude", "latitude"] } else { ["x_km", "y_km"] };
        sketch.columns(&[across[0], across[1], "place", "year", &self.column]);
        let mut bar = (0.0, 0.0);
        for (year, panel) in years.iter().zip(&panels) {
            if years.len() > 1 {
                let at = (f64::midpoint(panel.0, panel.2), panel.1 - head * 0.5);
                sketch.small(at, &format!("year {year}"), Anchor::Middle, INK);
            }
            let projection = Projection::fit(&self.frame, self.dots.is_degrees, *panel);
            projection.draw_land(&mut sketch, &self.rings, *panel);
            self.draw_dots(&mut sketch, &projection, *year, *panel);
            if years.len() == 1 {
                self.name_towns(&mut sketch, &projection, *panel);
            }
            bar = projection.scale_bar(size * 5.0);
        }
        let (x, y) = if is_beside {
            (right + size, sketch.head + size)
        } else {
            (size, lowest + size * 1.2)
        };
        let wide = match (is_beside, is_narrow) {
            (true, _) => width - x - size * 4.0,
            (false, true) => width * 0.6,
            (false, false) => width * 0.34,
        };
        let below = self.scale(&mut sketch, (x, y), wide);
        if is_beside {
            self.key(&mut sketch, (x, below + size), bar, false);
        } else if is_narrow {
            self.key(&mut sketch, (x, below), bar, true);
        } else {
            self.key(&mut sketch, (width * 0.5, y), bar, false);
        }
        Ok(sketch)
    }

    fn draw_dots(&self, sketch: &mut Sketch, projection: &Projection, year: i64, panel: Bounds) {
        let area = (panel.2 - panel.0) * (panel.3 - panel.1);
        let radius = ((area / self.dots.all.len() as f64).sqrt() * 0.28).clamp(1.5, 6.0);
        // Real places on top, and the worst last.
        let mut dots: Vec<(&Dot, f64)> =
            self.dots.all.iter().filter_map(|dot| Some((dot, *dot.values.get(&year)?))).collect();
        dots.sort_by(|(a, x), (b, y)| b.is_synthetic.cmp(&a.is_synthetic).then(x.total_cmp(y)));
        for (dot, value) in dots {
            let colour = self.colours.colour(sketch.look, value);
            let kind = if dot.is_synthetic { "made up" } else { "real" };
            let [x, y, value] = [dot.at.0, dot.at.1, value].map(|x| x.to_string());
            sketch.record(vec![x, y, kind.to_owned(), year.to_string(), value]);
            let is_ringed = if self.is_of_differences { dot.is_clear } else { !dot.is_synthetic };
            place(sketch, projection.at(dot.at), radius, colour, (dot.is_synthetic, is_ringed));
        }
    }

    fn name_towns(&self, sketch: &mut Sketch, projection: &Projection, panel: Bounds) {
        let size = sketch.type_size;
        let mut labels: Vec<((f64, f64), String, Colour)> = Vec::new();
        for town in &self.towns {
            let (x, y) = projection.at(town.at);
            let name =
                if town.is_seat { format!("{} (seat)", town.name) } else { town.name.clone() };
            if town.is_seat {
                let r = size * 0.5;
                sketch.line(vec![(x - r, y), (x + r, y)], INK, 2.0);
                sketch.line(vec![(x, y - r), (x, y + r)], INK, 2.0);
            }
            labels.push(((x, y), name, INK));
        }
        label_points(sketch, &labels, panel, false);
    }

    /// Whether places are drawn in two ways.
    fn has_both(&self) -> bool {
        let synthetic = self.dots.all.iter().filter(|dot| dot.is_synthetic).count();
        synthetic > 0 && synthetic < self.dots.all.len()
    }

    /// The scale of colours with its unit; returns the height below it.
    fn scale(&self, sketch: &mut Sketch, (x, y): (f64, f64), wide: f64) -> f64 {
        let (size, small) = (sketch.type_size, sketch.small_size());
        let room = f64::from(sketch.width) - x - size;
        let room = if wide < room * 0.6 && x < size * 2.0 { room * 0.48 } else { room };
        let below = sketch.paragraph((x, y), room, &self.label, INK, small);
        sketch.axes.push(self.label.clone());
        let (from, to) = (below - small * 0.5, below + small * 0.3);
        let steps = 60;
        for i in 0..steps {
            let at = |i: i32| x + wide * f64::from(i) / f64::from(steps);
            let colour = self.colours.at(sketch.look, f64::from(i) / f64::from(steps - 1));
            sketch.rectangle((at(i), from), ((at(i + 1) + 0.5).min(x + wide), to), colour);
        }
        for ((share, text), anchor) in
            self.colours.labels().into_iter().zip([Anchor::Start, Anchor::Middle, Anchor::Middle])
        {
            sketch.small((x + wide * share, to + small * 0.8), &text, anchor, GREY);
        }
        to + small * 2.3
    }

    fn key(
        &self,
        sketch: &mut Sketch,
        (x, y): (f64, f64),
        (km, pixels): (f64, f64),
        is_narrow: bool,
    ) {
        let size = sketch.type_size;
        let colour = sketch.look.shade(0.55);
        let mut kinds: Vec<(bool, &str)> = Vec::new();
        if self.has_both() {
            kinds.push((false, "real settlement, or a quarter of one"));
            kinds.push((true, "village made up by the program"));
        } else if self.dots.all.iter().all(|dot| dot.is_synthetic) {
            kinds.push((true, "community of a made-up country"));
        } else {
            kinds.push((false, "real settlement, or a quarter of one"));
        }
        let mut at = y;
        for (is_synthetic, text) in kinds {
            let kind = (is_synthetic, !is_synthetic && !self.is_of_differences);
            place(sketch, (x + size * 0.4, at), size * 0.32, colour, kind);
            sketch.small((x + size * 1.2, at), text, Anchor::Start, GREY);
            at += size * 1.2;
        }
        let bar = vec![(0.0, -4.0), (0.0, 0.0), (pixels, 0.0), (pixels, -4.0)];
        let (x, at) =
            if is_narrow { (f64::from(sketch.width) - size * 6.5 - pixels, y) } else { (x, at) };
        let bar = bar.into_iter().map(|(dx, dy)| (x + dx, at + dy)).collect();
        sketch.line(bar, GREY, 1.5);
        sketch.small(
            (x + pixels + size * 0.5, at),
            &format!("{} km", number(km)),
            Anchor::Start,
            GREY,
        );
    }
}

/// A place: real ones are circles, made-up ones small squares, some with a ring.
fn place(
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

/// The seat where it lies, and the largest towns simulated, by the names before the comma, at the mean
/// of their quarters.
fn towns(places: &Places, seat: Option<&(String, (f64, f64))>) -> Vec<Town> {
    let mut sums: BTreeMap<&str, (f64, f64, f64)> = BTreeMap::new();
    for row in 0..places.len() {
        let is_rural = places.real("is_rural", row) != Some(0.0);
        let is_later = places.real("year", row) != places.real("year", 0)
            || places.real("replicate", row) != places.real("replicate", 0);
        let (Some(x), Some(y), false, false) =
            (places.real("longitude", row), places.real("latitude", row), is_rural, is_later)
        else {
            continue;
        };
        let households = places.real("households", row).unwrap_or(0.0)
            * places.real("weight", row).unwrap_or(1.0);
        let name = town_of(&places.names[row]);
        let sum = sums.entry(name).or_default();
        *sum = (sum.0 + x * households, sum.1 + y * households, sum.2 + households);
    }
    let mut sums: Vec<(&str, (f64, f64, f64))> = sums
        .into_iter()
        .filter(|(name, (.., households))| {
            *households > 0.0 && seat.is_none_or(|(seat, _)| seat != name)
        })
        .collect();
    sums.sort_by(|(_, a), (_, b)| b.2.total_cmp(&a.2));
    let seat = seat.map(|(name, at)| Town { at: *at, name: name.clone(), is_seat: true });
    let largest = sums.into_iter().take(6).map(|(name, (x, y, households))| Town {
        at: (x / households, y / households),
        name: name.to_owned(),
        is_seat: false,
    });
    seat.into_iter().chain(largest).collect()
}

/// Households of the country for each that is simulated.
fn mean_weight(places: &Places) -> f64 {
    let (all, simulated) = (0..places.len()).fold((0.0, 0.0), |(all, simulated), row| {
        let households = places.real("households", row).unwrap_or(0.0);
        let weight = places.real("weight", row).unwrap_or(1.0);
        (all + households * weight, simulated + households)
    });
    if simulated > 0.0 { all / simulated } else { 1.0 }
}

/// Places for so many maps of an aspect, as large as they can be; `head` is kept above each.
fn panels(within: Bounds, n: usize, aspect: f64, head: f64) -> Vec<Bounds> {
    let (left, top, right, bottom) = within;
    let gap = 8.0;
    let fit = |columns: usize| {
        let lines = n.div_ceil(columns);
        let wide = (right - left - gap * (columns - 1) as f64) / columns as f64;
        let tall = (bottom - top - (head + gap) * lines as f64) / lines as f64;
        (wide, tall, (wide / aspect).min(tall))
    };
    let columns =
        (1..=n).max_by(|&a, &b| fit(a).2.total_cmp(&fit(b).2).then(b.cmp(&a))).unwrap_or(1);
    let (wide, tall, _) = fit(columns);
    let tall = tall.min(wide / aspect * 1.1);
    (0..n)
        .map(|i| {
            let x = left + (wide + gap) * (i % columns) as f64;
            let y = top + head + (tall + head + gap) * (i / columns) as f64;
            (x, y, x + wide, y + tall)
        })
        .collect()
}
