//! 4.2 Disputes arise: over money, neighbours, land, in families.

use crate::engine::draws::{Block, unit};
use crate::engine::{Process, math};
use crate::model::keys;
use crate::model::people::proneness;
use crate::model::places::{enclaves, mobility, residue};
use crate::model::scene::Scene;
use crate::terms::{Matter, Outcome};
use crate::world::Level;
use crate::world::community::Community;
use crate::world::diary::What;
use crate::world::dispute::{Dispute, Facts, Stage};
use crate::world::parts::enter;

/// The lower layer of candidates reaches to this multiple of the base rate; few communities need
/// the layer above.
const LAYER: f32 = 2.0;

/// More than the rounding of a rate, as a share of it.
const MARGIN: f32 = 1e-4;

/// Opens the disputes of a step.
///
/// Rate per household and month λ = λ0·opportunity·f^ν·exp(a(poverty−p̄) + b(crowding−½) + c(g−ḡ) − d(E−Ē)), the exponential at
/// most the ceiling, of which projects within reach prevent e(matter). Candidates fall on (household, moment, mark) as a
/// Poisson carpet of fixed height, on a household in proportion to f^ν; one becomes a dispute if its mark lies under the
/// household's rate. So two scenarios share every dispute that their difference does not touch.
pub(crate) fn arise(c: &mut Community, scene: &Scene) {
    if !scene.params.mechanisms.disputes {
        return;
    }
    let common = common_factor(c, scene);
    let response = scene.params.disputes.grievance as f32;
    let most = common * math::exp(response.max(0.0));
    carpet(c, scene, common, 0, 0.0, LAYER);
    if most > LAYER {
        carpet(c, scene, common, 1, LAYER, scene.params.disputes.ceiling);
    }
}

/// What all households of the community share: exp(a(poverty−p̄) + b(crowding−½) − d(E−Ē) − c·ḡ).
fn common_factor(c: &Community, scene: &Scene) -> f32 {
    let p = &scene.params.disputes;
    math::exp(
        p.poverty as f32 * (c.poverty(scene.params) - scene.rules.mean_poverty)
            + p.crowding as f32 * (mobility::crowding(c) - 0.5)
            - p.efficacy as f32 * (c.opinion.efficacy - p.mean_efficacy)
            - p.grievance as f32 * p.mean_grievance
            + enclaves::disputes(c, scene),
    )
}

/// One layer of candidates, with marks between two multiples of the base rate.
fn carpet(c: &mut Community, scene: &Scene, common: f32, layer: u32, low: f32, high: f32) {
    let p = &scene.params.disputes;
    let mean = p.arrival
        * f64::from(residue::opportunity(c, scene))
        * f64::from(high - low)
        * f64::from(scene.rules.step)
        * f64::from(c.size() * mobility::there(c));
    let place = c.identity();
    let count = scene.draws.stream(Process::Arrivals, place, scene.step, layer).poisson(mean);
    let response = p.grievance as f32;
    // Grievance lies within [0, 1]: between these two marks it decides, and only there is it asked.
    let at_least = (common * math::exp(response.min(0.0))).min(p.ceiling) * (1.0 - MARGIN);
    let at_most = (common * math::exp(response.max(0.0))).min(p.ceiling) * (1.0 + MARGIN);
    for candidate in 0..count {
        let key = keys::candidate(candidate, layer);
        let words = scene.draws.block(Process::Arrivals, place, scene.step, key, 1);
        let mark = low + (high - low) * unit(words[1]);
        if mark >= at_most {
            continue;
        }
        let n = c.households.len();
        let Some(household) = proneness::quarreller(c, scene, n, |h| h, words[0]) else { return };
        let rate = || common * math::exp(response * c.households.grievance()[household].get());
        if mark < at_least || mark < rate().min(p.ceiling) {
            let moment = scene.from + scene.rules.step * unit(words[2]);
            quarrel(c, scene, household, moment, key, words[3]);
        }
    }
}

/// Projects of the site prevent a share of what neighbours, land and the like are quarrelled about.
fn is_prevented(c: &Community, scene: &Scene, matter: Matter, key: u32) -> bool {
    let p = &scene.params.disputes;
    let share = match matter {
        Matter::Neighbour | Matter::Land => p.project_quarrels,
        Matter::Other => p.project_others,
        Matter::Money | Matter::Domestic | Matter::Assault | Matter::Theft => 0.0,
    };
    let chance = share as f32 * c.conditions.reached;
    chance > 0.0
        && unit(scene.draws.block(Process::Arrivals, c.identity(), scene.step, key, 3)[0]) < chance
}

/// A household quarrels: the matter, the counterpart, the severity.
fn quarrel(c: &mut Community, scene: &Scene, initiator: usize, at: f32, key: u32, word: u32) {
    let words = scene.draws.block(Process::Arrivals, c.identity(), scene.step, key, 2);
    let matter = matter(scene, unit(word));
    if is_prevented(c, scene, matter, key) {
        return;
    }
    let Some(respondent) = counterpart(c, scene, initiator, matter, words) else { return };
    let severity = scene.rules.severity[matter].at((words[3] >> 8) as u8);
    let is_within_group = c.households.group_of(initiator) == c.households.group_of(respondent);
    let reaches_across = unit(words[3] << 16) < c.opinion.radius;
    let dispute = Dispute {
        born: scene.step,
        key,
        turns: 0,
        initiator: initiator as u16,
        respondent: respondent as u16,
        severity: Level::new(severity),
        anger: Level::new(severity),
        arisen: at,
        stage: Stage::Deciding,
        fuse: f32::INFINITY,
        drops: f32::INFINITY,
        tried: 0,
        matter,
        reopened: 0,
        first: None,
        facts: Facts {
            is_inside_radius: is_within_group || reaches_across,
            is_within_group,
            ..Facts::default()
        },
    };
    open(c, dispute);
}

/// Books the end of an open dispute, and the course it took.
pub(crate) fn close(c: &mut Community, d: &Dispute, outcome: Outcome) {
    c.tally.ended[outcome] += 1;
    if let Some(recourse) = d.first {
        c.tally.courses[recourse][outcome] += 1;
    }
    c.docket.at_rest += 1;
}

impl Dispute {
    /// The next four words of its own stream.
    pub(crate) fn words(&mut self, c: &Community, scene: &Scene) -> Block {
        let block = scene.draws.block(
            Process::Dispute,
            c.identity(),
            self.born,
            self.key,
            u32::from(self.turns),
        );
        self.turns += 1;
        block
    }
}

/// Puts a new dispute on the books.
fn open(c: &mut Community, dispute: Dispute) {
    c.tally.arisen[dispute.matter] += 1;
    c.docket.ever_arisen += 1;
    let (matter, severity) = (dispute.matter, dispute.severity.get());
    c.note_dispute(dispute.arisen, &dispute, What::Arises { matter, severity });
    enter(&mut c.docket.open, dispute);
}

fn matter(scene: &Scene, u: f32) -> Matter {
    let drawn = scene.rules.matters.iter().filter(|&&cumulated| cumulated <= u).count();
    Matter::from_index(drawn.min(4)).unwrap_or(Matter::Other)
}

/// Who is complained of: a member of the household itself in domestic matters (one of the own group where persons are
/// alike); a former opponent now and then, else one of the own group with probability homophily, in proportion to how
/// often he quarrels. `None` where there is nobody.
fn counterpart(
    c: &Community,
    scene: &Scene,
    initiator: usize,
    matter: Matter,
    words: [u32; 4],
) -> Option<usize> {
    let p = &scene.params.disputes;
    if matter == Matter::Domestic && scene.params.mechanisms.proneness {
        return Some(initiator);
    }
    let own = c.households.group(c.households.group_of(initiator));
    if matter != Matter::Domestic && unit(words[0]) < p.former_opponent {
        let is_here = |h: u16| !c.households.is_away(usize::from(h));
        let mut feuds = c.docket.feuds.iter();
        let feud =
            feuds.find(|feud| usize::from(feud.holder) == initiator && is_here(feud.against));
        if let Some(feud) = feud {
            return Some(usize::from(feud.against));
        }
    }
    let n = c.households.len();
    let stays = own.len() > 1
        && (own.len() == n || matter == Matter::Domestic || unit(words[1]) < p.homophily);
    if stays {
        let nth = |i| own.start + i + usize::from(own.start + i >= initiator);
        proneness::quarreller(c, scene, own.len() - 1, nth, words[2])
    } else {
        let nth = |i| if i >= own.start { i + own.len() } else { i };
        proneness::quarreller(c, scene, n - own.len(), nth, words[2])
    }
}

/// Opens the dispute that a violent act or a theft leaves behind when its offender is known.
pub(crate) fn aftermath(
    c: &mut Community,
    scene: &Scene,
    matter: Matter,
    parties: (usize, usize),
    at: f32,
    severity: f32,
) {
    if !scene.params.mechanisms.disputes {
        return;
    }
    let key = keys::aftermath(c.step.newborn);
    c.step.newborn += 1;
    let is_within_group = c.households.group_of(parties.0) == c.households.group_of(parties.1);
    let word =
        scene.draws.block(Process::Dispute, c.identity(), scene.step, key, u32::from(u16::MAX))[0];
    let dispute = Dispute {
        born: scene.step,
        key,
        turns: 0,
        initiator: parties.0 as u16,
        respondent: parties.1 as u16,
        severity: Level::new(severity),
        anger: Level::new(severity),
        arisen: at.min(scene.until),
        stage: Stage::Deciding,
        fuse: f32::INFINITY,
        drops: f32::INFINITY,
        tried: 0,
        matter,
        reopened: 0,
        first: None,
        facts: Facts {
            is_inside_radius: is_within_group || unit(word) < c.opinion.radius,
            is_within_group,
            descends_from_violence: matter == Matter::Assault,
            ..Facts::default()
        },
    };
    open(c, dispute);
}
