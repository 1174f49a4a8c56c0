//! Each declared parameter does something: at the two ends of its range a world in which its mechanism is at work
//! comes to other numbers. One that nothing reads would be a promise that is not kept.

use super::everything::{EVERYTHING, EVERYWHERE};
use crate::country::{live, of_file, unlived};
use nodal::metrics::{self, Column, Tally};
use nodal::params::{Catalogue, Parameter, Params, Sort, Value};
use nodal::world::{Country, Geography, Incident, Town};
use rayon::prelude::*;

/// A world in which some mechanisms have much to do.
struct World {
    what: &'static str,
    records: &'static str,
    sets: &'static [&'static [&'static str]],
    months: u32,
}

/// Few and small communities with a short past.
const TINY: &[&str] = &["world.communities=12", "world.households=60", "time.burn_in_months=6"];

/// Each parameter is moved in the first of these in which it acts.
const WORLDS: &[World] = &[
    World { what: "everything", records: EVERYTHING, sets: &[EVERYWHERE, TINY], months: 16 },
    World { what: "instruments", records: INSTRUMENTS, sets: &[TINY, ENGAGED], months: 18 },
    World { what: "violence", records: EVERYTHING, sets: &[EVERYWHERE, VIOLENT], months: 30 },
    World { what: "gangs", records: FORCES, sets: &[GANGS], months: 36 },
    World { what: "donors", records: DONORS, sets: &[TINY, CROWDED], months: 40 },
    World { what: "tiring donors", records: TIRING, sets: &[TINY, CROWDED], months: 66 },
    World { what: "choosing auspices", records: "", sets: &[TINY, STEERING], months: 24 },
    World { what: "partners", records: "", sets: &[PARTNERS], months: 54 },
    World { what: "a partial state", records: STATE, sets: &[TINY, PARTIAL], months: 30 },
    World {
        what: "unlike places",
        records: EVERYTHING,
        sets: &[EVERYWHERE, TINY, UNLIKE],
        months: 30,
    },
    World {
        what: "groups at war",
        records: EVERYTHING,
        sets: &[EVERYWHERE, VIOLENT, AT_WAR],
        months: 48,
    },
    World { what: "after a war", records: "", sets: &[TINY, &["world.war=0.6"]], months: 10 },
    World { what: "coups", records: EVERYTHING, sets: &[EVERYWHERE, TINY, COUPS], months: 20 },
];

/// The nine forms of engagement, with money where they take any.
const INSTRUMENTS: &str = r#"
[[intervention]]
name = "audit"
component = "required_private_interface"
by = "state"
money = 4
[[intervention]]
name = "reports"
component = "conscription"
by = "state"
money = 0.5
[[intervention]]
name = "records"
component = "record_keeping"
by = "state"
money = 0.5
[[intervention]]
name = "watch"
component = "co_optation"
by = "state"
money = 0.5
[[intervention]]
name = "rights"
component = "entitlements"
by = "state"
money = 0.5
where = { share = 0.5 }
[[intervention]]
name = "bounties"
component = "incentives"
by = "state"
money = 4
[[intervention]]
name = "contracts"
component = "contracting_out"
by = "state"
money = 8
[[intervention]]
name = "delegated"
component = "delegation"
by = "state"
money = 0.5
where = { share = 0.5 }
[[intervention]]
name = "left"
component = "abdication"
by = "state"
money = 0.5
where = { share = 0.3 }
"#;

/// Police enough for commands to bind, and to be hollowed out and poached.
const ENGAGED: &[&str] = &[
    "provider.public.officers=350",
    "provider.vigilante.coverage=0.4",
    "instruments.hollowed=0.5",
    "instruments.poaching=5",
];

/// Much of every sort of violence.
const VIOLENT: &[&str] = &[
    "world.communities=20",
    "world.households=150",
    "time.burn_in_months=6",
    "escalation.hazard=0.04",
    "disputes.arrival=0.12",
    "feuds.branching=0.8",
    "feuds.mean_heat=0.1",
    "feuds.heat=0.8",
    "feuds.inside=1",
    "world.spare_men=0.6",
    "mobs.fear=4",
    "mobs.unanswered=3",
    "mobs.hearing=0",
    "mobs.base=-3",
    "disputes.poverty=1",
    "disputes.crowding=1",
    "disputes.grievance=1.5",
    "world.poverty_spread=0.2",
    "world.crowding_spread=0.25",
    "feeling.victim_grievance=0.3",
    "feeling.grievance_half_life=60",
    "settlement.unaccepted_grievance=0.3",
    "settlement.dropped_grievance=0.3",
    "predation.offenders=0.08",
    "mobs.caught=0.15",
    "provider.vigilante.coverage=0.4",
    "provider.vigilante.order=0.7",
    "provider.private_international.auxiliaries=0.5",
    "choice.talk=3",
];

/// Forces of all kinds, none of them strong.
const FORCES: &str = r#"
[[intervention]]
name = "company"
component = "private_international"
by = "multinational"
money = 30
[[intervention]]
name = "mission"
component = "mission"
by = "interstate"
money = 15
[[intervention]]
name = "guards"
component = "private_national"
by = "multinational"
where = { share = 0.7 }
money = 140
"#;

/// Many gangs, close together, bands and feuds among few spare men.
const GANGS: &[&str] = &[
    "world.communities=40",
    "world.households=150",
    "world.spare_men=0.1",
    "time.burn_in_months=6",
    "escalation.hazard=0.04",
    "feuds.branching=0.8",
    "feuds.mean_heat=0.1",
    "feuds.heat=0.8",
    "provider.public.officers=150",
    "provider.criminal.coverage=0.35",
    "provider.criminal.turf=1",
    "provider.criminal.men=30",
    "provider.criminal.first_effort=1",
    "provider.criminal.expansion=0.1",
    "provider.criminal.sent_out=0.5",
    "provider.criminal.drug_rent=40",
    "provider.criminal.fewest_men=2",
    "provider.vigilante.formation=0.003",
    "provider.vigilante.contagion=4",
    "provider.vigilante.coverage=0.4",
];

/// Committees that their neighbours imitate and donors who tire, pay late and want audits.
const DONORS: &str = r#"
[[intervention]]
name = "committees"
component = "peace_committee"
by = "aid_agency"
where = { share = 0.5 }
money = 5
until = 30
[[intervention]]
name = "others"
component = "peace_committee"
by = "aid_agency"
where = { worst = 4 }
money = 60
[[intervention]]
name = "police"
component = "public"
by = "aid_agency"
money = 8
conditions = true
[[shock]]
name = "cut"
strikes = "fund_cut"
month = 12
months = 8
size = 1.0
"#;

/// A small programme of a donor, who may tire of it.
macro_rules! small {
    () => {
        "[[intervention]]\ncomponent = \"peace_committee\"\nby = \"aid_agency\"\nmoney = 2\n"
    };
}

const TIRING: &str = concat!(
    small!(),
    small!(),
    small!(),
    small!(),
    small!(),
    small!(),
    small!(),
    small!(),
    small!(),
    small!(),
    small!(),
    small!(),
    small!(),
    small!(),
    small!(),
    small!(),
    small!(),
    small!()
);

const CROWDED: &[&str] = &[
    "world.communities=40",
    "world.neighbours=8",
    "time.burn_in_months=3",
    "provider.peace_committee.site_people=500",
    "provider.peace_committee.pay=12",
    "provider.peace_committee.organiser_pay=10",
    "provider.peace_committee.staff_pay=30",
    "provider.peace_committee.per_organiser=10",
    "provider.peace_committee.per_staff=20",
    "provider.peace_committee.members=6",
    "provider.peace_committee.member_hours=20",
    "provider.peace_committee.learning=0.05",
    "disputes.arrival=0.12",
    "aid.believed=1",
    "provider.peace_committee.coverage=0.8",
    "provider.peace_committee.imitation=0.01",
    "provider.peace_committee.leave_unpaid=0.12",
    "provider.peace_committee.join=0.02",
    "programmes.committee_lag=2",
    "aid.lag=1",
    "aid.fatigue=0.02",
    "aid.fatigue_bad_news=4",
    "links.forming=0.2",
    "mechanisms.aid_fatigue=true",
    "livelihood.jobs=3",
    "livelihood.speed=0.1",
];

/// Auspices with money of their own, and sites too small for it.
const STEERING: &[&str] = &[
    "world.communities=40",
    "provider.peace_committee.site_people=1000",
    "steering.state=40",
    "steering.multinational=20",
    "steering.interstate=20",
    "steering.ngo=20",
    "steering.aid_agency=20",
    "steering.civil_society=10",
    "steering.worst=6",
    "steering.drawn=0",
    "steering.every=3",
];

/// A donor who looks for partners, for committees that build.
const PARTNERS: &[&str] = &[
    "world.communities=24",
    "world.households=150",
    "time.burn_in_months=6",
    "provider.peace_committee.site_people=6000",
    "provider.peace_committee.pay=5",
    "provider.peace_committee.fund_share=0.9",
    "provider.peace_committee.learning=0.05",
    "provider.peace_committee.practice=30",
    "provider.peace_committee.skill=0.3",
    "peacebuilding.problems=0.5",
    "peacebuilding.project_cost=3000",
    "steering.state=40",
    "steering.aid_agency=40",
    "mechanisms.instruments=false",
    "steering.partner=1",
    "steering.every=6",
];

/// Police who are well paid and rented out together with the state.
const STATE: &str = r#"
[[compact]]
name = "shared"
seats = { state = 0.4, multinational = 0.6 }
money = { state = 0.4, multinational = 0.6 }
[[intervention]]
name = "unit"
component = "rented_public"
by = "shared"
money = 40
[[intervention]]
name = "police"
component = "public"
by = "aid_agency"
money = 60
until = 14
"#;

/// A state that favours one group and abuses another.
const PARTIAL: &[&str] = &[
    "world.group_mixing=0.3",
    "time.burn_in_months=3",
    "provider.public.site_people=1000",
    "auspice.state.favoured_group=1",
    "auspice.state.abused_group=2",
    "auspice.state.pay_ratio=1",
    "auspice.state.new_money=1",
    "budget.wages=1",
    "budget.posts=1",
    "programmes.police_lag=6",
    "aid.lag=0",
    "provider.public.officers=350",
    "disputes.poverty=1",
    "disputes.crowding=1",
    "disputes.grievance=1.5",
    "world.poverty_spread=0.2",
    "world.crowding_spread=0.25",
];

/// Places that differ, wide apart, and thieves enough to come again.
const UNLIKE: &[&str] = &[
    "mechanisms.differences=true",
    "world.area=80",
    "provider.public.site_people=1000",
    "predation.offenders=0.08",
    "predation.idle=-2",
];

/// Groups that fight for long, in large sites.
const AT_WAR: &[&str] = &[
    "world.communities=60",
    "world.group_conflict=3",
    "clashes.hazard=0.1",
    "clashes.half_life=36",
    "clashes.killing=0.3",
    "clashes.site_people=10000",
    "clashes.dead=0.3",
    "clashes.scale=20",
    "clashes.tail=2.2",
    "provider.vigilante.formation=0.003",
];

/// Soldiers who seize power again and again, over a wide country.
const COUPS: &[&str] = &[
    "world.communities=24",
    "world.area=80",
    "world.travel_speed=10",
    "provider.public.site_people=1000",
    "rupture.base=-5",
    "rupture.pay=3",
    "rupture.legitimacy=3",
    "rupture.guarded=0",
    "rupture.far_hours=1",
];

/// Parameters that act in none of these worlds, and why.
const ELSEWHERE: &[(&str, &str)] = &[
    ("mobs.crowd", "odds of death rise with the crowd over its median, and nobody counts heads"),
    (
        "provider.peace_committee.most_imitated",
        "no site without a committee borders on more than four with one in worlds this small",
    ),
];

/// What the country is before its first month, with its places if they are real.
struct Base {
    params: Params,
    geography: Option<Geography>,
}

impl Base {
    fn of(world: &World) -> Self {
        let params = unlived(world.records, &world.sets.concat()).params;
        Self { params, geography: None }
    }

    /// A sample of a country of islands, towns and villages, after a war in its towns.
    fn real() -> Self {
        let sets = ["world.sample=0.1", "time.burn_in_months=0"];
        let scenario = of_file("scenarios/countries/solomon_islands.toml", &sets);
        let mut geography = scenario.geography;
        if let Some(Geography { towns, incidents, .. }) = &mut geography {
            let at = |town: &Town| Incident {
                longitude: town.longitude,
                latitude: town.latitude,
                deaths: 20.0,
                months_before: 12.0,
            };
            incidents.extend(towns.iter().map(at));
        }
        Self { params: scenario.params, geography }
    }

    fn country(&self, parameter: &Parameter, value: f64) -> Country {
        let mut params = self.params.clone();
        let value = match parameter.sort() {
            Sort::Whole => Value::Whole(value.round() as i64),
            _ => Value::Real(value),
        };
        (parameter.set)(&mut params, &value);
        Country::build(&params, self.geography.as_ref(), 1).expect("can be laid out")
    }

    /// Whether the two ends of a parameter's range come to other numbers.
    fn feels(&self, parameter: &Parameter, months: u32) -> bool {
        let Some((low, high)) = parameter.range else { return true };
        let [mut one, mut other] = [low, high].map(|value| self.country(parameter, value));
        (0..months).any(|_| {
            live(&mut one, 1);
            live(&mut other, 1);
            seen(&one) != seen(&other)
        })
    }
}

/// Every number and every count of the month, to the bit.
fn seen(country: &Country) -> (Vec<Option<u64>>, Tally) {
    let value = |column: &Column| (column.metric.value)(country.observation(), column.cell);
    let numbers = metrics::columns().iter().map(|column| value(column).map(f64::to_bits)).collect();
    (numbers, country.observation().tally.clone())
}

#[test]
fn every_declared_parameter_does_something() {
    let worlds = WORLDS.iter().map(|world| (world.what, Base::of(world), world.months));
    let mut idle = Catalogue::standard().parameters;
    for (what, base, months) in worlds.chain([("a real country", Base::real(), 1)]) {
        idle = idle.into_par_iter().filter(|p| !base.feels(p, months)).collect();
        println!("{what}: {} are left", idle.len());
    }
    let idle: Vec<&str> = idle.iter().map(|parameter| parameter.key.as_str()).collect();
    let excused: Vec<&str> = ELSEWHERE.iter().map(|(key, _)| *key).collect();
    let missing: Vec<_> = idle.iter().filter(|key| !excused.contains(key)).collect();
    let acting: Vec<_> = excused.iter().filter(|key| !idle.contains(key)).collect();
    assert!(missing.is_empty(), "nothing moves with {missing:#?}");
    assert!(acting.is_empty(), "these act after all: {acting:#?}");
}
