//! Arrangements begin, are funded, and end (sections 2, 4.26, 5): compact or auspice × component ×
//! where × when × money. What they deliver is each provider's own file.

use super::budget;
use crate::engine::{Process, Stream, math};
use crate::ledger::{Holder, Money, Purpose};
use crate::model::keys;
use crate::model::places::arms;
use crate::programme::Intervention;
use crate::terms::{Auspice, Class, Component, Strikes};
use crate::world::Country;
use crate::world::arrangements::{Arrangement, Maker, Phase, Terms};
use crate::world::assignment::is_enough;
use crate::world::build::{GENERAL_GRANT, STATE_GRANT};
use crate::world::sites::CommunityId;

/// Month 1, or when a scenario takes over from another: its interventions and the donors' general
/// grants become arrangements. Those of the scenario before it go on where the new one has them too,
/// by name, and end where it has not.
fn plan(country: &mut Country) {
    let before = std::mem::take(&mut country.arrangements);
    make(country);
    for mut old in before {
        let kept = country.arrangements.iter_mut().find(|new| {
            new.name == old.name && new.component == old.component && new.terms == old.terms
        });
        match kept {
            Some(new) => {
                old.record = new.record;
                old.worked.resize(new.worked.len(), 0);
                old.is_placebo = new.is_placebo;
                *new = old;
            }
            None if old.record.is_none() && old.maker.chooser().is_some() => {
                country.arrangements.push(old); // an auspice's own choice
            }
            None => {
                // What became of its money stays to be told.
                finish(country, &mut old);
                old.record = None;
                country.arrangements.push(old);
            }
        }
    }
    // Committees find those who pay them by position.
    for committee in country.committees.iter_mut().flatten() {
        committee.steered.arrangement = None;
    }
}

fn make(country: &mut Country) {
    let programme = &country.params.programme;
    let planned: Vec<Arrangement> = programme
        .interventions
        .iter()
        .enumerate()
        .filter_map(|(index, record)| Arrangement::planned(index, record, programme))
        .collect();
    country.arrangements = planned;
    let years = country.params.time.months.div_ceil(12) as usize;
    for planned in &mut country.arrangements {
        planned.is_placebo |= country.params.programmes.placebo;
        planned.worked = vec![0; years];
        planned.purse = country.ledger.open_account(Holder::Programme);
    }
    let donor = &country.params.aid_agency;
    let grants = [
        (GENERAL_GRANT, Component::PeaceCommittee, donor.committee_grant),
        (STATE_GRANT, Component::Public, donor.state_grant),
    ];
    for (name, component, rand) in grants {
        if rand > 0.0 {
            let maker = Maker::Grants(country.arrangements.len() as u32);
            let mut terms = Terms::alone(Auspice::AidAgency);
            if component == Component::PeaceCommittee {
                terms.seats = Terms::alone(Auspice::CivilSociety).seats;
            }
            let mut grant = Arrangement::new(maker, component, terms);
            name.clone_into(&mut grant.name);
            grant.purse = country.ledger.open_account(Holder::Programme);
            grant.is_placebo = country.params.programmes.placebo;
            let zone = country.everywhere(component);
            let extent = country.extent(&zone);
            grant.serve(zone, extent);
            grant.funded_from = country.now;
            let last = country.params.time.months as i32;
            promise(country, &mut grant, Pledge::AHead(rand), (country.now, last));
            grant.phase = Phase::Acting;
            grant.began = country.now;
            country.arrangements.push(grant);
        }
    }
}

/// How money is promised.
#[derive(Clone, Copy)]
enum Pledge {
    /// Rand a head of the zone and year.
    AHead(f64),
    /// Rand for the country's zone over the months in which money comes.
    InAll(f64),
}

/// What an intervention promises: so much a head of its zone, or a sum over the months in which money can
/// come, from the first after the lag to the last of its window.
fn pledge(country: &Country, a: &mut Arrangement, record: &Intervention) {
    let p = &country.params;
    let last = if record.until > 0 { record.until } else { p.time.months } as i32;
    let (pledge, months) = match record.budget_in_rand(p.economy.per_usd) {
        Some(rand) => (Pledge::InAll(rand), (a.funded_from.max(country.now + 1), last)),
        None => (Pledge::AHead(record.money), (country.now, last)),
    };
    promise(country, a, pledge, months);
}

/// Sets the money of a month, and what is promised over these months, of those who are simulated.
fn promise(country: &Country, a: &mut Arrangement, pledge: Pledge, (first, last): (i32, i32)) {
    let factor = country.params.programmes.money;
    let months = |last: i32| f64::from((last - first + 1).max(0));
    match pledge {
        Pledge::AHead(rand) => {
            a.monthly = Money::from_rand(rand * factor * a.persons / 12.0);
            let lived = months(last.min(country.params.time.months as i32));
            a.account.promised = Money::from_rand(a.monthly.rand() * lived);
        }
        Pledge::InAll(rand) => {
            a.account.promised = Money::from_rand(rand * factor / a.extent.weight());
            // One that rested goes on with what it has not been given yet.
            let left = a.account.promised - a.account.granted;
            a.monthly = Money((left.0.max(0) as f64 / months(last).max(1.0)).round() as i64);
        }
    }
}

/// Each month: what is due begins, what is ready acts, what is over ends.
pub(crate) fn follow(country: &mut Country) {
    if !country.is_open() {
        return;
    }
    if !country.is_planned {
        plan(country);
        country.is_planned = true;
    }
    let mut arrangements = std::mem::take(&mut country.arrangements);
    for arrangement in &mut arrangements {
        step(country, arrangement);
    }
    country.arrangements = arrangements;
}

fn step(country: &mut Country, a: &mut Arrangement) {
    let now = country.now;
    let until = window_end(country, a);
    match a.phase {
        Phase::Waiting => start(country, a),
        Phase::Preparing { until } if now >= until => {
            a.phase = Phase::Acting;
            a.began = now;
        }
        Phase::Acting if until.is_some_and(|end| now > end) => finish(country, a),
        Phase::Acting => {
            rest_or_announce(country, a, until);
        }
        Phase::Ending { at } if now >= at => finish(country, a),
        Phase::Preparing { .. } | Phase::Ending { .. } | Phase::Ended { .. } => {}
    }
}

/// The last month of an intervention, if it has one.
fn window_end(country: &Country, a: &Arrangement) -> Option<i32> {
    let record = country.params.programme.interventions.get(a.record? as usize)?;
    (record.until > 0).then_some(record.until as i32)
}

/// An intervention that is due selects its zone and gets ready.
fn start(country: &mut Country, a: &mut Arrangement) {
    let Some(index) = a.record else { return };
    let Some(record) = country.params.programme.interventions.get(index as usize).cloned() else {
        return;
    };
    let now = country.now;
    let is_over = record.until > 0 && now > record.until as i32;
    if record.assign_month > 0 && now >= record.assign_month as i32 && !is_over {
        draw_zone(country, a, &record);
    }
    if now < record.from as i32 || is_over || !country.is_due(&record) {
        return;
    }
    draw_zone(country, a, &record);
    if country.complaint.is_some() {
        return;
    }
    let (ready, money) = a.lags(&country.params);
    a.funded_from = now + money;
    pledge(country, a, &record);
    a.phase = Phase::Preparing { until: now + ready };
}

/// Selects the zone, once; where it is assigned by lot also those who stand beside it.
fn draw_zone(country: &mut Country, a: &mut Arrangement, record: &Intervention) {
    if !a.zone.is_empty() {
        return;
    }
    let arms = country.arms(record, a.component, &a.name, a.identity());
    if record.assign_share > 0.0 && !is_enough(arms.eligible, record.assign_share) {
        country.complaint = Some(format!(
            "intervention {:?}: `where` leaves {} to draw from in month {}; a share of {} of them leaves nobody treated, or \
             nobody beside them",
            a.name,
            a.component.serves().count(arms.eligible),
            country.now,
            record.assign_share
        ));
        return;
    }
    if arms.treated.communities.is_empty() {
        country.complaint =
            Some(format!("intervention {:?}: `where` matches no community", a.name));
        return;
    }
    let extent = country.extent(&arms.treated);
    a.serve(arms.treated, extent);
    a.control = arms.control.communities;
}

/// A condition that holds no longer puts it to rest; an end that is near is announced; aid can end
/// early, at the hazard `fatigue`, more after a year of rising violence or a scandal (4.26).
fn rest_or_announce(country: &mut Country, a: &mut Arrangement, until: Option<i32>) {
    let now = country.now;
    let p = &country.params;
    if let Some(record) = a.record.and_then(|i| p.programme.interventions.get(i as usize))
        && record.when.is_some()
        && !country.is_due(record)
    {
        a.phase = Phase::Waiting;
        return;
    }
    let notice = p.aid.notice as i32;
    let mut stream =
        country.draws.stream(Process::Arrangements, a.identity(), country.step_of(0), keys::END);
    let ends_at = match until {
        Some(end) if now + notice > end => Some(end + 1),
        _ if tires(country, a, &mut stream) => {
            a.is_cut_short = true;
            Some(now + notice.max(1))
        }
        _ => None,
    };
    if let Some(at) = ends_at {
        a.phase = Phase::Ending { at };
        a.is_end_believed = stream.chance(country.params.aid.believed as f32);
    }
}

fn tires(country: &Country, a: &Arrangement, stream: &mut Stream) -> bool {
    let p = &country.params.aid;
    let share = a.terms.aid_share();
    if !country.params.mechanisms.aid_fatigue || p.end == "held" || share <= 0.0 {
        return false;
    }
    let state = &country.state;
    let factor =
        if state.known.has_risen(p.rise) || a.strikes > 0 { p.fatigue_bad_news } else { 1.0 };
    stream.chance(math::struck((p.fatigue * factor * share) as f32, 1.0))
}

/// It ends: money that was not spent goes back, providers that lived by it lose their sponsor, and
/// a departing force leaves arms behind.
pub(super) fn finish(country: &mut Country, a: &mut Arrangement) {
    a.phase = Phase::Ended { at: country.now };
    let left = country.ledger.at(a.purse);
    a.held_back = Money::ZERO;
    let times = a.extent.stands_for();
    a.account.returned += country.ledger.post_at(a.purse, Purpose::Unspent, left, times);
    if a.component.provision().delivers.is_by_foreign_force() && country.params.mechanisms.arms {
        let left = country.params.company.arms_left * f64::from(a.staff);
        arms::leave(country, &a.zone, left);
    }
    a.staff = 0.0;
}

/// Money of the month comes in.
pub(crate) fn fund(country: &mut Country) {
    let mut arrangements = std::mem::take(&mut country.arrangements);
    let now = country.now;
    for a in &mut arrangements {
        if !a.is_funded(now) || window_end(country, a).is_some_and(|end| now > end) {
            continue;
        }
        let monthly = a.monthly.rand() * (1.0 - cut(country, a));
        let mut got = Money::ZERO;
        for &auspice in Auspice::ALL {
            let share = a.terms.money[auspice];
            if share > 0.0 {
                got += receive(country, a, auspice, Money::from_rand(monthly * share));
            }
        }
        pay_for_partnership(country, a, got);
        if a.component == Component::Public {
            hand_over(country, a);
        }
    }
    country.arrangements = arrangements;
}

/// Share of its money that a shock takes this month.
fn cut(country: &Country, a: &Arrangement) -> f64 {
    country.params.programme.shock(Strikes::FundCut, &a.name, country.now)
}

/// One auspice pays its share; returns what reached the purse. What aid agencies and the state give to
/// police goes to the treasury directly, unless tranches have to wait for an audit.
fn receive(country: &mut Country, a: &mut Arrangement, auspice: Auspice, amount: Money) -> Money {
    let is_for_police = a.component == Component::Public;
    let now = country.now;
    let (income, payment) = match auspice {
        Auspice::State => return pay_from_general_budget(country, a, amount),
        Auspice::CivilSociety => {
            let given = subscribe(country, a, amount);
            a.account.receive(now, given, Money::ZERO, false);
            return given;
        }
        Auspice::Multinational => (Purpose::CorporateRevenue, Purpose::CorporatePayment),
        Auspice::Interstate => (Purpose::InterstateIncome, Purpose::InterstateGrant),
        Auspice::Ngo => (Purpose::NgoIncome, Purpose::NgoGrant),
        Auspice::AidAgency if is_for_police && !a.has_conditions => {
            (Purpose::Aid, Purpose::StateGrant)
        }
        Auspice::AidAgency => (Purpose::Aid, Purpose::ProgrammeGrant),
    };
    let times = a.extent.stands_for();
    country.ledger.post_for(income, amount, times);
    if payment == Purpose::StateGrant {
        let given = country.ledger.post_for(payment, amount, times);
        a.account.receive(now, given, Money::ZERO, true);
        a.pending += given;
        return Money::ZERO;
    }
    let given = country.ledger.post_at(a.purse, payment, amount, times);
    a.account.receive(now, given, Money::ZERO, true);
    given
}

/// The state pays its share of arrangements, as much of it as the base allows, less what leaks: a part from revenue
/// beyond its police budget, the rest from what it pays its police of. Its share of aid to its own police leaks when
/// that is spent.
fn pay_from_general_budget(country: &mut Country, a: &mut Arrangement, amount: Money) -> Money {
    let promised = amount.share(country.state.revenue.base.min(1.0));
    let times = a.extent.stands_for();
    let fresh = promised.share(country.params.state.new_money);
    let treasury = country.ledger.balance(Holder::State);
    let raised = fresh + Money((promised - fresh).0.clamp(0, treasury.0.max(0)));
    country.ledger.post_for(Purpose::GeneralBudget, fresh, times);
    if a.component == Component::Public {
        a.account.receive(country.now, raised, Money::ZERO, false);
        a.pending += raised;
        return Money::ZERO;
    }
    let leaked = raised.share(budget::leakage(country));
    country.ledger.post_for(Purpose::Leakage, leaked, times);
    a.account.receive(country.now, raised, leaked, false);
    country.ledger.post_at(a.purse, Purpose::StateContract, raised - leaked, times)
}

/// The purse of an arrangement for police is handed to the treasury, to be spent for its zone when the
/// state budgets.
fn hand_over(country: &mut Country, a: &mut Arrangement) {
    let all = a.free(&country.ledger);
    let times = a.extent.stands_for();
    a.pending += country.ledger.post_at(a.purse, Purpose::PoliceSupport, all, times);
}

/// Households of the zone give, each class by its income, no more than they have.
fn subscribe(country: &mut Country, a: &Arrangement, amount: Money) -> Money {
    let income =
        |c: CommunityId| country.communities[c.place()].ground.incomes.values().sum::<i64>() as f64;
    let total: f64 = a.zone.iter().map(|&c| income(c)).sum();
    let mut given = Money::ZERO;
    for &c in &a.zone {
        let c = &mut country.communities[c.place()];
        for &class in Class::ALL {
            let due = amount.share(c.ground.incomes[class] as f64 / total.max(1.0));
            let (ledger, books) = (&mut country.ledger, &mut c.books);
            given += ledger.post_in(a.purse, books, Purpose::Subscription, class, due);
        }
    }
    given
}

/// What partnership and channels cost: coordination for each member beyond one, a channel for aid
/// outside the state, audits where tranches wait for them.
fn pay_for_partnership(country: &mut Country, a: &mut Arrangement, got: Money) {
    let p = &country.params;
    let others = f64::from(a.terms.members.saturating_sub(1));
    let coordination = got.share((p.partnership.coordination * others).min(0.5));
    let channel = p.aid_agency.channel_cost * a.terms.aid_share();
    a.pay(&mut country.ledger, Purpose::Coordination, coordination);
    a.pay(&mut country.ledger, Purpose::ChannelCost, got.share(channel));
    if a.has_conditions {
        wait_for_audit(country, a, got - coordination - got.share(channel));
    }
}

/// Tranches wait for an audit every half year; one that finds abuse keeps the tranche back for
/// another (claim 59).
fn wait_for_audit(country: &mut Country, a: &mut Arrangement, tranche: Money) {
    let p = &country.params.aid;
    let held = Money(tranche.0.min(a.free(&country.ledger).0).max(0));
    a.held_back += held;
    if (country.now - a.funded_from) % p.tranche as i32 == 0 && a.strikes == 0 {
        let freed = std::mem::take(&mut a.held_back);
        let fee = freed.share(p.audit_cost);
        a.pay(&mut country.ledger, Purpose::AuditFee, fee);
    } else if (country.now - a.funded_from) % p.tranche as i32 == 0 {
        a.strikes -= 1;
    }
}
