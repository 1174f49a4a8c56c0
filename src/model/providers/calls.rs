//! 4.8 Calls: what people ask of the police beside disputes and crimes (papers, accidents, things lost, noise).

use super::desk::{self, Rank};
use crate::engine::Process;
use crate::model::people::beliefs;
use crate::model::places::mobility;
use crate::model::scene::Scene;
use crate::terms::Kind;
use crate::world::community::Community;
use crate::world::diary::What;

/// Households that are here call with a rate `calls` each. A bribe is asked before anybody is heard, with probability ε; then calls
/// get what serious incidents, property and disputes leave of the hours, in the rest of the month too.
pub(crate) fn take(c: &mut Community, scene: &Scene) {
    if !scene.params.mechanisms.calls || c.providers.duty.officers <= 0.0 {
        return;
    }
    let b = &scene.params.beliefs;
    let mut stream = scene.draws.stream(Process::Calls, c.identity(), scene.step, 0);
    let rate =
        scene.params.public.calls * f64::from(c.size() * mobility::there(c) * scene.rules.step);
    let chance = desk::bribe_chance(c, scene);
    for _ in 0..stream.poisson(rate) {
        let household = c.at_home(stream.below(c.households.len() as u32) as usize);
        let (charged, size, word) = (stream.unit(), stream.unit(), stream.below(1 << 30));
        c.tally.help_sought += 1;
        c.tally.calls += 1;
        let party = [Some(household as u16), None];
        c.note(scene.from, None, party, What::Calls);
        let is_bribed = charged < chance;
        if is_bribed {
            c.note(scene.from, None, party, What::Bribe);
            desk::pay_for_help(c, scene, household, size);
        }
        let is_answered = desk::take_minutes(c, scene, Rank::Call);
        c.tally.calls_answered += u32::from(is_answered);
        let treated = if is_bribed { b.helped_for_bribe } else { b.helped } as f32;
        let outcome = if is_answered { treated } else { b.ignored as f32 };
        let one = beliefs::Experience::alike(household, Kind::Public, outcome, word);
        beliefs::experience(c, scene, &one);
    }
}
