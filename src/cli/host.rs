//! Whom a command speaks to: a terminal, or a program that calls it in its own process.

use super::{Cli, report};

pub use super::Failure;
pub use super::shared::SharedStudy;
use crate::scenario::Problem;
use clap::Parser;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{self, IsTerminal, StdoutLock, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

thread_local! {
    /// The call that this thread carries out, where a program made it.
    static CALL: RefCell<Option<Call>> = const { RefCell::new(None) };
}

/// A call of a program.
#[derive(Debug, Clone)]
struct Call {
    host: Host,
    arguments: Vec<String>,
}

/// A program that calls commands in its own process: it hears what a terminal would have been told, sees how far they are,
/// and stops them. One call at a time.
///
/// # Examples
/// ```
/// use nodal::host::Host;
///
/// let host = Host::default();
/// host.call(["nodal", "list", "mechanisms"].map(Into::into))?;
/// assert!(host.heard().said.contains("mechanisms.feuds"));
/// # Ok::<(), nodal::host::Failure>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Host {
    stop: Arc<AtomicBool>,
    heard: Arc<Mutex<Heard>>,
    bar: Arc<Mutex<Option<ProgressBar>>>,
}

/// What commands told a program.
#[derive(Debug, Clone, Default)]
pub struct Heard {
    /// Results, as they go to stdout.
    pub said: String,
    /// What else people should know, a line each.
    pub notes: Vec<String>,
    /// What is lived all the same, and told.
    pub warnings: Vec<Problem>,
}

/// How far a command is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Months or runs that are done.
    pub done: u64,
    /// Months or runs in all.
    pub all: u64,
}

/// Keeps from a panic of one thread what the others hold.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Host {
    /// Calls a command by its arguments, the program's name first, in this thread.
    ///
    /// # Errors
    /// With what kept it from succeeding.
    pub fn call(&self, arguments: impl IntoIterator<Item = OsString>) -> Result<(), Failure> {
        self.with(arguments, super::call)
    }

    /// Parses arguments, and does something of theirs while this host is spoken to.
    pub(super) fn with<T>(
        &self,
        arguments: impl IntoIterator<Item = OsString>,
        act: impl FnOnce(&Cli) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let arguments: Vec<OsString> = arguments.into_iter().collect();
        let cli = Cli::try_parse_from(&arguments)
            .map_err(|told| Failure::Usage { message: told.to_string(), help: None })?;
        let arguments = arguments.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        let before = CALL.replace(Some(Call { host: self.clone(), arguments }));
        let done = act(&cli);
        CALL.set(before);
        *locked(&self.bar) = None;
        done
    }

    /// Stops what is called: what is done is kept, and the call fails as one that was interrupted.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// The flag that stops what is called.
    pub(super) fn stopped(&self) -> &AtomicBool {
        &self.stop
    }

    /// How far the command is, where that can be told.
    pub fn progress(&self) -> Option<Progress> {
        let bar = locked(&self.bar);
        bar.as_ref().map(|bar| Progress { done: bar.position(), all: bar.length().unwrap_or(0) })
    }

    /// What was told until now.
    pub fn heard(&self) -> Heard {
        locked(&self.heard).clone()
    }
}

/// A problem for programs: file, line and column are null where there is none.
pub fn json(problem: &Problem) -> serde_json::Value {
    let file = problem.location.path().map(|path| path.display().to_string());
    let (line, column) = problem.location.line_and_column().unzip();
    serde_json::json!({
        "file": file, "line": line, "column": column, "key": problem.key,
        "level": problem.level.name(), "message": problem.message, "help": problem.help
    })
}

/// A problem as people are told it.
pub fn rendered(problem: &Problem) -> String {
    report::render(problem)
}

/// The program that made the call of this thread, if one did.
fn host() -> Option<Host> {
    CALL.with_borrow(|call| call.as_ref().map(|call| call.host.clone()))
}

/// Where results go.
pub(super) enum Stdout {
    Terminal(StdoutLock<'static>),
    Host(Host),
}

/// Where results of this call go.
pub(super) fn stdout() -> Stdout {
    host().map_or_else(|| Stdout::Terminal(io::stdout().lock()), Stdout::Host)
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Terminal(terminal) => terminal.write(bytes),
            Self::Host(host) => {
                locked(&host.heard).said.push_str(&String::from_utf8_lossy(bytes));
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Terminal(terminal) => terminal.flush(),
            Self::Host(_) => Ok(()),
        }
    }
}

/// Tells a line that is no result.
pub(super) fn note(line: &str) {
    match host() {
        None => eprintln!("{line}"),
        Some(host) => locked(&host.heard).notes.push(line.to_owned()),
    }
}

/// Tells what is lived all the same.
pub(super) fn warn(warnings: &[Problem]) {
    match host() {
        None => report::warn(warnings),
        Some(host) => locked(&host.heard).warnings.extend_from_slice(warnings),
    }
}

/// The arguments of this call, the program's name first.
pub(super) fn arguments() -> Vec<String> {
    let called = CALL.with_borrow(|call| call.as_ref().map(|call| call.arguments.clone()));
    called.unwrap_or_else(|| std::env::args().collect())
}

/// A flag that Ctrl-C raises, or the program that made the call. Without a handler Ctrl-C ends the program at once, which
/// loses nothing finished either.
pub(super) fn until_interrupted() -> Arc<AtomicBool> {
    if let Some(host) = host() {
        return host.stop;
    }
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let _ = ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed));
    stop
}

/// A bar with a forecast on stderr, silent where nobody watches; a program that made the call sees how far it is.
pub(super) fn bar(cli: &Cli, all: u64, template: &str) -> ProgressBar {
    let host = host();
    let is_watched = host.is_none() && !cli.quiet && io::stderr().is_terminal();
    let target =
        if is_watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(all), target);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    if let Some(host) = host {
        *locked(&host.bar) = Some(bar.clone());
    }
    bar
}
