//! Who gains and who loses: differences by class, group, standing and place.

use super::evidence::Arm;
use super::monthly::{Judged, Key, Monthly, cell as cell_of};
use super::numbers::plain;
use super::tables::captioned;
use crate::experiment::statistics::Paired;
use crate::metrics::{self, Name};
use crate::visual::data::PlotError;
use crate::visual::words::{capital, words};
use maud::{Markup, html};

/// What is told of whom.
const TOLD: [(Name, &str); 9] = [
    (Name::VictimsRate, "class"),
    (Name::VictimsRate, "group"),
    (Name::VictimsRate, "standing"),
    (Name::VictimsRate, "place"),
    (Name::DeathRate, "class"),
    (Name::DeathRate, "place"),
    (Name::SettlementsRate, "class"),
    (Name::HouseholdPayments, "class"),
    (Name::Fear, "class"),
];

/// A line: whom it is of, and the difference of each option.
struct Line {
    key: Key,
    unit: &'static str,
    base: f64,
    cells: Vec<Option<Judged>>,
}

/// The part; nothing where no option tells of anybody.
pub(super) fn section(arms: &[Arm]) -> Result<Option<Markup>, PlotError> {
    let Some((baseline, others)) = arms.split_first() else { return Ok(None) };
    let base = Monthly::read(baseline, &TOLD)?;
    let (from, to) = others.first().map_or((1, 1), Arm::window);
    let window = (f64::from(from), f64::from(to));
    let keys: Vec<Key> =
        TOLD.iter().flat_map(|(name, dimension)| base.levels(*name, dimension)).collect();
    let mut lines: Vec<Line> = keys
        .into_iter()
        .map(|key| {
            let unit = metrics::named(key.0.name()).map_or("", |metric| metric.unit);
            Line { key, unit, base: f64::NAN, cells: Vec::new() }
        })
        .collect();
    for arm in others {
        let own = Monthly::read(arm, &TOLD)?;
        let of = |line: &mut Line| {
            let (mean, paired) = own.against(&base, &line.key, &|_| Some(window))?;
            line.base = mean;
            Some((line.key.0, paired))
        };
        let all: Vec<Option<(Name, Paired)>> = lines.iter_mut().map(of).collect();
        for (line, judged) in lines.iter_mut().zip(Judged::all(&all)) {
            line.cells.push(judged);
        }
    }
    lines.retain(|line| line.cells.iter().any(Option::is_some));
    Ok((!lines.is_empty()).then(|| markup(&lines, others, (from, to))))
}

fn markup(lines: &[Line], others: &[Arm], (from, to): (i32, i32)) -> Markup {
    let caption = format!(
        "Differences from the baseline by whom they fall on, means over months {from} to {to}, with 95\u{a0}% intervals; a word \
         where one is shown at 5\u{a0}% after Holm's correction over the rows of an option"
    );
    captioned(
        "Differences by class, group, standing and kind of place",
        &caption,
        &html! {
            thead { tr {
                th scope="col" { "Of whom" }
                th.number scope="col" { "Baseline" }
                @for arm in others { th.number scope="col" { (arm.title) } }
            } }
            tbody.cards { @for line in lines { tr {
                th scope="row" {
                    (capital(&words(line.key.0.name()))) ", " (words(&line.key.2)) span.unit { (line.unit) }
                }
                td.number data-of="Baseline" { (plain(line.base)) }
                @for (arm, cell) in others.iter().zip(&line.cells) {
                    (cell_of(&arm.title, cell.as_ref(), "\u{2013}"))
                }
            } } }
        },
    )
}
