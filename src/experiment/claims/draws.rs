//! Where claims are tried beside the defaults: points of what people may do, which nobody has measured, and sets of an
//! ensemble that the facts did not rule out.

use crate::params::{Catalogue, Parameter, Value};
use crate::scenario::design::points;
use crate::scenario::sets::Ensemble;
use crate::scenario::study::Design;
use crate::scenario::{Assignment, Factor, Levels, Location, Study};

/// A point at which every arm is lived.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnPoint {
    /// Its weight among the points.
    pub weight: f64,
    /// What it sets in every arm.
    pub values: Vec<Assignment>,
    /// Where it lies in the range of each parameter, from 0 to 1, in the order of [`Draws::keys`].
    pub shares: Vec<f64>,
}

/// Points with their weights, from wherever they come: the prior, or an ensemble that history was matched with.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draws {
    /// Parameters that are drawn.
    pub keys: Vec<String>,
    /// The points.
    pub points: Vec<DrawnPoint>,
}

impl Draws {
    /// A Latin hypercube of so many points over the declared ranges of all that people may do.
    pub fn prior(number: u32, seed: u64, catalogue: &Catalogue) -> Self {
        let location = Location::Argument("the prior".to_owned());
        let factors = Factor::prior(catalogue);
        if number == 0 {
            return Self::default();
        }
        let study = Study {
            design: Design::LatinHypercube,
            points: number,
            factors: factors.clone(),
            seed,
            ..Study::blank()
        };
        let drawn = points(&study).into_iter().map(|point| {
            let values = factors.iter().zip(&point).filter_map(|(factor, value)| {
                let (key, location) = (factor.key.clone(), location.clone());
                Some(Assignment { key, value: value.clone()?, location })
            });
            let shares = factors.iter().zip(&point).map(|(factor, value)| {
                value.as_ref().and_then(|value| factor.levels.share(value)).unwrap_or(0.5)
            });
            DrawnPoint { weight: 1.0, shares: shares.collect(), values: values.collect() }
        });
        let points = drawn.collect();
        Self { keys: factors.into_iter().map(|factor| factor.key).collect(), points }
    }

    /// So many sets of an ensemble, each as often as its weight says.
    pub fn of_ensemble(ensemble: &Ensemble, number: u32, catalogue: &Catalogue) -> Self {
        let location = Location::Argument("the ensemble".to_owned());
        let point = |i| {
            let set = ensemble.of_replicate(i);
            let each = ensemble.keys.iter().zip(&set.values);
            let share = |(key, value): (&String, &Value)| {
                catalogue.find(key).and_then(levels).and_then(|levels| levels.share(value))
            };
            let shares = each.clone().map(|one| share(one).unwrap_or(0.5)).collect();
            let said = |(key, value): (&String, &Value)| {
                let (key, value, location) = (key.clone(), value.clone(), location.clone());
                Assignment { key, value, location }
            };
            DrawnPoint { weight: 1.0, values: each.map(said).collect(), shares }
        };
        Self { keys: ensemble.keys.clone(), points: (1..=number).map(point).collect() }
    }
}

/// The declared range of a number.
fn levels(parameter: &Parameter) -> Option<Levels> {
    parameter.range.map(|range| Levels::declared(range, &parameter.default))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Role;

    #[test]
    fn the_prior_goes_through_what_people_may_do_and_nothing_else() {
        let catalogue = Catalogue::standard();
        let draws = Draws::prior(4, 1, &catalogue);
        assert_eq!(draws.points.len(), 4);
        for key in &draws.keys {
            assert_eq!(catalogue.find(key).unwrap().role, Role::Behaviour, "{key}");
        }
        assert!(draws.keys.iter().any(|key| key == "settlement.breaking"));
        assert!(!draws.keys.iter().any(|key| key == "provider.public.officers"));
        // Each quarter of a range has one point.
        let at = draws.keys.iter().position(|key| key == "settlement.breaking").unwrap();
        let mut quarters: Vec<u8> =
            draws.points.iter().map(|point| (point.shares[at] * 4.0) as u8).collect();
        quarters.sort_unstable();
        assert_eq!(quarters, [0, 1, 2, 3]);
    }
}
