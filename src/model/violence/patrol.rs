//! 4.11 Those who are posted meet people: police stop, shake down and beat them, and take without contact; companies
//! stop and beat (4.22); guards evict (4.14). Whoever beats, it is an act of violence.

use super::acts;
use crate::engine::Process;
use crate::engine::draws::{below, unit};
use crate::ledger::Purpose;
use crate::model::keys;
use crate::model::people::beliefs;
use crate::model::providers::desk::{bribe, bribe_chance};
use crate::model::scene::Scene;
use crate::terms::{Kind, Violation};
use crate::world::community::Community;
use crate::world::diary::What;

/// Factor on what officers do to a household of the group that the state abuses (claim 29).
fn abuse(c: &Community, scene: &Scene, household: usize) -> f32 {
    let p = &scene.params.state;
    let group = c.households.group_of(household) as u32 + 1;
    if group == p.abused_group { p.abuse } else { 1.0 }
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
        let is_beaten = unit(words[0] << 16) < p.brutality * chance * factor;
        let outcome = if is_beaten {
            b.beaten
        } else if is_charged {
            b.charged
        } else {
            b.let_go
        } as f32;
        if is_beaten {
            c.tally.violations[Kind::Public][Violation::Brutality] += 1;
            acts::beat(c, scene, household);
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
    c.tally.violations[Kind::Public][Violation::Extortion] += times;
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

/// Men of a company meet people: they stop them and let them go, and beat some.
pub(crate) fn stop_by_company(c: &mut Community, scene: &Scene) {
    if c.providers.engaged.company <= 0.0 {
        return;
    }
    let p = &scene.params.company;
    let b = &scene.params.beliefs;
    let mut stream = scene.draws.stream(Process::Companies, c.identity(), scene.step, 0);
    let rate = p.encounters * f64::from(c.providers.engaged.company) * f64::from(scene.rules.step);
    for _ in 0..stream.poisson(rate) {
        let household = stream.below(c.households.len() as u32) as usize;
        let is_beaten = stream.chance(p.brutality);
        let outcome = if is_beaten { b.beaten } else { b.let_go } as f32;
        if is_beaten {
            let violations = &mut c.tally.violations[Kind::PrivateInternational];
            violations[Violation::Brutality] += 1;
            acts::beat(c, scene, household);
        }
        let word = stream.below(1 << 30);
        beliefs::experience(
            c,
            scene,
            &beliefs::Experience::alike(household, Kind::PrivateInternational, outcome, word),
        );
    }
}

/// Guards evict people where no buyer inspects (claim 48; standards are kept as far as buyers look).
pub(crate) fn evict(c: &mut Community, scene: &Scene) {
    if c.men.guards == 0 {
        return;
    }
    let mut stream = scene.draws.stream(Process::Guards, c.identity(), scene.step, keys::EVICTIONS);
    let rate = scene.params.guards.evictions
        * f64::from(scene.rules.step)
        * f64::from(c.men.guards)
        * f64::from(1.0 - c.providers.engaged.inspected);
    let times = stream.poisson(rate);
    c.tally.violations[Kind::PrivateNational][Violation::Eviction] += times;
    for _ in 0..times {
        let household = stream.below(c.households.len() as u32) as usize;
        if stream.chance(scene.params.guards.eviction_force) {
            acts::beat(c, scene, household);
        }
        let beaten = scene.params.beliefs.beaten as f32;
        let word = stream.below(1 << 30);
        beliefs::experience(
            c,
            scene,
            &beliefs::Experience::alike(household, Kind::PrivateNational, beaten, word),
        );
    }
}
