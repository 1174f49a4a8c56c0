//! Figures of a run over time: violence, provision, money.

use super::charts::{Axis, Frame, around, from_zero, label_room, number};
use super::data::{CsvRow, Folder, PlotError, real};
use super::events::Events;
use super::palette::{MODES, ORIGINS, PROVIDERS};
use super::series::{self, Course, Levels, Replicates};
use super::sketch::Sketch;
use super::style::{INK, Look, Pen};
use super::words::{capital, words};
use super::{Gallery, Wishes, clashes, flow, plane};
use crate::metrics::{Name, spending};
use std::collections::{BTreeMap, BTreeSet};

/// Metrics that figures of a run read.
const READ: [Name; 6] = [
    Name::ViolenceRate,
    Name::ForumShare,
    Name::Legitimacy,
    Name::DisputeCourses,
    Name::DisputesReopened,
    Name::KillingSizes,
];

pub(super) fn figures(
    folder: &Folder,
    wishes: &Wishes,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let rows = folder.rows("metrics.csv", |row| {
        row.get("metric").is_some_and(|name| READ.iter().any(|metric| metric.name() == name))
    })?;
    let (look, country) = (wishes.look(), folder.title());
    let events = Events::read(folder)?;
    let months = rows.iter().filter_map(|row| real(row, "month")).fold(0.0, f64::max);
    let told = Told { look, country: &country, events: &events, months, has_bands: true };
    gallery.add("violence", violence(&rows, &told));
    gallery.add("provision", provision(&rows, &told));
    gallery.add("disputes", flow::disputes(&rows, look, &country));
    gallery.add("clash_sizes", clashes::sizes(&rows, wishes, &country));
    if folder.has("ledger.csv") {
        let ledger =
            folder.rows("ledger.csv", |row| real(row, "month").is_some_and(|m| m > 0.0))?;
        let persons = folder.persons()?;
        gallery.add("money", money(&ledger, persons, &told));
        gallery.add("plane", plane::plane(&rows, &ledger, persons, look, &country));
    }
    Ok(())
}

/// A course and what its end is called.
pub(super) struct Curve {
    /// Name.
    pub name: String,
    /// What is drawn.
    pub course: Course,
    /// How.
    pub pen: Pen,
}

/// What figures over time have in common.
pub(super) struct Told<'a> {
    /// Size and style.
    pub look: Look,
    /// What titles begin with.
    pub country: &'a str,
    /// What is marked.
    pub events: &'a Events,
    /// Months that are told.
    pub months: f64,
    /// Whether curves have bands: not where they lie on each other.
    pub has_bands: bool,
}

impl Told<'_> {
    /// Courses with their replicates, events and labels at their ends; the note says first how they are drawn.
    pub(super) fn curves(
        &self,
        title: &str,
        notes: &[String],
        y: (&str, &str),
        curves: &[Curve],
    ) -> Sketch {
        let n = curves.iter().map(|curve| curve.course.replicates.len()).max().unwrap_or(0);
        let mut note = vec![format!("{}.", series::drawn(self.months, n, self.has_bands))];
        note.extend_from_slice(notes);
        note.push(self.events.told(n));
        note.retain(|sentence| !sentence.is_empty());
        let title = format!("{}: {title}", self.country);
        let mut sketch = Sketch::new(self.look, &title, &note.join(" "));
        let values = || curves.iter().flat_map(|curve| curve.course.values());
        let is_above = values().all(|value| value >= 0.0);
        let all: Vec<f64> = values().chain([0.0]).collect();
        let up = if is_above { from_zero(values()) } else { around(all.into_iter()) };
        let ends: Vec<_> = curves
            .iter()
            .map(|curve| {
                let last = curve.course.last();
                (last, format!("{} {}", curve.name, number(last)), curve.pen.colour)
            })
            .collect();
        let room = label_room(&sketch, ends.iter().map(|(_, text, _)| text.as_str()))
            + sketch.type_size * 0.5;
        let (x, y) = (Axis::time(self.months), Axis::new(y.0, y.1, up));
        let frame = Frame::new(&mut sketch, &x, &y, room);
        for curve in curves {
            if self.has_bands {
                frame.course(&mut sketch, &curve.course, curve.pen);
            } else {
                frame.lines(&mut sketch, &curve.course, curve.pen);
            }
            sketch.record_course(&curve.name, &curve.course);
        }
        self.events.mark(&mut sketch, &frame);
        frame.label_ends(&mut sketch, ends);
        sketch
    }
}

/// Violence over time: all of it, its origins, and what is small together.
fn violence(rows: &[CsvRow], told: &Told) -> Result<Sketch, String> {
    let mut levels: Vec<(String, Replicates)> =
        series::levels(rows, Name::ViolenceRate.name(), "origin").into_iter().collect();
    let totals = series::levels(rows, Name::ViolenceRate.name(), "");
    let Some(total) = totals.get("") else {
        return Err("metrics.csv has no violence_rate".to_owned());
    };
    if series::mean(total) == 0.0 {
        return Err("there is no violence in it".to_owned());
    }
    levels.sort_by(|a, b| series::mean(&b.1).total_cmp(&series::mean(&a.1)));
    let is_small = |of: &Replicates| series::mean(of) < 0.03 * series::mean(total);
    let small: Vec<&(String, Replicates)> =
        levels.iter().filter(|(_, of)| is_small(of) && series::mean(of) > 0.0).collect();
    let course = |of: &Replicates| Course::of(of, told.months);
    let all = course(total);
    let mut notes = Vec::new();
    if let Some((rises, n)) = all.rises().filter(|(_, n)| *n > 1) {
        notes.push(format!("All is higher in the last year than in the first in {rises} of {n}."));
    }
    let mut drawn = vec![Curve { name: "all".to_owned(), course: all, pen: Pen::plain(INK) }];
    for (name, of) in levels.iter().filter(|(_, of)| !is_small(of)) {
        let pen = told.look.line_of(&ORIGINS, name);
        drawn.push(Curve { name: words(name), course: course(of), pen });
    }
    if !small.is_empty() {
        let others = series::sum(small.iter().map(|(_, of)| of));
        let pen = told.look.line_of(&ORIGINS, "others");
        let names: Vec<String> = small.iter().map(|(name, _)| words(name)).collect();
        notes.push(format!("Others are {}.", names.join(", ")));
        drawn.push(Curve { name: "others".to_owned(), course: course(&others), pen });
    }
    Ok(told.curves("violence by origin", &notes, ("acts", "per 1,000 persons and year"), &drawn))
}

/// Who is turned to: shares of first choices by kind.
fn provision(rows: &[CsvRow], told: &Told) -> Result<Sketch, String> {
    let levels = series::levels(rows, Name::ForumShare.name(), "provider");
    let per_cent = |of: &Replicates| -> Replicates {
        let times = |series: &series::Series| series.iter().map(|(m, v)| (*m, v * 100.0)).collect();
        of.iter().map(|(replicate, series)| (replicate.clone(), times(series))).collect()
    };
    let mut drawn: Vec<Curve> = levels
        .iter()
        .map(|(name, of)| Curve {
            name: words(name),
            course: Course::of(&per_cent(of), told.months),
            pen: told.look.line_of(&PROVIDERS, name),
        })
        .collect();
    drawn.retain(|curve| curve.course.values().any(|value| value > 0.05));
    if drawn.is_empty() {
        return Err("no forum is used".to_owned());
    }
    drawn.sort_by(|a, b| b.course.last().total_cmp(&a.course.last()));
    let rest = "What is missing to 100 % is put up with, talked over or taken into own hands.";
    let y = ("first choices", "% of disputes that arise");
    Ok(told.curves("who is turned to with a dispute", &[rest.to_owned()], y, &drawn))
}

/// Money by mode of exchange, earnings and consumption apart.
fn money(ledger: &[CsvRow], persons: Option<f64>, told: &Told) -> Result<Sketch, String> {
    let mut levels = Levels::new();
    let mut purposes: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
    let months: BTreeSet<i64> =
        ledger.iter().filter_map(|row| Some(real(row, "month")? as i64)).collect();
    // A month in which nothing moved in a mode is a month of nothing.
    let mut sums: BTreeMap<(String, String), BTreeMap<i64, f64>> = BTreeMap::new();
    let scale = persons.map_or(1.0, |persons| 12.0 / persons) / 100.0;
    for row in ledger {
        let of = |column: &str| row.get(column).cloned().unwrap_or_default();
        let purpose = of("purpose");
        if spending::has(&spending::LIVELIHOOD, &purpose) {
            continue;
        }
        let (Some(month), Some(amount)) = (real(row, "month"), real(row, "amount")) else {
            continue;
        };
        let series = sums
            .entry((of("mode"), of("replicate")))
            .or_insert_with(|| months.iter().map(|&month| (month, 0.0)).collect());
        *series.entry(month as i64).or_default() += amount * scale;
        *purposes.entry(of("mode")).or_default().entry(purpose).or_default() += amount;
    }
    for ((mode, replicate), months) in sums {
        let series = months.into_iter().map(|(month, value)| (month as f64, value)).collect();
        levels.entry(mode).or_default().insert(replicate, series);
    }
    if levels.is_empty() {
        return Err("no money moved".to_owned());
    }
    let largest = |mode: &str| -> String {
        let mut of: Vec<(&String, &f64)> = purposes.get(mode).into_iter().flatten().collect();
        of.sort_by(|a, b| b.1.total_cmp(a.1));
        let names: Vec<String> = of.iter().take(2).map(|(name, _)| words(name)).collect();
        names.join(" and ")
    };
    let drawn: Vec<Curve> = levels
        .iter()
        .map(|(mode, of)| Curve {
            name: words(mode),
            course: Course::of(of, told.months),
            pen: told.look.line_of(&MODES, mode),
        })
        .collect();
    let most: Vec<String> =
        levels.keys().map(|mode| format!("{mode} is mostly {}", largest(mode))).collect();
    let note = format!("{}. Earnings and consumption left out.", capital(&most.join(", ")));
    let unit =
        if persons.is_some() { "rand of 2003 a head and year" } else { "rand of 2003 a month" };
    let y = ("money that changes hands", unit);
    Ok(told.curves("money by mode of exchange", &[note], y, &drawn))
}
