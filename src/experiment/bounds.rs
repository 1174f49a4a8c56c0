//! What a programme can do at most beside what it does: a bound that follows from how much it touches, the break
//! hazard of settlements at which it stops helping (model, section 8).

use super::ensemble::{RunError, RunOptions, Unwatched, run_together};
use super::statistics::{Range, Span, estimate, paired, span};
use crate::metrics::{self, Name};
use crate::output::Record;
use crate::params::{Catalogue, Value};
use crate::scenario::{Assignment, Location, Scenario};
use std::sync::atomic::AtomicBool;

/// The break hazard of settlements.
pub const BREAKING_KEY: &str = "settlement.breaking";

/// Break hazards a month at which committees are tried, those beyond its declared range too.
pub const BREAKING: [f64; 6] = [0.005, 0.03, 0.1, 0.3, 1.0, 3.0];

/// What peace committees can do and do, at one break hazard.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// Hazard by which a settlement breaks at first, a month.
    pub breaking: f64,
    /// Gatherings held over disputes arisen; like each that follows over replicates in which it is defined, `None` where
    /// there are none.
    pub heard: Option<Span>,
    /// Settlements not broken, of all settlements.
    pub kept: Option<Span>,
    /// Violence born of disputes, of all violence, in the placebo.
    pub born_of_disputes: Option<Span>,
    /// The product: the share of violence that hearing these disputes can avert directly.
    pub bound: Option<Span>,
    /// Violence averted against the placebo, as a share of the placebo's, over pairs of replicates.
    pub effect: Option<Span>,
}

/// The mean of a column over the months after month 0 of a record.
fn mean(record: &Record, metric: Name, level: &str) -> Option<f64> {
    record.mean(metrics::position(metric, level), (1, i32::MAX))
}

/// A way by which hearing disputes can bear on violence beside settling them, and what cuts it.
const PATHS: [(&str, &[(&str, Value)]); 8] = [
    ("less violence that returns violence", &[("mechanisms.feuds", Value::Switch(false))]),
    ("more efficacy", &[("mechanisms.efficacy", Value::Switch(false))]),
    ("a weaker norm of force", &[("mechanisms.norms", Value::Switch(false))]),
    ("projects", &[("mechanisms.peacebuilding", Value::Switch(false))]),
    ("a wider radius of trust", &[("mechanisms.radius_of_trust", Value::Switch(false))]),
    ("less grievance", &[("disputes.grievance", Value::Real(0.0))]),
    ("hope while a case waits", &[("escalation.hope", Value::Real(0.0))]),
    (
        "patrols by hours set free, bands and gangs",
        &[
            ("mechanisms.deterrence", Value::Switch(false)),
            ("mechanisms.vigilantes", Value::Switch(false)),
            ("mechanisms.criminal_governance", Value::Switch(false)),
        ],
    ),
];

/// The effect of committees taken apart: paths are cut one after the other, and what the effect loses with each is what
/// went by it. In this order; another order parts what two paths do together otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// Violence averted against the placebo with all paths open, as a share of the placebo's.
    pub effect: Option<Span>,
    /// What went by each path, likewise.
    pub paths: Vec<(&'static str, Option<Span>)>,
    /// What is left with all of them cut: averted by settling what was heard.
    pub direct: Option<Span>,
    /// What settling could avert at most, all paths open.
    pub bound: Option<Span>,
    /// The bound less what is left.
    pub unused: Option<Span>,
}

impl Parts {
    /// Whether what is left with all paths cut is no more than the bound, as far as the interval tells: then bound and
    /// paths account for the effect.
    pub fn closes(&self) -> bool {
        self.unused.is_some_and(|unused| unused.high.is_none_or(|high| high >= 0.0))
    }
}

/// A programme and its placebo, replicate by replicate.
struct Pairs(Vec<(Record, Record)>);

impl Pairs {
    /// Both with these values; `None` where the scenario has no programme.
    fn live(
        scenario: &Scenario,
        values: &[(&str, Value)],
        threads: usize,
        stop: &AtomicBool,
    ) -> Result<Option<Self>, RunError> {
        let sets = values.iter().map(|(key, value)| Assignment {
            key: (*key).to_owned(),
            value: value.clone(),
            location: Location::Argument((*key).to_owned()),
        });
        let with = scenario.at(&sets.collect::<Vec<_>>(), &Catalogue::standard())?;
        let Some(without) = with.placebo()? else { return Ok(None) };
        let options = RunOptions { threads, ..RunOptions::default() };
        let mut arms = run_together(
            &[&with, &without],
            1..=scenario.params.run.replicates,
            &options,
            &[&Unwatched, &Unwatched],
            stop,
        )?
        .into_iter();
        let mut next = || arms.next().map(|arm| arm.records).unwrap_or_default();
        let (with, mut without) = (next(), next());
        let paired = with.into_iter().filter_map(|one| {
            let at = without.iter().position(|other| other.replicate == one.replicate)?;
            Some((one, without.swap_remove(at)))
        });
        Ok(Some(Self(paired.collect())))
    }

    /// Rates of violence of programme and placebo.
    fn violence(&self) -> (Vec<f64>, Vec<f64>) {
        let rate = |record: &Record| mean(record, Name::ViolenceRate, "");
        self.0.iter().filter_map(|(a, b)| Some((rate(a)?, rate(b)?))).unzip()
    }

    /// Violence averted in each replicate, as a share of the placebo's mean; nothing where the placebo has none.
    fn averted(&self) -> Vec<f64> {
        let (with, without) = self.violence();
        let baseline = without.iter().sum::<f64>() / without.len() as f64;
        if baseline.is_nan() || baseline <= 0.0 {
            return Vec::new();
        }
        with.iter().zip(&without).map(|(a, b)| (b - a) / baseline).collect()
    }

    /// One hazard's numbers.
    fn reach(&self, breaking: f64) -> Reach {
        let over = |range: Range, of: &dyn Fn(&Record, &Record) -> Option<f64>| {
            span(&self.0.iter().filter_map(|(a, b)| of(a, b)).collect::<Vec<_>>(), range)
        };
        let (with, without) = self.violence();
        Reach {
            breaking,
            heard: over(Range::NotNegative, &|a, _| heard(a)),
            kept: over(Range::Share, &|a, _| kept(a)),
            born_of_disputes: over(Range::Share, &|_, b| born(b)),
            bound: over(Range::NotNegative, &bound),
            effect: averted(&with, &without),
        }
    }
}

/// What the committees of a scenario can do and do, against its placebo, at each of [`BREAKING`]; and the effect by its
/// paths at its own hazard. Nothing where it has no programme.
///
/// # Errors
/// As [`run_together`].
pub fn committees(
    scenario: &Scenario,
    threads: usize,
    stop: &AtomicBool,
) -> Result<(Vec<Reach>, Option<Parts>), RunError> {
    let live = |values: &[(&str, Value)]| Pairs::live(scenario, values, threads, stop);
    let own_hazard = scenario.params.settlement.breaking;
    let (mut all, mut own) = (Vec::new(), None);
    for breaking in BREAKING {
        let hazard = [(BREAKING_KEY, Value::Real(breaking))];
        let Some(pairs) = live(&hazard)? else { return Ok((all, None)) };
        all.push(pairs.reach(breaking));
        if breaking == own_hazard {
            own = Some(pairs);
        }
    }
    let own = if own.is_some() { own } else { live(&[])? };
    let Some(open) = own else { return Ok((all, None)) };
    let mut values = Vec::new();
    let mut left = open.averted();
    let effect = span(&left, Range::Any);
    let mut paths = Vec::new();
    for (name, cut) in PATHS {
        values.extend_from_slice(cut);
        let Some(pairs) = live(&values)? else { return Ok((all, None)) };
        let then = pairs.averted();
        paths.push((name, over_pairs(&left, &then)));
        left = then;
    }
    let bounds: Vec<f64> = open.0.iter().filter_map(|(a, b)| bound(a, b)).collect();
    let parts = Parts {
        effect,
        paths,
        direct: span(&left, Range::Any),
        bound: span(&bounds, Range::NotNegative),
        unused: over_pairs(&bounds, &left),
    };
    Ok((all, Some(parts)))
}

/// What one has more than another, over pairs.
fn over_pairs(a: &[f64], b: &[f64]) -> Option<Span> {
    span(&a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<_>>(), Range::Any)
}

/// Gatherings over disputes of a programme.
fn heard(with: &Record) -> Option<f64> {
    ratio(with, (Name::Gatherings, ""), (Name::DisputesArisen, ""))
}

/// Violence born of disputes of a placebo.
fn born(without: &Record) -> Option<f64> {
    ratio(without, (Name::ViolenceRate, "dispute"), (Name::ViolenceRate, ""))
}

/// Heard × kept × born of disputes.
fn bound(with: &Record, without: &Record) -> Option<f64> {
    Some(heard(with)? * kept(with)? * born(without)?)
}

/// A part of a whole in a record; `None` where there is no whole.
fn ratio(record: &Record, part: (Name, &str), whole: (Name, &str)) -> Option<f64> {
    let whole = mean(record, whole.0, whole.1).filter(|whole| *whole > 0.0)?;
    Some(mean(record, part.0, part.1)? / whole)
}

/// The share of settlements of a record that were not broken; `None` where there were none.
fn kept(record: &Record) -> Option<f64> {
    let ended = |outcome| mean(record, Name::DisputesEnded, outcome);
    let settled = Some(ended("agreement")? + ended("imposition")?).filter(|n| *n > 0.0)?;
    Some(1.0 - (mean(record, Name::DisputesReopened, "")? / settled).min(1.0))
}

/// Violence averted as a share of the placebo's; `None` where the placebo has none.
fn averted(programme: &[f64], placebo: &[f64]) -> Option<Span> {
    let baseline = estimate(placebo)?.mean;
    let averted = paired(programme, placebo)?;
    let share = |x: f64| x / baseline;
    (baseline > 0.0).then(|| Span {
        mean: share(averted.difference),
        low: averted.low().map(share),
        high: averted.high().map(share),
        n: averted.n,
    })
}

/// What intervals say of where committees stop averting violence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BreakEven {
    /// The interval lies above 0 at every hazard tried.
    Nowhere,
    /// Up to one hazard the interval lies above 0, from another on below.
    Between {
        /// The last at which they avert violence.
        from: f64,
        /// The first at which they add to it.
        to: f64,
        /// Where the mean crosses 0, between hazards in proportion on the scale of logarithms.
        near: f64,
    },
    /// Up to a hazard the interval lies above 0; beyond it holds 0.
    After(f64),
    /// They avert violence at no hazard, and at some add to it.
    Harm,
    /// No interval leaves out 0, or there are none.
    NotShown,
}

/// The break hazard at which committees stop averting violence, as far as the intervals carry it.
pub fn break_even(reaches: &[Reach]) -> BreakEven {
    let above = |reach: &Reach| reach.effect.and_then(|effect| effect.low).is_some_and(|x| x > 0.0);
    let below =
        |reach: &Reach| reach.effect.and_then(|effect| effect.high).is_some_and(|x| x < 0.0);
    if !reaches.is_empty() && reaches.iter().all(above) {
        return BreakEven::Nowhere;
    }
    match (reaches.iter().rposition(above), reaches.iter().position(below)) {
        (Some(last), Some(first)) if last < first => {
            let (from, to) = (reaches[last].breaking, reaches[first].breaking);
            match crossing(&reaches[last..=first]) {
                Some(near) => BreakEven::Between { from, to, near },
                None => BreakEven::After(from),
            }
        }
        (Some(last), None) => BreakEven::After(reaches[last].breaking),
        (None, Some(_)) => BreakEven::Harm,
        // One that helps again after it has harmed tells of luck.
        _ => BreakEven::NotShown,
    }
}

/// Where the mean effect first falls through 0.
fn crossing(reaches: &[Reach]) -> Option<f64> {
    let means: Vec<(f64, f64)> =
        reaches.iter().filter_map(|one| Some((one.breaking, one.effect?.mean))).collect();
    means.windows(2).find_map(|pair| {
        let ((before, high), (after, low)) = (pair[0], pair[1]);
        (high > 0.0 && low <= 0.0).then(|| {
            let part = high / (high - low);
            libm::exp(libm::log(before) + part * (libm::log(after) - libm::log(before)))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(breaking: f64, effect: f64, half: f64) -> Reach {
        let known = |mean| Some(Span { mean, low: None, high: None, n: 2 });
        let effect =
            Span { mean: effect, low: Some(effect - half), high: Some(effect + half), n: 2 };
        Reach {
            breaking,
            heard: known(0.1),
            kept: known(0.7),
            born_of_disputes: known(0.5),
            bound: known(0.035),
            effect: Some(effect),
        }
    }

    #[test]
    fn verif_the_break_even_lies_where_the_effect_crosses_zero() {
        let reaches = [at(0.01, 0.03, 0.001), at(0.1, 0.01, 0.001), at(1.0, -0.01, 0.001)];
        let BreakEven::Between { from, to, near } = break_even(&reaches) else { panic!() };
        assert!((near - libm::sqrt(0.1)).abs() < 1e-9);
        assert_eq!((from, to), (0.1, 1.0));
    }

    /// Ten times as wide as the effect, an interval carries no sentence on where it ends.
    #[test]
    fn no_break_even_is_told_that_its_intervals_do_not_carry() {
        let wide = [at(0.01, 0.03, 0.3), at(0.1, 0.01, 0.1), at(1.0, 0.02, 0.2)];
        assert_eq!(break_even(&wide), BreakEven::NotShown);
        let some = [at(0.01, 0.03, 0.01), at(0.1, 0.01, 0.1), at(1.0, -0.02, 0.2)];
        assert_eq!(break_even(&some), BreakEven::After(0.01));
        let all = [at(0.01, 0.03, 0.01), at(1.0, 0.02, 0.01)];
        assert_eq!(break_even(&all), BreakEven::Nowhere);
        let harm = [at(0.01, 0.03, 0.1), at(1.0, -0.02, 0.01)];
        assert_eq!(break_even(&harm), BreakEven::Harm);
        let undefined = Reach { effect: None, ..at(0.01, 0.0, 0.0) };
        assert_eq!(break_even(&[undefined]), BreakEven::NotShown);
    }

    #[test]
    fn nothing_is_averted_where_the_placebo_has_nothing() {
        assert_eq!(averted(&[0.0, 0.0], &[0.0, 0.0]), None);
        let half = averted(&[1.0, 1.0], &[2.0, 2.0]).unwrap();
        assert_eq!((half.mean, half.low), (0.5, Some(0.5)));
        assert_eq!(averted(&[1.0], &[2.0]).unwrap().low, None);
    }
}
