//! 4.7 Heat: what a violent act leaves in the victim's side, how it fades and when it strikes, and
//! what a settlement calms.

use crate::engine::draws::{Block, unit};
use crate::engine::{Process, math};
use crate::model::keys;
use crate::model::scene::Scene;
use crate::terms::Origin;
use crate::world::community::Community;
use crate::world::dispute::{Dispute, Feud};
use crate::world::parts::enter;

/// Live feuds that a household can hold.
const MOST: usize = 2;

/// More than the rounding of an exponential below 1.
const ROUNDING: f32 = 1e-5;

/// A violent act heats the victim's side, on both clocks: H += η(1−H)·severity, halved inside the
/// radius; what it adds may strike before the step ends. A third feud takes the place of the last
/// that is cooler than it, of the first if none is.
pub(crate) fn heat_up(
    c: &mut Community,
    scene: &Scene,
    (victim, offender): (usize, usize),
    severity: f32,
    at: f32,
) {
    if !scene.params.mechanisms.feuds || victim == offender {
        return;
    }
    let p = &scene.params.feuds;
    let is_within_group = c.households.group_of(victim) == c.households.group_of(offender);
    let added = p.heat as f32 * severity * if is_within_group { p.inside } else { 1.0 };
    c.tally.heat_added += (added * 1000.0) as u64;
    c.tally.heating_acts += 1;
    let held_back = restraint(c, scene);
    let (key, turn) = (keys::feud(victim as u16, offender as u16), keys::after_act(c.step.acts));
    let words = scene.draws.block(Process::Feuds, c.identity(), scene.step, key, turn);
    let faded = faded(scene, at);
    let mut own = 0;
    let mut coolest: Option<usize> = None;
    for (i, feud) in c.docket.feuds.iter_mut().enumerate() {
        if usize::from(feud.holder) != victim {
            continue;
        }
        if usize::from(feud.against) == offender {
            let more = [0, 1].map(|i| added * (1.0 - (feud.heat[i] / faded[i]).min(1.0)));
            for i in 0..2 {
                feud.heat[i] += more[i] * faded[i];
            }
            feud.due = feud.due.min(strikes_at(scene, more, held_back, at, faded, words));
            feud.is_calmed = false;
            return;
        }
        own += 1;
        if coolest.is_none_or(|_| warmth(feud) < added) {
            coolest = Some(i);
        }
    }
    let feud = Feud {
        holder: victim as u16,
        against: offender as u16,
        heat: faded.map(|faded| added * faded),
        due: strikes_at(scene, [added; 2], held_back, at, faded, words),
        is_calmed: false,
    };
    match coolest {
        Some(i) if own >= MOST => c.docket.feuds[i] = feud,
        _ => enter(&mut c.docket.feuds, feud),
    }
}

/// Draws which feuds strike in the step by the heat with which they enter it, and lets heat fade to
/// the step's end; forgets those that are cold.
pub(crate) fn fade(c: &mut Community, scene: &Scene) {
    let restraint = restraint(c, scene);
    let calm = math::exp(-scene.params.feuds.settled as f32);
    let (place, forgotten) = (c.identity(), scene.params.feuds.forgotten);
    let faded = faded(scene, scene.from);
    c.docket.feuds.retain_mut(|feud| {
        let is_kept = warmth(feud) > forgotten;
        if is_kept {
            let key = keys::feud(feud.holder, feud.against);
            let words = scene.draws.block(Process::Feuds, place, scene.step, key, keys::STANDING);
            let held_back = if feud.is_calmed { restraint * calm } else { restraint };
            feud.due = strikes_at(scene, feud.heat, held_back, scene.from, faded, words);
            for (heat, clock) in feud.heat.iter_mut().zip(&scene.rules.clocks) {
                *heat *= clock.kept;
            }
        }
        is_kept
    });
}

/// A feud strikes: `after_strike` of its heat is left, which may strike again in the step.
pub(crate) fn vent(c: &mut Community, scene: &Scene, feud: usize, words: Block) {
    let restraint = restraint(c, scene);
    let feud = &mut c.docket.feuds[feud];
    let p = &scene.params.feuds;
    let calm = if feud.is_calmed { math::exp(-p.settled as f32) } else { 1.0 };
    let (at, faded) = (feud.due, faded(scene, feud.due));
    feud.heat = feud.heat.map(|heat| heat * p.after_strike);
    let then = [0, 1].map(|i| feud.heat[i] / faded[i]);
    feud.due = strikes_at(scene, then, restraint * calm, at, faded, words);
}

/// When heat of so much at a moment strikes next; never if not before the step ends. `faded` is what the rest of the step
/// leaves of it.
///
/// Strikes fall at φ·H·exp(−deterrence·D − efficacy·E − settled·\[settlement standing]) on each clock,
/// φ = share·n·ln 2/(m·τ), H halving in τ: over time t they cumulate to share·n/m·H·(1−2^(−t/τ)). The
/// sooner of the two clocks strikes.
fn strikes_at(
    scene: &Scene,
    heat: [f32; 2],
    held_back: f32,
    at: f32,
    faded: [f32; 2],
    words: Block,
) -> f32 {
    let mut due = f32::INFINITY;
    for (i, clock) in scene.rules.clocks.iter().enumerate() {
        let in_all = clock.strikes * heat[i] * held_back;
        let u = unit(words[i]);
        // 1 − exp(−x) is at most x, and most heat strikes nobody: then no exponential is taken.
        if u > in_all * (1.0 - faded[i]) + ROUNDING {
            continue;
        }
        if u < math::struck(in_all, 1.0 - faded[i]) {
            let left = (1.0 + math::ln(1.0 - u) / in_all).max(faded[i]);
            due = due.min(at - clock.half_life * std::f32::consts::LOG2_E * math::ln(left));
        }
    }
    if due.is_finite() { due.min(scene.until) } else { due }
}

/// What the rest of the step leaves of heat on each clock.
fn faded(scene: &Scene, at: f32) -> [f32; 2] {
    let rest = scene.until - at;
    scene.rules.clocks.map(|clock| math::exp(-rest * std::f32::consts::LN_2 / clock.half_life))
}

/// What holds strikes back here: exp(−deterrence·D − efficacy·E).
fn restraint(c: &Community, scene: &Scene) -> f32 {
    let p = &scene.params.feuds;
    math::exp(
        -p.deterrence as f32 * c.cover.deterrence[Origin::Feud]
            - p.efficacy as f32 * c.opinion.efficacy,
    )
}

/// The warmer of its two parts.
fn warmth(feud: &Feud) -> f32 {
    feud.heat[0].max(feud.heat[1])
}

/// A settlement stands between the parties, or has broken.
pub(crate) fn calm(feuds: &mut [Feud], d: &Dispute, is_calmed: bool) {
    let pair = |a: u16, b: u16| u32::from(a) << 16 | u32::from(b);
    let (one, other) = (pair(d.initiator, d.respondent), pair(d.respondent, d.initiator));
    for feud in feuds {
        let parties = pair(feud.holder, feud.against);
        if parties == one || parties == other {
            feud.is_calmed = is_calmed;
        }
    }
}
