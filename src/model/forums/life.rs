//! A dispute lives through a step: stages end, escalation and dropping compete with them, and the
//! earliest wins (sections 3, 4.4, 4.6).

use super::choice_set::ChoiceSet;
use super::{choice, hearings};
use crate::engine::draws::unit;
use crate::engine::math;
use crate::model::disputes::arising::close;
use crate::model::people::beliefs;
use crate::model::scene::{Case, Scene};
use crate::model::violence::acts::{self, Act};
use crate::terms::{Matter, Origin, Outcome};
use crate::world::community::Community;
use crate::world::diary::What;
use crate::world::dispute::{Dispute, Stage};

/// Lets every open dispute from the place `first` of the docket on live until the step ends; those
/// before it have. Disputes born of violence on the way live too.
pub(crate) fn live_on(c: &mut Community, scene: &Scene, choices: &ChoiceSet, first: usize) {
    let mut i = first;
    while i < c.docket.open.len() {
        let mut dispute = c.docket.open[i];
        if live_through(&mut dispute, c, scene, choices) {
            c.docket.open.swap_remove(i);
        } else {
            c.docket.open[i] = dispute;
            i += 1;
        }
    }
}

/// Returns whether the dispute ended.
fn live_through(
    dispute: &mut Dispute,
    c: &mut Community,
    scene: &Scene,
    choices: &ChoiceSet,
) -> bool {
    let mut now = dispute.arisen.max(scene.from);
    loop {
        if dispute.stage == Stage::Deciding {
            choice::choose(Case { d: dispute, c, scene, now }, choices);
        }
        let due = dispute.stage.until().min(scene.until);
        let hazards = Hazards::of(dispute, c, scene, choices);
        let words = dispute.words(c, scene);
        let u = unit(words[0]);
        if u < math::struck(hazards.escalation + hazards.dropping, due - now) {
            let rate = hazards.escalation + hazards.dropping;
            // Among those struck before `due`, -ln(1 - u)/rate is when.
            let at = (now - math::ln(1.0 - u) / rate).min(due);
            if unit(words[1]) * rate < hazards.escalation {
                turn_violent(dispute, c, scene, at, words[2]);
            } else {
                drop_it(dispute, c, scene, at);
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

/// Hazards per month that compete with the end of a stage.
struct Hazards {
    escalation: f32,
    dropping: f32,
}

impl Hazards {
    /// 4.6: h = hazard·exp(severity·(s−½) + anger·(anger−½) + outside·\[outside] + arms·arms − deterrence·D − hope·hope);
    /// putting up with it lowers escalation by the factor `lumped` and raises dropping; self-help raises escalation.
    fn of(dispute: &Dispute, c: &Community, scene: &Scene, choices: &ChoiceSet) -> Self {
        let p = &scene.params.escalation;
        let dropping = scene.params.disputes.dropping as f32;
        let (factor, dropping, hope) = match dispute.stage {
            Stage::Lumped { .. } => {
                (p.lumped, dropping * scene.params.disputes.lumped_dropping as f32, 0.0)
            }
            Stage::SelfHelp { .. } => (p.self_help as f32, dropping, 0.0),
            Stage::Queued { recourse, .. } => {
                let trust = recourse.kind().map_or(0.0, |kind| {
                    c.households.trust(kind)[usize::from(dispute.initiator)].get()
                });
                (1.0, dropping, trust)
            }
            Stage::Deciding | Stage::Talking { .. } => (1.0, dropping, 0.0),
        };
        if !scene.params.mechanisms.escalation {
            return Self { escalation: 0.0, dropping };
        }
        let outside = if dispute.facts.is_inside_radius { 0.0 } else { p.outside as f32 };
        let exponent = p.severity as f32 * (dispute.severity.get() - 0.5)
            + p.anger as f32 * (dispute.anger.get() - 0.5)
            + outside
            - p.hope * hope
            + choices.escalation_exponent;
        Self { escalation: p.hazard as f32 * factor * math::exp(exponent), dropping }
    }
}

/// The dispute ends in a violent act of one party against the other.
fn turn_violent(dispute: &Dispute, c: &mut Community, scene: &Scene, at: f32, word: u32) {
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
            is_domestic: dispute.matter == Matter::Domestic,
            lethality: None,
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
        acts::go_unanswered(c, scene);
    }
}
