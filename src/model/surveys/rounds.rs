//! Section 6: simulated surveys. Households are asked as real ones were, with a recall period,
//! forgetting, and sampling error; nobody in the model reads the answers.

use super::frame::{parts, sample};
use super::memory::Memory;
use super::questionnaires::Respondent;
use super::sheet::Sheet;
use crate::engine::Process;
use crate::model::keys;
use crate::programme::Survey;
use crate::terms::Questionnaire;
use crate::world::Country;
use crate::world::diary::Answer;

/// Whether a survey has a round in a month.
fn has_round(survey: &Survey, month: i32) -> bool {
    let since = month - survey.month as i32;
    since == 0 || (since > 0 && survey.every > 0 && since % survey.every as i32 == 0)
}

/// The round for which what happens in a month may be asked, if there is one: memory begins in month 1.
fn next_round(survey: &Survey, month: i32) -> Option<i32> {
    let rounds = month..month + survey.recall as i32;
    (month > 0).then(|| rounds.into_iter().find(|&round| has_round(survey, round))).flatten()
}

/// Month's end: holds the rounds that are due, and forgets what is older than the longest period asked about.
pub(crate) fn hold(country: &mut Country) {
    country.answers.clear();
    if country.params.programme.surveys.is_empty() {
        return;
    }
    let surveys = country.params.programme.surveys.clone();
    for (index, survey) in surveys.iter().enumerate() {
        if has_round(survey, country.now) {
            match interview(country, index, survey) {
                Ok(answers) => country.answers.extend(answers),
                Err(complaint) => country.complaint = Some(complaint),
            }
        }
    }
    let longest = surveys.iter().map(|survey| survey.recall).max().unwrap_or(0);
    let oldest = country.age() as f32 - longest as f32;
    for diary in country.communities.iter_mut().filter_map(|c| c.diary.as_mut()) {
        if !diary.is_followed {
            diary.events.retain(|event| event.at >= oldest);
        }
    }
}

/// Month's begin: lets those keep diaries whom some round will ask about this month.
pub(crate) fn open(country: &mut Country) {
    let now = country.now;
    let surveys = &country.params.programme.surveys;
    let is_as_before =
        surveys.iter().all(|survey| next_round(survey, now) == next_round(survey, now - 1));
    if is_as_before {
        return;
    }
    let mut asked: Vec<(usize, u16)> = Vec::new();
    for (index, survey) in surveys.iter().enumerate() {
        if let Some(round) = next_round(survey, now) {
            let drawn = sample(country, index, survey, round);
            asked.extend(drawn.iter().map(|one| (one.place, one.household)));
        }
    }
    asked.sort_unstable();
    asked.dedup();
    for (place, c) in country.communities.iter_mut().enumerate() {
        let from = asked.partition_point(|&(known, _)| known < place);
        let to = asked.partition_point(|&(known, _)| known <= place);
        c.ask(asked[from..to].iter().map(|&(_, household)| household).collect());
    }
}

/// Asks the households drawn for a round.
fn interview(country: &Country, index: usize, survey: &Survey) -> Result<Vec<Answer>, String> {
    let drawn = sample(country, index, survey, country.now);
    if parts(survey).any(|part| drawn.iter().all(|one| one.part != part)) {
        return Err(format!(
            "survey {:?}: in month {} there is nobody to ask where it asks",
            survey.name, country.now
        ));
    }
    let mut sheet = Sheet::new(survey);
    let mut stream =
        country.draws.stream(Process::Surveys, index as u32, country.now as u32, keys::ANSWERS);
    let mut of_victims =
        country.draws.stream(Process::Surveys, index as u32, country.now as u32, keys::VICTIMS);
    let mut memories = vec![None; country.communities.len()];
    for one in drawn {
        let c = &country.communities[one.place];
        let memory = memories[one.place].get_or_insert_with(|| Memory::of(c.diary.as_deref()));
        sheet.turn_to(one.part, (one.place, c), usize::from(one.household));
        let asked = Respondent {
            c,
            memory,
            household: one.household,
            committee: country.committee_of(one.place),
            since: country.age() as f32 - survey.recall as f32,
            now: country.age() as f32,
            forgetting: survey.forgetting,
            params: &country.params,
        };
        match survey.questionnaire {
            Some(Questionnaire::LegalNeeds) => asked.legal_needs(&mut sheet, &mut stream),
            Some(Questionnaire::Afrobarometer) => {
                asked.afrobarometer(&mut sheet, &mut stream);
                asked.crimes(&mut sheet, &mut of_victims);
            }
            Some(Questionnaire::ExitInterview) => asked.exit(&mut sheet, &mut stream),
            Some(Questionnaire::Baseline) => asked.baseline(&mut sheet, &mut stream),
            Some(Questionnaire::Victims) => asked.victims(&mut sheet, &mut of_victims),
            None => {}
        }
    }
    Ok(sheet.answers(&survey.name, &|place| country.communities[place].place.region()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_come_when_they_are_due() {
        let survey = Survey { month: 48, every: 24, ..Survey::default() };
        let rounds: Vec<i32> = (1..121).filter(|&month| has_round(&survey, month)).collect();
        assert_eq!(rounds, [48, 72, 96, 120]);
        // A round asks about the twelve months before it; the next memory begins a year before the next round.
        assert_eq!(next_round(&survey, 36), None);
        assert_eq!(next_round(&survey, 37), Some(48));
        assert_eq!(next_round(&survey, 48), Some(48));
        assert_eq!(next_round(&survey, 49), None);
        assert_eq!(next_round(&survey, 61), Some(72));
        let once = Survey { month: 5, every: 0, ..Survey::default() };
        assert_eq!((1..99).filter(|&month| has_round(&once, month)).count(), 1);
    }
}
