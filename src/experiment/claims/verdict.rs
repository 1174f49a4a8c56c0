//! What may be said of a claim.

use super::draws::{DrawnPoint, Draws};
use crate::engine::vocabulary;
use crate::experiment::money::External;
use crate::experiment::statistics::{Estimate, estimate, normal_quantile, spearman};
use crate::scenario::claim::{Claim, Contrast, Outcome, Sign};

/// Share of draws in which the sign must hold for a claim to hold.
const HOLDS: f64 = 0.8;
/// Share from which on it is conditional.
const CONDITIONAL: f64 = 0.5;
/// Share of the effect at the defaults below which an effect at a draw is as good as none.
const NOTHING: f64 = 0.1;
/// Share of the effect that must go with its carrier.
const CARRIED: f64 = 0.5;
/// Share of the arms' level from which on an effect would matter: an interval that holds 0 and is wider says nothing.
pub(super) const MATTERS: f64 = 0.05;
/// Rounding of a mean of equal values.
const ROUNDING: f64 = 1e-12;
/// Parameters that are named as deciding.
const DECIDING: usize = 3;

vocabulary! {
    /// What is said of a claim.
    Verdict {
        /// Shown at the defaults, and the sign holds in most draws.
        Holds = "holds",
        /// Shown at the defaults, and the sign holds in half of the draws or more.
        Conditional = "conditional",
        /// Not shown at the defaults, though an effect that matters would be; or the sign holds in less than half of the draws.
        NotSupported = "not_supported",
        /// The contrary is shown at the defaults, and so in most draws.
        Reversed = "reversed",
        /// The paper leaves its sign open, or intervals are too wide to say anything, or arms do not differ.
        Open = "open",
        /// A rule contains it: a consequence of the accounting and no finding.
        Declared = "declared",
    }
}

vocabulary! {
    /// Whether the mechanism that is believed to carry a claim does.
    Carried {
        /// Half of the effect or more goes with it.
        Yes = "yes",
        /// It does not.
        No = "no",
        /// It is not at work: with it off every replicate gives the same, to the last digit.
        Idle = "idle",
        /// There is no effect to carry.
        Nothing = "nothing",
    }
}

/// What came of one outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// At the defaults; `None` where it is nowhere defined.
    pub effect: Option<Estimate>,
    /// With the carrier off.
    pub ablated: Option<Estimate>,
    /// The first less the second, replicate by replicate.
    pub lost: Option<Estimate>,
    /// Half-width above which an interval that holds 0 says nothing.
    pub matters: Option<f64>,
}

/// A mean with the ends of its interval.
pub type Ends = [Option<f64>; 3];

fn ends(of: Option<Estimate>) -> Ends {
    [of.map(|of| of.mean), of.and_then(|of| of.low()), of.and_then(|of| of.high())]
}

/// Whether every replicate gave this number, to the last digit.
fn is_always(ends: Ends, number: f64) -> bool {
    ends.iter().all(|end| end.is_some_and(|end| (end - number).abs() <= ROUNDING))
}

/// Whether an outcome sets arms against each other that gave the same in every replicate, to the last digit: what sets them
/// apart did nothing, and it tests nothing. A matching of no gain does: the same programme is best everywhere.
pub fn tests_nothing(outcome: &Outcome, effect: Ends) -> bool {
    let are_compared = outcome.arms.len() > 1 && outcome.contrast != Contrast::Matching;
    are_compared && is_always(effect, -outcome.than)
}

/// What one outcome was in each replicate.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    /// At the defaults.
    pub defaults: Vec<Option<f64>>,
    /// With the carrier off.
    pub ablated: Vec<Option<f64>>,
    /// Size of an effect that matters, in the outcome's unit; `None` where no arm defines it.
    pub matters: Option<f64>,
}

/// What came of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Its number.
    pub claim: String,
    /// What is said.
    pub verdict: Verdict,
    /// Its outcomes, in the order of the file.
    pub found: Vec<Found>,
    /// What programmes of its arms got from abroad at the defaults, in the order of the file; means over replicates.
    pub money: Vec<External>,
    /// The outcome on which the verdict hangs: of those that the claim needs the weakest.
    pub deciding: usize,
    /// Whether the carrier carries it.
    pub carried: Carried,
    /// Over the prior.
    pub prior: Spread,
    /// Over an ensemble, if there is one.
    pub ensemble: Spread,
    /// Parameters on which the effect hangs over the draws, with the sign of the rank correlation, strongest first.
    pub decided_by: Vec<(String, f64)>,
}

impl Judged {
    /// What the verdict goes by: the ensemble where there is one, as the facts rule out the rest, and else the prior.
    pub fn spread(&self) -> Spread {
        if self.ensemble.draws > 0 { self.ensemble } else { self.prior }
    }
}

/// What came of a claim over draws.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spread {
    /// Shares of draws in which it holds, is as good as nothing, and reverses; `None` without draws.
    pub shares: Option<[f64; 3]>,
    /// Draws behind these.
    pub draws: usize,
}

/// Draws with the mean of each outcome there.
pub struct Drawn<'a> {
    /// What was drawn.
    pub of: &'a Draws,
    /// The points at which every outcome is defined.
    pub means: Vec<(&'a DrawnPoint, Vec<f64>)>,
}

/// Judges a claim by the values of its outcomes in each replicate, and by their means at each draw from the prior and at
/// each set of an ensemble.
pub fn judge(claim: &Claim, values: &[Values], [prior, ensemble]: [&Drawn; 2]) -> Judged {
    let found: Vec<Found> = values.iter().map(find).collect();
    let by = if ensemble.means.is_empty() { prior } else { ensemble };
    let others = against(claim, &found, &by.means);
    let needed = || {
        let all = claim.outcomes.iter().zip(&found).zip(&others).enumerate();
        all.filter(|(_, ((outcome, _), _))| outcome.is_needed)
            .map(|(i, ((outcome, found), &others))| Needed { i, outcome, found, others })
    };
    let weakest = |of: &mut dyn Iterator<Item = Needed>| {
        of.min_by(|a, b| a.strength().total_cmp(&b.strength())).map(|one| one.i)
    };
    let reversed = weakest(&mut needed().filter(Needed::is_reversed));
    let deciding = reversed.or_else(|| weakest(&mut needed())).unwrap_or(0);
    let is_open = needed().any(|one| one.outcome.sign == Sign::Open);
    let mut unshown = needed().filter(|one| one.side() != Some(true)).peekable();
    let is_shown = unshown.peek().is_none();
    let over = |drawn: &Drawn| Spread {
        shares: shares(claim, &found, &drawn.means),
        draws: drawn.means.len(),
    };
    let verdict = match (is_shown, over(by).shares) {
        _ if !claim.declared.is_empty() => Verdict::Declared,
        _ if is_open => Verdict::Open,
        _ if reversed.is_some() => Verdict::Reversed,
        (true, Some([holds, ..])) if holds >= HOLDS => Verdict::Holds,
        (true, Some([holds, ..])) if holds >= CONDITIONAL => Verdict::Conditional,
        (true, None) => Verdict::Conditional,
        (false, _) if unshown.all(|one| one.says_nothing()) => Verdict::Open,
        _ => Verdict::NotSupported,
    };
    let decided_by =
        decided_by(deciding, claim, if prior.means.is_empty() { ensemble } else { prior });
    Judged {
        claim: claim.number.clone(),
        verdict,
        money: Vec::new(),
        deciding,
        carried: carried(&found[deciding]),
        prior: over(prior),
        ensemble: over(ensemble),
        decided_by,
        found,
    }
}

/// An outcome that a claim needs.
struct Needed<'a> {
    i: usize,
    outcome: &'a Outcome,
    found: &'a Found,
    /// Share of draws in which it goes the other way; `None` without draws.
    others: Option<f64>,
}

impl Needed<'_> {
    /// How far it lies on the claimed side, in half-widths of its interval.
    fn strength(&self) -> f64 {
        let Some(effect) = self.found.effect else { return f64::NEG_INFINITY };
        let size = self.outcome.sign.factor() * effect.mean;
        match effect.half_width {
            Some(half) if half > 0.0 => size / half,
            _ if size == 0.0 => 0.0,
            _ => size.signum() * f64::MAX,
        }
    }

    /// Whether its whole interval lies on the claimed side, or on the other; `None` where it holds 0, or nothing is tested.
    fn side(&self) -> Option<bool> {
        let effect = self.found.effect.filter(|_| !self.tests_nothing())?;
        effect.is_shown()?.then_some((effect.mean > 0.0) == (self.outcome.sign.factor() > 0.0))
    }

    fn tests_nothing(&self) -> bool {
        tests_nothing(self.outcome, ends(self.found.effect))
    }

    /// Whether it goes the other way at the defaults, and in most draws.
    fn is_reversed(&self) -> bool {
        self.side() == Some(false) && self.others.is_none_or(|share| share >= HOLDS)
    }

    /// Whether it tests nothing, or its interval holds 0 and is so wide that an effect that matters could hide in it.
    fn says_nothing(&self) -> bool {
        if self.tests_nothing() {
            return true;
        }
        let Some(effect) = self.found.effect else { return true };
        let is_wide = match (effect.half_width, self.found.matters) {
            (Some(half), Some(matters)) => half > matters,
            _ => true,
        };
        self.side().is_none() && is_wide
    }
}

fn find(values: &Values) -> Found {
    let of = |values: &mut dyn Iterator<Item = Option<f64>>| {
        estimate(&values.flatten().collect::<Vec<_>>())
    };
    let Values { defaults, ablated, matters } = values;
    let mut lost = defaults.iter().zip(ablated).map(|(own, off)| Some((*own)? - (*off)?));
    Found {
        effect: of(&mut defaults.iter().copied()),
        ablated: of(&mut ablated.iter().copied()),
        lost: of(&mut lost),
        matters: *matters,
    }
}

/// Whether half of an effect or more goes with the mechanism, and the interval of what goes leaves out 0.
fn carried(found: &Found) -> Carried {
    let (Some(effect), Some(lost)) = (found.effect, found.lost) else { return Carried::Nothing };
    let is_shown = |one: Estimate| one.is_shown() == Some(true);
    if !is_shown(effect) {
        return Carried::Nothing;
    }
    if is_always(ends(found.lost), 0.0) {
        return Carried::Idle;
    }
    let share = lost.mean / effect.mean;
    if share >= CARRIED && is_shown(lost) { Carried::Yes } else { Carried::No }
}

/// Where an outcome lies at a draw: as claimed (0), as good as nothing (1), the other way (2).
fn place(outcome: &Outcome, found: &Found, value: f64) -> usize {
    let nothing = NOTHING * found.effect.map_or(0.0, |effect| effect.mean.abs());
    if value == 0.0 || value.abs() < nothing {
        return 1;
    }
    if value * outcome.sign.factor() > 0.0 { 0 } else { 2 }
}

/// Shares of draws, by weight, in which all that a claim needs holds, is as good as nothing, and reverses; `None` without
/// draws, and where no sign is claimed of something that it needs.
fn shares(claim: &Claim, found: &[Found], draws: &[(&DrawnPoint, Vec<f64>)]) -> Option<[f64; 3]> {
    if claim.outcomes.iter().any(|outcome| outcome.is_needed && outcome.sign == Sign::Open) {
        return None;
    }
    let mut shares = [0.0; 3];
    for (point, means) in draws {
        let outcomes = claim.outcomes.iter().zip(found).zip(means);
        let places = outcomes
            .filter(|((outcome, _), _)| outcome.is_needed)
            .map(|((outcome, found), &value)| place(outcome, found, value));
        shares[places.max().unwrap_or(1)] += point.weight;
    }
    let total: f64 = shares.iter().sum();
    (total > 0.0).then(|| shares.map(|weight| weight / total))
}

/// Share of draws, by weight, in which each outcome goes the other way; `None` without draws.
fn against(claim: &Claim, found: &[Found], draws: &[(&DrawnPoint, Vec<f64>)]) -> Vec<Option<f64>> {
    let total: f64 = draws.iter().map(|(point, _)| point.weight).sum();
    let share = |(i, (outcome, found)): (usize, (&Outcome, &Found))| {
        let others = draws.iter().filter(|(_, means)| place(outcome, found, means[i]) == 2);
        (total > 0.0).then(|| others.map(|(point, _)| point.weight).sum::<f64>() / total)
    };
    claim.outcomes.iter().zip(found).enumerate().map(share).collect()
}

/// Parameters whose ranks go with those of the effect further than chance among so many would.
fn decided_by(deciding: usize, claim: &Claim, drawn: &Drawn) -> Vec<(String, f64)> {
    let (keys, draws) = (&drawn.of.keys, &drawn.means);
    let factor = claim.outcomes[deciding].sign.factor();
    let effects: Vec<f64> = draws.iter().map(|(_, means)| factor * means[deciding]).collect();
    let tests = keys.len().max(1) as f64;
    let least =
        normal_quantile(1.0 - 0.025 / tests) / (draws.len().saturating_sub(1) as f64).sqrt();
    let mut found: Vec<(String, f64)> = keys
        .iter()
        .enumerate()
        .filter_map(|(i, key)| {
            let shares: Vec<f64> = draws.iter().map(|(point, _)| point.shares[i]).collect();
            Some((key.clone(), spearman(&shares, &effects)?))
        })
        .filter(|(_, rank)| rank.abs() > least)
        .collect();
    found.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    found.truncate(DECIDING);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::claim::Reads;

    fn claim(sign: Sign) -> Claim {
        let outcome = Outcome {
            words: String::new(),
            reads: Reads::Metric(0),
            contrast: Contrast::Level,
            arms: vec![0],
            at: Vec::new(),
            programmes: 0,
            years: (1, 1),
            before: (0, 0),
            sign,
            than: 0.0,
            is_ratio: false,
            is_needed: true,
        };
        Claim { number: "0".to_owned(), outcomes: vec![outcome], ..Claim::default() }
    }

    /// An outcome of which an effect of 1 would matter.
    fn values(defaults: &[f64], ablated: &[f64]) -> Values {
        let some = |values: &[f64]| values.iter().copied().map(Some).collect();
        Values { defaults: some(defaults), ablated: some(ablated), matters: Some(1.0) }
    }

    fn at(share: f64) -> DrawnPoint {
        DrawnPoint { weight: 1.0, values: Vec::new(), shares: vec![share, 0.5] }
    }

    /// Ten draws of which so many are above 0.
    fn verdict(sign: Sign, defaults: &[f64], above: usize) -> Verdict {
        let points: Vec<DrawnPoint> = (0..10).map(|i| at(f64::from(i) / 10.0)).collect();
        let value = |i: usize| vec![if i < above { 2.0 } else { -2.0 }];
        let draws: Vec<_> = points.iter().enumerate().map(|(i, point)| (point, value(i))).collect();
        let off = vec![0.0; defaults.len()];
        let of = Draws::default();
        let (drawn, none) = (Drawn { of: &of, means: draws }, Drawn { of: &of, means: Vec::new() });
        let judged = |spaces| judge(&claim(sign), &[values(defaults, &off)], spaces);
        let verdict = judged([&drawn, &none]).verdict;
        // Where no sign is claimed none can be the other way.
        let has_shares = judged([&drawn, &none]).spread().shares.is_some();
        assert_eq!(has_shares, sign != Sign::Open);
        // An ensemble goes before the prior.
        let reversed = Drawn { of: &of, means: vec![(&points[0], vec![-2.0 * sign.factor()])] };
        assert_ne!(judged([&drawn, &reversed]).verdict, Verdict::Holds);
        assert_eq!(judged([&reversed, &drawn]).verdict, verdict);
        verdict
    }

    /// Without draws.
    fn undrawn(claim: &Claim, own: &[f64], off: &[f64]) -> Judged {
        let of = Draws::default();
        let none = Drawn { of: &of, means: Vec::new() };
        judge(claim, &[values(own, off)], [&none, &none])
    }

    #[test]
    fn verdicts_go_by_the_cut_offs() {
        let shown = [2.0, 2.1, 1.9];
        assert_eq!(verdict(Sign::Up, &shown, 8), Verdict::Holds);
        assert_eq!(verdict(Sign::Up, &shown, 7), Verdict::Conditional);
        assert_eq!(verdict(Sign::Up, &shown, 5), Verdict::Conditional);
        assert_eq!(verdict(Sign::Up, &shown, 4), Verdict::NotSupported);
        // An interval that holds 0 says that there is nothing, or is too wide to say so.
        assert_eq!(verdict(Sign::Up, &[0.2, -0.2, 0.1], 10), Verdict::NotSupported);
        assert_eq!(verdict(Sign::Up, &[2.0, -2.0, 0.1], 10), Verdict::Open);
        // What goes the other way at the defaults is no reversal while it does not in most draws.
        assert_eq!(verdict(Sign::Down, &shown, 8), Verdict::Reversed);
        assert_eq!(verdict(Sign::Down, &shown, 7), Verdict::NotSupported);
        assert_eq!(verdict(Sign::Open, &shown, 10), Verdict::Open);
        let declared = Claim { declared: "so".to_owned(), ..claim(Sign::Up) };
        assert_eq!(undrawn(&claim(Sign::Down), &shown, &[0.0; 3]).verdict, Verdict::Reversed);
        let judged = undrawn(&declared, &shown, &[0.0; 3]);
        assert_eq!((judged.verdict, judged.spread().shares), (Verdict::Declared, None));
    }

    /// Arms that are the same are no evidence for nothing, nor for "no more than so much".
    #[test]
    fn what_tests_nothing_is_left_open() {
        let compared = |than| {
            let mut compared = claim(Sign::Up);
            (compared.outcomes[0].arms, compared.outcomes[0].than) = (vec![0, 1], than);
            compared
        };
        let of = |claim: &Claim, own: [f64; 3]| undrawn(claim, &own, &[0.0; 3]).verdict;
        assert_eq!(of(&compared(0.0), [0.0; 3]), Verdict::Open);
        assert_eq!(of(&compared(-0.01), [0.01; 3]), Verdict::Open);
        assert_eq!(of(&compared(-0.01), [0.01, 0.011, 0.01]), Verdict::Conditional);
        assert_eq!(of(&compared(0.0), [0.0, 1e-6, -1e-6]), Verdict::NotSupported);
        assert_eq!(of(&claim(Sign::Up), [0.0; 3]), Verdict::NotSupported);
        let mut matched = compared(0.0);
        matched.outcomes[0].contrast = Contrast::Matching;
        assert_eq!(of(&matched, [0.0; 3]), Verdict::NotSupported);
    }

    #[test]
    fn a_carrier_takes_half_of_the_effect_with_it_or_is_none() {
        let carried = |off: [f64; 3]| undrawn(&claim(Sign::Up), &[2.0, 2.1, 1.9], &off).carried;
        assert_eq!(carried([0.1, 0.0, 0.1]), Carried::Yes);
        assert_eq!(carried([1.5, 1.5, 1.6]), Carried::No);
        assert_eq!(carried([2.0, 2.1, 1.9]), Carried::Idle);
        // Half of it on average, and nobody knows: the interval of what went holds 0.
        assert_eq!(carried([9.0, -9.0, 1.0]), Carried::No);
        let none = undrawn(&claim(Sign::Up), &[1.0, -1.0], &[0.0, 0.0]);
        assert_eq!(none.carried, Carried::Nothing);
    }

    #[test]
    fn the_parameter_that_decides_is_found_among_those_that_do_not() {
        let points: Vec<DrawnPoint> = (0..20).map(|i| at(f64::from(i) / 20.0)).collect();
        let draws: Vec<_> = points.iter().map(|point| (point, vec![-point.shares[0]])).collect();
        let keys = vec!["it".to_owned(), "another".to_owned()];
        let of = Draws { keys, points: Vec::new() };
        let (drawn, none) = (Drawn { of: &of, means: draws }, Drawn { of: &of, means: Vec::new() });
        let own = [values(&[1.0, 1.1], &[0.0, 0.0])];
        let judged = judge(&claim(Sign::Up), &own, [&drawn, &none]);
        assert_eq!(judged.decided_by.len(), 1);
        assert_eq!(judged.decided_by[0].0, "it");
        assert!((judged.decided_by[0].1 + 1.0).abs() < 1e-9);
    }
}
