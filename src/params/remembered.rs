//! What communities remember of war, and of force.

use super::{Allowed, range, table};

table! {
    /// Memory of war (model, 4.31): how much of it there is says `world.war`, the column `past_violence` or `world.incidents`.
    Memory in "memory" at memory {
        /// Half-life of the memory of war, from month 0 on.
        half_life: f64 = 120.0, range(60.0, 240.0), Allowed::AtLeast(1.0), "months", Behaviour, "assumed";
        /// Share of calm that a full memory of war takes.
        fear: f32 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share", Behaviour, "assumed";
        /// Distance over which those who bear the dead of an incident grow fewer, to 1/e; beyond three times that nobody does.
        near_km: f64 = 10.0, range(3.0, 30.0), Allowed::AtLeast(0.1), "km", Behaviour, "assumed";
        /// Dead among 1,000 persons that leave 63 % of a full memory of war.
        dead: f64 = 10.0, range(2.0, 50.0), Allowed::AtLeast(0.001), "dead per 1,000 persons", Behaviour, "assumed";
    }
}

table! {
    /// Norm of force (model, 4.32): how right people of a place think it to settle things by force.
    Norms in "norms" at norms {
        /// Where the norm begins, and what it goes back to.
        rest: f32 = 0.5, range(0.2, 0.8), Allowed::SHARE, "level", Behaviour, "assumed: near where a weak state comes to, so that base rates mean something";
        /// Rise and fall of the norm by what is lived.
        learning: f32 = 0.02, range(0.0, 0.1), Allowed::NOT_NEGATIVE, "share of the way a month, per event in 1,000 households", Behaviour, "assumed";
        /// Half-life of what departs from its rest.
        half_life: f64 = 60.0, range(24.0, 120.0), Allowed::AtLeast(1.0), "months", Behaviour, "assumed";
        /// Rise of escalation, and of self-help, with the norm above its rest.
        response: f32 = 0.5, range(0.0, 1.5), Allowed::NOT_NEGATIVE, "log hazard and utility per level", Behaviour, "assumed";
        /// Fall of reporting with the norm above its rest.
        silence: f32 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share per level", Behaviour, "assumed";
    }
}
