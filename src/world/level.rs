//! A level between none and full, in sixteen bits.

/// A share, trust, fear, … in [0, 1], kept as a multiple of 1/65535. Moves of 0.0015 are not lost.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Default,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct Level(pub u16);

impl Level {
    const FULL: f32 = 65_535.0;

    /// The level nearest to `x`; outside [0, 1] the nearer end.
    #[inline]
    pub fn new(x: f32) -> Self {
        #![expect(clippy::manual_clamp, reason = "clamp keeps NaN")]
        // From 2^23 on a float's low bits count whole numbers: adding rounds, and the compiler can
        // do many at a time where a saturating cast would stop it. NaN gives 0.
        const UNITS: f32 = 8_388_608.0;
        Self((x.max(0.0).min(1.0) * Self::FULL + UNITS).to_bits() as u16)
    }

    /// The level as a number in [0, 1].
    #[inline]
    pub fn get(self) -> f32 {
        f32::from(self.0) * (1.0 / Self::FULL)
    }

    /// Adds `amount`, which may be negative, within [0, 1].
    #[inline]
    pub fn add(&mut self, amount: f32) {
        *self = Self::new(self.get() + amount);
    }

    /// Moves a share of the way to `target`.
    #[inline]
    pub fn approach(&mut self, target: f32, share: f32) {
        let now = self.get();
        *self = Self::new(now + share * (target - now));
    }

    /// Moves each of some levels so. A function of its own, as only then are they moved side by side.
    #[inline(never)]
    pub fn approach_together<const N: usize>(levels: &mut [Self; N], target: f32, share: f32) {
        for level in levels {
            level.approach(target, share);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_moves_are_kept() {
        let mut level = Level::new(0.5);
        for _ in 0..100 {
            level.add(0.0015);
        }
        assert!((level.get() - 0.65).abs() < 1e-3);
    }

    #[test]
    fn ends_hold() {
        let mut level = Level::new(7.0);
        assert_eq!(level.get(), 1.0);
        level.add(-9.0);
        assert_eq!(level.get(), 0.0);
    }
}
