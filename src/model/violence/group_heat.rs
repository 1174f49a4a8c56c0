//! 4.36 Heat between the groups of a site: what feeds it, and what takes it away.

use crate::engine::{Process, math};
use crate::model::keys;
use crate::model::places::enclaves;
use crate::terms::Origin;
use crate::world::Country;
use crate::world::fronts::{Event, Front, Fronts, PAIRS, SIDES, Turn};
use crate::world::households::MAX_GROUPS;

/// Heat below which elders are not called.
const FELT: f32 = 0.01;

/// What a site is to its groups in a month.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ground {
    /// Households.
    pub households: f64,
    /// Households of each group.
    pub of_group: [f64; MAX_GROUPS],
    /// People over those of a site of the declared size.
    pub size: f64,
    /// Arms per 100 for 1,000 adults.
    pub arms: f64,
    /// Spare men per household over those of the country.
    pub men: f64,
    /// Share of what does not trust beyond the own group.
    pub mistrust: f64,
    /// Deterrence of clashes.
    force: f64,
    /// Share that lies in the ring of an enclave.
    enclave: f64,
    /// Word of the elders of each group: households they serve, by their quality.
    elders: [f64; MAX_GROUPS],
    /// Killed across groups this month, by pair.
    killed: [u32; PAIRS],
    /// The same, each by the mistrust where it happened.
    felt: [f64; PAIRS],
    /// Settlements across groups, by the standing of who brought them about.
    settled: [f64; PAIRS],
}

impl Ground {
    /// What a site is, in means over its households.
    pub(super) fn of(country: &Country, site: usize) -> Self {
        let mut ground = Self::default();
        let mut spare = 0.0;
        for &place in country.fronts.sites.members(site) {
            let c = &country.communities[place.place()];
            let n = f64::from(c.size());
            ground.households += n;
            spare += f64::from(c.men.spare);
            ground.arms += f64::from(c.conditions.arms) * n;
            ground.mistrust += f64::from(1.0 - c.opinion.radius) * n;
            ground.force += f64::from(c.cover.deterrence[Origin::Clash]) * n;
            ground.enclave += f64::from(c.ground.enclave) * n;
            for (g, elders) in c.providers.elders.iter().enumerate() {
                let of_group = c.households.group(g).len() as f64;
                ground.of_group[g] += of_group;
                if elders.exist {
                    ground.elders[g] += f64::from(elders.served * elders.quality) * of_group;
                }
            }
            for pair in 0..PAIRS {
                let killed = c.docket.across.killed[pair];
                ground.killed[pair] += u32::from(killed);
                ground.felt[pair] += f64::from(killed) * f64::from(1.0 - c.opinion.radius);
                ground.settled[pair] += f64::from(c.docket.across.settled[pair]);
            }
        }
        let world = &country.params.world;
        let n = ground.households.max(1.0);
        for mean in [&mut ground.arms, &mut ground.mistrust, &mut ground.force, &mut ground.enclave]
        {
            *mean /= n;
        }
        for (elders, households) in ground.elders.iter_mut().zip(ground.of_group) {
            *elders /= households.max(1.0);
        }
        ground.men = spare / (n * world.spare_men).max(f64::MIN_POSITIVE);
        ground.size = n * world.household_size / country.params.clashes.site_people;
        ground
    }

    /// Households of both groups of a pair; none where one of them is missing.
    pub(super) fn both(&self, pair: usize) -> Option<f64> {
        let [a, b] = SIDES[pair].map(|group| self.of_group[group]);
        (a > 0.0 && b > 0.0).then_some(a + b)
    }

    /// The word of both groups' elders, in [0, 1].
    fn word(&self, pair: usize) -> f64 {
        let [a, b] = SIDES[pair].map(|group| self.elders[group]);
        libm::sqrt(a * b)
    }
}

/// Adds heat x, of what is missing: G ← 1 − (1 − G)·exp(−x).
fn feed(heat: &mut f32, x: f64) {
    *heat = (1.0 - f64::from(1.0 - *heat) * libm::exp(-x)) as f32;
}

/// Takes a share of heat away.
fn cool(heat: &mut f32, share: f64) {
    *heat *= (1.0 - share).clamp(0.0, 1.0) as f32;
}

/// Notes what changed the heat of a pair, where somebody follows it.
pub(super) fn note(fronts: &mut Fronts, heat: &Front, at: (i32, usize, usize), what: Event) {
    let (month, site, pair) = at;
    if let Some(chronicle) = &mut fronts.chronicle {
        chronicle.push(Turn { month, site, pair, heat: heat.heat[pair], what });
    }
}

/// A month of heat between the groups of a site: it fades, is taken away by peace and force, and is fed by
/// killings across groups, by land taken, and by what was heard from next door.
pub(super) fn live(country: &mut Country, site: usize) {
    let ground = Ground::of(country, site);
    let p = country.params.clashes.clone();
    let kept = math::decay(p.half_life, 1.0);
    let identity = country.site_identity_of(&country.fronts.sites, site);
    let step = country.step_of(0);
    let taken = if country.params.mechanisms.enclave_footprint {
        p.land * enclaves::uncompensated(&country.params) * ground.enclave
    } else {
        0.0
    };
    let Country { fronts, group_heat, draws, now, communities, .. } = country;
    let first = fronts.sites.members(site)[0].place();
    let front = &mut group_heat[site];
    let heard = std::mem::take(&mut front.heard);
    for (pair, heard) in heard.into_iter().enumerate() {
        if ground.both(pair).is_none() {
            continue;
        }
        let at = (*now, site, pair);
        front.heat[pair] *= kept;
        let hazard = (p.compensation * ground.word(pair)) as f32;
        let mut stream = draws.stream(Process::Clashes, identity, step, keys::peace(pair));
        if front.heat[pair] > FELT && stream.chance(math::struck(hazard, 1.0)) {
            cool(&mut front.heat[pair], p.compensated);
            communities[first].tally.compensations += 1;
            note(fronts, front, at, Event::Compensation);
        }
        let settled = ground.settled[pair] / ground.size;
        if settled > 0.0 {
            cool(&mut front.heat[pair], 1.0 - libm::pow(1.0 - p.settlement, settled));
            note(fronts, front, at, Event::Settlements(ground.settled[pair] as f32));
        }
        if ground.force > 0.0 {
            cool(&mut front.heat[pair], p.force * ground.force);
            note(fronts, front, at, Event::Force);
        }
        if ground.killed[pair] > 0 {
            feed(&mut front.heat[pair], p.killing * ground.felt[pair] / ground.size);
            note(fronts, front, at, Event::Killings(ground.killed[pair]));
        }
        if taken > 0.0 {
            feed(&mut front.heat[pair], taken);
            note(fronts, front, at, Event::Land);
        }
        if heard > 0 {
            let clashes = f64::from(heard);
            feed(&mut front.heat[pair], p.next_door * ground.mistrust * clashes);
            note(fronts, front, at, Event::NextDoor(heard));
        }
    }
}

/// A clash feeds the heat that it comes from, by its dead, and exhausts those who fought, by the share of men that they were.
pub(super) fn after_clash(
    country: &mut Country,
    ground: &Ground,
    (site, pair): (usize, usize),
    (dead, fought): (u32, f64),
) {
    let p = &country.params.clashes;
    let at = (country.now, site, pair);
    let front = &mut country.group_heat[site];
    feed(&mut front.heat[pair], p.killing * ground.mistrust * f64::from(dead) / ground.size);
    note(&mut country.fronts, front, at, Event::Killings(dead));
    cool(&mut front.heat[pair], p.exhaustion * fought);
    note(&mut country.fronts, front, at, Event::Exhaustion);
}
