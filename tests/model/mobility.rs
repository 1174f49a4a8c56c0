//! 4.34 People move: they flee, stay with neighbours, and come home.

use crate::country::{country, live, metric, sum, weak_state};
use nodal::terms::Calling;
use nodal::world::Country;
use nodal::world::community::Community;
use nodal::world::diary::{Diary, What};

/// Thieves and mobs in plenty.
const MOBS: [&str; 7] = [
    "predation.offenders=0.08",
    "predation.idle=-3",
    "mobs.caught=0.15",
    "mobs.base=-1",
    "mobility.mob=1",
    "provider.vigilante.coverage=0",
    "mechanisms.vigilantes=false",
];

/// What communities are, to the byte.
fn communities(world: &Country) -> Vec<u8> {
    postcard::to_stdvec(&world.communities).unwrap()
}

/// Sends the households from `first` on away for as long as the test lasts.
fn send_away(c: &mut Community, households: std::ops::Range<usize>) {
    for household in households {
        assert!(!c.households.is_away(household));
        // Whose member is in an organisation stays with him.
        if c.households.calling(household) == Calling::None {
            c.households.set_away(household, true);
            c.conditions.moved.away += 1;
        }
    }
    c.conditions.moved.unrest = u32::MAX;
}

#[test]
fn mobs_drive_people_away_and_quiet_brings_them_home() {
    let mut world = weak_state("", &[&MOBS[..], &["mobility.quiet_months=3"]].concat());
    live(&mut world, 12);
    let away = metric(&world, "displaced");
    assert!(away > 0.0);
    world.params.mobs.caught = 0.0;
    let size = world.params.world.household_size * world.observation().weight;
    let mut home = 0.0;
    for month in 1..=4 {
        let returned = f64::from(live(&mut world, 1).returned);
        home += returned * size;
        let left = metric(&world, "displaced");
        assert!((left - (away - home)).abs() < 1e-6, "month {month}: {left} {away} {home}");
        // Whoever fled last has waited for three quiet months when the fourth begins.
        assert!(month < 4 || left == 0.0, "{left}");
        assert!(month > 1 || left > 0.0);
    }
}

#[test]
fn an_enclave_moves_its_share_next_door_for_as_long_as_it_is_there() {
    let mut world = weak_state("", &["enclave.count=2", "enclave.displaced=0.3", "mobility.mob=0"]);
    let lived = |world: &mut Country| {
        live(world, 24);
        let moved = |c: &Community| c.conditions.moved;
        let away: Vec<u32> = world.communities.iter().map(|c| moved(c).away).collect();
        let guests: u32 = world.communities.iter().map(|c| moved(c).guests).sum();
        (away, guests)
    };
    let (away, guests) = lived(&mut world);
    for (c, &away) in world.communities.iter().zip(&away) {
        let wanted = (0.3 * f64::from(c.size() * c.ground.enclave)) as u32;
        // Those whose member is in an organisation stay with him.
        assert!(away <= wanted && 2 * away >= wanted, "{away} {wanted}");
        assert_eq!(c.households.count_away(), away as usize);
    }
    assert_eq!(guests, away.iter().sum::<u32>());
    assert!(guests > 0);
    let (later, _) = lived(&mut world);
    assert!(later.iter().zip(&away).all(|(later, then)| later >= then));
}

#[test]
fn who_is_away_takes_part_in_nothing_at_home() {
    let mut world = weak_state(
        "",
        &[
            "predation.offenders=0.08",
            "mobs.caught=0.15",
            "disputes.arrival=0.12",
            "escalation.hazard=0.04",
            "mobility.mob=0",
        ],
    );
    for c in &mut world.communities {
        send_away(c, 10..40);
        c.diary = Some(Box::new(Diary { is_followed: true, ..Diary::default() }));
    }
    let tally = live(&mut world, 24);
    assert!(
        sum(&tally.violent) > 0.0 && tally.thefts > 0 && tally.calls > 0 && tally.encounters > 0
    );
    for c in &world.communities {
        let events = &c.diary.as_ref().unwrap().events;
        // What they had with others is given up when they leave.
        let lived = events.iter().filter(|event| !matches!(event.what, What::Dropped));
        for event in lived {
            let is_away = |h: u16| c.households.is_away(usize::from(h));
            assert!(!event.households.into_iter().flatten().any(is_away), "{event:?}");
        }
        let parties = |d: &nodal::world::dispute::Dispute| [d.initiator, d.respondent];
        let open = c.docket.open.iter().flat_map(parties);
        assert!(open.into_iter().all(|h| !c.households.is_away(usize::from(h))));
    }
}

/// Half of one of two villages stays in the other: one quarrels half as much, the other half as much again.
#[test]
fn verif_demand_is_where_people_are() {
    let mut world = country(&[
        ("world.communities", 2.0),
        ("world.households", 1000.0),
        ("disputes.arrival", 0.12),
        ("disputes.crowding", 0.0),
        ("disputes.grievance", 0.0),
        ("disputes.efficacy", 0.0),
        ("disputes.poverty", 0.0),
        ("escalation.hazard", 0.0),
        ("mechanisms.predation", 0.0),
        ("mechanisms.vigilantes", 0.0),
        ("mechanisms.criminal_governance", 0.0),
    ]);
    send_away(&mut world.communities[0], 0..500);
    live(&mut world, 1); // guests are counted when it ends
    let mut arisen = [0.0; 2];
    for _ in 0..24 {
        live(&mut world, 1);
        for (all, c) in arisen.iter_mut().zip(&world.communities) {
            *all += sum(&c.tally.arisen);
        }
    }
    let per_month = arisen.map(|all| all / 24.0 / 1000.0);
    let ratio = arisen[0] / arisen[1];
    // About 1,400 and 4,300: a standard error of 0.01.
    assert!((ratio - 1.0 / 3.0).abs() < 0.04, "{ratio} {per_month:?}");
}

#[test]
fn where_nobody_is_driven_away_it_changes_no_byte() {
    let lived = |sets: &[&str]| {
        let mut world = weak_state("", &[&MOBS[..4], sets].concat());
        let mobs = live(&mut world, 24).mobs;
        (communities(&world), mobs, metric(&world, "displaced"))
    };
    let off = lived(&["mechanisms.mobility=false"]);
    let none = lived(&["mobility.mob=0"]);
    let on = lived(&["mobility.mob=1"]);
    assert!(off.1 > 0 && off.2 == 0.0 && on.2 > 0.0);
    // All but the month of the last unrest, which is noted where nobody leaves too.
    assert_eq!((off.1, none.2), (none.1, 0.0));
    assert!(off.0 == none.0);
    assert!(off.0 != on.0);
}
