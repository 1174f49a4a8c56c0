//! A generated world: towns with villages round them, the seat of government in the first.

use super::given::Given;
use super::place::{HOUSEHOLDS, Place};
use crate::engine::{Draws, Process};
use crate::params::Params;

/// The communities of the generated world.
pub(super) fn places(params: &Params, draws: Draws) -> Vec<Place> {
    let world = &params.world;
    let clusters = world.communities.div_ceil(world.cluster);
    let columns = f64::from(clusters).sqrt().ceil() as u32;
    // A square cell holds a cluster.
    let cell = (f64::from(world.cluster) * world.area).sqrt();
    let centre = |cluster: u32| {
        let mut stream = draws.stream(Process::World, cluster, 1, 0);
        let jitter = |u: f64| 0.5 + 0.4 * (u - 0.5);
        let x = (f64::from(cluster % columns) + jitter(stream.unit64())) * cell;
        let y = (f64::from(cluster / columns) + jitter(stream.unit64())) * cell;
        (x, y)
    };
    let seat = centre(0);
    (0..world.communities)
        .map(|i| {
            let (cluster, rank) = (i / world.cluster, i % world.cluster);
            let in_cluster = world.cluster.min(world.communities - cluster * world.cluster);
            let wards = (f64::from(in_cluster) * world.urban).ceil() as u32;
            let is_rural = rank >= wards;
            let mut stream = draws.stream(Process::World, i, 2, 0);
            let radius = if is_rural {
                cell / 2.0
            } else {
                (f64::from(wards) * world.ward_area / std::f64::consts::PI).sqrt()
            };
            // Evenly over the town's disc; denser near the town for villages.
            let reach = if is_rural { stream.unit64() } else { stream.unit64().sqrt() };
            let angle = stream.unit64() * std::f64::consts::TAU;
            let middle = centre(cluster);
            let x = middle.0 + radius * reach * libm::cos(angle);
            let y = middle.1 + radius * reach * libm::sin(angle);
            let name = if is_rural {
                format!("Village {}.{}", cluster + 1, rank - wards + 1)
            } else {
                Place::ward_name(&format!("Town {}", cluster + 1), rank)
            };
            Place {
                identity: i,
                name,
                x_km: x,
                y_km: y,
                longitude: None,
                latitude: None,
                households: world.households.clamp(*HOUSEHOLDS.start(), *HOUSEHOLDS.end()),
                is_synthetic: true,
                is_rural,
                weight: 1.0,
                piece: 0,
                hours_from_seat: libm::hypot(x - seat.0, y - seat.1) / world.travel_speed,
                settlement: cluster,
                town: format!("Town {}", cluster + 1),
                district: String::new(),
                given: Given::default(),
            }
        })
        .collect()
}

/// Side of the square that the generated world fills, in km: what a torus wraps at.
pub(super) fn side_km(params: &Params) -> f64 {
    let world = &params.world;
    let clusters = world.communities.div_ceil(world.cluster);
    f64::from(clusters).sqrt().ceil() * (f64::from(world.cluster) * world.area).sqrt()
}
