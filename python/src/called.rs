//! Commands, called in the process of Python: the work goes on beside the interpreter, which looks after signals and bars.

use nodal::host::{Failure, Host};
use nodal::scenario::Problem;
use pyo3::prelude::*;
use std::ffi::OsString;
use std::sync::Mutex;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// How often the interpreter looks for signals while something is lived.
const LOOK: Duration = Duration::from_millis(50);

/// The program's name, before the arguments of a call.
pub fn named(arguments: Vec<String>) -> Vec<OsString> {
    std::iter::once("nodal".to_owned()).chain(arguments).map(OsString::from).collect()
}

/// Does something beside the interpreter, which is told how far it is and stops it when a signal comes or the teller fails.
///
/// # Errors
/// With what the work failed with, as an exception, or the exception of a signal once the work has come to its end.
pub fn beside<T: Send>(
    py: Python<'_>,
    host: &Host,
    progress: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce() -> Result<T, Failure> + Send,
) -> PyResult<T> {
    let (ended, end) = channel();
    // A receiver alone cannot be waited for without the interpreter.
    let end = Mutex::new(end);
    let wait =
        || end.lock().map_or(Err(RecvTimeoutError::Disconnected), |end| end.recv_timeout(LOOK));
    let mut raised = None;
    let done = std::thread::scope(|scope| {
        let worker = scope.spawn(move || {
            let done = work();
            // Nobody waits any more where this fails.
            let _ = ended.send(());
            done
        });
        while let Err(RecvTimeoutError::Timeout) = py.detach(wait) {
            if raised.is_none()
                && let Err(error) = look(py, host, progress)
            {
                raised = Some(error);
                host.stop();
            }
        }
        worker.join()
    });
    match (raised, done) {
        (Some(error), _) => Err(error),
        (None, Ok(Ok(done))) => look(py, host, progress).map(|()| done),
        (None, Ok(Err(failure))) => Err(exception(py, &failure)),
        (None, Err(panic)) => std::panic::resume_unwind(panic),
    }
}

/// Signals, and how far it is.
fn look(py: Python<'_>, host: &Host, progress: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
    py.check_signals()?;
    if let (Some(progress), Some(far)) = (progress, host.progress()) {
        progress.call1((far.done, far.all))?;
    }
    Ok(())
}

/// Calls a command by its arguments. `progress`, if given, is called with what is done and what there is in all.
///
/// Returns what the command said, its notes, and its warnings as JSON.
#[pyfunction]
#[pyo3(signature = (arguments, progress=None))]
pub fn call(
    py: Python<'_>,
    arguments: Vec<String>,
    progress: Option<Bound<'_, PyAny>>,
) -> PyResult<(String, Vec<String>, String)> {
    let host = Host::default();
    let arguments = named(arguments);
    beside(py, &host, progress.as_ref(), || host.call(arguments))?;
    let heard = host.heard();
    Ok((heard.said, heard.notes, json(&heard.warnings)))
}

/// The command line, as the program `nodal` has it: its exit code.
#[pyfunction]
pub fn main(py: Python<'_>, arguments: Vec<String>) -> u8 {
    // The program leaves Ctrl-C to its own handler.
    py.detach(|| nodal::command(named(arguments)))
}

/// Problems for Python.
pub fn json(problems: &[Problem]) -> String {
    let one = |problem: &Problem| {
        let mut told = nodal::host::json(problem);
        told["text"] = nodal::host::rendered(problem).into();
        told
    };
    serde_json::Value::from(problems.iter().map(one).collect::<Vec<_>>()).to_string()
}

/// The exception that tells a failure as the command line does.
pub fn exception(py: Python<'_>, failure: &Failure) -> PyErr {
    let made = || -> PyResult<PyErr> {
        let class = match failure {
            Failure::Input(_) | Failure::Told => "InputError",
            Failure::Usage { .. } => "UsageError",
            Failure::Directory(_) => "DirectoryError",
            Failure::Interrupted(_) => "Interrupted",
            Failure::Halfway(_) | Failure::ClosedPipe => "HalfwayError",
        };
        let told = (failure.told(), json(failure.problems()));
        Ok(PyErr::from_value(py.import("nodal._errors")?.getattr(class)?.call1(told)?))
    };
    made().unwrap_or_else(|error| error)
}
