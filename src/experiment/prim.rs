//! Where something happens, as a box in the space of what is not known: the patient rule induction method (Friedman & Fisher
//! 1999) for yes and no, as scenario discovery uses it (Bryant & Lempert 2010), with the objective of Kwakkel & Jaxa-Rozen
//! (2016): the gain in density over the points that it costs.

use super::deal::deal;
use crate::engine::{Draws, Process};
use statrs::distribution::{Binomial, DiscreteCDF};

/// Share of a box that a step takes away, or of what lies beside it that a step adds.
const STEP: f64 = 0.05;
/// Least share of all points that a box holds.
const LEAST: f64 = 0.05;
/// Quasi-p above which a limit is left out of a box that is told.
const SURE: f64 = 0.05;
/// Tables of the same points with their cases dealt anew, by which a box is judged.
const DEALT: u32 = 99;

/// Points, and at which of them it happens.
#[derive(Debug, Clone, Copy)]
pub struct Cases<'a> {
    /// A value a factor for each point.
    pub points: &'a [Vec<f64>],
    /// Whether it happens there.
    pub happens: &'a [bool],
}

/// A box: a lower and an upper limit for each factor, both inside.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Limits; those of all points where a factor is not restricted.
    pub limits: Vec<[f64; 2]>,
    /// Points inside.
    pub points: usize,
    /// Points inside at which it happens.
    pub cases: usize,
}

/// A limit of a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// Position of the factor.
    pub factor: usize,
    /// Whether it is the upper one.
    pub is_upper: bool,
    /// Where it lies.
    pub at: f64,
    /// Chance that as many of the box's points would be cases if this limit told nothing: one-sided binomial, by the density
    /// of the box without it (Bryant & Lempert 2010). It does not know that the limit was searched for.
    pub quasi_p: f64,
}

/// A box that says best where it happens.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The box.
    pub region: Region,
    /// Its limits, the surest first.
    pub limits: Vec<Limit>,
    /// Share of all cases that lie inside.
    pub coverage: f64,
    /// Share of the points inside that are cases.
    pub density: f64,
    /// Share of all points that lie inside.
    pub support: f64,
    /// How often as good a box is found where the cases are dealt to the points by chance, this table counted with them.
    pub chance: f64,
}

impl Cases<'_> {
    fn happening(&self) -> usize {
        self.happens.iter().filter(|happens| **happens).count()
    }

    fn is_inside(&self, point: usize, limits: &[[f64; 2]]) -> bool {
        self.points[point].iter().zip(limits).all(|(x, [low, high])| (low..=high).contains(&x))
    }

    fn region(&self, limits: Vec<[f64; 2]>) -> Region {
        let inside = (0..self.points.len()).filter(|&point| self.is_inside(point, &limits));
        let (mut points, mut cases) = (0, 0);
        for point in inside {
            points += 1;
            cases += usize::from(self.happens[point]);
        }
        Region { limits, points, cases }
    }

    /// The box of all points; `None` without any.
    fn all(&self) -> Option<Region> {
        let first = self.points.first()?;
        let limits = (0..first.len()).map(|factor| {
            let values = self.points.iter().map(|point| point[factor]);
            values.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], x| {
                [low.min(x), high.max(x)]
            })
        });
        Some(self.region(limits.collect()))
    }

    /// All boxes on the way from all points to the densest box: peeled, then pasted; none without points.
    pub fn trajectory(&self) -> Vec<Region> {
        let Some(all) = self.all() else { return Vec::new() };
        let least = LEAST * self.points.len() as f64;
        let mut way = vec![all.clone()];
        for candidates in [Self::peels, Self::pastes] {
            loop {
                let now = &way[way.len() - 1];
                let mut best: Option<(f64, usize, Region)> = None;
                for region in candidates(self, now, &all) {
                    let (gain, free) = (gain(now, &region), region.unrestricted(&all));
                    if best.as_ref().is_none_or(|(most, of, _)| (gain, free) > (*most, *of)) {
                        best = Some((gain, free, region));
                    }
                }
                match best {
                    Some((gain, _, region)) if gain > 0.0 && region.points as f64 >= least => {
                        way.push(region);
                    }
                    _ => break,
                }
            }
        }
        way
    }

    /// Boxes with a little less at either end of a factor.
    fn peels(&self, now: &Region, _all: &Region) -> Vec<Region> {
        let inside: Vec<usize> =
            (0..self.points.len()).filter(|&point| self.is_inside(point, &now.limits)).collect();
        let mut found = Vec::with_capacity(2 * now.limits.len());
        for factor in 0..now.limits.len() {
            let mut values: Vec<f64> = inside.iter().map(|&p| self.points[p][factor]).collect();
            values.sort_by(f64::total_cmp);
            for (end, share) in [(1, 1.0 - STEP), (0, STEP)] {
                let mut limits = now.limits.clone();
                limits[factor][end] = quantile_between(&values, share);
                found.push(self.region(limits));
            }
        }
        found.retain(|region| region.points < now.points);
        found
    }

    /// Boxes with a little more at either end of a factor that is restricted.
    fn pastes(&self, now: &Region, all: &Region) -> Vec<Region> {
        let mut found = Vec::new();
        let restricted =
            (0..now.limits.len()).filter(|&factor| now.limits[factor] != all.limits[factor]);
        for factor in restricted {
            for (end, share) in [(0, 1.0 - STEP), (1, STEP)] {
                let mut beside = now.limits.clone();
                beside[factor] = match end {
                    0 => [all.limits[factor][0], now.limits[factor][0]],
                    _ => [now.limits[factor][1], all.limits[factor][1]],
                };
                let there = (0..self.points.len()).filter(|&p| self.is_inside(p, &beside));
                let mut values: Vec<f64> = there.map(|p| self.points[p][factor]).collect();
                values.sort_by(f64::total_cmp);
                let mut limits = now.limits.clone();
                limits[factor][end] = if values.is_empty() {
                    all.limits[factor][end]
                } else {
                    quantile_between(&values, share)
                };
                found.push(self.region(limits));
            }
        }
        found.retain(|region| region.points > now.points && region.density() > now.density());
        found
    }

    /// The limits of a box, the surest first.
    pub fn limits(&self, region: &Region) -> Vec<Limit> {
        let Some(all) = self.all() else { return Vec::new() };
        let mut found = Vec::new();
        for factor in 0..region.limits.len() {
            for end in [0, 1] {
                let (at, open) = (region.limits[factor][end], all.limits[factor][end]);
                if at.to_bits() == open.to_bits() {
                    continue;
                }
                let mut without = region.limits.clone();
                without[factor][end] = open;
                let without = self.region(without);
                let quasi_p = at_least(region.cases, region.points, without.density());
                found.push(Limit { factor, is_upper: end == 1, at, quasi_p });
            }
        }
        found.sort_by(|a, b| a.quasi_p.total_cmp(&b.quasi_p));
        found
    }

    /// The box on the way that says best where it happens, by the harmonic mean of coverage and density, without limits of
    /// which nothing is sure; `None` where it happens everywhere or nowhere, or no limit is left.
    fn best(&self) -> Option<(Region, Vec<Limit>)> {
        let cases = self.happening();
        if cases == 0 || cases == self.points.len() {
            return None;
        }
        let all = self.all()?;
        let mut best: Option<(f64, Region)> = None;
        for region in self.trajectory() {
            let score = region.score(cases);
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, region));
            }
        }
        let mut region = best?.1;
        loop {
            let limits = self.limits(&region);
            match limits.last() {
                None => return None,
                Some(limit) if limit.quasi_p > SURE => {
                    let end = usize::from(limit.is_upper);
                    let mut wider = region.limits;
                    wider[limit.factor][end] = all.limits[limit.factor][end];
                    region = self.region(wider);
                }
                Some(_) => return Some((region, limits)),
            }
        }
    }

    /// Where it happens, in a box, and how often chance alone would give as good a box.
    ///
    /// # Examples
    /// ```
    /// use nodal::experiment::prim::Cases;
    ///
    /// let points: Vec<Vec<f64>> = (0..100).map(|i| vec![f64::from(i), f64::from(i * 37 % 100)]).collect();
    /// let happens: Vec<bool> = points.iter().map(|point| point[0] > 69.0).collect();
    /// let found = Cases { points: &points, happens: &happens }.find().ok_or("nothing found")?;
    /// assert_eq!((found.limits.len(), found.limits[0].factor, found.limits[0].is_upper), (1, 0, false));
    /// assert!(found.coverage > 0.9 && found.density > 0.9 && found.chance < 0.02);
    /// # Ok::<(), &str>(())
    /// ```
    pub fn find(&self) -> Option<Found> {
        let cases = self.happening();
        let (region, limits) = self.best()?;
        let score = region.score(cases);
        let draws = Draws::new(0, 0);
        let as_good = (0..DEALT).filter(|&number| {
            let mut stream = draws.stream(Process::Design, number, 2, 0);
            let happens = deal(self.happens, &mut stream);
            let dealt = Cases { points: self.points, happens: &happens };
            dealt.best().is_some_and(|(other, _)| other.score(cases) >= score)
        });
        let chance = (as_good.count() + 1) as f64 / f64::from(DEALT + 1);
        Some(Found {
            coverage: region.cases as f64 / cases as f64,
            density: region.density(),
            support: region.points as f64 / self.points.len() as f64,
            region,
            limits,
            chance,
        })
    }
}

impl Region {
    /// Share of its points that are cases; 0 without any.
    pub fn density(&self) -> f64 {
        if self.points == 0 { 0.0 } else { self.cases as f64 / self.points as f64 }
    }

    /// Factors that it leaves as they are.
    fn unrestricted(&self, all: &Self) -> usize {
        self.limits.iter().zip(&all.limits).filter(|(own, all)| own == all).count()
    }

    /// Harmonic mean of coverage and density, of so many cases in all.
    fn score(&self, cases: usize) -> f64 {
        2.0 * self.cases as f64 / (cases + self.points) as f64
    }
}

/// A quantile of values in order, halfway between two neighbours that are not alike: below one half those above it are
/// looked through for one that is not, above it those below, so that a limit put there divides the values (as the sdtoolkit
/// of Bryant & Lempert 2010).
fn quantile_between(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = last as f64 * share;
    let (mut low, mut high) = (at.floor() as usize, at.ceil() as usize);
    if share > 0.5 {
        while sorted[low] == sorted[high] && low > 0 {
            low -= 1;
        }
    } else {
        while sorted[low] == sorted[high] && high < last {
            high += 1;
        }
    }
    f64::midpoint(sorted[low], sorted[high])
}

/// Gain in density over the points that it costs, or adds.
fn gain(now: &Region, next: &Region) -> f64 {
    let change = next.density() - now.density();
    if change == 0.0 { 0.0 } else { change / next.points.abs_diff(now.points) as f64 }
}

/// Chance of this many of so many, or more, where each has this chance.
fn at_least(cases: usize, points: usize, chance: f64) -> f64 {
    match cases.checked_sub(1) {
        None => 1.0,
        Some(below) => {
            Binomial::new(chance, points as u64).map_or(1.0, |binomial| binomial.sf(below as u64))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[derive(serde::Deserialize)]
    struct Step {
        coverage: f64,
        density: f64,
        mass: f64,
        limits: Vec<[f64; 2]>,
        quasi_p: BTreeMap<usize, [Option<f64>; 2]>,
    }

    #[derive(serde::Deserialize)]
    struct Reference {
        name: String,
        x: Vec<Vec<f64>>,
        y: Vec<bool>,
        trajectory: Vec<Step>,
    }

    /// Every step of EMA Workbench on the same tables, one of them full of ties, one with more factors than points.
    #[test]
    fn val_boxes_are_those_of_another_tool() {
        let all: Vec<Reference> =
            serde_json::from_str(include_str!("../../tests/reference/prim.json")).unwrap();
        assert_eq!(all.len(), 4);
        for reference in all {
            let cases = Cases { points: &reference.x, happens: &reference.y };
            let (way, name) = (cases.trajectory(), &reference.name);
            assert_eq!(way.len(), reference.trajectory.len(), "{name}");
            for (i, (own, step)) in way.iter().zip(&reference.trajectory).enumerate() {
                let coverage = own.cases as f64 / cases.happening() as f64;
                let mass = own.points as f64 / reference.x.len() as f64;
                let numbers =
                    [coverage - step.coverage, own.density() - step.density, mass - step.mass];
                assert!(numbers.iter().all(|d| d.abs() < 1e-9), "{name} {i}: {numbers:?}");
                let ends = own.limits.iter().flatten().zip(step.limits.iter().flatten());
                assert!(ends.clone().all(|(a, b)| (a - b).abs() < 1e-9), "{name} {i}");
                let limits = cases.limits(own);
                let theirs = step.quasi_p.values().flatten().flatten().count();
                assert_eq!(limits.len(), theirs, "{name} {i}");
                for limit in limits {
                    let other = step.quasi_p[&limit.factor][usize::from(limit.is_upper)].unwrap();
                    assert!((limit.quasi_p - other).abs() < 1e-9, "{name} {i}: {limit:?} {other}");
                }
            }
        }
    }

    /// Where chance alone deals the cases, as good a box is found elsewhere too: one in twenty such tables may pass for more.
    #[test]
    fn verif_cases_dealt_by_chance_are_told_as_chance() {
        let draws = Draws::new(5, 0);
        let mut chances = Vec::new();
        for table in 0..8 {
            let mut stream = draws.stream(Process::Design, table, 0, 0);
            let points: Vec<Vec<f64>> =
                (0..40).map(|_| (0..10).map(|_| stream.unit64()).collect()).collect();
            let happens: Vec<bool> = points.iter().map(|_| stream.chance(0.4)).collect();
            let found = Cases { points: &points, happens: &happens }.find();
            chances.push(found.map_or(1.0, |found| found.chance));
        }
        assert!(chances.iter().filter(|chance| **chance <= 0.05).count() <= 1, "{chances:?}");
    }

    #[test]
    fn what_happens_everywhere_or_nowhere_has_no_box() {
        let points = vec![vec![0.0], vec![1.0], vec![2.0]];
        for happens in [[true; 3], [false; 3]] {
            assert_eq!(Cases { points: &points, happens: &happens }.find(), None);
        }
        assert_eq!(Cases { points: &[], happens: &[] }.find(), None);
    }
}
