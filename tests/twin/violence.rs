//! 4.6, 4.7 Violent acts, fear, heat and feuds.

use super::arising::aftermath;
use super::beliefs;
use super::levels::{add, level, read, struck};
use super::police;
use super::state::{Community, Dispute, Feud, Twin, World};
use nodal::engine::Process;
use nodal::engine::draws::{below, unit};
use nodal::engine::math::exp;
use nodal::terms::{Group, Kind, Matter, Origin, Standing};

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
    c.tally.victims_by_class[c.class[act.victim]] += 1;
    c.tally.victims_by_group[Group::ALL[c.group_of[act.victim]]] += 1;
    c.tally.victims_by_standing[Standing::ALL[usize::from(c.has_low_standing[act.victim])]] += 1;
    // lethality·(1 + lethality_arms·arms).
    if stream.unit() < p.lethality as f32 * (1.0 + p.lethality_arms * c.arms) {
        c.tally.deaths[act.origin] += 1;
        beliefs::announce(c, w, Kind::Public, w.params.beliefs.ignored as f32);
    }
    let severity = w.severity[Matter::Assault.index()].at(stream.below(256) as u8);
    let f = &w.params.feeling;
    add(&mut c.fear[act.victim], f.victim as f32);
    spread(c, f.hearers, f.hearing, stream.below(1 << 30));
    add(&mut c.grievance[act.victim], f.victim_grievance);
    let mut is_answered = police::take_report(c, w, act.victim, police::Rank::Serious, &mut stream);
    if let Some(offender) = act.offender {
        if c.group_of[act.victim] != c.group_of[offender] {
            c.tally.cross_broken += 1;
        }
        if !act.is_domestic {
            heat_up(c, w, act.victim, offender, severity);
        }
        if !is_answered {
            let parties = (act.victim, offender);
            aftermath(c, w, Matter::Assault, parties, act.at, severity);
            is_answered = true;
        }
    }
    if !is_answered {
        go_unanswered(c, w);
    }
}

/// A victim of whom nobody has taken notice.
pub fn go_unanswered(c: &mut Community, w: &World) {
    c.tally.unanswered += 1;
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

/// H += η(1 − H)·severity, times `inside` within a group; a third feud takes the place of a cooler one.
fn heat_up(c: &mut Community, w: &World, victim: usize, offender: usize, severity: f32) {
    if !w.params.mechanisms.feuds || victim == offender {
        return;
    }
    let p = &w.params.feuds;
    let is_within_group = c.group_of[victim] == c.group_of[offender];
    let added = p.heat as f32 * severity * if is_within_group { p.inside } else { 1.0 };
    c.tally.heat_added += (added * 1000.0) as u64;
    c.tally.heating_acts += 1;
    let own: Vec<usize> = (0..c.feuds.len()).filter(|&i| c.feuds[i].holder == victim).collect();
    for &i in &own {
        if c.feuds[i].against == offender {
            c.feuds[i].heat += added * (1.0 - c.feuds[i].heat);
            c.feuds[i].is_calmed = false;
            return;
        }
    }
    let feud = Feud { holder: victim, against: offender, heat: added, is_calmed: false };
    if own.len() < 2 {
        c.feuds.push(feud);
        return;
    }
    // The last that is cooler than the new one, else the first.
    let cooler = own.iter().rev().find(|&&i| c.feuds[i].heat < added);
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

/// Strikes fall at φ·H·exp(−deterrence·D − efficacy·E − settled·[settled]), φ = n ln 2/(m τ), H the mean of the step.
pub fn pursue(c: &mut Community, w: &World) {
    let p = &w.params.feuds;
    let strike = (p.branching * std::f64::consts::LN_2 / (p.mean_heat * p.half_life)) as f32;
    let kept = Twin::kept(p.half_life, w.params.time.steps_per_month);
    let restraint =
        exp(-p.deterrence as f32 * c.deterrence[Origin::Feud.index()]
            - p.efficacy as f32 * c.efficacy);
    c.feuds.retain(|feud| feud.heat > p.forgotten);
    // Feuds that strikes begin wait for the next step.
    for i in 0..c.feuds.len() {
        let feud = c.feuds[i];
        c.feuds[i].heat *= kept;
        let held_back = if feud.is_calmed { restraint * exp(-p.settled as f32) } else { restraint };
        let hazard = strike * feud.heat * f32::midpoint(1.0, kept) * held_back;
        let key = (feud.holder as u32) << 16 | feud.against as u32;
        let words = w.draws.block(Process::Feuds, c.identity, w.step, key, 0);
        if unit(words[0]) >= struck(hazard, w.length) {
            continue;
        }
        c.feuds[i].heat *= p.after_strike;
        let hits_kin = unit(words[1]) < p.kin;
        let victim = if hits_kin { kin(c, feud.against, words[2]) } else { feud.against };
        let act = Act {
            origin: Origin::Feud,
            victim,
            offender: Some(feud.holder),
            descends_from_violence: true,
            is_domestic: false,
            at: w.from + w.length * unit(words[3]),
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
