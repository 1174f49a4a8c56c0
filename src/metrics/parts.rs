//! What a metric can be told of: the country alone, or any part of it.

use super::{Metric, Name};

/// Metrics that need what only the country has: budgets and treasuries, the month's transfers, officers and committees
/// that serve whole sites, coups.
const OF_THE_COUNTRY: [Name; 30] = [
    Name::Staff,
    Name::Posts,
    Name::GatheringsPerCommittee,
    Name::PayRatio,
    Name::PredatoryEffort,
    Name::OffBudgetShare,
    Name::TakePerOfficer,
    Name::ExtortionPerPayer,
    Name::StateRevenue,
    Name::AssessedBase,
    Name::Arrears,
    Name::Leakage,
    Name::Aid,
    Name::Coercion,
    Name::Sale,
    Name::Gift,
    Name::CostPerSettlement,
    Name::HouseholdBalance,
    Name::HouseholdPayments,
    Name::GuardsPerOfficer,
    Name::ProgrammeMoneyToHouseholds,
    Name::Arrangements,
    Name::Choices,
    Name::ChoiceConcentration,
    Name::Unspent,
    Name::Ruptures,
    Name::Equipment,
    Name::AuthorisedStrength,
    Name::ConcessionValue,
    Name::ExchangeGain,
];

impl Metric {
    /// Whether it is defined over communities, and so for any part of the country.
    pub fn is_of_communities(&self) -> bool {
        !OF_THE_COUNTRY.contains(&self.id)
    }
}

#[cfg(test)]
mod tests {
    use crate::metrics;
    use crate::model::{month, observe_part};
    use crate::params::Params;
    use crate::world::Country;

    /// What is said to be defined over communities is, over all of them, what the country's metric is; what is not is
    /// no such number, but for coups, which some community counts for the country.
    #[test]
    fn a_metric_of_communities_is_the_countrys_over_all_of_them_and_no_other_is() {
        let mut params = Params::default();
        params.world.communities = 30;
        params.world.households = 80;
        params.time.burn_in_months = 6;
        params.committee.coverage = 0.5;
        params.aid_agency.committee_grant = 5.0;
        let mut country = Country::build(&params, None, 1).unwrap();
        for _ in 0..12 {
            month(&mut country);
        }
        let seen = observe_part(&country, 0..country.communities.len());
        let mut told = 0;
        for column in metrics::columns() {
            let value = |of| (column.metric.value)(of, column.cell);
            let (whole, part) = (value(country.observation()), value(&seen));
            let name = column.metric.name;
            if column.metric.is_of_communities() {
                assert_eq!(whole, part, "{name} {}", column.level);
                told += usize::from(whole.is_some());
            } else if column.dimension.is_empty() && column.metric.id != metrics::Name::Ruptures {
                let is_nothing = whole.unwrap_or(0.0) == 0.0;
                assert!(whole != part || is_nothing, "{name} is defined over communities");
            }
        }
        assert!(told > 50, "{told}");
    }
}
