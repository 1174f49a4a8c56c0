//! The tables of claims: written, and read again for the page.

use super::{Found, Judged, Size, Spread};
use crate::output::claims::{OutcomeRow, Row};
use crate::scenario::claim::{Claim, Outcome};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Six digits tell all that intervals leave to tell.
fn digits(x: f64) -> f64 {
    format!("{x:.5e}").parse().unwrap_or(x)
}

/// Rows of `claims.csv`.
pub fn rows(claims: &[Claim], judged: &[Judged], size: &Size) -> Vec<Row> {
    let row = |(claim, one): (&Claim, &Judged)| {
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
            draw_replicates: size.at_draw(claim),
        }
    };
    claims.iter().zip(judged).map(row).collect()
}

/// Rows of `claims_outcomes.csv`.
pub fn outcomes(claims: &[Claim], judged: &[Judged]) -> Vec<OutcomeRow> {
    let mut rows = Vec::new();
    for (claim, one) in claims.iter().zip(judged) {
        for (i, (outcome, found)) in claim.outcomes.iter().zip(&one.found).enumerate() {
            let (metric, level) = outcome.reads.name();
            let Found { effect, ablated, lost, matters } = found;
            rows.push(OutcomeRow {
                claim: claim.number.clone(),
                outcome: i + 1,
                metric: metric.to_owned(),
                level: level.to_owned(),
                effect: effect.map(|effect| digits(effect.mean)),
                low: effect.and_then(|effect| effect.low()).map(digits),
                high: effect.and_then(|effect| effect.high()).map(digits),
                replicates: effect.map_or(0, |effect| effect.n),
                ablated_effect: ablated.map(|effect| digits(effect.mean)),
                lost_low: lost.and_then(|lost| lost.low()).map(digits),
                lost_high: lost.and_then(|lost| lost.high()).map(digits),
                matters: matters.map(digits),
            });
        }
    }
    rows
}

/// The row of an outcome, by position from 0, among those of its claim; `None` where what was lived read something else.
pub fn row_of<'a>(
    outcome: &Outcome,
    i: usize,
    rows: impl IntoIterator<Item = &'a OutcomeRow>,
) -> Option<&'a OutcomeRow> {
    let is_it = |row: &&OutcomeRow| {
        row.outcome == i + 1 && (row.metric.as_str(), row.level.as_str()) == outcome.reads.name()
    };
    rows.into_iter().find(is_it)
}

/// Outcomes of claims that tables tell nothing of, as those of files that were changed since.
pub fn untold(claims: &[Claim], rows: &[OutcomeRow]) -> Vec<String> {
    let of_claim = |claim: &Claim| {
        let own: Vec<&OutcomeRow> = rows.iter().filter(|row| row.claim == claim.number).collect();
        let untold = |(i, outcome): (usize, &Outcome)| {
            row_of(outcome, i, own.iter().copied())
                .is_none()
                .then(|| format!("claim {}, outcome {}: {}", claim.number, i + 1, outcome.words))
        };
        claim.outcomes.iter().enumerate().filter_map(untold).collect::<Vec<_>>()
    };
    claims.iter().flat_map(of_claim).collect()
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
