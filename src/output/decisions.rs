//! The tables of decisions: their columns, declared once.

use super::columns::{ColumnDoc, HIGH, Table, UNIT, column};

const OPTION: ColumnDoc = column("option", "name", "Scenario: an option, or the baseline.");
const OUTCOME: ColumnDoc = column("outcome", "name", "Outcome, as the study calls it.");
const MEAN: ColumnDoc = column("mean", "unit of the outcome", "Mean over worlds.");
const LOW: ColumnDoc = column("low", "unit of the outcome", "Lower end of its 95 % interval.");
const WORLDS_OF: ColumnDoc =
    column("worlds", "number", "Worlds in which the outcome is defined for all options.");
const DIFFERENCE: ColumnDoc = column(
    "difference",
    "unit of the outcome",
    "Less the baseline in the same worlds, mean over worlds; empty of the baseline.",
);
const DIFFERENCE_LOW: ColumnDoc =
    column("difference_low", "unit of the outcome", "Lower end of its 95 % paired interval.");
const DIFFERENCE_HIGH: ColumnDoc = column("difference_high", "unit of the outcome", "Upper end.");

/// `front.csv`.
pub const FRONT: Table = Table {
    file: "front.csv",
    doc: "Of `decide`: one row a scenario and outcome. Intervals of shares are Wilson's.",
    columns: &[
        OPTION,
        OUTCOME,
        UNIT,
        MEAN,
        LOW,
        HIGH,
        DIFFERENCE,
        DIFFERENCE_LOW,
        DIFFERENCE_HIGH,
        column("better", "share of worlds", "It is better than the baseline; empty of that."),
        column("better_low", "share of worlds", "Lower end of its 95 % interval."),
        column("better_high", "share of worlds", "Upper end."),
        column(
            "best",
            "share of worlds",
            "No other scenario is better, the baseline counted; ties count for all.",
        ),
        column("best_low", "share of worlds", "Lower end of its 95 % interval."),
        column("best_high", "share of worlds", "Upper end."),
        column("worst", "share of worlds", "No other scenario is worse."),
        column(
            "satisfied",
            "share of worlds",
            "It reaches the outcome's threshold; empty without one.",
        ),
        column("satisfied_low", "share of worlds", "Lower end of its 95 % interval."),
        column("satisfied_high", "share of worlds", "Upper end."),
        column(
            "dominated",
            "share of worlds",
            "Another is as good in every outcome and better in one; the same in all rows of the scenario. Outcomes asked `by` a dimension are left out.",
        ),
        column("on_front", "yes or no", "No other is so in the means over worlds."),
        column(
            "granted",
            "US$",
            "Granted to all programmes of the whole country, mean over worlds.",
        ),
        column("spent", "US$", "How much of it was spent, or lost on the way."),
        WORLDS_OF,
    ],
    by_intervention: &[],
};

/// `regret.csv`.
pub const REGRET: Table = Table {
    file: "regret.csv",
    doc: "Of `decide`: one row a scenario and outcome: what is lost in a world in which another scenario, the baseline counted, would have been best.",
    columns: &[
        OPTION,
        OUTCOME,
        UNIT,
        MEAN,
        LOW,
        HIGH,
        column(
            "worst_tenth",
            "unit of the outcome",
            "Mean over the tenth of worlds in which most is lost, rounded up to whole worlds.",
        ),
        column("max", "unit of the outcome", "In the world in which most is lost."),
        WORLDS_OF,
    ],
    by_intervention: &[],
};

/// `conditions.csv`.
pub const CONDITIONS: Table = Table {
    file: "conditions.csv",
    doc: "Of `decide`: when an option fails in an outcome: one row a limit of the box that says best where (PRIM), or one without a limit where none does.",
    columns: &[
        OPTION,
        OUTCOME,
        column("fails", "words", "misses the threshold, or worse than the baseline."),
        column("failures", "number", "Worlds in which it fails."),
        WORLDS_OF,
        column("parameter", "name", "Key of the parameter that is limited; empty without a box."),
        column("side", "words", "above or below."),
        column("limit", "unit of the parameter", "The limit."),
        column(
            "quasi_p",
            "probability",
            "Chance that as many worlds of the box would fail if this limit told nothing; it does not know that the limit was searched for.",
        ),
        column("coverage", "share", "Share of all failures that lie in the box."),
        column("density", "share", "Share of the worlds in the box that fail."),
        column("support", "share", "Share of all worlds that lie in the box."),
        column(
            "chance",
            "probability",
            "How often the same search finds as good a box where chance deals the failures to worlds.",
        ),
        column("words", "words", "All this in words; the same in all rows of the box."),
    ],
    by_intervention: &[],
};

/// `findings.csv`.
pub const FINDINGS: Table = Table {
    file: "findings.csv",
    doc: "Of `decide`: what knowing a parameter before choosing would be worth in an outcome (expected value of perfect information).",
    columns: &[
        OUTCOME,
        column(
            "parameter",
            "name",
            "Key of the parameter; empty for all that is not known, chance too: an upper bound.",
        ),
        column(
            "value",
            "unit of the outcome",
            "Gain of the best choice, mean over worlds, if it could be made knowing it; by a parabola in the parameter.",
        ),
        column(
            "by_chance",
            "unit of the outcome",
            "The same of a parameter that chance deals to worlds, mean over 99 deals.",
        ),
        column("chance", "probability", "How often such a parameter is worth as much."),
        UNIT,
    ],
    by_intervention: &[],
};

/// `portfolio.csv`.
pub const PORTFOLIO: Table = Table {
    file: "portfolio.csv",
    doc: "Of `decide` with `[portfolio]`: one row an option or portfolio and outcome. After `place` comes a column for each option, under its name: its share of the money.",
    columns: &[
        column("portfolio", "name", "Portfolio, or an option as it stands."),
        column(
            "place",
            "name",
            "Kind of places; empty where each option keeps those that its file names.",
        ),
        OUTCOME,
        UNIT,
        DIFFERENCE,
        DIFFERENCE_LOW,
        DIFFERENCE_HIGH,
        column(
            "worst_tenth",
            "unit of the outcome",
            "Mean difference over the tenth of worlds in which it is least good.",
        ),
        column("best_for", "words", "By what it is the best of all: mean, worst tenth, or both."),
        column(
            "held_out",
            "unit of the outcome",
            "Where it is the best: what the best of one half of the worlds has over the baseline in the other half, for the first that `best_for` names.",
        ),
        WORLDS_OF,
    ],
    by_intervention: &[],
};

/// `worlds.csv`.
pub const WORLDS: Table = Table {
    file: "worlds.csv",
    doc: "Of `decide`: one row a world, scenario or portfolio, and outcome.",
    columns: &[
        column("world", "number", "World, from 1: the number of its point."),
        column("option", "name", "Scenario or portfolio."),
        OUTCOME,
        column(
            "value",
            "unit of the outcome",
            "Mean over the world's replicates; empty where it is not defined.",
        ),
        column("difference", "unit of the outcome", "Less the baseline in the same world."),
    ],
    by_intervention: &[],
};

/// `parameters.csv`.
pub const PARAMETERS: Table = Table {
    file: "parameters.csv",
    doc: "Of `decide`: one row a world; a column for each parameter that is not known, under its key.",
    columns: &[column("world", "number", "World, from 1.")],
    by_intervention: &[],
};

/// All tables of decisions.
pub const ALL: [Table; 7] = [FRONT, REGRET, CONDITIONS, FINDINGS, PORTFOLIO, WORLDS, PARAMETERS];
