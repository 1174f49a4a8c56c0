//! 4.11 Public police: pay, effort, bribes; hours on cases and on patrol.

use super::imposition::{self, Bench};
use super::scene::Scene;
use super::violence::{self, Act};
use super::{beliefs, deterrence};
use crate::engine::draws::{below, unit};
use crate::engine::{Process, Stream, math};
use crate::ledger::{Money, Purpose};
use crate::params::Params;
use crate::terms::{Kind, Matter, Origin, Violation, Way};
use crate::world::community::Community;
use crate::world::diary::What;
use crate::world::dispute::Dispute;
use crate::world::organisations::{State, Station};

/// Predatory effort of a post: ε = σ(−1 + κ_p(1−ρ) + quota + (ε̄−½) − 3κ_d·p_detect·ρ −
/// (discipline−½)), ρ the pay ratio with arrears, ε̄ the force's mean last month (so that two
/// regimes can exist).
pub(super) fn predatory_effort(params: &Params, state: &State) -> f32 {
    let p = &params.public;
    let pay = state.pay_ratio;
    math::logistic(
        (p.effort + p.pay_response * (1.0 - pay) + p.quota + f64::from(state.mean_effort)
            - 0.5
            - 3.0 * p.detection_response * (p.detection + state.oversight).min(1.0) * pay
            - (p.discipline + f64::from(TRAINED) * state.training - 0.5)) as f32,
    )
}

/// Desertion of a post: 0.005·exp(2(outside/(ρ·wage + takings) − 1)) of its officers a month.
pub(super) fn desertion(params: &Params, state: &State, station: &Station, outside: f64) -> f32 {
    let takings = station.takings.0 as f64 / f64::from(station.officers.max(1));
    let inside = state.pay_ratio * params.public.wage * 100.0 + takings;
    let gap = (outside / inside.max(1.0) - 1.0).min(3.0);
    (params.public.desertion * libm::exp(2.0 * gap)).min(0.5) as f32
}

/// Skill and discipline that full training adds.
const TRAINED: f32 = 0.3;

/// Probability that a contact here costs a bribe.
pub(super) fn bribe_chance(index: usize, c: &Community, scene: &Scene) -> f32 {
    let has_police = c.duty.officers > 0.0;
    if scene.params.mechanisms.bribery && has_police {
        scene.station(index).predatory_effort
    } else {
        0.0
    }
}

/// 4.8 Triage: what police answer first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// Killing, weapon, robbery, assault.
    Serious,
    /// Burglary, property, livestock.
    Property,
    /// A dispute.
    Dispute,
}

/// Takes up a dispute: a serious one if it is about an assault.
pub(super) fn take_dispute(d: &Dispute, c: &mut Community, scene: &Scene) -> bool {
    let rank = if d.matter == Matter::Assault { Rank::Serious } else { Rank::Dispute };
    let is_taken = take_case_minutes(c, scene, rank);
    if is_taken && rank == Rank::Dispute {
        c.tally.dispute_minutes += (scene.params.public.case_hours * 60.0) as u64;
    }
    is_taken
}

/// Takes the minutes of a case from what the station gives this community; false if they would
/// have to be waited for too long. What serious incidents needed last month is kept for them:
/// property waits for what is above half of it, disputes for what is above all.
fn take_case_minutes(c: &mut Community, scene: &Scene, rank: Rank) -> bool {
    let needed = (scene.params.public.case_hours * 60.0) as f32;
    c.publishing.police_queue += needed as u32;
    let reserve = match rank {
        Rank::Serious => 0.0,
        Rank::Property => 0.5 * c.duty.reserved,
        Rank::Dispute => c.duty.reserved,
    };
    let reserve = if scene.params.mechanisms.triage { reserve } else { 0.0 };
    let has_room = c.duty.police_bank - reserve >= needed;
    if rank == Rank::Serious {
        c.publishing.serious_queue += needed as u32;
        c.duty.reserved = (c.duty.reserved - needed).max(0.0);
        c.tally.serious_reported += 1;
        c.tally.serious_answered += u32::from(has_room);
    }
    if has_room {
        c.duty.police_bank -= needed;
        c.tally.case_minutes[Kind::Public.index()] += needed as u64;
    }
    has_room
}

/// The police hear a case: a contact, with a fee and perhaps a bribe, and a decision if there is
/// evidence.
pub(super) fn hear(
    d: &mut Dispute,
    c: &mut Community,
    scene: &Scene,
    bribe_chance: f32,
    now: f32,
) -> bool {
    let p = &scene.params.public;
    let b = &scene.params.beliefs;
    let words = d.words(c, scene);
    let initiator = usize::from(d.initiator);
    let payer = c.households.class(initiator);
    c.tally.help_sought += 1;
    c.books.post(Purpose::PoliceFee, payer, Money((p.fee * scene.rules.day_wage) as i64));
    let is_bribed = unit(words[0]) < bribe_chance;
    if is_bribed {
        c.tally.help_bribes += 1;
        c.note_dispute(now, d, What::Bribe);
        c.books.post(Purpose::Bribe, payer, bribe(scene, unit(words[1])));
    }
    let advantage = super::agreement::advantage(c, initiator, usize::from(d.respondent))
        - super::agreement::advantage(c, usize::from(d.respondent), initiator);
    let bench = Bench {
        kind: Kind::Public,
        information: information(c, scene),
        fairness: 1.0 - bribe_chance,
        tilt: advantage * bribe_chance,
        bias: bribe_chance,
        treated: if is_bribed { b.helped_for_bribe } else { b.helped } as f32,
    };
    imposition::decide(&bench, Way::Public, d, c, scene, now)
}

/// What the police can find out: what people tell, and their own skill.
fn information(c: &Community, scene: &Scene) -> f32 {
    let skill = scene.params.public.skill as f32 + TRAINED * scene.state.training as f32;
    let skill = (skill - c.engaged.hollowed).clamp(0.0, 1.0);
    0.5 * (deterrence::information(c, scene, Kind::Public) + skill)
}

/// A bribe of 1.5 days of median income on average, half to one and a half times that.
fn bribe(scene: &Scene, u: f32) -> Money {
    let days = scene.params.public.bribe_days * f64::from(0.5 + u);
    Money((days * scene.rules.income[1] / 30.0) as i64)
}

/// A victim reports with 0.45 × trust relative to one half; returns whether there was an answer.
pub(super) fn take_report(
    index: usize,
    c: &mut Community,
    scene: &Scene,
    victim: usize,
    rank: Rank,
    stream: &mut Stream,
) -> bool {
    let p = &scene.params.public;
    let trust = c.households.trust(Kind::Public)[victim].get();
    let reports =
        c.duty.officers > 0.0 && stream.chance((p.reporting as f32 * trust / 0.5).min(1.0));
    if !reports {
        return false;
    }
    c.tally.help_sought += 1;
    c.note(scene.from, None, [Some(victim as u16), None], What::Reports);
    let b = &scene.params.beliefs;
    if !take_case_minutes(c, scene, rank) {
        c.tally.turned_away[Kind::Public.index()] += 1;
        let ignored = b.ignored as f32;
        beliefs::experience(
            c,
            scene,
            victim,
            Kind::Public,
            ignored,
            ignored,
            stream.below(1 << 30),
        );
        return false;
    }
    let is_bribed = stream.chance(bribe_chance(index, c, scene));
    if is_bribed {
        c.tally.help_bribes += 1;
        c.note(scene.from, None, [Some(victim as u16), None], What::Bribe);
        let amount = bribe(scene, stream.unit());
        c.books.post(Purpose::Bribe, c.households.class(victim), amount);
    }
    let settlement = &scene.params.settlement;
    let evidence =
        settlement.evidence as f32 + settlement.evidence_information as f32 * information(c, scene);
    let is_solved = stream.chance(evidence);
    let treated = if is_bribed { b.helped_for_bribe } else { b.helped } as f32;
    let result = if is_solved { b.helped } else { b.ignored } as f32;
    beliefs::experience(c, scene, victim, Kind::Public, treated, result, stream.below(1 << 30));
    is_solved
}

/// Factor on what officers do to a household of the group that the state abuses (claim 29).
fn abuse(c: &Community, scene: &Scene, household: usize) -> f32 {
    let p = &scene.params.state;
    let group = c.households.group_of(household) as u32 + 1;
    if group == p.abused_group { p.abuse as f32 } else { 1.0 }
}

/// Officers beat somebody: a violent act of public forces.
fn beat(index: usize, c: &mut Community, scene: &Scene, victim: usize) {
    c.tally.violations[Kind::Public.index()][Violation::Brutality.index()] += 1;
    let act = Act {
        origin: Origin::Brutality,
        victim,
        offender: None,
        descends_from_violence: false,
        is_domestic: false,
        lethality: None,
        at: scene.from,
    };
    violence::commit(index, c, scene, &act);
}

/// Police stop people: 15 encounters an officer and month, a bribe with probability ε; and take
/// money without contact: 0.5 ε times an officer and month.
pub(super) fn meet_people(index: usize, c: &mut Community, scene: &Scene) {
    let p = &scene.params.public;
    let b = &scene.params.beliefs;
    let chance = bribe_chance(index, c, scene);
    let officers = f64::from(c.duty.officers);
    let step = f64::from(scene.rules.step);
    let place = c.identity();
    let stops = scene
        .draws
        .stream(Process::Encounters, place, scene.step, u32::MAX)
        .poisson(p.encounters * officers * step);
    c.tally.encounters += stops;
    for stop in 0..stops {
        let words = scene.draws.block(Process::Encounters, place, scene.step, stop, 1);
        let household = below(words[0], c.households.len() as u32) as usize;
        let factor = abuse(c, scene, household);
        let is_charged = unit(words[1]) < chance * factor;
        let is_beaten = unit(words[0] << 16) < p.brutality as f32 * chance * factor;
        let outcome = if is_beaten {
            b.beaten
        } else if is_charged {
            b.charged
        } else {
            b.let_go
        } as f32;
        if is_beaten {
            beat(index, c, scene, household);
        }
        if is_charged {
            c.tally.shakedowns += 1;
            c.note(scene.from, None, [Some(household as u16), None], What::ShakenDown);
        } else {
            c.note(scene.from, None, [Some(household as u16), None], What::Stopped);
        }
        if is_charged {
            let amount = bribe(scene, unit(words[2]));
            c.books.post(Purpose::Shakedown, c.households.class(household), amount);
        }
        beliefs::experience(c, scene, household, Kind::Public, outcome, outcome, words[3]);
    }
    let mut stream = scene.draws.stream(Process::Extortion, place, scene.step, 0);
    let times = stream.poisson(p.extortion * f64::from(chance) * officers * step);
    c.tally.police_extortions += times;
    c.tally.violations[Kind::Public.index()][Violation::Extortion.index()] += times;
    for _ in 0..times {
        let household = stream.below(c.households.len() as u32) as usize;
        let amount = bribe(scene, stream.unit());
        c.books.post(Purpose::PoliceExtortion, c.households.class(household), amount);
        let charged = b.charged as f32;
        beliefs::experience(
            c,
            scene,
            household,
            Kind::Public,
            charged,
            charged,
            stream.below(1 << 30),
        );
    }
}
