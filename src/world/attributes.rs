//! What can be measured of a community, to choose places and moments by.

use super::community::{Community, Year};
use super::country::Country;
use crate::engine::math;
use crate::params::Params;
use crate::programme::Intervention;
use crate::terms::{Attribute, Kind};

impl Community {
    /// Poverty as it is: σ(logit p − response·G), p that of the beginning, G what the place has gained since (4.35).
    pub fn poverty(&self, params: &Params) -> f32 {
        let gained = self.conditions.living.gained;
        if gained == 0.0 {
            return self.ground.poverty;
        }
        let p = self.ground.poverty.clamp(0.001, 0.999);
        math::logistic(math::ln(p / (1.0 - p)) - params.livelihood.response * gained)
    }

    /// The value of an attribute; counts are those of the last full year, as rates.
    pub fn attribute(&self, attribute: Attribute, params: &Params) -> f64 {
        let persons = f64::from(self.size()) * params.world.household_size;
        let rate = |of: fn(&Year) -> u32| f64::from(of(&self.last_year)) * 1000.0 / persons;
        match attribute {
            Attribute::Violence => rate(|year| year.violent),
            Attribute::Deaths => rate(|year| year.deaths) * 100.0,
            Attribute::Thefts => rate(|year| year.thefts),
            Attribute::Unanswered => rate(|year| year.unanswered),
            Attribute::Fear => f64::from(self.mean_fear()),
            Attribute::Poverty => f64::from(self.poverty(params)),
            Attribute::Wealth => f64::from(self.ground.wealth),
            Attribute::HoursFromSeat => self.place.hours_from_seat,
            Attribute::Households => f64::from(self.size()),
            Attribute::RadiusOfTrust => f64::from(self.opinion.radius),
            Attribute::Efficacy => f64::from(self.opinion.efficacy),
            Attribute::TrustPolice => f64::from(self.opinion.mean_trust[Kind::Public]),
            Attribute::TrustElders => f64::from(self.opinion.mean_trust[Kind::Customary]),
            Attribute::Turf => f64::from(u8::from(self.providers.turf.is_some())),
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
}
