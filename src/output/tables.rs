//! The tables of a run: their columns, declared once, and how rows become text.

use super::arms::is_by_arm;
use super::record::Record;
use super::years;
use crate::metrics::{self, Column};
use crate::terms::Assigned;
use std::fmt::Write;

/// A field of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum TableCell {
    /// A whole number.
    Whole(i64),
    /// A number; `None` where it is not defined.
    Real(Option<f64>),
    /// A text.
    Text(String),
    /// Yes or no.
    Switch(bool),
}

impl std::fmt::Display for TableCell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole(number) => write!(f, "{number}"),
            // Rust prints the shortest text that reads back as the same number.
            Self::Real(Some(number)) => write!(f, "{number}"),
            Self::Real(None) => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Switch(on) => f.write_str(if *on { "true" } else { "false" }),
        }
    }
}

/// Name, unit and meaning of a column.
#[derive(Debug, Clone, Copy)]
pub struct ColumnDoc {
    /// Name in the header.
    pub name: &'static str,
    /// Unit, in words.
    pub unit: &'static str,
    /// Meaning.
    pub doc: &'static str,
}

/// A table of a run.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// File name.
    pub file: &'static str,
    /// What a row is.
    pub doc: &'static str,
    /// Columns, in order.
    pub columns: &'static [ColumnDoc],
    /// Columns that follow for each intervention of the scenario, called by its name in the place of `NAME`.
    pub by_intervention: &'static [ColumnDoc],
}

impl Table {
    /// The names of the columns that every scenario has.
    pub fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.to_owned()).collect()
    }

    /// The names of the columns where the scenario has these interventions.
    pub fn header<'a>(&self, interventions: impl Iterator<Item = &'a str>) -> Vec<String> {
        let mut names = self.names();
        for name in interventions {
            names.extend(self.by_intervention.iter().map(|c| c.name.replacen("NAME", name, 1)));
        }
        names
    }
}

pub(super) const fn column(name: &'static str, unit: &'static str, doc: &'static str) -> ColumnDoc {
    ColumnDoc { name, unit, doc }
}

impl Table {
    /// Whether it has a column of this name.
    pub fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }
}

pub(super) const REPLICATE: ColumnDoc = column("replicate", "number", "Replicate, from 1.");
const MONTH: ColumnDoc = column(
    "month",
    "months",
    "Month, from 1; 0 is the start (stocks only); burn-in months are below.",
);

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
        column("metric", "name", "Metric; see metrics.md."),
        column("dimension", "name", "Dimension, empty in a total."),
        column("level", "name", "Level of the dimension, empty in a total."),
        column("value", "unit of the metric", "Value; empty where it is not defined."),
        column("unit", "words", "Unit."),
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

/// `summary.csv`.
pub const SUMMARY: Table = Table {
    file: "summary.csv",
    doc: "One row a scenario, metric and year, of runs and of comparisons: totals alone, made from metrics.csv and no part of the digest.",
    columns: &[
        column("scenario", "name", "Scenario."),
        column("metric", "name", "Metric; see metrics.md."),
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
        column("high", "unit of the metric", "Upper end."),
        column("unit", "words", "Unit."),
    ],
    by_intervention: &[],
};

/// All tables of a run that its digest is made of.
pub const ALL: [Table; 7] =
    [METRICS, LEDGER, ACCOUNTS, SURVEYS, PROGRAMMES, PROGRAMME_SPENDING, COMMUNITIES];

/// Rows of `metrics.csv`.
pub fn metrics(record: &Record) -> impl Iterator<Item = Vec<TableCell>> + '_ {
    let columns = metrics::columns();
    let row = |month: i32, column: &Column, (dimension, level): (&str, &str), value| {
        vec![
            TableCell::Whole(i64::from(record.replicate)),
            TableCell::Whole(i64::from(month)),
            TableCell::Text(column.metric.name.to_owned()),
            TableCell::Text(dimension.to_owned()),
            TableCell::Text(level.to_owned()),
            TableCell::Real(value),
            TableCell::Text(column.metric.unit.to_owned()),
        ]
    };
    record.months.iter().zip(&record.values).flat_map(move |(&month, values)| {
        let national = columns.iter().zip(values).map(move |(column, &value)| {
            row(month, column, (column.dimension, column.level), value)
        });
        let from = record.by_arm.partition_point(|part| part.month < month);
        let to = record.by_arm.partition_point(|part| part.month <= month);
        let parts = record.by_arm[from..to].iter().flat_map(move |part| {
            let told = columns.iter().filter(|column| is_by_arm(column)).zip(&part.values);
            told.map(move |(column, &value)| {
                row(month, column, (&part.name, part.level.name()), value)
            })
        });
        national.chain(parts)
    })
}

/// Rows of `ledger.csv`.
pub fn ledger(record: &Record) -> impl Iterator<Item = Vec<TableCell>> + '_ {
    record.ledger.iter().map(|transfer| {
        vec![
            TableCell::Whole(i64::from(record.replicate)),
            TableCell::Whole(i64::from(transfer.month)),
            TableCell::Text(transfer.from()),
            TableCell::Text(transfer.to()),
            TableCell::Text(transfer.purpose.mode().name().to_owned()),
            TableCell::Text(transfer.purpose.name().to_owned()),
            TableCell::Whole(transfer.amount.0),
        ]
    })
}

/// Rows of `accounts.csv`.
pub fn accounts(record: &Record) -> impl Iterator<Item = Vec<TableCell>> + '_ {
    record.accounts.iter().map(|(month, account, balance)| {
        vec![
            TableCell::Whole(i64::from(record.replicate)),
            TableCell::Whole(i64::from(*month)),
            TableCell::Text(account.clone()),
            TableCell::Whole(balance.0),
        ]
    })
}

/// Rows of `surveys.csv`.
pub fn surveys(record: &Record) -> impl Iterator<Item = Vec<TableCell>> + '_ {
    record.surveys.iter().map(|(month, answer)| {
        vec![
            TableCell::Whole(i64::from(record.replicate)),
            TableCell::Whole(i64::from(*month)),
            TableCell::Text(answer.survey.clone()),
            TableCell::Text(answer.question.clone()),
            TableCell::Real(Some(answer.value)),
            TableCell::Real(Some(answer.low)),
            TableCell::Real(Some(answer.high)),
            TableCell::Whole(i64::from(answer.n)),
            TableCell::Text(answer.assigned.map_or("", Assigned::name).to_owned()),
            TableCell::Text(answer.dimension.clone()),
            TableCell::Text(answer.level.clone()),
        ]
    })
}

/// Rows of `programmes.csv`.
pub fn programmes(record: &Record) -> impl Iterator<Item = Vec<TableCell>> + '_ {
    record.programmes.iter().map(|one| {
        let month = |month: Option<i32>| TableCell::Real(month.map(f64::from));
        vec![
            TableCell::Whole(i64::from(record.replicate)),
            TableCell::Text(one.name.clone()),
            month(one.at_work.map(|(first, _)| first)),
            month(one.at_work.map(|(_, last)| last)),
            TableCell::Real(Some(one.sites)),
            TableCell::Real(Some(one.people)),
            TableCell::Whole(one.granted.0),
            TableCell::Whole(one.spent().0),
            TableCell::Whole(one.unspent.0),
            TableCell::Whole(one.leaked.0),
            TableCell::Whole(one.returned.0),
            TableCell::Switch(one.ended_early),
            TableCell::Whole(one.promised.0),
            TableCell::Whole(one.from_abroad.0),
            month(one.first_paid),
            TableCell::Real(Some(one.weight)),
        ]
    })
}

/// Rows of `programme_spending.csv`.
pub fn programme_spending(record: &Record) -> impl Iterator<Item = Vec<TableCell>> + '_ {
    record.programmes.iter().flat_map(|one| {
        one.spending.iter().map(|(purpose, amount)| {
            vec![
                TableCell::Whole(i64::from(record.replicate)),
                TableCell::Text(one.name.clone()),
                TableCell::Text(purpose.name().to_owned()),
                TableCell::Whole(amount.0),
            ]
        })
    })
}

/// Rows of `communities.parquet`.
pub fn communities(record: &Record) -> impl Iterator<Item = Vec<TableCell>> + '_ {
    record.communities.iter().map(|row| {
        let mut fields = row.row(record.replicate);
        for arm in &record.arms {
            let place = arm.place(row.identity);
            let assigned = place.and_then(|place| place.assigned).map_or("", Assigned::name);
            fields.push(TableCell::Text(assigned.to_owned()));
            fields.push(TableCell::Whole(i64::from(arm.months(row.identity, row.year))));
            fields.push(TableCell::Real(place.and_then(|place| place.distance_km)));
        }
        fields
    })
}

/// Writes rows as CSV and digests what is written.
///
/// # Errors
/// When the sink fails.
pub fn write_csv(
    header: &[String],
    rows: impl Iterator<Item = Vec<TableCell>>,
    sink: impl std::io::Write,
) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Digesting { sink, hasher: blake3::Hasher::new() });
    writer.write_record(header)?;
    let mut text = String::new();
    for row in rows {
        debug_assert_eq!(row.len(), header.len());
        for field in row {
            text.clear();
            let _ = write!(text, "{field}");
            writer.write_field(&text)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    let digesting =
        writer.into_inner().map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(digesting.hasher.finalize().to_hex().to_string())
}

/// Passes bytes on and digests them.
struct Digesting<W> {
    sink: W,
    hasher: blake3::Hasher,
}

impl<W: std::io::Write> std::io::Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.sink.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.sink.flush()
    }
}
