//! Section 6: the sheet on which answers are counted.

use super::frame::parts;
use crate::engine::{Components, Votes, wilson};
use crate::programme::Survey;
use crate::terms::{Assigned, Group, Standing, Trait};
use crate::world::community::Community;
use crate::world::diary::Answer;
use std::collections::BTreeMap;

/// Those whose answers are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    /// Treated or control, where they are asked apart.
    assigned: Option<Assigned>,
    /// A dimension of households and its level; none in a total.
    level: Option<(Trait, &'static str)>,
}

/// Questions in the order in which they were first asked, each with the answers of each community, by position.
type Counts = Vec<(&'static str, BTreeMap<usize, Votes>)>;

/// Counts of yes and of those asked, by part, question and community.
pub(super) struct Sheet {
    columns: Vec<(Part, Counts)>,
    /// Columns in which the household is counted that is asked now.
    is_counted: Vec<bool>,
    /// Community of that household, by position.
    place: usize,
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
        Self { is_counted: vec![false; columns.len()], columns, place: 0 }
    }

    /// Turns to the next household.
    pub(super) fn turn_to(
        &mut self,
        assigned: Option<Assigned>,
        (place, c): (usize, &Community),
        household: usize,
    ) {
        self.place = place;
        for (on, (part, _)) in self.is_counted.iter_mut().zip(&self.columns) {
            let is_level =
                part.level.is_none_or(|(of, level)| level_of(of, c, household) == Some(level));
            *on = part.assigned == assigned && is_level;
        }
    }

    pub(super) fn ask(&mut self, question: &'static str, yes: bool) {
        for ((_, asked), _) in self.columns.iter_mut().zip(&self.is_counted).filter(|(_, on)| **on)
        {
            let at = asked.iter().position(|(known, _)| *known == question).unwrap_or_else(|| {
                asked.push((question, BTreeMap::new()));
                asked.len() - 1
            });
            asked[at].1.entry(self.place).or_default().add(yes);
        }
    }

    /// The answers, in the regions in which communities lie.
    pub(super) fn answers<'a>(
        self,
        survey: &'a str,
        region: &'a impl Fn(usize) -> &'a str,
    ) -> impl Iterator<Item = Answer> + 'a {
        self.columns.into_iter().flat_map(move |(part, asked)| {
            asked.into_iter().map(move |(question, by_place)| {
                let mut by_region: BTreeMap<&str, Votes> = BTreeMap::new();
                let mut all = Votes::default();
                for (&place, &votes) in &by_place {
                    by_region.entry(region(place)).or_default().absorb(votes);
                    all.absorb(votes);
                }
                let components = |votes: Vec<Votes>| Components::of(&votes);
                let places = components(by_place.into_values().collect());
                let regions = components(by_region.into_values().collect());
                let (value, low, high) = wilson(f64::from(all.yes), f64::from(all.n));
                let (dimension, level) =
                    part.level.map_or(("", ""), |(of, level)| (of.name(), level));
                Answer {
                    survey: survey.to_owned(),
                    question: question.to_owned(),
                    value,
                    low,
                    high,
                    n: all.n,
                    icc: places.and_then(|parts| parts.icc()),
                    between_regions: regions.map(|parts| parts.between),
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
