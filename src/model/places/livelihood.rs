//! 4.35 What people live on: poverty follows the money that comes to a place and leaves it ([`Community::poverty`]), and
//! men find work by it and lose it.

use crate::ledger::{Holder, Money, Purpose};
use crate::model::scene::Scene;
use crate::params::Params;
use crate::terms::Kind;
use crate::world::community::Community;

/// Months over which what usually comes is known; it is fixed with month 0, but not before a year has passed.
const USUAL: u32 = 60;

/// Learn: what came beside earnings, over income, moves what the place has gained or lost against what usually comes:
/// G += speed·(x − x̄ − G), x̄ the mean of months before month 0. A place where nothing changes stays what it is.
pub(crate) fn follow(c: &mut Community, scene: &Scene) {
    if !scene.params.mechanisms.livelihood {
        return;
    }
    let came = came(c, scene);
    let living = &mut c.conditions.living;
    if scene.now <= 0 || scene.month <= 12 {
        living.usual += (came - living.usual) / scene.month.clamp(1, USUAL) as f32;
        return;
    }
    living.gained += scene.params.livelihood.speed * (came - living.usual - living.gained);
    employ(c, scene.params);
}

/// Money that came in the month beside earnings less what left beside consumption, over the income of the place: pay of
/// organisations, projects, wages and compensation of enclaves, loot; taxes, dues, fees, bribes, thefts. With the part of
/// officers' pay that is spent where they are, and less what those lose who are away, at home and with their hosts.
fn came(c: &Community, scene: &Scene) -> f32 {
    let p = &scene.params.livelihood;
    let flows = &c.books.flows;
    let net = flows.net(Holder::Households, None) - flows.total(Purpose::Earnings)
        + flows.total(Purpose::Consumption);
    let officers = f64::from(c.providers.duty.officers) * scene.params.public.wage;
    let pay = Money::from_rand(officers * scene.station().pay * p.officers);
    let income: i64 = c.ground.incomes.values().sum();
    let lost = p.displaced * (c.conditions.moved.away + c.conditions.moved.guests) as f32;
    ((net + pay).0 as f64 / income.max(1) as f64) as f32 - lost / c.size()
}

/// Men of the place who have found work, or lost casual work below 0, follow what it has gained: jobs·G of the spare men
/// of its beginning, no more of them losing work than have any.
fn employ(c: &mut Community, params: &Params) {
    let p = &params.livelihood;
    let at_first = c.ground.spare_men as f32;
    let share = (p.jobs * c.conditions.living.gained).clamp(-p.casual, 1.0);
    let change = (share * at_first).round() as i32 - c.men.found;
    let found = change.min(c.men.spare as i32);
    c.men.found += found;
    c.men.spare = c.men.spare.saturating_add_signed(-found);
}

/// What order adds to a gang's dues and rent, as a share for each unit of effort: by_order·trust in gangs. No term of it
/// is the state's.
pub(crate) fn by_order(c: &Community, params: &Params) -> f64 {
    if !params.mechanisms.livelihood {
        return 0.0;
    }
    params.criminal.by_order * f64::from(c.opinion.mean_trust[Kind::Criminal])
}
