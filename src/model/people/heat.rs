//! 4.7 Heat: what a violent act leaves in the victim's side, and what a settlement calms.

use crate::model::scene::Scene;
use crate::world::community::Community;
use crate::world::dispute::{Dispute, Feud};

/// Live feuds that a household can hold.
const MOST: usize = 2;

/// A violent act heats the victim's side: H += η(1−H)·severity, halved inside the radius. A third
/// feud takes the place of the last that is cooler than it, of the first if none is.
pub(crate) fn heat_up(
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
    let added = p.heat as f32 * severity * if is_within_group { p.inside } else { 1.0 };
    c.tally.heat_added += (added * 1000.0) as u64;
    c.tally.heating_acts += 1;
    let mut own = 0;
    let mut coolest: Option<usize> = None;
    for (i, feud) in c.docket.feuds.iter_mut().enumerate() {
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
        Some(i) if own >= MOST => c.docket.feuds[i] = feud,
        _ => c.docket.feuds.push(feud),
    }
}

/// A settlement stands between the parties, or has broken.
pub(crate) fn calm(feuds: &mut [Feud], d: &Dispute, is_calmed: bool) {
    for feud in feuds {
        let (a, b) = (feud.holder, feud.against);
        if (a, b) == (d.initiator, d.respondent) || (b, a) == (d.initiator, d.respondent) {
            feud.is_calmed = is_calmed;
        }
    }
}
