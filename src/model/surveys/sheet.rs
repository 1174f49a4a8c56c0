//! Section 6: the sheet on which answers are counted.

use super::frame::parts;
use crate::engine::wilson;
use crate::programme::Survey;
use crate::terms::{Assigned, Group, Standing, Trait};
use crate::world::community::Community;
use crate::world::diary::Answer;

/// Those whose answers are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    /// Treated or control, where they are asked apart.
    assigned: Option<Assigned>,
    /// A dimension of households and its level; none in a total.
    level: Option<(Trait, &'static str)>,
}

/// Questions, each with counts of yes and of those asked, in the order in which they were first asked.
type Counts = Vec<(&'static str, u32, u32)>;

/// Counts of yes and of those asked, by part and question.
pub(super) struct Sheet {
    columns: Vec<(Part, Counts)>,
    /// Columns in which the household is counted that is asked now.
    is_counted: Vec<bool>,
}

impl Sheet {
    /// An empty one, with a column for each part that a survey tells apart.
    pub(super) fn new(survey: &Survey) -> Self {
        let mut columns = Vec::new();
        for assigned in parts(survey) {
            columns.push((Part { assigned, level: None }, Vec::new()));
            for &of in &survey.also_by {
                let levels = of.levels().map(|name| Part { assigned, level: Some((of, name)) });
                columns.extend(levels.map(|part| (part, Vec::new())));
            }
        }
        Self { is_counted: vec![false; columns.len()], columns }
    }

    /// Turns to the next household.
    pub(super) fn turn_to(&mut self, assigned: Option<Assigned>, c: &Community, household: usize) {
        for (on, (part, _)) in self.is_counted.iter_mut().zip(&self.columns) {
            let is_level =
                part.level.is_none_or(|(of, level)| level_of(of, c, household) == Some(level));
            *on = part.assigned == assigned && is_level;
        }
    }

    pub(super) fn ask(&mut self, question: &'static str, yes: bool) {
        for ((_, asked), _) in self.columns.iter_mut().zip(&self.is_counted).filter(|(_, on)| **on)
        {
            let at =
                asked.iter().position(|(known, _, _)| *known == question).unwrap_or_else(|| {
                    asked.push((question, 0, 0));
                    asked.len() - 1
                });
            asked[at].1 += u32::from(yes);
            asked[at].2 += 1;
        }
    }

    pub(super) fn answers(self, survey: &str) -> impl Iterator<Item = Answer> {
        self.columns.into_iter().flat_map(move |(part, asked)| {
            asked.into_iter().map(move |(question, yes, n)| {
                let (value, low, high) = wilson(f64::from(yes), f64::from(n));
                let (dimension, level) =
                    part.level.map_or(("", ""), |(of, level)| (of.name(), level));
                Answer {
                    survey: survey.to_owned(),
                    question: question.to_owned(),
                    value,
                    low,
                    high,
                    n,
                    assigned: part.assigned,
                    dimension: dimension.to_owned(),
                    level: level.to_owned(),
                }
            })
        })
    }
}

/// The level of a household.
fn level_of(of: Trait, c: &Community, household: usize) -> Option<&'static str> {
    Some(match of {
        Trait::Class => c.households.class(household).name(),
        Trait::Group => Group::from_index(c.households.group_of(household))?.name(),
        Trait::Standing if c.households.has_low_standing(household) => Standing::Low.name(),
        Trait::Standing => Standing::Ordinary.name(),
    })
}
