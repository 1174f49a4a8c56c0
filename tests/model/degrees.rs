//! 4.4 Settlements have degrees: what is met of the claim, what is left, and what people say of it.

use crate::country::{laid_out, live, metric, scenario, sum, weak_state};
use nodal::metrics::Tally;
use nodal::model;
use nodal::terms::Recourse;

fn lived(sets: &[&str]) -> (nodal::world::Country, Tally) {
    let mut world = weak_state("", sets);
    let tally = live(&mut world, 36);
    (world, tally)
}

#[test]
fn each_settlement_is_complete_partial_or_slight_and_complete_without_degrees() {
    let (_, with) = lived(&[]);
    for &way in Recourse::ALL {
        assert!(with.complete[way] + with.partial[way] <= with.settled[way], "{way}");
    }
    let (complete, partial, all) = (sum(&with.complete), sum(&with.partial), sum(&with.settled));
    assert!(complete > 0.0 && partial > 0.0 && complete + partial < all);
    let (_, without) = lived(&["mechanisms.degrees=false"]);
    assert_eq!(without.complete, without.settled);
    assert_eq!(sum(&without.partial), 0.0);
}

/// Where what is not met leaves nothing behind and nothing breaks, a world with degrees is that without them to the
/// last bit, but for what people say of settlements: their draws move nobody else's.
#[test]
fn only_what_is_left_of_the_claim_sets_a_world_with_degrees_apart() {
    let bare = ["settlement.dropped_grievance=0", "settlement.breaking=0"];
    let (_, mut with) = lived(&bare);
    let (_, without) = lived(&[&bare[..], &["mechanisms.degrees=false"]].concat());
    assert!(with != without);
    with.complete = without.complete;
    with.partial = without.partial;
    assert_eq!(with, without);
}

#[test]
fn what_is_not_met_stays_with_people() {
    let off = "mechanisms.degrees=false";
    let grievance = |sets: &[&str]| metric(&lived(sets).0, "grievance");
    assert!(grievance(&[]) > grievance(&[off]));
    // Broken settlements leave more of the anger there was: more turn violent.
    let violent = |sets: &[&str]| {
        let base = [
            "settlement.dropped_grievance=0",
            "settlement.breaking=1",
            "escalation.hazard=0.04",
            "escalation.anger=4",
        ];
        let tally = lived(&[&base[..], sets].concat()).1;
        f64::from(tally.violent[nodal::terms::Origin::Dispute])
    };
    let (with, without) = (violent(&[]), violent(&[off]));
    assert!(with > without + 2.0 * (with + without).sqrt(), "{with} {without}");
}

/// Who is led well, who is talked to calmly and whose losers accept gets more of what he claims.
#[test]
fn a_better_settlement_meets_more() {
    let complete = |way: Recourse, sets: &[&str]| {
        let tally = lived(sets).1;
        f64::from(tally.complete[way]) / f64::from(tally.settled[way])
    };
    for (way, worse, better) in [
        (Recourse::Customary, "provider.customary.quality=0.1", "provider.customary.quality=0.9"),
        (Recourse::Talk, "settlement.talk=-1", "settlement.talk=2"),
        (Recourse::Public, "settlement.accepted=-1", "settlement.accepted=3"),
        (Recourse::SelfHelp, "settlement.self_help=0.2", "settlement.self_help=0.6"),
    ] {
        let (worse, better) = (complete(way, &[worse]), complete(way, &[better]));
        assert!(worse < better - 0.05, "{way}: {worse} {better}");
    }
}

/// Complete and partial make up what is resolved, and every problem has one end.
#[test]
fn the_legal_needs_survey_tells_complete_from_partial() {
    let text = "[world]\ncommunities = 30\nhouseholds = 200\n[time]\nburn_in_months = 6\n[[survey]]\n\
        name = \"needs\"\nquestionnaire = \"legal_needs\"\nmonth = 24\nevery = 0\nrecall = 24\nsample = 3000\n";
    let mut world = laid_out(&scenario("s", text, &[]));
    for _ in -5..=24 {
        model::month(&mut world);
    }
    let answers = world.answers.clone();
    let of = |question: &str| answers.iter().find(|a| a.question == question).unwrap().value;
    let (complete, partly) = (of("resolved_completely"), of("resolved_partly"));
    assert!(complete > 0.0 && partly > 0.0);
    assert!((complete + partly - of("resolved")).abs() < 1e-9);
    assert!((of("resolved") + of("abandoned") + of("ongoing") - 1.0).abs() < 1e-9);
    assert!(of("resolved_completely_after_action") < of("resolved_after_action"));
    let asked: u32 =
        answers.iter().filter(|a| KINDS.contains(&a.question.as_str())).map(|a| a.n).sum();
    let resolved = answers.iter().find(|a| a.question == "resolved").unwrap();
    assert_eq!(asked, resolved.n, "each problem is of one kind");
}

const KINDS: [&str; 7] = [
    "resolved_money",
    "resolved_neighbour",
    "resolved_land",
    "resolved_domestic",
    "resolved_other",
    "resolved_assault",
    "resolved_theft",
];
