//! Disputes: event agents with a life of their own.

use super::level::Level;
use crate::terms::{Matter, Recourse};

/// Where an open dispute stands. Every stage ends at a moment, in months.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Stage {
    /// The initiator thinks about what to do, now.
    Deciding,
    /// Put up with; thought over again at `until`.
    Lumped {
        /// Month.
        until: f32,
    },
    /// The parties talk to each other until then.
    Talking {
        /// Month.
        until: f32,
    },
    /// The initiator takes matters into his own hands until then.
    SelfHelp {
        /// Month.
        until: f32,
    },
    /// Queued at a forum, which hears it then.
    Queued {
        /// The forum; always one of a provider kind.
        recourse: Recourse,
        /// The group that holds the forum, for elders.
        host: u8,
        /// Month of the hearing.
        until: f32,
    },
}

impl Stage {
    /// The month in which the stage ends; at once while deciding.
    pub const fn until(self) -> f32 {
        match self {
            Self::Deciding => f32::NEG_INFINITY,
            Self::Lumped { until }
            | Self::Talking { until }
            | Self::SelfHelp { until }
            | Self::Queued { until, .. } => until,
        }
    }
}

/// An open dispute, or the memory of one that was settled and will break.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Dispute {
    /// Step in which it arose: part of the key of its draws. Constant.
    pub born: u32,
    /// Its number within community and step: part of the key of its draws. Constant.
    pub key: u32,
    /// Blocks drawn so far. State.
    pub turns: u16,
    /// The household that complains. Constant.
    pub initiator: u16,
    /// The household complained of. Constant.
    pub respondent: u16,
    /// Severity in [0, 1]. Constant.
    pub severity: Level,
    /// Anger in [0, 1]. State.
    pub anger: Level,
    /// Month in which it arose. Constant.
    pub arisen: f32,
    /// Where it stands. State.
    pub stage: Stage,
    /// Exposure of the community, as cumulated since the world began, at which it turns violent unless its stage ends
    /// before; never if infinite. State.
    pub fuse: f32,
    /// Month in which it is dropped unless its stage ends before. State.
    pub drops: f32,
    /// Recourses tried since it was last open, as bits of [`Recourse`]. State.
    pub tried: u8,
    /// What it is about. Constant.
    pub matter: Matter,
    /// Times a settlement broke. State.
    pub reopened: u8,
    /// Where the complainant first turned when it arose; none before. State.
    pub first: Option<Recourse>,
    /// Facts about it.
    pub facts: Facts,
}

/// Yes-or-no facts about a dispute.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, any of which may hold")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Facts {
    /// The parties trust each other's kind: same group, or across groups as far as the radius goes.
    pub is_inside_radius: bool,
    /// The parties are of one group.
    pub is_within_group: bool,
    /// It descends from a violent act.
    pub descends_from_violence: bool,
    /// A forum has dealt with it, if only badly.
    pub was_answered: bool,
}

/// Recourses that were tried are bits.
const _: () = assert!(Recourse::COUNT <= u8::BITS as usize);

impl Dispute {
    /// Whether a recourse was tried since the dispute was last open.
    #[inline]
    pub const fn has_tried(&self, recourse: Recourse) -> bool {
        self.tried & (1 << recourse as u8) != 0
    }

    /// Remembers that a recourse was tried.
    #[inline]
    pub fn mark_tried(&mut self, recourse: Recourse) {
        self.tried |= 1 << recourse as u8;
    }
}

/// The share of a claim that a settlement meets, of 255.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct Met(pub u8);

impl Met {
    /// All that was claimed.
    pub const ALL: Self = Self(u8::MAX);

    /// The share as a number in [0, 1].
    #[inline]
    pub fn get(self) -> f32 {
        f32::from(self.0) / f32::from(u8::MAX)
    }
}

/// How far a settlement goes, as people would say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Degree {
    /// What was claimed is met.
    Complete,
    /// A part of it is.
    Partial,
    /// Hardly anything is.
    Slight,
}

/// A settlement that will break: the month was drawn when it was made.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Settled {
    /// The dispute as it was.
    pub dispute: Dispute,
    /// Who settled it.
    pub recourse: Recourse,
    /// Month in which it was settled.
    pub at: f32,
    /// Month in which it breaks.
    pub breaks: f32,
    /// Whether both parties agreed.
    pub by_agreement: bool,
    /// What it meets of the claim.
    pub met: Met,
}

/// Heat of one household against another (4.7), on two clocks: fast and slow.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Feud {
    /// Who holds it.
    pub holder: u16,
    /// Against whom, or whose kin.
    pub against: u16,
    /// Heat in [0, 1] on the fast clock and on the slow, as the step will leave it. State.
    pub heat: [f32; 2],
    /// Month in which it strikes next, if in this step. Reset each step.
    pub due: f32,
    /// A settlement stands between them.
    pub is_calmed: bool,
}

/// A theft that raises the risk of the next (4.30).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Hit {
    /// The household that was robbed.
    pub household: u16,
    /// When, in months.
    pub at: f32,
}

impl Hit {
    /// Thefts that are remembered among so many households; beyond them the oldest is forgotten.
    pub const fn most(households: usize) -> usize {
        households / 4 + 16
    }
}
