//! 4.4 Settlements: made, kept, broken.

use super::arising::words;
use super::beliefs;
use super::levels::{add, approach, read};
use super::state::{Community, Dispute, Settled, Stage, World};
use super::violence;
use nodal::engine::draws::unit;
use nodal::engine::math::{exp, ln};
use nodal::terms::{Kind, Matter, Origin, Outcome, Recourse};
use std::f32::consts::LN_2;

/// What a settlement rests on.
#[derive(Clone, Copy)]
pub struct Terms {
    pub is_imposed: bool,
    pub is_accepted: bool,
    pub attenders: f32,
    pub knowledge: f32,
    /// Chance of what it rests on: the mean share of the claim that it meets.
    pub quality: f32,
    /// Whose claim it meets.
    pub claimant: usize,
}

impl Terms {
    /// A decision, before ten who know half of each other.
    pub fn imposed(is_accepted: bool, quality: f32, claimant: usize) -> Self {
        Self { is_imposed: true, is_accepted, attenders: 10.0, knowledge: 0.5, quality, claimant }
    }
}

/// The dispute is at rest.
pub fn close(c: &mut Community, d: &Dispute, outcome: Outcome) {
    c.at_rest += 1;
    c.tally.ended[outcome] += 1;
    if let Some(recourse) = d.first {
        c.tally.courses[recourse][outcome] += 1;
    }
}

/// A settlement is made; whether and when it breaks is drawn at once.
pub fn settle(
    d: &mut Dispute,
    recourse: Recourse,
    terms: Terms,
    c: &mut Community,
    w: &World,
    now: f32,
) {
    close(c, d, if terms.is_imposed { Outcome::Imposition } else { Outcome::Agreement });
    c.tally.settled[recourse] += 1;
    if recourse == Recourse::SelfHelp {
        c.tally.forced += 1;
    } else if d.matter == Matter::Assault {
        c.tally.answered += 1;
    }
    c.tally.settlement_time += ((now - d.arisen).max(0.0) * 1000.0) as u64;
    c.tally.settled_for.add(c.sort_of(d.initiator), 1);
    violence::calm(c, d, true);

    let p = &w.params.settlement;
    let block = words(d, c, w);
    // Of 255.
    let met = if w.params.mechanisms.degrees {
        w.met.at(terms.quality, (block[1] >> 24) as u8)
    } else {
        255
    };
    let share = f32::from(met) / 255.0;
    if met == 255 || share >= p.complete {
        c.tally.complete[recourse] += 1;
    } else if share >= p.partial {
        c.tally.partial[recourse] += 1;
    }
    if met < 255 {
        let left = p.dropped_grievance * read(d.severity) * (1.0 - share);
        add(&mut c.grievance[terms.claimant], left);
    }

    let needed = -ln(unit(block[0]));
    let half_life = p.breaking_half_life;
    // The hazard h·2^(−age/half-life) cumulates to h·half-life/ln 2 at most.
    let most = hazard(d, &terms, c, w) * half_life / LN_2;
    let breaks_at = (needed < most).then(|| -half_life / LN_2 * ln(1.0 - needed / most));
    let kept_months = w.params.radius.kept_months;
    let is_kept = match breaks_at {
        Some(age) => age > kept_months as f32,
        None => true,
    };
    if is_kept && !terms.is_imposed {
        let due = (w.month + kept_months) as usize % 12;
        if !d.is_within_group {
            c.keeping[due] += 1;
        }
        if recourse == Recourse::Customary {
            c.kept_plans[due] += 1;
        }
    }
    if let Some(age) = breaks_at {
        c.settled.push(Settled {
            dispute: *d,
            recourse,
            at: now,
            breaks: now + age,
            by_agreement: !terms.is_imposed,
            met: share,
        });
    }
}

/// breaking·exp(breaking_severity·(s − ½) − breaking_knowledge·(K − ½) − breaking_attenders·ln(n/10) +
/// breaking_dissent·[dissent] − breaking_deterrence·D·[imposed]), times `breaking_unaccepted` where a decision
/// was not accepted.
fn hazard(d: &Dispute, terms: &Terms, c: &Community, w: &World) -> f32 {
    let p = &w.params.settlement;
    let mut exponent = p.breaking_severity * (read(d.severity) - 0.5)
        - p.breaking_knowledge * (terms.knowledge - 0.5)
        - p.breaking_attenders * ln(terms.attenders / 10.0);
    if terms.is_imposed {
        exponent -= p.breaking_deterrence * c.deterrence[Origin::Dispute.index()];
    }
    if terms.is_accepted {
        return p.breaking as f32 * exp(exponent);
    }
    exponent += p.breaking_dissent;
    p.breaking as f32 * p.breaking_unaccepted * exp(exponent)
}

/// Settlements that break in this step.
pub fn reopen(c: &mut Community, w: &World) {
    let mut i = 0;
    while i < c.settled.len() {
        if c.settled[i].breaks >= w.until {
            i += 1;
            continue;
        }
        // The last of the list takes its place.
        let broken = c.settled.swap_remove(i);
        let mut d = broken.dispute;
        c.tally.reopened += 1;
        c.tally.broken[broken.recourse] += 1;
        c.at_rest -= 1;
        let kind = match broken.recourse {
            Recourse::Public => Some(Kind::Public),
            Recourse::Customary => Some(Kind::Customary),
            _ => None,
        };
        if let Some(kind) = kind
            && broken.breaks - broken.at <= 12.0
        {
            beliefs::forget_success(c, kind, d.initiator);
        }
        if broken.by_agreement && !d.is_within_group {
            c.tally.cross_broken += 1;
        }
        violence::calm(c, &d, false);
        d.arisen = broken.breaks.max(w.from);
        d.stage = Stage::Deciding;
        d.tried = [false; Recourse::COUNT];
        d.reopened += 1;
        approach(&mut d.anger, 0.0, 0.5 * broken.met);
        c.open.push(d);
    }
}
