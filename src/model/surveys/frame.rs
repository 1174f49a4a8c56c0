//! Section 6: who may be asked, and the households drawn among them.

use crate::engine::Process;
use crate::model::keys;
use crate::programme::Survey;
use crate::terms::Assigned;
use crate::world::Country;
use crate::world::arrangements::Arrangement;
use crate::world::sites::CommunityId;

/// A household that is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    /// Community, by position.
    pub place: usize,
    /// Household.
    pub household: u16,
    /// To what its community was assigned, where treated and control are asked apart.
    pub part: Option<Assigned>,
}

/// Households drawn for a round of a survey; a community is as likely as the households for which it stands. A panel
/// draws them for its first round, and asks them again. Who will be
/// asked is known before, so that diaries are kept of nobody else.
pub(super) fn sample(country: &Country, index: usize, survey: &Survey, round: i32) -> Vec<Asked> {
    let drawn_for = if survey.panel { survey.month as i32 } else { round };
    let mut all = Vec::new();
    for part in parts(survey) {
        let key = keys::sample(part.map(|part| part.index() as u32));
        let mut stream =
            country.draws.stream(Process::Surveys, index as u32, drawn_for as u32, key);
        let frame = frame(country, survey, part);
        let ends: Vec<u32> = frame
            .iter()
            .scan(0, |sum, &place| {
                let c = &country.communities[place];
                *sum += (c.households.len() as f64 * c.stands_for).round() as u32;
                Some(*sum)
            })
            .collect();
        let Some(&households) = ends.last() else { continue };
        all.extend((0..survey.sample).map(|_| {
            let drawn = stream.below(households.max(1));
            let at = ends.partition_point(|&end| end <= drawn).min(frame.len() - 1);
            let first = at.checked_sub(1).map_or(0, |before| ends[before]);
            let c = &country.communities[frame[at]];
            let household = (f64::from(drawn - first) / c.stands_for) as usize;
            Asked {
                place: frame[at],
                household: household.min(c.households.len() - 1) as u16,
                part,
            }
        }));
    }
    all
}

/// Those who are asked apart: treated and control of the survey's `by`, else all together.
pub(super) fn parts(survey: &Survey) -> impl Iterator<Item = Option<Assigned>> + use<> {
    let is_apart = !survey.by.is_empty();
    let apart = Assigned::ALL.iter().copied().map(Some).filter(move |_| is_apart);
    apart.chain(std::iter::once(None).filter(move |_| !is_apart))
}

/// Communities that a survey describes, by position; nobody where what it goes by has not been drawn yet.
fn frame(country: &Country, survey: &Survey, part: Option<Assigned>) -> Vec<usize> {
    let mut frame: Vec<usize> = (0..country.communities.len()).collect();
    if !survey.places.is_empty() {
        let named = country.named(&survey.places);
        frame
            .retain(|&place| named.iter().any(|of_name| of_name.contains(&CommunityId::at(place))));
    }
    let wanted = [
        (&survey.treated, Some(Assigned::Treated)),
        (&survey.control, Some(Assigned::Control)),
        (&survey.by, part),
    ];
    for (name, assigned) in wanted {
        if name.is_empty() {
            continue;
        }
        let is_it = |a: &&Arrangement| a.record.is_some() && a.name == *name;
        match country.arrangements.iter().find(is_it) {
            Some(a) => frame.retain(|&place| a.assigned(CommunityId::at(place)) == assigned),
            None => frame.clear(),
        }
    }
    frame
}
