//! Who lies near whom: a sparse graph of nearest communities, the same both ways.

use super::place::Place;
use super::sites::CommunityId;
use super::synthetic;
use crate::params::Params;
use rstar::RTree;
use rstar::primitives::GeomWithData;
use std::collections::BTreeSet;

/// Most neighbours of a community.
pub const MOST: usize = 8;
/// Least distance between communities, in km.
const LEAST_KM: f64 = 0.3;

/// A neighbour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Its position.
    pub to: CommunityId,
    /// Distance, in km.
    pub distance_km: f32,
}

/// The graph, by position of communities; links of each in the order of identities.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Neighbours {
    starts: Vec<u32>,
    links: Vec<Link>,
}

impl Neighbours {
    /// The neighbours of a community.
    #[inline]
    pub fn of(&self, community: usize) -> &[Link] {
        &self.links[self.starts[community] as usize..self.starts[community + 1] as usize]
    }

    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        self.links.capacity() * size_of::<Link>() + self.starts.capacity() * size_of::<u32>()
    }
}

/// A place, or its image on a torus, by position.
type Point = GeomWithData<[f64; 2], usize>;

/// Links each place with its nearest, both ways, at most eight each; nearest pairs first.
pub fn neighbours(places: &[Place], params: &Params) -> Neighbours {
    let wanted = params.world.neighbours as usize;
    let side = (params.world.torus).then(|| synthetic::side_km(params));
    let mut points = Vec::new();
    for (i, place) in places.iter().enumerate() {
        for (dx, dy) in shifts(side) {
            points.push(GeomWithData::new([place.x_km + dx, place.y_km + dy], i));
        }
    }
    let tree = RTree::bulk_load(points);
    let mut pairs = BTreeSet::new();
    for i in 0..places.len() {
        for (metres, _, other) in nearest(&tree, places, i, wanted) {
            let (a, b) =
                if places[i].identity < places[other].identity { (i, other) } else { (other, i) };
            pairs.insert((metres, places[a].identity, places[b].identity, a, b));
        }
    }
    let mut links: Vec<Vec<Link>> = vec![Vec::new(); places.len()];
    for (metres, _, _, a, b) in pairs {
        let is_known = links[a].iter().any(|link| link.to.place() == b);
        if is_known || links[a].len() >= MOST || links[b].len() >= MOST {
            continue;
        }
        let distance_km = (metres as f64 / 1000.0).max(LEAST_KM) as f32;
        links[a].push(Link { to: CommunityId::at(b), distance_km });
        links[b].push(Link { to: CommunityId::at(a), distance_km });
    }
    let mut graph = Neighbours { starts: vec![0], links: Vec::new() };
    for mut of_one in links {
        of_one.sort_by_key(|link| places[link.to.place()].identity);
        graph.links.extend(of_one);
        graph.starts.push(graph.links.len() as u32);
    }
    graph
}

/// The nearest places of place `i`: metres, identity, position. Distances are whole metres, so that
/// near ties are ties on every machine; ties go by identity, so that storage order plays no part.
fn nearest(
    tree: &RTree<Point>,
    places: &[Place],
    i: usize,
    wanted: usize,
) -> Vec<(u64, u32, usize)> {
    let mut found: Vec<(u64, u32, usize)> = Vec::new();
    let from = [places[i].x_km, places[i].y_km];
    for (point, squared) in tree.nearest_neighbor_iter_with_distance_2(from) {
        if point.data == i {
            continue;
        }
        let metres = (squared.sqrt() * 1000.0).round() as u64;
        if found.len() >= wanted && found.last().is_none_or(|last| metres > last.0) {
            break;
        }
        found.push((metres, places[point.data].identity, point.data));
    }
    found.sort_unstable();
    found.truncate(wanted);
    found
}

/// Distance of each place to the nearest of some, by position, to a metre, in km; none where there are none.
pub(super) fn km_to_nearest(
    places: &[&Place],
    targets: &[CommunityId],
    params: &Params,
) -> Vec<Option<f64>> {
    let side = (params.world.torus).then(|| synthetic::side_km(params));
    let mut points = Vec::new();
    for &target in targets {
        let place = places[target.place()];
        points.extend(shifts(side).iter().map(|(dx, dy)| [place.x_km + dx, place.y_km + dy]));
    }
    let tree = RTree::bulk_load(points);
    let km = |place: &&Place| {
        let (_, squared) =
            tree.nearest_neighbor_iter_with_distance_2([place.x_km, place.y_km]).next()?;
        Some((squared.sqrt() * 1000.0).round() / 1000.0)
    };
    places.iter().map(km).collect()
}

/// Where a point is seen from: itself, and on a torus the eight copies round it.
fn shifts(side: Option<f64>) -> Vec<(f64, f64)> {
    match side {
        None => vec![(0.0, 0.0)],
        Some(side) => {
            let steps = [-side, 0.0, side];
            steps.iter().flat_map(|&dx| steps.iter().map(move |&dy| (dx, dy))).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::places::places;
    use super::*;

    #[test]
    fn links_go_both_ways_and_are_few() {
        let mut params = Params::default();
        for torus in [false, true] {
            params.world.torus = torus;
            let places = places(&params, None).unwrap();
            let graph = neighbours(&places, &params);
            for i in 0..places.len() {
                assert!(graph.of(i).len() <= MOST && !graph.of(i).is_empty());
                for link in graph.of(i) {
                    assert!(graph.of(link.to.place()).iter().any(|back| back.to.place() == i));
                }
            }
        }
    }
}
