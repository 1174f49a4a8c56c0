//! 4.23 Arms: traded, leaking from officers who are not paid, left by departing forces, collected by
//! missions; half-life ten years.

use crate::engine::math;
use crate::model::scene::Scene;
use crate::params::Params;
use crate::world::Country;
use crate::world::arrangements::Arrangement;
use crate::world::community::Community;
use crate::world::sites::CommunityId;

/// Arms in units of the community's stock (100 per 1,000 adults) for this many arms here.
fn in_stock(c: &Community, params: &Params, arms: f64) -> f32 {
    let adults = f64::from(c.size()) * params.world.adults;
    (arms * 1000.0 / adults.max(1.0) / 100.0) as f32
}

/// One month of the stock: decay, trade that would keep the stock of the start where it was, and
/// leaks from unpaid officers.
pub(crate) fn circulate(c: &mut Community, scene: &Scene, pay_ratio: f64) {
    if !scene.params.mechanisms.arms {
        return;
    }
    let p = &scene.params.arms;
    let kept = f64::from(math::decay(p.half_life, 1.0));
    let at_start = f64::from(c.ground.arms);
    let trade = p.trade * at_start * (1.0 - kept);
    let unpaid = f64::from(c.providers.duty.officers) * (1.0 - pay_ratio).max(0.0);
    let leak = in_stock(c, scene.params, p.leak * unpaid);
    c.conditions.arms = (f64::from(c.conditions.arms) * kept + trade) as f32 + leak;
}

/// A force that leaves spreads these arms over the places it was in.
pub(crate) fn leave(country: &mut Country, zone: &[CommunityId], arms: f64) {
    let each = arms / zone.len().max(1) as f64;
    for &c in zone {
        let community = &mut country.communities[c.place()];
        community.conditions.arms += in_stock(community, &country.params, each);
    }
}

/// A mission collects up to this many arms over its zone.
pub(crate) fn collect(country: &mut Country, a: &Arrangement, arms: f64) {
    if !country.params.mechanisms.arms {
        return;
    }
    let each = arms / a.zone.len().max(1) as f64;
    for &c in &a.zone {
        let community = &mut country.communities[c.place()];
        let taken = in_stock(community, &country.params, each);
        community.conditions.arms = (community.conditions.arms - taken).max(0.0);
    }
}
