//! 4.6, 4.15 Fear: of what happens, what one hears, what happens next door; less where patrols of
//! any body are seen and trusted.

use crate::model::scene::Scene;
use crate::terms::Kind;
use crate::world::community::{Community, REFERENCE};
use crate::world::households::Households;

/// Fear after a violent act: `victim` to the victim, `hearing` to the `hearers` of the community who hear of it.
pub(crate) fn of_violence(households: &mut Households, scene: &Scene, victim: usize, word: u32) {
    let p = &scene.params.feeling;
    households.fear_mut()[victim].add(p.victim as f32);
    let hearers = audience(p.hearers);
    spread(households, hearers, p.hearing as f32, word);
}

/// Fear after a theft: `theft_victim` to the victim, `theft_hearing` to fewer hearers.
pub(crate) fn of_theft(households: &mut Households, scene: &Scene, victim: usize, word: u32) {
    let p = &scene.params.feeling;
    households.fear_mut()[victim].add(p.theft_victim);
    let hearers = audience(p.hearers * p.theft_hearers);
    spread(households, hearers, p.theft_hearing as f32, word);
}

/// Households that hear of an act: a share of the reference community, however towns are cut.
fn audience(share: f64) -> usize {
    (share as f32 * REFERENCE) as usize
}

/// Fear of what neighbours published last step: half as much as at home.
pub(crate) fn of_next_door(c: &mut Community, scene: &Scene) {
    let p = &scene.params.feeling;
    // The mean neighbour counts: more of them do not make more fear, as people hear of one at a time.
    let share = |hearers: f64| (hearers as f32 * REFERENCE / c.size()).min(1.0);
    let of_violence = share(p.hearers) * p.hearing as f32;
    let of_theft = share(p.hearers * p.theft_hearers) * p.theft_hearing as f32;
    let (mut felt, mut near) = (0.0, 0.0_f32);
    for (_, _, published) in scene.neighbours() {
        near += 1.0;
        felt += published.violent as f32 * of_violence + published.thefts as f32 * of_theft;
    }
    // Spread evenly: the mean is that of single hearers, and costs one pass with the decay.
    c.step.heard_next_door = p.next_door * felt / near.max(1.0);
}

/// Adds fear to this many households, spread over the community.
fn spread(households: &mut Households, hearers: usize, amount: f32, word: u32) {
    let n = households.len();
    let start = (word as usize) % n;
    let stride = (n / hearers.max(1)).max(1);
    let mut h = start;
    for _ in 0..hearers.min(n) {
        households.fear_mut()[h].add(amount);
        h += stride;
        if h >= n {
            h -= n;
        }
    }
}

/// Share of fear that seen patrol takes away in a month: patrol_relief·s·trust, over kinds.
pub(super) fn relief(c: &Community, scene: &Scene) -> f32 {
    let p = scene.params.feeling.patrol_relief;
    let seen: f32 =
        Kind::ALL.iter().map(|&kind| c.cover.patrol[kind] * c.opinion.mean_trust[kind]).sum();
    (p * seen).min(1.0)
}

/// Fear fades: half-life of six months, relief by patrols, and what next door and open problems
/// keep alive.
pub(crate) fn fade(c: &mut Community, scene: &Scene) {
    let relief = relief(c, scene) * scene.rules.step;
    let kept = scene.rules.fear_kept * (1.0 - relief);
    let problems = c.conditions.problems as f32 / c.thousands();
    let added = c.step.heard_next_door
        + scene.params.peacebuilding.problem_fear * problems * scene.rules.step;
    for fear in c.households.fear_mut() {
        *fear = crate::world::Level::new(fear.get() * kept + added);
    }
}
