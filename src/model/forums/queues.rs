//! 4.3, 4.4 Queues: room at forums, and what is done where there is none.

use crate::model::providers::desk;
use crate::model::scene::Scene;
use crate::terms::Recourse;
use crate::world::community::{Community, Elders};
use crate::world::dispute::Dispute;

/// Takes up room at a forum for one case; the time to wait for one's turn, in months, or `None` if
/// it is full. Asking is remembered either way: it is by last month's queue that hours are divided
/// over a site.
pub(super) fn take_slot(
    recourse: Recourse,
    host: usize,
    d: &Dispute,
    c: &mut Community,
    scene: &Scene,
) -> Option<f32> {
    let has_room = match recourse {
        Recourse::Customary => return queue_at_elders(&mut c.providers.elders[host], scene),
        Recourse::Public => desk::take_dispute(d, c, scene),
        Recourse::PeaceCommittee => {
            c.publishing.gathering_queue += 1;
            take(&mut c.providers.duty.gatherings)
        }
        Recourse::Vigilante => c.providers.band.as_mut().is_some_and(|band| take(&mut band.slots)),
        Recourse::Criminal => c.providers.turf.as_mut().is_some_and(|turf| take(&mut turf.slots)),
        Recourse::Talk | Recourse::SelfHelp | Recourse::Lump => true,
    };
    has_room.then_some(0.0)
}

/// Elders keep a backlog of up to a month of hearings; a case waits until those before it are heard.
fn queue_at_elders(elders: &mut Elders, scene: &Scene) -> Option<f32> {
    let longest = (scene.params.customary.backlog * elders.capacity).max(1.0);
    if elders.capacity <= 0.0 || elders.slots - 1.0 < -longest {
        return None;
    }
    elders.slots -= 1.0;
    Some((-elders.slots / elders.capacity).max(0.0))
}

fn take(slots: &mut f32) -> bool {
    let has_room = *slots >= 1.0;
    if has_room {
        *slots -= 1.0;
    }
    has_room
}
