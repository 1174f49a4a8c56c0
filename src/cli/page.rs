//! `report`: one page that tells what a directory found.

use super::{Cli, Failure, host};
use crate::output::directory::write_atomically;
use crate::visual::PlotError;
use crate::visual::report::{Currency, ReportError, Request, report};
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// Options of `report`.
#[derive(Debug, Args)]
pub(super) struct Page {
    /// Directory of a finished run, comparison, sweep or sensitivity study.
    directory: PathBuf,
    /// Title of the page; made from the scenarios' titles where none is given.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Where to write the page; default DIR/report.html.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// A facts.csv of `nodal facts`; default DIR/facts.csv, else the table published with the program.
    #[arg(long, value_name = "FILE")]
    facts: Option<PathBuf>,
    /// Currency and year in which sums are told, as "leones of 2024"; needs --per-usd. Default: US$ of the model's price year.
    #[arg(long, value_name = "NAME", requires = "per_usd")]
    currency: Option<String>,
    /// How much of that currency is a US dollar of the model's price year.
    #[arg(long, value_name = "AMOUNT", requires = "currency")]
    per_usd: Option<f64>,
    /// Also write the summary tables as sheets of DIR/summary.xlsx; of programs that are built with the feature `xlsx`.
    #[arg(long)]
    xlsx: bool,
}

impl Page {
    pub(super) fn call(&self, _cli: &Cli) -> Result<(), Failure> {
        if let Some(path) = self.facts.as_ref().filter(|path| !path.is_file()) {
            let message = format!("--facts names {}, which is no file", path.display());
            return Err(Failure::Usage { message, help: None });
        }
        let currency = self.currency()?;
        let request = Request { title: self.title.clone(), facts: self.facts.clone(), currency };
        let page = report(&self.directory, &request).map_err(failure)?;
        // A page that goes elsewhere leaves the directory as it is.
        let is_beside = self.out.is_none() || self.xlsx;
        let _lock = is_beside.then(|| super::store::hold(&self.directory)).transpose()?;
        if self.xlsx {
            writeln!(host::stdout(), "{}", super::workbook::write(&self.directory)?.display())?;
        }
        let path = self.out.clone().unwrap_or_else(|| self.directory.join("report.html"));
        write_atomically(&path, page.as_bytes())?;
        writeln!(host::stdout(), "{}", path.display())?;
        Ok(())
    }
}

impl Page {
    /// The currency of sums.
    fn currency(&self) -> Result<Currency, Failure> {
        let (Some(name), Some(per_usd)) = (&self.currency, self.per_usd) else {
            return Ok(Currency::default());
        };
        if !(per_usd.is_finite() && per_usd > 0.0) || name.trim().is_empty() {
            let message = format!("--currency {name:?} --per-usd {per_usd} is no currency");
            let help = Some(
                "a name and a number above 0, as --currency \"leones of 2024\" --per-usd 38"
                    .to_owned(),
            );
            return Err(Failure::Usage { message, help });
        }
        Ok(Currency { name: name.trim().to_owned(), per_usd })
    }
}

fn failure(error: ReportError) -> Failure {
    match error {
        ReportError::Tables(PlotError::NoResults(_))
        | ReportError::Unfinished(_)
        | ReportError::Incomplete(..) => Failure::Usage { message: error.to_string(), help: None },
        other => Failure::Halfway(other.to_string()),
    }
}
