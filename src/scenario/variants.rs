//! The same scenario with other values: checked as a whole, whoever gives them.

use super::problem::{Location, Problem, Problems};
use super::read::{self, Entry};
use super::records::{self, Raw};
use super::{Head, Scenario, Written};
use crate::params::{Catalogue, Value};
use std::sync::Arc;

/// What is added to the name of a scenario for its placebo arm.
pub(crate) const PLACEBO: &str = "_placebo";
/// What stands between the name of a scenario and the mechanism that it lives without.
pub(crate) const WITHOUT: &str = "_without_";

/// A value that a study gives to a key of its scenarios, and where that stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// Key of a parameter, or of a field of a record: `intervention.NAME.money`.
    pub key: String,
    /// The value.
    pub value: Value,
    /// Where it is written.
    pub location: Location,
}

impl Scenario {
    /// The same scenario with other values, checked as a whole.
    ///
    /// # Errors
    /// With every problem of the values, of what they make of each other, and of keys that the scenario has not.
    ///
    /// # Examples
    /// ```
    /// use nodal::params::{Catalogue, Value};
    /// use nodal::scenario::{Assignment, Location, Scenario, Settings};
    ///
    /// let catalogue = Catalogue::standard();
    /// let scenario = Scenario::from_text("draft", "", &Settings::default(), &catalogue)?;
    /// let of = |key: &str, share: f64| Assignment {
    ///     key: key.to_owned(),
    ///     value: Value::Real(share),
    ///     location: Location::Argument("the example".to_owned()),
    /// };
    /// let poorer = scenario.at(&[of("world.poor", 0.7)], &catalogue)?;
    /// assert_eq!(poorer.params.world.poor, 0.7);
    /// let both = [of("world.poor", 0.7), of("world.rich", 0.7)];
    /// assert!(scenario.at(&both, &catalogue).is_err(), "shares add up to more than 1");
    /// # Ok::<(), nodal::scenario::Problems>(())
    /// ```
    pub fn at(&self, values: &[Assignment], catalogue: &Catalogue) -> Result<Self, Problems> {
        let mut written = Written {
            entries: self.written.entries.clone(),
            records: self.written.records.clone(),
            of_files: Vec::new(),
        };
        let mut problems = Vec::new();
        for given in values {
            let Written { entries, records, .. } = &mut written;
            problems.extend(enter(given, entries, records, catalogue).err());
        }
        let head = Head {
            name: self.name.clone(),
            title: self.title.clone(),
            description: self.description.clone(),
        };
        Self::build(head, written, problems, Some(self), catalogue)
    }

    /// Whether a key is one of its parameters or of a record that it has.
    pub fn has(&self, key: &str, catalogue: &Catalogue) -> bool {
        catalogue.find(key).is_some() || records::has(key, &self.written.records)
    }

    /// Its records that have names, as keys begin with: `intervention.NAME`.
    pub(crate) fn records(&self) -> Vec<String> {
        let named = self.written.records.iter().filter(|raw| !raw.name.is_empty());
        named.map(|raw| format!("{}.{}", raw.table, raw.name)).collect()
    }

    /// The value of a parameter or of a field of a record; `None` where the scenario has no such record.
    pub fn value(&self, key: &str, catalogue: &Catalogue) -> Option<Value> {
        match catalogue.find(key) {
            Some(parameter) => Some((parameter.get)(&self.params)),
            None => records::value(key, &self.params.programme),
        }
    }

    /// What its placebo arm is called.
    pub fn placebo_name(&self) -> String {
        format!("{}{PLACEBO}", self.name)
    }

    /// The placebo arm of a scenario with a programme: the same money and posts, with the local effect
    /// switched off (section 5). `None` where there is nothing to switch off.
    ///
    /// # Errors
    /// As [`Scenario::at`].
    pub fn placebo(&self) -> Result<Option<Self>, Problems> {
        if self.params.programme.interventions.is_empty() || self.params.programmes.placebo {
            return Ok(None);
        }
        let title = format!("{} (placebo)", self.title);
        self.switched("programmes.placebo", true, (self.placebo_name(), title)).map(Some)
    }

    /// The scenario without each of its mechanisms in turn, named `NAME_without_MECHANISM`, in the order of their switches.
    ///
    /// # Errors
    /// As [`Scenario::at`].
    pub fn without_each(&self) -> Result<Vec<Self>, Problems> {
        let catalogue = Catalogue::standard();
        let switches = catalogue.parameters.iter().filter_map(|parameter| {
            let mechanism = parameter.key.strip_prefix("mechanisms.")?;
            let is_on = (parameter.get)(&self.params) == Value::Switch(true);
            is_on.then_some((&parameter.key, mechanism))
        });
        switches
            .map(|(key, mechanism)| {
                let name = format!("{}{WITHOUT}{mechanism}", self.name);
                self.switched(key, false, (name, format!("{} without {mechanism}", self.title)))
            })
            .collect()
    }

    /// The same with a switch turned, under another name and title.
    fn switched(
        &self,
        key: &str,
        is_on: bool,
        (name, title): (String, String),
    ) -> Result<Self, Problems> {
        let turned = Assignment {
            key: key.to_owned(),
            value: Value::Switch(is_on),
            location: Location::Argument(key.to_owned()),
        };
        Ok(Self { name, title, ..self.at(&[turned], &Catalogue::standard())? })
    }

    /// The same scenario with another number of replicates, of which each is the same whatever their number.
    #[must_use]
    pub fn with_replicates(&self, replicates: u32) -> Self {
        let mut other = self.clone();
        other.params.run.replicates = replicates;
        for resolved in other.values.iter_mut().filter(|one| one.key == "run.replicates") {
            *resolved = resolved.with(Value::Whole(i64::from(replicates)));
        }
        other
    }
}

/// Enters a value that a study gives to a parameter or to a record.
#[expect(clippy::result_large_err, reason = "made once a value")]
pub(super) fn enter(
    given: &Assignment,
    entries: &mut Vec<Arc<Entry>>,
    records: &mut [Raw],
    catalogue: &Catalogue,
) -> Result<(), Problem> {
    let Assignment { key, value, location } = given;
    let of_record = records::Given {
        key,
        value: Some(value.clone()),
        described: value.to_string(),
        location: location.clone(),
    };
    if let Some(outcome) = records::assign(&of_record, records) {
        return outcome;
    }
    entries.push(Arc::new(read::assignment(key, value, location, catalogue)?));
    Ok(())
}
