//! 4.25 Instruments cost and saturate: without money those that need it do nothing, with ever more of it ever less is
//! added, and what needs only a mandate is carried by the posts that the state has.
use crate::country::{intervention, live, metric, unlived, weak_state};
use nodal::ledger::Purpose;
use nodal::world::Country;

/// A year and a half of it, in a world whose state stays what it is.
fn with(component: &str, rest: &str, sets: &[&str]) -> Country {
    let sets = [&["mechanisms.state_spiral=false"][..], sets].concat();
    let mut world = weak_state(&intervention(component, "multinational", rest), &sets);
    live(&mut world, 18);
    world
}

const NO_POLICE: &[&str] = &["provider.public.officers=0"];

#[test]
fn without_money_those_that_need_it_change_no_byte() {
    let seen = |mut world: Country| {
        let months: Vec<String> = (0..30)
            .map(|_| {
                live(&mut world, 1);
                format!("{:?}", world.observation().tally)
            })
            .collect();
        (months, format!("{:?} {:?} {:?}", world.communities, world.stations, world.state))
    };
    let none = seen(unlived("", &[]));
    for component in ["required_private_interface", "incentives", "contracting_out"] {
        let free = seen(unlived(&intervention(component, "state", ""), &[]));
        assert!(free == none, "{component}");
        let paid = seen(unlived(&intervention(component, "state", "money = 2"), &[]));
        assert!(paid != none, "{component} does nothing with money");
    }
}

/// Where there are no police nothing carries a mandate but its money.
#[test]
fn a_mandate_without_a_state_to_carry_it_does_nothing_and_reaches_with_its_posts() {
    let gathered = |sets: &[&str]| with("co_optation", "", sets).communities[0].providers.engaged;
    assert_eq!(gathered(NO_POLICE), nodal::world::engaged::Engaged::default());
    let few = gathered(&["provider.public.officers=40"]).gathered;
    let many = gathered(&["provider.public.officers=300"]).gathered;
    assert!(0.0 < few && few < many && many < 0.8647, "{few} {many}: at most 1 − exp(−2)");
}

#[test]
fn verif_the_reach_is_one_minus_exp_of_money_over_its_scale() {
    for (money, scale) in [(0.25, 0.5), (0.5, 0.5), (2.0, 0.5), (2.0, 5.0)] {
        let rest = format!("money = {money}");
        let scale_set = format!("instruments.watch_money={scale}");
        let world = with("co_optation", &rest, &[NO_POLICE, &[scale_set.as_str()]].concat());
        let expected = 1.0 - f64::exp(-money / scale);
        for c in &world.communities {
            let reach = f64::from(c.providers.engaged.gathered);
            assert!((reach - expected).abs() < 1e-3, "{money} {scale}: {reach} {expected}");
            let watch = reach * world.params.instruments.watchers;
            assert!(f64::from(c.providers.engaged.watch) <= watch + 1e-6);
        }
    }
}

/// What each does rises with its money, by less and less.
#[test]
fn effects_rise_with_money_and_saturate() {
    type Reads = fn(&Country) -> f64;
    let of = |world: &Country| world.communities[0].providers.engaged;
    let rows: [(&str, Reads); 7] = [
        ("conscription", |w| f64::from(w.communities[0].providers.engaged.reports)),
        ("record_keeping", |w| f64::from(w.communities[0].providers.engaged.disclosure)),
        ("co_optation", |w| f64::from(w.communities[0].providers.engaged.gathered)),
        ("entitlements", |w| f64::from(w.communities[0].providers.engaged.stronger_party)),
        ("delegation", |w| f64::from(w.communities[0].providers.engaged.recognised)),
        ("abdication", |w| f64::from(w.communities[0].providers.engaged.withdrawn)),
        ("contracting_out", |w| f64::from(w.communities[0].providers.engaged.contracted)),
    ];
    let sets = ["mechanisms.calls=false", "instruments.steepness=1"];
    for (component, read) in rows {
        let levels: Vec<f64> = [0.0, 1.0, 2.0, 3.0]
            .iter()
            .map(|money| {
                let rest = format!("money = {money}");
                let scale = "instruments.contract_money=5";
                read(&with(component, &rest, &[&sets[..], &[scale]].concat()))
            })
            .collect();
        let steps: Vec<f64> = levels.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(steps.iter().all(|&step| step > 0.0), "{component}: {levels:?}");
        if component != "contracting_out" {
            assert!(steps[2] < steps[0], "{component}: {levels:?}"); // guards are bought whole
        }
    }
    let placebo = with("co_optation", "money = 2\nplacebo = true", &[]);
    assert_eq!(of(&placebo), nodal::world::engaged::Engaged::default());
}

/// What auditors stop saturates too.
#[test]
fn auditors_stop_as_much_as_they_are_paid_for() {
    let audited = |money: f64| {
        let rest = format!("money = {money}");
        let world = with("required_private_interface", &rest, &["auspice.state.leakage=0"]);
        world.state.revenue.audited / world.params.instruments.auditor
    };
    for money in [0.1, 0.5, 2.0] {
        let expected = 1.0 - f64::exp(-money / 0.5);
        assert!((audited(money) - expected).abs() < 2e-3, "{money}: {}", audited(money));
    }
}

/// Bounties bring information for what was paid: today's for what was paid today.
#[test]
fn bounties_inform_for_what_was_paid() {
    let sets = ["predation.arrest=0.3", "provider.public.officers=250"];
    let record = intervention("incentives", "multinational", "money = 2");
    let mut world = weak_state(&record, &sets);
    let mut paid_months = 0;
    for _ in 0..36 {
        live(&mut world, 1);
        let paid = world.observation().flows.total(Purpose::Bounty).rand();
        paid_months += u32::from(paid > 0.0);
        let p = &world.params.instruments;
        let a_year = paid * 12.0 / world.simulated_persons();
        let reach = 1.0 - f64::exp(-a_year / p.bounty_money);
        for c in &world.communities {
            let reports = f64::from(c.providers.engaged.reports);
            assert!((reports - f64::from(p.informers) * reach).abs() < 1e-6);
        }
    }
    assert!(paid_months > 12, "{paid_months}");
    let information = |switch: &str| {
        let mut world = weak_state(&record, &[&sets[..], &[switch]].concat());
        let mut sum = 0.0;
        for _ in 0..36 {
            live(&mut world, 1);
            sum += metric(&world, "police_information");
        }
        sum / 36.0
    };
    let (on, off) =
        (information("mechanisms.instruments=true"), information("mechanisms.instruments=false"));
    assert!(on > off + 0.02, "{on} {off}");
}
