//! `plot`: figures of what a run, a comparison or a study left behind.

use super::{Cli, Failure};
use crate::visual::{PlotError, Style, Wishes, draw, sketch};
use clap::{Args, ValueEnum};
use std::fs;
use std::io::Write;
use std::path::PathBuf;

/// Sizes of figures.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Size {
    /// One column of a paper.
    OneColumn,
    /// Two columns of a paper.
    TwoColumns,
    /// A slide.
    Slide,
}

/// Options of `plot`.
#[derive(Debug, Args)]
pub(super) struct Plot {
    /// Directory of a finished run, comparison, sweep or sensitivity study.
    directory: PathBuf,
    /// Column of communities that the map shows (docs/tables.md).
    #[arg(long, value_name = "COLUMN", default_value = "violent_incidents")]
    map_of: String,
    /// Year of a map; may be given again. Default the first, the middle and the last.
    #[arg(long, value_name = "YEAR")]
    year: Vec<i32>,
    /// Size of the figures.
    #[arg(long, value_enum, default_value = "two-columns")]
    size: Size,
    /// Only this figure; may be given again.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
}

impl Plot {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let style = match self.size {
            Size::OneColumn => Style::OneColumn,
            Size::TwoColumns => Style::TwoColumns,
            Size::Slide => Style::Slide,
        };
        let wishes = Wishes { style, map_of: self.map_of.clone(), years: self.year.clone() };
        let gallery = sketch(&self.directory, &wishes).map_err(failure)?;
        let names: Vec<&str> = gallery.figures.iter().map(|one| one.name.as_str()).collect();
        for name in &self.only {
            if !names.contains(&name.as_str()) {
                return Err(Failure::Usage {
                    message: format!("there is no figure {name:?} for this directory"),
                    help: Some(format!("there are: {}", names.join(", "))),
                });
            }
        }
        let folder = self.directory.join("plots");
        fs::create_dir_all(&folder)?;
        let mut stdout = std::io::stdout().lock();
        for figure in &gallery.figures {
            if self.only.is_empty() || self.only.contains(&figure.name) {
                draw(figure, &folder).map_err(failure)?;
                writeln!(stdout, "{}", folder.join(format!("{}.svg", figure.name)).display())?;
            }
        }
        if !cli.quiet {
            for reason in &gallery.left_out {
                eprintln!("left out {reason}");
            }
        }
        Ok(())
    }
}

fn failure(error: PlotError) -> Failure {
    match error {
        PlotError::NoResults(_) => Failure::Usage { message: error.to_string(), help: None },
        other => Failure::Halfway(other.to_string()),
    }
}
