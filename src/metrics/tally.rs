//! What is counted during a month, and the stocks at its end.

use crate::ledger::{Flows, Money};
use crate::terms::{
    Auspice, Class, Component, Group, Kind, Matter, Origin, Outcome, Standing, Violation, Way,
};

/// Declares counters that can be added up and cleared.
macro_rules! counters {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $name { $($(#[$fmeta])* pub $field: $type,)+ }

        impl $name {
            /// Adds all counts of `other`.
            pub fn absorb(&mut self, other: &Self) {
                $(self.$field.add_all(&other.$field);)+
            }
        }
    };
}

/// Something that can be added up.
trait Sum {
    fn add_all(&mut self, other: &Self);
}

impl Sum for u32 {
    fn add_all(&mut self, other: &Self) {
        *self += other;
    }
}

impl Sum for u64 {
    fn add_all(&mut self, other: &Self) {
        *self += other;
    }
}

impl Sum for f64 {
    fn add_all(&mut self, other: &Self) {
        *self += other;
    }
}

impl<T: Sum, const N: usize> Sum for [T; N] {
    fn add_all(&mut self, other: &Self) {
        for (mine, theirs) in self.iter_mut().zip(other) {
            mine.add_all(theirs);
        }
    }
}

counters! {
    /// What happened in a community, or in the country, during a month.
    Tally {
        /// Violent acts by origin.
        violent: [u32; Origin::COUNT],
        /// Killed, by origin of the act.
        deaths: [u32; Origin::COUNT],
        /// Violent acts that descend from an earlier violent act.
        violent_again: u32,
        /// Victims of violence and theft who got no answer from any forum.
        unanswered: u32,
        /// Thefts and robberies, violent ones too.
        thefts: u32,
        /// Thefts and robberies by offenders from another community.
        displaced: u32,
        /// Disputes arisen, by matter.
        arisen: [u32; Matter::COUNT],
        /// Disputes opened again by a broken settlement.
        reopened: u32,
        /// Disputes ended, by outcome.
        ended: [u32; Outcome::COUNT],
        /// Disputes ended, by where the complainant first turned and by outcome.
        courses: [[u32; Outcome::COUNT]; Way::COUNT],
        /// Choices made, by way.
        chosen: [u32; Way::COUNT],
        /// First choices made, by way.
        first_chosen: [u32; Way::COUNT],
        /// Disputes settled, by way.
        settled: [u32; Way::COUNT],
        /// Thousandths of months from arising to settlement, over settled disputes.
        settlement_time: u64,
        /// Agreements across groups kept for long enough to count.
        cross_kept: u32,
        /// Agreements across groups broken, and violent acts across groups.
        cross_broken: u32,
        /// Cases turned away by a full forum, by kind.
        turned_away: [u32; Kind::COUNT],
        /// Minutes of staff spent on cases, by kind.
        case_minutes: [u64; Kind::COUNT],
        /// Contacts with police sought: cases brought and victims' reports.
        help_sought: u32,
        /// Bribes paid for help.
        help_bribes: u32,
        /// Other encounters with police.
        encounters: u32,
        /// Bribes paid to avoid trouble.
        shakedowns: u32,
        /// Money taken by police without contact, times.
        police_extortions: u32,
        /// Violations of rights, by kind of provider and of violation.
        violations: [[u32; Violation::COUNT]; Kind::COUNT],
        /// Sittings of customary forums.
        sittings: u32,
        /// Gatherings of peace committees.
        gatherings: u32,
        /// Of those, gatherings of placebo committees, which change nothing.
        empty_gatherings: u32,
        /// Gatherings that a committee reported and did not hold, or padded.
        sham_gatherings: u32,
        /// Suspects on whom crowds turned.
        mobs: u32,
        /// Of those, the wrong person.
        mob_wrong: u32,
        /// Thefts that guards averted from those who pay them.
        averted: u32,
        /// Of those, thefts that fell on others of the place.
        shifted: u32,
        /// Serious incidents reported to police.
        serious_reported: u32,
        /// Serious incidents that police answered.
        serious_answered: u32,
        /// Minutes of police spent on disputes.
        dispute_minutes: u64,
        /// Cases passed on between nodes.
        referred: u32,
        /// Abuses detected.
        detected: u32,
        /// Committees disbanded for abuse.
        disbanded: u32,
        /// Seizures of power.
        ruptures: u32,
        /// Households hit by violence, by class, group and standing.
        victims_by_class: [u32; Class::COUNT],
        /// By group.
        victims_by_group: [u32; Group::COUNT],
        /// By standing.
        victims_by_standing: [u32; Standing::COUNT],
        /// Disputes settled, by the complainant's class.
        settled_by_class: [u32; Class::COUNT],
        /// By group.
        settled_by_group: [u32; Group::COUNT],
        /// By standing.
        settled_by_standing: [u32; Standing::COUNT],
        /// Arrests of offenders.
        arrests: u32,
        /// Raids on gangs.
        raids: u32,
        /// Bands that formed.
        bands_formed: u32,
        /// Bands that ended or became something else.
        bands_ended: u32,
        /// Problems that arose.
        problems: u32,
        /// Projects built.
        projects: u32,
        /// Heat added by violent acts, in thousandths.
        heat_added: u64,
        /// Acts that added heat.
        heating_acts: u32,
    }
}

counters! {
    /// Stocks at the end of a month, summed over communities; levels are household-weighted.
    Stocks {
        /// Households.
        households: f64,
        /// Communities.
        communities: f64,
        /// Open disputes, queued ones too.
        open: u64,
        /// Disputes queued at a forum.
        queued: u64,
        /// Live feuds.
        feuds: u64,
        /// Trust in each kind of provider, summed over households.
        trust: [f64; Kind::COUNT],
        /// Fear, summed over households.
        fear: f64,
        /// Fear by class.
        fear_by_class: [f64; Class::COUNT],
        /// Households by class.
        households_by_class: [f64; Class::COUNT],
        /// Grievance, summed over households.
        grievance: f64,
        /// Radius of trust, times households.
        radius: f64,
        /// Efficacy, times households.
        efficacy: f64,
        /// Poverty, times households.
        poverty: f64,
        /// Legitimacy of each auspice, times households.
        legitimacy: [f64; Auspice::COUNT],
        /// Households in reach of each kind of provider.
        reached: [f64; Kind::COUNT],
        /// Staff by kind of provider: officers, elders' forums, members, men.
        staff: [f64; Kind::COUNT],
        /// Organisations by kind of provider: stations, forums, committees, bands, turfs.
        posts: [f64; Kind::COUNT],
        /// Deterrence of violence from predation, times households.
        deterrence: f64,
        /// Open problems.
        problems: f64,
        /// Standing projects.
        projects: f64,
        /// Spare men: young men without work who are in no organisation.
        spare_men: u64,
        /// Spare men in jail.
        jailed: u64,
        /// Households by group.
        households_by_group: [f64; Group::COUNT],
        /// Households by standing.
        households_by_standing: [f64; Standing::COUNT],
        /// Arms per 1,000 adults, times households.
        arms: f64,
        /// Strength of links between nodes, mean over pairs, times households.
        links: f64,
        /// Information that police have, times households.
        information: f64,
        /// Order of bands, summed over bands.
        order: f64,
        /// Governing effort of gangs, summed over turfs.
        governing: f64,
    }
}

/// What a month looked like to an observer: the argument of every metric.
#[derive(Debug, Clone, Default)]
pub struct Observation {
    /// Counts of the month.
    pub tally: Tally,
    /// Stocks at its end.
    pub stocks: Stocks,
    /// Transfers of the month.
    pub flows: Flows,
    /// Persons in a household.
    pub household_size: f64,
    /// Adults in a household.
    pub adults: f64,
    /// Country's communities over simulated ones.
    pub weight: f64,
    /// Paid over due wages of police, with arrears.
    pub pay_ratio: f64,
    /// The assessed base over that of month 0.
    pub base: f64,
    /// Probability that a contact with police costs a bribe.
    pub predatory_effort: f64,
    /// Wages owed to officers.
    pub arrears: Money,
    /// Stake of a rich household over the mean stake.
    pub rich_stake: f64,
    /// Officers diverted to those who pay.
    pub diverted: f64,
    /// Wage of an officer, in rand.
    pub officer_wage: f64,
    /// Equipment of the police.
    pub equipment: f64,
    /// Authorised strength of the police.
    pub authorised: f64,
    /// Arrangements at work, by component.
    pub acting: [f64; Component::COUNT],
    /// Money that arrangements hold and have not spent.
    pub unspent: Money,
    /// Cash contract of the same present value as the concessions that run.
    pub concession_value: Money,
}

impl Observation {
    /// Persons in the country.
    pub fn persons(&self) -> f64 {
        self.stocks.households * self.household_size * self.weight
    }

    /// A count of the month as a rate per 1,000 persons and year.
    pub fn per_1000_and_year(&self, count: f64) -> Option<f64> {
        ratio(count * self.weight * 12.0 * 1000.0, self.persons())
    }
}

/// a / b where there is any b.
pub(super) fn ratio(a: f64, b: f64) -> Option<f64> {
    (b > 0.0).then(|| a / b)
}
