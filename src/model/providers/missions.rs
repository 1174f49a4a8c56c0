//! 4.26 Missions: foreign police and soldiers under an interstate auspice; they collect arms and go
//! when their mandate ends.

use super::companies;
use crate::ledger::{Money, Purpose};
use crate::model::places::arms;
use crate::world::Country;
use crate::world::arrangements::Arrangement;
use crate::world::engaged::Engaged;

/// Peacekeepers whom the month's money pays, spread over the zone by people.
pub(crate) fn deploy(country: &mut Country, a: &mut Arrangement) {
    let price = country.params.interstate.price;
    let staff = a.free(&country.ledger).rand() / price;
    a.pay(&mut country.ledger, Purpose::MissionPay, Money::from_rand(staff * price));
    a.staff = staff as f32;
    if a.is_placebo {
        return;
    }
    companies::spread(country, a, staff, |mission| Engaged { mission, ..Engaged::default() });
    arms::collect(country, a, staff * country.params.interstate.collects);
}
