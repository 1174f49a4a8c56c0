//! Parameters that contradict each other: pairs of which one may not exceed the other, shares that add up to
//! more than all, numbers of things that are not there. Pure over parameters, so that every road to a scenario
//! checks the same rules.

use super::problem::Level;
use crate::params::Params;

/// A rule that parameters break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Refused, or lived and told.
    pub level: Level,
    /// The parameters concerned.
    pub keys: Vec<&'static str>,
    /// What does not hold.
    pub message: String,
}

/// Collects the rules that are broken.
#[derive(Default)]
struct Rules(Vec<Broken>);

impl Rules {
    fn expect(&mut self, holds: bool, level: Level, keys: &[&'static str], message: String) {
        if !holds {
            self.0.push(Broken { level, keys: keys.to_vec(), message });
        }
    }

    /// The first may not be more than the second.
    fn ordered(&mut self, level: Level, pairs: &[(&'static str, f64)]) {
        let numbers: Vec<String> = pairs.iter().map(|(_, number)| number.to_string()).collect();
        let keys: Vec<&'static str> = pairs.iter().map(|(key, _)| *key).collect();
        let holds = pairs.is_sorted_by(|a, b| a.1 <= b.1);
        self.expect(holds, level, &keys, format!("{} does not hold", numbers.join(" ≤ ")));
    }
}

/// Every rule that these parameters break.
pub fn broken(params: &Params) -> Vec<Broken> {
    let mut rules = Rules::default();
    people(params, &mut rules);
    places(params, &mut rules);
    providers(params, &mut rules);
    rules.0
}

fn people(params: &Params, rules: &mut Rules) {
    let (world, economy, radius) = (&params.world, &params.economy, &params.radius);
    rules.expect(
        world.poor + world.rich <= 1.0,
        Level::Error,
        &["world.poor", "world.rich"],
        format!("shares of {} and {} add up to more than 1", world.poor, world.rich),
    );
    rules.ordered(
        Level::Error,
        &[("world.adults", world.adults), ("world.household_size", world.household_size)],
    );
    let settlement = &params.settlement;
    rules.ordered(
        Level::Error,
        &[
            ("settlement.partial", f64::from(settlement.partial)),
            ("settlement.complete", f64::from(settlement.complete)),
        ],
    );
    rules.expect(
        economy.poor_income <= 1.0 && economy.rich_income >= 1.0,
        Level::Error,
        &["economy.poor_income", "economy.rich_income"],
        format!(
            "the poor earn {} and the rich {} times the median: {} ≤ 1 ≤ {} does not hold",
            economy.poor_income, economy.rich_income, economy.poor_income, economy.rich_income
        ),
    );
    rules.ordered(
        Level::Error,
        &[
            ("radius.least", radius.least),
            ("radius.start", radius.start),
            ("radius.most", radius.most),
        ],
    );
    for (key, group) in [
        ("auspice.state.favoured_group", params.state.favoured_group),
        ("auspice.state.abused_group", params.state.abused_group),
    ] {
        rules.expect(
            group <= world.groups,
            Level::Error,
            &[key, "world.groups"],
            format!("there is no group {group} of {}", world.groups),
        );
    }
}

fn places(params: &Params, rules: &mut Rules) {
    let (world, enclave) = (&params.world, &params.enclave);
    let is_real = !world.settlements.is_empty();
    rules.expect(
        !is_real || !world.outline.is_empty() || world.population == 0.0 || !world.rural,
        Level::Error,
        &["world.outline", "world.population"],
        "a rural remainder needs an outline to lie in".to_owned(),
    );
    for (key, is_given) in [
        ("world.outline", !world.outline.is_empty()),
        ("world.population", world.population > 0.0),
        ("world.seat", !world.seat.is_empty()),
        ("world.incidents", !world.incidents.is_empty()),
    ] {
        let message = "a generated world does not read it; world.settlements makes places real";
        rules.expect(is_real || !is_given, Level::Warning, &[key], message.to_owned());
    }
    rules.expect(
        world.begins.is_empty() || !world.incidents.is_empty(),
        Level::Warning,
        &["world.begins"],
        "nothing reads it without world.incidents".to_owned(),
    );
    rules.expect(
        enclave.places.len() <= enclave.count as usize,
        Level::Error,
        &["enclave.places", "enclave.count"],
        format!("{} places are named for {} enclaves", enclave.places.len(), enclave.count),
    );
    rules.expect(
        is_real || enclave.count <= world.communities,
        Level::Error,
        &["enclave.count", "world.communities"],
        format!("{} enclaves do not fit into {} communities", enclave.count, world.communities),
    );
}

fn providers(params: &Params, rules: &mut Rules) {
    let (bands, gangs) = (&params.vigilante, &params.criminal);
    let committees = &params.committee;
    rules.ordered(
        Level::Error,
        &[
            ("provider.vigilante.fewest_men", f64::from(bands.fewest_men)),
            ("provider.vigilante.most_men", f64::from(bands.most_men)),
        ],
    );
    rules.ordered(
        Level::Warning,
        &[
            ("provider.vigilante.ends_below", f64::from(bands.ends_below)),
            ("provider.vigilante.fewest_men", f64::from(bands.fewest_men)),
        ],
    );
    rules.ordered(
        Level::Warning,
        &[
            ("provider.criminal.fewest_men", f64::from(gangs.fewest_men)),
            ("provider.criminal.men", gangs.men),
        ],
    );
    rules.ordered(
        Level::Warning,
        &[
            ("provider.peace_committee.ends_below", f64::from(committees.ends_below)),
            ("provider.peace_committee.members", f64::from(committees.members)),
        ],
    );
    rules.ordered(
        Level::Warning,
        &[
            ("provider.peace_committee.paid_members", committees.paid_members),
            ("provider.peace_committee.members", f64::from(committees.members)),
        ],
    );
    let lines = &params.budget;
    let all = lines.equipment + lines.posts + lines.training + lines.oversight + lines.wages;
    let message = "the lines of aid to the police add up to 0: it buys nothing";
    let keys =
        ["budget.equipment", "budget.posts", "budget.training", "budget.oversight", "budget.wages"];
    rules.expect(all > 0.0, Level::Error, &keys, message.to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_break_no_rule() {
        assert_eq!(broken(&Params::default()), []);
    }

    #[test]
    fn each_contradiction_is_told_by_its_keys() {
        type Case = (fn(&mut Params), &'static str, Level);
        let cases: [Case; 13] = [
            (|p| p.world.rich = 0.9, "world.poor, world.rich", Level::Error),
            (|p| p.world.adults = 9.0, "world.adults, world.household_size", Level::Error),
            (
                |p| p.economy.rich_income = 0.5,
                "economy.poor_income, economy.rich_income",
                Level::Error,
            ),
            (|p| p.radius.least = 0.5, "radius.least, radius.start, radius.most", Level::Error),
            (
                |p| p.state.abused_group = 4,
                "auspice.state.abused_group, world.groups",
                Level::Error,
            ),
            (|p| p.world.seat = "Beko".into(), "world.seat", Level::Warning),
            (
                |p| p.enclave.places = vec!["Beko".into()],
                "enclave.places, enclave.count",
                Level::Error,
            ),
            (|p| p.enclave.count = 300, "enclave.count, world.communities", Level::Error),
            (
                |p| p.vigilante.most_men = 2,
                "provider.vigilante.fewest_men, provider.vigilante.most_men",
                Level::Error,
            ),
            (
                |p| p.vigilante.ends_below = 6,
                "provider.vigilante.ends_below, provider.vigilante.fewest_men",
                Level::Warning,
            ),
            (
                |p| p.criminal.men = 1.0,
                "provider.criminal.fewest_men, provider.criminal.men",
                Level::Warning,
            ),
            (
                |p| p.committee.paid_members = 9.0,
                "provider.peace_committee.paid_members, provider.peace_committee.members",
                Level::Warning,
            ),
            (
                |p| {
                    let b = &mut p.budget;
                    (b.equipment, b.posts, b.training, b.oversight) = (0.0, 0.0, 0.0, 0.0);
                },
                "budget.equipment, budget.posts, budget.training, budget.oversight, budget.wages",
                Level::Error,
            ),
        ];
        for (change, keys, level) in cases {
            let mut params = Params::default();
            change(&mut params);
            let found = broken(&params);
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!((found[0].keys.join(", ").as_str(), found[0].level), (keys, level));
        }
    }
}
