//! The instruments through which facts are read from a replicate.

use crate::experiment::look::PlaceMonths;
use crate::metrics::{self, Name};
use crate::output::Record;
use crate::terms::{Origin, Toll};
use crate::world::diary::Answer;

/// A replicate as facts see it.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// What it recorded.
    pub record: &'a Record,
    /// What happened month by month in its communities.
    pub months: &'a PlaceMonths,
}

impl Seen<'_> {
    /// Mean over rounds of a number of a survey's question, where it is known.
    pub(super) fn of_rounds(
        &self,
        survey: &str,
        question: &str,
        number: impl Fn(&Answer) -> Option<f64>,
    ) -> Option<f64> {
        let values: Vec<f64> = self
            .record
            .surveys
            .iter()
            .filter(|(_, answer)| answer.survey == survey && answer.question == question)
            .filter_map(|(_, answer)| number(answer))
            .collect();
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    }

    /// Mean over rounds of the share who say yes.
    pub(super) fn asked(&self, survey: &str, question: &str) -> Option<f64> {
        self.of_rounds(survey, question, |answer| Some(answer.value))
    }

    /// Mean over rounds of the share of the variance of answers that lies between communities.
    pub(super) fn icc(&self, survey: &str, question: &str) -> Option<f64> {
        self.of_rounds(survey, question, |answer| answer.icc)
    }

    /// Mean over all months after month 0 of a metric; `level` is empty for the total.
    pub(super) fn metric(&self, metric: Name, level: &str) -> Option<f64> {
        self.record.mean(metrics::position(metric, level), (1, i32::MAX))
    }

    /// Share of killings from these origins.
    pub(super) fn killings(&self, origins: &[&str]) -> Option<f64> {
        let of: Option<Vec<f64>> =
            origins.iter().map(|origin| self.metric(Name::Deaths, origin)).collect();
        let all = self.metric(Name::Deaths, "")?;
        (all > 0.0).then_some(of?.iter().sum::<f64>() / all)
    }

    /// Sum of what a metric counts over these of its levels, over what another counts over levels of its own.
    fn of_levels(
        &self,
        (metric, levels): (Name, &[String]),
        (over, all): (Name, &[String]),
    ) -> Option<f64> {
        let sum = |metric, levels: &[String]| -> Option<f64> {
            levels.iter().map(|level| self.metric(metric, level)).sum()
        };
        let (of, all) = (sum(metric, levels)?, sum(over, all)?);
        (all > 0.0).then(|| of / all)
    }

    /// Of the acts of these origins that killed, the share that killed one.
    pub(super) fn kills_one(&self, origins: &[Origin]) -> Option<f64> {
        let one: Vec<String> =
            origins.iter().map(|origin| format!("{origin}/{}", Toll::One)).collect();
        self.of_levels((Name::KillingSizes, &one), (Name::Killings, &names(origins)))
    }

    /// Killed by acts of these origins, over those acts that killed.
    pub(super) fn dead_per_killing(&self, origins: &[Origin]) -> Option<f64> {
        let levels = names(origins);
        self.of_levels((Name::Deaths, &levels), (Name::Killings, &levels))
    }

    /// Of the disputes first taken to any forum, the share taken to one of this kind.
    pub(super) fn first_resort(&self, kind: &str) -> Option<f64> {
        let (of, all) = (self.metric(Name::ForumShare, kind)?, self.metric(Name::ForumShare, "")?);
        (all > 0.0).then(|| of / all)
    }

    /// Coefficient of variation in time of the rate of violent acts, within communities and windows of so
    /// many months.
    pub(super) fn variation_in_time(&self, months: usize) -> Option<f64> {
        self.months.windows(months).cv()
    }
}

/// Names of origins, as levels of metrics.
fn names(origins: &[Origin]) -> Vec<String> {
    origins.iter().map(|origin| origin.name().to_owned()).collect()
}
