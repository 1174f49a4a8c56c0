//! 4.14 Guards hired within the country: bought by those who have something to lose, by business and
//! by arrangements. They protect who pays, with a little spill (claims 7, 8, 48).

use super::companies::spread;
use crate::engine::{Process, Stream, math};
use crate::ledger::{Money, Purpose};
use crate::model::scene::Scene;
use crate::params::Params;
use crate::terms::{Calling, Class, Kind};
use crate::world::Country;
use crate::world::arrangements::Arrangement;
use crate::world::community::Community;
use crate::world::engaged::Engaged;
use crate::world::households::Households;
use crate::world::parts::Men;
use crate::world::rules::Rules;

/// A guard's wage here, in minor units: it rises with the share of spare men who are employed.
fn wage(c: &Community, params: &Params, rules: &Rules) -> f64 {
    let p = &params.guards;
    let employed = f64::from(c.men.guards);
    let share = employed / (employed + f64::from(c.men.spare)).max(1.0);
    rules.month_wage * p.wage * (1.0 + p.elasticity * share)
}

/// Row: an arrangement buys guards for its zone with the month's money.
/// Returns what it paid for them.
pub(crate) fn contract(country: &mut Country, a: &mut Arrangement) -> Money {
    if !country.params.mechanisms.private_national {
        return Money::ZERO;
    }
    let markup = country.params.guards.markup;
    let prices = a
        .zone
        .iter()
        .map(|&c| wage(&country.communities[c.place()], &country.params, &country.rules) * markup);
    let price = prices.sum::<f64>() / a.zone.len().max(1) as f64;
    let guards = (a.free(&country.ledger).0 as f64 / price.max(1.0)).floor();
    let due = Money((guards * price) as i64);
    let paid = a.pay(&mut country.ledger, Purpose::GuardContract, due);
    a.staff = guards as f32;
    if a.is_placebo {
        return paid;
    }
    let inspected = a.terms.oversight.max(a.terms.professional_knowledge);
    spread(country, a, guards, |guards| Engaged { guards, inspected, ..Engaged::default() });
    paid
}

/// Thousands of rich households: those who buy protection.
fn rich_thousands(c: &Community, rules: &Rules) -> f32 {
    let rich = c.ground.incomes[Class::Rich] as f64 / rules.income[Class::Rich].max(1.0);
    (rich / 1000.0) as f32
}

/// Share of thefts averted from the covered by a guard posted for 1,000 households.
fn effect(c: &Community, scene: &Scene) -> f32 {
    let d = &scene.params.deterrence;
    let visible = d.visible;
    let information =
        crate::model::places::deterrence::information(c, scene, Kind::PrivateNational);
    scene.params.guards.effect as f32 * d.on_duty as f32 * (visible + (1.0 - visible) * information)
}

/// Guards that local buyers want: s* = ln(η·ℓ·W/p)/η for 1,000 households where that is positive, ℓ·W
/// the goods that the rich and business among them believe they will lose in a month.
fn demand(c: &Community, scene: &Scene) -> f32 {
    let p = &scene.params.guards;
    let rich = f64::from(rich_thousands(c, scene.rules) / c.thousands());
    let price = wage(c, scene.params, scene.rules) * p.markup;
    let stake = scene.params.predation.stake_days * scene.rules.income[Class::Rich] / 30.0;
    let market =
        1.0 + (scene.params.instruments.market_demand - 1.0) * f64::from(c.providers.engaged.left);
    let goods = 1000.0 * rich * (1.0 + p.business);
    let loss = p.dread * f64::from(c.providers.loss_rate) * stake * goods * market;
    let effect = effect(c, scene);
    let worth = effect * (loss / price.max(1.0)) as f32;
    if worth <= 1.0 || effect <= 0.0 { 0.0 } else { math::ln(worth) / effect * c.thousands() }
}

/// A month of the market: guards are hired and dismissed, and paid.
pub(crate) fn live(c: &mut Community, scene: &Scene) {
    if !scene.params.mechanisms.private_national {
        return;
    }
    let mut stream = scene.draws.stream(Process::Guards, c.identity(), scene.step, 0);
    let wanted = demand(c, scene) + c.providers.engaged.guards;
    let has = f32::from(c.men.guards);
    // Arrangements hire at once; the market moves a fifth of the way.
    let gradual = has + scene.params.guards.speed * (wanted - has);
    let target = gradual.max(c.providers.engaged.guards);
    let whole = target.floor() + f32::from(u8::from(stream.chance(target - target.floor())));
    let change = whole as i32 - i32::from(c.men.guards);
    hire(&mut c.men, &mut c.households, change, &mut stream);
    pay(c, scene);
    c.providers.averted =
        1.0 - math::exp(-effect(c, scene) * f32::from(c.men.guards) / c.thousands());
}

/// Hires from spare men, or sends men back among them.
fn hire(men: &mut Men, households: &mut Households, change: i32, stream: &mut Stream) {
    if change > 0 {
        let wanted = (change as u32).min(men.spare);
        let start = stream.below(households.len() as u32) as usize;
        let come = households.enlist(Calling::Guard, wanted as usize, start) as u16;
        men.guards += come;
        men.spare -= u32::from(come);
    } else if change < 0 {
        let gone = households.dismiss(Calling::Guard, change.unsigned_abs() as usize) as u16;
        men.guards -= gone;
        men.spare += u32::from(gone);
    }
}

/// Local buyers pay for the guards that no arrangement pays; firms pay wages from what they got.
fn pay(c: &mut Community, scene: &Scene) {
    let wage = wage(c, scene.params, scene.rules);
    let markup = scene.params.guards.markup;
    let guards = f64::from(c.men.guards);
    let contracted = guards.min(f64::from(c.providers.engaged.guards));
    let due = Money(((guards - contracted) * wage * markup) as i64);
    let fees = c.books.post(Purpose::GuardFee, Class::Rich, due);
    let from_contracts = (contracted * wage) as i64;
    let from_fees = (fees.0 as f64 / markup) as i64;
    c.books.post(Purpose::GuardWages, Class::Poor, Money(from_contracts + from_fees));
}

/// Whether guards avert a theft from this household.
pub(crate) fn averts(c: &Community, victim: usize, u: f32) -> bool {
    c.men.guards > 0 && c.households.class(victim) == Class::Rich && u < c.providers.averted
}

/// Share of their tax that the covered no longer pay.
pub(crate) fn tax_exit(c: &Community, params: &Params) -> f64 {
    params.guards.tax_exit * f64::from(c.providers.averted)
}

/// Month's end: what people lost becomes what buyers believe they will lose.
pub(crate) fn remember_losses(c: &mut Community) {
    let thefts = (c.tally.thefts + c.tally.averted) as f32 / c.size();
    c.providers.loss_rate += (thefts - c.providers.loss_rate) / 12.0;
}
