//! What a decision asks of its study: which outcomes count, what each option may cost, and what money could be shared out to.

use super::mixtures::{Mixture, Place};
use super::problem::{Location, Problem};
use super::study::Study;
use super::zones;
use super::{Scenario, mixtures};
use crate::engine::vocabulary;
use crate::metrics;
use crate::params::Catalogue;
use crate::terms::Currency;
use crate::values::grouped;
use std::path::PathBuf;

/// Share of the largest sum by which sums that are granted may differ.
pub const TOLERANCE: f64 = 0.01;

vocabulary! {
    /// What an outcome measures.
    Measure {
        /// A metric: the mean over years.
        Level = "level",
        /// What is left of a metric's gain after the money has ended: years after it less its last year, option less baseline.
        Durability = "durability",
        /// US dollars that programmes were granted, whole country.
        Granted = "granted",
        /// US dollars that programmes spent or lost on the way, whole country.
        Spent = "spent",
    }
}

vocabulary! {
    /// Which way is better.
    Better {
        /// Less.
        Lower = "lower",
        /// More.
        Higher = "higher",
    }
}

impl Better {
    /// 1 where more is better, −1 where less is.
    pub const fn sign(self) -> f64 {
        match self {
            Self::Lower => -1.0,
            Self::Higher => 1.0,
        }
    }
}

/// An outcome by which options are judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Name in tables.
    pub name: String,
    /// What it measures.
    pub measure: Measure,
    /// Position among the columns of the metrics; that of money is of no use.
    pub column: usize,
    /// Which way is better.
    pub better: Better,
    /// First and last year over which it is a mean.
    pub years: (u32, u32),
    /// What must be reached, or not be passed where less is better, for an option to satisfy.
    pub threshold: Option<f64>,
    /// Whether it tells who bears another outcome: then no option is dominated by it.
    pub is_part: bool,
    /// Where it is written.
    pub location: Location,
}

impl Outcome {
    /// Unit of its values.
    pub fn unit(&self) -> &'static str {
        match self.measure {
            Measure::Level | Measure::Durability => metrics::columns()[self.column].metric.unit,
            Measure::Granted | Measure::Spent => "US$",
        }
    }
}

/// A decision between the options of a study.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The question, in words.
    pub question: String,
    /// What each option is granted; where it is not told, all are granted as much as each other.
    pub budget: Option<(f64, Currency)>,
    /// By what options are judged.
    pub outcomes: Vec<Outcome>,
    /// Part of the budget by which shares of a portfolio differ, if portfolios are looked for.
    pub step: Option<f64>,
    /// Kinds of places to which portfolios may go, beside those of the options.
    pub places: Vec<Place>,
    /// The portfolios.
    pub portfolios: Vec<Mixture>,
    /// US dollars that each option is granted beyond the baseline, in the order of the options.
    pub granted: Vec<f64>,
    /// Last year in which money comes; 0 where it does not end.
    pub ends: u32,
    /// The sets of parameters that are its worlds, where they are not points of the priors.
    pub ensemble: Option<PathBuf>,
    /// Where `[decision]` stands.
    pub location: Location,
}

impl Study {
    /// The scenarios between which is decided, by position: all but the baseline.
    pub fn options(&self) -> impl Iterator<Item = usize> {
        (0..self.scenarios.len()).filter(|&at| Some(at) != self.baseline)
    }

    /// The study with the portfolios of its decision as scenarios, after its own.
    #[must_use]
    pub fn with_portfolios(&self) -> Self {
        let mut all = self.clone();
        let portfolios = self.decision.iter().flat_map(|decision| &decision.portfolios);
        all.scenarios.extend(portfolios.map(|mixture| mixture.scenario.clone()));
        all
    }
}

/// US dollars that the programmes of a scenario are promised; `None` where it is not known before they begin.
fn promised(scenario: &Scenario) -> Option<f64> {
    let per_usd = scenario.params.economy.per_usd;
    zones::reaches(scenario).iter().map(|reach| Some(reach.rand_in_all()? / per_usd)).sum()
}

/// Checks a decision beside the scenarios of its study, and makes its portfolios.
pub(super) fn fits(study: &mut Study, catalogue: &Catalogue) -> Vec<Problem> {
    let Some(mut decision) = study.decision.take() else { return Vec::new() };
    let mut problems = Vec::new();
    for scenario in study.scenarios.iter().filter(|scenario| scenario.ensemble.is_some()) {
        let message = format!("{} spreads its replicates over an ensemble", scenario.name);
        let help = Some("write ensemble = \"FILE\" in [decision]: its sets are worlds".to_owned());
        problems.push(Problem::error(decision.location.clone(), "run.ensemble", message, help));
    }
    match study.baseline {
        Some(baseline) => {
            money(study, baseline, &mut decision, &mut problems);
            years(study, baseline, &mut decision, &mut problems);
            if let Some(step) = decision.step {
                let made = mixtures::all(study, baseline, step, &decision, catalogue);
                decision.portfolios = made.0;
                problems.extend(made.1);
            }
        }
        None => problems.push(Problem::error(
            decision.location.clone(),
            "baseline",
            "a decision needs a baseline, and options beside it".to_owned(),
            Some(
                "write baseline = \"NAME\" in [study], the name of one of its scenarios".to_owned(),
            ),
        )),
    }
    study.decision = Some(decision);
    problems
}

/// Options are granted as much as each other, or as the budget says.
fn money(study: &Study, baseline: usize, decision: &mut Decision, problems: &mut Vec<Problem>) {
    let mut tell = |message: String, help: &str| {
        let location = decision.location.clone();
        problems.push(Problem::error(location, "budget", message, Some(help.to_owned())));
    };
    let without = promised(&study.scenarios[baseline]);
    let mut sums = Vec::new();
    for at in study.options() {
        let scenario = &study.scenarios[at];
        match promised(scenario).zip(without) {
            Some((all, without)) => sums.push((scenario.name.as_str(), all - without)),
            None => tell(
                format!("what {} is granted is not known before it begins", scenario.name),
                "write budget = SUM in its interventions, and not money a head",
            ),
        }
    }
    let per_usd = study.scenarios[baseline].params.economy.per_usd;
    let budget = decision.budget.map(|(sum, currency)| match currency {
        Currency::Usd => sum,
        Currency::Rand => sum / per_usd,
    });
    let ends = sums.iter().map(|(_, sum)| *sum).chain(budget);
    let (low, high) = ends.fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
    if high - low > TOLERANCE * high.abs().max(low.abs()) {
        let each: Vec<String> =
            sums.iter().map(|(name, sum)| format!("{name} US${}", grouped(*sum))).collect();
        let of_all =
            budget.map_or_else(String::new, |sum| format!(" of a budget of US${}", grouped(sum)));
        tell(
            format!("options are granted unequal money{of_all}: {}", each.join(", ")),
            "what is granted beyond the baseline may differ by one part in a hundred: change budget or money of their interventions",
        );
    }
    decision.granted = sums.into_iter().map(|(_, sum)| sum).collect();
}

/// Outcomes lie within the run, and what is left after the money can be seen.
fn years(study: &mut Study, baseline: usize, decision: &mut Decision, problems: &mut Vec<Problem>) {
    let months = study.scenarios.iter().map(|one| one.params.time.months).min().unwrap_or(0);
    let horizon = months / 12;
    study.report_months = (1..=horizon as i32).map(|year| 12 * year).collect();
    let own = &study.scenarios[baseline].params.programme.interventions;
    let of_options =
        study.options().flat_map(|at| &study.scenarios[at].params.programme.interventions);
    let beyond: Vec<u32> =
        of_options.filter(|one| !own.contains(one)).map(|one| one.until).collect();
    let last = beyond.iter().copied().max().unwrap_or(0);
    decision.ends = if beyond.contains(&0) { 0 } else { last.div_ceil(12) };
    let ends = decision.ends;
    for outcome in &mut decision.outcomes {
        let mut tell = |key: &str, message: String| {
            problems.push(Problem::error(outcome.location.clone(), key, message, None));
        };
        if horizon == 0 {
            tell("years", "the scenarios do not live a whole year".to_owned());
        } else if outcome.measure == Measure::Durability {
            if ends == 0 {
                tell("measure", "the money of the options does not end".to_owned());
            } else if ends >= horizon {
                let message = format!(
                    "the money ends in year {ends}, and no year of {horizon} comes after it"
                );
                tell("measure", message);
            }
            outcome.years = (ends + 1, horizon);
        } else if outcome.years == (0, 0) {
            outcome.years = (1, horizon);
        } else if outcome.years.1 > horizon {
            let message = format!("year {} is after the horizon, {horizon}", outcome.years.1);
            tell("years", message);
        }
    }
}
