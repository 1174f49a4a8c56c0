//! Claims of the paper, executed: every arm at the defaults, with the carrying mechanism switched off, and at draws of what
//! nobody has measured. Runs are shared between claims and kept by what they are.

pub mod draws;
pub mod page;
pub mod table;
mod verdict;
pub mod words;

use super::money::External;
use super::statistics::{Estimate, estimate};
use super::sweep::{Store, Told, Unit, Untold, families, sweep};
use crate::engine::vocabulary;
use crate::params::{Catalogue, Value};
use crate::scenario::claim::{Arm, Between, Claim, Contrast, HORIZON, Outcome, Reads, SIZE};
use crate::scenario::{Assignment, Location, Problems, Scenario, Study};
use draws::Draws;
use enum_map::EnumMap;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use verdict::MATTERS;
pub use verdict::{
    Carried, Drawn, Ends, Found, Judged, Spread, Values, Verdict, judge, tests_nothing,
};

/// Share of the size of arms below which what they differ by is rounding.
const DUST: f64 = 1e-12;

/// How large the experiments are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Communities at the defaults and in ablations.
    pub communities: u32,
    /// Households in each.
    pub households: u32,
    /// Seeds at the defaults and in ablations.
    pub replicates: u32,
    /// Points drawn from the prior, and as many sets of an ensemble where one is given.
    pub draws: u32,
    /// Communities at a draw; households as above.
    pub draw_communities: u32,
    /// Seeds at a draw, where a claim needs no more.
    pub draw_replicates: u32,
    /// Months before month 0.
    pub burn_in: u32,
}

impl Size {
    /// The size that intervals are worth publishing at. Five years are enough before month 0: arms are compared within one
    /// replicate, and share what came before.
    pub const FULL: Self = Self {
        communities: 1000,
        households: 200,
        replicates: 30,
        draws: 100,
        draw_communities: 100,
        draw_replicates: 1,
        burn_in: 60,
    };
    /// A size for a first look: intervals are wide, and shares rest on next to nothing.
    pub const QUICK: Self = Self {
        communities: 8,
        households: 60,
        replicates: 4,
        draws: 2,
        draw_communities: 8,
        draw_replicates: 1,
        burn_in: 24,
    };

    /// What it sets in scenarios; what an arm or an argument says goes before it.
    pub fn assignments(&self) -> Vec<Assignment> {
        let numbers = [self.communities, self.households, self.burn_in, 12 * HORIZON];
        let each = SIZE.into_iter().zip(numbers);
        each.map(|(key, number)| said(key, Value::Whole(i64::from(number)))).collect()
    }

    /// Seeds of a claim at a draw.
    pub fn at_draw(&self, claim: &Claim) -> u32 {
        self.draw_replicates.max(claim.least_replicates())
    }

    /// What an enclave of a scenario puts out where so many communities live: what is declared is that of a country of the
    /// full size, and would weigh so much more on a smaller one. `None` where there is nothing to change.
    fn output(&self, scenario: &Scenario, communities: u32) -> Option<Assignment> {
        let households = |communities: u32, each: u32| f64::from(communities) * f64::from(each);
        let share = households(communities, self.households)
            / households(Self::FULL.communities, Self::FULL.households);
        let enclave = &scenario.params.enclave;
        (enclave.count > 0 && share != 1.0)
            .then(|| said("enclave.output", Value::Real(enclave.output * share)))
    }
}

/// A value that the experiment itself gives.
fn said(key: &str, value: Value) -> Assignment {
    Assignment { key: key.to_owned(), value, location: Location::Argument("the size".to_owned()) }
}

/// An experiment on claims: which scenarios live, and how often.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The claims.
    pub claims: &'a [Claim],
    /// Its size.
    pub size: Size,
    /// Points of what nobody has measured: from the prior, and sets of an ensemble.
    pub draws: [Draws; 2],
    /// Every scenario once.
    lives: Vec<Life>,
    /// Where the arms of each claim live: at the defaults, ablated, and at each draw; `None` where a draw breaks a rule.
    arms: Vec<Stages>,
}

vocabulary! {
    /// What runs are lived for.
    Stage {
        /// At the defaults.
        Defaults = "defaults",
        /// With the carrier off.
        Ablated = "ablations",
        /// At a draw or a set.
        Drawn = "draws",
    }
}

/// A scenario that lives.
#[derive(Debug)]
struct Life {
    scenario: Scenario,
    replicates: u32,
    /// What asked for it first.
    stage: Stage,
    /// Whether some outcome reads what is between its places.
    is_compared: bool,
}

/// The scenarios of a claim's arms, by position among those of the plan.
#[derive(Debug, Default)]
struct Stages {
    defaults: Vec<usize>,
    ablated: Vec<usize>,
    draws: [Vec<Option<Vec<usize>>>; 2],
}

impl<'a> Plan<'a> {
    /// Lays out an experiment.
    ///
    /// # Errors
    /// When an arm cannot be lived with its carrier off.
    pub fn new(claims: &'a [Claim], size: Size, draws: [Draws; 2]) -> Result<Self, Problems> {
        let mut plan = Self { claims, size, draws, lives: Vec::new(), arms: Vec::new() };
        let catalogue = Catalogue::standard();
        let mut known = BTreeMap::new();
        let small = [said("world.communities", Value::Whole(i64::from(size.draw_communities)))];
        let at = plan.draws.each_ref().map(|draws| {
            let sets = draws.points.iter().map(|point| [&small[..], &point.values].concat());
            sets.collect::<Vec<Vec<Assignment>>>()
        });
        let (all, few) = (size.communities, size.draw_communities);
        for claim in claims {
            let made = |sets: &[Assignment], communities| {
                let one = |arm: &Arm| {
                    let output = size.output(&arm.scenario, communities);
                    let sets: Vec<Assignment> = sets.iter().cloned().chain(output).collect();
                    let scenario = arm.scenario.at(&sets, &catalogue)?;
                    Ok((scenario.hash(), scenario))
                };
                claim.arms.iter().map(one).collect::<Result<Vec<_>, Problems>>()
            };
            // A draw that breaks a rule is told, and counts for nothing.
            let drawn = at.each_ref().map(|points| {
                points.par_iter().map(|sets| made(sets, few).ok()).collect::<Vec<_>>()
            });
            let mut live = |made: Vec<(String, Scenario)>, stage, replicates| {
                let one = |(i, (hash, scenario))| {
                    let is_compared = claim.outcomes.iter().any(|outcome| {
                        matches!(outcome.reads, Reads::Between(_)) && outcome.arms.contains(&i)
                    });
                    plan.add(hash, Life { scenario, replicates, stage, is_compared }, &mut known)
                };
                made.into_iter().enumerate().map(one).collect::<Vec<usize>>()
            };
            let defaults = live(made(&[], all)?, Stage::Defaults, size.replicates);
            let ablated = live(made(&claim.carrier.off, all)?, Stage::Ablated, size.replicates);
            let seeds = size.at_draw(claim);
            let draws = drawn.map(|points| {
                let one = |made: Option<_>| Some(live(made?, Stage::Drawn, seeds));
                points.into_iter().map(one).collect()
            });
            plan.arms.push(Stages { defaults, ablated, draws });
        }
        Ok(plan)
    }

    /// The place of a scenario, which is there once.
    fn add(&mut self, hash: String, life: Life, known: &mut BTreeMap<String, usize>) -> usize {
        let next = self.lives.len();
        let at = *known.entry(hash).or_insert(next);
        if at == next {
            self.lives.push(life);
        } else {
            let there = &mut self.lives[at];
            there.replicates = there.replicates.max(life.replicates);
            there.is_compared |= life.is_compared;
        }
        at
    }

    /// Every scenario that lives, with its replicates.
    pub fn scenarios(&self) -> impl Iterator<Item = (&Scenario, u32)> {
        self.lives.iter().map(|life| (&life.scenario, life.replicates))
    }

    /// Runs in all.
    pub fn runs(&self) -> usize {
        self.lives.iter().map(|life| life.replicates as usize).sum()
    }

    /// Every run; its number is that of its scenario.
    fn units(&self) -> Vec<Unit> {
        let catalogue = Catalogue::standard();
        let of = |(i, life): (usize, &Life)| {
            let Life { scenario, replicates, is_compared, .. } = life;
            Unit::each(i as u32 + 1, scenario, *replicates, *is_compared, &catalogue)
        };
        self.lives.par_iter().enumerate().flat_map_iter(of).collect()
    }

    /// Household-months that have to be lived, by what they are lived for. Runs that share a past live it once, for what
    /// comes first.
    pub fn household_months(&self) -> EnumMap<Stage, f64> {
        let units = self.units();
        let all: Vec<usize> = (0..units.len()).collect();
        let mut lived = EnumMap::default();
        for family in families(&units, &all) {
            let stages = family.iter().map(|&i| self.lives[units[i].run as usize - 1].stage);
            let params = &units[family[0]].scenario.params;
            let households =
                f64::from(params.world.communities) * f64::from(params.world.households);
            let mut past = f64::from(params.time.burn_in_months);
            for stage in stages {
                lived[stage] +=
                    households * (std::mem::take(&mut past) + f64::from(params.time.months));
            }
        }
        lived
    }

    /// Draws at which some arm breaks a rule, over the claims.
    pub fn refused(&self) -> usize {
        let draws = self.arms.iter().flat_map(|stages| stages.draws.iter().flatten());
        draws.filter(|draw| draw.is_none()).count()
    }

    /// The runs of a part (the first of so many is `(1, n)`), or all, in the order of their numbers. What shares a past is in
    /// one part, and each part has its share of every replicate.
    pub fn part(&self, part: Option<(usize, usize)>) -> Vec<Unit> {
        let units = self.units();
        let Some((i, n)) = part else { return units };
        let all: Vec<usize> = (0..units.len()).collect();
        let of_part = families(&units, &all).into_iter().skip(i - 1).step_by(n);
        let mut own: Vec<usize> = of_part.flatten().collect();
        own.sort_unstable();
        own.into_iter().map(|at| units[at].clone()).collect()
    }

    /// Lives what is missing of these runs of its own, and tells what all of them gave; `None` where it was stopped first.
    ///
    /// # Errors
    /// In words, when a run failed.
    pub fn carry_out(
        &self,
        units: &[Unit],
        store: &dyn Store,
        threads: usize,
        stop: &AtomicBool,
        done: &(dyn Fn() + Sync),
    ) -> Result<Option<Lived>, String> {
        let study = Study {
            report_months: (1..=HORIZON as i32).map(|year| 12 * year).collect(),
            ..Study::blank()
        };
        let swept = sweep(&study, units, store, threads, stop, done);
        let mut told: Vec<Vec<Told>> = self.lives.iter().map(|_| Vec::new()).collect();
        for (unit, outcome) in units.iter().zip(swept.outcomes) {
            match outcome {
                None => return Ok(None),
                Some(Ok(one)) => told[unit.run as usize - 1].push(one),
                Some(Err(Untold::Refused(error) | Untold::Failed(error))) => {
                    return Err(format!("{}: {error}", unit.scenario.name));
                }
            }
        }
        Ok(Some(Lived(told)))
    }

    /// What came of each claim.
    pub fn judge(&self, lived: &Lived) -> Vec<Judged> {
        let stages = self.claims.iter().zip(&self.arms);
        stages.map(|(claim, stages)| self.judged(claim, stages, lived)).collect()
    }

    fn judged(&self, claim: &Claim, stages: &Stages, lived: &Lived) -> Judged {
        let at = |arms: &[usize]| -> Vec<Vec<Option<f64>>> {
            claim.outcomes.iter().map(|outcome| lived.values(outcome, arms)).collect()
        };
        let (defaults, ablated) = (at(&stages.defaults), at(&stages.ablated));
        let values = |(outcome, (defaults, ablated))| Values {
            defaults,
            ablated,
            matters: lived.matters(outcome, &stages.defaults),
        };
        let values: Vec<Values> =
            claim.outcomes.iter().zip(defaults.into_iter().zip(ablated)).map(values).collect();
        let drawn = |space: usize| {
            let of = &self.draws[space];
            let means = stages.draws[space].iter().zip(&of.points).filter_map(|(arms, point)| {
                let arms = arms.as_ref()?;
                let defined = |values: &Vec<Option<f64>>| {
                    mean(&values.iter().flatten().copied().collect::<Vec<_>>())
                };
                let means = at(arms).iter().map(defined).collect::<Option<Vec<_>>>()?;
                Some((point, means))
            });
            Drawn { of, means: means.collect() }
        };
        let money = stages.defaults.iter().map(|&arm| lived.money(arm)).collect();
        Judged { money, ..judge(claim, &values, [&drawn(0), &drawn(1)]) }
    }
}

/// What was lived: of each scenario its replicates.
#[derive(Debug)]
pub struct Lived(Vec<Vec<Told>>);

impl Lived {
    /// An outcome in each replicate, less the number to pass; `None` where it is not defined.
    fn values(&self, outcome: &Outcome, arms: &[usize]) -> Vec<Option<f64>> {
        let arms: Vec<&[Told]> =
            outcome.arms.iter().map(|&arm| self.0[arms[arm]].as_slice()).collect();
        let values = match outcome.contrast {
            Contrast::Matching => matching(outcome, &arms),
            Contrast::Level
            | Contrast::Difference
            | Contrast::Double
            | Contrast::Factorial
            | Contrast::Ladder
            | Contrast::Change
            | Contrast::Trend => {
                let n = arms.iter().map(|told| told.len()).min().unwrap_or(0);
                let one = |replicate: usize| {
                    let told: Vec<&Told> = arms.iter().map(|told| &told[replicate]).collect();
                    contrast(outcome, &told)
                };
                (0..n).map(one).collect::<Vec<_>>()
            }
        };
        values.into_iter().map(|value| Some(value? - outcome.than)).collect()
    }

    /// What programmes of a scenario got from abroad, mean over replicates.
    fn money(&self, life: usize) -> External {
        let told = &self.0[life];
        let of = |of: fn(&External) -> f64| {
            told.iter().map(|told| of(&told.external)).sum::<f64>() / told.len().max(1) as f64
        };
        External { granted: of(|money| money.granted), used: of(|money| money.used) }
    }

    /// An effect of an outcome that would matter: a share of the level of its arms; of logarithms and correlations the share
    /// itself. Slopes are per unit of what they are taken over.
    fn matters(&self, outcome: &Outcome, arms: &[usize]) -> Option<f64> {
        let is_of_one =
            outcome.is_ratio || outcome.reads == Reads::Between(Between::InverseRelation);
        let level = if is_of_one {
            1.0
        } else {
            let told = outcome.arms.iter().flat_map(|&arm| &self.0[arms[arm]]);
            let values = told.filter_map(|told| over(outcome, told, outcome.years)).map(f64::abs);
            mean(&values.collect::<Vec<_>>())?
        };
        let length = match outcome.contrast {
            Contrast::Ladder => {
                let far = |pick: fn(f64, f64) -> f64| outcome.at.iter().copied().reduce(pick);
                far(f64::max)? - far(f64::min)?
            }
            Contrast::Trend => f64::from(outcome.years.1 - outcome.years.0),
            Contrast::Level
            | Contrast::Difference
            | Contrast::Double
            | Contrast::Factorial
            | Contrast::Change
            | Contrast::Matching => 1.0,
        };
        Some(MATTERS * level / length)
    }
}

/// What an outcome reads off a run, of a metric its mean over years; as a logarithm where ratios are asked for.
fn over(outcome: &Outcome, told: &Told, (first, last): (u32, u32)) -> Option<f64> {
    let value = match outcome.reads {
        Reads::Metric(column) => {
            let years = (first..=last)
                .filter_map(|year| *told.values.get(year as usize - 1)?.get(column)?);
            mean(&years.collect::<Vec<_>>())?
        }
        Reads::Between(between) => (*told.between.get(between.index())?)?,
    };
    if outcome.is_ratio { (value > 0.0).then(|| libm::log(value)) } else { Some(value) }
}

/// What a replicate says; a difference of rounding is none.
fn contrast(outcome: &Outcome, told: &[&Told]) -> Option<f64> {
    let size = told.iter().filter_map(|told| over(outcome, told, outcome.years));
    let size = size.fold(0.0, |size: f64, value| size.max(value.abs()));
    let value = raw(outcome, told)?;
    Some(if value.abs() <= DUST * size { 0.0 } else { value })
}

/// The same with its rounding.
fn raw(outcome: &Outcome, told: &[&Told]) -> Option<f64> {
    let of = |arm: usize| over(outcome, told[arm], outcome.years);
    let less = |own: &dyn Fn(usize) -> Option<f64>| {
        Some(own(0)? - if told.len() > 1 { own(1)? } else { 0.0 })
    };
    match outcome.contrast {
        Contrast::Level => of(0),
        Contrast::Difference => Some(of(0)? - of(1)?),
        Contrast::Double => Some(of(0)? - of(1)? - (of(2)? - of(3)?)),
        Contrast::Factorial => {
            let inputs = told.len().ilog2();
            let signed = |arm: usize| {
                let is_even = (inputs - (arm as u32).count_ones()).is_multiple_of(2);
                Some(if is_even { of(arm)? } else { -of(arm)? })
            };
            (0..told.len()).map(signed).sum()
        }
        Contrast::Ladder => {
            let y = (0..told.len()).map(of).collect::<Option<Vec<_>>>()?;
            slope(&outcome.at, &y)
        }
        Contrast::Change => less(&|arm| Some(of(arm)? - over(outcome, told[arm], outcome.before)?)),
        Contrast::Trend => less(&|arm| {
            let (first, last) = outcome.years;
            let years: Vec<u32> = (first..=last).collect();
            let y = years.iter().map(|&year| over(outcome, told[arm], (year, year)));
            let x: Vec<f64> = years.iter().map(|&year| f64::from(year)).collect();
            slope(&x, &y.collect::<Option<Vec<_>>>()?)
        }),
        Contrast::Matching => None,
    }
}

/// Programmes matched to contexts less the one that is best over all of them. Which they are is chosen on the other half of
/// the replicates, so that the best of many gains nothing by being chosen.
fn matching(outcome: &Outcome, arms: &[&[Told]]) -> Vec<Option<f64>> {
    let n = arms.iter().map(|told| told.len()).min().unwrap_or(0);
    let value = |arm: usize, replicate: usize| over(outcome, &arms[arm][replicate], outcome.years);
    let contexts = arms.len() / outcome.programmes;
    let better = outcome.sign.factor();
    let one = |replicate: usize| {
        let others = (0..n).filter(|other| other % 2 != replicate % 2);
        let seen = |arm: usize| {
            mean(&others.clone().filter_map(|other| value(arm, other)).collect::<Vec<_>>())
        };
        let at = |context: usize, programme: usize| context * outcome.programmes + programme;
        let best = |score: &dyn Fn(usize) -> Option<f64>| {
            let scored =
                (0..outcome.programmes).filter_map(|one| Some((one, better * score(one)?)));
            scored.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(one, _)| one)
        };
        let single = best(&|one| (0..contexts).map(|context| seen(at(context, one))).sum())?;
        let gains = (0..contexts).map(|context| {
            let own = best(&|one| seen(at(context, one)))?;
            Some(value(at(context, own), replicate)? - value(at(context, single), replicate)?)
        });
        mean(&gains.collect::<Option<Vec<_>>>()?)
    };
    (0..n).map(one).collect()
}

/// The slope of a straight line through points, by least squares.
fn slope(x: &[f64], y: &[f64]) -> Option<f64> {
    let (mx, my) = (mean(x)?, mean(y)?);
    let square: f64 = x.iter().map(|x| (x - mx) * (x - mx)).sum();
    let product: f64 = x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum();
    (square > 0.0).then(|| product / square)
}

fn mean(values: &[f64]) -> Option<f64> {
    estimate(values).map(|Estimate { mean, .. }| mean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::money::Outlay;
    use crate::scenario::claim::Sign;

    fn told(years: [f64; 3]) -> Told {
        let values = years.map(|value| vec![Some(value)]).to_vec();
        Told {
            values,
            facts: Vec::new(),
            answers: Vec::new(),
            between: vec![Some(2.0), None, Some(-0.5)],
            external: External::default(),
            outlay: Outlay::default(),
            stopped: None,
        }
    }

    fn outcome(contrast: Contrast, arms: usize) -> Outcome {
        Outcome {
            words: String::new(),
            reads: Reads::Metric(0),
            contrast,
            arms: (0..arms).collect(),
            at: vec![0.0, 1.0, 2.0],
            programmes: 2,
            years: (3, 3),
            before: (1, 1),
            sign: Sign::Down,
            than: 0.0,
            is_ratio: false,
            is_needed: true,
        }
    }

    /// Each form by hand on arms whose years are 1, 2, 4 and the like.
    #[test]
    fn verif_contrasts_are_what_their_words_say() {
        let arms = [[1.0, 2.0, 4.0], [1.0, 1.0, 1.0], [2.0, 2.0, 7.0], [0.0, 0.0, 5.0]].map(told);
        let of = |contrast, n: usize| {
            super::contrast(&outcome(contrast, n), &arms.iter().take(n).collect::<Vec<_>>())
                .unwrap()
        };
        assert_eq!(of(Contrast::Level, 1), 4.0);
        assert_eq!(of(Contrast::Difference, 2), 3.0);
        assert_eq!(of(Contrast::Double, 4), 1.0);
        assert_eq!(of(Contrast::Factorial, 4), 4.0 - 1.0 - 7.0 + 5.0);
        assert_eq!(of(Contrast::Ladder, 3), 1.5);
        assert_eq!(of(Contrast::Change, 1), 3.0);
        assert_eq!(of(Contrast::Change, 2), 3.0);
        let trend = Outcome { years: (1, 3), ..outcome(Contrast::Trend, 1) };
        assert_eq!(super::contrast(&trend, &[&arms[0]]), Some(1.5));
        let ratio = Outcome { is_ratio: true, ..outcome(Contrast::Difference, 2) };
        assert_eq!(super::contrast(&ratio, &[&arms[0], &arms[1]]), Some(libm::log(4.0)));
        assert_eq!(super::contrast(&ratio, &[&told([0.0; 3]), &arms[1]]), None);
        let nearly = told([0.3; 3]);
        let sum = told([0.1 + 0.2; 3]);
        let of_rounding = super::contrast(&outcome(Contrast::Difference, 2), &[&sum, &nearly]);
        assert_eq!(of_rounding, Some(0.0));
        let of_places = |between| Outcome {
            reads: Reads::Between(between),
            than: 2.5,
            ..outcome(Contrast::Level, 1)
        };
        let lived = Lived(vec![arms.to_vec()]);
        let values = |between| lived.values(&of_places(between), &[0]);
        assert_eq!(values(Between::Configurations), [Some(-0.5); 4]);
        assert_eq!(values(Between::KeptConfigurations), [None; 4]);
    }

    /// A twentieth of the arms' level; of a slope so much over its length; of logarithms and correlations the twentieth.
    #[test]
    fn what_would_matter_is_a_share_of_the_level() {
        let lived = Lived(vec![vec![told([1.0, 2.0, 4.0])], vec![told([0.0, 0.0, 8.0])]]);
        let of = |outcome: &Outcome| lived.matters(outcome, &[0, 1]).unwrap();
        assert_eq!(of(&outcome(Contrast::Difference, 2)), 0.05 * 6.0);
        let trend = Outcome { years: (1, 3), ..outcome(Contrast::Trend, 1) };
        assert!((of(&trend) - 0.05 * 7.0 / 3.0 / 2.0).abs() < 1e-12);
        assert_eq!(of(&Outcome { is_ratio: true, ..outcome(Contrast::Difference, 2) }), 0.05);
        let of_places = Reads::Between(Between::InverseRelation);
        assert_eq!(of(&Outcome { reads: of_places, ..outcome(Contrast::Level, 1) }), 0.05);
    }

    /// Pure noise chosen on one half gains nothing on the other; a real match gains what it is worth.
    #[test]
    fn verif_matching_is_scored_where_it_was_not_chosen() {
        let arm = |values: &[f64]| values.iter().map(|&v| told([v; 3])).collect::<Vec<_>>();
        let (flat, low) = (arm(&[5.0; 4]), arm(&[3.0; 4]));
        let real = [&low[..], &flat[..], &flat[..], &low[..]];
        let gains = matching(&outcome(Contrast::Matching, 4), &real);
        assert_eq!(gains, [Some(-1.0); 4]);
        // What is best in odd replicates is worst in even ones: chance, and whoever chooses by it loses.
        let (a, b) = (arm(&[1.0, 2.0, 1.0, 2.0]), arm(&[2.0, 1.0, 2.0, 1.0]));
        let gains = matching(&outcome(Contrast::Matching, 4), &[&a[..], &b, &b, &a]);
        assert_eq!(gains, [Some(0.5); 4]);
    }
}
