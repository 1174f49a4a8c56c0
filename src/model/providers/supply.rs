//! 4.17 Supply answers demand: a site whose committees turn people away for long opens a further one while there is
//! money for it, and closes one that hardly anybody comes to.

use super::committees::overheads;
use crate::ledger::Money;
use crate::params;
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
            committee.close_worst(p.members);
            committee.work.months_idle = 0;
            country.seat_members(site);
        } else if u32::from(committee.work.months_short) >= p.opens_months {
            let Some(id) = committee.steered.arrangement else { continue };
            let Some(a) = country.arrangements.get_mut(id.place()) else { continue };
            let reserve = reserve(committee, &p, country.rules.day_wage);
            if a.free(&country.ledger) - a.promised >= reserve {
                a.promised += reserve;
                // Its members are found as those of others are.
                committee.people.bodies = committee.people.bodies.saturating_add(1);
                committee.work.months_short = 0;
            }
        }
    }
}

/// Counts months in a row.
fn count(months: &mut u8, goes_on: bool) {
    *months = if goes_on { months.saturating_add(1) } else { 0 };
}

/// What one committee more would cost in `opens_reserve` months: as many gatherings as those of the site can hold each,
/// with pay, fund, reviews, organiser and staff.
fn reserve(committee: &Committee, p: &params::Committee, day_wage: f64) -> Money {
    let each = f64::from(committee.work.capacity) / f64::from(committee.people.bodies);
    let of_gatherings = each * (p.pay + f64::from(committee.watched.reviewed) * p.review_cost);
    Money(((of_gatherings + overheads(p, 1.0)) * day_wage * p.opens_reserve) as i64)
}
