//! Mobs, arms, links between nodes, rupture.

use super::{Allowed, range, table};

table! {
    /// Mobs that turn on suspects (section 4.8).
    Mobs in "mobs" at mobs {
        /// Suspects who are caught by those around, for each theft.
        caught: f32 = 0.026, range(0.01, 0.15), Allowed::SHARE, "probability per theft", Behaviour, "F48; set within its range by docs/calibration.md";
        /// Logit of a crowd turning on a suspect where nothing else speaks for it (m0).
        base: f64 = -2.7, range(-5.0, -1.0), Allowed::Any, "logit", Behaviour, "F48, F49; set within its range by docs/calibration.md";
        /// Rise with fear.
        fear: f64 = 2.0, range(0.0, 4.0), Allowed::Any, "logit per level", Behaviour, "model, 4.8";
        /// Rise where many alike went unanswered in six months.
        unanswered: f64 = 1.5, range(0.0, 3.0), Allowed::Any, "logit", Behaviour, "model, 4.8";
        /// Victims without an answer in six months that make it known that alike go unanswered (63 % of the rise).
        unanswered_scale: f32 = 5.0, range(2.0, 20.0), Allowed::AtLeast(0.1), "victims per 1,000 households and half year", Behaviour, "assumed: one among 200 households, whatever a place's size";
        /// Fall with trust in the police.
        police: f32 = 2.0, range(0.0, 4.0), Allowed::Any, "logit per level", Behaviour, "model, 4.8";
        /// Fall where a hearing is in reach.
        hearing: f64 = 1.0, range(0.0, 2.0), Allowed::Any, "logit", Behaviour, "model, 4.8";
        /// Median crowd.
        crowd: f64 = 20.0, range(8.0, 50.0), Allowed::AtLeast(1.0), "persons", Behaviour, "model, 4.8";
        /// Standard deviation of the logarithm of the crowd.
        crowd_spread: f64 = 0.8, range(0.3, 1.5), Allowed::NOT_NEGATIVE, "log persons", Behaviour, "assumed";
        /// Deaths for an attack by a median crowd.
        lethality: f64 = 0.2, range(0.05, 0.5), Allowed::SHARE, "probability", Behaviour, "F48, F52; set within its range by docs/calibration.md";
        /// Wrong person.
        wrong: f32 = 0.2, range(0.05, 0.4), Allowed::SHARE, "probability", Behaviour, "model, 4.8";
    }
}

table! {
    /// Arms in circulation (section 4.23).
    Arms in "arms" at arms {
        /// Half-life of arms.
        half_life: f64 = 120.0, range(60.0, 240.0), Allowed::AtLeast(1.0), "months", Behaviour, "model, 4.23";
        /// Trade, over what keeps the stock of the start where it is.
        trade: f64 = 1.0, range(0.0, 3.0), Allowed::NOT_NEGATIVE, "factor", Situation, "assumed";
        /// Arms that leak from an officer who is not paid.
        leak: f64 = 0.002, range(0.0, 0.01), Allowed::NOT_NEGATIVE, "arms per unpaid officer and month", Behaviour, "model, 4.23";
    }
}

table! {
    /// Links between local nodes (section 4.19).
    Links in "links" at links {
        /// What a referral that ended well adds to a link, of what is missing.
        forming: f32 = 0.05, range(0.01, 0.2), Allowed::SHARE, "share", Behaviour, "assumed";
        /// Half-life of links.
        half_life: f64 = 12.0, range(6.0, 36.0), Allowed::AtLeast(0.1), "months", Behaviour, "model, 4.19";
        /// Delay of a case that is passed on.
        delay: f64 = 1.0, range(0.3, 2.0), Allowed::NOT_NEGATIVE, "months", Behaviour, "model, 4.19";
        /// Months that a linked funder bridges.
        bridge: f64 = 3.0, range(0.0, 6.0), Allowed::NOT_NEGATIVE, "months", Behaviour, "model, 4.19";
    }
}

table! {
    /// Rupture of the state (section 4.13).
    Rupture in "rupture" at rupture {
        /// Log hazard of a coup in a paid and legitimate state.
        base: f64 = -6.8, range(-8.0, -5.0), Allowed::Any, "log per month", Situation, "model, 4.13 (never measured)", late;
        /// Rise with unpaid wages.
        pay: f64 = 1.5, range(0.0, 3.0), Allowed::Any, "log per ratio", Behaviour, "model, 4.13", late;
        /// Rise with missing legitimacy.
        legitimacy: f64 = 1.5, range(0.0, 3.0), Allowed::Any, "log per level", Behaviour, "model, 4.13", late;
        /// Rise with the share of armed men off the payroll.
        armed: f64 = 1.0, range(0.0, 3.0), Allowed::Any, "log per share", Behaviour, "model, 4.13", late;
        /// Fall while a foreign guard or mission is there.
        guarded: f64 = 2.0, range(0.0, 3.0), Allowed::Any, "log", Behaviour, "model, 4.13", late;
        /// Leakage that winners add.
        leakage: f64 = 0.2, range(0.0, 0.4), Allowed::SHARE, "share of revenue", Behaviour, "model, 4.13", late;
        /// Share of officers that far posts lose.
        far_loss: f32 = 0.5, range(0.2, 0.8), Allowed::SHARE, "share of officers", Behaviour, "model, 4.13", late;
        /// Hours from the seat from which on a post is far.
        far_hours: f64 = 2.0, range(1.0, 10.0), Allowed::NOT_NEGATIVE, "hours", Situation, "assumed", late;
        /// Probability that a mission leaves.
        missions_leave: f32 = 0.5, range(0.0, 1.0), Allowed::SHARE, "probability", Behaviour, "assumed", late;
        /// Most that coups together add to leakage.
        most_leakage: f64 = 0.6, range(0.2, 0.8), Allowed::SHARE, "share of revenue", Behaviour, "assumed";
    }
}
