//! 4.5 Segments of lineages: the households of one group that share their elders, wherever communities are cut.

use super::community::{Community, Elders};
use super::differences::{Difference, Landscape};
use super::founding::coarse;
use super::households::MAX_GROUPS;
use super::place::Place;
use crate::engine::math::BetaQuantiles;
use crate::engine::{Draws, Process};
use crate::params::{Customary, Params};
use rand_distr::{Distribution, StandardNormal};

/// A segment that a walk over communities is filling.
#[derive(Default)]
struct Segment {
    /// Whether it has elders.
    exists: bool,
    /// Their quality in [0, 1].
    quality: f32,
    /// Households that it still takes.
    left: f64,
}

/// Whether a segment has elders and how good they are, from two uniforms.
fn elders(customary: &Customary, quality: &BetaQuantiles, uniforms: [f64; 2]) -> (bool, f32) {
    (uniforms[0] < customary.custom, quality.at((uniforms[1] * 256.0) as u8))
}

/// The two uniforms of a segment that begins at a place; near places share a part of the variance where places differ.
fn uniforms(place: &Place, params: &Params, draws: Draws, key: u32) -> [f64; 2] {
    let mut stream = draws.stream(Process::World, place.identity, 0, key);
    if !params.mechanisms.differences {
        return [stream.unit64(), stream.unit64()];
    }
    let shared = params.differences.custom;
    let land = Landscape { params, draws };
    let at = (place.x_km, place.y_km);
    [Difference::Custom, Difference::Wisdom].map(|of| {
        let own: f64 = StandardNormal.sample(&mut stream);
        let z = Landscape::part(shared, land.broad(of, 0, at), own);
        // Rounded as a field is, and inside (0, 1).
        f64::from(coarse(0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2))).clamp(0.0, 0.9999)
    })
}

/// Cuts each group of each piece of the country, in the `order` of sites, into segments of about `segment` households,
/// and gives each community its part of their elders: the share of each that exists by households, their mean
/// quality. What a segment is follows from where it begins.
pub(super) fn found(communities: &mut [Community], order: &[usize], params: &Params, draws: Draws) {
    if !params.mechanisms.customary {
        return;
    }
    let customary = &params.customary;
    let quality = BetaQuantiles::new(customary.quality, customary.quality_concentration);
    let pieces: Vec<u32> = communities.iter().map(|c| c.place.piece).collect();
    for piece in order.chunk_by(|&a, &b| pieces[a] == pieces[b]) {
        for group in 0..MAX_GROUPS {
            let size = |i: usize| communities[i].households.group(group).len() as f64;
            let total: f64 = piece.iter().map(|&i| size(i)).sum();
            let length = total / (total / customary.segment).round().max(1.0);
            let mut segment = Segment::default();
            for &i in piece {
                let Community { place, households, providers, .. } = &mut communities[i];
                let draw = |begun: u32| {
                    let key = (group as u32 + 1) << 16 | begun;
                    elders(customary, &quality, uniforms(place, params, draws, key))
                };
                let households = households.group(group).len() as f64;
                providers.elders[group] = part(&mut segment, households, length, draw);
            }
        }
    }
}

/// The part of a community with so many households of the group, which begins in `segment`.
fn part(
    segment: &mut Segment,
    households: f64,
    length: f64,
    draw: impl Fn(u32) -> (bool, f32),
) -> Elders {
    /// Less than this of a household is rounding.
    const NOBODY: f64 = 1e-6;
    let (mut rest, mut begun) = (households, 0);
    let (mut share, mut quality, mut served) = (0.0, 0.0, 0.0);
    while rest > NOBODY {
        if segment.left <= NOBODY {
            let (exists, quality) = draw(begun);
            *segment = Segment { exists, quality, left: length };
            begun += 1;
        }
        let taken = rest.min(segment.left);
        if segment.exists {
            served += taken / households;
            share += taken / length;
            quality += taken / length * f64::from(segment.quality);
        }
        rest -= taken;
        segment.left -= taken;
    }
    let quality = if share > 0.0 { (quality / share) as f32 } else { 0.0 };
    Elders {
        exist: share > 0.0,
        share: share as f32,
        served: served as f32,
        quality,
        capacity: 0.0,
        slots: 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(sizes: &[f64], length: f64) -> Vec<Elders> {
        let mut segment = Segment::default();
        sizes.iter().map(|&n| part(&mut segment, n, length, |_| (true, 0.5))).collect()
    }

    #[test]
    fn a_hamlet_has_part_of_a_segment_and_a_ward_several() {
        let elders = cut(&[17.0, 340.0, 0.0, 153.0], 170.0);
        let shares: Vec<f32> = elders.iter().map(|elders| elders.share).collect();
        for (found, expected) in shares.iter().zip([0.1, 2.0, 0.0, 0.9]) {
            assert!((found - expected).abs() < 1e-6, "{shares:?}");
        }
        assert!(!elders[2].exist && elders[3].exist);
        assert!([0, 1, 3].iter().all(|&i| (elders[i].served - 1.0).abs() < 1e-6));
    }

    #[test]
    fn nobody_gains_elders_by_being_cut() {
        let sum = |sizes: &[f64]| cut(sizes, 170.0).iter().map(|one| one.share).sum::<f32>();
        assert!((sum(&[680.0]) - sum(&[17.0; 40])).abs() < 1e-4);
    }

    #[test]
    fn what_does_not_exist_counts_neither_as_share_nor_in_quality() {
        let mut segment = Segment::default();
        let every_other = |begun: u32| (begun.is_multiple_of(2), 0.4 + 0.1 * begun as f32);
        let elders = part(&mut segment, 400.0, 100.0, every_other);
        assert!((elders.share - 2.0).abs() < 1e-6 && (elders.quality - 0.5).abs() < 1e-6);
        assert!((elders.served - 0.5).abs() < 1e-6);
    }
}
