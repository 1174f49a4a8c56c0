//! Scales of colours.

use super::charts::{decimals, round_step};
use super::style::{Colour, Look};

/// A scale of colours: its round ends, and whether any place lies beyond.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ColourScale {
    ends: (f64, f64),
    is_cut: (bool, bool),
    /// Whether 0 lies in its middle, with a colour for more and one for less.
    is_two_sided: bool,
}

impl ColourScale {
    /// Rates begin at 0, levels and shares at a round number below nearly all; both end at one above
    /// nearly all, so that one place does not take all the colours.
    pub(super) fn of(mut all: Vec<f64>, is_rate: bool) -> Self {
        all.sort_by(f64::total_cmp);
        let (Some(&lowest), Some(&highest)) = (all.first(), all.last()) else {
            return Self::between((0.0, 1.0), (false, false));
        };
        let at = |hundredth: usize| all[(all.len() - 1) * hundredth / 100];
        let low = if is_rate { 0.0 } else { at(2) };
        let high = if at(98) > low { at(98) } else { highest };
        if high <= low {
            return Self::between((low, low + 1.0), (lowest < low, false));
        }
        let step = round_step(high - low, 4);
        let ends = (libm::floor(low / step + 1e-9) * step, libm::ceil(high / step - 1e-9) * step);
        Self::between(ends, (lowest < ends.0 - 1e-9, highest > ends.1 + 1e-9))
    }

    /// Differences: as far to either side of 0.
    pub(super) fn two_sided(all: impl Iterator<Item = f64>) -> Self {
        let sizes: Vec<f64> = all.map(f64::abs).collect();
        let widest = sizes.iter().copied().fold(0.0, f64::max);
        let end = Self::of(sizes, true).ends.1;
        let is_cut = widest > end + 1e-9;
        Self { is_two_sided: true, ..Self::between((-end, end), (is_cut, is_cut)) }
    }

    const fn between(ends: (f64, f64), is_cut: (bool, bool)) -> Self {
        Self { ends, is_cut, is_two_sided: false }
    }

    /// The colour of a value.
    pub(super) fn colour(&self, look: Look, value: f64) -> Colour {
        self.at(look, self.share(value))
    }

    /// The colour of a place between its ends, 0 and 1.
    pub(super) fn at(&self, look: Look, share: f64) -> Colour {
        if self.is_two_sided { look.side(share) } else { look.shade(share) }
    }

    /// Where a value lies, 0 and 1 at the ends.
    fn share(&self, value: f64) -> f64 {
        (value - self.ends.0) / (self.ends.1 - self.ends.0)
    }

    /// What stands at its ends and its middle, with as many decimals as these want.
    pub(super) fn labels(&self) -> [(f64, String); 3] {
        let (low, high) = self.ends;
        let values = [low, f64::midpoint(low, high), high];
        let is_exact = |digits: &usize| {
            let scale = libm::pow(10.0, *digits as f64);
            values.iter().all(|value| (value * scale - (value * scale).round()).abs() < 1e-6)
        };
        let digits = (0..5).find(is_exact).unwrap_or(5);
        let [low, middle, high] = values.map(|value| decimals(value, digits));
        let low = if self.is_cut.0 { format!("{low} or less") } else { low };
        let high = if self.is_cut.1 { format!("{high} or more") } else { high };
        [(0.0, low), (0.5, middle), (1.0, high)]
    }
}
