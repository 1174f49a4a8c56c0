//! 4.27 Accountability: abuse is detected by review and complaint, reviews that insiders make can be
//! suppressed, and detection has consequences (claims 37, 59, 74).

use crate::engine::{Process, Stream};
use crate::model::keys;
use crate::terms::{Delivery, Kind, Violation};
use crate::world::Country;
use crate::world::community::Community;
use crate::world::organisations::{Committee, Faults};

/// Reviews last month's work of committees and of those whom arrangements pay.
pub(crate) fn review(country: &mut Country) {
    if !country.is_open() || !country.params.mechanisms.accountability {
        return;
    }
    review_committees(country);
    review_contracts(country);
}

/// P(detected) = 1 − (1 − review)(1 − complaint × trust that it is safe); false alarms on top.
fn detection(country: &Country, reviewed: f64, safety: f64) -> f32 {
    let p = &country.params.accountability;
    let missed = (1.0 - p.review * reviewed) * (1.0 - p.complaint * safety);
    (1.0 - missed) as f32
}

/// Probability that a detection is forgotten in a month.
fn forgotten(country: &Country) -> f32 {
    (1.0 / country.params.accountability.strike_months) as f32
}

/// How safe people feel to complain: their efficacy, less fear.
fn safety(c: &Community) -> f64 {
    f64::from((c.opinion.efficacy * (1.0 - c.mean_fear())).max(0.0))
}

/// Sham gatherings and forced settlements of committees. Each is some one's of the site's committees, which is reviewed on
/// its own: first a month without pay, then some months closed, at the third time the end.
fn review_committees(country: &mut Country) {
    let step = country.step_of(0);
    for site in 0..country.committees.len() {
        let Some(mut committee) = country.committees[site] else { continue };
        let members = country.committee_sites.members(site);
        let first = &country.communities[members[0].place()];
        let forced: u32 = members
            .iter()
            .map(|&c| {
                let violations = &country.communities[c.place()].tally.violations;
                violations[Kind::PeaceCommittee][Violation::Coercion]
            })
            .sum();
        let reviewed = looked_at(country, &committee);
        let bodies = committee.people.bodies;
        let abused = some_of(forced + committee.work.sham, bodies);
        let alarm = country.params.accountability.false_alarm * reviewed;
        let chance = abused * f64::from(detection(country, reviewed, safety(first))) + alarm;
        let mut stream = country.draws.stream(
            Process::Accountability,
            first.identity(),
            step,
            keys::REVIEW_OF_COMMITTEE,
        );
        let found = stream.binomial(u32::from(bodies), chance.min(1.0) as f32);
        forget(&mut committee.watched.faults, forgotten(country), &mut stream);
        let before = committee.people.bodies;
        for _ in 0..found {
            find_at_fault(country, &mut committee, &mut stream);
        }
        let place = members[0].place();
        let closed = u32::from(before - committee.people.bodies);
        country.committees[site] = (committee.people.bodies > 0).then_some(committee);
        if found > 0 {
            country.communities[place].tally.detected += found;
            country.communities[place].tally.disbanded += closed;
        }
        if closed > 0 {
            country.seat_members(site);
        }
        if let Some(id) = committee.steered.arrangement
            && let Some(a) = country.arrangements.get_mut(id.place())
        {
            a.strikes = a.strikes.saturating_add(found.min(255) as u8);
        }
    }
}

/// Share of a site's committees that some abuses are of, each of any.
fn some_of(abuses: u32, bodies: u8) -> f64 {
    1.0 - libm::pow(1.0 - 1.0 / f64::from(bodies.max(1)), f64::from(abuses))
}

/// What was found of a committee fades.
fn forget(faults: &mut Faults, forgotten: f32, stream: &mut Stream) {
    fade(&mut faults.once, forgotten, stream);
    let before = faults.twice;
    fade(&mut faults.twice, forgotten, stream);
    faults.once += before - faults.twice;
}

/// One of a site's committees is found at fault: which, is drawn.
fn find_at_fault(country: &Country, committee: &mut Committee, stream: &mut Stream) {
    let bodies = committee.people.bodies;
    if bodies == 0 {
        return;
    }
    let faults = &mut committee.watched.faults;
    let which = stream.below(u32::from(bodies)) as u8;
    // What it did not hold is not paid.
    committee.work.sham -= committee.work.sham / u32::from(bodies);
    faults.docked = faults.docked.saturating_add(1);
    if which < faults.twice {
        committee.close_worst(country.params.committee.members);
    } else if which < faults.twice + faults.once {
        faults.once -= 1;
        faults.twice += 1;
        let suspended = if country.now < faults.until { faults.suspended } else { 0 };
        faults.suspended = suspended + 1;
        faults.until = country.now + 1 + country.params.accountability.suspension as i32;
    } else {
        faults.once += 1;
    }
}

/// Share of a committee's work that somebody looks at who cannot be silenced, and insiders as far as
/// they are not.
fn looked_at(country: &Country, committee: &Committee) -> f64 {
    let inside = country.params.civil_society.reviews;
    let outside = (f64::from(committee.watched.reviewed) - inside).max(0.0);
    outside + inside * (1.0 - country.params.accountability.suppressed)
}

/// Each detection that stands against an arrangement is forgotten with this chance.
fn fade(strikes: &mut u8, forgotten: f32, stream: &mut Stream) {
    let stood = *strikes;
    for _ in 0..stood {
        *strikes -= u8::from(stream.chance(forgotten));
    }
}

/// Guards and companies: evictions and beatings in the zone. The money rests while strikes stand. What was found at
/// committees fades from those who pay them as it does from committees.
fn review_contracts(country: &mut Country) {
    let step = country.step_of(0);
    let forgotten_within = forgotten(country);
    for index in 0..country.arrangements.len() {
        let a = &country.arrangements[index];
        let provision = a.component.provision();
        let is_reviewed = match provision.delivers {
            Delivery::Guards | Delivery::Company => true,
            Delivery::Committees
            | Delivery::Centres
            | Delivery::Budget
            | Delivery::Officers
            | Delivery::Mission
            | Delivery::Training
            | Delivery::Instrument(_) => false,
        };
        if !is_reviewed {
            let identity = a.identity();
            let a = &mut country.arrangements[index];
            if a.strikes > 0 {
                let key = keys::REVIEW_OF_CONTRACT;
                let mut stream = country.draws.stream(Process::Accountability, identity, step, key);
                fade(&mut a.strikes, forgotten_within, &mut stream);
            }
            continue;
        }
        let kind = provision.by;
        let Some(&place) = a.zone.first().filter(|_| a.is_acting()) else { continue };
        let abuses: u32 = a
            .zone
            .iter()
            .map(|&c| country.communities[c.place()].tally.violations[kind].values().sum::<u32>())
            .sum();
        let oversight = f64::from(a.terms.oversight);
        let safe = safety(&country.communities[place.place()]);
        let chance = if abuses > 0 { detection(country, oversight, safe) } else { 0.0 };
        let mut stream = country.draws.stream(
            Process::Accountability,
            a.identity(),
            step,
            keys::REVIEW_OF_CONTRACT,
        );
        let is_detected = oversight > 0.0 && stream.chance(chance);
        let a = &mut country.arrangements[index];
        fade(&mut a.strikes, forgotten_within, &mut stream);
        if is_detected {
            country.communities[place.place()].tally.detected += 1;
            country.arrangements[index].strikes =
                country.arrangements[index].strikes.saturating_add(1);
        }
    }
}
