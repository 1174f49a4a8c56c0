//! Fights between groups.

use super::{Allowed, range, table};

table! {
    /// Groups fight where `world.group_conflict` is above 0 (section 4.36).
    Clashes in "clashes" at clashes {
        /// Hazard of a clash between two groups of a site at full heat, with spare men as in the country and no arms, for a `world.group_conflict` of 1.
        hazard: f64 = 0.03, range(0.0, 0.1), Allowed::NOT_NEGATIVE, "hazard per month", Behaviour, "assumed (phi); F99";
        /// Heat, of what is missing, that a killing across groups adds where nobody trusts beyond his own.
        killing: f64 = 0.1, range(0.0, 0.3), Allowed::SHARE, "share", Behaviour, "assumed";
        /// Heat, of what is missing, that land taken for an enclave and not made good adds in a month where it fills the site.
        land: f64 = 0.01, range(0.0, 0.05), Allowed::SHARE, "share per month", Behaviour, "assumed";
        /// Heat, of what is missing, that a clash of the same two groups in a site next door adds where nobody trusts beyond his own.
        next_door: f64 = 0.1, range(0.0, 0.5), Allowed::SHARE, "share", Behaviour, "assumed";
        /// Half-life of heat between groups.
        half_life: f64 = 12.0, range(3.0, 36.0), Allowed::AtLeast(0.1), "months", Behaviour, "assumed";
        /// Tail exponent of the dead of a clash.
        tail: f64 = 2.8, range(2.2, 3.2), Allowed::Within(1.1, 10.0), "exponent (a)", Behaviour, "F97, F98";
        /// Scale of the dead of a clash.
        scale: f64 = 7.0, range(1.0, 20.0), Allowed::NOT_NEGATIVE, "dead (s)", Behaviour, "F97";
        /// Most dead of a clash.
        most: f64 = 0.05, range(0.01, 0.2), Allowed::SHARE, "share of both sides' adults", Behaviour, "assumed";
        /// Dead among those who fight.
        dead: f64 = 0.1, range(0.03, 0.3), Allowed::Within(0.001, 1.0), "share of fighters", Behaviour, "assumed";
        /// Compensation between elders, where all households of both groups have elders whose word is beyond doubt.
        compensation: f64 = 0.1, range(0.0, 0.5), Allowed::NOT_NEGATIVE, "hazard per month", Behaviour, "assumed; F99";
        /// Heat that a compensation takes away.
        compensated: f64 = 0.7, range(0.0, 1.0), Allowed::SHARE, "share", Behaviour, "assumed";
        /// Heat that a settlement across groups takes away, by a body with full standing between them.
        settlement: f64 = 0.02, range(0.0, 0.1), Allowed::SHARE, "share", Behaviour, "assumed";
        /// Heat that force takes away in a month where it deters fully.
        force: f64 = 0.3, range(0.0, 1.0), Allowed::SHARE, "share per month", Behaviour, "assumed";
        /// Heat that a clash takes away, for the share of both sides' men in reach who fought.
        exhaustion: f64 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share", Behaviour, "assumed";
        /// Places of the dead that young men take.
        coming_of_age: f64 = 0.05, range(0.0, 0.15), Allowed::SHARE, "share per year", Behaviour, "assumed";
        /// People of a site within which two groups are at peace or not.
        site_people: f64 = 20_000.0, range(10_000.0, 40_000.0), Allowed::AtLeast(100.0), "persons", Behaviour, "assumed";
    }
}
