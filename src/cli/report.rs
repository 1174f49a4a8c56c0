//! How problems look on a terminal and in a log.

use super::{Failure, host};
use crate::scenario::{Problem, Scenario};
use crate::world::Census;
use miette::{GraphicalReportHandler, GraphicalTheme};
use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};

/// Tells why a command did not succeed, on stderr.
pub(super) fn tell(failure: &Failure) {
    let _ = std::io::stderr().write_all(text(failure).as_bytes());
}

/// Why a command did not succeed; nothing where that was told already or nobody listens.
pub(super) fn text(failure: &Failure) -> String {
    let mut text = String::new();
    match failure {
        Failure::ClosedPipe | Failure::Told => {}
        Failure::Input(problems) => {
            for problem in &problems.0 {
                text.push_str(&render(problem));
            }
            let errors = problems.0.iter().filter(|problem| problem.is_error()).count();
            let _ = match (errors, problems.0.len() - errors) {
                (0, warnings) => {
                    let told = count(warnings, "warning");
                    writeln!(text, "{told}, refused by --deny-warnings; nothing was written")
                }
                (_, 0) => writeln!(text, "{}; nothing was written", count(errors, "problem")),
                (_, warnings) => {
                    let (errors, warnings) = (count(errors, "problem"), count(warnings, "warning"));
                    writeln!(text, "{errors} and {warnings}; nothing was written")
                }
            };
        }
        Failure::Usage { message, help } => {
            let _ = writeln!(text, "error: {message}");
            if let Some(help) = help {
                let _ = writeln!(text, "help: {help}");
            }
        }
        other => drop(writeln!(text, "error: {other}")),
    }
    text
}

/// Tells what is lived all the same, on stderr.
pub(super) fn warn(warnings: &[Problem]) {
    let text: String = warnings.iter().map(render).collect();
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Tells what was read and built of real countries, a line each, on stderr; the same one once.
pub(super) fn tell_worlds<'a>(cli: &super::Cli, scenarios: impl Iterator<Item = &'a Scenario>) {
    if cli.quiet {
        return;
    }
    let mut told = Vec::new();
    for scenario in scenarios {
        let Some(line) = scenario.census.as_ref().map(Census::line) else { continue };
        if !told.contains(&line) {
            host::note(&format!("{}: {line}", scenario.name));
            told.push(line);
        }
    }
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// One problem with its place, the lines round it, and what to do.
pub(super) fn render(problem: &Problem) -> String {
    let is_seen = std::io::stderr().is_terminal();
    let has_colour = is_seen && std::env::var_os("NO_COLOR").is_none();
    let theme = if has_colour { GraphicalTheme::unicode() } else { GraphicalTheme::none() };
    // A log keeps each message on one line, to be searched.
    let width = if is_seen { 100 } else { 1000 };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(width).with_links(false);
    let mut text = String::new();
    match handler.render_report(&mut text, problem) {
        Ok(()) => text,
        Err(_) => format!("{problem}\n"),
    }
}
