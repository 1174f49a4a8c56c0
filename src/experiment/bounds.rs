//! What a programme can do at most beside what it does: a bound that follows from how much it touches, the break
//! hazard of settlements at which it stops helping, and bands in communities matched to others without one (model,
//! section 8).

use super::ensemble::{RunError, RunOptions, Unwatched, run_together};
use super::statistics::{Estimate, Range, Span, estimate, paired, span};
use crate::metrics::{self, Name};
use crate::output::Record;
use crate::output::record::CommunityYear;
use crate::params::{Catalogue, Value};
use crate::scenario::{Assignment, Location, Scenario};
use std::sync::atomic::AtomicBool;

/// Break hazards a month at which committees are tried; the declared range ends at 0.1.
pub const BREAKING: [f64; 6] = [0.005, 0.03, 0.1, 0.3, 1.0, 3.0];

/// What peace committees can do and do, at one break hazard.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// Hazard by which a settlement breaks at first, a month.
    pub breaking: f64,
    /// Gatherings held over disputes arisen; like each that follows over replicates in which it is defined, `None` where
    /// there are none.
    pub heard: Option<Span>,
    /// Settlements not broken, of all settlements.
    pub kept: Option<Span>,
    /// Violence born of disputes, of all violence, in the placebo.
    pub born_of_disputes: Option<Span>,
    /// The product: the share of violence that hearing these disputes can avert directly.
    pub bound: Option<Span>,
    /// Violence averted against the placebo, as a share of the placebo's, over pairs of replicates.
    pub effect: Option<Span>,
}

/// The mean of a column over the months after month 0 of a record.
fn mean(record: &Record, metric: Name, level: &str) -> Option<f64> {
    record.mean(metrics::position(metric, level), (1, i32::MAX))
}

/// What the committees of a scenario can do and do, against its placebo, at each of [`BREAKING`].
///
/// # Errors
/// As [`run_together`].
pub fn committees(
    scenario: &Scenario,
    threads: usize,
    stop: &AtomicBool,
) -> Result<Vec<Reach>, RunError> {
    let catalogue = Catalogue::standard();
    let mut all = Vec::new();
    for breaking in BREAKING {
        let hazard = Assignment {
            key: "settlement.breaking".to_owned(),
            value: Value::Real(breaking),
            location: Location::Argument(format!("settlement.breaking={breaking}")),
        };
        let with = scenario.at(&[hazard], &catalogue)?;
        let Some(without) = with.placebo()? else { return Ok(all) };
        let options = RunOptions { threads, ..RunOptions::default() };
        let arms = run_together(
            &[&with, &without],
            1..=scenario.params.run.replicates,
            &options,
            &[&Unwatched, &Unwatched],
            stop,
        )?;
        all.push(reach(breaking, &arms[0].records, &arms[1].records));
    }
    Ok(all)
}

/// A part of a whole in a record; `None` where there is no whole.
fn ratio(record: &Record, part: (Name, &str), whole: (Name, &str)) -> Option<f64> {
    let whole = mean(record, whole.0, whole.1).filter(|whole| *whole > 0.0)?;
    Some(mean(record, part.0, part.1)? / whole)
}

/// The share of settlements of a record that were not broken; `None` where there were none.
fn kept(record: &Record) -> Option<f64> {
    let ended = |outcome| mean(record, Name::DisputesEnded, outcome);
    let settled = Some(ended("agreement")? + ended("imposition")?).filter(|n| *n > 0.0)?;
    Some(1.0 - (mean(record, Name::DisputesReopened, "")? / settled).min(1.0))
}

/// One hazard's numbers from the records of the programme and of its placebo, replicate by replicate.
fn reach(breaking: f64, with: &[Record], without: &[Record]) -> Reach {
    let pairs: Vec<(&Record, &Record)> = with
        .iter()
        .filter_map(|one| {
            Some((one, without.iter().find(|other| other.replicate == one.replicate)?))
        })
        .collect();
    let heard = |with: &Record| ratio(with, (Name::Gatherings, ""), (Name::DisputesArisen, ""));
    let born = |without: &Record| {
        ratio(without, (Name::ViolenceRate, "dispute"), (Name::ViolenceRate, ""))
    };
    let over = |range: Range, of: &dyn Fn(&Record, &Record) -> Option<f64>| {
        span(&pairs.iter().filter_map(|(a, b)| of(a, b)).collect::<Vec<_>>(), range)
    };
    let violence: (Vec<f64>, Vec<f64>) = pairs
        .iter()
        .filter_map(|(a, b)| {
            Some((mean(a, Name::ViolenceRate, "")?, mean(b, Name::ViolenceRate, "")?))
        })
        .unzip();
    Reach {
        breaking,
        heard: over(Range::NotNegative, &|a, _| heard(a)),
        kept: over(Range::Share, &|a, _| kept(a)),
        born_of_disputes: over(Range::Share, &|_, b| born(b)),
        bound: over(Range::NotNegative, &|a, b| Some(heard(a)? * kept(a)? * born(b)?)),
        effect: averted(&violence.0, &violence.1),
    }
}

/// Violence averted as a share of the placebo's; `None` where the placebo has none.
fn averted(programme: &[f64], placebo: &[f64]) -> Option<Span> {
    let baseline = estimate(placebo)?.mean;
    let averted = paired(programme, placebo)?;
    let share = |x: f64| x / baseline;
    (baseline > 0.0).then(|| Span {
        mean: share(averted.difference),
        low: averted.low().map(share),
        high: averted.high().map(share),
        n: averted.n,
    })
}

/// What intervals say of where committees stop averting violence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BreakEven {
    /// The interval lies above 0 at every hazard tried.
    Nowhere,
    /// Up to one hazard the interval lies above 0, from another on below.
    Between {
        /// The last at which they avert violence.
        from: f64,
        /// The first at which they add to it.
        to: f64,
        /// Where the mean crosses 0, between hazards in proportion on the scale of logarithms.
        near: f64,
    },
    /// Up to a hazard the interval lies above 0; beyond it holds 0.
    After(f64),
    /// They avert violence at no hazard, and at some add to it.
    Harm,
    /// No interval leaves out 0, or there are none.
    NotShown,
}

/// The break hazard at which committees stop averting violence, as far as the intervals carry it.
pub fn break_even(reaches: &[Reach]) -> BreakEven {
    let above = |reach: &Reach| reach.effect.and_then(|effect| effect.low).is_some_and(|x| x > 0.0);
    let below =
        |reach: &Reach| reach.effect.and_then(|effect| effect.high).is_some_and(|x| x < 0.0);
    if !reaches.is_empty() && reaches.iter().all(above) {
        return BreakEven::Nowhere;
    }
    match (reaches.iter().rposition(above), reaches.iter().position(below)) {
        (Some(last), Some(first)) if last < first => {
            let (from, to) = (reaches[last].breaking, reaches[first].breaking);
            match crossing(&reaches[last..=first]) {
                Some(near) => BreakEven::Between { from, to, near },
                None => BreakEven::After(from),
            }
        }
        (Some(last), None) => BreakEven::After(reaches[last].breaking),
        (None, Some(_)) => BreakEven::Harm,
        // One that helps again after it has harmed tells of luck.
        _ => BreakEven::NotShown,
    }
}

/// Where the mean effect first falls through 0.
fn crossing(reaches: &[Reach]) -> Option<f64> {
    let means: Vec<(f64, f64)> =
        reaches.iter().filter_map(|one| Some((one.breaking, one.effect?.mean))).collect();
    means.windows(2).find_map(|pair| {
        let ((before, high), (after, low)) = (pair[0], pair[1]);
        (high > 0.0 && low <= 0.0).then(|| {
            let part = high / (high - low);
            libm::exp(libm::log(before) + part * (libm::log(after) - libm::log(before)))
        })
    })
}

/// Communities in which a band formed, beside others.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// What is compared: a key of [`OUTCOMES`].
    pub outcome: &'static str,
    /// With a band less all without one.
    pub unmatched: Estimate,
    /// With a band less the community without one that was most like it before.
    pub matched: Estimate,
    /// Communities in which a band formed, over all replicates.
    pub bands: usize,
}

/// An outcome: its name, its unit, and how it is read from a community and year.
type Outcome = (&'static str, &'static str, fn(&CommunityYear) -> f64);

/// What is compared in the year after the band formed.
pub const OUTCOMES: [Outcome; 4] = [
    ("violent acts", "per 100 households and year", |row| a_hundred(row, row.violent_incidents)),
    ("killed", "per 100 households and year", |row| a_hundred(row, row.deaths)),
    ("thefts", "per 100 households and year", |row| a_hundred(row, row.thefts)),
    ("fear", "level", |row| row.fear),
];

fn a_hundred(row: &CommunityYear, count: u32) -> f64 {
    f64::from(count) * 100.0 / f64::from(row.households.max(1))
}

/// On what communities are matched: the year before the band formed.
const LIKENESS: [fn(&CommunityYear) -> f64; 7] = [
    |row| a_hundred(row, row.violent_incidents),
    |row| a_hundred(row, row.thefts),
    |row| a_hundred(row, row.unanswered),
    |row| row.fear,
    |row| row.poverty,
    |row| row.efficacy,
    |row| f64::from(u8::from(row.gang.is_some())),
];

/// Bands that formed, each beside the communities without one in the same replicate and year: raw, and matched to the
/// nearest on violence, thefts, victims without an answer, fear, poverty, efficacy and gangs in the year before, each
/// in its standard deviations, with replacement. What is left of selection is what nobody saw in that year.
pub fn bands(records: &[Record]) -> Vec<Match> {
    let mut by_outcome = vec![(Vec::new(), Vec::new()); OUTCOMES.len()];
    let mut bands = 0;
    for record in records {
        let (raw, matched, formed) = of_replicate(record);
        bands += formed;
        for (i, lists) in by_outcome.iter_mut().enumerate() {
            lists.0.extend(raw.get(i));
            lists.1.extend(matched.get(i));
        }
    }
    by_outcome
        .iter()
        .zip(OUTCOMES)
        .filter_map(|((raw, matched), (outcome, _, _))| {
            Some(Match { outcome, unmatched: estimate(raw)?, matched: estimate(matched)?, bands })
        })
        .collect()
}

/// Mean differences of each outcome in one replicate, raw and matched, and the number of bands that formed.
fn of_replicate(record: &Record) -> (Vec<f64>, Vec<f64>, usize) {
    let years = |year: i32| -> Vec<&CommunityYear> {
        record.communities.iter().filter(|row| row.year == year).collect()
    };
    let whole = record.communities.iter().filter(|row| row.months == 12);
    let last = whole.map(|row| row.year).max().unwrap_or(0);
    let mut raw = vec![Vec::new(); OUTCOMES.len()];
    let mut matched = raw.clone();
    for year in 1..=(last - 2) {
        let (before, during, after) = (years(year), years(year + 1), years(year + 2));
        let is_without = |i: &usize| before[*i].band_men == 0;
        let never = |i: &usize| during[*i].band_men == 0 && after[*i].band_men == 0;
        let forms = |i: &usize| during[*i].band_men > 0 && after[*i].band_men > 0;
        let candidates: Vec<usize> = (0..before.len()).filter(is_without).collect();
        let without: Vec<usize> = candidates.iter().copied().filter(never).collect();
        let spread = LIKENESS.map(|of| {
            let values: Vec<f64> = candidates.iter().map(|&i| of(before[i])).collect();
            super::statistics::deviation(&values)
        });
        let distance = |a: usize, b: usize| -> f64 {
            LIKENESS
                .iter()
                .zip(spread)
                .filter(|(_, spread)| *spread > 0.0)
                .map(|(of, spread)| ((of(before[a]) - of(before[b])) / spread).powi(2))
                .sum()
        };
        for i in candidates.iter().copied().filter(forms) {
            let nearest =
                without.iter().copied().min_by(|&a, &b| distance(i, a).total_cmp(&distance(i, b)));
            let Some(nearest) = nearest else { continue };
            for (o, (_, _, read)) in OUTCOMES.iter().enumerate() {
                let others = without.iter().map(|&j| read(after[j])).sum::<f64>();
                raw[o].push(read(after[i]) - others / without.len() as f64);
                matched[o].push(read(after[i]) - read(after[nearest]));
            }
        }
    }
    let formed = raw[0].len();
    if formed == 0 {
        return (Vec::new(), Vec::new(), 0);
    }
    let means = |lists: Vec<Vec<f64>>| -> Vec<f64> {
        lists.iter().map(|list| list.iter().sum::<f64>() / list.len() as f64).collect()
    };
    (means(raw), means(matched), formed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(breaking: f64, effect: f64, half: f64) -> Reach {
        let known = |mean| Some(Span { mean, low: None, high: None, n: 2 });
        let effect =
            Span { mean: effect, low: Some(effect - half), high: Some(effect + half), n: 2 };
        Reach {
            breaking,
            heard: known(0.1),
            kept: known(0.7),
            born_of_disputes: known(0.5),
            bound: known(0.035),
            effect: Some(effect),
        }
    }

    #[test]
    fn verif_the_break_even_lies_where_the_effect_crosses_zero() {
        let reaches = [at(0.01, 0.03, 0.001), at(0.1, 0.01, 0.001), at(1.0, -0.01, 0.001)];
        let BreakEven::Between { from, to, near } = break_even(&reaches) else { panic!() };
        assert!((near - libm::sqrt(0.1)).abs() < 1e-9);
        assert_eq!((from, to), (0.1, 1.0));
    }

    /// Ten times as wide as the effect, an interval carries no sentence on where it ends.
    #[test]
    fn no_break_even_is_told_that_its_intervals_do_not_carry() {
        let wide = [at(0.01, 0.03, 0.3), at(0.1, 0.01, 0.1), at(1.0, 0.02, 0.2)];
        assert_eq!(break_even(&wide), BreakEven::NotShown);
        let some = [at(0.01, 0.03, 0.01), at(0.1, 0.01, 0.1), at(1.0, -0.02, 0.2)];
        assert_eq!(break_even(&some), BreakEven::After(0.01));
        let all = [at(0.01, 0.03, 0.01), at(1.0, 0.02, 0.01)];
        assert_eq!(break_even(&all), BreakEven::Nowhere);
        let harm = [at(0.01, 0.03, 0.1), at(1.0, -0.02, 0.01)];
        assert_eq!(break_even(&harm), BreakEven::Harm);
        let undefined = Reach { effect: None, ..at(0.01, 0.0, 0.0) };
        assert_eq!(break_even(&[undefined]), BreakEven::NotShown);
    }

    #[test]
    fn nothing_is_averted_where_the_placebo_has_nothing() {
        assert_eq!(averted(&[0.0, 0.0], &[0.0, 0.0]), None);
        let half = averted(&[1.0, 1.0], &[2.0, 2.0]).unwrap();
        assert_eq!((half.mean, half.low), (0.5, Some(0.5)));
        assert_eq!(averted(&[1.0], &[2.0]).unwrap().low, None);
    }

    /// Four communities over three years: a band forms in the first, which is like the second before.
    #[test]
    fn a_band_is_compared_with_the_place_that_was_like_it() {
        let row = |identity, year, violent, band_men| CommunityYear {
            year,
            identity,
            violent_incidents: violent,
            band_men,
            ..blank()
        };
        let mut record = Record::new(1);
        for (year, band) in [(1, 0), (2, 9), (3, 9)] {
            record.communities.push(row(0, year, 20, band));
            record.communities.push(row(1, year, if year == 3 { 15 } else { 20 }, 0));
            record.communities.push(row(2, year, 1, 0));
            record.communities.push(row(3, year, 2, 0));
        }
        let found = bands(&[record]);
        assert_eq!(found[0].bands, 1);
        // 20 against 15 for 100 households; against all three 20 − 6.
        assert!((found[0].matched.mean - 5.0).abs() < 1e-9);
        assert!((found[0].unmatched.mean - 14.0).abs() < 1e-9);
    }

    fn blank() -> CommunityYear {
        CommunityYear {
            year: 0,
            months: 12,
            identity: 0,
            name: String::new(),
            town: String::new(),
            site: 0,
            committee_site: 0,
            district: String::new(),
            enclave: false,
            ring: false,
            x_km: 0.0,
            y_km: 0.0,
            longitude: None,
            latitude: None,
            households: 100,
            is_synthetic: true,
            is_rural: true,
            weight: 1.0,
            violent_incidents: 0,
            deaths: 0,
            thefts: 0,
            disputes_arisen: 0,
            disputes_settled: 0,
            unanswered: 0,
            police_officers: 0.0,
            fear: 0.2,
            radius_of_trust: 0.3,
            efficacy: 0.6,
            poverty: 0.5,
            trust_public: 0.3,
            trust_customary: 0.6,
            trust_peace_committee: 0.5,
            has_committee: false,
            band_men: 0,
            gang: None,
            gang_men: 0,
        }
    }
}
