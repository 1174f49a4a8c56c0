//! 4.20 Radius of trust: moved by experience only (claims 34, 35). Attendance as such counts nothing.

use crate::model::scene::Scene;
use crate::params::Radius;
use crate::world::community::Community;

/// One month: each agreement across groups kept for `kept_months`, +δ(r_max−r); each one broken and
/// each violent act across groups, −asymmetry·δ(r−r_min), per 1,000 households; back to r0 by `habit` a month.
pub(crate) fn move_radius(c: &mut Community, scene: &Scene) {
    if !scene.params.mechanisms.radius_of_trust {
        return;
    }
    let slot = scene.month as usize % c.docket.keeping.len();
    let kept = std::mem::take(&mut c.docket.keeping[slot]);
    let per_1000 = |count: u32| count as f32 / c.thousands();
    c.opinion.radius = next(
        c.opinion.radius,
        per_1000(kept),
        per_1000(c.tally.cross_broken),
        &scene.params.radius,
    );
}

/// The radius a month later, after `kept` and `broken` events per 1,000 households.
fn next(radius: f32, kept: f32, broken: f32, p: &Radius) -> f32 {
    let response = p.response as f32;
    let widened = (response * kept).min(1.0) * (p.most as f32 - radius);
    let narrowed = (p.asymmetry * response * broken).min(1.0) * (radius - p.least as f32);
    let habit = p.habit as f32 * (p.start as f32 - radius);
    (radius + widened - narrowed + habit).clamp(p.least as f32, p.most as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rest point solves δx(r_max−r) − asymmetry·δy(r−r_min) + habit·(r0−r) = 0.
    #[test]
    fn verif_the_radius_rests_where_the_closed_form_says() {
        let p = Radius::default();
        for (x, y) in [(0.0, 0.0), (3.0, 0.0), (3.0, 1.0), (0.0, 4.0)] {
            let mut radius = 0.6;
            for _ in 0..3000 {
                radius = next(radius, x, y, &p);
            }
            let (d, h) = (p.response, p.habit);
            let (x, y) = (f64::from(x), f64::from(y));
            let exact =
                (d * x * p.most + 2.0 * d * y * p.least + h * p.start) / (d * x + 2.0 * d * y + h);
            assert!((f64::from(radius) - exact).abs() < 1e-4, "{radius} {exact}");
        }
    }

    #[test]
    fn the_radius_stays_between_its_ends() {
        let p = Radius::default();
        assert!(next(0.3, 1e6, 0.0, &p) <= p.most as f32);
        assert!(next(0.3, 0.0, 1e6, &p) >= p.least as f32);
    }
}
