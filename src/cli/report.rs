//! How problems look on a terminal and in a log.

use super::Failure;
use crate::scenario::Problem;
use miette::{GraphicalReportHandler, GraphicalTheme};
use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};

/// Tells why a command did not succeed, on stderr.
pub(super) fn tell(failure: &Failure) {
    let mut text = String::new();
    match failure {
        Failure::ClosedPipe => return,
        Failure::Input(problems) => {
            for problem in &problems.0 {
                text.push_str(&render(problem));
            }
            let count = problems.0.len();
            let ending = if count == 1 { "" } else { "s" };
            let _ = writeln!(text, "{count} problem{ending}; nothing was written");
        }
        Failure::Usage { message, help } => {
            let _ = writeln!(text, "error: {message}");
            if let Some(help) = help {
                let _ = writeln!(text, "help: {help}");
            }
        }
        other => drop(writeln!(text, "error: {other}")),
    }
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// One problem with its place, the lines round it, and what to do.
fn render(problem: &Problem) -> String {
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
