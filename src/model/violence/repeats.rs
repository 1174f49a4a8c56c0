//! 4.30 Who is preyed on: the prone, those who have something, and for a while those who were hit, and who lives near.

use crate::engine::draws::{below, unit};
use crate::engine::math;
use crate::model::people::proneness;
use crate::model::scene::Scene;
use crate::world::community::Community;
use crate::world::dispute::Hit;
use crate::world::parts::enter;
use crate::world::rules::class_of;
use rand_philox::splitmix64;

/// Households to each side that are near.
const SIDE: i32 = 3;

/// Part of a rise below which a theft is forgotten.
const FORGOTTEN: f32 = 0.03;

/// What a theft after a time adds to the risk of the same household, in parts of its risk at the beginning.
fn rise(scene: &Scene, months: f32) -> f32 {
    math::exp(-months * std::f32::consts::LN_2 / scene.params.proneness.half_life as f32)
}

/// Months within which another theft from the same household is told as repeated.
const SOON: f32 = 1.0;

/// A step begins: forgets thefts of long ago.
pub(super) fn age(c: &mut Community, scene: &Scene) {
    c.docket.hits.retain(|hit| {
        let ago = scene.from - hit.at;
        rise(scene, ago) > FORGOTTEN || ago < SOON
    });
}

/// The household that an offender wants at a moment.
///
/// Household h is wanted in proportion to f·pull(class)·(1 + b·Σ2^(−|t−t_i|/τ)), the sum over recent thefts from it, and
/// those from the six nearest to the part `near`. A theft of the same step counts by its distance in time, so that a pair
/// counts once in whatever order both are lived.
pub(super) fn wanted(c: &Community, scene: &Scene, at: f32, word: u32) -> usize {
    let n = c.households.len() as u32;
    let p = &scene.params.proneness;
    let chances = &scene.rules.proneness;
    let chance =
        |h: usize| chances.hit[class_of(c.identity(), h)] * chances.pull[c.households.class(h)];
    let is_there = |h: usize| c.conditions.moved.away == 0 || !c.households.is_away(h);
    let raised = if scene.params.mechanisms.repeats { p.repeats } else { 0.0 };
    let near = 2.0 * SIDE as f32 * p.near;
    let sum: f32 = c.docket.hits.iter().map(|hit| rise(scene, (at - hit.at).abs())).sum();
    let added = raised * (1.0 + near) * sum;
    let any = |word: u32| {
        let more = splitmix64(u64::from(word));
        let u = unit(word) * (n as f32 + added);
        if u < n as f32 || added <= 0.0 {
            return below(more as u32, n) as usize;
        }
        let mut left = (u - n as f32) / (raised * (1.0 + near));
        let hit = c.docket.hits.iter().find(|hit| {
            left -= rise(scene, (at - hit.at).abs());
            left < 0.0
        });
        let Some(hit) = hit.or(c.docket.hits.last()) else { return below(more as u32, n) as usize };
        beside(scene, hit.household, n, more)
    };
    c.at_home(if scene.params.mechanisms.proneness {
        proneness::drawn(word, any, |h| if is_there(h) { chance(h) } else { 0.0 })
    } else {
        any(word)
    })
}

/// The household that was hit, or one of the six nearest.
fn beside(scene: &Scene, household: u16, n: u32, words: u64) -> usize {
    let near = 2.0 * SIDE as f32 * scene.params.proneness.near;
    if unit(words as u32) * (1.0 + near) < 1.0 {
        return usize::from(household);
    }
    let side = below((words >> 32) as u32, 2 * SIDE as u32) as i32;
    let step = if side < SIDE { side - SIDE } else { side - SIDE + 1 };
    (i32::from(household) + step).rem_euclid(n as i32) as usize
}

/// Remembers a theft, in the place of the oldest where there is no more room, and counts it where the household was
/// robbed within the month. They are counted with the mechanism off too: the prone are robbed again soon without it.
pub(super) fn remember(c: &mut Community, victim: usize, at: f32) {
    let most = Hit::most(c.households.len());
    let hits = &mut c.docket.hits;
    let hit = Hit { household: victim as u16, at };
    let is_soon = |other: &Hit| other.household == hit.household && (at - other.at).abs() < SOON;
    c.tally.thefts_again += u32::from(hits.iter().any(is_soon));
    if hits.len() < most {
        enter(hits, hit);
    } else if let Some(oldest) = hits.iter_mut().min_by(|a, b| a.at.total_cmp(&b.at)) {
        *oldest = hit;
    }
}
