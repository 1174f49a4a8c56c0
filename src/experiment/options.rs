//! What the options of a study do at each of its points, each against the baseline and against its own placebo, for
//! what money: at equal money granted as they stand, at equal money used along the money ladder.

use super::differences::Answers;
use super::statistics::{Range, Span, span};
use super::sweep::UnitResult;
use crate::metrics::Column;
use crate::scenario::Study;

/// The factor that is the money ladder.
const LADDER: &str = "programmes.money";

/// An option at a point, for one metric in the last window.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Number of the point, from 1.
    pub point: usize,
    /// The option.
    pub scenario: String,
    /// External money granted, US$ a head and year; mean over replicates.
    pub granted: Option<f64>,
    /// The same that was used: spent or leaked.
    pub used: Option<f64>,
    /// Option less baseline, over pairs of replicates.
    pub against_baseline: Option<Span>,
    /// Option less its placebo; `None` where it has none.
    pub against_placebo: Option<Span>,
}

/// The options of a study: its arms but the baseline and the placebos.
struct Options<'a> {
    study: &'a Study,
    answers: Answers<'a>,
    baseline: usize,
    window: usize,
}

impl<'a> Options<'a> {
    fn new(study: &'a Study, outcomes: &'a [UnitResult]) -> Option<Self> {
        let window = study.windows().len().checked_sub(1)?;
        Some(Self {
            study,
            answers: Answers::new(study, outcomes),
            baseline: study.baseline?,
            window,
        })
    }

    fn placebo(&self, arm: usize) -> Option<usize> {
        let name = self.study.scenarios[arm].placebo_name();
        self.study.scenarios.iter().position(|scenario| scenario.name == name)
    }

    fn arms(&self) -> impl Iterator<Item = usize> {
        let is_option = |&arm: &usize| {
            arm != self.baseline && !self.study.scenarios[arm].params.programmes.placebo
        };
        (0..self.study.scenarios.len()).filter(is_option)
    }

    fn pairs(&self, arms: (usize, usize), point: usize, column: usize) -> Vec<f64> {
        self.answers.pairs(arms, point, self.window, column)
    }

    fn outcome(&self, arm: usize, point: usize, column: usize) -> Outcome {
        let external = self.answers.external(arm, point);
        Outcome {
            point: point + 1,
            scenario: self.study.scenarios[arm].name.clone(),
            granted: external.map(|money| money.granted),
            used: external.map(|money| money.used),
            against_baseline: span(&self.pairs((arm, self.baseline), point, column), Range::Any),
            against_placebo: self
                .placebo(arm)
                .and_then(|placebo| span(&self.pairs((arm, placebo), point, column), Range::Any)),
        }
    }

    /// Points that differ from the first in nothing but the money.
    fn rungs(&self) -> Vec<usize> {
        let first = self.study.rows.first().map(|row| &row.values);
        let is_rung = |point: &usize| {
            let values = self.study.rows.get(*point).map(|row| &row.values);
            let Some((a, b)) = first.zip(values) else { return false };
            let factors = self.study.factors.iter().zip(a.iter().zip(b));
            factors.into_iter().all(|(factor, (a, b))| factor.key == LADDER || a == b)
        };
        (0..self.answers.points()).filter(is_rung).collect()
    }
}

/// Every option at every point; none without a baseline. `column` is the place of a metric's total among all columns.
pub fn outcomes(study: &Study, results: &[UnitResult], column: usize) -> Vec<Outcome> {
    let Some(options) = Options::new(study, results) else { return Vec::new() };
    let points = 0..options.answers.points();
    points
        .flat_map(|point| options.arms().map(move |arm| (arm, point)).collect::<Vec<_>>())
        .map(|(arm, point)| options.outcome(arm, point, column))
        .collect()
}

/// The options at equal money used.
#[derive(Debug, Clone, PartialEq)]
pub struct EqualUse {
    /// Money used, US$ a head and year: the most that every option comes to on the ladder.
    pub used: f64,
    /// Each option, and what it has more than the baseline, between the rungs of the ladder in proportion.
    pub options: Vec<(String, Option<Span>)>,
}

/// What options do at equal money used, on the rungs of the ladder that differ from the first point in nothing else;
/// `None` without two rungs.
pub fn at_equal_use(study: &Study, results: &[UnitResult], column: usize) -> Option<EqualUse> {
    let options = Options::new(study, results)?;
    let rungs = options.rungs();
    if rungs.len() < 2 {
        return None;
    }
    let ladder = |arm: usize| -> Vec<(f64, Vec<f64>)> {
        let mut ladder: Vec<_> = rungs
            .iter()
            .filter_map(|&point| {
                let used = options.answers.external(arm, point)?.used;
                Some((used, options.pairs((arm, options.baseline), point, column)))
            })
            .collect();
        // Without money an option is the baseline.
        let pairs = ladder.first().map_or(0, |(_, pairs)| pairs.len());
        ladder.push((0.0, vec![0.0; pairs]));
        ladder.sort_by(|a, b| a.0.total_cmp(&b.0));
        ladder
    };
    let ladders: Vec<(usize, Vec<_>)> = options.arms().map(|arm| (arm, ladder(arm))).collect();
    let most = |ladder: &[(f64, Vec<f64>)]| ladder.last().map_or(0.0, |(used, _)| *used);
    let used = ladders.iter().map(|(_, ladder)| most(ladder)).fold(f64::INFINITY, f64::min);
    let of = |(arm, ladder): &(usize, Vec<(f64, Vec<f64>)>)| {
        let name = study.scenarios[*arm].name.clone();
        (name, between(ladder, used).and_then(|pairs| span(&pairs, Range::Any)))
    };
    used.is_finite().then(|| EqualUse { used, options: ladders.iter().map(of).collect() })
}

/// Differences at this money, pair by pair, between the rungs around it in proportion.
fn between(ladder: &[(f64, Vec<f64>)], used: f64) -> Option<Vec<f64>> {
    let above = ladder.iter().position(|(rung, _)| *rung >= used)?;
    let (high, upper) = &ladder[above];
    let (low, lower) = &ladder[above.saturating_sub(1)];
    let share = if high > low { (used - low) / (high - low) } else { 1.0 };
    Some(lower.iter().zip(upper).map(|(a, b)| a + share * (b - a)).collect())
}

/// The option whose mean is best at a point, and what it has more than the next, over pairs of replicates.
pub fn best(
    study: &Study,
    results: &[UnitResult],
    point: usize,
    (column, told): (usize, &Column),
) -> Option<(String, String, Option<Span>)> {
    let options = Options::new(study, results)?;
    let sign = told.metric.direction.sign()?;
    let mean = |arm: usize| {
        let pairs = options.pairs((arm, options.baseline), point, column);
        (!pairs.is_empty()).then(|| sign * pairs.iter().sum::<f64>() / pairs.len() as f64)
    };
    let mut ranked: Vec<(f64, usize)> =
        options.arms().filter_map(|arm| Some((mean(arm)?, arm))).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let [(_, first), (_, second), ..] = ranked[..] else { return None };
    let name = |arm: usize| study.scenarios[arm].name.clone();
    let ahead = span(&options.pairs((first, second), point, column), Range::Any);
    Some((name(first), name(second), ahead))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_two_rungs_differences_are_in_proportion() {
        let ladder = [(0.0, vec![0.0, 0.0]), (1.0, vec![-1.0, -3.0]), (3.0, vec![-2.0, -3.0])];
        assert_eq!(between(&ladder, 0.5), Some(vec![-0.5, -1.5]));
        assert_eq!(between(&ladder, 2.0), Some(vec![-1.5, -3.0]));
        assert_eq!(between(&ladder, 3.0), Some(vec![-2.0, -3.0]));
        assert_eq!(between(&ladder, 4.0), None);
    }
}
