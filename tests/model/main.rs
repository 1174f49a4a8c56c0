//! The model: what each of its mechanisms does, what holds for every country, and what the library's scenarios live.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking anywhere")]

mod arrangements;
#[path = "../common/country.rs"]
mod country;
mod cut;
mod degrees;
mod differences;
mod given;
mod invariants;
mod library;
mod mechanisms;
mod presence;
mod remembered;
mod stationarity;
mod supply;
mod surveys;
mod switches;
#[path = "../twin/mod.rs"]
mod twin;
