//! 4.17 Supply answers demand: a site whose committees turn people away for long opens a further one while there is
//! money for it, and closes one that hardly anybody comes to.

use crate::ledger::Money;
use crate::world::Country;
use crate::world::organisations::Committee;

/// Opens and closes committees beyond the first of each site. The committees of a site work as one: their hours and funds
/// belong to the site, and cases go where they arise.
///
/// One opens when turned away over held has exceeded opens_above for `opens_months` and the purse has `opens_reserve`
/// months of its cost beyond what the site's committees promised this month; one closes when each has held fewer
/// gatherings than closes_below for as long.
pub(crate) fn answer(country: &mut Country) {
    if !country.is_open() || !country.params.mechanisms.supply {
        return;
    }
    let p = country.params.committee.clone();
    for a in &mut country.arrangements {
        a.promised = Money::ZERO;
    }
    for site in 0..country.committees.len() {
        let Some(committee) = &mut country.committees[site] else { continue };
        let (held, demand) = (f64::from(committee.work.held), f64::from(committee.work.demand));
        let is_short = demand - held > p.opens_above * held && demand > 0.0;
        let bodies = f64::from(committee.people.bodies);
        let is_idle = bodies > 1.0 && held < p.closes_below * bodies;
        count(&mut committee.work.months_short, is_short);
        count(&mut committee.work.months_idle, is_idle);
        if u32::from(committee.work.months_idle) >= p.opens_months {
            committee.people.bodies -= 1;
            committee.people.members =
                committee.people.members.min(most_members(committee, p.members));
            committee.work.months_idle = 0;
            country.seat_members(site);
        } else if u32::from(committee.work.months_short) >= p.opens_months {
            let Some(id) = committee.steered.arrangement else { continue };
            let cost = monthly_cost(country, site, p.opens_reserve);
            let Some(a) = country.arrangements.get_mut(id.place()) else { continue };
            if a.free(&country.ledger) - a.promised >= cost {
                a.promised += cost;
                open(&mut country.committees[site]);
            }
        }
    }
}

/// Counts months in a row.
fn count(months: &mut u8, goes_on: bool) {
    *months = if goes_on { months.saturating_add(1) } else { 0 };
}

/// Members that the committees of a site want.
pub(crate) fn most_members(committee: &Committee, of_one: u32) -> u16 {
    (u32::from(committee.people.bodies) * of_one).min(u32::from(u16::MAX)) as u16
}

/// A further committee, whose members are found as those of others are.
fn open(committee: &mut Option<Committee>) {
    if let Some(committee) = committee {
        committee.people.bodies = committee.people.bodies.saturating_add(1);
        committee.work.months_short = 0;
    }
}

/// What one committee more would cost in so many months: as many gatherings as those of the site can hold each, with
/// pay, fund, reviews, organiser and staff.
fn monthly_cost(country: &Country, site: usize, months: f64) -> Money {
    let p = &country.params.committee;
    let Some(committee) = &country.committees[site] else { return Money::ZERO };
    let each = f64::from(committee.work.capacity) / f64::from(committee.people.bodies.max(1));
    let of_gatherings = each * (p.pay + f64::from(committee.watched.reviewed) * p.review_cost);
    let overheads = p.organiser_pay / p.per_organiser + p.staff_pay / p.per_staff;
    Money(((of_gatherings + overheads) * country.rules.day_wage * months) as i64)
}
