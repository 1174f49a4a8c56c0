//! Every parameter of the model, declared once.
//!
//! A declaration holds key, unit, default, sweep range, allowed values, role, source and doc. TOML
//! parsing, `nodal schema`, `nodal explain`, `nodal list parameters`, the generated reference and
//! the ranges of sweeps all derive from a [`Catalogue`] of these declarations; the model reads the
//! typed fields of [`Params`]. Adding a parameter is adding one entry to a section under `params/`.

mod arrangements;
mod choice;
mod clashes;
mod community;
mod differences;
mod economy;
mod education;
mod forums;
mod livelihood;
mod mechanisms;
mod people;
mod private;
mod providers;
mod remembered;
mod soldiers;
mod troubles;
mod violence;
mod world;

pub use arrangements::{
    Accountability, Aid, Budget, Instruments, Partnership, Programmes, Steering,
};
pub use choice::Choice;
pub use clashes::Clashes;
pub use community::{Efficacy, Peacebuilding, Radius};
pub use differences::{Differences, Proneness};
pub use economy::{AidAgency, CivilSociety, Economy, State};
pub use education::Education;
pub use forums::{Disputes, Settlement};
pub use livelihood::{Livelihood, Mobility};
pub use mechanisms::Mechanisms;
pub use people::{Beliefs, Feeling, Repute};
pub use private::{
    Enclave, Interstate, Multinational, Ngo, PrivateInternational, PrivateNational, RentedPublic,
};
pub use providers::{Committee, Criminal, Customary, Public, Vigilante};
pub use remembered::{Memory, Norms};
pub use soldiers::Soldiers;
pub use troubles::{Arms, Links, Mobs, Rupture};
pub use violence::{Deterrence, Escalation, Feuds, Predation};
pub use world::{Run, Time, World};

use crate::programme::Programme;
use crate::terms::Component;

pub(crate) use crate::values::Field;
pub use crate::values::{Allowed, Sort, Value};

/// What a parameter says: how a country is, how people act, or how the computation is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// What a country is: may differ between countries.
    Situation,
    /// How people act: one value for all countries.
    Behaviour,
    /// How the computation is done: must not matter.
    Numerical,
}

impl Role {
    /// The word used in documents and tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Situation => "situation",
            Self::Behaviour => "behaviour",
            Self::Numerical => "numerical",
        }
    }
}

/// One declared parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Dotted key, as in scenario files: `provider.public.wage`.
    pub key: String,
    /// What it is, in one or two sentences.
    pub doc: String,
    /// Unit of the value, in words.
    pub unit: String,
    /// Value when no file says otherwise.
    pub default: Value,
    /// Range that sweeps draw from; `None` for what is not uncertain.
    pub range: Option<(f64, f64)>,
    /// Values that make sense at all.
    pub allowed: Allowed,
    /// What the parameter says.
    pub role: Role,
    /// A number of `docs/facts.md`, a citation, a section of the model, or "assumed".
    pub source: String,
    /// It acts from month 1 only: scenarios that differ in nothing else share their past.
    pub is_late: bool,
    /// Reads the parameter.
    pub get: fn(&Params) -> Value,
    /// Writes the parameter; the value has the sort of the default and is allowed.
    pub set: fn(&mut Params, &Value),
}

impl Parameter {
    /// The sort of value taken.
    pub fn sort(&self) -> Sort {
        match self.default {
            Value::Switch(_) => Sort::Switch,
            Value::Whole(_) => Sort::Whole,
            Value::Real(_) => Sort::Real,
            Value::Text(_) => Sort::Text,
            Value::Texts(_) => Sort::Texts,
        }
    }

    /// The table a scenario file keeps it in, `provider.public`, and its name there, `wage`.
    pub fn table_and_name(&self) -> (&str, &str) {
        self.key.rsplit_once('.').unwrap_or(("", &self.key))
    }
}

/// The declared parameters, in the order of documents.
///
/// Everything derived takes a catalogue as argument, so that a changed declaration changes every
/// product.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// The declarations; keys are unique.
    pub parameters: Vec<Parameter>,
    /// Each table's key and doc, in order.
    pub tables: Vec<(String, String)>,
}

impl Catalogue {
    /// The declarations of this version of the program.
    pub fn standard() -> Self {
        let mut catalogue = Self { parameters: Vec::new(), tables: Vec::new() };
        declare_all(&mut catalogue);
        catalogue
    }

    /// The parameter with this key.
    pub fn find(&self, key: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.key == key)
    }

    /// The switch without which a component does nothing, where it is off.
    pub fn switched_off(&self, component: Component, params: &Params) -> Option<String> {
        let key = format!("mechanisms.{}", component.reads().switch?);
        let value = self.find(&key).map(|parameter| (parameter.get)(params));
        (value == Some(Value::Switch(false))).then_some(key)
    }
}

/// A range that sweeps draw from.
#[expect(clippy::unnecessary_wraps, reason = "the counterpart of FIXED")]
pub(crate) const fn range(low: f64, high: f64) -> Option<(f64, f64)> {
    Some((low, high))
}

/// Not uncertain: no sweep draws it unless a study says so.
pub(crate) const FIXED: Option<(f64, f64)> = None;

/// Declares a table of parameters, each followed by `late` if it acts from month 1 only: the struct that the model reads, its defaults, and the entries
/// of the catalogue. `at` is the field of [`Params`] that holds the struct.
macro_rules! table {
    (
        $(#[doc = $tdoc:literal])+
        $name:ident in $table:literal at $field:ident {
            $(
                $(#[doc = $doc:literal])+
                $param:ident: $type:ty = $default:expr, $range:expr, $allowed:expr, $unit:literal,
                $role:ident, $source:literal $(, $late:ident)?;
            )+
        }
    ) => {
        $(#[doc = $tdoc])+
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $($(#[doc = $doc])+ pub $param: $type,)+
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($param: $default,)+ }
            }
        }

        impl $name {
            pub(super) fn declare(catalogue: &mut $crate::params::Catalogue) {
                use $crate::params::{Field, Parameter};
                const LATE: bool = false;
                let defaults = Self::default();
                catalogue.tables.push(($table.to_owned(), concat!($($tdoc),+).trim().to_owned()));
                $(catalogue.parameters.push(Parameter {
                    key: concat!($table, ".", stringify!($param)).to_owned(),
                    doc: concat!($($doc),+).trim().to_owned(),
                    unit: $unit.to_owned(),
                    default: defaults.$param.value(),
                    range: $range,
                    allowed: $allowed,
                    role: $crate::params::Role::$role,
                    source: $source.to_owned(),
                    is_late: LATE $(|| stringify!($late) == "late")?,
                    get: |params| params.$field.$param.value(),
                    set: |params, value| params.$field.$param.assign(value),
                });)+
            }
        }
    };
}
pub(crate) use table;

/// Lists the tables once: the fields of [`Params`] and their declarations.
macro_rules! params {
    ($($(#[$meta:meta])* $field:ident: $type:ident,)+) => {
        /// The value of every parameter, typed, as the model reads them.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct Params {
            $($(#[$meta])* pub $field: $type,)+
            /// Compacts, interventions, shocks, changes and surveys; declared in `programme`.
            pub programme: Programme,
        }

        fn declare_all(catalogue: &mut Catalogue) {
            $($type::declare(catalogue);)+
        }
    };
}

params! {
    /// Seeds and replicates.
    run: Run,
    /// The calendar.
    time: Time,
    /// Places and people.
    world: World,
    /// Incomes and prices.
    economy: Economy,
    /// The state.
    state: State,
    /// Civil society.
    civil_society: CivilSociety,
    /// Donors.
    aid_agency: AidAgency,
    /// Corporations.
    multinational: Multinational,
    /// Interstate organisations.
    interstate: Interstate,
    /// International civil society.
    ngo: Ngo,
    /// The lines of the security budget.
    budget: Budget,
    /// Police.
    public: Public,
    /// Soldiers.
    soldiers: Soldiers,
    /// Rented police.
    rented: RentedPublic,
    /// Elders.
    customary: Customary,
    /// Peace committees.
    committee: Committee,
    /// Bands.
    vigilante: Vigilante,
    /// Gangs.
    criminal: Criminal,
    /// Guards.
    guards: PrivateNational,
    /// Companies from abroad.
    company: PrivateInternational,
    /// Enclaves.
    enclave: Enclave,
    /// Handles of programmes.
    programmes: Programmes,
    /// Costs and channels of partnership.
    partnership: Partnership,
    /// Aid.
    aid: Aid,
    /// Accountability.
    accountability: Accountability,
    /// Auspices choose.
    steering: Steering,
    /// Instruments of engagement.
    instruments: Instruments,
    /// Education in ways of settling.
    education: Education,
    /// Places differ.
    differences: Differences,
    /// Persons differ.
    proneness: Proneness,
    /// War is remembered.
    memory: Memory,
    /// Force becomes a norm.
    norms: Norms,
    /// Disputes arise.
    disputes: Disputes,
    /// Where they are taken.
    choice: Choice,
    /// How they end.
    settlement: Settlement,
    /// How they turn violent.
    escalation: Escalation,
    /// Retaliation.
    feuds: Feuds,
    /// Groups fight.
    clashes: Clashes,
    /// Coverage.
    deterrence: Deterrence,
    /// Offenders.
    predation: Predation,
    /// Mobs.
    mobs: Mobs,
    /// Arms.
    arms: Arms,
    /// Links between nodes.
    links: Links,
    /// Rupture.
    rupture: Rupture,
    /// Fear, grievance.
    feeling: Feeling,
    /// Trust and legitimacy.
    beliefs: Beliefs,
    /// Repute of auspices.
    repute: Repute,
    /// Radius of trust.
    radius: Radius,
    /// Collective efficacy.
    efficacy: Efficacy,
    /// Problems and projects.
    peacebuilding: Peacebuilding,
    /// People move.
    mobility: Mobility,
    /// What people live on.
    livelihood: Livelihood,
    /// Switches.
    mechanisms: Mechanisms,
}

#[cfg(test)]
mod tests;
