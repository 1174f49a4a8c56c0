//! The tables of claims: written, and read again for the page.

use super::{Found, Judged, Size, Spread};
use crate::experiment::money::External;
use crate::output::claims::{ARMS, ArmRow, CLAIMS, OUTCOMES, OutcomeRow, Row};
use crate::scenario::claim::{Arm, Claim, Outcome};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

/// Six digits tell all that intervals leave to tell.
fn digits(x: f64) -> f64 {
    format!("{x:.5e}").parse().unwrap_or(x)
}

/// The tables of claims.
#[derive(Debug, Clone, PartialEq)]
pub struct Tables {
    /// `claims.csv`.
    pub claims: Vec<Row>,
    /// `claims_outcomes.csv`.
    pub outcomes: Vec<OutcomeRow>,
    /// `claims_arms.csv`.
    pub arms: Vec<ArmRow>,
}

impl Tables {
    /// Their files.
    pub const FILES: [&'static str; 3] = [CLAIMS.file, OUTCOMES.file, ARMS.file];

    /// What came of claims.
    pub fn of(claims: &[Claim], judged: &[Judged], size: &Size) -> Self {
        Self {
            claims: rows(claims, judged, size),
            outcomes: outcomes(claims, judged),
            arms: arms(claims, judged),
        }
    }

    /// Reads them from a folder.
    ///
    /// # Errors
    /// With the file that is not there or has other rows, and why.
    pub fn read(folder: &Path) -> Result<Self, (PathBuf, csv::Error)> {
        let [claims, outcomes, arms] = Self::FILES.map(|name| folder.join(name));
        Ok(Self { claims: of_file(claims)?, outcomes: of_file(outcomes)?, arms: of_file(arms)? })
    }

    /// Their contents as CSV, each with the name of its file.
    ///
    /// # Errors
    /// When a row cannot be written.
    pub fn files(&self) -> Result<Vec<(String, Vec<u8>)>, csv::Error> {
        let [claims, outcomes, arms] = Self::FILES.map(str::to_owned);
        Ok(vec![
            (claims, to_csv(&self.claims)?),
            (outcomes, to_csv(&self.outcomes)?),
            (arms, to_csv(&self.arms)?),
        ])
    }

    /// The outcomes of a claim.
    pub fn outcomes_of<'a>(
        &'a self,
        claim: &'a Claim,
    ) -> impl Iterator<Item = &'a OutcomeRow> + Clone {
        self.outcomes.iter().filter(|row| row.claim == claim.number)
    }

    /// The arms of a claim.
    pub fn arms_of<'a>(&'a self, claim: &'a Claim) -> impl Iterator<Item = &'a ArmRow> {
        self.arms.iter().filter(|row| row.claim == claim.number)
    }

    /// What they do not tell of claims as they are: their files were changed since.
    pub fn untold(&self, claims: &[Claim]) -> Vec<String> {
        let of_claim = |claim: &Claim| {
            let row = self.claims.iter().find(|row| row.claim == claim.number);
            if row.is_some_and(|row| row.experiment != claim.digest()) {
                return vec![format!("claim {}", claim.number)];
            }
            let untold = |(i, outcome): (usize, &Outcome)| {
                row_of(outcome, i, self.outcomes_of(claim)).is_none().then(|| {
                    format!("claim {}, outcome {}: {}", claim.number, i + 1, outcome.words)
                })
            };
            claim.outcomes.iter().enumerate().filter_map(untold).collect()
        };
        claims.iter().flat_map(of_claim).collect()
    }
}

/// Rows of `claims.csv`.
fn rows(claims: &[Claim], judged: &[Judged], size: &Size) -> Vec<Row> {
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
            experiment: claim.digest(),
        }
    };
    claims.iter().zip(judged).map(row).collect()
}

/// Rows of `claims_outcomes.csv`.
fn outcomes(claims: &[Claim], judged: &[Judged]) -> Vec<OutcomeRow> {
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

/// Rows of `claims_arms.csv`.
fn arms(claims: &[Claim], judged: &[Judged]) -> Vec<ArmRow> {
    let of_claim = |(claim, one): (&Claim, &Judged)| {
        let row = |(arm, money): (&Arm, &External)| ArmRow {
            claim: claim.number.clone(),
            arm: arm.name.clone(),
            granted: digits(money.granted),
            used: digits(money.used),
        };
        claim.arms.iter().zip(&one.money).map(row).collect::<Vec<_>>()
    };
    claims.iter().zip(judged).flat_map(of_claim).collect()
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

/// Rows as CSV.
///
/// # Errors
/// When a row cannot be written.
fn to_csv<T: Serialize>(rows: &[T]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter().try_for_each(|row| writer.serialize(row))?;
    writer.into_inner().map_err(|error| std::io::Error::other(error.to_string()).into())
}

/// Rows of a file.
fn of_file<T: DeserializeOwned>(path: PathBuf) -> Result<Vec<T>, (PathBuf, csv::Error)> {
    let rows = csv::Reader::from_path(&path).and_then(|file| file.into_deserialize().collect());
    rows.map_err(|error| (path, error))
}
