//! Values that scenario files declare: of a parameter, or of a field of a record.

/// The value of a parameter or of a field.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// On or off.
    Switch(bool),
    /// A whole number.
    Whole(i64),
    /// A real number.
    Real(f64),
    /// A text, such as a path.
    Text(String),
    /// Texts, such as names of places.
    Texts(Vec<String>),
}

impl Value {
    /// Whether as a default it says nothing: no text, no names, the end of all numbers.
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Texts(texts) => texts.is_empty(),
            Self::Real(number) => number.abs() >= f64::MAX,
            Self::Switch(_) | Self::Whole(_) => false,
        }
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Switch(on) => write!(f, "{on}"),
            Self::Whole(number) => write!(f, "{number}"),
            Self::Real(number) => write!(f, "{number:?}"),
            Self::Text(text) => write!(f, "{}", toml::Value::from(text.as_str())),
            Self::Texts(texts) => write!(f, "{}", toml::Value::from(texts.clone())),
        }
    }
}

/// The sort of value that a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// `true` or `false`.
    Switch,
    /// A whole number.
    Whole,
    /// A real number.
    Real,
    /// A text.
    Text,
    /// An array of texts.
    Texts,
}

/// The values that make sense at all. Sweep ranges lie inside; limits (0, 1) may lie outside those.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub enum Allowed {
    /// Any finite number, any text, any switch.
    Any,
    /// From the first number to the second, both included.
    Within(f64, f64),
    /// At least this number.
    AtLeast(f64),
    /// One of these words.
    OneOf(&'static [&'static str]),
}

impl Allowed {
    /// A share or probability.
    pub const SHARE: Self = Self::Within(0.0, 1.0);
    /// Zero or more.
    pub const NOT_NEGATIVE: Self = Self::AtLeast(0.0);

    /// The numbers that are allowed, in words.
    pub fn numbers(self) -> String {
        match self {
            Self::Any | Self::OneOf(_) => "any finite number".to_owned(),
            Self::Within(low, high) => format!("{low} to {high}"),
            Self::AtLeast(low) => format!("{low} or more"),
        }
    }

    /// Whether `number` is allowed; infinities and NaN never are.
    pub fn admits(self, number: f64) -> bool {
        number.is_finite()
            && match self {
                Self::Any | Self::OneOf(_) => true,
                Self::Within(low, high) => (low..=high).contains(&number),
                Self::AtLeast(low) => number >= low,
            }
    }
}

/// A type that a declared field can have.
pub(crate) trait Field {
    fn value(&self) -> Value;
    fn assign(&mut self, value: &Value);
}

impl Field for f64 {
    fn value(&self) -> Value {
        Value::Real(*self)
    }
    fn assign(&mut self, value: &Value) {
        match value {
            Value::Real(number) => *self = *number,
            Value::Whole(number) => *self = *number as f64,
            Value::Switch(_) | Value::Text(_) | Value::Texts(_) => {}
        }
    }
}

/// What the kernel computes with in single precision: it is told as its shortest decimal, the one that was written.
impl Field for f32 {
    fn value(&self) -> Value {
        Value::Real(self.to_string().parse().unwrap_or_else(|_| f64::from(*self)))
    }
    fn assign(&mut self, value: &Value) {
        let mut wide = f64::from(*self);
        wide.assign(value);
        *self = wide as f32;
    }
}

impl Field for u32 {
    fn value(&self) -> Value {
        Value::Whole(i64::from(*self))
    }
    fn assign(&mut self, value: &Value) {
        if let Value::Whole(number) = value {
            *self = u32::try_from(*number).unwrap_or(0);
        }
    }
}

impl Field for u64 {
    fn value(&self) -> Value {
        Value::Whole(i64::try_from(*self).unwrap_or(i64::MAX))
    }
    fn assign(&mut self, value: &Value) {
        if let Value::Whole(number) = value {
            *self = u64::try_from(*number).unwrap_or(0);
        }
    }
}

impl Field for bool {
    fn value(&self) -> Value {
        Value::Switch(*self)
    }
    fn assign(&mut self, value: &Value) {
        if let Value::Switch(on) = value {
            *self = *on;
        }
    }
}

impl Field for String {
    fn value(&self) -> Value {
        Value::Text(self.clone())
    }
    fn assign(&mut self, value: &Value) {
        if let Value::Text(text) = value {
            self.clone_from(text);
        }
    }
}

impl Field for Vec<String> {
    fn value(&self) -> Value {
        Value::Texts(self.clone())
    }
    fn assign(&mut self, value: &Value) {
        match value {
            Value::Texts(texts) => self.clone_from(texts),
            Value::Text(text) if text.is_empty() => self.clear(),
            Value::Text(text) => *self = vec![text.clone()],
            Value::Switch(_) | Value::Whole(_) | Value::Real(_) => {}
        }
    }
}

/// A whole number with its thousands apart.
pub fn grouped(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number.round() < 0.0 { format!("-{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(1_234_567.4), "1,234,567");
        assert_eq!(grouped(-999.6), "-1,000");
        assert_eq!(grouped(0.2), "0");
    }
}
