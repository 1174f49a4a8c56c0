//! 4.10 Predation, displacement and diffusion: offenders choose where to prey, if at all.

use super::acts::{self, Act, Deaths};
use super::{mobs, punishment, repeats};
use crate::engine::draws::{below, unit};
use crate::engine::{Process, math};
use crate::ledger::{Money, Purpose};
use crate::model::disputes::arising;
use crate::model::keys;
use crate::model::people::{fear, proneness};
use crate::model::places::residue;
use crate::model::providers::desk::Rank;
use crate::model::providers::guards;
use crate::model::scene::Scene;
use crate::terms::{Class, Kind, Matter, Origin};
use crate::world::community::Community;
use crate::world::diary::What;
use crate::world::parts::Men;

/// Offenders of a community: a share of its spare men, its gang's men, less those in jail.
pub(super) fn offenders(c: &Community, scene: &Scene) -> f32 {
    let gang = c
        .providers
        .turf
        .as_ref()
        .filter(|turf| !turf.is_underground)
        .map_or(0.0, |turf| f32::from(turf.men));
    let share = scene.params.predation.offenders as f32;
    // Those in jail were drawn from the offenders, not from all spare men.
    (share * (c.men.spare + c.in_jail()) as f32 + gang - c.in_jail() as f32).max(0.0)
}

/// Pull of a community on offenders: opportunity·V^wealth·exp(−deterrence·D), D as they believe it to be.
fn pull(c: &Community, scene: &Scene) -> f32 {
    let p = &scene.params.predation;
    residue::opportunity(c, scene)
        * math::exp(
            p.wealth as f32 * math::ln(c.ground.wealth.max(0.01))
                - p.deterrence as f32 * c.cover.believed_deterrence,
        )
}

/// The weight by which a target fades with distance: exp(−d/10 km).
fn nearness(scene: &Scene, km: f32) -> f32 {
    math::exp(-km / scene.params.predation.distance_km as f32)
}

/// Publishes what offenders elsewhere will act on, and how strongly those from here press.
///
/// Idleness at home, exp(w0 + ties·(E−Ē)), is weighed against the mean pull of the targets in reach,
/// home among them, each by its nearness; those who prey choose among targets by pull and nearness.
/// The mean and not the sum, so that it does not matter how finely a map is drawn.
pub(crate) fn publish(c: &mut Community, scene: &Scene) {
    let p = &scene.params.predation;
    let news = 1.0 - math::exp(-(p.news as f32) * scene.rules.step);
    let real = c.cover.deterrence[Origin::Predation];
    c.cover.believed_deterrence += news * (real - c.cover.believed_deterrence);
    let pull = pull(c, scene);
    let ties = c.opinion.efficacy - scene.params.disputes.mean_efficacy;
    let (mut pulls, mut reach) = (pull, 1.0);
    if scene.params.mechanisms.displacement {
        for (km, _, published) in scene.neighbours() {
            let nearness = nearness(scene, km);
            reach += nearness;
            pulls += published.pull * nearness;
        }
    }
    let idle = math::exp(p.idle as f32 + p.ties as f32 * ties);
    c.publishing.pull = pull;
    c.publishing.pressure = offenders(c, scene) / (reach * idle + pulls);
}

/// Offenders from here and from next door prey here: a Poisson number from each, at their pressure
/// times the pull they see.
pub(crate) fn prey(c: &mut Community, scene: &Scene) {
    if !scene.params.mechanisms.predation {
        return;
    }
    let own = *scene.own();
    let step = f64::from(scene.rules.step);
    let place = c.identity();
    let count = |key: u32, rate: f32| {
        scene
            .draws
            .stream(Process::Predation, place, scene.step, key)
            .poisson(f64::from(rate) * step)
    };
    repeats::age(c, scene);
    let at_home = count(0, own.pressure * own.pull);
    for robbery in 0..at_home {
        rob(c, scene, None, robbery);
    }
    if !scene.params.mechanisms.displacement {
        return;
    }
    for (slot, (km, _, published)) in scene.neighbours().enumerate() {
        let rate = published.pressure * own.pull * nearness(scene, km);
        let from_there = count(1 + slot as u32, rate);
        for robbery in 0..from_there {
            rob(c, scene, Some(slot), (1 + slot as u32) << 16 | robbery);
        }
    }
}

/// One robbery or theft: a stake passes from the victim to offenders, fear spreads, a share
/// `violent` turns violent, some are caught.
fn rob(c: &mut Community, scene: &Scene, from: Option<usize>, key: u32) {
    let p = &scene.params.predation;
    let words = scene.draws.block(Process::Predation, c.identity(), scene.step, key, 1);
    let more = scene.draws.block(Process::Predation, c.identity(), scene.step, key, 2);
    let at = scene.from + scene.rules.step * unit(words[2]);
    let wanted = repeats::wanted(c, scene, at, words[0]);
    let Some(victim) = not_guarded(c, scene, wanted, key) else { return };
    repeats::remember(c, victim, at);
    c.tally.thefts += 1;
    c.publishing.thefts += 1;
    c.tally.displaced += u32::from(from.is_some());
    let class = c.households.class(victim);
    let stake = p.stake_days * scene.rules.income[class] / 30.0;
    c.books.post(Purpose::Theft, class, Money(stake as i64));
    fear::of_theft(&mut c.households, scene, victim, words[1]);
    c.note(at, None, [Some(victim as u16), None], What::Theft);
    let is_known = from.is_none() && unit(words[3]) < scene.params.disputes.known_offender;
    let offender = is_known
        .then(|| proneness::offender(c, scene, more[0]))
        .filter(|&offender| offender != victim);
    if unit(more[1]) < p.violent as f32 {
        let act = Act {
            origin: Origin::Predation,
            victim,
            offender,
            descends_from_violence: false,
            is_domestic: false,
            deaths: Deaths::Usual,
            at,
        };
        acts::commit(c, scene, &act);
    } else if let Some(offender) = offender {
        let severity = scene.rules.severity[Matter::Theft].at((more[3] >> 24) as u8);
        arising::aftermath(c, scene, Matter::Theft, (victim, offender), at, severity);
    } else {
        let mut stream =
            scene.draws.stream(Process::Predation, c.identity(), scene.step, keys::report_of(key));
        if !crate::model::providers::desk::take_report(
            c,
            scene,
            victim,
            Rank::Property,
            &mut stream,
        ) {
            acts::go_unanswered(c, scene, Matter::Theft);
        }
    }
    arrest(c, scene, from, unit(more[2]));
    if c.providers.band.is_some() {
        catch(c, scene, key, at);
    } else {
        mobs::gather(c, scene, key, at);
    }
}

/// Guards avert the theft from those who pay them; half of those averted fall on somebody else here
/// (claim 22). `None` if nothing happens.
fn not_guarded(c: &mut Community, scene: &Scene, wanted: usize, key: u32) -> Option<usize> {
    if c.men.guards == 0 {
        return Some(wanted);
    }
    let words = scene.draws.block(Process::Guards, c.identity(), scene.step, key, 1);
    if !guards::averts(c, wanted, unit(words[0])) {
        return Some(wanted);
    }
    c.tally.averted += 1;
    let helped = scene.params.beliefs.helped as f32;
    let kind = Kind::PrivateNational;
    crate::model::people::beliefs::experience(
        c,
        scene,
        &crate::model::people::beliefs::Experience::alike(wanted, kind, helped, words[3]),
    );
    if unit(words[1]) >= scene.params.guards.shifted as f32 {
        return None;
    }
    c.tally.shifted += 1;
    let other = c.at_home(below(words[2], c.households.len() as u32) as usize);
    (c.households.class(other) != Class::Rich).then_some(other)
}

/// An arrest, arrest·D, takes the offender away for `arrest_months`.
fn arrest(c: &mut Community, scene: &Scene, from: Option<usize>, u: f32) {
    let p = &scene.params.predation;
    if u >= p.arrest * c.cover.deterrence[Origin::Predation] {
        return;
    }
    c.tally.arrests += 1;
    match from {
        None => jail(&mut c.men, scene.month, p.arrest_months),
        Some(slot) => c.publishing.arrests[slot] = c.publishing.arrests[slot].saturating_add(1),
    }
}

/// Takes a spare man of the community away for some months.
pub(crate) fn jail(men: &mut Men, month: u32, months: u32) {
    if men.spare > 0 {
        men.spare -= 1;
        men.jailed[(month + months) as usize % men.jailed.len()] += 1;
    }
}

/// Those whose time is over come home.
pub(crate) fn release(men: &mut Men, month: u32) {
    let slot = month as usize % men.jailed.len();
    men.spare += u32::from(std::mem::take(&mut men.jailed[slot]));
}

/// A band catches some thieves in the act and punishes them at once.
fn catch(c: &mut Community, scene: &Scene, key: u32, at: f32) {
    let Some(order) = c.providers.band.as_ref().map(|band| band.order) else { return };
    let words = scene.draws.block(Process::Predation, c.identity(), scene.step, key, 3);
    if unit(words[0]) < scene.params.vigilante.catches {
        let suspect = c.at_home(below(words[1], c.households.len() as u32) as usize);
        let words = scene.draws.block(Process::Predation, c.identity(), scene.step, key, 4);
        punishment::punish(c, scene, suspect, order, words, at);
    }
}
