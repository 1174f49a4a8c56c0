//! What people believe, fear, resent, and whom they trust.

pub(crate) mod beliefs;
pub(crate) mod efficacy;
pub(crate) mod fear;
pub(crate) mod heat;
pub(crate) mod memory;
pub(crate) mod proneness;
pub(crate) mod radius;
pub(crate) mod repute;
