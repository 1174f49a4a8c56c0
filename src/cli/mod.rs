//! The command line: one file a command. Results go to stdout, progress and problems to stderr.

mod answers;
mod bounds;
mod calibrate;
mod catalogue;
mod claims;
mod compare;
mod contrasts;
mod decide;
mod decide_tables;
mod diagnose;
mod facts;
mod figures;
pub mod host;
mod memory;
mod merge;
mod new;
mod options;
mod options_page;
mod own_country;
mod pace;
mod page;
mod plot;
mod report;
mod reproduce;
mod run;
mod scenarios;
mod sensitivity;
mod shared;
mod store;
mod study_tables;
mod summary;
mod sweep;
mod trace;
mod workbook;

use crate::experiment::RunError;
use crate::output::DirectoryError;
use crate::scenario::{Problem, Problems};
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;

/// Simulates how security is governed in weak and failing states.
#[derive(Debug, Parser)]
#[command(name = "nodal", version = crate::output::identity::LINE, about, max_term_width = 100)]
pub struct Cli {
    /// No progress and no notes, only results and problems.
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Summary tables as JSON.
    #[arg(long, global = true)]
    json: bool,
    /// Refuse what is only warned of: nothing is run, nothing written.
    #[arg(long, global = true)]
    deny_warnings: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Simulate scenarios and write their tables.
    Run(run::Run),
    /// Compare scenarios with the first, replicate by replicate on shared draws.
    Compare(compare::Compare),
    /// Run a study: scenarios at every point of a design over uncertain parameters.
    Sweep(sweep::Sweep),
    /// Join the parts of a sweep that were run in several directories.
    Merge(merge::Merge),
    /// Which uncertain parameters the metrics hang on, by Morris's or Sobol's indices.
    Sensitivity(sensitivity::Sensitivity),
    /// Which parameters the targets of a study rule out, and an ensemble of what is left.
    Calibrate(calibrate::Calibrate),
    /// What options do over all that is not known, when they fail, and how the money could be shared out.
    Decide(decide::Decide),
    /// Tell the story of one household, dispute or organisation, month by month.
    Trace(trace::Trace),
    /// Compare the model with the facts, each through the instrument in which it was measured.
    Facts(facts::Facts),
    /// Tell whether a scenario is level, how many replicates its metrics need, and how violence is spread in it.
    Diagnose(diagnose::Diagnose),
    /// What committees can do at most beside what they do, and bands beside matched communities.
    Bounds(bounds::Bounds),
    /// What the paper says would come out, each claim as an experiment that can fail.
    Claims(claims::Claims),
    /// Check scenario, study, decision and claim files and do nothing else.
    Check {
        /// Scenario, study, decision and claim files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Print a resolved scenario: every value, and where it comes from.
    Show {
        /// Scenario file.
        file: PathBuf,
        /// Change a value, checked like a file.
        #[arg(long, value_name = "KEY=VALUE")]
        set: Vec<String>,
    },
    /// Explain a parameter, a table of parameters, or a metric.
    Explain {
        /// Key, such as provider.public.wage, or name of a metric.
        key: String,
    },
    /// List what there is.
    List {
        /// What to list.
        what: catalogue::What,
    },
    /// Print the JSON Schema of scenario files.
    Schema,
    /// Write a new scenario file.
    New(new::New),
    /// Run a finished run again from its manifest, and compare what comes out.
    Reproduce(reproduce::Reproduce),
    /// Draw figures of a run, a comparison or a study: SVG, PNG or PDF in DIR/plots.
    Plot(plot::Plot),
    /// Write one page that tells what a run, a comparison or a study found: DIR/report.html.
    Report(page::Page),
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Why a command did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The input is wrong; nothing was written.
    #[error(transparent)]
    Input(#[from] Problems),
    /// The input is wrong, and all of it was told already; nothing was written.
    #[error("the input is wrong")]
    Told,
    /// The command line is wrong; nothing was written.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// The directory cannot be used; nothing was written.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// Something failed on the way.
    #[error("{0}")]
    Halfway(String),
    /// Somebody pressed Ctrl-C.
    #[error("interrupted: {0}")]
    Interrupted(String),
    /// Whoever read our output went away.
    #[error("")]
    ClosedPipe,
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            Self::ClosedPipe
        } else {
            Self::Halfway(error.to_string())
        }
    }
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Interrupted => Self::Interrupted("nothing was kept".to_owned()),
            RunError::Variant(problems) => Self::Input(problems),
            RunError::Directory(error) => Self::Halfway(error.to_string()),
            other => Self::Halfway(other.to_string()),
        }
    }
}

impl Failure {
    /// What people are told of it, without colours where nobody looks at a terminal.
    pub fn told(&self) -> String {
        report::text(self)
    }

    /// What is wrong with the input, where that is it.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Input(Problems(problems)) => problems,
            _ => &[],
        }
    }

    /// The exit code: 1 failed on the way, 2 wrong input or command line, 130 interrupted.
    fn code(&self) -> u8 {
        match self {
            Self::ClosedPipe => 0,
            Self::Halfway(_) | Self::Directory(DirectoryError::Io { .. }) => 1,
            Self::Input(_) | Self::Told | Self::Usage { .. } | Self::Directory(_) => 2,
            Self::Interrupted(_) => 130,
        }
    }
}

/// Calls the command.
///
/// # Errors
/// With what kept it from succeeding.
fn call(cli: &Cli) -> Result<(), Failure> {
    match &cli.command {
        Command::Run(run) => run.call(cli),
        Command::Compare(compare) => compare.call(cli),
        Command::Sweep(sweep) => sweep.call(cli),
        Command::Merge(merge) => merge.call(cli),
        Command::Sensitivity(sensitivity) => sensitivity.call(cli),
        Command::Calibrate(calibrate) => calibrate.call(cli),
        Command::Decide(decide) => decide.call(cli),
        Command::Trace(trace) => trace.call(cli),
        Command::Facts(facts) => facts.call(cli),
        Command::Diagnose(diagnose) => diagnose.call(cli),
        Command::Bounds(bounds) => bounds.call(cli),
        Command::Claims(claims) => claims.call(cli),
        Command::Check { files } => scenarios::check(cli, files),
        Command::Show { file, set } => scenarios::show(cli, file, set),
        Command::Explain { key } => catalogue::explain(key),
        Command::List { what } => catalogue::list(cli, *what),
        Command::Schema => catalogue::schema(),
        Command::New(new) => new.call(cli),
        Command::Reproduce(reproduce) => reproduce.call(),
        Command::Plot(plot) => plot.call(cli),
        Command::Report(page) => page.call(cli),
        Command::Completions { shell } => catalogue::completions(*shell),
    }
}

/// Parses and calls, tells what went wrong, if anything, and decides the exit code.
pub(crate) fn command(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(told) => {
            // Help and version come this way too; a closed pipe is no fault.
            let _ = told.print();
            return told.exit_code() as u8;
        }
    };
    match call(&cli) {
        Ok(()) => 0,
        Err(failure) => {
            report::tell(&failure);
            failure.code()
        }
    }
}
