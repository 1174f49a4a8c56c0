//! 4.3 Forum choice: to whom people turn, if to anybody.

use super::choice_set::ChoiceSet;
use super::queues;
use crate::engine::draws::unit;
use crate::engine::{Process, math};
use crate::metrics::Tally;
use crate::model::disputes::education;
use crate::model::people::beliefs;
use crate::model::places::links;
use crate::model::providers::peace_centres;
use crate::model::scene::{Case, Scene};
use crate::terms::{Class, Kind, Matter, Recourse};
use crate::world::community::Community;
use crate::world::diary::What;
use crate::world::dispute::{Dispute, Stage};
use enum_map::EnumMap;
use std::hint::select_unpredictable;

/// The initiator chooses, at month `now`: α_mode + trust·(T−½) + force_severity·(s−½)·force +
/// performance·q̂ − cost·cost/income − wait·ln(1+wait) − distance·distance/5 km + custom·usage − reprisal·reprisal −
/// foreign·[respondent's group holds the forum], and to talking what training adds (4.33), in a multinomial logit over what is in reach. A full forum turns the case away at once
/// and he chooses among the rest.
pub(super) fn choose(Case { d, c, scene, now }: Case, choices: &ChoiceSet) {
    if choices.is_placebo {
        hold_placebo(Case { d, c, scene, now }, choices);
    }
    let mut words = d.words(c, scene);
    for attempt in 0.. {
        if attempt % 4 == 3 {
            words = d.words(c, scene);
        }
        let mut recourse = draw(d, c, scene, choices, unit(words[attempt % 4]), false);
        let mut stage = enter(Case { d, c, scene, now }, recourse, choices);
        if stage.is_none() {
            // A node that cannot take the case passes it on to one that it has worked with (4.19).
            let u = unit(words[(attempt + 1) % 4]);
            if let Some(other) = links::pass_on(d, recourse, c, scene, u)
                && choices.alternatives[other].access.is_in_reach
            {
                let later = now + scene.params.links.delay as f32;
                stage = enter(Case { d, c, scene, now: later }, other, choices);
                if stage.is_some() {
                    c.tally.referred += 1;
                    c.note_dispute(now, d, What::Referred { from: recourse, to: other });
                    recourse = other;
                }
            }
        }
        if let Some(stage) = stage {
            c.note_dispute(now, d, What::Chooses(recourse));
            c.tally.chosen[recourse] += 1;
            if d.first.is_none() {
                take_first(d, &mut c.tally, recourse);
            }
            d.stage = stage;
            return;
        }
    }
}

/// What a party does first about a dispute.
pub(super) fn take_first(d: &mut Dispute, tally: &mut Tally, recourse: Recourse) {
    tally.first_chosen[recourse] += 1;
    d.first = Some(recourse);
}

/// Takes up a recourse; `None` if its forum is full.
fn enter(
    Case { d, c, scene, now }: Case,
    recourse: Recourse,
    choices: &ChoiceSet,
) -> Option<Stage> {
    let p = &scene.params;
    match recourse {
        Recourse::Lump => Some(Stage::Lumped { until: now + p.choice.reconsider }),
        Recourse::Talk => {
            d.mark_tried(recourse);
            Some(Stage::Talking { until: now + p.settlement.talk_delay })
        }
        Recourse::SelfHelp => {
            d.mark_tried(recourse);
            Some(Stage::SelfHelp { until: now + p.settlement.self_help_months })
        }
        Recourse::Public
        | Recourse::Customary
        | Recourse::PeaceCommittee
        | Recourse::Vigilante
        | Recourse::Criminal => {
            d.mark_tried(recourse);
            let wanted = recourse;
            let recourse = peace_centres::refer(recourse, d, c.identity(), scene);
            if recourse != wanted {
                d.mark_tried(recourse);
                c.tally.referred += 1;
                c.note_dispute(now, d, What::Referred { from: wanted, to: recourse });
            }
            let host = host(d, c, recourse);
            if let Some(wait) = queues::take_slot(recourse, host, d, c, scene) {
                let until = now + choices.alternatives[recourse].access.delay as f32 + wait;
                return Some(Stage::Queued { recourse, host: host as u8, until });
            }
            if let Some(kind) = recourse.kind() {
                c.tally.turned_away[kind] += 1;
                c.note_dispute(now, d, What::TurnedAway(recourse));
                let ignored = p.beliefs.ignored as f32;
                beliefs::experience(
                    c,
                    scene,
                    &beliefs::Experience::alike(usize::from(d.initiator), kind, ignored, d.key),
                );
            }
            None
        }
    }
}

/// The group whose forum hears the case: the initiator's elders, else the respondent's.
fn host(d: &Dispute, c: &Community, recourse: Recourse) -> usize {
    let own = c.households.group_of(usize::from(d.initiator));
    if recourse != Recourse::Customary || c.has_elders(usize::from(d.initiator)) {
        return own;
    }
    c.households.group_of(usize::from(d.respondent))
}

/// A placebo committee holds the gathering that would have been asked for, and nothing comes of it:
/// the party then chooses as if there were none.
fn hold_placebo(Case { d, c, scene, .. }: Case, choices: &ChoiceSet) {
    let (place, turn) = (c.identity(), u32::from(d.turns));
    let words = scene.draws.block(Process::Arrangements, place, d.born, d.key, 1 + turn);
    let recourse = draw(d, c, scene, choices, unit(words[0]), true);
    if recourse != Recourse::PeaceCommittee {
        return;
    }
    if queues::take_slot(recourse, 0, d, c, scene).is_some() {
        c.tally.gatherings += 1;
        c.tally.empty_gatherings += 1;
    }
}

/// Draws a recourse by its utility. Lumping is always there; a placebo committee is there only when it is
/// asked what would have been.
fn draw(
    d: &Dispute,
    c: &Community,
    scene: &Scene,
    choices: &ChoiceSet,
    u: f32,
    with_placebo: bool,
) -> Recourse {
    let initiator = Initiator::of(d, c);
    let utilities = EnumMap::from_fn(|recourse| {
        let is_empty = recourse == Recourse::PeaceCommittee && choices.is_placebo && !with_placebo;
        if is_empty { OUT_OF_REACH } else { utility(recourse, &initiator, d, c, scene, choices) }
    });
    let weights = weights(utilities, scene.params.choice.nest);
    let mut left = u * weights.values().sum::<f32>();
    for &recourse in Recourse::ALL {
        left -= weights[recourse];
        if left < 0.0 {
            return recourse;
        }
    }
    Recourse::Lump
}

/// Whether it is an informal forum; these can share a nest.
const fn is_informal(recourse: Recourse) -> bool {
    match recourse {
        Recourse::Customary
        | Recourse::PeaceCommittee
        | Recourse::Vigilante
        | Recourse::Criminal => true,
        Recourse::Public | Recourse::Talk | Recourse::SelfHelp | Recourse::Lump => false,
    }
}

/// Utility of what is not in the choice set.
const OUT_OF_REACH: f32 = f32::NEG_INFINITY;

/// Weights of ways by their utilities: exp(u), or with correlation in the nest of informal forums
/// those of the nested logit, (Σ exp(u/λ))^λ for the nest with λ one less the correlation.
fn weights(utilities: EnumMap<Recourse, f32>, correlation: f32) -> EnumMap<Recourse, f32> {
    if correlation == 0.0 {
        let mut weights = utilities;
        for weight in weights.as_mut_slice() {
            let is_in_reach = *weight > OUT_OF_REACH;
            *weight = math::exp(*weight) * f32::from(u8::from(is_in_reach));
        }
        return weights;
    }
    let dissimilarity = 1.0 - correlation;
    let mut weights = EnumMap::<Recourse, f32>::default();
    let mut inside = 0.0_f32;
    for (recourse, utility) in utilities {
        if utility == OUT_OF_REACH {
            continue;
        }
        weights[recourse] = if is_informal(recourse) {
            math::exp(utility / dissimilarity)
        } else {
            math::exp(utility)
        };
        inside += if is_informal(recourse) { weights[recourse] } else { 0.0 };
    }
    if inside > 0.0 {
        let nest = math::exp(dissimilarity * math::ln(inside));
        for (_, weight) in weights.iter_mut().filter(|(recourse, _)| is_informal(*recourse)) {
            *weight *= nest / inside;
        }
    }
    weights
}

/// Who chooses: what all recourses are judged by.
struct Initiator {
    household: usize,
    group: usize,
    class: Class,
}

impl Initiator {
    fn of(d: &Dispute, c: &Community) -> Self {
        let household = usize::from(d.initiator);
        let group = c.households.group_of(household);
        Self { household, group, class: c.households.class(household) }
    }
}

/// The utility of a recourse for the initiator; [`OUT_OF_REACH`] if it is not in his choice set.
fn utility(
    recourse: Recourse,
    who: &Initiator,
    d: &Dispute,
    c: &Community,
    scene: &Scene,
    choices: &ChoiceSet,
) -> f32 {
    let alternative = &choices.alternatives[recourse];
    let access = &alternative.access;
    if !access.is_in_reach {
        return OUT_OF_REACH;
    }
    let is_new = !d.has_tried(recourse);
    let p = &scene.params.choice;
    let mut utility = alternative.utility[who.group] + access.severity * (d.severity.get() - 0.5);
    let Some(kind) = recourse.kind() else {
        utility += education::turns(recourse, d, c, scene);
        return select_unpredictable(is_new, utility, OUT_OF_REACH);
    };
    let trust = c.households.trust_of(who.household, kind);
    utility += p.trust as f32 * (trust - 0.5);
    utility -= alternative.price[who.class];
    utility -= alternative.reprisal[usize::from(d.matter == Matter::Domestic)];
    if kind == Kind::Customary {
        utility -= foreignness(d, c, p.foreign);
    }
    select_unpredictable(is_new && trust > p.least_trust, utility, OUT_OF_REACH)
}

/// What takes from the utility of elders who are the respondent's: `foreign` across groups. All of it where neither party
/// has elders, or, as they hear cases across groups only so far, outside the radius (section 2).
fn foreignness(d: &Dispute, c: &Community, foreign: f32) -> f32 {
    let has_elders = |party: u16| c.has_elders(usize::from(party));
    if !d.facts.is_inside_radius {
        f32::INFINITY
    } else if has_elders(d.initiator) {
        0.0
    } else if has_elders(d.respondent) {
        if d.facts.is_within_group { 0.0 } else { foreign }
    } else {
        f32::INFINITY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(utilities: EnumMap<Recourse, f32>, correlation: f32) -> EnumMap<Recourse, f32> {
        let weights = weights(utilities, correlation);
        let total: f32 = weights.values().sum();
        weights.map(|_, weight| weight / total)
    }

    fn utilities(customary: f32, committee: f32) -> EnumMap<Recourse, f32> {
        let mut utilities = EnumMap::from_fn(|_| OUT_OF_REACH);
        utilities[Recourse::Customary] = customary;
        utilities[Recourse::PeaceCommittee] = committee;
        utilities[Recourse::Lump] = 0.0;
        utilities
    }

    #[test]
    fn verif_a_duplicate_forum_draws_from_all_in_proportion_without_a_nest() {
        let one = shares(utilities(0.0, OUT_OF_REACH), 0.0);
        let two = shares(utilities(0.0, 0.0), 0.0);
        assert!((one[Recourse::Lump] - 1.0 / 2.0).abs() < 1e-6);
        assert!((two[Recourse::Lump] - 1.0 / 3.0).abs() < 1e-6);
    }

    #[test]
    fn verif_a_duplicate_forum_in_a_tight_nest_draws_from_its_twin() {
        let two = shares(utilities(0.0, 0.0), 0.95);
        // (2 exp(0))^0.05 = 1.035 against 1 for lumping.
        let nest = 2.0_f32.powf(0.05);
        assert!((two[Recourse::Lump] - 1.0 / (1.0 + nest)).abs() < 1e-4);
        assert!((two[Recourse::Customary] - two[Recourse::PeaceCommittee]).abs() < 1e-6);
    }
}
