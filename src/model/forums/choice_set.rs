//! 4.3 The choice set: what is in reach of a community, and what all its people think of it alike.

use crate::engine::math;
use crate::model::people::beliefs;
use crate::model::places::{enclaves, norms, residue};
use crate::model::providers::desk;
use crate::model::scene::Scene;
use crate::terms::{Class, Origin, Recourse};
use crate::world::community::Community;
use crate::world::households::MAX_GROUPS;
use crate::world::organisations::Committee;
use enum_map::EnumMap;

/// What is in reach of a community this step, and what all its people think of it alike.
pub(crate) struct ChoiceSet {
    /// Every recourse, as it is here.
    pub alternatives: EnumMap<Recourse, Alternative>,
    /// Exposure to escalation a month that all disputes here share: arms, drink, harshness, the norm of force, deterrence
    /// (4.6).
    pub exposure: f32,
    /// Predatory effort of the police here (4.11).
    pub bribe_chance: f32,
    /// Whether the committee's gatherings change nothing (section 5, placebo).
    pub is_placebo: bool,
}

/// One recourse, without what differs between households.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Alternative {
    /// How it can be reached, and at what price.
    pub access: Access,
    /// Utility by the initiator's group: mode, performance, waiting, distance, custom.
    pub utility: [f32; MAX_GROUPS],
    /// What its price takes off that, by the initiator's class.
    pub price: EnumMap<Class, f32>,
    /// What the reprisal that is feared takes off, in other matters and in domestic ones.
    pub reprisal: [f32; 2],
}

/// How a recourse can be reached, and at what price.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Access {
    /// Whether it can be taken at all.
    pub is_in_reach: bool,
    /// Utility of the mode.
    mode: f64,
    /// Weight of severity around one half.
    pub severity: f32,
    /// Fee and expected bribe, in minor units.
    cost: f32,
    /// Time to the hearing, in months.
    pub delay: f64,
    /// Distance to it.
    km: f32,
    /// Reprisal expected by everybody, 0 to 1.
    reprisal: f32,
}

impl Access {
    /// In reach of everybody, at no price.
    const fn to_all(mode: f64) -> Self {
        Self {
            is_in_reach: true,
            mode,
            severity: 0.0,
            cost: 0.0,
            delay: 0.0,
            km: 0.0,
            reprisal: 0.0,
        }
    }
}

/// Draws up the choice set of a community for a step.
pub(crate) fn draw_up(c: &Community, scene: &Scene) -> ChoiceSet {
    let p = scene.params;
    let bribe_chance = desk::bribe_chance(c, scene);
    let committee = scene.committee().filter(|committee| committee.is_open(scene.now));
    let exponent = p.escalation.arms as f32 * (c.conditions.arms - 0.2)
        + enclaves::drink(c, scene)
        + residue::harshness(c, scene)
        + norms::leaning(c, scene)
        - p.escalation.deterrence as f32 * c.cover.deterrence[Origin::Dispute];
    ChoiceSet {
        alternatives: EnumMap::from_fn(|recourse| {
            judge(recourse, access(recourse, bribe_chance, committee, c, scene), c, scene)
        }),
        exposure: math::exp(exponent),
        bribe_chance,
        is_placebo: committee.is_some_and(|committee| committee.steered.is_placebo),
    }
}

/// How a recourse can be reached here, and at what price.
fn access(
    recourse: Recourse,
    bribe_chance: f32,
    committee: Option<&Committee>,
    c: &Community,
    scene: &Scene,
) -> Access {
    let p = scene.params;
    let day = scene.rules.day_wage as f32;
    let force = p.choice.force_severity;
    let turf = c.providers.turf.as_ref();
    match recourse {
        Recourse::Public => Access {
            is_in_reach: c.providers.duty.officers > 0.0,
            severity: force,
            cost: p.public.fee as f32 * day
                + (p.public.bribe_days * scene.rules.income[Class::Middle] / 30.0) as f32
                    * bribe_chance,
            delay: p.public.delay,
            km: c.ground.station_km,
            reprisal: turf.map_or(0.0, |turf| p.criminal.reprisal as f32 * turf.effort)
                + c.providers.engaged.reprisal,
            ..Access::to_all(p.choice.verdict)
        },
        Recourse::Customary => Access {
            is_in_reach: c.providers.elders.iter().any(|elders| elders.exist),
            cost: p.customary.gift as f32 * day,
            delay: p.customary.delay,
            ..Access::to_all(p.choice.agreement)
        },
        Recourse::PeaceCommittee => Access {
            is_in_reach: committee.is_some(),
            // A forum under review takes longer a case (4.27, claim 59).
            delay: p.committee.delay
                + p.accountability.delay
                    * committee.map_or(0.0, |committee| f64::from(committee.watched.reviewed)),
            km: c.ground.committee_km,
            ..Access::to_all(p.choice.agreement)
        },
        Recourse::Vigilante => Access {
            is_in_reach: c.providers.band.is_some(),
            severity: force,
            delay: p.vigilante.delay,
            ..Access::to_all(p.choice.force)
        },
        Recourse::Criminal => Access {
            is_in_reach: turf.is_some_and(|turf| !turf.is_underground),
            severity: force,
            cost: p.criminal.fee as f32 * day,
            delay: p.criminal.delay,
            ..Access::to_all(p.choice.force)
        },
        Recourse::Talk => Access::to_all(p.choice.talk),
        Recourse::SelfHelp => Access::to_all(p.choice.self_help),
        Recourse::Lump => Access::to_all(p.choice.lump),
    }
}

/// What each group thinks of a recourse that is reached so.
fn judge(recourse: Recourse, access: Access, c: &Community, scene: &Scene) -> Alternative {
    let choice = &scene.params.choice;
    let shared = access.mode as f32
        - choice.wait * math::ln(1.0 + access.delay as f32)
        - choice.distance * access.km / 5.0
        + choice.custom as f32 * c.opinion.usage[recourse];
    let performance = |group| {
        recourse.kind().map_or(0.0, |kind| {
            choice.performance as f32 * beliefs::performance(c, scene.params, kind, group)
        })
    };
    let norm = if recourse == Recourse::SelfHelp { norms::leaning(c, scene) } else { 0.0 };
    let utility = std::array::from_fn(|group| shared + performance(group) + norm);
    let price = scene
        .rules
        .income
        .map(|_, income| choice.cost as f32 * access.cost / (income as f32).max(1.0));
    let reprisal = [0.0, choice.domestic_reprisal]
        .map(|least| choice.reprisal as f32 * access.reprisal.max(least));
    Alternative { access, utility, price, reprisal }
}
