//! Who steers (4.1): what auspices chose, by who leads, what and with whom, a stacked bar a scenario.

use super::arms::Arm;
use super::charts::percent;
use super::data::{CsvRow, Folder, PlotError, real};
use super::letters;
use super::palette::{AUSPICES, PROVIDERS};
use super::sketch::{Anchor, Sketch};
use super::style::{Colour, GREY, INK, Look, WHITE, contrast, tint};
use super::words::{capital, words};
use super::{Gallery, Style, Wishes};
use crate::experiment::steering::{Made, WINDOW, mean_shares, recent};
use crate::ledger::Money;
use crate::terms::{Auspice, Component, Kind, Mode};
use crate::world::choices::Choice;
use std::collections::BTreeMap;

/// The table that the figure is made from.
const TABLE: &str = "choices.csv";
/// Components that have a colour of their own; what is chosen less often is drawn together.
const MOST: usize = 7;

/// A scenario, as it is called, and the last choices of its replicates.
type Chosen = (String, Vec<Made>);

/// The figure of a run or of those of a comparison; nothing where nobody chose.
pub(super) fn figure(
    arms: &[Arm],
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let chosen = arms.iter().map(|arm| Ok((capital(&arm.called), made(&arm.folder)?)));
    let mut chosen: Vec<Chosen> = chosen.collect::<Result<_, PlotError>>()?;
    chosen.retain(|(_, made)| made.iter().any(|made| !made.is_empty()));
    if !chosen.is_empty() {
        gallery.add("who_steers", Ok(draw(&chosen, wishes.look())));
    }
    Ok(())
}

/// The last choices of each replicate of a run; none where it has no such table.
fn made(folder: &Folder) -> Result<Vec<Made>, PlotError> {
    if !folder.has(TABLE) {
        return Ok(Vec::new());
    }
    let mut replicates: BTreeMap<String, Made> = BTreeMap::new();
    for row in folder.rows(TABLE, |_| true)? {
        if let Some(choice) = choice(&row) {
            let of = row.get("replicate").cloned().unwrap_or_default();
            replicates.entry(of).or_default().push(choice);
        }
    }
    Ok(recent(replicates.values()))
}

/// A row of the table; none where another build wrote words that this one does not know.
fn choice(row: &CsvRow) -> Option<(i32, Choice)> {
    let text = |column: &str| row.get(column).map(String::as_str);
    let partner = match text("partner")? {
        "" => None,
        name => Some(Auspice::parse(name)?),
    };
    let choice = Choice {
        auspice: Auspice::parse(text("auspice")?)?,
        component: Component::parse(text("component")?)?,
        zone: text("zone")?.parse().ok()?,
        partner,
        mode: Mode::parse(text("mode")?)?,
        cost: Money(text("cost")?.parse().ok()?),
    };
    Some((real(row, "month")? as i32, choice))
}

/// What a bar is divided into: its parts, and of each scenario their shares.
struct Panel {
    heading: &'static str,
    parts: Vec<(String, Colour)>,
    shares: Vec<Vec<f64>>,
}

/// The parts of bars, in an order that all of them have; those without a name stand last and together.
fn panel<K: Ord + Copy>(
    arms: &[Chosen],
    heading: &'static str,
    parts: &[(K, String, Colour)],
    key: impl Fn(&Choice) -> K,
) -> Panel {
    let shares: Vec<Vec<f64>> = arms
        .iter()
        .map(|(_, made)| {
            let all = mean_shares(made, &key);
            let of = |part: &K| all.iter().find(|(one, _)| one == part).map_or(0.0, |one| one.1);
            let mut told: Vec<f64> = parts.iter().map(|(part, ..)| of(part)).collect();
            told.push((1.0 - told.iter().sum::<f64>()).max(0.0));
            told
        })
        .collect();
    let mut names: Vec<(String, Colour)> =
        parts.iter().map(|(_, name, colour)| (name.clone(), *colour)).collect();
    names.push(("others".to_owned(), tint(GREY, 0.3)));
    // What nobody chose has no place in the key.
    let is_there = |i: usize| shares.iter().any(|bar: &Vec<f64>| bar[i] > 5e-4);
    let kept: Vec<usize> = (0..names.len()).filter(|&i| is_there(i)).collect();
    Panel {
        heading,
        parts: kept.iter().map(|&i| names[i].clone()).collect(),
        shares: shares.iter().map(|bar| kept.iter().map(|&i| bar[i]).collect()).collect(),
    }
}

/// The three panels. An auspice has one colour in all of them.
fn panels(arms: &[Chosen], look: Look) -> [Panel; 3] {
    let colour = |auspice: Auspice| look.area_of(&AUSPICES, auspice.name());
    let auspices: Vec<(Option<Auspice>, String, Colour)> = Auspice::ALL
        .iter()
        .map(|&auspice| (Some(auspice), words(auspice.name()), colour(auspice)))
        .collect();
    let mut partners = auspices.clone();
    partners.insert(0, (None, "nobody".to_owned(), tint(GREY, 0.15)));
    // Each scenario counts the same in which components are the largest.
    let mut sums: BTreeMap<Component, f64> = BTreeMap::new();
    for (component, share) in
        arms.iter().flat_map(|(_, made)| mean_shares(made, |one| one.component))
    {
        *sums.entry(component).or_default() += share;
    }
    let mut largest: Vec<(Component, f64)> = sums.into_iter().collect();
    largest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    largest.truncate(MOST);
    let components: Vec<(Component, String, Colour)> = largest
        .iter()
        .enumerate()
        .map(|(i, (one, _))| {
            let is_provider = Kind::parse(one.name()).is_some();
            let colour = match look.style {
                Style::Light if is_provider => look.area_of(&PROVIDERS, one.name()),
                Style::Light => tint(look.layer(i, largest.len()), 0.5),
                Style::Print => look.layer(i, largest.len()),
            };
            (*one, words(one.name()), colour)
        })
        .collect();
    [
        panel(arms, "who leads, % of choices", &auspices, |one| Some(one.auspice)),
        panel(arms, "what, % of choices", &components, |one| one.component),
        panel(arms, "with whom, % of choices", &partners, |one| one.partner),
    ]
}

fn draw(arms: &[Chosen], look: Look) -> Sketch {
    let n = arms.iter().map(|(_, made)| made.len()).max().unwrap_or(0);
    let runs = if n == 1 { "one replicate".to_owned() } else { format!("means of {n} replicates") };
    let note = format!(
        "Shares of what auspices with money of their own chose, at all reviews of the last {WINDOW} months; {runs}."
    );
    let title = match arms {
        [(name, _)] => format!("{name}: what auspices choose"),
        _ => "What auspices choose, by scenario".to_owned(),
    };
    let mut sketch = Sketch::new(look, &title, &note);
    let panels = panels(arms, look);
    let (size, small) = (sketch.type_size, sketch.small_size());
    let width = f64::from(sketch.width);
    let (is_narrow, gap) = (look.size.is_narrow(), size * 1.2);
    // One scenario is named in the title.
    let names = match arms {
        [_] => 0.0,
        _ => (width - 2.0 * size) * if is_narrow { 0.34 } else { 0.2 },
    };
    let first = size + names;
    let columns = if is_narrow { 1.0 } else { panels.len() as f64 };
    let wide = (width - size - first - gap * (columns - 1.0)) / columns;
    let named = if names > 0.0 { arms } else { &[] };
    let labels: Vec<Vec<String>> =
        named.iter().map(|(name, _)| letters::wrap(name, names - size, small, false)).collect();
    let lines = labels.iter().map(Vec::len).max().unwrap_or(1).max(1) as f64;
    let least = small * 1.3 * lines.max(1.3);
    let keys: Vec<f64> = panels.iter().map(|panel| key_height(panel, wide, small)).collect();
    let heading = small * 1.6;
    let highest = keys.iter().copied().fold(0.0, f64::max);
    let rest = if is_narrow {
        heading * panels.len() as f64 + keys.iter().sum::<f64>()
    } else {
        heading + highest
    };
    let rows = arms.len() as f64 * if is_narrow { panels.len() as f64 } else { 1.0 };
    let height = sketch.grow(sketch.head + rest + rows * least * 1.25 + size);
    let tall = ((height - sketch.head - rest - size) / rows).min(least * 2.5);
    let mut top = sketch.head + small * 0.6;
    for (i, panel) in panels.iter().enumerate() {
        let left = first + if is_narrow { 0.0 } else { (wide + gap) * i as f64 };
        sketch.small((left, top), panel.heading, Anchor::Start, INK);
        sketch.axes.push(panel.heading.to_owned());
        let bars = top + heading * 0.7;
        if (i == 0 || is_narrow) && names > 0.0 {
            name_bars(&mut sketch, &labels, (first - size * 0.6, bars), tall);
        }
        for (row, shares) in panel.shares.iter().enumerate() {
            let at = bars + tall * row as f64;
            bar(&mut sketch, panel, shares, (left, at, left + wide, at + tall * 0.8));
        }
        key(&mut sketch, panel, (left, bars + tall * arms.len() as f64 + small * 0.6), wide);
        if is_narrow {
            top = bars + tall * arms.len() as f64 + keys[i] + heading * 0.3;
        }
    }
    sketch.columns(&["of", "scenario", "part", "share"]);
    for panel in &panels {
        let of = panel.heading.split(',').next().unwrap_or_default();
        for ((name, _), shares) in arms.iter().zip(&panel.shares) {
            for ((part, _), share) in panel.parts.iter().zip(shares) {
                let texts = [of, name, part].map(str::to_owned);
                sketch.record(texts.into_iter().chain([share.to_string()]).collect());
            }
        }
    }
    for (row, (name, _)) in arms.iter().enumerate() {
        let told: Vec<String> = panels.iter().map(|panel| in_words(panel, row)).collect();
        sketch.describe(&format!("{name}: {}.", told.join("; ")));
    }
    sketch
}

/// The shares of a bar in words, the largest first.
fn in_words(panel: &Panel, row: usize) -> String {
    let mut told: Vec<(&str, f64)> = panel
        .parts
        .iter()
        .map(|(name, _)| name.as_str())
        .zip(panel.shares[row].iter().copied())
        .collect();
    told.retain(|(_, share)| *share > 5e-4);
    told.sort_by(|a, b| b.1.total_cmp(&a.1));
    let told: Vec<String> =
        told.iter().map(|(name, share)| format!("{name} {}", percent(*share))).collect();
    let what = panel.heading.split(',').next().unwrap_or_default();
    format!("{what} {}", told.join(", "))
}

fn name_bars(sketch: &mut Sketch, labels: &[Vec<String>], (right, top): (f64, f64), tall: f64) {
    let small = sketch.small_size();
    for (row, lines) in labels.iter().enumerate() {
        let middle = top + tall * (row as f64 + 0.4);
        let mut y = middle - small * 1.2 * (lines.len() as f64 - 1.0) / 2.0;
        for line in lines {
            sketch.small((right, y), line, Anchor::End, INK);
            y += small * 1.2;
        }
    }
}

/// A bar with its numbers, where there is room.
fn bar(
    sketch: &mut Sketch,
    panel: &Panel,
    shares: &[f64],
    (left, top, right, bottom): (f64, f64, f64, f64),
) {
    let size = sketch.small_size() * 0.9;
    let mut from = left;
    for ((_, colour), share) in panel.parts.iter().zip(shares) {
        let to = (from + share * (right - left)).min(right);
        sketch.rectangle((from, top), (to, bottom), *colour);
        sketch.line(vec![(to, top), (to, bottom)], WHITE, 1.5);
        let number = format!("{:.0}", share * 100.0);
        if letters::width(&number, size, false) + size * 0.5 < to - from {
            let is_light = contrast(*colour, INK) > contrast(*colour, WHITE);
            let ink = if is_light { INK } else { WHITE };
            let at = (f64::midpoint(from, to), f64::midpoint(top, bottom));
            sketch.sized_text(at, &number, Anchor::Middle, ink, size);
        }
        from = to;
    }
}

/// Where the words of a key stand, from its upper left, and how high it is.
fn layout(panel: &Panel, wide: f64, small: f64) -> (Vec<(f64, f64)>, f64) {
    let (mut x, mut y) = (0.0, 0.0);
    let mut places = Vec::new();
    for (name, _) in &panel.parts {
        let long = small * 1.1 + letters::width(name, small, false);
        if x > 0.0 && x + long > wide {
            x = 0.0;
            y += small * 1.3;
        }
        places.push((x, y));
        x += long + small * 0.8;
    }
    (places, y + small * 1.3)
}

fn key_height(panel: &Panel, wide: f64, small: f64) -> f64 {
    layout(panel, wide, small).1 + small * 1.2
}

fn key(sketch: &mut Sketch, panel: &Panel, (left, top): (f64, f64), wide: f64) {
    let small = sketch.small_size();
    let (places, _) = layout(panel, wide, small);
    for ((name, colour), (x, y)) in panel.parts.iter().zip(places) {
        let (x, y) = (left + x, top + y);
        sketch.rectangle((x, y - small * 0.4), (x + small * 0.8, y + small * 0.4), *colour);
        sketch.small((x + small * 1.1, y), name, Anchor::Start, INK);
    }
}
