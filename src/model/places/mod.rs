//! What a place has: the presence that deters, arms, links between its nodes, enclaves, what it thinks of force.

pub(crate) mod arms;
pub(crate) mod deterrence;
pub(crate) mod enclaves;
pub(crate) mod links;
pub(crate) mod norms;
pub(crate) mod provocation;
pub(crate) mod residue;
