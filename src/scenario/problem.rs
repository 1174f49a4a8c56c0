//! What is wrong with an input, where, and what would be right.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// Where a problem lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A place in a file.
    File {
        /// The file, as the user would write it.
        path: PathBuf,
        /// Its text.
        text: Arc<str>,
        /// Bytes concerned.
        span: Range<usize>,
        /// Line and column of the first of them, from 1; columns count characters.
        begins: (usize, usize),
    },
    /// A line of a table of data.
    Row {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: u64,
    },
    /// An argument of the command line.
    Argument(String),
    /// A file that could not be read at all.
    Unreadable(PathBuf),
}

impl Location {
    /// The file, if it is in one.
    pub fn path(&self) -> Option<&std::path::Path> {
        match self {
            Self::File { path, .. } | Self::Row { path, .. } | Self::Unreadable(path) => Some(path),
            Self::Argument(_) => None,
        }
    }

    /// Line and column, from 1; columns count characters. `None` for arguments.
    pub fn line_and_column(&self) -> Option<(usize, usize)> {
        match self {
            Self::File { begins, .. } => Some(*begins),
            Self::Row { line, .. } => Some((*line as usize, 1)),
            Self::Argument(_) | Self::Unreadable(_) => None,
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.line_and_column().unwrap_or((1, 1));
        match self {
            Self::File { path, .. } | Self::Row { path, .. } => {
                write!(f, "{}:{line}:{column}", path.display())
            }
            Self::Argument(argument) => write!(f, "argument '{argument}'"),
            Self::Unreadable(path) => write!(f, "{}", path.display()),
        }
    }
}

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A question that nobody would ask: it is lived, and told.
    Warning,
    /// What cannot be lived, or would answer another question: it is refused.
    Error,
}

impl Level {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One problem of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How grave it is.
    pub level: Level,
    /// Where.
    pub location: Location,
    /// The key or column concerned; empty where there is none.
    pub key: String,
    /// What was found and what is allowed.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Problem {
    /// What is refused.
    pub fn error(
        location: Location,
        key: impl Into<String>,
        message: impl Into<String>,
        help: Option<String>,
    ) -> Self {
        Self { level: Level::Error, location, key: key.into(), message: message.into(), help }
    }

    /// What is lived, and told.
    pub fn warning(
        location: Location,
        key: impl Into<String>,
        message: impl Into<String>,
        help: Option<String>,
    ) -> Self {
        Self { level: Level::Warning, ..Self::error(location, key, message, help) }
    }

    /// Whether it is refused.
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.location)?;
        if self.level == Level::Warning {
            f.write_str("warning: ")?;
        }
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

impl miette::Diagnostic for Problem {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.level {
            Level::Warning => miette::Severity::Warning,
            Level::Error => miette::Severity::Error,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        match &self.location {
            Location::File { text, .. } => Some(text as &dyn miette::SourceCode),
            _ => None,
        }
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        match &self.location {
            Location::File { span, .. } => {
                let span = miette::LabeledSpan::new_primary_with_span(None, span.clone());
                Some(Box::new(std::iter::once(span)))
            }
            _ => None,
        }
    }
}

/// Everything that is wrong with an input.
#[derive(Debug, Clone, Default, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Adds problems, those that are there already once: two files may extend the same one.
    pub fn add(&mut self, found: impl IntoIterator<Item = Problem>) {
        for problem in found {
            if !self.0.contains(&problem) {
                self.0.push(problem);
            }
        }
    }

    /// Whether anything is refused.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(Problem::is_error)
    }
}

/// The known name nearest to a mistyped one, if one is near.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(typed, name), name))
        .filter(|&(distance, name)| distance <= (name.len().max(typed.len()) / 3).max(1))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

/// The metric whose name is nearest to a mistyped one, if one is near.
pub fn nearest_metric(typed: &str) -> Option<&'static str> {
    nearest(typed, crate::metrics::all().iter().map(|metric| metric.name))
}
