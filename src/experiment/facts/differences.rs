//! Facts on differences between places (docs/facts.md, section 7): read from all replicates together.

use super::{Fact, Seen, declared};
use crate::experiment::between::{
    Events, Scale, Years, cv_of_a_year, cv_of_the_run, half_of_a_year, next_year, places, told,
};
use crate::experiment::statistics::{Span, estimate};

/// A number about the places of all replicates; `None` where they are too few.
fn between(
    seen: &[Seen],
    scale: Scale,
    events: Events,
    statistic: fn(&[Years]) -> Option<f64>,
) -> Option<Span> {
    told(&places(seen.iter().map(|one| one.record), scale, events), statistic)
}

fn by_site(seen: &[Seen], statistic: fn(&[Years]) -> Option<f64>) -> Option<Span> {
    between(seen, Scale::Site, Events::Killings, statistic)
}

/// Standard deviation between regions of the true share who say yes to a question of the barometer: the root of its
/// variance, which is a mean over rounds and replicates.
fn between_regions(seen: &[Seen], question: &str) -> Option<Span> {
    let of = |one: &Seen| one.of_rounds("barometer", question, |answer| answer.between_regions);
    let variances: Vec<f64> = seen.iter().filter_map(of).collect();
    let variance = estimate(&variances)?;
    let root = |variance: f64| variance.max(0.0).sqrt();
    Some(Span {
        mean: root(variance.mean),
        low: variance.low().map(root),
        high: variance.high().map(root),
        n: variance.n,
    })
}

/// The facts of places.
pub(super) fn facts_between_places() -> Vec<Fact> {
    declared! {
        Together:
        "F71a", "variation of killing between sites in a year", "South Africa 2003-13", "SAPS and census", "weak_state", 0.60..0.85, |seen| by_site(seen, cv_of_a_year);
        "F71b", "variation of killing between sites in a year", "Western Cape 2003-13", "SAPS and census", "countries/western_cape", 0.6..1.1, |seen| by_site(seen, cv_of_a_year);
        "F72a", "people among whom half of a year's killings fall, by site", "South Africa 2012-13", "SAPS and census", "weak_state", 0.20..0.32, |seen| by_site(seen, half_of_a_year);
        "F72b", "people among whom half of a year's killings fall, by site", "Western Cape 2012-13", "SAPS and census", "countries/western_cape", 0.20..0.32, |seen| by_site(seen, half_of_a_year);
        "F73", "variation of thefts and robberies between sites in a year", "South Africa 2012-13", "SAPS and census", "weak_state", 0.43..0.77, |seen| between(seen, Scale::Site, Events::Thefts, cv_of_a_year);
        "F74", "killing by site: correlation with the next year", "South Africa 2003-12", "SAPS and census", "weak_state", 0.90..0.99, |seen| by_site(seen, next_year);
        "F75", "variation of killing between communities over the run", "St. Louis 1980-94, a violent city of a strong state", "Jackman's data", "weak_state", 0.6..1.0, |seen| between(seen, Scale::Community, Events::Killings, cv_of_the_run);
        "F81", "trust in police: standard deviation between regions", "37 African countries 2021-23", "Afrobarometer", "weak_state", 0.05..0.13, |seen| between_regions(seen, "trusts_police");
        "F82", "trust in elders: standard deviation between regions", "33 African countries 2021-23", "Afrobarometer", "weak_state", 0.08..0.15, |seen| between_regions(seen, "trusts_elders");
        "F83", "sought help from police: standard deviation between regions", "37 African countries 2021-23", "Afrobarometer", "weak_state", 0.024..0.046, |seen| between_regions(seen, "sought_police_help");
    }
}
