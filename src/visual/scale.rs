//! Scales of colours.

use super::charts::{decimals, round_step};

/// A scale of colours: its round ends, and whether any place lies beyond.
pub(super) struct ColourScale {
    ends: (f64, f64),
    is_cut: (bool, bool),
}

impl ColourScale {
    /// Rates begin at 0, levels and shares at a round number below nearly all; both end at one above
    /// nearly all, so that one place does not take all the colours.
    pub(super) fn of(mut all: Vec<f64>, is_rate: bool) -> Self {
        all.sort_by(f64::total_cmp);
        let (Some(&lowest), Some(&highest)) = (all.first(), all.last()) else {
            return Self { ends: (0.0, 1.0), is_cut: (false, false) };
        };
        let at = |hundredth: usize| all[(all.len() - 1) * hundredth / 100];
        let low = if is_rate { 0.0 } else { at(2) };
        let high = if at(98) > low { at(98) } else { highest };
        if high <= low {
            return Self { ends: (low, low + 1.0), is_cut: (lowest < low, false) };
        }
        let step = round_step(high - low, 4);
        let ends = (libm::floor(low / step + 1e-9) * step, libm::ceil(high / step - 1e-9) * step);
        Self { ends, is_cut: (lowest < ends.0 - 1e-9, highest > ends.1 + 1e-9) }
    }

    /// Where a value lies, 0 and 1 at the ends.
    pub(super) fn share(&self, value: f64) -> f64 {
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
