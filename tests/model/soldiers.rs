//! 4.37: soldiers of the state: what they are paid, what they hold down, and whether they seize power.

use crate::country::{live, metric, unlived, weak_state};
use nodal::ledger::{Money, Purpose};
use nodal::terms::{Kind, Origin};

#[test]
fn without_soldiers_nothing_is_as_if_there_were_no_such_mechanism() {
    let mut worlds = vec![
        weak_state("", &[]),
        weak_state("", &["mechanisms.soldiers=false", "provider.soldiers.number=200"]),
    ];
    for world in &mut worlds {
        live(world, 12);
    }
    let [none, off] = [&worlds[0], &worlds[1]].map(|world| world.save().unwrap());
    assert!(none == off);
}

#[test]
fn soldiers_stand_in_barracks_near_the_seat_and_settle_nothing() {
    let mut world =
        weak_state("", &["provider.soldiers.number=200", "provider.soldiers.barracks=0.3"]);
    live(&mut world, 1);
    let all: u32 = world.stations.iter().map(|station| station.soldiers).sum();
    assert_eq!(all, (200.0 * world.simulated_persons() / 100_000.0_f64).round() as u32);
    let farthest_with = world.stations.iter().filter(|s| s.soldiers > 0).map(|s| s.hours_from_seat);
    let farthest_with = farthest_with.fold(0.0, f32::max);
    let without = || world.stations.iter().filter(|s| s.soldiers == 0);
    assert!(without().count() > 0 && without().all(|s| s.hours_from_seat >= farthest_with));
    let mut bare = weak_state("", &[]);
    live(&mut bare, 1);
    let mut seen = 0;
    for (with, without) in world.communities.iter().zip(&bare.communities) {
        if with.providers.duty.soldiers > 0.0 {
            seen += 1;
            assert!(
                with.cover.deterrence[Origin::GangWar] > without.cover.deterrence[Origin::GangWar]
            );
            assert!(with.cover.patrol[Kind::Public] > without.cover.patrol[Kind::Public]);
        }
    }
    assert!(seen > 0);
    for (with, without) in world.stations.iter().zip(&bare.stations) {
        assert_eq!(with.established, without.established);
    }
}

#[test]
fn soldiers_and_police_are_paid_at_month_0_what_the_scenario_says_and_less_as_the_treasury_shrinks()
{
    let sets = [
        "provider.soldiers.number=100",
        "auspice.state.pay_ratio=0.7",
        "auspice.state.rents_shock=0",
    ];
    let mut world = weak_state("", &sets);
    live(&mut world, 1);
    let paid = world.observation().flows.total(Purpose::SoldiersPay);
    assert!(paid > Money::ZERO);
    assert!(
        (metric(&world, "soldiers_paid") - 0.8).abs() < 0.03,
        "{}",
        metric(&world, "soldiers_paid")
    );
    assert!((metric(&world, "pay_ratio") - 0.7).abs() < 0.03, "{}", metric(&world, "pay_ratio"));
    let shrunk = "[[shock]]\nname = \"fall\"\nstrikes = \"rent_collapse\"\nmonth = 2\nmonths = 60\nsize = 1.0\n";
    let mut world = weak_state(shrunk, &sets);
    live(&mut world, 36);
    let [soldiers, police] = ["soldiers_paid", "pay_ratio"].map(|name| metric(&world, name));
    assert!(soldiers < 0.7 && police < 0.6, "{soldiers} {police}");
    let there = |world: &nodal::world::Country| -> f32 {
        world.communities.iter().map(|c| c.providers.duty.soldiers).sum()
    };
    let mut paid = weak_state("", &sets);
    live(&mut paid, 36);
    assert!(there(&world) < there(&paid));
}

#[test]
fn coups_go_by_the_pay_of_soldiers_and_not_of_police() {
    let coups = |soldiers: &str, police: &str| {
        let sets = [
            soldiers,
            police,
            "provider.soldiers.number=100",
            "mechanisms.rupture=true",
            "mechanisms.state_spiral=false",
            "rupture.base=-5",
            "rupture.pay=3",
            "rupture.legitimacy=0",
            "rupture.armed=0",
        ];
        live(&mut weak_state("", &sets), 240).ruptures
    };
    let (low, high) = ("provider.soldiers.pay_ratio=0.3", "provider.soldiers.pay_ratio=1");
    let (bad, good) = ("auspice.state.pay_ratio=0.3", "auspice.state.pay_ratio=1");
    assert!(coups(low, good) > coups(high, good));
    assert_eq!(coups(high, bad), coups(high, good));
}

#[test]
fn a_mission_guards_the_state_by_its_men_per_soldier() {
    let mission = "[[intervention]]\nname = \"m\"\ncomponent = \"mission\"\nby = \"interstate\"\nmoney = 100\n";
    let coups = |soldiers: &str| {
        let sets = [
            soldiers,
            "provider.soldiers.pay_ratio=1",
            "mechanisms.rupture=true",
            "mechanisms.state_spiral=false",
            "rupture.base=-3",
            "rupture.pay=0",
            "rupture.legitimacy=0",
            "rupture.armed=0",
            "rupture.guarded=3",
            "rupture.missions_leave=0",
        ];
        live(&mut weak_state(mission, &sets), 120).ruptures
    };
    let (few, many) = (coups("provider.soldiers.number=5"), coups("provider.soldiers.number=400"));
    assert!(few < many, "{few} {many}");
}

#[test]
fn rented_soldiers_are_missing_at_their_barracks() {
    let rent = "[[intervention]]\nname = \"r\"\ncomponent = \"rented_public\"\nby = \"multinational\"\nmoney = 100\n";
    let lived = |share: &str| {
        let sets = [share, "provider.soldiers.number=200", "provider.soldiers.barracks=1"];
        let mut world = unlived(rent, &sets);
        live(&mut world, 16);
        let rented: u32 = world.stations.iter().map(|s| s.soldiers_rented).sum();
        let there: f32 = world.communities.iter().map(|c| c.providers.duty.soldiers).sum();
        (rented, there)
    };
    let (none, some) = (lived("provider.soldiers.rented=0"), lived("provider.soldiers.rented=0.5"));
    assert!(none.0 == 0 && some.0 > 0 && some.1 < none.1, "{none:?} {some:?}");
}
