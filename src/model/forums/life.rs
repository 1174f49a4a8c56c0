//! A dispute lives through a step: stages end, escalation and dropping compete with them, and the
//! earliest wins (sections 3, 4.4, 4.6).

use super::choice_set::ChoiceSet;
use super::{choice, hearings};
use crate::engine::draws::unit;
use crate::engine::math;
use crate::model::disputes::arising::close;
use crate::model::people::{beliefs, proneness};
use crate::model::places::mobility;
use crate::model::scene::{Case, Scene};
use crate::model::violence::acts::{self, Act, Deaths};
use crate::terms::{Matter, Origin, Outcome, Recourse};
use crate::world::community::Community;
use crate::world::diary::What;
use crate::world::dispute::{Dispute, Stage};

/// Lets every open dispute from the place `first` of the docket on live until the step ends; those
/// before it have. Disputes born of violence on the way live too.
pub(crate) fn live_on(c: &mut Community, scene: &Scene, choices: &ChoiceSet, first: usize) {
    let mut i = first;
    while i < c.docket.open.len() {
        if is_quiet(&c.docket.open[i], c, scene, choices) {
            i += 1;
            continue;
        }
        let mut dispute = c.docket.open[i];
        if live_through(&mut dispute, c, scene, choices) {
            c.docket.open.swap_remove(i);
        } else {
            c.docket.open[i] = dispute;
            i += 1;
        }
    }
}

/// Whether nobody has left, neither clock runs out and no stage ends in the step.
#[inline]
fn is_quiet(d: &Dispute, c: &Community, scene: &Scene, choices: &ChoiceSet) -> bool {
    d.stage.until() >= scene.until
        && d.drops >= scene.until
        && breaks_out(d, c, scene, choices) >= scene.until
        && !mobility::is_apart(d, c)
}

/// When the dispute would turn violent, in months: where the exposure of the place has cumulated to its fuse.
#[inline]
fn breaks_out(d: &Dispute, c: &Community, scene: &Scene, choices: &ChoiceSet) -> f32 {
    scene.from + (d.fuse - c.docket.exposure) / choices.exposure
}

/// Returns whether the dispute ended. Whoever has left gives it up (4.34).
///
/// Its two clocks run from the beginning of a stage: in a month in which neither runs out and no stage ends nothing is
/// drawn.
fn live_through(
    dispute: &mut Dispute,
    c: &mut Community,
    scene: &Scene,
    choices: &ChoiceSet,
) -> bool {
    let mut now = dispute.arisen.max(scene.from);
    if mobility::is_apart(dispute, c) {
        // Who leaves before any forum was chosen puts up with it.
        if dispute.first.is_none() {
            choice::take_first(dispute, &mut c.tally, Recourse::Lump);
        }
        drop_it(dispute, c, scene, now);
        return true;
    }
    loop {
        if dispute.stage == Stage::Deciding {
            choice::choose(Case { d: dispute, c, scene, now }, choices);
            set_clocks(Case { d: dispute, c, scene, now }, choices);
        }
        let due = dispute.stage.until().min(scene.until);
        let breaks_out = breaks_out(dispute, c, scene, choices);
        if breaks_out.min(dispute.drops) < due {
            if breaks_out <= dispute.drops {
                turn_violent(dispute, c, scene, breaks_out.max(now));
            } else {
                drop_it(dispute, c, scene, dispute.drops.max(now));
            }
            return true;
        }
        if due >= scene.until {
            return false;
        }
        now = due;
        if hearings::stage_ends(Case { d: dispute, c, scene, now }, choices) {
            return true;
        }
        dispute.stage = Stage::Deciding;
    }
}

/// A stage begins: draws when it would turn violent, as exposure yet to be cumulated, and when it would be dropped.
///
/// The hazard of escalation is hazard·temper·exp(severity·(s−½) + anger·(anger−½) + outside·\[outside] − hope·hope), fixed
/// while the stage lasts, times the exposure of the place, exp(arms·arms + harshness + norm − deterrence·D), which is the same for
/// all here and moves (4.6). So it breaks out when exposure since the beginning passes an exponential draw over what is
/// fixed. Putting up with it lowers escalation by the factor `lumped` and raises dropping; self-help raises escalation;
/// hope is the trust with which the hearing is waited for.
fn set_clocks(Case { d, c, scene, now }: Case, choices: &ChoiceSet) {
    let p = &scene.params.escalation;
    let dropping = scene.params.disputes.dropping as f32;
    let (factor, dropping, hope) = match d.stage {
        Stage::Lumped { .. } => {
            (p.lumped, dropping * scene.params.disputes.lumped_dropping as f32, 0.0)
        }
        Stage::SelfHelp { .. } => (p.self_help as f32, dropping, 0.0),
        Stage::Queued { recourse, .. } => {
            let trust = recourse
                .kind()
                .map_or(0.0, |kind| c.households.trust_of(usize::from(d.initiator), kind));
            (1.0, dropping, trust)
        }
        Stage::Deciding | Stage::Talking { .. } => (1.0, dropping, 0.0),
    };
    let outside = if d.facts.is_inside_radius { 0.0 } else { p.outside as f32 };
    let exponent = p.severity as f32 * (d.severity.get() - 0.5)
        + p.anger as f32 * (d.anger.get() - 0.5)
        + outside
        - p.hope * hope;
    let temper =
        proneness::of_pair(c, scene, (usize::from(d.initiator), usize::from(d.respondent)));
    let is_on = f32::from(u8::from(scene.params.mechanisms.escalation));
    let hazard = is_on * p.hazard as f32 * factor * temper * math::exp(exponent);
    let words = d.words(c, scene);
    let cumulated = c.docket.exposure + choices.exposure * (now - scene.from);
    d.fuse = cumulated + math::waiting_time(hazard, unit(words[0]));
    d.drops = now + math::waiting_time(dropping, unit(words[1]));
}

/// The dispute ends in a violent act of one party against the other.
fn turn_violent(dispute: &mut Dispute, c: &mut Community, scene: &Scene, at: f32) {
    let word = dispute.words(c, scene)[0];
    close(c, dispute, Outcome::Violent);
    c.note_dispute(at, dispute, What::TurnsViolent);
    let (a, b) = (usize::from(dispute.initiator), usize::from(dispute.respondent));
    let (victim, offender) = if unit(word) < 0.5 { (a, b) } else { (b, a) };
    acts::commit(
        c,
        scene,
        &Act {
            origin: Origin::Dispute,
            victim,
            offender: Some(offender),
            descends_from_violence: dispute.facts.descends_from_violence,
            is_domestic: dispute.matter == Matter::Domestic || a == b,
            deaths: Deaths::Usual,
            at,
        },
    );
}

/// The initiator gives up; what remains is grievance (4.6: in proportion to severity).
fn drop_it(dispute: &Dispute, c: &mut Community, scene: &Scene, at: f32) {
    close(c, dispute, Outcome::Dropped);
    c.note_dispute(at, dispute, What::Dropped);
    let left = scene.params.settlement.dropped_grievance * dispute.severity.get();
    let initiator = usize::from(dispute.initiator);
    c.households.grievance_mut()[initiator].add(left);
    if let Stage::Queued { recourse, .. } = dispute.stage
        && let Some(kind) = recourse.kind()
    {
        beliefs::note_case(&mut c.opinion, kind, c.households.group_of(initiator), false);
    }
    if matches!(dispute.matter, Matter::Assault | Matter::Theft) && !dispute.facts.was_answered {
        acts::go_unanswered(c, scene, dispute.matter);
    }
}
