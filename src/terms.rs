//! The field's vocabulary: kinds of provider, auspices, modes of exchange, origins of violence,
//! ends of disputes. Every table of the program is indexed by one of these enums.

mod provision;

use crate::engine::vocabulary;

pub use provision::{Delivery, Instrument, Lag, Measure, PECULIAR, Provision, Reads, Serves};

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
        /// A fight between groups.
        Clash = "clash",
    }
}

vocabulary! {
    /// How many an act killed, in bins that F96 and F97 can be read from.
    Toll {
        /// One.
        One = "1",
        /// Two.
        Two = "2",
        /// Three.
        Three = "3",
        /// Four to nine.
        Some = "4_9",
        /// Ten to 29.
        Many = "10_29",
        /// Thirty and more.
        Most = "30_more",
    }
}

impl Toll {
    /// The fewest dead of the bin.
    pub const fn least(self) -> u32 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
            Self::Some => 4,
            Self::Many => 10,
            Self::Most => 30,
        }
    }

    /// The bin of so many dead; none where nobody died.
    pub const fn of(dead: u32) -> Option<Self> {
        match dead {
            0 => None,
            1 => Some(Self::One),
            2 => Some(Self::Two),
            3 => Some(Self::Three),
            4..=9 => Some(Self::Some),
            10..=29 => Some(Self::Many),
            _ => Some(Self::Most),
        }
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
    Recourse {
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

impl Recourse {
    /// The provider kind whose forum this is, if it is a forum.
    #[inline]
    pub const fn kind(self) -> Option<Kind> {
        // A table: of all that choose, each looks at every recourse.
        const KINDS: [Option<Kind>; Recourse::COUNT] = {
            let mut kinds = [None; Recourse::COUNT];
            let mut i = 0;
            while i < Recourse::COUNT {
                kinds[i] = Recourse::ALL[i].forum_of();
                i += 1;
            }
            kinds
        };
        KINDS[self as usize]
    }

    const fn forum_of(self) -> Option<Kind> {
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
        /// Member of a band.
        Vigilante = "vigilante",
        /// Member of a gang.
        Gang = "gang",
        /// Private guard.
        Guard = "guard",
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
        /// People driven from where they live or work.
        Eviction = "eviction",
        /// A settlement forced upon a party.
        Coercion = "coercion",
    }
}

vocabulary! {
    /// What an arrangement provides (sections 4.14 to 4.18, 4.25, 4.26): what is rowed.
    Component {
        /// Peace committees that are paid by the gathering (4.17).
        PeaceCommittee = "peace_committee",
        /// The state's own police, by the lines of its budget (4.12).
        Public = "public",
        /// Public police under private arrangements (4.11, claims 41 to 43).
        RentedPublic = "rented_public",
        /// Guards hired within the country (4.14).
        PrivateNational = "private_national",
        /// A military company from abroad (4.14).
        PrivateInternational = "private_international",
        /// Committee and police station work as one (4.18).
        PeaceCentre = "peace_centre",
        /// Foreign police and soldiers of an interstate mission (4.26).
        Mission = "mission",
        /// People are trained in ways of settling disputes; nobody settles them (4.33).
        DisputeEducation = "dispute_education",
        /// The state commands third parties to report or guard (Appendix A1).
        Conscription = "conscription",
        /// Targets of control must engage an auditor (A2).
        RequiredPrivateInterface = "required_private_interface",
        /// Targets must keep records and disclose them (A3).
        RecordKeeping = "record_keeping",
        /// Volunteers watch for the police (A4).
        CoOptation = "co_optation",
        /// Rights that holders enforce themselves (A5).
        Entitlements = "entitlements",
        /// Bounties and premiums (A6).
        Incentives = "incentives",
        /// The state buys posts from firms (A7).
        ContractingOut = "contracting_out",
        /// Forums and bands that exist are recognised (A8).
        Delegation = "delegation",
        /// Public posts are withdrawn, demand is left to the market (A9).
        Abdication = "abdication",
    }
}

vocabulary! {
    /// What of a community can be measured to choose places and moments by.
    Attribute {
        /// Violent acts of last year, per 1,000 persons.
        Violence = "violence",
        /// Killed last year, per 100,000 persons.
        Deaths = "deaths",
        /// Thefts and robberies of last year, per 1,000 persons.
        Thefts = "thefts",
        /// Victims of last year without an answer, per 1,000 persons.
        Unanswered = "unanswered",
        /// Mean fear.
        Fear = "fear",
        /// Share of poor households.
        Poverty = "poverty",
        /// Mean income over the country's median.
        Wealth = "wealth",
        /// Hours of travel from the seat of government.
        HoursFromSeat = "hours_from_seat",
        /// Households.
        Households = "households",
        /// Radius of trust.
        RadiusOfTrust = "radius_of_trust",
        /// Collective efficacy.
        Efficacy = "efficacy",
        /// Mean trust in the police.
        TrustPolice = "trust_police",
        /// Mean trust in elders.
        TrustElders = "trust_elders",
        /// Whether a gang holds the place: 1 or 0.
        Turf = "turf",
    }
}

impl Attribute {
    /// Unit of its values.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Violence => "acts per 1,000 persons and year",
            Self::Deaths => "killed per 100,000 persons and year",
            Self::Thefts => "thefts and robberies per 1,000 persons and year",
            Self::Unanswered => "victims per 1,000 persons and year",
            Self::Poverty => "share of households",
            Self::Wealth => "ratio to the median income",
            Self::HoursFromSeat => "hours",
            Self::Households => "households",
            Self::Fear
            | Self::RadiusOfTrust
            | Self::Efficacy
            | Self::TrustPolice
            | Self::TrustElders => "level, 0 to 1",
            Self::Turf => "1 or 0; for the country the share of households",
        }
    }

    /// Whether it counts what happened in the last full year, and is no state of the moment.
    pub const fn is_count(self) -> bool {
        match self {
            Self::Violence | Self::Deaths | Self::Thefts | Self::Unanswered => true,
            Self::Fear
            | Self::Poverty
            | Self::Wealth
            | Self::HoursFromSeat
            | Self::Households
            | Self::RadiusOfTrust
            | Self::Efficacy
            | Self::TrustPolice
            | Self::TrustElders
            | Self::Turf => false,
        }
    }

    /// Whether it is made by what people live through, and so not known before anything is lived.
    pub const fn is_lived(self) -> bool {
        match self {
            Self::Violence
            | Self::Deaths
            | Self::Thefts
            | Self::Unanswered
            | Self::Fear
            | Self::RadiusOfTrust
            | Self::Efficacy
            | Self::TrustPolice
            | Self::TrustElders
            | Self::Turf => true,
            Self::Poverty | Self::Wealth | Self::HoursFromSeat | Self::Households => false,
        }
    }
}

vocabulary! {
    /// By what sites are told apart before they are assigned by lot: columns of `communities.parquet`.
    Stratum {
        /// First-level division (admin1).
        District = "district",
        /// The town that a place is a ward of or lies nearest to.
        Town = "town",
        /// Villages and wards of towns.
        IsRural = "is_rural",
        /// Whether it holds an enclave.
        Enclave = "enclave",
        /// Whether it lies next to one.
        Ring = "ring",
    }
}

vocabulary! {
    /// To what a place was assigned by lot.
    Assigned {
        /// It is served.
        Treated = "treated",
        /// It could have been, and stands beside those for comparison.
        Control = "control",
    }
}

vocabulary! {
    /// How a community stands to an intervention.
    ArmLevel {
        /// Served by it.
        Treated = "treated",
        /// Not served, next to one that is: what spills over falls here.
        Ring = "ring",
        /// Assigned to control, and next to none that is served.
        Control = "control",
    }
}

vocabulary! {
    /// How a company from abroad is paid.
    Contract {
        /// Month by month.
        Cash = "cash",
        /// By a share of the zone's resource rents for ten years, whether or not it is still there.
        Concession = "concession",
    }
}

vocabulary! {
    /// Currencies of budgets.
    Currency {
        /// Dollars of the United States, at `economy.per_usd`.
        Usd = "USD",
        /// The accounting unit.
        Rand = "rand",
    }
}

vocabulary! {
    /// What a shock strikes (section 5).
    Strikes {
        /// Money of arrangements.
        FundCut = "fund_cut",
        /// Organisations of a component fail.
        ProviderFailure = "provider_failure",
        /// Resource rents fall.
        RentCollapse = "rent_collapse",
        /// Wages of officers are not paid.
        PayStop = "pay_stop",
    }
}

vocabulary! {
    /// The questionnaires of simulated surveys (section 6).
    Questionnaire {
        /// Problems of a period, what was done about them, and how they ended.
        LegalNeeds = "legal_needs",
        /// Trust in police, contact with them, bribes, feeling unsafe, crimes suffered and told of.
        Afrobarometer = "afrobarometer",
        /// What attenders of gatherings say on leaving.
        ExitInterview = "exit_interview",
        /// What people around a committee say of their place.
        Baseline = "baseline",
        /// Violence suffered by the household, and how much of it is repeated.
        Victims = "victims",
    }
}

vocabulary! {
    /// What households are told apart by.
    Trait {
        /// Income class.
        Class = "class",
        /// Lineage, ethnic or neighbourhood group.
        Group = "group",
        /// Standing under custom.
        Standing = "standing",
    }
}

impl Trait {
    /// The names of its levels, in order.
    pub fn levels(self) -> impl Iterator<Item = &'static str> {
        let names: Vec<&'static str> = match self {
            Self::Class => Class::ALL.iter().map(|class| class.name()).collect(),
            Self::Group => Group::ALL.iter().map(|group| group.name()).collect(),
            Self::Standing => Standing::ALL.iter().map(|standing| standing.name()).collect(),
        };
        names.into_iter()
    }
}

vocabulary! {
    /// Standing under custom.
    Standing {
        /// Heard like others.
        Ordinary = "ordinary",
        /// Many women-led and young households.
        Low = "low",
    }
}

vocabulary! {
    /// What kind of place people live in.
    Setting {
        /// Round an enclave of extraction, in town or country.
        Enclave = "enclave",
        /// Another part of a town.
        Town = "town",
        /// Another village.
        Village = "village",
    }
}

vocabulary! {
    /// Lineage, ethnic or neighbourhood groups.
    Group {
        /// The first group.
        First = "group_1",
        /// The second.
        Second = "group_2",
        /// The third.
        Third = "group_3",
        /// The fourth.
        Fourth = "group_4",
    }
}
