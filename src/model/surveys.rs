//! Section 6: simulated surveys. Households are asked as real ones were, with a recall period,
//! forgetting, and sampling error; nobody in the model reads the answers.

use crate::engine::{Process, Stream};
use crate::programme::Survey;
use crate::terms::{Kind, Questionnaire, Way};
use crate::world::Country;
use crate::world::community::Community;
use crate::world::diary::{Answer, Event, What};
use crate::world::organisations::Committee;

/// Trials behind an answer on a scale of four: "not at all" is none that succeeds.
const SCALE: i32 = 3;
/// Fear from which on people say that they felt unsafe.
const UNSAFE: f32 = 0.3;
/// Standard normal quantile of a 95 % interval.
const Z: f64 = 1.959_964;

/// Counts of yes and of those asked, by question.
#[derive(Default)]
struct Sheet(Vec<(&'static str, u32, u32)>);

impl Sheet {
    fn ask(&mut self, question: &'static str, yes: bool) {
        let at = self.0.iter().position(|(known, _, _)| *known == question).unwrap_or_else(|| {
            self.0.push((question, 0, 0));
            self.0.len() - 1
        });
        self.0[at].1 += u32::from(yes);
        self.0[at].2 += 1;
    }

    fn answers(self, survey: &str) -> impl Iterator<Item = Answer> {
        self.0.into_iter().map(move |(question, yes, n)| {
            let (value, low, high) = wilson(f64::from(yes), f64::from(n));
            Answer { survey: survey.to_owned(), question: question.to_owned(), value, low, high, n }
        })
    }
}

/// A share with its score interval.
fn wilson(yes: f64, n: f64) -> (f64, f64, f64) {
    let share = yes / n;
    let centre = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half =
        Z / (1.0 + Z * Z / n) * libm::sqrt(share * (1.0 - share) / n + Z * Z / (4.0 * n * n));
    (share, (centre - half).max(0.0), (centre + half).min(1.0))
}

/// Whether a survey has a round in a month.
fn has_round(survey: &Survey, month: i32) -> bool {
    let since = month - survey.month as i32;
    since == 0 || (since > 0 && survey.every > 0 && since % survey.every as i32 == 0)
}

/// Whether what happens in a month will be asked for in some round: memory begins in month 1.
fn is_remembered(country: &Country, month: i32) -> bool {
    let of = |survey: &Survey| {
        (month..month + survey.recall as i32).any(|round| has_round(survey, round))
    };
    month > 0 && country.params.programme.surveys.iter().any(of)
}

/// Month's end: holds the rounds that are due, and keeps diaries for those to come.
pub(super) fn hold(country: &mut Country) {
    country.answers.clear();
    if country.params.programme.surveys.is_empty() {
        return;
    }
    let surveys = country.params.programme.surveys.clone();
    for (index, survey) in surveys.iter().enumerate() {
        if has_round(survey, country.now) {
            let step = country.step_of(0);
            let stream = country.draws.stream(Process::Surveys, index as u32, step, 0);
            let answers = interview(country, survey, stream);
            country.answers.extend(answers);
        }
    }
    let goes_on = is_remembered(country, country.now + 1);
    let longest = surveys.iter().map(|survey| survey.recall).max().unwrap_or(0);
    let oldest = (country.age() as f32) - longest as f32;
    for c in &mut country.communities {
        let is_followed = c.diary.as_ref().is_some_and(|diary| diary.is_followed);
        match (&mut c.diary, goes_on) {
            (_, _) if is_followed => {}
            (None, true) => c.diary = Some(Box::default()),
            (Some(diary), true) => diary.events.retain(|event| event.at >= oldest),
            (diary, false) => *diary = None,
        }
    }
}

/// Asks a sample of households.
fn interview(country: &Country, survey: &Survey, mut stream: Stream) -> Vec<Answer> {
    let mut sheet = Sheet::default();
    let ends: Vec<u32> = country
        .communities
        .iter()
        .scan(0, |sum, c| {
            *sum += c.households.len() as u32;
            Some(*sum)
        })
        .collect();
    let all = ends.last().copied().unwrap_or(0);
    for _ in 0..survey.sample {
        let drawn = stream.below(all.max(1));
        let place = ends.partition_point(|&end| end <= drawn);
        let Some(c) = country.communities.get(place) else { continue };
        let first = ends[place] - c.households.len() as u32;
        let site = country.committee_sites.site_of[place] as usize;
        let asked = Respondent {
            c,
            household: (drawn - first) as u16,
            committee: country.committees[site].as_ref(),
            since: country.age() as f32 - survey.recall as f32,
            now: country.age() as f32,
            adults: country.params.world.adults.max(1.0),
            forgetting: survey.forgetting,
        };
        match survey.questionnaire {
            Some(Questionnaire::LegalNeeds) => asked.legal_needs(&mut sheet, &mut stream),
            Some(Questionnaire::Afrobarometer) => asked.afrobarometer(&mut sheet, &mut stream),
            Some(Questionnaire::ExitInterview) => asked.exit(&mut sheet, &mut stream),
            Some(Questionnaire::Baseline) => asked.baseline(&mut sheet, &mut stream),
            None => {}
        }
    }
    sheet.answers(&survey.name).collect()
}

/// An adult of a household who is asked.
struct Respondent<'a> {
    c: &'a Community,
    household: u16,
    committee: Option<&'a Committee>,
    since: f32,
    now: f32,
    adults: f64,
    forgetting: f64,
}

impl Respondent<'_> {
    fn diary(&self) -> &[Event] {
        self.c.diary.as_ref().map_or(&[], |diary| &diary.events)
    }

    /// Events of the household in the period, newest last.
    fn own(&self) -> impl Iterator<Item = &Event> {
        self.diary().iter().filter(|event| {
            event.at >= self.since && event.households.contains(&Some(self.household))
        })
    }

    /// Whether it was this adult who had part in it, and he remembers.
    fn recalls(&self, event: &Event, stream: &mut Stream) -> bool {
        let age = f64::from((self.now - event.at).max(0.0));
        let kept = libm::pow(1.0 - self.forgetting, age);
        stream.unit64() < kept / self.adults
    }

    /// A problem in the period, what was done about the worst, and how it ended.
    fn legal_needs(&self, sheet: &mut Sheet, stream: &mut Stream) {
        let mut worst: Option<(f32, &Event)> = None;
        for event in self.own() {
            let What::Arises { severity, .. } = event.what else { continue };
            if self.recalls(event, stream) && worst.is_none_or(|(known, _)| severity > known) {
                worst = Some((severity, event));
            }
        }
        sheet.ask("problem", worst.is_some());
        let Some((_, worst)) = worst else { return };
        let story: Vec<&What> = self
            .diary()
            .iter()
            .filter(|event| event.dispute == worst.dispute)
            .map(|event| &event.what)
            .collect();
        let chose = |wanted: &dyn Fn(Way) -> bool| {
            story.iter().any(|what| matches!(what, What::Chooses(way) if wanted(*way)))
        };
        sheet.ask("took_action", chose(&|way| way != Way::Lump));
        sheet.ask("went_to_a_forum", chose(&|way| way.kind().is_some()));
        sheet.ask("went_to_police", chose(&|way| way == Way::Public));
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
        sheet.ask("resolved", matches!(last, Some(What::Settles { .. })));
        sheet.ask("abandoned", matches!(last, Some(What::Dropped | What::TurnsViolent)));
        sheet.ask("ongoing", matches!(last, None | Some(What::Breaks)));
        if let Some(What::Settles { way, .. }) = last {
            sheet.ask("settled_informally", *way != Way::Public);
        }
    }

    /// Trust in the police, contact with them, bribes, fear.
    fn afrobarometer(&self, sheet: &mut Sheet, stream: &mut Stream) {
        let h = usize::from(self.household);
        let trust = self.c.households.trust(Kind::Public)[h].get();
        let elders = self.c.households.trust(Kind::Customary)[h].get();
        // One who trusts with T says "somewhat" or "a lot" with probability T.
        sheet.ask("trusts_police", stream.chance(trust));
        sheet.ask("trusts_police_not_at_all", stream.chance((1.0 - trust).powi(SCALE)));
        sheet.ask("trusts_elders", stream.chance(elders));
        sheet.ask("felt_unsafe", self.c.households.fear()[h].get() > UNSAFE);
        let (mut sought, mut met) = (None, None);
        for event in self.own() {
            let is_first = event.households[0] == Some(self.household);
            match event.what {
                What::Chooses(Way::Public) | What::Reports
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
    fn exit(&self, sheet: &mut Sheet, stream: &mut Stream) {
        for event in self.own() {
            let What::Gathers { is_agreed } = event.what else { continue };
            sheet.ask("plan_agreed", is_agreed);
            let h = usize::from(self.household);
            let trust = self.c.households.trust(Kind::PeaceCommittee)[h].get();
            sheet.ask("treated_fairly", stream.chance(trust));
        }
    }

    /// People around a committee.
    fn baseline(&self, sheet: &mut Sheet, stream: &mut Stream) {
        if self.committee.is_none() {
            return;
        }
        let h = usize::from(self.household);
        let mut used = false;
        let mut quarrelled = false;
        for event in self.own() {
            let is_remembered = match event.what {
                What::Chooses(Way::PeaceCommittee) | What::Arises { .. } => {
                    self.recalls(event, stream)
                }
                _ => false,
            };
            used |= is_remembered && event.what == What::Chooses(Way::PeaceCommittee);
            quarrelled |= is_remembered && matches!(event.what, What::Arises { .. });
        }
        sheet.ask("used_committee", used);
        sheet.ask("had_a_dispute", quarrelled);
        let trust = self.c.households.trust(Kind::PeaceCommittee)[h].get();
        sheet.ask("trusts_committee", stream.chance(trust));
        sheet.ask("felt_unsafe", self.c.households.fear()[h].get() > UNSAFE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662.
    #[test]
    fn verif_the_interval_is_wilsons() {
        let (value, low, high) = wilson(81.0, 263.0);
        assert!((value - 0.3080).abs() < 1e-4);
        assert!((low - 0.2553).abs() < 1e-4 && (high - 0.3662).abs() < 1e-4, "{low} {high}");
    }

    #[test]
    fn rounds_come_when_they_are_due() {
        let survey = Survey { month: 48, every: 24, ..Survey::default() };
        let rounds: Vec<i32> = (1..121).filter(|&month| has_round(&survey, month)).collect();
        assert_eq!(rounds, [48, 72, 96, 120]);
        let once = Survey { month: 5, every: 0, ..Survey::default() };
        assert_eq!((1..99).filter(|&month| has_round(&once, month)).count(), 1);
    }
}
