//! Arrangements begin, are funded, and end (sections 2, 4.26, 5): compact or auspice × component ×
//! where × when × money. What they deliver is each provider's own file.

use super::budget;
use crate::engine::{Process, Stream, math};
use crate::ledger::{Money, Purpose};
use crate::params::Params;
use crate::terms::{Auspice, Class, Component, Kind, Strikes};
use crate::world::Country;
use crate::world::arrangements::{Arrangement, Phase, Terms};
use crate::world::build::GENERAL_GRANT;

/// Auspices whose money is aid.
const DONORS: [Auspice; 3] = [Auspice::Interstate, Auspice::Ngo, Auspice::AidAgency];

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
                old.is_placebo = new.is_placebo;
                *new = old;
            }
            None if old.record.is_none() && old.identity >> 24 > 0 => {
                country.arrangements.push(old); // an auspice's own choice
            }
            None => finish(country, &mut old),
        }
    }
    // Committees find those who pay them by position.
    for committee in country.committees.iter_mut().flatten() {
        committee.arrangement = None;
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
    let donor = &country.params.aid_agency;
    let grants = [
        (GENERAL_GRANT, Component::PeaceCommittee, donor.committee_grant),
        ("state_grant", Component::Public, donor.state_grant),
    ];
    for (name, component, rand) in grants {
        if rand > 0.0 {
            let identity = 1 << 20 | country.arrangements.len() as u32;
            let mut terms = Terms::alone(Auspice::AidAgency);
            if component == Component::PeaceCommittee {
                terms.seats = Terms::alone(Auspice::CivilSociety).seats;
            }
            let mut grant = Arrangement::new(identity, component, terms);
            name.clone_into(&mut grant.name);
            grant.is_placebo = country.params.programmes.placebo;
            let zone = country.everywhere(component);
            let extent = country.extent(&zone);
            grant.serve(zone, extent);
            grant.funded_from = country.now;
            begin(country, &mut grant, rand);
            grant.phase = Phase::Acting;
            grant.began = country.now;
            country.arrangements.push(grant);
        }
    }
}

/// Sets the money of a month for the zone.
fn begin(country: &Country, arrangement: &mut Arrangement, rand_per_head_and_year: f64) {
    let factor = country.params.programmes.money;
    arrangement.monthly =
        Money::from_rand(rand_per_head_and_year * factor * arrangement.persons / 12.0);
}

/// Share of an arrangement's money that is aid.
fn aid_share(arrangement: &Arrangement) -> f64 {
    DONORS.iter().map(|donor| arrangement.terms.money[donor.index()]).sum()
}

/// Months until it can act, and until money comes: each has its lag, each further veto a month, and
/// aid comes from pledge to grant in six.
fn lags(params: &Params, arrangement: &Arrangement) -> (i32, i32) {
    let p = &params.programmes;
    let ready = match arrangement.component {
        Component::PeaceCommittee | Component::PeaceCentre => p.committee_lag,
        Component::Public => 0, // recruits have their own lag
        _ => p.company_lag,
    };
    let waits = params.mechanisms.aid_fatigue && aid_share(arrangement) > 0.0;
    let aid = if waits { params.aid.lag } else { 0 };
    let vetoes = arrangement.terms.vetoes;
    ((ready.max(aid) + vetoes) as i32, (aid + vetoes) as i32)
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
    if now < record.from as i32 || is_over || !country.is_due(&record) {
        return;
    }
    if a.zone.is_empty() {
        let zone = country.select(&record, a.component, a.identity);
        let extent = country.extent(&zone);
        a.serve(zone, extent);
        a.is_placebo |= country.params.programmes.placebo;
    }
    if a.zone.is_empty() {
        country.complaint =
            Some(format!("intervention {:?}: `where` matches no community", a.name));
        return;
    }
    begin(country, a, record.money);
    let (ready, money) = lags(&country.params, a);
    a.funded_from = now + money;
    a.phase = Phase::Preparing { until: now + ready };
}

/// A condition that holds no longer puts it to rest; an end that is near is announced; aid can end
/// early: 0.5 % a month, twice that after a year of rising violence or a scandal (4.26).
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
        country.draws.stream(Process::Arrangements, a.identity, country.step_of(0), 1 << 20);
    let ends_at = match until {
        Some(end) if now + notice > end => Some(end + 1),
        _ if tires(country, a, &mut stream) => Some(now + notice.max(1)),
        _ => None,
    };
    if let Some(at) = ends_at {
        a.phase = Phase::Ending { at };
        a.is_end_believed = stream.chance(country.params.aid.believed as f32);
    }
}

fn tires(country: &Country, a: &Arrangement, stream: &mut Stream) -> bool {
    let p = &country.params.aid;
    let share = aid_share(a);
    if !country.params.mechanisms.aid_fatigue || share <= 0.0 {
        return false;
    }
    let state = &country.state;
    let has_risen = state.violence_last_year > 0.0 && state.violence > state.violence_last_year;
    let factor = if has_risen || a.strikes > 0 { p.fatigue_bad_news } else { 1.0 };
    stream.chance(math::struck((p.fatigue * factor * share) as f32, 1.0))
}

/// It ends: money that was not spent goes back, providers that lived by it lose their sponsor, and
/// a departing force leaves arms behind.
pub(super) fn finish(country: &mut Country, a: &mut Arrangement) {
    a.phase = Phase::Ended { at: country.now };
    let left = a.at_hand();
    a.purse = Money::ZERO;
    a.held_back = Money::ZERO;
    country.ledger.post(Purpose::Unspent, left);
    if matches!(a.component, Component::PrivateInternational | Component::Mission)
        && country.params.mechanisms.arms
    {
        let left = country.params.company.arms_left * f64::from(a.staff);
        crate::model::places::arms::leave(country, &a.zone, left);
    }
    a.staff = 0.0;
}

/// Money of the month comes in.
pub(crate) fn fund(country: &mut Country) {
    let mut arrangements = std::mem::take(&mut country.arrangements);
    let now = country.now;
    for a in arrangements.iter_mut().filter(|a| a.is_funded(now)) {
        let monthly = a.monthly.rand() * (1.0 - cut(country, a));
        let mut got = Money::ZERO;
        for &auspice in Auspice::ALL {
            let share = a.terms.money[auspice.index()];
            if share > 0.0 {
                got += receive(country, a, auspice, Money::from_rand(monthly * share));
            }
        }
        a.received += got;
        a.purse += got;
        pay_for_partnership(country, a, got);
    }
    country.arrangements = arrangements;
}

/// Share of its money that a shock takes this month.
fn cut(country: &Country, a: &Arrangement) -> f64 {
    country.params.programme.shock(Strikes::FundCut, &a.name, country.now)
}

/// One auspice pays its share; returns what reached the purse. Aid to the state's own police goes
/// through its budget and not through a purse.
fn receive(country: &mut Country, a: &mut Arrangement, auspice: Auspice, amount: Money) -> Money {
    let (income, payment) = match auspice {
        Auspice::State => return pay_from_general_budget(country, amount),
        Auspice::CivilSociety => return subscribe(country, a, amount),
        Auspice::Multinational => (Purpose::CorporateRevenue, Purpose::CorporatePayment),
        Auspice::Interstate => (Purpose::InterstateIncome, Purpose::InterstateGrant),
        Auspice::Ngo => (Purpose::NgoIncome, Purpose::NgoGrant),
        Auspice::AidAgency => (Purpose::Aid, Purpose::ProgrammeGrant),
    };
    let ledger = &mut country.ledger;
    if auspice == Auspice::AidAgency && a.component == Component::Public {
        ledger.post(Purpose::Aid, amount);
        let granted = ledger.post(Purpose::StateGrant, amount);
        a.received += granted;
        budget::receive_grant(country, granted, a.is_placebo);
        return Money::ZERO;
    }
    ledger.post(income, amount);
    ledger.post(payment, amount)
}

/// The state pays its share of arrangements from revenue beyond its police budget: as much of it as
/// the base allows, less what leaks.
fn pay_from_general_budget(country: &mut Country, amount: Money) -> Money {
    let raised = amount.share(country.state.base.min(1.0));
    country.ledger.post(Purpose::GeneralBudget, raised);
    let leaked = raised.share(budget::leakage(country));
    country.ledger.post(Purpose::Leakage, leaked);
    country.ledger.post(Purpose::StateContract, raised - leaked)
}

/// Households of the zone give, each class by its income, no more than they have.
fn subscribe(country: &mut Country, a: &Arrangement, amount: Money) -> Money {
    let income = |c: u32| country.communities[c as usize].incomes.iter().sum::<i64>() as f64;
    let total: f64 = a.zone.iter().map(|&c| income(c)).sum();
    let mut given = Money::ZERO;
    for &c in &a.zone {
        let books = &mut country.communities[c as usize];
        for &class in Class::ALL {
            let share = books.incomes[class.index()] as f64 / total.max(1.0);
            given += books.books.post(Purpose::Subscription, class, amount.share(share));
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
    let channel = p.aid_agency.channel_cost * aid_share(a);
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
    let held = Money(tranche.0.min(a.purse.0).max(0));
    a.purse -= held;
    a.held_back += held;
    if (country.now - a.funded_from) % p.tranche as i32 == 0 && a.strikes == 0 {
        let freed = std::mem::take(&mut a.held_back);
        a.purse += freed;
        let fee = freed.share(p.audit_cost);
        a.pay(&mut country.ledger, Purpose::AuditFee, fee);
    } else if (country.now - a.funded_from) % p.tranche as i32 == 0 {
        a.strikes -= 1;
    }
}

/// The kind of provider whose people an arrangement puts in the field.
pub(super) const fn kind(component: Component) -> Kind {
    match component {
        Component::PeaceCommittee | Component::PeaceCentre => Kind::PeaceCommittee,
        Component::RentedPublic => Kind::RentedPublic,
        Component::PrivateNational | Component::ContractingOut | Component::Conscription => {
            Kind::PrivateNational
        }
        Component::PrivateInternational => Kind::PrivateInternational,
        _ => Kind::Public,
    }
}
