//! Options by outcomes: the table of the first screen.

use super::currency::Currency;
use super::evidence::{Arm, Difference};
use super::findings::{is_headline, label};
use super::numbers::{plain, with_ends};
use super::tables::captioned;
use crate::experiment::money::cost;
use crate::experiment::programmes::Accounts;
use crate::metrics::{Name, Rank};
use maud::{Markup, html};

/// A cell: a number, what is below it, and the word of what is shown.
struct Cell {
    value: String,
    ends: String,
    verdict: String,
}

impl Cell {
    fn plain(value: String) -> Self {
        Self { value, ends: String::new(), verdict: String::new() }
    }
}

/// Options in columns, outcomes in rows; then their money.
pub(super) fn table(
    arms: &[Arm],
    rows: &[Difference],
    accounts: &[Accounts],
    currency: &Currency,
) -> Markup {
    let mut lines: Vec<(String, String, Vec<Cell>)> = Vec::new();
    let mut metrics: Vec<&Difference> = Vec::new();
    for row in rows.iter().filter(|row| row.level.is_empty() && is_told(row, rows)) {
        if metrics.iter().all(|known| known.metric != row.metric) {
            metrics.push(row);
        }
    }
    for first in metrics {
        let cells = arms.iter().enumerate().map(|(i, arm)| {
            let own = |row: &&Difference| {
                row.metric == first.metric && row.level.is_empty() && row.scenario == arm.name
            };
            match rows.iter().find(own) {
                _ if i == 0 => Cell::plain(plain(first.baseline)),
                Some(row) => difference(row),
                None => Cell::plain("\u{2013}".to_owned()),
            }
        });
        lines.push((label(&first.metric), first.unit.clone(), cells.collect()));
    }
    lines.extend(money(accounts, currency));
    let caption = "Options by outcomes: the baseline's mean, then differences from it with 95\u{a0}% intervals; a word where a \
                   difference is shown";
    captioned(
        "Options by outcomes",
        caption,
        &html! {
            thead { tr {
                th scope="col" { "Outcome" }
                @for (i, arm) in arms.iter().enumerate() {
                    th.number scope="col" { (arm.title) @if i == 0 { span.unit { "baseline" } } }
                }
            } }
            tbody.cards { @for (name, unit, cells) in &lines { tr {
                th scope="row" { (name) span.unit { (unit) } }
                @for (arm, cell) in arms.iter().zip(cells) {
                    td.number.(cell.verdict) data-of=(arm.title) {
                        (cell.value) @if !cell.verdict.is_empty() { " " strong { (cell.verdict) } }
                        @if !cell.ends.is_empty() { span.unit { (cell.ends) } }
                    }
                }
            } } }
        },
    )
}

/// Outcomes of the first screen: headlines, and what is usual where anything is shown of it.
fn is_told(row: &Difference, rows: &[Difference]) -> bool {
    let is_usual = Name::parse(&row.metric).is_none_or(|name| name.rank() <= Rank::Usual);
    let any = || {
        rows.iter()
            .any(|other| other.metric == row.metric && other.level.is_empty() && other.is_shown())
    };
    is_headline(&row.metric) || is_usual && any()
}

fn difference(row: &Difference) -> Cell {
    let (difference, low, high) = row.span;
    let (value, ends) = if low.is_finite() && high.is_finite() {
        with_ends(difference, low, high)
    } else {
        (plain(difference), String::new())
    };
    let verdict = if row.is_shown() { row.verdict.clone() } else { String::new() };
    Cell { value, ends, verdict }
}

/// Money of each option: granted and spent from abroad, acts averted, and what one of them cost.
fn money(accounts: &[Accounts], currency: &Currency) -> Vec<(String, String, Vec<Cell>)> {
    let Some(base) = accounts.first() else { return Vec::new() };
    if accounts.iter().all(|one| one.external().granted == 0.0) {
        return Vec::new();
    }
    let each = |of: &dyn Fn(usize, &Accounts) -> Cell| -> Vec<Cell> {
        accounts.iter().enumerate().map(|(i, one)| of(i, one)).collect()
    };
    let none = || Cell::plain("\u{2013}".to_owned());
    let averted = |i: usize, one: &Accounts| {
        let Some(told) = cost(base, one).filter(|_| i > 0) else { return none() };
        let ends = told.averted.low().zip(told.averted.high());
        match ends {
            Some((low, high)) => {
                let (value, ends) = with_ends(told.averted.mean, low, high);
                Cell { value, ends, verdict: String::new() }
            }
            None => Cell::plain(plain(told.averted.mean)),
        }
    };
    let price = |i: usize, one: &Accounts| match cost(base, one).filter(|_| i > 0) {
        Some(told) => told.ratio.map_or_else(
            || Cell::plain("not to be told".to_owned()),
            |(ratio, low, high)| Cell {
                value: currency.sum(ratio),
                ends: format!("{} to {}", currency.sum(low), currency.sum(high)),
                verdict: String::new(),
            },
        ),
        None => none(),
    };
    let sum = |i: usize, of: f64, base: f64| match i {
        0 => Cell::plain(currency.sum(of)),
        _ => Cell::plain(format!("+{}", currency.sum(of - base)).replace("+\u{2212}", "\u{2212}")),
    };
    let granted =
        |i: usize, one: &Accounts| sum(i, one.external().granted, base.external().granted);
    let used = |i: usize, one: &Accounts| sum(i, one.external().used, base.external().used);
    let unit = "whole country, all months".to_owned();
    vec![
        ("Money granted from abroad".to_owned(), unit.clone(), each(&granted)),
        ("Money spent of it".to_owned(), unit.clone(), each(&used)),
        ("Violent acts averted".to_owned(), unit, each(&averted)),
        (
            "Money for an act averted".to_owned(),
            "of money spent beyond the baseline's".to_owned(),
            each(&price),
        ),
    ]
}
