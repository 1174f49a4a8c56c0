//! Those who authorise and pay: arrangements, the state and its budget, instruments, and who holds them to
//! account.

pub(crate) mod accountability;
pub(crate) mod arrangements;
pub(crate) mod budget;
pub(crate) mod instruments;
pub(crate) mod rupture;
pub(crate) mod state;
pub(crate) mod steering;
