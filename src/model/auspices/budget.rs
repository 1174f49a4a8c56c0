//! 4.12 Budget lines: wages, posts, equipment, oversight. Aid that buys posts sooner than wages lowers
//! what each officer is paid, and a recruit is a liability when the aid has gone (claim 36).

use super::state;
use crate::engine::{Process, math};
use crate::ledger::{Holder, Money, Purpose};
use crate::model::keys;
use crate::model::providers::soldiers;
use crate::params;
use crate::world::Country;
use crate::world::arrangements::Arrangement;
use crate::world::organisations::Station;

/// The state budgets: rulers and gangs take theirs; aid is spent by its lines; wages are paid, with
/// arrears; what is left goes elsewhere.
pub(crate) fn budget(country: &mut Country) {
    let treasury = country.ledger.balance(Holder::State);
    let leakage = leakage(country);
    country.ledger.post(Purpose::Leakage, treasury.share(leakage));
    crate::model::violence::gangs::draw_on_treasury(country);
    crate::model::providers::companies::pay_concessions(country);
    spend_aid(country, leakage);
    soldiers::pay(country, state::wage_bill(country));
    pay_wages(country);
    let left = country.ledger.balance(Holder::State);
    country.ledger.post(Purpose::OtherBudget, left);
}

/// Share of revenue that leaks: that of the scenario, more after a coup, less where auditors look.
pub(super) fn leakage(country: &Country) -> f64 {
    let state = &country.state;
    let all = (country.params.state.leakage + state.revenue.extra_leakage).min(0.95);
    all * (1.0 - state.revenue.audited)
}

/// Wages of the month and arrears, as far as there is money.
fn pay_wages(country: &mut Country) {
    let due = state::wage_bill(country);
    let available = country.ledger.balance(Holder::State);
    let stopped = country.params.programme.shock(crate::terms::Strikes::PayStop, "", country.now);
    let owed = Money((due + country.state.force.arrears).0.min(available.0)).share(1.0 - stopped);
    let paid = country.ledger.post(Purpose::Wages, owed);
    if country.is_open() && country.params.mechanisms.state_spiral {
        let state = &mut country.state;
        state.force.arrears = Money((state.force.arrears + due - paid).0.max(0));
        let ratio = if due.0 > 0 { paid.0 as f64 / due.0 as f64 } else { 1.0 };
        state.force.pay_ratio += (ratio.min(country.params.budget.ratio_noticed)
            - state.force.pay_ratio)
            / country.params.state.pay_memory;
        let expected = due.share(country.params.budget.arrears_expected);
        state.force.arrears = Money(state.force.arrears.0.min(expected.0));
    }
}

/// What a month's aid to police bought, by line, in minor units.
#[derive(Debug, Clone, Copy, Default)]
struct Bought {
    equipment: f64,
    posts: f64,
    training: f64,
    oversight: f64,
}

impl Bought {
    fn add(&mut self, other: Self) {
        self.equipment += other.equipment;
        self.posts += other.posts;
        self.training += other.training;
        self.oversight += other.oversight;
    }

    /// Raises equipment, training and oversight of those whose wage bill this is.
    fn raise(&self, p: &params::Budget, bill: f64, levels: [&mut f64; 3]) {
        let [equipment, training, detection] = levels;
        let bought = |spent: f64, half: f64| f64::from(1.0 - math::decay(half, spent / bill));
        *equipment += (1.0 - *equipment) * bought(self.equipment, p.equipment_half);
        *training += (1.0 - *training) * bought(self.training, p.training_half);
        *detection = p.oversight_effect * (self.oversight / (p.oversight_scale * bill)).min(1.0);
    }
}

/// Aid to police by its lines, as far as it has not leaked: all posts share what is for the country, and
/// what is for a zone is delivered to its stations. Of a placebo the money is spent and nothing comes of
/// it.
fn spend_aid(country: &mut Country, leakage: f64) {
    country.state.force.oversight = 0.0;
    for station in &mut country.stations {
        station.oversight = 0.0;
    }
    let bill = wages_of(country, country.stations.iter());
    let mut arrangements = std::mem::take(&mut country.arrangements);
    let mut of_country: Option<Bought> = None;
    for a in arrangements.iter_mut().filter(|a| a.pending > Money::ZERO) {
        let bought = buy(country, a, leakage);
        if a.is_placebo {
            continue;
        }
        if a.sites.len() == country.stations.len() {
            of_country.get_or_insert_default().add(bought);
        } else {
            equip_zone(country, a, bought);
        }
    }
    country.arrangements = arrangements;
    if let Some(bought) = of_country {
        let state = &mut country.state;
        let levels =
            [&mut state.force.equipment, &mut state.force.training, &mut state.force.oversight];
        bought.raise(&country.params.budget, bill, levels);
        recruit(country, bought.posts);
    }
}

/// Pays the lines of one arrangement from the treasury; what is for wages stays there and is paid with
/// them, and what nobody can find any more has leaked.
fn buy(country: &mut Country, a: &mut Arrangement, leakage: f64) -> Bought {
    let pending = std::mem::take(&mut a.pending);
    let grant = pending.share(1.0 - leakage);
    let p = country.params.budget.clone();
    let all = (p.equipment + p.posts + p.training + p.oversight + p.wages).max(1e-9);
    let times = a.extent.stands_for();
    let mut buy = |purpose, share: f64| {
        let paid = country.ledger.post_for(purpose, grant.share(share / all), times);
        a.account.spend(purpose, paid);
        paid.0 as f64
    };
    let bought = Bought {
        equipment: buy(Purpose::Equipment, p.equipment),
        posts: buy(Purpose::Recruitment, p.posts),
        training: buy(Purpose::Training, p.training),
        oversight: buy(Purpose::Oversight, p.oversight),
    };
    let lines = bought.equipment + bought.posts + bought.training + bought.oversight;
    let treasury = country.ledger.balance(Holder::State);
    let left = Money((grant - Money(lines as i64)).0.clamp(0, treasury.0.max(0)));
    // Cents that lines of a share leave over go where the rest of the budget goes.
    let rest = if p.wages > 0.0 { Purpose::Wages } else { Purpose::OtherBudget };
    a.account.spend(rest, left);
    a.account.leaked += pending - Money(lines as i64) - left;
    bought
}

/// Wages due in a month at some stations, in minor units.
fn wages_of<'a>(country: &Country, stations: impl Iterator<Item = &'a Station>) -> f64 {
    let officers: u32 = stations.map(|station| station.officers).sum();
    ((f64::from(officers) * country.params.public.wage * Money::CENTS) as i64 as f64).max(1.0)
}

/// Delivers to the stations of a zone: equipment, training and oversight to each by its officers, recruits
/// by its authorised strength.
fn equip_zone(country: &mut Country, a: &Arrangement, bought: Bought) {
    let zone = || a.sites.iter().map(|site| site.place());
    let bill = wages_of(country, zone().map(|site| &country.stations[site]));
    let recruits = bought.posts / price_of_recruit(country);
    let slot = arrival(country);
    // A station that has lost everybody can be given officers too.
    let weight = |station: &Station| f64::from(station.authorised).max(0.5);
    let all: f64 = zone().map(|site| weight(&country.stations[site])).sum();
    for site in zone() {
        let station = &mut country.stations[site];
        let mut detection = 0.0;
        let levels = [&mut station.equipment, &mut station.training, &mut detection];
        bought.raise(&country.params.budget, bill, levels);
        station.oversight += detection;
        station.recruits_due += recruits * weight(station) / all;
        let whole = station.recruits_due.floor();
        station.recruits_due -= whole;
        station.intake[slot] += whole as u32;
    }
}

/// What recruiting and equipping one officer costs, in minor units.
fn price_of_recruit(country: &Country) -> f64 {
    (country.params.budget.recruit * country.params.public.wage * Money::CENTS).max(1.0)
}

/// The month, modulo the slots of an intake, of which the longest lag is one less, in which those who begin their training now will be there.
fn arrival(country: &Country) -> usize {
    let slots = country.state.force.intake.len();
    (country.age() as usize + country.params.programmes.police_lag as usize) % slots
}

/// Recruits paid for begin their training; they will be there in a year.
fn recruit(country: &mut Country, spent: f64) {
    let price = price_of_recruit(country);
    let slot = arrival(country);
    let state = &mut country.state;
    state.force.recruits_due += spent / price;
    let whole = state.force.recruits_due.floor();
    state.force.recruits_due -= whole;
    state.force.intake[slot] += whole as u32;
}

/// Row: what was bought wears out; recruits take their posts; at each station posts beyond those of month
/// 0 fall to attrition, and all of them where the treasury has not paid them for long.
pub(crate) fn maintain(country: &mut Country) {
    let (equipment, training) =
        (country.params.budget.equipment_decay, country.params.budget.training_decay);
    country.state.force.equipment *= 1.0 - equipment;
    country.state.force.training *= 1.0 - training;
    let slot = country.age() as usize % country.state.force.intake.len();
    let arrived = std::mem::take(&mut country.state.force.intake[slot]);
    country.division.weights.clear();
    country.division.weights.extend(country.stations.iter().map(|s| f64::from(s.authorised)));
    let shares = country.division.divide(u64::from(arrived));
    for (station, &share) in country.stations.iter_mut().zip(shares) {
        station.equipment *= 1.0 - equipment;
        station.training *= 1.0 - training;
        let come = share as u32 + std::mem::take(&mut station.intake[slot]);
        station.authorised += come;
        station.officers += come;
    }
    let step = country.step_of(0);
    let rate = country.params.budget.attrition;
    let lapses = lapse(country);
    for station in &mut country.stations {
        let extra = station.authorised.saturating_sub(station.established);
        if !lapses && extra == 0 {
            continue;
        }
        let mut stream =
            country.draws.stream(Process::Desertion, station.identity, step, keys::ATTRITION);
        if lapses {
            // Vacant posts go first, with those who left them.
            let gone = stream.binomial(station.authorised, rate);
            let vacant = gone.min(station.authorised - station.officers).min(country.pool);
            country.pool -= vacant;
            station.officers -= gone - vacant;
            station.authorised -= gone;
            continue;
        }
        let share = extra as f32 / station.authorised as f32;
        let gone = stream.binomial(station.officers, rate * share).min(extra);
        station.officers -= gone;
        station.authorised -= gone;
    }
}

/// Posts lapse that the treasury has not been able to pay for `lapse_months`: pay below lapse_below of that of month 0.
fn lapse(country: &mut Country) -> bool {
    let p = &country.params;
    let is_unpaid =
        country.state.force.pay_ratio < p.budget.lapse_below * p.state.pay_ratio && country.now > 0;
    let months = &mut country.state.force.months_unpaid;
    *months = if is_unpaid { *months + 1 } else { 0 };
    *months > p.budget.lapse_months
}
