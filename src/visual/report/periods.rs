//! When: before, during and after the money of an option, each replicate by its own months.

use super::evidence::Arm;
use super::monthly::{Judged, Monthly, Window, cell as cell_of};
use super::tables::captioned;
use crate::experiment::programmes::Accounts;
use crate::experiment::statistics::Paired;
use crate::metrics::{self, Name};
use crate::visual::data::PlotError;
use crate::visual::words::{capital, words};
use maud::{Markup, html};

/// What is told.
const TOLD: [(Name, &str); 3] = [(Name::ViolenceRate, ""), (Name::DeathRate, ""), (Name::Fear, "")];

/// Periods in words.
const PERIODS: [&str; 3] = ["before the money", "while it is paid or at work", "after it"];

/// The months of a replicate in a period; none where it has none there.
fn window(accounts: &Accounts, replicate: &str, period: usize, end: f64) -> Option<Window> {
    let number: u32 = replicate.parse().ok()?;
    let lived = accounts.replicates.iter().find(|one| one.replicate == number)?;
    let own = || lived.programmes.iter().filter(|one| one.chooser.is_none());
    let first = own()
        .flat_map(|one| [one.first_paid, one.at_work.map(|(first, _)| first)])
        .flatten()
        .min()?;
    let last = own().filter_map(|one| one.at_work).map(|(_, last)| last).max().unwrap_or(first);
    let (first, last) = (f64::from(first), f64::from(last));
    let window = [(1.0, first - 1.0), (first, last), (last + 1.0, end)][period];
    (window.0 <= window.1).then_some(window)
}

/// The part; nothing where no option has a programme of its own.
pub(super) fn section(arms: &[Arm], accounts: &[Accounts]) -> Result<Option<Markup>, PlotError> {
    let Some((baseline, others)) = arms.split_first() else { return Ok(None) };
    let own = |one: &Accounts| {
        one.replicates.iter().any(|lived| lived.programmes.iter().any(|of| of.chooser.is_none()))
    };
    if !accounts.iter().skip(1).any(own) {
        return Ok(None);
    }
    let base = Monthly::read(baseline, &TOLD)?;
    let mut tables = Vec::new();
    for (arm, accounts) in others.iter().zip(accounts.iter().skip(1)).filter(|(_, one)| own(one)) {
        let months = Monthly::read(arm, &TOLD)?;
        let end = f64::from(arm.manifest.months);
        let mut cells: Vec<Option<(Name, Paired)>> = Vec::new();
        for (name, _) in TOLD {
            for period in 0..PERIODS.len() {
                let key = (name, "", String::new());
                let within = |replicate: &str| window(accounts, replicate, period, end);
                cells.push(months.against(&base, &key, &within).map(|(_, paired)| (name, paired)));
            }
        }
        tables.push(table(arm, &Judged::all(&cells)));
    }
    Ok(Some(html! {
        p { "Differences from the same replicate of the baseline, by the months in which the money of an option was paid or at \
            work in that replicate; where donors leave, its end is earlier. A word where a difference is shown at 5\u{a0}% after \
            Holm's correction over the table." }
        @for one in &tables { (one) }
    }))
}

fn table(arm: &Arm, cells: &[Option<Judged>]) -> Markup {
    let caption = format!("{}: before, during and after its money", arm.title);
    captioned(
        &caption,
        &caption,
        &html! {
            thead { tr {
                th scope="col" { "Outcome" }
                @for period in PERIODS { th.number scope="col" { (capital(period)) } }
            } }
            tbody.cards { @for ((name, _), row) in TOLD.iter().zip(cells.chunks(PERIODS.len())) { tr {
                th scope="row" {
                    (capital(&words(name.name())))
                    span.unit { (metrics::named(name.name()).map_or("", |one| one.unit)) }
                }
                @for (period, cell) in PERIODS.iter().zip(row) {
                    (cell_of(&capital(period), cell.as_ref(), "none"))
                }
            } } }
        },
    )
}
