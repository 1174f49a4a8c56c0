//! `plot`: figures of what a run, a comparison or a study left behind.

use super::{Cli, Failure, host};
use crate::visual::{Figure, PlotError, Size, Style, Wishes, draw, sketch};
use clap::{Args, ValueEnum};
use std::fs;
use std::io::Write;
use std::path::PathBuf;

/// Sizes of figures.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum SizeName {
    /// One column of a paper, 85 mm.
    OneColumn,
    /// Two columns of a paper, 178 mm.
    TwoColumns,
    /// A slide.
    Slide,
}

/// Styles of figures.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum StyleName {
    /// Colours that colour-blind readers tell apart.
    Light,
    /// Black and white: dashes, marks and greys.
    Print,
}

/// Options of `plot`.
#[derive(Debug, Args)]
#[command(
    after_help = "Figures of a run: violence, provision, disputes, money, plane (legitimacy and resources), \
    map-COLUMN-strip, map-COLUMN-month-M, turf, who_steers (where auspices chose). Of a comparison: differences, \
    cost-against-effect, scenarios, who_steers. Of a \
    sweep, for each metric: sweep-tornado-METRIC, sweep-scatter-METRIC, sweep-response-METRIC; of a sensitivity \
    study: sensitivity-METRIC."
)]
pub(super) struct Plot {
    /// Directory of a finished run, comparison, sweep or sensitivity study.
    directory: PathBuf,
    /// Column of communities that maps show (docs/tables.md).
    #[arg(long, value_name = "COLUMN", default_value = "violent_incidents")]
    map_of: String,
    /// Month of a map, a multiple of 12: communities are told by year, and a month stands for the year
    /// that ends with it; may be given again. Default: a strip of years, and the last alone.
    #[arg(long, value_name = "M")]
    month: Vec<i64>,
    /// Size of the figures.
    #[arg(long, value_enum, default_value = "two-columns")]
    size: SizeName,
    /// Colours of the figures.
    #[arg(long, value_enum, default_value = "light")]
    style: StyleName,
    /// Only this figure; may be given again.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
}

impl Plot {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let wishes = Wishes {
            size: match self.size {
                SizeName::OneColumn => Size::OneColumn,
                SizeName::TwoColumns => Size::TwoColumns,
                SizeName::Slide => Size::Slide,
            },
            style: match self.style {
                StyleName::Light => Style::Light,
                StyleName::Print => Style::Print,
            },
            map_of: self.map_of.clone(),
            months: self.month.clone(),
            ..Wishes::default()
        };
        let gallery = sketch(&self.directory, &wishes).map_err(failure)?;
        let chosen = self.chosen(&gallery.figures)?;
        let _lock = super::store::hold(&self.directory)?;
        let folder = self.directory.join("plots");
        fs::create_dir_all(&folder)?;
        let mut stdout = host::stdout();
        for figure in chosen {
            draw(figure, &folder).map_err(failure)?;
            writeln!(stdout, "{}", folder.join(format!("{}.svg", figure.name)).display())?;
        }
        if !cli.quiet {
            for reason in &gallery.left_out {
                host::note(&format!("left out {reason}"));
            }
        }
        Ok(())
    }

    /// The figures that are asked for: all unless some are named.
    fn chosen<'a>(&self, figures: &'a [Figure]) -> Result<Vec<&'a Figure>, Failure> {
        let names: Vec<&str> = figures.iter().map(|one| one.name.as_str()).collect();
        if let Some(name) = self.only.iter().find(|name| !names.contains(&name.as_str())) {
            return Err(failure(PlotError::Unknown {
                what: "figure",
                found: name.clone(),
                allowed: names.join(", "),
            }));
        }
        let is_chosen = |figure: &&Figure| self.only.is_empty() || self.only.contains(&figure.name);
        Ok(figures.iter().filter(is_chosen).collect())
    }
}

fn failure(error: PlotError) -> Failure {
    match error {
        PlotError::NoResults(_) => Failure::Usage { message: error.to_string(), help: None },
        PlotError::Unknown { ref allowed, .. } => Failure::Usage {
            message: error.to_string(),
            help: Some(format!("there are: {allowed}")),
        },
        other => Failure::Halfway(other.to_string()),
    }
}
