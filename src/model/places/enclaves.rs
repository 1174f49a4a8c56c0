//! 4.24 Enclaves and their footprint: output and wages, land taken and compensated in part, people
//! moved, cash and drink. Every coefficient's range includes none.

use super::mobility::{self, Reason};
use crate::ledger::{Holder, Money, Purpose};
use crate::model::scene::Scene;
use crate::params::Params;
use crate::terms::Class;
use crate::world::Country;
use crate::world::community::Community;

/// Corporations sell their output, pay wages and compensation in the ring, and take the rest home
/// next month, when they have paid for their security.
pub(crate) fn produce(country: &mut Country) {
    let p = country.params.enclave.clone();
    let holders = || country.communities.iter().filter(|c| c.ground.holds_enclave);
    let count = holders().count() as f64;
    // What they count in national sums.
    let times = holders().map(|c| c.stands_for).sum::<f64>() / f64::max(count, 1.0);
    let left = country.ledger.balance(Holder::Multinational);
    country.ledger.post_for(Purpose::CorporateProfit, left, times);
    if count == 0.0 {
        return;
    }
    let output = Money::from_rand(p.output * count);
    country.ledger.post_for(Purpose::CorporateRevenue, output, times);
    // In a sample a ring may reach into places that stand for more of the country than the enclave does: they get as
    // much less, so that the country's wages are the same whatever is simulated.
    let weights = country.communities.iter();
    let weights = weights.map(|c| f64::from(c.ground.enclave * c.size()) * c.stands_for);
    let total: f64 = weights.sum();
    let compensation = if country.params.mechanisms.enclave_footprint {
        output.share(p.claim * p.compensation)
    } else {
        Money::ZERO
    };
    let leaked = compensation.share(p.leak);
    country.ledger.post_for(Purpose::CompensationLeak, leaked, times);
    for c in country.communities.iter_mut().filter(|c| c.ground.enclave > 0.0) {
        let share = f64::from(c.ground.enclave * c.size()) * times / total;
        let wages = output.share(p.wages * share);
        c.books.post(Purpose::EnclaveWages, Class::Middle, wages);
        c.books.post(Purpose::Compensation, Class::Poor, (compensation - leaked).share(share));
    }
}

/// Share of the loss that is not made good.
pub(crate) fn uncompensated(params: &Params) -> f64 {
    let p = &params.enclave;
    1.0 - p.compensation * (1.0 - p.leak)
}

/// Log of the factor on the arrival of disputes: land taken and not compensated.
pub(crate) fn disputes(c: &Community, scene: &Scene) -> f32 {
    if c.ground.enclave <= 0.0 || !scene.params.mechanisms.enclave_footprint {
        return 0.0;
    }
    crate::engine::math::ln(
        1.0 + (scene.params.enclave.land * uncompensated(scene.params)) as f32 * c.ground.enclave,
    )
}

/// Cash and drink in the exponent of escalation.
pub(crate) fn drink(c: &Community, scene: &Scene) -> f32 {
    if scene.params.mechanisms.enclave_footprint {
        scene.params.enclave.drink * c.ground.enclave
    } else {
        0.0
    }
}

/// Households whose land it takes: so many, and every so-manieth.
fn taken(c: &Community, scene: &Scene) -> (usize, usize) {
    let moved = (scene.params.enclave.displaced * f64::from(c.size() * c.ground.enclave)) as usize;
    (moved, (c.households.len() / moved.max(1)).max(1))
}

/// Whether it takes the land of a household.
pub(crate) fn takes_land_of(c: &Community, scene: &Scene, household: usize) -> bool {
    if c.ground.enclave <= 0.0 || !scene.params.mechanisms.enclave_footprint {
        return false;
    }
    let (moved, stride) = taken(c, scene);
    household.is_multiple_of(stride) && household / stride < moved
}

/// Displaced households leave (4.34), and hold it against the world.
pub(crate) fn displace(c: &mut Community, scene: &Scene) {
    if c.ground.enclave <= 0.0 || !scene.params.mechanisms.enclave_footprint {
        return;
    }
    let p = &scene.params.enclave;
    let added = (p.grievance * uncompensated(scene.params)) as f32;
    let (moved, stride) = taken(c, scene);
    for i in 0..moved {
        let household = i * stride;
        mobility::leave(c, scene, household, Reason::Land);
        c.households.grievance_mut()[household].add(added);
    }
}
