//! Values that change in a month (section 2): seasons, elections, prices. What a change sets holds while it is on; then what the
//! scenario says holds again.

use super::country::Country;
use super::organisations::Station;
use super::rules::Rules;
use super::sites::CommunityId;
use crate::params::{Catalogue, Parameter, Params, Sort, Value};
use crate::programme::Change;
use crate::terms::Component;

/// Values that places have of their own: a change of one can be told by `where`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Local {
    /// Officers of a station, over what it would have.
    Officers,
    /// What superiors ask of a station's officers.
    Quota,
    /// Raids on the gang of a community.
    Raids,
    /// What the households of a community earn.
    Earnings,
}

impl Local {
    /// Each with the key of its parameter.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Officers, "provider.public.officers"),
        (Self::Quota, "provider.public.quota"),
        (Self::Raids, "provider.criminal.raids"),
        (Self::Earnings, "economy.median_income"),
    ];

    /// That of a key.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, of)| *of == key).map(|(local, _)| *local)
    }

    /// A component that serves what has the value: sites of stations, or communities.
    pub const fn like(self) -> Component {
        match self {
            Self::Officers | Self::Quota => Component::Public,
            Self::Raids | Self::Earnings => Component::Conscription,
        }
    }
}

/// Keys of pay and prices that are read month by month, though they act before month 1 too.
const OF_THE_MONTH: [&str; 4] = [
    "provider.public.wage",
    "provider.public.fee",
    "provider.customary.gift",
    "provider.private_national.markup",
];

/// Whether a parameter can change in a month.
pub fn can_change(parameter: &Parameter) -> bool {
    let is_text = matches!(parameter.sort(), Sort::Text | Sort::Texts);
    let key = parameter.key.as_str();
    !is_text && (parameter.is_late || OF_THE_MONTH.contains(&key) || Local::of(key).is_some())
}

/// The number of a change as its parameter takes it; `None` where it is none of its sort.
pub fn taken(parameter: &Parameter, number: f64) -> Option<Value> {
    let is_whole = number.fract() == 0.0 && number.abs() < 1e15;
    match parameter.sort() {
        Sort::Switch => [0.0, 1.0].contains(&number).then_some(Value::Switch(number > 0.5)),
        Sort::Whole => {
            (is_whole && parameter.allowed.admits(number)).then_some(Value::Whole(number as i64))
        }
        Sort::Real => parameter.allowed.admits(number).then_some(Value::Real(number)),
        Sort::Text | Sort::Texts => None,
    }
}

/// A change as it is made.
#[derive(Debug, Clone)]
struct Bound {
    change: Change,
    parameter: Parameter,
    value: Value,
    local: Option<Local>,
}

/// The changes of a scenario, and its parameters without them. Built again from the scenario.
#[derive(Debug, Clone)]
pub(super) struct Changes {
    bound: Vec<Bound>,
    declared: Params,
}

impl Changes {
    fn of(params: &Params) -> Self {
        let catalogue = Catalogue::standard();
        let bind = |change: &Change| {
            let parameter = catalogue.find(&change.key)?.clone();
            // As the parameter tells it once it has taken it.
            let mut params = params.clone();
            (parameter.set)(&mut params, &taken(&parameter, change.value)?);
            let value = (parameter.get)(&params);
            let local = Local::of(&change.key);
            Some(Bound { change: change.clone(), parameter, value, local })
        };
        let bound = params.programme.changes.iter().filter_map(bind).collect();
        Self { bound, declared: params.clone() }
    }

    /// What a national parameter is in a month.
    fn value_in(&self, parameter: &Parameter, month: i32) -> Value {
        let is_it = |one: &&Bound| one.parameter.key == parameter.key && one.change.is_on(month);
        self.bound
            .iter()
            .find(is_it)
            .map_or_else(|| (parameter.get)(&self.declared), |one| one.value.clone())
    }
}

impl Country {
    /// The month begins: what changes in it is what it will be.
    pub(crate) fn change(&mut self) {
        if self.params.programme.changes.is_empty() {
            return;
        }
        let known = self.changes.take();
        let changes = known.unwrap_or_else(|| Box::new(Changes::of(&self.params)));
        self.change_national(&changes);
        self.change_places(&changes);
        self.changes = Some(changes);
    }

    fn change_national(&mut self, changes: &Changes) {
        let mut is_another = false;
        for one in changes.bound.iter().filter(|one| one.local.is_none()) {
            let value = changes.value_in(&one.parameter, self.now);
            if (one.parameter.get)(&self.params) != value {
                (one.parameter.set)(&mut self.params, &value);
                is_another = true;
            }
        }
        if is_another {
            self.rules = Rules::new(&self.params);
        }
    }

    /// Places have nothing of a change.
    fn clear_places(&mut self) {
        for c in &mut self.communities {
            (c.conditions.raids, c.conditions.earnings) = (None, None);
        }
        for station in &mut self.stations {
            (station.quota, station.wanted) = (None, None);
        }
    }

    fn change_places(&mut self, changes: &Changes) {
        self.clear_places();
        self.changed.resize(changes.bound.len(), Vec::new());
        for (index, one) in changes.bound.iter().enumerate() {
            let Some(local) = one.local.filter(|_| one.change.is_on(self.now)) else { continue };
            self.choose_places(index, &one.change, local);
            let Value::Real(value) = one.value else { continue };
            let declared = (one.parameter.get)(&changes.declared);
            let Value::Real(declared) = declared else { continue };
            let times = if declared == 0.0 { 1.0 } else { value / declared };
            for i in 0..self.changed[index].len() {
                let c = self.changed[index][i];
                let station = self.station_sites.site_of[c.place()].place();
                let conditions = &mut self.communities[c.place()].conditions;
                match local {
                    Local::Officers => self.stations[station].wanted = Some(times),
                    Local::Quota => self.stations[station].quota = Some(value),
                    Local::Raids => conditions.raids = Some(value),
                    Local::Earnings => conditions.earnings = Some(times),
                }
            }
        }
        self.second_officers();
    }

    /// Selects the places of a change in the first month in which it is on.
    fn choose_places(&mut self, index: usize, change: &Change, local: Local) {
        if !self.changed[index].is_empty() {
            return;
        }
        let zone = self.select(&change.selector(), local.like(), key_of(index)).communities;
        if zone.is_empty() {
            let name = &change.name;
            self.complaint = Some(format!("change {name:?}: `where` matches no community"));
        }
        self.changed[index] = zone;
    }

    /// Officers come from outside the force, or leave it, for as long as a change wants others than there were when it
    /// began.
    fn second_officers(&mut self) {
        for station in &mut self.stations {
            if station.in_force == station.wanted {
                continue;
            }
            self.pool = send_back(station, self.pool);
            if let Some(times) = station.wanted {
                self.pool = send(station, times, self.pool);
            }
            station.in_force = station.wanted;
        }
    }

    /// Goes on without these changes, or with others: what places had of them ends. The parameters are those that the
    /// scenario declares.
    pub(super) fn end_changes(&mut self, params: &Params) {
        if self.params.programme.changes != params.programme.changes {
            self.clear_places();
            self.second_officers();
            self.changed.clear();
        }
        self.changes = None;
    }

    /// The parameters of its scenario, whatever a change makes of them now.
    pub(super) fn declared(&self) -> &Params {
        self.changes.as_ref().map_or(&self.params, |changes| &changes.declared)
    }

    /// The communities of a change, by its place in the list, where they are known before it begins.
    pub(crate) fn zone_of_change(&self, index: usize, change: &Change) -> Vec<CommunityId> {
        Local::of(&change.key).map_or_else(Vec::new, |local| {
            self.select(&change.selector(), local.like(), key_of(index)).communities
        })
    }
}

/// The key of the draws of a change: apart from those of arrangements.
const fn key_of(index: usize) -> u32 {
    1 << 22 | index as u32
}

/// Posts officers beyond those of a station, or takes some of its own away; returns the national pool, from which those
/// vacancies go that can be no longer filled.
fn send(station: &mut Station, times: f64, pool: u32) -> u32 {
    let wanted = (f64::from(station.authorised) * times).round().max(0.0) as u32;
    if wanted >= station.authorised {
        station.seconded = (wanted - station.authorised) as i32;
        station.take_on(wanted - station.authorised);
        pool
    } else {
        station.seconded = -((station.authorised - wanted) as i32);
        let gone = station.authorised - wanted;
        pool - station.let_go(gone)
    }
}

/// Those who came leave, those who were taken away come back.
fn send_back(station: &mut Station, pool: u32) -> u32 {
    let seconded = std::mem::take(&mut station.seconded);
    if seconded < 0 {
        station.take_on(seconded.unsigned_abs());
        return pool;
    }
    pool - station.let_go((seconded as u32).min(station.authorised))
}

impl Station {
    fn take_on(&mut self, men: u32) {
        self.authorised += men;
        self.established += men;
        self.officers += men;
    }

    /// So many posts go, officers first; returns how many were vacant.
    fn let_go(&mut self, men: u32) -> u32 {
        let present = men.min(self.officers);
        self.authorised -= men;
        self.established = self.established.saturating_sub(men);
        self.officers -= present;
        men - present
    }
}
