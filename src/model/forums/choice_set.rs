//! 4.3 The menu: what is in reach of a community, and what all its people think of it alike.

use crate::engine::math;
use crate::model::people::beliefs;
use crate::model::places::enclaves;
use crate::model::providers::desk;
use crate::model::scene::Scene;
use crate::terms::{Origin, Way};
use crate::world::community::Community;
use crate::world::households::MAX_GROUPS;

/// What is in reach of a community this step, and what all its people think of it alike.
pub(crate) struct Menu {
    /// What each way offers.
    pub offers: [Offer; Way::COUNT],
    /// Arms and deterrence in the exponent of escalation (4.6), the same for all disputes here.
    pub escalation_exponent: f32,
    /// Predatory effort of the police here (4.11).
    pub bribe_chance: f32,
    /// Whether the committee's gatherings change nothing (section 5, placebo).
    pub is_placebo: bool,
}

/// One way, without what differs between households.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Offer {
    /// Whether it can be taken at all.
    pub is_in_reach: bool,
    /// Utility by the initiator's group: mode, performance, waiting, distance, custom.
    pub utility: [f32; MAX_GROUPS],
    /// Weight of severity around one half.
    pub severity: f32,
    /// Fee and expected bribe, in minor units.
    pub cost: f32,
    /// Time to the hearing, in months.
    pub delay: f32,
    /// Reprisal expected by everybody, 0 to 1.
    pub reprisal: f32,
}

/// Draws up the menu of a community for a step.
pub(crate) fn menu(index: usize, c: &Community, scene: &Scene) -> Menu {
    let p = scene.params;
    let bribe_chance = desk::bribe_chance(index, c, scene);
    let bribe = (p.public.bribe_days * scene.rules.income[1] / 30.0) as f32 * bribe_chance;
    let day = scene.rules.day_wage as f32;
    let turf = c.turf.as_ref();
    let band = c.band.as_ref();
    let mut offers = [Offer::default(); Way::COUNT];
    let mut offer = |way: Way, is_in_reach: bool, mode: f64, delay: f64, km: f32, cost: f32| {
        let kind = way.kind();
        let choice = &p.choice;
        let shared = mode as f32
            - choice.wait as f32 * math::ln(1.0 + delay as f32)
            - choice.distance as f32 * km / 5.0
            + choice.custom as f32 * c.usage[way.index()];
        offers[way.index()] = Offer {
            is_in_reach,
            utility: std::array::from_fn(|group| {
                shared
                    + kind.map_or(0.0, |kind| {
                        choice.performance as f32
                            * beliefs::performance(c, scene.params, kind, group)
                    })
            }),
            severity: 0.0,
            cost,
            delay: delay as f32,
            reprisal: 0.0,
        };
    };
    let elders = c.elders.iter().any(|elders| elders.exist);
    let committee = scene.committee(index).filter(|committee| committee.is_open(scene.now));
    let is_placebo = committee.is_some_and(|committee| committee.is_placebo);
    // A forum under review takes longer a case (4.27, claim 59).
    let reviewed = committee.map_or(0.0, |committee| f64::from(committee.reviewed));
    let committee_delay = p.committee.delay + p.accountability.delay * reviewed;
    offer(
        Way::Public,
        c.duty.officers > 0.0,
        p.choice.verdict,
        p.public.delay,
        c.station_km,
        p.public.fee as f32 * day + bribe,
    );
    offer(
        Way::Customary,
        elders,
        p.choice.agreement,
        p.customary.delay,
        0.0,
        p.customary.gift as f32 * day,
    );
    offer(
        Way::PeaceCommittee,
        committee.is_some(),
        p.choice.agreement,
        committee_delay,
        c.committee_km,
        0.0,
    );
    offer(Way::Vigilante, band.is_some(), p.choice.force, p.vigilante.delay, 0.0, 0.0);
    offer(
        Way::Criminal,
        turf.is_some_and(|turf| !turf.is_underground),
        p.choice.force,
        p.criminal.delay,
        0.0,
        p.criminal.fee as f32 * day,
    );
    offer(Way::Talk, true, p.choice.talk, 0.0, 0.0, 0.0);
    offer(Way::SelfHelp, true, p.choice.self_help, 0.0, 0.0, 0.0);
    offer(Way::Lump, true, p.choice.lump, 0.0, 0.0, 0.0);
    for way in [Way::Public, Way::Vigilante, Way::Criminal] {
        offers[way.index()].severity = p.choice.force_severity as f32;
    }
    offers[Way::Public.index()].reprisal =
        turf.map_or(0.0, |turf| p.criminal.reprisal as f32 * turf.effort) + c.engaged.reprisal;
    let escalation_exponent = p.escalation.arms as f32 * (c.arms - 0.2) + enclaves::drink(c, scene)
        - p.escalation.deterrence as f32 * c.deterrence[Origin::Dispute.index()];
    Menu { offers, escalation_exponent, bribe_chance, is_placebo }
}
