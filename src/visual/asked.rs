//! A metric that is asked for by name, in the forms that it has: over time, in panels, over communities, on maps.

use super::arms::{self, Arm};
use super::data::{Folder, PlotError};
use super::words::map_columns;
use super::{Gallery, Wishes, courses, maps, spread};
use crate::metrics::{self, Dimension, Metric, Name};
use crate::scenario::problem::{Location, Problem, Problems, nearest};
use maps::Named;
use std::collections::BTreeSet;

/// How something is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Over time, in one frame.
    Series,
    /// Over time, in panels side by side.
    Multiples,
    /// Over communities: who lives where there is how much of it.
    Distribution,
    /// A map of a year.
    Map,
    /// Small maps of years side by side.
    Strip,
    /// A map of what each scenario changes against the baseline.
    Difference,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 6] = [
        Self::Series,
        Self::Multiples,
        Self::Distribution,
        Self::Map,
        Self::Strip,
        Self::Difference,
    ];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Series => "series",
            Self::Multiples => "multiples",
            Self::Distribution => "distribution",
            Self::Map => "map",
            Self::Strip => "strip",
            Self::Difference => "difference",
        }
    }

    /// Whether it shows communities, each once, and so no dimension.
    const fn is_of_places(self) -> bool {
        !matches!(self, Self::Series | Self::Multiples)
    }
}

/// A declared metric, or a column of communities, with the dimension along which it is wanted.
#[derive(Debug, Clone)]
pub struct Asked {
    name: String,
    metric: Option<&'static Metric>,
    column: Option<&'static str>,
    by: Option<Dimension>,
    forms: Vec<Form>,
}

/// The column of communities that tells of a metric: the one of its name, else the count behind a rate.
fn column_of(name: &str) -> Option<&'static str> {
    let of = match Name::parse(name) {
        Some(Name::ViolenceRate) => "violent_incidents",
        Some(Name::DeathRate) => "deaths",
        Some(Name::DisputesArisenRate) => "disputes_arisen",
        Some(Name::UnansweredRate) => "unanswered",
        _ => name,
    };
    map_columns().into_iter().find(|column| *column == of)
}

impl Asked {
    /// A metric by its name, along a dimension of it, in so many forms; in all that it has where none is told.
    ///
    /// # Errors
    /// With every name that is not declared, where it stands and what is nearest.
    pub fn of(name: &str, by: Option<&str>, forms: &[Form]) -> Result<Self, Problems> {
        let (metric, column) = (metrics::named(name), column_of(name));
        let mut problems = Problems::default();
        let mut wrong = |option: &str, found: &str, message: String, known: &[&'static str]| {
            let help = nearest(found, known.iter().copied())
                .map(|near| format!("did you mean {near:?}?"))
                .or_else(|| {
                    (!known.is_empty()).then(|| format!("there are: {}", known.join(", ")))
                });
            let location = Location::Argument(format!("{option} {found}"));
            problems.add([Problem::error(location, "", message, help)]);
        };
        if metric.is_none() && column.is_none() {
            let all = metrics::all();
            let known: BTreeSet<&'static str> =
                all.iter().map(|metric| metric.name).chain(map_columns()).collect();
            let known: Vec<&'static str> = known.into_iter().collect();
            let message = "no metric and no column of communities is called so".to_owned();
            wrong("--metric", name, message, &known);
        }
        let own = metric.map_or(&[][..], |metric| metric.dimensions);
        let dimension = by.and_then(|by| Dimension::ALL.into_iter().find(|one| one.name() == by));
        if let Some(by) = by
            && dimension.is_none_or(|dimension| metric.is_some() && !own.contains(&dimension))
        {
            let known: Vec<&'static str> = match metric {
                Some(_) => own.iter().map(|dimension| dimension.name()).collect(),
                None => Dimension::ALL.iter().map(|dimension| dimension.name()).collect(),
            };
            let message = match metric {
                Some(metric) if own.is_empty() => format!("{} has no dimensions", metric.name),
                Some(metric) => format!("{} is not told by it", metric.name),
                None => "no dimension is called so".to_owned(),
            };
            wrong("--by", by, message, &known);
        }
        if problems.has_errors() {
            return Err(problems);
        }
        let name = name.to_owned();
        Ok(Self { name, metric, column, by: dimension, forms: forms.to_vec() })
    }

    /// The figures of a form, each with what its name ends in.
    fn drawn(&self, form: Form, arms: &[Arm], wishes: &Wishes) -> Result<Vec<Named>, PlotError> {
        let alone = |sketch| Ok(vec![(form.name().to_owned(), sketch)]);
        let look = wishes.look();
        if !form.is_of_places() {
            let Some(metric) = self.metric else {
                return alone(Err("a column of communities is not told month by month".to_owned()));
            };
            return alone(if form == Form::Series {
                courses::curves(arms, metric.name, self.by, look)?
            } else {
                courses::panels(arms, metric.name, self.by, look)?
            });
        }
        let Some(column) = self.column else {
            let columns = map_columns().join(", ");
            let reason = format!("it is not told of communities; these are: {columns}");
            return alone(Err(if self.forms.is_empty() {
                "it is not told of communities".to_owned()
            } else {
                reason
            }));
        };
        if self.by.is_some() {
            return alone(Err("communities are told totals alone, without --by".to_owned()));
        }
        if !arms.iter().all(|arm| arm.folder.has("communities.parquet")) {
            return alone(Err("there is no communities.parquet".to_owned()));
        }
        match form {
            Form::Difference if arms.len() < 2 => {
                alone(Err("there is one scenario: differences are between those of a comparison"
                    .to_owned()))
            }
            Form::Difference => maps::of_differences(arms, column, look),
            Form::Map | Form::Strip => maps::of_arms(arms, column, wishes, form == Form::Strip),
            _ => alone(spread::curves(arms, column, &wishes.months, look)?),
        }
    }
}

/// The figures of what is asked for.
///
/// # Errors
/// When a form is named that the metric does not have in this directory.
pub(super) fn figures(
    folder: &Folder,
    wishes: &Wishes,
    asked: &Asked,
    gallery: &mut Gallery,
) -> Result<(), PlotError> {
    let no_form = |form: Form, reason: String| PlotError::NoForm {
        metric: asked.name.clone(),
        form: form.name(),
        reason,
    };
    let arms = arms::of(folder, wishes)?;
    if arms.is_empty() {
        let reason =
            "it is drawn of runs and comparisons; a study has figures of its metrics".to_owned();
        return Err(no_form(asked.forms.first().copied().unwrap_or(Form::Series), reason));
    }
    let forms: Vec<Form> = match (asked.forms.is_empty(), asked.by) {
        (false, _) => asked.forms.clone(),
        (true, None) => Form::ALL.to_vec(),
        (true, Some(_)) => Form::ALL.into_iter().filter(|form| !form.is_of_places()).collect(),
    };
    let along = asked.by.map_or_else(String::new, |by| format!("-by-{}", by.name()));
    let before = gallery.figures.len();
    for &form in &forms {
        for (ending, sketch) in asked.drawn(form, &arms, wishes)? {
            if let (Err(reason), false) = (&sketch, asked.forms.is_empty()) {
                return Err(no_form(form, reason.clone()));
            }
            let name = format!("{}{along}-{ending}", asked.name).replace(['_', '/'], "-");
            gallery.add(&name, sketch);
        }
    }
    if gallery.figures.len() == before {
        return Err(no_form(forms[0], gallery.left_out.join("; ")));
    }
    Ok(())
}
