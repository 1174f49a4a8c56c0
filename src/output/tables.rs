//! The tables of a run: their columns, declared once.

use super::columns::{
    ColumnDoc, DIMENSION, HIGH, LEVEL, METRIC, MONTH, REPLICATE, SCENARIO, Table, UNIT, column,
};
use super::years;

/// `metrics.csv`.
pub const METRICS: Table = Table {
    file: "metrics.csv",
    doc: "One row a replicate, month, metric and level; a total has empty dimension and level. With `--by-arm` also rows \
          whose dimension is the name of an intervention, of metrics that are defined over communities: *treated*, the places \
          that it serves; *ring*, those next to one that it does not serve, whether they were eligible or not; *control*, those \
          drawn to stand beside (`assign`) that lie next to none. Each place is in one level at the most.",
    columns: &[
        REPLICATE,
        MONTH,
        METRIC,
        DIMENSION,
        LEVEL,
        column("value", "unit of the metric", "Value; empty where it is not defined."),
        UNIT,
    ],
    by_intervention: &[],
};

/// `ledger.csv`.
pub const LEDGER: Table = Table {
    file: "ledger.csv",
    doc: "One row a replicate, month, payer, payee and purpose. Of the simulated communities, not weighted. With --ledger-by-community local accounts are followed by @ and the community.",
    columns: &[
        REPLICATE,
        MONTH,
        column("from", "account", "Who pays; `external` is the world outside."),
        column("to", "account", "Who receives."),
        column("mode", "name", "Mode of exchange: coercion, sale or gift."),
        column("purpose", "name", "What for."),
        column("amount", "cents", "Whole positive minor units (R10 = US$1 of 2003)."),
    ],
    by_intervention: &[],
};

/// `accounts.csv`.
pub const ACCOUNTS: Table = Table {
    file: "accounts.csv",
    doc: "One row a replicate, month and account, read from purses, funds, chests and treasuries themselves: \
          the change of a balance is what ledger.csv says came in less what went out.",
    columns: &[
        REPLICATE,
        MONTH,
        column("account", "name", "Account; `external` has none."),
        column("balance", "cents", "Balance at the end of the month."),
    ],
    by_intervention: &[],
};

/// `surveys.csv`.
pub const SURVEYS: Table = Table {
    file: "surveys.csv",
    doc: "One row a replicate, round of a survey and question (model.md, paragraph on simulated surveys): what a sample of simulated households says.",
    columns: &[
        REPLICATE,
        MONTH,
        column("survey", "name", "Survey of the scenario."),
        column("question", "name", "Question; those after the first may be asked of some only."),
        column("value", "share", "Share of those asked who say yes."),
        column("low", "share", "Lower end of the 95 % interval (Wilson 1927)."),
        column("high", "share", "Upper end."),
        column("n", "persons", "How many were asked."),
        column(
            "assigned",
            "treated or control",
            "To what those asked were assigned by the intervention of the survey's `by`; empty where it has none.",
        ),
        column(
            "dimension",
            "name",
            "What they are told apart by (`also_by`): class, group, standing; empty in a total.",
        ),
        column("level", "name", "Their level of it; empty in a total."),
        column(
            "icc",
            "share of variance",
            "Intraclass correlation of answers by community (one-way analysis of variance): what lies between communities; \
             below 0 where they differ less than chance would have them; empty where it cannot be told.",
        ),
        column(
            "between_regions",
            "variance of the share",
            "Variance of the true share between districts, or towns where there are no districts, without sampling noise: \
             below 0 where there is nothing but noise. The square root of its mean over rounds and replicates is the standard \
             deviation between them.",
        ),
    ],
    by_intervention: &[],
};

/// `communities.parquet` (and `communities.csv`).
pub const COMMUNITIES: Table = Table {
    file: "communities.parquet",
    doc: "One row a replicate, year and community: counts of the year, stocks at its end.",
    columns: years::COLUMNS,
    by_intervention: &[
        column(
            "NAME_assigned",
            "treated or control",
            "Treated where the intervention serves the place; control where it was drawn to stand beside those \
             (`assign`); empty where it was not eligible, or where the intervention never began. The same in all years, \
             those before the draw too.",
        ),
        column(
            "NAME_months",
            "months",
            "Months of the year in which the intervention was at work here.",
        ),
        column(
            "NAME_distance",
            "km",
            "To the nearest simulated community that is treated, 0 for those themselves; empty where none is.",
        ),
    ],
};

const INTERVENTION: ColumnDoc = column(
    "intervention",
    "name",
    "Intervention of the scenario, a donors' general grant, or an auspice's own choice.",
);

/// `programmes.csv`.
pub const PROGRAMMES: Table = Table {
    file: "programmes.csv",
    doc: "One row a replicate and intervention: when it was at work, whom it reached, what became of its money. Sites and people are those of the country; amounts are those of ledger.csv, of the simulated communities: times `weight` they are the country's. granted = spent + unspent + leaked + returned.",
    columns: &[
        REPLICATE,
        INTERVENTION,
        column("first_month", "months", "First month at work; empty if it never was."),
        column("last_month", "months", "Last month at work."),
        column(
            "sites",
            "sites",
            "Sites of the country served; communities where the component serves those one by one.",
        ),
        column("people", "persons", "People of the country in its zone."),
        column("granted", "cents", "What its auspices gave."),
        column("spent", "cents", "What it spent, by purpose in programme_spending.csv."),
        column("unspent", "cents", "What was at hand after the last month."),
        column("leaked", "cents", "What rulers took on the way through the treasury."),
        column("returned", "cents", "What went back unspent at its end."),
        column("ended_early", "yes or no", "Its donors left before its time."),
        column(
            "promised",
            "cents",
            "What was promised over its months, up to the last that was lived; a budget whole.",
        ),
        column(
            "from_abroad",
            "cents",
            "Part of what was granted that donors and corporations across borders gave.",
        ),
        column("first_paid", "months", "First month in which money came; empty if none did."),
        column("weight", "ratio", "What one simulated person of its zone stands for."),
        column("chooser", "name", "Auspice that chose it; empty where the scenario has it."),
    ],
    by_intervention: &[],
};

/// `programme_spending.csv`.
pub const PROGRAMME_SPENDING: Table = Table {
    file: "programme_spending.csv",
    doc: "One row a replicate, intervention and purpose: what was spent, of the simulated communities, as in ledger.csv.",
    columns: &[
        REPLICATE,
        INTERVENTION,
        column(
            "purpose",
            "name",
            "What for, as in ledger.csv; wages are the share of aid that the state pays as wages.",
        ),
        column("amount", "cents", "Whole positive minor units."),
    ],
    by_intervention: &[],
};

/// `choices.csv`.
pub const CHOICES: Table = Table {
    file: "choices.csv",
    doc: "One row a replicate and choice of an auspice with money of its own, at each of its reviews (model.md, 4.1): what it took or kept, where, with whom and for how much.",
    columns: &[
        REPLICATE,
        MONTH,
        column("auspice", "name", "Who chose."),
        column("component", "name", "What."),
        column("zone", "number", "Where: the `committee_site` of communities.parquet."),
        column("partner", "name", "With whom; empty where alone."),
        column("mode", "name", "By which mode of exchange it engages whoever provides it."),
        column("cost", "cents", "Money a month, of all who pay."),
    ],
    by_intervention: &[],
};

/// `summary.csv`.
pub const SUMMARY: Table = Table {
    file: "summary.csv",
    doc: "One row a scenario, metric and year, of runs and of comparisons: totals alone, made from metrics.csv and no part of the digest.",
    columns: &[
        SCENARIO,
        METRIC,
        column(
            "year",
            "years",
            "Year, from 1: months 1 to 12 are year 1; the last may be unfinished.",
        ),
        column(
            "value",
            "unit of the metric",
            "Mean over replicates of their means over the months of the year; empty where it is not defined.",
        ),
        column(
            "low",
            "unit of the metric",
            "Lower end of the 95 % t interval over replicates; empty where there is only one.",
        ),
        HIGH,
        UNIT,
    ],
    by_intervention: &[],
};

/// All tables of a run that its digest is made of.
pub const ALL: [Table; 8] =
    [METRICS, LEDGER, ACCOUNTS, SURVEYS, PROGRAMMES, PROGRAMME_SPENDING, CHOICES, COMMUNITIES];
