//! 4.29: what a settlements file says of towns replaces what is drawn of them, and nothing else.

use crate::country::params;
use nodal::params::Params;
use nodal::scenario::settlements::read;
use nodal::world::community::Community;
use nodal::world::{Country, Geography, Given};
use std::fmt::Write as _;

/// Five towns; the same with more columns and what a row has in them.
fn towns(columns: &str, of_third: &str) -> String {
    let none = ",".repeat(columns.matches(',').count());
    let mut text = format!("geonameid,name,admin1,longitude,latitude,population{columns}\n");
    for (id, people) in [(1, 30_000), (2, 9000), (3, 12_000), (4, 5000), (5, 4000)] {
        let tail = if id == 3 { of_third } else { &none };
        let _ = writeln!(text, "{id},T{id},1,{}.0,{}.5,{people}{tail}", id % 3, id / 2);
    }
    text
}

fn settings(differ: f64) -> Params {
    params(&[
        ("world.households", 100.0),
        ("world.population", 90_000.0),
        ("provider.public.site_people", 4000.0),
        ("provider.public.officers", 400.0),
        ("mechanisms.differences", differ),
        ("provider.vigilante.coverage", 0.3),
    ])
}

fn world_of(text: &str, params: &Params) -> Country {
    let towns = read(text, params.world.groups).unwrap().towns;
    Country::build(params, Some(&Geography { towns, ..Geography::default() }), 1).unwrap()
}

/// A world without and with one column of the third town.
fn pair(column: &str, value: &str, differ: f64) -> (Country, Country) {
    let params = settings(differ);
    (
        world_of(&towns("", ""), &params),
        world_of(&towns(&format!(",{column}"), &format!(",{value}")), &params),
    )
}

fn is_third(c: &Community) -> bool {
    c.place.town == "T3" && !c.place.is_rural
}

fn officers(world: &Country) -> Vec<u32> {
    world.stations.iter().map(|station| station.officers).collect()
}

/// Officers a 100,000 persons where all the people of a station live in the town, and of all other stations.
fn rates(world: &Country, town: &str) -> [f64; 2] {
    let mut sums = [[0.0; 2]; 2];
    for site in 0..world.stations.len() {
        let members = world.station_sites.members(site);
        let is_of = |c: &Community| c.place.town == town && !c.place.is_rural;
        let is_in = members.iter().all(|&c| is_of(&world.communities[c.place()]));
        if !is_in && members.iter().any(|&c| is_of(&world.communities[c.place()])) {
            continue;
        }
        let sum = &mut sums[usize::from(!is_in)];
        let people = |c: &Community| f64::from(c.size()) * world.params.world.household_size;
        sum[0] += f64::from(world.stations[site].officers);
        sum[1] += members.iter().map(|&c| people(&world.communities[c.place()])).sum::<f64>();
    }
    sums.map(|[officers, people]| officers / people * 100_000.0)
}

/// The same bytes, once this is put back.
fn is_else_the_same(base: &Country, mut with: Country, restore: impl Fn(&mut Country)) {
    assert_ne!(base.save().unwrap(), with.save().unwrap());
    restore(&mut with);
    assert!(base.save().unwrap() == with.save().unwrap());
}

#[test]
fn empty_cells_change_no_byte() {
    let columns = ",poverty,crowding,officers,arms,group_1,group_2,group_3";
    let plain = read(&towns("", ""), 3).unwrap();
    assert_eq!(read(&towns(columns, ",,,,,,,"), 3).unwrap(), plain);
    assert!(plain.towns.iter().all(|town| town.given == Given::default()));
}

#[test]
fn crowding_and_arms_are_what_is_said_and_all_else_stays() {
    for differ in [0.0, 1.0] {
        let (base, with) = pair("crowding", "0.875", differ);
        assert!(with.communities.iter().all(|c| !is_third(c) || c.ground.crowding == 0.875));
        is_else_the_same(&base, with, |with| {
            for (c, was) in with.communities.iter_mut().zip(&base.communities) {
                if is_third(was) {
                    c.ground.crowding = was.ground.crowding;
                }
            }
        });
        let (base, with) = pair("arms", "75", differ);
        assert!(with.communities.iter().all(|c| !is_third(c) || c.ground.arms == 0.75));
        is_else_the_same(&base, with, |with| {
            for (c, was) in with.communities.iter_mut().zip(&base.communities) {
                if is_third(was) {
                    (c.ground.arms, c.conditions.arms) = (was.ground.arms, was.conditions.arms);
                }
            }
        });
    }
}

#[test]
fn poverty_moves_those_between_what_was_drawn_and_what_is_said() {
    for (differ, said) in [(0.0, "0.95"), (1.0, "0.95"), (1.0, "0.05"), (0.0, "0"), (0.0, "1")] {
        let (base, with) = pair("poverty", said, differ);
        let said: f32 = said.parse().unwrap();
        let (mut poor, mut all) = (0, 0);
        for (was, c) in base.communities.iter().zip(&with.communities) {
            let is_poor = |c: &Community, h| c.households.class(h) == nodal::terms::Class::Poor;
            for h in 0..was.households.len() {
                assert_eq!(was.households.has_low_standing(h), c.households.has_low_standing(h));
                let is_more = c.ground.poverty >= was.ground.poverty;
                assert!(is_poor(c, h) == is_poor(was, h) || is_poor(c, h) == is_more);
                if is_poor(was, h) == is_poor(c, h) {
                    assert_eq!(was.households.class(h), c.households.class(h));
                }
                poor += u32::from(is_third(c) && is_poor(c, h));
                all += u32::from(is_third(c));
            }
            assert_eq!(
                (was.ground.spare_men, was.ground.arms),
                (c.ground.spare_men, c.ground.arms)
            );
            assert_eq!(
                (was.ground.crowding, was.ground.ties, was.ground.hardship),
                (c.ground.crowding, c.ground.ties, c.ground.hardship)
            );
            if is_third(c) {
                assert_eq!(c.ground.poverty, said);
            } else {
                assert_eq!(
                    (was.ground.poverty, was.ground.wealth),
                    (c.ground.poverty, c.ground.wealth)
                );
            }
        }
        // 2,400 households: five standard errors.
        assert!(
            (f64::from(poor) / f64::from(all) - f64::from(said)).abs() < 0.025,
            "{poor} {said}"
        );
        assert_eq!(officers(&base), officers(&with));
    }
}

#[test]
fn groups_are_as_said_and_persons_stay_who_they_are() {
    for differ in [0.0, 1.0] {
        let (base, with) = pair("group_1,group_3", "0.25,0.75", differ);
        for (was, c) in base.communities.iter().zip(&with.communities) {
            let sizes = |c: &Community| [0, 1, 2].map(|group| c.households.group(group).len());
            if is_third(c) {
                let n = c.households.len();
                let [first, second, third] = sizes(c);
                assert!(first.abs_diff(n / 4) <= 1 && second == 0 && first + third == n);
            } else {
                assert_eq!(sizes(was), sizes(c));
            }
            assert!(
                (0..was.households.len()).all(|h| was.households.class(h) == c.households.class(h))
            );
            assert_eq!(
                (was.ground.poverty, was.ground.wealth),
                (c.ground.poverty, c.ground.wealth)
            );
        }
        assert_eq!(officers(&base), officers(&with));
    }
}

#[test]
fn officers_are_where_the_file_says_and_the_force_stays_what_it_is() {
    for differ in [0.0, 1.0] {
        let (base, with) = pair("officers", "1000", differ);
        let all = officers(&base).iter().sum::<u32>();
        assert!(officers(&with).iter().sum::<u32>().abs_diff(all) <= 1);
        let [before, now] = [rates(&base, "T3"), rates(&with, "T3")];
        assert!((now[0] / 1000.0 - 1.0).abs() < 0.02, "{before:?} {now:?}");
        assert!(now[1] < before[1], "{before:?} {now:?}");
        is_else_the_same(&base, with, |with| {
            for (post, was) in with.stations.iter_mut().zip(&base.stations) {
                post.officers = was.officers;
                (post.authorised, post.established) = (was.authorised, was.established);
            }
        });
    }
}

/// Where those of the file are more than the force has, each has its part, and nobody else any.
#[test]
fn more_officers_than_there_are_are_shared_in_proportion() {
    let (base, with) = pair("officers", "9000", 1.0);
    assert!(officers(&with).iter().sum::<u32>().abs_diff(officers(&base).iter().sum()) <= 1);
    let [here, elsewhere] = rates(&with, "T3");
    assert!(here > 2000.0 && elsewhere == 0.0, "{here} {elsewhere}");
}

#[test]
fn a_sample_has_what_the_file_says_and_its_part_of_the_force() {
    let mut params = settings(1.0);
    let columns = ",poverty,officers";
    let text = towns(columns, ",0.75,1000");
    let whole = world_of(&text, &params);
    params.committee.site_people = 4000.0;
    params.world.sample = 0.4;
    params.world.keep = vec!["T3".to_owned()];
    let part = world_of(&text, &params);
    assert!(part.communities.len() < whole.communities.len() * 4 / 5);
    assert!(part.communities.iter().any(is_third));
    for c in &part.communities {
        let same = whole.communities.iter().find(|one| one.identity() == c.identity()).unwrap();
        assert_eq!(c.ground.poverty, same.ground.poverty);
        assert_eq!(is_third(c), c.ground.poverty == 0.75);
    }
    let force: f64 = (0..part.stations.len())
        .map(|site| {
            f64::from(part.stations[site].officers) * part.stands_for(&part.station_sites, site)
        })
        .sum();
    let due = params.public.officers * part.simulated_persons() / 100_000.0;
    assert!((force / due - 1.0).abs() < 0.02, "{force} {due}");
    assert!((rates(&part, "T3")[0] / 1000.0 - 1.0).abs() < 0.05, "{:?}", rates(&part, "T3"));
}

/// Hamlets that are lived as one place have the mean of those that say, by people; villages that are made up are drawn.
#[test]
fn merged_settlements_have_the_mean_of_what_is_said_of_them() {
    let mut text = towns(",arms,crowding", ",,");
    for (id, people, arms) in [(11, 60, "100"), (12, 30, "40"), (13, 50, "")] {
        let _ = writeln!(text, "{id},H{id},9,5.0,{id}.0,{people},{arms},");
    }
    let world = world_of(&text, &settings(1.0));
    let merged = world.communities.iter().find(|c| c.place.name.starts_with("H11")).unwrap();
    assert!((merged.ground.arms - 0.8).abs() < 1e-6, "{}", merged.ground.arms);
    let said = world.communities.iter().filter(|c| c.place.given != Given::default());
    assert_eq!(said.count(), 1);
}
