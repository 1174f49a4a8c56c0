//! 4.21 Collective efficacy: people who use institutions of any kind learn that they can act
//! together; fear undoes it. No term names a provider.

use crate::engine::math;
use crate::model::scene::Scene;
use crate::params::Efficacy;
use crate::terms::Recourse;
use crate::world::community::Community;

/// One month: `speed` of the way to σ(base + ln(1+uses) + ties − fear·fear), uses what came of acting together per
/// 1,000 households: settlements of gatherings that are kept less `broken` times those that broke, projects, and
/// `sitting` of each sitting. A settlement counts when it is made, and is taken back with what a broken one costs when it
/// breaks. That a gathering was held teaches nothing.
pub(crate) fn move_efficacy(c: &mut Community, scene: &Scene) {
    if !scene.params.mechanisms.efficacy {
        return;
    }
    let p = &scene.params.efficacy;
    let made = c.tally.settled[Recourse::PeaceCommittee] as f32;
    let broken = c.tally.broken[Recourse::PeaceCommittee] as f32;
    let sat = p.sitting * c.tally.sittings as f32;
    let came = made - (1.0 + p.broken) * broken + c.tally.projects as f32 + sat;
    let uses = came / c.thousands();
    // A year's mean: people do not forget in a month, and small places are not told by their noise.
    c.opinion.uses += (uses - c.opinion.uses) / 12.0;
    let fear = c.mean_fear();
    c.opinion.efficacy = next(c.opinion.efficacy, c.opinion.uses.max(0.0), c.ground.ties, fear, p);
}

/// The efficacy a month later.
fn next(efficacy: f32, uses: f32, ties: f32, fear: f32, p: &Efficacy) -> f32 {
    let target = math::logistic(p.base as f32 + math::ln(1.0 + uses) + ties - p.fear as f32 * fear);
    efficacy + p.speed * (target - efficacy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_raise_efficacy_and_fear_lowers_it() {
        let p = Efficacy::default();
        let calm = next(0.5, 10.0, 0.0, 0.1, &p);
        assert!(calm > next(0.5, 0.0, 0.0, 0.1, &p));
        assert!(calm > next(0.5, 10.0, 0.0, 0.8, &p));
    }

    #[test]
    fn a_weak_state_with_custom_rests_between_half_and_seven_tenths() {
        let p = Efficacy::default();
        let mut efficacy = 0.2;
        for _ in 0..1000 {
            efficacy = next(efficacy, 7.0, 0.0, 0.14, &p);
        }
        assert!((0.5..=0.7).contains(&efficacy), "{efficacy}");
    }
}
