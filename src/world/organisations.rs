//! Organisations that serve more than one community, and the national auspices.

use super::arrangements::{ArrangementId, Terms};
use crate::ledger::{AccountId, Money};
use crate::terms::Auspice;
use enum_map::EnumMap;

/// A police station: the post of `public` at a site (4.9, 4.11).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Station {
    /// Identity of its site: the key of its draws. Constant.
    pub identity: u32,
    /// Officers. State.
    pub officers: u32,
    /// Hours from the seat of government. Constant.
    pub hours_from_seat: f32,
    /// Authorised strength. State.
    pub authorised: u32,
    /// Wages paid over due at this post. Set by row.
    pub pay: f64,
    /// What its predatory effort departs from that of others alike, as a logit (4.29). Constant.
    pub leaning: f32,
    /// Predatory effort: probability that a contact costs a bribe (4.11). State.
    pub predatory_effort: f32,
    /// What officers took last month, in minor units. State.
    pub takings: Money,
    /// Officers who are rented out this month. State.
    pub rented: u32,
    /// Soldiers of the barracks here (4.37). Constant.
    pub soldiers: u32,
    /// Of those, who are rented out this month. State.
    pub soldiers_rented: u32,
    /// Authorised strength at month 0, with those seconded now. State.
    pub established: u32,
    /// What superiors ask of its officers while a change is on (section 2). Set each month.
    pub quota: Option<f64>,
    /// Officers over its own that a change wants this month (section 2). Set each month.
    pub wanted: Option<f64>,
    /// The same last month. State.
    pub in_force: Option<f64>,
    /// Officers that a change has sent here; fewer than none were taken away. State.
    pub seconded: i32,
    /// Share of what the country's equipment leaves to be wished that this post has been given. State.
    pub equipment: f64,
    /// The same of training. State.
    pub training: f64,
    /// Detection of bribes that spending on oversight here adds this month. State.
    pub oversight: f64,
    /// Parts of recruits paid for this post and not yet whole. State.
    pub recruits_due: f64,
    /// Recruits for this post in training, by the month modulo 24 in which they arrive. State.
    pub intake: [u32; 24],
}

/// A peace committee: the post of `peace_committee` at a site (4.17), in parts by who changes what.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Committee {
    /// Who sits in it.
    pub people: Membership,
    /// What it does.
    pub work: Gatherings,
    /// Who steers it, and what partners bring.
    pub steered: Mandate,
    /// What its reviewers do about it.
    pub watched: Discipline,
}

/// The members of a committee.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Membership {
    /// Committees at the site, which work as one. State.
    pub bodies: u8,
    /// Members of all of them. State.
    pub members: u16,
    /// Motive of its members, on the logit scale. Constant but for crowding out.
    pub motive: f32,
    /// Fall in motive of members who believe that its money ends. State.
    pub discouraged: f32,
    /// Skill in leading a gathering. State.
    pub skill: f32,
    /// Whether it was paid last month. State.
    pub is_paid: bool,
    /// Months in a row without pay. State.
    pub unpaid: u16,
    /// Months of pay owed. State.
    pub arrears: f32,
}

/// What a committee does: gatherings.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Gatherings {
    /// Gatherings that its members can hold this month. State.
    pub capacity: f32,
    /// Gatherings that cases asked for last month. Published.
    pub demand: u32,
    /// Gatherings held last month. Published.
    pub held: u32,
    /// Gatherings reported last month but not held. State.
    pub sham: u32,
    /// Months in a row in which many were turned away. State.
    pub months_short: u8,
    /// Months in a row in which hardly anybody came. State.
    pub months_idle: u8,
}

/// Who steers a committee, and what partners bring.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Mandate {
    /// The arrangement that pays it, by position. State.
    pub arrangement: Option<ArrangementId>,
    /// Seats of each auspice in it. State.
    pub seats: EnumMap<Auspice, f32>,
    /// Local knowledge that partners bring. State.
    pub local_knowledge: f32,
    /// Standing between groups that partners bring. State.
    pub standing: f32,
    /// Share of its work that outsiders review. State.
    pub oversight: f32,
    /// Whether its code forbids force (claim 67). State.
    pub has_code: bool,
    /// It holds its gatherings, and they change nothing: a placebo. State.
    pub is_placebo: bool,
    /// It works as one with the police station; the share of seats that police do not hold (4.18).
    /// State.
    pub centre: Option<f32>,
}

impl Membership {
    /// Members that its committees want, each of them so many.
    pub fn wanted(&self, of_one: u32) -> u32 {
        u32::from(self.bodies) * of_one
    }
}

impl Mandate {
    /// Of members who answer to nobody but their neighbours, under a code or none.
    pub fn own(has_code: bool) -> Self {
        Self {
            arrangement: None,
            seats: Terms::alone(Auspice::CivilSociety).seats,
            local_knowledge: 0.0,
            standing: 0.0,
            oversight: 0.0,
            has_code,
            is_placebo: false,
            centre: None,
        }
    }
}

/// What reviewers of a site's committees do about them (4.27). It is one of them that is found at fault, goes without pay
/// or is closed, and not its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Faults {
    /// Committees found at fault once. State.
    pub once: u8,
    /// Twice. State.
    pub twice: u8,
    /// Those whose last month's work goes without pay. State.
    pub docked: u8,
    /// Those that may not work. State.
    pub suspended: u8,
    /// First month in which these may work again. State.
    pub until: i32,
}

/// How a site's committees are looked at, and what was found.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Discipline {
    /// Share of gatherings that are reviewed. State.
    pub reviewed: f32,
    /// What was found. State.
    pub faults: Faults,
}

impl Committee {
    /// That of its committees with the worst record ends; its members go, and its faults with it.
    pub fn close_worst(&mut self, members_of_one: u32) {
        let faults = &mut self.watched.faults;
        if faults.twice > 0 {
            faults.twice -= 1;
            faults.suspended = faults.suspended.saturating_sub(1);
        } else {
            faults.once = faults.once.saturating_sub(1);
        }
        let people = &mut self.people;
        people.bodies = people.bodies.saturating_sub(1);
        people.members = u32::from(people.members).min(people.wanted(members_of_one)) as u16;
    }

    /// Committees of the site that may hold gatherings this month.
    pub fn bodies_open(&self, now: i32) -> u8 {
        let faults = &self.watched.faults;
        let suspended = if now < faults.until { faults.suspended } else { 0 };
        self.people.bodies.saturating_sub(suspended)
    }

    /// Whether any may.
    pub fn is_open(&self, now: i32) -> bool {
        self.bodies_open(now) > 0
    }

    /// Share of them in the month's work that is not docked.
    pub fn take_undocked(&mut self) -> f64 {
        let docked = std::mem::take(&mut self.watched.faults.docked).min(self.people.bodies);
        1.0 - f64::from(docked) / f64::from(self.people.bodies.max(1))
    }
}

/// A gang, by its place in the list of a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct GangId(u16);

impl GangId {
    /// The gang at a place.
    pub fn at(place: usize) -> Self {
        Self(place as u16)
    }

    /// The place.
    pub fn place(self) -> usize {
        usize::from(self.0)
    }
}

/// A gang: chest and power over several turfs (4.16).
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Gang {
    /// Key of its draws. Constant.
    pub identity: u32,
    /// Its account below the holder of all gangs' chests. Constant.
    pub chest: AccountId,
    /// Communities held. State.
    pub turfs: u32,
    /// Men over all turfs. State.
    pub men: u32,
    /// Households under it. State.
    pub households: f64,
    /// What its turf counts in national sums. State.
    pub stands_for: f64,
    /// Revenue of the month over all turfs, in minor units. State.
    pub revenue: Money,
    /// Cost of the month over all turfs, in minor units. State.
    pub cost: Money,
}

/// The state as auspice (4.13), in parts by who changes what.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct State {
    /// What it takes: `auspices/state.rs` and shocks to it.
    pub revenue: Revenue,
    /// Its police as a whole: what `auspices/budget.rs` pays and buys.
    pub force: Force,
    /// Its soldiers: what `providers/soldiers.rs` pays.
    pub army: Army,
    /// What it knows of the country: what `month/observe.rs` counts.
    pub known: Statistics,
}

/// What the state takes, and what leaks.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Revenue {
    /// Log of resource rents around their mean. State.
    pub rents: f64,
    /// Assessed base over that of month 0. State.
    pub base: f64,
    /// Tax due on a unit of income at base 1, set at month 0 to give the initial pay ratio. State.
    pub tax_rate: f64,
    /// Rents of an ordinary month, set with the tax rate, in minor units. State.
    pub rents_mean: Money,
    /// Leakage that those who seized power added (4.13). State.
    pub extra_leakage: f64,
    /// Share of leakage that auditors stop (4.25). State.
    pub audited: f64,
}

/// The police as a whole: what they are paid and have been given.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Force {
    /// Wages owed to officers. State.
    pub arrears: Money,
    /// Wages paid over due, a running mean that stands for arrears felt. State.
    pub pay_ratio: f64,
    /// Months in a row in which pay was too little to keep posts. State.
    pub months_unpaid: u32,
    /// Mean predatory effort of the force last month. Published.
    pub mean_effort: f32,
    /// Equipment in [0, 1] (4.12). State.
    pub equipment: f64,
    /// What training has taught, in [0, 1] (4.12). State.
    pub training: f64,
    /// Detection of bribes that spending on oversight adds (4.12). State.
    pub oversight: f64,
    /// Recruits of all posts in training, by the month modulo 24 in which they arrive. State.
    pub intake: [u32; 24],
    /// Parts of recruits paid for and not yet whole. State.
    pub recruits_due: f64,
}

/// The soldiers as a whole (4.37).
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Army {
    /// Wages owed to soldiers. State.
    pub arrears: Money,
    /// Wages paid over due, a running mean. State.
    pub pay_ratio: f64,
}

/// What the state knows of the country.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Statistics {
    /// Violence of month 0 per household and month, for growth. State.
    pub violence_at_start: f64,
    /// Violence over a year, per household and month. State.
    pub violence: f64,
    /// Killed last month per 1,000 persons. State.
    pub deaths: f64,
    /// Perceived security last month. State.
    pub security: f64,
    /// Violent acts counted in the year so far, the last and the one before it. State.
    pub acts_of_years: [u32; 3],
}

impl Statistics {
    /// Whether the last year's violence exceeds that of the year before by so many standard errors of its counts:
    /// what anybody who reads them would call a rise.
    pub fn has_risen(&self, standard_errors: f64) -> bool {
        let [_, last, before] = self.acts_of_years;
        is_rise(last, before, standard_errors)
    }
}

/// Whether a count exceeds another by so many standard errors of their difference, both being Poisson.
fn is_rise(last: u32, before: u32, standard_errors: f64) -> bool {
    let (last, before) = (f64::from(last), f64::from(before));
    before > 0.0 && last - before > standard_errors * libm::sqrt(last + before)
}

/// What the country's level and a post's own come to: the post has that share of what the country lacks.
pub fn together(country: f64, post: f64) -> f64 {
    country + (1.0 - country) * post
}

#[cfg(test)]
mod tests {
    use super::is_rise;

    #[test]
    fn a_rise_is_one_that_chance_would_hardly_make() {
        assert!(!is_rise(110, 100, 2.0) && !is_rise(100, 110, 2.0) && !is_rise(5, 0, 2.0));
        assert!(is_rise(150, 100, 2.0) && is_rise(1100, 1000, 2.0));
    }
}
