//! Simulated surveys: they read and change nothing, ask the same people whatever else is asked, and agree with what
//! the model counts itself.

use crate::country::laid_out;
use nodal::experiment::{RunOptions, run};
use nodal::metrics;
use nodal::model;
use nodal::output::Record;
use nodal::scenario::Scenario;
use nodal::world::diary::Answer;

const WORLD: &str = "[world]\ncommunities = 30\nhouseholds = 200\n[time]\nburn_in_months = 12\nmonths = 24\n\
                     [run]\nreplicates = 1\n";
const NEEDS: &str = "[[survey]]\nname = \"needs\"\nquestionnaire = \"legal_needs\"\nmonth = 24\nevery = 0\n\
                     recall = 12\nsample = 4000\nforgetting = 0.0\n";
const BAROMETER: &str = "[[survey]]\nname = \"barometer\"\nquestionnaire = \"afrobarometer\"\nmonth = 6\nevery = 6\n\
                         recall = 6\nsample = 300\n";

fn scenario(surveys: &str) -> Scenario {
    // Disputes fall on households evenly, and each on two.
    let alike = ["mechanisms.differences=false", "mechanisms.proneness=false"];
    crate::country::scenario("s", &format!("{WORLD}{surveys}"), &alike)
}

fn record(surveys: &str) -> Record {
    run(&scenario(surveys), &RunOptions::default()).unwrap().records.remove(0)
}

fn of<'a>(record: &'a Record, survey: &'a str) -> Vec<(i32, &'a Answer)> {
    let is_its = |(_, answer): &&(i32, Answer)| answer.survey == survey;
    record.surveys.iter().filter(is_its).map(|(month, answer)| (*month, answer)).collect()
}

#[test]
fn surveys_change_nothing_and_ask_the_same_people_whatever_others_ask() {
    let (none, one, two) = (record(""), record(NEEDS), record(&format!("{NEEDS}{BAROMETER}")));
    assert!(none.surveys.is_empty());
    for other in [&one, &two] {
        assert_eq!(none.values, other.values);
        assert_eq!(none.ledger, other.ledger);
    }
    assert_eq!(of(&one, "needs"), of(&two, "needs"));
    let rounds: Vec<i32> = of(&two, "barometer").iter().map(|(month, _)| *month).collect();
    for month in [6, 12, 18, 24] {
        assert!(rounds.contains(&month), "{rounds:?}");
    }
}

/// Adults with a problem in a year, asked of 4,000 households, against what arose: each dispute is a problem of one
/// adult of both households. False alarm below 1 in 10,000 (four standard errors).
#[test]
fn val_the_legal_needs_survey_agrees_with_what_arose() {
    let told = record(NEEDS);
    let at = metrics::total("disputes_arisen").unwrap();
    let months = told.months.iter().zip(&told.values).filter(|(month, _)| **month > 12);
    let arisen: f64 = months.map(|(_, values)| values[at].unwrap()).sum();
    let (households, adults) = (30.0 * 200.0, 2.5);
    let expected = 1.0 - (-2.0 * arisen / households / adults).exp();
    let problem = of(&told, "needs").into_iter().find(|(_, a)| a.question == "problem").unwrap().1;
    let error = (expected * (1.0 - expected) / f64::from(problem.n)).sqrt();
    // Disputes are spread unevenly over households, which lowers the share by less than a hundredth.
    assert!((problem.value - expected).abs() < 4.0 * error + 0.01, "{} {expected}", problem.value);
    let of = |question: &str| {
        let is_it = |(_, answer): &&(i32, Answer)| answer.question == question;
        told.surveys.iter().find(is_it).unwrap().1.value
    };
    let ends = of("resolved") + of("abandoned") + of("ongoing");
    assert!((ends - 1.0).abs() < 1e-9, "every problem has one end: {ends}");
}

#[test]
fn diaries_are_kept_of_those_who_will_be_asked_and_of_nobody_else() {
    let scenario = scenario(&NEEDS.replace("sample = 4000", "sample = 100"));
    let mut country = laid_out(&scenario);
    let mut events = 0;
    for month in -11..=24 {
        model::month(&mut country);
        let kept = || country.communities.iter().filter_map(|c| c.diary.as_ref());
        // The round of month 24 asks about months 13 to 24.
        if month <= 12 {
            assert_eq!(kept().count(), 0, "month {month}");
            continue;
        }
        let asked: usize = kept().map(|diary| diary.asked.len()).sum();
        assert!((1..=100).contains(&asked), "month {month}: {asked}");
        for diary in kept() {
            events += diary.events.len();
            assert!(diary.events.iter().all(|event| event.is_of(&diary.asked)));
        }
    }
    assert!(events > 0, "somebody had a problem");
}

/// Thefts and violent acts that the barometer of a year tells of, asked of 4,000 households that forget nothing, against
/// what was counted: with h a household and year, 1 − exp(−h) of them had one. False alarm below 1 in 10,000.
#[test]
fn val_what_victims_say_agrees_with_what_happened() {
    let told = record(&NEEDS.replace("\"legal_needs\"", "\"afrobarometer\""));
    let (households, year) = (30.0 * 200.0, 12);
    let counted = |metric: &str| {
        let at = metrics::total(metric).unwrap();
        let months = told.months.iter().zip(&told.values).filter(|(month, _)| **month > year);
        months.map(|(_, values)| values[at].unwrap()).sum::<f64>() / households
    };
    for (question, metric) in [("stolen_from", "thefts"), ("attacked", "violent_incidents")] {
        let expected = 1.0 - (-counted(metric)).exp();
        let answers = of(&told, "needs");
        let said = answers.iter().find(|(_, answer)| answer.question == question).unwrap().1;
        let error = (expected * (1.0 - expected) / f64::from(said.n)).sqrt();
        // Both samples are of the same 6,000 households, some of which are hit twice.
        assert!((said.value - expected).abs() < 4.0 * error + 0.005, "{} {expected}", said.value);
    }
}

/// Repeats of the panel are those within its period: fewer than the metric sees, for which each act looks back as far.
#[test]
fn val_repeated_violence_is_told_by_a_panel_and_counted_for_all() {
    let panel = "[[survey]]\nname = \"victims\"\nquestionnaire = \"victims\"\nmonth = 60\nevery = 0\nrecall = 60\n\
                 sample = 8000\nforgetting = 0.0\n";
    let world = WORLD.replace("months = 12\nmonths = 24", "months = 60\nmonths = 60");
    let more = ["escalation.hazard=0.04"];
    let scenario = crate::country::scenario("s", &format!("{world}{panel}"), &more);
    let told = run(&scenario, &RunOptions::default()).unwrap().records.remove(0);
    let answers = of(&told, "victims");
    let said = answers.iter().find(|(_, a)| a.question == "violence_is_a_repeat").unwrap().1;
    let counted = told.mean(metrics::total("repeated_share").unwrap(), (1, 60)).unwrap();
    assert!(said.n > 200 && 0.0 < said.value, "{said:?}");
    assert!(said.low < counted, "{} {counted}", said.value);
}

/// Each question of the barometer that was asked of hundreds says how much of its variance lies between communities and
/// between regions: a share of the variance that there is, and no more of it than there can be.
#[test]
fn answers_tell_what_lies_between_communities() {
    let told = record(&BAROMETER.replace("sample = 300", "sample = 3000"));
    let answers = of(&told, "barometer");
    let many: Vec<_> = answers.iter().map(|(_, answer)| answer).filter(|a| a.n > 500).collect();
    assert!(many.len() > 20, "{}", many.len());
    for answer in many {
        let variance = answer.value * (1.0 - answer.value);
        assert!(answer.icc.is_none_or(|icc| icc.abs() < 0.5), "{answer:?}");
        assert!(answer.icc.is_some() || variance == 0.0, "{answer:?}");
        assert!(answer.between_regions.is_none_or(|of| of.abs() <= variance), "{answer:?}");
    }
}
