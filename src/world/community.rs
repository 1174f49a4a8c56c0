//! A community: its people, its troubles, its providers, its accounts.

use super::diary::{Diary, DisputeKey, Event, What};
use super::dispute::{Dispute, Feud, Hit, Settled};
use super::households::{Households, MAX_GROUPS, mean};
use super::organisations::GangId;
use super::parts::{Conditions, Cover, Docket, Ground, Men, Opinion, Providers, Step};
use super::place::Place;
use crate::engine::draws::unit;
use crate::ledger::Books;
use crate::metrics::{Sort, Tally};
use crate::terms::{Auspice, Group, Kind, Outcome, Recourse, Setting, Standing};
use enum_map::EnumMap;
use rand_philox::splitmix64;

/// Households of the reference community, for which numbers of men and of hearers are declared.
pub const REFERENCE: f32 = 500.0;

/// Pairs of local nodes: police, elders, committee, band.
pub const NODE_PAIRS: usize = 6;

/// Months that a ring of monthly numbers remembers.
pub const RING: usize = 12;

/// A neighbourhood or village of 20 to 5,000 households, in parts by who changes what.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Community {
    /// Where it lies and what it is called. Constant.
    pub place: Place,
    /// Communities of the country that it stands for, over the mean of those simulated: what it counts
    /// in national sums; 1 where the country is simulated as a whole. Constant.
    pub stands_for: f64,
    /// What a place is. Nothing changes it once the world is built.
    pub ground: Ground,
    /// Its people.
    pub households: Households,
    /// Disputes, what became of them, and the feuds they leave.
    pub docket: Docket,
    /// What people here hold in common.
    pub opinion: Opinion,
    /// What is to be found here, and wants doing something about.
    pub conditions: Conditions,
    /// Young men without work.
    pub men: Men,
    /// Who provides security here, and what arrangements add.
    pub providers: Providers,
    /// What the presence of providers prevents, as it is and as offenders believe.
    pub cover: Cover,
    /// What a step counts to tell its draws apart, and hears. Reset each step.
    pub step: Step,
    /// What its neighbours will read when the step has ended.
    pub publishing: Published,
    /// Counts of the month. Reset each month.
    #[serde(skip)]
    pub tally: Tally,
    /// Counts since the year began, for yearly rows. Reset each year.
    pub year: Year,
    /// Counts of the last full year.
    pub last_year: Year,
    /// What happened, told event by event, where somebody follows it.
    pub diary: Option<Box<Diary>>,
    /// Accounts and transfers.
    pub books: Books,
}

/// Kinds that were met are bits.
const _: () = assert!(Kind::COUNT <= u8::BITS as usize);

/// What a yearly row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Year {
    /// Violent acts.
    pub violent: u32,
    /// Killed.
    pub deaths: u32,
    /// Thefts and robberies.
    pub thefts: u32,
    /// Disputes arisen.
    pub arisen: u32,
    /// Disputes settled.
    pub settled: u32,
    /// Of those, by police.
    pub settled_by_police: u32,
    /// Victims without an answer.
    pub unanswered: u32,
}

impl Year {
    /// Adds a month.
    pub fn add(&mut self, month: &Tally) {
        self.violent += month.violent.values().sum::<u32>();
        self.deaths += month.deaths.values().sum::<u32>();
        self.thefts += month.thefts;
        self.arisen += month.arisen.values().sum::<u32>();
        self.settled += month.ended[Outcome::Agreement] + month.ended[Outcome::Imposition];
        self.settled_by_police += month.settled[Recourse::Public];
        self.unanswered += month.unanswered;
    }
}

/// Cases that a kind of forum was given by a group, and those it settled for good.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Performance {
    /// Cases, fading with memory.
    pub cases: f32,
    /// Cases settled and not reopened within a year, fading with memory.
    pub settled: f32,
}

/// What a community has of the elders of one group, in segments that need not end where it ends (4.5).
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Elders {
    /// Whether any segment here has elders. Constant.
    pub exist: bool,
    /// Segments with elders, each by the share of its households that live here. Constant.
    pub share: f32,
    /// Share of the group's households here whose segment has elders. Constant.
    pub served: f32,
    /// Their mean quality in [0, 1]. Constant.
    pub quality: f32,
    /// Hearings a month. Set by row.
    pub capacity: f32,
    /// Cases that can still be heard; below zero a backlog. State.
    pub slots: f32,
}

impl Elders {
    /// A new month: hearings by share, and what was not asked for before, up to a month of one segment.
    pub fn open(&mut self, per_segment: f32) {
        self.capacity = per_segment * self.share;
        self.slots = (self.slots + self.capacity).min(self.capacity.max(per_segment));
    }
}

impl Community {
    /// Whether the segment of a household has elders: a hash of its number says which households those are that
    /// [`Elders::served`] counts, so that nobody remembers it.
    #[inline]
    pub fn has_elders(&self, household: usize) -> bool {
        let elders = &self.providers.elders[self.households.group_of(household)];
        let lot = splitmix64(!(u64::from(self.identity()) << 32 | household as u64)) as u32;
        elders.exist && unit(lot) < elders.served
    }
}

/// A vigilante band (4.15).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Band {
    /// Men, all of households here.
    pub men: u16,
    /// Order in [0, 1]: summary punishment to assembly.
    pub order: f32,
    /// Months in a row in which takings exceeded dues.
    pub months_of_takings: u8,
    /// Dues received last month over what the men want.
    pub paid: f32,
    /// Cases that can still be heard this month.
    pub slots: f32,
}

/// A gang's hold on a community (4.16).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Turf {
    /// The gang.
    pub gang: GangId,
    /// Men, all of households here.
    pub men: u16,
    /// Governing effort in [0, 1].
    pub effort: f32,
    /// Months in a row with a loss.
    pub months_of_loss: u8,
    /// Raids suffered this month.
    pub raids: u8,
    /// Whether the gang has bought off the police here.
    pub is_captured: bool,
    /// Whether it lies low under a force that it cannot match, and waits (4.14).
    pub is_underground: bool,
    /// Cases that can still be heard this month.
    pub slots: f32,
}

/// What stations and committees can do in a community this month.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Duty {
    /// Minutes of police that are left for cases, with what was saved up.
    pub police_bank: f32,
    /// Minutes that serious incidents are expected to need: minor cases wait for what is above (4.8).
    pub reserved: f32,
    /// The same of property and disputes: calls wait for what is above that too (4.8).
    pub expected: f32,
    /// Officers who are there, as a number of full-time officers.
    pub officers: f32,
    /// Share of their hours that goes to stops for money.
    pub for_money: f32,
    /// Officers on patrol, as a number of full-time officers.
    pub on_patrol: f32,
    /// Soldiers who are there (4.37).
    pub soldiers: f32,
    /// Equipment of the officers here, in [0, 1] (4.12).
    pub equipment: f64,
    /// What training has taught the officers here, in [0, 1] (4.12).
    pub training: f64,
    /// Gatherings that the committee can still hold here this month.
    pub gatherings: f32,
    /// Gatherings held here last month, for pay.
    pub held: u32,
    /// Arrests made here last month, for bounties.
    pub arrests: u32,
}

/// A pull of public events on trust.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct PublicEvent {
    /// Sum of weights.
    pub weight: f32,
    /// Sum of weight times outcome.
    pub outcome: f32,
}

/// What is known of an auspice where it is seen behind something: nothing, or a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Known(u16);

impl Known {
    /// A level in [0, 1], in as many steps as go with nothing into sixteen bits.
    pub fn of(level: Option<f32>) -> Self {
        let steps = f32::from(u16::MAX - 1);
        Self(level.map_or(0, |level| 1 + (level.clamp(0.0, 1.0) * steps).round() as u16))
    }

    /// The level, if anything is known.
    pub fn level(self) -> Option<f32> {
        (self.0 > 0).then(|| f32::from(self.0 - 1) / f32::from(u16::MAX - 1))
    }
}

/// What a community's neighbours and its stations read: last step's values.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Published {
    /// Violent acts.
    pub violent: u32,
    /// Thefts.
    pub thefts: u32,
    /// Minutes of police that cases asked for.
    pub police_queue: u32,
    /// Minutes of police that serious incidents asked for.
    pub serious_queue: u32,
    /// Minutes of police that property and disputes asked for.
    pub minor_queue: u32,
    /// Cases that asked for a gathering.
    pub gathering_queue: u32,
    /// Officers on duty who patrol each neighbour.
    pub patrol: f32,
    /// Pull on offenders: wealth and believed deterrence (4.10).
    pub pull: f32,
    /// Offenders over the sum of their options: the rate per unit of pull (4.10).
    pub pressure: f32,
    /// Whether there is a band.
    pub has_band: bool,
    /// Probability that a contact with police costs a bribe.
    pub bribe_chance: f32,
    /// Arrests here of offenders from each neighbour, by position in the neighbour list.
    pub arrests: [u8; 8],
    /// What is known here of each auspice (4.22).
    pub known: EnumMap<Auspice, Known>,
}

impl Published {
    /// Minutes of police that cases asked for, without calls.
    pub fn case_queue(&self) -> u32 {
        self.serious_queue + self.minor_queue
    }
}

impl Community {
    /// What kind of place it is.
    #[inline]
    pub fn setting(&self) -> Setting {
        match (self.ground.enclave > 0.0, self.place.is_rural) {
            (true, _) => Setting::Enclave,
            (false, false) => Setting::Town,
            (false, true) => Setting::Village,
        }
    }

    /// What a household is, by all that tables tell households apart by.
    pub fn sort_of(&self, household: usize) -> Sort {
        let people = &self.households;
        let standing = Standing::ALL[usize::from(people.has_low_standing(household))];
        let group = Group::ALL[people.group_of(household)];
        (people.class(household), group, standing, self.setting())
    }

    /// Number of households as a float.
    #[inline]
    pub fn size(&self) -> f32 {
        self.households.len() as f32
    }

    /// Fear of a household, with that of a war which is remembered: 1 − (1 − short)(1 − dread) (4.31).
    #[inline]
    pub fn fear_of(&self, household: usize) -> f32 {
        self.haunted(self.households.fear()[household].get())
    }

    /// Mean fear, with that of a war which is remembered.
    pub fn mean_fear(&self) -> f32 {
        self.haunted(mean(self.households.fear()))
    }

    /// What fear comes to where a war is remembered; the same to the bit where none is.
    #[inline]
    fn haunted(&self, short: f32) -> f32 {
        short + self.conditions.dread * (1.0 - short)
    }

    /// Thousands of households.
    #[inline]
    pub fn thousands(&self) -> f32 {
        self.size() / 1000.0
    }

    /// A household that is at home: the one that was drawn, or where it has left the next that has not.
    #[inline]
    pub fn at_home(&self, drawn: usize) -> usize {
        if self.conditions.moved.away == 0 { drawn } else { self.households.first_at_home(drawn) }
    }

    /// A number of men that is declared for a community of 500 households, as it is here: as many
    /// in all, however finely a town is cut.
    pub fn scaled(&self, men: u32) -> f32 {
        men as f32 * self.size() / REFERENCE
    }

    /// The stable key of its draws.
    #[inline]
    pub fn identity(&self) -> u32 {
        self.place.identity
    }

    /// Mean legitimacy of an auspice over households.
    pub fn mean_legitimacy(&self, auspice: Auspice) -> f32 {
        let of_group = &self.opinion.legitimacy[auspice];
        let sum: f32 =
            (0..MAX_GROUPS).map(|g| of_group[g] * self.households.group(g).len() as f32).sum();
        sum / self.size().max(1.0)
    }

    /// Gives lists room for what half of places come to hold, with some to spare: the others grow while the world fills.
    pub(super) fn keep_room(&mut self) {
        let n = self.households.len();
        let Docket { open, settled, feuds, hits, .. } = &mut self.docket;
        keep(open, n / 3 + 8);
        keep(settled, n / 8 + 8);
        keep(feuds, n / 8 + 8);
        keep(hits, n / 16 + 8);
    }

    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        size_of::<Self>()
            + self.households.bytes()
            + self.docket.open.capacity() * size_of::<Dispute>()
            + self.docket.settled.capacity() * size_of::<Settled>()
            + self.docket.feuds.capacity() * size_of::<Feud>()
            + self.docket.hits.capacity() * size_of::<Hit>()
            + self.place.name.capacity()
            + self.place.town.capacity()
            + self.place.district.capacity()
    }

    /// Men in jail.
    pub fn in_jail(&self) -> u32 {
        self.men.jailed.iter().map(|&n| u32::from(n)).sum()
    }
}

/// Gives a list room for so many in all.
fn keep<T>(list: &mut Vec<T>, room: usize) {
    list.reserve_exact(room.saturating_sub(list.len()));
}

impl Community {
    /// Names the households of whom a diary is kept for surveys; none ends it.
    pub fn ask(&mut self, households: Vec<u16>) {
        match &mut self.diary {
            Some(diary) if diary.is_followed => diary.asked = households,
            _ if households.is_empty() => self.diary = None,
            Some(diary) => {
                diary.events.retain(|event| event.is_of(&households));
                diary.asked = households;
            }
            None => {
                let diary = Diary { asked: households, ..Diary::default() };
                self.diary = Some(Box::new(diary));
            }
        }
    }

    /// Notes an event where somebody follows the community, or a survey will ask those concerned.
    #[inline]
    pub fn note(
        &mut self,
        at: f32,
        dispute: Option<DisputeKey>,
        households: [Option<u16>; 2],
        what: What,
    ) {
        if let Some(diary) = &mut self.diary {
            let event = Event { at, dispute, households, what };
            if diary.is_followed || event.is_of(&diary.asked) {
                diary.events.push(event);
            }
        }
    }

    /// Notes an event in the life of a dispute.
    #[inline]
    pub fn note_dispute(&mut self, at: f32, d: &Dispute, what: What) {
        let parties = [Some(d.initiator), Some(d.respondent)];
        self.note(at, Some((d.born, d.key)), parties, what);
    }
}
