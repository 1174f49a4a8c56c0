//! Small multiples: courses over time in panels of one scale, each beside what it is compared with.

use super::charts::{Axis, Frame, around};
use super::events::Events;
use super::letters;
use super::series::{self, Course};
use super::sketch::{Anchor, Sketch};
use super::style::{GREY, INK, Look, Pen, legible};

/// Times that the largest level may reach above the smallest on one scale.
const OWN_SCALE: f64 = 8.0;

/// One panel.
pub(super) struct Panel {
    /// What it is called.
    pub name: String,
    /// Which level it shows: levels of very different sizes have scales of their own.
    pub level: usize,
    /// What else is said of it: how many replicates went which way.
    pub said: Vec<String>,
    /// What is drawn.
    pub course: Course,
    /// Its colour.
    pub pen: Pen,
    /// What is marked.
    pub events: Events,
    /// What stands dotted behind it, and its name.
    pub behind: Option<(String, Course)>,
}

impl Panel {
    /// All that is drawn in it.
    fn values(&self) -> impl Iterator<Item = f64> {
        let behind = self.behind.iter().flat_map(|(_, course)| course.values());
        self.course.values().chain(behind)
    }
}

/// All panels and what they have in common.
pub(super) struct Multiples {
    /// Title of the figure.
    pub title: String,
    /// What else is noted, if anything is.
    pub note: Option<String>,
    /// What the axes show, with its unit.
    pub label: String,
    /// Months that are told.
    pub months: f64,
    /// What stands dotted behind panels, within a sentence.
    pub against: Option<String>,
    /// Panels beside each other, where they go by rows.
    pub columns: Option<usize>,
    /// Panels in order.
    pub panels: Vec<Panel>,
}

impl Multiples {
    /// The scale of each level: one for all unless the largest would make a line of the smallest.
    fn ranges(&self) -> Vec<(f64, f64)> {
        let levels = self.panels.iter().map(|panel| panel.level + 1).max().unwrap_or(0);
        let of = |level: Option<usize>| -> Vec<f64> {
            let panels = self.panels.iter().filter(|one| level.is_none_or(|own| one.level == own));
            panels.flat_map(Panel::values).collect()
        };
        let highest = |level| of(Some(level)).into_iter().fold(0.0, f64::max);
        let (least, most) = (0..levels)
            .map(highest)
            .fold((f64::INFINITY, 0.0), |(low, high), x: f64| (x.min(low), x.max(high)));
        let is_one = most <= least * OWN_SCALE;
        let range = |level| around(of((!is_one).then_some(level)).into_iter());
        (0..levels).map(range).collect()
    }

    pub(super) fn draw(&self, look: Look) -> Sketch {
        let n = self.panels.iter().map(|panel| panel.course.replicates.len()).max().unwrap_or(0);
        let mut note = vec![format!("{}.", series::drawn(self.months, n, true))];
        note.extend(self.against.iter().map(|name| format!("Dotted: the median of {name}.")));
        note.extend(self.note.clone());
        if self.ranges().windows(2).any(|pair| pair[0] != pair[1]) {
            note.push("Each level has a scale of its own.".to_owned());
        }
        if self.panels.iter().any(|panel| !panel.events.is_empty()) {
            note.push("Dashed: money begins; wedges: donors leave.".to_owned());
        }
        let mut sketch = Sketch::new(look, &self.title, &note.join(" "));
        let ranges = self.ranges();
        let (size, small) = (sketch.type_size, sketch.small_size());
        let room = f64::from(sketch.width) - 2.0 * size;
        let top = sketch.paragraph((size, sketch.head), room, &self.label, INK, small);
        sketch.axes.push(self.label.clone());
        let columns = columns(look, self.columns.unwrap_or(self.panels.len()));
        let wide = width(&sketch, columns);
        let heads: Vec<Vec<(String, bool)>> =
            self.panels.iter().map(|panel| head(panel, wide, small)).collect();
        // All frames begin at one height.
        let lines = heads.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let rows = self.panels.len().div_ceil(columns) as f64;
        let least =
            top + rows * small * (if look.size.is_narrow() { 14.0 } else { 10.5 } + 1.25 * lines);
        if rows > 1.0 || look.size.is_narrow() && least > f64::from(sketch.height) {
            sketch.grow(least.max(f64::from(sketch.height)));
        }
        let mut recorded: Vec<&str> = Vec::new();
        let places = grid(&sketch, top, (self.panels.len(), columns));
        for ((place, panel), head) in places.into_iter().zip(&self.panels).zip(&heads) {
            let mut below = place.1;
            for (line, is_name) in head {
                let ink = if *is_name { legible(panel.pen.colour) } else { GREY };
                sketch.small((place.0, below), line, Anchor::Start, ink);
                below += small * 1.25;
            }
            let y = Axis { label: String::new(), ..Axis::new("", "", ranges[panel.level]) };
            let outer = (place.0, place.1 + small * 1.25 * lines - small * 0.4, place.2, place.3);
            let frame = Frame::within(&mut sketch, &Axis::time(self.months), &y, outer);
            frame.course(&mut sketch, &panel.course, panel.pen);
            if let Some((name, behind)) = &panel.behind {
                let back = Pen { dash: &[3.0, 3.0], ..Pen::plain(GREY) };
                frame.middle(&mut sketch, behind, back);
                if !recorded.contains(&name.as_str()) {
                    recorded.push(name);
                    sketch.record_course(name, behind);
                }
            }
            panel.events.mark(&mut sketch, &frame);
            sketch.describe(&format!("{}: {}", panel.name, told(panel)));
            sketch.record_course(&panel.name, &panel.course);
        }
        sketch
    }
}

/// The lines above a panel: its name, then what is said of it.
fn head(panel: &Panel, wide: f64, small: f64) -> Vec<(String, bool)> {
    let wrapped = |text: &str| letters::wrap(text, wide, small, false);
    let name = wrapped(&panel.name).into_iter().map(|line| (line, true));
    let said = panel.said.iter().flat_map(|said| wrapped(said)).map(|line| (line, false));
    name.chain(said).collect()
}

/// A panel in words.
fn told(panel: &Panel) -> String {
    let last = format!("the median ends at {}", super::charts::number(panel.course.last()));
    let said = panel.said.iter().cloned();
    said.chain([last]).collect::<Vec<_>>().join("; ") + "."
}

/// Panels side by side.
fn columns(look: Look, n: usize) -> usize {
    let most = if look.size.is_narrow() { 2 } else { 4 };
    n.min(most).max(1)
}

/// Room between panels.
fn gap(sketch: &Sketch) -> f64 {
    sketch.type_size * 1.2
}

/// How wide a panel is.
fn width(sketch: &Sketch, columns: usize) -> f64 {
    let room = f64::from(sketch.width) - 2.0 * sketch.type_size;
    (room - gap(sketch) * (columns - 1) as f64) / columns as f64
}

/// Left, top, right, bottom of panels side by side and below each other.
fn grid(sketch: &Sketch, top: f64, (n, columns): (usize, usize)) -> Vec<(f64, f64, f64, f64)> {
    let size = sketch.type_size;
    let lines = n.div_ceil(columns);
    let wide = width(sketch, columns);
    let tall = (f64::from(sketch.height) - top - size * 0.6) / lines as f64;
    (0..n)
        .map(|i| {
            let x = size + (wide + gap(sketch)) * (i % columns) as f64;
            let y = top + tall * (i / columns) as f64 + size * 0.3;
            (x, y, x + wide, y + tall - size * if lines > 1 { 1.0 } else { 0.3 })
        })
        .collect()
}
