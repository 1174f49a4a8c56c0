//! Education in ways of settling disputes.

use super::{Allowed, range, table};

table! {
    /// Education in ways of settling, without a body that settles (section 4.33).
    Education in "education" at education {
        /// Adults whom it trains.
        share: f32 = 0.1, range(0.02, 0.3), Allowed::SHARE, "share of adults", Situation, "assumed; Blattman, Hartman & Blair (2014) trained 15 %", late;
        /// Cost of training a person: trainers, food, travel, days.
        cost: f64 = 200.0, range(50.0, 800.0), Allowed::AtLeast(0.01), "rand per person trained", Situation, "assumed", late;
        /// Time after which half of what was learnt is left.
        half_life: f64 = 24.0, range(6.0, 120.0), Allowed::AtLeast(0.1), "months", Behaviour, "assumed", late;
        /// Adults whom each trained one tells.
        told: f32 = 3.0, range(0.0, 10.0), Allowed::NOT_NEGATIVE, "persons", Behaviour, "assumed", late;
        /// What those who were told know of it.
        heard: f32 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share of what the trained know", Behaviour, "assumed", late;
        /// How much more readily a trained party turns to talking.
        turns: f32 = 0.4, range(0.0, 1.2), Allowed::Any, "utility", Behaviour, "assumed", late;
        /// Rise of the odds that two trained parties agree when they talk.
        talk: f32 = 0.5, range(0.0, 1.5), Allowed::Any, "logit", Behaviour, "assumed", late;
        /// Rise of elders' quality where all are trained.
        elders: f32 = 0.15, range(0.0, 0.4), Allowed::SHARE, "level", Behaviour, "assumed", late;
    }
}
