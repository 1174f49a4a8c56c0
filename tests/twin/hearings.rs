//! 4.4, 4.5 Forums work: talk, self-help, elders and their verdicts, decisions.

use super::arising::words;
use super::beliefs;
use super::choice::Known;
use super::levels::{add, logistic, read};
use super::police;
use super::settlements::{Terms, settle};
use super::state::{Community, Dispute, Stage, World};
use nodal::engine::draws::unit;
use nodal::engine::math::ln;
use nodal::terms::{Auspice, Kind, Recourse};

/// A stage ends at `now`. Whether the dispute is settled by it.
pub fn stage_ends(d: &mut Dispute, c: &mut Community, w: &World, known: &Known, now: f32) -> bool {
    let (recourse, host) = match d.stage {
        Stage::Deciding | Stage::Lumped(_) => return false,
        Stage::Talking(_) => return talk(d, c, w, now),
        Stage::SelfHelp(_) => return help_oneself(d, c, w, now),
        Stage::Queued(recourse, host, _) => (recourse, host),
    };
    d.was_answered = true;
    let (kind, is_settled) = match recourse {
        Recourse::Customary => (Kind::Customary, sit(host, d, c, w, now)),
        _ => (Kind::Public, police::hear(d, c, w, known.bribe_chance, now)),
    };
    beliefs::note_case(c, kind, d.initiator, is_settled);
    if !is_settled {
        add(&mut d.anger, w.params.settlement.failure_anger);
    }
    is_settled
}

/// One try: σ(talk + talk_inside·[inside radius] − talk_severity·(s − ½) − talk_anger·(anger − ½)), an agreement
/// of two.
fn talk(d: &mut Dispute, c: &mut Community, w: &World, now: f32) -> bool {
    let p = &w.params.settlement;
    let inside = if d.is_inside_radius { p.talk_inside } else { 0.0 };
    let logit = p.talk as f32 + inside
        - p.talk_severity * (read(d.severity) - 0.5)
        - p.talk_anger * (read(d.anger) - 0.5);
    let quality = logistic(logit);
    let agrees = unit(words(d, c, w)[0]) < quality;
    if agrees {
        let terms = Terms {
            is_imposed: false,
            is_accepted: true,
            attenders: 2.0,
            knowledge: 0.5,
            quality,
            claimant: d.initiator,
        };
        settle(d, Recourse::Talk, terms, c, w, now);
    }
    agrees
}

/// Takes back what was lost with `self_help`: imposed, and not accepted.
fn help_oneself(d: &mut Dispute, c: &mut Community, w: &World, now: f32) -> bool {
    let succeeds = unit(words(d, c, w)[0]) < w.params.settlement.self_help as f32;
    if succeeds {
        let terms = Terms::imposed(false, w.params.settlement.self_help as f32, d.initiator);
        settle(d, Recourse::SelfHelp, terms, c, w, now);
    }
    succeeds
}

/// Elders: an agreement if both come and a plan is found, else a verdict.
fn sit(host: usize, d: &mut Dispute, c: &mut Community, w: &World, now: f32) -> bool {
    let p = &w.params.customary;
    let b = &w.params.beliefs;
    c.tally.sittings += 1;
    c.tally.case_minutes[Kind::Customary] += (p.case_hours * 60.0) as u64;
    let block = words(d, c, w);
    let come = comes(d.initiator, host, 0.0, d, c, w)
        * comes(d.respondent, host, advantage(c, d.respondent, d.initiator), d, c, w);
    if unit(block[0]) < come && unit(block[1]) < plans(host, d, c, w) {
        let helped = b.helped as f32;
        for party in [d.initiator, d.respondent] {
            beliefs::experience(c, w, party, Kind::Customary, helped, helped, d.key);
        }
        let terms = Terms {
            is_imposed: false,
            is_accepted: true,
            attenders: p.attenders as f32,
            knowledge: knowledge(d, c, w),
            quality: plans(host, d, c, w),
            claimant: d.initiator,
        };
        settle(d, Recourse::Customary, terms, c, w, now);
        return true;
    }
    // A verdict by reputation.
    let (a, o) = (d.initiator, d.respondent);
    let is_own = |h: usize| f32::from(u8::from(c.group_of[h] == host));
    let is_well_placed = |h: usize| f32::from(u8::from(!c.has_low_standing[h]));
    let tilt = p.bias_class * (advantage(c, a, o) - advantage(c, o, a))
        + p.bias_group * (is_own(a) - is_own(o))
        + p.bias_standing * (is_well_placed(a) - is_well_placed(o));
    let bench = Bench {
        recourse: Recourse::Customary,
        kind: Kind::Customary,
        information: c.elders[host].quality,
        fairness: c.elders[host].quality,
        tilt: tilt.clamp(-1.0, 1.0),
        bias: tilt.abs().min(1.0),
        treated: b.helped as f32,
    };
    decide(&bench, d, c, w, now)
}

/// σ(held + held_trust·(T − ½) + held_steering·(S − ½) + held_inside·[inside radius] − held_advantage·advantage
/// of the one asked).
fn comes(party: usize, host: usize, advantage: f32, d: &Dispute, c: &Community, w: &World) -> f32 {
    let p = &w.params.settlement;
    let b = &w.params.beliefs;
    let group = c.group_of[party];
    // S: legitimacy of civil society without what it derives from trust in elders themselves, and
    // voice in this body instead of in all.
    let derived = b.attribution * (c.mean_trust[Kind::Customary.index()] - 0.5);
    let seats = f32::from(u8::from(host == group)) - beliefs::seat_share(c, group);
    let steering =
        c.legitimacy[Auspice::CivilSociety.index()][group] - derived + b.voice as f32 * seats;
    let inside = if d.is_inside_radius { p.held_inside } else { 0.0 };
    logistic(
        p.held as f32
            + p.held_trust * (beliefs::trust_here(c, Kind::Customary, party) - 0.5)
            + p.held_steering * (steering - 0.5)
            + inside
            - p.held_advantage * advantage,
    )
}

/// σ(plan + plan_skill·(skill − ½) + plan_knowledge·(K − ½) + plan_attenders·ln(n/10) − plan_severity·(s − ½)).
fn plans(host: usize, d: &Dispute, c: &Community, w: &World) -> f32 {
    let p = &w.params.settlement;
    logistic(
        p.plan as f32
            + p.plan_skill * (c.elders[host].quality - 0.5)
            + p.plan_knowledge * (knowledge(d, c, w) - 0.5)
            + p.plan_attenders * ln(w.params.customary.attenders as f32 / 10.0)
            - p.plan_severity * (read(d.severity) - 0.5),
    )
}

/// K: of the own group all are inside the radius, of others as many as the radius says.
fn knowledge(d: &Dispute, c: &Community, w: &World) -> f32 {
    let own = w.params.disputes.homophily;
    if d.is_within_group { (own + (1.0 - own) * c.radius).min(1.0) } else { c.radius.min(1.0) }
}

/// How much better placed one is than the other: half a class, at most one.
pub fn advantage(c: &Community, of: usize, over: usize) -> f32 {
    let class = |h: usize| c.class[h].index() as f32;
    ((class(of) - class(over)) / 2.0).max(0.0)
}

/// Who decides, and how.
pub struct Bench {
    pub recourse: Recourse,
    pub kind: Kind,
    pub information: f32,
    pub fairness: f32,
    /// How far it leans to the initiator.
    pub tilt: f32,
    /// What a loser meets who should have won.
    pub bias: f32,
    pub treated: f32,
}

/// Decided with evidence + evidence_information·information; accepted with σ(accepted + accepted_trust·(T − ½) +
/// accepted_fairness·(fairness − ½)).
pub fn decide(bench: &Bench, d: &mut Dispute, c: &mut Community, w: &World, now: f32) -> bool {
    let p = &w.params.settlement;
    let b = &w.params.beliefs;
    let block = words(d, c, w);
    if unit(block[0]) >= p.evidence + p.evidence_information * bench.information {
        for party in [d.initiator, d.respondent] {
            let ignored = b.ignored as f32;
            beliefs::experience(c, w, party, bench.kind, bench.treated, ignored, d.key);
        }
        return false;
    }
    let initiator_wins = unit(block[1]) < 0.5 + 0.5 * bench.tilt;
    let (winner, loser) =
        if initiator_wins { (d.initiator, d.respondent) } else { (d.respondent, d.initiator) };
    let is_wronged = (initiator_wins && bench.tilt > 0.0) || (!initiator_wins && bench.tilt < 0.0);
    let bias = if is_wronged { bench.bias } else { 0.0 };
    let logit = p.accepted
        + p.accepted_trust * (beliefs::trust_here(c, bench.kind, loser) - 0.5)
        + p.accepted_fairness * (bench.fairness - bias - 0.5);
    let readiness = logistic(logit);
    let is_accepted = unit(block[2]) < readiness;
    if !is_accepted {
        add(&mut c.grievance[loser], p.unaccepted_grievance);
    }
    if bias > 0.0 {
        add(&mut c.grievance[loser], p.biased_grievance * bias);
    }
    let spoiled = bench.treated - bias * (bench.treated - b.ignored as f32);
    beliefs::experience(c, w, winner, bench.kind, bench.treated, b.helped as f32, d.key);
    beliefs::experience(c, w, loser, bench.kind, spoiled, b.let_go as f32, d.key);
    settle(d, bench.recourse, Terms::imposed(is_accepted, readiness, winner), c, w, now);
    true
}
