//! The command line of `nodal`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(nodal::command(std::env::args_os()))
}
