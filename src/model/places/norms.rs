//! 4.32 Norm of force: where force goes unanswered or pays off people come to think it right, and where violence is
//! answered without force they do less. No term names a provider.

use crate::engine::math;
use crate::model::places::provocation;
use crate::model::scene::Scene;
use crate::world::community::Community;

/// One month of dN/dt = κ(1 − N)x − κNy − (N − N₀)·ln 2/half_life, lived exactly: x the violent acts without an answer, the
/// settlements that force made and what provokes, y the violent acts answered without force, both a month per 1,000
/// households and the mean of a year.
pub(crate) fn follow(c: &mut Community, scene: &Scene) {
    if !scene.params.mechanisms.norms {
        return;
    }
    let paid = (c.tally.left_alone + c.tally.forced) as f32 / c.thousands()
        + provocation::of_force(c, scene);
    let answered = c.tally.answered as f32 / c.thousands();
    // A year's mean, as of the uses that efficacy follows: small places are not told by their noise.
    for (lesson, of_month) in c.opinion.answers.iter_mut().zip([paid, answered]) {
        *lesson += (of_month - *lesson) / 12.0;
    }
    let p = &scene.params.norms;
    let lessons = c.opinion.answers.map(|lesson| p.learning * lesson);
    c.opinion.norm = p.rest + next(departure(c, scene), p.rest, lessons, scene.rules.norm_fades);
}

/// The departure n = N − N₀ a month later: dn/dt = κx(1 − N₀) − κyN₀ − (κx + κy + fades)·n.
fn next(n: f32, rest: f32, [paid, answered]: [f32; 2], fades: f32) -> f32 {
    let drive = paid * (1.0 - rest) - answered * rest;
    let speed = paid + answered + fades;
    n + (drive / speed - n) * (1.0 - math::exp(-speed))
}

/// The norm above its rest: 0 where nothing moves it.
fn departure(c: &Community, scene: &Scene) -> f32 {
    c.opinion.norm - scene.params.norms.rest
}

/// What the norm adds to the log hazard of escalation, and to what people expect of helping themselves.
pub(crate) fn leaning(c: &Community, scene: &Scene) -> f32 {
    scene.params.norms.response * departure(c, scene)
}

/// Factor on reporting: who thinks force right does not go to others about it.
pub(crate) fn reporting(c: &Community, scene: &Scene) -> f32 {
    1.0 - scene.params.norms.silence * departure(c, scene)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// N* = (κx + N₀·fades)/(κx + κy + fades), from wherever it begins.
    #[test]
    fn verif_the_norm_comes_to_rest_at_its_fixed_point() {
        let (rest, fades) = (0.3, 0.01_f32);
        for lessons in [[0.04, 0.01], [0.0, 0.03], [0.5, 0.0], [0.02, 0.02]] {
            let [paid, answered] = lessons;
            let wanted = (paid + rest * fades) / (paid + answered + fades);
            for start in [-0.3, 0.0, 0.7] {
                let mut n = start;
                for _ in 0..4000 {
                    n = next(n, rest, lessons, fades);
                    assert!((0.0..=1.0).contains(&(rest + n)), "{n}");
                }
                assert!((rest + n - wanted).abs() < 1e-4, "{n} {wanted}");
            }
        }
    }

    #[test]
    fn verif_a_departure_halves_in_its_half_life_and_nothing_moves_what_rests() {
        let fades = std::f32::consts::LN_2 / 60.0;
        let mut n = 0.2;
        for _ in 0..60 {
            n = next(n, 0.3, [0.0; 2], fades);
        }
        assert!((n - 0.1).abs() < 1e-4, "{n}");
        assert_eq!(next(0.0, 0.3, [0.0; 2], fades), 0.0);
    }
}
