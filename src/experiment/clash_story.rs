//! The story of a fight between groups: from the killings that heated it to the peace that ended it.

use super::trace::{Line, TraceError, find};
use crate::model;
use crate::output::story;
use crate::scenario::Scenario;
use crate::world::Country;
use crate::world::fronts::{Event, Turn};

/// Heat below which nothing is told of.
const COLD: f32 = 0.01;
/// Change of heat by slow causes below which it is passed over.
const SLIGHT: f32 = 0.01;

/// Tells the story of the so-many-th clash between groups, from 1, in one replicate of a scenario: of the whole country, or of
/// the site in which a community lies.
///
/// The story is part of the run: following it changes no byte of it.
///
/// # Errors
/// When there is no such community, or there were fewer clashes.
pub fn trace_clash(
    scenario: &Scenario,
    replicate: u32,
    community: Option<&str>,
    number: u32,
) -> Result<Vec<Line>, TraceError> {
    let params = scenario.params_of(replicate);
    let mut country = Country::build(&params, scenario.geography.as_ref(), replicate)?;
    let site = match community {
        Some(name) => Some(country.fronts.sites.site_of[find(&country, name)?].place()),
        None => None,
    };
    country.fronts.chronicle = Some(Vec::new());
    for _ in 0..params.time.burn_in_months + params.time.months {
        model::month(&mut country);
    }
    let turns = country.fronts.chronicle.take().unwrap_or_default();
    let of_site = |turn: &&Turn| site.is_none_or(|site| turn.site == site);
    let clashes: Vec<&Turn> = turns.iter().filter(of_site).filter(|t| is_clash(t)).collect();
    let asked = (number as usize).checked_sub(1).and_then(|i| clashes.get(i));
    let clash = asked.ok_or(TraceError::Clash(number, clashes.len()))?;
    let between: Vec<&Turn> =
        turns.iter().filter(|turn| (turn.site, turn.pair) == (clash.site, clash.pair)).collect();
    let at = between.iter().position(|turn| turn == clash).unwrap_or(0);
    Ok(tell(&between[start(&between, at)..end(&between, at)], &country))
}

const fn is_clash(turn: &Turn) -> bool {
    matches!(turn.what, Event::Clash { .. })
}

/// The first turn of the rise that leads to a clash: after the last clash, or after the groups were last at peace.
fn start(turns: &[&Turn], at: usize) -> usize {
    let ends = |turn: &&&Turn| is_clash(turn) || turn.heat < COLD;
    turns[..at].iter().rev().position(|turn| ends(&turn)).map_or(0, |back| at - back)
}

/// One past the last turn that belongs to a clash: a compensation, the next clash, or peace.
fn end(turns: &[&Turn], at: usize) -> usize {
    let after = &turns[at + 1..];
    let last = after.iter().position(|turn| {
        is_clash(turn) || turn.heat < COLD || matches!(turn.what, Event::Compensation)
    });
    match last {
        Some(last) if is_clash(after[last]) => at + 1 + last,
        Some(last) => at + 2 + last,
        None => turns.len(),
    }
}

fn tell(turns: &[&Turn], country: &Country) -> Vec<Line> {
    let mut before = 0.0_f32;
    let mut lines = Vec::new();
    for turn in turns {
        let is_slow = match turn.what {
            Event::Land | Event::Force | Event::Settlements(_) => true,
            Event::Killings(_)
            | Event::NextDoor(_)
            | Event::Clash { .. }
            | Event::Dead { .. }
            | Event::Compensation
            | Event::Exhaustion => false,
        };
        if !is_slow || (turn.heat - before).abs() > SLIGHT {
            lines
                .push(Line { month: f64::from(turn.month), text: story::tell_turn(turn, country) });
            before = turn.heat;
        }
    }
    lines
}
