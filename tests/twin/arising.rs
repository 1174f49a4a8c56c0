//! 4.2 Disputes arise.

use super::levels::{level, read};
use super::proneness;
use super::state::{Community, Dispute, Stage, World};
use nodal::engine::Process;
use nodal::engine::draws::unit;
use nodal::engine::math::exp;
use nodal::terms::{Matter, Recourse};

/// Weights of the matters that households bring, in their order.
fn matters(w: &World) -> [(Matter, f64); 5] {
    let p = &w.params.disputes;
    [
        (Matter::Money, p.share_money),
        (Matter::Neighbour, p.share_neighbour),
        (Matter::Land, p.share_land),
        (Matter::Domestic, p.share_domestic),
        (Matter::Other, p.share_other),
    ]
}

/// λ = λ0·opportunity·f^ν·exp(a(poverty − p̄) + b(crowding − ½) + c(g − ḡ) − d(E − Ē)), at most ceiling·λ0. Candidates fall
/// with a mark between 0 and 2 λ0, and where anybody's rate could be higher, from there to the ceiling.
pub fn arise(c: &mut Community, w: &World) {
    if !w.params.mechanisms.disputes {
        return;
    }
    let p = &w.params.disputes;
    let common = exp(p.poverty as f32 * (c.poverty - w.params.world.poor as f32)
        + p.crowding as f32 * (c.crowding - 0.5)
        - p.efficacy as f32 * (c.efficacy - p.mean_efficacy)
        - p.grievance as f32 * p.mean_grievance);
    let most = common * exp((p.grievance as f32).max(0.0));
    let ceiling = p.ceiling;
    for (layer, low, high) in [(0, 0.0, 2.0), (1, 2.0, ceiling)] {
        if layer == 1 && most <= 2.0 {
            continue;
        }
        let mean = p.arrival
            * f64::from(proneness::opportunity(c, w))
            * f64::from(high - low)
            * f64::from(w.length)
            * f64::from(c.size());
        let candidates = w.draws.stream(Process::Arrivals, c.identity, w.step, layer).poisson(mean);
        for candidate in 0..candidates {
            let key = candidate << 2 | layer;
            let words = w.draws.block(Process::Arrivals, c.identity, w.step, key, 1);
            let all: Vec<usize> = (0..c.fear.len()).collect();
            let Some(household) = proneness::quarreller(c, w, &all, words[0]) else { return };
            let mark = low + (high - low) * unit(words[1]);
            let rate = common * exp(p.grievance as f32 * read(c.grievance[household]));
            if mark < rate.min(ceiling) {
                quarrel(c, w, household, w.from + w.length * unit(words[2]), key, words[3]);
            }
        }
    }
}

fn quarrel(c: &mut Community, w: &World, initiator: usize, at: f32, key: u32, word: u32) {
    let words = w.draws.block(Process::Arrivals, c.identity, w.step, key, 2);
    let mut matter = Matter::Other;
    let mut cumulated = 0.0;
    let all: f64 = matters(w).iter().map(|(_, weight)| weight).sum();
    for (of, weight) in matters(w) {
        cumulated += (weight / all) as f32;
        if unit(word) < cumulated {
            matter = of;
            break;
        }
    }
    let Some(respondent) = counterpart(c, w, initiator, matter, words) else { return };
    let severity = w.severity[matter.index()].at((words[3] >> 8) as u8);
    let reaches_across = unit(words[3] << 16) < c.radius;
    open(c, w, key, matter, (initiator, respondent), at, severity, reaches_across);
}

/// A former opponent with `former_opponent`; else one of the own group with probability homophily, and always in
/// domestic matters; else one of another group.
fn counterpart(
    c: &Community,
    w: &World,
    initiator: usize,
    matter: Matter,
    words: [u32; 4],
) -> Option<usize> {
    let p = &w.params.disputes;
    if matter == Matter::Domestic && w.params.mechanisms.proneness {
        return Some(initiator);
    }
    if matter != Matter::Domestic && unit(words[0]) < p.former_opponent {
        for feud in &c.feuds {
            if feud.holder == initiator {
                return Some(feud.against);
            }
        }
    }
    let own = c.group_of[initiator];
    let mut same = Vec::new();
    let mut others = Vec::new();
    for h in 0..c.fear.len() {
        if c.group_of[h] != own {
            others.push(h);
        } else if h != initiator {
            same.push(h);
        }
    }
    let stays = others.is_empty() || matter == Matter::Domestic || unit(words[1]) < p.homophily;
    let among = if stays && !same.is_empty() { &same } else { &others };
    proneness::quarreller(c, w, among, words[2])
}

/// What a violent act or a theft leaves behind where its offender is known.
pub fn aftermath(
    c: &mut Community,
    w: &World,
    matter: Matter,
    parties: (usize, usize),
    at: f32,
    severity: f32,
) {
    if !w.params.mechanisms.disputes {
        return;
    }
    let key = 1 << 31 | c.newborn;
    c.newborn += 1;
    let word = w.draws.block(Process::Dispute, c.identity, w.step, key, 65_535)[0];
    let reaches_across = unit(word) < c.radius;
    open(c, w, key, matter, parties, at.min(w.until), severity, reaches_across);
}

#[expect(clippy::too_many_arguments, reason = "a dispute has parties, a matter and a moment")]
fn open(
    c: &mut Community,
    w: &World,
    key: u32,
    matter: Matter,
    (initiator, respondent): (usize, usize),
    arisen: f32,
    severity: f32,
    reaches_across: bool,
) {
    let is_within_group = c.group_of[initiator] == c.group_of[respondent];
    c.tally.arisen[matter] += 1;
    c.ever_arisen += 1;
    c.open.push(Dispute {
        born: w.step,
        key,
        turns: 0,
        initiator,
        respondent,
        severity: level(severity),
        anger: level(severity),
        arisen,
        stage: Stage::Deciding,
        fuse: f32::INFINITY,
        drops: f32::INFINITY,
        tried: [false; Recourse::COUNT],
        matter,
        reopened: 0,
        first: None,
        is_inside_radius: is_within_group || reaches_across,
        is_within_group,
        descends_from_violence: matter == Matter::Assault,
        was_answered: false,
    });
}

/// The next four words of a dispute's own stream.
pub fn words(d: &mut Dispute, c: &Community, w: &World) -> [u32; 4] {
    let block = w.draws.block(Process::Dispute, c.identity, d.born, d.key, u32::from(d.turns));
    d.turns += 1;
    block
}
