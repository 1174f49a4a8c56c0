//! Figures from what a run, a comparison or a study left behind.
//!
//! A figure is first a [`Sketch`]: shapes and words at places. It is drawn from that as SVG and PNG, and
//! looked at by tests: nothing is cut off, no two labels overlap, no number is missing.

mod arms;
mod arrangement;
mod asked;
mod atlas;
mod bands;
mod behind;
mod charts;
mod clashes;
mod clip;
mod comparison;
mod country;
mod courses;
mod data;
mod decision;
mod depth;
mod dots;
mod events;
mod flow;
mod forest;
mod grid;
mod indices;
mod intervals;
mod land;
mod layers;
mod letters;
mod maps;
mod morris;
mod multiples;
mod options;
mod palette;
mod parallel;
mod pdf;
mod plane;
mod png;
mod points;
pub mod report;
mod run;
mod scale;
mod series;
mod signs;
mod sketch;
mod sound;
mod spread;
mod steering;
mod study;
mod style;
mod svg;
mod tornado;
mod towns;
mod turf;
mod verdicts;
mod words;

pub use asked::{Asked, Form};
pub use behind::Behind;
pub use data::PlotError;
pub use sketch::{Anchor, Bounds, Shape, Sketch};
pub use style::{Colour, Look, Size, Style};

use crate::output::directory::write_atomically;
use arms::Arm;
use data::Folder;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
    /// One line for each figure that could not be made, and for words of which letters could not.
    pub left_out: Vec<String>,
}

impl Gallery {
    /// Adds a figure, or why there is none.
    fn add(&mut self, name: &str, sketch: Result<Sketch, String>) {
        match sketch {
            Ok(sketch) => {
                let told = |words| format!("{name}: {words:?} has letters that cannot be drawn");
                self.left_out.extend(sketch.undrawn.iter().map(told));
                self.figures.push(Figure { name: name.to_owned(), sketch });
            }
            Err(reason) => self.left_out.push(format!("{name}: {reason}")),
        }
    }
}

/// What is asked of the figures.
#[derive(Debug, Clone)]
pub struct Wishes {
    /// Where they go.
    pub size: Size,
    /// How they are coloured.
    pub style: Style,
    /// Column of communities that maps show.
    pub map_of: String,
    /// Months of the maps, each the last of a year; six years and the last where empty.
    pub months: Vec<i64>,
    /// Titles of scenarios of a comparison by their names; the words of the name where there is none.
    pub titles: BTreeMap<String, String>,
    /// The metric that is asked for; every figure of the directory where there is none.
    pub asked: Option<Asked>,
}

impl Default for Wishes {
    fn default() -> Self {
        Self {
            size: Size::default(),
            style: Style::default(),
            map_of: "violent_incidents".to_owned(),
            months: Vec::new(),
            titles: BTreeMap::new(),
            asked: None,
        }
    }
}

impl Wishes {
    fn look(&self) -> Look {
        Look { size: self.size, style: self.style }
    }
}

/// Sketches every figure that a directory has the files for.
///
/// # Errors
/// When the directory is none of this program's, a file in it cannot be read, or maps are asked for of
/// a column or a month that is not there, or a metric in a form that the directory does not give.
pub fn sketch(directory: &Path, wishes: &Wishes) -> Result<Gallery, PlotError> {
    let folder = Folder::open(directory)?;
    let mut gallery = Gallery::default();
    if let Some(asked) = &wishes.asked {
        asked::figures(&folder, wishes, asked, &mut gallery)?;
        return Ok(gallery);
    }
    if folder.has("metrics.csv") {
        run::figures(&folder, wishes, &mut gallery)?;
        steering::figure(&[Arm::alone(&folder)], wishes, &mut gallery)?;
        maps::figures(&folder, wishes, &mut gallery)?;
    }
    if folder.has("comparison.csv") {
        comparison::figures(&folder, wishes, &mut gallery)?;
    }
    if folder.has("sensitivity.csv") {
        indices::sensitivity_figures(&folder, wishes, &mut gallery)?;
    } else if folder.has("results.csv") {
        // Points of the designs behind indices are no sample: correlations over them would mislead.
        study::sweep_figures(&folder, wishes, &mut gallery)?;
    }
    if folder.has("facts.csv") {
        bands::facts(&folder, wishes, &mut gallery)?;
    }
    if folder.has("targets.csv") {
        bands::targets(&folder, wishes, &mut gallery)?;
    }
    if folder.has("depth.csv") {
        depth::figure(&folder, wishes, &mut gallery)?;
    }
    if folder.has("front.csv") {
        decision::figures(&folder, wishes, &mut gallery)?;
    }
    if folder.has("claims.csv") {
        verdicts::figure(&folder, wishes, &mut gallery)?;
    }
    if folder.has("soundness.csv") {
        sound::slopes(&folder, wishes, &mut gallery)?;
    }
    if folder.has("bounds.csv") {
        sound::bounds(&folder, wishes, &mut gallery)?;
    }
    Ok(gallery)
}

/// A figure as SVG: words stay words, with a title and a description for those who listen.
pub fn svg(figure: &Figure) -> String {
    svg::write(figure)
}

/// A sort of file that figures are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Shapes and words, for screens and editors.
    Svg,
    /// Points.
    Png,
    /// Shapes and words, for printers.
    Pdf,
}

impl Format {
    /// How names of its files end.
    const fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }
}

/// What files are wanted of a figure.
#[derive(Debug, Clone)]
pub struct Files {
    /// Sorts of files.
    pub formats: Vec<Format>,
    /// Dots per inch of points; as many as the sketch has pixels where none are told.
    pub dpi: Option<u16>,
}

impl Default for Files {
    fn default() -> Self {
        Self { formats: vec![Format::Svg, Format::Png], dpi: None }
    }
}

/// Draws a figure beside its final names and renames it: `NAME.svg`, `NAME.png`. Returns the files.
///
/// # Errors
/// When the files cannot be written.
pub fn draw(figure: &Figure, folder: &Path, files: &Files) -> Result<Vec<PathBuf>, PlotError> {
    let write = |format: &Format| -> Result<PathBuf, PlotError> {
        let failed = |error: String| PlotError::Draw { name: figure.name.clone(), error };
        let place = folder.join(format!("{}.{}", figure.name, format.ending()));
        match format {
            Format::Svg => write_atomically(&place, svg(figure).as_bytes())
                .map_err(|error| failed(error.to_string()))?,
            Format::Pdf => write_atomically(&place, &pdf::write(&figure.sketch))
                .map_err(|error| failed(error.to_string()))?,
            Format::Png => {
                // The ending of a file is what the encoder goes by.
                let draft = place.with_extension("draft.png");
                png::write(&figure.sketch, &draft, files.dpi).map_err(failed)?;
                std::fs::rename(&draft, &place).map_err(|error| failed(error.to_string()))?;
            }
        }
        Ok(place)
    };
    files.formats.iter().map(write).collect()
}
