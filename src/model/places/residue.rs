//! 4.29 What makes a place better or worse beyond what is told of it: opportunity for quarrels and prey, and
//! harshness. Both drift slowly, together where places are near.

use crate::engine::math;
use crate::model::scene::Scene;
use crate::world::community::Community;
use crate::world::differences::{Difference, Landscape};

/// Once a year both move: with z = ρ·hardship + √(1−ρ²)·w, w ← φ·w + √(1−φ²)·ε, ε a new field of the year. An
/// Ornstein–Uhlenbeck process whose spread stays, and its correlation with hardship.
pub(crate) fn drift(c: &mut Community, scene: &Scene) {
    if !scene.params.mechanisms.differences || !scene.month.is_multiple_of(12) {
        return;
    }
    let p = &scene.params.differences;
    let land = Landscape { params: scene.params, draws: scene.draws };
    let at = (c.place.x_km, c.place.y_km);
    let of_hardship = p.residual_with_hardship * f64::from(c.ground.hardship);
    let own = (1.0 - p.residual_with_hardship * p.residual_with_hardship).sqrt();
    let moves = (1.0 - p.persistence * p.persistence).sqrt();
    let next = |of: Difference, z: f32| {
        let news = own * land.mixed(of, p.residual_shared, scene.month / 12, at);
        let departure = f64::from(z) - of_hardship;
        (of_hardship + p.persistence * departure + moves * news) as f32
    };
    c.conditions.opportunity = next(Difference::Opportunity, c.conditions.opportunity);
    c.conditions.harshness = next(Difference::Harshness, c.conditions.harshness);
}

/// Factor on the rate at which disputes arise, and on the pull on offenders: exp(s·z − s²/2), 1 on average.
pub(crate) fn opportunity(c: &Community, scene: &Scene) -> f32 {
    math::exp(exponent(scene, scene.params.differences.opportunity, c.conditions.opportunity))
}

/// What harshness adds to the log hazard of escalation: s·z − s²/2.
pub(crate) fn harshness(c: &Community, scene: &Scene) -> f32 {
    exponent(scene, scene.params.differences.harshness, c.conditions.harshness)
}

fn exponent(scene: &Scene, spread: f64, z: f32) -> f32 {
    if !scene.params.mechanisms.differences {
        return 0.0;
    }
    let spread = spread as f32;
    spread * z - spread * spread / 2.0
}
