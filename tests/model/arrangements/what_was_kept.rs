//! What people learn from, and what projects prevent: settlements that were kept, and not gatherings that were held.

use crate::country::{COMPACT, intervention, live, weak_state};
use nodal::terms::Matter;
use nodal::world::Country;
use nodal::world::sites::CommunityId;

/// A country with committees for all of it after some years.
fn gathered(sets: &[&str]) -> Country {
    let records =
        format!("{COMPACT}{}", intervention("peace_committee", "pact", "money = 60\nfrom = 1"));
    let sets = [&["mechanisms.peacebuilding=false"][..], sets].concat();
    let mut world = weak_state(&records, &sets);
    let lived = live(&mut world, 72);
    assert!(lived.gatherings > 0);
    world
}

fn efficacy(world: &Country) -> f64 {
    let all = world.communities.iter();
    all.map(|c| f64::from(c.opinion.efficacy)).sum::<f64>() / world.communities.len() as f64
}

#[test]
fn people_learn_from_settlements_that_are_kept_and_not_from_gatherings_that_are_held() {
    let over_placebo = |breaking: &str| {
        let placebo = gathered(&[breaking, "programmes.placebo=true"]);
        efficacy(&gathered(&[breaking])) - efficacy(&placebo)
    };
    let (kept, broken) =
        (over_placebo("settlement.breaking=0.005"), over_placebo("settlement.breaking=0.1"));
    assert!(kept > 0.01, "{kept}");
    assert!(broken < 0.2 * kept, "{broken} {kept}");
}

/// Cut a site into villages as one will: each household is reached by the projects of the site.
#[test]
fn a_project_reaches_the_households_of_its_site_and_of_no_other() {
    let mut world = weak_state("", &["peacebuilding.project_half_life=60"]);
    let site = world.committee_sites.members(0).to_vec();
    world.communities[site[0].place()].conditions.projects = 1000;
    live(&mut world, 1);
    let households: f32 = site.iter().map(|&c| world.communities[c.place()].size()).sum();
    for (c, community) in world.communities.iter().enumerate() {
        let reached = community.conditions.reached;
        if site.contains(&CommunityId::at(c)) {
            // Those that did not last the month are fewer than one in ten.
            let most = 1.0 - f32::exp2(-1000.0 * 500.0 / households);
            assert!(reached <= most && reached > 0.99 * most, "{reached} {most}");
        } else {
            assert_eq!(reached, 0.0);
        }
    }
}

#[test]
fn projects_prevent_what_they_are_for_and_nothing_else() {
    let arisen = |projects: u32| {
        let mut world = weak_state("", &["peacebuilding.project_half_life=60"]);
        for c in &mut world.communities {
            c.conditions.projects = projects;
        }
        live(&mut world, 3).arisen
    };
    let (none, many) = (arisen(0), arisen(1000));
    let share = |matter: Matter| f64::from(many[matter]) / f64::from(none[matter]);
    // Shares of some hundreds of disputes: four standard errors of thinning.
    assert!((share(Matter::Neighbour) - 0.8).abs() < 0.1, "{none:?} {many:?}");
    assert!((share(Matter::Land) - 0.8).abs() < 0.1, "{none:?} {many:?}");
    assert!((share(Matter::Money) - 1.0).abs() < 0.05, "{none:?} {many:?}");
    assert!((share(Matter::Domestic) - 1.0).abs() < 0.05, "{none:?} {many:?}");
}
