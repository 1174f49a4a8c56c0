//! 4.11 Police on patrol: stops, shakedowns, beatings, and what is taken without contact.

use super::acts::{self, Act};
use crate::engine::Process;
use crate::engine::draws::{below, unit};
use crate::ledger::Purpose;
use crate::model::keys;
use crate::model::people::beliefs;
use crate::model::providers::desk::{bribe, bribe_chance};
use crate::model::scene::Scene;
use crate::terms::{Kind, Origin, Violation};
use crate::world::community::Community;
use crate::world::diary::What;

/// Factor on what officers do to a household of the group that the state abuses (claim 29).
fn abuse(c: &Community, scene: &Scene, household: usize) -> f32 {
    let p = &scene.params.state;
    let group = c.households.group_of(household) as u32 + 1;
    if group == p.abused_group { p.abuse as f32 } else { 1.0 }
}

/// Officers beat somebody: a violent act of public forces.
fn beat(c: &mut Community, scene: &Scene, victim: usize) {
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
    acts::commit(c, scene, &act);
}

/// Police stop people: `encounters` an officer and month, a bribe with probability ε; and take
/// money without contact: extortion·ε times an officer and month.
pub(crate) fn meet_people(c: &mut Community, scene: &Scene) {
    let p = &scene.params.public;
    let b = &scene.params.beliefs;
    let chance = bribe_chance(c, scene);
    let officers = f64::from(c.providers.duty.officers);
    let step = f64::from(scene.rules.step);
    let place = c.identity();
    let stops = scene
        .draws
        .stream(Process::Encounters, place, scene.step, keys::STOPS)
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
            beat(c, scene, household);
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
        beliefs::experience(
            c,
            scene,
            &beliefs::Experience::alike(household, Kind::Public, outcome, words[3]),
        );
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
            &beliefs::Experience::alike(household, Kind::Public, charged, stream.below(1 << 30)),
        );
    }
}
