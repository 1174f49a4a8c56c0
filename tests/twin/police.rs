//! 4.8, 4.9, 4.11 Police: minutes for cases, patrol, reports, bribes.

use super::beliefs;
use super::hearings::{Bench, advantage, decide};
use super::levels::read;
use super::norms;
use super::state::{Community, Dispute, World};
use super::violence::{self, Act};
use nodal::engine::draws::{below, unit};
use nodal::engine::math::exp;
use nodal::engine::{Process, Stream};
use nodal::terms::{Kind, Matter, Origin, Recourse, Violation};

const PUBLIC: usize = Kind::Public as usize;

/// What police answer first.
#[derive(Clone, Copy, PartialEq)]
pub enum Rank {
    Serious,
    Property,
    Dispute,
    Call,
}

/// ε where there are police and bribery is on.
pub fn bribe_chance(c: &Community, w: &World) -> f32 {
    if w.params.mechanisms.bribery && c.officers > 0.0 { w.effort[c.station] } else { 0.0 }
}

/// D_o = 1 − exp(−η_o·s·(v + (1 − v)·I)), s less the share `patrol_spill` that patrols the neighbours, with theirs.
pub fn cover(c: &mut Community, w: &World) {
    let p = &w.params.deterrence;
    c.patrol = p.on_duty as f32 * c.on_patrol / c.thousands();
    let mut next_door = 0.0;
    for &(there, _) in &c.near {
        next_door += w.shown[there].patrol;
    }
    let abroad = w.params.predation.patrol_spill;
    let presence = c.patrol * (1.0 - abroad) + next_door / c.thousands();
    c.showing.patrol = abroad * c.patrol * c.thousands() / f32::max(c.near.len() as f32, 1.0);
    let visible = p.visible;
    let acts = if c.patrol > 0.0 || next_door > 0.0 {
        presence * (visible + (1.0 - visible) * reported(c, w))
    } else {
        0.0
    };
    for (origin, effect) in [
        (Origin::Dispute, p.public_dispute),
        (Origin::Feud, p.public_feud),
        (Origin::Predation, p.public_predation),
        (Origin::GangWar, p.public_gang_war),
        (Origin::Clash, p.public_gang_war),
    ] {
        let effect = if w.params.mechanisms.deterrence { effect as f32 * acts } else { 0.0 };
        c.deterrence[origin.index()] = 1.0 - exp(-effect);
    }
}

/// I = least_information + reported_information·reports, `reporting` of them where trust is one half.
fn reported(c: &Community, w: &World) -> f32 {
    let reporting = w.params.public.reporting * norms::reporting(c, w) * c.mean_trust[PUBLIC] / 0.5;
    let p = &w.params.public;
    p.least_information + p.reported_information * reporting.min(1.0)
}

/// What police can find out: the mean of what is reported and of their skill.
fn information(c: &Community, w: &World) -> f32 {
    0.5 * (reported(c, w) + (w.params.public.skill as f32).clamp(0.0, 1.0))
}

/// Takes the minutes of a case or call if there are as many beyond what is kept for those before it.
fn take_minutes(c: &mut Community, w: &World, rank: Rank) -> bool {
    let p = &w.params.public;
    let needed = (if rank == Rank::Call { p.call_hours } else { p.case_hours } * 60.0) as f32;
    c.showing.police_queue += needed as u32;
    c.tally.police_asked += needed as u64;
    let mut kept = match rank {
        Rank::Serious => 0.0,
        Rank::Property => 0.5 * c.reserved,
        Rank::Dispute => c.reserved,
        Rank::Call => {
            let steps = w.params.time.steps_per_month;
            let left = (steps - 1 - w.step % steps) as f32 / steps as f32;
            (c.reserved + c.expected) * left
        }
    };
    if !w.params.mechanisms.triage {
        kept = 0.0;
    }
    let has_room = c.police_bank - kept >= needed;
    if rank == Rank::Serious {
        c.showing.serious_queue += needed as u32;
        c.reserved = (c.reserved - needed).max(0.0);
        c.tally.serious_reported += 1;
        c.tally.serious_answered += u32::from(has_room);
    }
    if rank == Rank::Property || rank == Rank::Dispute {
        c.showing.minor_queue += needed as u32;
        c.expected = (c.expected - needed).max(0.0);
    }
    if has_room {
        c.police_bank -= needed;
        c.tally.case_minutes[Kind::Public] += needed as u64;
    }
    has_room
}

/// Calls: a bribe first, with ε; then the minutes, if there are any.
pub fn take_calls(c: &mut Community, w: &World) {
    if !w.params.mechanisms.calls || c.officers <= 0.0 {
        return;
    }
    let b = &w.params.beliefs;
    let mut stream = w.draws.stream(Process::Calls, c.identity, w.step, 0);
    let bribes = bribe_chance(c, w);
    for _ in 0..stream.poisson(w.params.public.calls * f64::from(c.size() * w.length)) {
        let household = stream.below(c.fear.len() as u32) as usize;
        let is_bribed = stream.unit() < bribes;
        stream.unit(); // how much
        let word = stream.below(1 << 30);
        c.tally.help_sought += 1;
        c.tally.calls += 1;
        c.tally.help_bribes += u32::from(is_bribed);
        let is_answered = take_minutes(c, w, Rank::Call);
        c.tally.calls_answered += u32::from(is_answered);
        let outcome = match (is_answered, is_bribed) {
            (false, _) => b.ignored,
            (true, true) => b.helped_for_bribe,
            (true, false) => b.helped,
        } as f32;
        beliefs::experience(c, w, household, Kind::Public, outcome, outcome, word);
    }
}

/// Whether a dispute is taken up; one about an assault is serious.
pub fn take_dispute(d: &Dispute, c: &mut Community, w: &World) -> bool {
    let rank = if d.matter == Matter::Assault { Rank::Serious } else { Rank::Dispute };
    let is_taken = take_minutes(c, w, rank);
    if is_taken && rank == Rank::Dispute {
        c.tally.dispute_minutes += (w.params.public.case_hours * 60.0) as u64;
    }
    is_taken
}

/// A hearing: perhaps a bribe, and a decision as fair as few bribes are taken.
pub fn hear(d: &mut Dispute, c: &mut Community, w: &World, bribes: f32, now: f32) -> bool {
    let b = &w.params.beliefs;
    let word = super::arising::words(d, c, w)[0];
    c.tally.help_sought += 1;
    let is_bribed = unit(word) < bribes;
    c.tally.help_bribes += u32::from(is_bribed);
    let advantage =
        advantage(c, d.initiator, d.respondent) - advantage(c, d.respondent, d.initiator);
    let bench = Bench {
        recourse: Recourse::Public,
        kind: Kind::Public,
        information: information(c, w),
        fairness: 1.0 - bribes,
        tilt: advantage * bribes,
        bias: bribes,
        treated: if is_bribed { b.helped_for_bribe } else { b.helped } as f32,
    };
    decide(&bench, d, c, w, now)
}

/// A victim reports with reporting·(1 − silence·(N − N₀))·T/½; whether there was an answer.
pub fn take_report(
    c: &mut Community,
    w: &World,
    victim: usize,
    rank: Rank,
    stream: &mut Stream,
) -> bool {
    let p = &w.params.settlement;
    let b = &w.params.beliefs;
    if c.officers <= 0.0 {
        return false;
    }
    let trust = read(c.trust[PUBLIC][victim]);
    let reporting = w.params.public.reporting * norms::reporting(c, w) * trust / 0.5;
    if stream.unit() >= reporting.min(1.0) {
        return false;
    }
    c.tally.help_sought += 1;
    if !take_minutes(c, w, rank) {
        c.tally.turned_away[Kind::Public] += 1;
        let ignored = b.ignored as f32;
        let word = stream.below(1 << 30);
        beliefs::experience(c, w, victim, Kind::Public, ignored, ignored, word);
        return false;
    }
    let is_bribed = stream.unit() < bribe_chance(c, w);
    if is_bribed {
        c.tally.help_bribes += 1;
        stream.unit(); // how much
    }
    let evidence = p.evidence + p.evidence_information * information(c, w);
    let is_solved = stream.unit() < evidence;
    let treated = if is_bribed { b.helped_for_bribe } else { b.helped } as f32;
    let result = if is_solved { b.helped } else { b.ignored } as f32;
    let word = stream.below(1 << 30);
    beliefs::experience(c, w, victim, Kind::Public, treated, result, word);
    is_solved
}

/// Stops, some with a bribe, few with a beating; money taken without contact.
pub fn meet_people(c: &mut Community, w: &World) {
    let p = &w.params.public;
    let b = &w.params.beliefs;
    let chance = bribe_chance(c, w);
    let officers = f64::from(c.officers);
    let for_money = f64::from(c.for_money);
    let length = f64::from(w.length);
    let n = c.fear.len() as u32;
    let stops = w.draws.stream(Process::Encounters, c.identity, w.step, u32::MAX).poisson(
        (p.encounters * (1.0 - for_money) + p.stops_for_money * for_money) * officers * length,
    );
    c.tally.encounters += stops;
    for stop in 0..stops {
        let words = w.draws.block(Process::Encounters, c.identity, w.step, stop, 1);
        let household = below(words[0], n) as usize;
        let is_charged = unit(words[1]) < chance;
        let is_beaten = unit(words[0] << 16) < p.brutality * chance;
        let mut outcome = if is_charged { b.charged } else { b.let_go } as f32;
        if is_beaten {
            outcome = b.beaten as f32;
            c.tally.provoked += 1;
            c.tally.violations[Kind::Public][Violation::Brutality] += 1;
            let act = Act {
                origin: Origin::Brutality,
                victim: household,
                offender: None,
                descends_from_violence: false,
                is_domestic: false,
                at: w.from,
            };
            violence::commit(c, w, &act);
        }
        c.tally.shakedowns += u32::from(is_charged);
        beliefs::experience(c, w, household, Kind::Public, outcome, outcome, words[3]);
    }
    let mut stream = w.draws.stream(Process::Extortion, c.identity, w.step, 0);
    let times = stream.poisson(p.extortion * f64::from(chance) * officers * length);
    c.tally.police_extortions += times;
    c.tally.violations[Kind::Public][Violation::Extortion] += times;
    for _ in 0..times {
        let household = stream.below(n) as usize;
        stream.unit(); // how much
        let charged = b.charged as f32;
        let word = stream.below(1 << 30);
        beliefs::experience(c, w, household, Kind::Public, charged, charged, word);
    }
}
