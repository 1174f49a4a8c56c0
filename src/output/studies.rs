//! The tables of studies and comparisons: their columns, declared once.

use super::columns::{
    ColumnDoc, DIMENSION, HIGH, LAST_MONTH, LEVEL, METRIC, SCENARIO, TOTAL, Table, UNIT, column,
};

/// Columns of [`RESULTS`] before those of what is varied.
pub const LEADING: usize = 5;

/// `results.csv`.
pub const RESULTS: Table = Table {
    file: "results.csv",
    doc: "Of `sweep` and `sensitivity`: one row a run, replicate, metric and window, in the order of runs. After `value` comes a \
          column for each parameter or lever, under its key; empty where the scenario has no such record.",
    columns: &[
        column("run", "number", "Number of the scenario and point, from 1."),
        column(
            "scenario",
            "name",
            "Scenario: the stem of its file, or as much of its path as tells it apart.",
        ),
        column("replicate", "number", "Replicate, from 1."),
        column("metric", "name", "Metric, its total; or the number of a fact."),
        column(
            "value",
            "unit of the metric",
            "Mean over the window; empty where it is not defined, the run failed, or its point breaks a rule.",
        ),
        LAST_MONTH,
        column("stopped", "months", "Month in which the run ended before its horizon; else empty."),
        column(
            "error",
            "words",
            "Why the run failed; after `invalid:` which rule its point breaks (`invalid = \"skip\"`); else empty.",
        ),
        column(
            "point",
            "number",
            "Number of the point in the design, from 1; the same for all scenarios.",
        ),
    ],
    by_intervention: &[],
};

/// `differences.csv`.
pub const DIFFERENCES: Table = Table {
    file: "differences.csv",
    doc: "Of studies with a `baseline`: one row a scenario other than it, point, metric and window.",
    columns: &[
        column("point", "number", "Number of the point, from 1."),
        column("scenario", "name", "The scenario that is compared with the baseline."),
        TOTAL,
        column(
            "difference",
            "unit of the metric",
            "Scenario less baseline at the point, mean over pairs of replicates; empty where it is not defined.",
        ),
        column(
            "better",
            "yes or no",
            "Whether the scenario is better there; empty where both are the same, or neither is better.",
        ),
        LAST_MONTH,
        column("replicates", "number", "Pairs of replicates in which both are defined."),
        column("reason", "words", "Why there is no difference; else empty."),
    ],
    by_intervention: &[],
};

/// `sensitivity.csv`.
pub const SENSITIVITY: Table = Table {
    file: "sensitivity.csv",
    doc: "Of `sensitivity`: one row a metric, scenario, parameter and index.",
    columns: &[
        TOTAL,
        column("parameter", "name", "Key of the parameter or lever."),
        column("index", "name", "mu, mu_star, sigma (Morris); S1, ST (Saltelli)."),
        column(
            "value",
            "unit of the metric; share",
            "The index; empty where it is not defined, as for what never varies.",
        ),
        column(
            "low",
            "unit of the index",
            "Lower end of its 95 % bootstrap interval; empty without one.",
        ),
        column("high", "unit of the index", "Upper end."),
        SCENARIO,
        column(
            "baseline",
            "name",
            "The scenario from which its difference is taken: the index is of that difference; else empty.",
        ),
        column("n", "number", "Effects (Morris) or rows (Saltelli) behind it."),
        column("reason", "words", "Why there is no value, or what is left out of it; else empty."),
    ],
    by_intervention: &[],
};

/// Of a comparison over an ensemble.
const WORLDS: ColumnDoc = column(
    "worlds",
    "number",
    "Sets of parameters of the ensemble of which there are pairs; empty without one.",
);
const WORLDS_HIGHER: ColumnDoc =
    column("worlds_higher", "number", "Of them, those in which the mean difference is above 0.");
const WORLDS_LOWER: ColumnDoc = column("worlds_lower", "number", "Likewise, below 0.");

/// `comparison.csv`.
pub const COMPARISON: Table = Table {
    file: "comparison.csv",
    doc: "Of `compare`: one row a metric, level and scenario other than the baseline.",
    columns: &[
        column("metric", "name", "Metric."),
        DIMENSION,
        LEVEL,
        column("baseline", "unit of the metric", "Mean of the first scenario over replicates."),
        column("scenario", "name", "The scenario that is compared with it."),
        column(
            "difference",
            "unit of the metric",
            "Scenario less baseline, mean over pairs of replicates.",
        ),
        column(
            "low",
            "unit of the metric",
            "Lower end of the 95 % paired interval, not adjusted for the number of rows; empty with one pair.",
        ),
        HIGH,
        column("replicates", "number", "Pairs of replicates."),
        column("verdict", "words", "What may be said at 5 % after Holm's correction."),
        column("standardised", "deviations", "d_z; empty where all differences are equal."),
        column(
            "variance_ratio",
            "ratio",
            "Variance of the difference without pairing over that with it, at most 1000; empty where it does not vary.",
        ),
        column("p", "probability", "p value before the correction; empty with one pair."),
        column("unit", "words", "Unit of the metric."),
        WORLDS,
        WORLDS_HIGHER,
        WORLDS_LOWER,
    ],
    by_intervention: &[],
};

/// `pairs.csv`.
pub const PAIRS: Table = Table {
    file: "pairs.csv",
    doc: "Of `compare`: every two of its scenarios, one row a metric, level and pair; those with the first scenario are the rows of comparison.csv.",
    columns: &[
        column("metric", "name", "Metric."),
        DIMENSION,
        LEVEL,
        column("against", "name", "The scenario of the two that came first."),
        column("baseline", "unit of the metric", "Mean of that scenario over replicates."),
        column("scenario", "name", "The scenario that is compared with it."),
        column(
            "difference",
            "unit of the metric",
            "Scenario less the other, mean over pairs of replicates.",
        ),
        column(
            "low",
            "unit of the metric",
            "Lower end of the 95 % paired interval, not adjusted for the number of rows; empty with one pair of replicates.",
        ),
        HIGH,
        column("replicates", "number", "Pairs of replicates."),
        column(
            "verdict",
            "words",
            "What may be said at 5 % after Holm's correction over the rows of the two.",
        ),
        column("unit", "words", "Unit of the metric."),
        WORLDS,
        WORLDS_HIGHER,
        WORLDS_LOWER,
    ],
    by_intervention: &[],
};

/// `since_end.csv`.
pub const SINCE_END: Table = Table {
    file: "since_end.csv",
    doc: "Of `compare`: one row a scenario whose programmes have all ended, metric and period since then; each replicate counts from its own end.",
    columns: &[
        SCENARIO,
        TOTAL,
        column(
            "from",
            "months",
            "First month since the end of the last programme: 0 is its last month at work.",
        ),
        column("to", "months", "Last month since then."),
        column(
            "difference",
            "unit of the metric",
            "Scenario less baseline over these months, mean over pairs of replicates that lived them.",
        ),
        column("low", "unit of the metric", "Lower end of the 95 % paired interval."),
        HIGH,
        column("replicates", "number", "Pairs of replicates."),
        UNIT,
    ],
    by_intervention: &[],
};

/// `money.csv`.
pub const MONEY: Table = Table {
    file: "money.csv",
    doc: "Of `compare`: what became of the money of each scenario's interventions, for the whole country, in US dollars of `economy.price_year`, and what an act averted costs.",
    columns: &[
        SCENARIO,
        column("intervention", "name", "Intervention; empty where a row is of the whole scenario."),
        column(
            "what",
            "name",
            "people (in its zone), promised, granted, spent, unspent, returned, leaked, spent_on_PURPOSE; first_month and last_month at work and first_paid (the earliest and latest of all replicates; `replicates` are those in which there is one), left_early (replicates in which its donors left); of a scenario external_granted and external_used (neither unspent nor returned), and against the first scenario external_used_more, violent_acts_averted over all months, cost_per_act_averted.",
        ),
        column("value", "unit", "Mean over replicates; empty where it is not defined."),
        column(
            "low",
            "unit",
            "Lower end of the 95 % interval: Student's t, paired against the first scenario; of a ratio Fieller's.",
        ),
        column("high", "unit", "Upper end."),
        column("replicates", "number", "Replicates behind it."),
        UNIT,
    ],
    by_intervention: &[],
};

/// `targets.csv`.
pub const TARGETS: Table = Table {
    file: "targets.csv",
    doc: "Of `calibrate`: one row a target.",
    columns: &[
        column("metric", "name", "Target: the number of a fact, or the name that the study gives."),
        column(
            "target",
            "unit of the metric",
            "What was measured; of a fact the middle of its band.",
        ),
        column(
            "value",
            "unit of the metric",
            "Weighted mean of the ensemble; empty where there is none.",
        ),
        column(
            "low",
            "unit of the metric",
            "Lower end of the interval that holds nine tenths of the ensemble's weight.",
        ),
        HIGH,
        SCENARIO,
        column("target_low", "unit of the metric", "Lower end of the target's band."),
        column("target_high", "unit of the metric", "Upper end of the target's band."),
        column("source", "words", "Where the target comes from."),
        column("use", "name", "target, or told: it rules nothing out (`leave_out`)."),
        column("alone", "share", "Share of the prior that it alone leaves, after the last wave."),
        column(
            "explained",
            "share",
            "Share of the variance over points that its emulator foretells of points left out.",
        ),
        column(
            "implausibility",
            "deviations",
            "Its implausibility at the most plausible point that was met.",
        ),
        column("reason", "words", "Why it has no emulator and rules nothing out; else empty."),
    ],
    by_intervention: &[],
};

/// `waves.csv`.
pub const WAVES: Table = Table {
    file: "waves.csv",
    doc: "Of `calibrate`: of each wave one row for all targets, with an empty `target`, and one a target that has an emulator.",
    columns: &[
        column("wave", "number", "Wave, from 1."),
        column("target", "name", "Target; empty for all."),
        column(
            "left",
            "share",
            "Share of the prior that is not ruled out, of a target by it alone; where nothing is left, that of the most plausible that was looked at.",
        ),
        column("implausibility", "deviations", "At the most plausible point that was met."),
        column("points", "number", "Points that were lived."),
        column("runs", "number", "Runs of them."),
        column("failed", "number", "Runs that failed, or whose point breaks a rule."),
        column(
            "set_aside",
            "number",
            "How many of the worst targets were set aside at each point, as nothing else, or of the ensemble too little, was left.",
        ),
        column(
            "explained",
            "share",
            "Share of the variance over points that the emulator foretells of points left out.",
        ),
        column("noise", "unit of the metric", "Standard deviation of one replicate."),
        column(
            "unsure",
            "unit of the metric",
            "Standard deviation of what the emulator does not know, in the middle of what is left.",
        ),
        column(
            "ended",
            "name",
            "Of the last wave: budget, sure (more runs would rule out hardly more), empty, or refuted (something was left, and the ensemble's own runs ruled it out).",
        ),
    ],
    by_intervention: &[],
};

/// `depth.csv`.
pub const DEPTH: Table = Table {
    file: "depth.csv",
    doc: "Of `calibrate`: optical depth of each pair of the most narrowed parameters, one row a cell of their ranges; not written where nothing is left.",
    columns: &[
        column("across", "name", "The first parameter."),
        column("up", "name", "The second."),
        column("across_from", "unit of the parameter", "Lower end of the cell in the first."),
        column("across_until", "unit of the parameter", "Its upper end."),
        column("up_from", "unit of the parameter", "Lower end of the cell in the second."),
        column("up_until", "unit of the parameter", "Its upper end."),
        column(
            "left",
            "share",
            "Of all points of the prior with these two values, the share that is left.",
        ),
    ],
    by_intervention: &[],
};

/// `ensemble.csv`.
pub const ENSEMBLE: Table = Table {
    file: "ensemble.csv",
    doc: "Of `calibrate`: one row a set of parameters that is not ruled out; `--ensemble` takes it. After `weight` comes a column for each parameter, under its key.",
    columns: &[
        column("set", "number", "Set, from 1."),
        column("weight", "share", "Its share of all weight."),
        column(
            "model",
            "digest",
            "The model that it was learnt of, as a digest of its sources: no other takes it. A table of one's own has no such column.",
        ),
        column("schema_version", "number", "Version of the scenarios' format."),
    ],
    by_intervention: &[],
};

/// `recovery.csv`.
pub const RECOVERY: Table = Table {
    file: "recovery.csv",
    doc: "Of `calibrate --recover`: one row a truth, and metric and scenario of the study.",
    columns: &[
        column("truth", "number", "Truth, from 1."),
        column("implausibility", "deviations", "Of the truth in the end."),
        column("inside", "yes or no", "Whether the truth is not ruled out."),
        column("left", "share", "Share of the prior that is left."),
        METRIC,
        SCENARIO,
        column("value", "unit of the metric", "What the truth gave."),
        column("low", "unit of the metric", "Lower end of the ensemble's interval of nine tenths."),
        HIGH,
        column("covered", "yes or no", "Whether the interval holds what the truth gave."),
    ],
    by_intervention: &[],
};

/// All tables of studies and comparisons.
pub const ALL: [Table; 12] = [
    RESULTS,
    DIFFERENCES,
    SENSITIVITY,
    COMPARISON,
    PAIRS,
    MONEY,
    SINCE_END,
    TARGETS,
    WAVES,
    DEPTH,
    ENSEMBLE,
    RECOVERY,
];
