//! How implausible a point is: how far what the emulator says lies from what was measured, over all that is unsure
//! (Vernon, Goldstein & Bower 2010).

use super::aims::{Aim, measured};
use super::runs::{Lived, Runs};
use crate::experiment::emulator::Emulator;
use libm::log;
use rayon::prelude::*;

/// Points that an emulator is made of: the newest, beyond which its cost grows by their cube.
const MOST: usize = 400;
/// Least share of the points at which a target must have a value.
const SHARE: f64 = 0.5;

/// What is added before logarithms are taken, in what was measured: runs in which nothing happened are told apart too.
const SHIFT: f64 = 0.1;

/// On which scale a target is emulated and held against what was measured.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Scale {
    /// As it is: shares, levels, and what can be negative.
    Plain,
    /// By factors: rates and amounts, whose noise grows with them. The shift is added first.
    Factors(f64),
}

impl Scale {
    /// A target whose band lies above 0 and reaches beyond 1 is a rate or an amount.
    fn of(aim: &Aim, runs: &[Lived], at: usize) -> Self {
        let shift = SHIFT * aim.value;
        let is_amount = aim.low > 0.0 && aim.high > 1.0;
        let is_defined = runs.iter().flat_map(|point| &point.values[at]).all(|y| *y > -shift);
        if is_amount && is_defined { Self::Factors(shift) } else { Self::Plain }
    }

    /// Where a number stands on it.
    fn at(self, y: f64) -> f64 {
        match self {
            Self::Plain => y,
            Self::Factors(shift) => log(y + shift),
        }
    }

    /// How much of the target's unit one on the scale is, near a number.
    fn unit(self, y: f64) -> f64 {
        match self {
            Self::Plain => 1.0,
            Self::Factors(shift) => y + shift,
        }
    }
}

/// A target with its emulator, on the scale on which it is held against runs.
#[derive(Debug, Clone)]
pub struct Emulated {
    /// Position among the aims.
    pub aim: usize,
    /// Share of the variance over points that the emulator explains of what is left out.
    pub explained: f64,
    /// Variance of one replicate about the mean of many; 0 where it is not known apart.
    pub noise: f64,
    /// How much of the target's unit one on its scale is, near what was measured.
    pub unit: f64,
    value: f64,
    /// Variance of the error of what was measured and of the model's own.
    error: f64,
    /// By how much the emulator's variance is raised, as points that were left out lay further off than it said.
    raised: f64,
    emulator: Emulator,
}

impl Emulated {
    /// Variance of all but the emulator.
    pub fn rest(&self) -> f64 {
        self.error + self.noise
    }

    /// What the emulator says, and the variance of not knowing it.
    pub fn predict(&self, at: &[f64]) -> (f64, f64) {
        let (mean, variance) = self.emulator.predict(at);
        (mean, variance * self.raised)
    }

    /// Distance from what was measured, in standard deviations.
    pub fn implausibility(&self, at: &[f64]) -> f64 {
        self.distance(at, f64::INFINITY).unwrap_or(f64::INFINITY)
    }

    /// The same; `None` where it is above the bound even if nothing were known of the point.
    fn distance(&self, at: &[f64], bound: f64) -> Option<f64> {
        let over = |mean: f64, variance: f64| {
            (mean - self.value).abs() / (variance * self.raised + self.rest()).sqrt()
        };
        let (mean, variance) =
            self.emulator.predict_unless(at, |mean, most| over(mean, most) > bound)?;
        Some(over(mean, variance))
    }
}

/// All targets that rule points out.
#[derive(Debug, Clone)]
pub struct Judge {
    /// Those that have an emulator, whether they rule out or are only told.
    pub emulated: Vec<Emulated>,
    /// Those that rule out, the strictest first.
    cut: Vec<usize>,
    /// How many of the worst are set aside.
    pub set_aside: usize,
}

impl Judge {
    /// Emulators of all aims that were measured at enough points, and why the others have none.
    pub fn of(aims: &[Aim], runs: &Runs, discrepancy: f64) -> (Self, Vec<(usize, String)>) {
        let fitted: Vec<Result<Emulated, (usize, String)>> = (0..aims.len())
            .into_par_iter()
            .map(|at| emulate(at, &aims[at], runs, discrepancy).map_err(|why| (at, why)))
            .collect();
        let mut emulated = Vec::new();
        let mut without = Vec::new();
        for one in fitted {
            match one {
                Ok(one) => emulated.push(one),
                Err(why) => without.push(why),
            }
        }
        let cut = (0..emulated.len()).filter(|&i| aims[emulated[i].aim].is_cut).collect();
        (Self { emulated, cut, set_aside: 0 }, without)
    }

    /// Asks first those that rule out most at these points.
    pub fn order(&mut self, implausible: &[Vec<f64>]) {
        let mean = |i: usize| implausible.iter().map(|all| all[i].min(100.0)).sum::<f64>();
        let mut cut: Vec<(f64, usize)> = self.cut.iter().map(|&i| (mean(i), i)).collect();
        cut.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        self.cut = cut.into_iter().map(|(_, i)| i).collect();
    }

    /// Lets all that are emulated rule out.
    #[cfg(test)]
    pub fn keep_all(&mut self) {
        self.cut = (0..self.emulated.len()).collect();
    }

    /// Those that rule out, by position among the emulated.
    pub fn cutting(&self) -> &[usize] {
        &self.cut
    }

    /// The largest implausibility once the worst are set aside; infinite as soon as it is known to be above the bound.
    pub fn worst(&self, at: &[f64], bound: f64) -> f64 {
        let mut largest = vec![0.0_f64; self.set_aside + 1];
        for &i in &self.cut {
            let distance = self.emulated[i].distance(at, bound).unwrap_or(f64::INFINITY);
            let least = largest.len() - 1;
            if distance > largest[least] {
                largest[least] = distance;
                largest.sort_by(|a, b| b.total_cmp(a));
                if largest[least] > bound {
                    return f64::INFINITY;
                }
            }
        }
        largest[self.set_aside]
    }

    /// Targets that hold points to be implausible, with the share of the points, the largest first.
    pub fn against(&self, points: &[Vec<f64>], cutoff: f64) -> Vec<(usize, f64)> {
        let of = |&i: &usize| {
            let one = &self.emulated[i];
            let held =
                points.par_iter().filter(|x| one.distance(x, cutoff).is_none_or(|d| d > cutoff));
            (one.aim, held.count() as f64 / points.len().max(1) as f64)
        };
        let mut all: Vec<(usize, f64)> =
            self.cut.iter().map(of).filter(|(_, share)| *share > 0.0).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all
    }

    /// Logarithm of the likelihood of what was measured, up to a constant; without the worst that are set aside.
    pub fn likelihood(&self, at: &[f64]) -> f64 {
        let mut terms: Vec<(f64, f64)> = self
            .cut
            .iter()
            .map(|&i| {
                let one = &self.emulated[i];
                let (mean, variance) = one.predict(at);
                let all = variance + one.rest();
                let distance = (mean - one.value) * (mean - one.value) / all;
                (distance, -0.5 * (distance + log(all)))
            })
            .collect();
        terms.sort_by(|a, b| b.0.total_cmp(&a.0));
        terms.iter().skip(self.set_aside).map(|(_, term)| term).sum()
    }
}

fn emulate(at: usize, aim: &Aim, runs: &Runs, discrepancy: f64) -> Result<Emulated, String> {
    let from = runs.points.len().saturating_sub(MOST);
    let points = &runs.points[from..];
    let scale = Scale::of(aim, points, at);
    let (mut inputs, mut outputs, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    let (mut squares, mut freedom) = (0.0, 0.0);
    for point in points {
        let values: Vec<f64> = point.values[at].iter().map(|y| scale.at(*y)).collect();
        if values.is_empty() {
            continue;
        }
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        squares += values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
        freedom += n - 1.0;
        inputs.push(point.shares.clone());
        outputs.push(mean);
        counts.push(n);
    }
    if (outputs.len() as f64) < SHARE * points.len() as f64 {
        return Err(format!(
            "it is not defined at {} of {} points",
            points.len() - outputs.len(),
            points.len()
        ));
    }
    let pooled = (freedom >= outputs.len() as f64 * 0.5).then(|| squares / freedom);
    let noise: Option<Vec<f64>> =
        pooled.map(|variance| counts.iter().map(|n| variance / n).collect());
    let emulator = Emulator::fit(&inputs, &outputs, noise.as_deref())
        .ok_or_else(|| "it is the same at every point".to_owned())?;
    let left = emulator.left_out();
    let raised = left.iter().map(|z| z * z).sum::<f64>() / left.len() as f64;
    let half = f64::midpoint(scale.at(aim.high), -scale.at(aim.low));
    let own = discrepancy * half;
    Ok(Emulated {
        aim: at,
        explained: emulator.explained(),
        noise: pooled.unwrap_or_else(|| emulator.noise()),
        unit: scale.unit(aim.value),
        value: scale.at(aim.value),
        error: measured(half) + own * own,
        raised: raised.max(1.0),
        emulator,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs of a rate that grows by factors with its one parameter, and of which replicates differ by factors.
    fn runs(noise: f64) -> Runs {
        let point = |i: u32| {
            let x = (f64::from(i) + 0.5) / 40.0;
            let mean = 2.0 * libm::exp(5.0 * x);
            let factor = if i.is_multiple_of(2) { noise } else { 1.0 / noise };
            Lived { shares: vec![x], values: vec![vec![mean * factor, mean / factor]] }
        };
        Runs { points: (0..40).map(point).collect() }
    }

    fn judged(aim: Aim, noise: f64) -> Emulated {
        let (judge, without) = Judge::of(&[aim], &runs(noise), 0.0);
        assert_eq!(without, []);
        judge.emulated[0].clone()
    }

    /// At a tenth and at ten times of what was measured a rate is as far off, in factors; on the plain scale the noise of high
    /// rates would hide the low one.
    #[test]
    fn verif_rates_are_held_against_runs_by_factors() {
        let one = judged(Aim::at("rate", 20.0, 2.0), 1.3);
        let at = |y: f64| one.implausibility(&[libm::log(y / 2.0) / 5.0]);
        assert!(at(20.0) < 0.5, "{}", at(20.0));
        assert!(at(4.0) > 3.0 && at(100.0) > 3.0, "{} {}", at(4.0), at(100.0));
        // Measured: 3.9 and 4.6, as nearer to the end of the range less is known.
        assert!((at(4.0) / at(100.0) - 1.0).abs() < 0.25, "{} {}", at(4.0), at(100.0));
        // One replicate of what was measured lies 1.3 times, or a 1.3rd, off: some six.
        assert!((one.unit * one.noise.sqrt() - 22.0 * libm::log(1.3)).abs() < 2.0, "{one:?}");
    }

    /// Shares, levels, and what may be nothing stay as they are.
    #[test]
    fn what_is_no_rate_stays_on_its_own_scale() {
        for aim in [Aim::at("share", 0.5, 0.2), Aim::at("may be nothing", 5.0, 5.0)] {
            assert_eq!(judged(aim, 1.1).unit, 1.0);
        }
    }
}
