//! 4.7 Feuds: violence is remembered, and returned.

use super::acts::{self, Act};
use crate::engine::draws::{below, unit};
use crate::engine::{Process, math};
use crate::model::scene::Scene;
use crate::terms::Origin;
use crate::world::community::Community;

/// Heat below which a feud is forgotten.
/// Kin: this many nearest households of the group, by index.
const KIN: usize = 6;

/// Lets heat fade and strikes fall.
///
/// Strike hazard φ·H·exp(−deterrence·D − efficacy·E − settled·[settlement standing]); own heat
/// × after_strike after a strike; it hits one of the opponent's kin with the probability `kin`, else him.
pub(crate) fn pursue(c: &mut Community, scene: &Scene) {
    let p = &scene.params.feuds;
    let restraint = math::exp(
        -p.deterrence as f32 * c.cover.deterrence[Origin::Feud]
            - p.efficacy as f32 * c.opinion.efficacy,
    );
    let calm = math::exp(-p.settled as f32);
    let kept = scene.rules.heat_kept;
    // Heat falls evenly: its mean over the step makes the exposure.
    let mean_heat = f32::midpoint(1.0, kept);
    let forgotten = p.forgotten;
    c.docket.feuds.retain_mut(|feud| feud.heat > forgotten);
    let living = c.docket.feuds.len();
    for i in 0..living {
        let feud = c.docket.feuds[i];
        c.docket.feuds[i].heat *= kept;
        let held_back = if feud.is_calmed { restraint * calm } else { restraint };
        let hazard = scene.rules.strike * feud.heat * mean_heat * held_back;
        let key = u32::from(feud.holder) << 16 | u32::from(feud.against);
        let words = scene.draws.block(Process::Feuds, c.identity(), scene.step, key, 0);
        if unit(words[0]) >= math::struck(hazard, scene.rules.step) {
            continue;
        }
        c.docket.feuds[i].heat *= p.after_strike;
        let victim = if unit(words[1]) < p.kin {
            kin(c, usize::from(feud.against), words[2])
        } else {
            usize::from(feud.against)
        };
        let act = Act {
            origin: Origin::Feud,
            victim,
            offender: Some(usize::from(feud.holder)),
            descends_from_violence: true,
            is_domestic: false,
            lethality: None,
            at: scene.from + scene.rules.step * unit(words[3]),
        };
        acts::commit(c, scene, &act);
    }
}

/// One of the six nearest households of the group; oneself if one has none.
fn kin(c: &Community, of: usize, word: u32) -> usize {
    let group = c.households.group(c.households.group_of(of));
    if group.len() < 2 {
        return of;
    }
    let width = KIN.min(group.len() - 1);
    let first = of.saturating_sub(KIN / 2).clamp(group.start, group.end - 1 - width);
    let drawn = first + below(word, width as u32) as usize;
    if drawn >= of { drawn + 1 } else { drawn }
}
