//! The state's soldiers.

use super::{Allowed, range, table};

table! {
    /// Soldiers of the state, beside its police (section 4.37).
    Soldiers in "provider.soldiers" at soldiers {
        /// Soldiers that the state has beside its police.
        number: f64 = 0.0, range(0.0, 400.0), Allowed::NOT_NEGATIVE, "per 100,000 persons", Situation, "assumed: none unless a scenario says so";
        /// Wage of a soldier over that of an officer.
        wage: f64 = 1.0, range(0.5, 2.0), Allowed::AtLeast(0.01), "ratio", Situation, "assumed";
        /// Wages of soldiers paid over due, at month 0.
        pay_ratio: f64 = 0.8, range(0.3, 1.0), Allowed::Within(0.01, 1.0), "ratio", Situation, "assumed";
        /// Sites of stations that have a barracks, those nearest to the seat of government.
        barracks: f64 = 0.2, range(0.05, 1.0), Allowed::SHARE, "share of sites", Situation, "assumed";
        /// Share of their hours that soldiers who are not paid at all stay away.
        absence: f64 = 0.6, range(0.0, 0.9), Allowed::SHARE, "share of hours", Behaviour, "assumed; as of officers (4.11)";
        /// Soldiers of a barracks who can be rented out, when its officers are.
        rented: f64 = 0.2, range(0.0, 0.5), Allowed::SHARE, "share", Behaviour, "assumed; as of officers (4.11)";
        /// Share of what people tell the police that soldiers know.
        information: f32 = 0.5, range(0.0, 1.0), Allowed::SHARE, "share", Behaviour, "assumed";
    }
}
