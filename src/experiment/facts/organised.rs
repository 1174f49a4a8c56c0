//! Facts on killing by bodies of men (docs/facts.md, sections 8 and 9): read from the districts and the clashes of all
//! replicates together, since one has few of either.

use super::{Fact, Seen, declared};
use crate::experiment::districts::{
    Killers, Memory, dispersion, median, pooled, repeats, share_from,
};
use crate::experiment::statistics::Span;

/// Share of communal events in Nigeria from 2009 to 2019 that killed so many and more, of 997 that killed anybody (F97).
pub const SIZES_OF_CLASHES: [(u32, f64); 5] =
    [(1, 1.0), (2, 0.83), (4, 0.54), (10, 0.25), (30, 0.06)];

/// A number of the districts of all replicates.
fn by_district(
    seen: &[Seen],
    killers: Killers,
    statistic: impl Fn(&[Memory]) -> Option<f64>,
) -> Option<Span> {
    let districts: Vec<Memory> =
        seen.iter().flat_map(|one| one.months.districts.memories(killers)).copied().collect();
    pooled(&districts, statistic)
}

/// Repeats at a lag, by its place among those that are counted.
fn repeated(seen: &[Seen], killers: Killers, lag: usize) -> Option<Span> {
    by_district(seen, killers, |places| repeats(places, lag))
}

/// A number of the dead of each clash of all replicates.
fn by_clash(seen: &[Seen], statistic: fn(&[f64]) -> Option<f64>) -> Option<Span> {
    let dead: Vec<f64> = seen.iter().flat_map(|one| one.months.clashes.each()).collect();
    pooled(&dead, statistic)
}

/// The facts of bodies of men.
pub(super) fn facts_on_bodies_of_men() -> Vec<Fact> {
    use Killers::{All, Communal};
    declared! {
        Together:
        "F86a", "killing by bodies of men in districts: repeats next month over chance", "Nigeria 2009-19, communal", "UCDP", "countries/papua_new_guinea", 1.5..2.3, |seen| repeated(seen, Communal, 0);
        "F86b", "killing by bodies of men in districts: repeats after 3 months over chance", "Nigeria 2009-19, communal", "UCDP", "countries/papua_new_guinea", 1.0..1.6, |seen| repeated(seen, Communal, 1);
        "F86c", "killing by bodies of men in districts: repeats after 6 months over chance", "Nigeria 2009-19, communal", "UCDP", "countries/papua_new_guinea", 0.7..1.2, |seen| repeated(seen, Communal, 2);
        "F87", "killing by bodies of men in districts: variance over mean", "Nigeria 2009-19, communal", "UCDP", "countries/papua_new_guinea", 1.8..3.2, |seen| by_district(seen, Communal, dispersion);
        "F88a", "killing by bodies of men and the state in districts: repeats next month over chance", "Nigeria 2009-19, all", "UCDP", "countries/papua_new_guinea", 1.20..1.39, |seen| repeated(seen, All, 0);
        "F88b", "killing by bodies of men and the state in districts: repeats after 3 months over chance", "Nigeria 2009-19, all", "UCDP", "countries/papua_new_guinea", 1.05..1.20, |seen| repeated(seen, All, 1);
        "F88c", "killing by bodies of men and the state in districts: repeats after 6 months over chance", "Nigeria 2009-19, all", "UCDP", "countries/papua_new_guinea", 0.9..1.1, |seen| repeated(seen, All, 2);
        "F88d", "killing by bodies of men and the state in districts: variance over mean", "Nigeria 2009-19, all", "UCDP", "countries/papua_new_guinea", 2.0..2.5, |seen| by_district(seen, All, dispersion);
        "F97a", "dead of a clash of groups, median", "Nigeria 2009-19", "UCDP", "countries/papua_new_guinea", 2.0..5.0, |seen| by_clash(seen, median);
        "F97b", "clashes of groups with ten dead or more", "Nigeria 2009-19", "UCDP", "countries/papua_new_guinea", 0.10..0.30, |seen| by_clash(seen, |dead| share_from(dead, 10.0));
    }
}
