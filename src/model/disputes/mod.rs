//! Disputes arise, are agreed on or decided, and settlements hold or break.

pub(crate) mod agreement;
pub(crate) mod arising;
pub(crate) mod education;
pub(crate) mod imposition;
pub(crate) mod settlements;
