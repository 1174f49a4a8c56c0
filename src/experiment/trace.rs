//! The story of one household, dispute or organisation, month by month: how one comes to believe the
//! model, or finds out why not.
mod steering;

use crate::model;
use crate::output::story;
use crate::scenario::Scenario;
use crate::scenario::problem::nearest;
use crate::terms::{Auspice, Calling, Kind, Recourse};
use crate::world::community::Community;
use crate::world::diary::{Diary, DisputeKey, Event, What};
use crate::world::{Country, PlacesError};

/// Whose story is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A household, by number from 0.
    Household(u16),
    /// The so-many-th dispute that arose in the community, from 1.
    Dispute(u32),
    /// An organisation, by the way in which people turn to it.
    Organisation(Body),
    /// An auspice: its choices, over the country or at the community's site.
    Auspice(Auspice),
    /// What stories there are.
    Overview,
}

crate::engine::vocabulary! {
    /// Organisations whose story can be told.
    Body {
        /// The peace committee of the site.
        Committee = "committee",
        /// The band.
        Band = "band",
        /// The gang.
        Gang = "gang",
        /// The police station.
        Station = "station",
        /// The elders.
        Elders = "elders",
        /// Guards.
        Guards = "guards",
        /// The company from abroad.
        Company = "company",
    }
}

/// Why no story can be told.
#[derive(Debug, thiserror::Error)]
pub enum TraceError {
    /// The places cannot be laid out.
    #[error(transparent)]
    Places(#[from] PlacesError),
    /// There is no such community.
    #[error("there is no community {name:?}{}", near.as_ref().map_or_else(String::new, |near| format!("; did you mean {near:?}?")))]
    Community {
        /// What was asked for.
        name: String,
        /// The name nearest to it.
        near: Option<String>,
    },
    /// There is no such household.
    #[error("household {0} is not there: {1} has households 0 to {2}")]
    Household(u16, String, usize),
    /// There were fewer clashes.
    #[error(
        "clash {0} did not happen: there were {1}; groups fight where world.group_conflict is above 0"
    )]
    Clash(u32, usize),
    /// Fewer disputes arose.
    #[error("dispute {0} did not arise: there were {1}")]
    Dispute(u32, usize),
}

/// A line of a story: month of the scenario (the burn-in ends with 0) and what happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Month.
    pub month: f64,
    /// What happened.
    pub text: String,
}

/// Tells the story of a subject in a community, in one replicate of a scenario. Without a community it is that of the
/// first; an auspice's is then that of the country.
///
/// The story is part of the run: following it changes no byte of it.
///
/// # Errors
/// When there is no such community, household or dispute.
///
/// # Examples
/// ```
/// use nodal::experiment::trace::{Subject, trace};
/// use nodal::params::Catalogue;
/// use nodal::scenario::{Scenario, Settings};
///
/// let text = "[world]\ncommunities = 4\nhouseholds = 80\n[time]\nmonths = 12\nburn_in_months = 6\n";
/// let scenario = Scenario::from_text("tiny", text, &Settings::default(), &Catalogue::standard())?;
/// let story = trace(&scenario, 1, Some("Town 1, ward 1"), Subject::Dispute(1))?;
/// assert!(story[0].text.contains("complains of"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn trace(
    scenario: &Scenario,
    replicate: u32,
    community: Option<&str>,
    subject: Subject,
) -> Result<Vec<Line>, TraceError> {
    let params = scenario.params_of(replicate);
    let mut country = Country::build(&params, scenario.geography.as_ref(), replicate)?;
    let place = community.map_or(Ok(0), |name| find(&country, name))?;
    let site = community.map(|_| country.site_identity(&country.committee_sites, place));
    if matches!(subject, Subject::Auspice(_)) {
        country.deliberation = Some(Vec::new());
    }
    let followed = Diary { is_followed: true, ..Diary::default() };
    country.communities[place].diary = Some(Box::new(followed));
    let months = params.time.burn_in_months + params.time.months;
    let mut lines = Vec::new();
    for _ in 0..months {
        model::month(&mut country);
        if let Subject::Organisation(body) = subject {
            lines.extend(month_of(body, &country, place));
        }
        if let Subject::Auspice(auspice) = subject {
            lines.extend(steering::told(&country, auspice, site));
        }
    }
    let c = &mut country.communities[place];
    let diary = c.diary.take().unwrap_or_default();
    let c = &country.communities[place];
    let burn_in = f64::from(params.time.burn_in_months);
    let line =
        |event: &Event| Line { month: f64::from(event.at) - burn_in, text: story::tell(event, c) };
    match subject {
        Subject::Household(number) => {
            if usize::from(number) >= c.households.len() {
                let name = c.place.name.clone();
                return Err(TraceError::Household(number, name, c.households.len() - 1));
            }
            let is_of = |event: &&Event| event.households.contains(&Some(number));
            lines.extend(diary.events.iter().filter(is_of).map(line));
        }
        Subject::Dispute(number) => {
            let keys = disputes(&diary);
            let index = (number as usize).checked_sub(1);
            let key =
                index.and_then(|i| keys.get(i)).ok_or(TraceError::Dispute(number, keys.len()))?;
            lines.extend(of_dispute(&diary, *key).map(line));
        }
        Subject::Organisation(body) => {
            lines.extend(diary.events.iter().filter(|event| concerns(body, event)).map(line));
        }
        Subject::Auspice(_) => {}
        Subject::Overview => lines.extend(overview(&diary, burn_in)),
    }
    lines.sort_by(|a, b| a.month.total_cmp(&b.month));
    Ok(lines)
}

pub(super) fn find(country: &Country, name: &str) -> Result<usize, TraceError> {
    let names = || country.communities.iter().map(|c| c.place.name.as_str());
    names().position(|known| known == name).ok_or_else(|| TraceError::Community {
        name: name.to_owned(),
        near: nearest(name, names()).or_else(|| names().next()).map(str::to_owned),
    })
}

/// The disputes of a diary, in the order in which they arose.
fn disputes(diary: &Diary) -> Vec<DisputeKey> {
    let arises = |event: &&Event| matches!(event.what, What::Arises { .. });
    diary.events.iter().filter(arises).filter_map(|event| event.dispute).collect()
}

/// Events of a dispute, and the violence that came out of it.
fn of_dispute(diary: &Diary, key: DisputeKey) -> impl Iterator<Item = &Event> {
    let violent = diary
        .events
        .iter()
        .find(|event| event.dispute == Some(key) && event.what == What::TurnsViolent)
        .map(|event| (event.at, event.households));
    diary.events.iter().filter(move |event| {
        let is_its_act = violent.is_some_and(|(at, parties)| {
            matches!(event.what, What::Violence { .. })
                && (event.at - at).abs() < 1e-6
                && event.households.iter().all(|who| parties.contains(who))
        });
        event.dispute == Some(key) || is_its_act
    })
}

/// The disputes with most turns, to choose from.
fn overview(diary: &Diary, burn_in: f64) -> Vec<Line> {
    let keys = disputes(diary);
    let mut turns: Vec<(usize, usize, f64)> = keys
        .iter()
        .enumerate()
        .map(|(i, &key)| {
            let events: Vec<_> = of_dispute(diary, key).collect();
            let at = events.first().map_or(0.0, |event| f64::from(event.at));
            (i + 1, events.len(), at - burn_in)
        })
        .collect();
    turns.sort_by_key(|&(number, count, _)| (std::cmp::Reverse(count), number));
    turns
        .iter()
        .take(10)
        .map(|(number, count, month)| Line {
            month: *month,
            text: format!("dispute {number} of {} arises: {count} events", keys.len()),
        })
        .collect()
}

/// Whether an event is part of an organisation's story.
fn concerns(body: Body, event: &Event) -> bool {
    let recourse = match body {
        Body::Committee => Recourse::PeaceCommittee,
        Body::Band => Recourse::Vigilante,
        Body::Gang => Recourse::Criminal,
        Body::Station => Recourse::Public,
        Body::Elders => Recourse::Customary,
        Body::Guards | Body::Company => return false,
    };
    match event.what {
        What::Settles { recourse: by, .. } | What::Fails(by) | What::TurnedAway(by) => {
            by == recourse
        }
        What::Punished { .. } | What::BandForms | What::BandEnds => body == Body::Band,
        What::ProjectBuilt => body == Body::Committee,
        _ => false,
    }
}

/// What an organisation is at the end of a month; nothing where there is none.
fn month_of(body: Body, country: &Country, place: usize) -> Option<Line> {
    let c = &country.communities[place];
    let text = match body {
        Body::Committee => committee(country, place)?,
        Body::Band => c.providers.band.map(|band| {
            format!(
                "the band has {} men, order {:.2}, paid {:.0} %",
                band.men,
                band.order,
                band.paid * 100.0
            )
        })?,
        Body::Gang => c.providers.turf.map(|turf| {
            let state = if turf.is_underground { ", underground" } else { "" };
            format!("the gang has {} men, governs with {:.2}{state}", turf.men, turf.effort)
        })?,
        Body::Station => {
            let station = &country.stations[country.station_sites.site_of[place].place()];
            format!(
                "the station has {} officers ({} rented out), {:.1} of them for this place; a contact costs a bribe with {:.2}",
                station.officers,
                station.rented,
                c.providers.duty.officers,
                station.predatory_effort
            )
        }
        Body::Elders => format!(
            "{} forums, {} sittings, trust {:.2}",
            c.providers.elders.iter().filter(|elders| elders.exist).count(),
            c.tally.sittings,
            c.opinion.mean_trust[Kind::Customary]
        ),
        Body::Guards => guards(c)?,
        Body::Company => (c.providers.engaged.company > 0.0)
            .then(|| format!("{:.1} men of the company", c.providers.engaged.company))?,
    };
    Some(Line { month: f64::from(country.now), text })
}

fn guards(c: &Community) -> Option<String> {
    (c.men.guards > 0).then(|| {
        let called = c.households.count_calling(Calling::Guard);
        format!(
            "{called} guards; {:.0} % of thefts from the covered are averted",
            c.providers.averted * 100.0
        )
    })
}

fn committee(country: &Country, place: usize) -> Option<String> {
    let site = country.committee_sites.site_of[place].place();
    let committee = country.committees[site]?;
    let sponsor = committee
        .steered
        .arrangement
        .and_then(|i| country.arrangements.get(i.place()))
        .map_or("nobody", |a| a.name.as_str());
    let pay = if committee.people.is_paid { "paid" } else { "unpaid" };
    Some(format!(
        "the committee has {} members ({pay}, behind it {sponsor}), held {} of {} gatherings asked for, skill {:.2}, {} found at fault once and {} twice",
        committee.people.members,
        committee.work.held,
        committee.work.demand,
        committee.people.skill,
        committee.watched.faults.once,
        committee.watched.faults.twice
    ))
}
