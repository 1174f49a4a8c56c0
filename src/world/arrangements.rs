//! Arrangements: who authorises and pays whom to provide what, where (claim 18: any auspice with any
//! provider). Those of the scenario and those that auspices choose are one kind of thing.

use super::account::Account;
use super::selection::{Extent, Zone};
use super::sites::{CommunityId, SiteId};
use crate::ledger::{AccountId, Books, Ledger, Money, Purpose};
use crate::params::Params;
use crate::programme::{Compact, Intervention, Programme};
use crate::terms::{Assigned, Auspice, Class, Component, Contract, Delivery, Lag};
use enum_map::EnumMap;

/// Where an arrangement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Phase {
    /// Not begun, or at rest until its condition holds.
    Waiting,
    /// Getting ready until this month.
    Preparing {
        /// Month of the first day of work.
        until: i32,
    },
    /// At work.
    Acting,
    /// At work, with an announced end.
    Ending {
        /// Month in which it ends.
        at: i32,
    },
    /// Ended in this month.
    Ended {
        /// Month.
        at: i32,
    },
}

/// An arrangement, by its place in the list of a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ArrangementId(u16);

impl ArrangementId {
    /// The arrangement at a place.
    pub fn at(place: usize) -> Self {
        Self(place as u16)
    }

    /// The place.
    pub fn place(self) -> usize {
        usize::from(self.0)
    }
}

/// Who made an arrangement, and the its number: by these its draws are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Maker {
    /// The scenario, in this intervention.
    Scenario(u32),
    /// The donor's general grants.
    Grants(u32),
    /// An auspice, of its own choice.
    Choice(Auspice, u32),
}

impl Maker {
    /// The place of its draws.
    pub const fn key(self) -> u32 {
        match self {
            Self::Scenario(number) => number,
            Self::Grants(number) => 1 << 20 | number,
            Self::Choice(auspice, number) => (auspice as u32 + 1) << 24 | number,
        }
    }

    /// Whether an auspice chose it, and which.
    pub const fn chooser(self) -> Option<Auspice> {
        match self {
            Self::Choice(auspice, _) => Some(auspice),
            Self::Scenario(_) | Self::Grants(_) => None,
        }
    }
}

/// Who steers: seats, money, and what partners bring. Constant.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Terms {
    /// Seats of each auspice; they add up to 1.
    pub seats: EnumMap<Auspice, f32>,
    /// Share of the money of each auspice; they add up to 1.
    pub money: EnumMap<Auspice, f64>,
    /// Members.
    pub members: u32,
    /// Further members with a veto.
    pub vetoes: u32,
    /// Local knowledge.
    pub local_knowledge: f32,
    /// Professional knowledge.
    pub professional_knowledge: f32,
    /// Share of work that outsiders review.
    pub oversight: f32,
    /// Standing between groups.
    pub standing: f32,
}

impl Terms {
    /// One auspice alone.
    pub fn alone(auspice: Auspice) -> Self {
        let mut terms = Self {
            seats: EnumMap::default(),
            money: EnumMap::default(),
            members: 1,
            vetoes: 0,
            local_knowledge: 0.0,
            professional_knowledge: 0.0,
            oversight: 0.0,
            standing: 0.0,
        };
        terms.seats[auspice] = 1.0;
        terms.money[auspice] = 1.0;
        terms
    }

    /// Those of a compact.
    pub fn of(compact: &Compact) -> Self {
        let is_member = |i: usize| compact.seats[i] > 0.0 || compact.money[i] > 0.0;
        Self {
            seats: EnumMap::from_array(compact.seats.map(|share| share as f32)),
            money: EnumMap::from_array(compact.money),
            members: (0..Auspice::COUNT).filter(|&i| is_member(i)).count() as u32,
            vetoes: compact.vetoes,
            local_knowledge: compact.local_knowledge as f32,
            professional_knowledge: compact.professional_knowledge as f32,
            oversight: compact.oversight as f32,
            standing: compact.standing as f32,
        }
    }

    /// Of whoever an intervention names; `None` if nobody is called so.
    pub fn by(name: &str, programme: &Programme) -> Option<Self> {
        let compact = programme.compacts.iter().find(|compact| compact.name == name);
        compact.map(Self::of).or_else(|| Auspice::parse(name).map(Self::alone))
    }

    /// Share of the money that is aid.
    pub fn aid_share(&self) -> f64 {
        DONORS.iter().map(|donor| self.money[*donor]).sum()
    }

    /// Whether an auspice has seats.
    pub fn seats_of(&self, auspice: Auspice) -> f32 {
        self.seats[auspice]
    }

    /// The member with most seats.
    pub fn leader(&self) -> Auspice {
        let mut leader = Auspice::State;
        for &auspice in Auspice::ALL {
            if self.seats_of(auspice) > self.seats_of(leader) {
                leader = auspice;
            }
        }
        leader
    }

    /// The funder whose share of money exceeds his share of seats most, and by how much.
    pub fn overweight(&self) -> (Auspice, f32) {
        let mut most = (Auspice::State, 0.0);
        for &auspice in Auspice::ALL {
            let excess = self.money[auspice] as f32 - self.seats_of(auspice);
            if excess > most.1 {
                most = (auspice, excess);
            }
        }
        most
    }
}

/// Auspices whose money is aid.
const DONORS: [Auspice; 3] = [Auspice::Interstate, Auspice::Ngo, Auspice::AidAgency];

/// An arrangement.
#[expect(clippy::struct_excessive_bools, reason = "independent rules, any of which may hold")]
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Arrangement {
    /// Who made it. Constant.
    pub maker: Maker,
    /// Name of the intervention, or one made up for a choice of an auspice. Constant.
    pub name: String,
    /// What it provides. Constant.
    pub component: Component,
    /// Who steers. Constant.
    pub terms: Terms,
    /// Its intervention in the scenario; `None` where an auspice chose it. Constant.
    pub record: Option<u32>,
    /// Communities served, by position, in the order of identities. Set when it begins.
    pub zone: Vec<CommunityId>,
    /// Communities that could have been served and were drawn to stand beside, likewise. Set when it is drawn.
    pub control: Vec<CommunityId>,
    /// Months of each year from month 1 in which it was at work. State.
    pub worked: Vec<u8>,
    /// Sites served, by position among those of the component; none where it serves communities. Set
    /// when it begins.
    pub sites: Vec<SiteId>,
    /// How much of the country the zone is. Set when it begins.
    pub extent: Extent,
    /// Persons served. Set when it begins.
    pub persons: f64,
    /// Money of a month, before anything is taken off. Set when it begins.
    pub monthly: Money,
    /// How a company is paid. Constant.
    pub contract: Contract,
    /// Share of a peace centre's seats that police do not hold. Constant.
    pub independent: f32,
    /// Whether the code forbids force. Constant.
    pub has_code: bool,
    /// Whether money waits for audits. Constant.
    pub has_conditions: bool,
    /// Same money and posts, no local effect. Constant.
    pub is_placebo: bool,
    /// Where it stands. State.
    pub phase: Phase,
    /// Month from which money comes in. Set when it begins.
    pub funded_from: i32,
    /// Whether people believe the announced end. State.
    pub is_end_believed: bool,
    /// Its account below the holder of all arrangements' purses. Set when it is made.
    pub purse: AccountId,
    /// Part of the purse that waits for an audit. State.
    pub held_back: Money,
    /// Part of the treasury that is for the police of the zone. State.
    pub pending: Money,
    /// What it has promised further committees this month. Reset each month.
    pub promised: Money,
    /// What became of its money. State.
    pub account: Account,
    /// Men, guards, officers or peacekeepers that it pays this month. State.
    pub staff: f32,
    /// Month in which it began to act. State.
    pub began: i32,
    /// First and last month at work. State.
    pub at_work: Option<(i32, i32)>,
    /// Its donors leave, or left, before its time. State.
    pub is_cut_short: bool,
    /// Abuses detected. State.
    pub strikes: u8,
}

impl Arrangement {
    /// An arrangement of the scenario before it begins.
    pub fn planned(index: usize, record: &Intervention, programme: &Programme) -> Option<Self> {
        let terms = Terms::by(&record.by, programme)?;
        let mut planned = Self::new(Maker::Scenario(index as u32), record.component?, terms);
        planned.name = name_of(index, record);
        planned.record = Some(index as u32);
        planned.contract = record.contract.unwrap_or(Contract::Cash);
        planned.independent = record.independent as f32;
        planned.has_code = record.code;
        planned.has_conditions = record.conditions;
        planned.is_placebo = record.placebo;
        Some(planned)
    }

    /// An arrangement without place or money yet.
    pub fn new(maker: Maker, component: Component, terms: Terms) -> Self {
        Self {
            maker,
            name: component.name().to_owned(),
            component,
            terms,
            record: None,
            zone: Vec::new(),
            control: Vec::new(),
            worked: Vec::new(),
            sites: Vec::new(),
            extent: Extent::default(),
            persons: 0.0,
            monthly: Money::ZERO,
            contract: Contract::Cash,
            independent: 1.0,
            has_code: true,
            has_conditions: false,
            is_placebo: false,
            phase: Phase::Waiting,
            funded_from: i32::MAX,
            is_end_believed: false,
            purse: AccountId::default(),
            held_back: Money::ZERO,
            pending: Money::ZERO,
            promised: Money::ZERO,
            account: Account::default(),
            staff: 0.0,
            began: 0,
            at_work: None,
            is_cut_short: false,
            strikes: 0,
        }
    }

    /// Months that its component takes to get ready.
    pub const fn preparation(&self, params: &Params) -> u32 {
        match self.component.provision().lag {
            Lag::None => 0,
            Lag::Committee => params.programmes.committee_lag,
            Lag::Company => params.programmes.company_lag,
        }
    }

    /// Months from its beginning until it can act, and until money comes: each component has its lag, each
    /// further veto a month, and aid takes its time from pledge to grant.
    pub fn lags(&self, params: &Params) -> (i32, i32) {
        let waits = params.mechanisms.aid_fatigue && self.terms.aid_share() > 0.0;
        let aid = if waits { params.aid.lag } else { 0 };
        let vetoes = self.terms.vetoes;
        ((self.preparation(params).max(aid) + vetoes) as i32, (aid + vetoes) as i32)
    }

    /// Takes a zone as its own.
    pub fn serve(&mut self, zone: Zone, extent: Extent) {
        self.zone = zone.communities;
        self.sites = zone.sites;
        self.persons = extent.simulated;
        self.extent = extent;
    }

    /// With whom an auspice chose it; `None` where it did so alone, or where nobody chose it.
    pub fn partner(&self) -> Option<Auspice> {
        let chooser = self.maker.chooser()?;
        let has_part = |&other: &Auspice| other != chooser && self.terms.seats[other] > 0.0;
        Auspice::ALL.iter().copied().find(has_part)
    }

    /// Whether it is over.
    pub const fn has_ended(&self) -> bool {
        matches!(self.phase, Phase::Ended { .. })
    }

    /// Whether an auspice chose it, and it has not ended.
    pub fn is_chosen(&self) -> bool {
        self.record.is_none() && self.maker.chooser().is_some() && !self.has_ended()
    }

    /// The place of its draws.
    pub const fn identity(&self) -> u32 {
        self.maker.key()
    }

    /// To what a community was assigned; `None` where it is neither served nor stands beside.
    pub fn assigned(&self, community: CommunityId) -> Option<Assigned> {
        let is_in = |list: &[CommunityId]| list.binary_search(&community).is_ok();
        if is_in(&self.zone) {
            Some(Assigned::Treated)
        } else {
            is_in(&self.control).then_some(Assigned::Control)
        }
    }

    /// Money in its purse that does not wait for an audit.
    pub fn free(&self, ledger: &Ledger) -> Money {
        ledger.at(self.purse) - self.held_back
    }

    /// Pays out of the purse to a national account or outside; returns what was paid.
    pub fn pay(&mut self, ledger: &mut Ledger, purpose: Purpose, amount: Money) -> Money {
        let most = Money(amount.0.min(self.free(ledger).0));
        let paid = ledger.post_at(self.purse, purpose, most, self.extent.stands_for());
        self.account.spend(purpose, paid);
        paid
    }

    /// Pays out of the purse in a community, by its books; returns what was paid.
    pub fn pay_in(
        &mut self,
        ledger: &mut Ledger,
        books: &mut Books,
        purpose: Purpose,
        class: Class,
        amount: Money,
    ) -> Money {
        let most = Money(amount.0.min(self.free(ledger).0));
        let paid = ledger.post_in(self.purse, books, purpose, class, most);
        self.account.spend(purpose, paid);
        paid
    }

    /// Whether its money goes through the state's budget.
    pub fn is_for_budget(&self) -> bool {
        self.component.provision().delivers == Delivery::Budget
    }

    /// Whether it delivers.
    pub fn is_acting(&self) -> bool {
        matches!(self.phase, Phase::Acting | Phase::Ending { .. })
    }

    /// Whether money comes in this month: while it gets ready too, and not in the month in which it ends.
    pub fn is_funded(&self, now: i32) -> bool {
        let is_alive = match self.phase {
            Phase::Preparing { .. } | Phase::Acting => true,
            Phase::Ending { at } => now < at,
            Phase::Waiting | Phase::Ended { .. } => false,
        };
        is_alive && now >= self.funded_from
    }

    /// Whether an end has been announced and is believed.
    pub fn is_discouraged(&self) -> bool {
        matches!(self.phase, Phase::Ending { .. }) && self.is_end_believed
    }

    /// Share of its money that comes from others than the state.
    pub fn private_share(&self) -> f64 {
        1.0 - self.terms.money[Auspice::State]
    }
}

/// What an intervention is called in tables: by its name, else by its component and its place in the scenario.
pub fn name_of(index: usize, record: &Intervention) -> String {
    match record.component {
        Some(component) if record.name.is_empty() => format!("{component}_{}", index + 1),
        _ => record.name.clone(),
    }
}
