//! A violent act and what it leaves behind: the dead, fear, heat, an assault to settle (4.6, 4.7).

use crate::engine::draws::unit;
use crate::engine::{Process, Stream, math};
use crate::model::disputes::arising;
use crate::model::people::{beliefs, fear, heat};
use crate::model::places::provocation;
use crate::model::providers::desk;
use crate::model::providers::desk::Rank;
use crate::model::scene::Scene;
use crate::terms::{Kind, Matter, Origin, Toll};
use crate::world::community::Community;
use crate::world::diary::What;

/// One violent act within a community.
pub(crate) struct Act {
    /// Where it comes from.
    pub origin: Origin,
    /// Household of the victim.
    pub victim: usize,
    /// Household of the offender, if it is known and lives here.
    pub offender: Option<usize>,
    /// It descends from an earlier violent act.
    pub descends_from_violence: bool,
    /// Within the family: makes no feud.
    pub is_domestic: bool,
    /// How likely it kills.
    pub deaths: Deaths,
    /// Month.
    pub at: f32,
}

/// How likely an act kills.
#[derive(Clone, Copy)]
pub(crate) enum Deaths {
    /// As any act does, by the arms that are there.
    Usual,
    /// So many deaths an act.
    Of(f32),
    /// It is one of the dead of a fight, which is counted as a whole.
    Fallen,
}

/// Commits the act. Whoever commits it, the same rules of death, fear and heat hold (section 1).
pub(crate) fn commit(c: &mut Community, scene: &Scene, act: &Act) {
    let mut stream = scene.draws.stream(Process::Violence, c.identity(), scene.step, c.step.acts);
    c.step.acts += 1;
    c.publishing.violent += 1;
    c.tally.violent[act.origin] += 1;
    c.tally.violent_again += u32::from(act.descends_from_violence);
    let dead = dead(c, scene, act, &mut stream);
    let is_deadly = dead > 0;
    let of_victim = c.sort_of(act.victim);
    c.tally.victims.add(of_victim, 1);
    if act.origin != Origin::Feud {
        c.tally.hit_again += u32::from(c.households.is_hit_again(act.victim, scene.month));
    }
    let parties = [Some(act.victim as u16), act.offender.map(|h| h as u16)];
    c.note(act.at, None, parties, What::Violence { origin: act.origin, is_deadly });
    if is_deadly {
        c.tally.deaths[act.origin] += dead;
        c.tally.killed.add(of_victim, dead);
        beliefs::announce(c, scene, Kind::Public, scene.params.beliefs.ignored as f32);
    }
    let severity = scene.rules.severity[Matter::Assault].at(stream.below(256) as u8);
    fear::of_violence(&mut c.households, scene, act.victim, stream.below(1 << 30));
    c.households.grievance_mut()[act.victim].add(scene.params.feeling.victim_grievance);
    let mut is_answered = desk::take_report(c, scene, act.victim, Rank::Serious, &mut stream);
    c.tally.answered += u32::from(is_answered);
    if let Some(offender) = act.offender {
        let is_across = c.households.group_of(act.victim) != c.households.group_of(offender);
        c.tally.cross_broken += u32::from(is_across);
        let groups = [act.victim, offender].map(|household| c.households.group_of(household));
        c.docket.across.kill(groups, dead);
        if !act.is_domestic {
            heat::heat_up(c, scene, (act.victim, offender), severity, act.at);
        }
        if !is_answered && (act.victim != offender || act.is_domestic) {
            // Whether it stays without answer is seen when the dispute ends.
            arising::aftermath(c, scene, Matter::Assault, (act.victim, offender), act.at, severity);
            is_answered = true;
        }
    }
    if !is_answered {
        go_unanswered(c, scene, Matter::Assault);
    }
}

/// How many an act kills: where it kills at all, a geometric number, whose mean lowers the odds that it does.
fn dead(c: &mut Community, scene: &Scene, act: &Act, stream: &mut Stream) -> u32 {
    let p = &scene.params.escalation;
    let many = mean_dead(act.origin, p.dead as f32);
    let expected = match act.deaths {
        Deaths::Usual => p.lethality as f32 * (1.0 + p.lethality_arms * c.conditions.arms),
        Deaths::Of(deaths) => deaths,
        Deaths::Fallen => many,
    };
    if !stream.chance(expected / many) {
        return 0;
    }
    let word = scene.draws.block(Process::Killings, c.identity(), scene.step, c.step.acts, 0)[0];
    let dead = if many > 1.0 { math::geometric(many, unit(word)) } else { 1 };
    if let (Deaths::Usual | Deaths::Of(_), Some(toll)) = (act.deaths, Toll::of(dead)) {
        c.tally.killings[act.origin] += 1;
        c.tally.tolls[act.origin][toll] += 1;
    }
    dead
}

/// Mean dead of an act that kills: punishment and beatings are of one man, the dead of a fight are told one by one.
const fn mean_dead(origin: Origin, of_many: f32) -> f32 {
    match origin {
        Origin::Dispute | Origin::Feud | Origin::Predation | Origin::Mob | Origin::GangWar => {
            of_many
        }
        Origin::Punishment | Origin::Brutality | Origin::Clash => 1.0,
    }
}

/// Those who hold force over people beat one of them: whoever it is, it is an act of violence, and it provokes.
pub(crate) fn beat(c: &mut Community, scene: &Scene, victim: usize) {
    provocation::provoke(c, scene);
    let act = Act {
        origin: Origin::Brutality,
        victim,
        offender: None,
        descends_from_violence: false,
        is_domestic: false,
        deaths: Deaths::Usual,
        at: scene.from,
    };
    commit(c, scene, &act);
}

/// A victim, of violence or of theft, got no answer from any forum: what bands are made of (4.8, 4.15).
pub(crate) fn go_unanswered(c: &mut Community, scene: &Scene, matter: Matter) {
    c.tally.unanswered += 1;
    c.tally.left_alone += u32::from(matter == Matter::Assault);
    c.conditions.unanswered.count(scene.month);
}
