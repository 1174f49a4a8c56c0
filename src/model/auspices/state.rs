//! 4.13 The state's loop: compliance, revenue, wages, growth.

use crate::engine::{Process, math};
use crate::ledger::{Money, Purpose};
use crate::model::providers::{guards, soldiers};
use crate::params::Params;
use crate::terms::{Auspice, Class, Kind, Strikes};
use crate::world::Country;
use crate::world::community::Community;
use rand_distr::{Distribution, StandardNormal};

/// Tax compliance of a community: σ(compliance + compliance_legitimacy·(L−½) +
/// compliance_presence·presence), less where people use other forums
/// (crowding out, of either sign).
pub(super) fn compliance(c: &Community, params: &Params) -> f64 {
    let p = &params.state;
    let legitimacy = f64::from(c.mean_legitimacy(Auspice::State));
    let presence = f64::from(c.cover.patrol[Kind::Public].min(1.0));
    let elsewhere: f32 = crate::terms::Recourse::ALL
        .iter()
        .filter(|recourse| recourse.kind().is_some_and(|kind| kind != Kind::Public))
        .map(|recourse| c.opinion.usage[*recourse])
        .sum();
    let logit = p.compliance
        + p.compliance_legitimacy * (legitimacy - 0.5)
        + p.compliance_presence * presence
        - p.crowding_out * f64::from(elsewhere);
    f64::from(math::logistic(logit as f32))
}

/// Before month 0 the state is held fixed: each month the tax rate and the rents are set so that
/// they pay the given share of the wage bill. From month 1 they stay, and the base moves.
pub(super) fn assess(country: &mut Country) {
    let is_first = country.age() == 1;
    if country.is_open() && !is_first {
        return;
    }
    let p = &country.params.state;
    let soldiers = soldiers::wage_bill(country).0 as f64 * country.params.soldiers.pay_ratio;
    let wages = wage_bill(country).0 as f64 * p.pay_ratio + soldiers;
    let needed = wages / (1.0 - p.leakage).max(0.05);
    if is_first {
        // The treasury begins with the month's revenue that it would have from before.
        country.ledger.post(Purpose::Rents, Money(needed as i64));
    }
    let p = &country.params.state;
    let taxable: f64 = country
        .communities
        .iter()
        .map(|c| compliance(c, &country.params) * c.ground.incomes.values().sum::<i64>() as f64)
        .sum();
    country.state.revenue.tax_rate =
        if taxable > 0.0 { (needed * (1.0 - p.rents) / taxable).min(0.5) } else { 0.0 };
    country.state.revenue.rents_mean = Money((needed * p.rents) as i64);
}

/// Wages due to officers in a month.
pub(super) fn wage_bill(country: &Country) -> Money {
    let officers: u32 = country.stations.iter().map(|station| station.officers).sum();
    Money((f64::from(officers) * country.params.public.wage * Money::CENTS) as i64)
}

/// Tax on the incomes of every community, and resource rents.
pub(crate) fn raise_revenue(country: &mut Country) {
    assess(country);
    let rate = country.state.revenue.tax_rate * country.state.revenue.base;
    for c in &mut country.communities {
        let share = rate * compliance(c, &country.params);
        for &class in Class::ALL {
            let stays = match class {
                Class::Rich => 1.0 - guards::tax_exit(c, &country.params),
                Class::Poor | Class::Middle => 1.0,
            };
            let due = Money(c.ground.incomes[class]).share(share * stays);
            c.books.post(Purpose::Tax, class, due);
        }
    }
    if country.is_open() && country.params.mechanisms.state_spiral {
        let step = country.step_of(0);
        let mut stream = country.draws.stream(Process::Rents, 0, step, 0);
        let deviate: f64 = StandardNormal.sample(&mut stream);
        let p = &country.params.state;
        country.state.revenue.rents =
            p.rents_persistence * country.state.revenue.rents + p.rents_shock * deviate;
    }
    let collapsed = 1.0 - country.params.programme.shock(Strikes::RentCollapse, "", country.now);
    let rents = collapsed
        * country.state.revenue.rents_mean.0 as f64
        * libm::exp(country.state.revenue.rents - half_variance(country));
    country.ledger.post(Purpose::Rents, Money(rents as i64));
}

/// Half the variance that log rents have gathered since month 0: taken off, rents vary around their
/// mean and not above it. None where they do not vary.
fn half_variance(country: &Country) -> f64 {
    if !country.params.mechanisms.state_spiral {
        return 0.0;
    }
    let p = &country.params.state;
    let squared = p.rents_persistence * p.rents_persistence;
    let months = f64::from(country.now.max(0));
    p.rents_shock * p.rents_shock * (1.0 - libm::pow(squared, months)) / (1.0 - squared) / 2.0
}

/// The base grows by growth + growth_security·(S−½) − growth_violence·(V/V0−1)⁺ (in logs) a month, and
/// falls by growth_deaths at once for each killing per 1,000 persons.
pub(crate) fn grow(country: &mut Country) {
    if !country.is_open() || !country.params.mechanisms.state_spiral {
        return;
    }
    let p = &country.params.state;
    let state = &mut country.state;
    let rise = (state.known.violence / state.known.violence_at_start.max(1e-12) - 1.0).max(0.0);
    let growth = p.growth + p.growth_security * (state.known.security - 0.5)
        - p.growth_violence * rise
        - p.growth_deaths * state.known.deaths;
    state.revenue.base *= libm::exp(growth);
}
