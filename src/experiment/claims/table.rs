//! The tables of claims: written, and read again for the page.

use super::{Found, Judged, Size, Spread};
use crate::metrics;
use crate::scenario::claim::Claim;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A row of `claims.csv`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Number of the claim.
    pub claim: String,
    /// What is said.
    pub verdict: String,
    /// Effect of the outcome on which the verdict hangs, at the defaults.
    pub effect: Option<f64>,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Replicates in which it is defined.
    pub replicates: usize,
    /// The same effect with the carrier off.
    pub ablated_effect: Option<f64>,
    /// Share of the ensemble in which the claim holds; of the prior where there is no ensemble.
    pub share_holds: Option<f64>,
    /// Share in which the effect is as good as none.
    pub share_null: Option<f64>,
    /// Share in which it reverses.
    pub share_reversed: Option<f64>,
    /// Whether half of the effect or more goes with the carrier.
    pub carried: String,
    /// The outcome on which the verdict hangs, from 1.
    pub outcome: usize,
    /// Sets of the ensemble behind the shares; 0 without one.
    pub sets: usize,
    /// Share of draws from the prior in which it holds.
    pub prior_holds: Option<f64>,
    /// Share of them in which the effect is as good as none.
    pub prior_null: Option<f64>,
    /// Share of them in which it reverses.
    pub prior_reversed: Option<f64>,
    /// Draws from the prior.
    pub draws: usize,
    /// Parameters on which the effect hangs over the draws, with the rank correlation.
    pub decided_by: String,
    /// Communities at the defaults.
    pub communities: u32,
    /// Households in each.
    pub households: u32,
    /// Months before month 0.
    pub burn_in_months: u32,
    /// Communities at a draw.
    pub draw_communities: u32,
    /// Replicates of a draw.
    pub draw_replicates: u32,
}

/// A row of `outcomes.csv`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutcomeRow {
    /// Number of the claim.
    pub claim: String,
    /// Number of the outcome in its file, from 1.
    pub outcome: usize,
    /// Metric.
    pub metric: String,
    /// Level of a dimension; empty in a total.
    pub level: String,
    /// Effect at the defaults.
    pub effect: Option<f64>,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Replicates in which it is defined.
    pub replicates: usize,
    /// The same with the carrier off.
    pub ablated_effect: Option<f64>,
    /// Lower end of the interval of what goes with the carrier.
    pub lost_low: Option<f64>,
    /// Upper end.
    pub lost_high: Option<f64>,
}

/// Six digits tell all that intervals leave to tell.
fn digits(x: f64) -> f64 {
    format!("{x:.5e}").parse().unwrap_or(x)
}

/// Rows of `claims.csv`.
pub fn rows(judged: &[Judged], size: &Size) -> Vec<Row> {
    let row = |one: &Judged| {
        let Found { effect, ablated, .. } = one.found[one.deciding];
        let decided = one.decided_by.iter().map(|(key, rank)| format!("{key} {rank:+.2}"));
        let share = |of: Spread, at: usize| of.shares.map(|shares| digits(shares[at]));
        let spread = one.spread();
        Row {
            claim: one.claim.clone(),
            verdict: one.verdict.name().to_owned(),
            effect: effect.map(|effect| digits(effect.mean)),
            low: effect.and_then(|effect| effect.low()).map(digits),
            high: effect.and_then(|effect| effect.high()).map(digits),
            replicates: effect.map_or(0, |effect| effect.n),
            ablated_effect: ablated.map(|effect| digits(effect.mean)),
            share_holds: share(spread, 0),
            share_null: share(spread, 1),
            share_reversed: share(spread, 2),
            carried: one.carried.name().to_owned(),
            outcome: one.deciding + 1,
            sets: one.ensemble.draws,
            prior_holds: share(one.prior, 0),
            prior_null: share(one.prior, 1),
            prior_reversed: share(one.prior, 2),
            draws: one.prior.draws,
            decided_by: decided.collect::<Vec<_>>().join("; "),
            communities: size.communities,
            households: size.households,
            burn_in_months: size.burn_in,
            draw_communities: size.draw_communities,
            draw_replicates: size.draw_replicates,
        }
    };
    judged.iter().map(row).collect()
}

/// Rows of `outcomes.csv`.
pub fn outcomes(claims: &[Claim], judged: &[Judged]) -> Vec<OutcomeRow> {
    let mut rows = Vec::new();
    for (claim, one) in claims.iter().zip(judged) {
        for (i, (outcome, found)) in claim.outcomes.iter().zip(&one.found).enumerate() {
            let column = &metrics::columns()[outcome.column];
            let Found { effect, ablated, lost } = found;
            rows.push(OutcomeRow {
                claim: claim.number.clone(),
                outcome: i + 1,
                metric: column.metric.name.to_owned(),
                level: column.level.to_owned(),
                effect: effect.map(|effect| digits(effect.mean)),
                low: effect.and_then(|effect| effect.low()).map(digits),
                high: effect.and_then(|effect| effect.high()).map(digits),
                replicates: effect.map_or(0, |effect| effect.n),
                ablated_effect: ablated.map(|effect| digits(effect.mean)),
                lost_low: lost.and_then(|lost| lost.low()).map(digits),
                lost_high: lost.and_then(|lost| lost.high()).map(digits),
            });
        }
    }
    rows
}

/// Rows as CSV.
///
/// # Errors
/// When a row cannot be written.
pub fn to_csv<T: Serialize>(rows: &[T]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter().try_for_each(|row| writer.serialize(row))?;
    writer.into_inner().map_err(|error| std::io::Error::other(error.to_string()).into())
}

/// Rows read from CSV.
///
/// # Errors
/// When a row is none of these.
pub fn of_csv<T: DeserializeOwned>(text: &[u8]) -> Result<Vec<T>, csv::Error> {
    csv::Reader::from_reader(text).deserialize().collect()
}
