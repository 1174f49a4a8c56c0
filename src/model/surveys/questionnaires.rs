//! Section 6: what is asked of a household, and how its answers follow from what happened to it. One rule turns
//! feelings into words: who trusts, or feels safe, to the degree x says so with probability x.

use super::memory::Memory;
use super::sheet::Sheet;
use crate::engine::Stream;
use crate::model::people::beliefs;
use crate::params::Params;
use crate::terms::{Kind, Matter, Recourse};
use crate::world::community::Community;
use crate::world::diary::{Event, What};
use crate::world::dispute::Degree;
use crate::world::organisations::Committee;

/// Trials behind an answer on a scale of four: "not at all" is none that succeeds.
const SCALE: i32 = 3;

/// An adult of a household who is asked.
pub(super) struct Respondent<'a> {
    /// Where he lives.
    pub c: &'a Community,
    /// What happened there.
    pub memory: &'a Memory<'a>,
    /// His household.
    pub household: u16,
    /// The peace committee of the site, if there is one.
    pub committee: Option<&'a Committee>,
    /// Begin of the period asked about, months since the burn-in began.
    pub since: f32,
    /// Now, likewise.
    pub now: f32,
    /// Share of events forgotten for each month that has passed.
    pub forgetting: f64,
    /// Parameters of the country.
    pub params: &'a Params,
}

/// The question whether a problem of this matter is resolved.
fn resolved_of(matter: Matter) -> &'static str {
    match matter {
        Matter::Money => "resolved_money",
        Matter::Neighbour => "resolved_neighbour",
        Matter::Land => "resolved_land",
        Matter::Domestic => "resolved_domestic",
        Matter::Other => "resolved_other",
        Matter::Assault => "resolved_assault",
        Matter::Theft => "resolved_theft",
    }
}

impl Respondent<'_> {
    /// Events of the household in the period, newest last.
    pub(super) fn own(&self) -> impl Iterator<Item = &Event> {
        self.memory.of_household(self.household).filter(|event| event.at >= self.since)
    }

    /// Whether it was this adult who had part in it, and he remembers.
    fn recalls(&self, event: &Event, stream: &mut Stream) -> bool {
        stream.unit64() < self.kept(event) / self.params.world.adults.max(1.0)
    }

    /// Probability that an event is remembered.
    pub(super) fn kept(&self, event: &Event) -> f64 {
        libm::pow(1.0 - self.forgetting, f64::from((self.now - event.at).max(0.0)))
    }

    /// Whether he says that he feels unsafe: with the probability that is his fear.
    fn feels_unsafe(&self, stream: &mut Stream) -> bool {
        stream.chance(self.c.fear_of(usize::from(self.household)))
    }

    /// A problem in the period, what was done about the worst, and how it ended. One that turned violent, or whose
    /// settlement met hardly any of the claim, is not given up: it goes on.
    pub(super) fn legal_needs(&self, sheet: &mut Sheet, stream: &mut Stream) {
        let mut worst: Option<(f32, Matter, &Event)> = None;
        for event in self.own() {
            let What::Arises { severity, matter } = event.what else { continue };
            if self.recalls(event, stream) && worst.is_none_or(|(known, ..)| severity > known) {
                worst = Some((severity, matter, event));
            }
        }
        sheet.ask("problem", worst.is_some());
        let Some((_, matter, worst)) = worst else { return };
        let of_dispute = |dispute| self.memory.of_dispute(dispute).map(|event| &event.what);
        let story: Vec<&What> = worst.dispute.into_iter().flat_map(of_dispute).collect();
        let chose = |wanted: &dyn Fn(Recourse) -> bool| {
            story.iter().any(|what| matches!(what, What::Chooses(recourse) if wanted(*recourse)))
        };
        sheet.ask("took_action", chose(&|recourse| recourse != Recourse::Lump));
        sheet.ask("went_to_a_forum", chose(&|recourse| recourse.kind().is_some()));
        sheet.ask("went_to_police", chose(&|recourse| recourse == Recourse::Public));
        let last = story
            .iter()
            .rev()
            .find(|what| {
                matches!(
                    what,
                    What::Settles { .. } | What::Breaks | What::Dropped | What::TurnsViolent
                )
            })
            .copied();
        let degree = match last {
            Some(What::Settles { degree, .. }) => Some(*degree),
            _ => None,
        };
        let is_complete = degree == Some(Degree::Complete);
        let is_resolved = is_complete || degree == Some(Degree::Partial);
        sheet.ask("resolved", is_resolved);
        sheet.ask("resolved_completely", is_complete);
        sheet.ask("resolved_partly", is_resolved && !is_complete);
        sheet.ask(resolved_of(matter), is_resolved);
        if chose(&|recourse| recourse != Recourse::Lump) {
            sheet.ask("resolved_after_action", is_resolved);
            sheet.ask("resolved_completely_after_action", is_complete);
        }
        let is_abandoned = matches!(last, Some(What::Dropped));
        sheet.ask("abandoned", is_abandoned);
        sheet.ask("ongoing", !is_resolved && !is_abandoned);
        if let Some(What::Settles { recourse, .. }) = last.filter(|_| is_resolved) {
            sheet.ask("settled_informally", *recourse != Recourse::Public);
        }
    }

    /// Trust in the police, what they are known to settle, contact with them, bribes, fear.
    pub(super) fn afrobarometer(&self, sheet: &mut Sheet, stream: &mut Stream) {
        let h = usize::from(self.household);
        let trust = self.c.households.trust_of(h, Kind::Public);
        let elders = self.c.households.trust_of(h, Kind::Customary);
        // One who trusts with T says "somewhat" or "a lot" with probability T.
        sheet.ask("trusts_police", stream.chance(trust));
        sheet.ask("trusts_police_not_at_all", stream.chance((1.0 - trust).powi(SCALE)));
        sheet.ask("trusts_elders", stream.chance(elders));
        let group = self.c.households.group_of(h);
        let known = beliefs::performance(self.c, self.params, Kind::Public, group);
        sheet.ask("police_effective", stream.chance(known));
        sheet.ask("felt_unsafe", self.feels_unsafe(stream));
        let (mut sought, mut met) = (None, None);
        for event in self.own() {
            let is_first = event.households[0] == Some(self.household);
            #[expect(clippy::wildcard_enum_match_arm, reason = "a question is of a few events")]
            match event.what {
                What::Chooses(Recourse::Public) | What::Reports | What::Calls
                    if is_first && self.recalls(event, stream) =>
                {
                    sought = Some(sought.unwrap_or(false));
                }
                What::Bribe if is_first && sought.is_some() => sought = Some(true),
                What::Stopped if self.recalls(event, stream) => met = Some(met.unwrap_or(false)),
                What::ShakenDown if self.recalls(event, stream) => met = Some(true),
                _ => {}
            }
        }
        sheet.ask("sought_police_help", sought.is_some());
        sheet.ask("met_police_otherwise", met.is_some());
        if let Some(bribed) = sought {
            sheet.ask("paid_bribe_for_help", bribed);
        }
        if let Some(bribed) = met {
            sheet.ask("paid_bribe_to_avoid_trouble", bribed);
        }
    }

    /// Those who attended a gathering are asked on leaving.
    pub(super) fn exit(&self, sheet: &mut Sheet, stream: &mut Stream) {
        for event in self.own() {
            let What::Gathers { is_agreed } = event.what else { continue };
            sheet.ask("plan_agreed", is_agreed);
            let h = usize::from(self.household);
            let trust = self.c.households.trust_of(h, Kind::PeaceCommittee);
            sheet.ask("treated_fairly", stream.chance(trust));
        }
    }

    /// People around a committee.
    pub(super) fn baseline(&self, sheet: &mut Sheet, stream: &mut Stream) {
        if self.committee.is_none() {
            return;
        }
        let h = usize::from(self.household);
        let mut used = false;
        let mut quarrelled = false;
        for event in self.own() {
            let is_asked =
                matches!(event.what, What::Chooses(Recourse::PeaceCommittee) | What::Arises { .. });
            let is_remembered = is_asked && self.recalls(event, stream);
            used |= is_remembered && event.what == What::Chooses(Recourse::PeaceCommittee);
            quarrelled |= is_remembered && matches!(event.what, What::Arises { .. });
        }
        sheet.ask("used_committee", used);
        sheet.ask("had_a_dispute", quarrelled);
        let trust = self.c.households.trust_of(h, Kind::PeaceCommittee);
        sheet.ask("trusts_committee", stream.chance(trust));
        sheet.ask("felt_unsafe", self.feels_unsafe(stream));
    }
}
