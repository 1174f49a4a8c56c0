//! The model: what each of its mechanisms does, what holds for every country, and what the library's scenarios live.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking anywhere")]

mod arrangements;
mod changes;
mod clashes;
#[path = "../common/country.rs"]
mod country;
mod cut;
mod degrees;
mod differences;
mod education;
mod given;
mod instruments;
mod invariants;
mod library;
mod livelihood;
mod mechanisms;
mod mobility;
mod presence;
mod remembered;
mod repute;
mod soldiers;
mod stationarity;
mod steering;
mod supply;
mod surveys;
mod switches;
#[path = "../twin/mod.rs"]
mod twin;
