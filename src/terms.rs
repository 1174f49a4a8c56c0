//! The field's vocabulary: kinds of provider, auspices, modes of exchange, origins of violence,
//! ends of disputes. Every table of the program is indexed by one of these enums.

/// Declares an enum that indexes tables: `ALL`, `COUNT`, `index`, and the name users write.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[repr(u8)]
        pub enum $name { $($(#[$vmeta])* $variant,)+ }

        impl $name {
            /// Every variant, in the order of its tables.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// How many variants there are.
            pub const COUNT: usize = Self::ALL.len();

            /// The name used in scenario files and tables.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The position in tables of this vocabulary.
            pub const fn index(self) -> usize { self as usize }

            /// The variant of a position in a table; `None` past the end.
            pub fn from_index(index: usize) -> Option<Self> { Self::ALL.get(index).copied() }

            /// The variant that users call `name`.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|item| item.name() == name)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// The kinds of provider: who rows (Dupont, Grabosky & Shearing 2003, "Providers").
    Kind {
        /// Police and military on the public payroll.
        Public = "public",
        /// Public police under private arrangements.
        RentedPublic = "rented_public",
        /// Elders, chiefs, clergy, healers: authoritative and voluntary.
        Customary = "customary",
        /// Deliberative committees of local people, after Zwelethemba.
        PeaceCommittee = "peace_committee",
        /// Bands: collective, voluntary and coercive.
        Vigilante = "vigilante",
        /// Guards hired within the country.
        PrivateNational = "private_national",
        /// Military and security companies from abroad.
        PrivateInternational = "private_international",
        /// Gangs that govern.
        Criminal = "criminal",
    }
}

vocabulary! {
    /// The auspices: who steers, authorises and pays.
    Auspice {
        /// The government.
        State = "state",
        /// Residential and interest communities, domestic associations.
        CivilSociety = "civil_society",
        /// Commodity and other corporations across borders.
        Multinational = "multinational",
        /// The United Nations, regional organisations.
        Interstate = "interstate",
        /// International civil society.
        Ngo = "ngo",
        /// Bilateral and multilateral donors.
        AidAgency = "aid_agency",
    }
}

vocabulary! {
    /// The three modes of exchange between public and private parties (section 4.28, claim 13).
    Mode {
        /// Tax, extortion, mandates, fines, theft, leakage.
        Coercion = "coercion",
        /// Wages, fees, contracts, rent of police, bribes.
        Sale = "sale",
        /// Aid, grants, donations, volunteering.
        Gift = "gift",
    }
}

vocabulary! {
    /// Where a violent act comes from.
    Origin {
        /// A dispute that escalated.
        Dispute = "dispute",
        /// A strike in a feud.
        Feud = "feud",
        /// Robbery and the like.
        Predation = "predation",
        /// Punishment by a provider.
        Punishment = "punishment",
        /// A crowd that turns on a suspect.
        Mob = "mob",
        /// Violence by public forces.
        Brutality = "brutality",
        /// Gangs at war over turf.
        GangWar = "gang_war",
    }
}

vocabulary! {
    /// How a dispute ends.
    Outcome {
        /// Settled by agreement of the parties.
        Agreement = "agreement",
        /// Settled by a decision imposed on at least one party.
        Imposition = "imposition",
        /// Dropped.
        Dropped = "dropped",
        /// Ended by a violent act.
        Violent = "violent",
    }
}

vocabulary! {
    /// What a dispute is about (section 4.2). Assault and theft enter from violence and predation.
    Matter {
        /// Debts and wages.
        Money = "money",
        /// Noise, animals, insults.
        Neighbour = "neighbour",
        /// Land and property.
        Land = "land",
        /// Within the family.
        Domestic = "domestic",
        /// Everything else.
        Other = "other",
        /// A violent act whose offender is known.
        Assault = "assault",
        /// A theft whose offender is known.
        Theft = "theft",
    }
}

vocabulary! {
    /// Income classes of households.
    Class {
        /// The poor.
        Poor = "poor",
        /// The middling.
        Middle = "middle",
        /// The better-off.
        Rich = "rich",
    }
}

vocabulary! {
    /// What parties to a dispute can do (section 4.3): a forum of some kind, or no forum.
    Way {
        /// A police station.
        Public = "public",
        /// Elders of the own group, or of the other's as far as the radius of trust goes.
        Customary = "customary",
        /// A gathering called by a peace committee.
        PeaceCommittee = "peace_committee",
        /// A vigilante band.
        Vigilante = "vigilante",
        /// The gang that holds the turf.
        Criminal = "criminal",
        /// Talking to the other party.
        Talk = "talk",
        /// Taking matters into one's own hands.
        SelfHelp = "self_help",
        /// Putting up with it.
        Lump = "lump",
    }
}

impl Way {
    /// The provider kind whose forum this is, if it is a forum.
    pub const fn kind(self) -> Option<Kind> {
        match self {
            Self::Public => Some(Kind::Public),
            Self::Customary => Some(Kind::Customary),
            Self::PeaceCommittee => Some(Kind::PeaceCommittee),
            Self::Vigilante => Some(Kind::Vigilante),
            Self::Criminal => Some(Kind::Criminal),
            Self::Talk | Self::SelfHelp | Self::Lump => None,
        }
    }
}

vocabulary! {
    /// What the active member of a household does (section 2).
    Calling {
        /// None of the below.
        None = "none",
        /// Member of a peace committee.
        Committee = "committee",
        /// Elder of a customary forum.
        Elder = "elder",
        /// Member of a neighbourhood watch.
        Watch = "watch",
        /// Member of a band.
        Vigilante = "vigilante",
        /// Member of a gang.
        Gang = "gang",
        /// Private guard.
        Guard = "guard",
        /// Police officer.
        Police = "police",
        /// Soldier.
        Soldier = "soldier",
    }
}

vocabulary! {
    /// Violations of rights by providers.
    Violation {
        /// A person punished for what another did.
        WrongPunishment = "wrong_punishment",
        /// Beating, maiming, killing in punishment.
        Brutality = "brutality",
        /// Money taken under threat.
        Extortion = "extortion",
        /// A settlement forced upon a party.
        Coercion = "coercion",
    }
}
