//! What differs between the twin and the country itself after a month: everything that the covered
//! mechanisms move, to the bit.

use super::state::{Community, Dispute, Stage, Twin};
use nodal::terms::{Auspice, Kind, Recourse};
use nodal::world::{self, Level, dispute};

/// Names of what differs, by community; none if both lived the same month.
pub fn differences(twin: &Twin, country: &world::Country) -> Vec<String> {
    let mut found = Vec::new();
    for (mine, theirs) in twin.communities.iter().zip(&country.communities) {
        let mut theirs = theirs.clone();
        for (what, is_same) in compare(mine, &mut theirs) {
            if !is_same {
                found.push(format!("community {}: {what}", mine.identity));
            }
        }
    }
    if twin.mean_effort.to_bits() != country.state.force.mean_effort.to_bits() {
        found.push("predatory effort".to_owned());
    }
    found
}

fn bits(numbers: &[f32]) -> Vec<u32> {
    numbers.iter().map(|number| number.to_bits()).collect()
}

fn same(mine: &[f32], theirs: &[f32]) -> bool {
    bits(mine) == bits(theirs)
}

fn levels(levels: &[Level]) -> Vec<u16> {
    levels.iter().map(|level| level.0).collect()
}

fn compare(mine: &Community, theirs: &mut world::Community) -> Vec<(&'static str, bool)> {
    let mut all = people(mine, theirs);
    all.extend(troubles(mine, theirs));
    all.extend(place(mine, theirs));
    all
}

fn people(mine: &Community, theirs: &mut world::Community) -> Vec<(&'static str, bool)> {
    let trust = Kind::ALL
        .iter()
        .all(|&kind| mine.trust[kind.index()] == levels(theirs.households.trust(kind)));
    let performance = Kind::ALL.iter().all(|&kind| {
        let (k, theirs) = (kind.index(), &theirs.opinion.performance[kind]);
        same(&mine.cases[k], &theirs.map(|of| of.cases))
            && same(&mine.successes[k], &theirs.map(|of| of.settled))
    });
    let legitimacy = Auspice::ALL
        .iter()
        .all(|a| same(&mine.legitimacy[a.index()], &theirs.opinion.legitimacy[*a]));
    vec![
        ("trust", trust),
        ("mean trust", same(&mine.mean_trust, theirs.opinion.mean_trust.as_slice())),
        ("aspiration", mine.aspiration == levels(theirs.households.aspiration_mut())),
        ("grievance", mine.grievance == levels(theirs.households.grievance())),
        ("fear", mine.fear == levels(theirs.households.fear())),
        ("performance", performance),
        ("legitimacy", legitimacy),
        ("repute", same(&mine.repute, theirs.opinion.repute.as_slice())),
        ("usage", same(&mine.usage, theirs.opinion.usage.as_slice())),
        ("radius of trust", same(&[mine.radius], &[theirs.opinion.radius])),
        (
            "norm of force",
            same(
                &[mine.norm, mine.paid, mine.answered],
                &[theirs.opinion.norm, theirs.opinion.answers[0], theirs.opinion.answers[1]],
            ),
        ),
        (
            "efficacy",
            same(&[mine.efficacy, mine.uses], &[theirs.opinion.efficacy, theirs.opinion.uses]),
        ),
    ]
}

fn troubles(mine: &Community, theirs: &world::Community) -> Vec<(&'static str, bool)> {
    let open = mine.open.len() == theirs.docket.open.len()
        && mine.open.iter().zip(&theirs.docket.open).all(|(a, b)| is_same_dispute(a, b));
    let settled = mine.settled.len() == theirs.docket.settled.len()
        && mine.settled.iter().zip(&theirs.docket.settled).all(|(a, b)| {
            is_same_dispute(&a.dispute, &b.dispute)
                && a.recourse == b.recourse
                && same(&[a.at, a.breaks, a.met], &[b.at, b.breaks, b.met.get()])
                && a.by_agreement == b.by_agreement
        });
    let feuds = mine.feuds.len() == theirs.docket.feuds.len()
        && mine.feuds.iter().zip(&theirs.docket.feuds).all(|(a, b)| {
            (a.holder, a.against) == (usize::from(b.holder), usize::from(b.against))
                && same(&a.heat, &b.heat)
                && a.due.to_bits() == b.due.to_bits()
                && a.is_calmed == b.is_calmed
        });
    let conserved =
        (mine.at_rest, mine.ever_arisen) == (theirs.docket.at_rest, theirs.docket.ever_arisen);
    vec![
        ("open disputes", open),
        ("settlements that will break", settled),
        ("feuds", feuds),
        ("disputes at rest", conserved),
        ("agreements to be kept", mine.keeping == theirs.docket.keeping),
        ("plans of elders to be kept", mine.kept_plans == theirs.docket.kept_plans[0]),
        ("unanswered", mine.unanswered == theirs.conditions.unanswered.0),
        ("problems", mine.problems == theirs.conditions.problems),
    ]
}

fn place(mine: &Community, theirs: &world::Community) -> Vec<(&'static str, bool)> {
    let (shows, published) = (&mine.showing, &theirs.publishing);
    let shown = shows.violent == published.violent
        && shows.thefts == published.thefts
        && shows.police_queue == published.police_queue
        && shows.serious_queue == published.serious_queue
        && shows.minor_queue == published.minor_queue
        && shows.arrests == published.arrests
        && same(
            &[shows.patrol, shows.pull, shows.pressure],
            &[published.patrol, published.pull, published.pressure],
        );
    let elders =
        mine.elders.iter().zip(&theirs.providers.elders).all(|(a, b)| {
            a.exist == b.exist && same(&[a.capacity, a.slots], &[b.capacity, b.slots])
        });
    let duty = &theirs.providers.duty;
    vec![
        ("what it shows", shown),
        ("elders", elders),
        (
            "police",
            same(
                &[mine.officers, mine.on_patrol, mine.police_bank, mine.reserved, mine.expected],
                &[duty.officers, duty.on_patrol, duty.police_bank, duty.reserved, duty.expected],
            ),
        ),
        ("deterrence", same(&mine.deterrence, theirs.cover.deterrence.as_slice())),
        (
            "believed deterrence",
            same(&[mine.believed_deterrence], &[theirs.cover.believed_deterrence]),
        ),
        ("men", mine.spare == theirs.men.spare && mine.jailed == theirs.men.jailed),
        ("counts", mine.tally == theirs.tally),
    ]
}

fn is_same_dispute(mine: &Dispute, theirs: &dispute::Dispute) -> bool {
    let stage = match theirs.stage {
        dispute::Stage::Deciding => Stage::Deciding,
        dispute::Stage::Lumped { until } => Stage::Lumped(until),
        dispute::Stage::Talking { until } => Stage::Talking(until),
        dispute::Stage::SelfHelp { until } => Stage::SelfHelp(until),
        dispute::Stage::Queued { recourse, host, until } => {
            Stage::Queued(recourse, usize::from(host), until)
        }
    };
    let facts = theirs.facts;
    (mine.born, mine.key, mine.turns) == (theirs.born, theirs.key, theirs.turns)
        && mine.initiator == usize::from(theirs.initiator)
        && mine.respondent == usize::from(theirs.respondent)
        && mine.severity == theirs.severity.0
        && mine.anger == theirs.anger.0
        && same(&[mine.arisen], &[theirs.arisen])
        && mine.stage == stage
        && Recourse::ALL
            .iter()
            .all(|&recourse| mine.tried[recourse.index()] == theirs.has_tried(recourse))
        && mine.matter == theirs.matter
        && mine.reopened == theirs.reopened
        && mine.first == theirs.first
        && mine.is_inside_radius == facts.is_inside_radius
        && mine.is_within_group == facts.is_within_group
        && mine.descends_from_violence == facts.descends_from_violence
        && mine.was_answered == facts.was_answered
}
