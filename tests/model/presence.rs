//! 4.8, 4.11, 4.12, 4.15: presence is paid for, calls come last, force provokes, posts lapse.

use crate::country::{intervention, live, metric, weak_state};
use nodal::terms::Origin;
use nodal::world::Country;

fn present(world: &Country) -> f64 {
    world.communities.iter().map(|c| f64::from(c.providers.duty.officers)).sum()
}

fn on_patrol(world: &Country) -> f64 {
    world.communities.iter().map(|c| f64::from(c.providers.duty.on_patrol)).sum()
}

#[test]
fn pay_thins_out_from_the_seat_and_its_mean_is_that_of_the_force() {
    let mut world = weak_state("", &["provider.public.outward_hours=2"]);
    live(&mut world, 1);
    let force = world.state.force.pay_ratio;
    let officers: f64 = world.stations.iter().map(|s| f64::from(s.officers)).sum();
    let paid: f64 = world.stations.iter().map(|s| f64::from(s.officers) * s.pay).sum();
    // Desertion and hiring of the month come after the posts are paid.
    assert!((paid / officers - force).abs() < 0.03, "{} {force}", paid / officers);
    for (a, b) in world.stations.iter().flat_map(|a| world.stations.iter().map(move |b| (a, b))) {
        assert!(a.hours_from_seat > b.hours_from_seat || a.pay >= b.pay);
    }
    let mut even = weak_state("", &["mechanisms.presence=false"]);
    live(&mut even, 1);
    assert!(even.stations.iter().all(|s| s.pay == even.state.force.pay_ratio));
}

#[test]
fn officers_stay_away_as_far_as_they_are_not_paid() {
    let with = |sets: &[&str]| {
        let mut world = weak_state("", sets);
        live(&mut world, 6);
        let officers: u32 = world.stations.iter().map(|s| s.officers).sum();
        present(&world) / f64::from(officers)
    };
    assert!((with(&["provider.public.absence=0"]) - 1.0).abs() < 0.01);
    assert!(with(&["provider.public.absence=0.9"]) < with(&["provider.public.absence=0.3"]) - 0.1);
    assert!(
        (with(&["auspice.state.pay_ratio=1", "mechanisms.state_spiral=false"]) - 1.0).abs() < 0.01
    );
}

#[test]
fn hours_for_cases_are_missing_on_patrol_in_however_many_steps_a_month_is_lived() {
    let with = |steps: &str| {
        let mut world = weak_state("", &[steps]);
        let (mut patrol, mut all) = (0.0, 0.0);
        for _ in 0..24 {
            live(&mut world, 1);
            patrol += on_patrol(&world);
            all += present(&world);
        }
        (patrol, all)
    };
    let ((one, all), (four, _)) = (with("time.steps_per_month=1"), with("time.steps_per_month=4"));
    assert!(one < 0.95 * all, "{one} {all}");
    assert!((one / four - 1.0).abs() < 0.05, "{one} {four}");
}

#[test]
fn whoever_patrols_next_door_is_missing_at_home() {
    let with = |spill: &str| {
        let mut world = weak_state("", &[spill]);
        live(&mut world, 2);
        let abroad: f64 = (0..world.communities.len())
            .map(|c| f64::from(world.published[c].patrol) * world.neighbours.of(c).len() as f64)
            .sum();
        let on_duty: f64 = world.params.deterrence.on_duty;
        (abroad, on_duty * on_patrol(&world))
    };
    let (abroad, all) = with("predation.patrol_spill=0.4");
    assert!((abroad / all - 0.4).abs() < 0.001, "{abroad} {all}");
    assert_eq!(with("predation.patrol_spill=0").0, 0.0);
}

#[test]
fn calls_wait_for_everything_else_and_pay_before_they_are_heard() {
    let lived = |sets: &[&str]| {
        let all = [&["provider.public.officers=60"][..], sets].concat();
        let mut world = weak_state("", &all);
        live(&mut world, 36)
    };
    let (with, without) =
        (lived(&["provider.public.calls=0.03"]), lived(&["mechanisms.calls=false"]));
    let answered = |t: &nodal::metrics::Tally| {
        f64::from(t.serious_answered) / f64::from(t.serious_reported.max(1))
    };
    assert_eq!((without.calls, without.calls_answered), (0, 0));
    assert!(with.calls_answered < with.calls);
    assert!(
        answered(&with) > answered(&without) - 0.1,
        "{} {}",
        answered(&with),
        answered(&without)
    );
    let bribes = |t: &nodal::metrics::Tally| f64::from(t.help_bribes) / f64::from(t.help_sought);
    // Whoever calls pays as others do before being heard, and who is turned away by a full station has paid already.
    assert!(
        (bribes(&with) - bribes(&without)).abs() < 0.02,
        "{} {}",
        bribes(&with),
        bribes(&without)
    );
}

#[test]
fn force_against_people_makes_bands() {
    let formed = |sets: &[&str]| {
        let base = [
            "provider.vigilante.coverage=0",
            "provider.vigilante.formation=0.005",
            "provider.vigilante.provocation=1",
            "provider.public.brutality=0.005",
            "provider.public.officers=350",
        ];
        let mut world = weak_state("", &[&base[..], sets].concat());
        let tally = live(&mut world, 60);
        assert!(tally.provoked > 0 && tally.violent[Origin::Brutality] > 0);
        tally.bands_formed
    };
    assert!(formed(&[]) > formed(&["mechanisms.provocation=false"]));
}

#[test]
fn posts_lapse_that_a_treasury_has_not_paid_for_two_years() {
    let authorised = |sets: &[&str]| {
        let base = ["budget.attrition=0.02", "budget.lapse_months=12"];
        let mut world = weak_state(
            "[[shock]]\nname = \"unpaid\"\nstrikes = \"pay_stop\"\nmonth = 1\nmonths = 60\nsize = 1\n",
            &[&base[..], sets].concat(),
        );
        let at_first: u32 = world.stations.iter().map(|s| s.authorised).sum();
        live(&mut world, 60);
        let now: u32 = world.stations.iter().map(|s| s.authorised).sum();
        f64::from(now) / f64::from(at_first)
    };
    assert!(authorised(&[]) < 0.8, "{}", authorised(&[]));
    assert_eq!(authorised(&["budget.lapse_below=0"]), 1.0);
}

#[test]
fn aid_that_buys_posts_buys_less_presence_where_nobody_pays_them() {
    let gain = |absence: &str| {
        let aid = intervention("public", "aid_agency", "money = 30");
        let sets = [absence, "programmes.police_lag=3"];
        let (mut with, mut without) = (weak_state(&aid, &sets), weak_state("", &sets));
        live(&mut with, 48);
        live(&mut without, 48);
        metric(&with, "deterrence") - metric(&without, "deterrence")
    };
    assert!(gain("provider.public.absence=0.9") < gain("provider.public.absence=0"));
}
