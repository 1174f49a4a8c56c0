//! 4.29 Places differ: hardship, arms, posts, custom, groups, and the residue that nothing told of a place explains.

use super::founding::coarse;
use super::place::Place;
use crate::engine::{Draws, GaussianField};
use crate::params::Params;

/// A trait by which places differ: one field that near places share, and one of the place's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// Poverty and spare men; worse posts.
    Hardship,
    /// Arms, beside hardship.
    Arms,
    /// Officers and their discipline, beside hardship.
    Posts,
    /// Whether a group has elders.
    Custom,
    /// How good they are.
    Wisdom,
    /// Quarrels and prey.
    Opportunity,
    /// Blows.
    Harshness,
    /// Where a group lives.
    Territory(u8),
}

impl Difference {
    /// Tells fields apart; the lowest bit is that of scale.
    const fn key(self) -> u32 {
        let number = match self {
            Self::Hardship => 0,
            Self::Arms => 1,
            Self::Posts => 2,
            Self::Custom => 3,
            Self::Wisdom => 4,
            Self::Opportunity => 5,
            Self::Harshness => 6,
            Self::Territory(group) => 8 + group as u32,
        };
        number << 1
    }
}

/// Traits of the places of one world, by where they lie (km from the country's middle). Standard normal at every place.
#[derive(Debug, Clone, Copy)]
pub struct Landscape<'a> {
    /// The parameters.
    pub params: &'a Params,
    /// The draws of the replicate.
    pub draws: Draws,
}

impl Landscape<'_> {
    /// What near places share of a trait.
    pub(super) fn broad(&self, of: Difference, time: u32, at: (f64, f64)) -> f64 {
        let range_km = self.params.differences.range_km;
        GaussianField { key: of.key(), time, range_km }.at(self.draws, at)
    }

    /// A trait of which near places share this part of the variance; `time` tells independent years apart.
    pub fn mixed(&self, of: Difference, shared: f64, time: u32, at: (f64, f64)) -> f64 {
        let range_km = self.params.differences.local_range_km;
        let local = GaussianField { key: of.key() | 1, time, range_km }.at(self.draws, at);
        Self::part(shared, self.broad(of, time, at), local)
    }

    /// A trait of which a part of the variance is shared and the rest its own.
    pub(super) fn part(shared: f64, with_others: f64, own: f64) -> f64 {
        shared.sqrt() * with_others + (1.0 - shared).sqrt() * own
    }

    /// A trait correlated with another.
    fn beside(correlation: f64, other: f64, own: f64) -> f64 {
        correlation * other + (1.0 - correlation * correlation).sqrt() * own
    }

    /// Hardship and arms of a place.
    pub(super) fn hardship_and_arms(&self, at: (f64, f64)) -> (f64, f64) {
        let p = &self.params.differences;
        let hardship = self.mixed(Difference::Hardship, p.shared, 0, at);
        let arms = self.mixed(Difference::Arms, p.shared, 0, at);
        (hardship, Self::beside(p.arms_with_hardship, hardship, arms))
    }

    /// Officers of a station, in standard deviations.
    pub(super) fn posts(&self, at: (f64, f64)) -> f64 {
        let hardship = self.broad(Difference::Hardship, 0, at);
        let own = self.broad(Difference::Posts, 0, at);
        Self::beside(self.params.differences.posts_with_hardship, hardship, own)
    }
}

/// What multiplies a rate of logarithmic spread s at a trait z: exp(s·z − s²/2), whose mean is 1.
pub(super) fn multiplier(spread: f64, z: f64) -> f64 {
    libm::exp(spread * z - spread * spread / 2.0)
}

/// Officers of a station over those of others that serve as many people as far from the seat, and how its predatory
/// effort departs from theirs, as a logit: fewer officers, worse ones.
pub(super) fn station(params: &Params, draws: Draws, at: (f64, f64)) -> (f64, f32) {
    if !params.mechanisms.differences {
        return (1.0, 0.0);
    }
    let posts = Landscape { params, draws }.posts(at);
    let p = &params.differences;
    (multiplier(p.posts, posts), coarse(-p.effort * posts))
}

/// What a place is told to be at its beginning.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beginning {
    /// Poverty, on the logit scale, beside that of the country.
    pub poverty: f64,
    /// Crowding, beside that of the country.
    pub crowding: f64,
    /// Spare men over the country's.
    pub men: f64,
    /// Arms over the country's.
    pub arms: f64,
    /// Hardship, in standard deviations.
    pub hardship: f32,
    /// Opportunity, in standard deviations.
    pub opportunity: f32,
    /// Harshness, in standard deviations.
    pub harshness: f32,
}

impl Beginning {
    /// Of a place as all others.
    const ALIKE: Self = Self {
        poverty: 0.0,
        crowding: 0.0,
        men: 1.0,
        arms: 1.0,
        hardship: 0.0,
        opportunity: 0.0,
        harshness: 0.0,
    };

    /// The beginning of a place.
    pub(super) fn of(place: &Place, params: &Params, draws: Draws) -> Self {
        if !params.mechanisms.differences {
            return Self::ALIKE;
        }
        let p = &params.differences;
        let land = Landscape { params, draws };
        let at = (place.x_km, place.y_km);
        let (hardship, arms) = land.hardship_and_arms(at);
        let residue = |of| {
            let own = land.mixed(of, p.residual_shared, 0, at);
            coarse(Landscape::beside(p.residual_with_hardship, hardship, own))
        };
        let urban = if place.is_rural { -p.urban / 2.0 } else { p.urban / 2.0 };
        Self {
            poverty: p.poverty * hardship,
            crowding: urban,
            men: multiplier(p.men, hardship) * libm::exp(urban),
            arms: f64::from(coarse(multiplier(p.arms, arms) * libm::exp(urban))),
            hardship: coarse(hardship),
            opportunity: residue(Difference::Opportunity),
            harshness: residue(Difference::Harshness),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verif_multipliers_have_a_mean_of_1_and_the_declared_spread() {
        let params = Params::default();
        let n = 3000;
        let mut sums = [0.0; 3];
        for i in 0..n {
            let land = Landscape { params: &params, draws: Draws::new(1, i) };
            let (hardship, arms) = land.hardship_and_arms((3.0, 4.0));
            let posts = land.posts((3.0, 4.0));
            sums[0] += multiplier(0.5, hardship);
            sums[1] += hardship * arms;
            sums[2] += hardship * posts;
        }
        let means = sums.map(|sum| sum / f64::from(n));
        // Standard errors of about 0.01 and 0.02.
        assert!((means[0] - 1.0).abs() < 0.05, "{means:?}");
        assert!((means[1] - params.differences.arms_with_hardship).abs() < 0.1, "{means:?}");
        // Posts see what is shared of hardship alone.
        let seen = params.differences.posts_with_hardship * params.differences.shared.sqrt();
        assert!((means[2] - seen).abs() < 0.1, "{means:?}");
    }
}
