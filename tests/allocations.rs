//! The month does not allocate.

#[path = "common/country.rs"]
mod country;

use country::{country, live};
use nodal::model;

/// Lists grow while a world fills: they start with room for what half of the places of a weak state come to hold. After the
/// burn-in, two years let one list of forty grow, and months do nothing else.
#[test]
fn a_settled_month_does_not_allocate() {
    let mut world = country(&[
        ("world.communities", 100.0),
        ("world.households", 300.0),
        ("provider.peace_committee.coverage", 0.5),
        ("auspice.aid_agency.committee_grant", 5.0),
    ]);
    live(&mut world, 120);
    model::month(&mut world);
    let months = 24;
    let spent = allocation_counter::measure(|| {
        for _ in 0..months {
            model::month(&mut world);
        }
    });
    let lists = 4 * world.communities.len() as u64;
    assert!(
        spent.count_total <= lists / 40,
        "{} allocations in {months} months",
        spent.count_total
    );
}

/// The count above does count.
#[test]
fn an_allocation_is_counted() {
    let spent = allocation_counter::measure(|| drop(std::hint::black_box(vec![1_u8; 100])));
    assert_eq!(spent.count_total, 1);
}
