//! 4.4 Imposition: a decision if there is evidence, accepted or not by the one who loses.

use super::agreement::advantage;
use super::education;
use super::settlements::{Basis, settle};
use crate::engine::draws::unit;
use crate::engine::math;
use crate::model::people::beliefs;
use crate::model::people::beliefs::trust_here;
use crate::model::scene::{Case, Scene};
use crate::terms::{Kind, Recourse};
use crate::world::community::Community;
use crate::world::dispute::Dispute;

/// Who decides, and how.
pub(crate) struct Bench {
    /// Kind of provider.
    pub kind: Kind,
    /// What it can find out, in [0, 1].
    pub information: f32,
    /// How fair it is, in [0, 1].
    pub fairness: f32,
    /// How far it leans to the initiator, in [-1, 1].
    pub tilt: f32,
    /// Bias that a loser on the wrong side of it meets, in [0, 1].
    pub bias: f32,
    /// How it treats people, on the outcome scale (4.22).
    pub treated: f32,
}

impl Bench {
    /// 4.5 Elders, with their biases to the better-off, to the own group, against low standing.
    pub(crate) fn of_elders(host: usize, d: &Dispute, c: &Community, scene: &Scene) -> Self {
        let p = &scene.params.customary;
        let (a, b) = (usize::from(d.initiator), usize::from(d.respondent));
        let own = |h: usize| f32::from(u8::from(c.households.group_of(h) == host));
        let standing = |h: usize| f32::from(u8::from(!c.households.has_low_standing(h)));
        let tilt = p.bias_class * (advantage(c, a, b) - advantage(c, b, a))
            + p.bias_group * (own(a) - own(b))
            + p.bias_standing * (standing(a) - standing(b));
        let quality = education::elders_quality(host, c, scene.params);
        Self {
            kind: Kind::Customary,
            information: quality,
            fairness: quality,
            tilt: tilt.clamp(-1.0, 1.0),
            bias: tilt.abs().min(1.0),
            treated: scene.params.beliefs.helped as f32,
        }
    }
}

/// Decides the case: with probability evidence + evidence_information·information; the loser accepts
/// with σ(accepted + accepted_trust·(T−½) + accepted_fairness·(fairness−½)), else he keeps a grievance and the
/// decision breaks more easily. Returns whether it was decided.
pub(crate) fn decide(Case { d, c, scene, now }: Case, bench: &Bench, recourse: Recourse) -> bool {
    let p = &scene.params.settlement;
    let b = &scene.params.beliefs;
    let words = d.words(c, scene);
    let (initiator, respondent) = (usize::from(d.initiator), usize::from(d.respondent));
    let evidence = p.evidence + p.evidence_information * bench.information;
    if unit(words[0]) >= evidence {
        for party in [initiator, respondent] {
            beliefs::experience(
                c,
                scene,
                &beliefs::Experience {
                    household: party,
                    kind: bench.kind,
                    treatment: bench.treated,
                    result: b.ignored as f32,
                    word: d.key,
                },
            );
        }
        return false;
    }
    // Rights that holders must enforce lean to those who can (Appendix A5).
    let leaning = c.providers.engaged.stronger_party
        * (advantage(c, initiator, respondent) - advantage(c, respondent, initiator));
    let tilt = (bench.tilt + leaning).clamp(-1.0, 1.0);
    let initiator_wins = unit(words[1]) < 0.5 + 0.5 * tilt;
    let (winner, loser) =
        if initiator_wins { (initiator, respondent) } else { (respondent, initiator) };
    let is_wronged = (tilt > 0.0) == initiator_wins && tilt != 0.0;
    let bias = if is_wronged { bench.bias.max(leaning.abs()) } else { 0.0 };
    let logit = p.accepted
        + p.accepted_trust * (trust_here(c, bench.kind, loser) - 0.5)
        + p.accepted_fairness * (bench.fairness - bias - 0.5);
    let readiness = math::logistic(logit);
    let is_accepted = unit(words[2]) < readiness;
    if !is_accepted {
        c.households.grievance_mut()[loser].add(p.unaccepted_grievance);
    }
    if bias > 0.0 {
        c.households.grievance_mut()[loser].add(p.biased_grievance * bias);
    }
    let spoiled = bench.treated - bias * (bench.treated - b.ignored as f32);
    for (household, treatment, result) in
        [(winner, bench.treated, b.helped), (loser, spoiled, b.let_go)]
    {
        let (kind, result, word) = (bench.kind, result as f32, d.key);
        let lived = beliefs::Experience { household, kind, treatment, result, word };
        beliefs::experience(c, scene, &lived);
    }
    // A decision gives its winner what the loser is ready to give.
    let basis =
        Basis { is_for_respondent: !initiator_wins, ..Basis::imposed(is_accepted, readiness) };
    settle(Case { d, c, scene, now }, recourse, basis);
    true
}
