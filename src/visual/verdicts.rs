//! Claims below each other: at which share of draws each holds, comes to nothing or comes out the other way.

use super::comparison::text;
use super::data::{CsvRow, Folder, PlotError, real};
use super::letters;
use super::sketch::{Anchor, Sketch};
use super::style::{Colour, GREY, INK, Look, PALE, Style};
use super::words::capital;
use super::{Gallery, Wishes};
use crate::experiment::claims::words::HEADS;
use crate::scenario::claim::{files, number_of};
use std::path::Path;

/// Parts of a bar: the column and its name.
const PARTS: [(&str, &str); 3] =
    [("share_holds", "as claimed"), ("share_null", "nothing"), ("share_reversed", "the other way")];

/// The figure of a directory of `nodal claims`.
pub(super) fn figure(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let mut rows = folder.rows("claims.csv", |_| true)?;
    let place =
        |row: &CsvRow| HEADS.iter().position(|one| one.verdict.name() == text(row, "verdict"));
    let holds = |row: &CsvRow| real(row, "share_holds").unwrap_or(0.0);
    rows.sort_by(|a, b| place(a).cmp(&place(b)).then(holds(b).total_cmp(&holds(a))));
    gallery.add("claims", draw(&rows, wishes.look()));
    Ok(())
}

/// What a claim is about: the name of its file in the library.
fn about(number: &str) -> String {
    let all = files(Path::new("")).unwrap_or_default();
    let file = all.iter().find(|file| number_of(file) == number);
    let stem = file.and_then(|file| file.file_stem()).map(|stem| stem.to_string_lossy());
    stem.map_or_else(String::new, |stem| {
        stem.split_once('_').map_or(String::new(), |(_, words)| words.replace('_', " "))
    })
}

fn draw(rows: &[CsvRow], look: Look) -> Result<Sketch, String> {
    if rows.is_empty() {
        return Err("there is no claim".to_owned());
    }
    let count = |verdict: &str| rows.iter().filter(|row| text(row, "verdict") == verdict).count();
    let counts: Vec<String> = HEADS
        .iter()
        .map(|one| one.verdict.name())
        .filter(|verdict| count(verdict) > 0)
        .map(|verdict| format!("{} {}", count(verdict), verdict.replace('_', " ")))
        .collect();
    let note = format!(
        "{}. Bars: at which share of draws from what nobody has measured the sign is as claimed, the effect comes to nothing, or the sign is the other way.",
        capital(&counts.join(", "))
    );
    let mut sketch = Sketch::new(look, "What comes of the claims", &note);
    let (size, small) = (sketch.type_size, sketch.small_size() * 0.92);
    let width = f64::from(sketch.width);
    let step = small * 1.45;
    let top = key(&mut sketch, small);
    let height = top + step * rows.len() as f64 + small * 3.2;
    sketch.grow(height);
    let (left, right) = (size + (width - 2.0 * size) * 0.46, width - size * 7.0);
    let step = ((f64::from(sketch.height) - small * 3.2 - top) / rows.len() as f64).min(step);
    let x = |share: f64| left + share * (right - left);
    let bottom = top + step * rows.len() as f64;
    sketch.columns(&["claim", "verdict", PARTS[0].0, PARTS[1].0, PARTS[2].0]);
    for (i, row) in rows.iter().enumerate() {
        let y = top + step * (i as f64 + 0.5);
        let number = text(row, "claim");
        let name =
            letters::fitted(&format!("{number} {}", about(number)), left - size * 1.6, small);
        sketch.sized_text((left - size * 0.5, y), name.trim(), Anchor::End, INK, small);
        let mut from = 0.0;
        for (k, (column, _)) in PARTS.iter().enumerate() {
            let share = real(row, column).unwrap_or(0.0);
            let (a, b) = (x(from), x((from + share).min(1.0)));
            if b > a {
                sketch.rectangle((a, y - step * 0.38), (b, y + step * 0.38), ink(look, k));
            }
            from += share;
        }
        let verdict = text(row, "verdict").replace('_', " ");
        sketch.sized_text((right + size * 0.6, y), &verdict, Anchor::Start, GREY, small);
        let shares = PARTS.map(|(column, _)| text(row, column).to_owned());
        sketch.record([number.to_owned(), verdict].into_iter().chain(shares).collect());
    }
    for (share, words) in [(0.0, "0"), (0.5, "50"), (1.0, "100")] {
        sketch.line(vec![(x(share), top), (x(share), bottom)], PALE, look.hairline());
        sketch.small((x(share), bottom + small * 0.9), words, Anchor::Middle, GREY);
    }
    let axis = "draws, %".to_owned();
    sketch.small((x(0.5), bottom + small * 2.2), &axis, Anchor::Middle, INK);
    sketch.axes.push(axis);
    Ok(sketch)
}

/// What each part of a bar is; returns the height below.
fn key(sketch: &mut Sketch, small: f64) -> f64 {
    let (mut x, y) = (sketch.type_size, sketch.head + small * 0.4);
    for (k, (_, words)) in PARTS.iter().enumerate() {
        let colour = ink(sketch.look, k);
        sketch.rectangle((x, y - small * 0.45), (x + small * 1.4, y + small * 0.45), colour);
        sketch.sized_text((x + small * 1.9, y), words, Anchor::Start, INK, small);
        x += letters::width(words, small, false) + small * 3.6;
    }
    y + small * 1.3
}

/// The colour of a part: its own, pale, its contrary.
fn ink(look: Look, part: usize) -> Colour {
    match (look.style, part) {
        (_, 1) => (222, 222, 222),
        (Style::Print, 0) => (60, 60, 60),
        (Style::Print, _) => (150, 150, 150),
        (Style::Light, 0) => look.pen(0).colour,
        (Style::Light, _) => look.pen(1).colour,
    }
}
