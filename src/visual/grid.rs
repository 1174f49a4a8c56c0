//! Tables as figures: a row a name, a column an option, what is shown of each cell in its shade and in a word.

use super::Size;
use super::letters;
use super::sketch::{Anchor, Sketch};
use super::style::{Colour, GREY, INK, Look, PALE, Style, WHITE, tint};

/// What is shown of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// Nothing.
    Plain,
    /// Better.
    Better,
    /// Worse.
    Worse,
    /// Higher or lower, of which neither is better.
    Other,
}

impl Tone {
    /// Of a verdict as tables write it.
    pub(super) fn of(verdict: &str) -> Self {
        match verdict {
            "better" => Self::Better,
            "worse" => Self::Worse,
            "higher" | "lower" => Self::Other,
            _ => Self::Plain,
        }
    }

    fn shade(self, look: Look) -> Colour {
        match (self, look.style) {
            (Self::Plain, _) => WHITE,
            (_, Style::Print) | (Self::Other, Style::Light) => (225, 225, 225),
            (Self::Better, Style::Light) => tint(look.pen(0).colour, 0.25),
            (Self::Worse, Style::Light) => tint(look.pen(1).colour, 0.35),
        }
    }
}

/// A cell: its lines from above and what is shown.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub lines: Vec<String>,
    pub tone: Tone,
}

/// A row: its name, what is said of it in small letters, its cells.
pub(super) struct Row {
    pub name: String,
    pub unit: String,
    pub cells: Vec<Cell>,
}

/// A table.
pub(super) struct Grid {
    pub title: String,
    pub note: String,
    /// What rows are, above their names.
    pub corner: String,
    /// Columns.
    pub heads: Vec<String>,
    /// Rows.
    pub rows: Vec<Row>,
}

/// Where things stand: the right end of names, the width of a column, columns in a block, the height of letters.
struct Layout {
    names: f64,
    wide: f64,
    columns: usize,
    size: f64,
}

impl Grid {
    pub(super) fn draw(&self, look: Look) -> Sketch {
        let mut sketch = Sketch::new(look, &self.title, &self.note);
        let layout = self.layout(&sketch);
        let mut top = sketch.head;
        let blocks: Vec<usize> = (0..self.heads.len()).step_by(layout.columns).collect();
        let tall: f64 = blocks.iter().map(|&from| self.height(&layout, from)).sum();
        sketch.grow(top + tall + sketch.type_size * 0.5);
        for from in blocks {
            self.block(&mut sketch, &layout, from, top);
            top += self.height(&layout, from);
        }
        sketch.axes.push(self.corner.clone());
        sketch.columns(&["row", "unit", "column", "value", "interval", "shown"]);
        for row in &self.rows {
            for (head, cell) in self.heads.iter().zip(&row.cells) {
                let line = |i: usize| cell.lines.get(i).cloned().unwrap_or_default();
                let shown = if cell.tone == Tone::Plain { "no" } else { "yes" };
                let named = [row.name.clone(), row.unit.clone(), head.clone(), line(0), line(1)];
                sketch.record(named.into_iter().chain([shown.to_owned()]).collect());
            }
        }
        for row in &self.rows {
            let cells =
                self.heads.iter().zip(&row.cells).filter(|(_, cell)| !cell.lines.is_empty());
            let told: Vec<String> =
                cells.map(|(head, cell)| format!("{head} {}", cell.lines.join(" "))).collect();
            sketch.describe(&format!("{} ({}): {}.", row.name, row.unit, told.join("; ")));
        }
        sketch
    }

    fn layout(&self, sketch: &Sketch) -> Layout {
        let room = f64::from(sketch.width) - 2.0 * sketch.type_size;
        let names = room * if sketch.look.size.is_narrow() { 0.3 } else { 0.24 };
        let size = sketch.small_size();
        let least = size * 7.4;
        let columns = (((room - names) / least) as usize).clamp(1, self.heads.len().max(1));
        // Blocks are as alike as they can be.
        let columns = self.heads.len().div_ceil(self.heads.len().div_ceil(columns));
        let mut layout = Layout { names, wide: (room - names) / columns as f64, columns, size };
        if sketch.look.size == Size::Slide {
            let room = f64::from(sketch.height) - sketch.head - sketch.type_size * 0.5;
            let wanted: f64 =
                (0..self.heads.len()).step_by(columns).map(|from| self.height(&layout, from)).sum();
            layout.size *= (room / wanted).min(1.0);
        }
        layout
    }

    fn heads(&self, layout: &Layout, from: usize) -> Vec<Vec<String>> {
        let heads = self.heads.iter().skip(from).take(layout.columns);
        let room = layout.wide - layout.size * 0.6;
        heads.map(|head| letters::wrap(head, room, layout.size, false)).collect()
    }

    fn corner(&self, layout: &Layout) -> Vec<String> {
        letters::wrap(&self.corner, layout.names - layout.size * 0.6, layout.size, false)
    }

    fn head_height(&self, layout: &Layout, from: usize) -> f64 {
        let heads = self.heads(layout, from);
        let lines = heads.iter().map(Vec::len).max().unwrap_or(1).max(self.corner(layout).len());
        (lines as f64 + 0.6) * layout.size * 1.2
    }

    fn label(row: &Row, layout: &Layout) -> (Vec<String>, Vec<String>) {
        let room = layout.names - layout.size * 0.6;
        let name = letters::wrap(&row.name, room, layout.size, false);
        let unit = if row.unit.is_empty() {
            Vec::new()
        } else {
            letters::wrap(&row.unit, room, layout.size * 0.84, false)
        };
        (name, unit)
    }

    fn row_height(row: &Row, layout: &Layout) -> f64 {
        let (name, unit) = Self::label(row, layout);
        let lines = row.cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1).max(1);
        let label = name.len() as f64 * 1.2 + unit.len() as f64 * 1.05;
        label.max(lines as f64 * 1.2) * layout.size + layout.size * 0.7
    }

    fn height(&self, layout: &Layout, from: usize) -> f64 {
        let rows: f64 = self.rows.iter().map(|row| Self::row_height(row, layout)).sum();
        self.head_height(layout, from) + rows + layout.size * 0.8
    }

    fn block(&self, sketch: &mut Sketch, layout: &Layout, from: usize, top: f64) {
        let (left, size) = (sketch.type_size, layout.size);
        let right = f64::from(sketch.width) - left;
        let middle = |i: usize| left + layout.names + layout.wide * (i as f64 + 0.5);
        let first = top + size * 0.6;
        for (k, line) in self.corner(layout).iter().enumerate() {
            let at = (left, first + k as f64 * size * 1.2);
            sketch.sized_text(at, line, Anchor::Start, GREY, size);
        }
        for (i, head) in self.heads(layout, from).iter().enumerate() {
            for (k, line) in head.iter().enumerate() {
                let at = (middle(i), first + k as f64 * size * 1.2);
                sketch.sized_text(at, line, Anchor::Middle, INK, size);
            }
        }
        let mut y = top + self.head_height(layout, from);
        let thin = sketch.look.hairline();
        sketch.line(vec![(left, y), (right, y)], GREY, thin);
        for row in &self.rows {
            let tall = Self::row_height(row, layout);
            let (name, unit) = Self::label(row, layout);
            let mut at = y + size * 0.9;
            for line in name {
                sketch.sized_text((left, at), &line, Anchor::Start, INK, size);
                at += size * 1.2;
            }
            for line in unit {
                sketch.sized_text(
                    (left, at - size * 0.08),
                    &line,
                    Anchor::Start,
                    GREY,
                    size * 0.84,
                );
                at += size * 1.05;
            }
            for (i, cell) in row.cells.iter().skip(from).take(layout.columns).enumerate() {
                if cell.tone != Tone::Plain {
                    let (x, gap) = (middle(i) - layout.wide / 2.0, 2.0);
                    let shade = cell.tone.shade(sketch.look);
                    sketch.rectangle(
                        (x + gap, y + gap),
                        (x + layout.wide - gap, y + tall - gap),
                        shade,
                    );
                }
                for (k, line) in cell.lines.iter().enumerate() {
                    let at = (middle(i), y + size * (0.9 + 1.2 * k as f64));
                    let ink = if k == 0 { INK } else { GREY };
                    let size = fitting(line, layout.wide - size * 0.4, size);
                    sketch.sized_text(at, line, Anchor::Middle, ink, size);
                }
            }
            y += tall;
            sketch.line(vec![(left, y), (right, y)], PALE, thin);
        }
    }
}

/// A height of letters in which a line has room.
fn fitting(line: &str, room: f64, size: f64) -> f64 {
    size * (room / letters::width(line, size, false)).min(1.0)
}
