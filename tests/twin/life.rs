//! 3, 4.6 A dispute lives through a step: escalation and dropping compete with the end of its stage.

use super::arising::words;
use super::beliefs;
use super::choice::{self, Known};
use super::hearings;
use super::levels::{add, read};
use super::norms;
use super::proneness;
use super::settlements::close;
use super::state::{Community, Dispute, Stage, World};
use super::violence::{self, Act};
use nodal::engine::draws::unit;
use nodal::engine::math::{exp, ln};
use nodal::terms::{Matter, Origin, Outcome};

/// All open disputes but the first so many, which have lived; those too that are born on the way.
pub fn live_on(c: &mut Community, w: &World, known: &Known, lived: usize) {
    let mut i = lived;
    while i < c.open.len() {
        let mut d = c.open[i];
        if live_through(&mut d, c, w, known) {
            // The last of the list takes its place.
            c.open.swap_remove(i);
        } else {
            c.open[i] = d;
            i += 1;
        }
    }
}

/// Whether the dispute ended.
fn live_through(d: &mut Dispute, c: &mut Community, w: &World, known: &Known) -> bool {
    let mut now = d.arisen.max(w.from);
    loop {
        if d.stage == Stage::Deciding {
            choice::choose(d, c, w, known, now);
            set_clocks(d, c, w, now);
        }
        let due = match d.stage {
            Stage::Deciding => now,
            Stage::Lumped(until)
            | Stage::Talking(until)
            | Stage::SelfHelp(until)
            | Stage::Queued(_, _, until) => until.min(w.until),
        };
        // When cumulated exposure passes the fuse.
        let breaks_out = w.from + (d.fuse - c.exposure) / exposure(c, w);
        if breaks_out < due && breaks_out <= d.drops {
            turn_violent(d, c, w, breaks_out.max(now));
            return true;
        }
        if d.drops < due {
            drop_it(d, c, w);
            return true;
        }
        if due >= w.until {
            return false;
        }
        now = due;
        if hearings::stage_ends(d, c, w, known, now) {
            return true;
        }
        d.stage = Stage::Deciding;
    }
}

/// What all disputes of a place share: exp(arms·(arms − those of the reference) + harshness + response·(N − N₀) −
/// deterrence·D).
pub fn exposure(c: &Community, w: &World) -> f32 {
    let p = &w.params.escalation;
    exp(p.arms as f32 * (c.arms - 0.2) + proneness::harshness(c, w) + norms::leaning(c, w)
        - p.deterrence as f32 * c.deterrence[Origin::Dispute.index()])
}

/// h = hazard·temper·exp(severity·(s − ½) + anger·(anger − ½) + outside·[outside radius] − hope·hope), times `lumped`
/// while lumped, `self_help` in self-help; and the hazard of dropping, times `lumped_dropping` while lumped. Both draw a
/// unit exponential when a stage begins.
fn set_clocks(d: &mut Dispute, c: &Community, w: &World, now: f32) {
    let p = &w.params.escalation;
    let mut dropping = w.params.disputes.dropping as f32;
    let (mut factor, mut hope) = (1.0, 0.0);
    match d.stage {
        Stage::Lumped(_) => {
            factor = p.lumped;
            dropping *= w.params.disputes.lumped_dropping as f32;
        }
        Stage::SelfHelp(_) => factor = p.self_help as f32,
        Stage::Queued(recourse, _, _) => {
            if let Some(kind) = recourse.kind() {
                hope = read(c.trust[kind.index()][d.initiator]);
            }
        }
        Stage::Deciding | Stage::Talking(_) => {}
    }
    let outside = if d.is_inside_radius { 0.0 } else { p.outside as f32 };
    let exponent = p.severity as f32 * (read(d.severity) - 0.5)
        + p.anger as f32 * (read(d.anger) - 0.5)
        + outside
        - p.hope * hope;
    let temper = proneness::temper(c, w, d.initiator, d.respondent);
    let hazard = p.hazard as f32 * factor * temper * exp(exponent);
    let block = words(d, c, w);
    let cumulated = c.exposure + exposure(c, w) * (now - w.from);
    d.fuse = f32::INFINITY;
    if w.params.mechanisms.escalation && hazard > 0.0 {
        d.fuse = cumulated + -ln(unit(block[0])) / hazard;
    }
    d.drops = now + if dropping > 0.0 { -ln(unit(block[1])) / dropping } else { f32::INFINITY };
}

fn turn_violent(d: &mut Dispute, c: &mut Community, w: &World, at: f32) {
    let word = words(d, c, w)[0];
    close(c, d, Outcome::Violent);
    let initiator_suffers = unit(word) < 0.5;
    let (victim, offender) =
        if initiator_suffers { (d.initiator, d.respondent) } else { (d.respondent, d.initiator) };
    let act = Act {
        origin: Origin::Dispute,
        victim,
        offender: Some(offender),
        descends_from_violence: d.descends_from_violence,
        is_domestic: d.matter == Matter::Domestic || victim == offender,
        at,
    };
    violence::commit(c, w, &act);
}

/// Given up: dropped_grievance·s is left, and a forum in whose queue it was has not settled it.
fn drop_it(d: &Dispute, c: &mut Community, w: &World) {
    close(c, d, Outcome::Dropped);
    let left = w.params.settlement.dropped_grievance * read(d.severity);
    add(&mut c.grievance[d.initiator], left);
    if let Stage::Queued(recourse, _, _) = d.stage
        && let Some(kind) = recourse.kind()
    {
        beliefs::note_case(c, kind, d.initiator, false);
    }
    let is_of_violence = d.matter == Matter::Assault || d.matter == Matter::Theft;
    if is_of_violence && !d.was_answered {
        violence::go_unanswered(c, w, d.matter);
    }
}
