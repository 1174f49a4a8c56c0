//! What a declaration wants of a value, and whether what was found is that.

use super::problem::nearest;
use crate::params::{Allowed, Parameter, Value};
use toml::de::DeValue;

/// A TOML value as one that a parameter could take; `None` for dates, tables and arrays of anything but texts.
pub(super) fn literal(value: &DeValue) -> Option<Value> {
    match value {
        DeValue::Boolean(on) => Some(Value::Switch(*on)),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).ok().map(Value::Whole)
        }
        DeValue::Float(number) => number.as_str().parse().ok().map(Value::Real),
        DeValue::String(text) => Some(Value::Text(text.to_string())),
        DeValue::Array(items) => {
            let texts = items.iter().map(|item| item.get_ref().as_str().map(str::to_owned));
            texts.collect::<Option<_>>().map(Value::Texts)
        }
        DeValue::Datetime(_) | DeValue::Table(_) => None,
    }
}

pub(super) fn describe(value: &DeValue) -> String {
    match value {
        DeValue::Boolean(on) => format!("`{on}`"),
        DeValue::Integer(number)
            if i64::from_str_radix(number.as_str(), number.radix()).is_err() =>
        {
            format!("the whole number {}, beyond {}", number.as_str(), i64::MAX)
        }
        DeValue::Integer(number) => format!("the whole number {}", number.as_str()),
        DeValue::Float(number) => format!("the number {}", number.as_str()),
        DeValue::String(text) => format!("the text {text:?}"),
        DeValue::Datetime(date) => format!("the date {date}"),
        DeValue::Array(_) => "an array".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// What a value must be.
pub(super) struct Wanted {
    pub unit: String,
    pub default: Value,
    pub allowed: Allowed,
}

impl From<&Parameter> for Wanted {
    fn from(parameter: &Parameter) -> Self {
        Self {
            unit: parameter.unit.clone(),
            default: parameter.default.clone(),
            allowed: parameter.allowed,
        }
    }
}

impl Wanted {
    /// The numbers between which all that is allowed lies, if it lies between two.
    pub(super) fn limits(&self) -> Option<(f64, f64)> {
        match self.allowed {
            Allowed::Within(low, high) => Some((low, high)),
            Allowed::Any | Allowed::AtLeast(_) | Allowed::OneOf(_) => None,
        }
    }

    fn help(&self) -> Option<String> {
        (!self.default.is_nothing()).then(|| format!("the default is {}", self.default))
    }
}

/// Checks a value against a declaration.
pub(super) fn take(
    wanted: &Wanted,
    found: Option<&Value>,
    described: &str,
) -> Result<Value, (String, Option<String>)> {
    let value = match (&wanted.default, found) {
        (Value::Real(_), Some(Value::Whole(number))) => Value::Real(*number as f64),
        (Value::Real(_), Some(Value::Real(number))) => Value::Real(*number),
        (Value::Whole(_), Some(Value::Whole(number))) => Value::Whole(*number),
        (Value::Switch(_), Some(Value::Switch(on))) => Value::Switch(*on),
        (Value::Text(_), Some(Value::Text(text))) => Value::Text(text.clone()),
        // A text is one name, or several between commas: what fits is seen when it is resolved.
        (Value::Texts(_), Some(found @ (Value::Text(_) | Value::Texts(_)))) => found.clone(),
        (sort, _) => {
            let sort = match sort {
                Value::Real(_) => "a number",
                Value::Whole(_) => "a whole number",
                Value::Switch(_) => "true or false",
                Value::Text(_) => "a text",
                Value::Texts(_) => "an array of texts",
            };
            let message = format!("found {described}; {sort} is wanted ({})", wanted.unit);
            return Err((message, wanted.help()));
        }
    };
    let number = match value {
        Value::Real(number) => number,
        Value::Whole(number) => number as f64,
        Value::Text(word) => return one_of(wanted, word),
        Value::Switch(_) | Value::Texts(_) => return Ok(value),
    };
    if wanted.allowed.admits(number) {
        return Ok(value);
    }
    let allowed = wanted.allowed.numbers();
    let message = format!("found {described}; allowed is {allowed} ({})", wanted.unit);
    Err((message, wanted.help()))
}

/// A text: any, or one of the words that are allowed.
fn one_of(wanted: &Wanted, word: String) -> Result<Value, (String, Option<String>)> {
    match wanted.allowed {
        Allowed::OneOf(words) if !words.contains(&word.as_str()) => {
            let message = format!("found {word:?}; one of {} is wanted", words.join(", "));
            let help = nearest(&word, words.iter().copied())
                .map(|near| format!("did you mean {near:?}?"))
                .or_else(|| wanted.help());
            Err((message, help))
        }
        _ => Ok(Value::Text(word)),
    }
}
