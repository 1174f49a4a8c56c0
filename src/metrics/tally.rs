//! What is counted during a month, and the stocks at its end.

use crate::ledger::{Flows, Money};
use crate::terms::{
    Auspice, Class, Component, Group, Kind, Matter, Origin, Outcome, Recourse, Setting, Standing,
    Toll, Violation,
};
use enum_map::{Enum, EnumMap};
use std::ops::AddAssign;

/// Declares counters that can be added up, as they are or each for so many.
macro_rules! counters {
    ($(#[$meta:meta])* $name:ident $(<$($n:ident = $default:ty),+>)? {
        $($(#[$fmeta:meta])* $field:ident: $type:ty,)+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $name $(<$($n = $default),+>)? { $($(#[$fmeta])* pub $field: $type,)+ }

        impl $name {
            /// Adds all counts of `other`.
            pub fn absorb(&mut self, other: &Self) {
                $(self.$field.add_times(&other.$field, 1.0);)+
            }
        }

        counters! { @weighted $name $(<$($n),+>)? { $($field,)+ } }
    };
    (@weighted $name:ident <$n:ident, $m:ident> { $($field:ident,)+ }) => {
        impl $name<f64, f64> {
            /// Adds all counts of `other`, each for so many.
            pub fn absorb_times(&mut self, other: &$name, times: f64) {
                $(self.$field.add_times(&other.$field, times);)+
            }
        }
    };
    (@weighted $name:ident { $($field:ident,)+ }) => {
        impl $name {
            /// Adds all sums of `other`, each for so many.
            pub fn absorb_times(&mut self, other: &Self, times: f64) {
                $(self.$field.add_times(&other.$field, times);)+
            }
        }
    };
}

/// Something that others can be added to, each for so many.
trait Sum<T> {
    fn add_times(&mut self, other: &T, times: f64);
}

impl Sum<u32> for u32 {
    fn add_times(&mut self, other: &u32, _: f64) {
        *self += other;
    }
}

impl Sum<u64> for u64 {
    fn add_times(&mut self, other: &u64, _: f64) {
        *self += other;
    }
}

impl Sum<u32> for f64 {
    fn add_times(&mut self, other: &u32, times: f64) {
        *self += f64::from(*other) * times;
    }
}

impl Sum<u64> for f64 {
    fn add_times(&mut self, other: &u64, times: f64) {
        *self += *other as f64 * times;
    }
}

impl Sum<f64> for f64 {
    fn add_times(&mut self, other: &f64, times: f64) {
        *self += other * times;
    }
}

impl<K: Enum, T: Sum<U>, U> Sum<EnumMap<K, U>> for EnumMap<K, T> {
    fn add_times(&mut self, other: &EnumMap<K, U>, times: f64) {
        for (mine, theirs) in self.values_mut().zip(other.values()) {
            mine.add_times(theirs, times);
        }
    }
}

/// Something of households by what they are: each is counted once in each of the four.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ByHousehold<N> {
    /// By class.
    pub class: EnumMap<Class, N>,
    /// By group.
    pub group: EnumMap<Group, N>,
    /// By standing.
    pub standing: EnumMap<Standing, N>,
    /// By the kind of place it lives in.
    pub place: EnumMap<Setting, N>,
}

/// What a household is, by everything by which households are told apart in tables.
pub type Sort = (Class, Group, Standing, Setting);

impl<N: AddAssign + Copy> ByHousehold<N> {
    /// Counts so many of a household that is so.
    pub fn add(&mut self, (class, group, standing, place): Sort, number: N) {
        self.class[class] += number;
        self.group[group] += number;
        self.standing[standing] += number;
        self.place[place] += number;
    }
}

impl<T: Sum<U>, U> Sum<ByHousehold<U>> for ByHousehold<T> {
    fn add_times(&mut self, other: &ByHousehold<U>, times: f64) {
        self.class.add_times(&other.class, times);
        self.group.add_times(&other.group, times);
        self.standing.add_times(&other.standing, times);
        self.place.add_times(&other.place, times);
    }
}

counters! {
    /// What happened in a community, or in the country, during a month; in counts, or in counts for which
    /// each community stands for so many.
    Tally<N = u32, M = u64> {
        /// Violent acts by origin.
        violent: EnumMap<Origin, N>,
        /// Killed, by origin of the act.
        deaths: EnumMap<Origin, N>,
        /// Acts and clashes that killed, by origin.
        killings: EnumMap<Origin, N>,
        /// Of those, by how many they killed.
        tolls: EnumMap<Origin, EnumMap<Toll, N>>,
        /// Violent acts that descend from an earlier violent act.
        violent_again: N,
        /// Violent acts other than of feuds against households that had been hit by one lately.
        hit_again: N,
        /// Victims of violence and theft who got no answer from any forum.
        unanswered: N,
        /// Violent acts that got no answer from any forum.
        left_alone: N,
        /// Violent acts answered without force: by police, or in a settlement.
        answered: N,
        /// Settlements that force made.
        forced: N,
        /// Thefts and robberies, violent ones too.
        thefts: N,
        /// Of those, from households robbed within the month.
        thefts_again: N,
        /// Thefts and robberies by offenders from another community.
        displaced: N,
        /// Households that came home.
        returned: N,
        /// Disputes arisen, by matter.
        arisen: EnumMap<Matter, N>,
        /// Disputes opened again by a broken settlement.
        reopened: N,
        /// Settlements that broke, by way.
        broken: EnumMap<Recourse, N>,
        /// Disputes ended, by outcome.
        ended: EnumMap<Outcome, N>,
        /// Disputes ended, by where the complainant first turned and by outcome.
        courses: EnumMap<Recourse, EnumMap<Outcome, N>>,
        /// Choices made, by way.
        chosen: EnumMap<Recourse, N>,
        /// First choices made, by way.
        first_chosen: EnumMap<Recourse, N>,
        /// Disputes settled, by way.
        settled: EnumMap<Recourse, N>,
        /// Of those, settlements that meet the claim completely, by way.
        complete: EnumMap<Recourse, N>,
        /// Settlements that meet a part of it, by way.
        partial: EnumMap<Recourse, N>,
        /// Thousandths of months from arising to settlement, over settled disputes.
        settlement_time: M,
        /// Agreements across groups broken, and violent acts across groups.
        cross_broken: N,
        /// Cases turned away by a full forum, by kind.
        turned_away: EnumMap<Kind, N>,
        /// Minutes of staff spent on cases, by kind.
        case_minutes: EnumMap<Kind, M>,
        /// Contacts with police sought: cases brought and victims' reports.
        help_sought: N,
        /// Bribes paid for help.
        help_bribes: N,
        /// Calls for help beside disputes and crimes.
        calls: N,
        /// Of those, calls that were answered.
        calls_answered: N,
        /// Minutes of police that cases and calls asked for.
        police_asked: M,
        /// Minutes of police that were there for them.
        police_offered: M,
        /// Acts of force against people that provoke.
        provoked: N,
        /// Other encounters with police.
        encounters: N,
        /// Bribes paid to avoid trouble.
        shakedowns: N,
        /// Money taken by police without contact, times.
        police_extortions: N,
        /// Violations of rights, by kind of provider and of violation.
        violations: EnumMap<Kind, EnumMap<Violation, N>>,
        /// Sittings of customary forums.
        sittings: N,
        /// Gatherings of peace committees.
        gatherings: N,
        /// Of those, gatherings of placebo committees, which change nothing.
        empty_gatherings: N,
        /// Gatherings that a committee reported and did not hold, or padded.
        sham_gatherings: N,
        /// Suspects on whom crowds turned.
        mobs: N,
        /// Of those, the wrong person.
        mob_wrong: N,
        /// Thefts that guards averted from those who pay them.
        averted: N,
        /// Of those, thefts that fell on others of the place.
        shifted: N,
        /// Serious incidents reported to police.
        serious_reported: N,
        /// Serious incidents that police answered.
        serious_answered: N,
        /// Minutes of police spent on disputes.
        dispute_minutes: M,
        /// Cases passed on between nodes.
        referred: N,
        /// Abuses detected.
        detected: N,
        /// Committees disbanded for abuse.
        disbanded: N,
        /// Seizures of power.
        ruptures: N,
        /// Compensations between elders of two groups.
        compensations: N,
        /// Households hit by violence.
        victims: ByHousehold<N>,
        /// Killed, by the household that was hit.
        killed: ByHousehold<N>,
        /// Disputes settled, by the complainant.
        settled_for: ByHousehold<N>,
        /// Arrests of offenders.
        arrests: N,
        /// Raids on gangs.
        raids: N,
        /// Bands that formed.
        bands_formed: N,
        /// Bands that ended or became something else.
        bands_ended: N,
        /// Problems that arose.
        problems: N,
        /// Projects built.
        projects: N,
        /// Heat added by violent acts, in thousandths.
        heat_added: M,
        /// Acts that added heat.
        heating_acts: N,
    }
}

/// Counts in which each community stands for so many.
pub type Counts = Tally<f64, f64>;

counters! {
    /// Stocks at the end of a month, summed over communities, each for what it stands for over the mean; levels are household-weighted.
    Stocks {
        /// Households.
        households: f64,
        /// Communities.
        communities: f64,
        /// Open disputes, those queued at a forum too.
        open: f64,
        /// Live feuds.
        feuds: f64,
        /// Trust in each kind of provider, summed over households.
        trust: EnumMap<Kind, f64>,
        /// Fear, summed over households.
        fear: f64,
        /// Fear by class.
        fear_by_class: EnumMap<Class, f64>,
        /// Households.
        sorts: ByHousehold<f64>,
        /// Grievance, summed over households.
        grievance: f64,
        /// Radius of trust, times households.
        radius: f64,
        /// Efficacy, times households.
        efficacy: f64,
        /// Its square, times households.
        efficacy_squared: f64,
        /// Trust in each kind of provider, summed over households of places where anybody has met it.
        trust_met: EnumMap<Kind, f64>,
        /// Households of places where anybody has met each kind.
        met: EnumMap<Kind, f64>,
        /// Memory of war, times households.
        war: f64,
        /// Norm of force, times households.
        norm: f64,
        /// Legitimacy of each auspice, times households of places that have heard of it.
        legitimacy: EnumMap<Auspice, f64>,
        /// Repute of each auspice, likewise.
        repute: EnumMap<Auspice, f64>,
        /// Households of places that have heard of each auspice.
        heard: EnumMap<Auspice, f64>,
        /// Households in reach of each kind of provider.
        reached: EnumMap<Kind, f64>,
        /// Households by the set of kinds in reach, as bits of [`Kind`].
        constellations: EnumMap<u8, f64>,
        /// Staff by kind of provider: officers, elders' forums, members, men.
        staff: EnumMap<Kind, f64>,
        /// Organisations by kind of provider: stations, forums, committees, bands, turfs.
        posts: EnumMap<Kind, f64>,
        /// Poverty, times households.
        poverty: f64,
        /// Households that have left their place.
        away: f64,
        /// Share of adults trained in ways of settling, times households.
        trained: f64,
        /// Deterrence of violence from predation, times households.
        deterrence: f64,
        /// Open problems.
        problems: f64,
        /// Standing projects.
        projects: f64,
        /// Spare men: young men without work who are in no organisation.
        spare_men: f64,
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
        /// Heat between the two groups of a site that are hottest, times households.
        group_heat: f64,
    }
}

/// What a month looked like to an observer: the argument of every metric.
#[derive(Debug, Clone, Default)]
pub struct Observation {
    /// Counts of the month in the simulated communities.
    pub tally: Tally,
    /// The same, each community for what it stands for over the mean: times `weight` those of the country.
    pub counts: Counts,
    /// Stocks at its end.
    pub stocks: Stocks,
    /// Transfers of the month in the simulated communities.
    pub flows: Flows,
    /// The same, each for what its community or zone stands for over the mean.
    pub money: Flows,
    /// Persons in a household.
    pub household_size: f64,
    /// Adults in a household.
    pub adults: f64,
    /// Persons of the country over simulated ones.
    pub weight: f64,
    /// Paid over due wages of police, with arrears.
    pub pay_ratio: f64,
    /// The same of soldiers, where there are any.
    pub soldiers_paid: Option<f64>,
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
    pub acting: EnumMap<Component, f64>,
    /// Arrangements of auspices' own choice under way, by who chose, with whom (none the last) and what.
    pub chosen: Chosen,
    /// Money that arrangements hold and have not spent.
    pub unspent: Money,
    /// Cash contract of the same present value as the concessions that run.
    pub concession_value: Money,
    /// What happened around enclaves.
    pub around: Around,
}

/// What happened around enclaves (claim 22).
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Around {
    /// In places next to one that hold none.
    pub beside: Events,
    /// In places that are neither.
    pub elsewhere: Events,
}

/// Events of a month in some places.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Events {
    /// Households there.
    pub households: f64,
    /// Thefts and robberies.
    pub thefts: f64,
    /// Violent acts.
    pub violent: f64,
}

/// Arrangements of auspices' own choice, counted by each of their sides.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    /// By who chose.
    pub by_auspice: EnumMap<Auspice, f64>,
    /// By what it provides.
    pub by_component: EnumMap<Component, f64>,
    /// By who shares in it, and last those that nobody shares in.
    pub by_partner: [f64; Auspice::COUNT + 1],
}

impl Chosen {
    /// What is no number of a part of the country.
    pub fn unknown() -> Self {
        Self {
            by_auspice: EnumMap::from_fn(|_| f64::NAN),
            by_component: EnumMap::from_fn(|_| f64::NAN),
            by_partner: [f64::NAN; Auspice::COUNT + 1],
        }
    }

    /// Of all sides.
    pub fn total(&self) -> f64 {
        self.by_auspice.values().sum()
    }

    /// Counts one more.
    pub fn add(&mut self, auspice: Auspice, component: Component, partner: Option<Auspice>) {
        self.by_auspice[auspice] += 1.0;
        self.by_component[component] += 1.0;
        self.by_partner[partner.map_or(Auspice::COUNT, |partner| partner as usize)] += 1.0;
    }

    /// Sum of the squared shares of components (Herfindahl); `None` where nothing was chosen.
    pub fn concentration(&self) -> Option<f64> {
        let total = self.total();
        let squared = |&n: &f64| (n / total) * (n / total);
        (total > 0.0).then(|| self.by_component.values().map(squared).sum())
    }
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
