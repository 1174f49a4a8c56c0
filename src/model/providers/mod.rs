//! Those who deliver: police, bands, guards, companies, missions, committees and what they build.

pub(crate) mod bands;
pub(crate) mod calls;
pub(crate) mod committees;
pub(crate) mod companies;
pub(crate) mod desk;
pub(crate) mod guards;
mod imitation;
pub(crate) mod missions;
pub(crate) mod peace_centres;
pub(crate) mod peacebuilding;
pub(crate) mod presence;
pub(crate) mod rented;
pub(crate) mod soldiers;
pub(crate) mod supply;
