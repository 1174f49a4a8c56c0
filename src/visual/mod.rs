//! Figures from what a run, a comparison or a study left behind.
//!
//! A figure is first a [`Sketch`]: shapes and words at places. It is drawn from that as SVG and PNG, and
//! looked at by tests: nothing is cut off, no two labels overlap, no number is missing.

mod charts;
mod comparison;
mod country;
mod data;
mod maps;
mod render;
pub mod report;
mod run;
mod sketch;
mod study;

pub use data::PlotError;
pub use sketch::{Anchor, Shape, Sketch, Style};

use data::Folder;
use std::path::Path;

/// A figure with the name of its file.
pub struct Figure {
    /// Name, without ending.
    pub name: String,
    /// What is drawn.
    pub sketch: Sketch,
}

/// What a directory gave: figures, and why others are left out.
#[derive(Default)]
pub struct Gallery {
    /// Figures.
    pub figures: Vec<Figure>,
    /// One line for each figure that could not be made.
    pub left_out: Vec<String>,
}

impl Gallery {
    /// Adds a figure, or why there is none.
    fn add(&mut self, name: &str, sketch: Result<Sketch, String>) {
        match sketch {
            Ok(sketch) => self.figures.push(Figure { name: name.to_owned(), sketch }),
            Err(reason) => self.left_out.push(format!("{name}: {reason}")),
        }
    }
}

/// What is asked of the figures.
#[derive(Debug, Clone)]
pub struct Wishes {
    /// Size and colours.
    pub style: Style,
    /// Column of communities that maps show.
    pub map_of: String,
    /// Years of the maps; the first, middle and last where empty.
    pub years: Vec<i32>,
}

/// Sketches every figure that a directory has the files for.
///
/// # Errors
/// When the directory is none of this program's, or a file in it cannot be read.
pub fn sketch(directory: &Path, wishes: &Wishes) -> Result<Gallery, PlotError> {
    let folder = Folder::open(directory)?;
    let mut gallery = Gallery::default();
    if folder.has("metrics.csv") {
        run::figures(&folder, wishes, &mut gallery)?;
        maps::figures(&folder, wishes, &mut gallery)?;
    }
    if folder.has("comparison.csv") {
        comparison::figures(&folder, wishes, &mut gallery)?;
    }
    if folder.has("results.csv") {
        study::sweep_figures(&folder, wishes, &mut gallery)?;
    }
    if folder.has("sensitivity.csv") {
        study::sensitivity_figures(&folder, wishes, &mut gallery)?;
    }
    Ok(gallery)
}

/// Draws a figure beside its final name and renames it: `NAME.svg` and `NAME.png`.
///
/// # Errors
/// When the files cannot be written.
pub fn draw(figure: &Figure, folder: &Path) -> Result<(), PlotError> {
    render::draw(figure, folder)
}

/// A figure as the text of an SVG that scales with its page.
pub fn svg(figure: &Figure) -> String {
    render::svg(figure)
}
