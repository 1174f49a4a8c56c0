//! Step 7: people revise what they believe, feel and expect.

use crate::metrics::Tally;
use crate::model::people::{beliefs, efficacy, radius, repute};
use crate::model::places::{livelihood, norms};
use crate::model::providers::guards;
use crate::model::scene;
use crate::terms::Recourse;
use crate::world::Country;
use crate::world::households::Households;
use crate::world::level::Level;
use crate::world::parts::Opinion;

/// Beliefs, grievance, radius, efficacy, the norm of force, custom, what a place lives on; legitimacy is measured, never
/// assumed.
pub(super) fn learn(country: &mut Country) {
    let last = country.params.time.steps_per_month - 1;
    repute::gather_news(country);
    scene::each_community(country, last, |c, scene| {
        let kept = scene.rules.grievance_kept.powi(scene.params.time.steps_per_month as i32);
        forgive(&mut c.households, kept);
        beliefs::associate(c, scene);
        beliefs::settle_down(c, scene);
        repute::hear(c, scene);
        beliefs::legitimacy(c, scene);
        radius::move_radius(c, scene);
        efficacy::move_efficacy(c, scene);
        norms::follow(c, scene);
        guards::remember_losses(c);
        follow_custom(&mut c.opinion, &c.tally);
        livelihood::follow(c, scene);
        c.year.add(&c.tally);
    });
}

/// Grievance fades with a half-life of two years.
fn forgive(households: &mut Households, kept: f32) {
    for grievance in households.grievance_mut() {
        *grievance = Level::new(grievance.get() * kept);
    }
}

/// What neighbours did last year becomes custom (4.3): a moving mean of twelve months.
fn follow_custom(opinion: &mut Opinion, tally: &Tally) {
    let all: u32 = tally.first_chosen.values().sum();
    if all == 0 {
        return;
    }
    for &recourse in Recourse::ALL {
        let share = tally.first_chosen[recourse] as f32 / all as f32;
        opinion.usage[recourse] += (share - opinion.usage[recourse]) / 12.0;
    }
}
