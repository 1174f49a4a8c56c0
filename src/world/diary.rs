//! A diary of a community: what happened to its disputes, households and organisations, event by
//! event. Nobody in the model reads it; `nodal trace` tells it.

use super::dispute::Degree;
use crate::terms::{Assigned, Matter, Origin, Recourse};

/// The answer of a sample to one question.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Answer {
    /// Name of the survey.
    pub survey: String,
    /// The question.
    pub question: String,
    /// Share of those asked who say yes.
    pub value: f64,
    /// Lower end of its 95 % interval (Wilson 1927).
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// How many were asked it.
    pub n: u32,
    /// Share of the variance of answers that lies between communities; `None` where it cannot be told.
    pub icc: Option<f64>,
    /// Variance of the true share between regions, sampling noise taken out: below 0 where there is nothing but noise;
    /// `None` where it cannot be told.
    pub between_regions: Option<f64>,
    /// To what they were assigned, where treated and control are asked apart.
    pub assigned: Option<Assigned>,
    /// What those asked are told apart by; empty in a total.
    pub dimension: String,
    /// Their level of it; empty in a total.
    pub level: String,
}

/// Events in the order in which they were noted.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Diary {
    /// Somebody follows the community for a story: the diary is kept for ever.
    pub is_followed: bool,
    /// Households that a survey will ask, in order: the diary is kept of them alone unless it is followed.
    pub asked: Vec<u16>,
    /// The events.
    pub events: Vec<Event>,
}

/// The name of a dispute: step and number.
pub type DisputeKey = (u32, u32);

/// One event.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Event {
    /// Month since the burn-in began, with its fraction.
    pub at: f32,
    /// The dispute concerned.
    pub dispute: Option<DisputeKey>,
    /// Households concerned; the first acts or suffers.
    pub households: [Option<u16>; 2],
    /// What happened.
    pub what: What,
}

impl Event {
    /// Whether it concerns one of these households, given in order.
    pub fn is_of(&self, households: &[u16]) -> bool {
        let has = |one: &Option<u16>| one.is_some_and(|one| households.binary_search(&one).is_ok());
        self.households.iter().any(has)
    }
}

/// What can happen.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum What {
    /// A quarrel: the first household complains of the second.
    Arises {
        /// About what.
        matter: Matter,
        /// How severe.
        severity: f32,
    },
    /// The complainant turns somewhere.
    Chooses(Recourse),
    /// A full forum turns the case away.
    TurnedAway(Recourse),
    /// A case is passed from one node to another.
    Referred {
        /// From.
        from: Recourse,
        /// To.
        to: Recourse,
    },
    /// Both parties come to a gathering.
    Gathers {
        /// They find a plan.
        is_agreed: bool,
    },
    /// A forum or a try came to nothing.
    Fails(Recourse),
    /// It is settled.
    Settles {
        /// By whom.
        recourse: Recourse,
        /// Not by agreement.
        is_imposed: bool,
        /// The losing side accepts.
        is_accepted: bool,
        /// How far it goes.
        degree: Degree,
    },
    /// A settlement breaks; the dispute is open again.
    Breaks,
    /// The complainant gives up.
    Dropped,
    /// The dispute turns violent.
    TurnsViolent,
    /// A violent act against the first household, by the second if it is known.
    Violence {
        /// Where it comes from.
        origin: Origin,
        /// Whether somebody was killed.
        is_deadly: bool,
    },
    /// A theft from the first household.
    Theft,
    /// The first household reports a crime to the police.
    Reports,
    /// The household calls the police for something else.
    Calls,
    /// Officers stop the first household's member and let go.
    Stopped,
    /// The first household pays a bribe for help.
    Bribe,
    /// The first household is shaken down at an encounter with police.
    ShakenDown,
    /// The first household is punished by the band; perhaps wrongly.
    Punished {
        /// Another did it.
        is_wrong: bool,
    },
    /// A crowd turns on the first household's member.
    Mobbed {
        /// Another did it.
        is_wrong: bool,
    },
    /// A band forms.
    BandForms,
    /// The band ends.
    BandEnds,
    /// The fund builds a project.
    ProjectBuilt,
}
