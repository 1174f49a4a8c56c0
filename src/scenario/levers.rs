//! What a study varies: parameters, switches, and levers of records, each through its levels.

use super::problem::Location;
use super::records;
use super::wanted::{Wanted, describe, literal, take};
use crate::params::{Catalogue, Parameter, Role, Value};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// A parameter or lever that a study varies.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// Its key: `escalation.hazard`, `intervention.NAME.money`, `mechanisms.feuds`.
    pub key: String,
    /// The values it goes through.
    pub levels: Levels,
    /// Where the study names it.
    pub location: Location,
}

impl Factor {
    /// What people may do and nobody has measured, each number over its declared range: the prior of all experiments that
    /// are told no other.
    pub fn prior(catalogue: &Catalogue) -> Vec<Self> {
        let of = |parameter: &Parameter| {
            let range = parameter.range.filter(|_| parameter.role == Role::Behaviour)?;
            let levels = Levels::declared(range, &parameter.default);
            let location = Location::Argument("the prior".to_owned());
            Some(Self { key: parameter.key.clone(), levels, location })
        };
        catalogue.parameters.iter().filter_map(of).collect()
    }
}

/// The values that a factor goes through.
#[derive(Debug, Clone, PartialEq)]
pub enum Levels {
    /// All numbers from the first to the second.
    Real(f64, f64),
    /// The whole numbers from the first to the second, each with the same weight.
    Whole(i64, i64),
    /// These values, each with the same weight.
    Each(Vec<Value>),
}

impl Levels {
    /// All that is declared of a number with this default.
    pub fn declared((low, high): (f64, f64), default: &Value) -> Self {
        match default {
            Value::Whole(_) => Self::Whole(low.round() as i64, high.round() as i64),
            _ => Self::Real(low, high),
        }
    }

    /// The value at a share of the range from 0 to 1; levels that can be counted have equal parts of it.
    pub fn at(&self, share: f64) -> Value {
        // A share that stands on the edge of two parts belongs to the upper one, whatever its last digit.
        let part = |levels: usize| ((share * levels as f64 + 1e-9) as usize).min(levels - 1);
        match self {
            Self::Real(low, high) => Value::Real(low + share * (high - low)),
            Self::Whole(low, high) => {
                let levels = usize::try_from(high - low).unwrap_or(0).saturating_add(1);
                Value::Whole(low + part(levels) as i64)
            }
            Self::Each(values) => values[part(values.len())].clone(),
        }
    }

    /// At most so many values from end to end, no two alike; all where they are fewer, the middle of a range where one
    /// is asked for.
    pub fn steps(&self, steps: u32) -> Vec<Value> {
        let shares = |steps: u32| {
            (0..steps).map(move |step| match steps {
                1 => 0.5,
                _ => f64::from(step) / f64::from(steps - 1),
            })
        };
        match self {
            Self::Real(..) => shares(steps).map(|share| self.at(share)).collect(),
            Self::Whole(low, high) => {
                let levels = u32::try_from(high - low).unwrap_or(u32::MAX).saturating_add(1);
                let number = |share: f64| (share * (high - low) as f64).round() as i64;
                shares(steps.min(levels)).map(|share| Value::Whole(low + number(share))).collect()
            }
            Self::Each(values) => values.clone(),
        }
    }

    /// Where a value lies from 0 to 1; `None` for one that is not among the levels.
    pub fn share(&self, value: &Value) -> Option<f64> {
        let between = |number: f64, low: f64, high: f64| {
            if high > low { (number - low) / (high - low) } else { 0.0 }
        };
        match (self, value) {
            (Self::Real(low, high), Value::Real(number)) => Some(between(*number, *low, *high)),
            (Self::Whole(low, high), Value::Whole(number)) => {
                Some(between(*number as f64, *low as f64, *high as f64))
            }
            (Self::Each(values), value) => {
                let at = values.iter().position(|one| one == value)?;
                Some(between(at as f64, 0.0, (values.len() - 1) as f64))
            }
            _ => None,
        }
    }

    /// The levels that a column of values shows.
    pub(super) fn of_column(values: &[Value]) -> Self {
        let whole: Option<Vec<i64>> = values
            .iter()
            .map(|value| if let Value::Whole(number) = value { Some(*number) } else { None })
            .collect();
        let real: Option<Vec<f64>> = values
            .iter()
            .map(|value| if let Value::Real(number) = value { Some(*number) } else { None })
            .collect();
        match (whole, real) {
            (Some(numbers), _) if !numbers.is_empty() => Self::Whole(
                numbers.iter().copied().min().unwrap_or(0),
                numbers.iter().copied().max().unwrap_or(0),
            ),
            (_, Some(numbers)) if !numbers.is_empty() => Self::Real(
                numbers.iter().copied().fold(f64::MAX, f64::min),
                numbers.iter().copied().fold(f64::MIN, f64::max),
            ),
            _ => {
                let mut once: Vec<Value> = Vec::new();
                for value in values {
                    if !once.contains(value) {
                        once.push(value.clone());
                    }
                }
                Self::Each(once)
            }
        }
    }
}

/// What a key that a study may set or vary wants to be, its declared range, and the words that may be chosen.
pub(super) struct Target {
    pub wanted: Wanted,
    pub range: Option<(f64, f64)>,
    pub choices: Vec<&'static str>,
    /// Whether its texts are paths, relative to the file they stand in.
    pub is_path: bool,
}

impl Target {
    /// What a key names; in words what is wrong where nothing has it.
    pub(super) fn of(key: &str, catalogue: &Catalogue) -> Result<Self, (String, Option<String>)> {
        if let Some(parameter) = catalogue.find(key) {
            return Ok(Self {
                wanted: parameter.into(),
                range: parameter.range,
                choices: Vec::new(),
                is_path: parameter.unit == "path",
            });
        }
        match records::wanted(key) {
            Some((wanted, choices)) => {
                Ok(Self { range: wanted.limits(), wanted, choices, is_path: false })
            }
            None if records::is_of(key) => Err(records::unknown_field(key)),
            None => Err(super::read::unknown(key, catalogue)),
        }
    }

    /// Takes a value.
    pub(super) fn take(
        &self,
        found: Option<&Value>,
        described: &str,
    ) -> Result<Value, (String, Option<String>)> {
        records::choose(take(&self.wanted, found, described)?, &self.choices)
    }

    /// The levels that a study writes: `true` for all that is declared, `[low, high]` for a range, a list of words.
    pub(super) fn levels(&self, value: &DeValue) -> Result<Levels, (String, Option<String>)> {
        let plain = |message: &str| (message.to_owned(), None);
        match (value, &self.wanted.default) {
            (DeValue::Boolean(true), Value::Switch(_)) => {
                Ok(Levels::Each(vec![Value::Switch(false), Value::Switch(true)]))
            }
            (DeValue::Boolean(true), Value::Text(_)) if !self.choices.is_empty() => {
                let word = |word: &&str| Value::Text((*word).to_owned());
                Ok(Levels::Each(self.choices.iter().map(word).collect()))
            }
            (DeValue::Boolean(true), default) => {
                let range = self
                    .range
                    .ok_or_else(|| plain("it has no declared range; write [low, high]"))?;
                Ok(Levels::declared(range, default))
            }
            (DeValue::Array(items), _) if items.len() > 1 => {
                let take = |item: &toml::Spanned<DeValue>| {
                    let item = item.get_ref();
                    self.take(literal(item).as_ref(), &describe(item))
                };
                Self::between(items.iter().map(take).collect::<Result<Vec<_>, _>>()?)
            }
            (other, _) => {
                let found = describe(other);
                Err((format!("found {found}; true or [low, high] is wanted"), None))
            }
        }
    }

    fn between(values: Vec<Value>) -> Result<Levels, (String, Option<String>)> {
        match &values[..] {
            [Value::Real(low), Value::Real(high)] if low < high => Ok(Levels::Real(*low, *high)),
            [Value::Whole(low), Value::Whole(high)] if low < high => Ok(Levels::Whole(*low, *high)),
            [Value::Real(low), Value::Real(high)] => {
                Err((format!("{low} is not below {high}"), None))
            }
            [Value::Whole(low), Value::Whole(high)] => {
                Err((format!("{low} is not below {high}"), None))
            }
            [Value::Real(_) | Value::Whole(_), ..] => {
                Err(("two numbers are wanted, [low, high]".to_owned(), None))
            }
            _ => {
                let twice = values.iter().enumerate().find(|(i, one)| values[..*i].contains(one));
                match twice {
                    Some((_, value)) => Err((format!("{value} is there twice"), None)),
                    None => Ok(Levels::Each(values)),
                }
            }
        }
    }
}

/// A value below a table, with its dotted key.
pub(super) struct Leaf<'a, 'i> {
    pub key: String,
    pub name: Range<usize>,
    pub value: &'a DeValue<'i>,
    pub span: Range<usize>,
}

/// The values below a table, be their keys quoted, dotted or tables of their own.
pub(super) fn leaves<'a, 'i>(prefix: &str, table: &'a DeTable<'i>) -> Vec<Leaf<'a, 'i>> {
    let mut found = Vec::new();
    for (name, value) in table {
        let key = format!("{prefix}{}", name.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) => found.extend(leaves(&format!("{key}."), inner)),
            leaf => {
                found.push(Leaf { key, name: name.span(), value: leaf, span: value.span() });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four numbers take a quarter of the range each; a range rounded to the nearest number gives its ends half of that.
    #[test]
    fn verif_whole_levels_have_equal_weight() {
        let levels = Levels::Whole(1, 4);
        let mut counts = [0; 4];
        for i in 0..4000 {
            let Value::Whole(level) = levels.at((f64::from(i) + 0.5) / 4000.0) else { panic!() };
            counts[level as usize - 1] += 1;
        }
        assert_eq!(counts, [1000; 4]);
        assert_eq!((levels.at(0.0), levels.at(1.0)), (Value::Whole(1), Value::Whole(4)));
        // Morris's four levels.
        let morris = [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0].map(|share| levels.at(share));
        assert_eq!(morris, [1, 2, 3, 4].map(Value::Whole));
    }

    #[test]
    fn steps_are_never_the_same_twice() {
        let of = |steps| Levels::Whole(1, 4).steps(steps);
        assert_eq!(of(7), [1, 2, 3, 4].map(Value::Whole));
        assert_eq!(of(2), [1, 4].map(Value::Whole));
        let switch = Levels::Each(vec![Value::Switch(false), Value::Switch(true)]);
        assert_eq!(switch.steps(9).len(), 2);
        assert_eq!(Levels::Real(0.0, 1.0).steps(3), [0.0, 0.5, 1.0].map(Value::Real));
        assert_eq!(Levels::Real(0.0, 1.0).steps(1), [Value::Real(0.5)]);
    }

    #[test]
    fn a_level_lies_where_it_was_taken_from() {
        let switch = Levels::Each(vec![Value::Switch(false), Value::Switch(true)]);
        assert_eq!(switch.share(&switch.at(0.9)), Some(1.0));
        assert_eq!(Levels::Whole(1, 4).share(&Value::Whole(2)), Some(1.0 / 3.0));
        assert_eq!(Levels::Real(2.0, 4.0).share(&Value::Real(3.0)), Some(0.5));
        assert_eq!(switch.share(&Value::Whole(1)), None);
    }
}
