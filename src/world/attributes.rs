//! What can be measured of a community, to choose places and moments by.

use super::arrangements::Arrangement;
use super::community::{Community, Year};
use super::country::Country;
use super::households::mean;
use crate::engine::Process;
use crate::params::Params;
use crate::programme::Intervention;
use crate::terms::{Attribute, Kind};

impl Community {
    /// The value of an attribute; counts are those of the last full year, as rates.
    pub fn attribute(&self, attribute: Attribute, params: &Params) -> f64 {
        let persons = f64::from(self.size()) * params.world.household_size;
        let rate = |of: fn(&Year) -> u32| f64::from(of(&self.last_year)) * 1000.0 / persons;
        match attribute {
            Attribute::Violence => rate(|year| year.violent),
            Attribute::Deaths => rate(|year| year.deaths) * 100.0,
            Attribute::Thefts => rate(|year| year.thefts),
            Attribute::Unanswered => rate(|year| year.unanswered),
            Attribute::Fear => f64::from(mean(self.households.fear())),
            Attribute::Poverty => f64::from(self.poverty),
            Attribute::Wealth => f64::from(self.wealth),
            Attribute::HoursFromSeat => self.place.hours_from_seat,
            Attribute::Households => f64::from(self.size()),
            Attribute::RadiusOfTrust => f64::from(self.radius),
            Attribute::Efficacy => f64::from(self.efficacy),
            Attribute::TrustPolice => f64::from(self.mean_trust[Kind::Public.index()]),
            Attribute::TrustElders => f64::from(self.mean_trust[Kind::Customary.index()]),
            Attribute::Turf => f64::from(u8::from(self.turf.is_some())),
        }
    }
}

impl Country {
    /// The mean of an attribute over households.
    pub fn attribute(&self, attribute: Attribute) -> f64 {
        let (mut sum, mut households) = (0.0, 0.0);
        for c in &self.communities {
            let n = f64::from(c.size());
            sum += n * c.attribute(attribute, &self.params);
            households += n;
        }
        if households > 0.0 { sum / households } else { 0.0 }
    }

    /// Whether the condition of an intervention holds; one without always does.
    pub fn is_due(&self, record: &Intervention) -> bool {
        record.when.is_none_or(|attribute| {
            let value = self.attribute(attribute);
            value > record.above && value < record.below
        })
    }

    /// The communities that an intervention selects, in the order of identities: by name, by an
    /// attribute, nearest to an enclave, worst last year, then a random share of those.
    pub fn select(&self, record: &Intervention, arrangement: &Arrangement) -> Vec<u32> {
        let names: Vec<&str> =
            record.places.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
        let is_in = |c: &Community| {
            let is_named = names.is_empty()
                || names.iter().any(|name| {
                    c.place.name == *name || c.place.name.starts_with(&format!("{name} "))
                });
            let has_attribute = record.attribute.is_none_or(|attribute| {
                let value = c.attribute(attribute, &self.params);
                value >= record.at_least && value <= record.at_most
            });
            is_named && has_attribute
        };
        let mut chosen: Vec<u32> = (0..self.communities.len() as u32)
            .filter(|&i| is_in(&self.communities[i as usize]))
            .collect();
        if record.nearest_enclave > 0 {
            self.keep_first(&mut chosen, record.nearest_enclave, |c| self.km_to_enclave(c));
        }
        let by = record.worst_by.unwrap_or(Attribute::Violence);
        let worst_first = |c: &Community| -c.attribute(by, &self.params);
        if record.worst > 0 {
            self.keep_first(&mut chosen, record.worst, worst_first);
        }
        if record.worst_share < 1.0 && !chosen.is_empty() {
            let wanted = (record.worst_share * chosen.len() as f64).round().max(1.0) as u32;
            self.keep_first(&mut chosen, wanted, worst_first);
        }
        if record.share < 1.0 && !chosen.is_empty() {
            let wanted = (record.share * chosen.len() as f64).round().max(1.0) as u32;
            self.keep_first(&mut chosen, wanted, |c| {
                let key = arrangement.identity;
                self.draws.stream(Process::Arrangements, c.identity(), 0, key).unit64()
            });
        }
        chosen
    }

    /// Keeps the first so many by an order, ties by identity.
    fn keep_first(&self, chosen: &mut Vec<u32>, count: u32, order: impl Fn(&Community) -> f64) {
        chosen.sort_by_cached_key(|&i| {
            let c = &self.communities[i as usize];
            // Whole millionths, so that near ties are ties on every machine.
            ((order(c).min(1e9) * 1e6).round() as i64, c.identity())
        });
        chosen.truncate(count as usize);
        chosen.sort_unstable();
    }

    /// Distance to the nearest enclave, in km; very far without one.
    fn km_to_enclave(&self, c: &Community) -> f64 {
        let squared = |other: &Community| {
            let (dx, dy) = (other.place.x_km - c.place.x_km, other.place.y_km - c.place.y_km);
            dx * dx + dy * dy
        };
        self.communities
            .iter()
            .filter(|other| other.holds_enclave)
            .map(squared)
            .fold(1e12, f64::min)
            .sqrt()
    }
}
