//! Each mechanism can be switched off on its own: what it does is there with it and gone without, and
//! in a debug build the books balance every month either way. Seeds are fixed.

mod directions;
mod everything;
mod parameters;

use crate::country::{live, metric, sum, unlived, weak_state};
use everything::{EVERYTHING, EVERYWHERE};
use nodal::ledger::{Money, Purpose};
use nodal::metrics::Tally;
use nodal::terms::{Auspice, Component, Kind, Origin};
use nodal::world::Country;

/// Three years of it.
struct Lived {
    world: Country,
    tally: Tally,
    company_months: f64,
    rented_months: f64,
    gathering_pay: f64,
}

type Reads = fn(&Lived) -> f64;

/// There is something to remember.
const AFTER_WAR: &str = "world.war=0.5";

/// Switch, what it takes away, and where that is read.
const ROWS: &[(&str, &str, Reads)] = &[
    ("steering", "arrangements chosen", |l| {
        l.world.arrangements.iter().filter(|a| a.record.is_none()).count() as f64
    }),
    ("differences", "departure of places", |l| {
        l.world.communities.iter().map(|c| f64::from(c.conditions.harshness.abs())).sum()
    }),
    ("proneness", "quarrels inside a household", |l| {
        let open = l.world.communities.iter().flat_map(|c| &c.docket.open);
        open.filter(|d| d.initiator == d.respondent).count() as f64
    }),
    ("disputes", "disputes", |l| sum(&l.tally.arisen)),
    ("escalation", "disputes turned violent", |l| f64::from(l.tally.violent[Origin::Dispute])),
    ("degrees", "settlements that are not complete", |l| {
        sum(&l.tally.settled) - sum(&l.tally.complete)
    }),
    ("feuds", "strikes", |l| f64::from(l.tally.violent[Origin::Feud])),
    ("livelihood", "poverty moved", |l| {
        l.world.communities.iter().map(|c| f64::from(c.conditions.living.gained.abs())).sum()
    }),
    ("mobility", "displaced", |l| metric(&l.world, "displaced")),
    ("clashes", "heat between groups", |l| {
        l.world.group_heat.iter().map(|front| f64::from(front.hottest())).sum()
    }),
    ("mobs", "mobs", |l| f64::from(l.tally.mobs)),
    ("triage", "minutes kept", |l| {
        if l.world.params.mechanisms.triage {
            l.world.communities.iter().map(|c| f64::from(c.providers.duty.reserved)).sum()
        } else {
            0.0
        }
    }),
    ("predation", "thefts", |l| f64::from(l.tally.thefts)),
    ("displacement", "thefts by outsiders", |l| f64::from(l.tally.displaced)),
    ("deterrence", "deterrence", |l| metric(&l.world, "deterrence")),
    ("presence", "hours for money", |l| {
        l.world.communities.iter().map(|c| f64::from(c.providers.duty.for_money)).sum()
    }),
    ("soldiers", "soldiers there", |l| {
        l.world.communities.iter().map(|c| f64::from(c.providers.duty.soldiers)).sum()
    }),
    ("calls", "calls", |l| f64::from(l.tally.calls)),
    ("bribery", "bribes", |l| f64::from(l.tally.help_bribes + l.tally.shakedowns)),
    ("rent_out", "officers rented", |l| l.rented_months),
    ("desertion", "deserters", |l| f64::from(l.world.pool)),
    ("private_national", "guards", |l| l.world.observation().stocks.staff[Kind::PrivateNational]),
    ("private_international", "men of the company", |l| l.company_months),
    ("concessions", "value of concessions", |l| metric(&l.world, "concession_value")),
    ("customary", "sittings", |l| f64::from(l.tally.sittings)),
    ("vigilantes", "bands", |l| l.world.observation().stocks.posts[Kind::Vigilante]),
    ("criminal_governance", "turfs", |l| l.world.observation().stocks.posts[Kind::Criminal]),
    ("education", "adults trained", |l| metric(&l.world, "trained_share")),
    ("peace_committees", "gatherings", |l| f64::from(l.tally.gatherings)),
    ("supply", "further committees", |l| {
        let bodies = |c: &nodal::world::organisations::Committee| f64::from(c.people.bodies) - 1.0;
        l.world.committees.iter().flatten().map(bodies).sum()
    }),
    ("peacebuilding", "projects built", |l| f64::from(l.tally.projects)),
    ("peace_centres", "centres", |l| {
        l.world.committees.iter().flatten().filter(|c| c.steered.centre.is_some()).count() as f64
    }),
    ("reviews", "share reviewed", |l| {
        l.world.committees.iter().flatten().map(|c| f64::from(c.watched.reviewed)).sum()
    }),
    ("oversight", "outsiders' share", |l| {
        l.world.committees.iter().flatten().map(|c| f64::from(c.steered.oversight)).sum()
    }),
    ("knowledge", "local knowledge", |l| {
        l.world.committees.iter().flatten().map(|c| f64::from(c.steered.local_knowledge)).sum()
    }),
    ("group_standing", "standing", |l| {
        l.world.committees.iter().flatten().map(|c| f64::from(c.steered.standing)).sum()
    }),
    ("links", "links", |l| metric(&l.world, "links")),
    ("radius_of_trust", "radius moved", |l| {
        moved(metric(&l.world, "radius_of_trust"), l.world.params.radius.start)
    }),
    ("efficacy", "efficacy moved", |l| {
        moved(metric(&l.world, "efficacy"), l.world.params.efficacy.start)
    }),
    ("repute", "repute moved", |l| {
        let of = |c: &nodal::world::community::Community| c.opinion.repute[Auspice::State];
        let first = l.world.params.state.legitimacy;
        moved(f64::from(of(&l.world.communities[0])), first)
    }),
    ("memory", "memory of war", |l| metric(&l.world, "war_memory")),
    ("norms", "norm moved", |l| {
        moved(metric(&l.world, "norm_of_force"), f64::from(l.world.params.norms.rest))
    }),
    ("state_spiral", "base moved", |l| moved(l.world.state.revenue.base, 1.0)),
    ("rupture", "coups", |l| f64::from(l.tally.ruptures)),
    ("arms", "arms moved", |l| moved(metric(&l.world, "arms"), 20.0)),
    ("remuneration", "pay of gatherings", |l| l.gathering_pay),
    ("vigilante_drift", "order moved", |l| {
        moved(metric(&l.world, "band_order"), l.world.params.vigilante.order)
    }),
    ("enclave_footprint", "compensation", |l| {
        l.world.observation().flows.total(Purpose::Compensation).rand()
    }),
    ("instruments", "cost of obeying", |l| {
        l.world.observation().flows.total(Purpose::ComplianceCost).rand()
    }),
    ("accountability", "abuses detected", |l| f64::from(l.tally.detected)),
];

/// What each switch takes away: a number that is there with it and gone, or at rest, without.
#[test]
fn each_switch_takes_its_own_mechanism_away() {
    for (switch, what, read) in ROWS {
        let value = |on: bool| {
            let off = format!("mechanisms.{switch}={on}");
            let sets = [EVERYWHERE, &[AFTER_WAR, off.as_str()]].concat();
            let world = weak_state(EVERYTHING, &sets);
            let mut lived = Lived {
                world,
                tally: Tally::default(),
                company_months: 0.0,
                rented_months: 0.0,
                gathering_pay: 0.0,
            };
            for _ in 0..36 {
                lived.tally.absorb(&live(&mut lived.world, 1));
                let staff = &lived.world.observation().stocks.staff;
                lived.company_months += staff[Kind::PrivateInternational];
                lived.rented_months += staff[Kind::RentedPublic];
                lived.gathering_pay +=
                    lived.world.observation().flows.total(Purpose::GatheringPay).rand();
            }
            assert!(lived.world.complaint.is_none());
            read(&lived)
        };
        let (on, off) = (value(true), value(false));
        println!("{switch:22} {what:24} {on:12.3} {off:8.3}");
        assert!(on > 0.0, "{switch}: {what} is {on} with it");
        assert!(off.abs() < 1e-6, "{switch}: {what} is {off} without it");
    }
}

fn moved(now: f64, start: f64) -> f64 {
    let moved = (now - start).abs();
    if moved < 1e-4 { 0.0 } else { moved }
}

/// Every kind and auspice is at work in it, so that the table above says something of each.
#[test]
fn everything_is_at_work_together() {
    let sets = [
        "enclave.count=2",
        "provider.vigilante.coverage=0.3",
        "provider.criminal.coverage=0.3",
        "provider.private_national.dread=20",
    ];
    let mut world = weak_state(EVERYTHING, &sets);
    live(&mut world, 12);
    for &kind in Kind::ALL {
        assert!(world.observation().stocks.staff[kind] > 0.0, "no {kind}");
    }
    let acting = |component: Component| world.observation().acting[component] > 0.0;
    assert!(acting(Component::PeaceCentre) && acting(Component::Mission));
    for purpose in [
        Purpose::NgoGrant,
        Purpose::InterstateGrant,
        Purpose::CorporatePayment,
        Purpose::StateContract,
        Purpose::ProgrammeGrant,
    ] {
        assert!(world.observation().flows.total(purpose) > Money::ZERO, "no {purpose}");
    }
}

/// Off, all draws of the others are unchanged up to the month in which the difference can first reach
/// them: in the first month the same households quarrel over the same matters, whatever is off.
#[test]
fn quarrels_of_the_first_month_are_the_same_whatever_is_off() {
    let first_month = |switch: &str| {
        let off = format!("mechanisms.{switch}={}", switch == "rupture");
        let mut world = unlived(EVERYTHING, &["time.burn_in_months=0", off.as_str()]);
        live(&mut world, 1).arisen.as_slice()[..5].to_vec()
    };
    let base = first_month("rupture");
    assert!(base.iter().sum::<u32>() > 0);
    for parameter in nodal::params::Catalogue::standard().parameters {
        if let Some(switch) = parameter.key.strip_prefix("mechanisms.")
            && switch != "disputes"
        {
            // Enclaves take land from the first day on.
            let reaches_at_once = switch == "enclave_footprint";
            assert!(first_month(switch) == base || reaches_at_once, "{switch}");
        }
    }
}
