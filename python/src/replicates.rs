//! Means over replicates and paired differences, as the commands compute them.

use nodal::experiment::statistics as of;
use pyo3::prelude::*;

/// A mean, the ends of its interval, and replicates.
type Told = (f64, Option<f64>, Option<f64>, usize);

/// The mean of independent replicates with a 95 % interval by Student's t, which stays where a quantity of this unit can
/// lie; anywhere without a unit. None without values.
#[pyfunction]
#[pyo3(signature = (values, unit=None))]
pub fn interval(values: Vec<f64>, unit: Option<&str>) -> Option<Told> {
    let range = unit.map_or(of::Range::Any, of::Range::of_unit);
    of::span(&values, range).map(|span| (span.mean, span.low, span.high, span.n))
}

/// Second less first, pair by pair: the difference with its 95 % paired t interval and pairs, and its p value. None
/// without pairs.
#[pyfunction]
pub fn paired(first: Vec<f64>, second: Vec<f64>) -> Option<(Told, Option<f64>)> {
    let paired = of::paired(&first, &second)?;
    Some(((paired.difference, paired.low(), paired.high(), paired.n), paired.p))
}

/// p values adjusted for their number by Holm's step-down method, in the given order.
#[pyfunction]
pub fn holm(p: Vec<f64>) -> Vec<f64> {
    of::holm(&p)
}
