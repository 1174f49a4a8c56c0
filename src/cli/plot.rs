//! `plot`: figures of what a run, a comparison or a study left behind.

use super::{Cli, Failure, host};
use crate::visual::{
    Asked, Figure, Files, Form, Format, PlotError, Size, Style, Wishes, draw, sketch,
};
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

/// Forms of a metric.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormName {
    /// Over time, in one frame.
    Series,
    /// Over time, a panel a level or a scenario.
    Multiples,
    /// Over communities.
    Distribution,
    /// A map of a year.
    Map,
    /// Small maps of years.
    Strip,
    /// A map of what each scenario changes.
    Difference,
}

/// Sorts of files.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatName {
    /// Shapes and words.
    Svg,
    /// Points.
    Png,
    /// Shapes and words, for printers.
    Pdf,
}

/// Options of `plot`.
#[derive(Debug, Args)]
#[command(
    after_help = "Figures of a run: violence, provision, disputes, money, plane (legitimacy and resources), \
    map-COLUMN-strip, map-COLUMN-month-M, turf, who_steers (where auspices chose). Of a comparison: differences, \
    cost-against-effect, scenarios, who_steers. Of a \
    sweep, for each metric: sweep-tornado-METRIC, sweep-scatter-METRIC, sweep-response-METRIC; of a sensitivity \
    study: sensitivity-METRIC. Of facts, a calibration, a decision, claims: facts, targets, front, conditions, claims. Of \
    diagnose: slopes-SCENARIO; of bounds: paths-SCENARIO, bound-SCENARIO. With --metric NAME: NAME-FORM, or NAME-by-DIMENSION-FORM."
)]
pub(super) struct Plot {
    /// Directory of results, of whatever command.
    directory: PathBuf,
    /// Column of communities that maps show (docs/tables.md).
    #[arg(long, value_name = "COLUMN", default_value = "violent_incidents")]
    map_of: String,
    /// Month of a map, a multiple of 12: communities are told by year, and a month stands for the year
    /// that ends with it; may be given again. Default: a strip of years, and the last alone.
    #[arg(long, value_name = "M")]
    month: Vec<i64>,
    /// Draw this metric, or column of communities, in every form that it has (docs/metrics.md, docs/tables.md).
    #[arg(long, value_name = "NAME")]
    metric: Option<String>,
    /// Along this dimension of the metric.
    #[arg(long, value_name = "DIMENSION", requires = "metric")]
    by: Option<String>,
    /// In this form alone; may be given again.
    #[arg(long, value_enum, requires = "metric")]
    form: Vec<FormName>,
    /// Size of the figures.
    #[arg(long, value_enum, default_value = "two-columns")]
    size: SizeName,
    /// Width of the figures in millimetres of paper, in place of a size.
    #[arg(long, value_name = "MM", conflicts_with = "size",
        value_parser = clap::value_parser!(u16).range(widths()))]
    width_mm: Option<u16>,
    /// Sorts of files.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "svg,png")]
    format: Vec<FormatName>,
    /// Dots per inch of PNG at the figure's true size.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(72..=600))]
    dpi: Option<u16>,
    /// Colours of the figures.
    #[arg(long, value_enum, default_value = "light")]
    style: StyleName,
    /// Only this figure; may be given again.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
}

impl Plot {
    pub(super) fn call(&self, cli: &Cli) -> Result<(), Failure> {
        let wishes = self.wishes()?;
        let gallery = sketch(&self.directory, &wishes).map_err(failure)?;
        let chosen = self.chosen(&gallery.figures)?;
        let _lock = super::store::hold(&self.directory)?;
        let folder = self.directory.join("plots");
        fs::create_dir_all(&folder)?;
        let mut stdout = host::stdout();
        let files = self.files();
        for figure in chosen {
            if let Some(first) = draw(figure, &folder, &files).map_err(failure)?.first() {
                writeln!(stdout, "{}", first.display())?;
            }
        }
        if !cli.quiet {
            for reason in &gallery.left_out {
                host::note(&format!("left out {reason}"));
            }
        }
        Ok(())
    }

    fn wishes(&self) -> Result<Wishes, Failure> {
        let size = match (self.width_mm, self.size) {
            (Some(wide), _) => Size::Millimetres(wide),
            (None, SizeName::OneColumn) => Size::OneColumn,
            (None, SizeName::TwoColumns) => Size::TwoColumns,
            (None, SizeName::Slide) => Size::Slide,
        };
        let form = |name: &FormName| match name {
            FormName::Series => Form::Series,
            FormName::Multiples => Form::Multiples,
            FormName::Distribution => Form::Distribution,
            FormName::Map => Form::Map,
            FormName::Strip => Form::Strip,
            FormName::Difference => Form::Difference,
        };
        let forms: Vec<Form> = self.form.iter().map(form).collect();
        let asked = self.metric.as_ref().map(|name| Asked::of(name, self.by.as_deref(), &forms));
        Ok(Wishes {
            size,
            style: match self.style {
                StyleName::Light => Style::Light,
                StyleName::Print => Style::Print,
            },
            map_of: self.map_of.clone(),
            months: self.month.clone(),
            asked: asked.transpose().map_err(Failure::Input)?,
            ..Wishes::default()
        })
    }

    fn files(&self) -> Files {
        let format = |name: &FormatName| match name {
            FormatName::Svg => Format::Svg,
            FormatName::Png => Format::Png,
            FormatName::Pdf => Format::Pdf,
        };
        Files { formats: self.format.iter().map(format).collect(), dpi: self.dpi }
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

fn widths() -> std::ops::RangeInclusive<i64> {
    let (least, most) = (Size::WIDTHS.start(), Size::WIDTHS.end());
    i64::from(*least)..=i64::from(*most)
}

fn failure(error: PlotError) -> Failure {
    match error {
        PlotError::NoResults(_) | PlotError::NoForm { .. } => {
            Failure::Usage { message: error.to_string(), help: None }
        }
        PlotError::Unknown { ref allowed, .. } => Failure::Usage {
            message: error.to_string(),
            help: Some(format!("there are: {allowed}")),
        },
        other => Failure::Halfway(other.to_string()),
    }
}
