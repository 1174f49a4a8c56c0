//! 4.17 Committees are imitated: sites start them where sites that border on theirs have one and an organiser is at hand.

use crate::engine::{Stream, math};
use crate::ledger::Money;
use crate::world::Country;
use crate::world::arrangements::Arrangement;

/// Sites that border on one of which more are not told apart.
const MOST: usize = 32;

/// Whether a committee starts at a site by imitation: imitation × neighbouring committees × \[organiser\].
pub(super) fn is_imitated(country: &Country, site: usize, stream: &mut Stream) -> bool {
    let p = &country.params.committee;
    let near = neighbouring_committees(country, site).min(p.most_imitated);
    country.params.mechanisms.imitation
        && near > 0.0
        && has_organiser(country)
        && stream.chance(math::struck((p.imitation * near) as f32, 1.0))
}

/// An organiser is at hand where an arrangement that pays committees has money.
fn has_organiser(country: &Country) -> bool {
    country.arrangements.iter().any(|a| pays_committees(a) && a.free(&country.ledger) > Money::ZERO)
}

/// Whether an arrangement pays committees now.
pub(super) fn pays_committees(a: &Arrangement) -> bool {
    a.is_acting() && a.component.provision().delivers.is_by_committees()
}

/// Committees on sites that border on a site, each once, however finely the border between them is cut.
fn neighbouring_committees(country: &Country, site: usize) -> f64 {
    let mut near = [usize::MAX; MOST];
    let mut count = 0;
    let members = country.committee_sites.members(site);
    for link in members.iter().flat_map(|&c| country.neighbours.of(c.place())) {
        let other = country.committee_sites.site_of[link.to.place()].place();
        let is_new = other != site && !near[..count].contains(&other);
        if is_new && count < MOST && country.committees[other].is_some() {
            near[count] = other;
            count += 1;
        }
    }
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Params;
    use std::collections::BTreeSet;

    #[test]
    fn a_site_is_counted_once_however_finely_it_is_cut() {
        for households in [50, 500] {
            let mut params = Params::default();
            params.world.households = households;
            params.world.communities = 12_000 / households;
            params.committee.site_people = 5000.0;
            params.committee.coverage = 1.0;
            let mut country = Country::build(&params, None, 1).unwrap();
            country.found_committees();
            for site in 0..country.committees.len() {
                let members = country.committee_sites.members(site).iter();
                let others: BTreeSet<_> = members
                    .flat_map(|&c| country.neighbours.of(c.place()))
                    .map(|link| country.committee_sites.site_of[link.to.place()].place())
                    .filter(|&other| other != site)
                    .collect();
                assert_eq!(neighbouring_committees(&country, site), others.len() as f64);
            }
        }
    }
}
