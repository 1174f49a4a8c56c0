//! 3, 4.6 A dispute lives through a step: escalation and dropping compete with the end of its stage.

use super::arising::words;
use super::beliefs;
use super::choice::{self, Known};
use super::hearings;
use super::levels::{add, read, struck};
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
        }
        let due = match d.stage {
            Stage::Deciding => now,
            Stage::Lumped(until)
            | Stage::Talking(until)
            | Stage::SelfHelp(until)
            | Stage::Queued(_, _, until) => until.min(w.until),
        };
        let (escalation, dropping) = hazards(d, c, w);
        let block = words(d, c, w);
        let u = unit(block[0]);
        let rate = escalation + dropping;
        if u < struck(rate, due - now) {
            let at = (now - ln(1.0 - u) / rate).min(due);
            if unit(block[1]) * rate < escalation {
                turn_violent(d, c, w, at, block[2]);
            } else {
                drop_it(d, c, w);
            }
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

/// h = hazard·exp(severity·(s − ½) + anger·(anger − ½) + outside·[outside radius] − hope·hope + arms·(arms −
/// those of the reference) − deterrence·D); times `lumped` while lumped, `self_help` in self-help; and the
/// hazard of dropping, times `lumped_dropping` while lumped.
fn hazards(d: &Dispute, c: &Community, w: &World) -> (f32, f32) {
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
    if !w.params.mechanisms.escalation {
        return (0.0, dropping);
    }
    let outside = if d.is_inside_radius { 0.0 } else { p.outside as f32 };
    let of_place = p.arms as f32 * (c.arms - 0.2)
        - p.deterrence as f32 * c.deterrence[Origin::Dispute.index()];
    let exponent = p.severity as f32 * (read(d.severity) - 0.5)
        + p.anger as f32 * (read(d.anger) - 0.5)
        + outside
        - p.hope * hope
        + of_place;
    (p.hazard as f32 * factor * exp(exponent), dropping)
}

fn turn_violent(d: &Dispute, c: &mut Community, w: &World, at: f32, word: u32) {
    close(c, d, Outcome::Violent);
    let initiator_suffers = unit(word) < 0.5;
    let (victim, offender) =
        if initiator_suffers { (d.initiator, d.respondent) } else { (d.respondent, d.initiator) };
    let act = Act {
        origin: Origin::Dispute,
        victim,
        offender: Some(offender),
        descends_from_violence: d.descends_from_violence,
        is_domestic: d.matter == Matter::Domestic,
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
        violence::go_unanswered(c, w);
    }
}
