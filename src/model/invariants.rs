//! What must hold after every month (section 7): books balance, disputes and men are conserved,
//! levels are levels.

use crate::ledger::{Holder, Money};
use crate::terms::{Calling, Class};
use crate::world::Country;
use crate::world::community::Community;

/// Checks a country after a month.
///
/// # Panics
/// When an invariant does not hold: a bug of this program.
pub fn check(country: &Country) {
    for c in &country.communities {
        disputes_are_conserved(c);
        men_are_conserved(c);
        levels_are_levels(c);
        slots_are_kept(c);
        purses_are_not_overdrawn(c);
    }
    who_is_away_is_somewhere(country);
    officers_are_conserved(country);
    accounts_are_not_overdrawn(country);
}

fn disputes_are_conserved(c: &Community) {
    let now = c.docket.open.len() as u64 + c.docket.at_rest;
    assert_eq!(
        c.docket.ever_arisen, now,
        "{}: disputes arisen are not those in a state",
        c.place.name
    );
}

fn men_are_conserved(c: &Community) {
    let at_first = c.ground.spare_men;
    let band = c.providers.band.as_ref().map_or(0, |band| u32::from(band.men));
    let gang = c.providers.turf.as_ref().map_or(0, |turf| u32::from(turf.men));
    let guards = u32::from(c.men.guards);
    let now = c.men.spare + c.in_jail() + band + gang + guards + c.men.dead;
    assert_eq!(
        i64::from(at_first),
        i64::from(now) + i64::from(c.men.found),
        "{}: men are lost or made",
        c.place.name
    );
    let called = |calling| {
        (0..c.households.len()).filter(|&h| c.households.calling(h) == calling).count() as u32
    };
    assert_eq!(called(Calling::Vigilante), band, "{}: band men without household", c.place.name);
    assert_eq!(called(Calling::Guard), guards, "{}: guards without household", c.place.name);
    assert_eq!(called(Calling::Gang), gang, "{}: gang men without household", c.place.name);
}

fn slots_are_kept(c: &Community) {
    let away = c.households.count_away();
    assert_eq!(away, c.conditions.moved.away as usize, "{}: away is not counted", c.place.name);
}

fn who_is_away_is_somewhere(country: &Country) {
    let sum = |of: fn(&Community) -> u32| country.communities.iter().map(of).sum::<u32>();
    let (away, guests) = (sum(|c| c.conditions.moved.away), sum(|c| c.conditions.moved.guests));
    assert_eq!(away, guests, "households are lost or made on the way");
}

fn levels_are_levels(c: &Community) {
    let shares = [c.opinion.radius, c.opinion.efficacy, c.cover.believed_deterrence];
    for share in shares
        .iter()
        .chain(c.cover.deterrence.values())
        .chain(c.opinion.legitimacy.values().flatten())
        .chain(c.opinion.repute.values())
    {
        assert!((0.0..=1.0).contains(share), "{}: {share} is no share", c.place.name);
    }
    assert!(c.publishing.pressure.is_finite() && c.publishing.pull.is_finite());
}

fn purses_are_not_overdrawn(c: &Community) {
    for &class in Class::ALL {
        let purse = c.books.purses[class];
        assert!(purse >= Money::ZERO, "{}: purse overdrawn", c.place.name);
    }
    assert!(c.books.fund >= Money::ZERO && c.books.chest >= Money::ZERO);
}

fn officers_are_conserved(country: &Country) {
    let posted: u32 = country.stations.iter().map(|station| station.officers).sum();
    let authorised: u32 = country.stations.iter().map(|station| station.authorised).sum();
    assert_eq!(posted + country.pool, authorised, "officers are lost or made");
}

fn accounts_are_not_overdrawn(country: &Country) {
    for a in &country.arrangements {
        let unspent = country.ledger.at(a.purse) + a.pending;
        assert_eq!(a.account.unspent(), unspent, "{}: money granted is lost or made", a.name);
        assert!(a.free(&country.ledger) >= Money::ZERO, "{}: the purse is overdrawn", a.name);
    }
    for c in &country.communities {
        assert_eq!(c.books.in_till(), Money::ZERO, "{}: a gang left money behind", c.place.name);
    }
    for holder in [
        Holder::State,
        Holder::Police,
        Holder::AidAgency,
        Holder::Firms,
        Holder::Multinational,
        Holder::Offenders,
    ] {
        assert!(country.ledger.balance(holder) >= Money::ZERO, "{holder} is overdrawn");
    }
}
