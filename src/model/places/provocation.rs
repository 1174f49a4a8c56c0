//! 4.15 Provocation: force against people, whoever commits it, makes men join those who fight.

use crate::model::scene::Scene;
use crate::world::community::Community;

/// Those who hold force over people do one of them wrong without a blow: he bears a grudge, and it provokes.
pub(crate) fn wrong(c: &mut Community, scene: &Scene, victim: usize) {
    provoke(c, scene);
    if scene.params.mechanisms.provocation {
        c.households.grievance_mut()[victim].add(scene.params.feeling.victim_grievance);
    }
}

/// Notes an act of force against people (4.15): beatings, wrong arrests, raids, evictions, whoever commits them.
pub(crate) fn provoke(c: &mut Community, scene: &Scene) {
    c.tally.provoked += 1;
    c.conditions.provoked.count(scene.month);
}

/// What force against people adds to the hazard of joining those who fight: provocation·acts a month per 1,000
/// households, over six months.
pub(crate) fn of_force(c: &Community, scene: &Scene) -> f32 {
    if !scene.params.mechanisms.provocation {
        return 0.0;
    }
    scene.params.vigilante.provocation * c.conditions.provoked.a_month() / c.thousands()
}
