//! How violence and trust are spread: sizes of outbreaks, time between acts in a place, clustering in space, trust
//! over communities. A mean hides all of it, and a model can be right on average and wrong in kind.

use super::look::{Looked, PlaceMonths};
use super::statistics::{Range, Span, quantile, span};
use crate::engine::{Draws, Process};

/// Lags, in months, at which repeats are counted.
const LAGS: [usize; 4] = [1, 3, 6, 12];
/// Distances, in km, within which pairs of acts are counted; 0 is the same community.
const RADII: [f64; 5] = [0.0, 2.0, 5.0, 10.0, 20.0];
/// Worlds in which the acts of a year are dealt out over households, for the envelope of clustering.
const SHUFFLES: u32 = 39;
/// Months of a window within which acts are uneven or not; what changes more slowly is out (F85 to F88).
pub const WINDOW: usize = 24;
/// Quantiles of trust over communities.
const QUANTILES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// One number of a distribution, over replicates.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// What is spread: a key of [`MEANINGS`].
    pub distribution: &'static str,
    /// Where on it.
    pub bin: String,
    /// Mean over replicates with its 95 % interval.
    pub value: Span,
}

/// What each distribution is, in words.
pub const MEANINGS: [(&str, &str); 10] = [
    ("acts", "Violent acts of a community in a month in which there was one: share of such months"),
    (
        "killed",
        "Killed in a community and month in which somebody was: share of such months; `mean` is the mean number",
    ),
    (
        "dispersion",
        "Variance over mean of the monthly acts of a community: 1 where acts fall independently at a steady rate; within \
         24 months slow change is out",
    ),
    (
        "cv_in_time",
        "Coefficient of variation in time of the rate of acts of a community, Poisson noise and slow change out: 0 where \
         the rate is steady",
    ),
    ("gap", "Months from a month with an act to the next one in the same community: share of gaps"),
    (
        "repeat",
        "Months with an act that are followed by another so many months later, over what independence within the \
         community would give: 1 where an act makes no other likelier",
    ),
    (
        "clustering",
        "Pairs of acts of the last year within so many km over pairs of households (Ripley's K, weighted by people): 1 \
         where acts follow people",
    ),
    (
        "clustering_by_chance",
        "The same where acts are dealt out over households at random: the largest of 39 such worlds",
    ),
    ("trust_public", "Mean trust in the police at the end: quantiles over communities"),
    ("trust_customary", "Mean trust in elders at the end: quantiles over communities"),
];

/// The distributions over the replicates that were looked at.
pub fn shares<'a>(looked: impl IntoIterator<Item = &'a Looked>) -> Vec<Share> {
    let mut by_bin: Vec<(&'static str, String, Vec<f64>)> = Vec::new();
    for one in looked {
        for (distribution, bin, value) in measure(&one.months, one.record.replicate) {
            match by_bin.iter_mut().find(|(name, at, _)| *name == distribution && *at == bin) {
                Some((_, _, values)) => values.push(value),
                None => by_bin.push((distribution, bin, vec![value])),
            }
        }
    }
    let shares = by_bin.into_iter().filter_map(|(distribution, bin, values)| {
        let range = range(distribution, &bin);
        Some(Share { distribution, bin, value: span(&values, range)? })
    });
    shares.collect()
}

type Measure = (&'static str, String, f64);

/// Where a number of a distribution can lie: shares and levels from 0 to 1, means and ratios at 0 or above.
fn range(distribution: &str, bin: &str) -> Range {
    match distribution {
        "acts" | "killed" if bin == "mean" => Range::NotNegative,
        "dispersion" | "cv_in_time" | "repeat" | "clustering" | "clustering_by_chance" => {
            Range::NotNegative
        }
        _ => Range::Share,
    }
}

/// All numbers of one replicate.
fn measure(seen: &PlaceMonths, replicate: u32) -> Vec<Measure> {
    let mut all = sizes("acts", &seen.acts);
    all.extend(sizes("killed", &seen.killed));
    all.extend(unevenness(seen));
    all.extend(gaps(&seen.acts));
    all.extend(
        LAGS.iter().filter_map(|&lag| Some(("repeat", lag.to_string(), repeat(&seen.acts, lag)?))),
    );
    all.extend(clustering(seen, replicate));
    for (name, trust) in ["trust_public", "trust_customary"].into_iter().zip(&seen.trust) {
        let mut sorted = trust.clone();
        sorted.sort_by(f64::total_cmp);
        all.extend(QUANTILES.iter().filter_map(|&share| {
            Some((name, format!("{:.0} %", share * 100.0), quantile(&sorted, share)?))
        }));
    }
    all
}

/// Shares of months with 1, 2, 3 or more among community-months with any, and their mean.
fn sizes(name: &'static str, counts: &[Vec<u16>]) -> Vec<Measure> {
    let any: Vec<u16> = counts.iter().flatten().copied().filter(|&count| count > 0).collect();
    if any.is_empty() {
        return Vec::new();
    }
    let n = any.len() as f64;
    let share = |is_it: &dyn Fn(u16) -> bool| any.iter().filter(|&&c| is_it(c)).count() as f64 / n;
    vec![
        (name, "1".to_owned(), share(&|count| count == 1)),
        (name, "2".to_owned(), share(&|count| count == 2)),
        (name, "3".to_owned(), share(&|count| count == 3)),
        (name, "4 or more".to_owned(), share(&|count| count >= 4)),
        (name, "mean".to_owned(), any.iter().map(|&c| f64::from(c)).sum::<f64>() / n),
    ]
}

/// The counts of one community, month by month.
fn series(counts: &[Vec<u16>], place: usize) -> impl Iterator<Item = f64> + Clone + '_ {
    counts.iter().map(move |month| f64::from(month[place]))
}

/// Variance over mean of monthly acts within communities, over the run and with slow change out, and the coefficient of
/// variation in time of the rate that is left.
fn unevenness(seen: &PlaceMonths) -> Vec<Measure> {
    let (run, window) = (seen.windows(seen.acts.len()), seen.windows(WINDOW));
    let within = format!("within {WINDOW} months");
    let all = [
        ("dispersion", "over the run".to_owned(), run.dispersion()),
        ("dispersion", within.clone(), window.dispersion()),
        ("cv_in_time", within, window.cv()),
    ];
    all.into_iter().filter_map(|(name, bin, value)| Some((name, bin, value?))).collect()
}

/// Shares of gaps between months with acts in the same community.
fn gaps(counts: &[Vec<u16>]) -> Vec<Measure> {
    const BINS: [(&str, usize, usize); 5] = [
        ("1", 1, 1),
        ("2 to 3", 2, 3),
        ("4 to 6", 4, 6),
        ("7 to 12", 7, 12),
        ("over 12", 13, usize::MAX),
    ];
    let mut found = [0.0; BINS.len()];
    for place in 0..counts.first().map_or(0, Vec::len) {
        let mut last: Option<usize> = None;
        for (month, _) in series(counts, place).enumerate().filter(|(_, count)| *count > 0.0) {
            if let Some(gap) = last.map(|last| month - last) {
                let bin = BINS.iter().position(|&(_, from, to)| (from..=to).contains(&gap));
                found[bin.unwrap_or(BINS.len() - 1)] += 1.0;
            }
            last = Some(month);
        }
    }
    let all: f64 = found.iter().sum();
    let share = |(bin, count): (&(&str, usize, usize), f64)| ("gap", bin.0.to_owned(), count / all);
    if all > 0.0 { BINS.iter().zip(found).map(share).collect() } else { Vec::new() }
}

/// Pairs of months with an act, `lag` apart in one community, over the number expected if the months with acts of
/// each community were dealt out at random over its months.
fn repeat(counts: &[Vec<u16>], lag: usize) -> Option<f64> {
    let months = counts.len();
    if months <= lag + 1 {
        return None;
    }
    let (mut pairs, mut expected) = (0.0, 0.0);
    for place in 0..counts[0].len() {
        let has: Vec<bool> = series(counts, place).map(|count| count > 0.0).collect();
        let k = has.iter().filter(|&&has| has).count() as f64;
        pairs += (lag..months).filter(|&month| has[month] && has[month - lag]).count() as f64;
        let all = months as f64;
        expected += k * (k - 1.0) / (all * (all - 1.0)) * (all - lag as f64);
    }
    (expected > 0.0).then_some(pairs / expected)
}

/// Pairs of acts of the last year within each distance, over pairs of households; and the largest value in worlds
/// in which the same number of acts falls on households at random.
fn clustering(seen: &PlaceMonths, replicate: u32) -> Vec<Measure> {
    let year = &seen.acts[seen.acts.len().saturating_sub(12)..];
    let acts: Vec<f64> =
        (0..seen.places.len()).map(|place| series(year, place).sum::<f64>()).collect();
    let total: f64 = acts.iter().sum();
    if total < 2.0 {
        return Vec::new();
    }
    let near = nearness(&seen.places);
    let households: Vec<f64> = seen.places.iter().map(|place| place.2).collect();
    let people = pairs_within(&households, &near);
    let ratio = |acts: &[f64]| -> Vec<f64> {
        pairs_within(acts, &near).iter().zip(&people).map(|(a, h)| a / h.max(1e-12)).collect()
    };
    let mut highest = vec![f64::NEG_INFINITY; RADII.len()];
    for shuffle in 0..SHUFFLES {
        let dealt = ratio(&deal(total as u32, &households, replicate, shuffle));
        for (high, value) in highest.iter_mut().zip(dealt) {
            *high = high.max(value);
        }
    }
    let name = |km: f64| if km == 0.0 { "same place".to_owned() } else { format!("{km:.0} km") };
    let own = RADII.iter().zip(ratio(&acts)).map(|(&km, v)| ("clustering", name(km), v));
    let chance = RADII.iter().zip(highest).map(|(&km, v)| ("clustering_by_chance", name(km), v));
    own.chain(chance).collect()
}

/// For each pair of places, the index of the smallest radius that holds it; those farther apart are left out.
fn nearness(places: &[(f64, f64, f64)]) -> Vec<(usize, usize, usize)> {
    let mut near = Vec::new();
    for i in 0..places.len() {
        for j in 0..i {
            let km = libm::hypot(places[i].0 - places[j].0, places[i].1 - places[j].1);
            if let Some(radius) = RADII.iter().position(|&radius| km <= radius) {
                near.push((i, j, radius.max(1)));
            }
        }
    }
    near
}

/// Share of all pairs of things that lie within each radius.
fn pairs_within(things: &[f64], near: &[(usize, usize, usize)]) -> Vec<f64> {
    let total: f64 = things.iter().sum();
    let mut within = vec![0.0; RADII.len()];
    within[0] = things.iter().map(|n| n * (n - 1.0)).sum::<f64>();
    for &(i, j, radius) in near {
        within[radius] += 2.0 * things[i] * things[j];
    }
    for radius in 1..within.len() {
        within[radius] += within[radius - 1];
    }
    within.iter().map(|pairs| pairs / (total * (total - 1.0))).collect()
}

/// So many acts dealt out over households at random.
fn deal(acts: u32, households: &[f64], replicate: u32, shuffle: u32) -> Vec<f64> {
    let mut stream = Draws::new(1, replicate).stream(Process::Design, shuffle, 3, 0);
    let ends: Vec<f64> = households
        .iter()
        .scan(0.0, |sum, n| {
            *sum += n;
            Some(*sum)
        })
        .collect();
    let all = ends.last().copied().unwrap_or(0.0);
    let mut dealt = vec![0.0; households.len()];
    for _ in 0..acts {
        let at = stream.unit64() * all;
        dealt[ends.partition_point(|&end| end <= at).min(households.len() - 1)] += 1.0;
    }
    dealt
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two communities, six months: acts in months 1, 2 and 6 of the first, none in the second.
    fn written_out() -> Vec<Vec<u16>> {
        [[2, 0], [1, 0], [0, 0], [0, 0], [0, 0], [1, 0]].map(|row| row.to_vec()).to_vec()
    }

    fn of(measures: &[Measure], bin: &str) -> f64 {
        measures.iter().find(|(_, at, _)| at == bin).unwrap().2
    }

    #[test]
    fn verif_sizes_and_gaps_are_those_counted_by_hand() {
        let sizes = sizes("acts", &written_out());
        assert!((of(&sizes, "1") - 2.0 / 3.0).abs() < 1e-12);
        assert!((of(&sizes, "mean") - 4.0 / 3.0).abs() < 1e-12);
        let gaps = gaps(&written_out());
        assert_eq!((of(&gaps, "1"), of(&gaps, "4 to 6")), (0.5, 0.5));
    }

    /// A share of 0.9 with a t interval of 0.65 to 1.15 has one that ends below 1; a mean above 1 is none.
    #[test]
    fn intervals_of_shares_stay_between_0_and_1() {
        assert_eq!(range("acts", "1"), Range::Share);
        assert_eq!(range("acts", "mean"), Range::NotNegative);
        assert_eq!(range("trust_public", "5 %"), Range::Share);
        let share = span(&[0.8, 0.9, 1.0], range("gap", "1")).unwrap();
        assert!(share.low.unwrap() > 0.0 && share.high.unwrap() < 1.0, "{share:?}");
    }

    #[test]
    fn verif_repeats_are_counted_against_what_independence_gives() {
        // Three months of six: 3·2/(6·5)·(6 − 1) = 1 pair one month apart is expected, and one is found.
        assert!((repeat(&written_out(), 1).unwrap() - 1.0).abs() < 1e-12);
        // Four and five months apart: 2/5·(2)/2 …; one pair of 0.4 expected.
        assert!((repeat(&written_out(), 4).unwrap() - 1.0 / 0.4).abs() < 1e-12);
    }

    #[test]
    fn acts_that_fall_on_households_at_random_do_not_cluster_and_acts_in_one_place_do() {
        let places: Vec<_> = (0..20).map(|i| (f64::from(i), 0.0, 100.0)).collect();
        let households = vec![100.0; 20];
        let as_year = |acts: Vec<f64>| PlaceMonths {
            acts: vec![acts.iter().map(|&n| n as u16).collect()],
            places: places.clone(),
            ..PlaceMonths::default()
        };
        let at_random = clustering(&as_year(deal(400, &households, 7, 99)), 1);
        assert!((of(&at_random, "same place") - 1.0).abs() < 0.15, "{at_random:?}");
        let mut heaped = vec![0.0; 20];
        heaped[3] = 400.0;
        let heaped = clustering(&as_year(heaped), 1);
        assert!(of(&heaped, "same place") > 15.0);
    }
}
