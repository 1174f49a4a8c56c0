//! What holds for whoever does it: beatings are violence, gifts cost the giver, and those with most seats are heard.

use crate::country::{intervention, live, weak_state};
use nodal::metrics::Tally;
use nodal::terms::{Kind, Origin, Violation};
use nodal::world::Country;
use nodal::world::sites::CommunityId;

/// Where no officer preys, all violence by those who hold force comes from those whom an arrangement pays.
fn of_hired(component: &str, by: &str, sets: &[&str]) -> Tally {
    let records = intervention(component, by, "money = 100\nfrom = 1");
    let sets =
        [&["mechanisms.bribery=false", "provider.private_national.eviction_force=1"][..], sets]
            .concat();
    live(&mut weak_state(&records, &sets), 36)
}

#[test]
fn whom_a_company_beats_and_guards_evict_suffer_violence_like_those_beaten_by_police() {
    for (component, key, (kind, violation)) in [
        (
            "private_international",
            "provider.private_international.brutality",
            (Kind::PrivateInternational, Violation::Brutality),
        ),
        (
            "private_national",
            "provider.private_national.evictions",
            (Kind::PrivateNational, Violation::Eviction),
        ),
    ] {
        let lived = |value: f64| of_hired(component, "multinational", &[&format!("{key}={value}")]);
        let (harsh, mild) = (lived(0.02), lived(0.0));
        let acts = |tally: &Tally| tally.violent[Origin::Brutality];
        let done = |tally: &Tally| tally.violations[kind][violation];
        assert!(done(&harsh) > 0 && done(&mild) == 0, "{component}");
        assert!(acts(&harsh) >= done(&harsh), "{component}: {} {}", acts(&harsh), done(&harsh));
        assert!(acts(&mild) < acts(&harsh), "{component}");
    }
}

#[test]
fn what_the_state_gives_is_missing_in_the_wages_of_its_police() {
    let wages = |new_money: &str| {
        let records = intervention("peace_committee", "state", "money = 20\nfrom = 1");
        let mut world = weak_state(&records, &[new_money]);
        live(&mut world, 24);
        world.state.force.pay_ratio
    };
    let (own, new) = (wages("auspice.state.new_money=0"), wages("auspice.state.new_money=1"));
    assert!(own < 0.95 * new, "{own} {new}");
}

#[test]
fn favour_moves_posts_and_not_places() {
    let hours = |sets: &[&str]| -> Vec<f32> {
        let sets = [&["world.group_mixing=0.3"][..], sets].concat();
        weak_state("", &sets).stations.iter().map(|station| station.hours_from_seat).collect()
    };
    let favoured = hours(&["auspice.state.favoured_group=1", "auspice.state.favour=5"]);
    assert_eq!(favoured, hours(&[]));
}

#[test]
fn detections_fade_so_that_few_reach_the_third() {
    let disbanded = |months: u32| {
        let compact = crate::country::COMPACT.replace("oversight = 0.5", "oversight = 0.9");
        let records = format!(
            "{compact}{}",
            intervention("peace_committee", "pact", "money = 16\ncode = false")
        );
        let forget = format!("accountability.strike_months={months}");
        live(&mut weak_state(&records, &[&forget]), 60).disbanded
    };
    let (soon, late) = (disbanded(6), disbanded(120));
    assert!(soon < late, "{soon} {late}");
}

/// Gatherings that communities nearer to the seat than the mean of their site are given, as a share of all.
fn near_the_seat(world: &Country) -> f64 {
    let (mut near, mut all) = (0.0, 0.0);
    for site in 0..world.committee_sites.len() {
        let members = world.committee_sites.members(site);
        let of = |c: &CommunityId| &world.communities[c.place()];
        let mean =
            members.iter().map(|c| of(c).place.hours_from_seat).sum::<f64>() / members.len() as f64;
        for c in members.iter().map(of) {
            let given = f64::from(c.providers.duty.gatherings);
            all += given;
            near += if c.place.hours_from_seat <= mean { given } else { 0.0 };
        }
    }
    near / all.max(1.0)
}

#[test]
fn the_member_with_most_seats_orders_the_queue() {
    let share = |seats: &str, lead: &str| {
        let compact = format!(
            "[[compact]]\nname = \"pact\"\nseats = {seats}\nmoney = {{ aid_agency = 1.0 }}\n"
        );
        let records =
            format!("{compact}{}", intervention("peace_committee", "pact", "money = 60\nfrom = 1"));
        let mut world = weak_state(&records, &[lead, "partnership.capture=0"]);
        let tally = live(&mut world, 30);
        assert!(tally.gatherings > 0);
        near_the_seat(&world)
    };
    let donors = "{ aid_agency = 0.8, civil_society = 0.2 }";
    let people = "{ aid_agency = 0.2, civil_society = 0.8 }";
    let led = share(donors, "partnership.lead=1");
    assert!(led > share(donors, "partnership.lead=0") + 0.1, "{led}");
    assert!(led > share(people, "partnership.lead=1") + 0.1, "{led}");
}
