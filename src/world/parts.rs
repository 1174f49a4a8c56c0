//! The parts of a community, by who changes what: a mechanism takes the part that it changes.

use super::community::{Band, Duty, Elders, NODE_PAIRS, Performance, PublicEvent, RING, Turf};
use super::dispute::{Dispute, Feud, Hit, Settled};
use super::engaged::Engaged;
use super::fronts::Across;
use super::households::MAX_GROUPS;
use crate::terms::{Auspice, Class, Kind, Origin, Recourse};
use enum_map::EnumMap;

/// What a place is. Nothing changes it once the world is built.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Ground {
    /// Poverty at the beginning: share of poor households. Constant.
    /// What it has become is [`poverty`](super::community::Community::poverty).
    pub poverty: f32,
    /// Hardship, in standard deviations from the country's (4.29). Constant.
    pub hardship: f32,
    /// Crowding in [0, 1], one half on average. Constant.
    pub crowding: f32,
    /// Ties between people, on the logit scale, 0 on average. Constant.
    pub ties: f32,
    /// Mean income over the country's median: what there is to take. Constant.
    pub wealth: f32,
    /// Cultural fit of each kind: the norm here, added to trust where a forum needs consent (4.5).
    /// Constant.
    pub fit: EnumMap<Kind, f32>,
    /// Monthly income of its households by class, in minor units. Constant.
    pub incomes: EnumMap<Class, i64>,
    /// Households of low standing. Constant.
    pub low_standing: u32,
    /// Distance to the police station, in km. Constant.
    pub station_km: f32,
    /// Distance to the middle of the committee's site, in km. Constant.
    pub committee_km: f32,
    /// Arms that trade keeps here, in units of 100 for 1,000 adults (4.23). Constant.
    pub arms: f32,
    /// Spare men at the beginning, those of bands and gangs among them. Constant.
    pub spare_men: u32,
    /// Whether it holds an enclave of extraction (4.24). Constant.
    pub holds_enclave: bool,
    /// How far it lies in the ring of an enclave: 1 where it holds one, one half next to it. Constant.
    pub enclave: f32,
    /// Memory of war that it has at month 0 (4.31). Constant.
    pub past_violence: f32,
}

/// Disputes, what became of them, and the feuds they leave: what `disputes/`, `forums/` and feuds change.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Docket {
    /// Open disputes. State.
    pub open: Vec<Dispute>,
    /// Settlements that will break. State.
    pub settled: Vec<Settled>,
    /// Live feuds. State.
    pub feuds: Vec<Feud>,
    /// Exposure to escalation that all open disputes here have shared, cumulated to the step's beginning (4.6). State.
    pub exposure: f32,
    /// Thefts of late, in the order of their happening. State.
    pub hits: Vec<Hit>,
    /// Agreements across groups that count as kept in the months to come, by month modulo 12. State.
    pub keeping: [u32; RING],
    /// What happened across groups. Reset each month.
    pub across: Across,
    /// Plans of elders and of committees that count as kept in the months to come. State.
    pub kept_plans: [[u16; RING]; 2],
    /// Disputes now settled, dropped or ended by violence, for conservation. State.
    pub at_rest: u64,
    /// Disputes ever arisen. State.
    pub ever_arisen: u64,
}

/// Adds to a list of a docket, and makes room for half as many more where it is full: a list that doubles would hold half of
/// its room empty, in thousands of communities.
pub fn enter<T>(list: &mut Vec<T>, one: T) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len() / 2 + 4);
    }
    list.push(one);
}

/// What people here hold in common: what `people/` changes.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Opinion {
    /// Radius of trust in [0, 1] (4.20). State.
    pub radius: f32,
    /// Collective efficacy in [0, 1] (4.21). State.
    pub efficacy: f32,
    /// Norm of force in [0, 1] (4.32). State.
    pub norm: f32,
    /// What taught it a month per 1,000 households, over a year: force that went unanswered or paid off, and violence answered
    /// without force (4.32). State.
    pub answers: [f32; 2],
    /// What came of acting together a month per 1,000 households, over a year (4.21). State.
    pub uses: f32,
    /// Mean trust of its households in each kind. Set by learn.
    pub mean_trust: EnumMap<Kind, f32>,
    /// Kinds that anybody here has ever met, as bits: trust in the others is at rest. State.
    pub met: u8,
    /// How forums of each kind performed for each group (4.3). State.
    pub performance: EnumMap<Kind, [Performance; MAX_GROUPS]>,
    /// Share of disputes that took each recourse in the last year (4.3). State.
    pub usage: EnumMap<Recourse, f32>,
    /// Legitimacy of each auspice in the eyes of each group (4.22). State.
    pub legitimacy: EnumMap<Auspice, [f32; MAX_GROUPS]>,
    /// Repute of each auspice: what those go by who do not see who stands behind a post (4.22). State.
    pub repute: EnumMap<Auspice, f32>,
    /// Auspices that anybody here has seen or heard of, as bits. State.
    pub heard: u8,
    /// What was learnt of ways of settling (4.33). State.
    pub lessons: Lessons,
    /// Public events of the month: how far trust in each kind is pulled, and where to. Reset.
    pub events: EnumMap<Kind, PublicEvent>,
}

/// Training in ways of settling, as far as it has not faded (4.33).
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Lessons {
    /// Share of adults who are trained. State.
    pub trained: f32,
    /// The same with those whom a placebo trained in nothing: who need not be asked again. State.
    pub attended: f32,
}

/// What is to be found here, and wants doing something about.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Conditions {
    /// Arms per 100 for 1,000 adults: 0.2 is 20 per 1,000. State.
    pub arms: f32,
    /// Opportunity for quarrels and prey, in standard deviations from the country's (4.29). State.
    pub opportunity: f32,
    /// Harshness of quarrels, likewise (4.29). State.
    pub harshness: f32,
    /// Memory of war in [0, 1] (4.31). State.
    pub war: f32,
    /// Share of calm that it takes. Set each month.
    pub dread: f32,
    /// Open problems (section 2). State.
    pub problems: u32,
    /// Standing projects. State.
    pub projects: u32,
    /// How far the projects of the site reach its households: 1 − 2^(−reach). Set by row.
    pub reached: f32,
    /// Violence and thefts without answer, in six months (4.15). State.
    pub unanswered: HalfYear,
    /// Force against people that provokes, in six months (4.15). State.
    pub provoked: HalfYear,
    /// Raids on the gang here while a change is on (section 2). Set each month.
    pub raids: Option<f64>,
    /// What households earn over their incomes while a change is on (section 2). Set each month.
    pub earnings: Option<f64>,
    /// Who has left, and who is a guest. State.
    pub moved: Moved,
    /// What the place lives on beside earnings. State.
    pub living: Living,
}

/// Money that comes to a place beside earnings, less what leaves, as shares of its income (4.35).
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Living {
    /// What usually comes in a month: the mean before month 0. State.
    pub usual: f32,
    /// What the place has gained against that, or lost below 0. State.
    pub gained: f32,
}

/// Households that left their place, and those of others that stay here (4.34).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Moved {
    /// Households of this place that are away. State.
    pub away: u32,
    /// Households of other places that are here. Set by spill.
    pub guests: u32,
    /// Month since the burn-in began in which violence last drove people away, one more; 0 where none did since all came
    /// home. State.
    pub unrest: u32,
}

/// What was counted in the last six months, by month modulo six.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct HalfYear(pub [u16; 6]);

impl HalfYear {
    /// A month begins, of which nothing is counted yet.
    pub fn begin(&mut self, month: u32) {
        self.0[month as usize % 6] = 0;
    }

    /// Counts one in this month.
    pub fn count(&mut self, month: u32) {
        let of_month = &mut self.0[month as usize % 6];
        *of_month = of_month.saturating_add(1);
    }

    /// All of the six months.
    pub fn total(&self) -> u32 {
        self.0.iter().map(|&n| u32::from(n)).sum()
    }

    /// The mean of a month.
    pub fn a_month(&self) -> f32 {
        self.total() as f32 / self.0.len() as f32
    }
}

/// Young men without work: who is free, in jail, or guards others. Bands and gangs have theirs.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Men {
    /// Spare men: free young men without work. State.
    pub spare: u32,
    /// Spare men in jail, by the month modulo 12 in which they come home. State.
    pub jailed: [u16; RING],
    /// Guards employed here (4.14). State.
    pub guards: u16,
    /// Men who have found other work since the beginning; below 0 who have lost casual work (4.35). State.
    pub found: i32,
    /// Men dead in clashes, whose places nobody has taken (4.36). State.
    pub dead: u32,
}

/// Who provides security here, and what arrangements add: what row, bands, gangs and guards change.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Providers {
    /// Elders by group. State.
    pub elders: [Elders; MAX_GROUPS],
    /// The band, if there is one. State.
    pub band: Option<Band>,
    /// The gang's hold, if there is one. State.
    pub turf: Option<Turf>,
    /// What stations and committees can do here this month. Set by row.
    pub duty: Duty,
    /// Strength of links between local nodes, by pair (4.19). State.
    pub links: [f32; NODE_PAIRS],
    /// What acting arrangements do here this month. Set by row.
    pub engaged: Engaged,
    /// Incidents of a war over turf that will fall here. State.
    pub incursions: u32,
    /// Thefts a month for each household, over a year: what buyers of guards believe. State.
    pub loss_rate: f32,
    /// Share of thefts that guards avert from those who pay for them. Set each month.
    pub averted: f32,
}

/// What the presence of providers prevents, as it is and as offenders believe: what `places/deterrence.rs` sets.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Cover {
    /// What the police know here, in [0, 1] (4.9). Set each step.
    pub information: f32,
    /// Deterrence by origin of violence (4.9). Set each step.
    pub deterrence: EnumMap<Origin, f32>,
    /// Patrol on duty per 1,000 households, by kind. Set each step.
    pub patrol: EnumMap<Kind, f32>,
    /// Deterrence that offenders believe in (4.10). State.
    pub believed_deterrence: f32,
}

/// What a step counts to tell its draws apart, and hears. Reset each step.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Step {
    /// Disputes born this step that no household brought (children of violence). Reset each step.
    pub newborn: u32,
    /// Violent acts of this step: the key of the next one's draws. Reset each step.
    pub acts: u32,
    /// Fear that what happened next door adds in this step. Set each step.
    pub heard_next_door: f32,
}
