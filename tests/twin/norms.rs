//! 4.32 The norm of force.

use super::state::{Community, World};
use nodal::engine::math::exp;
use std::f64::consts::LN_2;

/// response·(N − N₀): what the norm adds to the log hazard of escalation and to the utility of self-help.
pub fn leaning(c: &Community, w: &World) -> f32 {
    w.params.norms.response * (c.norm - w.params.norms.rest)
}

/// 1 − silence·(N − N₀): what the norm leaves of reporting.
pub fn reporting(c: &Community, w: &World) -> f32 {
    1.0 - w.params.norms.silence * (c.norm - w.params.norms.rest)
}

/// dN/dt = κ(1 − N)x − κNy − (N − N₀)·ln 2/half_life over a month, x violent acts without an answer and settlements by
/// force, y violent acts answered without force, a month per 1,000 households, each the mean of a year.
pub fn learn(c: &mut Community, w: &World) {
    if !w.params.mechanisms.norms {
        return;
    }
    let p = &w.params.norms;
    let a_thousand = |count: u32| count as f32 / c.thousands();
    let paid = a_thousand(c.tally.left_alone + c.tally.forced);
    let answered = a_thousand(c.tally.answered);
    c.paid += (paid - c.paid) / 12.0;
    c.answered += (answered - c.answered) / 12.0;
    let up = p.learning * c.paid;
    let down = p.learning * c.answered;
    let back = (LN_2 / p.half_life) as f32;
    // Where it would come to rest, over N₀, and what of the way a month goes.
    let target = (up * (1.0 - p.rest) - down * p.rest) / (up + down + back);
    let goes = 1.0 - exp(-(up + down + back));
    let departs = c.norm - p.rest;
    c.norm = p.rest + (departs + (target - departs) * goes);
}
