//! 4.30 Persons differ: a few households quarrel and are hit far more than others.

use crate::engine::draws::{below, unit};
use crate::model::scene::Scene;
use crate::terms::Calling;
use crate::world::community::Community;
use crate::world::rules::class_of;
use rand_philox::splitmix64;

/// Factor on the hazard by which a quarrel of this pair turns violent: the mean of both sides' f^(1−ν) over its mean
/// among those who quarrel.
pub(crate) fn of_pair(c: &Community, scene: &Scene, (a, b): (usize, usize)) -> f32 {
    if !scene.params.mechanisms.proneness {
        return 1.0;
    }
    let temper = &scene.rules.proneness.temper;
    f32::midpoint(temper[class_of(c.identity(), a)], temper[class_of(c.identity(), b)])
}

/// One of `count` households, each told by `nth`, in proportion to how often it quarrels, f^ν; `None` of none
/// who is there.
pub(crate) fn quarreller(
    c: &Community,
    scene: &Scene,
    count: usize,
    nth: impl Fn(usize) -> usize,
    word: u32,
) -> Option<usize> {
    if count == 0 {
        return None;
    }
    let any = |word: u32| nth(below(word, count as u32) as usize);
    let are_all_there = c.conditions.moved.away == 0;
    if !scene.params.mechanisms.proneness && are_all_there {
        return Some(any(word));
    }
    let quarrels = |h: usize| {
        if !scene.params.mechanisms.proneness {
            return 1.0;
        }
        scene.rules.proneness.quarrels[class_of(c.identity(), h)]
    };
    let is_there = |h: usize| are_all_there || !c.households.is_away(h);
    let one = drawn(word, any, |h| if is_there(h) { quarrels(h) } else { 0.0 });
    is_there(one).then_some(one)
}

/// The household whose member is the offender: a spare man's or a gang's more than others.
pub(crate) fn offender(c: &Community, scene: &Scene, word: u32) -> usize {
    c.at_home(suspect(c, scene, word))
}

fn suspect(c: &Community, scene: &Scene, word: u32) -> usize {
    let n = c.households.len() as u32;
    let any = |word: u32| below(word, n) as usize;
    if !scene.params.mechanisms.proneness {
        return any(word);
    }
    let share = c.men.spare as f32 / n as f32;
    let rest = 1.0 / scene.params.proneness.offenders;
    drawn(word, any, |h| {
        let is_idle = match c.households.calling(h) {
            Calling::Gang => true,
            Calling::None => {
                unit(splitmix64(u64::from(c.identity()) << 20 | h as u64) as u32) < share
            }
            Calling::Committee | Calling::Vigilante | Calling::Guard => false,
        };
        if is_idle { 1.0 } else { rest }
    })
}

/// Tries after which a household is taken as it comes: none of those there are has a chance worth mentioning.
const TRIES: u32 = 1000;

/// Draws until one is taken, by the chance of each; the words follow from the first.
pub(crate) fn drawn(word: u32, any: impl Fn(u32) -> usize, chance: impl Fn(usize) -> f32) -> usize {
    let mut state = splitmix64(u64::from(word));
    for _ in 0..TRIES {
        let household = any(state as u32);
        if unit((state >> 32) as u32) < chance(household) {
            return household;
        }
        state = splitmix64(state);
    }
    any(state as u32)
}
