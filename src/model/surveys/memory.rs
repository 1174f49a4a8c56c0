//! Section 6: the events of a round's diaries, by whom they concern and by dispute. Each household that is asked would else go
//! through the diary of its whole community, several times.

use crate::world::diary::{Diary, DisputeKey, Event};

/// The events of one community, found by household and by dispute.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory<'a> {
    events: &'a [Event],
    /// Household and event, in order.
    of_household: Vec<(u16, u32)>,
    /// Dispute and event, in order.
    of_dispute: Vec<(DisputeKey, u32)>,
}

impl<'a> Memory<'a> {
    /// Of a diary, if there is one.
    pub(super) fn of(diary: Option<&'a Diary>) -> Self {
        let events = diary.map_or(&[][..], |diary| &diary.events);
        let (mut of_household, mut of_dispute) = (Vec::new(), Vec::new());
        for (event, at) in events.iter().zip(0..) {
            let [first, second] = event.households;
            of_household.extend(first.map(|one| (one, at)));
            of_household.extend(second.filter(|_| second != first).map(|one| (one, at)));
            of_dispute.extend(event.dispute.map(|dispute| (dispute, at)));
        }
        of_household.sort_unstable();
        of_dispute.sort_unstable();
        Self { events, of_household, of_dispute }
    }

    /// Events that concern a household, newest last.
    pub(super) fn of_household(&self, household: u16) -> impl Iterator<Item = &'a Event> + Clone {
        found(self.events, &self.of_household, household)
    }

    /// Events of a dispute, newest last.
    pub(super) fn of_dispute(
        &self,
        dispute: DisputeKey,
    ) -> impl Iterator<Item = &'a Event> + Clone {
        found(self.events, &self.of_dispute, dispute)
    }
}

/// Events that an index names under a key, in their order.
fn found<'a, K: Copy + Ord>(
    events: &'a [Event],
    index: &[(K, u32)],
    key: K,
) -> impl Iterator<Item = &'a Event> + Clone {
    let from = index.partition_point(|&(known, _)| known < key);
    let len = index[from..].partition_point(|&(known, _)| known == key);
    index[from..from + len].iter().map(|&(_, at)| &events[at as usize])
}
