//! 4.12 Budget lines: wages, posts, equipment, oversight. Aid that buys posts sooner than wages lowers
//! what each officer is paid, and a recruit is a liability when the aid has gone (claim 36).

use super::state;
use crate::engine::{Process, math};
use crate::ledger::{Holder, Money, Purpose};
use crate::world::Country;

/// Aid to the state has arrived; it is spent when the state budgets.
pub(super) fn receive_grant(country: &mut Country, amount: Money, is_placebo: bool) {
    country.state.grant += amount;
    country.state.is_grant_placebo = is_placebo;
}

/// The state budgets: rulers and gangs take theirs; aid is spent by its lines; wages are paid, with
/// arrears; what is left goes elsewhere.
pub(crate) fn budget(country: &mut Country) {
    let treasury = country.ledger.balance(Holder::State);
    let leakage = leakage(country);
    country.ledger.post(Purpose::Leakage, treasury.share(leakage));
    crate::model::violence::gangs::draw_on_treasury(country);
    crate::model::providers::companies::pay_concessions(country);
    spend_grant(country, leakage);
    pay_wages(country);
    let left = country.ledger.balance(Holder::State);
    country.ledger.post(Purpose::OtherBudget, left);
}

/// Share of revenue that leaks: that of the scenario, more after a coup, less where auditors look.
pub(super) fn leakage(country: &Country) -> f64 {
    let state = &country.state;
    let all = (country.params.state.leakage + state.extra_leakage).min(0.95);
    all * (1.0 - state.audited)
}

/// Wages of the month and arrears, as far as there is money.
fn pay_wages(country: &mut Country) {
    let due = state::wage_bill(country);
    let available = country.ledger.balance(Holder::State);
    let stopped = country.params.programme.shock(crate::terms::Strikes::PayStop, "", country.now);
    let owed = Money((due + country.state.arrears).0.min(available.0)).share(1.0 - stopped);
    let paid = country.ledger.post(Purpose::Wages, owed);
    if country.is_open() && country.params.mechanisms.state_spiral {
        let state = &mut country.state;
        state.arrears = Money((state.arrears + due - paid).0.max(0));
        let ratio = if due.0 > 0 { paid.0 as f64 / due.0 as f64 } else { 1.0 };
        state.pay_ratio += (ratio.min(1.5) - state.pay_ratio) / country.params.state.pay_memory;
        // Nobody expects more than a year of arrears.
        state.arrears = Money(state.arrears.0.min(12 * due.0));
    }
}

/// Aid by its lines, as far as it has not leaked. Of a placebo the money is spent and nothing comes
/// of it.
fn spend_grant(country: &mut Country, leakage: f64) {
    let grant = std::mem::take(&mut country.state.grant).share(1.0 - leakage);
    if grant.0 <= 0 {
        country.state.oversight = 0.0;
        return;
    }
    let p = country.params.budget.clone();
    let all = (p.equipment + p.posts + p.training + p.oversight + p.wages).max(1e-9);
    let line = |share: f64| grant.share(share / all);
    let bill = (state::wage_bill(country).0 as f64).max(1.0);
    let mut buy = |purpose, share| country.ledger.post(purpose, line(share)).0 as f64;
    let equipment = buy(Purpose::Equipment, p.equipment);
    let posts = buy(Purpose::Recruitment, p.posts);
    let training = buy(Purpose::Training, p.training);
    let oversight = buy(Purpose::Oversight, p.oversight);
    if country.state.is_grant_placebo {
        return;
    }
    let state = &mut country.state;
    let bought = |spent: f64, half: f64| f64::from(1.0 - math::decay(half, spent / bill));
    state.equipment += (1.0 - state.equipment) * bought(equipment, p.equipment_half);
    state.training += (1.0 - state.training) * bought(training, p.training_half);
    state.oversight = p.oversight_effect * (oversight / (0.05 * bill)).min(1.0);
    recruit(country, posts);
}

/// Recruits paid for begin their training; they will be there in a year.
fn recruit(country: &mut Country, spent: f64) {
    let price = country.params.budget.recruit * country.params.public.wage * 100.0;
    let state = &mut country.state;
    state.recruits_due += spent / price.max(1.0);
    let whole = state.recruits_due.floor();
    state.recruits_due -= whole;
    let slots = state.intake.len();
    let lag = (country.params.programmes.police_lag as usize).min(slots - 1);
    let age = (country.now + country.params.time.burn_in_months as i32) as usize;
    country.state.intake[(age + lag) % slots] += whole as u32;
}

/// Row: what was bought wears out; recruits take their posts; posts beyond those of month 0 fall to
/// attrition, the only way down.
pub(crate) fn maintain(country: &mut Country) {
    let p = &country.params.budget;
    country.state.equipment *= 1.0 - p.equipment_decay;
    country.state.training *= 1.0 - p.training_decay;
    let slot = country.age() as usize % country.state.intake.len();
    let arrived = std::mem::take(&mut country.state.intake[slot]);
    if arrived > 0 {
        country.division.weights.clear();
        country.division.weights.extend(country.stations.iter().map(|s| f64::from(s.authorised)));
        let shares = country.division.divide(u64::from(arrived));
        for (station, &share) in country.stations.iter_mut().zip(shares) {
            station.authorised += share as u32;
            station.officers += share as u32;
        }
    }
    let authorised: u32 = country.stations.iter().map(|station| station.authorised).sum();
    if authorised <= country.state.established {
        return;
    }
    let mut extra = authorised - country.state.established;
    let step = country.step_of(0);
    let rate = country.params.budget.attrition as f32;
    for station in &mut country.stations {
        let mut stream = country.draws.stream(Process::Desertion, station.identity, step, 1);
        let share = extra as f32 / authorised as f32;
        let gone = stream.binomial(station.officers, rate * share).min(extra);
        station.officers -= gone;
        station.authorised -= gone;
        extra -= gone;
    }
}
