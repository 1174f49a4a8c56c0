//! 4.19 Nodes and links: local nodes that settled a case together pass cases on to each other instead
//! of losing them (claim 33).

use crate::engine::math;
use crate::model::scene::Scene;
use crate::terms::Recourse;
use crate::world::community::{Community, NODE_PAIRS};
use crate::world::dispute::Dispute;

/// Strength of links between local nodes, by pair.
type Links = [f32; NODE_PAIRS];

/// The local nodes: police, elders, committee, band.
const NODES: [Recourse; 4] =
    [Recourse::Public, Recourse::Customary, Recourse::PeaceCommittee, Recourse::Vigilante];

/// Position of a pair of nodes; `None` if one is no node or both are the same.
fn pair(a: Recourse, b: Recourse) -> Option<usize> {
    let at = |recourse| NODES.iter().position(|&node| node == recourse);
    let (a, b) = (at(a)?, at(b)?);
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    // 01 02 03 12 13 23
    (low != high).then(|| [0, 1, 2, 0, 3, 4, 0, 0, 5][low * 3 + high - 1])
}

/// Strength of the link between two nodes.
pub(crate) fn strength(c: &Community, a: Recourse, b: Recourse) -> f32 {
    pair(a, b).map_or(0.0, |pair| c.providers.links[pair])
}

/// A case that was passed between nodes, or taken from one to the other, ended well: they have
/// worked together.
pub(crate) fn strengthen(d: &Dispute, recourse: Recourse, links: &mut Links, scene: &Scene) {
    if !scene.params.mechanisms.links {
        return;
    }
    for node in NODES {
        if d.has_tried(node)
            && let Some(pair) = pair(node, recourse)
        {
            let link = &mut links[pair];
            *link += scene.params.links.forming * (1.0 - *link);
        }
    }
}

/// Month's end: links fade with a half-life of a year.
pub(crate) fn fade(links: &mut Links, scene: &Scene) {
    let kept = math::decay(scene.params.links.half_life, 1.0);
    for link in links {
        *link *= kept;
    }
}

/// The node to which one that cannot take a case passes it on, with the probability that is the
/// strength of their link; the strongest first.
pub(crate) fn pass_on(
    d: &Dispute,
    from: Recourse,
    c: &Community,
    scene: &Scene,
    u: f32,
) -> Option<Recourse> {
    if !scene.params.mechanisms.links {
        return None;
    }
    let mut best = None;
    for node in NODES {
        let link = strength(c, from, node);
        if link > 0.0 && !d.has_tried(node) && best.is_none_or(|(_, known)| link > known) {
            best = Some((node, link));
        }
    }
    best.filter(|&(_, link)| u < link).map(|(node, _)| node)
}

/// Months that a linked funder bridges for a committee: up to three at full links.
pub(crate) fn bridge(c: &Community, scene_params: &crate::params::Params) -> f64 {
    if !scene_params.mechanisms.links {
        return 0.0;
    }
    let strongest =
        NODES.iter().map(|&node| strength(c, Recourse::PeaceCommittee, node)).fold(0.0, f32::max);
    scene_params.links.bridge * f64::from(strongest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_nodes_has_a_place_of_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        for (i, &a) in NODES.iter().enumerate() {
            for &b in &NODES[i + 1..] {
                assert_eq!(pair(a, b), pair(b, a));
                assert!(seen.insert(pair(a, b).unwrap()));
            }
        }
        assert_eq!(seen.len(), crate::world::community::NODE_PAIRS);
        assert_eq!(pair(Recourse::Public, Recourse::Public), None);
        assert_eq!(pair(Recourse::Talk, Recourse::Public), None);
    }
}
