//! 4.10 Predation and displacement.

use super::arising::aftermath;
use super::police::{self, Rank};
use super::proneness;
use super::state::{Community, World};
use super::violence::{self, Act};
use nodal::engine::Process;
use nodal::engine::draws::unit;
use nodal::engine::math::{exp, ln};
use nodal::terms::{Matter, Origin};

/// Offenders prey at home and next door: a Poisson number at their pressure times the pull they see.
pub fn prey(index: usize, c: &mut Community, w: &World) {
    if !w.params.mechanisms.predation {
        return;
    }
    proneness::forget(c, w);
    let pull = w.shown[index].pull;
    let number = |key: u32, rate: f32| {
        let mut stream = w.draws.stream(Process::Predation, c.identity, w.step, key);
        stream.poisson(f64::from(rate) * f64::from(w.length))
    };
    let mut robberies = Vec::new();
    for i in 0..number(0, w.shown[index].pressure * pull) {
        robberies.push((None, i));
    }
    if w.params.mechanisms.displacement {
        for (slot, &(there, km)) in c.near.iter().enumerate() {
            let rate = w.shown[there].pressure * pull * nearness(w, km);
            for i in 0..number(1 + slot as u32, rate) {
                robberies.push((Some(slot), (1 + slot as u32) << 16 | i));
            }
        }
    }
    for (from, key) in robberies {
        rob(c, w, from, key);
    }
}

fn rob(c: &mut Community, w: &World, from: Option<usize>, key: u32) {
    let p = &w.params.predation;
    let words = w.draws.block(Process::Predation, c.identity, w.step, key, 1);
    let more = w.draws.block(Process::Predation, c.identity, w.step, key, 2);
    let at = w.from + w.length * unit(words[2]);
    let victim = proneness::wanted(c, w, at, words[0]);
    proneness::remember(c, victim, at);
    c.tally.thefts += 1;
    c.showing.thefts += 1;
    if from.is_some() {
        c.tally.displaced += 1;
    }
    violence::fear_of_theft(c, w, victim, words[1]);
    // Who comes from elsewhere is not known.
    let mut offender = None;
    if from.is_none() && unit(words[3]) < w.params.disputes.known_offender {
        let household = proneness::offender(c, w, more[0]);
        if household != victim {
            offender = Some(household);
        }
    }
    if unit(more[1]) < p.violent as f32 {
        let act = Act {
            origin: Origin::Predation,
            victim,
            offender,
            descends_from_violence: false,
            is_domestic: false,
            at,
        };
        violence::commit(c, w, &act);
    } else if let Some(offender) = offender {
        let severity = w.severity[Matter::Theft.index()].at((more[3] >> 24) as u8);
        aftermath(c, w, Matter::Theft, (victim, offender), at, severity);
    } else {
        let mut stream = w.draws.stream(Process::Predation, c.identity, w.step, key | 1 << 30);
        if !police::take_report(c, w, victim, Rank::Property, &mut stream) {
            violence::go_unanswered(c, w, Matter::Theft);
        }
    }
    // Arrest: arrest·D, for `arrest_months`.
    if unit(more[2]) < p.arrest * c.deterrence[Origin::Predation.index()] {
        c.tally.arrests += 1;
        match from {
            None => jail(c, w),
            Some(slot) => c.showing.arrests[slot] += 1,
        }
    }
}

/// A spare man is away for some months.
pub fn jail(c: &mut Community, w: &World) {
    if c.spare > 0 {
        c.spare -= 1;
        c.jailed[(w.month + w.params.predation.arrest_months) as usize % 12] += 1;
    }
}

/// Those whose time is over come home.
pub fn release(c: &mut Community, w: &World) {
    let slot = w.month as usize % 12;
    c.spare += u32::from(c.jailed[slot]);
    c.jailed[slot] = 0;
}

/// exp(−km/distance_km).
fn nearness(w: &World, km: f32) -> f32 {
    exp(-km / w.params.predation.distance_km as f32)
}

/// The pull opportunity·V^wealth·exp(−deterrence·D believed) that offenders see, and the pressure of those from here: their
/// number over idleness, exp(w0 + ties), times the reach, and the pulls in reach.
pub fn show(c: &mut Community, w: &World) {
    let p = &w.params.predation;
    let speed = 1.0 - exp(-(p.news as f32) * w.length);
    c.believed_deterrence +=
        speed * (c.deterrence[Origin::Predation.index()] - c.believed_deterrence);
    let pull = proneness::opportunity(c, w)
        * exp(
            p.wealth as f32 * ln(c.wealth.max(0.01)) - p.deterrence as f32 * c.believed_deterrence
        );
    let (mut reach, mut pulls) = (1.0, pull);
    if w.params.mechanisms.displacement {
        for &(there, km) in &c.near {
            reach += nearness(w, km);
            pulls += w.shown[there].pull * nearness(w, km);
        }
    }
    let ties = c.efficacy - w.params.disputes.mean_efficacy;
    let idle = exp(p.idle as f32 + p.ties as f32 * ties);
    let mut in_jail = 0;
    for &men in &c.jailed {
        in_jail += u32::from(men);
    }
    let offenders = p.offenders as f32 * (c.spare + in_jail) as f32 - in_jail as f32;
    c.showing.pull = pull;
    c.showing.pressure = offenders.max(0.0) / (reach * idle + pulls);
}
