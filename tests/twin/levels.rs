//! Levels in sixteen bits, and the two functions of probability that every section uses.

use nodal::engine::math::exp;

/// σ(x).
pub fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// Probability that a hazard strikes within an exposure.
pub fn struck(hazard: f32, exposure: f32) -> f32 {
    1.0 - exp(-hazard * exposure)
}

/// A level as a number in [0, 1].
pub fn read(level: u16) -> f32 {
    f32::from(level) * (1.0 / 65_535.0)
}

/// The level nearest to a number.
pub fn level(x: f32) -> u16 {
    (x.clamp(0.0, 1.0) * 65_535.0).round_ties_even() as u16
}

/// Adds to a level.
pub fn add(to: &mut u16, amount: f32) {
    *to = level(read(*to) + amount);
}

/// Moves a level a share of the way to a target.
pub fn approach(from: &mut u16, target: f32, share: f32) {
    let now = read(*from);
    *from = level(now + share * (target - now));
}

/// The mean of levels.
pub fn mean(levels: &[u16]) -> f32 {
    let mut total = 0_u64;
    for &level in levels {
        total += u64::from(level);
    }
    (total as f64 / 65_535.0 / levels.len() as f64) as f32
}
