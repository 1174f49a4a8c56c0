//! 4.4 Forums work: hours, hearings, and what becomes of a dispute without a forum.

use super::choice_set::ChoiceSet;
use crate::engine::draws::unit;
use crate::engine::math;
use crate::ledger::{Money, Purpose};
use crate::model::disputes::agreement::{self, Gathering};
use crate::model::disputes::education;
use crate::model::disputes::imposition::{self, Bench};
use crate::model::disputes::settlements::{Basis, settle};
use crate::model::people::beliefs;
use crate::model::places::links;
use crate::model::providers::desk;
use crate::model::scene::Case;
use crate::model::violence::punishment;
use crate::terms::{Kind, Recourse, Violation};
use crate::world::diary::What;
use crate::world::dispute::Stage;
use enum_map::EnumMap;

/// Gatherings without agreement that a body without a code against force settles by it (claim 67).
const NO_CODE: f32 = 0.5;

/// A stage of a dispute has come to its end at month `now`. Returns whether the dispute ended; else
/// its party decides anew.
pub(super) fn stage_ends(Case { d, c, scene, now }: Case, choices: &ChoiceSet) -> bool {
    match d.stage {
        Stage::Deciding | Stage::Lumped { .. } => false,
        Stage::Talking { .. } => talk(Case { d, c, scene, now }),
        Stage::SelfHelp { .. } => help_oneself(Case { d, c, scene, now }),
        Stage::Queued { recourse, host, .. } => {
            let is_settled = hear(Case { d, c, scene, now }, recourse, usize::from(host), choices);
            if let Some(kind) = recourse.kind() {
                let group = c.households.group_of(usize::from(d.initiator));
                beliefs::note_case(&mut c.opinion, kind, group, is_settled);
            }
            if is_settled {
                links::strengthen(d, recourse, &mut c.providers.links, scene);
            } else {
                c.note_dispute(now, d, What::Fails(recourse));
                d.anger.add(scene.params.settlement.failure_anger);
            }
            is_settled
        }
    }
}

/// One try: agreed with σ(talk + talk_inside·[inside radius] − talk_severity·(s−½) − talk_anger·(anger−½)), more where the parties
/// were trained (4.33), kept like an agreement of two.
fn talk(Case { d, c, scene, now }: Case) -> bool {
    let p = &scene.params.settlement;
    let inside = if d.facts.is_inside_radius { p.talk_inside } else { 0.0 };
    let logit = p.talk as f32 + inside
        - p.talk_severity * (d.severity.get() - 0.5)
        - p.talk_anger * (d.anger.get() - 0.5)
        + education::talk(d, c, scene);
    let chance = math::logistic(logit);
    let agrees = unit(d.words(c, scene)[0]) < chance;
    if agrees {
        let basis = Basis { attenders: 2.0, knowledge: 0.5, ..Basis::agreed(chance) };
        settle(Case { d, c, scene, now }, Recourse::Talk, basis);
    }
    agrees
}

/// If nothing worse came of it, the initiator takes back what was lost with the probability `self_help`:
/// imposed, and not accepted.
fn help_oneself(Case { d, c, scene, now }: Case) -> bool {
    let chance = scene.params.settlement.self_help as f32;
    let succeeds = unit(d.words(c, scene)[0]) < chance;
    if succeeds {
        settle(Case { d, c, scene, now }, Recourse::SelfHelp, Basis::forced(chance));
    }
    succeeds
}

/// A forum hears the case. Returns whether it settled.
fn hear(case: Case, recourse: Recourse, host: usize, choices: &ChoiceSet) -> bool {
    case.d.facts.was_answered = true;
    match recourse {
        Recourse::Customary => sit(case, host),
        Recourse::PeaceCommittee => gather(case),
        Recourse::Public => desk::hear(case, choices.bribe_chance),
        Recourse::Vigilante => punishment::hear(case),
        Recourse::Criminal => hear_of_gang(case),
        Recourse::Talk | Recourse::SelfHelp | Recourse::Lump => false,
    }
}

/// 4.5 Elders sit: an agreement if both parties cooperate, else a verdict by reputation.
fn sit(Case { d, c, scene, now }: Case, host: usize) -> bool {
    let p = &scene.params.customary;
    c.tally.sittings += 1;
    c.tally.case_minutes[Kind::Customary] += (p.case_hours * 60.0) as u64;
    let giver = c.households.class(usize::from(d.initiator));
    c.books.post(Purpose::ElderGift, giver, Money((p.gift * scene.rules.day_wage) as i64));
    let quality = education::elders_quality(host, c, scene.params);
    let gathering = Gathering {
        kind: Kind::Customary,
        host: Some(host),
        skill: quality,
        attenders: p.attenders as f32,
        seats: EnumMap::default(),
        local_knowledge: 0.0,
        standing: 0.0,
    };
    if agreement::reach(&gathering, d, c, scene) == Some(true) {
        let basis = Basis {
            attenders: gathering.attenders,
            knowledge: agreement::knowledge(&gathering, d, c, scene),
            ..Basis::agreed(agreement::plans(&gathering, d, c, scene))
        };
        agreement::remember(&gathering, d, c, scene, true);
        settle(Case { d, c, scene, now }, Recourse::Customary, basis);
        return true;
    }
    let bench = Bench::of_elders(host, d, c, scene);
    imposition::decide(Case { d, c, scene, now }, &bench, Recourse::Customary)
}

/// 4.17 A gathering: agreement or nothing, as force is neither threatened nor used (claim 67), but
/// by committees that nobody reviews.
fn gather(Case { d, c, scene, now }: Case) -> bool {
    let Some(committee) = scene.committee().filter(|committee| committee.is_open(scene.now)) else {
        return false;
    };
    let p = &scene.params.committee;
    c.tally.gatherings += 1;
    c.tally.case_minutes[Kind::PeaceCommittee] += (p.gathering_hours * 60.0) as u64;
    let gathering = Gathering {
        kind: Kind::PeaceCommittee,
        host: None,
        skill: committee.people.skill,
        attenders: scene.params.settlement.attenders as f32,
        seats: committee.steered.seats,
        local_knowledge: committee.steered.local_knowledge,
        standing: committee.steered.standing,
    };
    let reached = agreement::reach(&gathering, d, c, scene);
    if let Some(is_agreed) = reached {
        c.note_dispute(now, d, What::Gathers { is_agreed });
    }
    let is_agreed = reached == Some(true);
    agreement::remember(&gathering, d, c, scene, is_agreed);
    if is_agreed {
        let basis = Basis {
            attenders: gathering.attenders,
            knowledge: agreement::knowledge(&gathering, d, c, scene),
            ..Basis::agreed(agreement::plans(&gathering, d, c, scene))
        };
        settle(Case { d, c, scene, now }, Recourse::PeaceCommittee, basis);
        return true;
    }
    let unseen = 1.0 - committee.watched.reviewed;
    let force = if committee.steered.has_code { p.coercion * unseen } else { NO_CODE };
    if unit(d.words(c, scene)[0]) >= force {
        return false;
    }
    // Where nobody looks, some committees do what the code forbids.
    let (kind, violation) = (Kind::PeaceCommittee, Violation::Coercion);
    c.tally.violations[kind][violation] += 1;
    let beaten = scene.params.beliefs.beaten as f32;
    beliefs::experience(
        c,
        scene,
        &beliefs::Experience::alike(usize::from(d.respondent), Kind::PeaceCommittee, beaten, d.key),
    );
    let basis = Basis::forced(gathering.skill);
    settle(Case { d, c, scene, now }, Recourse::PeaceCommittee, basis);
    true
}

/// 4.16 The gang decides, for a fee.
fn hear_of_gang(Case { d, c, scene, now }: Case) -> bool {
    let Some(effort) = c.providers.turf.as_ref().map(|turf| turf.effort) else { return false };
    let payer = c.households.class(usize::from(d.initiator));
    let fee = Money((scene.params.criminal.fee * scene.rules.day_wage) as i64);
    c.books.post(Purpose::GangFee, payer, fee);
    let bench = Bench {
        kind: Kind::Criminal,
        information: effort,
        fairness: effort,
        tilt: 0.0,
        bias: 0.0,
        treated: scene.params.beliefs.helped as f32,
    };
    imposition::decide(Case { d, c, scene, now }, &bench, Recourse::Criminal)
}
