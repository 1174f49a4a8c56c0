//! What a scenario does: compacts, interventions, shocks, changes and surveys, each field declared once.
//!
//! A record is a `[[compact]]`, `[[intervention]]`, `[[shock]]`, `[[change]]` or `[[survey]]` of a scenario file.
//! Reading, checking, schema, reference and text derive from the [`RecordField`]s of its declaration.

mod records;

pub use records::{Change, Compact, Intervention, Shock, Survey};

use crate::terms::{
    Attribute, Auspice, Component, Contract, Currency, Questionnaire, Stratum, Strikes, Trait,
};
use crate::values::{Allowed, Value};

/// Numbers by auspice: one key each, as in `seats.state`.
pub type ByAuspice = [f64; Auspice::COUNT];

/// All records of a scenario, in the order of its files.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Programme {
    /// Partnerships of auspices.
    pub compacts: Vec<Compact>,
    /// What is done where, when and by whom.
    pub interventions: Vec<Intervention>,
    /// What happens to it all.
    pub shocks: Vec<Shock>,
    /// Values that change in a month.
    pub changes: Vec<Change>,
    /// Who is asked what, and when.
    pub surveys: Vec<Survey>,
}

impl Programme {
    /// The size of the worst shock of a sort that strikes something of this name in a month.
    pub fn shock(&self, strikes: Strikes, name: &str, month: i32) -> f64 {
        let is_now = |shock: &&Shock| {
            let from = shock.month as i32;
            shock.strikes == Some(strikes)
                && (from..from + shock.months as i32).contains(&month)
                && (shock.intervention.is_empty() || shock.intervention == name)
        };
        self.shocks.iter().filter(is_now).map(|shock| shock.size).fold(0.0, f64::max)
    }
}

/// One declared field of a record.
#[derive(Debug, Clone)]
pub struct RecordField<T> {
    /// Dotted key inside the record: `seats.state`, `where.worst`.
    pub key: String,
    /// What it is.
    pub doc: String,
    /// Unit of the value, in words.
    pub unit: String,
    /// Value when the record does not say; an empty text where nothing is chosen.
    pub default: Value,
    /// Values that make sense.
    pub allowed: Allowed,
    /// The words that a text may be; empty where any may.
    pub choices: Vec<&'static str>,
    index: usize,
    get: fn(&T, usize) -> Value,
    set: fn(&mut T, usize, &Value),
}

impl<T> RecordField<T> {
    /// Reads the field.
    pub fn get(&self, record: &T) -> Value {
        (self.get)(record, self.index)
    }

    /// Writes the field; the value has the sort of the default and is allowed.
    pub fn set(&self, record: &mut T, value: &Value) {
        (self.set)(record, self.index, value);
    }
}

/// A record of scenario files.
pub trait ScenarioRecord: Default + Clone + 'static {
    /// Name of its table: `intervention`.
    const TABLE: &'static str;
    /// What it is.
    fn doc() -> &'static str;
    /// Its fields, in the order of documents.
    fn fields() -> Vec<RecordField<Self>>;
    /// The list it belongs to.
    fn list(programme: &mut Programme) -> &mut Vec<Self>;
    /// The same list, to be read.
    fn listed(programme: &Programme) -> &[Self];
    /// Its name; empty if it has none.
    fn name(&self) -> &str;
}

/// A type that a field of a record can have.
trait Entry {
    /// What is added to the key for each number held; one empty text for single values.
    fn suffixes() -> Vec<String> {
        vec![String::new()]
    }
    /// Words that may be chosen.
    fn choices() -> Vec<&'static str> {
        Vec::new()
    }
    fn read(&self, index: usize) -> Value;
    fn write(&mut self, index: usize, value: &Value);
}

macro_rules! simple_entries {
    ($($type:ty),+) => {
        $(impl Entry for $type {
            fn read(&self, _index: usize) -> Value {
                crate::values::Field::value(self)
            }
            fn write(&mut self, _index: usize, value: &Value) {
                crate::values::Field::assign(self, value);
            }
        })+
    };
}
simple_entries!(f64, u32, bool, String, Vec<String>);

impl Entry for ByAuspice {
    fn suffixes() -> Vec<String> {
        Auspice::ALL.iter().map(|auspice| format!(".{auspice}")).collect()
    }
    fn read(&self, index: usize) -> Value {
        Value::Real(self[index])
    }
    fn write(&mut self, index: usize, value: &Value) {
        crate::values::Field::assign(&mut self[index], value);
    }
}

macro_rules! choices {
    ($($type:ty),+) => {
        $(impl Entry for Option<$type> {
            fn choices() -> Vec<&'static str> {
                <$type>::ALL.iter().map(|item| item.name()).collect()
            }
            fn read(&self, _index: usize) -> Value {
                Value::Text(self.map_or_else(String::new, |item| item.name().to_owned()))
            }
            fn write(&mut self, _index: usize, value: &Value) {
                if let Value::Text(name) = value {
                    *self = <$type>::parse(name);
                }
            }
        })+
    };
}
choices!(Component, Attribute, Contract, Currency, Strikes, Questionnaire);

macro_rules! several {
    ($($type:ty),+) => {
        $(impl Entry for Vec<$type> {
            fn choices() -> Vec<&'static str> {
                <$type>::ALL.iter().map(|item| item.name()).collect()
            }
            fn read(&self, _index: usize) -> Value {
                let names: Vec<&str> = self.iter().map(|item| item.name()).collect();
                Value::Texts(names.into_iter().map(str::to_owned).collect())
            }
            fn write(&mut self, _index: usize, value: &Value) {
                match value {
                    Value::Texts(names) => {
                        *self = names.iter().filter_map(|name| <$type>::parse(name)).collect();
                    }
                    Value::Text(name) => *self = <$type>::parse(name).into_iter().collect(),
                    _ => {}
                }
            }
        })+
    };
}
several!(Stratum, Trait);

/// Declares a record: the struct that the model reads, its defaults and its fields.
macro_rules! record {
    (
        $(#[doc = $rdoc:literal])+
        $name:ident in $table:literal at $list:ident {
            $(
                $(#[doc = $doc:literal])+
                $field:ident as $key:literal: $type:ty = $default:expr, $allowed:expr, $unit:literal;
            )+
        }
    ) => {
        $(#[doc = $rdoc])+
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $($(#[doc = $doc])+ pub $field: $type,)+
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }

        impl $crate::programme::ScenarioRecord for $name {
            const TABLE: &'static str = $table;

            fn doc() -> &'static str {
                concat!($($rdoc),+).trim()
            }

            fn fields() -> Vec<$crate::programme::RecordField<Self>> {
                use $crate::programme::{Entry, RecordField};
                let defaults = Self::default();
                let mut fields = Vec::new();
                $(for (index, suffix) in <$type as Entry>::suffixes().into_iter().enumerate() {
                    fields.push(RecordField {
                        key: format!("{}{suffix}", $key),
                        doc: concat!($($doc),+).trim().to_owned(),
                        unit: $unit.to_owned(),
                        default: defaults.$field.read(index),
                        allowed: $allowed,
                        choices: <$type as Entry>::choices(),
                        index,
                        get: |record: &Self, index| record.$field.read(index),
                        set: |record: &mut Self, index, value| record.$field.write(index, value),
                    });
                })+
                fields
            }

            fn list(programme: &mut $crate::programme::Programme) -> &mut Vec<Self> {
                &mut programme.$list
            }

            fn listed(programme: &$crate::programme::Programme) -> &[Self] {
                &programme.$list
            }

            fn name(&self) -> &str {
                &self.name
            }
        }
    };
}
use record;
