//! What became of interventions over replicates, for people: a small table a scenario, and what it says in words.

use super::statistics::{Range, Span, span};
use crate::ledger::{Money, Purpose};
use crate::metrics::{self, Name};
use crate::output::Record;
use crate::output::record::ProgrammeRecord;
use crate::scenario::Scenario;
use crate::values::grouped;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The programmes of one replicate, and by what their effect is counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Lived {
    /// Replicate, from 1.
    pub replicate: u32,
    /// Its interventions.
    pub programmes: Vec<ProgrammeRecord>,
    /// Violent acts of the whole country over all months after month 0.
    pub acts: f64,
}

/// What a scenario's replicates tell of programmes and their money.
#[derive(Debug, Clone, PartialEq)]
pub struct Accounts {
    /// Scenario.
    pub name: String,
    /// Accounting units a US dollar.
    pub per_usd: f64,
    /// Year of its prices.
    pub price_year: u32,
    /// A line a replicate.
    pub replicates: Vec<Lived>,
}

impl Accounts {
    /// Of a scenario that was lived.
    pub fn of(scenario: &Scenario, records: &[Record]) -> Self {
        let at = metrics::position(Name::ViolentIncidents, "");
        let acts = |record: &Record| -> f64 {
            let months = record.months.iter().zip(&record.values).filter(|(month, _)| **month > 0);
            months.filter_map(|(_, values)| values[at]).sum()
        };
        let lived = |record: &Record| Lived {
            replicate: record.replicate,
            programmes: record.programmes.clone(),
            acts: acts(record),
        };
        Self {
            name: scenario.name.clone(),
            per_usd: scenario.params.economy.per_usd,
            price_year: scenario.params.economy.price_year,
            replicates: records.iter().map(lived).collect(),
        }
    }

    /// Its interventions, in the order of the scenario; what an auspice chose is one.
    pub fn told(&self) -> Vec<Told> {
        let all: Vec<ProgrammeRecord> =
            self.replicates.iter().flat_map(|one| joined(&one.programmes)).collect();
        let mut names: Vec<&str> = Vec::new();
        for one in &all {
            if !names.contains(&one.name.as_str()) {
                names.push(&one.name);
            }
        }
        let of = |name: &str| -> Vec<&ProgrammeRecord> {
            all.iter().filter(|one| one.name == name).collect()
        };
        names.into_iter().filter_map(|name| over(name, &of(name), self.per_usd)).collect()
    }

    /// The small table, as lines of text; none without interventions.
    pub fn lines(&self) -> Vec<String> {
        let all = self.told();
        if all.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![
            format!(
                "interventions, for the whole country, in US$ of {}; means over replicates",
                self.price_year
            ),
            format!(
                "{:<24} {:>7} {:>11} {}",
                "",
                "sites",
                "people",
                AMOUNTS.map(|head| format!("{head:>12}")).join(" ")
            ),
        ];
        for one in &all {
            lines.push(format!(
                "{:<24} {:>7} {:>11} {}",
                one.name,
                grouped(one.sites),
                grouped(one.people),
                one.amounts.map(|amount| format!("{:>12}", grouped(amount.mean))).join(" ")
            ));
            lines.push(format!("  {}", one.words()));
            if one.spent() > 0.0 {
                lines.push(format!("  spent on {}", one.purposes()));
            }
        }
        let mut lived = self.replicates.iter().flat_map(|one| &one.programmes);
        if lived.any(|one| one.chooser.is_some()) {
            lines.push("a place chosen again, and its people, count again".to_owned());
        }
        lines
    }
}

/// Interventions of a replicate, with all that one auspice chose as one of the whole country.
fn joined(programmes: &[ProgrammeRecord]) -> Vec<ProgrammeRecord> {
    let mut all: Vec<ProgrammeRecord> = Vec::new();
    for one in programmes {
        let Some(chooser) = one.chooser else {
            all.push(one.clone());
            continue;
        };
        let name = format!("{chooser}'s choices");
        match all.iter_mut().find(|known| known.name == name) {
            Some(known) => known.join(&one.of_country()),
            None => all.push(ProgrammeRecord { name, ..one.of_country() }),
        }
    }
    all
}

/// An intervention over replicates: means for the whole country, in US dollars.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Its name.
    pub name: String,
    /// Replicates that have it.
    pub replicates: usize,
    /// Sites, or communities where it serves those.
    pub sites: f64,
    /// People in its zone.
    pub people: f64,
    /// Promised, granted, spent, unspent, returned, leaked.
    pub amounts: [Span; 6],
    /// Spent by purpose, the largest first.
    pub spending: Vec<(Purpose, f64)>,
    /// Earliest and latest first month in which money came, and in how many replicates it did.
    pub paid: (Option<(i32, i32)>, usize),
    /// Earliest first and latest last month at work, and in how many replicates it was at work.
    pub at_work: (Option<(i32, i32)>, usize),
    /// Replicates in which its donors left early.
    pub left_early: usize,
}

/// Heads of [`Told::amounts`].
pub const AMOUNTS: [&str; 6] = ["promised", "granted", "spent", "unspent", "returned", "leaked"];

/// `None` without a replicate.
fn over(name: &str, all: &[&ProgrammeRecord], per_usd: f64) -> Option<Told> {
    let n = all.len() as f64;
    let mean =
        |of: &dyn Fn(&ProgrammeRecord) -> f64| all.iter().map(|one| of(one)).sum::<f64>() / n;
    let dollars = |of: fn(&ProgrammeRecord) -> Money| {
        let each = |one: &&ProgrammeRecord| of(one).rand() * one.weight / per_usd;
        span(&all.iter().map(each).collect::<Vec<_>>(), Range::NotNegative)
    };
    let mut spending: BTreeMap<Purpose, f64> = BTreeMap::new();
    for one in all {
        for &(purpose, amount) in &one.spending {
            *spending.entry(purpose).or_default() += amount.rand() * one.weight / per_usd / n;
        }
    }
    let mut spending: Vec<_> = spending.into_iter().collect();
    spending.sort_by(|a, b| b.1.total_cmp(&a.1));
    let range = |months: Vec<(i32, i32)>| {
        let first = months.iter().map(|(first, _)| *first).min();
        first.zip(months.iter().map(|(_, last)| *last).max())
    };
    let paid: Vec<_> = all.iter().filter_map(|one| one.first_paid.map(|m| (m, m))).collect();
    let worked: Vec<_> = all.iter().filter_map(|one| one.at_work).collect();
    Some(Told {
        name: name.to_owned(),
        replicates: all.len(),
        sites: mean(&|one| one.sites),
        people: mean(&|one| one.people),
        amounts: [
            dollars(|one| one.promised)?,
            dollars(|one| one.granted)?,
            dollars(ProgrammeRecord::spent)?,
            dollars(|one| one.unspent)?,
            dollars(|one| one.returned)?,
            dollars(|one| one.leaked)?,
        ],
        spending,
        left_early: all.iter().filter(|one| one.ended_early).count(),
        paid: (range(paid.clone()), paid.len()),
        at_work: (range(worked.clone()), worked.len()),
    })
}

impl Told {
    /// Dollars spent, over purposes.
    pub fn spent(&self) -> f64 {
        self.amounts[2].mean
    }

    /// When it was paid and at work, and who left, in words.
    pub fn words(&self) -> String {
        let of_all = |n: usize| {
            if n == self.replicates {
                String::new()
            } else {
                format!(" in {n} of {} replicates", self.replicates)
            }
        };
        let span = |(first, last): (i32, i32)| {
            if first == last {
                format!("month {first}")
            } else {
                format!("months {first} to {last}")
            }
        };
        let mut text = match self.paid {
            (None, _) => "never paid".to_owned(),
            (Some(months), n) => format!("paid from {}{}", span(months), of_all(n)),
        };
        match self.at_work {
            (None, _) => text.push_str("; never at work"),
            (Some((first, last)), n) => {
                let _ = write!(text, "; at work in months {first} to {last}{}", of_all(n));
            }
        }
        if self.left_early > 0 {
            let all = self.replicates;
            let _ = write!(text, "; donors left early in {} of {all} replicates", self.left_early);
        }
        text
    }

    /// What the money was spent on, the largest first, in shares.
    pub fn purposes(&self) -> String {
        let spent = self.spent();
        let share = |(purpose, amount): &(Purpose, f64)| {
            format!("{} {:.0} %", purpose.name().replace('_', " "), 100.0 * amount / spent)
        };
        let of: Vec<String> = self.spending.iter().filter(|(_, x)| *x > 0.0).map(share).collect();
        of.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_late_or_left_early_is_said_in_words() {
        let one = |first_paid, ended_early| ProgrammeRecord {
            name: "aid".to_owned(),
            at_work: Some((9, 30)),
            first_paid: Some(first_paid),
            weight: 1.0,
            ended_early,
            ..ProgrammeRecord::default()
        };
        let (a, b) = (one(7, false), one(7, true));
        let words = over("aid", &[&a, &b], 10.0).unwrap().words();
        assert_eq!(
            words,
            "paid from month 7; at work in months 9 to 30; donors left early in 1 of 2 replicates"
        );
    }
}
