//! 4.18 Community Peace Centres: committee and police station work as one. Small disputes go to
//! gatherings, serious ones to the police; hours that police no longer spend on disputes are free for
//! other cases, and for patrol as far as a month has several steps (claims 63, 75).

use super::committees;
use crate::engine::Process;
use crate::engine::draws::unit;
use crate::model::scene::Scene;
use crate::terms::{Auspice, Matter, Recourse};
use crate::world::Country;
use crate::world::arrangements::{Arrangement, ArrangementId};
use crate::world::dispute::Dispute;

/// The arrangement's committees work as one with their stations.
pub(crate) fn open(country: &mut Country, id: ArrangementId, a: &mut Arrangement) {
    committees::sponsor(country, id, a);
    if !country.params.mechanisms.peace_centres {
        return;
    }
    for committee in country.committees.iter_mut().flatten() {
        if committee.steered.arrangement == Some(id) {
            committee.steered.centre = Some(a.independent);
            // Police seats dilute those of all others.
            committee.steered.seats = a.terms.seats.map(|_, of_compact| of_compact * a.independent);
            committee.steered.seats[Auspice::State] += 1.0 - a.independent;
        }
    }
}

/// To whom a peace centre refers a case brought to one of its halves; the same recourse where there is no
/// centre or nothing to refer. `place` names the community.
pub(crate) fn refer(recourse: Recourse, d: &Dispute, place: u32, scene: &Scene) -> Recourse {
    let has_centre = scene.committee().is_some_and(|committee| {
        committee.steered.centre.is_some() && committee.is_open(scene.now)
    });
    if !has_centre || !scene.params.mechanisms.peace_centres {
        return recourse;
    }
    let p = &scene.params.committee;
    // Killings, rape and weapons are always the police's (F13).
    let is_serious = d.severity.get() > p.serious && d.matter == Matter::Assault;
    let u = unit(scene.draws.block(Process::Links, place, d.born, d.key, 0)[0]);
    match recourse {
        Recourse::Public
            if !is_serious && !d.has_tried(Recourse::PeaceCommittee) && u < p.referral_accepted =>
        {
            Recourse::PeaceCommittee
        }
        Recourse::PeaceCommittee if is_serious && !d.has_tried(Recourse::Public) => {
            Recourse::Public
        }
        Recourse::Public
        | Recourse::PeaceCommittee
        | Recourse::Customary
        | Recourse::Vigilante
        | Recourse::Criminal
        | Recourse::Talk
        | Recourse::SelfHelp
        | Recourse::Lump => recourse,
    }
}
