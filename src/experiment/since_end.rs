//! What is left of an effect once the money has ended: differences from the baseline by months since the last programme
//! of a scenario ended, replicate by replicate, as each has an end of its own.

use super::compare::pairs;
use super::statistics::{Paired, paired};
use crate::metrics;
use crate::output::Record;
use crate::scenario::Scenario;

/// Months since the end, first and last: the last year under the programme, and years after it.
pub const PERIODS: [(i32, i32); 6] = [(-11, 0), (1, 12), (13, 24), (25, 36), (37, 48), (49, 60)];
/// Least replicates of which a period is told.
const FEWEST: usize = 2;

/// A difference in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct SinceEnd {
    /// The scenario whose programmes ended.
    pub scenario: String,
    /// Metric, its total.
    pub metric: &'static str,
    /// Unit of the metric.
    pub unit: &'static str,
    /// First and last month since the end.
    pub period: (i32, i32),
    /// Scenario less baseline.
    pub paired: Paired,
}

/// The last month in which any of the scenario's own programmes was at work; `None` where none was, or where one was at
/// work when the run ended.
fn end_of(record: &Record) -> Option<i32> {
    let own = record.programmes.iter().filter(|one| one.chooser.is_none());
    let end = own.filter_map(|one| one.at_work).map(|(_, last)| last).max()?;
    (end < *record.months.last()?).then_some(end)
}

/// The months of a period, if the run lived them all.
fn window(record: &Record, (from, to): (i32, i32)) -> Option<(i32, i32)> {
    let end = end_of(record)?;
    let window = (end + from, end + to);
    (window.0 > 0 && window.1 <= *record.months.last()?).then_some(window)
}

/// Differences of metrics' totals by months since the end, for each scenario other than the first.
pub fn since_end(metrics: &[String], runs: &[(&Scenario, &[Record])]) -> Vec<SinceEnd> {
    let Some((&(_, baseline), others)) = runs.split_first() else { return Vec::new() };
    let columns: Vec<_> = metrics::columns()
        .iter()
        .enumerate()
        .filter(|(_, column)| column.dimension.is_empty())
        .filter(|(_, column)| metrics.iter().any(|name| name == column.metric.name))
        .collect();
    let mut rows = Vec::new();
    for &(scenario, records) in others {
        for &(i, column) in &columns {
            for period in PERIODS {
                let (first, second) = pairs(baseline, records, i, |record| window(record, period));
                let Some(paired) = paired(&first, &second).filter(|of| of.n >= FEWEST) else {
                    continue;
                };
                rows.push(SinceEnd {
                    scenario: scenario.name.clone(),
                    metric: column.metric.name,
                    unit: column.metric.unit,
                    period,
                    paired,
                });
            }
        }
    }
    rows
}

/// What became of the gain of the last year under the programme: how long it took until half was gone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Half<'a> {
    /// In the last year itself no effect is shown: there is nothing of which to lose half.
    NothingShown,
    /// In this later period the opposite is shown.
    Reversed(&'a SinceEnd),
    /// After so many months, on the line between the middles of two periods.
    Months(f64),
    /// More than half is still there in the last period that was lived, whose middle lies so many months after the end.
    After(f64),
}

/// Of one metric's periods of one scenario, in order; `None` where the last year or all later ones are missing.
pub fn half_life<'a>(periods: &[&'a SinceEnd]) -> Option<Half<'a>> {
    let (last, later) = periods.split_first()?;
    (last.period == PERIODS[0] && !later.is_empty()).then_some(())?;
    if last.paired.is_shown() != Some(true) {
        return Some(Half::NothingShown);
    }
    let is_opposite = |one: &&&SinceEnd| {
        one.paired.is_shown() == Some(true) && one.paired.difference * last.paired.difference < 0.0
    };
    if let Some(one) = later.iter().find(is_opposite) {
        return Some(Half::Reversed(one));
    }
    let middle = |one: &SinceEnd| f64::from(one.period.0 + one.period.1) / 2.0;
    let mut before = (0.0, 1.0);
    for one in later {
        let now = (middle(one), one.paired.difference / last.paired.difference);
        if now.1 <= 0.5 {
            let share = (before.1 - 0.5) / (before.1 - now.1);
            return Some(Half::Months(before.0 + share * (now.0 - before.0)));
        }
        before = now;
    }
    Some(Half::After(before.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(period: usize, differences: [f64; 3]) -> SinceEnd {
        SinceEnd {
            scenario: "aid".to_owned(),
            metric: "violence_rate",
            unit: "",
            period: PERIODS[period],
            paired: paired(&[0.0; 3], &differences).unwrap(),
        }
    }

    #[test]
    fn verif_half_of_a_gain_that_halves_each_year_is_gone_after_half_a_year_and_more() {
        let rows =
            [at(0, [-4.0, -4.1, -3.9]), at(1, [-3.0, -3.0, -3.0]), at(2, [-1.0, -1.0, -1.0])];
        let of: Vec<&SinceEnd> = rows.iter().collect();
        // Between 6.5 and 18.5 months the share falls from 3/4 to 1/4.
        assert_eq!(half_life(&of), Some(Half::Months(12.5)));
        assert_eq!(half_life(&of[..2]), Some(Half::After(6.5)));
        assert_eq!(half_life(&of[..1]), None);
        assert_eq!(half_life(&of[1..]), None);
        let turned = at(2, [0.5, 0.6, 0.7]);
        assert_eq!(half_life(&[of[0], of[1], &turned]), Some(Half::Reversed(&turned)));
    }

    #[test]
    fn what_was_never_shown_has_no_half() {
        let rows = [at(0, [-4.0, 5.0, -1.0]), at(1, [0.0, 0.0, 0.0])];
        assert_eq!(half_life(&rows.iter().collect::<Vec<_>>()), Some(Half::NothingShown));
    }
}
