//! 4.17 Peace committees: members, gatherings, remuneration, sham, imitation (claims 64-74).

use crate::engine::{Process, Stream, math};
use crate::ledger::{Holder, Money, Purpose};
use crate::params::{self, Params};
use crate::terms::Class;
use crate::world::Country;
use crate::world::build::new_committee;
use crate::world::organisations::Committee;

/// Committees that one organiser looks after.
const PER_ORGANISER: f64 = 5.0;
/// Committees that four central staff serve.
const PER_STAFF: f64 = 5.0;

/// Hours that a member gives in a month: 40·σ(−1.5 + motive + μ·ln(1 + pay an hour/local wage an
/// hour)).
pub(super) fn member_hours(params: &Params, committee: &Committee) -> f64 {
    let p = &params.committee;
    let pay = if committee.is_paid {
        // Pay of a member's hour of gathering over the wage of an hour of an eight-hour day.
        p.pay * (1.0 - p.fund_share) * 8.0 / p.gathering_hours
    } else {
        0.0
    };
    let logit = -1.5 + f64::from(committee.motive) + p.pay_response * libm::log(1.0 + pay);
    p.member_hours * f64::from(math::logistic(logit as f32))
}

/// Share of gatherings reported that are sham or padded: 0.6·x/(1+x)·(1−p_review)³, x an
/// organiser's pay in day wages: none unpaid, a third unreviewed.
pub(super) fn sham_share(params: &Params, is_paid: bool, reviewed: f64) -> f64 {
    if !is_paid {
        return 0.0;
    }
    let p = &params.committee;
    let x = p.pay * (1.0 - p.fund_share) / p.paid_members;
    p.sham * x / (1.0 + x) * libm::pow(1.0 - reviewed.clamp(0.0, 1.0), 3.0)
}

/// Members leave and join; committees below three end; others start by imitation.
pub(super) fn open_and_close(country: &mut Country) {
    if !country.is_open() || !country.params.mechanisms.peace_committees {
        return;
    }
    let step = country.step_of(0);
    for site in 0..country.committees.len() {
        let first = country.committee_sites.members(site)[0] as usize;
        let identity = country.communities[first].identity();
        let mut stream = country.draws.stream(Process::Committees, identity, step, 0);
        let p = &country.params.committee;
        if let Some(committee) = &mut country.committees[site] {
            come_and_go(committee, p, &mut stream);
            if u32::from(committee.members) < p.ends_below {
                country.committees[site] = None;
            }
        } else if is_imitated(country, site, &mut stream) {
            country.committees[site] = Some(new_committee(&country.params, &mut stream));
        }
    }
}

/// Members leave at 2 % a month, 6 % unpaid; a share of those missing is found.
fn come_and_go(committee: &mut Committee, p: &params::Committee, stream: &mut Stream) {
    let leave = if committee.is_paid { p.leave_paid } else { p.leave_unpaid };
    committee.members -= stream.binomial(u32::from(committee.members), leave as f32) as u8;
    let missing = p.members.saturating_sub(u32::from(committee.members));
    committee.members += stream.binomial(missing, p.join as f32) as u8;
}

/// Whether a committee starts at a site by imitation: 0.003 × neighbouring committees × [organiser].
fn is_imitated(country: &Country, site: usize, stream: &mut Stream) -> bool {
    let near = neighbouring_committees(country, site);
    let hazard = country.params.committee.imitation * near;
    country.params.mechanisms.imitation
        && near > 0.0
        && has_organiser(country)
        && stream.chance(math::struck(hazard as f32, 1.0))
}

/// An organiser is at hand where a programme has money.
fn has_organiser(country: &Country) -> bool {
    country.ledger.balance(Holder::Programme) > Money::ZERO
}

/// Committees on sites that border a site.
fn neighbouring_committees(country: &Country, site: usize) -> f64 {
    let members = country.committee_sites.members(site);
    let mut last = None;
    let mut near = 0.0;
    for link in members.iter().flat_map(|&c| country.neighbours.of(c as usize)) {
        let other = country.committee_sites.site_of[link.to as usize] as usize;
        if other != site && last != Some(other) && country.committees[other].is_some() {
            near += 1.0;
            last = Some(other);
        }
    }
    f64::min(near, 8.0)
}

/// Pays for last month's gatherings, in the order reviews, organisers, members, fund, while the
/// programme has money. Only what was held by the rules or passed for it is paid.
pub(super) fn pay(country: &mut Country) {
    if !country.is_open() || !country.params.mechanisms.remuneration {
        return;
    }
    let p = country.params.committee.clone();
    let day = country.rules.day_wage;
    let standing = country.committees.iter().flatten().count() as f64;
    let reviewed: f64 = country
        .committees
        .iter()
        .flatten()
        .map(|committee| f64::from(committee.reviewed) * f64::from(committee.held + committee.sham))
        .sum();
    country.ledger.post(Purpose::Review, Money((reviewed * p.review_cost * day) as i64));
    let organisers =
        standing / PER_ORGANISER * p.organiser_pay + standing / PER_STAFF * p.staff_pay;
    country.ledger.post(Purpose::Organisers, Money((organisers * day) as i64));
    let members = (p.pay * (1.0 - p.fund_share) * day) as i64;
    let fund = (p.pay * p.fund_share * day) as i64;
    let mut purse = country.ledger.balance(Holder::Programme);
    for site in 0..country.committees.len() {
        let Some(committee) = &mut country.committees[site] else { continue };
        let passed = (f64::from(committee.sham) * (1.0 - f64::from(committee.reviewed))).round();
        let claims = i64::from(committee.held) + passed as i64;
        let due = Money(claims * (members + fund));
        let was_paid = committee.is_paid;
        let is_paid_now = purse.0 > 0 && purse >= due;
        committee.arrears = if is_paid_now { 0.0 } else { committee.arrears + 1.0 };
        // Up to two months of arrears members still count on their pay.
        committee.is_paid = purse.0 > 0 && f64::from(committee.arrears) <= p.arrears_months;
        if was_paid && !committee.is_paid {
            committee.motive -= p.crowding_out as f32;
        }
        if is_paid_now && due > Money::ZERO {
            purse -= due;
            pay_site(country, site, claims, members, fund);
        }
    }
}

/// Hands a committee's pay to households and funds of its site, by the gatherings held in each
/// community; claims beyond those go to the first.
fn pay_site(country: &mut Country, site: usize, claims: i64, members: i64, fund: i64) {
    let mut left = claims;
    let places = country.committee_sites.members(site);
    for (i, &c) in places.iter().enumerate() {
        let books = &mut country.communities[c as usize];
        let held = i64::from(books.duty.held);
        let here = if i + 1 == places.len() { left } else { held.min(left) };
        left -= here;
        books.books.post(Purpose::GatheringPay, Class::Poor, Money(here * members));
        books.books.post(Purpose::FundPay, Class::Poor, Money(here * fund));
    }
}

/// Gatherings a month = members × hours/8, given to communities by last month's queues, then by
/// people.
pub(super) fn divide_gatherings(country: &mut Country) {
    let p = &country.params.committee;
    for site in 0..country.committees.len() {
        let members = country.committee_sites.members(site);
        let Some(committee) = &mut country.committees[site] else {
            for &c in members {
                country.communities[c as usize].duty.gatherings = 0.0;
            }
            continue;
        };
        let hours = member_hours(&country.params, committee) * f64::from(committee.members);
        committee.capacity = (hours / p.gathering_hours) as f32;
        let queue: f64 =
            members.iter().map(|&c| f64::from(country.published[c as usize].gathering_queue)).sum();
        let people: f64 =
            members.iter().map(|&c| f64::from(country.communities[c as usize].size())).sum();
        // One gathering in ten goes by people, so that places that have not asked can begin to.
        let weights = &mut country.division.weights;
        weights.clear();
        weights.extend(members.iter().map(|&c| {
            let by_people = f64::from(country.communities[c as usize].size()) / people.max(1.0);
            let by_queue =
                f64::from(country.published[c as usize].gathering_queue) / queue.max(1.0);
            if queue > 0.0 { 0.9 * by_queue + 0.1 * by_people } else { by_people }
        }));
        let whole = committee.capacity.round() as u64;
        let shares = country.division.divide(whole);
        for (&c, &share) in members.iter().zip(shares) {
            country.communities[c as usize].duty.gatherings = share as f32;
        }
    }
}

/// Month's end: what committees held and what they report; skill is learnt by doing and lost unused.
pub(super) fn report(country: &mut Country) {
    for site in 0..country.committees.len() {
        let members = country.committee_sites.members(site);
        let mut held = 0;
        let mut demand = 0;
        for &c in members {
            let community = &mut country.communities[c as usize];
            community.duty.held = community.tally.gatherings;
            held += community.tally.gatherings;
            demand += community.publishing.gathering_queue;
        }
        let reviews = &country.params.mechanisms.reviews;
        let Some(committee) = &mut country.committees[site] else { continue };
        let free = country.params.civil_society.reviews;
        let bought = if committee.is_paid { country.params.aid_agency.reviews } else { 0.0 };
        let reviewed = if *reviews { (free + bought).min(1.0) } else { 0.0 };
        let sham = sham_share(&country.params, committee.is_paid, reviewed);
        committee.held = held;
        committee.demand = demand;
        committee.reviewed = reviewed as f32;
        committee.sham = (f64::from(held) * sham / (1.0 - sham)).round() as u32;
        if let Some(&first) = members.first() {
            country.communities[first as usize].tally.sham_gatherings += committee.sham;
        }
        let p = &country.params.committee;
        let doing = (f64::from(held) / 10.0).min(1.0);
        let skill = f64::from(committee.skill);
        let learnt = p.learning * doing * (1.0 - skill);
        let lost = p.forgetting * (1.0 - doing) * (skill - p.skill).max(0.0);
        committee.skill = (skill + learnt - lost) as f32;
    }
}
