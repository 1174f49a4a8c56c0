//! Money: who pays whom, in which mode of exchange, a head and year.

use super::evidence::Arm;

use crate::experiment::statistics::{Estimate, estimate};
use crate::metrics::spending;
use crate::visual::data::{PlotError, real};
use crate::visual::words::capital;
use std::collections::{BTreeMap, BTreeSet};

/// Lines that a table has room for.
const LINES: usize = 14;

/// A line of the table: who pays whom, and how.
pub(super) struct Line {
    /// What it is about.
    pub label: String,
    /// Mode of exchange.
    pub mode: String,
    /// Purposes, the largest first.
    pub purposes: String,
    /// Rand a head and year in each arm.
    pub amounts: Vec<Option<Estimate>>,
}

/// Totals by mode, then who pays whom.
pub(super) struct Money {
    /// A line a mode.
    pub modes: Vec<Line>,
    /// The largest flows, and what is left.
    pub flows: Vec<Line>,
}

/// Payer, payee, mode.
type Flow = (String, String, String);

/// Rand a head and year by replicate.
type Sums = BTreeMap<String, f64>;

/// The books of one arm.
struct Books {
    flows: BTreeMap<Flow, Sums>,
    purposes: BTreeMap<Flow, BTreeMap<String, f64>>,
    replicates: BTreeSet<String>,
}

/// An account in words; households of all classes are one.
fn account(name: &str) -> String {
    let name = name.split('@').next().unwrap_or(name);
    match name {
        "external" => "the world outside".to_owned(),
        "aid_agency" => "aid agencies".to_owned(),
        "ngo" => "international associations".to_owned(),
        "interstate" => "interstate organisations".to_owned(),
        "multinational" => "corporations".to_owned(),
        "programme" => "arrangements".to_owned(),
        "state" => "the state".to_owned(),
        _ if name.starts_with("households") => "households".to_owned(),
        other => other.replace('_', " "),
    }
}

/// Means over all months after month 0. What households earn from and spend outside is left out.
pub(super) fn money(arms: &[Arm]) -> Result<Money, PlotError> {
    let books: Vec<Books> = arms.iter().map(books).collect::<Result<_, _>>()?;
    let mean = |books: &Books, wanted: &dyn Fn(&Flow) -> bool| -> Option<Estimate> {
        let of = |replicate: &String| -> f64 {
            let flows = books.flows.iter().filter(|(flow, _)| wanted(flow));
            flows.filter_map(|(_, sums)| sums.get(replicate)).sum()
        };
        estimate(&books.replicates.iter().map(of).collect::<Vec<_>>())
    };
    let across = |wanted: &dyn Fn(&Flow) -> bool| -> Vec<Option<Estimate>> {
        books.iter().map(|books| mean(books, wanted)).collect()
    };
    let explained = [
        ("coercion", "taxes, extortion, theft, leakage"),
        ("sale", "wages, fees, contracts, bribes"),
        ("gift", "aid, grants, what elders and organisers are given"),
    ];
    let modes = explained
        .map(|(mode, purposes)| Line {
            label: capital(mode),
            mode: mode.to_owned(),
            purposes: purposes.to_owned(),
            amounts: across(&|flow| flow.2 == mode),
        })
        .into();
    let keys: BTreeSet<&Flow> = books.iter().flat_map(|books| books.flows.keys()).collect();
    let mut flows: Vec<(f64, &Flow, Line)> = keys
        .into_iter()
        .map(|key| {
            let amounts = across(&|flow| flow == key);
            let largest = amounts.iter().flatten().map(|one| one.mean).fold(0.0, f64::max);
            let line = Line {
                label: format!("{} to {}", capital(&account(&key.0)), account(&key.1)),
                mode: key.2.clone(),
                purposes: purposes(&books, key),
                amounts,
            };
            (largest, key, line)
        })
        .collect();
    flows.sort_by(|a, b| b.0.total_cmp(&a.0));
    let left: BTreeSet<Flow> =
        flows.iter().skip(LINES).map(|(_, flow, _)| (*flow).clone()).collect();
    let mut lines: Vec<Line> = flows.into_iter().take(LINES).map(|(_, _, line)| line).collect();
    if !left.is_empty() {
        lines.push(Line {
            label: "All others".to_owned(),
            mode: "all".to_owned(),
            purposes: format!("{} smaller flows", left.len()),
            amounts: across(&|flow| left.contains(flow)),
        });
    }
    Ok(Money { modes, flows: lines })
}

/// The purposes of a flow, the largest first.
fn purposes(books: &[Books], flow: &Flow) -> String {
    let mut all: BTreeMap<&str, f64> = BTreeMap::new();
    for (purpose, amount) in books.iter().filter_map(|books| books.purposes.get(flow)).flatten() {
        *all.entry(purpose).or_default() += amount;
    }
    let mut sorted: Vec<(&str, f64)> = all.into_iter().collect();
    sorted.sort_by(|a, b| b.1.total_cmp(&a.1));
    let more = if sorted.len() > 3 { ", …" } else { "" };
    let names: Vec<String> =
        sorted.iter().take(3).map(|(purpose, _)| purpose.replace('_', " ")).collect();
    names.join(", ") + more
}

fn books(arm: &Arm) -> Result<Books, PlotError> {
    let persons = persons(arm)?;
    let years = f64::from(arm.manifest.months) / 12.0;
    let rows = arm.folder.rows("ledger.csv", |row| {
        let is_security = |purpose: &String| !spending::has(&spending::LIVELIHOOD, purpose);
        row.get("purpose").is_some_and(is_security)
            && real(row, "month").is_some_and(|month| month > 0.0)
    })?;
    let mut books = Books {
        flows: BTreeMap::new(),
        purposes: BTreeMap::new(),
        replicates: persons.keys().cloned().collect(),
    };
    for row in &rows {
        let text = |column: &str| row.get(column).cloned().unwrap_or_default();
        let replicate = text("replicate");
        let Some(heads) = persons.get(&replicate) else { continue };
        let rand = real(row, "amount").unwrap_or(0.0) / 100.0 / heads / years.max(1.0 / 12.0);
        // Classes of households become one before the key is made.
        let merged = |name: String| {
            if name.starts_with("households") { "households".to_owned() } else { name }
        };
        let flow = (merged(text("from")), merged(text("to")), text("mode"));
        *books.purposes.entry(flow.clone()).or_default().entry(text("purpose")).or_default() +=
            rand;
        *books.flows.entry(flow).or_default().entry(replicate).or_default() += rand;
    }
    Ok(books)
}

/// Persons in the communities simulated, by replicate: mean over years.
fn persons(arm: &Arm) -> Result<BTreeMap<String, f64>, PlotError> {
    let places = arm.folder.places_with(&["replicate", "year", "households"])?;
    let mut sums: BTreeMap<String, (f64, BTreeSet<i64>)> = BTreeMap::new();
    for row in 0..places.len() {
        let (Some(replicate), Some(year)) =
            (places.whole("replicate", row), places.whole("year", row))
        else {
            continue;
        };
        let sum = sums.entry(replicate.to_string()).or_default();
        let households = places.real("households", row).unwrap_or(0.0);
        sum.0 += households * arm.scenario.params.world.household_size;
        sum.1.insert(year);
    }
    let mean = |(persons, years): (f64, BTreeSet<i64>)| persons / years.len().max(1) as f64;
    Ok(sums.into_iter().map(|(replicate, sum)| (replicate, mean(sum))).collect())
}
