//! Section 6: what is asked of victims: whether the household was stolen from or attacked, again and again, and whether
//! the police were told. Unlike a quarrel or a bribe, a crime is asked of all who live in the household.

use super::questionnaires::Respondent;
use super::sheet::Sheet;
use crate::engine::Stream;
use crate::terms::{Matter, Origin, Recourse};
use crate::world::diary::{DisputeKey, Event, What};

impl Respondent<'_> {
    /// Events of the period whose victim the household was, as far as they are remembered, newest last.
    fn suffered(&self, stream: &mut Stream, is_it: fn(What) -> bool) -> Vec<Event> {
        let mine = |event: &&Event| event.households[0] == Some(self.household);
        let suffered = self.own().filter(mine).filter(|event| is_it(event.what));
        suffered.filter(|event| stream.unit64() < self.kept(event)).copied().collect()
    }

    /// Crimes of the period, and what became of them: beside the questions of the barometer.
    pub(super) fn crimes(&self, sheet: &mut Sheet, stream: &mut Stream) {
        let thefts = self.suffered(stream, |what| what == What::Theft);
        let attacks = self.suffered(stream, |what| matches!(what, What::Violence { .. }));
        sheet.ask("stolen_from", !thefts.is_empty());
        if !thefts.is_empty() {
            sheet.ask("stolen_from_again", thefts.len() > 1);
        }
        sheet.ask("attacked", !attacks.is_empty());
        if !(thefts.is_empty() && attacks.is_empty()) {
            sheet.ask("told_police", self.has_told_police());
        }
    }

    /// Whether the household reported a crime of the period, or took a dispute about one to the police.
    fn has_told_police(&self) -> bool {
        let mine: Vec<&Event> =
            self.own().filter(|event| event.households[0] == Some(self.household)).collect();
        let is_crime = |of: Option<DisputeKey>| {
            mine.iter().any(|event| {
                let What::Arises { matter, .. } = event.what else { return false };
                event.dispute == of && matches!(matter, Matter::Theft | Matter::Assault)
            })
        };
        mine.iter().any(|event| {
            event.what == What::Reports
                || event.what == What::Chooses(Recourse::Public) && is_crime(event.dispute)
        })
    }

    /// Each violent act of the period against the household, feuds apart: whether it is a repeat (F100).
    pub(super) fn victims(&self, sheet: &mut Sheet, stream: &mut Stream) {
        let attacks = self.suffered(
            stream,
            |what| matches!(what, What::Violence { origin, .. } if origin != Origin::Feud),
        );
        sheet.ask("hit_by_violence", !attacks.is_empty());
        for number in 0..attacks.len() {
            sheet.ask("violence_is_a_repeat", number > 0);
        }
    }
}
