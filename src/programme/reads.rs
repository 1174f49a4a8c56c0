//! What each component reads of an intervention and of the compact behind it, beside what all read: said
//! once, for documents and for `check`.

use crate::terms::Component;

/// What is peculiar to a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reads {
    /// Fields of an intervention that only some components read, of which this reads these.
    pub intervention: &'static [&'static str],
    /// Likewise of a compact.
    pub compact: &'static [&'static str],
    /// Whether it does anything without money.
    pub acts_unpaid: bool,
    /// The switch below `[mechanisms]` without which it does nothing, if there is one.
    pub switch: Option<&'static str>,
}

/// Fields that only some components read, by table.
pub const PECULIAR: [(&str, &[&str]); 2] = [
    ("intervention", &["contract", "independent", "code"]),
    ("compact", &["knowledge.local", "knowledge.professional", "oversight", "standing"]),
];

/// What all members of a committee bring with them.
const OF_COMMITTEES: &[&str] =
    &["knowledge.local", "knowledge.professional", "oversight", "standing"];

impl Reads {
    /// Peculiar fields that are read of a record of a table.
    pub fn of(&self, table: &str) -> &'static [&'static str] {
        match table {
            "intervention" => self.intervention,
            "compact" => self.compact,
            _ => &[],
        }
    }
}

impl Component {
    /// What it reads, and without what it does nothing.
    pub const fn reads(self) -> Reads {
        let instrument = Reads {
            intervention: &[],
            compact: &[],
            acts_unpaid: true,
            switch: Some("instruments"),
        };
        match self {
            Self::PeaceCommittee => Reads {
                intervention: &["code"],
                compact: OF_COMMITTEES,
                acts_unpaid: false,
                switch: Some("peace_committees"),
            },
            Self::PeaceCentre => Reads {
                intervention: &["code", "independent"],
                compact: OF_COMMITTEES,
                acts_unpaid: false,
                switch: Some("peace_centres"),
            },
            Self::Public | Self::Mission => {
                Reads { intervention: &[], compact: &[], acts_unpaid: false, switch: None }
            }
            Self::RentedPublic => Reads {
                intervention: &[],
                compact: &[],
                acts_unpaid: false,
                switch: Some("rent_out"),
            },
            Self::PrivateNational => Reads {
                intervention: &[],
                compact: &["knowledge.professional", "oversight"],
                acts_unpaid: false,
                switch: Some("private_national"),
            },
            Self::PrivateInternational => Reads {
                intervention: &["contract"],
                compact: &["oversight"],
                acts_unpaid: false,
                switch: Some("private_international"),
            },
            Self::ContractingOut => Reads {
                compact: &["knowledge.professional", "oversight"],
                acts_unpaid: false,
                ..instrument
            },
            Self::RequiredPrivateInterface | Self::Incentives => {
                Reads { acts_unpaid: false, ..instrument }
            }
            Self::Conscription
            | Self::RecordKeeping
            | Self::CoOptation
            | Self::Entitlements
            | Self::Delegation
            | Self::Abdication => instrument,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::{Compact, Intervention, Record};

    #[test]
    fn what_is_read_is_declared_and_read_by_some_component_but_not_by_all() {
        let of_interventions: Vec<_> = Intervention::fields().into_iter().map(|f| f.key).collect();
        let of_compacts: Vec<_> = Compact::fields().into_iter().map(|f| f.key).collect();
        for (table, fields) in PECULIAR {
            for field in fields {
                let declared = if table == "compact" { &of_compacts } else { &of_interventions };
                assert!(declared.iter().any(|key| key == field), "{table}.{field}");
                let readers = Component::ALL
                    .iter()
                    .filter(|component| component.reads().of(table).contains(field));
                assert!((1..Component::COUNT).contains(&readers.count()), "{table}.{field}");
            }
        }
        for component in Component::ALL {
            let reads = component.reads();
            assert!(reads.intervention.iter().all(|field| PECULIAR[0].1.contains(field)));
            assert!(reads.compact.iter().all(|field| PECULIAR[1].1.contains(field)));
        }
    }
}
