//! Who holds money, and what transfers are for: a purpose is a payer, a payee and a mode of exchange.

use crate::engine::vocabulary;
use crate::terms::Mode;

vocabulary! {
    /// Who holds money. Households hold one purse for each class of a community.
    Holder {
        /// The world outside the model, by which money enters and leaves.
        External = "external",
        /// The state's treasury.
        State = "state",
        /// What officers have in their pockets: wages and takings.
        Police = "police",
        /// The donors' account.
        AidAgency = "aid_agency",
        /// Corporations across borders.
        Multinational = "multinational",
        /// Interstate organisations.
        Interstate = "interstate",
        /// International civil society.
        Ngo = "ngo",
        /// The purses of arrangements: compacts and interventions.
        Programme = "programme",
        /// Firms that hire out guards.
        Firms = "security_firms",
        /// What offenders have taken and not yet spent.
        Offenders = "offenders",
        /// Purses of households; the class is the second coordinate of an entry.
        Households = "households",
        /// Community-building funds.
        Funds = "community_funds",
        /// Chests of bands.
        Bands = "bands",
        /// Chests of gangs.
        Gangs = "gangs",
    }
}

/// Where the money of a holder lies: there, and nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// In one account of the ledger.
    Account,
    /// In accounts of the ledger, one for each gang or arrangement.
    Accounts,
    /// In the books of communities.
    Books,
}

impl Holder {
    /// Whether the money lies in communities (purses, funds, bands).
    pub const fn is_local(self) -> bool {
        matches!(self.kept(), Kept::Books)
    }

    /// Where its money lies.
    pub(super) const fn kept(self) -> Kept {
        match self {
            Self::Households | Self::Funds | Self::Bands => Kept::Books,
            Self::Programme | Self::Gangs => Kept::Accounts,
            Self::External
            | Self::State
            | Self::Police
            | Self::AidAgency
            | Self::Multinational
            | Self::Interstate
            | Self::Ngo
            | Self::Firms
            | Self::Offenders => Kept::Account,
        }
    }
}

/// Declares purposes with their payer, payee and mode.
macro_rules! purposes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $text:literal: $from:ident -> $to:ident, $mode:ident;)+) => {
        vocabulary! {
            /// What a transfer is for; fixes payer, payee and mode.
            Purpose { $($(#[doc = $doc])+ $variant = $text,)+ }
        }

        impl Purpose {
            /// Who pays.
            #[inline]
            pub const fn from(self) -> Holder {
                const FROM: [Holder; Purpose::COUNT] = [$(Holder::$from),+];
                FROM[self as usize]
            }

            /// Who receives.
            #[inline]
            pub const fn to(self) -> Holder {
                const TO: [Holder; Purpose::COUNT] = [$(Holder::$to),+];
                TO[self as usize]
            }

            /// The mode of exchange.
            pub const fn mode(self) -> Mode {
                match self { $(Self::$variant => Mode::$mode,)+ }
            }
        }
    };
}

purposes! {
    /// Work and harvests sold.
    Earnings = "earnings": External -> Households, Sale;
    /// What households buy.
    Consumption = "consumption": Households -> External, Sale;
    /// Taxes.
    Tax = "tax": Households -> State, Coercion;
    /// Resource rents.
    Rents = "rents": External -> State, Sale;
    /// What leaks from the treasury to rulers.
    Leakage = "leakage": State -> External, Coercion;
    /// What the state spends on other ends than security, and saves abroad.
    OtherBudget = "other_budget": State -> External, Sale;
    /// Wages of officers.
    Wages = "wages": State -> Police, Sale;
    /// Wages of soldiers, who spend them where they come from.
    SoldiersPay = "soldiers_pay": State -> External, Sale;
    /// Fees at the police station.
    PoliceFee = "police_fee": Households -> State, Sale;
    /// Bribes for help.
    Bribe = "bribe": Households -> Police, Sale;
    /// Bribes to avoid trouble.
    Shakedown = "shakedown": Households -> Police, Coercion;
    /// Money that officers take without contact.
    PoliceExtortion = "police_extortion": Households -> Police, Coercion;
    /// Takings passed up to superiors.
    PassedUp = "passed_up": Police -> External, Coercion;
    /// What officers live on.
    OfficersSpending = "officers_spending": Police -> External, Sale;
    /// Gifts to elders, who are households themselves.
    ElderGift = "elder_gift": Households -> Households, Gift;
    /// Theft and robbery.
    Theft = "theft": Households -> Offenders, Coercion;
    /// Loot that offenders bring home.
    Loot = "loot": Offenders -> Households, Sale;
    /// Dues to bands.
    Dues = "dues": Households -> Bands, Sale;
    /// Money that bands take.
    BandExtortion = "band_extortion": Households -> Bands, Coercion;
    /// Pay of band men.
    BandPay = "band_pay": Bands -> Households, Sale;
    /// Protection money.
    GangExtortion = "gang_extortion": Households -> Gangs, Coercion;
    /// Fees for a gang's verdict.
    GangFee = "gang_fee": Households -> Gangs, Sale;
    /// Drugs sold outside.
    DrugRent = "drug_rent": External -> Gangs, Sale;
    /// Pay of gang men.
    GangPay = "gang_pay": Gangs -> Households, Sale;
    /// What a gang spends on governing its turf.
    GangGoverning = "gang_governing": Gangs -> Households, Gift;
    /// What a gang pays posts to look away.
    CapturePrice = "capture_price": Gangs -> Police, Sale;
    /// What a gang of national size draws from the treasury.
    CapturedBudget = "captured_budget": State -> Gangs, Coercion;
    /// What the chiefs of gangs spend.
    GangSpending = "gang_spending": Gangs -> External, Sale;
    /// Chest of a band that became a gang.
    BandTurned = "band_turned": Bands -> Gangs, Gift;
    /// Chest of a band that ended, shared out among its men.
    BandDissolved = "band_dissolved": Bands -> Households, Gift;
    /// Money that donors raise.
    Aid = "aid": External -> AidAgency, Gift;
    /// What the channel of aid costs outside the state.
    ChannelCost = "channel_cost": Programme -> External, Sale;
    /// Grants of aid agencies to arrangements.
    ProgrammeGrant = "programme_grant": AidAgency -> Programme, Gift;
    /// Members' dues and gifts to international civil society.
    NgoIncome = "ngo_income": External -> Ngo, Gift;
    /// Grants of international civil society to arrangements.
    NgoGrant = "ngo_grant": Ngo -> Programme, Gift;
    /// Contributions of states to interstate organisations.
    InterstateIncome = "interstate_income": External -> Interstate, Gift;
    /// Grants of interstate organisations to arrangements.
    InterstateGrant = "interstate_grant": Interstate -> Programme, Gift;
    /// What corporations earn here.
    CorporateRevenue = "corporate_revenue": External -> Multinational, Sale;
    /// What corporations take home.
    CorporateProfit = "corporate_profit": Multinational -> External, Sale;
    /// What corporations pay for arrangements.
    CorporatePayment = "corporate_payment": Multinational -> Programme, Sale;
    /// Wages of those who work at an enclave.
    EnclaveWages = "enclave_wages": Multinational -> Households, Sale;
    /// Compensation for land taken.
    Compensation = "compensation": Multinational -> Households, Gift;
    /// Compensation that never arrives.
    CompensationLeak = "compensation_leak": Multinational -> External, Coercion;
    /// Revenue beyond the police budget of which the state pays its share of arrangements.
    GeneralBudget = "general_budget": External -> State, Coercion;
    /// What the state pays for arrangements.
    StateContract = "state_contract": State -> Programme, Sale;
    /// What households give to arrangements of civil society.
    Subscription = "subscription": Households -> Programme, Gift;
    /// What partners spend on each other's company.
    Coordination = "coordination": Programme -> External, Sale;
    /// Audits that free a tranche.
    AuditFee = "audit_fee": Programme -> External, Sale;
    /// Money of an arrangement that could not be spent and goes back.
    Unspent = "unspent": Programme -> External, Gift;
    /// Price of a military company.
    CompanyPrice = "company_price": Programme -> External, Sale;
    /// Pay of a company's local auxiliaries.
    AuxiliaryPay = "auxiliary_pay": Programme -> Households, Sale;
    /// Peacekeepers.
    MissionPay = "mission_pay": Programme -> External, Sale;
    /// Share of resource rents that a concession gives away.
    Concession = "concession": State -> External, Sale;
    /// Guards bought by arrangements.
    GuardContract = "guard_contract": Programme -> Firms, Sale;
    /// Guards bought by households and local business.
    GuardFee = "guard_fee": Households -> Firms, Sale;
    /// Wages of guards.
    GuardWages = "guard_wages": Firms -> Households, Sale;
    /// What firms keep.
    FirmProfit = "firm_profit": Firms -> External, Sale;
    /// Rent of police officers.
    PoliceRent = "police_rent": Programme -> Police, Sale;
    /// The commander's share of the rent.
    CommandersShare = "commanders_share": Police -> External, Coercion;
    /// Equipment of the police.
    Equipment = "equipment": State -> External, Sale;
    /// Recruiting officers.
    Recruitment = "recruitment": State -> External, Sale;
    /// Training officers.
    Training = "training": State -> External, Sale;
    /// Oversight over officers.
    Oversight = "oversight": State -> External, Sale;
    /// The treasury that falls to those who seize power.
    CoupSpoils = "coup_spoils": State -> External, Coercion;
    /// What obeying a command costs those commanded.
    ComplianceCost = "compliance_cost": Households -> External, Coercion;
    /// Training of people in ways of settling disputes.
    Education = "education": Programme -> External, Sale;
    /// Rewards for information.
    Bounty = "bounty": Programme -> Households, Sale;
    /// Grants to the state's security budget.
    StateGrant = "state_grant": AidAgency -> State, Gift;
    /// What arrangements hand to the state for its police.
    PoliceSupport = "police_support": Programme -> State, Gift;
    /// Reviews of gatherings.
    Review = "review": Programme -> External, Sale;
    /// Organisers and central staff.
    Organisers = "organisers": Programme -> External, Sale;
    /// The members' share of the pay of gatherings.
    GatheringPay = "gathering_pay": Programme -> Households, Sale;
    /// The fund's share of the pay of gatherings.
    FundPay = "fund_pay": Programme -> Funds, Gift;
    /// Projects carried out by local entrepreneurs.
    Project = "project": Funds -> Households, Gift;
}

impl Purpose {
    /// Whether police take it off the budget (F39, F40).
    pub const fn is_taking(self) -> bool {
        matches!(
            self,
            Self::Bribe
                | Self::Shakedown
                | Self::PoliceExtortion
                | Self::CapturePrice
                | Self::PoliceRent
        )
    }
}
