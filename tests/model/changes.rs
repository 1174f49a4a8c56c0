//! Values that change in a month: nothing before, the old value after, at the places that are named, and nothing
//! where what they become is what they are.
use crate::country::{laid_out, live, scenario, settings, unlived};
use nodal::ledger::Purpose;
use nodal::params::Catalogue;
use nodal::scenario::Scenario;
use nodal::world::Country;

fn change(name: &str, key: &str, value: f64, rest: &str) -> String {
    format!("[[change]]\nname = \"{name}\"\nkey = \"{key}\"\nvalue = {value}\n{rest}\n")
}

/// Twelve months of burn-in, then so many; what each month looked like.
fn seen(world: &mut Country, months: u32) -> Vec<String> {
    let month = |world: &mut Country| {
        live(world, 1);
        let o = world.observation();
        format!("{:?} {:?} {:?}", o.tally, o.flows, o.stocks)
    };
    (0..12 + months).map(|_| month(world)).collect()
}

/// Gangs to be raided and guards to be paid for.
const SETS: &[&str] = &["provider.criminal.coverage=0.4", "provider.private_national.dread=20"];

/// What can change, and another value than the default.
const ROWS: [(&str, f64, f64); 9] = [
    ("provider.criminal.raids", 0.3, 1.0),
    ("provider.public.quota", 1.0, 2.0),
    ("provider.public.officers", 80.0, 160.0),
    ("economy.median_income", 25.0, 8.0),
    ("provider.public.wage", 1250.0, 2000.0),
    ("provider.public.fee", 0.5, 3.0),
    ("provider.private_national.markup", 1.4, 2.0),
    ("auspice.state.growth", 0.001, 0.05),
    ("mechanisms.desertion", 1.0, 0.0),
];

#[test]
fn a_change_acts_in_its_months_alone_and_to_the_same_value_not_at_all() {
    let none = seen(&mut unlived("", SETS), 30);
    for (key, same, other) in ROWS {
        let rest = "month = 7\nmonths = 6";
        let idle = seen(&mut unlived(&change("it", key, same, rest), SETS), 30);
        assert!(idle == none, "{key} = {same}");
        let mut world = unlived(&change("it", key, other, rest), SETS);
        let moved = seen(&mut world, 30);
        assert!(moved[..18] == none[..18], "{key} acts before month 7");
        assert!(moved[18..24] != none[18..24], "{key} = {other} does nothing");
    }
}

#[test]
fn the_old_value_returns() {
    let rest = "month = 2\nmonths = 3";
    let record = change("raids", "provider.criminal.raids", 1.0, rest)
        + &change("growth", "auspice.state.growth_deaths", 0.5, rest)
        + &change("men", "provider.public.officers", 240.0, rest);
    let mut world = unlived(&record, &["mechanisms.desertion=false"]);
    live(&mut world, 13);
    let own: Vec<u32> = world.stations.iter().map(|station| station.authorised).collect();
    let before: u32 = world.stations.iter().map(|station| station.officers).sum();
    live(&mut world, 1);
    assert_eq!(world.params.state.growth_deaths, 0.5);
    assert!(world.communities.iter().all(|c| c.conditions.raids == Some(1.0)));
    for (station, own) in world.stations.iter().zip(&own) {
        assert_eq!(station.authorised, 3 * own);
    }
    live(&mut world, 3);
    assert_eq!(world.params.state.growth_deaths, 0.005);
    assert!(world.communities.iter().all(|c| c.conditions.raids.is_none()));
    let authorised: Vec<u32> = world.stations.iter().map(|station| station.authorised).collect();
    assert_eq!(authorised, own);
    let after: u32 = world.stations.iter().map(|station| station.officers).sum();
    assert_eq!(before, after);
}

#[test]
fn fewer_officers_leave_and_come_back() {
    let record = change("men", "provider.public.officers", 20.0, "month = 2\nmonths = 3");
    let mut world = unlived(&record, &["mechanisms.desertion=false"]);
    live(&mut world, 13);
    let officers = |world: &Country| -> u32 { world.stations.iter().map(|s| s.officers).sum() };
    let before = officers(&world);
    live(&mut world, 1);
    assert!(officers(&world) <= before / 3, "{} {before}", officers(&world));
    live(&mut world, 3);
    assert_eq!(officers(&world), before);
}

/// A lean season comes again every year, where it is said to, and nowhere else.
#[test]
fn a_season_comes_again_at_its_places() {
    let record = change(
        "lean",
        "economy.median_income",
        12.5,
        "month = 3\nmonths = 2\nevery = 12\nwhere = { share = 0.5 }",
    );
    let mut world = unlived(&record, &[]);
    live(&mut world, 12);
    for month in 1..=30 {
        live(&mut world, 1);
        let lean = world.communities.iter().filter(|c| c.conditions.earnings == Some(0.5)).count();
        let is_on = [3, 4].contains(&(month % 12));
        assert_eq!(lean, if is_on { 20 } else { 0 }, "month {month}");
        for c in &world.communities {
            let earned = c.books.flows.total(Purpose::Earnings).rand();
            let usual: f64 = c.ground.incomes.values().map(|&cents| cents as f64 / 100.0).sum();
            let expected = usual * c.conditions.earnings.unwrap_or(1.0);
            assert!((earned - expected).abs() < 0.1, "{earned} {expected}");
        }
    }
}

#[test]
fn a_resumed_country_goes_on_to_the_same_bytes() {
    let rest = "month = 2\nmonths = 12\nwhere = { worst = 10 }";
    let records = change("raids", "provider.criminal.raids", 1.0, rest)
        + &change("men", "provider.public.officers", 160.0, rest)
        + &change("wage", "provider.public.wage", 2000.0, "month = 4\nmonths = 3");
    let scenario = scenario("t", &format!("{SMALL}{records}"), SETS);
    let mut world = laid_out(&scenario);
    for saved_after in [12, 14, 17, 19, 27] {
        while world.age() < saved_after {
            live(&mut world, 1);
        }
        let mut resumed = laid_out(&scenario);
        resumed.resume(&world.save().unwrap()).unwrap();
        // As an ensemble does before it goes on.
        resumed.adopt(&scenario.params);
        let mut other = world.clone();
        for _ in 0..6 {
            live(&mut other, 1);
            live(&mut resumed, 1);
            assert!(other.save().unwrap() == resumed.save().unwrap(), "after {saved_after}");
        }
    }
}

const SMALL: &str = "[world]\ncommunities = 40\nhouseholds = 150\n[time]\nburn_in_months = 12\n";

fn told(records: &str) -> Vec<String> {
    match Scenario::from_text("s.toml", records, &settings(&[]), &Catalogue::standard()) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.0.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn what_cannot_change_is_refused_where_it_stands() {
    let rows = [
        (
            change("a", "provider.public.raid", 1.0, ""),
            "s.toml:3:7: change.key: no parameter is called",
        ),
        (
            change("a", "world.groups", 2.0, ""),
            "s.toml:3:7: change.key: `world.groups` cannot change in a month",
        ),
        (change("a", "aid.end", 2.0, ""), "it is no number"),
        (
            change("a", "aid.lag", 2.5, ""),
            "s.toml:4:9: change.value: found 2.5; allowed for `aid.lag` is a whole number",
        ),
        (
            change("a", "aid.believed", 2.0, ""),
            "change.value: found 2; allowed for `aid.believed` is 0 to 1",
        ),
        (change("a", "mechanisms.steering", 2.0, ""), "is 0 or 1"),
        (
            change("a", "aid.fatigue", 0.1, "where = { share = 0.5 }"),
            "s.toml:5:19: change.where: `aid.fatigue` is one for the whole country",
        ),
        (change("a", "aid.lag", 2.0, "every = 12"), "it has no months"),
        (change("a", "aid.lag", 2.0, "every = 6\nmonths = 6"), "it never ends"),
        ("[[change]]\nkey = \"aid.lag\"\n".to_owned(), "a change says what `aid.lag` becomes"),
        ("[[change]]\nvalue = 1\n".to_owned(), "a change names what changes"),
        (
            change("a", "aid.lag", 2.0, "month = 5") + &change("b", "aid.lag", 3.0, "months = 5"),
            "s.toml:6:1: change.month: `aid.lag` is changed in month 5 already by \"a\", on line 5",
        ),
        (
            change("a", "provider.criminal.raids", 1.0, "where = { share = 0.6 }")
                + &change("b", "provider.criminal.raids", 0.5, "where = { worst = 4 }"),
            "is changed in month 1 already by \"a\"",
        ),
        (
            change(
                "a",
                "provider.criminal.raids",
                1.0,
                "where = { attribute = \"poverty\", at_least = 2 }",
            ),
            "it matches no community",
        ),
        (
            change("a", "budget.equipment", 0.0, "")
                + &change("b", "provider.criminal.raids", 1.0, "mont = 2"),
            "change.mont: nobody declared this key",
        ),
    ];
    for (text, wanted) in rows {
        let told = told(&text);
        assert!(told.iter().any(|one| one.contains(wanted)), "{text}\n{wanted}\n{told:#?}");
    }
    let near = Scenario::from_text(
        "s.toml",
        &change("a", "provider.criminal.raid", 1.0, ""),
        &settings(&[]),
        &Catalogue::standard(),
    )
    .unwrap_err();
    assert_eq!(near.0[0].help.as_deref(), Some("did you mean `provider.criminal.raids`?"));
}

/// Changes of one value may meet in time where they lie apart, and follow each other anywhere.
#[test]
fn changes_that_do_not_meet_stand_beside_each_other() {
    let key = "provider.criminal.raids";
    let apart = change("a", key, 1.0, "where = { attribute = \"poverty\", at_least = 0.5 }")
        + &change("b", key, 0.5, "where = { attribute = \"poverty\", at_most = 0.49 }");
    assert_eq!(told(&apart), [""; 0]);
    let after = change("a", key, 1.0, "months = 4") + &change("b", key, 0.5, "month = 5");
    assert_eq!(told(&after), [""; 0]);
    let set = Scenario::from_text(
        "s.toml",
        &after,
        &settings(&["change.b.value=0.7", "change.b.months=2"]),
        &Catalogue::standard(),
    )
    .unwrap();
    let b = &set.params.programme.changes[1];
    assert_eq!((b.value, b.months), (0.7, 2));
    assert!(set.to_plain_toml().contains("[[change]]"));
}
