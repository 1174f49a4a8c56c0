//! What each component is: the one place that a new one has to fill in.

use super::{Auspice, Component, Kind, Mode, vocabulary};

vocabulary! {
    /// The nine forms in which a state engages others (Appendix A).
    Instrument {
        /// A1.
        Conscription = "conscription",
        /// A2.
        RequiredPrivateInterface = "required_private_interface",
        /// A3.
        RecordKeeping = "record_keeping",
        /// A4.
        CoOptation = "co_optation",
        /// A5.
        Entitlements = "entitlements",
        /// A6.
        Incentives = "incentives",
        /// A7.
        ContractingOut = "contracting_out",
        /// A8.
        Delegation = "delegation",
        /// A9.
        Abdication = "abdication",
    }
}

/// What one part of a component serves, and so what `where` selects: whole sites, or communities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serves {
    /// Sites of peace committees, of about 20,000 people.
    CommitteeSites,
    /// Sites of police stations, of about 40,000 people.
    StationSites,
    /// Communities one by one.
    Communities,
}

impl Serves {
    /// A number of them, in words.
    pub fn count(self, number: usize) -> String {
        let (one, several) = self.words();
        format!("{number} {}", if number == 1 { one } else { several })
    }

    /// One and several of them, in words.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::CommitteeSites | Self::StationSites => ("site", "sites"),
            Self::Communities => ("community", "communities"),
        }
    }
}

/// What an arrangement delivers each month that it acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// Committees are founded, stood behind and paid by the gathering.
    Committees,
    /// Likewise, and they work as one with their stations.
    Centres,
    /// Money goes through the state's budget; nothing is delivered at a place.
    Budget,
    /// Officers are rented.
    Officers,
    /// Guards are bought.
    Guards,
    /// A company sends men.
    Company,
    /// A mission sends peacekeepers.
    Mission,
    /// People are trained in ways of settling.
    Training,
    /// An instrument acts.
    Instrument(Instrument),
}

impl Delivery {
    /// Whether its money pays committees.
    pub const fn is_by_committees(self) -> bool {
        match self {
            Self::Committees | Self::Centres => true,
            Self::Budget
            | Self::Officers
            | Self::Guards
            | Self::Company
            | Self::Mission
            | Self::Training
            | Self::Instrument(_) => false,
        }
    }

    /// Whether armed people do it.
    pub const fn is_by_armed_people(self) -> bool {
        match self {
            Self::Budget
            | Self::Officers
            | Self::Guards
            | Self::Company
            | Self::Mission
            | Self::Instrument(Instrument::ContractingOut) => true,
            Self::Committees | Self::Centres | Self::Training | Self::Instrument(_) => false,
        }
    }

    /// Whether it is an armed force from abroad: governments are safer behind it, and it leaves arms.
    pub const fn is_by_foreign_force(self) -> bool {
        match self {
            Self::Company | Self::Mission => true,
            Self::Committees
            | Self::Centres
            | Self::Budget
            | Self::Officers
            | Self::Guards
            | Self::Training
            | Self::Instrument(_) => false,
        }
    }
}

/// The parameter that says how long a component takes to get ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lag {
    /// None of its own: what it buys has one.
    None,
    /// `programmes.committee_lag`.
    Committee,
    /// `programmes.company_lag`.
    Company,
}

/// What auspices think of when they price a component to choose it (4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// A committee that holds its priced gatherings.
    Gatherings,
    /// A guard for each so many persons.
    Guards,
    /// The rented officers that stand for a guard.
    Rented,
    /// The officers on the public payroll that do.
    Officers,
    /// A man of a company from abroad in his place.
    Company,
    /// A peacekeeper in his place.
    Peacekeepers,
    /// Offices, by the head.
    Offices,
    /// All who are to be trained, within a year.
    Pupils,
}

/// Fields that only some components read, by table.
pub const PECULIAR: [(&str, &[&str]); 2] = [
    ("intervention", &["contract", "independent", "code"]),
    ("compact", &["knowledge.local", "knowledge.professional", "oversight", "standing"]),
];

/// What a component reads beside what all read, and without what it does nothing.
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

impl Reads {
    /// Nothing of its own; it needs money, and a switch if there is one.
    const fn paid(switch: Option<&'static str>) -> Self {
        Self { intervention: &[], compact: &[], acts_unpaid: false, switch }
    }

    /// All that members of a committee bring with them, and this of its intervention.
    const fn by_committees(intervention: &'static [&'static str], switch: &'static str) -> Self {
        let compact = &["knowledge.local", "knowledge.professional", "oversight", "standing"];
        Self { intervention, compact, ..Self::paid(Some(switch)) }
    }

    /// Peculiar fields that are read of a record of a table.
    pub fn of(&self, table: &str) -> &'static [&'static str] {
        match table {
            "intervention" => self.intervention,
            "compact" => self.compact,
            _ => &[],
        }
    }
}

/// All that is to be said of a component apart from what it does.
#[derive(Debug, Clone, Copy)]
pub struct Provision {
    /// In words, as reports tell it.
    pub words: &'static str,
    /// What one part of it serves.
    pub serves: Serves,
    /// How long it takes to get ready.
    pub lag: Lag,
    /// What it delivers.
    pub delivers: Delivery,
    /// The kind of provider whose people it puts in the field.
    pub by: Kind,
    /// How auspices price it.
    pub measure: Measure,
    /// By which mode of exchange they engage whoever provides it (claim 13).
    pub mode: Mode,
    /// Without whose authority nobody can have it; `None` where anybody may.
    pub authority: Option<Auspice>,
    /// What it reads beside what all read, and without what it does nothing.
    pub reads: Reads,
}

/// An instrument: it binds communities, and takes as long to set up as a company.
const fn instrument(
    words: &'static str,
    which: Instrument,
    by: Kind,
    mode: Mode,
    acts_unpaid: bool,
) -> Provision {
    Provision {
        words,
        serves: Serves::Communities,
        lag: Lag::Company,
        delivers: Delivery::Instrument(which),
        by,
        measure: Measure::Offices,
        mode,
        authority: Some(Auspice::State),
        reads: Reads { acts_unpaid, ..Reads::paid(Some("instruments")) },
    }
}

impl Provision {
    /// Whether it works on those who do not agree too: by a command, or by armed people.
    pub const fn is_by_force(&self) -> bool {
        matches!(self.mode, Mode::Coercion) || self.delivers.is_by_armed_people()
    }
}

impl Component {
    /// What it is.
    #[expect(clippy::too_many_lines, reason = "a table")]
    pub const fn provision(self) -> Provision {
        match self {
            Self::PeaceCommittee => Provision {
                words: "peace committees, paid by the gathering",
                serves: Serves::CommitteeSites,
                lag: Lag::Committee,
                delivers: Delivery::Committees,
                by: Kind::PeaceCommittee,
                measure: Measure::Gatherings,
                mode: Mode::Gift,
                authority: None,
                reads: Reads::by_committees(&["code"], "peace_committees"),
            },
            Self::Public => Provision {
                words: "the state's own police",
                serves: Serves::StationSites,
                lag: Lag::None,
                delivers: Delivery::Budget,
                by: Kind::Public,
                measure: Measure::Officers,
                mode: Mode::Gift,
                authority: Some(Auspice::State),
                reads: Reads::paid(None),
            },
            // Rented officers and guards stand where the payer is, who is a part of a station's site;
            // whoever lives in the rest of it goes without.
            Self::RentedPublic => Provision {
                words: "public police under private arrangements",
                serves: Serves::Communities,
                lag: Lag::Company,
                delivers: Delivery::Officers,
                by: Kind::RentedPublic,
                measure: Measure::Rented,
                mode: Mode::Sale,
                authority: None,
                reads: Reads::paid(Some("rent_out")),
            },
            Self::PrivateNational => Provision {
                words: "guards hired within the country",
                serves: Serves::Communities,
                lag: Lag::Company,
                delivers: Delivery::Guards,
                by: Kind::PrivateNational,
                measure: Measure::Guards,
                mode: Mode::Sale,
                authority: None,
                reads: Reads {
                    compact: &["knowledge.professional", "oversight"],
                    ..Reads::paid(Some("private_national"))
                },
            },
            Self::PrivateInternational => Provision {
                words: "a military company from abroad",
                serves: Serves::StationSites,
                lag: Lag::Company,
                delivers: Delivery::Company,
                by: Kind::PrivateInternational,
                measure: Measure::Company,
                mode: Mode::Sale,
                authority: None,
                reads: Reads {
                    intervention: &["contract"],
                    compact: &["oversight"],
                    ..Reads::paid(Some("private_international"))
                },
            },
            Self::PeaceCentre => Provision {
                words: "peace centres, in which committee and police station work as one",
                serves: Serves::CommitteeSites,
                lag: Lag::Committee,
                delivers: Delivery::Centres,
                by: Kind::PeaceCommittee,
                measure: Measure::Gatherings,
                mode: Mode::Gift,
                authority: None,
                reads: Reads::by_committees(&["code", "independent"], "peace_centres"),
            },
            Self::Mission => Provision {
                words: "police and soldiers of an interstate mission",
                serves: Serves::StationSites,
                lag: Lag::Company,
                delivers: Delivery::Mission,
                by: Kind::Public,
                measure: Measure::Peacekeepers,
                mode: Mode::Gift,
                authority: Some(Auspice::Interstate),
                reads: Reads::paid(None),
            },
            // It puts nobody in the field: who settles are neighbours and elders.
            Self::DisputeEducation => Provision {
                words: "training of people in ways of settling disputes",
                serves: Serves::Communities,
                lag: Lag::Company,
                delivers: Delivery::Training,
                by: Kind::Customary,
                measure: Measure::Pupils,
                mode: Mode::Gift,
                authority: None,
                reads: Reads::paid(Some("education")),
            },
            Self::Conscription => instrument(
                "the state's command to third parties to report or guard",
                Instrument::Conscription,
                Kind::PrivateNational,
                Mode::Coercion,
                true,
            ),
            Self::RequiredPrivateInterface => instrument(
                "a duty of those controlled to engage an auditor",
                Instrument::RequiredPrivateInterface,
                Kind::Public,
                Mode::Coercion,
                false,
            ),
            Self::RecordKeeping => instrument(
                "a duty to keep records and disclose them",
                Instrument::RecordKeeping,
                Kind::Public,
                Mode::Coercion,
                true,
            ),
            Self::CoOptation => instrument(
                "volunteers who watch for the police",
                Instrument::CoOptation,
                Kind::Public,
                Mode::Gift,
                true,
            ),
            Self::Entitlements => instrument(
                "rights that their holders enforce themselves",
                Instrument::Entitlements,
                Kind::Public,
                Mode::Gift,
                true,
            ),
            Self::Incentives => instrument(
                "bounties and premiums",
                Instrument::Incentives,
                Kind::Public,
                Mode::Sale,
                false,
            ),
            Self::ContractingOut => {
                let bought = instrument(
                    "posts that the state buys from firms",
                    Instrument::ContractingOut,
                    Kind::PrivateNational,
                    Mode::Sale,
                    false,
                );
                let compact = &["knowledge.professional", "oversight"];
                Provision { reads: Reads { compact, ..bought.reads }, ..bought }
            }
            Self::Delegation => instrument(
                "recognition of forums and bands that exist",
                Instrument::Delegation,
                Kind::Public,
                Mode::Gift,
                true,
            ),
            Self::Abdication => instrument(
                "the withdrawal of public posts, which leaves demand to the market",
                Instrument::Abdication,
                Kind::Public,
                Mode::Coercion,
                true,
            ),
        }
    }

    /// What one part of it serves.
    pub const fn serves(self) -> Serves {
        self.provision().serves
    }

    /// What it reads, and without what it does nothing.
    pub const fn reads(self) -> Reads {
        self.provision().reads
    }
}
