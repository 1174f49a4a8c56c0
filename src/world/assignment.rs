//! Assignment by lot inside one world: which of the sites or communities that an intervention may serve it does
//! serve, and which stand beside them for comparison.
//!
//! **The draw.** In each stratum, in an order drawn by lot, units stand in a row in the order of a number drawn under
//! their own key; along the whole row every 1/share-th is treated, from a start drawn once (systematic sampling).
//! So each unit is treated with probability share, and the treated of each stratum and of all are the share of
//! its units, up or down to a whole one. Keys are the intervention's name and the unit's identity: a
//! placebo has the assignment of what it stands beside, and who else is there changes nobody's number.

use super::community::Community;
use super::country::Country;
use super::place::Place;
use super::sites::CommunityId;
use crate::engine::{Draws, Process};
use crate::terms::Stratum;
use std::collections::BTreeMap;

/// A unit that may be treated: the level of its stratum, and the key of its draws.
pub(super) type Eligible = (String, u32);

/// A stable number of a name.
fn key_of(name: &str) -> u32 {
    let hash = blake3::hash(name.as_bytes());
    hash.as_bytes()[..4].iter().fold(0, |key, &byte| key << 8 | u32::from(byte))
}

/// Which of these are treated.
pub(super) fn draw(units: &[Eligible], share: f64, name: &str, draws: Draws) -> Vec<bool> {
    let key = key_of(name);
    let number =
        |place: u32, step: u32| draws.stream(Process::Assignment, place, step, key).unit64();
    let mut row: Vec<usize> = (0..units.len()).collect();
    row.sort_by(|&a, &b| {
        let of = |i: usize| {
            let (stratum, identity) = &units[i];
            (number(key_of(stratum), 1), stratum, number(*identity, 0), *identity)
        };
        let (a, b) = (of(a), of(b));
        a.0.total_cmp(&b.0)
            .then_with(|| a.1.cmp(b.1))
            .then_with(|| a.2.total_cmp(&b.2))
            .then(a.3.cmp(&b.3))
    });
    let start = number(0, 2);
    let passed = |count: usize| (share * count as f64 + start + 1e-9).floor();
    let mut is_treated = vec![false; units.len()];
    for (at, unit) in row.into_iter().enumerate() {
        is_treated[unit] = passed(at + 1) > passed(at);
    }
    is_treated
}

/// Whether a share of so many units leaves at least one treated and one beside it, however the lot falls.
pub(crate) fn is_enough(units: usize, share: f64) -> bool {
    let units = units as f64;
    share * units > 1.0 - 1e-9 && (1.0 - share) * units > 1.0 - 1e-9
}

/// The level of a place in a stratum; `None` where it has none, such as a place whose district nobody knows.
pub(crate) fn level(
    place: &Place,
    stratum: Stratum,
    (holds, borders): (bool, bool),
) -> Option<String> {
    let yes_or_no = |yes: bool| Some(if yes { "yes" } else { "no" }.to_owned());
    let named = |name: &str| (!name.is_empty()).then(|| name.to_owned());
    match stratum {
        Stratum::District => named(&place.district),
        Stratum::Town => named(&place.town),
        Stratum::IsRural => yes_or_no(place.is_rural),
        Stratum::Enclave => yes_or_no(holds),
        Stratum::Ring => yes_or_no(borders),
    }
}

impl Community {
    /// Whether it holds an enclave, and whether it lies next to one.
    pub(crate) fn at_enclave(&self) -> (bool, bool) {
        (self.ground.holds_enclave, self.ground.enclave > 0.0 && !self.ground.holds_enclave)
    }
}

impl Country {
    /// The stratum of a unit: for each thing that strata are made by, the level in which most of its people live, of
    /// an enclave or its ring whether any of it lies there. `None` where it has no level.
    pub(super) fn stratum(&self, members: &[CommunityId], strata: &[Stratum]) -> Option<String> {
        let mut levels = Vec::new();
        for &stratum in strata {
            let mut people: BTreeMap<Option<String>, usize> = BTreeMap::new();
            for &c in members {
                let c = &self.communities[c.place()];
                *people.entry(level(&c.place, stratum, c.at_enclave())).or_default() +=
                    c.households.len();
            }
            let is_any = matches!(stratum, Stratum::Enclave | Stratum::Ring);
            let yes = Some("yes".to_owned());
            let found = if is_any && people.contains_key(&yes) {
                yes
            } else {
                // Of levels with as many people the first by name.
                people.into_iter().rev().max_by_key(|(_, people)| *people)?.0
            };
            levels.push(found?);
        }
        Some(levels.join(" / "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(sizes: &[usize]) -> Vec<Eligible> {
        let of =
            |(s, &n): (usize, &usize)| (0..n).map(move |i| (format!("s{s}"), (100 * s + i) as u32));
        sizes.iter().enumerate().flat_map(of).collect()
    }

    fn treated(units: &[Eligible], is_treated: &[bool], stratum: &str) -> usize {
        units.iter().zip(is_treated).filter(|((of, _), on)| of == stratum && **on).count()
    }

    #[test]
    fn every_stratum_has_its_share_within_one_unit() {
        for seed in 0..50 {
            for share in [0.1, 0.25, 0.5, 0.8] {
                let units = units(&[7, 1, 12, 30, 3, 2]);
                let drawn = draw(&units, share, "trial", Draws::new(seed, 1));
                for (stratum, n) in
                    [("s0", 7.0), ("s1", 1.0), ("s2", 12.0), ("s3", 30.0), ("s4", 3.0)]
                {
                    let found = treated(&units, &drawn, stratum) as f64;
                    assert!(
                        (found - share * n).abs() < 1.0,
                        "{stratum}: {found} of {n} at {share}"
                    );
                }
                let all = drawn.iter().filter(|on| **on).count() as f64;
                assert!((all - share * 55.0).abs() < 1.0, "{all} at {share}");
            }
        }
    }

    /// Each unit is treated with probability share, those alone in a stratum too: counts over 2,000 seeds lie within
    /// five standard errors (false alarm for 15 units below 1 in 100,000).
    #[test]
    fn verif_every_unit_has_the_same_chance() {
        let units = units(&[8, 1, 5, 1]);
        let (share, seeds) = (0.3, 2000_u32);
        let mut times = vec![0_u32; units.len()];
        for seed in 0..seeds {
            let drawn = draw(&units, share, "trial", Draws::new(u64::from(seed), 1));
            for (count, on) in times.iter_mut().zip(drawn) {
                *count += u32::from(on);
            }
        }
        let (n, error) = (f64::from(seeds), (share * (1.0 - share) * f64::from(seeds)).sqrt());
        for (unit, count) in units.iter().zip(times) {
            assert!((f64::from(count) - share * n).abs() < 5.0 * error, "{unit:?}: {count}");
        }
    }

    #[test]
    fn the_draw_hangs_on_name_and_identity_and_not_on_the_order_given() {
        let mut units = units(&[9, 6]);
        let drawn = draw(&units, 0.5, "trial", Draws::new(7, 3));
        let named = |units: &[Eligible], drawn: &[bool]| -> Vec<u32> {
            let mut of: Vec<u32> =
                units.iter().zip(drawn).filter(|(_, on)| **on).map(|(unit, _)| unit.1).collect();
            of.sort_unstable();
            of
        };
        let before = named(&units, &drawn);
        units.reverse();
        assert_eq!(before, named(&units, &draw(&units, 0.5, "trial", Draws::new(7, 3))));
        assert_ne!(before, named(&units, &draw(&units, 0.5, "other", Draws::new(7, 3))));
        assert_ne!(before, named(&units, &draw(&units, 0.5, "trial", Draws::new(7, 4))));
    }

    #[test]
    fn a_share_that_leaves_one_side_empty_is_not_enough() {
        assert!(is_enough(2, 0.5) && is_enough(10, 0.1) && is_enough(10, 0.9));
        assert!(
            !is_enough(1, 0.5) && !is_enough(9, 0.1) && !is_enough(9, 0.9) && !is_enough(0, 0.5)
        );
    }
}
