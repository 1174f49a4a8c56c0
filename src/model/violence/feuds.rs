//! 4.7 Feuds: violence is remembered, and returned.

use super::acts::{self, Act, Deaths};
use crate::engine::Process;
use crate::engine::draws::{below, unit};
use crate::model::keys;
use crate::model::people::heat;
use crate::model::scene::Scene;
use crate::terms::Origin;
use crate::world::community::Community;

/// Kin: this many nearest households of the group, by index.
const KIN: usize = 6;

/// Lets strikes fall that are due in the step, the earliest first; what they heat may strike in turn
/// before the step ends. It ends: hazards are finite, and fall with each strike.
///
/// A strike leaves `after_strike` of one's own heat; it hits one of the opponent's kin with the
/// probability `kin`, else him.
pub(crate) fn pursue(c: &mut Community, scene: &Scene) {
    while let Some(i) = earliest(c) {
        let feud = c.docket.feuds[i];
        // Called after the act that the strike becomes.
        let turn = keys::after_strike(c.step.acts + 1);
        let key = keys::feud(feud.holder, feud.against);
        let words = scene.draws.block(Process::Feuds, c.identity(), scene.step, key, turn);
        heat::vent(c, scene, i, words);
        let against = usize::from(feud.against);
        let kin = (unit(words[2]) < scene.params.feuds.kin).then(|| kin(c, against, words[3]));
        // Where the holder is of the opponent's kin himself, or the kin has left, it is the opponent.
        let is_other = |&kin: &usize| kin != usize::from(feud.holder) && !c.households.is_away(kin);
        let victim = kin.filter(is_other).unwrap_or(against);
        let act = Act {
            origin: Origin::Feud,
            victim,
            offender: Some(usize::from(feud.holder)),
            descends_from_violence: true,
            is_domestic: false,
            deaths: Deaths::Usual,
            at: feud.due,
        };
        acts::commit(c, scene, &act);
    }
}

/// The feud that strikes next in the step, of those whose sides are both here.
fn earliest(c: &Community) -> Option<usize> {
    let is_here = |h: u16| !c.households.is_away(usize::from(h));
    let due =
        c.docket.feuds.iter().enumerate().filter(|(_, feud)| {
            feud.due.is_finite() && is_here(feud.holder) && is_here(feud.against)
        });
    due.min_by(|(_, a), (_, b)| a.due.total_cmp(&b.due)).map(|(i, _)| i)
}

/// One of the six nearest households of the group; oneself if one has none.
fn kin(c: &Community, of: usize, word: u32) -> usize {
    let group = c.households.group(c.households.group_of(of));
    if group.len() < 2 {
        return of;
    }
    let width = KIN.min(group.len() - 1);
    let first = of.saturating_sub(KIN / 2).clamp(group.start, group.end - 1 - width);
    let drawn = first + below(word, width as u32) as usize;
    if drawn >= of { drawn + 1 } else { drawn }
}
