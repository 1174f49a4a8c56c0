//! The command line of `nodal`: parse, call, render errors.

use clap::Parser;
use nodal::cli::{self, Cli};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let verdict = cli::call(&cli);
    cli::conclude(&cli, verdict)
}
