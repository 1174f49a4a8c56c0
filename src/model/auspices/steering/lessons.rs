//! What auspices learn from arrangements, their own and others': the fall in violence beside places alike
//! without the same, and what like arrangements used. They know nothing else of what works.

use super::constituents::Constituents;
use super::options;
use crate::terms::{Attribute, Auspice, Component};
use crate::world::Country;
use crate::world::arrangements::Arrangement;
use crate::world::choices::Years;
use crate::world::sites::CommunityId;

/// Places are compared with those of the same fifth of violence before: who is worst off gets better by itself.
const FIFTHS: usize = 5;

fn is_new_year(country: &Country) -> bool {
    (country.now - 1).rem_euclid(12) == 0
}

/// Each new year the last is remembered, site by site, whoever steers.
pub(super) fn remember_year(country: &mut Country) {
    if !is_new_year(country) {
        return;
    }
    for site in 0..country.committee_sites.len() {
        let last = violence(country, country.committee_sites.members(site));
        let years = &mut country.choices.years[site];
        *years = [last, years[0], years[1]];
    }
}

/// Violence of last year over the people of some communities.
fn violence(country: &Country, communities: &[CommunityId]) -> f64 {
    let (mut sum, mut people) = (0.0, 0.0);
    for &c in communities {
        let c = &country.communities[c.place()];
        let n = f64::from(c.size());
        sum += n * c.attribute(Attribute::Violence, &country.params);
        people += n;
    }
    if people > 0.0 { sum / people } else { 0.0 }
}

/// Each new year every arrangement that has acted for one whole calendar year, its first, is a case.
pub(super) fn learn(country: &mut Country) {
    if !is_new_year(country) {
        return;
    }
    let arrangements = std::mem::take(&mut country.arrangements);
    for a in arrangements.iter().filter(|a| a.is_acting()) {
        let months = country.now - a.began;
        if !(12..24).contains(&months) || a.persons <= 0.0 {
            continue;
        }
        let used = a.account.spent().rand() / (a.persons * f64::from(months));
        country.choices.costs[a.component].add(used);
        // The year before the one in which it began to act.
        let before = if months == 12 { 1 } else { 2 };
        let is_served = served(country, &arrangements, a.component);
        if let Some(fall) = fall(country, a, &is_served, before) {
            for &auspice in Auspice::ALL {
                if sees(country, a, auspice) {
                    country.choices.falls[auspice][a.component].add(fall);
                }
            }
        }
    }
    country.arrangements = arrangements;
}

/// Whether a component acts at each site.
fn served(country: &Country, arrangements: &[Arrangement], component: Component) -> Vec<bool> {
    let mut is_served = vec![false; country.committee_sites.len()];
    for a in arrangements.iter().filter(|a| a.is_acting() && a.component == component) {
        for c in &a.zone {
            is_served[country.committee_sites.site_of[c.place()].place()] = true;
        }
    }
    is_served
}

/// By what share violence fell in its zone, against places of the same fifth where nobody provides the same; `None` where there is
/// nothing to compare.
fn fall(country: &Country, a: &Arrangement, is_served: &[bool], before: usize) -> Option<f64> {
    let years = &country.choices.years;
    let sites = options::sites_of(country, &a.zone);
    let then = |site: usize| years[site][before];
    let of_zone = ratio(years, sites.iter().copied(), before)?;
    let mean = sites.iter().map(|&site| then(site)).sum::<f64>() / sites.len() as f64;
    let mut all: Vec<f64> = (0..years.len()).map(then).collect();
    all.sort_by(f64::total_cmp);
    let fifth =
        |value: f64| all.partition_point(|&other| other < value) * FIFTHS / all.len().max(1);
    let beside = (0..years.len()).filter(|&s| !is_served[s] && fifth(then(s)) == fifth(mean));
    let of_others = ratio(years, beside, before)?;
    Some((1.0 - of_zone / of_others).clamp(-1.0, 1.0))
}

/// Violence of last year over that of a year before, some sites together.
fn ratio(years: &[Years], sites: impl Iterator<Item = usize>, before: usize) -> Option<f64> {
    let (mut now, mut then) = (0.0, 0.0);
    for site in sites {
        now += years[site][0];
        then += years[site][before];
    }
    (now > 0.0 && then > 0.0).then(|| now / then)
}

/// Whether an auspice looks there: it pays or has seats, or cares for the place no less than for an ordinary one by half.
/// Nodes of civil society tell each other.
fn sees(country: &Country, a: &Arrangement, auspice: Auspice) -> bool {
    if a.terms.seats[auspice] > 0.0 || a.terms.money[auspice] > 0.0 {
        return true;
    }
    let constituents = Constituents::of(country, auspice);
    let mean = |cares: &mut dyn Iterator<Item = f64>| {
        let (mut sum, mut n) = (0.0, 0.0);
        for care in cares {
            sum += care;
            n += 1.0;
        }
        sum / f64::max(n, 1.0)
    };
    let here = mean(&mut options::sites_of(country, &a.zone).iter().map(|&s| constituents.care(s)));
    let all = mean(&mut (0..country.committee_sites.len()).map(|site| constituents.care(site)));
    auspice == Auspice::CivilSociety || here >= 0.5 * all
}
