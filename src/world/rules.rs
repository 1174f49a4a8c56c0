//! Constants that follow from the parameters: computed once, read in every month.

use crate::engine::math::{self, BetaQuantiles, BetaShares};
use crate::ledger::Money;
use crate::params::{Disputes, Feuds, Params};
use crate::terms::{Class, Kind, Matter, Origin};
use enum_map::EnumMap;
use rand_philox::splitmix64;

/// Constants derived from [`Params`].
#[derive(Debug, Clone)]
pub struct Rules {
    /// Length of a step in months.
    pub step: f32,
    /// Share of fear that a step leaves (section 3).
    pub fear_kept: f32,
    /// Share of the memory of war that a month leaves (4.31).
    pub war_kept: f32,
    /// Fall a month of what departs from the norm of force at rest (4.32).
    pub norm_fades: f32,
    /// Share of grievance that a step leaves (section 3).
    pub grievance_kept: f32,
    /// The two clocks of revenge, the fast and the slow (4.7).
    pub clocks: [Clock; 2],
    /// Share of cases and successes remembered after a month (4.3).
    pub performance_kept: f32,
    /// Severity of each matter (4.2).
    pub severity: EnumMap<Matter, BetaQuantiles>,
    /// Share of the claim that a settlement meets, by its quality (4.4).
    pub met: BetaShares,
    /// Cumulated shares of the matters that households bring (4.2).
    pub matters: [f32; 5],
    /// Monthly income of a household of each class, in minor units.
    pub income: EnumMap<Class, f64>,
    /// (income/median) to the power `bribe_income`, by class (4.11).
    pub bribes: EnumMap<Class, f64>,
    /// A day's wage, in minor units.
    pub day_wage: f64,
    /// A month's wage of unskilled work, in minor units.
    pub month_wage: f64,
    /// Effect of each kind's presence on each origin of violence (4.9).
    pub presence: EnumMap<Kind, EnumMap<Origin, f32>>,
    /// Effect of a mission's presence on each origin of violence (4.9).
    pub mission: EnumMap<Origin, f32>,
    /// Poverty of the reference world.
    pub mean_poverty: f32,
    /// How persons differ (4.30).
    pub proneness: Proneness,
}

/// What follows from the proneness f of a household, by its class of sixteen (4.30).
#[derive(Debug, Clone)]
pub struct Proneness {
    /// f over that of the highest class: how often a household is preyed on.
    pub hit: [f32; 16],
    /// f^ν over that of the highest class: how often a household quarrels.
    pub quarrels: [f32; 16],
    /// f^(1−ν) over its mean among those who quarrel: how soon its quarrels turn violent.
    pub temper: [f32; 16],
    /// Pull of a household of each class on offenders, over that of the class with the most.
    pub pull: EnumMap<Class, f32>,
}

impl Proneness {
    fn new(params: &Params, income: &EnumMap<Class, f64>) -> Self {
        let p = &params.proneness;
        let classes = math::gamma_classes(p.variance);
        let to = |power: f64| classes.map(|f| libm::pow(f, power));
        let over_highest = |values: [f64; 16]| values.map(|value| (value / values[15]) as f32);
        let quarrels = to(p.quarrels);
        // Weighed by f^ν, the mean of f^(1−ν) is 1 over the mean of f^ν.
        let mean = quarrels.iter().sum::<f64>() / 16.0;
        let pull = income.map(|_, income| libm::pow(income, params.predation.wealth));
        let most = pull.values().copied().fold(f64::MIN_POSITIVE, f64::max);
        Self {
            hit: over_highest(classes),
            quarrels: over_highest(quarrels),
            temper: to(1.0 - p.quarrels).map(|value| (value * mean) as f32),
            pull: pull.map(|_, pull| (pull / most) as f32),
        }
    }
}

/// The class of proneness of a household, 0 to 15: by a hash of its place, so that nobody remembers it.
#[inline]
pub fn class_of(identity: u32, household: usize) -> usize {
    (splitmix64(u64::from(identity) << 32 | household as u64) >> 60) as usize
}

/// One of the two clocks of revenge (4.7).
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// Half-life of its heat in months: τ.
    pub half_life: f32,
    /// Share of its heat that a step leaves.
    pub kept: f32,
    /// Strikes that heat of 1 causes in all where nothing holds back: share·n/m.
    pub strikes: f32,
}

impl Clock {
    /// The fast one, which has the share `fast_share` of all strikes, and the slow one.
    fn both(feuds: &Feuds, step: f64) -> [Self; 2] {
        let clock = |half_life: f64, share: f64| Self {
            half_life: half_life as f32,
            kept: math::decay(half_life, step),
            strikes: (share * feuds.branching / feuds.mean_heat) as f32,
        };
        [
            clock(feuds.fast_half_life, feuds.fast_share),
            clock(feuds.half_life, 1.0 - feuds.fast_share),
        ]
    }
}

/// Mean severity of a matter (4.2); assault and theft are born of violence and carry its
/// severity.
fn severity_mean(matter: Matter, d: &Disputes) -> f64 {
    match matter {
        Matter::Money => d.severity_money,
        Matter::Neighbour => d.severity_neighbour,
        Matter::Land => d.severity_land,
        Matter::Domestic => d.severity_domestic,
        Matter::Other => d.severity_other,
        Matter::Assault => d.severity_assault,
        Matter::Theft => d.severity_theft,
    }
}

/// Shares of the matters that households bring (4.2).
fn matter_shares(d: &Disputes) -> [f64; 5] {
    [d.share_money, d.share_neighbour, d.share_land, d.share_domestic, d.share_other]
}

impl Rules {
    /// The constants of a scenario.
    pub fn new(params: &Params) -> Self {
        let step = 1.0 / f64::from(params.time.steps_per_month);
        let feeling = &params.feeling;
        let economy = &params.economy;
        let day_wage = economy.day_wage * Money::CENTS;
        let median = day_wage * economy.median_income;
        let shares = matter_shares(&params.disputes);
        let all = shares.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        let mut cumulated = 0.0;
        let income: EnumMap<Class, f64> = EnumMap::from_fn(|class| match class {
            Class::Poor => median * economy.poor_income,
            Class::Middle => median,
            Class::Rich => median * economy.rich_income,
        });
        Self {
            step: step as f32,
            fear_kept: math::decay(feeling.fear_half_life, step),
            war_kept: math::decay(params.memory.half_life, 1.0),
            norm_fades: (std::f64::consts::LN_2 / params.norms.half_life) as f32,
            grievance_kept: math::decay(feeling.grievance_half_life, step),
            clocks: Clock::both(&params.feuds, step),
            performance_kept: math::decay(
                params.beliefs.performance_months * std::f64::consts::LN_2,
                1.0,
            ),
            severity: EnumMap::from_fn(|matter| {
                let mean = severity_mean(matter, &params.disputes);
                BetaQuantiles::new(mean, params.disputes.concentration)
            }),
            met: BetaShares::new(params.settlement.degree_concentration),
            matters: shares.map(|share| {
                cumulated += (share / all) as f32;
                cumulated
            }),
            proneness: Proneness::new(params, &income),
            bribes: income.map(|_, income| libm::pow(income / median, params.public.bribe_income)),
            income,
            day_wage,
            month_wage: day_wage * economy.working_days,
            presence: presence(params),
            mission: mission(params),
            mean_poverty: params.world.poor as f32,
        }
    }
}

/// The table of section 4.9, from its declared numbers.
fn presence(params: &Params) -> EnumMap<Kind, EnumMap<Origin, f32>> {
    let d = &params.deterrence;
    let row = |dispute: f64, feud: f64, predation: f64, gang_war: f64| {
        let mut row = EnumMap::default();
        row[Origin::Dispute] = dispute as f32;
        row[Origin::Feud] = feud as f32;
        row[Origin::Predation] = predation as f32;
        row[Origin::GangWar] = gang_war as f32;
        // Bodies of men who fight are held back alike.
        row[Origin::Clash] = gang_war as f32;
        row
    };
    let of = |kind: Kind| match kind {
        Kind::Public | Kind::RentedPublic => {
            row(d.public_dispute, d.public_feud, d.public_predation, d.public_gang_war)
        }
        Kind::Vigilante => {
            row(d.vigilante_dispute, d.vigilante_feud, d.vigilante_predation, d.vigilante_gang_war)
        }
        Kind::PrivateNational => row(0.0, 0.0, d.guards_predation, d.guards_gang_war),
        Kind::PrivateInternational => {
            row(d.company_dispute, d.company_feud, d.company_predation, d.company_gang_war)
        }
        Kind::Criminal => row(d.criminal_dispute, d.criminal_feud, d.criminal_predation, 0.0),
        Kind::Customary | Kind::PeaceCommittee => row(0.0, 0.0, 0.0, 0.0),
    };
    EnumMap::from_fn(of)
}

/// The row of missions, who are of no provider kind of their own: public forces from abroad.
fn mission(params: &Params) -> EnumMap<Origin, f32> {
    let d = &params.deterrence;
    let mut row = EnumMap::default();
    row[Origin::Dispute] = d.mission_dispute;
    row[Origin::Feud] = d.mission_feud;
    row[Origin::Predation] = d.mission_predation;
    row[Origin::GangWar] = d.mission_gang_war;
    row[Origin::Clash] = d.mission_gang_war;
    row
}
