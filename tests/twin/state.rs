//! What the twin holds: a country as plain vectors, copied once from a built one.

use super::levels::mean;
use nodal::engine::Draws;
use nodal::engine::math::{BetaQuantiles, BetaShares, decay, gamma_classes};
use nodal::metrics::Tally;
use nodal::params::{Disputes, Params};
use nodal::terms::{Auspice, Class, Group, Kind, Matter, Origin, Recourse, Setting, Standing};
use nodal::world;
use std::ops::Range;

/// Most groups of a country.
pub const GROUPS: usize = 4;

/// What every community sees and none changes while it lives.
pub struct World {
    pub params: Params,
    pub draws: Draws,
    /// Months lived, counted from the beginning of the burn-in.
    pub month: u32,
    /// Steps lived: part of the key of draws.
    pub step: u32,
    /// Beginning and end of the step, in months.
    pub from: f32,
    pub until: f32,
    /// Length of a step, in months.
    pub length: f32,
    /// What each community showed when the last step ended.
    pub shown: Vec<Shown>,
    /// What each community knew of each auspice last month.
    pub told: Vec<Vec<Option<f32>>>,
    /// What the country's news say of each.
    pub news: Vec<Option<f32>>,
    /// Predatory effort at each station.
    pub effort: Vec<f32>,
    /// Proneness of the sixteen classes of households.
    pub classes: [f64; 16],
    /// What departs from it at each, as a logit.
    pub leaning: Vec<f32>,
    /// Severity of each matter: quantiles of a Beta distribution.
    pub severity: Vec<BetaQuantiles>,
    /// Share of the claim that a settlement meets, by its quality.
    pub met: BetaShares,
    /// Monthly income of a household of each class, in cents.
    pub income: [f64; 3],
    /// A day's wage, in cents.
    pub day_wage: f64,
}

/// A country of the twin.
pub struct Twin {
    pub world: World,
    pub communities: Vec<Community>,
    pub stations: Vec<Station>,
    /// Wages of officers paid over due: fixed while the burn-in lasts.
    pub pay_ratio: f64,
    /// Mean predatory effort of the force last month.
    pub mean_effort: f32,
}

/// A police station and the communities it serves.
pub struct Station {
    pub members: Vec<usize>,
    pub officers: u32,
    /// Hours from the seat of government.
    pub hours: f32,
    /// Wages paid over due.
    pub pay: f64,
}

/// What neighbours and stations read of a community.
#[derive(Clone, Copy, Default)]
pub struct Shown {
    pub violent: u32,
    pub thefts: u32,
    pub police_queue: u32,
    pub serious_queue: u32,
    pub minor_queue: u32,
    pub patrol: f32,
    pub pull: f32,
    pub pressure: f32,
    pub arrests: [u8; 8],
}

/// A community. Levels (trust, aspiration, grievance, fear) are multiples of 1/65535.
pub struct Community {
    pub identity: u32,
    pub station: usize,
    pub station_km: f32,
    /// Neighbours and their distance, in km.
    pub near: Vec<(usize, f32)>,
    pub poverty: f32,
    pub crowding: f32,
    pub ties: f32,
    pub wealth: f32,
    pub arms: f32,
    pub fit: Vec<f32>,
    pub setting: Setting,
    pub x_km: f64,
    pub y_km: f64,
    /// Hardship, opportunity, harshness in standard deviations.
    pub hardship: f32,
    pub opportunity: f32,
    pub harshness: f32,
    /// When each household was last hit by violence other than feud; 0 if never.
    pub hit: Vec<u32>,
    /// Exposure to escalation, cumulated to the step's beginning.
    pub exposure: f32,
    /// Thefts of late: household and moment.
    pub hits: Vec<(usize, f32)>,

    /// Households of each group, side by side.
    pub groups: Vec<Range<usize>>,
    pub group_of: Vec<usize>,
    pub class: Vec<Class>,
    pub has_low_standing: Vec<bool>,
    /// In 1/256.
    pub disposition: Vec<i8>,
    /// Trust of each household, by kind.
    pub trust: Vec<Vec<u16>>,
    pub aspiration: Vec<u16>,
    pub grievance: Vec<u16>,
    pub fear: Vec<u16>,

    pub open: Vec<Dispute>,
    pub settled: Vec<Settled>,
    pub feuds: Vec<Feud>,
    /// Agreements across groups that count as kept, by the month modulo 12 in which they do.
    pub keeping: [u32; 12],
    /// Plans of elders that count as kept.
    pub kept_plans: [u16; 12],
    pub at_rest: u64,
    pub ever_arisen: u64,

    pub elders: Vec<Elders>,
    pub officers: f32,
    pub police_bank: f32,
    pub expected: f32,
    /// Share of hours for stops for money.
    pub for_money: f32,
    pub on_patrol: f32,
    pub reserved: f32,

    pub radius: f32,
    pub efficacy: f32,
    pub uses: f32,
    /// Norm of force, and a year's mean of what taught it a month: force that paid, violence answered without force.
    pub norm: f32,
    pub paid: f32,
    pub answered: f32,
    pub problems: u32,
    pub mean_trust: Vec<f32>,
    /// Kinds that anybody here has met.
    pub met: Vec<bool>,
    /// Cases and cases settled for good, by kind and group.
    pub cases: Vec<[f32; GROUPS]>,
    pub successes: Vec<[f32; GROUPS]>,
    /// Share of first choices, by way.
    pub usage: [f32; Recourse::COUNT],
    pub legitimacy: Vec<[f32; GROUPS]>,
    /// Repute of each auspice, and what is known of it here, if anything.
    pub repute: Vec<f32>,
    pub known: Vec<Option<f32>>,
    /// Weight and weight times outcome of the month's public events, by kind.
    pub events: Vec<(f32, f32)>,
    pub believed_deterrence: f32,
    pub deterrence: [f32; Origin::COUNT],
    /// Police on duty per 1,000 households.
    pub patrol: f32,
    pub unanswered: [u16; 6],
    pub spare: u32,
    pub jailed: [u16; 12],

    /// Violent acts of the step.
    pub acts: u32,
    /// Disputes of the step that violence and theft left behind.
    pub newborn: u32,
    pub heard_next_door: f32,
    pub showing: Shown,
    pub tally: Tally,
}

/// The elders of a group.
#[derive(Clone, Copy)]
pub struct Elders {
    pub exist: bool,
    /// Share of the group's households here whose segment has elders.
    pub served: f32,
    /// Segments of the group that have elders, each by its share here.
    pub share: f32,
    pub quality: f32,
    pub capacity: f32,
    pub slots: f32,
}

/// Where an open dispute stands, and until when.
#[derive(Clone, Copy, PartialEq)]
pub enum Stage {
    Deciding,
    Lumped(f32),
    Talking(f32),
    SelfHelp(f32),
    /// At a forum, held by a group.
    Queued(Recourse, usize, f32),
}

/// A dispute.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, any of which may hold")]
pub struct Dispute {
    pub born: u32,
    pub key: u32,
    /// Blocks drawn so far.
    pub turns: u16,
    pub initiator: usize,
    pub respondent: usize,
    pub severity: u16,
    pub anger: u16,
    pub arisen: f32,
    pub stage: Stage,
    /// Cumulated exposure at which it turns violent, and month in which it is dropped, unless its stage ends before.
    pub fuse: f32,
    pub drops: f32,
    pub tried: [bool; Recourse::COUNT],
    pub matter: Matter,
    pub reopened: u8,
    pub first: Option<Recourse>,
    pub is_inside_radius: bool,
    pub is_within_group: bool,
    pub descends_from_violence: bool,
    pub was_answered: bool,
}

/// A settlement that will break.
#[derive(Clone, Copy)]
pub struct Settled {
    pub dispute: Dispute,
    pub recourse: Recourse,
    pub at: f32,
    pub breaks: f32,
    pub by_agreement: bool,
    /// Share of the claim.
    pub met: f32,
}

/// Heat of a household against another.
#[derive(Clone, Copy)]
pub struct Feud {
    pub holder: usize,
    pub against: usize,
    /// Fast and slow, as the step leaves them.
    pub heat: [f32; 2],
    /// When it strikes in the step, if it does.
    pub due: f32,
    pub is_calmed: bool,
}

impl Community {
    /// Class, group, standing and kind of place of a household.
    pub fn sort_of(&self, household: usize) -> (Class, Group, Standing, Setting) {
        let standing = Standing::ALL[usize::from(self.has_low_standing[household])];
        (self.class[household], Group::ALL[self.group_of[household]], standing, self.setting)
    }

    /// Number of households.
    pub fn size(&self) -> f32 {
        self.fear.len() as f32
    }

    /// Thousands of households.
    pub fn thousands(&self) -> f32 {
        self.size() / 1000.0
    }
}

/// Means of severity by matter: money, neighbour, land, domestic, other, assault, theft (4.2).
fn severities(p: &Disputes) -> [f64; Matter::COUNT] {
    [
        p.severity_money,
        p.severity_neighbour,
        p.severity_land,
        p.severity_domestic,
        p.severity_other,
        p.severity_assault,
        p.severity_theft,
    ]
}

impl Twin {
    /// The twin of a country that has lived no month yet.
    pub fn of(country: &world::Country) -> Self {
        let params = country.params.clone();
        let day_wage = params.economy.day_wage * 100.0;
        let median = day_wage * params.economy.median_income;
        let communities = (0..country.communities.len()).map(|i| community(country, i)).collect();
        let stations: Vec<Station> = (0..country.stations.len())
            .map(|site| Station {
                members: country.station_sites.members(site).iter().map(|c| c.place()).collect(),
                officers: country.stations[site].officers,
                hours: country.stations[site].hours_from_seat,
                pay: 0.0,
            })
            .collect();
        let world = World {
            draws: country.draws,
            month: country.age(),
            step: 0,
            from: 0.0,
            until: 0.0,
            length: (1.0 / f64::from(params.time.steps_per_month)) as f32,
            shown: country
                .published
                .iter()
                .map(|published| Shown { pull: published.pull, ..Shown::default() })
                .collect(),
            told: Vec::new(),
            news: Vec::new(),
            classes: gamma_classes(params.proneness.variance),
            leaning: country.stations.iter().map(|station| station.leaning).collect(),
            effort: country.stations.iter().map(|station| station.predatory_effort).collect(),
            severity: severities(&params.disputes)
                .map(|mean| BetaQuantiles::new(mean, params.disputes.concentration))
                .to_vec(),
            met: BetaShares::new(params.settlement.degree_concentration),
            income: [
                median * params.economy.poor_income,
                median,
                median * params.economy.rich_income,
            ],
            day_wage,
            params,
        };
        Self {
            world,
            communities,
            stations,
            pay_ratio: country.state.force.pay_ratio,
            mean_effort: country.state.force.mean_effort,
        }
    }

    /// The share of a stock with this half-life that a step leaves.
    pub fn kept(half_life: f64, steps_per_month: u32) -> f32 {
        decay(half_life, 1.0 / f64::from(steps_per_month))
    }
}

fn community(country: &world::Country, index: usize) -> Community {
    let mut c = country.communities[index].clone();
    let n = c.households.len();
    let levels = |levels: &[world::Level]| levels.iter().map(|level| level.0).collect::<Vec<u16>>();
    let trust: Vec<Vec<u16>> =
        Kind::ALL.iter().map(|&kind| levels(c.households.trust(kind))).collect();
    let elders = c.providers.elders.map(|e| Elders {
        exist: e.exist,
        served: e.served,
        share: e.share,
        quality: e.quality,
        capacity: e.capacity,
        slots: e.slots,
    });
    Community {
        identity: c.identity(),
        station: country.station_sites.site_of[index].place(),
        station_km: c.ground.station_km,
        near: country.neighbours.of(index).iter().map(|l| (l.to.place(), l.distance_km)).collect(),
        poverty: c.ground.poverty,
        crowding: c.ground.crowding,
        ties: c.ground.ties,
        wealth: c.ground.wealth,
        arms: c.conditions.arms,
        fit: c.ground.fit.as_slice().to_vec(),
        setting: c.setting(),
        x_km: c.place.x_km,
        y_km: c.place.y_km,
        hardship: c.ground.hardship,
        opportunity: c.conditions.opportunity,
        harshness: c.conditions.harshness,
        exposure: 0.0,
        hit: vec![0; n],
        hits: Vec::new(),
        groups: (0..GROUPS).map(|group| c.households.group(group)).collect(),
        group_of: (0..n).map(|h| c.households.group_of(h)).collect(),
        class: (0..n).map(|h| c.households.class(h)).collect(),
        has_low_standing: (0..n).map(|h| c.households.has_low_standing(h)).collect(),
        disposition: c.households.trust_and_disposition(Kind::Public).1.to_vec(),
        mean_trust: trust.iter().map(|of_kind| mean(of_kind)).collect(),
        trust,
        aspiration: levels(c.households.aspiration_mut()),
        grievance: levels(c.households.grievance()),
        fear: levels(c.households.fear()),
        open: Vec::new(),
        settled: Vec::new(),
        feuds: Vec::new(),
        keeping: [0; 12],
        kept_plans: [0; 12],
        at_rest: 0,
        ever_arisen: 0,
        elders: elders.to_vec(),
        officers: 0.0,
        police_bank: 0.0,
        expected: 0.0,
        for_money: 0.0,
        on_patrol: 0.0,
        reserved: 0.0,
        radius: c.opinion.radius,
        efficacy: c.opinion.efficacy,
        uses: 0.0,
        norm: c.opinion.norm,
        paid: 0.0,
        answered: 0.0,
        problems: 0,
        met: vec![false; Kind::COUNT],
        cases: vec![[0.0; GROUPS]; Kind::COUNT],
        successes: vec![[0.0; GROUPS]; Kind::COUNT],
        usage: [0.0; Recourse::COUNT],
        legitimacy: Auspice::ALL.iter().map(|a| c.opinion.legitimacy[*a]).collect(),
        repute: Auspice::ALL.iter().map(|a| c.opinion.repute[*a]).collect(),
        known: vec![None; Auspice::COUNT],
        events: vec![(0.0, 0.0); Kind::COUNT],
        believed_deterrence: 0.0,
        deterrence: [0.0; Origin::COUNT],
        patrol: 0.0,
        unanswered: [0; 6],
        spare: c.men.spare,
        jailed: [0; 12],
        acts: 0,
        newborn: 0,
        heard_next_door: 0.0,
        showing: Shown::default(),
        tally: Tally::default(),
    }
}
