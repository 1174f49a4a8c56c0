//! Sites: sets of neighbouring communities that a station or a committee serves.

use super::place::Place;

/// A community, by its place in the order of a country.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct CommunityId(u32);

impl CommunityId {
    /// The community at a place.
    pub fn at(place: usize) -> Self {
        Self(place as u32)
    }

    /// The place.
    #[inline]
    pub fn place(self) -> usize {
        self.0 as usize
    }
}

/// A site of stations or of committees, by its place in their order.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct SiteId(u32);

impl SiteId {
    /// The site at a place.
    pub fn at(place: usize) -> Self {
        Self(place as u32)
    }

    /// The place.
    #[inline]
    pub fn place(self) -> usize {
        self.0 as usize
    }
}

/// A partition of communities into sites.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sites {
    /// Site of each community.
    pub site_of: Vec<SiteId>,
    starts: Vec<u32>,
    members: Vec<CommunityId>,
}

impl Sites {
    /// Number of sites.
    #[inline]
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The communities of a site, in the order of identities; never empty.
    #[inline]
    pub fn members(&self, site: usize) -> &[CommunityId] {
        &self.members[self.starts[site] as usize..self.starts[site + 1] as usize]
    }
}

/// Communities piece by piece, in the order of a curve that fills the plane.
pub(super) fn order(places: &[Place]) -> Vec<usize> {
    let bounds = Bounds::of(places);
    let mut order: Vec<usize> = (0..places.len()).collect();
    order
        .sort_by_cached_key(|&i| (places[i].piece, bounds.hilbert(&places[i]), places[i].identity));
    order
}

/// Cuts each piece of the country, in the order of a curve that fills the plane, into sites of about
/// this many persons; a piece has one at least.
pub fn sites(places: &[Place], people_per_site: f64, household_size: f64) -> Sites {
    cut(places, &order(places), people_per_site, household_size)
}

/// The same of communities whose [`order`] is known.
pub(super) fn cut(
    places: &[Place],
    order: &[usize],
    people_per_site: f64,
    household_size: f64,
) -> Sites {
    let persons = |i: usize| f64::from(places[i].households) * household_size;
    let mut groups: Vec<Vec<CommunityId>> = Vec::new();
    for piece in order.chunk_by(|&a, &b| places[a].piece == places[b].piece) {
        let total: f64 = piece.iter().map(|&i| persons(i)).sum();
        let count = (total / people_per_site).round().max(1.0);
        let first = groups.len();
        groups.resize(first + count as usize, Vec::new());
        let mut passed = 0.0;
        for &i in piece {
            // The site is that of the middle of the community on the line of people.
            let site = ((passed + persons(i) / 2.0) / total * count).min(count - 1.0);
            groups[first + site as usize].push(CommunityId::at(i));
            passed += persons(i);
        }
    }
    groups.retain(|group| !group.is_empty());
    let mut sites =
        Sites { site_of: vec![SiteId::at(0); places.len()], starts: vec![0], members: Vec::new() };
    for (site, mut group) in groups.into_iter().enumerate() {
        group.sort_by_key(|&i| places[i.place()].identity);
        for &i in &group {
            sites.site_of[i.place()] = SiteId::at(site);
        }
        sites.members.extend(group);
        sites.starts.push(sites.members.len() as u32);
    }
    sites
}

/// The square that all places lie in.
struct Bounds {
    west: f64,
    south: f64,
    side: f64,
}

impl Bounds {
    fn of(places: &[Place]) -> Self {
        let fold = |of: fn(&Place) -> f64| {
            places.iter().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
                (low.min(x), high.max(x))
            })
        };
        let (west, east) = fold(|place| place.x_km);
        let (south, north) = fold(|place| place.y_km);
        Self { west, south, side: (east - west).max(north - south).max(1e-9) }
    }

    /// Position along a Hilbert curve of 2^16 × 2^16 cells.
    fn hilbert(&self, place: &Place) -> u64 {
        const ORDER: u32 = 16;
        let cell = |offset: f64| ((offset / self.side * 65_535.0) as u32).min(65_535);
        let (mut x, mut y) = (cell(place.x_km - self.west), cell(place.y_km - self.south));
        let mut along = 0_u64;
        for level in (0..ORDER).rev() {
            let half = 1 << level;
            let (right, up) = (u32::from(x & half > 0), u32::from(y & half > 0));
            along += u64::from(half) * u64::from(half) * u64::from((3 * right) ^ up);
            if up == 0 {
                if right == 1 {
                    x = 65_535 - x;
                    y = 65_535 - y;
                }
                std::mem::swap(&mut x, &mut y);
            }
        }
        along
    }
}

#[cfg(test)]
mod tests {
    use super::super::places::places;
    use super::*;
    use crate::params::Params;

    #[test]
    fn every_community_is_in_one_site_of_about_the_right_size() {
        let params = Params::default();
        let places = places(&params, None).unwrap();
        let sites = sites(&places, 40_000.0, 5.0);
        let mut seen = vec![0; places.len()];
        for site in 0..sites.len() {
            for &member in sites.members(site) {
                seen[member.place()] += 1;
                assert_eq!(sites.site_of[member.place()].place(), site);
            }
        }
        assert!(seen.iter().all(|&n| n == 1));
        // 500,000 persons in sites of 40,000: 12 or 13 sites of 2,500-person communities.
        assert!((12..=13).contains(&sites.len()));
    }

    #[test]
    fn storage_order_does_not_matter() {
        let params = Params::default();
        let places = places(&params, None).unwrap();
        let mut turned = places.clone();
        turned.reverse();
        let of = |places: &[Place], sites: &Sites| -> Vec<Vec<u32>> {
            (0..sites.len())
                .map(|s| sites.members(s).iter().map(|&i| places[i.place()].identity).collect())
                .collect()
        };
        let (a, b) = (sites(&places, 20_000.0, 5.0), sites(&turned, 20_000.0, 5.0));
        assert_eq!(of(&places, &a), of(&turned, &b));
    }
}
