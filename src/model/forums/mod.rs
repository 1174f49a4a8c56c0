//! The life of a dispute: what its parties choose, to whom they turn, and how a forum hears them.

pub(crate) mod choice;
pub(crate) mod choice_set;
pub(crate) mod hearings;
pub(crate) mod life;
pub(crate) mod queues;
