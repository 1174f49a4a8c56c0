//! Events in plain words, for `nodal trace`.

use crate::terms::{Class, Matter, Origin, Recourse};
use crate::world::Country;
use crate::world::community::Community;
use crate::world::diary::{Event, What};
use crate::world::dispute::Degree;
use crate::world::fronts::{Event as Between, SIDES, Turn};
use crate::world::sites::CommunityId;

/// Who a household is: its number, group, class, standing.
pub fn household(c: &Community, number: u16) -> String {
    let h = usize::from(number);
    let class = match c.households.class(h) {
        Class::Poor => "poor",
        Class::Middle => "middling",
        Class::Rich => "well-off",
    };
    let standing = if c.households.has_low_standing(h) { ", of low standing" } else { "" };
    format!("household {number} (group {}, {class}{standing})", c.households.group_of(h) + 1)
}

/// A forum or another recourse, as the object of "turns to".
const fn place(recourse: Recourse) -> &'static str {
    match recourse {
        Recourse::Public => "the police",
        Recourse::Customary => "the elders",
        Recourse::PeaceCommittee => "the peace committee",
        Recourse::Vigilante => "the band",
        Recourse::Criminal => "the gang",
        Recourse::Talk => "the other side, to talk",
        Recourse::SelfHelp => "self-help",
        Recourse::Lump => "nobody, and puts up with it",
    }
}

const fn matter_of(matter: Matter) -> &'static str {
    match matter {
        Matter::Money => "money",
        Matter::Neighbour => "a neighbour's noise, animals or words",
        Matter::Land => "land",
        Matter::Domestic => "a family matter",
        Matter::Other => "something else",
        Matter::Assault => "a violent act",
        Matter::Theft => "a theft",
    }
}

const fn source(origin: Origin) -> &'static str {
    match origin {
        Origin::Dispute => "out of a dispute",
        Origin::Feud => "in a feud",
        Origin::Predation => "in a robbery",
        Origin::Punishment => "as a punishment by the band",
        Origin::Mob => "by a crowd",
        Origin::Brutality => "by officers",
        Origin::GangWar => "in a war over turf",
        Origin::Clash => "in a clash between groups",
    }
}

/// What changed the heat between two groups, in words.
pub fn tell_turn(turn: &Turn, country: &Country) -> String {
    let [a, b] = SIDES[turn.pair].map(|group| group + 1);
    let name = |place: CommunityId| country.communities[place.place()].place.name.as_str();
    let heat = format!("heat between groups {a} and {b} is {:.3}", turn.heat);
    match turn.what {
        Between::Killings(dead) => format!("{dead} killed across groups; {heat}"),
        Between::Land => format!("land is taken and not made good; {heat}"),
        Between::NextDoor(1) => format!("the same two clashed in a site next door; {heat}"),
        Between::NextDoor(many) => {
            format!("the same two clashed in {many} sites next door; {heat}")
        }
        Between::Clash { place, dead, men, reach, drawn } => {
            let thinned = if drawn > dead {
                format!("; with men enough there would have been {drawn}")
            } else {
                String::new()
            };
            format!(
                "groups {a} and {b} clash at {}: {men} men of the {reach} in reach fight, {dead} die{thinned}; {heat}",
                name(place)
            )
        }
        Between::Dead { place, of: [first, second] } => {
            format!("dead of {}: {first} of group {a}, {second} of group {b}", name(place))
        }
        Between::Compensation => format!("elders of both settle on compensation; {heat}"),
        Between::Settlements(standing) => format!(
            "settlements between them by a body that stands between groups (standing {standing:.1} in all); {heat}"
        ),
        Between::Force => format!("force holds them apart; {heat}"),
        Between::Exhaustion => format!("those who fought have had enough for now; {heat}"),
    }
}

/// What happened, in words; the community gives names to households.
pub fn tell(event: &Event, c: &Community) -> String {
    let [first, second] = event.households;
    let name = |who: Option<u16>| {
        who.map_or_else(|| "somebody unknown".to_owned(), |number| household(c, number))
    };
    match event.what {
        What::Arises { matter, severity } => format!(
            "{} complains of {} over {} (severity {severity:.2})",
            name(first),
            name(second),
            matter_of(matter)
        ),
        What::Chooses(Recourse::Lump) => "the complainant puts up with it for now".to_owned(),
        What::Chooses(recourse) => format!("the complainant turns to {}", place(recourse)),
        What::TurnedAway(recourse) => {
            format!("{} is full and turns the case away", place(recourse))
        }
        What::Referred { from, to } => {
            format!("{} passes the case on to {}", place(from), place(to))
        }
        What::Gathers { is_agreed: true } => {
            "both come to the gathering and find a plan".to_owned()
        }
        What::Gathers { is_agreed: false } => {
            "both come to the gathering and find no plan".to_owned()
        }
        What::Fails(recourse) => format!("{}: nothing is settled", place(recourse)),
        What::Settles { recourse, is_imposed, is_accepted, degree } => {
            let by = match recourse {
                Recourse::Talk => "the parties talk it over and agree".to_owned(),
                Recourse::SelfHelp => "the complainant takes back what was lost".to_owned(),
                _ if is_imposed => format!("{} decides it", place(recourse)),
                _ => format!("an agreement is reached with {}", place(recourse)),
            };
            let met = match degree {
                Degree::Complete => "",
                Degree::Partial => "; part of the claim is met",
                Degree::Slight => "; hardly any of the claim is met",
            };
            let loser = if is_imposed && !is_accepted { "; the loser does not accept" } else { "" };
            format!("{by}{loser}{met}")
        }
        What::Breaks => "the settlement breaks; the dispute is open again".to_owned(),
        What::Dropped => "the complainant gives up; a grievance is left".to_owned(),
        What::TurnsViolent => "the dispute turns violent".to_owned(),
        What::Violence { origin, is_deadly } => {
            let harm = if is_deadly { "is killed" } else { "is hurt" };
            let by = second.map_or_else(String::new, |who| format!(" by {}", household(c, who)));
            format!("somebody of {} {harm} {}{by}", name(first), source(origin))
        }
        What::Theft => format!("a thief takes from {}", name(first)),
        What::Calls => format!("{} calls the police for something else", name(first)),
        What::Reports => format!("{} reports to the police", name(first)),
        What::Stopped => format!("officers stop {} and let go", name(first)),
        What::Bribe => "the complainant pays a bribe for help".to_owned(),
        What::ShakenDown => format!("officers shake down {}", name(first)),
        What::Punished { is_wrong } => {
            let wrong = if is_wrong { ", for what another did" } else { "" };
            format!("the band punishes {}{wrong}", name(first))
        }
        What::Mobbed { is_wrong } => {
            let wrong = if is_wrong { ", for what another did" } else { "" };
            format!("a crowd turns on {}{wrong}", name(first))
        }
        What::BandForms => "a band forms".to_owned(),
        What::BandEnds => "the band ends; its men go home".to_owned(),
        What::ProjectBuilt => "the community fund builds a project".to_owned(),
    }
}
