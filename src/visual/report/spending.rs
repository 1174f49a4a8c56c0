//! What became of the money of interventions: the small table a scenario that `run` and `compare` print, and what is
//! said of it.

use super::currency::Currency;
use super::evidence::Arm;
use super::numbers::{counted, plain};
use super::tables::captioned;
use crate::experiment::money::sentences;
use crate::experiment::programmes::{AMOUNTS, Accounts, Lived, Told};
use crate::ledger::{Money, Purpose};
use crate::metrics::Name;
use crate::output::record::ProgrammeRecord;
use crate::terms::Auspice;
use crate::visual::data::{CsvRow, PlotError, real};
use crate::visual::words::capital;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What became of money in each run, in a currency; without programmes what happened of violence alone.
pub(super) fn accounts(arms: &[Arm], currency: &Currency) -> Result<Vec<Accounts>, PlotError> {
    let programmes = arms.iter().map(programmes).collect::<Result<Vec<_>, _>>()?;
    // The months of a run are many: they are read where there is something to tell.
    if programmes.iter().all(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let all = arms.iter().zip(programmes);
    all.map(|(arm, rows)| of_run(arm, &rows, currency)).collect()
}

/// The part of the page; nothing where no scenario has interventions.
pub(super) fn section(all: &[Accounts], currency: &Currency) -> Markup {
    let told: Vec<(&Accounts, Vec<Told>)> =
        all.iter().map(|one| (one, one.told())).filter(|(_, told)| !told.is_empty()).collect();
    html! {
        @if !told.is_empty() { h3 { "What became of the money of interventions" } }
        @for (accounts, told) in &told { (table(accounts, told, currency)) }
        @for sentence in sentences(all) { p { (currency.told(sentence.trim_start())) } }
    }
}

fn table(accounts: &Accounts, told: &[Told], currency: &Currency) -> Markup {
    let caption = format!(
        "{}: interventions, for the whole country, in {}; means and 95\u{a0}% intervals over {}",
        accounts.name,
        currency.of(accounts.price_year),
        counted(accounts.replicates.len(), "replicate")
    );
    let ends = |told: &Told, i: usize| {
        let (low, high) = told.amounts[i].low.zip(told.amounts[i].high)?;
        let written = (plain(low), plain(high));
        // What does not vary has no interval to show.
        (written.0 != written.1).then(|| format!("{} to {}", written.0, written.1))
    };
    captioned(
        &caption,
        &caption,
        &html! {
            thead { tr {
                th scope="col" { "Intervention" }
                th.number scope="col" { "Sites" }
                th.number scope="col" { "People" }
                @for head in AMOUNTS { th.number scope="col" { (capital(head)) } }
            } }
            tbody { @for one in told {
                tr {
                    th scope="row" { (capital(&one.name.replace('_', " "))) }
                    td.number { (plain(one.sites)) }
                    td.number { (plain(one.people)) }
                    @for i in 0..AMOUNTS.len() {
                        td.number {
                            (plain(one.amounts[i].mean))
                            @if let Some(ends) = ends(one, i) { span.doc { (ends) } }
                        }
                    }
                }
                tr { td colspan=(AMOUNTS.len() + 3) {
                    (capital(&one.words()))
                    @if one.spent() > 0.0 { "; spent on " (one.purposes()) }
                } }
            } }
        },
    )
}

/// The interventions of a run, a row a replicate; of a run without that table there are none to tell of.
fn programmes(arm: &Arm) -> Result<Vec<CsvRow>, PlotError> {
    let has_table = arm.folder.has("programmes.csv");
    if has_table { arm.folder.rows("programmes.csv", |_| true) } else { Ok(Vec::new()) }
}

/// Reads back what a run wrote of its programmes and of violence.
fn of_run(arm: &Arm, programmes: &[CsvRow], currency: &Currency) -> Result<Accounts, PlotError> {
    let economy = &arm.scenario.params.economy;
    let mut replicates: BTreeMap<u32, Lived> = BTreeMap::new();
    let replicate = |row: &CsvRow| real(row, "replicate").map_or(0, |number| number as u32);
    for row in arm.folder.rows("metrics.csv", is_counted)? {
        let number = replicate(&row);
        let of = || Lived { replicate: number, programmes: Vec::new(), acts: 0.0 };
        replicates.entry(number).or_insert_with(of).acts += real(&row, "value").unwrap_or(0.0);
    }
    for row in programmes {
        if let Some(lived) = replicates.get_mut(&replicate(row)) {
            lived.programmes.push(programme(row));
        }
    }
    let spending = if programmes.is_empty() {
        Vec::new()
    } else {
        arm.folder.rows("programme_spending.csv", |_| true)?
    };
    for row in &spending {
        let text = |column: &str| row.get(column).map_or("", String::as_str);
        let lived = replicates.get_mut(&replicate(row));
        let programmes = lived.into_iter().flat_map(|lived| &mut lived.programmes);
        let purpose = Purpose::ALL.iter().find(|of| of.name() == text("purpose"));
        for one in programmes.filter(|one| one.name == text("intervention")) {
            one.spending.extend(purpose.map(|&of| (of, cents(row, "amount"))));
        }
    }
    Ok(Accounts {
        name: arm.title.clone(),
        per_usd: economy.per_usd / currency.per_usd,
        price_year: economy.price_year,
        replicates: replicates.into_values().collect(),
    })
}

/// Violent acts of months after month 0.
fn is_counted(row: &CsvRow) -> bool {
    row.get("metric").is_some_and(|name| name == Name::ViolentIncidents.name())
        && row.get("dimension").is_some_and(String::is_empty)
        && real(row, "month").is_some_and(|month| month > 0.0)
}

fn cents(row: &CsvRow, column: &str) -> Money {
    Money(row.get(column).and_then(|text| text.parse().ok()).unwrap_or(0))
}

fn programme(row: &CsvRow) -> ProgrammeRecord {
    let month = |column: &str| real(row, column).map(|month| month as i32);
    let number = |column: &str| real(row, column).unwrap_or(0.0);
    ProgrammeRecord {
        name: row.get("intervention").cloned().unwrap_or_default(),
        chooser: row.get("chooser").and_then(|name| Auspice::parse(name)),
        at_work: month("first_month").zip(month("last_month")),
        first_paid: month("first_paid"),
        sites: number("sites"),
        people: number("people"),
        weight: number("weight"),
        promised: cents(row, "promised"),
        granted: cents(row, "granted"),
        from_abroad: cents(row, "from_abroad"),
        leaked: cents(row, "leaked"),
        returned: cents(row, "returned"),
        unspent: cents(row, "unspent"),
        spending: Vec::new(),
        ended_early: row.get("ended_early").is_some_and(|text| text == "true" || text == "yes"),
    }
}
