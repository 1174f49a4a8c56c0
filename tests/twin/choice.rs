//! 4.3 Forum choice.

use super::arising::words;
use super::beliefs;
use super::levels::read;
use super::norms;
use super::police;
use super::state::{Community, Dispute, GROUPS, Stage, World};
use nodal::engine::draws::unit;
use nodal::engine::math::{exp, ln};
use nodal::terms::{Kind, Matter, Recourse};
use rand_philox::splitmix64;

/// What people know when the step begins.
pub struct Known {
    /// q̂: share of cases that a kind settles for good, by kind and group.
    pub performance: Vec<[f32; GROUPS]>,
    /// Probability that a contact with police costs a bribe.
    pub bribe_chance: f32,
}

/// What people know now.
pub fn known(c: &Community, w: &World) -> Known {
    let mut performance = vec![[0.0; GROUPS]; Kind::COUNT];
    for &kind in Kind::ALL {
        for (group, expected) in performance[kind.index()].iter_mut().enumerate() {
            *expected = beliefs::performance(c, w, kind, group);
        }
    }
    Known { performance, bribe_chance: police::bribe_chance(c, w) }
}

/// The initiator chooses until some way has room for him.
pub fn choose(d: &mut Dispute, c: &mut Community, w: &World, known: &Known, now: f32) {
    let mut block = words(d, c, w);
    let mut attempt = 0;
    loop {
        // The fourth word of a block is that of the next.
        if attempt % 4 == 3 {
            block = words(d, c, w);
        }
        let recourse = draw(d, c, w, known, unit(block[attempt % 4]));
        attempt += 1;
        let Some(stage) = enter(recourse, d, c, w, now) else { continue };
        c.tally.chosen[recourse] += 1;
        if d.first.is_none() {
            c.tally.first_chosen[recourse] += 1;
            d.first = Some(recourse);
        }
        d.stage = stage;
        return;
    }
}

/// Takes up a way; `None` if its forum is full.
fn enter(
    recourse: Recourse,
    d: &mut Dispute,
    c: &mut Community,
    w: &World,
    now: f32,
) -> Option<Stage> {
    let p = &w.params;
    if recourse == Recourse::Lump {
        return Some(Stage::Lumped(now + p.choice.reconsider));
    }
    d.tried[recourse.index()] = true;
    let Some(kind) = recourse.kind() else {
        return Some(match recourse {
            Recourse::Talk => Stage::Talking(now + p.settlement.talk_delay),
            _ => Stage::SelfHelp(now + p.settlement.self_help_months),
        });
    };
    let own = c.group_of[d.initiator];
    let mut host = own;
    if recourse == Recourse::Customary && !has_elders(c, d.initiator) {
        host = c.group_of[d.respondent];
    }
    let wait = match recourse {
        Recourse::Customary => wait_at_elders(host, c, w),
        _ => police::take_dispute(d, c, w).then_some(0.0),
    };
    if let Some(wait) = wait {
        return Some(Stage::Queued(recourse, host, now + delay(recourse, w) as f32 + wait));
    }
    c.tally.turned_away[kind] += 1;
    let ignored = p.beliefs.ignored as f32;
    beliefs::experience(c, w, d.initiator, kind, ignored, ignored, d.key);
    None
}

/// 4.5 A backlog of up to a month of hearings.
/// Whether the segment of a household has elders.
fn has_elders(c: &Community, household: usize) -> bool {
    let elders = &c.elders[c.group_of[household]];
    let lot = splitmix64(!(u64::from(c.identity) << 32 | household as u64)) as u32;
    elders.exist && unit(lot) < elders.served
}

fn wait_at_elders(host: usize, c: &mut Community, w: &World) -> Option<f32> {
    let elders = &mut c.elders[host];
    let longest = (w.params.customary.backlog * elders.capacity).max(1.0);
    if elders.capacity <= 0.0 || elders.slots - 1.0 < -longest {
        return None;
    }
    elders.slots -= 1.0;
    Some((-elders.slots / elders.capacity).max(0.0))
}

/// Time to a hearing, in months.
fn delay(recourse: Recourse, w: &World) -> f64 {
    match recourse {
        Recourse::Public => w.params.public.delay,
        Recourse::Customary => w.params.customary.delay,
        _ => 0.0,
    }
}

fn draw(d: &Dispute, c: &Community, w: &World, known: &Known, u: f32) -> Recourse {
    let mut utilities = [None; Recourse::COUNT];
    for &recourse in Recourse::ALL {
        utilities[recourse.index()] = utility(recourse, d, c, w, known);
    }
    let weights = weights(utilities, w.params.choice.nest);
    let mut all = 0.0;
    for weight in weights {
        all += weight;
    }
    let mut left = u * all;
    for &recourse in Recourse::ALL {
        left -= weights[recourse.index()];
        if left < 0.0 {
            return recourse;
        }
    }
    Recourse::Lump
}

/// exp(u); with correlation, informal forums share a nest of weight (Σ exp(u/λ))^λ, λ = 1 − correlation.
/// Of the informal forums the twin has elders alone.
fn weights(utilities: [Option<f32>; Recourse::COUNT], correlation: f32) -> [f32; Recourse::COUNT] {
    let mut weights = [0.0; Recourse::COUNT];
    for &recourse in Recourse::ALL {
        let Some(utility) = utilities[recourse.index()] else { continue };
        weights[recourse.index()] = if recourse == Recourse::Customary && correlation > 0.0 {
            let lambda = 1.0 - correlation;
            let inside = exp(utility / lambda);
            inside * (exp(lambda * ln(inside)) / inside)
        } else {
            exp(utility)
        };
    }
    weights
}

/// α_mode + trust·(T − ½) + force_severity·(s − ½)·force + performance·q̂ − cost·cost/income − wait·ln(1 + wait) −
/// distance·distance/5 km + custom·usage − reprisal·reprisal − foreign·[the other's elders]; `None` out of
/// the choice set.
fn utility(
    recourse: Recourse,
    d: &Dispute,
    c: &Community,
    w: &World,
    known: &Known,
) -> Option<f32> {
    let p = &w.params.choice;
    let own = c.group_of[d.initiator];
    let is_in_reach = match recourse {
        Recourse::Public => c.officers > 0.0,
        Recourse::Customary => {
            d.is_inside_radius && (has_elders(c, d.initiator) || has_elders(c, d.respondent))
        }
        Recourse::PeaceCommittee | Recourse::Vigilante | Recourse::Criminal => false,
        Recourse::Talk | Recourse::SelfHelp | Recourse::Lump => true,
    };
    if !is_in_reach || (recourse != Recourse::Lump && d.tried[recourse.index()]) {
        return None;
    }
    let (alpha, km) = match recourse {
        Recourse::Public => (p.verdict, c.station_km),
        Recourse::Talk => (p.talk, 0.0),
        Recourse::SelfHelp => (p.self_help, 0.0),
        Recourse::Lump => (p.lump, 0.0),
        _ => (p.agreement, 0.0),
    };
    let mut utility =
        alpha as f32 - p.wait * ln(1.0 + delay(recourse, w) as f32) - p.distance * km / 5.0
            + p.custom as f32 * c.usage[recourse.index()];
    if recourse == Recourse::SelfHelp {
        utility += norms::leaning(c, w);
    }
    let Some(kind) = recourse.kind() else { return Some(utility) };
    let trust = read(c.trust[kind.index()][d.initiator]);
    if trust <= p.least_trust {
        return None;
    }
    utility += p.performance as f32 * known.performance[kind.index()][own];
    if recourse == Recourse::Public {
        utility += p.force_severity * (read(d.severity) - 0.5);
    }
    utility += p.trust as f32 * (trust - 0.5);
    let income = w.income[c.class[d.initiator].index()] as f32;
    utility -= p.cost as f32 * cost(recourse, w, known) / income.max(1.0);
    if d.matter == Matter::Domestic {
        utility -= p.reprisal as f32 * p.domestic_reprisal;
    }
    if recourse == Recourse::Customary && !d.is_within_group && !has_elders(c, d.initiator) {
        utility -= p.foreign;
    }
    Some(utility)
}

/// Fee or gift, and expected bribe, in cents.
fn cost(recourse: Recourse, w: &World, known: &Known) -> f32 {
    let public = &w.params.public;
    let day = w.day_wage as f32;
    if recourse == Recourse::Customary {
        return w.params.customary.gift as f32 * day;
    }
    let bribe = (public.bribe_days * w.income[1] / 30.0) as f32 * known.bribe_chance;
    public.fee as f32 * day + bribe
}
