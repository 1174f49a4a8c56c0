//! Any metric over time: its levels as curves in one frame, or a panel a level and a scenario, each beside the baseline.

use super::arms::Arm;
use super::charts::labelled;
use super::data::PlotError;
use super::events::Events;
use super::multiples::{Multiples, Panel};
use super::palette::{AUSPICES, ORIGINS, OUTCOMES, PROVIDERS, Sort};
use super::run::{Curve, Told};
use super::series::{self, Course, Levels, Replicates};
use super::sketch::Sketch;
use super::style::{INK, Look, Pen};
use super::words::{capital, metric_unit, words};
use crate::metrics::Dimension;
use std::collections::BTreeMap;

/// Most levels that are told apart in one frame, and in panels.
const MOST: (usize, usize) = (8, 12);

/// A run with the levels of a metric, and what happened in it.
struct Lived<'a> {
    arm: &'a Arm,
    levels: Levels,
    events: Events,
}

impl Lived<'_> {
    /// A level by replicate; nothing where the run has none.
    fn level(&self, name: &str) -> Replicates {
        self.levels.get(name).cloned().unwrap_or_default()
    }
}

/// All arms with a metric, and its levels from the largest on; those that are nothing throughout are left out.
struct Read<'a> {
    lived: Vec<Lived<'a>>,
    levels: Vec<String>,
    months: f64,
}

fn read<'a>(
    arms: &'a [Arm],
    metric: &str,
    by: Option<Dimension>,
) -> Result<Result<Read<'a>, String>, PlotError> {
    let dimension = by.map_or("", Dimension::name);
    let of = |arm: &'a Arm| {
        Ok(Lived { arm, levels: arm.levels(metric, dimension)?, events: arm.events()? })
    };
    let lived: Vec<Lived> = arms.iter().map(of).collect::<Result<_, PlotError>>()?;
    let months =
        lived.iter().map(|lived| series::last_month(lived.levels.values())).fold(0.0, f64::max);
    let mut sizes: BTreeMap<&String, f64> = BTreeMap::new();
    for (name, of) in lived.iter().flat_map(|lived| &lived.levels) {
        if of.values().flatten().any(|(_, value)| *value != 0.0) {
            *sizes.entry(name).or_default() += series::mean(of);
        }
    }
    let mut levels: Vec<(String, f64)> =
        sizes.into_iter().map(|(name, size)| (name.clone(), size)).collect();
    levels.sort_by(|a, b| b.1.total_cmp(&a.1));
    let levels: Vec<String> = levels.into_iter().map(|(name, _)| name).collect();
    if levels.is_empty() {
        return Ok(Err("it is nothing, or not defined, in every month".to_owned()));
    }
    Ok(Ok(Read { lived, levels, months }))
}

/// The first so many of the levels, and a sentence on the others.
fn largest(levels: &[String], most: usize) -> (&[String], Option<String>) {
    let (shown, rest) = levels.split_at(levels.len().min(most));
    let names: Vec<String> = rest.iter().take(6).map(|name| words(name)).collect();
    let more = if rest.len() > names.len() { " and others" } else { "" };
    let told =
        (!rest.is_empty()).then(|| format!("Smaller, not drawn: {}{more}.", names.join(", ")));
    (shown, told)
}

/// The colour of a level.
fn pen(look: Look, by: Option<Dimension>, name: &str, i: usize) -> Pen {
    let sort: &Sort = match by {
        Some(Dimension::Origin) => &ORIGINS,
        Some(Dimension::Provider) => &PROVIDERS,
        Some(Dimension::Auspice | Dimension::Partner) => &AUSPICES,
        Some(Dimension::Outcome) => &OUTCOMES,
        None => return Pen::plain(INK),
        Some(_) => return look.pen(i),
    };
    look.line_of(sort, name)
}

/// All levels in one frame, or all scenarios of a comparison.
pub(super) fn curves(
    arms: &[Arm],
    metric: &str,
    by: Option<Dimension>,
    look: Look,
) -> Result<Result<Sketch, String>, PlotError> {
    let read = match read(arms, metric, by)? {
        Ok(read) => read,
        Err(reason) => return Ok(Err(reason)),
    };
    let what = words(metric);
    let (shown, told) = largest(&read.levels, MOST.0);
    let course = |of: &Replicates| Course::of(of, read.months);
    let none = Events::default();
    let (country, title, events, curves): (&str, String, &Events, Vec<Curve>) = match &read.lived[..]
    {
        [run] => {
            let curve = |(i, name): (usize, &String)| Curve {
                name: if name.is_empty() { what.clone() } else { words(name) },
                course: course(&run.level(name)),
                pen: pen(look, by, name, i),
            };
            let along = by.map_or_else(String::new, |by| format!(" by {}", by.name()));
            let curves = shown.iter().enumerate().map(curve).collect();
            (&run.arm.called, format!("{what}{along}"), &run.events, curves)
        }
        _ if by.is_some() => {
            return Ok(Err("scenarios by a dimension are drawn as multiples".to_owned()));
        }
        lived => {
            let curve = |(i, run): (usize, &Lived)| Curve {
                name: run.arm.called.clone(),
                course: course(&run.level("")),
                // The baseline in ink, the others in the colours of all figures of the comparison.
                pen: i.checked_sub(1).map_or(Pen::plain(INK), |i| look.pen(i)),
            };
            let curves = lived.iter().enumerate().map(curve).collect();
            ("Scenarios", format!("{what} over time"), &none, curves)
        }
    };
    let has_bands = read.lived.len() == 1;
    let told_of = Told { look, country, events, months: read.months, has_bands };
    let notes: Vec<String> = told.into_iter().collect();
    Ok(Ok(told_of.curves(&title, &notes, (&what, &metric_unit(metric)), &curves)))
}

/// A panel a level of a run; of a comparison a row a level, and in it a panel a scenario with the baseline behind.
pub(super) fn panels(
    arms: &[Arm],
    metric: &str,
    by: Option<Dimension>,
    look: Look,
) -> Result<Result<Sketch, String>, PlotError> {
    let read = match read(arms, metric, by)? {
        Ok(read) => read,
        Err(reason) => return Ok(Err(reason)),
    };
    let along = by.map_or_else(String::new, |by| format!(" by {}", by.name()));
    let what = format!("{}{along}", words(metric));
    let (shown, note) = largest(&read.levels, MOST.1);
    let (title, against, columns, panels) = match &read.lived[..] {
        [] => return Ok(Err("there are no runs".to_owned())),
        [run] if by.is_some() => {
            let panels = of_run(run, shown, read.months, |i, level| pen(look, by, level, i));
            (format!("{}: {what}", run.arm.called), None, None, panels)
        }
        [_] => return Ok(Err("a run has panels along a dimension: --by".to_owned())),
        [base, others @ ..] => {
            let panels = of_scenarios(base, others, shown, read.months, look);
            let against = base.arm.cited.clone();
            let title = format!("{} over time, each scenario beside {against}", capital(&what));
            (title, Some(against), by.map(|_| others.len()), panels)
        }
    };
    if panels.is_empty() {
        return Ok(Err(format!("there are no runs with {metric} below it")));
    }
    let label = labelled(&words(metric), &metric_unit(metric));
    let months = read.months;
    Ok(Ok(Multiples { title, note, label, months, against, columns, panels }.draw(look)))
}

fn of_run(
    run: &Lived,
    shown: &[String],
    months: f64,
    pen: impl Fn(usize, &str) -> Pen,
) -> Vec<Panel> {
    let panel = |(i, level): (usize, &String)| Panel {
        name: words(level),
        level: i,
        said: Vec::new(),
        course: Course::of(&run.level(level), months),
        pen: Pen { dash: &[], ..pen(i, level) },
        events: run.events.clone(),
        behind: None,
    };
    shown.iter().enumerate().map(panel).collect()
}

fn of_scenarios(
    base: &Lived,
    others: &[Lived],
    shown: &[String],
    months: f64,
    look: Look,
) -> Vec<Panel> {
    let panel = |(row, level): (usize, &String), i: usize, run: &Lived| {
        let (own, behind) = (run.level(level), base.level(level));
        let mut said: Vec<String> = way(&behind, &own).into_iter().collect();
        // What happened to a programme is said once.
        said.extend(run.events.departures(own.len()).filter(|_| row == 0));
        let of = if level.is_empty() { String::new() } else { format!(", {}", words(level)) };
        Panel {
            name: format!("{}{of}", run.arm.called),
            level: row,
            said,
            course: Course::of(&own, months),
            pen: Pen { dash: &[], ..look.pen(i) },
            events: run.events.clone(),
            behind: (!behind.is_empty())
                .then(|| (format!("{}{of}", base.arm.cited), Course::of(&behind, months))),
        }
    };
    let of_level = |(row, level): (usize, &String)| -> Vec<Panel> {
        let runs = others.iter().enumerate().filter(|(_, run)| !run.level(level).is_empty());
        runs.map(|(i, run)| panel((row, level), i, run)).collect()
    };
    shown.iter().enumerate().flat_map(of_level).collect()
}

/// In how many replicates a scenario's mean is below that of the baseline's same one, and in how many above; none where no
/// two are the same.
fn way(base: &Replicates, of: &Replicates) -> Option<String> {
    let mean = |series: &series::Series| {
        series.iter().map(|(_, value)| value).sum::<f64>() / series.len().max(1) as f64
    };
    let pairs: Vec<f64> =
        of.iter().filter_map(|(k, series)| Some(mean(series) - mean(base.get(k)?))).collect();
    let below = pairs.iter().filter(|difference| **difference < 0.0).count();
    let above = pairs.iter().filter(|difference| **difference > 0.0).count();
    match (below + above, pairs.len()) {
        (_, 0) => None,
        (0, n) => Some(format!("as the baseline in all of {n}")),
        (_, n) => Some(format!("below the baseline in {below}, above in {above} of {n}")),
    }
}
