//! 4.29 What a settlements file says of a town in place of a draw.

use super::households::MAX_GROUPS;
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// What is said of a place; nothing where it is drawn. Constant.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Given {
    /// Share of poor households in [0, 1].
    pub poverty: Option<f64>,
    /// Crowding in [0, 1].
    pub crowding: Option<f64>,
    /// Police per 100,000 persons.
    pub officers: Option<f64>,
    /// Arms per 1,000 adults.
    pub arms: Option<f64>,
    /// Memory of war at month 0 in [0, 1].
    pub past_violence: Option<f64>,
    /// Shares of the groups.
    pub groups: Option<[f64; MAX_GROUPS]>,
    /// Memory of war that incidents near here leave, where there are any: what `past_violence` does not say.
    pub by_incidents: Option<f64>,
}

impl Given {
    /// What is said of several settlements that are lived as one: of each column the mean over the people of those that
    /// say it.
    pub(super) fn together(settlements: &[(f64, &Self)]) -> Self {
        let mean = |of: &dyn Fn(&Self) -> Option<f64>| {
            let (mut sum, mut people) = (0.0, 0.0);
            for &(persons, given) in settlements {
                let Some(value) = of(given) else { continue };
                sum += persons * value;
                people += persons;
            }
            (people > 0.0).then(|| sum / people)
        };
        let share = |group: usize| mean(&|given| given.groups.map(|shares| shares[group]));
        Self {
            poverty: mean(&|given| given.poverty),
            crowding: mean(&|given| given.crowding),
            officers: mean(&|given| given.officers),
            arms: mean(&|given| given.arms),
            past_violence: mean(&|given| given.past_violence),
            groups: share(0).map(|_| std::array::from_fn(|group| share(group).unwrap_or_default())),
            by_incidents: None,
        }
    }

    /// Weights of the first `groups` groups, where any of them lives here.
    pub(super) fn weights(&self, groups: usize) -> Option<&[f64]> {
        let shares = self.groups.as_ref()?.get(..groups)?;
        (shares.iter().sum::<f64>() > 0.0).then_some(shares)
    }
}

/// Simulated communities of which the settlements file says something, by column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FromFile {
    /// Their poverty.
    pub poverty: u64,
    /// Their crowding.
    pub crowding: u64,
    /// Their officers.
    pub officers: u64,
    /// Their arms.
    pub arms: u64,
    /// Their memory of war.
    #[serde(default)]
    pub past_violence: u64,
    /// Their groups.
    pub groups: u64,
}

impl FromFile {
    /// One community more.
    pub(super) fn add(&mut self, given: &Given) {
        self.poverty += u64::from(given.poverty.is_some());
        self.crowding += u64::from(given.crowding.is_some());
        self.officers += u64::from(given.officers.is_some());
        self.arms += u64::from(given.arms.is_some());
        self.past_violence += u64::from(given.past_violence.is_some());
        self.groups += u64::from(given.groups.is_some());
    }

    /// Whether the file says nothing.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// What it says of how many communities: `poverty of 12, arms of 3`.
    pub(super) fn line(&self) -> String {
        let columns = [
            ("poverty", self.poverty),
            ("crowding", self.crowding),
            ("officers", self.officers),
            ("arms", self.arms),
            ("memory of war", self.past_violence),
            ("groups", self.groups),
        ];
        let mut line = String::new();
        for (name, communities) in columns.into_iter().filter(|(_, communities)| *communities > 0) {
            let comma = if line.is_empty() { "" } else { ", " };
            let _ = write!(line, "{comma}{name} of {}", crate::values::grouped(communities as f64));
        }
        line
    }
}

/// Officers whom the settlements file gives to the places of the country, and whom they serve.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Posted {
    /// Officers.
    pub officers: f64,
    /// Persons of the places of which it says them.
    pub persons: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settlements_that_are_one_place_have_the_mean_of_those_that_say() {
        let some =
            Given { poverty: Some(0.2), groups: Some([1.0, 0.0, 0.0, 0.0]), ..Given::default() };
        let more = Given { poverty: Some(0.8), ..Given::default() };
        let none = Given::default();
        let all = Given::together(&[(100.0, &some), (300.0, &more), (50.0, &none)]);
        assert_eq!((all.poverty, all.arms), (Some(0.65), None));
        assert_eq!(all.groups, some.groups);
        assert_eq!(Given::together(&[(10.0, &none)]), none);
    }

    #[test]
    fn groups_that_the_scenario_does_not_have_are_no_weights() {
        let given = Given { groups: Some([0.0, 0.0, 0.5, 0.5]), ..Given::default() };
        assert_eq!(given.weights(2), None);
        assert_eq!(given.weights(3), Some(&[0.0, 0.0, 0.5][..]));
    }
}
