//! Violent acts, and what leads to them: feuds, fights between groups, predation, mobs, punishment, gangs, patrols.

pub(crate) mod acts;
pub(crate) mod clashes;
pub(crate) mod feuds;
pub(crate) mod gangs;
mod group_heat;
pub(crate) mod mobs;
pub(crate) mod patrol;
pub(crate) mod predation;
pub(crate) mod punishment;
pub(crate) mod repeats;
