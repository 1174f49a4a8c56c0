//! Step 4: communities, side by side, quarrel, turn to someone, settle or fight.

use crate::model::auspices::instruments;
use crate::model::disputes::{arising, education, settlements};
use crate::model::forums::choice_set::ChoiceSet;
use crate::model::forums::{choice_set, life};
use crate::model::people::{fear, heat, memory};
use crate::model::places::{arms, deterrence, enclaves, links, mobility, residue};
use crate::model::providers::{bands, calls, companies, guards, peacebuilding};
use crate::model::scene::{self, Scene};
use crate::model::surveys::rounds;
use crate::model::violence::{feuds, gangs, patrol, predation};
use crate::world::Country;
use crate::world::community::{Community, Published};
use crate::world::fronts::Across;
use crate::world::parts::Step;

/// All communities live through the month, in as many steps as the scenario says.
///
/// Each reads its own state, its share of posts' hours, and what neighbours published after the
/// step before; so any order and any number of threads give the same bytes.
pub(super) fn live(country: &mut Country) {
    rounds::open(country);
    for within in 0..country.params.time.steps_per_month {
        scene::each_community(country, within, |c, scene| {
            if within == 0 {
                begin_month(c, scene);
            }
            live_step(c, scene);
        });
        for (published, c) in country.published.iter_mut().zip(&country.communities) {
            *published = c.publishing;
        }
    }
}

fn begin_month(c: &mut Community, scene: &Scene) {
    c.publishing = Published { known: c.publishing.known, ..Published::default() };
    c.docket.across = Across::default();
    c.conditions.unanswered.begin(scene.month);
    c.conditions.provoked.begin(scene.month);
    predation::release(&mut c.men, scene.month);
    residue::drift(c, scene);
    mobility::come_home(c, scene, enclaves::takes_land_of);
    education::fade(&mut c.opinion.lessons, scene.params);
    memory::fade(c, scene);
    peacebuilding::arise(c, scene);
    deterrence::cover(c, scene);
    companies::suppress(&mut c.providers, &c.cover, scene);
    bands::live(c, scene);
    guards::live(c, scene);
    enclaves::displace(c, scene);
    arms::circulate(c, scene, scene.pay_ratio);
    links::fade(&mut c.providers.links, scene);
}

/// One step of a community. Who comes first does not matter to the theory but for five things:
/// providers cover before anybody is deterred, disputes arise before they are lived, strikes are drawn
/// by the heat of the step's beginning before any act of the step adds to it, police take calls after
/// what is more serious, and fear fades after what was feared has happened.
fn live_step(c: &mut Community, scene: &Scene) {
    c.step = Step::default();
    c.publishing = Published {
        police_queue: c.publishing.police_queue,
        serious_queue: c.publishing.serious_queue,
        minor_queue: c.publishing.minor_queue,
        gathering_queue: c.publishing.gathering_queue,
        arrests: c.publishing.arrests,
        known: c.publishing.known,
        ..Published::default()
    };
    deterrence::cover(c, scene);
    fear::of_next_door(c, scene);
    arising::arise(c, scene);
    settlements::reopen(c, scene);
    let choices = choice_set::draw_up(c, scene);
    heat::fade(c, scene);
    predation::prey(c, scene);
    gangs::fight(c, scene);
    patrol::meet_people(c, scene);
    instruments::accuse(c, scene);
    patrol::stop_by_company(c, scene);
    patrol::evict(c, scene);
    live_and_strike(c, scene, &choices);
    calls::take(c, scene);
    fear::fade(c, scene);
    predation::publish(c, scene);
    c.publishing.has_band = c.providers.band.is_some();
    c.publishing.bribe_chance = choices.bribe_chance;
}

/// Strikes fall, and leave disputes; disputes are lived, and those that turn violent leave heat that
/// strikes: until nothing more falls in the step.
fn live_and_strike(c: &mut Community, scene: &Scene, choices: &ChoiceSet) {
    let mut lived = 0;
    loop {
        feuds::pursue(c, scene);
        if lived == c.docket.open.len() {
            break;
        }
        life::live_on(c, scene, choices, lived);
        lived = c.docket.open.len();
    }
    c.docket.exposure += choices.exposure * scene.rules.step;
}
