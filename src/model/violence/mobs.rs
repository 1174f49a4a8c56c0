//! 4.8 Mobs: a crowd turns on a suspect who is caught, where people fear, alike went unanswered, the
//! police are not trusted and no hearing is in reach. It leaves no organisation.

use super::acts::{self, Act, Deaths};
use crate::engine::draws::{below, unit};
use crate::engine::{Process, math};
use crate::model::keys;
use crate::model::places::mobility::{self, Reason};
use crate::model::scene::Scene;
use crate::terms::{Kind, Origin};
use crate::world::community::Community;
use crate::world::diary::What;
use rand_distr::{Distribution, StandardNormal};

/// After a theft: the suspect is caught by those around with the probability `caught`, and a crowd turns on him with
/// σ(base + fear·fear + unanswered·(1 − exp(−N/unanswered_scale)) − police·trust in police − hearing·[a hearing is in reach]), N the
/// victims without an answer in six months for 1,000 households.
pub(super) fn gather(c: &mut Community, scene: &Scene, key: u32, at: f32) {
    if !scene.params.mechanisms.mobs {
        return;
    }
    let p = &scene.params.mobs;
    let words = scene.draws.block(Process::Mobs, c.identity(), scene.step, key, 0);
    if unit(words[0]) >= p.caught || unit(words[1]) >= turns(c, scene) {
        return;
    }
    let mut stream =
        scene.draws.stream(Process::Mobs, c.identity(), scene.step, keys::crowd_of(key));
    let is_wrong = stream.chance(p.wrong);
    let suspect = c.at_home(below(words[2], c.households.len() as u32) as usize);
    let deviate: f64 = StandardNormal.sample(&mut stream);
    let crowd = p.crowd * libm::exp(p.crowd_spread * deviate);
    // Twice the crowd, twice the odds of a death.
    let odds = p.lethality / (1.0 - p.lethality).max(1e-9) * crowd / p.crowd.max(1e-9);
    c.tally.mobs += 1;
    c.tally.mob_wrong += u32::from(is_wrong);
    c.note(at, None, [Some(suspect as u16), None], What::Mobbed { is_wrong });
    let attacker = c.at_home(stream.below(c.households.len() as u32) as usize);
    let act = Act {
        origin: Origin::Mob,
        victim: suspect,
        offender: Some(attacker).filter(|&other| other != suspect),
        descends_from_violence: false,
        is_domestic: false,
        deaths: Deaths::Of((odds / (1.0 + odds)) as f32),
        at,
    };
    acts::commit(c, scene, &act);
    if unit(words[3]) < scene.params.mobility.mob {
        mobility::leave(c, scene, suspect, Reason::Violence);
    }
}

/// Probability that those around turn on a suspect.
fn turns(c: &Community, scene: &Scene) -> f32 {
    let p = &scene.params.mobs;
    let unanswered = c.conditions.unanswered.total();
    let a_thousand = unanswered as f32 / c.thousands();
    let known = 1.0 - math::exp(-a_thousand / p.unanswered_scale);
    let has_hearing = scene.committee().is_some_and(|committee| !committee.steered.is_placebo)
        || c.providers.elders.iter().any(|elders| elders.exist && elders.slots > 0.0);
    math::logistic(
        p.base as f32 + p.fear as f32 * c.mean_fear() + p.unanswered as f32 * known
            - p.police * c.opinion.mean_trust[Kind::Public]
            - if has_hearing { p.hearing as f32 } else { 0.0 },
    )
}
