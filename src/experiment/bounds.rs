//! What a programme can do at most beside what it does: a bound that follows from how much it touches, the break
//! hazard of settlements at which it stops helping, and bands in communities matched to others without one (model,
//! section 8).

use super::ensemble::{RunError, RunOptions, Unwatched, run_together};
use super::statistics::{Estimate, estimate, paired};
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
    /// Gatherings held over disputes arisen.
    pub heard: Estimate,
    /// Settlements not broken, of all settlements.
    pub kept: Estimate,
    /// Violence born of disputes, of all violence, in the placebo.
    pub born_of_disputes: Estimate,
    /// The product: the share of violence that hearing these disputes can avert directly.
    pub bound: Estimate,
    /// Violence averted against the placebo, as a share of the placebo's, over pairs of replicates.
    pub effect: Estimate,
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
        all.extend(reach(breaking, &arms[0].records, &arms[1].records));
    }
    Ok(all)
}

/// One hazard's numbers from the records of the programme and of its placebo.
fn reach(breaking: f64, with: &[Record], without: &[Record]) -> Option<Reach> {
    let over = |records: &[Record], of: &dyn Fn(&Record) -> Option<f64>| -> Vec<f64> {
        records.iter().filter_map(of).collect()
    };
    let ratio = |record: &Record, (part, level): (Name, &str), (whole, all): (Name, &str)| {
        Some(mean(record, part, level)? / mean(record, whole, all)?.max(1e-12))
    };
    let heard = over(with, &|r| ratio(r, (Name::Gatherings, ""), (Name::DisputesArisen, "")));
    let kept = over(with, &|r| {
        let settled = mean(r, Name::DisputesEnded, "agreement")?
            + mean(r, Name::DisputesEnded, "imposition")?;
        Some(1.0 - (mean(r, Name::DisputesReopened, "")? / settled.max(1e-12)).min(1.0))
    });
    let born =
        over(without, &|r| ratio(r, (Name::ViolenceRate, "dispute"), (Name::ViolenceRate, "")));
    let bound: Vec<f64> = heard
        .iter()
        .zip(&kept)
        .zip(&born)
        .map(|((heard, kept), born)| heard * kept * born)
        .collect();
    let violence = |records: &[Record]| over(records, &|r| mean(r, Name::ViolenceRate, ""));
    let (programme, placebo) = (violence(with), violence(without));
    let baseline = estimate(&placebo)?.mean;
    let difference = paired(&programme, &placebo)?;
    let effect = Estimate {
        mean: difference.difference / baseline,
        half_width: (difference.n > 1).then_some(difference.half_width / baseline),
        n: difference.n,
    };
    Some(Reach {
        breaking,
        heard: estimate(&heard)?,
        kept: estimate(&kept)?,
        born_of_disputes: estimate(&born)?,
        bound: estimate(&bound)?,
        effect,
    })
}

/// The break hazard at which committees stop averting violence: where the effect crosses 0, between tried hazards in
/// proportion on the scale of logarithms. `None` where it never does.
pub fn break_even(reaches: &[Reach]) -> Option<f64> {
    reaches.windows(2).find_map(|pair| {
        let (before, after) = (&pair[0], &pair[1]);
        let (high, low) = (before.effect.mean, after.effect.mean);
        (high > 0.0 && low <= 0.0).then(|| {
            let part = high / (high - low);
            let log = |reach: &Reach| libm::log(reach.breaking);
            libm::exp(log(before) + part * (log(after) - log(before)))
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

    fn at(breaking: f64, effect: f64) -> Reach {
        let known = |mean| Estimate { mean, half_width: None, n: 1 };
        Reach {
            breaking,
            heard: known(0.1),
            kept: known(0.7),
            born_of_disputes: known(0.5),
            bound: known(0.035),
            effect: known(effect),
        }
    }

    #[test]
    fn verif_the_break_even_lies_where_the_effect_crosses_zero() {
        let reaches = [at(0.01, 0.03), at(0.1, 0.01), at(1.0, -0.01)];
        assert!((break_even(&reaches).unwrap() - libm::sqrt(0.1)).abs() < 1e-9);
        assert_eq!(break_even(&[at(0.01, 0.03), at(0.1, 0.01)]), None);
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
