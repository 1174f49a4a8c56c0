//! 4.33 Education in ways of settling disputes.

use crate::country::{country, intervention, live, metric, unlived, weak_state};
use nodal::ledger::{Money, Purpose};
use nodal::metrics::Tally;
use nodal::terms::{Component, Outcome, Recourse};
use nodal::world::Country;

/// Enough of everything that training changes: quarrels, talk, elders.
const QUARRELS: [&str; 3] = ["disputes.arrival=0.12", "education.share=0.3", "education.cost=50"];

/// Paid by corporations, whose money comes at once and through no channel.
fn record(money: u32, rest: &str) -> String {
    intervention("dispute_education", "multinational", &format!("money = {money}\n{rest}"))
}

fn taught(money: u32, rest: &str, sets: &[&str]) -> Country {
    weak_state(&record(money, rest), &[&QUARRELS[..], sets].concat())
}

/// What communities are, to the byte.
fn communities(world: &Country) -> Vec<u8> {
    postcard::to_stdvec(&world.communities).unwrap()
}

fn settled_by_talk(tally: &Tally) -> f64 {
    f64::from(tally.settled[Recourse::Talk])
}

fn pairs(world: &Country) -> Vec<(f32, f32)> {
    let of = |c: &nodal::world::community::Community| c.opinion.lessons;
    world.communities.iter().map(|c| (of(c).trained, of(c).attended)).collect()
}

#[test]
fn the_trained_talk_more_and_settle_more_by_it() {
    let lived = |sets: &[&str]| {
        let mut world = taught(60, "", sets);
        live(&mut world, 12);
        live(&mut world, 36)
    };
    let (with, without) = (lived(&[]), lived(&["mechanisms.education=false"]));
    let turned = |tally: &Tally| f64::from(tally.first_chosen[Recourse::Talk]);
    // Some 6,000 talks: a standard error of 2 %.
    assert!(turned(&with) > 1.04 * turned(&without), "{} {}", turned(&with), turned(&without));
    let (a, b) = (settled_by_talk(&with), settled_by_talk(&without));
    assert!(a > 1.08 * b, "{a} {b}");
}

#[test]
fn elders_who_know_it_settle_more_of_what_they_hear() {
    let lived = |elders: &str| {
        let only = ["education.talk=0", "education.turns=0", "education.half_life=120", elders];
        let mut world = taught(60, "", &only);
        live(&mut world, 12);
        live(&mut world, 48)
    };
    let kept =
        |tally: &Tally| f64::from(tally.settled[Recourse::Customary]) / f64::from(tally.sittings);
    let (with, without) =
        (kept(&lived("education.elders=0.4")), kept(&lived("education.elders=0")));
    assert!(with > without, "{with} {without}");
}

/// Where everybody is trained the constants are the higher ones.
#[test]
fn verif_where_all_are_trained_people_talk_by_the_higher_constants() {
    let sets = [
        ("disputes.arrival", 0.12),
        ("education.elders", 0.0),
        ("education.turns", 0.4),
        ("education.talk", 0.5),
        ("education.half_life", 120.0),
    ];
    let mut trained = country(&sets);
    for c in &mut trained.communities {
        c.opinion.lessons.trained = 1.1; // what a month leaves of it is all of them
        c.opinion.lessons.attended = 1.1;
    }
    let plain = country(&[]);
    let higher = [
        ("choice.talk", plain.params.choice.talk + 0.4),
        ("settlement.talk", plain.params.settlement.talk + 0.5),
    ];
    let mut higher = country(&[&sets[..], &higher].concat());
    let (a, b) = (live(&mut trained, 3), live(&mut higher, 3));
    let both = [Recourse::Talk, Recourse::Customary, Recourse::Lump];
    for recourse in both {
        assert!(a.chosen[recourse] > 0);
        assert_eq!(a.chosen[recourse], b.chosen[recourse], "{recourse}");
    }
    assert_eq!(a.settled, b.settled);
    let mut untrained = country(&sets);
    assert_ne!(live(&mut untrained, 3).chosen, a.chosen);
}

#[test]
fn off_or_unpaid_it_changes_no_byte_of_any_community() {
    let none = {
        let mut world = weak_state("", &QUARRELS);
        live(&mut world, 24);
        communities(&world)
    };
    for (money, sets) in [(60, &["mechanisms.education=false"][..]), (0, &[])] {
        let mut world = taught(money, "", sets);
        live(&mut world, 24);
        assert!(communities(&world) == none, "{money} {sets:?}");
    }
}

#[test]
fn a_placebo_spends_the_same_and_changes_nothing_that_people_do() {
    let (mut real, mut placebo) = (taught(20, "", &[]), taught(20, "placebo = true", &[]));
    let mut none = weak_state("", &QUARRELS);
    let mut differed = false;
    for month in 0..30 {
        let [a, b, c] = [&mut real, &mut placebo, &mut none].map(|world| live(world, 1));
        assert_eq!(b, c, "month {month}");
        differed |= a != c;
        let spent = |world: &Country| world.observation().flows.total(Purpose::Education);
        assert_eq!(spent(&real), spent(&placebo), "month {month}");
    }
    assert!(differed);
    assert!(metric(&real, "trained_share") > 0.0 && metric(&placebo, "trained_share") == 0.0);
}

#[test]
fn verif_what_was_learnt_halves_in_its_half_life() {
    let mut world = taught(200, "until = 12", &["education.half_life=12"]);
    live(&mut world, 12);
    let before = pairs(&world);
    live(&mut world, 24);
    for (then, now) in before.iter().zip(pairs(&world)) {
        assert!(then.0 > 0.2 && (now.0 / then.0 - 0.25).abs() < 1e-4, "{then:?} {now:?}");
    }
}

/// Paid by the head; nothing is bought without money, and none is spent beyond what all who are to be trained cost.
#[test]
fn verif_money_says_how_many_are_trained_and_what_is_not_needed_goes_back() {
    let first_month = |money: u32| {
        let mut world =
            unlived(&record(money, ""), &[&QUARRELS[..], &["time.burn_in_months=0"]].concat());
        live(&mut world, 2);
        let paid = world.observation().flows.total(Purpose::Education);
        let adults = f64::from(world.communities[0].size()) * world.params.world.adults;
        // A month of it has gone by.
        let kept = 0.5_f64.powf(1.0 / world.params.education.half_life);
        let trained: f64 = pairs(&world).iter().map(|pair| f64::from(pair.0) / kept * adults).sum();
        (paid.rand(), trained)
    };
    // Two months of its money: it comes while the programme gets ready.
    let (paid, trained) = first_month(6);
    assert!(paid > 0.0 && (paid - 50.0 * trained).abs() < 1e-3 * paid, "{paid} {trained}");
    let (double, twice) = first_month(12);
    assert!((double / paid - 2.0).abs() < 1e-3 && (twice / trained - 2.0).abs() < 1e-3);

    let mut world = taught(100, "until = 24", &[]);
    live(&mut world, 12);
    assert!((metric(&world, "trained_share") - 0.3).abs() < 0.01);
    live(&mut world, 14);
    let account = &world.arrangements[0].account;
    assert!(account.returned > Money::ZERO && account.unspent() == Money::ZERO);
}

#[test]
fn auspices_choose_it_where_it_is_cheap_and_not_where_it_is_off() {
    let chosen = |sets: &[&str]| {
        let mut world =
            weak_state("", &[&["steering.ngo=20", "education.share=0.02"], sets].concat());
        live(&mut world, 1);
        let of = |component| world.arrangements.iter().filter(|a| a.component == component).count();
        (of(Component::DisputeEducation), of(Component::PeaceCommittee))
    };
    let (cheap, dear) =
        (chosen(&["education.cost=50"]), chosen(&["education.cost=800", "education.share=0.3"]));
    assert!(cheap.0 > dear.0, "{cheap:?} {dear:?}");
    assert_eq!(chosen(&["mechanisms.education=false"]).0, 0);
}

#[test]
fn it_founds_no_body() {
    let mut world = taught(60, "", &["provider.peace_committee.coverage=0"]);
    let tally = live(&mut world, 12);
    assert_eq!(tally.gatherings, 0);
    assert!(tally.ended[Outcome::Agreement] > 0);
}
