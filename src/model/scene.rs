//! What a community can see while it lives through a step: its own state, the parameters, what
//! stations and committees can do, and what neighbours published before.

use crate::engine::Draws;
use crate::params::Params;
use crate::terms::Auspice;
use crate::world::Country;
use crate::world::arrangements::{Arrangement, ArrangementId};
use crate::world::community::{Community, Published};
use crate::world::dispute::Dispute;
use crate::world::neighbours::Neighbours;
use crate::world::organisations::{Committee, Station};
use crate::world::rules::Rules;
use crate::world::sites::{CommunityId, Sites};
use enum_map::EnumMap;
use rayon::prelude::*;

/// Read-only surroundings of one community during one step.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub params: &'a Params,
    pub rules: &'a Rules,
    pub draws: Draws,
    /// Number of the step: part of the key of draws.
    pub step: u32,
    /// Month number since the burn-in began, for rings.
    pub month: u32,
    /// Beginning of the step, in months since the burn-in began.
    pub from: f32,
    /// End of the step.
    pub until: f32,
    /// Where among all communities it is that looks around.
    place: usize,
    published: &'a [Published],
    neighbours: &'a Neighbours,
    stations: &'a [Station],
    station_sites: &'a Sites,
    committees: &'a [Option<Committee>],
    committee_sites: &'a Sites,
    arrangements: &'a [Arrangement],
    /// Month of the scenario; the burn-in ends with 0.
    pub now: i32,
    /// Wages of officers paid over due.
    pub pay_ratio: f64,
    /// What the country's news say of each auspice.
    pub news: &'a EnumMap<Auspice, Option<f32>>,
    /// Drug rent of a turf over that of the first month: the market is finite (4.16).
    pub rent_share: f64,
}

/// A dispute where and when it is lived: what the mechanisms of disputes take, and may change.
pub(crate) struct Case<'a> {
    /// The dispute.
    pub d: &'a mut Dispute,
    /// The community whose it is.
    pub c: &'a mut Community,
    pub scene: &'a Scene<'a>,
    /// In months since the burn-in began.
    pub now: f32,
}

/// Fewest communities that a thread takes at a time.
const CHUNK: usize = 32;

/// Lets every community live, side by side where the country says so. Any order and any number of
/// threads give the same bytes: a community changes nothing but itself.
pub(crate) fn each_community(
    country: &mut Country,
    within: u32,
    live: impl Fn(&mut Community, &Scene) + Sync,
) {
    let step = country.step_of(within);
    let from = step as f32 * country.rules.step;
    let scene = Scene {
        params: &country.params,
        rules: &country.rules,
        draws: country.draws,
        step,
        month: country.age(),
        from,
        until: from + country.rules.step,
        place: 0,
        published: &country.published,
        neighbours: &country.neighbours,
        stations: &country.stations,
        station_sites: &country.station_sites,
        committees: &country.committees,
        committee_sites: &country.committee_sites,
        arrangements: &country.arrangements,
        now: country.now,
        pay_ratio: country.state.force.pay_ratio,
        news: &country.news,
        rent_share: country.rent_share,
    };
    if country.is_parallel {
        country.communities.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, communities)| {
            for (i, community) in communities.iter_mut().enumerate() {
                live(community, &Scene { place: chunk * CHUNK + i, ..scene });
            }
        });
    } else {
        for (i, community) in country.communities.iter_mut().enumerate() {
            live(community, &Scene { place: i, ..scene });
        }
    }
}

impl Scene<'_> {
    /// Share of the month that is left when the step has ended.
    pub(crate) fn rest_of_month(&self) -> f32 {
        let steps = self.params.time.steps_per_month;
        (steps - 1 - self.step % steps) as f32 / steps as f32
    }

    /// Whether it is this community that looks around.
    pub(crate) fn is_at(&self, community: CommunityId) -> bool {
        community.place() == self.place
    }

    /// The station that serves the community.
    pub(crate) fn station(&self) -> &Station {
        &self.stations[self.station_sites.site_of[self.place].place()]
    }

    /// The committee that serves the community, if its site has one.
    pub(crate) fn committee(&self) -> Option<&Committee> {
        self.committees[self.committee_sites.site_of[self.place].place()].as_ref()
    }

    /// Whether an auspice brings money to an arrangement.
    pub(crate) fn pays(&self, arrangement: ArrangementId, auspice: Auspice) -> bool {
        self.arrangements.get(arrangement.place()).is_some_and(|a| a.terms.money[auspice] > 0.0)
    }

    /// What the community itself published last step.
    pub(crate) fn own(&self) -> &Published {
        &self.published[self.place]
    }

    /// Neighbours of the community: position in its list, distance in km, identity's index, and what
    /// they published last step.
    pub(crate) fn neighbours(&self) -> impl Iterator<Item = (f32, usize, &Published)> {
        self.neighbours
            .of(self.place)
            .iter()
            .map(|link| (link.distance_km, link.to.place(), &self.published[link.to.place()]))
    }

    /// Share of neighbours for whom something holds; 0 without neighbours.
    pub(crate) fn share_of_neighbours(&self, holds: impl Fn(&Published) -> bool) -> f32 {
        let (mut all, mut those) = (0.0_f32, 0.0);
        for (_, _, published) in self.neighbours() {
            all += 1.0;
            those += f32::from(u8::from(holds(published)));
        }
        those / all.max(1.0)
    }
}
