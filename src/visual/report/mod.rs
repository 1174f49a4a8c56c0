//! One self-contained HTML page that tells what a run, a comparison or a study found, to people who will
//! not open a table: the answer first, then everything it rests on.
//!
//! The page loads nothing from the network and depends on nothing but the directory: the same directory
//! gives the same bytes.

mod atlas;
mod beside;
mod certainty;
mod claims;
mod currency;
mod evidence;
mod findings;
mod further;
mod map;
mod money;
mod monthly;
mod numbers;
mod outcomes;
mod page;
mod people;
mod periods;
mod pictures;
mod short;
mod spending;
mod study;
mod survey;
mod tables;
mod words;

use super::data::PlotError;
use super::{Size, Wishes, sketch};
pub use currency::Currency;
use evidence::{Arm, Evidence};
use pictures::Pictures;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// Its tables cannot be read, or are none.
    #[error(transparent)]
    Tables(#[from] PlotError),
    /// A run that it needs is not complete.
    #[error("{0} holds unfinished work: call the command that began it again, then this one")]
    Unfinished(PathBuf),
    /// A comparison without one of its runs.
    #[error("{0} has comparison.csv, but no finished run of {1} in runs/")]
    Incomplete(PathBuf, String),
    /// A file is there and is not what it should be.
    #[error("cannot read {path}: {error}")]
    Broken {
        /// The file or directory.
        path: PathBuf,
        /// Why.
        error: String,
    },
}

/// What is asked of a page.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Title; made from the scenarios' titles where none is given.
    pub title: Option<String>,
    /// A `facts.csv`; else the directory's own, else the table published with the program.
    pub facts: Option<PathBuf>,
    /// The currency of sums.
    pub currency: Currency,
}

/// Letters of a title that figures have room for.
const ROOM: usize = 40;

/// What figures call scenarios: their titles where there is room.
fn titles(arms: &[Arm]) -> BTreeMap<String, String> {
    arms.iter()
        .filter(|arm| arm.title.chars().count() <= ROOM)
        .map(|arm| (arm.name.clone(), arm.title.clone()))
        .collect()
}

/// The page of a directory.
///
/// # Errors
/// When the directory holds no finished results of this program, or a file in it cannot be read.
pub fn report(directory: &Path, request: &Request) -> Result<String, ReportError> {
    let evidence = Evidence::of(directory)?;
    let own = Some(directory.join("facts.csv")).filter(|path| path.is_file());
    let facts = beside::facts(request.facts.as_ref().or(own.as_ref()).map(PathBuf::as_path))?;
    let wishes = Wishes { titles: titles(evidence.arms()), ..Wishes::default() };
    let narrow = Wishes { size: Size::OneColumn, ..wishes.clone() };
    let pictures =
        Pictures { wide: sketch(directory, &wishes)?, narrow: sketch(directory, &narrow)? };
    let beside = (&facts, &request.currency);
    let title = request.title.clone();
    Ok(match &evidence {
        Evidence::Run(arm) => page::run(
            &title.unwrap_or_else(|| arm.title.clone()),
            &evidence,
            arm,
            &pictures,
            beside,
        )?,
        Evidence::Comparison(arms, rows) => {
            let title = title.unwrap_or_else(|| page::title_of(arms));
            page::comparison(&title, &evidence, rows, &pictures, beside)?
        }
        Evidence::Study(folder) => study::page(title.as_deref(), folder, &pictures, &facts)?,
        Evidence::Claims => claims::page(title.as_deref(), directory)?,
    })
}
