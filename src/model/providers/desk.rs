//! 4.11 Public police: pay, effort, bribes; hours on cases and on patrol.

use crate::engine::draws::unit;
use crate::engine::{Stream, math};
use crate::ledger::{Money, Purpose};
use crate::model::disputes::imposition::{self, Bench};
use crate::model::people::beliefs;
use crate::model::places::{deterrence, norms};
use crate::model::scene::{Case, Scene};
use crate::params::Params;
use crate::terms::{Class, Kind, Matter, Recourse};
use crate::world::community::Community;
use crate::world::diary::What;
use crate::world::dispute::Dispute;
use crate::world::organisations::{State, Station, together};

/// Predatory effort of a post: ε = σ(effort + leaning_j + κ_p(1−ρ_j) + quota + (ε̄−½) − 3κ_d·p_detect·ρ_j −
/// (discipline−½)), ρ_j what the post is paid of its wages, ε̄ the mean of its own effort and the force's last month
/// (so that two regimes can exist).
pub(crate) fn predatory_effort(params: &Params, state: &State, station: &Station) -> f32 {
    let p = &params.public;
    let pay = station.pay;
    let quota = station.quota.unwrap_or(p.quota);
    let usual = f64::from(f32::midpoint(station.predatory_effort, state.force.mean_effort));
    math::logistic(
        (p.effort + f64::from(station.leaning) + p.pay_response * (1.0 - pay) + quota + usual
            - 0.5
            - 3.0
                * p.detection_response
                * (p.detection + state.force.oversight + station.oversight).min(1.0)
                * pay
            - (p.discipline + p.training_effect * together(state.force.training, station.training)
                - 0.5)) as f32,
    )
}

/// Desertion of a post: desertion·exp(desertion_response·(outside/(ρ_j·wage + takings) − 1)) of its officers a month.
pub(crate) fn desertion(params: &Params, station: &Station, outside: f64) -> f32 {
    let takings = station.takings.0 as f64 / f64::from(station.officers.max(1));
    let inside = station.pay * params.public.wage * Money::CENTS + takings;
    let gap = (outside / inside.max(1.0) - 1.0).min(3.0);
    (params.public.desertion * libm::exp(params.public.desertion_response * gap)).min(0.5) as f32
}

/// Probability that a contact here costs a bribe.
pub(crate) fn bribe_chance(c: &Community, scene: &Scene) -> f32 {
    let has_police = c.providers.duty.officers > 0.0;
    if scene.params.mechanisms.bribery && has_police {
        scene.station().predatory_effort
    } else {
        0.0
    }
}

/// 4.8 Triage: what police answer first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rank {
    /// Killing, weapon, robbery, assault.
    Serious,
    /// Burglary, property, livestock.
    Property,
    /// A dispute.
    Dispute,
    /// A call for anything else.
    Call,
}

/// Takes up a dispute: a serious one if it is about an assault.
pub(crate) fn take_dispute(d: &Dispute, c: &mut Community, scene: &Scene) -> bool {
    let rank = if d.matter == Matter::Assault { Rank::Serious } else { Rank::Dispute };
    let is_taken = take_minutes(c, scene, rank);
    if is_taken && rank == Rank::Dispute {
        c.tally.dispute_minutes += (scene.params.public.case_hours * 60.0) as u64;
    }
    is_taken
}

/// Takes the minutes of a case or call from what the station gives this community; false if they would
/// have to be waited for too long. What serious incidents needed last month is kept for them:
/// property waits for what is above half of it, disputes for what is above all, and calls for what is above that and
/// what property and disputes needed, as far as the month is not over.
pub(super) fn take_minutes(c: &mut Community, scene: &Scene, rank: Rank) -> bool {
    let p = &scene.params.public;
    let hours = if rank == Rank::Call { p.call_hours } else { p.case_hours };
    let needed = (hours * 60.0) as f32;
    c.publishing.police_queue += needed as u32;
    c.tally.police_asked += needed as u64;
    let duty = &mut c.providers.duty;
    let reserve = match rank {
        Rank::Serious => 0.0,
        Rank::Property => 0.5 * duty.reserved,
        Rank::Dispute => duty.reserved,
        Rank::Call => (duty.reserved + duty.expected) * scene.rest_of_month(),
    };
    let reserve = if scene.params.mechanisms.triage { reserve } else { 0.0 };
    let has_room = duty.police_bank - reserve >= needed;
    match rank {
        Rank::Serious => {
            c.publishing.serious_queue += needed as u32;
            duty.reserved = (duty.reserved - needed).max(0.0);
            c.tally.serious_reported += 1;
            c.tally.serious_answered += u32::from(has_room);
        }
        Rank::Property | Rank::Dispute => {
            c.publishing.minor_queue += needed as u32;
            duty.expected = (duty.expected - needed).max(0.0);
        }
        Rank::Call => {}
    }
    if has_room {
        duty.police_bank -= needed;
        c.tally.case_minutes[Kind::Public] += needed as u64;
    }
    has_room
}

/// The police hear a case: a contact, with a fee and perhaps a bribe, and a decision if there is
/// evidence.
pub(crate) fn hear(Case { d, c, scene, now }: Case, bribe_chance: f32) -> bool {
    let p = &scene.params.public;
    let b = &scene.params.beliefs;
    let words = d.words(c, scene);
    let initiator = usize::from(d.initiator);
    let payer = c.households.class(initiator);
    c.tally.help_sought += 1;
    c.books.post(Purpose::PoliceFee, payer, Money((p.fee * scene.rules.day_wage) as i64));
    let is_bribed = unit(words[0]) < bribe_chance;
    if is_bribed {
        c.note_dispute(now, d, What::Bribe);
        pay_for_help(c, scene, initiator, unit(words[1]));
    }
    let advantage =
        crate::model::disputes::agreement::advantage(c, initiator, usize::from(d.respondent))
            - crate::model::disputes::agreement::advantage(c, usize::from(d.respondent), initiator);
    let bench = Bench {
        kind: Kind::Public,
        information: information(c, scene),
        fairness: 1.0 - bribe_chance,
        tilt: advantage * bribe_chance,
        bias: bribe_chance,
        treated: if is_bribed { b.helped_for_bribe } else { b.helped } as f32,
    };
    imposition::decide(Case { d, c, scene, now }, &bench, Recourse::Public)
}

/// What the police can find out: what people tell, and their own skill.
fn information(c: &Community, scene: &Scene) -> f32 {
    let skill = scene.params.public.skill as f32
        + scene.params.public.training_effect as f32 * c.providers.duty.training as f32;
    let hollowed = scene.params.instruments.hollowed as f32 * c.providers.engaged.contracted;
    let skill = (skill - hollowed).clamp(0.0, 1.0);
    0.5 * (deterrence::information(c, scene, Kind::Public) + skill)
}

/// What of a bribe is left by those who take along the road: 1 − bribe_road·ε̄, ε̄ the mean next door.
pub(crate) fn along_the_road(scene: &Scene) -> f64 {
    let (mut chances, mut near) = (0.0_f32, 0.0_f32);
    for (_, _, next_door) in scene.neighbours() {
        chances += next_door.bribe_chance;
        near += 1.0;
    }
    f64::from(1.0 - scene.params.public.bribe_road * chances / near.max(1.0))
}

/// A bribe: bribe_days of median income on average, half to one and a half times that, times (income/median) to the
/// power bribe_income, times what is left [`along_the_road`].
pub(crate) fn bribe(class: Class, along: f64, scene: &Scene, u: f32) -> Money {
    let days =
        scene.params.public.bribe_days * f64::from(0.5 + u) * scene.rules.bribes[class] * along;
    Money((days * scene.rules.income[Class::Middle] / 30.0) as i64)
}

/// Who asks for help pays a bribe for it.
pub(super) fn pay_for_help(c: &mut Community, scene: &Scene, payer: usize, u: f32) {
    c.tally.help_bribes += 1;
    let class = c.households.class(payer);
    c.books.post(Purpose::Bribe, class, bribe(class, along_the_road(scene), scene, u));
}

/// A victim reports with reporting × trust relative to one half, less where force is the norm (4.32); returns whether there was an answer.
pub(crate) fn take_report(
    c: &mut Community,
    scene: &Scene,
    victim: usize,
    rank: Rank,
    stream: &mut Stream,
) -> bool {
    let p = &scene.params.public;
    let trust = c.households.trust_of(victim, Kind::Public);
    let reporting = p.reporting * norms::reporting(c, scene) * trust / 0.5;
    let reports = c.providers.duty.officers > 0.0 && stream.chance(reporting.min(1.0));
    if !reports {
        return false;
    }
    c.tally.help_sought += 1;
    c.note(scene.from, None, [Some(victim as u16), None], What::Reports);
    let b = &scene.params.beliefs;
    if !take_minutes(c, scene, rank) {
        c.tally.turned_away[Kind::Public] += 1;
        let ignored = b.ignored as f32;
        beliefs::experience(
            c,
            scene,
            &beliefs::Experience::alike(victim, Kind::Public, ignored, stream.below(1 << 30)),
        );
        return false;
    }
    let is_bribed = stream.chance(bribe_chance(c, scene));
    if is_bribed {
        c.note(scene.from, None, [Some(victim as u16), None], What::Bribe);
        pay_for_help(c, scene, victim, stream.unit());
    }
    let settlement = &scene.params.settlement;
    let evidence = settlement.evidence + settlement.evidence_information * information(c, scene);
    let is_solved = stream.chance(evidence);
    let treated = if is_bribed { b.helped_for_bribe } else { b.helped } as f32;
    let result = if is_solved { b.helped } else { b.ignored } as f32;
    beliefs::experience(
        c,
        scene,
        &beliefs::Experience {
            household: victim,
            kind: Kind::Public,
            treatment: treated,
            result,
            word: stream.below(1 << 30),
        },
    );
    is_solved
}
