//! What the interventions of a scenario come to before it is lived: how many sites, communities and people,
//! how much money and when.

use super::Scenario;
use crate::params::Params;
use crate::programme::Intervention;
use crate::terms::{Attribute, Component};
use crate::values::grouped;
use crate::world::arrangements::Arrangement;
use crate::world::selection::Extent;
use crate::world::{Country, Geography};
use std::fmt::Write;

/// Households from which on a country is not built to be looked at.
const LARGE: f64 = 2e6;

/// One intervention of a scenario, for the whole country.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// Its name.
    pub name: String,
    /// What it provides.
    pub component: Component,
    /// Sites, communities, people of the zone in replicate 1; `None` where `where` asks for what is known only
    /// when it begins, or the country is too large to be built for a look.
    pub extent: Option<Extent>,
    /// Whether other communities may be chosen when it begins, by what will have happened.
    pub is_provisional: bool,
    /// Rand a year of those who are in the zone, of the whole country; `None` without an extent.
    pub rand_a_year: Option<f64>,
    /// Rand in all, where a budget says so.
    pub budget: Option<f64>,
    /// Years over which money comes, to the end of the run where nothing ends it before.
    pub years: f64,
    /// First month in which money comes.
    pub paid_from: u32,
    /// First month at work.
    pub at_work_from: u32,
    /// What a dollar is in rand.
    per_usd: f64,
    price_year: u32,
}

/// The country of replicate 1 before its first month, where it is not too large to be built for a look.
pub(super) fn country_to_look_at(
    params: &Params,
    geography: Option<&Geography>,
) -> Option<Country> {
    let world = &params.world;
    let households = match geography {
        None => f64::from(world.communities) * f64::from(world.households),
        Some(_) => world.population / world.household_size * world.sample,
    };
    (households < LARGE).then(|| Country::build(params, geography, 1).ok()).flatten()
}

/// What each intervention of a scenario comes to, in order.
pub fn reaches(scenario: &Scenario) -> Vec<Reach> {
    let params = &scenario.params;
    let programme = &params.programme;
    if programme.interventions.is_empty() {
        return Vec::new();
    }
    let country = country_to_look_at(params, scenario.geography.as_ref());
    programme
        .interventions
        .iter()
        .enumerate()
        .filter_map(|(index, record)| {
            let planned = Arrangement::planned(index, record, programme)?;
            Some(reach(scenario, country.as_ref(), record, &planned))
        })
        .collect()
}

fn reach(
    scenario: &Scenario,
    country: Option<&Country>,
    record: &Intervention,
    planned: &Arrangement,
) -> Reach {
    let params = &scenario.params;
    let by_history = record.worst > 0 || record.worst_share < 1.0;
    let is_unknown = record.attribute.is_some_and(Attribute::is_lived);
    let extent = country
        .filter(|_| !is_unknown)
        .map(|country| {
            let identity = planned.identity();
            let arms = country.arms(record, planned.component, &planned.name, identity);
            country.extent(&arms.treated)
        })
        .filter(|extent| extent.people > 0.0);
    let (paid_from, at_work_from) = first_months(params, record, planned);
    let factor = params.programmes.money;
    let budget = record.budget_in_rand(params.economy.per_usd).map(|rand| rand * factor);
    let last = if record.until > 0 { record.until } else { params.time.months };
    let years = f64::from((last as i32 - paid_from as i32 + 1).max(1)) / 12.0;
    Reach {
        name: planned.name.clone(),
        component: planned.component,
        extent,
        is_provisional: by_history && record.worst_by.is_none_or(Attribute::is_lived),
        rand_a_year: match budget {
            Some(rand) => Some(rand / years),
            None => extent.map(|extent| record.money * factor * extent.people),
        },
        budget,
        years,
        paid_from,
        at_work_from,
        per_usd: params.economy.per_usd,
        price_year: params.economy.price_year,
    }
}

/// The first month in which money comes, and the first at work.
pub(super) fn first_months(
    params: &Params,
    record: &Intervention,
    planned: &Arrangement,
) -> (u32, u32) {
    let (ready, money) = planned.lags(params);
    let after = |lag: i32| record.from + lag.max(1) as u32;
    (after(money), after(ready))
}

impl Reach {
    /// One line for people.
    pub fn line(&self) -> String {
        let mut line = format!("{} ({}): ", self.name, self.component);
        let (one, several) = self.component.serves().words();
        match self.extent {
            None => line.push_str("who is in its zone is known when it begins"),
            Some(extent) => {
                let about = if self.is_provisional { "about " } else { "" };
                let things = if extent.sites.round() == 1.0 { one } else { several };
                let _ = write!(line, "{about}{} {things}, ", grouped(extent.sites));
                if several != "communities" {
                    let _ = write!(line, "{} communities, ", grouped(extent.communities));
                }
                let _ = write!(line, "{} people", grouped(extent.people));
            }
        }
        match (self.rand_a_year, self.budget) {
            (_, Some(rand)) => {
                let _ = write!(line, "; {} in all", self.amount(rand));
            }
            (Some(rand), None) if rand > 0.0 => {
                let _ = write!(line, "; {} a year", self.amount(rand));
            }
            _ => line.push_str("; no money"),
        }
        if self.rand_a_year.is_some_and(|rand| rand > 0.0) {
            let _ = write!(line, ", from month {}", self.paid_from);
        }
        let _ = write!(line, "; at work from month {}", self.at_work_from);
        line
    }

    /// Rand over all months in which money comes, of the whole country; `None` without an extent.
    pub fn rand_in_all(&self) -> Option<f64> {
        self.budget.or_else(|| self.rand_a_year.map(|rand| rand * self.years))
    }

    fn amount(&self, rand: f64) -> String {
        let dollars = grouped(rand / self.per_usd);
        format!("{} rand (US${dollars} of {})", grouped(rand), self.price_year)
    }

    /// The same for programs.
    pub fn json(&self) -> serde_json::Value {
        let extent = self.extent;
        serde_json::json!({
            "name": self.name, "component": self.component.name(),
            "sites": extent.map(|e| e.sites), "communities": extent.map(|e| e.communities),
            "people": extent.map(|e| e.people), "is_provisional": self.is_provisional,
            "rand_a_year": self.rand_a_year, "usd_a_year": self.rand_a_year.map(|rand| rand / self.per_usd),
            "rand_in_all": self.budget, "usd_in_all": self.budget.map(|rand| rand / self.per_usd),
            "price_year": self.price_year, "paid_from": self.paid_from, "at_work_from": self.at_work_from
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Catalogue;
    use crate::scenario::Settings;

    fn lines(text: &str) -> Vec<String> {
        let world = "[world]\ncommunities = 40\nhouseholds = 200\n\
                     [provider.peace_committee]\nsite_people = 10000\n";
        let text = format!("{world}{text}");
        let scenario =
            Scenario::from_text("t", &text, &Settings::default(), &Catalogue::standard()).unwrap();
        reaches(&scenario).iter().map(Reach::line).collect()
    }

    #[test]
    fn an_intervention_says_whom_it_reaches_for_how_much_and_from_when() {
        let told = lines(
            "[[intervention]]\nname = \"c\"\ncomponent = \"peace_committee\"\nby = \"ngo\"\n\
             where = { share = 0.25 }\nmoney = 5.0\n",
        );
        assert_eq!(
            told,
            [
                "c (peace_committee): 1 site, 10 communities, 10,000 people; 50,000 rand (US$5,000 of 2003) a year, \
              from month 7; at work from month 7"
            ]
        );
        let told = lines(
            "[[intervention]]\nname = \"g\"\ncomponent = \"private_national\"\nby = \"multinational\"\n\
             where = { worst_share = 0.1 }\nbudget = 24_000\ncurrency = \"USD\"\nuntil = 25\n",
        );
        assert_eq!(
            told,
            [
                "g (private_national): about 4 communities, 4,000 people; 240,000 rand (US$24,000 of 2003) in all, \
              from month 2; at work from month 2"
            ]
        );
    }
}
