//! What a place has: the presence that deters, arms, links between its nodes, enclaves, who is there, what
//! they live on, what they think of force.

pub(crate) mod arms;
pub(crate) mod deterrence;
pub(crate) mod enclaves;
pub(crate) mod links;
pub(crate) mod livelihood;
pub(crate) mod mobility;
pub(crate) mod norms;
pub(crate) mod provocation;
pub(crate) mod residue;
