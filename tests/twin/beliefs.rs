//! 4.20 to 4.22 Beliefs, legitimacy, custom, the radius of trust and efficacy.

use super::levels::{approach, level, logistic, mean, read};
use super::norms;
use super::state::{Community, GROUPS, Twin, World};
use nodal::engine::math::{decay, ln};
use nodal::terms::{Auspice, Kind, Recourse};

/// Households of the reference community.
const REFERENCE: f32 = 500.0;

/// o = (1 − result)·treatment + result·result; felt (1 − w)·o + w·(½ + o − A); trust moves `experience` of the
/// gap, times `worse` for the worse; `hearers` of the own group hear of it and move `hearing`.
pub fn experience(
    c: &mut Community,
    w: &World,
    household: usize,
    kind: Kind,
    treatment: f32,
    result: f32,
    word: u32,
) {
    let p = &w.params.beliefs;
    let outcome = (1.0 - p.result) * treatment + p.result * result;
    let mut felt = outcome;
    if w.params.mechanisms.aspiration {
        let aspiration = &mut c.aspiration[household];
        let relative = (0.5 + outcome - read(*aspiration)).clamp(0.0, 1.0);
        approach(aspiration, outcome, (1.0 / p.aspiration_months) as f32);
        felt = (1.0 - p.aspiration as f32) * outcome + p.aspiration as f32 * relative;
    }
    c.met[kind.index()] = true;
    let trust = &mut c.trust[kind.index()];
    let worse = if felt < read(trust[household]) { p.worse } else { 1.0 };
    approach(&mut trust[household], felt, (p.experience * worse).min(1.0));
    if !w.params.mechanisms.news {
        return;
    }
    let group = &c.groups[c.group_of[household]];
    let n = group.len();
    let hearers = (p.hearers as usize).min(n - 1);
    let stride = (n / (hearers + 1)).max(1);
    let scattered = ((word ^ household as u32).wrapping_mul(0x9E37_79B9) >> 8) as usize;
    for i in 1..=hearers {
        let place = household - group.start + scattered % stride + i * stride;
        approach(&mut trust[group.start + place % n], felt, p.hearing as f32);
    }
}

/// A public event: `public_event` of the gap in a community of the reference size.
pub fn announce(c: &mut Community, w: &World, kind: Kind, outcome: f32) {
    let weight = w.params.beliefs.public_event * REFERENCE / c.size();
    c.events[kind.index()].0 += weight;
    c.events[kind.index()].1 += weight * outcome;
}

/// A case that a forum has dealt with.
pub fn note_case(c: &mut Community, kind: Kind, initiator: usize, is_settled: bool) {
    let group = c.group_of[initiator];
    c.cases[kind.index()][group] += 1.0;
    if is_settled {
        c.successes[kind.index()][group] += 1.0;
    }
}

/// A settlement has broken within a year.
pub fn forget_success(c: &mut Community, kind: Kind, initiator: usize) {
    let settled = &mut c.successes[kind.index()][c.group_of[initiator]];
    *settled = (*settled - 1.0).max(0.0);
}

/// q̂ = (n q0 + settled)/(n + cases), n = `prior_cases` for a third of a reference community.
pub fn performance(c: &Community, w: &World, kind: Kind, group: usize) -> f32 {
    let size = c.groups[group].len() as f32;
    let prior = w.params.beliefs.prior_cases / (REFERENCE / 3.0) * size.max(1.0);
    let expected = w.params.choice.prior_performance;
    (prior * expected + c.successes[kind.index()][group]) / (prior + c.cases[kind.index()][group])
}

/// Trust with the norm of the place.
pub fn trust_here(c: &Community, kind: Kind, household: usize) -> f32 {
    (read(c.trust[kind.index()][household]) + c.fit[kind.index()]).clamp(0.0, 1.0)
}

/// Share of civil society's seats that a group holds: its elders among all.
pub fn seat_share(c: &Community, group: usize) -> f32 {
    let mut forums = 0.0;
    for elders in &c.elders {
        forums += f32::from(u8::from(elders.exist));
    }
    if c.elders[group].exist { 1.0 / forums } else { 0.0 }
}

/// Month's end.
pub fn learn(c: &mut Community, w: &World) {
    grievance_fades(c, w);
    trust_fades(c, w);
    repute(c, w);
    legitimacy(c, w);
    radius(c, w);
    efficacy(c, w);
    norms::learn(c, w);
    custom(c);
}

fn grievance_fades(c: &mut Community, w: &World) {
    let steps = w.params.time.steps_per_month;
    let mut kept = 1.0;
    for _ in 0..steps {
        kept *= Twin::kept(w.params.feeling.grievance_half_life, steps);
    }
    for grievance in &mut c.grievance {
        *grievance = level(read(*grievance) * kept);
    }
}

/// By `fading` a month to the community's mean and one's disposition, and as far as the month's public events
/// weigh to their outcome; kinds that nobody has met rest.
fn trust_fades(c: &mut Community, w: &World) {
    let p = &w.params.beliefs;
    // Plans that were kept are seen: at most `plans_noticed` per 1,000 households count.
    let most = p.plans_noticed;
    let slot = w.month as usize % 12;
    let kept = f32::from(c.kept_plans[slot]);
    c.kept_plans[slot] = 0;
    let weight = p.public_event * (kept / c.thousands()).min(most) / most;
    c.events[Kind::Customary.index()].0 += weight;
    c.events[Kind::Customary.index()].1 += weight * p.helped as f32;
    let fading = p.fading;
    for k in 0..Kind::COUNT {
        let (weight, outcome) = c.events[k];
        c.events[k] = (0.0, 0.0);
        if weight > 0.0 {
            c.met[k] = true;
        }
        if !c.met[k] {
            continue;
        }
        // Events together pull half of the way at most.
        let cap = (0.5 / weight.max(0.5)).min(1.0);
        let keeps = 1.0 - fading - cap * weight;
        let to = fading * c.mean_trust[k] + cap * outcome;
        for h in 0..c.fear.len() {
            let pull = to + fading * f32::from(c.disposition[h]) * (1.0 / 256.0);
            c.trust[k][h] = level(keeps * read(c.trust[k][h]) + pull);
        }
        c.mean_trust[k] = mean(&c.trust[k]);
    }
    let remembered = decay(p.performance_months * std::f64::consts::LN_2, 1.0);
    for k in 0..Kind::COUNT {
        for group in 0..GROUPS {
            c.cases[k][group] *= remembered;
            c.successes[k][group] *= remembered;
        }
    }
}

/// By `hearing` a month to what was known next door and in the news, by `fading` to one half.
fn repute(c: &mut Community, w: &World) {
    if !w.params.mechanisms.repute {
        return;
    }
    let p = &w.params.repute;
    for of in 0..Auspice::COUNT {
        let (mut sum, mut places) = (0.0, 0.0);
        for &(there, _) in &c.near {
            if let Some(level) = w.told[there][of] {
                sum += level;
                places += 1.0;
            }
        }
        let r = c.repute[of] + p.fading * (0.5 - c.repute[of]);
        let heard = match w.news[of] {
            Some(told) if places > 0.0 => Some(sum / places + p.news * (told - sum / places)),
            Some(told) => Some(told),
            None if places > 0.0 => Some(sum / places),
            None => None,
        };
        c.repute[of] = heard.map_or(r, |heard| r + p.hearing * (heard - r));
    }
}

/// By `legitimacy` a month to attribution·known + (1 − attribution)·repute + voice; what is known is shown next door in
/// 65,534 steps.
fn legitimacy(c: &mut Community, w: &World) {
    let p = &w.params;
    let attribution = p.beliefs.attribution;
    let has_elders = c.elders.iter().any(|elders| elders.exist);
    for &auspice in Auspice::ALL {
        let repute = c.repute[auspice.index()];
        let behind = match auspice {
            Auspice::State => Some(c.mean_trust[Kind::Public.index()]),
            Auspice::CivilSociety if has_elders => Some(c.mean_trust[Kind::Customary.index()]),
            _ => None,
        };
        if p.mechanisms.repute {
            c.known[auspice.index()] =
                behind.map(|level| (level.clamp(0.0, 1.0) * 65534.0).round() / 65534.0);
        }
        let behind = behind.unwrap_or(repute);
        for group in 0..GROUPS {
            let mut voice = 0.0;
            if auspice == Auspice::CivilSociety {
                voice = p.beliefs.voice as f32 * seat_share(c, group);
            }
            let target = attribution * behind + (1.0 - attribution) * repute + voice;
            let now = &mut c.legitimacy[auspice.index()][group];
            *now += p.beliefs.legitimacy as f32 * (target.clamp(0.0, 1.0) - *now);
        }
    }
}

/// 4.20 +δ(r_max − r) for each agreement across groups kept, −asymmetry·δ(r − r_min) for each broken and
/// each violent act across groups, per 1,000 households; back to r0 by `habit` a month.
fn radius(c: &mut Community, w: &World) {
    if !w.params.mechanisms.radius_of_trust {
        return;
    }
    let p = &w.params.radius;
    let slot = w.month as usize % 12;
    let kept = c.keeping[slot];
    c.keeping[slot] = 0;
    let kept = kept as f32 / c.thousands();
    let broken = c.tally.cross_broken as f32 / c.thousands();
    let delta = p.response as f32;
    let (least, most) = (p.least as f32, p.most as f32);
    let r = c.radius;
    let moved = r + (delta * kept).min(1.0) * (most - r)
        - (p.asymmetry * delta * broken).min(1.0) * (r - least)
        + p.habit as f32 * (p.start as f32 - r);
    c.radius = moved.clamp(least, most);
}

/// 4.21 By `speed` a month towards σ(base + ln(1 + uses) + ties − fear·fear), uses the year's mean of what came of
/// acting together: here `sitting` of each sitting, as nobody gathers.
fn efficacy(c: &mut Community, w: &World) {
    if !w.params.mechanisms.efficacy {
        return;
    }
    let p = &w.params.efficacy;
    let uses = p.sitting * c.tally.sittings as f32 / c.thousands();
    c.uses += (uses - c.uses) / 12.0;
    let target = logistic(
        p.base as f32 + ln(1.0 + c.uses.max(0.0)) + c.ties - p.fear as f32 * mean(&c.fear),
    );
    c.efficacy += p.speed * (target - c.efficacy);
}

/// 4.3 Usage: a moving mean of twelve months.
fn custom(c: &mut Community) {
    let mut all = 0;
    for &chosen in c.tally.first_chosen.values() {
        all += chosen;
    }
    if all == 0 {
        return;
    }
    for recourse in 0..Recourse::COUNT {
        let share = c.tally.first_chosen[Recourse::ALL[recourse]] as f32 / all as f32;
        c.usage[recourse] += (share - c.usage[recourse]) / 12.0;
    }
}
