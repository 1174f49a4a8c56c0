//! 4.36: heat between groups, the fights that come of it, their dead, and what ends them.

use crate::country::{laid_out, live, of_file, scenario, sum, unlived, weak_state};
use nodal::experiment::clash_story::trace_clash;
use nodal::experiment::districts::{Killers, Memory, dispersion};
use nodal::experiment::look::PlaceMonths;
use nodal::metrics::{self, Cell, Tally};
use nodal::model;
use nodal::terms::{Origin, Toll};
use nodal::world::Country;
use nodal::world::fronts::{Event, PAIRS, Turn};

/// Groups that hate and fight at every occasion, in four sites.
const AT_WAR: [&str; 10] = [
    "world.communities=80",
    "world.group_conflict=3",
    "clashes.hazard=0.1",
    "clashes.killing=0.3",
    "clashes.half_life=36",
    "clashes.site_people=15000",
    "escalation.hazard=0.04",
    "disputes.known_offender=0.6",
    "provider.vigilante.coverage=0.4",
    "provider.criminal.coverage=0.2",
];

/// The same, with more said of it.
fn at_war(more: &[&str]) -> Country {
    unlived("", &[&AT_WAR[..], more].concat())
}

fn bytes(country: &Country) -> Vec<u8> {
    country.save().expect("can be saved")
}

fn followed(mut world: Country, months: u32) -> (Country, Vec<Turn>) {
    world.fronts.chronicle = Some(Vec::new());
    live(&mut world, months);
    let turns = world.fronts.chronicle.take().unwrap_or_default();
    (world, turns)
}

/// Heat of all pairs in all sites.
fn all_heat(world: &Country) -> f32 {
    world.group_heat.iter().flat_map(|front| front.heat).sum()
}

/// All pairs of the three groups, in all sites, at one heat.
fn heat_all(world: &mut Country, heat: f32) {
    for front in &mut world.group_heat {
        for pair in [0, 1, 3] {
            front.heat[pair] = heat;
        }
    }
}

#[test]
fn without_group_conflict_nothing_is_as_if_there_were_no_such_mechanism() {
    let sets: [&[&str]; 3] = [&["world.group_conflict=0"], &["mechanisms.clashes=false"], &[]];
    let mut worlds: Vec<Country> = sets.into_iter().map(at_war).collect();
    let deaths: Vec<u32> =
        worlds.iter_mut().map(|world| live(world, 24).deaths[Origin::Clash]).collect();
    assert_eq!(bytes(&worlds[0]), bytes(&worlds[1]));
    assert!(deaths[0] == 0 && deaths[1] == 0 && deaths[2] > 20, "{deaths:?}");
}

#[test]
fn the_dead_of_clashes_are_told_once_and_missing_among_the_men() {
    let mut world = at_war(&["clashes.coming_of_age=0", "clashes.dead=0.3"]);
    let (mut all, mut of_bodies) = (Tally::default(), 0);
    for _ in 0..60 {
        let armed = |world: &Country| -> u32 {
            let men = |c: &nodal::world::Community| {
                c.providers.band.map_or(0, |band| u32::from(band.men))
                    + c.providers.turf.map_or(0, |turf| u32::from(turf.men))
            };
            world.communities.iter().map(men).sum()
        };
        all.absorb(&live(&mut world, 1));
        of_bodies += armed(&world);
        // Men are conserved: checked after each month.
        let dead: u32 = world.communities.iter().map(|c| c.men.dead).sum();
        assert_eq!(dead, all.deaths[Origin::Clash]);
    }
    assert!(of_bodies > 0 && all.deaths[Origin::Clash] > 50);
    assert_eq!(sum(&all.tolls[Origin::Clash]), f64::from(all.killings[Origin::Clash]));
    // Each dead man is an act of violence, each clash one killing.
    assert_eq!(all.violent[Origin::Clash], all.deaths[Origin::Clash]);
    assert!(all.deaths[Origin::Clash] > 2 * all.killings[Origin::Clash]);
    assert!(all.tolls[Origin::Clash][Toll::Some] > 0);
}

/// The clashes of a month, and where bodies of men killed, as those who read facts see them.
#[test]
fn what_a_watcher_keeps_of_clashes_and_districts_is_what_was_counted() {
    let mut world = at_war(&[]);
    let (mut seen, mut by_hand) = (PlaceMonths::default(), [Memory::default(); 2]);
    let mut all = Tally::default();
    // Two windows of 24 months; those of the burn-in are nobody's.
    live(&mut world, 12);
    for _ in 0..48 {
        let month = live(&mut world, 1);
        seen.note(&world);
        let killings = |origins: &[Origin]| origins.iter().map(|&o| month.killings[o]).sum();
        let communal =
            [Origin::Feud, Origin::Punishment, Origin::Mob, Origin::GangWar, Origin::Clash];
        let communal: u32 = killings(&communal);
        by_hand[0].note(communal);
        by_hand[1].note(communal + killings(&[Origin::Brutality]));
        assert_eq!(world.fronts.dead.iter().sum::<u32>(), month.deaths[Origin::Clash]);
        all.absorb(&month);
    }
    // Sixty thousand people are one district.
    for (killers, by_hand) in [Killers::Communal, Killers::All].into_iter().zip(by_hand) {
        assert_eq!(seen.districts.memories(killers), [by_hand]);
    }
    assert!(dispersion(&[by_hand[0]]).unwrap() > 0.0);
    for &toll in Toll::ALL {
        let of = seen.clashes.each().filter(|&dead| Toll::of(dead as u32) == Some(toll)).count();
        assert_eq!(of, all.tolls[Origin::Clash][toll] as usize, "{toll}");
    }
    assert!(seen.clashes.each().count() > 5);
    world.params.world.group_conflict = 0.0;
    live(&mut world, 1);
    assert!(world.fronts.dead.is_empty(), "no clash is told twice");
}

#[test]
fn young_men_take_the_places_of_the_dead() {
    let mut world = at_war(&["clashes.coming_of_age=0.15"]);
    let fallen = live(&mut world, 48).deaths[Origin::Clash];
    let dead: u32 = world.communities.iter().map(|c| c.men.dead).sum();
    assert!(dead < fallen, "{dead} of {fallen}");
}

#[test]
fn where_men_are_few_clashes_kill_fewer() {
    let deaths_a_clash = |men: &str| {
        let mut world = at_war(&[men, "clashes.dead=0.03"]);
        let tally = live(&mut world, 60);
        f64::from(tally.deaths[Origin::Clash]) / f64::from(tally.killings[Origin::Clash])
    };
    let (few, many) =
        (deaths_a_clash("world.spare_men=0.1"), deaths_a_clash("world.spare_men=0.6"));
    assert!(few < many, "{few} {many}");
}

#[test]
fn nobody_dies_in_a_clash_whom_nobody_could_have_called() {
    let (world, turns) = followed(at_war(&["world.spare_men=0.1"]), 60);
    let mut clashes = 0;
    for turn in &turns {
        if let Event::Clash { place, dead, men, reach, drawn } = turn.what {
            clashes += 1;
            assert!(dead >= 1 && dead <= drawn && dead <= men && men <= reach, "{turn:?}");
            assert_eq!(world.fronts.sites.site_of[place.place()].place(), turn.site);
        }
    }
    assert!(clashes > 5, "{clashes}");
}

/// Heat after some months that began hot, with a path at one end of its range and at the other.
fn cooling(path: &str, (low, high): (&str, &str), others: &[&str], records: &str) -> [f32; 2] {
    [low, high].map(|value| {
        let own = format!("{path}={value}");
        let peace = [
            "time.burn_in_months=0",
            "clashes.hazard=0",
            "clashes.compensation=0",
            "clashes.force=0",
        ];
        let sets = [&AT_WAR[..], &peace, others, &[own.as_str()]].concat();
        let mut world = unlived(records, &sets);
        live(&mut world, 12);
        heat_all(&mut world, 0.6);
        live(&mut world, 6);
        all_heat(&world)
    })
}

#[test]
fn each_path_out_of_a_fight_lowers_heat_and_none_of_it_does_not() {
    let alone = cooling("clashes.compensation", ("0", "0.5"), &[], "");
    assert!(alone[1] < alone[0], "compensation {alone:?}");
    let taken = cooling("clashes.compensated", ("0", "1"), &["clashes.compensation=0.5"], "");
    assert!(taken[1] < taken[0], "compensated {taken:?}");
    assert_eq!(taken[0].to_bits(), alone[0].to_bits());
    let force = cooling("clashes.force", ("0", "1"), &["provider.public.officers=1000"], "");
    assert!(force[1] < force[0], "force {force:?}");
    let bodies = "[[compact]]\nname = \"pact\"\nseats = { civil_society = 0.5, aid_agency = 0.5 }\n\
        money = { aid_agency = 1.0 }\nstanding = 1.0\n\
        [[intervention]]\nname = \"committees\"\ncomponent = \"peace_committee\"\nby = \"pact\"\nmoney = 40\n";
    let settled = cooling("clashes.settlement", ("0", "0.1"), &["aid.lag=0"], bodies);
    assert!(settled[1] < settled[0], "settlement {settled:?}");
    // Without partners nobody stands between groups.
    let alone = bodies.replace("standing = 1.0", "standing = 0.0");
    let none = cooling("clashes.settlement", ("0", "0.1"), &["aid.lag=0"], &alone);
    assert_eq!(none[0].to_bits(), none[1].to_bits());
}

#[test]
fn a_clash_exhausts_those_who_fought() {
    for (exhaustion, falls) in [("clashes.exhaustion=0", false), ("clashes.exhaustion=1", true)] {
        let (_, turns) = followed(at_war(&[exhaustion, "clashes.dead=0.03"]), 48);
        let pairs = turns.windows(2).filter(|two| two[1].what == Event::Exhaustion);
        let (mut all, mut fell) = (0, 0);
        for two in pairs {
            all += 1;
            fell += u32::from(two[1].heat < two[0].heat);
        }
        assert!(all > 5 && fell == if falls { all } else { 0 }, "{exhaustion}: {fell} of {all}");
    }
}

#[test]
fn who_trusts_across_groups_is_less_heated_by_a_killing() {
    let heat = |radius: &str| {
        let sets = [radius, "mechanisms.radius_of_trust=false", "clashes.hazard=0"];
        let mut world = at_war(&sets);
        live(&mut world, 24);
        all_heat(&world)
    };
    let (narrow, wide) = (heat("radius.start=0.1"), heat("radius.start=0.6"));
    assert!(wide < narrow && wide > 0.0, "{wide} {narrow}");
}

#[test]
fn a_clash_heats_next_door_a_month_later() {
    let lived = |next_door: &str| {
        let mut world = at_war(&[next_door, "clashes.killing=0"]);
        heat_all(&mut world, 0.0);
        world.group_heat[0].heat = [1.0; PAIRS];
        let mut first = None;
        for month in 0..60 {
            world.group_heat[0].heat = [1.0; PAIRS];
            let tally = live(&mut world, 1);
            let others: f32 =
                world.group_heat[1..].iter().map(nodal::world::fronts::Front::hottest).sum();
            match first {
                None if tally.killings[Origin::Clash] > 0 => {
                    assert_eq!(others, 0.0, "before anybody could have heard");
                    first = Some(month);
                }
                None => {}
                Some(_) => return others,
            }
        }
        panic!("no clash")
    };
    assert!(lived("clashes.next_door=0.5") > 0.0);
    assert_eq!(lived("clashes.next_door=0"), 0.0);
}

#[test]
fn land_taken_heats_and_compensated_land_does_not() {
    let heat = |more: &[&str]| {
        let sets =
            [&["enclave.count=2", "clashes.killing=0", "clashes.next_door=0"], more].concat();
        let mut world = at_war(&sets);
        live(&mut world, 12);
        all_heat(&world)
    };
    assert!(heat(&["clashes.land=0.05"]) > 0.0);
    assert_eq!(heat(&["clashes.land=0"]), 0.0);
    assert_eq!(heat(&["clashes.land=0.05", "mechanisms.enclave_footprint=false"]), 0.0);
}

#[test]
fn groups_fight_alike_on_any_number_of_threads_and_from_a_checkpoint() {
    let serial = {
        let mut world = at_war(&[]);
        live(&mut world, 30);
        bytes(&world)
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    let parallel = pool.install(|| {
        let mut world = at_war(&[]);
        world.is_parallel = true;
        live(&mut world, 30);
        bytes(&world)
    });
    assert_eq!(serial, parallel);
    let mut first = at_war(&[]);
    live(&mut first, 15);
    let mut later = at_war(&[]);
    later.resume(&bytes(&first)).unwrap();
    live(&mut later, 15);
    assert_eq!(serial, bytes(&later));
}

/// A sample holds whole sites, and its pieces lie where they lie: nobody walks from one to another to fight.
#[test]
fn in_a_sample_nobody_is_called_from_another_piece() {
    let sets = [
        "world.sample=0.3",
        "world.group_conflict=3",
        "clashes.hazard=0.1",
        "clashes.killing=0.3",
        "escalation.hazard=0.04",
        "time.burn_in_months=0",
    ];
    let world = laid_out(&of_file("scenarios/countries/solomon_islands.toml", &sets));
    let (world, turns) = followed(world, 40);
    let piece = |place: usize| world.communities[place].place.piece;
    let mut told = 0;
    let mut of_clash = 0;
    for turn in &turns {
        match turn.what {
            Event::Clash { place, .. } => of_clash = piece(place.place()),
            Event::Dead { place, .. } => {
                told += 1;
                assert_eq!(piece(place.place()), of_clash);
            }
            _ => {}
        }
    }
    assert!(told > 0);
    // Sites are whole: none has fewer people than half of what is declared, but where a piece is small.
    let people = |site: usize| -> f64 {
        let members = world.fronts.sites.members(site).iter();
        members.map(|c| f64::from(world.communities[c.place()].size()) * 5.8).sum()
    };
    let sites = world.fronts.sites.len();
    let whole = (0..sites).filter(|&site| people(site) > 10_000.0).count();
    assert!(whole * 10 >= sites * 9, "{whole} of {sites}");
}

#[test]
fn a_story_leads_from_a_killing_to_its_end_and_changes_nothing() {
    let sets: Vec<&str> =
        AT_WAR.iter().copied().chain(["time.months=48", "time.burn_in_months=6"]).collect();
    let text = "[world]\nhouseholds = 150\n[mechanisms]\ndifferences = false\n";
    let fought = scenario("war", text, &sets);
    let story = trace_clash(&fought, 1, None, 1).unwrap();
    let text = story.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    for words in ["killed across groups", "clash at", "dead of", "had enough"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(story[0].month < story[story.len() - 1].month, "{text}");
    let many = trace_clash(&fought, 1, None, 100_000).unwrap_err().to_string();
    assert!(many.contains("clash 100000 did not happen"), "{many}");
    let (with, _) = followed(laid_out(&fought), 24);
    let mut without = laid_out(&fought);
    live(&mut without, 24);
    assert_eq!(bytes(&with), bytes(&without));
}

/// Deaths are those of lethality, whatever an act that kills kills on average; as many acts fewer kill.
#[test]
fn acts_that_kill_kill_more_than_one_and_deaths_stay() {
    let lived = |dead: &str| {
        let sets =
            [dead, "escalation.hazard=0.04", "escalation.lethality=0.06", "feuds.branching=0.03"];
        let mut world = weak_state("", &sets);
        let mut all = Tally::default();
        for _ in 0..120 {
            all.absorb(&live(&mut world, 1));
        }
        all
    };
    let (one, more) = (lived("escalation.dead=1"), lived("escalation.dead=1.5"));
    let deaths = |tally: &Tally| sum(&tally.deaths);
    assert_eq!(deaths(&one), sum(&one.killings));
    // Poisson noise of both, that of the second wider by its clusters: (2m − 1) of a geometric number.
    let error = (deaths(&one) + 2.0 * deaths(&more)).sqrt();
    assert!((deaths(&one) - deaths(&more)).abs() < 3.0 * error, "{one:?} {more:?}");
    let of_many = |tally: &Tally, what: fn(&Tally, Origin) -> u32| -> f64 {
        let origins = [Origin::Dispute, Origin::Feud, Origin::Predation, Origin::Mob];
        origins.iter().map(|&origin| f64::from(what(tally, origin))).sum()
    };
    let killings = of_many(&more, |tally, origin| tally.killings[origin]);
    let dead = of_many(&more, |tally, origin| tally.deaths[origin]);
    let single = of_many(&more, |tally, origin| tally.tolls[origin][Toll::One]);
    // A geometric number of mean 1.5: sd √0.75, one with 2/3.
    assert!((dead / killings - 1.5).abs() < 3.0 * (0.75 / killings).sqrt(), "{dead} {killings}");
    let error = (2.0 / 9.0 / killings).sqrt();
    assert!((single / killings - 2.0 / 3.0).abs() < 3.0 * error, "{single} {killings}");
}

#[test]
fn the_metrics_tell_of_clashes() {
    let mut world = at_war(&[]);
    let mut told = [0.0; 2];
    for _ in 0..36 {
        model::month(&mut world);
        let of = |name: &str, level: &str| {
            let column = metrics::columns()
                .iter()
                .find(|column| column.metric.name == name && column.level == level)
                .unwrap_or_else(|| panic!("no {name} {level}"));
            (column.metric.value)(world.observation(), column.cell)
        };
        let sizes: f64 =
            Toll::ALL.iter().filter_map(|toll| of("killing_sizes", &format!("clash/{toll}"))).sum();
        assert_eq!(Some(sizes), of("killings", "clash"));
        told[0] += sizes;
        told[1] += of("group_heat", "").unwrap_or(0.0);
        if sizes > 0.0 {
            assert!(of("dead_per_killing", "clash").is_some_and(|dead| dead >= 1.0));
        }
        let total = metrics::named("deaths").map(|m| (m.value)(world.observation(), Cell::Total));
        assert!(total.is_some());
    }
    assert!(told.iter().all(|&number| number > 0.0), "{told:?}");
}

#[test]
fn who_lives_near_the_dead_flees_as_far_as_is_said() {
    let away = |clash: &str| {
        let mut world = at_war(&[clash, "mechanisms.mobs=false", "mobility.quiet_months=24"]);
        let dead = live(&mut world, 24).deaths[Origin::Clash];
        let away: u32 = world.communities.iter().map(|c| c.conditions.moved.away).sum();
        (away, dead)
    };
    assert_eq!(away("mobility.clash=0").0, 0);
    let (few, dead) = away("mobility.clash=1");
    assert!(few > 0 && few <= dead, "{few} {dead}");
    assert!(away("mobility.clash=10").0 > 2 * few);
    assert_eq!(away("mechanisms.mobility=false").0, 0);
}
