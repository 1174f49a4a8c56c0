//! 4.22 Beliefs: trust records how people are treated, performance what forums deliver, legitimacy
//! whom people see behind them.

use crate::model::scene::Scene;
use crate::params::Params;
use crate::terms::{Auspice, Kind};
use crate::world::Level;
use crate::world::community::{Community, Known, PublicEvent, REFERENCE};
use crate::world::households::{Households, MAX_GROUPS, mean};
use crate::world::parts::Opinion;

/// What a household lived through with a provider; both outcomes on the outcome scale.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Experience {
    /// Whose it is.
    pub household: usize,
    /// With whom.
    pub kind: Kind,
    /// How it was treated.
    pub treatment: f32,
    /// What it got.
    pub result: f32,
    /// Who hears of it.
    pub word: u32,
}

impl Experience {
    /// One whose result is the treatment.
    pub const fn alike(household: usize, kind: Kind, outcome: f32, word: u32) -> Self {
        Self { household, kind, treatment: outcome, result: outcome, word }
    }
}

/// A household was treated so and got such a result: trust moves by `experience` of the gap (times
/// `worse` for the worse), aspiration follows, and some inside the radius hear of it.
///
/// The outcome is (1−result)·treatment + result·result; satisfaction is relative: (1−w)·o + w·clip(½ + o − A).
pub(crate) fn experience(c: &mut Community, scene: &Scene, lived: &Experience) {
    let &Experience { household, kind, treatment, result, word } = lived;
    let p = &scene.params.beliefs;
    let weight = p.result;
    let outcome = (1.0 - weight) * treatment + weight * result;
    let felt = satisfaction(&mut c.households, scene, household, outcome);
    c.opinion.met |= 1 << kind as u8;
    let trust = c.households.trust_mut(kind);
    let worse = if felt < trust[household].get() { p.worse } else { 1.0 };
    trust[household].approach(felt, (p.experience * worse).min(1.0));
    if scene.params.mechanisms.news {
        tell(&mut c.households, scene, household, kind, felt, word);
    }
}

/// What an outcome is felt to be worth, given what one has come to expect.
fn satisfaction(households: &mut Households, scene: &Scene, household: usize, outcome: f32) -> f32 {
    if !scene.params.mechanisms.aspiration {
        return outcome;
    }
    let p = &scene.params.beliefs;
    let aspiration = &mut households.aspiration_mut()[household];
    let relative = (0.5 + outcome - aspiration.get()).clamp(0.0, 1.0);
    // One experience weighs as a month of a memory of two years.
    aspiration.approach(outcome, (1.0 / p.aspiration_months) as f32);
    let w = p.aspiration as f32;
    (1.0 - w) * outcome + w * relative
}

/// Hearers whose trust is moved together.
const TOGETHER: usize = 8;

/// Others of the own group hear of an experience and move by `hearing` of the gap.
fn tell(
    households: &mut Households,
    scene: &Scene,
    household: usize,
    kind: Kind,
    felt: f32,
    word: u32,
) {
    let p = &scene.params.beliefs;
    let group = households.group(households.group_of(household));
    let hearers = (p.hearers as usize).min(group.len() - 1);
    let stride = group.len() as u32 / (hearers as u32 + 1);
    // Scattered by a multiplicative hash, so that neighbours by index do not always hear the same.
    let offset = ((word ^ household as u32).wrapping_mul(0x9E37_79B9) >> 8) % stride;
    let (mut next, stride) = (household - group.start + offset as usize, stride as usize);
    let trust = &mut households.trust_mut(kind)[group];
    let hearing = p.hearing as f32;
    let n = trust.len();
    // Round the group; the least of the two, as a branch here is guessed wrongly once an experience.
    let after = |hearer: usize| (hearer + stride).min((hearer + stride).wrapping_sub(n));
    // All strides and the offset together are shorter than once round the group: nobody hears it twice, and several can be
    // moved together.
    let (mut who, mut levels) = ([0; TOGETHER], [Level::default(); TOGETHER]);
    for _ in 0..hearers / TOGETHER {
        for (who, level) in who.iter_mut().zip(&mut levels) {
            next = after(next);
            (*who, *level) = (next, trust[next]);
        }
        Level::approach_together(&mut levels, felt, hearing);
        for (&who, &level) in who.iter().zip(&levels) {
            trust[who] = level;
        }
    }
    for _ in 0..hearers % TOGETHER {
        next = after(next);
        trust[next].approach(felt, hearing);
    }
}

/// A public event pulls the trust of the whole community in a kind (by `public_event` of the gap).
pub(crate) fn announce(c: &mut Community, scene: &Scene, kind: Kind, outcome: f32) {
    // Known in a neighbourhood of the reference size, however towns are cut.
    let sharpened = 1.0 + c.providers.engaged.disclosure;
    let weight = scene.params.beliefs.public_event * REFERENCE / c.size() * sharpened;
    let event = &mut c.opinion.events[kind];
    event.weight += weight;
    event.outcome += weight * outcome;
}

/// Notes a case that a forum has dealt with, and whether it settled it (4.3: performance).
pub(crate) fn note_case(opinion: &mut Opinion, kind: Kind, group: usize, is_settled: bool) {
    let performance = &mut opinion.performance[kind][group];
    performance.cases += 1.0;
    performance.settled += f32::from(u8::from(is_settled));
}

/// A settlement counted before has broken within the year.
pub(crate) fn forget_success(opinion: &mut Opinion, kind: Kind, group: usize) {
    let performance = &mut opinion.performance[kind][group];
    performance.settled = (performance.settled - 1.0).max(0.0);
}

/// Share of cases that a kind is known to settle for good: (n q0 + settled)/(n + cases), n the
/// `prior_cases` of a third of a reference community, so that it does not matter how finely a
/// town is cut.
pub(crate) fn performance(c: &Community, params: &Params, kind: Kind, group: usize) -> f32 {
    let prior_cases = params.beliefs.prior_cases / (REFERENCE / 3.0)
        * (c.households.group(group).len() as f32).max(1.0);
    let known = c.opinion.performance[kind][group];
    let prior = params.choice.prior_performance;
    (prior_cases * prior + known.settled) / (prior_cases + known.cases)
}

/// Month's end: trust fades towards the community's mean and the household's disposition, public
/// events pull it, performance is forgotten, plans that were kept are noticed.
pub(crate) fn settle_down(c: &mut Community, scene: &Scene) {
    notice_kept_plans(c, scene);
    let p = &scene.params.beliefs;
    let fading = p.fading;
    for &kind in Kind::ALL {
        let k = kind;
        let event = std::mem::take(&mut c.opinion.events[k]);
        if event.weight > 0.0 {
            c.opinion.met |= 1 << kind as u8;
        }
        if c.opinion.met & 1 << kind as u8 == 0 {
            continue;
        }
        // Trust moves the same way under both pulls: one factor, one constant.
        let cap = (0.5 / event.weight.max(0.5)).min(1.0);
        let kept = 1.0 - fading - cap * event.weight;
        let constant = fading * c.opinion.mean_trust[k] + cap * event.outcome;
        let (trust, dispositions) = c.households.trust_and_disposition(kind);
        for (level, &disposition) in trust.iter_mut().zip(dispositions) {
            let pull = constant + fading * f32::from(disposition) * (1.0 / 256.0);
            *level = Level::new(kept * level.get() + pull);
        }
        c.opinion.mean_trust[k] = mean(c.households.trust(kind));
    }
    for performance in c.opinion.performance.values_mut().flatten() {
        performance.cases *= scene.rules.performance_kept;
        performance.settled *= scene.rules.performance_kept;
    }
}

fn notice_kept_plans(c: &mut Community, scene: &Scene) {
    let slot = scene.month as usize % c.docket.keeping.len();
    for (i, kind) in [Kind::Customary, Kind::PeaceCommittee].into_iter().enumerate() {
        let kept = f32::from(std::mem::take(&mut c.docket.kept_plans[i][slot]));
        // Plans are public in proportion to how small the place is: per 1,000 households.
        let weight = {
            let p = &scene.params.beliefs;
            let noticed = p.plans_noticed;
            p.public_event * (kept / c.thousands()).min(noticed) / noticed
        };
        let event: &mut PublicEvent = &mut c.opinion.events[kind];
        event.weight += weight;
        event.outcome += weight * scene.params.beliefs.helped as f32;
    }
}

/// Legitimacy of auspices moves by `legitimacy` a month to what people know of them: a share `attribution` knows who
/// stands behind a post and see the trust in it, the rest keep to the auspice's repute; voice in a
/// group's own bodies adds.
pub(crate) fn legitimacy(c: &mut Community, scene: &Scene) {
    let p = scene.params;
    let speed = p.beliefs.legitimacy as f32;
    let attribution = p.beliefs.attribution;
    for &auspice in Auspice::ALL {
        let voice = if auspice == Auspice::CivilSociety { p.beliefs.voice } else { 0.0 };
        let repute = c.opinion.repute[auspice];
        let seen = seen(auspice, c, scene);
        if p.mechanisms.repute {
            c.publishing.known[auspice] = Known::of(seen);
            c.opinion.heard |= u8::from(seen.is_some()) << auspice as u8;
        }
        let known = seen.unwrap_or(repute);
        for group in 0..MAX_GROUPS {
            let voice = if voice > 0.0 { voice as f32 * seat_share(c, group) } else { 0.0 };
            let target = attribution * known + (1.0 - attribution) * repute + voice;
            let level = &mut c.opinion.legitimacy[auspice][group];
            *level += speed * (target.clamp(0.0, 1.0) - *level);
        }
    }
}

/// Trust in the providers that an auspice is seen behind, by how far it stands behind each: by its
/// seats, and half as far where it only pays. So a good outcome of a non-state forum in which the
/// state has seats relieves the state (4.13). Missions are judged by the calm they are seen to keep.
fn seen(auspice: Auspice, c: &Community, scene: &Scene) -> Option<f32> {
    let (mut sum, mut weights) = (0.0, 0.0);
    let mut stand_behind = |weight: f32, trust: f32| {
        sum += weight * trust;
        weights += weight;
    };
    let trust = |kind: Kind| c.opinion.mean_trust[kind];
    if auspice == Auspice::State {
        stand_behind(1.0, trust(Kind::Public));
    }
    if auspice == Auspice::CivilSociety && c.providers.elders.iter().any(|elders| elders.exist) {
        stand_behind(1.0, trust(Kind::Customary));
    }
    if let Some(committee) = scene.committee().filter(|committee| !committee.steered.is_placebo) {
        let pays = committee.people.is_paid
            && committee.steered.arrangement.is_some_and(|i| scene.pays(i, auspice));
        let weight = committee.steered.seats[auspice] + if pays { 0.5 } else { 0.0 };
        stand_behind(weight, trust(Kind::PeaceCommittee));
    }
    let share = c.providers.engaged.seats[auspice];
    for (kind, staff) in [
        (Kind::PrivateInternational, c.providers.engaged.company),
        (Kind::PrivateNational, c.providers.engaged.guards),
        (Kind::RentedPublic, c.providers.engaged.rented),
    ] {
        if staff > 0.0 {
            stand_behind(share, trust(kind));
        }
    }
    if auspice == Auspice::Interstate && c.providers.engaged.mission > 0.0 {
        stand_behind(1.0, 1.0 - c.mean_fear());
    }
    (weights > 0.0).then(|| sum / weights)
}

/// How alike a kind of forum has served the groups: the worst-served over the best-served, by cases
/// settled for good.
pub(crate) fn even_handedness(c: &Community, scene: &Scene, kind: Kind) -> f32 {
    let (mut least, mut most) = (1.0_f32, 0.0_f32);
    for group in (0..MAX_GROUPS).filter(|&group| !c.households.group(group).is_empty()) {
        let settled = performance(c, scene.params, kind, group);
        least = least.min(settled);
        most = most.max(settled);
    }
    if most > 0.0 { least / most } else { 0.0 }
}

/// Belief about a committee drifts by `association` a month to the seat-weighted belief about those behind it,
/// whoever they are (claim 75).
pub(crate) fn associate(c: &mut Community, scene: &Scene) {
    if !scene.params.mechanisms.association {
        return;
    }
    let Some(committee) = scene
        .committee()
        .filter(|one| one.steered.arrangement.is_some() && !one.steered.is_placebo)
    else {
        return;
    };
    let weight = scene.params.partnership.association as f32;
    let behind: f32 = Auspice::ALL
        .iter()
        .map(|&auspice| committee.steered.seats[auspice] * c.mean_legitimacy(auspice))
        .sum();
    let event = &mut c.opinion.events[Kind::PeaceCommittee];
    event.weight += weight;
    event.outcome += weight * behind;
}

/// Share of civil society's seats in a community that a group holds: its elders' forum among those
/// that exist.
pub(crate) fn seat_share(c: &Community, group: usize) -> f32 {
    let forums = c.providers.elders.iter().filter(|elders| elders.exist).count();
    if c.providers.elders[group].exist { 1.0 / forums as f32 } else { 0.0 }
}

/// Trust of a household in a kind, with the norm of the place (4.5: fit acts on trust and consent).
pub(crate) fn trust_here(c: &Community, kind: Kind, household: usize) -> f32 {
    (c.households.trust_of(household, kind) + c.ground.fit[kind]).clamp(0.0, 1.0)
}
