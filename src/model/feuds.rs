//! 4.7 Feuds: violence is remembered, and returned.

use super::scene::Scene;
use super::violence::{self, Act};
use crate::engine::draws::{below, unit};
use crate::engine::{Process, math};
use crate::terms::Origin;
use crate::world::community::Community;
use crate::world::dispute::{Dispute, Feud};

/// Heat below which a feud is forgotten.
const FORGOTTEN: f32 = 0.01;
/// Live feuds that a household can hold.
const MOST: usize = 2;
/// Kin: this many nearest households of the group, by index.
const KIN: usize = 6;

/// A violent act heats the victim's side: H += η(1−H)·severity, halved inside the radius. A third
/// feud takes the place of the coolest.
pub(super) fn heat_up(
    c: &mut Community,
    scene: &Scene,
    victim: usize,
    offender: usize,
    severity: f32,
) {
    if !scene.params.mechanisms.feuds || victim == offender {
        return;
    }
    let p = &scene.params.feuds;
    let is_within_group = c.households.group_of(victim) == c.households.group_of(offender);
    let added = p.heat as f32 * severity * if is_within_group { p.inside as f32 } else { 1.0 };
    c.tally.heat_added += (added * 1000.0) as u64;
    c.tally.heating_acts += 1;
    let mut own = 0;
    let mut coolest: Option<usize> = None;
    for (i, feud) in c.feuds.iter_mut().enumerate() {
        if usize::from(feud.holder) != victim {
            continue;
        }
        if usize::from(feud.against) == offender {
            feud.heat += added * (1.0 - feud.heat);
            feud.is_calmed = false;
            return;
        }
        own += 1;
        if coolest.is_none_or(|_| feud.heat < added) {
            coolest = Some(i);
        }
    }
    let feud =
        Feud { holder: victim as u16, against: offender as u16, heat: added, is_calmed: false };
    match coolest {
        Some(i) if own >= MOST => c.feuds[i] = feud,
        _ => c.feuds.push(feud),
    }
}

/// A settlement stands between the parties, or has broken.
pub(super) fn calm(c: &mut Community, d: &Dispute, is_calmed: bool) {
    for feud in &mut c.feuds {
        let (a, b) = (feud.holder, feud.against);
        if (a, b) == (d.initiator, d.respondent) || (b, a) == (d.initiator, d.respondent) {
            feud.is_calmed = is_calmed;
        }
    }
}

/// Lets heat fade and strikes fall.
///
/// Strike hazard φ·H·exp(−1.5·D − 0.5·E − 1.5·[settlement standing]); own heat × 0.4 after a
/// strike; it hits the opponent with 0.6, else one of his kin.
pub(super) fn pursue(index: usize, c: &mut Community, scene: &Scene) {
    let p = &scene.params.feuds;
    let restraint = math::exp(
        -p.deterrence as f32 * c.deterrence[Origin::Feud.index()] - p.efficacy as f32 * c.efficacy,
    );
    let calm = math::exp(-p.settled as f32);
    let kept = scene.rules.heat_kept;
    // Heat falls evenly: its mean over the step makes the exposure.
    let mean_heat = f32::midpoint(1.0, kept);
    c.feuds.retain_mut(|feud| feud.heat > FORGOTTEN);
    let living = c.feuds.len();
    for i in 0..living {
        let feud = c.feuds[i];
        c.feuds[i].heat *= kept;
        let held_back = if feud.is_calmed { restraint * calm } else { restraint };
        let hazard = scene.rules.strike * feud.heat * mean_heat * held_back;
        let key = u32::from(feud.holder) << 16 | u32::from(feud.against);
        let words = scene.draws.block(Process::Feuds, c.identity(), scene.step, key, 0);
        if unit(words[0]) >= math::struck(hazard, scene.rules.step) {
            continue;
        }
        c.feuds[i].heat *= p.after_strike as f32;
        let victim = if unit(words[1]) < p.kin as f32 {
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
            at: scene.from + scene.rules.step * unit(words[3]),
        };
        violence::commit(index, c, scene, &act);
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
