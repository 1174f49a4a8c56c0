//! 4.29, 4.30 Places drift; persons differ, and are hit again.

use super::state::{Community, World};
use nodal::engine::draws::{below, unit};
use nodal::engine::math::exp;
use nodal::engine::{Draws, GaussianField};
use nodal::terms::Class;
use rand_philox::splitmix64;

/// What a year brings to a trait: √s·(what near places share) + √(1−s)·(its own).
fn news(draws: Draws, w: &World, trait_number: u32, year: u32, at: (f64, f64)) -> f64 {
    let p = &w.params.differences;
    let field = |key, range_km| GaussianField { key, time: year, range_km }.at(draws, at);
    p.residual_shared.sqrt() * field(2 * trait_number, p.range_km)
        + (1.0 - p.residual_shared).sqrt() * field(2 * trait_number + 1, p.local_range_km)
}

/// z = ρ·hardship + √(1−ρ²)·w; once a year w ← φ·w + √(1−φ²)·ε.
pub fn drift(c: &mut Community, w: &World) {
    if !w.params.mechanisms.differences || !w.month.is_multiple_of(12) {
        return;
    }
    let p = &w.params.differences;
    let (rho, phi) = (p.residual_with_hardship, p.persistence);
    for (number, z) in [(5, &mut c.opportunity), (6, &mut c.harshness)] {
        let fixed = rho * f64::from(c.hardship);
        let epsilon =
            (1.0 - rho * rho).sqrt() * news(w.draws, w, number, w.month / 12, (c.x_km, c.y_km));
        let moved = fixed + phi * (f64::from(*z) - fixed) + (1.0 - phi * phi).sqrt() * epsilon;
        *z = moved as f32;
    }
}

fn exponent(w: &World, spread: f64, z: f32) -> f32 {
    let s = spread as f32;
    if w.params.mechanisms.differences { s * z - s * s / 2.0 } else { 0.0 }
}

/// exp(s·z − s²/2).
pub fn opportunity(c: &Community, w: &World) -> f32 {
    exp(exponent(w, w.params.differences.opportunity, c.opportunity))
}

/// s·z − s²/2.
pub fn harshness(c: &Community, w: &World) -> f32 {
    exponent(w, w.params.differences.harshness, c.harshness)
}

/// The proneness of a household: the mean of its class of sixteen of Gamma(k, k).
fn class(c: &Community, household: usize) -> usize {
    let hash = splitmix64(u64::from(c.identity) << 32 | household as u64);
    (hash >> 60) as usize
}

/// Tries after which a household is taken as it comes.
const TRIES: u32 = 1000;

fn taken(word: u32, any: impl Fn(u32) -> usize, chance: impl Fn(usize) -> f32) -> usize {
    let mut state = splitmix64(u64::from(word));
    let mut tried = 0;
    loop {
        let household = any(state as u32);
        if tried == TRIES || unit((state >> 32) as u32) < chance(household) {
            return household;
        }
        state = splitmix64(state);
        tried += 1;
    }
}

/// One of these households, in proportion to f^ν.
pub fn quarreller(c: &Community, w: &World, among: &[usize], word: u32) -> Option<usize> {
    if among.is_empty() {
        return None;
    }
    let any = |word: u32| among[below(word, among.len() as u32) as usize];
    if !w.params.mechanisms.proneness {
        return Some(any(word));
    }
    let p = &w.params.proneness;
    let f = w.classes.map(|f| libm::pow(f, p.quarrels));
    Some(taken(word, any, |h| (f[class(c, h)] / f[15]) as f32))
}

/// The mean of both sides' f^(1−ν), over its mean among those who quarrel.
pub fn temper(c: &Community, w: &World, a: usize, b: usize) -> f32 {
    if !w.params.mechanisms.proneness {
        return 1.0;
    }
    let p = &w.params.proneness;
    let f = w.classes;
    let mut mean = 0.0;
    for f in f {
        mean += libm::pow(f, p.quarrels);
    }
    mean /= 16.0;
    let of = |h| (libm::pow(f[class(c, h)], 1.0 - p.quarrels) * mean) as f32;
    f32::midpoint(of(a), of(b))
}

/// The offender's household: that of a spare man counts `offenders` times.
pub fn offender(c: &Community, w: &World, word: u32) -> usize {
    let n = c.fear.len() as u32;
    let any = |word: u32| below(word, n) as usize;
    if !w.params.mechanisms.proneness {
        return any(word);
    }
    let share = c.spare as f32 / n as f32;
    taken(word, any, |h| {
        let lot = splitmix64(u64::from(c.identity) << 20 | h as u64) as u32;
        if unit(lot) < share { 1.0 } else { 1.0 / w.params.proneness.offenders }
    })
}

/// 2^(−t/τ).
fn rise(w: &World, months: f32) -> f32 {
    exp(-months * std::f32::consts::LN_2 / w.params.proneness.half_life as f32)
}

/// Thefts that raise the risk by less than three hundredths of what they did are forgotten.
pub fn forget(c: &mut Community, w: &World) {
    c.hits.retain(|&(_, at)| rise(w, w.from - at) > 0.03 || w.from - at < 1.0);
}

/// A theft from who was robbed within a month is counted.
pub fn remember(c: &mut Community, victim: usize, at: f32) {
    let is_again = c.hits.iter().any(|&(who, then)| who == victim && (at - then).abs() < 1.0);
    c.tally.thefts_again += u32::from(is_again);
    if c.hits.len() < c.fear.len() / 4 + 16 {
        c.hits.push((victim, at));
        return;
    }
    let mut oldest = 0;
    for i in 0..c.hits.len() {
        if c.hits[i].1 < c.hits[oldest].1 {
            oldest = i;
        }
    }
    c.hits[oldest] = (victim, at);
}

/// Whom an offender wants: f·pull(class)·(1 + b·Σ2^(−|t−t_i|/τ)), and `near` of it for the six nearest.
pub fn wanted(c: &Community, w: &World, at: f32, word: u32) -> usize {
    let n = c.fear.len() as u32;
    let p = &w.params.proneness;
    let b = if w.params.mechanisms.repeats { p.repeats } else { 0.0 };
    let beside = 6.0 * p.near;
    let mut rises = 0.0;
    for &(_, hit) in &c.hits {
        rises += rise(w, (at - hit).abs());
    }
    let added = b * (1.0 + beside) * rises;
    let any = |word: u32| {
        let more = splitmix64(u64::from(word));
        let u = unit(word) * (n as f32 + added);
        if u < n as f32 || added <= 0.0 {
            return below(more as u32, n) as usize;
        }
        let mut left = (u - n as f32) / (b * (1.0 + beside));
        let mut hit = c.hits[c.hits.len() - 1].0;
        for &(household, when) in &c.hits {
            left -= rise(w, (at - when).abs());
            if left < 0.0 {
                hit = household;
                break;
            }
        }
        if unit(more as u32) * (1.0 + beside) < 1.0 {
            return hit;
        }
        let steps = [-3, -2, -1, 1, 2, 3];
        let step = steps[below((more >> 32) as u32, 6) as usize];
        (hit as i32 + step).rem_euclid(n as i32) as usize
    };
    if !w.params.mechanisms.proneness {
        return any(word);
    }
    let f = w.classes;
    let pull = |class: Class| libm::pow(w.income[class.index()], w.params.predation.wealth);
    let mut most = 0.0;
    for class in [Class::Poor, Class::Middle, Class::Rich] {
        most = f64::max(most, pull(class));
    }
    taken(word, any, |h| (f[class(c, h)] / f[15]) as f32 * (pull(c.class[h]) / most) as f32)
}
