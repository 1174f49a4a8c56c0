//! The tables of a decision.

use super::Failure;
use super::figures::{cell, cells, csv_of};
use crate::experiment::decide::{AIMS, Condition, Decided, Front, Portfolio, Whole};
use crate::experiment::statistics::{Paired, Span};
use crate::output::answers::Files;
use crate::output::columns::Table;
use crate::output::decisions::{
    CONDITIONS, FINDINGS, FRONT, PARAMETERS, PORTFOLIO, REGRET, WORLDS,
};
use crate::params::Value;

/// Columns of [`PORTFOLIO`] before those of the options.
const LEADING: usize = 2;

/// All tables of a decision; that of portfolios where some were looked for.
pub(super) fn of(decided: &Decided, whole: Whole) -> Result<Files, Failure> {
    let mut files = vec![
        written(&FRONT, whole.front.iter().map(|row| front(decided, row)))?,
        written(&REGRET, regrets(decided, whole))?,
        written(&CONDITIONS, whole.conditions.iter().flat_map(|one| condition(decided, one)))?,
        written(&FINDINGS, findings(decided, whole))?,
        written(&WORLDS, worlds(decided))?,
        (PARAMETERS.file.to_owned(), parameters(decided)?),
    ];
    if !whole.portfolios.is_empty() {
        files.push((PORTFOLIO.file.to_owned(), portfolios(decided, whole.portfolios)?));
    }
    Ok(files)
}

fn written(
    table: &Table,
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<(String, Vec<u8>), Failure> {
    Ok((table.file.to_owned(), csv_of(std::iter::once(table.names()).chain(rows))?))
}

fn outcome(decided: &Decided, at: usize) -> [String; 2] {
    let outcome = &decided.decision.outcomes[at];
    [outcome.name.clone(), outcome.unit().to_owned()]
}

fn paired(of: Option<&Paired>) -> [String; 3] {
    [of.map(|of| of.difference), of.and_then(Paired::low), of.and_then(Paired::high)].map(cell)
}

fn mean(span: Option<Span>) -> String {
    cell(span.map(|span| span.mean))
}

fn yes(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}

fn front(decided: &Decided, row: &Front) -> Vec<String> {
    let mut cells_of = vec![decided.arms[row.arm].clone()];
    cells_of.extend(outcome(decided, row.outcome));
    cells_of.extend(cells(Some(row.mean)));
    cells_of.extend(paired(row.difference.as_ref()));
    cells_of.extend(cells(row.better));
    cells_of.extend(cells(Some(row.best)));
    cells_of.push(mean(Some(row.worst)));
    cells_of.extend(cells(row.satisfied));
    cells_of.push(mean(row.dominated));
    cells_of.push(yes(row.is_on_front));
    cells_of.extend(decided.money[row.arm].map(|sum| sum.to_string()));
    cells_of.push(row.worlds.to_string());
    cells_of
}

fn regrets(decided: &Decided, whole: Whole) -> Vec<Vec<String>> {
    let row = |row: &crate::experiment::decide::Regret| {
        let mut cells_of = vec![decided.arms[row.arm].clone()];
        cells_of.extend(outcome(decided, row.outcome));
        cells_of.extend(cells(Some(row.mean)));
        cells_of.extend([
            row.worst_tenth.to_string(),
            row.most.to_string(),
            row.mean.n.to_string(),
        ]);
        cells_of
    };
    whole.regrets.iter().map(row).collect()
}

fn condition(decided: &Decided, one: &Condition) -> Vec<Vec<String>> {
    let head = vec![
        decided.arms[one.arm].clone(),
        decided.decision.outcomes[one.outcome].name.clone(),
        one.failure.to_string(),
        one.failed.to_string(),
        one.worlds.to_string(),
    ];
    let Some(found) = &one.found else {
        let empty = vec![String::new(); CONDITIONS.columns.len() - head.len() - 1];
        return vec![[head, empty, vec![one.words.clone()]].concat()];
    };
    let row = |limit: &crate::experiment::prim::Limit| {
        let mut row = head.clone();
        row.extend([
            decided.study.factors[limit.factor].key.clone(),
            if limit.is_upper { "below" } else { "above" }.to_owned(),
            limit.at.to_string(),
            limit.quasi_p.to_string(),
            found.coverage.to_string(),
            found.density.to_string(),
            found.support.to_string(),
            found.chance.to_string(),
            one.words.clone(),
        ]);
        row
    };
    found.limits.iter().map(row).collect()
}

fn findings(decided: &Decided, whole: Whole) -> Vec<Vec<String>> {
    let row = |one: &crate::experiment::decide::Finding| {
        let [name, unit] = outcome(decided, one.outcome);
        let of_one = one.parameter.is_some();
        vec![
            name,
            one.parameter.map_or_else(String::new, |at| decided.study.factors[at].key.clone()),
            one.value.to_string(),
            cell(of_one.then_some(one.by_chance)),
            cell(of_one.then_some(one.chance)),
            unit,
        ]
    };
    whole.findings.iter().map(row).collect()
}

fn worlds(decided: &Decided) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (world, of) in decided.worlds.iter().enumerate() {
        for (arm, name) in decided.arms.iter().enumerate() {
            for (at, outcome) in decided.decision.outcomes.iter().enumerate() {
                let value = decided.value(arm, at, world);
                let other = decided.value(decided.baseline, at, world);
                let difference = value.zip(other).map(|(own, other)| own - other);
                rows.push(vec![
                    of.number.to_string(),
                    name.clone(),
                    outcome.name.clone(),
                    cell(value),
                    cell(difference.filter(|_| arm != decided.baseline)),
                ]);
            }
        }
    }
    rows
}

fn parameters(decided: &Decided) -> Result<Vec<u8>, Failure> {
    let mut names = PARAMETERS.names();
    names.extend(decided.study.factors.iter().map(|factor| factor.key.clone()));
    let row = |world: &crate::experiment::decide::World| {
        let values = world.values.iter().map(Value::to_string);
        std::iter::once(world.number.to_string()).chain(values).collect()
    };
    csv_of(std::iter::once(names).chain(decided.worlds.iter().map(row)))
}

fn portfolios(decided: &Decided, all: &[Portfolio]) -> Result<Vec<u8>, Failure> {
    let options: Vec<usize> = decided.study.options().collect();
    let mut names = PORTFOLIO.names();
    names.splice(LEADING..LEADING, options.iter().map(|&option| decided.arms[option].clone()));
    let row = |one: &Portfolio| {
        let mixture =
            one.arm.checked_sub(decided.scenarios()).map(|at| &decided.decision.portfolios[at]);
        let place = mixture.map_or_else(String::new, |mixture| mixture.place.clone());
        let mut row = vec![decided.arms[one.arm].clone(), place];
        let share = |(at, &option): (usize, &usize)| match mixture {
            Some(mixture) => mixture.shares[at].to_string(),
            None => f64::from(u8::from(option == one.arm)).to_string(),
        };
        row.extend(options.iter().enumerate().map(share));
        row.extend(outcome(decided, one.outcome));
        row.extend(paired(Some(&one.difference)));
        row.push(one.worst_tenth.to_string());
        let aims = AIMS.iter().zip(one.is_best).filter(|(_, is_best)| *is_best);
        row.push(aims.map(|(aim, _)| *aim).collect::<Vec<_>>().join("; "));
        row.push(cell(one.held_out.iter().flatten().next().copied()));
        row.push(one.difference.n.to_string());
        row
    };
    csv_of(std::iter::once(names).chain(all.iter().map(row)))
}
