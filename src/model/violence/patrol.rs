//! 4.11 Those who are posted meet people: police stop, shake down and beat them, and take without contact; companies
//! stop and beat (4.22); guards evict (4.14). Whoever beats, it is an act of violence.

use super::acts;
use crate::engine::Process;
use crate::engine::draws::{below, unit};
use crate::ledger::Purpose;
use crate::model::keys;
use crate::model::people::beliefs;
use crate::model::places::provocation;
use crate::model::providers::desk::{along_the_road, bribe, bribe_chance};
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

/// Stops that an officer who is there makes in a month, in service and for money.
fn stops_of_an_officer(c: &Community, scene: &Scene) -> f64 {
    let p = &scene.params.public;
    let for_money = f64::from(c.providers.duty.for_money);
    p.encounters * (1.0 - for_money) + p.stops_for_money * for_money
}

/// What is left to take where others take too: 1 − crowded·(1 − 1/n), n the police, a band and a gang as far as they
/// are here.
fn share_of_takings(c: &Community, scene: &Scene) -> f32 {
    let others = u8::from(c.providers.band.is_some()) + u8::from(c.providers.turf.is_some());
    1.0 - scene.params.public.crowded * (1.0 - 1.0 / (1.0 + f32::from(others)))
}

/// Police stop people: an officer `encounters` in a month of service and `stops_for_money` in a month of nothing else, a
/// bribe with probability ε; and take money without contact: extortion·ε times an officer and month, fewer where others
/// take too.
pub(crate) fn meet_people(c: &mut Community, scene: &Scene) {
    let p = &scene.params.public;
    let b = &scene.params.beliefs;
    let chance = bribe_chance(c, scene);
    let along = along_the_road(scene);
    let officers = f64::from(c.providers.duty.officers);
    let step = f64::from(scene.rules.step);
    let place = c.identity();
    let stops = scene
        .draws
        .stream(Process::Encounters, place, scene.step, keys::STOPS)
        .poisson(stops_of_an_officer(c, scene) * officers * step);
    c.tally.encounters += stops;
    for stop in 0..stops {
        let words = scene.draws.block(Process::Encounters, place, scene.step, stop, 1);
        let household = c.at_home(below(words[0], c.households.len() as u32) as usize);
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
            let class = c.households.class(household);
            c.books.post(Purpose::Shakedown, class, bribe(class, along, scene, unit(words[2])));
        }
        beliefs::experience(
            c,
            scene,
            &beliefs::Experience::alike(household, Kind::Public, outcome, words[3]),
        );
    }
    let mut stream = scene.draws.stream(Process::Extortion, place, scene.step, 0);
    let share = f64::from(share_of_takings(c, scene));
    let times = stream.poisson(p.extortion * share * f64::from(chance) * officers * step);
    c.tally.police_extortions += times;
    c.tally.violations[Kind::Public][Violation::Extortion] += times;
    for _ in 0..times {
        let household = c.at_home(stream.below(c.households.len() as u32) as usize);
        let class = c.households.class(household);
        c.books.post(Purpose::PoliceExtortion, class, bribe(class, along, scene, stream.unit()));
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
        let household = c.at_home(stream.below(c.households.len() as u32) as usize);
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
        let household = c.at_home(stream.below(c.households.len() as u32) as usize);
        if stream.chance(scene.params.guards.eviction_force) {
            acts::beat(c, scene, household);
        } else {
            provocation::wrong(c, scene, household);
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
