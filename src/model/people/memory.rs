//! 4.31 Memory of war: what people fear who have lived one, long after it.

use crate::model::scene::Scene;
use crate::world::community::Community;

/// The memory of war is what the scenario says at month 0, and halves in `half_life`; it takes W·`fear` of the calm that is
/// left: fear = 1 − (1 − short)(1 − W·`fear`), wherever fear is read. The burn-in knows of no war.
pub(crate) fn fade(c: &mut Community, scene: &Scene) {
    if !scene.params.mechanisms.memory || scene.now < 0 {
        return;
    }
    let conditions = &mut c.conditions;
    conditions.war =
        if scene.now == 0 { c.ground.past_violence } else { conditions.war * scene.rules.war_kept };
    conditions.dread = conditions.war * scene.params.memory.fear;
}
