//! 4.17 Peace committees: members, gatherings, remuneration, sham, imitation (claims 64-74).

use super::imitation::{is_imitated, pays_committees};
use crate::engine::{Process, Stream, math};
use crate::ledger::{Money, Purpose};
use crate::model::keys;
use crate::model::places::links;
use crate::params::{self, Params};
use crate::terms::{Auspice, Class};
use crate::world::Country;
use crate::world::arrangements::{Arrangement, ArrangementId, Terms};
use crate::world::build::new_committee;
use crate::world::community::Community;
use crate::world::organisations::{Committee, Mandate};
use crate::world::sites::CommunityId;

/// Hours that a member gives in a month: member_hours·σ(hours_base + motive +
/// pay_response·ln(1 + pay an hour/local wage an hour)).
pub(super) fn member_hours(params: &Params, committee: &Committee) -> f64 {
    let p = &params.committee;
    let pay = if committee.people.is_paid {
        // Pay of a member's hour of gathering over the wage of an hour of an eight-hour day.
        p.pay * (1.0 - p.fund_share) * 8.0 / p.gathering_hours
    } else {
        0.0
    };
    let motive = f64::from(committee.people.motive - committee.people.discouraged);
    let logit = p.hours_base + motive + p.pay_response * libm::log(1.0 + pay);
    p.member_hours * f64::from(math::logistic(logit as f32))
}

/// Share of gatherings reported that are sham or padded: sham·x/(1+x)·(1−p_review)^sham_review,
/// x an organiser's pay in day wages: none where nobody is paid.
pub(super) fn sham_share(params: &Params, is_paid: bool, reviewed: f64) -> f64 {
    if !is_paid {
        return 0.0;
    }
    let p = &params.committee;
    let x = p.pay * (1.0 - p.fund_share) / p.paid_members;
    p.sham * x / (1.0 + x) * libm::pow(1.0 - reviewed.clamp(0.0, 1.0), p.sham_review)
}

/// Members leave and join; committees below three end; others start by imitation.
pub(crate) fn open_and_close(country: &mut Country) {
    if !country.is_open() || !country.params.mechanisms.peace_committees {
        return;
    }
    let step = country.step_of(0);
    for site in 0..country.committees.len() {
        let first = country.committee_sites.members(site)[0].place();
        let identity = country.communities[first].identity();
        let mut stream =
            country.draws.stream(Process::Committees, identity, step, keys::MEMBERSHIP);
        let p = &country.params.committee;
        if let Some(committee) = &mut country.committees[site] {
            come_and_go(committee, p, &mut stream);
            if u32::from(committee.people.members) < p.ends_below {
                country.committees[site] = None;
            }
            country.seat_members(site);
        } else if is_imitated(country, site, &mut stream) {
            let mut committee = new_committee(&country.params, &mut stream);
            committee.steered.arrangement = country.general_grant();
            country.committees[site] = Some(committee);
            country.seat_members(site);
        }
    }
}

/// Members leave, faster unpaid; a share of those missing is found, which halves with each `tires` months without pay.
fn come_and_go(committee: &mut Committee, p: &params::Committee, stream: &mut Stream) {
    let people = &mut committee.people;
    let leave = if people.is_paid { p.leave_paid } else { p.leave_unpaid };
    people.members -= stream.binomial(u32::from(people.members), leave as f32) as u16;
    let missing = people.wanted(p.members).saturating_sub(u32::from(people.members));
    let tired = math::decay(p.tires, f64::from(people.unpaid));
    people.members += stream.binomial(missing, p.join * tired) as u16;
}

/// Row: an arrangement stands behind the committees of its zone: it founds those that are missing,
/// and each gets what its members bring. Switches take away one carrier each.
pub(crate) fn sponsor(country: &mut Country, id: ArrangementId, a: &mut Arrangement) {
    if !country.params.mechanisms.peace_committees {
        return;
    }
    let general = country.general_grant();
    let mut staff = 0.0;
    for site in a.sites.iter().map(|site| site.place()) {
        if country.committees[site].is_none() {
            found(country, site, a);
        }
        let params = &country.params;
        let Some(committee) = &mut country.committees[site] else { continue };
        let is_free =
            committee.steered.arrangement.is_none_or(|of| Some(of) == general || of == id);
        if is_free {
            committee.steered.arrangement = Some(id);
            endow(committee, a, params);
            staff += f32::from(committee.people.members);
        }
    }
    a.staff = staff;
}

/// A committee begins at a site: when the arrangement does, later where one has ended and the
/// organisers find people again.
fn found(country: &mut Country, site: usize, a: &Arrangement) {
    let first = country.committee_sites.members(site)[0].place();
    let identity = country.communities[first].identity();
    let step = country.step_of(0);
    let mut stream = country.draws.stream(Process::Committees, identity, step, keys::FOUNDING);
    let lag = f64::from(country.params.programmes.committee_lag.max(1));
    if country.now > a.began && !stream.chance((1.0 / lag) as f32) {
        return;
    }
    let mut committee = new_committee(&country.params, &mut stream);
    if country.params.mechanisms.knowledge {
        let taught = country.params.partnership.professional_knowledge as f32;
        committee.people.skill =
            (committee.people.skill + taught * a.terms.professional_knowledge).min(1.0);
    }
    country.committees[site] = Some(committee);
    country.seat_members(site);
}

/// What those behind a committee bring.
fn endow(committee: &mut Committee, a: &Arrangement, params: &Params) {
    let m = &params.mechanisms;
    let is_on = |on: bool, brought: f32| if on { brought } else { 0.0 };
    committee.steered.seats = a.terms.seats;
    committee.steered.local_knowledge = is_on(m.knowledge, a.terms.local_knowledge);
    committee.steered.standing = is_on(m.group_standing, a.terms.standing);
    let donor = Auspice::AidAgency;
    let own = if a.terms.members == 1 && a.terms.money[donor] > 0.0 {
        params.aid_agency.reviews as f32
    } else {
        a.terms.oversight
    };
    committee.steered.oversight = is_on(m.oversight, own);
    committee.steered.has_code = a.has_code;
    committee.steered.is_placebo = a.is_placebo;
    committee.people.discouraged = is_on(a.is_discouraged(), params.aid.discouraged as f32);
}

/// Committees whose arrangement has ended belong to their members again.
fn release(country: &mut Country) {
    for committee in country.committees.iter_mut().flatten() {
        let Some(id) = committee.steered.arrangement else { continue };
        if !country.arrangements.get(id.place()).is_some_and(pays_committees) {
            committee.steered = Mandate::own(committee.steered.has_code);
            committee.people.discouraged = 0.0;
        }
    }
}

/// Pays for last month's gatherings, arrangement by arrangement, in the order reviews, organisers,
/// members, fund, while it has money. Only what was held by the rules or passed for it is paid.
pub(crate) fn pay(country: &mut Country) {
    release(country);
    if !country.is_open() || !country.params.mechanisms.remuneration {
        return;
    }
    let mut arrangements = std::mem::take(&mut country.arrangements);
    for (index, a) in arrangements.iter_mut().enumerate() {
        if pays_committees(a) {
            pay_overheads(country, ArrangementId::at(index), a);
            pay_committees(country, ArrangementId::at(index), a);
        }
    }
    country.arrangements = arrangements;
    let crowding_out = country.params.committee.crowding_out as f32;
    for committee in country.committees.iter_mut().flatten() {
        if committee.steered.arrangement.is_none() {
            become_paid(committee, false, crowding_out);
        }
    }
}

/// What organisers and central staff of so many committees cost in a month, in day wages.
pub(super) fn overheads(p: &params::Committee, committees: f64) -> f64 {
    committees / p.per_organiser * p.organiser_pay + committees / p.per_staff * p.staff_pay
}

/// Reviews first, then organisers and central staff.
fn pay_overheads(country: &mut Country, id: ArrangementId, a: &mut Arrangement) {
    let p = country.params.committee.clone();
    let day = country.rules.day_wage;
    let mine = |committee: &&Committee| committee.steered.arrangement == Some(id);
    let standing: f64 = country
        .committees
        .iter()
        .flatten()
        .filter(mine)
        .map(|committee| f64::from(committee.people.bodies))
        .sum();
    let reviewed: f64 = country
        .committees
        .iter()
        .flatten()
        .filter(mine)
        .map(|committee| {
            f64::from(committee.watched.reviewed)
                * f64::from(committee.work.held + committee.work.sham)
        })
        .sum();
    let reviews = Money((reviewed * p.review_cost * day) as i64);
    let organisers = overheads(&p, standing);
    a.pay(&mut country.ledger, Purpose::Review, reviews);
    a.pay(&mut country.ledger, Purpose::Organisers, Money((organisers * day) as i64));
}

/// Members and funds, committee by committee.
fn pay_committees(country: &mut Country, id: ArrangementId, a: &mut Arrangement) {
    let p = country.params.committee.clone();
    let day = country.rules.day_wage;
    let members = (p.pay * (1.0 - p.fund_share) * day) as i64;
    let fund = (p.pay * p.fund_share * day) as i64;
    for site in 0..country.committees.len() {
        let first = country.committee_sites.members(site)[0].place();
        let bridged = links::bridge(&country.communities[first], &country.params);
        let Some(committee) = &mut country.committees[site] else { continue };
        if committee.steered.arrangement != Some(id) {
            continue;
        }
        let passed = (f64::from(committee.work.sham)
            * (1.0 - f64::from(committee.watched.reviewed)))
        .round();
        let earned = i64::from(committee.work.held) + passed as i64;
        let claims = (earned as f64 * committee.take_undocked()).round() as i64;
        let due = Money(claims * (members + fund));
        let at_hand = a.free(&country.ledger);
        let is_paid_now = at_hand > Money::ZERO && at_hand >= due;
        committee.people.arrears = if is_paid_now { 0.0 } else { committee.people.arrears + 1.0 };
        // Up to two months of arrears members still count on their pay, longer where a linked funder
        // bridges.
        let counts_on_it = f64::from(committee.people.arrears) <= p.arrears_months + bridged;
        become_paid(committee, at_hand > Money::ZERO && counts_on_it, p.crowding_out as f32);
        if is_paid_now && due > Money::ZERO {
            pay_site(country, a, site, claims, members, fund);
        }
    }
}

/// Motive falls, or rises, when pay stops.
fn become_paid(committee: &mut Committee, is_paid: bool, crowding_out: f32) {
    if committee.people.is_paid && !is_paid {
        committee.people.motive -= crowding_out;
    }
    committee.people.is_paid = is_paid;
    committee.people.unpaid = if is_paid { 0 } else { committee.people.unpaid.saturating_add(1) };
}

/// Hands a committee's pay to households and funds of its site, by the gatherings held in each
/// community; claims beyond those go to the first.
fn pay_site(
    country: &mut Country,
    a: &mut Arrangement,
    site: usize,
    claims: i64,
    members: i64,
    fund: i64,
) {
    let mut left = claims;
    let count = country.committee_sites.members(site).len();
    for i in 0..count {
        let c = country.committee_sites.members(site)[i];
        let held = i64::from(country.communities[c.place()].providers.duty.held);
        let here = if i + 1 == count { left } else { held.min(left) };
        left -= here;
        let (to_members, to_fund) = (Money(here * members), Money(here * fund));
        a.pay_in(
            &mut country.ledger,
            &mut country.communities[c.place()].books,
            Purpose::GatheringPay,
            Class::Poor,
            to_members,
        );
        a.pay_in(
            &mut country.ledger,
            &mut country.communities[c.place()].books,
            Purpose::FundPay,
            Class::Poor,
            to_fund,
        );
    }
}

/// Gatherings a month = members × hours/8, given to communities by last month's queues, then by
/// people.
pub(crate) fn divide_gatherings(country: &mut Country) {
    let p = &country.params.committee;
    for site in 0..country.committees.len() {
        let members = country.committee_sites.members(site);
        let Some(committee) = &mut country.committees[site] else {
            for &c in members {
                country.communities[c.place()].providers.duty.gatherings = 0.0;
            }
            continue;
        };
        let hours = member_hours(&country.params, committee) * f64::from(committee.people.members);
        let open = f64::from(committee.bodies_open(country.now));
        let at_work = open / f64::from(committee.people.bodies.max(1));
        committee.work.capacity = (hours * at_work / p.gathering_hours) as f32;
        let captured = committee
            .steered
            .arrangement
            .and_then(|i| country.arrangements.get(i.place()))
            .and_then(|a| bend(&country.params, &a.terms));
        let favour = captured.map(|(funder, _)| Favour::of(&country.communities, members, funder));
        let queue: f64 =
            members.iter().map(|&c| f64::from(country.published[c.place()].gathering_queue)).sum();
        let people: f64 =
            members.iter().map(|&c| f64::from(country.communities[c.place()].size())).sum();
        let asked = country.params.committee.by_queue;
        // Some gatherings go by people, so that places that have not asked can begin to.
        let weights = &mut country.division.weights;
        weights.clear();
        weights.extend(members.iter().map(|&c| {
            let by_people = f64::from(country.communities[c.place()].size()) / people.max(1.0);
            let by_queue = f64::from(country.published[c.place()].gathering_queue) / queue.max(1.0);
            let fair =
                if queue > 0.0 { asked * by_queue + (1.0 - asked) * by_people } else { by_people };
            // Service follows who bends the queue, as far as he does.
            match (captured, &favour) {
                (Some((funder, share)), Some(favour)) => {
                    let is_favoured = favour.includes(&country.communities[c.place()], funder);
                    fair * (1.0 - share + 2.0 * share * f64::from(u8::from(is_favoured)))
                }
                _ => fair,
            }
        }));
        let whole = committee.work.capacity.round() as u64;
        let shares = country.division.divide(whole);
        let mean = whole as f32 / members.len() as f32;
        for (&c, &share) in members.iter().zip(shares) {
            // A gathering that nobody asked for in one month can be held in the next.
            let duty = &mut country.communities[c.place()].providers.duty;
            duty.gatherings = share as f32 + duty.gatherings.min(mean);
        }
    }
}

/// Who bends the queue to what it cares for, and how far: the funder who pays for more than he has seats, by `capture`,
/// or the member with most seats, by `lead`, whichever is more. Civil society asks those who ask.
fn bend(params: &Params, terms: &Terms) -> Option<(Auspice, f64)> {
    let (funder, excess) = terms.overweight();
    let by_money = f64::from(excess) * params.partnership.capture;
    let leader = terms.leader();
    let by_seats = match leader {
        Auspice::CivilSociety => 0.0,
        Auspice::State
        | Auspice::Multinational
        | Auspice::Interstate
        | Auspice::AidAgency
        | Auspice::Ngo => f64::from(terms.seats_of(leader)) * params.partnership.lead,
    };
    let most = if by_seats > by_money { (leader, by_seats) } else { (funder, by_money) };
    (most.1 > 0.0).then_some(most)
}

/// Where a funder wants service: near an enclave for a corporation, else near the seat of government;
/// the half of the site that is nearer than its mean.
struct Favour {
    mean: f64,
}

impl Favour {
    fn of(communities: &[Community], members: &[CommunityId], funder: Auspice) -> Self {
        let sum: f64 = members.iter().map(|&c| distance(&communities[c.place()], funder)).sum();
        Self { mean: sum / members.len() as f64 }
    }

    fn includes(&self, c: &Community, funder: Auspice) -> bool {
        distance(c, funder) <= self.mean
    }
}

/// How far a community is from what a funder cares for.
fn distance(c: &Community, funder: Auspice) -> f64 {
    if funder == Auspice::Multinational {
        1.0 - f64::from(c.ground.enclave)
    } else {
        c.place.hours_from_seat
    }
}

/// Month's end: what committees held and what they report; skill is learnt by doing and lost unused.
pub(crate) fn report(country: &mut Country) {
    for site in 0..country.committees.len() {
        let members = country.committee_sites.members(site);
        let mut held = 0;
        let mut demand = 0;
        for &c in members {
            let community = &mut country.communities[c.place()];
            community.providers.duty.held = community.tally.gatherings;
            community.providers.duty.arrests = community.tally.arrests;
            held += community.tally.gatherings;
            demand += community.publishing.gathering_queue;
        }
        let reviews = &country.params.mechanisms.reviews;
        let Some(committee) = &mut country.committees[site] else { continue };
        let free = country.params.civil_society.reviews;
        let bought =
            if committee.people.is_paid { f64::from(committee.steered.oversight) } else { 0.0 };
        let reviewed = if *reviews { (free + bought).min(1.0) } else { 0.0 };
        let sham = sham_share(&country.params, committee.people.is_paid, reviewed);
        committee.work.held = held;
        committee.work.demand = demand;
        committee.watched.reviewed = reviewed as f32;
        committee.work.sham = (f64::from(held) * sham / (1.0 - sham)).round() as u32;
        if let Some(&first) = members.first() {
            country.communities[first.place()].tally.sham_gatherings += committee.work.sham;
        }
        let p = &country.params.committee;
        let each = f64::from(held) / f64::from(committee.people.bodies);
        let doing = (each / p.practice).min(1.0);
        let skill = f64::from(committee.people.skill);
        let learnt = p.learning * doing * (1.0 - skill);
        let lost = p.forgetting * (1.0 - doing) * (skill - p.skill).max(0.0);
        committee.people.skill = (skill + learnt - lost) as f32;
    }
}
