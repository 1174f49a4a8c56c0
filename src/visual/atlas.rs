//! A sheet of maps: communities on the ground of their country, towns with names, a scale and a key.

use super::arms::Arm;
use super::arrangement::{Arranged, Spot, arrange};
use super::charts::{decimals, labelled, number};
use super::country::{Projection, aspect};
use super::data::{Folder, Places, PlotError};
use super::dots::{ALL_YEARS, Dots};
use super::land::Land;
use super::scale::ColourScale;
use super::signs::{self, Sign};
use super::sketch::{Anchor, Bounds, Sketch};
use super::style::{INK, Look};
use super::towns;
use super::words::{capital, rate, shown_unit, words};

/// Share of the width of a map that has its key beside it.
const MAP: f64 = 0.66;

/// What all maps of a run share: places, ground, one scale.
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
    /// Households of the country for each that is simulated.
    weight: f64,
    land: Land,
    frame: Vec<(f64, f64)>,
    dots: Dots,
    seat: Option<(String, (f64, f64))>,
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
            "Mean of all years and {} pairs of replicates. {clear} of {all} communities have a 95 % interval that leaves out 0; chance alone would give about {}.",
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
        let land = Land::of(folder, places.meridian);
        let rings: Vec<(f64, f64)> = land.rings().flatten().copied().collect();
        let is_real = dots.is_degrees && !rings.is_empty();
        let frame = if is_real { rings } else { dots.all.iter().map(|dot| dot.at).collect() };
        Self {
            look,
            country,
            label: labelled(&what, shown_unit(column)),
            what,
            column: column.to_owned(),
            note,
            weight: mean_weight(places),
            land: if is_real { land } else { Land::default() },
            frame,
            dots,
            seat: folder.seat(places.meridian),
            colours,
            is_of_differences: false,
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

    fn is_sampled(&self) -> bool {
        self.weight > 1.05
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
        let sampled = if self.is_sampled() {
            format!(" One household in {} is simulated.", decimals(self.weight, 0))
        } else {
            String::new()
        };
        let note = format!("{}{sampled} Small places vary much by chance.", self.note);
        let mut sketch = Sketch::new(self.look, &title, &note);
        let size = sketch.type_size;
        let (width, height) = (f64::from(sketch.width), f64::from(sketch.height));
        let aspect = aspect(&self.frame, self.dots.is_degrees);
        let is_narrow = sketch.look.size.is_narrow();
        let signs = self.signs();
        let wanted = signs::wide(&sketch, &signs);
        // A country that is no wider than high has its key beside it where there is room.
        let has_room = width * (1.0 - MAP) - size * 1.5 >= wanted;
        let is_beside = years.len() == 1 && aspect < 1.5 && !is_narrow && has_room;
        // Below the maps signs stand in two columns where there is room.
        let left = if is_narrow { size } else { width * 0.4 };
        let has_two = width - left - size * 0.5 >= 2.0 * wanted;
        let columns = if !is_beside && has_two { 2 } else { 1 };
        let key = signs::tall(&sketch, signs.len().div_ceil(columns));
        let foot = match (is_beside, is_narrow) {
            (true, _) => size * 0.8,
            (false, true) => key + size * 5.2,
            (false, false) => (size * 1.4 + key).max(size * 6.0),
        };
        let right = if is_beside { width * MAP } else { width - size };
        let within = (size, sketch.head, right, (height - foot).max(sketch.head + height * 0.4));
        let head = if years.len() > 1 { size * 1.3 } else { 0.0 };
        let panels = panels(within, years.len(), aspect, head);
        let lowest = panels.iter().map(|panel| panel.3).fold(0.0, f64::max);
        sketch.grow((lowest + foot + size * 0.3).max(sketch.head + size * 7.0 + key));
        let across =
            if self.dots.is_degrees { ["longitude", "latitude"] } else { ["x_km", "y_km"] };
        sketch.columns(&[across[0], across[1], "place", "year", &self.column]);
        let mut bar = (0.0, 0.0);
        for (year, panel) in years.iter().zip(&panels) {
            if years.len() > 1 {
                let at = (f64::midpoint(panel.0, panel.2), panel.1 - head * 0.5);
                sketch.small(at, &format!("year {year}"), Anchor::Middle, INK);
            }
            bar = self.panel(&mut sketch, *year, *panel, years.len() == 1);
        }
        let (x, y) = if is_beside {
            (right + size, sketch.head + size)
        } else {
            (size, lowest + size * 1.2)
        };
        let wide = match (is_beside, is_narrow) {
            (true, _) => width - x - size * 4.0,
            (false, true) => width * 0.6,
            (false, false) => width * 0.26,
        };
        let is_below = !is_beside && !is_narrow;
        let room = if is_below { left - x } else { width - x } - size * 0.5;
        let below = signs::scale(&mut sketch, (&self.colours, &self.label), (x, y), (wide, room));
        let at = if is_below { (left, y) } else { (x, below + size * 0.4) };
        let column = (width - at.0 - size * 0.5) / columns as f64;
        let colour = self.colours.at(sketch.look, 0.6);
        signs::key(&mut sketch, &signs, at, (columns, column), (colour, bar));
        Ok(sketch)
    }

    /// One map; returns a round distance: kilometres, pixels.
    fn panel(&self, sketch: &mut Sketch, year: i64, panel: Bounds, is_alone: bool) -> (f64, f64) {
        let size = sketch.type_size;
        let projection = Projection::fit(&self.frame, self.dots.is_degrees, panel);
        let area = (panel.2 - panel.0) * (panel.3 - panel.1);
        let spots: Vec<Spot> = self.dots.spots(|at| projection.at(at));
        let radius = ((area / spots.len() as f64).sqrt() * 0.28).clamp(1.5, 6.0);
        let arranged = arrange(&spots, radius);
        let marks: Vec<(f64, f64)> = arranged.marks.iter().map(|mark| mark.at).collect();
        let near = if self.is_sampled() { radius * 2.5 } else { 0.0 };
        self.land.draw(sketch, &projection, panel, (&marks, near));
        self.draw_marks(sketch, &arranged, year);
        if is_alone {
            self.land.name(sketch, &projection, panel);
            let seat = self.seat.as_ref().filter(|_| self.dots.is_degrees);
            let seat = seat.map(|(name, at)| (name.as_str(), projection.at(*at)));
            towns::name(sketch, (&arranged, &spots), seat, panel);
        }
        projection.scale_bar(size * 5.0)
    }

    fn draw_marks(&self, sketch: &mut Sketch, arranged: &Arranged, year: i64) {
        let values: Vec<Option<(f64, bool)>> =
            self.dots.all.iter().map(|dot| Some((*dot.values.get(&year)?, dot.is_clear))).collect();
        for (dot, value) in self.dots.all.iter().zip(&values) {
            if let Some((value, _)) = value {
                let kind = if dot.is_synthetic { "made up" } else { "real" };
                let [x, y, value] = [dot.at.0, dot.at.1, *value].map(|x| x.to_string());
                sketch.record(vec![x, y, kind.to_owned(), year.to_string(), value]);
            }
        }
        let shown = arranged.shown(&values, |value| value.0);
        let mut marks: Vec<_> = arranged
            .marks
            .iter()
            .zip(shown)
            .filter_map(|(mark, shown)| Some((mark, shown?)))
            .collect();
        // Real places on top of villages, the worst last, and towns on all.
        marks.sort_by(|(a, x), (b, y)| {
            let order = a.is_ward.cmp(&b.is_ward).then(b.is_synthetic.cmp(&a.is_synthetic));
            order.then(x.0.total_cmp(&y.0))
        });
        let is_first_ward = marks.iter().position(|(mark, _)| mark.is_ward);
        for (i, (mark, (value, is_clear))) in marks.iter().enumerate() {
            if Some(i) == is_first_ward {
                towns::discs(sketch, arranged);
            }
            let colour = self.colours.colour(sketch.look, *value);
            let is_ringed = if self.is_of_differences {
                *is_clear
            } else {
                !mark.is_synthetic && !mark.is_ward
            };
            let radius = if mark.is_ward { mark.radius * 0.76 } else { mark.radius };
            signs::place(sketch, mark.at, radius, colour, (mark.is_synthetic, is_ringed));
        }
    }

    /// Which signs the maps have.
    fn signs(&self) -> Vec<Sign> {
        let synthetic = self.dots.all.iter().filter(|dot| dot.is_synthetic).count();
        let mut signs = match synthetic {
            0 => vec![Sign::Place],
            n if n == self.dots.all.len() => vec![Sign::Community],
            _ => vec![Sign::Place, Sign::Village],
        };
        let has_towns = self.dots.has_towns();
        signs.extend(has_towns.then_some(Sign::Town));
        signs.extend(self.is_of_differences.then_some(Sign::Clear));
        signs.extend((self.is_sampled() && self.land.is_real()).then_some(Sign::Hatch));
        signs.extend(self.land.has_borders().then_some(Sign::Border));
        signs
    }
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
