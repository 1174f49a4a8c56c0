//! Names of the keys that tell the streams of one process apart (`Process`, place, step, key).
//!
//! Keys that count (candidates, stops, acts) begin at 0; a bit far above what is counted sets a second
//! stream of the same thing apart.

/// Members of a committee come and go, or a committee is imitated.
pub(crate) const MEMBERSHIP: u32 = 0;
/// A committee is founded by an arrangement.
pub(crate) const FOUNDING: u32 = 1;

/// Problems arise and fade.
pub(crate) const PROBLEMS: u32 = 0;
/// A project is built.
pub(crate) const PROJECT: u32 = 1;

/// Officers of a station desert and are hired.
pub(crate) const DESERTION: u32 = 0;
/// Posts beyond those of month 0 fall to attrition.
pub(crate) const ATTRITION: u32 = 1;

/// An auditor is captured.
pub(crate) const AUDIT: u32 = 0;
/// Whether the band of a place is recognised, where delegation reaches a part of the places.
pub(crate) const RECOGNISED_BAND: u32 = 1;
/// Innocents of a community are accused.
pub(crate) const ACCUSATIONS: u32 = 1 << 20;

/// A committee's work is reviewed.
pub(crate) const REVIEW_OF_COMMITTEE: u32 = 0;
/// A contract's work is reviewed.
pub(crate) const REVIEW_OF_CONTRACT: u32 = 1 << 20;

/// An arrangement ends early, and its end is believed.
pub(crate) const END: u32 = 1 << 20;

/// A turf is governed for a month.
pub(crate) const TURF: u32 = 0;
/// A turf expands.
pub(crate) const EXPANSION: u32 = 1;

/// An incident of a war over turf.
pub(crate) const fn incident(number: u32) -> u32 {
    1 << 20 | number
}

/// A candidate for a dispute in a layer of the carpet: two bits tell layers apart; the stream of the
/// count has the layer alone.
pub(crate) const fn candidate(number: u32, layer: u32) -> u32 {
    number << 2 | layer
}

/// A dispute that a violent act or a theft leaves behind: apart from those that candidates become.
pub(crate) const fn aftermath(number: u32) -> u32 {
    1 << 31 | number
}

/// Heat of one household against another.
pub(crate) const fn feud(holder: u16, against: u16) -> u32 {
    (holder as u32) << 16 | against as u32
}

/// The turn of a feud that enters the step; acts of the step are counted from 1.
pub(crate) const STANDING: u32 = 0;

/// The turn of a feud that an act of the step heats.
pub(crate) const fn after_act(act: u32) -> u32 {
    act << 1
}

/// The turn of a feud that strikes, the strike being that act of the step.
pub(crate) const fn after_strike(act: u32) -> u32 {
    act << 1 | 1
}

/// The report of a predation, beside the predation itself.
pub(crate) const fn report_of(predation: u32) -> u32 {
    predation | 1 << 30
}

/// What a crowd does, beside whether it gathers.
pub(crate) const fn crowd_of(theft: u32) -> u32 {
    theft | 1 << 31
}

/// How many people are stopped; the stops themselves are counted from 0.
pub(crate) const STOPS: u32 = u32::MAX;

/// Of the process *guards*: evictions of a month; the market of guards has 0.
pub(crate) const EVICTIONS: u32 = 1;

/// The answers to a round of a survey.
pub(crate) const ANSWERS: u32 = 1;

/// What victims answer beside them.
pub(crate) const VICTIMS: u32 = 1 << 20;

/// The households drawn for a round of a survey: of all, or of each part of those asked apart.
pub(crate) const fn sample(part: Option<u32>) -> u32 {
    match part {
        None => 0,
        Some(part) => ANSWERS + 1 + part,
    }
}

/// Of the process *steering*: what is drawn about an option. Sites that an auspice looks at by chance.
pub(crate) const SHORTLIST: u32 = 0;
/// Whether a partner is found.
pub(crate) const PARTNER: u32 = 1;
/// On what seats partners agree.
pub(crate) const SEATS: u32 = 2;
/// What an auspice thinks of an option beside its value.
pub(crate) const TASTE: u32 = 3;

/// An option of an auspice, for one of these; component and partner are counted from 1, 0 being none.
pub(crate) const fn option(what: u32, auspice: u32, component: u32, partner: u32) -> u32 {
    what << 24 | auspice << 16 | component << 8 | partner
}
/// Elders of two groups make peace, by pair.
pub(crate) const fn peace(pair: usize) -> u32 {
    (pair as u32) << 1
}

/// Two groups fight, by pair.
pub(crate) const fn clash(pair: usize) -> u32 {
    (pair as u32) << 1 | 1
}

/// Young men take the places of the dead.
pub(crate) const COMING_OF_AGE: u32 = 1 << 20;
