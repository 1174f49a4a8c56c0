//! Simulated surveys: the households drawn, what they are asked, and the sheet of answers.

mod frame;
mod memory;
pub(crate) mod questionnaires;
pub(crate) mod rounds;
pub(crate) mod sheet;
mod victimisation;
