//! The commands as a user calls them: what is told, what is written, and what pages and figures show.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking anywhere")]

mod browser;
mod claims;
mod cli;
mod facts;
mod library;
mod plots;
#[path = "../common/program.rs"]
mod program;
#[path = "../common/python.rs"]
mod python;
mod report;
mod run_directory;
