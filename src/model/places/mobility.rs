//! 4.34 People move: households flee from violence and are moved off land, stay with the nearest neighbours, and come home
//! when it has long been quiet.

use crate::model::scene::Scene;
use crate::terms::Calling;
use crate::world::Country;
use crate::world::community::Community;
use crate::world::dispute::Dispute;

/// What drives a household away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Violence: it comes home when there was none that drives people for `quiet_months`.
    Violence,
    /// Land taken by an enclave: it stays away while the enclave is there.
    Land,
}

/// A household leaves. It keeps its slot, marked away: it takes part in nothing at home, and counts where it stays. Those
/// whose member has a calling stay with him, as do the last two of a place and all who have no neighbours to go to.
/// Whether it left.
pub(crate) fn leave(c: &mut Community, scene: &Scene, household: usize, reason: Reason) -> bool {
    if !scene.params.mechanisms.mobility {
        return false;
    }
    if reason == Reason::Violence {
        c.conditions.moved.unrest = scene.month + 1;
    }
    let is_last = c.conditions.moved.away as usize + 2 >= c.households.len();
    let stays = c.households.is_away(household)
        || c.households.calling(household) != Calling::None
        || is_last
        || scene.neighbours().next().is_none();
    if stays {
        return false;
    }
    c.households.set_away(household, true);
    c.conditions.moved.away += 1;
    true
}

/// A month begins: after `quiet_months` without what drove them, all come home but those whose land is taken.
pub(crate) fn come_home(
    c: &mut Community,
    scene: &Scene,
    is_land_taken: fn(&Community, &Scene, usize) -> bool,
) {
    let moved = c.conditions.moved;
    let quiet = (scene.month + 1).saturating_sub(moved.unrest);
    if moved.away == 0 || moved.unrest == 0 || quiet <= scene.params.mobility.quiet_months {
        return;
    }
    for household in 0..c.households.len() {
        if c.households.is_away(household) && !is_land_taken(c, scene, household) {
            c.households.set_away(household, false);
            c.conditions.moved.away -= 1;
            c.tally.returned += 1;
        }
    }
    c.conditions.moved.unrest = 0;
}

/// Spill: those who are away stay in the community that is nearest to theirs, and are counted there.
pub(crate) fn stay_with_neighbours(country: &mut Country) {
    if !country.params.mechanisms.mobility {
        return;
    }
    for c in &mut country.communities {
        c.conditions.moved.guests = 0;
    }
    for home in 0..country.communities.len() {
        let away = country.communities[home].conditions.moved.away;
        if away == 0 {
            continue;
        }
        let links = country.neighbours.of(home).iter();
        let nearest = links.min_by(|a, b| a.distance_km.total_cmp(&b.distance_km));
        if let Some(host) = nearest {
            country.communities[host.to.place()].conditions.moved.guests += away;
        }
    }
}

/// Who is there over who lives here, guests among them.
pub(crate) fn there(c: &Community) -> f32 {
    let moved = &c.conditions.moved;
    if moved.away == 0 && moved.guests == 0 {
        return 1.0;
    }
    1.0 + (moved.guests as f32 - moved.away as f32) / c.size()
}

/// Crowding as it is with those who are there, at most 1.
pub(crate) fn crowding(c: &Community) -> f32 {
    let there = there(c);
    if there == 1.0 { c.ground.crowding } else { (c.ground.crowding * there).min(1.0) }
}

/// Whether a party to a dispute has left: what was between them is given up.
pub(crate) fn is_apart(d: &Dispute, c: &Community) -> bool {
    c.conditions.moved.away > 0
        && [d.initiator, d.respondent].into_iter().any(|h| c.households.is_away(usize::from(h)))
}
