//! 4.6, 4.7 Violent acts, fear, heat and feuds.

use super::arising::aftermath;
use super::beliefs;
use super::levels::{add, level, read, struck};
use super::police;
use super::state::{Community, Dispute, Feud, Twin, World};
use nodal::engine::Process;
use nodal::engine::draws::{below, unit};
use nodal::engine::math::{exp, ln};
use nodal::terms::{Kind, Matter, Origin, Toll};
use std::f32::consts::{LN_2, LOG2_E};

/// Households of the reference community.
const REFERENCE: f32 = 500.0;

/// A violent act.
pub struct Act {
    pub origin: Origin,
    pub victim: usize,
    pub offender: Option<usize>,
    pub descends_from_violence: bool,
    pub is_domestic: bool,
    pub at: f32,
}

/// Death, fear, grievance, a report; heat and an assault to settle where the offender is known.
pub fn commit(c: &mut Community, w: &World, act: &Act) {
    let p = &w.params.escalation;
    let mut stream = w.draws.stream(Process::Violence, c.identity, w.step, c.acts);
    c.acts += 1;
    c.showing.violent += 1;
    c.tally.violent[act.origin] += 1;
    c.tally.violent_again += u32::from(act.descends_from_violence);
    if act.origin != Origin::Feud {
        // Hit within five years before; the first month is 1, and 0 is never.
        let (last, now) = (c.hit[act.victim], w.month + 1);
        c.tally.hit_again += u32::from(last > 0 && now - last <= 60);
        c.hit[act.victim] = now;
    }
    c.tally.victims.add(c.sort_of(act.victim), 1);
    // lethality·(1 + lethality_arms·arms) deaths an act; officers who beat kill one man, others `dead` on average.
    let many = if act.origin == Origin::Brutality { 1.0 } else { p.dead as f32 };
    if stream.unit() < p.lethality as f32 * (1.0 + p.lethality_arms * c.arms) / many {
        let u = unit(w.draws.block(Process::Killings, c.identity, w.step, c.acts, 0)[0]);
        // Geometric from 1 on: P(d > k) = (1 − 1/many)^k.
        let dead = if many > 1.0 { 1 + (ln(u) / ln(1.0 - 1.0 / many)) as u32 } else { 1 };
        c.tally.deaths[act.origin] += dead;
        c.tally.killed.add(c.sort_of(act.victim), dead);
        c.tally.killings[act.origin] += 1;
        let toll = match dead {
            1 => Toll::One,
            2 => Toll::Two,
            3 => Toll::Three,
            4..=9 => Toll::Some,
            10..=29 => Toll::Many,
            _ => Toll::Most,
        };
        c.tally.tolls[act.origin][toll] += 1;
        beliefs::announce(c, w, Kind::Public, w.params.beliefs.ignored as f32);
    }
    let severity = w.severity[Matter::Assault.index()].at(stream.below(256) as u8);
    let f = &w.params.feeling;
    add(&mut c.fear[act.victim], f.victim as f32);
    spread(c, f.hearers, f.hearing, stream.below(1 << 30));
    add(&mut c.grievance[act.victim], f.victim_grievance);
    let mut is_answered = police::take_report(c, w, act.victim, police::Rank::Serious, &mut stream);
    if is_answered {
        c.tally.answered += 1;
    }
    if let Some(offender) = act.offender {
        if c.group_of[act.victim] != c.group_of[offender] {
            c.tally.cross_broken += 1;
        }
        if !act.is_domestic {
            heat_up(c, w, act.victim, offender, severity, act.at);
        }
        if !is_answered && (act.victim != offender || act.is_domestic) {
            let parties = (act.victim, offender);
            aftermath(c, w, Matter::Assault, parties, act.at, severity);
            is_answered = true;
        }
    }
    if !is_answered {
        go_unanswered(c, w, Matter::Assault);
    }
}

/// A victim of whom nobody has taken notice.
pub fn go_unanswered(c: &mut Community, w: &World, matter: Matter) {
    c.tally.unanswered += 1;
    if matter == Matter::Assault {
        c.tally.left_alone += 1;
    }
    c.unanswered[w.month as usize % 6] += 1;
}

/// Fear of a theft.
pub fn fear_of_theft(c: &mut Community, w: &World, victim: usize, word: u32) {
    let f = &w.params.feeling;
    add(&mut c.fear[victim], f.theft_victim);
    spread(c, f.hearers * f.theft_hearers, f.theft_hearing, word);
}

/// A share of a reference community hears of an act: as many households here, evenly from one on.
fn spread(c: &mut Community, share: f64, amount: f64, word: u32) {
    let n = c.fear.len();
    let hearers = (share as f32 * REFERENCE) as usize;
    let stride = (n / hearers.max(1)).max(1);
    for i in 0..hearers.min(n) {
        add(&mut c.fear[(word as usize % n + i * stride) % n], amount as f32);
    }
}

/// Fear of what the mean neighbour showed last, half of that at home.
pub fn fear_of_next_door(c: &mut Community, w: &World) {
    let f = &w.params.feeling;
    let heard = |share: f64| (share as f32 * REFERENCE / c.size()).min(1.0);
    let of_violence = heard(f.hearers) * f.hearing as f32;
    let of_theft = heard(f.hearers * f.theft_hearers) * f.theft_hearing as f32;
    let mut felt = 0.0;
    for &(there, _) in &c.near {
        let shown = &w.shown[there];
        felt += shown.violent as f32 * of_violence + shown.thefts as f32 * of_theft;
    }
    c.heard_next_door = f.next_door * felt / (c.near.len() as f32).max(1.0);
}

/// Fear halves in `fear_half_life`, less patrol_relief·patrol·trust of it; next door and open problems keep it alive.
pub fn fear_fades(c: &mut Community, w: &World) {
    let f = &w.params.feeling;
    let seen = c.patrol * c.mean_trust[Kind::Public.index()];
    let relief = (f.patrol_relief * seen).min(1.0) * w.length;
    let kept = Twin::kept(f.fear_half_life, w.params.time.steps_per_month) * (1.0 - relief);
    let problems = c.problems as f32 / c.thousands();
    let added = c.heard_next_door + w.params.peacebuilding.problem_fear * problems * w.length;
    for fear in &mut c.fear {
        *fear = level(read(*fear) * kept + added);
    }
}

/// Months in which heat halves, fast and slow.
fn half_lives(w: &World) -> [f64; 2] {
    [w.params.feuds.fast_half_life, w.params.feuds.half_life]
}

/// What is left of heat at the end of the step, fast and slow.
fn left(w: &World, at: f32) -> [f32; 2] {
    half_lives(w).map(|months| exp(-(w.until - at) * LN_2 / months as f32))
}

/// exp(−deterrence·D − efficacy·E).
fn restraint(c: &Community, w: &World) -> f32 {
    let p = &w.params.feuds;
    exp(-p.deterrence as f32 * c.deterrence[Origin::Feud.index()] - p.efficacy as f32 * c.efficacy)
}

/// When heat strikes before the step ends. In all it strikes share·n/m·H times, and half of that in each half-life.
fn strikes_at(w: &World, heat: [f32; 2], held_back: f32, at: f32, words: [u32; 4]) -> f32 {
    let p = &w.params.feuds;
    let shares = [p.fast_share, 1.0 - p.fast_share];
    let left = left(w, at);
    let mut first = f32::INFINITY;
    for i in 0..2 {
        let in_all = (shares[i] * p.branching / p.mean_heat) as f32 * heat[i] * held_back;
        let u = unit(words[i]);
        if u < struck(in_all, 1.0 - left[i]) {
            let kept = (1.0 + ln(1.0 - u) / in_all).max(left[i]);
            let moment = at - half_lives(w)[i] as f32 * LOG2_E * ln(kept);
            first = first.min(moment.min(w.until));
        }
    }
    first
}

/// The words of a feud at a turn of the step: 0 as it enters, 2a heated by act a, 2a + 1 after striking as act a.
fn words_of(c: &Community, w: &World, holder: usize, against: usize, turn: u32) -> [u32; 4] {
    let key = (holder as u32) << 16 | against as u32;
    w.draws.block(Process::Feuds, c.identity, w.step, key, turn)
}

/// H += η(1 − H)·severity, times `inside` within a group; a third feud takes the place of a cooler one.
fn heat_up(c: &mut Community, w: &World, victim: usize, offender: usize, severity: f32, at: f32) {
    if !w.params.mechanisms.feuds || victim == offender {
        return;
    }
    let p = &w.params.feuds;
    let is_within_group = c.group_of[victim] == c.group_of[offender];
    let added = p.heat as f32 * severity * if is_within_group { p.inside } else { 1.0 };
    c.tally.heat_added += (added * 1000.0) as u64;
    c.tally.heating_acts += 1;
    let words = words_of(c, w, victim, offender, 2 * c.acts);
    let held_back = restraint(c, w);
    let left = left(w, at);
    let own: Vec<usize> = (0..c.feuds.len()).filter(|&i| c.feuds[i].holder == victim).collect();
    for &i in &own {
        let feud = &mut c.feuds[i];
        if feud.against == offender {
            let mut more = [0.0; 2];
            for clock in 0..2 {
                let now = (feud.heat[clock] / left[clock]).min(1.0);
                more[clock] = added * (1.0 - now);
                feud.heat[clock] += more[clock] * left[clock];
            }
            feud.due = feud.due.min(strikes_at(w, more, held_back, at, words));
            feud.is_calmed = false;
            return;
        }
    }
    let feud = Feud {
        holder: victim,
        against: offender,
        heat: [added * left[0], added * left[1]],
        due: strikes_at(w, [added, added], held_back, at, words),
        is_calmed: false,
    };
    if own.len() < 2 {
        c.feuds.push(feud);
        return;
    }
    // The last that is cooler than the new one, else the first.
    let is_cooler = |i: usize| c.feuds[i].heat[0] < added && c.feuds[i].heat[1] < added;
    let cooler = own.iter().rev().find(|&&i| is_cooler(i));
    let place = *cooler.unwrap_or(&own[0]);
    c.feuds[place] = feud;
}

/// A settlement stands between the parties, or no longer.
pub fn calm(c: &mut Community, d: &Dispute, is_calmed: bool) {
    for feud in &mut c.feuds {
        let is_between = (feud.holder == d.initiator && feud.against == d.respondent)
            || (feud.holder == d.respondent && feud.against == d.initiator);
        if is_between {
            feud.is_calmed = is_calmed;
        }
    }
}

/// Cold feuds are forgotten; the others may strike in the step by the heat with which they enter it, which fades.
pub fn heat_fades(c: &mut Community, w: &World) {
    let p = &w.params.feuds;
    c.feuds.retain(|feud| feud.heat[0] > p.forgotten || feud.heat[1] > p.forgotten);
    for i in 0..c.feuds.len() {
        let feud = c.feuds[i];
        let mut held_back = restraint(c, w);
        if feud.is_calmed {
            held_back *= exp(-p.settled as f32);
        }
        let words = words_of(c, w, feud.holder, feud.against, 0);
        c.feuds[i].due = strikes_at(w, feud.heat, held_back, w.from, words);
        for (clock, months) in half_lives(w).into_iter().enumerate() {
            c.feuds[i].heat[clock] *= Twin::kept(months, w.params.time.steps_per_month);
        }
    }
}

/// Strikes that are due, in their order; each leaves `after_strike` of the heat, which may strike again.
pub fn strike(c: &mut Community, w: &World) {
    let p = &w.params.feuds;
    loop {
        let mut next = None;
        let mut at = f32::INFINITY;
        for (i, feud) in c.feuds.iter().enumerate() {
            if feud.due < at {
                next = Some(i);
                at = feud.due;
            }
        }
        let Some(next) = next else { break };
        let feud = c.feuds[next];
        let words = words_of(c, w, feud.holder, feud.against, 2 * (c.acts + 1) + 1);
        let mut held_back = restraint(c, w);
        if feud.is_calmed {
            held_back *= exp(-p.settled as f32);
        }
        let left = left(w, at);
        let [fast, slow] = feud.heat.map(|heat| heat * p.after_strike);
        c.feuds[next].heat = [fast, slow];
        let now = [fast / left[0], slow / left[1]];
        c.feuds[next].due = strikes_at(w, now, held_back, at, words);
        let hits_kin = unit(words[2]) < p.kin;
        let mut victim = feud.against;
        if hits_kin {
            let kin = kin(c, feud.against, words[3]);
            if kin != feud.holder {
                victim = kin;
            }
        }
        let act = Act {
            origin: Origin::Feud,
            victim,
            offender: Some(feud.holder),
            descends_from_violence: true,
            is_domestic: false,
            at,
        };
        commit(c, w, &act);
    }
}

/// One of the six of the group that are nearest by number; oneself without any.
fn kin(c: &Community, of: usize, word: u32) -> usize {
    let group = &c.groups[c.group_of[of]];
    let others = group.len() - 1;
    if others == 0 {
        return of;
    }
    let width = others.min(6);
    let mut first = of.saturating_sub(3).max(group.start);
    first = first.min(group.end - 1 - width);
    let near: Vec<usize> = (first..=first + width).filter(|&h| h != of).collect();
    near[below(word, width as u32) as usize]
}
