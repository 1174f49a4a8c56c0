//! 4.4 Agreement: both come, a plan is found. Whether it is kept is `breaking`'s.

use crate::engine::draws::unit;
use crate::engine::math;
use crate::model::people::beliefs;
use crate::model::people::beliefs::trust_here;
use crate::model::scene::Scene;
use crate::terms::{Auspice, Kind};
use crate::world::community::Community;
use crate::world::dispute::Dispute;
use enum_map::EnumMap;

/// A sitting or gathering that seeks agreement.
pub(crate) struct Gathering {
    /// Elders or a committee.
    pub kind: Kind,
    /// The group that holds it; `None` where it belongs to all.
    pub host: Option<usize>,
    /// Skill of those who lead it.
    pub skill: f32,
    /// People who attend.
    pub attenders: f32,
    /// Seats of those behind it.
    pub seats: EnumMap<Auspice, f32>,
    /// Local knowledge that partners bring.
    pub local_knowledge: f32,
    /// Standing between groups that partners bring.
    pub standing: f32,
}

/// Whether both parties come, and then whether they find a plan; `None` if somebody stays away.
pub(crate) fn reach(
    gathering: &Gathering,
    d: &mut Dispute,
    c: &Community,
    scene: &Scene,
) -> Option<bool> {
    let words = d.words(c, scene);
    let (initiator, respondent) = (usize::from(d.initiator), usize::from(d.respondent));
    let advantage = advantage(c, respondent, initiator);
    let come = comes(gathering, initiator, 0.0, d, c, scene)
        * comes(gathering, respondent, advantage, d, c, scene);
    (unit(words[0]) < come).then(|| unit(words[1]) < plans(gathering, d, c, scene))
}

/// σ(held + held_trust·(T−½) + held_steering·(S−½) + held_inside·[inside radius] − held_advantage·advantage of the one asked).
fn comes(
    gathering: &Gathering,
    party: usize,
    advantage: f32,
    d: &Dispute,
    c: &Community,
    scene: &Scene,
) -> f32 {
    let p = &scene.params.settlement;
    let inside = if d.facts.is_inside_radius { p.held_inside } else { 0.0 };
    // A mixed body or an outsider helps across groups as far as its decisions were even-handed.
    let across = if d.facts.is_within_group || gathering.standing == 0.0 {
        0.0
    } else {
        let helps = scene.params.partnership.standing as f32 * gathering.standing;
        helps * beliefs::even_handedness(c, scene, gathering.kind)
    };
    math::logistic(
        p.held as f32
            + across
            + p.held_trust * (trust_here(c, gathering.kind, party) - 0.5)
            + p.held_steering * (steering(gathering, party, c, scene) - 0.5)
            + inside
            - p.held_advantage * advantage,
    )
}

/// Steering legitimacy S of those behind the gathering in the eyes of a party's group, less the part
/// that derives from trust in the kind itself.
fn steering(gathering: &Gathering, party: usize, c: &Community, scene: &Scene) -> f32 {
    let b = &scene.params.beliefs;
    let group = c.households.group_of(party);
    let derived = b.attribution * (c.opinion.mean_trust[gathering.kind] - 0.5);
    let of = |auspice: Auspice| c.opinion.legitimacy[auspice][group];
    let of_all = || -> f32 { Auspice::ALL.iter().map(|&a| gathering.seats[a] * of(a)).sum() };
    match gathering.host {
        // What counts is voice in this body, not in civil society at large.
        Some(host) => {
            let seats = f32::from(u8::from(host == group)) - beliefs::seat_share(c, group);
            of(Auspice::CivilSociety) - derived + b.voice as f32 * seats
        }
        // Authority of those who hold seats; without it, of the members' own people.
        None if scene.params.mechanisms.authority => of_all() - derived,
        None => of(Auspice::CivilSociety) - derived,
    }
}

/// σ(plan + plan_skill·(skill−½) + plan_knowledge·(K−½) + plan_attenders·ln(n/10) − plan_severity·(s−½)).
pub(crate) fn plans(gathering: &Gathering, d: &Dispute, c: &Community, scene: &Scene) -> f32 {
    let p = &scene.params.settlement;
    math::logistic(
        p.plan as f32
            + p.plan_skill * (gathering.skill - 0.5)
            + p.plan_knowledge * (knowledge(gathering, d, c, scene) - 0.5)
            + p.plan_attenders * math::ln(gathering.attenders / 10.0)
            - p.plan_severity * (d.severity.get() - 0.5),
    )
}

/// Share K of attenders who are inside both parties' radius: those of the own group always, others
/// as far as the radius goes.
pub(crate) fn knowledge(gathering: &Gathering, d: &Dispute, c: &Community, scene: &Scene) -> f32 {
    let partners = scene.params.partnership.local_knowledge as f32 * gathering.local_knowledge;
    let known = if d.facts.is_within_group {
        let own = scene.params.disputes.homophily;
        own + (1.0 - own) * c.opinion.radius
    } else {
        c.opinion.radius
    };
    (known + partners).min(1.0)
}

/// How much better placed one party is than the other, in [0, 1].
pub(crate) fn advantage(c: &Community, of: usize, over: usize) -> f32 {
    let class = |h: usize| c.households.class(h).index() as f32;
    ((class(of) - class(over)) / 2.0).max(0.0)
}

/// Both parties remember how a gathering treated them.
pub(crate) fn remember(
    gathering: &Gathering,
    d: &Dispute,
    c: &mut Community,
    scene: &Scene,
    is_agreed: bool,
) {
    let b = &scene.params.beliefs;
    let result = if is_agreed { b.helped } else { b.ignored } as f32;
    for party in [d.initiator, d.respondent] {
        beliefs::experience(
            c,
            scene,
            &beliefs::Experience {
                household: usize::from(party),
                kind: gathering.kind,
                treatment: b.helped as f32,
                result,
                word: d.key,
            },
        );
    }
}
