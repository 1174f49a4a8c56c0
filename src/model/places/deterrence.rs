//! 4.9 Coverage and deterrence: what the presence of providers prevents.

use crate::engine::math;
use crate::model::places::norms;
use crate::model::scene::Scene;
use crate::terms::Kind;
use crate::world::community::Community;
use enum_map::EnumMap;

/// Reporting to a kind of provider, weighted by trust: what there is without, and what full reporting adds (F57).
pub(crate) fn information(c: &Community, scene: &Scene, kind: Kind) -> f32 {
    let reporting =
        scene.params.public.reporting * norms::reporting(c, scene) * c.opinion.mean_trust[kind]
            / 0.5;
    let police = &scene.params.public;
    let mut information =
        police.least_information + police.reported_information * reporting.min(1.0);
    match kind {
        // Companies know what their auxiliaries tell them; rented police what the police know.
        Kind::PrivateInternational => {
            let p = &scene.params.company;
            return (p.information + p.auxiliary_information * p.auxiliaries).min(1.0) as f32;
        }
        Kind::Public | Kind::RentedPublic => {
            information = (information + from_instruments(c, scene)).min(1.0);
        }
        Kind::Customary
        | Kind::PeaceCommittee
        | Kind::Vigilante
        | Kind::PrivateNational
        | Kind::Criminal => {}
    }
    if kind == Kind::Public
        && let Some(turf) = &c.providers.turf
    {
        // Fear of the gang's reprisal keeps people silent (4.16).
        information *= 1.0 - scene.params.criminal.reprisal as f32 * turf.effort;
    }
    information
}

/// Information that instruments bring the police here.
fn from_instruments(c: &Community, scene: &Scene) -> f32 {
    let watched = c.providers.engaged.watch / 0.05 * scene.params.instruments.watching;
    c.providers.engaged.reports + watched
}

/// Staff on duty per 1,000 households of each kind.
///
/// A share `on_duty` of those posted are on duty at a time; officers patrol for the hours that cases, calls and stops
/// for money leave; band men for the hours they give; gang men keep order as far as they govern.
fn on_duty(c: &Community, scene: &Scene, kind: Kind) -> f32 {
    let p = scene.params;
    let posted = match kind {
        Kind::Public => c.providers.duty.on_patrol,
        Kind::Vigilante => c.providers.band.as_ref().map_or(0.0, |band| {
            f32::from(band.men) * (p.vigilante.duty_hours / p.public.duty_hours.max(1.0)) as f32
        }),
        Kind::Criminal => c
            .providers
            .turf
            .as_ref()
            .filter(|turf| !turf.is_underground)
            .map_or(0.0, |turf| f32::from(turf.men) * turf.effort),
        Kind::RentedPublic => c.providers.engaged.rented,
        Kind::PrivateNational => f32::from(c.men.guards) * p.guards.spill,
        Kind::PrivateInternational => {
            c.providers.engaged.company * (p.company.readiness / p.deterrence.on_duty) as f32
        }
        Kind::Customary | Kind::PeaceCommittee => 0.0,
    };
    p.deterrence.on_duty as f32 * posted / c.thousands()
}

/// Sets patrol by kind; a share patrol_spill of police patrol next door, all neighbours alike, and is missing at home.
/// D_o = 1 − exp(−Σ_k η_ko·s_k·(v + (1−v)·I)) by origin.
pub(crate) fn cover(c: &mut Community, scene: &Scene) {
    let visible = scene.params.deterrence.visible;
    let mut effect = EnumMap::default();
    let abroad = scene.params.predation.patrol_spill;
    let from_next_door: f32 = scene.neighbours().map(|(_, _, next_door)| next_door.patrol).sum();
    for &kind in Kind::ALL {
        c.cover.patrol[kind] = on_duty(c, scene, kind);
        if kind == Kind::Public {
            c.cover.information = information(c, scene, kind);
        }
        let mut presence = c.cover.patrol[kind];
        if kind == Kind::Public {
            presence = presence * (1.0 - abroad) + from_next_door / c.thousands();
        }
        if presence <= 0.0 {
            continue;
        }
        if kind == Kind::Public {
            let equipped = scene.params.budget.equipped - 1.0;
            presence *= 1.0 + (equipped * c.providers.duty.equipment) as f32;
        }
        let acts = presence * (visible + (1.0 - visible) * information(c, scene, kind));
        for (effect, per_head) in effect.values_mut().zip(scene.rules.presence[kind].values()) {
            *effect += per_head * acts;
        }
    }
    // Public forces who settle nothing.
    let posted = |men: f32| scene.params.deterrence.on_duty as f32 * men / c.thousands();
    let mut stand = |men: f32, known: f32| {
        let posted = posted(men);
        for (effect, per_head) in effect.values_mut().zip(scene.rules.mission.values()) {
            *effect += per_head * posted * (visible + (1.0 - visible) * known);
        }
    };
    if c.providers.engaged.mission > 0.0 {
        stand(c.providers.engaged.mission, scene.params.interstate.information as f32);
    }
    let soldiers = c.providers.duty.soldiers;
    if soldiers > 0.0 {
        let known = scene.params.soldiers.information * information(c, scene, Kind::Public);
        stand(soldiers, known);
    }
    let soldiers = posted(soldiers);
    let is_on = scene.params.mechanisms.deterrence;
    c.cover.deterrence =
        effect.map(|_, effect: f32| if is_on { 1.0 - math::exp(-effect) } else { 0.0 });
    let links = scene.neighbours().count().max(1) as f32;
    c.publishing.patrol = abroad * c.cover.patrol[Kind::Public] * c.thousands() / links;
    // People see public forces, whichever they are.
    c.cover.patrol[Kind::Public] += soldiers;
}
