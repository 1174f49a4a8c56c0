//! 4.17 Supply answers demand: further committees where many are turned away and there is money.

use crate::country::{intervention, live, weak_state};
use nodal::world::Country;

/// Many quarrels, and one committee for as many people as there are.
const CROWDED: [&str; 5] = [
    "provider.customary.custom=0",
    "provider.peace_committee.site_people=8000",
    "disputes.arrival=0.2",
    "choice.agreement=2",
    "settlement.held=1",
];

fn lived(money: u32, sets: &[&str], months: u32) -> Country {
    let records = intervention(
        "peace_committee",
        "aid_agency",
        &format!("money = {money}\nfrom = 1\nuntil = 600"),
    );
    let mut world = weak_state(&records, &[&CROWDED[..], sets].concat());
    live(&mut world, months);
    world
}

fn bodies(world: &Country) -> u32 {
    world.committees.iter().flatten().map(|c| u32::from(c.people.bodies)).sum()
}

#[test]
fn a_site_opens_further_committees_while_people_are_turned_away_and_there_is_money() {
    let (rich, off) = (lived(100, &[], 60), lived(100, &["mechanisms.supply=false"], 60));
    let sites = off.committees.iter().flatten().count() as u32;
    assert_eq!(bodies(&off), sites);
    assert!(bodies(&rich) > sites, "{} {sites}", bodies(&rich));
    let held = |sets: &[&str]| {
        let records =
            intervention("peace_committee", "aid_agency", "money = 100\nfrom = 1\nuntil = 600");
        let mut world = weak_state(&records, &[&CROWDED[..], sets].concat());
        live(&mut world, 60).gatherings
    };
    let (with, without) = (held(&[]), held(&["mechanisms.supply=false"]));
    assert!(with > without, "{with} {without}");
}

#[test]
fn without_money_for_it_no_site_opens_one() {
    let world = lived(100, &["provider.peace_committee.opens_reserve=10000"], 60);
    assert_eq!(bodies(&world), world.committees.iter().flatten().count() as u32);
}

#[test]
fn what_hardly_anybody_comes_to_is_closed_but_for_the_first() {
    let mut world = lived(100, &[], 60);
    let is_further = |world: &Country| {
        world.committees.iter().flatten().any(|committee| committee.people.bodies > 1)
    };
    assert!(is_further(&world));
    world.params.disputes.arrival = 0.0;
    live(&mut world, 60);
    assert!(!is_further(&world) && bodies(&world) > 0);
}

#[test]
fn those_who_are_not_paid_tire() {
    let left = |tires: &str| {
        let records = intervention("peace_committee", "aid_agency", "money = 4\nuntil = 12");
        let mut world = weak_state(&records, &[tires, "mechanisms.imitation=false"]);
        live(&mut world, 72);
        world.committees.iter().flatten().count()
    };
    let (soon, late) =
        (left("provider.peace_committee.tires=3"), left("provider.peace_committee.tires=120"));
    assert!(soon < late, "{soon} {late}");
}
