//! Who lies near whom: a sparse graph of nearest communities, the same both ways.

use super::place::Place;
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
    pub to: u32,
    /// Distance, in km.
    pub distance_km: f32,
}

/// The graph, by position of communities; links of each in the order of positions.
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
    for (i, place) in places.iter().enumerate() {
        let nearest = tree
            .nearest_neighbor_iter_with_distance_2([place.x_km, place.y_km])
            .filter(|(point, _)| point.data != i)
            .take(wanted);
        for (point, squared) in nearest {
            let (a, b) = (i.min(point.data), i.max(point.data));
            // Metres, so that near ties have one order on every machine.
            pairs.insert(((squared.sqrt() * 1000.0).round() as u64, a, b));
        }
    }
    let mut links: Vec<Vec<Link>> = vec![Vec::new(); places.len()];
    for (metres, a, b) in pairs {
        let is_known = links[a].iter().any(|link| link.to as usize == b);
        if is_known || links[a].len() >= MOST || links[b].len() >= MOST {
            continue;
        }
        let distance_km = (metres as f64 / 1000.0).max(LEAST_KM) as f32;
        links[a].push(Link { to: b as u32, distance_km });
        links[b].push(Link { to: a as u32, distance_km });
    }
    let mut graph = Neighbours { starts: vec![0], links: Vec::new() };
    for mut of_one in links {
        of_one.sort_by_key(|link| link.to);
        graph.links.extend(of_one);
        graph.starts.push(graph.links.len() as u32);
    }
    graph
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
                    assert!(graph.of(link.to as usize).iter().any(|back| back.to as usize == i));
                }
            }
        }
    }
}
