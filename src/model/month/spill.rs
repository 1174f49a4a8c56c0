//! Step 5: what crosses the hills: gangs and their wars, those who flee, arrests of offenders from elsewhere, fights
//! between groups.

use crate::model::places::mobility;
use crate::model::providers::peacebuilding;
use crate::model::scene;
use crate::model::violence::{clashes, gangs, predation};
use crate::world::Country;

/// Fear and news cross inside `live`, by what neighbours published; here is what changes more than
/// one community.
pub(super) fn spill(country: &mut Country) {
    let last = country.params.time.steps_per_month - 1;
    scene::each_community(country, last, |c, scene| {
        gangs::govern(c, scene);
        peacebuilding::build(c, scene);
    });
    gangs::spill(country);
    arrest_visitors(country);
    clashes::spill(country);
    // Who fled from any of it, stays somewhere.
    mobility::stay_with_neighbours(country);
}

/// Offenders arrested next door are missing at home.
fn arrest_visitors(country: &mut Country) {
    let months = country.params.predation.arrest_months;
    let month = country.age();
    for c in 0..country.communities.len() {
        let arrests = country.communities[c].publishing.arrests;
        for (link, &count) in country.neighbours.of(c).iter().zip(&arrests) {
            for _ in 0..count {
                predation::jail(&mut country.communities[link.to.place()].men, month, months);
            }
        }
    }
}
