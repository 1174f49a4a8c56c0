//! The tables of claims: their rows and columns, declared once.

use super::columns::{Table, column};
use serde::{Deserialize, Serialize};

/// A row, and the table that such rows make: field, type, unit, meaning.
macro_rules! rows {
    ($row:ident, $table:ident: $file:literal, $doc:literal, $($field:ident: $kind:ty, $unit:literal, $text:literal;)*) => {
        #[doc = concat!("A row of `", $file, "`.")]
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub struct $row {
            $(#[doc = $text] pub $field: $kind,)*
        }

        #[doc = concat!("`", $file, "`.")]
        pub const $table: Table = Table {
            file: $file,
            doc: $doc,
            columns: &[$(column(stringify!($field), $unit, $text),)*],
            by_intervention: &[],
        };
    };
}

rows! {
    Row, CLAIMS: "claims.csv", "Of `claims`: one row a claim. Numbers have six digits.",
    claim: String, "name", "Number of the claim.";
    verdict: String, "words", "What is said: holds, conditional, not_supported, reversed, open or declared.";
    effect: Option<f64>, "unit of the metric", "Effect of the outcome on which the verdict hangs, at the defaults.";
    low: Option<f64>, "unit of the metric", "Lower end of its 95 % interval.";
    high: Option<f64>, "unit of the metric", "Upper end.";
    replicates: usize, "number", "Replicates in which it is defined.";
    ablated_effect: Option<f64>, "unit of the metric", "The same effect with the carrier off.";
    share_holds: Option<f64>, "share", "Share of the ensemble in which the claim holds; of the prior where there is no ensemble.";
    share_null: Option<f64>, "share", "Share in which the effect is as good as none.";
    share_reversed: Option<f64>, "share", "Share in which it reverses.";
    carried: String, "words", "Whether half of the effect or more goes with the carrier.";
    outcome: usize, "number", "The outcome on which the verdict hangs, from 1.";
    sets: usize, "number", "Sets of the ensemble behind the shares; 0 without one.";
    prior_holds: Option<f64>, "share", "Share of draws from the prior in which it holds.";
    prior_null: Option<f64>, "share", "Share of them in which the effect is as good as none.";
    prior_reversed: Option<f64>, "share", "Share of them in which it reverses.";
    draws: usize, "number", "Draws from the prior.";
    decided_by: String, "words", "Parameters on which the effect hangs over the draws, with the rank correlation.";
    communities: u32, "number", "Communities at the defaults.";
    households: u32, "number", "Households in each.";
    burn_in_months: u32, "months", "Months before month 0.";
    draw_communities: u32, "number", "Communities at a draw.";
    draw_replicates: u32, "number", "Replicates of a draw.";
    experiment: String, "digest", "Of what the claim's file compares, switches off and reads: a row with another one tells of another experiment.";
}

rows! {
    OutcomeRow, OUTCOMES: "claims_outcomes.csv", "Of `claims`: one row an outcome of a claim. Numbers have six digits.",
    claim: String, "name", "Number of the claim.";
    outcome: usize, "number", "Number of the outcome in its file, from 1.";
    metric: String, "name", "Metric, or what is said of places at the end of a run.";
    level: String, "name", "Level of a dimension; empty in a total.";
    effect: Option<f64>, "unit of the metric", "Effect at the defaults.";
    low: Option<f64>, "unit of the metric", "Lower end of its 95 % interval.";
    high: Option<f64>, "unit of the metric", "Upper end.";
    replicates: usize, "number", "Replicates in which it is defined.";
    ablated_effect: Option<f64>, "unit of the metric", "The same with the carrier off.";
    lost_low: Option<f64>, "unit of the metric", "Lower end of the interval of what goes with the carrier.";
    lost_high: Option<f64>, "unit of the metric", "Upper end.";
    matters: Option<f64>, "unit of the metric", "An effect that would matter, a twentieth of the arms' level: an interval that holds 0 with a half-width above it leaves the outcome open.";
}

rows! {
    ArmRow, ARMS: "claims_arms.csv", "Of `claims`: one row an arm of a claim, at the defaults: what its programmes got from abroad. Numbers have six digits.",
    claim: String, "name", "Number of the claim.";
    arm: String, "name", "Its arm.";
    granted: f64, "US$ a head and year", "What was granted, mean over replicates.";
    used: f64, "US$ a head and year", "How much of that was spent or leaked, and did not stay or go back.";
}

/// All tables of claims.
pub const ALL: [Table; 3] = [CLAIMS, OUTCOMES, ARMS];
