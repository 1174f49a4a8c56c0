//! 4.4, 4.15 Summary punishment by bands: quick, at times of the wrong person, at times brutal.

use super::acts::{self, Act, Deaths};
use crate::engine::draws::{below, unit};
use crate::model::disputes::imposition::{self, Bench};
use crate::model::disputes::settlements::{Basis, settle};
use crate::model::people::beliefs;
use crate::model::places::provocation;
use crate::model::scene::{Case, Scene};
use crate::terms::{Calling, Kind, Origin, Recourse, Violation};
use crate::world::community::Community;
use crate::world::diary::What;

/// A band deals with a dispute brought to it: a hearing if its order is high, else it punishes.
pub(crate) fn hear(Case { d, c, scene, now }: Case) -> bool {
    let Some(order) = c.providers.band.as_ref().map(|band| band.order) else { return false };
    let p = &scene.params.vigilante;
    c.tally.case_minutes[Kind::Vigilante] += (p.case_hours * 60.0) as u64;
    if order >= p.hearing_order {
        let bench = Bench {
            kind: Kind::Vigilante,
            information: order,
            fairness: order,
            tilt: 0.0,
            bias: 0.0,
            treated: scene.params.beliefs.helped as f32,
        };
        return imposition::decide(Case { d, c, scene, now }, &bench, Recourse::Vigilante);
    }
    let words = d.words(c, scene);
    punish(c, scene, usize::from(d.respondent), order, words, now);
    let helped = scene.params.beliefs.helped as f32;
    beliefs::experience(
        c,
        scene,
        &beliefs::Experience::alike(usize::from(d.initiator), Kind::Vigilante, helped, d.key),
    );
    settle(Case { d, c, scene, now }, Recourse::Vigilante, Basis::forced(order));
    true
}

/// Probability that summary punishment hits the wrong person: wrong_without_order·(1−order) + wrong.
pub(super) fn wrong_person(scene: &Scene, order: f32) -> f32 {
    let p = &scene.params.vigilante;
    (p.wrong_without_order * (1.0 - order) + p.wrong).min(1.0)
}

/// Punishes a suspect; brutality·(1−order) makes it a violent act of the band.
pub(super) fn punish(
    c: &mut Community,
    scene: &Scene,
    suspect: usize,
    order: f32,
    words: [u32; 4],
    now: f32,
) {
    let p = &scene.params.vigilante;
    let mut punished = suspect;
    let kind = Kind::Vigilante;
    let is_wrong = unit(words[0]) < wrong_person(scene, order);
    if is_wrong {
        punished = c.at_home(below(words[1], c.households.len() as u32) as usize);
        c.tally.violations[kind][Violation::WrongPunishment] += 1;
    }
    c.note(now, None, [Some(punished as u16), None], What::Punished { is_wrong });
    let b = &scene.params.beliefs;
    let seen = if is_wrong { b.beaten } else { b.helped } as f32;
    beliefs::announce(c, scene, Kind::Vigilante, seen);
    beliefs::experience(
        c,
        scene,
        &beliefs::Experience::alike(punished, Kind::Vigilante, b.beaten as f32, words[3]),
    );
    if unit(words[2]) >= p.brutality * (1.0 - order) {
        return;
    }
    c.tally.violations[kind][Violation::Brutality] += 1;
    provocation::provoke(c, scene);
    let start = below(words[3], c.households.len() as u32) as usize;
    let offender = c.households.find_calling(Calling::Vigilante, start);
    acts::commit(
        c,
        scene,
        &Act {
            origin: Origin::Punishment,
            victim: punished,
            offender: offender.filter(|&h| h != punished),
            descends_from_violence: false,
            is_domestic: false,
            deaths: Deaths::Usual,
            at: now,
        },
    );
}
