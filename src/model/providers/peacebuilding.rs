//! 4.17 Problems without opponent, and the projects that end them (claims 68, 69).

use crate::engine::{Process, Stream, math};
use crate::ledger::{Money, Purpose};
use crate::model::keys;
use crate::model::scene::Scene;
use crate::terms::Class;
use crate::world::Country;
use crate::world::community::Community;
use crate::world::diary::What;
use crate::world::sites::CommunityId;

/// Problems arise and fade, projects decay (section 2, 4.17).
pub(crate) fn arise(c: &mut Community, scene: &Scene) {
    let p = &scene.params.peacebuilding;
    let mut stream =
        scene.draws.stream(Process::Problems, c.identity(), scene.step, keys::PROBLEMS);
    let arisen = stream.poisson(p.problems * f64::from(c.thousands()));
    c.tally.problems += arisen;
    c.conditions.problems += arisen;
    c.conditions.problems -= fade(&mut stream, c.conditions.problems, p.problem_half_life);
    c.conditions.projects -= fade(&mut stream, c.conditions.projects, p.project_half_life);
}

fn fade(stream: &mut Stream, number: u32, half_life: f64) -> u32 {
    stream.binomial(number, 1.0 - math::decay(half_life, 1.0))
}

/// Row: how far the standing projects of a site reach its households, whatever communities it is cut into:
/// 1 − 2^(−reach), reach = projects·served/households.
pub(crate) fn reach_out(country: &mut Country) {
    let served = country.params.peacebuilding.served;
    for site in 0..country.committee_sites.len() {
        let members = country.committee_sites.members(site);
        let of = |c: &CommunityId| &country.communities[c.place()];
        let projects: u32 = members.iter().map(|c| of(c).conditions.projects).sum();
        let households: f32 = members.iter().map(|c| of(c).size()).sum();
        let reach = f64::from(projects) * served / f64::from(households.max(1.0));
        let reached = (1.0 - libm::exp2(-reach)) as f32;
        for &c in members {
            country.communities[c.place()].conditions.reached = reached;
        }
    }
}

/// When the fund holds the cost of a project, a needs-gathering chooses the worst problem and a
/// local entrepreneur is paid; it is built with built × skill.
pub(crate) fn build(c: &mut Community, scene: &Scene) {
    let p = &scene.params.peacebuilding;
    let Some(committee) = scene.committee() else { return };
    let cost = Money::from_rand(p.project_cost);
    if !scene.params.mechanisms.peacebuilding || c.conditions.problems == 0 || c.books.fund < cost {
        return;
    }
    let mut stream = scene.draws.stream(Process::Problems, c.identity(), scene.step, keys::PROJECT);
    c.books.post(Purpose::Project, Class::Middle, cost);
    if !committee.steered.is_placebo && stream.chance(p.built * committee.people.skill) {
        c.note(scene.from, None, [None, None], What::ProjectBuilt);
        c.conditions.problems -= 1;
        c.conditions.projects += 1;
        c.tally.projects += 1;
    }
}
