//! Groups against each other: what happens between them, and the heat that it leaves in a site (4.36).

use super::households::MAX_GROUPS;
use super::sites::{CommunityId, Sites};
use crate::terms::Calling;

/// Pairs of groups.
pub const PAIRS: usize = MAX_GROUPS * (MAX_GROUPS - 1) / 2;

/// The two groups of each pair.
pub const SIDES: [[usize; 2]; PAIRS] = [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]];

/// The pair that two groups make; none where they are one.
pub fn pair_of(a: usize, b: usize) -> Option<usize> {
    let sides = [a.min(b), a.max(b)];
    SIDES.iter().position(|&pair| pair == sides)
}

/// What happened across groups in a community in a month, by pair.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Across {
    /// Killed by members of the other group.
    pub killed: [u16; PAIRS],
    /// Settlements that both sides accept, each by the standing between groups of the body that brought it about.
    pub settled: [f32; PAIRS],
}

impl Across {
    /// Counts killed between households of two groups.
    pub fn kill(&mut self, groups: [usize; 2], dead: u32) {
        if let Some(pair) = pair_of(groups[0], groups[1]) {
            self.killed[pair] = self.killed[pair].saturating_add(dead as u16);
        }
    }

    /// Counts a settlement between households of two groups.
    pub fn settle(&mut self, groups: [usize; 2], standing: f32) {
        if let Some(pair) = pair_of(groups[0], groups[1]) {
            self.settled[pair] += standing;
        }
    }
}

/// How the groups of a site stand to each other, by pair.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Front {
    /// Heat between two groups in [0, 1]. State.
    pub heat: [f32; PAIRS],
    /// Clashes of the same two groups in sites next door last month. State.
    pub heard: [u8; PAIRS],
}

impl Front {
    /// The heat of the pair that is hottest.
    pub fn hottest(&self) -> f32 {
        self.heat.iter().copied().fold(0.0, f32::max)
    }
}

/// Men of a side in a community who can be called to a clash, by what they do.
#[derive(Debug, Clone, Copy)]
pub struct Muster {
    /// Where.
    pub place: CommunityId,
    /// Which of the two groups: 0 or 1.
    pub side: usize,
    /// How many, by [`Muster::CALLINGS`].
    pub men: [u32; 3],
}

impl Muster {
    /// Spare men, those of bands, those of gangs.
    pub const CALLINGS: [Calling; 3] = [Calling::None, Calling::Vigilante, Calling::Gang];

    /// All of them.
    pub fn total(&self) -> u32 {
        self.men.iter().sum()
    }
}

/// A man dead in a clash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fallen {
    /// Where he lived.
    pub place: CommunityId,
    /// Whose he was.
    pub household: u16,
}

/// Where groups stand against each other: sites, their heat, and room for a month's clashes.
#[derive(Debug, Clone, Default)]
pub struct Fronts {
    /// Sites within which groups are at peace or not. Constant.
    pub sites: Sites,
    /// Men in reach of a clash. Anew for each.
    pub musters: Vec<Muster>,
    /// Men who fell this month. Anew each month.
    pub fallen: Vec<Fallen>,
    /// Dead of each clash of this month. Anew each month; nobody in the model reads it.
    pub dead: Vec<u32>,
    /// What happened, told event by event, where somebody follows it. Nobody in the model reads it.
    pub chronicle: Option<Vec<Turn>>,
}

/// What changed the heat between two groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turn {
    /// Month of the scenario.
    pub month: i32,
    /// Site.
    pub site: usize,
    /// Pair.
    pub pair: usize,
    /// Heat after it.
    pub heat: f32,
    /// What.
    pub what: Event,
}

/// What can happen between two groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Event {
    /// Killings across groups, so many dead.
    Killings(u32),
    /// Land was taken for an enclave and not made good.
    Land,
    /// They clashed next door.
    NextDoor(u8),
    /// They clash.
    Clash {
        /// Where.
        place: CommunityId,
        /// Dead.
        dead: u32,
        /// Men who fought.
        men: u32,
        /// Men in reach, of both sides.
        reach: u32,
        /// Dead that there would have been with more men.
        drawn: u32,
    },
    /// Dead of the clash before, in a place and of one of its sides.
    Dead {
        /// Where they lived.
        place: CommunityId,
        /// How many of each side.
        of: [u32; 2],
    },
    /// Elders of both make peace.
    Compensation,
    /// Settlements across them by a body that stands between groups, by its standing.
    Settlements(f32),
    /// Force holds them apart.
    Force,
    /// Those who fought have had enough.
    Exhaustion,
}
