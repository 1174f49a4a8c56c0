//! What happened to programmes, marked where it did: money begins, donors leave.

use super::charts::Frame;
use super::data::{CsvRow, Folder, PlotError, real};
use super::sketch::Sketch;
use super::style::{GREY, INK, Pen};
use super::words::{capital, words};
use std::collections::{BTreeMap, BTreeSet};

/// The table that events are read from.
const TABLE: &str = "programmes.csv";

/// Programmes whose beginning is named.
const NAMED: usize = 4;

/// Events of a run.
#[derive(Debug, Clone, Default)]
pub(super) struct Events {
    /// The first month in which each of a scenario's programmes was paid, in any replicate.
    starts: BTreeMap<String, f64>,
    /// The months in which donors left before the time, each with its replicate.
    left: Vec<(String, f64)>,
}

impl Events {
    /// Of a run.
    pub(super) fn read(run: &Folder) -> Result<Self, PlotError> {
        let rows = if run.has(TABLE) { run.rows(TABLE, |_| true)? } else { Vec::new() };
        Ok(Self::of(&rows))
    }

    fn of(rows: &[CsvRow]) -> Self {
        let mut events = Self::default();
        for row in rows {
            let text = |column: &str| row.get(column).cloned().unwrap_or_default();
            // What auspices choose begins and ends all the time.
            if !text("chooser").is_empty() {
                continue;
            }
            if let Some(month) = real(row, "first_paid") {
                let start = events.starts.entry(text("intervention")).or_insert(month);
                *start = start.min(month);
            }
            if let (true, Some(month)) = (text("ended_early") == "true", real(row, "last_month")) {
                events.left.push((text("replicate"), month));
            }
        }
        events
    }

    /// Whether nothing happened.
    pub(super) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Marks them in a frame over time: a dashed line where money begins, a wedge on the axis where donors leave.
    pub(super) fn mark(&self, sketch: &mut Sketch, frame: &Frame) {
        let (_, top, _, bottom) = frame.inner;
        let thin = sketch.look.hairline();
        let dashed = Pen { dash: &[5.0, 5.0], ..Pen::plain(GREY) };
        let starts: BTreeSet<i64> = self.starts.values().map(|month| *month as i64).collect();
        for month in starts {
            // A month begins where the one before it ends.
            let x = frame.across(month as f64 - 1.0);
            sketch.stroke(vec![(x, top), (x, bottom)], dashed, thin);
        }
        let size = sketch.type_size * 0.32;
        for (_, month) in &self.left {
            let x = frame.across(*month);
            sketch
                .area(vec![(x, bottom - 2.2 * size), (x - size, bottom), (x + size, bottom)], INK);
        }
    }

    /// The same in sentences, for a run of so many replicates; empty where nothing happened.
    pub(super) fn told(&self, replicates: usize) -> String {
        let mut said = Vec::new();
        let starts: Vec<String> = self
            .starts
            .iter()
            .take(NAMED)
            .map(|(name, month)| format!("{}, month {month}", words(name)))
            .collect();
        if !starts.is_empty() {
            let more = self.starts.len().saturating_sub(NAMED);
            let more = if more > 0 { format!("; {more} more") } else { String::new() };
            said.push(format!("Dashed: money begins ({}{more}).", starts.join("; ")));
        }
        let told = self.departures(replicates).map(|told| {
            if self.left.is_empty() {
                format!("{}.", capital(&told))
            } else {
                format!("Wedges: {told}.")
            }
        });
        said.extend(told);
        said.join(" ")
    }

    /// In how many replicates donors left, and when; none where nothing was paid.
    pub(super) fn departures(&self, replicates: usize) -> Option<String> {
        if self.starts.is_empty() {
            return None;
        }
        let leaving: BTreeSet<&String> = self.left.iter().map(|(replicate, _)| replicate).collect();
        let months = self.left.iter().map(|(_, month)| *month);
        let (first, last) = (months.clone().fold(f64::MAX, f64::min), months.fold(0.0, f64::max));
        Some(match leaving.len() {
            0 => format!("donors stay their time in all of {replicates}"),
            n if first < last => format!(
                "donors leave before the time in {n} of {replicates}, in months {first} to {last}"
            ),
            n => format!("donors leave before the time in {n} of {replicates}, in month {first}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_those_of_the_scenario_with_how_many_went_which_way() {
        let row = |cells: [&str; 5]| -> CsvRow {
            ["replicate", "intervention", "first_paid", "last_month", "ended_early"]
                .into_iter()
                .map(str::to_owned)
                .zip(cells.map(str::to_owned))
                .collect()
        };
        let mut chosen = row(["1", "ngo's 1", "3", "5", "true"]);
        chosen.insert("chooser".to_owned(), "ngo".to_owned());
        let rows = [
            row(["1", "committees", "7", "60", "false"]),
            row(["2", "committees", "7", "31", "true"]),
            row(["3", "committees", "7", "44", "true"]),
            chosen,
        ];
        let told = Events::of(&rows).told(3);
        assert_eq!(
            told,
            "Dashed: money begins (committees, month 7). Wedges: donors leave before the time in 2 of 3, in months 31 to 44."
        );
        assert_eq!(
            Events::of(&rows[..1]).told(1).matches("Donors stay their time in all of 1.").count(),
            1
        );
        assert_eq!(Events::default().told(3), "");
    }
}
