//! What auspices learn from arrangements, their own and others': the fall in violence beside places alike
//! without the same, and what like arrangements used. They know nothing else of what works.

use super::constituents::Constituents;
use super::options;
use crate::terms::{Attribute, Auspice, Component};
use crate::world::Country;
use crate::world::arrangements::Arrangement;
use crate::world::choices::Years;
use enum_map::EnumMap;

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
        let members = country.committee_sites.members(site);
        let last = country
            .mean_by_household(members, |c| c.attribute(Attribute::Violence, &country.params));
        let years = &mut country.choices.years[site];
        *years = [last, years[0], years[1]];
    }
}

/// Each new year every arrangement that has acted for one whole calendar year, its first, is a case.
pub(super) fn learn(country: &mut Country) {
    if !is_new_year(country) {
        return;
    }
    let arrangements = std::mem::take(&mut country.arrangements);
    let views: EnumMap<Auspice, View> = EnumMap::from_fn(|auspice| View::of(country, auspice));
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
        let sites = options::sites_of(country, &a.zone);
        if let Some(fall) = fall(&country.choices.years, &sites, &is_served, before) {
            for (auspice, view) in &views {
                if view.reaches(auspice, a, &sites) {
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
fn fall(years: &[Years], sites: &[usize], is_served: &[bool], before: usize) -> Option<f64> {
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

/// Where an auspice looks: what it cares for each site, and for an ordinary one.
struct View {
    cares: Vec<f64>,
    ordinary: f64,
}

impl View {
    fn of(country: &Country, auspice: Auspice) -> Self {
        let constituents = Constituents::of(country, auspice);
        let sites = 0..country.committee_sites.len();
        let cares: Vec<f64> = sites.map(|site| constituents.care(site)).collect();
        let ordinary = mean(cares.iter().copied());
        Self { cares, ordinary }
    }

    /// Whether it looks at an arrangement: it pays or has seats, or cares for the place no less than for an ordinary one by
    /// half. Nodes of civil society tell each other.
    fn reaches(&self, auspice: Auspice, a: &Arrangement, sites: &[usize]) -> bool {
        let has_part = a.terms.seats[auspice] > 0.0 || a.terms.money[auspice] > 0.0;
        let here = || mean(sites.iter().map(|&site| self.cares[site]));
        has_part || auspice == Auspice::CivilSociety || here() >= 0.5 * self.ordinary
    }
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let n = values.len().max(1) as f64;
    values.sum::<f64>() / n
}
