//! What metrics are called: in tables, as headings, in sentences; and which are spoken of unasked.

/// How readily a metric is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Always, shown or not.
    Headline,
    /// Where nothing else is asked for.
    Usual,
    /// When it is asked for.
    Further,
}

macro_rules! names {
    ($($id:ident = $name:literal, $title:literal, $noun:literal, $rank:ident;)+) => {
        /// A declared metric. Code asks for metrics by these, so that one that is renamed or gone is missed by the compiler.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the definition is the metric's own doc")]
        pub enum Name {
            $($id,)+
        }

        impl Name {
            /// All metrics, in the order of tables.
            pub const ALL: &[Self] = &[$(Self::$id,)+];

            /// The name in tables.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$id => $name,)+
                }
            }

            /// As a heading, without a capital.
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$id => $title,)+
                }
            }

            /// Inside a sentence.
            pub const fn noun(self) -> &'static str {
                match self {
                    $(Self::$id => $noun,)+
                }
            }

            /// How readily it is spoken of.
            pub const fn rank(self) -> Rank {
                match self {
                    $(Self::$id => Rank::$rank,)+
                }
            }
        }
    };
}

names! {
    // Name in tables, heading, words inside a sentence, rank.
    ViolentIncidents = "violent_incidents", "violence", "violence", Further;
    ViolenceRate = "violence_rate", "violence", "violence", Headline;
    Deaths = "deaths", "deaths", "deaths", Further;
    DeathRate = "death_rate", "deaths", "killing", Headline;
    Killings = "killings", "acts that kill", "acts that kill", Further;
    DeadPerKilling = "dead_per_killing", "dead of an act that kills", "the dead of an act that kills", Further;
    KillingSizes = "killing_sizes", "acts that kill, by their dead", "acts that kill, by their dead", Further;
    GroupHeat = "group_heat", "heat between groups", "heat between groups", Further;
    Compensations = "compensations", "compensations", "compensations between elders", Further;
    RetaliationShare = "retaliation_share", "violence that returns violence", "the share of violent acts that answer earlier ones", Usual;
    RepeatedShare = "repeated_share", "violence against those hit before", "the share of violent acts against households hit before", Further;
    StrikesPerAct = "strikes_per_act", "strikes per act", "strikes per act", Further;
    Feuds = "feuds", "feuds", "feuds", Further;
    Thefts = "thefts", "thefts", "thefts", Further;
    RepeatedTheftShare = "repeated_theft_share", "thefts from those robbed lately", "the share of thefts from households robbed within the month", Further;
    DisplacedShare = "displaced_share", "displaced share", "displaced share", Further;
    TheftsBesideEnclaves = "thefts_beside_enclaves", "thefts beside enclaves", "thefts beside enclaves less those elsewhere", Further;
    ViolenceBesideEnclaves = "violence_beside_enclaves", "violence beside enclaves", "violence beside enclaves less that elsewhere", Further;
    Deterrence = "deterrence", "deterrence", "deterrence", Further;
    UnansweredRate = "unanswered_rate", "victims without an answer", "victims without an answer", Further;
    DisputesArisen = "disputes_arisen", "disputes", "disputes", Further;
    DisputesArisenRate = "disputes_arisen_rate", "disputes", "disputes", Further;
    DisputesReopened = "disputes_reopened", "disputes reopened", "disputes reopened", Further;
    DisputesEnded = "disputes_ended", "disputes ended", "disputes ended", Further;
    DisputeCourses = "dispute_courses", "dispute courses", "dispute courses", Further;
    DisputesOpen = "disputes_open", "disputes open", "disputes open", Further;
    SettledShare = "settled_share", "disputes settled", "the share of disputes that end in a settlement", Usual;
    SettledCompletely = "settled_completely", "settled completely", "the share of settlements that meet the claim completely", Further;
    SettledPartly = "settled_partly", "settled in part", "the share of settlements that meet a part of the claim", Further;
    KeptShare = "kept_share", "settlements kept", "the share of settlements that are kept", Further;
    MonthsToSettlement = "months_to_settlement", "time to settlement", "the time to a settlement", Usual;
    ForumShare = "forum_share", "disputes taken to a forum", "the share of disputes taken to a forum", Usual;
    ChoiceShare = "choice_share", "choice share", "choice share", Further;
    Constellations = "constellations", "constellations", "constellations", Further;
    ProviderDiversity = "provider_diversity", "provider diversity", "provider diversity", Further;
    TurnedAway = "turned_away", "turned away", "turned away", Further;
    Coverage = "coverage", "coverage", "coverage", Further;
    Staff = "staff", "staff", "staff", Further;
    Posts = "posts", "posts", "posts", Further;
    CaseHours = "case_hours", "case hours", "case hours", Further;
    Gatherings = "gatherings", "gatherings", "gatherings", Further;
    GatheringsPerCommittee = "gatherings_per_committee", "gatherings per committee", "gatherings per committee", Further;
    ShamShare = "sham_share", "sham share", "sham share", Further;
    BandOrder = "band_order", "band order", "band order", Further;
    GoverningEffort = "governing_effort", "governing effort", "governing effort", Further;
    Raids = "raids", "raids", "raids", Further;
    ProblemsOpen = "problems_open", "problems open", "problems open", Further;
    Projects = "projects", "projects", "projects", Further;
    SpareMen = "spare_men", "spare men", "spare men", Further;
    RightsViolations = "rights_violations", "rights violations", "the number of rights violated by providers", Usual;
    BribeShare = "bribe_share", "bribe share", "bribe share", Further;
    CallsAnswered = "calls_answered", "calls answered", "the share of calls for help that are answered", Further;
    PoliceLoad = "police_load", "load of police", "the hours asked of police over those they have for cases", Further;
    Provocations = "provocations", "acts that provoke", "acts of force that provoke", Further;
    ShakedownShare = "shakedown_share", "shakedown share", "shakedown share", Further;
    HelpSoughtRate = "help_sought_rate", "help sought rate", "help sought rate", Further;
    EncounterRate = "encounter_rate", "encounter rate", "encounter rate", Further;
    Legitimacy = "legitimacy", "legitimacy", "legitimacy", Further;
    Repute = "repute", "repute", "repute", Further;
    Fear = "fear", "fear", "fear", Further;
    PerceivedSecurity = "perceived_security", "perceived security", "perceived security", Usual;
    Grievance = "grievance", "grievance", "grievance", Further;
    RadiusOfTrust = "radius_of_trust", "radius of trust", "the radius of trust", Usual;
    Efficacy = "efficacy", "collective efficacy", "collective efficacy", Usual;
    EfficacySpread = "efficacy_spread", "spread of collective efficacy", "the spread of collective efficacy over places", Further;
    TrainedShare = "trained_share", "trained in ways of settling", "the share of adults trained in ways of settling", Further;
    Displaced = "displaced", "displaced", "the number of displaced persons", Further;
    DisplacedReturned = "displaced_returned", "come home", "the number of displaced persons who come home", Further;
    Poverty = "poverty", "poverty", "poverty", Further;
    WarMemory = "war_memory", "memory of war", "the memory of war", Further;
    NormOfForce = "norm_of_force", "norm of force", "the norm of force", Further;
    PayRatio = "pay_ratio", "police wages paid", "police wages paid", Further;
    SoldiersPaid = "soldiers_paid", "soldiers' wages paid", "soldiers' wages paid", Further;
    PredatoryEffort = "predatory_effort", "predatory effort", "predatory effort", Further;
    OffBudgetShare = "off_budget_share", "police revenue off the budget", "the share of police revenue that is taken beside the budget", Usual;
    TakePerOfficer = "take_per_officer", "taken per officer", "what an officer takes", Further;
    ExtortionPerPayer = "extortion_per_payer", "extortion per payer", "what a payer of extortion pays", Further;
    StateRevenue = "state_revenue", "state revenue", "state revenue", Further;
    AssessedBase = "assessed_base", "assessed base", "assessed base", Further;
    Arrears = "arrears", "arrears", "arrears", Further;
    Leakage = "leakage", "leakage", "leakage", Further;
    Aid = "aid", "aid", "aid", Further;
    Coercion = "coercion", "coercion", "coercion", Further;
    Sale = "sale", "sale", "sale", Further;
    Gift = "gift", "gift", "gift", Further;
    CostPerSettlement = "cost_per_settlement", "cost of a settled dispute", "the cost of a settled dispute", Usual;
    HouseholdBalance = "household_balance", "household balance", "household balance", Further;
    HouseholdPayments = "household_payments", "household payments", "household payments for security", Further;
    VictimsRate = "victims_rate", "victims rate", "victims rate", Further;
    SettlementsRate = "settlements_rate", "settlements rate", "settlements rate", Further;
    AvertedThefts = "averted_thefts", "averted thefts", "averted thefts", Further;
    ShiftedThefts = "shifted_thefts", "shifted thefts", "shifted thefts", Further;
    GuardsPerOfficer = "guards_per_officer", "guards per officer", "guards per officer", Further;
    NonStateShare = "non_state_share", "non state share", "non state share", Further;
    ProgrammeMoneyToHouseholds = "programme_money_to_households", "programme money to households", "programme money to households", Further;
    Arrangements = "arrangements", "arrangements", "arrangements", Further;
    Choices = "choices", "arrangements that auspices chose", "the arrangements that auspices chose", Further;
    ChoiceConcentration = "choice_concentration", "concentration of choices", "the concentration of choices", Further;
    Unspent = "unspent", "unspent", "unspent", Further;
    Mobs = "mobs", "mobs", "mobs", Further;
    SeriousAnsweredShare = "serious_answered_share", "serious answered share", "serious answered share", Further;
    PoliceDisputeHours = "police_dispute_hours", "police dispute hours", "police dispute hours", Further;
    Referrals = "referrals", "referrals", "referrals", Further;
    Links = "links", "links", "links", Further;
    AbusesDetected = "abuses_detected", "abuses detected", "abuses detected", Further;
    CommitteesDisbanded = "committees_disbanded", "committees disbanded", "committees disbanded", Further;
    Ruptures = "ruptures", "ruptures", "ruptures", Further;
    Arms = "arms", "arms", "arms", Further;
    PoliceInformation = "police_information", "police information", "police information", Further;
    Equipment = "equipment", "equipment", "equipment", Further;
    AuthorisedStrength = "authorised_strength", "authorised strength", "authorised strength", Further;
    ConcessionValue = "concession_value", "concession value", "concession value", Further;
    ExchangeGain = "exchange_gain", "exchange gain", "exchange gain", Further;
}

impl Name {
    /// The metric of a name in tables.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|metric| metric.name() == name)
    }

    /// Metrics that are compared where none is asked for, in the order of tables.
    pub fn usual() -> Vec<Self> {
        Self::ALL.iter().copied().filter(|metric| metric.rank() <= Rank::Usual).collect()
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::all;

    #[test]
    fn each_name_is_declared_once_and_in_its_order() {
        let declared: Vec<Name> = all().iter().map(|metric| metric.id).collect();
        assert_eq!(declared, Name::ALL);
        let mut names: Vec<&str> = Name::ALL.iter().map(|metric| metric.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Name::ALL.len(), "two metrics have one name");
    }

    #[test]
    fn names_are_read_back() {
        assert_eq!(Name::parse("violence_rate"), Some(Name::ViolenceRate));
        assert_eq!(Name::parse("violence"), None);
        assert_eq!(Name::usual().first(), Some(&Name::ViolenceRate));
    }
}
